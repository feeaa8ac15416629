package pipeline

import (
	"context"
	"database/sql"
	"embed"
	"io/fs"
	"iter"
	"sync"
	"time"

	"rawi/news"
	"rawi/page"
	"rawi/search"
	"rawi/store"
)

// Library is a file of articles with its index and the stories made of them.
type Library struct {
	*store.Library
	index *search.Index
	// Version of the program: what it reads is kept with it, so that another version knows what to read again.
	Version string
	// Most is how many articles Tell may make the stories anew of at a time, and so what bounds its memory: about 50 KB each. 0 is no bound.
	// Where the days around what came hold more, it makes the stories near to it anew, by what they say.
	Most int
	// Told, which may be nil, is called with the stories that were made anew, each time some were.
	Told func(context.Context, []*news.Story) error

	telling sync.Mutex // stories are made anew by one at a time
	leads   *leads     // of the last days, where the press is busy; the one who makes stories anew has it
}

//go:embed migration/*/*.sql
var files embed.FS

// part are the tables that the pipeline keeps under that name.
func part(name string) store.Part {
	sub, err := fs.Sub(files, "migration/"+name)
	if err != nil {
		panic(err) // the folder is embedded
	}
	return store.Part{Name: name, Files: sub}
}

// OpenLibrary opens the library at path and makes it where there is none. Where the index was made by another version of the
// program, it is made anew, which takes about a second for every thousand articles. more are parts of the program that keep tables
// of their own in it.
func OpenLibrary(path string, more ...store.Part) (*Library, error) {
	s, err := store.Open(path, append([]store.Part{{Name: "search", Files: search.Migration()}, part("story"), part("repeats")}, more...)...)
	if err != nil {
		return nil, err
	}
	l := &Library{Library: s, index: search.New(s.Reader())}
	stale, err := l.index.Stale(context.Background())
	if err == nil && stale {
		err = l.Reindex(context.Background())
	}
	if err != nil {
		l.Close()
		return nil, err
	}
	return l, nil
}

// Reindex makes the index anew from all current articles, in one transaction.
func (l *Library) Reindex(ctx context.Context) error {
	return l.Write(ctx, func(tx *sql.Tx) error {
		if err := search.Clear(ctx, tx); err != nil {
			return err
		}
		var docs []search.Doc
		for k, err := range l.Articles(ctx) {
			if err != nil {
				return err
			}
			if docs = append(docs, search.Of(k.ID, k.Article)); len(docs) == bulk {
				if err := search.Put(ctx, tx, docs); err != nil {
					return err
				}
				docs = docs[:0]
			}
		}
		return search.Put(ctx, tx, docs)
	})
}

// bulk is how many articles are indexed at a time when nothing else is done with them: the fewer pieces, the less there is to merge.
const bulk = 2000

// batch is how many sources are added in one transaction.
const batch = 500

// Take adds what was read, in batches, and notes what could not be read; now is the time to record. What outlets repeat is learnt with it.
// It returns what changed.
func (l *Library) Take(ctx context.Context, now func() time.Time, results iter.Seq[Result]) (store.Change, error) {
	var total store.Change
	var held []Result
	flush := func() error {
		c, err := l.Keep(ctx, now(), held)
		total.New, total.Other, total.Same = total.New+c.New, total.Other+c.Other, total.Same+c.Same
		held = held[:0]
		return err
	}
	for r := range results {
		if held = append(held, r); len(held) >= batch {
			if err := flush(); err != nil {
				return total, err
			}
		}
	}
	return total, flush()
}

// Keep adds some results in one transaction, and with them what also writes. What could not be read is noted.
func (l *Library) Keep(ctx context.Context, at time.Time, results []Result, also ...func(context.Context, *sql.Tx, store.Change) error) (store.Change, error) {
	var entries []store.Entry
	var traces []page.Trace
	for _, r := range results {
		if len(r.Articles) > 0 {
			entries = append(entries, store.Entry{Articles: r.Articles, Raw: r.Raw, Err: r.Err, Analysis: l.Version, Came: r.Came})
			traces = append(traces, r.Traces...)
		} else if r.Err != nil {
			if err := l.Fail(ctx, at, r.Source, r.Err); err != nil {
				return store.Change{}, err
			}
		}
	}
	also = append([]func(context.Context, *sql.Tx, store.Change) error{
		reindex, func(ctx context.Context, tx *sql.Tx, _ store.Change) error { return learn(ctx, tx, traces) },
	}, also...)
	return l.Add(ctx, at, entries, also...)
}

// reindex keeps the index in step with the articles, in the transaction that changes them.
func reindex(ctx context.Context, tx *sql.Tx, c store.Change) error {
	if err := search.Drop(ctx, tx, c.Gone); err != nil {
		return err
	}
	docs := make([]search.Doc, 0, len(c.Added))
	for _, k := range c.Added {
		docs = append(docs, search.Of(k.ID, k.Article))
	}
	return search.Put(ctx, tx, docs)
}
