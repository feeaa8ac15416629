package story

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"rawi/news"
	"rawi/reuse"

	"github.com/zeebo/xxh3"
)

// How the models are made. A run is watched: every comparison of two groups whose articles mostly belong to one marked event (or
// story) each is an example, of a merge or of none. A logistic regression and a forest (of stories: the former alone) are fitted to them, the run is made again
// with it, the examples of the new run are added, and so on: what a model meets depends on what it merged before. RAWI_FIT=1 go test -run
// Fit -v -timeout 3h writes events.forest, prints the models and how well both do on the fifth of the stories that they were not
// fitted to; RAWI_FIT=2 the latter alone.

// folds is into how many parts the stories fall; part folds stands for none left out.
const folds = 5

const (
	rounds      = 3
	eventRidge  = 6   // penalty on the squares of standardised weights
	storyRidge  = 200 // the few marked stories allow a few plain weights only
	leastLikely = .1  // pairs of groups less coherent than this (normFull) are no examples: they are never merged
	startBar    = .35 // normFull at which the first run merges
	purity      = 2. / 3
)

// storyFeatures are those of the model of stories.
var storyFeatures = map[int]bool{
	leadLess: true, leadMore: true, normFull: true, normTitle: true, normLead: true, normWide: true,
	greatest: true, smaller: true, larger: true, closeLess: true, linked: true, one: true,
}

// example is a comparison with its answer.
type example struct {
	f    [groupFeatures]float64
	same bool
	fold uint8 // bits of the folds that it touches
}

// fitter holds the marked collections prepared in several settings: the marked articles alone, among all of their days, and cut into
// many small collections, for what words tell depends on how many texts there are.
type fitter struct {
	settings []setting
	stories  []setting // those from which stories are learnt
}

type setting struct {
	gold  *marked
	name  string // settings of one name are scored together
	docs  []*doc
	pairs *links
}

// partDocs is about how many marked articles a small collection has; they are cut by story.
const partDocs = 30

// part is the fold of a document: that of its story.
func (g *marked) part(d string) int { return int(xxh3.HashString(g.story[d]) % folds) }

// most is the mark that most of a group's marked documents bear, and the folds that they touch; ok when they are pure enough.
func most(s setting, members []int32, mark map[string]string) (best string, touched uint8, ok bool) {
	n, count := 0., map[string]float64{}
	for _, i := range members {
		d := s.docs[i].article.Source
		if mark[d] == "" {
			continue
		}
		touched |= 1 << s.gold.part(d)
		n++
		count[mark[d]]++
	}
	for k, v := range count {
		if v > count[best] || v == count[best] && k < best {
			best = k
		}
	}
	return best, touched, n > 0 && count[best] >= purity*n
}

// examples watches a run.
func examples(s setting, mark map[string]string, run func(m *merger)) []example {
	var out []example
	m := newMerger(s.docs, s.pairs.clone())
	watch := func(x *[groupFeatures]float64, a, b *group) {
		if x[normFull] < leastLikely {
			return
		}
		p, i, ok1 := most(s, a.members, mark)
		q, j, ok2 := most(s, b.members, mark)
		if ok1 && ok2 {
			out = append(out, example{*x, p == q, i | j})
		}
	}
	m.update()
	m.watch = watch
	run(m)
	return out
}

// gather runs over settings, on all cores, and gathers their examples.
func gather(settings []setting, mark func(*marked) map[string]string, run func(s setting, m *merger)) []example {
	out := make([][]example, len(settings))
	var wg sync.WaitGroup
	queue := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range queue {
				s := settings[i]
				out[i] = examples(s, mark(s.gold), func(m *merger) { run(s, m) })
			}
		})
	}
	for i := range out {
		queue <- i
	}
	close(queue)
	wg.Wait()
	return slices.Concat(out...)
}

// fit fits the models of events and then of stories, leaving out a fold.
func (f *fitter) fit(leave int) (events blend, stories *model) {
	start := &model{normFull: 1}
	var all []example
	for round := range rounds {
		all = append(all, gather(f.settings, func(g *marked) map[string]string { return g.event }, func(_ setting, m *merger) {
			if round == 0 {
				m.run(start, startBar, sameTime)
			} else {
				m.run(events, eventBar, sameTime)
			}
		})...)
		events = blend{regress(all, leave, eventRidge, nil), boost(all, leave)}
	}
	all = nil
	for round := range rounds {
		all = append(all, gather(f.stories, func(g *marked) map[string]string { return g.story }, func(s setting, m *merger) {
			watch := m.watch
			m.watch = nil
			m.run(events, eventBar, sameTime)
			m.watch = watch
			m.hold(ofStories)
			if round == 0 {
				m.run(start, startBar, sameActors(len(s.docs)))
			} else {
				m.run(stories, chance(len(s.docs)), sameActors(len(s.docs)))
			}
		})...)
		stories = regress(all, leave, storyRidge, storyFeatures)
	}
	return events, stories
}

// regress fits a ridge logistic regression by Newton's method to the examples that do not touch a fold, on standardised features.
func regress(all []example, leave int, ridge float64, use map[int]bool) *model {
	var mean, scale [groupFeatures]float64
	n := 0.
	kept := all[:0:0]
	for _, e := range all {
		if leave == folds || e.fold&(1<<leave) == 0 {
			kept = append(kept, e)
			n++
			for k, v := range e.f {
				mean[k] += v
			}
		}
	}
	for k := range mean {
		mean[k] /= n
	}
	for _, e := range kept {
		for k, v := range e.f {
			scale[k] += (v - mean[k]) * (v - mean[k])
		}
	}
	for k := range scale {
		scale[k] = math.Sqrt(scale[k] / n)
		if scale[k] == 0 || use != nil && !use[k] {
			scale[k] = math.Inf(1)
		}
	}
	mean[one], scale[one] = 0, 1
	var w, z [groupFeatures]float64
	for range 30 {
		var h [groupFeatures][groupFeatures + 1]float64
		for i := range kept {
			sum := 0.
			for k, v := range kept[i].f {
				z[k] = (v - mean[k]) / scale[k]
				sum += w[k] * z[k]
			}
			p := 1 / (1 + math.Exp(-sum))
			g := -p
			if kept[i].same {
				g++
			}
			for k := range z {
				h[k][groupFeatures] += g * z[k]
				for l := range z {
					h[k][l] += max(p*(1-p), 1e-6) * z[k] * z[l]
				}
			}
		}
		for k := range w {
			r := ridge
			if k == one {
				r = 1e-6
			}
			h[k][groupFeatures] -= r * w[k]
			h[k][k] += r
		}
		solve(&h)
		for k := range w {
			w[k] += h[k][groupFeatures]
		}
	}
	out := &model{one: w[one]}
	for k := range w {
		if k != one {
			out[k] = w[k] / scale[k]
			out[one] -= out[k] * mean[k]
		}
	}
	return out
}

// solve leaves the solution of a system of equations in the last column (Gauss-Jordan).
func solve(h *[groupFeatures][groupFeatures + 1]float64) {
	for i := range h {
		p := i
		for r := i; r < len(h); r++ {
			if math.Abs(h[r][i]) > math.Abs(h[p][i]) {
				p = r
			}
		}
		h[i], h[p] = h[p], h[i]
		d := h[i][i]
		for c := i; c <= groupFeatures; c++ {
			h[i][c] /= d
		}
		for r := range h {
			if m := h[r][i]; r != i {
				for c := i; c <= groupFeatures; c++ {
					h[r][c] -= m * h[i][c]
				}
			}
		}
	}
}

func (m *model) String() string {
	var b strings.Builder
	for k, v := range m {
		if math.Abs(v) >= .005 {
			fmt.Fprintf(&b, "\t\t%s: %.2f,\n", featureNames[k], v)
		}
	}
	return b.String()
}

// forestRemark stands above the trees.
const forestRemark = "# Odds of one event, by gradient-boosted trees; fitted by fit_test.go to marked days of the press, in which is no text of theirs.\n"

func TestFit(t *testing.T) {
	if os.Getenv("RAWI_FIT") == "" {
		t.Skip("set RAWI_FIT=1 to fit the models")
	}
	f := &fitter{}
	for _, file := range golds(t) {
		x := settings(t, file)
		f.settings = append(f.settings, x...)
		if filepath.Base(file) != "2015-07-25.json" {
			f.stories = append(f.stories, x...)
		}
	}
	scores := map[string]*[3]tally{}
	var names []string
	for leave := range folds {
		e, s := f.fit(leave)
		for _, x := range f.settings {
			only, ins := map[string]bool{}, map[string]bool{}
			docs := x.gold.docs
			if len(x.docs) < len(docs) {
				docs = nil
				for _, d := range x.docs {
					docs = append(docs, d.article.Source)
				}
			}
			for _, d := range docs {
				only[d] = x.gold.part(d) == leave
				ins[d] = only[d] && x.gold.insideAnEvent[d]
			}
			sc := scores[x.name]
			if sc == nil {
				sc = &[3]tally{}
				scores[x.name] = sc
				names = append(names, x.name)
			}
			m := newMerger(x.docs, x.pairs.clone())
			m.update()
			m.run(e, eventBar, sameTime)
			got := labels(x.docs, m.partition())
			sc[0].add(x.gold.event, got, docs, only)
			sc[1].add(x.gold.event, got, docs, ins)
			m.hold(ofStories)
			m.run(s, chance(len(x.docs)), sameActors(len(x.docs)))
			sc[2].add(x.gold.story, labels(x.docs, m.partition()), docs, only)
		}
	}
	for _, n := range names {
		sc := scores[n]
		t.Logf("left out, %s: events BCubed F1 %.3f, pairwise %.3f, inside events %.3f; stories %.3f (%.3f, %.3f), %.3f", n,
			sc[0].bcubed(), sc[0].pairwise(), sc[1].bcubed(), sc[2].bcubed(), sc[2].precision/sc[2].docs, sc[2].recall/sc[2].docs, sc[2].pairwise())
	}
	if os.Getenv("RAWI_FIT") == "2" {
		return
	}
	e, s := f.fit(folds)
	if err := os.WriteFile("events.forest", []byte(forestRemark+e.trees.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	fmt.Printf("\teventModel = model{\n%v\t}\n\tstoryModel = model{\n%v\t}\n", e.linear, s)
}

// settings prepares the collections of one file of marks.
func settings(t *testing.T, file string) []setting {
	g := readMarked(t, file)
	all := press2015(t, g.days...)
	some := g.among(all)
	var out []setting
	add := func(name string, c []*news.Article) {
		r := newReadings(inOrder(c))
		out = append(out, setting{g, filepath.Base(file) + " " + name, r.docs, r.compareAll(reuse.Find(c))})
	}
	add("alone", some)
	add("among all of their days", all)
	for k := range uint64(len(some) / partDocs) {
		add("in small collections", slices.DeleteFunc(slices.Clone(some), func(a *news.Article) bool {
			return xxh3.HashString("x"+g.story[a.Source])%uint64(len(some)/partDocs) != k
		}))
	}
	return out
}

// clone is a copy; what is done with one changes nothing in the other.
func (s *links) clone() *links {
	c := &links{n: s.n}
	for _, x := range s.chunks {
		y := *x
		c.chunks = append(c.chunks, &y)
	}
	return c
}
