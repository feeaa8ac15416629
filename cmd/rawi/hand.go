package main

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"rawi/news"
	"rawi/pipeline"
	"rawi/store"
)

// hand is the part of the command line that says who settles something by hand.
type hand struct {
	By string `help:"Who decides; it is recorded." placeholder:"NAME"`
	library
}

// decide opens the library, does something with it and prints the decision.
func (h hand) decide(w *world, do func(*pipeline.Library, pipeline.Hand) (news.Decision, error)) error {
	l, err := h.existing()
	if err != nil {
		return err
	}
	defer l.Close()
	d, err := do(l, pipeline.Hand{By: h.By, At: time.Now().UTC().Truncate(time.Second)})
	if err != nil {
		return plainly(err, h.DB)
	}
	return printDecisions(w, []news.Decision{d})
}

// plainly says which event or story there is none of.
func plainly(err error, db string) error {
	if errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("%w; rawi story --format json --db %s lists the stories with their events", err, db)
	}
	return err
}

// printDecisions prints decisions, a line each.
func printDecisions(w *world, all []news.Decision) error {
	p, err := newPrinter(w)
	if err != nil {
		return err
	}
	return p.print("decisions.txt", all)
}

type mergeCmd struct {
	IDs []string `arg:"" name:"id" help:"Events (e…), or stories (s…)."`
	hand
}

// Help shows examples.
func (mergeCmd) Help() string { return help("hand") }

// Run makes events or stories one.
func (c *mergeCmd) Run(w *world) error {
	return c.decide(w, func(l *pipeline.Library, h pipeline.Hand) (news.Decision, error) { return l.Merge(w.ctx, h, c.IDs...) })
}

type splitCmd struct {
	ID  string   `arg:"" name:"id" help:"The event (e…) or story (s…) that is parted."`
	Out []string `arg:"" name:"out" help:"What is taken out: articles, by their source or the last part of it (a second article of a source: SOURCE/2), or of a story also its events (e…)."`
	hand
}

// Help shows examples.
func (splitCmd) Help() string { return help("hand") }

// Run takes articles out of an event or a story.
func (c *splitCmd) Run(w *world) error {
	return c.decide(w, func(l *pipeline.Library, h pipeline.Hand) (news.Decision, error) {
		var s *news.Story
		var err error
		if strings.HasPrefix(c.ID, "e") {
			s, err = l.StoryOfEvent(w.ctx, c.ID)
		} else {
			s, err = l.Story(w.ctx, c.ID)
		}
		if err != nil {
			return news.Decision{}, err
		}
		var out []news.Ref
		for _, name := range c.Out {
			refs, err := pick(s, name)
			if err != nil {
				return news.Decision{}, err
			}
			out = append(out, refs...)
		}
		return l.Split(w.ctx, h, c.ID, out...)
	})
}

// pick is the articles of a story that a name means: those of an event, or the one article of that source.
func pick(s *news.Story, name string) ([]news.Ref, error) {
	if k := slices.IndexFunc(s.Events, func(e *news.Event) bool { return e.ID == name }); k >= 0 {
		return s.Events[k].Articles, nil
	}
	var found []news.Ref
	for _, r := range s.Articles {
		full := r.Source
		if r.Article > 1 {
			full = fmt.Sprintf("%s/%d", r.Source, r.Article)
		}
		if full == name {
			return []news.Ref{r}, nil
		}
		if path.Base(strings.ReplaceAll(r.Source, "\\", "/"))+strings.TrimPrefix(full, r.Source) == name {
			found = append(found, r)
		}
	}
	switch len(found) {
	case 0:
		return nil, fmt.Errorf("story %s has no event and no article %q", s.ID, name)
	case 1:
		return found, nil
	}
	return nil, fmt.Errorf("several articles of story %s are called %q; give the whole source", s.ID, name)
}

type renameCmd struct {
	ID    string   `arg:"" name:"id" help:"The event (e…) or story (s…)."`
	Title []string `arg:"" name:"title" help:"Its title from now on."`
	hand
}

// Help shows examples.
func (renameCmd) Help() string { return help("hand") }

// Run gives an event or a story a title.
func (c *renameCmd) Run(w *world) error {
	return c.decide(w, func(l *pipeline.Library, h pipeline.Hand) (news.Decision, error) {
		return l.Rename(w.ctx, h, c.ID, strings.Join(c.Title, " "))
	})
}

type undoCmd struct {
	Decision int64 `arg:"" name:"decision" help:"Its number, as rawi story decisions lists it."`
	library
}

// Help shows examples.
func (undoCmd) Help() string { return help("hand") }

// Run takes a decision back.
func (c *undoCmd) Run(w *world) error {
	l, err := c.existing()
	if err != nil {
		return err
	}
	defer l.Close()
	return l.Undo(w.ctx, c.Decision)
}

type decisionsCmd struct {
	library
	format
}

// Help shows examples.
func (decisionsCmd) Help() string { return help("hand") }

// Run lists what was settled by hand.
func (c *decisionsCmd) Run(w *world) error {
	l, err := c.existing()
	if err != nil {
		return err
	}
	defer l.Close()
	all, err := l.Decisions(w.ctx)
	if err != nil {
		return err
	}
	if c.Format != "json" {
		return printDecisions(w, all)
	}
	e := jsonLines(w.out)
	for _, d := range all {
		if err := e.Encode(d); err != nil {
			return err
		}
	}
	return nil
}

type retellCmd struct{ library }

// Help shows examples.
func (retellCmd) Help() string { return help("hand") }

// Run makes all stories anew.
func (c *retellCmd) Run(w *world) error {
	l, err := c.existing()
	if err != nil {
		return err
	}
	defer l.Close()
	return w.during("telling the stories", func() error { return l.Retell(w.ctx) })
}
