package story

import (
	"cmp"
	"slices"
)

// link is what is known of the pairs between two groups, at first of one pair of articles: f is sums.
type link struct {
	pair
	n, names int32   // how many pairs are linked; of them, how many have names on both sides
	gap      int32   // days between the nearest of them
	best     float32 // greatest cosine
	lead     float32 // greatest cosine of leads
	far      bool    // some of them lie farther apart in time than an event lasts
}

// add adds what is known of other pairs.
func (l *link) add(o *link) {
	for i, v := range o.f {
		l.f[i] += v
	}
	l.best, l.lead = max(l.best, o.best), max(l.lead, o.lead)
	l.n += o.n
	l.names += o.names
	l.gap = min(l.gap, o.gap)
	l.far = l.far || o.far
}

// chunk is how many links are allocated at a time.
const chunk = 1024

// links is the pairs of a collection that may belong together. They stay where they are put: a slice that grows would be copied.
type links struct {
	chunks []*[chunk]link
	n      int32
}

// new is a new link, empty.
func (s *links) new() *link {
	if s.n%chunk == 0 {
		s.chunks = append(s.chunks, new([chunk]link))
	}
	s.n++
	return s.at(s.n - 1)
}

// at is a link.
func (s *links) at(i int32) *link { return &s.chunks[i/chunk][i%chunk] }

// edge leads from a group to another.
type edge struct{ to, link int32 }

// edges is those of one group, by where they lead.
type edges []edge

// find is the place of the edge to a group, or where it would stand.
func (e edges) find(to int32) (int, bool) {
	return slices.BinarySearchFunc(e, to, func(x edge, to int32) int { return cmp.Compare(x.to, to) })
}

// redirect makes the edge that leads to from lead to to.
func (e edges) redirect(from, to int32) {
	i, _ := e.find(from)
	x := edge{to, e[i].link}
	for ; i > 0 && e[i-1].to > to; i-- {
		e[i] = e[i-1]
	}
	for ; i+1 < len(e) && e[i+1].to < to; i++ {
		e[i] = e[i+1]
	}
	e[i] = x
}
