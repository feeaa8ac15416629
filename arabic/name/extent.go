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
	for k := i + 1; k < j; k++ {
		if cue(f.r.at[k].cue) == kin && f.r.at[k].given == 0 && !strings.HasPrefix(f.t.Tokens[k].Fold, al) {
			j = k // "Jacob, son of the mullah": who comes then is named apart
		}
	}
	for j > i+1 && (f.t.Tokens[i].Is("يا") || f.verbal(i) || f.qualifies(i)) {
		i++
	}
	for j > i+1 && f.indefinite(j-1) {
		if j--; j == i+1 && f.r.at[i].given == 0 && f.r.at[i].strange < 5 {
			return i, i
		}
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

// dashed is where a dash between blanks stands among the tokens (i, j), and what follows it; a lengthening stroke, which is no token, too.
func (f *finder) dashed(i, j int) (before, after int) {
	for k := i + 1; k < j; k++ {
		t := f.t.Tokens[k]
		if f.parted(k) {
			return k, k
		}
		if t.Gap == word.Space && t.Is("-", "–", "—") && k+1 < j && f.t.Tokens[k+1].Gap == word.Space {
			return k, k + 1
		}
	}
	return 0, 0
}

// parted says that a lengthening stroke stands for a dash before token k: it is no token.
func (f *finder) parted(k int) bool {
	from, to := f.t.Tokens[k-1].Span.End, f.t.Tokens[k].Span.Start
	return from < to && strings.TrimSpace(f.t.Source[from:to]) == "ـ" // tokens of one ligature may overlap
}

// phrase takes from the ends of the name of something else than a person what is a verb. A name that begins with one is what the lists know
// at its end, or none.
func (f *finder) phrase(i, j int) (int, int) {
	if i > 0 && j < len(f.t.Tokens) && word.IsQuote(f.t.Tokens[i-1]) && word.IsQuote(f.t.Tokens[j]) {
		return i, j // a title may be a sentence
	}
	for j > i+1 && f.verbal(j-1) {
		j--
	}
	if !f.verbal(i) {
		return i, j
	}
	if n := f.listed[j-1]; n > 0 && f.r.entries[n-1].From > i && f.r.entries[n-1].To == j {
		return f.r.entries[n-1].From, j
	}
	return i, i
}

// verbal says that the word at token k, which no list knows, is a verb by its form, or has a pronoun.
func (f *finder) verbal(k int) bool {
	x := f.r.at[k]
	if f.t.Tokens[k].Kind != word.Word || x.given&0xFF != 0 || f.listed[k] != 0 || strings.HasSuffix(f.t.Raw(k), "ة") {
		return false
	}
	if c := cue(x.cue); c != noCue {
		return c == saying || c == acting
	}
	w := f.t.Tokens[k].Fold
	c := word.Corpus()
	switch {
	case strings.HasPrefix(w, "سي"), strings.HasPrefix(w, "ست"):
		rest := w[2:]
		return len(w) > 8 && (x.strange < 5 && c.DF(rest) >= 5 || c.DF(rest) >= 20 || strings.HasSuffix(w, "ان") && c.DF(strings.TrimSuffix(rest, "ان")) >= 20)
	case strings.HasPrefix(w, "ي") && strings.HasSuffix(w, "ون"):
		return len(w) > 8 && x.strange < 5
	case w == "ليست", w == "ليس", w == "كانت", w == "كان", w == "لم", w == "لن":
		return true
	}
	return c.Take(w).Enc != "" && x.strange < 4 && (strings.HasPrefix(w, "ي") || strings.HasPrefix(w, "ت") || c.DF(w) > 20)
}

// qualifies says that token i is no name but what is said of who is named after it: "the deposed [Salih]", a medium before who writes in it.
func (f *finder) qualifies(i int) bool {
	if titleWords().modifiers.Of(f.t.Tokens[i].Fold) == ended {
		return true
	}
	n := f.listed[i]
	return n > 0 && i+1 < len(f.t.Tokens) && f.r.entries[n-1].From == i && f.r.entries[n-1].To == i+1 && f.r.entries[n-1].Value.kind == text.Organization && f.r.entries[n-1].Value.sure && f.r.at[i].given == 0 &&
		givenTable().Of(f.t.Tokens[i+1].Fold)&native != 0
}

// known says that the word at token k is the family name of a holder of an office, and nothing else.
func (f *finder) known(k int) bool {
	w := f.t.Tokens[k].Fold
	last := offices().last
	return last[w] || last[strings.TrimPrefix(w, "و")]
}

// holderEnds is where the full name of a holder of an office that begins at token i ends; i when none begins there.
func (f *finder) holderEnds(i int) int {
	if p, ok := offices().persons.At(f.t, i); ok {
		return p.To
	}
	return i
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
	return f.r.has(rest) || givenTable().Of(rest) != 0 || word.Corpus().DF(w) < 2 && !glides(rest) || word.Corpus().Take(w).Pro == "و"
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

// joinable says that a folded word begins with a letter that may be a proclitic of prefixes.
func joinable(w string) bool { return len(w) > 2 && strings.Contains("وفلبك", w[:2]) }

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
	whole := givenTable().Of(w) != 0
	c := word.Corpus()
	for _, p := range prefixes {
		rest, ok := strings.CutPrefix(w, p)
		if !ok || len(rest) < 4 {
			continue
		}
		cut := len(p)
		if p != "و" && i > 0 && word.IsQuote(f.t.Tokens[i-1]) && f.t.Tokens[i].Gap < word.Space {
			continue // a name in marks begins with its own letters
		}
		if n := c.DF(w); n > 20 && n > 2*c.DF(rest) && !f.r.has(rest) {
			continue
		}
		if kind == text.Person && i > 0 && f.r.marks[i-1].title%2 == 1 && (p == "ب" || p == "ك" || p == "ف" || p == "ل" && !f.r.has(rest)) {
			continue // right after a title stands a name, without a preposition
		}
		if short, two := strings.CutPrefix(p, "و"); two && short != "" && (givenTable().Of(short+rest) != 0 || f.r.has(short+rest)) {
			continue // "and Basil", not "and by Asil"
		}
		if strings.HasSuffix(p, lam+lam) {
			if !f.r.has(al+rest) && c.DF(al+rest) < 2 {
				continue
			}
			return cut
		}
		known := givenTable().Of(rest) != 0
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

// whole gives a single name its first letter back that looked like a proclitic, where the article names somebody in full whose last word is the
// token as it stands: "Leon Panetta … said Panetta". A last name does not go on with what has the article.
func (f *finder) whole() {
	lasts := map[string]bool{}
	for _, m := range f.named {
		if m.kind == text.Person && m.to > m.from+1 {
			lasts[f.t.Tokens[m.to-1].Fold] = true
		}
	}
	for k := range f.named {
		m := &f.named[k]
		if w := f.t.Tokens[m.from].Fold; m.kind == text.Person && m.to == m.from+2 && lasts[w] && givenTable().Of(w) == 0 && definite(f.t.Tokens[m.from+1].Fold) {
			f.owner[m.from+1] = 0
			m.to-- // "called on Sidran the contractor"
		}
		if m.to != m.from+1 || m.cut == 0 || m.entry != nil {
			continue
		}
		if w := f.t.Tokens[m.from].Fold; lasts[w] && !lasts[w[m.cut:]] {
			m.cut, m.kind = 0, text.Person
		}
	}
}

// fathers takes the first word, which is no given name, off a person's name that goes on with "son of", where the article names another by
// what is left, or by a given name and it: "the conduct of [bin Hammam]".
func (f *finder) fathers() {
	tail := func(m mention) string {
		if m.kind != text.Person || m.to < m.from+2 {
			return ""
		}
		s := m.from
		if !f.t.Tokens[s].Is(son) {
			if s++; !f.t.Tokens[s].Is(son) || m.to < m.from+3 {
				return ""
			}
		}
		out := ""
		for _, t := range f.t.Tokens[s:m.to] {
			out += " " + t.Fold
		}
		return out
	}
	whose := map[string]bool{}
	for _, m := range f.named {
		if s := tail(m); s != "" && (f.t.Tokens[m.from].Is(son) || f.r.at[m.from].given != 0) {
			whose[s] = true
		}
	}
	for k := range f.named {
		m := &f.named[k]
		if s := tail(*m); s != "" && whose[s] && f.r.at[m.from].given == 0 && !f.t.Tokens[m.from].Is(son, "ابن") && word.Corpus().DF(f.t.Tokens[m.from].Fold) > 20 {
			f.owner[m.from] = 0
			m.from, m.cut = m.from+1, 0
		}
	}
}
