package web

import (
	"errors"
	"html/template"
	"io/fs"
	"net/http"
	"slices"
	"strconv"
	"strings"

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
}

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

// article answers for one article.
func (s *server) article(w http.ResponseWriter, r *http.Request, ref news.Ref, data bool) error {
	a, err := s.lib.Article(r.Context(), ref)
	if err != nil {
		return err
	}
	if data {
		return s.data(w, r, a)
	}
	st, err := s.lib.StoryOf(r.Context(), ref)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err != nil || st == nil {
		st = &news.Story{}
	}
	h, err := s.shelf(r.Context(), st)
	if err != nil {
		return err
	}
	h.articles[ref] = a
	p := h.article(a, parseAt(r.URL.Query().Get("at")))
	for n := 1; n <= ref.Article+1; n++ {
		o := news.Ref{Source: ref.Source, Article: n}
		if n == ref.Article || ref.Article > 50 {
			continue
		}
		switch b, err := s.lib.Article(r.Context(), o); {
		case err == nil:
			p.Siblings = append(p.Siblings, link{Path: articlePath(o, text.Span{}), Title: title(b)})
		case !errors.Is(err, fs.ErrNotExist):
			return err
		}
	}
	name := p.Title
	if name == "" {
		name = p.Label
	}
	return s.render(w, r, http.StatusOK, "article.html", page{Title: name, Data: "/article/" + address(ref) + jsonSuffix, Body: p})
}

// article lays an article out; at is the place that was asked for.
func (h *shelf) article(a *news.Article, at text.Span) articlePage {
	d := &a.Doc
	p := articlePage{Article: a, Web: webAddress(a), Title: title(a), Byline: strings.Join(strings.Fields(clean(d.Byline.Of(d.Text))), " ")}
	p.Label, p.Named = label(a)
	if h.story.ID != "" {
		p.Story = h.story
	}
	p.Date = h.dating(a)
	if o, ok := h.origins[a.Ref]; ok {
		o.Origin = list(o.Origin)
		p.Origin = &o
		for _, e := range o.Evidence {
			if c := (citation{h.link(e.Ref, e.Span), clip(h.words(e))}); c.Words != "" && !cites(p.Basis, c.Words) && len(p.Basis) < 3 {
				p.Basis = append(p.Basis, c)
			}
		}
	}
	m := marks(d)
	p.Legend = legends(m)
	if at = onRunes(d.Text, at); !at.Empty() {
		m = append([]mark{{Span: at, Class: "here", ID: "here"}}, m...)
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

// marks are all findings of an article as marks. Where two cover the same words the earlier here is the outer.
func marks(d *text.Doc) []mark {
	var out []mark
	for i := range d.Quotes {
		q := &d.Quotes[i]
		tell := phrase("note.quote." + string(q.Kind))
		if q.Who != "" {
			tell += ". " + phrase("note.speaker", q.Who)
		} else if q.Speaker.Empty() {
			tell += ". " + phrase("note.unknown")
		}
		out = append(out, mark{Span: q.Said, Class: "quote", Note: tell, Rule: q.Rule, ID: quoteID(i), Stop: true})
		for _, l := range q.Chain {
			out = append(out, mark{Span: l.Span, Class: "link", Note: phrase("note.link", l.Name, word("kind", string(l.Kind))), Rule: l.Rule, Stop: true})
		}
		who := q.Who
		if who == "" {
			who = strings.Join(strings.Fields(q.Speaker.Of(d.Text)), " ")
		}
		out = append(out, mark{Span: q.Speaker, Class: "speaker", Note: phrase("note.speaker", who), Stop: true},
			mark{Span: q.Cue, Class: "cue", Note: phrase("note.cue"), Rule: q.Rule})
	}
	for _, w := range d.Wire {
		out = append(out, mark{Span: w.Span, Class: "link", Note: phrase("note.link", w.Name, word("kind", "agency")), Rule: w.Rule, Stop: true})
	}
	for _, n := range d.Names {
		kind := word("kind", string(n.Kind))
		if kind == "" {
			kind = word("kind", string(text.Other))
		}
		out = append(out, mark{Span: n.Span, Class: "name", Note: phrase("note.name", kind, n.Entity), Rule: n.Rule})
	}
	for i := range d.Dates {
		x := &d.Dates[i]
		tell := phrase("note.date.unknown")
		if v := dateValue(x); v != "" {
			tell = phrase("note.date", v)
		}
		out = append(out, mark{Span: x.Span, Class: "date", Note: tell, Rule: x.Rule, ID: dateID(i), Stop: true})
	}
	for _, n := range d.Numbers {
		out = append(out, mark{Span: n.Span, Class: "number", Note: phrase("note.number", figure(n.Value, n.Max, n.Unit, n.Approx)), Rule: n.Rule, Stop: true})
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
func dateValue(d *text.Date) string {
	v := d.Days
	if !v.Known() {
		v = parseDays(d.Value)
	}
	if !v.Known() {
		return ""
	}
	if day := weekday(v); day != "" {
		return day + " " + days(v)
	}
	return days(v)
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
