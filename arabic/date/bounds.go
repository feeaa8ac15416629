package date

import (
	"slices"
	"sync"

	"rawi/arabic/number"
	"rawi/arabic/word"
	"rawi/text"
)

// widest is the longest interval, in days, that is worth telling: about a year.
const widest = 400

// narrowest is the shortest: bounds that all but meet are more often one misread date than two good ones.
const narrowest = 3

// limits are the first and last day that the article can have been written on, with the words that say so.
type limits struct {
	days     text.Days
	evidence []text.Span
	whole    bool // the first day comes from a year that is told as a whole
	recent   bool // … or from something that is told for few years only
}

func (l *limits) after(d text.Day, why text.Span) {
	if d > l.days.From {
		l.days.From = d
		l.evidence = append(l.evidence, why)
	}
}

func (l *limits) until(d text.Day, why text.Span) {
	if l.days.To == 0 || d < l.days.To {
		l.days.To = d
		l.evidence = append(l.evidence, why)
	}
}

// limits reads the bounds: what is told as past lies before the writing, what is announced after it, an anniversary in its year.
func (w *witness) limits() limits {
	var l limits
	var past, future []text.Days
	for i := range w.found {
		e := &w.found[i]
		f := &e.form
		if !w.tells(i) && w.roles[i] != text.Caption {
			continue
		}
		d := w.known(i)
		switch {
		case !d.Known() || !possible(d):
		case f.future && w.announced(i):
			l.until(d.To, e.Span)
			future = append(future, d)
		case w.roles[i] == text.Caption && d.Single() && !f.future, f.past && w.since(i):
			from, whole := w.over(i, d)
			past = append(past, d)
			if from > l.days.From {
				l.whole = whole
			}
			l.after(from, e.Span)
		}
	}
	for _, d := range past { // what is told both ways bounds nothing
		if slices.Contains(future, d) {
			return limits{}
		}
	}
	for _, r := range eras() {
		for i := range w.t.Tokens {
			if w.t.Tokens[i].Fold == r.words[0] && matches(w.t, i, r.words) {
				l.recent = l.recent || r.day > l.days.From
				l.after(r.day, w.t.Span(i, i+len(r.words)))
				break
			}
		}
	}
	if y, why := w.anniversary(); y != 0 {
		l.after(text.DateOf(y, 1, 1), why)
		l.until(text.DateOf(y, 12, 31), why)
	}
	return l
}

// since says that expression i is what something has lasted since, or a year told as a whole: it is past beyond doubt, which a
// verb in the past some words before it does not show (it may belong to another clause).
func (w *witness) since(i int) bool {
	if w.found[i].From == 0 {
		return false
	}
	k := w.t.Tokens[w.found[i].From-1].Fold
	_, whole := w.over(i, w.known(i))
	return whole || endsIn(k, "منذ")
}

// announced says that expression i is to come beyond doubt: "by 2030", or right behind a verb in the future.
func (w *witness) announced(i int) bool {
	from := w.found[i].From
	for j := from - 1; j >= 0 && j >= from-3; j-- {
		k := w.t.Tokens[j].Fold
		if j == from-1 && endsIn(k, "بحلول") || willBe(k) {
			return true
		}
	}
	return false
}

// over is the first day from which the days may be told as past. A year of which something is told as a whole ("during the year
// 2025 trade went on growing") is over, or nearly: were it the current one, the writer would call it this year.
func (w *witness) over(i int, d text.Days) (from text.Day, whole bool) {
	e := &w.found[i]
	if e.From > 0 && d.To-d.From >= 364 && d.To-d.From <= 365 {
		if k := w.t.Tokens[e.From-1].Fold; endsIn(k, "خلال") || endsIn(k, "طوال") || endsIn(k, "طيله") {
			y, _, _ := d.From.Date()
			return text.DateOf(y, 10, 1), true
		}
	}
	return d.From, false
}

// era is a phrase that cannot stand in a text before a day.
type era struct {
	words []string
	day   text.Day
}

var eras = sync.OnceValue(func() []era {
	var out []era
	for _, r := range rows("eras.tsv") {
		d, err := text.ParseDay(r.Get("from"))
		if err != nil {
			panic(r.Rule() + ": " + err.Error())
		}
		out = append(out, era{fold(r.Key()), d})
	}
	return out
})

// jubilees are the events of anniversaries.tsv by their first word.
var jubilees = sync.OnceValue(func() map[string][]era {
	out := map[string][]era{}
	for _, r := range rows("anniversaries.tsv") {
		w := fold(r.Key())
		out[w[0]] = append(out[w[0]], era{w, text.DateOf(count(r, "year"), 1, 1)})
	}
	return out
})

func matches(t *word.Text, i int, words []string) bool {
	if i+len(words) > len(t.Tokens) {
		return false
	}
	for j, w := range words[1:] {
		if t.Tokens[i+1+j].Fold != w {
			return false
		}
	}
	return true
}

// anniversary reads "the 80th anniversary of the end of the Second World War": the year in which it is kept, 0 when there is none.
func (w *witness) anniversary() (year int, why text.Span) {
	t := w.t
	for _, part := range w.doc.Parts {
		if part.Role != text.Title && part.Role != text.Body {
			continue
		}
		i, end := t.Range(part.Span)
		for ; i < end; i++ {
			if !t.Tokens[i].Is("الذكري", "بالذكري", "للذكري", "والذكري", "ذكري") {
				continue
			}
			if y, to := w.jubilee(i+1, min(end, i+8)); y != 0 {
				return y, t.Span(i, to)
			}
		}
	}
	return 0, text.Span{}
}

// jubilee reads the number and the event of an anniversary among the tokens [i, end).
func (w *witness) jubilee(i, end int) (year, to int) {
	n := 0
	for _, a := range number.Find(w.t, i, end) {
		if v := int(a.Value); a.Value == float64(v) && v > 0 && v < 500 {
			n, i = v, a.Digits
			break
		}
	}
	for ; n > 0 && i < end; i++ {
		s := w.t.Tokens[i].Fold
		if len(s) <= 4 || s[:2] != "ل" {
			continue
		}
		s = s[2:]
		if s[:2] == "ل" { // the article's alef is hidden
			s = "ا" + s
		}
		for _, e := range jubilees()[s] {
			if matches(w.t, i, e.words) {
				y, _, _ := e.day.Date()
				return y + n, i + len(e.words)
			}
		}
	}
	return 0, i
}

// bounds is the interval that past and coming leave, where it is narrow enough to tell.
func (w *witness) bounds() *text.Dating {
	l := w.limits()
	if l.days.From == 0 {
		return nil
	}
	if l.days.To == 0 && l.whole {
		w.sinceMonth(&l)
	}
	if !l.days.Known() || l.days.To-l.days.From < narrowest || l.days.To-l.days.From > widest {
		return nil
	}
	return dating(w.onWeekday(l.days), "date.bounds", append(l.evidence, w.today...)...)
}

// lastQuarter is the first month that "last September", told beside the account of a whole year, can only mean of that year: a year
// later the account would be old.
const lastQuarter = 9

// sinceMonth closes an open interval by "last September": the writing lies within the twelve months behind it. It is the September
// of the year that is told as a whole.
func (w *witness) sinceMonth(l *limits) {
	for i := range w.found {
		f := &w.found[i].form
		if f.kind != calendary || f.cal != gregorian || f.month == 0 || f.year != 0 || f.place != last || f.ofYear != unplaced || f.month < lastQuarter || !w.tells(i) {
			continue
		}
		y, _, _ := l.days.From.Date()
		l.after(text.DateOf(y, f.month+1, 1), w.found[i].Span)
		l.until(text.DateOf(y+1, f.month, 0), w.found[i].Span)
	}
}

// onWeekday moves the ends of an interval in to the weekday that the text names as that of the writing.
func (w *witness) onWeekday(d text.Days) text.Days {
	for n := 0; n < 7 && d.From < d.To && !w.weekdays[d.From.Weekday()]; n++ {
		d.From++
	}
	for n := 0; n < 7 && d.From < d.To && !w.weekdays[d.To.Weekday()]; n++ {
		d.To--
	}
	return d
}

// plausible is how many years after the beginning of the bounds a day is looked for whose weekday picks the year. Weekdays come
// round on the same day after five or six years.
const plausible = 3

// yearless places a day and month that is told with its weekday but without its year: the only year within the bounds that fits.
func (w *witness) yearless() *text.Dating {
	l := w.limits()
	if l.days.From == 0 || l.days.To == 0 && !l.recent && !l.whole {
		return nil
	}
	first, _, _ := l.days.From.Date()
	final := first + plausible
	if l.days.To != 0 {
		if y, _, _ := l.days.To.Date(); y-first > plausible+1 {
			return nil
		} else {
			final = y
		}
	}
	for i := range w.found {
		e := &w.found[i]
		f := &e.form
		if f.pair != nil {
			f = f.pair
		}
		if f.kind != calendary || f.cal != gregorian || !f.named || f.year != 0 || f.day == 0 || f.month == 0 || f.toDay != 0 || f.ofYear != unplaced || !w.tells(i) {
			continue
		}
		var day text.Day
		for y := first; y <= final; y++ {
			if d := f.in(y, f.month); d.Single() && d.From.Weekday() == f.weekday {
				if day != 0 {
					return nil
				}
				day = d.From
			}
		}
		if day == 0 {
			continue
		}
		var within text.Days
		switch {
		case e.form.kind == weekday && e.form.place == next: // next Friday lies within the week
			within = text.Days{From: day - 7, To: day - 1}
		case f.near:
			within = one(day - text.Day(f.n))
		default:
			continue
		}
		d := w.withEvents(w.onWeekday(within))
		return dating(d, "date.yearless", append(append(l.evidence, e.Span), w.today...)...)
	}
	return nil
}

// withEvents moves the beginning of a week to the day of the lede's news.
func (w *witness) withEvents(d text.Days) text.Days {
	for _, i := range w.events {
		for day := d.From; day <= d.To; day++ {
			if day.Weekday() == w.found[i].form.weekday {
				return text.Days{From: day, To: d.To}
			}
		}
	}
	return d
}
