package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"rawi/gather"
	"rawi/news"
	"rawi/pipeline"
	"rawi/sample"
	"rawi/store"
	"rawi/web"
)

// listen is the part of the command line that says where to serve.
type listen struct {
	Listen string `default:"127.0.0.1:8088" help:"Address to serve on; port 0 takes a free one." placeholder:"ADDRESS"`
}

type serveCmd struct {
	library
	listen
	follow
	Watch bool `help:"Follow the press as well (rawi watch)."`
}

// Help shows examples.
func (serveCmd) Help() string { return help("serve") }

// Run serves the library until the program is stopped.
func (c *serveCmd) Run(w *world) error {
	l, err := c.existing()
	if err != nil {
		return err
	}
	defer l.Close()
	pages := web.New(shelf{l}, web.Options{Search: shelf{l}.search, Log: c.logger(w)})
	x, done := c.watcher(w, l)
	defer done()
	pages = watched(pages, l, x)
	if !c.Watch {
		return serve(w, c.Listen, pages)
	}
	ctx, stop := context.WithCancel(w.ctx)
	inner := *w
	inner.ctx = ctx
	ended := make(chan error, 1)
	go func() {
		ended <- x.Run(ctx)
		stop() // pages without what fills them would grow old unseen
	}()
	err = serve(&inner, c.Listen, pages)
	stop()
	return errors.Join(err, <-ended)
}

// serve answers requests at an address until the context ends.
func serve(w *world, address string, h http.Handler) error {
	ln, err := net.Listen("tcp", address)
	if err != nil {
		return fmt.Errorf("cannot serve: %w", err)
	}
	s := &http.Server{
		Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute,
		BaseContext: func(net.Listener) context.Context { return w.ctx },
	}
	fmt.Fprintf(w.err, "\nrawi: open http://%s in a browser (Ctrl-C stops)\n", ln.Addr())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ln) }()
	select {
	case err := <-done:
		return err
	case <-w.ctx.Done():
		ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
		defer cancel()
		return s.Shutdown(ctx)
	}
}

// shelf is a library as the pages see it.
type shelf struct{ *pipeline.Library }

// gone makes what the library does not hold what the pages expect for it.
func gone(err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("%w (%w)", fs.ErrNotExist, err)
	}
	return err
}

// Stories are all stories of the library.
func (s shelf) Stories(ctx context.Context) (out []*news.Story, err error) {
	for x, err := range s.Library.Stories(ctx) {
		if err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, nil
}

// Story is the story of an ID.
func (s shelf) Story(ctx context.Context, id string) (*news.Story, error) {
	x, err := s.Library.Story(ctx, id)
	return x, gone(err)
}

// Article is the article of a reference.
func (s shelf) Article(ctx context.Context, r news.Ref) (*news.Article, error) {
	k, err := s.Find(ctx, r)
	if err != nil {
		return nil, gone(err)
	}
	return k.Article, nil
}

// StoryOf is the story that an article belongs to.
func (s shelf) StoryOf(ctx context.Context, r news.Ref) (*news.Story, error) {
	k, err := s.Find(ctx, r)
	if err != nil {
		return nil, gone(err)
	}
	ids, err := s.StoriesOf(ctx, k.ID)
	if err != nil {
		return nil, err
	}
	if len(ids) == 0 {
		return nil, fs.ErrNotExist
	}
	return s.Story(ctx, ids[0])
}

// search finds articles for the search page.
func (s shelf) search(ctx context.Context, query string, from, n int) (web.Results, error) {
	found, total, err := s.Search(ctx, query, from, n, false)
	if err != nil {
		return web.Results{}, err
	}
	out := web.Results{Total: total}
	for _, f := range found {
		h := web.Hit{Ref: f.Ref, Title: f.Doc.Title.Of(f.Doc.Text), Outlet: f.Doc.Outlet.Name, At: f.Snippet, Snippet: f.Snippet.Of(f.Doc.Text)}
		if p := f.Doc.Published; p != nil {
			h.Published = p.Days
		}
		for _, m := range f.Marks {
			m.Start, m.End = m.Start-f.Snippet.Start, m.End-f.Snippet.Start
			h.Marks = append(h.Marks, m)
		}
		out.Hits = append(out.Hits, h)
	}
	return out, nil
}

type demoCmd struct {
	listen
	Print bool `help:"Print the stories and stop; do not serve them."`
}

// Help shows examples.
func (demoCmd) Help() string { return help("demo") }

// Run reads the sample set into a library of its own, prints its stories and serves them.
func (c *demoCmd) Run(w *world) error {
	l, done, err := sampleLibrary(w)
	if err != nil {
		return err
	}
	defer done()
	stories, err := shelf{l}.Stories(w.ctx)
	if err != nil {
		return err
	}
	p, err := newPrinter(w)
	if err != nil {
		return err
	}
	for _, s := range stories {
		if len(s.Articles) < 2 {
			continue
		}
		var articles []*news.Article
		for k, err := range l.StoryArticles(w.ctx, s.ID) {
			if err != nil {
				return err
			}
			articles = append(articles, k.Article)
		}
		if err := p.print("story.txt", newTelling(s, articles)); err != nil {
			return err
		}
	}
	if c.Print {
		return nil
	}
	return serve(w, c.Listen, web.New(shelf{l}, web.Options{Search: shelf{l}.search, Sample: true}))
}

// sampleLibrary makes a library of the sample set in a folder that done removes.
func sampleLibrary(w *world) (l *pipeline.Library, done func(), err error) {
	dir, err := os.MkdirTemp("", "rawi-demo-")
	if err != nil {
		return nil, nil, err
	}
	done = func() {
		if l != nil {
			l.Close()
		}
		os.RemoveAll(dir)
	}
	pages := filepath.Join(dir, "sample")
	if err := os.CopyFS(pages, sample.Files()); err != nil {
		done()
		return nil, nil, err
	}
	if l, err = pipeline.OpenLibrary(filepath.Join(dir, "demo.db")); err != nil {
		done()
		return nil, nil, err
	}
	items := func(yield func(news.Item) bool) {
		for it := range gather.Items(w.ctx, []string{pages}, gather.Options{}) {
			it.Source = strings.TrimPrefix(it.Source, pages+string(filepath.Separator)) // as the pages are named in the program
			if !yield(it) {
				return
			}
		}
	}
	if _, err = l.Take(w.ctx, time.Now, pipeline.ReadAll(w.ctx, items)); err == nil {
		err = l.Retell(w.ctx)
	}
	if err != nil {
		done()
		return nil, nil, err
	}
	return l, done, nil
}
