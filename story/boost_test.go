package story

import (
	"math"
	"math/rand/v2"
	"slices"
)

// How a forest is fitted: gradient boosting of logistic loss with second-order steps (Friedman 2001, Chen & Guestrin 2016), on features cut
// into bins. What can only speak for one event speaks for it everywhere, and what speaks against it does so everywhere: questions that
// would answer otherwise are not asked, so that a forest learns no accidents of the marked days.

const (
	trees    = 120
	rate     = .12 // of what a tree would correct, what it does correct
	shrink   = 5.  // added to the weight of every leaf
	leafSize = 40  // examples in a leaf, at least
	sampled  = .6  // share of the examples, and of the features, that a tree sees
	bins     = 48
	surest   = 1e-4 // least second derivative
	never    = 1e9  // a cut above all values
)

// speaksFor and speaksAgainst are the features that may only raise the odds, and those that may only lower them.
var (
	speaksFor = []int{
		cosFull, cosTitle, cosNear, cosLead, cosWide, leadLess, leadMore, rareWords, digitsOf, copied, cosPlaces, cosPersons, sameTimes, sameDay,
		sameFigures, titleLess, titleMore, neighbours, sameSpeaker, normFull, normTitle, normLead, normWide, greatest, greatestLead, closeLess, linked,
	}
	speaksAgainst = []int{daysApart, noDigits, strangePlaces, strangeTitle, strangePersons, strangeHeads, otherTimes, otherDay, otherSpeaker}
)

// booster fits a forest.
type booster struct {
	kept     []*example
	cuts     [groupFeatures][]float64
	bin      [][groupFeatures]uint8 // of each example
	score    []float64
	grad     []float64 // first derivative of the loss, negated
	hess     []float64 // second
	features []int     // that the tree at hand may ask for
	sign     [groupFeatures]int
	rng      *rand.Rand
}

// boost fits a forest to the examples that do not touch a fold.
func boost(all []example, leave int) *forest {
	b := &booster{rng: rand.New(rand.NewPCG(1, 2))}
	same := 0.
	for i := range all {
		if e := &all[i]; leave == folds || e.fold&(1<<leave) == 0 {
			b.kept = append(b.kept, e)
			if e.same {
				same++
			}
		}
	}
	for _, k := range speaksFor {
		b.sign[k] = 1
	}
	for _, k := range speaksAgainst {
		b.sign[k] = -1
	}
	b.cut()
	n := len(b.kept)
	f := &forest{bias: math.Log(same / (float64(n) - same))}
	b.score, b.grad, b.hess = slices.Repeat([]float64{f.bias}, n), make([]float64, n), make([]float64, n)
	for range trees {
		t := b.tree()
		f.trees = append(f.trees, *t)
		one := forest{trees: []tree{*t}}
		for i, e := range b.kept {
			b.score[i] += one.odds(&e.f)
		}
	}
	return f
}

// cut puts the values of every feature into bins of about as many examples.
func (b *booster) cut() {
	b.bin = make([][groupFeatures]uint8, len(b.kept))
	v := make([]float64, len(b.kept))
	for k := range groupFeatures {
		for i, e := range b.kept {
			v[i] = e.f[k]
		}
		slices.Sort(v)
		for i := 1; i < bins; i++ {
			if x := v[i*len(v)/bins]; len(b.cuts[k]) == 0 || x > b.cuts[k][len(b.cuts[k])-1] {
				b.cuts[k] = append(b.cuts[k], x)
			}
		}
		for i, e := range b.kept {
			at, _ := slices.BinarySearch(b.cuts[k], e.f[k])
			b.bin[i][k] = uint8(at)
		}
	}
}

// tree fits one tree to what is left.
func (b *booster) tree() *tree {
	var rows []int32
	for i, e := range b.kept {
		p := 1 / (1 + math.Exp(-b.score[i]))
		b.grad[i], b.hess[i] = -p, max(p*(1-p), surest)
		if e.same {
			b.grad[i]++
		}
		if b.rng.Float64() < sampled {
			rows = append(rows, int32(i))
		}
	}
	b.features = b.features[:0]
	for k := range groupFeatures {
		if k != one && b.rng.Float64() < sampled {
			b.features = append(b.features, k)
		}
	}
	t := &tree{}
	b.grow(t, 0, rows, math.Inf(-1), math.Inf(1))
	return t
}

// grow fills node k of a tree, and what hangs on it, for some examples; its leaves lie between low and high.
func (b *booster) grow(t *tree, k int, rows []int32, low, high float64) {
	if k >= len(t.feature) {
		g, h := b.sum(rows)
		t.leaf[k-len(t.feature)] = rate * min(high, max(low, g/(h+shrink)))
		return
	}
	feature, at, middle := b.question(rows, low, high)
	if feature < 0 { // none is worth asking: both sides answer the same
		t.cut[k] = never
		b.grow(t, 2*k+1, rows, low, high)
		b.grow(t, 2*k+2, rows, low, high)
		return
	}
	t.feature[k], t.cut[k] = uint8(feature), b.cuts[feature][at]
	var left, right []int32
	for _, i := range rows {
		if int(b.bin[i][feature]) <= at {
			left = append(left, i)
		} else {
			right = append(right, i)
		}
	}
	leftHigh, rightLow, leftLow, rightHigh := high, low, low, high
	switch b.sign[feature] {
	case 1:
		leftHigh, rightLow = middle, middle
	case -1:
		leftLow, rightHigh = middle, middle
	}
	b.grow(t, 2*k+1, left, leftLow, leftHigh)
	b.grow(t, 2*k+2, right, rightLow, rightHigh)
}

func (b *booster) sum(rows []int32) (g, h float64) {
	for _, i := range rows {
		g += b.grad[i]
		h += b.hess[i]
	}
	return g, h
}

// question finds the feature and the cut that part some examples best, and the value between both sides; feature -1 where none does.
func (b *booster) question(rows []int32, low, high float64) (feature, at int, middle float64) {
	feature = -1
	if len(rows) < 2*leafSize {
		return feature, 0, 0
	}
	clamp := func(x float64) float64 { return min(high, max(low, x)) }
	g, h := b.sum(rows)
	best := 1e-3 + g*g/(h+shrink)
	for _, k := range b.features {
		var gs, hs [bins]float64
		var ns [bins]int
		for _, i := range rows {
			x := b.bin[i][k]
			gs[x] += b.grad[i]
			hs[x] += b.hess[i]
			ns[x]++
		}
		gl, hl, nl := 0., 0., 0
		for c := range b.cuts[k] {
			gl, hl, nl = gl+gs[c], hl+hs[c], nl+ns[c]
			if nl < leafSize || len(rows)-nl < leafSize {
				continue
			}
			left, right := gl/(hl+shrink), (g-gl)/(h-hl+shrink)
			if float64(b.sign[k])*(right-left) < 0 {
				continue
			}
			if gain := gl*left + (g-gl)*right; gain > best {
				best, feature, at, middle = gain, k, c, (clamp(left)+clamp(right))/2
			}
		}
	}
	return feature, at, middle
}
