package name

import (
	"math/bits"

	"rawi/arabic/word"
)

// places is where the words of one stem stand in a text: how often at all, and how often beside what.
type places struct {
	stem   uint32 // its hash
	n      uint16
	beside [nPlaces]uint16
}

// Where a word stands, as its other occurrences in the text are told.
const (
	afterSaying = iota
	afterTitle
	afterGiven
	afterClub
	afterTown
	afterOrgan
	afterEvent
	afterPreposition
	beforeNation
	beforeGiven
	inMarks
	inEntry
	nPlaces
)

// pair is how often two stems stand side by side in a text.
type pair struct {
	stems [2]int32 // their indexes in Reader.places
	n     int8
}

// gather notes for every word of the text where it stands.
func (r *Reader) gather() {
	n := len(r.at)
	size := bits.Len(uint(2 * n))
	r.seen, r.rest, r.before = sized(r.seen, n), sized(r.rest, n), sized(r.before, n)
	r.places, r.pairs = r.places[:0], r.pairs[:0]
	r.table = sized(r.table, 1<<size)
	for i, x := range r.at {
		r.rest[i] = r.placesOf(x.stem, size)
	}
	clear(r.table)
	for i := range r.at {
		p := &r.places[r.rest[i]]
		if p.n < 1<<15 {
			p.n++
		}
		if i > 0 {
			r.before[i] = r.pairOf(r.rest[i-1], r.rest[i], size)
			if k := &r.pairs[r.before[i]]; r.t.Tokens[i].Gap < word.Line && k.n < 100 {
				k.n++
			}
		}
		if r.t.Tokens[i].Kind != word.Word {
			continue
		}
		b := r.stands(i)
		r.seen[i] = b
		for k := range nPlaces {
			if b>>k&1 != 0 && p.beside[k] < 1<<15 {
				p.beside[k]++
			}
		}
	}
}

// stands is where token i stands, a bit for each place.
func (r *Reader) stands(i int) uint16 {
	var b uint16
	set := func(k int, yes bool) {
		if yes {
			b |= 1 << k
		}
	}
	set(inEntry, r.marks[i].entry != 0)
	if i+1 < len(r.at) && r.t.Tokens[i+1].Gap < word.Line {
		set(beforeNation, r.marks[i+1].nation != 0)
		set(beforeGiven, r.at[i+1].given&0xFF != 0)
	}
	j := i - 1
	if j < 0 || r.t.Tokens[i].Gap >= word.Line {
		return b
	}
	if word.IsQuote(r.t.Tokens[j]) {
		set(inMarks, i+1 < len(r.at) && word.IsQuote(r.t.Tokens[i+1]))
		if j--; j < 0 || r.t.Tokens[j+1].Gap >= word.Line {
			return b
		}
	}
	x := r.at[j]
	set(afterTitle, r.marks[j].title%2 == 1)
	set(afterGiven, x.given&0xFF != 0)
	switch cue(x.cue) {
	case saying, acting, kin:
		set(afterSaying, true)
	case clubCue:
		set(afterClub, true)
	case townCue, side, land, house:
		set(afterTown, true)
	case organCue, firm, media, group:
		set(afterOrgan, true)
	case event, workCue:
		set(afterEvent, true)
	}
	set(afterPreposition, r.t.Tokens[j].Is("في", "الي", "من"))
	return b
}

// placesOf is the index in r.places of a stem, which is put in when it is new. The table has 1<<bits slots, twice as many as tokens.
func (r *Reader) placesOf(stem uint32, bits int) int32 {
	for s, mask := int(stem)>>3, 1<<bits-1; ; s++ {
		switch k := &r.table[s&mask]; {
		case *k == 0:
			r.places = append(r.places, places{stem: stem})
			*k = int32(len(r.places))
			return *k - 1
		case r.places[*k-1].stem == stem:
			return *k - 1
		}
	}
}

// pairOf is the index in r.pairs of two stems, given by their indexes in r.places.
func (r *Reader) pairOf(a, b int32, bits int) int32 {
	stems := [2]int32{a, b}
	for s, mask := int(stir(uint32(a)<<16^uint32(b))), 1<<bits-1; ; s++ {
		switch k := &r.table[s&mask]; {
		case *k == 0:
			r.pairs = append(r.pairs, pair{stems: stems})
			*k = int32(len(r.pairs))
			return *k - 1
		case r.pairs[*k-1].stems == stems:
			return *k - 1
		}
	}
}

// elsewhere appends the features of the places in which the word at token i of the sentence [from, to) stands elsewhere in the text, and
// of how often it and its neighbours come again. n is the number of the last template before them.
func (r *Reader) elsewhere(out []uint32, n uint32, from, to, i int) []uint32 {
	x, p := r.at[i], &r.places[r.rest[i]]
	maybe := func(a, b uint32) {
		n++
		if a != 0 {
			out = append(out, feature(n, a, b))
		}
	}
	again := uint32(0)
	switch k := p.n - 1; {
	case k == 0:
	case k == 1:
		again = 1
	case k < 4:
		again = 2
	default:
		again = 3
	}
	maybe(again, x.frequency)
	maybe(again, x.fine)
	before, after := int8(0), int8(0)
	if i > from {
		before = r.pairs[r.before[i]].n
	}
	if i+1 < to {
		after = r.pairs[r.before[i+1]].n
	}
	maybe(uint32(max(0, before-1)), x.frequency)
	maybe(uint32(max(0, after-1)), x.frequency)
	for k := range nPlaces {
		c := p.beside[k] - r.seen[i]>>k&1
		maybe(uint32(min(c, 2)), 0)
		maybe(uint32(min(c, 1)), x.frequency)
	}
	return out
}
