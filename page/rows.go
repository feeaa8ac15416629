package page

import (
	"slices"
	"strings"
	"sync"

	"rawi/arabic/lexicon"
	"rawi/arabic/word"
	"rawi/text"
)

// maxRow is how many words a row holds at most: a line in which stand, one beside the other, a writer, a stamp, a counter, share labels.
const maxRow = 40

// cutRows cuts the rows of small print into what stands in them: at the borders of the elements whose names say what they are for,
// and around stamps. Running text is left whole.
func (s *sheet) cutRows() {
	var c cutting
	for k := range s.lines {
		l := &s.lines[k]
		if l.role != "" || l.shape.words < 2 || l.shape.words > maxRow || l.shape.paragraph() {
			c.keep(s, k)
			continue
		}
		pieces := s.atElements(l)
		if pieces == nil {
			if around := s.aroundStamp(l); around != nil {
				c.cut(s, k, around...)
			} else {
				c.keep(s, k)
			}
			continue
		}
		for i := range pieces {
			if around := s.aroundStamp(&pieces[i]); around != nil {
				c.cut(s, k, around...)
			} else {
				c.cut(s, k, pieces[i])
			}
		}
	}
	c.done(s)
}

// cutting is lines that are gone through to be cut, most of which stay as they are.
type cutting struct {
	out []line
	any bool // a line was cut: out holds those up to it
}

// keep leaves line k of s as it is.
func (c *cutting) keep(s *sheet, k int) {
	if c.any {
		c.out = append(c.out, s.lines[k])
	}
}

// cut puts pieces in the place of line k of s.
func (c *cutting) cut(s *sheet, k int, pieces ...line) {
	if !c.any {
		c.any = true
		c.out = append(make([]line, 0, len(s.lines)+4), s.lines[:k]...)
	}
	c.out = append(c.out, pieces...)
}

// done gives s the lines.
func (c *cutting) done(s *sheet) {
	if c.any {
		s.lines = c.out
	}
}

// ofRow are the marks of the elements at which a row is cut.
const ofRow = markDate | markByline | markCredit | markShare | markKeywords | markFurniture | markRelated

// atElements cuts a line of a page at the borders of the elements inside it that are marked for something of their own; nil when there
// are none.
func (s *sheet) atElements(l *line) []line {
	if s.page == nil {
		return nil
	}
	var cuts []int
	nodes := s.page.nodes
	for n := s.page.nodeAt(l.at - 1); n < len(nodes) && int(nodes[n].from) < l.end; n++ {
		d := &nodes[n]
		if block.has(d.tag) || d.marks&ofRow == 0 || d.to <= d.from || int(d.to) > l.end {
			continue
		}
		i, j := s.t.Index(int(d.from)), s.t.Index(int(d.to))
		if i < l.from || j > l.to || i >= j || i == l.from && j == l.to {
			continue
		}
		cuts = append(cuts, i, j)
	}
	if len(cuts) == 0 {
		return nil
	}
	slices.Sort(cuts)
	var out []line
	from := l.from
	for _, c := range append(slices.Compact(cuts), l.to) {
		if c > from {
			out = append(out, s.sub(l, from, c))
			from = c
		}
	}
	return s.joinMarks(l, out)
}

// joinMarks gives pieces that hold no word to the piece before them, or to the next where they come first.
func (s *sheet) joinMarks(l *line, pieces []line) []line {
	out := pieces[:0]
	from := -1
	for _, p := range pieces {
		switch {
		case p.shape.words > 0 && from >= 0:
			p, from = s.sub(l, from, p.to), -1
			out = append(out, p)
		case p.shape.words > 0:
			out = append(out, p)
		case len(out) > 0:
			out[len(out)-1] = s.sub(l, out[len(out)-1].from, p.to)
		case from < 0:
			from = p.from
		}
	}
	if len(out) == 0 {
		return []line{*l}
	}
	return out
}

// aroundStamp cuts a line around the stamp in it, where what stands beside the stamp is something that goes with stamps: a credit, a
// counter, a section, share labels. What belongs to the stamp itself (its label, the time of day, a second day) stays with it. It is nil where the line stays
// whole.
func (s *sheet) aroundStamp(l *line) []line {
	from, to, ok := s.stampWith(l)
	if !ok || from == l.from && to == l.to {
		return nil
	}
	left, right := s.beside(l.from, from), s.beside(to, l.to)
	if left == besideOther || right == besideOther || left == besideNothing && right == besideNothing {
		return nil
	}
	if left == besideNothing {
		from = l.from
	}
	if right == besideNothing {
		to = l.to
	}
	var out []line
	if from > l.from {
		out = append(out, s.sub(l, l.from, from))
		if left == besideSection {
			out[0].role, out[0].rule = text.Furniture, "page.section"
		}
	}
	out = append(out, s.sub(l, from, to))
	if to < l.to {
		out = append(out, s.sub(l, to, l.to))
		if right == besideSection || right == besideCounter {
			out[len(out)-1].role, out[len(out)-1].rule = text.Furniture, "page.counter"
		}
	}
	return out
}

// stampWith finds the stamp of a line with what belongs to it: the tokens [from, to).
func (s *sheet) stampWith(l *line) (from, to int, ok bool) {
	_, span, ok := stamp(s.t, l.from, l.to)
	if !ok {
		return 0, 0, false
	}
	from, to = s.t.Range(span)
	from, to = max(from, l.from), min(to, l.to)
	for k := l.from; k < from; k++ { // its label
		if m, ok := book().set.At(s, k); ok && m.Value.role == text.DateLine && m.To <= from && s.clock(m.To, from) {
			from = k
		}
	}
	for from > l.from && s.clock(from-1, from) {
		from--
	}
	for from < l.to && separates(s.t, from) != 0 && separates(s.t, from) != '(' {
		from++
	}
	for to < l.to {
		if s.clock(to, to+1) {
			to++
			continue
		}
		if m, ok := book().set.At(s, to); ok && m.To <= l.to && (m.Value.role == text.DateLine || m.Value.where&ofClock != 0) {
			to = m.To
			continue
		}
		if _, span, ok := stamp(s.t, to, l.to); ok { // the day of change beside that of publication
			if i, j := s.t.Range(span); s.clock(to, i) {
				to = j
				continue
			}
		}
		break
	}
	for to > from && s.t.Tokens[to-1].Kind == word.Punct && to < l.to && !s.t.Tokens[to-1].Is(")") {
		to--
	}
	return from, to, true
}

// clock says that the tokens [i, j) may belong to a stamp: marks, figures of a time of day, words such as "at the hour of".
func (s *sheet) clock(i, j int) bool {
	for k := i; k < j; k++ {
		t := s.t.Tokens[k]
		switch {
		case t.Kind == word.Punct:
		case t.Kind == word.Number && (strings.Contains(t.Fold, ":") || k > 0 && s.t.Tokens[k-1].Is(":") || k+1 < len(s.t.Tokens) && s.t.Tokens[k+1].Is(":")):
		case t.Kind == word.Number && k > 0 && (s.t.Tokens[k-1].Is("+") || s.ofClock(k-1)):
		case s.ofClock(k):
		default:
			return false
		}
	}
	return true
}

// ofClock says that token k is a word of the time of day, alone or as the beginning or the end of a phrase of two.
func (s *sheet) ofClock(k int) bool {
	for i := max(0, k-1); i <= k; i++ {
		if m, ok := book().set.At(s, i); ok && m.Value.where&ofClock != 0 && m.To > k {
			return true
		}
	}
	return false
}

// What stands beside a stamp.
type besideKind uint8

const (
	besideNothing besideKind = iota // nothing, or marks
	besideOther                     // something that no row holds
	besidePiece                     // a credit, labels: something of its own that other rules know
	besideCounter                   // how often it was read, how long reading takes
	besideSection                   // the name of a section, behind a bar
)

// beside judges the tokens [i, j) beside a stamp.
func (s *sheet) beside(i, j int) besideKind {
	for i < j && s.t.Tokens[i].Kind == word.Punct {
		i++
	}
	end := j
	for j > i && s.t.Tokens[j-1].Kind == word.Punct {
		j--
	}
	if i >= j {
		return besideNothing
	}
	l := line{from: i, to: j, at: s.t.Tokens[i].Span.Start, end: s.t.Tokens[j-1].Span.End, shape: s.shapeOf(i, j), unit: -1}
	if f, ok := book().atLine(s, &l); ok && f.role != text.DateLine && f.role != text.Body {
		switch f.role {
		case text.Furniture, text.Share, text.Keywords:
			return besidePiece
		case text.Byline:
			if s.believe(&l, f) {
				return besidePiece
			}
		}
	}
	switch counted, figures := s.counter(&l); {
	case counted:
		return besideCounter
	case figures:
		return besideNothing
	}
	if s.shareRow(&l) {
		return besidePiece
	}
	c := s.readCredit(i, j, true)
	if c.to >= j && len(c.segs) > 0 && c.words() <= 10 && (c.has(segPlace, segAgency, segOutlet) == len(c.segs) && len(c.segs) > 1 ||
		c.has(segAgency, segOutlet, segLabel) > 0 || len(c.segs) > 1 && !s.section(&c) || s.personLike(&l)) {
		return besidePiece
	}
	if bar := end < len(s.t.Tokens) && end > j && s.t.Tokens[j].Is("|", "/", "\u2022", "\u00B7"); bar && l.shape.words <= 3 && !l.shape.stop() {
		return besideSection
	}
	return besideOther
}

// section says that a credit may be nothing but names of sections: each of its pieces is one word that may be no person or place.
func (s *sheet) section(c *credit) bool {
	for _, g := range c.segs {
		if g.kind != segName || g.to-g.from > 1 || g.rule != "" {
			return false
		}
	}
	return true
}

// counter says that a line counts readers, comments or minutes (figures, and words that go with them), or that it holds nothing but figures.
func (s *sheet) counter(l *line) (counted, figures bool) {
	for k := l.from; k < l.to; k++ {
		t := s.t.Tokens[k]
		switch {
		case t.Kind == word.Punct:
			continue
		case t.Kind == word.Number:
			figures = true
			continue
		}
		m, ok := book().set.At(s, k)
		if !ok || m.Value.where&ofRowOnly == 0 && (m.Value.role != text.Furniture || m.Value.where == ofClock) || m.To > l.to {
			return false, false
		}
		counted = true
		k = m.To - 1
	}
	return counted, figures
}

// shareWords are the words of share.tsv; the value says whether one is strong.
var shareWords = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, r := range lexicon.Must(files, "share.tsv").Rows {
		out[fold(r.Key())] = r.Get("kind") == "strong"
	}
	return out
})

// maxShareRow is how many words a row of share labels holds at most.
const maxShareRow = 24

// shareRow says that a short line consists of the words of share rows.
func (s *sheet) shareRow(l *line) bool {
	if l.shape.words > maxShareRow || l.shape.words < 1 || l.shape.stop() {
		return false
	}
	strong, other := 0, 0
	for k := l.from; k < l.to; k++ {
		t := s.t.Tokens[k]
		if t.Kind == word.Punct {
			continue
		}
		known, ok := shareWords()[t.Fold]
		switch {
		case !ok:
			if other++; other*5 > l.shape.words {
				return false
			}
		case known:
			strong++
		}
	}
	return strong >= 2 || strong == 1 && other == 0 && (l.shape.words > 1 || l.shape.last == ':')
}
