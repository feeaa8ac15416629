package desk

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"rawi/arabic/letter"
	"rawi/arabic/name"
	"rawi/news"
	"rawi/text"
)

// Catalogue is an index of a library, kept in memory. It is never changed once made.
type Catalogue struct {
	Stories []*news.Story // in short: who and when, events and their sources; the latest first
	Names   []*Name       // the most mentioned first
	Outlets []*Outlet     // those with the most articles first
	Newest  text.Day      // the latest day on which an article was published; 0 when none is known

	version  string
	titles   []string // of Stories, folded
	byName   starts   // of Names
	byTitle  starts   // of titles
	rulings  rulings
	stock    *stock // while it is made
	heads    *heads
	articles int
	stories  map[string]*news.Story
	names    map[nameKey]*Name
	outlets  map[string]*Outlet
}

// Name is a person, place or organization under all the spellings of a library.
type Name struct {
	Kind      text.Kind
	Name      string
	Spellings []news.Spelling // the most frequent first
	Titles    []Titled        // in the order of time
	Mentions  int
	Stories   []*news.Story // the latest first
	folded    string
	spelt     map[string]int
}

// Titled is what somebody was called, and from when to when the stories call him so.
type Titled struct {
	Title    string
	From, To text.Day
	Stories  int
	key      string // equal in all its spellings
}

type nameKey struct {
	kind text.Kind
	name string
}

// Fold is what is the same in all spellings of a name, as a search takes them.
func Fold(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(letter.String(s, letter.Search)), " "))
}

// Kinds are the kinds of names that a catalogue lists.
func Kinds() []text.Kind { return []text.Kind{text.Person, text.Organization, text.Place} }

func missing(err error) bool { return errors.Is(err, fs.ErrNotExist) }

// Latest orders stories: those that go on latest first, of those the larger.
func Latest(a, b *news.Story) int {
	return cmp.Or(cmp.Compare(b.To, a.To), cmp.Compare(b.From, a.From), len(b.Articles)-len(a.Articles), cmp.Compare(a.ID, b.ID))
}

// mention counts one name of a story.
func (c *Catalogue) mention(s *news.Story, p news.Person) {
	k := nameKey{p.Kind, c.stock.fold(p.Name)}
	n := c.names[k]
	if n == nil {
		n = &Name{Kind: p.Kind, Name: p.Name, spelt: map[string]int{}}
		c.names[k] = n
		c.Names = append(c.Names, n)
	}
	n.Mentions += p.Mentions
	if len(n.Stories) == 0 || n.Stories[len(n.Stories)-1] != s { // two of its persons may be ruled to be one
		n.Stories = append(n.Stories, s)
	}
	n.spelt[p.Name] += 0
	for _, f := range p.Spellings {
		n.spelt[f.Form] += f.Count
	}
	for _, t := range p.Titles {
		k, ok := name.Telling(t)
		if !ok {
			continue
		}
		i := slices.IndexFunc(n.Titles, func(x Titled) bool { return x.key == k })
		if i < 0 {
			i = len(n.Titles)
			n.Titles = append(n.Titles, Titled{Title: t, From: s.From, To: s.To, key: c.stock.word(k)})
		}
		x := &n.Titles[i]
		x.Stories++
		if s.From != 0 && (x.From == 0 || s.From < x.From) {
			x.From = s.From
		}
		x.To = max(x.To, s.To)
	}
}

// join makes one of the names of a person of which one is a part of the other, where the stories give both one title.
func (c *Catalogue) join() {
	slices.SortStableFunc(c.Names, func(a, b *Name) int { return cmp.Or(b.Mentions-a.Mentions, cmp.Compare(a.Name, b.Name)) })
	all, titles, root := make([]name.Named, len(c.Names)), make([][]string, len(c.Names)), make([]int, len(c.Names))
	for i, n := range c.Names {
		all[i], root[i] = name.Named{Name: n.Name, Kind: n.Kind, Count: n.Mentions}, i
		for _, t := range n.Titles {
			titles[i] = append(titles[i], t.Title)
		}
	}
	apart := func(a, b string) bool {
		return len(c.rulings.apart) > 0 && slices.Contains(c.rulings.apart[Fold(a)], Fold(b))
	}
	if len(name.JoinParts(all, titles, root, apart)) == 0 {
		return
	}
	kept := []*Name{}
	for i, n := range c.Names {
		if root[i] == i {
			kept = append(kept, n)
			continue
		}
		c.names[nameKey{n.Kind, Fold(n.Name)}] = c.Names[root[i]]
		c.Names[root[i]].take(n)
	}
	c.Names = kept
}

// take makes another name one with n.
func (n *Name) take(o *Name) {
	n.Mentions += o.Mentions
	for f, count := range o.spelt {
		n.spelt[f] += count
	}
	have := make(map[*news.Story]bool, len(n.Stories))
	for _, s := range n.Stories {
		have[s] = true
	}
	for _, s := range o.Stories {
		if !have[s] {
			n.Stories = append(n.Stories, s)
		}
	}
	for _, t := range o.Titles {
		i := slices.IndexFunc(n.Titles, func(x Titled) bool { return x.key == t.key })
		if i < 0 {
			n.Titles = append(n.Titles, t)
			continue
		}
		x := &n.Titles[i]
		x.Stories += t.Stories
		if t.From != 0 && (x.From == 0 || t.From < x.From) {
			x.From = t.From
		}
		x.To = max(x.To, t.To)
	}
}

// Known is the title that most stories give; "" where none does.
func (n *Name) Known() string {
	best := Titled{}
	for _, t := range n.Titles {
		if t.Stories > best.Stories || t.Stories == best.Stories && len(t.Title) > len(best.Title) {
			best = t
		}
	}
	return best.Title
}

// settle puts the names in order and joins them to the stories in short.
func (c *Catalogue) settle() {
	for _, n := range c.Names {
		slices.SortStableFunc(n.Stories, Latest)
		slices.SortStableFunc(n.Titles, func(a, b Titled) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Title, b.Title)) })
		best := -1
		for f, count := range n.spelt {
			if count > 0 {
				n.Spellings = append(n.Spellings, news.Spelling{Form: f, Count: count})
			}
			if c.stock.fold(f) == c.stock.fold(n.Name) && (count > best || count == best && f < n.Name) { // the most usual spelling of the full name
				n.Name, best = f, count
			}
		}
		slices.SortFunc(n.Spellings, func(a, b news.Spelling) int { return cmp.Or(b.Count-a.Count, cmp.Compare(a.Form, b.Form)) })
	}
	slices.SortStableFunc(c.Names, func(a, b *Name) int {
		return cmp.Or(b.Mentions-a.Mentions, cmp.Compare(a.Name, b.Name), cmp.Compare(a.Kind, b.Kind))
	})
	for _, n := range c.Names {
		for _, f := range n.Spellings { // a form that is nobody's full name leads to the one most called so
			if k := (nameKey{n.Kind, Fold(f.Form)}); c.names[k] == nil && strings.ContainsRune(f.Form, ' ') {
				c.names[k] = n
			}
		}
		n.spelt, n.folded = nil, c.stock.fold(n.Name)
	}
	slices.SortStableFunc(c.Outlets, func(a, b *Outlet) int {
		return cmp.Or(len(b.Articles)-len(a.Articles), cmp.Compare(a.Name, b.Name))
	})
	for _, o := range c.Outlets {
		o.settle()
	}
}

// Story is a story in short; nil when there is none.
func (c *Catalogue) Story(id string) *news.Story { return c.stories[id] }

// Head is an article in short; ok is false when the library has it not.
func (c *Catalogue) Head(r news.Ref) (h Head, ok bool) {
	if p := c.heads.get(r); p != nil {
		return *p, true
	}
	return h, false
}

// Articles is how many articles there are.
func (c *Catalogue) Articles() int { return c.articles }

// Name is a name in any spelling; nil when no story has it.
func (c *Catalogue) Name(kind text.Kind, name string) *Name {
	return c.names[nameKey{kind, c.rulings.end(Fold(name))}]
}

// Outlet is a publisher; nil when no article names it.
func (c *Catalogue) Outlet(name string) *Outlet { return c.outlets[name] }

// Rising orders the stories that gained the most articles of late: those of the last two days against those of the week before. A
// story without an article in these two days is not among them.
func (c *Catalogue) Rising() []*news.Story {
	type rise struct {
		story *news.Story
		gain  float64
	}
	var all []rise
	for _, s := range c.Stories {
		if s.To < c.Newest-1 {
			break // the latest come first
		}
		late, before := 0, 0
		for _, r := range s.Articles {
			h, _ := c.Head(r)
			switch d := h.Published.To; {
			case d == 0 || d > c.Newest:
			case d >= c.Newest-1:
				late++
			case d >= c.Newest-8:
				before++
			}
		}
		if late > 1 {
			all = append(all, rise{s, float64(late) / 2 / (1 + float64(before)/7)})
		}
	}
	slices.SortStableFunc(all, func(a, b rise) int { return cmp.Compare(b.gain, a.gain) })
	out := make([]*news.Story, len(all))
	for i, x := range all {
		out[i] = x.story
	}
	return out
}

// OfDay are the stories with an article of a day.
func (c *Catalogue) OfDay(d text.Day) []*news.Story {
	var out []*news.Story
	for _, s := range c.Stories {
		if slices.ContainsFunc(s.Articles, func(r news.Ref) bool { h, _ := c.Head(r); return h.Published.Single() && h.Published.From == d }) {
			out = append(out, s)
		}
	}
	return out
}

// BySources are the stories with the most independent sources first.
func (c *Catalogue) BySources() []*news.Story {
	n := make(map[*news.Story]int, len(c.Stories))
	for _, s := range c.Stories {
		counted, _ := s.Independent()
		n[s] = len(counted)
	}
	out := slices.Clone(c.Stories)
	slices.SortStableFunc(out, func(a, b *news.Story) int { return cmp.Or(n[b]-n[a], len(b.Articles)-len(a.Articles)) })
	return out
}
