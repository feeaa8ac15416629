package main

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rawi/arabic/name"
	"rawi/arabic/word"
	"rawi/text"
)

const columnsText = "وصل O\nوسالم B-PERS\nالحداد I-PERS\nإلى O\n\" O\nبرلين B-LOC\n\" O\n. O\n\nغادر O\n(لندن) B-LOC\n"

func readText(t *testing.T, s string) []sentence {
	t.Helper()
	file := filepath.Join(t.TempDir(), "columns.txt")
	if err := os.WriteFile(file, []byte(s), 0o644); err != nil {
		t.Fatal(err)
	}
	c, err := readColumns(file, lastField)
	if err != nil {
		t.Fatal(err)
	}
	ss, err := sentences(c, conll, 1)
	if err != nil {
		t.Fatal(err)
	}
	return ss
}

func TestSentences(t *testing.T) {
	ss := readText(t, columnsText)
	if len(ss) != 2 {
		t.Fatalf("%d sentences", len(ss))
	}
	b, i, p := name.Begin(text.Person), name.Inside(text.Person), name.Begin(text.Place)
	if want := []name.Label{0, b, i, 0, 0, p, 0, 0}; !slices.Equal(ss[0].labels, want) {
		t.Errorf("labels %v, want %v", ss[0].labels, want)
	}
	if want := []name.Label{0, 0, p, 0}; !slices.Equal(ss[1].labels, want) {
		t.Errorf("labels %v, want %v: signs at the edges of a name are no part of it", ss[1].labels, want)
	}
	for _, s := range ss {
		if got, want := columnLabels(s, s.labels), goldLabels(s, conll); !slices.Equal(got, want) {
			t.Errorf("labels brought back to the corpus's tokens: %v, want %v", got, want)
		}
	}
}

func TestTally(t *testing.T) {
	gold := []chunk{{0, 2, text.Person}, {3, 4, text.Place}}
	tl := newTally()
	tl.add([]chunk{{0, 2, text.Person}, {3, 5, text.Place}, {6, 7, text.Place}}, gold)
	if p, r, f := f1(tl.right[text.Person], tl.found[text.Person], tl.gold[text.Person]); p != 1 || r != 1 || f != 1 {
		t.Errorf("person %v %v %v", p, r, f)
	}
	if p, r, _ := f1(tl.right[text.Place], tl.found[text.Place], tl.gold[text.Place]); p != 0 || r != 0 {
		t.Errorf("place %v %v: a name must be right in both ends", p, r)
	}
}

// TestField: the gradient that a step follows lowers the loss, and training learns its samples by heart.
func TestField(t *testing.T) {
	var samples []sample
	for _, s := range readText(t, columnsText) {
		samples = append(samples, prepare(s, 1, 0))
	}
	hashes, copies := number(samples, 1)
	f := newField(hashes, copies, 1)
	f.train(samples, 60, func(int) {})
	m := newMean(hashes)
	m.add(f.w)
	file, left := m.weights(bias).File(12, unit)
	if left > len(hashes)/10 {
		t.Errorf("%d of %d features left out", left, len(hashes))
	}
	tagger, err := name.ReadTagger(string(file))
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range readText(t, columnsText) {
		if got := tagger.Tag(s.reader, s.at, s.at+len(s.labels), nil); !slices.Equal(got, s.labels) {
			t.Errorf("sentence %d: %v, want %v", i, got, s.labels)
		}
	}
	if _, err := name.ReadTagger(string(file[:len(file)-1])); err == nil {
		t.Error("a model cut short was read")
	}
}

// TestForward: the sums over all rows of labels, forwards and backwards, agree.
func TestForward(t *testing.T) {
	s := prepare(readText(t, columnsText)[0], 1, 0)
	samples := []sample{s}
	hashes, copies := number(samples, 1)
	f := newField(hashes, copies, 3)
	f.train(samples, 2, func(int) {})
	n := len(s.labels)
	z := f.forwardBackward(n)
	for i := range n {
		var x []float64
		for l := range nLabels {
			x = append(x, f.alpha[i][l]+f.beta[i][l])
		}
		if d := math.Abs(logSum(x) - z); d > 1e-6 {
			t.Errorf("token %d: the two sums are %v apart", i, d)
		}
	}
}

// TestExchange: words that stand in the same places come into one class.
func TestExchange(t *testing.T) {
	forms := []string{edge, rare, "a", "b", "x", "y", "."}
	var stream []int32
	for k := range 200 {
		stream = append(stream, 0, int32(2+k%2), int32(4+k/2%2), 6)
	}
	b := count(forms, stream, len(forms))
	class := newExchange(b, 4).run(20)
	of := map[string]int32{}
	for i, w := range b.words {
		of[w] = class[i]
	}
	if of["a"] != of["b"] || of["x"] != of["y"] || of["a"] == of["x"] {
		t.Errorf("classes %v", of)
	}
}

// TestRegress: words of two ways of spelling are told apart by their letters.
func TestRegress(t *testing.T) {
	var words []spelt
	for _, w := range []string{"غروف", "غرونف", "مغروف", "بغروف"} {
		words = append(words, spelt{name.Runs(nil, w), true})
	}
	for _, w := range []string{"مستعمل", "مستقبل", "مستودع", "مستلم"} {
		words = append(words, spelt{name.Runs(nil, w), false})
	}
	w := regress(words)
	sum := func(word string) (z float32) {
		for _, b := range name.Runs(nil, word) {
			z += w[b]
		}
		return z
	}
	if a, b := sum("تغروف"), sum("مستهل"); a <= 0 || b >= 0 {
		t.Errorf("a foreign word %v, another %v", a, b)
	}
}

// TestExplain: each name that is not found as it is counts once in the table of confusion.
func TestExplain(t *testing.T) {
	s := readText(t, columnsText)[0]
	tl := newTally()
	gold := chunks(goldLabels(s, conll))
	found := []chunk{{gold[0].from, gold[0].to - 1, gold[0].kind}, {gold[1].from, gold[1].to, text.Organization}, {0, 1, text.Other}}
	tl.explain(s, found, gold)
	for k, want := range map[[2]string]int{{"person", otherWords}: 1, {"place", "organization"}: 1, {nothing, "other"}: 1} {
		if tl.mixed[k] != want {
			t.Errorf("%v: %d, want %d", k, tl.mixed[k], want)
		}
	}
	if got := strings.Count(tl.commonest(9), "\n"); got != 3 {
		t.Errorf("%d errors listed, want 3", got)
	}
}

// TestLikened: by the rules of ANERcorp signs and the word for the sort of a thing stand outside its name, whoever marks it, an institution
// of the state is optional and so is a place inside a title.
func TestLikened(t *testing.T) {
	const sorted = "زار O\nأمير B-TIT\nعسير I-TIT\nوزارة B-ORG\nالصحة I-ORG\nفي O\nمنطقة B-LOC\nتبوك I-LOC\nوقناة B-ORG\n« I-ORG\nمنارة I-ORG\n» I-ORG\n"
	s := readText(t, sorted)[0]
	gold, optional := likened(s)
	if want := []chunk{{7, 8, text.Place}, {10, 11, text.Organization}}; !slices.Equal(gold, want) {
		t.Errorf("names %v, want %v", gold, want)
	}
	for i, free := range optional {
		if want := i >= 1 && i < 5; free != want {
			t.Errorf("token %d optional: %v", i, free)
		}
	}
	found := func(sentence) []chunk {
		return []chunk{{6, 8, text.Place}, {10, 11, text.Organization}, {2, 3, text.Place}}
	}
	if got := scoreLikened([]sentence{s}, found); got.right[text.Place] != 1 || got.found[text.Place] != 1 || got.right[text.Organization] != 1 {
		t.Errorf("%v", got)
	}
}

// TestHeld measures Find on the held-out part of ANERcorp: RAWI_DATA names the folder of the unpacked corpora.
func TestHeld(t *testing.T) {
	data := os.Getenv("RAWI_DATA")
	if data == "" {
		t.Skip("RAWI_DATA does not name the folder of the unpacked corpora")
	}
	c, err := readCorpora(data)
	if err != nil {
		t.Skip(err)
	}
	for _, size := range [...]int{1, 15} {
		tl := newTally()
		for _, a := range articles(c.held, size) {
			tl.add(a.found(), a.gold(conll))
		}
		fmt.Printf("Find, %d sentences an article:\n%s", size, tl)
		var right, found, gold int
		for _, k := range [...]text.Kind{text.Person, text.Place, text.Organization, text.Other} {
			right, found, gold = right+tl.right[k], found+tl.found[k], gold+tl.gold[k]
		}
		if _, _, f := f1(right, found, gold); f < .765 {
			t.Errorf("F1 %.3f; it was above .765", f)
		}
	}
}

// TestAway: what Find finds in CAraNER, by its rules and by those of ANERcorp.
func TestAway(t *testing.T) {
	data := os.Getenv("RAWI_DATA")
	if data == "" {
		t.Skip("RAWI_DATA does not name the folder of the unpacked corpora")
	}
	cols, err := readCaraner(filepath.Join(data, "caraner/caraner/CAraNER.csv"))
	if err != nil {
		t.Skip(err)
	}
	away, err := sentences(cols, caraner, 1)
	if err != nil {
		t.Fatal(err)
	}
	find := func(s sentence) []chunk { return articles([]sentence{s}, 1)[0].found() }
	raw := newTally()
	for _, s := range away {
		raw.add(find(s), chunks(goldLabels(s, caraner)))
	}
	near := scoreLikened(away, find)
	fmt.Printf("by its rules:\n%sby those of ANERcorp:\n%s%s%s", raw, near, near.confusion(), near.commonest(20))
}

// article is some sentences of a corpus put together, one to a line, as a text to be read as Rawi reads it.
type article struct {
	text      *word.Text
	sentences [][2]int
	columns   []column
	spans     []text.Span
}

// articles cuts a corpus into articles of so many sentences each.
func articles(ss []sentence, size int) []article {
	var out []article
	for len(ss) > 0 {
		n := min(size, len(ss))
		var b strings.Builder
		var a article
		var lines []text.Span
		for _, s := range ss[:n] {
			from := b.Len()
			for _, k := range s.columns {
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
		out, ss = append(out, a), ss[n:]
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
			continue // a description, no name
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
