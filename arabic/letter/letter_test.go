package letter

import (
	"strings"
	"testing"
	"unicode/utf8"

	"rawi/arabic/lexicon"
	"rawi/text"
	"rawi/text/texttest"
)

func TestCases(t *testing.T) {
	texttest.Run(t, "cases.txt", func(c texttest.Case) (out []texttest.Finding) {
		for level, name := range []string{"clean", "identity", "search"} {
			out = append(out, texttest.Finding{Label: name, Words: Fold(c.Text, Level(level)).Text})
		}
		return out
	})
}

func TestBadList(t *testing.T) {
	for _, row := range []string{"U+0041\tU+0061\tnowhere\t", "x\t\tclean\t", "U+0041\tU+ZZ\tclean\t"} {
		l, err := lexicon.Parse("fold.tsv", "from\tto\tlevel\tnote\n"+row)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := load(l); err == nil || !strings.Contains(err.Error(), "fold.tsv:2") {
			t.Errorf("%q: error %v does not name the line", row, err)
		}
	}
}

// TestInvisible: marks of direction and joining inside words and numbers leave no trace, and every letter leads back.
func TestInvisible(t *testing.T) {
	s := "\u202Bمحا\u200Cكمة مُر\u200Fسي\u202C 1\u200E5"
	v := Fold(s, Search)
	if v.Text != "محاكمه مرسي 15" {
		t.Fatalf("%q", v.Text)
	}
	i := strings.Index(v.Text, "مرسي")
	if got := v.Source(text.Span{Start: i, End: i + len("مرسي")}).Of(s); got != "مُر\u200Fسي\u202C" {
		t.Errorf("%q", got)
	}
}

func TestShare(t *testing.T) {
	for s, want := range map[string]float64{"خبر": 1, "news": 0, "": 0, "خبر abc": .5, "١٢٣ …": 0} {
		if got, _ := Share(s, 0); got != want {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	}
}

// TestMapIsSmall: on ordinary news the way back takes at most one byte for two bytes of text.
func TestMapIsSmall(t *testing.T) {
	s := strings.Repeat("وأكّد المتحدث باسم الوزارة، مساء أمس، أنّ اللجنة ستعقد اجتماعاً ثانياً في العاصمة لبحث التوصيات النهائية للتقرير. ", 40)
	if v := Fold(s, Search); v.MapBytes()*2 > len(s) {
		t.Errorf("%d bytes of map for %d bytes of text", v.MapBytes(), len(s))
	}
}

// FuzzFold: folding twice changes nothing, higher levels fold what lower ones leave, and the way back is valid and in order.
func FuzzFold(f *testing.F) {
	for _, s := range []string{"أَكَّدَ", "&amp;quot;", "&#\u200b34;", "ﷺ", "a\xffb", "&\u200c#x627;", "&\u200cDD;", "&\u064eDD;", "٪٫"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		below := s
		for level := Clean; level <= Search; level++ {
			v := Fold(s, level)
			if again := Fold(v.Text, level); again.Text != v.Text {
				t.Fatalf("level %d: %q folds to %q, and that to %q", level, s, v.Text, again.Text)
			}
			if two := Fold(below, level).Text; two != v.Text {
				t.Fatalf("level %d: %q folds to %q, by way of the level below to %q", level, s, v.Text, two)
			}
			below = v.Text
			last := 0
			c := v.Cursor()
			for i := range v.Text {
				_, n := utf8.DecodeRuneInString(v.Text[i:])
				src := v.Source(text.Span{Start: i, End: i + n})
				if src.Start < last || src.End > len(s) || src.Len() <= 0 {
					t.Fatalf("level %d: %q: byte %d maps to %v after %d", level, s, i, src, last)
				}
				last = src.Start
				if got := c.Source(text.Span{Start: i, End: i + n}); got != src {
					t.Fatalf("level %d: %q: byte %d: the cursor says %v, Source %v", level, s, i, got, src)
				}
				if from, to, shift := c.Straight(); from <= i && i+n < to && (src.Start != i+shift || src.End != i+n+shift) {
					t.Fatalf("level %d: %q: byte %d came from %v, not %d further on", level, s, i, src, shift)
				}
			}
			if String(s, level) != v.Text {
				t.Fatalf("String and Fold differ on %q", s)
			}
		}
	})
}

func BenchmarkFold(b *testing.B) {
	s := strings.Repeat("وأكّد المتحدث باسم الوزارة، مساء أمس، أنّ اللجنة ستعقد اجتماعاً ثانياً في العاصمة. ", 400)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		Fold(s, Search)
	}
}

func TestUnescape(t *testing.T) {
	for in, want := range map[string]string{
		"بلا شيء": "بلا شيء", "ربح & خسارة": "ربح & خسارة", "&quot;الخط&quot; &amp; &laquo;الجسر&raquo;": `"الخط" & «الجسر»`, "&amp;quot;&#8211;&#x2013;": `"––`,
		"&#27;[31m &#0": "&#27;[31m &#0", "a=1&copy=2 &nosuch; &": "a=1&copy=2 &nosuch; &",
	} {
		if got := Unescape(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
