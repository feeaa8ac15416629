package api

import (
	"cmp"
	"context"
	"encoding/json"

	"rawi/desk"
	"rawi/news"
	"rawi/text"

	"github.com/danielgtaylor/huma/v2"
)

// StoryID names a story in a path.
type StoryID struct {
	ID string `path:"id" maxLength:"300" doc:"The story's ID, as lists give it."`
}

// StoryPage asks for a page of what a story has.
type StoryPage struct {
	StoryID
	Paging
}

// stories adds what there is to know about stories.
func (s *service) stories(h huma.API) {
	get(h, "/stories", "stories", "Stories, in short", s.listStories)
	get(h, "/stories/{id}", "story", "A story, as rawi story --format json prints it", func(ctx context.Context, in *StoryID) (*body[json.RawMessage], error) {
		st, err := s.Story(ctx, unsegment(in.ID))
		if err != nil {
			return nil, s.wrong(err)
		}
		b, err := json.Marshal(st)
		return &body[json.RawMessage]{b}, s.wrong(err)
	})
	get(h, "/stories/{id}/timeline", "timeline", "Its timeline, each sentence with its place", func(ctx context.Context, in *StoryPage) (*body[list[desk.Moment]], error) {
		return told(ctx, s, in, desk.Timeline)
	})
	get(h, "/stories/{id}/sources", "sources", "Its independent sources, with what rests on each and what shows it", func(ctx context.Context, in *StoryPage) (*body[list[desk.Root]], error) {
		return told(ctx, s, in, desk.Roots)
	})
	get(h, "/stories/{id}/claims", "claims", "Its figures side by side", func(ctx context.Context, in *StoryPage) (*body[list[desk.Compared]], error) {
		return told(ctx, s, in, desk.Claims)
	})
	get(h, "/stories/{id}/quotes", "quotes", "Who said what in it, and through whom it came", s.quotes)
	get(h, "/stories/{id}/articles", "story-articles", "Its articles", func(ctx context.Context, in *StoryPage) (*body[list[desk.Citation]], error) {
		return told(ctx, s, in, func(st *news.Story, articles map[news.Ref]*news.Article) []desk.Citation {
			out := []desk.Citation{}
			for _, r := range st.Articles {
				if a := articles[r]; a != nil {
					out = append(out, desk.Cite(a, text.Span{}))
				}
			}
			return out
		})
	})
}

// unsegment reads an ID that stands in a path: as it is, or as links write it.
func unsegment(s string) string {
	if x, ok := desk.ParseSegment(s); ok {
		return x
	}
	return s
}

// told pages something that is told of a story.
func told[T any](ctx context.Context, s *service, in *StoryPage, tell func(*news.Story, map[news.Ref]*news.Article) []T) (*body[list[T]], error) {
	st, err := s.Story(ctx, unsegment(in.ID))
	if err != nil {
		return nil, s.wrong(err)
	}
	articles, err := s.Articles(ctx, st.Articles)
	if err != nil {
		return nil, s.wrong(err)
	}
	l, err := numbered(tell(st, articles), in.Paging)
	if err != nil {
		return nil, err
	}
	return &body[list[T]]{l}, nil
}

// storiesAsked is how stories are asked for.
type storiesAsked struct {
	Paging
	By string `query:"by" enum:"latest,today,rising,sources" default:"latest" doc:"latest first; those of the last day of publication; those that gained articles of late; those with the most independent sources."`
}

// storyPlace is what stories are sorted by.
type storyPlace struct {
	Place int
	ID    string
	From  text.Day
	To    text.Day
	N     int
}

func (s *service) listStories(ctx context.Context, in *storiesAsked) (*body[list[desk.Card]], error) {
	c, err := s.Catalogue(ctx)
	if err != nil {
		return nil, s.wrong(err)
	}
	cards := func(all []*news.Story) []desk.Card {
		out := []desk.Card{}
		for _, st := range all {
			out = append(out, desk.CardOf(st))
		}
		return out
	}
	if in.By == "latest" {
		got, err := page(c.Stories, in.Paging, func(x *news.Story) storyPlace { return storyPlace{0, x.ID, x.From, x.To, len(x.Articles)} }, func(a, b storyPlace) int {
			return cmp.Or(cmp.Compare(b.To, a.To), cmp.Compare(b.From, a.From), b.N-a.N, cmp.Compare(a.ID, b.ID))
		})
		if err != nil {
			return nil, err
		}
		return &body[list[desk.Card]]{list[desk.Card]{got.Total, got.Next, cards(got.Items)}}, nil
	}
	all := map[string]func() []*news.Story{"today": func() []*news.Story { return c.OfDay(c.Newest) }, "rising": c.Rising, "sources": c.BySources}[in.By]()
	got, err := numbered(all, in.Paging)
	if err != nil {
		return nil, err
	}
	return &body[list[desk.Card]]{list[desk.Card]{got.Total, got.Next, cards(got.Items)}}, nil
}

// quotesAsked is how statements are asked for.
type quotesAsked struct {
	StoryPage
	Speaker string `query:"speaker" maxLength:"300" doc:"Only his statements, in any spelling of his name."`
}

func (s *service) quotes(ctx context.Context, in *quotesAsked) (*body[list[desk.Statement]], error) {
	return told(ctx, s, &in.StoryPage, func(st *news.Story, articles map[news.Ref]*news.Article) []desk.Statement {
		out := []desk.Statement{}
		for _, x := range desk.Statements(st, articles) {
			if in.Speaker == "" || desk.Fold(x.Who) == desk.Fold(in.Speaker) {
				out = append(out, x)
			}
		}
		return out
	})
}
