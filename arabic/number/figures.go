package number

import (
	"math"
	"strings"

	"rawi/arabic/word"
)

// turned says that a mark of writing from right to left stands behind the point of a decimal: its two halves are then in the order of
// the page, the decimals first ("3.<mark>0 per cent" is 0.3).
func turned(raw string) bool {
	at := strings.Index(raw, ".\u200F")
	return at > 0 && strings.Count(raw, ".") == 1 && !strings.ContainsAny(raw, ",،")
}

// vulgar are the fractions that are one character.
var vulgar = map[string]float64{"½": .5, "¼": .25, "¾": .75, "⅓": .333, "⅔": .667, "⅛": .125}

// stroke reads a fraction in figures before what it measures ("1/2 a cup"), and a whole number with one behind it ("2½"); end is 0 when
// there is none.
func (p *reader) stroke(i int, w written) (v float64, end int) {
	t := p.t.Tokens
	if !w.integer || i+1 >= p.to || t[i+1].Gap != word.None {
		return 0, 0
	}
	if f := vulgar[t[i+1].Fold]; f > 0 {
		return w.value + f, i + 2
	}
	if i+3 >= p.to || !t[i+1].Is("/") || t[i+2].Gap != word.None || t[i+2].Kind != word.Number || i > p.from && t[i].Gap == word.None {
		return 0, 0
	}
	d, ok := digits(t[i+2].Fold)
	if !ok || !d.integer || w.value < 1 || d.value <= w.value || d.value > 16 || !p.joined(i+3) {
		return 0, 0
	}
	if c, ok := p.known(i+3, false); !ok || !quantity[c.unit] {
		return 0, 0
	}
	return math.Round(w.value/d.value*1000) / 1000, i + 3
}

// reversed reads a decimal as agencies of the Maghreb write it: with the letter ra for the comma and, in the order of the letters,
// the decimals first, so that it looks right on the page ("319" comma "904" dinars is written 904, ra, 319).
func (p *reader) reversed(i int) (v float64, end int) {
	t := p.t.Tokens
	if i+2 >= p.to || !t[i+1].Is("ر") || t[i+1].Gap != word.None || t[i+2].Gap != word.None || t[i+2].Kind != word.Number {
		return 0, 0
	}
	a, ok := digits(t[i].Fold)
	b, ok2 := digits(t[i+2].Fold)
	if !ok || !ok2 || !a.integer || !b.integer || len(t[i].Fold) > 3 {
		return 0, 0
	}
	return b.value + a.value/math.Pow10(len(t[i].Fold)), i + 3
}

// blanks reads thousands that blanks part, before what they count, as the press of the Maghreb writes ("321 666 persons"); also in the
// order in which they look right on the page, the last group first ("841 991 2 travellers").
func (p *reader) blanks(i int) (v float64, end int) {
	t := p.t.Tokens
	group := func(j int) (float64, int) {
		if j >= p.to || t[j].Kind != word.Number || len(t[j].Fold) > 3 || j > i && t[j].Gap != word.Space {
			return 0, 0
		}
		w, ok := digits(t[j].Fold)
		if !ok || !w.integer {
			return 0, 0
		}
		return w.value, len(t[j].Fold)
	}
	v, size := group(i)
	if size == 0 || i > p.from && (t[i-1].Kind == word.Number || t[i].Gap == word.None) {
		return 0, 0
	}
	j := i + 1
	for w, n := group(j); n == 3; w, n = group(j) {
		v = v*1000 + w
		j++
	}
	if w, n := group(j); n > 0 && j == i+2 && size == 3 { // the last group first
		v, j = w*1e6+float64(int(v)%1000)*1000+float64(int(v)/1000), j+1
	} else if v < 1000 || t[i].Fold[0] == '0' {
		return 0, 0
	}
	if j == i+1 || j >= p.to || t[j].Kind != word.Word || !p.joined(j) {
		return 0, 0
	}
	if _, ok := p.known(j, false); !ok {
		return 0, 0
	}
	return v, j
}

// minus says that a sign, or the word for it, stands before the figures at token i and nothing before the sign.
func (p *reader) minus(i int) bool {
	if i <= p.from || i-1 > p.from && p.t.Tokens[i-1].Gap == word.None {
		return false
	}
	k := &p.t.Tokens[i-1]
	return k.Is("-", "\u2212") && p.t.Tokens[i].Gap == word.None || k.Is("سالب") && p.joined(i)
}

// bracketed says that token i stands by itself between brackets or quotation marks.
func (p *reader) bracketed(i int) bool {
	a, b := p.t.Tokens[i-1], p.t.Tokens[i+1]
	return a.Is("(") && b.Is(")") || word.IsQuote(a) && word.IsQuote(b)
}

// bracketCount says that figures between round brackets stand right before what they count. A year behind a title and the number of an
// article stand so too, but count nothing.
func (p *reader) bracketCount(i int, v float64) bool {
	t := p.t.Tokens
	if i-1 <= p.from || i+2 >= p.to || v < 1 || v >= 1900 && v < 2100 || !t[i-1].Is("(") || !t[i+1].Is(")") || !p.joined(i+2) || t[i+2].Gap != word.Space {
		return false
	}
	if i-1 > p.from && (p.l.label[t[i-2].Fold] || t[i-2].Kind == word.Number) {
		return false
	}
	_, ok := p.known(i+2, false)
	return ok
}
