package pipeline

import (
	"context"
	"database/sql"
	"iter"
	"time"

	"rawi/arabic"
	"rawi/news"
	"rawi/search"
	"rawi/store"
)

// Library is a file of articles with its index and the stories made of them.
type Library struct {
	*store.Library
	index *search.Index
	// Version of the program: what it reads is kept with it, so that another version knows what to read again.
	Version string
}

// OpenLibrary opens the library at path and makes it where there is none. Where the index was made by another version of the
// program, it is made anew, which takes about a second for every thousand articles.
func OpenLibrary(path string) (*Library, error) {
	s, err := store.Open(path, store.Part{Name: "search", Files: search.Migration()})
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
			if docs = append(docs, search.Of(k.ID, k.Article)); len(docs) == batch {
				if err := search.Put(ctx, tx, docs); err != nil {
					return err
				}
				docs = docs[:0]
			}
		}
		return search.Put(ctx, tx, docs)
	})
}

// batch is how many sources are added in one transaction.
const batch = 500

// Take adds what was read, in batches, and notes what could not be read; now is the time to record. It returns what changed.
func (l *Library) Take(ctx context.Context, now func() time.Time, results iter.Seq[Result]) (store.Change, error) {
	var total store.Change
	var entries []store.Entry
	flush := func() error {
		c, err := l.Add(ctx, now(), entries, reindex)
		total.New, total.Other, total.Same = total.New+c.New, total.Other+c.Other, total.Same+c.Same
		entries = entries[:0]
		return err
	}
	for r := range results {
		if len(r.Articles) > 0 {
			entries = append(entries, store.Entry{Articles: r.Articles, Raw: r.Raw, Err: r.Err, Analysis: l.Version})
		} else if r.Err != nil {
			if err := l.Fail(ctx, now(), r.Source, r.Err); err != nil {
				return total, err
			}
		}
		if len(entries) >= batch {
			if err := flush(); err != nil {
				return total, err
			}
		}
	}
	return total, flush()
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

// Retell makes the stories of the library anew from all its current articles.
func (l *Library) Retell(ctx context.Context) error {
	var all []*news.Article
	for k, err := range l.Articles(ctx) {
		if err != nil {
			return err
		}
		k.Doc.Words = arabic.Words(&k.Doc)
		all = append(all, k.Article)
	}
	return l.SaveStories(ctx, Stories(all))
}
