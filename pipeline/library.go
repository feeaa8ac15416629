package pipeline

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"strings"
	"time"

	"rawi/arabic"
	"rawi/arabic/name"
	"rawi/news"
	"rawi/search"
	"rawi/store"
	"rawi/text"
)

// Library is a file of articles with its index and the stories made of them.
type Library struct {
	*store.Library
	index *search.Index
	path  string
}

// OpenLibrary opens the library at path and makes it where there is none.
func OpenLibrary(path string) (*Library, error) {
	l, err := store.Open(path, store.Part{Name: "search", Files: search.Migration()})
	if err != nil {
		return nil, err
	}
	return &Library{l, search.New(l.Reader()), path}, nil
}

// batch is how many sources are added in one transaction.
const batch = 200

// Take adds what was read, in batches, and notes what could not be read; now is the time to record. It returns what changed.
func (l *Library) Take(ctx context.Context, now func() time.Time, results iter.Seq[Result]) (store.Change, error) {
	var total store.Change
	var entries []store.Entry
	flush := func() error {
		c, err := l.Add(ctx, now(), entries, reindex)
		total.New, total.Other, total.Same = total.New+c.New, total.Other+c.Other, total.Same+c.Same
		entries = entries[:0]
		return err
	}
	for r := range results {
		if r.Err != nil {
			if err := l.Fail(ctx, now(), r.Source, r.Err); err != nil {
				return total, err
			}
		}
		if len(r.Articles) > 0 {
			entries = append(entries, store.Entry{Articles: r.Articles, Raw: r.Raw})
		}
		if len(entries) >= batch {
			if err := flush(); err != nil {
				return total, err
			}
		}
	}
	return total, flush()
}

// reindex keeps the index in step with the articles, in the transaction that changes them.
func reindex(ctx context.Context, tx *sql.Tx, c store.Change) error {
	if err := search.Drop(ctx, tx, c.Gone); err != nil {
		return err
	}
	docs := make([]search.Doc, 0, len(c.Added))
	for _, k := range c.Added {
		docs = append(docs, search.Of(k.ID, k.Article))
	}
	return search.Put(ctx, tx, docs)
}

// The files beside a library in which its user says which names are one's and which are not: FILE.same.tsv and FILE.different.tsv,
// where FILE is the library's. See name.ParseRulings.
const sameFile, differentFile = ".same.tsv", ".different.tsv"

// Rulings reads what the user of the library says of names. A file that is not there says nothing.
func (l *Library) Rulings() (*name.Rulings, error) {
	var text [2]string
	for i, ext := range [...]string{sameFile, differentFile} {
		b, err := os.ReadFile(l.path + ext)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		text[i] = string(b)
	}
	return name.ParseRulings(text[0], text[1]), nil
}

// Ruled says that a file of rulings stands beside the library: its user may have changed it, so that the stories should be told anew.
func (l *Library) Ruled() bool {
	for _, ext := range [...]string{sameFile, differentFile} {
		if _, err := os.Stat(l.path + ext); err == nil {
			return true
		}
	}
	return false
}

// Rule adds a line to what the user says of two names: that they are one's, or that they are not. The latest word holds: the pair
// is taken out of the other file. The stories change when they are told anew.
func (l *Library) Rule(a, b string, same bool) error {
	files := [2]string{l.path + sameFile, l.path + differentFile}
	if !same {
		files[0], files[1] = files[1], files[0]
	}
	for i, file := range files {
		old, err := os.ReadFile(file)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		text := name.Unruled(string(old), a, b)
		if i == 0 {
			if text != "" && !strings.HasSuffix(text, "\n") {
				text += "\n"
			}
			text += strings.Join([]string{a, b}, "\t") + "\n"
		}
		if text == string(old) {
			continue
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// Retell makes the stories of the library anew from all its current articles, with what its user says of names.
func (l *Library) Retell(ctx context.Context) error {
	var all []*news.Article
	for k, err := range l.Articles(ctx) {
		if err != nil {
			return err
		}
		k.Doc.Words = arabic.Words(&k.Doc)
		all = append(all, k.Article)
	}
	rulings, err := l.Rulings()
	if err != nil {
		return err
	}
	return l.SaveStories(ctx, StoriesRuled(all, rulings))
}

// Found is an article that a search found, with the place that shows why.
type Found struct {
	*store.Kept
	Snippet text.Span   // of the article's text
	Marks   []text.Span // of the article's text, inside Snippet
}

// most is how many hits a search counts.
const most = 1000

// Search finds the articles that meet a query, newest first or by relevance: n of them from the from-th (counted from 0), and
// how many there are in all (counted up to a thousand).
func (l *Library) Search(ctx context.Context, query string, from, n int, relevance bool) ([]Found, int, error) {
	hits, err := l.index.Find(ctx, query, search.Options{Limit: most, Relevance: relevance})
	if err != nil {
		return nil, 0, fmt.Errorf("search: %w", err)
	}
	var out []Found
	for i := min(from, len(hits)); i < min(from+n, len(hits)); i++ {
		k, err := l.Article(ctx, hits[i].Article)
		if err != nil {
			return nil, 0, err
		}
		f := Found{Kept: k}
		f.Snippet, f.Marks = Snippet(&k.Doc, query)
		out = append(out, f)
	}
	return out, len(hits), nil
}

// snippetBytes is about how long a snippet is.
const snippetBytes = 360

// Snippet is the place of an article that shows best why a query finds it: the sentence with the most of its words, else the
// first of the body; and what to highlight in it.
func Snippet(d *text.Doc, query string) (at text.Span, marks []text.Span) {
	all := search.Marks(d.Text, query)
	best, most := text.Span{}, 0
	for _, s := range d.Sentences {
		if s == d.Title || d.RoleAt(s.Start) == text.Title {
			continue
		}
		n := 0
		for _, m := range all {
			if s.Contains(m) {
				n++
			}
		}
		if best.Empty() || n > most {
			best, most = s, n
		}
	}
	if best.Len() > snippetBytes {
		best.End = best.Start + snippetBytes
		for best.End < len(d.Text) && d.Text[best.End] != ' ' && d.Text[best.End] != '\n' {
			best.End++
		}
	}
	for _, m := range all {
		if best.Contains(m) {
			marks = append(marks, m)
		}
	}
	return best, marks
}
