package gold

import (
	"encoding/xml"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"rawi/gather"
	"rawi/news"
	"rawi/reuse"
	"rawi/text"
)

// copyDocs is how many of the documents of ExAraPlagDet are measured: the first by name, with the sources that they took from.
const copyDocs = 100

// measureCopies scores the copied passages on a part of ExAraPlagDet-2015.
func measureCopies(t testing.TB, archive, temp string) Figures {
	t.Helper()
	unpack(t, archive, temp)
	folder := filepath.Join(temp, "exaraplagdet")
	files, err := filepath.Glob(filepath.Join(folder, "plagiarism-annotation", "*.xml"))
	if err != nil || len(files) < copyDocs {
		t.Fatalf("%s: %d annotations, %v", archive, len(files), err)
	}
	var cases []CopyCase
	texts := map[string]string{} // by path
	read := func(kind, name string) string {
		p := filepath.Join(folder, kind, name)
		if _, ok := texts[p]; !ok {
			b, err := os.ReadFile(p)
			if err != nil {
				t.Fatal(err)
			}
			texts[p] = string(b)
		}
		return texts[p]
	}
	for _, f := range files[:copyDocs] {
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
		b, err := os.ReadFile(f)
		if err == nil {
			err = xml.Unmarshal(b, &x)
		}
		if err != nil {
			t.Fatal(f, err)
		}
		doc := read("suspicious-documents", x.Reference)
		for _, c := range x.Features {
			cases = append(cases, CopyCase{
				Doc: x.Reference, Source: c.Source, Kind: c.Kind,
				At: runes(doc, c.At, c.Len), From: runes(read("source-documents", c.Source), c.From, c.Took),
			})
		}
	}
	_, articles := readAll(t, sortedKeys(texts), gather.Options{})
	return Copies(cases, reuse.Find(articles), func(r news.Ref) string { return filepath.Base(r.Source) })
}

// runes is the span of n letters of s from the letter at.
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
