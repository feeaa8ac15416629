// Package claim sets side by side the amounts that the articles of an event give for the same thing.
//
// Two numbers count the same thing when they have the same unit and stand among the same words. Precision comes first: a pair of
// figures that may belong to different things is not compared. Articles that carry one text count once.
package claim

import (
	"cmp"
	"slices"

	"rawi/news"
	"rawi/text"
)

// The verdicts on a claim.
const (
	agree    = "agree"    // the values can all be true
	update   = "update"   // later reports give more
	scope    = "scope"    // they count different parts or times of the thing
	conflict = "conflict" // they cannot all be true
)

// Compare finds the claims of an event, with their verdicts. Texts and Origins of the event are set, articles holds its articles.
// A claim has figures from two texts at least. Claims and values come in the order of the articles.
func Compare(e *news.Event, articles map[news.Ref]*news.Article) []news.Claim {
	var all []figure
	for i, t := range texts(e) {
		all = append(all, figures(articles[t], i)...)
	}
	given := map[amount]bool{}
	for i := range all {
		given[all[i].amount(all[i].text)] = true
	}
	root := make([]int, len(all))
	for i := range root {
		root[i] = i
	}
	join := func(i, j int) {
		a, b := top(root, i), top(root, j)
		root[max(a, b)] = min(a, b)
	}
	tolls(all, join)
	takenBack(all, join)
	byUnit := map[string][]int{}
	for i := range all {
		u := all[i].Unit
		for _, j := range byUnit[u] {
			p, q := &all[i], &all[j]
			if p.text == q.text || p.past() || q.past() || !p.equal(q) && (given[p.amount(q.text)] || given[q.amount(p.text)]) {
				continue // a text that has both figures counts two things
			}
			if sameThing(p, q) {
				join(i, j)
			}
		}
		if len(byUnit[u]) < most {
			byUnit[u] = append(byUnit[u], i)
		}
	}
	groups := map[int][]*figure{}
	for i := range all {
		r := top(root, i)
		groups[r] = append(groups[r], &all[i])
	}
	origins := map[news.Ref]string{}
	for _, o := range e.Origins {
		origins[o.Ref] = o.Origin
	}
	var out []news.Claim
	for i := range all {
		if g := groups[i]; len(g) > 1 {
			if c, ok := claim(g, e.ID, origins, all); ok {
				out = append(out, c)
			}
		}
	}
	return out
}

// most is how many figures of one unit are compared with one another in an event.
const most = 400

// texts is one article for each text of an event: the first.
func texts(e *news.Event) []news.Ref {
	if len(e.Texts) == 0 {
		return e.Articles
	}
	var out []news.Ref
	for _, t := range e.Texts {
		out = append(out, t[0])
	}
	return out
}

// top is the root of i in a union-find forest.
func top(root []int, i int) int {
	for root[i] != i {
		root[i] = root[root[i]]
		i = root[i]
	}
	return i
}

// claim makes a claim of the figures of a group. Where a text gives the thing twice, its main figure or else its first stands for
// it; where the two differ and none is the main one, the words do not tell what is counted, and there is no claim.
func claim(g []*figure, event string, origins map[news.Ref]string, all []figure) (news.Claim, bool) {
	c := news.Claim{Event: event, Values: []news.Value{}}
	var kept []*figure
	for _, f := range g {
		if f.past() {
			continue
		}
		k := slices.IndexFunc(kept, func(o *figure) bool { return o.text == f.text })
		switch {
		case k < 0:
			kept = append(kept, f)
		case f.main && !kept[k].main:
			kept[k] = f
		case !meet(kept[k], f) && !kept[k].main:
			return c, false
		}
	}
	if len(kept) < 2 {
		return c, false
	}
	slices.SortStableFunc(kept, func(p, q *figure) int {
		if p.day != q.day || !news.Toll(p.Unit) {
			return cmp.Compare(p.day, q.day)
		}
		return cmp.Compare(p.Value, q.Value) // a toll of one day is told as it rises
	})
	c.What = what(kept)
	for _, f := range kept {
		c.Values = append(c.Values, news.Value{
			Place: news.Place{Ref: f.article.Ref, Span: f.Span}, Value: f.Value, Max: f.Max, Unit: f.Unit, Approx: f.Approx,
			Stand: f.Stand, Published: f.day, Who: f.who(), Origin: origins[f.article.Ref],
		})
	}
	relate(kept, c.Values, all)
	c.Verdict = verdict(kept, c.Values)
	return c, true
}

// longTitle and shortWhat bound how many words say what is counted: a title that holds the figure says it best unless it is long, and
// fewer words than the latter say nothing.
const (
	longTitle = 14
	shortWhat = 3
)

// what is the words of an article that say what is counted, with the figure: its title where a title tells the figure; else from the
// first to the last word near it that another figure of the group has near it too, or all words near it where these are too few.
func what(g []*figure) string {
	for _, f := range g {
		if t := f.article.Doc.Title; t.Contains(f.Span) && words(f.article, t) <= longTitle {
			return t.Of(f.article.Doc.Text)
		}
	}
	f := g[0]
	s, whole := f.Span, f.Span
	for _, w := range f.near {
		shared := slices.ContainsFunc(g[1:], func(o *figure) bool {
			return slices.ContainsFunc(o.near, func(x text.Word) bool { return x.Stem == w.Stem })
		})
		if shared {
			s = s.Join(w.Span())
		}
		whole = whole.Join(w.Span())
	}
	if words(f.article, s) < shortWhat {
		s = whole
	}
	return s.Of(f.article.Doc.Text)
}

// words counts the words in a span.
func words(a *news.Article, s text.Span) int {
	n := 0
	i, _ := slices.BinarySearchFunc(a.Doc.Words, s.Start, func(w text.Word, pos int) int { return cmp.Compare(int(w.Start), pos) })
	for ; i < len(a.Doc.Words) && int(a.Doc.Words[i].End) <= s.End; i++ {
		n++
	}
	return n
}

// about is how far a rounded number may lie from the true one, and beyond how far a bound reaches.
const (
	aboutShare = .1
	boundShare = .25
)

// bounds is the interval that a figure claims.
func bounds(f *figure) (low, high float64) {
	low, high = f.Value, max(f.Value, f.Max)
	switch f.Approx {
	case text.About:
		low, high = low*(1-aboutShare), high*(1+aboutShare)
	case text.Over:
		if f.vague() {
			high *= 10
		} else {
			high *= 1 + boundShare
		}
	case text.Under:
		low *= 1 - boundShare
	}
	return low, high
}

// vague says that the figure is no more than an order: tens, hundreds, thousands.
func (f *figure) vague() bool {
	for x := 10.; x <= f.Value; x *= 10 {
		if x == f.Value {
			return f.Approx == text.Over && f.Max == 0
		}
	}
	return false
}

// meet says whether two figures can both be true. Figures that differ only by rounding to the precision of the coarser meet; one that
// is told as about so much may be rounded to a single digit.
func meet(p, q *figure) bool {
	a, b := bounds(p)
	c, d := bounds(q)
	if a <= d && c <= b {
		return true
	}
	if p.Approx == text.About && first(q.Value) == p.Value || q.Approx == text.About && first(p.Value) == q.Value {
		return true
	}
	x, y := min(p.Value, q.Value), max(p.Value, q.Value)
	return y > 0 && (y-x)/y < rounding && (round(x) == y || round(y) == x)
}

// rounding is how far rounding moves a number at most: 9.96 may be told as 10.
const rounding = .05

// round rounds to two significant digits, first to one.
func round(x float64) float64 { return rounded(x, 10) }
func first(x float64) float64 { return rounded(x, 1) }

// rounded rounds x to the digits of least, a power of ten, and those before them.
func rounded(x, least float64) float64 {
	scale := 1.
	for x/scale >= 10*least {
		scale *= 10
	}
	for x/scale < least && scale > 1e-6 {
		scale /= 10
	}
	return float64(int64(x/scale+.5)) * scale
}

// verdict sums up how the values of a claim stand to one another.
func verdict(g []*figure, values []news.Value) string {
	replaced, disputed, said := false, false, false
	low, high := g[0].Value, g[0].Value
	for i, v := range values {
		replaced = replaced || len(v.Replaces) > 0
		disputed = disputed || len(v.Disputes) > 0
		said = said || v.Stand != text.Stated
		low, high = min(low, g[i].Value), max(high, g[i].Value)
	}
	switch {
	case !replaced && !disputed:
		return agree
	case !disputed:
		return update
	case high > wide*low && !said:
		return scope
	}
	return conflict
}

// wide is the ratio beyond which two figures hardly count the same thing.
const wide = 3
