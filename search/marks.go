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
	marks, _ := q.marks(s, text.Span{End: len(s)})
	return marks
}

// marks are the places in a stretch of a text, and how many of the things that are asked for stand there.
func (q *Asked) marks(s string, at text.Span) (out []text.Span, met int) {
	if q.shown() == 0 {
		return nil, 0
	}
	a := takeAnalyser()
	defer a.back()
	t := word.Read(s, at)
	spots := make([]spot, 0, len(t.Tokens))
	for i, k := range t.Tokens {
		a.terms(k, func(n int32) { spots = append(spots, spot{a.words[n].term, i}) })
	}
	for _, c := range q.clauses {
		if c.field != texts || c.common {
			continue
		}
		n := len(out)
		if out = c.mark(out, t, spots); len(out) > n {
			met++
		}
	}
	return tidy(out), met
}

// shown is how many of the things that are asked for can be shown in a text.
func (q *Asked) shown() (n int) {
	for _, c := range q.clauses {
		if c.field == texts && !c.common {
			n++
		}
	}
	return n
}

// enough is how many bytes of a text are looked at for what is asked for.
const enough = 3000

// Best is the one of several stretches of a text, its sentences say, that shows best why the query finds it, with the places in it:
// the first that has all that is asked for, else the first of those with the most of it, else the first. Of a long text only the
// beginning is looked at, where something of it stands there.
func (q *Asked) Best(s string, among []text.Span) (at text.Span, marks []text.Span) {
	all, most := q.shown(), -1
	for _, x := range among {
		found, met := q.marks(s, x)
		if met > most {
			at, marks, most = x, found, met
		}
		if most >= all || most > 0 && x.End > enough {
			break
		}
	}
	return at, marks
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
