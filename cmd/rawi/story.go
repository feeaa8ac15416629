package main

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"rawi/desk"
	"rawi/news"
	"rawi/pipeline"
	"rawi/text"
)

type storiesCmd struct {
	input
	format
	choice
}

// choice is the part of the command line that says which stories to print, and in which order.
type choice struct {
	Sort  string `enum:"date,articles,sources" default:"date" help:"Order: date (of the first article), articles (the most first), sources (the most independent ones first)."`
	Least int    `placeholder:"N" help:"Leave out stories of fewer articles than N."`
	Limit int    `placeholder:"N" help:"Print N stories at most."`
}

// of picks and orders stories, which come in the order of their dates.
func (c choice) of(stories []*news.Story) []*news.Story {
	out := slices.DeleteFunc(slices.Clone(stories), func(s *news.Story) bool { return len(s.Articles) < c.Least })
	count := map[string]func(*news.Story) int{
		"articles": func(s *news.Story) int { return len(s.Articles) },
		"sources":  func(s *news.Story) int { counted, _ := s.Independent(); return len(counted) },
	}[c.Sort]
	if count != nil {
		slices.SortStableFunc(out, func(a, b *news.Story) int { return count(b) - count(a) })
	}
	if c.Limit > 0 && len(out) > c.Limit {
		out = out[:c.Limit]
	}
	return out
}

// Help shows examples.
func (storiesCmd) Help() string { return help("stories") }

// Run reads the input and prints its stories.
func (c *storiesCmd) Run(w *world) error {
	articles, bad := c.articles(w)
	if articles == nil && bad != nil {
		return bad
	}
	var told []*news.Story
	_ = w.during("putting the stories together", func() error { told = pipeline.Stories(articles); return nil })
	stories := c.of(told)
	p, err := newPrinter(w)
	if err != nil {
		return err
	}
	if err := printStories(w, p, c.Format, stories, articles); err != nil {
		return err
	}
	return bad
}

// printStories prints stories as a list for people, with the articles that are at hand, or as JSON lines.
func printStories(w *world, p *printer, format string, stories []*news.Story, articles []*news.Article) error {
	if format != "json" {
		at := byRef(articles)
		tellings := make([]*telling, len(stories))
		for i, s := range stories {
			tellings[i] = &telling{Story: s, at: at}
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
	t := &telling{Story: s, at: byRef(articles)}
	if s != nil {
		t.Speakers = t.voices()
	}
	return t
}

// byRef finds articles by their references.
func byRef(articles []*news.Article) map[news.Ref]*news.Article {
	at := make(map[news.Ref]*news.Article, len(articles))
	for _, a := range articles {
		at[a.Ref] = a
	}
	return at
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

// Outlet is the name of an article's outlet, "" when it is not known.
func (t *telling) Outlet(r news.Ref) string {
	if a := t.at[r]; a != nil {
		return a.Doc.Outlet.Name
	}
	return ""
}

// File is the short name of where an article was read.
func (t *telling) File(r news.Ref) string {
	name := path.Base(strings.ReplaceAll(r.Source, "\\", "/"))
	if r.Article > 1 {
		name += "/" + strconv.Itoa(r.Article)
	}
	return name
}

// publisher is who published an article.
type publisher struct {
	Name string // "" when not known
	File string // what was read
}

// By is who published an article: where no outlet is known, the site that it stood on says more than the end of its address.
func (t *telling) By(r news.Ref) publisher {
	p := publisher{t.Outlet(r), t.File(r)}
	if a := t.at[r]; a != nil {
		if site, _ := desk.Label(a); site != desk.SourceName(r) {
			p.File = site
		}
	}
	return p
}

// named is a source with what it is called where it has no name.
type named struct {
	news.Source
	Credit string // how its text credits it, which names nobody
	Outlet string // who published it
}

// Counted are the independent sources of the story, by how much rests on them.
func (t *telling) Counted() []named {
	counted, _ := t.Independent()
	slices.SortStableFunc(counted, func(a, b news.Source) int { return len(b.Articles) - len(a.Articles) })
	return t.Named(counted)
}

// Rest is how many articles have no known origin; they add nothing to the number of sources.
func (t *telling) Rest() int {
	n := 0
	_, rest := t.Independent()
	for _, x := range rest {
		n += len(x.Articles)
	}
	return n
}

// Named calls sources by their names, or by their texts' credits.
func (t *telling) Named(sources []news.Source) []named {
	var out []named
	for _, x := range sources {
		n := named{Source: x}
		if x.Name == "" && len(x.Articles) > 0 {
			n.Credit, n.Outlet = t.OriginOf(x.Articles[0]), t.Outlet(x.Articles[0])
		}
		out = append(out, n)
	}
	return out
}

// Accounts are the claims of the story as they came about.
func (t *telling) Accounts() []news.Account {
	var out []news.Account
	for _, c := range t.Claims {
		out = append(out, c.Account(t.at))
	}
	return out
}

// Way says whom an article's outlet has a figure from, and in whose words it gives it.
func (t *telling) Way(v news.Value) []string {
	var out []string
	for _, n := range []string{v.Origin, t.person(v.Who)} {
		if n != "" && n != "unknown" && n != t.Outlet(v.Ref) && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
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
				steps = []string{t.File(m.Ref)}
			}
			return q, saying{Words: wordsOf(a.Doc.Text, q.Said), Direct: q.Kind == text.Direct, Way: steps}
		}
	}
	return nil, saying{}
}
