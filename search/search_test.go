package search

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rawi/news"
	"rawi/store"
	"rawi/text"
)

var ctx = context.Background()

// database is a library's file with the index's tables. Put and Drop are given its transactions.
type database struct {
	testing.TB
	write *sql.DB
	index *Index
}

func open(t testing.TB) *database {
	t.Helper()
	path := filepath.Join(t.TempDir(), "rawi.db")
	l, err := store.Open(path, store.Part{Name: "search", Files: Migration()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	w, err := sql.Open("sqlite", "file:"+strings.ReplaceAll(path, "#", "%23")+"?_txlock=immediate&_pragma=synchronous(NORMAL)")
	if err != nil {
		t.Fatal(err)
	}
	w.SetMaxOpenConns(1)
	t.Cleanup(func() { w.Close() })
	return &database{t, w, New(l.Reader())}
}

func (d *database) in(f func(*sql.Tx) error) {
	d.Helper()
	tx, err := d.write.Begin()
	if err != nil {
		d.Fatal(err)
	}
	defer tx.Rollback()
	if err := f(tx); err != nil {
		d.Fatal(err)
	}
	if err := tx.Commit(); err != nil {
		d.Fatal(err)
	}
}

func (d *database) put(docs ...Doc) {
	d.Helper()
	d.in(func(tx *sql.Tx) error { return Put(ctx, tx, docs) })
}

func (d *database) drop(ids ...int64) {
	d.Helper()
	d.in(func(tx *sql.Tx) error { return Drop(ctx, tx, ids) })
}

// found is the numbers of the hits.
func (d *database) found(query string, q Query) string {
	d.Helper()
	q.Ask = query
	page, err := d.index.Find(ctx, q)
	if err != nil {
		d.Fatalf("%q: %v", query, err)
	}
	var out []string
	for _, h := range page.Hits {
		out = append(out, fmt.Sprint(h.Article))
	}
	return strings.Join(out, " ")
}

// doc makes a Doc of a title and a body.
func doc(id int64, day, title, body string) Doc {
	d := Doc{Article: id, Text: title + "\n" + body, Title: text.Span{End: len(title)}}
	d.Body = []text.Span{{Start: len(title) + 1, End: len(d.Text)}}
	if from, to, ok := strings.Cut(day, ".."); day != "" {
		if !ok {
			to = from
		}
		d.Days.From, _ = text.ParseDay(from)
		d.Days.To, _ = text.ParseDay(to)
	}
	return d
}

// press is a small library.
func press(t testing.TB) *database {
	d := open(t)
	docs := []Doc{
		doc(1, "2025-09-01", "الوزير يفتتح المعرض", "افتتح وزير الثقافة معرض الكتاب في الرياض، وقال إن الدورة تضم 1,200 ناشر."),
		doc(2, "2025-09-03", "لقاء في بيروت", "التقى الرئيس بالوزير، وبحثا فتح المعرض أمام مدارس بيروت. وحضر اللقاء ١٢٠٠ مدعو."),
		doc(3, "2025-09-02", "مُحَمَّدٌ يفوز", "فاز محمد أحمد بالسباق في القاهره، متقدما على منافسيه بـ10.5 ثانية، بحسب وكالة Reuters."),
		doc(4, "", "بلا تاريخ", "نص عن معرض لا يعرف يومه #معرض_الكتاب."),
		doc(5, "2025-08-01..2025-12-31", "رحلة الباخرة", "وصلت الباخرة إلى الميناء، وقال القبطان: الرحلة طويلة. covid-19"),
		doc(6, "2024-02-10", "عودة الباخرة", "كتب الوزير عن الباخرة. وقال: القبطان ماهر"),
	}
	docs[0].Outlets, docs[1].Outlets, docs[2].Outlets = []string{"القدس العربي", "quds.example"}, []string{"الراصد"}, []string{"العربي الجديد"}
	docs[0].Speakers, docs[1].Speakers = []string{"سمير خالد", "وزير الثقافة"}, []string{"خالد منصور", "سمير"}
	d.put(docs...)
	return d
}

func TestFind(t *testing.T) {
	d := press(t)
	for _, c := range []struct{ query, want string }{
		{"وزير", "2 1 6"}, // any inflection, newest first
		{"والوزير", "2 1 6"},
		{"للوزير", "2 1 6"},
		{"معرض", "2 1 4"},
		{"وزير معرض", "2 1"},
		{"القاهرة", "3"},
		{"القاهره", "3"}, // spelling variants are one
		{"أحمد", "3"},
		{"احمد", "3"},
		{"محمد", "3"},
		{"مـحـمّد", "3"},
		{"1200", "2 1"},
		{"١٬٢٠٠", "2 1"},
		{"10.5", "3"},
		{"105", ""},
		{"10,5", "3"},
		{"reuters", "3"},
		{"REUTERS", "3"},
		{"covid-19", "5"},
		{"19", "5"},
		{"#معرض_الكتاب", "1 4"},
		{"كتاب", "1 4"},
		{`"وزير الثقافة"`, "1"},
		{`"الوزير الثقافة"`, ""},
		{"«فتح المعرض»", "2"},
		{"“فتح المعرض”", "2"},
		{"„فتح المعرض“", "2"},
		{`"المعرض فتح"`, ""},
		{`"الوزير"`, "1 6"},
		{`"وزير الثقافة`, "1"},
		{`وزير "في بيروت"`, "2"},
		{"outlet:العربي", "3 1"},
		{`outlet:"القدس العربي"`, "1"},
		{`outlet:"العربي القدس"`, "1"},
		{"outlet: الراصد", "2"},
		{"OUTLET:quds.example", "1"},
		{"معرض outlet:الراصد", "2"},
		{"speaker:خالد", "2 1"},
		{`speaker:"سمير خالد"`, "1"},
		{"speaker:الوزير", "1"},
		{`speaker:"خالد وزير"`, ""},
		{`speaker:"منصور سمير"`, ""},
		{"from:2025-09-02", "2 3 5"},
		{"from:2025-09-02 to:2025-09-02", "3 5"},
		{"from:2025-09 to:2025-09", "2 3 1 5"},
		{"to:2024", "6"},
		{"to:2025-08-31", "5 6"},
		{"from:2026", ""},
		{"from:2025-12-31", "5"},
		{"وزير from:٢٠٢٥/٠٩/٠٢", "2"},
		{"from:2025 to:2024", ""},
		{"to:2025-09-01 وزير", "1 6"},
		{"from:غد وزير", ""},
		{"from:2025-13", ""}, // no day: words like any other
		{"في", "2 3 1"},
		{"في بيروت", "2"},
		{"في الباخرة", "5 6"}, // what stands everywhere is not asked for beside another word
		{"", ""},
		{"  ", ""},
		{"!؟ …", ""},
		{`"`, ""},
		{`""`, ""},
		{"«»", ""},
		{"outlet:", ""},
		{"speaker:!", ""},
		{"غيرموجود", ""},
		{"وزير غيرموجود", ""},
		{"ال", ""},
		{"مع", ""}, // no parts of words
		{"title:وزير", "1"},
		{"title:الثقافة", ""},
		{`title:"الوزير يفتتح"`, "1"},
		{`title:"يفتتح وزير"`, ""},
		{"وزير OR رحلة", ""},
		{"NOT وزير", ""},
		{"وزير*", "2 1 6"},
		{"وز*", ""},
		{"{title}: x", ""},
		{"-وزير", "2 1 6"},
		{"وزير|ال|", ""},
		{"' OR 1=1 --", ""},
		{"\x00وزير\x00", "2 1 6"},
		{"\xff\xfeوزير", "2 1 6"},
	} {
		if got := d.found(c.query, Query{}); got != c.want {
			t.Errorf("%s: found %q, want %q", c.query, got, c.want)
		}
	}
}

func TestPages(t *testing.T) {
	d := press(t)
	for _, order := range []Order{Newest, Relevance} {
		for _, ask := range []string{"وزير", "from:2025-09", "معرض الوزير باخرة"} {
			all := d.found(ask, Query{Order: order})
			for limit := 1; limit < 4; limit++ {
				var got []string
				q := Query{Ask: ask, Order: order, Limit: limit}
				for {
					p, err := d.index.Find(ctx, q)
					if err != nil || len(p.Hits) > limit || p.Total != len(strings.Fields(all)) {
						t.Fatalf("%+v: %+v, %v", q, p, err)
					}
					for _, h := range p.Hits {
						got = append(got, fmt.Sprint(h.Article))
					}
					if q.After = p.Next; q.After == "" {
						break
					}
				}
				if g := strings.Join(got, " "); g != all {
					t.Errorf("%s by pages of %d: %q, want %q", ask, limit, g, all)
				}
			}
		}
	}
	if got := d.found("وزير", Query{Limit: -1}); got != "2 1 6" {
		t.Error(got)
	}
	if got := d.found("وزير", Query{Limit: 1 << 40, Articles: []int64{6, 2, 99}}); got != "2 6" {
		t.Error(got)
	}
	for _, bad := range []string{"x y", "1", "-", "zz-!", "99999999999999999-1"} {
		if _, err := d.index.Find(ctx, Query{Ask: "وزير", After: bad}); !errors.Is(err, ErrCursor) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestRelevance(t *testing.T) {
	d := press(t)
	page, err := d.index.Find(ctx, Query{Ask: "الباخرة القبطان", Order: Relevance})
	hits := page.Hits
	if err != nil || len(hits) != 2 || hits[0].Score < hits[1].Score || hits[0].Score <= 0 {
		t.Errorf("%+v, %v", hits, err)
	}
	if got := d.found("معرض", Query{Order: Relevance}); !strings.HasPrefix(got, "1 ") { // in the title and twice in the body
		t.Errorf("most relevant: %q", got)
	}
	if got := d.found("معرض from:2025-09-02", Query{Order: Relevance}); got != "2" {
		t.Errorf("with days: %q", got)
	}
}

// TestAnew: an article that is put again is found by its new words only, and one that is dropped not at all.
func TestAnew(t *testing.T) {
	d := press(t)
	d.put(doc(1, "2025-09-05", "عنوان", "متن جديد"))
	if a, b, c := d.found("ثقافة", Query{}), d.found("جديد", Query{}), d.found("from:2025-09", Query{}); a != "" || b != "1" || c != "1 2 3 5" {
		t.Errorf("%q %q %q", a, b, c)
	}
	d.drop(1, 99)
	if a, b := d.found("جديد", Query{}), d.found("from:2025-09", Query{}); a != "" || b != "2 3 5" {
		t.Errorf("%q %q", a, b)
	}
	d.put() // nothing
}

func TestOf(t *testing.T) {
	a := &news.Article{URL: "https://www.rasid.example/a"}
	a.Doc.Text = "عنوان\nمتن الخبر\nاقرأ أيضا"
	at := func(s string) text.Span {
		i := strings.Index(a.Doc.Text, s)
		return text.Span{Start: i, End: i + len(s)}
	}
	a.Doc.Title = at("عنوان")
	a.Doc.Parts = []text.Part{{Role: text.Title, Span: at("عنوان")}, {Role: text.Body, Span: at("متن الخبر")}, {Role: text.Related, Span: at("اقرأ أيضا")}}
	a.Doc.Outlet.Name = "الراصد"
	a.Doc.Published = &text.Dating{Days: text.Days{From: 5, To: 6}}
	a.Doc.Quotes = []text.Quote{{Who: "سمير", Speaker: at("الخبر")}, {Who: "سمير"}}
	got := fmt.Sprintf("%+v", Of(7, a))
	want := fmt.Sprintf("%+v", Doc{
		Article: 7, Days: text.Days{From: 5, To: 6}, Text: a.Doc.Text, Title: a.Doc.Title, Body: []text.Span{at("متن الخبر")}, Quoted: []text.Span{{}, {}},
		Outlets: []string{"الراصد", "rasid.example"}, Speakers: []string{"سمير", "الخبر"},
	})
	if got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestMarks(t *testing.T) {
	s := "افتتح الوزير المعرض، وقال وزير الثقافة: «المعرض» مفتوح. Trump #معرض_الكتاب في 1,200 covid-19"
	for _, c := range []struct{ query, want string }{
		{"وزير", "الوزير|وزير"},
		{"للمعارض", ""},
		{"معرض", "المعرض|المعرض|#معرض_الكتاب"},
		{`"وزير الثقافة"`, "وزير الثقافة"},
		{`وزير "وزير الثقافة"`, "الوزير|وزير الثقافة"},
		{`"ثقافة"`, ""},
		{"«المعرض»", "المعرض|المعرض"},
		{"trump", "Trump"},
		{"1200", "1,200"},
		{"كتاب", "#معرض_الكتاب"},
		{"covid-19", "covid-19"},
		{"19-covid", ""},
		{"في معرض", "المعرض|المعرض|#معرض_الكتاب"},
		{"في", "في"},
		{"outlet:وزير", ""},
		{"from:2025", ""},
		{"", ""},
		{"«المعرض وقال»", "المعرض، وقال"},
		{`"الوزير المعرض" "المعرض وقال"`, "الوزير المعرض، وقال"},
	} {
		var got []string
		for _, m := range Parse(c.query).Marks(s) {
			got = append(got, m.Of(s))
		}
		if g := strings.Join(got, "|"); g != c.want {
			t.Errorf("%s: marked %q, want %q", c.query, g, c.want)
		}
	}
}

// TestLongQuery: a query of any length is answered, and soon.
func TestLongQuery(t *testing.T) {
	d := press(t)
	start := time.Now()
	for _, q := range []string{strings.Repeat("وزير ", 100_000), strings.Repeat("و-", 50_000), strings.Repeat(`"`, 100_000), strings.Repeat("outlet:", 50_000), strings.Repeat("كلمة_", 10_000), strings.Repeat("ا", 1<<20)} {
		d.found(q, Query{})
		d.found(q, Query{Order: Relevance})
		Parse(q).Marks("الوزير في بيروت")
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("took %v", took)
	}
}

func TestNumber(t *testing.T) {
	for in, want := range map[string]string{"12": "12", "1,200": "1200", "1,200,300": "1200300", "1\u066C200": "1200", "10.5": "10_5", "10\u066B5": "10_5", "1.200": "1_200", "1,20": "1_20", "1,2000": "1_2000", "1'234": "1234"} {
		if got := number(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

// FuzzFind: any text is a query: it is answered without an error, its marks are sound, and an article that consists of a query's
// words is found by it.
func FuzzFind(f *testing.F) {
	for _, s := range []string{"وزير", `"وزير الثقافة" outlet:x`, "from:2025 to:2026-01-01", "«", "NEAR(a b)", "a AND (b", "covid-19 10.5", "\x00\xff", `outlet:"`, "#وسم_آخر @me http://x.example/a?b", "ا.ف.ب", "𐍈 é \u0301"} {
		f.Add(s)
	}
	d := press(f)
	f.Fuzz(func(t *testing.T, s string) {
		for _, order := range []Order{Newest, Relevance} {
			page, err := d.index.Find(ctx, Query{Ask: s, Order: order})
			if err != nil {
				t.Fatalf("%q: %v", s, err)
			}
			for _, h := range page.Hits {
				if h.Article < 1 || h.Article > 6 {
					t.Fatalf("%q: %+v", s, h)
				}
			}
		}
		end := 0
		for _, m := range Parse(s).Marks(s) {
			if m.Empty() || m.Start < end || m.End > len(s) {
				t.Fatalf("%q: mark %v", s, m)
			}
			end = m.End
		}
		if len(s) > 200 || strings.ContainsAny(s, ":\"\u00AB\u201C\u201D\u201E") {
			return
		}
		if q := Parse(s); len(q.clauses) == 0 || q.terms >= maxTerms {
			return
		}
		d := &database{t, d.write, d.index}
		d.put(doc(100, "2025-09-09", "", s))
		if got := d.found(s, Query{}); !slices.Contains(strings.Fields(got), "100") {
			t.Fatalf("%q does not find itself, but %s", s, got)
		}
		d.drop(100)
	})
}

// TestInLibrary: the index is kept up to date in the transaction that adds to a library, and follows the revisions of its articles.
func TestInLibrary(t *testing.T) {
	l, err := store.Open(filepath.Join(t.TempDir(), "rawi.db"), store.Part{Name: "search", Files: Migration()})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	x := New(l.Reader())
	keep := func(ctx context.Context, tx *sql.Tx, c store.Change) error {
		if err := Drop(ctx, tx, c.Gone); err != nil {
			return err
		}
		var docs []Doc
		for _, k := range c.Added {
			docs = append(docs, Of(k.ID, k.Article))
		}
		return Put(ctx, tx, docs)
	}
	add := func(body string) {
		a := &news.Article{Ref: news.Ref{Source: "p", Article: 1}}
		a.Doc.Text = body
		a.Doc.Parts = []text.Part{{Role: text.Body, Span: text.Span{End: len(body)}}}
		if _, err := l.Add(ctx, time.Unix(0, 0), []store.Entry{{Articles: []*news.Article{a}}}, keep); err != nil {
			t.Fatal(err)
		}
	}
	count := func(q string) int {
		page, err := x.Find(ctx, Query{Ask: q})
		if err != nil {
			t.Fatal(err)
		}
		return page.Total
	}
	for _, step := range []struct {
		body     string
		old, now int
	}{{"وصلت السفينة", 1, 0}, {"وصلت السفينة", 1, 0}, {"غادرت الطائرة", 0, 1}, {"وصلت السفينة", 1, 0}} {
		add(step.body)
		if a, b := count("سفينة"), count("طائرة"); a != step.old || b != step.now {
			t.Errorf("after %q: %d and %d hits, want %d and %d", step.body, a, b, step.old, step.now)
		}
	}
}

// sample is articles of random words, the first far more frequent than the last, with clitics on some.
func sample(n int) []Doc {
	words := strings.Fields(`في من على قال إلى رئيس وزير حكومة مدينة يوم دولة سنة اجتماع وزارة بلاد لجنة مجلس قرار شركة مشروع خطة برنامج مؤتمر اتفاق
		جامعة مدرسة طريق مطار ميناء سفينة طائرة قطار مصنع مزرعة نهر جبل بحر صحراء غابة كتاب صحيفة مجلة قناة إذاعة فيلم مسرح لوحة متحف
		طبيب مهندس معلم طالب باحث كاتب شاعر لاعب مدرب حكم مباراة بطولة كأس هدف ميدالية سباق ملعب جمهور`)
	clitics := []string{"", "", "ال", "وال", "بال", "ل", "و"}
	seed := uint32(1)
	next := func(n int) int {
		seed = seed*1664525 + 1013904223
		return int(seed>>8) % n
	}
	var out []Doc
	for i := range n {
		var b strings.Builder
		for range 300 {
			b.WriteString(clitics[next(len(clitics))] + words[min(next(len(words)), next(len(words)))] + " ")
		}
		d := doc(int64(i+1), text.Day(738000+i/50).String(), b.String()[:strings.IndexByte(b.String()[80:], ' ')+80], b.String())
		d.Outlets, d.Speakers = []string{words[next(9)]}, []string{words[next(30)] + " " + words[next(30)]}
		out = append(out, d)
	}
	return out
}

// BenchmarkPut: one article of 300 words to an operation, put by the hundred.
func BenchmarkPut(b *testing.B) {
	d := open(b)
	docs := sample(1000)
	b.ResetTimer()
	for i := 0; i < b.N; i += 100 {
		batch := make([]Doc, min(100, b.N-i))
		for k := range batch {
			batch[k] = docs[(i+k)%len(docs)]
			batch[k].Article = int64(i + k + 1)
		}
		d.put(batch...)
	}
}

func BenchmarkFind(b *testing.B) {
	d := open(b)
	d.put(sample(3000)...)
	for _, q := range []string{"وزير", "قطار مطار", `"الوزير في"`, "متحف outlet:رئيس from:2021-08"} {
		for _, order := range []Order{Newest, Relevance} {
			b.Run(fmt.Sprintf("%s/order=%d", strings.ReplaceAll(q, " ", "_"), order), func(b *testing.B) {
				for b.Loop() {
					d.found(q, Query{Order: order})
				}
			})
		}
	}
}

func BenchmarkMarks(b *testing.B) {
	s := sample(1)[0].Text
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		Parse(`وزير "قطار المطار"`).Marks(s)
	}
}

// TestNames: a name is found in any spelling, in Arabic and Latin letters, in texts and in the fields of names; ordinary words have but
// one.
func TestNames(t *testing.T) {
	d := open(t)
	name := func(x Doc, s string, kind text.Kind) Doc {
		x.Names = append(x.Names, Name{s, kind})
		return x
	}
	a := name(doc(1, "2025-09-03", "بوتين في زيارة", "وصل فلاديمير بوتين إلى العاصمة."), "فلاديمير بوتين", text.Person)
	b := name(doc(2, "2025-09-02", "شولتس يرد", "رد المستشار أولاف شولتس على الأسئلة."), "أولاف شولتس", text.Person)
	c := name(doc(3, "2025-09-01", "شولتز والميزانية", "عرض أولاف شولتز الميزانية."), "أولاف شولتز", text.Person)
	a.Speakers, b.Speakers, c.Speakers = []string{"فلاديمير بوتين"}, []string{"أولاف شولتس"}, []string{"أولاف شولتز"}
	c.Sources, c.Places = []string{"وكالة الضفاف"}, []string{"برلين"}
	c.Quoted = []text.Span{{Start: strings.Index(c.Text, "عرض"), End: strings.Index(c.Text, " الميزانية.")}}
	d.put(a, b, c)
	for _, x := range []struct{ query, want string }{
		{"Putin", "1"},
		{"putin زيارة", "1"},
		{"شولتز", "2 3"},
		{"شولتس", "2 3"},
		{`"شولتز"`, "3"},
		{"speaker:شولتز", "2 3"},
		{"speaker:Putin", "1"},
		{`speaker:"أولاف شولتس"`, "2 3"},
		{"source:الضفاف", "3"},
		{"place:برلين", "3"},
		{"place:شولتز", ""},
		{"Merkel", ""},
		{"quote:شولتز", "3"},
		{"quote:ميزانية", ""},
		{`quote:"عرض أولاف"`, "3"},
		{`quote:"شولتز الميزانية"`, ""},
		{"quote:عرض quote:شولتز", "3"},
	} {
		if got := d.found(x.query, Query{}); got != x.want {
			t.Errorf("%s: %q, want %q", x.query, got, x.want)
		}
	}
	p, err := d.index.Find(ctx, Query{Ask: "Putin"})
	if err != nil {
		t.Fatal(err)
	}
	if m := p.Asked.Marks(a.Text); len(m) != 2 || m[0].Of(a.Text) != "بوتين" {
		t.Errorf("%v", m)
	}
	for typed, want := range map[string]string{"اول": "أولاف شولتز أولاف شولتس اولاف", "أولاف شولتس": "أولاف شولتس شولتس", "عاص": "العاصمه", "العاص": "العاصمه", "وصل عاص": "العاصمه", "ف": "", "": "", "\x00\x00": "", "غيرموجود": ""} {
		s, err := d.index.Suggest(ctx, typed, 5)
		var got []string
		for _, x := range s {
			got = append(got, x.Text)
			if x.Kind != text.Person && x.Kind != "" || x.Articles < 1 {
				t.Errorf("%+v", x)
			}
		}
		if g := strings.Join(got, " "); err != nil || g != want {
			t.Errorf("%q: %q, want %q, %v", typed, g, want, err)
		}
	}
}
