package feed

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// entry is a <url> or <sitemap> of a map, with what a news sitemap adds.
type entry struct {
	Loc     string `xml:"loc"`
	Lastmod string `xml:"lastmod"`
	News    struct {
		Title     string `xml:"title"`
		Published string `xml:"publication_date"`
	} `xml:"news"`
}

// sitemap reads a map of a site or an index of maps (sitemaps.org, 0.9, and the news extension), whatever its namespaces.
func (r reader) sitemap(body string) (*List, error) {
	l := &List{Kind: "sitemap"}
	index := root(body) == "sitemapindex"
	if index {
		l.Kind = "index"
	}
	d := xml.NewDecoder(strings.NewReader(body))
	d.Strict = false
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	for {
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			l.Fault = fmt.Errorf("cut short or broken: %s; addresses before it: %d", firstLine(err), len(l.Items)+len(l.More))
			break
		}
		start, ok := tok.(xml.StartElement)
		if !ok || start.Name.Local != "url" && start.Name.Local != "sitemap" {
			continue
		}
		var e entry
		if err := d.DecodeElement(&e, &start); err != nil {
			l.Fault = fmt.Errorf("cut short or broken: %s; addresses before it: %d", firstLine(err), len(l.Items)+len(l.More))
			break
		}
		u := r.absolute(e.Loc)
		switch {
		case u == "":
			continue
		case start.Name.Local == "sitemap":
			l.More = append(l.More, u)
		case len(l.Items) == MostItems:
			l.Fault = fmt.Errorf("more than %d addresses; the rest is not read", MostItems)
			return l, nil
		default:
			x := Item{URL: u, Title: headline(e.News.Title)}
			x.Published, _ = ParseTime(e.News.Published, r.zone)
			x.Updated, _ = ParseTime(e.Lastmod, r.zone)
			l.Items = append(l.Items, x)
		}
		if len(l.More) > MostItems {
			return l, nil
		}
	}
	if l.Fault != nil && len(l.Items)+len(l.More) == 0 {
		return nil, l.Fault
	}
	return l, nil
}
