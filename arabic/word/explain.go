package word

import "strings"

// Explained is a token laid open, for people who look at what the program does.
type Explained struct {
	Raw, Fold string
	Kind      Kind
	Pro       []string // proclitics, from the outside in
	Bare      string   // the folded word between its clitics, the article on it
	Enc       string   // the pronoun
	Stem      string   // search stem; "" for tokens that are no Arabic words
	Light     string   // light stem
}

// Explain lays the tokens [from, to) open.
func (a *Analyser) Explain(t *Text, from, to int) []Explained {
	out := make([]Explained, 0, max(0, to-from))
	for i := from; i < to; i++ {
		k := t.Tokens[i]
		e := Explained{Raw: t.Raw(i), Fold: k.Fold, Kind: k.Kind, Bare: k.Fold}
		if k.Kind == Word {
			p := a.Parts(t, i)
			for at := 0; at < p.Pro; at += 2 {
				e.Pro = append(e.Pro, k.Fold[at:at+2])
			}
			e.Bare, e.Enc, e.Stem, e.Light = p.Cut.Stem(k.Fold), k.Fold[len(k.Fold)-p.Enc:], p.Stem, p.Light
		}
		out = append(out, e)
	}
	return out
}

// String is the token with its clitics parted by plus signs, and its search stem where that is something else: "w+b+almdrsh (mdrsh)"
// in Arabic letters.
func (e Explained) String() string {
	var b strings.Builder
	for _, p := range e.Pro {
		b.WriteString(p + "+")
	}
	b.WriteString(e.Bare)
	if e.Enc != "" {
		b.WriteString("+" + e.Enc)
	}
	if e.Stem != "" && e.Stem != e.Bare {
		b.WriteString(" (" + e.Stem + ")")
	}
	return b.String()
}
