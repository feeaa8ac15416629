package story

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestForest: the file of the forest is whole, and what may only raise the odds raises them.
func TestForest(t *testing.T) {
	if len(featureNames) != groupFeatures {
		t.Fatalf("%d names for %d features", len(featureNames), groupFeatures)
	}
	f := eventForest()
	if len(f.trees) != trees {
		t.Errorf("%d trees, want %d", len(f.trees), trees)
	}
	again, err := parseForest(f.String())
	if err != nil || again.String() != f.String() {
		t.Errorf("%v: a forest is not read as it was written", err)
	}
	for _, bad := range []string{"x", "1\n2 3", "1\ncosFull 1 cosFull", "1\n" + "nothing 1 "} {
		if _, err := parseForest(bad); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		var x [groupFeatures]float64
		for k := range x {
			x[k] = rng.Float64()
		}
		for sign, list := range map[float64][]int{1: speaksFor, -1: speaksAgainst} {
			for _, k := range list {
				y := x
				y[k] += rng.Float64()
				if sign*(f.odds(&y)-f.odds(&x)) < -1e-9 {
					t.Fatalf("%s from %v to %v: odds from %v to %v", featureNames[k], x[k], y[k], f.odds(&x), f.odds(&y))
				}
			}
		}
	}
}

// String is the forest as parseForest reads it.
func (f *forest) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%.4f\n", f.bias)
	for i := range f.trees {
		t := &f.trees[i]
		for k := range t.feature {
			fmt.Fprintf(&b, "%s %.4g ", featureNames[t.feature[k]], t.cut[k])
		}
		for k, v := range t.leaf {
			if k > 0 {
				b.WriteByte(' ')
			}
			fmt.Fprintf(&b, "%.4f", v)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
