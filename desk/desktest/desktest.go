// Package desktest holds a library in memory, made of the sample set that ships with the program, for the tests of what shows one.
package desktest

import (
	"context"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"rawi/desk"
	"rawi/gather"
	"rawi/news"
	"rawi/pipeline"
	"rawi/sample"
	"rawi/text"
)

// Library is a desk.Library in memory. Broken, when it is set, is what every method answers.
type Library struct {
	All    []*news.Story
	Has    map[news.Ref]*news.Article
	Bytes  map[news.Ref][]byte
	Ruled  []desk.Ruling
	Broken error
}

// Sample reads the sample set.
func Sample(t testing.TB) *Library {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, sample.Files()); err != nil {
		t.Fatal(err)
	}
	items := func(yield func(news.Item) bool) {
		for it := range gather.Items(t.Context(), []string{dir}, gather.Options{}) {
			it.Source = strings.TrimPrefix(it.Source, dir+string(filepath.Separator))
			if !yield(it) {
				return
			}
		}
	}
	l := &Library{Has: map[news.Ref]*news.Article{}, Bytes: map[news.Ref][]byte{}}
	var all []*news.Article
	for r := range pipeline.ReadAll(t.Context(), items) {
		for _, a := range r.Articles {
			all = append(all, a)
			l.Has[a.Ref] = a
			l.Bytes[a.Ref] = r.Raw
		}
	}
	l.All = pipeline.Stories(all)
	slices.SortFunc(l.All, desk.Latest)
	return l
}

// Desk is a desk for the library; its search finds the words as they stand.
func (l *Library) Desk() *desk.Desk {
	return desk.New(l, l.find, func() time.Time { return time.Date(2025, 5, 20, 12, 0, 0, 0, time.UTC) })
}

// Version never changes.
func (l *Library) Version(context.Context) (string, error) { return "1", l.Broken }

// Stories are all stories.
func (l *Library) Stories(context.Context) iter.Seq2[*news.Story, error] {
	return func(yield func(*news.Story, error) bool) {
		for _, s := range l.All {
			if !yield(s, l.Broken) {
				return
			}
		}
	}
}

// Latest are some stories.
func (l *Library) Latest(_ context.Context, from, n int) ([]*news.Story, int, int, error) {
	from = min(from, len(l.All))
	return l.All[from:min(from+n, len(l.All))], len(l.All), len(l.Has), l.Broken
}

// Heads are all articles in short.
func (l *Library) Heads(context.Context) iter.Seq2[desk.Head, error] {
	return func(yield func(desk.Head, error) bool) {
		for r, a := range l.Has {
			h := desk.Head{Ref: r, Title: desk.Title(a), Outlet: a.Doc.Outlet.Name, URL: a.URL}
			if p := a.Doc.Published; p != nil {
				h.Published = p.Days
			}
			if !yield(h, l.Broken) {
				return
			}
		}
	}
}

// Story is the story of an ID.
func (l *Library) Story(_ context.Context, id string) (*news.Story, error) {
	for _, s := range l.All {
		if s.ID == id {
			return s, l.Broken
		}
	}
	return nil, fs.ErrNotExist
}

// Article is an article; it has one revision.
func (l *Library) Article(_ context.Context, r news.Ref, revision int) (*news.Article, error) {
	if a := l.Has[r]; a != nil && revision < 2 {
		return a, l.Broken
	}
	return nil, fs.ErrNotExist
}

// StoryOf is the story of an article.
func (l *Library) StoryOf(_ context.Context, r news.Ref) (string, error) {
	for _, s := range l.All {
		if slices.Contains(s.Articles, r) {
			return s.ID, l.Broken
		}
	}
	return "", fs.ErrNotExist
}

// Revisions are one for each source.
func (l *Library) Revisions(_ context.Context, source string) ([]desk.Revision, error) {
	for r, a := range l.Has {
		if r.Source == source {
			return []desk.Revision{{Number: 1, Added: time.Date(2025, 5, 20, 0, 0, 0, 0, time.UTC), Hash: a.Hash, Current: true}}, l.Broken
		}
	}
	return nil, l.Broken
}

// Raw is the bytes that an article was read from.
func (l *Library) Raw(_ context.Context, r news.Ref, _ int) ([]byte, error) {
	return l.Bytes[r], l.Broken
}

// Rulings are what was settled about names.
func (l *Library) Rulings(context.Context) ([]desk.Ruling, error) { return l.Ruled, l.Broken }

func (l *Library) find(_ context.Context, q desk.Ask) (desk.Results, error) {
	var out desk.Results
	query, from := q.Query, 0
	if q.After != "" {
		var err error
		if from, err = strconv.Atoi(q.After); err != nil {
			return out, desk.ErrCursor
		}
	}
	for _, s := range l.All {
		for _, r := range s.Articles {
			a := l.Has[r]
			i := strings.Index(a.Doc.Text, query)
			if i < 0 || query == "" {
				continue
			}
			at := text.Span{Start: i, End: i + len(query)}
			h := desk.Hit{Ref: r, Title: desk.Title(a), Outlet: a.Doc.Outlet.Name, Snippet: at.Of(a.Doc.Text), At: at, Marks: []text.Span{{End: len(query)}}}
			if p := a.Doc.Published; p != nil {
				h.Published = p.Days
			}
			if out.Total++; out.Total > from && len(out.Hits) < q.Limit {
				out.Hits = append(out.Hits, h)
			}
		}
	}
	if n := from + len(out.Hits); n < out.Total {
		out.Next = strconv.Itoa(n)
	}
	return out, l.Broken
}

// Check fails unless a citation leads to the bytes that it gives.
func (l *Library) Check(t testing.TB, c desk.Citation) {
	t.Helper()
	a := l.Has[news.Ref{Source: c.Source, Article: c.Article}]
	if a == nil || c.Start < 0 || c.End > len(a.Doc.Text) || c.Start > c.End {
		t.Errorf("no such place: %+v", c)
	} else if got := desk.Clean(a.Doc.Text[c.Start:c.End]); got != c.Words {
		t.Errorf("%s %d-%d holds %q, not %q", c.Source, c.Start, c.End, got, c.Words)
	}
}
