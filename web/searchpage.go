package web

import (
	"cmp"
	"errors"
	"html/template"
	"io/fs"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"rawi/access"
	"rawi/desk"
	"rawi/text"
)

// hitsOnPage is how many hits a page of results shows.
const hitsOnPage = 20

// longestQuery is how many bytes of a query are read: what is longer was not typed by a person.
const longestQuery = 400

// searchPage is what the template of a search shows.
type searchPage struct {
	Query     string
	Hits      []foundHit
	Total     int
	First     int // number of the first hit shown
	Previous  string
	Next      string
	Relevance bool
	Newest    string // path of the same search, the newest first
	Relevant  string // the most relevant first
	Feed      string
	Saved     []savedSearch
	IsSaved   bool
	Alerting  *alerting
	Meant     []desk.Suggestion // names that the query may mean
}

// savedSearch is a search that the reader keeps.
type savedSearch struct {
	Query, Path, Feed string
}

// foundHit is a hit made ready to show.
type foundHit struct {
	Hit desk.Hit
	link
	Head template.HTML // of its title
	HTML template.HTML // of its snippet
	Dir  string
}

// typed is the query of a request.
func typed(r *http.Request) string {
	return strings.TrimSpace(cutTo(strings.TrimSpace(desk.Clean(r.URL.Query().Get("q"))), longestQuery))
}

// search answers with what a query finds.
func (s *server) search(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	query := typed(r)
	after := q.Get("after")
	from, err := strconv.Atoi(q.Get("from")) // only to number the hits: where the page begins is what after says
	if err != nil || from < 0 || from > 1e6 || after == "" {
		from = 0
	}
	p := searchPage{Query: query, First: from + 1, Relevance: q.Get("order") == "relevance", Saved: savedOf(r)}
	p.Newest, p.Relevant = searchPath(query, false), searchPath(query, true)
	if p.Alerting, err = s.alerting(r, query); err != nil {
		return err
	}
	if query != "" {
		p.IsSaved = slices.ContainsFunc(p.Saved, func(x savedSearch) bool { return x.Query == query })
		found, err := s.Search(r.Context(), desk.Ask{Query: query, After: after, Limit: hitsOnPage, Relevance: p.Relevance})
		if errors.Is(err, desk.ErrCursor) {
			return errRequest
		}
		if err != nil {
			return err
		}
		p.Total = max(found.Total, len(found.Hits))
		for _, h := range found.Hits {
			p.Hits = append(p.Hits, ready(h))
		}
		if after != "" {
			p.Previous = searchPath(query, p.Relevance)
		}
		if found.Next != "" && len(p.Hits) > 0 {
			p.Next = searchPath(query, p.Relevance) + "&after=" + escape(found.Next) + "&from=" + strconv.Itoa(from+len(p.Hits))
		}
		if c := s.Ready(r.Context()); c != nil { // a reader of a large library need not wait for it
			for _, x := range c.Suggest(query, 6) {
				if x.Kind != "story" {
					p.Meant = append(p.Meant, x)
				}
			}
		}
		p.Feed = "/search.atom?q=" + escape(query)
	}
	return s.render(w, r, http.StatusOK, "search.html", page{Title: query, Query: query, Section: "search", Body: p})
}

func searchPath(query string, relevance bool) string {
	p := "/search?q=" + escape(query)
	if relevance {
		p += "&order=relevance"
	}
	return p
}

// ready makes a hit's snippet HTML with the words that met the query marked.
func ready(h desk.Hit) foundHit {
	file := desk.SourceName(h.Ref)
	name := cmp.Or(h.Outlet, h.Label, file)
	f := foundHit{Hit: h, link: link{Name: name, Path: desk.ArticlePath(h.Ref, h.At), Outlet: h.Outlet != "", File: h.Outlet == "" && name == file, Title: h.Title}, Dir: direction(h.Snippet)}
	f.Head, f.HTML = highlight(h.Title, h.InTitle), highlight(h.Snippet, h.Marks)
	return f
}

// highlight is s as HTML with the words marked that met a query.
func highlight(s string, words []text.Span) template.HTML {
	marks := make([]mark, 0, len(words))
	for _, m := range words {
		marks = append(marks, mark{Span: m, Class: "hit"})
	}
	return annotate(s, text.Span{End: len(s)}, marks)
}

// suggest answers with what the reader may mean by what he has typed so far.
func (s *server) suggest(w http.ResponseWriter, r *http.Request) error {
	c, err := s.Catalogue(r.Context())
	if err != nil {
		return err
	}
	t := tongueOf(r)
	type shown struct {
		desk.Suggestion
		Label string `json:"label"`
	}
	out := []shown{}
	for _, x := range c.Suggest(typed(r), 8) {
		label := t.word("kind", x.Kind)
		if x.Kind == "story" {
			label = t.word("section", "story")
		}
		out = append(out, shown{x, label})
	}
	return s.data(w, r, out)
}

// The searches that a reader saves are kept in his browser, in a cookie: the server need not know him, and nothing is changed here.
const (
	savedCookie = "rawi-searches"
	mostSaved   = 12
)

func savedOf(r *http.Request) []savedSearch {
	c, err := r.Cookie(savedCookie)
	if err != nil {
		return nil
	}
	var out []savedSearch
	for name := range strings.SplitSeq(c.Value, "|") {
		q, ok := desk.ParseSegment(name)
		if q = strings.TrimSpace(desk.Clean(q)); ok && q != "" && len(q) <= longestQuery && len(out) < mostSaved {
			out = append(out, savedSearch{q, searchPath(q, false), "/search.atom?q=" + escape(q)})
		}
	}
	return out
}

// save keeps a search, or drops it.
func (s *server) save(w http.ResponseWriter, r *http.Request) error {
	query := strings.TrimSpace(cutTo(strings.TrimSpace(desk.Clean(r.PostFormValue("q"))), longestQuery))
	if query == "" {
		return errRequest
	}
	var names []string
	for _, x := range savedOf(r) {
		if x.Query != query {
			names = append(names, desk.Segment(x.Query))
		}
	}
	if r.PostFormValue("drop") == "" {
		names = append([]string{desk.Segment(query)}, names...)
	}
	value := ""
	for _, n := range names[:min(mostSaved, len(names))] {
		if len(value)+len(n) > 3000 { // a cookie holds 4096 bytes
			break
		}
		value += "|" + n
	}
	c := &http.Cookie{Name: savedCookie, Value: strings.TrimPrefix(value, "|"), Path: "/", MaxAge: 365 * 24 * 3600, SameSite: http.SameSiteLaxMode, HttpOnly: true}
	http.SetCookie(w, c)
	http.Redirect(w, r, searchPath(query, false), http.StatusSeeOther)
	return nil
}

// alerting is what the page of a search offers an editor; nil for anybody else.
type alerting struct {
	Token string
	Query string
	ID    int64 // of the search that is shown, where new stories in it raise alerts; else 0
	All   []alertingSearch
}

// alertingSearch is a search of which new stories raise alerts, as it is shown.
type alertingSearch struct {
	AlertingSearch
	Path string
}

func (s *server) alerting(r *http.Request, query string) (*alerting, error) {
	if !s.mayEdit(r) {
		return nil, nil
	}
	u, _ := access.UserOf(r.Context())
	a := &alerting{Token: u.FormToken, Query: query}
	all, err := s.opt.Edit.Alerting(r.Context())
	for _, x := range all {
		if x.Query == query {
			a.ID = x.ID
		}
		a.All = append(a.All, alertingSearch{x, searchPath(x.Query, false)})
	}
	return a, err
}

// alert makes new stories in a search raise alerts, or no more.
func (s *server) alert(w http.ResponseWriter, r *http.Request) error {
	if err := s.mayChange(r); err != nil {
		return err
	}
	query := strings.TrimSpace(cutTo(strings.TrimSpace(clean(r.PostFormValue("q"))), longestQuery))
	if drop := r.PostFormValue("drop"); drop != "" {
		id, err := strconv.ParseInt(drop, 10, 64)
		if err != nil {
			return errRequest
		}
		if err := s.opt.Edit.Quiet(r.Context(), id); err != nil && !errors.Is(err, fs.ErrNotExist) { // asked twice
			return err
		}
	} else if query == "" {
		return errRequest
	} else if err := s.opt.Edit.Alert(r.Context(), query); err != nil {
		return err
	}
	http.Redirect(w, r, searchPath(query, false), http.StatusSeeOther)
	return nil
}
