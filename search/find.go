package search

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"rawi/text"
)

// Query is what a reader asks for.
type Query struct {
	Ask      string // as it was typed: see Parse
	Order    Order
	Limit    int     // how many hits a page has; 0 for 20, 1000 at most
	After    string  // Page.Next of the page before; "" for the first page
	Articles []int64 // only these, by their numbers; nil for all
}

// Order is the order of hits.
type Order uint8

// The orders of hits.
const (
	Newest    Order = iota // the newest first; all words must be there
	Relevance              // the most relevant first; the more of the words, the better, but phrases and filters must hold
)

// Hit is an article that a query found.
type Hit struct {
	Article int64
	Score   float64 // the more relevant, the larger; 0 where hits were not weighed
	key     uint64  // of its place among those of one score: the newest first
}

// Page is one page of hits.
type Page struct {
	Hits  []Hit
	Total int    // articles that meet the query, on this page or not
	Next  string // asks for the page that follows; "" on the last
	Asked *Asked // the query as it was understood, for Marks
}

// ErrCursor says that Query.After is not what a page gave as its Next.
var ErrCursor = errors.New("not the address of a page of results")

// Bounds of a page, in hits.
const (
	usual  = 20
	atMost = 1000
)

// Find answers a query. Where an article's day is known as an interval only, it is found by every day of it; newest first, it stands
// at its first. Articles without a day come last.
func (x *Index) Find(ctx context.Context, q Query) (Page, error) {
	p := Page{Asked: Parse(q.Ask)}
	after, err := cursorOf(q.After)
	if err != nil {
		return p, err
	}
	if p.Asked.empty() {
		return p, nil
	}
	limit := q.Limit
	if limit <= 0 {
		limit = usual
	}
	t := top{limit: min(limit, atMost), after: after}
	var only map[int64]bool
	if q.Articles != nil {
		only = map[int64]bool{}
		for _, a := range q.Articles {
			only[a] = true
		}
	}
	err = x.with(ctx, func(s *snapshot) error {
		t.hits, t.total, t.full = t.hits[:0], 0, false
		if err := x.resolve(ctx, s, p.Asked); err != nil {
			return err
		}
		m := matching{x: x, ctx: ctx, all: s, q: p.Asked, order: q.Order, only: only, top: &t}
		return m.run()
	})
	if err != nil {
		return p, fmt.Errorf("search: %w", err)
	}
	p.Hits, p.Total = t.best(), t.total
	if n := len(p.Hits); n > 0 && t.rest {
		p.Next = p.Hits[n-1].cursor()
	}
	return p, nil
}

// newest is the place of an article among others, newest first.
func newest(day text.Day, article int64) uint64 {
	return uint64(day)<<40 | uint64(article)&(1<<40-1)
}

// before says that a hit stands before another.
func (h Hit) before(o Hit) bool {
	if h.Score != o.Score {
		return h.Score > o.Score
	}
	return h.key > o.key
}

// cursor writes the place of a hit.
func (h Hit) cursor() string {
	return strconv.FormatUint(math.Float64bits(h.Score), 36) + "-" + strconv.FormatUint(h.key, 36)
}

// cursorOf reads what cursor wrote; nil for "".
func cursorOf(s string) (*Hit, error) {
	if s == "" {
		return nil, nil
	}
	score, key, _ := strings.Cut(s, "-")
	bits, err1 := strconv.ParseUint(score, 36, 64)
	k, err2 := strconv.ParseUint(key, 36, 64)
	if err1 != nil || err2 != nil || math.IsNaN(math.Float64frombits(bits)) {
		return nil, ErrCursor
	}
	return &Hit{Score: math.Float64frombits(bits), key: k}, nil
}

// top keeps the first hits after a place.
type top struct {
	limit int
	after *Hit
	hits  []Hit
	total int
	full  bool // hits, the limit and one more, are the best so far, in order, with others behind them
	rest  bool // there are more hits than the limit
}

// beyond says that a hit of this score is none of the first, without looking at it.
func (t *top) beyond(score float64) bool { return t.full && score < t.hits[t.limit].Score }

func (t *top) add(h Hit) {
	t.total++
	if t.after != nil && !t.after.before(h) {
		return
	}
	if t.full && !h.before(t.hits[t.limit]) {
		return
	}
	if t.hits = append(t.hits, h); len(t.hits) > 4*t.limit+16 {
		t.cut()
		t.full = true
	}
}

// cut leaves one more than the limit.
func (t *top) cut() {
	slices.SortFunc(t.hits, func(a, b Hit) int {
		if a.before(b) {
			return -1
		}
		return 1
	})
	t.hits = t.hits[:min(len(t.hits), t.limit+1)]
}

func (t *top) best() []Hit {
	t.cut()
	t.rest = len(t.hits) > t.limit
	return t.hits[:min(len(t.hits), t.limit)]
}
