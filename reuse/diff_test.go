package reuse

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"rawi/news"
	"rawi/text"
)

func TestDifference(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{harbour, harbour, ""},
		{harbour, strings.Replace(harbour, "eleven", "twelve", 1), "eleven>twelve"},
		{harbour, strings.Replace(harbour, "fishing boats", "boats", 1), "fishing>"},
		{harbour, harbour + " at last", ">at last"},
		{"of the of the of the king", "of the of the king", "of the>"},
		{"one two three four", "three four one two", "one two>|>one two"},
		{"", "one", ">one"},
		{"", "", ""},
		{"old words", "new ones", "old words>new ones"},
	} {
		var got []string
		for _, d := range Difference(article("a", c.a), article("b", c.b)) {
			got = append(got, d.A.Of(c.a)+">"+d.B.Of(c.b))
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%q to %q: %q, want %q", c.a, c.b, s, c.want)
		}
	}
}

// FuzzDifference: the changes make the one text of the other, word by word.
func FuzzDifference(f *testing.F) {
	f.Add("a b c d e", "a x c e d")
	f.Add("the the the a the", "the a the the")
	f.Add(harbour, wheat)
	f.Fuzz(func(t *testing.T, a, b string) {
		x, y := article("a", a), article("b", b)
		var made []uint64
		changes := Difference(x, y)
		in := func(w text.Word, s text.Span) bool {
			return s.Start <= int(w.Start) && int(w.End) <= s.End && !s.Empty()
		}
		i, j := 0, 0
		for k := 0; k <= len(changes); k++ {
			end := len(a) + 1
			if k < len(changes) {
				end = changes[k].A.Start
			}
			for ; i < len(x.Doc.Words) && int(x.Doc.Words[i].Start) < end; i++ {
				made = append(made, x.Doc.Words[i].Form)
			}
			if k == len(changes) {
				break
			}
			for i < len(x.Doc.Words) && in(x.Doc.Words[i], changes[k].A) {
				i++
			}
			for j < len(y.Doc.Words) && !in(y.Doc.Words[j], changes[k].B) && !changes[k].B.Empty() {
				j++
			}
			for ; j < len(y.Doc.Words) && in(y.Doc.Words[j], changes[k].B); j++ {
				made = append(made, y.Doc.Words[j].Form)
			}
		}
		if len(made) != len(y.Doc.Words) {
			t.Fatalf("%q to %q: %v makes %d words of %d", a, b, changes, len(made), len(y.Doc.Words))
		}
		for k, w := range y.Doc.Words {
			if made[k] != w.Form {
				t.Fatalf("%q to %q: %v: word %d", a, b, changes, k)
			}
		}
	})
}

// TestDifferenceIsBounded: long texts, alike or not, or of the same few words again and again.
func TestDifferenceIsBounded(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	long := filler(rng, 50000)
	for _, c := range [][2]*news.Article{
		{article("a", long), article("b", edited(rng, long, .2))},
		{article("a", long), article("b", filler(rng, 50000))},
		{article("a", strings.Repeat("aaaa bbbb ", 25000)), article("b", strings.Repeat("bbbb cccc aaaa ", 20000))},
	} {
		start := time.Now()
		Difference(c[0], c[1])
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("%v", d)
		}
	}
}
