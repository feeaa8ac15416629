package reuse

import (
	"slices"

	"rawi/news"
)

const (
	// lightly is the least identity of a passage that was edited and no more.
	lightly = .8
	// ordered is the least share of words, of those that stand once on each side, that keep their order in a passage in order.
	ordered = .8
	// brief is the least number of words of a passage that hardly ever come together by chance.
	brief = 20
)

// likelihood is the share of passages that were found to be copies among 140 of a week of news that were read (SaudiNewsNet, 21 to
// 27 July 2015): by kind, of fewer than brief words that are the same and of more. The others were titles of office, templates (the
// weather, telegrams of congratulation, the close of the stock market), lists, and short reports of one matter.
func likelihood(kind news.Disguise, same int) float64 {
	if same < brief {
		return map[news.Disguise]float64{news.Exact: .87, news.Edited: .75, news.Reordered: .75, news.Reworded: .6}[kind]
	}
	return map[news.Disguise]float64{news.Exact: .99, news.Edited: .98, news.Reordered: .95, news.Reworded: .67}[kind]
}

// kind says what became of a passage.
func (m *matcher) kind(p *passage) news.Disguise {
	if (p.bag || len(p.parts) > 0) && m.order(p) < ordered {
		return news.Reordered
	}
	switch id := p.identity(); {
	case p.same == p.aTo-p.aFrom && p.same == p.bTo-p.bFrom:
		return news.Exact
	case id >= lightly:
		return news.Edited
	}
	return news.Reworded
}

// order is the share of the words that stand once on each side of p that keep their order: the longest increasing sequence of their
// places.
func (m *matcher) order(p *passage) float64 {
	wa, wb := m.docs.At(int(p.a)).Doc.Words[p.aFrom:p.aTo], m.docs.At(int(p.b)).Doc.Words[p.bFrom:p.bTo]
	m.count.fill(wa, len(wb))
	for _, k := range wb {
		if c := m.count.find(k.Stem); c != nil {
			c.n += 1 << 16
		}
	}
	const once = 1<<16 + 1
	for j, k := range wb {
		if c := m.count.find(k.Stem); c != nil && c.n == once {
			c.n = -1 - int32(j) // its place
		}
	}
	at := make([]int, 0, len(wa)) // places in b of such words, in the order of a
	for _, k := range wa {
		if n := m.count.of(k.Stem); n < 0 {
			at = append(at, int(-1-n))
		}
	}
	if len(at) == 0 {
		return 1
	}
	var tails []int // the least last place of an increasing sequence of each length
	for _, j := range at {
		n, _ := slices.BinarySearch(tails, j)
		if n == len(tails) {
			tails = append(tails, j)
		}
		tails[n] = j
	}
	return float64(len(tails)) / float64(len(at))
}
