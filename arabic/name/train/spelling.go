package main

import (
	"bufio"
	"crypto/sha256"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"rawi/arabic/letter"
	"rawi/arabic/name"
)

// spelt is a word for the model of spelling, as its runs of letters.
type spelt struct {
	runs    []uint32
	foreign bool
}

// makeSpelling makes spelling.bin and its card: by logistic regression it tells the foreign names of names-wd-arabic from the
// words of the Wikipedia.
func makeSpelling(data, out string) error {
	names, err := foreignNames(filepath.Join(data, "names-wd-arabic/names-wd-arabic/data/wd_arabic.normalized.aligned.tokens"))
	if err != nil {
		return err
	}
	b, err := readBigrams(filepath.Join(data, "wikipedia-ar-2017/wikipedia-ar-2017/articles.txt"), filepath.Join(data, "ant"), 60000)
	if err != nil {
		return err
	}
	var words []spelt
	seen := map[string]bool{}
	for _, n := range names {
		if !seen[n] {
			seen[n] = true
			words = append(words, spelt{name.Runs(nil, n), true})
		}
	}
	foreign := len(words)
	for _, w := range b.words[2:] {
		if r := []rune(w); len(r) > 1 && letter.Arabic(r[0]) && !seen[w] {
			words = append(words, spelt{name.Runs(nil, w), false})
		}
	}
	file := name.WriteSpelling(regress(words))
	if err := os.WriteFile(filepath.Join(out, "spelling.bin"), file, 0o644); err != nil {
		return err
	}
	card := fmt.Sprintf(spellingCard, foreign, len(words)-foreign, len(file), sha256.Sum256(file))
	return os.WriteFile(filepath.Join(out, "spelling.md"), []byte(card), 0o644)
}

// foreignNames reads the folded names of the second column, whose letters are parted by blanks.
func foreignNames(file string) ([]string, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []string
	s := bufio.NewScanner(f)
	for s.Scan() {
		if c := strings.Split(s.Text(), "\t"); len(c) > 1 {
			if n := letter.String(strings.ReplaceAll(c[1], " ", ""), letter.Search); len(n) > 2 {
				out = append(out, n)
			}
		}
	}
	return out, s.Err()
}

// regress is logistic regression by stochastic gradient, its weights averaged over the last half of the rounds.
func regress(words []spelt) []float32 {
	const rounds, rate, pull = 8, .1, 1e-5
	w := make([]float64, name.SpellingBuckets)
	sum := make([]float64, name.SpellingBuckets)
	rnd := rand.New(rand.NewPCG(1, 2))
	for round := range rounds {
		rnd.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
		for _, x := range words {
			z := 0.
			for _, b := range x.runs {
				z += w[b]
			}
			g := -1 / (1 + math.Exp(-z))
			if x.foreign {
				g++
			}
			for _, b := range x.runs {
				w[b] += rate/math.Sqrt(float64(1+round))*g - pull*w[b]
			}
		}
		if round >= rounds/2 {
			for b := range w {
				sum[b] += w[b]
			}
		}
	}
	out := make([]float32, len(sum))
	for b := range sum {
		out[b] = float32(sum[b] / (rounds / 2))
	}
	return out
}

const spellingCard = `# spelling.bin: which words look like foreign names

Weights of runs of two to four letters, learnt by logistic regression: %d names of persons in Arabic letters (NETransliteration-COLING2018,
Merhav and Ash, MIT, from Wikidata labels, CC0) against %d of the most frequent words of the Arabic Wikipedia (2017, CC BY-SA 4.0, the
Wikipedia contributors) and the ANT corpus (Jawhara FM 2015-17, Apache-2.0; cite the corpus). No text of them can be rebuilt from it.

Made by: go run ./arabic/name/train -data DIR -spelling. Bytes: %d. sha256: %x
Licence: CC BY-SA 4.0.

Read by spelling.go; features of the tagger of names.
`
