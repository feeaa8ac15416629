package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"time"

	"rawi/news"
)

// Kept is an article as the library holds it. Doc.Words and Page are not kept: words are made again from the text, and the page
// from the bytes of Raw, by those who read them in the first place.
type Kept struct {
	*news.Article
	ID       int64
	Revision int  // of its source's text, counted from 1
	Current  bool // it belongs to its source's current revision
	Added    time.Time
}

// selectArticle is what scan reads.
const selectArticle = `SELECT article.id, source.name, article.number, revision.number, article.current, revision.hash, revision.text, article.url,
	article.found, revision.added FROM article JOIN revision ON revision.id = article.revision JOIN source ON source.id = revision.source`

// scanner is a row of a query.
type scanner interface{ Scan(...any) error }

// scan reads a row of selectArticle.
func scan(rows scanner) (*Kept, error) { return scanOf(rows, nil) }

// scanOf is scan for one who asks for some articles only, nil for all: of another one it is nil.
func scanOf(rows scanner, asked map[news.Ref]bool) (*Kept, error) {
	k := &Kept{Article: &news.Article{}}
	var hash, packedText, packedFound []byte
	var added int64
	err := rows.Scan(&k.ID, &k.Source, &k.Ref.Article, &k.Revision, &k.Current, &hash, &packedText, &k.URL, &packedFound, &added)
	if err != nil {
		return nil, err
	}
	if asked != nil && !asked[k.Ref] {
		return nil, nil
	}
	k.Added = time.Unix(added, 0).UTC()
	t, err := unpack(packedText)
	if err == nil {
		k.Hash = sha256.Sum256(t)
		if !bytes.Equal(k.Hash[:], hash) {
			err = errors.New("its text is damaged: the checksum is wrong")
		}
	}
	if err == nil {
		k.Doc.Text = string(t)
		err = unpackFound(packedFound, k.Article)
	}
	if err != nil {
		return nil, fmt.Errorf("%s, article %d: %w", k.Source, k.Ref.Article, err)
	}
	return k, nil
}

// Articles yields all current articles in the order of their publication, those without a day first; it ends at the first error,
// which it yields. What it yields is one state of the library, whatever is added meanwhile.
func (l *Library) Articles(ctx context.Context) iter.Seq2[*Kept, error] {
	return each(ctx, l, scan, selectArticle+" WHERE article.current ORDER BY article.last, article.first, article.id")
}

// each yields the rows of a query.
func each[T any](ctx context.Context, l *Library, scan func(scanner) (T, error), query string, args ...any) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		rows, err := l.read.QueryContext(ctx, query, args...)
		if err != nil {
			yield(none, l.wrap(err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			v, err := scan(rows)
			if err != nil {
				yield(none, l.wrap(err))
				return
			}
			if !yield(v, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(none, l.wrap(err))
		}
	}
}

// Article is the article of that number, current or not; ErrNotFound where there is none.
func (l *Library) Article(ctx context.Context, id int64) (*Kept, error) {
	k, err := scan(l.read.QueryRowContext(ctx, selectArticle+" WHERE article.id = ?", id))
	return k, l.wrap(err)
}

// Find is the current article of that source and place; ErrNotFound where there is none.
func (l *Library) Find(ctx context.Context, ref news.Ref) (*Kept, error) {
	k, err := scan(l.read.QueryRowContext(ctx, selectArticle+" WHERE source.name = ? AND article.number = ? AND article.current", ref.Source, ref.Article))
	return k, l.wrap(err)
}

// FindAll are the current articles of some references, by these; those that the library does not hold are left out.
func (l *Library) FindAll(ctx context.Context, refs []news.Ref) (map[news.Ref]*Kept, error) {
	var sources []string
	asked := make(map[news.Ref]bool, len(refs))
	for _, r := range refs {
		sources, asked[r] = append(sources, r.Source), true
	}
	names, err := json.Marshal(sources)
	if err != nil {
		return nil, err
	}
	out := make(map[news.Ref]*Kept, len(refs))
	for k, err := range each(ctx, l, func(rows scanner) (*Kept, error) { return scanOf(rows, asked) },
		selectArticle+" WHERE source.name IN (SELECT value FROM json_each(?)) AND article.current", string(names)) {
		if err != nil {
			return nil, err
		}
		if k != nil {
			out[k.Ref] = k
		}
	}
	return out, nil
}

// Raw is the bytes that an article was read from; nil where it came as a record of a collection, or they were dropped to save room.
func (l *Library) Raw(ctx context.Context, id int64) ([]byte, error) {
	p, err := l.page(ctx, id)
	return p.raw, err
}

// keptPage is a page as it came.
type keptPage struct {
	raw     []byte // nil where none is kept
	dropped bool   // to save room
	came    news.Came
}

// page is the page that an article was read from.
func (l *Library) page(ctx context.Context, id int64) (p keptPage, err error) {
	var packedText, packedRaw, hash []byte
	err = l.read.QueryRowContext(ctx, "SELECT text, raw, raw_hash, dropped > 0, html, charset, said_first, said_last FROM revision WHERE id = (SELECT revision FROM article WHERE id = ?)", id).
		Scan(&packedText, &packedRaw, &hash, &p.dropped, &p.came.HTML, &p.came.Charset, &p.came.Published.From, &p.came.Published.To)
	if err != nil || hash == nil || p.dropped {
		return p, l.wrap(err)
	}
	if packedRaw == nil { // the page is its text
		packedRaw = packedText
	}
	raw, err := unpack(packedRaw)
	if err == nil {
		if h := sha256.Sum256(raw); !bytes.Equal(h[:], hash) {
			err = errors.New("the page is damaged: the checksum is wrong")
		}
	}
	if err != nil {
		return keptPage{}, l.wrap(fmt.Errorf("article %d: %w", id, err))
	}
	p.raw = raw
	return p, nil
}

// Revision is one text that a source had.
type Revision struct {
	Number   int // counted from 1
	Added    time.Time
	Hash     [32]byte // SHA-256 of the text
	Current  bool
	Articles []int64
}

// Revisions are the texts that a source had, oldest first; none for a source that the library does not hold.
func (l *Library) Revisions(ctx context.Context, source string) ([]Revision, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT revision.number, revision.added, revision.hash, revision.id = source.revision, article.id
		FROM source JOIN revision ON revision.source = source.id JOIN article ON article.revision = revision.id
		WHERE source.name = ? ORDER BY revision.number, article.number`, source)
	if err != nil {
		return nil, l.wrap(err)
	}
	defer rows.Close()
	var out []Revision
	for rows.Next() {
		var r Revision
		var added, article int64
		var hash []byte
		if err := rows.Scan(&r.Number, &added, &hash, &r.Current, &article); err != nil {
			return nil, l.wrap(err)
		}
		if len(out) == 0 || out[len(out)-1].Number != r.Number {
			r.Added = time.Unix(added, 0).UTC()
			copy(r.Hash[:], hash)
			out = append(out, r)
		}
		last := &out[len(out)-1]
		last.Articles = append(last.Articles, article)
	}
	return out, l.wrap(rows.Err())
}

// Failure is a source that could not be read.
type Failure struct {
	Source string
	Reason string
	At     time.Time
}

// Fail keeps that a source could not be read, until it is added without a fault.
func (l *Library) Fail(ctx context.Context, at time.Time, source string, reason error) error {
	return l.inTransaction(ctx, func(tx *sql.Tx) error { return fail(ctx, tx, at, source, reason) })
}

func fail(ctx context.Context, tx *sql.Tx, at time.Time, source string, reason error) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO failure VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET reason = excluded.reason, at = excluded.at",
		source, reason.Error(), at.Unix())
	return err
}

// Failures yields the sources that could not be read, by name.
func (l *Library) Failures(ctx context.Context) iter.Seq2[Failure, error] {
	return each(ctx, l, func(rows scanner) (f Failure, err error) {
		var at int64
		err = rows.Scan(&f.Source, &f.Reason, &at)
		f.At = time.Unix(at, 0).UTC()
		return f, err
	}, "SELECT source, reason, at FROM failure ORDER BY source")
}

// Counts is how much a library holds.
type Counts struct {
	Sources   int `json:"sources"`
	Revisions int `json:"revisions"`
	Articles  int `json:"articles"` // that are current
	Outlets   int `json:"outlets"`  // of those
	Stories   int `json:"stories"`
	Failures  int `json:"failures"`
}

// Count counts what the library holds.
func (l *Library) Count(ctx context.Context) (Counts, error) {
	var c Counts
	err := l.read.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM source), (SELECT count(*) FROM revision),
		(SELECT count(*) FROM article WHERE current), (SELECT count(DISTINCT outlet) FROM article WHERE current AND outlet <> ''),
		(SELECT count(*) FROM story), (SELECT count(*) FROM failure)`).
		Scan(&c.Sources, &c.Revisions, &c.Articles, &c.Outlets, &c.Stories, &c.Failures)
	return c, l.wrap(err)
}

// Totals are how many current articles and how many stories there are: it goes through two small indexes, where Count goes through all articles.
func (l *Library) Totals(ctx context.Context) (articles, stories int, err error) {
	err = l.read.QueryRowContext(ctx, "SELECT (SELECT count(*) FROM article INDEXED BY article_by_day WHERE current), (SELECT count(*) FROM story)").Scan(&articles, &stories)
	return articles, stories, l.wrap(err)
}
