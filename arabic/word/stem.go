package word

import (
	"strings"
	"sync"

	"rawi/arabic/letter"
	"rawi/arabic/lexicon"
)

// fixed says of words of whole.tsv what stays on them.
type fixed uint8

const (
	keepClitics fixed = 1 << iota
	keepEnding
)

var wholes = sync.OnceValue(func() map[string]fixed {
	m := map[string]fixed{}
	for _, r := range lexicon.Must(files, "whole.tsv").Rows {
		m[letter.String(r.Key(), letter.Search)] |= map[string]fixed{"clitics": keepClitics, "ending": keepEnding, "both": keepClitics | keepEnding}[r.Get("keep")]
	}
	return m
})

// pairs are the spellings of pairs.tsv, folded.
var pairs = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for _, r := range lexicon.Must(files, "pairs.tsv").Rows {
		m[letter.String(r.Key(), letter.Search)] = letter.String(r.Get("written"), letter.Search)
	}
	return m
})

// Spelling is the form that stands for a folded word without clitics, where the press spells it in several ways: the word itself
// for most. It may be two words: some write the names of Abd and his like in one.
func Spelling(fold string) string {
	if s, ok := pairs()[fold]; ok {
		return s
	}
	return fold
}

// Proclitics that may stand before a word of whole.tsv.
var before = strings.Fields("و ف ب ل ك وب ول وك فب فل")

// listed is the cut of a word of whole.tsv, with what stands before it.
func listed(fold string) (c Cut, keep fixed, ok bool) {
	m := wholes()
	if k, ok := m[fold]; ok {
		return Cut{}, k, true
	}
	for _, p := range before {
		if rest, ok := strings.CutPrefix(fold, p); ok {
			if k, ok := m[rest]; ok && k&keepClitics != 0 && (len(rest) >= 10 || !strings.HasSuffix(p, kaf)) { // "kabab" is not "as a door"
				return Cut{Pro: len(p)}, k, true
			}
		}
	}
	return Cut{}, 0, false
}

// endings are what the light stem takes off, one of them, when three letters remain: number, gender, relation, the alef of the
// accusative, ta marbuta and the ta that it opens to.
var endings = strings.Fields("ون ين ات ان يه ي ه ا ت")

const threeLetters = 6

// article takes the article off the stem fold[from:to] and returns where the rest begins. It needs the rest to be known beyond
// this form, so that words that begin as the article does stay whole.
func (f *Forms) article(fold string, c Cut) int {
	from, to := c.Pro, len(fold)-c.Enc
	stem := fold[from:to]
	if from > 0 && fold[from-2:from] == lam && strings.HasPrefix(stem, lam) && len(stem) >= threeLetters && f.levelOf(fingerprint(alef), stem) > 0 {
		return from + len(lam)
	}
	if rest, ok := strings.CutPrefix(stem, al); ok && len(rest) >= 4 && (f.level(rest) > 0 || f.levelOf(fingerprint("لل"), rest) > 0 || f.levelOf(fingerprint("بال"), rest) > 0) {
		return from + len(al)
	}
	return from
}

// light is where the light stem of fold[from:to] ends.
func light(fold string, from, to int) int {
	stem := fold[from:to]
	if wholes()[stem]&keepEnding != 0 {
		return to
	}
	for _, e := range endings {
		if rest, ok := strings.CutSuffix(stem, e); ok && len(rest) >= threeLetters {
			return from + len(rest)
		}
	}
	return to
}

// Stem is the search stem of token i, an Arabic word: the folded word without clitics and article, in the spelling that stands
// for all (see Spelling). It depends on the word alone, so that a query finds it whatever stands beside it.
func (a *Analyser) Stem(t *Text, i int) string { return a.Parts(t, i).Stem }

// Light is the light stem of token i, an Arabic word: its search stem without the endings of number, gender and relation. It joins
// what Stem keeps apart, and now and then what should be apart: search gives it half the weight.
func (a *Analyser) Light(t *Text, i int) string { return a.Parts(t, i).Light }
