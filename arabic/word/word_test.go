package word

import (
	"bytes"
	"math"
	"strings"
	"sync"
	"testing"
	"time"
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
		case "clauses":
			for _, r := range Clauses(x, 0, n) {
				out = append(out, texttest.At(c.Text, "c", x.Span(r[0], r[1])))
			}
		case "clitics":
			for _, e := range NewAnalyser().Explain(x, 0, n) {
				if len(e.Pro) > 0 || e.Enc != "" {
					e.Stem = ""
					out = append(out, texttest.Finding{Label: "w", Words: e.String()})
				}
			}
		case "search":
			for _, e := range NewAnalyser().Explain(x, 0, n) {
				if e.Kind == Word {
					out = append(out, texttest.Finding{Label: "w", Words: e.Stem + " " + e.Light})
				}
			}
		case "languages":
			for _, l := range Languages(c.Text) {
				out = append(out, texttest.Finding{Label: l.Language, Words: strings.TrimSpace(l.Span.Of(c.Text))})
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

func TestWeightsRoundTrip(t *testing.T) {
	w := make([]float32, Buckets)
	w[7], w[8], w[9] = .5, -1, 90
	var b bytes.Buffer
	if err := WriteWeights(&b, Quantise(w)); err != nil {
		t.Fatal(err)
	}
	m, err := ReadWeights(bytes.NewReader(b.Bytes()))
	if err != nil || m[7] != 32 || m[8] != -64 || m[9] != 127 || m[10] != 0 {
		t.Fatalf("%v: %v", err, m[7:11])
	}
	for cut := range b.Len() - 1 {
		if _, err := ReadWeights(bytes.NewReader(b.Bytes()[:cut])); err == nil {
			t.Fatalf("a model cut to %d bytes was read", cut)
		}
	}
}

// FuzzRead: tokens are in order, do not overlap, stand on the borders of characters, and cover every letter and digit once;
// sentences tile the tokens; pairs open before they close.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"قال: \"نعم\".", "أ.ف.ب 1,2٫3 http://a@b", "««»\"\"”“", "\u202B1\u200F2", "a\xff\xd8", "....", "&#34;لا&#34;", "ﷺ ﷽", "ﷺؽ", "\u0670", "\xd8#ﷺ", "وبمدرستهم، كما قال. This\nلها وله ممن", "ب20 لـ«عكاظ» #وسم_x @a https://b.c/d"} {
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
			// The words of one ligature (a whole invocation in a character) share it; in a text that is not UTF-8, the bytes of one
			// may be found apart.
			r, _ := utf8.DecodeRuneInString(s[min(k.Span.Start, len(s)):])
			shared := i > 0 && (r >= 0xFB50 && r <= 0xFEFC || !utf8.ValidString(s))
			if k.Span.Start < last && !shared || k.Span.Len() <= 0 || k.Span.End > len(s) {
				t.Fatalf("token %d of %q: %v after %d", i, s, k.Span, last)
			}
			last = max(last, k.Span.End)
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
		partsHold(t, s, x)
		for _, p := range Pairs(x, 0, len(x.Tokens)) {
			if !IsQuote(x.Tokens[p.Open]) || p.Close >= 0 && (p.Close <= p.Open || !IsQuote(x.Tokens[p.Close])) {
				t.Fatalf("%q: pair %+v", s, p)
			}
		}
	})
}

// partsHold checks that clauses tile the tokens, that words come apart on the borders of letters, and that an analyser says the same
// of a word when it remembers it.
func partsHold(t *testing.T, s string, x *Text) {
	at := 0
	for _, r := range Clauses(x, 0, len(x.Tokens)) {
		if r[0] != at || r[1] <= r[0] {
			t.Fatalf("%q: clause %v after %d", s, r, at)
		}
		at = r[1]
	}
	if at != len(x.Tokens) {
		t.Fatalf("%q: clauses end at %d of %d", s, at, len(x.Tokens))
	}
	a := fuzzed()
	for i, k := range x.Tokens {
		if k.Kind != Word {
			continue
		}
		p := a.Parts(x, i)
		if p.Pro < 0 || p.Enc < 0 || p.Pro+p.Enc > len(k.Fold) || p.Pro+p.Enc == len(k.Fold) || p.Stem == "" || p.Light == "" || !strings.HasPrefix(p.Stem, p.Light) {
			t.Fatalf("%q: word %d: %+v", s, i, p)
		}
		if stem := p.Cut.Stem(k.Fold); utf8.ValidString(k.Fold) && !utf8.ValidString(stem) {
			t.Fatalf("%q: word %d is cut inside a letter: %q", s, i, stem)
		}
		if again := a.Parts(x, i); again != p {
			t.Fatalf("%q: word %d: %+v, then %+v", s, i, p, again)
		}
	}
	end := 0
	for _, l := range Languages(s) {
		if l.Span.Start != end || l.Span.End <= end || l.Language == "" {
			t.Fatalf("%q: stretch %+v after %d", s, l, end)
		}
		end = l.Span.End
	}
	if end != len(s) {
		t.Fatalf("%q: stretches end at %d of %d", s, end, len(s))
	}
}

// fuzzed is the analyser of the fuzz target, which runs one input after the other.
var fuzzed = sync.OnceValue(NewAnalyser)

// TestExact: what folding takes for one is told apart.
func TestExact(t *testing.T) {
	x := whole("عَلى علي أنّ إنّ مدرسة")
	for i, w := range []string{"على", "علي", "أن", "إن", "مدرسة"} {
		if !x.Exact(i, "x", w) || x.Exact(i, x.Tokens[i].Fold+"x") {
			t.Errorf("%d: %s is not exactly %s", i, x.Raw(i), w)
		}
	}
	if x.Exact(0, "علي") || x.Exact(2, "إن") || x.Exact(4, "مدرسه") {
		t.Error("what is written in another way passes for exact")
	}
}

// TestLinear: a paragraph without a blank that is ten times as long takes about ten times as long, not a hundred.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	for _, unit := range []string{"ولبنانيتهما،", "ا", "«", "أ.", "وب\"", "1,", "#"} {
		cost := func(size int) time.Duration {
			s := strings.Repeat(unit, size/len(unit))
			best := time.Duration(math.MaxInt64)
			for range 2 {
				start := time.Now()
				x := whole(s)
				n := len(x.Tokens)
				Sentences(x, 0, n)
				Clauses(x, 0, n)
				a := NewAnalyser()
				for i, k := range x.Tokens {
					if k.Kind == Word {
						a.Parts(x, i)
					}
				}
				best = min(best, time.Since(start))
			}
			return best
		}
		small, large := cost(100_000), cost(1_000_000)
		for try := 0; try < 5 && large > 50*small; try++ { // what is quadratic stays so
			small, large = min(small, cost(100_000)), min(large, cost(1_000_000))
		}
		if large > 50*small+50*time.Millisecond { // what is quadratic takes a hundred times as long; other programs disturb the clock
			t.Errorf("%q: ten times the text took %.1f times as long", unit, float64(large)/float64(small))
		}
	}
}

func BenchmarkRead(b *testing.B) {
	s := strings.Repeat("وأكد المتحدث باسم الوزارة، مساء أمس، أنّ «اللجنة ستعقد اجتماعاً ثانياً» في 12 أيلول. ", 400)
	a := NewAnalyser()
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		x := whole(s)
		Sentences(x, 0, len(x.Tokens))
		for i, k := range x.Tokens {
			if k.Kind == Word {
				a.Parts(x, i)
			}
		}
	}
}
