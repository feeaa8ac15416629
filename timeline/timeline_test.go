package timeline

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"rawi/news"
	"rawi/text"

	"github.com/zeebo/xxh3"
)

func day(s string) text.Day {
	d, err := text.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

// article makes an article of sentences, one a line; a day in brackets at the end of a line is told in it.
func article(source, published string, lines ...string) *news.Article {
	a := &news.Article{Ref: news.Ref{Source: source, Article: 1}}
	p := day(published)
	a.Doc.Published = &text.Dating{Days: text.Days{From: p, To: p}}
	a.Doc.Text = strings.Join(lines, "\n")
	a.Doc.Parts = []text.Part{{Role: text.Body, Span: text.Span{Start: 0, End: len(a.Doc.Text)}}}
	pos := 0
	for _, l := range lines {
		a.Doc.Sentences = append(a.Doc.Sentences, text.Span{Start: pos, End: pos + len(l)})
		at := pos
		for w := range strings.SplitSeq(l, " ") {
			s := text.Span{Start: at, End: at + len(w)}
			at += len(w) + 1
			if strings.HasPrefix(w, "[") {
				from, to, ok := strings.Cut(strings.Trim(w, "[]"), "/")
				if !ok {
					to = from
				}
				a.Doc.Dates = append(a.Doc.Dates, text.Date{Span: s, Days: text.Days{From: day(from), To: day(to)}})
				continue
			}
			k := text.Word{Start: uint32(s.Start), End: uint32(s.End), Stem: xxh3.HashString(w)}
			if len(w) > 3 {
				k.Weight = 5
			}
			a.Doc.Words = append(a.Doc.Words, k)
		}
		pos += len(l) + 1
	}
	return a
}

func story(all ...*news.Article) (*news.Story, map[news.Ref]*news.Article) {
	s := &news.Story{From: day("2020-05-01"), To: day("2020-05-03")}
	at := map[news.Ref]*news.Article{}
	for _, a := range all {
		at[a.Ref] = a
		s.Articles = append(s.Articles, a.Ref)
	}
	return s, at
}

func TestBuild(t *testing.T) {
	a := article("a", "2020-05-01",
		"The river rose above its banks and flooded the lower town on Friday [2020-05-01]",
		"It was the worst flood since the great dam broke in the spring of [1971-03-01/1971-03-31]",
		"A meeting of the council about the damage is planned for [2020-06-10]")
	b := article("b", "2020-05-01",
		"Water flooded the lower town after the river rose above its banks [2020-05-01]",
		"Old people still speak of [1971-03-01/1971-03-31] when the great dam broke")
	c := article("c", "2020-05-03", "The mayor opened the bridge over the river again for all traffic [2020-05-03]")
	s, at := story(a, b, c)
	d1, d3 := text.Days{From: day("2020-05-01"), To: day("2020-05-01")}, text.Days{From: day("2020-05-03"), To: day("2020-05-03")}
	s.Events = []*news.Event{{ID: "flood", Date: &d1, Articles: []news.Ref{a.Ref, b.Ref}}, {ID: "bridge", Date: &d3, Articles: []news.Ref{c.Ref}}}
	got := Build(s, at)
	var kinds, events []string
	for _, e := range got {
		kinds, events = append(kinds, e.Kind), append(events, e.Event)
		if e.Sentence.Span.Of(at[e.Sentence.Ref].Doc.Text) == "" {
			t.Errorf("an entry without words: %+v", e)
		}
		for _, p := range e.Also {
			if p.Ref == e.Sentence.Ref {
				t.Errorf("also in the same article: %+v", e)
			}
		}
	}
	if want := []string{kindBackground, kindNews, kindNews, kindComing}; !slices.Equal(kinds, want) {
		t.Errorf("kinds %v, want %v", kinds, want)
	}
	if want := []string{"", "flood", "bridge", ""}; !slices.Equal(events, want) {
		t.Errorf("events %v, want %v", events, want)
	}
	if len(got) == 4 && (len(got[1].Also) != 1 || got[1].Also[0].Ref == got[1].Sentence.Ref) {
		t.Errorf("the flood is told in two articles: %+v", got[1].Also)
	}
	if again := Build(s, at); !reflect.DeepEqual(got, again) {
		t.Error("two runs differ")
	}
}

// TestLeans: a sentence that only goes on with what somebody said is not chosen for the event.
func TestLeans(t *testing.T) {
	a := article("a", "2020-05-01",
		"He added that the river rose above its banks and flooded the lower town",
		"The river rose above its banks and flooded the lower town, the mayor said")
	a.Doc.Quotes = []text.Quote{{Said: text.Span{Start: 9, End: 40}, Cue: text.Span{Start: 3, End: 8}}}
	s, at := story(a)
	d := text.Days{From: day("2020-05-01"), To: day("2020-05-01")}
	s.Events = []*news.Event{{ID: "flood", Date: &d, Articles: []news.Ref{a.Ref}}}
	if got := Build(s, at); len(got) != 1 || got[0].Sentence.Span != a.Doc.Sentences[1] {
		t.Errorf("%+v", got)
	}
}

// FuzzBuild: every entry is a sentence of an article as it stands, in order of time, and no sentence tells two entries.
func FuzzBuild(f *testing.F) {
	f.Add("The river rose [2020-05-01]\nand fell", "The dam broke in [1971-03-01]", "[2020-05-01] [2021-01-01]")
	f.Fuzz(func(t *testing.T, x, y, z string) {
		defer func() {
			if e := recover(); e != nil {
				if s, ok := e.(error); !ok || !strings.Contains(s.Error(), "day ") { // the test's own reading of days
					panic(e)
				}
			}
		}()
		var all []*news.Article
		for i, b := range []string{x, y, z} {
			all = append(all, article(string(rune('a'+i)), "2020-05-02", strings.Split(b, "\n")...))
		}
		s, at := story(all...)
		d := text.Days{From: day("2020-05-02"), To: day("2020-05-02")}
		s.Events = []*news.Event{{ID: "1", Date: &d, Articles: s.Articles[:2]}, {ID: "2", Articles: s.Articles[2:]}}
		got := Build(s, at)
		seen := map[news.Place]bool{}
		for i, e := range got {
			if !slices.Contains(at[e.Sentence.Ref].Doc.Sentences, e.Sentence.Span) || seen[e.Sentence] {
				t.Fatalf("%+v", e)
			}
			seen[e.Sentence] = true
			if i > 0 && got[i-1].Date.From > e.Date.From {
				t.Fatalf("out of order: %v after %v", e.Date, got[i-1].Date)
			}
		}
	})
}

// TestSummarise: a few sentences, each of something else, none that leans on another, in the order of days; all as they stand.
func TestSummarise(t *testing.T) {
	a := article("a", "2020-05-01",
		"The river rose above its banks and flooded the lower town of Marola",
		"Eleven houses near the mill were destroyed, governor Mandri said after his visit",
		"Unlucky unique words nobody else ever wrote anywhere")
	b := article("b", "2020-05-01",
		"Flooded town: the river rose above its banks in the lower town of Marola",
		"Governor Mandri visited the mill where eleven houses were destroyed")
	c := article("c", "2020-05-03",
		"Engineers of the army opened a wooden bridge over the river at Marola")
	s, at := story(a, b, c)
	d1, d3 := text.Days{From: day("2020-05-01"), To: day("2020-05-01")}, text.Days{From: day("2020-05-03"), To: day("2020-05-03")}
	s.Events = []*news.Event{{ID: "e1", Date: &d1, Articles: []news.Ref{a.Ref, b.Ref}}, {ID: "e2", Date: &d3, Articles: []news.Ref{c.Ref}}}
	got := Summarise(s, at)
	if len(got) != 3 || got[2].Event != "e2" || got[2].Date != d3 {
		t.Fatalf("%d sentences: %+v", len(got), got)
	}
	seen := map[string]int{}
	for _, e := range got {
		w := e.Sentence.Span.Of(at[e.Sentence.Ref].Doc.Text)
		for _, key := range []string{"banks", "houses", "bridge", "Unlucky"} {
			if strings.Contains(w, key) {
				seen[key]++
			}
		}
	}
	if seen["banks"] != 1 || seen["houses"] != 1 || seen["bridge"] != 1 || seen["Unlucky"] != 0 {
		t.Errorf("%v", seen)
	}
	if got := Summarise(&news.Story{}, at); len(got) != 0 {
		t.Errorf("of nothing: %+v", got)
	}
}

// TestCompared: the old time with which the opening of an article compares its news is no background; what it recalls further down is.
func TestCompared(t *testing.T) {
	a := article("a", "2020-05-01", "Profit of harbour company rose today [2020-05-01] against that of spring last year [2019-03-05]", "The company bought its first crane after long talks with owners [2018-02-01]")
	s, at := story(a)
	d := text.Days{From: day("2020-05-01"), To: day("2020-05-01")}
	s.Events = []*news.Event{{ID: "profit", Date: &d, Articles: []news.Ref{a.Ref}}}
	var got []string
	for _, e := range Build(s, at) {
		if e.Kind == kindBackground {
			got = append(got, e.Date.From.String())
		}
	}
	if !slices.Equal(got, []string{"2018-02-01"}) {
		t.Errorf("background of %v", got)
	}
}
