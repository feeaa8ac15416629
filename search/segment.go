package search

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
)

// The index is segments. Each addition makes one of its articles; when there are four of about one size, they become one. So
// an article is written anew about as often as the library has grown fourfold since it came, and a query looks at some dozens of
// segments at most. Segments and their blocks never change, so that readers may remember them; only the articles that have gone
// from one are noted beside it.

// fanout is how many segments of about one size become one.
const fanout = 4

// tier is the size of a segment: how often it is fanout times larger than one article.
func tier(articles int) int {
	t := 0
	for ; articles >= fanout; articles /= fanout {
		t++
	}
	return t
}

// Version is of the analysis that makes the index: one that another made is made anew.
const Version = 1

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
	b := build(docs)
	if err := write(ctx, tx, &b.docs, b.entries); err != nil {
		return fmt.Errorf("index: %w", err)
	}
	if err := mergeAll(ctx, tx); err != nil {
		return fmt.Errorf("index: %w", err)
	}
	return changed(ctx, tx)
}

// build makes a segment in memory; of an article that stands twice, the last counts.
func build(docs []Doc) *builder {
	a := takeAnalyser()
	defer a.back()
	b := newBuilder(a)
	last := map[int64]int{}
	for i, d := range docs {
		last[d.Article] = i
	}
	for i, d := range docs {
		if last[d.Article] == i {
			b.add(d)
		}
	}
	return b
}

// changed tells readers that there is something new.
func changed(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "UPDATE search_state SET generation = generation + 1")
	return err
}

// Drop takes articles out of the index, as part of a transaction. Those that are not in it are passed over.
func Drop(ctx context.Context, tx *sql.Tx, articles []int64) error {
	if len(articles) == 0 {
		return nil
	}
	drop := map[int64]bool{}
	low, high := articles[0], articles[0]
	for _, a := range articles {
		drop[a] = true
		low, high = min(low, a), max(high, a)
	}
	rows, err := tx.QueryContext(ctx, "SELECT id, articles, docs, gone FROM search_segment WHERE high >= ? AND low <= ?", low, high)
	if err != nil {
		return fmt.Errorf("index: %w", err)
	}
	gone := map[int64]set{}
	for rows.Next() {
		var id int64
		var n int
		var docs, have []byte
		if err = rows.Scan(&id, &n, &docs, &have); err != nil {
			break
		}
		var c *columns
		if c, err = unpackColumns(docs, n); err != nil {
			break
		}
		s := newSet(n)
		copy(s, have)
		for i, a := range c.article {
			if drop[a] && !s.has(i) {
				s.add(i)
				gone[id] = s
			}
		}
	}
	rows.Close()
	if err == nil {
		err = rows.Err()
	}
	for id, s := range gone {
		if err == nil {
			_, err = tx.ExecContext(ctx, "UPDATE search_segment SET gone = ? WHERE id = ?", []byte(s), id)
		}
	}
	if err == nil && len(gone) > 0 {
		err = changed(ctx, tx)
	}
	if err != nil {
		return fmt.Errorf("index: %w", err)
	}
	return nil
}

// Clear empties the index, as part of a transaction, and notes that it will be made by this analysis.
func Clear(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "DELETE FROM search_block; DELETE FROM search_segment")
	if err == nil {
		_, err = tx.ExecContext(ctx, "UPDATE search_state SET version = ?, generation = generation + 1", Version)
	}
	return err
}

// write writes a segment.
func write(ctx context.Context, tx *sql.Tx, docs *columns, entries func(yield func(string, []byte) error) error) error {
	res, err := tx.ExecContext(ctx, "INSERT INTO search_segment (articles, low, high, docs, blocks) VALUES (?, ?, ?, ?, x'')",
		len(docs.article), slices.Min(docs.article), slices.Max(docs.article), docs.packed)
	if err != nil {
		return err
	}
	segment, err := res.LastInsertId()
	if err != nil {
		return err
	}
	insert, err := tx.PrepareContext(ctx, "INSERT INTO search_block (data) VALUES (?)")
	if err != nil {
		return err
	}
	defer insert.Close()
	var d directory
	w := blockWriter{write: func(first string, data []byte) error {
		res, err := insert.ExecContext(ctx, data)
		if err != nil {
			return err
		}
		id, err := res.LastInsertId()
		d.first, d.id = append(d.first, first), append(d.id, id)
		return err
	}}
	if err := entries(w.add); err != nil {
		return err
	}
	if err := w.flush(); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "UPDATE search_segment SET blocks = ? WHERE id = ?", d.pack(), segment)
	return err
}
