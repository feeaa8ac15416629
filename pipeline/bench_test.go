package pipeline_test

import (
	"compress/gzip"
	"context"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"rawi/gather"
	"rawi/news"
	"rawi/pipeline"
	"rawi/reuse"
	"rawi/story"
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
	for _, part := range []struct {
		name string
		do   func()
	}{
		{"copies", func() { reuse.Find(articles) }},
		{"copies and clustering", func() { story.Cluster(articles, reuse.Find(articles)) }},
		{"all", func() { pipeline.Stories(articles) }},
	} {
		b.Run(part.name, func(b *testing.B) {
			b.SetBytes(size)
			for range b.N {
				part.do()
			}
			b.ReportMetric(float64(len(articles)*b.N)/b.Elapsed().Seconds(), "articles/s")
		})
	}
}

// BenchmarkWARC reads the day's articles as a crawler archives them, each in a page of 40 KB with menus and scripts around it: from the
// packed archive to findings, beside the archive only gathered.
func BenchmarkWARC(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	list, _ := items(b)
	list = list[:min(len(list), 400)]
	file := filepath.Join(b.TempDir(), "day.warc.gz")
	var size int64
	func() {
		f, err := os.Create(file)
		if err != nil {
			b.Fatal(err)
		}
		defer f.Close()
		for i, it := range list {
			var p strings.Builder
			fmt.Fprintf(&p, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<!DOCTYPE html><html lang=ar dir=rtl><head><title>%s</title>", html.EscapeString(it.Fields.Title))
			for k := range 60 {
				fmt.Fprintf(&p, "<script>var a%d=%q;</script>\n", k, strings.Repeat("x", 150+k))
			}
			p.WriteString("</head><body><nav>")
			for k := range 120 {
				fmt.Fprintf(&p, "<li class=\"menu-item menu-item-%d\"><a href=\"/section/%d\" title=\"section\">قسم رقم %d</a></li>\n", k, k, k)
			}
			fmt.Fprintf(&p, "</nav><article><h1>%s</h1>", html.EscapeString(it.Fields.Title))
			for line := range strings.Lines(it.Fields.Text) {
				fmt.Fprintf(&p, "<p>%s</p>\n", html.EscapeString(line))
			}
			p.WriteString("</article><footer>")
			for k := range 80 {
				fmt.Fprintf(&p, "<div class=\"foot foot-%d\"><a href=\"/page/%d\">صفحة %d</a></div>\n", k, k, k)
			}
			p.WriteString("</footer></body></html>")
			z := gzip.NewWriter(f)
			n, err := fmt.Fprintf(z, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.test/%d\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", i, p.Len(), p.String())
			if err != nil {
				b.Fatal(err)
			}
			if err := z.Close(); err != nil {
				b.Fatal(err)
			}
			size += int64(n)
		}
	}()
	for _, part := range []string{"gather", "findings"} {
		b.Run(part, func(b *testing.B) {
			b.SetBytes(size)
			for range b.N {
				n := 0
				for it := range gather.Items(context.Background(), []string{file}, gather.Options{}) {
					if part == "gather" {
						n += bit(it.Err == nil)
					} else {
						n += bit(len(pipeline.Read(it).Articles) > 0)
					}
				}
				if n != len(list) {
					b.Fatalf("%d of %d", n, len(list))
				}
			}
			b.ReportMetric(float64(len(list)*b.N)/b.Elapsed().Seconds(), "articles/s")
		})
	}
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}
