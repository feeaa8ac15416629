package date

import (
	"strconv"

	"rawi/arabic/word"
)

// integer is the value of a token of at most four digits and nothing else.
func (p *parser) integer(i int) (v, size int, ok bool) {
	if i >= p.to {
		return 0, 0, false
	}
	k := &p.t.Tokens[i]
	if k.Kind != word.Number || len(k.Fold) > 4 {
		return 0, 0, false
	}
	v, err := strconv.Atoi(k.Fold)
	return v, len(k.Fold), err == nil
}

// dayOfMonth reads 1 to 31 in figures.
func (p *parser) dayOfMonth(i int) (d int, ok bool) {
	v, size, ok := p.integer(i)
	return v, ok && size <= 2 && v >= 1 && v <= 31
}

// month is a month's name, or its two names in two systems ("Aylul/September").
type month struct {
	number int
	cal    calendar
	weak   bool
	dual   bool
	to     int
	pre    int
}

// monthAt reads the month that is named at token i.
func (p *parser) monthAt(i int) (m month, ok bool) {
	x, to, ok := p.lex(i, isMonth)
	if !ok {
		return m, false
	}
	m = month{number: x.value, cal: x.cal, weak: x.weak, to: to, pre: int(x.pre)}
	if m.cal == gregorian && m.number == 8 && m.weak && x.pre == 0 && p.t.Source[p.t.Tokens[i].Span.Start:p.t.Tokens[i].Span.End] == "أب" {
		m.weak = true // the spelling of "father"
	}
	// The other system's name, behind a stroke, a dash or between brackets.
	j, closing := to, false
	switch {
	case p.is(j, "/", "\\", "-", "\u2013", "او"):
		j++
	case p.is(j, "("):
		j, closing = j+1, true
	}
	if !p.joined(j) {
		return m, true
	}
	y, end, ok := p.lex(j, isMonth)
	if !ok || y.value != m.number || y.cal != m.cal || y.pre > 0 {
		return m, true
	}
	if closing {
		if !p.is(end, ")") {
			return m, true
		}
		end++
	}
	m.to, m.dual, m.weak = end, true, false
	return m, true
}

// marks of the two eras behind a year.
var (
	christian = map[string]bool{"م": true, "ميلادي": true, "ميلاديه": true, "الميلادي": true, "الميلاديه": true, "للميلاد": true}
	hegira    = map[string]bool{"ه": true, "هجري": true, "هجريه": true, "الهجري": true, "الهجريه": true, "للهجره": true}
)

// yearAt reads a year at token i: four figures with or without an era, or a number in words.
func (p *parser) yearAt(i int) (y int, cal calendar, to int, ok bool) {
	v, size, ok := p.integer(i)
	to = i + 1
	if !ok || size != 4 {
		if ok && p.early(i) {
			size = 4
		} else if ok && size == 3 && p.joined(i+1) && (christian[p.t.Tokens[i+1].Fold] || hegira[p.t.Tokens[i+1].Fold]) {
			size = 4
		} else {
			a := p.number(i)
			if a == nil || a.Counted || a.Ordinal || a.Max != 0 || a.Digits-a.From < 2 || a.Value < 1000 || a.Value > 2200 {
				return 0, 0, i, false
			}
			v, to = int(a.Value), a.Digits
		}
	}
	if v < 1000 && size != 4 || v > 2200 {
		return 0, 0, i, false
	}
	if p.joined(to) {
		switch w := p.t.Tokens[to].Fold; {
		case hegira[w]:
			return v, islamic, to + 1, true
		case christian[w]:
			return v, gregorian, to + 1, true
		}
	}
	if v >= 1300 && v <= 1450 { // this side of the Middle Ages such a year is one of the Hegira; Constantinople fell in 1453
		return v, islamic, to, true
	}
	return v, gregorian, to, v >= 1000
}

// dated reads a day and month, with year or modifier, whose day is in figures at token i; a range of days within the month too.
func (p *parser) dated(i int) (n node, ok bool) {
	d, ok := p.dayOfMonth(i)
	if !ok {
		return n, false
	}
	n = node{from: i, to: i + 1, rule: "date.day"}
	n.kind, n.day = calendary, d
	if i > p.from && p.joined(i) && p.joined(i+1) && p.joined(i+2) && p.enclosed(i) && p.prior(i-1) != "رقم" && !p.is(i+2, "في") { // "(12) August"
		n.from, n.to = i-1, i+2
		return p.ofMonth(n, n.to)
	}
	if j, to, ok := p.dayRange(i+1, i); ok {
		n.toDay, n.to = to, j
	}
	return p.ofMonth(n, n.to)
}

// enclosed says that token i stands by itself between brackets or quotation marks.
func (p *parser) enclosed(i int) bool {
	a, b := p.t.Tokens[i-1], p.t.Tokens[i+1]
	return a.Is("(") && b.Is(")") || word.IsQuote(a) && word.IsQuote(b)
}

// untilDay are the words that lead to the last day of a range.
var untilDay = []string{"الي", "حتي", "والي", "وحتي", "لغايه", "ولغايه"}

// dayRange reads "-14", "to 14", "and until the 14th", "to the day 14" behind the first day of a range at token from.
func (p *parser) dayRange(j, from int) (to, day int, ok bool) {
	if !p.joined(j) || !p.joined(j+1) {
		return j, 0, false
	}
	k := &p.t.Tokens[j]
	if !k.Is("-", "\u2013", "\u2014", "و", "وال") && !k.Is(untilDay...) {
		return j, 0, false
	}
	if p.is(j+1, "يوم") && p.joined(j+2) {
		j++
	}
	if p.is(j+1, "ال") {
		j++
	}
	first, _ := p.dayOfMonth(from)
	d, ok := p.dayOfMonth(j + 1)
	return j + 2, d, ok && d > first
}

// ofMonth reads the month behind a day: "[of] [the month of] July", "of the current month".
func (p *parser) ofMonth(n node, j int) (node, bool) {
	of := false
	switch {
	case p.is(j, "من", "في"):
		of = p.t.Tokens[j].Is("من")
		if !of && n.day > 0 && !p.monthFollows(j+1) {
			return n, false
		}
		j++
	case p.is(j, "-", "/") && p.monthFollows(j+1) && p.t.Tokens[j].Gap == word.None:
		j++
	}
	if !p.joined(j) {
		return n, false
	}
	if of || n.day > 0 {
		if m, ok := p.placedMonth(n, j); ok {
			return m, true
		}
	}
	head := false
	if x, end, ok := p.next(j, isPeriod); ok && x.unit == months && x.number == single {
		j, head = end, true
	}
	if !p.joined(j) {
		return n, false
	}
	m, ok := p.monthAt(j)
	if !ok || m.pre > 0 {
		return n, false
	}
	n.month, n.cal, n.to = m.number, m.cal, m.to
	if n.day > 0 && p.is(n.to, "/") && p.joined(n.to+1) { // the name in the other system is that of another month, by a slip
		if x, end, ok := p.lex(n.to+1, isMonth); ok && x.pre == 0 && x.cal == n.cal {
			n.to = end
		}
	}
	tailed := p.tail(&n)
	switch {
	case m.cal == persian && n.year == 0,
		m.weak && m.cal == islamic && m.number == 2 && !tailed && !of && !head: // a score: two to nil
		return n, false
	}
	return n, true
}

func (p *parser) monthFollows(j int) bool {
	if !p.joined(j) {
		return false
	}
	if x, end, ok := p.next(j, isPeriod); ok && x.unit == months && x.number == single {
		j = end
	}
	x, _, ok := p.next(j, isMonth)
	return ok && x.pre == 0
}

// placedMonth reads "[of] this month", "the coming month", "the same month" behind a day.
func (p *parser) placedMonth(n node, j int) (node, bool) {
	at := unplaced
	switch {
	case p.is(j, "هذا"):
		at, j = this, j+1
	case p.is(j, "نفس", "ذات", "ذلك"):
		at, j = same, j+1
	case n.day > 0 && p.is(j, "الجاري") && p.announcedDay(n.from): // "on the 25th of the current", the month left out
		n.place, n.monthly, n.to = this, true, j+1
		return n, true
	}
	x, end, ok := p.next(j, isPeriod)
	if !ok || x.unit != months || x.number != definite {
		return n, false
	}
	if at == unplaced {
		y, e, ok := p.next(end, isPlace)
		if !ok {
			return n, false
		}
		at, end = y.place, e
	}
	n.place, n.monthly, n.to = at, true, end
	return n, true
}

// announcedDay says that "on", "the day", "until" or the like leads to the day at token i.
func (p *parser) announcedDay(i int) bool {
	if p.prior(i) == "ال" {
		i--
	}
	w := p.prior(i)
	return endsIn(w, "في") || endsIn(w, "يوم") || endsIn(w, "الي") || endsIn(w, "حتي") || endsIn(w, "من") || endsIn(w, "منذ")
}

// tail reads what stands behind a month: a year, an adjective, "of this year"; it says whether there was any of it.
func (p *parser) tail(n *node) bool {
	j := n.to
	if x, end, ok := p.next(j, isPlace); ok {
		n.place, n.to = x.place, end
		if n.place == before || n.place == after || n.place == same {
			n.ofYear, n.place = n.place, unplaced
		}
		p.yearTail(n, end)
		return true
	}
	return p.yearTail(n, j)
}

// yearTail reads a year behind a month: "2025", ", 2025", "of the year 2025", "of last year".
func (p *parser) yearTail(n *node, j int) bool {
	if p.is(j, "،", ",", "/", "-", "\\") && p.joined(j+1) {
		if v, size, ok := p.integer(j + 1); ok && size == 4 && (v >= 1900 && v < 2100 || v >= 1300 && v <= 1500) {
			return p.setYear(n, j+1)
		}
		return false
	}
	switch {
	case p.is(j, "من"):
		j++
	case p.is(j, "لعام", "لسنه"):
		return p.setYear(n, j+1)
	}
	if p.is(j, "هذا", "هذه", "نفس", "ذلك") {
		if x, end, ok := p.next(j+1, isPeriod); ok && x.unit == years && x.number == definite {
			n.ofYear, n.to = this, end
			if !p.t.Tokens[j].Is("هذا", "هذه") {
				n.ofYear = same
			}
			return true
		}
		return false
	}
	if x, end, ok := p.next(j, isPeriod); ok && x.unit == years && (x.number == definite || x.number == single) {
		if x.number == definite {
			if y, e, ok := p.next(p.adjective(end), isPlace); ok {
				n.ofYear, n.to = y.place, e
				return true
			}
		}
		return p.setYear(n, p.adjective(end))
	}
	return p.setYear(n, j)
}

// adjective skips what kind of year it is: the academic, fiscal, Hijri one.
func (p *parser) adjective(j int) int {
	if p.is(j, "الدراسي", "الجامعي", "المالي", "الميلادي", "الهجري", "القضاءي", "الماليه", "الدراسيه", "الميلاديه", "الهجريه", "التدريبي") {
		return j + 1
	}
	return j
}

// setYear gives the date the year at token j.
func (p *parser) setYear(n *node, j int) bool {
	if !p.joined(j) {
		return false
	}
	y, cal, to, ok := p.yearAt(j)
	if !ok || p.t.Tokens[j].Kind != word.Number && n.month != 0 && to-j < 2 {
		return false
	}
	if a := p.number(j); n.day == 0 && a != nil && a.Counted && a.Unit != "" && a.To > j+1 && cal == gregorian && to == j+1 {
		return false // "in July 2000 soldiers"
	}
	switch {
	case cal == n.cal, n.cal == persian && cal == islamic, n.month == 0:
		if n.month == 0 {
			n.cal = cal
		}
		n.year = y
	case n.cal == islamic && cal == gregorian: // Ramadan 2015: the one that began in that year
		h, _ := hijriOf(gregorian.first(y, 1))
		for ; h < y; h++ {
			if g, _, _ := islamic.first(h, n.month).Date(); g == y {
				n.year = h
			}
			if g, _, _ := islamic.first(h, 1).Date(); g > y {
				break
			}
		}
		if n.year == 0 {
			return false
		}
	default:
		return false
	}
	n.to = to
	return true
}

// monthly reads an expression that begins with a month's name.
func (p *parser) monthly(i int) (n node, ok bool) {
	m, ok := p.monthAt(i)
	if !ok {
		return n, false
	}
	n = node{from: i, to: m.to, pre: m.pre, rule: "date.month"}
	n.kind, n.cal, n.month = calendary, m.cal, m.number
	if i > p.from && p.joined(i) && n.pre == 0 && p.t.Tokens[i-1].Is("هذا") { // "this September"
		n.from, n.place = i-1, this
		return n, true
	}
	// "September 2, 2025": the day behind the month, only before a year.
	if d, ok := p.dayOfMonth(m.to); ok && p.joined(m.to) && p.is(m.to+1, "،", ",") && p.joined(m.to+2) {
		if y, size, ok := p.integer(m.to + 2); ok && size == 4 && y >= 1900 && y < 2100 {
			n.day, n.to = d, m.to+1
			p.yearTail(&n, m.to+1)
			return n, true
		}
	}
	tailed := p.tail(&n)
	if m.cal == persian || m.weak && !tailed && !p.introduced(i, m) {
		return node{}, false
	}
	if m.weak && tailed && n.year == 0 && !p.introduced(i, m) && p.ambiguousTail(&n) {
		return node{}, false
	}
	return n, true
}

// ambiguousTail says that the only thing that makes a weak name a month is an adjective that may qualify another word.
func (p *parser) ambiguousTail(n *node) bool { return n.ofYear == same }

// fullDate reads a day of a month at token j: in figures, by its ordinal, or wholly in figures.
func (p *parser) fullDate(j int) (node, bool) {
	if p.t.Tokens[j].Kind == word.Number {
		if m, ok := p.slashed(j, true); ok {
			return m, true
		}
		return p.dated(j)
	}
	if m, ok := p.ordinalDay(j); ok {
		return m, true
	}
	if x, _, ok := p.next(j, isPart); ok && (x.value == firstDay || x.value == lastDay) {
		return p.part(j)
	}
	if m, ok := p.monthly(j); ok && m.day > 0 && m.pre == 0 {
		return m, true
	}
	return node{}, false
}

// ordinalDay reads a day of a month by its ordinal: "the sixth of Ramadan", "the 25th of the current month".
func (p *parser) ordinalDay(i int) (n node, ok bool) {
	a := p.number(i)
	if a == nil || !a.Ordinal || a.Value < 1 || a.Value > 31 || a.Value != float64(int(a.Value)) || !a.Definite && a.Value != 1 {
		if a == nil || a.Ordinal || !a.Definite || a.Value != 20 && a.Value != 30 {
			return n, false
		}
	}
	n = node{from: i, to: a.Digits, pre: a.Span.Start - p.t.Tokens[i].Span.Start, rule: "date.day"}
	n.kind, n.day = calendary, int(a.Value)
	if n.pre < 0 || n.pre >= len(p.t.Tokens[i].Fold) {
		n.pre = 0
	}
	if !a.Definite { // "first of July": only right before the month
		if x, _, ok := p.next(n.to, isMonth); !ok || x.weak {
			return n, false
		}
	}
	if p.is(n.to, untilDay...) && p.joined(n.to+1) { // "from the fifth to the seventh of July"
		b := p.number(n.to + 1)
		if a.Definite && b != nil && b.Ordinal && b.Definite && b.Value > a.Value && b.Value <= 31 && (p.is(b.Digits, "من", "لشهر") || p.monthFollows(b.Digits)) {
			n.toDay, n.to = int(b.Value), b.Digits
		}
	}
	if p.is(n.to, "من", "لشهر") || p.monthFollows(n.to) {
		return p.ofMonth(n, n.to)
	}
	return n, false
}
