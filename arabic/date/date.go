// Package date finds expressions of time and places them on the calendar.
//
// Find understands expressions (parse.go: what may begin one; day.go: days, months and years; period.go: weeks, quarters, decades
// and what is counted from the writing; numeric.go: dates in figures; guard.go: what only looks like a date) as forms (form.go),
// Publish finds the day of writing in the text, and Resolve places the forms against it. hijri.go holds the calendars. The words
// are in the .tsv files.
package date

import (
	"rawi/arabic/number"
	"rawi/arabic/word"
	"rawi/text"
)

// Expr is an expression found in a text, not yet placed.
type Expr struct {
	From, To int       // tokens [From, To)
	Span     text.Span // in the source, without proclitics
	Rule     string

	form form
}

// Find finds every expression of time among the tokens [from, to), in order and not overlapping. numbers are those of the whole
// text, in order.
func Find(t *word.Text, from, to int, numbers []number.Amount) []Expr {
	p := parser{t: t, l: load(), from: from, to: to, nums: numbers}
	p.nums = p.nums[p.firstNumber(from):]
	var out []Expr
	for i := from; i < to; {
		k := &t.Tokens[i]
		if k.Kind != word.Number && (k.Kind != word.Word || p.l.words[k.Fold] == nil && !p.starts(k.Fold)) {
			i++
			continue
		}
		n, ok := p.expression(i)
		if !ok {
			i = max(i+1, n.to)
			continue
		}
		n = p.paired(n)
		p.tense(&n)
		e := Expr{From: n.from, To: n.to, Rule: n.rule, form: n.form}
		e.Span = text.Span{Start: t.Place(n.from, n.pre, len(t.Tokens[n.from].Fold)).Start, End: t.Tokens[n.to-1].Span.End}
		out = append(out, e)
		i = n.to
	}
	return out
}

// firstNumber is the first of the numbers that begins at token i or after it.
func (p *parser) firstNumber(i int) int {
	lo, hi := 0, len(p.nums)
	for lo < hi {
		m := (lo + hi) / 2
		if p.nums[m].From < i {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}
