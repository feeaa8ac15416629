package gold

import (
	"encoding/xml"
	"hash/fnv"
	"math"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"rawi/gather"
	"rawi/news"
	"rawi/reuse"
	"rawi/text"
)

// measureCopies scores the copied passages on ExAraPlagDet-2015: by bytes, on all of its documents, and by plagdet on the half of them
// whose names hash to odd. The other half is what thresholds were looked at with.
func measureCopies(t testing.TB, archive, temp string) Figures {
	t.Helper()
	unpack(t, archive, temp)
	folder := filepath.Join(temp, "exaraplagdet")
	files, err := filepath.Glob(filepath.Join(folder, "plagiarism-annotation", "*.xml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: %d annotations, %v", archive, len(files), err)
	}
	c := corpus{folder: folder, texts: map[string]string{}}
	for _, f := range files {
		c.add(t, f)
	}
	for _, kind := range []string{"suspicious-documents", "source-documents"} { // also those that nothing was copied in, or from
		files, err := filepath.Glob(filepath.Join(folder, kind, "*.txt"))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			c.read(t, kind, filepath.Base(f))
		}
	}
	_, articles := readAll(t, sortedKeys(c.texts), gather.Options{})
	copies := reuse.Find(articles)
	name := func(r news.Ref) string { return filepath.Base(r.Source) }
	found := Detections(copies, name, func(r news.Ref) bool { return filepath.Base(filepath.Dir(r.Source)) == "suspicious-documents" })
	for i, f := range found {
		found[i].At = inRunes(c.read(t, "suspicious-documents", f.Doc), f.At)
		found[i].From = inRunes(c.read(t, "source-documents", f.Source), f.From)
	}
	return append(Copies(c.cases, copies, name), plagdetFigures(held(c.marked), held(found))...)
}

// inRunes is a span of bytes of s as one of characters, which PAN counts.
func inRunes(s string, at text.Span) text.Span {
	from := utf8.RuneCountInString(s[:at.Start])
	return text.Span{Start: from, End: from + utf8.RuneCountInString(at.Of(s))}
}

// runes is the span of bytes of n characters of s from the character at.
func runes(s string, at, n int) text.Span {
	skip := func(from, k int) int {
		for ; k > 0 && from < len(s); k-- {
			_, w := utf8.DecodeRuneInString(s[from:])
			from += w
		}
		return from
	}
	a := skip(0, at)
	return text.Span{Start: a, End: skip(a, n)}
}

// corpus is the documents of ExAraPlagDet with what is marked in them.
type corpus struct {
	folder string
	cases  []CopyCase        // in bytes
	marked []CopyCase        // in characters
	texts  map[string]string // by path
}

func (c *corpus) read(t testing.TB, kind, name string) string {
	p := filepath.Join(c.folder, kind, name)
	if _, ok := c.texts[p]; !ok {
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		c.texts[p] = string(b)
	}
	return c.texts[p]
}

// add reads an annotation and the texts it names.
func (c *corpus) add(t testing.TB, file string) {
	var x struct {
		Reference string `xml:"reference,attr"`
		Features  []struct {
			At     int    `xml:"this_offset,attr"`
			Len    int    `xml:"this_length,attr"`
			Source string `xml:"source_reference,attr"`
			From   int    `xml:"source_offset,attr"`
			Took   int    `xml:"source_length,attr"`
			Kind   string `xml:"obfuscation,attr"`
		} `xml:"feature"`
	}
	b, err := os.ReadFile(file)
	if err == nil {
		err = xml.Unmarshal(b, &x)
	}
	if err != nil {
		t.Fatal(file, err)
	}
	doc := c.read(t, "suspicious-documents", x.Reference)
	for _, f := range x.Features {
		k := CopyCase{
			Doc: x.Reference, Source: f.Source, Kind: f.Kind,
			At: text.Span{Start: f.At, End: f.At + f.Len}, From: text.Span{Start: f.From, End: f.From + f.Took},
		}
		c.marked = append(c.marked, k)
		k.At, k.From = runes(doc, f.At, f.Len), runes(c.read(t, "source-documents", f.Source), f.From, f.Took)
		c.cases = append(c.cases, k)
	}
}

// held is the passages in documents that no threshold was looked at with.
func held(list []CopyCase) []CopyCase {
	var out []CopyCase
	for _, c := range list {
		h := fnv.New32a()
		h.Write([]byte(c.Doc))
		if h.Sum32()>>8%2 == 1 {
			out = append(out, c)
		}
	}
	return out
}

// TestCopies: bytes are counted once, and only against the source that they were matched with.
func TestCopies(t *testing.T) {
	sp := func(a, b int) text.Span { return text.Span{Start: a, End: b} }
	place := func(doc string, a, b int) news.Place {
		return news.Place{Ref: news.Ref{Source: doc, Article: 1}, Span: sp(a, b)}
	}
	cases := []CopyCase{
		{Doc: "d", Source: "s", At: sp(0, 100), From: sp(50, 150), Kind: "none"},
		{Doc: "d", Source: "t", At: sp(200, 300), From: sp(0, 100), Kind: "word shuffling"},
	}
	copies := []news.Copy{
		{A: place("d", 0, 60), B: place("s", 50, 110)},
		{A: place("s", 90, 150), B: place("d", 40, 100)},  // overlaps the first, the other way round
		{A: place("d", 200, 250), B: place("s", 0, 50)},   // copied, but not from there
		{A: place("s", 0, 1000), B: place("t", 0, 1000)},  // two sources
		{A: place("d", 500, 600), B: place("e", 0, 1000)}, // a document without a case
	}
	got := Copies(cases, copies, func(r news.Ref) string { return r.Source })
	want := map[string]string{"cases": "2", "copies_p": "0.667", "copies_r": "0.500", "recall_none": "1.000", "recall_word_shuffling": "0.000"}
	for _, f := range got {
		if w, ok := want[f.Name]; ok && f.String() != w {
			t.Errorf("%s: %s, want %s", f.Name, f, w)
		}
	}
}

// TestPlagdet: the example is small enough to be counted by hand.
func TestPlagdet(t *testing.T) {
	sp := func(a, b int) text.Span { return text.Span{Start: a, End: b} }
	cases := []CopyCase{
		{Doc: "d", Source: "s", At: sp(0, 100), From: sp(0, 100), Kind: "none"},
		{Doc: "d", Source: "s", At: sp(500, 600), From: sp(300, 400), Kind: "none"},
		{Doc: "d", Source: "t", At: sp(700, 800), From: sp(0, 100), Kind: "shuffled"},
	}
	found := []CopyCase{
		{Doc: "d", Source: "s", At: sp(0, 50), From: sp(0, 50)},
		{Doc: "d", Source: "s", At: sp(50, 100), From: sp(50, 100)},   // the first case in two pieces
		{Doc: "d", Source: "s", At: sp(500, 700), From: sp(350, 550)}, // half of it right
		{Doc: "e", Source: "s", At: sp(0, 100), From: sp(0, 100)},     // another document
	}
	near := func(name string, got, want float64) {
		if math.Abs(got-want) > 1e-9 {
			t.Errorf("%s: %.4f, want %.4f", name, got, want)
		}
	}
	p := Plagdet(cases, found)
	near("recall", p.R, (1+.75+0)/3)             // all of the first; 100 + 50 of 200 of the second
	near("precision", p.P, (1+1+150./400+0)/4)   // of the third: 100 of 200 here, 50 of 200 there
	near("granularity", p.Granularity, (2+1)/2.) // of those detected
	near("plagdet", p.Score(), f1(p.P, p.R)/math.Log2(2.5))
	n := PlagdetOf("none", cases, found)
	near("recall of none", n.R, .875)
	near("precision of none", n.P, p.P)
	if s := PlagdetOf("shuffled", cases, found); s.R != 0 || s.P != 0 {
		t.Errorf("shuffled: %+v", s)
	}
}
