package reuse

import (
	"slices"
)

const (
	// fuseGap is how many words may stand between two pieces of one passage.
	fuseGap = 100
	// fuseAlike is as bagAlike, for a passage of which pieces could be aligned.
	fuseAlike = .6
	// fuseLoss is by how much a passage may be less alike than its pieces are in the mean.
	fuseLoss = .2
)

// fuse appends the pieces of one pair, joined where they hang together with gaps of gap words or fewer and are, as a whole, not much
// less alike than they are one by one: what stands between exact copies must be the same too, in whatever order.
func (m *matcher) fuse(pieces []passage, gap int32, found []passage) []passage {
	for _, c := range m.clusters.of(m.boxed(pieces), gap) {
		if len(c) == 1 {
			found = append(found, pieces[c[0].k])
			continue
		}
		g := make([]passage, len(c))
		for i, x := range c {
			g[i] = pieces[x.k]
		}
		same, words := 0., 0.
		for _, p := range g {
			w := float64(p.aTo - p.aFrom)
			same, words = same+w*p.identity(), words+w
		}
		least := max(fuseAlike, same/words-fuseLoss)
		in, out := g, []passage(nil)
		u := m.measured(hull(g))
		if u.identity() < least {
			u, in, out = m.core(g)
		}
		switch {
		case len(in) > 1 && u.identity() >= least:
			u.parts = in
			found = append(found, u)
			found = m.fuse(out, gap, found)
		case gap > 0:
			found = m.fuse(g, gap/2, found)
		default:
			found = append(found, g...)
		}
	}
	return found
}

// measured is p with the number of words that are the same in whatever order.
func (m *matcher) measured(p passage) passage {
	p.same = m.overlap(m.docs.At(int(p.a)).Doc.Words[p.aFrom:p.aTo], m.docs.At(int(p.b)).Doc.Words[p.bFrom:p.bTo])
	return p
}

// core is the stretches around some pieces that are most alike, the pieces that lie in them on both sides and those that do not.
func (m *matcher) core(g []passage) (u passage, in, out []passage) {
	u, _ = m.bag(g[0].a, g[0].b, m.boxed(g))
	out = g
	for again := true; again; {
		again = false
		rest := out
		out = nil
		for _, q := range rest {
			if u.holds((q.aFrom+q.aTo)/2, (q.bFrom+q.bTo)/2) {
				in, u, again = append(in, q), hull([]passage{u, q}), true
			} else {
				out = append(out, q)
			}
		}
	}
	return m.measured(u), in, out
}

// outermost leaves out the passages of one pair that lie in another on both sides.
func outermost(ps []passage) []passage {
	var out []passage
	for i, p := range ps {
		if !slices.ContainsFunc(ps, func(q passage) bool { return q.contains(p) && !p.contains(q) }) &&
			!slices.ContainsFunc(ps[:i], func(q passage) bool { return q.contains(p) && p.contains(q) }) {
			out = append(out, p)
		}
	}
	return out
}

// contains says whether q lies in p on both sides.
func (p *passage) contains(q passage) bool {
	return p.aFrom <= q.aFrom && q.aTo <= p.aTo && p.bFrom <= q.bFrom && q.bTo <= p.bTo
}

// hull is the passage from the first words to the last of some passages of one pair.
func hull(ps []passage) passage {
	u := ps[0]
	for _, p := range ps[1:] {
		u.aFrom, u.aTo = min(u.aFrom, p.aFrom), max(u.aTo, p.aTo)
		u.bFrom, u.bTo = min(u.bFrom, p.bFrom), max(u.bTo, p.bTo)
	}
	return u
}
