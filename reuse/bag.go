package reuse

import (
	"slices"

	"rawi/text"
)

// Who disguises a copy changes the order of its words, or puts other words in place of some. Such a passage has few shingles left,
// or none, but still nearly the same words as its source, as a bag: that is how it is found. Seeds are the words that hardly any
// article has; where some of them stand close together in both of two articles, the stretches around them are fitted to one another.

const (
	// leastOften and mostOften are how often a stem may stand in all articles together, of few words and of many, to be a seed;
	// between them it may stand once in every oneIn words.
	leastOften, mostOften, oneIn = 6, 48, 35000
	// seeds is the least number of seeds of a passage.
	seeds = 3
	// bagGap is how many words may stand between two seeds of one passage.
	bagGap = 40
	// bagShortest is the least number of words of such a passage.
	bagShortest = 20
	// bagAlike is the least share of the words of the longer side that the other side has too, in whatever order.
	bagAlike = .72
	// prose is the least share of words without content in such a passage: a list of names has hardly any, and no order to change.
	prose = .1
)

// rareStems gives the stems that carry content and that hardly any article has.
var rareStems = prints{most: rare, of: func(w []text.Word, emit func(uint64, int)) {
	for i, k := range w {
		if k.Weight > 0 {
			emit(mix(k.Stem), i)
		}
	}
}}

// rare is how often a seed may stand in articles of so many words.
func rare(words int) uint8 { return uint8(min(mostOften, max(leastOften, words/oneIn))) }

// seedHits adds the seeds that article a shares with later ones, if enough of them.
func (m *matcher) seedHits(a int) {
	x := m.rare
	each := func(f func(at int32, p posting)) {
		for _, i := range x.byDoc[x.start[a]:x.start[a+1]] {
			end := x.end(i, mostOften)
			for j := i + 1; j < end; j++ {
				if p := x.postings[j]; int(p.doc) > a {
					f(x.postings[i].pos(), p)
				}
			}
		}
	}
	each(func(_ int32, p posting) {
		switch c := &m.met[p.doc]; *c {
		case 0:
			m.meets = append(m.meets, p.doc)
			*c = 1
		case seeds:
		default:
			*c++
		}
	})
	each(func(at int32, p posting) {
		if m.met[p.doc] >= seeds {
			m.hits = append(m.hits, newHit(p.doc, at, p.pos(), true))
		}
	})
	for _, d := range m.meets {
		m.met[d] = 0
	}
	m.meets = m.meets[:0]
}

// promising says whether the words of two articles need to be looked at: they share two shingles, which a passage of least words
// does if it is no more edited than every sixth word, or one and seeds, or seeds close together.
func (m *matcher) promising(hits []hit) bool {
	shared := 0
	for _, h := range hits {
		if !h.seed {
			shared++
		}
	}
	switch {
	case shared > 1, shared == 1 && len(hits) > 1:
		return true
	case len(hits) < seeds:
		return false
	}
	at := m.seeds[:0]
	for _, h := range hits {
		at = append(at, h.box())
	}
	m.seeds = at
	return slices.ContainsFunc(m.clusters.of(at, bagGap), func(g []box) bool { return len(g) >= seeds })
}

// bags appends the passages of a and b that have the same words in another order or among other words, as far as those of
// found[n:], which were aligned, do not already hold their seeds.
func (m *matcher) bags(a, b int, hits []hit, found []passage, n int) []passage {
	left := int32(min(len(m.docs.At(a).Doc.Words), len(m.docs.At(b).Doc.Words)))
	for _, p := range found[n:] {
		left -= min(p.aTo-p.aFrom, p.bTo-p.bFrom)
	}
	if len(found)-n == 1 && left < bagShortest { // the one passage that there is leaves no room for another
		return found
	}
	at := m.seeds[:0]
	for _, h := range hits {
		i, j := h.at(), h.to
		if h.seed && !slices.ContainsFunc(found[n:], func(p passage) bool { return p.holds(i, j) && p.identity() >= .9 }) {
			at = append(at, h.box())
		}
	}
	m.seeds = at
	tries := maxTries
	return m.search(int32(a), int32(b), at, bagGap, &tries, found)
}

// holds says whether word i of a and word j of b lie in p.
func (p *passage) holds(i, j int32) bool {
	return p.aFrom <= i && i < p.aTo && p.bFrom <= j && j < p.bTo
}

// identity is the share of the words of the longer side that are the same.
func (p *passage) identity() float64 {
	return float64(p.same) / float64(max(p.aTo-p.aFrom, p.bTo-p.bFrom))
}

// search appends the passages around the clusters of seeds. Where none is found around one, it is parted further.
func (m *matcher) search(a, b int32, at []box, gap int32, tries *int, found []passage) []passage {
	if len(at) < seeds {
		return found
	}
	for _, g := range m.clusters.of(at, gap) {
		if len(g) < seeds || *tries == 0 {
			continue
		}
		*tries--
		if p, ok := m.bag(a, b, g); ok {
			found = append(found, p)
			rest := slices.DeleteFunc(m.clusters.copied(g), func(s box) bool {
				return p.aFrom <= s.aFrom && s.aFrom < p.aTo || p.bFrom <= s.bFrom && s.bFrom < p.bTo
			})
			if len(rest) < len(g) {
				found = m.search(a, b, rest, gap, tries, found)
			}
		} else if gap > bagGap/4 {
			found = m.search(a, b, g, gap/2, tries, found)
		}
	}
	return found
}

// bag fits the stretches around a cluster of seeds to one another: in turn, each side becomes the stretch that has the most
// content words of the other less those that the other lacks.
func (m *matcher) bag(a, b int32, seeds []box) (passage, bool) {
	p := hullOf(a, b, seeds)
	wa, wb := m.docs.At(int(p.a)).Doc.Words, m.docs.At(int(p.b)).Doc.Words
	from, to := wide(p.bFrom, p.bTo, len(wb))
	m.count.fill(wb[from:to], 0)
	for range 2 {
		from, to = wide(p.aFrom, p.aTo, len(wa))
		if p.aFrom, p.aTo = m.best(wa, from, to); p.aTo-p.aFrom < bagShortest/2 {
			return p, false
		}
		m.count.fill(wa[p.aFrom:p.aTo], 0)
		from, to = wide(p.bFrom, p.bTo, len(wb))
		if p.bFrom, p.bTo = m.best(wb, from, to); p.bTo-p.bFrom < bagShortest/2 {
			return p, false
		}
		m.count.fill(wb[p.bFrom:p.bTo], 0)
	}
	m.widen(wa, wb, &p)
	if min(p.aTo-p.aFrom, p.bTo-p.bFrom) < bagShortest {
		return p, false
	}
	p.same, p.bag = m.overlap(wa[p.aFrom:p.aTo], wb[p.bFrom:p.bTo]), true
	return p, p.identity() >= bagAlike && isProse(wa[p.aFrom:p.aTo])
}

// isProse says whether enough of the words carry no content.
func isProse(w []text.Word) bool {
	n := 0
	for _, k := range w {
		if k.Weight == 0 {
			n++
		}
	}
	return float64(n) >= prose*float64(len(w))
}

// wide is a stretch of n words with as many again on each side, and a gap.
func wide(from, to int32, n int) (int32, int32) {
	k := to - from + bagGap
	return max(0, from-k), min(int32(n), to+k)
}

// best is the stretch of w in [from, to) that has the most content words that are counted, less those that are not.
func (m *matcher) best(w []text.Word, from, to int32) (i, j int32) {
	const miss = 1.5 // outside of a passage less than half of the content words are in the other text by chance
	sum, top, start := 0., 0., from
	for k := from; k < to; k++ {
		switch {
		case w[k].Weight == 0:
		case m.count.of(w[k].Stem) > 0:
			if sum <= 0 {
				sum, start = 0, k
			}
			if sum++; sum > top {
				top, i, j = sum, start, k+1
			}
		default:
			sum -= miss
		}
	}
	return i, j
}

// widen takes in the words at the ends of each side that the other side has and this one lacks.
func (m *matcher) widen(wa, wb []text.Word, p *passage) {
	m.count.fill(wa[p.aFrom:p.aTo], int(p.bTo-p.bFrom)) // by how many a has more than b
	for _, k := range wb[p.bFrom:p.bTo] {
		m.count.at(k.Stem).n--
	}
	take := func(w []text.Word, at, sign int32) bool {
		if at < 0 || int(at) >= len(w) {
			return false
		}
		c := m.count.find(w[at].Stem)
		if c == nil || c.n*sign >= 0 {
			return false
		}
		c.n += sign
		return true
	}
	for again := true; again; {
		again = false
		for ; take(wa, p.aTo, 1); again = true {
			p.aTo++
		}
		for ; take(wa, p.aFrom-1, 1); again = true {
			p.aFrom--
		}
		for ; take(wb, p.bTo, -1); again = true {
			p.bTo++
		}
		for ; take(wb, p.bFrom-1, -1); again = true {
			p.bFrom--
		}
	}
}

// overlap is how many words two stretches have in common, each as often as it stands in both.
func (m *matcher) overlap(x, y []text.Word) int32 {
	m.count.fill(x, 0)
	n := int32(0)
	for _, k := range y {
		if c := m.count.find(k.Stem); c != nil && c.n > 0 {
			c.n--
			n++
		}
	}
	return n
}
