// Package gather finds what there is to read: files, folders, archives, collections of records in JSON, standard input.
//
// Everything is read as a stream: one item is held at a time, whatever the size of the folder, the archive or the array it stands
// in, and an item larger than a limit is refused without being held. A thing that cannot be read becomes an item with an error
// in its place, and the rest goes on.
package gather

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"maps"
	"slices"
	"strings"

	"rawi/news"
)

// DefaultMax is the largest item, in bytes, that is read where Options gives no other limit: a page, or one record of a collection.
const DefaultMax = 64 << 20

// Options says how to read.
type Options struct {
	// Fields gives, for our name of a field, the name that the records use: "title" -> "headline". Our names are id, url, title,
	// text, html, date, outlet, author; a field that is not named here, or that a record lacks, is read under our name.
	Fields map[string]string
	// ID names the records of a collection. It is the name of a field, or a template in which {name} stands for the field of that
	// name, {stem} for the file's name without its extension, {index} for the record's line or place counted from 0. Where it is
	// empty, or a record lacks one of its fields, the record is named by its id, else its url, else its line or place.
	ID string
	// Stdin is what "-" reads.
	Stdin io.Reader
	// MaxBytes is the largest item in bytes, unpacked; 0 for DefaultMax.
	MaxBytes int64
	// Written says that a file is one that this very run writes, its output or its library: met in a folder, such a file is passed over,
	// or the run would feed on itself. nil when there is none.
	Written func(fs.FileInfo) bool
}

// ours are the fields of a record, by the names of the output contract.
var ours = [...]string{"id", "url", "title", "text", "html", "date", "outlet", "author"}

// Check says what is wrong with the options, so that a command can refuse them before it reads anything.
func (o Options) Check() error {
	for _, name := range slices.Sorted(maps.Keys(o.Fields)) {
		if !slices.Contains(ours[:], name) {
			return fmt.Errorf("no field is named %q; the fields are %s", name, strings.Join(ours[:], ", "))
		}
		if o.Fields[name] == "" {
			return fmt.Errorf("field %q: the name that the records use for it is missing", name)
		}
	}
	if o.MaxBytes < 0 {
		return fmt.Errorf("a limit of %d bytes an item", o.MaxBytes)
	}
	_, err := parseTemplate(o.ID)
	return err
}

// Fault is the error of an item: which source, where in it, and what is wrong. Its text is one line.
type Fault struct {
	Source string // the file, member or "-"
	Place  string // "line 4", "byte 1024"; "" when it is the source as a whole
	Err    error
}

// Error names the source, the place and what is wrong.
func (f *Fault) Error() string {
	if f.Place == "" {
		return f.Source + ": " + f.Err.Error()
	}
	return f.Source + ": " + f.Place + ": " + f.Err.Error()
}

// Unwrap is what is wrong.
func (f *Fault) Unwrap() error { return f.Err }

// Items yields what the arguments name, in their order: files, folders (walked in the order of names; hidden files are passed
// over), archives, and "-" for standard input. What cannot be read is yielded with a *Fault in its Err. It ends early when ctx
// is done. Options that Check refuses make one item with the reason.
func Items(ctx context.Context, args []string, opt Options) iter.Seq[news.Item] {
	return func(yield func(news.Item) bool) {
		id, err := parseTemplate(opt.ID)
		if err == nil {
			err = opt.Check()
		}
		if err != nil {
			yield(news.Item{Source: strings.Join(args, " "), Err: err})
			return
		}
		g := &gathering{ctx: ctx, opt: opt, id: id, max: opt.MaxBytes, yield: yield}
		if g.max == 0 {
			g.max = DefaultMax
		}
		for _, a := range args {
			if g.over() {
				return
			}
			g.argument(a)
		}
	}
}

// gathering is one run of Items.
type gathering struct {
	ctx     context.Context
	opt     Options
	id      template
	max     int64
	yield   func(news.Item) bool
	stopped bool // yield said that no more is wanted
	count   int  // items yielded, faults among them
	stdin   bool // standard input has been read
}

// over says that nothing more is wanted.
func (g *gathering) over() bool { return g.stopped || g.ctx.Err() != nil }

// emit yields an item.
func (g *gathering) emit(it news.Item) {
	if g.over() {
		return
	}
	g.count++
	g.stopped = !g.yield(it)
}

// fault yields an item that could not be read.
func (g *gathering) fault(source, place string, err error) {
	g.recordFault(source, source, place, err)
}

// recordFault yields a record that could not be read: source is the record's, file where it stands.
func (g *gathering) recordFault(source, file, place string, err error) {
	g.emit(news.Item{Source: source, Err: &Fault{Source: file, Place: place, Err: plain(err)}})
}

// argument reads one argument. Each yields at least one item, if only the fault that there is none.
func (g *gathering) argument(a string) {
	before := g.count
	switch {
	case a == "":
		g.fault(`""`, "", errors.New("an empty name"))
	case a == "-":
		if g.opt.Stdin == nil || g.stdin {
			g.fault(a, "", errors.New("standard input has been read already, or there is none"))
			return
		}
		g.stdin = true
		g.read(entry{name: a, size: -1, named: true, r: g.opt.Stdin})
	case strings.HasPrefix(a, "http://") || strings.HasPrefix(a, "https://"):
		g.fault(a, "", errors.New("addresses are not fetched; save the page and give the file"))
	default:
		g.path(a, true, nil)
	}
	if g.count == before {
		g.fault(clean(a), "", errors.New("nothing in it can be read"))
	}
}
