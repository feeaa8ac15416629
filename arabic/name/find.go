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
	f.r.barred = sized(f.r.barred, len(f.t.Tokens))
	barred := f.r.barred
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
	sure := offices().sure
	for _, s := range sentences {
		for i := s[0]; i < s[1]; i++ {
			if p, ok := f.holderAt(i); ok && p.To <= s[1] {
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
			if sure.Of(w) || len(rest) < len(w) && sure.Of(rest) || len(rest) > 8 && (rest[:2] == "ل" || rest[:2] == "ب") && sure.Of(rest[2:]) {
				barred[i] = only
			}
		}
	}
}

// holderAt is the full name of the holder of an office that begins at token i.
func (f *finder) holderAt(i int) (m word.Match[*string], ok bool) {
	if f.r.at[i].begins&aHolder == 0 {
		return m, false
	}
	return offices().persons.At(f.t, i)
}

// begins says that token i, after a full name, has the article and is no name: it belongs to what follows.
func (f *finder) begins(i int) bool {
	w := f.t.Tokens[i].Fold
	return strings.HasPrefix(w, al) && len(w) > 6 && givenTable().Of(w) == 0 && !strings.HasSuffix(w, "ي")
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
		if k, n := f.dashed(i, j); n > 0 { // one and another
			f.take(i, k, kind)
			f.take(n, j, kind)
			return
		}
		i, j = f.trim(f.afterTitle(i, j), j)
	} else if j > i+1 {
		i, j = f.phrase(i, j)
	}
	if i >= j || j-i == 1 && f.r.marks[i].nation != 0 && f.r.marks[i].entry == 0 || j-i == 1 && f.noName(i) {
		return
	}
	if k := f.parts(i, j, kind); k > 0 {
		f.take(i, k, kind)
		f.take(k, j, kind)
		return
	}
	if kind == text.Person {
		j = f.personEnds(i, j)
	}
	if k := f.listed[j-1]; k > 0 && f.r.entries[k-1].From == i+1 && f.r.entries[k-1].To == j && cue(f.r.at[i].cue).sorts() {
		i++
	}
	if kind == text.Other && j == i+1 && f.r.marks[i].exact == capitals {
		kind = text.Organization // an acronym
	}
	m := mention{from: i, to: j, kind: kind, rule: "name.tagger"}
	if f.settled(&m) {
		f.named = append(f.named, m)
	}
}

// parts is the token at which a name that the tagger has found at [i, j) is another name, or another word; 0 when it is one.
func (f *finder) parts(i, j int, kind text.Kind) int {
	if kind != text.Person {
		for k := i + 1; k < j; k++ {
			n := f.listed[k]
			if n == 0 || f.r.entries[n-1].From != k {
				continue
			}
			if e := f.r.entries[n-1]; e.To == j && e.Prefix == "و" || e.Prefix == "ب" && e.Value.kind == text.Place && e.Value.sure && f.listed[i] != n {
				return k // "the Red Crescent in Jazan"
			}
		}
		return 0
	}
	holder := f.holderEnds(i)
	for k := i + 1; k < j; k++ {
		if k >= holder && f.known(k-1) || f.joins(k) { // "Putin [met] Xi": nothing follows a holder's family name; or two joined by "and"
			return k
		}
		if f.dative(k) {
			return 0
		}
	}
	return 0
}

// personEnds is where a person's name at [i, j) ends: before "for", behind the house that he is of.
func (f *finder) personEnds(i, j int) int {
	for k := i + 1; k < j; k++ {
		if f.dative(k) {
			return k
		}
	}
	if j+1 < len(f.t.Tokens) && f.t.Tokens[j].Is("ال") && f.t.Tokens[j].Gap == word.Space && f.t.Tokens[j+1].Kind == word.Word && f.t.Tokens[j+1].Gap == word.Space {
		j += 2
	}
	return j
}

// settled settles the kind, the entry and the proclitics of a name that the tagger has found; it says whether it is one.
func (f *finder) settled(m *mention) bool {
	i, j, kind := m.from, m.to, m.kind
	if kind == text.Person && (f.t.Tokens[i].Is("سوره") || i > 0 && f.t.Tokens[i-1].Is("سوره", "بسوره", "وسوره")) {
		return false // a chapter of the Koran
	}
	if kind == text.Person && f.t.Tokens[i].Is("بني") && j > i+1 {
		m.kind = text.Place // a tribe's land
	}
	if f.money(i, j, kind) {
		m.kind, m.rule, m.cut = text.Other, currencyRule, f.proclitics(i, kind)
		return true
	}
	if j == i+1 && f.sort(i) {
		return false
	}
	if k := f.listed[i]; k > 0 && f.r.entries[k-1].From == i && f.r.entries[k-1].To == j && f.means(f.r.entries[k-1], kind) {
		e := f.r.entries[k-1]
		m.cut = f.offset(i, e.Span.Start)
		if c := e.Value.class; kind != text.Organization || c != capital && c != city && c != town { // a city may be its club
			m.entry, m.kind, m.rule = e.Value, e.Value.kind, e.Value.rule
		}
		return true
	}
	m.cut = f.proclitics(i, kind)
	if j == i+1 && i > 0 && f.t.Tokens[i-1].Kind == word.Number && f.t.Tokens[i].Gap == word.Space && f.listed[i] == 0 && f.r.at[i].given == 0 {
		return false // what is counted or measured: "16 gigabytes"
	}
	if f.ordinary(i, j) || j == i+1 && (f.indefinite(i) || f.possessed(i, kind) || kind == text.Place && f.noun(i) || kind == text.Person && f.chance(i, m.cut)) {
		return false
	}
	if kind == text.Organization && j > i+1 {
		m.entry = f.within(i, j)
	}
	switch c := f.introduced(i); c {
	case media, firm, clubCue:
		if kind != text.Person || j == i+1 || !definite(f.t.Tokens[i-1].Fold) {
			m.kind = text.Organization
		} // else whoever is told of before it: "the head of the company, X Y"
	case townCue:
		if j == i+1 {
			m.kind = text.Place
		}
	}
	return true
}

// definite says that a folded word has the article, behind proclitics too.
func definite(w string) bool {
	w = strings.TrimLeft(w, "وفبك")
	return strings.HasPrefix(w, al) || strings.HasPrefix(w, lam+lam)
}

// sort says that the single word at token i only says of what sort something is: a month, "north of", "the two villages".
func (f *finder) sort(i int) bool {
	c := cue(f.r.at[i].cue)
	return c == timeCue || c == side || c == townCue && f.listed[i] == 0 && cues().class.Of(f.t.Tokens[i].Fold) == townCue && !strings.HasPrefix(f.t.Tokens[i].Fold, al)
}

// within is the organization of the lists that the name [i, j) says no more than: with its sort before it ("the organization of Hamas"), or
// with the adjective of its state behind it ("the Palestinian movement of Fatah"); nil when it is none.
func (f *finder) within(i, j int) *entry {
	if n := f.listed[j-1]; n > 0 {
		if e := f.r.entries[n-1]; e.From == i+1 && e.To == j && e.Prefix == "" && (e.Value.class == party || e.Value.class == armed) && organizes(cue(f.r.at[i].cue)) {
			return e.Value
		}
	}
	if n := f.listed[i]; n > 0 && f.r.marks[j-1].nation != 0 && f.listed[j-1] != n {
		e := f.r.entries[n-1]
		x, ok := nationAt(f.t, j-1)
		if ok && e.From <= i && e.To == j-1 && e.Value.kind == text.Organization && x.Value.of != "" && e.Value.of == x.Value.of {
			return e.Value
		}
	}
	return nil
}

// span is the span of a mention in the source.
func (f *finder) span(m mention) text.Span {
	first := f.t.Tokens[m.from]
	return text.Span{Start: f.t.Place(m.from, m.cut, len(first.Fold)).Start, End: f.t.Tokens[m.to-1].Span.End}
}

// surface is a mention as the text writes it, with single blanks and without invisible signs, and with the article that "for the" has taken in.
func (f *finder) surface(m mention) string {
	return f.taken(m) + strings.Join(strings.Fields(letter.String(f.span(m).Of(f.t.Source), letter.Clean)), " ")
}

// taken is the article where "for the" before a mention has taken it in, else "".
func (f *finder) taken(m mention) string {
	if strings.HasSuffix(f.t.Tokens[m.from].Fold[:m.cut], lam+lam) {
		return al
	}
	return ""
}

// bridge joins two persons' names that stand side by side, or with a name between them that the tagger left out: "David [Ray] Griffin".
func (f *finder) bridge() {
	for k := 0; k+1 < len(f.named); k++ {
		x, y := &f.named[k], &f.named[k+1]
		i := x.to
		if x.kind == text.Person && y.kind == text.Person && y.from == i && y.cut == 0 && f.t.Tokens[i].Gap == word.Space && !f.parted(i) &&
			f.r.marks[i].title == 0 && givenTable().Of(f.t.Tokens[i-1].Fold)&native != 0 && givenTable().Of(f.t.Tokens[i].Fold) != 0 {
			y.from, y.cut = x.from, x.cut
			x.to = x.from // gone
			continue
		}
		if x.kind != text.Person || y.kind != text.Person || y.from != i+1 || y.cut != 0 || f.r.marks[i].title != 0 || f.r.marks[i].exact == maksura {
			continue
		}
		w := f.t.Tokens[i]
		g := givenTable().Of(w.Fold)
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
