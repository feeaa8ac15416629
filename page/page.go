// Package page turns bytes into text and tells the parts of a page: which stretch is title, body, caption, credit, and where a
// second article is glued to the first.
//
// The way: bytes to text (package charset); a page of HTML to its visible text, each byte of which knows its place in the
// page (tree.go, visible.go, tags.go, meta.go), and to the element that holds the article (extract.go, assign.go, headline.go); a text to lines
// (lines.go); lines to roles by phrases, stamps, captions, the grammar of credits and their place among the paragraphs (roles.go,
// phrases.go, menus.go, rows.go, captions.go, credit.go, endcredit.go, head.go, among.go, dateline.go); lines to articles (glue.go) and to what is
// known of each: its outlet (own.go), the agencies (wire.go), the names in its credit lines (creditline.go), signs that a machine translated it
// (translated.go), the rest (facts.go, published.go). What an outlet prints under all its articles is learnt from them (repeats.go, own_lines.go).
package page

import (
	"crypto/sha256"
	"errors"
	"fmt"
	stdhash "hash"
	"slices"
	"strings"
	"sync"

	"rawi/arabic/word"
	"rawi/charset"
	"rawi/news"
	"rawi/text"
)

// Read makes the articles of an item, in the order in which they stand in it. Doc.Text, Parts, Title, Outlet, Byline, Wire and,
// as far as mark-up and stamps tell, Published are set. Errors name the source. Bytes that are not UTF-8, in a text that is else, are read
// as U+FFFD: the articles then come with an error that names the first of them.
func Read(it news.Item) ([]*news.Article, error) {
	out, _, err := (*Repeats)(nil).Read(it)
	return out, err
}

// Read is Read for one who knows what outlets repeat: the lines that r knows as those of the item's outlet are furniture. It also returns what
// can be learnt from each article, whether or not r knows it already.
func (r *Repeats) Read(it news.Item) ([]*news.Article, []Trace, error) {
	if it.Err != nil {
		return nil, nil, it.Err // gather has named the source
	}
	src, err := sourceOf(it)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", it.Source, err)
	}
	out, traces, err := r.read(it, src)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", it.Source, err)
	}
	if src.fault != nil {
		return out, traces, fmt.Errorf("%s: %w", it.Source, src.fault)
	}
	return out, traces, nil
}

// source is the text of an item before it is read: of a record, with the fields that stand in it.
type source struct {
	text   string
	html   bool
	prefix int        // bytes of plain text before the mark-up
	view   *text.View // of a record in whose fields references and tags were left: the text as a View of what was given
	title  text.Span
	author text.Span
	fields *news.Fields
	fault  error // of bytes that were read as something else
}

// sourceOf takes the text out of an item.
func sourceOf(it news.Item) (source, error) {
	if it.Fields != nil {
		return ofFields(it.Fields)
	}
	t, enc, err := charset.Decode(it.Raw, it.HTML, it.Charset)
	if err != nil {
		return source{}, err
	}
	return source{text: t, html: it.HTML || looksHTML(t), fault: enc.Fault}, nil
}

// looksHTML says that a text is a page though nothing said so: it begins with a tag that pages begin with.
func looksHTML(s string) bool {
	head := strings.ToLower(strings.TrimLeft(s[:min(len(s), 2048)], " \t\r\n\uFEFF"))
	if !strings.HasPrefix(head, "<") {
		return false
	}
	for _, t := range []string{"<!doctype html", "<html", "<head", "<body", "<div", "<p>", "<p ", "<article", "<table", "<meta", "<title", "<span", "<section"} {
		if strings.Contains(head, t) {
			return true
		}
	}
	return false
}

func (r *Repeats) read(it news.Item, src source) ([]*news.Article, []Trace, error) {
	d := desks.Get().(*desk)
	defer desks.Put(d)
	s, err := lay(src, d)
	if err != nil {
		return nil, nil, err
	}
	s.said = it.Published
	s.markFields(src)
	groups, traces := s.label(it.Source, src.fields, r)
	d.arrange(s.src, groups)
	hash := d.hashOf(s.src)
	page := src.view
	if s.page != nil {
		v := s.page.view // the tree is the desk's
		page = &v
	}
	out := make([]*news.Article, 0, len(groups))
	for n, g := range groups {
		a := &news.Article{Ref: news.Ref{Source: it.Source, Article: n + 1}, Hash: hash}
		a.Doc.Text = s.src
		a.Doc.Parts = s.parts(g)
		a.Page = page
		s.describe(a, g, n == 0, src.fields)
		if p := a.Doc.Published; p != nil {
			traces[n].day = p.From
		}
		out = append(out, a)
	}
	return out, traces, nil
}

// desk is what a source is read on: memory that serves one source after the other, since nothing that is found keeps hold of it.
type desk struct {
	words  word.Text
	tree   tree
	open   []open
	keys   [][2]int
	begins []begins
	lines  []line
	survey survey
	order  []*line
	sum    stdhash.Hash
	block  [4096]byte
}

// hashOf is the SHA-256 of a text, without a copy of the whole of it.
func (d *desk) hashOf(s string) (sum [sha256.Size]byte) {
	d.sum.Reset()
	for len(s) > 0 {
		n := copy(d.block[:], s)
		d.sum.Write(d.block[:n]) // never fails
		s = s[n:]
	}
	d.sum.Sum(sum[:0])
	return sum
}

var desks = sync.Pool{New: func() any { return &desk{sum: sha256.New()} }}

// zeroed is n zeros in the memory of have, which is lost, if they have room there.
func zeroed[T any](have []T, n int) []T {
	have = slices.Grow(have[:0], n)[:n]
	clear(have)
	return have
}

// lay makes the sheet of a source: its text in lines, for a page with the article found by its mark-up.
func lay(src source, d *desk) (*sheet, error) {
	t := &d.words
	if !src.html {
		if err := bounded(src.text); err != nil {
			return nil, err
		}
		t.Read(src.text, text.Span{End: len(src.text)})
		if len(t.Tokens) == 0 {
			return nil, errors.New("it holds no text")
		}
		return d.newSheet(src.text), nil
	}
	var s *sheet
	for _, jsonBody := range []bool{false, true} {
		p := d.grow(src.text, src.prefix, jsonBody)
		if err := bounded(p.view.Text); err != nil {
			return nil, err
		}
		t.Read(p.view.Text, text.Span{End: len(p.view.Text)})
		if len(t.Tokens) == 0 && (jsonBody || p.meta.articleAt.Empty()) {
			return nil, errors.New("the page shows no text")
		}
		if src.fields != nil && src.fields.Title != "" {
			p.meta.titles = slices.Insert(p.meta.titles, 0, src.fields.Title)
		}
		s = d.newSheet(p.view.Text)
		s.page = p
		if v := s.extract(&d.survey); jsonBody || p.meta.articleAt.Empty() || !v.absent() {
			break
		}
	}
	return s, nil
}

// What one text may hold; beyond it, it is refused. Words, marks and lines cost many times their bytes: with MaxPage these keep the memory that reading
// takes below twelve times the size of what is read, or below 500 MB where it consists of nothing but marks and line ends.
const (
	maxTokens = 1 << 22
	maxLines  = 1 << 18
)

// bounded refuses a text with more words, marks and lines than one text may hold. It counts them near enough, without reading them.
func bounded(s string) error {
	if len(s) <= min(maxTokens, maxLines) {
		return nil
	}
	tokens, lines := 0, 0
	inside := false // a word
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '\n':
			lines++
			inside = false
		case c <= ' ':
			inside = false
		case c < 0x80 && !(c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'), c == 0xC2, c == 0xE2, c >= 0xF0,
			c == 0xD8 && i+1 < len(s) && (s[i+1] == 0x8C || s[i+1] == 0x9B || s[i+1] == 0x9F):
			tokens++ // a mark: of ASCII, of Latin-1, of general punctuation, the Arabic comma, semicolon and question mark
			inside = false
		case !inside && (c < 0x80 || c >= 0xC0):
			tokens++
			inside = true
		}
	}
	if tokens > maxTokens || lines > maxLines {
		return fmt.Errorf("too long to be one text: %d words and marks in %d lines; at most %d in %d", tokens, lines+1, maxTokens, maxLines)
	}
	return nil
}

// arrange puts the lines of all articles in the order of the text and lets them tile it.
func (d *desk) arrange(src string, groups [][]line) {
	all := d.order[:0]
	for _, g := range groups {
		for k := range g {
			all = append(all, &g[k])
		}
	}
	d.order = all
	slices.SortFunc(all, func(a, b *line) int { return a.at - b.at })
	tile(src, all)
}
