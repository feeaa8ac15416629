package reuse

import (
	"cmp"
	"math"
	"slices"

	"rawi/news"
)

// Near is two articles that are nearly the same text.
type Near struct {
	A, B    news.Ref
	Jaccard float64 // shingles that both have by shingles that either has
}

// NearDuplicates finds every pair of articles of which the sets of shingles (five forms in a row) have at least the given Jaccard
// index, 0 < least <= 1, and no other: nothing is estimated. A is the earlier in the list; pairs are in the order of the list. Texts
// of fewer than five words have no shingle and are in no pair.
//
// It is a similarity join with a prefix filter (Chaudhuri, Ganti and Kaushik 2006; Xiao and others 2008, PPJoin), rarest shingles
// first. What makes it fast is that most shingles of a news text stand in that text alone: a table of two bits a shingle tells them,
// a text with too many of them is alone, and in the others they are the prefix and need no index.
func NearDuplicates(articles []*news.Article, least float64) []Near {
	j := join{least: least, table: newRarity(articles)}
	var buf []uint64
	for i, a := range articles {
		buf = roll(buf[:0], a.Doc.Words, true)
		alone := 0
		for _, h := range buf {
			if j.table.of(h) == 1 {
				alone++
			}
		}
		if len(buf) > 0 && float64(len(buf)-alone) >= least*float64(len(buf))-slack {
			j.add(i, buf)
		}
	}
	var out []Near
	for _, p := range j.pairs() {
		out = append(out, Near{articles[p.a].Ref, articles[p.b].Ref, p.jaccard})
	}
	return out
}

// slack is more than products of small integers and shares err by.
const slack = 1e-9

// rarity counts hashes up to three, in two bits each. Different hashes may share a counter: it is never too low.
type rarity struct {
	cells []uint64
	mask  uint64
}

// newRarity counts the shingles of all articles.
func newRarity(articles []*news.Article) rarity {
	n := 0
	for _, a := range articles {
		n += len(a.Doc.Words)
	}
	r := rarityFor(4 * n)
	var buf []uint64
	for _, a := range articles {
		buf = roll(buf[:0], a.Doc.Words, true)
		for _, h := range buf {
			r.add(h)
		}
	}
	return r
}

// rarityFor is a table of n counters or more, up to twice as many.
func rarityFor(n int) rarity {
	size := 64
	for size*32 < n {
		size *= 2
	}
	return rarity{make([]uint64, size), uint64(size)*32 - 1}
}

// add counts a hash, and tells how often it was counted before, as of does.
func (r *rarity) add(h uint64) (before uint64) {
	k := h & r.mask
	c, s := &r.cells[k>>5], k&31*2
	if before = *c >> s & 3; before < 3 {
		*c += 1 << s
	}
	return before
}

// of is how often a hash was counted: 1, 2, or 3 for more.
func (r *rarity) of(h uint64) uint64 {
	k := h & r.mask
	return r.cells[k>>5] >> (k & 31 * 2) & 3
}

// join is a similarity join over the texts that may be near another.
type join struct {
	least float64
	table rarity
	sets  []shingleSet
	words []uint64 // the shingles of all sets
}

// shingleSet is the shingles of one text: those that stand in it alone are only counted, the others are sorted, rarest first.
type shingleSet struct {
	article    int
	size       int // all of them
	alone      int
	start, end int // in join.words
}

// near is a pair of texts, by their places among the articles.
type near struct {
	a, b    int
	jaccard float64
}

// add adds the shingles of an article, each once.
func (j *join) add(article int, shingles []uint64) {
	s := shingleSet{article: article, start: len(j.words)}
	for _, h := range shingles {
		if c := j.table.of(h); c == 1 {
			s.alone++
		} else {
			j.words = append(j.words, c<<62|h>>2) // rarest first when sorted
		}
	}
	own := j.words[s.start:]
	slices.Sort(own)
	own = slices.Compact(own)
	j.words = j.words[:s.start+len(own)]
	s.end = len(j.words)
	s.size = s.alone + len(own)
	if float64(len(own)) < j.least*float64(s.size)-slack {
		j.words = j.words[:s.start]
		return
	}
	j.sets = append(j.sets, s)
}

// prefix is how many of a set's shingles, rarest first, must hold one of any set near it: whoever lacks all of them lacks too many.
func (j *join) prefix(s shingleSet) int {
	return s.size - int(math.Ceil(j.least*float64(s.size)-slack)) + 1
}

// entry is a shingle in the prefix of a set.
type entry struct {
	hash uint64
	set  int32
}

// pairs joins the sets.
func (j *join) pairs() []near {
	var entries []entry
	for i, s := range j.sets {
		for _, h := range j.words[s.start : s.start+max(0, min(s.end-s.start, j.prefix(s)-s.alone))] {
			entries = append(entries, entry{h, int32(i)})
		}
	}
	slices.SortFunc(entries, func(p, q entry) int {
		if p.hash != q.hash {
			return cmp.Compare(p.hash, q.hash)
		}
		return cmp.Compare(p.set, q.set)
	})
	next := make([][2]int32, len(entries)) // for each entry in the order of sets, its place among those of its hash, and their end
	fill := make([]int32, len(j.sets)+1)
	for _, e := range entries {
		fill[e.set+1]++
	}
	for i := range j.sets {
		fill[i+1] += fill[i]
	}
	starts := slices.Clone(fill)
	for i := 0; i < len(entries); {
		k := i
		for k < len(entries) && entries[k].hash == entries[i].hash {
			k++
		}
		for ; i < k; i++ {
			s := entries[i].set
			next[fill[s]] = [2]int32{int32(i), int32(k)}
			fill[s]++
		}
	}
	var out []near
	seen := make([]int32, len(j.sets)) // 1 + the last set that each was compared with
	for a := range j.sets {
		first := len(out)
		for _, n := range next[starts[a]:starts[a+1]] {
			for _, e := range entries[n[0]+1 : n[1]] {
				if b := int(e.set); seen[b] != int32(a)+1 {
					seen[b] = int32(a) + 1
					if v, ok := j.compare(j.sets[a], j.sets[b]); ok {
						out = append(out, near{j.sets[a].article, j.sets[b].article, v})
					}
				}
			}
		}
		slices.SortFunc(out[first:], func(p, q near) int { return cmp.Compare(p.b, q.b) })
	}
	return out
}

// compare is the Jaccard index of two sets, if it is high enough; it stops where it cannot become so.
func (j *join) compare(s, t shingleSet) (float64, bool) {
	x, y := j.words[s.start:s.end], j.words[t.start:t.end]
	need := int(math.Ceil(j.least/(1+j.least)*float64(s.size+t.size) - slack))
	both := 0
	for len(x) > 0 && len(y) > 0 && both+min(len(x), len(y)) >= need {
		switch {
		case x[0] == y[0]:
			both++
			x, y = x[1:], y[1:]
		case x[0] < y[0]:
			x = x[1:]
		default:
			y = y[1:]
		}
	}
	v := float64(both) / float64(s.size+t.size-both)
	return v, both > 0 && v >= j.least-slack
}
