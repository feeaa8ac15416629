package feed

import (
	"errors"
	"net/url"
	"path"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// section reads the links of a page that look like links to articles: on the same site, with words enough for a headline, and with an
// address that articles have (a number, a date, or a long name). A page that names feeds of its own yields those as More.
func (r reader) section(body string) (*List, error) {
	l := &List{Kind: "section"}
	seen := map[string]int{}
	z := html.NewTokenizer(strings.NewReader(body))
	z.SetMaxBuf(1 << 20)
	var link string
	var words strings.Builder
	title := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(l.Items) == 0 && len(l.More) == 0 {
				return nil, errors.New("no link of the page looks like an article")
			}
			return l, nil
		case html.StartTagToken, html.SelfClosingTagToken:
			name, attrs := z.TagName()
			switch atom.Lookup(name) {
			case atom.A:
				r.add(l, seen, link, words.String())
				link = r.absolute(attribute(z, attrs, "href"))
				words.Reset()
			case atom.Link:
				if u := r.feedLink(z, attrs); u != "" && len(l.More) < 50 {
					l.More = append(l.More, u)
				}
			case atom.Base:
				if u, err := url.Parse(attribute(z, attrs, "href")); err == nil && r.base != nil {
					r.base = r.base.ResolveReference(u)
				}
			case atom.Img:
				if alt := attribute(z, attrs, "alt"); link != "" && words.Len() == 0 {
					words.WriteString(alt)
				}
			case atom.Title:
				title = l.Title == ""
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			switch atom.Lookup(name) {
			case atom.A:
				r.add(l, seen, link, words.String())
				link = ""
				words.Reset()
			case atom.Title:
				title = false
			}
		case html.TextToken:
			if title {
				l.Title = line(string(z.Text()))
			} else if link != "" && words.Len() < 1000 {
				words.Write(z.Text())
				words.WriteByte(' ')
			}
		}
	}
}

// attribute is an attribute of the tag that was just read.
func attribute(z *html.Tokenizer, more bool, name string) (value string) {
	for more {
		var k, v []byte
		k, v, more = z.TagAttr()
		if string(k) == name && value == "" {
			value = string(v)
		}
	}
	return value
}

// feedLink is the feed that a <link rel=alternate> names.
func (r reader) feedLink(z *html.Tokenizer, more bool) string {
	var rel, kind, href string
	for more {
		var k, v []byte
		k, v, more = z.TagAttr()
		switch string(k) {
		case "rel":
			rel = strings.ToLower(string(v))
		case "type":
			kind = strings.ToLower(string(v))
		case "href":
			href = string(v)
		}
	}
	if rel != "alternate" || kind != "application/rss+xml" && kind != "application/atom+xml" && kind != "application/feed+json" {
		return ""
	}
	return r.absolute(href)
}

// add adds a link with its words. Of several links to one article the longest words are its title.
func (r reader) add(l *List, seen map[string]int, link, words string) {
	words = line(words)
	if link == "" || r.base == nil || len(l.Items) >= MostItems {
		return
	}
	u, err := url.Parse(link)
	if err != nil || !sameSite(u.Hostname(), r.base.Hostname()) || !articleLike(u) {
		return
	}
	if i, ok := seen[link]; ok {
		if len(words) > len(l.Items[i].Title) {
			l.Items[i].Title = words
		}
		return
	}
	if letters(words) < leastLetters {
		return
	}
	seen[link] = len(l.Items)
	l.Items = append(l.Items, Item{URL: link, Title: words})
}

// leastLetters is how many letters the words of a link must have to be a headline, and not the name of a section.
const leastLetters = 18

func letters(s string) (n int) {
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// sameSite says that two hosts belong to one site, but for www and m.
func sameSite(a, b string) bool {
	trim := func(h string) string {
		h = strings.ToLower(h)
		for _, p := range []string{"www.", "m.", "mobile.", "amp."} {
			h = strings.TrimPrefix(h, p)
		}
		return h
	}
	return trim(a) == trim(b)
}

var (
	number = regexp.MustCompile(`\d{4,}`)
	dated  = regexp.MustCompile(`/(?:19|20)\d\d/\d{1,2}(?:/\d{1,2})?/`)
)

// notArticles are parts of paths under which no article stands.
var notArticles = map[string]bool{
	"tag": true, "tags": true, "category": true, "categories": true, "author": true, "authors": true, "topic": true, "topics": true, "search": true, "login": true,
	"register": true, "about": true, "contact": true, "privacy": true, "terms": true, "page": true, "rss": true, "feed": true, "live": true, "wp-admin": true,
	"wp-login.php": true, "users": true, "user": true, "account": true, "subscribe": true, "newsletter": true, "advertise": true, "sitemap": true,
}

// articleLike says that an address is one that articles have.
func articleLike(u *url.URL) bool {
	p := u.Path
	if p == "" || p == "/" {
		return false
	}
	switch strings.ToLower(path.Ext(p)) {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp", ".pdf", ".mp3", ".mp4", ".xml", ".zip", ".js", ".css", ".apk":
		return false
	}
	parts := strings.FieldsFunc(strings.ToLower(p), func(r rune) bool { return r == '/' })
	for _, part := range parts[:len(parts)-1] {
		if notArticles[part] {
			return false
		}
	}
	last := parts[len(parts)-1]
	if notArticles[last] {
		return false
	}
	words := strings.FieldsFunc(last, func(r rune) bool { return r == '-' || r == '_' || r == ' ' || r == '.' })
	return number.MatchString(p) || number.MatchString(u.RawQuery) || dated.MatchString(p) || len(words) >= 4
}
