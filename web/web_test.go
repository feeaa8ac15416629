package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"rawi/desk"
	"rawi/news"
	"rawi/text"
)

// ask sends one request to a handler.
func ask(t testing.TB, h http.Handler, method, target string, header ...string) *http.Response {
	t.Helper()
	target, _, _ = strings.Cut(target, "#") // a browser keeps the fragment to itself
	u, err := url.ParseRequestURI(target)
	if err != nil {
		t.Skip("not a request that a server would read")
	}
	r := &http.Request{Method: method, URL: u, Host: "rawi.test", RequestURI: target, Header: http.Header{}, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Body: http.NoBody}
	r = r.WithContext(t.Context())
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t testing.TB, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// get asks for a page that must be there.
func get(t testing.TB, h http.Handler, target string) string {
	t.Helper()
	r := ask(t, h, "GET", target)
	if r.StatusCode != 200 {
		t.Fatalf("%s: %d", target, r.StatusCode)
	}
	return body(t, r)
}

func TestPages(t *testing.T) {
	l := sample(t)
	h := handler(l, Options{})
	s := l.stories[0]
	for _, c := range []struct {
		path string
		has  []string
		not  []string
	}{
		{"/", []string{"حريق صوامع القمح", "مصادر مستقلة", "وكالة الأفق", "من 14 إلى 17 مايو/أيار 2025", "7 مواد", "قصة بلا عنوان"}, []string{"class=\"sample\""}},
		{desk.StoryPath(s.ID), []string{"جمل من المواد كما كتبت", "لماذا هذا العدد؟", "بين 14 و16 مايو/أيار 2025", "تاريخ غير معلوم", "صيغة أخرى للقول نفسه", "تعارض", "نحو 40 مصابا", "من مواد الحدث نفسه"}, []string{"ZgotmplZ"}},
		{desk.ArticlePath(s.Articles[0], text.Span{}), []string{`class="m quote" id="q1"`, "تعليق صورة", "خارج المتن: أزرار المشاركة، مواد ذات صلة، كلمات مفتاحية", "القائل: ناصر الحارثي", `href="https://sahel.example/news/2025/05/14/silo-fire.html"`}, []string{"ZgotmplZ"}},
		{desk.ArticlePath(s.Articles[1], text.Span{Start: 10, End: 20}), []string{`id="here"`}, nil},
		{desk.ArticlePath(s.Articles[5], text.Span{}), []string{"مادة بلا عنوان", "غير معلوم"}, nil},
		{"/search?q=" + url.QueryEscape("الحريق"), []string{`<mark class="m hit">الحريق</mark>`, "5 نتائج", `aria-current="true">الأحدث أولا`}, nil},
		{"/search?q=" + url.QueryEscape("يقيل مدير"), []string{`<mark class="m hit">يقيل مدير</mark> السلامة</a></h2>`}, nil},
		{"/search?q=" + url.QueryEscape("<script>"), []string{"لا نتائج"}, []string{"<script>alert", "«<script>»", "الأحدث أولا"}},
		{"/search", []string{"اكتب كلمة"}, nil},
	} {
		got := get(t, h, c.path)
		for _, w := range c.has {
			if !strings.Contains(got, w) {
				t.Errorf("%s: no %q", c.path, w)
			}
		}
		for _, w := range c.not {
			if strings.Contains(got, w) {
				t.Errorf("%s: %q stands in it", c.path, w)
			}
		}
	}
}

// TestHeaders: what is sent with every answer, pages of errors among them.
func TestHeaders(t *testing.T) {
	h := mute(sample(t), Options{})
	for _, p := range []string{"/", "/nothing", "/static/rawi.css", "/story/visit.json"} {
		r := ask(t, h, "GET", p)
		if got := r.Header.Get("Content-Security-Policy"); got != policy {
			t.Errorf("%s: policy %q", p, got)
		}
		if r.Header.Get("X-Content-Type-Options") != "nosniff" || r.Header.Get("Content-Type") == "" {
			t.Errorf("%s: %v", p, r.Header)
		}
	}
	for _, m := range []string{"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "x"} {
		if r := ask(t, h, m, "/"); r.StatusCode != http.StatusMethodNotAllowed || r.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %d %q", m, r.StatusCode, r.Header.Get("Allow"))
		}
	}
	if r := ask(t, h, "HEAD", "/"); r.StatusCode != 200 || body(t, r) != "" {
		t.Errorf("HEAD: %d with a body", r.StatusCode)
	}
}

// TestCaching: a page that did not change is not sent again; a file under its version is kept for ever.
func TestCaching(t *testing.T) {
	h := mute(sample(t), Options{})
	page := get(t, h, "/")
	for _, p := range []string{"/", "/static/rawi.css", "/article/long=2Etxt"} {
		r := ask(t, h, "GET", p)
		if r.StatusCode == 404 {
			continue
		}
		if again := ask(t, h, "GET", p, "If-None-Match", r.Header.Get("ETag")); again.StatusCode != http.StatusNotModified {
			t.Errorf("%s: %d to a browser that has it", p, again.StatusCode)
		}
	}
	m := regexp.MustCompile(`/static/rawi\.css\?v=[\w-]+`).FindString(page)
	if c := ask(t, h, "GET", m).Header.Get("Cache-Control"); !strings.Contains(c, "immutable") {
		t.Errorf("%q: %q", m, c)
	}
	if c := ask(t, h, "GET", "/static/rawi.css?v=old").Header.Get("Cache-Control"); c != "no-cache" {
		t.Errorf("an old version may be kept: %q", c)
	}
	for _, p := range []string{"/static/", "/static/nothing", "/static/../web.go", "/static/font"} {
		if r := ask(t, h, "GET", p); r.StatusCode != 404 {
			t.Errorf("%s: %d", p, r.StatusCode)
		}
	}
}

func TestData(t *testing.T) {
	l := sample(t)
	h := mute(l, Options{})
	var s news.Story
	if err := json.Unmarshal([]byte(get(t, h, desk.StoryPath(l.stories[0].ID)+".json")), &s); err != nil || s.Title != l.stories[0].Title {
		t.Errorf("%v, %q", err, s.Title)
	}
	var a struct {
		Text   string
		Quotes []json.RawMessage
	}
	if err := json.Unmarshal([]byte(get(t, h, "/article/"+desk.Address(s.Articles[0])+".json")), &a); err != nil || len(a.Quotes) != 3 || a.Text == "" {
		t.Errorf("%v, %d quotes", err, len(a.Quotes))
	}
}

func TestTheme(t *testing.T) {
	h := mute(&library{}, Options{})
	r := ask(t, h, "GET", "/theme?to=dark&back=%2Fstory%2Fx%3Fa%3D1")
	if r.StatusCode != http.StatusSeeOther || r.Header.Get("Location") != "/story/x?a=1" || len(r.Cookies()) != 1 || r.Cookies()[0].Value != "dark" {
		t.Errorf("%d %v", r.StatusCode, r.Header)
	}
	if got := body(t, ask(t, h, "GET", "/", "Cookie", "rawi-theme=dark")); !strings.Contains(got, `<html lang="ar" dir="rtl" data-theme="dark">`) {
		t.Error("the cookie does not darken the page")
	}
	if got := body(t, ask(t, h, "GET", "/", "Cookie", `rawi-theme="><script>`)); !strings.Contains(got, `<html lang="ar" dir="rtl">`) {
		t.Error("a strange cookie is taken for a theme")
	}
	if r := ask(t, h, "GET", "/theme?to=auto&back=/"); len(r.Cookies()) != 1 || r.Cookies()[0].MaxAge >= 0 {
		t.Errorf("%v", r.Cookies())
	}
	for _, back := range []string{"//evil.test/", "https://evil.test", `/\evil.test`, "\\\\evil", "javascript:alert(1)", "", "x", "/%2F/evil", "//evil%2Etest", "/\tevil", "http:/x"} {
		loc := ask(t, h, "GET", "/theme?to=light&back="+url.QueryEscape(back)).Header.Get("Location")
		if u, err := url.Parse(loc); err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(loc, "/") || strings.HasPrefix(loc, "//") || strings.Contains(loc, `\`) {
			t.Errorf("%q sends the reader to %q", back, loc)
		}
	}
}

// TestFailures: a library that fails, and one that panics, give a page that says so and a line in the log; one that lacks something,
// a page that says that.
func TestFailures(t *testing.T) {
	l := sample(t)
	l.broken = errors.New("disk on fire")
	for _, p := range []string{"/", desk.StoryPath(l.stories[0].ID), desk.ArticlePath(l.stories[0].Articles[0], text.Span{})} {
		r := ask(t, mute(l, Options{}), "GET", p)
		if got := body(t, r); r.StatusCode != 500 || !strings.Contains(got, "تعذر إعداد هذه الصفحة") || strings.Contains(got, "disk on fire") {
			t.Errorf("%s: %d %q", p, r.StatusCode, got)
		}
	}
	h := New(desk.New(sample(t), func(context.Context, desk.Ask) (desk.Results, error) { panic("index") }, time.Now), Options{})
	if r := ask(t, h, "GET", "/search?q=x"); r.StatusCode != 500 {
		t.Errorf("a panic gives %d", r.StatusCode)
	}
	for _, p := range []string{"/story/", "/story/none", "/story/=", "/story/=4", "/article/", "/article/x", "/article/x@", "/article/x@1", "/article/x@-1", "/article/x@99999999999999999999", "/article/.json", "/search?q=a", "/x/../y", "//", "/%00", "/static/%2e%2e/words.tsv", "/index.html"} {
		r := ask(t, mute(sample(t), Options{}), "GET", p)
		if got := body(t, r); r.StatusCode != 404 || !strings.Contains(got, "لا شيء في هذا العنوان") {
			t.Errorf("%s: %d", p, r.StatusCode)
		}
	}
	if got := get(t, mute(&library{}, Options{}), "/"); !strings.Contains(got, "لا قصص بعد") || strings.Contains(got, "/search") {
		t.Error("an empty library does not say that it is empty")
	}
}

// FuzzRequest: any path and query gives an answer, and never a panic or a failure of the server.
func FuzzRequest(f *testing.F) {
	l := sample(f)
	h := handler(l, Options{})
	for _, s := range []string{"/compare?with=x&with=y", "/names?kind=place&page=2&q=%d8%a7", "/person/x/feed.rss", "/outlet/x.json", "/search?q=a&after=3&from=2", "/suggest?q=%d8%a7%d9%84", "/article/long.txt/page?spots=1-9,3-5", "/article/long.txt/changes?from=1&to=2", "/story/visit/sources.bib", "/?by=rising&page=9", "/feed.json?lang=en", "/", "/story/visit?x=%zz", "/article/" + desk.Address(l.stories[0].Articles[0]) + "?at=3-99999", "/search?q=%ff%fe&from=-1", "/theme?back=//x", "/article/x@2?at=-1--5"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, target string) {
		if r := ask(t, h, "GET", target); r.StatusCode >= 500 || r.Header.Get("Content-Security-Policy") == "" {
			t.Fatalf("%q: %d", target, r.StatusCode)
		}
	})
}

// TestHostile: text that tries to be markup, findings that lie wrong, stories that name what is not there: shown, never obeyed.
func TestHostile(t *testing.T) {
	evil := `"><script>alert(1)</script><img src=x onerror=alert(2)>'` + "\u202e\x00"
	a := &news.Article{Ref: news.Ref{Source: evil, Article: 1}, URL: "javascript:alert(1)", Tongue: evil}
	a.Doc.Text = evil + "\n" + strings.Repeat("ن", 50) + "\n" + evil
	n := len(a.Doc.Text)
	wild := []text.Span{{Start: -1, End: 5}, {Start: 3, End: 2}, {Start: n - 1, End: n + 9}, {Start: 0, End: n}, {Start: len(evil) + 2, End: len(evil) + 4}, {}}
	a.Doc.Title, a.Doc.Byline = text.Span{End: n}, text.Span{Start: 5, End: 1}
	a.Doc.Outlet.Name = evil
	a.Doc.Published = &text.Dating{Evidence: wild, Rule: evil}
	for _, s := range wild {
		a.Doc.Parts = append(a.Doc.Parts, text.Part{Role: text.Role(evil), Span: s}, text.Part{Role: text.Body, Span: s}, text.Part{Role: text.Related, Span: s})
		a.Doc.Names = append(a.Doc.Names, text.Name{Span: s, Kind: text.Kind(evil), Entity: evil, Rule: evil})
		a.Doc.Dates = append(a.Doc.Dates, text.Date{Span: s, Value: evil})
		a.Doc.Numbers = append(a.Doc.Numbers, text.Number{Span: s, Value: -1e308, Unit: evil, Approx: text.Approx(evil)})
		a.Doc.Quotes = append(a.Doc.Quotes, text.Quote{Kind: text.QuoteKind(evil), Said: s, Speaker: s, Who: evil, Cue: s, Chain: []text.Link{{Span: s, Name: evil, Kind: text.LinkKind(evil)}}})
		a.Doc.Sentences = append(a.Doc.Sentences, s)
	}
	s := &news.Story{ID: evil, Title: evil, Articles: []news.Ref{a.Ref, {Source: "gone", Article: 7}}}
	e := &news.Event{
		ID: evil, Title: evil, Articles: s.Articles, Texts: [][]news.Ref{{a.Ref, a.Ref}, {}, {{}}}, Primary: []string{evil, ""}, Independent: -3,
		Sources: []news.Source{{Name: evil, Articles: s.Articles, Why: evil}, {Articles: []news.Ref{a.Ref}, Why: ""}}, Origins: []news.Origin{{Ref: a.Ref, Origin: evil, How: news.How(evil), Evidence: []news.Place{{Ref: a.Ref, Span: wild[3]}}}},
	}
	s.Events = []*news.Event{e, {}}
	for _, x := range wild {
		p := news.Place{Ref: a.Ref, Span: x}
		s.Summary = append(s.Summary, news.Entry{Sentence: p, Kind: evil})
		s.Timeline = append(s.Timeline, news.Entry{Sentence: p, Kind: evil, Also: []news.Place{p, {}}})
		s.Claims = append(s.Claims, news.Claim{What: evil, Verdict: evil, Values: []news.Value{{Place: p, Value: 1, Unit: evil}, {Value: 0}}}, news.Claim{})
		s.SameQuotes = append(s.SameQuotes, []news.Said{{Ref: a.Ref, Said: x}})
	}
	s.People = []news.Person{{Name: evil, Kind: text.Person, Spellings: []news.Spelling{{Form: evil}, {Form: "b"}}, Titles: []string{evil}}, {}}
	s.Dated = []news.Dated{{Ref: a.Ref, From: []news.Ref{{}}}}
	l := &library{stories: []*news.Story{s}, articles: map[news.Ref]*news.Article{a.Ref: a}}
	h := New(desk.New(l, func(context.Context, desk.Ask) (desk.Results, error) {
		return desk.Results{Hits: []desk.Hit{{Ref: a.Ref, Title: evil, Outlet: evil, Snippet: evil, At: wild[2], Marks: wild}}, Total: -1}, nil
	}, time.Now), Options{})
	for _, p := range []string{"/", desk.StoryPath(evil), desk.ArticlePath(a.Ref, text.Span{}), desk.ArticlePath(a.Ref, text.Span{Start: 1, End: 1 << 40}), "/search?q=" + url.QueryEscape(evil)} {
		got := get(t, h, p)
		for _, bad := range []string{"<script>alert", "<img", "javascript:", "\x00", "ZgotmplZ"} {
			if strings.Contains(got, bad) {
				t.Errorf("%.40s: %q came through", p, bad)
			}
		}
	}
	for _, p := range []string{desk.StoryPath(evil) + ".json", "/article/" + desk.Address(a.Ref) + ".json"} {
		if !json.Valid([]byte(get(t, h, p))) {
			t.Errorf("%.40s: no JSON", p)
		}
	}
}

// TestTally: sources of several events count once; texts and articles outside events count too.
func TestTally(t *testing.T) {
	l := sample(t)
	got := tallyOf(l.stories[0])
	if got.Articles != 7 || got.Texts != 5 || len(got.Sources) != 3 || got.Sources[0].Name != "بوابة الساحل" || len(got.Sources[0].Articles) != 3 {
		t.Errorf("%d articles, %d texts, %+v", got.Articles, got.Texts, got.Sources)
	}
	two := &news.Story{Articles: make([]news.Ref, 2), Events: []*news.Event{{Sources: []news.Source{{Articles: []news.Ref{{Source: "a"}}}, {Articles: []news.Ref{{Source: "b"}}}}}}}
	if got := tallyOf(two); len(got.Sources) != 2 {
		t.Errorf("two sources without names are %d", len(got.Sources))
	}
}

// TestFigures: equal figures once, what replaces and what disputes, said once for each pair, and where it leads.
func TestFigures(t *testing.T) {
	s, ms := silos(t)
	articles := map[news.Ref]*news.Article{}
	for _, m := range ms {
		articles[m.a.Ref] = m.a
	}
	got := ""
	for _, c := range newShelf(inArabic, s, articles).comparisons() {
		got += c.What + " " + strings.Join(c.Verdicts, " ") + "\n"
		for _, v := range c.Values {
			got += "- " + v.Text
			for _, r := range v.Relations {
				got += " | " + r.Words
			}
			if v.Fate != nil {
				got += " | " + v.Fate.Words
			}
			if !strings.Contains(v.Path, "?at=") {
				t.Errorf("%s leads to %q", v.Text, v.Path)
			}
			got += fmt.Sprint(" | ", v.Last, " ", len(v.Cites), "\n")
		}
	}
	want := `القتلى update
- 3 قتلى | حلّ محله 5 | false 1
- 5 قتلى | ↤ حلّ محل 3 | true 3
المصابون conflict
- 17 مصابا | يخالفه 40 | false 2
- نحو 40 مصابا | ≠ يخالف 17 |  | false 1
خسائر الحريق scope
- نحو 200 مليون دولار | false 1
- 1.5 مليار يورو | false 1
`
	if got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// TestSpeech: one utterance in two wordings, one wording by one way from three outlets, a chain of three links.
func TestSpeech(t *testing.T) {
	s, ms := silos(t)
	articles := map[news.Ref]*news.Article{}
	for _, m := range ms {
		articles[m.a.Ref] = m.a
	}
	said := newShelf(inArabic, s, articles).speakers()
	find := func(name string) speaker {
		i := slices.IndexFunc(said, func(x speaker) bool { return x.Name == name })
		if i < 0 {
			t.Fatalf("%q does not speak", name)
		}
		return said[i]
	}
	if u := find("ناصر الحارثي").Said[0]; len(u.Wordings) != 2 || u.reach != 2 {
		t.Errorf("%d wordings, %d articles", len(u.Wordings), u.reach)
	}
	if w := find("عبد الرحمن بن عبد العزيز آل مرعي التميمي").Said[0].Wordings[0]; len(w.Ways) != 1 || len(w.Ways[0].From) != 3 || len(w.Ways[0].Steps) != 4 {
		t.Errorf("%+v", w.Ways)
	}
	i := slices.IndexFunc(said, func(x speaker) bool { return strings.HasPrefix(x.Name, "المسؤول") })
	if got := fmt.Sprint(said[i].Said[0].Wordings[0].Ways[0].Steps); got != "[{Baltic Maritime Weekly outlet} {نورد برس agency} {مسؤولا أوروبيا unnamed} {المسؤول، الذي طلب عدم ذكر اسمه speaker}]" {
		t.Error(got)
	}
}

// TestArticleText: every non-blank character of an article's parts stands on its page, in order, and nothing else does.
func TestArticleText(t *testing.T) {
	l := sample(t)
	for ref, a := range l.articles {
		p := newShelf(inArabic, &news.Story{}, map[news.Ref]*news.Article{}).article(a, text.Span{})
		var got strings.Builder
		var walk func([]block)
		walk = func(bs []block) {
			for _, b := range bs {
				for _, x := range b.Lines {
					checkNesting(t, string(x.HTML))
					got.WriteString(plain(string(x.HTML)) + "\n")
				}
				walk(b.Inside)
			}
		}
		walk(p.Blocks)
		if a, b := strings.Join(strings.Fields(got.String()), " "), strings.Join(strings.Fields(a.Doc.Text), " "); a != b {
			t.Errorf("%v: the page says\n%.300s\nthe text\n%.300s", ref, a, b)
		}
	}
}

// TestDiagram: every article of an event is drawn, or counted in a row that says how many more there are; nothing leaves the drawing;
// what rests on two sources is joined to both.
func TestDiagram(t *testing.T) {
	for _, make := range []func() (*news.Story, []*maker){func() (*news.Story, []*maker) { return silos(t) }, func() (*news.Story, []*maker) { return crowd(t, 60) }} {
		s, ms := make()
		articles := map[news.Ref]*news.Article{}
		for _, m := range ms {
			articles[m.a.Ref] = m.a
		}
		h := newShelf(inArabic, s, articles)
		e := s.Events[0]
		d := h.diagram(e)
		n, low := 0, 0
		for _, b := range d.Articles {
			n += max(b.Count, 1)
			if b.Top < low || b.Top+rowHeight > d.Height {
				t.Errorf("the row %q at %d to %d of %d", b.Name, b.Top, b.Top+rowHeight, d.Height)
			}
			low = b.Top + rowHeight
		}
		if n != len(e.Articles) || len(d.Sources) != len(e.Sources) || len(d.Primary) != len(e.Primary) {
			t.Errorf("%s: %d of %d articles, %d sources, %d primary sources", s.ID, n, len(e.Articles), len(d.Sources), len(d.Primary))
		}
		lines := len(d.Near)
		e.Sources[len(e.Sources)-1].Articles = append(e.Sources[len(e.Sources)-1].Articles, e.Sources[1].Articles[0])
		if got := len(h.diagram(e).Near); got != lines+1 {
			t.Errorf("%s: %d lines before an article rests on a second source, %d after", s.ID, lines, got)
		}
	}
	if d := newShelf(inArabic, &news.Story{}, nil).diagram(&news.Event{Articles: make([]news.Ref, 2)}); d != nil {
		t.Error("an event without sources is drawn")
	}
}
