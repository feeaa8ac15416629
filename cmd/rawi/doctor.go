package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"rawi/news"
	"rawi/pipeline"
)

type doctorCmd struct {
	library
	listen
}

// Help shows examples.
func (doctorCmd) Help() string { return help("doctor") }

// Run checks one thing after another and prints what it finds; the error says that something is amiss.
func (c *doctorCmd) Run(w *world) error {
	bad := 0
	say := func(what string, err error) {
		if err != nil {
			bad++
			fmt.Fprintf(w.out, "!! %s: %v\n", what, err)
			return
		}
		fmt.Fprintf(w.out, "ok %s\n", what)
	}
	fmt.Fprintf(w.out, "   rawi %s, %s, %s/%s, %d cores\n", version, runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	start := time.Now()
	say("an article is read", reads())
	fmt.Fprintf(w.out, "   models loaded and one article read in %d ms\n", time.Since(start).Milliseconds())
	dir := filepath.Dir(c.DB)
	say("files can be written in "+dir, writes(dir))
	if _, err := os.Stat(c.DB); err == nil {
		say("the library "+c.DB, c.sound(w.ctx, w))
	} else {
		fmt.Fprintf(w.out, "   no library %s yet\n", c.DB)
	}
	say("pages can be served on "+c.Listen, listens(c.Listen))
	if bad > 0 {
		return fmt.Errorf("%d things are amiss", bad)
	}
	return nil
}

// reads reads an article of one sentence.
func reads() error {
	r := pipeline.Read(news.Item{Source: "doctor", Raw: []byte("\u0642\u0627\u0644 \u0627\u0644\u0648\u0632\u064A\u0631 \u0625\u0646 \u0627\u0644\u0639\u0645\u0644 \u0645\u0633\u062A\u0645\u0631.")}) // "The minister said that work goes on."
	if r.Err != nil {
		return r.Err
	}
	if len(r.Articles) != 1 || len(r.Articles[0].Doc.Quotes) != 1 {
		return errors.New("the statement in it is not found")
	}
	return nil
}

// writes makes a file and takes it away.
func writes(dir string) error {
	f, err := os.CreateTemp(dir, ".rawi-doctor-")
	if err != nil {
		return err
	}
	f.Close()
	return os.Remove(f.Name())
}

// sound opens the library and counts what it holds.
func (c *doctorCmd) sound(ctx context.Context, w *world) error {
	l, err := c.existing()
	if err != nil {
		return err
	}
	defer l.Close()
	var answer string
	if err := l.Reader().QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&answer); err != nil {
		return err
	}
	if answer != "ok" {
		return errors.New(answer)
	}
	n, err := l.Count(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(w.out, "   %d articles of %d outlets, %d stories, %d sources that could not be read\n", n.Articles, n.Outlets, n.Stories, n.Failures)
	return nil
}

// listens takes the address and lets it go.
func listens(address string) error {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	return l.Close()
}
