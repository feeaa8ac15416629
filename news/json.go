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
	Offices   []text.Office `json:"offices"`
	Dates     []text.Date   `json:"dates"`
	Numbers   []text.Number `json:"numbers"`
	Quotes    []text.Quote  `json:"quotes"`

	Translated *Translated `json:"translated,omitempty"`
}

// MarshalJSON writes the article as one object of `rawi read --format json`: lists that found nothing are empty, not null.
func (a *Article) MarshalJSON() ([]byte, error) {
	d := &a.Doc
	r := reading{
		Ref: a.Ref, Text: d.Text, SHA256: hex.EncodeToString(a.Hash[:]), URL: a.URL, Language: a.Tongue,
		Title: d.Title, Byline: d.Byline, Published: d.Published,
		Wire: list(d.Wire), Parts: list(d.Parts), Sentences: list(d.Sentences), Names: list(d.Names), Offices: list(d.Offices), Dates: list(d.Dates),
		Numbers: list(d.Numbers), Quotes: list(d.Quotes), Translated: a.Translated,
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

// The lists of what stands between texts are never null in JSON, whoever made or loaded them: a reader of the output may walk each
// without asking.

// MarshalJSON writes a story with its lists.
func (s Story) MarshalJSON() ([]byte, error) {
	type plain Story
	s.Articles, s.Events, s.Timeline = list(s.Articles), list(s.Events), list(s.Timeline)
	s.SameQuotes, s.Claims, s.People = list(s.SameQuotes), list(s.Claims), list(s.People)
	return json.Marshal(plain(s))
}

// MarshalJSON writes an event with its lists.
func (e Event) MarshalJSON() ([]byte, error) {
	type plain Event
	e.Articles, e.Texts, e.Origins, e.Sources = list(e.Articles), list(e.Texts), list(e.Origins), list(e.Sources)
	return json.Marshal(plain(e))
}

// MarshalJSON writes an origin with its evidence.
func (o Origin) MarshalJSON() ([]byte, error) {
	type plain Origin
	o.Evidence = list(o.Evidence)
	return json.Marshal(plain(o))
}

// MarshalJSON writes a source with its articles.
func (s Source) MarshalJSON() ([]byte, error) {
	type plain Source
	s.Articles = list(s.Articles)
	return json.Marshal(plain(s))
}

// MarshalJSON writes an entry with the places that tell it too.
func (e Entry) MarshalJSON() ([]byte, error) {
	type plain Entry
	e.Also = list(e.Also)
	return json.Marshal(plain(e))
}

// MarshalJSON writes a claim with its values.
func (c Claim) MarshalJSON() ([]byte, error) {
	type plain Claim
	c.Values = list(c.Values)
	return json.Marshal(plain(c))
}

// MarshalJSON writes a person with the spellings.
func (p Person) MarshalJSON() ([]byte, error) {
	type plain Person
	p.Spellings = list(p.Spellings)
	return json.Marshal(plain(p))
}

// MarshalJSON writes the day of an article with the articles that give it.
func (d Dated) MarshalJSON() ([]byte, error) {
	type plain Dated
	d.From = list(d.From)
	return json.Marshal(plain(d))
}
