package search

import (
	"context"
	"slices"
	"sort"
	"strings"

	"rawi/arabic/name"
	"rawi/arabic/word"
	"rawi/text"
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

// Suggestion is something that a reader may be about to type.
type Suggestion struct {
	Text     string // a name as it is written, or a word, folded
	Kind     text.Kind
	Articles int // about how many have it
}

// maxLooked is how many entries of a segment are looked at for suggestions.
const maxLooked = 20_000

// kinds are the kinds of names; in a key the place here stands for one.
var kinds = []text.Kind{text.Other, text.Person, text.Place, text.Organization}

func kindOf(c byte) text.Kind { return kinds[int(c-'0')%len(kinds)] }

// Suggest is the n most frequent names that begin as typed does, in any spelling that folds to one. At least two letters must have
// been typed.
func (x *Index) Suggest(ctx context.Context, typed string, n int) ([]Suggestion, error) {
	begin := fold(typed)
	if len([]rune(begin)) < 2 || len(begin) > longest {
		return nil, nil
	}
	var out []Suggestion
	err := x.with(ctx, func(s *snapshot) error {
		found := map[string]int{}
		for _, seg := range s.segments {
			looked := 0
			err := x.entries(ctx, seg, string(rune(names))+begin, func(key, value []byte) (bool, error) {
				l, err := unpackList(value)
				if err != nil {
					return false, err
				}
				_, shown, _ := strings.Cut(string(key), part)
				found[shown] += int(l.count)
				looked++
				return looked < maxLooked, nil
			})
			if err != nil {
				return err
			}
		}
		out = out[:0]
		for k, articles := range found {
			if len(k) > 1 {
				out = append(out, Suggestion{Text: k[1:], Kind: kindOf(k[0]), Articles: articles})
			}
		}
		return nil
	})
	sort.Slice(out, func(i, j int) bool {
		if out[i].Articles != out[j].Articles {
			return out[i].Articles > out[j].Articles
		}
		return out[i].Text < out[j].Text
	})
	return out[:min(max(n, 0), len(out))], err
}
