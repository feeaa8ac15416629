package date

import (
	"time"

	"rawi/arabic/word"
	"rawi/text"
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

// yearHead reads "the year 2014", "year 1436 H", "the academic year 2014-2015" from the word for year at j-1.
func (p *parser) yearHead(n node, j int) (node, bool) {
	j = p.adjective(j)
	if p.is(j, "(", "ال") {
		j++
	}
	if !p.joined(j) {
		return n, false
	}
	y, cal, to, ok := p.yearAt(j)
	if !ok {
		return n, false
	}
	n.kind, n.year, n.cal, n.to, n.rule = calendary, y, cal, to, "date.year"
	if p.is(j-1, "(") && p.is(to, ")") {
		n.to++
	}
	return p.years(n, to), true
}

// years extends a year to a range: "2014-2015", "2014 and 2015" behind a dual, "2014 to 2020" behind "from".
func (p *parser) years(n node, j int) node {
	if !p.joined(j) || !p.joined(j+1) {
		return n
	}
	k := &p.t.Tokens[j]
	if !k.Is("-", "\u2013", "\u2014", "/", "الي", "حتي", "و") {
		return n
	}
	y, cal, to, ok := p.yearAt(j + 1)
	head := p.t.Tokens[n.from].Fold[n.pre:]
	dual := head == "عامي" || head == "سنتي" || head == "اعوام" || head == "سنوات"
	switch {
	case !ok:
		v, size, two := p.integer(j + 1)
		if !two || size != 2 || !k.Is("-", "/") || n.year%100 >= v || !p.joined(j+1) {
			return n
		}
		y, cal, to = n.year/100*100+v, n.cal, j+2
	case cal == islamic && n.cal == gregorian && n.year >= 1300 && n.year <= 1500:
		n.cal = islamic
	}
	if cal != n.cal || y <= n.year {
		return n
	}
	w := p.prior(n.from)
	switch {
	case k.Is("و"):
		if !dual && !endsIn(w, "بين") || dual && !endsIn(w, "بين") && y != n.year+1 {
			return n
		}
	case k.Is("الي", "حتي"):
		if !endsIn(w, "من") && !endsIn(w, "منذ") && !endsIn(w, "بين") && !dual {
			return n
		}
	}
	a, b := n.form, n.form
	b.year = y
	n.form = form{kind: between, of: &a, to: &b}
	n.to = to
	return n
}

// endsIn says that w is the word, with or without proclitics.
func endsIn(w, want string) bool {
	if len(w) < len(want) || w[len(w)-len(want):] != want {
		return false
	}
	switch w[:len(w)-len(want)] {
	case "", "و", "ف", "ب", "ل", "ما":
		return true
	}
	return false
}

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
	y, end, ok := p.next(j, isPlace)
	if !ok || x.unit == days && y.place == this {
		return n, false
	}
	n.to, n.place = end, y.place
	switch y.place {
	case before, after, same:
		n.kind, n.rule = told, "date.told"
		return n, true
	}
	n.n = y.place.offset()
	if x.unit == days { // the day that went by is a weekday's modifier elsewhere
		return n, false
	}
	return p.explicit(n), true
}

// weekIn reads "the first week of July", "the last week of this month".
func (p *parser) weekIn(n node) (node, bool) {
	j := n.to
	if !p.joined(j) {
		return n, false
	}
	if a := p.number(j); a != nil && a.Ordinal && a.Definite && a.Value <= 5 {
		n.n, j = int(a.Value), a.Digits
	} else if p.is(j, "الاخير") {
		j++
	} else {
		return n, false
	}
	if !p.is(j, "من") {
		return n, false
	}
	m, ok := p.monthThing(j + 1)
	if !ok || m.day != 0 {
		return n, false
	}
	n.kind, n.unit, n.of, n.to, n.rule = divided, weeks, &m.form, m.to, "date.week"
	return n, true
}

// explicit takes in the year that is told behind "this year", "last year": "last year, 2014".
func (p *parser) explicit(n node) node {
	if n.kind != period || n.unit != years || !p.joined(n.to) {
		return n
	}
	y, cal, to, ok := p.yearAt(n.to)
	if !ok || p.t.Tokens[n.to].Kind != word.Number || cal == gregorian && (y < 1900 || y > 2100) {
		return n
	}
	m := n
	m.form = form{kind: calendary, cal: cal, year: y}
	m.to = to
	return m
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

// yearOf reads a year that something is of: "2014", "the year 2014", "last year", "this year".
func (p *parser) yearOf(j int) (node, bool) {
	if p.is(j, "من") {
		j++
	}
	if !p.joined(j) {
		return node{}, false
	}
	n := node{from: j, to: j}
	if p.is(j, "هذا", "هذه", "نفس", "ذلك") {
		if x, end, ok := p.next(j+1, isPeriod); ok && x.number == definite && x.unit == years {
			m := node{from: j + 1, to: end}
			m.unit = years
			m.kind = period
			return p.demonstrated(m)
		}
		return n, false
	}
	if x, end, ok := p.next(j, isPeriod); ok && x.unit == years && (x.number == definite || x.number == single) {
		n.to = end
		if x.number == single {
			return p.yearHead(n, end)
		}
		if m, ok := p.thePeriod(n, x); ok {
			return m, true
		}
		return n, false
	}
	y, cal, to, ok := p.yearAt(j)
	if !ok || p.t.Tokens[j].Kind != word.Number {
		return n, false
	}
	n.kind, n.year, n.cal, n.to = calendary, y, cal, to
	return n, true
}

// division reads "the first quarter of 2015", "the second half of last year", "the last quarter".
func (p *parser) division(n node, u unit) (node, bool) {
	n.kind, n.unit, n.rule = divided, u, "date.quarter"
	j := n.to
	if y, end, ok := p.next(j, isPlace); ok && u == quarters && y.place <= next {
		n.kind, n.n, n.to = period, y.place.offset(), end
		return n, true
	}
	most := 4
	if u == halves {
		most = 2
	}
	if a := p.number(j); a != nil && p.joined(j) && a.Ordinal && a.Definite && int(a.Value) <= most {
		n.n, n.to = int(a.Value), a.Digits
	} else if p.is(j, "الاخير") {
		n.n, n.to = most, j+1
	} else {
		return n, false
	}
	if m, ok := p.yearOf(n.to); ok {
		n.of, n.to = &m.form, m.to
		return n, true
	}
	if u == halves && p.is(n.to, "من") { // half of a month
		if m, ok := p.monthThing(n.to + 1); ok {
			a, b := m.form, m.form
			if n.n == 1 {
				a.day, a.toDay = 1, 15
				n.form = a
			} else {
				a.day, b.day = 16, -1
				n.form = form{kind: between, of: &a, to: &b}
			}
			n.to = m.to
			return n, true
		}
	}
	return n, u == quarters && n.n < 5 && !p.is(n.to, "من")
}

// monthThing reads a month, by name or by its place.
func (p *parser) monthThing(j int) (node, bool) {
	if !p.joined(j) {
		return node{}, false
	}
	n := node{from: j, to: j}
	n.kind = calendary
	if m, ok := p.placedMonth(n, j); ok {
		return m, true
	}
	if x, end, ok := p.next(j, isPeriod); ok && x.unit == months && x.number == single {
		n.to = end
		return p.barePeriod(n, x)
	}
	m, ok := p.monthAt(j)
	if !ok || m.pre > 0 || m.cal == persian {
		return n, false
	}
	n.month, n.cal, n.to = m.number, m.cal, m.to
	p.tail(&n)
	return n, true
}

// century reads "the twentieth century", "the last century".
func (p *parser) century(n node) (node, bool) {
	j := n.to
	n.kind, n.unit = period, centuries
	if m, ok := p.demonstrated(n); ok {
		return m, true
	}
	if y, end, ok := p.next(j, isPlace); ok && y.place <= next {
		n.n, n.to = y.place.offset(), end
		return n, true
	}
	if p.is(j, "ال") {
		j++
	}
	if !p.joined(j) {
		return n, false
	}
	c := 0
	if a := p.number(j); a != nil && (a.Ordinal || a.Definite || a.Digits == a.From+1) && a.Value <= 21 && a.Value >= 1 {
		c, j = int(a.Value), a.Digits
	} else if v, size, ok := p.integer(j); ok && size <= 2 && v >= 1 && v <= 21 {
		c, j = v, j+1
	}
	if c == 0 {
		return n, false
	}
	n.kind, n.rule, n.to = absolute, "date.century", j
	n.days = century(c)
	if p.joined(j) {
		switch w := p.t.Tokens[j].Fold; {
		case hegira[w]:
			n.days = text.Days{From: islamic.first(100*c-99, 1), To: islamic.first(100*c+1, 1) - 1}
			n.to++
		case christian[w]:
			n.to++
		case p.is(j, "قبل"): // before Christ
			return n, false
		case p.is(j, "من") && !p.is(j+1, "الميلاد", "الهجره"): // the first century of a dynasty
			return n, false
		}
	}
	return n, true
}

// decade reads "the thirties of the twentieth century", "the nineties".
func (p *parser) decade(i int) (n node, ok bool) {
	x, to, ok := p.lex(i, isDecade)
	if !ok {
		return n, false
	}
	n = node{from: i, to: to, pre: int(x.pre), rule: "date.decade"}
	n.kind = absolute
	j := to
	if p.is(j, "من") {
		j++
		if p.is(j, "العمر", "عمره", "عمرها", "عمرهم") {
			return n, false
		}
	}
	first := 1900
	if y, end, ok := p.next(j, isPeriod); ok && y.unit == centuries && y.number == definite {
		c, ok := p.century(node{from: j, to: end})
		if !ok {
			return n, false
		}
		n.to = c.to
		if c.kind == absolute {
			d, _, _ := c.days.From.Date()
			first = d - 1
		} else if c.n != -1 { // of this century
			first = 2000
		}
	} else if j > to {
		return n, false
	}
	y := first + x.value
	n.days = text.Days{From: text.DateOf(y, 1, 1), To: text.DateOf(y+9, 12, 31)}
	return n, true
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

// isClock says that an hour follows.
func (p *parser) isClock(i int) bool { return p.is(i, "الساعه", "ساعه") }
