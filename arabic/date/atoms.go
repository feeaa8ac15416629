package date

import (
	"strings"
	"sync"

	"rawi/arabic/number"
	"rawi/arabic/word"
)

// half is one end of an expression: what is told of a day and of an hour. Zero is untold, but h, mi and sec are -1 then.
type half struct {
	y, m, d    int
	cal        calendar
	wd         int // ISO: Monday is 1
	h, mi, sec int
	part       string // of the day: MO, AF, EV, NI, NO (noon), MN (midnight)
}

// slots are what a match of the grammar has read.
type slots struct {
	end     int // of halves, that is being read
	halves  [2]half
	n       float64
	nth     int
	dur     [unitCount]float64
	last    lengthUnit // counted last
	place   place
	as, mod string
	off     int
	hasOff  bool
	ago     int
	less    int
	set     string
	holiday *holiday
	spoken  bool // all there is of a text: what is told without a year is to come
}

func (s *slots) cur() *half { return &s.halves[s.end] }

// blank are slots of which nothing is read.
func blank() slots {
	h := half{h: -1, mi: -1, sec: -1}
	return slots{halves: [2]half{h, h}}
}

// atom matches one element that the grammar does not spell out.
type atom func(m *matcher, i, skip int, s slots, k then)

var atoms = sync.OnceValue(atomList)

func (m *matcher) readings(i, skip int) []number.Reading { return m.see(i, skip).readings }

// whole calls k for every reading that is a whole number from lo to hi.
func (m *matcher) whole(i, skip, lo, hi int, k func(v int, r number.Reading)) {
	for _, r := range m.readings(i, skip) {
		if v := int(r.Value); float64(v) == r.Value && v >= lo && v <= hi && !r.Fraction {
			k(v, r)
		}
	}
}

func (m *matcher) size(i int) int {
	if m.p.t.Tokens[i].Kind != word.Number {
		return 0
	}
	return len(m.p.t.Tokens[i].Fold)
}

func atomList() map[string]atom {
	out := dayAtoms()
	for name, a := range clockAtoms() {
		out[name] = a
	}
	return out
}

// dayAtoms read numbers, days, months and years.
func dayAtoms() map[string]atom {
	return map[string]atom{
		"num": func(m *matcher, i, skip int, s slots, k then) {
			for _, r := range m.readings(i, skip) {
				if !r.Ordinal && !r.Fraction && (!r.Definite || r.Digits) {
					s.n = r.Value
					k(r.To, 0, s)
				}
			}
		},
		"thenum": func(m *matcher, i, skip int, s slots, k then) {
			for _, r := range m.readings(i, skip) {
				if !r.Ordinal && r.Definite {
					s.n = r.Value
					k(r.To, 0, s)
				}
			}
		},
		"ord":      atomOrdinal(1, 60),
		"ordlow":   atomOrdinal(1, 5),
		"day":      atomDay,
		"dayalone": atomDayAlone,
		"dayfigures": func(m *matcher, i, skip int, s slots, k then) { // also an ordinal, but not "first"
			atomDay(m, i, skip, s, func(j, rest int, s slots) {
				if m.size(i) > 0 || s.cur().d > 1 {
					k(j, rest, s)
				}
			})
		},
		"daybig": func(m *matcher, i, skip int, s slots, k then) {
			atomDay(m, i, skip, s, func(j, rest int, s slots) {
				if m.size(i) > 0 || s.cur().d > 10 {
					k(j, rest, s)
				}
			})
		},
		"introduced": func(m *matcher, i, skip int, s slots, k then) {
			if i == m.p.from || m.p.is(i-1, "في", "لمده", "مده", "خلال", "بعد", "قبل", "منذ", "غضون") {
				k(i, skip, s)
			}
		},
		"month":      atomMonth,
		"weekday":    atomWeekday,
		"numeric":    atomNumeric,
		"monthfirst": atomMonthFirst,
		"dotted":     atomDotted,
		"yearnum":    atomYear,
		"yearwords":  atomYearWords,
		"tens":       atomYearWords,
		"yearany": func(m *matcher, i, skip int, s slots, k then) {
			atomYear(m, i, skip, s, k)
			m.whole(i, skip, 1, 9999, func(v int, r number.Reading) {
				if !r.Ordinal {
					s.cur().y = v
					k(r.To, 0, s)
				}
			})
		},
		"yy": func(m *matcher, i, skip int, s slots, k then) {
			if v, n, ok := m.p.integer(i); ok && n == 2 {
				s.cur().y = 2000 + v
				k(i+1, 0, s)
			}
		},
		"yearmonth": atomYearMonth,
	}
}

// clockAtoms read the clock, and what only asks for a place in the sentence.
func clockAtoms() map[string]atom {
	return map[string]atom{
		"hms": atomClock,
		"hour": func(m *matcher, i, skip int, s slots, k then) {
			if m.size(i) > 2 {
				return
			}
			m.whole(i, skip, 0, 24, func(v int, r number.Reading) {
				if r.Ordinal && !r.Definite && v == 1 { // "the day before yesterday" begins with "first"
					return
				}
				s.cur().h = v
				k(r.To, 0, s)
			})
		},
		"hourord": func(m *matcher, i, skip int, s slots, k then) {
			m.whole(i, skip, 1, 12, func(v int, r number.Reading) {
				if r.Ordinal {
					s.cur().h = v
					k(r.To, 0, s)
				}
			})
		},
		"hourdigits": func(m *matcher, i, skip int, s slots, k then) {
			if m.size(i) == 0 || m.size(i) > 2 || i == 0 || !m.p.t.Tokens[i-1].Is("في", "عند") {
				return
			}
			if v, _, ok := m.p.integer(i); ok && v <= 24 {
				s.cur().h = v
				k(i+1, 0, s)
			}
		},
		"minutes": func(m *matcher, i, skip int, s slots, k then) {
			m.whole(i, skip, 1, 59, func(v int, r number.Reading) {
				s.cur().mi = v
				k(r.To, 0, s)
			})
		},
		"hhmm": func(m *matcher, i, skip int, s slots, k then) {
			if v, n, ok := m.p.integer(i); ok && n >= 3 && v/100 <= 24 && v%100 < 60 {
				s.cur().h, s.cur().mi = v/100, v%100
				k(i+1, 0, s)
			}
		},
		"decade": func(m *matcher, i, skip int, s slots, k then) {
			if x, to, ok := m.p.lex(i, isDecade); ok && int(x.pre) == skip {
				s.cur().y = x.value
				k(to, 0, s)
			}
		},
		"word": func(m *matcher, i, skip int, s slots, k then) {
			if m.p.t.Tokens[i].Kind == word.Word {
				k(i+1, 0, s)
			}
		},
		"t": func(m *matcher, i, skip int, s slots, k then) {
			if m.p.t.Tokens[i].Is("t") {
				k(i+1, 0, s)
			}
		},
		"end": func(m *matcher, i, skip int, s slots, k then) {
			if skip == 0 && (i >= m.p.to || m.p.t.Tokens[i].Kind == word.Punct && !m.p.t.Tokens[i].Is(":", "-", "/", "%")) {
				k(i, skip, s)
			}
		},
		"feast":   atomHoliday(true),
		"holiday": atomHoliday(false),
	}
}

func atomOrdinal(lo, hi int) atom {
	return func(m *matcher, i, skip int, s slots, k then) {
		m.whole(i, skip, lo, hi, func(v int, r number.Reading) {
			if r.Ordinal {
				s.nth = v
				k(r.To, 0, s)
			}
		})
	}
}

func atomDay(m *matcher, i, skip int, s slots, k then) {
	if m.size(i) > 2 {
		return
	}
	m.whole(i, skip, 1, 31, func(v int, r number.Reading) {
		s.cur().d = v
		k(r.To, 0, s)
	})
}

// atomDayAlone is a day of a month that nothing but a preposition announces: in figures, or with the article.
func atomDayAlone(m *matcher, i, skip int, s slots, k then) {
	if m.size(i) > 2 || i > 0 && m.p.prior(i) == "ال" {
		return
	}
	announced := skip > 0 && m.p.t.Tokens[i].Fold[skip-2:skip] == "ل" || i > m.p.from && m.p.t.Tokens[i-1].Is("في", "الي", "يوم")
	m.whole(i, skip, 1, 31, func(v int, r number.Reading) {
		if announced && (r.Ordinal || r.Definite || r.Digits) {
			s.cur().d = v
			k(r.To, 0, s)
		}
	})
}

func atomMonth(m *matcher, i, skip int, s slots, k then) {
	x, ok := m.p.monthAt(i)
	if !ok || x.pre != skip {
		return
	}
	s.cur().m, s.cur().cal = x.number, x.cal
	k(x.to, 0, s)
}

func atomWeekday(m *matcher, i, skip int, s slots, k then) {
	if x, to, ok := m.p.lex(i, isDay); ok && int(x.pre) == skip {
		s.cur().wd = (x.value+6)%7 + 1
		k(to, 0, s)
		return
	}
	if skip > 0 {
		return
	}
	for _, x := range m.p.l.words["ال"+m.p.t.Tokens[i].Fold] { // "every Friday" goes without the article
		if x.role == isDay && len(x.rest) == 0 {
			s.cur().wd = (x.value+6)%7 + 1
			k(i+1, 0, s)
			return
		}
	}
}

// atomNumeric is a date in figures: three numbers, or a day and month of which only one order is possible, or the first is meant.
func atomNumeric(m *matcher, i, skip int, s slots, k then) {
	if skip > 0 || m.size(i) == 0 {
		return
	}
	if n, ok := m.p.slashed(i, true); ok && n.year != 0 {
		s.cur().y, s.cur().m, s.cur().d, s.cur().cal = n.year, n.month, n.day, n.cal
		k(n.to, 0, s)
		return
	}
	f := m.p.strokes(i)
	if f.n == 3 && f.size[0] == 2 && f.size[2] == 2 && valid(2000+f.v[0], f.v[1], f.v[2]).Known() && !valid(2000+f.v[2], f.v[1], f.v[0]).Known() {
		s.cur().y, s.cur().m, s.cur().d = 2000+f.v[0], f.v[1], f.v[2]
		k(f.to, 0, s)
		return
	}
	if f.n == 2 && f.size[0] <= 2 && f.size[1] <= 2 {
		m.dayMonth(f.v[0], f.v[1], f.to, s, k)
		return
	}
	atomDotted(m, i, skip, s, k)
}

func atomDotted(m *matcher, i, skip int, s slots, k then) {
	if m.size(i) == 0 || skip > 0 {
		return
	}
	a, b, ok := strings.Cut(m.p.t.Tokens[i].Fold, ".")
	if ok && len(a) <= 2 && len(b) == 2 {
		m.dayMonth(atoi(a), atoi(b), i+1, s, k)
	}
}

// dayMonth reads two numbers as day and month, or as month and day where only that is possible.
func (m *matcher) dayMonth(a, b, to int, s slots, k then) {
	switch {
	case a >= 1 && a <= 31 && b >= 1 && b <= 12:
		s.cur().d, s.cur().m = a, b
	case b >= 1 && b <= 31 && a >= 1 && a <= 12:
		s.cur().d, s.cur().m = b, a
	default:
		return
	}
	k(to, 0, s)
}

func atomMonthFirst(m *matcher, i, skip int, s slots, k then) {
	f := m.p.strokes(i)
	if skip == 0 && m.size(i) > 0 && f.n == 2 && f.size[0] <= 2 && f.size[1] <= 2 {
		m.dayMonth(f.v[1], f.v[0], f.to, s, k)
	}
}

func atomYear(m *matcher, i, skip int, s slots, k then) {
	if m.size(i) == 4 {
		if v, _, ok := m.p.integer(i); ok && v >= 1000 && v < 2200 {
			s.cur().y = v
			k(i+1, 0, s)
		}
		return
	}
	atomYearWords(m, i, skip, s, k)
}

// atomYearWords is a year in words, also as two numbers below a hundred ("nineteen twenty-eight").
func atomYearWords(m *matcher, i, skip int, s slots, k then) {
	if m.size(i) > 0 {
		return
	}
	m.whole(i, skip, 10, 2200, func(v int, r number.Reading) {
		switch {
		case r.Ordinal:
		case v >= 1000:
			s.cur().y = v
			k(r.To, 0, s)
		case v >= 10 && v < 21 && r.To < m.p.to:
			for _, skip := range [...]int{0, 2} {
				m.whole(r.To, skip, 10, 99, func(w int, q number.Reading) {
					if !q.Ordinal && !q.Digits {
						s.cur().y = 100*v + w
						k(q.To, 0, s)
					}
				})
			}
		}
	})
}

func atomYearMonth(m *matcher, i, skip int, s slots, k then) {
	if skip > 0 || m.size(i) == 0 {
		return
	}
	a, b, ok := strings.Cut(m.p.t.Tokens[i].Fold, ".")
	to := i + 1
	if !ok {
		f := m.p.strokes(i)
		if f.n != 2 || f.to != i+3 {
			return
		}
		a, b, to = m.p.t.Tokens[i].Fold, m.p.t.Tokens[i+2].Fold, f.to
	}
	if len(b) == 4 {
		a, b = b, a
	}
	y, mo := atoi(a), atoi(b)
	if len(a) == 4 && len(b) <= 2 && y >= 1800 && y < 2200 && mo >= 1 && mo <= 12 {
		s.cur().y, s.cur().m = y, mo
		k(to, 0, s)
	}
}

// atomClock is an hour in figures: 7:56, 7:56:35.
func atomClock(m *matcher, i, skip int, s slots, k then) {
	v, n, ok := m.p.integer(i)
	if skip > 0 || !ok || n > 2 || v > 24 {
		return
	}
	c := s.cur()
	j := i + 1
	field := func() (int, bool) {
		if !m.p.is(j, ":") || !m.p.joined(j+1) {
			return 0, false
		}
		v, n, ok := m.p.integer(j + 1)
		return v, ok && n == 2 && v < 60
	}
	mi, ok := field()
	if !ok {
		return
	}
	j += 2
	c.h, c.mi = v, mi
	if sec, ok := field(); ok {
		j += 2
		c.sec = sec
	}
	k(j, 0, s)
}

// atomHoliday is a feast of holidays.tsv that stands for itself (well known), or one that needs a day or a year beside it.
func atomHoliday(known bool) atom {
	return func(m *matcher, i, skip int, s slots, k then) {
		if h, to, ok := m.p.holiday(i, skip); ok && h.known == known {
			s.holiday = h
			k(to, 0, s)
		}
	}
}
