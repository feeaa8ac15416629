package search

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"
	"strconv"

	"rawi/arabic/word"
	"rawi/text"
)

// Index answers queries. It may be used by several goroutines.
type Index struct {
	db *sql.DB
}

// New is the index in a database whose tables Migration has made. It only reads.
func New(db *sql.DB) *Index { return &Index{db} }

// Query is what a reader asks for.
type Query struct {
	Ask   string // as it was typed; see Find
	Order Order
	Limit int    // how many hits a page has; 0 for 20, 1000 at most
	After string // Page.Next of the page before; "" for the first page
}

// Order is the order of hits.
type Order uint8

// The orders of hits.
const (
	Newest    Order = iota // the newest first
	Relevance              // the most relevant first
)

// Page is one page of hits.
type Page struct {
	Hits  []Hit
	Total int    // articles that meet the query, on this page or not
	Next  string // asks for the page that follows; "" on the last
}

// Ask answers a query.
func (x *Index) Ask(ctx context.Context, q Query) (Page, error) {
	from, _ := strconv.Atoi(q.After)
	n := q.Limit
	if n <= 0 {
		n = usual
	}
	hits, err := x.Find(ctx, q.Ask, Options{Limit: atMost, Relevance: q.Order == Relevance})
	p := Page{Total: len(hits)}
	p.Hits = hits[min(max(from, 0), len(hits)):]
	if len(p.Hits) > n {
		p.Hits, p.Next = p.Hits[:n], strconv.Itoa(from+n)
	}
	return p, err
}

// Options says how to answer a query.
type Options struct {
	Limit     int  // how many hits; 0 for 20
	Offset    int  // how many to pass over
	Relevance bool // the most relevant first, not the newest; of very many matches only the newest are weighed
}

// Hit is an article that a query found.
type Hit struct {
	Article int64
	Score   float64 // the more relevant, the larger; 0 where hits were not weighed
}

const (
	usual   = 20   // hits, where no number is asked for
	atMost  = 1000 // hits, whatever is asked for
	weighed = 2000 // matches that are weighed for relevance
)

// Weights of the columns for relevance: title, body, outlet, speaker.
const bm25 = "bm25(search_text, 4.0, 1.0, 0.0, 0.0)"

// Find finds the articles for which everything in a query holds:
//
//	word             the word in any inflection; spelling variants are one
//	"a phrase"       these words in this order and form; «…» and “…” too
//	outlet:name      of that outlet; outlet:"two words"
//	speaker:name     in which he is quoted
//	from:2025-09-01  published on that day or later; also 2025-09 and 2025
//	to:2025-09       published up to then
//
// Any text is a query. One that asks for nothing (no letter or digit in it) finds nothing. Where an article's day is known as an
// interval only, it is found by every day of it; newest first, it stands at its first. Articles without a day come last.
func (x *Index) Find(ctx context.Context, s string, opt Options) ([]Hit, error) {
	a := newAnalyser()
	q := parse(s, a)
	if q.empty() {
		return nil, nil
	}
	limit := opt.Limit
	if limit <= 0 {
		limit = usual
	}
	limit = min(limit, atMost)
	hits, err := x.hits(ctx, q, q.match(a), limit, max(opt.Offset, 0), opt.Relevance)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	return hits, nil
}

func (x *Index) hits(ctx context.Context, q *query, match string, limit, offset int, relevance bool) ([]Hit, error) {
	low, high := int64(0), int64(math.MaxInt64)
	if q.days != (text.Days{}) {
		var width int64
		if err := x.db.QueryRowContext(ctx, "SELECT coalesce(max(last - first), 0) FROM search_entry").Scan(&width); err != nil {
			return nil, err
		}
		low = max(int64(q.days.From)-width, 1) * perDay
		if q.days.To != 0 {
			high = (int64(q.days.To)+2)*perDay - 1 // a day's rows may run over into the next
		}
	}
	last := int64(math.MaxInt32)
	if q.days.To != 0 {
		last = int64(q.days.To)
	}
	var rows *sql.Rows
	var err error
	// CROSS JOIN keeps the order of the tables: the full-text table yields its matches from the newest on, and is left when there
	// are enough.
	dated := "row BETWEEN ? AND ? AND last >= ? AND first <= ?"
	switch {
	case match == "":
		rows, err = x.db.QueryContext(ctx, "SELECT article, 0 FROM search_entry WHERE "+dated+" ORDER BY row DESC LIMIT ? OFFSET ?",
			low, high, q.days.From, last, limit, offset)
	case relevance:
		rows, err = x.db.QueryContext(ctx, `SELECT article, -score FROM (SELECT row, article, `+bm25+` AS score FROM search_text CROSS JOIN search_entry ON row = search_text.rowid
			WHERE search_text MATCH ? AND search_text.rowid BETWEEN ? AND ? AND last >= ? AND first <= ? ORDER BY search_text.rowid DESC LIMIT ?) ORDER BY score, row DESC LIMIT ? OFFSET ?`,
			match, low, high, q.days.From, last, weighed, limit, offset)
	default:
		rows, err = x.db.QueryContext(ctx, `SELECT article, 0 FROM search_text CROSS JOIN search_entry ON row = search_text.rowid
			WHERE search_text MATCH ? AND search_text.rowid BETWEEN ? AND ? AND last >= ? AND first <= ? ORDER BY search_text.rowid DESC LIMIT ? OFFSET ?`,
			match, low, high, q.days.From, last, limit, offset)
	}
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Hit
	for rows.Next() {
		var h Hit
		if err := rows.Scan(&h.Article, &h.Score); err != nil {
			return nil, err
		}
		out = append(out, h)
	}
	return out, rows.Err()
}

// place of a term in a text: the token that it came from.
type spot struct {
	term
	token int
}

// Marks are the places in a text that a query asks for: its words in any inflection, each word whole, and its phrases. They are in
// order, do not overlap and lie on the borders of words.
func Marks(s, ask string) []text.Span {
	a := newAnalyser()
	q := parse(ask, a)
	if len(q.words)+len(q.phrases) == 0 {
		return nil
	}
	t := read(s)
	spots := make([]spot, 0, len(t.Tokens))
	for i, k := range t.Tokens {
		a.terms(k, func(m term) { spots = append(spots, spot{m, i}) })
	}
	var out []text.Span
	for _, w := range q.telling(a) {
		out = mark(out, t, spots, w, besides)
	}
	for _, p := range q.phrases {
		out = mark(out, t, spots, p, inOrder)
	}
	return tidy(out)
}

// mark adds the places where terms stand side by side, as fits says.
func mark(out []text.Span, t *word.Text, spots []spot, terms []term, fits func([]spot, []term) bool) []text.Span {
	for i := 0; i+len(terms) <= len(spots); i++ {
		if window := spots[i : i+len(terms)]; fits(window, terms) {
			out = append(out, t.Span(window[0].token, window[len(window)-1].token+1))
		}
	}
	return out
}

// inOrder says that a window holds the very terms.
func inOrder(window []spot, terms []term) bool {
	for i, t := range terms {
		if window[i].exact != t.exact {
			return false
		}
	}
	return true
}

// besides says that a window holds the stems, in any order.
func besides(window []spot, terms []term) bool {
	for _, t := range terms {
		if !slices.ContainsFunc(window, func(s spot) bool { return s.stem == t.stem }) {
			return false
		}
	}
	return true
}

// tidy sorts spans and joins those that overlap.
func tidy(spans []text.Span) []text.Span {
	slices.SortFunc(spans, func(a, b text.Span) int { return a.Start - b.Start })
	out := spans[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start < out[n-1].End {
			out[n-1] = out[n-1].Join(s)
			continue
		}
		out = append(out, s)
	}
	return out
}
