// Package bench sets Rawi's handling of words beside other programs' on the same texts. It is a module of its own, so that they do
// not become part of Rawi. Run it with
//
//	cd bench && go test -bench . -benchtime 1x -cpu 1 -timeout 30m
package bench

import (
	"encoding/json"
	"os"
	"path/filepath"
	"sort"
	"testing"
)

// article is a text of the SaudiNewsNet corpus.
type article struct{ Source, Title, Content string }

// folders where the unpacked corpus may lie; RAWI_DATA names another.
var folders = []string{os.Getenv("RAWI_DATA"), "../.work/data"}

// corpus reads SaudiNewsNet, day by day, or skips the test.
func corpus(tb testing.TB) []article {
	tb.Helper()
	for _, dir := range folders {
		files, _ := filepath.Glob(filepath.Join(dir, "saudinewsnet", "*.json"))
		if dir == "" || len(files) == 0 {
			continue
		}
		sort.Strings(files)
		var all []article
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err != nil {
				tb.Fatal(err)
			}
			var day []article
			if err := json.Unmarshal(b, &day); err != nil {
				tb.Fatalf("%s: %v", f, err)
			}
			all = append(all, day...)
		}
		return all
	}
	tb.Skip("the corpus SaudiNewsNet is not unpacked (make data, or set RAWI_DATA)")
	return nil
}

// news is the first 50 MB of the corpus, title and text.
func news(tb testing.TB) (texts []string, size int64) {
	for _, a := range corpus(tb) {
		s := a.Title + "\n" + a.Content
		texts = append(texts, s)
		if size += int64(len(s)); size >= 50<<20 {
			break
		}
	}
	return texts, size
}
