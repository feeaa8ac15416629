package page

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rawi/arabic/letter"
	"rawi/arabic/word"
	"rawi/text"
)

// sheet is the text of a source laid out in lines, while their roles are being found.
type sheet struct {
	src    string
	t      *word.Text
	begins []begins // of each token: the sets with phrases that begin with it
	lines  []line
	page   *tree     // nil for a text without mark-up
	names  []ownName // of the outlet itself
	groups []string  // the tables of Repeats that speak of it
	said   text.Days // when it was published, as the one says who handed it on
}

// line is a stretch of the text that stands by itself: a line of a plain text, a block of a page, or what a rule cut out of one.
type line struct {
	at, end  int // bytes
	from, to int // tokens; a rule may cut inside a token, which then is the last of one line and the first of the next
	role     text.Role
	rule     string
	shape    shape
	unit     int32 // for a page: the block, an index into tree.units; else -1
}

// shape is how a line looks, whatever it says.
type shape struct {
	words   int    // words, numbers and links
	arabic  int    // words in Arabic letters
	inner   int    // commas and stops inside
	last    rune   // the mark at its end, closing quotation marks and brackets aside; 0 when it ends with a word
	bullet  bool   // begins as an item of a list
	quoted  bool   // stands wholly in quotation marks
	far     bool   // a blank line or a wide gap stands before it
	key     uint64 // of its words, to tell repeated lines
	bracket bool   // stands wholly in brackets
}

// stop says that the line ends as a sentence does.
func (s shape) stop() bool {
	switch s.last {
	case '.', '!', '?', '\u061F', '\u2026':
		return true
	}
	return false
}

// paragraph says that the line is running text rather than a heading, a name or a label.
func (s shape) paragraph() bool {
	switch {
	case s.words >= 28:
		return true
	case s.words >= 7 && s.stop() && s.last != '!' && s.last != '?' && s.last != '\u061F' && s.last != '\u2026':
		return true
	case s.words >= 16 && s.inner >= 1 && (s.stop() || s.inner >= 2):
		return true
	}
	return false
}

// newSheet lays a text out. Lines end where lines of the text end, and at gaps that are as wide as a line end in pages flattened to one line.
func (d *desk) newSheet(src string) *sheet {
	t := &d.words
	s := &sheet{src: src, t: t}
	s.sift(d.begins)
	d.begins = s.begins
	n := 1
	for i := 1; i < len(t.Tokens); i++ {
		if t.Tokens[i].Gap >= word.Line {
			n++
		}
	}
	s.lines = slices.Grow(d.lines[:0], n+moreLines)
	for i := 0; i < len(t.Tokens); {
		j := i + 1
		for j < len(t.Tokens) && t.Tokens[j].Gap < word.Line {
			j++
		}
		l := line{from: i, to: j, at: t.Tokens[i].Span.Start, end: t.Tokens[j-1].Span.End, unit: -1}
		l.shape = s.shapeOf(i, j)
		s.lines = append(s.lines, l)
		i = j
	}
	d.lines = s.lines
	return s
}

// moreLines is how many lines are cut out of others in most pages.
const moreLines = 8

// bytes is the text of a line.
func (s *sheet) bytes(l *line) string { return s.src[l.at:l.end] }

// sub is the part of a line from token i to token j as a line of its own. The part keeps its place on the page but not its role.
func (s *sheet) sub(l *line, i, j int) line {
	out := line{from: i, to: j, at: s.t.Tokens[i].Span.Start, end: s.t.Tokens[j-1].Span.End, unit: l.unit}
	if i == l.from {
		out.at = l.at
	}
	if j == l.to {
		out.end = l.end
	}
	out.shape = s.shapeOf(i, j)
	out.shape.far = i == l.from && l.shape.far
	return out
}

// shapeOf looks at the tokens [i, j) of one line.
func (s *sheet) shapeOf(i, j int) shape {
	var f shape
	toks := s.t.Tokens
	h := uint64(14695981039346656037)
	for k := i; k < j; k++ {
		switch toks[k].Kind {
		case word.Punct:
			switch toks[k].Fold {
			case "\u060C", ",", "\u061B", ".", ":":
				f.inner++
			}
			continue
		case word.Word:
			f.arabic++
		}
		f.words++
		for b := range len(toks[k].Fold) {
			h = (h ^ uint64(toks[k].Fold[b])) * 1099511628211
		}
		h = (h ^ ' ') * 1099511628211
	}
	f.key = h
	f.far = toks[i].Gap >= word.Paragraph || i > 0 && toks[i].Gap >= word.Line && s.wide(i)
	f.last, f.inner = s.lastMark(i, j, f.inner)
	if first := toks[i]; first.Kind == word.Punct || first.Kind == word.Number {
		f.bullet = bullet(toks[i:min(j, i+2)])
	}
	f.quoted = word.IsQuote(toks[i]) && s.quotedTo(i, j)
	f.bracket = toks[i].Is("(", "[") && toks[j-1].Is(")", "]") && s.bracketTo(i, j)
	return f
}

// wide says that token i stands after a wide gap without a line end.
func (s *sheet) wide(i int) bool {
	for _, c := range s.src[s.t.Tokens[i-1].Span.End:s.t.Tokens[i].Span.Start] {
		if c == '\n' {
			return false
		}
	}
	return true
}

// lastMark is the mark with which the tokens [i, j) end, and how many of the inner marks are left without it.
func (s *sheet) lastMark(i, j, inner int) (rune, int) {
	for k := j - 1; k >= i; k-- {
		t := s.t.Tokens[k]
		if t.Kind != word.Punct {
			return 0, inner
		}
		r, _ := utf8.DecodeRuneInString(t.Fold)
		switch {
		case word.IsQuote(t), r == ')', r == ']', r == '}', r == '*':
			continue
		case r == '.' || r == ',' || r == ':' || r == '\u060C' || r == '\u061B':
			return r, inner - 1
		}
		return r, inner
	}
	return 0, inner
}

// bullet says that tokens begin as an item of a list does.
func bullet(t []word.Token) bool {
	if t[0].Kind == word.Number {
		return len(t[0].Fold) <= 2 && len(t) > 1 && t[1].Is("-", ".", ")", "\u2013", "/", ":") && t[1].Kind == word.Punct
	}
	return t[0].Is("\u2022", "*", "-", "\u2013", "\u2014", "+", "\u25AA", "\u25CF", "\u25CB", "\u25A0", "\u25C6", "\u00B7", "\u2023", ">", "<", "\u203A", "~")
}

// quotedTo says that the quotation opened at token i is closed at the very end of the line.
func (s *sheet) quotedTo(i, j int) bool {
	k := j - 1
	for k > i && s.t.Tokens[k].Kind == word.Punct && !word.IsQuote(s.t.Tokens[k]) {
		k--
	}
	if k <= i || !word.IsQuote(s.t.Tokens[k]) {
		return false
	}
	pairs := word.Pairs(s.t, i, j)
	return len(pairs) > 0 && pairs[0].Open == i && pairs[0].Close == k
}

// bracketTo says that the bracket opened at token i is closed by the last token of the line, not before.
func (s *sheet) bracketTo(i, j int) bool {
	for k := i + 1; k < j-1; k++ {
		if s.t.Tokens[k].Is(")", "]") {
			return false
		}
	}
	return true
}

// give gives a line its role, if it has none yet.
func (l *line) give(role text.Role, rule string) {
	if l.role == "" {
		l.role, l.rule = role, rule
	}
}

// parts makes the parts of the lines: they tile what is not blank. Neighbouring lines of one role make one part where they read on
// (body, lists of links, furniture); titles, captions and sub-headings stay apart.
func (s *sheet) parts(lines []line) []text.Part {
	var out []text.Part
	for k := range lines {
		l := &lines[k]
		if n := len(out); n > 0 && joins(out[n-1].Role, l.role) && skipSpace(s.src, out[n-1].Span.End) >= l.at {
			out[n-1].Span.End = l.end
			continue
		}
		out = append(out, text.Part{Role: l.role, Span: text.Span{Start: l.at, End: l.end}, Rule: l.rule})
	}
	return out
}

// joins says that a line of role b goes on with a part of role a.
func joins(a, b text.Role) bool {
	switch b {
	case text.Body, text.Furniture, text.Related, text.Share, text.Keywords, text.Advert:
		return a == b
	}
	return false
}

// tile moves the ends of the lines so that whatever is not blank lies in one of them: invisible characters before the first,
// between two and after the last. lines are in the order of the text.
func tile(src string, lines []*line) {
	from := 0
	for k, l := range lines {
		if k > 0 {
			from = lines[k-1].end
			// What touches the line before goes with it, what touches this one with this.
			for from < l.at {
				r, n := utf8.DecodeRuneInString(src[from:])
				if unicode.IsSpace(r) {
					break
				}
				from += n
			}
			lines[k-1].end = from
		}
		l.at = min(skipSpace(src, from), l.at)
	}
	if n := len(lines); n > 0 {
		last := lines[n-1]
		last.end = max(last.end, len(strings.TrimRightFunc(src, unicode.IsSpace)))
	}
}

// skipSpace is the first place of src from byte i on that is not blank.
func skipSpace(src string, i int) int {
	for i < len(src) {
		r, n := utf8.DecodeRuneInString(src[i:])
		if !unicode.IsSpace(r) {
			break
		}
		i += n
	}
	return i
}

// fold is the folded spelling of a short stretch, for looking words up.
func fold(s string) string { return letter.String(s, letter.Search) }
