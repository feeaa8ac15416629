package warc

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
)

// words makes text that packs about as well as pages do (five to eight times).
func words(rnd *rand.Rand, n int) string {
	var b strings.Builder
	b.WriteString("<!doctype html><html lang=ar dir=rtl><head><title>")
	for b.Len() < n {
		w := rnd.IntN(3000)
		w = w * w / 3000
		fmt.Fprintf(&b, "<p class=\"text\">%s%d ", []string{"قال ", "إن ", "في ", "من ", "على ", "الرئيس ", "أمس "}[w%7], w)
	}
	return b.String()
}

// BenchmarkScan reads archives of pages of 60 KB. MB/s are of unpacked records; the plain one is what a scan costs at the least.
func BenchmarkScan(b *testing.B) {
	rnd := rand.New(rand.NewPCG(5, 6))
	var plain, packed, frames []byte
	for i := range 400 {
		r := responseOf(fmt.Sprintf("https://example.test/%d", i), words(rnd, 60_000))
		plain = append(plain, r...)
		packed = append(packed, gz(r)...)
		frames = append(frames, zst(b, r)...)
	}
	for _, c := range []struct {
		name string
		file []byte
	}{{"plain", plain}, {"gzip", packed}, {"zstd", frames}} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(plain)))
			b.ReportAllocs()
			b.ReportMetric(float64(len(plain))/float64(len(c.file)), "times-packed")
			for b.Loop() {
				rd := NewReader(bytes.NewReader(c.file))
				n := 0
				for {
					rec, err := rd.Next()
					if err == io.EOF {
						break
					}
					if err != nil {
						b.Fatal(err)
					}
					if p, ok, _ := rec.Page(); ok && p.Status == 200 {
						n++
					}
				}
				if n != 400 {
					b.Fatal(n)
				}
			}
		})
	}
}
