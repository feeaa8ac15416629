package desk

import (
	"net/url"
	"strconv"
	"strings"

	"rawi/news"
	"rawi/text"
)

// An address names an article in a path of one segment: its source, with "~" for "/" and "=XX" for every byte that is not plain,
// and "@2" behind it for the second article of the source. It needs no table to be read back, and a reader can read it.

// Address is the name of an article in a path.
func Address(r news.Ref) string {
	s := Segment(r.Source)
	if r.Article != 1 {
		s += "@" + strconv.Itoa(r.Article)
	}
	return s
}

// Segment writes any bytes as one segment of a path, so that no server or browser on the way changes it.
func Segment(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		switch {
		case c == '/':
			b.WriteByte('~')
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '_',
			c == '.' && i > 0 && s[i:] != JSONSuffix: // a leading dot could be "..", and the suffix asks for JSON
			b.WriteByte(c)
		default:
			b.WriteByte('=')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	return b.String()
}

// JSONSuffix at the end of a path asks for the data of a page instead of the page.
const JSONSuffix = ".json"

// ParseAddress reads an address back; ok is false for what address never writes, so that a page has one address.
func ParseAddress(s string) (r news.Ref, ok bool) {
	name, number, second := strings.Cut(s, "@")
	r.Article = 1
	if second {
		n, err := strconv.Atoi(number)
		if err != nil || n < 0 {
			return r, false
		}
		r.Article = n
	}
	r.Source, ok = ParseSegment(name)
	return r, ok && Address(r) == s
}

// ParseSegment reads a segment back; ok is false for what cannot be one.
func ParseSegment(s string) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '~':
			b.WriteByte('/')
		case '=':
			if i+2 >= len(s) {
				return "", false
			}
			n, err := strconv.ParseUint(s[i+1:i+3], 16, 8)
			if err != nil {
				return "", false
			}
			b.WriteByte(byte(n))
			i += 2
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), b.Len() > 0
}

// ArticlePath is where an article's page is; with a span, the page shows that place.
func ArticlePath(r news.Ref, at text.Span) string {
	p := "/article/" + Address(r)
	if !at.Empty() {
		p += "?at=" + strconv.Itoa(at.Start) + "-" + strconv.Itoa(at.End) + "#here"
	}
	return p
}

// ParseAt reads the span of ArticlePath; the empty span when there is none.
func ParseAt(s string) text.Span {
	from, to, _ := strings.Cut(s, "-")
	a, errA := strconv.Atoi(from)
	b, errB := strconv.Atoi(to)
	if errA != nil || errB != nil || a < 0 || b <= a {
		return text.Span{}
	}
	return text.Span{Start: a, End: b}
}

// StoryPath is where a story's page is.
func StoryPath(id string) string { return "/story/" + Segment(id) }

// Label is what an article's publisher is called: its outlet's name, else the host it was published on, else the last part of where
// it came from. named says that it is an outlet's name.
func Label(a *news.Article) (name string, named bool) {
	if n := a.Doc.Outlet.Name; n != "" {
		return n, true
	}
	for _, s := range []string{a.URL, a.Source} {
		if u, err := url.Parse(s); err == nil && u.Host != "" {
			return strings.TrimPrefix(u.Host, "www."), false
		}
	}
	return SourceName(a.Ref), false
}

// SourceName is the short name of where an article came from: the last part of a path, of either kind of system.
func SourceName(r news.Ref) string {
	s := strings.TrimRight(r.Source, `/\`)
	if i := strings.LastIndexAny(s, `/\`); i >= 0 {
		s = s[i+1:]
	}
	if s == "" {
		return r.Source
	}
	return s
}

// WebAddress is where the original stands, when that is an address one may follow: http or https only.
func WebAddress(a *news.Article) string {
	for _, s := range []string{a.URL, a.Source} {
		if u, err := url.Parse(s); err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https") {
			return s
		}
	}
	return ""
}

// NamePath is where the page of a person, place or organization is.
func NamePath(kind text.Kind, name string) string { return "/" + string(kind) + "/" + Segment(name) }

// OutletPath is where a publisher's page is.
func OutletPath(name string) string { return "/outlet/" + Segment(name) }

// ComparePath is where two articles are set side by side.
func ComparePath(a, b news.Ref) string {
	return "/compare?a=" + url.QueryEscape(Address(a)) + "&b=" + url.QueryEscape(Address(b))
}
