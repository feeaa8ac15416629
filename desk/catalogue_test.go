package desk_test

import (
	"slices"
	"testing"

	"rawi/desk"
	"rawi/desk/desktest"
	"rawi/news"
	"rawi/text"
)

// TestCatalogue: every story, article, name and publisher of the library is in it, under every spelling.
func TestCatalogue(t *testing.T) {
	l := desktest.Sample(t)
	c, err := l.Desk().Catalogue(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Stories) != len(l.All) || c.Articles() != len(l.Has) {
		t.Fatalf("%d stories, %d articles", len(c.Stories), c.Articles())
	}
	if !slices.IsSortedFunc(c.Stories, desk.Latest) {
		t.Error("the latest do not come first")
	}
	for _, s := range l.All {
		short := c.Story(s.ID)
		a, _ := s.Independent()
		b, _ := short.Independent()
		if len(a) != len(b) || len(short.Articles) != len(s.Articles) {
			t.Errorf("%s: %d sources of %d in short", s.ID, len(b), len(a))
		}
		for _, p := range s.People {
			if !slices.Contains(desk.Kinds(), p.Kind) || p.Name == "" {
				continue
			}
			n := c.Name(p.Kind, p.Name)
			if n == nil || !slices.Contains(n.Stories, short) {
				t.Errorf("%s of %s is not in the catalogue", p.Name, s.ID)
			}
		}
	}
	mentions := 0
	for _, n := range c.Names {
		mentions += n.Mentions
	}
	want := 0
	for _, s := range l.All {
		for _, p := range s.People {
			if slices.Contains(desk.Kinds(), p.Kind) {
				want += p.Mentions
			}
		}
	}
	if mentions != want {
		t.Errorf("%d mentions of %d", mentions, want)
	}
	articles := 0
	for _, o := range c.Outlets {
		articles += len(o.Articles)
		how := 0
		for _, n := range o.How {
			how += n
		}
		if how > len(o.Articles)*2 || o.Own > how || !slices.IsSorted(o.Delays) || o.First > len(o.Delays) {
			t.Errorf("%s: %+v", o.Name, o)
		}
		if c.Outlet(o.Name) != o {
			t.Errorf("%s is not found", o.Name)
		}
	}
	named := 0
	for _, a := range l.Has {
		if a.Doc.Outlet.Name != "" {
			named++
		}
	}
	if articles != named {
		t.Errorf("%d articles of publishers, of %d", articles, named)
	}
	by := c.BySources()
	for i := 1; i < len(by); i++ {
		a, _ := by[i-1].Independent()
		b, _ := by[i].Independent()
		if len(a) < len(b) {
			t.Error("those with the most sources do not come first")
		}
	}
}

// TestSuggest: a word begins with what was typed, in any spelling of its letters; a letter alone suggests nothing.
func TestSuggest(t *testing.T) {
	l := desktest.Sample(t)
	c, err := l.Desk().Catalogue(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Suggest("ا", 8); got != nil {
		t.Errorf("a letter suggests %v", got)
	}
	for typed, want := range map[string]string{"الأطل": "رياح الأطلس", "الاطل": "رياح الأطلس"} {
		if got := c.Suggest(typed, 8); !slices.ContainsFunc(got, func(s desk.Suggestion) bool { return s.Text == want && s.Kind == "outlet" }) {
			t.Errorf("%s suggests %v", typed, got)
		}
	}
	for _, s := range c.Suggest("ال", 8) {
		if s.Path == "" || s.Text == "" {
			t.Errorf("%+v", s)
		}
	}
	if got := c.Suggest("ال", 3); len(got) > 3 {
		t.Errorf("%d of 3", len(got))
	}
}

// TestDelays: days behind the first, of events that several publishers told on known days.
func TestDelays(t *testing.T) {
	l := &desktest.Library{Has: map[news.Ref]*news.Article{}}
	s := &news.Story{ID: "s", Events: []*news.Event{{ID: "e"}}}
	for i, x := range []struct {
		outlet string
		day    int
	}{{"أ", 1}, {"ب", 3}, {"ب", 2}, {"ج", 0}, {"", 1}} {
		r := news.Ref{Source: string(rune('a' + i)), Article: 1}
		a := &news.Article{Ref: r}
		a.Doc.Outlet.Name = x.outlet
		if x.day > 0 {
			d := text.DateOf(2025, 5, x.day)
			a.Doc.Published = &text.Dating{Days: text.Days{From: d, To: d}}
		}
		l.Has[r] = a
		s.Articles = append(s.Articles, r)
		s.Events[0].Articles = append(s.Events[0].Articles, r)
	}
	l.All = []*news.Story{s}
	c, err := l.Desk().Catalogue(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for outlet, want := range map[string][]int{"أ": {0}, "ب": {1}, "ج": nil} {
		if got := c.Outlet(outlet).Delays; !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", outlet, got, want)
		}
	}
	if c.Outlet("أ").First != 1 || c.Outlet("ب").First != 0 {
		t.Error("the wrong one was first")
	}
}
