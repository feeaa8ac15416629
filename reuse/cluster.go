package reuse

import (
	"cmp"
	"slices"
)

// levels is how often a cluster is parted at most.
const levels = 24

// box is a stretch of words on both sides of a pair of articles: a passage, or a seed.
type box struct {
	aFrom, aTo int32
	bFrom, bTo int32
	k          int32 // its place in a list that it stands for
}

// hullOf is the passage from the first words to the last of some stretches.
func hullOf(a, b int32, g []box) passage {
	u := passage{a: a, b: b, aFrom: g[0].aFrom, aTo: g[0].aTo, bFrom: g[0].bFrom, bTo: g[0].bTo}
	for _, x := range g[1:] {
		u.aFrom, u.aTo = min(u.aFrom, x.aFrom), max(u.aTo, x.aTo)
		u.bFrom, u.bTo = min(u.bFrom, x.bFrom), max(u.bTo, x.bTo)
	}
	return u
}

// clusters holds groups of stretches, in memory that is used again for the next pair of articles.
type clusters struct {
	boxes  []box
	groups [][]box
}

// reset forgets all groups.
func (c *clusters) reset() { c.boxes, c.groups = c.boxes[:0], c.groups[:0] }

// of parts stretches of one pair of articles into groups that hang together on both sides: none has a gap of more than gap words.
func (c *clusters) of(ps []box, gap int32) [][]box {
	from := len(c.groups)
	c.part(c.copied(ps), gap, true, false, levels)
	return c.groups[from:len(c.groups):len(c.groups)]
}

// copied is a copy of stretches that is forgotten with the groups.
func (c *clusters) copied(ps []box) []box {
	n := len(c.boxes)
	c.boxes = append(c.boxes, ps...)
	return c.boxes[n:len(c.boxes):len(c.boxes)]
}

// part appends the groups of ps, which are parted on one side, then each group on the other, until neither parts it further; whole says
// that the other side did not.
func (c *clusters) part(ps []box, gap int32, ofA, whole bool, depth int) {
	if ofA {
		slices.SortFunc(ps, func(p, q box) int {
			return cmp.Or(cmp.Compare(p.aFrom, q.aFrom), cmp.Compare(p.bFrom, q.bFrom), cmp.Compare(p.aTo, q.aTo), cmp.Compare(p.bTo, q.bTo))
		})
	} else {
		slices.SortFunc(ps, func(p, q box) int {
			return cmp.Or(cmp.Compare(p.bFrom, q.bFrom), cmp.Compare(p.aFrom, q.aFrom), cmp.Compare(p.bTo, q.bTo), cmp.Compare(p.aTo, q.aTo))
		})
	}
	side := func(p *box) (from, to int32) {
		if ofA {
			return p.aFrom, p.aTo
		}
		return p.bFrom, p.bTo
	}
	for i := 0; i < len(ps); {
		j := i + 1
		_, last := side(&ps[i])
		for ; j < len(ps); j++ {
			from, to := side(&ps[j])
			if from-last > gap {
				break
			}
			last = max(last, to)
		}
		switch {
		case j-i == 1 || depth == 0 || whole && j-i == len(ps):
			c.groups = append(c.groups, ps[i:j:j])
		default:
			c.part(ps[i:j], gap, !ofA, j-i == len(ps), depth-1)
		}
		i = j
	}
}

// boxed is passages as stretches, forgotten with the groups.
func (m *matcher) boxed(ps []passage) []box {
	n := len(m.clusters.boxes)
	for i, p := range ps {
		m.clusters.boxes = append(m.clusters.boxes, box{p.aFrom, p.aTo, p.bFrom, p.bTo, int32(i)})
	}
	return m.clusters.boxes[n:]
}
