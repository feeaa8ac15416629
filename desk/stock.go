package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"rawi/news"
)

// stock is what a catalogue is made of, kept from one to the next, so that only what changed is read: stories in short, with those whom they
// name, and articles in short. One goroutine at a time brings it up to date.
type stock struct {
	point   any
	ruled   []Ruling
	rulings rulings
	heads   *heads
	stories map[string]entry
	words   map[string]string // equal strings share their letters
	folds   map[string]string // of names
}

// entry is a story in short and its names.
type entry struct {
	*news.Story
	title  string        // folded
	people []news.Person // as the rulings have them: their kinds, names, mentions, spellings and titles
}

// heads are articles in short. Catalogues share them: an older one may show a newer title.
type heads struct {
	mu sync.RWMutex
	at map[news.Ref]*Head
}

func (h *heads) get(r news.Ref) *Head {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return h.at[r]
}

func newStock() *stock {
	return &stock{heads: &heads{at: map[news.Ref]*Head{}}, stories: map[string]entry{}, words: map[string]string{}, folds: map[string]string{}}
}

// since is what changed in a library since a point; of one that cannot tell, all that it holds.
func since(ctx context.Context, lib Library, point any) (Changes, error) {
	if c, ok := lib.(Changing); ok {
		return c.Since(ctx, point)
	}
	return Changes{Whole: true, Stories: lib.Stories(ctx), Heads: lib.Heads(ctx)}, nil
}

// update takes in what changed in a library.
func (s *stock) update(ctx context.Context, lib Library) error {
	ruled, err := lib.Rulings(ctx)
	if err != nil {
		return err
	}
	if !slices.Equal(ruled, s.ruled) {
		*s = *newStock() // they change the names of stories that did not change
	}
	s.ruled, s.rulings = ruled, newRulings(ruled)
	c, err := since(ctx, lib, s.point)
	if err != nil {
		return err
	}
	if c.Whole {
		words, folds := s.words, s.folds
		*s = *newStock()
		s.ruled, s.rulings, s.words, s.folds = ruled, newRulings(ruled), words, folds
	}
	for _, r := range c.Left {
		s.heads.mu.Lock()
		delete(s.heads.at, r)
		s.heads.mu.Unlock()
	}
	for h, err := range c.Heads {
		if err != nil {
			return err
		}
		s.head(h)
	}
	for _, id := range c.Gone {
		delete(s.stories, id)
	}
	for x, err := range c.Stories {
		if err != nil {
			return err
		}
		s.stories[strings.Clone(x.ID)] = s.entry(x)
	}
	s.point = c.Point
	return nil
}

// head takes in an article in short.
func (s *stock) head(h Head) {
	h.Outlet = s.word(h.Outlet)
	if h.URL == h.Source {
		h.URL = h.Source
	}
	s.heads.mu.Lock()
	defer s.heads.mu.Unlock()
	s.heads.at[h.Ref] = &h
}

// entry makes a story one in short.
func (s *stock) entry(x *news.Story) entry {
	out := entry{Story: s.short(x), title: Fold(x.Title)}
	for _, p := range x.People {
		if !slices.Contains(Kinds(), p.Kind) || p.Name == "" {
			continue
		}
		for _, q := range s.rulings.apply(p) {
			one := news.Person{Kind: p.Kind, Name: s.word(q.Name), Mentions: q.Mentions}
			for _, f := range q.Spellings {
				one.Spellings = append(one.Spellings, news.Spelling{Form: s.word(f.Form), Count: f.Count})
			}
			for _, t := range q.Titles {
				one.Titles = append(one.Titles, s.word(t))
			}
			one.Spellings, one.Titles = slices.Clip(one.Spellings), slices.Clip(one.Titles)
			out.people = append(out.people, one)
		}
	}
	out.people = slices.Clip(out.people)
	return out
}

// short is a story in short: who and when, events and their sources.
func (s *stock) short(x *news.Story) *news.Story {
	short := &news.Story{ID: strings.Clone(x.ID), Title: strings.Clone(x.Title), From: x.From, To: x.To, Uncertain: x.Uncertain, Articles: s.same(x.Articles)}
	for _, e := range x.Events {
		y := &news.Event{Articles: s.same(e.Articles), Independent: e.Independent, Origins: make([]news.Origin, 0, len(e.Origins)), Sources: make([]news.Source, 0, len(e.Sources))}
		for _, g := range e.Texts {
			if len(g) > 1 { // one alone is a text by itself
				y.Texts = append(y.Texts, s.same(g))
			}
		}
		for _, o := range e.Origins {
			y.Origins = append(y.Origins, news.Origin{Ref: s.one(o.Ref), Origin: s.word(o.Origin), How: news.How(s.word(string(o.How)))})
		}
		for _, z := range e.Sources {
			y.Sources = append(y.Sources, news.Source{Name: s.word(z.Name), Articles: s.same(z.Articles), Why: s.word(z.Why)})
		}
		for _, z := range e.Unknown {
			y.Unknown = append(y.Unknown, news.Source{Articles: s.same(z.Articles), Why: s.word(z.Why)})
		}
		short.Events = append(short.Events, y)
	}
	return short
}

// word is a string that shares its letters with all equal ones: the same few names stand in most stories.
func (s *stock) word(w string) string {
	if known, ok := s.words[w]; ok {
		return known
	}
	w = strings.Clone(w) // and not with the record that it was read from
	s.words[w] = w
	return w
}

// fold is Fold, of names that recur.
func (s *stock) fold(name string) string {
	f, ok := s.folds[name]
	if !ok {
		f = s.word(Fold(name))
		s.folds[s.word(name)] = f
	}
	return f
}

// one is a reference that shares its letters with all others to the article.
func (s *stock) one(r news.Ref) news.Ref {
	if h := s.heads.get(r); h != nil {
		return h.Ref
	}
	return r
}

func (s *stock) same(refs []news.Ref) []news.Ref {
	out := make([]news.Ref, len(refs))
	for i, r := range refs {
		out[i] = s.one(r)
	}
	return out
}

// inOrder are the stories, the latest first.
func (s *stock) inOrder() []entry {
	out := make([]entry, 0, len(s.stories))
	for _, e := range s.stories {
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b entry) int {
		return cmp.Or(cmp.Compare(b.To, a.To), len(b.Articles)-len(a.Articles), cmp.Compare(b.ID, a.ID))
	})
	return out
}

// catalogue brings the stock up to date and makes a catalogue of it.
func (s *stock) catalogue(ctx context.Context, lib Library) (*Catalogue, error) {
	if err := s.update(ctx, lib); err != nil {
		return nil, err
	}
	c := &Catalogue{heads: s.heads, rulings: s.rulings, stock: s, stories: make(map[string]*news.Story, len(s.stories)), names: map[nameKey]*Name{}, outlets: map[string]*Outlet{}}
	c.articles = len(s.heads.at)
	for _, h := range s.heads.at {
		c.Newest = max(c.Newest, h.Published.To)
	}
	for _, e := range s.inOrder() {
		c.Stories = append(c.Stories, e.Story)
		c.stories[e.ID] = e.Story
		for _, p := range e.people {
			c.mention(e.Story, p)
		}
	}
	slices.SortStableFunc(c.Stories, Latest)
	for _, x := range c.Stories {
		c.tally(x)
	}
	c.join()
	c.settle()
	c.titles, c.byName, c.byTitle = make([]string, len(c.Stories)), starts{}, starts{}
	for i, x := range c.Stories {
		c.titles[i] = s.stories[x.ID].title
		c.byTitle.add(c.titles[i], i)
	}
	for i, n := range c.Names {
		c.byName.add(n.folded, i)
	}
	c.stock = nil
	return c, nil
}
