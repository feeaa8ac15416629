package name

import "rawi/arabic/word"

// places is where the words of one stem stand in a text: how often at all, and how often beside what.
type places struct {
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

// gather notes for every word of the text where it stands.
func (r *Reader) gather() {
	stems := make(map[uint32]*places, len(r.words))
	for _, x := range r.words {
		p := stems[x.stem]
		if p == nil {
			p = new(places)
			stems[x.stem] = p
		}
		x.rest = p
	}
	r.seen = make([]uint16, len(r.at))
	r.pairs = make(map[uint64]int8, len(r.at))
	for i, x := range r.at {
		p := x.rest
		if p.n < 1<<15 {
			p.n++
		}
		if i > 0 && r.t.Tokens[i].Gap < word.Line {
			k := pairOf(r.at[i-1], x)
			if n := r.pairs[k]; n < 100 {
				r.pairs[k] = n + 1
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

func pairOf(x, y *lex) uint64 { return uint64(x.stem)<<32 | uint64(y.stem) }

// elsewhere are the places in which the word stands elsewhere in the text, and how often it and its neighbours come again.
func (w *window) elsewhere() {
	x := w.x[2]
	p := x.rest
	n := uint32(0)
	switch again := p.n - 1; {
	case again == 0:
	case again == 1:
		n = 1
	case again < 4:
		n = 2
	default:
		n = 3
	}
	w.maybe(n, x.frequency)
	w.maybe(n, x.fine)
	w.maybe(uint32(max(0, w.before-1)), x.frequency)
	w.maybe(uint32(max(0, w.after-1)), x.frequency)
	for k := range nPlaces {
		c := p.beside[k] - w.seen>>k&1
		w.maybe(uint32(min(c, 2)), 0)
		w.maybe(uint32(min(c, 1)), x.frequency)
	}
}
