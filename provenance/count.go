package provenance

import (
	"cmp"
	"slices"
	"strings"

	"rawi/news"
	"rawi/text"
)

// Count groups an event's articles by text and counts its independent sources: it sets Texts, Origins, Independent, Sources, Unknown
// and Primary of an event whose Articles are set. A text of which nobody says whence it comes is no further source: it may rest on any
// of those that are known.
func (k *Known) Count(e *news.Event) {
	at := map[news.Ref]int{}
	for i, r := range e.Articles {
		at[r] = i
	}
	byText, bySource := forest(len(e.Articles)), forest(len(e.Articles))
	why := make([]string, len(e.Articles)) // by which rule an article was put with others
	join := func(i, j int, rule string) {
		if bySource.join(i, j) {
			why[max(i, j)] = cmp.Or(why[max(i, j)], rule)
		}
	}
	first := map[string]int{} // of an agency, or of an outlet that reports itself
	k.borrow(e.Articles, at)
	for i, r := range e.Articles {
		o := k.origins[r]
		e.Origins = append(e.Origins, o)
		names, rule := k.agencies[r], string(o.How)
		if o.How == news.Own {
			names = []string{o.Origin}
		}
		for _, n := range names {
			key := cmp.Or(core(n), n) // the agency may be called by its name alone
			if j, ok := first[key]; ok {
				join(j, i, rule)
			} else {
				first[key] = i
			}
		}
		for _, c := range k.copies[r] {
			j, ok := at[c.B.Ref]
			switch {
			case !ok:
			case c.Cover >= sameText:
				byText.join(i, j)
				join(i, j, "same-text")
			case k.sharesOpening(c):
				join(i, j, "wording")
			}
		}
	}
	for _, g := range byText.groups() {
		e.Texts = append(e.Texts, refs(e.Articles, g))
	}
	e.Sources, e.Unknown = []news.Source{}, nil
	for _, g := range bySource.groups() {
		if s := k.source(e.Articles, g, why); s.Name != "" {
			e.Sources = append(e.Sources, s)
		} else {
			e.Unknown = append(e.Unknown, s)
		}
	}
	if len(e.Sources) == 0 && len(e.Unknown) > 0 { // whoever told it, somebody did
		most := 0
		for i, s := range e.Unknown {
			if len(s.Articles) > len(e.Unknown[most].Articles) {
				most = i
			}
		}
		e.Sources = []news.Source{e.Unknown[most]}
		e.Unknown = slices.Delete(e.Unknown, most, most+1)
	}
	e.Independent = len(e.Sources)
	e.Primary, e.PrimaryCount = k.primary(e, at, bySource)
}

// borrow gives articles of unknown origin that of the articles of their event with which they share some wording that nobody is quoted
// with, where all of these come from one source. Within an event, less wording tells as much as more does elsewhere.
func (k *Known) borrow(articles []news.Ref, at map[news.Ref]int) {
	found := map[news.Ref]news.Copy{}
	for _, r := range articles {
		if k.origins[r].How != news.NotKnown {
			continue
		}
		origin := ""
		for _, c := range k.copies[r] {
			o := k.origins[c.B.Ref]
			if _, ok := at[c.B.Ref]; !ok || c.Cover < someText || o.How == news.NotKnown || generic(o.Origin) || k.sameOutlet(c) ||
				told(k.articles[r], c.A.Span) < openingWords {
				continue
			}
			if origin != "" && origin != o.Origin {
				delete(found, r)
				break
			}
			origin = o.Origin
			if b, ok := found[r]; !ok || louder(c, b) {
				found[r] = c
			}
		}
	}
	for r, c := range found {
		k.origins[r] = news.Origin{Ref: r, Origin: k.origins[c.B.Ref].Origin, How: news.ByCopy, Evidence: []news.Place{c.A, c.B}, Rule: "copy.event"}
		k.agencies[r] = k.agencies[c.B.Ref]
	}
}

// strength orders the reasons for which articles rest on one source, the strongest first.
var strength = []string{string(news.ByCredit), "same-text", string(news.ByCopy), string(news.ByChain), "wording", string(news.Own), string(news.NotKnown)}

// stronger is the stronger of two reasons.
func stronger(p, q string) string {
	i, j := slices.Index(strength, p), slices.Index(strength, q)
	if i < 0 || j >= 0 && j < i {
		return q
	}
	return p
}

// source describes one independent source: the articles of a group. The reason told is the strongest: what one of them credits the
// source with, or by what they were put together.
func (k *Known) source(articles []news.Ref, group []int, why []string) news.Source {
	s := news.Source{Articles: refs(articles, group)}
	votes := map[string]int{}
	for _, i := range group {
		if o := k.origins[articles[i]]; o.How != news.NotKnown && !generic(o.Origin) {
			votes[o.Origin]++
		}
		s.Why = stronger(s.Why, why[i])
	}
	for n, v := range votes {
		if b := votes[s.Name]; v > b || v == b && n < s.Name {
			s.Name = n
		}
	}
	for _, i := range group {
		if o := k.origins[articles[i]]; len(group) == 1 || o.Origin == s.Name && o.How == news.ByCredit {
			s.Why = stronger(s.Why, string(o.How))
		}
	}
	if s.Why == "" {
		s.Why = string(k.origins[articles[group[0]]].How)
	}
	return s
}

const (
	// openingWords is how many words of a passage outside quotation tell that one opening was written from the other.
	openingWords = 8
	// openingShare is how much of the text, at least, must lie behind the passage's end for it to stand in the opening.
	openingShare = .35
)

// sharesOpening says whether two articles tell their news in the same words although one of them credits nobody: the passage
// stands in the opening of both, and it is not merely what somebody said.
func (k *Known) sharesOpening(c news.Copy) bool {
	if len(k.agencies[c.A.Ref]) > 0 && len(k.agencies[c.B.Ref]) > 0 {
		return false // each says whom it follows
	}
	if k.origins[c.A.Ref].How == news.Own || k.origins[c.B.Ref].How == news.Own {
		return false
	}
	for _, p := range []news.Place{c.A, c.B} {
		a := k.articles[p.Ref]
		w := a.Doc.Words
		if len(w) == 0 || float64(p.Span.Start-int(w[0].Start)) > (1-openingShare)*float64(int(w[len(w)-1].End)-int(w[0].Start))/2 {
			return false
		}
		if told(a, p.Span) < openingWords {
			return false
		}
	}
	return true
}

// told counts the words in s that no direct quote holds.
func told(a *news.Article, s text.Span) int {
	n := 0
	i, _ := slices.BinarySearchFunc(a.Doc.Words, s.Start, func(w text.Word, pos int) int { return cmp.Compare(int(w.Start), pos) })
	quotes := a.Doc.Quotes // in the order of the text, as the words are
	for ; i < len(a.Doc.Words) && int(a.Doc.Words[i].End) <= s.End; i++ {
		w := a.Doc.Words[i].Span()
		for len(quotes) > 0 && quotes[0].Said.End < w.End {
			quotes = quotes[1:]
		}
		if len(quotes) == 0 || quotes[0].Kind != text.Direct || !quotes[0].Said.Contains(w) {
			n++
		}
	}
	return n
}

// primary is the names of those whom articles of two sources and more quote, the most quoted first; and how many of the counted sources
// are left when those that open with the words of one and the same are counted as one. at is the place of each article.
func (k *Known) primary(e *news.Event, at map[news.Ref]int, bySource *forestOf) ([]string, int) {
	said := map[string]map[int]bool{}
	opens := map[string]int{} // an article that opens with somebody's words
	joined := forest(len(e.Articles))
	for i := range e.Articles {
		joined.join(i, bySource.top(i))
	}
	for i, r := range e.Articles {
		a := k.articles[r]
		end := leadEnd(a)
		for _, q := range a.Doc.Quotes {
			if q.Who == "" {
				continue
			}
			if said[q.Who] == nil {
				said[q.Who] = map[int]bool{}
			}
			said[q.Who][bySource.top(i)] = true
			if q.Said.Start >= end {
				continue
			}
			if j, ok := opens[q.Who]; ok {
				joined.join(i, j)
			} else {
				opens[q.Who] = i
			}
		}
	}
	var out []string
	for who, in := range said {
		if len(in) > 1 {
			out = append(out, who)
		}
	}
	slices.SortFunc(out, func(p, q string) int { return cmp.Or(cmp.Compare(len(said[q]), len(said[p])), strings.Compare(p, q)) })
	left := map[int]bool{}
	for _, s := range e.Sources {
		left[joined.top(at[s.Articles[0]])] = true
	}
	return out, len(left)
}

// refs picks references by their places.
func refs(articles []news.Ref, at []int) []news.Ref {
	out := make([]news.Ref, len(at))
	for i, j := range at {
		out[i] = articles[j]
	}
	return out
}

// forestOf is a union-find forest.
type forestOf struct{ root []int }

func forest(n int) *forestOf {
	f := &forestOf{make([]int, n)}
	for i := range f.root {
		f.root[i] = i
	}
	return f
}

func (f *forestOf) top(i int) int {
	for f.root[i] != i {
		f.root[i] = f.root[f.root[i]]
		i = f.root[i]
	}
	return i
}

// join puts two trees together and says whether they were apart. The earlier root stays root.
func (f *forestOf) join(i, j int) bool {
	i, j = f.top(i), f.top(j)
	f.root[max(i, j)] = min(i, j)
	return i != j
}

// groups is the members of each tree, in order.
func (f *forestOf) groups() [][]int {
	at := map[int]int{}
	var out [][]int
	for i := range f.root {
		r := f.top(i)
		k, ok := at[r]
		if !ok {
			k = len(out)
			at[r] = k
			out = append(out, nil)
		}
		out[k] = append(out[k], i)
	}
	return out
}
