package word

import (
	"bufio"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"sync"
)

// Weights is a learnt model of segmentation: what each feature of an Option is worth, in steps of 1/64. See segment.md.
type Weights []int8

var weights = sync.OnceValue(func() Weights {
	f, err := files.Open("segment.bin")
	if err != nil {
		panic(err)
	}
	defer f.Close()
	w, err := ReadWeights(f)
	if err != nil {
		panic(err)
	}
	return w
})

// Quantise rounds learnt weights to the steps of Weights.
func Quantise(w []float32) Weights {
	out := make(Weights, len(w))
	for i, x := range w {
		out[i] = int8(max(-127, min(127, math.Round(float64(x)*64))))
	}
	return out
}

// WriteWeights writes a model as ReadWeights reads it.
func WriteWeights(w io.Writer, m Weights) error {
	z, err := flate.NewWriter(w, flate.BestCompression)
	if err != nil {
		return err
	}
	b := make([]byte, len(m))
	for i, x := range m {
		b[i] = byte(x)
	}
	fmt.Fprintf(z, "%d\n", len(m))
	if _, err := z.Write(b); err != nil {
		return err
	}
	return z.Close()
}

// ReadWeights reads a model. Its size must be Buckets, or the features would miss their weights.
func ReadWeights(r io.Reader) (Weights, error) {
	z := bufio.NewReader(flate.NewReader(r))
	n := 0
	if _, err := fmt.Fscanf(z, "%d\n", &n); err != nil || n != Buckets {
		return nil, fmt.Errorf("segmentation: %d weights in place of %d: %w", n, Buckets, err)
	}
	b := make([]byte, n)
	if _, err := io.ReadFull(z, b); err != nil {
		return nil, fmt.Errorf("segmentation: cut short: %w", err)
	}
	if _, err := z.ReadByte(); err != io.EOF {
		return nil, errors.New("segmentation: damaged at the end")
	}
	m := make(Weights, n)
	for i, x := range b {
		m[i] = int8(x)
	}
	return m, nil
}

// sum is the worth of features.
func (m Weights) sum(features []uint32) int {
	s := 0
	for _, i := range features {
		s += int(m[i])
	}
	return s
}

// Analyser takes the words of texts apart. It remembers words that it has seen, since few make up most of a text; so it is not
// for several goroutines at once. Make one for each.
type Analyser struct {
	forms   *Forms
	weights Weights
	seen    []known // an open hash table of 1<<seenBits places
	taken   int
	rare    map[known]special // what known has no room for; the key is the word's mark
	// what the work on one word needs, kept for the next
	features []uint32
	cuts     []Cut
}

// known is a word, as it was written, taken apart, in eight bytes so that the table stays close to the processor: the upper bits
// of the hash of its spelling, by which alone words are told apart, and below them, counted in letters, its proclitics, its pronoun,
// its article and its ending. 0 is no word.
type known uint64

const (
	proBits, encBits, articleBits, endingBits = 3, 2, 2, 2

	encAt     = proBits
	articleAt = encAt + encBits
	endingAt  = articleAt + articleBits
	rareAt    = endingAt + endingBits // set when the word stands in Analyser.rare
	markAt    = rareAt + 1
)

// letters is a number of letters of two bytes that stands at a place of k, as bytes.
func (k known) letters(at, bits int) int { return int(k>>at&(1<<bits-1)) * 2 }

// mark is what tells k from other words.
func (k known) mark() known { return k >> markAt << markAt }

// special is a word with something more to say.
type special struct {
	cuts   []Cut // those between which its neighbours decide; none for most
	scores []int
	pair   string // the spelling that stands for its search stem
}

// NewAnalyser makes an analyser with the tables that ship with the program.
func NewAnalyser() *Analyser { return NewAnalyserWith(Corpus(), weights()) }

// NewAnalyserWith makes an analyser with other tables.
func NewAnalyserWith(f *Forms, m Weights) *Analyser {
	return &Analyser{forms: f, weights: m, seen: make([]known, 1<<seenBits), rare: map[known]special{}}
}

const (
	seenBits   = 19                    // 4 MB
	remembered = 1 << seenBits * 3 / 4 // words that are remembered before the table begins anew
	sway       = 112                   // how much neighbours may add to an option, in steps: beyond that a word decides alone
	longest    = 60                    // bytes of a folded word that is taken apart: no word is longer
)

// Parts is an Arabic word taken apart.
type Parts struct {
	Cut          // where its clitics end and begin, as the word and its neighbours tell
	Stem  string // see Analyser.Stem
	Light string // see Analyser.Light
}

// Parts takes token i, an Arabic word, apart: Cut, Stem and Light in one go.
func (a *Analyser) Parts(t *Text, i int) Parts {
	fold := t.Tokens[i].Fold
	if len(fold) > longest {
		return Parts{Stem: fold, Light: fold}
	}
	k := a.known(t, i)
	p := Parts{Cut: Cut{k.letters(0, proBits), k.letters(encAt, encBits)}}
	from, to := p.Pro+k.letters(articleAt, articleBits), len(fold)-p.Enc
	p.Stem, p.Light = fold[from:to], fold[from:to-k.letters(endingAt, endingBits)]
	if k>>rareAt&1 != 0 {
		s := a.rare[k.mark()]
		if len(s.cuts) > 1 {
			p.Cut = a.settle(t, i, s)
		}
		if s.pair != "" {
			p.Stem, p.Light = s.pair, s.pair[:light(s.pair, 0, len(s.pair))]
		}
	}
	return p
}

// Cut is where the clitics of token i, an Arabic word, end and begin, as the word and its neighbours tell.
func (a *Analyser) Cut(t *Text, i int) Cut { return a.Parts(t, i).Cut }

// settle is the cut that the neighbours of token i decide for.
func (a *Analyser) settle(t *Text, i int, d special) Cut {
	best, top := 0, math.MinInt
	n := neighboursOf(t, i)
	for j, c := range d.cuts {
		a.features = n.features(c, a.features[:0])
		if s := d.scores[j] + a.weights.sum(a.features); s > top {
			best, top = j, s
		}
	}
	return d.cuts[best]
}

// known looks token i, which is not too long for a word, up, or takes it apart.
func (a *Analyser) known(t *Text, i int) known {
	fold := t.Tokens[i].Fold
	raw := t.Tokens[i].Span.Of(t.Source)
	h := spelt(raw)
	if len(raw) != len(fold) { // the words of one ligature have one spelling
		h = mix(h ^ spelt(fold))
	}
	mark := known(h | 1<<63).mark()
	const mask = 1<<seenBits - 1
	p := h & mask
	for ; a.seen[p] != 0; p = (p + 1) & mask {
		if a.seen[p].mark() == mark {
			return a.seen[p]
		}
	}
	if a.taken++; a.taken > remembered {
		clear(a.seen)
		clear(a.rare)
		a.taken, p = 1, h&mask
	}
	a.seen[p] = mark | a.take(fold, raw, mark)
	return a.seen[p]
}

// spelt is a hash of a word's spelling, eight bytes at a time: it is asked for every word of a text.
func spelt(s string) uint64 {
	h := uint64(len(s)) * 0x9E3779B97F4A7C15
	for len(s) >= 8 {
		h = mix(h ^ (uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56))
		s = s[8:]
	}
	var last uint64
	if len(s) >= 4 {
		last = uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24
		s = s[4:]
	}
	for i := range len(s) { // three at most
		last |= uint64(s[i]) << (32 + 8*i)
	}
	return mix(h ^ last)
}

// mix spreads the bits of h, without loss.
func mix(h uint64) uint64 {
	h *= 0xFF51AFD7ED558CCD
	h ^= h >> 32
	h *= 0xC4CEB9FE1A85EC53
	return h ^ h>>29
}

// take takes a word apart. What its neighbours may change, and another spelling, is stored under its mark.
func (a *Analyser) take(fold, raw string, mark known) known {
	var special special
	best, _, ok := listed(fold)
	if !ok {
		best, special = a.decide(fold, raw)
	}
	from, to := a.forms.article(fold, best), len(fold)-best.Enc
	ending := to - light(fold, from, to)
	k := known(best.Pro/2) | known(best.Enc/2)<<encAt | known((from-best.Pro)/2)<<articleAt | known(ending/2)<<endingAt
	if s := Spelling(fold[from:to]); s != fold[from:to] && !strings.Contains(s, " ") {
		special.pair = s
	}
	if special.pair != "" || len(special.cuts) > 1 {
		a.rare[mark] = special
		k |= 1 << rareAt
	}
	return k
}

// decide is the cut that the word alone speaks for, and those that neighbours may still prefer.
func (a *Analyser) decide(fold, raw string) (Cut, special) {
	cuts, bare := a.forms.cuts(fold, raw, a.cuts[:0])
	a.cuts = cuts
	if len(cuts) == 1 {
		return cuts[0], special{}
	}
	w := a.forms.written(fold, bare)
	var scores [maxOptions]int
	best := 0
	for n, c := range cuts {
		a.features = a.forms.features(w, c, a.features[:0])
		if scores[n] = a.weights.sum(a.features); scores[n] > scores[best] {
			best = n
		}
	}
	cut, top, near := cuts[best], scores[best], 0
	for n, c := range cuts {
		if scores[n] > top-sway {
			cuts[near], scores[near] = c, scores[n]
			near++
		}
	}
	if near == 1 {
		return cut, special{}
	}
	return cut, special{cuts: slices.Clone(cuts[:near]), scores: slices.Clone(scores[:near])}
}
