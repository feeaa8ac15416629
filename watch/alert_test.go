package watch

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rawi/gather/fetch"
	"rawi/news"
	"rawi/pipeline"
)

// TestAlerts: a second independent source, a rising toll and a new story in a saved search are told once each, and posted once each.
func TestAlerts(t *testing.T) {
	ctx := context.Background()
	lib, err := pipeline.OpenLibrary(filepath.Join(t.TempDir(), "a.db"), Part())
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	now := time.Date(2025, 9, 3, 12, 0, 0, 0, time.UTC)
	raise := func() (kinds []string) {
		t.Helper()
		var list []Alert
		lib.Told = func(ctx context.Context, stories []*news.Story) error {
			some, err := Raise(ctx, lib, now, stories)
			list = append(list, some...)
			return err
		}
		if err := lib.Tell(ctx); err != nil {
			t.Fatal(err)
		}
		some, err := RaiseAsked(ctx, lib, now)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, some...)
		for _, a := range list {
			if a.Text() == "" || a.Story == "" || a.ID == 0 {
				t.Errorf("%+v", a)
			}
			kinds = append(kinds, a.Kind)
		}
		slices.Sort(kinds)
		return kinds
	}
	add := func(source, outlet, title, body string) {
		t.Helper()
		it := news.Item{Source: source, Fields: &news.Fields{Title: title, Text: body, Date: "2025-09-03", Outlet: outlet}}
		if _, err := lib.Keep(ctx, now, []pipeline.Result{pipeline.Read(it)}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := lib.SaveSearch(ctx, now, "السيول", "السيول"); err != nil {
		t.Fatal(err)
	}
	if kinds := raise(); len(kinds) > 0 {
		t.Fatalf("alerts of an empty library: %v", kinds)
	}
	add("a", "صحيفة الساحل", "السيول تجتاح وادي الريحان وتقتل ثلاثة أشخاص", "وادي الريحان (واس) - اجتاحت السيول وادي الريحان صباح الأربعاء 3 سبتمبر 2025 وجرفت عشرات السيارات في الوادي.\n\nوقال مراسلنا في الوادي إن السيول أدت إلى مقتل ثلاثة أشخاص وإصابة سبعة آخرين.")
	if kinds := raise(); !slices.Equal(kinds, []string{"story"}) {
		t.Fatalf("a new story in a saved search: %v", kinds)
	}
	if kinds := raise(); len(kinds) > 0 {
		t.Fatalf("told twice: %v", kinds)
	}
	add("b", "قناة المدى", "سيول وادي الريحان: فرق الإنقاذ تبحث عن المفقودين", "وادي الريحان (رويترز) - ارتفع عدد القتلى إلى تسعة قتلى في سيول وادي الريحان الأربعاء 3 سبتمبر 2025، وجرفت السيول عشرات السيارات.\n\nوأفادت مراسلة القناة من مستشفى الوادي بأن فرق الإنقاذ تبحث عن مفقودين.")
	if kinds := raise(); !slices.Equal(kinds, []string{"confirmed", "rising"}) {
		t.Fatalf("a second source, and a higher toll: %v", kinds)
	}
	if kinds := raise(); len(kinds) > 0 {
		t.Fatalf("told twice: %v", kinds)
	}
	for _, query := range []string{"الحصاد", "السيارات"} { // the second finds the story of the floods, which stood there when it was first asked
		if _, err := lib.SaveSearch(ctx, now, "بحث آخر", query); err != nil {
			t.Fatal(err)
		}
		if kinds := raise(); len(kinds) > 0 {
			t.Fatalf("what stood there when %s was first asked: %v", query, kinds)
		}
	}
	posted(t, lib)
}

// posted checks that the three alerts of a library are posted once each, when the webhook answers, and stand in the feed.
func posted(t *testing.T, lib *pipeline.Library) {
	t.Helper()
	ctx := context.Background()
	var got []string
	broken := true
	hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if broken {
			w.WriteHeader(500)
			return
		}
		var m struct {
			Alert Alert
			Text  string
		}
		b, _ := io.ReadAll(r.Body)
		if err := json.Unmarshal(b, &m); err != nil || m.Text == "" {
			t.Errorf("%s: %v", b, err)
		}
		got = append(got, m.Alert.Kind)
	}))
	defer hook.Close()
	if err := Send(ctx, lib, hook.Client(), []string{hook.URL}); err == nil {
		t.Error("a webhook that fails is not told")
	}
	broken = false
	for range 2 {
		if err := Send(ctx, lib, hook.Client(), []string{hook.URL}); err != nil {
			t.Fatal(err)
		}
	}
	if len(got) != 3 {
		t.Errorf("posted %v", got)
	}
	list, err := Alerts(ctx, lib, 10)
	if err != nil || len(list) != 3 {
		t.Fatalf("%v, %v", list, err)
	}
	var b strings.Builder
	if err := WriteFeed(&b, "t", "http://h/alerts.atom", list, func(s string) string { return "http://h/story/" + s }); err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Entries []struct {
			Title string `xml:"title"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal([]byte(b.String()), &doc); err != nil || len(doc.Entries) != 3 || doc.Entries[0].Title == "" {
		t.Errorf("%v %s", err, b.String())
	}
}

// TestAlertsOfWatcher: whoever follows the press is alerted to a new story in a saved search at the telling that makes the story.
func TestAlertsOfWatcher(t *testing.T) {
	ctx := context.Background()
	lib, err := pipeline.OpenLibrary(filepath.Join(t.TempDir(), "a.db"), Part())
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	client := fetch.New(fetch.Options{})
	defer client.Close()
	c := &fastClock{now: began, end: began.Add(time.Hour)}
	w := New(lib, client, Options{Clock: c})
	if _, err := lib.SaveSearch(ctx, began, "السيول", "سيول place:الريحان"); err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{0, 1, 1} {
		if i == 1 {
			it := news.Item{Source: "a", Fields: &news.Fields{Title: "السيول تجتاح وادي الريحان", Text: "اجتاحت السيول مدينة الريحان صباح الأربعاء 3 سبتمبر 2025 وجرفت عشرات السيارات.", Date: "2025-09-03", Outlet: "صحيفة الساحل"}}
			if _, err := lib.Keep(ctx, began, []pipeline.Result{pipeline.Read(it)}); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.tellAll(ctx); err != nil {
			t.Fatal(err)
		}
		list, err := Alerts(ctx, lib, 10)
		if err != nil || len(list) != want || int(w.count.alerts.Load()) != want {
			t.Fatalf("telling %d: %d alerts, not %d: %v, %v", i, w.count.alerts.Load(), want, list, err)
		}
		if want == 1 && (list[0].Kind != "story" || list[0].Search != "السيول") {
			t.Errorf("%+v", list[0])
		}
	}
}
