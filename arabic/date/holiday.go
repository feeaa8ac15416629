package date

import (
	"strconv"
	"strings"
	"sync"

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
	f := strings.Split(rest, "-")
	m := atoi(f[0])
	if len(f) == 3 { // the n-th weekday
		first := text.DateOf(year, m, 1)
		wd := (atoi(strings.TrimPrefix(f[1], "W"))%7 - int(first.Weekday()) + 7) % 7
		return first + text.Day(wd+7*(atoi(f[2])-1))
	}
	if kind == "g" {
		return text.DateOf(year, m, atoi(f[1]))
	}
	y, _ := hijriOf(text.DateOf(year, 1, 1))
	for ; ; y++ {
		d := islamic.month(y, m)
		if !d.Known() {
			return 0
		}
		day := d.From + text.Day(atoi(f[1])-1)
		if g, _, _ := day.Date(); g == year {
			return day
		} else if g > year {
			return 0
		}
	}
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
