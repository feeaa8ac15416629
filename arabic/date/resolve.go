package date

import (
	"rawi/arabic/word"
	"rawi/text"
)

// Resolve places the expressions on the calendar against the day or interval of publication, which may be nil. Within an interval
// an expression has a value only if every day of it gives the same.
func Resolve(t *word.Text, found []Expr, published *text.Dating) []text.Date {
	out := make([]text.Date, 0, len(found))
	var lo, hi text.Day
	if published != nil && published.Known() {
		lo, hi = published.From, published.To
	}
	order := monthFirst(found, published)
	var prior text.Days  // the date told last
	var toldAt text.Span // where
	for i := range found {
		e := &found[i]
		d := text.Date{Span: e.Span, Rule: e.Rule}
		d.Days = e.form.at(lo, prior)
		if hi != lo && e.form.at(hi, prior) != d.Days {
			d.Days = text.Days{}
		}
		if order && e.form.other.Known() {
			d.Days = e.form.other
		}
		if !possible(d.Days) {
			d.Days = text.Days{}
		}
		d.Value = d.Days.ISO()
		if anchored(&e.form) && d.Value != "" {
			d.Anchor = toldAt
		}
		if f := &e.form; d.Days.Known() && !(f.kind == told && f.place == before && f.unit >= months) { // "the month before", said again, is the same month
			prior, toldAt = d.Days, e.Span
		}
		out = append(out, d)
	}
	return out
}

// monthFirst says that the stamp, from which the day of publication was read, has the month first; so have the other figures.
func monthFirst(found []Expr, published *text.Dating) bool {
	if published == nil || !published.Single() {
		return false
	}
	for i := range found {
		if f := &found[i].form; f.other.Known() && f.other == published.Days && touches(published.Evidence, found[i].Span) {
			return true
		}
	}
	return false
}

// possible says that the days lie in years that ISO 8601 writes with four figures.
func possible(d text.Days) bool {
	return d.Known() && d.From <= d.To && d.From >= text.DateOf(1, 1, 1) && d.To <= text.DateOf(9999, 12, 31)
}

// anchored says that the form was counted from a date told before it.
func anchored(f *form) bool {
	return f.kind == told || f.ofYear >= before || f.monthly && f.place >= before || f.of != nil && anchored(f.of)
}
