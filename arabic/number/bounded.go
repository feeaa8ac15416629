package number

import (
	"math"
	"strconv"

	"rawi/arabic/word"
)

// limits are the bounds of a number: each may be open, or belong to the range itself.
type limits struct {
	lo, hi       float64
	hasLo, hasHi bool
	inLo, inHi   bool
}

// String writes the limits as mathematics does: [10,15), (30,).
func (l limits) String() string {
	s := "("
	if l.inLo && l.hasLo {
		s = "["
	}
	if l.hasLo {
		s += strconv.FormatFloat(l.lo, 'f', -1, 64)
	}
	s += ","
	if l.hasHi {
		s += strconv.FormatFloat(l.hi, 'f', -1, 64)
	}
	if l.inHi && l.hasHi {
		return s + "]"
	}
	return s + ")"
}

// bounded reads a range of numbers: between two, or beyond one, or both bounds one after the other.
func (p *wideReader) bounded(i int) (q Quantity, ok bool) {
	l, to, ok := p.between(i)
	if !ok {
		l, to, ok = p.beyond(i)
		if !ok {
			return q, false
		}
		j := to
		if p.joined(j) && p.t.Tokens[j].Is("،", ",", "و") {
			j++
		}
		if p.joined(j) && p.t.Tokens[j].Is("او") {
			j++
		}
		if m, end, ok := p.beyond(j); ok && (l.hasLo != l.hasHi) && (m.hasLo != m.hasHi) && l.hasLo != m.hasLo && p.conjoined(to, j) {
			both := l
			if m.hasLo {
				both.lo, both.hasLo, both.inLo = m.lo, true, m.inLo
			} else {
				both.hi, both.hasHi, both.inHi = m.hi, true, m.inHi
			}
			if both.lo < both.hi {
				l, to = both, end
			}
		}
	}
	q = Quantity{From: i, To: to, Kind: Bounded, Value: l.lo, Text: l.String()}
	q.Span.Start = p.t.Tokens[i].Span.Start
	if w := p.t.Tokens[i].Fold; len(w) > 4 && w[:2] == "و" {
		q.Span.Start = p.t.Place(i, 2, len(w)).Start
	}
	return q, true
}

// conjoined says that the second bound, at token j, is added to the first, which ended at token i: by "and", or a comma with "or".
func (p *wideReader) conjoined(i, j int) bool {
	return j > i+1 || j == i+1 && p.t.Tokens[i].Is("و") || j == i && len(p.t.Tokens[j].Fold) > 2 && p.t.Tokens[j].Fold[:2] == "و"
}

// bound is a plain number, or a definite or ordinal one that stands for it ("above thirty", "between the tenth and fifteen").
func (p *wideReader) bound(i int) (v float64, to int, ok bool) {
	if i >= p.to || !p.joined(i) && i > p.from {
		return 0, i, false
	}
	if q, ok := p.plain(i); ok {
		return q.Value, q.To, true
	}
	n, ok := p.number(i)
	return n.value, n.to, ok && n.from == i && (n.class == ordinal || n.def) && n.class != pair && n.class != part
}

// between reads "between 10 and 15", "from 20 to 100", "20~100", "1000-5000".
func (p *wideReader) between(i int) (l limits, to int, ok bool) {
	j := i
	opened := ""
	if k := &p.t.Tokens[i]; k.Is("بين", "من") {
		opened, j = k.Fold, i+1
	}
	a, m, ok := p.bound(j)
	if !ok || !p.joined(m) {
		return l, i, false
	}
	k := &p.t.Tokens[m]
	switch {
	case k.Is("الي", "حتي"), k.Is("~"), k.Is("-", "\u2013") && opened == "" && k.Gap == p.gapAfter(m) && !p.chained(j, m):
		m++
	case opened == "بين" && k.Fold == "و":
		m++
	case opened == "بين" && len(k.Fold) > 2 && k.Fold[:2] == "و":
		x, found := p.word(m)
		if !found || !x.and {
			return l, i, false
		}
		b, to, ok := p.bound(m)
		return limits{a, b, true, true, true, false}, to, ok && a < b
	default:
		return l, i, false
	}
	b, to, ok := p.bound(m)
	if ok && p.chained(j, to) {
		return l, i, false
	}
	return limits{a, b, true, true, true, false}, to, ok && a < b
}

// chained says that token i, behind a number that begins at token j, goes on as a date or a telephone number does.
func (p *wideReader) chained(j, i int) bool {
	if j > p.from && p.t.Tokens[j].Gap == word.None && p.t.Tokens[j-1].Is("-", "/", "+") {
		return true
	}
	return p.joined(i) && p.t.Tokens[i].Gap == word.None && p.t.Tokens[i].Is("-", "/") && p.joined(i+2) && p.chainGoesOn(i+2)
}

func (p *wideReader) chainGoesOn(i int) bool {
	return p.t.Tokens[i].Gap == word.None && p.t.Tokens[i].Is("-", "/")
}

// gapAfter is the gap between token i and the next.
func (p *wideReader) gapAfter(i int) word.Gap {
	if !p.joined(i + 1) {
		return word.Line
	}
	return p.t.Tokens[i+1].Gap
}

// beyond reads one bound: "more than 30", ">= 30", "30 or more", "equal to 20", "at least or equal to 30".
func (p *wideReader) beyond(i int) (l limits, to int, ok bool) {
	if i >= p.to {
		return l, i, false
	}
	means, j := p.means(i)
	if means == "" {
		means, j = p.symbol(i)
	}
	or := false
	switch means {
	case "gt", "ge", "lt", "le", "eq":
	case "":
		return p.orMore(i)
	default:
		return l, i, false
	}
	if m, end := p.means(j); m == "orequal" {
		or, j = true, end
	} else if means == "eq" && p.joined(j) && p.t.Tokens[j].Is("او") { // "equal to or more than"
		if m, end := p.means(j + 1); m == "gt" || m == "lt" {
			means, or, j = m, true, end
		}
	}
	v, to, ok := p.bound(j)
	if !ok {
		return l, i, false
	}
	if m, end := p.means(to); m == "orequal" {
		if _, _, more := p.bound(end); !more {
			or, to = true, end
		}
	} else if means == "eq" && (m == "orgt" || m == "orlt") {
		if _, _, more := p.bound(end); !more {
			means, or, to = map[string]string{"orgt": "gt", "orlt": "lt"}[m], true, end
		}
	}
	switch means {
	case "gt", "ge":
		l = limits{lo: v, hasLo: true, inLo: or || means == "ge"}
	case "lt", "le":
		l = limits{hi: v, hasHi: true, inHi: or || means == "le"}
	case "eq":
		l = limits{v, v, true, true, true, true}
	}
	return l, to, !math.IsNaN(v)
}

// orMore reads "30 or more".
func (p *wideReader) orMore(i int) (l limits, to int, ok bool) {
	v, j, ok := p.bound(i)
	if !ok {
		return l, i, false
	}
	m, to := p.means(j)
	switch m {
	case "orgt":
		return limits{lo: v, hasLo: true, inLo: true}, to, true
	case "orlt":
		return limits{hi: v, hasHi: true, inHi: true}, to, true
	}
	return l, i, false
}

// symbol reads the signs of comparison; "=>" and "<>" are none.
func (p *wideReader) symbol(i int) (means string, to int) {
	k := &p.t.Tokens[i]
	means = map[string]string{">": "gt", "<": "lt"}[k.Fold]
	if means == "" || i > p.from && k.Gap == word.None && p.t.Tokens[i-1].Is("=", "<", ">") {
		return "", i
	}
	if p.joined(i+1) && p.t.Tokens[i+1].Is("<", ">") {
		return "", i
	}
	if p.joined(i+1) && p.t.Tokens[i+1].Is("=") {
		return map[string]string{"gt": "ge", "lt": "le"}[means], i + 2
	}
	return means, i + 1
}
