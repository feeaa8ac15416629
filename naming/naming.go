// Package naming keeps what people settled about names: that two names are one bearer's, or that a spelling is not his. The findings
// of the articles stay as they are; who lists names applies the rulings.
package naming

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"rawi/store"
	"rawi/text"
)

//go:embed migration/*.sql
var files embed.FS

// Part are the tables of rulings, for whoever opens a library.
func Part() store.Part {
	sub, err := fs.Sub(files, "migration")
	if err != nil {
		panic(err) // the folder is embedded
	}
	return store.Part{Name: "naming", Files: sub}
}

// Ruling is one decision about two names of a kind.
type Ruling struct {
	ID   int64 // counted from 1
	Same bool  // A and B are one, called A; else the spelling B is not A's
	Kind text.Kind
	A, B string
	By   string // "" where that is not known
	At   time.Time
}

// ErrRuling says that a ruling cannot be made: its names are empty, or one.
var ErrRuling = errors.New("not two names")

// Library is where rulings are kept.
type Library interface {
	Write(ctx context.Context, f func(*sql.Tx) error) error
	Reader() *sql.DB
}

// Add keeps a ruling and returns its number.
func Add(ctx context.Context, l Library, r Ruling) (id int64, err error) {
	r.A, r.B = strings.Join(strings.Fields(r.A), " "), strings.Join(strings.Fields(r.B), " ")
	if r.A == "" || r.B == "" || r.A == r.B || r.Kind != text.Person && r.Kind != text.Place && r.Kind != text.Organization {
		return 0, ErrRuling
	}
	err = l.Write(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, "INSERT INTO ruling (same, kind, a, b, by, at) VALUES (?, ?, ?, ?, ?, ?)", r.Same, r.Kind, r.A, r.B, r.By, r.At.Unix())
		if err == nil {
			id, err = res.LastInsertId()
		}
		return err
	})
	return id, err
}

// Remove takes a ruling back; store.ErrNotFound where there is none of that number.
func Remove(ctx context.Context, l Library, id int64) error {
	return l.Write(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, "DELETE FROM ruling WHERE id = ?", id)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, fmt.Errorf("ruling %d: %w", id, store.ErrNotFound))
		}
		return nil
	})
}

// All are the rulings in the order in which they were made.
func All(ctx context.Context, l Library) ([]Ruling, error) {
	rows, err := l.Reader().QueryContext(ctx, "SELECT id, same, kind, a, b, by, at FROM ruling ORDER BY id")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Ruling
	for rows.Next() {
		var r Ruling
		var at int64
		if err := rows.Scan(&r.ID, &r.Same, &r.Kind, &r.A, &r.B, &r.By, &at); err != nil {
			return nil, err
		}
		r.At = time.Unix(at, 0).UTC()
		out = append(out, r)
	}
	return out, rows.Err()
}
