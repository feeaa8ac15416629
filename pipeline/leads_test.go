package pipeline

import (
	"slices"
	"testing"

	"rawi/text"
)

// TestLeads: the likest come first, only those of the days around, and what is remembered is bounded.
func TestLeads(t *testing.T) {
	day := text.Days{From: 739000, To: 739000}
	var l leads
	for i := range int64(3 * mostLeads / 2) {
		l.add(lead{article: i + 1, days: day, stems: []uint32{uint32(i / 4), 1 << 30}})
		if len(l.docs) > mostLeads || len(l.at) != len(l.docs) {
			t.Fatalf("%d beginnings of %d articles are remembered", len(l.docs), len(l.at))
		}
	}
	last := int64(3 * mostLeads / 2)
	far := text.Days{From: day.To + replay + 1, To: day.To + replay + 1}
	l.add(lead{article: last + 1, days: day, stems: []uint32{77 << 20, uint32((last - 1) / 4)}})
	l.add(lead{article: last + 2, days: far, stems: []uint32{77 << 20, uint32((last - 1) / 4)}})
	got := l.like(lead{days: day, stems: []uint32{77 << 20, uint32((last - 1) / 4), 1 << 30}}, 3)
	if !slices.Equal(got, []int64{last + 1, last, last - 1}) {
		t.Errorf("like it are %v", got)
	}
	if again := l.like(lead{days: day, stems: []uint32{77 << 20}}, 3); !slices.Equal(again, []int64{last + 1}) {
		t.Errorf("like it are %v: what was looked for before plays a part", again)
	}
}
