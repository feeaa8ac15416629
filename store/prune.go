package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"math"
	"time"
)

// Pruned is what a Prune has dropped.
type Pruned struct {
	Pages int   `json:"pages"`
	Bytes int64 `json:"bytes"` // as they were kept
}

// mostPruned is how many pages are dropped in one transaction.
const mostPruned = 500

// Prune drops pages as they came, the oldest first: those that were added before a time (zero for none), and as many more as are needed for
// the others to take no more than most bytes (0 for no bound). Texts and all that was found in them stay; the room is used again for what is
// added, and given back to the disk by Compact. now is the time to be recorded.
func (l *Library) Prune(ctx context.Context, now, before time.Time, most int64) (Pruned, error) {
	var done Pruned
	excess := int64(0)
	if most > 0 {
		if err := l.read.QueryRowContext(ctx, "SELECT coalesce(sum(length(raw)), 0) FROM revision WHERE raw IS NOT NULL").Scan(&excess); err != nil {
			return done, l.wrap(err)
		}
		excess -= most
	}
	until := int64(math.MinInt64)
	if !before.IsZero() {
		until = before.Unix()
	}
	for {
		ids, bytes, err := l.oldestPages(ctx, until, excess)
		if err != nil || len(ids) == 0 {
			return done, err
		}
		list, err := json.Marshal(ids)
		if err != nil {
			return done, err
		}
		if err := l.inTransaction(ctx, func(tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, "UPDATE revision SET raw = NULL, dropped = ? WHERE id IN (SELECT value FROM json_each(?))", max(1, now.Unix()), string(list))
			return err
		}); err != nil {
			return done, err
		}
		done.Pages, done.Bytes, excess = done.Pages+len(ids), done.Bytes+bytes, excess-bytes
	}
}

// oldestPages are the next pages to be dropped, and how many bytes they take.
func (l *Library) oldestPages(ctx context.Context, until, excess int64) (ids []int64, bytes int64, err error) {
	type page struct{ id, added, size int64 }
	scan := func(rows scanner) (p page, err error) { return p, rows.Scan(&p.id, &p.added, &p.size) }
	for p, err := range each(ctx, l, scan, "SELECT id, added, length(raw) FROM revision WHERE raw IS NOT NULL ORDER BY added, id LIMIT ?", mostPruned) {
		if err != nil {
			return nil, 0, err
		}
		if p.added >= until && bytes >= excess {
			break
		}
		ids, bytes = append(ids, p.id), bytes+p.size
	}
	return ids, bytes, nil
}
