package date

import (
	"strconv"
	"strings"
	"sync"
	"time"

	"rawi/text"
)

// holiday is a feast of holidays.tsv.
type holiday struct {
	words []string
	day   string // as in the list
	known bool
	rule  string
}

// holidays are the feasts by their first word, the longer names first.
var holidays = sync.OnceValue(func() map[string][]holiday {
	out := map[string][]holiday{}
	for _, r := range rows("holidays.tsv") {
		w := fold(r.Key())
		h := holiday{w, r.Get("day"), r.Get("known") != "", r.Rule()}
		at := 0
		for at < len(out[w[0]]) && len(out[w[0]][at].words) >= len(w) {
			at++
		}
		x := append(out[w[0]], holiday{})
		copy(x[at+1:], x[at:])
		x[at] = h
		out[w[0]] = x
	}
	return out
})

// holiday is the feast that is named from byte skip of token i.
func (p *parser) holiday(i, skip int) (h *holiday, to int, ok bool) {
	f := p.t.Tokens[i].Fold
	w := f[skip:]
	if skip > 0 && f[skip-2:skip] == "ل" && strings.HasPrefix(w, "ل") {
		w = "ا" + w
	}
	list := holidays()[w]
	for n := range list {
		to := i + 1
		for _, w := range list[n].words[1:] {
			if !p.is(to, w) {
				to = 0
				break
			}
			to++
		}
		if to > 0 {
			return &list[n], to, true
		}
	}
	return nil, i, false
}

// in is the day of the feast in a Gregorian year, the first where a Hijri feast comes twice; zero when the list gives no day.
func (h *holiday) in(year int) text.Day {
	kind, rest, ok := strings.Cut(h.day, " ")
	if !ok {
		return 0
	}
	switch kind {
	case "w", "o":
		n, err := strconv.Atoi(rest)
		if err != nil {
			panic(h.rule + ": " + err.Error())
		}
		if kind == "w" {
			return easter(year) + text.Day(n)
		}
		return paskha(year) + text.Day(n)
	}
	mon, nth, _ := strings.Cut(rest, "-")
	m := atoi(mon)
	switch kind {
	case "j":
		return hebrew(year, m, atoi(nth))
	case "g":
		if n, ok := strings.CutPrefix(nth, "F"); ok { // the Friday of the sales, and the days behind it
			return within(text.Days{From: text.DateOf(year, m, 1), To: text.DateOf(year, m+1, 0)}, "W4-4") + 1 + text.Day(max(0, atoi(strings.TrimPrefix(n, "+"))))
		}
		return within(text.Days{From: text.DateOf(year, m, 1), To: text.DateOf(year, m+1, 0)}, nth)
	}
	y, _ := hijriOf(text.DateOf(year, 1, 1))
	for ; ; y++ {
		d := islamic.month(y, m)
		if !d.Known() {
			return 0
		}
		day := within(d, nth)
		if g, _, _ := day.Date(); g == year {
			return day
		} else if g > year {
			return 0
		}
	}
}

// within is the day of a month that the list names: by its number, as the last one (L), or as the n-th or last weekday (W5-2, W5-L).
func within(month text.Days, day string) text.Day {
	if day == "L" {
		return month.To
	}
	w, nth, ok := strings.Cut(day, "-")
	if !ok {
		return month.From + text.Day(atoi(day)-1)
	}
	n := -1
	if nth != "L" {
		n = atoi(nth)
	}
	return nthOf(month, time.Weekday(atoi(strings.TrimPrefix(w, "W"))%7), n).From
}

// easter is Easter Sunday of the Western churches (Meeus, Jones and Butcher).
func easter(y int) text.Day {
	a, b, c := y%19, y/100, y%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 19*l) / 433
	month := (h + l - 7*m + 90) / 25
	return text.DateOf(y, month, (h+l-7*m+33*month+19)%32)
}

// paskha is Easter Sunday of the Orthodox churches, by the Julian calendar, as a Gregorian day (Meeus).
func paskha(y int) text.Day {
	a, b, c := y%4, y%7, y%19
	d := (19*c + 15) % 30
	e := (2*a + 4*b - d + 34) % 7
	month, day := (d+e+114)/31, (d+e+114)%31+1
	return text.DateOf(y, month, day) + text.Day(y/100-y/400-2)
}

// hebrew is a day of a Hebrew month, counted from Nisan, in a Gregorian year. From Nisan to Elul the months are of one length and end
// with the year; those behind Tishri take theirs from the length of the year.
func hebrew(year, month, day int) text.Day {
	tishri := roshHashanah(year + 3761)
	switch {
	case month <= 6:
		return tishri - 177 + text.Day((59*(month-1)+1)/2+day-1)
	case month == 12: // the Adar before Nisan
		return tishri - 177 - 29 + text.Day(day-1)
	case month >= 10: // in winter, of the year that began the autumn before
		year--
		tishri = roshHashanah(year + 3761)
	}
	length := int(roshHashanah(year+3762) - tishri)
	months := [...]int{30, 29, 30, 29, 30}
	switch length % 10 {
	case 3:
		months[2] = 29
	case 5:
		months[1] = 30
	}
	for _, n := range months[:month-7] {
		day += n
	}
	return tishri + text.Day(day-1)
}

// roshHashanah is the first day of a Hebrew year (Reingold and Dershowitz, Calendrical Calculations).
func roshHashanah(year int) text.Day {
	d := molad(year)
	switch {
	case molad(year+1)-d == 356:
		d += 2
	case d-molad(year-1) == 382:
		d++
	}
	return text.Day(d - 1373428)
}

// molad is the days from the epoch to the new moon of Tishri, put off from Sunday, Wednesday and Friday.
func molad(year int) int {
	months := (235*year - 234) / 19
	parts := 12084 + 13753*months
	day := 29*months + parts/25920
	if (3*(day+1))%7 < 3 {
		day++
	}
	return day + 1
}
