package pipeline

import (
	"context"
	"database/sql"
	"errors"
	"iter"
	"maps"
	"slices"

	"rawi/news"
	"rawi/page"

	"github.com/zeebo/xxh3"
)

// Learn looks at all items for what their outlets repeat and adds it to r, in the order of the items. It only parts the pages: that takes
// a fraction of the time of reading them. Items that cannot be read teach nothing, and a few items cannot show what is repeated: they are not
// looked at. items is gone through more than once.
func Learn(ctx context.Context, items iter.Seq[news.Item], r *page.Repeats) {
	n := 0
	for range items {
		if n++; n == page.LeastRepeats {
			break
		}
	}
	if n < page.LeastRepeats {
		return
	}
	for traces := range inOrder(ctx, items, func(it news.Item) []page.Trace {
		_, traces, _ := (*page.Repeats)(nil).Read(it) // what cannot be read is told when it is read
		return traces
	}) {
		for _, t := range traces {
			r.Learn(t)
		}
	}
}

// Repeats is what the library has learnt of what outlets repeat.
func (l *Library) Repeats(ctx context.Context) (*page.Repeats, error) {
	r := page.NewRepeats()
	tx, err := l.Reader().BeginTx(ctx, nil) // tables and what waits, of one moment
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	rows, err := tx.QueryContext(ctx, "SELECT name, lines FROM repeats ORDER BY name")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		var lines []byte
		if err := rows.Scan(&name, &lines); err != nil {
			return nil, err
		}
		if err := r.Decode(name, lines); err != nil {
			return nil, err
		}
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	if rows, err = tx.QueryContext(ctx, "SELECT name, trace FROM repeats_waiting ORDER BY name, number"); err != nil {
		return nil, err
	}
	return r, learnRows(r, rows)
}

// A table is decoded, learns and is encoded anew, which takes milliseconds however little it learns. So the traces of a batch of articles
// wait in rows of their own until a group has some dozens of them, and its table learns those at once. Groups are given different numbers,
// lest all of a press that writes evenly fall together.
const (
	leastWaiting = 48
	moreWaiting  = 32
)

// waits is how many traces of a group wait at most.
func waits(group string) int { return leastWaiting + int(xxh3.HashString(group)%moreWaiting) }

// learn keeps what a batch of articles shows, in the transaction that adds the articles. Articles that the library has already teach nothing new.
func learn(ctx context.Context, tx *sql.Tx, traces []page.Trace) error {
	came := map[string][]page.Trace{}
	for _, t := range traces {
		for _, name := range t.Groups {
			one := t
			one.Groups = []string{name}
			came[name] = append(came[name], one)
		}
	}
	if len(came) == 0 {
		return nil
	}
	count, err := tx.PrepareContext(ctx, "SELECT coalesce(max(number), 0) FROM repeats_waiting WHERE name = ?")
	if err != nil {
		return err
	}
	defer count.Close()
	add, err := tx.PrepareContext(ctx, "INSERT INTO repeats_waiting VALUES (?, ?, ?)")
	if err != nil {
		return err
	}
	defer add.Close()
	for _, name := range slices.Sorted(maps.Keys(came)) {
		var waiting int
		if err := count.QueryRowContext(ctx, name).Scan(&waiting); err != nil {
			return err
		}
		if waiting+len(came[name]) > waits(name) {
			if err := learnAll(ctx, tx, name, came[name]); err != nil {
				return err
			}
			continue
		}
		for i, t := range came[name] {
			if _, err := add.ExecContext(ctx, name, waiting+1+i, t.Encode()); err != nil {
				return err
			}
		}
	}
	return nil
}

// learnAll has the table of a group learn what waits, and some more traces.
func learnAll(ctx context.Context, tx *sql.Tx, name string, more []page.Trace) error {
	r := page.NewRepeats()
	var lines []byte
	err := tx.QueryRowContext(ctx, "SELECT lines FROM repeats WHERE name = ?", name).Scan(&lines)
	if err == nil {
		err = r.Decode(name, lines)
	}
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	rows, err := tx.QueryContext(ctx, "SELECT name, trace FROM repeats_waiting WHERE name = ? ORDER BY number", name)
	if err != nil {
		return err
	}
	if err := learnRows(r, rows); err != nil {
		return err
	}
	for _, t := range more {
		r.Learn(t)
	}
	if _, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO repeats VALUES (?, ?)", name, r.Encode(name)); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "DELETE FROM repeats_waiting WHERE name = ?", name)
	return err
}

// learnRows learns traces that waited.
func learnRows(r *page.Repeats, rows *sql.Rows) error {
	defer rows.Close()
	for rows.Next() {
		var name string
		var b []byte
		if err := rows.Scan(&name, &b); err != nil {
			return err
		}
		t, err := page.DecodeTrace(name, b)
		if err != nil {
			return err
		}
		r.Learn(t)
	}
	return rows.Err()
}
