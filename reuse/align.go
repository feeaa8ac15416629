package reuse

import (
	"cmp"
	"slices"

	"rawi/news"
	"rawi/text"
)

// passage is a stretch of words that two articles share.
type passage struct {
	a, b       int32 // articles
	aFrom, aTo int32 // words
	bFrom, bTo int32
	same       int32     // words that are the same
	common     int32     // words of formulae
	weight     float32   // of the others
	bag        bool      // found as a bag of words
	parts      []passage // the pieces that it was joined of
}

// pairing is what is known of two articles that share passages.
type pairing struct {
	a, b           int32
	shareA, shareB float64 // as in news.Copy
	cover          float64
}

// hit is a fingerprint that an article shares with another, or a seed: a word that hardly any other has.
type hit struct {
	key  uint64 // the other article, and the place in this one
	to   int32  // the place in the other
	seed bool
}

func newHit(doc, at, to int32, seed bool) hit { return hit{uint64(doc)<<32 | uint64(at), to, seed} }

// box is where a seed stands.
func (h hit) box() box { return box{aFrom: h.at(), aTo: h.at() + 1, bFrom: h.to, bTo: h.to + 1} }

func (h hit) doc() int  { return int(h.key >> 32) }
func (h hit) at() int32 { return int32(uint32(h.key)) }

// matcher compares articles; it keeps the buffers that comparisons need.
type matcher struct {
	docs     news.Collection
	days     []text.Day
	pairs    []pairing // in the order of the passages found
	x        *index    // shingles
	rare     *index    // seeds
	hits     []hit
	met      []uint8 // how many seeds the article at hand shares with each other one
	meets    []int32 // the others with which it shares one
	count    counts
	own      counts // shingles of forms of the article at hand
	owns     int    // how many
	of       int    // that article
	buf      []uint64
	tried    []passage
	seeds    []box
	clusters clusters
	differ   differ
}

// maxTries is how many passages of one pair are looked at; texts that repeat themselves would give one for every repetition.
const maxTries = 64

// matches appends the passages that article a shares with later articles.
func (m *matcher) matches(a int, found []passage) []passage {
	m.hits = m.hits[:0]
	x := m.x
	for _, i := range x.byDoc[x.start[a]:x.start[a+1]] {
		end := x.end(i, crowd)
		if x.crowded(i, crowd) {
			end = x.end(i, 1+neighbours)
		}
		for j := i + 1; j < end; j++ {
			if p := x.postings[j]; int(p.doc) > a {
				m.hits = append(m.hits, newHit(p.doc, x.postings[i].pos(), p.pos(), false))
			}
		}
	}
	m.seedHits(a)
	slices.SortFunc(m.hits, func(p, q hit) int {
		if p.key != q.key {
			return cmp.Compare(p.key, q.key)
		}
		return cmp.Compare(p.to, q.to)
	})
	m.of = -1
	for i := 0; i < len(m.hits); {
		j := i
		for j < len(m.hits) && m.hits[j].doc() == m.hits[i].doc() {
			j++
		}
		found = m.pair(a, m.hits[i].doc(), m.hits[i:j], found)
		i = j
	}
	return found
}

// pair appends the passages between a and b that grow out of their common fingerprints.
func (m *matcher) pair(a, b int, hits []hit, found []passage) []passage {
	n := len(found)
	m.clusters.reset()
	if !m.promising(hits) {
		return found
	}
	wa, wb := m.docs.At(a).Doc.Words, m.docs.At(b).Doc.Words
	m.tried = m.tried[:0]
	for _, h := range hits {
		if h.seed {
			continue
		}
		i, j := h.at(), h.to
		inside := slices.ContainsFunc(m.tried, func(p passage) bool { return p.aFrom <= i && i < p.aTo && p.bFrom <= j && j < p.bTo })
		if inside || wa[i].Stem != wb[j].Stem { // or two hashes met by chance
			continue
		}
		if len(m.tried) == maxTries {
			break
		}
		p := grow(wa, wb, int(i), int(j))
		m.tried = append(m.tried, p)
		p.a, p.b = int32(a), int32(b)
		if p.aTo-p.aFrom < shortest || p.bTo-p.bFrom < shortest || float64(p.same) < alike*float64(max(p.aTo-p.aFrom, p.bTo-p.bFrom)) {
			continue
		}
		found = append(found, p)
	}
	c := 0.
	if len(found) > n {
		c = cover(found[n:], len(wa) <= len(wb)) / float64(min(len(wa), len(wb)))
	}
	found = m.bags(a, b, hits, found, n)
	if len(found) == n {
		return found
	}
	sa, sb := m.shares(a, b)
	m.pairs = append(m.pairs, pairing{int32(a), int32(b), sa, sb, c})
	return found
}

// cover is how many words of one side, a or b, are the same in the passages of a pair; what lies in two passages counts once.
func cover(ps []passage, ofA bool) float64 {
	slices.SortFunc(ps, func(p, q passage) int { return cmp.Or(cmp.Compare(p.aFrom, q.aFrom), cmp.Compare(p.bFrom, q.bFrom)) })
	in := make([][3]int32, len(ps))
	for i, p := range ps {
		in[i] = [3]int32{p.bFrom, p.bTo, p.same}
		if ofA {
			in[i] = [3]int32{p.aFrom, p.aTo, p.same}
		}
	}
	slices.SortFunc(in, func(p, q [3]int32) int { return cmp.Compare(p[0], q[0]) })
	sum, end := 0., int32(0)
	for _, p := range in {
		if from := max(p[0], end); from < p[1] {
			sum += float64(p[2]) * float64(p[1]-from) / float64(p[1]-p[0])
			end = p[1]
		}
	}
	return sum
}

// shares is the share of a's shingles of five forms that stand in b, and of b's that stand in a; each shingle counts once.
func (m *matcher) shares(a, b int) (shareA, shareB float64) {
	if m.of != a {
		m.of = a
		m.buf = roll(m.buf[:0], m.docs.At(a).Doc.Words, true)
		m.own.empty(len(m.buf))
		m.owns = 0
		for _, h := range m.buf {
			if c := m.own.at(h); c.n == 0 {
				c.n = 1
				m.owns++
			}
		}
	}
	m.buf = roll(m.buf[:0], m.docs.At(b).Doc.Words, true)
	m.count.empty(len(m.buf))
	all, both := 0, 0
	for _, h := range m.buf {
		c := m.count.at(h)
		if c.n++; c.n > 1 {
			continue
		}
		all++
		if m.own.find(h) != nil {
			both++
		}
	}
	return float64(both) / float64(max(1, m.owns)), float64(both) / float64(max(1, all))
}

const (
	// reach is how many words one side may have that the other has not before the alignment gives up.
	reach = 8
	// fall is how far the score may fall below its best (a word that is the same counts 1, one that is not -1).
	fall = 9
)

// grow extends a common word at wa[i], wb[j] to both sides over small edits.
func grow(wa, wb []text.Word, i, j int) passage {
	right := walk(len(wa)-i, len(wb)-j, func(x, y int) bool { return wa[i+x].Stem == wb[j+y].Stem })
	left := walk(i, j, func(x, y int) bool { return wa[i-1-x].Stem == wb[j-1-y].Stem })
	return passage{
		aFrom: int32(i - left.x), aTo: int32(i + right.x), bFrom: int32(j - left.y), bTo: int32(j + right.y), same: int32(right.same + left.same),
	}
}

// end is how far a walk came.
type end struct{ x, y, same int }

// walk aligns two sequences of nx and ny words from their beginning and returns the end of the best alignment. Where words
// differ, it looks for the nearest place at which two in a row are the same again.
func walk(nx, ny int, same func(x, y int) bool) end {
	var at, best end
	score, top := 0, 0
	for at.x < nx && at.y < ny {
		if same(at.x, at.y) {
			at.x, at.y, at.same = at.x+1, at.y+1, at.same+1
			if score++; score > top {
				top, best = score, at
			}
			continue
		}
		dx, dy, ok := resume(at, nx, ny, same)
		if !ok {
			break
		}
		if score -= max(dx, dy); score < top-fall {
			break
		}
		at.x, at.y = at.x+dx, at.y+dy
	}
	return best
}

// resume finds the fewest words to leave out on each side for two in a row to be the same.
func resume(at end, nx, ny int, same func(x, y int) bool) (dx, dy int, ok bool) {
	for total := 1; total <= reach+2; total++ {
		for k := 0; k <= total; k++ {
			// substitutions before insertions: both sides move alike first
			dx = total/2 + alternate(k)
			dy = total - dx
			if dx < 0 || dy < 0 || dx > reach || dy > reach || at.x+dx+1 >= nx || at.y+dy+1 >= ny {
				continue
			}
			if same(at.x+dx, at.y+dy) && same(at.x+dx+1, at.y+dy+1) {
				return dx, dy, true
			}
		}
	}
	return 0, 0, false
}

// alternate counts 0, 1, -1, 2, -2, …
func alternate(k int) int {
	if k%2 == 1 {
		return (k + 1) / 2
	}
	return -k / 2
}
