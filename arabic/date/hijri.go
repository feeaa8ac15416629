package date

import (
	"sync"

	"rawi/arabic/lexicon"
	"rawi/text"

	"github.com/hablullah/go-hijri"
)

// calendar is the calendar that a month or a year belongs to.
type calendar uint8

const (
	gregorian calendar = iota
	islamic            // Hijri, by Umm al-Qura
	persian            // solar Hijri
)

var calendars = map[string]calendar{"gregorian": gregorian, "hijri": islamic, "persian": persian}

// The Umm al-Qura table of go-hijri covers these years.
const (
	firstUmmAlQura = 1356
	lastUmmAlQura  = 1500
)

// early holds the first days of the months before the printed tables, by year*12+month.
var early = sync.OnceValue(func() map[int]text.Day {
	m := map[int]text.Day{}
	for _, r := range lexicon.Must(files, "ummalqura.tsv").Rows {
		d, err := text.ParseDay(r.Get("first"))
		k := r.Key()
		if err != nil || len(k) != 7 {
			panic(r.Rule() + ": not a month and a day")
		}
		n := 0
		for _, c := range k[:4] {
			n = n*10 + int(c-'0')
		}
		m[n*12+int(k[5]-'0')*10+int(k[6]-'0')] = d
	}
	return m
})

// hijriMonth is the first day of a Hijri month (which may overflow the year). Outside the years that Umm al-Qura was reckoned for,
// the tabular calendar (civil epoch, leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29 of 30) stands in, which may be off by two
// days: exact is false then.
func hijriMonth(year, month int) (d text.Day, exact bool) {
	n := year*12 + month - 1
	year, month = n/12, n%12+1
	if year >= firstUmmAlQura && year <= lastUmmAlQura {
		return text.DayOf(hijri.UmmAlQuraDate{Year: int64(year), Month: int64(month), Day: 1}.ToGregorian()), true
	}
	if d, ok := early()[year*12+month]; ok {
		return d, true
	}
	return text.Day(1 + (59*(month-1)+1)/2 + (year-1)*354 + (3+11*year)/30 + 227014), false
}

// hijriOf is the Hijri year and month of a day.
func hijriOf(d text.Day) (year, month int) {
	n := int((int64(d)-227014)*360/10631) + 12 // months since the epoch, about
	for {
		if first, _ := hijriMonth(n/12, n%12+1); first > d {
			n--
			continue
		}
		if next, _ := hijriMonth((n+1)/12, (n+1)%12+1); next <= d {
			n++
			continue
		}
		return n / 12, n%12 + 1
	}
}

// persianMonth is the first day of a month of the solar Hijri calendar, whose year begins at the spring equinox of Tehran; the
// arithmetic leap years are those of a cycle of 33, which agrees with the observed equinox for the years 1178 to 1633.
func persianMonth(year, month int) text.Day {
	n := year*12 + month - 1
	year, month = n/12, n%12+1
	day := 0
	if month <= 7 {
		day = 31 * (month - 1)
	} else {
		day = 186 + 30*(month-7)
	}
	leaps := (8*year + 21) / 33
	return text.Day(226530 + 365*year + leaps + day)
}

// persianOf is the solar Hijri year and month of a day.
func persianOf(d text.Day) (year, month int) {
	year = (int(d) - 226530) / 366
	for persianMonth(year+1, 1) <= d {
		year++
	}
	for month = 1; month < 12 && persianMonth(year, month+1) <= d; {
		month++
	}
	return year, month
}

// first is the first day of a month of any calendar; months may overflow the year.
func (c calendar) first(year, month int) text.Day {
	switch c {
	case islamic:
		d, _ := hijriMonth(year, month)
		return d
	case persian:
		return persianMonth(year, month)
	}
	return text.DateOf(year, month, 1)
}

// of is the year and month of a day in the calendar.
func (c calendar) of(d text.Day) (year, month int) {
	switch c {
	case islamic:
		return hijriOf(d)
	case persian:
		return persianOf(d)
	}
	year, month, _ = d.Date()
	return year, month
}

// month is all days of a month, and year all days of a year.
func (c calendar) month(year, month int) text.Days {
	return text.Days{From: c.first(year, month), To: c.first(year, month+1) - 1}
}

func (c calendar) year(year int) text.Days {
	return text.Days{From: c.first(year, 1), To: c.first(year+1, 1) - 1}
}
