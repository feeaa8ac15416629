package gold

import (
	"slices"
	"strings"

	"rawi/news"
	"rawi/text"
)

// CopyCase is one marked passage that a document took from another.
type CopyCase struct {
	Doc, Source string // names of the two documents
	At, From    text.Span
	Kind        string // how it was disguised: "none", "word shuffling", …
}

// Copies scores passages by the bytes of the documents that copy, as plagiarism detection is scored (PAN): precision is the share
// of the bytes found in a document that do come from the source they are matched with, recall the share of the marked bytes found.
// Only copies between a document of the cases and a source count; name gives a document's name. recall_KIND is by disguise.
func Copies(cases []CopyCase, copies []news.Copy, name func(news.Ref) string) Figures {
	type pair struct{ doc, source string }
	docs := map[string]bool{}
	sources := map[string]bool{}
	for _, c := range cases {
		docs[c.Doc], sources[c.Source] = true, true
	}
	found := map[pair][]text.Span{}
	for _, c := range copies {
		a, b := name(c.A.Ref), name(c.B.Ref)
		switch {
		case docs[a] && sources[b]:
			found[pair{a, b}] = append(found[pair{a, b}], c.A.Span)
		case docs[b] && sources[a]:
			found[pair{b, a}] = append(found[pair{b, a}], c.B.Span)
		}
	}
	for p, s := range found {
		found[p] = merge(s)
	}
	marked := map[pair][]text.Span{}
	kindAll, kindHit := map[string]int{}, map[string]int{}
	for _, c := range cases {
		p := pair{c.Doc, c.Source}
		marked[p] = append(marked[p], c.At)
		kindAll[c.Kind] += c.At.Len()
		kindHit[c.Kind] += common([]text.Span{c.At}, found[p])
	}
	var right, predicted, gold, hit int
	for p, s := range found {
		predicted += total(s)
		right += common(s, merge(marked[p]))
	}
	var kinds []string
	for k := range kindAll {
		kinds = append(kinds, k)
		gold += kindAll[k]
		hit += kindHit[k]
	}
	slices.Sort(kinds)
	var out Figures
	out.count("cases", len(cases))
	p, r := div(right, predicted), div(hit, gold)
	out.share("copies_p", p)
	out.share("copies_r", r)
	out.share("copies_f1", f1(p, r))
	for _, k := range kinds {
		out.share("recall_"+strings.ReplaceAll(k, " ", "_"), div(kindHit[k], kindAll[k]))
	}
	return out
}

// merge sorts spans and joins those that touch.
func merge(spans []text.Span) []text.Span {
	spans = slices.Clone(spans)
	slices.SortFunc(spans, func(a, b text.Span) int { return a.Start - b.Start })
	var out []text.Span
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
		} else {
			out = append(out, s)
		}
	}
	return out
}

// total is the bytes of merged spans.
func total(spans []text.Span) int {
	n := 0
	for _, s := range spans {
		n += s.Len()
	}
	return n
}

// common is the bytes that two lists of merged spans share.
func common(a, b []text.Span) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		n += max(0, min(a[i].End, b[j].End)-max(a[i].Start, b[j].Start))
		if a[i].End < b[j].End {
			i++
		} else {
			j++
		}
	}
	return n
}
