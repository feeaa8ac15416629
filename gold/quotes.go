package gold

import (
	"embed"
	"io/fs"
	"strings"

	"rawi/news"
	"rawi/text"
)

//go:embed quotes
var quotePages embed.FS

// QuotePage is one article written to measure quotes, speakers and chains: title and body as a collection would give them, the
// marks of every quote in it, and its traps: words that look like reported speech and are none (a title, a nickname, a negated or
// hypothetical cue, a deed, a subject that does not speak).
type QuotePage struct {
	Marks
	Traps []Words `json:"traps"`
}

// QuotePages reads the articles of the folder quotes, by name.
func QuotePages() ([]QuotePage, error) {
	files, err := fs.Glob(quotePages, "quotes/*.json")
	if err != nil {
		return nil, err
	}
	pages := make([]QuotePage, len(files))
	for i, f := range files {
		if err := readJSON(quotePages, f, &pages[i]); err != nil {
			return nil, err
		}
	}
	return pages, nil
}

// Item is the page as the program reads it: a record with title, text, day and outlet.
func (p *QuotePage) Item() news.Item {
	return news.Item{Source: p.File, Fields: &news.Fields{
		ID: p.ID, Title: p.Title, Text: strings.Join(p.Body, "\n"), Date: p.Published.Value, Outlet: p.Outlet,
	}}
}

// Resolve finds marks and traps in t, which holds title and body; see [Marks.Resolve].
func (p *QuotePage) Resolve(t string) (d Doc, traps []text.Span, lost []string) {
	d, lost = p.Marks.Resolve(t)
	r := &resolver{page: squeeze(t)}
	r.main = r.page
	for _, w := range p.Traps {
		traps = append(traps, r.find(w))
	}
	return d, traps, append(lost, r.lost...)
}

// Quotes scores the quotes, speakers and chains of documents as [Articles] does; traps[i] are the traps of docs[i]. trap_rate is the
// number of quotes found that stand in a trap, per trap.
func Quotes(docs []Doc, traps [][]text.Span, found []Found) Figures {
	t := &tally{quotes: map[text.QuoteKind]*quoteTally{text.Direct: {}, text.Indirect: {}}}
	sprung, set := 0, 0
	for i := range docs {
		first, _ := found[i].split()
		t.docs++
		if found[i].Text() != docs[i].Text {
			t.missing++
		}
		t.said(&docs[i], first)
		set += len(traps[i])
		for _, a := range first {
			sprung += len(inTraps(a.Doc.Quotes, traps[i]))
		}
	}
	var out Figures
	out.count("documents", t.docs)
	out.count("not_read", t.missing)
	t.quoteFigures(&out)
	out.count("trap_gold", set)
	out.share("trap_rate", div(sprung, set))
	return out
}

// inTraps is the quotes of which more than half stands in one of the traps. A quote beside a trap that is a little too long is
// none of them: it costs its own overlap.
func inTraps(quotes []text.Quote, traps []text.Span) []text.Quote {
	var in []text.Quote
	for _, q := range quotes {
		for _, s := range traps {
			if n := min(q.Said.End, s.End) - max(q.Said.Start, s.Start); 2*n > q.Said.Len() {
				in = append(in, q)
				break
			}
		}
	}
	return in
}
