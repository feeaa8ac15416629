package web

import (
	"html/template"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rawi/desk"
	"rawi/text"
)

// mark is a stretch of a text that is shown as something found.
type mark struct {
	Span  text.Span
	Class string // of the element: what was found
	Note  string // what a reader is told on it
	Rule  string // which rule found it
	ID    string // of the element, where something links to it
	Stop  bool   // the keyboard stops at it
}

// deepest is how many marks may stand inside one another. Findings never come near it; without it a hostile set of crossing spans
// would be closed and opened again at each of its borders.
const deepest = 12

// annotate writes the stretch s of t as HTML with its marks in place. Marks may lie in one another or cross: a mark that crosses the
// end of another is split there, so that elements nest. What remains when the tags are taken out is exactly the text, as
// people are shown it.
// Only the marks that touch s are written; those that begin before it or end after it are cut at its borders.
func annotate(t string, s text.Span, marks []mark) template.HTML {
	s = onRunes(t, s)
	inside := make([]mark, 0, len(marks))
	for _, m := range marks {
		began := m.Span.Start
		m.Span = onRunes(t, m.Span)
		m.Span = text.Span{Start: max(m.Span.Start, s.Start), End: min(m.Span.End, s.End)}
		if m.Span.Empty() {
			continue
		}
		if began < s.Start {
			m.ID = "" // an id stands once, where the mark begins
		}
		inside = append(inside, m)
	}
	slices.SortStableFunc(inside, outerFirst)
	w := weaver{text: t, at: s.Start}
	for _, m := range inside {
		w.closeUpTo(m.Span.Start)
		w.write(m.Span.Start)
		w.open(m)
	}
	w.closeUpTo(s.End)
	w.write(s.End)
	return template.HTML(w.out.String())
}

// outerFirst orders marks by where they begin, the longer before the shorter.
func outerFirst(a, b mark) int {
	if a.Span.Start != b.Span.Start {
		return a.Span.Start - b.Span.Start
	}
	return b.Span.End - a.Span.End
}

// weaver writes a text and its marks from left to right.
type weaver struct {
	text  string
	at    int    // what comes before is written
	stack []mark // open marks, the outermost first
	out   strings.Builder
}

// write writes the text up to a place.
func (w *weaver) write(to int) {
	if to > w.at {
		template.HTMLEscape(&w.out, []byte(clean(w.text[w.at:to])))
		w.at = to
	}
}

// open begins an element, unless too many are open already.
func (w *weaver) open(m mark) {
	if len(w.stack) >= deepest {
		return
	}
	w.tag(m, m.ID)
	w.stack = append(w.stack, m)
}

func (w *weaver) tag(m mark, id string) {
	attr := func(name, value string) {
		if value != "" {
			w.out.WriteString(" " + name + `="` + template.HTMLEscapeString(clean(value)) + `"`)
		}
	}
	w.out.WriteString(`<mark class="m ` + template.HTMLEscapeString(m.Class) + `"`)
	attr("id", id)
	attr("title", m.Note)
	attr("data-rule", m.Rule)
	if m.Stop {
		w.out.WriteString(` tabindex="0"`)
	}
	w.out.WriteByte('>')
}

// closeUpTo ends the marks that end at or before a place, writing the text up to each end. Those that were opened inside one that
// ends, and go on, are ended with it and begun again.
func (w *weaver) closeUpTo(place int) {
	for {
		end, which := place+1, -1
		for i, m := range w.stack {
			if m.Span.End < end {
				end, which = m.Span.End, i
			}
		}
		if which < 0 {
			return
		}
		w.write(end)
		for range w.stack[which:] {
			w.out.WriteString("</mark>")
		}
		again := slices.Clone(w.stack[which+1:])
		w.stack = w.stack[:which]
		for _, m := range again {
			if m.Span.End <= end {
				continue
			}
			m.Stop = false // the keyboard stops once
			w.tag(m, "")
			w.stack = append(w.stack, m)
		}
	}
}

// clean makes a stretch of a source fit to be read on a page.
func clean(s string) string { return desk.Shown(s) }

// onRunes widens a span to the borders of the characters it touches, and cuts it to the text.
func onRunes(t string, s text.Span) text.Span {
	s.Start, s.End = min(max(s.Start, 0), len(t)), min(max(s.End, 0), len(t))
	if s.End <= s.Start {
		return text.Span{Start: s.Start, End: s.Start}
	}
	for n := 0; n < utf8.UTFMax && s.Start > 0 && !utf8.RuneStart(t[s.Start]); n++ {
		s.Start--
	}
	for n := 0; n < utf8.UTFMax && s.End < len(t) && !utf8.RuneStart(t[s.End]); n++ {
		s.End++
	}
	return s
}

// paragraphs are the non-blank lines of the stretch s of t, without the spaces around them.
func paragraphs(t string, s text.Span) []text.Span {
	var out []text.Span
	s = onRunes(t, s)
	at := s.Start
	for line := range strings.Lines(t[s.Start:s.End]) {
		p := trim(t, text.Span{Start: at, End: at + len(line)})
		if !p.Empty() {
			out = append(out, p)
		}
		at += len(line)
	}
	return out
}

// trim takes the white space off both ends of a span.
func trim(t string, s text.Span) text.Span {
	in := s.Of(t)
	left := strings.TrimLeftFunc(in, unicode.IsSpace)
	s.Start += len(in) - len(left)
	s.End = s.Start + len(strings.TrimRightFunc(left, unicode.IsSpace))
	return s
}

// direction is the way a paragraph is set: "ltr" when nearly all of its letters are Latin, else "rtl". The first letter, which
// dir="auto" goes by, is often that of an agency's Latin name before an Arabic sentence.
func direction(s string) string {
	latin, other := 0, 0
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Latin, r):
			latin++
		case unicode.IsLetter(r):
			other++
		}
	}
	if latin > 3*other {
		return "ltr"
	}
	return "rtl"
}

// around is what is shown of the text about a place: its sentence, within its line, and of a long one only the words near the place.
func around(d *text.Doc, s text.Span) text.Span {
	const reach = 150 // bytes on either side, about a dozen words
	s = onRunes(d.Text, s)
	w := text.Span{End: len(d.Text)}
	for _, x := range d.Sentences {
		if x = onRunes(d.Text, x); x.Contains(s) {
			w = x
			break
		}
	}
	if i := strings.LastIndexByte(d.Text[w.Start:s.Start], '\n'); i >= 0 {
		w.Start += i + 1
	}
	if i := strings.IndexByte(d.Text[s.End:w.End], '\n'); i >= 0 {
		w.End = s.End + i
	}
	if s.Start-w.Start > reach {
		w.Start = onRunes(d.Text, text.Span{Start: s.Start - reach, End: s.End}).Start
		if i := strings.IndexFunc(d.Text[w.Start:s.Start], unicode.IsSpace); i >= 0 {
			w.Start += i
		}
	}
	if w.End-s.End > reach {
		w.End = onRunes(d.Text, text.Span{Start: s.Start, End: s.End + reach}).End
		if i := strings.LastIndexFunc(d.Text[s.End:w.End], unicode.IsSpace); i >= 0 {
			w.End = s.End + i
		}
	}
	return trim(d.Text, w)
}

// cut says whether a stretch that around gave leaves words of its sentence out, before it and after it.
func cut(d *text.Doc, s text.Span) (before, after bool) {
	for _, x := range d.Sentences {
		if x = trim(d.Text, x); x.Contains(s) {
			return x.Start < s.Start, s.End < x.End
		}
	}
	return s.Start > 0, s.End < len(d.Text)
}
