package name

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"sort"
	"sync"

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
	bits  uint
	sets  string // for each set the tags of its ways, then for each way 8 weights, each a byte with 128 for 0
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
	m := &Tagger{bits: uint(file[len(taggerMagic)])}
	if m.bits < 1 || m.bits > 24 || len(file) != taggerHead+setSize<<m.bits {
		return nil, fmt.Errorf("tagger: %d bytes for 2^%d sets", len(file), m.bits)
	}
	for i := range nLabels * nLabels {
		at := len(taggerMagic) + 1 + 4*i
		m.pairs[i/nLabels][i%nLabels] = int32(binary.LittleEndian.Uint32([]byte(file[at : at+4])))
	}
	m.sets = file[taggerHead:]
	return m, nil
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

// scores adds up the weights of the features for every label but Outside, which scores 0.
func (m *Tagger) scores(features []uint32, s *[nLabels]int32) {
	const lanes = 0x00FF00FF00FF00FF
	var even, odd uint64 // four sums of 16 bits each: no more than 257 features fit, there are fewer
	zero := int32(0)
	for _, f := range features {
		set := m.sets[int(f>>(32-m.bits))*setSize:][:setSize]
		tag := tagOf(f)
		for way := range ways {
			if uint16(set[2*way])|uint16(set[2*way+1])<<8 != tag {
				continue
			}
			row := set[2*ways+8*way:][:8]
			x := uint64(row[0]) | uint64(row[1])<<8 | uint64(row[2])<<16 | uint64(row[3])<<24 |
				uint64(row[4])<<32 | uint64(row[5])<<40 | uint64(row[6])<<48 | uint64(row[7])<<56
			even += x & lanes
			odd += x >> 8 & lanes
			zero += 128
			break
		}
	}
	s[Outside] = 0
	for k := range 4 {
		s[1+2*k] = int32(even>>(16*k)&0xFFFF) - zero
		s[2+2*k] = int32(odd>>(16*k)&0xFFFF) - zero
	}
}

// Tag labels the tokens [from, to) of t: the labels that together score best among those in which a further token follows its
// name (Viterbi). barred says for each token of t which labels it may not have, a bit for each; nil allows all.
func (m *Tagger) Tag(r *Reader, from, to int, barred []uint16) []Label {
	n := to - from
	if n <= 0 {
		return nil
	}
	back := make([][nLabels]Label, n)
	var prev, next, own [nLabels]int32
	var features []uint32
	for i := range n {
		features = r.Features(features[:0], from, to, from+i)
		m.scores(features, &own)
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
			best, arg := int32(never), Outside
			for p := Outside; p < nLabels; p++ {
				if prev[p] > never && l.follows(p) {
					if s := prev[p] + m.pairs[p][l]; s > best {
						best, arg = s, p
					}
				}
			}
			if best > never {
				next[l], back[i][l] = best+own[l], arg
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

// never is the score of what may not be.
const never = -1 << 30

// Follows says whether the label l may stand after prev.
func Follows(l, prev Label) bool { return l.follows(prev) }
