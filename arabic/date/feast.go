package date

import (
	"strings"
	"time"

	"rawi/arabic/number"
	"rawi/arabic/word"
	"rawi/text"
)

// ordinalHeads are the words that count the days of a feast, or the weekdays of a month; the last one is -1.
var ordinalHeads = map[string]int{"اول": 1, "ثاني": 2, "ثالث": 3, "رابع": 4, "خامس": 5, "اخر": -1}

// feastAt reads a feast that is placed: with its year, with an adjective, or one of its days ("the third day of the feast"). A feast by
// itself ("the holiday of the feast") is left alone.
func (p *parser) feastAt(i int) (n node, ok bool) {
	k := &p.t.Tokens[i]
	n = node{from: i, rule: "date.feast"}
	j, skip, day := i, 0, 0
	if d := ordinalHeads[k.Fold]; d > 0 && p.is(i+1, "ايام") {
		j, day = i+2, d
	} else if len(k.Fold) > 6 && holidays()[k.Fold] == nil {
		skip = 2
	}
	if !p.joined(j) && j > i || j >= p.to || skip > 0 && k.Kind != word.Word {
		return n, false
	}
	h, to, ok := p.holiday(j, skip)
	if !ok || h.day == "" || !h.known || endsIn(p.prior(i), "عيد") { // the feast is read with its head, or left alone with it
		return n, false
	}
	n.kind, n.feast, n.pre, n.to = feastDay, h, skip, to
	if p.is(n.to, "المبارك", "السعيد", "المجيد") {
		n.to++
	}
	if day > 1 {
		n.n = day - 1
	}
	if day == 0 && p.l.festive[p.prior(i)] { // the season, not the day
		return n, false
	}
	m := node{to: n.to}
	if x, end, ok := p.next(n.to, isPlace); ok && (x.place == last || x.place == next) {
		n.place, n.to = x.place, end
		return n, true
	}
	if p.yearTail(&m, n.to) && (m.ofYear != unplaced && m.ofYear <= next || m.year != 0) {
		n.year, n.cal, n.ofYear, n.to = m.year, m.cal, m.ofYear, m.to
		return n, true
	}
	return n, day > 0
}

// celebrated is the day of a feast, seen from p.
func (f *form) celebrated(p text.Day) text.Days {
	at := func(year int) text.Days {
		if d := f.feast.in(year); d != 0 {
			return one(d + text.Day(f.n))
		}
		return text.Days{}
	}
	switch {
	case f.year != 0 && f.cal == islamic:
		from, _, _ := islamic.first(f.year, 1).Date()
		for y := from; y <= from+1; y++ {
			d := at(y)
			if h, _ := hijriOf(d.From); d.Known() && h == f.year {
				return d
			}
		}
		return text.Days{}
	case f.year != 0:
		return at(f.year)
	case p == 0:
		return text.Days{}
	}
	y, _, _ := p.Date()
	if f.ofYear != unplaced {
		return at(y + f.ofYear.offset())
	}
	var before, behind text.Days // the last one up to p, the next one behind it
	for year := y - 2; year <= y+2; year++ {
		switch d := at(year); {
		case !d.Known():
		case d.From <= p:
			before = d
		case !behind.Known():
			behind = d
		}
	}
	switch {
	case f.place == last, f.place == unplaced && p-before.From <= behind.From-p: // the nearer one, whatever the tense
		return before
	}
	return behind
}

// nthWeekday reads "the first Friday of July", "the last Monday in March 2014".
func (p *parser) nthWeekday(i int) (n node, ok bool) {
	k := ordinalHeads[p.t.Tokens[i].Fold]
	j := i + 1
	if k == 0 || !p.joined(j) {
		return n, false
	}
	if p.is(j, "اسبوع") && p.is(j+1, "من", "في") {
		if m, ok := p.monthThing(j + 2); ok && m.day == 0 {
			n = node{from: i, to: m.to, rule: "date.week"}
			n.kind, n.unit, n.n, n.of = divided, weeks, max(k, 0), &m.form
			return n, true
		}
		return n, false
	}
	if p.is(j, "يوم") {
		j++
	}
	if !p.joined(j) {
		return n, false
	}
	if k := map[int]int{1: 1, -1: -1}[k]; k != 0 && j > i+1 && p.is(j, "من", "في") { // the first or the last day of a month
		m, ok := p.monthThing(j + 1)
		if !ok || m.day != 0 || m.kind != calendary {
			return n, false
		}
		m.from, m.pre, m.rule, m.day = i, 0, "date.day", k
		return m, true
	}
	wd := -1
	for _, w := range [...]string{p.t.Tokens[j].Fold, "ال" + p.t.Tokens[j].Fold} {
		for _, x := range p.l.words[w] {
			if x.role == isDay && x.pre == 0 && len(x.rest) == 0 {
				wd = x.value
			}
		}
	}
	if wd < 0 || !p.is(j+1, "من", "في") || !p.joined(j+2) {
		return n, false
	}
	m, ok := p.monthThing(j + 2)
	if !ok || m.day != 0 {
		return n, false
	}
	n = node{from: i, to: m.to, rule: "date.weekday"}
	n.kind, n.unit, n.n, n.weekday, n.of = divided, days, k, time.Weekday(wd), &m.form
	return n, true
}

// nthOf is the n-th day of the week of a month; the last one where n is negative.
func nthOf(month text.Days, wd time.Weekday, n int) text.Days {
	d := month.From + text.Day((int(wd)-int(month.From.Weekday())+7)%7+7*(n-1))
	if n < 0 {
		d = month.To - text.Day((int(month.To.Weekday())-int(wd)+7)%7)
	}
	if d > month.To {
		return text.Days{}
	}
	return one(d)
}

// whole are the kinds of expression that a text which is nothing else may be, in the order in which ties are settled.
var whole = []Kind{Date, DateRange, DateTime, DateTimeRange, Time, TimeRange}

// spoken reads a text that is nothing but an expression of time, as a person says it: what the reading of news leaves alone for want
// of a context ("after two weeks", "the last three days", "at a quarter past three") has none to be wrong in.
func (p *parser) spoken() []Expr {
	m := matcher{p: p, g: wide(), atoms: atoms(), seen: map[[2]int]*sight{}, utterance: true}
	if m.counts() {
		return nil
	}
	s, x, ok := m.best(p.from, whole)
	if !ok {
		return nil
	}
	if s.as == "asstretch" && p.t.Tokens[x.From].Is("خلال", "في") { // a length: numbers are told of it
		return nil
	}
	for i := x.To; i < p.to; i++ {
		if p.t.Tokens[i].Kind != word.Punct || p.t.Tokens[i].Is("%", "$", "°") {
			return nil
		}
	}
	if x.Kind != Date && x.Kind != DateRange && !m.timed(&s, &x) {
		return nil
	}
	s.spoken = true
	if !s.days(x.Kind, text.DateOf(2020, 6, 10)).Known() { // the words tell no day, on whatever day they are said
		return nil
	}
	e := Expr{From: x.From, To: x.To, Span: x.Span, Rule: x.Rule}
	e.form = form{kind: said, slots: &s, saidKind: x.Kind}
	return []Expr{e}
}

// counts says that the text is a number, a fraction or a length of time, which may be read as a year, a day or an hour too.
func (m *matcher) counts() bool {
	t := m.p.t
	to := m.p.to
	for to > m.p.from && t.Tokens[to-1].Kind == word.Punct {
		to--
	}
	if to == m.p.from {
		return true
	}
	for _, r := range number.Readings(t, m.p.from, to) {
		if r.To == to && (!r.Digits || to > m.p.from+1 || m.size(m.p.from) != 4 || strings.Contains(t.Tokens[m.p.from].Fold, ".")) {
			return true
		}
	}
	if at := to - 3; at >= m.p.from && at <= m.p.from+1 && t.Tokens[at+1].Is("/") { // 3/4 is three quarters, 2 1/2 two and a half
		a, _, ok := m.p.integer(at)
		b, _, ok2 := m.p.integer(at + 2)
		return ok && ok2 && a < b && (b <= 6 || b == 8 || b == 10)
	}
	_, end, _ := m.longest("length", m.p.from, 0)
	return end == to
}

// timed says that what may be an hour is one: by "the hour", a colon, the part of the day, minutes taken off, an ordinal with its
// minutes, or the day beside it. "Fifteen" and "two hours" are not.
func (m *matcher) timed(s *slots, x *Timex) bool {
	t := m.p.t
	h := &s.halves[0]
	if s.ago != 0 || s.as == "asstretch" || s.as == "asrest" {
		return false
	}
	if s.hasOff || h.wd > 0 || h.m > 0 || s.less == 1 || s.as == "now1" {
		return true
	}
	letter, figures := false, false
	for i := x.From; i < x.To; i++ {
		if t.Tokens[i].Is("الساعه", "والساعه", "للساعه", ":") {
			return true
		}
		if h.h >= 0 && h.mi >= 0 && i > x.From && t.Tokens[i].Is("بعد", "قبل") { // twenty minutes past three
			return true
		}
		letter = letter || t.Tokens[i].Is("م", "ص") // metres, a page
		figures = figures || m.see(i, 0).feature&numeral != 0
	}
	final := &t.Tokens[x.To-1]
	if (h.part != "" || s.halves[1].part != "") && !letter {
		return x.To-x.From > 1 || strings.HasPrefix(final.Fold, "ال")
	}
	if !figures {
		return h.h >= 0 && (x.To-x.From > 1 || strings.HasPrefix(final.Fold, "ال"))
	}
	for _, r := range m.readings(x.From, 0) {
		if r.Ordinal && r.Definite && h.mi >= 0 {
			return true
		}
	}
	return false
}

// covers says that the reading of news took in the whole text, but for the words that lead to a day, and not as a length counted from
// the writing, of which it keeps the precision of the unit.
func (p *parser) covers(found []Expr) bool {
	if len(found) != 1 {
		return false
	}
	e := &found[0]
	for i := p.from; i < p.to; i++ {
		if (i < e.From || i >= e.To) && p.t.Tokens[i].Kind != word.Punct && !p.leads(i) {
			return false
		}
	}
	return e.Rule != "date.ago" && e.Rule != "date.ahead"
}

// leads says that token i may stand before a day without telling anything of it.
func (p *parser) leads(i int) bool {
	return p.t.Tokens[i].Is("في", "من", "يوم", "ال", "الي", "هذا", "هذه", "بدايه", "بين", "ما", "نهار")
}

// alone makes an expression that is all there is of a text look ahead: whoever says nothing but "Monday" means the next one.
func (p *parser) alone(found []Expr) {
	if len(found) != 1 || p.from != 0 || p.to != len(p.t.Tokens) || p.to > utterance || !p.covers(found) {
		return
	}
	f := &found[0].form
	if f.place != unplaced || f.past {
		return
	}
	f.future, f.ahead = true, true
	if f.kind == feastDay && f.year == 0 && f.ofYear == unplaced {
		f.place = next
	}
	mirror(f)
}

// utterance is how many tokens a text may have that is nothing but an expression of time.
const utterance = 12
