package text

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// View is a rewriting of a text that knows, for every piece of itself, the span of the original it came from. Folding a text,
// cleaning it, taking the visible text out of a page: each makes a View, and Source leads back.
//
// The map is kept by runs, not by bytes: a run is a stretch copied letter for letter (or rewritten letter for letter at the
// same width), so ordinary news costs far less than one byte of map for two bytes of text. Views compose (Over) and can be cut.
type View struct {
	// Text is the rewritten text.
	Text string
	runs []run
	size uint32 // length in bytes of the original
}

// run maps Text[at:next run's at] to the original's [from:from+size]. In a linear run byte i came from byte from+i, and what
// lies beyond the copied bytes (size larger than the run) was absorbed into its last piece; in a block the whole maps to the whole.
type run struct {
	at, from uint32
	size     uint32 // the top bit marks a block
}

const (
	block   = 1 << 31
	sizeMax = block - 1
)

func (r run) linear() bool { return r.size&block == 0 }
func (r run) end() int     { return int(r.from + r.size&sizeMax) }

// Whole is the View of s that changes nothing.
func Whole(s string) View {
	if s == "" {
		return View{}
	}
	return View{Text: s, runs: []run{{size: uint32(len(s))}}, size: uint32(len(s))}
}

// Size is the length in bytes of the original text.
func (v View) Size() int { return int(v.size) }

// MapBytes is the memory that the way back takes, in bytes.
func (v View) MapBytes() int { return len(v.runs) * 12 }

// at returns the index of the run that holds byte i of the View.
func (v View) at(i int) int {
	return sort.Search(len(v.runs), func(k int) bool { return int(v.runs[k].at) > i }) - 1
}

// next is where run k ends in the View.
func (v View) next(k int) int {
	if k+1 < len(v.runs) {
		return int(v.runs[k+1].at)
	}
	return len(v.Text)
}

// start is the place in the original at which byte i of the View begins; end, the place at which the piece ending before i ends.
func (v View) start(i int) int {
	if len(v.runs) == 0 {
		return 0
	}
	if i >= len(v.Text) {
		return v.end(len(v.Text))
	}
	r := v.runs[v.at(i)]
	if r.linear() {
		return min(int(r.from)+i-int(r.at), r.end())
	}
	return int(r.from)
}

func (v View) end(i int) int {
	if len(v.runs) == 0 || i <= 0 {
		return v.start(0)
	}
	k := v.at(i - 1)
	r := v.runs[k]
	if r.linear() && i < v.next(k) {
		return min(int(r.from)+i-int(r.at), r.end())
	}
	return r.end()
}

// Source returns the span of the original that the bytes s of the View came from. Bytes of the original that were absorbed into
// the last piece of s belong to it; bytes that were dropped between pieces lie inside only when pieces on both sides do.
func (v View) Source(s Span) Span {
	s.Start, s.End = max(s.Start, 0), min(s.End, len(v.Text))
	a := v.start(s.Start)
	if s.End <= s.Start {
		return Span{a, a}
	}
	return Span{a, max(a, v.end(s.End))}
}

// Cursor is Source for spans that are asked for from the beginning of a View to its end: it remembers where it is, and so need not
// look for its place each time.
type Cursor struct {
	v View
	k int // the run that held the last span's beginning
}

// Cursor starts at the beginning of the View.
func (v View) Cursor() Cursor { return Cursor{v: v} }

// Source is View.Source. A span that begins before the last one's is found too, but not faster.
func (c *Cursor) Source(s Span) Span {
	runs := c.v.runs
	if s.Empty() || s.Start < 0 || s.End > len(c.v.Text) || c.k >= len(runs) || int(runs[c.k].at) > s.Start {
		return c.v.Source(s)
	}
	k := c.k
	for k+1 < len(runs) && int(runs[k+1].at) <= s.Start {
		k++
	}
	c.k = k
	r := runs[k]
	out := Span{int(r.from), r.end()}
	if r.linear() {
		out.Start = min(int(r.from)+s.Start-int(r.at), r.end())
	}
	for k+1 < len(runs) && int(runs[k+1].at) < s.End {
		k++
	}
	r = runs[k]
	out.End = r.end()
	if r.linear() && s.End < c.v.next(k) {
		out.End = min(int(r.from)+s.End-int(r.at), r.end())
	}
	return Span{out.Start, max(out.Start, out.End)}
}

// Straight is the stretch of the View, around the place that was asked for last, whose bytes stand side by side in the original
// too: a span [i, j) of the View with from <= i and j < to came from [i+shift, j+shift). It is empty where there is none.
func (c *Cursor) Straight() (from, to, shift int) {
	if c.k >= len(c.v.runs) || !c.v.runs[c.k].linear() {
		return 0, 0, 0
	}
	r := c.v.runs[c.k]
	return int(r.at), c.v.next(c.k), int(r.from) - int(r.at)
}

// Find is the way there: the span of the View whose pieces came from, or touch, the span s of the original.
// It is empty, at the place where they would stand, when none did.
func (v View) Find(s Span) Span {
	lo := sort.Search(len(v.runs), func(k int) bool { return v.runs[k].end() > s.Start })
	if lo == len(v.runs) {
		return Span{len(v.Text), len(v.Text)}
	}
	hi := sort.Search(len(v.runs), func(k int) bool { return int(v.runs[k].from) >= s.End }) - 1
	r := v.runs[lo]
	out := Span{Start: int(r.at)}
	if r.linear() && s.Start > int(r.from) {
		out.Start = min(int(r.at)+s.Start-int(r.from), v.next(lo)-1)
	}
	if hi < lo || s.Empty() {
		return Span{out.Start, out.Start}
	}
	out.End = v.next(hi)
	if r = v.runs[hi]; r.linear() && s.End < r.end() {
		out.End = min(int(r.at)+s.End-int(r.from), out.End)
	}
	return Span{out.Start, max(out.Start, out.End)}
}

// Cut returns the part s of the View as a View of the same original.
func (v View) Cut(s Span) View {
	s.Start, s.End = max(s.Start, 0), min(s.End, len(v.Text))
	out := View{size: v.size}
	if s.Empty() {
		return out
	}
	out.Text = v.Text[s.Start:s.End]
	for k := v.at(s.Start); k < len(v.runs) && int(v.runs[k].at) < s.End; k++ {
		r := v.runs[k]
		from := max(int(r.at), s.Start)
		if r.linear() {
			src := v.Source(Span{from, min(v.next(k), s.End)})
			r.from, r.size = uint32(src.Start), uint32(src.Len())
		}
		r.at = uint32(from - s.Start)
		out.runs = append(out.runs, r)
	}
	return out
}

// Over composes two rewritings: v is a View of inner.Text, and the result is a View of inner's original.
func (v View) Over(inner View) View {
	b := Builder{size: inner.size}
	for k, r := range v.runs {
		piece := v.Text[r.at:v.next(k)]
		if !r.linear() {
			b.put(inner.Source(Span{int(r.from), r.end()}), piece)
			continue
		}
		b.through(inner, r, piece)
	}
	return b.View()
}

// through adds the linear run r of an outer View, whose text is piece, split where the inner View's runs part.
func (b *Builder) through(inner View, r run, piece string) {
	from, to := int(r.from), min(int(r.from)+len(piece), r.end())
	done := 0
	for from < to {
		k := inner.at(from)
		stop := min(inner.next(k), to)
		last := stop == to // what the outer run absorbed belongs to its last piece
		part := piece[done : done+stop-from]
		if last {
			part = piece[done:]
		}
		src := inner.Source(Span{from, stop})
		if last && r.end() > stop {
			src.End = max(src.End, inner.Source(Span{stop, r.end()}).End)
		}
		if inner.runs[k].linear() {
			b.linear(src, part)
		} else {
			b.put(src, part)
		}
		done += len(part)
		from = stop
	}
}

// Builder makes a View of a source text from its beginning to its end.
type Builder struct {
	out  strings.Builder
	runs []run
	src  string
	size uint32
}

// NewBuilder starts a View of src. Texts of 2 GiB and more are refused by the callers that read files.
func NewBuilder(src string) *Builder {
	b := &Builder{src: src, size: uint32(len(src))}
	b.out.Grow(len(src))
	return b
}

// NewBuilderOf is NewBuilder for a View of about so many bytes, where much of the source is left out: it has a run for every few words.
func NewBuilderOf(src string, room int) *Builder {
	b := &Builder{src: src, size: uint32(len(src)), runs: make([]run, 0, min(room/bytesOfRun, maxRuns)+1)}
	b.out.Grow(room)
	return b
}

// How many bytes of text a run holds where much is left out, and for how many runs room is made before there are any.
const (
	bytesOfRun = 24
	maxRuns    = 1 << 12
)

// Len is the length of the View so far.
func (b *Builder) Len() int { return b.out.Len() }

// Copy takes the bytes s of the source as they are.
func (b *Builder) Copy(s Span) { b.linear(s, s.Of(b.src)) }

// Put writes t in the place of the bytes s of the source. One letter for one letter of the same width extends the run before it.
func (b *Builder) Put(s Span, t string) {
	if len(t) == s.Len() && len(t) <= utf8.UTFMax && s.End <= len(b.src) && oneRune(t) && oneRune(s.Of(b.src)) {
		b.linear(s, t)
		return
	}
	b.put(s, t)
}

func oneRune(s string) bool { _, n := utf8.DecodeRuneInString(s); return n == len(s) }

// Absorb leaves the bytes s out and counts them to the piece before: a vowel mark belongs to its letter.
// At the beginning, or after a gap, they are dropped.
func (b *Builder) Absorb(s Span) {
	if n := len(b.runs); n > 0 && b.runs[n-1].end() == s.Start {
		b.runs[n-1].size += uint32(s.Len())
	}
}

func (b *Builder) linear(s Span, t string) {
	if t != "" {
		b.extend(s)
		b.out.WriteString(t)
	}
}

// extend counts the bytes s of the source, about to be rewritten letter for letter, to the run before them, or begins one.
func (b *Builder) extend(s Span) {
	n := len(b.runs)
	at := uint32(b.out.Len())
	if n > 0 && b.runs[n-1].linear() && b.runs[n-1].end() == s.Start && b.runs[n-1].size == at-b.runs[n-1].at {
		b.runs[n-1].size += uint32(s.Len())
	} else {
		b.runs = append(b.runs, run{at, uint32(s.Start), uint32(s.Len())})
	}
}

func (b *Builder) put(s Span, t string) {
	if t == "" {
		return
	}
	b.runs = append(b.runs, run{uint32(b.out.Len()), uint32(s.Start), uint32(s.Len()) | block})
	b.out.WriteString(t)
}

// View returns what was built. Bytes of the source that were neither copied, replaced nor absorbed were dropped.
func (b *Builder) View() View { return View{Text: b.out.String(), runs: b.runs, size: b.size} }

// Rewrite takes t, as long as s, for the bytes s of the source, letter for letter: byte i of t stands for byte i of s.
func (b *Builder) Rewrite(s Span, t []byte) {
	if len(t) != s.Len() {
		panic("text: Rewrite changes the length")
	}
	if len(t) > 0 {
		b.extend(s)
		b.out.Write(t)
	}
}
