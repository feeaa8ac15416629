package main

import (
	"math"
	"math/rand/v2"

	"rawi/arabic/name"
)

const nLabels = 9

// mean is the average of the weights of several runs and rounds. Copies of features are left out of it.
type mean struct {
	hashes []uint32
	rows   [][nLabels]float64
	pairs  [nLabels][nLabels]float64
	n      float64
}

func newMean(hashes []uint32) *mean {
	return &mean{hashes: hashes, rows: make([][nLabels]float64, len(hashes))}
}

func (m *mean) add(w *name.Weights) {
	m.n++
	for i := range m.rows {
		for l := range nLabels {
			m.rows[i][l] += float64(w.Rows[i][l])
		}
	}
	for a := range nLabels {
		for b := range nLabels {
			m.pairs[a][b] += float64(w.Pairs[a][b])
		}
	}
}

// merge adds another sum.
func (m *mean) merge(x *mean) {
	m.n += x.n
	for i := range m.rows {
		for l := range nLabels {
			m.rows[i][l] += x.rows[i][l]
		}
	}
	for a := range nLabels {
		for b := range nLabels {
			m.pairs[a][b] += x.pairs[a][b]
		}
	}
}

// weights is the average, with the bias taken from all that ends outside names.
func (m *mean) weights(bias float32) *name.Weights {
	w := &name.Weights{Features: m.hashes, Rows: make([][nLabels]float32, len(m.hashes))}
	for i := range m.rows {
		for l := range nLabels {
			w.Rows[i][l] = float32(m.rows[i][l] / m.n)
		}
	}
	for a := range nLabels {
		for b := range nLabels {
			w.Pairs[a][b] = float32(m.pairs[a][b] / m.n)
		}
		w.Pairs[a][name.Outside] -= bias
	}
	return w
}

// sample is a sentence made ready: the numbers of the features of each token, and the labels.
type sample struct {
	features [][]uint32
	labels   []name.Label
	weight   float32
	domain   int
}

// prepare reads the features of a sentence, as hashes at first.
func prepare(s sentence, weight float32, domain int) sample {
	p := sample{labels: s.labels, weight: weight, domain: domain}
	for i := range s.labels {
		p.features = append(p.features, s.reader.Features(nil, s.at, s.at+len(s.labels), s.at+i))
	}
	return p
}

// number replaces the hashes by numbers and returns the hashes in the order of the numbers. Features that stand at fewer than
// least tokens go. In a sample of another domain than the first each feature stands twice: as itself, and as a copy that only
// that domain has, which takes up what is peculiar to its way of marking (Daumé 2007). Copies are numbered after the rest.
func number(samples []sample, least int) (hashes []uint32, copies int) {
	count := map[uint32]int32{}
	for _, s := range samples {
		for _, f := range s.features {
			for _, h := range f {
				count[h]++
			}
		}
	}
	ids := map[uint64]uint32{}
	for _, s := range samples {
		for i, f := range s.features {
			kept := f[:0]
			for _, h := range f {
				if int(count[h]) < least {
					continue
				}
				id, ok := ids[uint64(h)]
				if !ok {
					id = uint32(len(hashes))
					ids[uint64(h)], hashes = id, append(hashes, h)
				}
				kept = append(kept, id)
			}
			s.features[i] = kept
		}
	}
	n := uint32(len(hashes))
	for _, s := range samples {
		if s.domain == 0 {
			continue
		}
		for i, f := range s.features {
			for _, h := range f {
				key := uint64(s.domain)<<32 | uint64(h)
				id, ok := ids[key|1<<63]
				if !ok {
					id = n + uint32(copies)
					copies++
					ids[key|1<<63] = id
				}
				s.features[i] = append(s.features[i], id)
			}
		}
	}
	return hashes, copies
}

// field is a conditional random field under training by AdaGrad: weights with the sums of their squared gradients.
type field struct {
	w        *name.Weights
	sums     [][nLabels]float32
	pairSums [nLabels][nLabels]float32
	own      [][nLabels]float32
	alpha    [][nLabels]float64
	beta     [][nLabels]float64
	allowed  [nLabels][nLabels]bool
	rnd      *rand.Rand
	kept     [][]uint32
}

func newField(hashes []uint32, copies int, seed uint64) *field {
	n := len(hashes) + copies
	f := &field{
		w: &name.Weights{Features: hashes, Rows: make([][nLabels]float32, n)}, sums: make([][nLabels]float32, n),
		rnd: rand.New(rand.NewPCG(seed, 3)),
	}
	for a := range nLabels {
		for b := range nLabels {
			f.allowed[a][b] = name.Follows(name.Label(b), name.Label(a))
		}
	}
	return f
}

// train goes over the samples rounds times, each time in another order.
func (f *field) train(samples []sample, rounds int, each func(round int)) {
	rnd := f.rnd
	order := make([]int, len(samples))
	for i := range order {
		order[i] = i
	}
	for round := range rounds {
		rnd.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, k := range order {
			f.step(&samples[k])
		}
		each(round)
	}
}

// step makes one step up the likelihood of a sample.
func (f *field) step(s *sample) {
	n := len(s.labels)
	if n == 0 {
		return
	}
	for len(f.own) < n {
		f.own = append(f.own, [nLabels]float32{})
		f.alpha = append(f.alpha, [nLabels]float64{})
		f.beta = append(f.beta, [nLabels]float64{})
		f.kept = append(f.kept, nil)
	}
	for i := range n {
		own := &f.own[i]
		*own = [nLabels]float32{}
		f.kept[i] = f.kept[i][:0]
		for _, b := range s.features[i] {
			if f.rnd.Float64() < dropped {
				continue
			}
			f.kept[i] = append(f.kept[i], b)
			row := &f.w.Rows[b]
			for l := range nLabels {
				own[l] += row[l]
			}
		}
	}
	z := f.forwardBackward(n)
	f.update(s, n, z)
}

// forwardBackward fills alpha and beta in logarithms and returns the logarithm of the sum over all rows of labels.
func (f *field) forwardBackward(n int) float64 {
	for i := range n {
		for l := range nLabels {
			if i == 0 {
				f.alpha[0][l] = math.Inf(-1)
				if f.allowed[0][l] {
					f.alpha[0][l] = float64(f.own[0][l] + f.w.Pairs[0][l])
				}
				continue
			}
			var x [nLabels]float64
			k := 0
			for p := range nLabels {
				if f.allowed[p][l] {
					x[k] = f.alpha[i-1][p] + float64(f.w.Pairs[p][l])
					k++
				}
			}
			f.alpha[i][l] = logSum(x[:k]) + float64(f.own[i][l])
		}
	}
	for l := range nLabels {
		f.beta[n-1][l] = 0
	}
	for i := n - 2; i >= 0; i-- {
		for l := range nLabels {
			var x [nLabels]float64
			k := 0
			for q := range nLabels {
				if f.allowed[l][q] {
					x[k] = f.beta[i+1][q] + float64(f.w.Pairs[l][q]+f.own[i+1][q])
					k++
				}
			}
			f.beta[i][l] = logSum(x[:k])
		}
	}
	return logSum(f.alpha[n-1][:])
}

func logSum(x []float64) float64 {
	m := math.Inf(-1)
	for _, v := range x {
		m = max(m, v)
	}
	if math.IsInf(m, -1) {
		return m
	}
	s := 0.
	for _, v := range x {
		s += math.Exp(v - m)
	}
	return m + math.Log(s)
}

// update moves the weights along the gradient: what the labels say less what the model expects.
func (f *field) update(s *sample, n int, z float64) {
	for i := range n {
		var g [nLabels]float32
		active := false
		for l := range nLabels {
			g[l] = -float32(math.Exp(f.alpha[i][l] + f.beta[i][l] - z))
			if name.Label(l) == s.labels[i] {
				g[l]++
			}
			if g[l] > 1e-4 || g[l] < -1e-4 {
				active = true
			} else {
				g[l] = 0
			}
			g[l] *= s.weight
		}
		if active {
			for _, b := range f.kept[i] {
				adagrad(&f.w.Rows[b], &f.sums[b], &g, l2)
			}
		}
		var prev [nLabels][nLabels]float32
		if i == 0 {
			prev[0] = g
		} else {
			for p := range nLabels {
				for l := range nLabels {
					if f.allowed[p][l] {
						prev[p][l] = -s.weight * float32(math.Exp(f.alpha[i-1][p]+float64(f.w.Pairs[p][l]+f.own[i][l])+f.beta[i][l]-z))
					}
				}
			}
			prev[s.labels[i-1]][s.labels[i]] += s.weight
		}
		for p := range nLabels {
			adagrad(&f.w.Pairs[p], &f.pairSums[p], &prev[p], 0)
		}
	}
}

// adagrad makes a step of each weight, shorter the more it has moved before; pull draws it to zero.
func adagrad(w, sum, g *[nLabels]float32, pull float32) {
	for l := range nLabels {
		x := g[l]
		if x == 0 {
			continue
		}
		x -= pull * w[l]
		sum[l] += x * x
		w[l] += rate * x / float32(math.Sqrt(float64(sum[l]))+1e-3)
	}
}
