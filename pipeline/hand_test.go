package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"rawi/gather"
	"rawi/news"
	"rawi/pipeline"
	"rawi/sample"
	"rawi/store"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// hand is an editor's.
var hand = pipeline.Hand{By: "editor", At: noon}

// sampleItems are the pages of the sample set.
func sampleItems(t *testing.T) []news.Item {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, sample.Files()); err != nil {
		t.Fatal(err)
	}
	var out []news.Item
	for it := range gather.Items(context.Background(), []string{dir}, gather.Options{}) {
		it.Source = strings.TrimPrefix(it.Source, dir+string(filepath.Separator))
		out = append(out, it)
	}
	return out
}

// open opens an empty library.
func open(t *testing.T) *pipeline.Library {
	t.Helper()
	l, err := pipeline.OpenLibrary(filepath.Join(t.TempDir(), "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// add reads items into a library and brings its stories up to date.
func add(t *testing.T, l *pipeline.Library, items ...news.Item) {
	t.Helper()
	ctx := context.Background()
	results := pipeline.ReadAll(ctx, slices.Values(items))
	if _, err := l.Take(ctx, func() time.Time { return noon }, results); err != nil {
		t.Fatal(err)
	}
	if err := l.Tell(ctx); err != nil {
		t.Fatal(err)
	}
}

// told are the stories of a library.
func told(t *testing.T, l *pipeline.Library) (out []*news.Story) {
	t.Helper()
	for s, err := range l.Stories(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	return out
}

// names are the IDs of the groups in which the articles of a library stand, with the events' titles.
func names(t *testing.T, l *pipeline.Library) map[news.Ref][3]string {
	t.Helper()
	out := map[news.Ref][3]string{}
	for _, s := range told(t, l) {
		for _, e := range s.Events {
			for _, r := range e.Articles {
				if _, ok := out[r]; ok {
					t.Errorf("%s is told twice", r.Source)
				}
				out[r] = [3]string{s.ID, e.ID, e.Title}
			}
		}
	}
	return out
}

// largest is the story with most events, and its events.
func largest(t *testing.T, l *pipeline.Library) *news.Story {
	t.Helper()
	var best *news.Story
	for _, s := range told(t, l) {
		if best == nil || len(s.Events) > len(best.Events) {
			best = s
		}
	}
	if len(best.Events) < 2 {
		t.Fatal("no story of several events")
	}
	return best
}

// TestByHand: what an editor settles is there at once, is there when all is told anew, and is gone when it is taken back.
func TestByHand(t *testing.T) {
	ctx := context.Background()
	l := open(t)
	add(t, l, sampleItems(t)...)
	first := names(t, l)
	s := largest(t, l)
	a, b := s.Events[0], s.Events[1]
	var other *news.Story
	for _, x := range told(t, l) {
		if x.ID != s.ID {
			other = x
		}
	}
	for _, c := range []struct {
		name  string
		do    func() (news.Decision, error)
		holds func(map[news.Ref][3]string) error
	}{
		{"merge of events", func() (news.Decision, error) { return l.Merge(ctx, hand, a.ID, b.ID) }, func(n map[news.Ref][3]string) error {
			if x, y := n[a.Articles[0]], n[b.Articles[0]]; x[1] != y[1] {
				return fmt.Errorf("%v and %v", x, y)
			}
			return nil
		}},
		{"merge of stories", func() (news.Decision, error) { return l.Merge(ctx, hand, s.ID, other.ID) }, func(n map[news.Ref][3]string) error {
			if x, y := n[a.Articles[0]], n[other.Articles[0]]; x[0] != y[0] || x[1] == y[1] {
				return fmt.Errorf("%v and %v", x, y)
			}
			return nil
		}},
		{"split of a story", func() (news.Decision, error) { return l.Split(ctx, hand, s.ID, a.Articles...) }, func(n map[news.Ref][3]string) error {
			if x, y := n[a.Articles[0]], n[b.Articles[0]]; x[0] == y[0] {
				return fmt.Errorf("%v and %v", x, y)
			}
			return nil
		}},
		{"split of an event", func() (news.Decision, error) { return l.Split(ctx, hand, a.ID, a.Articles[0]) }, func(n map[news.Ref][3]string) error {
			if x, y := n[a.Articles[0]], n[a.Articles[1]]; x[1] == y[1] {
				return fmt.Errorf("%v and %v", x, y)
			}
			return nil
		}},
		{"a title", func() (news.Decision, error) { return l.Rename(ctx, hand, a.ID, " my \n title ") }, func(n map[news.Ref][3]string) error {
			if x := n[a.Articles[0]]; x[2] != "my title" {
				return fmt.Errorf("%v", x)
			}
			return nil
		}},
	} {
		d, err := c.do()
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		now := names(t, l)
		if err := c.holds(now); err != nil || len(now) != len(first) {
			t.Errorf("%s: at once: %v, %d articles of %d", c.name, err, len(now), len(first))
		}
		if err := l.Retell(ctx); err != nil {
			t.Fatal(err)
		}
		again := names(t, l)
		if err := c.holds(again); err != nil || len(again) != len(first) {
			t.Errorf("%s: told anew: %v, %d articles of %d", c.name, err, len(again), len(first))
		}
		all, err := l.Decisions(ctx)
		if err != nil || len(all) != 1 || all[0].ID != d.ID || all[0].By != "editor" || !all[0].At.Equal(noon) {
			t.Errorf("%s: decisions %+v, %v", c.name, all, err)
		}
		for _, id := range []string{s.ID, other.ID} {
			if _, err := l.Story(ctx, id); err != nil {
				t.Errorf("%s: %s leads nowhere: %v", c.name, id, err)
			}
		}
		for _, id := range []string{a.ID, b.ID} {
			if _, err := l.StoryOfEvent(ctx, id); err != nil {
				t.Errorf("%s: %s leads nowhere: %v", c.name, id, err)
			}
		}
		if err := l.Undo(ctx, d.ID); err != nil {
			t.Fatal(err)
		}
		if back := names(t, l); !reflect.DeepEqual(back, first) {
			t.Errorf("%s: taken back: %v, before %v", c.name, back, first)
		}
	}
}

// TestByHandWrong: what does not fit together changes nothing.
func TestByHandWrong(t *testing.T) {
	ctx := context.Background()
	l := open(t)
	add(t, l, sampleItems(t)...)
	s := largest(t, l)
	e := s.Events[0]
	before := names(t, l)
	for name, do := range map[string]func() error{
		"one event":               func() error { _, err := l.Merge(ctx, hand, e.ID, e.ID); return err },
		"an event and a story":    func() error { _, err := l.Merge(ctx, hand, e.ID, s.ID); return err },
		"all of an event":         func() error { _, err := l.Split(ctx, hand, e.ID, e.Articles...); return err },
		"nothing":                 func() error { _, err := l.Split(ctx, hand, e.ID); return err },
		"an article of elsewhere": func() error { _, err := l.Split(ctx, hand, e.ID, news.Ref{Source: "x", Article: 1}); return err },
		"no words":                func() error { _, err := l.Rename(ctx, hand, e.ID, " \n"); return err },
		"a decision that is none": func() error { return l.Undo(ctx, 77) },
		"an event that is none":   func() error { _, err := l.Merge(ctx, hand, "e0", e.ID); return err },
		"a story that is none":    func() error { _, err := l.Rename(ctx, hand, "s0", "x"); return err },
	} {
		if err := do(); !errors.Is(err, pipeline.ErrDecision) && !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if !reflect.DeepEqual(names(t, l), before) {
		t.Error("something changed")
	}
}
