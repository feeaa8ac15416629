package watch

import (
	"context"
	"time"

	"rawi/pipeline"
)

// Tally is what became of the pages of a source.
type Tally struct {
	Wanted, Kept, Left, Gone int
	Due                      int           // of Wanted and Kept: those that are due now
	Lag                      time.Duration // of the one that is due longest
}

// Tallies are the tallies of all sources that have named a page, by their IDs.
func Tallies(ctx context.Context, lib *pipeline.Library, now time.Time) (map[int64]Tally, error) {
	out := map[int64]Tally{}
	rows, err := lib.Reader().QueryContext(ctx, "SELECT source, state, count(*) FROM watch_page GROUP BY source, state")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var state string
		var n int
		if err := rows.Scan(&id, &state, &n); err != nil {
			return nil, err
		}
		t := out[id]
		switch state {
		case wanted:
			t.Wanted = n
		case kept:
			t.Kept = n
		case left:
			t.Left = n
		case gone:
			t.Gone = n
		}
		out[id] = t
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	due, err := lib.Reader().QueryContext(ctx, "SELECT source, count(*), min(due) FROM watch_page INDEXED BY watch_page_due WHERE due > 0 AND due <= ? GROUP BY source", now.Unix())
	if err != nil {
		return nil, err
	}
	defer due.Close()
	for due.Next() {
		var id, first int64
		var n int
		if err := due.Scan(&id, &n, &first); err != nil {
			return nil, err
		}
		t := out[id]
		t.Due, t.Lag = n, now.Sub(at(first))
		out[id] = t
	}
	return out, due.Err()
}

// Latest are the last n pages that a source has named, the latest first; state is one of wanted, kept, left and gone, or "" for all.
func Latest(ctx context.Context, lib *pipeline.Library, id int64, state string, n int) (out []Page, err error) {
	rows, err := lib.Reader().QueryContext(ctx, selectPage+" WHERE source = ?1 AND (?2 = '' OR state = ?2) ORDER BY seen DESC, url LIMIT ?3", id, state, n)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		p, err := pageOf(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, rows.Err()
}
