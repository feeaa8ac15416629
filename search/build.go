package search

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"

	"rawi/arabic/word"
	"rawi/text"
)

// builder makes a segment of articles, in memory: it writes down every place of every word as they come, and sorts them in the end,
// which goes through memory in order where a list for each word would go to and fro.
type builder struct {
	a      *analyser
	docs   columns
	words  []int32          // the number of each word of the analyser's in keys, and 1; 0 for none
	other  map[string]int32 // the numbers of everything else
	keys   []string
	found  []occurrence
	tokens word.Text
	heard  map[int32]bool // words of names whose sound is in already
	quoted []uint32
}

// occurrence is a place of a key. They are written down by article, and in each list by position.
type occurrence struct {
	key   int32
	doc   uint32
	at    uint32
	title bool
}

func newBuilder(a *analyser) *builder {
	return &builder{a: a, other: map[string]int32{}, heard: map[int32]bool{}}
}

// add indexes an article.
func (b *builder) add(d Doc) {
	doc := uint32(len(b.docs.article))
	within := d.Title
	for _, p := range d.Body {
		within = within.Join(p)
	}
	b.tokens.Read(d.Text, within)
	at, length := uint32(0), uint32(0)
	b.quoted = b.quoted[:0]
	quotes := slices.Clone(d.Quoted)
	slices.SortFunc(quotes, func(x, y text.Span) int { return x.Start - y.Start })
	open := -1 // the end of the quote that is open
	stretch := func(s text.Span, title bool) {
		i, j := b.tokens.Range(s)
		for ; i < j; i++ {
			k := b.tokens.Tokens[i]
			if open >= 0 && k.Span.Start >= open {
				b.quoted, open = append(b.quoted, at), -1
			}
			for open < 0 && len(quotes) > 0 && quotes[0].Start <= k.Span.Start {
				if quotes[0].End > k.Span.Start {
					b.quoted, open = append(b.quoted, at), quotes[0].End
				}
				quotes = quotes[1:]
			}
			b.a.terms(k, func(n int32) {
				b.found = append(b.found, occurrence{b.word(n), doc, at, title})
				at++
				length++
			})
		}
		at++ // no phrase reaches from one stretch into the next
	}
	stretch(d.Title, true)
	title := at
	for _, p := range d.Body {
		stretch(p, false)
	}
	if open >= 0 {
		b.quoted = append(b.quoted, at)
	}
	b.list(doc, speakers, d.Speakers)
	b.list(doc, sources, d.Sources)
	b.list(doc, outlets, d.Outlets)
	b.list(doc, places, d.Places)
	for _, n := range d.Names {
		b.name(doc, n)
	}
	b.docs.add(d.Article, closed(d.Days), length, title, slices.Clone(b.quoted))
}

// word is the number of a word of texts.
func (b *builder) word(n int32) int32 {
	if int(n) >= len(b.words) {
		b.words = append(b.words, make([]int32, max(len(b.a.words), 2*len(b.words))-len(b.words))...)
	}
	if b.words[n] == 0 {
		b.keys = append(b.keys, b.a.words[n].key)
		b.words[n] = int32(len(b.keys))
	}
	return b.words[n] - 1
}

// key is the number of any other key.
func (b *builder) key(key string) int32 {
	n, ok := b.other[key]
	if !ok {
		n = int32(len(b.keys))
		b.other[key] = n
		b.keys = append(b.keys, key)
	}
	return n
}

// A word of a name stands at the number of the name << nameBits, plus its place in the name.
const (
	nameBits  = 4
	nameWords = 1<<nameBits - 1
	nameMost  = 200 // names of an article in one field
)

// list adds the words of names to a field.
func (b *builder) list(doc uint32, f field, list []string) {
	for i, s := range list[:min(len(list), nameMost)] {
		for k, n := range b.a.name(s) {
			b.found = append(b.found, occurrence{b.key(b.a.words[n].exact(f)), doc, uint32(i)<<nameBits | uint32(min(k, nameWords)), false})
			b.hear(n)
		}
	}
}

// hear remembers a word of a name by its sound.
func (b *builder) hear(n int32) {
	if b.heard[n] {
		return
	}
	b.heard[n] = true
	if k := b.a.sound(n); k != "" {
		b.key(k)
	}
}

// name adds a whole name, and the sounds of its words.
func (b *builder) name(doc uint32, n Name) {
	if k := b.a.whole(n); k != "" {
		b.found = append(b.found, occurrence{b.key(k), doc, 0, false})
	}
	if n.Kind == text.Person || n.Kind == text.Place {
		for _, w := range b.a.name(n.Text) {
			b.hear(w)
		}
	}
}

// sorted is the numbers of the keys in order.
func (b *builder) sorted() []int32 {
	// Most keys differ in their first letters, which are compared without going to where the key stands.
	type place struct {
		begin uint64
		n     int32
	}
	places := make([]place, len(b.keys))
	for i, k := range b.keys {
		var begin [8]byte
		copy(begin[:], k)
		places[i] = place{binary.BigEndian.Uint64(begin[:]), int32(i)}
	}
	slices.SortFunc(places, func(x, y place) int {
		if x.begin != y.begin {
			return cmp.Compare(x.begin, y.begin)
		}
		return strings.Compare(b.keys[x.n], b.keys[y.n])
	})
	out := make([]int32, len(places))
	for i, p := range places {
		out[i] = p.n
	}
	return out
}

// entries yields what was built, in the order of keys.
func (b *builder) entries(yield func(key string, value []byte) error) error {
	from := make([]int32, len(b.keys)+1) // where each key's occurrences begin, once they are sorted by key
	for _, o := range b.found {
		from[o.key+1]++
	}
	for i := range b.keys {
		from[i+1] += from[i]
	}
	next := slices.Clone(from)
	found := make([]occurrence, len(b.found))
	for _, o := range b.found {
		found[next[o.key]] = o
		next[o.key]++
	}
	var value []byte
	var l growing
	for _, n := range b.sorted() {
		l = growing{list: list{docs: l.docs[:0], where: l.where[:0]}}
		for _, o := range found[from[n]:from[n+1]] {
			if l.last != o.doc && l.size() > valueSize {
				l.close()
				value = l.pack(value[:0])
				if err := yield(b.keys[n], value); err != nil {
					return err
				}
				l = growing{list: list{docs: l.docs[:0], where: l.where[:0]}}
			}
			l.add(o.doc, o.at, o.title)
		}
		value = value[:0]
		if l.count > 0 {
			l.close()
			value = l.pack(value)
		}
		if err := yield(b.keys[n], value); err != nil {
			return err
		}
	}
	return nil
}
