// Package page sets Rawi's reading of HTML pages beside go-trafilatura, with its fallback, and go-readability: what they make of the marked pages
// of the shared gold, and how fast. Run it with
//
//	cd bench && go test ./page -v -bench . -cpu 1
package page

import (
	"bytes"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	readability "codeberg.org/readeck/go-readability/v2"
	"github.com/markusmobius/go-trafilatura"

	"rawi/gold"
	"rawi/news"
	"rawi/page"
	"rawi/text"
)

// extractor makes an article of a page.
type extractor struct {
	name string
	read func(tb testing.TB, raw []byte) *news.Article
}

var extractors = []extractor{
	{"rawi", func(tb testing.TB, raw []byte) *news.Article {
		as, err := page.Read(news.Item{Source: "page", Raw: raw, HTML: true})
		if err != nil {
			tb.Fatal(err)
		}
		return as[0]
	}},
	{"trafilatura", func(tb testing.TB, raw []byte) *news.Article {
		r, err := trafilatura.Extract(bytes.NewReader(raw), trafilatura.Options{EnableFallback: true, ExcludeComments: true})
		if err != nil {
			return &news.Article{}
		}
		return made(r.Metadata.Title, r.ContentText, r.Metadata.Date)
	}},
	{"readability", func(tb testing.TB, raw []byte) *news.Article {
		a, err := readability.FromReader(bytes.NewReader(raw), address)
		if err != nil {
			return &news.Article{}
		}
		var body strings.Builder
		if err := a.RenderText(&body); err != nil {
			return &news.Article{}
		}
		day, _ := a.PublishedTime()
		return made(a.Title(), body.String(), day)
	}},
}

var address = &url.URL{Scheme: "https", Host: "example.org", Path: "/"}

// made is what an extractor gives, as an article: title and body.
func made(title, body string, day time.Time) *news.Article {
	a := &news.Article{Ref: news.Ref{Article: 1}}
	a.Doc.Text = title + "\n" + body
	a.Doc.Title = text.Span{End: len(title)}
	a.Doc.Parts = []text.Part{{Role: text.Title, Span: a.Doc.Title}, {Role: text.Body, Span: text.Span{Start: len(title) + 1, End: len(a.Doc.Text)}}}
	if !day.IsZero() {
		d := text.DayOf(day)
		a.Doc.Published = &text.Dating{Days: text.Days{From: d, To: d}}
	}
	return a
}

// marked is the marked pages of the shared gold with their bytes. The test is skipped where they are not there.
func marked(tb testing.TB) (pages []gold.Page, raw [][]byte) {
	tb.Helper()
	for _, shared := range []string{"../../../shared"} {
		folder := filepath.Join(shared, "gold", "html")
		if _, err := os.Stat(folder); err != nil {
			continue
		}
		pages, err := gold.LoadPages(os.DirFS(folder))
		if err != nil {
			tb.Fatal(err)
		}
		for _, p := range pages {
			raw = append(raw, unpacked(tb, p.File))
		}
		return pages, raw
	}
	tb.Skip("../shared/gold/html is not there")
	return nil, nil
}

// unpacked finds a page of pages-html where the corpora are unpacked.
func unpacked(tb testing.TB, file string) []byte {
	tb.Helper()
	for _, data := range []string{os.Getenv("RAWI_DATA"), "../../.work/data"} {
		var found string
		if data == "" {
			continue
		}
		_ = filepath.WalkDir(filepath.Join(data, "pages-html"), func(p string, d fs.DirEntry, err error) error {
			if err == nil && filepath.Base(p) == filepath.Base(file) {
				found = p
			}
			return nil
		})
		if b, err := os.ReadFile(found); err == nil {
			return b
		}
	}
	tb.Skip("pages-html is not unpacked (make data, or set RAWI_DATA)")
	return nil
}

// TestQuality: Rawi is ahead of both, or equal where nothing is left to gain, in every figure.
func TestQuality(t *testing.T) {
	pages, raw := marked(t)
	figures := map[string]gold.Figures{}
	for _, x := range extractors {
		var found []gold.Found
		for _, b := range raw {
			found = append(found, gold.Found{Articles: []*news.Article{x.read(t, b)}})
		}
		figures[x.name] = gold.HTML(pages, found)
		for _, name := range []string{"html_f1", "html_leak", "html_title", "html_date"} {
			v, _ := figures[x.name].Value(name)
			own, _ := figures["rawi"].Value(name)
			t.Logf("%s %s %.3f", x.name, name, v)
			if name == "html_leak" && v < own || name != "html_leak" && v > own {
				t.Errorf("%s is better than rawi: %s %.3f, rawi %.3f", x.name, name, v, own)
			}
		}
	}
}

// The sizes of the pages whose reading is timed, in bytes, and how often each of them is read by each extractor in turn.
const (
	least, most = 40_000, 150_000
	rounds      = 20
)

// timed is the pages of those sizes.
func timed(tb testing.TB) (out [][]byte) {
	_, raw := marked(tb)
	for _, p := range raw {
		if len(p) >= least && len(p) <= most {
			out = append(out, p)
		}
	}
	return out
}

// TestSpeed: Rawi reads pages three times as fast as go-trafilatura with its fallback, and one and a half times as fast as go-readability, in one run. What
// is compared is the time of the processor, so that other work on the machine does not count; they take turns.
func TestSpeed(t *testing.T) {
	pages := timed(t)
	used := map[string]time.Duration{}
	for n := range rounds + 1 {
		for _, x := range extractors {
			runtime.GC()
			begin := processor(t)
			for _, p := range pages {
				x.read(t, p)
			}
			if n > 0 { // the first round loads lists
				used[x.name] += processor(t) - begin
			}
		}
	}
	for _, x := range extractors {
		t.Logf("%s: %.1f pages/s, %.2f times the time of rawi", x.name, float64(rounds*len(pages))/used[x.name].Seconds(), float64(used[x.name])/float64(used["rawi"]))
	}
	if used["trafilatura"] < 3*used["rawi"] || 2*used["readability"] < 3*used["rawi"] {
		t.Error("below the floor: 3 times as fast as trafilatura, 1.5 times as fast as readability")
	}
}

// processor is the time that the processor gave to this program.
func processor(tb testing.TB) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		tb.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func BenchmarkRead(b *testing.B) {
	pages := timed(b)
	for _, x := range extractors {
		b.Run(x.name, func(b *testing.B) {
			size := 0
			for _, p := range pages {
				size += len(p)
			}
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				for _, p := range pages {
					x.read(b, p)
				}
			}
		})
	}
}
