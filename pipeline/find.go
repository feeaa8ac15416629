package pipeline

import (
	"context"
	"slices"

	"rawi/search"
	"rawi/store"
	"rawi/text"
)

// Found is an article that a search found, with the place that shows why. Of what was found in it, it has what store.Library.Briefs
// tells only.
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
	Asked *search.Asked
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
	a := Answer{Total: page.Total, Next: page.Next, Asked: page.Asked}
	ids := make([]int64, len(page.Hits))
	for i, h := range page.Hits {
		ids[i] = h.Article
	}
	kept, err := l.Briefs(ctx, ids)
	for _, k := range kept {
		f := Found{Kept: k}
		f.Snippet, f.Marks = snippet(&k.Doc, page.Asked)
		a.Found = append(a.Found, f)
	}
	return a, err
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

// Suggest is up to n names, and words, that a reader may be about to type (see search.Index.Suggest); words as an article writes them.
func (l *Library) Suggest(ctx context.Context, typed string, n int) ([]search.Suggestion, error) {
	out, err := l.index.Suggest(ctx, typed, n)
	for i := range out {
		if err == nil && out[i].Kind == "" {
			out[i].Text, err = l.written(ctx, out[i].Text)
		}
	}
	return out, err
}

// written is a folded word as the newest article that has it writes it.
func (l *Library) written(ctx context.Context, fold string) (string, error) {
	a, err := l.Ask(ctx, search.Query{Ask: `"` + fold + `"`, Limit: 1})
	if err != nil || len(a.Found) == 0 || len(a.Found[0].Marks) == 0 {
		return fold, err
	}
	return a.Found[0].Marks[0].Of(a.Found[0].Doc.Text), nil
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

// snippet is the place of an article that shows best why a query finds it: the sentence with the most of what is asked for, else the
// first of the body; and what to highlight in it.
func snippet(d *text.Doc, q *search.Asked) (at text.Span, marks []text.Span) {
	at, all := q.Best(d.Text, d.Sentences)
	if at.Len() > snippetBytes {
		at.End = at.Start + snippetBytes
		for at.End < len(d.Text) && d.Text[at.End] != ' ' && d.Text[at.End] != '\n' {
			at.End++
		}
	}
	for _, m := range all {
		if at.Contains(m) {
			marks = append(marks, m)
		}
	}
	return at, marks
}
