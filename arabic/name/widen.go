package name

import (
	"strings"
	"sync"

	"rawi/arabic/letter"
	"rawi/arabic/lexicon"
	"rawi/arabic/word"
	"rawi/text"
)

// widen takes what the tagger left of a person's name where the words around leave no other reading: further names up to what ends
// the phrase ("doctor Muhanna [al-Dallami] that ..."), and unknown words between a verb of saying and what is said.
func (f *finder) widen(sentences [][2]int) {
	for _, s := range sentences {
		for i := s[0]; i < s[1]; i++ {
			if x := f.at(i); x != nil {
				if x.kind == text.Person && x.entry == nil && x.from == i {
					f.back(x, s[0])
					f.onward(x, s[1])
					if x.to > x.from+1 || f.presented(s[0], x.from) {
						f.extend(x, s[1])
					}
				}
				i = x.to - 1
				continue
			}
			if i > s[0] && f.presented(s[0], i) {
				j := f.unknown(i, s[1])
				if j == i && (f.addressed(s[0], i) || f.speaks(s[0], i, s[1])) {
					j = i + 1
				}
				if j > i {
					f.named = append(f.named, mention{from: i, to: j, kind: text.Person, rule: "name.subject"})
					i = j - 1
				}
			}
		}
	}
	f.settle()
}

// marked takes what stands in quotation marks right after the word for a sort of organization: the movement "so-and-so".
func (f *finder) marked(sentences [][2]int) {
	var found []mention
	for _, s := range sentences {
		for i := s[0] + 1; i+2 < s[1]; i++ {
			if !word.IsQuote(f.t.Tokens[i]) || f.t.Tokens[i].Gap >= word.Line || !organizes(cue(f.r.at[i-1].cue)) ||
				strings.HasSuffix(f.t.Tokens[i-1].Fold, "برنامج") || strings.HasSuffix(f.t.Tokens[i-1].Fold, "مجموعه") { // what is called so is mostly a work
				continue
			}
			j := i + 1
			for j < s[1] && j <= i+maxMarked && (f.t.Tokens[j].Kind == word.Word || f.t.Tokens[j].Kind == word.Latin) {
				j++
			}
			if j == i+1 || j >= s[1] || !word.IsQuote(f.t.Tokens[j]) {
				continue
			}
			if x := f.at(i + 1); x == nil || x.from != i+1 || x.to != j {
				found = append(found, mention{from: i + 1, to: j, kind: text.Organization, rule: "name.marks"})
				if y := f.at(i); y != nil && y.from < i && y.to <= j { // half in the marks: no name
					y.to = y.from
				}
			}
			i = j
		}
	}
	f.named = append(found, f.named...)
	f.settle()
}

// maxMarked is of how many words a name in marks may be.
const maxMarked = 4

// organizes says that a word of this class stands before the names of organizations.
func organizes(c cue) bool {
	return c == group || c == organCue || c == firm || c == media || c == clubCue
}

// presented says that a title, or a verb of saying, ends right before token i of a sentence that begins at from.
func (f *finder) presented(from, i int) bool {
	if i <= from || f.t.Tokens[i].Gap >= word.Line {
		return false
	}
	if i-1 > from && f.t.Tokens[i-1].Is("/") { // "the captain / Ali ..."
		i--
	}
	return f.r.marks[i-1].title%2 == 1 || cue(f.r.at[i-1].cue) == saying
}

// extend lets a person's name go on over the names that follow it, when the phrase ends after them.
func (f *finder) extend(x *mention, end int) {
	f.household(x, end)
	j, only := x.to, false
	for j < end && j < x.to+3 && f.owner[j] == 0 {
		if !f.namelike(j) {
			only = true // it stands only when nothing else is left to read
			if !f.mightGoOn(x, j) {
				break
			}
		}
		j++
	}
	if j == x.to || !f.ends(j, end) || only && !f.said(j, end) {
		return
	}
	f.grow(x, j)
}

// household lets a name that names the father ("son of") go on over the family name, and one that ends with "son of" or the word for a house
// over what follows; every name of two words goes on over a family name of the list.
func (f *finder) household(x *mention, end int) {
	j := x.to
	if j >= end || f.owner[j] != 0 || f.t.Tokens[j].Gap != word.Space || f.t.Tokens[j].Kind != word.Word {
		return
	}
	if last := f.t.Tokens[j-1]; !(last.Fold == al && j > x.from+1) && !(last.Is(son, "بنت") && j > x.from+1) && !(f.fathered(x) && f.familyAt(j)) && !f.surnamed(x, j) {
		return
	}
	f.owner[j] = f.owner[x.from]
	x.to = j + 1
}

// fathered says that a name has the word for a son or a daughter and one name behind it.
func (f *finder) fathered(x *mention) bool {
	if x.to-x.from < 3 {
		return false
	}
	son := f.t.Tokens[x.to-2].Is("بن", "بنت", "ابن")
	return son && !strings.HasPrefix(f.t.Tokens[x.to-1].Fold, al)
}

// surnamed says that token j is a family name of the list, no other word, behind a name of two words or more that has none yet.
func (f *finder) surnamed(x *mention, j int) bool {
	g := givenTable().Of(f.t.Tokens[j].Fold)
	return g >= surname && g&common == 0 && f.article(j) && x.to-x.from >= 2 && !strings.HasPrefix(f.t.Tokens[j-1].Fold, al)
}

// familyAt says that token j, written with the article, looks like a family name: an adjective of relation that is no common one, or a word
// hardly ever seen.
func (f *finder) familyAt(j int) bool {
	if !f.plain(j) || !f.article(j) || f.r.at[j].cue != 0 {
		return false
	}
	w := f.t.Tokens[j].Fold
	c := word.Corpus()
	df, bare := c.DF(w), c.DF(strings.TrimPrefix(w, al))
	if strings.HasSuffix(w, "ي") && len(w) > 10 {
		return df < 150 && c.DF(w+"ه")+c.DF(strings.TrimPrefix(w, al)+"ه")+c.DF(strings.TrimPrefix(w, al)+"ين") <= df/4+1
	}
	return df <= 25 && bare <= 10
}

// back lets a person's name begin with the given name before it. One that is another word too must stand behind a title, a verb of saying, a
// name or a sign, or begin the line.
func (f *finder) back(x *mention, from int) {
	for i := x.from - 1; i >= from && x.cut == 0 && f.owner[i] == 0 && f.t.Tokens[i+1].Gap == word.Space && !f.parted(i+1); i-- {
		t := f.t.Tokens[i]
		w, cut := t.Fold, 0
		if rest, ok := strings.CutPrefix(w, "و"); ok && givenTable().Of(w) == 0 && givenTable().Of(rest)&(native|common) == native {
			w, cut = rest, len(w)-len(rest)
		}
		g := givenTable().Of(w)
		if g&native == 0 || t.Is("اولاد", son) || w == "علي" && f.r.marks[i].exact == maksura || f.r.marks[i].title != 0 || f.listed[i] != 0 || cue(f.r.at[i].cue) != noCue && !f.presented(from, i) {
			return
		}
		if g&common != 0 && !(i > from && (f.presented(from, i) || f.owner[i-1] != 0 || f.t.Tokens[i-1].Kind == word.Punct) || i == from || t.Gap >= word.Line) {
			return
		}
		if after := f.r.at[x.from].given & 0xFF; after&foreign != 0 && after&native == 0 && !strings.HasPrefix(f.t.Tokens[x.from].Fold, al) && !f.presented(from, i) {
			return // "the names of [Gail ...]"
		}
		x.from, x.cut = i, cut
		f.owner[i] = f.owner[i+1]
	}
}

// onward lets a person's name go on over given names, "al-Din", "son of" and "servant of" behind it, and a single given name over what is
// by its form a family name.
func (f *finder) onward(x *mention, end int) {
	for x.to < end && f.owner[x.to] == 0 && f.t.Tokens[x.to].Gap == word.Space && !f.parted(x.to) && f.t.Tokens[x.to].Kind == word.Word {
		j, n := x.to, 0
		g := givenTable().Of(f.t.Tokens[j].Fold)
		next := j+1 < end && f.owner[j+1] == 0 && f.t.Tokens[j+1].Gap == word.Space && f.t.Tokens[j+1].Kind == word.Word
		first := givenTable().Of(f.t.Tokens[x.from].Fold[x.cut:])
		switch t := f.t.Tokens[j]; {
		case f.r.marks[j].title != 0 || f.r.marks[j].nation != 0 || f.listed[j] != 0 || f.r.marks[j].exact == maksura && t.Is("علي"):
		case g&native != 0 && first&(native|common) == native && x.to == x.from+1 && !f.known(j-1) && (f.ends(j+1, end) || f.r.marks[j+1].title != 0):
			n = 1 // another word too, but the phrase ends with it
		case x.from > 0 && (called(f.t.Tokens[x.from-1]) || f.t.Tokens[x.from-1].Is("البابا", "الامبراطور", "القيصر", "العاهل", "الملكه")) &&
			t.Is("الاول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن") && !(next && f.t.Tokens[j+1].Is("عشر", "من")):
			n = 1 // "King Abdallah the Second"
		case t.Is("الدين") && first&native != 0 && x.to == x.from+1:
			n = 1
		case g&native != 0 && g&common == 0 && first&native != 0 && !f.known(j-1):
			n = 1
		case t.Is("عبد", "بن") && next && first != 0 && (t.Is("بن") || strings.HasPrefix(f.t.Tokens[j+1].Fold, al)):
			n = 2
		case x.to == x.from+1 && first&(native|common) == native && f.familyAt(j) && !f.known(j-1) && !strings.HasSuffix(f.t.Raw(j), "اة"):
			n = 1
		}
		if n == 0 {
			return
		}
		f.grow(x, j+n)
	}
	if y := f.at(x.to); y != nil && x.to < end && y.kind == text.Person && y.from == x.to && y.cut == 0 && f.t.Tokens[x.to].Gap == word.Space && !f.parted(x.to) &&
		f.t.Tokens[x.to].Is("عبد", son) && givenTable().Of(f.t.Tokens[x.from].Fold[x.cut:])&native != 0 {
		to := y.to
		y.to = y.from // gone
		f.grow(x, to)
	}
}

// grow lets a mention go on to a token.
func (f *finder) grow(x *mention, to int) {
	for k := x.to; k < to; k++ {
		f.owner[k] = f.owner[x.from]
	}
	x.to = to
}

// unknown is where a name that begins at token i ends, of words that are in no list, right after a title or a verb of saying and
// right before what ends the phrase; i when there is none. After a verb what is said must follow.
func (f *finder) unknown(i, end int) int {
	j := i
	for j < end && j < i+4 && f.owner[j] == 0 && f.namelike(j) {
		j++
	}
	if j == i || j == end {
		return i
	}
	if !f.said(j, end) && (cue(f.r.at[i-1].cue) == saying || j == i+1 || !f.ends(j, end)) {
		return i
	}
	return j
}

// addressed says that token i, behind a rank or a form of address, is a family name that stands alone: "engineer al-Quwayhis".
func (f *finder) addressed(from, i int) bool {
	const called = 2*2 + 1 // the mark of the last word of a rank or a form of address: see lists
	return i > from && f.t.Tokens[i].Gap == word.Space && f.r.marks[i-1].title == called && f.familyAt(i)
}

// speaks says that token i, right behind a verb that only means to say, is a family name that stands alone: by its form it is one, no plural and
// no dual.
func (f *finder) speaks(from, i, end int) bool {
	if i == from || f.t.Tokens[i].Gap != word.Space || !f.familyAt(i) || !f.ends(i+1, end) {
		return false
	}
	w := f.t.Tokens[i].Fold
	for _, p := range [...]string{"ون", "ين", "ات", "تان", "ه"} {
		if strings.HasSuffix(w, p) {
			return false
		}
	}
	if rest, dual := strings.CutSuffix(w, "ان"); dual && word.Corpus().DF(rest) > 20 {
		return false
	}
	verb := f.t.Tokens[i-1].Fold
	if rest, ok := strings.CutPrefix(verb, "و"); ok && len(rest) > 4 {
		verb = rest
	}
	return onlySay()[verb]
}

// onlySay is speaks.tsv, folded.
var onlySay = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for _, r := range lexicon.Must(files, "speaks.tsv").Rows {
		m[letter.String(r.Key(), letter.Search)] = true
	}
	return m
})

// said says that what is said begins at token j.
func (f *finder) said(j, end int) bool {
	return j < end && f.t.Tokens[j].Is("ان", "انه", "انها", "بان", "بانه", "بانها", ":")
}

// mightGoOn says that the word at token j may be a family name after the name x: an adjective of relation after a single given
// name, or a rare word without the article.
func (f *finder) mightGoOn(x *mention, j int) bool {
	if !f.plain(j) {
		return false
	}
	w := f.t.Tokens[j].Fold
	c := word.Corpus()
	if f.article(j) {
		return strings.HasSuffix(w, "ي") && len(w) > 10 && j == x.from+1 && givenTable().Of(f.t.Tokens[x.from].Fold[x.cut:])&(native|foreign) != 0
	}
	return c.DF(w) < 60 && f.r.at[j].strange >= 3 && c.Take(w).Pro == "" && c.DF(al+w) <= c.DF(w)/4+1
}

// plain says that token j is a word that the lists know nothing of.
func (f *finder) plain(j int) bool {
	k := f.t.Tokens[j]
	m := f.r.marks[j]
	_, modifies := titleWords().modifiers.Get(k.Fold)
	return k.Kind == word.Word && k.Gap == word.Space && len(k.Fold) > 4 && !modifies &&
		m.entry == 0 && m.nation == 0 && m.title == 0 && m.exact != maksura &&
		(f.r.at[j].cue == 0 || strings.HasPrefix(k.Fold, al) && !f.article(j)) // "Allen" is not the yen
}

// article says that the word at token j is written with the article: folding hides it from a hamza.
func (f *finder) article(j int) bool { return strings.HasPrefix(f.t.Raw(j), "ال") }

// ends says that what stands at token j ends the name before it.
func (f *finder) ends(j, end int) bool {
	if j >= end {
		return true
	}
	k := f.t.Tokens[j]
	return k.Kind == word.Punct || k.Gap >= word.Line || k.Is("ان", "انه", "انها", "بان", "بانه", "بانها", "عن", "في", "من", "علي", "الي", "مع", "خلال",
		"امس", "اليوم", "بعد", "قبل", "عقب", "حول", "لدي", "الذي", "التي", "ل", "ب") || cue(f.r.at[j].cue) == saying
}

// namelike says whether the word at token j, which no mention holds, is by itself likely a name: one of the lists, an adjective of relation that knows no feminine and no plural
// (as family names do), or a word that looks foreign and takes neither the article nor endings.
func (f *finder) namelike(j int) bool {
	if !f.plain(j) {
		return false
	}
	w := f.t.Tokens[j].Fold
	if g := givenTable().Of(w); g != 0 {
		return g&common == 0
	}
	c := word.Corpus()
	df := c.DF(w)
	if strings.HasPrefix(w, al) && !f.article(j) {
		return len(w) > 6 && f.r.at[j].strange >= 4 // "Allen": what folds to it is another word
	}
	if f.article(j) {
		bare := strings.TrimPrefix(w, al)
		if strings.HasSuffix(w, "ي") && len(w) > 10 && df < 60 && c.DF(w+"ه")+c.DF(bare+"ه")+c.DF(bare+"ين")+c.DF(bare+"ا") <= df/20+1 {
			return true
		}
		return false
	}
	if len(w) > 6 && df < 60 && c.Take(w).Pro == "" && f.r.at[j].strange >= 5 && c.DF(al+w) <= df/10 && c.DF(w+"ه")+c.DF(w+"ها")+c.DF(w+"ات") <= df/10+1 {
		return true
	}
	return false
}
