package web

import (
	"cmp"
	"slices"
	"strings"

	"rawi/desk"
	"rawi/news"
	"rawi/text"
)

// tally is what a story comes down to: so many articles, so many texts, so many independent sources.
type tally struct {
	Articles int
	Texts    int
	Sources  []source   // as many as are independent
	Rest     []news.Ref // articles whose origin is not known: they add nothing to that number
}

// source is one independent source with what rests on it.
type source struct {
	Name     string // "" when it has none
	Credit   string // how its text credits it then, which names nobody
	Alias    string // who published its first article
	File     bool   // Alias is the name of a file, not of an outlet
	Why      string // key of words.tsv: why.…
	Articles []news.Ref
	Carriers []carrier // of those articles
	Evidence []citation
}

// link leads to an article.
type link struct {
	Name   string
	Path   string // "" when the library no longer has the article
	Outlet bool   // Name is the name of an outlet
	File   bool   // it is that of a file: who published it is not known
	Title  string
}

// carrier is a publisher with his articles.
type carrier struct {
	link  // to the first
	Links []link
}

// citation is a stretch of an article that shows something.
type citation struct {
	link
	Words string
}

// tallyOf counts a story, as news.Story.Independent does.
func tallyOf(s *news.Story) tally {
	t := tally{Articles: len(s.Articles), Texts: texts(s)}
	counted, rest := s.Independent()
	for _, x := range counted {
		t.Sources = append(t.Sources, newSource(s, x))
	}
	seen := map[news.Ref]bool{} // an article of two events stands in the sources of both
	for _, x := range rest {
		for _, r := range x.Articles {
			if !seen[r] {
				seen[r] = true
				t.Rest = append(t.Rest, r)
			}
		}
	}
	slices.SortStableFunc(t.Sources, func(a, b source) int { return len(b.Articles) - len(a.Articles) })
	return t
}

// newSource is a source of a story as the pages show it. One without a name is called by the words of its credit, where its text has
// one ("agencies").
func newSource(st *news.Story, x news.Source) source {
	s := source{Name: x.Name, Why: x.Why, Articles: x.Articles}
	if len(x.Articles) == 0 {
		return s
	}
	s.Alias, s.File = desk.SourceName(x.Articles[0]), true
	for _, e := range st.Events {
		for _, o := range e.Origins {
			if s.Name == "" && o.Ref == x.Articles[0] && o.How != news.NotKnown && o.Origin != "unknown" {
				s.Credit = o.Origin
			}
		}
	}
	return s
}

// texts counts the texts of a story: its articles, those that carry the same text counted once.
func texts(s *news.Story) int {
	seen := map[news.Ref]bool{}
	n := 0
	for _, e := range s.Events {
		for _, group := range e.Texts {
			fresh := false
			for _, r := range group {
				fresh = fresh || !seen[r]
				seen[r] = true
			}
			if fresh {
				n++
			}
		}
	}
	for _, r := range s.Articles {
		if !seen[r] {
			n++
		}
	}
	return n
}

// shelf is the articles of a story at hand.
type shelf struct {
	tongue
	story    *news.Story
	articles map[news.Ref]*news.Article
	origins  map[news.Ref]news.Origin
	people   map[string]string // a spelling to the one name under which the story knows its bearer
	offices  map[news.Ref][]standing
}

// standing is a phrase for an office in an article that does not name who has it, and who it is.
type standing struct {
	at  text.Span
	who string
}

func newShelf(t tongue, s *news.Story, articles map[news.Ref]*news.Article) *shelf {
	h := &shelf{tongue: t, story: s, articles: articles, origins: map[news.Ref]news.Origin{}, people: map[string]string{}}
	for _, e := range s.Events {
		for _, o := range e.Origins {
			if _, ok := h.origins[o.Ref]; !ok {
				h.origins[o.Ref] = o
			}
		}
	}
	for _, p := range s.People {
		for _, f := range p.Spellings {
			if _, ok := h.people[f.Form]; !ok {
				h.people[f.Form] = p.Name
			}
		}
		h.people[p.Name] = p.Name
	}
	for _, o := range s.Offices {
		for _, x := range o.Alone {
			if h.offices == nil {
				h.offices = map[news.Ref][]standing{}
			}
			h.offices[x.Ref] = append(h.offices[x.Ref], standing{x.Span, o.Who})
		}
	}
	return h
}

// link leads to an article, or to a stretch of it.
func (h *shelf) link(r news.Ref, at text.Span) link {
	a := h.articles[r]
	if a == nil {
		return link{Name: desk.SourceName(r), File: true}
	}
	return linkTo(a, at)
}

// linkTo leads to a stretch of an article.
func linkTo(a *news.Article, at text.Span) link {
	name, outlet := desk.Label(a)
	return link{Name: name, Path: desk.ArticlePath(a.Ref, at), Outlet: outlet, File: !outlet && name == desk.SourceName(a.Ref), Title: desk.Title(a)}
}

// words are the words of a place as they stand there.
func (h *shelf) words(p news.Place) string {
	if a := h.articles[p.Ref]; a != nil {
		return clean(p.Span.Of(a.Doc.Text))
	}
	return ""
}

// list writes names that were joined by a Latin comma as a list of the page's language.
func (t tongue) list(names string) string {
	return strings.ReplaceAll(names, ", ", t.word("list", "comma")+" ")
}

// clip is the beginning of some words on one line, when they are more than a reader needs to know them again.
func clip(words string) string {
	const most = 160 // bytes, a dozen words and a half
	words = strings.Join(strings.Fields(words), " ")
	if len(words) <= most {
		return words
	}
	cut := onRunes(words, text.Span{End: most}).Of(words)
	if i := strings.LastIndexByte(cut, ' '); i > most/2 {
		cut = cut[:i]
	}
	return cut + "…"
}

// fill adds to a source what a page shows of it: links to its articles, the outlets named first, and the words that show it.
func (h *shelf) fill(s *source) {
	const most = 3 // pieces of evidence: they repeat one another from article to article
	if len(s.Articles) > 0 {
		l := h.link(s.Articles[0], text.Span{})
		s.Alias, s.File = l.Name, l.File
	}
	for _, r := range s.Articles {
		s.Carriers = carry(s.Carriers, h.link(r, text.Span{}))
		for _, p := range h.origins[r].Evidence {
			if c := (citation{h.link(p.Ref, p.Span), clip(h.words(p))}); c.Words != "" && len(s.Evidence) < most && !cites(s.Evidence, c.Words) {
				s.Evidence = append(s.Evidence, c)
			}
		}
	}
	slices.SortStableFunc(s.Carriers, func(a, b carrier) int { return cmp.Compare(named(b.link), named(a.link)) })
	if h.word("why", s.Why) == "" {
		s.Why = "?"
	}
}

// carry adds an article to its publisher.
func carry(cs []carrier, l link) []carrier {
	for i := range cs {
		if cs[i].Name == l.Name {
			cs[i].Links = append(cs[i].Links, l)
			return cs
		}
	}
	return append(cs, carrier{l, []link{l}})
}

func named(l link) int {
	if l.Outlet {
		return 1
	}
	return 0
}

func cites(c []citation, words string) bool {
	return slices.ContainsFunc(c, func(x citation) bool { return x.Words == words })
}
