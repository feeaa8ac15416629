package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"

	"rawi/desk"
	"rawi/export"
	"rawi/news"
	"rawi/text"
	"rawi/web"
)

type exportCmd struct {
	IDs    []string `arg:"" name:"id" optional:"" help:"Stories; none stands for all (tables only)."`
	Format string   `enum:"jsonl,csv,parquet,site,report,bibtex,csl" default:"jsonl" help:"Tables (jsonl, csv, parquet) and pages (site) go into a folder; report, bibtex and csl into a file."`
	Out    string   `short:"o" help:"The folder or file; bibtex, csl and report without it go to standard output." type:"path" placeholder:"PATH"`
	library
}

// Help shows examples.
func (exportCmd) Help() string { return help("export") }

// Run exports.
func (c *exportCmd) Run(w *world) error {
	l, err := c.existing()
	if err != nil {
		return err
	}
	defer l.Close()
	d := newDesk(l)
	switch f := export.Form(c.Format); f {
	case export.JSONLines, export.CSV, export.Parquet:
		if c.Out == "" {
			return errors.New("say into which folder: --out FOLDER")
		}
		return c.known(export.Tables(w.ctx, d, c.IDs, c.Out, f))
	}
	if len(c.IDs) == 0 {
		return errors.New("say which story; rawi story lists them")
	}
	var stories []*news.Story
	for _, id := range c.IDs {
		s, err := d.Story(w.ctx, id)
		if err != nil {
			return c.known(err)
		}
		stories = append(stories, s)
	}
	pages := web.New(d, web.Options{})
	switch c.Format {
	case "site":
		return c.sites(w, pages, stories)
	case "report":
		return c.reports(w, pages, stories)
	}
	return c.bibliography(w, d, stories)
}

// known says plainly that a story is not there.
func (c *exportCmd) known(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no such story in %s; rawi story lists them", c.DB)
	}
	return err
}

// sites writes a folder for each story; one alone goes into the folder itself.
func (c *exportCmd) sites(w *world, pages http.Handler, stories []*news.Story) error {
	if c.Out == "" {
		return errors.New("say into which folder: --out FOLDER")
	}
	for _, s := range stories {
		dir := c.Out
		if len(stories) > 1 {
			dir = filepath.Join(c.Out, desk.Segment(s.ID))
		}
		if err := export.Site(w.ctx, pages, s, dir, w.lang()); err != nil {
			return err
		}
		fmt.Fprintln(w.err, filepath.Join(dir, "index.html"))
	}
	return nil
}

func (c *exportCmd) reports(w *world, pages http.Handler, stories []*news.Story) error {
	if len(stories) > 1 {
		return errors.New("a report tells one story")
	}
	b, err := export.Report(w.ctx, pages, stories[0], w.lang())
	if err != nil {
		return err
	}
	return c.put(w, b)
}

func (c *exportCmd) bibliography(w *world, d *desk.Desk, stories []*news.Story) error {
	var cites []desk.Citation
	for _, s := range stories {
		articles, err := d.Articles(w.ctx, s.Articles)
		if err != nil {
			return err
		}
		for _, r := range s.Articles {
			if a := articles[r]; a != nil {
				cites = append(cites, desk.Cite(a, text.Span{}))
			}
		}
	}
	if c.Format == "csl" {
		b, err := export.CSL(cites)
		if err != nil {
			return err
		}
		return c.put(w, append(b, '\n'))
	}
	return c.put(w, []byte(export.BibTeX(cites)))
}

// put writes to the file that was asked for, else to standard output.
func (c *exportCmd) put(w *world, b []byte) error {
	if c.Out == "" {
		_, err := w.out.Write(b)
		return err
	}
	return os.WriteFile(c.Out, b, 0o644)
}
