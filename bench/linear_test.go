package bench

import (
	"math"
	"strings"
	"testing"
	"unicode"

	"rawi/arabic/word"
	"rawi/text"
)

// TestTenMegabytes: a paragraph of ten megabytes without a blank takes at most twelve times as long as one of a megabyte.
func TestTenMegabytes(t *testing.T) {
	for _, unit := range []string{"ولبنانيتهما،", "مدرسة", "أ.", "1,", "a", "و", "«", "«\"", "#", "@a", ".."} {
		most := 12.
		if len(unit) <= 2 && !unicode.IsLetter([]rune(unit)[0]) || strings.HasPrefix(unit, "«") {
			most = 20 // nothing but signs: tokens take forty times the memory of the text, and leave the caches
		}
		cost := func(size int) float64 { // seconds of the processor: others use the machine too
			s := strings.Repeat(unit, size/len(unit))
			best := math.MaxFloat64
			for range 3 {
				start := processor()
				x := word.Read(s, text.Span{End: len(s)})
				n := len(x.Tokens)
				sink += len(word.Sentences(x, 0, n)) + len(word.Clauses(x, 0, n)) + len(word.Languages(s))
				a := word.NewAnalyser()
				for i, k := range x.Tokens {
					if k.Kind == word.Word {
						sink += a.Parts(x, i).Pro
					}
				}
				best = min(best, processor()-start)
			}
			return best
		}
		small, large := cost(1_000_000), cost(10_000_000)
		t.Logf("%-24q 1 MB %.4f s  10 MB %.4f s  %.1f times", unit, small, large, large/small)
		if large > most*small {
			t.Errorf("%q: %.1f times", unit, large/small)
		}
	}
}
