package pipeline

import (
	"context"
	"database/sql"
	"iter"

	"rawi/news"
	"rawi/page"
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
	rows, err := l.Reader().QueryContext(ctx, "SELECT name, lines FROM repeats ORDER BY name")
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
	return r, rows.Err()
}

// learn adds what a batch of articles shows to the tables of the library, in the transaction that adds the articles. Articles that it has
// already teach nothing new.
func learn(ctx context.Context, tx *sql.Tx, traces []page.Trace) error {
	r := page.NewRepeats()
	for _, t := range traces {
		for _, name := range t.Groups {
			if r.Has(name) {
				continue
			}
			var lines []byte
			err := tx.QueryRowContext(ctx, "SELECT lines FROM repeats WHERE name = ?", name).Scan(&lines)
			if err == nil {
				err = r.Decode(name, lines)
			}
			if err != nil && err != sql.ErrNoRows {
				return err
			}
		}
		r.Learn(t)
	}
	for _, name := range r.Groups() {
		if _, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO repeats VALUES (?, ?)", name, r.Encode(name)); err != nil {
			return err
		}
	}
	return nil
}
