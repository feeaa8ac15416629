package web

import (
	"net/url"
	"strconv"
	"strings"

	"rawi/news"
	"rawi/text"
)

// An address names an article in a path of one segment: its source, with "~" for "/" and "=XX" for every byte that is not plain,
// and "@2" behind it for the second article of the source. It needs no table to be read back, and a reader can read it.

// address is the name of an article in a path.
func address(r news.Ref) string {
	s := segment(r.Source)
	if r.Article != 1 {
		s += "@" + strconv.Itoa(r.Article)
	}
	return s
}

// segment writes any bytes as one segment of a path, so that no server or browser on the way changes it.
func segment(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		switch {
		case c == '/':
			b.WriteByte('~')
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '_',
			c == '.' && i > 0 && s[i:] != jsonSuffix: // a leading dot could be "..", and the suffix asks for JSON
			b.WriteByte(c)
		default:
			b.WriteByte('=')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	return b.String()
}

// jsonSuffix at the end of a path asks for the data of a page instead of the page.
const jsonSuffix = ".json"

// parseAddress reads an address back; ok is false for what address never writes, so that a page has one address.
func parseAddress(s string) (r news.Ref, ok bool) {
	name, number, second := strings.Cut(s, "@")
	r.Article = 1
	if second {
		n, err := strconv.Atoi(number)
		if err != nil || n < 0 {
			return r, false
		}
		r.Article = n
	}
	r.Source, ok = parseSegment(name)
	return r, ok && address(r) == s
}

func parseSegment(s string) (string, bool) {
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

// articlePath is where an article's page is; with a span, the page shows that place.
func articlePath(r news.Ref, at text.Span) string {
	p := "/article/" + address(r)
	if !at.Empty() {
		p += "?at=" + strconv.Itoa(at.Start) + "-" + strconv.Itoa(at.End) + "#here"
	}
	return p
}

// parseAt reads the span of articlePath; the empty span when there is none.
func parseAt(s string) text.Span {
	from, to, _ := strings.Cut(s, "-")
	a, errA := strconv.Atoi(from)
	b, errB := strconv.Atoi(to)
	if errA != nil || errB != nil || a < 0 || b <= a {
		return text.Span{}
	}
	return text.Span{Start: a, End: b}
}

// storyPath is where a story's page is.
func storyPath(id string) string { return "/story/" + segment(id) }

// label is what an article's publisher is called: its outlet's name, else the host it was published on, else the last part of where
// it came from. named says that it is an outlet's name.
func label(a *news.Article) (name string, named bool) {
	if n := a.Doc.Outlet.Name; n != "" {
		return n, true
	}
	for _, s := range []string{a.URL, a.Source} {
		if u, err := url.Parse(s); err == nil && u.Host != "" {
			return strings.TrimPrefix(u.Host, "www."), false
		}
	}
	return sourceName(a.Ref), false
}

// sourceName is the short name of where an article came from: the last part of a path, of either kind of system.
func sourceName(r news.Ref) string {
	s := strings.TrimRight(r.Source, `/\`)
	if i := strings.LastIndexAny(s, `/\`); i >= 0 {
		s = s[i+1:]
	}
	if s == "" {
		return r.Source
	}
	return s
}

// webAddress is where the original stands, when that is an address one may follow: http or https only.
func webAddress(a *news.Article) string {
	for _, s := range []string{a.URL, a.Source} {
		if u, err := url.Parse(s); err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https") {
			return s
		}
	}
	return ""
}
