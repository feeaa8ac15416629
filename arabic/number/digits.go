package number

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// written is a number in digits.
type written struct {
	value     float64
	ambiguous bool    // one separator before a group of three: thousands, or decimals of a million
	decimal   float64 // the value if the separator is a decimal one
	integer   bool    // digits only
}

// digits reads a number in digits with the separators inside it. A number with two or more groups of three has separators of
// thousands; one or two digits after the last separator are decimals; what fits neither (a date, an address) is no number.
func digits(s string) (w written, ok bool) {
	var groups [8]string
	n, start := 0, 0
	var seps [8]rune
	for i := 0; i <= len(s); {
		r, size := rune(0), 1
		if i < len(s) {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		if r >= '0' && r <= '9' {
			i += size
			continue
		}
		if n == len(groups) {
			return w, false
		}
		groups[n], seps[n] = s[start:i], r
		n++
		i += size
		start = i
	}
	g := groups[:n]
	if n == 1 {
		w.integer = true
		if len(s) > 15 {
			return w, false
		}
		w.value, _ = strconv.ParseFloat(s, 64)
		return w, true
	}
	last := g[n-1]
	thousands := len(g[0]) <= 3
	for _, x := range g[1:] {
		thousands = thousands && len(x) == 3
	}
	for i := 1; i < n-1; i++ {
		thousands = thousands && seps[i] == seps[0]
	}
	switch {
	case thousands && n > 2, thousands && !strings.HasPrefix(g[0], "0"):
		w.value, _ = strconv.ParseFloat(strings.Join(g, ""), 64)
		if n == 2 {
			w.ambiguous = true
			w.decimal, _ = strconv.ParseFloat(g[0]+"."+last, 64)
		}
		return w, true
	case n == 2 && len(g[0]) <= 15 && len(last) <= 15:
		w.value, _ = strconv.ParseFloat(g[0]+"."+last, 64)
		return w, true
	}
	// Thousands and then decimals: the last separator differs from the others.
	for i, x := range g[1 : n-1] {
		if len(x) != 3 || i > 0 && seps[i] != seps[0] {
			return w, false
		}
	}
	if n < 3 || seps[n-2] == seps[0] || len(g[0]) > 3 || len(last) > 15 {
		return w, false
	}
	w.value, _ = strconv.ParseFloat(strings.Join(g[:n-1], "")+"."+last, 64)
	return w, true
}
