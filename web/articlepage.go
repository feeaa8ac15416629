package web

import (
	"context"
	"html/template"
	"io/fs"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"rawi/arabic/name"
	"rawi/desk"
	"rawi/news"
	"rawi/text"
)

// articlePage is what the template of an article shows.
type articlePage struct {
	*news.Article
	Label    string
	Named    bool
	Web      string // address of the original, "" when it has none that one may follow
	Title    string
	Date     *dating
	Byline   string
	Blocks   []block
	Legend   []legend
	Story    *news.Story
	Siblings []link // the other articles of the same source
	Origin   *news.Origin
	Basis    []citation // of the origin
	NoTitle  bool

	Self      string
	Page      []sourceLine // the source's whole text, where it was asked for
	Raw       string       // where the bytes are that it was read from
	Revision  int          // that was asked for; 0 for the current one
	Revisions []revisionLink
	Beside    []link // to set it beside
}

// FromFeed says that its text is the one that a feed gives, since the page itself could not be had.
func (p articlePage) FromFeed() bool { return slices.Contains(p.Given, news.FromFeed) }

// dating is the day of publication with the words that show it.
type dating struct {
	text.Days
	Evidence []citation
	Rule     string
	Taken    []link // the articles of the story that it was taken from
}

// block is one part of an article as it is shown.
type block struct {
	Shape  string // title, text, subhead, aside, fold
	Role   text.Role
	Roles  []text.Role // of a fold, each once
	Open   bool        // of a fold: the place asked for lies in it
	Lines  []paragraph
	Inside []block // of a fold
}

// paragraph is one line of the text with what is told in the margin beside it.
type paragraph struct {
	HTML  template.HTML
	Dir   string
	Notes []sideNote
}

// sideNote stands in the margin of a wide page.
type sideNote struct {
	For   string // ID of the mark that it explains
	Kind  string // quote, date
	Words string // the date as written
	Value string // what it means
	Who   string // the speaker
	Way   []step // the links that the text names for the statement; what is credited for all of the article stands with the facts
}

// legend is one kind of finding with how many there are.
type legend struct {
	Kind  string
	Count int
}

// article answers for one article, in the revision that the address asks for.
func (s *server) article(w http.ResponseWriter, r *http.Request, ref news.Ref, part string) error {
	revision, err := strconv.Atoi(r.URL.Query().Get("revision"))
	if err != nil || revision < 0 {
		revision = 0
	}
	if part == "changes" {
		return s.changes(w, r, ref)
	}
	a, err := s.Article(r.Context(), ref, revision)
	if err != nil {
		return err
	}
	switch part {
	case "", "page":
	case "data":
		return s.data(w, r, a)
	case "raw":
		return s.raw(w, r, a, revision)
	default:
		return fs.ErrNotExist
	}
	st, err := s.StoryFor(r.Context(), ref)
	if err != nil {
		return err
	}
	if st == nil || revision > 0 {
		st = &news.Story{}
	}
	h, err := s.shelfOf(r.Context(), tongueOf(r), st)
	if err != nil {
		return err
	}
	h.articles[ref] = a
	p := h.article(a, desk.ParseAt(r.URL.Query().Get("at")), spots(r.URL.Query().Get("spots"))...)
	p.Self = "/article/" + desk.Address(ref)
	if part == "page" {
		p.Page = h.source(a)
	}
	if err := s.siblings(r.Context(), &p, ref); err != nil {
		return err
	}
	if p.Revisions, err = s.revisions(r, ref, revision); err != nil {
		return err
	}
	p.Revision = revision
	if raw, err := s.Raw(r.Context(), ref, revision); err == nil && raw != nil {
		p.Raw = p.Self + "/raw"
		if revision > 0 {
			p.Raw += "?revision=" + strconv.Itoa(revision)
		}
	}
	p.Beside = h.beside(ref)
	name := p.Title
	if name == "" {
		name = p.Label
	}
	return s.render(w, r, http.StatusOK, "article.html", page{Title: name, Data: p.Self + desk.JSONSuffix, Section: "stories", LD: articleLD(r, a, st, h.origins[ref]), Body: p})
}

// siblings finds the other articles of the same source.
func (s *server) siblings(ctx context.Context, p *articlePage, ref news.Ref) error {
	c, err := s.Catalogue(ctx)
	if err != nil || ref.Article > 50 {
		return err
	}
	for n := 1; n <= ref.Article+8; n++ {
		o := news.Ref{Source: ref.Source, Article: n}
		if h, ok := c.Head(o); ok && n != ref.Article {
			p.Siblings = append(p.Siblings, link{Path: desk.ArticlePath(o, text.Span{}), Title: h.Title})
		}
	}
	return nil
}

// revisionLink leads to a revision, and to what it changed.
type revisionLink struct {
	desk.Revision
	When    string
	Path    string
	Changes string // "" for the first
	Here    bool
}

// revisions are the texts that the article's source had; none when there was only one.
func (s *server) revisions(r *http.Request, ref news.Ref, here int) ([]revisionLink, error) {
	all, err := s.Desk.Revisions(r.Context(), ref.Source)
	if err != nil || len(all) < 2 {
		return nil, err
	}
	var out []revisionLink
	for i, x := range all {
		l := revisionLink{Revision: x, When: tongueOf(r).dayText(text.DayOf(x.Added), wholeDate), Path: revisionPath(ref, x.Number), Here: x.Number == here || here == 0 && x.Current}
		if x.Current {
			l.Path = desk.ArticlePath(ref, text.Span{})
		}
		if i > 0 {
			l.Changes = "/article/" + desk.Address(ref) + "/changes?from=" + strconv.Itoa(all[i-1].Number) + "&to=" + strconv.Itoa(x.Number)
		}
		out = append(out, l)
	}
	return out, nil
}

// beside are the articles of the same event to set this one beside, those of another publisher first.
func (h *shelf) beside(ref news.Ref) []link {
	const most = 8
	var out []link
	add := func(refs []news.Ref) {
		for _, r := range refs {
			a := h.articles[r]
			if r == ref || a == nil || len(out) >= most {
				continue
			}
			l := linkTo(a, text.Span{})
			l.Path = desk.ComparePath(ref, r)
			if !slices.ContainsFunc(out, func(x link) bool { return x.Path == l.Path }) {
				out = append(out, l)
			}
		}
	}
	for _, e := range h.story.Events {
		if slices.Contains(e.Articles, ref) {
			add(e.Articles)
		}
	}
	add(h.story.Articles)
	return out
}

// sourceLine is a line of a source's text as it came, with what it is for.
type sourceLine struct {
	Role    text.Role // "" outside of this article
	First   bool      // of its part
	HTML    template.HTML
	Dir     string
	Another bool // it belongs to another article of the source, or to none
}

// source is the whole text of an article's source, line by line, with the parts of the article.
func (h *shelf) source(a *news.Article) []sourceLine {
	d := &a.Doc
	var out []sourceLine
	add := func(s text.Span, role text.Role, another bool) {
		for i, p := range paragraphs(d.Text, s) {
			out = append(out, sourceLine{role, i == 0, annotate(d.Text, p, nil), direction(p.Of(d.Text)), another})
		}
	}
	from := 0
	for _, p := range d.Parts {
		if p.Span.Start > from {
			add(text.Span{Start: from, End: p.Span.Start}, "", true)
		}
		add(text.Span{Start: max(from, p.Span.Start), End: p.Span.End}, p.Role, false)
		from = max(from, p.Span.End)
	}
	add(text.Span{Start: from, End: len(d.Text)}, "", true)
	return out
}

// raw sends the bytes that an article was read from, as plain text to be saved: never as a page of this server.
func (s *server) raw(w http.ResponseWriter, r *http.Request, a *news.Article, revision int) error {
	b, err := s.Raw(r.Context(), a.Ref, revision)
	if err != nil {
		return err
	}
	if b == nil {
		return fs.ErrNotExist
	}
	w.Header().Set("Content-Disposition", "attachment; filename=\"source.txt\"")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; sandbox")
	s.send(w, r, http.StatusOK, "application/octet-stream", b)
	return nil
}

// mostSpots is how many anchors may be asked for.
const mostSpots = 500

// spots reads the places that get an anchor: "from-to", parted by commas.
func spots(s string) []text.Span {
	var out []text.Span
	for x := range strings.SplitSeq(s, ",") {
		if at := desk.ParseAt(x); !at.Empty() && len(out) < mostSpots {
			out = append(out, at)
		}
	}
	return out
}

// article lays an article out; at is the place that was asked for, spots are places that get an anchor of their own.
func (h *shelf) article(a *news.Article, at text.Span, spots ...text.Span) articlePage {
	d := &a.Doc
	p := articlePage{Article: a, Web: desk.WebAddress(a), Title: desk.Title(a), Byline: strings.Join(strings.Fields(clean(d.Byline.Of(d.Text))), " ")}
	p.Label, p.Named = desk.Label(a)
	if h.story.ID != "" {
		p.Story = h.story
	}
	p.Date = h.dating(a)
	if o, ok := h.origins[a.Ref]; ok {
		o.Origin = h.list(o.Origin)
		p.Origin = &o
		for _, e := range o.Evidence {
			if c := (citation{h.link(e.Ref, e.Span), clip(h.words(e))}); c.Words != "" && !cites(p.Basis, c.Words) && len(p.Basis) < 3 {
				p.Basis = append(p.Basis, c)
			}
		}
	}
	m := h.marks(d)
	p.Legend = legends(m)
	if at = onRunes(d.Text, at); !at.Empty() {
		m = append([]mark{{Span: at, Class: "here", ID: "here"}}, m...)
	}
	for _, x := range spots {
		if y := onRunes(d.Text, x); !y.Empty() {
			m = append(m, mark{Span: y, Class: "spot", ID: "b" + strconv.Itoa(x.Start) + "-" + strconv.Itoa(x.End)})
		}
	}
	slices.SortStableFunc(m, outerFirst)
	l := &layout{shelf: h, article: a, marks: m, at: at, told: map[string]bool{}}
	p.Blocks = l.blocks()
	p.NoTitle = !l.titled
	return p
}

// dating is the article's day as it tells it, or as its story does.
func (h *shelf) dating(a *news.Article) *dating {
	var out *dating
	if p := a.Doc.Published; p != nil {
		out = &dating{Days: p.Days, Rule: p.Rule}
		for _, e := range p.Evidence {
			if words := clip(clean(e.Of(a.Doc.Text))); words != "" && !cites(out.Evidence, words) && len(out.Evidence) < 4 {
				out.Evidence = append(out.Evidence, citation{h.link(a.Ref, e), words})
			}
		}
	}
	for _, t := range h.story.Dated {
		if t.Ref != a.Ref {
			continue
		}
		if out == nil {
			out = &dating{}
		}
		out.Days, out.Rule = t.Published, t.Rule
		for _, r := range t.From {
			out.Taken = append(out.Taken, h.link(r, text.Span{}))
		}
	}
	return out
}

// cueNote tells what a verb of speech does with what it brings in.
func (h *shelf) cueNote(q *text.Quote) string {
	note := h.phrase("note.cue")
	if s := h.word("stance", string(q.Stance)); q.Stance != "" && s != "" {
		note += " (" + s + ")"
	}
	if q.Coming {
		note += ". " + h.word("stance", "coming")
	}
	return note
}

// marks are all findings of an article as marks. Where two cover the same words the earlier here is the outer.
func (h *shelf) marks(d *text.Doc) []mark {
	var out []mark
	for i := range d.Quotes {
		q := &d.Quotes[i]
		tell := h.phrase("note.quote." + string(q.Kind))
		if q.Who != "" {
			tell += ". " + h.phrase("note.speaker", q.Who)
		} else if q.Speaker.Empty() {
			tell += ". " + h.phrase("note.unknown")
		}
		out = append(out, mark{Span: q.Said, Class: "quote", Note: tell, Rule: q.Rule, ID: quoteID(i), Stop: true})
		for _, l := range q.Chain {
			out = append(out, mark{Span: l.Span, Class: "link", Note: h.phrase("note.link", l.Name, h.word("kind", string(l.Kind))), Rule: l.Rule, Stop: true})
		}
		who := q.Who
		if who == "" {
			who = strings.Join(strings.Fields(q.Speaker.Of(d.Text)), " ")
		}
		out = append(out, mark{Span: q.Speaker, Class: "speaker", Note: h.phrase("note.speaker", who), Stop: true},
			mark{Span: q.Cue, Class: "cue", Note: h.cueNote(q), Rule: q.Rule})
		for _, s := range q.Setting {
			out = append(out, mark{Span: s.Span, Class: "setting", Note: h.word("setting", string(s.Kind)), Rule: s.Rule})
		}
	}
	for _, w := range d.Wire {
		out = append(out, mark{Span: w.Span, Class: "link", Note: h.phrase("note.link", w.Name, h.word("kind", "agency")), Rule: w.Rule, Stop: true})
	}
	for _, n := range d.Names {
		if name.Currency(n) {
			continue
		}
		kind := h.word("kind", string(n.Kind))
		if kind == "" {
			kind = h.word("kind", string(text.Other))
		}
		out = append(out, mark{Span: n.Span, Class: "name", Note: h.phrase("note.name", kind, n.Entity), Rule: n.Rule})
	}
	for i := range d.Dates {
		x := &d.Dates[i]
		tell := h.phrase("note.date.unknown")
		if v := h.dateValue(x); v != "" {
			tell = h.phrase("note.date", v)
		}
		out = append(out, mark{Span: x.Span, Class: "date", Note: tell, Rule: x.Rule, ID: dateID(i), Stop: true})
	}
	for _, n := range d.Numbers {
		out = append(out, mark{Span: n.Span, Class: "number", Note: h.phrase("note.number", h.figure(n.Value, n.Max, n.Unit, n.Approx)), Rule: n.Rule, Stop: true})
	}
	return slices.DeleteFunc(once(out), func(m mark) bool { return m.Span.Empty() })
}

// once leaves out a mark that says the same of the same words as one before: several quotes may share a speaker or a link.
func once(all []mark) []mark {
	type key struct {
		span  text.Span
		class string
	}
	seen := map[key]bool{}
	return slices.DeleteFunc(all, func(m mark) bool {
		k := key{m.Span, m.Class}
		again := seen[k] && m.Class != "quote"
		seen[k] = true
		return again
	})
}

func quoteID(i int) string { return "q" + strconv.Itoa(i+1) }
func dateID(i int) string  { return "d" + strconv.Itoa(i+1) }

// dateValue is what a date means, in words; "" where it cannot be placed.
func (h *shelf) dateValue(d *text.Date) string {
	v := d.Days
	if !v.Known() {
		v = parseDays(d.Value)
	}
	if !v.Known() {
		return ""
	}
	if day := h.weekday(v); day != "" {
		return day + " " + h.days(v)
	}
	return h.days(v)
}

// legends counts the kinds of findings, in the order in which the legend gives them.
func legends(all []mark) []legend {
	n := map[string]int{}
	for _, m := range all {
		n[m.Class]++
	}
	var out []legend
	for _, k := range []string{"quote", "speaker", "link", "date", "number", "name"} {
		if n[k] > 0 {
			out = append(out, legend{k, n[k]})
		}
	}
	return out
}
