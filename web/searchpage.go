package web

import (
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"rawi/text"
)

// hitsOnPage is how many hits a page of results shows.
const hitsOnPage = 20

// longestQuery is how many bytes of a query are read: what is longer was not typed by a person.
const longestQuery = 400

// searchPage is what the template of a search shows.
type searchPage struct {
	Query    string
	Hits     []foundHit
	Total    int
	First    int // number of the first hit shown
	Previous string
	Next     string
}

// foundHit is a hit made ready to show.
type foundHit struct {
	Hit Hit
	link
	HTML template.HTML
	Dir  string
}

// search answers with what a query finds.
func (s *server) search(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	query := strings.TrimSpace(clean(q.Get("q")))
	query = onRunes(query, text.Span{End: longestQuery}).Of(query)
	from, err := strconv.Atoi(q.Get("from"))
	if err != nil || from < 0 || from > 1e6 {
		from = 0
	}
	p := searchPage{Query: query, First: from + 1}
	if query != "" {
		found, err := s.opt.Search(r.Context(), query, from, hitsOnPage)
		if err != nil {
			return err
		}
		p.Total = max(found.Total, len(found.Hits))
		for _, h := range found.Hits {
			p.Hits = append(p.Hits, ready(h))
		}
		if from > 0 {
			p.Previous = searchPath(query, max(0, from-hitsOnPage))
		}
		if from+len(p.Hits) < found.Total && len(p.Hits) > 0 {
			p.Next = searchPath(query, from+len(p.Hits))
		}
	}
	return s.render(w, r, http.StatusOK, "search.html", page{Title: query, Query: query, Body: p})
}

func searchPath(query string, from int) string {
	p := "/search?q=" + url.QueryEscape(query)
	if from > 0 {
		p += "&from=" + strconv.Itoa(from)
	}
	return p
}

// ready makes a hit's snippet HTML with the words that met the query marked.
func ready(h Hit) foundHit {
	name := h.Outlet
	if name == "" {
		name = sourceName(h.Ref)
	}
	f := foundHit{Hit: h, link: link{Name: name, Path: articlePath(h.Ref, h.At), Outlet: h.Outlet != "", File: h.Outlet == "", Title: h.Title}, Dir: direction(h.Snippet)}
	var marks []mark
	for _, m := range h.Marks {
		marks = append(marks, mark{Span: m, Class: "hit"})
	}
	f.HTML = annotate(h.Snippet, text.Span{End: len(h.Snippet)}, marks)
	return f
}
