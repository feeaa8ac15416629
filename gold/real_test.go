package gold

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rawi/news"
	"rawi/pipeline"
	"rawi/text"
)

var showReal = flag.String("real", "", "with TestRealQuotes: \"tuned\" or \"apart\": score the quotes of that set")

// realDoc is an article of the shared data whose quotes were marked: where it stands and what its text hashes to, and the marks as offsets.
type realDoc struct {
	Set        string // "tuned": rules were mended on it; "apart": it was not looked at meanwhile
	ID         string
	Collection string
	Record     string // "DAY:INDEX", a line of the collection counted from 0, or a file
	SHA256     string
	Quotes     []text.Quote
}

// realMarks reads quotes/real/marks.json.
func realMarks(t testing.TB) []realDoc {
	t.Helper()
	var docs []realDoc
	if err := readJSON(quotePages, "quotes/real/marks.json", &docs); err != nil {
		t.Fatal(err)
	}
	return docs
}

// realTexts is the texts of the records of the collections under data that want names, by collection and record.
func realTexts(t testing.TB, data, temp string, want func(collection, record string) bool) map[[2]string]string {
	t.Helper()
	out := map[[2]string]string{}
	add := func(collection, record string, parts ...string) {
		if want(collection, record) {
			out[[2]string{collection, record}] = strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "\n")
		}
	}
	for _, r := range saudiRecords(t, filepath.Join(data, "saudinewsnet")) {
		add("saudinewsnet", r.id, r.Title, r.Author, r.Content)
	}
	for _, archive := range []string{"pages-2009", "news-2024"} {
		unpack(t, filepath.Join(data, archive+".tar.gz"), temp)
	}
	b, err := os.ReadFile(filepath.Join(temp, "news-2024", "articles.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range bytes.Split(bytes.TrimSpace(b), []byte("\n")) {
		r := struct{ Title, Author, Text string }{}
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatal(err)
		}
		add("news-2024", fmt.Sprint(i), r.Title, r.Author, r.Text)
	}
	files, err := filepath.Glob(filepath.Join(temp, "pages-2009", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if name := filepath.Base(f); want("pages-2009", name) {
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			add("pages-2009", name, string(b))
		}
	}
	return out
}

// measureReal scores the quotes of the marked articles of a set. The archives are unpacked under temp.
func measureReal(t testing.TB, dir, temp, set string) Figures {
	t.Helper()
	marks := slices.DeleteFunc(realMarks(t), func(d realDoc) bool { return d.Set != set })
	wanted := map[[2]string]bool{}
	for _, d := range marks {
		wanted[[2]string{d.Collection, d.Record}] = true
	}
	texts := realTexts(t, filepath.Join(dir, "data"), temp, func(c, r string) bool { return wanted[[2]string{c, r}] })
	var docs []Doc
	var found []Found
	for _, d := range marks {
		s := texts[[2]string{d.Collection, d.Record}]
		if h := sha256.Sum256([]byte(s)); hex.EncodeToString(h[:]) != d.SHA256 {
			t.Errorf("%s: the text of %s %s is another", d.ID, d.Collection, d.Record)
			continue
		}
		r := pipeline.Read(news.Item{Source: d.ID + ".txt", Raw: []byte(s)})
		docs = append(docs, Doc{ID: d.ID, Text: s, Quotes: d.Quotes})
		found = append(found, Found{r.Articles, r.Err})
	}
	return Quotes(docs, make([][]text.Span, len(docs)), found)
}

// TestRealQuotes: the marks of articles of the shared data are whole, and with -real their figures are printed:
//
//	go test ./gold -run TestRealQuotes -v -real=tuned
func TestRealQuotes(t *testing.T) {
	n := map[string]int{}
	for _, d := range realMarks(t) {
		n[d.Set]++
		end := 0
		for _, q := range d.Quotes {
			if q.Said.Start < end || q.Said.Empty() {
				t.Errorf("%s: quotes overlap at %d", d.ID, q.Said.Start)
			}
			end = q.Said.End
			n[string(q.Kind)]++
		}
	}
	if n["tuned"] < 30 || n["apart"] < 30 || n["direct"] < 150 || n["indirect"] < 250 {
		t.Errorf("too few marks: %v", n)
	}
	if *showReal == "" {
		return
	}
	dir := sharedFolder()
	if dir == "" {
		t.Skip("../shared is not there")
	}
	for _, f := range measureReal(t, dir, t.TempDir(), *showReal) {
		t.Logf("%s %s", f.Name, f)
	}
}
