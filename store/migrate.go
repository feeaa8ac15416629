package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

//go:embed migration/*.sql
var files embed.FS

// Part is a part of the program that keeps tables in the library. Its migrations are the .sql files at the root of Files, applied
// once each in the order of their names; a file that has been shipped is never changed, and none is taken back.
type Part struct {
	Name  string
	Files fs.FS
}

// own are the store's tables.
func own() Part {
	sub, err := fs.Sub(files, "migration")
	if err != nil {
		panic(err) // the folder is embedded
	}
	return Part{"store", sub}
}

// step is one migration.
type step struct{ part, name, sql string }

// steps are the migrations of all parts, in order.
func steps(parts []Part) ([]step, error) {
	var out []step
	for _, p := range parts {
		names, err := fs.Glob(p.Files, "*.sql")
		if err != nil {
			return nil, err
		}
		slices.Sort(names)
		for _, n := range names {
			b, err := fs.ReadFile(p.Files, n)
			if err != nil {
				return nil, err
			}
			out = append(out, step{p.Name, strings.TrimSuffix(n, ".sql"), string(b)})
		}
	}
	return out, nil
}

// migrate applies the migrations that the library lacks, all in one transaction. A library that knows more than this program is
// refused.
func migrate(ctx context.Context, db *sql.DB, parts []Part) error {
	want, err := steps(parts)
	if err != nil {
		return err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	have, err := applied(ctx, conn)
	if err != nil {
		return err
	}
	for _, h := range have {
		if !slices.ContainsFunc(want, func(w step) bool { return w.part == h.part && w.name == h.name }) {
			return fmt.Errorf("it was made by a newer version of rawi (its step %s/%s is not known here); update rawi to open it", h.part, h.name)
		}
	}
	if len(have) == 0 {
		// Set before the first table, and not in WAL mode yet, so that it stands in the header of the file itself.
		if _, err := conn.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", appID)); err != nil {
			return err
		}
	}
	if len(have) < len(want) {
		if err := apply(ctx, conn, want); err != nil {
			return err
		}
	}
	var mode string
	if err := conn.QueryRowContext(ctx, "PRAGMA journal_mode = WAL").Scan(&mode); err != nil {
		return err
	}
	if mode != "wal" {
		return errors.New("its disk does not let several connections share a file (no WAL mode)")
	}
	return nil
}

// applied are the steps that the library has seen.
func applied(ctx context.Context, conn *sql.Conn) ([]step, error) {
	var n int
	if err := conn.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema WHERE name = 'migration'").Scan(&n); err != nil || n == 0 {
		return nil, err
	}
	rows, err := conn.QueryContext(ctx, "SELECT part, name FROM migration ORDER BY part, name")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []step
	for rows.Next() {
		var s step
		if err := rows.Scan(&s.part, &s.name); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}

// apply runs the steps that are missing. What is missing is looked up inside the transaction, since another program may be doing
// the same.
func apply(ctx context.Context, conn *sql.Conn, want []step) error {
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "CREATE TABLE IF NOT EXISTS migration (part TEXT, name TEXT, PRIMARY KEY (part, name)) WITHOUT ROWID"); err != nil {
		return err
	}
	for _, s := range want {
		res, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO migration VALUES (?, ?)", s.part, s.name)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			if err != nil {
				return err
			}
			continue
		}
		if _, err := tx.ExecContext(ctx, s.sql); err != nil {
			return fmt.Errorf("step %s/%s: %w", s.part, s.name, err)
		}
	}
	return tx.Commit()
}
