package story

import (
	"math"
	"slices"

	"rawi/news"
)

// normed are the cosines that are also taken relative to how coherent the two groups are in themselves: two halves of a widely
// told event are as unlike as its articles are anyway, while two groups of copies that differ are two events.
var normed = [...]int{cosFull, cosTitle, cosLead, cosWide}

// The features of a pair of groups: the means of the features of their pairs, and then these.
const (
	normFull = features + iota // the cosines of normed, relative to the coherence of the groups
	normTitle
	normLead
	normWide
	greatest     // the greatest cosine of any pair
	greatestLead // the greatest cosine of the leads of any pair
	smaller      // logarithm of the number of articles of the smaller group
	larger       // of the larger
	closeLess    // greatest cosine, relative to that of the nearest neighbour of each group: the lesser of both
	closeMore    // the greater
	linked       // share of their pairs that are linked at all
	one          // 1
	groupFeatures
)

// scorer gives the logarithm of the odds that two groups are one.
type scorer interface {
	odds(f *[groupFeatures]float64) float64
}

// above is the odds that a scorer gives, where they are above a bar.
func above(by scorer, f *[groupFeatures]float64, bar float64) (float64, bool) {
	if b, ok := by.(blend); ok {
		return b.above(f, bar)
	}
	o := by.odds(f)
	return o, o > bar
}

// model scores a pair of groups: the logarithm of the odds that they are one.
type model [groupFeatures]float64

func (m *model) odds(f *[groupFeatures]float64) float64 {
	sum := 0.
	for i, w := range m {
		sum += w * f[i]
	}
	return sum
}

// group is articles that were put together.
type group struct {
	members []int32
	within  [len(normed)]float64 // sums of the normed cosines over all ordered pairs, each article with itself included
	edges   edges                // to other groups
	best    float64              // greatest cosine with a neighbour
	version int                  // changes with every merge; -1 when it was merged into another
}

// merger puts articles together step by step, always the two groups that belong together most.
type merger struct {
	groups []*group
	links  *links
	where  []int32 // for each place, the place into whose group its own was merged; itself while it was not
	fates  []int32 // the same of what decisions make one story, now or later
	bonds  *bonds
	level  int                                          // of the run
	watch  func(f *[groupFeatures]float64, a, b *group) // sees every comparison, when the models are fitted
}

// newMerger starts with every article alone, but for those that decisions put together. It takes the pairs over: they become what is
// known of groups.
func newMerger(docs []*doc, pairs *links, decisions ...news.Decision) *merger {
	m := &merger{groups: make([]*group, len(docs)), links: pairs}
	all := make([]group, len(docs))
	alone := make([]int32, len(docs))
	for i, d := range docs {
		g := &all[i]
		alone[i] = int32(i)
		g.members, g.best = alone[i:i+1:i+1], float64(d.best)
		for k := range g.within {
			g.within[k] = 1
		}
		m.groups[i] = g
	}
	degree := make([]int32, len(docs))
	for i := range pairs.n {
		l := pairs.at(i)
		degree[l.a]++
		degree[l.b]++
	}
	ends := make(edges, 2*pairs.n)
	for i, g := range m.groups {
		g.edges, ends = ends[:0:degree[i]], ends[degree[i]:]
	}
	for i := range pairs.n { // by b and a, so that the edges of every article come in order
		l := pairs.at(i)
		m.groups[l.a].edges = append(m.groups[l.a].edges, edge{l.b, i})
		m.groups[l.b].edges = append(m.groups[l.b].edges, edge{l.a, i})
	}
	m.bind(settle(docs, decisions))
	return m
}

// between is the link between two groups, nil where there is none.
func (m *merger) between(a, b int32) *link {
	if i, ok := m.groups[a].edges.find(b); ok {
		return m.links.at(m.groups[a].edges[i].link)
	}
	return nil
}

// compare fills the features of two groups.
func compare(a, b *group, l *link, f *[groupFeatures]float64) {
	na, nb := float64(len(a.members)), float64(len(b.members))
	n := na * nb
	for k, v := range l.f {
		if averaged[k] {
			f[k] = float64(v) / float64(l.n)
		} else {
			f[k] = float64(v) / n
		}
	}
	for k, i := range normed {
		f[normFull+k] = float64(l.f[i]) / math.Sqrt(a.within[k]*b.within[k])
	}
	best := float64(l.best)
	f[greatest], f[smaller], f[larger] = best, math.Log(min(na, nb)), math.Log(max(na, nb))
	f[closeLess], f[closeMore] = best/max(a.best, b.best), best/min(a.best, b.best)
	f[linked], f[one], f[greatestLead] = float64(l.n)/n, 1, float64(l.lead)
}

// step is a merge that may be made: it stands as long as neither group has changed.
type step struct {
	odds    float64
	a, b    int32
	version int
}

// before says whether a step is to be made before another.
func (p *step) before(q *step) bool {
	return p.odds > q.odds || p.odds == q.odds && (p.a < q.a || p.a == q.a && p.b < q.b)
}

// steps is a heap of them, the best first.
type steps []step

// sink moves a step down to its place.
func (h steps) sink(i int) {
	for {
		k := 2*i + 1
		if k >= len(h) {
			return
		}
		if k+1 < len(h) && h[k+1].before(&h[k]) {
			k++
		}
		if !h[k].before(&h[i]) {
			return
		}
		h[i], h[k] = h[k], h[i]
		i = k
	}
}

// order makes a heap of steps in any order.
func (h steps) order() {
	for i := len(h)/2 - 1; i >= 0; i-- {
		h.sink(i)
	}
}

// push adds a step.
func (h *steps) push(s step) {
	*h = append(*h, s)
	l := *h
	for i := len(l) - 1; i > 0 && l[i].before(&l[(i-1)/2]); i = (i - 1) / 2 {
		l[i], l[(i-1)/2] = l[(i-1)/2], l[i]
	}
}

// pop takes off the best.
func (h *steps) pop() step {
	l := *h
	s := l[0]
	l[0] = l[len(l)-1]
	*h = l[:len(l)-1]
	h.sink(0)
	return s
}

// stands says whether a step may still be made.
func (m *merger) stands(s *step) bool {
	x, y := m.groups[s.a], m.groups[s.b]
	return x.version >= 0 && y.version >= 0 && x.version+y.version == s.version
}

// run merges groups while the odds of the best pair, less a bar, are positive and allowed lets them.
func (m *merger) run(by scorer, bar float64, allowed func(a, b *group, l *link) bool) {
	var h steps
	var f [groupFeatures]float64
	offer := func(a int32, e edge) (s step, ok bool) {
		b := e.to
		x, y, l := m.groups[a], m.groups[b], m.links.at(e.link)
		if !allowed(x, y, l) || m.barred(a, b) {
			return s, false
		}
		compare(x, y, l, &f)
		if m.watch != nil {
			m.watch(&f, x, y)
		}
		o, ok := above(by, &f, bar)
		return step{o, min(a, b), max(a, b), x.version + y.version}, ok
	}
	for a, g := range m.groups {
		for _, e := range g.edges {
			if int32(a) < e.to {
				if s, ok := offer(int32(a), e); ok {
					h = append(h, s)
				}
			}
		}
	}
	h.order()
	full := 2*len(h) + crowd
	for len(h) > 0 {
		s := h.pop()
		if !m.stands(&s) || m.barred(s.a, s.b) {
			continue
		}
		to := m.join(s.a, s.b)
		for _, e := range m.groups[to].edges {
			if s, ok := offer(to, e); ok {
				h.push(s)
			}
		}
		if len(h) > full { // most of them do not stand any more
			h = slices.DeleteFunc(h, func(s step) bool { return !m.stands(&s) })
			h.order()
			full = max(full, 2*len(h))
		}
	}
}

// join merges two groups and returns the place of the result: that of the group with more links, which costs least.
func (m *merger) join(a, b int32) int32 {
	x, y := m.groups[a], m.groups[b]
	if len(x.edges) < len(y.edges) || len(x.edges) == len(y.edges) && b < a {
		a, b, x, y = b, a, y, x
	}
	l := m.between(a, b)
	if l == nil {
		l = &link{} // put together by hand
	}
	m.tied(a, b)
	for k, i := range normed {
		x.within[k] += y.within[k] + 2*float64(l.f[i])
	}
	x.members = append(x.members, y.members...)
	x.best = max(x.best, y.best)
	x.version += y.version + 1
	y.version = -1
	x.edges = m.unite(a, b)
	y.edges, y.members = nil, nil
	return a
}

// unite is the edges of a with those of b, which is to become one with it: where both lead to a group, their links are added up.
func (m *merger) unite(a, b int32) edges {
	x, y := m.groups[a].edges, m.groups[b].edges
	out := make(edges, 0, len(x)+len(y))
	for len(x) > 0 || len(y) > 0 {
		switch {
		case len(y) == 0 || len(x) > 0 && x[0].to < y[0].to:
			if x[0].to != b {
				out = append(out, x[0])
			}
			x = x[1:]
		case len(x) == 0 || y[0].to < x[0].to:
			if y[0].to != a {
				m.groups[y[0].to].edges.redirect(b, a)
				out = append(out, y[0])
			}
			y = y[1:]
		default:
			m.links.at(x[0].link).add(m.links.at(y[0].link))
			z := m.groups[x[0].to]
			i, _ := z.edges.find(b)
			z.edges = slices.Delete(z.edges, i, i+1)
			out = append(out, x[0])
			x, y = x[1:], y[1:]
		}
	}
	return out
}
