package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"rawi/news"
	"rawi/pipeline"
	"rawi/store"
	"rawi/watch"
)

// library is the part of the command line that says which library.
type library struct {
	DB string `name:"db" default:"rawi.db" help:"The library's file." type:"path" placeholder:"FILE"`
}

// existing opens a library that must be there already.
func (l library) existing() (*pipeline.Library, error) {
	if _, err := os.Stat(l.DB); errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("there is no library %s; make one with: rawi add --db %s PATH", l.DB, l.DB)
	}
	return l.open()
}

// with does something with a library that must be there already.
func (l library) with(do func(*pipeline.Library) error) error {
	p, err := l.existing()
	if err != nil {
		return err
	}
	defer p.Close()
	return do(p)
}

// open opens the library, and makes it where there is none.
func (l library) open() (*pipeline.Library, error) {
	p, err := pipeline.OpenLibrary(l.DB, watch.Part())
	if err == nil {
		p.Version = analysis()
	}
	return p, err
}

type addCmd struct {
	input
	library
}

// Help shows examples.
func (addCmd) Help() string { return help("add") }

// Run adds the input to the library and makes its stories anew.
func (c *addCmd) Run(w *world) error {
	c.writes = []string{c.DB, c.DB + "-wal", c.DB + "-shm"}
	items, err := c.items(w)
	if err != nil {
		return err
	}
	l, err := c.open()
	if err != nil {
		return err
	}
	defer l.Close()
	known, err := l.Repeats(w.ctx)
	if err != nil {
		return err
	}
	if err := c.learn(w, known); err != nil {
		return err
	}
	bad := false
	results := func(yield func(pipeline.Result) bool) {
		bar := newProgress(w, "reading", c.known)
		defer bar.done()
		for r := range pipeline.ReadKnowing(w.ctx, items, known) {
			bar.step()
			w.complain(r)
			bad = bad || r.Err != nil
			if !yield(r) {
				return
			}
		}
	}
	change, err := l.Take(w.ctx, time.Now, results)
	if err != nil {
		return err
	}
	if err := w.ctx.Err(); err != nil {
		return err
	}
	tell := l.Tell
	if l.Ruled() { // what the user says of names may bear on stories of any day
		tell = l.Retell
	}
	if err := w.during("telling the stories", func() error { return tell(w.ctx) }); err != nil {
		return err
	}
	n, err := l.Count(w.ctx)
	if err != nil {
		return err
	}
	p, err := newPrinter(w)
	if err != nil {
		return err
	}
	if err := p.print("added.txt", struct {
		Change store.Change
		Count  store.Counts
		DB     string
	}{change, n, c.DB}); err != nil {
		return err
	}
	if bad {
		return errPartial
	}
	return nil
}

type storyCmd struct {
	Tell      tellCmd      `cmd:"" default:"withargs" help:"Tell a story, or list all."`
	Merge     mergeCmd     `cmd:"" help:"Make events, or stories, one."`
	Split     splitCmd     `cmd:"" help:"Take articles out of an event, or events out of a story."`
	Rename    renameCmd    `cmd:"" help:"Give an event or a story another title."`
	Undo      undoCmd      `cmd:"" help:"Take back what was settled by hand."`
	Decisions decisionsCmd `cmd:"" help:"List what was settled by hand."`
	Retell    retellCmd    `cmd:"" help:"Make all stories of the library anew."`
}

type tellCmd struct {
	ID string `arg:"" name:"id" optional:"" help:"The story, as rawi story without an ID lists them."`
	library
	format
}

// Help shows examples.
func (tellCmd) Help() string { return help("story") }

// Run tells one story, or lists all.
func (c *tellCmd) Run(w *world) error {
	l, err := c.existing()
	if err != nil {
		return err
	}
	defer l.Close()
	p, err := newPrinter(w)
	if err != nil {
		return err
	}
	if c.ID == "" {
		var all []*news.Story
		for s, err := range l.Stories(w.ctx) {
			if err != nil {
				return err
			}
			all = append(all, s)
		}
		articles, err := nameless(w, l, all)
		if err != nil {
			return err
		}
		return printStories(w, p, c.Format, all, articles)
	}
	s, err := l.Story(w.ctx, c.ID)
	if errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("there is no story %q in %s; rawi story lists them", c.ID, c.DB)
	}
	if err != nil {
		return err
	}
	if c.Format == "json" {
		return jsonLines(w.out).Encode(s)
	}
	var articles []*news.Article
	for k, err := range l.StoryArticles(w.ctx, c.ID) {
		if err != nil {
			return err
		}
		articles = append(articles, k.Article)
	}
	return p.print("story.txt", newTelling(s, articles))
}

type searchCmd struct {
	Query []string `arg:"" name:"query" optional:"" help:"Words, \"phrases\", title: quote: speaker: source: outlet: place: story: from:2025-09-01 to:2025-09-30."`
	library
	format
	Relevance bool `help:"The most relevant first, not the newest."`
	Limit     int  `short:"n" default:"20" help:"How many hits to print."`
	saving
}

// Help shows examples.
func (searchCmd) Help() string { return help("search") }

// hit is one line of `rawi search --format json`.
type hit struct {
	news.Ref
	Title   string `json:"title"`
	Outlet  string `json:"outlet"`
	Snippet any    `json:"snippet"`
	Marks   any    `json:"marks"`
}

// Run prints what a query finds, and keeps the query where that is asked for; or lists or drops those that are kept.
func (c *searchCmd) Run(w *world) error {
	l, err := c.existing()
	if err != nil {
		return err
	}
	defer l.Close()
	query := strings.TrimSpace(strings.Join(c.Query, " "))
	switch {
	case query != "" && (c.Saved || c.Drop != ""):
		return errors.New("--saved and --drop take no query")
	case c.Saved:
		return c.list(w, l, c.format)
	case c.Drop != "":
		return c.forget(w, l)
	case query == "":
		return errors.New("give a query, or --saved for the searches that are kept")
	}
	if err := c.print(w, l, query); err != nil || c.Save == "" {
		return err
	}
	return c.keep(w, l, query)
}

// print prints what a query finds.
func (c *searchCmd) print(w *world, l *pipeline.Library, query string) error {
	found, total, err := l.Search(w.ctx, query, 0, c.Limit, c.Relevance)
	if err != nil {
		return err
	}
	if c.Format == "json" {
		e := jsonLines(w.out)
		for _, f := range found {
			marks := f.Marks
			if err := e.Encode(hit{f.Ref, wordsOf(f.Doc.Text, f.Doc.Title), f.Doc.Outlet.Name, f.Snippet, marks}); err != nil {
				return err
			}
		}
		return nil
	}
	p, err := newPrinter(w)
	if err != nil {
		return err
	}
	return p.print("search.txt", struct {
		Found []pipeline.Found
		Total int
	}{found, total})
}

// mostNameless is how many articles are fetched to say who published what rests on a source without a name.
const mostNameless = 200

// nameless are the first articles of those sources of some stories that have no name.
func nameless(w *world, l *pipeline.Library, stories []*news.Story) ([]*news.Article, error) {
	var out []*news.Article
	for _, s := range stories {
		for _, e := range s.Events {
			for _, x := range e.Sources {
				if x.Name != "" || len(x.Articles) == 0 {
					continue
				}
				if len(out) == mostNameless {
					return out, nil
				}
				k, err := l.Find(w.ctx, x.Articles[0])
				switch {
				case err == nil:
					out = append(out, k.Article)
				case !errors.Is(err, store.ErrNotFound):
					return nil, err
				}
			}
		}
	}
	return out, nil
}
