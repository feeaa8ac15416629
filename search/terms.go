package search

import (
	"strings"
	"sync"
	"unicode/utf8"

	"rawi/arabic/letter"
	"rawi/arabic/name"
	"rawi/arabic/word"
	"rawi/text"
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
	known map[string]term
	one   word.Text // of one word
}

// memory is how many words an analyser remembers before it begins anew.
const memory = 1 << 17

var analysers = sync.Pool{New: func() any { return &analyser{parts: word.NewAnalyser(), known: map[string]term{}} }}

// read cuts a stretch of a text into tokens.
func read(s string) *word.Text { return word.Read(s, text.Span{End: len(s)}) }

// terms yields the terms of one token, each with its folded form: none for punctuation and addresses, one for a word, one for each
// word of a hashtag.
func (a *analyser) terms(k word.Token, yield func(fold string, t term)) {
	switch k.Kind {
	case word.Word:
		yield(k.Fold, a.word(k.Fold))
	case word.Number:
		n := number(k.Fold)
		yield(n, term{light: n})
	case word.Latin:
		l := clean(k.Fold)
		yield(l, term{light: l})
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

// word is the term of an Arabic word. Only the folded form counts, so that spellings that fold to one are one in the index too.
func (a *analyser) word(fold string) term {
	if t, ok := a.known[fold]; ok {
		return t
	}
	fold = strings.Clone(fold)
	form := clean(fold)
	t := term{light: form}
	if form == fold && word.Corpus().IDF(fold) >= frequent { // what stands everywhere is taken as it stands
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
	if len(a.known) >= memory {
		clear(a.known)
	}
	a.known[fold] = t
	return t
}

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
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, letter.String(s, letter.Search))), " ")
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
