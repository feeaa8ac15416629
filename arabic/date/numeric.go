package date

import (
	"strconv"
	"strings"

	"rawi/arabic/word"
	"rawi/text"
)

// figures reads an expression that begins with a number in figures: a date between strokes, a day of a month, a year.
func (p *parser) figures(i int) (n node, ok bool) {
	if i > p.from && p.t.Tokens[i].Gap == word.None && p.t.Tokens[i-1].Is("/", "-", ":", "\\", ".") && i-1 > p.from && p.t.Tokens[i-2].Kind == word.Number && p.t.Tokens[i-1].Gap == word.None {
		return node{}, false // inside a longer run of numbers
	}
	if m, ok := p.slashed(i, p.expected(i)); ok {
		return m, !p.forbidden(&m)
	}
	if m, ok := p.dated(i); ok {
		if p.forbidden(&m) {
			return node{to: m.to}, false
		}
		return m, true
	}
	if m, ok := p.lastSo(i); ok {
		return m, true
	}
	if m, ok := p.reign(i); ok {
		return m, true
	}
	if m, ok := p.english(i, i+1); ok {
		return m, true
	}
	return p.yearAlone(i)
}

// reign reads a span of early years in both calendars: "111-126 H/730-745 AD". The Gregorian years count.
func (p *parser) reign(i int) (n node, ok bool) {
	span := func(j int, marks map[string]bool) (from, to, end int, ok bool) {
		from, _, ok = p.integer(j)
		if !ok || !p.is(j+1, "-", "\u2013") || !p.joined(j+2) {
			return 0, 0, j, false
		}
		to, _, ok = p.integer(j + 2)
		return from, to, j + 4, ok && from < to && p.joined(j+3) && marks[p.t.Tokens[j+3].Fold]
	}
	a, b, end, ok := span(i, hegira)
	if !ok || b > 1500 {
		return n, false
	}
	n = node{from: i, to: end, rule: "date.year"}
	n.kind, n.days = absolute, text.Days{From: islamic.year(a).From, To: islamic.year(b).To}
	if p.is(end, "/") && p.joined(end+1) {
		if c, d, to, ok := span(end+1, christian); ok {
			n.to, n.days = to, text.Days{From: text.DateOf(c, 1, 1), To: text.DateOf(d, 12, 31)}
		}
	}
	return n, n.days.Known() && n.days.From < n.days.To
}

// lastSo reads "the last ten years" with the number before its noun: the number carries the article.
func (p *parser) lastSo(i int) (n node, ok bool) {
	a := p.number(i)
	if a == nil || a.Ordinal || a.Max != 0 || a.Value != float64(int(a.Value)) || a.Value < 2 || a.Value > 100 || !a.Definite && p.prior(i) != "ال" {
		return n, false
	}
	x, end, ok := p.next(a.Digits, isPeriod)
	if !ok || x.number != single && x.number != many || x.unit > decades {
		return n, false
	}
	y, to, ok := p.next(end, isPlace)
	if !ok || y.place != last && y.place != next {
		return n, false
	}
	n = node{from: i, to: to, rule: "date.stretch"}
	if k := a.Span.Start - p.t.Tokens[i].Span.Start; k > 0 && k < len(p.t.Tokens[i].Fold) {
		n.pre = k
	}
	n.kind, n.unit, n.n, n.place = stretch, x.unit, int(a.Value), y.place
	return n, true
}

// english reads a full date in English, as posts that an article shows are stamped: "April 12, 2024", "12 April 2024". The month stands
// at token m.
func (p *parser) english(i, m int) (n node, ok bool) {
	if !p.joined(m) && m > i || m >= p.to || p.t.Tokens[m].Kind != word.Latin {
		return n, false
	}
	month := englishMonth(p.t.Tokens[m].Fold)
	day, year := i, m+1
	if m == i {
		day, year = i+1, i+2
		if p.is(i+1, ".") {
			day, year = i+2, i+3
		}
	}
	if p.is(year, ",", "،") {
		year++
	}
	if month == 0 || !p.joined(year) || day > i && !p.joined(day) {
		return n, false
	}
	d, ok := p.dayOfMonth(day)
	y, size, ok2 := p.integer(year)
	if !ok || !ok2 || size != 4 || y < 1900 || y > 2100 {
		return n, false
	}
	n = node{from: i, to: year + 1, rule: englishDate}
	n.kind, n.year, n.month, n.day = calendary, y, month, d
	return n, n.form.at(0, text.Days{}).Known()
}

// englishDate is the rule of dates in English.
const englishDate = "date.english"

// englishMonth is the number of an English month, folded, in full or by its first three letters; 0 for other words.
func englishMonth(w string) int {
	switch w {
	case "january", "jan":
		return 1
	case "february", "feb":
		return 2
	case "march", "mar":
		return 3
	case "april", "apr":
		return 4
	case "may":
		return 5
	case "june", "jun":
		return 6
	case "july", "jul":
		return 7
	case "august", "aug":
		return 8
	case "september", "sep":
		return 9
	case "october", "oct":
		return 10
	case "november", "nov":
		return 11
	case "december", "dec":
		return 12
	}
	return 0
}

// expected says that the word before token i announces a date in figures.
func (p *parser) expected(i int) bool {
	switch p.prior(i) {
	case "بتاريخ", "تاريخ", "وتاريخ", "وبتاريخ", "يوم", "الموافق", "التاريخ":
		return true
	}
	return false
}

// fields are the figures between the strokes of a date.
type fields struct {
	v, size [3]int
	n       int
	to      int
	sep     string
	spaced  bool
}

// strokes reads two or three numbers with the same stroke, dash or point between them.
func (p *parser) strokes(i int) (f fields) {
	k := &p.t.Tokens[i]
	if parts := strings.Split(k.Fold, "."); len(parts) == 3 {
		for j, s := range parts {
			f.v[j], f.size[j] = atoi(s), len(s)
		}
		f.n, f.to, f.sep = 3, i+1, "."
		return f
	}
	for j := i; f.n < 3; j += 2 {
		v, size, ok := p.integer(j)
		if !ok || j > i && !p.joined(j) {
			break
		}
		f.v[f.n], f.size[f.n] = v, size
		f.n++
		f.to = j + 1
		if !p.joined(j+1) || !p.t.Tokens[j+1].Is("/", "-", "\\", "\u2013") {
			break
		}
		sep := p.t.Tokens[j+1].Fold
		if sep == "\u2013" {
			sep = "-"
		}
		if f.sep != "" && f.sep != sep {
			break
		}
		f.sep = sep
		if p.joined(j+2) && (p.t.Tokens[j+1].Gap != word.None || p.t.Tokens[j+2].Gap != word.None) {
			f.spaced = true
		}
	}
	return f
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || len(s) > 4 {
		return -1
	}
	return n
}

// slashed reads a date in figures: day first, as the Arab press writes, unless only month first is possible; year first in ISO
// form. Two numbers are a day and month only where a date is expected.
func (p *parser) slashed(i int, expected bool) (n node, ok bool) {
	f := p.strokes(i)
	n = node{from: i, to: f.to, rule: "date.numeric"}
	n.kind = calendary
	switch {
	case f.n == 2 && expected && f.size[0] <= 2 && f.size[1] <= 2 && f.v[0] >= 1 && f.v[0] <= 31 && f.v[1] >= 1 && f.v[1] <= 12:
		n.day, n.month = f.v[0], f.v[1]
		return n, true
	case f.n < 3:
		return n, false
	case f.spaced && f.size[2] != 4 && f.size[0] != 4:
		return n, false
	}
	d, m, y := f.v[0], f.v[1], f.v[2]
	four := f.size[2] == 4
	if f.size[0] == 4 {
		if f.size[1] > 2 || f.size[2] > 2 {
			return n, false
		}
		y, m, d, four = f.v[0], f.v[1], f.v[2], true
		if m > 12 {
			m, d = d, m
		}
	} else if f.size[0] > 2 || f.size[1] > 2 || !four && (f.size[2] != 2 || f.sep == "-" && !expected) {
		return n, false
	}
	hijri := four && y >= 1300 && y <= 1500
	if p.joined(f.to) {
		switch w := p.t.Tokens[f.to].Fold; {
		case hegira[w] && !christian[w]:
			hijri = true
			n.to++
			if !four {
				y += 1400
			}
		case christian[w]:
			n.to++
		}
	}
	if !four && !hijri {
		y += 2000
		if y > 2068 {
			y -= 100
		}
	}
	if hijri {
		n.cal, n.year, n.month, n.day = islamic, y, m, d
		if m > 12 && d <= 12 {
			n.month, n.day = d, m
		}
		return n, n.month >= 1 && n.month <= 12 && n.day >= 1 && n.day <= 30
	}
	if y < 1800 || y > 2200 {
		return n, false
	}
	first, second := valid(y, m, d), valid(y, d, m)
	if f.size[0] == 4 {
		second = text.Days{}
	}
	n.kind = absolute
	switch {
	case first.Known():
		n.days = first
		if second.Known() && second != first {
			n.other = second
		}
	case second.Known():
		n.days = second
	default:
		return n, false
	}
	n.year, n.month, n.day = n.days.From.Date()
	return n, true
}

// valid is the day of a date in figures, zero when there is none.
func valid(y, m, d int) text.Days {
	if m < 1 || m > 12 || d < 1 {
		return text.Days{}
	}
	day := text.DateOf(y, m, d)
	if _, n, _ := day.Date(); n != m {
		return text.Days{}
	}
	return one(day)
}

// inYear are the words behind which four figures are a year; with them, a word of one of these kinds may carry "and" and "so".
var inYear = []string{"في", "منذ", "بحلول", "حتي", "خلال", "بعد", "قبل", "بين", "الفتره", "ب", "لغايه", "ابتداء", "مواليد"}

// yearAlone reads four figures that are a year: by the preposition before them, by an era behind them, as a range between brackets.
func (p *parser) yearAlone(i int) (n node, ok bool) {
	v, size, ok := p.integer(i)
	if !ok || (size != 4 || v < 1000) && !p.early(i) || v > 2200 {
		return n, false
	}
	y, cal, to, ok := p.yearAt(i)
	if !ok {
		return n, false
	}
	n = node{from: i, to: to, rule: "date.year"}
	n.kind, n.year, n.cal = calendary, y, cal
	era := to > i+1
	if p.seasonal(i) {
		return n, false
	}
	if (!era || cal == gregorian) && (v < 1800 || v > 2100) { // "1600 m" is a length more often than a year
		return n, false
	}
	prior := p.prior(i)
	if i > p.from && p.t.Tokens[i].Gap == word.None && prior != "(" && prior != "ب" && prior != "و" && !era && !word.IsQuote(p.t.Tokens[i-1]) && !p.t.Tokens[i-1].Is("،", ",") {
		return n, false
	}
	if a := p.number(i); a != nil && a.Counted && a.To > to {
		return n, false
	}
	n = p.years(n, to)
	introduced := era && !p.l.measures[prior] || (prior == "و" || prior == "او") && p.afterYear(i-2)
	introduced = introduced || !era && p.l.yearly[prior] || p.annals(i)
	for _, w := range inYear {
		introduced = introduced || endsIn(prior, w)
	}
	switch {
	case introduced:
		if !era && n.kind == calendary && p.joined(n.to) && p.t.Tokens[n.to].Is("-", "/", "%", ":") && p.t.Tokens[n.to].Gap == word.None && p.joined(n.to+1) && p.t.Tokens[n.to+1].Kind == word.Number {
			return n, false
		}
		return n, true
	case prior == "(":
		return n, p.is(n.to, ")") || n.kind == between && p.is(n.to, "،", ",")
	case i > p.from && word.IsQuote(p.t.Tokens[i-1]) && n.kind == between: // a life
		return n, p.joined(n.to) && word.IsQuote(p.t.Tokens[n.to])
	case endsIn(prior, "من"):
		switch p.prior(i - 1) { // as of 2017
		case "ذاتها", "نفسها", "المماثله", "ذاته", "نفسه", "المماثل", "المقابله", "المقابل", "عينها", // the same period of 2014
			"بدايه", "ابتداء", "اعتبارا", "انطلاقا", "بدءا", "وابتداء", "واعتبارا":
			return n, true
		}
		return n, n.kind == between
	}
	return n, false
}

// early says that the figures at token i are a year of the Hegira below 1000, by the letter for it: right behind them, or its word.
func (p *parser) early(i int) bool {
	if _, size, ok := p.integer(i); !ok || size > 3 || !p.joined(i+1) {
		return false
	}
	k := &p.t.Tokens[i+1]
	if !hegira[k.Fold] || k.Gap != word.None && (k.Fold == "ه" || k.Fold == "هجري") {
		return false
	}
	if len(p.t.Tokens[i].Fold) > 2 || p.is(i+2, "/") { // two figures by themselves may be short for 1436
		return true
	}
	w := p.prior(i)
	return w == "ت" || w == "(" || endsIn(w, "سنه") || endsIn(w, "عام") || endsIn(w, "العام") || endsIn(w, "السنه")
}

// annals says that the four figures at token i head an entry of a chronicle: they begin a line, and a dash follows.
func (p *parser) annals(i int) bool {
	return p.t.Tokens[i].Gap >= word.Line && p.is(i+1, "-", "\u2013", "\u2014") && p.t.Tokens[i+1].Gap == word.Space && p.joined(i+2) &&
		p.t.Tokens[i+2].Gap == word.Space && p.t.Tokens[i+2].Kind == word.Word
}

// afterYear says that token i is a year too: "in 1964 and 2008".
func (p *parser) afterYear(i int) bool {
	v, size, ok := p.integer(max(i, p.from))
	return ok && i > p.from && size == 4 && v >= 1800 && v <= 2100
}

// seasonal says that the year at token i names a season of sport or a tournament.
func (p *parser) seasonal(i int) bool {
	for j := i - 1; j >= p.from && j >= i-3; j-- {
		if p.l.seasons[p.t.Tokens[j].Fold] {
			return true
		}
		if p.t.Tokens[j].Is("في", "منذ", "عام") {
			return false
		}
	}
	return false
}
