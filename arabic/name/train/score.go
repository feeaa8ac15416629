package main

import (
	"fmt"
	"strings"

	"rawi/arabic/name"
	"rawi/arabic/word"
	"rawi/text"
)

// tally counts names as conlleval does: a name is right when its extent and its kind are.
type tally struct{ right, found, gold map[text.Kind]int }

func newTally() *tally {
	return &tally{map[text.Kind]int{}, map[text.Kind]int{}, map[text.Kind]int{}}
}

// chunk is a name: corpus tokens [from, to).
type chunk struct {
	from, to int
	kind     text.Kind
}

// chunks reads the names off a row of labels.
func chunks(labels []name.Label) []chunk {
	var out []chunk
	for i, l := range labels {
		switch {
		case l == name.Outside:
		case l.First() || i == 0 || labels[i-1].Kind() != l.Kind():
			out = append(out, chunk{i, i + 1, l.Kind()})
		default:
			out[len(out)-1].to = i + 1
		}
	}
	return out
}

// add compares the names found with the gold's. Kinds that are not among those asked for are left out of both.
func (t *tally) add(found, gold []chunk, asked map[text.Kind]bool) {
	have := map[chunk]bool{}
	for _, c := range gold {
		if asked == nil || asked[c.kind] {
			t.gold[c.kind]++
			have[c] = true
		}
	}
	for _, c := range found {
		if asked == nil || asked[c.kind] {
			t.found[c.kind]++
			if have[c] {
				t.right[c.kind]++
			}
		}
	}
}

func f1(right, found, gold int) (p, r, f float64) {
	if found > 0 {
		p = float64(right) / float64(found)
	}
	if gold > 0 {
		r = float64(right) / float64(gold)
	}
	if p+r > 0 {
		f = 2 * p * r / (p + r)
	}
	return
}

// String is a table: precision, recall and F1 over all names and for each kind.
func (t *tally) String() string {
	var b strings.Builder
	var all [3]int
	row := func(k string, right, found, gold int) {
		p, r, f := f1(right, found, gold)
		fmt.Fprintf(&b, "| %s | %.1f | %.1f | %.1f | %d |\n", k, 100*p, 100*r, 100*f, gold)
	}
	for _, k := range [...]text.Kind{text.Person, text.Place, text.Organization, text.Other} {
		all[0] += t.right[k]
		all[1] += t.found[k]
		all[2] += t.gold[k]
	}
	row("all", all[0], all[1], all[2])
	for _, k := range [...]text.Kind{text.Person, text.Place, text.Organization, text.Other} {
		if t.gold[k] > 0 {
			row(string(k), t.right[k], t.found[k], t.gold[k])
		}
	}
	return b.String()
}

// columnLabels brings labels of tokens back to the corpus's own tokens: the first name that touches one counts.
func columnLabels(s sentence, labels []name.Label) []name.Label {
	out := make([]name.Label, len(s.columns))
	for i, l := range labels {
		if k := s.from[i]; out[k] == name.Outside && l != name.Outside {
			out[k] = l
		}
	}
	return out
}

// goldLabels are the corpus's own labels.
func goldLabels(s sentence, kinds map[string]text.Kind) []name.Label {
	out := make([]name.Label, len(s.columns))
	for i, c := range s.columns {
		out[i], _ = label(c.tag, kinds)
	}
	return out
}

// article is some sentences of a corpus put together, one to a line, as a text to be read as Rawi reads it.
type article struct {
	text      *word.Text
	sentences [][2]int
	columns   []column
	spans     []text.Span
}

// articles cuts a corpus into articles of so many sentences each.
func articles(cs [][]column, size int) []article {
	var out []article
	for len(cs) > 0 {
		n := min(size, len(cs))
		var b strings.Builder
		var a article
		var lines []text.Span
		for _, c := range cs[:n] {
			from := b.Len()
			for _, k := range c {
				a.columns = append(a.columns, k)
				a.spans = append(a.spans, text.Span{Start: b.Len(), End: b.Len() + len(k.form)})
				b.WriteString(k.form + " ")
			}
			lines = append(lines, text.Span{Start: from, End: b.Len()})
			b.WriteByte('\n')
		}
		a.text = word.Read(b.String(), text.Span{End: b.Len()})
		for _, l := range lines {
			i, j := a.text.Range(l)
			a.sentences = append(a.sentences, [2]int{i, j})
		}
		out, cs = append(out, a), cs[n:]
	}
	return out
}

// found brings what Find finds to the corpus's tokens.
func (a article) found() []chunk {
	var out []chunk
	k := 0
	for _, n := range name.Find(a.text, a.sentences, 0) {
		for k < len(a.spans) && a.spans[k].End <= n.Span.Start {
			k++
		}
		c := chunk{k, k, n.Kind}
		for c.to < len(a.spans) && a.spans[c.to].Start < n.Span.End {
			c.to++
		}
		if strings.Contains(n.Rule, "office") {
			continue // no name stands there
		}
		if len(out) > 0 && out[len(out)-1].to > c.from {
			continue
		}
		out = append(out, c)
	}
	return out
}

// gold is what the corpus marks.
func (a article) gold(kinds map[string]text.Kind) []chunk {
	labels := make([]name.Label, len(a.columns))
	for i, c := range a.columns {
		labels[i], _ = label(c.tag, kinds)
	}
	return chunks(labels)
}
