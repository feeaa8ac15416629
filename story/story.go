// Package story puts articles together into events and stories.
//
// An event is one happening at one time, a story a chain of events with the same actors and issue. Articles that share words are
// compared (rare words weigh most, the lead and the title more than the rest), and the groups that belong together most are merged,
// first into events, then events into stories. What holds groups together is learnt: a linear model of some twenty plain features
// for each level, see model.go.
package story

import (
	"cmp"
	"math"
	"slices"

	"rawi/arabic/name"
	"rawi/news"
)

// Cluster makes stories of articles. ID, Title, From, To, Articles, People and Dated of the stories are set, and ID, Title, Date
// and Articles of their events. Every article stands in exactly one event of one story. copies are those of reuse.Find. The
// result does not depend on the order of the articles: stories come by day, the largest first. decisions are what people settled
// by hand: it holds whatever the models say.
func Cluster(articles []*news.Article, copies []news.Copy, decisions ...news.Decision) []*news.Story {
	return ClusterRuled(articles, copies, nil, decisions...)
}

// ClusterRuled is Cluster with what the user says of names; nil rulings say nothing.
func ClusterRuled(articles []*news.Article, copies []news.Copy, rulings *name.Rulings, decisions ...news.Decision) []*news.Story {
	docs, pairs := compareAll(articles, copies)
	m := newMerger(docs, pairs, decisions...)
	m.update(docs, pairs)
	m.run(&eventModel, 0, sameTime)
	events := m.partition()
	m.hold(ofStories)
	m.run(&storyModel, chance(len(docs)), sameActors(len(docs)))
	stories := m.partition()
	b := builder{docs: docs, rulings: rulings}
	return b.build(events, stories)
}

// sameTime lets groups be one event when no pair of them lies farther apart in time than an event lasts.
func sameTime(_, _ *group, l *link) bool { return !l.far }

// chance is what is taken off the odds of one story in a collection of n articles: the more there are, the more are alike by chance.
func chance(n int) float64 { return max(0, min(1, .28*math.Log(float64(n)/60))) }

// actors is how much of the persons they name two groups must have in common to be one story although no article of theirs tells
// of the time between: what recurs without its actors (weather, executions, markets) is a new story.
const actors = .15

// names is how much of all names two groups must have in common to be one story in a large collection, where both name anybody:
// telegrams of congratulation, fires and weddings are told in the same words, of others and elsewhere. As chance, it grows with the
// collection; a name may not be known as one.
const names = .03

// sameActors lets groups of a collection of n articles be one story when they follow on one another and have names in common, or name
// the same persons.
func sameActors(n int) func(_, _ *group, l *link) bool {
	bar := names * chance(n)
	return func(_, _ *group, l *link) bool {
		persons, places := float64(l.sum[cosPersons]), float64(l.sum[cosPlaces])
		return l.gap <= window && persons+places >= bar*l.named || persons >= actors*l.pairs
	}
}

// ready makes the articles ready, with the space that they lie in.
func ready(articles []*news.Article) ([]*doc, *space) {
	sorted := slices.Clone(articles)
	slices.SortStableFunc(sorted, earlier)
	s := newSpace(sorted)
	docs := make([]*doc, len(sorted))
	for i, a := range sorted {
		docs[i] = s.read(a)
	}
	return docs, s
}

// compareAll makes the articles ready and measures the pairs of them that may belong together.
func compareAll(articles []*news.Article, copies []news.Copy) ([]*doc, []pair) {
	docs, s := ready(articles)
	pairs := s.pairs(docs)
	shared := shares(copies)
	for i := range pairs {
		s.measure(&pairs[i], docs, shared)
	}
	for _, d := range docs {
		d.forget()
	}
	return docs, pairs
}

// earlier orders articles by their first possible day of publication (unknown first) and reference.
func earlier(a, b *news.Article) int {
	var p, q int
	if d := a.Doc.Published; d != nil {
		p = int(d.From)
	}
	if d := b.Doc.Published; d != nil {
		q = int(d.From)
	}
	return cmp.Or(cmp.Compare(p, q), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Article, b.Article))
}

// partition is the members of every group, each in order, the groups by their first member.
func (m *merger) partition() [][]int32 {
	var out [][]int32
	for _, g := range m.groups {
		if g.version >= 0 {
			l := slices.Clone(g.members)
			slices.Sort(l)
			out = append(out, l)
		}
	}
	slices.SortFunc(out, func(a, b []int32) int { return cmp.Compare(a[0], b[0]) })
	return out
}
