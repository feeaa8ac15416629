package date

import (
	"strings"
	"unicode/utf8"

	"rawi/arabic/number"
	"rawi/arabic/word"
)

// grammar is what timex.tsv says: by name, the patterns of an expression, in the order of the list.
//
// A pattern is words with blanks between them. Arabic words and punctuation stand for themselves; a word that ends in "+" is a
// proclitic, written together with what follows or apart. Latin words name other patterns or atoms (atoms.go). "( a | b )" chooses,
// a question mark behind an item says that it may be missing, and ">" goes over to the second end of a range.
type grammar map[string][]sequence

type sequence struct {
	items []item
	set   func(*slots)
	rule  string
	heads *heads
}

// heads are what a sequence can begin with; they save trying what cannot match.
type heads struct {
	any     bool // anything, or nothing
	words   map[string]bool
	clitics []string
	feature feature
}

// feature says what kinds of atoms a token may be.
type feature uint8

const (
	numeral feature = 1 << iota
	monthName
	dayName
	feastName
)

// features are those that an atom asks for; the others may match anything.
var features = map[string]feature{
	"month": monthName, "weekday": dayName, "feast": feastName, "holiday": feastName, "num": numeral, "thenum": numeral, "ord": numeral,
	"ordlow": numeral, "day": numeral, "dayalone": numeral, "daybig": numeral, "dayfigures": numeral, "numeric": numeral,
	"monthfirst": numeral, "dotted": numeral, "yearnum": numeral, "yearwords": numeral, "tens": numeral, "yearany": numeral, "yy": numeral,
	"yearmonth": numeral, "hms": numeral, "hour": numeral, "hourord": numeral, "hourdigits": numeral, "minutes": numeral, "hhmm": numeral,
}

// item is one element of a pattern.
type item struct {
	literal  string // folded
	clitic   bool
	ref      string
	group    []sequence
	optional bool
	second   bool
}

// matcher reads one range of tokens by a grammar.
type matcher struct {
	p     *parser
	g     grammar
	atoms map[string]atom
	steps int // taken at the present token
	seen  map[[2]int]*sight
	// The text is nothing but what is read: patterns that would take too much elsewhere hold.
	utterance bool
}

// sight is what is known of a token from a byte on.
type sight struct {
	feature  feature
	readings []number.Reading
}

// most is how many steps a token may take: a pattern of optional items cannot run away.
const most = 3000

// then is what goes on once an item is matched: at token i, of which skip bytes are read.
type then func(i, skip int, s slots)

// word is the folded token i from byte skip on; the article's alef that "lil-" hides is put back.
func (m *matcher) word(i, skip int) string {
	f := m.p.t.Tokens[i].Fold
	if skip > len(f) {
		return ""
	}
	if skip > 0 && f[skip-2:skip] == "ل" && strings.HasPrefix(f[skip:], "ل") {
		return "ا" + f[skip:]
	}
	return f[skip:]
}

// at says that token i can be read: it lies in the range, and on the same line unless it is the first.
func (m *matcher) at(i, first int) bool {
	return i < m.p.to && (i == first || m.p.t.Tokens[i].Gap < word.Line)
}

// all matches the items one after the other.
func (m *matcher) all(items []item, i, skip, first int, s slots, k then) {
	m.steps++
	if m.steps > most {
		return
	}
	if len(items) == 0 {
		k(i, skip, s)
		return
	}
	x := &items[0]
	rest := k
	if len(items) > 1 {
		rest = func(i, skip int, s slots) { m.all(items[1:], i, skip, first, s, k) }
	}
	m.one(x, i, skip, first, s, rest)
	if x.optional {
		rest(i, skip, s)
	}
}

func (m *matcher) one(x *item, i, skip, first int, s slots, k then) {
	switch {
	case x.second:
		s.end = 1
		k(i, skip, s)
	case x.group != nil:
		m.either(x.group, i, skip, first, s, k)
	case x.ref != "":
		if a, ok := m.atoms[x.ref]; ok {
			if x.ref == "end" || m.at(i, first) {
				a(m, i, skip, s, k)
			}
			return
		}
		m.either(m.g[x.ref], i, skip, first, s, k)
	case !m.at(i, first):
	case x.clitic:
		f := m.p.t.Tokens[i].Fold
		if f[skip:] == x.literal {
			k(i+1, 0, s)
		} else if strings.HasPrefix(f[skip:], x.literal) && len(f) > skip+len(x.literal)+2 && m.p.t.Tokens[i].Kind == word.Word {
			k(i, skip+len(x.literal), s)
		}
	case m.word(i, skip) == x.literal:
		k(i+1, 0, s)
	}
}

func (m *matcher) either(group []sequence, i, skip, first int, s slots, k then) {
	for n := range group {
		q := &group[n]
		if !m.possible(q.heads, i, skip, first) {
			continue
		}
		if q.set == nil {
			m.all(q.items, i, skip, first, s, k)
			continue
		}
		m.all(q.items, i, skip, first, s, func(i, skip int, s slots) {
			q.set(&s)
			k(i, skip, s)
		})
	}
}

// possible says that what stands at token i may begin the sequence.
func (m *matcher) possible(h *heads, i, skip, first int) bool {
	if h.any {
		return true
	}
	if !m.at(i, first) {
		return false
	}
	if h.words[m.word(i, skip)] || h.feature != 0 && m.see(i, skip).feature&h.feature != 0 {
		return true
	}
	f := m.p.t.Tokens[i].Fold[skip:]
	for _, c := range h.clitics {
		if strings.HasPrefix(f, c) {
			return true
		}
	}
	return false
}

// see is what is known of token i from byte skip on.
func (m *matcher) see(i, skip int) *sight {
	key := [2]int{i, skip}
	if x, ok := m.seen[key]; ok {
		return x
	}
	x := &sight{}
	t := m.p.t
	for _, r := range number.Readings(t, i, min(m.p.to, i+8)) {
		if r.Pre == skip {
			x.readings = append(x.readings, r)
		}
	}
	if len(x.readings) > 0 || t.Tokens[i].Kind == word.Number {
		x.feature |= numeral
	}
	for _, e := range m.p.l.words[t.Tokens[i].Fold] {
		switch e.role {
		case isMonth:
			x.feature |= monthName
		case isDay:
			x.feature |= dayName
		}
	}
	if skip == 0 && len(m.p.l.words["ال"+t.Tokens[i].Fold]) > 0 {
		x.feature |= dayName
	}
	if _, ok := holidays()[m.word(i, skip)]; ok {
		x.feature |= feastName
	}
	m.seen[key] = x
	return x
}

// head fills in the heads of all sequences.
func (g grammar) head() {
	for _, alternatives := range g {
		for n := range alternatives {
			alternatives[n].heads = g.headsOf(&alternatives[n])
		}
	}
}

func (g grammar) headsOf(q *sequence) *heads {
	h := &heads{words: map[string]bool{}}
	for n := range q.items {
		x := &q.items[n]
		for m := range x.group {
			x.group[m].heads = g.headsOf(&x.group[m])
		}
	}
	for n := range q.items {
		x := &q.items[n]
		switch {
		case x.group != nil:
			for m := range x.group {
				h.join(x.group[m].heads)
			}
		case x.clitic:
			h.clitics = append(h.clitics, x.literal)
		case x.literal != "":
			h.words[x.literal] = true
		case x.ref != "" && g[x.ref] != nil:
			for m := range g[x.ref] {
				h.join(g.headsOf(&g[x.ref][m]))
			}
		case features[x.ref] != 0:
			h.feature |= features[x.ref]
		default:
			h.any = true
		}
		if !x.optional {
			return h
		}
	}
	h.any = true
	return h
}

func (h *heads) join(o *heads) {
	h.any = h.any || o.any
	h.feature |= o.feature
	h.clitics = append(h.clitics, o.clitics...)
	for w := range o.words {
		h.words[w] = true
	}
}

// longest is the longest match of the named pattern from byte skip of token i; of two as long, the first in the list.
func (m *matcher) longest(name string, i, skip int) (s slots, to int, rule string) {
	to = i
	for n := range m.g[name] {
		q := &m.g[name][n]
		if !m.possible(q.heads, i, skip, i) {
			continue
		}
		m.steps = 0
		m.all(q.items, i, skip, i, blank(), func(j, rest int, got slots) {
			if rest == 0 && j > to {
				if q.set != nil {
					q.set(&got)
				}
				s, to, rule = got, j, q.rule
			}
		})
	}
	return s, to, rule
}

// add enters a pattern "name = alternatives".
func (g grammar) add(production, rule string, set func(*slots)) {
	name, pattern, ok := strings.Cut(production, " = ")
	if !ok {
		panic(rule + ": no pattern")
	}
	alternatives, rest := cutPattern(strings.Fields(pattern), rule)
	if len(rest) > 0 {
		panic(rule + ": a bracket that nothing opens")
	}
	for _, a := range alternatives {
		g[name] = append(g[name], sequence{items: a.items, set: set, rule: rule})
	}
}

// cutPattern reads alternatives up to the end or a closing bracket, and gives back what is left.
func cutPattern(words []string, rule string) (out []sequence, rest []string) {
	var now []item
	for len(words) > 0 {
		w := words[0]
		words = words[1:]
		w, optional := strings.CutSuffix(w, "?")
		x := item{optional: optional}
		switch {
		case w == "|":
			out = append(out, sequence{items: now, rule: rule})
			now = nil
			continue
		case w == ")":
			if optional { // the question mark belongs to the whole group
				return append(out, sequence{items: now, rule: "?"}), words
			}
			return append(out, sequence{items: now, rule: rule}), words
		case w == "(":
			x.group, words = cutPattern(words, rule)
			x.optional = x.group[len(x.group)-1].rule == "?"
		case w == ">":
			x.second = true
		default:
			x.spell(w)
		}
		now = append(now, x)
	}
	return append(out, sequence{items: now, rule: rule}), nil
}

func (x *item) spell(w string) {
	if r, _ := utf8.DecodeRuneInString(w); r >= 'a' && r <= 'z' {
		x.ref = w
		return
	}
	c, clitic := strings.CutSuffix(w, "+")
	f := fold(c)
	if len(f) != 1 {
		panic("timex.tsv: not one word: " + w)
	}
	x.literal, x.clitic = f[0], clitic && c != ""
}
