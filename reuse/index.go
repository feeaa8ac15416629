package reuse

import (
	"cmp"
	"slices"

	"rawi/news"
	"rawi/text"
)

const (
	// shingle is how many words in a row make a fingerprint.
	shingle = 5
	// window is how many fingerprints in a row give at least one to the index: every passage of shingle+window-1 words is found.
	window = 3
	// crowd is how many articles may share a fingerprint and all be compared with one another. Larger crowds are formulae, or one
	// text printed everywhere: there each article is compared with the next few only, which still ties all of them together.
	crowd = 60
	// neighbours is how many that is.
	neighbours = 3
)

// posting is one fingerprint of one article: where it stands there, and whether it is the first or the last of those that are the same.
type posting struct {
	doc int32
	at  uint32
}

const (
	first = 1 << 31
	last  = 1 << 30
)

// pos is the place of the word where the fingerprint begins.
func (p posting) pos() int32 { return int32(p.at &^ (first | last)) }

// index is the inverted index of the fingerprints that stand in two articles or more. It takes 12 bytes a fingerprint.
type index struct {
	postings []posting // those of one fingerprint together, by article and position
	start    []int32   // where each article's places in byDoc begin; one more at the end
	byDoc    []int32   // postings (their places in postings) by article and position
}

// prints calls emit with the fingerprints of an article's words, each with the place of the word where it begins.
type prints struct {
	of   func(w []text.Word, emit func(hash uint64, at int))
	most func(words int) uint8 // a fingerprint that all articles, of so many words, give more often is left out; nil for none
}

// hashed is a posting with its fingerprint.
type hashed struct {
	hash     uint64
	doc, pos int32
}

// newIndexes indexes articles, of so many words together, by several kinds of fingerprints. A first pass counts hashes in small tables,
// so that the many that stand in one article only are never stored, and no memory is asked for twice.
func newIndexes(docs news.Collection, words int, kinds ...prints) []*index {
	seen := make([]*tally, len(kinds))
	for k, kind := range kinds {
		most := uint8(0)
		if kind.most != nil {
			most = kind.most(words)
		}
		seen[k] = newTally(words, most)
	}
	for i := range docs.Len() {
		w := docs.At(i).Doc.Words
		for k, kind := range kinds {
			kind.of(w, func(h uint64, _ int) { seen[k].add(h) })
		}
	}
	all := make([][]hashed, len(kinds))
	for k := range kinds {
		all[k] = make([]hashed, 0, seen[k].kept)
	}
	for i := range docs.Len() {
		w := docs.At(i).Doc.Words
		for k, kind := range kinds {
			kind.of(w, func(h uint64, at int) {
				if seen[k].shared(h) {
					all[k] = append(all[k], hashed{h, int32(i), int32(at)})
				}
			})
		}
	}
	out := make([]*index, len(kinds))
	for k := range kinds {
		out[k], all[k] = newIndex(all[k], docs.Len()), nil
	}
	return out
}

// newIndex is the index of the fingerprints of n articles.
func newIndex(all []hashed, n int) *index {
	slices.SortFunc(all, func(p, q hashed) int {
		if p.hash != q.hash {
			return cmp.Compare(p.hash, q.hash)
		}
		return cmp.Or(cmp.Compare(p.doc, q.doc), cmp.Compare(p.pos, q.pos))
	})
	x := &index{postings: make([]posting, len(all))}
	for i, p := range all {
		at := uint32(p.pos)
		if i == 0 || all[i-1].hash != p.hash {
			at |= first
		}
		if i+1 == len(all) || all[i+1].hash != p.hash {
			at |= last
		}
		x.postings[i] = posting{p.doc, at}
	}
	x.arrange(n)
	return x
}

// arrange fills start and byDoc for n articles.
func (x *index) arrange(n int) {
	x.start = make([]int32, n+1)
	for _, p := range x.postings {
		x.start[p.doc+1]++
	}
	for d := range n {
		x.start[d+1] += x.start[d]
	}
	x.byDoc = make([]int32, len(x.postings))
	fill := slices.Clone(x.start)
	for i, p := range x.postings {
		x.byDoc[fill[p.doc]] = int32(i)
		fill[p.doc]++
	}
	for d := range n {
		slices.SortFunc(x.byDoc[x.start[d]:x.start[d+1]], func(i, j int32) int {
			return cmp.Compare(x.postings[i].pos(), x.postings[j].pos())
		})
	}
}

// crowded says whether more than n postings have the hash of posting i.
func (x *index) crowded(i int32, n int) bool {
	k := 1
	for j := i; k <= n && x.postings[j].at&first == 0; j-- {
		k++
	}
	for j := i; k <= n && x.postings[j].at&last == 0; j++ {
		k++
	}
	return k > n
}

// end is where the group of posting i ends, at most n postings from i.
func (x *index) end(i int32, n int) int32 {
	j := i
	for ; int(j-i) < n-1 && x.postings[j].at&last == 0; j++ {
	}
	return j + 1
}

// base is the multiplier of the rolling hash; any odd number with well mixed bits serves.
const base = 0x9E3779B97F4A7C15

// shingles gives the winnowed hashes of the shingles of the words' stems.
func shingles() prints {
	var buf []uint64
	return prints{of: func(w []text.Word, emit func(uint64, int)) {
		buf = roll(buf[:0], w, false)
		winnow(buf, func(i int) { emit(buf[i], i) })
	}}
}

// roll appends the hash of every shingle of stems, or of forms: a polynomial over the window, mixed at the end.
func roll(out []uint64, w []text.Word, forms bool) []uint64 {
	if len(w) < shingle {
		return out
	}
	var top uint64 = 1
	for range shingle {
		top *= base
	}
	var h uint64
	for i := range w {
		v := w[i].Stem
		if forms {
			v = w[i].Form
		}
		h = h*base + v
		if i >= shingle {
			u := w[i-shingle].Stem
			if forms {
				u = w[i-shingle].Form
			}
			h -= u * top
		}
		if i >= shingle-1 {
			out = append(out, mix(h))
		}
	}
	return out
}

// mix spreads the bits of h (the finisher of SplitMix64), so that the least of some hashes is a fair choice.
func mix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xBF58476D1CE4E5B9
	h = (h ^ h>>27) * 0x94D049BB133111EB
	return h ^ h>>31
}

// winnow picks the least hash of every window (Schleimer, Wilkerson, Aiken 2003) and calls pick with its place, once each. A text
// shorter than a window gives its least.
func winnow(h []uint64, pick func(i int)) {
	last := -1
	for i := range h {
		if i < window-1 && i < len(h)-1 {
			continue
		}
		from := max(0, i-window+1)
		if last < from || h[i] < h[last] {
			if last < from {
				last = from
				for k := from + 1; k <= i; k++ {
					if h[k] <= h[last] {
						last = k
					}
				}
			} else {
				last = i
			}
			pick(last)
		}
	}
}
