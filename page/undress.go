package page

import (
	"html"
	"strings"

	"golang.org/x/net/html/atom"

	"rawi/text"
)

// dressed says what mark-up a field of a record holds: none, references and tags among lines of text, or a page.
type dressed uint8

const (
	plainText dressed = iota
	someMarkup
	allMarkup
)

// markupIn looks a field over. It is a page where blocks of mark-up, not line ends, part its paragraphs, or where something in it is not shown.
func markupIn(s string) (d dressed) {
	blocks := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '&':
			if _, n := strictReference(s[i:]); n > 0 {
				d = max(d, someMarkup)
			}
		case '<':
			tag, n := tagAt(s[i:])
			if n == 0 {
				continue
			}
			d = max(d, someMarkup)
			if tag == atom.Script || tag == atom.Style || tag == atom.Iframe {
				return allMarkup
			}
			if block.has(tag) || tag == atom.Br {
				blocks++
			}
			i += n - 1
		}
	}
	if blocks > strings.Count(strings.TrimSpace(s), "\n") {
		return allMarkup
	}
	return d
}

// strictReference is reference for texts in which an ampersand may be meant: only one that ends with its semicolon counts.
func strictReference(s string) (string, int) {
	u, n := reference(s)
	switch {
	case u == "" || s[n-1] != ';':
		return "", 0
	case u == "\u00A0":
		return " ", n
	case u == "&": // "&amp;quot;": escaped twice
		if v, m := reference("&" + s[n:min(len(s), n+maxReference)]); v != "" && v != "&" && s[n+m-2] == ';' {
			return v, n + m - 1
		}
	}
	return u, n
}

// tagAt is the tag of a known element with which s begins, and its length; 0 where none does.
func tagAt(s string) (atom.Atom, int) {
	if len(s) < 3 || s[1] != '/' && (s[1]|0x20 < 'a' || s[1]|0x20 > 'z') {
		return 0, 0
	}
	reach := min(len(s), maxAttr)
	if n := strings.IndexByte(s[1:reach], '<'); n >= 0 {
		reach = n + 1
	}
	end := strings.IndexByte(s[:reach], '>')
	if end < 0 {
		return 0, 0
	}
	tag, rest := tagName(s[:end+1])
	if tag == 0 || rest == "" || rest[0] != '>' && rest[0] != ' ' && rest[0] != '/' && rest[0] != '\n' {
		return 0, 0
	}
	return tag, end + 1
}

// undress is a text whose lines are lines, without the references and tags that were left in it: a reference becomes what it stands for, a tag that
// parts lines a line end; others go.
func undress(s string) text.View {
	b := text.NewBuilder(s)
	from := 0
	for i := 0; i < len(s); {
		u, n := "", 0
		switch s[i] {
		case '&':
			u, n = strictReference(s[i:])
		case '<':
			var tag atom.Atom
			if tag, n = tagAt(s[i:]); block.has(tag) || tag == atom.Br {
				u = "\n"
			}
		}
		if n == 0 {
			i++
			continue
		}
		if from < i {
			b.Copy(text.Span{Start: from, End: i})
		}
		if u != "" {
			b.Put(text.Span{Start: i, End: i + n}, u)
		}
		i += n
		from = i
	}
	if from < len(s) {
		b.Copy(text.Span{Start: from, End: len(s)})
	}
	return b.View()
}

// bare is a short field, a name or a title, as it is meant to be read.
func bare(s string) string {
	if strings.ContainsAny(s, "&<") {
		return strings.TrimSpace(undress(html.UnescapeString(s)).Text)
	}
	return s
}
