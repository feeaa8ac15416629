// Package search finds articles by their words, in whatever inflection and spelling, by exact phrases, outlets, speakers and days.
//
// The index is a full-text table of SQLite that is given words already analysed in Go, since its own analysis cannot read Arabic;
// it keeps no text. What to show of a hit, and what to mark in it, is found by analysing the hit's text again (Marks).
package search

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"slices"
	"strings"

	"rawi/arabic/word"
	"rawi/news"
	"rawi/text"
)

//go:embed migration/*.sql
var files embed.FS

// Migration are the steps that make and change the index's tables, for whoever opens the database.
func Migration() fs.FS {
	sub, err := fs.Sub(files, "migration")
	if err != nil {
		panic(err) // the folder is embedded
	}
	return sub
}

// Doc is an article as it is indexed.
type Doc struct {
	Article  int64     // its number in the library, by which it is found
	Days     text.Days // its publication; the zero Days where it is not known
	Text     string
	Title    text.Span
	Body     []text.Span // in the order of the text
	Outlets  []string    // the names of its outlet
	Speakers []string    // who is quoted in it
}

// Of makes a Doc of an article that the library holds under the number id. Lists of links, advertisements and the furniture of the
// page are not searched.
func Of(id int64, a *news.Article) Doc {
	d := Doc{Article: id, Text: a.Doc.Text, Title: a.Doc.Title}
	if a.Doc.Published != nil {
		d.Days = a.Doc.Published.Days
	}
	for _, p := range a.Doc.Parts {
		switch p.Role {
		case text.Title, text.Related, text.Share, text.Advert, text.Furniture:
		default:
			d.Body = append(d.Body, p.Span)
		}
	}
	d.Outlets = name(d.Outlets, a.Doc.Outlet.Name)
	if u, err := url.Parse(a.URL); err == nil {
		d.Outlets = name(d.Outlets, strings.TrimPrefix(u.Hostname(), "www."))
	}
	for _, q := range a.Doc.Quotes {
		d.Speakers = name(d.Speakers, q.Who)
		d.Speakers = name(d.Speakers, q.Speaker.Of(a.Doc.Text))
	}
	return d
}

// name adds a name to a list that does not have it.
func name(list []string, s string) []string {
	if s == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// perDay is how many rows a day has; what comes above runs over into the next day's.
const perDay = 1 << 20

// Put indexes articles, anew where they are in the index already, as part of a transaction.
func Put(ctx context.Context, tx *sql.Tx, docs []Doc) error {
	if len(docs) == 0 {
		return nil
	}
	ids := make([]int64, len(docs))
	for i, d := range docs {
		ids[i] = d.Article
	}
	if err := Drop(ctx, tx, ids); err != nil {
		return err
	}
	entry, err := tx.PrepareContext(ctx, "INSERT INTO search_entry (row, article, first, last) VALUES (?, ?, ?, ?)")
	if err != nil {
		return err
	}
	defer entry.Close()
	words, err := tx.PrepareContext(ctx, "INSERT INTO search_text (rowid, title, body, outlet, speaker) VALUES (?, ?, ?, ?, ?)")
	if err != nil {
		return err
	}
	defer words.Close()
	a := newAnalyser()
	for _, d := range docs {
		days := closed(d.Days)
		row, err := place(ctx, tx, days.From)
		if err != nil {
			return err
		}
		if _, err := entry.ExecContext(ctx, row, d.Article, days.From, days.To); err != nil {
			return fmt.Errorf("index, article %d: %w", d.Article, err)
		}
		title, body := a.columns(d)
		if _, err := words.ExecContext(ctx, row, title, body, a.names(d.Outlets), a.names(d.Speakers)); err != nil {
			return fmt.Errorf("index, article %d: %w", d.Article, err)
		}
	}
	return nil
}

// closed closes an interval whose one end is open at the other.
func closed(d text.Days) text.Days {
	d.From, d.To = max(d.From, 0), max(d.To, 0)
	if d.From == 0 {
		d.From = d.To
	}
	return text.Days{From: d.From, To: max(d.From, d.To)}
}

// place is a free row among those of a day.
func place(ctx context.Context, tx *sql.Tx, day text.Day) (int64, error) {
	for {
		from := int64(day) * perDay
		var last sql.NullInt64
		err := tx.QueryRowContext(ctx, "SELECT max(row) FROM search_entry WHERE row >= ? AND row < ?", from, from+perDay).Scan(&last)
		switch {
		case err != nil:
			return 0, err
		case !last.Valid:
			return from, nil
		case last.Int64+1 < from+perDay:
			return last.Int64 + 1, nil
		}
		day++
	}
}

// columns writes the title and the body of an article as terms.
func (a *analyser) columns(d Doc) (title, body string) {
	within := d.Title
	for _, p := range d.Body {
		within = within.Join(p)
	}
	t := word.Read(d.Text, within)
	var b strings.Builder
	b.Grow(within.Len() + within.Len()/2)
	stretch := func(s text.Span) {
		i, j := t.Range(s)
		for ; i < j; i++ {
			a.terms(t.Tokens[i], func(m term) {
				b.WriteString(m.exact)
				b.WriteByte(' ')
			})
		}
	}
	stretch(d.Title)
	cut := b.Len()
	for _, p := range d.Body {
		stretch(p)
	}
	return b.String()[:cut], b.String()[cut:]
}

// names writes names as terms, each parted from the next.
func (a *analyser) names(list []string) string {
	var b strings.Builder
	for i, s := range list {
		if i > 0 {
			b.WriteString(apart + " ")
		}
		for _, k := range read(s).Tokens {
			a.terms(k, func(m term) { b.WriteString(m.exact + " ") })
		}
	}
	return b.String()
}

// Drop takes articles out of the index, as part of a transaction. Those that are not in it are passed over.
func Drop(ctx context.Context, tx *sql.Tx, articles []int64) error {
	for _, id := range articles {
		var row int64
		err := tx.QueryRowContext(ctx, "DELETE FROM search_entry WHERE article = ? RETURNING row", id).Scan(&row)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err == nil {
			_, err = tx.ExecContext(ctx, "DELETE FROM search_text WHERE rowid = ?", row)
		}
		if err != nil {
			return fmt.Errorf("index, article %d: %w", id, err)
		}
	}
	return nil
}
