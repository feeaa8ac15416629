// Package reuse sets Rawi's search for copies beside another program's, and measures how its time and memory grow. Run it with
//
//	cd bench/reuse && go test -bench . -benchtime 1x -cpu 1 -timeout 60m
//
// RAWI_MILLION=1 lets TestGrowth go on to a million articles.
package reuse

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"syscall"
	"testing"

	"rawi/gather"
	"rawi/news"
	"rawi/pipeline"
)

// folders where the unpacked corpus may lie; RAWI_DATA names another.
var folders = []string{os.Getenv("RAWI_DATA"), "../../.work/data", "../../../data"}

// days is the files of SaudiNewsNet, a day each, in order; nil where the corpus is not unpacked.
func days() []string {
	for _, dir := range folders {
		files, _ := filepath.Glob(filepath.Join(dir, "saudinewsnet", "*.json"))
		if dir != "" && len(files) > 0 {
			slices.Sort(files)
			return files
		}
	}
	return nil
}

// whole is the articles of SaudiNewsNet as the program reads them. Reading takes a minute or two.
var whole = sync.OnceValue(func() []*news.Article {
	opt := gather.Options{Fields: map[string]string{"text": "content", "outlet": "source", "date": "date_extracted"}, ID: "{stem}:{index}"}
	var out []*news.Article
	for r := range pipeline.ReadAll(context.Background(), gather.Items(context.Background(), days(), opt)) {
		out = append(out, r.Articles...)
	}
	return out
})

// saudi is the corpus, or the test is skipped.
func saudi(tb testing.TB) []*news.Article {
	tb.Helper()
	if days() == nil {
		tb.Skip("the corpus SaudiNewsNet is not unpacked (make data, or set RAWI_DATA)")
	}
	return whole()
}

// size is the bytes of the words of articles with the blanks between them.
func size(articles []*news.Article) (n int) {
	for _, a := range articles {
		for _, w := range a.Doc.Words {
			n += int(w.End-w.Start) + 1
		}
	}
	return n
}

// processor is the processor time that this process has used, in seconds. It says more than the clock on a machine that others use.
func processor() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}
