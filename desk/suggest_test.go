package desk

import (
	"slices"
	"testing"
)

// TestStarts: by the letters in which words begin nothing is missed of what a look at all of them finds.
func TestStarts(t *testing.T) {
	texts := []string{"a", "abc", "abcd efgh", "xabcd", "ab-cd efg", "(abcde", "9ab abcdef", "\u0645\u062c\u0644\u0633 \u0627\u0644\u0646\u0648\u0627\u0628", "abcd abcd", ""}
	s := starts{}
	for i, x := range texts {
		s.add(x, i)
	}
	for _, typed := range []string{"ab", "abc", "abcd", "abcde", "abcd e", "ab-c", "ef", "efgh", "cd", "9a", "(ab", "\u0645\u062c", "\u0627\u0644\u0646\u0648", "zz", "a "} {
		var got, want []int
		for i := range s.of(typed, len(texts)) {
			if begins(texts[i], typed) {
				got = append(got, i)
			}
		}
		for i, x := range texts {
			if begins(x, typed) {
				want = append(want, i)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", typed, got, want)
		}
	}
}
