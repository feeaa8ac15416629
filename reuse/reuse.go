// Package reuse finds passages that stand in more than one article, and statements that were quoted in more than one.
//
// Copying is the rule of the press, not the exception: a third of the articles of a day share half of their wording with another
// outlet's. So nothing is compared with everything: every text gives fingerprints (hashes of five words in a row, thinned out by
// winnowing), an inverted index brings together the texts that share one, and only there are words aligned.
package reuse

import (
	"cmp"
	"slices"

	"rawi/news"
	"rawi/text"
)

const (
	// shortest is the least number of words of a passage. Below it, what two texts share is a phrase of the language.
	shortest = 8
	// least is the least number of words that are the same in all passages of two articles together: fewer are a saying, or a verse,
	// unless they are at least the share much of the shorter article.
	least = 14
	much  = .15
	// alike is the least share of the longer side's words that must be the same.
	alike = .6
	// substance is the least summed weight (inverse document frequencies) of the words that are the same, neither formula nor name nor date.
	substance = 24
)

type held []*news.Article

func (h held) Len() int               { return len(h) }
func (h held) At(i int) *news.Article { return h[i] }

// Find finds every copied passage between two of the articles. The result does not depend on their order: A is the article that
// comes first by day and reference.
func Find(articles []*news.Article) []news.Copy { return FindIn(held(inOrder(articles))) }

// FindIn is Find for articles that need not all be in memory. Of each it keeps about 12 bytes for every fingerprint and every rare
// word that stands in another article too.
func FindIn(docs news.Collection) []news.Copy {
	days, words := make([]text.Day, docs.Len()), 0
	for i := range days {
		a := docs.At(i)
		days[i] = day(a)
		words += len(a.Doc.Words)
	}
	x := newIndexes(docs, words, shingles(), rareStems)
	m := matcher{docs: docs, days: days, x: x[0], rare: x[1], met: make([]uint8, docs.Len())}
	var found []passage
	for a := range docs.Len() {
		found = m.matches(a, found)
	}
	return m.copies(found, m.formulae())
}

// inOrder is the articles by day of publication (unknown first) and reference.
func inOrder(articles []*news.Article) []*news.Article {
	docs := slices.Clone(articles)
	slices.SortStableFunc(docs, func(a, b *news.Article) int {
		return cmp.Or(cmp.Compare(day(a), day(b)), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Article, b.Article))
	})
	return docs
}

// day is the first day on which the article may have been published, 0 when unknown.
func day(a *news.Article) text.Day {
	if a.Doc.Published == nil {
		return 0
	}
	return a.Doc.Published.From
}

// copies turns the passages that are more than formula into copies, pieces of one passage into one.
func (m *matcher) copies(found []passage, formula [][]bool) []news.Copy {
	var out []news.Copy
	for i := range m.pairs {
		pair, n := &m.pairs[i], 0
		for n < len(found) && found[n].a == pair.a && found[n].b == pair.b {
			n++
		}
		a, b := m.docs.At(int(pair.a)), m.docs.At(int(pair.b))
		for k, p := range m.whole(found[:n], pair.cover, formula[pair.a]) {
			c := p.copied(a, b, pair)
			c.Kind = m.kind(&p)
			c.Likelihood = likelihood(c.Kind, c.Words)
			if k == 0 {
				c.Later, c.Rule, c.Sure = m.differ.direction(a, b, c)
			} else { // of two articles, not of a passage
				c.Later, c.Rule, c.Sure = out[len(out)-1].Later, out[len(out)-1].Rule, out[len(out)-1].Sure
			}
			out = append(out, c)
		}
		found = found[n:]
	}
	return out
}

// whole is the passages of one pair, pieces joined, without those that are formula; cover is that of the pair.
func (m *matcher) whole(ps []passage, cover float64, formula []bool) []passage {
	m.clusters.reset()
	a := m.docs.At(int(ps[0].a))
	var pieces []passage
	for _, p := range ps {
		p.common, p.weight = p.weigh(a, formula)
		if p.substantial() || !p.formulaic() {
			pieces = append(pieces, p)
		}
	}
	if len(pieces) > 1 {
		pieces = outermost(m.fuse(pieces, fuseGap, nil))
	}
	var out []passage
	for _, p := range pieces {
		p.common, p.weight = p.weigh(a, formula)
		switch joined := len(p.parts) > 0; {
		case p.substantial() && !(p.formulaic() && (p.bag || joined)):
			out = append(out, p)
		case joined:
			out = append(out, slices.DeleteFunc(p.parts, func(q passage) bool { return !q.substantial() || q.bag && q.formulaic() })...)
		}
	}
	same := int32(0)
	for _, p := range out {
		same += p.same
	}
	if same < least && cover < much {
		return nil
	}
	return out
}

// substantial says whether the words of p that are the same, and no formula, weigh enough.
func (p *passage) substantial() bool {
	words := p.aTo - p.aFrom
	return words-p.common >= shortest && p.weight*float32(p.same) >= substance*float32(words)
}

// formulaic says whether too much of p is formula for its order to mean anything: titles and lists of those present come in any.
func (p *passage) formulaic() bool { return float64(p.common) > .3*float64(p.aTo-p.aFrom) }

// copied is p as a copy.
func (p *passage) copied(a, b *news.Article, of *pairing) news.Copy {
	wa, wb := a.Doc.Words, b.Doc.Words
	slices.SortFunc(p.parts, func(q, r passage) int { return cmp.Or(cmp.Compare(q.aFrom, r.aFrom), cmp.Compare(q.bFrom, r.bFrom)) })
	var parts []news.Part
	for _, q := range p.parts {
		if !q.bag {
			parts = append(parts, news.Part{A: span(wa, q.aFrom, q.aTo), B: span(wb, q.bFrom, q.bTo)})
		}
	}
	if len(parts) == 1 {
		parts = nil
	}
	return news.Copy{
		A: news.Place{Ref: a.Ref, Span: span(wa, p.aFrom, p.aTo)}, B: news.Place{Ref: b.Ref, Span: span(wb, p.bFrom, p.bTo)}, Parts: parts,
		Identity: p.identity(), Formula: float64(p.common) / float64(p.aTo-p.aFrom), Words: int(p.same),
		ShareA: of.shareA, ShareB: of.shareB, Cover: min(1, of.cover),
	}
}

// weigh counts the words of a passage, on its side a, that belong to formulae, and sums the weights of the others. Names and dates
// weigh nothing: a minister has the same long name, and a day the same two calendars, in every text.
func (p *passage) weigh(a *news.Article, formula []bool) (common int32, weight float32) {
	w := a.Doc.Words
	from := int(w[p.aFrom].Start)
	names := after(a.Doc.Names, from, func(n text.Name) text.Span { return n.Span })
	dates := after(a.Doc.Dates, from, func(d text.Date) text.Span { return d.Span })
	for i := p.aFrom; i < p.aTo; i++ {
		switch at := w[i].Span(); {
		case int(i) < len(formula) && formula[i]:
			common++
		case !names(at) && !dates(at):
			weight += w[i].Weight
		}
	}
	return common, weight
}

// after returns a function that says whether a span lies in one of the findings of a list in order; it must be asked for spans in
// order, from pos on.
func after[T any](list []T, pos int, span func(T) text.Span) func(text.Span) bool {
	n, _ := slices.BinarySearchFunc(list, pos, func(x T, pos int) int { return cmp.Compare(span(x).End, pos) })
	return func(s text.Span) bool {
		for n < len(list) && span(list[n]).End <= s.Start {
			n++
		}
		return n < len(list) && span(list[n]).Contains(s)
	}
}

// span is the stretch of text from word i to the end of word j-1.
func span(w []text.Word, i, j int32) text.Span {
	return text.Span{Start: int(w[i].Start), End: int(w[j-1].End)}
}
