package main

import (
	"path"
	"strings"

	"rawi/news"
	"rawi/pipeline"
	"rawi/text"
)

type storiesCmd struct {
	input
	format
}

// Help shows examples.
func (storiesCmd) Help() string { return help("stories") }

// Run reads the input and prints its stories.
func (c *storiesCmd) Run(w *world) error {
	articles, bad := c.articles(w)
	if articles == nil && bad != nil {
		return bad
	}
	stories := pipeline.Stories(articles)
	p, err := newPrinter(w)
	if err != nil {
		return err
	}
	if err := printStories(w, p, c.Format, stories); err != nil {
		return err
	}
	return bad
}

// printStories prints stories as a list for people or as JSON lines.
func printStories(w *world, p *printer, format string, stories []*news.Story) error {
	if format != "json" {
		tellings := make([]*telling, len(stories))
		for i, s := range stories {
			tellings[i] = &telling{Story: s}
		}
		return p.print("stories.txt", tellings)
	}
	e := jsonLines(w.out)
	for _, s := range stories {
		if err := e.Encode(s); err != nil {
			return err
		}
	}
	return nil
}

type copiesCmd struct {
	input
	format
}

// Help shows examples.
func (copiesCmd) Help() string { return help("copies") }

// Run reads the input and prints the passages that stand twice.
func (c *copiesCmd) Run(w *world) error {
	articles, bad := c.articles(w)
	if articles == nil && bad != nil {
		return bad
	}
	copies := pipeline.Copies(articles)
	if c.Format == "json" {
		e := jsonLines(w.out)
		for _, x := range copies {
			if err := e.Encode(x); err != nil {
				return err
			}
		}
		return bad
	}
	p, err := newPrinter(w)
	if err != nil {
		return err
	}
	t := newTelling(nil, articles)
	for _, x := range copies {
		if err := p.print("copy.txt", struct {
			news.Copy
			T *telling
		}{x, t}); err != nil {
			return err
		}
	}
	return bad
}

// telling is a story with its articles at hand, as the template tells it.
type telling struct {
	*news.Story
	at       map[news.Ref]*news.Article
	Speakers []voice
}

// voice is what one speaker said in a story.
type voice struct {
	Name string
	Said []saying
}

// saying is one statement, with the other wordings in which it was reported.
type saying struct {
	Words  string
	Way    []string
	Direct bool
	Same   []saying
}

func newTelling(s *news.Story, articles []*news.Article) *telling {
	t := &telling{Story: s, at: map[news.Ref]*news.Article{}}
	for _, a := range articles {
		t.at[a.Ref] = a
	}
	if s != nil {
		t.Speakers = t.voices()
	}
	return t
}

// Days is the interval of the story.
func (t *telling) Days() text.Days { return text.Days{From: t.From, To: t.To} }

// Words is what stands at a place.
func (t *telling) Words(p news.Place) string {
	if a := t.at[p.Ref]; a != nil {
		return wordsOf(a.Doc.Text, p.Span)
	}
	return ""
}

// Around is the sentence in which a place lies.
func (t *telling) Around(p news.Place) string {
	a := t.at[p.Ref]
	if a == nil {
		return ""
	}
	for _, s := range a.Doc.Sentences {
		if s.Contains(p.Span) {
			return wordsOf(a.Doc.Text, s)
		}
	}
	return wordsOf(a.Doc.Text, p.Span)
}

// Label names an article in a few words: its outlet, else its file.
func (t *telling) Label(r news.Ref) string {
	if a := t.at[r]; a != nil && a.Doc.Outlet.Name != "" {
		return a.Doc.Outlet.Name
	}
	name := path.Base(strings.ReplaceAll(r.Source, "\\", "/"))
	if r.Article > 1 {
		name += "/2"
	}
	return name
}

// TitleOf is the title of an article.
func (t *telling) TitleOf(r news.Ref) string {
	if a := t.at[r]; a != nil {
		return wordsOf(a.Doc.Text, a.Doc.Title)
	}
	return ""
}

// OriginOf is where an article really comes from, "" when that is not known.
func (t *telling) OriginOf(r news.Ref) string {
	for _, e := range t.Events {
		for _, o := range e.Origins {
			if o.Ref == r && o.How != news.NotKnown {
				return o.Origin
			}
		}
	}
	return ""
}

// voices groups what was said in the story by speaker: the statements that several articles have first, each in its fullest wording.
func (t *telling) voices() []voice {
	var out []voice
	at := map[string]int{}
	put := func(name string, s saying) {
		i, ok := at[name]
		if !ok {
			i = len(out)
			at[name] = i
			out = append(out, voice{Name: name})
		}
		out[i].Said = append(out[i].Said, s)
	}
	used := map[news.Said]bool{}
	for _, g := range t.SameQuotes {
		var all []saying
		who, best := "", 0
		for _, m := range g {
			used[m] = true
			q, s := t.saying(m)
			if q == nil {
				continue
			}
			if who == "" {
				who = t.person(q.Who)
			}
			all = append(all, s)
			if len(s.Words) > len(all[best].Words) {
				best = len(all) - 1
			}
		}
		if len(all) == 0 || who == "" {
			continue
		}
		s := all[best]
		seen := map[string]bool{s.Words: true}
		for _, o := range all {
			if !seen[o.Words] {
				seen[o.Words] = true
				s.Same = append(s.Same, o)
			}
		}
		put(who, s)
	}
	for _, r := range t.Articles {
		a := t.at[r]
		if a == nil {
			continue
		}
		for _, q := range a.Doc.Quotes {
			m := news.Said{Ref: r, Said: q.Said}
			if used[m] || q.Who == "" {
				continue
			}
			_, s := t.saying(m)
			put(t.person(q.Who), s)
		}
	}
	return out
}

// person is the story's name for somebody whom an article calls name.
func (t *telling) person(name string) string {
	for _, p := range t.People {
		for _, s := range p.Spellings {
			if s.Form == name {
				return p.Name
			}
		}
	}
	return name
}

// saying finds the quote that m names.
func (t *telling) saying(m news.Said) (*text.Quote, saying) {
	a := t.at[m.Ref]
	if a == nil {
		return nil, saying{}
	}
	for i := range a.Doc.Quotes {
		q := &a.Doc.Quotes[i]
		if q.Said == m.Said {
			steps := way(a, q)
			if len(steps) > 1 {
				steps = steps[:len(steps)-1] // the speaker stands above
			}
			if len(steps) == 0 {
				steps = []string{t.Label(m.Ref)}
			}
			return q, saying{Words: wordsOf(a.Doc.Text, q.Said), Direct: q.Kind == text.Direct, Way: steps}
		}
	}
	return nil, saying{}
}
