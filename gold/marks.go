package gold

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rawi/text"
)

//go:embed articles stories.json
var marked embed.FS

// Marks is what a reader marked in one sample page, as words: nobody counts offsets. Resolve turns them into a Doc.
type Marks struct {
	ID        string `json:"id"`
	File      string `json:"file"`   // in the sample set
	Record    string `json:"record"` // of a collection
	Published struct {
		Value, Evidence string
	} `json:"published"`
	Outlet string `json:"outlet"`
	Wire   string `json:"wire"`

	// Of an HTML page only: its title, its body (a paragraph each) and strings of the page that are no body.
	Title    string   `json:"title"`
	Body     []string `json:"body"`
	Optional []string `json:"optional"`
	NotBody  []string `json:"not_body"`
	Related  []string `json:"related"`

	Parts   [][]Words `json:"parts"` // role, first words, last words (none where the first are all)
	Quotes  []QuoteMark
	Dates   []DateMark
	Numbers []NumberMark
}

// QuoteMark is a marked quote; chain holds the words and the kind of each link.
type QuoteMark struct {
	Kind    text.QuoteKind
	Said    Words
	Speaker *Words
	Who     string
	Cue     *Words
	Chain   [][2]Words
}

// DateMark is a marked date. At is "page" where it stands outside title and body of an HTML page.
type DateMark struct {
	S     Words
	Value string
	At    string
}

// NumberMark is a marked amount.
type NumberMark struct {
	S      Words
	Value  float64
	Unit   string
	Approx string
}

// Words points at words of a text: "words", ["words", 2] for their second occurrence, or ["words", "context"] for the first within
// the first occurrence of a longer string. White space and format characters do not count.
type Words struct {
	S       string
	N       int    // which occurrence, from 1
	Context string // "" for the whole text
}

// UnmarshalJSON reads the three forms.
func (w *Words) UnmarshalJSON(b []byte) error {
	*w = Words{N: 1}
	if json.Unmarshal(b, &w.S) == nil {
		return nil
	}
	var two []any
	if err := json.Unmarshal(b, &two); err != nil || len(two) != 2 {
		return fmt.Errorf("words %s: want a string, or a string with a number or a context", b)
	}
	s, ok := two[0].(string)
	w.S = s
	switch x := two[1].(type) {
	case float64:
		w.N = int(x)
	case string:
		w.Context = x
	default:
		ok = false
	}
	if !ok {
		return fmt.Errorf("words %s: want a string with a number or a context", b)
	}
	return nil
}

// Own reads the marks of the sample pages and the gold of their stories.
func Own() ([]Marks, *Clusters, error) {
	files, err := fs.Glob(marked, "articles/*.marks.json")
	if err != nil {
		return nil, nil, err
	}
	var marks []Marks
	for _, f := range files {
		m := Marks{}
		if err := readJSON(marked, f, &m); err != nil {
			return nil, nil, err
		}
		marks = append(marks, m)
	}
	c := &Clusters{}
	if err := readJSON(marked, "stories.json", c); err != nil {
		return nil, nil, err
	}
	return marks, c, nil
}

func readJSON(files fs.FS, name string, v any) error {
	b, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, v); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// HTML says that the marks are those of an HTML page.
func (m *Marks) HTML() bool { return strings.HasSuffix(m.File, ".html") }

// Page is the marks as the scorer HTML wants them.
func (m *Marks) Page() Page {
	return Page{ID: m.ID, File: m.File, Titles: []string{m.Title}, Body: m.Body, Optional: m.Optional, NotBody: m.NotBody, Related: m.Related, Published: m.Published.Value}
}

// Resolve finds the marks in t, which for a text is its own bytes and for an HTML page what the program made of it. A mark whose
// words are not there (a paragraph was lost) keeps an empty span, which nothing can match; lost lists such words.
func (m *Marks) Resolve(t string) (d Doc, lost []string) {
	d = Doc{ID: m.ID, Text: t, Published: m.Published.Value}
	r := &resolver{page: squeeze(t)}
	r.main = r.page
	if m.HTML() {
		r.region(m)
	}
	for _, p := range m.Parts {
		role := text.Role(p[0].S)
		at := r.outside(p[1])
		if len(p) > 2 {
			at = at.Join(r.after(p[2], at))
		}
		d.Parts = append(d.Parts, text.Part{Role: role, Span: at})
	}
	if m.HTML() {
		d.Parts = r.rest(d.Parts)
	}
	for _, q := range m.Quotes {
		out := text.Quote{Kind: q.Kind, Said: r.first(q.Said), Who: q.Who}
		if q.Speaker != nil {
			out.Speaker = r.first(*q.Speaker)
		}
		if q.Cue != nil {
			out.Cue = r.find(*q.Cue)
		}
		for _, c := range q.Chain {
			out.Chain = append(out.Chain, text.Link{Span: r.find(c[0]), Kind: text.LinkKind(c[1].S)})
		}
		d.Quotes = append(d.Quotes, out)
	}
	for _, x := range m.Dates {
		at := r.all
		if x.At == "page" {
			at = func(w Words) []text.Span { return []text.Span{r.outside(w)} }
		}
		for _, s := range at(x.S) {
			d.Dates = append(d.Dates, text.Date{Span: s, Value: x.Value})
		}
	}
	for _, x := range m.Numbers {
		for _, s := range r.all(x.S) {
			d.Numbers = append(d.Numbers, Number{Span: s, Value: x.Value, Known: true})
		}
	}
	return d, r.lost
}

// resolver finds words in a page. main is the part of it in which marks are counted: the whole of a text, title and body of a page.
// Where the program's text holds the title more than once (the page's <title> and its headline), titles are the other places.
type resolver struct {
	page, main squeezed
	title      text.Span
	titles     []int       // in page
	titleLen   int         // in main, which it opens
	body       []text.Span // paragraphs that were found
	lost       []string
}

// region finds title and paragraphs in the page. A paragraph that is not there keeps its letters without a place, so that
// occurrences are counted the same whatever the program makes of the page.
func (r *resolver) region(m *Marks) {
	main := squeezed{}
	type placed struct{ at, end int }
	var at []placed
	from := 0
	for _, p := range m.Body {
		s := squeeze(p).s
		i := strings.Index(r.page.s[from:], s)
		if i < 0 {
			at = append(at, placed{-1, -1})
			continue
		}
		at = append(at, placed{from + i, from + i + len(s)})
		from += i + len(s)
	}
	before := len(r.page.s)
	if k := slices.IndexFunc(at, func(p placed) bool { return p.at >= 0 }); k >= 0 {
		before = at[k].at
	}
	title := squeeze(m.Title).s
	i := strings.LastIndex(r.page.s[:before], title)
	main.join(r.page, title, i)
	if i >= 0 {
		r.title = r.page.span(i, i+len(title))
	} else {
		r.lost = append(r.lost, m.Title)
	}
	for k, p := range m.Body {
		main.join(r.page, squeeze(p).s, at[k].at)
		if at[k].at >= 0 {
			r.body = append(r.body, r.page.span(at[k].at, at[k].end))
		} else {
			r.lost = append(r.lost, p)
		}
	}
	r.main = main
	if r.titleLen = len(title); i >= 0 {
		for off := 0; off < before; off++ {
			k := strings.Index(r.page.s[off:before], title)
			if k < 0 {
				break
			}
			if off += k; off != i {
				r.titles = append(r.titles, off)
			}
		}
	}
}

// all is where the words stand in title and body, and where they stand again in the title's other places.
func (r *resolver) all(w Words) []text.Span {
	at, off := r.place(w)
	spans := []text.Span{at}
	if n := len(squeeze(w.S).s); !at.Empty() && off+n <= r.titleLen {
		for _, t := range r.titles {
			spans = append(spans, r.page.span(t+off, t+off+n))
		}
	}
	return spans
}

// first is where the words stand first: of a headline that the page repeats, the first place is told.
func (r *resolver) first(w Words) text.Span {
	at := r.all(w)
	return slices.MinFunc(at, func(a, b text.Span) int { return a.Start - b.Start })
}

// find is where the words stand in title and body.
func (r *resolver) find(w Words) text.Span {
	at, _ := r.place(w)
	return at
}

// place is where the words stand, in the page and in main.
func (r *resolver) place(w Words) (at text.Span, byteOf int) {
	q, off := r.main, 0
	if w.Context != "" {
		c := squeeze(w.Context).s
		off = strings.Index(q.s, c)
		if off < 0 {
			r.lost = append(r.lost, w.Context)
			return text.Span{}, 0
		}
	}
	s := squeeze(w.S).s
	for n := 1; ; n++ {
		i := strings.Index(q.s[off:], s)
		if i < 0 || s == "" {
			r.lost = append(r.lost, w.S)
			return text.Span{}, 0
		}
		if off += i; n == w.N {
			return q.span(off, off+len(s)), off
		}
		off++
	}
}

// outside is where the words stand in the page but for title and body; for a text, where they stand.
func (r *resolver) outside(w Words) text.Span { return r.search(w, 0) }

// after is the first place of the words at or behind the beginning of a span.
func (r *resolver) after(w Words, s text.Span) text.Span { return r.search(w, s.Start) }

func (r *resolver) search(w Words, from int) text.Span {
	s, off := squeeze(w.S).s, 0
	if w.Context != "" {
		if c := r.search(Words{S: w.Context, N: 1}, from); !c.Empty() {
			from = c.Start
		}
	}
	inside := func(a text.Span) bool {
		return a.Overlaps(r.title) || slices.ContainsFunc(r.body, a.Overlaps)
	}
	for n := 0; s != ""; off++ {
		i := strings.Index(r.page.s[off:], s)
		if i < 0 {
			break
		}
		off += i
		at := r.page.span(off, off+len(s))
		if at.Start < from || inside(at) {
			continue
		}
		if n++; n == w.N {
			return at
		}
	}
	if w.Context == "" && len(r.body) > 0 && from == 0 && w.N == 1 { // a subhead stands among the paragraphs
		if i := strings.Index(r.page.s, s); i >= 0 {
			return r.page.span(i, i+len(s))
		}
	}
	r.lost = append(r.lost, w.S)
	return text.Span{}
}

// rest adds the title and, for everything that is neither a part nor body, the role furniture.
func (r *resolver) rest(parts []text.Part) []text.Part {
	if !r.title.Empty() {
		parts = append(parts, text.Part{Role: text.Title, Span: r.title})
	}
	for _, t := range r.titles {
		parts = append(parts, text.Part{Role: text.Title, Span: r.page.span(t, t+r.titleLen)})
	}
	var known []text.Span
	for _, p := range parts {
		known = append(known, p.Span)
	}
	known = append(known, r.body...)
	slices.SortFunc(known, func(a, b text.Span) int { return a.Start - b.Start })
	from := 0
	for _, s := range append(known, text.Span{Start: r.page.size, End: r.page.size}) {
		if s.Start > from {
			parts = append(parts, text.Part{Role: text.Furniture, Span: text.Span{Start: from, End: s.Start}})
		}
		from = max(from, s.End)
	}
	return parts
}

// squeezed is a text without white space and format characters, with the way back.
type squeezed struct {
	s    string
	at   []int // for each byte its place in the source, -1 for none
	size int   // of the source
}

func squeeze(t string) squeezed {
	q := squeezed{size: len(t)}
	var b strings.Builder
	for i := 0; i < len(t); {
		r, n := utf8.DecodeRuneInString(t[i:])
		if !space(r) && !unicode.Is(unicode.Cf, r) {
			b.WriteString(t[i : i+n])
			for k := range n {
				q.at = append(q.at, i+k)
			}
		}
		i += n
	}
	q.s = b.String()
	return q
}

// span leads bytes of the squeezed text back; it is empty where they have no place.
func (q squeezed) span(from, to int) text.Span {
	if from >= to || q.at[from] < 0 || q.at[to-1] < 0 {
		return text.Span{}
	}
	return text.Span{Start: q.at[from], End: q.at[to-1] + 1}
}

// join adds the letters s, which stand at byte i of page, or nowhere where i is negative.
func (q *squeezed) join(page squeezed, s string, i int) {
	q.s += s
	for k := range len(s) {
		if i < 0 {
			q.at = append(q.at, -1)
		} else {
			q.at = append(q.at, page.at[i+k])
		}
	}
}
