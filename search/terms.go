package search

import (
	"runtime"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"rawi/arabic/letter"
	"rawi/arabic/name"
	"rawi/arabic/word"
	"rawi/text"

	"github.com/zeebo/xxh3"
)

// A word stands in the index under one key: its field, its light stem, the ending that makes the light stem the search stem, and
// the rest of its form. Keys are sorted, so that a word in any inflection, in any combination with clitics, or in its very form is
// three widths of one stretch of keys, and no word is indexed twice:
//
//	t mhnds 0                all inflections of "engineer"
//	t mhnds 0 yn 0           engineers, with whatever clitics
//	t mhnds 0 yn 0 wal 1     "and the engineers", and nothing else
//
// 0 parts the parts, and 1 stands for the stem in the form.
const (
	part  = "\x00"
	place = "\x01"
)

// field is what a key begins with.
type field byte

// The fields. A name's words stand under speakers, sources, outlets and places, each name apart from the next; sounds leads from
// the sound of a name's word to its spellings; names has whole names, for suggestions.
const (
	texts    field = 't'
	speakers field = 's'
	sources  field = 'c'
	outlets  field = 'o'
	places   field = 'p'
	sounds   field = 'k'
	names    field = 'n'
)

// term is a word as it is indexed.
type term struct {
	light, ending, rest string
}

// group is the key that all inflections of a term in a field begin with.
func (t term) group(f field) string { return string(rune(f)) + t.light + part }

// exact is the key of the very form.
func (t term) exact(f field) string {
	return string(rune(f)) + t.light + part + t.ending + part + t.rest
}

// stem is the search stem.
func (t term) stem() string { return t.light + t.ending }

// longest is how many bytes of a word are kept: no word is longer, and what is, is no word.
const longest = 96

// analyser turns tokens into terms. It remembers the words that it has taken apart, since few make up most of a text; it is not
// for several goroutines at once.
type analyser struct {
	parts *word.Analyser
	words []indexed
	table []slot             // an open hash table
	named map[string][]int32 // the words of names
	one   word.Text          // of one word
}

// indexed is a word that the analyser has met.
type indexed struct {
	term
	key string // in texts
}

// slot is the place of a word in words, and 1; 0 for none. Folded forms are told apart by their hash alone.
type slot struct {
	hash uint64
	n    int32
}

// memory is how many words an analyser remembers. Beyond that it begins anew.
const memory = 1 << 17

// free are the analysers that nobody uses, nil for those that have not been made. There are hardly more of them than processors: what
// one remembers is dear, and more would only share the processors. Whoever has one does not wait for another.
var free = sync.OnceValue(func() chan *analyser {
	n := runtime.GOMAXPROCS(0) + 1
	c := make(chan *analyser, n)
	for range n {
		c <- nil
	}
	return c
})

// takeAnalyser takes an analyser, or waits for one; it goes back by back.
func takeAnalyser() *analyser {
	if a := <-free(); a != nil {
		return a
	}
	return &analyser{parts: word.NewAnalyser(), table: make([]slot, 1<<12), named: map[string][]int32{}}
}

// back gives an analyser back.
func (a *analyser) back() {
	if len(a.words) >= memory {
		clear(a.table)
		clear(a.named)
		a.words = a.words[:0]
	}
	free() <- a
}

// at is where a folded form stands in the table, or would.
func (a *analyser) at(hash uint64) *slot {
	mask := len(a.table) - 1
	for i := int(hash) & mask; ; i = (i + 1) & mask {
		if s := &a.table[i]; s.n == 0 || s.hash == hash {
			return s
		}
	}
}

// learn remembers a term by its folded form.
func (a *analyser) learn(hash uint64, t term) int32 {
	if 4*len(a.words) >= 3*len(a.table) {
		old := a.table
		a.table = make([]slot, 2*len(old))
		for _, s := range old {
			if s.n > 0 {
				*a.at(s.hash) = s
			}
		}
	}
	a.words = append(a.words, indexed{t, t.exact(texts)})
	*a.at(hash) = slot{hash, int32(len(a.words))}
	return int32(len(a.words)) - 1
}

// settled is the inverse document frequency below which a word is none of those names that everyone spells his own way.
const settled = 4.5

// read cuts a stretch of a text into tokens.
func read(s string) *word.Text { return word.Read(s, text.Span{End: len(s)}) }

// terms yields the terms of one token, by their places in words: none for punctuation and addresses, one for a word, one for each
// word of a hashtag.
func (a *analyser) terms(k word.Token, yield func(n int32)) {
	switch k.Kind {
	case word.Word:
		yield(a.word(k.Fold))
	case word.Number:
		yield(a.bare(number(k.Fold)))
	case word.Latin:
		yield(a.bare(clean(k.Fold)))
	case word.Link:
		tag := strings.TrimLeft(k.Fold, "#@")
		if tag == k.Fold {
			return
		}
		for piece := range strings.SplitSeq(tag, "_") {
			for _, t := range read(piece).Tokens {
				if t.Kind != word.Link {
					a.terms(t, yield)
				}
			}
		}
	}
}

// bare is the place of a term that has no inflections.
func (a *analyser) bare(form string) int32 {
	h := xxh3.HashString(form)
	if s := a.at(h); s.n > 0 {
		return s.n - 1
	}
	return a.learn(h, term{light: form})
}

// word is the place of the term of an Arabic word. Only the folded form counts, so that spellings that fold to one are one in the
// index too.
func (a *analyser) word(fold string) int32 {
	h := xxh3.HashString(fold)
	if s := a.at(h); s.n > 0 {
		return s.n - 1
	}
	fold = strings.Clone(fold)
	form := clean(fold)
	t := term{light: form}
	if form != fold {
		t.rest = strconv.FormatUint(h, 36) // for no two words may have one key
	} else if len(fold) > longestFrequent || word.Corpus().IDF(fold) >= frequent { // what stands everywhere is taken as it stands
		a.one.Source = fold
		a.one.Tokens = append(a.one.Tokens[:0], word.Token{Fold: fold, Span: text.Span{End: len(fold)}})
		p := a.parts.Parts(&a.one, 0)
		t = term{light: p.Light, ending: p.Stem[len(p.Light):], rest: form}
		if before, after, ok := strings.Cut(form, p.Stem); ok {
			t.rest = before + place + after
		}
		if t.rest == place {
			t.rest = ""
		}
	}
	return a.learn(h, t)
}

// name is the places of the terms of a name's words.
func (a *analyser) name(s string) []int32 {
	out, ok := a.named[s]
	if !ok {
		for _, k := range read(s).Tokens {
			a.terms(k, func(n int32) { out = append(out, n) })
		}
		a.named[strings.Clone(s)] = out
	}
	return out
}

// longestFrequent is how many bytes the words have at most that stand in so many texts: longer ones need not be looked up.
const longestFrequent = 12

// clean leaves out the dots of acronyms and what keys are parted by, and cuts what is too long for a word.
func clean(fold string) string {
	if strings.ContainsAny(fold, ".\x00\x01") {
		fold = strings.NewReplacer(".", "", "\x00", "", "\x01", "").Replace(fold)
	}
	if len(fold) > longest {
		cut := longest
		for !utf8.RuneStart(fold[cut]) {
			cut--
		}
		fold = fold[:cut]
	}
	return strings.Clone(fold)
}

// sound is the key under which the spellings of a word of a name stand.
func sound(stem string) string { return string(rune(sounds)) + name.Sound(stem) + part }

// fold is how a name, or the beginning of one, is written in a key.
func fold(s string) string {
	return strings.Join(strings.Fields(plain(letter.String(s, letter.Search))), " ")
}

// plain has blanks in place of control characters.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, s)
}

// number writes a number without the marks that group its digits by three, and a decimal mark of any kind as a full stop would be:
// 1,200 and 1200 are found by one another.
func number(fold string) string {
	if strings.IndexFunc(fold, notDigit) < 0 {
		return clean(fold)
	}
	var b strings.Builder
	for i, r := range fold {
		switch {
		case !notDigit(r):
			b.WriteRune(r)
		case r == '.' || !groups(fold[i+utf8.RuneLen(r):]):
			b.WriteByte('_')
		}
	}
	return clean(b.String())
}

func notDigit(r rune) bool { return r < '0' || r > '9' }

// groups says that three digits stand at the beginning of s, and no fourth.
func groups(s string) bool {
	return len(s) >= 3 && strings.IndexFunc(s[:3], notDigit) < 0 && (len(s) == 3 || notDigit(rune(s[3])))
}
