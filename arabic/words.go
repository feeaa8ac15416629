package arabic

import (
	"sync"
	"sync/atomic"

	"rawi/arabic/word"
	"rawi/text"

	"github.com/zeebo/xxh3"
)

// common is the inverse document frequency below which a word carries no content: it stands in more than a fifth of all texts.
const common = 1.6

// Words makes an article's title and body ready for comparison again, from its text and parts: for articles that come from a
// library, which keeps everything else that Read finds.
func Words(doc *text.Doc) []text.Word { return words(word.Read(doc.Text, doc.Range()), doc) }

// words makes the article's title and body ready for comparison.
func words(t *word.Text, doc *text.Doc) []text.Word {
	n := 0
	for range compared(t, doc) {
		n++
	}
	if n == 0 {
		return nil
	}
	out := make([]text.Word, 0, n)
	terms := terms()
	for i, title := range compared(t, doc) {
		k := t.Tokens[i]
		x := terms.of(k.Fold, k.Kind)
		out = append(out, text.Word{
			Start: uint32(k.Span.Start), End: uint32(k.Span.End), Form: x.form, Stem: x.stem, Weight: x.weight,
			Title: title, Digits: k.Kind == word.Number,
		})
	}
	return out
}

// compared are the tokens that comparisons go by, and whether they stand in the title.
func compared(t *word.Text, doc *text.Doc) func(yield func(int, bool) bool) {
	return func(yield func(int, bool) bool) {
		for _, p := range doc.Parts {
			if p.Role != text.Title && p.Role != text.Body && p.Role != text.Subhead {
				continue
			}
			i, j := t.Range(p.Span)
			for ; i < j; i++ {
				if t.Tokens[i].Kind != word.Punct && !yield(i, p.Role == text.Title) {
					return
				}
			}
		}
	}
}

// term is what a word is compared by.
type term struct {
	form, stem uint64
	weight     float32
	kind       word.Kind
}

// termTable remembers terms, since few words make up most texts. Its places are fixed in number; a word takes the place of another whose
// hash falls there. It is for all goroutines: a term is never changed once it stands.
type termTable [1 << termBits]atomic.Pointer[term]

const termBits = 16

var terms = sync.OnceValue(func() *termTable { return &termTable{} })

// of is the term of a folded word.
func (m *termTable) of(fold string, kind word.Kind) *term {
	h := xxh3.HashString(fold)
	place := &m[h>>(64-termBits)]
	if x := place.Load(); x != nil && x.form == h && x.kind == kind {
		return x
	}
	forms := word.Corpus()
	x := &term{form: h, stem: h, weight: float32(forms.IDF(fold)), kind: kind}
	if kind == word.Word {
		if s := forms.Take(fold); s.Stem != fold {
			x.stem, x.weight = xxh3.HashString(s.Stem), float32(forms.IDF(s.Stem))
		}
	}
	if x.weight < common {
		x.weight = 0
	}
	place.Store(x)
	return x
}
