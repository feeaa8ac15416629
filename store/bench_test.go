package store

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rawi/news"
	"rawi/text"
)

// press makes an article of the size of the press's, with as much found in it.
func press(i int) *news.Article {
	rng := rand.New(rand.NewPCG(1, uint64(i)))
	letters := []rune("ابتثجحخدذرزسشصضطظعغفقكلمنهوي")
	vocabulary := make([]string, 4000)
	seed := rand.New(rand.NewPCG(2, 2))
	for k := range vocabulary {
		var w strings.Builder
		for range 2 + seed.IntN(6) {
			w.WriteRune(letters[seed.IntN(len(letters))])
		}
		vocabulary[k] = w.String()
	}
	var body strings.Builder
	var spans []text.Span
	for range 320 {
		from := body.Len()
		body.WriteString(vocabulary[int(float64(len(vocabulary))*rng.Float64()*rng.Float64()*rng.Float64())])
		spans = append(spans, text.Span{Start: from, End: body.Len()})
		body.WriteByte(' ')
	}
	a := article(fmt.Sprintf("2025-09-02.json#%d", i), 1, text.Day(738000+i/100), body.String())
	shift := a.Doc.Parts[1].Span.Start
	at := func(k, n int) text.Span {
		return text.Span{Start: shift + spans[k].Start, End: shift + spans[min(k+n, 319)].End}
	}
	d := &a.Doc
	for k := 0; k < 320; k += 20 {
		d.Sentences = append(d.Sentences, at(k, 19))
	}
	for k := 0; k < 320; k += 12 {
		d.Names = append(d.Names, text.Name{Span: at(k, 1), Kind: text.Person, Entity: at(k%48, 1).Of(d.Text), Rule: "titles.tsv:12"})
	}
	for k := 5; k < 320; k += 70 {
		d.Dates = append(d.Dates, text.Date{Span: at(k, 2), Value: "2025-09-02", Rule: "date.weekday", Days: text.Days{From: 739496, To: 739496}})
		d.Numbers = append(d.Numbers, text.Number{Span: at(k+9, 1), Value: float64(k), Unit: "person", Approx: text.About, Rule: "number.digits"})
		d.Quotes = append(d.Quotes, text.Quote{Kind: text.Indirect, Said: at(k, 18), Speaker: at(k+20, 2), Who: at(k%48, 1).Of(d.Text), Cue: at(k+19, 0), Rule: "verbs.tsv:3"})
	}
	a.Doc.Outlet.Name = "الراصد"
	return a
}

// BenchmarkAdd: one article to an operation, added by the hundred. It reports the file's size against that of the texts.
func BenchmarkAdd(b *testing.B) {
	path := filepath.Join(b.TempDir(), "rawi.db")
	l := open(b, path)
	var batch []Entry
	bytes := 0
	flush := func() {
		if _, err := l.Add(ctx, noon, batch); err != nil {
			b.Fatal(err)
		}
		batch = batch[:0]
	}
	made := make([]*news.Article, 500)
	for i := range made {
		made[i] = press(i)
	}
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		a := *made[i%len(made)]
		a.Source = fmt.Sprint(i)
		bytes += len(a.Doc.Text)
		if batch = append(batch, Entry{Articles: []*news.Article{&a}}); len(batch) == 100 {
			flush()
		}
	}
	flush()
	b.StopTimer()
	l.Close()
	if info, err := os.Stat(path); err == nil {
		b.ReportMetric(float64(info.Size())/float64(bytes), "file/text")
	}
}

func BenchmarkArticles(b *testing.B) {
	l := library(b)
	for i := 0; i < 1000; i += 100 {
		var batch []Entry
		for j := range 100 {
			batch = append(batch, one(press(i+j))...)
		}
		if _, err := l.Add(ctx, noon, batch); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		n := 0
		for _, err := range l.Articles(ctx) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != 1000 {
			b.Fatal(n)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/1000, "µs/article")
}
