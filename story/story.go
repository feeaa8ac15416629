// Package story puts articles together into events and stories.
//
// An event is one happening at one time, a story a chain of events with the same actors and issue. Articles that share words are
// compared (rare words weigh most, the lead and the title more than the rest), and the groups that belong together most are merged,
// first into events, then events into stories. What holds groups together is learnt from some forty plain features of a pair: by
// linear models, see model.go, for events by small trees besides, see forest.go.
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
	return ClusterIn(inOrder(articles), copies, rulings, decisions...)
}

// ClusterIn is ClusterRuled for a collection, whose articles need not all be in memory. Of each it keeps about a hundred bytes, and as
// much for every other one that it may belong to.
func ClusterIn(articles news.Collection, copies []news.Copy, rulings *name.Rulings, decisions ...news.Decision) []*news.Story {
	return newReadings(articles).cluster(copies, rulings, decisions)
}

func (r *readings) cluster(copies []news.Copy, rulings *name.Rulings, decisions []news.Decision) []*news.Story {
	m := newMerger(r.docs, r.compareAll(copies), decisions...)
	m.update()
	m.run(sameEvent(), eventBar, sameTime)
	events := m.partition()
	m.hold(ofStories)
	m.run(&storyModel, chance(len(r.docs)), sameActors(len(r.docs)))
	stories := m.partition()
	m = nil
	b := builder{readings: r, rulings: rulings}
	return b.build(events, stories)
}

// eventBar is the odds above which groups are merged into one event. It lies below even odds: a group grows by many merges, each of which
// may still be refused, and what was not merged stays apart for all its articles. Found on the fifths of the shared gold that the models
// were not fitted to.
const eventBar = -.35

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
		persons, places := float64(l.f[cosPersons]), float64(l.f[cosPlaces])
		return l.gap <= window && persons+places >= bar*float64(l.names) || persons >= actors*float64(l.n)
	}
}

// compareAll measures the pairs of articles that may belong together, by the later and the earlier one.
func (r *readings) compareAll(copies []news.Copy) *links {
	c, shared := newMeeting(r), sharesOf(r.docs, copies)
	out := &links{}
	for i := range int32(len(r.docs)) {
		r.latest = i
		y := r.at(i)
		for _, found := range c.of(i) {
			x, l := r.at(found.doc), out.new()
			l.a, l.b, l.f[cosFull] = found.doc, i, found.cos
			r.space.measure(&l.pair, r.docs, shared)
			gap := apart(x.when, y.when)
			l.n, l.gap, l.far, l.best, l.lead = 1, int32(gap), gap > window, found.cos, l.f[cosLead]
			if l.named {
				l.names = 1
			}
			l.back = !l.far && (takesBack(x, y) || takesBack(y, x))
		}
	}
	r.close()
	surround(len(r.docs), out)
	return out
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
