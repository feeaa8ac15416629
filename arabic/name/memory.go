package name

import (
	"slices"
	"sort"
	"strings"

	"rawi/arabic/letter"
	"rawi/arabic/lexicon"
	"rawi/arabic/word"
	"rawi/text"
)

// person is somebody whom the article names, under all the spellings and short forms that it uses.
type person struct {
	forms []form // as first met
	at    []int  // tokens at which he is named in full (or at all, when never in full), in order
	last  int    // the token of the short name last given to him, in order of reading
	full  bool   // named with more than one word
	known string // the name, once it is settled
	minor bool   // brought in only as somebody's kin, or as the former holder of an office
}

// form is one way in which the article writes a name.
type form struct {
	surface string
	words   []part
	n       int
}

// name is the name of the person: the commonest of his forms with more than one word, the longer of two as common, the first of
// two as long; in the spelling of the table of offices when that knows him, so that articles agree.
func (p *person) name() string {
	if p.known != "" {
		return p.known
	}
	best := 0
	for i, f := range p.forms {
		b := p.forms[best]
		one, more := !brief(f.words), !brief(b.words)
		if l := latinWord(b.surface); l != latinWord(f.surface) {
			if l {
				best = i // an Arabic text writes its names in Arabic where it can
			}
			continue
		}
		if one && !more || one == more && (f.n > b.n || f.n == b.n && len(joined(f.words)) > len(joined(b.words))) {
			best = i
		}
	}
	s := p.forms[best].surface
	if p.full {
		s = spelling(s)
	}
	return s
}

// memory is what an article has told of the persons in it.
type memory struct {
	persons []*person
	exact   map[string][]*person // by the letters of a form
	alike   map[string][]*person // by the keys of a full form, and by its first and last words
	short   map[string][]*person // by the keys of the words that may stand for a person
	holders map[string]*person   // who a holder of an office, by his name in the list, is in the article
}

// few bounds how many persons under one key are looked at, so that an endless list of names stays cheap.
const few = 24

// remember groups the persons of the article: first those named in full, then the single names, each given to the person named
// in full whom it may stand for and who was named last before it.
func (f *finder) remember() *memory {
	f.fathers()
	f.whole()
	m := &memory{exact: map[string][]*person{}, alike: map[string][]*person{}, short: map[string][]*person{}, holders: map[string]*person{}}
	for k := range f.named {
		if x := &f.named[k]; x.kind == text.Person {
			s := f.surface(*x)
			if w := parts(s); !brief(w) {
				x.person = m.full(s, w, x.from)
				x.person.minor = f.aside(x.from) && (x.person.minor || len(x.person.at) == 1)
			}
		}
	}
	f.bynames(m)
	for k := range f.named {
		if x := &f.named[k]; x.kind == text.Person && x.person == nil {
			s := f.surface(*x)
			x.person = m.single(s, parts(s), x.from)
		}
	}
	return m
}

// aside says whether the full name at token i is brought in as that of somebody's kin or of a former holder of an office.
func (f *finder) aside(i int) bool {
	for k := i - 1; k >= 0 && k >= i-7 && f.t.Tokens[k+1].Gap < word.Line && !f.t.Tokens[k].Is("."); k-- {
		if cue(f.r.at[k].cue) == kin || titleWords().modifiers.Of(f.t.Tokens[k].Fold) == ended {
			return true
		}
		if f.owner[k] != 0 {
			break
		}
	}
	return false
}

// full finds or makes the person of a full name.
func (m *memory) full(s string, w []part, at int) *person {
	for _, p := range m.exact[joined(w)] {
		p.add(s, w, at)
		return p
	}
	keys := Keys(s)
	ends := "|" + w[0].w + "|" + w[len(w)-1].w
	for _, k := range append(keys, ends, w[0].w+"|"+w[1].w, w[len(w)-2].w+"||"+w[len(w)-1].w) {
		for i, p := range m.alike[k] {
			if i == few {
				break
			}
			if p.fits(s, w) {
				p.add(s, w, at)
				m.index(p, s, w, keys)
				return p
			}
		}
	}
	p := &person{full: true}
	p.add(s, w, at)
	m.persons = append(m.persons, p)
	m.index(p, s, w, keys)
	return p
}

// index puts a full form of p under its keys.
func (m *memory) index(p *person, s string, w []part, keys []string) {
	put := func(in map[string][]*person, k string) {
		if list := in[k]; len(list) < few && !slices.Contains(list, p) {
			in[k] = append(list, p)
		}
	}
	put(m.exact, joined(w))
	for _, k := range keys {
		put(m.alike, k)
	}
	n := len(w)
	put(m.alike, "|"+w[0].w+"|"+w[n-1].w)
	put(m.alike, w[0].w+"|"+w[1].w)
	put(m.alike, w[n-2].w+"||"+w[n-1].w)
	for _, k := range Keys(w[n-1].w) {
		put(m.short, k)
	}
	if n > 2 {
		for _, k := range Keys(w[n-2].w + " " + w[n-1].w) {
			put(m.short, k)
		}
	}
	if familyFirst(w) {
		put(m.short, Keys(w[0].w)[0])
	}
}

// fits says whether the full name s is another spelling, a longer or a shorter form of the person's: of one of his forms, and of
// the longest, lest a short form tie together two who share it.
func (p *person) fits(s string, w []part) bool {
	longest, any := -1, false
	for i, f := range p.forms {
		if brief(f.words) {
			continue
		}
		any = any || compatible(s, w, f)
		if longest < 0 || len(f.words) > len(p.forms[longest].words) {
			longest = i
		}
	}
	return any && compatible(s, w, p.forms[longest])
}

// compatible says whether two full names may be forms of one: spellings of each other, or one the beginning or the end of the
// other, or its first and last words.
func compatible(s string, w []part, f form) bool {
	if same, _ := Same(s, f.surface); same {
		return true
	}
	a, b := w, f.words
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 2 || len(a) == len(b) {
		return false
	}
	tail := b[len(b)-len(a):]
	return partOf(a, b) || matches(a, tail) && !tail[0].son // with "son of" before it, it names the father
}

// add notes a mention.
func (p *person) add(s string, w []part, at int) {
	if !brief(w) || !p.full {
		p.at = append(p.at, at)
	} else {
		p.last = at
	}
	for i := range p.forms {
		if p.forms[i].surface == s {
			p.forms[i].n++
			return
		}
	}
	p.forms = append(p.forms, form{s, w, 1})
}

// brief says that the words of a name are one, or "son of" and one: they stand for somebody named in full where there is such a one.
func brief(w []part) bool { return len(w) < 2 || len(w) == 2 && sonOf(w) }

// sonOf says that a name begins with the word "son of".
func sonOf(w []part) bool { return w[0].w == son || w[0].w == "ابن" }

// single finds the person whom a short name stands for, or makes one who is known by that name only.
func (m *memory) single(s string, w []part, at int) *person {
	p := m.longer(w)
	if p == nil {
		p = m.meant(s, at)
	}
	if p != nil {
		p.add(s, w, at)
		return p
	}
	key := joined(w)
	for _, p := range m.exact[key] {
		if !p.full {
			p.add(s, w, at)
			return p
		}
	}
	p = &person{}
	p.add(s, w, at)
	m.persons = append(m.persons, p)
	if len(m.exact[key]) < few {
		m.exact[key] = append(m.exact[key], p)
	}
	return p
}

// longer is the person whose full name begins with a short name of two words: "Ibn Jubayr al-Andalusi".
func (m *memory) longer(w []part) *person {
	if len(w) != 2 {
		return nil
	}
	for _, p := range m.alike[w[0].w+"|"+w[1].w] {
		for _, f := range p.forms {
			if len(f.words) > 2 && f.words[0].w == w[0].w && f.words[1].w == w[1].w {
				return p
			}
		}
	}
	return nil
}

// meant is the person, named in full, whom the short name s at token at stands for: the one named last before it, else the first
// after it; nil when there is none.
func (m *memory) meant(s string, at int) *person {
	var best *person
	near := 0
	tried := map[*person]bool{}
	w := parts(s)
	if len(w) > 1 && sonOf(w) {
		w = w[1:]
	}
	for _, k := range keys(w) {
		for _, p := range m.short[k] {
			if tried[p] {
				continue
			}
			tried[p] = true
			fits, same := false, false
			for _, f := range p.forms {
				fits = fits || !brief(f.words) && Short(s, f.surface)
				same = same || f.words[len(f.words)-1].w == w[len(w)-1].w
			}
			if !fits {
				continue
			}
			d := p.distance(at)
			if !same {
				d += otherwiseSpelt
			}
			if p.minor {
				d += minorFar
			}
			if best == nil || d < near {
				best, near = p, d
			}
		}
	}
	return best
}

// otherwiseSpelt is how many tokens farther counts who is called by another spelling of the short name.
const otherwiseSpelt = 1 << 32

// minorFar is how many tokens farther a minor person counts: a short name is hardly ever his.
const minorFar = 1 << 31

// distance says how near the person was named before token at; being named only after it is farther than any before.
func (p *person) distance(at int) int {
	const after = 1 << 30
	d := 2 * after
	i := sort.SearchInts(p.at, at+1)
	if i > 0 {
		d = at - p.at[i-1]
	} else if i < len(p.at) {
		d = after + p.at[i] - at
	}
	if p.last > 0 && p.last <= at {
		d = min(d, at-p.last)
	}
	return d
}

// recall finds further mentions of those who are named in full: the full name again, and the short name that the tagger took for
// another word. A short name that is also a common word must stand where a person is to be expected.
func (f *finder) recall(m *memory, sentences [][2]int) {
	names := word.NewPhrases[*mention](word.And | word.Preposition)
	var short lexicon.Table[bool]
	for k := range f.named {
		x := &f.named[k]
		s := f.surface(*x)
		if x.to-x.from > 1 && (x.kind == text.Person || x.kind == text.Organization || x.kind == text.Place) {
			names.Add(strings.TrimPrefix(s, f.taken(*x)), x)
		}
		if x.kind == text.Person && x.person != nil && x.person.full {
			w := parts(s)
			short.Put(w[len(w)-1].w, true)
			if familyFirst(w) {
				short.Put(w[0].w, true)
			}
		}
	}
	for _, p := range m.persons { // reading begins anew
		p.last = 0
	}
	var found []mention
	for _, s := range sentences {
		for i := s[0]; i < s[1]; i++ {
			if f.t.Tokens[i].Kind != word.Word {
				continue
			}
			x, ok := names.At(f.t, i)
			if ok && x.To <= s[1] && f.inside(x.From, x.To) {
				y := *x.Value
				y.from, y.to, y.rule = x.From, x.To, "name.memory"
				y.cut = f.offset(i, x.Span.Start)
				found = append(found, y)
				if y.person != nil {
					y.person.last = y.from
				}
				i = x.To - 1
				continue
			}
			if y := f.at(i); y != nil && (y.to > y.from+1 || y.kind == text.Person || y.entry != nil) {
				continue
			}
			if cut, ok := f.shortAt(i, short); ok {
				x := mention{from: i, to: i + 1, cut: cut, kind: text.Person, rule: "name.memory"}
				s := f.surface(x)
				if x.person = m.meant(s, i); x.person != nil {
					x.person.add(s, parts(s), i)
					found = append(found, x)
				}
			}
		}
	}
	f.named = append(found, f.named...) // what is recalled replaces what it covers
	f.settle()
}

// inside says whether the tokens [from, to) belong to no name, or to shorter ones that end with them.
func (f *finder) inside(from, to int) bool {
	for i := from; i < to; i++ {
		if x := f.at(i); x != nil && (x.from < from || x.to > to || x.from == from && x.to == to) {
			return false
		}
	}
	return true
}

// shortAt says whether token i may be a short name among words, and how many bytes of proclitics it then has.
func (f *finder) shortAt(i int, words lexicon.Table[bool]) (cut int, ok bool) {
	w := f.t.Tokens[i].Fold
	try := func(rest string, cut int) bool { return words.Of(single(rest)) && f.expected(i, rest, cut) }
	if try(w, 0) {
		return 0, true
	}
	if !joinable(w) {
		return 0, false
	}
	for _, p := range prefixes {
		if rest, has := strings.CutPrefix(w, p); has && len(rest) >= 4 && !strings.HasSuffix(p, lam+lam) && try(rest, len(p)) {
			return len(p), true
		}
	}
	if rest, has := strings.CutPrefix(w, lam+lam); has && len(rest) > 4 && words.Of(single(al+rest)) && f.expected(i, al+rest, 2*len(lam)) {
		return 2 * len(lam), true
	}
	return 0, false
}

// expected says whether a short name may be read in token i. One that is a common word too needs a title or a word of saying or
// doing before it, or to be joined to a person before it, and must not be followed by what makes it that word.
func (f *finder) expected(i int, name string, cut int) bool {
	if !doubtful(name) {
		return true
	}
	if cut > 0 && f.at(i-1) != nil && f.at(i-1).kind == text.Person {
		return true
	}
	if cut > 0 || i == 0 || f.t.Tokens[i].Gap >= word.Line {
		return false
	}
	if p := f.r.marks[i-1].title; p%2 == 1 && f.owner[i-1] == 0 {
		return true
	}
	if c := cue(f.r.at[i-1].cue); c != saying && c != acting {
		return false
	}
	if i+1 == len(f.t.Tokens) {
		return true
	}
	next := f.t.Tokens[i+1]
	return next.Kind == word.Punct || next.Is("ان", "انه", "انها", "في", "خلال", "للصحفيين", "للصحافيين", "امس", "اليوم")
}

// doubtful says whether a folded name is a common word too.
func doubtful(name string) bool {
	if common, ok := family().Get(name); ok {
		return common
	}
	g := givenTable().Of(name)
	if g&common != 0 {
		return true
	}
	if _, nation := gaz().adjs.At(word.Read(name, text.Span{End: len(name)}), 0); nation {
		return true
	}
	if g != 0 {
		return false
	}
	c := word.Corpus()
	df, with := c.DF(name), c.DF(al+strings.TrimPrefix(name, al))
	return df > 150 || len(name) <= 4 || !strings.HasPrefix(name, al) && with > 3 && with > df/4 || strings.HasPrefix(name, al) && c.DF(strings.TrimPrefix(name, al)) > 20
}

// canonical is the entity of each mention.
func (f *finder) canonical() {
	spelt := map[string]map[string]int{} // organizations and others: how each is written
	for _, m := range f.named {
		if m.entry == nil && m.person == nil {
			s := f.surface(m)
			k := letter.String(s, letter.Search)
			if spelt[k] == nil {
				spelt[k] = map[string]int{}
			}
			spelt[k][s]++
		}
	}
	best := map[string]string{}
	for k, forms := range spelt {
		for s, n := range forms {
			if b := best[k]; b == "" || n > forms[b] || n == forms[b] && s < b {
				best[k] = s
			}
		}
	}
	f.spelling = best
	for _, m := range f.named {
		if m.person != nil && m.person.known == "" {
			m.person.known = m.person.name()
		}
	}
}

// entity is the canonical name of a mention.
func (f *finder) entity(m mention) string {
	switch {
	case m.entry != nil:
		return m.entry.name
	case m.person != nil:
		return m.person.name()
	case m.who != "":
		return m.who
	}
	s := f.surface(m)
	if b := f.spelling[letter.String(s, letter.Search)]; b != "" {
		return b
	}
	return s
}
