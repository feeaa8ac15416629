package arabic

import (
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
	var out []text.Word
	forms := word.Corpus()
	for _, p := range doc.Parts {
		if p.Role != text.Title && p.Role != text.Body && p.Role != text.Subhead {
			continue
		}
		i, j := t.Range(p.Span)
		for ; i < j; i++ {
			k := t.Tokens[i]
			if k.Kind == word.Punct {
				continue
			}
			w := text.Word{
				Start: uint32(k.Span.Start), End: uint32(k.Span.End), Form: xxh3.HashString(k.Fold),
				Title: p.Role == text.Title, Digits: k.Kind == word.Number,
			}
			w.Stem, w.Weight = w.Form, float32(forms.IDF(k.Fold))
			if k.Kind == word.Word {
				if s := forms.Take(k.Fold); s.Stem != k.Fold {
					w.Stem, w.Weight = xxh3.HashString(s.Stem), float32(forms.IDF(s.Stem))
				}
			}
			if w.Weight < common {
				w.Weight = 0
			}
			out = append(out, w)
		}
	}
	return out
}
