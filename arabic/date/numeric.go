package date

import (
	"strconv"
	"strings"

	"rawi/arabic/word"
	"rawi/text"
)

// figures reads an expression that begins with a number in figures: a date between strokes, a day of a month, a year.
func (p *parser) figures(i int) (n node, ok bool) {
	if i > p.from && p.t.Tokens[i].Gap == word.None && p.t.Tokens[i-1].Is("/", "-", ":", "\\", ".") && i-1 > p.from && p.t.Tokens[i-2].Kind == word.Number && p.t.Tokens[i-1].Gap == word.None {
		return node{}, false // inside a longer run of numbers
	}
	if m, ok := p.slashed(i, p.expected(i)); ok {
		return m, !p.forbidden(&m)
	}
	if m, ok := p.dated(i); ok {
		if p.forbidden(&m) {
			return node{to: m.to}, false
		}
		return m, true
	}
	return p.yearAlone(i)
}

// expected says that the word before token i announces a date in figures.
func (p *parser) expected(i int) bool {
	switch p.prior(i) {
	case "بتاريخ", "تاريخ", "وتاريخ", "وبتاريخ", "يوم", "الموافق", "التاريخ":
		return true
	}
	return false
}

// fields are the figures between the strokes of a date.
type fields struct {
	v, size [3]int
	n       int
	to      int
	sep     string
	spaced  bool
}

// strokes reads two or three numbers with the same stroke, dash or point between them.
func (p *parser) strokes(i int) (f fields) {
	k := &p.t.Tokens[i]
	if parts := strings.Split(k.Fold, "."); len(parts) == 3 {
		for j, s := range parts {
			f.v[j], f.size[j] = atoi(s), len(s)
		}
		f.n, f.to, f.sep = 3, i+1, "."
		return f
	}
	for j := i; f.n < 3; j += 2 {
		v, size, ok := p.integer(j)
		if !ok || j > i && !p.joined(j) {
			break
		}
		f.v[f.n], f.size[f.n] = v, size
		f.n++
		f.to = j + 1
		if !p.joined(j+1) || !p.t.Tokens[j+1].Is("/", "-", "\\", "\u2013") {
			break
		}
		sep := p.t.Tokens[j+1].Fold
		if sep == "\u2013" {
			sep = "-"
		}
		if f.sep != "" && f.sep != sep {
			break
		}
		f.sep = sep
		if p.joined(j+2) && (p.t.Tokens[j+1].Gap != word.None || p.t.Tokens[j+2].Gap != word.None) {
			f.spaced = true
		}
	}
	return f
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || len(s) > 4 {
		return -1
	}
	return n
}

// slashed reads a date in figures: day first, as the Arab press writes, unless only month first is possible; year first in ISO
// form. Two numbers are a day and month only where a date is expected.
func (p *parser) slashed(i int, expected bool) (n node, ok bool) {
	f := p.strokes(i)
	n = node{from: i, to: f.to, rule: "date.numeric"}
	n.kind = calendary
	switch {
	case f.n == 2 && expected && f.size[0] <= 2 && f.size[1] <= 2 && f.v[0] >= 1 && f.v[0] <= 31 && f.v[1] >= 1 && f.v[1] <= 12:
		n.day, n.month = f.v[0], f.v[1]
		return n, true
	case f.n < 3:
		return n, false
	case f.spaced && f.size[2] != 4 && f.size[0] != 4:
		return n, false
	}
	d, m, y := f.v[0], f.v[1], f.v[2]
	four := f.size[2] == 4
	if f.size[0] == 4 {
		if f.size[1] > 2 || f.size[2] > 2 {
			return n, false
		}
		y, m, d, four = f.v[0], f.v[1], f.v[2], true
		if m > 12 {
			m, d = d, m
		}
	} else if f.size[0] > 2 || f.size[1] > 2 || !four && (f.size[2] != 2 || f.sep == "-" && !expected) {
		return n, false
	}
	hijri := four && y >= 1300 && y <= 1500
	if p.joined(f.to) {
		switch w := p.t.Tokens[f.to].Fold; {
		case hegira[w] && !christian[w]:
			hijri = true
			n.to++
			if !four {
				y += 1400
			}
		case christian[w]:
			n.to++
		}
	}
	if !four && !hijri {
		y += 2000
		if y > 2068 {
			y -= 100
		}
	}
	if hijri {
		n.cal, n.year, n.month, n.day = islamic, y, m, d
		if m > 12 && d <= 12 {
			n.month, n.day = d, m
		}
		return n, n.month >= 1 && n.month <= 12 && n.day >= 1 && n.day <= 30
	}
	if y < 1800 || y > 2200 {
		return n, false
	}
	first, second := valid(y, m, d), valid(y, d, m)
	if f.size[0] == 4 {
		second = text.Days{}
	}
	n.kind = absolute
	switch {
	case first.Known():
		n.days = first
		if second.Known() && second != first {
			n.other = second
		}
	case second.Known():
		n.days = second
	default:
		return n, false
	}
	n.year, n.month, n.day = n.days.From.Date()
	return n, true
}

// valid is the day of a date in figures, zero when there is none.
func valid(y, m, d int) text.Days {
	if m < 1 || m > 12 || d < 1 {
		return text.Days{}
	}
	day := text.DateOf(y, m, d)
	if _, n, _ := day.Date(); n != m {
		return text.Days{}
	}
	return one(day)
}

// inYear are the words behind which four figures are a year; with them, a word of one of these kinds may carry "and" and "so".
var inYear = []string{"في", "منذ", "بحلول", "حتي", "خلال", "بعد", "قبل", "فى", "بين", "الفتره", "ب", "لغايه", "ابتداء", "مواليد"}

// yearAlone reads four figures that are a year: by the preposition before them, by an era behind them, as a range between brackets.
func (p *parser) yearAlone(i int) (n node, ok bool) {
	v, size, ok := p.integer(i)
	if !ok || size != 4 || v < 1000 || v > 2200 {
		return n, false
	}
	y, cal, to, ok := p.yearAt(i)
	if !ok {
		return n, false
	}
	n = node{from: i, to: to, rule: "date.year"}
	n.kind, n.year, n.cal = calendary, y, cal
	era := to > i+1
	if p.seasonal(i) {
		return n, false
	}
	if (!era || cal == gregorian) && (v < 1800 || v > 2100) { // "1600 m" is a length more often than a year
		return n, false
	}
	prior := p.prior(i)
	if i > p.from && p.t.Tokens[i].Gap == word.None && prior != "(" && prior != "ب" && prior != "و" && !era && !p.t.Tokens[i-1].Is("،", ",") {
		return n, false
	}
	if a := p.number(i); a != nil && a.Counted && a.To > to {
		return n, false
	}
	n = p.years(n, to)
	introduced := era && !p.l.measures[prior] || (prior == "و" || prior == "او") && p.afterYear(i-2)
	for _, w := range inYear {
		introduced = introduced || endsIn(prior, w)
	}
	switch {
	case introduced:
		if !era && n.kind == calendary && p.joined(n.to) && p.t.Tokens[n.to].Is("-", "/", "%", ":") && p.t.Tokens[n.to].Gap == word.None && p.joined(n.to+1) && p.t.Tokens[n.to+1].Kind == word.Number {
			return n, false
		}
		return n, true
	case prior == "(":
		return n, p.is(n.to, ")") || n.kind == between && p.is(n.to, "،", ",")
	case endsIn(prior, "من"):
		switch p.prior(i - 1) { // as of 2017
		case "بدايه", "ابتداء", "اعتبارا", "انطلاقا", "بدءا", "وابتداء", "واعتبارا":
			return n, true
		}
		return n, n.kind == between
	}
	return n, false
}

// afterYear says that token i is a year too: "in 1964 and 2008".
func (p *parser) afterYear(i int) bool {
	v, size, ok := p.integer(max(i, p.from))
	return ok && i > p.from && size == 4 && v >= 1800 && v <= 2100
}

// seasonal says that the year at token i names a season of sport or a tournament.
func (p *parser) seasonal(i int) bool {
	for j := i - 1; j >= p.from && j >= i-3; j-- {
		if p.l.seasons[p.t.Tokens[j].Fold] {
			return true
		}
		if p.t.Tokens[j].Is("في", "منذ", "عام") {
			return false
		}
	}
	return false
}
