package web

import (
	"slices"
	"unicode"

	"rawi/news"
	"rawi/text"
)

// layout turns the parts of an article into blocks.
type layout struct {
	*shelf
	article *news.Article
	marks   []mark // by where they begin
	next    int    // of marks: the first that no paragraph has reached
	open    []mark // marks that go on behind the last paragraph
	at      text.Span
	titled  bool
	quote   int // of Doc.Quotes by their place: the first without a side note
	date    int
	quotes  []int // indexes of Doc.Quotes by where they begin
	dates   []int
	told    map[string]bool // dates that a side note has told
}

// folded are the roles that are no part of what the article tells; they are shown on demand.
func foldedRole(r text.Role) bool {
	switch r {
	case text.Keywords, text.Share, text.Advert, text.Related, text.Furniture:
		return true
	}
	return false
}

// blocks are the parts in order. Neighbouring parts that are not told are folded together.
func (l *layout) blocks() []block {
	d := &l.article.Doc
	l.order()
	parts := d.Parts
	if len(parts) == 0 {
		parts = []text.Part{{Role: text.Body, Span: text.Span{End: len(d.Text)}}}
	}
	var out []block
	for _, p := range parts {
		b := l.block(p)
		if len(b.Lines) == 0 {
			continue
		}
		n := len(out) - 1
		switch {
		case b.Shape == "fold" && n >= 0 && out[n].Shape == "fold":
			out[n].add(b)
		case b.Shape == "fold":
			f := block{Shape: "fold"}
			f.add(b)
			out = append(out, f)
		case n >= 0 && out[n].Shape == b.Shape && out[n].Role == b.Role && b.Shape != "title":
			out[n].Lines = append(out[n].Lines, b.Lines...)
		default:
			out = append(out, b)
		}
	}
	return out
}

// add puts a folded part into a fold.
func (f *block) add(b block) {
	f.Open = f.Open || b.Open
	if !slices.Contains(f.Roles, b.Role) {
		f.Roles = append(f.Roles, b.Role)
	}
	if n := len(f.Inside) - 1; n >= 0 && f.Inside[n].Role == b.Role {
		f.Inside[n].Lines = append(f.Inside[n].Lines, b.Lines...)
		return
	}
	f.Inside = append(f.Inside, b)
}

// order lists quotes and dates by where they begin, for the margin.
func (l *layout) order() {
	d := &l.article.Doc
	for i := range d.Quotes {
		l.quotes = append(l.quotes, i)
	}
	slices.SortStableFunc(l.quotes, func(a, b int) int { return d.Quotes[a].Said.Start - d.Quotes[b].Said.Start })
	for i := range d.Dates {
		l.dates = append(l.dates, i)
	}
	slices.SortStableFunc(l.dates, func(a, b int) int { return d.Dates[a].Span.Start - d.Dates[b].Span.Start })
}

func (l *layout) block(p text.Part) block {
	b := block{Role: p.Role, Shape: "aside"}
	switch {
	case foldedRole(p.Role):
		b.Shape, b.Open = "fold", p.Span.Overlaps(l.at)
	case p.Role == text.Body:
		b.Shape = "text"
	case p.Role == text.Subhead:
		b.Shape = "subhead"
	case p.Role == text.Title && !l.titled:
		b.Shape, l.titled = "title", true
	}
	t := l.article.Doc.Text
	for _, s := range paragraphs(t, p.Span) {
		x := paragraph{HTML: annotate(t, s, l.touching(s)), Dir: direction(s.Of(t))}
		if notes := l.notes(s); b.Shape == "text" || b.Shape == "subhead" {
			x.Notes = notes
		}
		b.Lines = append(b.Lines, x)
	}
	return b
}

// touching are the marks that touch the stretch s; stretches are asked for in order, so each mark is looked at once and then as
// long as it goes on.
func (l *layout) touching(s text.Span) []mark {
	out := slices.DeleteFunc(l.open, func(m mark) bool { return m.Span.End <= s.Start })
	for l.next < len(l.marks) && l.marks[l.next].Span.Start < s.End {
		if m := l.marks[l.next]; m.Span.End > s.Start {
			out = append(out, m)
		}
		l.next++
	}
	l.open = slices.Clone(out)
	return out
}

// notes are the notes for the margin beside the stretch s: who speaks and by which way it came; what the dates mean.
func (l *layout) notes(s text.Span) []sideNote {
	d := &l.article.Doc
	type placed struct {
		sideNote
		at int
	}
	var found []placed
	for ; l.quote < len(l.quotes) && d.Quotes[l.quotes[l.quote]].Said.Start < s.End; l.quote++ {
		i := l.quotes[l.quote]
		if q := &d.Quotes[i]; q.Said.Start >= s.Start {
			n := sideNote{For: quoteID(i), Kind: "quote", Who: l.who(l.article, q), Way: chain(l.article, q)}
			if !slices.ContainsFunc(found, func(f placed) bool { return f.Kind == n.Kind && f.Who == n.Who && slices.Equal(f.Way, n.Way) }) {
				found = append(found, placed{n, q.Said.Start})
			}
		}
	}
	for ; l.date < len(l.dates) && d.Dates[l.dates[l.date]].Span.Start < s.End; l.date++ {
		i := l.dates[l.date]
		if x := &d.Dates[i]; x.Span.Start >= s.Start && !tellsYear(x.Span.Of(d.Text)) {
			n := sideNote{Kind: "date", Words: clean(x.Span.Of(d.Text)), Value: l.dateValue(x)}
			if told := n.Words + "\n" + n.Value; !l.told[told] { // the same words again mean the same
				l.told[told] = true
				n.For = dateID(i)
				found = append(found, placed{n, x.Span.Start})
			}
		}
	}
	slices.SortStableFunc(found, func(a, b placed) int { return a.at - b.at })
	var out []sideNote
	for _, f := range found {
		out = append(out, f.sideNote)
	}
	return out
}

// tellsYear says that a date as written names its year, so that a note beside it would only repeat it.
func tellsYear(words string) bool {
	run := 0
	for _, r := range words {
		switch {
		case unicode.IsDigit(r):
			run++
		case run == 4:
			return true
		default:
			run = 0
		}
	}
	return run == 4
}
