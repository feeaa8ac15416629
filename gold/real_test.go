package gold

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rawi/gather"
	"rawi/news"
	"rawi/pipeline"
	"rawi/text"
)

var showReal = flag.String("real", "", "with TestRealQuotes: \"tuned\" or \"apart\": score the quotes of that set; with TestRealSame: \"same\"")

// realDoc is an article of the shared data whose quotes were marked: where it stands and what its text hashes to, and the marks as offsets.
type realDoc struct {
	Set        string // "tuned": rules were mended on it; "apart": it was not looked at meanwhile
	ID         string
	Collection string
	Record     string // "DAY:INDEX", a line of the collection counted from 0, or a file
	SHA256     string
	Quotes     []text.Quote
}

// realMarks reads quotes/real/marks*.json.
func realMarks(t testing.TB) []realDoc {
	t.Helper()
	files, err := fs.Glob(quotePages, "quotes/real/marks*.json")
	if err != nil {
		t.Fatal(err)
	}
	var docs []realDoc
	for _, f := range files {
		var some []realDoc
		if err := readJSON(quotePages, f, &some); err != nil {
			t.Fatal(err)
		}
		docs = append(docs, some...)
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

// readReal reads the marked articles of a set, with the program too. The archives are unpacked under temp.
func readReal(t testing.TB, dir, temp, set string) (docs []Doc, found []Found) {
	t.Helper()
	marks := slices.DeleteFunc(realMarks(t), func(d realDoc) bool { return d.Set != set })
	wanted := map[[2]string]bool{}
	for _, d := range marks {
		wanted[[2]string{d.Collection, d.Record}] = true
	}
	texts := realTexts(t, filepath.Join(dir, "data"), temp, func(c, r string) bool { return wanted[[2]string{c, r}] })
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
	return docs, found
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
	docs, found := readReal(t, dir, t.TempDir(), *showReal)
	for _, f := range Quotes(docs, make([][]text.Span, len(docs)), found) {
		t.Logf("%s %s", f.Name, f)
	}
	c := &tally{quotes: map[text.QuoteKind]*quoteTally{}}
	for i := range docs {
		first, _ := found[i].split()
		c.said(&docs[i], first)
	}
	t.Logf("who under any spelling: %.3f", div(c.spelled, c.who[1])) // names are marked as the article spells them
}

// realPair is two quotes of two articles of one story, and whether they are one utterance. Of the same two days all stand in one set.
type realPair struct {
	Set  string // the first day
	A, B struct {
		Article string // "DAY:INDEX"
		Said    text.Span
	}
	Same bool
}

// measureSame scores the pairs of a set: precision and recall of those that the program puts into one group.
func measureSame(t testing.TB, dir, set string, pairs []realPair) Figures {
	t.Helper()
	day, err := text.ParseDay(set)
	if err != nil {
		t.Fatal(err)
	}
	var args []string
	for _, d := range []text.Day{day, day + 1} {
		args = append(args, filepath.Join(dir, "data", "saudinewsnet", d.String()+".zip"))
	}
	_, articles := readAll(t, args, gather.Options{
		Fields: map[string]string{"text": "content", "outlet": "source", "date": "date_extracted"}, ID: "{stem}:{index}",
	})
	type place struct {
		said  text.Span
		group [2]int
	}
	groups := map[string][]place{}
	for i, s := range pipeline.Stories(articles) {
		for j, g := range s.SameQuotes {
			for _, q := range g {
				id := dayAndIndex(q.Ref)
				groups[id] = append(groups[id], place{q.Said, [2]int{i, j}})
			}
		}
	}
	find := func(article string, said text.Span) (best [2]int, ok bool) {
		least := .6
		for _, p := range groups[article] {
			if v := overlap(p.said, said); v >= least {
				least, best, ok = v, p.group, true
			}
		}
		return best, ok
	}
	hit, found, marked := 0, 0, 0
	for _, p := range pairs {
		a, ok := find(p.A.Article, p.A.Said)
		b, also := find(p.B.Article, p.B.Said)
		together := ok && also && a == b
		found += bit(together)
		marked += bit(p.Same)
		hit += bit(together && p.Same)
	}
	var out Figures
	out.count("pairs", len(pairs))
	out.count("pairs_same", marked)
	out.share("same_p", div(hit, found))
	out.share("same_r", div(hit, marked))
	return out
}

// TestRealSame: the pairs are whole, and with -real=same the figures of both sets are printed.
func TestRealSame(t *testing.T) {
	var pairs []realPair
	if err := readJSON(quotePages, "quotes/real/same.json", &pairs); err != nil {
		t.Fatal(err)
	}
	sets := map[string][]realPair{}
	same := 0
	for _, p := range pairs {
		if p.A.Article == p.B.Article || p.A.Said.Empty() || p.B.Said.Empty() {
			t.Errorf("%+v", p)
		}
		sets[p.Set] = append(sets[p.Set], p)
		same += bit(p.Same)
	}
	if len(pairs) < 150 || same < 60 {
		t.Errorf("%d pairs, %d of them one utterance", len(pairs), same)
	}
	if *showReal != "same" {
		return
	}
	dir := sharedFolder()
	if dir == "" {
		t.Skip("../shared is not there")
	}
	for _, set := range sortedKeys(sets) {
		for _, f := range measureSame(t, dir, set, sets[set]) {
			t.Logf("%s %s %s", set, f.Name, f)
		}
	}
}
