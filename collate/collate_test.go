package collate

import (
	"strings"
	"testing"

	"rawi/arabic"
	"rawi/news"
	"rawi/text"
)

// article is an article of a title and a body, read.
func article(title, body string) *news.Article {
	a := &news.Article{}
	a.Doc.Text = title + "\n" + body
	a.Doc.Title = text.Span{End: len(title)}
	a.Doc.Parts = []text.Part{{Role: text.Title, Span: a.Doc.Title}, {Role: text.Body, Span: text.Span{Start: len(title) + 1, End: len(a.Doc.Text)}}}
	arabic.Read(&a.Doc)
	return a
}

func TestArticles(t *testing.T) {
	a := article("حريق في صوامع ميناء النخيل", "اندلع حريق كبير ظهر الأربعاء في صوامع القمح بميناء النخيل وأودى بحياة ثلاثة عمال. وقال مدير الدفاع المدني إن الشرارة خرجت من ممر النقل. ويعمل في الميناء 640 عاملا منذ افتتاحه قبل نصف قرن.")
	b := article("ارتفاع حصيلة حريق صوامع النخيل", "أعلنت شركة التأمين البحرية فتح ملف للتعويضات. وقال مدير الدفاع المدني إن الشرارة خرجت من ممر النقل. اندلع حريق كبير ظهر الأربعاء في صوامع القمح بميناء النخيل وأودى بحياة خمسة عمال.")
	c := Articles(a, b)
	var got []string
	for _, r := range c.Rows {
		s := string(r.Kind)
		if r.Moved {
			s += " moved"
		}
		got = append(got, s)
		for _, d := range r.DiffA {
			if !r.A.Contains(d) {
				t.Errorf("%v lies outside of %v", d, r.A)
			}
		}
	}
	if s := strings.Join(got, ", "); !strings.Contains(s, "same") || !strings.Contains(s, "moved") || !strings.Contains(s, "a") || c.OnlyB != 1 {
		t.Errorf("%s; only A %d, only B %d", s, c.OnlyA, c.OnlyB)
	}
	if len(c.Figures) != 1 || c.Figures[0].A.Value != 3 || c.Figures[0].B.Value != 5 {
		t.Errorf("figures: %+v", c.Figures)
	}
	if same := Articles(a, a); same.OnlyA+same.OnlyB+len(same.Figures) != 0 || same.Share < 0.99 {
		t.Errorf("an article beside itself: %+v", same)
	}
	none := Articles(article("سباق الهجن السنوي", "فاز الفريق الوطني بكأس البطولة."), article("أسعار النفط", "هبطت الأسهم في بورصة المدينة بسبب التضخم."))
	for _, r := range none.Rows {
		if r.Kind == Same || r.Kind == Reworded {
			t.Errorf("nothing is shared, and yet %+v", r)
		}
	}
}

// FuzzArticles: every sentence of both stands in one row, rows keep to the bounds of their texts, and differing words lie in them.
func FuzzArticles(f *testing.F) {
	f.Add("خبر. خبر ثان. ثالث", "خبر ثان. خبر")
	f.Add("", "a.b.c")
	f.Fuzz(func(t *testing.T, s, u string) {
		if len(s)+len(u) > 4000 {
			t.Skip()
		}
		a, b := article("", s), article("", u)
		c := Articles(a, b)
		seenA, seenB := map[text.Span]bool{}, map[text.Span]bool{}
		for _, r := range c.Rows {
			for _, x := range []struct {
				at   text.Span
				diff []text.Span
				of   string
				seen map[text.Span]bool
			}{{r.A, r.DiffA, a.Doc.Text, seenA}, {r.B, r.DiffB, b.Doc.Text, seenB}} {
				if x.at.Empty() {
					continue
				}
				if x.seen[x.at] || x.at.End > len(x.of) {
					t.Fatalf("%v stands twice, or beyond the text", x.at)
				}
				x.seen[x.at] = true
				for _, d := range x.diff {
					if !x.at.Contains(d) {
						t.Fatalf("%v lies outside of %v", d, x.at)
					}
				}
			}
		}
		if len(seenA) != len(cut(a).sentences) || len(seenB) != len(cut(b).sentences) {
			t.Fatal("a sentence is lost")
		}
	})
}
