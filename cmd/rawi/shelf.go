package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"strings"
	"time"

	"rawi/desk"
	"rawi/news"
	"rawi/pipeline"
	"rawi/search"
	"rawi/store"
)

// shelf is a library as a desk sees it.
type shelf struct{ *pipeline.Library }

// newDesk is a library with all that pages, the API and the protocol for assistants need of it.
func newDesk(l *pipeline.Library) *desk.Desk { return desk.New(shelf{l}, shelf{l}.search, time.Now) }

// gone makes what the library does not hold what a desk expects for it.
func gone(err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("%w (%w)", fs.ErrNotExist, err)
	}
	return err
}

// Version is made of the sizes and times of the library's files: whatever is written changes one of them.
func (s shelf) Version(context.Context) (string, error) {
	var b strings.Builder
	for _, name := range append(s.RulingFiles(), s.Path(), s.Path()+"-wal") {
		i, err := os.Stat(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		fmt.Fprint(&b, i.Size(), " ", i.ModTime().UnixNano(), " ")
	}
	return b.String(), nil
}

// Latest are some stories, the latest first.
func (s shelf) Latest(ctx context.Context, from, n int) (stories []*news.Story, all, articles int, err error) {
	for x, err := range s.StoryPage(ctx, from, n) {
		if err != nil {
			return nil, 0, 0, err
		}
		stories = append(stories, shownStory(x))
	}
	articles, all, err = s.Totals(ctx)
	return stories, all, articles, err
}

// Since is what changed since a point.
func (s shelf) Since(ctx context.Context, point any) (c desk.Changes, err error) {
	from, _ := point.(store.Mark)
	to, err := s.Mark(ctx)
	if err != nil {
		return c, err
	}
	c.Point, c.Whole = to, from == store.Mark{}
	if !c.Whole {
		left, ok, err := s.HeadsGone(ctx, from)
		if err != nil {
			return c, err
		}
		if c.Left = left; !ok {
			from, c.Whole = store.Mark{}, true
		}
	}
	if !c.Whole {
		for id, err := range s.StoriesGone(ctx, from) {
			if err != nil {
				return c, err
			}
			c.Gone = append(c.Gone, id)
		}
	}
	c.Stories, c.Heads = s.StoriesSince(ctx, from), inShort(s.HeadsSince(ctx, from))
	return c, nil
}

// Heads are all articles without their text.
func (s shelf) Heads(ctx context.Context) iter.Seq2[desk.Head, error] {
	return inShort(s.Library.Heads(ctx))
}

// inShort are articles without their text as a desk has them.
func inShort(all iter.Seq2[store.Head, error]) iter.Seq2[desk.Head, error] {
	return func(yield func(desk.Head, error) bool) {
		for h, err := range all {
			title := strings.Join(strings.Fields(desk.Shown(h.Title)), " ")
			if !yield(desk.Head{Ref: h.Ref, Title: title, Outlet: h.Outlet, URL: h.URL, Published: h.Published}, err) {
				return
			}
		}
	}
}

// Story is the story of an ID.
func (s shelf) Story(ctx context.Context, id string) (*news.Story, error) {
	x, err := s.Library.Story(ctx, id)
	if err != nil {
		return nil, gone(err)
	}
	return shownStory(x), nil
}

// shownStory is a story whose titles, which are words of its articles, are as people are shown them.
func shownStory(s *news.Story) *news.Story {
	s.Title = desk.Shown(s.Title)
	for _, e := range s.Events {
		e.Title = desk.Shown(e.Title)
	}
	return s
}

// Article is the article of a reference in a revision, 0 for the current one.
func (s shelf) Article(ctx context.Context, r news.Ref, revision int) (*news.Article, error) {
	k, err := s.kept(ctx, r, revision)
	if err != nil {
		return nil, gone(err)
	}
	return k.Article, nil
}

// Current are the current articles of some references.
func (s shelf) Current(ctx context.Context, refs []news.Ref) (map[news.Ref]*news.Article, error) {
	all, err := s.FindAll(ctx, refs)
	out := make(map[news.Ref]*news.Article, len(all))
	for r, k := range all {
		out[r] = k.Article
	}
	return out, err
}

func (s shelf) kept(ctx context.Context, r news.Ref, revision int) (*store.Kept, error) {
	if revision == 0 {
		return s.Find(ctx, r)
	}
	all, err := s.Library.Revisions(ctx, r.Source)
	if err != nil {
		return nil, err
	}
	for _, x := range all {
		if x.Number != revision {
			continue
		}
		for _, id := range x.Articles {
			k, err := s.Library.Article(ctx, id)
			if err != nil || k.Ref == r {
				return k, err
			}
		}
	}
	return nil, fs.ErrNotExist
}

// StoryOf is the ID of the story that an article belongs to.
func (s shelf) StoryOf(ctx context.Context, r news.Ref) (string, error) {
	k, err := s.Find(ctx, r)
	if err != nil {
		return "", gone(err)
	}
	ids, err := s.StoriesOf(ctx, k.ID)
	if err == nil && len(ids) == 0 {
		err = fs.ErrNotExist
	}
	if err != nil {
		return "", err
	}
	return ids[0], nil
}

// Revisions are the texts that a source had.
func (s shelf) Revisions(ctx context.Context, source string) ([]desk.Revision, error) {
	all, err := s.Library.Revisions(ctx, source)
	var out []desk.Revision
	for _, x := range all {
		out = append(out, desk.Revision{Number: x.Number, Added: x.Added, Hash: x.Hash, Current: x.Current})
	}
	return out, err
}

// Raw is the bytes that an article was read from.
func (s shelf) Raw(ctx context.Context, r news.Ref, revision int) ([]byte, error) {
	k, err := s.kept(ctx, r, revision)
	if err != nil {
		return nil, gone(err)
	}
	return s.Library.Raw(ctx, k.ID)
}

// Rulings are what was settled about names.
func (s shelf) Rulings(context.Context) ([]desk.Ruling, error) {
	all, err := s.RuledPairs()
	var out []desk.Ruling
	for _, r := range all {
		out = append(out, desk.Ruling(r))
	}
	return out, err
}

// search finds articles.
func (s shelf) search(ctx context.Context, ask desk.Ask) (desk.Results, error) {
	q := search.Query{Ask: ask.Query, After: ask.After, Limit: ask.Limit}
	if ask.Relevance {
		q.Order = search.Relevance
	}
	a, err := s.Ask(ctx, q)
	if errors.Is(err, search.ErrCursor) {
		err = desk.ErrCursor
	}
	out := desk.Results{Total: a.Total, Next: a.Next}
	for _, f := range a.Found {
		h := desk.Hit{Ref: f.Ref, Title: desk.Title(f.Article), Outlet: f.Doc.Outlet.Name, At: f.Snippet, Snippet: f.Snippet.Of(f.Doc.Text)}
		if p := f.Doc.Published; p != nil {
			h.Published = p.Days
		}
		h.Label, _ = desk.Label(f.Article)
		h.InTitle = a.Asked.Marks(h.Title)
		for _, m := range f.Marks {
			m.Start, m.End = m.Start-f.Snippet.Start, m.End-f.Snippet.Start
			h.Marks = append(h.Marks, m)
		}
		out.Hits = append(out.Hits, h)
	}
	return out, err
}
