package date

import "rawi/text"

// paired reads what may follow an expression: the same day in another calendar ("corresponding to 30 July"), the end of a range.
func (p *parser) paired(n node) node {
	for range 2 {
		j, closing := n.to, false
		if p.is(j, "(") {
			j, closing = j+1, true
		}
		stated := false
		for p.is(j, "الموافق", "الموافقه", "المصادف", "يوافق", "الذي", "ل", "والموافق", "الموافقين", "ه", "،", "اي", "و", "لتاريخ") && j < n.to+4 {
			if p.t.Tokens[j].Is("الموافق", "الموافقه", "المصادف", "يوافق", "والموافق", "الموافقين") {
				stated = true
			}
			j++
		}
		if !stated {
			j = n.to
			if closing {
				j++
			}
			if p.is(j, "-", "/", "\u2013", "،", ",", "=") {
				j++
			}
		}
		m, ok := p.counterpart(&n, j, stated)
		if !ok {
			break
		}
		if closing {
			if !p.is(m.to, ")") {
				break
			}
			m.to++
		}
		n = join(n, m)
	}
	if n.kind == calendary && n.cal == islamic && n.month != 0 && n.year != 0 && n.year < 1300 && n.pair == nil && p.is(n.to, "/") && p.is(n.to+2, "م") {
		if _, _, ok := p.integer(n.to + 1); ok { // "Ramadan 604 H/1207 AD": the day is told by the first
			n.to += 3
		}
	}
	return p.ranged(n)
}

// counterpart reads the second of two dates for the same day. Where nothing says that they are one day, both must be full dates of
// different calendars.
func (p *parser) counterpart(n *node, j int, stated bool) (m node, ok bool) {
	if !p.joined(j) {
		return m, false
	}
	if stated {
		if x, end, ok := p.next(j, isPeriod); ok && x.number == single && x.unit <= months {
			j = end
			if !p.joined(j) {
				return m, false
			}
		}
		if y, end, ok := p.lex(j, isDay); ok && y.pre <= 2 && p.joined(end) { // the weekday may come here
			if f, ok := p.fullDate(end); ok {
				f.from = j
				return f, true
			}
		}
		if x, _, ok := p.lex(j, isMonth); ok && n.day == 0 && x.pre <= 2 {
			return p.monthly(j)
		}
		if m, ok := p.slashed(j, true); ok {
			return m, true
		}
		return p.fullDate(j)
	}
	if n.kind == calendary && n.cal == islamic && n.year != 0 && n.month == 0 { // "1436 H / 2015", "23 H/645 AD"
		y, cal, to, ok := p.yearAt(j)
		if v, _, figures := p.integer(j); !ok && figures && v > 500 && j > n.to && p.is(j+1, "م") && p.t.Tokens[j-1].Is("/", "-", "\u2013") {
			y, cal, to, ok = v, gregorian, j+2, true
		}
		m = node{from: j, to: to}
		m.kind, m.year = calendary, y
		d := n.form.at(0, text.Days{})
		slack := text.Day(0) // the two years as writers reckon them lie some years apart at times
		if to > j+1 && n.year < 1300 {
			slack = 3000
		}
		return m, ok && cal == gregorian && to > j && j > n.to && text.DateOf(y, 1, 1) <= d.To+slack && text.DateOf(y, 12, 31) >= d.From-slack
	}
	if n.day == 0 || n.kind != calendary && n.kind != absolute || n.year == 0 {
		return m, false
	}
	m, ok = p.fullDate(j)
	return m, ok && m.cal != n.cal && (m.year != 0 || m.month != 0) && m.toDay == 0
}

// join makes one expression of two dates for the same day: the Gregorian one counts, if it is stated in full or may be.
func join(n, m node) node {
	to := m.to
	if (m.cal == gregorian || n.kind != calendary && n.kind != absolute) && (m.kind == calendary || m.kind == absolute) && (n.cal != gregorian || n.kind != calendary && n.kind != absolute) {
		f := m.form
		if n.named {
			f.named, f.weekday = true, n.weekday
		}
		if f.year == 0 && n.cal != gregorian && n.year != 0 { // the Hijri year settles which year is meant
			if f.year = yearBeside(&n.form, &f); f.year == 0 { // no such day: the Hijri date, stated in full, stands
				n.to = to
				return n
			}
		}
		n.pair = &f
		n.rule = "date.pair"
	}
	n.to = to
	return n
}

// yearBeside is the Gregorian year in which f, a day and month, falls next to the Hijri date h; 0 when they are far apart.
func yearBeside(h, f *form) int {
	d := h.at(0, h.days)
	if !d.Known() || f.month == 0 {
		return 0
	}
	y, _, _ := d.From.Date()
	for _, n := range [...]int{0, -1, 1} {
		if g := f.in(y+n, f.month); g.Known() && g.From-d.From < 40 && d.From-g.From < 40 {
			return y + n
		}
	}
	return 0
}

// ranged reads the other end of a range that "from" or "between" opened, or that a dash joins.
func (p *parser) ranged(n node) node {
	if n.kind != calendary && n.kind != absolute || n.toDay != 0 || !p.joined(n.to) || !p.joined(n.to+1) {
		return n
	}
	i := n.from
	if p.prior(i) == "يوم" || p.prior(i) == "تاريخ" {
		i--
	}
	w := p.prior(i)
	k := &p.t.Tokens[n.to]
	j := n.to + 1
	switch {
	case k.Is("الي", "حتي", "ولغايه", "لغايه", "وحتي", "والي") && (endsIn(w, "من") || endsIn(w, "بين") || endsIn(w, "الفتره") || n.day > 0 && k.Is("الي", "حتي", "وحتي")):
	case k.Is("-", "\u2013") && n.day > 0:
	case k.Is("-", "\u2013", "/") && n.month > 0 && n.year == 0 && n.place == unplaced: // "October/December 2015"
		if x, _, ok := p.lex(j, isMonth); !ok || x.pre > 0 || x.value == n.month || x.cal != n.cal || x.weak {
			return n
		}
	case endsIn(w, "بين"):
		j = n.to
	default:
		return n
	}
	m, ok := p.rangeEnd(j, &n)
	if !ok || endsIn(w, "بين") && j == n.to && m.pre != 2 {
		return n
	}
	a, b := n.form, m.form
	if a.year == 0 && a.ofYear == unplaced && a.kind == calendary {
		if a.place == unplaced {
			a.place, a.ofYear = b.place, b.ofYear
		}
		if b.year != 0 && b.cal == a.cal {
			a.year = b.year
			if a.month > b.month {
				a.year--
			}
		}
	}
	if a.month == 0 && a.year == 0 || b.month == 0 && b.kind == calendary && !b.monthly && a.month != 0 {
		return n
	}
	n.form = form{kind: between, of: &a, to: &b, named: a.named, weekday: a.weekday}
	n.to, n.rule = m.to, "date.range"
	return n
}

// rangeEnd reads an expression of the kind of n.
func (p *parser) rangeEnd(j int, n *node) (m node, ok bool) {
	if !p.joined(j) {
		return m, false
	}
	if x, end, ok := p.lex(j, isPeriod); ok && x.number == single && x.unit <= months && p.joined(end) {
		j = end
	}
	if y, end, ok := p.lex(j, isDay); ok && y.pre <= 2 && p.joined(end) {
		if p.is(end, "،") {
			end++
		}
		j = end
		if !p.joined(j) {
			return m, false
		}
	}
	switch {
	case n.day > 0:
		m, ok = p.fullDate(j)
		if !ok && p.t.Tokens[j].Fold == "و" && p.joined(j+1) {
			if m, ok = p.fullDate(j + 1); ok {
				m.pre = 2
			}
		}
		return m, ok && m.cal == n.cal
	case n.month > 0:
		m, ok = p.monthly(j)
		return m, ok && m.cal == n.cal && m.day == 0
	}
	return m, false
}
