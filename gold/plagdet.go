package gold

import (
	"maps"
	"math"
	"slices"
	"strings"

	"rawi/news"
	"rawi/text"
)

// Plag is the measure of the plagiarism detection task of PAN (Potthast, Stein, Barrón-Cedeño and Rosso 2010, "An Evaluation
// Framework for Plagiarism Detection"), macro-averaged: every case, and every detection, weighs the same whatever its length.
type Plag struct {
	P, R        float64 // of characters, of both sides
	Granularity float64 // detections for each case that was detected at all; 1 is best
}

// Score is plagdet: F1 of P and R by the binary logarithm of one more than the granularity.
func (p Plag) Score() float64 { return f1(p.P, p.R) / math.Log2(1+p.Granularity) }

// Plagdet scores passages found against marked ones. Spans may be of bytes or of characters, if they are the same on both lists;
// PAN counts characters.
func Plagdet(cases, found []CopyCase) Plag {
	recall, granularity := sides(cases, found)
	precision, _ := sides(found, cases)
	return Plag{precision, recall, granularity}
}

// PlagdetOf is Plagdet of the cases of one kind of disguise. What was found of cases of other kinds counts neither for nor against.
func PlagdetOf(kind string, cases, found []CopyCase) Plag {
	var of, others []CopyCase
	for _, c := range cases {
		if c.Kind == kind {
			of = append(of, c)
		} else {
			others = append(others, c)
		}
	}
	at := byDocument(others)
	var left []CopyCase
	for _, f := range found {
		if !slices.ContainsFunc(at[f.Doc], f.meets) {
			left = append(left, f)
		}
	}
	return Plagdet(of, left)
}

// sides is the mean share of the characters of the passages of list that those of other cover, where they overlap on both sides, and
// the mean number of such for each passage that has one (1 where none has).
func sides(list, other []CopyCase) (share, granularity float64) {
	at := byDocument(other)
	met, times := 0, 0
	for _, c := range list {
		var here, there []text.Span
		for _, o := range at[c.Doc] {
			if c.meets(o) {
				here, there = append(here, o.At), append(there, o.From)
			}
		}
		if len(here) == 0 {
			continue
		}
		met, times = met+1, times+len(here)
		covered := common([]text.Span{c.At}, merge(here)) + common([]text.Span{c.From}, merge(there))
		share += div(float64(covered), float64(c.At.Len()+c.From.Len()))
	}
	granularity = 1
	if met > 0 {
		granularity = float64(times) / float64(met)
	}
	return div(share, float64(len(list))), granularity
}

// meets says whether two passages of one document overlap, on both sides.
func (c CopyCase) meets(o CopyCase) bool {
	return c.Doc == o.Doc && c.Source == o.Source && c.At.Overlaps(o.At) && c.From.Overlaps(o.From)
}

func byDocument(list []CopyCase) map[string][]CopyCase {
	m := map[string][]CopyCase{}
	for _, c := range list {
		m[c.Doc] = append(m[c.Doc], c)
	}
	return m
}

// Detections is the copies between a document and a source, each as a case of its own: what Plagdet scores. name gives a document's
// name; suspicious says whether it is one that may have copied, not a source.
func Detections(copies []news.Copy, name func(news.Ref) string, suspicious func(news.Ref) bool) []CopyCase {
	var out []CopyCase
	for _, c := range copies {
		a, b := c.A, c.B
		if !suspicious(a.Ref) {
			a, b = b, a
		}
		if suspicious(a.Ref) && !suspicious(b.Ref) {
			out = append(out, CopyCase{Doc: name(a.Ref), Source: name(b.Ref), At: a.Span, From: b.Span})
		}
	}
	return out
}

// plagdetFigures is plagdet over all and by kind.
func plagdetFigures(cases, found []CopyCase) Figures {
	var out Figures
	all := Plagdet(cases, found)
	out.share("plagdet_p", all.P)
	out.share("plagdet_r", all.R)
	out.share("granularity", all.Granularity)
	out.share("plagdet", all.Score())
	kinds := map[string]bool{}
	for _, c := range cases {
		kinds[c.Kind] = true
	}
	for _, k := range slices.Sorted(maps.Keys(kinds)) {
		out.share("plagdet_"+strings.ReplaceAll(k, " ", "_"), PlagdetOf(k, cases, found).Score())
	}
	return out
}
