package lexicon

import (
	"hash/maphash"
	"strings"
	"sync/atomic"
)

// Cache remembers what was found out about words that come again and again. Its places are fixed in number, so its memory is bounded; a
// word takes the place of another whose hash falls there. It is for all goroutines: what stands in it is never changed.
type Cache[T any] struct {
	places []atomic.Pointer[cached[T]]
	seed   maphash.Seed
}

type cached[T any] struct {
	word  string
	value T
}

// NewCache makes a cache of 1<<bits places.
func NewCache[T any](bits uint) *Cache[T] {
	return &Cache[T]{make([]atomic.Pointer[cached[T]], 1<<bits), maphash.MakeSeed()}
}

// Of is what find says of the word; it is only asked where that is not remembered.
func (c *Cache[T]) Of(word string, find func(string) T) T {
	place := &c.places[maphash.String(c.seed, word)&uint64(len(c.places)-1)]
	if x := place.Load(); x != nil && x.word == word {
		return x.value
	}
	word = strings.Clone(word) // it may be part of a long text
	x := &cached[T]{word, find(word)}
	place.Store(x)
	return x.value
}
