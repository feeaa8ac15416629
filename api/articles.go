package api

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"

	"rawi/collate"
	"rawi/desk"
	"rawi/news"
	"rawi/text"

	"github.com/danielgtaylor/huma/v2"
)

// articleAsked names an article in a path.
type articleAsked struct {
	Address  string `path:"address" maxLength:"8000" doc:"The article's address: the last part of the path of its page."`
	Revision int    `query:"revision" minimum:"0" maximum:"1000000" doc:"Which text of its source, counted from 1; 0 is the current one."`
}

// revision is one text that a source had.
type revision struct {
	Number  int    `json:"revision"`
	Added   string `json:"added"`
	SHA256  string `json:"text_sha256"`
	Current bool   `json:"current"`
}

// articles adds articles, search and comparison.
func (s *service) articles(h huma.API) {
	get(h, "/articles/{address}", "article", "An article with all that was found in it, as rawi read --format json prints it", func(ctx context.Context, in *articleAsked) (*body[json.RawMessage], error) {
		a, err := s.article(ctx, in.Address, in.Revision)
		if err != nil {
			return nil, s.wrong(err)
		}
		b, err := json.Marshal(a)
		return &body[json.RawMessage]{b}, s.wrong(err)
	})
	get(h, "/articles/{address}/revisions", "revisions", "The texts that its source had", func(ctx context.Context, in *struct {
		Address string `path:"address" maxLength:"8000"`
	},
	) (*body[list[revision]], error) {
		ref, ok := desk.ParseAddress(in.Address)
		if !ok {
			return nil, huma.Error404NotFound("no article has such an address")
		}
		all, err := s.Revisions(ctx, ref.Source)
		if err != nil {
			return nil, s.wrong(err)
		}
		out := list[revision]{Total: len(all), Items: []revision{}}
		for _, x := range all {
			out.Items = append(out.Items, revision{x.Number, x.Added.UTC().Format(time.RFC3339), hex.EncodeToString(x.Hash[:]), x.Current})
		}
		if len(all) == 0 {
			return nil, huma.Error404NotFound("the library has no such source")
		}
		return &body[list[revision]]{out}, nil
	})
	get(h, "/search", "search", "Articles that meet a query", s.find)
	get(h, "/suggest", "suggest", "What may be meant by what was typed so far", func(ctx context.Context, in *struct {
		Q string `query:"q" required:"true" maxLength:"200"`
	},
	) (*body[[]desk.Suggestion], error) {
		c, err := s.Catalogue(ctx)
		if err != nil {
			return nil, s.wrong(err)
		}
		out := c.Suggest(in.Q, 10)
		if out == nil {
			out = []desk.Suggestion{}
		}
		return &body[[]desk.Suggestion]{out}, nil
	})
	get(h, "/compare", "compare", "Two articles side by side: sentences that answer to one another, what each leaves out, figures that differ", s.compare)
}

func (s *service) article(ctx context.Context, address string, revision int) (*news.Article, error) {
	ref, ok := desk.ParseAddress(address)
	if !ok {
		return nil, huma.Error404NotFound("no article has such an address")
	}
	return s.Article(ctx, ref, revision)
}

// asked is how articles are searched.
type asked struct {
	Q      string `query:"q" required:"true" minLength:"1" maxLength:"400" doc:"Words in any inflection, \"phrases\", speaker:NAME outlet:NAME from:2025-09-01 to:2025-09-30."`
	Order  string `query:"order" enum:"newest,relevance" default:"newest"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"20"`
	Cursor string `query:"cursor" maxLength:"1000"`
}

func (s *service) find(ctx context.Context, in *asked) (*body[list[desk.Found]], error) {
	if s.Search == nil {
		return nil, huma.Error404NotFound("this library cannot be searched")
	}
	found, err := s.Search(ctx, desk.Ask{Query: desk.Clean(in.Q), After: in.Cursor, Limit: in.Limit, Relevance: in.Order == "relevance"})
	if errors.Is(err, desk.ErrCursor) {
		return nil, huma.Error422UnprocessableEntity(err.Error())
	}
	if err != nil {
		return nil, s.wrong(err)
	}
	out := list[desk.Found]{Total: found.Total, Next: found.Next, Items: []desk.Found{}}
	for _, x := range found.Hits {
		out.Items = append(out.Items, desk.FoundOf(x))
	}
	return &body[list[desk.Found]]{out}, nil
}

// collated is two articles side by side.
type collated struct {
	A       desk.Citation `json:"a"`
	B       desk.Citation `json:"b"`
	Share   float64       `json:"share" doc:"Of the weight of the shorter text's words that stand in pairs, 0 to 1."`
	Rows    []row         `json:"rows"`
	Figures []figures     `json:"figures" doc:"Figures of one unit that answer to one another and differ."`
}

// row is a sentence of either, or two that answer to one another.
type row struct {
	Kind      string        `json:"kind" enum:"same,reworded,a,b"`
	A         *desk.Stretch `json:"a,omitempty"`
	B         *desk.Stretch `json:"b,omitempty"`
	Moved     bool          `json:"moved,omitempty"`
	Elsewhere bool          `json:"elsewhere,omitempty"`
	Share     float64       `json:"share,omitempty"`
}

type figures struct {
	Unit string       `json:"unit"`
	A    desk.Stretch `json:"a"`
	B    desk.Stretch `json:"b"`
	VA   float64      `json:"value_a"`
	VB   float64      `json:"value_b"`
}

func (s *service) compare(ctx context.Context, in *struct {
	A string `query:"a" required:"true" maxLength:"8000" doc:"Address of an article."`
	B string `query:"b" required:"true" maxLength:"8000" doc:"Address of the other."`
},
) (*body[collated], error) {
	a, err := s.article(ctx, in.A, 0)
	if err != nil {
		return nil, s.wrong(err)
	}
	b, err := s.article(ctx, in.B, 0)
	if err != nil {
		return nil, s.wrong(err)
	}
	c := collate.Articles(a, b)
	out := collated{A: desk.Cite(a, text.Span{}), B: desk.Cite(b, text.Span{}), Share: c.Share, Rows: []row{}, Figures: []figures{}}
	for _, x := range c.Rows {
		out.Rows = append(out.Rows, row{string(x.Kind), stretch(a, x.A), stretch(b, x.B), x.Moved, x.Elsewhere, x.Share})
	}
	for _, f := range c.Figures {
		out.Figures = append(out.Figures, figures{f.Unit, *stretch(a, f.A.Span), *stretch(b, f.B.Span), f.A.Value, f.B.Value})
	}
	return &body[collated]{out}, nil
}

// stretch is some words of an article; nil for none.
func stretch(a *news.Article, at text.Span) *desk.Stretch {
	if at.Empty() {
		return nil
	}
	return &desk.Stretch{Start: at.Start, End: at.End, Words: desk.Clean(at.Of(a.Doc.Text))}
}
