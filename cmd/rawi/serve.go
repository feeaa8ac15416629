package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"rawi/access"
	"rawi/gather"
	"rawi/news"
	"rawi/pipeline"
	"rawi/sample"
)

// listen is the part of the command line that says where to serve.
type listen struct {
	Listen string `default:"127.0.0.1:8088" help:"Address to serve on; port 0 takes a free one." placeholder:"ADDRESS"`
	Cert   string `help:"Certificate (PEM), to serve over TLS." type:"existingfile" placeholder:"FILE"`
	Key    string `help:"Key of the certificate (PEM)." type:"existingfile" placeholder:"FILE"`
}

// mostMemory is what the program keeps its memory to, in bytes, as far as it can: beyond it garbage is collected more often.
const mostMemory = 360 << 20

// What the program keeps to where the press is followed as well, in bytes. Its parts: the stories of mostAnew articles that are made anew, some 300 MB
// while it lasts, and as much for garbage; blocks of the index (64 MB), what outlets repeat (50 MB, and another while it is read again), what
// articles of the last days begin with (30 MB), pages that are fetched and read; and for each article of the library its part of the indexes in
// memory with their garbage. beside is what of it Go does not count: the pages that SQLite's connections keep, 16 MB each, and the program itself.
const (
	watchingMemory   = 900_000_000
	memoryOfArticle  = 2500
	beside           = 150_000_000
	betweenMeasuring = 15 * time.Second
)

// watchingBound is what the program keeps to with so many articles, in bytes.
func watchingBound(articles int) int64 { return watchingMemory + int64(articles)*memoryOfArticle }

// keepMemory has garbage collected as often as the bound asks for, as the library grows, until ctx is done. GOMEMLIMIT in the environment rules
// instead, where it is set.
func keepMemory(ctx context.Context, l *pipeline.Library) {
	if os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	for {
		if n, _, err := l.Totals(ctx); err == nil {
			debug.SetMemoryLimit(watchingBound(n) - beside)
		}
		select {
		case <-time.After(betweenMeasuring):
		case <-ctx.Done():
			return
		}
	}
}

type serveCmd struct {
	library
	listen
	entry
	follow
	Watch bool `help:"Follow the press as well (rawi watch)."`
}

// Help shows examples.
func (serveCmd) Help() string { return help("serve") }

// Run serves the library until the program is stopped.
func (c *serveCmd) Run(w *world) error {
	gate, err := c.gate(c.Listen)
	if err != nil {
		return err
	}
	open := c.existing
	if c.Watch { // it may begin with nothing
		open = c.open
	}
	l, err := open()
	if err != nil {
		return err
	}
	defer l.Close()
	x, done := c.watcher(w, l)
	defer done()
	if c.Watch {
		go keepMemory(w.ctx, l)
	} else if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(mostMemory)
	}
	h := front{l: l, gate: gate, log: c.logger(w), watch: x}.handler()
	if !c.Watch {
		return serve(w, c.listen, h)
	}
	ctx, stop := context.WithCancel(w.ctx)
	inner := *w
	inner.ctx = ctx
	ended := make(chan error, 1)
	go func() {
		ended <- x.Run(ctx)
		stop() // pages without what fills them would grow old unseen
	}()
	err = serve(&inner, c.listen, h)
	stop()
	return errors.Join(err, <-ended)
}

// serve answers requests at an address until the context ends.
func serve(w *world, at listen, h http.Handler) error {
	if (at.Cert == "") != (at.Key == "") {
		return errors.New("--cert and --key go together")
	}
	ln, err := net.Listen("tcp", at.Listen)
	if err != nil {
		return fmt.Errorf("cannot serve: %w", err)
	}
	s := &http.Server{
		Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
		ErrorLog:    log.New(io.Discard, "", 0), // clients that break off are no news
		BaseContext: func(net.Listener) context.Context { return w.ctx },
	}
	scheme, run := "http", func() error { return s.Serve(ln) }
	if at.Cert != "" {
		scheme, run = "https", func() error { return s.ServeTLS(ln, at.Cert, at.Key) }
	} else if !access.Loopback(at.Listen) {
		fmt.Fprintln(w.err, "rawi: passwords and tokens go unencrypted here; put a proxy with TLS before it, or give --cert and --key")
	}
	fmt.Fprintf(w.err, "\nrawi: open %s://%s in a browser (Ctrl-C stops)\n", scheme, ln.Addr())
	done := make(chan error, 1)
	go func() { done <- run() }()
	select {
	case err := <-done:
		return err
	case <-w.ctx.Done():
		ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
		defer cancel()
		return s.Shutdown(ctx)
	}
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
	stories, err := allStories(w.ctx, l)
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
	return serve(w, c.listen, front{l: l, sample: true}.handler())
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

// allStories are all stories of a library.
func allStories(ctx context.Context, l *pipeline.Library) (out []*news.Story, err error) {
	for s, err := range l.Stories(ctx) {
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}
