package search

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"rawi/arabic/letter"
	"rawi/arabic/word"
	"rawi/text"
)

// Bounds of a query. What lies beyond them is left out.
const (
	maxQuery = 2000 // bytes
	maxTerms = 48
)

// Asked is a query that was read: what it asks for, all of which must hold of an article.
type Asked struct {
	clauses []clause
	days    text.Days // overlap the publication; an open end is zero
	Stories []string  // whose articles are asked for
	terms   int       // how many have been taken
}

// within says in which part of an article the words of a clause are looked for.
type within uint8

const (
	anywhere within = iota // in the title or the text
	inTitle
	inQuotes
	inNames // in the names of a field
)

// clause is one thing that is asked for.
type clause struct {
	field  field
	within within
	words  []asked // one, or several side by side (in names: of one name)
	exact  bool    // in this very form
	common bool    // stands in so many texts that it says nothing beside something else
}

// asked is a word of a clause.
type asked struct {
	fold string
	term
	latin    bool
	variants []term // other spellings of it as a name, where there are any: see resolve
}

// empty says that nothing is asked for.
func (q *Asked) empty() bool {
	return len(q.clauses)+len(q.Stories) == 0 && q.days == text.Days{}
}

// closing are the marks that close a phrase opened by each mark.
var closing = map[rune]string{'"': "\"", '\u00AB': "\u00BB", '\u201C': "\u201D\u201C", '\u201D': "\u201D\u201C", '\u201E': "\u201C\u201D"}

// Parse reads a query:
//
//	word             the word in any inflection and spelling
//	"a phrase"       these words in this order and form; «…» and “…” too
//	title:word       in the title
//	quote:word       in what somebody is quoted with; quote:"a phrase"
//	speaker:name     in which he is quoted; a name in any spelling; speaker:"two words"
//	source:name      which names that agency, person or body as its source
//	outlet:name      of that outlet
//	place:name       in which that place is named
//	story:id         of that story
//	from:2025-09-01  published on that day or later; also 2025-09 and 2025
//	to:2025-09       published up to then
//
// There is nothing that it cannot read: what means nothing else is a word to look for. One that asks for nothing (no letter or digit
// in it) finds nothing.
func Parse(s string) *Asked {
	if len(s) > maxQuery {
		cut := maxQuery
		for cut > 0 && !utf8.RuneStart(s[cut]) {
			cut--
		}
		s = s[:cut]
	}
	q := &Asked{}
	a := takeAnalyser()
	defer a.back()
	p := &parser{s: s}
	for p.skip() {
		if phrase, ok := p.quoted(); ok {
			q.add(a, clause{field: texts, exact: true}, phrase)
			continue
		}
		chunk := p.chunk()
		name, value, ok := strings.Cut(chunk, ":")
		if !ok || !q.filter(strings.ToLower(name), value, p, a) {
			q.add(a, clause{field: texts}, chunk)
		}
	}
	telling := false
	for _, c := range q.clauses {
		telling = telling || !c.common
	}
	for i := range q.clauses {
		q.clauses[i].common = q.clauses[i].common && telling
	}
	return q
}

// filters are the clauses that a name and a colon begin.
var filters = map[string]clause{
	"title":   {field: texts, within: inTitle},
	"quote":   {field: texts, within: inQuotes},
	"speaker": {field: speakers, within: inNames},
	"source":  {field: sources, within: inNames},
	"outlet":  {field: outlets, within: inNames},
	"place":   {field: places, within: inNames},
}

// filter takes what follows the name of a filter, and says whether it was one.
func (q *Asked) filter(name, value string, p *parser, a *analyser) bool {
	at := p.i
	phrase := false
	if value == "" && p.skip() { // the value may be quoted, or stand apart
		if value, phrase = p.quoted(); !phrase {
			value = p.chunk()
		}
	}
	if c, ok := filters[name]; ok {
		c.exact = phrase && c.within != inNames
		if q.add(a, c, value) {
			return true
		}
	}
	switch name {
	case "story":
		if v := strings.TrimSpace(value); v != "" {
			q.Stories = append(q.Stories, v)
			return true
		}
	case "from":
		if d, ok := days(value); ok {
			q.days.From = max(q.days.From, d.From)
			return true
		}
	case "to":
		if d, ok := days(value); ok {
			if q.days.To == 0 || d.To < q.days.To {
				q.days.To = d.To
			}
			return true
		}
	}
	p.i = at
	return false
}

// frequent is the inverse document frequency below which a word stands in so many texts that to ask for it says nothing, where
// something else is asked for too.
const frequent = 1

// add adds the words of s as a clause, and says whether there were any.
func (q *Asked) add(a *analyser, c clause, s string) bool {
	for _, k := range read(s).Tokens {
		a.terms(k, func(n int32) {
			if q.terms < maxTerms {
				c.words = append(c.words, asked{fold: k.Fold, term: a.words[n].term, latin: k.Kind == word.Latin})
				q.terms++
			}
		})
	}
	if len(c.words) == 0 {
		return false
	}
	c.common = c.within == anywhere && !c.exact && len(c.words) == 1 && !c.words[0].latin && word.Corpus().IDF(c.words[0].fold) < frequent
	q.clauses = append(q.clauses, c)
	return true
}

// days reads a day, month or year.
func days(s string) (text.Days, bool) {
	s = strings.ReplaceAll(letter.String(strings.TrimSpace(s), letter.Identity), "/", "-")
	for _, f := range []struct {
		layout               string
		years, months, days_ int
	}{{"2006-1-2", 0, 0, 1}, {"2006-1", 0, 1, 0}, {"2006", 1, 0, 0}} {
		if t, err := time.Parse(f.layout, s); err == nil && t.Year() > 0 {
			return text.Days{From: text.DayOf(t), To: text.DayOf(t.AddDate(f.years, f.months, f.days_)) - 1}, true
		}
	}
	return text.Days{}, false
}

// parser walks over a query.
type parser struct {
	s string
	i int
}

func (p *parser) rune() (rune, int) { return utf8.DecodeRuneInString(p.s[p.i:]) }

// skip passes over blanks, and says whether anything follows.
func (p *parser) skip() bool {
	for p.i < len(p.s) {
		r, n := p.rune()
		if !unicode.IsSpace(r) {
			return true
		}
		p.i += n
	}
	return false
}

// quoted takes a phrase in quotation marks; one that is not closed reaches to the end.
func (p *parser) quoted() (string, bool) {
	r, n := p.rune()
	marks, ok := closing[r]
	if !ok {
		return "", false
	}
	rest := p.s[p.i+n:]
	end := strings.IndexAny(rest, marks)
	if end < 0 {
		p.i = len(p.s)
		return rest, true
	}
	_, m := utf8.DecodeRuneInString(rest[end:])
	p.i += n + end + m
	return rest[:end], true
}

// chunk takes what stands up to the next blank or opening mark.
func (p *parser) chunk() string {
	from := p.i
	for p.i < len(p.s) {
		r, n := p.rune()
		if _, opens := closing[r]; unicode.IsSpace(r) || opens && p.i > from {
			break
		}
		p.i += n
	}
	return p.s[from:p.i]
}
