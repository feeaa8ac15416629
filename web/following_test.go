package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"
)

// agency is a press that is followed: so many sources, with everything that can become of one.
type agency struct {
	sources int
	broken  error
}

func (a agency) Following(context.Context) (Following, error) {
	noon := time.Date(2025, 5, 20, 12, 0, 0, 0, time.UTC)
	f := Following{Running: true, Due: 7, Lag: 11 * time.Minute}
	for i := range a.sources {
		x := Followed{
			ID: int64(i + 1), URL: fmt.Sprintf("https://mersa-%d.example/rss.xml", i), Title: fmt.Sprintf("صحيفة المرسى %d", i), Folder: []string{"", "الخليج", "المغرب العربي"}[min(2, i*3/a.sources)], Kind: "rss", State: "on",
			Checked: noon.Add(-time.Duration(i*i) * time.Minute), Changed: noon.Add(-time.Duration(i) * time.Hour), Due: noon.Add(time.Duration(i) * time.Minute), Every: time.Duration(5+i) * time.Minute, Kept: 100 + i*37, Left: i % 4,
		}
		switch i % 12 {
		case 3:
			x.Problem, x.Fails = Said{"شهادة الموقع غير موثوقة", "its certificate is not trusted"}, 1+i%5
		case 5:
			x.State = "off"
		case 6:
			x.Title, x.URL = "", "https://"+strings.Repeat("long-name-", 5)+"example/"+url.PathEscape("أخبار-العالم-العربي/سياسة-واقتصاد-ورياضة/كل-ما-نشر-اليوم-في-الصفحة-الأولى")+"/"+strings.Repeat("x", 120)+"?"+strings.Repeat("utm_", 30)
		case 7:
			x.Checked, x.Changed, x.Kept, x.Left, x.Kind = time.Time{}, time.Time{}, 0, 0, ""
		case 8:
			x.Late, x.Lag, x.Wanted, x.Ended = 2, 11*time.Minute, 5, 1
		case 9:
			x.Title = "<script>alert(1)</script> " + strings.Repeat("عنوان طويل جدا لتلقيم لا يعرف صاحبه متى يقف ", 6)
			x.Problem = Said{"", "broken: " + strings.Repeat("xml syntax error ", 20)}
		case 10:
			x.State, x.Zone, x.Only = "gone", "Asia/Riyadh", "/news/*"
		}
		f.Followed = append(f.Followed, x)
	}
	return f, a.broken
}

func (a agency) Named(_ context.Context, source int64, state string, n int) (out []Named, err error) {
	for i := range n {
		p := Named{URL: fmt.Sprintf("https://mersa.example/news/%d", i), Title: "العبّارة تصل إلى الميناء", Source: source, State: "kept", Seen: time.Date(2025, 5, 20, 10, 0, 0, 0, time.UTC), Fetched: time.Date(2025, 5, 20, 11, 0, 0, 0, time.UTC), Article: "ferry.html"}
		switch i % 5 {
		case 1:
			p.State, p.Why, p.Article = "left", Said{"يمنعها robots.txt في الموقع", "the site's robots.txt forbids it"}, ""
			p.Title, p.URL = "", "https://mersa.example/"+url.PathEscape(strings.Repeat("خبر-طويل-العنوان-", 12))
		case 2:
			p.State, p.Why, p.Article, p.Due, p.Tries = "wanted", Said{"الحالة 503", "status 503"}, "", time.Date(2025, 5, 20, 13, 0, 0, 0, time.UTC), 2
		case 3:
			p.State, p.Why = "gone", Said{"", "status 410"}
		}
		if state == "" || p.State == state {
			out = append(out, p)
		}
	}
	return out, a.broken
}

func (a agency) Why(ctx context.Context, address string) (Named, bool, error) {
	if a.broken != nil {
		return Named{}, false, a.broken
	}
	list, _ := a.Named(ctx, 1, "left", 2)
	return list[0], strings.Contains(address, "mersa"), nil
}

// TestFollowing: the pages of what is followed.
func TestFollowing(t *testing.T) {
	l := sample(t)
	h := handler(l, Options{Press: agency{sources: 250}})
	for path, want := range map[string][]string{
		"/following":                  {"250 مصدرا يتابع", "تنتظر 7 صفحات حان وقتها", "11 دقيقة", "الخليج", "شهادة الموقع غير موثوقة", `href="/following/4"`, `rel="next"`, "أخبار-العالم-العربي", "&lt;script&gt;"},
		"/following?lang=en":          {"250 sources are followed", "7 pages wait", "its certificate is not trusted", "minutes ago"},
		"/following?show=trouble":     {"شهادة الموقع"},
		"/following?show=off":         {"أوقف", "لم يعد موجودا"},
		"/following?page=3":           {"صحيفة المرسى 248", `rel="prev"`},
		"/following?why=mersa":        {"يمنعها robots.txt في الموقع", "تركت", "خبر-طويل-العنوان"},
		"/following?why=elsewhere":    {"لم يذكر هذه الصفحة شيء"},
		"/following/4":                {"صحيفة المرسى 3", "العبّارة تصل إلى الميناء", "/article/", "الحالة 503", "هذه آخر ما ذكر"},
		"/following/4?show=left":      {"يمنعها robots.txt"},
		"/following/11?lang=en":       {"gone", "Asia/Riyadh", "/news/*", "looked at every"},
		"/following/4?show=gone":      {"لم تعد في موقعها"},
		"/following/10":               {"broken: xml syntax error"},
		"/":                           {`href="/following"`},
		"/following?why=%00%FF%3Cb":   {"لم يذكر هذه الصفحة شيء"},
		"/following?page=99999999999": {"صحيفة المرسى 0"},
	} {
		res := ask(t, h, "GET", path)
		text := body(t, res)
		if res.StatusCode != 200 {
			t.Errorf("%s: %d", path, res.StatusCode)
		}
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("%s: no %q", path, w)
			}
		}
		if strings.Contains(text, "<script>alert") || strings.Contains(text, "ZgotmplZ") {
			t.Errorf("%s: what a feed writes is not escaped", path)
		}
	}
	for path, want := range map[string]int{"/following/999": 404, "/following/x": 404, "/following/1/y": 404, "/following?show=zzz": 400, "/following/1?show=zzz": 400} {
		if res := ask(t, h, "GET", path); res.StatusCode != want {
			t.Errorf("%s: %d, want %d", path, res.StatusCode, want)
		}
	}
	var data struct {
		Running bool
		Sources []followedRecord
	}
	if err := json.Unmarshal([]byte(body(t, ask(t, h, "GET", "/following.json"))), &data); err != nil || !data.Running || len(data.Sources) != 250 || data.Sources[3].Problem == "" {
		t.Errorf("%+v, %v", len(data.Sources), err)
	}
	empty := body(t, ask(t, handler(l, Options{Press: agency{}}), "GET", "/following"))
	if !strings.Contains(empty, "rawi watch import --press") {
		t.Error("an empty list does not say how to begin")
	}
	if res := ask(t, handler(l, Options{}), "GET", "/following"); res.StatusCode != 404 || strings.Contains(body(t, ask(t, handler(l, Options{}), "GET", "/")), "/following") {
		t.Errorf("where nothing is followed: %d", res.StatusCode)
	}
	if res := ask(t, mute(l, Options{Press: agency{sources: 3, broken: errors.New("x")}}), "GET", "/following"); res.StatusCode != 500 {
		t.Errorf("a broken library: %d", res.StatusCode)
	}
}

func TestSlug(t *testing.T) {
	for in, want := range map[string]string{
		"/news/2025/وزير-النقل-يفتتح-الجسر.html": "وزير النقل يفتتح الجسر", "/a/the-new_bridge+opens/?x=1": "the new bridge opens", "/node/621034": "", "/rss-xml": "", "": "", "/2025-09-02-17": "", "/": "",
	} {
		if got := slug(in); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}
