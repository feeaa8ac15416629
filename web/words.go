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

// tongue is the language of a page's own words. The words of articles stay as they are in either.
type tongue string

// The languages of the pages.
const (
	inArabic  tongue = "ar"
	inEnglish tongue = "en"
)

// Other is the language that a reader may change to.
func (t tongue) Other() tongue {
	if t == inEnglish {
		return inArabic
	}
	return inEnglish
}

// Dir is the direction in which its lines run.
func (t tongue) Dir() string {
	if t == inEnglish {
		return "ltr"
	}
	return "rtl"
}

// vocabulary is the two lists of the pages' words in one language, ready to be asked.
type vocabulary struct {
	word, note map[string]string
	count      map[string][]string // by plural class
}

var vocabularies = sync.OnceValue(func() map[tongue]vocabulary {
	out := map[tongue]vocabulary{}
	for t, column := range map[tongue][2]string{inArabic: {"text", "note"}, inEnglish: {"en", "en_note"}} {
		v := vocabulary{map[string]string{}, map[string]string{}, map[string][]string{}}
		for _, r := range lexicon.Must(lists, "words.tsv").Rows {
			v.word[r.Key()], v.note[r.Key()] = r.Get(column[0]), r.Get(column[1])
		}
		for _, r := range lexicon.Must(lists, "counts.tsv").Rows {
			forms := []string{r.Get("zero"), r.Get("one"), r.Get("two"), r.Get("few"), r.Get("many"), r.Get("other")}
			if t == inEnglish {
				forms = []string{r.Get("en_zero"), r.Get("en_one"), r.Get("en_other")}
			}
			v.count[r.Key()] = forms
		}
		out[t] = v
	}
	return out
})

// word is the word that the list gives for a key made of a family and a name ("role", "caption"); "" when it gives none.
func (t tongue) word(family, name string) string { return vocabularies()[t].word[family+"."+name] }

// note is the explanation that stands beside the word.
func (t tongue) note(family, name string) string { return vocabularies()[t].note[family+"."+name] }

// phrase fills the places of a pattern of the list.
func (t tongue) phrase(key string, fill ...string) string {
	s := vocabularies()[t].word[key]
	if len(fill) > 1 {
		s = strings.Replace(s, "##", fill[1], 1)
	}
	if len(fill) > 0 {
		s = strings.Replace(s, "#", fill[0], 1)
	}
	return s
}

// pluralClass is the class of a number: in Arabic 0, 1, 2, few (3 to 10), many (11 to 99), other, where hundreds do not count; in
// English 0, 1, other. Source: Unicode CLDR, plural rules for ar and en.
func (t tongue) pluralClass(n int) int {
	if t == inEnglish {
		return min(n, 2)
	}
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
func (t tongue) count(noun string, n int) string {
	forms := vocabularies()[t].count[noun]
	if forms == nil || n < 0 {
		return ""
	}
	return strings.Replace(forms[t.pluralClass(n)], "#", digits(strconv.Itoa(n)), 1)
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
func (t tongue) number(v float64) (s string, scaled bool) {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return strconv.FormatFloat(v, 'g', -1, 64), false
	}
	for _, scale := range []int{12, 9, 6} {
		x := v / math.Pow10(scale)
		if math.Abs(x) < 1 || math.Abs(x) >= 1e4 || math.Abs(x*100-math.Round(x*100)) > 1e-6 {
			continue
		}
		return strconv.FormatFloat(math.Round(x*100)/100, 'f', -1, 64) + " " + t.word("scale", strconv.Itoa(scale)), true
	}
	if math.Abs(v) >= 1e18 {
		return strconv.FormatFloat(v, 'g', -1, 64), false
	}
	return digits(strconv.FormatFloat(v, 'f', -1, 64)), false
}

// amount writes a value with its unit. A unit that the list does not have is written as it came.
func (t tongue) amount(v float64, unit string) string {
	s, scaled := t.number(v)
	forms := vocabularies()[t].count["unit."+unit]
	switch {
	case unit == "":
		return s
	case forms == nil:
		return s + " " + unit
	case scaled || v != math.Trunc(v) || v < 0 || v > math.MaxInt32:
		return strings.Replace(forms[len(forms)-1], "#", s, 1)
	}
	return t.count("unit."+unit, int(v))
}

// figure writes an amount or a range with its hedge.
func (t tongue) figure(v, upper float64, unit string, hedge text.Approx) string {
	s := t.amount(v, unit)
	if upper != 0 {
		low, _ := t.number(v)
		s = t.phrase("range", low, t.amount(upper, unit))
	}
	if hedge != "" && hedge != text.Exact {
		if p := t.phrase("approx."+string(hedge), s); p != "" {
			return p
		}
	}
	return s
}

// weekday is the day of the week of a single known day, else "".
func (t tongue) weekday(d text.Days) string {
	if !d.Single() {
		return ""
	}
	return t.word("weekday", strconv.Itoa(int(d.From.Weekday())))
}

// days writes when something was, as far as it is known: a day, a month, a year, an interval in which it lies, or that it is not known.
func (t tongue) days(d text.Days) string {
	switch {
	case d.From == 0 && d.To == 0:
		return t.word("days", "unknown")
	case d.To == 0:
		return t.phrase("days.after", t.dayText(d.From, wholeDate))
	case d.From == 0:
		return t.phrase("days.before", t.dayText(d.To, wholeDate))
	}
	return t.interval(d, "days.between")
}

// span writes from when to when something lasted. uncertain says that it may have begun earlier or ended later.
func (t tongue) span(from, to text.Day, uncertain bool) string {
	d := text.Days{From: from, To: to}
	switch {
	case !d.Known():
		return t.days(d)
	case !uncertain:
		return t.interval(d, "days.through")
	case d.Single():
		return t.phrase("days.about", t.dayText(from, wholeDate))
	}
	s := t.interval(d, "days.around")
	if s == t.interval(d, "days.through") { // one month or year, which takes no pattern
		return t.phrase("days.about", s)
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

func (t tongue) dayText(d text.Day, p precision) string {
	y, m, a := d.Date()
	month := t.word("month", strconv.Itoa(m))
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
func (t tongue) interval(d text.Days, pattern string) string {
	y, m, a := d.From.Date()
	y2, m2, a2 := d.To.Date()
	_, _, next := (d.To + 1).Date()
	months := a == 1 && next == 1
	switch {
	case d.From == d.To:
		return t.dayText(d.From, wholeDate)
	case months && m == 1 && m2 == 12 && y == y2:
		return t.dayText(d.From, yearOnly)
	case months && m == 1 && m2 == 12:
		return t.phrase(pattern, t.dayText(d.From, yearOnly), t.dayText(d.To, yearOnly))
	case months && y == y2 && m == m2:
		return t.dayText(d.From, monthYear)
	case months:
		return t.phrase(pattern, t.dayText(d.From, monthYear), t.dayText(d.To, monthYear))
	case y != y2:
		return t.phrase(pattern, t.dayText(d.From, wholeDate), t.dayText(d.To, wholeDate))
	case m != m2 || a > a2:
		return t.phrase(pattern, t.dayText(d.From, noYear), t.dayText(d.To, wholeDate))
	}
	return t.phrase(pattern, t.dayText(d.From, dayOnly), t.dayText(d.To, wholeDate))
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
