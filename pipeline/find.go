package pipeline

import (
	"context"
	"slices"

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

// Ask finds the articles that meet a query: see search.Query and search.Parse. search.ErrCursor says that its After is none.
func (l *Library) Ask(ctx context.Context, q search.Query) (Answer, error) {
	for _, id := range search.Parse(q.Ask).Stories {
		articles, err := l.StoryMembers(ctx, id)
		if err != nil {
			return Answer{}, err
		}
		q.Articles = both(q.Articles, articles)
	}
	page, err := l.index.Find(ctx, q)
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
		f.Snippet, f.Marks = snippet(&k.Doc, page.Asked.Marks(k.Doc.Text))
		a.Found = append(a.Found, f)
	}
	return a, nil
}

// both is what stands in two lists, where nil is everything.
func both(a, b []int64) []int64 {
	if a == nil {
		return append([]int64{}, b...)
	}
	out := []int64{}
	for _, x := range a {
		if slices.Contains(b, x) {
			out = append(out, x)
		}
	}
	return out
}

// Suggest is up to n names that a reader may be about to type, the most frequent first.
func (l *Library) Suggest(ctx context.Context, typed string, n int) ([]search.Suggestion, error) {
	return l.index.Suggest(ctx, typed, n)
}

// Search finds the articles that meet a query, newest first or by relevance: n of them from the from-th (counted from 0), and
// how many there are in all.
func (l *Library) Search(ctx context.Context, query string, from, n int, relevance bool) ([]Found, int, error) {
	q := search.Query{Ask: query, Limit: from + n}
	if relevance {
		q.Order = search.Relevance
	}
	a, err := l.Ask(ctx, q)
	return a.Found[min(from, len(a.Found)):], a.Total, err
}

// snippetBytes is about how long a snippet is.
const snippetBytes = 360

// snippet is the place of an article that shows best why a query finds it: the sentence with the most of the places that it marks,
// else the first of the body; and what to highlight in it.
func snippet(d *text.Doc, all []text.Span) (at text.Span, marks []text.Span) {
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
