package number

import "rawi/arabic/word"

// Reading is one way to read a bare number that begins at a token, without what it counts.
type Reading struct {
	Value    float64
	To       int  // the token behind it
	Pre      int  // bytes of proclitics before its first word
	Ordinal  bool // "third"
	Definite bool // carries the article
	Digits   bool // begins with digits
	Fraction bool // "half", "three quarters"
}

// Readings are the ways to read a bare number that begins at token i and ends before token to, the longest first: "eight and forty"
// may be 48, or 8 with forty minutes behind it.
func Readings(t *word.Text, i, to int) []Reading {
	var out []Reading
	for _, end := range [...]int{to, i + 2, i + 1} {
		if end > to {
			continue
		}
		p := reader{t: t, l: load(), from: i, to: end}
		n, ok := p.number(i)
		if !ok || n.class == pair || n.from != i || len(out) > 0 && out[len(out)-1].To <= n.to {
			continue
		}
		out = append(out, Reading{n.value, n.to, n.pre, n.class == ordinal, n.def, n.digits, n.class == fraction || n.class == part})
	}
	return out
}
