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
	// substance is the least summed weight (inverse document frequencies) of the words that are the same and no formula.
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
		f := formula[p.a]
		common, weight := 0, float32(0)
		for i := p.aFrom; i < p.aTo; i++ {
			switch {
			case f != nil && f[i]:
				common++
			default:
				weight += a.Doc.Words[i].Weight
			}
		}
		words := p.aTo - p.aFrom
		weight *= float32(p.same) / float32(words)
		if words-common < shortest || weight < substance {
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

// span is the stretch of text from word i to the end of word j-1.
func span(w []text.Word, i, j int) text.Span {
	return text.Span{Start: int(w[i].Start), End: int(w[j-1].End)}
}
