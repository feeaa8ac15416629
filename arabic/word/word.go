// Package word cuts Arabic text into tokens, sentences and clauses, pairs its quotation marks, takes clitics off its words, makes
// search stems of them, tells languages written in Arabic letters apart, and matches lists of words and phrases against a text
// whatever clitics they carry.
//
// Read folds a text once (see package letter) and cuts it into tokens. A token carries its folded form, and its place in the text as
// it was given: folding and cutting never lose the way back.
//
//	t := word.Read(s, text.Span{End: len(s)})
//	for _, r := range word.Sentences(t, 0, len(t.Tokens)) {
//		fmt.Println(t.Span(r[0], r[1]).Of(s)) // the sentence, byte for byte
//	}
//	a := word.NewAnalyser() // one for each goroutine
//	for i, k := range t.Tokens {
//		if k.Kind == word.Word {
//			p := a.Parts(t, i) // "wa-bi-madrasati-him": Cut parts wa-, bi-, -him; Stem and Light are search terms
//		}
//	}
//
// What folding takes for one can be asked back with Text.Exact.
package word

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"rawi/arabic/letter"
	"rawi/text"
)

// Kind sorts tokens.
type Kind uint8

// The kinds of tokens.
const (
	Word   Kind = iota // a run of Arabic letters, or a dotted acronym
	Number             // digits with the separators inside them
	Latin              // a run of letters of another script, with the digits in it
	Punct              // one character of punctuation or any other sign; of two single marks ('') both
	Link               // a URL, e-mail address, @handle or #hashtag
)

// Gap is what stands before a token.
type Gap uint8

// The gaps before a token.
const (
	None      Gap = iota // nothing: it touches the one before
	Space                // blanks
	Line                 // a line break, or a gap as wide as one (see wideGap)
	Paragraph            // a blank line
)

// Token is a word, number or sign of a text.
type Token struct {
	Span text.Span // in the source
	Fold string    // folded (letter.Search); shares the memory of Text.Fold
	Kind Kind
	Gap  Gap
	at   int32 // where Fold begins in Text.Fold.Text
}

// Is says that the token's folded form is one of the words.
func (t Token) Is(words ...string) bool {
	for _, w := range words {
		if t.Fold == w {
			return true
		}
	}
	return false
}

// Text is a text made ready for reading: folded once, cut into tokens.
type Text struct {
	Source string
	Fold   text.View
	Tokens []Token
}

// Read folds source[within] and cuts it into tokens. Spans are positions in source.
func Read(source string, within text.Span) *Text {
	t := &Text{}
	t.Read(source, within)
	return t
}

// Read makes t the text source[within] in the memory of the text that it was before, whose tokens are lost: for those who go
// through many texts, one after the other.
func (t *Text) Read(source string, within text.Span) {
	t.Source, t.Fold = source, letter.Fold(within.Of(source), letter.Search)
	if n := len(t.Fold.Text)/8 + 8; cap(t.Tokens) < n {
		t.Tokens = make([]Token, 0, n)
	}
	t.Tokens = t.Tokens[:0]
	c := cutter{t: t, s: t.Fold.Text, base: within.Start, place: t.Fold.Cursor(), class: classes()}
	c.run()
}

// Place is the span in the source of the folded bytes [from, to) of token i, counted from the token's beginning: the way to
// leave a proclitic out of a finding.
func (t *Text) Place(i, from, to int) text.Span {
	tok := t.Tokens[i]
	if from == 0 && to == len(tok.Fold) {
		return tok.Span
	}
	base := int(tok.at)
	whole := t.Fold.Source(text.Span{Start: base, End: base + len(tok.Fold)})
	s := t.Fold.Source(text.Span{Start: base + from, End: base + to})
	shift := tok.Span.Start - whole.Start
	return text.Span{Start: s.Start + shift, End: s.End + shift}
}

// Span is the span in the source of the tokens [i, j).
func (t *Text) Span(i, j int) text.Span {
	if i >= j {
		return text.Span{}
	}
	return text.Span{Start: t.Tokens[i].Span.Start, End: t.Tokens[j-1].Span.End}
}

// Index is the first token that begins at byte pos of the source or after it.
func (t *Text) Index(pos int) int {
	lo, hi := 0, len(t.Tokens)
	for lo < hi {
		m := (lo + hi) / 2
		if t.Tokens[m].Span.Start < pos {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

// Range is the tokens that begin in s: [i, j).
func (t *Text) Range(s text.Span) (i, j int) { return t.Index(s.Start), t.Index(s.End) }

// Raw is the original spelling of token i.
func (t *Text) Raw(i int) string { return t.Tokens[i].Span.Of(t.Source) }

// Exact says that token i is written as one of the words, marks and tatweel aside: it asks back what folding takes for one (the
// preposition "ala" and the name "Ali", "anna" and "inna").
func (t *Text) Exact(i int, words ...string) bool {
	raw := unmarked(t.Raw(i))
	for _, w := range words {
		if raw == w {
			return true
		}
	}
	return false
}

// cutter walks over the folded text.
type cutter struct {
	t     *Text
	s     string
	base  int
	i     int
	gap   Gap
	place text.Cursor
	class *[low]class

	from, to, shift int // the straight stretch of the View where the walk is: see text.Cursor
}

// class is what a character is to the cutter.
type class uint8

const (
	other class = iota
	blank       // a space or a control character other than the line break
	newline
	arabic // a letter of the Arabic script
	digit
	sign  // begins a handle or a hashtag
	latin // a letter of any other script
)

// low is how far the table of classes reaches: all characters of one and two bytes.
const low = 0x800

func classOf(r rune) class {
	switch {
	case r == '\n':
		return newline
	case unicode.IsSpace(r) || r < ' ':
		return blank
	case letter.Arabic(r):
		return arabic
	case r >= '0' && r <= '9':
		return digit
	case r == '@' || r == '#':
		return sign
	case unicode.IsLetter(r):
		return latin
	}
	return other
}

var classes = sync.OnceValue(func() *[low]class {
	var t [low]class
	for r := range t {
		t[r] = classOf(rune(r))
	}
	return &t
})

// at is the class of the character at byte i, and its width.
func (c *cutter) at(i int) (class, int) {
	b := c.s[i]
	if b < utf8.RuneSelf {
		return c.class[b], 1
	}
	if b >= 0xC2 && b < 0xE0 && i+1 < len(c.s) && c.s[i+1]&0xC0 == 0x80 { // below C2 it is no UTF-8
		return c.class[int(b&0x1F)<<6|int(c.s[i+1]&0x3F)], 2
	}
	r, n := utf8.DecodeRuneInString(c.s[i:])
	return classOf(r), n
}

func (c *cutter) run() {
	for c.i < len(c.s) {
		k, n := c.at(c.i)
		switch k {
		case newline:
			if c.gap >= Line {
				c.gap = Paragraph
			} else {
				c.gap = Line
			}
			c.i += n
		case blank:
			if c.s[c.i] == ' ' && c.i+1 < len(c.s) && c.s[c.i+1] > ' ' {
				c.gap = max(c.gap, Space) // one blank: nearly always
				c.i++
				continue
			}
			c.blanks()
		case arabic:
			c.emit(c.acronym(), Word)
		case digit:
			c.emit(c.number(), Number)
		case sign:
			c.emit(c.tag(), Link)
		case latin:
			end := c.latin()
			if link := c.link(end); link > 0 {
				c.emit(link, Link)
			} else {
				c.emit(end, Latin)
			}
		default:
			if n == 1 && c.s[c.i] == '\'' && c.i+1 < len(c.s) && c.s[c.i+1] == '\'' {
				n = 2 // two single marks are typed for a double one
			}
			c.emit(c.i+n, Punct)
		}
	}
}

// wideGap is how many blanks in a row part lines: pages flattened to one line keep their paragraphs apart by such gaps.
const wideGap = 4

// blanks takes a run of blanks that are not line breaks.
func (c *cutter) blanks() {
	from := c.i
	for c.i < len(c.s) && c.s[c.i] <= ' ' && c.s[c.i] != '\n' {
		c.i++
	}
	switch {
	case c.i == from: // a blank outside ASCII that folding keeps
		_, n := utf8.DecodeRuneInString(c.s[c.i:])
		c.i += n
		c.gap = max(c.gap, Space)
	case c.i-from >= wideGap && len(c.t.Tokens) > 0:
		c.gap = max(c.gap, Line)
	default:
		c.gap = max(c.gap, Space)
	}
}

// emit makes the folded bytes [i, end) a token. A tag or link of one character is punctuation.
func (c *cutter) emit(end int, k Kind) {
	if k == Link && end == c.i+1 {
		k = Punct
	}
	var s text.Span
	if c.i >= c.from && end < c.to {
		s = text.Span{Start: c.i + c.shift, End: end + c.shift}
	} else {
		s = c.place.Source(text.Span{Start: c.i, End: end})
		c.from, c.to, c.shift = c.place.Straight()
	}
	if n := len(c.t.Tokens); n == cap(c.t.Tokens) { // room for as many tokens as there will be if the rest is like what was read
		c.t.Tokens = slices.Grow(c.t.Tokens, 16+n/8+int(float64(n)*float64(len(c.s)-c.i)/float64(c.i+1)))
	}
	c.t.Tokens = append(c.t.Tokens, Token{
		Span: text.Span{Start: s.Start + c.base, End: s.End + c.base}, Fold: c.s[c.i:end], Kind: k, Gap: c.gap, at: int32(c.i),
	})
	c.i, c.gap = end, None
}

// letters is the end of the run of Arabic letters at i.
func (c *cutter) letters(i int) int {
	for i < len(c.s) {
		for i+1 < len(c.s) && c.s[i] >= 0xD8 && c.s[i] <= 0xDB && c.s[i+1]&0xC0 == 0x80 && c.class[int(c.s[i]&0x1F)<<6|int(c.s[i+1]&0x3F)] == arabic {
			i += 2
		}
		if i >= len(c.s) {
			break
		}
		k, n := c.at(i)
		if k != arabic {
			break
		}
		i += n
	}
	return i
}

// acronym is the end of the word at i; single letters parted by dots (a.f.p.) are one word, with the particle that stands before
// the first of them ("li-a.f.p.").
func (c *cutter) acronym() int {
	end := c.letters(c.i)
	first := c.s[c.i:end]
	switch {
	case end-c.i <= utf8.UTFMax && oneLetter(first):
		return c.dotted(end)
	case len(first) == 4 && strings.Contains(particles, first[:2]),
		len(first) == 6 && strings.Contains(particles, first[:2]) && strings.Contains(particles, first[2:4]):
		if last := c.dotted(end); last >= end+6 { // two letters more
			return last
		}
	}
	return end
}

// particles of one letter that are written onto the word after them.
const particles = waw + fa + ba + lam + kaf

// dotted is the end of the single letters, each after a dot, that go on after end.
func (c *cutter) dotted(end int) int {
	for end < len(c.s)-1 && c.s[end] == '.' {
		next := c.letters(end + 1)
		if !oneLetter(c.s[end+1 : next]) {
			break
		}
		end = next
	}
	return end
}

func oneLetter(s string) bool { _, n := utf8.DecodeRuneInString(s); return n > 0 && n == len(s) }

// number is the end of the number at i: digits, with a separator where digits stand on both sides of it.
func (c *cutter) number() int {
	i := c.i
	for i < len(c.s) {
		if isDigit(c.s[i]) {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(c.s[i:])
		if !strings.ContainsRune(separators, r) || i+n >= len(c.s) || !isDigit(c.s[i+n]) {
			break
		}
		i += n
	}
	return i
}

// separators stand between digits: full stop, commas of both scripts, apostrophes.
const separators = ".,\u060C\u066B\u066C'\u2019"

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// latin is the end of the run of letters of other scripts, their marks and the digits among them.
func (c *cutter) latin() int {
	i := c.i
	for i < len(c.s) {
		r, n := utf8.DecodeRuneInString(c.s[i:])
		if letter.Arabic(r) || !unicode.IsLetter(r) && !unicode.IsMark(r) && !isDigit(byte(min(r, 255))) {
			break
		}
		i += n
	}
	return i
}

// tag is the end of the @handle or #hashtag at i.
func (c *cutter) tag() int {
	i := c.i + 1
	for i < len(c.s) {
		r, n := utf8.DecodeRuneInString(c.s[i:])
		if r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			break
		}
		i += n
	}
	return i
}

// link is the end of the URL or e-mail address that begins with the Latin run ending at end, or 0.
func (c *cutter) link(end int) int {
	rest := c.s[end:]
	head := c.s[c.i:end]
	switch {
	case (head == "http" || head == "https" || head == "ftp") && strings.HasPrefix(rest, "://"):
	case head == "www" && strings.HasPrefix(rest, "."):
	case strings.HasPrefix(rest, "@") && len(rest) > 1 && rest[1] >= 'a' && rest[1] <= 'z':
	default:
		return 0
	}
	i := end
	for i < len(c.s) && c.s[i] > ' ' && c.s[i] < utf8.RuneSelf && !strings.ContainsRune(`"<>()[]`, rune(c.s[i])) {
		i++
	}
	for i > end && strings.ContainsRune(".,:;!?", rune(c.s[i-1])) {
		i--
	}
	return i
}
