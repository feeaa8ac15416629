package pipeline_test

import (
	"context"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"rawi/news"
)

// groups are the articles that stand together, on one level.
func groups(n map[news.Ref][3]string, level int) map[news.Ref][]string {
	by := map[string][]string{}
	for r, x := range n {
		by[x[level]] = append(by[x[level]], r.Source)
	}
	out := map[news.Ref][]string{}
	for r, x := range n {
		l := by[x[level]]
		slices.Sort(l)
		out[r] = l
	}
	return out
}

// TestArrival: articles of a few days that arrive in any order make the events and stories that they make together; no ID that was ever
// given leads nowhere; and the ID of a group stays as long as the group only grows.
func TestArrival(t *testing.T) {
	ctx := context.Background()
	items := sampleItems(t)
	items = slices.DeleteFunc(items, func(it news.Item) bool {
		return !strings.HasPrefix(it.Source, "flood") && !strings.HasPrefix(it.Source, "speech")
	})
	batch := open(t)
	add(t, batch, items...)
	want := names(t, batch)
	for range 3 {
		rand.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
		l := open(t)
		given := map[string]bool{}
		before := map[news.Ref][3]string{}
		for part := range slices.Chunk(items, 3) {
			add(t, l, part...)
			now := names(t, l)
			for level := range 2 {
				was, is := groups(before, level), groups(now, level)
				for r, x := range before {
					given[x[level]] = true
					grew := !slices.ContainsFunc(was[r], func(s string) bool { return !slices.Contains(is[r], s) })
					alone := !slices.ContainsFunc(is[r], func(s string) bool {
						k := slices.IndexFunc(keys(before), func(q news.Ref) bool { return q.Source == s })
						return k >= 0 && !slices.Contains(was[r], s)
					})
					if grew && alone && now[r][level] != x[level] {
						t.Errorf("%s: %s became %s though it only grew", r.Source, x[level], now[r][level])
					}
				}
			}
			before = now
		}
		for level := range 2 {
			if got, want := groups(before, level), groups(want, level); !reflect.DeepEqual(got, want) {
				t.Errorf("level %d: %v\nin one go: %v", level, got, want)
			}
		}
		for id := range given {
			var err error
			if id[0] == 's' {
				_, err = l.Story(ctx, id)
			} else {
				_, err = l.StoryOfEvent(ctx, id)
			}
			if err != nil {
				t.Errorf("%s leads nowhere: %v", id, err)
			}
		}
	}
}

// keys are the articles of a library.
func keys(n map[news.Ref][3]string) []news.Ref {
	var out []news.Ref
	for r := range n {
		out = append(out, r)
	}
	return out
}

// TestTellWindow: what lies far from the news is left as it is.
func TestTellWindow(t *testing.T) {
	ctx := context.Background()
	l := open(t)
	add(t, l, dated("a", "2020-01-02", "فيضان النهر يهدم جسر القرية", "هدم فيضان النهر جسر القرية القديم ليلا وقطع الطريق إلى المدينة، وقال المحافظ خالد النجار إن العمل بدأ لإصلاحه."))
	first := told(t, l)
	if len(first) != 1 {
		t.Fatalf("%d stories", len(first))
	}
	d, err := l.Rename(ctx, hand, first[0].ID, "kept")
	if err != nil {
		t.Fatal(err)
	}
	add(t, l, dated("b", "2024-05-02", "افتتاح مكتبة عامة في الحي", "افتتحت البلدية مكتبة عامة جديدة في الحي الشرقي تضم آلاف الكتب وقاعة للأطفال، وحضر الحفل عدد من السكان."))
	if _, articles, err := l.Around(ctx, nil); err != nil || len(articles) != 0 {
		t.Errorf("around nothing: %d articles, %v", len(articles), err)
	}
	if times, err := l.Untold(ctx); err != nil || len(times) != 0 {
		t.Errorf("untold: %v, %v", times, err)
	}
	all := told(t, l)
	if len(all) != 2 || all[1].Title != "kept" || all[1].ID != d.Group {
		t.Errorf("%d stories, the older %q", len(all), all[1].Title)
	}
	// The text of the newer changes: its story is made anew.
	add(t, l, dated("b", "2024-05-02", "افتتاح مكتبة عامة في الحي الغربي", "افتتحت البلدية مكتبة عامة جديدة في الحي الغربي تضم آلاف الكتب وقاعة للأطفال، وحضر الحفل عدد من السكان."))
	again := told(t, l)
	if len(again) != 2 || again[0].ID != all[0].ID || again[0].Title == all[0].Title {
		t.Errorf("%d stories, the newer %s %q, was %s %q", len(again), again[0].ID, again[0].Title, all[0].ID, all[0].Title)
	}
}

// dated is an item with a day.
func dated(source, day, title, body string) news.Item {
	return news.Item{Source: source, Fields: &news.Fields{Title: title, Text: body, Date: day, Outlet: "الصحيفة"}}
}
