package number

import (
	"testing"

	"rawi/arabic/word"
	"rawi/text/texttest"
)

// TestStand runs the examples of stands.tsv.
func TestStand(t *testing.T) {
	texttest.Run(t, "stands.txt", func(c texttest.Case) []texttest.Finding {
		x, found := read(c.Text)
		numbers := Claims(x, found, nil)
		Stand(x, word.Sentences(x, 0, len(x.Tokens)), numbers)
		var out []texttest.Finding
		for _, n := range numbers {
			if n.Stand != "" {
				out = append(out, texttest.At(c.Text, string(n.Stand), n.Span))
			}
		}
		return out
	})
}
