package desk

import (
	"rawi/news"
	"rawi/text"
)

// Card is a story in short.
type Card struct {
	ID          string   `json:"story"`
	Title       string   `json:"title"`
	From        string   `json:"from,omitempty"` // ISO day
	To          string   `json:"to,omitempty"`
	Articles    int      `json:"articles"`
	Independent int      `json:"independent_sources"`
	Sources     []string `json:"sources"` // the names of the independent ones that have a name
	Events      int      `json:"events"`
	Path        string   `json:"path"`
}

// CardOf is a story in short.
func CardOf(s *news.Story) Card {
	counted, _ := s.Independent()
	c := Card{ID: s.ID, Title: Shown(s.Title), Articles: len(s.Articles), Independent: len(counted), Events: len(s.Events), Path: StoryPath(s.ID), Sources: []string{}}
	if s.From != 0 {
		c.From = s.From.String()
	}
	if s.To != 0 {
		c.To = s.To.String()
	}
	for _, x := range counted {
		if x.Name != "" {
			c.Sources = append(c.Sources, x.Name)
		}
	}
	return c
}

// Moment is one sentence of a timeline.
type Moment struct {
	Date  string     `json:"date"` // ISO: a day, a month, a year, "from/to", or "" when not known
	Kind  string     `json:"kind"` // news, background, coming
	Event string     `json:"event,omitempty"`
	Cite  Citation   `json:"sentence"`
	Also  []Citation `json:"also"` // where other articles say the same
}

// Timeline is the timeline of a story, each sentence with its place. Sentences of articles that are not at hand are left out.
func Timeline(s *news.Story, articles map[news.Ref]*news.Article) []Moment {
	out := []Moment{}
	for _, e := range s.Timeline {
		a := articles[e.Sentence.Ref]
		if a == nil {
			continue
		}
		m := Moment{Date: e.Date.ISO(), Kind: e.Kind, Event: e.Event, Cite: Cite(a, e.Sentence.Span), Also: []Citation{}}
		for _, p := range e.Also {
			if b := articles[p.Ref]; b != nil {
				m.Also = append(m.Also, Cite(b, p.Span))
			}
		}
		out = append(out, m)
	}
	return out
}

// Root is one independent source of a story, with the articles that rest on it and the words that show it.
type Root struct {
	Name     string     `json:"name"` // "" when it has none
	Why      string     `json:"why"`  // credit, chain, same-text, own, unknown
	Articles []Citation `json:"articles"`
	Evidence []Citation `json:"evidence"`
}

// Roots are the independent sources of a story, as many as it is said to have.
func Roots(s *news.Story, articles map[news.Ref]*news.Article) []Root {
	origins := map[news.Ref]news.Origin{}
	for _, e := range s.Events {
		for _, o := range e.Origins {
			if _, ok := origins[o.Ref]; !ok {
				origins[o.Ref] = o
			}
		}
	}
	counted, _ := s.Independent()
	out := []Root{}
	for _, x := range counted {
		r := Root{Name: x.Name, Why: x.Why, Articles: []Citation{}, Evidence: []Citation{}}
		for _, ref := range x.Articles {
			a := articles[ref]
			if a == nil {
				continue
			}
			r.Articles = append(r.Articles, Cite(a, text.Span{}))
			for _, p := range origins[ref].Evidence {
				if b := articles[p.Ref]; b != nil && len(r.Evidence) < 5 {
					r.Evidence = append(r.Evidence, Cite(b, p.Span))
				}
			}
		}
		out = append(out, r)
	}
	return out
}

// Compared is one amount as the articles of a story give it.
type Compared struct {
	What    string  `json:"what"`
	Verdict string  `json:"verdict"` // agree, update, correction, scope, conflict, settled
	Values  []Given `json:"values"`
}

// Given is one article's figure.
type Given struct {
	Value  float64 `json:"value"`
	Max    float64 `json:"value_max,omitempty"`
	Unit   string  `json:"unit"`
	Approx string  `json:"approx"`
	Who    string  `json:"who,omitempty"`
	Origin string  `json:"origin,omitempty"`
	Citation
}

// Claims are the figures of a story, each with its place.
func Claims(s *news.Story, articles map[news.Ref]*news.Article) []Compared {
	out := []Compared{}
	for _, c := range s.Claims {
		x := Compared{What: c.What, Verdict: c.Verdict, Values: []Given{}}
		for _, v := range c.Values {
			if a := articles[v.Ref]; a != nil {
				x.Values = append(x.Values, Given{v.Value, v.Max, v.Unit, string(v.Approx), v.Who, v.Origin, Cite(a, v.Span)})
			}
		}
		out = append(out, x)
	}
	return out
}

// Found is one article that a search found, with the place that shows why.
type Found struct {
	Marks []Stretch `json:"marks"` // the words that met the query, in bytes of the source's text
	Citation
}

// FoundOf is a hit with its citation. The source's hash is not at hand in an index and is left empty.
func FoundOf(h Hit) Found {
	f := Found{Marks: []Stretch{}, Citation: Citation{
		Source: h.Source, Article: h.Article, Start: h.At.Start, End: h.At.End, Words: Clean(h.Snippet), Title: h.Title,
		Outlet: h.Outlet, Published: h.Published, Day: h.Published.ISO(), Path: ArticlePath(h.Ref, h.At),
	}}
	for _, m := range h.Marks {
		f.Marks = append(f.Marks, Stretch{h.At.Start + m.Start, h.At.Start + m.End, Clean(m.Of(h.Snippet))})
	}
	return f
}
