package gold

import (
	"regexp"
	"slices"
	"testing"

	"rawi/news"
	"rawi/text"
)

// TestQuotePages: every mark and every trap stands in its page, quotes do not overlap, no quote is marked in a trap, a direct quote
// stands beside a quotation mark, kinds are those of the contract, and the set is as large as it is meant to be.
func TestQuotePages(t *testing.T) {
	pages, err := QuotePages()
	if err != nil {
		t.Fatal(err)
	}
	kinds := []text.LinkKind{text.Agency, text.OutletLink, text.Broadcaster, text.OfficialBody, text.Document, text.Social, text.PersonLink, text.Unnamed}
	marked := regexp.MustCompile(`[«»"“”„‟‘’']\s*$`)
	opens := regexp.MustCompile(`^[\s.،؟!]*[«»"“”„‟‘’']`)
	n := map[string]int{}
	for _, p := range pages {
		page := p.Title
		for _, b := range p.Body {
			page += "\n" + b
		}
		if p.File != "quotes/"+p.ID+".json" || p.Outlet == "" {
			t.Errorf("%s: file %q, outlet %q", p.ID, p.File, p.Outlet)
		}
		if _, err := text.ParseDay(p.Published.Value); err != nil {
			t.Errorf("%s: %v", p.ID, err)
		}
		d, traps, lost := p.Resolve(page)
		for _, s := range lost {
			t.Errorf("%s: not in the page: %s", p.ID, s)
		}
		spans := slices.Clone(traps)
		for _, q := range d.Quotes {
			spans = append(spans, q.Said)
			n[string(q.Kind)]++
			n["chain"] += bit(len(q.Chain) > 0)
			n["nested"] += bit(len(q.Chain) > 1)
			beside := marked.MatchString(page[:q.Said.Start]) || opens.MatchString(page[q.Said.End:])
			if q.Kind == text.Direct && !beside || q.Kind != text.Direct && q.Kind != text.Indirect {
				t.Errorf("%s: kind %q: %s", p.ID, q.Kind, q.Said.Of(page))
			}
			for _, l := range q.Chain {
				if !slices.Contains(kinds, l.Kind) {
					t.Errorf("%s: link %q", p.ID, l.Kind)
				}
			}
		}
		apart(t, p.ID+" quotes and traps", page, spans)
		n["paragraph"] += len(p.Body)
		n["trap"] += len(traps)
	}
	for what, least := range map[string]int{"paragraph": 300, "direct": 250, "indirect": 300, "chain": 120, "nested": 25, "trap": 80} {
		if n[what] < least {
			t.Errorf("%s: %d, want at least %d", what, n[what], least)
		}
	}
}

// TestQuotesPerfect: the marks given back score 1, and quotes in traps are counted.
func TestQuotesPerfect(t *testing.T) {
	pages, err := QuotePages()
	if err != nil {
		t.Fatal(err)
	}
	var docs []Doc
	var traps [][]text.Span
	var found []Found
	for _, p := range pages {
		d, in, _ := p.Resolve(p.Item().Fields.Title + "\n" + p.Item().Fields.Text)
		docs, traps = append(docs, d), append(traps, in)
		a := &news.Article{Ref: news.Ref{Source: p.File, Article: 1}}
		a.Doc = text.Doc{Text: d.Text, Quotes: slices.Clone(d.Quotes)}
		found = append(found, Found{Articles: []*news.Article{a}})
	}
	for _, f := range Quotes(docs, traps, found) {
		want := 1.0
		if f.Name == "chain_invented" || f.Name == "trap_rate" {
			want = 0
		}
		if !f.Count && f.Value != want {
			t.Errorf("perfect: %s is %s", f.Name, f)
		}
	}
	sprung := 0
	for i := range found {
		for _, s := range traps[i] {
			found[i].Articles[0].Doc.Quotes = append(found[i].Articles[0].Doc.Quotes, text.Quote{Kind: text.Indirect, Said: s})
			sprung++
		}
	}
	spoilt := Quotes(docs, traps, found)
	if v, _ := spoilt.Value("trap_rate"); v != 1 || sprung == 0 {
		t.Errorf("every trap sprung: trap_rate is %v", v)
	}
	if v, _ := spoilt.Value("indirect_p"); v >= 1 {
		t.Errorf("every trap sprung: indirect_p is %v", v)
	}
}
