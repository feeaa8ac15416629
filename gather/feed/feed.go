// Package feed reads what outlets publish to say what is new: feeds (RSS, Atom, RDF, JSON Feed), maps of a site (sitemaps, news
// sitemaps, their indexes), lists of feeds (OPML), and the links of a section page.
//
// It takes text, not bytes: charset has decoded it. Feeds of newspapers are broken in every way; what can be read of them is read,
// and what cannot is named.
package feed

import (
	"errors"
	"fmt"
	"html"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
)

// List is what a feed, a map or a section page holds.
type List struct {
	Kind  string // "rss", "atom", "rdf", "json", "sitemap", "index", "section"
	Title string
	Home  string   // the page that it belongs to, "" where it names none
	Items []Item   // in their order
	More  []string // of an index: the maps that it lists
	Fault error    // what could not be read of it, nil where all could
}

// Item is one article that a list names.
type Item struct {
	URL       string // absolute
	Title     string
	Text      string // what the feed gives of the article's text, as HTML or plain: the whole of it, or its lead; "" where nothing
	Published Time
	Updated   Time
}

// MostText is how much of an item's text is taken, in bytes; a longer one is not.
const MostText = 256 << 10

// Time is when something was published: a moment, or a day of which no more is known. Its zero value is unknown.
type Time struct {
	At  time.Time
	Day bool // only the day is known, and At is its first moment where the outlet stands
}

// MostItems is how many items of one list are read.
const MostItems = 50_000

// Read reads a list. base is the address that it came from, against which relative links are read; zone is where its outlet stands,
// for times that name no zone. An error says that it is no list at all.
func Read(text string, base *url.URL, zone *time.Location) (*List, error) {
	if zone == nil {
		zone = time.UTC
	}
	body := strings.TrimLeft(text, " \t\r\n\uFEFF")
	if body == "" {
		return nil, errors.New("the feed is empty")
	}
	r := reader{base: base, zone: zone}
	if body[0] == '{' {
		return r.json(body)
	}
	body = clean(text)
	switch root(body) {
	case "rss", "rdf", "feed", "channel":
		return r.xml(body)
	case "urlset", "sitemapindex":
		return r.sitemap(body)
	case "opml":
		return nil, errors.New("a list of feeds (OPML), not a feed; import it")
	case "html":
		return r.section(body)
	}
	return nil, errors.New("neither a feed nor a map of a site nor a page")
}

// reader is one reading.
type reader struct {
	base *url.URL
	zone *time.Location
}

// json reads a JSON Feed.
func (r reader) json(body string) (*List, error) {
	f, err := gofeed.NewParser().ParseString(body)
	if err != nil {
		return nil, fmt.Errorf("not a JSON feed: %s", firstLine(err))
	}
	if f.FeedVersion == "" && len(f.Items) == 0 {
		return nil, errors.New("not a JSON feed: it has neither a version nor items")
	}
	l := r.list(f)
	l.Kind = "json"
	return l, nil
}

// xml reads RSS, RDF and Atom: whole; where that fails, without its cut end; where that fails too, or items stand in one another because
// one does not end, item by item.
func (r reader) xml(body string) (*List, error) {
	f, err := gofeed.NewParser().ParseString(body)
	if err == nil {
		l := r.list(f)
		if begun := strings.Count(body, "<item>") + strings.Count(body, "<entry>"); begun <= len(f.Items) {
			return l, nil
		} else if one, _ := r.byItem(body); one != nil && len(one.Items) > len(l.Items) {
			one.Title, one.Home, one.Kind = l.Title, l.Home, l.Kind
			one.Fault = fmt.Errorf("items that do not end; items: %d", len(one.Items))
			return one, nil
		}
		return l, nil
	}
	why := firstLine(err)
	if mended := closed(body); mended != "" {
		if f, err := gofeed.NewParser().ParseString(mended); err == nil {
			l := r.list(f)
			l.Fault = fmt.Errorf("cut short or broken after its last whole item; items before it: %d", len(l.Items))
			return l, nil
		}
	}
	l, bad := r.byItem(body)
	if l == nil {
		return nil, fmt.Errorf("the feed is broken: %s", why)
	}
	l.Fault = fmt.Errorf("broken: %s; items that can be read: %d, that cannot: %d", why, len(l.Items), bad)
	return l, nil
}

// byItem reads the items of a broken feed one by one; bad is how many cannot be read. nil where none can.
func (r reader) byItem(body string) (l *List, bad int) {
	head, items := pieces(body)
	for _, it := range items {
		f, err := gofeed.NewParser().ParseString(head.wrap(it))
		if err != nil {
			bad++
			continue
		}
		one := r.list(f)
		if l == nil {
			l = one
		} else {
			l.Items = append(l.Items, one.Items...)
		}
	}
	return l, bad
}

// list takes what a parsed feed holds.
func (r reader) list(f *gofeed.Feed) *List {
	l := &List{Kind: f.FeedType, Title: headline(f.Title)}
	if f.FeedType == "rss" && (f.FeedVersion == "1.0" || f.FeedVersion == "0.9" || f.FeedVersion == "0.90") {
		l.Kind = "rdf"
	}
	if u := r.absolute(f.Link); u != "" {
		l.Home = u
	}
	for i, it := range f.Items {
		if i == MostItems {
			l.Fault = fmt.Errorf("more than %d items; the rest is not read", MostItems)
			break
		}
		if x, ok := r.item(it); ok {
			l.Items = append(l.Items, x)
		}
	}
	return l
}

// item is an item of a feed; ok is false where it has no address.
func (r reader) item(it *gofeed.Item) (Item, bool) {
	x := Item{Title: headline(it.Title), Text: it.Content}
	if len(it.Description) > len(x.Text) {
		x.Text = it.Description
	}
	if len(x.Text) > MostText {
		x.Text = ""
	}
	candidates := append([]string{it.Link}, it.Links...)
	for _, e := range it.Extensions["feedburner"]["origLink"] {
		candidates = append([]string{e.Value}, candidates...)
	}
	for _, c := range append(candidates, it.GUID) {
		if u := r.absolute(c); u != "" && (c != it.GUID || strings.HasPrefix(strings.TrimSpace(c), "http")) {
			x.URL = u
			break
		}
	}
	if x.URL == "" {
		return x, false
	}
	x.Published, _ = ParseTime(it.Published, r.zone)
	x.Updated, _ = ParseTime(it.Updated, r.zone)
	if x.Published.At.IsZero() {
		x.Published = x.Updated
	}
	return x, true
}

// absolute is a link as an absolute address of the web; "" where it is none.
func (r reader) absolute(link string) string {
	link = strings.TrimSpace(link)
	if link == "" {
		return ""
	}
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	if r.base != nil {
		u = r.base.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	u.Fragment = ""
	return u.String()
}

// tag is mark-up inside a title.
var tag = regexp.MustCompile(`</?[a-zA-Z][^<>]*>`)

// headline is a title without the mark-up that feeds leave in it, on one line.
func headline(s string) string { return line(html.UnescapeString(tag.ReplaceAllString(s, " "))) }

// line is a text on one line.
func line(s string) string { return strings.Join(strings.Fields(s), " ") }

// firstLine is an error on one line.
func firstLine(err error) string { return line(err.Error()) }
