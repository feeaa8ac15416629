package date

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"rawi/arabic/number"
	"rawi/arabic/word"
	"rawi/text"
	"rawi/text/texttest"
)

// read finds the expressions of a text as package arabic does.
func read(s string) (*word.Text, []Expr) {
	t := word.Read(s, text.Span{End: len(s)})
	var numbers []number.Amount
	var out []Expr
	sentences := word.Sentences(t, 0, len(t.Tokens))
	for _, r := range sentences {
		numbers = append(numbers, number.Find(t, r[0], r[1])...)
	}
	for _, r := range sentences {
		out = append(out, Find(t, r[0], r[1], numbers)...)
	}
	return t, out
}

// published reads the setting of a case: a day, an interval, or nothing.
func published(t *testing.T, s string) *text.Dating {
	if s == "" {
		return nil
	}
	a, b, ok := strings.Cut(s, "/")
	if !ok {
		b = a
	}
	from, err := text.ParseDay(a)
	to, err2 := text.ParseDay(b)
	if err != nil || err2 != nil {
		t.Fatalf("@published %s: not a day", s)
	}
	return &text.Dating{Days: text.Days{From: from, To: to}}
}

func TestCases(t *testing.T) {
	for _, file := range []string{"cases.txt", "said.txt"} {
		texttest.Run(t, file, func(c texttest.Case) []texttest.Finding {
			x, found := read(c.Text)
			var out []texttest.Finding
			for _, d := range Resolve(x, found, published(t, c.Set["published"])) {
				label := d.Value
				if label == "" {
					label = "?"
				}
				out = append(out, texttest.At(c.Text, label, d.Span))
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

// TestAnchor: what is counted from a date in the text says from which.
func TestAnchor(t *testing.T) {
	s := "وقع الزلزال في 3 مارس 2014، وفي اليوم التالي وصلت فرق الإنقاذ"
	x, found := read(s)
	ds := Resolve(x, found, nil)
	if len(ds) != 2 || ds[1].Anchor != ds[0].Span || !ds[0].Anchor.Empty() || ds[1].Rule == "" {
		t.Errorf("%+v", ds)
	}
}

func TestStamp(t *testing.T) {
	for s, want := range map[string]string{
		"آخر تحديث: الخميس, 10 ديسمبر/ كانون الأول, 2009, 17:49 GMT": "2009-12-10",
		"نشر في: 23 شوال 1436هـ الموافق 8 أغسطس 2015م - 10:30 ص":     "2015-08-08",
		"الأربعاء ١٤ يناير ٢٠٢٦ | 08:15":                             "2026-01-14",
		"2025-09-02T10:00":            "2025-09-02",
		"1000 (GMT+04:00) - 08/09/09": "2009-09-08",
		"08/09/2009 10:00":            "2009-08-09/2009-09-08",
		"8/9/2009 10:00:05 PM":        "2009-08-09",
		"8/9/2009 10:00 PM":           "2009-08-09/2009-09-08",
		"08/09/2009 10:00:05 PM":      "2009-08-09/2009-09-08",
		"8/9/2009 22:00:05":           "2009-08-09/2009-09-08",
		"14:20 - 23/07/2015":          "2015-07-23",
		"Jawda 2015":                  "",
		"أمس الأول":                   "",
		"يناير 2015":                  "",
		"حقوق النشر 2015":             "",
		"":                            "",
	} {
		x := word.Read(s, text.Span{End: len(s)})
		d, at, ok := Stamp(x, 0, len(x.Tokens))
		if ok != (want != "") || ok && (d.ISO() != want || at.Empty()) {
			t.Errorf("%s: %s %q %v; want %s", s, d.ISO(), at.Of(s), ok, want)
		}
	}
}

// FuzzFind: spans lie in the text on the borders of characters, in order, apart; every value is a date or an interval that rises,
// whatever the day of writing; nothing narrower than an interval of writing allows.
func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"يوم الثلاثاء 2 سبتمبر 2025", "14/10/1436هـ الموافق 30/7/2015م", "من 10 إلى 15 أغسطس", "قبل خمس سنوات", "مطلع العام الماضي", "30 شباط", "29 فبراير",
		"القرن الـ21", "الأيام الثلاثة الماضية", "في 29 من الشهر ذاته", "1950-1953", "99/99/9999", "0001-01-01", "ثلاثينيات القرن الماضي", "30 ذو الحجة 1500",
		"31 أبريل الماضي", "عام 2200هـ", "الربع الثالث من عام 1300هـ", "(اليوم)", "أمس (الأحد", "شهري نوفمبر وفبراير",
	} {
		f.Add(s, 738000)
	}
	f.Fuzz(func(t *testing.T, s string, day int) {
		if len(s) > 2000 || day < 1 || day > 3000000 {
			return
		}
		x, found := read(s)
		end := 0
		for _, e := range found {
			switch {
			case e.Span.Start < end || e.Span.End <= e.Span.Start || e.Span.End > len(s):
				t.Fatalf("%q: span %v after %d", s, e.Span, end)
			case utf8.ValidString(s) && !utf8.ValidString(e.Span.Of(s)):
				t.Fatalf("%q: span %v cuts a character", s, e.Span)
			case e.Rule == "":
				t.Fatalf("%q: %v has no rule", s, e.Span)
			}
			end = e.Span.End
		}
		p := text.Day(day)
		one := Resolve(x, found, &text.Dating{Days: text.Days{From: p, To: p}})
		for _, d := range one {
			if d.Value == "" {
				continue
			}
			a, b, ok := strings.Cut(d.Value, "/")
			if !ok {
				a, b = d.Days.From.String(), d.Days.To.String()
			}
			from, err := text.ParseDay(a)
			to, err2 := text.ParseDay(b)
			if err != nil || err2 != nil || from > to {
				t.Fatalf("%q at %s: %q", s, p, d.Value)
			}
		}
		doc := &text.Doc{Text: s, Parts: []text.Part{{Role: text.Body, Span: text.Span{End: len(s)}}}}
		if d := Publish(x, doc, found); d != nil && (!d.Known() || d.From > d.To || d.Rule == "" || len(d.Evidence) == 0) {
			t.Fatalf("%q: published %+v", s, d)
		}
		Stamp(x, 0, len(x.Tokens))
	})
}

// sample is a page of news for the benchmark: dates among ordinary words.
var sample = strings.Repeat("أعلنت الوزارة يوم الثلاثاء أن عدد القتلى ارتفع إلى 45 شخصا بعد أن وصلت فرق الإنقاذ إلى القرية، وقالت مصادر طبية إن ثلاثة "+
	"وعشرين جريحا نقلوا إلى المستشفى في حين قدرت الخسائر بنحو مليوني دولار. وأوضح المتحدث باسم الحكومة أن المساعدات ستصل الأسبوع المقبل "+
	"وأن نسبة الأضرار بلغت 12 في المئة من إجمالي المنازل التي بنيت بعد زلزال 23 أكتوبر/تشرين الأول 1992، مشيرا إلى أن العمل مستمر.\n", 40)

func BenchmarkFind(b *testing.B) {
	t := word.Read(sample, text.Span{End: len(sample)})
	numbers := number.Find(t, 0, len(t.Tokens))
	b.SetBytes(int64(len(sample)))
	b.ReportAllocs()
	for b.Loop() {
		Find(t, 0, len(t.Tokens), numbers)
	}
}

// BenchmarkBoth is numbers, dates and their values together.
func BenchmarkBoth(b *testing.B) {
	t := word.Read(sample, text.Span{End: len(sample)})
	p := text.DateOf(2025, 9, 2)
	at := &text.Dating{Days: text.Days{From: p, To: p}}
	b.SetBytes(int64(len(sample)))
	b.ReportAllocs()
	for b.Loop() {
		numbers := number.Find(t, 0, len(t.Tokens))
		dates := Resolve(t, Find(t, 0, len(t.Tokens), numbers), at)
		number.Claims(t, numbers, dates)
	}
}
