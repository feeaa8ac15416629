package page

import (
	"slices"
	"strings"
	"testing"

	"rawi/news"
	"rawi/text"
)

// TestUndressed: references and tags in the fields of a record are read as what they stand for, and spans lead back to what was given.
func TestUndressed(t *testing.T) {
	f := &news.Fields{
		Title: "الوزير: &quot;نبدأ غدا&quot; في الميناء", Author: "الصفا&nbsp;- محمد سالم", Outlet: "&laquo;الفنار&raquo;",
		Text: "قال الوزير إن &ldquo;العمل&rdquo; يبدأ غدا في الميناء <b>الجديد</b>، وإن الشركة R&D جاهزة &amp;quot;تماما&amp;quot;.\nوأضاف أن 3 < 5 وأن الأرصفة تتسع لسفن أكبر.<br/>وختم بالشكر.",
	}
	given := f.Title + "\n" + f.Author + "\n" + f.Text
	as, err := Read(news.Item{Source: "r", Fields: f})
	if err != nil {
		t.Fatal(err)
	}
	check(t, given, as)
	a := as[0]
	want := "الوزير: \"نبدأ غدا\" في الميناء\nالصفا - محمد سالم\nقال الوزير إن “العمل” يبدأ غدا في الميناء الجديد، وإن الشركة R&D جاهزة \"تماما\".\nوأضاف أن 3 < 5 وأن الأرصفة تتسع لسفن أكبر.\nوختم بالشكر."
	if a.Doc.Text != want {
		t.Errorf("text %q", a.Doc.Text)
	}
	if got := a.Doc.Title.Of(a.Doc.Text); got != "الوزير: \"نبدأ غدا\" في الميناء" || a.Doc.Outlet.Name != "«الفنار»" {
		t.Errorf("title %q, outlet %q", got, a.Doc.Outlet.Name)
	}
	if a.Page == nil {
		t.Fatal("no way back")
	}
	if back := a.Page.Source(a.Doc.Title).Of(given); back != f.Title {
		t.Errorf("the title leads to %q", back)
	}
	at := strings.Index(a.Doc.Text, "الجديد")
	if back := a.Page.Source(text.Span{Start: at, End: at + len("الجديد")}).Of(given); back != "الجديد" {
		t.Errorf("a word leads to %q", back)
	}
}

// TestFieldsOfHTML: a text field whose paragraphs are parted by mark-up is read as a page; one without mark-up is left as it is.
func TestFieldsOfHTML(t *testing.T) {
	html := "<p>قال الوزير إن المشروع يبدأ غدا في المدينة القديمة.</p><p>اقرأ أيضا: <a href=x>جسر جديد يربط ضفتي النهر</a></p><p>وأضاف أن العمل في الأرصفة الجديدة يستمر عامين كاملين.</p>"
	as, err := Read(news.Item{Source: "r", Fields: &news.Fields{Title: "المشروع يبدأ غدا", Text: html}})
	if err != nil {
		t.Fatal(err)
	}
	check(t, html, as)
	d := &as[0].Doc
	if last := d.Parts[len(d.Parts)-1]; last.Role != text.Body || !strings.HasSuffix(last.Span.Of(d.Text), "عامين كاملين.") {
		t.Errorf("the last paragraph of a piece of a page is %v", last)
	}
	if strings.Contains(d.Text, "<") || !slices.ContainsFunc(d.Parts, func(p text.Part) bool { return p.Role == text.Related }) {
		t.Errorf("%q %v", d.Text, d.Parts)
	}
	for _, s := range []string{"إذا كان س < ص فإن النتيجة & الفرق أكبر", "شركة AT&T توسع خدماتها <هكذا قال>", "a &foo; b <x> c"} {
		as, err := Read(news.Item{Source: "r", Fields: &news.Fields{Text: s}})
		if err != nil || as[0].Doc.Text != s || as[0].Page != nil {
			t.Errorf("%q became %v (%v)", s, as, err)
		}
	}
}

// FuzzUndress: what is left of a field holds no tag or reference of its own any more than it must, and every span leads back.
func FuzzUndress(f *testing.F) {
	for _, s := range []string{"أ&quot;ب", "<b>x</b>", "&amp;quot;", "<br><p>&nbsp;", "&#0;&#xD800;<", "&amp;&amp;amp;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 1<<12 {
			return
		}
		v := undress(s)
		if markupIn(s) == plainText && v.Text != s {
			t.Fatalf("%q became %q", s, v.Text)
		}
		for i := 0; i < len(v.Text); i += 7 {
			if at := v.Source(text.Span{Start: i, End: min(len(v.Text), i+3)}); at.Start < 0 || at.End > len(s) || at.Empty() {
				t.Fatalf("%d leads to %v of %d", i, at, len(s))
			}
		}
	})
}
