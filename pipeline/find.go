package pipeline

import (
	"context"
	"fmt"

	"rawi/search"
	"rawi/store"
	"rawi/text"
)

// Found is an article that a search found, with the place that shows why.
type Found struct {
	*store.Kept
	Snippet text.Span   // of the article's text
	Marks   []text.Span // of the article's text, inside Snippet
}

// Answer is one page of what a search found.
type Answer struct {
	Found []Found
	Total int    // articles that meet the query, on this page or not
	Next  string // asks for the page that follows (search.Query.After); "" on the last
}

// Ask finds the articles that meet a query: see search.Query.
func (l *Library) Ask(ctx context.Context, q search.Query) (Answer, error) {
	page, err := l.index.Ask(ctx, q)
	if err != nil {
		return Answer{}, err
	}
	a := Answer{Total: page.Total, Next: page.Next}
	for _, h := range page.Hits {
		k, err := l.Article(ctx, h.Article)
		if err != nil {
			return Answer{}, err
		}
		f := Found{Kept: k}
		f.Snippet, f.Marks = Snippet(&k.Doc, q.Ask)
		a.Found = append(a.Found, f)
	}
	return a, nil
}

// Search finds the articles that meet a query, newest first or by relevance: n of them from the from-th (counted from 0), and
// how many there are in all.
func (l *Library) Search(ctx context.Context, query string, from, n int, relevance bool) ([]Found, int, error) {
	q := search.Query{Ask: query, Limit: from + n}
	if relevance {
		q.Order = search.Relevance
	}
	page, err := l.index.Ask(ctx, q)
	if err != nil {
		return nil, 0, fmt.Errorf("search: %w", err)
	}
	var out []Found
	for _, h := range page.Hits[min(from, len(page.Hits)):] {
		k, err := l.Article(ctx, h.Article)
		if err != nil {
			return nil, 0, err
		}
		f := Found{Kept: k}
		f.Snippet, f.Marks = Snippet(&k.Doc, query)
		out = append(out, f)
	}
	return out, page.Total, nil
}

// snippetBytes is about how long a snippet is.
const snippetBytes = 360

// Snippet is the place of an article that shows best why a query finds it: the sentence with the most of its words, else the
// first of the body; and what to highlight in it.
func Snippet(d *text.Doc, query string) (at text.Span, marks []text.Span) {
	all := search.Marks(d.Text, query)
	best, most := text.Span{}, 0
	for _, s := range d.Sentences {
		if s == d.Title || d.RoleAt(s.Start) == text.Title {
			continue
		}
		n := 0
		for _, m := range all {
			if s.Contains(m) {
				n++
			}
		}
		if best.Empty() || n > most {
			best, most = s, n
		}
	}
	if best.Len() > snippetBytes {
		best.End = best.Start + snippetBytes
		for best.End < len(d.Text) && d.Text[best.End] != ' ' && d.Text[best.End] != '\n' {
			best.End++
		}
	}
	for _, m := range all {
		if best.Contains(m) {
			marks = append(marks, m)
		}
	}
	return best, marks
}
