package reuse

import (
	"strings"

	"rawi/news"
)

// direction says which of two articles that share a passage was written after the other, and by which rule; "" when nothing
// tells. The credit is the best witness, then the day; then the cut: who only leaves out has the longer text before him.
func direction(a, b *news.Article, c news.Copy) (news.Later, string) {
	ca, cb := credits(a, b), credits(b, a)
	switch {
	case ca != cb && ca:
		return "a", "credit"
	case ca != cb:
		return "b", "credit"
	}
	if p, q := a.Doc.Published, b.Doc.Published; p != nil && q != nil {
		switch {
		case p.Known() && q.From > p.To:
			return "b", "day"
		case q.Known() && p.From > q.To:
			return "a", "day"
		}
	}
	na, nb := len(a.Doc.Words), len(b.Doc.Words)
	switch {
	case c.ShareB >= .95 && c.ShareA < .85 && nb < na:
		return "b", "cut"
	case c.ShareA >= .95 && c.ShareB < .85 && na < nb:
		return "a", "cut"
	}
	return "", ""
}

// credits says whether a credits the outlet of b as its agency.
func credits(a, b *news.Article) bool {
	for _, w := range a.Doc.Wire {
		if w.Name != "" && strings.EqualFold(w.Name, b.Doc.Outlet.Name) {
			return true
		}
	}
	return false
}
