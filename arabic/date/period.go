package date

import (
	"strings"

	"rawi/arabic/word"
)

// period reads an expression that begins with the word for a period.
func (p *parser) period(i int, x lexeme) (n node, ok bool) {
	n = node{from: i, to: i + 1, pre: int(x.pre), rule: "date.period"}
	switch x.number {
	case definite:
		return p.thePeriod(n, x)
	case single:
		return p.barePeriod(n, x)
	case two:
		return p.twoOf(n, x)
	case many:
		if x.unit == years && x.pre <= 2 {
			return p.yearHead(n, i+1)
		}
	case theTwo, theMany:
		return p.lastMany(n, x)
	}
	return n, false
}

// thePeriod reads "last month", "this week", "the same year", "the year 2014", "the first quarter of 2015".
func (p *parser) thePeriod(n node, x lexeme) (node, bool) {
	j := n.to
	switch x.unit {
	case quarters, halves:
		return p.division(n, x.unit)
	case centuries:
		return p.century(n)
	}
	n.kind, n.unit = period, x.unit
	if x.pre == 2 && x.unit != days && strings.HasPrefix(p.t.Tokens[n.from].Fold, "هال") {
		n.place = this
		n.pre = 0
		return n, true
	}
	if m, ok := p.demonstrated(n); ok {
		return p.explicit(m), true
	}
	if x.unit == years {
		j = p.adjective(j)
		if m, ok := p.yearHead(n, n.to); ok {
			return m, true
		}
		if p.titled(n.from) {
			return n, false
		}
	}
	if x.unit == weeks {
		if m, ok := p.weekIn(n); ok {
			return m, true
		}
	}
	if k, end := p.beyond(j); k != 0 && x.unit != days {
		n.to, n.n, n.place = end, 2*k, last
		if k > 0 {
			n.place = next
		}
		return n, true
	}
	y, end, ok := p.next(j, isPlace)
	if !ok || x.unit == days && y.place == this {
		return n, false
	}
	n.to, n.place = end, y.place
	switch y.place {
	case before, after, same:
		n.kind, n.rule = told, "date.told"
		return p.explicit(n), true
	}
	if x.unit == years && p.is(j-1, "الهجري", "الهجريه") {
		n.kind, n.cal, n.ofYear, n.place = calendary, islamic, y.place, unplaced
		return n, true
	}
	n.n = y.place.offset()
	if x.unit == days { // the day that went by is a weekday's modifier elsewhere
		return n, false
	}
	return p.explicit(n), true
}

// beyond reads "before last" (-1) and "after next" (1) behind a period or a weekday; 0 when neither stands there.
func (p *parser) beyond(j int) (k, end int) {
	x, end, ok := p.next(j+1, isPlace)
	switch {
	case !ok:
	case p.is(j, "قبل") && x.place == last:
		return -1, end
	case p.is(j, "بعد") && x.place == next:
		return 1, end
	}
	return 0, j
}

// demonstrated reads a period behind "this", "that", "the same": the word stands before the one that n begins with.
func (p *parser) demonstrated(n node) (node, bool) {
	i := n.from - 1
	if i < p.from || p.t.Tokens[n.from].Gap >= word.Line || n.pre > 0 {
		return n, false
	}
	w := p.t.Tokens[i].Fold
	pre := 0
	if len(w) > 6 {
		switch w[:2] {
		case "ب", "ل", "و", "ف", "ك":
			pre, w = 2, w[2:]
		}
	}
	switch w {
	case "هذا", "هذه":
		n.n, n.place = 0, this
		if y, end, ok := p.next(n.to, isPlace); ok && y.place <= next {
			n.n, n.to = y.place.offset(), end
		}
		if n.unit == days {
			if p.l.after[p.next1(n.to)] {
				return n, false
			}
			n.kind, n.n = deictic, 0
		}
	case "نفس", "ذات", "ذلك", "تلك":
		if n.unit == centuries {
			return n, false
		}
		n.kind, n.place, n.rule = told, same, "date.told"
	default:
		return n, false
	}
	n.from, n.pre = i, pre
	return n, true
}

// next1 is the folded token i on the same line, "" when there is none.
func (p *parser) next1(i int) string {
	if !p.joined(i) {
		return ""
	}
	return p.t.Tokens[i].Fold
}

// barePeriod reads "the day of …", "month of …", "year …", "summer 2014".
func (p *parser) barePeriod(n node, x lexeme) (node, bool) {
	j := n.to
	if !p.joined(j) {
		return n, false
	}
	switch x.unit {
	case days:
		return p.dayHead(n, j)
	case months:
		if a := p.number(j); a != nil && !a.Ordinal && !a.Counted && a.Max == 0 && a.Value >= 1 && a.Value <= 12 && a.Value == float64(int(a.Value)) { // "month three"
			n.kind, n.month, n.to, n.rule = calendary, int(a.Value), a.Digits, "date.month"
			p.tail(&n)
			return n, true
		}
		m, ok := p.monthAt(j)
		if !ok || m.pre > 0 || m.cal == persian {
			return n, false
		}
		n.kind, n.month, n.cal, n.to, n.rule = calendary, m.number, m.cal, m.to, "date.month"
		p.tail(&n)
		return n, true
	case years:
		return p.yearHead(n, j)
	case decades:
		if m, ok := p.decade(j); ok {
			m.from, m.pre = n.from, n.pre
			return m, true
		}
	case spring, summer, autumn, winter:
		m, ok := p.yearOf(j)
		if !ok {
			return n, false
		}
		n.kind, n.unit, n.of, n.to, n.rule = divided, x.unit, &m.form, m.to, "date.season"
		return n, true
	}
	return n, false
}

// twoOf reads "the years 2013 and 2014", "Friday and Saturday", "July and August" behind the dual of the period.
func (p *parser) twoOf(n node, x lexeme) (node, bool) {
	j := n.to
	if !p.joined(j) {
		return n, false
	}
	switch x.unit {
	case years:
		return p.yearHead(n, j)
	case days:
		a, ok := p.dayThing(j)
		if !ok {
			return n, false
		}
		b, ok := p.andThing(a.to, isDay, (*parser).weekly)
		if ok && a.kind == weekday && b.kind == weekday {
			if a.place == unplaced {
				a.place = b.place
			}
			n.kind, n.of, n.form.to, n.rule = between, &a.form, &b.form, "date.weekday"
			n.to = b.to
			return n, true
		}
		a.from, a.pre = n.from, n.pre
		return a, true
	case months:
		a, ok := p.monthThing(j)
		if !ok {
			return n, false
		}
		b, ok := p.andThing(a.to, isMonth, (*parser).monthly)
		if !ok || b.cal != a.cal {
			a.from, a.pre = n.from, n.pre
			return a, true
		}
		if a.year == 0 && a.place == unplaced && a.ofYear == unplaced {
			a.year, a.place, a.ofYear = b.year, b.place, b.ofYear
		}
		n.kind, n.of, n.form.to, n.rule = between, &a.form, &b.form, "date.month"
		n.to = b.to
		return n, true
	}
	return n, false
}

// andThing reads the second of two, whose first word carries "and".
func (p *parser) andThing(j int, r role, read func(*parser, int) (node, bool)) (n node, ok bool) {
	if !p.joined(j) {
		return n, false
	}
	x, _, ok := p.lex(j, r)
	if !ok || !x.and || x.pre != 2 {
		return n, false
	}
	return read(p, j)
}

// lastMany reads "the last two days", "the past five years", "the first six months of the year".
func (p *parser) lastMany(n node, x lexeme) (node, bool) {
	n.kind, n.unit, n.rule = stretch, x.unit, "date.stretch"
	if x.unit == noUnit || x.unit > decades {
		return n, false
	}
	j := n.to
	n.n = 2
	if x.number == theMany {
		a := p.number(j)
		if p.is(j, "ال") {
			j++
			a = p.number(j)
		}
		if a == nil || !p.joined(j) || a.Ordinal || a.Max != 0 || a.Value != float64(int(a.Value)) || a.Value < 2 || a.Value > 100 {
			return n, false
		}
		n.n, j = int(a.Value), a.Digits
	}
	if y, end, ok := p.next(j, isPlace); ok && (y.place == last || y.place == next) {
		n.place, n.to = y.place, end
		return n, true
	}
	if x.unit != months || !p.joined(j) {
		return n, false
	}
	switch { // the first six months of the year
	case p.is(j, "الاولي", "الاولين"):
	case p.is(j, "الاخيره", "الاخيرين"):
		n.place = last
	default:
		return n, false
	}
	m, ok := p.yearOf(j + 1)
	if !ok || n.n > 12 || !p.is(j+1, "من") {
		return n, false
	}
	n.kind, n.of, n.to = divided, &m.form, m.to
	return n, true
}

// periodAt reads a week, month, season, year, decade or century at token j.
func (p *parser) periodAt(j int) (n node, ok bool) {
	if !p.joined(j) {
		return n, false
	}
	if m, ok := p.monthThing(j); ok {
		return m, true
	}
	if m, ok := p.yearOf(j); ok {
		return m, true
	}
	if m, ok := p.decade(j); ok {
		return m, true
	}
	k := j
	if p.is(j, "هذا", "هذه", "نفس", "ذلك", "تلك") {
		k++
	}
	x, end, ok := p.next(k, isPeriod)
	if !ok || x.unit == days {
		return n, false
	}
	n = node{from: k, to: end, rule: "date.period"}
	if m, ok := p.period(k, x); ok {
		return m, true
	}
	if a := p.number(end); a != nil && a.Ordinal && p.joined(end) { // the first week of something
		return n, false
	}
	if x.number == definite && (x.unit == weeks && !p.weekend(j-1) || x.unit == months || x.unit == years) && !p.titled(k) {
		n.kind, n.unit = period, x.unit
		return n, true
	}
	return n, false
}
