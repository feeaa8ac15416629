package desk

import (
	"cmp"
	"slices"
	"strings"

	"rawi/news"
	"rawi/text"
)

// Outlet is a publisher, with what its articles show of how it works.
type Outlet struct {
	Name     string
	Articles []*Head               // of stories, the latest first
	Own      int                   // its own reports
	How      map[news.How]int      // articles by how their origin is known; Own among them
	Agencies []Counted             // those whom its other articles come from, the most used first
	Stories  []*news.Story         // the latest first
	Delays   []int                 // days behind the first article of the same event, in order; of events that others told too
	First    int                   // of those: how often nobody told it on an earlier day
	used     map[string]int        // agencies
	days     map[news.Ref]struct{} // articles counted already
}

// Counted is something with how often it is found.
type Counted struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// tally counts the articles of a story for their publishers.
func (c *Catalogue) tally(s *news.Story) {
	told := map[*Outlet]bool{}
	at := func(r news.Ref) *Outlet {
		h := c.heads.get(r)
		if h == nil || h.Outlet == "" {
			return nil
		}
		o := c.outlets[h.Outlet]
		if o == nil {
			o = &Outlet{Name: h.Outlet, How: map[news.How]int{}, used: map[string]int{}, days: map[news.Ref]struct{}{}}
			c.outlets[h.Outlet] = o
			c.Outlets = append(c.Outlets, o)
		}
		if _, ok := o.days[r]; !ok {
			o.days[r] = struct{}{}
			o.Articles = append(o.Articles, h)
		}
		if !told[o] {
			told[o] = true
			o.Stories = append(o.Stories, s)
		}
		return o
	}
	for _, r := range s.Articles {
		at(r)
	}
	for _, e := range s.Events {
		for _, x := range e.Origins {
			o := at(x.Ref)
			if o == nil {
				continue
			}
			o.How[x.How]++
			if x.How == news.Own {
				o.Own++
			} else if x.How != news.NotKnown && x.Origin != "unknown" {
				for name := range strings.SplitSeq(x.Origin, ", ") {
					if name != o.Name {
						o.used[name]++
					}
				}
			}
		}
		c.delays(e)
	}
}

// delays compares the days on which publishers first told an event. Articles whose day is not known are passed over, and so are
// events that one publisher alone told.
func (c *Catalogue) delays(e *news.Event) {
	first := text.Day(0)
	days := map[string]text.Day{}
	for _, r := range e.Articles {
		h := c.heads.get(r)
		if h == nil || !h.Published.Single() || h.Outlet == "" {
			continue
		}
		d := h.Published.From
		if first == 0 || d < first {
			first = d
		}
		if x, ok := days[h.Outlet]; !ok || d < x {
			days[h.Outlet] = d
		}
	}
	if len(days) < 2 {
		return
	}
	for name, d := range days {
		o := c.outlets[name]
		if o == nil {
			continue
		}
		if o.Delays = append(o.Delays, int(d-first)); d == first {
			o.First++
		}
	}
}

func (o *Outlet) settle() {
	for name, n := range o.used {
		o.Agencies = append(o.Agencies, Counted{name, n})
	}
	o.used, o.days = nil, nil
	slices.SortFunc(o.Agencies, func(a, b Counted) int { return cmp.Or(b.Count-a.Count, cmp.Compare(a.Name, b.Name)) })
	slices.Sort(o.Delays)
	slices.SortStableFunc(o.Articles, func(a, b *Head) int { return cmp.Compare(b.Published.To, a.Published.To) })
}

// Delay is the middle one of its delays, in days; ok is false where there is none.
func (o *Outlet) Delay() (days int, ok bool) {
	if len(o.Delays) == 0 {
		return 0, false
	}
	return o.Delays[(len(o.Delays)-1)/2], true
}
