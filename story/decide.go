package story

import (
	"cmp"
	"slices"

	"rawi/news"
)

// What a person settled by hand holds whatever the models say: articles that must be together are put together before a run begins,
// and groups that hold both sides of a split are never merged. An event lies in one story, so events that are one bring their stories
// together, and stories that are two keep their events apart. Of two decisions that contradict each other the later one holds.

// The levels of a run.
const (
	ofEvents = iota
	ofStories
	levels
)

// side is one side of a split: the number of the split, and which of the two.
type side struct {
	split  int32
	second bool
}

// bonds are the decisions made ready for a run, by level.
type bonds struct {
	together [levels][][]int32        // articles that are one, by their places
	sides    [levels]map[int32][]side // on which sides of which splits an article stands, and while a run goes on, the group at its place
}

// settle makes bonds of decisions, the latest first: what contradicts one already made is left out.
func settle(docs []*doc, decisions []news.Decision) *bonds {
	b := &bonds{}
	for l := range b.sides {
		b.sides[l] = map[int32][]side{}
	}
	if len(decisions) == 0 {
		return b
	}
	at := make(map[news.Ref]int32, len(docs))
	for i, d := range docs {
		at[d.Ref] = int32(i)
	}
	places := func(refs []news.Ref) []int32 {
		var out []int32
		for _, r := range refs {
			if i, ok := at[r]; ok && !slices.Contains(out, i) {
				out = append(out, i)
			}
		}
		return out
	}
	latest := slices.Clone(decisions)
	slices.SortStableFunc(latest, func(p, q news.Decision) int { return cmp.Compare(q.ID, p.ID) })
	s := settler{b: b, of: [levels]map[int32]int{{}, {}}}
	for n, d := range latest {
		level := ofEvents
		if d.Level == news.StoryLevel {
			level = ofStories
		}
		switch d.Act {
		case news.Merge:
			s.unite(level, places(d.Articles))
		case news.Split:
			s.part(int32(n), level, places(d.Articles), places(d.Rest))
			s.unite(level, places(d.Articles))
			s.unite(level, places(d.Rest))
		}
	}
	return b
}

// settler builds bonds.
type settler struct {
	b  *bonds
	of [levels]map[int32]int // in which of b.together an article stands
}

// class is the articles that must be with i.
func (s *settler) class(level int, i int32) []int32 {
	if k, ok := s.of[level][i]; ok {
		return s.b.together[level][k]
	}
	return []int32{i}
}

// unite puts articles together, as far as no split stands between them.
func (s *settler) unite(level int, l []int32) {
	for _, i := range l[min(1, len(l)):] {
		for up := levels - 1; up >= level; up-- {
			s.join(level, up, l[0], i)
		}
	}
}

// join brings the classes of two articles together on level up, unless something parts them on the level of the decision or above:
// one event is one story.
func (s *settler) join(level, up int, i, j int32) {
	for l := level; l < levels; l++ {
		if s.parted(l, s.class(l, i), s.class(l, j)) {
			return
		}
	}
	p, q := s.class(up, i), s.class(up, j)
	if slices.Contains(p, j) {
		return
	}
	k, ok := s.of[up][i]
	if old, has := s.of[up][j]; has && (!ok || old < k) { // the class of the later decision comes first
		k, ok, p, q, i, j = old, true, q, p, j, i
	}
	if !ok {
		k = len(s.b.together[up])
		s.b.together[up] = append(s.b.together[up], nil)
	}
	if old, ok := s.of[up][j]; ok {
		s.b.together[up][old] = nil
	}
	s.b.together[up][k] = slices.Concat(p, q)
	for _, x := range s.b.together[up][k] {
		s.of[up][x] = k
	}
}

// parted says whether a split stands between two classes.
func (s *settler) parted(level int, p, q []int32) bool {
	for _, i := range p {
		for _, j := range q {
			if opposed(s.b.sides[level][i], s.b.sides[level][j]) {
				return true
			}
		}
	}
	return false
}

// part sets a split between the articles out and those of rest that are not bound to them. Stories that are two keep their events
// apart too.
func (s *settler) part(split int32, level int, out, rest []int32) {
	for l := range level + 1 {
		bound := func(j int32) bool {
			return slices.ContainsFunc(s.class(level, j), func(x int32) bool { return slices.Contains(out, x) }) ||
				slices.ContainsFunc(s.class(l, j), func(x int32) bool { return slices.Contains(out, x) })
		}
		for _, i := range out {
			s.b.sides[l][i] = append(s.b.sides[l][i], side{split, false})
		}
		for _, j := range rest {
			if !bound(j) && !slices.Contains(out, j) {
				s.b.sides[l][j] = append(s.b.sides[l][j], side{split, true})
			}
		}
	}
}

// opposed says whether one list has a side of a split of which the other has the other side.
func opposed(p, q []side) bool {
	for _, x := range p {
		for _, y := range q {
			if x.split == y.split && x.second != y.second {
				return true
			}
		}
	}
	return false
}

// bind puts together what must be one event, and notes what must become one story. It comes before all else, while every group is one
// article.
func (m *merger) bind(b *bonds) {
	m.bonds = b
	m.where = make([]int32, len(m.groups))
	m.fates = make([]int32, len(m.groups))
	for i := range m.groups {
		m.where[i], m.fates[i] = int32(i), int32(i)
	}
	for _, l := range b.together[ofStories] {
		for _, i := range l[min(1, len(l)):] {
			m.tie(l[0], i)
		}
	}
	m.hold(ofEvents)
}

// hold puts together what must be on a level.
func (m *merger) hold(level int) {
	m.level = level
	for _, l := range m.bonds.together[level] {
		for _, i := range l[min(1, len(l)):] {
			if x, y := m.at(l[0]), m.at(i); x != y {
				m.join(x, y)
			}
		}
	}
}

// tie lets two articles share what befalls their stories: they are one, or will have to be.
func (m *merger) tie(i, j int32) {
	i, j = top(m.fates, i), top(m.fates, j)
	if i != j {
		s := m.bonds.sides[ofStories]
		m.fates[j] = i
		if len(s[j]) > 0 {
			s[i] = slices.Concat(s[i], s[j])
		}
	}
}

// tied is done when groups are joined: their sides are those of both.
func (m *merger) tied(to, from int32) {
	m.where[from] = to
	if s := m.bonds.sides[ofEvents]; len(s[from]) > 0 {
		s[to] = slices.Concat(s[to], s[from])
	}
	m.tie(to, from)
}

// at is the place of the group that holds the article of a place.
func (m *merger) at(i int32) int32 { return top(m.where, i) }

// barred says whether a decision keeps two groups apart: as stories, or as events while events are made.
func (m *merger) barred(a, b int32) bool {
	s := &m.bonds.sides
	return m.level == ofEvents && opposed(s[ofEvents][a], s[ofEvents][b]) ||
		len(s[ofStories]) > 0 && opposed(s[ofStories][top(m.fates, a)], s[ofStories][top(m.fates, b)])
}
