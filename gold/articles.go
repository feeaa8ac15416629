package gold

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"rawi/arabic/name"
	"rawi/news"
	"rawi/text"
)

// tally is what Articles counts over all documents.
type tally struct {
	docs, missing int
	roles         map[text.Role]*[3]int // bytes of ink: right, found, marked
	quotes        map[text.QuoteKind]*quoteTally
	speaker, who  [2]int // right, asked
	spelled       int    // who is right, be he spelled otherwise
	chain         [2]int
	invented      [2]int // chains found where the text names none, quotes without a chain
	dates         findTally
	numbers       findTally
	published     [2]int
	within        int
}

type quoteTally struct{ marked, found, recalled, precise int }

type findTally struct{ marked, found, hit, right, valued int }

// Articles scores the parts, quotes, chains, dates, numbers and the day of publication of documents; found[i] is what the program
// made of docs[i]. The measures are those of score.py: parts by bytes that are not white space; quotes whose words overlap by .8,
// dates and numbers by .5; speakers, names and chains over the quotes that were found.
func Articles(docs []Doc, found []Found) Figures {
	t := &tally{roles: map[text.Role]*[3]int{text.Body: {}}, quotes: map[text.QuoteKind]*quoteTally{text.Direct: {}, text.Indirect: {}}}
	for i := range docs {
		t.add(&docs[i], found[i])
	}
	return t.figures()
}

func (t *tally) add(g *Doc, f Found) {
	t.docs++
	first, more := f.split()
	switch {
	case len(f.Articles) == 0:
		t.missing++
	case f.Text() != g.Text:
		t.missing++
	}
	t.parts(g, first, more)
	t.said(g, first)
	other := cover(len(g.Text), spansOf(g.Parts, Other))
	t.dates.add(t.dated(g, first, other))
	t.numbers.add(t.amounts(g, first, other))
	t.day(g, first)
}

// parts counts, for every role, the bytes of ink that the gold and the program give it.
func (t *tally) parts(g *Doc, first, more []*news.Article) {
	n := len(g.Text)
	pred := map[text.Role][]text.Span{}
	for _, a := range first {
		for _, p := range a.Doc.Parts {
			pred[p.Role] = append(pred[p.Role], p.Span)
		}
	}
	for _, a := range more {
		for _, p := range a.Doc.Parts {
			pred[Other] = append(pred[Other], p.Span)
		}
	}
	gold := map[text.Role][]text.Span{}
	var all []text.Span
	for _, p := range g.Parts {
		gold[p.Role] = append(gold[p.Role], p.Span)
		all = append(all, p.Span)
	}
	ink := inkOf(g.Text)
	body := cover(n, all)
	for i := range body {
		body[i] = ink[i] && !body[i]
	}
	roles := map[text.Role]bool{text.Body: true}
	for r := range pred {
		roles[r] = true
	}
	for r := range gold {
		roles[r] = true
	}
	for r := range roles {
		a, b := body, cover(n, pred[r])
		if r != text.Body {
			a = cover(n, gold[r])
		}
		c := t.roles[r]
		if c == nil {
			c = &[3]int{}
			t.roles[r] = c
		}
		for i := range ink {
			if !ink[i] {
				continue
			}
			c[0] += bit(a[i] && b[i])
			c[1] += bit(b[i])
			c[2] += bit(a[i])
		}
	}
}

// said counts the quotes, and over the pairs their speakers and chains.
func (t *tally) said(g *Doc, first []*news.Article) {
	var pred []text.Quote
	for _, a := range first {
		pred = append(pred, a.Doc.Quotes...)
	}
	words := func(s text.Span) string { return strings.ToValidUTF8(s.Of(g.Text), "\ufffd") }
	for _, q := range g.Quotes {
		t.kind(q.Kind).marked++
	}
	for _, q := range pred {
		t.kind(q.Kind).found++
	}
	said := func(q text.Quote) text.Span { return q.Said }
	for _, p := range pairs(spansBy(g.Quotes, said), spansBy(pred, said), .8) {
		a, b := g.Quotes[p[0]], pred[p[1]]
		t.kind(a.Kind).recalled++
		t.kind(b.Kind).precise++
		if !a.Speaker.Empty() || a.Who != "" {
			ok := !a.Speaker.Empty() && !b.Speaker.Empty() && overlap(a.Speaker, b.Speaker) >= .3
			ok = ok || sameName(a.Who, b.Who) || sameName(words(a.Speaker), words(b.Speaker))
			t.speaker[0] += bit(ok)
			t.speaker[1]++
			if a.Who != "" {
				same, _ := name.Same(a.Who, b.Who)
				t.spelled += bit(same || sameName(a.Who, b.Who))
				t.who[0] += bit(sameName(a.Who, b.Who))
				t.who[1]++
			}
		}
		if len(a.Chain) == 0 {
			t.invented[0] += bit(len(b.Chain) > 0)
			t.invented[1]++
			continue
		}
		t.chain[0] += bit(slices.EqualFunc(a.Chain, b.Chain, func(x, y text.Link) bool {
			return x.Kind == y.Kind && overlap(x.Span, y.Span) > .2
		}))
		t.chain[1]++
	}
}

func (t *tally) kind(k text.QuoteKind) *quoteTally {
	if t.quotes[k] == nil {
		t.quotes[k] = &quoteTally{}
	}
	return t.quotes[k]
}

// dated compares the dates of the document outside a second article.
func (t *tally) dated(g *Doc, first []*news.Article, other []bool) findTally {
	var gold, pred []text.Date
	for _, d := range g.Dates {
		if !touches(other, d.Span) {
			gold = append(gold, d)
		}
	}
	for _, a := range first {
		pred = append(pred, a.Doc.Dates...)
	}
	at := func(d text.Date) text.Span { return d.Span }
	c := findTally{marked: len(gold), found: len(pred)}
	for _, p := range pairs(spansBy(gold, at), spansBy(pred, at), .5) {
		c.hit++
		want, ok := interval(gold[p[0]].Value)
		if !ok {
			continue
		}
		c.valued++
		got, ok := interval(pred[p[1]].Value)
		c.right += bit(ok && got == want)
	}
	return c
}

// amounts compares the numbers of the document outside a second article.
func (t *tally) amounts(g *Doc, first []*news.Article, other []bool) findTally {
	var gold []Number
	for _, d := range g.Numbers {
		if !touches(other, d.Span) {
			gold = append(gold, d)
		}
	}
	var pred []text.Number
	for _, a := range first {
		pred = append(pred, a.Doc.Numbers...)
	}
	c := findTally{marked: len(gold), found: len(pred)}
	goldAt := spansBy(gold, func(n Number) text.Span { return n.Span })
	predAt := spansBy(pred, func(n text.Number) text.Span { return n.Span })
	for _, p := range pairs(goldAt, predAt, .5) {
		c.hit++
		if gold[p[0]].Known {
			c.valued++
			c.right += bit(gold[p[0]].Value == pred[p[1]].Value)
		}
	}
	return c
}

// day compares the day of publication, exactly and as an interval that holds it.
func (t *tally) day(g *Doc, first []*news.Article) {
	if g.Published == "" {
		return
	}
	t.published[1]++
	if len(first) == 0 || first[0].Doc.Published == nil {
		return
	}
	p := first[0].Doc.Published
	from, to := p.From.String(), p.To.String()
	t.published[0] += bit(from == g.Published && to == g.Published)
	t.within += bit(from <= g.Published && g.Published <= to)
}

func (f *findTally) add(o findTally) {
	f.marked += o.marked
	f.found += o.found
	f.hit += o.hit
	f.right += o.right
	f.valued += o.valued
}

func (t *tally) figures() Figures {
	var out Figures
	out.count("documents", t.docs)
	out.count("not_read", t.missing)
	role := func(r text.Role) float64 {
		c := t.roles[r]
		return f1(div(c[0], c[1]), div(c[0], c[2]))
	}
	out.share("body_f1", role(text.Body))
	var roles []string
	sum := 0.0
	for r, c := range t.roles {
		if r != text.Body && c[2] > 0 {
			roles = append(roles, string(r))
		}
	}
	slices.Sort(roles)
	for _, r := range roles {
		sum += role(text.Role(r))
	}
	out.share("roles_macro_f1", div(sum, float64(len(roles))))
	for _, r := range roles {
		out.share("role_"+r, role(text.Role(r)))
	}
	t.quoteFigures(&out)
	t.dates.figures("dates", &out)
	t.numbers.figures("numbers", &out)
	out.share("published", div(t.published[0], t.published[1]))
	out.share("published_within", div(t.within, t.published[1]))
	return out
}

// quoteFigures adds what was counted of quotes, speakers and chains.
func (t *tally) quoteFigures(out *Figures) {
	for _, k := range []text.QuoteKind{text.Direct, text.Indirect} {
		q := t.quotes[k]
		p, r := div(q.precise, q.found), div(q.recalled, q.marked)
		out.share(string(k)+"_p", p)
		out.share(string(k)+"_r", r)
		out.share(string(k)+"_f1", f1(p, r))
		out.count(string(k)+"_gold", q.marked)
	}
	out.share("speaker", div(t.speaker[0], t.speaker[1]))
	out.share("who", div(t.who[0], t.who[1]))
	out.share("chain_exact", div(t.chain[0], t.chain[1]))
	out.count("chain_gold", t.chain[1])
	out.share("chain_invented", div(t.invented[0], t.invented[1]))
}

func (f findTally) figures(name string, out *Figures) {
	p, r := div(f.hit, f.found), div(f.hit, f.marked)
	out.share(name+"_p", p)
	out.share(name+"_r", r)
	out.share(name+"_f1", f1(p, r))
	out.share(name+"_value", div(f.right, f.valued))
}

// pairs joins marked and found spans one to one, the best overlap first. Of equal ones the later are taken first, as score.py does.
func pairs(gold, pred []text.Span, least float64) [][2]int {
	type pair struct {
		v    float64
		i, j int
	}
	var all []pair
	for i, g := range gold {
		for j, p := range pred {
			if v := overlap(g, p); v >= least {
				all = append(all, pair{v, i, j})
			}
		}
	}
	slices.SortFunc(all, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.v, a.v), cmp.Compare(b.i, a.i), cmp.Compare(b.j, a.j))
	})
	usedGold, usedPred := make([]bool, len(gold)), make([]bool, len(pred))
	var out [][2]int
	for _, p := range all {
		if !usedGold[p.i] && !usedPred[p.j] {
			usedGold[p.i], usedPred[p.j] = true, true
			out = append(out, [2]int{p.i, p.j})
		}
	}
	return out
}

func spansBy[T any](list []T, span func(T) text.Span) []text.Span {
	out := make([]text.Span, len(list))
	for i, x := range list {
		out[i] = span(x)
	}
	return out
}

func spansOf(parts []text.Part, role text.Role) []text.Span {
	var out []text.Span
	for _, p := range parts {
		if p.Role == role {
			out = append(out, p.Span)
		}
	}
	return out
}

// cover marks the bytes of a text of n bytes that lie in one of the spans.
func cover(n int, spans []text.Span) []bool {
	c := make([]bool, n)
	for _, s := range spans {
		for i := max(s.Start, 0); i < min(s.End, n); i++ {
			c[i] = true
		}
	}
	return c
}

// touches says that a byte of s is covered.
func touches(c []bool, s text.Span) bool {
	for i := max(s.Start, 0); i < min(s.End, len(c)); i++ {
		if c[i] {
			return true
		}
	}
	return false
}

// inkOf marks the bytes of s that are not white space.
func inkOf(s string) []bool {
	ink := make([]bool, len(s))
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		for ; n > 0; n-- {
			ink[i] = !space(r)
			i++
		}
	}
	return ink
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// interval reads a value of the contract, "2025", "2025-09", "2025-09-02" or "a/b", as its first and last day.
func interval(v string) (days [2]string, ok bool) {
	if v == "" {
		return days, false
	}
	from, to, cut := strings.Cut(v, "/")
	if !cut {
		to = v
	}
	to, _, _ = strings.Cut(to, "/")
	switch len(from) {
	case 4:
		from += "-01-01"
	case 7:
		from += "-01"
	}
	switch len(to) {
	case 4:
		to += "-12-31"
	case 7:
		m, err := time.Parse("2006-01", to)
		if err != nil {
			return days, false
		}
		to = m.AddDate(0, 1, -1).Format(time.DateOnly)
	}
	return [2]string{from[:min(len(from), 10)], to[:min(len(to), 10)]}, true
}
