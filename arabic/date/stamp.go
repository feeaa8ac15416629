package date

import (
	"rawi/arabic/number"
	"rawi/arabic/word"
	"rawi/text"
)

// Stamp reads a full visible stamp (day, month and year, of any calendar, with or without weekday and clock) among the tokens
// [from, to): the first there is. The clock is not part of the span. The days are more than one only where figures leave open
// which of them is the month (08/09/09); they are then those from the earlier to the later reading.
func Stamp(t *word.Text, from, to int) (text.Days, text.Span, bool) {
	for _, e := range Find(t, from, to, number.Find(t, from, to)) {
		d := e.form.at(0, text.Days{})
		if !d.Single() || !possible(d) {
			continue
		}
		if o := e.form.other; o.Known() {
			d = text.Days{From: min(d.From, o.From), To: max(d.To, o.To)}
		}
		return d, e.Span, true
	}
	return text.Days{}, text.Span{}, false
}
