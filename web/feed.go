package web

import (
	"encoding/json"
	"encoding/xml"
	"io/fs"
	"net/http"
	"strings"
	"time"

	"rawi/desk"
	"rawi/news"
	"rawi/text"
)

// feed is a list of news in one of three forms: RSS 2.0, Atom (RFC 4287) or JSON Feed 1.1.
type feed struct {
	Title string
	Path  string // of the page that shows the same
	Items []feedItem
}

// feedItem is one entry.
type feedItem struct {
	ID      string // a name that never changes
	Title   string
	URL     string
	Summary string
	Day     text.Day // 0 when not known
	Outlet  string
}

// itemsInFeed is how many entries a feed has.
const itemsInFeed = 50

// site is the address of this server, as the reader wrote it.
func site(r *http.Request) string {
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// storyItems are stories as entries.
func (s *server) storyItems(r *http.Request, stories []*news.Story) []feedItem {
	t := tongueOf(r)
	var out []feedItem
	for _, st := range stories[:min(itemsInFeed, len(stories))] {
		n := tallyOf(st)
		facts := []string{t.count("source", len(n.Sources)), t.count("article", n.Articles), t.count("text", n.Texts)}
		out = append(out, feedItem{
			ID: "urn:rawi:story:" + desk.Segment(st.ID), Title: st.Title, URL: site(r) + desk.StoryPath(st.ID), Day: st.To,
			Summary: strings.Join(facts, t.word("list", "comma")+" "),
		})
	}
	return out
}

// storyFeed answers with the latest stories.
func (s *server) storyFeed(w http.ResponseWriter, r *http.Request, form string) error {
	c, err := s.Catalogue(r.Context())
	if err != nil {
		return err
	}
	return s.feed(w, r, form, feed{Title: tongueOf(r).word("section", "stories"), Path: "/", Items: s.storyItems(r, c.Stories)})
}

// searchFeed answers with the newest articles that a query finds.
func (s *server) searchFeed(w http.ResponseWriter, r *http.Request, form string) error {
	query := typed(r)
	if query == "" {
		return errRequest
	}
	found, err := s.Search(r.Context(), desk.Ask{Query: query, Limit: itemsInFeed})
	if err != nil {
		return err
	}
	f := feed{Title: tongueOf(r).phrase("search.for", query), Path: searchPath(query, false)}
	for _, h := range found.Hits {
		f.Items = append(f.Items, feedItem{
			ID: "urn:rawi:article:" + desk.Address(h.Ref), Title: h.Title, URL: site(r) + desk.ArticlePath(h.Ref, text.Span{}),
			Summary: clean(h.Snippet), Day: h.Published.To, Outlet: h.Outlet,
		})
	}
	return s.feed(w, r, form, f)
}

// feed writes a feed in the form that was asked for.
func (s *server) feed(w http.ResponseWriter, r *http.Request, form string, f feed) error {
	var b []byte
	var err error
	kind := ""
	self := site(r) + r.URL.RequestURI()
	program := tongueOf(r).word("section", "program")
	f.Title = clean(f.Title) + " — " + program
	switch form {
	case "atom":
		kind, b, err = xmlFeed("application/atom+xml", f.atom(r, self, program))
	case "rss":
		kind, b, err = xmlFeed("application/rss+xml", f.rss(r))
	case "json":
		kind = "application/feed+json; charset=utf-8"
		b, err = json.Marshal(f.json(r, self))
	default:
		return fs.ErrNotExist
	}
	if err != nil {
		return err
	}
	s.send(w, r, http.StatusOK, kind, b)
	return nil
}

func xmlFeed(kind string, v any) (string, []byte, error) {
	b, err := xml.MarshalIndent(v, "", " ")
	return kind + "; charset=utf-8", append([]byte(xml.Header), b...), err
}

// dayTime is midnight of a day; the beginning of time counts as 1970 for days that are not known, since Atom asks for some date.
func dayTime(d text.Day) time.Time {
	if d == 0 {
		return time.Unix(0, 0).UTC()
	}
	y, m, a := d.Date()
	return time.Date(y, time.Month(m), a, 0, 0, 0, 0, time.UTC)
}

// latest is the day of the newest entry.
func (f feed) latest() text.Day {
	d := text.Day(0)
	for _, x := range f.Items {
		d = max(d, x.Day)
	}
	return d
}

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
	Type string `xml:"type,attr,omitempty"`
}

type atomEntry struct {
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Author  string   `xml:"author>name,omitempty"`
	Link    atomLink `xml:"link"`
	Summary string   `xml:"summary"`
}

func (f feed) atom(r *http.Request, self, program string) atomFeed {
	out := atomFeed{
		Lang: string(tongueOf(r)), ID: site(r) + f.Path, Title: f.Title, Updated: dayTime(f.latest()).Format(time.RFC3339), Author: program,
		Links: []atomLink{{"self", self, "application/atom+xml"}, {"alternate", site(r) + f.Path, "text/html"}},
	}
	for _, x := range f.Items {
		out.Entries = append(out.Entries, atomEntry{x.ID, orDash(x.Title), dayTime(x.Day).Format(time.RFC3339), x.Outlet, atomLink{"alternate", x.URL, "text/html"}, clean(x.Summary)})
	}
	return out
}

type rssFeed struct {
	XMLName xml.Name   `xml:"rss"`
	Version string     `xml:"version,attr"`
	Channel rssChannel `xml:"channel"`
}

type rssChannel struct {
	Title       string    `xml:"title"`
	Link        string    `xml:"link"`
	Description string    `xml:"description"`
	Language    string    `xml:"language"`
	Items       []rssItem `xml:"item"`
}

type rssItem struct {
	Title       string  `xml:"title"`
	Link        string  `xml:"link"`
	Description string  `xml:"description"`
	GUID        rssGUID `xml:"guid"`
	Date        string  `xml:"pubDate,omitempty"`
}

type rssGUID struct {
	Permanent bool   `xml:"isPermaLink,attr"`
	ID        string `xml:",chardata"`
}

func (f feed) rss(r *http.Request) rssFeed {
	out := rssFeed{Version: "2.0", Channel: rssChannel{Title: f.Title, Link: site(r) + f.Path, Description: f.Title, Language: string(tongueOf(r))}}
	for _, x := range f.Items {
		date := ""
		if x.Day != 0 {
			date = dayTime(x.Day).Format(time.RFC1123Z)
		}
		out.Channel.Items = append(out.Channel.Items, rssItem{orDash(x.Title), x.URL, clean(x.Summary), rssGUID{false, x.ID}, date})
	}
	return out
}

type jsonFeed struct {
	Version string     `json:"version"`
	Title   string     `json:"title"`
	Home    string     `json:"home_page_url"`
	Self    string     `json:"feed_url"`
	Lang    string     `json:"language"`
	Items   []jsonItem `json:"items"`
}

type jsonItem struct {
	ID      string `json:"id"`
	URL     string `json:"url"`
	Title   string `json:"title"`
	Text    string `json:"content_text"`
	Date    string `json:"date_published,omitempty"`
	Authors []any  `json:"authors,omitempty"`
}

func (f feed) json(r *http.Request, self string) jsonFeed {
	out := jsonFeed{"https://jsonfeed.org/version/1.1", f.Title, site(r) + f.Path, self, string(tongueOf(r)), []jsonItem{}}
	for _, x := range f.Items {
		item := jsonItem{ID: x.ID, URL: x.URL, Title: orDash(x.Title), Text: clean(x.Summary)}
		if x.Day != 0 {
			item.Date = dayTime(x.Day).Format(time.RFC3339)
		}
		if x.Outlet != "" {
			item.Authors = []any{map[string]string{"name": x.Outlet}}
		}
		out.Items = append(out.Items, item)
	}
	return out
}

// orDash is a title, or a dash for none: Atom asks for one.
func orDash(s string) string {
	if s = clean(s); s == "" {
		return "—"
	}
	return s
}
