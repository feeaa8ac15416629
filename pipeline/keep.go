package pipeline

import (
	"context"
	"database/sql"
	"errors"

	"rawi/search"
	"rawi/store"
)

// Check looks at the whole library: see store.Library.Check; and whether the index says what the articles say.
func (l *Library) Check(ctx context.Context, report func(store.Problem)) error {
	if err := l.Library.Check(ctx, report); err != nil {
		return err
	}
	docs := func(yield func(search.Doc, error) bool) {
		for k, err := range l.Articles(ctx) {
			var d search.Doc
			if err == nil {
				d = search.Of(k.ID, k.Article)
			}
			if !yield(d, err) {
				return
			}
		}
	}
	err := l.index.Check(ctx, docs, func(where, what string) { report(store.Problem{Where: where, What: what}) })
	if err != nil && !errors.Is(err, context.Canceled) {
		report(store.Problem{Where: "index", What: err.Error()})
		return nil
	}
	return err
}

// Compact makes the index one piece and gives the room that is not used back to the disk.
func (l *Library) Compact(ctx context.Context) error {
	if err := l.Write(ctx, func(tx *sql.Tx) error { return search.Compact(ctx, tx) }); err != nil {
		return err
	}
	return l.Library.Compact(ctx)
}

// Stats is what a library holds, and the room that it takes.
type Stats struct {
	store.Stats
	Index search.Size `json:"index"`
}

// Stats counts and measures.
func (l *Library) Stats(ctx context.Context) (Stats, error) {
	s, err := l.Library.Stats(ctx)
	if err != nil {
		return Stats{}, err
	}
	x, err := l.index.Size(ctx)
	return Stats{s, x}, err
}
