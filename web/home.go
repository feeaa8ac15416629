package web

import (
	"context"
	"net/http"
	"strconv"

	"rawi/desk"
	"rawi/news"
	"rawi/text"
)

// homePage is what the template of the list of stories shows.
type homePage struct {
	Stories  []summary
	Of       int // stories under this heading
	All      int // stories of the library
	Articles int
	By       string // latest, today, rising, sources
	Day      text.Day
	IsToday  bool
	Tabs     []tab
	Before   string
	Next     string
}

// tab is one way to look at the list.
type tab struct {
	By, Path string
	Here     bool
}

// summary is a story in the list.
type summary struct {
	*news.Story
	Tally tally
}

// storiesOnPage is how many stories a page of the list shows.
const storiesOnPage = 30

// mostAliases is how many articles are fetched to name sources that have no name of their own.
const mostAliases = 100

// alias calls each source without a name after the outlet of its first article.
func (s *server) alias(c *desk.Catalogue, stories []summary) {
	for i := range stories {
		for k := range stories[i].Tally.Sources {
			x := &stories[i].Tally.Sources[k]
			if x.Name != "" || len(x.Articles) == 0 {
				continue
			}
			if h, ok := c.Head(x.Articles[0]); ok {
				l := headLink(h)
				x.Alias, x.File = l.Name, l.File
			}
		}
	}
}

// headLink leads to an article of which no more is at hand than its head.
func headLink(h desk.Head) link {
	a := news.Article{Ref: h.Ref, URL: h.URL}
	a.Doc.Outlet.Name = h.Outlet
	l := linkTo(&a, text.Span{})
	l.Title = h.Title
	return l
}

// summaries makes stories ready for a list.
func (s *server) summaries(c *desk.Catalogue, stories []*news.Story) []summary {
	out := make([]summary, len(stories))
	for i, st := range stories {
		out[i] = summary{st, tallyOf(st)}
	}
	s.alias(c, out)
	return out
}

// home answers with the stories: the latest, those of the last day, those that rise, or those with the most independent sources.
func (s *server) home(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	c := s.Ready(r.Context())
	if c == nil && q.Get("by") == "" {
		return s.early(w, r)
	}
	c, err := s.Catalogue(r.Context())
	if err != nil {
		return err
	}
	p := homePage{By: q.Get("by"), All: len(c.Stories), Articles: c.Articles(), Day: c.Newest, IsToday: c.Newest == text.DayOf(s.Now())}
	var stories []*news.Story
	switch p.By {
	case "today":
		stories = c.OfDay(c.Newest)
	case "rising":
		stories = c.Rising()
	case "sources":
		stories = c.BySources()
	default:
		p.By, stories = "latest", c.Stories
	}
	n, part := pageOf(r, stories, storiesOnPage)
	p.Of = len(stories)
	p.Stories = s.summaries(c, part)
	p.paths(n)
	return s.render(w, r, http.StatusOK, "home.html", page{Section: "stories", Feed: "/feed", Body: p})
}

// paths sets where the other lists, and the pages before and after the n-th of this one, are.
func (p *homePage) paths(n int) {
	path := func(by string, n int) string {
		query := ""
		if by != "latest" {
			query = "?by=" + by
		}
		if n > 1 {
			query += map[bool]string{true: "?", false: "&"}[query == ""] + "page=" + strconv.Itoa(n)
		}
		return "/" + query
	}
	for _, by := range []string{"latest", "today", "rising", "sources"} {
		p.Tabs = append(p.Tabs, tab{by, path(by, 1), by == p.By})
	}
	if n > 1 {
		p.Before = path(p.By, n-1)
	}
	if n*storiesOnPage < p.Of {
		p.Next = path(p.By, n+1)
	}
}

// early answers with the latest stories while the index of a large library is being made.
func (s *server) early(w http.ResponseWriter, r *http.Request) error {
	n, _ := pageOf[int](r, nil, storiesOnPage)
	stories, all, articles, err := s.Latest(r.Context(), (n-1)*storiesOnPage, storiesOnPage)
	if err != nil {
		return err
	}
	p := homePage{By: "latest", All: all, Of: all, Articles: articles}
	for _, st := range stories {
		p.Stories = append(p.Stories, summary{st, tallyOf(st)})
	}
	fetched := 0
	for i := range p.Stories {
		for k := range p.Stories[i].Tally.Sources {
			x := &p.Stories[i].Tally.Sources[k]
			if x.Name != "" || len(x.Articles) == 0 || fetched == mostAliases {
				continue
			}
			fetched++
			if a, err := s.Article(r.Context(), x.Articles[0], 0); err == nil {
				l := linkTo(a, text.Span{})
				x.Alias, x.File = l.Name, l.File
			}
		}
	}
	p.paths(n)
	return s.render(w, r, http.StatusOK, "home.html", page{Section: "stories", Feed: "/feed", Body: p})
}

// pageOf is the part of a list that the address asks for by "page", counted from 1.
func pageOf[T any](r *http.Request, all []T, size int) (n int, part []T) {
	n, err := strconv.Atoi(r.URL.Query().Get("page"))
	if err != nil || n < 1 || n > 1e6 {
		n = 1
	}
	from := min((n-1)*size, len(all))
	return n, all[from:min(from+size, len(all))]
}

// shelfOf fetches the articles of a story. One that the library no longer has is left out; the page names it without a link.
func (s *server) shelfOf(ctx context.Context, t tongue, st *news.Story) (*shelf, error) {
	articles, err := s.Desk.Articles(ctx, st.Articles)
	if err != nil {
		return nil, err
	}
	return newShelf(t, st, articles), nil
}
