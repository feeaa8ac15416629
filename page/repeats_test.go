package page

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"rawi/news"
	"rawi/text"
)

var (
	nouns  = strings.Fields("المجلس الوزارة البلدية الشركة المصنع المدرسة الجامعة المستشفى الميناء المطار السوق البنك النادي المعرض المركز الهيئة المحافظة القرية النقابة الجمعية")
	verbs  = strings.Fields("افتتحت أعلنت ناقشت راجعت أطلقت وسعت نظمت استقبلت عرضت درست")
	things = strings.Fields("برنامجا مشروعا تقريرا معرضا ملتقى خطة ميزانية دورة مبنى طريقا جسرا محطة شبكة قاعة مكتبة")
	kinds  = strings.Fields("جديدا واسعا كبيرا سنويا محليا صحيا زراعيا تعليميا صناعيا رياضيا ثقافيا بحريا")
)

var roots = strings.Fields("با تا جي دو را زا سي شا صو طا عا فا قا كو لا ما نا هو وا يا")

// told is a text of invented paragraphs that no other seed gives.
func told(seed uint64, paragraphs int) string {
	r := rand.New(rand.NewPCG(seed, 7))
	pick := func(w []string) string { return w[r.IntN(len(w))] }
	var b strings.Builder
	for range paragraphs {
		for k := range 4 {
			if k > 0 {
				b.WriteString("، و")
			}
			fmt.Fprintf(&b, "%s %s في %s %s %s مع ال%s%s%s", pick(verbs), pick(nouns), pick(nouns), pick(things), pick(kinds), pick(roots), pick(roots), pick(roots))
		}
		b.WriteString(".\n\n")
	}
	return b.String()
}

// record is an article of a collection.
func record(n int, outlet, body string) news.Item {
	return news.Item{Source: fmt.Sprintf("corpus.json#%d", n), Fields: &news.Fields{
		Title: fmt.Sprintf("خبر الساعة رقم %d من المدينة", n), Text: body, Outlet: outlet,
		Date: fmt.Sprintf("2025-03-%02d", n%28+1),
	}}
}

// readAll reads items by what was learnt from all of them, and returns the words of each part that repeats gave a role.
func readAll(t *testing.T, items []news.Item) [][]string {
	t.Helper()
	r := NewRepeats()
	for _, it := range items {
		_, traces, err := r.Read(it)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range traces {
			r.Learn(x)
		}
	}
	out := make([][]string, len(items))
	for k, it := range items {
		as, _, _ := r.Read(it)
		check(t, "", as)
		for _, p := range as[0].Doc.Parts {
			if strings.HasPrefix(p.Rule, "repeats.") {
				if p.Role != text.Furniture {
					t.Errorf("%v", p)
				}
				out[k] = append(out[k], p.Span.Of(as[0].Doc.Text))
			}
		}
	}
	return out
}

// TestRepeats: lines that an outlet prints under all its articles are found, and nothing else is.
func TestRepeats(t *testing.T) {
	make := func(n int, of func(k int) string) (out []news.Item) {
		for k := range n {
			out = append(out, record(k, "صوت الساحل", of(k)))
		}
		return out
	}
	const line = "نشرة الساحل المسائية تصلكم عبر بريدكم كل مساء"
	const said = "نستقبل رسائلكم وصوركم على عنوان المكتب في شارع البحر كل صباح."
	for name, c := range map[string]struct {
		items []news.Item
		want  string
		least int
	}{
		"under all":     {make(30, func(k int) string { return told(uint64(k), 3) + line }), line, 30},
		"under some":    {make(60, func(k int) string { return told(uint64(k), 3) + []string{line, ""}[min(k%4, 1)] }), line, 15},
		"last sentence": {make(30, func(k int) string { return strings.TrimSpace(told(uint64(k), 3)) + " " + said }), said, 30},
		"two lines":     {make(30, func(k int) string { return told(uint64(k), 3) + line + "\n" + said }), line + "\n" + said, 30},
		"too few":       {make(4, func(k int) string { return told(uint64(k), 3) + line }), "", 0},
		"a formula":     {make(300, func(k int) string { return told(uint64(k), 3) + []string{said, ""}[min(k%20, 1)] }), "", 0},
		"slogan quoted": {make(30, func(k int) string { return told(uint64(k), 3) + "«" + line + "»" }), "", 0},
		"sentence quoted": {make(30, func(k int) string {
			return strings.TrimSpace(told(uint64(k), 3)) + " وقال: \"سنعود غدا. " + said + "\""
		}), "", 0},
		"announces": {make(30, func(k int) string {
			return told(uint64(k), 3) + "نص البيان الذي صدر عن المجلس:\n" + told(uint64(k+900), 1)
		}), "", 0},
		"same text":  {make(30, func(k int) string { return told(1, 3) + line }), "", 0},
		"whole item": {make(30, func(k int) string { return line + "\n" + said }), "", 0},
		"sub-heading": {make(30, func(k int) string {
			return told(uint64(k), 2) + "خلفية القضية في سطور\n\n" + told(uint64(k+900), 3)
		}), "", 0},
	} {
		n := 0
		for k, got := range readAll(t, c.items) {
			switch all := strings.Join(got, "\n"); {
			case all == "" && c.want != "":
			case all != c.want:
				t.Errorf("%s: article %d: %q", name, k, got)
			default:
				n++
			}
		}
		if n < c.least {
			t.Errorf("%s: found in %d articles of %d", name, n, len(c.items))
		}
	}
}

// TestRepeatsOneDay: what stands in many articles of one day may be news.
func TestRepeatsOneDay(t *testing.T) {
	var items []news.Item
	for k := range 30 {
		it := record(k, "صوت الساحل", told(uint64(k), 3)+"الأسواق مغلقة غدا بمناسبة العيد")
		it.Fields.Date = "2025-03-05"
		items = append(items, it)
	}
	for k, got := range readAll(t, items) {
		if got != nil {
			t.Errorf("article %d: %q", k, got)
		}
	}
}

// TestRepeatsFigures: a line in which only a number changes is one line, unless the number is most of it.
func TestRepeatsFigures(t *testing.T) {
	for line, want := range map[string]bool{"أرسلوا رقم الزاوية %d ثم نص رسالتكم إلينا": true, "المؤشر أغلق عند %d": false} {
		var items []news.Item
		for k := range 30 {
			items = append(items, record(k, "صوت الساحل", told(uint64(k), 3)+fmt.Sprintf(line, 7000+k)))
		}
		for k, got := range readAll(t, items) {
			if (got != nil) != want {
				t.Errorf("article %d: %q", k, got)
			}
		}
	}
}

// TestRepeatsOutlets: one wire text in the papers of many outlets is one text, whatever stands under it.
func TestRepeatsOutlets(t *testing.T) {
	var items []news.Item
	for k := range 30 {
		body := told(1, 4)
		if k%3 == 0 { // an editor's hand
			body = strings.Replace(body, "مع", "بمشاركة", 1)
		}
		items = append(items, record(k, fmt.Sprintf("جريدة %d", k), body+"تغطية خاصة من مراسلي الوكالة في المدينة"))
	}
	for k, got := range readAll(t, items) {
		if got != nil {
			t.Errorf("article %d: %q", k, got)
		}
	}
}

// TestRepeatsPage: a box among the paragraphs of pages of one site.
func TestRepeatsPage(t *testing.T) {
	const box = "اختر ما يصلك من أخبار الساحل كل صباح"
	var items []news.Item
	for k := range 30 {
		p := strings.Split(strings.TrimSpace(told(uint64(k), 4)), "\n\n")
		raw := fmt.Sprintf(`<html><head><title>خبر رقم %d من الساحل اليوم</title><meta property="og:url" content="https://www.sahel.example/n/%d"></head><body><h1>خبر رقم %d من الساحل اليوم</h1>
<div><p>%s</p><p>%s</p><p>%s</p><p>%s</p><p>%s</p></div></body></html>`, k, k, k, p[0], p[1], box, p[2], p[3])
		items = append(items, news.Item{Source: fmt.Sprintf("%d.html", k), Raw: []byte(raw), HTML: true})
	}
	for k, got := range readAll(t, items) {
		if !slices.Equal(got, []string{box}) {
			t.Errorf("page %d: %q", k, got)
		}
	}
}

// traces are what items show.
func traces(t *testing.T, n int) []Trace {
	t.Helper()
	var out []Trace
	for k := range n {
		_, x, err := (*Repeats)(nil).Read(record(k, "صوت الساحل", told(uint64(k), 3)+"نشرة الساحل المسائية"))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, x...)
	}
	return out
}

// TestRepeatsSet: a table is a set. Neither order nor repetition changes it, and it is the same after it was kept.
func TestRepeatsSet(t *testing.T) {
	a, b := NewRepeats(), NewRepeats()
	all := traces(t, 40)
	for _, x := range all {
		a.Learn(x)
	}
	slices.Reverse(all)
	for _, x := range append(all, all...) {
		b.Learn(x)
	}
	if len(a.Groups()) != 2 || !slices.Equal(a.Groups(), b.Groups()) {
		t.Fatalf("groups %q, %q", a.Groups(), b.Groups())
	}
	kept := NewRepeats()
	for _, g := range a.Groups() {
		if !bytes.Equal(a.Encode(g), b.Encode(g)) {
			t.Errorf("%s differs", g)
		}
		if err := kept.Decode(g, a.Encode(g)); err != nil || !bytes.Equal(kept.Encode(g), a.Encode(g)) {
			t.Errorf("%s is not what was kept: %v", g, err)
		}
	}
	if n := a.groups[a.Groups()[0]].count(); n < 30 || n > 45 {
		t.Errorf("%d articles of 40", n)
	}
}

// TestRepeatsBounded: however much is learnt, little is kept, and what repeats is not lost.
func TestRepeatsBounded(t *testing.T) {
	r := NewRepeats()
	g := rand.New(rand.NewPCG(1, 2))
	for k := range 60_000 {
		x := Trace{Groups: []string{"a", fmt.Sprint("b", k/40)}, text: g.Uint64(), day: text.Day(k % 90), lines: []uint64{7, g.Uint64(), g.Uint64(), g.Uint64()}}
		r.Learn(x)
	}
	if len(r.groups) > maxGroups || len(r.groups["a"].lines) > maxRepeated {
		t.Errorf("%d groups, %d lines", len(r.groups), len(r.groups["a"].lines))
	}
	if !r.groups["a"].own(7, tailLabel) {
		t.Error("what stood in every article was forgotten")
	}
}

// TestTrace: a trace that was kept teaches what it would have taught at once.
func TestTrace(t *testing.T) {
	x := Trace{Groups: []string{"a"}, text: 5, day: 9, lines: []uint64{1, 1 << 63}}
	y, err := DecodeTrace("a", x.Encode())
	if err != nil {
		t.Fatal(err)
	}
	one, two := NewRepeats(), NewRepeats()
	one.Learn(x)
	two.Learn(y)
	if !bytes.Equal(one.Encode("a"), two.Encode("a")) {
		t.Errorf("%+v is not %+v", y, x)
	}
	for n := range x.Encode() {
		if _, err := DecodeTrace("a", x.Encode()[:n]); err == nil && n != 17 && n != 25 {
			t.Errorf("a trace cut to %d bytes was taken", n)
		}
	}
}

// FuzzRepeats: whatever bytes are given for a table, they are refused or make one that is kept as it is.
func FuzzRepeats(f *testing.F) {
	r := NewRepeats()
	r.Learn(Trace{Groups: []string{"a"}, text: 5, day: 9, lines: []uint64{1, 2}})
	f.Add(r.Encode("a"))
	f.Add([]byte{repeatsVersion, 1, 0, 0, 255, 255})
	f.Add([]byte(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		r := NewRepeats()
		if r.Decode("a", b) != nil {
			if r.Has("a") {
				t.Fatal("a table that was refused is there")
			}
			return
		}
		again := NewRepeats()
		if err := again.Decode("a", r.Encode("a")); err != nil || !bytes.Equal(again.Encode("a"), r.Encode("a")) {
			t.Fatalf("not the same again: %v", err)
		}
	})
}
