package page

import (
	"errors"
	"strings"

	"rawi/charset"
	"rawi/news"
	"rawi/text"
)

// ofFields makes the text of a record: title, writer and text as given, each parted from the next by a line break; a missing one leaves
// none. A record that gives HTML, or whose text is HTML, is a page with the title and the writer before it. References and tags left in other
// fields are read as what they stand for, through a View.
func ofFields(f *news.Fields) (source, error) {
	named := *f
	named.Outlet, named.Title = bare(f.Outlet), bare(f.Title)
	src := source{fields: &named}
	var b strings.Builder
	add := func(s string) text.Span {
		if strings.TrimSpace(s) == "" {
			return text.Span{}
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		from := b.Len()
		b.WriteString(strings.ToValidUTF8(s, "\uFFFD"))
		return text.Span{Start: from, End: b.Len()}
	}
	body := f.Text
	if strings.TrimSpace(body) == "" && strings.TrimSpace(f.HTML) != "" {
		src.html = true
		body = f.HTML
	}
	src.html = src.html || markupIn(body) == allMarkup
	if len(f.Title)+len(f.Author)+len(body) > charset.Max {
		return src, errors.New("the record is larger than a page may be")
	}
	src.title = add(f.Title)
	src.author = add(f.Author)
	src.prefix = b.Len()
	add(body)
	if src.text = b.String(); src.text == "" {
		return src, errors.New("the record holds no text")
	}
	if !src.html && markupIn(src.text) != plainText {
		v := undress(src.text)
		if strings.TrimSpace(v.Text) == "" {
			return src, errors.New("the record holds no text")
		}
		src.title, src.author = v.Find(src.title), v.Find(src.author)
		src.text, src.view = v.Text, &v
	}
	return src, nil
}

// markFields gives the lines of the title and the writer of a record their roles. A writer field that holds sentences is no writer.
func (s *sheet) markFields(src source) {
	if src.fields == nil {
		return
	}
	s.addOwn(src.fields.Outlet, "field:outlet", text.Span{})
	if name := called(src.fields.Outlet); name != src.fields.Outlet {
		s.addOwn(name, "field:outlet", text.Span{})
	}
	find := func(v text.Span) text.Span {
		if s.page != nil && !v.Empty() {
			return s.page.view.Find(v)
		}
		return v
	}
	title, author := find(src.title), find(src.author)
	for k := range s.lines {
		l := &s.lines[k]
		switch at := (text.Span{Start: l.at, End: l.end}); {
		case title.Overlaps(at):
			l.role, l.rule = text.Title, "field:title"
		case author.Overlaps(at) && l.shape.words > maxCreditWords:
			l.role, l.rule = text.Subhead, "field:author"
		case author.Overlaps(at):
			l.role, l.rule = text.Byline, "field:author"
		}
	}
}
