package date

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"rawi/text"
)

// lengthUnit is a unit that lengths of time are told in.
type lengthUnit uint8

const (
	inYears lengthUnit = iota
	inMonths
	inWeeks
	inDays
	inHours
	inMinutes
	inSeconds
	unitCount
)

// seconds are those of a unit; a year has 365 days and a month 30, as speech reckons.
var seconds = [unitCount]float64{365 * 86400, 30 * 86400, 7 * 86400, 86400, 3600, 60, 1}

// letters of the units of ISO 8601; a T stands before those of the clock.
const letters = "YMWDHMS"

// setter makes a function of the second column of timex.tsv: key=value, parted by blanks.
func setter(s, rule string) func(*slots) {
	if s == "" {
		return nil
	}
	var all []func(*slots)
	for _, f := range strings.Fields(s) {
		k, v, _ := strings.Cut(f, "=")
		set := setting(k, v)
		if set == nil {
			panic(rule + ": unknown setting " + f)
		}
		all = append(all, set)
	}
	return func(s *slots) {
		for _, f := range all {
			f(s)
		}
	}
}

func setting(k, v string) func(*slots) {
	n, _ := strconv.Atoi(v)
	switch k {
	case "place":
		return func(s *slots) { s.place = places[v] }
	case "unit":
		return func(s *slots) { s.count(v) }
	case "n":
		f, _ := strconv.ParseFloat(v, 64)
		return func(s *slots) { s.n = f }
	case "half", "quarter":
		return func(s *slots) { s.dur[s.last] += map[string]float64{"half": .5, "quarter": .25}[k] }
	case "nth":
		return func(s *slots) { s.nth = n }
	case "d":
		return func(s *slots) { s.cur().d = n }
	case "m":
		return func(s *slots) { s.cur().m = n }
	case "h":
		return func(s *slots) { s.cur().h = n }
	case "mi":
		return func(s *slots) { s.cur().mi = n }
	case "part":
		return func(s *slots) { s.cur().part = v }
	case "off":
		return func(s *slots) { s.off, s.hasOff = n, true }
	case "ago":
		return func(s *slots) { s.ago = n }
	case "less":
		return func(s *slots) { s.less = n }
	case "set":
		return func(s *slots) { s.set = v }
	case "mod":
		return func(s *slots) { s.mod = v }
	case "as", "week", "month", "range", "now":
		return func(s *slots) { s.as = k + v }
	}
	return nil
}

// count adds the number read last, or one, of a unit to the length. A decade is ten years, a century a hundred.
func (s *slots) count(unit string) {
	n := s.n
	if n == 0 {
		n = 1
	}
	s.n = 0
	u := lengthUnit(0)
	switch unit {
	case "X":
		n *= 10
	case "C":
		n *= 100
	case "m":
		u = inMinutes
	default:
		u = lengthUnit(strings.Index(letters, unit))
	}
	s.dur[u] += n
	s.last = u
}

// value fills in what the slots mean, seen from ref.
func (s *slots) value(x *Timex, ref time.Time) {
	switch x.Kind {
	case Duration:
		x.Value, x.Seconds = s.length()
	case Set:
		x.Value = s.set
		if s.set == "" {
			x.Value, _ = s.length()
		}
	case Time:
		h := s.halves[0].clock(s.less)
		x.Value = "T" + h
		x.Next = clockTime(ref, h)
		x.Last = x.Next
	case TimeRange:
		s.hours(x, ref)
	case Date:
		x.Value, x.Next, x.Last = s.date(0, ref)
	case DateRange:
		s.span(x, ref)
	case DateTime:
		s.moment(x, ref)
	}
}

// length is the ISO form of the length that is read, and its seconds.
func (s *slots) length() (iso string, sec float64) {
	var b strings.Builder
	b.WriteByte('P')
	for u, n := range s.dur {
		if n == 0 {
			continue
		}
		if lengthUnit(u) >= inHours && !strings.Contains(b.String(), "T") {
			b.WriteByte('T')
		}
		b.WriteString(strconv.FormatFloat(n, 'f', -1, 64))
		b.WriteByte(letters[u])
		sec += n * seconds[u]
	}
	if b.Len() == 1 {
		return "", 0
	}
	return b.String(), sec
}

// clock is the hour in figures as far as it is told: "07", "07:30", "19:56:30". less takes the minutes off (1: "a quarter to").
func (h *half) clock(less int) string {
	hour, mi := h.h, h.mi
	if hour < 0 {
		return map[string]string{"MO": "MO", "AF": "AF", "EV": "EV", "NI": "NI", "NO": "12", "MN": "00"}[h.part]
	}
	switch h.part {
	case "MO", "MN":
		hour %= 12
	case "AF", "EV":
		if hour < 12 {
			hour += 12
		}
	case "NI": // one at night is past midnight, eight is before
		switch {
		case hour == 12:
			hour = 0
		case hour > 4 && hour < 12:
			hour += 12
		}
	case "NO":
		if hour < 5 {
			hour += 12
		}
	}
	if less > 0 && mi > 0 {
		hour, mi = (hour+23)%24, 60-mi
	}
	out := fmt.Sprintf("%02d", hour)
	if mi >= 0 {
		out += fmt.Sprintf(":%02d", mi)
	}
	if h.sec >= 0 {
		out += fmt.Sprintf(":%02d", h.sec)
	}
	return out
}

// clockTime is the hour on the day of ref.
func clockTime(ref time.Time, clock string) time.Time {
	var h, m, s int
	if n, _ := fmt.Sscanf(clock, "%d:%d:%d", &h, &m, &s); n == 0 {
		return time.Time{}
	}
	return time.Date(ref.Year(), ref.Month(), ref.Day(), h, m, s, 0, time.UTC)
}

// hours places a span of the clock. The part of the day that one end tells holds for both, unless the span would run backwards.
func (s *slots) hours(x *Timex, ref time.Time) {
	a, b := &s.halves[0], &s.halves[1]
	if b.h < 0 {
		x.Value = "T" + a.part
		return
	}
	if a.part == "" && a.h < b.h {
		a.part = b.part
	}
	if b.part == "" && a.part != "" {
		b.part = a.part
	}
	from, to := a.clock(0), b.clock(0)
	x.Next, x.Last = clockTime(ref, from), clockTime(ref, from)
	d := clockTime(ref, to).Sub(x.Next)
	if d < 0 {
		d += 24 * time.Hour
	}
	iso := ""
	if h := int(d.Hours()); h > 0 {
		iso = fmt.Sprintf("%dH", h)
	}
	if m := int(d.Minutes()) % 60; m > 0 {
		iso += fmt.Sprintf("%dM", m)
	}
	x.Value = "(T" + from + ",T" + to + ",PT" + iso + ")"
}

func dayTime(d text.Day) time.Time {
	if d == 0 {
		return time.Time{}
	}
	return d.Time()
}

// date is the day that an end of the expression tells.
func (s *slots) date(end int, ref time.Time) (value string, next, last time.Time) {
	h := &s.halves[end]
	p := text.DayOf(ref)
	fixed := func(d text.Day) (string, time.Time, time.Time) { return d.String(), dayTime(d), dayTime(d) }
	y, m, _ := p.Date()
	switch {
	case s.hasOff && h.d == 0 && h.wd == 0:
		return fixed(p + text.Day(s.off))
	case s.ago != 0:
		return fixed(text.DayOf(s.shifted(ref)))
	case s.holiday != nil:
		return s.feast(ref)
	case s.as == "week1" || h.wd > 0 && h.d == 0 && s.place == this:
		monday := p - text.Day((int(p.Weekday())+6)%7) + text.Day(7*max(s.nth, 1)*s.place.offset())
		return fixed(monday + text.Day(h.wd-1))
	case s.as == "weeknth" && h.wd > 0:
		return fixed(weekdayOf(y, m, h.wd, s.nth))
	case s.nth > 0 && h.wd > 0 && h.m > 0:
		a, b := s.either(p, func(y int) text.Day { return weekdayOf(y, h.m, h.wd, s.nth) })
		return fmt.Sprintf("XXXX-%02d-WXX-%d-#%d", h.m, h.wd, s.nth), a, b
	case s.as == "month1" && h.d > 0:
		d := text.DateOf(y, m+s.place.offset(), 1)
		return fixed(d + text.Day(h.d-1))
	case h.y > 0 && h.m > 0:
		f := form{kind: calendary, cal: h.cal, year: h.y, month: h.m, day: h.d}
		return fixed(f.in(h.y, h.m).From)
	case h.m > 0 && h.d > 0:
		c := h.cal
		f := form{cal: c, day: h.d}
		cy, _ := c.of(p)
		d := f.in(cy, h.m).From
		if d >= p {
			next, last = dayTime(d), dayTime(f.in(cy-1, h.m).From)
		} else {
			next, last = dayTime(f.in(cy+1, h.m).From), dayTime(d)
		}
		return fmt.Sprintf("XXXX-%02d-%02d", h.m, h.d), next, last
	case h.d > 0 && h.wd > 0: // "Thursday the 21st"
		return fixed(text.DateOf(y, m, h.d))
	case h.d > 0:
		d := text.DateOf(y, m, h.d)
		a, b := d, text.DateOf(y, m-1, h.d)
		if d < p {
			a, b = text.DateOf(y, m+1, h.d), d
		}
		return fmt.Sprintf("XXXX-XX-%02d", h.d), dayTime(a), dayTime(b)
	case h.wd > 0:
		back := text.Day((int(p.Weekday()) - h.wd%7 + 7) % 7)
		if s.place != unplaced {
			f := form{kind: weekday, weekday: time.Weekday(h.wd % 7), place: s.place}
			return fixed(f.nearest(p))
		}
		if back == 0 {
			return fmt.Sprintf("XXXX-WXX-%d", h.wd), dayTime(p), dayTime(p - 7)
		}
		return fmt.Sprintf("XXXX-WXX-%d", h.wd), dayTime(p + 7 - back), dayTime(p - back)
	}
	return "", next, last
}

// weekdayOf is the n-th day of the week wd of a month.
func weekdayOf(y, m, wd, n int) text.Day {
	first := text.DateOf(y, m, 1)
	return first + text.Day((wd%7-int(first.Weekday())+7)%7+7*(n-1))
}

// either is the next and the last of a day that comes every year.
func (s *slots) either(p text.Day, in func(year int) text.Day) (next, last time.Time) {
	y, _, _ := p.Date()
	if d := in(y); d >= p {
		return dayTime(d), dayTime(in(y - 1))
	} else {
		return dayTime(in(y + 1)), dayTime(d)
	}
}

// shifted is ref moved by the length that is read, forward or back.
func (s *slots) shifted(ref time.Time) time.Time {
	n := float64(s.ago)
	y, part := math.Modf(n * s.dur[inYears]) // half a year is six months, half a month fifteen days
	m, rest := math.Modf(n*s.dur[inMonths] + 12*part)
	t := ref.AddDate(int(y), int(m), int(n*(7*s.dur[inWeeks]+s.dur[inDays])+30*rest))
	sec := 0.
	for u := inHours; u < unitCount; u++ {
		sec += n * s.dur[u] * seconds[u]
	}
	return t.Add(time.Duration(sec) * time.Second)
}

// feast is the day of a holiday: in the year told, or the next and the last one.
func (s *slots) feast(ref time.Time) (value string, next, last time.Time) {
	p := text.DayOf(ref)
	y := s.halves[0].y
	if y == 0 && s.place != unplaced {
		y, _, _ = p.Date()
		y += s.place.offset()
	}
	if y != 0 {
		if y < 1500 && y > 1300 {
			y, _, _ = islamic.first(y, 1).Date()
		}
		d := s.holiday.in(y)
		return d.String(), dayTime(d), dayTime(d)
	}
	next, last = s.either(p, s.holiday.in)
	if kind, rest, _ := strings.Cut(s.holiday.day, " "); kind == "g" {
		value = "XXXX-" + rest
	}
	return value, next, last
}

// moment places a day with an hour.
func (s *slots) moment(x *Timex, ref time.Time) {
	switch {
	case s.as == "now1":
		x.Value, x.Next, x.Last = "PRESENT_REF", ref, ref
		return
	case s.as == "now2":
		x.Value, x.Next, x.Last = "FUTURE_REF", ref, ref
		return
	case s.ago != 0 && s.halves[0].h < 0:
		t := s.shifted(ref)
		x.Value, x.Next, x.Last = t.Format("2006-01-02T15:04:05"), t, t
		return
	}
	h := s.halves[0]
	h.y, h.m, h.d = 0, 0, 0
	value, next, last := s.date(0, ref)
	if value == "" {
		value, next, last = ref.Format(time.DateOnly), ref, ref
	}
	c := h.clock(s.less)
	x.Value = value + "T" + c
	if !next.IsZero() {
		x.Next = clockTime(next, c)
	}
	if !last.IsZero() {
		x.Last = clockTime(last, c)
	}
}
