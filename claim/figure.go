package claim

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"rawi/news"
	"rawi/text"
)

// figure is a number of an article with the words around it.
type figure struct {
	text.Number
	article *news.Article
	text    int // which text of the event
	day     text.Day
	near    []text.Word // words with content near it in its sentence, in order
	next    uint64      // stem of the first word with content behind the number: most often what is counted
	weight  float32     // summed
	others  []amount    // the other amounts of its sentence
	days    []text.Days // the days that its sentence tells of
	// where it stands in its text
	sentence int
	main     bool // it is what its text tells of the toll, or in place of a figure taken back
}

// amount is a value with its unit in one text.
type amount struct {
	text       int
	value, max float64
	unit       string
}

// amount is that of f as if it stood in text t.
func (f *figure) amount(t int) amount { return amount{t, f.Value, f.Max, f.Unit} }

// equal says whether two figures give one value.
func (f *figure) equal(o *figure) bool { return f.Value == o.Value && f.Max == o.Max }

const (
	// reach is how many words on each side of a number say what it counts.
	reach = 6
	// sameWords and likeWords are how much of these words (weighted Jaccard) two figures must share: different values need more.
	sameWords = .25
	likeWords = .4
	// leastShared is how many words different values must share.
	leastShared = 3
)

// figures is the amounts of an article's title and body.
func figures(a *news.Article, t int) []figure {
	if a == nil {
		return nil
	}
	var out []figure
	d := &a.Doc
	sentence := 0
	for _, n := range d.Numbers {
		if n.Unit == "" {
			continue
		}
		for sentence < len(d.Sentences) && d.Sentences[sentence].End <= n.Span.Start {
			sentence++
		}
		if sentence == len(d.Sentences) || !d.Sentences[sentence].Contains(n.Span) {
			continue
		}
		f := figure{Number: n, article: a, text: t, sentence: sentence}
		if d.Published != nil {
			f.day = d.Published.To
		}
		f.surround(d, d.Sentences[sentence])
		f.company(d, d.Sentences[sentence])
		if len(f.near) > 0 {
			out = append(out, f)
		}
	}
	return out
}

// surround fills near.
func (f *figure) surround(d *text.Doc, s text.Span) {
	at, _ := slices.BinarySearchFunc(d.Words, f.Span.Start, func(w text.Word, pos int) int { return cmp.Compare(int(w.Start), pos) })
	behind := at
	for behind < len(d.Words) && int(d.Words[behind].Start) < f.Span.End {
		behind++
	}
	for i := max(0, at-reach); i < min(len(d.Words), behind+reach); i++ {
		w := d.Words[i]
		if w.Weight == 0 || w.Digits || !s.Contains(w.Span()) || w.Span().Overlaps(f.Span) {
			continue
		}
		if i >= behind && f.next == 0 {
			f.next = w.Stem
		}
		f.near = append(f.near, w)
		f.weight += w.Weight
	}
}

// company fills others and days.
func (f *figure) company(d *text.Doc, s text.Span) {
	at, _ := slices.BinarySearchFunc(d.Numbers, s.Start, func(n text.Number, pos int) int { return cmp.Compare(n.Span.Start, pos) })
	for ; at < len(d.Numbers) && d.Numbers[at].Span.Start < s.End; at++ {
		if n := d.Numbers[at]; n.Span != f.Span && !times[n.Unit] {
			f.others = append(f.others, amount{0, n.Value, n.Max, n.Unit})
		}
	}
	at, _ = slices.BinarySearchFunc(d.Dates, s.Start, func(x text.Date, pos int) int { return cmp.Compare(x.Span.Start, pos) })
	for ; at < len(d.Dates) && d.Dates[at].Span.Start < s.End; at++ {
		if x := d.Dates[at].Days; x.Single() {
			f.days = append(f.days, x)
		}
	}
}

// times are the units of time: how long things last is told in few words, and of many things.
var times = map[string]bool{"second": true, "minute": true, "hour": true, "day": true, "night": true, "week": true, "month": true, "year": true, "decade": true, "century": true}

// digits is how many significant digits the value has, zeros at its end left out.
func digits(x float64) int {
	s := strings.Trim(strconv.FormatFloat(x, 'f', -1, 64), "0.")
	return len(s) - strings.Count(s, ".")
}

// telling says that the value is one that two texts hardly give by chance: no round one, and no span of time.
func (f *figure) telling() bool { return f.Value >= 10 && digits(f.Value) >= 2 && !times[f.Unit] }

// unique says that two texts of one event that give the value mean the same by it, whatever their words.
func (f *figure) unique() bool { return f.telling() && f.Value >= 100 && digits(f.Value) >= 3 }

// sameThing says whether two figures count the same thing: words in common, more where the values differ.
func sameThing(p, q *figure) bool {
	if p.equal(q) && p.unique() {
		return true
	}
	var sum float32
	n := 0
	for i, w := range p.near {
		if slices.ContainsFunc(p.near[:i], func(x text.Word) bool { return x.Stem == w.Stem }) {
			continue
		}
		if slices.ContainsFunc(q.near, func(x text.Word) bool { return x.Stem == w.Stem }) {
			sum += w.Weight
			n++
		}
	}
	if n == 0 {
		return false
	}
	jaccard := sum / (p.weight + q.weight - sum)
	if p.equal(q) {
		return jaccard >= sameWords || p.telling() && jaccard >= sameWords/3 || p.next == q.next && p.next != 0
	}
	if (p.Approx == text.About || q.Approx == text.About) && min(p.Value, q.Value) >= 100 && !share(p.Unit) && meet(p, q) {
		return jaccard >= sameWords/3 // one is the other, rounded
	}
	if share(p.Unit) && jaccard < sameWording {
		return false // markets and budgets are told in like words, line after line, each of another branch or price
	}
	return n >= leastShared && jaccard >= likeWords && !otherCase(p, q, jaccard)
}

// sameWording is from which likeness of words on even figures of different sizes are set side by side, they count parts of one thing; and
// different shares, prices and sums.
const sameWording = .6

// share says whether a unit is one of money or of shares and prices, of which a text tells many in the same words.
func share(unit string) bool {
	return unit == "percent" || unit == "point" || unit == "barrel" || len(unit) == 3 && strings.ToUpper(unit) == unit
}

// otherCase says that two sentences of like words and different figures are told of different cases: for other days, or with no figure
// in common among several, or of sizes that nobody confuses. Markets, matches and programmes are told so, from day to day and one by one.
func otherCase(p, q *figure, jaccard float32) bool {
	if times[p.Unit] {
		return true
	}
	low, high := min(p.Value, q.Value), max(p.Value, q.Value)
	if high > wide*low && p.Stand == text.Stated && q.Stand == text.Stated && (jaccard < sameWording || share(p.Unit)) {
		return true
	}
	if len(p.days) > 0 && len(q.days) > 0 && !slices.ContainsFunc(p.days, func(d text.Days) bool { return slices.Contains(q.days, d) }) {
		return true
	}
	if p.Stand != text.Stated || q.Stand != text.Stated || len(p.others) == 0 || len(q.others) == 0 {
		return false
	}
	return !slices.ContainsFunc(p.others, func(a amount) bool { return slices.Contains(q.others, a) })
}

// who is the canonical name of the person or body in whose words the figure stands, "" where it stands in the reporter's.
func (f *figure) who() string {
	for _, q := range f.article.Doc.Quotes {
		if q.Said.Contains(f.Span) {
			return q.Who
		}
	}
	return ""
}
