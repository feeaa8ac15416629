package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"rawi/news"
	"rawi/text"
)

// Entry is one source to be added: its articles, in their order, and the bytes that they were read from, nil for a record of a
// collection.
type Entry struct {
	Articles []*news.Article
	Raw      []byte
	Err      error  // what was wrong with the source though these articles were read: it is kept as a Failure
	Analysis string // the version of the program that read them
	Came     news.Came
}

// Change is what an Add did to the articles that are current.
type Change struct {
	Added []Kept  // are current now
	Gone  []int64 // were, and are not any more: their source has another text now
	New   int     // articles of sources that the library did not have
	Other int     // articles of sources whose text had changed
	Same  int     // articles that the library had already
	// Revised are those of Other that are in a new revision, in a Reread.
	Revised int
}

// Add keeps entries, all in one transaction. at is the time of adding, as it is to be recorded. A source that the library holds
// with the same text changes nothing; where the text is another, it becomes a new revision, and the old one is kept. What also
// does with the change (keeping an index up to date, say) is part of the transaction.
func (l *Library) Add(ctx context.Context, at time.Time, entries []Entry, also ...func(context.Context, *sql.Tx, Change) error) (Change, error) {
	rows, err := prepareAll(entries)
	if err != nil {
		return Change{}, l.wrap(err)
	}
	return l.change(ctx, at, func(a adding) error {
		for _, r := range rows {
			if err := a.source(r); err != nil {
				return fmt.Errorf("%s: %w", r.name, err)
			}
			if err := a.note(r); err != nil {
				return err
			}
		}
		return nil
	}, also)
}

// change runs f, and what also does with the change, in one transaction.
func (l *Library) change(ctx context.Context, at time.Time, f func(adding) error, also []func(context.Context, *sql.Tx, Change) error) (Change, error) {
	var c Change
	err := l.inTransaction(ctx, func(tx *sql.Tx) error {
		c = Change{}
		if err := f(adding{ctx: ctx, tx: tx, at: at, change: &c}); err != nil {
			return err
		}
		for _, f := range also {
			if err := f(ctx, tx, c); err != nil {
				return err
			}
		}
		return nil
	})
	return c, err
}

// row is a source made ready for the database outside the transaction, which others wait for.
type row struct {
	name     string
	hash     [32]byte
	text     []byte
	raw      []byte
	rawHash  []byte
	articles []*news.Article
	found    [][]byte // of each article
	fault    error
	analysis string
	came     news.Came
}

func prepareAll(entries []Entry) ([]row, error) {
	var rows []row
	for _, e := range entries {
		if len(e.Articles) == 0 {
			continue
		}
		r, err := prepare(e)
		if err != nil {
			return nil, err
		}
		rows = append(rows, r)
	}
	return rows, nil
}

func prepare(e Entry) (row, error) {
	first := e.Articles[0]
	r := row{name: first.Source, articles: e.Articles, hash: sha256.Sum256([]byte(first.Doc.Text)), text: pack([]byte(first.Doc.Text)), fault: e.Err, analysis: e.Analysis, came: e.Came}
	for _, a := range e.Articles {
		if a.Source != first.Source || a.Doc.Text != first.Doc.Text {
			return r, fmt.Errorf("%s: articles of several sources in one entry (%s)", first.Source, a.Source)
		}
		f, err := packFound(a)
		if err != nil {
			return r, fmt.Errorf("%s: %w", first.Source, err)
		}
		r.found = append(r.found, f)
	}
	if e.Raw != nil {
		h := sha256.Sum256(e.Raw)
		r.rawHash = h[:]
		if h != r.hash {
			r.raw = pack(e.Raw)
		}
	}
	return r, nil
}

// adding is the inside of an Add.
type adding struct {
	ctx    context.Context
	tx     *sql.Tx
	at     time.Time
	change *Change
}

// note keeps what was wrong with a source, or forgets what had been wrong with it.
func (a *adding) note(r row) error {
	if r.fault != nil {
		return fail(a.ctx, a.tx, a.at, r.name, r.fault)
	}
	_, err := a.tx.ExecContext(a.ctx, "DELETE FROM failure WHERE source = ?", r.name)
	return err
}

// source adds one source.
func (a *adding) source(r row) error {
	var id, current, last int64
	err := a.tx.QueryRowContext(a.ctx,
		"SELECT id, revision, (SELECT max(number) FROM revision WHERE source = source.id) FROM source WHERE name = ?", r.name).Scan(&id, &current, &last)
	if errors.Is(err, sql.ErrNoRows) {
		res, err := a.tx.ExecContext(a.ctx, "INSERT INTO source (name) VALUES (?)", r.name)
		if err != nil {
			return err
		}
		if id, err = res.LastInsertId(); err != nil {
			return err
		}
		a.change.New += len(r.articles)
		return a.revision(r, id, 1)
	}
	if err != nil {
		return err
	}
	var known int64
	err = a.tx.QueryRowContext(a.ctx, "SELECT id FROM revision WHERE source = ? AND hash = ?", id, r.hash[:]).Scan(&known)
	switch {
	case err == nil && known == current:
		a.change.Same += len(r.articles)
		return nil
	case err == nil: // the text is again what it was
		a.change.Other += len(r.articles)
		if err := a.retire(current); err != nil {
			return err
		}
		return a.again(r, id, known)
	case !errors.Is(err, sql.ErrNoRows):
		return err
	}
	a.change.Other += len(r.articles)
	if err := a.retire(current); err != nil {
		return err
	}
	return a.revision(r, id, last+1)
}

// revision adds a text with its articles as a source's current one.
func (a *adding) revision(r row, source, number int64) error {
	res, err := a.tx.ExecContext(a.ctx, "INSERT INTO revision (source, number, hash, text, raw, raw_hash, added, html, charset, said_first, said_last) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		source, number, r.hash[:], r.text, r.raw, r.rawHash, a.at.Unix(), r.came.HTML, r.came.Charset, r.came.Published.From, r.came.Published.To)
	if err != nil {
		return err
	}
	id, err := res.LastInsertId()
	if err != nil {
		return err
	}
	if _, err := a.tx.ExecContext(a.ctx, "UPDATE source SET revision = ? WHERE id = ?", id, source); err != nil {
		return err
	}
	for i := range r.articles {
		if err := a.article(r, i, id, number); err != nil {
			return err
		}
	}
	return nil
}

// article adds the i-th article of a source to a revision, which is current.
func (a *adding) article(r row, i int, revision, number int64) error {
	art := r.articles[i]
	var days text.Days
	if art.Doc.Published != nil {
		days = art.Doc.Published.Days
	}
	res, err := a.tx.ExecContext(a.ctx,
		"INSERT INTO article (revision, number, current, url, outlet, title, first, last, found, analysis, brief) VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?)",
		revision, art.Ref.Article, art.URL, art.Doc.Outlet.Name, art.Doc.Title.Of(art.Doc.Text), days.From, days.To, r.found[i], r.analysis, packBrief(&art.Doc))
	if err != nil {
		return err
	}
	id, err := res.LastInsertId()
	if err != nil {
		return err
	}
	a.change.Added = append(a.change.Added, Kept{Article: art, ID: id, Revision: int(number), Current: true, Added: time.Unix(a.at.Unix(), 0).UTC()})
	return nil
}

// retire makes the articles of a revision no longer current.
func (a *adding) retire(revision int64) error {
	rows, err := a.tx.QueryContext(a.ctx, "UPDATE article SET current = 0 WHERE revision = ? RETURNING id", revision)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return err
		}
		a.change.Gone = append(a.change.Gone, id)
	}
	return rows.Err()
}

// again makes an old revision the current one.
func (a *adding) again(r row, source, revision int64) error {
	if _, err := a.tx.ExecContext(a.ctx, "UPDATE source SET revision = ? WHERE id = ?", revision, source); err != nil {
		return err
	}
	if _, err := a.tx.ExecContext(a.ctx, "UPDATE article SET current = 1 WHERE revision = ?", revision); err != nil {
		return err
	}
	rows, err := a.tx.QueryContext(a.ctx, selectArticle+" WHERE article.revision = ? ORDER BY article.number", revision)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		k, err := scan(rows)
		if err != nil {
			return err
		}
		a.change.Added = append(a.change.Added, *k)
	}
	return rows.Err()
}
