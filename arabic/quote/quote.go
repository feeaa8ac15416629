// Package quote finds who said what: words in quotation marks, reported clauses, their speakers, and the chain of sources by
// which they came.
//
// Arabic puts the verb first: "and said the minister in a statement that …". A cue (a verb of saying in any form) is read from
// left to right: its subject, what stands between (to whom, where, through which medium), then what is said. A verb that stands
// alone goes on with the speaker before. A sentence may instead end in a phrase that names its source ("according to …").
package quote

import (
	"slices"
	"sort"
	"strings"

	"rawi/arabic/word"
	"rawi/text"
)

// Find finds the quotes in the sentences (ranges of tokens) of doc, whose names, outlet and wire credits are known by then.
// Quotes come in the order of the text and do not overlap.
func Find(t *word.Text, doc *text.Doc, sentences [][2]int) []text.Quote {
	r := &reader{t: t, doc: lessOwner(t, doc), closes: map[int]int{}}
	for _, p := range doc.Parts {
		i, j := t.Range(p.Span)
		pairs := word.Pairs(t, i, j)
		for _, q := range pairs {
			if q.Depth == 0 {
				r.pair(q, j)
			}
		}
		r.unopened(i, j, pairs)
	}
	r.entitle()
	r.describe()
	titles := map[string]bool{}
	for _, s := range sentences {
		title := doc.RoleAt(t.Tokens[s[0]].Span.Start) == text.Title
		if title && s[1] > s[0] {
			w := fold(t.Span(s[0], s[1]).Of(t.Source))
			if titles[w] {
				continue // the page's title and the article's: one statement
			}
			titles[w] = true
		}
		if title && (r.headline(s[0], s[1]) || r.shout(s[0], s[1])) {
			continue
		}
		for a := r.behind(s[0]); a < s[1]; a += piece {
			r.sentence(a, min(a+piece, s[1]), title)
		}
	}
	out := r.finish()
	r.settle(out, sentences)
	return out
}

// behind is where a sentence that begins at token i is read from: behind the quotation in which it begins.
func (r *reader) behind(i int) int {
	if n := len(r.out); n > 0 && r.out[n-1].Kind == text.Direct && r.out[n-1].Said.End > r.t.Tokens[i].Span.Start && r.out[n-1].Said.Start < r.t.Tokens[i].Span.Start {
		return r.t.Index(r.out[n-1].Said.End)
	}
	return i
}

// piece is how much of a sentence is read at once, in tokens: whoever writes more without a stop is read in pieces, since every verb is
// looked at beside all others of its sentence.
const piece = 800

// lessOwner is doc with the names that begin with the word for an owner, which is a name as well, without it and what he owns: "the owner
// of the farm X".
func lessOwner(t *word.Text, doc *text.Doc) *text.Doc {
	owner := func(n text.Name) bool {
		if n.Kind != text.Person {
			return false
		}
		k := t.Index(n.Span.Start)
		if k+1 >= len(t.Tokens) || !t.Tokens[k].Is("مالك", "مالكه") {
			return false
		}
		owned, ok := strings.CutPrefix(t.Tokens[k+1].Fold, "ال")
		return ok && word.Corpus().DF(owned)*3 >= common && owned != "شريف"
	}
	if !slices.ContainsFunc(doc.Names, owner) {
		return doc
	}
	less := *doc
	less.Names = nil
	for _, n := range doc.Names {
		if owner(n) {
			i, j := t.Range(n.Span)
			if i += 2; i+1 >= j {
				continue
			}
			n.Span.Start = t.Tokens[i].Span.Start
			n.Entity = n.Span.Of(t.Source)
		}
		less.Names = append(less.Names, n)
	}
	return &less
}

// entitle notes the names in marks of three words and more: a body or work that is named so once is meant by them wherever they stand.
func (r *reader) entitle() {
	for open, close := range r.closes {
		if close < len(r.t.Tokens) && close-open > 3 && close-open < 10 && r.named(open, close) {
			if r.titles == nil {
				r.titles = map[string]bool{}
			}
			r.titles[fold(r.t.Span(open+1, close).Of(r.t.Source))] = true
		}
	}
}

// reader goes through one article.
type reader struct {
	t             *word.Text
	doc           *text.Doc
	closes        map[int]int      // opening mark -> where the quotation ends (the closing mark, or the end of its paragraph)
	unlistedNames map[string]bool  // of persons whom no list knows
	titles        map[string]bool  // what the article names in marks, folded
	known         []described      // whom the article describes
	lastPerson    string           // canonical name of the last person who spoke
	last          speaker          // who spoke last
	lasts         [3]speaker       // who spoke last, by gender
	spoke         bool             // somebody has spoken in this sentence
	subject       speaker          // of the last verb of this sentence that had one
	scene         [2]int           // the sentence before, where nobody spoke in it
	persons       map[string]bool  // the canonical names of the article's persons
	papers        map[string]paper // who spoke through a document, by its noun
	via           []text.Link      // the medium that reports that somebody said what comes next in this sentence
	out           []text.Quote
}

// pair notes a pair of marks. One that is not closed reaches to the end of its paragraph.
func (r *reader) pair(p word.Pair, end int) {
	if p.Close >= 0 {
		r.closes[p.Open] = p.Close
		return
	}
	k, stop := p.Open+1, p.Open
	for k < end && r.t.Tokens[k].Gap < word.Line {
		if word.IsQuote(r.t.Tokens[k]) && stop > p.Open+2 {
			k = stop // of another sentence, which is the reporter's
			break
		}
		if r.t.Tokens[k].Is(".", "؟", "!") {
			stop = k
		}
		if fs, pro := formsOf(r.t.Tokens[k].Fold); len(fs) > 0 && r.t.Tokens[k-1].Is("،", ",", ".") && (fs[0].shape == participle || pro == "و") {
			k-- // the reporter goes on: the mark was forgotten
			break
		}
		k++
	}
	r.closes[p.Open] = k
}

// unopened lets a colon open the quotation whose closing mark stands alone in its paragraph: the opening one was forgotten.
func (r *reader) unopened(from, to int, pairs []word.Pair) {
	colon, n := -1, 0
	for k := from; k < to; k++ {
		tok := &r.t.Tokens[k]
		if tok.Gap >= word.Line {
			colon = -1
		}
		if tok.Kind != word.Punct {
			continue
		}
		for n < len(pairs) && pairs[n].Open < k {
			n++
		}
		switch {
		case n < len(pairs) && pairs[n].Open == k:
			if end := r.closes[k]; end > k {
				k = end
			}
			colon = -1
		case tok.Is(":") && colon < 0 && k+1 < to && !word.IsQuote(r.t.Tokens[k+1]) && !that(r.t.Tokens[k+1].Fold):
			colon = k
		case colon >= 0 && word.IsQuote(*tok):
			if tok.Gap == word.None && words(r.t, colon, k) >= 3 {
				r.closes[colon] = k
			}
			colon = -1
		}
	}
}

// finish sorts the quotes and drops those that overlap one found before.
func (r *reader) finish() []text.Quote {
	r.sameHead()
	r.cataphora()
	r.unname()
	sort.SliceStable(r.out, func(i, j int) bool { return r.out[i].Said.Start < r.out[j].Said.Start })
	kept := r.out[:0]
	for _, q := range r.out {
		if n := len(kept); n > 0 && kept[n-1].Said.Overlaps(q.Said) {
			if q.Kind == text.Direct && kept[n-1].Kind == text.Indirect && !kept[n-1].Said.Contains(q.Said) {
				kept[n-1] = q
			}
			continue
		}
		kept = append(kept, q)
	}
	return kept
}
