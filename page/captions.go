package page

import (
	"sync"

	"rawi/arabic/lexicon"
	"rawi/arabic/word"
	"rawi/text"
)

// photoWord is a row of photos.tsv.
type photoWord struct{ sign, rule string }

var photoWords = sync.OnceValue(func() finder[photoWord] {
	p := newFinder[photoWord](beginsPhoto)
	for _, r := range lexicon.Must(files, "photos.tsv").Rows {
		p.Add(r.Key(), photoWord{r.Get("sign"), r.Rule()})
	}
	return p
})

// captions finds the lines that stand under pictures: by a photo credit at their end, by telling in the present what is seen on a
// day that they name in full, and by standing twice with such a day.
func (s *sheet) captions() {
	count := map[uint64]int{}
	for k := range s.lines {
		if l := &s.lines[k]; l.role == "" && l.shape.words >= 6 {
			count[l.shape.key]++
		}
	}
	s.gallery()
	title := s.given(text.Title)
	for k := range s.lines {
		l := &s.lines[k]
		if l.role != "" || l.shape.words < 2 || l.shape.words > 70 {
			continue
		}
		switch {
		case s.photoCredit(l) != "":
			l.give(text.Caption, s.photoCredit(l))
		case l.shape.words <= 60 && s.scene(l) != "":
			l.give(text.Caption, s.scene(l))
		case s.page == nil && count[l.shape.key] >= 2 && l.shape.key != title && s.dated(l) && s.paragraphBefore(k):
			l.give(text.Caption, "page.repeated")
		}
	}
}

// leastPictures is how many pictures make a gallery.
const leastPictures = 3

// gallery gives the role of caption to the lines that stand after the left-over mark-up of pictures, where there are several of them.
func (s *sheet) gallery() {
	var after []int
	for k := 0; k+1 < len(s.lines); k++ {
		l := &s.lines[k]
		if l.rule == "page.debris" && s.t.Tokens[l.from].Fold == "alt" {
			after = append(after, k+1)
		}
	}
	if len(after) < leastPictures {
		return
	}
	for _, k := range after {
		if l := &s.lines[k]; l.shape.words <= 45 {
			l.give(text.Caption, "page.gallery")
		}
	}
}

// given is the key of the first line that has the role, 0 when none has.
func (s *sheet) given(r text.Role) uint64 {
	for k := range s.lines {
		if s.lines[k].role == r {
			return s.lines[k].shape.key
		}
	}
	return 0
}

// dated says that a line holds a full date.
func (s *sheet) dated(l *line) bool {
	_, _, ok := stamp(s.t, l.from, l.to)
	return ok
}

// paragraphBefore says that running text stands before line k.
func (s *sheet) paragraphBefore(k int) bool {
	for i := range min(k, headLines) {
		if s.lines[i].shape.paragraph() {
			return true
		}
	}
	return k > headLines
}

// photoCredit says by which row a line is a caption because of the credit in its last words, "" when it is none. Running text that ends with such a
// word is no caption unless the word stands in brackets of its own.
func (s *sheet) photoCredit(l *line) string {
	toks := s.t.Tokens
	end := l.to
	for end > l.from && toks[end-1].Kind == word.Punct {
		end--
	}
	for n, k := 0, end-1; n < 8 && k >= l.from; n, k = n+1, k-1 {
		m, ok := photoWords().At(s, k)
		if !ok || m.Value.sign != "credit" || m.To > l.to {
			continue
		}
		apart := k == l.from || toks[k-1].Is("(", "[", ".", "-", "\u2013", "/", "|") || s.inBrackets(l, k)
		latin := toks[k].Kind == word.Latin
		if latin && apart || apart && s.closes(m.To, l.to) {
			return m.Value.rule
		}
	}
	return ""
}

// inBrackets says that an opening bracket stands close before token k.
func (s *sheet) inBrackets(l *line, k int) bool {
	for n := 0; k > l.from && n < 4; n++ {
		k--
		if s.t.Tokens[k].Is("(", "[") {
			return true
		}
		if s.t.Tokens[k].Is(")", "]") {
			return false
		}
	}
	return false
}

// closes says that little more than marks stands from token k to the end of the line.
func (s *sheet) closes(k, to int) bool {
	n := 0
	for ; k < to; k++ {
		if s.t.Tokens[k].Kind != word.Punct {
			n++
		}
	}
	return n <= 3
}

// scene says by which row a line tells in the present what a picture shows, with the full date on which it was taken.
func (s *sheet) scene(l *line) string {
	m, ok := photoWords().At(s, l.from)
	if ok && m.Value.sign == "head" && l.shape.words <= 20 && (!l.shape.stop() || l.shape.words <= 12) {
		return m.Value.rule
	}
	if !ok || m.Value.sign != "scene" {
		return ""
	}
	if _, span, ok := stamp(s.t, l.from, l.to); ok {
		if i, _ := s.t.Range(span); i > l.from+4 {
			return m.Value.rule
		}
	}
	return ""
}

// cutPhoto cuts a line at the photo credit inside it: what follows the Latin words of the credit, or a caption's head that runs into the
// next word, is a line of its own. It is nil where the line stays whole.
func (s *sheet) cutPhoto(l *line) []line {
	toks := s.t.Tokens
	if m, ok := photoWords().At(s, l.from); ok && m.Value.sign == "head" && m.To < l.to {
		if at, tok := s.gluedWord(m.To, min(l.to, m.To+9)); tok > 0 {
			head, rest := s.sub(l, l.from, tok+1), s.sub(l, tok, l.to)
			head.end, rest.at = at, at
			head.role, head.rule = text.Caption, m.Value.rule
			return []line{head, rest}
		}
	}
	for k := l.from; k < l.to; k++ {
		if toks[k].Kind != word.Latin {
			continue
		}
		m, ok := photoWords().At(s, k)
		if !ok || m.Value.sign != "credit" || m.To > l.to || k > l.from && toks[k].Gap > word.None && !toks[k-1].Is("(", ".", "/", "-", "|") {
			continue
		}
		end := m.To
		for end < l.to && toks[end].Kind != word.Word && !toks[end].Is(":") {
			end++
		}
		if end == l.to || k == l.from && l.shape.words > 30 {
			return nil
		}
		head, rest := s.sub(l, l.from, end), s.sub(l, end, l.to)
		head.role, head.rule = text.Caption, m.Value.rule
		return []line{head, rest}
	}
	return nil
}

// gluedWord finds the first of the tokens [i, j) that is two words without a blank between: a letter that only ends words stands inside it.
// It returns the byte at which the second word begins, and the token.
func (s *sheet) gluedWord(i, j int) (at, tok int) {
	for k := i; k < j; k++ {
		if s.t.Tokens[k].Kind != word.Word {
			continue
		}
		raw := s.t.Raw(k)
		for x, r := range raw {
			// ta marbuta and alef maksura end words; what follows one, but for marks, begins another.
			if (r == '\u0629' || r == '\u0649') && x > 2 && len(raw)-x-2 >= 6 {
				return s.t.Tokens[k].Span.Start + x + 2, k
			}
		}
	}
	return 0, 0
}
