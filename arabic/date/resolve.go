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
		if i > 0 {
			if days, ok := e.form.goesOn(&found[i-1], e.From-found[i-1].To, lo); ok {
				d.Days, d.Anchor = days, found[i-1].Span
			}
		}
		if i > 0 && e.form.historic(&found[i-1], e.From-found[i-1].To, lo) {
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

// sequel is how many tokens behind a full date a day without its year may go on with it.
const sequel = 25

// goesOn places a day and month without a year that goes on with the full date told right before it, of years ago: "on 13 May 1992 …
// on 18 May". p is the day of writing, 0 when it is unknown.
func (f *form) goesOn(before *Expr, gap int, p text.Day) (text.Days, bool) {
	if f.kind != calendary || f.day == 0 || f.month == 0 || f.year != 0 || f.ofYear != unplaced || f.place != unplaced || f.named || f.event != 0 || f.pair != nil || gap > sequel {
		return text.Days{}, false
	}
	b := before.form.at(0, text.Days{})
	if before.form.cal != f.cal || !b.Single() || p != 0 && p-b.From < 400 {
		return text.Days{}, false
	}
	y, _ := f.cal.of(b.From)
	d := f.in(y, f.month)
	return d, d.Known() && d.From > b.From && d.From-b.From <= 62
}

// history is how many days before the writing a date lies beside which a Hijri month without its year is hardly that of the writing.
const history = 100 * 365

// historic says that the Hijri month without a year is told in an account of long ago, to which the date right before it belongs.
func (f *form) historic(before *Expr, gap int, p text.Day) bool {
	if f.kind != calendary || f.cal != islamic || f.month == 0 || f.year != 0 || f.ofYear != unplaced || f.place != unplaced || f.named || f.pair != nil || gap > 2*sequel || p == 0 {
		return false
	}
	b := before.form.at(0, text.Days{})
	return b.Known() && b.To < p-history && b.To-b.From < 800
}

// possible says that the days lie in years that ISO 8601 writes with four figures.
func possible(d text.Days) bool {
	return d.Known() && d.From <= d.To && d.From >= text.DateOf(1, 1, 1) && d.To <= text.DateOf(9999, 12, 31)
}

// anchored says that the form was counted from a date told before it.
func anchored(f *form) bool {
	return f.kind == told || f.ofYear >= before || f.monthly && f.place >= before || f.of != nil && anchored(f.of)
}
