package lexicon

import (
	"fmt"
	"strings"
	"testing"
)

// TestTableGrows: a table that is filled word by word knows what was set last of each, and nothing else; words alike at both ends too.
func TestTableGrows(t *testing.T) {
	var x Table[int]
	if _, ok := x.Get("a"); ok || x.May("a") || x.Len() != 0 {
		t.Error("the zero table knows a word")
	}
	key := func(i int) string {
		return strings.Repeat("س", i%7*4) + fmt.Sprintf("%04d", i) + strings.Repeat("ش", i%7*4)
	}
	for round := range 2 {
		for i := range 3000 {
			x.Put(key(i), i+round)
		}
	}
	if x.Len() != 3000 {
		t.Errorf("%d words", x.Len())
	}
	for i := range 6000 {
		got, ok := x.Get(key(i))
		if want := i < 3000; ok != want || ok && got != i+1 || ok && !x.May(key(i)) {
			t.Errorf("%q: %d, %v", key(i), got, ok)
		}
	}
}
