package story

import (
	"math/rand/v2"
	"slices"
	"testing"

	"rawi/news"
)

// refs names articles of the small press.
func refs(names ...string) []news.Ref {
	var out []news.Ref
	for _, n := range names {
		out = append(out, news.Ref{Source: n, Article: 1})
	}
	return out
}

func TestDecisions(t *testing.T) {
	merge := func(id int64, level news.Level, names ...string) news.Decision {
		return news.Decision{ID: id, Act: news.Merge, Level: level, Articles: refs(names...)}
	}
	split := func(id int64, level news.Level, out, rest []string) news.Decision {
		return news.Decision{ID: id, Act: news.Split, Level: level, Articles: refs(out...), Rest: refs(rest...)}
	}
	l := func(s ...string) []string { return s }
	for _, c := range []struct {
		name      string
		decisions []news.Decision
		want      string
	}{
		{"none", nil, "a1 b1 c1 | a2 b2; c2 d1; d2"},
		{"two events are one", []news.Decision{merge(1, news.EventLevel, "a1", "b1", "c1", "a2", "b2")}, "a1 a2 b1 b2 c1; c2 d1; d2"},
		{"what has nothing in common is one event", []news.Decision{merge(1, news.EventLevel, "d2", "a1", "b1", "c1")}, "a1 b1 c1 d2 | a2 b2; c2 d1"},
		{"two stories are one", []news.Decision{merge(1, news.StoryLevel, "c2", "d1", "d2")}, "a1 b1 c1 | a2 b2; c2 d1 | d2"},
		{"an event taken out of its story", []news.Decision{split(1, news.StoryLevel, l("a2", "b2"), l("a1", "b1", "c1"))}, "a1 b1 c1; a2 b2; c2 d1; d2"},
		{"an article taken out of its event", []news.Decision{split(1, news.EventLevel, l("b1"), l("a1", "c1"))}, "a1 c1 | a2 b2 | b1; c2 d1; d2"},
		{"a split of stories parts events", []news.Decision{split(1, news.StoryLevel, l("c2"), l("d1"))}, "a1 b1 c1 | a2 b2; c2; d1; d2"},
		{"the later decision holds: split", []news.Decision{
			merge(1, news.EventLevel, "a1", "b1", "c1", "a2", "b2"),
			split(2, news.EventLevel, l("a2", "b2"), l("a1", "b1", "c1")),
		}, "a1 b1 c1 | a2 b2; c2 d1; d2"},
		{"the later decision holds: merge", []news.Decision{
			split(1, news.EventLevel, l("c2"), l("d1")),
			merge(2, news.EventLevel, "c2", "d1"),
		}, "a1 b1 c1 | a2 b2; c2 d1; d2"},
		{"an event merged across an earlier split of stories", []news.Decision{
			split(1, news.StoryLevel, l("a2", "b2"), l("a1", "b1", "c1")),
			merge(2, news.EventLevel, "a1", "b1", "c1", "a2", "b2"),
		}, "a1 a2 b1 b2 c1; c2 d1; d2"},
		{"articles that are gone", []news.Decision{merge(1, news.EventLevel, "a1", "lost"), split(2, news.EventLevel, l("lost"), l("a1"))}, "a1 b1 c1 | a2 b2; c2 d1; d2"},
	} {
		for range 3 {
			articles := press()
			rand.Shuffle(len(articles), func(i, j int) { articles[i], articles[j] = articles[j], articles[i] })
			slices.Reverse(c.decisions)
			if got := shape(Cluster(articles, nil, c.decisions...)); got != c.want {
				t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
				break
			}
		}
	}
}

// FuzzDecisions: whatever is decided, every article stands in one event of one story, and what was decided last holds.
func FuzzDecisions(f *testing.F) {
	f.Add([]byte{0, 1, 2, 3, 0xF0, 7, 1})
	f.Add([]byte("merge and split"))
	f.Fuzz(func(t *testing.T, b []byte) {
		articles := press()
		var all []news.Decision
		for len(b) >= 3 && len(all) < 8 {
			d := news.Decision{ID: int64(len(all) + 1), Act: news.Merge, Level: news.EventLevel}
			if b[0]&1 != 0 {
				d.Level = news.StoryLevel
			}
			for i, a := range articles {
				switch {
				case b[1]&(1<<i) != 0:
					d.Articles = append(d.Articles, a.Ref)
				case b[0]&2 != 0 && b[2]&(1<<i) != 0:
					d.Act = news.Split
					d.Rest = append(d.Rest, a.Ref)
				}
			}
			all, b = append(all, d), b[3:]
		}
		stories := Cluster(articles, nil, all...)
		event, story := map[news.Ref]string{}, map[news.Ref]string{}
		for _, s := range stories {
			for _, r := range s.Articles {
				story[r] += s.ID
			}
			for _, e := range s.Events {
				for _, r := range e.Articles {
					event[r] += e.ID
				}
			}
		}
		if len(event) != len(articles) || len(story) != len(articles) {
			t.Fatalf("%d articles, %d in events, %d in stories", len(articles), len(event), len(story))
		}
		if len(all) == 0 {
			return
		}
		last := all[len(all)-1]
		of := story
		if last.Level == news.EventLevel {
			of = event
		}
		for _, r := range last.Articles {
			if of[r] != of[last.Articles[0]] {
				t.Fatalf("%+v: %v", last, of)
			}
			for _, x := range last.Rest {
				if of[r] == of[x] {
					t.Fatalf("%+v: %v", last, of)
				}
			}
		}
	})
}
