package watch

import (
	"context"
	"database/sql"
	"time"
)

// host is a machine that is asked: one request at a time, at a distance.
type host struct {
	name  string
	busy  bool
	pages int       // visited since a source was last looked at
	fails int       // answers in a row that did not come
	free  time.Time // when it may be asked again
	due   time.Time // when there is something to ask; zero for nothing
	stale bool      // due must be looked up again
}

// longestPause is for how long at most a machine is left alone that does not answer.
const longestPause = 2 * time.Hour

// settle sets when a machine may be asked again, after an outcome.
func (h *host) settle(now time.Time, o outcome, opt Options) {
	h.busy, h.stale = false, true
	pause := max(o.pause, opt.Distance)
	if o.failed {
		h.fails++
		pause = max(pause, min(30*time.Second<<min(h.fails-1, 10), longestPause))
		pause += time.Duration(opt.Rand.Int64N(int64(pause)/4 + 1))
	} else {
		h.fails = 0
	}
	h.free = now.Add(pause)
}

// earliest is the machine that may be asked first, and when. The caller holds the lock.
func (w *Watcher) earliest() (best *host, at time.Time) {
	for _, h := range w.hosts {
		if h.busy || h.due.IsZero() && !h.stale {
			continue
		}
		t := h.free
		if !h.stale && h.due.After(t) {
			t = h.due
		}
		if best == nil || t.Before(at) || t.Equal(at) && h.name < best.name {
			best, at = h, t
		}
	}
	return best, at
}

// know is the machine of a name. The caller holds the lock.
func (w *Watcher) know(name string) *host {
	h := w.hosts[name]
	if h == nil {
		h = &host{name: name, stale: true}
		w.hosts[name] = h
	}
	return h
}

// load looks up which machines there is something to ask of.
func (w *Watcher) load(ctx context.Context) error {
	rows, err := w.lib.Reader().QueryContext(ctx, "SELECT host FROM watch_source WHERE state = 'on' UNION SELECT host FROM watch_page WHERE due > 0")
	if err != nil {
		return err
	}
	defer rows.Close()
	w.mu.Lock()
	defer w.mu.Unlock()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return err
		}
		w.know(name).stale = true
	}
	w.opt.Log.Info("following", "machines", len(w.hosts))
	return rows.Err()
}

// betweenLooks is how many pages of a machine are visited before another source of it is looked at, where both are due: where there is more to
// do than can be done, what is known comes first, or nothing would ever be read.
const betweenLooks = 8

// added looks for machines that another program has given something to do.
func (w *Watcher) added(ctx context.Context) error {
	rows, err := w.lib.Reader().QueryContext(ctx, "SELECT DISTINCT host FROM watch_source WHERE state = 'on' AND due <= ?", w.opt.Clock.Now().Unix())
	if err != nil {
		return err
	}
	defer rows.Close()
	w.mu.Lock()
	defer w.mu.Unlock()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return err
		}
		if h := w.know(name); !h.busy {
			h.stale = true
		}
	}
	return rows.Err()
}

// job is the first thing that is due at a machine; nil where there is none yet, and then the machine's time is set right. A source comes
// before the pages, but for those that wait since the last.
func (w *Watcher) job(ctx context.Context, h *host, now time.Time) (job, error) {
	var due [2]sql.NullInt64
	if err := w.lib.Reader().QueryRowContext(ctx, "SELECT (SELECT min(due) FROM watch_source WHERE host = ?1 AND state = 'on'), (SELECT min(due) FROM watch_page WHERE host = ?1 AND due > 0)",
		h.name).Scan(&due[0], &due[1]); err != nil {
		return nil, err
	}
	switch {
	case due[0].Valid && due[0].Int64 <= now.Unix() && (h.pages >= betweenLooks || !due[1].Valid || due[1].Int64 > now.Unix()):
		h.pages = 0
		s, err := source(w.lib.Reader().QueryRowContext(ctx, selectSource+" WHERE host = ? AND state = 'on' AND due <= ? ORDER BY due, id LIMIT 1", h.name, now.Unix()))
		return &look{host: h, source: s}, err
	case due[1].Valid && due[1].Int64 <= now.Unix():
		h.pages++
		p, err := pageOf(w.lib.Reader().QueryRowContext(ctx, selectPage+" WHERE host = ? AND due > 0 AND due <= ? ORDER BY due, url LIMIT 1", h.name, now.Unix()))
		return &visit{host: h, page: p}, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	h.stale, h.due = false, time.Time{}
	for _, d := range due {
		if d.Valid {
			if t := time.Unix(d.Int64, 0); h.due.IsZero() || t.Before(h.due) {
				h.due = t
			}
		}
	}
	return nil, nil
}
