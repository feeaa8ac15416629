package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"rawi/news"
	"rawi/text"
)

// Outdated is a kept source as it is to be read again.
type Outdated struct {
	ID       int64 // of the source, by which they are in order
	Source   string
	Raw      []byte // the bytes that it was read from; nil for a record of a collection
	Dropped  bool   // its bytes were dropped to save room: Raw is nil
	Came     news.Came
	Articles []*Kept // of its current revision
}

// Outdated are up to n sources with an article that another version of the program has read, those after the source with the number
// after (0 begins).
func (l *Library) Outdated(ctx context.Context, version string, after int64, n int) ([]Outdated, error) {
	var out []Outdated
	rows, err := l.read.QueryContext(ctx, `SELECT source.id, source.name FROM source WHERE source.id > ? AND EXISTS
		(SELECT 1 FROM article WHERE article.revision = source.revision AND article.analysis <> ?) ORDER BY source.id LIMIT ?`, after, version, n)
	if err != nil {
		return nil, l.wrap(err)
	}
	defer rows.Close()
	for rows.Next() {
		var o Outdated
		if err := rows.Scan(&o.ID, &o.Source); err != nil {
			return nil, l.wrap(err)
		}
		out = append(out, o)
	}
	if err := rows.Err(); err != nil {
		return nil, l.wrap(err)
	}
	for i := range out {
		o := &out[i]
		for k, err := range each(ctx, l, scan, selectArticle+" WHERE source.id = ? AND article.current ORDER BY article.number", o.ID) {
			if err != nil {
				return nil, err
			}
			o.Articles = append(o.Articles, k)
		}
		if len(o.Articles) > 0 {
			p, err := l.page(ctx, o.Articles[0].ID)
			if err != nil {
				return nil, err
			}
			o.Raw, o.Dropped, o.Came = p.raw, p.dropped, p.came
		}
	}
	return out, nil
}

// Forget notes that no article was read by this version, so that all are read again.
func (l *Library) Forget(ctx context.Context) error {
	return l.inTransaction(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE article SET analysis = '' WHERE analysis <> ''")
		return err
	})
}

// OutdatedCount is how many current articles another version of the program has read.
func (l *Library) OutdatedCount(ctx context.Context, version string) (n int, err error) {
	err = l.read.QueryRowContext(ctx, "SELECT count(*) FROM article WHERE current AND analysis <> ?", version).Scan(&n)
	return n, l.wrap(err)
}

// Reread puts what was found now in the place of what was found before, in one transaction: sources whose text is what it was keep
// their revision, their articles are renewed, those that are no more are taken away; a text that reads otherwise now is a new
// revision. A source that is not in the library any more is passed over. at and also are as for Add.
func (l *Library) Reread(ctx context.Context, at time.Time, entries []Entry, also ...func(context.Context, *sql.Tx, Change) error) (Change, error) {
	rows, err := prepareAll(entries)
	if err != nil {
		return Change{}, l.wrap(err)
	}
	return l.change(ctx, at, func(a adding) error {
		for _, r := range rows {
			if err := a.renew(r); err != nil {
				return fmt.Errorf("%s: %w", r.name, err)
			}
		}
		return nil
	}, also)
}

// Seen notes that this version has looked at sources and found nothing to change.
func (l *Library) Seen(ctx context.Context, version string, sources []string) error {
	return l.inTransaction(ctx, func(tx *sql.Tx) error {
		for _, s := range sources {
			if _, err := tx.ExecContext(ctx, "UPDATE article SET analysis = ? WHERE revision = (SELECT revision FROM source WHERE name = ?)", version, s); err != nil {
				return err
			}
		}
		return nil
	})
}

// renew renews one source.
func (a *adding) renew(r row) error {
	var revision, number int64
	var hash []byte
	err := a.tx.QueryRowContext(a.ctx, "SELECT revision.id, revision.number, revision.hash FROM source JOIN revision ON revision.id = source.revision WHERE name = ?", r.name).
		Scan(&revision, &number, &hash)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return err
	case !slices.Equal(hash, r.hash[:]):
		a.change.Revised += len(r.articles)
		return a.source(r)
	}
	have, err := a.numbers(revision)
	if err != nil {
		return err
	}
	for i, art := range r.articles {
		id, ok := have[art.Ref.Article]
		if !ok {
			if err := a.article(r, i, revision, number); err != nil {
				return err
			}
			continue
		}
		delete(have, art.Ref.Article)
		var days text.Days
		if art.Doc.Published != nil {
			days = art.Doc.Published.Days
		}
		if _, err := a.tx.ExecContext(a.ctx, "UPDATE article SET url = ?, outlet = ?, title = ?, first = ?, last = ?, found = ?, analysis = ?, brief = ? WHERE id = ?",
			art.URL, art.Doc.Outlet.Name, art.Doc.Title.Of(art.Doc.Text), days.From, days.To, r.found[i], r.analysis, packBrief(&art.Doc), id); err != nil {
			return err
		}
		a.change.Gone = append(a.change.Gone, id)
		a.change.Added = append(a.change.Added, Kept{Article: art, ID: id, Revision: int(number), Current: true})
		a.change.Other++
	}
	for _, id := range have {
		for _, q := range []string{"DELETE FROM story_article WHERE article = ?", "DELETE FROM article WHERE id = ?"} {
			if _, err := a.tx.ExecContext(a.ctx, q, id); err != nil {
				return err
			}
		}
		a.change.Gone = append(a.change.Gone, id)
	}
	return nil
}

// numbers are the articles of a revision, by their places in it.
func (a *adding) numbers(revision int64) (map[int]int64, error) {
	rows, err := a.tx.QueryContext(a.ctx, "SELECT number, id FROM article WHERE revision = ?", revision)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	have := map[int]int64{}
	for rows.Next() {
		var number int
		var id int64
		if err := rows.Scan(&number, &id); err != nil {
			return nil, err
		}
		have[number] = id
	}
	return have, rows.Err()
}
