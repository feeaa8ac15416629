package word

import (
	"iter"
	"strings"

	"rawi/arabic/letter"
	"rawi/arabic/lexicon"
	"rawi/text"
)

// Clitics says which proclitics may stand before the first word of a phrase.
type Clitics uint8

// The sets of proclitics; they add up.
const (
	NoClitics   Clitics = 0
	And         Clitics = 1 << iota // wa-, fa-
	Preposition                     // bi-, li-, ka-
	Article                         // al-
	AnyClitics  = And | Preposition | Article
)

// The proclitics in folded letters.
const (
	waw, fa, ba, lam, kaf = "و", "ف", "ب", "ل", "ك"
	alef                  = "ا"
	al                    = alef + lam
)

// Phrases is a set of phrases to be found in a text, each with a value. Phrases are folded as texts are; it is built once and
// then only read.
type Phrases[T any] struct {
	first   lexicon.Table[*node[T]] // of the first words: most words of a text begin no phrase
	clitics Clitics
}

// node is where a phrase stands after some of its words. Few words may follow most; they are in words, and their nodes in next, until they are many.
type node[T any] struct {
	words []string
	next  []*node[T]
	many  lexicon.Table[*node[T]]
	value T
	end   bool
}

// few is how many words that may follow are looked through one by one.
const few = 6

// after is where a phrase stands after one more word, nil where none goes on with it.
func (n *node[T]) after(w string) *node[T] {
	if len(n.words) > few {
		return n.many.Of(w)
	}
	for k, x := range n.words {
		if x == w {
			return n.next[k]
		}
	}
	return nil
}

// put makes a node for one more word.
func (n *node[T]) put(w string) *node[T] {
	m := &node[T]{}
	n.words, n.next = append(n.words, w), append(n.next, m)
	switch {
	case len(n.words) == few+1:
		for k, x := range n.words {
			n.many.Put(x, n.next[k])
		}
	case len(n.words) > few:
		n.many.Put(w, m)
	}
	return m
}

// NewPhrases makes an empty set whose phrases may carry the given proclitics.
func NewPhrases[T any](c Clitics) *Phrases[T] { return &Phrases[T]{clitics: c} }

// Add puts a phrase in. One that stands already keeps its first value. A spaced or dotted acronym is known in both forms.
func (p *Phrases[T]) Add(phrase string, v T) {
	t := Read(phrase, text.Span{End: len(phrase)})
	words := make([]string, 0, len(t.Tokens))
	single := len(t.Tokens) > 1
	for _, k := range t.Tokens {
		words = append(words, k.Fold)
		single = single && oneLetter(k.Fold)
	}
	p.add(words, v)
	if single {
		p.add([]string{strings.Join(words, ".")}, v)
	}
	if len(words) == 1 && strings.Contains(words[0], ".") && letter.Arabic([]rune(words[0])[0]) {
		p.add(strings.Split(words[0], "."), v)
	}
}

func (p *Phrases[T]) add(words []string, v T) {
	if len(words) == 0 {
		return
	}
	n := p.first.Of(words[0])
	if n == nil {
		n = &node[T]{}
		p.first.Put(words[0], n)
	}
	for _, w := range words[1:] {
		m := n.after(w)
		if m == nil {
			m = n.put(w)
		}
		n = m
	}
	if !n.end {
		n.end, n.value = true, v
	}
}

// Match is a phrase found.
type Match[T any] struct {
	Value    T
	From, To int       // tokens [From, To)
	Prefix   string    // the folded proclitics before it, "" when none
	Span     text.Span // in the source, without the proclitics
}

// Firsts are the folded first words of the phrases, for those who look words up in several sets at once.
func (p *Phrases[T]) Firsts() iter.Seq[string] { return p.first.Words() }

// Begins says whether a phrase may begin with the folded word, which may carry proclitics; it is for those who remember words.
func (p *Phrases[T]) Begins(fold string) bool {
	if p.first.Len() == 0 || !p.clitics.begin(fold) && !p.first.May(fold) {
		return false
	}
	ways := 1
	var cs [maxCuts]cut
	cs[0].stem = fold
	if p.clitics != NoClitics {
		ways = cuts(fold, p.clitics, &cs)
	}
	for _, cut := range cs[:ways] {
		if _, ok := p.first.Get(cut.stem); ok {
			return true
		}
	}
	return false
}

// At finds the longest phrase that begins at token i, with the fewest proclitics. Phrases do not run over a line break.
func (p *Phrases[T]) At(t *Text, i int) (m Match[T], ok bool) {
	if w := t.Tokens[i].Fold; p.first.Len() == 0 || !p.clitics.begin(w) && !p.first.May(w) {
		return m, false
	}
	return p.at(t, i)
}

// at is At for a word that may begin a phrase.
func (p *Phrases[T]) at(t *Text, i int) (m Match[T], ok bool) {
	tok := t.Tokens[i]
	best, ways := 0, 1
	var cs [maxCuts]cut
	cs[0].stem = tok.Fold
	if p.clitics != NoClitics {
		ways = cuts(tok.Fold, p.clitics, &cs)
	}
	for _, cut := range cs[:ways] {
		n := p.first.Of(cut.stem)
		if n == nil {
			continue
		}
		j := i + 1
		for {
			if n.end && j-i > best {
				best = j - i
				m.Value, m.From, m.To, m.Prefix, ok = n.value, i, j, cut.prefix, true
				m.Span = text.Span{Start: t.Place(i, cut.at, len(tok.Fold)).Start, End: t.Tokens[j-1].Span.End}
			}
			if j >= len(t.Tokens) || t.Tokens[j].Gap >= Line {
				break
			}
			if n = n.after(t.Tokens[j].Fold); n == nil {
				break
			}
			j++
		}
	}
	return m, ok
}

// begin says whether one of the proclitics may begin w: see cuts.
func (c Clitics) begin(w string) bool {
	if len(w) < 6 {
		return false
	}
	switch w[:2] {
	case waw, fa:
		return c&And != 0
	case ba, lam, kaf:
		return c&Preposition != 0
	case alef:
		return c&Article != 0
	}
	return false
}

// cut is one way to take proclitics off: what was taken, what is left as lists write it, where that begins in the folded word.
type cut struct {
	prefix, stem string
	at           int
}

// maxCuts is how many ways there are to take proclitics off a word, the word itself among them.
const maxCuts = 12

// cuts lists the ways to take the allowed proclitics off w, the word itself first.
func cuts(w string, allowed Clitics, out *[maxCuts]cut) int {
	out[0] = cut{"", w, 0}
	k := 1
	add := func(n int, article bool) { // n bytes of w go; the article, if it was hidden in "ll", comes back
		stem := w[n:]
		if len(stem) < 4 || k == maxCuts {
			return
		}
		if article {
			stem = al + stem
		}
		out[k] = cut{w[:n], stem, n}
		k++
	}
	n := 0
	if allowed&And != 0 && (strings.HasPrefix(w, waw) || strings.HasPrefix(w, fa)) {
		add(2, false)
		n = 2
	}
	for _, at := range [2]int{0, n} {
		r := w[at:]
		if allowed&Preposition != 0 {
			switch {
			case strings.HasPrefix(r, lam+lam):
				add(at+4, true) // "lil-" is "li-" and the article
				add(at+2, false)
				if allowed&Article != 0 {
					add(at+4, false)
				}
			case strings.HasPrefix(r, ba), strings.HasPrefix(r, lam), strings.HasPrefix(r, kaf):
				add(at+2, false)
				if allowed&Article != 0 && strings.HasPrefix(r[2:], al) {
					add(at+6, false)
				}
			}
		}
		if allowed&Article != 0 && strings.HasPrefix(r, al) {
			add(at+4, false)
		}
		if n == 0 {
			break
		}
	}
	return k
}
