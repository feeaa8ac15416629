package reuse

import (
	"math/rand/v2"
	"strings"
	"testing"

	"rawi/news"
)

func TestRevisions(t *testing.T) {
	of := func(source, outlet, day, body string) *news.Article {
		a := article(source, body)
		a.Doc.Outlet.Name = outlet
		if day != "" {
			on(a, day)
		}
		return a
	}
	long := harbour + ". " + mayor
	corrected := strings.Replace(strings.Replace(long, "eleven fishing", "twelve fishing", 1), "for very little money", "", 1)
	all := []*news.Article{
		of("a", "Post", "2020-03-01", long),
		of("b", "Post", "2020-03-02", corrected),
		of("c", "Post", "2020-03-02", corrected+" More follows."),
		of("d", "Gazette", "2020-03-01", long), // another outlet's copy
		of("e", "Post", "2020-06-01", long),    // long after: a series
		of("f", "Post", "", "Quite another matter, told at the length of a paragraph or so, by the same paper on the same day."),
		of("g", "Gazette", "2020-03-01", long), // the same again, the order unknown
	}
	rand.New(rand.NewPCG(4, 4)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	at := map[news.Ref]string{}
	for _, a := range all {
		at[a.Ref] = a.Doc.Text
	}
	var got []string
	for _, r := range Revisions(all) {
		s := r.Before.Source + r.After.Source + " " + r.Rule
		for _, c := range r.Changes {
			s += " " + c.A.Of(at[r.Before]) + ">" + c.B.Of(at[r.After])
		}
		got = append(got, s)
	}
	want := []string{"dg ", "ab day eleven>twelve for very little money>", "bc  >More follows"}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// TestSeries: what an outlet prints every day with other figures is a formula, however alike the texts are; a text that ten outlets
// print on one day is none.
func TestSeries(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	var series, copies []*news.Article
	for i := range 8 {
		day := "2020-03-0" + string(rune('1'+i))
		series = append(series, on(article("s"+day, harbour+" "+filler(rng, 12)), day))
		copies = append(copies, on(article("c"+day, harbour+" "+filler(rng, 12)), "2020-03-01"))
	}
	if got := Find(series); len(got) > 0 {
		t.Errorf("a daily series gives %d copies", len(got))
	}
	if got := Find(copies); len(got) != 28 {
		t.Errorf("one text of eight outlets gives %d copies, want 28", len(got))
	}
}
