package date

import (
	"rawi/arabic/word"
	"rawi/text"
)

// yearHead reads "the year 2014", "year 1436 H", "the academic year 2014-2015" from the word for year at j-1.
func (p *parser) yearHead(n node, j int) (node, bool) {
	j = p.adjective(j)
	marked := p.joined(j) && (p.t.Tokens[j].Is("(") || word.IsQuote(p.t.Tokens[j]))
	if marked || p.is(j, "ال") {
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
	n = p.years(n, to)
	if marked && p.joined(n.to) && (p.t.Tokens[n.to].Is(")") || word.IsQuote(p.t.Tokens[n.to])) && p.t.Tokens[n.to].Gap == word.None {
		n.to++
	}
	return n, true
}

// years extends a year to a range: "2014-2015", "2014 and 2015" behind a dual, "2014 to 2020" behind "from".
func (p *parser) years(n node, j int) node {
	if !p.joined(j) || !p.joined(j+1) {
		return n
	}
	k := &p.t.Tokens[j]
	if !k.Is("-", "\u2013", "\u2014", "/", "الي", "حتي", "و", "والي", "وحتي") {
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
	case k.Is("الي", "حتي", "والي", "وحتي"):
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
	if n.kind != period && n.kind != told || n.unit != years || !p.joined(n.to) {
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

// yearOf reads a year that something is of: "2014", "the year 2014", "last year", "this year".
func (p *parser) yearOf(j int) (node, bool) {
	if p.is(j, "من") {
		j++
	}
	if !p.joined(j) {
		return node{}, false
	}
	n := node{from: j, to: j}
	if p.is(j, "للعام", "لعام", "للسنه", "لسنه") && p.joined(j+1) {
		n.to = j + 1
		return p.yearHead(n, j+1)
	}
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

// ages says that the words before token i speak of how old people are: "in their twenties or thirties".
func (p *parser) ages(i int) bool {
	for j := i - 1; j >= p.from && j > i-lookBack; j-- {
		if p.t.Tokens[j].Is("العمر", "عمره", "عمرها", "عمرهم", "عمرهن", "اعمارهم", "اعمارهن", "السن") {
			return true
		}
	}
	return false
}

// decade reads "the thirties of the twentieth century", "the nineties".
func (p *parser) decade(i int) (n node, ok bool) {
	x, to, ok := p.lex(i, isDecade)
	if !ok {
		return n, false
	}
	n = node{from: i, to: to, pre: int(x.pre), rule: "date.decade"}
	n.kind = absolute
	if p.ages(i) {
		return n, false
	}
	switch {
	case p.is(to, "الهجريه", "الهجري"): // of the fourteenth century of the Hegira
		n.to++
		n.days = text.Days{From: islamic.year(1300 + x.value).From, To: islamic.year(1309 + x.value).To}
		return n, true
	case p.is(to, "الميلاديه"):
		to++
		n.to = to
	}
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
