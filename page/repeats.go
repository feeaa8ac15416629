package page

import (
	"bytes"
	"cmp"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"math/bits"
	"slices"

	"rawi/text"
)

// Repeats remembers what each outlet, and each collection, prints again and again at the heads and tails of its articles: the lines of its
// own that no list of phrases knows. A line counts for as many articles as it was seen in with different texts and on different days, so
// that copies of one wire text are one, whoever printed them. It is a set: the same article learnt twice changes nothing, and the order
// matters only where a table outgrows maxRepeated lines. Memory is bounded: some 24 bytes a line and maxGroups groups.
//
// Learn may not run beside other methods; all others may run beside one another. A nil Repeats knows nothing.
type Repeats struct {
	groups map[string]*repeated
}

// Trace is what Repeats learns from one article.
type Trace struct {
	Groups []string // the outlet, where it is known, and the collection that the article came with
	text   uint64   // stands for what it tells
	day    text.Day // of publication, 0 when not known
	lines  []uint64 // what stands at its head and tail
}

// repeated is the table of one group.
type repeated struct {
	articles [articleWords]uint64 // a set of articles, as a bitmap
	decoded  []known              // the lines that it had when it was decoded, by their keys: a third of the memory of a map
	lines    map[uint64]seen      // the others
}

// known is a line of a table.
type known struct {
	key uint64
	seen
}

// find is what is known of a line; nil where it is not among those that were decoded.
func (g *repeated) find(key uint64) *seen {
	i, ok := slices.BinarySearchFunc(g.decoded, key, func(l known, key uint64) int { return cmp.Compare(l.key, key) })
	if !ok {
		return nil
	}
	return &g.decoded[i].seen
}

// sorted is the lines by their keys.
func (g *repeated) sorted() []known {
	if len(g.lines) == 0 {
		return g.decoded
	}
	out := slices.Clone(g.decoded)
	for key, s := range g.lines {
		out = append(out, known{key, s})
	}
	slices.SortFunc(out, func(a, b known) int { return cmp.Compare(a.key, b.key) })
	return out
}

// seen says in how many articles a line stood: bitmaps of their texts and of their days.
type seen struct{ texts, days uint64 }

// How much is kept.
const (
	articleWords = 64   // of 64 bits: sets of up to some ten thousand articles
	maxRepeated  = 4096 // lines of one group
	maxGroups    = 1024
)

// LeastRepeats is how many articles a line must have been seen in before it may be an outlet's own.
const LeastRepeats = 5

// What a line needs before it is believed to be the outlet's own. A short line without a stop at the foot of articles needs little; one over
// them may be the heading of a column; sentences may be the formulas with which a trade ends its texts, and must stand in a tenth of all.
const (
	leastTexts  = LeastRepeats
	leastSaid   = 8
	leastDays   = 3
	manyTexts   = 100 // as many as can be told apart, near enough
	tailShare   = 600 // one in so many of the group's articles
	headShare   = 200
	saidShare   = 10
	withoutDays = 2 // times as many where no day is known
)

// place1 says where a line stood, and thereby what it needs.
type place1 uint64

const (
	tailLabel place1 = iota + 1
	headLabel
	sentence
	tailSentence // the last of a paragraph that goes on before it
	insidePage   // among the paragraphs of a page with mark-up
)

// NewRepeats knows nothing yet.
func NewRepeats() *Repeats { return &Repeats{groups: map[string]*repeated{}} }

// Learn adds what one article shows.
func (r *Repeats) Learn(t Trace) {
	for _, name := range t.Groups {
		g := r.groups[name]
		if g == nil {
			if len(r.groups) >= maxGroups {
				r.forget()
			}
			g = &repeated{}
			r.groups[name] = g
		}
		g.learn(t)
	}
}

// forget drops the half of the groups with the fewest articles.
func (r *Repeats) forget() {
	names := slices.Sorted(maps.Keys(r.groups))
	slices.SortStableFunc(names, func(a, b string) int { return r.groups[a].count() - r.groups[b].count() })
	for _, n := range names[:len(names)/2] {
		delete(r.groups, n)
	}
}

func (g *repeated) learn(t Trace) {
	bit := t.text % (64 * articleWords)
	g.articles[bit/64] |= 1 << (bit % 64)
	for _, key := range t.lines {
		if s := g.find(key); s != nil {
			s.see(t)
			continue
		}
		s := g.lines[key]
		s.see(t)
		if g.lines == nil {
			g.lines = map[uint64]seen{}
		}
		g.lines[key] = s
	}
	// Lossy counting: the lines seen least give way.
	for least := 1; len(g.decoded)+len(g.lines) > maxRepeated; least++ {
		maps.DeleteFunc(g.lines, func(_ uint64, s seen) bool { return bits.OnesCount64(s.texts) <= least })
		g.decoded = slices.DeleteFunc(g.decoded, func(l known) bool { return bits.OnesCount64(l.texts) <= least })
	}
}

// see counts an article in which the line stands.
func (s *seen) see(t Trace) {
	s.texts |= 1 << (t.text >> 32 % 64)
	if t.day > 0 {
		s.days |= 1 << (uint(t.day) % 64)
	}
}

// count estimates how many articles were learnt (linear counting, Whang et al. 1990).
func (g *repeated) count() int {
	n := 0
	for _, w := range g.articles {
		n += bits.OnesCount64(w)
	}
	return linear(n, 64*articleWords)
}

// linear is how many different things set n of size bits.
func linear(n, size int) int {
	if n >= size {
		n = size - 1
	}
	return int(math.Round(-float64(size) * math.Log(1-float64(n)/float64(size))))
}

// own says that a line at that place is the outlet's own.
func (g *repeated) own(key uint64, at place1) bool {
	s, ok := g.lines[key]
	if d := g.find(key); d != nil {
		s, ok = *d, true
	}
	if !ok {
		return false
	}
	n, share := leastTexts, tailShare
	switch at {
	case headLabel:
		share = headShare
	case sentence, tailSentence, insidePage:
		n, share = leastSaid, saidShare
	}
	n = max(n, min(g.count()/share, manyTexts))
	if s.days == 0 {
		n *= withoutDays
	} else if bits.OnesCount64(s.days) < leastDays {
		return false
	}
	return linear(bits.OnesCount64(s.texts), 64) >= n
}

// groupsOf are the tables that speak of a sheet.
func (r *Repeats) groupsOf(keys []string) []*repeated {
	if r == nil {
		return nil
	}
	var out []*repeated
	for _, k := range keys {
		if g := r.groups[k]; g != nil {
			out = append(out, g)
		}
	}
	return out
}

// repeatsVersion is the first byte of an encoded table.
const repeatsVersion = 1

// Groups are the names of the tables, in order.
func (r *Repeats) Groups() []string { return slices.Sorted(maps.Keys(r.groups)) }

// Has says that there is a table of that name.
func (r *Repeats) Has(group string) bool { return r.groups[group] != nil }

// Encode is the table of one group, for keeping it. Equal tables have equal bytes.
func (r *Repeats) Encode(group string) []byte {
	g := r.groups[group]
	if g == nil {
		return nil
	}
	var buf bytes.Buffer
	buf.WriteByte(repeatsVersion)
	w, _ := flate.NewWriter(&buf, flate.DefaultCompression) // the level is valid
	put := func(v uint64) { _, _ = w.Write(binary.LittleEndian.AppendUint64(nil, v)) }
	for _, a := range g.articles {
		put(a)
	}
	for _, l := range g.sorted() {
		put(l.key)
		put(l.texts)
		put(l.days)
	}
	_ = w.Close() // a buffer takes everything
	return buf.Bytes()
}

// Decode takes in the table of a group that Encode made, in the place of the one it has. It refuses what is no such table, or is larger than one.
func (r *Repeats) Decode(group string, b []byte) error {
	if len(b) == 0 || b[0] != repeatsVersion {
		return fmt.Errorf("what %s repeats: a table of another version", group)
	}
	const most = 8*articleWords + 24*maxRepeated
	raw, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(b[1:])), most+1))
	if err == nil && (len(raw) > most || len(raw) < 8*articleWords || (len(raw)-8*articleWords)%24 != 0) {
		err = errors.New("a damaged table")
	}
	if err != nil {
		return fmt.Errorf("what %s repeats: %w", group, err)
	}
	next := func() uint64 {
		v := binary.LittleEndian.Uint64(raw)
		raw = raw[8:]
		return v
	}
	g := &repeated{}
	for k := range g.articles {
		g.articles[k] = next()
	}
	g.decoded = make([]known, len(raw)/24)
	for i := range g.decoded {
		g.decoded[i] = known{next(), seen{texts: next(), days: next()}}
	}
	for i := 1; i < len(g.decoded); i++ {
		if g.decoded[i-1].key >= g.decoded[i].key {
			return fmt.Errorf("what %s repeats: a damaged table", group)
		}
	}
	r.groups[group] = g
	return nil
}

// Encode is a trace without its groups, for keeping it until it is learnt.
func (t Trace) Encode() []byte {
	b := binary.LittleEndian.AppendUint64([]byte{repeatsVersion}, t.text)
	b = binary.LittleEndian.AppendUint64(b, uint64(t.day))
	for _, l := range t.lines {
		b = binary.LittleEndian.AppendUint64(b, l)
	}
	return b
}

// DecodeTrace is a trace that Encode made, for one group.
func DecodeTrace(group string, b []byte) (Trace, error) {
	if len(b) < 17 || b[0] != repeatsVersion || (len(b)-1)%8 != 0 {
		return Trace{}, fmt.Errorf("what %s repeats: a damaged trace", group)
	}
	t := Trace{Groups: []string{group}, text: binary.LittleEndian.Uint64(b[1:]), day: text.Day(binary.LittleEndian.Uint64(b[9:]))}
	for b = b[17:]; len(b) > 0; b = b[8:] {
		t.lines = append(t.lines, binary.LittleEndian.Uint64(b))
	}
	return t, nil
}
