package provenance

import (
	"slices"
	"strings"
	"testing"

	"rawi/news"
	"rawi/text"
	"rawi/text/texttest"
)

// article is an article of an outlet, of n words a letter each, with the agencies that it credits.
func article(source, outlet string, n int, wire ...string) *news.Article {
	a := &news.Article{Ref: news.Ref{Source: source, Article: 1}}
	a.Doc.Text = strings.Repeat("w ", n)
	a.Doc.Outlet.Name = outlet
	a.Doc.Parts = []text.Part{{Role: text.Body, Span: text.Span{Start: 0, End: 2 * n}}}
	for i := range n {
		a.Doc.Words = append(a.Doc.Words, text.Word{Start: uint32(2 * i), End: uint32(2*i + 1), Weight: 5})
	}
	for _, w := range wire {
		a.Doc.Wire = append(a.Doc.Wire, text.Named{Name: w, Rule: "agencies.tsv:1"})
	}
	return a
}

// signed puts a reporter's byline before an article's words.
func signed(a *news.Article) *news.Article {
	a.Doc.Parts = append([]text.Part{{Role: text.Byline, Span: text.Span{Start: 0, End: 3}}}, text.Part{Role: text.Body, Span: text.Span{Start: 4, End: len(a.Doc.Text)}})
	a.Doc.Names = append(a.Doc.Names, text.Name{Span: text.Span{Start: 0, End: 3}, Kind: text.Person, Entity: "R"})
	return a
}

// shared is a passage of n words at the beginning of both articles.
func shared(a, b *news.Article, n int) news.Copy {
	s := text.Span{Start: 0, End: 2*n - 1}
	return news.Copy{
		A: news.Place{Ref: a.Ref, Span: s}, B: news.Place{Ref: b.Ref, Span: s}, Words: n, Identity: 1,
		Cover: float64(n) / float64(min(len(a.Doc.Words), len(b.Doc.Words))),
	}
}

func event(all ...*news.Article) *news.Event {
	e := &news.Event{ID: "e"}
	for _, a := range all {
		e.Articles = append(e.Articles, a.Ref)
	}
	return e
}

func TestOrigin(t *testing.T) {
	wire := article("a", "one", 100, "W")
	copied := article("b", "two", 100)
	further := article("c", "three", 100)
	alone := signed(article("d", "four", 100))
	rewritten := article("e", "five", 100)
	nameless := article("f", "six", 100)
	two := article("g", "seven", 100, "W", "V")
	k := Trace([]*news.Article{further, wire, copied, alone, rewritten, nameless, two},
		[]news.Copy{shared(wire, copied, 90), shared(copied, further, 60), shared(wire, rewritten, 20)})
	for _, c := range []struct {
		a      *news.Article
		origin string
		how    news.How
	}{
		{wire, "W", news.ByCredit},
		{copied, "W", news.ByCopy},
		{further, "W", news.ByCopy},
		{alone, "four", news.Own},
		{rewritten, unknown, news.NotKnown},
		{nameless, unknown, news.NotKnown},
		{two, "W, V", news.ByCredit},
	} {
		if o := k.origins[c.a.Ref]; o.Origin != c.origin || o.How != c.how {
			t.Errorf("%s: %s by %s, want %s by %s", c.a.Source, o.Origin, o.How, c.origin, c.how)
		}
	}
	if o := k.origins[rewritten.Ref]; len(o.Evidence) != 2 || o.Evidence[1].Ref != wire.Ref {
		t.Errorf("what an unknown origin shares is not shown: %+v", o.Evidence)
	}
}

func TestGeneric(t *testing.T) {
	texttest.Run(t, "cases.txt", func(c texttest.Case) []texttest.Finding {
		var out []texttest.Finding
		if generic(c.Text) {
			out = append(out, texttest.Finding{Label: "generic", Words: c.Text})
		}
		if c.Set["name"] != "" { // of a source
			out = append(out, texttest.Finding{Label: "core", Words: core(c.Text)})
		}
		if c.Set["outlet"] != "" { // the text is the byline of an article of this outlet
			a := article("a", c.Set["outlet"], 1)
			a.Doc.Text = c.Text + "\nw"
			a.Doc.Parts = []text.Part{{Role: text.Byline, Span: text.Span{Start: 0, End: len(c.Text)}}}
			if _, rule := ownReport(a); rule != "" {
				out = append(out, texttest.Finding{Label: "own", Words: rule})
			}
		}
		return out
	})
	a, b, c := article("a", "1", 50, "وكالات"), article("b", "2", 50, "وكالات"), article("c", "3", 50, "W")
	e := event(a, b, c)
	Trace([]*news.Article{a, b, c}, []news.Copy{shared(b, c, 45)}).Count(e)
	if e.Independent != 1 || len(e.Unknown) != 1 || e.Origins[0].Origin != "وكالات" || e.Origins[1].Origin != "W" {
		t.Errorf("%d sources, %+v", e.Independent, e.Origins)
	}
}

func TestChain(t *testing.T) {
	a := article("a", "one", 40)
	a.Doc.Sentences = []text.Span{{Start: 0, End: 19}, {Start: 20, End: 39}, {Start: 40, End: 79}}
	a.Doc.Quotes = []text.Quote{{Said: text.Span{Start: 22, End: 30}, Chain: []text.Link{{Name: "W", Kind: text.Agency, Span: text.Span{Start: 31, End: 34}}}}}
	if o := Trace([]*news.Article{a}, nil).origins[a.Ref]; o.Origin != "W" || o.How != news.ByChain {
		t.Errorf("%+v", o)
	}
	a.Doc.Quotes[0].Said = text.Span{Start: 42, End: 50} // deep in the text an agency is one source among others
	if o := Trace([]*news.Article{a}, nil).origins[a.Ref]; o.How != news.NotKnown {
		t.Errorf("%+v", o)
	}
}

func TestIndependent(t *testing.T) {
	for _, c := range []struct {
		name  string
		all   []*news.Article
		pairs func(a []*news.Article) []news.Copy
		texts int
		want  int
	}{
		{"three outlets with one agency", []*news.Article{article("a", "1", 50, "W"), article("b", "2", 50, "W"), article("c", "3", 50, "W")}, nil, 3, 1},
		{"two agencies", []*news.Article{article("a", "1", 50, "W"), article("b", "2", 50, "V")}, nil, 2, 2},
		{"an agency by its name and with its kind", []*news.Article{article("a", "1", 50, "رويترز"), article("b", "2", 50, "وكالة رويترز")}, nil, 2, 1},
		{"a joint credit ties two agencies", []*news.Article{article("a", "1", 50, "W"), article("b", "2", 50, "V"), article("c", "3", 50, "V", "W")}, nil, 3, 1},
		{
			"one text without a credit",
			[]*news.Article{article("a", "1", 50), article("b", "2", 50)},
			func(a []*news.Article) []news.Copy { return []news.Copy{shared(a[0], a[1], 45)} }, 1, 1,
		},
		{
			"the opening in the words of an agency",
			[]*news.Article{article("a", "1", 100, "W"), article("b", "2", 100)},
			func(a []*news.Article) []news.Copy { return []news.Copy{shared(a[0], a[1], 12)} }, 2, 1,
		},
		{
			"two who credit different agencies may share a sentence",
			[]*news.Article{article("a", "1", 100, "W"), article("b", "2", 100, "V")},
			func(a []*news.Article) []news.Copy { return []news.Copy{shared(a[0], a[1], 12)} }, 2, 2,
		},
		{"two reports of one outlet", []*news.Article{signed(article("a", "1", 50)), signed(article("b", "1", 50))}, nil, 2, 1},
		{"strangers may rest on the one that is known", []*news.Article{article("a", "1", 50), article("b", "2", 50), signed(article("c", "3", 50))}, nil, 3, 1},
		{"strangers alone are one at least", []*news.Article{article("a", "1", 50), article("b", "2", 50)}, nil, 2, 1},
	} {
		var copies []news.Copy
		if c.pairs != nil {
			copies = c.pairs(c.all)
		}
		e := event(c.all...)
		Trace(c.all, copies).Count(e)
		if len(e.Texts) != c.texts || e.Independent != c.want || len(e.Sources) != c.want {
			t.Errorf("%s: %d texts, %d independent sources, want %d and %d", c.name, len(e.Texts), e.Independent, c.texts, c.want)
		}
		n := 0
		for _, s := range slices.Concat(e.Sources, e.Unknown) {
			n += len(s.Articles)
			if s.Why == "" {
				t.Errorf("%s: a source without a reason", c.name)
			}
		}
		if n != len(c.all) {
			t.Errorf("%s: %d of %d articles under the sources", c.name, n, len(c.all))
		}
	}
}

// TestQuotedOpening: two outlets that share only what somebody said do not share their wording.
func TestQuotedOpening(t *testing.T) {
	a, b := article("a", "1", 100, "W"), article("b", "2", 100)
	for _, x := range []*news.Article{a, b} {
		x.Doc.Quotes = []text.Quote{{Kind: text.Direct, Said: text.Span{Start: 0, End: 24}}}
	}
	e := event(a, b)
	Trace([]*news.Article{a, b}, []news.Copy{shared(a, b, 12)}).Count(e)
	if e.Independent != 1 || len(e.Unknown) != 1 {
		t.Errorf("%d independent sources and %d of unknown origin, want one each", e.Independent, len(e.Unknown))
	}
}

func TestPrimary(t *testing.T) {
	a, b, c := article("a", "1", 50, "W"), article("b", "2", 50, "W"), article("c", "3", 50, "V")
	for _, x := range []*news.Article{a, b, c} {
		x.Doc.Sentences = []text.Span{{Start: 0, End: 39}}
		x.Doc.Quotes = []text.Quote{{Said: text.Span{Start: 0, End: 9}, Who: "spokesman"}}
	}
	b.Doc.Quotes = append(b.Doc.Quotes, text.Quote{Said: text.Span{Start: 10, End: 19}, Who: "witness"})
	a.Doc.Quotes = append(a.Doc.Quotes, text.Quote{Said: text.Span{Start: 10, End: 19}, Who: "witness"})
	e := event(a, b, c)
	Trace([]*news.Article{a, b, c}, nil).Count(e)
	if e.PrimaryCount != 1 {
		t.Errorf("%d primary sources: both reports open with the words of one spokesman", e.PrimaryCount)
	}
	if e.Independent != 2 || !slices.Equal(e.Primary, []string{"spokesman"}) {
		t.Errorf("%d independent, primary %q; the witness is quoted by one source only", e.Independent, e.Primary)
	}
}

// TestWhy: the reason told for a source is the strongest that there is, whatever stands first.
func TestWhy(t *testing.T) {
	named := article("a", "1", 60)
	named.Doc.Sentences = []text.Span{{Start: 0, End: 19}, {Start: 20, End: 39}}
	named.Doc.Quotes = []text.Quote{{Said: text.Span{Start: 2, End: 9}, Chain: []text.Link{{Name: "W", Kind: text.Agency, Span: text.Span{Start: 10, End: 13}}}}}
	other := article("b", "2", 60)
	other.Doc.Sentences, other.Doc.Quotes = named.Doc.Sentences, named.Doc.Quotes
	credited := article("c", "3", 60, "W")
	e := event(named, other)
	Trace([]*news.Article{named, other}, nil).Count(e)
	if e.Independent != 1 || e.Sources[0].Why != string(news.ByChain) {
		t.Errorf("%+v", e.Sources)
	}
	e = event(named, other, credited)
	Trace([]*news.Article{named, other, credited}, nil).Count(e)
	if e.Independent != 1 || e.Sources[0].Why != string(news.ByCredit) {
		t.Errorf("%+v", e.Sources)
	}
}

// TestBorrow: within an event some wording in common shows whose report it is, unless its owners disagree.
func TestBorrow(t *testing.T) {
	w, v, x := article("w", "1", 100, "W"), article("v", "2", 100, "V"), article("x", "3", 100)
	copies := []news.Copy{shared(w, x, 20)}
	e := event(w, v, x)
	Trace([]*news.Article{w, v, x}, copies).Count(e)
	if o := e.Origins[2]; o.Origin != "W" || o.How != news.ByCopy || len(o.Evidence) != 2 {
		t.Errorf("%+v", o)
	}
	e = event(w, v, x)
	Trace([]*news.Article{w, v, x}, append(copies, shared(v, x, 20))).Count(e)
	if o := e.Origins[2]; o.How != news.NotKnown {
		t.Errorf("%+v", o)
	}
}
