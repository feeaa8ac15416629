package text

import (
	"fmt"
	"time"
)

// Day is a day of the proleptic Gregorian calendar, counted from 1 January of the year 1 (which is day 1).
// The zero Day stands for "not known".
type Day int32

// DateOf is the Day of a year, month and day; the day may overflow the month, as in time.Date.
func DateOf(year, month, day int) Day {
	return Day(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Unix()/86400 + unixDay)
}

// unixDay is the Day of 1970-01-01.
const unixDay = 719163

// DayOf is the day of t in t's own time zone.
func DayOf(t time.Time) Day { return DateOf(t.Year(), int(t.Month()), t.Day()) }

// ParseDay reads YYYY-MM-DD.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, fmt.Errorf("day %q: %w", s, err)
	}
	return DayOf(t), nil
}

// Time is midnight UTC at the start of d.
func (d Day) Time() time.Time { return time.Unix((int64(d)-unixDay)*86400, 0).UTC() }

// Date returns the year, month (1 to 12) and day of the month.
func (d Day) Date() (year, month, day int) {
	t := d.Time()
	return t.Year(), int(t.Month()), t.Day()
}

// Weekday is the day of the week of d.
func (d Day) Weekday() time.Weekday { return time.Weekday(int(d) % 7) }

// String is YYYY-MM-DD, or "" for the zero Day.
func (d Day) String() string {
	if d == 0 {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}

// MarshalText writes the ISO form, so that a Day is a string in JSON.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the ISO form; an empty text is the zero Day.
func (d *Day) UnmarshalText(b []byte) (err error) {
	*d = 0
	if len(b) > 0 {
		*d, err = ParseDay(string(b))
	}
	return err
}

// Days is a closed interval of days. The zero Days stands for "not known"; an open end is a zero Day.
type Days struct {
	From Day `json:"from"`
	To   Day `json:"to"`
}

// Known says that both ends are known.
func (d Days) Known() bool { return d.From != 0 && d.To != 0 }

// Single says that d is one known day.
func (d Days) Single() bool { return d.From != 0 && d.From == d.To }

// Meet is the interval that both d and o allow; ok is false when there is none. A zero end is open.
func (d Days) Meet(o Days) (m Days, ok bool) {
	m = d
	if o.From > m.From {
		m.From = o.From
	}
	if m.To == 0 || o.To != 0 && o.To < m.To {
		m.To = o.To
	}
	return m, m.To == 0 || m.From <= m.To
}

// ISO writes d at the coarsest precision that says the same: YYYY, YYYY-MM, YYYY-MM-DD or "from/to"; "" when an end is open.
func (d Days) ISO() string {
	if !d.Known() {
		return ""
	}
	if d.From == d.To {
		return d.From.String()
	}
	y, m, a := d.From.Date()
	switch {
	case a == 1 && m == 1 && d.To == DateOf(y, 12, 31):
		return d.From.String()[:4]
	case a == 1 && d.To == DateOf(y, m+1, 0):
		return d.From.String()[:7]
	}
	return d.From.String() + "/" + d.To.String()
}
