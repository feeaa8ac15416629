package quote

import (
	"sync"

	"rawi/arabic/chain"
	"rawi/arabic/lexicon"
	"rawi/arabic/word"
)

// saidNouns are the nouns of nouns.tsv, folded, with whatever clitics, with their rules: what is said with them comes behind "that" with bi-.
// Of two nouns that come to the same, the one with fewer clitics before it stands, then the one with fewer behind it.
var saidNouns = sync.OnceValue(func() lexicon.Table[string] {
	rows := lexicon.Must(files, "nouns.tsv").Rows
	var m lexicon.Table[string]
	for _, p := range [...]string{"", "و", "ال", "وال", "ب", "ل"} {
		for _, enc := range [...]string{"", "ه", "ها", "هم"} {
			for _, r := range rows {
				if w := p + fold(r.Key()) + enc; m.Of(w) == "" {
					m.Put(w, r.Rule())
				}
			}
		}
	}
	return m
})

// nounsSay reads the nouns of saying with a clause of their own, where no verb has told it: "claims of the army that …", "reports that …".
// Whose they are stands in the genitive; nobody is named otherwise.
func (r *reader) nounsSay(from, to int, cues []cue) {
	t := r.t
	for i := from; i < to; i++ {
		if end, ok := r.closes[i]; ok {
			i = min(end, to)
			continue
		}
		rule := r.saidNoun(i)
		if rule == "" {
			continue
		}
		m := i + 1
		for m < min(to, i+8) && t.Tokens[m].Kind == word.Word && !that(t.Tokens[m].Fold) && !r.doing(m) && !isCueWord(t.Tokens[m].Fold) {
			m++
		}
		if m+2 >= to || !t.Tokens[m].Is("بان", "بانه", "بانها", "بانهم") || !chain.IsThat(t, m) {
			continue
		}
		f := frame{how: byThat, content: m + 1, span: t.Tokens[i].Span, cue: cue{at: i, clause: i, form: form{verb: &verb{rule: rule}}}}
		if e := chain.Phrase(t, i+1, m, r.doc.Names); e > i+1 && r.acts(i+1, e) && !r.mute(i+1, e) {
			f.speaker, f.own = r.speakerAt(i+1, e), true
		}
		var next []cue
		for _, c := range cues {
			if c.at > m {
				next = append(next, c)
			}
		}
		end := r.endOf(&f, next, to)
		for k := m + 2; k+1 < end; k++ {
			if t.Tokens[k-1].Is("،", ",") && t.Tokens[k].Is("ما", "مما") {
				end = r.trim(m+1, k) // "which had its effect"
			}
		}
		if !r.taken(t.Span(m+1, end)) {
			r.report(&f, end)
			i = end
		}
	}
}

// saidNoun is the rule of the noun of saying at token i, with whatever clitics; "" where none stands.
func (r *reader) saidNoun(i int) string { return saidNouns().Of(r.t.Tokens[i].Fold) }
