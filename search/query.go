package search

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"rawi/arabic/letter"
	"rawi/text"
)

// Bounds of a query. What lies beyond them is left out.
const (
	maxQuery = 2000 // bytes
	maxTerms = 48
)

// query is what a reader asks for: all of it must hold of an article.
type query struct {
	words    [][]term // in any inflection; several terms are one word as it is written ("covid-19"), and stand side by side
	phrases  [][]term // in this very form
	outlets  [][]term
	speakers [][]term
	days     text.Days // overlap the publication; an open end is zero
	terms    int       // how many have been taken
}

// empty says that nothing is asked for.
func (q *query) empty() bool {
	return len(q.words)+len(q.phrases)+len(q.outlets)+len(q.speakers) == 0 && q.days == text.Days{}
}

// closing are the marks that close a phrase opened by each mark.
var closing = map[rune]string{'"': "\"", '\u00AB': "\u00BB", '\u201C': "\u201D\u201C", '\u201D': "\u201D\u201C", '\u201E': "\u201C\u201D"}

// parse reads a query. There is nothing that it cannot read: what means nothing else is a word to look for.
func parse(s string, a *analyser) *query {
	if len(s) > maxQuery {
		cut := maxQuery
		for cut > 0 && !utf8.RuneStart(s[cut]) {
			cut--
		}
		s = s[:cut]
	}
	q := &query{}
	p := &parser{s: s}
	for p.skip() {
		if phrase, ok := p.quoted(); ok {
			q.add(&q.phrases, a, phrase)
			continue
		}
		chunk := p.chunk()
		field, value, ok := strings.Cut(chunk, ":")
		if !ok || !q.field(strings.ToLower(field), value, p, a) {
			q.add(&q.words, a, chunk)
		}
	}
	return q
}

// field takes a filter, and says whether it was one.
func (q *query) field(name, value string, p *parser, a *analyser) bool {
	at := p.i
	if value == "" { // the value may be quoted, or stand apart
		if p.skip() {
			var ok bool
			if value, ok = p.quoted(); !ok {
				value = p.chunk()
			}
		}
	}
	switch name {
	case "outlet":
		if q.add(&q.outlets, a, value) {
			return true
		}
	case "speaker":
		if q.add(&q.speakers, a, value) {
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

// add adds the terms of s to a list, and says whether there were any.
func (q *query) add(list *[][]term, a *analyser, s string) bool {
	var out []term
	for _, k := range read(s).Tokens {
		a.terms(k, func(m term) {
			if q.terms < maxTerms {
				out = append(out, m)
				q.terms++
			}
		})
	}
	if len(out) > 0 {
		*list = append(*list, out)
	}
	return len(out) > 0
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

// frequent is the inverse document frequency below which a word stands in so many texts that to ask for it says nothing, where
// something else is asked for too.
const frequent = 1

// match writes the query in the language of the full-text table. Terms hold letters and digits only, so there is nothing in them
// that could be taken for an operator; a query without words is "".
func (q *query) match(a *analyser) string {
	var parts []string
	all := func(column string, list [][]term, write func([]term) string) {
		for _, t := range list {
			parts = append(parts, column+" : "+write(t))
		}
	}
	all("{title body}", q.telling(a), inflected)
	all("{title body}", q.phrases, exactly)
	all("outlet", q.outlets, inflected)
	all("speaker", q.speakers, inflected)
	return strings.Join(parts, " AND ")
}

// telling are the words without those that stand in most texts, unless there are no others.
func (q *query) telling(a *analyser) [][]term {
	var out [][]term
	for _, w := range q.words {
		if len(w) > 1 || a.forms.IDF(w[0].stem) >= frequent {
			out = append(out, w)
		}
	}
	if out == nil && len(q.phrases) == 0 {
		return q.words
	}
	return out
}

// inflected asks for words side by side, each in any inflection.
func inflected(terms []term) string {
	var b strings.Builder
	for _, t := range terms {
		fmt.Fprintf(&b, `"%s|" * `, t.stem)
	}
	if len(terms) == 1 {
		return b.String()
	}
	return fmt.Sprintf("NEAR(%s, %d)", b.String(), len(terms)-2)
}

// exactly asks for words in this order and form.
func exactly(terms []term) string {
	var b strings.Builder
	for i, t := range terms {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(t.exact)
	}
	return `"` + b.String() + `"`
}
