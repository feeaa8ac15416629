package date

import (
	"time"

	"rawi/text"
)

// kind says how a form is placed on the calendar.
type kind uint8

const (
	nothing   kind = iota
	absolute       // days known from the words alone
	calendary      // day, month and year as far as they are told, of one calendar
	deictic        // days counted from the day of writing
	weekday        // a day of the week
	period         // a week, month, year, … counted from that of the writing
	stretch        // the last or next so many days, months, …
	told           // counted from the date told last: the next day, the same month
	divided        // a quarter, half or season of a year
	between        // from one date to another
	feastDay       // a feast, or a day of it
	said           // as the wide layer understands it
)

// unit is a period that dates are counted in.
type unit uint8

const (
	noUnit unit = iota
	days
	weeks
	months
	years
	decades
	centuries
	quarters
	halves
	spring
	summer
	autumn
	winter
)

var units = map[string]unit{
	"day": days, "week": weeks, "month": months, "year": years, "decade": decades, "century": centuries, "quarter": quarters, "half": halves,
	"spring": spring, "summer": summer, "autumn": autumn, "winter": winter,
}

// place is where an adjective puts a period.
type place uint8

const (
	unplaced place = iota
	last
	this
	next
	before // before, after and same count from the date told last
	after
	same
)

var places = map[string]place{"last": last, "this": this, "next": next, "before": before, "after": after, "same": same}

// offset is what a place adds.
func (p place) offset() int {
	switch p {
	case last, before:
		return -1
	case next, after:
		return 1
	}
	return 0
}

// form is an expression of time as it was understood, not yet placed.
type form struct {
	kind     kind
	cal      calendar
	year     int
	month    int
	day      int
	toDay    int // the last day, of a range within a month
	weekday  time.Weekday
	named    bool  // weekday is told
	place    place // of the month, the weekday or the period
	ofYear   place // "of this year", "of last year" behind a month
	near     bool  // told by its nearness too ("today, Tuesday 2 September"), n days from the writing
	monthly  bool  // day of a month that is told by its place only: "the 14th of this month"
	unit     unit  // of a period
	n        int   // how many (deictic, period, stretch); which one (quarter, half)
	future   bool  // the words before it speak of what is to come
	past     bool  // … of what has been
	event    int   // the year of the event that the sentence shows the day to be
	ahead    bool  // it is all that is said: what is over is not meant
	days     text.Days
	other    text.Days // the other reading of a numeric date, month first
	of       *form     // what a quarter, half or season is of; the first end of a range
	to       *form     // the last end of a range
	feast    *holiday
	slots    *slots // of what is said
	saidKind Kind
	nth      *form // the n-th weekday of the month, if the n-th day is another weekday
	pair     *form // the same day in another calendar, as the text states it
}

// at places f, given the day of writing p (0 when unknown: only absolute forms are placed then) and the days told last.
// It is monotone in p: what gives the same at both ends of an interval gives the same throughout.
func (f *form) at(p text.Day, prior text.Days) text.Days {
	if f.pair != nil {
		if d := f.pair.at(p, prior); d.Known() {
			if !f.pair.named || f.kind != calendary || f.day == 0 || !d.Single() || d.From.Weekday() == f.pair.weekday {
				return d
			}
			own := *f // the weekday shows which of the two is a slip
			own.pair = nil
			if o := own.at(p, prior); o.Single() && o.From.Weekday() == f.pair.weekday {
				return o
			}
			return d
		}
	}
	switch f.kind {
	case absolute:
		return f.days
	case calendary:
		if f.nth != nil {
			if d := f.calendar(p, prior); !d.Single() || d.From.Weekday() != f.weekday {
				return f.nth.at(p, prior)
			}
		}
		return f.calendar(p, prior)
	case told:
		return f.told(prior)
	case divided:
		return f.divide(p, prior)
	case feastDay:
		return f.celebrated(p)
	case between:
		a, b := f.of.at(p, prior), f.to.at(p, prior)
		if !a.Known() || !b.Known() || a.From > b.To {
			return text.Days{}
		}
		return text.Days{From: a.From, To: b.To}
	}
	if p == 0 {
		return text.Days{}
	}
	switch f.kind {
	case deictic:
		return one(f.beside(p))
	case weekday:
		return one(f.nearest(p) + text.Day(7*f.n))
	case period:
		return around(f.unit, p, f.n)
	case stretch:
		return f.stretched(p)
	case said:
		return f.slots.days(f.saidKind, p)
	}
	return text.Days{}
}

func one(d text.Day) text.Days { return text.Days{From: d, To: d} }

// nearest is the day of the week that is meant: the last one up to the day of writing when something is told, the next one when
// it is announced.
func (f *form) nearest(p text.Day) text.Day {
	back := text.Day((int(p.Weekday()) - int(f.weekday) + 7) % 7)
	switch {
	case f.place == last && back == 0:
		return p - 7
	case f.place == next && back == 0:
		return p + 7
	case f.place == next, f.future && f.place != last && back > 0:
		return p + 7 - back
	}
	return p - back
}

// beside is n days from p. A weekday that is told with it is the surer sign where both disagree, as in copies printed a day late.
func (f *form) beside(p text.Day) text.Day {
	d := p + text.Day(f.n)
	if !f.named {
		return d
	}
	off := text.Day((int(d.Weekday()) - int(f.weekday) + 7) % 7)
	if f.n > 0 && off > 0 {
		return d + 7 - off
	}
	return d - off
}

// around is the period of the given unit that holds p, moved by n periods.
func around(u unit, p text.Day, n int) text.Days {
	y, m, _ := p.Date()
	switch u {
	case days:
		return one(p + text.Day(n))
	case weeks: // Monday to Sunday, the ISO week
		monday := p - text.Day((int(p.Weekday())+6)%7) + text.Day(7*n)
		return text.Days{From: monday, To: monday + 6}
	case months:
		return text.Days{From: text.DateOf(y, m+n, 1), To: text.DateOf(y, m+n+1, 0)}
	case years:
		return gregorian.year(y + n)
	case decades:
		y = y/10*10 + 10*n
		return text.Days{From: text.DateOf(y, 1, 1), To: text.DateOf(y+9, 12, 31)}
	case centuries:
		return century((y-1)/100 + 1 + n)
	case quarters:
		q := (m-1)/3 + n
		return text.Days{From: text.DateOf(y, 3*q+1, 1), To: text.DateOf(y, 3*q+4, 0)}
	case halves:
		h := (m-1)/6 + n
		return text.Days{From: text.DateOf(y, 6*h+1, 1), To: text.DateOf(y, 6*h+7, 0)}
	case spring, summer, autumn, winter:
		d := season(u, y)
		switch {
		case n < 0: // the last one that is over
			for d.To >= p {
				y--
				d = season(u, y)
			}
		case n > 0:
			for d.From <= p {
				y++
				d = season(u, y)
			}
		case u == winter && d.From > p+180: // in the first months of a year its winter is the one that began the year before
			d = season(u, y-1)
		}
		return d
	}
	return text.Days{}
}

// century is the n-th century of the Christian era: the twentieth is 1901 to 2000.
func century(n int) text.Days {
	return text.Days{From: text.DateOf(100*n-99, 1, 1), To: text.DateOf(100*n, 12, 31)}
}

// season is a meteorological season of the north: whole months, winter from December of the year.
func season(u unit, year int) text.Days {
	m := map[unit]int{spring: 3, summer: 6, autumn: 9, winter: 12}[u]
	return text.Days{From: text.DateOf(year, m, 1), To: text.DateOf(year, m+3, 0)}
}

// stretched is the last, or next, n units: whole ones, the day of writing not among them.
func (f *form) stretched(p text.Day) text.Days {
	n := f.n
	if n < 1 {
		return text.Days{}
	}
	if f.place == next {
		return text.Days{From: around(f.unit, p, 1).From, To: around(f.unit, p, n).To}
	}
	return text.Days{From: around(f.unit, p, -n).From, To: around(f.unit, p, -1).To}
}

// told counts from the date told last.
func (f *form) told(prior text.Days) text.Days {
	if !prior.Known() || f.unit == noUnit {
		return text.Days{}
	}
	narrow := prior.From == prior.To
	switch {
	case f.unit == days && !narrow:
		return text.Days{}
	case f.unit == months && prior.To-prior.From > 31:
		return text.Days{}
	case f.unit == weeks && prior.To-prior.From > 7:
		return text.Days{}
	case f.unit == years && prior.To-prior.From > 366:
		return text.Days{}
	}
	return around(f.unit, prior.From, f.place.offset())
}

// divide places a quarter, half or season within its year.
func (f *form) divide(p text.Day, prior text.Days) text.Days {
	y := 0
	switch {
	case f.of != nil:
		d := f.of.at(p, prior)
		if !d.Known() {
			return text.Days{}
		}
		switch f.unit {
		case days: // Saturday of last week, the first Friday of July
			if f.n != 0 {
				return nthOf(d, f.weekday, f.n)
			}
			return one(d.From + text.Day((int(f.weekday)-int(d.From.Weekday())+7)%7))
		case weeks: // the first week of July
			return weekOf(d, f.n)
		}
		y, _, _ = d.From.Date()
		if end, _, _ := d.To.Date(); end != y {
			return text.Days{}
		}
	case p == 0:
		return text.Days{}
	default: // the last one that had begun: results are told of it, even those to come
		y, _, _ = p.Date()
		if f.part(y).From > p {
			y--
		}
	}
	return f.part(y)
}

// weekOf is the n-th week of a month (or year): its days by sevens, as the press counts; the last one where n is 0.
func weekOf(d text.Days, n int) text.Days {
	if n == 0 {
		return text.Days{From: d.To - 6, To: d.To}
	}
	w := text.Days{From: d.From + text.Day(7*n-7), To: d.From + text.Day(7*n-1)}
	if w.From > d.To {
		return text.Days{}
	}
	w.To = min(w.To, d.To)
	return w
}

func (f *form) part(y int) text.Days {
	switch f.unit {
	case quarters:
		return text.Days{From: text.DateOf(y, 3*f.n-2, 1), To: text.DateOf(y, 3*f.n+1, 0)}
	case halves:
		return text.Days{From: text.DateOf(y, 6*f.n-5, 1), To: text.DateOf(y, 6*f.n+1, 0)}
	case months: // the first or last n months
		if f.place == last {
			return text.Days{From: text.DateOf(y, 13-f.n, 1), To: text.DateOf(y, 12, 31)}
		}
		return text.Days{From: text.DateOf(y, 1, 1), To: text.DateOf(y, f.n+1, 0)}
	}
	return season(f.unit, y)
}

// calendar places a date of which some of day, month and year is told.
func (f *form) calendar(p text.Day, prior text.Days) text.Days {
	switch {
	case f.year != 0:
		return f.in(f.year, f.month)
	case f.ofYear == same || f.ofYear == before || f.ofYear == after:
		if !prior.Known() || f.month == 0 {
			return text.Days{}
		}
		y, _ := f.cal.of(prior.From)
		return f.in(y+f.ofYear.offset(), f.month)
	case f.event != 0 && f.ofEvent(p):
		return f.in(f.event, f.month)
	case p == 0:
		return text.Days{}
	case f.monthly: // the 14th of this month
		y, m := f.monthOf(p, prior)
		if m == 0 {
			return text.Days{}
		}
		return f.in(y, m)
	case f.ofYear != unplaced:
		y, _ := f.cal.of(p)
		return f.in(y+f.ofYear.offset(), f.month)
	case f.month == 0:
		return text.Days{}
	}
	return f.yearless(p)
}

// remembered is how long, in days, an event is told by its day alone.
const remembered = 1500

// ofEvent says that on p the day may still be told without its year; "last October" is of the year before the writing.
func (f *form) ofEvent(p text.Day) bool {
	if p == 0 {
		return true
	}
	d := f.in(f.event, f.month)
	return d.Known() && d.From <= p && (p-d.From < 365 || f.place == unplaced && p-d.From < remembered)
}

// monthOf is the month that "this month", "the same month" mean.
func (f *form) monthOf(p text.Day, told text.Days) (y, m int) {
	if f.place == same {
		if !told.Known() || told.To-told.From > 31 {
			return 0, 0
		}
		p = told.From
	}
	y, m = f.cal.of(p)
	m += f.place.offset()
	switch {
	case m < 1:
		return y - 1, 12
	case m > 12:
		return y + 1, 1
	}
	return y, m
}

// in is the date in the given year and month, zero where there is no such day.
func (f *form) in(year, month int) text.Days {
	if month == 0 {
		return f.cal.year(year)
	}
	d := f.cal.month(year, month)
	if f.day == 0 {
		return d
	}
	length := int(d.To-d.From) + 1
	if f.day < 0 { // the last day
		return one(d.To)
	}
	if f.day > length || f.toDay > length {
		if f.cal == islamic && f.day == 30 && length == 29 && f.toDay == 0 { // sighted a day later than reckoned
			return one(d.To + 1)
		}
		return text.Days{}
	}
	if f.toDay > f.day {
		return text.Days{From: d.From + text.Day(f.day-1), To: d.From + text.Day(f.toDay-1)}
	}
	return one(d.From + text.Day(f.day-1))
}

// ahead is how far, in days, a date without a year may lie after the writing when nothing announces it.
const ahead = 122

// yearless places a day and month, or a month, that is told without its year.
func (f *form) yearless(p text.Day) text.Days {
	y, _ := f.cal.of(p)
	if f.named && f.day > 0 && f.place == unplaced { // the weekday picks the year, the nearest that has it
		for _, n := range [...]int{0, -1, 1} {
			if d := f.in(y+n, f.month); d.Single() && d.From.Weekday() == f.weekday && d.From-p < 300 && p-d.From < 400 {
				return d
			}
		}
	}
	d := f.in(y, f.month)
	if !d.Known() {
		return d
	}
	switch {
	case f.place == this:
		return d
	case f.ahead && f.place == unplaced && d.To < p:
		return f.in(y+1, f.month)
	case f.place == last && d.To >= p, f.place == unplaced && !f.future && d.From > p+ahead:
		return f.in(y-1, f.month)
	case f.place == next && d.From <= p, f.place == unplaced && f.future && d.To < p-ahead/4:
		return f.in(y+1, f.month)
	case f.place == unplaced && !f.past && d.To < p-(365-ahead):
		return f.in(y+1, f.month)
	}
	return d
}
