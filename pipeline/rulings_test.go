package pipeline

import (
	"path/filepath"
	"slices"
	"testing"
)

// TestRuledPairs: what was said of names is listed as it was written, and taken back.
func TestRuledPairs(t *testing.T) {
	l, err := OpenLibrary(filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for _, r := range []Ruling{{true, "فلاديمير بوتين", "بوتن"}, {false, "سامي العطار", "العطار"}} {
		if err := l.Rule(r.A, r.B, r.Same); err != nil {
			t.Fatal(err)
		}
	}
	got, err := l.RuledPairs()
	if want := []Ruling{{true, "فلاديمير بوتين", "بوتن"}, {false, "سامي العطار", "العطار"}}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, %v", got, err)
	}
	if err := l.Unrule("العطار", "سامي العطار"); err != nil {
		t.Fatal(err)
	}
	if got, err := l.RuledPairs(); err != nil || len(got) != 1 || !got[0].Same {
		t.Errorf("%v, %v", got, err)
	}
}
