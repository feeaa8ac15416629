package news

import (
	"encoding/hex"
	"encoding/json"

	"rawi/text"
)

// reading is an Article as the output contract writes it.
type reading struct {
	Ref
	Text      string        `json:"text"`
	SHA256    string        `json:"text_sha256"`
	URL       string        `json:"url,omitempty"`
	Language  string        `json:"language,omitempty"`
	Title     text.Span     `json:"title"`
	Outlet    *text.Named   `json:"outlet"`
	Byline    text.Span     `json:"byline"`
	Published *text.Dating  `json:"published"`
	Wire      []text.Named  `json:"wire"`
	Parts     []text.Part   `json:"parts"`
	Sentences []text.Span   `json:"sentences"`
	Names     []text.Name   `json:"names"`
	Dates     []text.Date   `json:"dates"`
	Numbers   []text.Number `json:"numbers"`
	Quotes    []text.Quote  `json:"quotes"`
}

// MarshalJSON writes the article as one object of `rawi read --format json`: lists that found nothing are empty, not null.
func (a *Article) MarshalJSON() ([]byte, error) {
	d := &a.Doc
	r := reading{
		Ref: a.Ref, Text: d.Text, SHA256: hex.EncodeToString(a.Hash[:]), URL: a.URL, Language: a.Tongue,
		Title: d.Title, Byline: d.Byline, Published: d.Published,
		Wire: list(d.Wire), Parts: list(d.Parts), Sentences: list(d.Sentences), Names: list(d.Names), Dates: list(d.Dates),
		Numbers: list(d.Numbers), Quotes: list(d.Quotes),
	}
	if d.Outlet.Name != "" {
		r.Outlet = &d.Outlet
	}
	if r.Published != nil && r.Published.Evidence == nil {
		p := *r.Published
		p.Evidence = []text.Span{}
		r.Published = &p
	}
	for i, q := range r.Quotes {
		if q.Chain == nil {
			r.Quotes[i].Chain = []text.Link{}
		}
	}
	return json.Marshal(r)
}

// list makes an absent list an empty one.
func list[T any](l []T) []T {
	if l == nil {
		return []T{}
	}
	return l
}
