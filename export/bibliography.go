// Package export writes what a library knows in forms that other programs read: lines of JSON, tables as CSV or Parquet, a folder of
// pages that needs no server, and the bibliography of a story.
package export

import (
	"encoding/json"
	"strconv"
	"strings"

	"rawi/desk"
)

// BibTeX is the bibliography of some articles for BibLaTeX: one @online entry each. The note holds the hash of the text that was read,
// so that the cited version can be told from later ones.
func BibTeX(articles []desk.Citation) string {
	var b strings.Builder
	for i, c := range articles {
		b.WriteString("@online{rawi" + strconv.Itoa(i+1) + ",\n")
		field := func(name, value string) {
			if value != "" {
				b.WriteString("  " + name + " = {" + tex(value) + "},\n")
			}
		}
		title := c.Title
		if title == "" {
			title = c.Source
		}
		field("title", title)
		field("organization", c.Outlet)
		field("date", c.Day)
		if len(c.Day) >= 4 {
			field("year", c.Day[:4])
		}
		if c.URL != "" {
			b.WriteString("  url = {" + strings.NewReplacer("{", "%7B", "}", "%7D", "\\", "%5C", " ", "%20", "\n", "").Replace(c.URL) + "},\n")
		}
		field("langid", "arabic")
		field("note", "source: "+c.Source+"; sha256: "+c.SHA256)
		b.WriteString("}\n\n")
	}
	return b.String()
}

// tex writes words so that TeX sets them and obeys none of them.
func tex(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return strings.NewReplacer(`\`, `\textbackslash{}`, "{", `\{`, "}", `\}`, "%", `\%`, "&", `\&`, "#", `\#`, "$", `\$`, "_", `\_`, "~", `\textasciitilde{}`, "^", `\textasciicircum{}`).Replace(s)
}

// cslItem is one entry of CSL-JSON.
type cslItem struct {
	ID        string   `json:"id"`
	Type      string   `json:"type"`
	Title     string   `json:"title"`
	Container string   `json:"container-title,omitempty"`
	URL       string   `json:"URL,omitempty"`
	Language  string   `json:"language"`
	Note      string   `json:"note"`
	Issued    *cslDate `json:"issued,omitempty"`
}

type cslDate struct {
	Parts [][]int `json:"date-parts"`
}

// CSL is the bibliography of some articles as CSL-JSON, which Zotero and pandoc read.
func CSL(articles []desk.Citation) ([]byte, error) {
	out := []cslItem{}
	for i, c := range articles {
		x := cslItem{
			ID: "rawi" + strconv.Itoa(i+1), Type: "article-newspaper", Title: c.Title, Container: c.Outlet, URL: c.URL, Language: "ar",
			Note: "source: " + c.Source + "; sha256: " + c.SHA256,
		}
		if x.Title == "" {
			x.Title = c.Source
		}
		if c.Published.Known() {
			y, m, d := c.Published.From.Date()
			x.Issued = &cslDate{[][]int{{y, m, d}}}
			if !c.Published.Single() {
				y, m, d = c.Published.To.Date()
				x.Issued.Parts = append(x.Issued.Parts, []int{y, m, d})
			}
		}
		out = append(out, x)
	}
	return json.MarshalIndent(out, "", " ")
}
