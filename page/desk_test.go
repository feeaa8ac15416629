package page

import (
	"encoding/json"
	"slices"
	"sync"
	"testing"

	"rawi/news"
	"rawi/text"
)

// TestDesk: pages are read on one desk after the other. What was found in one stays as it is when others are read, and is the same whatever was read
// before it, by several readers at once.
func TestDesk(t *testing.T) {
	var items []news.Item
	for _, file := range []string{"a", "b", "c"} {
		for _, w := range wildPages(t, "testdata/wild-"+file+".txt") {
			items = append(items, news.Item{Source: w.name, Raw: w.raw, HTML: true})
			items = append(items, news.Item{Source: w.name + "/record", Fields: &news.Fields{Title: w.title, HTML: string(w.raw)}})
			items = append(items, news.Item{Source: w.name + "/text", Raw: []byte(w.title + "\n\n" + w.name)})
		}
	}
	read := func(it news.Item) ([]*news.Article, string) {
		articles, _ := Read(it)
		return articles, inAll(t, articles)
	}
	var kept [][]*news.Article
	var want []string
	for _, it := range items {
		articles, s := read(it)
		kept, want = append(kept, articles), append(want, s)
	}
	var wait sync.WaitGroup
	for range 2 {
		wait.Go(func() {
			for i, it := range slices.Backward(items) {
				if _, s := read(it); s != want[i] {
					t.Errorf("%s: read again, it tells something else:\n%s\n%s", it.Source, s, want[i])
				}
			}
		})
	}
	wait.Wait()
	for i := range kept {
		if s := inAll(t, kept[i]); s != want[i] {
			t.Errorf("%s: what was found has changed:\n%s\n%s", items[i].Source, s, want[i])
		}
	}
}

// inAll is what articles tell, and where their parts stand in the page.
func inAll(t *testing.T, articles []*news.Article) string {
	b, err := json.Marshal(articles)
	if err != nil {
		t.Error(err)
	}
	var at []text.Span
	for _, a := range articles {
		if a.Page == nil {
			continue
		}
		for _, p := range a.Doc.Parts {
			at = append(at, a.Page.Source(p.Span))
		}
	}
	places, err := json.Marshal(at)
	if err != nil {
		t.Error(err)
	}
	return string(b) + string(places)
}
