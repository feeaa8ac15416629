package web

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"rawi/desk"
	"rawi/news"
	"rawi/text"
)

// Press tells how following the press goes. Its methods are called from many goroutines at once.
type Press interface {
	// Following is how it goes now.
	Following(ctx context.Context) (Following, error)
	// Named are the last n pages that a source has named, the latest first; state is "wanted", "kept", "left", "gone", or "" for all.
	Named(ctx context.Context, source int64, state string, n int) ([]Named, error)
	// Why says what became of a page; ok is false where no source has named it.
	Why(ctx context.Context, address string) (page Named, ok bool, err error)
}

// Following is how following the press goes.
type Following struct {
	Running  bool
	Due      int           // pages that wait and are due
	Lag      time.Duration // of the page that waits longest
	Followed []Followed    // in the order in which they are to be shown
}

// Followed is a feed, a map of a site or a section page that is followed. Times are zero for never.
type Followed struct {
	ID                        int64
	URL, Title, Folder        string
	Kind                      string // rss, atom, rdf, json, sitemap, index, section; "" where it was not looked at yet
	State                     string // on, off, gone
	Checked, Changed, Due     time.Time
	Every                     time.Duration // between two looks
	Problem                   Said          // of the last look
	Fails                     int           // looks in a row that failed
	Wanted, Kept, Left, Ended int           // of its pages: how many wait, were taken, were left, are gone
	Late                      int           // of those that wait, how many are due
	Lag                       time.Duration // of the one that waits longest
	Zone, Only, Never         string        // as it was set
}

// Said is something that the program says, in both languages of the pages.
type Said struct{ Arabic, English string }

// in is what is said in a language.
func (s Said) in(t tongue) string {
	if t == inEnglish || s.Arabic == "" {
		return s.English
	}
	return s.Arabic
}

// Named is a page that a source has named.
type Named struct {
	URL, Title         string
	Source             int64  // that named it first
	State              string // wanted, kept, left, gone
	Why                Said
	Tries              int // in a row that failed
	Seen, Fetched, Due time.Time
	Published          time.Time // as its source says
	Article            string    // the source under which the library holds it; "" where it does not
}

// followingPath is where it is shown.
const followingPath = "/following"

// followedOnPage is how many sources one page of the list shows, and namedOnPage how many pages that of a source.
const followedOnPage, namedOnPage = 100, 200

// followingPage is what the template of the list shows.
type followingPage struct {
	Following
	Rows               []followedRow
	Tabs               []followTab
	Show               string
	Of, Pages, Trouble int
	Asked              string // the address that was asked about
	Answer             *namedRow
	Prev, Next         string
	Now                time.Time
}

// followTab is one way to look at the list.
type followTab struct {
	Key, Path string
	Count     int
	Here      bool
}

// followedRow is a source in the list.
type followedRow struct {
	Followed
	Name, Path, Host, Place string // what it is called; its page; its machine and the rest of its address, to be read
	Trouble                 string
	Begins                  bool // a folder begins with it
}

// namedRow is a page in a list.
type namedRow struct {
	Named
	Name, Place string
	Because     string
	Article     string // path of its article
	From        *followedRow
}

// showing are the ways to look at the list of sources, and which sources each shows.
var showing = []struct {
	key   string
	shows func(Followed) bool
}{
	{"all", func(Followed) bool { return true }},
	{"trouble", func(f Followed) bool { return f.State == "on" && f.Problem != Said{} }},
	{"late", func(f Followed) bool { return f.Late > 0 }},
	{"off", func(f Followed) bool { return f.State != "on" }},
}

// following answers with what is followed.
func (s *server) following(w http.ResponseWriter, r *http.Request) error {
	if s.opt.Press == nil {
		return fs.ErrNotExist
	}
	f, err := s.opt.Press.Following(r.Context())
	if err != nil {
		return err
	}
	t := tongueOf(r)
	if r.URL.Path == followingPath+desk.JSONSuffix {
		return s.data(w, r, followingData(f))
	}
	p := followingPage{Following: f, Of: len(f.Followed), Now: s.Desk.Now()}
	show := r.URL.Query().Get("show")
	var listed []Followed
	for i, x := range showing {
		tab := followTab{Key: x.key, Path: followingPath}
		if i > 0 {
			tab.Path += "?show=" + x.key
		}
		tab.Here = show == x.key || i == 0 && show == ""
		for _, one := range f.Followed {
			if !x.shows(one) {
				continue
			}
			tab.Count++
			if tab.Here {
				listed = append(listed, one)
			}
		}
		if tab.Here {
			p.Show = x.key
		}
		if x.key == "trouble" {
			p.Trouble = tab.Count
		}
		if tab.Count > 0 || tab.Here {
			p.Tabs = append(p.Tabs, tab)
		}
	}
	if p.Show == "" {
		return errRequest
	}
	for _, one := range f.Followed {
		p.Pages += one.Kept
	}
	n, part := pageOf(r, listed, followedOnPage)
	for i, one := range part {
		row := newFollowedRow(t, one)
		row.Begins = one.Folder != "" && (i == 0 || part[i-1].Folder != one.Folder)
		p.Rows = append(p.Rows, row)
	}
	p.Prev, p.Next = neighbours(followingPath+"?show="+p.Show+"&page=", n, followedOnPage, len(listed))
	if p.Asked = strings.TrimSpace(r.URL.Query().Get("why")); p.Asked != "" {
		if err := s.answer(r.Context(), t, &p); err != nil {
			return err
		}
	}
	return s.render(w, r, http.StatusOK, "following.html", page{Title: t.word("section", "following"), Data: followingPath + desk.JSONSuffix, Section: "following", Body: p})
}

// answer says what became of the page that was asked about.
func (s *server) answer(ctx context.Context, t tongue, p *followingPage) error {
	named, ok, err := s.opt.Press.Why(ctx, p.Asked)
	if err != nil || !ok {
		return err
	}
	row := newNamedRow(t, named)
	for _, f := range p.Followed {
		if f.ID == named.Source {
			from := newFollowedRow(t, f)
			row.From = &from
		}
	}
	p.Answer = &row
	return nil
}

// followedPage is what the template of one source shows.
type followedPage struct {
	followedRow
	Tabs  []followTab
	Named []namedRow
	Now   time.Time
	Full  bool // there are more
}

// followed answers for one source.
func (s *server) followed(w http.ResponseWriter, r *http.Request, name string) error {
	id, err := strconv.ParseInt(name, 10, 64)
	if err != nil || s.opt.Press == nil {
		return fs.ErrNotExist
	}
	f, err := s.opt.Press.Following(r.Context())
	if err != nil {
		return err
	}
	t := tongueOf(r)
	for _, one := range f.Followed {
		if one.ID != id {
			continue
		}
		p := followedPage{followedRow: newFollowedRow(t, one), Now: s.Desk.Now()}
		show, known := r.URL.Query().Get("show"), false
		for _, x := range []struct {
			key   string
			count int
		}{{"", one.Wanted + one.Kept + one.Left + one.Ended}, {"kept", one.Kept}, {"wanted", one.Wanted}, {"left", one.Left}, {"gone", one.Ended}} {
			tab := followTab{Key: x.key, Path: p.Path, Count: x.count, Here: x.key == show}
			if x.key != "" {
				tab.Path += "?show=" + x.key
			} else {
				tab.Key = "all"
			}
			known = known || tab.Here
			if tab.Count > 0 || tab.Here {
				p.Tabs = append(p.Tabs, tab)
			}
		}
		if !known {
			return errRequest
		}
		named, err := s.opt.Press.Named(r.Context(), id, show, namedOnPage)
		if err != nil {
			return err
		}
		for _, x := range named {
			p.Named = append(p.Named, newNamedRow(t, x))
		}
		p.Full = len(named) == namedOnPage
		return s.render(w, r, http.StatusOK, "followed.html", page{Title: p.Name, Section: "following", Body: p})
	}
	return fs.ErrNotExist
}

func newFollowedRow(t tongue, f Followed) followedRow {
	row := followedRow{Followed: f, Name: clean(f.Title), Path: fmt.Sprintf("%s/%d", followingPath, f.ID), Trouble: clean(f.Problem.in(t))}
	row.Host, row.Place = readable(f.URL)
	if row.Name == "" {
		row.Name = row.Host
	}
	return row
}

func newNamedRow(t tongue, n Named) namedRow {
	row := namedRow{Named: n, Name: clean(n.Title), Because: clean(n.Why.in(t))}
	host, place := readable(n.URL)
	row.Place = host + place
	if row.Name == "" {
		row.Name = cmp.Or(slug(place), row.Place)
	}
	if n.Article != "" {
		row.Article = desk.ArticlePath(news.Ref{Source: n.Article, Article: 1}, text.Span{})
	}
	return row
}

// readable is an address with the letters that its escapes stand for: its machine, and the rest.
func readable(address string) (host, rest string) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return desk.Clean(address), ""
	}
	rest = u.Path
	if !utf8.ValidString(rest) {
		rest = u.EscapedPath()
	}
	if rest == "/" {
		rest = ""
	}
	if u.RawQuery != "" {
		rest += "?" + u.RawQuery
	}
	return desk.Clean(u.Host), desk.Clean(rest)
}

// slug is the words that the end of an address is made of, as many sites write a headline there; "" where it is not made of words.
func slug(place string) string {
	place, _, _ = strings.Cut(place, "?")
	last := path.Base(strings.TrimRight(place, "/"))
	last = strings.TrimSuffix(last, path.Ext(last))
	words := strings.FieldsFunc(last, func(r rune) bool { return r == '-' || r == '_' || r == '+' || unicode.IsSpace(r) })
	letters := func(w string) bool { return strings.ContainsFunc(w, unicode.IsLetter) }
	if n := len(slices.DeleteFunc(slices.Clone(words), func(w string) bool { return !letters(w) })); n < 3 {
		return ""
	}
	return strings.Join(words, " ")
}

// ago writes how long a time lies back, or ahead, in the largest whole unit; "" for no time.
func (t tongue) ago(now, at time.Time) string {
	if at.IsZero() {
		return ""
	}
	family, d := "ago", now.Sub(at)
	if d < 0 {
		family, d = "in", -d
	}
	return t.elapsed(family, d)
}

// until writes when something is to come: a time that has passed is due now, not so long ago.
func (t tongue) until(now, at time.Time) string {
	if !at.IsZero() && at.Before(now) {
		return t.word("in", "due")
	}
	return t.ago(now, at)
}

// elapsed writes a length of time under a family of nouns: "ago", "in", "for".
func (t tongue) elapsed(family string, d time.Duration) string {
	switch {
	case d < time.Minute:
		return t.word(family, "now")
	case d < time.Hour:
		return t.count(family+".minute", int(d/time.Minute))
	case d < 48*time.Hour:
		return t.count(family+".hour", int(d/time.Hour))
	}
	return t.count(family+".day", int(d/(24*time.Hour)))
}

// followedRecord is a source as data.
type followedRecord struct {
	ID       int64  `json:"id"`
	URL      string `json:"url"`
	Title    string `json:"title"`
	Folder   string `json:"folder,omitempty"`
	Kind     string `json:"kind,omitempty"`
	State    string `json:"state"`
	Problem  string `json:"problem,omitempty"`
	Fails    int    `json:"fails,omitempty"`
	Checked  string `json:"last_look,omitempty"`
	Changed  string `json:"last_new,omitempty"`
	Due      string `json:"next_look,omitempty"`
	Wanted   int    `json:"pages_wanted"`
	Kept     int    `json:"pages_kept"`
	Left     int    `json:"pages_left"`
	Gone     int    `json:"pages_gone"`
	Late     int    `json:"pages_due"`
	LagInSec int64  `json:"lag_seconds"`
}

func followingData(f Following) any {
	list := []followedRecord{}
	stamp := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.UTC().Format(time.RFC3339)
	}
	for _, x := range f.Followed {
		list = append(list, followedRecord{
			ID: x.ID, URL: x.URL, Title: x.Title, Folder: x.Folder, Kind: x.Kind, State: x.State, Problem: x.Problem.English, Fails: x.Fails, Checked: stamp(x.Checked), Changed: stamp(x.Changed),
			Due: stamp(x.Due), Wanted: x.Wanted, Kept: x.Kept, Left: x.Left, Gone: x.Ended, Late: x.Late, LagInSec: int64(x.Lag / time.Second),
		})
	}
	return map[string]any{"running": f.Running, "pages_due": f.Due, "lag_seconds": int64(f.Lag / time.Second), "sources": list}
}
