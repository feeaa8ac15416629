package number

import (
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"rawi/arabic/word"
	"rawi/text"
	"rawi/text/texttest"
)

// read finds the amounts of a text as package arabic does.
func read(s string) (*word.Text, []Amount) {
	t := word.Read(s, text.Span{End: len(s)})
	var out []Amount
	for _, r := range word.Sentences(t, 0, len(t.Tokens)) {
		out = append(out, Find(t, r[0], r[1])...)
	}
	return t, out
}

// label writes a finding as cases.txt does: value, unit, hedge.
func label(n text.Number) string {
	s := strconv.FormatFloat(n.Value, 'f', -1, 64)
	if n.Max != 0 {
		s += ".." + strconv.FormatFloat(n.Max, 'f', -1, 64)
	}
	s = strings.TrimSpace(s + " " + n.Unit)
	if n.Approx != text.Exact {
		s += " " + string(n.Approx)
	}
	return s
}

func TestCases(t *testing.T) {
	for _, file := range []string{"cases.txt", "said.txt"} {
		texttest.Run(t, file, func(c texttest.Case) []texttest.Finding {
			x, found := read(c.Text)
			var out []texttest.Finding
			for _, n := range Claims(x, found, nil) {
				out = append(out, texttest.At(c.Text, label(n), n.Span))
			}
			return out
		})
	}
}

// TestShare: a rule that cannot keep quiet is worth little; a fifth of the cases have nothing to find.
func TestShare(t *testing.T) {
	b, err := os.ReadFile("cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	all, empty := 0, 0
	for _, c := range texttest.Parse(string(b)) {
		all++
		if len(c.Want) == 0 {
			empty++
		}
	}
	if empty*5 < all {
		t.Errorf("%d of %d cases have nothing to find, which is less than a fifth", empty, all)
	}
}

func TestDigits(t *testing.T) {
	for s, want := range map[string]written{
		"7":             {value: 7, integer: true},
		"1,250,000":     {value: 1250000},
		"1.250":         {value: 1250, ambiguous: true, decimal: 1.25},
		"0.333":         {value: .333},
		"10،5":          {value: 10.5},
		"9.113,25":      {value: 9113.25},
		"1,234.5":       {value: 1234.5},
		"12.5":          {value: 12.5},
		"123,456,789.5": {value: 123456789.5},
		"2014.2015":     {value: 2014.2015},
	} {
		if got, ok := digits(s); !ok || got != want {
			t.Errorf("%s: %+v, %v; want %+v", s, got, ok, want)
		}
	}
	for _, s := range []string{"1.2.3", "14.07.2015", "192.168.1.2", "1,23,456", "1,2,3,4,5,6,7,8,9,1", strings.Repeat("9", 40)} {
		if got, ok := digits(s); ok {
			t.Errorf("%s: %+v; want none", s, got)
		}
	}
}

// TestOrdinals: dates rely on ordinals and bare numbers, which Claims leaves out.
func TestOrdinals(t *testing.T) {
	for s, want := range map[string]float64{
		"الثالث": 3, "الحادي عشر": 11, "الخامس والعشرين": 25, "الثانية والأربعين": 42, "العاشرة": 10, "الحادي والثلاثين": 31,
	} {
		x, found := read(s)
		if len(found) != 1 || !found[0].Ordinal || found[0].Value != want || found[0].Digits != len(x.Tokens) {
			t.Errorf("%s: %+v", s, found)
		}
	}
}

// FuzzFind: spans lie in the text on the borders of characters, in order, apart; values are numbers; ranges rise.
func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"قتل 25 شخصا وأصيب مئة وعشرون آخرون", "بين 7 و11 بالمئة", "مليون ونصف المليون دولار", "1.2.3.4-5/6", "(12) ألف", "ثلاثة أرباع", "-5 و", "٣٫٥٪",
		"نحو عشرات الآلاف من", "و و و ألف ألف ألف ألف مليون", "$", "خمس السكان", "بضعة عشر", "ونصف",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 2000 {
			return
		}
		x, found := read(s)
		end := 0
		for _, a := range found {
			switch {
			case a.Span.Start < end || a.Span.End <= a.Span.Start || a.Span.End > len(s):
				t.Fatalf("%q: span %v after %d", s, a.Span, end)
			case utf8.ValidString(s) && !utf8.ValidString(a.Span.Of(s)):
				t.Fatalf("%q: span %v cuts a character", s, a.Span)
			case a.Value != a.Value || a.Max != 0 && a.Max <= a.Value:
				t.Fatalf("%q: value %v to %v", s, a.Value, a.Max)
			case a.Rule == "":
				t.Fatalf("%q: %v has no rule", s, a.Span)
			case a.From >= a.To || a.Digits < a.From || a.Digits > a.To:
				t.Fatalf("%q: tokens %d %d %d", s, a.From, a.Digits, a.To)
			}
			end = a.Span.End
		}
		Claims(x, found, nil)
	})
}

// sample is a page of news for the benchmark: amounts among ordinary words.
var sample = strings.Repeat("أعلنت الوزارة أن عدد القتلى ارتفع إلى 45 شخصا بعد أن وصلت فرق الإنقاذ إلى القرية، وقالت مصادر طبية إن ثلاثة وعشرين "+
	"جريحا نقلوا إلى المستشفى في حين قدرت الخسائر بنحو مليوني دولار. وأوضح المتحدث باسم الحكومة أن المساعدات ستصل خلال الأيام المقبلة "+
	"وأن نسبة الأضرار بلغت 12 في المئة من إجمالي المنازل، مشيرا إلى أن العمل مستمر على إعادة الكهرباء والمياه إلى المنطقة.\n", 40)

func BenchmarkFind(b *testing.B) {
	t := word.Read(sample, text.Span{End: len(sample)})
	b.SetBytes(int64(len(sample)))
	b.ReportAllocs()
	for b.Loop() {
		Find(t, 0, len(t.Tokens))
	}
}
