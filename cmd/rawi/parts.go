package main

import (
	"html/template"
	"io"
	"sort"

	"rawi/news"
	"rawi/page"
	"rawi/pipeline"
	"rawi/text"
)

// readFormat is the part of the command line that says how read prints.
type readFormat struct {
	Format string `enum:"text,json,html" default:"text" help:"text for people (Arabic), json for programs (one object a line), html for a page that shows the source text with its parts coloured."`
}

// stretch is a piece of a source's text: a part, or the blanks between two.
type stretch struct {
	Text    string
	Role    text.Role // "" between parts
	Rule    string
	Article int  // to which it belongs
	Begins  bool // the first part of a further article
}

// painted is a source as the HTML page shows it.
type painted struct {
	Source    string
	Err       string
	Articles  []*news.Article
	Stretches []stretch
	Roles     []text.Role // those that it has, in the order of the legend
	Credit    page.Credit // of the first article
}

// legend is the order in which roles are explained.
var legend = []text.Role{
	text.Title, text.DateLine, text.Byline, text.Dateline, text.Body, text.Subhead, text.Caption, text.Credit, text.Keywords, text.Share,
	text.Advert, text.Related, text.Furniture,
}

// paint lays out the text of a source by the parts of its articles.
func paint(r pipeline.Result) painted {
	p := painted{Source: r.Source, Articles: r.Articles}
	if r.Err != nil {
		p.Err = r.Err.Error()
	}
	if len(r.Articles) == 0 {
		return p
	}
	type part struct {
		text.Part
		article int
	}
	var parts []part
	for _, a := range r.Articles {
		for _, x := range a.Doc.Parts {
			parts = append(parts, part{x, a.Article})
		}
	}
	sort.SliceStable(parts, func(i, j int) bool { return parts[i].Span.Start < parts[j].Span.Start })
	whole, from, seen, has := r.Articles[0].Doc.Text, 0, map[int]bool{1: true}, map[text.Role]bool{}
	for _, x := range parts {
		if x.Span.Start > from {
			p.Stretches = append(p.Stretches, stretch{Text: whole[from:x.Span.Start]})
		}
		p.Stretches = append(p.Stretches, stretch{Text: x.Span.Of(whole), Role: x.Role, Rule: x.Rule, Article: x.article, Begins: !seen[x.article]})
		seen[x.article], has[x.Role], from = true, true, max(from, x.Span.End)
	}
	p.Stretches = append(p.Stretches, stretch{Text: whole[from:]})
	for _, role := range legend {
		if has[role] {
			p.Roles = append(p.Roles, role)
		}
	}
	p.Credit = page.Credits(r.Articles[0])
	if wire := r.Articles[0].Doc.Wire; len(wire) > 0 { // what the whole article is credited to, at its foot too
		p.Credit.Agencies = wire
	}
	return p
}

// writeParts prints one HTML page that needs nothing beside itself: the text of each source with its parts coloured, right to left.
func (c *readCmd) writeParts(w *world) error {
	t, err := template.New("parts.html").Funcs(template.FuncMap{"days": showDays, "words": wordsOf}).ParseFS(templates, "template/parts.html")
	if err != nil {
		return err
	}
	if err := t.ExecuteTemplate(w.out, "head", nil); err != nil {
		return err
	}
	if err := c.read(w, func(r pipeline.Result) error {
		if r.Err != nil && len(r.Articles) == 0 {
			w.complain(r)
		}
		return t.ExecuteTemplate(w.out, "source", paint(r))
	}); err != nil {
		return err
	}
	_, err = io.WriteString(w.out, "</main>\n</html>\n")
	return err
}
