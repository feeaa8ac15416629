package date

import (
	"embed"
	"sort"
	"strconv"
	"strings"
	"sync"

	"rawi/arabic/lexicon"
	"rawi/arabic/word"
	"rawi/text"
)

//go:embed *.tsv
var files embed.FS

// role is what a word does in an expression of time.
type role uint8

const (
	noRole role = iota
	isMonth
	isDay
	isDeictic
	isPeriod
	isPlace
	isPart
	isDecade
)

// plurality is the grammatical number of a period.
type plurality uint8

const (
	definite plurality = iota // the singular with the article
	single                    // the bare singular
	two
	many
	theTwo
	theMany
)

// lexeme is an entry of the lists as it stands in a text, with the proclitics of its first word.
type lexeme struct {
	role   role
	pre    uint8 // bytes of proclitics
	weak   bool  // of a month: another word too
	and    bool  // carries the conjunction wa-
	number plurality
	cal    calendar
	value  int // month, weekday, days to add, part, decade
	unit   unit
	place  place
	rest   []string // the words after the first
	rule   string
}

// What parts.tsv says a part is of.
const (
	ofDay = iota
	ofPeriod
	ofAny
	firstDay
	lastDay
)

// tense is what a word shows of the time of what follows it.
type tense uint8

const (
	timeless tense = iota
	toCome
	hasBeen
	reported // a verb of saying: nothing is known of what was said
)

var tenses = map[string]tense{"future": toCome, "past": hasBeen, "report": reported}

// landmark is an event of landmarks.tsv: the word before its day, folded, and the day.
type landmark struct {
	head       string
	month, day int
}

type lists struct {
	words     map[string][]lexeme // by first word; entries of more words come first
	movements map[string]bool     // words that make a day and month without a year a name
	sites     map[string]bool     // words that make any date a name
	prayers   map[string]bool
	given     map[string]bool // given names
	agencies  map[string]bool
	offices   map[string]bool // behind which "the year" is the adjective "general"
	measures  map[string]bool
	seasons   map[string]bool
	landmarks map[landmark]int // the year of an event that is told by its day
	near      map[landmark]int // the same, by a word of the sentence
	eventful  map[[2]int]bool  // the days of near
	yearly    map[string]bool  // told by a year that stands right behind
	heads     map[string]bool  // words that may begin an expression without a number
	sieve     *lexicon.Sieve   // of heads
	feasts    map[string]bool  // words that may begin a feast, with the proclitics they carry, and those that count its days
	festive   map[string]bool  // words before a feast by which its time is meant, not its day
	tense     map[string]tense
	after     map[string]bool // words after "today" by which it is no date
	before    map[string]bool
}

var load = sync.OnceValue(func() *lists {
	l := &lists{
		words: map[string][]lexeme{}, movements: map[string]bool{}, sites: map[string]bool{}, prayers: map[string]bool{}, given: map[string]bool{}, agencies: map[string]bool{},
		offices: map[string]bool{}, measures: map[string]bool{}, seasons: map[string]bool{}, festive: map[string]bool{}, yearly: map[string]bool{}, landmarks: map[landmark]int{}, near: map[landmark]int{}, eventful: map[[2]int]bool{}, heads: map[string]bool{"قبل": true, "وقبل": true, "بعد": true, "وبعد": true}, feasts: map[string]bool{},
		tense: map[string]tense{}, after: map[string]bool{}, before: map[string]bool{},
	}
	for _, r := range rows("months.tsv") {
		l.add(r, lexeme{role: isMonth, value: count(r, "month"), cal: calendars[r.Get("calendar")], weak: r.Get("kind") == "weak"})
	}
	for _, r := range rows("days.tsv") {
		l.add(r, lexeme{role: isDay, value: count(r, "number") % 7})
	}
	for _, r := range rows("deictics.tsv") {
		l.add(r, lexeme{role: isDeictic, value: count(r, "days")})
	}
	numbers := map[string]plurality{"": definite, "one": single, "two": two, "many": many, "thetwo": theTwo, "themany": theMany}
	for _, r := range rows("periods.tsv") {
		l.add(r, lexeme{role: isPeriod, unit: units[r.Get("unit")], number: numbers[r.Get("number")]})
	}
	for _, r := range rows("modifiers.tsv") {
		l.add(r, lexeme{role: isPlace, place: places[r.Get("place")]})
	}
	parts := map[string]int{"day": ofDay, "period": ofPeriod, "any": ofAny, "first": firstDay, "last": lastDay}
	for _, r := range rows("parts.tsv") {
		l.add(r, lexeme{role: isPart, value: parts[r.Get("of")]})
	}
	for _, r := range rows("decades.tsv") {
		l.add(r, lexeme{role: isDecade, value: count(r, "year")})
	}
	for _, r := range rows("names.tsv") {
		for _, kind := range r.Set("kind") {
			m := map[string]map[string]bool{
				"movement": l.movements, "place": l.sites, "prayer": l.prayers, "given": l.given, "agency": l.agencies, "office": l.offices, "measure": l.measures,
				"season": l.seasons, "festive": l.festive, "yearly": l.yearly,
			}[kind]
			for _, p := range []string{"", "ال", "و", "ب", "ل", "لل", "بال", "وال"} {
				m[p+fold(r.Key())[0]] = true
			}
		}
	}
	for _, r := range rows("cues.tsv") {
		for _, p := range []string{"", "و", "ف"} {
			l.tense[p+fold(r.Key())[0]] = tenses[r.Get("tense")]
		}
	}
	for _, r := range rows("today.tsv") {
		m := l.after
		if r.Get("place") == "before" {
			m = l.before
		}
		m[fold(r.Key())[0]] = true
	}
	for _, r := range rows("landmarks.tsv") {
		m, d, _ := strings.Cut(r.Key(), "-")
		for _, h := range r.Set("heads") {
			for _, p := range []string{"", "ال", "و", "ب", "ل", "لل", "بال", "وال", "ف"} {
				l.landmarks[landmark{p + fold(h)[0], atoi(m), atoi(d)}] = count(r, "year")
			}
		}
		for _, w := range r.Set("near") {
			l.eventful[[2]int{atoi(m), atoi(d)}] = true
			for _, p := range []string{"", "و", "ب", "ل", "ف"} {
				l.near[landmark{p + fold(w)[0], atoi(m), atoi(d)}] = count(r, "year")
			}
		}
	}
	for w := range holidays() {
		for _, p := range []string{"", "و", "ف", "ب", "ل"} {
			l.feasts[p+w] = true
		}
	}
	for w := range ordinalHeads {
		l.feasts[w] = true
	}
	for w := range l.words {
		l.heads[w] = true
	}
	for w := range l.feasts {
		l.heads[w] = true
	}
	l.sieve = lexicon.NewSieve(len(l.heads))
	for w := range l.heads {
		l.sieve.Add(w)
	}
	for _, x := range l.words {
		sort.SliceStable(x, func(i, j int) bool { return len(x[i].rest) > len(x[j].rest) })
	}
	return l
})

func rows(file string) []lexicon.Row { return lexicon.Must(files, file).Rows }

func count(r lexicon.Row, column string) int {
	n, err := strconv.Atoi(r.Get(column))
	if err != nil {
		panic(r.Rule() + ": not a number: " + r.Get(column))
	}
	return n
}

// fold cuts a phrase of a list into folded words, as texts are cut.
func fold(s string) []string {
	t := word.Read(s, text.Span{End: len(s)})
	out := make([]string, len(t.Tokens))
	for i, k := range t.Tokens {
		out[i] = k.Fold
	}
	return out
}

// add enters a row with every proclitic that its first word can carry.
func (l *lists) add(r lexicon.Row, x lexeme) {
	w := fold(r.Key())
	x.rest, x.rule = w[1:], r.Rule()
	for _, p := range []string{"", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل", "ه"} {
		if p == "ه" && (x.role != isPeriod && x.role != isDay || !strings.HasPrefix(w[0], "ال")) { // "this" of the Levant, the Gulf and Iraq
			continue
		}
		if p != "" && (x.role == isPlace || len(w[0]) <= 4 && p != "و") {
			continue
		}
		y := x
		y.pre, y.and = uint8(len(p)), strings.HasPrefix(p, "و")
		f := p + w[0]
		l.words[f] = append(l.words[f], y)
		if (p == "" || p == "و" || p == "ف") && strings.HasPrefix(w[0], "ال") && x.role != isPlace { // "lil-" hides the article's alef
			f = p + "لل" + w[0][4:]
			y.pre += 2
			l.words[f] = append(l.words[f], y)
		}
	}
}
