package date

import (
	"time"

	"rawi/arabic/word"
)

// today reads an expression that begins with a word for a day near the writing: "today", "yesterday, Monday", "tomorrow (Friday)".
func (p *parser) today(i int) (n node, ok bool) {
	x, to, ok := p.lex(i, isDeictic)
	if !ok {
		return n, false
	}
	n = node{from: i, to: to, pre: int(x.pre), rule: "date.deictic"}
	n.kind, n.n = deictic, x.value
	// The day of the week, behind a blank, a comma or between brackets.
	j, closing := to, false
	switch {
	case p.is(j, "،", ",", "-"):
		j++
	case p.is(j, "("):
		j, closing = j+1, true
	}
	if y, end, ok := p.next(j, isDay); ok {
		if closing && p.is(end, ")") {
			end++
			closing = false
		}
		if !closing {
			n.named, n.weekday, n.to = true, time.Weekday(y.value), end
		}
	}
	if p.l.before[p.prior(i)] && !n.named { // on a day like this one, the same day
		return node{}, false
	}
	if m := p.withDate(n); m.kind == calendary || m.kind == absolute {
		// "The eighth day of Ramadan" has nothing to do with today.
		m.near = n.named || p.t.Tokens[to].Kind == word.Punct
		return m, true
	}
	if p.notToday(i, to, x.value, n.named) {
		return node{}, false
	}
	return n, true
}

// dayHead reads what "day" or "night" is the head of.
func (p *parser) dayHead(n node, j int) (node, bool) {
	if p.is(j, "ال") {
		j++
	}
	m, ok := p.dayThing(j)
	if !ok {
		return n, false
	}
	m.from, m.pre = n.from, n.pre
	return m, true
}

// dayThing reads a weekday, a deictic or a date at token j.
func (p *parser) dayThing(j int) (node, bool) {
	if !p.joined(j) {
		return node{}, false
	}
	if m, ok := p.weekly(j); ok && m.pre == 0 {
		return m, true
	}
	if m, ok := p.today(j); ok && m.pre == 0 {
		return m, true
	}
	m, ok := p.fullDate(j)
	return m, ok && m.pre == 0
}

// part reads an expression that begins with the part of a period: "early 2022", "at the end of the month", "Monday evening".
func (p *parser) part(i int) (n node, ok bool) {
	x, j, ok := p.lex(i, isPart)
	if !ok || !p.joined(j) {
		return n, false
	}
	var m node
	switch x.value {
	case firstDay, lastDay:
		if p.is(j, "من") {
			j++
		}
		m, ok = p.monthThing(j)
		if ok && m.day == 0 && m.kind == calendary {
			m.day = 1
			if x.value == lastDay {
				m.day = -1
			}
		}
	case ofDay:
		m, ok = p.partOfDay(j)
	case ofPeriod:
		m, ok = p.partOf(j)
	case ofAny:
		if m, ok = p.partOfDay(j); !ok {
			m, ok = p.partOf(j)
		}
	}
	if !ok || m.kind == nothing {
		return n, false
	}
	m.from, m.pre = i, int(x.pre)
	return m, true
}

func (p *parser) partOfDay(j int) (node, bool) {
	if x, end, ok := p.next(j, isPeriod); ok && x.unit == days {
		if x.number == single {
			return p.dayThing(end)
		}
		if x.number == definite {
			if m, ok := p.thePeriod(node{from: j, to: end}, x); ok {
				return m, true
			}
		}
	}
	return p.dayThing(j)
}

// partOf reads the period that a part is of; a bare "the year" is the current one.
func (p *parser) partOf(j int) (node, bool) {
	if p.is(j, "من") {
		if p.t.Tokens[j-1].Is("بدايه", "وبدايه") { // "starting from"
			return node{}, false
		}
		j++
	}
	if m, ok := p.periodAt(j); ok {
		return m, true
	}
	if p.t.Tokens[j].Kind == word.Number {
		y, cal, to, ok := p.yearAt(j)
		n := node{from: j, to: to}
		n.kind, n.year, n.cal = calendary, y, cal
		return n, ok && (y >= 1800 && y < 2200 || cal == islamic)
	}
	return node{}, false
}

// weekend says that the word for an end or a beginning at token i belongs to the weekend, of any week.
func (p *parser) weekend(i int) bool {
	w := p.prior(i)
	for _, x := range [...]string{"عطله", "عطل", "عطلات", "اجازه", "اجازات"} {
		if endsIn(w, x) || endsIn(w, "ال"+x) {
			return true
		}
	}
	return false
}

// ago reads "five years ago", "two days ago"; not "two days before" something, nor hours.
func (p *parser) ago(i int) (n node, ok bool) {
	j := i + 1
	if p.is(j, "نحو", "حوالي", "قرابه", "زهاء") {
		j++
	}
	if !p.joined(j) {
		return n, false
	}
	count, u, end := 0, noUnit, 0
	a := p.number(j)
	switch {
	case a != nil && !a.Ordinal && a.Max == 0 && a.Value == float64(int(a.Value)) && a.Value > 0 && a.Value < 2000 && a.Counted && a.Approx != "under" && a.Approx != "over":
		count, end = int(a.Value), a.To
		u = units[a.Unit]
	default:
		x, e, ok := p.next(j, isPeriod)
		if !ok || x.number != single || x.unit > decades || p.monthFollows(e) || a != nil {
			return n, false
		}
		if p.joined(e) {
			if _, _, _, ok := p.yearAt(e); ok {
				return n, false
			}
			if _, ok := p.dayThing(e); ok { // before a day that is named
				return n, false
			}
		}
		count, u, end = 1, x.unit, e
	}
	if u == noUnit || u > centuries {
		return n, false
	}
	if p.is(end, "تقريبا") {
		end++
	}
	if p.joined(end) { // before something that happened, not before now
		if k := &p.t.Tokens[end]; k.Is("من", "علي", "ان") || p.isClock(end) {
			return n, false
		}
		if _, _, ok := p.next(end, isDay); ok && u == days {
			return n, false
		}
	}
	n = node{from: i, to: end, rule: "date.ago"}
	if p.t.Tokens[i].Fold != "قبل" {
		n.pre = 2
	}
	n.kind, n.unit, n.n = period, u, -count
	return n, true
}

// ahead reads "after two weeks" behind a verb in the future, or "two weeks from now".
func (p *parser) ahead(i int) (n node, ok bool) {
	j := i + 1
	if p.is(j, "نحو", "حوالي", "قرابه", "زهاء") {
		j++
	}
	if !p.joined(j) {
		return n, false
	}
	count, u, end := 1, noUnit, 0
	if a := p.number(j); a != nil {
		if a.Ordinal || a.Max != 0 || a.Value != float64(int(a.Value)) || a.Value <= 0 || a.Value > 500 || !a.Counted || a.Approx == "under" || a.Approx == "over" {
			return n, false
		}
		count, u, end = int(a.Value), units[a.Unit], a.To
	} else {
		x, e, ok := p.next(j, isPeriod)
		if !ok || x.number != single || p.monthFollows(e) {
			return n, false
		}
		u, end = x.unit, e
	}
	if u == noUnit || u > years {
		return n, false
	}
	n = node{from: i, to: end, rule: "date.ahead"}
	n.kind, n.unit, n.n = period, u, count
	if p.t.Tokens[i].Fold != "بعد" {
		n.pre = 2
	}
	if p.is(end, "من") && p.is(end+1, "الان", "اليوم") {
		n.to = end + 2
		return n, true
	}
	if p.is(end, "من", "علي", "ان", "فقط") || p.joined(end) && p.t.Tokens[end].Kind == word.Number || p.joined(end) && p.isClock(end) {
		return n, false
	}
	for k := i - 1; k >= p.from && k >= i-4; k-- { // shortly before, a verb in the future
		if willBe(p.t.Tokens[k].Fold) {
			return n, true
		}
		if p.t.Tokens[k].Kind == word.Punct {
			break
		}
	}
	return n, false
}

// isClock says that an hour follows.
func (p *parser) isClock(i int) bool { return p.is(i, "الساعه", "ساعه") }
