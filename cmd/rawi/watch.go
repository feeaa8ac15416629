package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"os"
	"strings"
	"time"

	"rawi/charset"
	"rawi/gather/feed"
	"rawi/gather/fetch"
	"rawi/pipeline"
	"rawi/watch"
)

type watchCmd struct {
	Run    watchRunCmd    `cmd:"" default:"withargs" help:"Follow the sources of the library until stopped."`
	Add    watchAddCmd    `cmd:"" help:"Follow feeds, maps of sites, section pages, or the feeds that a site's page names."`
	Import watchImportCmd `cmd:"" help:"Follow all feeds of a list (OPML)."`
	Export watchExportCmd `cmd:"" help:"Print what is followed as a list of feeds (OPML)."`
	List   watchListCmd   `cmd:"" help:"Show what is followed, and how each source does."`
	Stop   watchStopCmd   `cmd:"" help:"Follow a source no more; what it brought stays."`
	Why    watchWhyCmd    `cmd:"" help:"Say what became of a page: taken, waiting, left and why."`
}

// Help shows examples.
func (watchCmd) Help() string { return help("watch") }

// follow is the part of the command line that says how to follow.
type follow struct {
	Workers   int           `default:"8" help:"Pages fetched at a time."`
	Every     time.Duration `default:"5m" help:"Shortest time between two looks at a source."`
	Days      int           `default:"7" help:"Leave pages that a source dates more days back."`
	KeepPages keeping       `help:"Drop the oldest pages as they came, never what was found in them: 90d, 20GB, or 90d,20GB. All are kept without it." placeholder:"POLICY"`
	LogJSON   bool          `name:"log-json" help:"Log as JSON, a line for each thing that happens."`
	Webhook   []string      `help:"Post alerts there: a second independent source, a rising toll, a new story in a saved search." placeholder:"ADDRESS"`
}

// watcher makes a watcher of a library.
func (f follow) watcher(w *world, l *pipeline.Library) (*watch.Watcher, func()) {
	client := fetch.New(fetch.Options{})
	l.Most = mostAnew
	return watch.New(l, client, watch.Options{
		Workers: f.Workers, Shortest: f.Every, Oldest: time.Duration(f.Days) * 24 * time.Hour,
		KeepFor: f.KeepPages.age, KeepBytes: f.KeepPages.bytes, Hooks: f.Webhook, Log: f.logger(w),
	}), client.Close
}

// mostAnew is how many articles a service makes the stories anew of at a time: some 300 MB while it lasts.
const mostAnew = 6000

func (f follow) logger(w *world) *slog.Logger {
	if f.LogJSON {
		return slog.New(slog.NewJSONHandler(w.err, nil))
	}
	return slog.New(slog.NewTextHandler(w.err, nil))
}

type watchRunCmd struct {
	library
	follow
}

// Run follows until the program is stopped.
func (c *watchRunCmd) Run(w *world) error {
	l, err := c.open()
	if err != nil {
		return err
	}
	defer l.Close()
	sources, err := watch.Sources(w.ctx, l)
	if err != nil {
		return err
	}
	if len(sources) == 0 {
		return errors.New("nothing is followed yet; begin with: rawi watch add ADDRESS, or rawi watch import --press")
	}
	x, done := c.watcher(w, l)
	defer done()
	go keepMemory(w.ctx, l)
	fmt.Fprintf(w.err, "rawi: following %d sources into %s (Ctrl-C stops)\n", len(sources), c.DB)
	return x.Run(w.ctx)
}

type watchAddCmd struct {
	Addresses []string `arg:"" name:"address" help:"Of feeds, maps, section pages or sites."`
	library
	Title string   `help:"What the source is called; else what it calls itself."`
	Zone  string   `help:"Where its outlet stands, for times that name no zone: Asia/Riyadh, +03:00." placeholder:"ZONE"`
	Only  []string `help:"Take only pages whose path is like this: /news/*." placeholder:"PATTERN"`
	Never []string `help:"Take no page whose path is like this." placeholder:"PATTERN"`
}

// Run adds sources.
func (c *watchAddCmd) Run(w *world) error {
	l, err := c.open()
	if err != nil {
		return err
	}
	defer l.Close()
	bad := 0
	for _, a := range c.Addresses {
		err := watch.Follow(w.ctx, l, time.Now(), watch.Source{URL: a, Title: c.Title, Zone: c.Zone, Only: strings.Join(c.Only, "\n"), Never: strings.Join(c.Never, "\n")}, nil)
		switch {
		case errors.Is(err, watch.ErrKnown):
			fmt.Fprintf(w.err, "rawi: %s: %v\n", a, err)
		case err != nil:
			fmt.Fprintln(w.err, "rawi:", err)
			bad++
		default:
			fmt.Fprintln(w.out, a)
		}
	}
	return partly(bad, len(c.Addresses))
}

// partly is the error of a command that did part of its work.
func partly(bad, all int) error {
	switch {
	case bad == 0:
		return nil
	case bad == all:
		return errors.New("nothing was done")
	}
	return errPartial
}

type watchImportCmd struct {
	File string `arg:"" optional:"" help:"A list of feeds (OPML), or - for standard input."`
	library
	Press bool `help:"A list of feeds of the Arabic press that ships with the program."`
}

// Run follows all feeds of a list.
func (c *watchImportCmd) Run(w *world) error {
	var raw []byte
	var err error
	switch {
	case c.Press == (c.File != ""):
		return errors.New("give one list: a file, - for standard input, or --press")
	case c.Press:
		raw = watch.Press()
	case c.File == "-":
		raw, err = io.ReadAll(io.LimitReader(w.in, mostOPML))
	default:
		raw, err = os.ReadFile(c.File)
	}
	if err != nil {
		return err
	}
	text, _, err := charset.Decode(raw, true, "")
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	list, err := feed.ReadOPML(text)
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	l, err := c.open()
	if err != nil {
		return err
	}
	defer l.Close()
	added, known, bad := 0, 0, 0
	bar := newProgress(w, "adding sources", len(list))
	defer bar.done()
	for _, s := range list {
		bar.step()
		err := watch.Follow(w.ctx, l, time.Now(), watch.Source{URL: s.URL, Title: s.Title, Home: s.Home, Folder: s.Group}, nil)
		switch {
		case errors.Is(err, watch.ErrKnown):
			known++
		case err != nil:
			fmt.Fprintln(w.err, "rawi:", err)
			bad++
		default:
			added++
		}
	}
	p, err := newPrinter(w)
	if err != nil {
		return err
	}
	if err := p.print("imported.txt", struct{ Added, Known int }{added, known}); err != nil {
		return err
	}
	return partly(bad, len(list))
}

// mostOPML is the largest list that is read from standard input, in bytes.
const mostOPML = 64 << 20

type watchExportCmd struct{ library }

// Run prints the sources as OPML.
func (c *watchExportCmd) Run(w *world) error {
	return c.with(func(l *pipeline.Library) error {
		sources, err := watch.Sources(w.ctx, l)
		if err != nil {
			return err
		}
		return feed.WriteOPML(w.out, "Rawi", watch.Export(sources))
	})
}

type watchListCmd struct {
	library
	format
}

// Run shows the sources.
func (c *watchListCmd) Run(w *world) error {
	return c.with(func(l *pipeline.Library) error {
		sources, err := watch.Sources(w.ctx, l)
		if err != nil {
			return err
		}
		return show(w, c.format, "sources.txt", sources)
	})
}

type watchStopCmd struct {
	Addresses []string `arg:"" name:"address"`
	library
}

// Run follows sources no more.
func (c *watchStopCmd) Run(w *world) error {
	return c.with(func(l *pipeline.Library) error {
		bad := 0
		for _, a := range c.Addresses {
			ok, err := watch.Stop(w.ctx, l, time.Now(), a)
			if err != nil {
				return err
			}
			if !ok {
				fmt.Fprintf(w.err, "rawi: %s is not followed; rawi watch list shows what is\n", a)
				bad++
			}
		}
		return partly(bad, len(c.Addresses))
	})
}

type watchWhyCmd struct {
	Address string `arg:""`
	library
	format
}

// Run says what became of a page.
func (c *watchWhyCmd) Run(w *world) error {
	return c.with(func(l *pipeline.Library) error {
		page, ok, err := watch.Why(w.ctx, l, c.Address)
		if err != nil {
			return err
		}
		if !ok {
			return fmt.Errorf("no source has named %s", c.Address)
		}
		return show(w, c.format, "page.txt", []watch.Page{page})
	})
}

// site is the machine of an address, for people.
func site(address string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return u.Host
	}
	return address
}
