package search

import (
	"context"
	"slices"
	"sort"

	"rawi/arabic/name"
	"rawi/arabic/word"
)

// Bounds of what is looked at for the spellings of a name.
const (
	maxSpellings = 200 // that sound like it
	maxVariants  = 8   // that are it
)

// resolve finds the other spellings of the words that are names: those that stand in names of the library, sound like them, and
// are spellings of the same by name.Same. So "Putin" finds what the Arabic press writes.
func (x *Index) resolve(ctx context.Context, s *snapshot, q *Asked) error {
	a := takeAnalyser()
	defer a.back()
	for i := range q.clauses {
		c := &q.clauses[i]
		if c.exact || c.common {
			continue
		}
		for k := range c.words {
			w := &c.words[k]
			w.variants = w.variants[:0]
			own := w.stem()
			if !w.latin && word.Corpus().IDF(own) < settled {
				continue
			}
			prefix := sound(own)
			if prefix == sound("") {
				continue
			}
			seen := map[string]bool{}
			for _, seg := range s.segments {
				alike, err := x.alike(ctx, seg, prefix)
				if err != nil {
					return err
				}
				for _, v := range alike {
					seen[v] = true
				}
			}
			if !w.latin && !seen[own] && len(seen) > 0 && !x.rare(ctx, s, w.term) {
				continue // a word of the texts, but of no name
			}
			delete(seen, own)
			for _, v := range sorted(seen) {
				t := a.words[a.word(v)].term
				t.rest = ""
				if len(w.variants) < maxVariants && x.same(own, v) && !slices.Contains(w.variants, t) {
					w.variants = append(w.variants, t)
				}
			}
		}
	}
	return nil
}

// maxPairs is how many pairs of spellings are remembered.
const maxPairs = 1 << 14

// same says whether two words are spellings of one name.
func (x *Index) same(a, b string) bool {
	key := [2]string{a, b}
	x.pairsLock.Lock()
	defer x.pairsLock.Unlock()
	same, ok := x.pairs[key]
	if !ok {
		same, _ = name.Same(a, b)
		if x.pairs == nil || len(x.pairs) >= maxPairs {
			x.pairs = map[[2]string]bool{}
		}
		x.pairs[key] = same
	}
	return same
}

// rare says that no text has the word.
func (x *Index) rare(ctx context.Context, s *snapshot, t term) bool {
	any := false
	for _, seg := range s.segments {
		x.entries(ctx, seg, t.group(texts), func([]byte, []byte) (bool, error) { any = true; return false, nil })
	}
	return !any
}

func sorted(m map[string]bool) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
