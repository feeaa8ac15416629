package claim

import (
	"cmp"
	"slices"

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

// times are the units of time: how long things last is told in few words, and of many things.
var times = map[string]bool{"second": true, "minute": true, "hour": true, "day": true, "night": true, "week": true, "month": true, "year": true, "decade": true, "century": true}

// telling says that the value is one that two texts hardly give by chance: no round one, and no span of time.
func (f *figure) telling() bool {
	scale := 1.
	for f.Value/scale >= 10 {
		scale *= 10
	}
	return f.Value >= 10 && f.Value != float64(int64(f.Value/scale))*scale && !times[f.Unit]
}

// sameThing says whether two figures count the same thing: words in common, more where the values differ.
func sameThing(p, q *figure) bool {
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
		return jaccard >= sameWords || p.telling() && jaccard >= sameWords/2 || p.next == q.next && p.next != 0
	}
	return n >= leastShared && jaccard >= likeWords
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
