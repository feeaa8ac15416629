package desk

import (
	"encoding/hex"
	"strings"

	"rawi/arabic/letter"
	"rawi/news"
	"rawi/text"
)

// Citation leads back to the bytes that something was read from. Whoever has the source's text can check it: Words are its bytes
// from Start up to End, and SHA256 is the hash of the whole.
type Citation struct {
	Source    string    `json:"source"`           // path, URL, or FILE#ID
	Article   int       `json:"article"`          // its place in the source, counted from 1
	Start     int       `json:"start"`            // bytes of the source's text
	End       int       `json:"end"`              // behind the last of them
	Words     string    `json:"words"`            // those bytes
	SHA256    string    `json:"text_sha256"`      // of the source's whole text
	Title     string    `json:"title,omitempty"`  // of the article
	Outlet    string    `json:"outlet,omitempty"` // its publisher, where known
	URL       string    `json:"url,omitempty"`    // where it was published, where known
	Published text.Days `json:"-"`
	Day       string    `json:"published,omitempty"` // ISO: a day, a month, a year, or "from/to"
	Path      string    `json:"path"`                // of the page of this server that shows the place
}

// Cite is the citation of a stretch of an article; the empty span stands for its title, or else for all of it.
func Cite(a *news.Article, at text.Span) Citation {
	if at.Empty() {
		if at = a.Doc.Title; at.Empty() {
			at = a.Doc.Range()
		}
	}
	at.Start, at.End = max(0, min(at.Start, len(a.Doc.Text))), max(0, min(at.End, len(a.Doc.Text)))
	c := Citation{
		Source: a.Source, Article: a.Ref.Article, Start: at.Start, End: at.End, Words: Clean(at.Of(a.Doc.Text)),
		SHA256: hex.EncodeToString(a.Hash[:]), Title: Title(a), Outlet: a.Doc.Outlet.Name, URL: WebAddress(a), Path: ArticlePath(a.Ref, at),
	}
	if p := a.Doc.Published; p != nil {
		c.Published, c.Day = p.Days, p.ISO()
	}
	return c
}

// Title is the title of an article in its own words, on one line; "" when it has none.
func Title(a *news.Article) string {
	return strings.Join(strings.Fields(Shown(a.Doc.Title.Of(a.Doc.Text))), " ")
}

// Clean makes words of a source fit for a page: bytes that are no UTF-8 and the character NUL, which HTML does not know, become
// U+FFFD.
func Clean(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}

// Shown is Clean, with character references that were left in a plain text ("&quot;") as the characters they stand for: so people see
// it. Programs that compare words with their place in the text take Clean.
func Shown(s string) string { return letter.Unescape(Clean(s)) }

// Statement is what somebody is reported to have said in one article.
type Statement struct {
	Who     string   `json:"who"`               // "" when the text names nobody
	Kind    string   `json:"kind"`              // direct, indirect
	Chain   []Link   `json:"chain"`             // the sources that the text names for it, nearest to the reader first
	Group   int      `json:"group,omitempty"`   // statements of one story with the same number, from 1, are the same utterance
	Speaker *Stretch `json:"speaker,omitempty"` // the words that name the speaker
	Stance  string   `json:"stance,omitempty"`  // of the verb: neutral, explain, assert, opinion, praise, doubt, call, denial, accusation, threat
	Coming  bool     `json:"coming,omitempty"`  // it is told that he will say it
	Setting []Around `json:"settings,omitempty"`
	Citation
}

// Around is a circumstance of a Statement in the words of the text.
type Around struct {
	Kind string `json:"kind"` // addressee, occasion, platform, reply
	Stretch
}

// Link is one source of a Statement.
type Link struct {
	Name string `json:"name"`
	Kind string `json:"kind"`
}

// Stretch is some words of an article's text.
type Stretch struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Words string `json:"words"`
}

// Statements are all statements of a story's articles, in the order of the articles, under the names by which the story knows their
// speakers.
func Statements(s *news.Story, articles map[news.Ref]*news.Article) []Statement {
	group := map[news.Said]int{}
	for i, g := range s.SameQuotes {
		for _, x := range g {
			group[x] = i + 1
		}
	}
	people := Spellings(s)
	var out []Statement
	for _, r := range s.Articles {
		a := articles[r]
		if a == nil {
			continue
		}
		for i := range a.Doc.Quotes {
			q := &a.Doc.Quotes[i]
			x := Statement{Who: Speaker(a, q, people), Kind: string(q.Kind), Group: group[news.Said{Ref: r, Said: q.Said}], Citation: Cite(a, q.Said), Chain: []Link{}}
			if !q.Speaker.Empty() {
				x.Speaker = &Stretch{q.Speaker.Start, q.Speaker.End, q.Speaker.Of(a.Doc.Text)}
			}
			x.Stance, x.Coming = string(q.Stance), q.Coming
			for _, c := range q.Setting {
				x.Setting = append(x.Setting, Around{string(c.Kind), Stretch{c.Span.Start, c.Span.End, c.Span.Of(a.Doc.Text)}})
			}
			for _, l := range q.Chain {
				x.Chain = append(x.Chain, Link{l.Name, string(l.Kind)})
			}
			out = append(out, x)
		}
	}
	return out
}

// Spellings are the one name under which a story knows the bearer of each spelling.
func Spellings(s *news.Story) map[string]string {
	out := map[string]string{}
	for _, p := range s.People {
		for _, f := range p.Spellings {
			if _, ok := out[f.Form]; !ok {
				out[f.Form] = p.Name
			}
		}
		out[p.Name] = p.Name
	}
	return out
}

// Speaker is who said a quote: his canonical name, else the words that name him, under the name of people where that has one; "" when
// the text names nobody.
func Speaker(a *news.Article, q *text.Quote, people map[string]string) string {
	n := q.Who
	if n == "" {
		n = strings.Join(strings.Fields(Clean(q.Speaker.Of(a.Doc.Text))), " ")
	}
	if p, ok := people[n]; ok {
		return p
	}
	return n
}
