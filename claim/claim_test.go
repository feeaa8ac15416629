package claim

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"rawi/news"
	"rawi/text"

	"github.com/zeebo/xxh3"
)

// article makes an article of sentences of plain words: a number in digits followed by "/unit" is an amount, hedged by a mark before
// it (~ about, > over, < under), or set beside others (^ updated, - earlier, ! denied). The package knows no language.
func article(t *testing.T, source, day, body string) *news.Article {
	t.Helper()
	a := &news.Article{Ref: news.Ref{Source: source, Article: 1}}
	d, err := text.ParseDay(day)
	if err != nil {
		t.Fatal(err)
	}
	a.Doc.Published = &text.Dating{Days: text.Days{From: d, To: d}}
	a.Doc.Text = body
	pos := 0
	for s := range strings.SplitSeq(body, ". ") {
		a.Doc.Sentences = append(a.Doc.Sentences, text.Span{Start: pos, End: pos + len(s)})
		pos += len(s) + 2
	}
	pos = 0
	for w := range strings.SplitSeq(body, " ") {
		span := text.Span{Start: pos, End: pos + len(w)}
		pos += len(w) + 1
		k := text.Word{Start: uint32(span.Start), End: uint32(span.End), Form: xxh3.HashString(strings.Trim(w, ".,")), Weight: 5}
		if len(w) < 4 {
			k.Weight = 0
		}
		k.Stem = k.Form
		if strings.IndexFunc(w, unicode.IsDigit) >= 0 {
			k.Digits = true
			n := text.Number{Span: span, Approx: text.Exact}
			switch w[0] {
			case '~':
				n.Approx = text.About
			case '>':
				n.Approx = text.Over
			case '<':
				n.Approx = text.Under
			case '^':
				n.Stand = text.Updated
			case '-':
				n.Stand = text.Earlier
			case '!':
				n.Stand = text.Denied
			}
			num, unit, _ := strings.Cut(strings.Trim(w, "~<>^-!.,"), "/")
			n.Value, _ = strconv.ParseFloat(num, 64)
			n.Unit = unit
			a.Doc.Numbers = append(a.Doc.Numbers, n)
		}
		a.Doc.Words = append(a.Doc.Words, k)
	}
	return a
}

func TestVerdicts(t *testing.T) {
	for _, c := range []struct {
		name   string
		a, b   string // of the first and the second day
		claims []string
	}{
		{"the same", "the flood killed 12/dead people in the valley", "officials: flood killed 12/dead people in the valley", []string{agree}},
		{"rounded", "exports reached 9.96/USD billion last year overall", "exports reached ~10/USD billion last year overall", []string{agree}},
		{"at least", "the flood killed >10/dead people in the valley", "the flood killed 12/dead people in the valley", []string{agree}},
		{"a rising toll", "the flood killed 12/dead people in the valley", "the flood killed 19/dead people in the valley", []string{update}},
		{"a falling toll", "the flood killed 19/dead people in the valley", "the flood killed 12/dead people in the valley", []string{conflict}},
		{"another scope", "the storm damaged 20/house houses along north coast road", "the storm damaged 2000/house houses along north coast road", []string{scope}},
		{"money of another size: not compared", "the storm cost 20/USD dollars along north coast road", "the storm cost 2000/USD dollars along north coast road", nil},
		{"tens", "the flood killed >10/dead people in the valley", "the flood killed 27/dead people in the valley", []string{agree}},
		{"rounded to one digit", "the flood wounded ~200/wounded people in the valley", "the flood wounded 227/wounded people in the valley", []string{agree}},
		{"a number that is hardly met by chance", "aboard were 412/person guests", "ferry carried 412/person yesterday towards harbour", []string{agree}},
		{"another session", "index closed with 18/percent higher turnover reaching 143/share traded", "index closed with 53/percent higher turnover reaching 265/share traded", nil},
		{"a count of years goes on", "since spring officials counted 1059/case infections across kingdom", "since spring officials counted 1063/case infections across kingdom", []string{update}},
		{"other words: not compared", "police arrested 12/detained smugglers near border", "army says 30/detained fighters held after clashes downtown", nil},
		{"other units", "the flood killed 12/dead people in the valley", "the flood injured 40/wounded people in the valley", nil},
		{"both figures in both texts", "growth forecast lowered from 3.8/percent down 3.5/percent according fund", "growth forecast lowered from 3.8/percent down 3.5/percent according fund", []string{agree, agree}},
		{"a number without unit", "flight number 12 left airport early morning", "flight number 13 left airport early morning", nil},
	} {
		a, b := article(t, "a", "2020-01-01", c.a), article(t, "b", "2020-01-02", c.b)
		at := map[news.Ref]*news.Article{a.Ref: a, b.Ref: b}
		e := &news.Event{ID: "e", Articles: []news.Ref{a.Ref, b.Ref}, Texts: [][]news.Ref{{a.Ref}, {b.Ref}}}
		var got []string
		for _, k := range Compare(e, at) {
			got = append(got, k.Verdict)
			if k.What == "" || k.Event != "e" || len(k.Values) != 2 {
				t.Errorf("%s: %+v", c.name, k)
			}
			for _, v := range k.Values {
				if v.Span.Of(at[v.Ref].Doc.Text) == "" {
					t.Errorf("%s: no place", c.name)
				}
			}
		}
		if !slices.Equal(got, c.claims) {
			t.Errorf("%s: %v, want %v", c.name, got, c.claims)
		}
	}
}

// TestUpdates: a toll that rises, is disputed, denied and corrected is one claim, whatever the words around it; a figure that a later
// text takes back is replaced by the one that it puts in its place.
func TestUpdates(t *testing.T) {
	at := map[news.Ref]*news.Article{}
	e := &news.Event{ID: "e"}
	for i, x := range [][2]string{
		{"2020-01-05", "water took 4/dead villagers after noon"},
		{"2020-01-06", "toll rose to ^9/dead among them 3/dead children. Earlier count spoke of -4/dead and estimate says 120/house homes hit"},
		{"2020-01-06", "doctor counts 12/dead against official -9/dead until evening"},
		{"2020-01-07", "council puts losses at ^11/dead today. Council rejects !12/dead as rumour"},
		{"2020-01-08", "final number reaches ^10/dead instead of -11/dead yesterday. Survey found 86/house damaged of which 12/house collapsed contrary to -120/house before"},
	} {
		a := article(t, strconv.Itoa(i), x[0], x[1])
		at[a.Ref] = a
		e.Articles, e.Texts = append(e.Articles, a.Ref), append(e.Texts, []news.Ref{a.Ref})
	}
	got := Compare(e, at)
	if len(got) != 2 {
		t.Fatalf("%d claims, want 2: %+v", len(got), got)
	}
	check := func(c news.Claim, verdict string, values []float64, replaces, disputes [][]int) {
		t.Helper()
		if c.Verdict != verdict || len(c.Values) != len(values) {
			t.Fatalf("%s of %d values, want %s of %d: %+v", c.Verdict, len(c.Values), verdict, len(values), c.Values)
		}
		for i, v := range c.Values {
			if v.Value != values[i] || !slices.Equal(v.Replaces, replaces[i]) || !slices.Equal(v.Disputes, disputes[i]) || v.Published == 0 {
				t.Errorf("value %d: %+v, want %v replacing %v and disputing %v", i, v, values[i], replaces[i], disputes[i])
			}
		}
	}
	check(got[0], conflict, []float64{4, 9, 12, 11, 10}, [][]int{nil, {0}, nil, {1}, {3}}, [][]int{nil, nil, {1}, {2}, nil})
	check(got[1], update, []float64{120, 86}, [][]int{nil, {0}}, [][]int{nil, nil})
}

// TestStale: who repeats the old count on the day of the new one disputes nothing, and on one day a toll rises from what is told as the
// least.
func TestStale(t *testing.T) {
	at := map[news.Ref]*news.Article{}
	e := &news.Event{ID: "e"}
	for i, x := range [][2]string{
		{"2020-01-05", "blast leaves 4/dead behind in market"},
		{"2020-01-06", "blast toll now 9/dead in market"},
		{"2020-01-06", "blast left >6/dead in market"},
		{"2020-01-07", "blast left 4/dead in market, mayor said on visit"},
	} {
		a := article(t, strconv.Itoa(i), x[0], x[1])
		at[a.Ref] = a
		e.Articles, e.Texts = append(e.Articles, a.Ref), append(e.Texts, []news.Ref{a.Ref})
	}
	got := Compare(e, at)
	if len(got) != 1 || got[0].Verdict != update {
		t.Errorf("%+v", got)
	}
}

// TestOneDay: two tolls of one day are the earlier and the later one, unless two bodies give them.
func TestOneDay(t *testing.T) {
	for _, c := range []struct{ one, other, verdict string }{{"", "", update}, {"police", "", update}, {"police", "rebels", conflict}} {
		a := article(t, "a", "2020-01-05", "blast kills 12/dead in market")
		b := article(t, "b", "2020-01-05", "blast kills 15/dead in market")
		for x, who := range map[*news.Article]string{a: c.one, b: c.other} {
			if who != "" {
				x.Doc.Quotes = []text.Quote{{Said: text.Span{End: len(x.Doc.Text)}, Who: who}}
			}
		}
		e := &news.Event{ID: "e", Articles: []news.Ref{a.Ref, b.Ref}, Texts: [][]news.Ref{{a.Ref}, {b.Ref}}}
		got := Compare(e, map[news.Ref]*news.Article{a.Ref: a, b.Ref: b})
		if len(got) != 1 || got[0].Verdict != c.verdict {
			t.Errorf("%q and %q: %+v, want %s", c.one, c.other, got, c.verdict)
		}
	}
}

// TestParts: twelve soldiers and three workers are fifteen dead.
func TestParts(t *testing.T) {
	a := article(t, "a", "2020-01-05", "blast killed 12/dead soldiers and 3/dead workers")
	b := article(t, "b", "2020-01-05", "blast leaves 15/dead behind, of them 12/dead soldiers")
	e := &news.Event{ID: "e", Articles: []news.Ref{a.Ref, b.Ref}, Texts: [][]news.Ref{{a.Ref}, {b.Ref}}}
	got := Compare(e, map[news.Ref]*news.Article{a.Ref: a, b.Ref: b})
	if len(got) != 1 || got[0].Verdict != agree {
		t.Errorf("%+v", got)
	}
}

// TestCopies: ten copies of one text are one voice.
func TestCopies(t *testing.T) {
	a := article(t, "a", "2020-01-01", "the flood killed 12/dead people in the valley")
	b := article(t, "b", "2020-01-01", "the flood killed 12/dead people in the valley")
	e := &news.Event{Articles: []news.Ref{a.Ref, b.Ref}, Texts: [][]news.Ref{{a.Ref, b.Ref}}}
	if got := Compare(e, map[news.Ref]*news.Article{a.Ref: a, b.Ref: b}); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

// FuzzMeet: whether two figures can both be true does not depend on which comes first, and a figure agrees with itself.
func FuzzMeet(f *testing.F) {
	f.Add(12., 12., uint8(0), uint8(1))
	f.Add(9.96, 10., uint8(1), uint8(2))
	hedges := []text.Approx{text.Exact, text.About, text.Over, text.Under}
	f.Fuzz(func(t *testing.T, x, y float64, p, q uint8) {
		if !(x >= 0 && y >= 0 && x < 1e15 && y < 1e15) {
			return
		}
		a := &figure{Number: text.Number{Value: x, Approx: hedges[p%4]}}
		b := &figure{Number: text.Number{Value: y, Approx: hedges[q%4]}}
		if meet(a, b) != meet(b, a) || !meet(a, a) {
			t.Fatalf("%v %v", a.Number, b.Number)
		}
	})
}

// BenchmarkCompare sets the figures of an event of 60 texts side by side.
func BenchmarkCompare(b *testing.B) {
	e := &news.Event{}
	at := map[news.Ref]*news.Article{}
	for i := range 60 {
		t := &testing.T{}
		a := article(t, strconv.Itoa(i), "2020-01-01", "the flood killed 12/dead people in the valley and 40/wounded more were hurt while 300/house houses fell")
		at[a.Ref] = a
		e.Articles, e.Texts = append(e.Articles, a.Ref), append(e.Texts, []news.Ref{a.Ref})
	}
	for b.Loop() {
		Compare(e, at)
	}
}

// TestRetitle: the title of an event whose figure was corrected gives way to that of the article with the figure that holds.
func TestRetitle(t *testing.T) {
	at := map[news.Ref]*news.Article{}
	e := &news.Event{ID: "e"}
	for i, words := range []string{"the flood killed 9/dead people in the valley", "the flood killed ^11/dead people in the valley not -9/dead"} {
		a := article(t, string(rune('a'+i)), "2020-01-0"+string(rune('1'+i)), words)
		a.Doc.Title = text.Span{End: len("the flood killed 9/dead")}
		if i == 1 {
			a.Doc.Title.End = len("the flood killed ^11/dead")
		}
		at[a.Ref] = a
		e.Articles = append(e.Articles, a.Ref)
		e.Texts = append(e.Texts, []news.Ref{a.Ref})
		if i == 0 {
			e.Title = a.Doc.Title.Of(a.Doc.Text)
		}
	}
	s := &news.Story{Title: e.Title}
	Retitle(s, e, Compare(e, at), at)
	want := at[e.Articles[1]].Doc.Title.Of(at[e.Articles[1]].Doc.Text)
	if e.Title != want || s.Title != want {
		t.Errorf("event %q, story %q, want %q", e.Title, s.Title, want)
	}
}
