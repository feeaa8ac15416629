package desk

import (
	"slices"
	"testing"

	"rawi/news"
)

// TestTake: of two names that are made one, the stories of both stand there once each, and titles and spellings are counted together.
func TestTake(t *testing.T) {
	x, y, z := &news.Story{ID: "x"}, &news.Story{ID: "y"}, &news.Story{ID: "z"}
	n := &Name{Mentions: 3, Stories: []*news.Story{x, y}, Titles: []Titled{{Title: "وزير الصيد", From: 5, To: 6, Stories: 2, key: "k"}}, spelt: map[string]int{"سامي العطار": 3}}
	o := &Name{Mentions: 2, Stories: []*news.Story{y, z}, Titles: []Titled{{Title: "وزير الصيد", From: 4, To: 9, Stories: 1, key: "k"}, {Title: "نائب الرئيس", key: "l"}}, spelt: map[string]int{"العطار": 2}}
	n.take(o)
	if n.Mentions != 5 || !slices.Equal(n.Stories, []*news.Story{x, y, z}) || len(n.Titles) != 2 || n.Titles[0].Stories != 3 || n.Titles[0].From != 4 || n.Titles[0].To != 9 || n.spelt["العطار"] != 2 {
		t.Errorf("%+v", n)
	}
}
