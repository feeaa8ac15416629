package name

import (
	"sync"
	"sync/atomic"

	"github.com/zeebo/xxh3"

	"rawi/arabic/word"
)

// vocabulary remembers what was told of words, since few make up most texts: looking one up costs as much as tagging it. Its places are
// fixed in number, so its memory is bounded (about 20 MB when all are taken); a word takes the place of another whose hash falls there.
// It is for all goroutines: an entry is never changed once it stands.
type vocabulary struct {
	places [1 << vocabularyBits]atomic.Pointer[lex]
}

const vocabularyBits = 16

var vocab = sync.OnceValue(func() *vocabulary { return &vocabulary{} })

// look is what can be told of a token without its neighbours.
func (v *vocabulary) look(k word.Token) *lex {
	place := &v.places[xxh3.HashString(k.Fold)>>(64-vocabularyBits)]
	if x := place.Load(); x != nil && x.fold == k.Fold && x.kind == k.Kind {
		return x
	}
	x := look(k)
	place.Store(x)
	return x
}
