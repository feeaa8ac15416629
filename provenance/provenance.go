// Package provenance says where each article really comes from, and how many independent sources an event has.
//
// What an article credits is the best witness. Where it credits nothing, the texts that share its wording speak for it: who prints
// an agency's text word for word has it from the agency. Ten outlets with one agency are one source; an agency's report and an
// outlet's own are two, even where both quote one spokesman, who is then one primary source behind two reports.
package provenance

import (
	"cmp"
	"embed"
	"slices"
	"strings"

	"rawi/news"
	"rawi/text"
)

const (
	// sameText is the share of the shorter article's words that two must have in common to carry substantially the same text.
	sameText = .42
	// someText is the share from which on a shared passage is worth naming as a candidate for where an article comes from.
	someText = .12
)

// unknown is the origin of an article whose origin nothing shows.
const unknown = "unknown"

// Known is what was found about the articles of one run.
type Known struct {
	articles map[news.Ref]*news.Article
	copies   map[news.Ref][]news.Copy // those of which an article is a side, that article as A
	origins  map[news.Ref]news.Origin
	agencies map[news.Ref][]string // the agencies that an article credits
}

// Trace finds the origin of every article. copies are those of reuse.Find.
func Trace(articles []*news.Article, copies []news.Copy) *Known {
	k := &Known{map[news.Ref]*news.Article{}, map[news.Ref][]news.Copy{}, map[news.Ref]news.Origin{}, map[news.Ref][]string{}}
	for _, a := range articles {
		k.articles[a.Ref] = a
	}
	for _, c := range copies {
		k.copies[c.A.Ref] = append(k.copies[c.A.Ref], c)
		k.copies[c.B.Ref] = append(k.copies[c.B.Ref], turned(c))
	}
	for _, a := range articles {
		if o, ok := k.credited(a); ok {
			k.origins[a.Ref] = o
		}
	}
	k.spread(articles)
	for _, a := range articles {
		if _, ok := k.origins[a.Ref]; !ok {
			k.origins[a.Ref] = k.rest(a)
		}
	}
	return k
}

// turned is a copy seen from its other side.
func turned(c news.Copy) news.Copy {
	c.A, c.B, c.ShareA, c.ShareB = c.B, c.A, c.ShareB, c.ShareA
	switch c.Later {
	case "a":
		c.Later = "b"
	case "b":
		c.Later = "a"
	}
	return c
}

// credited is the origin that an article itself names: its wire credits; else an agency that stands first in the chain of
// sources of what it tells in its opening.
func (k *Known) credited(a *news.Article) (news.Origin, bool) {
	o := news.Origin{Ref: a.Ref, How: news.ByCredit, Evidence: []news.Place{}}
	var names []string
	for _, w := range a.Doc.Wire {
		if w.Name == "" || slices.Contains(names, w.Name) || generic(w.Name) {
			continue
		}
		names = append(names, w.Name)
		o.Rule = w.Rule
		if !w.Span.Empty() {
			o.Evidence = append(o.Evidence, news.Place{Ref: a.Ref, Span: w.Span})
		}
	}
	if len(names) > 0 {
		k.agencies[a.Ref] = names
		o.Origin = strings.Join(names, ", ")
		return o, true
	}
	for _, l := range opening(a) {
		names = append(names, l.Name)
		o.Evidence = append(o.Evidence, news.Place{Ref: a.Ref, Span: l.Span})
		o.Rule = cmp.Or(o.Rule, l.Rule)
	}
	if len(names) > 0 {
		k.agencies[a.Ref] = names
		o.Origin, o.How = strings.Join(names, ", "), news.ByChain
		return o, true
	}
	return o, false
}

//go:embed *.tsv
var files embed.FS

// lead is how many sentences an article's opening has, besides its title.
const lead = 2

// opening is the media through which an agency's report reached the opening of an article, the agency last or first, nearest to the
// reader first: of the first statement there whose chain has an agency. A paper or a broadcaster alone is named for one statement, and
// whoever relays it may be an agency that is not named.
func opening(a *news.Article) []text.Link {
	end := leadEnd(a)
	for _, q := range a.Doc.Quotes {
		if q.Said.Start >= end {
			break
		}
		var chain []text.Link
		agency := false
		for _, l := range q.Chain {
			if medium[l.Kind] && core(l.Name) != "" && core(l.Name) != core(a.Doc.Outlet.Name) {
				chain = append(chain, l)
				agency = agency || l.Kind == text.Agency && known(l)
			}
		}
		if agency {
			return chain
		}
	}
	return nil
}

// leadEnd is where the opening of an article ends.
func leadEnd(a *news.Article) int {
	start := bodyStart(a)
	end := start
	n := 0
	for _, s := range a.Doc.Sentences {
		if s.Start < start {
			continue
		}
		if n++; n > lead {
			break
		}
		end = s.End
	}
	return end
}

// known says that an agency is one of the list or is called one in two words at least ("agency", "for news"): a ministry has agencies too.
func known(l text.Link) bool {
	if !strings.HasPrefix(l.Rule, "heads.tsv") {
		return true
	}
	n := 0
	for _, w := range fields(l.Name) {
		if kinds()[w] {
			n++
		}
	}
	return n >= 2
}

// medium are the kinds of sources through which a report comes, as opposed to those who say something.
var medium = map[text.LinkKind]bool{text.Agency: true, text.OutletLink: true, text.Broadcaster: true}

// bodyStart is where the article's body begins.
func bodyStart(a *news.Article) int {
	for _, p := range a.Doc.Parts {
		if p.Role == text.Body {
			return p.Span.Start
		}
	}
	return 0
}

// spread gives the origin of credited articles to those that carry the same text, nearest first: a copy of a copy comes later.
func (k *Known) spread(articles []*news.Article) {
	var front []news.Ref
	for _, a := range articles {
		if _, ok := k.origins[a.Ref]; ok {
			front = append(front, a.Ref)
		}
	}
	for len(front) > 0 {
		best := map[news.Ref]news.Copy{} // for each article without origin, the copy that speaks loudest; A is the article
		for _, r := range front {
			for _, c := range k.copies[r] {
				t := turned(c)
				if _, known := k.origins[t.A.Ref]; known || t.Cover < sameText || k.sameOutlet(t) && t.Cover < .8 {
					continue
				}
				if b, ok := best[t.A.Ref]; !ok || louder(t, b) {
					best[t.A.Ref] = t
				}
			}
		}
		front = front[:0]
		for r, c := range best {
			from := k.origins[c.B.Ref]
			k.origins[r] = news.Origin{Ref: r, Origin: from.Origin, How: news.ByCopy, Evidence: []news.Place{c.A, c.B}, Rule: "copy.text"}
			k.agencies[r] = k.agencies[c.B.Ref]
			front = append(front, r)
		}
		slices.SortFunc(front, compare)
	}
}

// louder says whether p shows more than q.
func louder(p, q news.Copy) bool {
	return cmp.Or(cmp.Compare(q.Cover, p.Cover), cmp.Compare(q.Words, p.Words), compare(p.B.Ref, q.B.Ref), cmp.Compare(p.A.Span.Start, q.A.Span.Start)) < 0
}

// compare orders references.
func compare(p, q news.Ref) int {
	return cmp.Or(strings.Compare(p.Source, q.Source), cmp.Compare(p.Article, q.Article))
}

// sameOutlet says whether both sides of a copy were published by one outlet.
func (k *Known) sameOutlet(c news.Copy) bool {
	a, b := k.articles[c.A.Ref].Doc.Outlet.Name, k.articles[c.B.Ref].Doc.Outlet.Name
	return a != "" && a == b
}

// rest is the origin of an article that credits nobody and carries nobody's text that is credited: the outlet's own when it shows
// so and shares its text with no other outlet; else unknown, with what it shares as evidence.
func (k *Known) rest(a *news.Article) news.Origin {
	o := news.Origin{Ref: a.Ref, Origin: unknown, How: news.NotKnown, Evidence: []news.Place{}}
	var shares []news.Copy
	for _, c := range k.copies[a.Ref] {
		if c.Cover >= someText && !k.sameOutlet(c) {
			shares = append(shares, c)
		}
	}
	for _, w := range a.Doc.Wire {
		if generic(w.Name) { // the text is not the outlet's own, and more is not said
			o.Origin, o.How, o.Rule = w.Name, news.ByCredit, "generic.tsv"
			if !w.Span.Empty() {
				o.Evidence = append(o.Evidence, news.Place{Ref: a.Ref, Span: w.Span})
			}
			return o
		}
	}
	if len(shares) == 0 {
		if p, rule := ownReport(a); rule != "" {
			o.Origin, o.How, o.Evidence, o.Rule = a.Doc.Outlet.Name, news.Own, []news.Place{{Ref: a.Ref, Span: p}}, rule
			if o.Origin == "" {
				o.Origin = p.Of(a.Doc.Text)
			}
		}
		return o
	}
	slices.SortFunc(shares, func(p, q news.Copy) int {
		if louder(p, q) {
			return -1
		}
		return 1
	})
	for _, c := range shares[:min(3, len(shares))] {
		o.Evidence = append(o.Evidence, c.A, c.B)
	}
	o.Rule = "copy.shared"
	return o
}
