package chain

import (
	"testing"

	"rawi/arabic/word"
	"rawi/text"
	"rawi/text/texttest"
)

func TestCases(t *testing.T) {
	texttest.Run(t, "cases.txt", func(c texttest.Case) (out []texttest.Finding) {
		x := word.Read(c.Text, text.Span{End: len(c.Text)})
		for i := 0; i < len(x.Tokens); i++ {
			if s, ok := At(x, i, len(x.Tokens), nil); ok {
				out = append(out, texttest.Finding{Label: string(s.Kind), Words: s.Name + " = " + s.Span.Of(c.Text)})
				i = s.To - 1
			}
		}
		return out
	})
}

func TestPhrase(t *testing.T) {
	for in, want := range map[string]string{
		"الأمين العام للأمم المتحدة في نيويورك": "الأمين العام للأمم المتحدة",
		"وكالة نواكشوط للأنباء أن الرحلة ألغيت": "وكالة نواكشوط للأنباء",
		"المدير إن العمل بدأ":                   "المدير",
		"أوكرانيا ودول أوروبية":                 "أوكرانيا ودول أوروبية",
		"المسؤول لوكالة رويترز":                 "المسؤول",
		"رئيس اللجنة، أمس":                      "رئيس اللجنة",
		"ب":                                     "",
	} {
		x := word.Read(in, text.Span{End: len(in)})
		if got := x.Span(0, Phrase(x, 0, len(x.Tokens), nil)).Of(in); got != want && !(want == "" && got == "ب") {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

// FuzzAt: what is found begins at its token, ends after it and no later than it may.
func FuzzAt(f *testing.F) {
	for _, s := range []string{"وكالة", "مصادر مقربة من", "في تغريدة له عبر", "أ.ف.ب", "موقع \"", "بيان مشترك"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 1000 {
			return
		}
		x := word.Read(s, text.Span{End: len(s)})
		n := len(x.Tokens)
		for i := range x.Tokens {
			if e := Phrase(x, i, n, nil); e < i || e > n {
				t.Fatalf("%q: phrase [%d, %d)", s, i, e)
			}
			if src, ok := At(x, i, n, nil); ok {
				if src.To <= i || src.To > n || src.Span.Empty() || src.Span.Start < x.Tokens[i].Span.Start || src.Span.End > len(s) {
					t.Fatalf("%q: source %+v at %d", s, src, i)
				}
			}
		}
	})
}
