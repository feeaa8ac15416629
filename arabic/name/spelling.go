package name

import (
	_ "embed"
	"sync"
)

// Spelling tells by its letters whether a word looks like a foreign name: a linear model over its runs of two, three and four letters.
//
// The file is used as it is: a weight for each bucket of runs, a byte with 128 for 0, in tenths.
type Spelling struct{ weights string }

const (
	// spellingMagic begins the file.
	spellingMagic = "rawi spelling 1\n"
	// SpellingBuckets is how many buckets the runs of letters fall into.
	SpellingBuckets = 1 << 15
	// levels is how many levels a word's score has.
	levels = 8
)

//go:embed spelling.bin
var spellingFile string

var spellings = sync.OnceValue(func() Spelling { return ReadSpelling(spellingFile) })

// ReadSpelling makes the model of the bytes of its file, which it keeps. A file that is none knows nothing.
func ReadSpelling(file string) Spelling {
	if len(file) != len(spellingMagic)+SpellingBuckets || file[:len(spellingMagic)] != spellingMagic {
		return Spelling{}
	}
	return Spelling{weights: file[len(spellingMagic):]}
}

// WriteSpelling makes the file.
func WriteSpelling(weights []float32) []byte {
	out := []byte(spellingMagic)
	for _, w := range weights {
		x := max(-127, min(127, int(w*10+128.5)-128))
		out = append(out, byte(x+128))
	}
	return out
}

// Runs appends the buckets of the runs of letters of a folded word, its edges among them.
func Runs(out []uint32, fold string) []uint32 {
	var letters [24]rune
	n := 1
	letters[0] = '^'
	for _, c := range fold {
		if n == len(letters)-1 {
			break
		}
		letters[n] = c
		n++
	}
	letters[n] = '$'
	n++
	for size := 2; size <= 4; size++ {
		for i := 0; i+size <= n; i++ {
			h := uint32(size)
			for _, c := range letters[i : i+size] {
				h = h*0x01000193 ^ uint32(c)
			}
			out = append(out, stir(h)%SpellingBuckets)
		}
	}
	return out
}

// level is how much a folded word looks like a foreign name, from 1 to levels; 0 when nothing is known.
func (s Spelling) level(fold string) uint32 {
	if s.weights == "" {
		return 0
	}
	var buffer [72]uint32
	sum := 0
	for _, b := range Runs(buffer[:0], fold) {
		sum += int(s.weights[b]) - 128
	}
	return uint32(max(0, min(levels-1, (sum+60)/20))) + 1
}
