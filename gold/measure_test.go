package gold

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rawi/gather"
	"rawi/news"
	"rawi/pipeline"
	"rawi/sample"
	"rawi/text"
)

// own is the sample pages as the program reads them, with their marks.
type own struct {
	marks    []Marks
	clusters *Clusters
	found    map[string]pipeline.Result // by source
	articles []*news.Article
}

// sourceOf names the source of a marked page.
func sourceOf(m Marks) string {
	if m.Record != "" {
		return m.File + "#" + m.Record
	}
	return m.File
}

// readOwn reads the sample pages.
func readOwn(t testing.TB) *own {
	t.Helper()
	marks, clusters, err := Own()
	if err != nil {
		t.Fatal(err)
	}
	o := &own{marks: marks, clusters: clusters, found: map[string]pipeline.Result{}}
	for _, it := range sampleItems(t) {
		r := pipeline.Read(it)
		if r.Err != nil {
			t.Error(r.Err)
		}
		o.found[it.Source] = r
		o.articles = append(o.articles, r.Articles...)
	}
	return o
}

// sampleItems is the sample set as items: a file each, a record each of the collection.
func sampleItems(t testing.TB) []news.Item {
	t.Helper()
	var items []news.Item
	err := fs.WalkDir(sample.Files(), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(sample.Files(), p)
		if err != nil {
			return err
		}
		if filepath.Ext(p) != ".jsonl" {
			items = append(items, news.Item{Source: p, Raw: b, HTML: filepath.Ext(p) == ".html"})
			return nil
		}
		for line := range strings.Lines(string(b)) {
			f := &news.Fields{}
			if err := json.Unmarshal([]byte(line), f); err != nil {
				return err
			}
			items = append(items, news.Item{Source: p + "#" + f.ID, Fields: f})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return items
}

// docs pairs every marked page with what was found in it.
func (o *own) docs() (docs []Doc, found []Found, saidAt map[[2]string]text.Span) {
	saidAt = map[[2]string]text.Span{}
	for _, m := range o.marks {
		r := o.found[sourceOf(m)]
		f := Found{r.Articles, r.Err}
		d, _ := m.Resolve(f.Text())
		for i, q := range m.Quotes {
			saidAt[[2]string{m.ID, q.Said.S}] = d.Quotes[i].Said
		}
		docs, found = append(docs, d), append(found, f)
	}
	return docs, found, saidAt
}

// name gives the gold's name of an article of the sample set.
func (o *own) name(r news.Ref) string {
	for _, m := range o.marks {
		switch {
		case sourceOf(m) != r.Source:
		case r.Article > 1:
			return m.ID + "/2"
		default:
			return m.ID
		}
	}
	return ""
}

// measureOwn scores the sample pages.
func measureOwn(t testing.TB) map[string]Figures {
	o := readOwn(t)
	docs, found, saidAt := o.docs()
	var pages []Page
	var pagesFound []Found
	for i, m := range o.marks {
		if m.HTML() {
			pages, pagesFound = append(pages, m.Page()), append(pagesFound, found[i])
		}
	}
	stories := pipeline.Stories(o.articles)
	return map[string]Figures{
		"own.articles": Articles(docs, found),
		"own.html":     HTML(pages, pagesFound),
		"own.clusters": append(o.clusters.Score(stories, o.name), o.clusters.Details(stories, o.name, saidAt)...),
		"own.quotes":   Quotes(readQuotes(t)),
	}
}

// readQuotes is the pages of the folder quotes with their marks and traps, and what the program makes of them.
func readQuotes(t testing.TB) (docs []Doc, traps [][]text.Span, found []Found) {
	t.Helper()
	pages, err := QuotePages()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pages {
		r := pipeline.Read(p.Item())
		f := Found{r.Articles, r.Err}
		d, in, _ := p.Resolve(f.Text())
		docs, traps, found = append(docs, d), append(traps, in), append(found, f)
	}
	return docs, traps, found
}

// sharedFolder is the folder of shared golds and data beside the repository, "" where there is none.
func sharedFolder() string {
	dir := filepath.Join("..", "..", "shared")
	if _, err := os.Stat(filepath.Join(dir, "gold", "score.py")); err != nil {
		return ""
	}
	return dir
}

// readAll reads what gather finds under the names, by source.
func readAll(t testing.TB, args []string, opt gather.Options) (found map[string]Found, articles []*news.Article) {
	t.Helper()
	found = map[string]Found{}
	for r := range pipeline.ReadAll(context.Background(), gather.Items(context.Background(), args, opt)) {
		found[r.Source] = Found{r.Articles, r.Err}
		articles = append(articles, r.Articles...)
	}
	return found, articles
}

// sharedArticles is the marked articles of the shared gold, and what the program makes of them.
func sharedArticles(t testing.TB, dir string) ([]Doc, []Found) {
	t.Helper()
	folder := filepath.Join(dir, "gold", "articles")
	docs, err := LoadArticles(os.DirFS(folder))
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, d := range docs {
		files = append(files, filepath.Join(folder, d.ID+".txt"))
	}
	read, _ := readAll(t, files, gather.Options{})
	var found []Found
	for _, f := range files {
		found = append(found, read[f])
	}
	return docs, found
}

// sharedPages is the marked pages of the shared gold; the archive is unpacked under temp.
func sharedPages(t testing.TB, dir, temp string) ([]Page, []Found) {
	t.Helper()
	pages, err := LoadPages(os.DirFS(filepath.Join(dir, "gold", "html")))
	if err != nil {
		t.Fatal(err)
	}
	unpack(t, filepath.Join(dir, "data", "pages-html.tar.gz"), temp)
	var files []string
	for _, p := range pages {
		files = append(files, filepath.Join(temp, filepath.FromSlash(p.File)))
	}
	read, _ := readAll(t, files, gather.Options{})
	var found []Found
	for _, f := range files {
		found = append(found, read[f])
	}
	return pages, found
}

// sharedStories is the gold of two days of Saudi outlets, and the stories that the program makes of all articles of those days.
func sharedStories(t testing.TB, dir string) (*Clusters, []*news.Story) {
	t.Helper()
	c, err := LoadClusters(os.DirFS(filepath.Join(dir, "gold", "clusters")), "dev.json")
	if err != nil {
		t.Fatal(err)
	}
	var args []string
	for _, d := range []string{"2015-08-02", "2015-08-03"} {
		args = append(args, filepath.Join(dir, "data", "saudinewsnet", d+".zip"))
	}
	_, articles := readAll(t, args, gather.Options{
		Fields: map[string]string{"text": "content", "outlet": "source", "date": "date_extracted"},
		ID:     "{stem}:{index}",
	})
	return c, pipeline.Stories(articles)
}

// dayAndIndex names an article as the gold of the Saudi outlets does: what stands behind the # of its source.
func dayAndIndex(r news.Ref) string {
	return r.Source[strings.LastIndexByte(r.Source, '#')+1:]
}

// measureShared scores the shared golds.
func measureShared(t testing.TB, dir, temp string) map[string]Figures {
	docs, found := sharedArticles(t, dir)
	pages, pagesFound := sharedPages(t, dir, temp)
	c, stories := sharedStories(t, dir)
	names, _ := measureNames(t)
	return map[string]Figures{
		"shared.names":    names,
		"shared.articles": Articles(docs, found),
		"shared.html":     HTML(pages, pagesFound),
		"shared.clusters": c.Score(stories, dayAndIndex),
		"data.shingles":   measureShingles(t, dir),
		"data.copies":     measureCopies(t, filepath.Join(dir, "data", "exaraplagdet.tar.gz"), temp),
	}
}

// unpack writes the files of a .tar.gz under a folder.
func unpack(t testing.TB, archive, folder string) {
	t.Helper()
	f, err := os.Open(archive)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if h.Typeflag != tar.TypeReg || !filepath.IsLocal(h.Name) {
			continue
		}
		file := filepath.Join(folder, filepath.FromSlash(h.Name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// sortedKeys is the keys of m in order.
func sortedKeys[V any](m map[string]V) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
