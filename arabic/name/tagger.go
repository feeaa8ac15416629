package name

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/bits"
	"sort"
	"sync"

	"github.com/zeebo/xxh3"

	"rawi/text"
)

// Label is what the tagger says of a token: outside every name, the first of a name of some kind, or a further one.
type Label uint8

// The labels. B(k) and I(k) are the first and the further tokens of a name of the k-th kind.
const (
	Outside Label = 0
	nKinds        = 4
	nLabels       = 1 + 2*nKinds
)

// kinds are the kinds of names in the order of the labels.
var kinds = [nKinds]text.Kind{text.Person, text.Place, text.Organization, text.Other}

// Begin and Inside are the labels of a name's first and further tokens.
func Begin(kind text.Kind) Label { return 1 + 2*Label(kindIndex(kind)) }

// Inside is the label of a further token of a name.
func Inside(kind text.Kind) Label { return Begin(kind) + 1 }

func kindIndex(k text.Kind) int {
	for i, x := range kinds {
		if x == k {
			return i
		}
	}
	return nKinds - 1
}

// Kind is the kind of the name that a token with this label belongs to, "" outside.
func (l Label) Kind() text.Kind {
	if l == Outside {
		return ""
	}
	return kinds[(l-1)/2]
}

// First says whether a name begins with a token of this label.
func (l Label) First() bool { return l%2 == 1 }

// follows says whether l may stand after prev: a further token follows a token of the same name.
func (l Label) follows(prev Label) bool {
	return l == Outside || l.First() || prev == l || prev+1 == l && prev.First()
}

// Tagger is the trained model: a linear model over hashed features of each token, and costs for each pair of neighbouring labels.
// All weights are small integers; a label's score is their sum, and Outside scores 0. See tagger.md.
//
// The file is used as it is, without being unpacked. The features that bear weight lie in sets of ways; the top bits of a
// feature's hash name its set, the low 16 tell it apart there. A feature that is not there weighs nothing.
type Tagger struct {
	id    uint64 // a hash of the file
	bits  uint
	sets  string   // for each set the tags of its ways, then for each way 8 weights, each a byte with 128 for 0
	small []uint64 // the weights of small templates, as in sets; those of features that are not there are 0
	may   []uint64 // a bit for each value of the top mayBits of a hash: whether a feature with it is there; nil where that cannot be told
	pairs [nLabels][nLabels]int32
}

const (
	ways    = 4
	setSize = ways*2 + ways*2*nKinds

	// taggerMagic begins the model's file; its number changes with the format or the features.
	taggerMagic = "rawi names 1\n"
	taggerHead  = len(taggerMagic) + 1 + 4*nLabels*nLabels
)

//go:embed tagger.bin
var taggerFile string

var tagger = sync.OnceValue(func() *Tagger {
	m, err := ReadTagger(taggerFile)
	if err != nil {
		panic(err)
	}
	return m
})

// ReadTagger makes a model of the bytes of its file, which it keeps.
func ReadTagger(file string) (*Tagger, error) {
	if len(file) < taggerHead || file[:len(taggerMagic)] != taggerMagic {
		return nil, errors.New("tagger: not a model of this version")
	}
	m := &Tagger{id: xxh3.HashString(file), bits: uint(file[len(taggerMagic)])}
	if m.bits < 1 || m.bits > 24 || len(file) != taggerHead+setSize<<m.bits {
		return nil, fmt.Errorf("tagger: %d bytes for 2^%d sets", len(file), m.bits)
	}
	for i := range nLabels * nLabels {
		at := len(taggerMagic) + 1 + 4*i
		m.pairs[i/nLabels][i%nLabels] = int32(binary.LittleEndian.Uint32([]byte(file[at : at+4])))
	}
	m.sets = file[taggerHead:]
	m.sift()
	m.spread()
	return m, nil
}

// mayBits is how many bits of a hash the sieve of the features goes by: its bits stay close to the processor, which the weights do not.
const mayBits = 21

// sift makes the sieve of the features that are there. The number of a set and a tag together are a hash, but for its lowest bit.
func (m *Tagger) sift() {
	if m.bits < 16 {
		return
	}
	m.may = make([]uint64, 1<<mayBits/64)
	for i := range uint32(1) << m.bits {
		tags := word64(m.sets[int(i)*setSize:])
		for ; tags != 0; tags >>= 16 {
			if tag := uint32(tags & 0xFFFF); tag != 0 {
				f := (i<<(32-m.bits) | tag) >> (32 - mayBits)
				m.may[f/64] |= 1 << (f % 64)
			}
		}
	}
}

// zero is the weights of a feature that bears none.
const zero = 0x8080808080808080

// spread makes the tables of the small templates.
func (m *Tagger) spread() {
	small := planned().small
	last := small[len(small)-1]
	m.small = make([]uint64, last.at+int(last.aa*last.bb))
	for _, t := range small {
		row := m.small[t.at:]
		for a := range t.aa {
			for b := range t.bb {
				x := uint64(zero)
				if f := feature(t.n, a, b); (a != 0 || !t.maybe) && m.maybe(f) {
					if w, ok := m.row(f); ok {
						x = w
					}
				}
				row[a*t.bb+b] = x
			}
		}
	}
}

// maybe says whether a feature may be there.
func (m *Tagger) maybe(f uint32) bool {
	h := f >> (32 - mayBits)
	return m.may == nil || m.may[h/64]>>(h%64)&1 != 0
}

// row is the weights of a feature; ok is false when it is not there. The tags of a set are compared all at once; the lowest that is
// found is the right one.
func (m *Tagger) row(f uint32) (x uint64, ok bool) {
	const ones, tops = 0x0001000100010001, 0x8000800080008000
	set := m.sets[int(f>>(32-m.bits))*setSize:][:setSize]
	x = word64(set) ^ uint64(tagOf(f))*ones
	if x = (x - ones) &^ x & tops; x == 0 {
		return 0, false
	}
	return word64(set[2*ways+8*(bits.TrailingZeros64(x)>>4):]), true
}

// known leaves those of the features that may be there, in their place.
func (m *Tagger) known(features []uint32) []uint32 {
	if m.may == nil {
		return features
	}
	n := 0
	for _, f := range features {
		features[n] = f
		h := f >> (32 - mayBits)
		n += int(m.may[h/64] >> (h % 64) & 1)
	}
	return features[:n]
}

// Weights is what a trainer hands over: the weight of each feature for each label, and of each pair of labels (before, after).
type Weights struct {
	Features []uint32 // the hash of each
	Rows     [][nLabels]float32
	Pairs    [nLabels][nLabels]float32
}

// File writes the weights as a model's file of 2^bits sets, the heaviest features first; the lightest of a set that is full are
// left out, and how many were is returned. unit is the weight that becomes 1; larger weights than 127 units are cut.
func (w *Weights) File(bits uint, unit float32) (file []byte, left int) {
	out := []byte(taggerMagic)
	out = append(out, byte(bits))
	for _, row := range w.Pairs {
		for _, x := range row {
			out = binary.LittleEndian.AppendUint32(out, uint32(int32(x/unit)))
		}
	}
	out = append(out, make([]byte, setSize<<bits)...)
	rows := make([][2 * nKinds]int8, len(w.Rows))
	heavy := make([]int32, len(w.Rows))
	order := make([]int, 0, len(w.Rows))
	for i, row := range w.Rows {
		for l := 1; l < nLabels; l++ {
			x := max(-127, min(127, int(math.Round(float64((row[l]-row[0])/unit)))))
			rows[i][l-1] = int8(x)
			heavy[i] = max(heavy[i], int32(x), int32(-x))
		}
		if heavy[i] > 0 {
			order = append(order, i)
		}
	}
	sort.SliceStable(order, func(a, b int) bool { return heavy[order[a]] > heavy[order[b]] })
	for _, i := range order {
		f := w.Features[i]
		set := out[taggerHead+setSize*int(f>>(32-bits)):][:setSize]
		way := 0
		for way < ways && set[2*way]|set[2*way+1] != 0 {
			way++
		}
		if way == ways {
			left++
			continue
		}
		binary.LittleEndian.PutUint16(set[2*way:], tagOf(f))
		for l, x := range rows[i] {
			set[2*ways+2*nKinds*way+l] = byte(int(x) + 128)
		}
	}
	return out, left
}

// tagOf tells features of one set apart; it is never 0, which marks an empty way.
func tagOf(f uint32) uint16 { return uint16(f) | 1 }

// sum is what features are worth together: for each label but Outside, which scores 0, a sum of 16 bits, those of the odd labels and those
// of the even ones. Weights are bytes with 128 for 0, so no more than 257 features fit; there are fewer. settled sums count from 0.
type sum struct {
	odd, even uint64
	n         uint64 // how many of the features bear weight with 128 for 0
}

// zeros are what a feature without weight adds to each label.
const zeros = 0x0080008000800080

// settled is the sum without what stands for 0. A sum below 0 borrows from the lane above it, which adding up and scores make good.
func (s *sum) settled() settled { return settled{s.odd - s.n*zeros, s.even - s.n*zeros} }

type settled struct{ odd, even uint64 }

func (s *sum) add(x *settled) {
	s.odd += x.odd
	s.even += x.even
}

// scores are the sums for each label.
func (s *sum) scores(out *[nLabels]int32) {
	const half = 1 << 15 // no sum is below minus that
	const halves = half | half<<16 | half<<32 | half<<48
	x := s.settled()
	odd, even := x.odd+halves, x.even+halves
	out[Outside] = 0
	for k := range nKinds {
		out[1+2*k] = int32(odd>>(16*k)&0xFFFF) - half
		out[2+2*k] = int32(even>>(16*k)&0xFFFF) - half
	}
}

// lanes are the bytes of a row that make the sums of the odd labels.
const lanes = 0x00FF00FF00FF00FF

// weigh adds up the weights of features.
func (m *Tagger) weigh(features []uint32, s *sum) {
	odd, even, n := s.odd, s.even, s.n
	for _, f := range features {
		if x, ok := m.row(f); ok {
			odd += x & lanes
			even += x >> 8 & lanes
			n++
		}
	}
	s.odd, s.even, s.n = odd, even, n
}

// weighSmall adds up what small templates are worth on a row of values. It appends to out the features whose values are out of bounds.
func (m *Tagger) weighSmall(out []uint32, ts []smallTemplate, row []uint32, s *sum) []uint32 {
	odd, even := s.odd, s.even
	for k := range ts {
		t := &ts[k]
		a, b := row[t.a], row[t.b]
		if a >= t.aa || b >= t.bb {
			if a != 0 || !t.maybe {
				out = append(out, feature(t.n, a, b))
			}
			continue
		}
		x := m.small[t.at+int(a*t.bb+b)]
		odd += x & lanes
		even += x >> 8 & lanes
		s.n++
	}
	s.odd, s.even = odd, even
	return out
}

func word64(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// worth is what a word alone is worth to a model, by where it stands: from the second before the token that is labelled to the second
// after it.
type worth [2*around + 1]settled

// The states of lex.weighed.
const (
	unweighed = iota
	beingWeighed
	weighed
)

// worth is what the word x is worth to the model. The first model that asks is remembered with the word: there is no other, but where
// models are made.
func (m *Tagger) worth(r *Reader, x *lex) *worth {
	if x.weighed.Load() == weighed && x.to == m.id {
		return &x.worth
	}
	w := &x.worth
	mine := x.weighed.CompareAndSwap(unweighed, beingWeighed)
	if !mine {
		w = &worth{} // another goroutine is about it, or it is another model's
	}
	var row [nValues]uint32
	x.lay(row[:])
	for k, ts := range planned().own {
		var s sum
		r.features = m.known(apply(r.features[:0], ts, row[:]))
		m.weigh(r.features, &s)
		w[k] = s.settled()
	}
	if mine {
		x.to = m.id
		x.weighed.Store(weighed)
	}
	return w
}

// lay makes the row of values of a sentence, and notes what its words alone are worth.
func (m *Tagger) lay(r *Reader, from, to int) {
	r.lay(from, to)
	r.worths = sized(r.worths, to-from+2*around)
	for k := range r.worths {
		x := none
		if i := from + k - around; i >= from && i < to {
			x = r.at[i]
		}
		r.worths[k] = m.worth(r, x)
	}
}

// scores are those of token i of the sentence that was laid out. listed says that the lists know something of a token around it.
func (m *Tagger) scores(r *Reader, i int, listed bool, out *[nLabels]int32) {
	p := planned()
	from, to := r.laid[0], r.laid[1]
	var s sum
	for k, w := range r.worths[i-from:][:2*around+1] {
		s.add(&w[k])
	}
	row := r.valuesAt(i)
	r.features = apply(m.known(apply(r.features[:0], p.rare, row)), p.rest, row)
	r.features = m.weighSmall(r.features, p.small, row, &s)
	if listed {
		r.features = apply(r.features, p.listed, row)
	}
	r.features = r.elsewhere(r.features, uint32(len(p.all)), from, to, i)
	m.weigh(r.features, &s)
	s.scores(out)
}

// Tag labels the tokens [from, to) of t: the labels that together score best among those in which a further token follows its
// name (Viterbi). barred says for each token of t which labels it may not have, a bit for each; nil allows all.
func (m *Tagger) Tag(r *Reader, from, to int, barred []uint16) []Label {
	n := to - from
	if n <= 0 {
		return nil
	}
	m.lay(r, from, to)
	r.back = sized(r.back, n)
	back := r.back
	var prev, next, own [nLabels]int32
	known := from - around - 1 // the last token of which the lists know something
	for i := from; i < min(to, from+around); i++ {
		if r.marks[i] != (mark{}) {
			known = i
		}
	}
	for i := range n {
		if k := from + i + around; k < to && r.marks[k] != (mark{}) {
			known = k
		}
		m.scores(r, from+i, known >= from+i-around, &own)
		var bar uint16
		if barred != nil {
			bar = barred[from+i]
		}
		for l := Outside; l < nLabels; l++ {
			next[l] = never
			if bar&(1<<l) != 0 {
				continue
			}
			if i == 0 {
				if l.follows(Outside) {
					next[l] = own[l] + m.pairs[Outside][l]
				}
				continue
			}
			if best, p := m.best(&prev, l); best > never {
				next[l], back[i][l] = best+own[l], p
			}
		}
		prev = next
	}
	labels := make([]Label, n)
	for l := Outside; l < nLabels; l++ {
		if prev[l] > prev[labels[n-1]] {
			labels[n-1] = l
		}
	}
	for i := n - 1; i > 0; i-- {
		labels[i-1] = back[i][labels[i]]
	}
	return labels
}

// best is the label after which l scores best, of those that it may follow, and the score; never when there is none.
func (m *Tagger) best(prev *[nLabels]int32, l Label) (best int32, arg Label) {
	best = never
	first, last := Outside, Label(nLabels-1)
	if l != Outside && !l.First() {
		first, last = l-1, l
	}
	for p := first; p <= last; p++ {
		if prev[p] > never {
			if s := prev[p] + m.pairs[p][l]; s > best {
				best, arg = s, p
			}
		}
	}
	return best, arg
}

// never is the score of what may not be.
const never = -1 << 30

// Follows says whether the label l may stand after prev.
func Follows(l, prev Label) bool { return l.follows(prev) }
