package reuse

import (
	"os"
	"strconv"
	"testing"

	"rawi/reuse"
	"rawi/story"
)

// sink keeps the compiler from leaving the work out.
var sink int

// rate reports articles for each second of the processor over the whole benchmark.
func rate(b *testing.B, articles int, start float64) {
	b.ReportMetric(float64(articles*b.N)/(processor()-start), "articles/cpu-s")
}

// BenchmarkNear is the exact join on the whole corpus; BenchmarkMinhashLSH the comparison.
func BenchmarkNear(b *testing.B) {
	articles := saudi(b)
	b.SetBytes(int64(size(articles)))
	start := processor()
	for b.Loop() {
		sink += len(rawis(articles))
	}
	rate(b, len(articles), start)
}

// BenchmarkMinhashLSH is minhash-lsh with 128 hash functions, candidates not verified.
func BenchmarkMinhashLSH(b *testing.B) {
	articles := saudi(b)
	b.SetBytes(int64(size(articles)))
	start := processor()
	for b.Loop() {
		sink += len(minhash(articles))
	}
	rate(b, len(articles), start)
}

// BenchmarkFind is copied passages over the whole corpus.
func BenchmarkFind(b *testing.B) {
	articles := saudi(b)
	b.SetBytes(int64(size(articles)))
	start := processor()
	for b.Loop() {
		sink += len(reuse.Find(articles))
	}
	rate(b, len(articles), start)
}

// BenchmarkFindAndCluster is copied passages, then events and stories, over the whole corpus.
func BenchmarkFindAndCluster(b *testing.B) {
	articles := saudi(b)
	start := processor()
	for b.Loop() {
		sink += len(story.Cluster(articles, reuse.Find(articles)))
	}
	rate(b, len(articles), start)
}

// BenchmarkSynthetic is copied passages over articles made of the corpus's word statistics, read from a file.
func BenchmarkSynthetic(b *testing.B) {
	s := newSynth(b)
	for _, n := range sizes() {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			s.write(b, n)
			start := processor()
			for b.Loop() {
				sink += len(reuse.FindIn(s))
			}
			rate(b, n, start)
		})
	}
}

// sizes is how many articles are made, in turn.
func sizes() []int {
	if os.Getenv("RAWI_MILLION") != "" {
		return []int{10_000, 100_000, 1_000_000}
	}
	return []int{10_000, 100_000}
}
