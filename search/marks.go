package search

import (
	"slices"

	"rawi/arabic/word"
	"rawi/text"
)

// spot is the place of a term in a text: the token that it came from.
type spot struct {
	term
	token int
}

// Marks are the places in a text that a query asks for: its words in any inflection and spelling, each word whole, and its phrases.
// They are in order, do not overlap and lie on the borders of words. Spellings of names are known after Find.
func (q *Asked) Marks(s string) []text.Span {
	var wanted []clause
	for _, c := range q.clauses {
		if c.field == texts && !c.common {
			wanted = append(wanted, c)
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	a := analysers.Get().(*analyser)
	defer a.back()
	t := read(s)
	spots := make([]spot, 0, len(t.Tokens))
	for i, k := range t.Tokens {
		a.terms(k, func(n int32) { spots = append(spots, spot{a.words[n].term, i}) })
	}
	var out []text.Span
	for _, c := range wanted {
		out = c.mark(out, t, spots)
	}
	return tidy(out)
}

// mark adds the places where the words of a clause stand side by side.
func (c *clause) mark(out []text.Span, t *word.Text, spots []spot) []text.Span {
	for i := 0; i+len(c.words) <= len(spots); i++ {
		fits := true
		for k := range c.words {
			if fits = c.words[k].is(spots[i+k].term, c.exact); !fits {
				break
			}
		}
		if fits {
			out = append(out, t.Span(spots[i].token, spots[i+len(c.words)-1].token+1))
		}
	}
	return out
}

// is says that a term is the word that was asked for.
func (w *asked) is(t term, exact bool) bool {
	if exact {
		return t == w.term
	}
	if t.light == w.light {
		return true
	}
	for _, v := range w.variants {
		if v.light == t.light && v.ending == t.ending {
			return true
		}
	}
	return false
}

// tidy sorts spans and joins those that overlap.
func tidy(spans []text.Span) []text.Span {
	slices.SortFunc(spans, func(a, b text.Span) int { return a.Start - b.Start })
	out := spans[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start < out[n-1].End {
			out[n-1] = out[n-1].Join(s)
			continue
		}
		out = append(out, s)
	}
	return out
}
