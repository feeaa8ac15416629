package story

import (
	"container/heap"
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
	greatest  // the greatest cosine of any pair
	smaller   // logarithm of the number of articles of the smaller group
	larger    // of the larger
	closeLess // greatest cosine, relative to that of the nearest neighbour of each group: the lesser of both
	closeMore // the greater
	linked    // share of their pairs that are linked at all
	one       // 1
	groupFeatures
)

// model scores a pair of groups: the logarithm of the odds that they are one.
type model [groupFeatures]float64

func (m *model) odds(f *[groupFeatures]float64) float64 {
	sum := 0.
	for i, w := range m {
		sum += w * f[i]
	}
	return sum
}

// link is what is known of the pairs between two groups.
type link struct {
	sum   [features]float32
	best  float64 // greatest cosine
	pairs float64 // how many pairs are linked
	named float64 // of them, how many have names on both sides
	gap   int     // days between the nearest of them
	far   bool    // some of them lie farther apart in time than an event lasts
}

// group is articles that were put together.
type group struct {
	members []int32
	within  [len(normed)]float64 // sums of the normed cosines over all ordered pairs, each article with itself included
	links   map[int32]*link      // to other groups, by their places
	best    float64              // greatest cosine with a neighbour
	version int                  // changes with every merge; -1 when it was merged into another
}

// merger puts articles together step by step, always the two groups that belong together most.
type merger struct {
	groups []*group
	where  []int32 // for each place, the place into whose group its own was merged; itself while it was not
	fates  []int32 // the same of what decisions make one story, now or later
	bonds  *bonds
	level  int                                          // of the run
	watch  func(f *[groupFeatures]float64, a, b *group) // sees every comparison, when the models are fitted
}

// newMerger starts with every article alone, but for those that decisions put together.
func newMerger(docs []*doc, pairs []pair, decisions ...news.Decision) *merger {
	m := &merger{groups: make([]*group, len(docs))}
	for i, d := range docs {
		g := &group{members: []int32{int32(i)}, links: map[int32]*link{}, best: float64(d.best)}
		for k := range g.within {
			g.within[k] = 1
		}
		m.groups[i] = g
	}
	for i := range pairs {
		p := &pairs[i]
		gap := apart(docs[p.a].when, docs[p.b].when)
		l := &link{best: float64(p.f[cosFull]), pairs: 1, gap: gap, far: gap > window}
		if p.named {
			l.named = 1
		}
		l.sum = p.f
		m.groups[p.a].links[p.b] = l
		m.groups[p.b].links[p.a] = l
	}
	m.bind(settle(docs, decisions))
	return m
}

// compare fills the features of two groups.
func compare(a, b *group, l *link, f *[groupFeatures]float64) {
	na, nb := float64(len(a.members)), float64(len(b.members))
	n := na * nb
	for k, v := range l.sum {
		if averaged[k] {
			f[k] = float64(v) / l.pairs
		} else {
			f[k] = float64(v) / n
		}
	}
	for k, i := range normed {
		f[normFull+k] = float64(l.sum[i]) / math.Sqrt(a.within[k]*b.within[k])
	}
	f[greatest], f[smaller], f[larger] = l.best, math.Log(min(na, nb)), math.Log(max(na, nb))
	f[closeLess], f[closeMore] = l.best/max(a.best, b.best), l.best/min(a.best, b.best)
	f[linked], f[one] = l.pairs/n, 1
}

// step is a merge that may be made: it stands as long as neither group has changed.
type step struct {
	odds    float64
	a, b    int32
	version int
}

// steps is a heap of them, the best first.
type steps []step

func (h steps) Len() int { return len(h) }
func (h steps) Less(i, j int) bool {
	p, q := h[i], h[j]
	return p.odds > q.odds || p.odds == q.odds && (p.a < q.a || p.a == q.a && p.b < q.b)
}
func (h steps) Swap(i, j int) { h[i], h[j] = h[j], h[i] }

// Push and Pop make steps a heap.Interface.
func (h *steps) Push(x any) { *h = append(*h, x.(step)) }

// Pop takes off the last step.
func (h *steps) Pop() any {
	s := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return s
}

// run merges groups while the odds of the best pair, less a bar, are positive and allowed lets them.
func (m *merger) run(by *model, bar float64, allowed func(a, b *group, l *link) bool) {
	var h steps
	var f [groupFeatures]float64
	offer := func(a, b int32, push bool) {
		x, y := m.groups[a], m.groups[b]
		l := x.links[b]
		if !allowed(x, y, l) || m.barred(a, b) {
			return
		}
		compare(x, y, l, &f)
		if m.watch != nil {
			m.watch(&f, x, y)
		}
		if o := by.odds(&f); o > bar {
			s := step{o, min(a, b), max(a, b), x.version + y.version}
			if push {
				heap.Push(&h, s)
			} else {
				h = append(h, s)
			}
		}
	}
	for a, g := range m.groups {
		if g.version < 0 {
			continue
		}
		for b := range g.links {
			if int32(a) < b {
				offer(int32(a), b, false)
			}
		}
	}
	heap.Init(&h)
	var next []int32
	for h.Len() > 0 {
		s := heap.Pop(&h).(step)
		x, y := m.groups[s.a], m.groups[s.b]
		if x.version < 0 || y.version < 0 || x.version+y.version != s.version || m.barred(s.a, s.b) {
			continue
		}
		to := m.join(s.a, s.b)
		next = next[:0]
		for c := range m.groups[to].links {
			next = append(next, c)
		}
		slices.Sort(next) // the watcher and the heap see the same order in every run
		for _, c := range next {
			offer(to, c, true)
		}
	}
}

// join merges two groups and returns the place of the result: that of the group with more links, which costs least.
func (m *merger) join(a, b int32) int32 {
	x, y := m.groups[a], m.groups[b]
	if len(x.links) < len(y.links) || len(x.links) == len(y.links) && b < a {
		a, b, x, y = b, a, y, x
	}
	l := x.links[b]
	if l == nil {
		l = &link{} // put together by hand
	}
	m.tied(a, b)
	for k, i := range normed {
		x.within[k] += y.within[k] + 2*float64(l.sum[i])
	}
	x.members = append(x.members, y.members...)
	x.best = max(x.best, y.best)
	x.version += y.version + 1
	y.version = -1
	delete(x.links, b)
	for c, q := range y.links {
		if c == a {
			continue
		}
		z := m.groups[c]
		delete(z.links, b)
		p, ok := x.links[c]
		if !ok {
			x.links[c], z.links[a] = q, q
			continue
		}
		for i, v := range q.sum {
			p.sum[i] += v
		}
		p.best = max(p.best, q.best)
		p.pairs += q.pairs
		p.named += q.named
		p.gap = min(p.gap, q.gap)
		p.far = p.far || q.far
	}
	y.links = nil
	return a
}
