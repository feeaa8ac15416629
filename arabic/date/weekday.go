package date

import (
	"time"
)

// weekly reads an expression that begins with a day of the week.
func (p *parser) weekly(i int) (n node, ok bool) {
	x, to, ok := p.lex(i, isDay)
	if !ok {
		return n, false
	}
	n = node{from: i, to: to, pre: int(x.pre), rule: "date.weekday"}
	n.kind, n.weekday, n.named = weekday, time.Weekday(x.value), true
	if y, end, ok := p.next(to, isPlace); ok && y.place <= next {
		n.place, n.to = y.place, end
	} else if k, end := p.beyond(to); k != 0 {
		n.n, n.to, n.place = k, end, last
		if k > 0 {
			n.place = next
		}
	}
	if m, ok := p.nthOfMonth(n); ok {
		return m, true
	}
	n = p.withDate(n)
	if n.kind == weekday && n.place == unplaced { // "Saturday of last week"
		j := n.to
		if p.is(j, "من") {
			j++
		}
		if m, ok := p.week(j); ok {
			n.kind, n.unit, n.of, n.to = divided, days, &m.form, m.to
		}
	}
	return n, true
}

// nthOfMonth reads "the first Friday of October": the ordinal agrees with the weekday, that of a day of the month never is feminine.
func (p *parser) nthOfMonth(n node) (node, bool) {
	if n.place != unplaced || !p.joined(n.to) || !p.is(n.to+1, "من", "في") {
		return n, false
	}
	w := p.t.Tokens[n.to].Fold
	k := map[string]int{"الاولي": 1, "الثانيه": 2, "الثالثه": 3, "الرابعه": 4, "الاخيره": -1, "الاخير": -1}[w]
	day := 0
	if k == 0 {
		if day = map[string]int{"الاول": 1, "الثاني": 2, "الثالث": 3, "الرابع": 4}[w]; day == 0 {
			return n, false
		}
		k = day
	}
	m, ok := p.monthThing(n.to + 2)
	if !ok || m.day != 0 {
		return n, false
	}
	if day > 0 { // "Sunday the second of May", unless that is no Sunday
		if m.kind != calendary {
			return n, false
		}
		f := m.form
		n.form.n, n.unit, n.of, n.kind = k, days, &f, divided
		nth := n.form
		m.day, m.named, m.weekday, m.nth = day, true, n.weekday, &nth
		m.from, m.pre, m.rule = n.from, n.pre, n.rule
		return m, true
	}
	n.kind, n.unit, n.n, n.of, n.to = divided, days, k, &m.form, m.to
	return n, true
}

// week reads "this week", "last week" at token j.
func (p *parser) week(j int) (node, bool) {
	k := j
	if p.is(j, "هذا", "نفس") {
		k++
	}
	x, end, ok := p.next(k, isPeriod)
	if !ok || x.unit != weeks || x.number != definite {
		return node{}, false
	}
	n := node{from: k, to: end}
	return p.thePeriod(n, x)
}

// withDate adds the date that stands behind a weekday or a deictic: after a comma, a stroke, a bracket or nothing.
func (p *parser) withDate(n node) node {
	j, closing := n.to, false
	switch {
	case p.is(j, "،", ",", "-", "/", ":", "\u2013"):
		j++
	case p.is(j, "("):
		j, closing = j+1, true
	}
	if !p.joined(j) {
		return n
	}
	m, ok := p.fullDate(j)
	if !ok || m.kind == nothing {
		return n
	}
	if closing {
		if !p.is(m.to, ")") {
			return n
		}
		m.to++
	}
	m.from, m.pre, m.named = n.from, n.pre, n.named
	m.weekday = n.weekday
	if n.kind == deictic {
		m.n, m.near = n.n, true
	}
	if n.kind == weekday && n.place == next && m.place == unplaced {
		m.future = true
	}
	return m
}
