package name

import (
	"strings"

	"rawi/arabic/number"
	"rawi/arabic/word"
	"rawi/text"
)

// titled says that the words [i, j), which no list knows, begin with a given name right after a title.
func (f *finder) titled(i, j int) bool {
	if i == 0 || j < i+2 || f.r.marks[i-1].title%2 == 0 || f.listed[i] != 0 || f.t.Tokens[i].Gap != word.Space {
		return false
	}
	g := givenTable().Of(f.t.Tokens[i].Fold)
	return g&(native|foreign) != 0 && g&common == 0 && cue(f.r.at[i-1].cue) == noCue && titleWords().modifiers.Of(f.t.Tokens[i-1].Fold) != organ
}

// introduced is the class of the word before token i, over a quotation mark if need be.
func (f *finder) introduced(i int) cue {
	i--
	if i > 0 && (word.IsQuote(f.t.Tokens[i]) || f.t.Tokens[i].Is("(")) {
		i--
	}
	if i < 0 || f.t.Tokens[i+1].Gap >= word.Line {
		return noCue
	}
	return cue(f.r.at[i].cue)
}

// describes says that token i, which may be a state's name or its adjective, is the adjective of the noun before it, which has the
// article like it: "the Saudi league".
func (f *finder) describes(i int) bool {
	if i == 0 || f.r.marks[i].nation == 0 || f.t.Tokens[i].Gap >= word.Line || !strings.HasPrefix(f.t.Tokens[i].Fold, al) {
		return false
	}
	before := strings.TrimLeft(f.t.Tokens[i-1].Fold, "وبفك")
	return strings.HasPrefix(before, al) && len(before) > 6 || strings.HasPrefix(before, lam+lam)
}

// noName says that the one word of an entry at token i is no name here: the adjective of what stands before it, the prayer of sunset.
func (f *finder) noName(i int) bool {
	if two, ok := strings.CutSuffix(f.t.Tokens[i].Fold, "تا"); ok && givenTable().Of(f.t.Tokens[i].Fold) == 0 && f.listed[i] == 0 && word.Corpus().DF(al+two+"ه") >= 90 {
		return true // two of something: "the two papers X and Y"
	}
	return f.describes(i) || i > 0 && f.t.Tokens[i-1].Is("صلاه", "اذان", "وصلاه")
}

// otherwise says that the words of an entry mean another thing here: no name, the name of a paper, or the time of a place.
func (f *finder) otherwise(m match) bool {
	if m.From == 0 {
		return false
	}
	if m.To == m.From+1 && f.noName(m.From) {
		return true
	}
	before := f.t.Tokens[m.From-1]
	quoted := word.IsQuote(before) && m.To < len(f.t.Tokens) && word.IsQuote(f.t.Tokens[m.To])
	paper := cue(f.r.at[m.From-1].cue) == media && m.Prefix == ""
	return (quoted || paper) && m.Value.kind == text.Place || before.Is("بتوقيت", "توقيت")
}

// manyDocs is in how many documents of the corpus a word must stand to be too ordinary for a name that no list knows.
const manyDocs = 1500

// means says that the tagger's name of a kind is the entry's.
func (f *finder) means(m match, kind text.Kind) bool {
	return m.Value.kind == kind || m.Value.sure && !f.otherwise(m) || f.inMarks(m)
}

// ordinary says that the tokens [i, j) are one very common word that no list knows as a name, or a unit.
func (f *finder) ordinary(i, j int) bool {
	if j > i+1 {
		return false
	}
	if cue(f.r.at[i].cue) == unitCue {
		return true
	}
	return f.r.at[i].given == 0 && f.listed[i] == 0 && word.Corpus().DF(f.t.Tokens[i].Fold) > manyDocs
}

// money says that the tokens [i, j), which the tagger takes for a name of this kind, are a currency; a championship called like one has
// its year behind it, and a club stands behind no amount.
func (f *finder) money(i, j int, kind text.Kind) bool {
	w := f.t.Tokens[i].Fold
	amount := i > 0 && j == i+1 && (f.t.Tokens[i-1].Kind == word.Number || f.t.Tokens[i-1].Is("الف", "مليون", "مليار", "ملايين", "مليارات", "الاف", "مءه"))
	if amount && (number.Currency(w) || number.Currency(strings.TrimSuffix(w, alef))) {
		return true
	}
	if kind != text.Other || !number.Currency(w) && !number.Currency(strings.TrimPrefix(w, "ب")) && !number.Currency(strings.TrimPrefix(w, "و")) &&
		!number.Currency(al+strings.TrimPrefix(w, lam+lam)) {
		return false
	}
	if j < len(f.t.Tokens) && f.t.Tokens[j].Kind == word.Number && len(f.t.Tokens[j].Fold) == 4 {
		return false
	}
	return true
}

// possessed says that the word at token i is a common word with a pronoun or the ending of a plural: "our congratulations", "the empty".
// The names of places and bodies may end like plurals.
func (f *finder) possessed(i int, kind text.Kind) bool {
	w := f.t.Tokens[i].Fold
	if f.r.at[i].given != 0 || f.r.at[i].strange >= 5 || f.listed[i] != 0 {
		return false
	}
	c := word.Corpus()
	if rest, ok := strings.CutSuffix(w, "ك"); ok && len(rest) >= 6 && kind == text.Person && c.DF(rest) > max(20, 10*c.DF(w)) && c.DF(al+rest) > 20 {
		return true // "your head"
	}
	if rest, ok := strings.CutSuffix(w, "ان"); ok && kind == text.Person && strings.HasPrefix(rest, al) && givenTable().Of(strings.TrimPrefix(rest, al)) == 0 && c.DF(rest) > 300 {
		return true // the two sources
	}
	for _, p := range [...]string{"ها", "هم", "نا", "كم", "ني", "ته", "ين", "ون"} {
		if rest, ok := strings.CutSuffix(w, p); ok && len(rest) >= 6 && (kind == text.Person || p != "ين" && p != "ون") {
			return c.DF(rest)+c.DF(al+rest)+c.DF(rest+"ه")+c.DF(strings.TrimSuffix(rest, "ت")+"ه") > 20
		}
	}
	return false
}

// noun says that the word at token i, which no list knows, is a common noun with the article: "the state", "the war".
func (f *finder) noun(i int) bool {
	w := f.t.Tokens[i].Fold
	bare, ok := strings.CutPrefix(w, al)
	if !ok || f.listed[i] != 0 || f.r.at[i].given != 0 || f.introduced(i) != noCue {
		return false
	}
	c := word.Corpus()
	return c.DF(w) > 200 && c.DF(bare) > 200
}

// indefinite says that the word at token i is written with the ending of an indefinite accusative, as names hardly ever are.
func (f *finder) indefinite(i int) bool { return strings.ContainsRune(f.t.Raw(i), '\u064B') }

// chance says that token i looks like a person's name only because the word is a name too: no title and no verb stands before
// it, and the article has nobody else of that name.
func (f *finder) chance(i, cut int) bool {
	w := f.t.Tokens[i].Fold[cut:]
	if w == "علي" && strings.HasSuffix(f.t.Raw(i), "ى") {
		return true // "on"
	}
	if n := Title(f.t, i); n > 1 || n == 1 && givenTable().Of(w) == 0 {
		return true // "secretary general", not somebody called Amin
	}
	if _, holder := offices().last[w]; holder || givenTable().Of(w)&common == 0 && (givenTable().Of(w) != 0 || !doubtful(w)) {
		return false
	}
	if cut > 0 && !strings.HasPrefix(f.t.Tokens[i].Fold, "و") {
		return true
	}
	if i == 0 || f.r.marks[i-1].title != 0 || isFamily(w) {
		return false
	}
	c := cue(f.r.at[i-1].cue)
	return c != saying && c != acting && c != kin
}
