package story

import (
	"cmp"
	"slices"

	"rawi/news"
	"rawi/text"
)

// Reports of one happening differ from day to day in what they tell, most of all in its toll, and the words that change are those
// that a model of likeness looks at. But a report that brings a new figure often names the old one: "instead of eleven", "an
// earlier toll spoke of four". Where a text takes back a figure that another one of the same story gives, both tell one happening.

// updatable says that figures of a unit are counted again as news of a happening comes in.
func updatable(unit string) bool {
	return news.Toll(unit) || unit == "body" || unit == "house" || unit == "building"
}

const (
	// ofOneStory is the least logarithm of the odds of one story for a figure of one report to be that which another takes back.
	ofOneStory = 0
	// fewest is the least figure that tells something: ones and twos are everywhere.
	fewest = 3
)

// update puts together the articles of which one takes back a figure of the other. It comes before the models, while every group is
// one article, or was put together by hand.
func (m *merger) update() {
	var f [groupFeatures]float64
	var found [][2]int32
	for i := range m.links.n {
		p := m.links.at(i)
		if !p.back {
			continue
		}
		x, y := m.at(p.a), m.at(p.b)
		if x == y {
			continue
		}
		compare(m.groups[x], m.groups[y], m.between(x, y), &f)
		if storyModel.odds(&f) > ofOneStory {
			found = append(found, [2]int32{p.a, p.b})
		}
	}
	slices.SortFunc(found, func(p, q [2]int32) int { return cmp.Or(cmp.Compare(p[0], q[0]), cmp.Compare(p[1], q[1])) })
	for _, p := range found {
		if x, y := m.at(p[0]), m.at(p[1]); x != y && !m.barred(x, y) {
			m.join(x, y)
		}
	}
}

// takesBack says whether b, which is not the earlier one, takes back a figure that a tells, and puts another in its place or
// rejects it.
func takesBack(a, b *doc) bool {
	if a.when.From != 0 && b.when.To != 0 && b.when.To < a.when.From {
		return false
	}
	for _, n := range b.numbers {
		if n.Stand != text.Earlier && n.Stand != text.Denied || n.Value < fewest {
			continue
		}
		gives := func(x text.Number) bool {
			return x.Value == n.Value && x.Stand != text.Earlier && x.Stand != text.Denied &&
				(x.Unit == n.Unit && updatable(n.Unit) || n.Unit == "person" && updatable(x.Unit))
		}
		if slices.ContainsFunc(a.numbers, gives) && !slices.ContainsFunc(b.numbers, gives) {
			return true
		}
	}
	return false
}
