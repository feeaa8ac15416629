package watch

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"rawi/pipeline"
)

// counters count what a watcher has done since it began.
type counters struct {
	looks, visits, problems, left, gone atomic.Int64
	fresh, changed, same, bytes         atomic.Int64
	alerts, dropped, fed, refused       atomic.Int64
	telling                             atomic.Int64 // nanoseconds of the last telling of the stories
}

// Report is how a watcher does.
type Report struct {
	Looks, Visits, Problems, Left, Gone int64 // looks at sources; fetches of pages; requests that failed; pages given up; pages that are gone
	New, Changed, Same, Bytes           int64 // articles; bytes received
	Alerts                              int64
	Refused                             int64 // writes that the library did not take, and that were tried again
	Fed                                 int64 // pages whose text is what a feed gives
	Dropped                             int64 // pages as they came that were dropped to save room
	Telling                             time.Duration
	Untold                              int            // articles that the stories do not have yet
	Busy                                int            // requests that run
	Due                                 int            // pages that wait and are due
	Lag                                 time.Duration  // of the page that waits longest
	Sources                             map[string]int // by state; as they were some time ago where there are many
	Pages                               map[string]int // the same
}

// Report is how the watcher does now.
func (w *Watcher) Report(ctx context.Context) (Report, error) {
	c := &w.count
	r := Report{
		Looks: c.looks.Load(), Visits: c.visits.Load(), Problems: c.problems.Load(), Left: c.left.Load(), Gone: c.gone.Load(), New: c.fresh.Load(),
		Changed: c.changed.Load(), Same: c.same.Load(), Bytes: c.bytes.Load(), Alerts: c.alerts.Load(), Dropped: c.dropped.Load(), Fed: c.fed.Load(), Refused: c.refused.Load(), Telling: time.Duration(c.telling.Load()),
	}
	w.mu.Lock()
	r.Busy = w.busy
	w.mu.Unlock()
	now := w.opt.Clock.Now().Unix()
	var first int64
	if err := w.lib.Reader().QueryRowContext(ctx, "SELECT count(*), coalesce(min(due), 0) FROM watch_page WHERE due > 0 AND due <= ?", now).Scan(&r.Due, &first); err != nil {
		return r, err
	}
	if first > 0 {
		r.Lag = time.Duration(now-first) * time.Second
	}
	var err error
	if r.Untold, err = w.lib.CountUntold(ctx); err != nil {
		return r, err
	}
	r.Sources, r.Pages, err = w.counted.states(ctx, w.lib)
	return r, err
}

// counted is how many sources and pages there are in each state. To count them takes time that grows with the pages ever named, so they are
// counted anew no more than a hundredth of the time.
type counted struct {
	mu             sync.Mutex
	sources, pages map[string]int
	next           time.Time // by the real clock
}

func (c *counted) states(ctx context.Context, lib *pipeline.Library) (sources, pages map[string]int, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if begun := time.Now(); begun.After(c.next) {
		if sources, err = states(ctx, lib, "watch_source"); err != nil {
			return nil, nil, err
		}
		if pages, err = states(ctx, lib, "watch_page"); err != nil {
			return nil, nil, err
		}
		c.sources, c.pages = sources, pages
		now := time.Now()
		c.next = now.Add(100 * now.Sub(begun))
	}
	return c.sources, c.pages, nil // which nobody changes
}

// states counts the rows of a table by their states.
func states(ctx context.Context, lib *pipeline.Library, table string) (map[string]int, error) {
	rows, err := lib.Reader().QueryContext(ctx, "SELECT state, count(*) FROM "+table+" GROUP BY state")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]int{}
	for rows.Next() {
		var state string
		var n int
		if err := rows.Scan(&state, &n); err != nil {
			return nil, err
		}
		out[state] = n
	}
	return out, rows.Err()
}

// Metrics writes a report in the text form that Prometheus reads (version 0.0.4).
func (r Report) Metrics(out io.Writer) error {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	var err error
	line := func(name, kind, help string, value any, labels string) {
		if err == nil && help != "" {
			_, err = fmt.Fprintf(out, "# HELP rawi_%s %s\n# TYPE rawi_%s %s\n", name, help, name, kind)
		}
		if err == nil {
			_, err = fmt.Fprintf(out, "rawi_%s%s %v\n", name, labels, value)
		}
	}
	line("looks_total", "counter", "Looks at feeds, maps and sections.", r.Looks, "")
	line("visits_total", "counter", "Fetches of pages.", r.Visits, "")
	line("problems_total", "counter", "Requests that failed.", r.Problems, "")
	line("pages_left_total", "counter", "Pages given up.", r.Left, "")
	line("pages_from_feeds_total", "counter", "Pages that could not be had, whose text is what their feed gives.", r.Fed, "")
	line("received_bytes_total", "counter", "Bytes received.", r.Bytes, "")
	line("articles_total", "counter", "Articles read, by what they were to the library.", r.New, `{kind="new"}`)
	line("articles_total", "", "", r.Changed, `{kind="changed"}`)
	line("articles_total", "", "", r.Same, `{kind="same"}`)
	line("alerts_total", "counter", "Alerts raised.", r.Alerts, "")
	line("pages_dropped_total", "counter", "Pages as they came that were dropped to save room.", r.Dropped, "")
	line("write_failures_total", "counter", "Writes that met a full disk or another program, and were tried again.", r.Refused, "")
	line("pages_due", "gauge", "Pages that wait and are due.", r.Due, "")
	line("lag_seconds", "gauge", "How long the page has waited that waits longest.", r.Lag.Seconds(), "")
	line("telling_seconds", "gauge", "How long the last telling of the stories took.", r.Telling.Seconds(), "")
	line("articles_untold", "gauge", "Articles that came or changed and that the stories do not have yet.", r.Untold, "")
	line("requests_running", "gauge", "Requests that run.", r.Busy, "")
	help := "Sources, by state."
	for _, s := range []string{on, off, gone} {
		line("sources", "gauge", help, r.Sources[s], `{state="`+s+`"}`)
		help = ""
	}
	help = "Pages, by state."
	for _, s := range []string{wanted, kept, gone, left} {
		line("pages", "gauge", help, r.Pages[s], `{state="`+s+`"}`)
		help = ""
	}
	line("memory_bytes", "gauge", "Memory obtained from the system.", m.Sys, "")
	return err
}
