package story

import (
	"cmp"
	"slices"

	"rawi/news"
	"rawi/text"
)

// leadSentences is how many sentences of the body, besides the title, may tell when the event was.
const leadSentences = 2

// date is when an event was: the day that most of its articles tell in their leads, those that tell none counting half for the day
// on which they were published. An event of articles without any day has the interval that all of them allow, or none.
func (b *builder) date(members []int32) *text.Days {
	votes := map[text.Day]float64{}
	within := text.Days{}
	agree := true
	for _, i := range members {
		d := b.docs[i]
		switch day := d.told; {
		case day != 0:
			votes[day]++
		case d.when.Single():
			votes[d.when.From] += .5
		case d.when.Known():
			m, ok := within.Meet(d.when)
			if ok {
				within = m
			}
			agree = agree && ok
		}
	}
	best := text.Day(0)
	for day, n := range votes {
		if best == 0 || cmp.Or(cmp.Compare(n, votes[best]), cmp.Compare(best, day)) > 0 {
			best = day
		}
	}
	switch {
	case best != 0:
		return &text.Days{From: best, To: best}
	case within.Known() && agree:
		return &within
	}
	return nil
}

// told is the day that the lead of an article tells its news for: the first single day near the day of publication.
func told(d *doc) text.Day {
	doc := &d.article.Doc
	if !d.when.Known() {
		return 0
	}
	end, n := 0, 0
	for _, s := range doc.Sentences {
		if r := doc.RoleAt(s.Start); r == text.Body {
			n++
		}
		if n > leadSentences {
			break
		}
		end = s.End
	}
	for _, x := range doc.Dates {
		if x.Span.Start >= end {
			break
		}
		if r := doc.RoleAt(x.Span.Start); r != text.Title && r != text.Body {
			continue // a stamp says when it was published
		}
		if x.Days.Single() && apart(x.Days, d.when) <= window-1 {
			return x.Days.From
		}
	}
	return 0
}

// dated gives the articles of an event that print no day of their own the day of those that tell the same event.
func (b *builder) dated(members []int32, e *news.Event) []news.Dated {
	votes := map[text.Day][]news.Ref{}
	for _, i := range members {
		if d := b.docs[i]; d.when.Single() {
			votes[d.when.From] = append(votes[d.when.From], d.Ref)
		}
	}
	var days []text.Day
	for day := range votes {
		days = append(days, day)
	}
	slices.SortFunc(days, func(p, q text.Day) int { return cmp.Or(cmp.Compare(len(votes[q]), len(votes[p])), cmp.Compare(p, q)) })
	var out []news.Dated
	for _, i := range members {
		d := b.docs[i]
		if d.when.Single() {
			continue
		}
		for _, day := range days {
			if apart(d.when, text.Days{From: day, To: day}) == 0 {
				out = append(out, news.Dated{Ref: d.Ref, Published: text.Days{From: day, To: day}, From: votes[day], Rule: "event.day"})
				break
			}
		}
	}
	return out
}
