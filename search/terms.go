package search

import (
	"strings"
	"unicode/utf8"

	"rawi/arabic/word"
	"rawi/text"
)

// A term stands in the index for one word of a text. It is written stem|proclitics|enclitic, or stem| for a word without clitics.
// So a word in any inflection is found by the prefix "stem|", and the very form by the whole term, in one index of one term a word.

// term is a word as it is indexed.
type term struct {
	stem  string // what stands before the first bar
	exact string // the whole term
}

// longest is how many bytes of a stem are kept: no word is longer, and what is, is no word.
const longest = 96

// apart stands between two names in one column, so that no two names are read as one.
const apart = "_"

// analyser turns tokens into terms. It remembers the words that it has taken apart, since few make up most of a text; it is not
// for several goroutines at once.
type analyser struct {
	forms *word.Forms
	known map[string]term
}

func newAnalyser() *analyser {
	return &analyser{forms: word.Corpus(), known: map[string]term{}}
}

// memory is how many words an analyser remembers before it begins anew.
const memory = 1 << 16

// read cuts a stretch of a text into tokens.
func read(s string) *word.Text { return word.Read(s, text.Span{End: len(s)}) }

// terms yields the terms of one token: none for punctuation and addresses, one for a word, one for each word of a hashtag.
func (a *analyser) terms(k word.Token, yield func(term)) {
	switch k.Kind {
	case word.Word:
		yield(a.word(k.Fold))
	case word.Number:
		yield(bare(number(k.Fold)))
	case word.Latin:
		yield(bare(k.Fold))
	case word.Link:
		tag := strings.TrimLeft(k.Fold, "#@")
		if tag == k.Fold {
			return
		}
		for part := range strings.SplitSeq(tag, "_") {
			for _, t := range read(part).Tokens {
				if t.Kind == word.Word || t.Kind == word.Number || t.Kind == word.Latin {
					a.terms(t, yield)
				}
			}
		}
	}
}

// word is the term of an Arabic word.
func (a *analyser) word(fold string) term {
	if t, ok := a.known[fold]; ok {
		return t
	}
	s := a.forms.Take(fold)
	t := bare(s.Stem)
	if s.Pro != "" || s.Enc != "" {
		t.exact = t.stem + "|" + s.Pro + "|" + s.Enc
	}
	if len(a.known) >= memory {
		clear(a.known)
	}
	a.known[strings.Clone(fold)] = t
	return t
}

// bare is the term of a word without clitics. Dots inside acronyms are left out; any other sign that the index would part words
// at is replaced.
func bare(stem string) term {
	clean := true
	for i := range len(stem) {
		c := stem[i]
		clean = clean && (c >= utf8.RuneSelf || c >= 'a' && c <= 'z' || c >= '0' && c <= '9')
	}
	if !clean {
		stem = strings.Map(func(r rune) rune {
			switch {
			case r >= utf8.RuneSelf || r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
				return r
			case r == '.':
				return -1
			}
			return '_'
		}, stem)
	}
	if len(stem) > longest {
		cut := longest
		for !utf8.RuneStart(stem[cut]) {
			cut--
		}
		stem = stem[:cut]
	}
	return term{strings.Clone(stem), stem + "|"}
}

// number writes a number without the marks that group its digits by three, and a decimal mark of any kind as a full stop would be:
// 1,200 and 1200 are found by one another.
func number(fold string) string {
	if strings.IndexFunc(fold, notDigit) < 0 {
		return fold
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
	return b.String()
}

func notDigit(r rune) bool { return r < '0' || r > '9' }

// groups says that three digits stand at the beginning of s, and no fourth.
func groups(s string) bool {
	return len(s) >= 3 && strings.IndexFunc(s[:3], notDigit) < 0 && (len(s) == 3 || notDigit(rune(s[3])))
}
