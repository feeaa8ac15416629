package name

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"rawi/text"
)

func people(names ...string) (out []Named) {
	for _, n := range names {
		out = append(out, Named{n, text.Person, 1})
	}
	return out
}

func TestMerge(t *testing.T) {
	all := people("فلاديمير بوتين", "حسن نصري", "فلاديمير بوتن", "حسين نصري", "فلادمير بوتين")
	root, joints := Merge(all, nil)
	if fmt.Sprint(root) != "[0 1 0 3 0]" {
		t.Errorf("groups %v", root)
	}
	for _, j := range joints {
		if !strings.HasPrefix(j.Why, "name.") {
			t.Errorf("%v has no reason", j)
		}
	}
	all[2].Kind = text.Place
	if root, _ := Merge(all, nil); root[2] != 2 {
		t.Error("names of two kinds were merged")
	}
}

// TestRulings: what the user says holds, also where a third name that is like both stands between two that he keeps apart, and in
// whatever order they come; a pair of both files is kept apart.
func TestRulings(t *testing.T) {
	r := ParseRulings("# remark\nحسن نصري\tالحاج نصري\tnote\nواحد\n", "فلاديمير بوتين\tفلاديمير بوتن\n")
	for _, order := range [][]string{
		{"فلاديمير بوتين", "فلادمير بوتين", "فلاديمير بوتن"}, {"فلادمير بوتين", "فلاديمير بوتن", "فلاديمير بوتين"}, {"فلاديمير بوتن", "فلاديمير بوتين", "فلادمير بوتين"},
	} {
		root, _ := Merge(people(order...), r)
		at := map[string]int{}
		for i, n := range order {
			at[n] = root[i]
		}
		if at["فلاديمير بوتين"] == at["فلاديمير بوتن"] {
			t.Errorf("%v: kept apart by the user, and merged", order)
		}
		if at["فلادمير بوتين"] != at["فلاديمير بوتين"] && at["فلادمير بوتين"] != at["فلاديمير بوتن"] {
			t.Errorf("%v: the third name is alone", order)
		}
	}
	root, joints := Merge(people("حسن نصري", "الحاج نصري"), r)
	if root[1] != 0 || len(joints) != 1 || joints[0].Why != "same.tsv" {
		t.Errorf("not merged by the user's word: %v %v", root, joints)
	}
	both := ParseRulings("ا ب\tج د\n", "ج د\tا ب\n")
	if root, _ := Merge(people("ا ب", "ج د"), both); root[1] == 0 {
		t.Error("a pair of both files was merged")
	}
	if got := Unruled("# x\nأ ب\tج د\nه\tو\n", "ج د", "ا ب"); got != "# x\nه\tو\n" {
		t.Errorf("Unruled: %q", got)
	}
}

// FuzzRulings: whatever the files hold, what is kept apart is so both ways round, a line that is taken out is gone, and names kept apart
// are in no group together.
func FuzzRulings(f *testing.F) {
	f.Add("ا ب\tج د\n", "ج د\tا ب\nه\n", "ا ب", "ج د")
	f.Add("\t\t\n#\tx\n", "a\ta\n\xff\tb", "a", "")
	f.Fuzz(func(t *testing.T, same, different, a, b string) {
		if len(same)+len(different) > 2000 || len(a)+len(b) > 200 {
			return
		}
		r := ParseRulings(same, different)
		if r.Different(a, b) != r.Different(b, a) {
			t.Errorf("%q and %q: apart one way only", a, b)
		}
		if root, _ := Merge(people(a, b), r); r.Different(a, b) && root[0] == root[1] {
			t.Errorf("%q and %q are kept apart and merged", a, b)
		}
		if u := ParseRulings("", Unruled(different, a, b)); u.Different(a, b) {
			t.Errorf("%q and %q are still kept apart", a, b)
		}
	})
}

// manyNames makes n names out of the lists of given names: three in four new, the rest spellings of those before with a letter
// exchanged or left out.
func manyNames(n int) []Named {
	rnd := rand.New(rand.NewPCG(7, uint64(n)))
	var words []string
	for w := range readGiven() {
		if len(w) > 4 {
			words = append(words, w)
		}
	}
	// the order of a map is none; the names must be the same each time
	slices.Sort(words)
	ends := []string{"", "", "سكي", "وف", "سون", "مان", "لي", "ينا", "دزه", "ستين"} // there are more family names than given ones
	swap := strings.NewReplacer("غ", "ج", "ط", "ت", "ي", "", "او", "و")
	out := make([]Named, 0, n)
	for len(out) < n {
		if len(out) > 0 && rnd.IntN(4) == 0 {
			out = append(out, Named{swap.Replace(out[rnd.IntN(len(out))].Name), text.Person, 1})
			continue
		}
		name := words[rnd.IntN(len(words))] + " " + words[rnd.IntN(len(words))] + ends[rnd.IntN(len(ends))]
		if rnd.IntN(3) == 0 {
			name = words[rnd.IntN(len(words))] + " " + name
		}
		out = append(out, Named{name, text.Person, 1 + rnd.IntN(12)})
	}
	return out
}

// TestMergeGrows: twice the names are little more than twice the work. The times are those of BenchmarkMerge.
func TestMergeGrows(t *testing.T) {
	last := 0
	for _, n := range []int{8000, 16000, 32000} {
		m := merge(manyNames(n), nil)
		t.Logf("%d names: %d keys and comparisons, %d merges", n, m.work, len(m.joints))
		if last > 0 && 10*m.work > 24*last {
			t.Errorf("%d names: work %d, %d for half of them", n, m.work, last)
		}
		last = m.work
	}
}

// BenchmarkMerge merges the names of a library: two million mentions of 300,000 names, and half and a quarter of that.
func BenchmarkMerge(b *testing.B) {
	for _, n := range []int{75_000, 150_000, 300_000} {
		names := manyNames(n)
		mentions := make([]int32, n*20/3)
		rnd := rand.New(rand.NewPCG(1, 1))
		for i := range mentions {
			mentions[i] = int32(rnd.IntN(n))
		}
		b.Run(fmt.Sprintf("%d mentions of %d names", len(mentions), n), func(b *testing.B) {
			for b.Loop() {
				at := make(map[string]int, 1024)
				var all []Named
				for _, m := range mentions {
					s := names[m].Name
					i, ok := at[s]
					if !ok {
						i = len(all)
						at[s] = i
						all = append(all, Named{Name: s, Kind: text.Person})
					}
					all[i].Count++
				}
				Merge(all, nil)
			}
		})
	}
}
