package lexicon

import (
	"fmt"
	"testing"
)

// TestSieve: every word of the set passes, few others do.
func TestSieve(t *testing.T) {
	s := NewSieve(5000)
	for i := range 5000 {
		s.Add(fmt.Sprintf("و%dكلمة", i))
	}
	passed := 0
	for i := range 5000 {
		if !s.Has(fmt.Sprintf("و%dكلمة", i)) {
			t.Fatalf("word %d of the set is held back", i)
		}
		if s.Has(fmt.Sprintf("الغريب%d", i)) {
			passed++
		}
	}
	if passed > 5000/12 {
		t.Errorf("%d of 5000 foreign words pass", passed)
	}
	for _, w := range []string{"", "و", "من"} {
		s.Add(w)
		if !s.Has(w) {
			t.Errorf("%q is held back", w)
		}
	}
}
