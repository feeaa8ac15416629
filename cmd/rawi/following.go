package main

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"rawi/pipeline"
	"rawi/watch"
	"rawi/web"
)

// following tells the pages how following the press goes.
type following struct {
	l     *pipeline.Library
	watch *watch.Watcher

	mu   sync.Mutex
	have web.Following
	at   time.Time
}

// newFollowing tells it of a library; w may be nil.
func newFollowing(l *pipeline.Library, w *watch.Watcher) *following {
	return &following{l: l, watch: w}
}

// recent is how long what was looked up is shown again, and lately how long ago a source was looked at when another program is believed to follow.
const recent, lately = 5 * time.Second, 20 * time.Minute

// Following is how it goes now.
func (f *following) Following(ctx context.Context) (web.Following, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if time.Since(f.at) < recent {
		return f.have, nil
	}
	sources, err := watch.Sources(ctx, f.l)
	if err != nil {
		return web.Following{}, err
	}
	now := time.Now()
	if f.watch != nil {
		now = f.watch.Now()
	}
	tallies, err := watch.Tallies(ctx, f.l, now)
	if err != nil {
		return web.Following{}, err
	}
	out := web.Following{Running: f.watch != nil && f.watch.Running()}
	for _, s := range sources {
		t := tallies[s.ID]
		out.Due += t.Due
		out.Lag = max(out.Lag, t.Lag)
		out.Running = out.Running || !s.Checked.IsZero() && now.Sub(s.Checked) < lately
		x := web.Followed{
			ID: s.ID, URL: s.URL, Title: s.Title, Folder: s.Folder, Kind: s.Kind, State: s.State, Checked: s.Checked, Changed: s.Changed, Due: s.Due, Every: s.Pause, Fails: s.Fails,
			Wanted: t.Wanted, Kept: t.Kept, Left: t.Left, Ended: t.Gone, Late: t.Due, Lag: t.Lag, Zone: s.Zone, Only: s.Only, Never: s.Never,
		}
		if s.Problem != "" {
			x.Problem = bothWays(s.Problem)
		}
		out.Followed = append(out.Followed, x)
	}
	f.have, f.at = out, time.Now()
	return out, nil
}

// bothWays is something that the program says, in both languages.
func bothWays(s string) web.Said { return web.Said{Arabic: reason(s), English: s} }

// Named are the last pages that a source has named.
func (f *following) Named(ctx context.Context, source int64, state string, n int) ([]web.Named, error) {
	pages, err := watch.Latest(ctx, f.l, source, state, n)
	if err != nil {
		return nil, err
	}
	return f.named(ctx, pages)
}

// Why says what became of a page.
func (f *following) Why(ctx context.Context, address string) (web.Named, bool, error) {
	p, ok, err := watch.Why(ctx, f.l, address)
	if err != nil || !ok {
		return web.Named{}, false, err
	}
	list, err := f.named(ctx, []watch.Page{p})
	if err != nil {
		return web.Named{}, false, err
	}
	return list[0], true, nil
}

// named are pages as they are shown. Those that the library holds lead to their article; one that is kept under another address of its site
// does not.
func (f *following) named(ctx context.Context, pages []watch.Page) ([]web.Named, error) {
	var urls []string
	for _, p := range pages {
		urls = append(urls, p.URL)
	}
	list, err := json.Marshal(urls)
	if err != nil {
		return nil, err
	}
	rows, err := f.l.Reader().QueryContext(ctx, "SELECT name FROM source WHERE name IN (SELECT value FROM json_each(?))", string(list))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	held := map[string]bool{}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		held[name] = true
	}
	out := make([]web.Named, 0, len(pages))
	for _, p := range pages {
		x := web.Named{URL: p.Address, Title: p.Title, Source: p.Source, State: p.State, Tries: p.Tries, Seen: p.Seen, Fetched: p.Fetched, Due: p.Due, Published: p.Published}
		if p.Why != "" {
			x.Why = bothWays(p.Why)
		}
		if held[p.URL] {
			x.Article = p.URL
		}
		out = append(out, x)
	}
	return out, rows.Err()
}
