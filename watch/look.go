package watch

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"time"

	"rawi/charset"
	"rawi/gather/feed"
	"rawi/gather/fetch"
)

// look is a look at a source.
type look struct {
	host   *host
	source Source
}

// goneAfter is how long a source must answer that it is not there before it is believed; status 410 is believed at once.
const goneAfter = 10

func (l *look) run(ctx context.Context, w *Watcher) outcome {
	o := outcome{host: l.host}
	s := l.source
	list, a, robots, err := w.list(ctx, &s)
	o.pause = robots
	var problem string
	switch {
	case ctx.Err() != nil:
		return outcome{host: l.host} // it was we who ended it
	case err != nil:
		problem = err.Error()
		o.failed = a == nil
	case a.Status == 429 || a.Status >= 500:
		problem = fmt.Sprintf("status %d", a.Status)
		o.failed, o.pause = true, max(o.pause, min(a.RetryAfter, longestPause))
	case a.Status != 200 && a.Status != 304:
		problem = fmt.Sprintf("status %d", a.Status)
	}
	fault := ""
	if list != nil && list.Fault != nil {
		fault = list.Fault.Error()
	}
	if problem != "" || fault != "" {
		w.count.problems.Add(1)
		w.opt.Log.Warn("source", "source", s.URL, "problem", problem+fault)
	}
	w.count.looks.Add(1)
	jitter := w.jitter()
	o.write = func(ctx context.Context, tx *sql.Tx, now time.Time) error {
		fresh := 0
		if list != nil {
			var err error
			if fresh, err = w.enlist(ctx, tx, now, s, list); err != nil {
				return err
			}
		}
		if fresh > 0 {
			w.opt.Log.Info("source", "source", s.URL, "pages", fresh)
		}
		return s.looked(ctx, tx, now, a, list, problem, fault, fresh, w.opt, jitter)
	}
	return o
}

// jitter is a share of a pause, so that looks do not fall together.
func (w *Watcher) jitter() float64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	return .9 + .2*w.opt.Rand.Float64()
}

// list fetches and reads a source. list is nil where there is nothing new.
func (w *Watcher) list(ctx context.Context, s *Source) (l *feed.List, a *fetch.Answer, delay time.Duration, err error) {
	u, err := url.Parse(s.URL)
	if err != nil {
		return nil, nil, 0, err
	}
	ok, delay, why := w.robots.Allowed(ctx, u)
	if !ok {
		return nil, &fetch.Answer{}, delay, fmt.Errorf("not fetched: %s", why)
	}
	a, err = w.client.Get(ctx, fetch.Request{URL: s.URL, ETag: s.ETag, LastModified: s.Modified})
	if err != nil || a.Status != 200 {
		return nil, a, delay, err
	}
	w.count.bytes.Add(int64(len(a.Body)))
	body, err := unpacked(a.Body)
	if err != nil {
		return nil, a, delay, err
	}
	text, _, err := charset.Decode(body, true, a.Charset)
	if err != nil {
		return nil, a, delay, err
	}
	zone, err := zoneOf(s.Zone)
	if err != nil {
		return nil, a, delay, err
	}
	base, err := url.Parse(a.URL)
	if err != nil {
		return nil, a, delay, err
	}
	w.alone(func() { l, err = feed.Read(text, base, zone) })
	return l, a, delay, err
}

// looked keeps what a look has shown of the source itself, and when the next is due: sooner where there was something new, later where
// there was not, as often as the source has news but for its bounds.
func (s *Source) looked(ctx context.Context, tx *sql.Tx, now time.Time, a *fetch.Answer, list *feed.List, problem, fault string, fresh int, opt Options, jitter float64) error {
	pause := s.Pause
	switch {
	case pause == 0:
		pause = 4 * opt.Shortest
	case fresh > 0:
		pause = pause * 6 / 10
	case problem == "":
		pause = pause * 14 / 10
	}
	pause = min(max(pause, opt.Shortest), opt.Longest)
	if a != nil && a.MaxAge > pause {
		pause = min(a.MaxAge, opt.Longest)
	}
	wait := time.Duration(float64(pause) * jitter)
	state, fails := s.State, 0
	if problem != "" {
		fails = s.Fails + 1
		wait = min(wait<<min(fails-1, 6), max(24*time.Hour, opt.Longest))
		if a != nil && (a.Status == 410 || a.Status == 404 && fails >= goneAfter) {
			state = gone
		}
	}
	if a != nil && a.Status == 200 && problem == "" {
		s.ETag, s.Modified = a.ETag, a.LastModified
		if list != nil {
			s.Kind = list.Kind
			if s.Title == "" {
				s.Title = list.Title
			}
			if s.Home == "" {
				s.Home = list.Home
			}
		}
	}
	if fault != "" {
		problem = fault
	}
	if fresh > 0 {
		s.Changed = now
	}
	if _, err := tx.ExecContext(ctx, `UPDATE watch_source SET title = ?, home = ?, kind = ?, state = CASE WHEN state = 'off' THEN state ELSE ? END, pause = ?, due = ?, etag = ?, modified = ?,
		fails = ?, checked = ?, changed = ?, problem = ? WHERE id = ?`, s.Title, s.Home, s.Kind, state, int64(pause/time.Second), now.Add(wait).Unix(), s.ETag, s.Modified,
		fails, now.Unix(), unix(s.Changed), problem, s.ID); err != nil {
		return err
	}
	if a == nil || a.Moved == "" || a.Status != 200 {
		return nil
	}
	if u, err := url.Parse(a.Moved); err == nil { // permanent redirects are followed once; where both are known, the old one is
		_, err := tx.ExecContext(ctx, "UPDATE OR IGNORE watch_source SET url = ?, host = ? WHERE id = ?", u.String(), u.Host, s.ID)
		return err
	}
	return nil
}

// mostChildren is how many lists one list may name.
const mostChildren = 200

// enlist keeps what a source names: pages that are new become wanted, those that it says have changed are looked at again. fresh is
// how many of them there are.
func (w *Watcher) enlist(ctx context.Context, tx *sql.Tx, now time.Time, s Source, list *feed.List) (fresh int, err error) {
	for i, more := range list.More {
		if i == mostChildren || s.Parent != 0 && list.Kind != "index" {
			break
		}
		u, err := url.Parse(more)
		if err != nil {
			continue
		}
		if _, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO watch_source (url, host, parent, title, folder, zone, only, never, pause, due, added) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)",
			more, u.Host, s.ID, s.Title, s.Folder, s.Zone, s.Only, s.Never, now.Unix(), now.Unix()); err != nil {
			return 0, err
		}
		w.touch(u.Host)
	}
	for items := range slices.Chunk(list.Items, mostNamed) {
		keys := make([]string, len(items))
		for i, it := range items {
			keys[i] = fetch.Canonical(it.URL)
		}
		known, err := knownPages(ctx, tx, keys)
		if err != nil {
			return 0, err
		}
		for i, it := range items {
			key := keys[i]
			updated, ok := known[key]
			if ok && unix(changed(it)) <= updated {
				continue // most of what a list names it has named before
			}
			n, err := w.named(ctx, tx, now, s, it, key, ok)
			if err != nil {
				return 0, err
			}
			fresh += n
			known[key] = max(updated, unix(changed(it)))
		}
	}
	return fresh, nil
}

// mostNamed is how many pages are looked up at a time.
const mostNamed = 1000

// knownPages are those of some pages, by their keys, that have been named before, each with when it was last said to have changed.
func knownPages(ctx context.Context, tx *sql.Tx, keys []string) (map[string]int64, error) {
	list, err := json.Marshal(keys)
	if err != nil {
		return nil, err
	}
	rows, err := tx.QueryContext(ctx, "SELECT url, updated FROM watch_page WHERE url IN (SELECT value FROM json_each(?))", string(list))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	known := map[string]int64{}
	for rows.Next() {
		var key string
		var updated int64
		if err := rows.Scan(&key, &updated); err != nil {
			return nil, err
		}
		known[key] = updated
	}
	return known, rows.Err()
}

// changed is when an item was last changed, as its list says.
func changed(it feed.Item) time.Time {
	if it.Updated.At.IsZero() {
		return it.Published.At
	}
	return it.Updated.At
}

// named keeps one page that a source names under its key, which is known already or not; 1 where there is something to fetch.
func (w *Watcher) named(ctx context.Context, tx *sql.Tx, now time.Time, s Source, it feed.Item, key string, known bool) (int, error) {
	u, err := url.Parse(it.URL)
	if err != nil {
		return 0, nil
	}
	if known {
		res, err := tx.ExecContext(ctx, "UPDATE watch_page SET updated = ?, due = ?, visits = 0, tries = 0 WHERE url = ? AND state IN ('kept', 'gone')", unix(changed(it)), now.Unix(), key)
		if err != nil {
			return 0, err
		}
		n, err := res.RowsAffected()
		if n > 0 {
			w.touch(u.Host)
		}
		return int(n), err
	}
	state, why, due := wanted, "", now.Unix()
	switch {
	case !s.takes(u):
		state, why, due = left, "the patterns of its source do not take it", 0
	case !it.Published.At.IsZero() && now.Sub(it.Published.At) > w.opt.Oldest && (it.Updated.At.IsZero() || now.Sub(it.Updated.At) > w.opt.Oldest),
		it.Published.At.IsZero() && !it.Updated.At.IsZero() && now.Sub(it.Updated.At) > w.opt.Oldest:
		state, why, due = left, "it was old already when it was first named", 0
	}
	brief := it.Text
	if state == left {
		brief = ""
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO watch_page (url, source, address, host, state, why, due, title, brief, published, updated, seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		key, s.ID, it.URL, u.Host, state, why, due, it.Title, brief, unix(it.Published.At), unix(changed(it)), now.Unix()); err != nil {
		return 0, err
	}
	if due == 0 {
		return 0, nil
	}
	w.touch(u.Host)
	return 1, nil
}

// touch has a machine's time looked up again once what is being written is there to be seen.
func (w *Watcher) touch(name string) {
	w.mu.Lock()
	w.touched = append(w.touched, name)
	w.mu.Unlock()
}
