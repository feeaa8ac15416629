package main

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rawi/news"
)

// checkSeeds checks the stories of the seed pages: six articles, the glued one in a story of its own, the Beijing talks one event of
// three articles and two sources, the Moscow visit and the video call other events of the same story, four persons whatever their
// spelling, the day that seed-003 takes from the others, and one utterance in three articles.
func checkSeeds(t *testing.T, lines []byte) {
	t.Helper()
	at := map[string]string{} // article -> story
	var stories []*news.Story
	for line := range strings.Lines(string(lines)) {
		s := &news.Story{}
		if err := json.Unmarshal([]byte(line), s); err != nil {
			t.Fatal(err)
		}
		stories = append(stories, s)
		for _, r := range s.Articles {
			at[name(r)] = s.ID
		}
	}
	if len(at) != 6 {
		t.Fatalf("%d articles of five files, want 6: %v", len(at), at)
	}
	for _, a := range []string{"seed-001", "seed-002", "seed-003", "seed-004"} {
		if at[a] != at["seed-000"] {
			t.Errorf("%s is not in the story of seed-000", a)
		}
	}
	if at["seed-002/2"] == at["seed-000"] {
		t.Error("the article glued to the end of seed-002 is in the same story")
	}
	for _, s := range stories {
		if s.ID == at["seed-000"] {
			checkTalks(t, s)
		}
	}
}

func name(r news.Ref) string {
	n := strings.TrimSuffix(filepath.Base(r.Source), ".txt")
	if r.Article > 1 {
		n += "/2"
	}
	return n
}

func checkTalks(t *testing.T, s *news.Story) {
	t.Helper()
	if len(s.Events) != 3 {
		t.Errorf("%d events, want the Beijing talks, the Moscow visit and the video call", len(s.Events))
	}
	for _, e := range s.Events {
		var in []string
		for _, r := range e.Articles {
			in = append(in, name(r))
		}
		slices.Sort(in)
		switch {
		case slices.Contains(in, "seed-000"):
			if want := []string{"seed-000", "seed-001", "seed-003"}; !slices.Equal(in, want) {
				t.Errorf("the Beijing talks: %v, want %v", in, want)
			}
			if e.Independent != 2 {
				t.Errorf("the Beijing talks have %d independent sources, want 2", e.Independent)
			}
			if e.Date == nil || e.Date.ISO() != "2025-09-02" {
				t.Errorf("the Beijing talks are dated %v", e.Date)
			}
		case len(in) != 1:
			t.Errorf("event %v, want one article", in)
		}
	}
	dated := false
	for _, d := range s.Dated {
		dated = dated || name(d.Ref) == "seed-003" && d.Published.ISO() == "2025-09-02" && len(d.From) > 0
	}
	if !dated {
		t.Errorf("seed-003 takes no day from the articles of its event: %+v", s.Dated)
	}
	spellings := map[string][]string{}
	for _, p := range s.People {
		for _, x := range p.Spellings {
			spellings[p.Name] = append(spellings[p.Name], x.Form)
		}
	}
	for _, want := range [][]string{
		{"شي جين بينغ", "شي جينبينغ", "شي جين بينج"}, {"فلاديمير بوتين", "فلاديمير بوتن"}, {"كيم جونغ أون", "كيم جونج أون"}, {"ناريندرا مودي"},
	} {
		n := 0
		for _, have := range spellings {
			if slices.ContainsFunc(want, func(w string) bool { return slices.Contains(have, w) }) {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%s is %d persons: %v", want[0], n, spellings)
		}
	}
	together := 0
	for _, g := range s.SameQuotes {
		in := map[string]bool{}
		for _, q := range g {
			in[name(q.Ref)] = true
		}
		if in["seed-000"] && in["seed-001"] && in["seed-003"] {
			together++
		}
	}
	if together == 0 {
		t.Error("no utterance is recognised in seed-000, -001 and -003")
	}
}
