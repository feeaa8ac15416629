package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"
)

// SavedSearch is a search that somebody wants to ask again, or to follow as a feed.
type SavedSearch struct {
	ID    int64
	Name  string
	Query string // as it was typed
	Added time.Time
}

// SaveSearch keeps a search under a name, in the place of one that has the name already.
func (l *Library) SaveSearch(ctx context.Context, at time.Time, name, query string) (SavedSearch, error) {
	s := SavedSearch{Name: strings.TrimSpace(name), Query: query, Added: time.Unix(at.Unix(), 0).UTC()}
	if s.Name == "" {
		return s, l.wrap(errors.New("a saved search needs a name"))
	}
	err := l.inTransaction(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, "INSERT INTO saved_search (name, query, added) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET query = excluded.query RETURNING id",
			s.Name, s.Query, at.Unix()).Scan(&s.ID)
	})
	return s, err
}

// SavedSearches are the searches that were kept, by name.
func (l *Library) SavedSearches(ctx context.Context) ([]SavedSearch, error) {
	var out []SavedSearch
	for s, err := range each(ctx, l, scanSaved, selectSaved+" ORDER BY name") {
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

// SavedSearch is the kept search of that number; ErrNotFound where there is none.
func (l *Library) SavedSearch(ctx context.Context, id int64) (SavedSearch, error) {
	s, err := scanSaved(l.read.QueryRowContext(ctx, selectSaved+" WHERE id = ?", id))
	return s, l.wrap(err)
}

const selectSaved = "SELECT id, name, query, added FROM saved_search"

func scanSaved(rows scanner) (s SavedSearch, err error) {
	var added int64
	err = rows.Scan(&s.ID, &s.Name, &s.Query, &added)
	s.Added = time.Unix(added, 0).UTC()
	return s, err
}

// DropSearch forgets a kept search; ErrNotFound where there is none.
func (l *Library) DropSearch(ctx context.Context, id int64) error {
	return l.inTransaction(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, "DELETE FROM saved_search WHERE id = ?", id)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, ErrNotFound)
		}
		return nil
	})
}
