package main

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"os"
	"slices"
	"strings"

	"rawi/gather"
	"rawi/news"
	"rawi/page"
	"rawi/pipeline"
	"rawi/text"

	"github.com/mattn/go-isatty"
)

// input is the part of the command line that says what to read.
type input struct {
	Paths []string          `arg:"" name:"path" help:"Files, folders, archives, .jsonl or .json collections, or - for standard input."`
	Field map[string]string `help:"Which field of a collection holds what: title=headline,text=content,date=when,outlet=source,url=link,author=by,id=key." mapsep:"," placeholder:"NAME=FIELD"`
	ID    string            `name:"id" help:"How the records of a collection are named: a template of {stem} (the file's name), {index} (place from 0) and {FIELD}." placeholder:"TEMPLATE"`

	Date string `help:"The day on which texts were published that do not show it, by which they say today and yesterday: 2025-09-03." placeholder:"DAY"`

	writes []string // files that the command writes beside its output
	known  int      // how many items there are, once they were looked at; 0 where it is not known
}

// items are the items of the input, in order.
func (in *input) items(w *world) (iter.Seq[news.Item], error) {
	for name := range in.Field {
		switch name {
		case "id", "url", "title", "text", "html", "date", "outlet", "author":
		default:
			return nil, fmt.Errorf("--field: %q is not a field of an article; there are id, url, title, text, html, date, outlet, author", name)
		}
	}
	items := gather.Items(w.ctx, in.Paths, gather.Options{Fields: in.Field, ID: in.ID, Stdin: w.in, Written: in.written(w)})
	if in.Date == "" {
		return items, nil
	}
	day, err := text.ParseDay(in.Date)
	if err != nil {
		return nil, fmt.Errorf("--date: %q is not a day; write it as 2025-09-03", in.Date)
	}
	return func(yield func(news.Item) bool) {
		for it := range items {
			it.Published = text.Days{From: day, To: day}
			if !yield(it) {
				return
			}
		}
	}, nil
}

// written tells the files that the command itself writes, which may stand in a folder that it reads.
func (in *input) written(w *world) func(fs.FileInfo) bool {
	var out fs.FileInfo
	if f, ok := w.out.(*os.File); ok {
		out, _ = f.Stat()
	}
	return func(info fs.FileInfo) bool {
		if out != nil && os.SameFile(info, out) {
			return true
		}
		return slices.ContainsFunc(in.writes, func(p string) bool {
			own, err := os.Stat(p)
			return err == nil && os.SameFile(info, own)
		})
	}
}

// learn adds to r what the outlets of the input repeat, in a first pass over its files; what standard input holds can be read but once, and
// teaches nothing before it is read.
func (in *input) learn(w *world, r *page.Repeats) error {
	files := *in
	files.Paths = slices.DeleteFunc(slices.Clone(in.Paths), func(p string) bool { return p == "-" })
	items, err := files.items(w)
	if err != nil {
		return err
	}
	bar := newProgress(w, "looking at what outlets repeat", 0)
	defer bar.done()
	pipeline.Learn(w.ctx, func(yield func(news.Item) bool) {
		n := 0
		for it := range items {
			if n++; n > in.known { // the first are gone through twice
				in.known = n
				bar.step()
			}
			if !yield(it) {
				return
			}
		}
	}, r)
	if len(files.Paths) < len(in.Paths) {
		in.known = 0
	}
	return nil
}

// read reads the input on all cores and hands each result on, in order, with a line of progress when it takes longer than a
// second. Items that cannot be read are handed on too; the error is errPartial when there were any.
func (in *input) read(w *world, each func(pipeline.Result) error) error {
	items, err := in.items(w)
	if err != nil {
		return err
	}
	known := page.NewRepeats()
	if err := in.learn(w, known); err != nil {
		return err
	}
	bar := newProgress(w, "reading", in.known)
	defer bar.done()
	bad := false
	for r := range pipeline.ReadKnowing(w.ctx, items, known) {
		bar.step()
		bad = bad || r.Err != nil
		if err := each(r); err != nil {
			return err
		}
	}
	if err := w.ctx.Err(); err != nil {
		return err
	}
	if bad {
		return errPartial
	}
	return nil
}

// articles reads all articles of the input; items that cannot be read are named on the error stream.
func (in *input) articles(w *world) ([]*news.Article, error) {
	var out []*news.Article
	err := in.read(w, func(r pipeline.Result) error {
		out = append(out, r.Articles...)
		w.complain(r)
		return nil
	})
	if err != nil && !errors.Is(err, errPartial) {
		return nil, err
	}
	return out, err
}

// sameFault is how often one fault is named in full; a collection may have it in every record.
const sameFault = 3

// complain names an item that could not be read, in one line.
func (w *world) complain(r pipeline.Result) {
	if r.Err == nil {
		return
	}
	if f := (*gather.Fault)(nil); errors.As(r.Err, &f) {
		if w.faults == nil {
			w.faults = map[string]int{}
		}
		w.faults[f.Err.Error()]++
		switch n := w.faults[f.Err.Error()]; {
		case n == sameFault+1:
			fmt.Fprintln(w.err, "rawi: … and more of the same; they are counted at the end")
			return
		case n > sameFault:
			return
		}
	}
	why := r.Err.Error()
	if !strings.Contains(why, r.Source) { // what gather could not read it names itself
		why = r.Source + ": " + why
	}
	fmt.Fprintln(w.err, "rawi:", why)
}

// countFaults says how many items had a fault that was not named each time.
func (w *world) countFaults() {
	for _, why := range slices.Sorted(maps.Keys(w.faults)) {
		if n := w.faults[why]; n > sameFault {
			fmt.Fprintf(w.err, "rawi: %d in all: %s\n", n, why)
		}
	}
}

func isTerminal(f *os.File) bool { return isatty.IsTerminal(f.Fd()) }
