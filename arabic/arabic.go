// Package arabic is the front door to everything that knows Arabic: Read finds all there is to find in one article.
package arabic

import (
	"sync"

	"rawi/arabic/chain"
	"rawi/arabic/date"
	"rawi/arabic/name"
	"rawi/arabic/number"
	"rawi/arabic/quote"
	"rawi/arabic/word"
	"rawi/text"
)

// Read fills doc, whose Text, Parts, Title and credits page has set, with what stands in it. This is the order in which a text
// is read: tokens, sentences, numbers, dates (which may narrow the day of publication), names, quotes with their chains.
func Read(doc *text.Doc) {
	t := texts.Get().(*word.Text)
	defer texts.Put(t)
	t.Read(doc.Text, doc.Range())
	sentences, counted, told := split(t, doc)
	numbers := each(told, func(r [2]int) []number.Amount { return number.Find(t, r[0], r[1]) })
	dates := each(told, func(r [2]int) []date.Expr { return date.Find(t, r[0], r[1], numbers) })
	doc.Published = date.Publish(t, doc, dates)
	doc.Dates = date.Resolve(t, dates, doc.Published)
	doc.Numbers = number.Claims(t, inside(numbers, counted), doc.Dates)
	number.Stand(t, counted, doc.Numbers)
	doc.Names = name.Find(t, told, day(doc.Published))
	doc.Offices = name.Offices(t, told, doc.Names, day(doc.Published))
	if s, ok := chain.SpokenTo(t); ok && doc.Outlet.Name == "" && len(doc.Wire) == 0 {
		doc.Outlet = text.Named{Name: s.Name, Span: s.Span, Rule: "outlet.spoken-to"}
	}
	doc.Quotes = quote.Find(t, doc, sentences)
	doc.Sentences = t.Spans(sentences)
	doc.Words = words(t, doc)
}

// texts are those that Read is done with, for the next article: nothing that is found keeps hold of one.
var texts = sync.Pool{New: func() any { return &word.Text{} }}

// split cuts the article's parts into sentences. sentences are those of the title and the body, in which people speak; counted have
// the captions too, in which amounts may stand; told are those of every part that tells something (stamps, bylines and credits
// too; not lists of links, share text, furniture).
func split(t *word.Text, doc *text.Doc) (sentences, counted, told [][2]int) {
	for _, p := range doc.Parts {
		i, j := t.Range(p.Span)
		switch p.Role {
		case text.Related, text.Share, text.Furniture, text.Advert:
			continue
		}
		s := word.Sentences(t, i, j)
		told = append(told, s...)
		switch p.Role {
		case text.Title, text.Body, text.Subhead:
			sentences = append(sentences, s...)
			counted = append(counted, s...)
		case text.Caption, text.Dateline:
			counted = append(counted, s...)
		}
	}
	return sentences, counted, told
}

// inside keeps the numbers that stand in the ranges of tokens, both in order.
func inside(found []number.Amount, ranges [][2]int) []number.Amount {
	var out []number.Amount
	for _, a := range found {
		for len(ranges) > 0 && ranges[0][1] <= a.From {
			ranges = ranges[1:]
		}
		if len(ranges) > 0 && ranges[0][0] <= a.From {
			out = append(out, a)
		}
	}
	return out
}

// each puts together what find finds in each range.
func each[T any](ranges [][2]int, find func([2]int) []T) []T {
	var out []T
	for _, r := range ranges {
		out = append(out, find(r)...)
	}
	return out
}

func day(d *text.Dating) text.Day {
	if d == nil {
		return 0
	}
	return d.To
}
