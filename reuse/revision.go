package reuse

import (
	"strings"

	"rawi/news"
)

// Revision is one item of an outlet that came twice: as it was, or changed.
type Revision struct {
	Before, After news.Ref // in this order if Rule is not empty
	Rule          string   // why After is the later one; "" where nothing tells
	Changes       []Change // what was changed; none where the words are the same
}

// revised is the least Jaccard index of two texts of one outlet that are one item.
const revised = .5

// Revisions finds the items that an outlet published more than once: articles of one address, or of one outlet within a few days
// that share half of their shingles or more. Each is told beside the one before it only, so that five versions are four revisions.
// They are in the order of the articles that come later.
func Revisions(articles []*news.Article) []Revision {
	docs := inOrder(articles)
	at := make(map[news.Ref]int, len(docs))
	for i, a := range docs {
		at[a.Ref] = i
	}
	last := make([]int, len(docs)) // for each article the nearest before it that is the same item, 1 + its place
	for _, n := range NearDuplicates(docs, revised) {
		i, j := at[n.A], at[n.B]
		if sameItem(docs[i], docs[j]) {
			last[j] = max(last[j], i+1)
		}
	}
	var out []Revision
	for j, i := range last {
		if i == 0 {
			continue
		}
		a, b := docs[i-1], docs[j]
		r := Revision{Before: a.Ref, After: b.Ref, Changes: Difference(a, b)}
		if p, q := a.Doc.Published, b.Doc.Published; p != nil && q != nil && p.Known() && q.From > p.To {
			r.Rule = "day"
		}
		out = append(out, r)
	}
	return out
}

// daysBetween is how many days may lie between two versions of an item at most; a series comes again later.
const daysBetween = 2

// sameItem says whether two articles that are nearly the same text are versions of one item.
func sameItem(a, b *news.Article) bool {
	if a.URL != "" && a.URL == b.URL {
		return true
	}
	if a.Doc.Outlet.Name == "" || !strings.EqualFold(a.Doc.Outlet.Name, b.Doc.Outlet.Name) {
		return false
	}
	p, q := a.Doc.Published, b.Doc.Published
	return p == nil || q == nil || !p.Known() || !q.Known() || q.From-p.To <= daysBetween && p.From-q.To <= daysBetween
}
