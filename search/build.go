package search

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"

	"rawi/arabic/word"
	"rawi/text"
)

// builder makes a segment of articles, in memory.
type builder struct {
	a      *analyser
	docs   columns
	words  []int32          // the list of each word of the analyser's in texts, and 1; 0 for none
	other  map[string]int32 // the lists of everything else, by their keys
	lists  []building
	tokens word.Text
	arena  []byte
	heard  map[int32]bool  // words of names whose sound is in already
	keys   map[Name]string // of whole names
	quoted []uint32
}

// building is a list with its key.
type building struct {
	key  string
	done []list // what was too long for one entry
	growing
}

func newBuilder(a *analyser) *builder {
	return &builder{a: a, other: map[string]int32{}, heard: map[int32]bool{}, keys: map[Name]string{}}
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
				b.word(n).put(doc, at, title)
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
	b.names(doc, speakers, d.Speakers)
	b.names(doc, sources, d.Sources)
	b.names(doc, outlets, d.Outlets)
	b.names(doc, places, d.Places)
	for _, n := range d.Names {
		b.name(doc, n)
	}
	b.docs.add(d.Article, closed(d.Days), length, title, slices.Clone(b.quoted))
}

// word is the list of a word of texts.
func (b *builder) word(n int32) *building {
	if int(n) >= len(b.words) {
		b.words = append(b.words, make([]int32, max(len(b.a.words), 2*len(b.words))-len(b.words))...)
	}
	if b.words[n] == 0 {
		b.begin(b.a.words[n].key)
		b.words[n] = int32(len(b.lists))
	}
	return &b.lists[b.words[n]-1]
}

// list is the list of any other key.
func (b *builder) list(key string) *building {
	n, ok := b.other[key]
	if !ok {
		n = int32(len(b.lists))
		b.other[key] = n
		b.begin(key)
	}
	return &b.lists[n]
}

// begin begins a list.
func (b *builder) begin(key string) {
	if len(b.arena) < 24 {
		b.arena = make([]byte, 24<<10)
	}
	l := building{key: key}
	l.docs, l.where = b.arena[0:0:8], b.arena[8:8:24]
	b.arena = b.arena[24:]
	b.lists = append(b.lists, l)
}

// put adds a position, and begins another list where this one is too long.
func (l *building) put(doc, at uint32, title bool) {
	if l.last != doc && l.size() > valueSize {
		l.close()
		l.done = append(l.done, l.list)
		l.growing = growing{}
	}
	l.add(doc, at, title)
}

// A word of a name stands at the number of the name << nameBits, plus its place in the name.
const (
	nameBits  = 4
	nameWords = 1<<nameBits - 1
	nameMost  = 200 // names of an article in one field
)

// names adds the words of names to a field.
func (b *builder) names(doc uint32, f field, list []string) {
	for i, s := range list[:min(len(list), nameMost)] {
		for k, n := range b.a.name(s) {
			b.list(b.a.words[n].exact(f)).put(doc, uint32(i)<<nameBits|uint32(min(k, nameWords)), false)
			b.hear(n)
		}
	}
}

// hear remembers a word of a name by its sound.
func (b *builder) hear(n int32) {
	if b.a.words[n].settled || b.heard[n] {
		return
	}
	b.heard[n] = true
	s := b.a.words[n].stem()
	b.list(sound(s) + s)
}

// name adds a whole name, and the sounds of its words.
func (b *builder) name(doc uint32, n Name) {
	k, ok := b.keys[n]
	if !ok {
		if f := fold(n.Text); f != "" && len(f) <= longest {
			k = string(rune(names)) + f + part + string(rune('0'+max(slices.Index(kinds, n.Kind), 0))) + plain(n.Text)
		}
		b.keys[n] = k
		if n.Kind == text.Person || n.Kind == text.Place {
			for _, w := range b.a.name(n.Text) {
				b.hear(w)
			}
		}
	}
	if k == "" {
		return
	}
	if l := b.list(k); l.count == 0 || l.last != doc {
		l.put(doc, 0, false)
	}
}

// entries yields what was built, in the order of keys.
func (b *builder) entries(yield func(key string, value []byte) error) error {
	// Most keys differ in their first letters, which are compared without going to where the key stands.
	type place struct {
		begin uint64
		n     int32
	}
	order := make([]place, len(b.lists))
	for i, l := range b.lists {
		var begin [8]byte
		copy(begin[:], l.key)
		order[i] = place{binary.BigEndian.Uint64(begin[:]), int32(i)}
	}
	slices.SortFunc(order, func(x, y place) int {
		if x.begin != y.begin {
			return cmp.Compare(x.begin, y.begin)
		}
		return strings.Compare(b.lists[x.n].key, b.lists[y.n].key)
	})
	var value []byte
	for _, o := range order {
		l := &b.lists[o.n]
		for _, d := range l.done {
			value = d.pack(value[:0])
			if err := yield(l.key, value); err != nil {
				return err
			}
		}
		value = value[:0]
		if l.count > 0 {
			l.close()
			value = l.pack(value)
		} else if len(l.done) > 0 {
			continue
		}
		if err := yield(l.key, value); err != nil {
			return err
		}
	}
	return nil
}
