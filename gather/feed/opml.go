package feed

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Source is a thing to follow, as lists of feeds name it.
type Source struct {
	URL   string // of the feed, map or section page
	Title string
	Home  string
	Group string // the names of the groups that it stands in, joined by "/"
}

// outline is an element of OPML.
type outline struct {
	XMLName  xml.Name  `xml:"outline"`
	Text     string    `xml:"text,attr,omitempty"`
	Title    string    `xml:"title,attr,omitempty"`
	Type     string    `xml:"type,attr,omitempty"`
	XMLURL   string    `xml:"xmlUrl,attr,omitempty"`
	HTMLURL  string    `xml:"htmlUrl,attr,omitempty"`
	URL      string    `xml:"url,attr,omitempty"`
	Outlines []outline `xml:"outline"`
}

type opml struct {
	XMLName xml.Name `xml:"opml"`
	Version string   `xml:"version,attr"`
	Head    struct {
		Title string `xml:"title"`
	} `xml:"head"`
	Body struct {
		Outlines []outline `xml:"outline"`
	} `xml:"body"`
}

// deepest is how deep groups may stand in one another.
const deepest = 20

// ReadOPML reads a list of feeds (OPML 1.0 and 2.0).
func ReadOPML(text string) ([]Source, error) {
	d := xml.NewDecoder(strings.NewReader(clean(text)))
	d.Strict = false
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	var doc opml
	if err := d.Decode(&doc); err != nil {
		return nil, fmt.Errorf("not a list of feeds (OPML): %s", firstLine(err))
	}
	var out []Source
	var walk func(list []outline, group string, depth int)
	walk = func(list []outline, group string, depth int) {
		for _, o := range list {
			name := line(o.Title)
			if name == "" {
				name = line(o.Text)
			}
			u := strings.TrimSpace(o.XMLURL)
			if u == "" && o.Type != "link" {
				u = strings.TrimSpace(o.URL)
			}
			if u != "" {
				out = append(out, Source{URL: u, Title: name, Home: strings.TrimSpace(o.HTMLURL), Group: group})
			}
			if depth < deepest {
				walk(o.Outlines, strings.Trim(group+"/"+name, "/"), depth+1)
			}
		}
	}
	walk(doc.Body.Outlines, "", 0)
	if len(out) == 0 {
		return nil, errors.New("a list of feeds (OPML) without a feed")
	}
	return out, nil
}

// WriteOPML writes a list of feeds, grouped.
func WriteOPML(w io.Writer, title string, sources []Source) error {
	doc := opml{Version: "2.0"}
	doc.Head.Title = title
	at := map[string]int{}
	for _, s := range sources {
		o := outline{Text: s.Title, Title: s.Title, Type: "rss", XMLURL: s.URL, HTMLURL: s.Home}
		if o.Text == "" {
			o.Text = s.URL
		}
		if s.Group == "" {
			doc.Body.Outlines = append(doc.Body.Outlines, o)
			continue
		}
		i, ok := at[s.Group]
		if !ok {
			i = len(doc.Body.Outlines)
			at[s.Group] = i
			doc.Body.Outlines = append(doc.Body.Outlines, outline{Text: s.Group, Title: s.Group})
		}
		doc.Body.Outlines[i].Outlines = append(doc.Body.Outlines[i].Outlines, o)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(doc); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
