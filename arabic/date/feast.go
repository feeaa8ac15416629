package date

import (
	"time"

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
	if !ok || h.day == "" || !h.known {
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
	if p.is(j, "يوم") {
		j++
	}
	if !p.joined(j) {
		return n, false
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

// spoken reads a text that is nothing but an expression of time, as a person says it: what the reading of news leaves alone for want
// of a context ("after two weeks", "the last three days") has none to be wrong in.
func (p *parser) spoken() []Expr {
	m := matcher{p: p, g: wide(), atoms: atoms(), seen: map[[2]int]*sight{}}
	s, x, ok := m.best(p.from, []Kind{Date, DateRange})
	if !ok {
		return nil
	}
	if s.as == "asstretch" && p.t.Tokens[x.From].Is("خلال", "في") { // a length: numbers are told of it
		return nil
	}
	for i := x.To; i < p.to; i++ {
		if p.t.Tokens[i].Kind != word.Punct {
			return nil
		}
	}
	if !s.days(x.Kind, text.DateOf(2020, 6, 10)).Known() { // the words tell no day, on whatever day they are said
		return nil
	}
	s.spoken = true
	e := Expr{From: x.From, To: x.To, Span: x.Span, Rule: x.Rule}
	e.form = form{kind: said, slots: &s, saidKind: x.Kind}
	return []Expr{e}
}

// alone makes an expression that is all there is of a text look ahead: whoever says nothing but "Monday" means the next one.
func (p *parser) alone(found []Expr) {
	if len(found) != 1 || p.from != 0 || p.to != len(p.t.Tokens) || p.to > utterance {
		return
	}
	e := &found[0]
	for i := p.from; i < p.to; i++ {
		if (i < e.From || i >= e.To) && p.t.Tokens[i].Kind != word.Punct && !p.t.Tokens[i].Is("في", "من", "يوم") {
			return
		}
	}
	if f := &e.form; f.place == unplaced && !f.past {
		f.future = true
		mirror(f)
	}
}

// utterance is how many tokens a text may have that is nothing but an expression of time.
const utterance = 12
