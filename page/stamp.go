package page

import (
	"strconv"
	"strings"

	"rawi/arabic/date"
	"rawi/arabic/word"
	"rawi/text"
)

// stamp finds a full date with its year among the tokens [i, j). Most lines hold none, and are not read for one unless figures in them
// may be a year or a day, a month and a year.
func stamp(t *word.Text, i, j int) (text.Days, text.Span, bool) {
	for k := i; k < j; k++ {
		if t.Tokens[k].Kind == word.Number && (yearLike(t.Tokens[k].Fold) || k+4 < j && figures(t, k)) {
			days, at, ok := date.Stamp(t, i, j)
			if ok && !days.Single() {
				days = dayFirst(t, at, i, j, days)
			}
			return days, at, ok
		}
	}
	return text.Days{}, text.Span{}, false
}

// dayFirst is the day of a stamp in figures that may be read with the month first, where the year has two figures and no English clock stands
// beside it: month first is what machines write that were never told the language, with AM or PM and the whole year. Else the interval
// of both readings stays.
func dayFirst(t *word.Text, at text.Span, from, to int, both text.Days) text.Days {
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
	case english && len(t.Tokens[i+4].Fold) == 4 && first[0] != '0' && second[0] != '0' && min(len(first), len(second)) == 1 && seconds(t, j, to):
		first, second = second, first // as a machine writes that was never told the language: 3/4/2011 5:06:07 PM
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

// seconds says that a time of day with seconds stands among the tokens [i, j).
func seconds(t *word.Text, i, j int) bool {
	colons := 0
	for ; i < j; i++ {
		colons += strings.Count(t.Tokens[i].Fold, ":")
	}
	return colons == 2
}

// yearLike says that figures may be a year of either calendar, alone or run together with month and day.
func yearLike(s string) bool {
	return (len(s) == 4 || len(s) == 8) && (s[:2] == "19" || s[:2] == "20" || s[:2] == "13" || s[:2] == "14") || strings.Count(s, ".") == 2
}

// figures says that three short numbers with a mark between them begin at token k.
func figures(t *word.Text, k int) bool {
	return t.Tokens[k+1].Kind == word.Punct && t.Tokens[k+2].Kind == word.Number && t.Tokens[k+3].Kind == word.Punct &&
		t.Tokens[k+4].Kind == word.Number && len(t.Tokens[k+4].Fold) <= 4
}
