package story

import "slices"

// around is the nearest neighbours of an article, with their cosines, the nearest first.
type around struct {
	n   int
	doc [manyNeighbours]int32
	cos [manyNeighbours]float32
}

// manyNeighbours is how many nearest neighbours of an article are compared with those of another.
const manyNeighbours = 10

// put takes in an article if it is among the nearest.
func (a *around) put(doc int32, cos float32) {
	k := a.n
	for k > 0 && a.cos[k-1] < cos {
		k--
	}
	if k == manyNeighbours {
		return
	}
	a.n = min(a.n+1, manyNeighbours)
	copy(a.doc[k+1:a.n], a.doc[k:])
	copy(a.cos[k+1:a.n], a.cos[k:])
	a.doc[k], a.cos[k] = doc, cos
}

// surround tells of every pair of n articles which share of their nearest neighbours they have in common: articles of one happening lie
// among the same others, in a crowd of look-alikes too, where all are near to all.
func surround(n int, pairs *links) {
	all := make([]around, n)
	for i := range pairs.n {
		l := pairs.at(i)
		all[l.a].put(l.b, l.f[cosFull])
		all[l.b].put(l.a, l.f[cosFull])
	}
	for i := range all {
		slices.Sort(all[i].doc[:all[i].n])
	}
	for i := range pairs.n {
		l := pairs.at(i)
		x, y := all[l.a].doc[:all[l.a].n], all[l.b].doc[:all[l.b].n]
		l.f[neighbours] = common(l.a, l.b, x, y)
	}
}

// common is the share of the neighbours of two articles, each with itself among its own, that both have.
func common(a, b int32, x, y []int32) float32 {
	n := both(x, y)
	if _, ok := slices.BinarySearch(x, b); ok {
		n++
	}
	if _, ok := slices.BinarySearch(y, a); ok {
		n++
	}
	return float32(n) / float32(len(x)+len(y)+2-n)
}
