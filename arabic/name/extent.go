package name

import (
	"strings"

	"rawi/arabic/word"
	"rawi/text"
)

// trim takes from the ends of a person's name of two words or more what is none: single Latin letters, verbs, the commonest words.
func (f *finder) trim(i, j int) (int, int) {
	foreign := func(k int) bool {
		x := f.r.at[k]
		if f.t.Tokens[k].Kind == word.Latin {
			return len(f.t.Tokens[k].Fold) == 1
		}
		return x.given == 0 && f.listed[k] == 0 && f.t.Tokens[k].Kind == word.Word &&
			(cue(x.cue) == saying || cue(x.cue) == acting || x.cue == 0 && word.Corpus().DF(f.t.Tokens[k].Fold) > manyDocs)
	}
	if k, ok := titleAt(f.t, j-1); ok && j > i+2 && k.to > j && k.state != nil {
		j-- // "Qaboos bin Said, Sultan of Oman"
	}
	for j > i+1 && foreign(i) {
		i++
	}
	for j > i+1 && foreign(j-1) {
		j--
	}
	return i, j
}

// known says that the word at token k is the family name of a holder of an office, and nothing else.
func (f *finder) known(k int) bool {
	w := f.t.Tokens[k].Fold
	last := offices().last
	return last[w] || last[strings.TrimPrefix(w, "و")]
}

// dative says that "for" or "to" is joined to the word at token k: it is no further word of a person's name.
func (f *finder) dative(k int) bool {
	w := f.t.Tokens[k].Fold
	if strings.HasPrefix(w, lam+lam) {
		return len(w) > 8
	}
	if !strings.HasPrefix(w, lam) || len(w) < 8 || f.r.at[k].given != 0 {
		return false
	}
	c := word.Corpus()
	return c.Take(w).Pro == lam && c.DF(w[len(lam):]) > 20
}

// joins says whether token k of a person's name is another person, or another word, joined to the name by "and".
func (f *finder) joins(k int) bool {
	w := f.t.Tokens[k].Fold
	rest, ok := strings.CutPrefix(w, "و")
	if !ok || len(rest) < 6 || f.r.at[k].given&0xFF != 0 {
		return false
	}
	return f.r.has(rest) || givenNames()[rest] != 0 || word.Corpus().DF(w) < 2 && !glides(rest) || word.Corpus().Take(w).Pro == "و"
}

// afterTitle is where the name itself begins when the tokens [i, j) begin with a title.
func (f *finder) afterTitle(i, j int) int {
	for i < j {
		n := Title(f.t, i)
		x := f.r.at[i]
		if n == 0 || i+n >= j || n == 1 && x.given != 0 && !strings.HasPrefix(f.t.Tokens[i].Fold, al) {
			break
		}
		i += n
	}
	return i
}

// offset is how many folded bytes of token i stand before byte pos of the source.
func (f *finder) offset(i, pos int) int {
	fold := f.t.Tokens[i].Fold
	for n := range fold {
		if f.t.Place(i, n, len(fold)).Start >= pos {
			return n
		}
	}
	return 0
}

// prefixes are the proclitics that a name may carry, longest first.
var prefixes = [...]string{"ولل", "فلل", "لل", "وب", "ول", "وك", "فب", "فل", "و", "ف", "ب", "ل", "ك"}

// proclitics is how many bytes of token i are proclitics before a name. A letter is one only where there is evidence: what is
// left is a known name, stands alone elsewhere in the article, or is much commoner than the whole.
func (f *finder) proclitics(i int, kind text.Kind) int {
	w := f.t.Tokens[i].Fold
	if f.t.Tokens[i].Kind != word.Word || len(w) < 6 {
		return 0
	}
	if _, ok, cut := f.site(i); ok {
		return cut
	}
	whole := givenNames()[w] != 0
	c := word.Corpus()
	for _, p := range prefixes {
		rest, ok := strings.CutPrefix(w, p)
		if !ok || len(rest) < 4 {
			continue
		}
		cut := len(p)
		if kind == text.Person && i > 0 && f.r.marks[i-1].title%2 == 1 && (p == "ب" || p == "ك" || p == "ف" || p == "ل" && !f.r.has(rest)) {
			continue // right after a title stands a name, without a preposition
		}
		if short, two := strings.CutPrefix(p, "و"); two && short != "" && (givenNames()[short+rest] != 0 || f.r.has(short+rest)) {
			continue // "and Basil", not "and by Asil"
		}
		if strings.HasSuffix(p, lam+lam) {
			if !f.r.has(al+rest) && c.DF(al+rest) < 2 {
				continue
			}
			return cut
		}
		known := givenNames()[rest] != 0
		listing := p == "و" && !glides(rest) && len(f.named) > 0 && f.named[len(f.named)-1].to == i
		switch {
		case whole && !(f.r.has(rest) && !f.r.has(w)):
			return 0
		case f.r.has(rest) && len(rest) > 4, known && len(rest) > 4, listing:
			return cut
		case strings.HasPrefix(rest, al) && len(rest) > 8 && (p == "و" || p == "ب" || p == "وب"):
			return cut
		case c.Take(w).Pro == p && !strings.HasPrefix(rest, "و") && (kind != text.Person || p == "و" || p == "ف"):
			return cut
		case p == "و" && len(rest) >= 6 && c.DF(w) < 2 && !glides(rest):
			return cut
		}
	}
	return 0
}

// glides says that what follows a w- begins with a vowel letter, as in Wilson and Watson, where the w- is mostly part of a name.
func glides(rest string) bool { return strings.HasPrefix(rest, alef) || strings.HasPrefix(rest, "ي") }

// the folded letters alef and l.
const alef, lam = "ا", "ل"
