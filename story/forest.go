package story

import (
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// depth is how many questions each tree of a forest asks.
const depth = 3

// tree is a regression tree: node k goes on to 2k+1 where its feature is at most its cut, else to 2k+2; behind the last questions
// stand the leaves.
type tree struct {
	feature [1<<depth - 1]uint8
	cut     [1<<depth - 1]float64
	leaf    [1 << depth]float64
	rest    float64 // what this and later trees add at most
}

// forest gives odds as the sum of many small trees, each fitted to what those before it left (gradient boosting, Friedman 2001).
type forest struct {
	bias    float64
	trees   []tree
	bounded bool // rest of the trees is set
}

func (f *forest) odds(x *[groupFeatures]float64) float64 {
	sum, _ := f.above(x, math.Inf(-1))
	return sum
}

// above is the odds where they are above a bar. Where they are not, most trees need not be asked: those that are left cannot lift them
// over it.
func (f *forest) above(x *[groupFeatures]float64, bar float64) (float64, bool) {
	sum := f.bias
	for i := range f.trees {
		t := &f.trees[i]
		if f.bounded && sum+t.rest < bar-slack {
			return sum, false
		}
		k := 0
		for range depth {
			if k = 2*k + 1; x[t.feature[k/2]] > t.cut[k/2] {
				k++
			}
		}
		sum += t.leaf[k-len(t.feature)]
	}
	return sum, sum > bar
}

// slack is more than the odds of a forest err by for being sums.
const slack = 1e-6

// bound tells each tree what it and those after it can add at most.
func (f *forest) bound() *forest {
	f.bounded = true
	rest := 0.
	for i := len(f.trees) - 1; i >= 0; i-- {
		t := &f.trees[i]
		rest += slices.Max(t.leaf[:])
		t.rest = rest
	}
	return f
}

// featureNames are the features of a pair of groups in their order, as the file of a forest names them.
var featureNames = strings.Fields(`cosFull cosTitle cosNear cosLead cosWide leadLess leadMore rareWords digitsOf copied oneOutlet daysApart
	lengths noDigits cosPlaces strangePlaces strangeTitle cosPersons strangePersons strangeHeads sameTimes otherTimes sameDay otherDay sameFigures
	titleLess titleMore neighbours sameSpeaker otherSpeaker
	normFull normTitle normLead normWide greatest greatestLead smaller larger closeLess closeMore linked one`)

// blend gives the odds between those of a linear model and those of a forest. The one errs where features must be taken together, the
// other where a pair is like none that it was fitted to; together they err less than each.
type blend struct {
	linear *model
	trees  *forest
}

func (b blend) odds(x *[groupFeatures]float64) float64 {
	return (b.linear.odds(x) + b.trees.odds(x)) / 2
}

// above is the odds where they are above a bar.
func (b blend) above(x *[groupFeatures]float64, bar float64) (float64, bool) {
	linear := b.linear.odds(x)
	trees, ok := b.trees.above(x, 2*bar-linear-slack)
	odds := (linear + trees) / 2
	return odds, ok && odds > bar
}

// sameEvent gives the odds that two groups are one event.
func sameEvent() scorer { return blend{&eventModel, eventForest()} }

//go:embed events.forest
var eventsFile string

// eventForest is the trees of sameEvent. How they were made is told at eventModel.
var eventForest = sync.OnceValue(func() *forest {
	f, err := parseForest(eventsFile)
	if err != nil {
		panic(err) // the file is part of the program
	}
	return f
})

// parseForest reads a forest: lines that begin with # are remarks, then the bias, then a tree a line: for each node feature and cut, then the
// leaves.
func parseForest(s string) (*forest, error) {
	f := &forest{bias: math.NaN()}
	for line := range strings.Lines(s) {
		w := strings.Fields(line)
		switch {
		case len(w) == 0 || w[0] == "#":
			continue
		case len(w) == 1 && math.IsNaN(f.bias):
			v, err := strconv.ParseFloat(w[0], 64)
			if err != nil {
				return nil, err
			}
			f.bias = v
			continue
		}
		var t tree
		if len(w) != 2*len(t.feature)+len(t.leaf) {
			return nil, fmt.Errorf("a tree of %d words", len(w))
		}
		for k := range t.feature {
			i := slices.Index(featureNames, w[2*k])
			v, err := strconv.ParseFloat(w[2*k+1], 64)
			if i < 0 || err != nil {
				return nil, fmt.Errorf("question %s %s", w[2*k], w[2*k+1])
			}
			t.feature[k], t.cut[k] = uint8(i), v
		}
		for k := range t.leaf {
			v, err := strconv.ParseFloat(w[2*len(t.feature)+k], 64)
			if err != nil {
				return nil, err
			}
			t.leaf[k] = v
		}
		f.trees = append(f.trees, t)
	}
	return f.bound(), nil
}
