package web

import (
	"embed"
	"math"
	"strconv"
	"strings"
	"sync"

	"rawi/arabic/lexicon"
	"rawi/text"
)

//go:embed counts.tsv words.tsv
var lists embed.FS

// vocabulary is the two lists of the pages' words, ready to be asked.
type vocabulary struct {
	word, note map[string]string
	count      map[string]*[6]string // by plural class
}

var vocabularies = sync.OnceValue(func() vocabulary {
	v := vocabulary{map[string]string{}, map[string]string{}, map[string]*[6]string{}}
	for _, r := range lexicon.Must(lists, "words.tsv").Rows {
		v.word[r.Key()], v.note[r.Key()] = r.Get("text"), r.Get("note")
	}
	for _, r := range lexicon.Must(lists, "counts.tsv").Rows {
		v.count[r.Key()] = &[6]string{r.Get("zero"), r.Get("one"), r.Get("two"), r.Get("few"), r.Get("many"), r.Get("other")}
	}
	return v
})

// word is the word that the list gives for a key made of a family and a name ("role", "caption"); "" when it gives none.
func word(family, name string) string { return vocabularies().word[family+"."+name] }

// note is the explanation that stands beside the word.
func note(family, name string) string { return vocabularies().note[family+"."+name] }

// phrase fills the places of a pattern of the list.
func phrase(key string, fill ...string) string {
	s := vocabularies().word[key]
	if len(fill) > 1 {
		s = strings.Replace(s, "##", fill[1], 1)
	}
	if len(fill) > 0 {
		s = strings.Replace(s, "#", fill[0], 1)
	}
	return s
}

// pluralClass is the class of a number in Arabic: 0, 1, 2, few (3 to 10), many (11 to 99), other; hundreds do not count.
// Source: Unicode CLDR, plural rules for ar.
func pluralClass(n int) int {
	switch h := n % 100; {
	case n <= 2:
		return n
	case h >= 3 && h <= 10:
		return 3
	case h >= 11:
		return 4
	}
	return 5
}

// count writes n of a noun as grammar asks; "" for a noun that the list does not have, or a number below 0.
func count(noun string, n int) string {
	forms := vocabularies().count[noun]
	if forms == nil || n < 0 {
		return ""
	}
	return strings.Replace(forms[pluralClass(n)], "#", digits(strconv.Itoa(n)), 1)
}

// digits parts the thousands of a whole number by commas. A number of four digits stays in one piece, but above a count of that
// size the eye needs them.
func digits(s string) string {
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	whole, fraction, _ := strings.Cut(s, ".")
	var b strings.Builder
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	if fraction != "" {
		b.WriteString("." + fraction)
	}
	return sign + b.String()
}

// number writes a value short: whole millions and more take the name of their scale when no more than two decimals are left.
// scaled says that they did, since the unit after a scale has another form.
func number(v float64) (s string, scaled bool) {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return strconv.FormatFloat(v, 'g', -1, 64), false
	}
	for _, scale := range []int{12, 9, 6} {
		x := v / math.Pow10(scale)
		if math.Abs(x) < 1 || math.Abs(x) >= 1e4 || math.Abs(x*100-math.Round(x*100)) > 1e-6 {
			continue
		}
		return strconv.FormatFloat(math.Round(x*100)/100, 'f', -1, 64) + " " + word("scale", strconv.Itoa(scale)), true
	}
	if math.Abs(v) >= 1e18 {
		return strconv.FormatFloat(v, 'g', -1, 64), false
	}
	return digits(strconv.FormatFloat(v, 'f', -1, 64)), false
}

// amount writes a value with its unit. A unit that the list does not have is written as it came.
func amount(v float64, unit string) string {
	s, scaled := number(v)
	forms := vocabularies().count["unit."+unit]
	switch {
	case unit == "":
		return s
	case forms == nil:
		return s + " " + unit
	case scaled || v != math.Trunc(v) || v < 0 || v > math.MaxInt32:
		return strings.Replace(forms[5], "#", s, 1)
	}
	return count("unit."+unit, int(v))
}

// figure writes an amount or a range with its hedge.
func figure(v, upper float64, unit string, hedge text.Approx) string {
	s := amount(v, unit)
	if upper != 0 {
		low, _ := number(v)
		s = phrase("range", low, amount(upper, unit))
	}
	if hedge != "" && hedge != text.Exact {
		if p := phrase("approx."+string(hedge), s); p != "" {
			return p
		}
	}
	return s
}

// weekday is the day of the week of a single known day, else "".
func weekday(d text.Days) string {
	if !d.Single() {
		return ""
	}
	return word("weekday", strconv.Itoa(int(d.From.Weekday())))
}

// days writes when something was, as far as it is known: a day, a month, a year, an interval in which it lies, or that it is not known.
func days(d text.Days) string {
	switch {
	case d.From == 0 && d.To == 0:
		return word("days", "unknown")
	case d.To == 0:
		return phrase("days.after", dayText(d.From, wholeDate))
	case d.From == 0:
		return phrase("days.before", dayText(d.To, wholeDate))
	}
	return interval(d, "days.between")
}

// span writes from when to when something lasted. uncertain says that it may have begun earlier or ended later.
func span(from, to text.Day, uncertain bool) string {
	d := text.Days{From: from, To: to}
	switch {
	case !d.Known():
		return days(d)
	case !uncertain:
		return interval(d, "days.through")
	case d.Single():
		return phrase("days.about", dayText(from, wholeDate))
	}
	s := interval(d, "days.around")
	if s == interval(d, "days.through") { // one month or year, which takes no pattern
		return phrase("days.about", s)
	}
	return s
}

// precision says how much of a date is written.
type precision int

const (
	wholeDate precision = iota
	noYear
	dayOnly
	monthYear
	yearOnly
)

func dayText(d text.Day, p precision) string {
	y, m, a := d.Date()
	month := word("month", strconv.Itoa(m))
	switch p {
	case noYear:
		return strconv.Itoa(a) + " " + month
	case dayOnly:
		return strconv.Itoa(a)
	case monthYear:
		return month + " " + strconv.Itoa(y)
	case yearOnly:
		return strconv.Itoa(y)
	}
	return strconv.Itoa(a) + " " + month + " " + strconv.Itoa(y)
}

// interval writes both ends of d under a pattern, leaving out of the first what the second says again. Whole months and years are
// written as such.
func interval(d text.Days, pattern string) string {
	y, m, a := d.From.Date()
	y2, m2, a2 := d.To.Date()
	_, _, next := (d.To + 1).Date()
	months := a == 1 && next == 1
	switch {
	case d.From == d.To:
		return dayText(d.From, wholeDate)
	case months && m == 1 && m2 == 12 && y == y2:
		return dayText(d.From, yearOnly)
	case months && m == 1 && m2 == 12:
		return phrase(pattern, dayText(d.From, yearOnly), dayText(d.To, yearOnly))
	case months && y == y2 && m == m2:
		return dayText(d.From, monthYear)
	case months:
		return phrase(pattern, dayText(d.From, monthYear), dayText(d.To, monthYear))
	case y != y2:
		return phrase(pattern, dayText(d.From, wholeDate), dayText(d.To, wholeDate))
	case m != m2 || a > a2:
		return phrase(pattern, dayText(d.From, noYear), dayText(d.To, wholeDate))
	}
	return phrase(pattern, dayText(d.From, dayOnly), dayText(d.To, wholeDate))
}

// parseDays reads Days.ISO back.
func parseDays(s string) text.Days {
	from, to, two := strings.Cut(s, "/")
	if two {
		a, errA := text.ParseDay(from)
		b, errB := text.ParseDay(to)
		if errA != nil || errB != nil {
			return text.Days{}
		}
		return text.Days{From: a, To: b}
	}
	if d, err := text.ParseDay(s); err == nil {
		return text.Days{From: d, To: d}
	}
	y, m, _ := strings.Cut(s, "-")
	year, err := strconv.Atoi(y)
	if err != nil || len(y) != 4 {
		return text.Days{}
	}
	if m == "" {
		return text.Days{From: text.DateOf(year, 1, 1), To: text.DateOf(year, 12, 31)}
	}
	month, err := strconv.Atoi(m)
	if err != nil || month < 1 || month > 12 {
		return text.Days{}
	}
	return text.Days{From: text.DateOf(year, month, 1), To: text.DateOf(year, month+1, 0)}
}
