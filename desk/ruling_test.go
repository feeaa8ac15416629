package desk_test

import (
	"fmt"
	"slices"
	"testing"

	"rawi/desk"
	"rawi/desk/desktest"
	"rawi/news"
	"rawi/text"
)

// ruled is a library of two stories that name people, under rulings.
func ruled(rulings ...desk.Ruling) *desktest.Library {
	person := func(name string, spellings ...string) news.Person {
		p := news.Person{Name: name, Kind: text.Person}
		for _, s := range spellings {
			p.Spellings = append(p.Spellings, news.Spelling{Form: s, Count: 2})
			p.Mentions += 2
		}
		return p
	}
	return &desktest.Library{Ruled: rulings, All: []*news.Story{
		{ID: "s1", To: 10, People: []news.Person{person("فلاديمير بوتين", "فلاديمير بوتين", "بوتين"), person("سامي العطار", "سامي العطار", "العطار")}},
		{ID: "s2", To: 20, People: []news.Person{person("بوتن", "بوتن"), person("العطار", "العطار")}},
	}}
}

func TestRulings(t *testing.T) {
	same := func(a, b string) desk.Ruling { return desk.Ruling{Same: true, A: a, B: b} }
	apart := func(a, b string) desk.Ruling { return desk.Ruling{A: a, B: b} }
	for _, c := range []struct {
		name    string
		rulings []desk.Ruling
		want    string
	}{
		{"none", nil, "[سامي العطار 4 1] [فلاديمير بوتين 4 1] [العطار 2 1] [بوتن 2 1] "},
		{"same", []desk.Ruling{same("فلاديمير بوتين", "بوتن")}, "[فلاديمير بوتين 6 2] [سامي العطار 4 1] [العطار 2 1] "},
		{"a circle", []desk.Ruling{same("فلاديمير بوتين", "بوتن"), same("بوتن", "فلاديمير بوتين")}, "[فلاديمير بوتين 6 2] [سامي العطار 4 1] [العطار 2 1] "},
		{"different", []desk.Ruling{apart("سامي العطار", "العطار")}, "[العطار 4 2] [فلاديمير بوتين 4 1] [بوتن 2 1] [سامي العطار 2 1] "},
		{"a chain", []desk.Ruling{same("بوتن", "العطار"), same("فلاديمير بوتين", "بوتن")}, "[فلاديمير بوتين 8 2] [سامي العطار 4 1] "},
	} {
		cat, err := ruled(c.rulings...).Desk().Catalogue(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, n := range cat.Names {
			got += fmt.Sprint("[", n.Name, " ", n.Mentions, " ", len(n.Stories), "] ")
			if !slices.IsSortedFunc(n.Stories, func(a, b *news.Story) int { return int(b.To - a.To) }) {
				t.Errorf("%s: the stories of %s are not in order", c.name, n.Name)
			}
		}
		if got != c.want {
			t.Errorf("%s: %s\nwant %s", c.name, got, c.want)
		}
		for _, r := range c.rulings {
			if r.Same && cat.Name(text.Person, r.B) != cat.Name(text.Person, r.A) {
				t.Errorf("%s: %s does not lead to %s", c.name, r.B, r.A)
			}
		}
	}
}
