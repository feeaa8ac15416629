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

	"rawi/arabic/name"
	"rawi/arabic/quote"
	"rawi/arabic/word"
	"rawi/gather"
	"rawi/news"
	"rawi/page"
	"rawi/pipeline"
	"rawi/reuse"
	"rawi/story"
	"rawi/text"
)

// The collections that are read: days of the Saudi press, of about 1,300 articles each, beside the repository. day is the one where one will
// do. Where a day is read again and again the others come between: rooms remember words, and no reader meets the same text twice.
const day = "2015-08-03"

var days = []string{"2015-08-02", day, "2015-08-04"}

// items gathers a day's records.
func items(tb testing.TB, day string) (list []news.Item, size int64) {
	tb.Helper()
	dir, err := os.Getwd()
	if err != nil {
		tb.Fatal(err)
	}
	for ; ; dir = filepath.Dir(dir) {
		if file := filepath.Join(dir, "shared", "data", "saudinewsnet", day+".zip"); exists(file) {
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
			tb.Skipf("shared/data/saudinewsnet/%s.zip is not here", day)
		}
	}
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// BenchmarkRead reads a day on one core: everything that `rawi read` finds, beside the same bytes only gathered.
func BenchmarkRead(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	var lists [][]news.Item
	var sizes int64
	for _, d := range days {
		list, size := items(b, d)
		lists, sizes = append(lists, list), sizes+size
	}
	b.Run("gather", func(b *testing.B) {
		n := 0
		b.SetBytes(sizes / int64(len(days)))
		for i := range b.N {
			list, _ := items(b, days[i%len(days)])
			n += len(list)
		}
		b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "articles/s")
	})
	b.Run("read", func(b *testing.B) {
		n := 0
		b.SetBytes(sizes / int64(len(days)))
		for i := range b.N {
			for _, it := range lists[i%len(days)] {
				pipeline.Read(it)
				n++
			}
		}
		b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "articles/s")
	})
}

// BenchmarkRooms times the two rooms that cost most, on the days' texts cut into tokens: names (the floor is 150,000 tokens/s), and quotes
// in texts whose names are known (the floor is 10 MB/s).
func BenchmarkRooms(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	type made struct {
		doc       *text.Doc
		t         *word.Text
		sentences [][2]int
		day       text.Day
	}
	var all [][]made
	for _, d := range days {
		list, _ := items(b, d)
		var read []made
		for _, it := range list[:min(len(list), 400)] {
			for _, a := range pipeline.Read(it).Articles {
				m := made{doc: &a.Doc, t: word.Read(a.Doc.Text, a.Doc.Range())}
				for _, p := range a.Doc.Parts {
					i, j := m.t.Range(p.Span)
					switch p.Role {
					case text.Title, text.Body, text.Subhead:
						m.sentences = append(m.sentences, word.Sentences(m.t, i, j)...)
					}
				}
				if p := a.Doc.Published; p != nil {
					m.day = p.To
				}
				read = append(read, m)
			}
		}
		all = append(all, read)
	}
	b.Run("names", func(b *testing.B) {
		n := 0
		for i := range b.N {
			for _, m := range all[i%len(all)] {
				name.Find(m.t, m.sentences, m.day)
				n += len(m.t.Tokens)
			}
		}
		b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "tokens/s")
	})
	b.Run("quotes", func(b *testing.B) {
		n := 0
		for i := range b.N {
			for _, m := range all[i%len(all)] {
				quote.Find(m.t, m.doc, m.sentences)
				n += m.doc.Range().Len()
			}
		}
		b.ReportMetric(float64(n)/1e6/b.Elapsed().Seconds(), "MB/s")
	})
}

// BenchmarkStories makes the events and stories of the day from articles that were read.
func BenchmarkStories(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	list, size := items(b, day)
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

// BenchmarkWARC reads articles as a crawler archives them, each in a page of 40 KB with menus and scripts around it: from the packed
// archive to findings, beside the archive only gathered and its pages only taken apart.
func BenchmarkWARC(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	const pages = 400
	var files []string
	var sizes int64
	for _, d := range days {
		list, _ := items(b, d)
		if len(list) < pages {
			b.Fatalf("%s: %d records", d, len(list))
		}
		file := filepath.Join(b.TempDir(), d+".warc.gz")
		sizes += archive(b, file, list[:pages])
		files = append(files, file)
	}
	for _, part := range []string{"gather", "pages", "findings"} {
		b.Run(part, func(b *testing.B) {
			b.SetBytes(sizes / int64(len(files)))
			for i := range b.N {
				n := 0
				for it := range gather.Items(context.Background(), files[i%len(files):][:1], gather.Options{}) {
					switch part {
					case "gather":
						n += bit(it.Err == nil)
					case "pages":
						list, _ := page.Read(it)
						n += bit(len(list) > 0)
					default:
						n += bit(len(pipeline.Read(it).Articles) > 0)
					}
				}
				if n != pages {
					b.Fatalf("%d of %d", n, pages)
				}
			}
			b.ReportMetric(float64(pages*b.N)/b.Elapsed().Seconds(), "articles/s")
		})
	}
}

// archive writes items as pages into a packed web archive, and returns the bytes of the records.
func archive(b *testing.B, file string, list []news.Item) (size int64) {
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
	return size
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}
