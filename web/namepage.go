package web

import (
	"context"
	"errors"
	"io/fs"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"rawi/desk"
	"rawi/news"
	"rawi/text"
)

// namePage is what the template of a person, place or organization shows.
type namePage struct {
	*desk.Name
	Titles   []titled
	Plot     *plot
	Said     []saidIn
	Quotes   int // statements shown
	Searched int // stories that were searched for them
	Stories  []summary
	More     int // stories that are not shown
	Self     string
	Edit     *ruling // nil for those who may not settle names
}

// titled is a title with when it was used.
type titled struct {
	desk.Titled
	When string
}

// saidIn is what somebody said in one story.
type saidIn struct {
	Story *news.Story
	Said  []utterance
}

// How much of a name's stories a page shows.
const (
	storiesOfName   = 40
	storiesSearched = 20 // for statements: each is fetched with its articles
	articlesOfStory = 60 // of one story
	articlesOfName  = 80 // of all of them: when so many were fetched, no further story is
	manyTitles      = 8
)

// name answers for a person, place or organization.
func (s *server) name(w http.ResponseWriter, r *http.Request, kind text.Kind, name, part string) error {
	c, err := s.Catalogue(r.Context())
	if err != nil {
		return err
	}
	n := c.Name(kind, name)
	if n == nil {
		return fs.ErrNotExist
	}
	self := desk.NamePath(kind, n.Name)
	if n.Name != name && part == "" { // another spelling
		http.Redirect(w, r, self, http.StatusFound)
		return nil
	}
	switch part {
	case "":
	case "data":
		return s.data(w, r, nameData(n))
	case "feed.atom", "feed.rss", "feed.json":
		return s.feed(w, r, strings.TrimPrefix(part, "feed."), feed{Title: n.Name, Path: self, Items: s.storyItems(r, n.Stories)})
	default:
		return fs.ErrNotExist
	}
	t := tongueOf(r)
	p := namePage{Name: n, Self: self}
	often := len(n.Titles) > manyTitles && slices.ContainsFunc(n.Titles, func(x desk.Titled) bool { return x.Stories > 1 })
	for _, x := range n.Titles {
		if often && x.Stories < 2 {
			continue // what one story only says, among so many
		}
		when := ""
		if x.From != 0 {
			when = t.span(x.From, x.To, false)
		}
		p.Titles = append(p.Titles, titled{x, when})
	}
	var days []text.Day
	for _, st := range n.Stories {
		for _, ref := range st.Articles {
			if h, _ := c.Head(ref); h.Published.Single() {
				days = append(days, h.Published.From)
			}
		}
	}
	p.Plot = t.plot(days)
	if p.Said, p.Searched, err = s.saidBy(r.Context(), t, n); err != nil {
		return err
	}
	for _, x := range p.Said {
		p.Quotes += len(x.Said)
	}
	if p.Edit, err = s.ruling(r, n, self); err != nil {
		return err
	}
	p.Stories = s.summaries(c, n.Stories[:min(storiesOfName, len(n.Stories))])
	p.More = len(n.Stories) - len(p.Stories)
	return s.render(w, r, http.StatusOK, "name.html", page{Title: n.Name, Data: self + desk.JSONSuffix, Feed: self + "/feed", Section: "names", LD: nameLD(r, n), Body: p})
}

// saidBy are the statements of somebody in his latest stories, and how many stories were searched for them.
func (s *server) saidBy(ctx context.Context, t tongue, n *desk.Name) (out []saidIn, searched int, err error) {
	if n.Kind == text.Place {
		return nil, 0, nil
	}
	forms := map[string]bool{desk.Fold(n.Name): true}
	for _, f := range n.Spellings {
		forms[desk.Fold(f.Form)] = true
	}
	fetched := 0
	for _, short := range n.Stories[:min(storiesSearched, len(n.Stories))] {
		if fetched >= articlesOfName {
			break
		}
		st, err := s.Story(ctx, short.ID)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, 0, err
		}
		searched++
		articles, err := s.Desk.Articles(ctx, st.Articles[:min(articlesOfStory, len(st.Articles))])
		if err != nil {
			return nil, 0, err
		}
		fetched += len(articles)
		for _, v := range newShelf(t, st, articles).speakers() {
			if v.Name != "" && forms[desk.Fold(v.Name)] {
				out = append(out, saidIn{short, v.Said})
			}
		}
	}
	return out, searched, nil
}

// nameRecord is a name as data.
type nameRecord struct {
	Kind      text.Kind       `json:"kind"`
	Name      string          `json:"name"`
	Mentions  int             `json:"mentions"`
	Spellings []news.Spelling `json:"spellings"`
	Titles    []titleRecord   `json:"titles"`
	Stories   []string        `json:"stories"`
}

type titleRecord struct {
	Title   string `json:"title"`
	From    string `json:"from,omitempty"`
	To      string `json:"to,omitempty"`
	Stories int    `json:"stories"`
}

func nameData(n *desk.Name) nameRecord {
	out := nameRecord{Kind: n.Kind, Name: n.Name, Mentions: n.Mentions, Spellings: n.Spellings, Titles: []titleRecord{}, Stories: []string{}}
	for _, t := range n.Titles {
		x := titleRecord{Title: t.Title, Stories: t.Stories}
		if t.From != 0 {
			x.From, x.To = t.From.String(), t.To.String()
		}
		out.Titles = append(out.Titles, x)
	}
	for _, s := range n.Stories {
		out.Stories = append(out.Stories, s.ID)
	}
	return out
}

// namesPage is what the template of the list of names shows.
type namesPage struct {
	Kind  text.Kind
	Query string
	Tabs  []tab
	Names []*desk.Name
	Of    int
	First int
	Prev  string
	Next  string
}

const namesOnPage = 90

// names answers with the names of the library, the most mentioned first.
func (s *server) names(w http.ResponseWriter, r *http.Request) error {
	c, err := s.Catalogue(r.Context())
	if err != nil {
		return err
	}
	q := r.URL.Query()
	p := namesPage{Kind: text.Kind(q.Get("kind")), Query: strings.TrimSpace(cutTo(desk.Clean(q.Get("q")), longestQuery))}
	if !slices.Contains(desk.Kinds(), p.Kind) {
		p.Kind = text.Person
	}
	path := func(kind text.Kind, n int) string {
		v := "/names?kind=" + string(kind)
		if p.Query != "" {
			v += "&q=" + escape(p.Query)
		}
		if n > 1 {
			v += "&page=" + strconv.Itoa(n)
		}
		return v
	}
	for _, k := range desk.Kinds() {
		p.Tabs = append(p.Tabs, tab{string(k), path(k, 1), k == p.Kind})
	}
	var all []*desk.Name
	folded := desk.Fold(p.Query)
	for _, n := range c.Names {
		if n.Kind == p.Kind && (folded == "" || strings.Contains(desk.Fold(n.Name), folded)) {
			all = append(all, n)
		}
	}
	n, part := pageOf(r, all, namesOnPage)
	p.Names, p.Of, p.First = part, len(all), (n-1)*namesOnPage+1
	if n > 1 {
		p.Prev = path(p.Kind, n-1)
	}
	if n*namesOnPage < len(all) {
		p.Next = path(p.Kind, n+1)
	}
	return s.render(w, r, http.StatusOK, "names.html", page{Title: tongueOf(r).word("section", "names"), Section: "names", Body: p})
}
