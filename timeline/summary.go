package timeline

import (
	"cmp"
	"math"
	"slices"

	"rawi/news"
	"rawi/text"
)

const (
	// longestSummary is how many sentences a summary has at most, fewest how many where the story is one article.
	longestSummary = 5
	fewest         = 2
	// opening is how many sentences of each article may stand in it.
	opening = 4
	// repeats and repeatsHeld are from which likeness on a sentence says again what another said (weighted Jaccard, share held).
	repeats     = .25
	repeatsHeld = .5
	// onward is how much a sentence counts that goes on with what somebody said: what happened tells a story better.
	onward = .6
	// worth is the least score of a further sentence, relative to the first.
	worth = .3
)

// Summarise tells a story in a few sentences of its articles, quoted as they stand and cited: those nearest to what all articles say,
// each of something that the others do not say, with the events that most articles tell first in mind. They come in the order of the
// events' days. articles are given by reference.
func Summarise(s *news.Story, articles map[news.Ref]*news.Article) []news.Entry {
	var all []*sentence
	gone, holds := figures(s, articles)
	size, days := map[string]int{}, map[string]text.Days{}
	largest := 0
	for _, e := range s.Events {
		size[e.ID] = len(e.Articles)
		largest = max(largest, len(e.Articles))
		if e.Date != nil {
			days[e.ID] = *e.Date
		}
		for _, r := range e.Articles {
			if a := articles[r]; a != nil {
				for _, x := range sentences(a, e.ID) {
					if x.order < opening && !slices.ContainsFunc(gone[r], x.span.Contains) {
						all = append(all, x)
					}
				}
			}
		}
	}
	scores := central(all)
	n := min(longestSummary, max(fewest, len(s.Articles), len(s.Events)+1))
	var chosen []*sentence
	told := map[string]bool{}
	first := 0.
	for len(chosen) < n {
		var best *sentence
		top := math.Inf(-1)
		for i, x := range all {
			score := scores[i] * (.6 + .4*float64(size[x.event])/float64(max(largest, 1)))
			if slices.ContainsFunc(holds[x.article.Ref], x.span.Contains) {
				score *= 1.5
			}
			if told[x.event] {
				score *= .75
			} else {
				score *= 1 - .2*float64(min(x.order, 2)) // what opens an event is told in the opening
			}
			if score > top && !slices.ContainsFunc(chosen, func(o *sentence) bool { return again(x, o) }) {
				top, best = score, x
			}
		}
		if best == nil || len(chosen) > 0 && top < worth*first || top <= 0 {
			break
		}
		if len(chosen) == 0 {
			first = top
		}
		chosen = append(chosen, best)
		told[best.event] = true
	}
	slices.SortStableFunc(chosen, func(p, q *sentence) int {
		return cmp.Or(cmp.Compare(days[p.event].From, days[q.event].From), cmp.Compare(published(p.article), published(q.article)), cmp.Compare(p.order, q.order))
	})
	out := []news.Entry{}
	for _, x := range chosen {
		out = append(out, news.Entry{Date: days[x.event], Sentence: x.place(), Event: x.event, Also: also(x, all, same), Kind: kindNews})
	}
	return out
}

// figures is where the articles of a story give figures that hold no more, because others took their place or rejected them, and
// where those that hold in their stead.
func figures(s *news.Story, articles map[news.Ref]*news.Article) (gone, holds map[news.Ref][]text.Span) {
	gone, holds = map[news.Ref][]text.Span{}, map[news.Ref][]text.Span{}
	for _, c := range s.Claims {
		told := c.Account(articles).Told
		if !slices.ContainsFunc(told, func(t news.Told) bool { return !t.Holds }) {
			continue
		}
		for _, t := range told {
			a, to := articles[t.Ref], gone
			if t.Holds {
				to = holds
			}
			if a == nil {
				continue
			}
			for _, n := range a.Doc.Numbers { // also where the text gives the figure again
				if n.Value == t.Value.Value && (n.Unit == t.Unit || n.Unit == "person") {
					to[t.Ref] = append(to[t.Ref], n.Span)
				}
			}
		}
	}
	return gone, holds
}

// published is the first possible day of an article.
func published(a *news.Article) text.Day {
	if a.Doc.Published == nil {
		return 0
	}
	return a.Doc.Published.From
}

// again says whether a sentence repeats another, or goes on from it in the same article with the same words.
func again(x, o *sentence) bool {
	j, h := alike(x, o)
	return j >= repeats || h >= repeatsHeld
}

// central is how near each sentence is to what all of them say, how early it stands and how well it stands alone; 0 and less for what
// cannot.
func central(all []*sentence) []float64 {
	in := map[uint64]map[news.Ref]bool{} // the articles that have a stem
	for _, s := range all {
		for _, w := range s.stems {
			if in[w.Stem] == nil {
				in[w.Stem] = map[news.Ref]bool{}
			}
			in[w.Stem][s.article.Ref] = true
		}
	}
	most := 0
	for _, m := range in {
		most = max(most, len(m))
	}
	out := make([]float64, len(all))
	for i, s := range all {
		if s.words < shortest || s.words > longest || s.leans {
			continue
		}
		sum := 0.
		for _, w := range s.stems {
			sum += float64(w.Weight) * float64(len(in[w.Stem])) / float64(max(most, 1))
		}
		out[i] = sum/math.Sqrt(float64(len(s.stems)+8))*(.5+.5/float64(1+s.order)) + .1*float64(min(s.numbers, 2)) + .05*float64(min(s.names, 3))
		if s.goesOn {
			out[i] *= onward
		}
	}
	return out
}
