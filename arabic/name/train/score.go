package main

import (
	"fmt"
	"sort"
	"strings"

	"rawi/arabic/name"
	"rawi/text"
)

// tally counts names as conlleval does: a name is right when its extent and its kind are.
type tally struct {
	right, found, gold map[text.Kind]int
	mixed              map[[2]string]int // of each kind of the gold and of what stands in its place, when they differ
	errors             map[string]int
}

func newTally() *tally {
	return &tally{map[text.Kind]int{}, map[text.Kind]int{}, map[text.Kind]int{}, map[[2]string]int{}, map[string]int{}}
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

// merge adds another count.
func (t *tally) merge(x *tally) {
	for _, m := range [...][2]map[text.Kind]int{{t.right, x.right}, {t.found, x.found}, {t.gold, x.gold}} {
		for k, n := range m[1] {
			m[0][k] += n
		}
	}
	for k, n := range x.mixed {
		t.mixed[k] += n
	}
	for k, n := range x.errors {
		t.errors[k] += n
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
		if t.gold[k] == 0 {
			continue // a kind that the corpus does not mark
		}
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

// What stands in the place of a name that is not found as it is.
const (
	nothing    = "nothing"
	otherWords = "other words"
)

// explain counts what the errors among the names of a sentence are.
func (t *tally) explain(s sentence, found, gold []chunk) {
	words := func(c chunk) string {
		var b strings.Builder
		for i := c.from; i < c.to; i++ {
			b.WriteString(s.columns[i].form + " ")
		}
		return strings.TrimSpace(b.String())
	}
	meets := func(c chunk, in []chunk) (best chunk, ok bool) {
		for _, x := range in {
			if x == c {
				return x, true
			}
			if x.from < c.to && c.from < x.to && !ok {
				best, ok = x, true
			}
		}
		return best, ok
	}
	for _, g := range gold {
		f, ok := meets(g, found)
		switch {
		case ok && f == g:
		case !ok:
			t.mixed[[2]string{string(g.kind), nothing}]++
			t.errors["- "+string(g.kind)+" "+words(g)]++
		case f.kind == g.kind:
			t.mixed[[2]string{string(g.kind), otherWords}]++
			t.errors["> "+string(g.kind)+" "+words(g)]++
		default:
			t.mixed[[2]string{string(g.kind), string(f.kind)}]++
			t.errors["> "+string(g.kind)+" "+words(g)+", "+string(f.kind)]++
		}
	}
	for _, f := range found {
		if _, ok := meets(f, gold); !ok {
			t.mixed[[2]string{nothing, string(f.kind)}]++
			t.errors["+ "+string(f.kind)+" "+words(f)]++
		}
	}
}

// confusion is a table of what stands in the place of the names of each kind.
func (t *tally) confusion() string {
	columns := []string{string(text.Person), string(text.Place), string(text.Organization), string(text.Other), otherWords, nothing}
	var b strings.Builder
	b.WriteString("| corpus \\ tagger | " + strings.Join(columns, " | ") + " |\n|---|" + strings.Repeat("---|", len(columns)) + "\n")
	for _, row := range [...]string{string(text.Person), string(text.Place), string(text.Organization), string(text.Other), nothing} {
		b.WriteString("| " + row)
		for _, c := range columns {
			n := t.mixed[[2]string{row, c}]
			if row == c {
				n = t.right[text.Kind(row)]
			}
			fmt.Fprintf(&b, " | %d", n)
		}
		b.WriteString(" |\n")
	}
	return b.String()
}

// commonest lists the n commonest errors.
func (t *tally) commonest(n int) string {
	keys := make([]string, 0, len(t.errors))
	for k := range t.errors {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		if a, b := t.errors[keys[i]], t.errors[keys[j]]; a != b {
			return a > b
		}
		return keys[i] < keys[j]
	})
	var b strings.Builder
	for _, k := range keys[:min(n, len(keys))] {
		fmt.Fprintf(&b, "    %2d %s\n", t.errors[k], k)
	}
	return b.String()
}

// score compares what the tagger alone finds in sentences with what the corpus marks.
func score(m *name.Tagger, held []sentence, kinds map[string]text.Kind) *tally {
	t := newTally()
	for _, s := range held {
		found, gold := chunks(columnLabels(s, m.Tag(s.reader, s.at, s.at+len(s.labels), nil))), chunks(goldLabels(s, kinds))
		t.add(found, gold)
		t.explain(s, found, gold)
	}
	return t
}

// alone finds names by the tagger alone.
func alone(m *name.Tagger) func(s sentence) []chunk {
	return func(s sentence) []chunk {
		return chunks(columnLabels(s, m.Tag(s.reader, s.at, s.at+len(s.labels), nil)))
	}
}

// scoreLikened is score for CAraNER under the rules of ANERcorp, as far as likened brings it to them. A place found for an
// organization that is a state or a city is right, and the words for sorts stand outside the names found too.
func scoreLikened(away []sentence, find func(s sentence) []chunk) *tally {
	t := newTally()
	for _, s := range away {
		gold, optional := likened(s)
		var found []chunk
		for _, f := range find(s) {
			f = s.unsorted(f)
			free := f.kind == text.Other
			for i := f.from; i < f.to; i++ {
				free = free || optional[i]
			}
			if !free {
				found = append(found, f)
			}
		}
		for i, g := range gold {
			for _, f := range found {
				if f.from == g.from && f.to == g.to && f.kind == text.Place && g.kind == text.Organization && stateOrCity(s, g) {
					gold[i].kind = text.Place
				}
			}
		}
		t.add(found, gold)
		t.explain(s, found, gold)
	}
	return t
}

// stateOrCity says that the lists know the words of a chunk as a place.
func stateOrCity(s sentence, c chunk) bool {
	for i, k := range s.from {
		if k == c.from {
			return s.reader.Place(s.at + i)
		}
	}
	return false
}
