package pipeline_test

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"rawi/gather"
	"rawi/news"
	"rawi/pipeline"
)

// day is the collection that is read: a day of the Saudi press, about 1,300 articles, beside the repository.
const day = "data/saudinewsnet/2015-08-03.zip"

// items gathers the day's records.
func items(tb testing.TB) (list []news.Item, size int64) {
	tb.Helper()
	dir, err := os.Getwd()
	if err != nil {
		tb.Fatal(err)
	}
	for ; ; dir = filepath.Dir(dir) {
		if file := filepath.Join(dir, "shared", day); exists(file) {
			o := gather.Options{Fields: map[string]string{"text": "content", "date": "date_extracted", "outlet": "source"}}
			for it := range gather.Items(context.Background(), []string{file}, o) {
				list = append(list, it)
				if it.Err != nil {
					tb.Fatal(it.Err)
				}
				size += int64(len(it.Fields.Text) + len(it.Fields.Title))
			}
			return list, size
		}
		if dir == filepath.Dir(dir) {
			tb.Skipf("shared/%s is not here", day)
		}
	}
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// BenchmarkRead reads the day on one core: everything that `rawi read` finds, beside the same bytes only gathered.
func BenchmarkRead(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	list, size := items(b)
	b.Run("gather", func(b *testing.B) {
		b.SetBytes(size)
		for range b.N {
			items(b)
		}
		b.ReportMetric(float64(len(list)*b.N)/b.Elapsed().Seconds(), "articles/s")
	})
	b.Run("read", func(b *testing.B) {
		b.SetBytes(size)
		for range b.N {
			for _, it := range list {
				pipeline.Read(it)
			}
		}
		b.ReportMetric(float64(len(list)*b.N)/b.Elapsed().Seconds(), "articles/s")
	})
}

// BenchmarkStories makes the events and stories of the day from articles that were read.
func BenchmarkStories(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	list, size := items(b)
	var articles []*news.Article
	for _, it := range list {
		articles = append(articles, pipeline.Read(it).Articles...)
	}
	b.SetBytes(size)
	b.ResetTimer()
	for range b.N {
		pipeline.Stories(articles)
	}
	b.ReportMetric(float64(len(articles)*b.N)/b.Elapsed().Seconds(), "articles/s")
}
