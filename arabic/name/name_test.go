package name

import (
	"strings"
	"testing"

	"rawi/arabic/word"
	"rawi/text"
	"rawi/text/texttest"
)

func findAll(s string, day text.Day) []text.Name {
	t := word.Read(s, text.Span{End: len(s)})
	return Find(t, word.Sentences(t, 0, len(t.Tokens)), day)
}

func TestCases(t *testing.T) {
	texttest.Run(t, "cases.txt", func(c texttest.Case) []texttest.Finding {
		day := text.Day(0)
		if s := c.Set["day"]; s != "" {
			d, err := text.ParseDay(s)
			if err != nil {
				t.Fatal(err)
			}
			day = d
		}
		var out []texttest.Finding
		for _, n := range findAll(c.Text, day) {
			label := string(n.Kind)
			if n.Entity != n.Span.Of(c.Text) {
				label += "=" + n.Entity
			}
			if n.Rule == "" {
				t.Errorf("cases.txt:%d: %q has no rule", c.Line, n.Span.Of(c.Text))
			}
			out = append(out, texttest.At(c.Text, label, n.Span))
		}
		return out
	})
}

// FuzzFind: names lie in the text in order, hold something, do not overlap, stand in a told sentence, and have an entity.
func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"قال الرئيس الروسي فلاديمير بوتين لنظيره الصيني شي جين بينغ إن موسكو وبكين",
		"والتقى وجدة بالرياض\nآل سعود، آل",
		"الرئيس الرئيس الرئيس الروسي السابق نائب رئيس وزراء العراق",
		"عبد ال عبد الله بن بن بن علي على لي لي: \"لي\" (لي)",
		"\u202bبوتين\u202c&nbsp;\xff\xfeشي",
		strings.Repeat("محمد بن ", 60),
	} {
		f.Add(s, int32(735000))
	}
	f.Fuzz(func(t *testing.T, s string, day int32) {
		if len(s) > 4000 {
			return
		}
		end := 0
		for _, n := range findAll(s, text.Day(day)) {
			if n.Span.Empty() || n.Span.Start < end || n.Span.End > len(s) {
				t.Fatalf("%q: span %v after %d", s, n.Span, end)
			}
			if n.Entity == "" || n.Kind == "" {
				t.Fatalf("%q: %v has no entity or kind", s, n.Span)
			}
			end = n.Span.End
		}
		x := word.Read(s, text.Span{End: len(s)})
		for i := range x.Tokens {
			if k := Title(x, i); k < 0 || i+k > len(x.Tokens) {
				t.Fatalf("%q: title of %d tokens at %d of %d", s, k, i, len(x.Tokens))
			}
		}
	})
}

// TestLong: a list of names without end takes time in proportion to its length.
func TestLong(t *testing.T) {
	var b strings.Builder
	given := []string{"سامي", "رامي", "هادي", "فادي", "شادي", "نادر"}
	for i := range 20000 {
		b.WriteString("قال " + given[i%6] + " " + given[i/6%6] + string(rune('ب'+i%20)) + string(rune('ت'+i/20%20)) + "وف، ")
	}
	findAll(b.String(), 0)
}

func BenchmarkFind(b *testing.B) {
	s := strings.Repeat("أكد الرئيس الروسي فلاديمير بوتين، اليوم الثلاثاء، أن العلاقات بين موسكو وبكين بلغت مستوى جديدا، "+
		"وذلك خلال لقائه مع نظيره الصيني شي جين بينغ على هامش قمة منظمة شنغهاي للتعاون. وقال المتحدث باسم وزارة الدفاع "+
		"اللواء أحمد عسيري إن القوات المشتركة سيطرت على مدينة تعز بعد معارك استمرت أياما.\n", 20)
	t := word.Read(s, text.Span{End: len(s)})
	sentences := word.Sentences(t, 0, len(t.Tokens))
	Find(t, sentences, 0)
	b.ReportAllocs()
	b.ResetTimer()
	for b.Loop() {
		Find(t, sentences, text.DateOf(2025, 9, 2))
	}
	b.ReportMetric(float64(len(t.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}

// TestMarkedOverlaps: two names that each stand half in marks give way, whatever their places in the list of names.
func TestMarkedOverlaps(t *testing.T) {
	const s = "قالت صحيفة «المنارة» إن حركة «فتح» تنفي."
	x := word.Read(s, text.Span{End: len(s)})
	r := readers.Get().(*Reader)
	defer readers.Put(r)
	r.read(x)
	n := len(x.Tokens)
	f := &finder{t: x, r: r, owner: make([]int32, n), listed: make([]int32, n)}
	f.named = []mention{{from: 1, to: 4, kind: text.Organization}, {from: 6, to: 9, kind: text.Organization}}
	f.settle()
	f.marked([][2]int{{0, n}})
	var got []string
	for _, m := range f.named {
		got = append(got, f.surface(m))
	}
	if want := "المنارة فتح"; strings.Join(got, " ") != want {
		t.Errorf("found %q, want %q", strings.Join(got, " "), want)
	}
}
