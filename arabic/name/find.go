package name

import (
	"sort"
	"strings"

	"rawi/arabic/letter"
	"rawi/arabic/word"
	"rawi/text"
)

// mention is a name as it stands in the text.
type mention struct {
	from, to int // tokens [from, to)
	cut      int // how many bytes of proclitics the first token has in its folded form
	kind     text.Kind
	entry    *entry  // in the lists
	person   *person // in the article's memory
	who      string  // the entity where neither tells
	rule     string
}

// finder finds the names of one article.
type finder struct {
	t      *word.Text
	r      *Reader
	day    text.Day
	named  []mention // in order, not overlapping
	owner  []int32   // for each token, 1 + the index in named of the mention that it belongs to
	listed []int32   // for each token, 1 + the index in r.entries of the entry that it belongs to

	spelling map[string]string // the commonest spelling of what is in no list, by its folded form
}

// find runs the tagger over the sentences, with what the lists are sure of as a constraint, and puts right where names begin.
func (f *finder) find(sentences [][2]int) {
	barred := make([]uint16, len(f.t.Tokens))
	for k, m := range f.r.entries {
		for i := m.From; i < m.To; i++ {
			f.listed[i] = int32(k + 1)
		}
		if !f.inMarks(m) && (!m.Value.sure || f.otherwise(m)) {
			continue
		}
		barred[m.From] = 1 << Outside
		if f.alone(m) {
			barred[m.From] |= 1 << Inside(text.Person)
		}
		for i := m.From + 1; i < m.To; i++ {
			barred[i] = 1 << Outside
			for _, k := range kinds {
				barred[i] |= 1 << Begin(k)
			}
		}
	}
	f.holders(sentences, barred)
	tagger := tagger()
	for _, s := range sentences {
		labels := tagger.Tag(f.r, s[0], s[1], barred)
		for i := 0; i < len(labels); {
			if labels[i] == Outside {
				i++
				continue
			}
			j := i + 1
			for j < len(labels) && labels[j] != Outside && !labels[j].First() {
				j++
			}
			f.take(s[0]+i, s[0]+j, labels[i].Kind())
			i = j
		}
		f.latin(s[0], s[1])
	}
}

// inMarks says that an organization of the lists stands in quotation marks after the word for what it is: the movement "Fatah".
func (f *finder) inMarks(m match) bool {
	return m.Value.kind == text.Organization && m.From > 1 && m.To < len(f.t.Tokens) && word.IsQuote(f.t.Tokens[m.From-1]) &&
		word.IsQuote(f.t.Tokens[m.To]) && organizes(f.introduced(m.From))
}

// alone says that an entry is no further word of a person's name: a preposition is joined to it, or it is a state or a capital.
func (f *finder) alone(m match) bool {
	if m.Prefix != "" && m.Prefix != "و" {
		return true
	}
	return m.Value.class == country || m.Value.class == capital
}

// holders makes sure that the holders of offices of the table are persons: their full names, and last names that mean nothing else.
func (f *finder) holders(sentences [][2]int, barred []uint16) {
	const only = ^uint16(1<<1 | 1<<2) // the labels of a person
	last := offices().last
	for _, s := range sentences {
		for i := s[0]; i < s[1]; i++ {
			if p, ok := offices().persons.At(f.t, i); ok && p.To <= s[1] {
				for j := p.From + 1; j < p.To; j++ {
					barred[j] = ^uint16(1 << Inside(text.Person))
				}
				barred[p.From] = only // a longer name may hold it
				if p.To < s[1] && f.begins(p.To) {
					barred[p.To] |= 1 << Inside(text.Person)
				}
				i = p.To - 1
				continue
			}
			w := f.t.Tokens[i].Fold
			rest := strings.TrimPrefix(w, "و")
			if last[w] || last[rest] || len(rest) > 8 && (rest[:2] == "ل" || rest[:2] == "ب") && last[rest[2:]] {
				barred[i] = only
			}
		}
	}
}

// begins says that token i, after a full name, has the article and is no name: it belongs to what follows.
func (f *finder) begins(i int) bool {
	w := f.t.Tokens[i].Fold
	return strings.HasPrefix(w, al) && len(w) > 6 && givenNames()[w] == 0 && !strings.HasSuffix(w, "ي")
}

// latin takes names in Latin letters that stand right after a title: two capitalised words or more.
func (f *finder) latin(from, to int) {
	for i := from + 1; i < to; i++ {
		if f.r.marks[i-1].title%2 == 0 {
			continue
		}
		j := i
		for j < to && f.t.Tokens[j].Kind == word.Latin && f.r.marks[j].exact == capitalised && f.t.Tokens[j].Gap == word.Space {
			j++
		}
		if j > i+1 {
			f.named = append(f.named, mention{from: i, to: j, kind: text.Person, rule: "name.latin"})
			i = j
		}
	}
}

// take puts in a name that the tagger has found at the tokens [i, j).
func (f *finder) take(i, j int, kind text.Kind) {
	for j > i && f.t.Tokens[j-1].Kind == word.Punct {
		j--
	}
	for i < j && f.t.Tokens[i].Kind == word.Punct {
		i++
	}
	if kind != text.Person && f.titled(i, j) {
		kind = text.Person
	}
	if kind == text.Person {
		i, j = f.trim(f.afterTitle(i, j), j)
	}
	if i >= j || j-i == 1 && f.r.marks[i].nation != 0 && f.r.marks[i].entry == 0 || j-i == 1 && f.noName(i) {
		return
	}
	for k := i + 1; k < j && kind != text.Person; k++ {
		if n := f.listed[k]; n > 0 && f.r.entries[n-1].From == k && f.r.entries[n-1].Prefix == "و" && f.r.entries[n-1].To == j {
			f.take(i, k, kind)
			f.take(k, j, kind)
			return
		}
	}
	if kind == text.Person {
		for k := i + 1; k < j; k++ {
			if f.known(k - 1) { // "Putin [met] Xi": nothing follows a holder's family name
				f.take(i, k, kind)
				f.take(k, j, kind)
				return
			}
			if f.joins(k) { // two persons joined by "and"
				f.take(i, k, kind)
				f.take(k, j, kind)
				return
			}
			if f.dative(k) {
				j = k
			}
		}
		if j+1 < len(f.t.Tokens) && f.t.Tokens[j].Is("ال") && f.t.Tokens[j].Gap == word.Space && f.t.Tokens[j+1].Kind == word.Word && f.t.Tokens[j+1].Gap == word.Space {
			j += 2 // the house that he is of
		}
	}
	if k := f.listed[j-1]; k > 0 && f.r.entries[k-1].From == i+1 && f.r.entries[k-1].To == j && cue(f.r.at[i].cue).sorts() {
		i++
	}
	if kind == text.Other && j == i+1 && f.r.marks[i].exact == capitals {
		kind = text.Organization // an acronym
	}
	m := mention{from: i, to: j, kind: kind, rule: "name.tagger"}
	if c := cue(f.r.at[i].cue); j == i+1 && (c == timeCue || c == side) {
		return
	}
	if k := f.listed[i]; k > 0 && f.r.entries[k-1].From == i && f.r.entries[k-1].To == j && f.means(f.r.entries[k-1], kind) {
		e := f.r.entries[k-1]
		m.cut = f.offset(i, e.Span.Start)
		if c := e.Value.class; kind != text.Organization || c != capital && c != city && c != town { // a city may be its club
			m.entry, m.kind, m.rule = e.Value, e.Value.kind, e.Value.rule
		}
	} else {
		m.cut = f.proclitics(i, kind)
		if f.ordinary(i, j) || j == i+1 && f.indefinite(i) || kind == text.Person && j == i+1 && f.possessed(i) || kind == text.Person && j == i+1 && f.chance(i, m.cut) {
			return
		}
		if c := f.introduced(i); c == media || c == firm || c == clubCue {
			m.kind = text.Organization
		}
	}
	f.named = append(f.named, m)
}

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

// titled says that the words [i, j), which no list knows, begin with a given name right after a title.
func (f *finder) titled(i, j int) bool {
	if i == 0 || j < i+2 || f.r.marks[i-1].title%2 == 0 || f.listed[i] != 0 || f.t.Tokens[i].Gap != word.Space {
		return false
	}
	g := givenNames()[f.t.Tokens[i].Fold]
	return g&(native|foreign) != 0 && g&common == 0 && cue(f.r.at[i-1].cue) == noCue && titleWords().modifiers[f.t.Tokens[i-1].Fold] != organ
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

// introduced is the class of the word before token i, over a quotation mark if need be.
func (f *finder) introduced(i int) cue {
	i--
	if i > 0 && word.IsQuote(f.t.Tokens[i]) {
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

// possessed says that the word at token i is a common word with a pronoun or the ending of a plural: "our congratulations", "the empty".
func (f *finder) possessed(i int) bool {
	w := f.t.Tokens[i].Fold
	if f.r.at[i].given != 0 || f.r.at[i].strange >= 5 {
		return false
	}
	c := word.Corpus()
	for _, p := range [...]string{"ها", "هم", "نا", "كم", "ني", "ته", "ين", "ون"} {
		if rest, ok := strings.CutSuffix(w, p); ok && len(rest) >= 6 {
			return c.DF(rest)+c.DF(al+rest)+c.DF(rest+"ه")+c.DF(strings.TrimSuffix(rest, "ت")+"ه") > 20
		}
	}
	return false
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
	if n := Title(f.t, i); n > 1 || n == 1 && givenNames()[w] == 0 {
		return true // "secretary general", not somebody called Amin
	}
	if _, holder := offices().last[w]; holder || givenNames()[w]&common == 0 && (givenNames()[w] != 0 || !doubtful(w)) {
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

// span is the span of a mention in the source.
func (f *finder) span(m mention) text.Span {
	first := f.t.Tokens[m.from]
	return text.Span{Start: f.t.Place(m.from, m.cut, len(first.Fold)).Start, End: f.t.Tokens[m.to-1].Span.End}
}

// surface is a mention as the text writes it, with single blanks and without invisible signs.
func (f *finder) surface(m mention) string {
	return strings.Join(strings.Fields(letter.String(f.span(m).Of(f.t.Source), letter.Clean)), " ")
}

// bridge joins two persons' names that stand side by side, or with a name between them that the tagger left out: "David [Ray] Griffin".
func (f *finder) bridge() {
	for k := 0; k+1 < len(f.named); k++ {
		x, y := &f.named[k], &f.named[k+1]
		i := x.to
		if x.kind == text.Person && y.kind == text.Person && y.from == i && y.cut == 0 && f.t.Tokens[i].Gap == word.Space &&
			f.r.marks[i].title == 0 && givenNames()[f.t.Tokens[i-1].Fold]&native != 0 && givenNames()[f.t.Tokens[i].Fold] != 0 {
			y.from, y.cut = x.from, x.cut
			x.to = x.from // gone
			continue
		}
		if x.kind != text.Person || y.kind != text.Person || y.from != i+1 || y.cut != 0 || f.r.marks[i].title != 0 || f.r.marks[i].exact == maksura {
			continue
		}
		w := f.t.Tokens[i]
		g := givenNames()[w.Fold]
		if g != 0 && g&common == 0 && len(w.Fold) > 4 && w.Gap == word.Space && f.t.Tokens[y.from].Gap == word.Space {
			y.from, y.cut = x.from, x.cut
			x.to = x.from // gone
		}
	}
	f.settle()
}

// settle sorts the mentions and notes for each token which one it belongs to. Of two that overlap the first stays.
func (f *finder) settle() {
	sort.SliceStable(f.named, func(a, b int) bool { return f.named[a].from < f.named[b].from })
	kept := f.named[:0]
	end := 0
	for _, m := range f.named {
		if m.from >= end && m.to > m.from {
			kept = append(kept, m)
			end = m.to
		}
	}
	f.named = kept
	clear(f.owner)
	for k, m := range f.named {
		for i := m.from; i < m.to; i++ {
			f.owner[i] = int32(k + 1)
		}
	}
}

// at is the mention that token i belongs to, nil when none.
func (f *finder) at(i int) *mention {
	if i < 0 || i >= len(f.owner) || f.owner[i] == 0 {
		return nil
	}
	return &f.named[f.owner[i]-1]
}
