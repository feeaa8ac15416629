package gold

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Folding for the comparison of names, as score.py has it. It is part of the measure and does not follow the program's own folding,
// so that a change there cannot raise a score here.
var (
	letterFolds = strings.NewReplacer(
		"\u0623", "\u0627", "\u0625", "\u0627", "\u0622", "\u0627", "\u0671", "\u0627", // alef with hamza, madda, wasla
		"\u0649", "\u064a", // alef maqsura
		"\u0629", "\u0647", // ta marbuta
		"\u0624", "\u0648", "\u0626", "\u064a", // waw and ya with hamza
	)
	article = "\u0627\u0644"
)

// foldName is the words of a name, folded.
func foldName(s string) []string {
	s = strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Mn, unicode.Cf) || r == '\u0640' {
			return -1
		}
		return r
	}, norm.NFKC.String(s))
	return strings.FieldsFunc(letterFolds.Replace(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '_'
	})
}

// nameSet is the words of a name without their article.
func nameSet(s string) map[string]bool {
	set := map[string]bool{}
	for _, w := range foldName(s) {
		if strings.HasPrefix(w, article) && len([]rune(w)) > 4 {
			w = w[len(article):]
		}
		set[w] = true
	}
	return set
}

// sameName says that the words of one name are all words of the other.
func sameName(a, b string) bool {
	x, y := nameSet(a), nameSet(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	for w := range x {
		if !y[w] {
			return false
		}
	}
	return len(x) > 0
}

// plain is s in NFC without format characters (marks of direction, joiners, soft hyphens).
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, norm.NFC.String(s))
}

// wordsOf is the words of s for the comparison of bodies: every run of letters, marks and digits, as it is.
func wordsOf(s string) []string {
	return strings.FieldsFunc(plain(s), func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M, unicode.N) })
}

// space says that Python counts r as white space: what Unicode does, and the four separators of ASCII.
func space(r rune) bool { return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f }
