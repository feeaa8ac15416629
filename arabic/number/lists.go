package number

import (
	"embed"
	"strconv"
	"strings"
	"sync"

	"rawi/arabic/letter"
	"rawi/arabic/lexicon"
	"rawi/arabic/word"
	"rawi/text"
)

//go:embed *.tsv
var files embed.FS

// class sorts number words; see words.tsv.
type class uint8

const (
	none class = iota
	one
	teen
	ten
	tens
	hundred
	scale
	dual
	some
	few
	fraction
	over
	ordinal
	zero
	part // a fraction with a pronoun
	pair // the dual of a counted noun
)

var classes = map[string]class{
	"one": one, "teen": teen, "ten": ten, "tens": tens, "hundred": hundred, "scale": scale, "dual": dual, "some": some,
	"few": few, "fraction": fraction, "over": over, "ordinal": ordinal, "zero": zero, "part": part,
}

// lexeme is a number word as it stands in a text: with the proclitics it carries.
type lexeme struct {
	class class
	and   bool // carries the conjunction wa-
	other bool // carries another proclitic (bi-, li-, fa-)
	def   bool // carries the article
	pre   uint8
	value float64
	unit  *unit // of a pair
	rule  string
}

// unit is what a noun counts.
type unit struct {
	name string
	rule string
}

// noun is one written form of a counted noun: what follows its first word, and how it is inflected.
type noun struct {
	rest     []string
	unit     *unit
	def      bool
	singular bool // the bare singular, which can be one and a half of itself
	money    bool
}

// lists are all lists of the package, ready for look-up by folded form.
type lists struct {
	words   map[string]lexeme
	sieve   *lexicon.Sieve // of words
	nouns   map[string][]noun
	before  map[string][]hedge // by the last word of the phrase
	after   map[string][]hedge // by its first word
	classes map[string]casualty
	people  map[string]bool // the units of classes: what befell people
	stop    map[string]bool
	label   map[string]bool
	other   map[string]bool // words that only look like a dual
	money   map[string]*money

	change, barrier, age, score, hundredth, far map[string]bool // see contexts.tsv

	symbols map[string]*unit
}

// hedge is a phrase that says how exact a number is: the words besides the one it is looked up by, in order.
type hedge struct {
	words  []string
	approx text.Approx
}

// casualty is what happened to the people counted.
type casualty struct {
	unit  string
	after bool
}

// money is a currency whose name several countries use.
type money struct {
	fallback *unit
	adjs     map[string]*unit // by adjective
	places   map[string]*unit // by a word that shows the country
	double   map[string]double
}

// double is the second word of a place of two words, kept by the first.
type double struct {
	second string
	unit   *unit
}

var load = sync.OnceValue(func() *lists {
	l := &lists{
		words: map[string]lexeme{}, nouns: map[string][]noun{}, before: map[string][]hedge{}, after: map[string][]hedge{},
		classes: map[string]casualty{}, people: map[string]bool{"person": true}, stop: map[string]bool{}, label: map[string]bool{}, other: map[string]bool{}, money: map[string]*money{},
		symbols: map[string]*unit{"$": {"USD", "number.symbol"}, "€": {"EUR", "number.symbol"}, "£": {"GBP", "number.symbol"}, "¥": {"JPY", "number.symbol"}, "₪": {"ILS", "number.symbol"}},
	}
	for _, r := range lexicon.Must(files, "bounds.tsv").Rows {
		w := fold(r.Key())[0]
		k := r.Get("kind")
		l.stop[w], l.label[w], l.other[w] = k == "stop" || k == "both", k == "label" || k == "both", k == "other"
	}
	kinds := map[string]*map[string]bool{"change": &l.change, "barrier": &l.barrier, "age": &l.age, "score": &l.score, "hundredth": &l.hundredth, "far": &l.far}
	for _, m := range kinds {
		*m = map[string]bool{}
	}
	for _, r := range lexicon.Must(files, "contexts.tsv").Rows {
		for _, k := range r.Set("kinds") {
			(*kinds[k])[letter.String(r.Key(), letter.Search)] = true
		}
	}
	l.loadWords()
	l.loadUnits()
	l.loadMoney()
	l.sieve = lexicon.NewSieve(len(l.words))
	for w := range l.words {
		l.sieve.Add(w)
	}
	for _, r := range lexicon.Must(files, "hedges.tsv").Rows {
		w := fold(r.Key())
		last := len(w) - 1
		place := r.Get("place")
		if place != "after" {
			l.before[w[last]] = append(l.before[w[last]], hedge{w[:last], text.Approx(r.Get("approx"))})
		}
		if place != "before" {
			l.after[w[0]] = append(l.after[w[0]], hedge{w[1:], text.Approx(r.Get("approx"))})
		}
	}
	for _, r := range lexicon.Must(files, "classes.tsv").Rows {
		l.classes[fold(r.Key())[0]] = casualty{r.Get("unit"), r.Get("place") == "after"}
		l.people[r.Get("unit")] = true
	}
	return l
})

// fold cuts a phrase of a list into folded words, as texts are cut.
func fold(s string) []string {
	t := word.Read(s, text.Span{End: len(s)})
	out := make([]string, len(t.Tokens))
	for i, k := range t.Tokens {
		out[i] = k.Fold
	}
	return out
}

// proclitics are the ways in which clitics come before a number word. In "ll" the article is hidden.
var proclitics = []struct {
	s               string
	and, other, def bool
}{
	{"", false, false, false},
	{"و", true, false, false},
	{"ف", false, true, false},
	{"ب", false, true, false},
	{"ل", false, true, false},
	{"وب", false, true, false},
	{"ول", false, true, false},
	{"فب", false, true, false},
	{"فل", false, true, false},
	{"ك", false, true, false},
	{"ال", false, false, true},
	{"وال", true, false, true},
	{"بال", false, true, true},
	{"لل", false, true, true},
	{"وبال", false, true, true},
	{"ولل", false, true, true},
	{"فال", false, true, true},
	{"كال", false, true, true},
}

func (l *lists) loadWords() {
	for _, r := range lexicon.Must(files, "words.tsv").Rows {
		v, err := strconv.ParseFloat(r.Get("value"), 64)
		c := classes[r.Get("class")]
		if err != nil || c == none {
			panic(r.Rule() + ": a value or class that cannot be read")
		}
		l.addWord(letter.String(r.Key(), letter.Search), lexeme{class: c, value: v, rule: r.Rule()})
	}
}

// addWord adds the word with every proclitic. What stands already is kept: plain words come before those with clitics.
func (l *lists) addWord(w string, x lexeme) {
	for _, p := range proclitics {
		switch {
		case p.def && x.class == part:
			continue
		case p.def && w == "اثنين", p.def && w == "اثنان": // Monday
			continue
		case p.s == "ك" && w == "ميه": // a quantity
			continue
		case p.other && len(w) <= 4: // two letters with a preposition look like too many other words
			if x.class != one || p.s != "ل" && p.s != "ب" {
				continue
			}
		}
		f := p.s + w
		if _, ok := l.words[f]; ok && p.s != "" {
			continue
		}
		y := x
		y.and, y.other, y.def = p.and, p.other, p.def
		y.pre = uint8(len(p.s))
		if p.def {
			y.pre -= 4 // the article belongs to the word
			if strings.HasSuffix(p.s, "لل") {
				y.pre = uint8(len(p.s)) - 2
			}
		}
		l.words[f] = y
	}
}

func (l *lists) loadUnits() {
	for _, r := range lexicon.Must(files, "units.tsv").Rows {
		u := &unit{r.Get("unit"), r.Rule()}
		l.addNoun(r.Key(), r.Set("other"), u, false)
	}
}

// addNoun adds the forms of a counted noun that a number can take: singular, accusative, plurals, with the article, dual.
func (l *lists) addNoun(singular string, other []string, u *unit, isMoney bool) {
	sg := fold(singular)
	put := func(w []string, singular bool) {
		l.nouns[w[0]] = append(l.nouns[w[0]], noun{rest: w[1:], unit: u, singular: singular, money: isMoney})
		if strings.HasPrefix(w[0], "ال") {
			return
		}
		d := append([]string{"ال" + w[0]}, w[1:]...)
		if len(d) == 2 { // the adjective takes the article too, a second noun may
			both := []string{d[0], "ال" + d[1]}
			l.nouns[d[0]] = append(l.nouns[d[0]], noun{rest: both[1:], unit: u, def: true, money: isMoney})
		}
		l.nouns[d[0]] = append(l.nouns[d[0]], noun{rest: d[1:], unit: u, def: true, money: isMoney})
	}
	put(sg, true)
	plurals := map[string]bool{}
	for _, o := range other {
		w := fold(o)
		put(w, false)
		plurals[w[0]] = true
	}
	if len(sg) == 2 && strings.HasSuffix(sg[0], "ه") == strings.HasSuffix(sg[1], "ه") && !isMoney { // a noun and its adjective
		for _, end := range []string{"ين", "ان"} {
			put([]string{twoOf(sg[0], end), twoOf(sg[1], end)}, false)
		}
	}
	if len(sg) > 1 {
		return
	}
	s := sg[0]
	feminine := strings.HasSuffix(singular, "ة")
	if !feminine && !strings.HasSuffix(s, "ا") && !strings.HasSuffix(s, "اء") {
		put([]string{s + "ا"}, false)
	}
	l.addDual(s, feminine, plurals, noun{unit: u, money: isMoney})
}

// twoOf is a folded noun or adjective with the ending of the dual.
func twoOf(w, end string) string {
	if stem, ok := strings.CutSuffix(w, "ه"); ok {
		return stem + "ت" + end
	}
	return w + end
}

// addDual adds the dual of a noun. The written dual of a noun with a sound masculine plural is that plural: it counts nothing by itself.
func (l *lists) addDual(s string, feminine bool, plurals map[string]bool, n noun) {
	stem := s
	if feminine {
		stem = strings.TrimSuffix(s, "ه") + "ت"
	}
	if len(s) < 4 || plurals[stem+"ين"] || strings.HasSuffix(s, "ا") {
		return
	}
	for _, end := range []string{"ين", "ان"} {
		if plurals[stem+end] || l.other[stem+end] {
			continue
		}
		l.nouns[stem+end] = append(l.nouns[stem+end], n)
		d, the := "ال"+stem+end, n
		the.def = true
		l.nouns[d] = append(l.nouns[d], the)
		x := lexeme{class: pair, value: 2, unit: n.unit, rule: n.unit.rule}
		for _, p := range proclitics {
			if p.other && (len(s) < 6 || hides(p.s, s)) { // two letters with a preposition look like too many other words
				continue
			}
			if f := p.s + stem + end; !p.def && l.words[f].class == none {
				y := x
				y.and, y.other, y.pre = p.and, p.other, uint8(len(p.s))
				l.words[f] = y
			}
		}
	}
}

// hides says that the noun with the proclitic before it is a common word of its own, whose dual or plural would be taken for the
// noun's: "distant" for "at a feast".
func hides(clitic, noun string) bool {
	c := word.Corpus()
	df := c.DF(clitic + noun)
	return df >= 50 && 4*df > c.DF(noun)
}

// Currency says that a folded word without proclitics is what a currency is called, whatever its number and with the article or without.
func Currency(fold string) bool {
	for _, n := range load().nouns[fold] {
		if n.money && len(n.rest) == 0 {
			return true
		}
	}
	return false
}

func (l *lists) loadMoney() {
	for _, r := range lexicon.Must(files, "currencies.tsv").Rows {
		u := &unit{r.Key(), r.Rule()}
		name := r.Get("noun")
		m := l.money[name]
		if m == nil {
			m = &money{adjs: map[string]*unit{}, places: map[string]*unit{}, double: map[string]double{}}
			l.money[name] = m
		}
		if r.Get("default") != "" {
			m.fallback = u
		}
		l.addNoun(name, r.Set("other"), &unit{name, r.Rule()}, true)
		for _, a := range r.Set("adjective") {
			w := fold(a)[0]
			m.adjs[w], m.adjs["ال"+w] = u, u
			m.adjs[w+"ا"], m.adjs[w+"ه"] = u, u
		}
		for _, p := range r.Set("place") {
			if w := fold(p); len(w) == 2 {
				m.double[w[0]] = double{w[1], u}
			} else {
				m.places[w[0]] = u
			}
		}
	}
}
