package name

import (
	"sync"
	"sync/atomic"

	"github.com/zeebo/xxh3"

	"rawi/arabic/word"
)

// vocabulary remembers what was told of words, since few make up most texts: looking one up costs as much as tagging it. Its places are
// fixed in number, so its memory is bounded (about 28 MB when all are taken). A word takes the place of another whose hash falls there,
// unless that was asked for again since the last that wanted its place: so the words of every day stay, and those met once go. It is for all
// goroutines: an entry is never changed once it stands, but for what is told of it later.
type vocabulary struct {
	places [1 << vocabularyBits]atomic.Pointer[lex]
}

const vocabularyBits = 17

var vocab = sync.OnceValue(func() *vocabulary { return &vocabulary{} })

// look is what can be told of a token without its neighbours.
func (v *vocabulary) look(k word.Token) *lex {
	h := xxh3.HashString(k.Fold)
	place := &v.places[h>>(64-vocabularyBits)]
	old := place.Load()
	if old != nil && old.id == h && old.kind == k.Kind && old.len == uint32(len(k.Fold)) { // 64 bits and the length tell words apart
		if !old.asked.Load() {
			old.asked.Store(true)
		}
		return old
	}
	x := look(k)
	x.id = h
	if old != nil && old.asked.Load() {
		old.asked.Store(false)
	} else {
		place.Store(x)
	}
	return x
}
