// Package collate sets two texts side by side, as editors of manuscripts do: which sentence answers to which, which words differ in
// them, what one has and the other leaves out, and which figures are not the same. It serves two articles of one event and two
// revisions of one article alike.
//
// Sentences answer to one another by the words that they share, each weighed by how rare it is in the language at large, so that
// "said the minister on Monday" joins nothing. A pair is the best for both of its sentences; pairs that keep the order of both texts
// are told apart from those that were moved.
package collate

import (
	"cmp"
	"math"
	"slices"

	"rawi/arabic"
	"rawi/news"
	"rawi/text"
)

// Kind is how the two sides of a Row stand to one another.
type Kind string

// The kinds of rows.
const (
	Same     Kind = "same"     // the same words
	Reworded Kind = "reworded" // one sentence in two wordings
	OnlyA    Kind = "a"        // the other text has no such sentence
	OnlyB    Kind = "b"
)

// Row is a sentence of either text, or two that answer to one another.
type Row struct {
	Kind  Kind
	A, B  text.Span   // empty where there is none
	Moved bool        // the pair stands in another order in the two texts
	Share float64     // of the weight of the words of both that they share, 0 to 1
	DiffA []text.Span // words that the other side has not, runs of them as one
	DiffB []text.Span
	// Elsewhere says of a sentence that stands alone that nearly all of its words of weight stand in the other text, but not in one
	// sentence: it was taken apart rather than left out.
	Elsewhere bool
}

// Figure is a pair of figures of one unit that answer to one another and differ. One of a pair may be missing (its span is empty).
type Figure struct {
	Unit string
	A, B *text.Number
}

// Collation is two texts side by side.
type Collation struct {
	Rows    []Row // in the order of the first text, what only the second has between
	Figures []Figure
	OnlyA   int     // sentences that the other leaves out
	OnlyB   int     //
	Share   float64 // of the weight of the words of the shorter text that stand in pairs, 0 to 1
}

// Least shares of weight: for a pair, for a pair of the same words, and for a sentence that stands in the other text piecemeal.
const (
	leastPair      = 0.34
	leastSame      = 0.985
	leastElsewhere = 0.8
)

// most is how many sentences of a text are looked at; what is longer is no article.
const most = 600

// Articles sets two articles side by side: their titles, subheads and bodies.
func Articles(a, b *news.Article) Collation {
	x, y := cut(a), cut(b)
	pairs := pair(x, y)
	c := Collation{}
	c.rows(x, y, pairs)
	shared := 0.0
	for _, p := range pairs {
		shared += p.shared
	}
	if least := min(x.weight, y.weight); least > 0 {
		c.Share = min(1, shared/least)
	}
	return c
}

// side is one of the two texts, cut into sentences.
type side struct {
	doc       *text.Doc
	sentences []sentence
	stems     map[uint64]bool
	weight    float64
}

type sentence struct {
	span   text.Span
	words  []text.Word
	stems  map[uint64]float64 // weight of each stem, once
	weight float64
}

// cut makes the words and sentences of an article.
func cut(a *news.Article) *side {
	s := &side{doc: &a.Doc, stems: map[uint64]bool{}}
	d := a.Doc // the words are made in a copy: the article belongs to others
	words := arabic.Words(&d)
	spans := sentences(&a.Doc)
	k := 0
	for _, at := range spans {
		x := sentence{span: at, stems: map[uint64]float64{}}
		for k < len(words) && int(words[k].End) <= at.Start {
			k++
		}
		for ; k < len(words) && int(words[k].Start) < at.End; k++ {
			w := words[k]
			x.words = append(x.words, w)
			weight := float64(w.Weight)
			if w.Digits {
				weight = max(weight, 3)
			}
			if weight > 0 && x.stems[w.Stem] == 0 {
				x.stems[w.Stem] = weight
				x.weight += weight
				s.stems[w.Stem] = true
			}
		}
		if len(x.words) > 0 {
			s.sentences = append(s.sentences, x)
			s.weight += x.weight
		}
	}
	return s
}

// sentences are those of the title, the subheads and the body, none longer than its line, in order.
func sentences(d *text.Doc) []text.Span {
	var out []text.Span
	for _, p := range d.Parts {
		switch p.Role {
		case text.Title, text.Subhead, text.Body:
		default:
			continue
		}
		from := p.Span.Start
		for _, s := range d.Sentences {
			if s.Start < p.Span.Start || s.End > p.Span.End || s.Start < from {
				continue
			}
			out = append(out, s)
			from = s.End
		}
		if from == p.Span.Start { // no sentence was found in it
			out = append(out, p.Span)
		}
	}
	slices.SortFunc(out, func(a, b text.Span) int { return cmp.Compare(a.Start, b.Start) })
	return out[:min(len(out), most)]
}

// match is a pair of sentences.
type match struct {
	a, b          int
	shared, share float64
}

// pair finds the pairs, in the order of the first text.
func pair(x, y *side) []match {
	where := map[uint64][]int{}
	for j, s := range y.sentences {
		for stem := range s.stems {
			where[stem] = append(where[stem], j)
		}
	}
	var all []match
	for i, s := range x.sentences {
		shared := map[int]float64{}
		for stem, w := range s.stems {
			for _, j := range where[stem] {
				shared[j] += w
			}
		}
		for j, w := range shared {
			total := s.weight + y.sentences[j].weight
			if share := math.Round(2e6*w/total) / 1e6; share >= leastPair {
				all = append(all, match{i, j, w, share})
			}
		}
	}
	slices.SortFunc(all, func(p, q match) int {
		return cmp.Or(cmp.Compare(q.share, p.share), cmp.Compare(p.a, q.a), cmp.Compare(p.b, q.b))
	})
	usedA, usedB := map[int]bool{}, map[int]bool{}
	var out []match
	for _, m := range all {
		if !usedA[m.a] && !usedB[m.b] {
			usedA[m.a], usedB[m.b] = true, true
			out = append(out, m)
		}
	}
	slices.SortFunc(out, func(p, q match) int { return p.a - q.a })
	return out
}

// rows lays the sentences out.
func (c *Collation) rows(x, y *side, pairs []match) {
	kept := inOrder(pairs)
	answers := map[int]int{} // sentence of x: index of pairs
	taken := map[int]bool{}
	for k, p := range pairs {
		answers[p.a] = k
		taken[p.b] = true
	}
	next := 0
	alone := func(to int) {
		for ; next < to; next++ {
			if s := y.sentences[next]; !taken[next] {
				r := Row{Kind: OnlyB, B: s.span, Elsewhere: elsewhere(s, x)}
				if !r.Elsewhere {
					c.OnlyB++
				}
				c.Rows = append(c.Rows, r)
			}
		}
	}
	for i, s := range x.sentences {
		k, ok := answers[i]
		if !ok {
			r := Row{Kind: OnlyA, A: s.span, Elsewhere: elsewhere(s, y)}
			if !r.Elsewhere {
				c.OnlyA++
			}
			c.Rows = append(c.Rows, r)
			continue
		}
		p := pairs[k]
		if kept[k] {
			alone(p.b)
			next = max(next, p.b+1)
		}
		t := y.sentences[p.b]
		r := Row{Kind: Reworded, A: s.span, B: t.span, Moved: !kept[k], Share: p.share}
		r.DiffA, r.DiffB = differ(s.words, t.words)
		if p.share >= leastSame && len(r.DiffA)+len(r.DiffB) == 0 {
			r.Kind = Same
		}
		c.Rows = append(c.Rows, r)
		c.Figures = append(c.Figures, figures(x.doc, y.doc, s.span, t.span)...)
	}
	alone(len(y.sentences))
}

// elsewhere says whether the words of a sentence stand in a text, wherever.
func elsewhere(s sentence, in *side) bool {
	found := 0.0
	for stem, w := range s.stems {
		if in.stems[stem] {
			found += w
		}
	}
	return s.weight > 0 && found/s.weight >= leastElsewhere
}

// inOrder says which pairs keep the order of both texts: the longest rising run of their places in the second.
func inOrder(pairs []match) []bool {
	var tails []int // index of the pair that ends the best run of each length
	before := make([]int, len(pairs))
	for k, p := range pairs {
		n, _ := slices.BinarySearchFunc(tails, p.b, func(t, b int) int { return cmp.Compare(pairs[t].b, b) })
		before[k] = -1
		if n > 0 {
			before[k] = tails[n-1]
		}
		if n == len(tails) {
			tails = append(tails, k)
		} else {
			tails[n] = k
		}
	}
	out := make([]bool, len(pairs))
	if len(tails) > 0 {
		for k := tails[len(tails)-1]; k >= 0; k = before[k] {
			out[k] = true
		}
	}
	return out
}

// differ finds the words of two sentences that the other has not at that place, by their longest common run of words.
func differ(a, b []text.Word) (da, db []text.Span) {
	const longest = 400 // words; beyond it the table would be large, and the sentence is none
	a, b = a[:min(len(a), longest)], b[:min(len(b), longest)]
	w := len(b) + 1
	table := make([]uint16, (len(a)+1)*w)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i].Form == b[j].Form {
				table[i*w+j] = table[(i+1)*w+j+1] + 1
			} else {
				table[i*w+j] = max(table[(i+1)*w+j], table[i*w+j+1])
			}
		}
	}
	i, j := 0, 0
	lastA, lastB := -2, -2
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i].Form == b[j].Form:
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && table[(i+1)*w+j] >= table[i*w+j+1]:
			da, lastA = grow(da, a[i].Span(), i == lastA+1), i
			i++
		default:
			db, lastB = grow(db, b[j].Span(), j == lastB+1), j
			j++
		}
	}
	return da, db
}

// grow adds a word to a list of stretches; one that follows the last at once makes it longer.
func grow(all []text.Span, s text.Span, follows bool) []text.Span {
	if n := len(all) - 1; follows && n >= 0 {
		all[n].End = s.End
		return all
	}
	return append(all, s)
}

// figures compares the amounts of two sentences that answer to one another, unit by unit.
func figures(a, b *text.Doc, sa, sb text.Span) []Figure {
	inside := func(d *text.Doc, s text.Span) map[string][]*text.Number {
		out := map[string][]*text.Number{}
		for i := range d.Numbers {
			if n := &d.Numbers[i]; s.Contains(n.Span) {
				out[n.Unit] = append(out[n.Unit], n)
			}
		}
		return out
	}
	x, y := inside(a, sa), inside(b, sb)
	var out []Figure
	for i := range a.Numbers {
		n := &a.Numbers[i]
		if list := x[n.Unit]; len(list) == 0 || list[0] != n {
			continue
		}
		out = append(out, unequal(n.Unit, x[n.Unit], y[n.Unit])...)
	}
	return out
}

// unequal pairs the figures of one unit that differ, in their order; equal ones answer to one another first.
func unequal(unit string, x, y []*text.Number) []Figure {
	same := func(a, b *text.Number) bool { return a.Value == b.Value && a.Max == b.Max }
	x, y = slices.Clone(x), slices.Clone(y)
	for i := 0; i < len(x); {
		k := slices.IndexFunc(y, func(n *text.Number) bool { return same(n, x[i]) })
		if k < 0 {
			i++
			continue
		}
		x, y = slices.Delete(x, i, i+1), slices.Delete(y, k, k+1)
	}
	var out []Figure
	for i := range min(len(x), len(y)) {
		out = append(out, Figure{unit, x[i], y[i]})
	}
	return out
}
