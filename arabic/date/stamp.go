package date

import (
	"strconv"
	"strings"

	"rawi/arabic/number"
	"rawi/arabic/word"
	"rawi/text"
)

// Stamp reads a full visible stamp (day, month and year, of any calendar, with or without weekday and clock) among the tokens
// [from, to): the first there is. The clock is not part of the span. The days are more than one only where figures leave open
// which of them is the month (08/09/2009); they are then those from the earlier to the later reading. This is the one place where that is judged, for
// lines and fields of pages and for feeds.
func Stamp(t *word.Text, from, to int) (text.Days, text.Span, bool) {
	for _, e := range Find(t, from, to, number.Find(t, from, to)) {
		d := e.form.at(0, text.Days{})
		if !d.Single() || !possible(d) {
			continue
		}
		if o := e.form.other; o.Known() {
			d = inOrder(t, e.Span, from, to, text.Days{From: min(d.From, o.From), To: max(d.To, o.To)})
		}
		return d, e.Span, true
	}
	return text.Days{}, text.Span{}, false
}

// inOrder is the day of a stamp in figures, of which both may be the month. Where the year has two figures and no English clock stands beside it the
// day comes first, as the Arab press writes it. With AM or PM, the whole year, seconds, and a figure without a zero before it, the month does: so
// writes a machine that was never told the language. Else the interval of both readings stays.
func inOrder(t *word.Text, at text.Span, from, to int, both text.Days) text.Days {
	i, j := t.Range(at)
	if j-i != 5 {
		return both
	}
	english := false
	for k := from; k < to; k++ {
		f := t.Tokens[k].Fold
		english = english || f == "am" || f == "pm"
	}
	first, second := t.Tokens[i].Fold, t.Tokens[i+2].Fold
	switch {
	case english && len(t.Tokens[i+4].Fold) == 4 && first[0] != '0' && second[0] != '0' && min(len(first), len(second)) == 1 && toSeconds(t, j, to):
		first, second = second, first // 3/4/2011 5:06:07 PM
	case english || len(t.Tokens[i+4].Fold) != 2:
		return both
	}
	day, err := strconv.Atoi(first)
	month, err2 := strconv.Atoi(second)
	for _, d := range [...]text.Day{both.From, both.To} {
		if _, m, n := d.Date(); err == nil && err2 == nil && int(m) == month && n == day {
			return text.Days{From: d, To: d}
		}
	}
	return both
}

// toSeconds says that a time of day with seconds stands among the tokens [i, j).
func toSeconds(t *word.Text, i, j int) bool {
	colons := 0
	for ; i < j; i++ {
		colons += strings.Count(t.Tokens[i].Fold, ":")
	}
	return colons == 2
}
