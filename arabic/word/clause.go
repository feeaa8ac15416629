package word

import (
	"strings"
	"sync"

	"rawi/arabic/lexicon"
)

// opening is how a word or phrase of clauses.tsv begins a clause.
type opening uint8

const (
	opener opening = iota + 1
	particle
	verb
	participle
)

var openings = sync.OnceValue(func() *Phrases[opening] {
	classes := map[string]opening{"opener": opener, "particle": particle, "verb": verb, "participle": participle}
	p := NewPhrases[opening](And)
	for _, r := range lexicon.Must(files, "clauses.tsv").Rows {
		c, ok := classes[r.Get("class")]
		if !ok {
			panic(r.Rule() + ": class " + r.Get("class"))
		}
		p.Add(r.Key(), c)
	}
	return p
})

// Clauses cuts a sentence, the tokens [from, to), into clauses and returns them as half-open ranges of tokens: after a semicolon;
// before a conjunction or particle that begins a clause; before a verb of telling or happening with wa- or fa-; after a comma
// before a participle ("adding that"). Quotations that are closed soon are not cut.
func Clauses(t *Text, from, to int) [][2]int {
	inside := quoted(t, from, to)
	var out [][2]int
	start := from
	for i := from + 1; i < to; i++ {
		if inside[i-from] || !begins(t, i) {
			continue
		}
		out = append(out, [2]int{start, i})
		start = i
	}
	if start < to {
		out = append(out, [2]int{start, to})
	}
	return out
}

// begins says whether a clause begins at token i, which is not the first of its sentence.
func begins(t *Text, i int) bool {
	prev := t.Tokens[i-1]
	if prev.Is("؛", ";") {
		return true
	}
	if t.Tokens[i].Kind != Word {
		return false
	}
	m, ok := openings().At(t, i)
	if !ok {
		return false
	}
	switch m.Value {
	case opener:
		return true
	case verb:
		return m.Prefix != ""
	case participle:
		return prev.Is("،", ",")
	}
	return false
}

// startsClause says whether token i, after two dots, begins a sentence of its own: a quotation mark, a word with wa- or fa-, a
// particle, or a verb of the third person.
func startsClause(t *Text, i int) bool {
	k := t.Tokens[i]
	if k.Kind != Word {
		return IsQuote(k) || k.Is("{", "-")
	}
	if len(k.Fold) > 4 && (strings.HasPrefix(k.Fold, waw) || strings.HasPrefix(k.Fold, fa)) {
		return true
	}
	if m, ok := openings().At(t, i); ok && m.Value != participle {
		return true
	}
	// "ya-" and a stem that is known with other persons' prefixes too.
	rest, ok := strings.CutPrefix(k.Fold, "ي")
	f := Corpus()
	return ok && len(rest) >= 6 && f.DF("ت"+rest) > 1 && f.DF(k.Fold) > 1 && f.DF(al+k.Fold) == 0
}
