package pipeline

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"rawi/arabic/name"
	"rawi/news"
	"rawi/text"
)

// Entity is a person, place, organization or other thing that articles of a library name, under all its spellings.
type Entity struct {
	Name      string          `json:"name"` // the canonical name: the commonest of more than one word, else the commonest
	Kind      text.Kind       `json:"kind"`
	Spellings []news.Spelling `json:"spellings"`        // the commonest first
	Titles    []Held          `json:"titles,omitempty"` // phrases that name it by an office alone, in the order of their first day
	First     text.Day        `json:"first,omitempty"`  // the first and the last day on which an article names it; 0 where none has a day
	Last      text.Day        `json:"last,omitempty"`
	Mentions  int             `json:"mentions"`
	Articles  int             `json:"articles"`
	Merges    []news.Joined   `json:"merges,omitempty"` // why names of several articles are taken for one
}

// Held is a title with the days of the first and the last article that gives it.
type Held struct {
	Title string       `json:"title"`
	First text.Day     `json:"first,omitempty"`
	Last  text.Day     `json:"last,omitempty"`
	Count int          `json:"count"`
	Where []news.Place `json:"where,omitempty"` // the first places that give it, some at most
}

// places is how many places a title keeps.
const places = 3

// called is what articles call by one name.
type called struct {
	name.Named
	forms    map[string]int
	titles   map[string]*Held
	first    text.Day
	last     text.Day
	articles int
	in       int64 // the article counted last
}

// Entities are who and what the current articles name, the most named first. Names that the articles spell differently are one entity
// where name.Merge takes them for one, with what the user says of them; a short name that its own article does not give to a full one
// stays by itself.
func (l *Library) Entities(ctx context.Context) ([]Entity, error) {
	rulings, err := l.Rulings()
	if err != nil {
		return nil, err
	}
	type key struct {
		name string
		kind text.Kind
	}
	at := map[key]*called{}
	var all []*called
	for k, err := range l.Articles(ctx) {
		if err != nil {
			return nil, err
		}
		day := text.Day(0)
		if p := k.Doc.Published; p != nil && p.Single() {
			day = p.From
		}
		for _, n := range k.Doc.Names {
			if n.Entity == "" || name.Currency(n) {
				continue
			}
			form := name.Form(k.Doc.Text, n)
			id := key{n.Entity, n.Kind}
			if rulings.Different(form, n.Entity) {
				id.name = form // the article took one for the other
			}
			c := at[id]
			if c == nil {
				c = &called{Named: name.Named{Name: id.name, Kind: id.kind}, forms: map[string]int{}, titles: map[string]*Held{}, in: -1}
				at[id] = c
				all = append(all, c)
			}
			c.mention(day, k.ID)
			if name.ByOffice(n) {
				c.title(name.Phrase(k.Doc.Text, n.Span), day, news.Place{Ref: k.Ref, Span: n.Span})
			} else {
				c.forms[form]++
			}
		}
		for _, o := range k.Doc.Offices {
			if c := at[key{o.Who, text.Person}]; c != nil && o.Who != "" {
				c.title(name.Phrase(k.Doc.Text, o.Title), day, news.Place{Ref: k.Ref, Span: o.Title})
			}
		}
	}
	return grouped(all, rulings), nil
}

// mention counts a mention in an article of a day.
func (c *called) mention(day text.Day, article int64) {
	c.Count++
	if c.in != article {
		c.in = article
		c.articles++
	}
	c.first, c.last = span(c.first, c.last, day, day)
}

// title counts a title that an article of a day gives.
func (c *called) title(form string, day text.Day, at news.Place) {
	h := c.titles[form]
	if h == nil {
		h = &Held{Title: form}
		c.titles[form] = h
	}
	h.Count++
	if len(h.Where) < places {
		h.Where = append(h.Where, at)
	}
	h.First, h.Last = span(h.First, h.Last, day, day)
}

// span is the days from the earlier to the later of two intervals; 0 is no day.
func span(first, last, from, to text.Day) (text.Day, text.Day) {
	if first == 0 || from != 0 && from < first {
		first = from
	}
	return first, max(last, to)
}

// grouped brings the names together.
func grouped(all []*called, rulings *name.Rulings) []Entity {
	slices.SortFunc(all, func(p, q *called) int {
		return cmp.Or(cmp.Compare(q.Count, p.Count), strings.Compare(p.Name, q.Name), strings.Compare(string(p.Kind), string(q.Kind)))
	})
	list := make([]name.Named, len(all))
	for i, c := range all {
		list[i] = c.Named
	}
	root, joints := name.Merge(list, rulings)
	titles := make([][]string, len(all))
	for i, c := range all {
		titles[i] = slices.Sorted(maps.Keys(c.titles))
	}
	joints = append(joints, name.JoinParts(list, titles, root, rulings.Different)...)
	groups := map[int][]*called{}
	for i, c := range all {
		groups[root[i]] = append(groups[root[i]], c)
	}
	out, place := []Entity{}, map[int]int{}
	for i := range all {
		if g := groups[i]; len(g) > 0 {
			place[i] = len(out)
			out = append(out, entity(g))
		}
	}
	for _, j := range joints {
		e := &out[place[root[j.A]]]
		e.Merges = append(e.Merges, news.Joined{A: all[j.A].Name, B: all[j.B].Name, Why: j.Why})
	}
	slices.SortStableFunc(out, func(p, q Entity) int { return cmp.Compare(q.Mentions, p.Mentions) })
	return out
}

// entity makes one entity of a group of names.
func entity(g []*called) Entity {
	best := g[0]
	for _, c := range g[1:] {
		if !strings.Contains(best.Name, " ") && strings.Contains(c.Name, " ") {
			best = c
		}
	}
	e := Entity{Name: best.Name, Kind: best.Kind}
	forms, titles := map[string]int{}, map[string]*naming{}
	for _, c := range g {
		e.Mentions += c.Count
		e.Articles += c.articles
		e.First, e.Last = span(e.First, e.Last, c.first, c.last)
		for f, n := range c.forms {
			forms[f] += n
		}
		for _, f := range slices.Sorted(maps.Keys(c.titles)) {
			h := c.titles[f]
			k, ok := name.Telling(f)
			if !ok {
				continue
			}
			t := titles[k]
			if t == nil {
				t = &naming{}
				titles[k] = t
			}
			t.add(h)
		}
	}
	for f, n := range forms {
		e.Spellings = append(e.Spellings, news.Spelling{Form: f, Count: n})
	}
	slices.SortFunc(e.Spellings, func(a, b news.Spelling) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Form, b.Form))
	})
	for _, t := range titles {
		e.Titles = append(e.Titles, t.Held)
	}
	slices.SortFunc(e.Titles, func(a, b Held) int {
		return cmp.Or(cmp.Compare(a.First, b.First), strings.Compare(a.Title, b.Title))
	})
	return e
}

// naming is a title in all its spellings.
type naming struct {
	Held
	most int // how often the commonest spelling stands
}

// add counts a spelling of the title.
func (t *naming) add(h *Held) {
	if h.Count > t.most || h.Count == t.most && h.Title < t.Title {
		t.Title, t.most = h.Title, h.Count
	}
	t.Count += h.Count
	t.Where = append(t.Where, h.Where[:min(len(h.Where), places-len(t.Where))]...)
	t.First, t.Last = span(t.First, t.Last, h.First, h.Last)
}
