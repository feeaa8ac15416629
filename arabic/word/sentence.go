package word

import (
	"embed"
	"strings"
	"sync"

	"rawi/arabic/letter"
	"rawi/arabic/lexicon"
	"rawi/text"
)

//go:embed *.tsv *.bin
var files embed.FS

var abbreviations = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for _, r := range lexicon.Must(files, "abbreviations.tsv").Rows {
		m[letter.String(r.Key(), letter.Search)] = true
	}
	return m
})

// longQuote is how many tokens a quotation may have and still be kept in one sentence with its full stops inside.
const longQuote = 80

// Sentences cuts the tokens [from, to) into sentences and returns them as half-open ranges of tokens. A line break ends a
// sentence unless the line stops in the middle of one (at a comma, or before a lone mark); a full stop does not when it belongs
// to an abbreviation, or stands inside a quotation that is closed soon.
func Sentences(t *Text, from, to int) [][2]int {
	inside := quoted(t, from, to)
	var out [][2]int
	start := from
	cut := func(end int) {
		if end > start {
			out = append(out, [2]int{start, end})
		}
		start = end
	}
	for i := from; i < to; i++ {
		k := &t.Tokens[i]
		if k.Gap >= Line && i > start && breaks(t, i) {
			cut(i)
		}
		if k.Kind != Punct || inside[i-from] || !ends(t, i, to) {
			continue
		}
		j := i + 1
		for j < to && t.Tokens[j].Gap < Line && trailing(t, j) {
			j++
		}
		cut(j)
		i = j - 1
	}
	cut(to)
	return out
}

// quoted marks the tokens inside quotations that are closed within longQuote tokens.
func quoted(t *Text, from, to int) []bool {
	in := make([]bool, to-from)
	for _, p := range Pairs(t, from, to) {
		if p.Close > 0 && p.Close-p.Open <= longQuote {
			for k := p.Open; k < p.Close-1; k++ { // the stop before the closing mark may end the sentence with it
				in[k-from] = true
			}
		}
	}
	return in
}

// breaks says whether the line break before token i ends a sentence.
func breaks(t *Text, i int) bool {
	prev, next := &t.Tokens[i-1], &t.Tokens[i]
	if prev.Is("،", ",", "؛") {
		return false
	}
	if next.Kind == Punct && next.Is(".", "،", ",") {
		return false
	}
	return !(next.Gap == Line && prev.Is(relative...))
}

// relative pronouns never end a line that is a sentence.
var relative = []string{
	"الذي", "التي", "الذين",
}

// ends says whether token i, a sign, by itself ends a sentence.
func ends(t *Text, i, to int) bool {
	k := &t.Tokens[i]
	switch k.Fold {
	case "!", "?", "؟":
		return i+1 >= to || !t.Tokens[i+1].Is("،", ",", "؛") // what goes on after a comma is no end
	case "\u2026":
		return i+1 < to && t.Tokens[i+1].Gap >= Space && startsClause(t, i+1)
	case ".":
	default:
		return false
	}
	touchesNext := i+1 < to && t.Tokens[i+1].Gap == None
	if touchesNext && t.Tokens[i+1].Is(".") { // ".." and "...": a dash or a trailing off, more often than an end
		return false
	}
	if i > 0 && t.Tokens[i-1].Is(".") && k.Gap == None {
		return i+1 >= to || (t.Tokens[i+1].Gap >= Space || k.Gap == None && t.Tokens[i-1].Gap >= Space) && startsClause(t, i+1)
	}
	if i == 0 {
		return false
	}
	prev := t.Tokens[i-1]
	if touchesNext {
		next := t.Tokens[i+1]
		if next.Kind == Punct {
			return IsQuote(next) || next.Is(")", "]")
		}
		// Glued sentences: three letters and more on both sides, or a number that a word follows.
		return (len(prev.Fold) >= 6 || prev.Kind == Number) && next.Kind == Word && (len(next.Fold) >= 6 || opens(t, i+1))
	}
	initials := strings.Contains(prev.Fold, ".")
	if k.Gap == None && prev.Kind == Word && initials && i+1 < to && t.Tokens[i+1].Kind == Word && t.Tokens[i+1].Gap == Space {
		return startsClause(t, i+1)
	}
	if k.Gap == None && prev.Kind == Word && abbreviations()[prev.Fold] && i+1 < to && t.Tokens[i+1].Kind == Word && t.Tokens[i+1].Gap == Space {
		return i > 1 && t.Tokens[i-2].Kind == Number // an era mark after a year ends sentences like any word
	}
	return true
}

// opens says that token i is a particle that begins sentences.
func opens(t *Text, i int) bool {
	m, ok := openings().At(t, i)
	return ok && m.Value == particle
}

// trailing marks stay with the sentence that they close.
func trailing(t *Text, j int) bool {
	k := t.Tokens[j]
	if k.Kind != Punct {
		return false
	}
	if k.Is(".", "!", "?", "؟", ")", "]", "\u2026") {
		return true
	}
	return IsQuote(k) && k.Gap == None
}

// Spans turns ranges of tokens into spans of the source.
func (t *Text) Spans(ranges [][2]int) []text.Span {
	out := make([]text.Span, len(ranges))
	for i, r := range ranges {
		out[i] = t.Span(r[0], r[1])
	}
	return out
}
