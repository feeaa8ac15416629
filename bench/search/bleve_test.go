// Package search sets Rawi's search beside bleve's on the same articles. See package bench.
package search

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"rawi/arabic"
	"rawi/arabic/letter"
	"rawi/arabic/word"
	"rawi/search"
	"rawi/store"
	"rawi/text"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/lang/ar"
	"github.com/blevesearch/bleve/v2/search/query"
)

// known is a query that was made of one article, which it should find.
type known struct {
	article int // its place
	words   []string
}

const (
	wanted = 600 // queries of each kind
	depth  = 100 // ranks looked at
)

// engine is one of those compared.
type engine interface {
	find(words []string, n int) []int // places of articles, the best first
}

// TestAgainstBleve indexes SaudiNewsNet with both on one core and asks both the same: three words of a headline, the same in other
// inflections, and names in another spelling beside a word of the headline. Rawi's index has names, speakers, places and sources too,
// for which it is given what arabic.Read found, outside the time that is measured.
func TestAgainstBleve(t *testing.T) {
	all, size := corpus(t)
	docs := findings(all)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	dir := t.TempDir()
	newRawi(t, filepath.Join(dir, "warm.db"), docs[:20]) // tables and models load once
	newBleve(t, filepath.Join(dir, "warm"), all[:20])
	start := processor()
	ours := newRawi(t, filepath.Join(dir, "rawi.db"), docs)
	tookOurs := processor() - start
	start = processor()
	theirs := newBleve(t, filepath.Join(dir, "bleve"), all)
	tookTheirs := processor() - start
	speed := func(seconds float64) float64 { return float64(size) / 1e6 / seconds }
	ourSize, theirSize := onDisk(t, filepath.Join(dir, "rawi.db")), onDisk(t, filepath.Join(dir, "bleve"))
	t.Logf("%d articles, %.1f MB", len(all), float64(size)/1e6)
	t.Logf("indexing: rawi %.1f MB, bleve %.1f MB for each second of the processor (%.1f times)", speed(tookOurs), speed(tookTheirs), tookTheirs/tookOurs)
	t.Logf("index: rawi %.1f MB, bleve %.1f MB (%.2f)", float64(ourSize)/1e6, float64(theirSize)/1e6, float64(ourSize)/float64(theirSize))
	if tookTheirs < 3*tookOurs {
		t.Error("indexing is not three times as fast")
	}
	if 2*ourSize > theirSize {
		t.Error("the index is more than half of bleve's")
	}
	plain := bleveEngine{theirs, 0}
	boosted := bleveEngine{theirs, 2}
	sumOurs, sumTheirs := 0., 0.
	var every []known
	for _, kind := range []struct {
		name    string
		queries []known
	}{{"headline words", headlines(all)}, {"inflected forms", inflected(all)}, {"names in another spelling", respelt(t, all)}, {"names in Latin letters", latin(t, all)}} {
		r, p, b := mrr(ours, kind.queries), mrr(plain, kind.queries), mrr(boosted, kind.queries)
		t.Logf("MRR, %-26s %d queries: rawi %.3f, bleve %.3f, bleve with headlines raised %.3f", kind.name, len(kind.queries), r, p, b)
		if r <= max(p, b) {
			t.Errorf("%s: not above bleve", kind.name)
		}
		sumOurs, sumTheirs = sumOurs+r, sumTheirs+max(p, b)
		every = append(every, kind.queries...)
	}
	best := map[string]float64{}
	for range 3 {
		for name, e := range map[string]engine{"rawi": ours, "bleve": plain} {
			start := processor()
			for _, q := range every {
				e.find(q.words, 10)
			}
			best[name] = max(best[name], float64(len(every))/(processor()-start))
		}
	}
	t.Logf("ranked queries, ten hits: rawi %.0f, bleve %.0f for each second of the processor", best["rawi"], best["bleve"])
	if best["rawi"] < best["bleve"] {
		t.Error("ranked queries are slower")
	}
}

// processor is the processor time that this process has used, in seconds: on a machine that others use too it says more than the
// clock.
func processor() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

// mrr is the mean of the reciprocal ranks of the articles that queries were made of.
func mrr(e engine, queries []known) float64 {
	sum := 0.
	for _, q := range queries {
		if i := slices.Index(e.find(q.words, depth), q.article); i >= 0 {
			sum += 1 / float64(i+1)
		}
	}
	return sum / float64(max(len(queries), 1))
}

// article is a text of SaudiNewsNet.
type article struct {
	Title   string `json:"title"`
	Content string `json:"content"`
}

// corpus is the articles, but for those whose headline another has too.
func corpus(t testing.TB) (all []article, size int) {
	t.Helper()
	files, _ := filepath.Glob(filepath.Join(data(t), "saudinewsnet", "*.json"))
	if len(files) == 0 {
		t.Skip("the corpus SaudiNewsNet is not unpacked (make data, or set RAWI_DATA)")
	}
	slices.Sort(files)
	seen := map[string]bool{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var day []article
		if err := json.Unmarshal(b, &day); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		for _, a := range day {
			if !seen[a.Title] {
				seen[a.Title] = true
				all = append(all, a)
				size += len(a.Title) + len(a.Content)
			}
		}
	}
	return all, size
}

// data is the folder of the unpacked corpora.
func data(t testing.TB) string {
	for _, d := range []string{os.Getenv("RAWI_DATA"), "../../.work/data"} {
		if _, err := os.Stat(d); err == nil && d != "" {
			return d
		}
	}
	t.Skip("the corpora are not unpacked (make data, or set RAWI_DATA)")
	return ""
}

// findings reads all articles as the program does, on all cores.
func findings(all []article) []search.Doc {
	out := make([]search.Doc, len(all))
	var wg sync.WaitGroup
	n := runtime.GOMAXPROCS(0)
	for w := range n {
		wg.Go(func() {
			for i := w; i < len(all); i += n {
				a := &text.Doc{Text: all[i].Title + "\n" + all[i].Content, Title: text.Span{End: len(all[i].Title)}}
				body := text.Span{Start: len(all[i].Title) + 1, End: len(a.Text)}
				a.Parts = []text.Part{{Role: text.Title, Span: a.Title}, {Role: text.Body, Span: body}}
				arabic.Read(a)
				out[i] = doc(int64(i+1), a)
			}
		})
	}
	wg.Wait()
	return out
}

// rawi is Rawi's index.
type rawi struct {
	t     testing.TB
	index *search.Index
}

func newRawi(t testing.TB, path string, docs []search.Doc) rawi {
	l, err := store.Open(path, store.Part{Name: "search", Files: search.Migration()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	for batch := range slices.Chunk(docs, 2000) { // as pipeline.Library.Reindex does
		if err := l.Write(context.Background(), func(tx *sql.Tx) error { return search.Put(context.Background(), tx, batch) }); err != nil {
			t.Fatal(err)
		}
	}
	return rawi{t, search.New(l.Reader())}
}

func (r rawi) find(words []string, n int) []int {
	p, err := r.index.Find(context.Background(), search.Query{Ask: strings.Join(words, " "), Order: search.Relevance, Limit: n})
	if err != nil {
		r.t.Fatal(err)
	}
	var out []int
	for _, h := range p.Hits {
		out = append(out, int(h.Article)-1)
	}
	return out
}

// bleveEngine asks bleve; raise is what a headline counts for beyond its being a part of the text, 0 for nothing.
type bleveEngine struct {
	index bleve.Index
	raise float64
}

func newBleve(t testing.TB, path string, all []article) bleve.Index {
	field := bleve.NewTextFieldMapping()
	field.Analyzer, field.Store, field.DocValues, field.IncludeInAll = ar.AnalyzerName, false, false, false
	m := bleve.NewIndexMapping()
	m.DefaultMapping = bleve.NewDocumentStaticMapping()
	m.DefaultMapping.AddFieldMappingsAt("text", field)
	m.DefaultMapping.AddFieldMappingsAt("title", field)
	x, err := bleve.New(path, m)
	if err != nil {
		t.Fatal(err)
	}
	b := x.NewBatch()
	for i, a := range all {
		if err := b.Index(fmt.Sprint(i), map[string]string{"text": a.Title + "\n" + a.Content, "title": a.Title}); err != nil {
			t.Fatal(err)
		}
		if b.Size() == 500 || i == len(all)-1 {
			if err := x.Batch(b); err != nil {
				t.Fatal(err)
			}
			b = x.NewBatch()
		}
	}
	x.Close() // its merges are ended
	if x, err = bleve.Open(path); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}

func (b bleveEngine) find(words []string, n int) []int {
	var q query.Query
	whole := bleve.NewMatchQuery(strings.Join(words, " "))
	whole.SetField("text")
	whole.Analyzer = ar.AnalyzerName
	q = whole
	if b.raise > 0 {
		title := bleve.NewMatchQuery(strings.Join(words, " "))
		title.SetField("title")
		title.Analyzer = ar.AnalyzerName
		title.SetBoost(b.raise)
		q = bleve.NewDisjunctionQuery(whole, title)
	}
	r, err := b.index.Search(bleve.NewSearchRequestOptions(q, n, 0, false))
	if err != nil {
		panic(err)
	}
	var out []int
	for _, h := range r.Hits {
		var i int
		fmt.Sscan(h.ID, &i)
		out = append(out, i)
	}
	return out
}

// onDisk is how many bytes a file or folder takes.
func onDisk(t testing.TB, path string) (n int64) {
	err := filepath.WalkDir(path, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			n += info.Size()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// order is the places of the articles in a fixed order of chance.
func order(all []article, salt string) []int {
	out := make([]int, len(all))
	key := make([]uint64, len(all))
	for i, a := range all {
		out[i] = i
		h := fnv.New64a()
		h.Write([]byte(salt + a.Title))
		key[i] = h.Sum64()
	}
	slices.SortFunc(out, func(a, b int) int {
		if key[a] < key[b] {
			return -1
		}
		return 1
	})
	return out
}

// telling are the words of a text that are not in most texts.
func telling(s string) (out []string) {
	x := word.Read(s, text.Span{End: len(s)})
	for i, k := range x.Tokens {
		if k.Kind == word.Word && word.Corpus().IDF(k.Fold) >= 2 && len(k.Fold) >= 6 {
			out = append(out, letter.String(x.Raw(i), letter.Clean))
		}
	}
	return out
}

// some is n of a list, of chance.
func some(rng *rand.Rand, list []string, n int) []string {
	l := slices.Clone(list)
	rng.Shuffle(len(l), func(i, j int) { l[i], l[j] = l[j], l[i] })
	return l[:min(n, len(l))]
}

// headlines are three words of a headline.
func headlines(all []article) (out []known) {
	rng := rand.New(rand.NewPCG(9, 1))
	for _, i := range order(all, "headline") {
		if w := telling(all[i].Title); len(w) >= 4 && len(out) < wanted {
			out = append(out, known{i, some(rng, w, 3)})
		}
	}
	return out
}

// before and after are what a word may have at its ends.
var (
	before = strings.Fields("ال وال بال لل و ب ل ف")
	after  = strings.Fields("ها هم ه ات ون ين ان ية ة ي")
)

// core is a word without one beginning and one ending of these lists: no grammar of either engine.
func core(w string) string {
	for _, p := range before {
		if r, ok := strings.CutPrefix(w, p); ok && len(r) >= 6 {
			w = r
			break
		}
	}
	for _, e := range after {
		if r, ok := strings.CutSuffix(w, e); ok && len(r) >= 6 {
			return r
		}
	}
	return w
}

// inflected are three words of a headline, each in another form of the same core that some article has, where there is one; at least
// two of them are others than in the headline, and none is one of the article's own words.
func inflected(all []article) (out []known) {
	forms := map[string]map[string]bool{}
	for _, a := range all {
		for _, w := range telling(a.Title) {
			c := core(w)
			if forms[c] == nil {
				forms[c] = map[string]bool{}
			}
			forms[c][w] = true
		}
	}
	rng := rand.New(rand.NewPCG(9, 2))
	for _, i := range order(all, "inflected") {
		own := map[string]bool{}
		for _, w := range strings.Fields(all[i].Title + " " + all[i].Content) {
			own[letter.String(w, letter.Clean)] = true
		}
		var q []string
		changed := 0
		for _, w := range some(rng, telling(all[i].Title), 3) {
			var others []string
			for f := range forms[core(w)] {
				if !own[f] {
					others = append(others, f)
				}
			}
			slices.Sort(others)
			if len(others) > 0 {
				w = others[rng.IntN(len(others))]
				changed++
			}
			q = append(q, w)
		}
		if changed >= 2 && len(q) == 3 && len(out) < wanted {
			out = append(out, known{i, q})
		}
	}
	return out
}

// romanised is what spellings of one name in Latin letters have in common: no grammar of either engine, and nothing of Arabic.
func romanised(s string) string {
	s = strings.NewReplacer("sch", "sh", "tsch", "ch", "tch", "ch", "ph", "f", "ck", "k", "tz", "z", "y", "i", "w", "v", "c", "k", "q", "k", "j", "i", "th", "t", "dh", "d").Replace(s)
	var b strings.Builder
	last := rune(0)
	for _, r := range s {
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

// spellings reads Wikidata's names: for each in Latin letters its Arabic spellings, and those of names that romanised makes one.
func spellings(t testing.TB) map[string][]string {
	out := map[string][]string{}
	for l, s := range transliterations(t) {
		if k := romanised(l); len(k) >= 4 {
			out[k] = append(out[k], s)
		}
	}
	for _, list := range out {
		slices.Sort(list)
	}
	return out
}

// transliterations reads Wikidata's names: the Arabic spelling of each.
func transliterations(t testing.TB) map[string]string {
	f, err := os.Open(filepath.Join(data(t), "names-wd-arabic", "names-wd-arabic", "data", "wd_arabic.normalized.aligned.tokens"))
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	out := map[string]string{}
	for in := bufio.NewScanner(f); in.Scan(); {
		if p := strings.Split(in.Text(), "\t"); len(p) == 3 {
			out[p[0]] = strings.ReplaceAll(p[1], " ", "")
		}
	}
	return out
}

// named yields articles with a word that is a foreign name by Wikidata, and a word of the headline that is not.
func named(t testing.TB, all []article, salt string, yield func(i int, latin, spelt, beside string)) {
	latin := map[string]string{}
	for l, s := range transliterations(t) {
		if len(s) >= 8 && (latin[s] == "" || l < latin[s]) {
			latin[s] = l
		}
	}
	rng := rand.New(rand.NewPCG(9, 3))
	for _, i := range order(all, salt) {
		var names, others []string
		for _, w := range telling(all[i].Title + "\n" + all[i].Content[:min(600, len(all[i].Content))]) {
			if latin[w] != "" && word.Corpus().IDF(letter.String(w, letter.Search)) > 5 {
				names = append(names, w)
			}
		}
		for _, w := range telling(all[i].Title) {
			if latin[w] == "" {
				others = append(others, w)
			}
		}
		if len(names) > 0 && len(others) > 0 {
			n := names[rng.IntN(len(names))]
			yield(i, latin[n], n, others[rng.IntN(len(others))])
		}
	}
}

// respelt are a name in another spelling that Wikidata has for the same Latin one, and a word of the headline.
func respelt(t testing.TB, all []article) (out []known) {
	list := spellings(t)
	named(t, all, "respelt", func(i int, latin, spelt, beside string) {
		for _, s := range list[romanised(latin)] {
			if letter.String(s, letter.Search) != letter.String(spelt, letter.Search) && !strings.Contains(all[i].Title+all[i].Content, s) && len(out) < wanted/2 {
				out = append(out, known{i, []string{s, beside}})
				return
			}
		}
	})
	return out
}

// latin are a name in Latin letters and a word of the headline.
func latin(t testing.TB, all []article) (out []known) {
	named(t, all, "latin", func(i int, latin, spelt, beside string) {
		if len(out) < wanted/2 {
			out = append(out, known{i, []string{latin, beside}})
		}
	})
	return out
}
