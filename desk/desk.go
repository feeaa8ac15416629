// Package desk is what every way of showing a library shares, be it pages, an API, a protocol for assistants or an export: what a
// library can be asked, an index of its stories, names and publishers kept in memory, addresses that people can read, and citations.
package desk

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"
	"time"

	"rawi/news"
	"rawi/text"
)

// Library is what is shown. Its methods are called from many goroutines at once, and what they return is not changed by anybody.
// They return an error for which errors.Is(err, fs.ErrNotExist) holds when there is no such story, article or revision.
type Library interface {
	// Version names a state of the library: whatever changes the library changes it.
	Version(ctx context.Context) (string, error)
	// Stories are all stories, in any order.
	Stories(ctx context.Context) iter.Seq2[*news.Story, error]
	// Heads are all articles, in any order, without their text.
	Heads(ctx context.Context) iter.Seq2[Head, error]
	// Latest are n stories, the latest first, beginning with the from-th (counted from 0); and how many stories and articles there are.
	// It is quick, however large the library.
	Latest(ctx context.Context, from, n int) (stories []*news.Story, all, articles int, err error)
	// Story is the story of an ID.
	Story(ctx context.Context, id string) (*news.Story, error)
	// Article is an article with all that was found in it. revision counts the texts that its source had, from 1; 0 is the current one.
	Article(ctx context.Context, r news.Ref, revision int) (*news.Article, error)
	// StoryOf is the ID of the story that an article belongs to.
	StoryOf(ctx context.Context, r news.Ref) (string, error)
	// Revisions are the texts that a source had, oldest first.
	Revisions(ctx context.Context, source string) ([]Revision, error)
	// Raw is the bytes that an article was read from; nil where none were kept.
	Raw(ctx context.Context, r news.Ref, revision int) ([]byte, error)
	// Rulings are what people settled about names.
	Rulings(ctx context.Context) ([]Ruling, error)
}

// Changing is a Library that can tell what has changed in it, so that the index of it is brought up to date and not made anew.
type Changing interface {
	Library
	// Since is what changed since a point, which an earlier Changes gave; nil is before all.
	Since(ctx context.Context, point any) (Changes, error)
}

// Changes is what changed in a library.
type Changes struct {
	Point   any  // up to which it tells; what changed while it is read may be told again
	Whole   bool // it is all that the library holds, and not what changed: what was known is to be forgotten
	Stories iter.Seq2[*news.Story, error]
	Heads   iter.Seq2[Head, error]
	Gone    []string   // stories that are no more
	Left    []news.Ref // articles that are no more, unless Heads has them
}

// Ruling is what people settled about two names: that they are one's, who is called A, or that they are not.
type Ruling struct {
	Same bool
	A, B string
}

// Head is an article in short.
type Head struct {
	news.Ref
	Title     string
	Outlet    string // "" when not known
	URL       string
	Published text.Days
}

// Revision is one text that a source had.
type Revision struct {
	Number  int // counted from 1
	Added   time.Time
	Hash    [32]byte // SHA-256 of the text
	Current bool
}

// Hit is one article that a search found.
type Hit struct {
	news.Ref
	Title     string
	Outlet    string // "" when not known
	Label     string // what to call where it came from (see Label)
	Published text.Days
	Snippet   string      // some words of the article's text, as they stand there
	At        text.Span   // where Snippet stands in the text; empty when not known
	Marks     []text.Span // the words that met the query, in bytes of Snippet
	InTitle   []text.Span // the same, in bytes of Title
}

// Ask is what a search is asked.
type Ask struct {
	Query     string // as a person typed it
	After     string // Results.Next of the page before; "" for the first page
	Limit     int    // how many hits
	Relevance bool   // the most relevant first, not the newest
}

// Results are what a search found.
type Results struct {
	Hits  []Hit
	Total int    // of all hits, those asked for or not
	Next  string // asks for the page that follows; "" on the last
}

// Search finds articles. It returns ErrCursor when After is not what a page gave.
type Search func(context.Context, Ask) (Results, error)

// ErrCursor says that a cursor is none that a page gave.
var ErrCursor = errors.New("the cursor is none that this search gave")

// Desk is a library with an index of it. It may be used by several goroutines.
type Desk struct {
	Library
	Search Search // nil where there is none
	now    func() time.Time

	mu      sync.Mutex
	have    *Catalogue
	failed  error         // of the last time it was made
	making  chan struct{} // closed when it is made; nil when nobody makes it
	checked time.Time
	cost    time.Duration // of making it
	stock   *stock        // what it is made of; the one who makes it has it
}

// New is a desk for a library; search may be nil.
func New(lib Library, search Search, now func() time.Time) *Desk {
	return &Desk{Library: lib, Search: search, now: now}
}

// Now is the time by which "today" is told.
func (d *Desk) Now() time.Time { return d.now() }

// quick is how long making the index may take to be waited for when the library has changed.
const quick = 50 * time.Millisecond

// Catalogue is the index of the library. The first call makes it. While the library changes it is made anew in the background, and
// no more than about a tenth of the time is spent on that: what is returned may be some moments old.
func (d *Desk) Catalogue(ctx context.Context) (*Catalogue, error) {
	d.mu.Lock()
	have := d.have
	if have != nil {
		now := time.Now()
		if d.making != nil || now.Sub(d.checked) < max(10*d.cost, 200*time.Millisecond) {
			d.mu.Unlock()
			return have, nil
		}
		d.checked = now
		v, err := d.Version(ctx)
		if err != nil || v == have.version {
			d.mu.Unlock()
			return have, err
		}
	}
	made, cost := d.make(ctx), d.cost
	d.mu.Unlock()
	if have != nil && cost > quick {
		return have, nil
	}
	select {
	case <-made:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.have == nil {
		return nil, d.failed
	}
	return d.have, nil
}

// Ready is the index when it is made already, and else nil: it is being made then, and the pages that can do without need not wait.
func (d *Desk) Ready(ctx context.Context) *Catalogue {
	d.mu.Lock()
	if d.have == nil {
		d.make(ctx)
		d.mu.Unlock()
		return nil
	}
	d.mu.Unlock()
	c, err := d.Catalogue(ctx)
	if err != nil {
		return nil
	}
	return c
}

// make begins to make the index, unless somebody does already; the lock is held.
func (d *Desk) make(ctx context.Context) <-chan struct{} {
	if d.making != nil {
		return d.making
	}
	done := make(chan struct{})
	d.making = done
	go func() {
		c, cost, err := d.read(context.WithoutCancel(ctx))
		d.mu.Lock()
		defer d.mu.Unlock()
		d.making, d.checked, d.failed = nil, time.Now(), err
		if err == nil {
			d.have, d.cost = c, cost
		}
		close(done)
	}()
	return done
}

// read makes the index. It runs beside all requests, so a panic in it must not end the program.
func (d *Desk) read(ctx context.Context) (c *Catalogue, cost time.Duration, err error) {
	begin := time.Now()
	defer func() {
		if v := recover(); v != nil {
			d.stock = nil
			c, err = nil, fmt.Errorf("the index of the library could not be made: %v", v)
		}
	}()
	v, err := d.Version(ctx)
	if err != nil {
		return nil, 0, err
	}
	if d.stock == nil {
		d.stock = newStock()
	}
	if c, err = d.stock.catalogue(ctx, d.Library); err != nil {
		d.stock = nil // which may have been brought up to date by half
		return nil, 0, err
	}
	c.version = v
	return c, time.Since(begin), nil
}

// Fetching is a Library that fetches many articles at a time.
type Fetching interface {
	Library
	// Current are the current articles of some references; those that the library does not have are left out.
	Current(ctx context.Context, refs []news.Ref) (map[news.Ref]*news.Article, error)
}

// Articles fetches the current articles of some references; those that the library no longer has are left out.
func (d *Desk) Articles(ctx context.Context, refs []news.Ref) (map[news.Ref]*news.Article, error) {
	if l, ok := d.Library.(Fetching); ok {
		return l.Current(ctx, refs)
	}
	out := make(map[news.Ref]*news.Article, len(refs))
	for _, r := range refs {
		a, err := d.Article(ctx, r, 0)
		switch {
		case err == nil:
			out[r] = a
		case !missing(err):
			return nil, err
		}
	}
	return out, nil
}

// StoryFor is the story of an article; nil when it belongs to none.
func (d *Desk) StoryFor(ctx context.Context, r news.Ref) (*news.Story, error) {
	id, err := d.StoryOf(ctx, r)
	if err == nil {
		var s *news.Story
		if s, err = d.Story(ctx, id); err == nil {
			return s, nil
		}
	}
	if missing(err) {
		return nil, nil
	}
	return nil, err
}

// Forget lets the next call of Catalogue look whether the library has changed.
func (d *Desk) Forget() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.checked = time.Time{}
}
