package bench

import (
	"syscall"
	"testing"
	"unicode"

	"rawi/arabic/letter"
	"rawi/arabic/word"
	"rawi/text"

	"github.com/blevesearch/bleve/v2/analysis/lang/ar"
	"github.com/blevesearch/bleve/v2/registry"
	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/arabic"
)

// sink keeps the compiler from leaving the work out.
var sink int

// over runs f over every text and reports the speed, and the allocations for each article.
func over(b *testing.B, f func(s string)) {
	texts, size := news(b)
	f(texts[0]) // tables and models load once
	b.SetBytes(size)
	b.ReportAllocs()
	b.ResetTimer()
	before, n := processor(), 0
	for b.Loop() {
		for _, s := range texts {
			f(s)
		}
		n++
	}
	// The time that the processor worked says more than the clock on a machine that others use too.
	b.ReportMetric(float64(size)*float64(n)/1e6/(processor()-before), "MB/cpu-s")
	b.ReportMetric(float64(len(texts)), "articles")
}

// processor is the processor time that this process has used, in seconds.
func processor() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

// BenchmarkWhole is all that Rawi does to words: folding with the way back, tokens, sentences, clitics, stems and light stems.
func BenchmarkWhole(b *testing.B) {
	a, t := word.NewAnalyser(), &word.Text{}
	over(b, func(s string) {
		t.Read(s, text.Span{End: len(s)})
		sink += len(word.Sentences(t, 0, len(t.Tokens)))
		for i, k := range t.Tokens {
			if k.Kind == word.Word {
				p := a.Parts(t, i)
				sink += p.Pro + len(p.Stem) + len(p.Light)
			}
		}
	})
}

// BenchmarkStems is folding, tokens and light stems.
func BenchmarkStems(b *testing.B) {
	a, t := word.NewAnalyser(), &word.Text{}
	over(b, func(s string) {
		t.Read(s, text.Span{End: len(s)})
		for i, k := range t.Tokens {
			if k.Kind == word.Word {
				sink += len(a.Light(t, i))
			}
		}
	})
}

// BenchmarkFold is folding alone.
func BenchmarkFold(b *testing.B) {
	over(b, func(s string) { sink += len(letter.Fold(s, letter.Search).Text) })
}

// BenchmarkTokens is folding and tokens.
func BenchmarkTokens(b *testing.B) {
	t := &word.Text{}
	over(b, func(s string) {
		t.Read(s, text.Span{End: len(s)})
		sink += len(t.Tokens)
	})
}

// BenchmarkBleve is bleve's analyser "ar": tokens, normalisation, stop words, light stems.
func BenchmarkBleve(b *testing.B) {
	a, err := ar.AnalyzerConstructor(nil, registry.NewCache())
	if err != nil {
		b.Fatal(err)
	}
	over(b, func(s string) { sink += len(a.Analyze([]byte(s))) })
}

// BenchmarkSnowball is the Arabic stemmer of Snowball on the words that unicode.IsLetter parts.
func BenchmarkSnowball(b *testing.B) {
	over(b, func(s string) {
		from := -1
		stem := func(w string) {
			env := snowballstem.NewEnv(w)
			arabic.Stem(env)
			sink += len(env.Current())
		}
		for i, r := range s {
			if unicode.IsLetter(r) || unicode.IsMark(r) {
				if from < 0 {
					from = i
				}
			} else if from >= 0 {
				stem(s[from:i])
				from = -1
			}
		}
		if from >= 0 {
			stem(s[from:])
		}
	})
}
