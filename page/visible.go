package page

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"rawi/text"

	"golang.org/x/net/html/atom"
)

// text takes a run of text.
func (g *grower) text() {
	if g.skip == 0 {
		g.words(text.Span{Start: g.at, End: g.to}, g.stack[len(g.stack)-1].tag == atom.Pre)
	}
}

// words adds the bytes s of the page to the text: blanks become one, character references what they stand for, lines of preformatted
// text stay lines.
func (g *grower) words(s text.Span, pre bool) {
	for i := s.Start; i < s.End; {
		c := g.src[i]
		n, sub := 1, ""
		switch {
		case c == '\n' && pre:
			g.flush(text.Span{Start: i, End: i + 1})
			i++
			continue
		case c <= ' ':
			g.blank(i, i+1)
			i++
			continue
		case c == '&':
			if sub, n = reference(g.src[i:s.End]); sub == "\u00A0" {
				g.blank(i, i+n)
				i += n
				continue
			}
		case c == 0xC2 && i+1 < s.End && g.src[i+1] == 0xA0:
			g.blank(i, i+2)
			i += 2
			continue
		}
		if !g.seam.Empty() {
			g.parted(i)
		}
		g.before()
		if sub != "" {
			g.b.Put(text.Span{Start: i, End: i + n}, sub)
			g.last = sub[len(sub)-1]
			i += n
			continue
		}
		j := i + 1
		for j < s.End && (g.plain(j, s.End) || g.src[j] == ' ' && j+1 < s.End && g.plain(j+1, s.End)) { // words with single blanks between them
			j++
		}
		g.b.Copy(text.Span{Start: i, End: j})
		g.last = g.src[j-1]
		i = j
	}
}

// plain says that the byte at i, before end, belongs to a word as it stands.
func (g *grower) plain(i, end int) bool {
	c := g.src[i]
	return c > ' ' && c != '&' && !(c == 0xC2 && i+1 < end && g.src[i+1] == 0xA0)
}

// parted takes the border between two elements that touch for a blank where figures end before it and a letter follows: a time of day and the label
// of the next.
func (g *grower) parted(i int) {
	if n := g.b.Len(); n > 0 && n == g.wordsEnd && g.space.Empty() && g.brk.Empty() {
		if r, _ := utf8.DecodeRuneInString(g.src[i:]); g.last >= '0' && g.last <= '9' && unicode.IsLetter(r) {
			g.space = g.seam
		}
	}
	g.seam = text.Span{}
}

// blank notes blanks before the next word.
func (g *grower) blank(i, j int) {
	if g.space.Empty() {
		g.space.Start = i
	}
	g.space.End = j
}

// before writes the border or the blank that stands before a word, and begins a line or a link with it.
func (g *grower) before() {
	switch {
	case g.b.Len() == 0:
	case !g.brk.Empty():
		g.b.Put(g.brk, "\n")
	case !g.space.Empty():
		g.b.Put(g.space, " ")
	}
	g.brk, g.space = text.Span{}, text.Span{}
	if g.unitFrom < 0 {
		g.unitFrom, g.unitNode = g.b.Len(), g.stack[len(g.stack)-1].node
	}
	if g.link == -2 {
		g.link = g.b.Len()
	}
}

// flush ends the line at a border that the bytes s of the page make.
func (g *grower) flush(s text.Span) {
	if g.unitFrom >= 0 && g.b.Len() > g.unitFrom {
		g.units = append(g.units, unit{text.Span{Start: g.unitFrom, End: g.b.Len()}, g.blockOf(g.unitNode)})
	}
	g.unitFrom = -1
	if g.brk.Empty() {
		g.brk = s
	}
	g.space = text.Span{}
}

// blockOf is the nearest kept element, from n up, that is a block.
func (g *grower) blockOf(n int32) int32 {
	for n > 0 && !block.has(g.nodes[n].tag) {
		n = g.nodes[n].parent
	}
	return n
}

// maxReference bounds the length of a character reference.
const maxReference = 34

// reference reads the character reference with which s begins: what it stands for and its length. A lone ampersand is itself.
func reference(s string) (string, int) {
	end := 1
	for end < len(s) && end < maxReference && (s[end] == '#' || s[end] >= '0' && s[end] <= '9' || s[end]|0x20 >= 'a' && s[end]|0x20 <= 'z') {
		end++
	}
	if end < len(s) && s[end] == ';' {
		end++
	}
	if end == 1 {
		return "", 1
	}
	u := html.UnescapeString(s[:end])
	if u == s[:end] || !utf8.ValidString(u) {
		return "", 1
	}
	if s[end-1] != ';' { // "&copy 2020": the reference may end before the letters do
		if r, n := utf8.DecodeRuneInString(u); n < len(u) && strings.HasSuffix(s[:end], u[n:]) {
			return string(r), end - len(u[n:])
		}
	}
	switch u {
	case "\x00":
		return "", 1
	case "\n", "\t", "\r", " ":
		return " ", end
	}
	return u, end
}
