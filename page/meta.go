package page

import (
	"encoding/json"
	"html"
	"strings"

	"golang.org/x/net/html/atom"

	"rawi/text"
)

// meta is what a page says about its article beside the text.
type meta struct {
	titles    []string // headlines, the most trusted first
	sites     []string // names of the outlet
	publisher []string // names that may be those of the company
	author    string
	lede      string // the description
	url       string // canonical address
	published []fact
	modified  []fact
	article   string    // articleBody of JSON-LD
	articleAt text.Span // its string literal in the page, between the quotation marks
	times     []timed
}

// fact is a value with the rule that found it.
type fact struct{ value, rule string }

// timed is a <time> element: its value, where it stands in the text, what its names say.
type timed struct {
	value    string
	itemprop string
	at       int
	marks    marks
}

// metaNames are the names of meta elements that say when the page was published, the most trusted first.
var metaNames = []string{
	"article:published_time", "datepublished", "og:published_time", "article:published", "published_time", "publish-date",
	"publishdate", "publish_date", "pubdate", "publication_date", "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "dc.date",
	"dcterms.date", "sailthru.date", "parsely-pub-date", "cxenseparse:recs:publishtime", "article.published", "date", "og:article:published_time", "created",
}

// readMeta reads a meta element; rest is its tag after the name.
func (m *meta) readMeta(rest string) {
	var name, content string
	attributes(rest, func(key, value string) {
		switch strings.ToLower(key) {
		case "property", "name", "itemprop":
			if len(value) < 64 {
				name = strings.ToLower(value)
			}
		case "content":
			content = value
		}
	})
	if name == "" || content == "" || len(content) > 1<<16 {
		return
	}
	content = strings.Join(strings.Fields(html.UnescapeString(content)), " ")
	switch name {
	case "og:title", "twitter:title", "headline", "title", "dc.title":
		m.titles = append(m.titles, content)
	case "og:site_name":
		addName(&m.sites, content)
	case "application-name", "publisher", "article:publisher":
		addName(&m.publisher, content)
	case "author", "article:author", "dc.creator", "twitter:creator":
		if m.author == "" && !strings.Contains(content, "://") && !strings.HasPrefix(content, "@") {
			m.author = content
		}
	case "og:description", "description", "twitter:description":
		if len(content) > len(m.lede) {
			m.lede = content
		}
	case "og:url":
		if m.url == "" {
			m.url = content
		}
	case "article:modified_time", "datemodified", "og:updated_time", "lastmod", "last-modified", "dcterms.modified":
		m.modified = append(m.modified, fact{content, "meta." + name})
	default:
		for i, n := range metaNames {
			if n == name {
				m.addPublished(fact{content, "meta." + name}, i)
			}
		}
	}
}

// addName keeps a name that is no address and not too long to be one.
func addName(to *[]string, name string) {
	if name != "" && len(name) <= 120 && !strings.Contains(name, "://") {
		*to = append(*to, name)
	}
}

// addPublished keeps the dates of meta elements in the order of trust.
func (m *meta) addPublished(f fact, rank int) {
	at := len(m.published)
	for i, old := range m.published {
		for r, n := range metaNames {
			if old.rule == "meta."+n && r > rank && i < at {
				at = i
			}
		}
	}
	m.published = append(m.published[:at], append([]fact{f}, m.published[at:]...)...)
}

// readLink reads the canonical address.
func (m *meta) readLink(tag atom.Atom, rest string) {
	if tag != atom.Link {
		return
	}
	var rel, href string
	attributes(rest, func(key, value string) {
		switch strings.ToLower(key) {
		case "rel":
			rel = strings.ToLower(value)
		case "href":
			href = value
		}
	})
	if rel == "canonical" && strings.Contains(href, "://") && len(href) < 1<<12 {
		m.url = html.UnescapeString(href)
	}
}

// maxTimes is how many <time> elements of a page are kept.
const maxTimes = 200

// readTime notes a <time> element, or another with a machine-readable date.
func (m *meta) readTime(itemprop, datetime string, at int, k marks) {
	if datetime != "" && len(m.times) < maxTimes {
		m.times = append(m.times, timed{html.UnescapeString(datetime), strings.ToLower(itemprop), at, k})
	}
}

// script reads a script element: JSON-LD is kept as facts, the rest is skipped. The tokenizer gives what stands in it as one text.
func (g *grower) script(rest string) {
	ld := false
	attributes(rest, func(key, value string) {
		if strings.EqualFold(key, "type") && strings.Contains(strings.ToLower(value), "ld+json") {
			ld = true
		}
	})
	tt := g.z.next()
	g.at, g.to = g.z.from, g.z.to
	if !ld || tt != textToken { // an empty script ends at once
		return
	}
	s := text.Span{Start: g.at, End: g.to}
	had := g.meta.article
	g.meta.readLD(s.Of(g.src))
	if g.meta.article != had {
		g.meta.articleAt = literal(g.src, s, "articleBody")
		if g.jsonBody {
			g.body(g.meta.articleAt)
		}
	}
}

// readLD reads a JSON-LD script.
func (m *meta) readLD(raw string) {
	var v any
	if json.Unmarshal([]byte(raw), &v) != nil && json.Unmarshal([]byte(repair(raw)), &v) != nil {
		m.scan(raw)
		return
	}
	m.walk(v, 0)
}

// repair makes JSON of what only looks like it: line breaks inside strings, commas before a closing bracket.
func repair(raw string) string {
	var b strings.Builder
	b.Grow(len(raw))
	inside := false
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case c == '\\' && inside && i+1 < len(raw):
			b.WriteString(raw[i : i+2])
			i++
		case c == '"':
			inside = !inside
			b.WriteByte(c)
		case c < ' ':
			b.WriteByte(' ')
		case c == ',' && !inside && closesNext(raw[i+1:]):
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func closesNext(s string) bool {
	s = strings.TrimLeft(s[:min(len(s), 200)], " \t\r\n")
	return s != "" && (s[0] == '}' || s[0] == ']')
}

// scan reads single facts out of a script that is no JSON.
func (m *meta) scan(raw string) {
	all := text.Span{End: len(raw)}
	get := func(key string) string { return unquote(literal(raw, all, key).Of(raw)) }
	if d := get("datePublished"); d != "" {
		m.published = append([]fact{{d, "jsonld.datePublished"}}, m.published...)
	}
	if d := get("dateModified"); d != "" {
		m.modified = append(m.modified, fact{d, "jsonld.dateModified"})
	}
	if h := get("headline"); h != "" {
		m.titles = append([]string{h}, m.titles...)
	}
	if b := get("articleBody"); len(b) > len(m.article) {
		m.article = b
	}
}

// maxLD is how deep objects of JSON-LD are followed.
const maxLD = 12

// walk looks through a JSON-LD value for articles.
func (m *meta) walk(v any, depth int) {
	if depth > maxLD {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			m.walk(x, depth+1)
		}
	case map[string]any:
		if articleType(v["@type"]) {
			m.readArticle(v)
		}
		for _, key := range [...]string{"@graph", "mainEntity", "itemListElement", "mainEntityOfPage", "item"} {
			if x, ok := v[key]; ok {
				m.walk(x, depth+1)
			}
		}
	}
}

// articleType says that a JSON-LD type is that of an article.
func articleType(v any) bool {
	switch v := v.(type) {
	case string:
		return strings.Contains(v, "Article") || strings.Contains(v, "Report") || v == "BlogPosting" || v == "WebPage" || v == "LiveBlogPosting"
	case []any:
		for _, x := range v {
			if articleType(x) {
				return true
			}
		}
	}
	return false
}

// readArticle takes the facts of a JSON-LD article.
func (m *meta) readArticle(v map[string]any) {
	page := v["@type"] == "WebPage"
	str := func(x any) string {
		s, _ := x.(string)
		return strings.TrimSpace(html.UnescapeString(s))
	}
	if d := str(v["datePublished"]); d != "" {
		f := fact{d, "jsonld.datePublished"}
		if page {
			m.published = append(m.published, f)
		} else {
			m.published = append([]fact{f}, m.published...)
		}
	}
	if d := str(v["dateModified"]); d != "" {
		m.modified = append(m.modified, fact{d, "jsonld.dateModified"})
	}
	if h := str(v["headline"]); h != "" && !page {
		m.titles = append([]string{h}, m.titles...)
	}
	if b := str(v["articleBody"]); len(b) > len(m.article) {
		m.article = b
	}
	if d := str(v["description"]); len(d) > len(m.lede) {
		m.lede = d
	}
	if a := nameOf(v["author"]); a != "" && !page {
		m.author = a
	}
	addName(&m.sites, nameOf(v["publisher"]))
}

// nameOf is the name of a JSON-LD person or organization, or of the first of several.
func nameOf(v any) string {
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(v)
	case []any:
		if len(v) > 0 {
			return nameOf(v[0])
		}
	case map[string]any:
		return nameOf(v["name"])
	}
	return ""
}

// literal finds the string that a key of JSON has in src[s], and returns the bytes between its quotation marks.
func literal(src string, s text.Span, key string) text.Span {
	from, to := s.Start, s.End
	best := text.Span{}
	for from < to {
		i := strings.Index(src[from:to], `"`+key+`"`)
		if i < 0 {
			break
		}
		from += i + len(key) + 2
		j := from
		for j < to && (src[j] <= ' ' || src[j] == ':') {
			j++
		}
		if j >= to || src[j] != '"' {
			continue
		}
		end := j + 1
		for end < to && src[end] != '"' {
			if src[end] == '\\' {
				end++
			}
			end++
		}
		if end = min(end, to); end-j-1 > best.Len() {
			best = text.Span{Start: j + 1, End: end}
		}
		from = end
	}
	return best
}

// unquote is the text of a JSON string literal, with its faults borne.
func unquote(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		sub, n := escape(s[i:])
		b.WriteString(sub)
		i += n
	}
	return html.UnescapeString(b.String())
}

// escape reads the first character of a JSON string literal: what it stands for and how many bytes it takes.
func escape(s string) (string, int) {
	if s[0] <= ' ' || s[0] == '<' || s[0] == '&' {
		return s[:1], 1
	}
	if s[0] != '\\' || len(s) < 2 {
		n := 1
		for n < len(s) && s[n] != '\\' && s[n] > ' ' && s[n] != '<' && s[n] != '&' {
			n++
		}
		return s[:n], n
	}
	switch s[1] {
	case 'n', 'r', 't':
		return "\n", 2
	case 'u':
		var v string
		n := 6
		if len(s) >= 12 && s[6] == '\\' && s[7] == 'u' && (s[2] == 'd' || s[2] == 'D') { // a pair of surrogates
			n = 12
		}
		if len(s) >= n && json.Unmarshal([]byte(`"`+s[:n]+`"`), &v) == nil {
			return v, n
		}
		return "", 2
	}
	return s[1:2], 2
}

// body adds the article that stands in a JSON-LD string literal to the text, on lines of its own.
func (g *grower) body(s text.Span) {
	if s.Empty() {
		return
	}
	border := text.Span{Start: s.Start - 1, End: s.Start}
	g.flush(border)
	g.nodes = append(g.nodes, node{tag: atom.Article, depth: 1, from: int32(g.b.Len()), to: -1, marks: markBody})
	g.stack = append(g.stack, open{tag: atom.Article, node: int32(len(g.nodes) - 1), kept: true})
	for i := s.Start; i < s.End; {
		at := text.Span{Start: i}
		sub, n := escape(g.src[i:s.End])
		at.End = i + n
		switch {
		case sub == "<":
			if end := strings.IndexByte(g.src[i:min(s.End, i+200)], '>'); end > 0 { // tags inside the string
				at.End = i + end + 1
				g.flush(at)
				i = at.End
				continue
			}
		case sub == "&":
			if r, m := reference(g.src[i:s.End]); m > 1 {
				sub, at.End = r, i+m
			}
		case sub == "\n":
			g.flush(at)
			i = at.End
			continue
		}
		switch {
		case strings.TrimSpace(sub) == "":
			g.blank(at.Start, at.End)
		case sub == g.src[at.Start:at.End]:
			g.before()
			g.b.Copy(at)
		default:
			g.before()
			g.b.Put(at, sub)
		}
		i = at.End
	}
	g.flush(text.Span{Start: s.End, End: s.End})
	g.close(len(g.stack) - 1)
	g.stack = g.stack[:len(g.stack)-1]
}
