package search

import (
	"slices"
	"strings"

	"rawi/arabic/word"
	"rawi/text"
)

// builder makes a segment of articles, in memory.
type builder struct {
	a      *analyser
	docs   columns
	words  map[string]int32 // the lists of the words of texts, by their folded form
	other  map[string]int32 // of everything else, by its key
	lists  []building
	tokens word.Text
	arena  []byte
	heard  map[string]bool // words of names whose sound is in already
	quoted []uint32
}

// building is a list with its key.
type building struct {
	key  string
	done []list // what was too long for one entry
	growing
}

func newBuilder(a *analyser) *builder {
	return &builder{a: a, words: map[string]int32{}, other: map[string]int32{}, heard: map[string]bool{}}
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
			if k.Kind == word.Word { // most are, and known
				if n, ok := b.words[k.Fold]; ok {
					b.lists[n].put(doc, at, title)
					at++
					length++
					continue
				}
			}
			b.a.terms(k, func(fold string, t term) {
				b.list(b.words, fold, t.exact(texts)).put(doc, at, title)
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

// list is the list of a word; name is what it is known by in a map.
func (b *builder) list(in map[string]int32, name, key string) *building {
	n, ok := in[name]
	if !ok {
		n = int32(len(b.lists))
		in[strings.Clone(name)] = n
		if len(b.arena) < 24 {
			b.arena = make([]byte, 24<<10)
		}
		l := building{key: key}
		l.docs, l.where = b.arena[0:0:8], b.arena[8:8:24]
		b.arena = b.arena[24:]
		b.lists = append(b.lists, l)
	}
	return &b.lists[n]
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
		k := uint32(0)
		for _, t := range read(s).Tokens {
			b.a.terms(t, func(fold string, m term) {
				b.list(b.other, m.exact(f), m.exact(f)).put(doc, uint32(i)<<nameBits|min(k, nameWords), false)
				k++
				if t.Kind == word.Word {
					b.hear(m)
				}
			})
		}
	}
}

// hear remembers a word of a name by its sound.
func (b *builder) hear(t term) {
	s := t.stem()
	if b.heard[s] {
		return
	}
	b.heard[s] = true
	k := sound(s) + s
	b.list(b.other, k, k)
}

// name adds a whole name, and the sounds of its words.
func (b *builder) name(doc uint32, n Name) {
	f := fold(n.Text)
	if f == "" || len(f) > longest {
		return
	}
	k := string(rune(names)) + f + part + string(rune('0'+max(slices.Index(kinds, n.Kind), 0))) + strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, n.Text)
	l := b.list(b.other, k, k)
	if l.count > 0 && l.last == doc {
		return
	}
	if l.count == 0 {
		for _, t := range read(n.Text).Tokens {
			if t.Kind == word.Word {
				b.hear(b.a.word(t.Fold))
			}
		}
		l = b.list(b.other, k, k) // hear may have moved it
	}
	l.put(doc, 0, false)
}

// entries yields what was built, in the order of keys.
func (b *builder) entries(yield func(key string, value []byte) error) error {
	order := make([]int32, len(b.lists))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(x, y int32) int { return strings.Compare(b.lists[x].key, b.lists[y].key) })
	var value []byte
	for _, n := range order {
		l := &b.lists[n]
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
