package lexicon

import (
	"strconv"
	"sync"
	"testing"
)

// TestCache: what is remembered is what was found, whatever else falls into the same place, for many goroutines.
func TestCache(t *testing.T) {
	c := NewCache[int](4)
	var all sync.WaitGroup
	for g := range 4 {
		all.Go(func() {
			for i := range 2000 {
				w := strconv.Itoa((i*7 + g) % 100)
				if n := c.Of(w, func(w string) int { return len(w) + 1 }); n != len(w)+1 {
					t.Errorf("%s: %d", w, n)
				}
			}
		})
	}
	all.Wait()
	asked := 0
	for range 3 {
		c.Of("x", func(string) int { asked++; return 5 })
	}
	if asked != 1 {
		t.Errorf("asked %d times", asked)
	}
}

// TestTable: a table knows its words and no others.
func TestTable(t *testing.T) {
	m := map[string]int{"a": 1, "bb": 2, "": 3}
	x := NewTable(m)
	for w, v := range m {
		if got, ok := x.Get(w); !ok || got != v || x.Of(w) != v {
			t.Errorf("%q: %d, %v", w, got, ok)
		}
	}
	for i := range 1000 {
		if _, ok := x.Get("w" + strconv.Itoa(i)); ok {
			t.Errorf("w%d is known", i)
		}
	}
}
