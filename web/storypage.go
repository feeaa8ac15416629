package web

import (
	"cmp"
	"html/template"
	"io/fs"
	"net/http"
	"slices"
	"strconv"

	"rawi/desk"
	"rawi/export"
	"rawi/news"
	"rawi/text"
)

// storyPage is what the template of a story shows.
type storyPage struct {
	*news.Story
	Tally    tally
	Gist     []line // the story in a few of its sentences; none where it is one article, which says it all itself
	Moments  []moment
	Speakers []speaker
	Said     int // statements of all speakers
	Happened []happening
	Figures  []comparison
	Persons  []news.Person
	Bodies   []news.Person // organisations
	Places   []news.Person
	Rows     []row
	Rest     []link // the articles of lesser events whose origin is not known
	Outlets  int
	One      *happening // the event of a story that has no other: it is told with the sources
	Self     string
	Edit     *editing // nil for those who may not change it
}

// moment is one date of a timeline with what it holds.
type moment struct {
	Date  text.Days
	Lines []line
	Wide  bool
}

// line is an entry of a timeline.
type line struct {
	Kind  string // news, background, coming
	Words string
	link
	Also []link
}

// happening is an event with its sources.
type happening struct {
	*news.Event
	Anchor  string
	Rests   []source
	Diagram *diagram
	Span    *text.Days
}

// excerpt is a sentence with a stretch of it marked.
type excerpt struct {
	link
	HTML   template.HTML
	Dir    string
	Before bool // words of the sentence were left out before it
	After  bool
}

// row is an article in the list of a story.
type row struct {
	link
	Address string // of the article, for forms
	Date    text.Days
	Taken   []link // the articles that its date was taken from
	Origin  string
	How     string
}

// story answers for one story.
func (s *server) story(w http.ResponseWriter, r *http.Request, id, part string) error {
	st, err := s.Story(r.Context(), id)
	if err != nil {
		return err
	}
	self := desk.StoryPath(st.ID)
	if st.ID != id && part == "" { // it became part of another one
		http.Redirect(w, r, self, http.StatusFound)
		return nil
	}
	if part == "data" {
		return s.data(w, r, st)
	}
	h, err := s.shelfOf(r.Context(), tongueOf(r), st)
	if err != nil {
		return err
	}
	switch part {
	case "":
	case "report":
		return s.render(w, r, http.StatusOK, "report.html", page{Title: st.Title, Section: "stories", Body: h.report(r, s.Now())})
	case "sources.bib":
		w.Header().Set("Content-Disposition", `attachment; filename="sources.bib"`)
		s.send(w, r, http.StatusOK, "application/x-bibtex; charset=utf-8", []byte(export.BibTeX(h.citations())))
		return nil
	case "sources.csl":
		w.Header().Set("Content-Disposition", `attachment; filename="sources.json"`)
		b, err := export.CSL(h.citations())
		if err != nil {
			return err
		}
		s.send(w, r, http.StatusOK, "application/vnd.citationstyles.csl+json; charset=utf-8", b)
		return nil
	default:
		return fs.ErrNotExist
	}
	p := h.page()
	p.Self = self
	if p.Edit, err = s.editing(r, st); err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, "story.html", page{Title: st.Title, Data: self + desk.JSONSuffix, Section: "stories", LD: h.storyLD(r), Body: p})
}

// citations are the articles of a story that the library has.
func (h *shelf) citations() []desk.Citation {
	var out []desk.Citation
	for _, r := range h.story.Articles {
		if a := h.articles[r]; a != nil {
			out = append(out, desk.Cite(a, text.Span{}))
		}
	}
	return out
}

// page lays a story out.
func (h *shelf) page() storyPage {
	p := storyPage{Story: h.story, Tally: tallyOf(h.story)}
	for i := range p.Tally.Sources {
		h.fill(&p.Tally.Sources[i])
	}
	p.Moments = h.moments()
	if len(h.story.Articles) > 1 {
		p.Gist = h.gist()
	}
	p.Speakers = h.speakers()
	for _, s := range p.Speakers {
		p.Said += len(s.Said)
	}
	for i, e := range h.story.Events {
		p.Happened = append(p.Happened, h.happening(e, i))
	}
	if len(p.Happened) == 1 {
		p.One, p.Happened = &p.Happened[0], nil
	}
	p.Figures = h.comparisons()
	for _, x := range h.story.People {
		switch x.Kind {
		case text.Person:
			p.Persons = append(p.Persons, x)
		case text.Place:
			p.Places = append(p.Places, x)
		default:
			p.Bodies = append(p.Bodies, x)
		}
	}
	for _, r := range p.Tally.Rest {
		p.Rest = append(p.Rest, h.link(r, text.Span{}))
	}
	p.Rows = h.rows()
	outlets := map[string]bool{}
	for _, x := range p.Rows {
		if !x.File {
			outlets[x.Name] = true
		}
	}
	p.Outlets = len(outlets)
	return p
}

// moments are the entries of the timeline, those of one date together.
func (h *shelf) moments() []moment {
	var out []moment
	for _, e := range h.story.Timeline {
		if n := len(out); n == 0 || out[n-1].Date != e.Date {
			out = append(out, moment{Date: e.Date, Wide: e.Date.Known() && !e.Date.Single()})
		}
		l := line{Kind: e.Kind, Words: h.words(e.Sentence), link: h.link(e.Sentence.Ref, e.Sentence.Span)}
		if h.word("entry", l.Kind) == "" {
			l.Kind = "news"
		}
		for _, p := range e.Also {
			l.Also = append(l.Also, h.link(p.Ref, p.Span))
		}
		m := &out[len(out)-1]
		m.Lines = append(m.Lines, l)
	}
	return out
}

// gist is the summary, without sentences that the library no longer has.
func (h *shelf) gist() []line {
	var out []line
	for _, e := range h.story.Summary {
		if words := h.words(e.Sentence); words != "" {
			out = append(out, line{Kind: "news", Words: words, link: h.link(e.Sentence.Ref, e.Sentence.Span)})
		}
	}
	return out
}

func (h *shelf) happening(e *news.Event, i int) happening {
	x := happening{Event: e, Anchor: "event-" + strconv.Itoa(i+1), Span: e.Date, Diagram: h.diagram(e)}
	for _, s := range e.Sources {
		y := newSource(h.story, s)
		h.fill(&y)
		x.Rests = append(x.Rests, y)
	}
	return x
}

// excerpt is the sentence around a place with the place marked.
func (h *shelf) excerpt(p news.Place, class string) excerpt {
	x := excerpt{link: h.link(p.Ref, p.Span), Dir: "rtl"}
	if a := h.articles[p.Ref]; a != nil {
		s := around(&a.Doc, p.Span)
		x.HTML = annotate(a.Doc.Text, s, []mark{{Span: p.Span, Class: class}})
		x.Dir = direction(s.Of(a.Doc.Text))
		x.Before, x.After = cut(&a.Doc, s)
	}
	return x
}

// rows are the articles of the story, by date; those without one last.
func (h *shelf) rows() []row {
	taken := map[news.Ref]news.Dated{}
	for _, d := range h.story.Dated {
		taken[d.Ref] = d
	}
	var out []row
	for _, r := range h.story.Articles {
		x := row{link: h.link(r, text.Span{}), Address: desk.Address(r)}
		if a := h.articles[r]; a != nil && a.Doc.Published != nil {
			x.Date = a.Doc.Published.Days
		}
		if d, ok := taken[r]; ok {
			x.Date = d.Published
			for _, f := range d.From {
				x.Taken = append(x.Taken, h.link(f, text.Span{}))
			}
		}
		o := h.origins[r]
		x.Origin, x.How = h.list(o.Origin), string(o.How)
		if o.Origin == "unknown" {
			x.Origin = ""
		}
		if h.word("how", x.How) == "" {
			x.How = string(news.NotKnown)
		}
		out = append(out, x)
	}
	slices.SortStableFunc(out, func(a, b row) int { return cmp.Compare(sortDay(a.Date), sortDay(b.Date)) })
	return out
}

// sortDay is the day a date is sorted by: its end, since what lies in an interval had happened by then; what has none comes last.
func sortDay(d text.Days) text.Day {
	if d.To != 0 {
		return d.To
	}
	if d.From != 0 {
		return d.From
	}
	return 1 << 30
}
