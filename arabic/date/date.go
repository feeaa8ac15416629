// Package date finds expressions of time and places them on the calendar.
//
// Find understands expressions as forms (form.go): parse.go says what may begin one; day.go reads days of months, weekday.go of the week,
// numeric.go dates in figures, near.go what lies near the writing and parts of a day, period.go weeks, months and years, year.go
// years and their parts, decades, centuries; pair.go joins two calendars and the ends of a range; guard.go knows what only looks
// like a date, and tells coming from past. Publish (publish.go, bounds.go) finds the day of writing in the text, and Resolve places
// the forms against it. hijri.go holds the calendars, holiday.go and feast.go the feasts. The words are in the .tsv files.
//
// Expressions (timex.go) finds expressions of time in the wide sense, as messages and speech hold them: hours of the clock, lengths,
// repetitions, and what the reading of news leaves alone for want of certainty. Its grammar is timex.tsv, read by grammar.go with the
// atoms of atoms.go; timexvalue.go and timexspan.go give the values. Find turns to it only for a text that is nothing but an expression of time.
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
	nth, next := 0, -1 // the number that comes next, and where it begins
	for i := from; i < to; {
		for nth < len(p.nums) && p.nums[nth].From < i {
			nth++
		}
		if next = -1; nth < len(p.nums) {
			next = p.nums[nth].From
		}
		if !p.begins(i, next) {
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
		if n.rule == "" {
			n.rule = "date.part"
		}
		e := Expr{From: n.from, To: n.to, Rule: n.rule, form: n.form}
		e.Span = text.Span{Start: t.Place(n.from, n.pre, len(t.Tokens[n.from].Fold)).Start, End: t.Tokens[n.to-1].Span.End}
		out = append(out, e)
		i = n.to
	}
	if from == 0 && to > 0 && to == len(t.Tokens) && to <= utterance && !p.covers(out) && !placed(out) {
		if said := p.spoken(); said != nil {
			return said
		}
	}
	p.alone(out)
	return p.figurative(out)
}

// placed says that one of the expressions is a day that needs no day of writing: nothing said beside it, an hour, can tell more.
func placed(found []Expr) bool {
	for i := range found {
		if found[i].form.at(0, text.Days{}).Single() {
			return true
		}
	}
	return false
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
