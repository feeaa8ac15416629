package page

import (
	"strings"

	"rawi/arabic/chain"
	"rawi/arabic/letter"
	"rawi/arabic/word"
	"rawi/news"
	"rawi/text"
)

// describe sets what is known of an article beside its parts. first says that it is the first of its source, which the facts of
// the page and the fields of the record speak of.
func (s *sheet) describe(a *news.Article, lines []line, first bool, f *news.Fields) {
	d := &a.Doc
	for k := range lines {
		l := &lines[k]
		at := text.Span{Start: l.at, End: l.end}
		switch {
		case l.role == text.Title && d.Title.Empty():
			d.Title = s.wholeTitle(lines, k)
		case l.role == text.Title && s.better(l, d.Title):
			d.Title = at
		case l.role == text.Byline && d.Byline.Empty():
			d.Byline = at
		}
	}
	if first && f != nil {
		a.URL = f.URL
		for _, given := range [...][2]string{{"title", f.Title}, {"text", f.Text}, {"html", f.HTML}, {"date", f.Date}, {"outlet", f.Outlet}, {"author", f.Author}, {"url", f.URL}} {
			if given[1] != "" {
				a.Given = append(a.Given, given[0])
			}
		}
	}
	if first && s.page != nil && a.URL == "" {
		a.URL = s.page.meta.url
	}
	if a.URL == "" && (strings.HasPrefix(a.Source, "http://") || strings.HasPrefix(a.Source, "https://")) {
		a.URL = a.Source
	}
	d.Wire = s.wire(lines)
	d.Outlet = s.outlet(lines, first, f)
	d.Published = s.published(a, lines, first, f)
	a.Tongue = s.tongue(lines)
	a.Translated = s.translated(lines)
}

// better says that a further title is to be preferred: the one that stands on the page over that of its <title>.
func (s *sheet) better(l *line, have text.Span) bool {
	return s.page != nil && l.rule == "markup.title" && have.Start == 0 && s.page.inTitle(have)
}

// wholeTitle is the span of the title that begins at line k, with the lines in which it goes on.
func (s *sheet) wholeTitle(lines []line, k int) text.Span {
	at := text.Span{Start: lines[k].at, End: lines[k].end}
	for k++; k < len(lines) && lines[k].role == text.Title && (lines[k].rule == "page.title-goes-on" || lines[k].rule == "field:title" && lines[k-1].rule == lines[k].rule); k++ {
		at.End = lines[k].end
	}
	return at
}

// wire finds the agencies that are credited for the article: at its head, in its dateline, at its end. "Agencies" counts only where
// none is named.
func (s *sheet) wire(lines []line) []text.Named {
	var named, general []text.Named
	add := func(m *chain.Medium, at text.Span, rule string) {
		n := text.Named{Name: m.Name, Span: at, Rule: rule}
		to := &named
		if m.Credit {
			if m.Kind != text.Agency {
				return
			}
			to = &general
		}
		for _, have := range *to {
			if have.Name == n.Name {
				return
			}
		}
		*to = append(*to, n)
	}
	for k := range lines {
		l := &lines[k]
		if l.role != text.Byline && l.role != text.Dateline && l.role != text.Credit {
			continue
		}
		if l.role != text.Credit {
			c := s.readCredit(l.from, l.to, true)
			for _, g := range c.segs {
				if g.kind == segAgency {
					add(g.medium, s.t.Span(g.from, g.to), g.rule)
				}
			}
		}
		for i := l.from; i < l.to; {
			m, ok := chain.Media().At(s.t, i)
			if !ok || m.To > l.to {
				i++
				continue
			}
			if m.Value.Kind == text.Agency && (m.Value.Bare || m.Value.Credit || l.role == text.Dateline && i > l.from && separates(s.t, i-1) == '(') {
				add(m.Value, m.Span, m.Value.Rule)
			}
			i = m.To
		}
	}
	if len(named) > 0 {
		return named
	}
	if named = s.unlisted(lines); len(named) > 0 {
		return named
	}
	return general
}

// called is the name by which the press knows an outlet that a collection calls by a Latin key; else the key itself.
func called(key string) string {
	if name, ok := chain.Site(key); ok {
		return name
	}
	return key
}

// outlet finds who published the article: the record's field, the page's own name, the outlet of the credit line, the source named at
// the end when it is no agency.
func (s *sheet) outlet(lines []line, first bool, f *news.Fields) text.Named {
	if first && f != nil && f.Outlet != "" {
		return text.Named{Name: called(f.Outlet), Rule: "field:outlet"}
	}
	if first && s.page != nil {
		if n := s.site(lines); n.Name != "" {
			return n
		}
	}
	for k := range lines {
		l := &lines[k]
		if l.role != text.Byline && l.role != text.Dateline {
			continue
		}
		c := s.readCredit(l.from, l.to, true)
		for _, g := range c.segs {
			if g.kind != segOutlet {
				continue
			}
			at := s.t.Span(g.from, g.to)
			if g.own != nil {
				return text.Named{Name: g.own.name, Span: g.own.at, Rule: g.own.rule}
			}
			if g.medium != nil {
				return text.Named{Name: g.medium.Name, Span: at, Rule: g.rule}
			}
			return text.Named{Name: quotedName(at.Of(s.src)), Span: at, Rule: "credit.quoted"}
		}
	}
	for k := range lines {
		if n := s.nameBeforePlace(&lines[k]); n.Name != "" {
			return n
		}
		if n := s.besideDate(&lines[k]); n.Name != "" {
			return n
		}
		if n := s.afterPlace(&lines[k]); n.Name != "" {
			return n
		}
	}
	for _, o := range s.names {
		if !o.at.Empty() {
			if m, ok := chain.Media().At(s.t, s.t.Index(o.at.Start)); ok && m.Span == o.at {
				return text.Named{Name: m.Value.Name, Span: o.at, Rule: m.Value.Rule}
			}
			return text.Named{Name: o.name, Span: o.at, Rule: o.rule}
		}
	}
	for k := range lines {
		if n := s.inShare(&lines[k]); n.Name != "" {
			return n
		}
	}
	for k := range lines {
		l := &lines[k]
		if l.role == text.Furniture && l.rule == "page.site-name" {
			if n := strings.TrimRight(s.bytes(l), siteMarks); n != "" {
				return text.Named{Name: n, Span: text.Span{Start: l.at, End: l.at + len(n)}, Rule: l.rule}
			}
		}
		if l.role != text.Credit {
			continue
		}
		if n := s.sourceLine(l); n.Name != "" {
			return n
		}
	}
	return text.Named{}
}

// quotedName is the words between the quotation marks of a name, without what follows the second.
func quotedName(n string) string {
	const quotes = "\"\u00AB\u00BB\u201C\u201D'"
	n = strings.Trim(n, quotes)
	if i := strings.IndexAny(n, quotes); i > 0 {
		n = n[:i]
	}
	return strings.TrimSpace(n)
}

// nameBeforePlace is the outlet of a credit on a line of its own that is a name and a place, NAME - CITY, where the name has the article, or a name
// and "agencies". Nobody may bear it.
func (s *sheet) nameBeforePlace(l *line) text.Named {
	if l.role != text.Byline {
		return text.Named{}
	}
	c := s.readCredit(l.from, l.to, true)
	if len(c.segs) != 2 || c.segs[0].kind != segName || c.segs[0].rule != "" {
		return text.Named{}
	}
	g, rule := c.segs[0], "credit.name-agency"
	switch f := s.t.Tokens[g.from].Fold; {
	case c.segs[1].kind == segPlace && len(f) > leastName && strings.HasPrefix(f, alFold):
		rule = "credit.name-place"
	case c.segs[1].kind == segAgency && c.segs[1].medium != nil && c.segs[1].medium.Credit && !s.placeAt(g.from, g.to):
	default:
		return text.Named{}
	}
	if !s.mayBeAgency(g.from, g.to) {
		return text.Named{}
	}
	at := s.t.Span(g.from, g.to)
	return text.Named{Name: at.Of(s.src), Span: at, Rule: rule}
}

// besideDate is the outlet with whose name a stamp begins: PAPER, 12 May 2012.
func (s *sheet) besideDate(l *line) text.Named {
	if l.role != text.DateLine {
		return text.Named{}
	}
	i, _ := s.trim(l.from, l.to)
	if m, ok := chain.Media().At(s.t, i); ok && m.To < l.to && m.Value.Kind == text.OutletLink && !m.Value.Credit && s.t.Tokens[m.To].Kind == word.Punct {
		return text.Named{Name: m.Value.Name, Span: m.Span, Rule: m.Value.Rule}
	}
	return text.Named{}
}

// inShare is the paper or broadcaster that a share or follow row names: "follow NAME on", "link to the story in the paper NAME".
func (s *sheet) inShare(l *line) text.Named {
	if l.role != text.Share {
		return text.Named{}
	}
	for k := l.from; k < min(l.to, l.from+firstWords); k++ {
		m, ok := chain.Media().At(s.t, k)
		if ok && m.To <= l.to && !m.Value.Credit && m.Value.Bare && (m.Value.Kind == text.OutletLink || m.Value.Kind == text.Broadcaster) {
			return text.Named{Name: m.Value.Name, Span: m.Span, Rule: m.Value.Rule}
		}
	}
	return text.Named{}
}

// firstWords is how far into a share row the name of the outlet stands.
const firstWords = 8

// site is the name of the outlet that the page gives: its own before the one in the <title> before that of the company, one in Arabic
// letters before others.
func (s *sheet) site(lines []line) text.Named {
	m := &s.page.meta
	names := make([]text.Named, 0, 8)
	for _, n := range m.sites {
		names = append(names, text.Named{Name: n, Rule: "markup.site"})
	}
	names = append(names, s.suffix(lines))
	for _, n := range m.publisher {
		names = append(names, text.Named{Name: n, Rule: "markup.publisher"})
	}
	var out text.Named
	for _, n := range names {
		arabic, letters := letter.Share(n.Name, 0)
		if letters > 0 && (out.Name == "" || arabic > .5) {
			out = n
			if arabic > .5 {
				break
			}
		}
	}
	return out
}

// suffix is the name of the site that stands beside the headline in the <title>.
func (s *sheet) suffix(lines []line) text.Named {
	for k := range lines {
		l := &lines[k]
		if l.rule != "markup.site-name" || l.shape.words == 0 || l.shape.words > 5 {
			continue
		}
		i, j := s.trim(l.from, l.to)
		for k := i + 1; k < j; k++ { // of several names the first
			if separates(s.t, k) == '-' && s.t.Tokens[k].Gap > word.None {
				j = k
			}
		}
		at := s.t.Span(i, j)
		return text.Named{Name: at.Of(s.src), Span: at, Rule: l.rule}
	}
	return text.Named{}
}

// sourceLine is the outlet that a line "source: NAME" names, empty where it names agencies or more than one.
func (s *sheet) sourceLine(l *line) text.Named {
	i := l.from
	for i < l.to && separates(s.t, i) != ':' {
		i++
	}
	if m, ok := book().set.At(s, l.from); i+1 >= l.to || i-l.from > 2 || !ok || m.Value.role != text.Credit {
		return text.Named{}
	}
	for k := i + 1; k < l.to; k++ {
		if separates(s.t, k) != 0 {
			return text.Named{}
		}
		if m, ok := chain.Media().At(s.t, k); ok {
			if m.Value.Kind == text.Agency || m.Value.Credit {
				return text.Named{}
			}
			return text.Named{Name: m.Value.Name, Span: m.Span, Rule: m.Value.Rule}
		}
	}
	if l.to-i > 5 {
		return text.Named{}
	}
	at := s.t.Span(i+1, l.to)
	return text.Named{Name: at.Of(s.src), Span: at, Rule: l.rule}
}

// enough is how many bytes of an article tell its language.
const enough = 1500

// tongue is the language of the article's text: "" when it cannot be told.
func (s *sheet) tongue(lines []line) string {
	var b strings.Builder
	b.Grow(min(len(s.src), 2*enough))
	for k := range lines {
		l := &lines[k]
		if l.role != text.Body && l.role != text.Title && l.role != text.Subhead {
			continue
		}
		words := s.bytes(l)
		b.WriteString(words[:min(len(words), enough)])
		b.WriteByte('\n')
		if b.Len() > enough {
			break
		}
	}
	if code, _ := word.Language(b.String()); code != word.Undetermined {
		return code
	}
	return ""
}
