package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"

	"rawi/arabic/word"
	"rawi/text"
)

// example is a word with the ways to cut it, and the right one.
type example struct {
	options []word.Option
	right   int // -1 when the right cut is not among the options
}

// examples reads the sentences as the program would, and finds for every Arabic word the cut of the treebank.
func examples(f *word.Forms, sentences []sentence) []example {
	var out []example
	for _, s := range sentences {
		t := word.Read(s.text, text.Span{End: len(s.text)})
		for i, k := range t.Tokens {
			if k.Kind != word.Word || s.lost(k.Span) {
				continue
			}
			e := example{options: f.Options(k.Fold, t.Raw(i))}
			word.Neighbours(t, i, e.options)
			e.right = rightOption(t, i, e.options, s.cuts)
			out = append(out, e)
		}
	}
	return out
}

// rightOption is the option whose borders are those of the treebank.
func rightOption(t *word.Text, i int, options []word.Option, cuts map[int]bool) int {
	k := t.Tokens[i]
	want := 0
	for p := k.Span.Start + 1; p < k.Span.End; p++ {
		if cuts[p] {
			want++
		}
	}
	for n, o := range options {
		have, good := 0, true
		for at := 2; at <= o.Pro; at += 2 {
			have++
			good = good && cuts[t.Place(i, 0, at).End]
		}
		if o.Enc > 0 {
			have++
			good = good && cuts[t.Place(i, 0, len(k.Fold)-o.Enc).End]
		}
		if good && have == want {
			return n
		}
	}
	return -1
}

// learn fits weights by maximum entropy over the options of each word: stochastic gradient with AdaGrad steps and a pull to zero.
func learn(train []example, rounds int, rate, decay float64) []float32 {
	w := make([]float32, word.Buckets)
	g2 := make([]float32, word.Buckets)
	rng := rand.New(rand.NewPCG(1, 2))
	order := rng.Perm(len(train))
	step := func(i uint32, g float64) {
		g += decay * float64(w[i])
		g2[i] += float32(g * g)
		w[i] -= float32(rate * g / (1e-6 + math.Sqrt(float64(g2[i]))))
	}
	for range rounds {
		rng.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
		for _, n := range order {
			e := &train[n]
			if len(e.options) < 2 || e.right < 0 {
				continue
			}
			p := make([]float64, len(e.options))
			sum, top := 0., math.Inf(-1)
			for k, o := range e.options {
				p[k] = score(w, o)
				top = max(top, p[k])
			}
			for k := range p {
				p[k] = math.Exp(p[k] - top)
				sum += p[k]
			}
			for k, o := range e.options {
				g := p[k] / sum
				if k == e.right {
					g--
				}
				if math.Abs(g) < 1e-4 {
					continue
				}
				for _, i := range o.Word {
					step(i, g)
				}
				for _, i := range o.Context {
					step(i, g)
				}
			}
		}
	}
	return w
}

func score(w []float32, o word.Option) float64 {
	s := float32(0)
	for _, i := range o.Word {
		s += w[i]
	}
	for _, i := range o.Context {
		s += w[i]
	}
	return float64(s)
}

// How the model is learnt; chosen on the five folds of UD-PUD, whose figures hardly depend on them.
const (
	rounds = 8
	rate   = .1
	decay  = 1e-4
)

// segmentation learns the model from a treebank and writes it and its card to the folder out.
func segmentation(f *word.Forms, treebank, out string) error {
	sentences, err := readUD(treebank, true)
	if err != nil {
		return err
	}
	all := examples(f, sentences)
	var b bytes.Buffer
	if err := word.WriteWeights(&b, word.Quantise(learn(all, rounds, rate, decay))); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(out, "segment.bin"), b.Bytes(), 0o644); err != nil {
		return err
	}
	card := fmt.Sprintf(segmentCard, len(sentences), len(all), word.Buckets, rounds, b.Len(), sha256.Sum256(b.Bytes()))
	return os.WriteFile(filepath.Join(out, "segment.md"), []byte(card), 0o644)
}

const segmentCard = `# segment.bin: where clitics part from words

Learnt from UD Arabic-PUD (%d sentences, %d Arabic words; CC BY-SA 3.0, the Universal Dependencies contributors), with the document
frequencies of forms.bin as features. Each way to cut a word is scored by the sum of its features' weights (maximum entropy over
the ways, AdaGrad); features are hashed into %d weights of one byte; %d rounds. No text of the treebank can be rebuilt from it.

Made by: make model (go run ./arabic/word/train). Bytes: %d. sha256: %x

Read by analyse.go. Figures: scores.md.
`
