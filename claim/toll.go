package claim

import (
	"slices"

	"rawi/news"
	"rawi/text"
)

// What an event takes is told by all its reports, in the words of each: the figures of a toll are those that stand first. And a
// report that takes back a figure ("instead of eleven", "an earlier estimate spoke of 120") says itself which other one it counts anew.

// opening is how many sentences of an article may tell its toll.
const opening = 4

// victims are the units of tolls that belong to the event itself, whatever the words around them.
var victims = map[string]bool{"dead": true, "wounded": true, "missing": true}

// tolls joins the main figures of each toll, one a text: the first in its opening that is not taken back.
func tolls(all []figure, join func(i, j int)) {
	first := map[string]int{}
	for i := range all {
		f := &all[i]
		if !victims[f.Unit] || f.sentence >= opening || f.past() || slices.ContainsFunc(all[:i], func(o figure) bool {
			return o.text == f.text && o.Unit == f.Unit && o.main
		}) {
			continue
		}
		f.main = true
		if f.Stand == text.Stated && slices.ContainsFunc(all[i:], func(o figure) bool {
			return o.text == f.text && o.Unit == f.Unit && o.equal(f) && o.Stand == text.Updated
		}) {
			f.Stand = text.Updated // the title gives the figure, the body says how it came about
		}
		if j, ok := first[f.Unit]; ok {
			join(j, i)
		} else {
			first[f.Unit] = i
		}
	}
}

// past says whether the text itself takes the figure back or rejects it.
func (f *figure) past() bool { return f.Stand == text.Earlier || f.Stand == text.Denied }

// takenBack joins a figure with the one that another text puts in its place: the first of the sentence in which it takes it back, or
// else its main one, where it has one of the same unit.
func takenBack(all []figure, join func(i, j int)) {
	for i := range all {
		old := &all[i]
		if !old.past() {
			continue
		}
		anew := slices.IndexFunc(all, func(f figure) bool {
			return f.text == old.text && f.sentence == old.sentence && f.Unit == old.Unit && !f.past() && f.Span.Start < old.Span.Start
		})
		if anew < 0 {
			anew = slices.IndexFunc(all, func(f figure) bool { return f.text == old.text && f.Unit == old.Unit && f.main })
		}
		if anew < 0 {
			continue
		}
		for j := range all {
			if f := &all[j]; f.text != old.text && f.Unit == old.Unit && f.equal(old) && !f.past() {
				f.main, all[anew].main = true, true
				join(j, anew)
				break
			}
		}
	}
}

// relate sets, for each value of a claim, which of those before it in time it replaces, and which it cannot be true beside. figures
// are those of the values, in order of their days; all holds every figure of the event.
func relate(figures []*figure, values []news.Value, all []figure) {
	gone := make([]bool, len(figures))
	for j, q := range figures {
		for i, p := range figures[:j] {
			if meet(p, q) || part(p, q, all) || part(q, p, all) {
				continue
			}
			stand := text.Stated
			for k := range all {
				if o := &all[k]; o.text == q.text && o.past() && o.equal(p) && (o.Unit == p.Unit || o.Unit == "person") {
					stand = o.Stand
				}
			}
			later := q.day > p.day
			switch {
			case stand == text.Denied:
				values[j].Disputes = append(values[j].Disputes, i)
				gone[i] = true
			case gone[i]: // and so no longer told
			case stale(figures[:j], gone, i, q): // and so already answered by p
			case stand == text.Earlier && (later || q.Stand == text.Updated):
				values[j].Replaces = append(values[j].Replaces, i)
				gone[i] = true
			case later && (q.Stand == text.Updated || news.Toll(q.Unit) && q.Value > p.Value),
				q.day == p.day && news.Toll(q.Unit) && q.Value > p.Value && p.Stand != text.Updated && (q.Stand == text.Updated || p.Approx == text.Over || !rivals(p, q)),
				later && counts[q.Unit] && q.Value > p.Value && q.Value < (1+steps)*p.Value:
				values[j].Replaces = append(values[j].Replaces, i)
				gone[i] = true
			default:
				values[j].Disputes = append(values[j].Disputes, i)
			}
		}
	}
}

// rivals says that two different persons or bodies are named for two figures of one day. Where they are not, and nothing tells the hours,
// a higher toll is the later one: that is how tolls come.
func rivals(p, q *figure) bool {
	a, b := p.who(), q.who()
	return a != "" && b != "" && a != b
}

// stale says that q gives once more a figure that one before it, which stands at i, took the place of shortly before: its text is not up
// to date.
func stale(before []*figure, gone []bool, i int, q *figure) bool {
	return q.Stand == text.Stated && q.day <= before[i].day+1 && slices.ContainsFunc(before[:i], func(o *figure) bool {
		k := slices.Index(before, o)
		return gone[k] && o.equal(q)
	})
}

// counts are the units of counts that are kept over long times; such a count goes on in small steps, at most by the share steps.
var counts = map[string]bool{"case": true, "person": true}

const steps = .05

// part says whether the text of q has the figure of p too and stands by it: it counts a part of what q counts, twelve soldiers among
// fifteen dead.
func part(p, q *figure, all []figure) bool {
	return slices.ContainsFunc(all, func(o figure) bool { return o.text == q.text && o.Unit == p.Unit && o.equal(p) && !o.past() })
}
