package feed

import (
	"regexp"
	"strings"
)

// declared is the encoding that an XML declaration names. The text is decoded already, and what the declaration says is often wrong.
var declared = regexp.MustCompile(`^(<\?xml[^>]*?)\s+encoding\s*=\s*["'][^"']*["']`)

// badRef is a reference to a character that XML does not allow.
var badRef = regexp.MustCompile(`&#(?:x0*(?:[0-8bceBCE]|1[0-9a-fA-F])|0*(?:[0-8]|1[124-9]|2\d|3[01]));`)

// clean takes out what no XML parser bears: whatever stands before the first tag (warnings of the server's program, blank lines), control
// characters and references to them, a declaration of another encoding.
func clean(s string) string {
	if i := strings.IndexByte(s, '<'); i > 0 {
		s = s[i:]
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r < ' ' && r != '\t' && r != '\n' && r != '\r', r == 0xFFFE, r == 0xFFFF:
			return -1
		}
		return r
	}, s)
	s = declared.ReplaceAllString(s, "$1")
	if strings.Contains(s, "&#") {
		s = badRef.ReplaceAllString(s, "")
	}
	return s
}

// root is the name of the first element, in lower case and without a prefix of a namespace; "rdf" for RDF; "html" for any page.
func root(s string) string {
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			return ""
		}
		s = s[i+1:]
		switch {
		case strings.HasPrefix(s, "!--"):
			_, after, _ := strings.Cut(s, "-->")
			s = after
			continue
		case strings.HasPrefix(s, "?"), strings.HasPrefix(s, "!"):
			if len(s) > 8 && strings.EqualFold(s[:8], "!doctype") && strings.Contains(strings.ToLower(s[:min(len(s), 60)]), "html") {
				return "html"
			}
			continue
		}
		end := strings.IndexAny(s, " \t\r\n/>")
		if end < 0 {
			return ""
		}
		name := strings.ToLower(s[:end])
		if _, local, ok := strings.Cut(name, ":"); ok {
			name = local
		}
		switch name {
		case "head", "body", "div", "main", "article", "section", "meta", "title", "script", "br", "b", "p":
			return "html"
		}
		return name
	}
}

// itemEnds are the ends of items.
var itemEnds = []string{"</item>", "</entry>", "</url>", "</sitemap>"}

// closed cuts a feed after its last whole item and closes what is open there; "" where there is no item.
func closed(s string) string {
	last, end := -1, ""
	for _, e := range itemEnds {
		if i := strings.LastIndex(s, e); i > last {
			last, end = i, e
		}
	}
	if last < 0 {
		return ""
	}
	s = s[:last+len(end)]
	if i := strings.LastIndex(s, "<![CDATA["); i > strings.LastIndex(s, "]]>") { // the end stood in a text
		return ""
	}
	switch {
	case end == "</entry>":
		return s + closer(s, "feed")
	case end == "</url>":
		return s + closer(s, "urlset")
	case end == "</sitemap>":
		return s + closer(s, "sitemapindex")
	case root(s) == "rdf":
		return s + closer(s, "rdf")
	case root(s) == "channel":
		return s + "</channel>"
	case strings.Contains(s, "</channel>"):
		return s + closer(s, "rss")
	}
	return s + "</channel>" + closer(s, "rss")
}

// closer is the end tag of the root, with the prefix and the case that its start tag has.
func closer(s, name string) string {
	low := strings.ToLower(s)
	for from := 0; ; {
		i := strings.Index(low[from:], name)
		if i < 0 {
			return "</" + name + ">"
		}
		i += from
		start := strings.LastIndexByte(s[:i], '<')
		if start >= 0 && !strings.ContainsAny(s[start:i], " \t\r\n>!?") && i+len(name) < len(s) && strings.IndexByte(" \t\r\n>", s[i+len(name)]) >= 0 {
			return "</" + s[start+1:i+len(name)] + ">"
		}
		from = i + len(name)
	}
}

// skeleton is a feed without its items.
type skeleton struct{ before, after string }

func (k skeleton) wrap(item string) string { return k.before + item + k.after }

// most is how many items of a broken feed are tried one by one.
const most = 2000

// pieces takes a feed apart: what stands before its first item, and its items, each from its start tag to its end tag or to the start of
// the next.
func pieces(s string) (skeleton, []string) {
	name := "item"
	if root(s) == "feed" {
		name = "entry"
	}
	start, end := "<"+name, "</"+name+">"
	var items []string
	first := -1
	for from := 0; len(items) < most; {
		i := strings.Index(s[from:], start)
		if i < 0 {
			break
		}
		i += from
		after := i + len(start)
		if after < len(s) && strings.IndexByte(" \t\r\n>", s[after]) < 0 { // <items>, <itemref>
			from = after
			continue
		}
		if first < 0 {
			first = i
		}
		next := strings.Index(s[after:], start+">")
		stop := strings.Index(s[after:], end)
		switch {
		case stop >= 0 && (next < 0 || stop < next):
			from = after + stop + len(end)
			items = append(items, s[i:from])
		case next >= 0:
			from = after + next
			items = append(items, s[i:from]+end)
		default:
			from = len(s)
		}
	}
	if first < 0 {
		return skeleton{}, nil
	}
	switch name {
	case "entry":
		return skeleton{`<feed xmlns="http://www.w3.org/2005/Atom">`, "</feed>"}, items
	default:
		return skeleton{`<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" ` +
			`xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>`, "</channel></rss>"}, items
	}
}
