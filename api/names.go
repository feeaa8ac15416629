package api

import (
	"cmp"
	"context"
	"strings"

	"rawi/desk"
	"rawi/news"
	"rawi/text"

	"github.com/danielgtaylor/huma/v2"
)

// NameCard is a name in short.
type NameCard struct {
	Kind     text.Kind `json:"kind"`
	Name     string    `json:"name"`
	Mentions int       `json:"mentions"`
	Stories  int       `json:"stories"`
	Path     string    `json:"path"`
}

// nameFull is a name with all that is known of it.
type nameFull struct {
	NameCard
	Spellings []news.Spelling `json:"spellings"`
	Titles    []title         `json:"titles"`
	In        []desk.Card     `json:"in"`
}

type title struct {
	Title   string `json:"title"`
	From    string `json:"from,omitempty"`
	To      string `json:"to,omitempty"`
	Stories int    `json:"stories"`
}

// OutletCard is a publisher in short.
type OutletCard struct {
	Name     string `json:"name"`
	Articles int    `json:"articles"`
	Own      int    `json:"own_reports"`
	Stories  int    `json:"stories"`
	Path     string `json:"path"`
}

// outletFull is a publisher with what its articles show of how it works.
type outletFull struct {
	OutletCard
	Origins  map[string]int `json:"origins" doc:"Articles by how their origin is known: own, credit, chain, copy, unknown."`
	Agencies []desk.Counted `json:"agencies"`
	Delays   []int          `json:"delays_days" doc:"Days behind the first article of the same event, in order, of events that others told too."`
	First    int            `json:"first" doc:"How often nobody told it on an earlier day."`
	In       []desk.Card    `json:"in"`
}

// mostIn is how many stories of a name or publisher are told with it.
const mostIn = 200

func cards(all []*news.Story) []desk.Card {
	out := []desk.Card{}
	for _, s := range all[:min(mostIn, len(all))] {
		out = append(out, desk.CardOf(s))
	}
	return out
}

func nameCardOf(n *desk.Name) NameCard {
	return NameCard{n.Kind, n.Name, n.Mentions, len(n.Stories), desk.NamePath(n.Kind, n.Name)}
}

func outletCardOf(o *desk.Outlet) OutletCard {
	return OutletCard{o.Name, len(o.Articles), o.Own, len(o.Stories), desk.OutletPath(o.Name)}
}

// namesAsked is how names are asked for.
type namesAsked struct {
	Paging
	Kind string `query:"kind" enum:"person,place,organization" default:"person"`
	Q    string `query:"q" maxLength:"200" doc:"Only those that have this in them, in any spelling."`
}

// ranked is what names and publishers are sorted by.
type ranked struct {
	N    int
	Name string
}

func byRank(a, b ranked) int { return cmp.Or(b.N-a.N, cmp.Compare(a.Name, b.Name)) }

// names adds persons, places, organizations and publishers.
func (s *service) names(h huma.API) {
	get(h, "/names", "names", "Names of a kind, the most mentioned first", func(ctx context.Context, in *namesAsked) (*body[list[NameCard]], error) {
		c, err := s.Catalogue(ctx)
		if err != nil {
			return nil, s.wrong(err)
		}
		all := []NameCard{}
		q := desk.Fold(in.Q)
		for _, n := range c.Names {
			if string(n.Kind) == in.Kind && (q == "" || strings.Contains(desk.Fold(n.Name), q)) {
				all = append(all, nameCardOf(n))
			}
		}
		l, err := page(all, in.Paging, func(x NameCard) ranked { return ranked{x.Mentions, x.Name} }, byRank)
		return &body[list[NameCard]]{l}, err
	})
	get(h, "/names/{kind}/{name}", "name", "A person, place or organization, by any spelling of the name", func(ctx context.Context, in *struct {
		Kind string `path:"kind" enum:"person,place,organization"`
		Name string `path:"name" maxLength:"1000"`
	},
	) (*body[nameFull], error) {
		c, err := s.Catalogue(ctx)
		if err != nil {
			return nil, s.wrong(err)
		}
		n := c.Name(text.Kind(in.Kind), unsegment(in.Name))
		if n == nil {
			return nil, huma.Error404NotFound("no story has such a name")
		}
		out := nameFull{NameCard: nameCardOf(n), Spellings: append([]news.Spelling{}, n.Spellings...), Titles: []title{}, In: cards(n.Stories)}
		for _, t := range n.Titles {
			x := title{Title: t.Title, Stories: t.Stories}
			if t.From != 0 {
				x.From, x.To = t.From.String(), t.To.String()
			}
			out.Titles = append(out.Titles, x)
		}
		return &body[nameFull]{out}, nil
	})
	get(h, "/outlets", "outlets", "Publishers, those with the most articles first", func(ctx context.Context, in *Paging) (*body[list[OutletCard]], error) {
		c, err := s.Catalogue(ctx)
		if err != nil {
			return nil, s.wrong(err)
		}
		all := []OutletCard{}
		for _, o := range c.Outlets {
			all = append(all, outletCardOf(o))
		}
		l, err := page(all, *in, func(x OutletCard) ranked { return ranked{x.Articles, x.Name} }, byRank)
		return &body[list[OutletCard]]{l}, err
	})
	get(h, "/outlets/{name}", "outlet", "A publisher: own reports against copies, agencies, delays", func(ctx context.Context, in *struct {
		Name string `path:"name" maxLength:"1000"`
	},
	) (*body[outletFull], error) {
		c, err := s.Catalogue(ctx)
		if err != nil {
			return nil, s.wrong(err)
		}
		o := c.Outlet(unsegment(in.Name))
		if o == nil {
			return nil, huma.Error404NotFound("no article names such a publisher")
		}
		out := outletFull{OutletCard: outletCardOf(o), Origins: map[string]int{}, Agencies: append([]desk.Counted{}, o.Agencies...), Delays: append([]int{}, o.Delays...), First: o.First, In: cards(o.Stories)}
		for how, n := range o.How {
			out.Origins[string(how)] = n
		}
		return &body[outletFull]{out}, nil
	})
}
