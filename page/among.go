package page

import (
	"rawi/arabic/word"
	"rawi/text"
)

// among gives roles to the short lines between the first and the last paragraph: sub-headings, pulled quotations, lists.
func (s *sheet) among(first, last int) {
	if first < 0 {
		return
	}
	wrapped := s.wrapped(first, last)
	heads := map[string]int{} // short lines by their first word, and the questions among them
	for k := first + 1; k < last; k++ {
		if l := &s.lines[k]; l.role == "" && !l.shape.paragraph() {
			heads[s.t.Tokens[l.from].Fold]++
			if l.shape.last == '\u061F' || l.shape.last == '?' {
				heads["?"]++
			}
		}
	}
	for k := first + 1; k < last; k++ {
		l := &s.lines[k]
		if l.role != "" {
			continue
		}
		if l.shape.quoted && s.pulled(k) {
			l.give(text.Furniture, "page.pulled-quote")
			s.lines[k+1].give(text.Furniture, "page.pulled-quote")
			continue
		}
		question := l.shape.last == '\u061F' || l.shape.last == '?'
		if wrapped || !s.subhead(k) || heads[s.t.Tokens[l.from].Fold] >= repeatedLabel || question && heads["?"] >= repeatedLabel {
			continue
		}
		l.give(text.Subhead, "page.subhead")
	}
}

// repeatedLabel is how many short lines that begin with one word, or ask, make a list or an interview of them.
const repeatedLabel = 3

// subhead says that line k is a sub-heading: short, without a stop, alone between paragraphs.
func (s *sheet) subhead(k int) bool {
	f := s.lines[k].shape
	if f.words < 1 || f.words > 14 || f.paragraph() || f.arabic == 0 {
		return false
	}
	switch f.last {
	case '.', '\u060C', ',', '\u061B':
		return false
	}
	if f.quoted || f.bracket || f.bullet && f.last != ':' {
		return false
	}
	next := s.next(k)
	if next < 0 {
		return false
	}
	prev := s.prev(k)
	if prev < 0 {
		return false
	}
	p, n := s.lines[prev].shape, s.lines[next].shape
	if s.lines[prev].role == text.Subhead {
		return false
	}
	short := func(f shape) bool { return !f.paragraph() && f.words <= 14 }
	switch {
	case short(p) && short(n): // the middle of a list
		return false
	case p.last == ':' || p.last == '\u060C' || p.last == ',': // what was announced follows
		return false
	case short(n):
		return f.last == ':' && f.words <= 6 && f.bullet
	}
	return n.words > f.words && (n.paragraph() || n.words >= 12)
}

// next and prev are the nearest lines of running text, or without a role, after and before line k; -1 where there is none.
func (s *sheet) next(k int) int {
	for k++; k < len(s.lines); k++ {
		if r := s.lines[k].role; r == "" || r == text.Body || r == text.Subhead {
			return k
		}
	}
	return -1
}

func (s *sheet) prev(k int) int {
	for k--; k >= 0; k-- {
		if r := s.lines[k].role; r == "" || r == text.Body || r == text.Subhead {
			return k
		}
	}
	return -1
}

// pulled says that the quotation on line k is repeated from the text, with its speaker under it: a line of a few words follows, and
// then a paragraph.
func (s *sheet) pulled(k int) bool {
	if k+2 >= len(s.lines) || s.lines[k].shape.words < 5 {
		return false
	}
	name, after := &s.lines[k+1], &s.lines[k+2]
	return name.role == "" && name.shape.words <= 12 && name.shape.words > 0 && !name.shape.stop() && name.shape.last != ':' &&
		(after.role != "" || after.shape.paragraph() || after.shape.words <= 8)
}

// wrapped says that lines are cut at a width, so that a line end says nothing.
func (s *sheet) wrapped(first, last int) bool {
	open, n, long := 0, 0, 0
	for k := first; k < last; k++ {
		l := &s.lines[k]
		if l.role != "" && l.role != text.Body {
			continue
		}
		n++
		if l.shape.words >= 6 && !l.shape.stop() && l.shape.last != ':' {
			open++
		}
		long = max(long, l.shape.words)
	}
	return n >= 8 && open*3 > n*2 && long <= 30
}

// tail gives roles to what stands after the last paragraph: credits, writers, what pictures show.
func (s *sheet) tail(first, last int) {
	if last < 0 {
		return
	}
	writer := s.given(text.Byline) != 0
	apart := !s.parted(first, last)
	for k := last + 1; k < len(s.lines); k++ {
		l := &s.lines[k]
		if l.role != "" {
			continue
		}
		c := s.readCredit(l.from, l.to, true)
		rule := s.onlyMedia(l)
		switch {
		case rule != "":
			l.give(text.Credit, rule)
		case s.bracketCredit(l):
			l.give(text.Credit, "credit.bracket")
		case l.shape.words <= 4 && (l.shape.arabic == 0 || s.addressed(l) || s.clock(l.from, l.to)):
			l.give(text.Furniture, "page.rule")
			if p := &s.lines[k-1]; p.role == text.Share {
				l.role, l.rule = p.role, p.rule
			}
		case c.to >= l.to && len(c.segs) > 0 && s.creditLine(&c, l, true, writer) && !s.personLike(l):
			l.give(text.Credit, "credit.tail")
		case k == len(s.lines)-1 && s.personLike(l) && !writer && (l.shape.words <= 3 || s.person(l)):
			l.give(text.Byline, "credit.tail")
		case apart && l.shape.far && first < last && l.shape.words >= 2 && l.shape.words <= 16 && l.shape.last == 0 && !l.shape.bullet && !l.shape.quoted:
			l.give(text.Caption, "page.after-text")
		}
	}
}

// addressed says that an address of the network stands in a line.
func (s *sheet) addressed(l *line) bool {
	for k := l.from; k < l.to; k++ {
		if s.t.Tokens[k].Kind == word.Link {
			return true
		}
	}
	return false
}

// parted says that blank lines stand between the paragraphs of the text, so that one before a line says nothing.
func (s *sheet) parted(first, last int) bool {
	far, n := 0, 0
	for k := first + 1; k <= last; k++ {
		if l := &s.lines[k]; l.role == "" || l.role == text.Body {
			n++
			if l.shape.far {
				far++
			}
		}
	}
	return far*3 > n
}
