package page

import (
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"rawi/charset"
	"rawi/news"
	"rawi/text"
	"rawi/text/texttest"
)

// TestCases runs cases.txt. Labels are roles; a case lists every part that is not body, in the order of the text. "@html yes" says that the text is a page;
// "@body yes" lists the body too; "other" are the parts of a second article.
func TestCases(t *testing.T) {
	texttest.Run(t, "cases.txt", func(c texttest.Case) []texttest.Finding {
		as, err := Read(news.Item{Source: "case", Raw: []byte(c.Text), HTML: c.Set["html"] != ""})
		if err != nil {
			t.Fatalf("line %d: %v", c.Line, err)
		}
		var out []texttest.Finding
		for n, a := range as {
			for _, p := range a.Doc.Parts {
				if p.Role == text.Body && c.Set["body"] == "" && n == 0 {
					continue
				}
				f := texttest.At(a.Doc.Text, string(p.Role), p.Span)
				if n > 0 {
					f.Label = "other"
				}
				out = append(out, f)
			}
		}
		return out
	})
}

// check says what is wrong with the articles of a source: parts that overlap or lie outside, ink outside all parts, spans that cut a letter, or that do not
// lead back into the page.
func check(t *testing.T, raw string, as []*news.Article) {
	t.Helper()
	if len(as) == 0 {
		t.Fatal("no article and no error")
	}
	src := as[0].Doc.Text
	in := make([]byte, len(src))
	for _, a := range as {
		if a.Doc.Text != src {
			t.Fatal("articles of one source differ in their text")
		}
		last := -1
		for _, p := range a.Doc.Parts {
			s := p.Span
			if s.Start < 0 || s.End > len(src) || s.Start >= s.End || s.Start < last {
				t.Fatalf("part %v of %d bytes", p, len(src))
			}
			last = s.End
			if !utf8.RuneStart(src[s.Start]) || s.End < len(src) && !utf8.RuneStart(src[s.End]) {
				t.Fatalf("part %v cuts a letter", p)
			}
			if p.Role == "" || p.Rule == "" {
				t.Fatalf("part %v has no role or rule", p)
			}
			for i := s.Start; i < s.End; i++ {
				if in[i]++; in[i] > 1 {
					t.Fatalf("byte %d lies in two parts", i)
				}
			}
			if a.Page != nil {
				if m := a.Page.Source(s); m.Start < 0 || m.End > a.Page.Size() || m.Empty() {
					t.Fatalf("part %v leads to %v of %d bytes", p, m, a.Page.Size())
				}
			}
		}
		for _, s := range []text.Span{a.Doc.Title, a.Doc.Byline, a.Doc.Outlet.Span} {
			if s.Start < 0 || s.End > len(src) || !utf8.ValidString(s.Of(src)) {
				t.Fatalf("span %v", s)
			}
		}
	}
	for i, r := range src {
		if !unicode.IsSpace(r) && in[i] == 0 {
			t.Fatalf("%q at %d lies in no part", r, i)
		}
	}
}

// FuzzRead: whatever bytes come, the parts of the articles tile the text that is not blank, and every span is valid.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"عنوان الخبر هنا\nالرياض - واس\n\nقال الوزير إن المشروع يبدأ غدا، وأضاف أنه جاهز.\n(رويترز)",
		"<html><head><title>عنوان - موقع</title></head><body><h1>عنوان</h1><p>نص <b>غامق</b> &amp; &#1575;</p><ul><li><a href=x>رابط</a></ul>",
		"<p>أ<p>ب<div><table><tr><td>ج</div><td>د</table>", "\u202bنص\u202c \u200f", "a\x00b\xffc", "\xfe\xff\x06\x27", "انتقل إلى اختصارات الوصولشارك هذا المقالمحادثة",
		`<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"نص \u0627\n<p>طويل</p>"}</script>`,
		"<svg><p>x", "<sCript 0>", "<a href=1>x<a href=2>y</a>z", "<br>" + "\u0640\u0640 - \u0640", "جانب من المباراةفاز الفريق بهدف",
	} {
		f.Add([]byte(s), strings.HasPrefix(s, "<"))
	}
	f.Fuzz(func(t *testing.T, raw []byte, html bool) {
		if len(raw) > 1<<14 {
			return
		}
		as, err := Read(news.Item{Source: "fuzz", Raw: raw, HTML: html})
		if err != nil {
			if !strings.HasPrefix(err.Error(), "fuzz: ") {
				t.Fatalf("error %q does not name the source", err)
			}
			return
		}
		check(t, string(raw), as)
		if !html && utf8.Valid(raw) && as[0].Page == nil && as[0].Doc.Text != string(raw) {
			if _, enc, _ := charset.Decode(raw, false, ""); enc.Name == "utf-8" {
				t.Fatal("the text of a plain source is not its bytes")
			}
		}
	})
}

// TestBadInput: pages of any shape are read in bounded time, or refused with a reason.
func TestBadInput(t *testing.T) {
	word := "كلمة "
	for name, raw := range map[string]string{
		"deep":       strings.Repeat("<div>", 100_000) + strings.Repeat(word, 50),
		"unclosed":   strings.Repeat("<b>", 1_000_000) + word,
		"stray ends": strings.Repeat("<i>", 1000) + strings.Repeat("<td></b></i>", 100_000) + word,
		"attribute":  `<p class="` + strings.Repeat("a-b ", 1<<20) + `">` + word,
		"entities":   "<p>" + strings.Repeat("&amp;", 200_000) + word,
		"references": "<p>" + strings.Repeat("&", 1_000_000) + word,
		"one line":   strings.Repeat(word, 400_000),
		"lines":      strings.Repeat("كلمة أخرى:\n", 60_000),
		"titles":     strings.Repeat("كلمات قليلة في كل سطر\n", 30_000),
		"markers":    strings.Repeat("اقرأ أيضا\nعنوان من أربع كلمات\n", 20_000),
		"quotes":     strings.Repeat("\"", 200_000) + word,
		"dots":       strings.Repeat(". ", 300_000) + word,
		"dashes":     strings.Repeat("- ", 300_000) + word,
		"links":      strings.Repeat("<a href=x>كلمة</a>", 100_000),
		"cells":      strings.Repeat("<tr><td>كلمة", 100_000),
		"comment":    "<p>" + word + "<!-- " + strings.Repeat("-", 1_000_000),
		"script":     "<p>" + word + "<script>" + strings.Repeat("<", 1_000_000),
		"data":       `<p>` + word + `<img src="data:application/gzip;base64,` + strings.Repeat("H4sI", 500_000) + `">`,
		"nul":        strings.Repeat("كلمة "+strings.Repeat("نص", 40)+"\x00", 20_000),
		"doctype":    `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "` + strings.Repeat("&a;", 100_000) + `">]><p>` + strings.Repeat("&b;", 100_000) + word,
		"utf-16 cut": "\xff\xfe" + strings.Repeat("\x43\x06\x44\x06\x20\x00", 100_000) + "\x27",
		"surrogates": "\xff\xfe" + strings.Repeat("\x00\xd8\x44\x06\x20\x00", 100_000),
	} {
		t.Run(name, func(t *testing.T) {
			begin := time.Now()
			as, err := Read(news.Item{Source: name, Raw: []byte(raw), HTML: strings.HasPrefix(raw, "<")})
			if err == nil {
				check(t, raw, as)
			}
			if d := time.Since(begin); d > 8*time.Second {
				t.Errorf("%d bytes took %v", len(raw), d)
			}
		})
	}
	for raw, want := range map[string]string{
		"":                          "empty",
		" \n\t ":                    "no text",
		"\x89PNG\r\n\x1a\n\x00\x00": "PNG",
		"\x00\x01\x02\x03\x04\x05abc\x00\x00\x00": "control bytes",
		"<html><body></body></html>":              "no text",
		strings.Repeat("<p>x", 400_000):           "too long",
		strings.Repeat("\u00AB", 5_000_000):       "too long",
		strings.Repeat("&quot;", 5_000_000):       "too long",
		strings.Repeat("س\n", 400_000):            "too long",
	} {
		if _, err := Read(news.Item{Source: "bad.txt", Raw: []byte(raw)}); err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "bad.txt: ") {
			t.Errorf("%.40q: error %v, want %q", raw, err, want)
		}
	}
	if _, err := Read(news.Item{Source: "big", Raw: make([]byte, charset.Max+1)}); err == nil || !strings.Contains(err.Error(), "at most") {
		t.Errorf("a page above the limit: %v", err)
	}
}

// TestBounded: pages as large as a page may be are read in memory that is bounded by their size: what is given up on the way counts too.
func TestBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("reads pages of 50 MB")
	}
	const mib, times = 1 << 20, 12
	for name, raw := range map[string]string{
		"attribute of 50 MB":  `<p title="` + strings.Repeat("a", 50*mib) + `">` + sample,
		"data URI of 50 MB":   `<p>` + sample + `<img src="data:application/gzip;base64,` + strings.Repeat("H4sI", 50*mib/4) + `">`,
		"script of 50 MB":     `<p>` + sample + `<script>` + strings.Repeat("x=1;", 50*mib/4) + `</script>`,
		"deep":                strings.Repeat("<div>", 100_000) + sample,
		"a million open tags": strings.Repeat("<b>", 1_000_000) + sample,
	} {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		as, err := Read(news.Item{Source: name, Raw: []byte(raw), HTML: true})
		runtime.ReadMemStats(&after)
		if err != nil || !strings.Contains(as[0].Doc.Text, "وزارة الاقتصاد") {
			t.Errorf("%s: %v", name, err)
		}
		if used := (after.TotalAlloc - before.TotalAlloc) / uint64(len(raw)); used > times {
			t.Errorf("%s: %d times the size of the page", name, used)
		}
	}
}

const sample = "قالت وزارة الاقتصاد في بيان إن النمو بلغ ثلاثة في المئة، مشيرة إلى أن الاستثمار ارتفع في الربع الأخير من العام.\nوأكد الوزير أن الحكومة تعمل على خفض البطالة.\n"

// TestBadBytes: a text with a few bad bytes is read, and the first of them is named.
func TestBadBytes(t *testing.T) {
	for want, raw := range map[string]string{
		"a.txt: byte 44: not UTF-8; read as U+FFFD, 2 places":                              "وصل الوفد إلى العاصمة مس" + "\xff\xfe" + "اء أمس\xd8.",
		"a.txt: byte 47: not UTF-8; read as U+FFFD, 1 place":                               "وصل الوفد إلى العاصمة أمس.\xd9",
		"a.txt: byte 40: not UTF-8; read as windows-1256, 1 place":                         "وصل الوفد إلى المدينة " + "\xc7\xe1\xd3\xe1\xc7\xe3" + " أمس.",
		"a.txt: byte 40: not UTF-8; read as U+FFFD, 1 place, and as windows-1256, 1 place": "وصل الوفد إلى المدينة " + "\xc7\xe1\xd3\xe1\xc7\xe3" + " أمس \xff.",
		"": sample,
	} {
		as, err := Read(news.Item{Source: "a.txt", Raw: []byte(raw)})
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != want || len(as) != 1 {
			t.Errorf("%d articles, %q, want %q", len(as), got, want)
		}
	}
}

// TestFields: the text of a record is its fields, and what they say is evidence.
func TestFields(t *testing.T) {
	f := &news.Fields{ID: "7", URL: "https://example.org/a", Title: "عنوان الخبر", Author: "الدمام - رويترز", Text: "الدمام - رويترز: قال الوزير إن المشروع يبدأ غدا.", Date: "2015-08-02 10:11:12", Outlet: "صحيفة المثال"}
	as, err := Read(news.Item{Source: "f.json#7", Fields: f})
	if err != nil {
		t.Fatal(err)
	}
	d := as[0].Doc
	if d.Text != f.Title+"\n"+f.Author+"\n"+f.Text {
		t.Errorf("text %q", d.Text)
	}
	if d.Title.Of(d.Text) != f.Title || d.Byline.Of(d.Text) != f.Author || d.Outlet.Name != f.Outlet || !d.Outlet.Span.Empty() {
		t.Errorf("title %q, byline %q, outlet %v", d.Title.Of(d.Text), d.Byline.Of(d.Text), d.Outlet)
	}
	if len(d.Wire) != 1 || d.Wire[0].Name != "رويترز" || d.Published.ISO() != "2015-08-02" || d.Published.Rule != "field:date" || as[0].URL != f.URL {
		t.Errorf("wire %v, published %v, url %q", d.Wire, d.Published, as[0].URL)
	}
	check(t, "", as)
	as, err = Read(news.Item{Source: "g", Fields: &news.Fields{Title: "عنوان الخبر", HTML: "<p>قال الوزير إن المشروع يبدأ غدا في المدينة.</p><p>اقرأ أيضا: <a href=x>خبر آخر</a></p>"}})
	if err != nil {
		t.Fatal(err)
	}
	d = as[0].Doc
	if d.Title.Of(d.Text) != "عنوان الخبر" || d.Text != "عنوان الخبر\nقال الوزير إن المشروع يبدأ غدا في المدينة.\nاقرأ أيضا: خبر آخر" {
		t.Errorf("title %q of %q", d.Title.Of(d.Text), d.Text)
	}
	check(t, "", as)
	if _, err := Read(news.Item{Source: "h", Fields: &news.Fields{URL: "x"}}); err == nil || !strings.Contains(err.Error(), "no text") {
		t.Errorf("a record without text: %v", err)
	}
}

// TestDates: what fields, mark-up and addresses give as a date.
func TestDates(t *testing.T) {
	for in, want := range map[string]string{
		"2024-04-09T22:10:00+03:00": "2024-04-09", "2024-04-09T22:10:00Z": "2024-04-09", "2024-04-13 21:24:16": "2024-04-13", "1712700000": "2024-04-09",
		"1712700000000": "2024-04-09", "20240409": "2024-04-09", "الثلاثاء 9 أبريل 2024": "2024-04-09", "Tue, 09 Apr 2024 10:00:00 GMT": "2024-04-09",
		"9/4/2024 5:06:07 PM": "2024-09-04", "13/4/2024 17:06:07": "2024-04-13", "4/13/2024 5:06:07 PM": "2024-04-13", "9/4/24 17:06": "2024-04-09",
		"9/4/2024 17:06:07": "2024-04-09/2024-09-04", "09/04/2024 05:06:07 PM": "2024-04-09/2024-09-04", "9/4/2024": "2024-04-09/2024-09-04",
		"2024": "", "": "", "0": "", "99": "", "غدا": "", "© 2026": "",
	} {
		d, _, _ := readDate(in)
		if d.ISO() != want {
			t.Errorf("%q: %q, want %q", in, d.ISO(), want)
		}
	}
	for in, want := range map[string]string{
		"https://a.example/2024/4/11/x": "2024-04-11", "https://a.example/news/2024-04-09-x": "2024-04-09", "https://a.example/20240409/x": "2024-04-09",
		"https://a.example/2024/04/title": "2024-04", "https://a.example/2024/x": "", "https://a.example/article/3126898/1/36-x": "", "news/2024/04/09/a.txt": "",
		"https://a.example/2024/13/01": "",
	} {
		d, _ := dateInURL(in)
		if d.ISO() != want {
			t.Errorf("%q: %q, want %q", in, d.ISO(), want)
		}
	}
}

// TestTongue: languages that share the script are told apart by their letters.
func TestTongue(t *testing.T) {
	for want, s := range map[string]string{
		"ar": sample, "fa": "وزیر امور خارجه گفت که گفتگوها در چارچوب پیشنهاد قبلی ادامه خواهد یافت و گزارش آن منتشر می\u200cشود.",
		"ur": "وزیر اعظم نے کہا کہ حکومت عوام کے مسائل حل کرنے کے لیے پرعزم ہے اور تمام وعدے پورے کیے جائیں گے۔",
		"en": "The minister said that the talks would go on next week in the capital.",
	} {
		as, err := Read(news.Item{Source: "t", Raw: []byte(s)})
		if err != nil {
			t.Fatal(err)
		}
		if as[0].Tongue != want {
			t.Errorf("%q: %q, want %q", s, as[0].Tongue, want)
		}
	}
}

func BenchmarkText(b *testing.B) {
	raw := []byte("وزير الاقتصاد: النمو يتجاوز التوقعات\nالرياض - واس\n\n" + strings.Repeat(sample, 12) + "(رويترز)\n")
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		if _, err := Read(news.Item{Source: "b", Raw: raw}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkHTML(b *testing.B) {
	nav := strings.Repeat(`<li class="menu-item"><a href="/section/some-long-address" title="قسم">قسم الأخبار</a></li>`+"\n", 120)
	side := strings.Repeat(`<div class="card related"><a href="/article/123"><img src="/i/1.jpg" alt="صورة"></a><h4><a href="/article/123">عنوان خبر آخر من الأرشيف</a></h4></div>`+"\n", 40)
	raw := []byte("<!DOCTYPE html><html><head><title>عنوان الخبر - موقع</title><script>" + strings.Repeat("var x = 1;", 1500) + "</script></head><body><nav><ul>" + nav + "</ul></nav><article><h1>عنوان الخبر</h1>" +
		strings.Repeat("<p>"+sample+"</p>\n", 10) + "</article><aside>" + side + "</aside></body></html>")
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		if _, err := Read(news.Item{Source: "b", Raw: raw, HTML: true}); err != nil {
			b.Fatal(err)
		}
	}
}

// TestPublished: which of the stamps that a text shows is the day of publication.
func TestPublished(t *testing.T) {
	body := "\n\nقال الوزير إن المشروع يبدأ غدا في العاصمة، وإن العمل فيه يستمر عاما كاملا.\nوأضاف أن الكلفة لم تحدد بعد."
	for stamp, want := range map[string]string{
		"نشر في: 3 مايو 2020":                                                                 "2020-05-03",
		"آخر تحديث: 5 مايو 2020\nنشر في: 3 مايو 2020":                                         "2020-05-03",
		"نشر في 3 مايو 2020 - آخر تحديث 5 مايو 2020":                                          "2020-05-03",
		"آخر تحديث: الخميس، 7 مايو 2020، 17:49 GMT":                                           "2020-05-07",
		"الأحد، 04 آب/اغسطس 2013، آخر تحديث 02:21":                                            "2013-08-04",
		"الخميس 6 صفر 1431 هـ الموافق 21 يناير 2010 م (آخر تحديث) الساعة 10:01 (مكة المكرمة)": "2010-01-21",
		"© 2026":      "",
		"سالم الكاتب": "",
	} {
		as, err := Read(news.Item{Source: "p", Raw: []byte("وزير الإسكان يعلن موعد المشروع الجديد\n" + stamp + body)})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if d := as[0].Doc.Published; d != nil {
			got = d.ISO()
			if len(d.Evidence) == 0 || d.Evidence[0].Empty() || d.Rule == "" {
				t.Errorf("%q: no evidence in %+v", stamp, d)
			}
		}
		if got != want {
			t.Errorf("%q: published %q, want %q", stamp, got, want)
		}
	}
	for url, want := range map[string]string{"https://a.example/2024/04/09/x": "2024-04-09", "https://a.example/x": ""} {
		as, err := Read(news.Item{Source: url, Raw: []byte("<h1>وزير الإسكان يعلن موعد المشروع</h1><p>" + body + "</p>"), HTML: true})
		if err != nil {
			t.Fatal(err)
		}
		if d := as[0].Doc.Published; (d == nil) != (want == "") || d != nil && (d.ISO() != want || d.Rule != "url") {
			t.Errorf("%q: published %+v, want %q", url, d, want)
		}
	}
}

// TestSources: the outlet and the agencies that a text credits, by lists and by the shape of the credit.
func TestSources(t *testing.T) {
	const body = "أعلنت هيئة الموانئ، أمس، انتهاء توسعة الرصيف الشرقي بكلفة أربعين مليونا، وقالت إن السفن الكبيرة ترسو فيه ابتداء من الشهر المقبل."
	const title = "توسعة الرصيف الشرقي تنتهي قبل موعدها\n"
	for _, c := range [][3]string{
		{title + "\n" + body, "", ""},
		{title + "المرساة - وكالات\n\n" + body, "المرساة", "وكالات"},
		{title + "عواصم - وكالات\n\n" + body, "", "وكالات"},
		{title + "المرساة - وكالات\n\n" + body + "\n\n(رويترز)", "المرساة", "رويترز"},
		{"شراع نيوز\nالرئيسية | سياسة | اقتصاد | رياضة\n" + title + "\n" + body + "\n\nالمصدر: قلوع", "شراع نيوز", "قلوع"},
		{title + "\n" + body + "\n\nالمصدر: صحيفة المرساة", "صحيفة المرساة", ""},
		{title + "\nدبي (قلوع) – " + body, "", "قلوع"},
		{title + "\nدبي (المرساة) – " + body, "المرساة", ""},
		{title + "\n" + body + " (وكالة أنباء قلوع)", "", "قلوع"},
		{title + "\nدبي - سعيد المري: " + body, "", ""},
		{"رابط الخبر\n" + title + "\n" + body + "\n\nتابع الجزيرة نت على:", "الجزيرة", ""},
	} {
		as, err := Read(news.Item{Source: "a", Raw: []byte(c[0])})
		if err != nil {
			t.Fatal(err)
		}
		d := as[0].Doc
		var wire []string
		for _, n := range d.Wire {
			wire = append(wire, n.Name)
		}
		if d.Outlet.Name != c[1] || strings.Join(wire, " + ") != c[2] {
			t.Errorf("%.120q: outlet %q (%s), wire %q; want %q and %q", strings.Replace(c[0], body, "…", 1), d.Outlet.Name, d.Outlet.Rule, wire, c[1], c[2])
		}
	}
}
