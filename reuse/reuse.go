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
	// alike is the least share of the longer side's words that must be the same.
	alike = .6
	// substance is the least summed weight (inverse document frequencies) of the words that are the same, neither formula nor name nor date.
	substance = 24
)

// Find finds every copied passage between two of the articles. The result does not depend on their order: A is the article that
// comes first by day and reference.
func Find(articles []*news.Article) []news.Copy {
	docs := inOrder(articles)
	x := newIndex(docs)
	var found []passage
	m := matcher{x: x, docs: docs}
	for a := range docs {
		found = m.matches(a, found)
	}
	return keep(docs, x.formulae(found), found)
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

// keep turns the passages that are more than formula into copies.
func keep(docs []*news.Article, formula [][]bool, found []passage) []news.Copy {
	var out []news.Copy
	for _, p := range found {
		a, b := docs[p.a], docs[p.b]
		common, weight := p.weigh(a, formula[p.a])
		words := p.aTo - p.aFrom
		if words-common < shortest || weight*float32(p.same) < substance*float32(words) {
			continue
		}
		c := news.Copy{
			A: news.Place{Ref: a.Ref, Span: span(a.Doc.Words, p.aFrom, p.aTo)}, B: news.Place{Ref: b.Ref, Span: span(b.Doc.Words, p.bFrom, p.bTo)},
			Identity: float64(p.same) / float64(max(words, p.bTo-p.bFrom)), Formula: float64(common) / float64(words), Words: p.same,
			ShareA: p.shareA, ShareB: p.shareB, Cover: min(1, p.cover),
		}
		c.Later, c.Rule = direction(a, b, c)
		out = append(out, c)
	}
	return out
}

// weigh counts the words of a passage, on its side a, that belong to formulae, and sums the weights of the others. Names and dates
// weigh nothing: a minister has the same long name, and a day the same two calendars, in every text.
func (p *passage) weigh(a *news.Article, formula []bool) (common int, weight float32) {
	w := a.Doc.Words
	from := int(w[p.aFrom].Start)
	names := after(a.Doc.Names, from, func(n text.Name) text.Span { return n.Span })
	dates := after(a.Doc.Dates, from, func(d text.Date) text.Span { return d.Span })
	for i := p.aFrom; i < p.aTo; i++ {
		switch at := w[i].Span(); {
		case formula != nil && formula[i]:
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
func span(w []text.Word, i, j int) text.Span {
	return text.Span{Start: int(w[i].Start), End: int(w[j-1].End)}
}
