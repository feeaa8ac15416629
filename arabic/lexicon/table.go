package lexicon

import "iter"

// Table is a map from words to what is known of them, made for words of a text, most of which are not in it: a sieve stands before it, and
// both go by one hash, which takes less than looking up in a map of the language does. Once it is filled it is only read, by as many
// goroutines as like. The zero Table is empty.
type Table[T any] struct{ *table[T] }

type table[T any] struct {
	sieve   *Sieve
	slots   []int32 // 1 + the index of the entry that lies there, or in the next that is free; a power of two, at most half of them taken
	shift   uint    // makes a slot of a hash
	entries []tableEntry[T]
}

type tableEntry[T any] struct {
	word  string
	value T
}

// NewTable makes a table of a map.
func NewTable[T any](words map[string]T) Table[T] {
	t := Table[T]{&table[T]{}}
	t.grow(len(words))
	for w, v := range words {
		t.Put(w, v)
	}
	return t
}

// Put sets what is known of a word. It is for whoever fills the table, before others read it.
func (t *Table[T]) Put(w string, v T) {
	if t.table == nil {
		t.table = &table[T]{}
	}
	if 2*(len(t.entries)+1) > len(t.slots) {
		t.grow(2 * (len(t.entries) + 1))
	}
	h := mix(w)
	slot := t.slot(h, w)
	if k := t.slots[slot]; k != 0 {
		t.entries[k-1].value = v
		return
	}
	t.entries = append(t.entries, tableEntry[T]{w, v})
	t.slots[slot] = int32(len(t.entries))
	t.sieve.add(h)
}

// grow makes room for n words.
func (t *table[T]) grow(n int) {
	bits := uint(4)
	for 1<<bits < 2*n {
		bits++
	}
	t.slots, t.shift = make([]int32, 1<<bits), 64-bits
	t.sieve = NewSieve(1 << bits / 2)
	for k := range t.entries {
		h := mix(t.entries[k].word)
		t.slots[t.slot(h, t.entries[k].word)] = int32(k + 1)
		t.sieve.add(h)
	}
}

// slot is where a word lies, or would lie: a free slot.
func (t *table[T]) slot(h uint64, w string) int {
	for s := int(h >> t.shift); ; s++ {
		s &= len(t.slots) - 1
		if k := t.slots[s]; k == 0 || t.entries[k-1].word == w {
			return s
		}
	}
}

// Get is what is known of a word; ok says that it is in the table.
func (t Table[T]) Get(w string) (v T, ok bool) {
	if t.table == nil {
		return v, false
	}
	h := mix(w)
	if !t.sieve.has(h) {
		return v, false
	}
	if k := t.slots[t.slot(h, w)]; k != 0 {
		return t.entries[k-1].value, true
	}
	return v, false
}

// Of is what is known of a word, the zero value when nothing.
func (t Table[T]) Of(w string) T {
	v, _ := t.Get(w)
	return v
}

// May says whether a word may be in the table; most that are not are told so at once.
func (t Table[T]) May(w string) bool { return t.table != nil && t.sieve.has(mix(w)) }

// Words are the words of the table, in the order in which they were put.
func (t Table[T]) Words() iter.Seq[string] {
	return func(yield func(string) bool) {
		if t.table == nil {
			return
		}
		for i := range t.entries {
			if !yield(t.entries[i].word) {
				return
			}
		}
	}
}

// Len is how many words the table has.
func (t Table[T]) Len() int {
	if t.table == nil {
		return 0
	}
	return len(t.entries)
}
