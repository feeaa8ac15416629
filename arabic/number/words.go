package number

import (
	"math"
	"strconv"
	"strings"

	"rawi/arabic/word"
)

// bare is a number read, before its unit is looked for.
type bare struct {
	from, to  int
	pre       int // bytes of proclitics before the first word
	value     float64
	magnitude float64 // of its last term: what a following "and" may add must be smaller, what "a half" means
	written   written // of a number that is one token of digits
	digits    bool    // begins with digits
	scaled    bool    // holds a scale (thousand, million, …)
	class     class   // of its first word
	vague     bool    // a bare plural: its lower bound
	def       bool
	rule      string
}

// reader reads the numbers of one range of tokens.
type reader struct {
	t        *word.Text
	l        *lists
	from, to int
}

// word is the number word at token i.
func (p *reader) word(i int) (x lexeme, ok bool) {
	if i >= p.to || p.t.Tokens[i].Kind != word.Word {
		return x, false
	}
	x, ok = p.l.words[p.t.Tokens[i].Fold]
	return x, ok
}

// joined says that token i stands on the same line as the one before it.
func (p *reader) joined(i int) bool { return i < p.to && p.t.Tokens[i].Gap < word.Line }

// number reads the longest number that begins at token i: terms joined by "and", each smaller than the one before.
func (p *reader) number(i int) (n bare, ok bool) {
	n, ok = p.term(i)
	if !ok || n.class == ordinal || n.class == pair || n.class == part || n.class == fraction && !n.scaled {
		return n, ok
	}
	if m, ok := p.point(n); ok {
		return m, true
	}
	for n.magnitude > 1 && !n.vague {
		j := n.to
		if !p.joined(j) {
			break
		}
		if p.t.Tokens[j].Fold == "و" && p.joined(j+1) { // the conjunction by itself, before digits or by a slip
			j++
		} else if x, ok := p.word(j); !ok || !x.and || x.def && n.magnitude < 1000 {
			break
		}
		if half, ok := p.half(n, j); ok {
			n = half
			break
		}
		m, ok := p.term(j)
		if !ok || m.class == ordinal || m.class == pair || m.class == part || m.class == fraction || m.vague || m.value >= n.magnitude || m.pre > 0 && j > n.to {
			break
		}
		if m.digits && !m.written.integer && !m.scaled {
			break
		}
		n.value += m.value
		n.magnitude = m.magnitude
		n.to = m.to
		n.scaled = n.scaled || m.scaled
	}
	return n, true
}

// point reads decimals in words: "forty-three point eight".
func (p *reader) point(n bare) (bare, bool) {
	if n.scaled || n.vague || !p.joined(n.to) || !p.t.Tokens[n.to].Is("فاصله", "فاصل") || !p.joined(n.to+1) {
		return n, false
	}
	m, ok := p.group(n.to + 1)
	if !ok || m.scaled || m.value != math.Trunc(m.value) || m.value >= 1000 || m.class == ordinal || m.class == pair || m.class == fraction {
		return n, false
	}
	d := 10.
	for d <= m.value {
		d *= 10
	}
	n.value += m.value / d
	n.to, n.magnitude = m.to, 1
	for p.joined(n.to) {
		x, ok := p.word(n.to)
		if !ok || x.and || x.def || x.class != scale && x.class != some {
			break
		}
		n.value, n.scaled, n.magnitude = times(n.value, x.value), true, x.value
		n.to++
	}
	return n, true
}

// half reads "and a half", "and a half million" after a number with a scale.
func (p *reader) half(n bare, j int) (bare, bool) {
	x, ok := p.word(j)
	if !ok || x.class != fraction || x.value != .5 && x.value != .25 || x.def || n.magnitude < 1000 {
		return n, false
	}
	n.value += x.value * n.magnitude
	n.to = j + 1
	if y, ok := p.word(j + 1); ok && p.joined(j+1) && y.class == scale && y.value == n.magnitude && !y.and {
		n.to++
	}
	n.magnitude = 1
	return n, true
}

// term reads a group below a thousand with the scales behind it: "25 thousand", "three hundred million", "a thousand".
func (p *reader) term(i int) (n bare, ok bool) {
	n, ok = p.group(i)
	if !ok {
		return n, false
	}
	switch n.class {
	case ordinal, pair, zero, part:
		return n, true
	}
	for p.joined(n.to) {
		x, ok := p.word(n.to)
		if !ok || x.and || x.other {
			break
		}
		switch {
		case x.class == scale && !x.def && n.class != dual && (x.value > 1e5-1 || x.value == dozen) || x.class == scale && !x.def && x.value == 1000 && n.magnitude < 1000:
		case x.class == some && x.value == 1000 && n.digits && n.written.integer && n.value >= 1000: // "4000 thousands" says twice that they are
			n.to++
			n.scaled = true
			return n, true
		case x.class == some && (x.value >= 1000 || x.value == dozen) && (n.class == few || n.vague || !x.def):
			if n.class == scale {
				return n, true // "a thousand thousands" is nobody's number
			}
		case x.class == scale && x.def && n.class == fraction: // half of the million
		default:
			return n, true
		}
		if n.digits && n.written.ambiguous {
			n.value = n.written.decimal
			n.written.ambiguous = false
		}
		n.value = times(n.value, x.value)
		n.magnitude = x.value
		if n.class == some || n.class == few {
			n.magnitude = 1
		}
		n.scaled = true
		n.to++
	}
	return n, true
}

// dozen is counted like the scales above a thousand: half a dozen, three dozens.
const dozen = 12

// times multiplies a number by a scale without the noise of binary fractions: 4.1 thousand million is 4,100,000,000.
func times(v, scale float64) float64 { return math.Round(v*scale*1000) / 1000 }

// lakh is the hundred thousand of Iraq and the Gulf, whose name is "to you" where no number stands before it.
const lakh = 1e5

// group reads a number below a thousand, or a word that stands alone for one (a scale, a dual, a bare plural, an ordinal).
func (p *reader) group(i int) (n bare, ok bool) {
	tok := &p.t.Tokens[i]
	if v := vulgar[tok.Fold]; v > 0 {
		return bare{from: i, to: i + 1, value: v, magnitude: 1, digits: true, written: written{value: v}, rule: "number.digits"}, true
	}
	if tok.Kind == word.Number {
		w, ok := digits(tok.Fold)
		if turned(p.t.Raw(i)) {
			a, b, _ := strings.Cut(tok.Fold, ".")
			if v, err := strconv.ParseFloat(b+"."+a, 64); err == nil {
				w, ok = written{value: v}, true
			}
		}
		if v, end := p.stroke(i, w); end > 0 {
			return bare{from: i, to: end, value: v, magnitude: 1, digits: true, written: written{value: v}, rule: "number.digits"}, true
		}
		n = bare{from: i, to: i + 1, value: w.value, magnitude: 1, written: w, digits: true, rule: "number.digits"}
		if v, end := p.blanks(i); end > 0 {
			return bare{from: i, to: end, value: v, magnitude: 1, digits: true, written: written{value: v, integer: true}, rule: "number.digits"}, true
		}
		if v, end := p.reversed(i); end > 0 {
			n.written = written{value: v}
			n.value, n.to = v, end
			if x, found := p.word(end + 1); found && x.class == scale && i > p.from && p.t.Tokens[i-1].Is("(") && p.t.Tokens[end].Is(")") {
				n.from, n.to = i-1, end+1
			}
			return n, true
		}
		if ok && p.minus(i) {
			n.from, n.value, n.written.decimal = i-1, -n.value, -n.written.decimal
		}
		// "(12) thousand": figures between brackets or quotation marks, before their scale.
		if x, found := p.word(i + 2); ok && found && (x.class == scale || x.class == some && x.value >= 1000) && !x.def && !x.and && i > p.from && p.bracketed(i) {
			n.from, n.to = i-1, i+2
		} else if ok && w.integer && !found && p.bracketCount(i, w.value) { // "(50) tanks"
			n.from, n.to = i-1, i+2
		}
		return n, ok
	}
	x, ok := p.word(i)
	if !ok {
		return n, false
	}
	n = bare{from: i, to: i + 1, pre: int(x.pre), value: x.value, magnitude: 1, class: x.class, def: x.def, rule: x.rule}
	switch x.class {
	case scale, dual:
		if x.value == lakh {
			return n, false
		}
		n.scaled = true
		n.magnitude = x.value
		switch {
		case x.class == dual:
			n.magnitude /= 2
		case p.twofold(i):
			n.class, n.value = dual, 2*n.value
		}
	case some:
		n.scaled, n.vague = true, true
	case fraction:
		if strings.HasSuffix(tok.Fold, "نص") && !p.spokenHalf(i, x) {
			return n, false
		}
	case few:
		n.vague = true
		if y, ok := p.word(i + 1); ok && y.class == ten && !y.and && !y.def && p.joined(i+1) { // ten and some
			n.value, n.to = 13, i+2
		}
	case one, teen:
		return p.units(n, x)
	case hundred:
		n.magnitude = 100
		return p.below(n), true
	case ordinal:
		return p.ordinal(n, x)
	}
	return n, true
}

// spokenHalf says that the word for "text" is the spoken "half": a unit follows it, or stands before it and "and".
func (p *reader) spokenHalf(i int, x lexeme) bool {
	measure := func(j int, singular bool) bool {
		if j < p.from || j >= p.to {
			return false
		}
		for _, u := range p.l.nouns[p.t.Tokens[j].Fold] {
			if !u.def && (u.singular || !singular) && (u.money || isTime(u.unit.name) || quantity[u.unit.name]) {
				return true
			}
		}
		return false
	}
	if x.and {
		if _, ok := p.word(i - 1); ok && i > p.from {
			return true
		}
		return measure(i-1, false)
	}
	if y, ok := p.word(i + 1); ok && y.class == scale && p.joined(i+1) && y.pre == 0 {
		return !x.def
	}
	if p.joined(i + 1) {
		if _, ok := p.percent(i + 1); ok {
			return !x.def
		}
	}
	return !x.def && p.joined(i+1) && measure(i+1, true)
}

// twofold says that a scale that ends in alef, with no number before it, stands right before what it counts: the dual in the
// nominative ("two thousand dollars"), which the accusative of the singular is not written before a noun.
func (p *reader) twofold(i int) bool {
	if !strings.HasSuffix(p.t.Tokens[i].Fold, "ا") || !p.joined(i+1) || p.t.Tokens[i+1].Kind != word.Word {
		return false
	}
	for _, x := range p.l.nouns[p.t.Tokens[i+1].Fold] {
		if !x.def && len(x.rest) == 0 {
			return true
		}
	}
	return false
}

// units reads what a word of one to nine begins: a teen, a number of hundreds, units and tens.
func (p *reader) units(n bare, x lexeme) (bare, bool) {
	j := n.to
	apart := p.joined(j) && p.t.Tokens[j].Fold == "و" && p.joined(j+1) // "five and twenty", the conjunction by itself
	if apart {
		j++
	}
	y, ok := p.word(j)
	ok = ok && p.joined(j)
	if apart {
		ok = ok && y.class == tens && y.pre == 0
		y.and = true
	}
	switch {
	case ok && y.class == ten && !y.and && !y.other && !y.def && (x.class == teen || x.value >= 3):
		n.value += 10
		n.to++
		return n, true
	case ok && y.class == hundred && y.value == 100 && !y.and && !y.other && !y.def && x.class == one && x.value >= 3:
		n.value, n.magnitude = n.value*100, 100
		n.to++
		return p.below(n), true
	case ok && y.class == tens && y.value >= 20 && y.and && !y.other && y.def == x.def && (x.class == one || x.value == 1):
		n.value += y.value
		n.to = j + 1
		return n, true
	case x.class == one && p.joined(n.to) && p.partOf(n): // a fifth of the people
		n.value, n.class = 1/n.value, fraction
		n.value = math.Round(n.value*1000) / 1000
		return n, true
	case ok && x.class == one && y.class == over && !y.and && !y.other && !y.def: // three quarters
		n.value = math.Round(n.value/y.value*1000) / 1000
		n.class = fraction
		n.to++
		return n, true
	}
	return n, x.class == one // "one-" and "two-" of the teens are no numbers alone
}

// partOf says that the word for five, seven or nine is a fraction: nothing but a noun with the article follows it, and the word
// has the form of a fraction.
func (p *reader) partOf(n bare) bool {
	switch p.t.Tokens[n.from].Fold[n.pre:] {
	case "خمس", "سبع", "تسع":
	default:
		return false
	}
	k := &p.t.Tokens[n.to]
	_, number := p.word(n.to)
	return !n.def && !number && k.Kind == word.Word && strings.HasPrefix(k.Fold, "ال") && !p.counts(k.Fold)
}

// counts says that the folded word is the plural, with the article, of a counted noun, as dialect puts it behind its number.
func (p *reader) counts(w string) bool {
	for _, x := range p.l.nouns[w] {
		if x.def && !x.singular && isTime(x.unit.name) {
			return true
		}
	}
	return false
}

// below adds what follows hundreds: "and twenty-five", "and 25".
func (p *reader) below(n bare) bare {
	j := n.to
	if !p.joined(j) {
		return n
	}
	if p.t.Tokens[j].Fold == "و" && p.joined(j+1) {
		j++
	} else if x, ok := p.word(j); !ok || !x.and || x.other || x.def != n.def {
		return n
	}
	m, ok := p.group(j)
	if !ok || m.value >= 100 || m.digits && !m.written.integer {
		return n
	}
	switch m.class {
	case one, ten, tens, teen, none:
		n.value += m.value
		n.magnitude = 1
		n.to = m.to
	}
	return n
}

// ordinal reads "third", "thirteenth", "twenty-third".
func (p *reader) ordinal(n bare, x lexeme) (bare, bool) {
	y, ok := p.word(n.to)
	ok = ok && p.joined(n.to) && !y.other
	if p.joined(n.to+1) && p.t.Tokens[n.to].Fold == "و" && p.t.Tokens[n.to].Gap < word.Line { // the conjunction by itself, by a slip
		if z, found := p.word(n.to + 1); found && z.class == tens && z.value >= 20 && z.def && x.def && !z.and {
			n.value += z.value
			n.to += 2
			return n, true
		}
	}
	switch {
	case ok && y.class == ten && !y.and && !y.def && !p.ownNumber(n):
		n.value += 10
		n.to++
	case ok && y.class == tens && y.value >= 20 && y.and && y.def == x.def:
		n.value += y.value
		n.to++
	}
	return n, true
}

// ownNumber says that the ten behind an ordinal begins a number of its own: its gender is the other one, and a scale follows ("the second:
// ten thousand").
func (p *reader) ownNumber(n bare) bool {
	z, ok := p.word(n.to + 1)
	return ok && p.joined(n.to+1) && z.value >= 1000 && !z.and &&
		strings.HasSuffix(p.t.Tokens[n.to].Fold, "ه") != strings.HasSuffix(p.t.Tokens[n.from].Fold, "ه")
}

// start is where the number begins in the source, without the proclitics before it.
func (p *reader) start(n bare) int {
	tok := p.t.Tokens[n.from]
	return p.t.Place(n.from, n.pre, len(tok.Fold)).Start
}

// phrase says whether the words stand at token i, and where they end.
func (p *reader) phrase(i int, words []string) (end int, ok bool) {
	for _, w := range words {
		if !p.joined(i) || p.t.Tokens[i].Fold != w {
			return i, false
		}
		i++
	}
	return i, true
}

// bareWord says that w is the wanted word, with or without a conjunction and a preposition before it.
func bareWord(w, want string) bool {
	if w == want {
		return true
	}
	rest, ok := strings.CutSuffix(w, want)
	if !ok {
		return false
	}
	switch rest {
	case "و", "ف", "ب", "ل", "وب", "ول", "فب":
		return true
	}
	return false
}
