// Package word cuts a text into tokens and sentences, matches lists of words and phrases against it whatever clitics they carry,
// and takes clitics off words.
package word

import (
	"strings"
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
	Punct              // one character of punctuation or any other sign
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
	t := &Text{Source: source, Fold: letter.Fold(within.Of(source), letter.Search)}
	t.Tokens = make([]Token, 0, len(t.Fold.Text)/9+8)
	c := cutter{t: t, s: t.Fold.Text, base: within.Start}
	c.run()
	return t
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

// cutter walks over the folded text.
type cutter struct {
	t    *Text
	s    string
	base int
	i    int
	gap  Gap
}

func (c *cutter) run() {
	for c.i < len(c.s) {
		r, n := utf8.DecodeRuneInString(c.s[c.i:])
		switch {
		case r == '\n':
			if c.gap >= Line {
				c.gap = Paragraph
			} else {
				c.gap = Line
			}
			c.i += n
		case unicode.IsSpace(r) || r < ' ':
			c.blanks()
		case letter.Arabic(r):
			c.emit(c.acronym(), Word)
		case r >= '0' && r <= '9':
			c.emit(c.number(), Number)
		case r == '@' || r == '#':
			c.emit(c.tag(), Link)
		case unicode.IsLetter(r):
			end := c.latin()
			if link := c.link(end); link > 0 {
				c.emit(link, Link)
			} else {
				c.emit(end, Latin)
			}
		default:
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
	s := c.t.Fold.Source(text.Span{Start: c.i, End: end})
	c.t.Tokens = append(c.t.Tokens, Token{
		Span: text.Span{Start: s.Start + c.base, End: s.End + c.base}, Fold: c.s[c.i:end], Kind: k, Gap: c.gap, at: int32(c.i),
	})
	c.i, c.gap = end, None
}

// letters is the end of the run of Arabic letters at i.
func (c *cutter) letters(i int) int {
	for i < len(c.s) {
		r, n := utf8.DecodeRuneInString(c.s[i:])
		if !letter.Arabic(r) {
			break
		}
		i += n
	}
	return i
}

// acronym is the end of the word at i; single letters parted by dots (a.f.p.) are one word.
func (c *cutter) acronym() int {
	end := c.letters(c.i)
	if !oneLetter(c.s[c.i:end]) {
		return end
	}
	last := end
	for last < len(c.s)-1 && c.s[last] == '.' {
		next := c.letters(last + 1)
		if !oneLetter(c.s[last+1 : next]) {
			break
		}
		last = next
	}
	return last
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
