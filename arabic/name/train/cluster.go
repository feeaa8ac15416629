package main

import (
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"rawi/arabic/word"
	"rawi/text"
)

// bigrams is a corpus as the exchange algorithm needs it: its words by number, the commonest first, and for each the words before
// and after it with their counts.
type bigrams struct {
	words  []string
	count  []int32
	before [][]pair
	after  [][]pair
}

type pair struct{ word, n int32 }

// edge stands at both ends of a sentence; rare for every word that is not numbered.
const (
	edge = "\x00"
	rare = "\x01"
)

// readTexts reads the Wikipedia file and the ANT folder.
func readTexts(wiki, ant string) ([]string, error) {
	var docs []string
	b, err := os.ReadFile(wiki)
	if err != nil {
		return nil, err
	}
	docs = append(docs, strings.Split(string(b), "\f")...)
	err = filepath.WalkDir(ant, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasPrefix(d.Name(), "JA-") {
			return err
		}
		b, err := os.ReadFile(p)
		if err == nil {
			docs = append(docs, element(string(b), "TITLE")+"\n"+element(string(b), "TEXT"))
		}
		return err
	})
	return docs, err
}

// readBigrams reads the texts. The most frequent words are numbered.
func readBigrams(wiki, ant string, most int) (*bigrams, error) {
	docs, err := readTexts(wiki, ant)
	if err != nil {
		return nil, err
	}
	number := map[string]int32{edge: 0, rare: 1}
	forms := []string{edge, rare}
	var stream []int32
	for _, doc := range docs {
		stream = append(stream, 0)
		for _, t := range word.Read(doc, text.Span{End: len(doc)}).Tokens {
			f := t.Fold
			if t.Kind == word.Number {
				f = fmt.Sprintf("%d", len(f))
			} else if t.Kind == word.Latin || t.Kind == word.Link {
				f = "x"
			}
			n, ok := number[f]
			if !ok {
				f = strings.Clone(f)
				n = int32(len(forms))
				number[f], forms = n, append(forms, f)
			}
			if t.Gap >= word.Line && stream[len(stream)-1] != 0 {
				stream = append(stream, 0)
			}
			stream = append(stream, n)
			if f == "." || f == "!" {
				stream = append(stream, 0)
			}
		}
	}
	return count(forms, stream, most), nil
}

// count renumbers the words by how common they are and counts pairs.
func count(forms []string, stream []int32, most int) *bigrams {
	freq := make([]int32, len(forms))
	for _, w := range stream {
		freq[w]++
	}
	order := make([]int32, len(forms))
	for i := range order {
		order[i] = int32(i)
	}
	sort.SliceStable(order[2:], func(i, j int) bool { return freq[order[2+i]] > freq[order[2+j]] })
	most = min(most, len(forms))
	renumber := make([]int32, len(forms))
	for i := range renumber {
		renumber[i] = 1
	}
	b := &bigrams{words: make([]string, most), count: make([]int32, most), before: make([][]pair, most), after: make([][]pair, most)}
	for i, w := range order[:most] {
		renumber[w], b.words[i] = int32(i), forms[w]
	}
	keys := make([]uint64, 0, len(stream))
	for i, w := range stream {
		stream[i] = renumber[w]
		b.count[stream[i]]++
		if i > 0 {
			keys = append(keys, uint64(stream[i-1])<<32|uint64(stream[i]))
		}
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i] < keys[j] })
	for i := 0; i < len(keys); {
		j := i
		for j < len(keys) && keys[j] == keys[i] {
			j++
		}
		v, w := int32(keys[i]>>32), int32(keys[i]&0xFFFFFFFF)
		b.after[v] = append(b.after[v], pair{w, int32(j - i)})
		b.before[w] = append(b.before[w], pair{v, int32(j - i)})
		i = j
	}
	return b
}

// exchange is the state of the exchange algorithm of Martin, Liermann and Ney (1998): words are moved, one by one, to the class
// that raises the likelihood of the corpus under a bigram model of classes most.
type exchange struct {
	b     *bigrams
	k     int
	class []int32
	n     []int32 // of pairs of classes
	left  []int32 // of classes
	xlogx []float32
}

func newExchange(b *bigrams, k int) *exchange {
	e := &exchange{b: b, k: k, class: make([]int32, len(b.words)), n: make([]int32, k*k), left: make([]int32, k), xlogx: make([]float32, 1<<16)}
	for i := range e.xlogx {
		if i > 1 {
			e.xlogx[i] = float32(float64(i) * math.Log(float64(i)))
		}
	}
	for w := range b.words {
		e.class[w] = int32(w % k)
	}
	for v := range b.words {
		e.left[e.class[v]] += b.count[v]
		for _, p := range b.after[v] {
			e.n[int(e.class[v])*k+int(e.class[p.word])] += p.n
		}
	}
	return e
}

func (e *exchange) f(x int32) float32 {
	if int(x) < len(e.xlogx) {
		return e.xlogx[x]
	}
	return float32(float64(x) * math.Log(float64(x)))
}

// round moves every word once where that helps, and returns how many were moved.
func (e *exchange) round() int {
	moved := 0
	var pre, suf []pair
	gain := make([]float32, e.k)
	sum := make([]int32, e.k)
	for w := int32(2); w < int32(len(e.b.words)); w++ {
		self := int32(0)
		pre, _ = e.classes(pre[:0], sum, e.b.before[w], w)
		suf, self = e.classes(suf[:0], sum, e.b.after[w], w)
		a := e.class[w]
		e.shift(w, a, pre, suf, self, -1)
		best := a
		for c := range gain {
			gain[c] = -2 * (e.f(e.left[c]+e.b.count[w]) - e.f(e.left[c]))
		}
		for _, p := range suf {
			col := int(p.word)
			for c := range gain {
				x := e.n[c*e.k+col]
				gain[c] += e.f(x+p.n) - e.f(x)
			}
		}
		for _, p := range pre {
			row := e.n[int(p.word)*e.k : int(p.word+1)*e.k]
			for c, x := range row {
				gain[c] += e.f(x+p.n) - e.f(x)
			}
		}
		for c := range gain {
			if gain[c] > gain[best]+1e-3 {
				best = int32(c)
			}
		}
		if best != a {
			moved++
		}
		e.class[w] = best
		e.shift(w, best, pre, suf, self, 1)
	}
	return moved
}

// run makes rounds until hardly a word is moved, and returns the class of each word.
func (e *exchange) run(rounds int) []int32 {
	for range rounds {
		if e.round() < len(e.b.words)/200 {
			break
		}
	}
	return e.class
}

// classes sums the neighbours of w by class, w itself apart.
func (e *exchange) classes(out []pair, sum []int32, neighbours []pair, w int32) ([]pair, int32) {
	self := int32(0)
	for _, p := range neighbours {
		if p.word == w {
			self = p.n
			continue
		}
		c := e.class[p.word]
		if sum[c] == 0 {
			out = append(out, pair{c, 0})
		}
		sum[c] += p.n
	}
	for i := range out {
		out[i].n = sum[out[i].word]
		sum[out[i].word] = 0
	}
	return out, self
}

// shift puts w into class c (sign 1) or takes it out (sign -1).
func (e *exchange) shift(w, c int32, pre, suf []pair, self, sign int32) {
	e.left[c] += sign * e.b.count[w]
	for _, p := range pre {
		e.n[int(p.word)*e.k+int(c)] += sign * p.n
	}
	for _, p := range suf {
		e.n[int(c)*e.k+int(p.word)] += sign * p.n
	}
	e.n[int(c)*e.k+int(c)] += sign * self
}

// element is the text between <NAME> and </NAME>.
func element(s, name string) string {
	_, s, _ = strings.Cut(s, "<"+name+">")
	s, _, _ = strings.Cut(s, "</"+name+">")
	return s
}
