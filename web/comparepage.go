package web

import (
	"html/template"
	"io/fs"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"rawi/collate"
	"rawi/desk"
	"rawi/news"
	"rawi/text"
)

// comparePage is what the template of two texts side by side shows.
type comparePage struct {
	A, B      compared
	Rows      []comparedRow
	Figures   []figurePair
	OnlyA     int
	OnlyB     int
	Together  int // pairs
	Share     int // percent of the shorter text
	Revisions bool
	Swap      string
	Story     *news.Story
}

// compared is one of the two texts.
type compared struct {
	link
	Head   desk.Head
	Date   text.Days
	Origin string
	How    string
	Number int    // of the revision, 0 for articles
	Added  string // when it was added, of a revision
}

// comparedRow is a sentence of either text, or two.
type comparedRow struct {
	Kind      string
	A, B      template.HTML
	DirA      string
	DirB      string
	PathA     string
	PathB     string
	Moved     bool
	Elsewhere bool
}

// figurePair is two figures that answer to one another and differ.
type figurePair struct {
	What  string
	A, B  string
	PathA string
	PathB string
}

// compare answers with two articles side by side. An article list sends them as "with", twice.
func (s *server) compare(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	names := append([]string{}, q["with"]...)
	if a, b := q.Get("a"), q.Get("b"); a != "" || b != "" {
		names = []string{a, b}
	}
	if len(names) != 2 {
		return s.render(w, r, http.StatusOK, "choose.html", page{Title: tongueOf(r).word("section", "compare"), Body: len(names)})
	}
	var refs [2]news.Ref
	for i, n := range names {
		ref, ok := desk.ParseAddress(n)
		if !ok {
			return fs.ErrNotExist
		}
		refs[i] = ref
	}
	a, err := s.Article(r.Context(), refs[0], 0)
	if err != nil {
		return err
	}
	b, err := s.Article(r.Context(), refs[1], 0)
	if err != nil {
		return err
	}
	st, err := s.StoryFor(r.Context(), refs[0])
	if err != nil {
		return err
	}
	if st == nil || !slices.Contains(st.Articles, refs[1]) {
		st = &news.Story{}
	}
	h := newShelf(tongueOf(r), st, map[news.Ref]*news.Article{refs[0]: a, refs[1]: b})
	p := h.compare(a, b)
	if st.ID != "" {
		p.Story = st
		p.Figures = h.disputed(st, refs[0], refs[1], p.Figures)
	}
	p.Swap = desk.ComparePath(refs[1], refs[0])
	return s.render(w, r, http.StatusOK, "compare.html", page{Title: h.word("section", "compare"), Section: "stories", Body: p})
}

// changes answers with two revisions of one article side by side.
func (s *server) changes(w http.ResponseWriter, r *http.Request, ref news.Ref) error {
	revisions, err := s.Revisions(r.Context(), ref.Source)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	from, errFrom := strconv.Atoi(q.Get("from"))
	to, errTo := strconv.Atoi(q.Get("to"))
	if errFrom != nil || errTo != nil || from < 1 || to < 1 {
		if len(revisions) < 2 {
			return fs.ErrNotExist
		}
		from, to = revisions[len(revisions)-2].Number, revisions[len(revisions)-1].Number
	}
	a, err := s.Article(r.Context(), ref, from)
	if err != nil {
		return err
	}
	b, err := s.Article(r.Context(), ref, to)
	if err != nil {
		return err
	}
	t := tongueOf(r)
	p := newShelf(t, &news.Story{}, nil).compare(a, b)
	p.Revisions = true
	p.A.Number, p.B.Number = from, to
	for _, x := range revisions {
		when := t.dayText(text.DayOf(x.Added), wholeDate)
		if x.Number == from {
			p.A.Added = when
		}
		if x.Number == to {
			p.B.Added = when
		}
	}
	self := "/article/" + desk.Address(ref)
	p.A.Path, p.B.Path = revisionPath(ref, from), revisionPath(ref, to)
	for i := range p.Rows { // places lie in their own revision
		p.Rows[i].PathA, p.Rows[i].PathB = "", ""
	}
	p.Swap = self + "/changes?from=" + strconv.Itoa(to) + "&to=" + strconv.Itoa(from)
	return s.render(w, r, http.StatusOK, "compare.html", page{Title: t.word("section", "changes"), Body: p})
}

// revisionPath is where a revision of an article is shown.
func revisionPath(r news.Ref, n int) string {
	return "/article/" + desk.Address(r) + "?revision=" + strconv.Itoa(n)
}

// compare sets two texts side by side.
func (h *shelf) compare(a, b *news.Article) comparePage {
	c := collate.Articles(a, b)
	p := comparePage{OnlyA: c.OnlyA, OnlyB: c.OnlyB, Share: int(c.Share*100 + .5), A: h.compared(a), B: h.compared(b)}
	for _, x := range c.Rows {
		row := comparedRow{Kind: string(x.Kind), Moved: x.Moved, Elsewhere: x.Elsewhere}
		side := func(art *news.Article, at text.Span, diff []text.Span) (template.HTML, string, string) {
			if at.Empty() {
				return "", "rtl", ""
			}
			var marks []mark
			for _, d := range diff {
				marks = append(marks, mark{Span: d, Class: "differs"})
			}
			return annotate(art.Doc.Text, at, marks), direction(at.Of(art.Doc.Text)), desk.ArticlePath(art.Ref, at)
		}
		row.A, row.DirA, row.PathA = side(a, x.A, x.DiffA)
		row.B, row.DirB, row.PathB = side(b, x.B, x.DiffB)
		if !x.A.Empty() && !x.B.Empty() {
			p.Together++
		}
		p.Rows = append(p.Rows, row)
	}
	for _, f := range c.Figures {
		p.Figures = append(p.Figures, figurePair{
			What: h.unitName(f.Unit), A: h.figure(f.A.Value, f.A.Max, f.A.Unit, f.A.Approx), B: h.figure(f.B.Value, f.B.Max, f.B.Unit, f.B.Approx),
			PathA: desk.ArticlePath(a.Ref, f.A.Span), PathB: desk.ArticlePath(b.Ref, f.B.Span),
		})
	}
	return p
}

// unitName is what a unit counts, in the page's language; "" where the list does not have it.
func (h *shelf) unitName(unit string) string { return h.word("what", unit) }

func (h *shelf) compared(a *news.Article) compared {
	c := compared{link: linkTo(a, text.Span{})}
	if p := a.Doc.Published; p != nil {
		c.Date = p.Days
	}
	if o, ok := h.origins[a.Ref]; ok {
		c.Origin, c.How = h.list(o.Origin), string(o.How)
	}
	return c
}

// disputed adds the figures that the story's claims hold against one another: they may stand in sentences that share nothing else.
func (h *shelf) disputed(st *news.Story, a, b news.Ref, have []figurePair) []figurePair {
	for _, c := range st.Claims {
		var x, y *news.Value
		for i := range c.Values {
			switch v := &c.Values[i]; v.Ref {
			case a:
				x = v
			case b:
				y = v
			}
		}
		if x == nil || y == nil || x.Value == y.Value && x.Max == y.Max {
			continue
		}
		f := figurePair{
			What: h.comparison(c).What, A: h.figure(x.Value, x.Max, x.Unit, x.Approx), B: h.figure(y.Value, y.Max, y.Unit, y.Approx),
			PathA: desk.ArticlePath(a, x.Span), PathB: desk.ArticlePath(b, y.Span),
		}
		if !slices.ContainsFunc(have, func(g figurePair) bool { return g.A == f.A && g.B == f.B }) {
			have = append(have, f)
		}
	}
	return have
}

// neighbours are the paths of the page before and the one after the n-th; "" where there is none.
func neighbours(path string, n, size, all int) (before, after string) {
	if n > 1 {
		before = path + strconv.Itoa(n-1)
	}
	if n*size < all {
		after = path + strconv.Itoa(n+1)
	}
	return before, after
}

func escape(s string) string { return url.QueryEscape(s) }

// cutTo cuts some words to so many bytes, between characters.
func cutTo(s string, most int) string { return onRunes(s, text.Span{End: most}).Of(s) }
