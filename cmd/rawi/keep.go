package main

import (
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"rawi/pipeline"
	"rawi/store"
)

// keepCmd is what is done with a library as a whole.
type keepCmd struct {
	Check   checkCmd   `cmd:"" help:"Look whether everything in the library is as it must be."`
	Compact compactCmd `cmd:"" help:"Give the room that is not used back to the disk, and make the index one piece."`
	Backup  backupCmd  `cmd:"" help:"Write a copy of the library, while others use it."`
	Prune   pruneCmd   `cmd:"" help:"Drop the oldest pages as they came, to save room; texts and what was found in them stay."`
	Stats   statsCmd   `cmd:"" help:"Say what the library holds and the room that it takes."`
}

// analysis names the program that reads articles, so that another knows what to read again: its release or, between releases, the
// revision of its sources.
func analysis() string {
	if version != "dev" {
		return version
	}
	revision, modified := "", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			switch {
			case s.Key == "vcs.revision":
				revision = s.Value[:min(12, len(s.Value))]
			case s.Key == "vcs.modified" && s.Value == "true":
				modified = "+"
			}
		}
	}
	return "dev " + revision + modified
}

type checkCmd struct {
	library
	format
	Mend bool `help:"Make the index anew where it is not as it must be."`
}

// Help shows examples.
func (checkCmd) Help() string { return help("library") }

// Run checks a library; exit status 1 says that something is wrong.
func (c *checkCmd) Run(w *world) error {
	l, err := c.existing()
	if err != nil {
		return err
	}
	defer l.Close()
	problems, err := check(w, l)
	if err == nil && len(problems) > 0 && c.Mend {
		if err = l.Reindex(w.ctx); err == nil {
			problems, err = check(w, l)
		}
	}
	if err != nil {
		return err
	}
	if c.Format == "json" {
		e := jsonLines(w.out)
		for _, p := range problems {
			if err := e.Encode(p); err != nil {
				return err
			}
		}
	} else {
		p, err := newPrinter(w)
		if err != nil {
			return err
		}
		n, err := l.Count(w.ctx)
		if err != nil {
			return err
		}
		if err := p.print("check.txt", struct {
			Problems []store.Problem
			DB       string
			Count    store.Counts
		}{problems, c.DB, n}); err != nil {
			return err
		}
	}
	if len(problems) > 0 {
		return errUnsound
	}
	return nil
}

// errUnsound is returned by a check that has told what it found.
var errUnsound = errors.New("the library is not as it must be")

// mostProblems is how many problems are told: a damaged file may have one for each article.
const mostProblems = 200

func check(w *world, l *pipeline.Library) ([]store.Problem, error) {
	var out []store.Problem
	err := l.Check(w.ctx, func(p store.Problem) {
		if len(out) < mostProblems {
			out = append(out, p)
		}
	})
	return out, err
}

type compactCmd struct{ library }

// Run compacts a library.
func (c *compactCmd) Run(w *world) error {
	l, err := c.existing()
	if err != nil {
		return err
	}
	defer l.Close()
	return l.Compact(w.ctx)
}

type backupCmd struct {
	To string `arg:"" name:"file" help:"The copy, which must not be there yet." type:"path"`
	library
}

// Run copies a library.
func (c *backupCmd) Run(w *world) error {
	l, err := c.existing()
	if err != nil {
		return err
	}
	defer l.Close()
	return l.Backup(w.ctx, c.To)
}

type statsCmd struct {
	library
	format
}

// Run prints figures of a library.
func (c *statsCmd) Run(w *world) error {
	l, err := c.existing()
	if err != nil {
		return err
	}
	defer l.Close()
	s, err := l.Stats(w.ctx)
	if err != nil {
		return err
	}
	if c.Format == "json" {
		return jsonLines(w.out).Encode(s)
	}
	p, err := newPrinter(w)
	if err != nil {
		return err
	}
	return p.print("stats.txt", s)
}

type rereadCmd struct {
	library
	All bool `help:"Read everything again, not only what another version of the program has read."`
}

// Help shows examples.
func (rereadCmd) Help() string { return help("reread") }

// Run reads the pages of a library again and makes its stories anew.
func (c *rereadCmd) Run(w *world) error {
	l, err := c.existing()
	if err != nil {
		return err
	}
	defer l.Close()
	if c.All {
		if err := l.Forget(w.ctx); err != nil {
			return err
		}
	}
	all, err := l.OutdatedCount(w.ctx, l.Version)
	if err != nil {
		return err
	}
	bar := newProgress(w, "reading again", all)
	done, err := l.Reread(w.ctx, time.Now, func(r pipeline.Rereading) { bar.to(r.Articles + r.Failed) })
	bar.done()
	if err != nil {
		return fmt.Errorf("%w; what was read again is kept, and the same command goes on from there", err)
	}
	if done.Sources > 0 {
		if err := w.during("telling the stories", func() error { return l.Retell(w.ctx) }); err != nil {
			return err
		}
	}
	p, err := newPrinter(w)
	if err != nil {
		return err
	}
	return p.print("reread.txt", done)
}
