package page

import (
	"rawi/arabic/chain"
	"rawi/arabic/name"
	"rawi/arabic/word"
	"rawi/text"
)

// maxBracket is how many words the credit in brackets at the end of a text has at most.
const maxBracket = 8

// bracketCredit says that a line is nothing but names in brackets, as the credit at the end of a text: short names of which no word is a
// particle or a verb.
func (s *sheet) bracketCredit(l *line) bool {
	to := l.to
	for to > l.from && s.t.Tokens[to-1].Is(".") {
		to--
	}
	return to > l.from+2 && s.t.Tokens[l.from].Is("(", "[") && s.bracketNames(l.from, to)
}

// sourceRow says by which row a short line is the label of a source with names after it and no mark between: a label and a link, as pages put them.
func (s *sheet) sourceRow(l *line) string {
	if s.page == nil || l.shape.words > 6 || l.shape.stop() {
		return ""
	}
	m, ok := book().set.At(s, l.from)
	if !ok || m.Value.role != text.Credit || m.To >= l.to {
		return ""
	}
	if c := s.readCredit(m.To, l.to, true); len(c.segs) == 0 || c.to < l.to {
		return ""
	}
	return m.Value.rule
}

// bracketNames says that the tokens [i, to) are brackets with the names of agencies or outlets in them.
func (s *sheet) bracketNames(i, to int) bool {
	if !s.t.Tokens[to-1].Is(")", "]") || to-i > 2*maxBracket {
		return false
	}
	words, here := 0, 0
	for k := i + 1; k < to-1; k++ {
		t := s.t.Tokens[k]
		switch {
		case t.Kind == word.Word || t.Kind == word.Latin:
			if t.Kind == word.Word && (s.particle(k, to) || here == 0 && chain.Verbal(t.Fold)) {
				return false
			}
			words++
			if here++; here > maxNameWords {
				return false
			}
		case t.Kind == word.Punct && t.Is("-", "\u2013", "/", ",", "\u060C", "+", "|", "\u061B"):
			here = 0
		case word.IsQuote(t), t.Is("."):
		default:
			return false
		}
	}
	return words > 0 && words <= maxBracket
}

// person says that a line names a person: the tagger of names finds one in most of it. The line is read by itself, since what stands
// around it is no sentence.
func (s *sheet) person(l *line) bool {
	return personIn(s.bytes(l))*5 >= len(s.bytes(l))*3
}

// personAt says that the tokens [i, j) name a person.
func (s *sheet) personAt(i, j int) bool {
	b := s.t.Span(i, j).Of(s.src)
	return personIn(b)*5 >= len(b)*3
}

// placeAt says that the tokens [i, j) name a place.
func (s *sheet) placeAt(i, j int) bool {
	b := s.t.Span(i, j).Of(s.src)
	return namedIn(b, text.Place)*5 >= len(b)*3
}

// personIn is how many bytes of a short text are names of persons.
func personIn(b string) int { return namedIn(b, text.Person) }

// namedIn is how many bytes of a short text are names of a kind.
func namedIn(b string, kind text.Kind) (n int) {
	t := word.Read(b, text.Span{End: len(b)})
	if len(t.Tokens) == 0 {
		return 0
	}
	for _, x := range name.Find(t, [][2]int{{0, len(t.Tokens)}}, 0) {
		if x.Kind == kind {
			n += x.Span.Len()
		}
	}
	return n
}
