package watch

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path"
	"strings"
	"time"

	"rawi/gather/feed"
	"rawi/gather/fetch"
	"rawi/pipeline"
)

// Source is a feed, a map of a site or a section page that is followed.
type Source struct {
	ID       int64         `json:"id"`
	URL      string        `json:"url"`
	Host     string        `json:"-"`
	Parent   int64         `json:"parent,omitempty"` // the source that named it, 0 where a person did
	Title    string        `json:"title,omitempty"`
	Home     string        `json:"home,omitempty"`
	Folder   string        `json:"folder,omitempty"`
	Zone     string        `json:"zone,omitempty"`
	Only     string        `json:"only,omitempty"` // patterns of paths (as of path.Match), one a line
	Never    string        `json:"never,omitempty"`
	Kind     string        `json:"kind,omitempty"`
	State    string        `json:"state"`
	Pause    time.Duration `json:"-"`
	Due      time.Time     `json:"next_look,omitzero"` // times are zero for never
	Checked  time.Time     `json:"last_look,omitzero"`
	Changed  time.Time     `json:"last_new,omitzero"`
	ETag     string        `json:"-"`
	Modified string        `json:"-"`
	Fails    int           `json:"fails,omitempty"`
	Problem  string        `json:"problem,omitempty"`
}

const selectSource = `SELECT id, url, host, coalesce(parent, 0), title, home, folder, zone, only, never, kind, state, pause, due, etag, modified, fails, checked,
	changed, problem FROM watch_source`

// row is a row of a query.
type row interface{ Scan(...any) error }

func source(r row) (s Source, err error) {
	var pause, due, checked, changed int64
	err = r.Scan(&s.ID, &s.URL, &s.Host, &s.Parent, &s.Title, &s.Home, &s.Folder, &s.Zone, &s.Only, &s.Never, &s.Kind, &s.State, &pause, &due, &s.ETag, &s.Modified,
		&s.Fails, &checked, &changed, &s.Problem)
	s.Pause, s.Due, s.Checked, s.Changed = time.Duration(pause)*time.Second, at(due), at(checked), at(changed)
	return s, err
}

// Page is a page that a source has named.
type Page struct {
	URL       string    `json:"url"`
	Address   string    `json:"address"`
	Host      string    `json:"-"`
	Source    int64     `json:"source"`
	State     string    `json:"state"`
	Why       string    `json:"why,omitempty"`
	Tries     int       `json:"tries,omitempty"`
	Visits    int       `json:"visits,omitempty"`
	ETag      string    `json:"-"`
	Modified  string    `json:"-"`
	Title     string    `json:"title,omitempty"`
	Brief     string    `json:"-"`                  // what the source gives of its text, until it is taken
	Published time.Time `json:"published,omitzero"` // as the source says; zero where it does not
	Updated   time.Time `json:"updated,omitzero"`   // the same
	Due       time.Time `json:"next_visit,omitzero"`
	Seen      time.Time `json:"first_named,omitzero"`
	Fetched   time.Time `json:"fetched,omitzero"`
}

const selectPage = `SELECT url, source, address, host, state, why, due, tries, visits, etag, modified, title, brief, published, updated, seen, fetched FROM watch_page`

func pageOf(r row) (p Page, err error) {
	var due, published, updated, seen, fetched int64
	err = r.Scan(&p.URL, &p.Source, &p.Address, &p.Host, &p.State, &p.Why, &due, &p.Tries, &p.Visits, &p.ETag, &p.Modified, &p.Title, &p.Brief, &published, &updated, &seen, &fetched)
	p.Due, p.Published, p.Updated, p.Seen, p.Fetched = at(due), at(published), at(updated), at(seen), at(fetched)
	return p, err
}

// at is a time as it is kept.
func at(unix int64) time.Time {
	if unix == 0 {
		return time.Time{}
	}
	return time.Unix(unix, 0).UTC()
}

// unix is a time to be kept.
func unix(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

// The states of sources and pages.
const (
	on     = "on"
	off    = "off"
	gone   = "gone"
	wanted = "wanted"
	kept   = "kept"
	left   = "left"
)

// ErrKnown says that a source is followed already.
var ErrKnown = errors.New("it is followed already")

// Follow adds a source, or takes one up again that was stopped, to be looked at as soon as the watcher runs. Of s the address, title, home, folder, zone and patterns are kept.
// check judges the address, nil for fetch.Address.
func Follow(ctx context.Context, lib *pipeline.Library, now time.Time, s Source, check func(string) (*url.URL, error)) error {
	if check == nil {
		check = fetch.Address
	}
	u, err := check(s.URL)
	if err != nil {
		return err
	}
	if _, err := zoneOf(s.Zone); err != nil {
		return err
	}
	for _, p := range strings.Fields(s.Only + "\n" + s.Never) {
		if _, err := path.Match(p, ""); err != nil {
			return fmt.Errorf("the pattern %q cannot be read", p)
		}
	}
	return lib.Write(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO watch_source (url, host, title, home, folder, zone, only, never, pause, due, added) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			u.String(), u.Host, s.Title, s.Home, s.Folder, s.Zone, s.Only, s.Never, 0, now.Unix(), now.Unix())
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n > 0 {
			return err
		}
		again, err := set(ctx, tx, now, u.String(), on, "state <> 'on'") // one that was stopped, or was gone
		if err == nil && !again {
			err = ErrKnown
		}
		return err
	})
}

// Stop follows a source no more, nor the lists that it named; ok is false where it was not followed. The address may be written with
// the letters that its escapes stand for, as people read it.
func Stop(ctx context.Context, lib *pipeline.Library, now time.Time, address string) (ok bool, err error) {
	err = lib.Write(ctx, func(tx *sql.Tx) error {
		if ok, err = set(ctx, tx, now, address, off, "state = 'on'"); ok || err != nil {
			return err
		}
		if u, bad := url.Parse(address); bad == nil && u.String() != address {
			ok, err = set(ctx, tx, now, u.String(), off, "state = 'on'")
		}
		return err
	})
	return ok, err
}

// set gives a source, and the lists that it named, a state where they meet a condition; ok is false where none does.
func set(ctx context.Context, tx *sql.Tx, now time.Time, address, state, where string) (ok bool, err error) {
	res, err := tx.ExecContext(ctx, "UPDATE watch_source SET state = ?1, due = ?2, fails = 0 WHERE (url = ?3 OR parent = (SELECT id FROM watch_source WHERE url = ?3)) AND "+where,
		state, now.Unix(), address)
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

// Sources are all sources, in the order of their folders and titles.
func Sources(ctx context.Context, lib *pipeline.Library) (out []Source, err error) {
	rows, err := lib.Reader().QueryContext(ctx, selectSource+" ORDER BY folder, title, url")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		s, err := source(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}

// Why says what became of a page: ok is false where no source has named it.
func Why(ctx context.Context, lib *pipeline.Library, address string) (p Page, ok bool, err error) {
	p, err = pageOf(lib.Reader().QueryRowContext(ctx, selectPage+" WHERE url = ?", fetch.Canonical(address)))
	if errors.Is(err, sql.ErrNoRows) {
		return Page{}, false, nil
	}
	return p, err == nil, err
}

// Export is what is followed as a list of feeds.
func Export(sources []Source) (out []feed.Source) {
	for _, s := range sources {
		if s.Parent == 0 {
			out = append(out, feed.Source{URL: s.URL, Title: s.Title, Home: s.Home, Group: s.Folder})
		}
	}
	return out
}

// zoneOf is a zone by its name in the tz database, or as "+03:00".
func zoneOf(name string) (*time.Location, error) {
	if name == "" {
		return time.UTC, nil
	}
	if t, err := time.Parse("-07:00", name); err == nil {
		_, seconds := t.Zone()
		return time.FixedZone(name, seconds), nil
	}
	l, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("the zone %q is not known; write Asia/Riyadh or +03:00", name)
	}
	return l, nil
}

// takes says whether the patterns of a source let a page through.
func (s *Source) takes(u *url.URL) bool {
	match := func(patterns string) bool {
		for _, p := range strings.Fields(patterns) {
			if ok, _ := path.Match(p, u.Path); ok || strings.HasSuffix(p, "/*") && strings.HasPrefix(u.Path, strings.TrimSuffix(p, "*")) {
				return true
			}
		}
		return false
	}
	return (s.Only == "" || match(s.Only)) && !match(s.Never)
}
