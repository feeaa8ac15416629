package date

import (
	"math"
	"time"

	"rawi/text"
)

// span places a span of days.
func (s *slots) span(x *Timex, ref time.Time) {
	a, b := &s.halves[0], &s.halves[1]
	p := text.DayOf(ref)
	switch s.as {
	case "rangedaysofmonth":
		y, m, _ := text.DateOf(ref.Year(), int(ref.Month())+s.place.offset(), 1).Date()
		a.y, a.m, b.y, b.m = y, m, y, m
		s.ends(x, ref)
		return
	case "rangedays":
		if a.m == 0 {
			a.m, a.y, a.cal = b.m, b.y, b.cal
		}
		if b.m == 0 {
			b.m, b.y, b.cal = a.m, a.y, a.cal
		}
		s.ends(x, ref)
		return
	case "rangedates", "rangeyears":
		s.ends(x, ref)
		return
	}
	d := s.period(p)
	if d.Known() {
		x.Value, x.Next, x.Last = d.ISO(), dayTime(d.From), dayTime(d.From)
	}
}

// periods are the units that forms know.
var periods = [unitCount]unit{inYears: years, inMonths: months, inWeeks: weeks, inDays: days}

// period is the span of days that is told as one, seen from p; zero where the words do not tell it.
func (s *slots) period(p text.Day) text.Days {
	a := &s.halves[0]
	y, _, _ := p.Date()
	y += s.place.offset()
	if a.y > 0 && s.as != "asdecade" {
		y = a.y
	}
	switch s.as {
	case "asweekend":
		d := around(weeks, p, s.place.offset())
		return text.Days{From: d.To - 1, To: d.To}
	case "asweek":
		return around(weeks, p, s.place.offset()*max(s.nth, 1))
	case "asthismonth":
		return around(months, p, s.place.offset())
	case "asyear":
		return gregorian.year(y)
	case "asmonth":
		if a.y > 0 {
			return a.inYear()
		}
		f := form{kind: calendary, cal: a.cal, month: a.m, place: s.place, future: s.spoken}
		return f.at(p, text.Days{})
	case "asthisquarter":
		return around(quarters, p, s.place.offset())
	case "asnthweek":
		of := around(months, p, s.place.offset())
		switch {
		case a.m > 0 && a.y > 0:
			of = a.inYear()
		case a.m > 0:
			of = (&form{kind: calendary, cal: a.cal, month: a.m, future: s.spoken}).at(p, text.Days{})
		case a.y > 0:
			of = gregorian.year(a.y)
		}
		if !of.Known() {
			return of
		}
		return weekOf(of, s.nth)
	case "asquarter":
		return (&form{unit: quarters, n: s.nth}).part(y)
	case "ashalf":
		return (&form{unit: halves, n: s.nth}).part(y)
	case "asseason":
		if a.y == 0 {
			return around(map[int]unit{3: spring, 6: summer, 9: autumn, 12: winter}[a.m], p, s.place.offset())
		}
		return season(map[int]unit{3: spring, 6: summer, 9: autumn, 12: winter}[a.m], y)
	case "asdecade":
		return text.Days{From: text.DateOf(1900+a.y%100, 1, 1), To: text.DateOf(1909+a.y%100, 12, 31)}
	case "asweekof":
		if d, _, _ := s.date(0, p.Time()); d != "" {
			if day, err := text.ParseDay(d); err == nil {
				return around(weeks, day, 0)
			}
		}
	case "asstretch":
		u := periods[s.last]
		f := form{kind: stretch, unit: u, n: int(max(s.dur[s.last], s.n)), place: s.place} // the number may stand behind its unit
		if u != noUnit && f.n < 1000 {
			return f.stretched(p)
		}
	}
	return text.Days{}
}

// days are those that an expression of a kind means, seen from p: of the next and the last of its kind the next.
func (s *slots) days(kind Kind, p text.Day) text.Days {
	if kind == DateRange {
		if d := s.period(p); d.Known() {
			switch s.mod {
			case "first":
				return one(d.From)
			case "last":
				return one(d.To)
			case "rest":
				return text.Days{From: max(p, d.From), To: d.To}
			}
			return d
		}
		if d := s.between(p); d.Known() {
			return d
		}
	}
	x := Timex{Kind: kind}
	if kind == Time || kind == TimeRange || kind == DateTimeRange { // of the day that is told, else of that of speaking
		for end := range 2 { // the day may be told behind the second hour
			if d, next, _ := s.date(end, p.Time()); d != "" && !next.IsZero() {
				return one(text.DayOf(next))
			}
		}
		return one(p)
	}
	if s.spoken && s.ago != 0 && s.dur[inYears] > 0 && s.dur[inMonths]+s.dur[inWeeks]+s.dur[inDays] == 0 && s.dur[inYears] == math.Trunc(s.dur[inYears]) {
		return around(years, p, s.ago*int(s.dur[inYears])) // years ago: nobody means the day
	}
	s2 := *s // placing a range fills in what one end lacks
	s2.value(&x, p.Time())
	if x.Next.IsZero() {
		return text.Days{}
	}
	from := text.DayOf(x.Next)
	if kind == DateRange {
		_, end, _ := s2.date(1, p.Time())
		if end.IsZero() {
			return text.Days{}
		}
		to := text.DayOf(end)
		if b := &s2.halves[1]; to < from && b.wd > 0 && b.d == 0 { // from Monday to Thursday
			to += 7
		}
		if to >= from {
			return text.Days{From: from, To: to}
		}
		return text.Days{}
	}
	return one(from)
}

// between is the span from one year, or one month, to another.
func (s *slots) between(p text.Day) text.Days {
	a, b := s.halves[0], s.halves[1]
	var from, to text.Days
	switch s.as {
	case "rangeyears":
		from, to = gregorian.year(a.y), gregorian.year(b.y)
	case "rangemonths":
		if b.y == 0 {
			to = (&form{kind: calendary, cal: b.cal, month: b.m, future: true}).at(p, text.Days{})
			b.y, _ = b.cal.of(to.From)
		}
		if a.y == 0 {
			if a.y = b.y; a.m > b.m {
				a.y--
			}
		}
		from, to = a.inYear(), b.inYear()
	}
	if !from.Known() || !to.Known() || from.From > to.To {
		return text.Days{}
	}
	return text.Days{From: from.From, To: to.To}
}

// inYear is the month in its year. A Hijri month with a Gregorian year is the one that begins in that year.
func (h *half) inYear() text.Days {
	if h.cal != islamic || h.y < 1700 {
		return h.cal.month(h.y, h.m)
	}
	y, _ := hijriOf(text.DateOf(h.y, 1, 1))
	for n := range 3 {
		if d := islamic.month(y+n, h.m); d.Known() {
			if g, _, _ := d.From.Date(); g == h.y {
				return d
			}
		}
	}
	return text.Days{}
}

// ends writes a span from one day to another.
func (s *slots) ends(x *Timex, ref time.Time) {
	from, next, last := s.date(0, ref)
	to, _, _ := s.date(1, ref)
	if from != "" && to != "" {
		x.Value, x.Next, x.Last = "("+from+","+to+")", next, last
	}
}
