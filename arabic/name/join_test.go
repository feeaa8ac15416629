package name

import (
	"fmt"
	"testing"
)

// TestJoinParts: a part of a fuller name joins it where texts give both one telling title, and not where they give none, where two fuller
// names would do, or where the user keeps apart the two or any of those who are joined with them already.
func TestJoinParts(t *testing.T) {
	const minister = "وزير الصيد"
	never := func(a, b string) bool { return false }
	apart := func(p, q string) func(a, b string) bool {
		return func(a, b string) bool { return a == p && b == q || a == q && b == p }
	}
	for _, c := range []struct {
		why    string
		names  []string
		titles [][]string
		root   []int // that there is already; nil for each its own
		apart  func(a, b string) bool
		want   string
	}{
		{"one title", []string{"سامي العطار", "العطار"}, [][]string{{minister}, {minister}}, nil, never, "[0 0]"},
		{"the part comes first", []string{"العطار", "سامي العطار"}, [][]string{{minister}, {minister}}, nil, never, "[0 0]"},
		{"two titles", []string{"سامي العطار", "العطار"}, [][]string{{minister}, {"وزير النقل"}}, nil, never, "[0 1]"},
		{"a title that tells nothing", []string{"سامي العطار", "العطار"}, [][]string{{"الوزير"}, {"الوزير"}}, nil, never, "[0 1]"},
		{"two fuller names", []string{"سامي العطار", "نبيل العطار", "العطار"}, [][]string{{minister}, {minister}, {minister}}, nil, never, "[0 1 2]"},
		{"a fuller name of the fuller name", []string{"سامي العطار", "سامي حسن العطار", "العطار"}, [][]string{{minister}, {minister}, {minister}}, nil, never, "[0 0 0]"},
		{"kept apart", []string{"سامي العطار", "العطار"}, [][]string{{minister}, {minister}}, nil, apart("العطار", "سامي العطار"), "[0 1]"},
		{"kept apart from another spelling", []string{"سامي العطار", "سامي العتار", "العطار"}, [][]string{{minister}, nil, {minister}}, []int{0, 0, 2}, apart("العطار", "سامي العتار"), "[0 0 2]"},
		{
			"kept apart from what was joined before",
			[]string{"سامي العطار", "سامي حسن العطار", "العطار"},
			[][]string{{minister}, {minister}, {minister}},
			nil,
			apart("العطار", "سامي حسن العطار"), "[0 0 2]",
		},
	} {
		root := c.root
		for i := range c.names {
			if c.root == nil {
				root = append(root, i)
			}
		}
		joints := JoinParts(people(c.names...), c.titles, root, c.apart)
		if fmt.Sprint(root) != c.want {
			t.Errorf("%s: groups %v, not %s (%v)", c.why, root, c.want, joints)
		}
		for _, j := range joints {
			if j.Why != "name.part" || root[j.A] != root[j.B] {
				t.Errorf("%s: %v", c.why, j)
			}
		}
	}
}
