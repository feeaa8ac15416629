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

// What is told of a word by where it and its neighbours stand elsewhere in the text: how often it comes again (told twice, beside how common
// it is and beside its class), and it with the word before it and with the word after it; and for each place two values.
const (
	again = iota
	againClass
	againBefore
	againAfter
	besides
	nTold = besides + 2*nPlaces
)

// told are those values for token i of the sentence [from, to), 0 where nothing is told. It is false when none is: the word stands once.
func (r *Reader) told(from, to, i int, out *[nTold]uint32) bool {
	p := &r.places[r.rest[i]]
	if p.n == 1 {
		return false
	}
	n := uint32(3)
	switch {
	case p.n == 2:
		n = 1
	case p.n < 5:
		n = 2
	}
	before, after := int8(0), int8(0)
	if i > from {
		before = r.pairs[r.before[i]].n
	}
	if i+1 < to {
		after = r.pairs[r.before[i+1]].n
	}
	out[again], out[againClass] = n, n
	out[againBefore], out[againAfter] = uint32(max(0, before-1)), uint32(max(0, after-1))
	for k := range nPlaces {
		c := p.beside[k] - r.seen[i]>>k&1
		out[besides+2*k], out[besides+2*k+1] = uint32(min(c, 2)), uint32(min(c, 1))
	}
	return true
}

// beside is the other value of the k-th template of what is told of a word.
func (x *lex) beside(k int) uint32 {
	switch {
	case k == againClass:
		return x.fine
	case k >= besides && (k-besides)%2 == 0:
		return 0
	}
	return x.frequency
}

// elsewhere appends the features of the places in which the word at token i of the sentence [from, to) stands elsewhere in the text, and
// of how often it and its neighbours come again. n is the number of the last template before them.
func (r *Reader) elsewhere(out []uint32, n uint32, from, to, i int) []uint32 {
	var told [nTold]uint32
	if !r.told(from, to, i, &told) {
		return out
	}
	for k, a := range told {
		if a != 0 {
			out = append(out, feature(n+1+uint32(k), a, r.at[i].beside(k)))
		}
	}
	return out
}

// The table of what is told of a word: for each value of how common it is, what each of the values that are told beside it is worth. The two
// of a place are told together, and are added up.
const (
	fewTold  = 3 // how often a word comes again, with and without a neighbour; what comes oftener is looked up like other features
	toldRow  = 3*fewTold + 2*nPlaces
	oftenRow = 3 * fewTold
)

// tell makes that table.
func (m *Tagger) tell() {
	n := uint32(len(planned().all)) + 1
	worth := func(k int, a, b uint32) (x settled) {
		var s sum
		m.weigh([]uint32{feature(n+uint32(k), a, b)}, &s)
		return s.settled()
	}
	m.told = make([]settled, toldRow*bounds[ofFrequency])
	var place [nPlaces][2]settled
	for k := range nPlaces {
		place[k] = [2]settled{worth(besides+2*k, 1, 0), worth(besides+2*k, 2, 0)}
	}
	for b := range bounds[ofFrequency] {
		row := m.told[toldRow*b:][:toldRow]
		for c := range uint32(fewTold) {
			row[c], row[fewTold+c], row[2*fewTold+c] = worth(again, c+1, b), worth(againBefore, c+1, b), worth(againAfter, c+1, b)
		}
		for k := range nPlaces {
			x := worth(besides+2*k+1, 1, b)
			for c := range 2 {
				row[oftenRow+2*k+c] = settled{x.odd + place[k][c].odd, x.even + place[k][c].even}
			}
		}
	}
}

// weighElsewhere adds up what is told of token i of the sentence [from, to), but for the features that it appends to out.
func (m *Tagger) weighElsewhere(out []uint32, r *Reader, from, to, i int, s *sum) []uint32 {
	var told [nTold]uint32
	x, n := r.at[i], uint32(len(planned().all))
	if x.frequency >= bounds[ofFrequency] {
		return r.elsewhere(out, n, from, to, i)
	}
	if !r.told(from, to, i, &told) {
		return out
	}
	row := m.told[toldRow*x.frequency:][:toldRow]
	s.add(&row[told[again]-1])
	out = append(out, feature(n+1+againClass, told[againClass], x.fine))
	for k := againBefore; k <= againAfter; k++ {
		if c := told[k]; c > fewTold {
			out = append(out, feature(n+1+uint32(k), c, x.frequency))
		} else if c > 0 {
			s.add(&row[fewTold*uint32(k-againBefore+1)+c-1])
		}
	}
	for k := range nPlaces {
		if c := told[besides+2*k]; c > 0 {
			s.add(&row[oftenRow+2*uint32(k)+c-1])
		}
	}
	return out
}
