package name

import "sync"

// template makes one feature of a token, of one value or two that can be told of it and of the tokens around it. Every template has a
// number of its own, whether or not it says anything of a token.
type template struct {
	n     uint32 // its number
	a, b  value
	maybe bool // says nothing when the first value is 0
}

// value is where a value stands in the row of values of a sentence (see Reader.lay), counted from those of the second token before
// the one whose features are made. The first value of all is always 0.
type value uint16

// The values of one token: a zero, those of lex, and those of mark.
const (
	nothing value = iota
	ofWord
	ofStem
	ofPro
	ofPre
	_
	_
	_
	ofSuf
	_
	_
	_
	ofShape
	ofFrequency
	ofGiven
	ofCue
	ofFine
	ofCoarse
	ofStrange
	ofEntry // the first of those that the lists know
	ofNation
	ofTitle
	ofExact
	nValues
)

// around is how many tokens on each side of a token tell of it.
const around = 2

// lay writes the values of a word.
func (x *lex) lay(row []uint32) {
	_ = row[ofStrange]
	row[nothing], row[ofWord], row[ofStem], row[ofPro] = 0, x.word, x.stem, x.pro
	for k := range 4 {
		row[int(ofPre)+k], row[int(ofSuf)+k] = x.pre[k], x.suf[k]
	}
	row[ofShape], row[ofFrequency], row[ofGiven], row[ofCue] = x.shape, x.frequency, x.given, x.cue
	row[ofFine], row[ofCoarse], row[ofStrange] = x.fine, x.coarse, x.strange
}

// templates are drawn up in the terms of the tokens around the one whose features are made.
type templates struct {
	x    [2*around + 1]lexValues
	p    [2*around + 1]markValues
	list []template
}

// lexValues are the places of the values of lex.
type lexValues struct {
	word, stem, pro, shape, frequency, given, cue, fine, coarse, strange value
	pre, suf                                                             [4]value
}

// markValues are the places of the values of mark.
type markValues struct{ entry, nation, title, exact value }

func (w *templates) add(a, b value) {
	w.list = append(w.list, template{uint32(len(w.list)) + 1, a, b, false})
}

// maybe adds a feature that says nothing when its first value is 0.
func (w *templates) maybe(a, b value) {
	w.list = append(w.list, template{uint32(len(w.list)) + 1, a, b, true})
}

// plan is the templates, sorted by what they need.
type plan struct {
	all    []template
	own    [2*around + 1][]template // of one word alone, counted from that word; by where it stands
	listed []template               // those that say nothing where the lists know nothing
	rare   []template               // of two words, stems or fine classes: the model knows few such pairs
	small  []smallTemplate
	rest   []template
}

// smallTemplate is one of two values of which each has few: what it is worth stands in a table of all their pairs. Values that are not
// below the bounds are looked up like those of other templates.
type smallTemplate struct {
	template
	at     int // where its table begins
	aa, bb uint32
}

// bounds are how many values there are of those that have few.
var bounds = [nValues]uint32{ofShape: 74, ofFrequency: 32 * 9, ofGiven: surname, ofCue: 32, ofCoarse: 129, ofStrange: levels + 1, ofTitle: 8}

// scarce are the values whose pairs are many, and few of which the model knows.
var scarce = [nValues]bool{ofWord: true, ofStem: true, ofFine: true}

var planned = sync.OnceValue(func() *plan {
	w := &templates{}
	for k := range value(2*around + 1) {
		at := k * nValues
		x := &w.x[k]
		*x = lexValues{
			word: at + ofWord, stem: at + ofStem, pro: at + ofPro, shape: at + ofShape, frequency: at + ofFrequency, given: at + ofGiven,
			cue: at + ofCue, fine: at + ofFine, coarse: at + ofCoarse, strange: at + ofStrange,
		}
		for i := range value(4) {
			x.pre[i], x.suf[i] = at+ofPre+i, at+ofSuf+i
		}
		w.p[k] = markValues{entry: at + ofEntry, nation: at + ofNation, title: at + ofTitle, exact: at + ofExact}
	}
	w.forms()
	w.shapes()
	w.lists()
	w.classes()
	w.spelt()
	p := &plan{all: w.list}
	for _, t := range w.list {
		k := t.a / nValues
		switch {
		case t.a == nothing && t.b == nothing:
			p.own[around] = append(p.own[around], t)
		case t.maybe && t.a%nValues >= ofEntry:
			p.listed = append(p.listed, t)
		case t.a%nValues < ofEntry && (t.b == nothing || t.b/nValues == k && t.b%nValues < ofEntry):
			t.a, t.b = t.a%nValues, t.b%nValues
			p.own[k] = append(p.own[k], t)
		case scarce[t.a%nValues] && scarce[t.b%nValues]:
			p.rare = append(p.rare, t)
		case t.a%nValues != nothing && bounds[t.a%nValues] > 0 && bounds[t.b%nValues] > 0:
			x := smallTemplate{template: t, aa: bounds[t.a%nValues], bb: bounds[t.b%nValues]}
			if n := len(p.small); n > 0 {
				last := p.small[n-1]
				x.at = last.at + int(last.aa*last.bb)
			}
			p.small = append(p.small, x)
		default:
			p.rest = append(p.rest, t)
		}
	}
	return p
})

// apply appends the features that templates make of a row of values.
func apply(out []uint32, ts []template, row []uint32) []uint32 {
	for k := range ts {
		t := &ts[k]
		if a := row[t.a]; a != 0 || !t.maybe {
			out = append(out, feature(t.n, a, row[t.b]))
		}
	}
	return out
}

// lay makes the row of values of the sentence [from, to), with nothing around it.
func (r *Reader) lay(from, to int) {
	n := to - from + 2*around
	if cap(r.row) < n*int(nValues) {
		r.row = make([]uint32, n*int(nValues)+512)
	}
	r.row = r.row[:n*int(nValues)]
	for k := range n {
		row := r.row[k*int(nValues):][:nValues]
		x, m := none, mark{}
		if i := from + k - around; i >= from && i < to {
			x, m = r.at[i], r.marks[i]
		}
		x.lay(row)
		row[ofEntry], row[ofNation], row[ofTitle], row[ofExact] = m.entry, m.nation, m.title, m.exact
	}
	r.laid = [2]int{from, to}
}

// valuesAt is the row of values of the tokens around token i of the sentence that was laid out.
func (r *Reader) valuesAt(i int) []uint32 {
	return r.row[(i-r.laid[0])*int(nValues):][:(2*around+1)*int(nValues)]
}

// Features appends the hashed features of token i of the sentence [from, to). A bucket is made of their top bits.
func (r *Reader) Features(out []uint32, from, to, i int) []uint32 {
	if r.laid != [2]int{from, to} {
		r.lay(from, to)
	}
	p := planned()
	out = apply(out, p.all, r.valuesAt(i))
	return r.elsewhere(out, uint32(len(p.all)), from, to, i)
}
