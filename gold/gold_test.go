package gold

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"rawi/news"
	"rawi/text"

	"golang.org/x/text/encoding/charmap"
)

var update = flag.Bool("update", false, "measure, and rewrite scores.txt: the own sections, and the others where ../shared is there")

const scoresFile = "scores.txt"

// TestScores: a change of quality is a change of scores.txt, in the same commit. With -update the file is rewritten.
func TestScores(t *testing.T) {
	b, err := os.ReadFile(scoresFile)
	if err != nil {
		t.Fatal(err)
	}
	scores, err := ParseScores(string(b))
	if err != nil {
		t.Fatal(err)
	}
	measured := measureOwn(t)
	if !*update {
		for _, section := range sortedKeys(measured) {
			for _, d := range scores.Compare(section, measured[section]) {
				t.Error(d)
			}
		}
		if t.Failed() {
			t.Log("when the change is meant: go test ./gold -run TestScores -update, and say in the commit why")
		}
		return
	}
	if dir := sharedFolder(); dir != "" {
		for section, figures := range measureShared(t, dir, t.TempDir()) {
			measured[section] = figures
		}
	} else {
		t.Log("../shared is not there: its sections stay as they were")
	}
	for _, section := range sortedKeys(measured) {
		for _, d := range scores.Compare(section, measured[section]) {
			t.Log(d)
		}
		scores.Set(section, measured[section])
	}
	var out bytes.Buffer
	if _, err := scores.WriteTo(&out); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(scoresFile, out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestMarks: every marked string stands in its page, marks of one kind do not overlap, and values can be read.
func TestMarks(t *testing.T) {
	marks, clusters, err := Own()
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	said := map[[2]string]bool{}
	for _, m := range marks {
		ids[m.ID] = true
		page := visible(t, m)
		d, lost := m.Resolve(page)
		for _, s := range lost {
			t.Errorf("%s: not in the page: %s", m.ID, s)
		}
		if e := m.Published.Evidence; m.Published.Value == "" || !m.HTML() && e != "field:date" && !strings.Contains(page, e) {
			t.Errorf("%s: no day, or its evidence %q does not stand in the page", m.ID, e)
		}
		var spans []text.Span
		for i, q := range d.Quotes {
			spans = append(spans, q.Said)
			said[[2]string{m.ID, m.Quotes[i].Said.S}] = true
			if q.Kind != text.Direct && q.Kind != text.Indirect {
				t.Errorf("%s: kind %q", m.ID, q.Kind)
			}
		}
		apart(t, m.ID+" quotes", page, spans)
		spans = nil
		for _, x := range d.Dates {
			spans = append(spans, x.Span)
			if _, ok := interval(x.Value); !ok && x.Value != "" {
				t.Errorf("%s: date %q", m.ID, x.Value)
			}
		}
		apart(t, m.ID+" dates", page, spans)
		spans = nil
		for _, x := range d.Numbers {
			spans = append(spans, x.Span)
		}
		apart(t, m.ID+" numbers", page, spans)
		spans = nil
		for _, p := range d.Parts {
			spans = append(spans, p.Span)
		}
		apart(t, m.ID+" parts", page, spans)
	}
	ids["speech-difaf/2"] = true // the article glued to it
	for _, d := range clusters.Docs {
		if !ids[d] {
			t.Errorf("stories.json: no document %q", d)
		}
	}
	for _, g := range clusters.Said {
		for _, q := range g {
			if !said[q] {
				t.Errorf("stories.json: %s has no quote %q", q[0], q[1])
			}
		}
	}
	if n := len(sampleItems(t)); n != len(marks) || len(clusters.Docs) != len(marks)+1 {
		t.Errorf("%d items, %d marked, %d documents in stories.json", n, len(marks), len(clusters.Docs))
	}
}

// apart tests that spans do not overlap.
func apart(t *testing.T, what, page string, spans []text.Span) {
	t.Helper()
	for i, a := range spans {
		for _, b := range spans[:i] {
			if a.Overlaps(b) {
				t.Errorf("%s overlap: %q and %q", what, a.Of(page), b.Of(page))
			}
		}
	}
}

// visible is the text of a sample page by the plainest of readings: what stands between the tags of <body>.
func visible(t *testing.T, m Marks) string {
	t.Helper()
	for _, it := range sampleItems(t) {
		if it.Source != sourceOf(m) {
			continue
		}
		if f := it.Fields; f != nil {
			s := f.Title + "\n"
			if f.Author != "" {
				s += f.Author + "\n"
			}
			return s + f.Text
		}
		if !it.HTML {
			return string(it.Raw)
		}
		return between(t, m.ID, it.Raw)
	}
	t.Fatalf("%s: no page %s", m.ID, sourceOf(m))
	return ""
}

func between(t *testing.T, id string, raw []byte) string {
	t.Helper()
	if !bytes.Contains(raw, []byte("utf-8")) && !bytes.Contains(raw, []byte("UTF-8")) {
		var err error
		if raw, err = charmap.Windows1256.NewDecoder().Bytes(raw); err != nil {
			t.Fatal(id, err)
		}
	}
	var b strings.Builder
	z := html.NewTokenizer(bytes.NewReader(raw))
	body := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.StartTagToken:
			name, _ := z.TagName()
			body = body || string(name) == "body"
		case html.TextToken:
			if body {
				b.Write(z.Text())
			}
		}
	}
}

// perfect is a prediction that says what the gold says.
func perfect(d Doc) Found {
	main := &news.Article{Ref: news.Ref{Source: d.ID, Article: 1}}
	main.Doc = text.Doc{Text: d.Text, Quotes: d.Quotes}
	found := Found{Articles: []*news.Article{main}}
	var all []text.Span
	for _, p := range d.Parts {
		all = append(all, p.Span)
		if p.Role != Other {
			main.Doc.Parts = append(main.Doc.Parts, p)
			continue
		}
		glued := &news.Article{Ref: news.Ref{Source: d.ID, Article: len(found.Articles) + 1}}
		glued.Doc = text.Doc{Text: d.Text, Parts: []text.Part{{Role: text.Body, Span: p.Span}}}
		found.Articles = append(found.Articles, glued)
	}
	from := 0
	for _, s := range append(merge(all), text.Span{Start: len(d.Text), End: len(d.Text)}) {
		if s.Start > from {
			main.Doc.Parts = append(main.Doc.Parts, text.Part{Role: text.Body, Span: text.Span{Start: from, End: s.Start}})
		}
		from = s.End
	}
	main.Doc.Dates = d.Dates
	for _, n := range d.Numbers {
		main.Doc.Numbers = append(main.Doc.Numbers, text.Number{Span: n.Span, Value: n.Value})
	}
	if day, err := text.ParseDay(d.Published); err == nil {
		main.Doc.Published = &text.Dating{Days: text.Days{From: day, To: day}}
	}
	return found
}

// TestPerfect: the gold given back scores 1, and each kind of error costs what it should.
func TestPerfect(t *testing.T) {
	marks, _, err := Own()
	if err != nil {
		t.Fatal(err)
	}
	var docs []Doc
	var found []Found
	for _, m := range marks {
		d, _ := m.Resolve(visible(t, m))
		docs, found = append(docs, d), append(found, perfect(d))
	}
	for _, f := range Articles(docs, found) {
		if !f.Count && f.Value < .999 && f.Name != "chain_invented" {
			t.Errorf("perfect: %s is %s", f.Name, f)
		}
	}
	main := &found[len(found)-1].Articles[0].Doc
	main.Quotes = nil
	main.Published = nil
	spoilt := Articles(docs, found)
	for _, name := range []string{"direct_r", "indirect_r", "published"} {
		if v, ok := spoilt.Value(name); !ok || v >= .999 && name != "direct_r" {
			t.Errorf("spoilt: %s is %v", name, v)
		}
	}
}

// TestWords: the three ways to point at words.
func TestWords(t *testing.T) {
	m := Marks{ID: "x", File: "x.txt"}
	for _, s := range []string{`"قال"`, `["قال", 2]`, `["قال", "ثم قال"]`, `["قال", 9]`} {
		w := Words{}
		if err := w.UnmarshalJSON([]byte(s)); err != nil {
			t.Fatal(err)
		}
		m.Dates = append(m.Dates, DateMark{S: w})
	}
	const page = "قال شيئا، وقال غيره،\u200f ثم\nقال"
	d, lost := m.Resolve(page)
	var got []int
	for _, x := range d.Dates {
		got = append(got, x.Span.Start)
		if s := x.Span.Of(page); s != "قال" && s != "" {
			t.Errorf("%q", s)
		}
	}
	last := strings.LastIndex(page, "قال")
	if want := fmt.Sprint([]int{0, strings.Index(page, "وقال") + 2, last, 0}); fmt.Sprint(got) != want || len(lost) != 1 {
		t.Errorf("found at %v, want %v; lost %q", got, want, lost)
	}
}

// TestScoresFile: what is written can be read, sections that are not measured stay, and a change is told.
func TestScoresFile(t *testing.T) {
	s, err := ParseScores("# x\na one 0.500\n\nb two 3\n")
	if err != nil {
		t.Fatal(err)
	}
	now := Figures{{Name: "one", Value: .25}, {Name: "more", Value: 2, Count: true}}
	if got := s.Compare("a", now); len(got) != 2 || got[0] != "a one: was 0.500, is 0.250" || got[1] != "a more: new, 2" {
		t.Errorf("%q", got)
	}
	if got := s.Compare("b", nil); len(got) != 1 {
		t.Errorf("a lost figure is not told: %q", got)
	}
	s.Set("a", now)
	var out strings.Builder
	if _, err := s.WriteTo(&out); err != nil {
		t.Fatal(err)
	}
	if want := "\na one 0.250\na more 2\n\nb two 3\n"; !strings.HasSuffix(out.String(), want) {
		t.Errorf("%q", out.String())
	}
	if _, err := ParseScores("a one\n"); err == nil {
		t.Error("a line without value was taken")
	}
}

// FuzzResolve: whatever the page, a mark is either lost or stands on the words that it names, and parts lie in the page.
func FuzzResolve(f *testing.F) {
	f.Add("قال شيئا، وقال غيره", "قال", "وقال", 2, true)
	f.Add("عنوان\nنص أول\u200f\nعنوان", "عنوان", "", 1, true)
	f.Add("\xff\u00a0 ", " ", "", 1, false)
	f.Fuzz(func(t *testing.T, page, words, context string, n int, isHTML bool) {
		w := Words{S: words, N: 1 + n%3, Context: context}
		m := Marks{File: "x.txt", Title: words, Body: []string{context, words}, Dates: []DateMark{{S: w}, {S: w, At: "page"}}, Parts: [][]Words{{{S: "credit"}, w, w}}}
		if isHTML {
			m.File = "x.html"
		}
		d, _ := m.Resolve(page)
		for _, x := range d.Dates {
			if s := x.Span.Of(page); !x.Span.Empty() && squeeze(s).s != squeeze(words).s {
				t.Fatalf("%q found at %v, which is %q", words, x.Span, s)
			}
		}
		for _, p := range d.Parts {
			if p.Span.Start < 0 || p.Span.End > len(page) {
				t.Fatalf("part %v of a page of %d bytes", p, len(page))
			}
		}
	})
}
