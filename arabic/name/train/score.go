package main

import (
	"fmt"
	"strings"

	"rawi/arabic/name"
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

// add compares the names found with the gold's.
func (t *tally) add(found, gold []chunk) {
	have := map[chunk]bool{}
	for _, c := range gold {
		t.gold[c.kind]++
		have[c] = true
	}
	for _, c := range found {
		t.found[c.kind]++
		if have[c] {
			t.right[c.kind]++
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
