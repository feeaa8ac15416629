package quote

import (
	"strings"
	"testing"
	"unicode/utf8"

	"rawi/arabic/name"
	"rawi/arabic/word"
	"rawi/text"
	"rawi/text/texttest"
)

// read finds the quotes of s, one paragraph a part; title says that the first is the title, and those that repeat it are.
func read(s string, title bool, outlet, wire string) *text.Doc {
	d := &text.Doc{Text: s, Outlet: text.Named{Name: outlet}}
	if wire != "" {
		d.Wire = []text.Named{{Name: wire}}
	}
	at := 0
	for p := range strings.SplitSeq(s, "\n\n") {
		role := text.Body
		switch {
		case title && at == 0:
			role = text.Title
			d.Title = text.Span{End: len(p)}
		case title && p == d.Title.Of(s):
			role = text.Title // the page's title again over the article
		}
		if strings.TrimSpace(p) != "" {
			d.Parts = append(d.Parts, text.Part{Role: role, Span: text.Span{Start: at, End: at + len(p)}})
		}
		at += len(p) + 2
	}
	t := word.Read(s, text.Span{End: len(s)})
	var sentences [][2]int
	for _, p := range d.Parts {
		i, j := t.Range(p.Span)
		sentences = append(sentences, word.Sentences(t, i, j)...)
	}
	d.Names = name.Find(t, sentences, 0)
	d.Quotes = Find(t, d, sentences)
	return d
}

func TestCases(t *testing.T) { runCases(t, "cases.txt") }

// TestWho: whose words they are and through whom they came.
func TestWho(t *testing.T) { runCases(t, "who.txt") }

func runCases(t *testing.T, file string) {
	texttest.Run(t, file, func(c texttest.Case) (out []texttest.Finding) {
		d := read(c.Text, c.Set["title"] != "", c.Set["outlet"], c.Set["wire"])
		for _, q := range d.Quotes {
			out = append(out, texttest.At(d.Text, string(q.Kind), q.Said))
			if !q.Speaker.Empty() {
				out = append(out, texttest.At(d.Text, "speaker", q.Speaker))
			}
			if q.Who != "" {
				out = append(out, texttest.Finding{Label: "who", Words: q.Who})
			}
			for _, l := range q.Chain {
				out = append(out, texttest.Finding{Label: "chain", Words: l.Name + " " + string(l.Kind)})
			}
		}
		return out
	})
}

// TestSettings: the circumstances of quotes, their stances (neutral has no line) and what will be said.
func TestSettings(t *testing.T) {
	texttest.Run(t, "settings.txt", func(c texttest.Case) (out []texttest.Finding) {
		d := read(c.Text, false, "", "")
		for _, q := range d.Quotes {
			if q.Stance != "" && q.Stance != text.Neutral {
				out = append(out, texttest.Finding{Label: "stance", Words: string(q.Stance)})
			}
			if q.Coming {
				out = append(out, texttest.At(d.Text, "coming", q.Cue))
			}
			for _, s := range q.Setting {
				out = append(out, texttest.At(d.Text, string(s.Kind), s.Span))
			}
		}
		return out
	})
}

// FuzzFind: quotes lie in the text on the borders of characters, in order, and do not overlap; a link is never the speaker's words.
func FuzzFind(f *testing.F) {
	for _, s := range []string{
		`قال زيد: "نعم"، وأضاف أن «لا» ثم "`, "نقلت وكالة رويترز عن عن عن", "بحسب ما", `"`, "وقال", "قال قال قال إن إن", "اتهم", `وصف ب"`,
		"وفقا لوكالة وفقا لوكالة عن", "(وفق رويترز", "زيد: \n\nعمرو:", "كما قال", "في بيان نقلته وكالة", "دعا إلى إلى إلى",
		"وفق ة وفق لوكالة0عІ", "قال سامي العطار", "وغرد حساب الأمن على", "أكد سامي أنه جاء، حيث قال", "في تصريح نقله موقع عن", "نقلت قناة تصريحا لأحد قال فيه", "وفق ما أكده سامي في",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 2000 || !utf8.ValidString(s) {
			return
		}
		d := read(s, true, "رويترز", "")
		last := 0
		for _, q := range d.Quotes {
			if q.Said.Start < last || q.Said.Empty() || q.Said.End > len(s) {
				t.Fatalf("%q: quote %v after %d", s, q.Said, last)
			}
			last = q.Said.End
			spans := []text.Span{q.Said, q.Speaker, q.Cue}
			for _, l := range q.Chain {
				if l.Span == q.Speaker {
					t.Fatalf("%q: the speaker %q stands in his own chain", s, q.Speaker.Of(s))
				}
				spans = append(spans, l.Span)
			}
			for _, at := range q.Setting {
				if at.Span.Empty() || at.Span.Overlaps(q.Said) || at.Span.Overlaps(q.Speaker) {
					t.Fatalf("%q: setting %q of %q", s, at.Span.Of(s), q.Said.Of(s))
				}
				spans = append(spans, at.Span)
			}
			for _, x := range spans {
				if x.Start < 0 || x.End > len(s) || x.Start > x.End {
					t.Fatalf("%q: span %v", s, x)
				}
				if x.Len() > 0 && (!utf8.RuneStart(s[x.Start]) || x.End < len(s) && !utf8.RuneStart(s[x.End])) {
					t.Fatalf("%q: span %v cuts a character", s, x)
				}
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	s := strings.Repeat("وأكد المتحدث باسم الوزارة سامي العطار، مساء أمس، في بيان نقلته وكالة رويترز، أن «اللجنة ستعقد اجتماعا ثانيا قبل نهاية الشهر»، مشيرا إلى أن التقرير جاهز.\n\n", 60)
	t := word.Read(s, text.Span{End: len(s)})
	d := read(s, false, "", "")
	var sentences [][2]int
	for _, p := range d.Parts {
		i, j := t.Range(p.Span)
		sentences = append(sentences, word.Sentences(t, i, j)...)
	}
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		Find(t, d, sentences)
	}
}
