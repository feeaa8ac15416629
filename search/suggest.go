package search

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"rawi/text"
)

// Suggestion is something that a reader may be about to type.
type Suggestion struct {
	Text     string    // a name as it is written, or a word, folded
	Kind     text.Kind // "" for a word
	Articles int       // about how many have it
}

// maxLooked is how many entries of a segment are looked at for suggestions.
const maxLooked = 20_000

// kinds are the kinds of names; in a key the place here stands for one.
var kinds = []text.Kind{text.Other, text.Person, text.Place, text.Organization}

func kindOf(c byte) text.Kind { return kinds[int(c-'0')%len(kinds)] }

// Suggest is up to n names that begin as typed does, in any spelling that folds to one, the most frequent first, and after them words
// that begin as its last word does, each in its most frequent form. At least two letters must have been typed.
func (x *Index) Suggest(ctx context.Context, typed string, n int) ([]Suggestion, error) {
	begin := fold(typed)
	if utf8.RuneCountInString(begin) < 2 || len(begin) > longest || n <= 0 {
		return nil, nil
	}
	var out []Suggestion
	err := x.with(ctx, func(s *snapshot) error {
		whole, err := x.begin(ctx, s, string(rune(names))+begin, func(key string) string {
			_, shown, _ := strings.Cut(key, part)
			return shown
		})
		if err != nil {
			return err
		}
		out = out[:0]
		for _, c := range frequentest(whole, n) {
			out = append(out, Suggestion{Text: c.what[1:], Kind: kindOf(c.what[0]), Articles: c.articles})
		}
		last := begin[strings.LastIndexByte(begin, ' ')+1:]
		if cut, ok := strings.CutPrefix(last, article); ok && len(cut) >= len(article) {
			last = cut // words stand in the index without it
		}
		if utf8.RuneCountInString(last) < 2 || len(out) == n {
			return nil
		}
		words, err := x.begin(ctx, s, string(rune(texts))+last, form)
		for _, c := range frequentest(words, n-len(out)) {
			out = append(out, Suggestion{Text: c.what, Articles: c.articles})
		}
		return err
	})
	return out, err
}

// article is the Arabic article, folded.
const article = "\u0627\u0644"

// form is the word of a key of texts, as it is written, folded.
func form(key string) string {
	p := strings.SplitN(key[1:], part, 3)
	if len(p) < 3 {
		return ""
	}
	stem := p[0] + p[1]
	switch before, after, ok := strings.Cut(p[2], place); {
	case ok:
		return before + stem + after
	case p[2] == "":
		return stem
	}
	return p[2]
}

// begin counts the articles of the keys that begin so, by what name makes of a key.
func (x *Index) begin(ctx context.Context, s *snapshot, prefix string, name func(key string) string) (map[string]int, error) {
	out := map[string]int{}
	for _, seg := range s.segments {
		looked := 0
		err := x.entries(ctx, seg, prefix, func(key, value []byte) (bool, error) {
			l, err := unpackList(value)
			if err != nil {
				return false, err
			}
			out[name(string(key))] += int(l.count)
			looked++
			return looked < maxLooked, nil
		})
		if err != nil {
			return nil, err
		}
	}
	delete(out, "")
	return out, nil
}

// counted is something with how many articles have it.
type counted struct {
	what     string
	articles int
}

// frequentest is the n that most articles have.
func frequentest(m map[string]int, n int) []counted {
	var out []counted
	for k, v := range m {
		out = append(out, counted{k, v})
	}
	slices.SortFunc(out, func(a, b counted) int {
		if a.articles != b.articles {
			return b.articles - a.articles
		}
		return strings.Compare(a.what, b.what)
	})
	return out[:min(n, len(out))]
}
