package page

import (
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
			return date.Stamp(t, i, j)
		}
	}
	return text.Days{}, text.Span{}, false
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
