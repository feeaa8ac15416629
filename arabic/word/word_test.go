package word

import (
	"bytes"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"rawi/arabic/letter"
	"rawi/text"
	"rawi/text/texttest"
)

func whole(s string) *Text { return Read(s, text.Span{End: len(s)}) }

func TestCases(t *testing.T) {
	kinds := []string{"word", "number", "latin", "punct", "link"}
	texttest.Run(t, "cases.txt", func(c texttest.Case) (out []texttest.Finding) {
		x := whole(c.Text)
		n := len(x.Tokens)
		switch c.Set["show"] {
		case "tokens":
			for _, k := range x.Tokens {
				out = append(out, texttest.At(c.Text, kinds[k.Kind], k.Span))
			}
		case "sentences":
			for _, r := range Sentences(x, 0, n) {
				out = append(out, texttest.At(c.Text, "s", x.Span(r[0], r[1])))
			}
		case "quotes":
			for _, p := range Pairs(x, 0, n) {
				end := p.Close + 1
				for p.Close < 0 && (end <= p.Open || end < n && x.Tokens[end].Gap < Line) {
					end++
				}
				out = append(out, texttest.At(c.Text, "q", x.Span(p.Open, end)))
			}
		case "stems":
			for _, k := range x.Tokens {
				if s := Corpus().Take(k.Fold); s.Pro+s.Enc != "" {
					out = append(out, texttest.Finding{Label: "stem", Words: strings.TrimSpace(s.Pro + " " + s.Stem + " " + s.Enc)})
				}
			}
		}
		return out
	})
}

func TestPlace(t *testing.T) {
	s := "نُقِلَ ولِلأمم"
	x := whole(s)
	if got := x.Place(1, len("ول"), len(x.Tokens[1].Fold)).Of(s); got != "لأمم" {
		t.Errorf("%q", got)
	}
	if got := x.Place(1, 0, len(x.Tokens[1].Fold)); got != x.Tokens[1].Span {
		t.Errorf("%v", got)
	}
}

func TestPhrases(t *testing.T) {
	p := NewPhrases[string](AnyClitics)
	for _, w := range []string{"الأمم المتحدة", "الأمم", "رويترز", "أ ف ب"} {
		p.Add(w, w)
	}
	for in, want := range map[string]string{
		"وللأمم المتحدة دور": "الأمم المتحدة|أمم المتحدة|ولل",
		"بالأمم":             "الأمم|الأمم|ب",
		"أ.ف.ب":              "أ ف ب|أ.ف.ب|",
		"لرويترز":            "رويترز|رويترز|ل",
		"أ ف ب":              "أ ف ب|أ ف ب|",
		"الأمم\nالمتحدة":     "الأمم|الأمم|",
		"وزارة":              "",
		"أمم":                "",
		"كتاب":               "",
	} {
		x := whole(in)
		got := ""
		if m, ok := p.At(x, 0); ok {
			got = m.Value + "|" + m.Span.Of(in) + "|" + m.Prefix
		}
		if got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

func TestFormsRoundTrip(t *testing.T) {
	var b bytes.Buffer
	df := map[string]int{"كتاب": 3, "كتب": 900, "كتبه": 1, "ن": 7}
	if err := WriteForms(&b, 1000, df, 2); err != nil {
		t.Fatal(err)
	}
	f, err := ReadForms(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	for w, n := range df {
		got := f.DF(w)
		if n < 2 && got != 0 || n >= 2 && (got < float64(n)*.85 || got > float64(n)*1.16) {
			t.Errorf("%s: %v, want about %d", w, got, n)
		}
	}
	for cut := range b.Len() - 1 {
		if _, err := ReadForms(bytes.NewReader(b.Bytes()[:cut])); err == nil {
			t.Fatalf("a table cut to %d bytes was read", cut)
		}
	}
}

// FuzzRead: tokens are in order, do not overlap, stand on the borders of characters, and cover every letter and digit once;
// sentences tile the tokens; pairs open before they close.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"قال: \"نعم\".", "أ.ف.ب 1,2٫3 http://a@b", "««»\"\"”“", "\u202B1\u200F2", "a\xff\xd8", "....", "&#34;لا&#34;", "ﷺ ﷽"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 4000 {
			return
		}
		x := whole(s)
		last := 0
		covered := make([]bool, len(s))
		for i, k := range x.Tokens {
			// The words of one ligature (a whole invocation in a character) share its span.
			shared := i > 0 && k.Span == x.Tokens[i-1].Span
			if k.Span.Start < last && !shared || k.Span.Len() <= 0 || k.Span.End > len(s) {
				t.Fatalf("token %d of %q: %v after %d", i, s, k.Span, last)
			}
			last = k.Span.End
			for j := k.Span.Start; j < k.Span.End; j++ {
				covered[j] = true
			}
			if p := x.Place(i, 0, len(k.Fold)); p != k.Span {
				t.Fatalf("token %d of %q: Place %v, Span %v", i, s, p, k.Span)
			}
			if utf8.ValidString(s) && (!utf8.RuneStart(s[k.Span.Start]) || k.Span.End < len(s) && !utf8.RuneStart(s[k.Span.End])) {
				t.Fatalf("token %d of %q cuts a character: %v", i, s, k.Span)
			}
		}
		for i, r := range s {
			if (letter.Arabic(r) || unicode.IsDigit(r) && r < 0x700) && !covered[i] && !strings.Contains(s, "&") { // "&#1;" is one character
				t.Fatalf("%q: %q at %d is in no token", s, r, i)
			}
		}
		at := 0
		for _, r := range Sentences(x, 0, len(x.Tokens)) {
			if r[0] != at || r[1] <= r[0] {
				t.Fatalf("%q: sentence %v after %d", s, r, at)
			}
			at = r[1]
		}
		if at != len(x.Tokens) {
			t.Fatalf("%q: sentences end at %d of %d", s, at, len(x.Tokens))
		}
		for _, p := range Pairs(x, 0, len(x.Tokens)) {
			if !IsQuote(x.Tokens[p.Open]) || p.Close >= 0 && (p.Close <= p.Open || !IsQuote(x.Tokens[p.Close])) {
				t.Fatalf("%q: pair %+v", s, p)
			}
		}
	})
}

// TestLinear: a paragraph without a blank ten times as long takes about ten times as long, not a hundred.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	cost := func(n int) int64 {
		s := strings.Repeat("ولبنانيتهما،", n)
		r := testing.Benchmark(func(b *testing.B) {
			for b.Loop() {
				x := whole(s)
				Sentences(x, 0, len(x.Tokens))
				Pairs(x, 0, len(x.Tokens))
			}
		})
		return r.NsPerOp()
	}
	small, large := cost(4000), cost(40000)
	if large > 25*small {
		t.Errorf("ten times the text took %.1f times as long", float64(large)/float64(small))
	}
}

func BenchmarkRead(b *testing.B) {
	s := strings.Repeat("وأكد المتحدث باسم الوزارة، مساء أمس، أنّ «اللجنة ستعقد اجتماعاً ثانياً» في 12 أيلول. ", 400)
	Corpus()
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		x := whole(s)
		Sentences(x, 0, len(x.Tokens))
		for _, k := range x.Tokens {
			Corpus().Take(k.Fold)
		}
	}
}
