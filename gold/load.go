package gold

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"rawi/text"
)

// Articles of the shared gold: ID.gold.json holds byte offsets into ID.txt beside it.
type goldFile struct {
	ID        string
	Published json.RawMessage // a day, or an object with a value
	Parts     []text.Part
	Quotes    []text.Quote
	Dates     []struct {
		Span  text.Span
		Value string
	}
	Numbers []struct {
		Span  text.Span
		Value json.RawMessage
	}
}

// LoadArticles reads every *.gold.json of a folder with its text, by name.
func LoadArticles(folder fs.FS) ([]Doc, error) {
	files, err := fs.Glob(folder, "*.gold.json")
	if err != nil {
		return nil, err
	}
	var docs []Doc
	for _, f := range files {
		g := goldFile{}
		if err := readJSON(folder, f, &g); err != nil {
			return nil, err
		}
		t, err := fs.ReadFile(folder, g.ID+".txt")
		if err != nil {
			return nil, err
		}
		d := Doc{ID: g.ID, Text: string(t), Parts: g.Parts, Quotes: g.Quotes}
		if json.Unmarshal(g.Published, &d.Published) != nil {
			day := struct{ Value string }{}
			if err := json.Unmarshal(g.Published, &day); err != nil {
				return nil, errf(g.ID, "published: %w", err)
			}
			d.Published = day.Value
		}
		for _, x := range g.Dates {
			d.Dates = append(d.Dates, text.Date{Span: x.Span, Value: x.Value})
		}
		for _, x := range g.Numbers {
			n := Number{Span: x.Span}
			s := strings.Trim(string(x.Value), `"`)
			if n.Value, err = strconv.ParseFloat(s, 64); err == nil {
				n.Known = true
			} else if s != "" && s != "null" {
				return nil, errf(g.ID, "number %s: %w", s, err)
			}
			d.Numbers = append(d.Numbers, n)
		}
		docs = append(docs, d)
	}
	return docs, nil
}

// LoadPages reads every *.gold.json of a folder of HTML gold, but for fragments and made-up pages, by name.
func LoadPages(folder fs.FS) ([]Page, error) {
	files, err := fs.Glob(folder, "*.gold.json")
	if err != nil {
		return nil, err
	}
	var pages []Page
	for _, f := range files {
		g := struct {
			File, Kind, Title, Published string
			TitleAlso                    []string `json:"title_also"`
			Body, Optional, Related      []string
			NotBody                      []string `json:"not_body"`
		}{}
		if err := readJSON(folder, f, &g); err != nil {
			return nil, err
		}
		if g.Kind == "fixture" {
			continue
		}
		pages = append(pages, Page{
			ID: strings.TrimSuffix(path.Base(f), ".gold.json"), File: g.File, Titles: append([]string{g.Title}, g.TitleAlso...),
			Body: g.Body, Optional: g.Optional, NotBody: g.NotBody, Related: g.Related, Published: g.Published,
		})
	}
	return pages, nil
}

// LoadClusters reads a gold of events and stories.
func LoadClusters(folder fs.FS, name string) (*Clusters, error) {
	c := &Clusters{}
	if err := readJSON(folder, name, c); err != nil {
		return nil, err
	}
	if len(c.Docs) == 0 {
		return nil, fmt.Errorf("%s: no documents", name)
	}
	return c, nil
}
