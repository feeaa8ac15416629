package name

import (
	"os"
	"slices"
	"strings"
	"testing"

	"rawi/arabic/lexicon"
)

// TestSame: the pairs of testdata/pairs.tsv are judged as they say, both ways round, and what is merged has a common key.
func TestSame(t *testing.T) {
	l, err := lexicon.Read(os.DirFS("testdata"), "pairs.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range l.Rows {
		a, b, _ := strings.Cut(r.Key(), " / ")
		want := r.Get("verdict") == "same"
		for range 2 {
			got, why := Same(a, b)
			if got != want {
				t.Errorf("%s: %s | %s: %v (%s), want %v", r.Rule(), a, b, got, why, want)
			}
			if got && why == "" {
				t.Errorf("%s: %s | %s: merged without a reason", r.Rule(), a, b)
			}
			if got && !slices.ContainsFunc(Keys(a), func(k string) bool { return slices.Contains(Keys(b), k) }) {
				t.Errorf("%s: %s | %s are merged but share no key: %q %q", r.Rule(), a, b, Keys(a), Keys(b))
			}
			a, b = b, a
		}
	}
}

func TestShort(t *testing.T) {
	for _, c := range []struct {
		short, full string
		want        bool
	}{
		{"بوتين", "فلاديمير بوتين", true},
		{"بوتن", "فلاديمير بوتين", true},
		{"شي", "شي جين بينغ", true},
		{"كيم", "كيم جونغ أون", true},
		{"لي", "لي شين", true},
		{"جينبينغ", "شي جين بينغ", false},
		{"دي ميستورا", "ستيفان دي ميستورا", true},
		{"السيسي", "عبدالفتاح السيسي", true},
		{"محمد", "محمد مرسي", false},
		{"فلاديمير", "فلاديمير بوتين", false},
		{"حسين", "صدام حسين", true},
		{"حسن", "صدام حسين", false},
		{"سلمان بن عبدالعزيز", "خالد بن سلمان بن عبد العزيز", false},
		{"سلمان بن عبدالعزيز آل سعود", "خالد بن سلمان بن عبد العزيز آل سعود", false},
		{"عبدالعزيز", "سلمان بن عبدالعزيز", false},
		{"بن سلمان", "محمد بن سلمان", true},
		{"بن سلمان", "محمد بن سلمان بن عبدالعزيز", false},
		{"بن علي", "زين العابدين بن علي", true},
		{"علي", "زين العابدين بن علي", false},
		{"آل سعود", "سلمان بن عبدالعزيز آل سعود", true},
		{"بوتين", "بوتين", false},
		{"", "فلاديمير بوتين", false},
	} {
		if got := Short(c.short, c.full); got != c.want {
			t.Errorf("%q for %q: %v, want %v", c.short, c.full, got, c.want)
		}
	}
}

func TestPart(t *testing.T) {
	for _, c := range []struct {
		short, full string
		want        bool
	}{
		{"سلمان بن عبدالعزيز", "سلمان بن عبد العزيز آل سعود", true},
		{"سلمان آل سعود", "سلمان بن عبدالعزيز آل سعود", true},
		{"سلمان بن عبدالعزيز", "سلمان بن خالد بن عبدالعزيز", false},
		{"سلمان بن عبدالعزيز", "خالد بن سلمان بن عبدالعزيز", false},
		{"عبدالفتاح السيسي", "عبد الفتاح سعيد السيسي", true},
		{"سلمان", "سلمان بن عبدالعزيز", false},
		{"", "", false},
	} {
		if got := Part(c.short, c.full); got != c.want {
			t.Errorf("%q of %q: %v, want %v", c.short, c.full, got, c.want)
		}
	}
}

func TestSound(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"هالينغ", "هالينج", true},
		{"هالنج", "هالينغ", true},
		{"Halling", "هالينق", true},
		{"غورباتشوف", "جورباتشوف", true},
		{"حسن", "حسين", false},
		{"سالم", "سليم", false},
		{"العتيبي", "العتابي", false},
		{"بوش", "بيش", false},
	} {
		if got := Sound(c.a) == Sound(c.b); got != c.same {
			t.Errorf("%s %q, %s %q", c.a, Sound(c.a), c.b, Sound(c.b))
		}
	}
}

// FuzzSame: the verdict is the same both ways round, and every name is the same as itself.
func FuzzSame(f *testing.F) {
	for _, s := range []string{"شي جين بينغ|شي جينبينج", "عبد الله|عبدالله", "|", "ا|ب", "بن|بن بن", "xi jinping|شي"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, b, _ := strings.Cut(s, "|")
		if len(a) > 200 || len(b) > 200 {
			return
		}
		x, _ := Same(a, b)
		y, _ := Same(b, a)
		if x != y {
			t.Errorf("%q and %q: %v one way, %v the other", a, b, x, y)
		}
		if ok, _ := Same(a, a); !ok && len(parts(a)) > 0 {
			t.Errorf("%q is not the same as itself", a)
		}
		Short(a, b)
		Part(a, b)
	})
}
