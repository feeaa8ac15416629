package story

import (
	"math"
	"slices"

	"rawi/text"
)

// title is the words of an article that say best what a group of articles is about: of the titles, the one that holds most of
// what the group's leads have in common, by the word; of an untitled group, the first sentence of the most central article.
func (b *builder) title(members []int32) string {
	if len(members) == 1 {
		d := &b.docs[members[0]].article.Doc
		if s := d.Title; !s.Empty() {
			return s.Of(d.Text)
		}
		return opening(d).Of(d.Text)
	}
	share := map[int32]float64{}
	for _, i := range members {
		for _, t := range b.heads(i).lead {
			share[t.id] += float64(t.w) / float64(len(members))
		}
	}
	best, words := math.Inf(-1), ""
	titled := slices.ContainsFunc(members, func(i int32) bool { return !b.docs[i].article.Doc.Title.Empty() })
	for _, i := range members {
		d, h := &b.docs[i].article.Doc, b.heads(i)
		v, s := h.title, d.Title
		if !titled {
			v, s = h.near, opening(d)
		}
		if s.Empty() {
			continue
		}
		sum := 0.
		for _, t := range v {
			sum += float64(t.w) * share[t.id] // a vector of length 1: many words dilute
		}
		if sum > best {
			best, words = sum, s.Of(d.Text)
		}
	}
	return words
}

// opening is the first sentence of an article's body.
func opening(d *text.Doc) text.Span {
	for _, s := range d.Sentences {
		if d.RoleAt(s.Start) == text.Body {
			return s
		}
	}
	for _, p := range d.Parts {
		if p.Role == text.Body {
			return p.Span
		}
	}
	return text.Span{}
}
