package pipeline

import (
	"cmp"
	"encoding/hex"
	"slices"
	"strings"

	"rawi/news"

	"github.com/zeebo/xxh3"
)

// The ID of an event or story is made of its earliest article when it is told for the first time. From then on it belongs to whatever
// holds most of its articles: it stays when the group grows, and when a new article turns out to be the earliest. When groups merge,
// the ID of the one that brings most articles stays and the others lead to it; when one is split, the ID stays with the larger part.

// group is an event or story, told before or anew.
type group struct {
	id       string
	articles []news.Ref
}

// renamed is, for groups told anew, the IDs that they take over from those told before, and where the IDs that nobody took over lead. others says
// of an ID whether a group bears it that is not told anew.
func renamed(before, anew []group, others func(id string) bool) (take, lead map[string]string) {
	take, lead = map[string]string{}, map[string]string{}
	where := map[news.Ref]int{}
	for i, g := range anew {
		for _, r := range g.articles {
			where[r] = i
		}
	}
	type shared struct{ old, now, n int }
	var all []shared
	for i, g := range before {
		n := map[int]int{}
		for _, r := range g.articles {
			if k, ok := where[r]; ok {
				n[k]++
			}
		}
		for k, c := range n {
			all = append(all, shared{i, k, c})
		}
	}
	slices.SortFunc(all, func(p, q shared) int {
		return cmp.Or(cmp.Compare(q.n, p.n), strings.Compare(before[p.old].id, before[q.old].id), cmp.Compare(p.now, q.now))
	})
	taken, given := map[int]bool{}, map[int]bool{}
	used := map[string]bool{}
	for _, s := range all {
		if !taken[s.now] && !given[s.old] {
			taken[s.now], given[s.old] = true, true
			take[anew[s.now].id] = before[s.old].id
			used[before[s.old].id] = true
		}
	}
	for i, g := range anew {
		if !taken[i] {
			id := g.id
			for used[id] || others(id) { // another group has it from before
				id = id[:1] + hex.EncodeToString(hash(id))[:len(id)-1]
			}
			used[id] = true
			take[g.id] = id
		}
	}
	for _, s := range all {
		if old := before[s.old].id; !given[s.old] && lead[old] == "" && !used[old] {
			lead[old] = take[anew[s.now].id]
		}
	}
	return take, lead
}

// hash is a hash of s.
func hash(s string) []byte {
	h := xxh3.HashString128(s).Bytes()
	return h[:]
}

// keepNames gives stories and their events the IDs under which they were told before, and returns where IDs lead that are no more.
// others says of an ID whether a story or event bears it that is not told anew: an article after which one was named may have left it, and be the
// earliest of a new one again. Nothing but ID, Articles and Events of the stories may be set.
func keepNames(before, anew []*news.Story, others func(id string) bool) map[string]string {
	groups := func(stories []*news.Story) (s, e []group) {
		for _, x := range stories {
			s = append(s, group{x.ID, x.Articles})
			for _, y := range x.Events {
				e = append(e, group{y.ID, y.Articles})
			}
		}
		return s, e
	}
	s0, e0 := groups(before)
	s1, e1 := groups(anew)
	takeS, lead := renamed(s0, s1, others)
	takeE, leadE := renamed(e0, e1, others)
	for _, s := range anew {
		s.ID = takeS[s.ID]
		for _, e := range s.Events {
			e.ID = takeE[e.ID]
		}
	}
	for k, v := range leadE {
		lead[k] = v
	}
	return lead
}
