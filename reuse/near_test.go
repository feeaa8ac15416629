package reuse

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"rawi/news"
)

// bruteNear compares every two articles.
func bruteNear(articles []*news.Article, least float64) []Near {
	sets := make([]map[[shingle]uint64]bool, len(articles))
	for i, a := range articles {
		sets[i] = map[[shingle]uint64]bool{}
		for k := 0; k+shingle <= len(a.Doc.Words); k++ {
			var s [shingle]uint64
			for d := range s {
				s[d] = a.Doc.Words[k+d].Form
			}
			sets[i][s] = true
		}
	}
	var out []Near
	for i := range articles {
		for k := i + 1; k < len(articles); k++ {
			both := 0
			for s := range sets[i] {
				if sets[k][s] {
					both++
				}
			}
			if v := float64(both) / float64(max(1, len(sets[i])+len(sets[k])-both)); v >= least-slack && both > 0 {
				out = append(out, Near{articles[i].Ref, articles[k].Ref, v})
			}
		}
	}
	return out
}

// edited is a text with every word changed at a rate.
func edited(rng *rand.Rand, s string, rate float64) string {
	w := strings.Fields(s)
	for i := range w {
		if rng.Float64() < rate {
			w[i] = fmt.Sprint("new", rng.IntN(1000))
		}
	}
	return strings.Join(w, " ")
}

// TestNearDuplicates: as many pairs as when every two are compared, whatever the threshold; among them texts just below and above it.
func TestNearDuplicates(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 9))
	var all []*news.Article
	for i := range 300 {
		body := filler(rng, 5+rng.IntN(60))
		switch {
		case i%3 == 1:
			body = edited(rng, all[rng.IntN(i)].Doc.Text, .1*rng.Float64())
		case i%7 == 0:
			body = strings.Repeat("again and again the same five words ", 1+rng.IntN(5)) + body
		case i%50 == 2:
			body = "too short"
		}
		all = append(all, article(fmt.Sprintf("a%03d", i), body))
	}
	for _, least := range []float64{.05, .5, .8, .95, 1} {
		want := bruteNear(all, least)
		if got := NearDuplicates(all, least); !slices.Equal(got, want) {
			t.Errorf("at %v: %d pairs, want %d", least, len(got), len(want))
		}
	}
	if len(bruteNear(all, .8)) < 30 {
		t.Error("the texts hold too few pairs to tell anything")
	}
}

// FuzzNearDuplicates: the same as when every two are compared.
func FuzzNearDuplicates(f *testing.F) {
	f.Add(harbour, harbour+" and more", "nothing of it", uint8(80))
	f.Add("a b c d e a b c d e", "a b c d e f", "a a a a a a", uint8(50))
	f.Fuzz(func(t *testing.T, a, b, c string, least uint8) {
		all := []*news.Article{article("a", a), article("b", b), article("c", c), article("d", a+" "+b)}
		l := float64(least%100+1) / 100
		if got, want := NearDuplicates(all, l), bruteNear(all, l); !slices.Equal(got, want) {
			t.Fatalf("at %v: %v, want %v", l, got, want)
		}
	})
}
