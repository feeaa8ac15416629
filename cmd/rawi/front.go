package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"

	"rawi/access"
	"rawi/api"
	"rawi/news"
	"rawi/pipeline"
	"rawi/store"
	"rawi/watch"
	"rawi/web"
	"rawi/wire"
)

// entry is the part of the command line that says who may come in.
type entry struct {
	Users     string `help:"File of those who may log in (rawi users add makes it). Without it everybody on this machine may read." type:"path" placeholder:"FILE"`
	TokenFile string `help:"File with a token that lets programs read (Authorization: Bearer …), and people who type it." type:"path" placeholder:"FILE"`
	Edit      bool   `help:"Everybody on this machine may correct stories. Not for an address that others reach."`
}

// perSecond is how many requests an address may make where others than this machine do: enough for a reader, too few to copy a library
// in a minute.
const perSecond = 20

// shortestToken is the least length of a token, in bytes.
const shortestToken = 20

// gate is the gate that the command line asks for; nil where everybody on this machine may read and nobody change.
func (e entry) gate(address string) (*access.Gate, error) {
	opt := access.Options{Now: time.Now, PerSecond: perSecond}
	if e.Users != "" {
		f, err := os.Open(e.Users)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		if opt.Accounts, err = access.ReadAccounts(f); err != nil {
			return nil, fmt.Errorf("%s: %w", e.Users, err)
		}
		if len(opt.Accounts) == 0 {
			return nil, fmt.Errorf("%s names nobody; add someone with: rawi users add NAME --file %s", e.Users, e.Users)
		}
	}
	if e.TokenFile != "" {
		b, err := os.ReadFile(e.TokenFile)
		if err != nil {
			return nil, err
		}
		if opt.Token = strings.TrimSpace(string(b)); len(opt.Token) < shortestToken {
			return nil, fmt.Errorf("%s: a token needs at least %d characters; make one with: rawi users token", e.TokenFile, shortestToken)
		}
	}
	local, closed := access.Loopback(address), e.Users != "" || e.TokenFile != ""
	switch {
	case !local && !closed:
		return nil, fmt.Errorf("others reach %s: say who may come in, by --users FILE or --token-file FILE", address)
	case e.Edit && (!local || closed):
		return nil, errors.New("--edit lets everybody on this machine correct; with --users, or at an address that others reach, editors log in instead")
	case !closed && !e.Edit:
		return nil, nil
	case e.Edit:
		opt.Anyone = access.Editor
	}
	if local {
		opt.PerSecond = 0
	}
	return access.NewGate(opt)
}

// front is all that a library answers over HTTP.
type front struct {
	l      *pipeline.Library
	gate   *access.Gate
	log    *slog.Logger
	watch  *watch.Watcher // nil where nothing tells how following the press goes
	sample bool
}

// handler answers: pages, the API, and what a service shows of itself.
func (s front) handler() http.Handler {
	d := newDesk(s.l)
	d.Ready(context.Background()) // begin to make the index
	opt := web.Options{Log: s.log, Sample: s.sample, Gate: s.gate, Edit: editor{s.l, &sync.Mutex{}}}
	if !s.sample {
		opt.Press = newFollowing(s.l, s.watch)
	}
	pages := web.New(d, opt)
	programs := api.New(d, version, s.log)
	state := s.state()
	if s.gate != nil {
		programs, state = access.Only(programs), access.Only(state)
	}
	var h http.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch p := r.URL.Path; {
		case p == api.Base || strings.HasPrefix(p, api.Base+"/"):
			programs.ServeHTTP(w, r)
		case (p == "/metrics" || p == alertsPath) && s.watch != nil:
			state.ServeHTTP(w, r)
		default:
			pages.ServeHTTP(w, r)
		}
	})
	if s.gate != nil {
		h = s.gate.Wrap(h)
	} else {
		h = access.Local(h)
	}
	return s.alive(wire.Compressed(h, access.SessionCookie))
}

func plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	fmt.Fprintln(w, text)
}

// alive answers to whoever asks whether the service lives and is ready; it tells nothing of the library.
func (s front) alive(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/healthz":
			plain(w, http.StatusOK, "ok")
		case r.URL.Path == "/readyz":
			ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
			defer cancel()
			if _, _, err := s.l.Totals(ctx); err != nil {
				plain(w, http.StatusServiceUnavailable, "the library does not answer")
				return
			}
			plain(w, http.StatusOK, "ready")
		default:
			h.ServeHTTP(w, r)
		}
	})
}

// alertsPath is where the alerts stand as a feed, and mostAlerts how many of them do.
const (
	alertsPath = "/alerts.atom"
	mostAlerts = 100
)

// state tells how following the press goes, and what it met that readers want to know at once.
func (s front) state() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == alertsPath {
			list, err := watch.Alerts(r.Context(), s.l, mostAlerts)
			if err != nil {
				plain(w, http.StatusServiceUnavailable, "the library does not answer")
				return
			}
			w.Header().Set("Content-Type", "application/atom+xml; charset=utf-8")
			base := "http://" + r.Host
			_ = watch.WriteFeed(w, "Rawi", base+alertsPath, list, func(story string) string { return base + "/story/" + url.PathEscape(story) })
			return
		}
		report, err := s.watch.Report(r.Context())
		if err != nil {
			plain(w, http.StatusServiceUnavailable, "the library does not answer")
			return
		}
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		_ = report.Metrics(w) // nobody is left to tell
	})
}

// editor carries out what an editor decides on a page.
type editor struct {
	l     *pipeline.Library
	names *sync.Mutex // rulings on names are files: one writes at a time
}

func by(name string) pipeline.Hand {
	return pipeline.Hand{By: name, At: time.Now().UTC().Truncate(time.Second)}
}

// refused tells the editor what he may see of an error.
func refused(err error) error {
	switch {
	case errors.Is(err, store.ErrNotFound): // the error itself names the library's file
		return fmt.Errorf("%w: the library has no such story, event or decision", web.ErrRefused)
	case errors.Is(err, pipeline.ErrDecision):
		return fmt.Errorf("%w: %w", web.ErrRefused, err)
	}
	return err
}

// Merge makes stories or events one.
func (e editor) Merge(ctx context.Context, name string, ids ...string) error {
	_, err := e.l.Merge(ctx, by(name), ids...)
	return refused(err)
}

// Split takes articles out of a story or an event.
func (e editor) Split(ctx context.Context, name, id string, out ...news.Ref) error {
	_, err := e.l.Split(ctx, by(name), id, out...)
	return refused(err)
}

// Rename gives a story or an event a title.
func (e editor) Rename(ctx context.Context, name, id, title string) error {
	_, err := e.l.Rename(ctx, by(name), id, title)
	return refused(err)
}

// Undo takes a decision back.
func (e editor) Undo(ctx context.Context, id int64) error { return refused(e.l.Undo(ctx, id)) }

// Rule settles something about two names.
func (e editor) Rule(_ context.Context, same bool, a, b string) error {
	e.names.Lock()
	defer e.names.Unlock()
	return e.l.Rule(a, b, same)
}

// Unrule takes that back.
func (e editor) Unrule(_ context.Context, a, b string) error {
	e.names.Lock()
	defer e.names.Unlock()
	return e.l.Unrule(a, b)
}

// Decisions are what holds.
func (e editor) Decisions(ctx context.Context) ([]web.Decision, error) {
	all, err := e.l.Decisions(ctx)
	var out []web.Decision
	for _, d := range all {
		out = append(out, web.Decision{ID: d.ID, Act: string(d.Act), About: d.Group, Title: d.Title, Articles: len(d.Articles), By: d.By, At: d.At.Format("2006-01-02")})
	}
	return out, err
}

// Alerting are the searches that the library keeps.
func (e editor) Alerting(ctx context.Context) ([]web.AlertingSearch, error) {
	all, err := e.l.SavedSearches(ctx)
	var out []web.AlertingSearch
	for _, x := range all {
		out = append(out, web.AlertingSearch{ID: x.ID, Name: x.Name, Query: x.Query})
	}
	return out, err
}

// Alert keeps a search, under its own words.
func (e editor) Alert(ctx context.Context, query string) error {
	_, err := e.l.SaveSearch(ctx, time.Now(), query, query)
	return err
}

// Quiet drops a search.
func (e editor) Quiet(ctx context.Context, id int64) error { return gone(e.l.DropSearch(ctx, id)) }
