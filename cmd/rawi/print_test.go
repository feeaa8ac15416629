package main

import (
	"strings"
	"testing"

	"rawi/text"
)

// TestCounts: what is counted follows its number as Arabic grammar asks, beyond a hundred too.
func TestCounts(t *testing.T) {
	var b strings.Builder
	p, err := newPrinter(&world{out: &b})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		of   string
		n    int
		want string
	}{
		{"articles", 0, "لا مواد"},
		{"articles", 1, "مادة واحدة"},
		{"articles", 2, "مادتان"},
		{"articles", 3, "3 مواد"},
		{"articles", 10, "10 مواد"},
		{"articles", 11, "11 مادة"},
		{"articles", 100, "100 مادة"},
		{"articles", 103, "103 مواد"},
		{"sources", 0, "لا مصدر معروفا"},
		{"sources", 11, "11 مصدرا مستقلا"},
		{"sources", 100, "100 مصدر مستقل"},
		{"sources", 102, "102 مصدر مستقل"},
		{"sources", 110, "110 مصادر مستقلة"},
		{"sources", 111, "111 مصدرا مستقلا"},
		{"texts", 99, "99 نصا"},
		{"texts", 200, "200 نص"},
		{"events", 12, "12 حدثا"},
		{"results", 78, "78 نتيجة"},
		{"results", 6, "6 نتائج"},
	} {
		b.Reset()
		if err := p.print(c.of, c.n); err != nil || b.String() != c.want {
			t.Errorf("%d %s: %q, want %q (%v)", c.n, c.of, b.String(), c.want, err)
		}
	}
}

func TestWorth(t *testing.T) {
	for _, c := range []struct {
		words string
		n     text.Number
		want  string
	}{
		{"574 مخالفة", text.Number{Value: 574, Unit: "offence"}, ""},
		{"خمسة أيام", text.Number{Value: 5, Unit: "day"}, "\u20685\u2069"},
		{"2 مليار دولار", text.Number{Value: 2e9, Unit: "USD"}, "\u20682,000,000,000\u2069 \u2068USD\u2069"},
		{"1122 كجم", text.Number{Value: 1122, Unit: "kg"}, "\u20681,122\u2069 \u2068kg\u2069"},
		{"7 إلى 15 عاما", text.Number{Value: 7, Max: 15, Unit: "year"}, "\u20687\u2069 – \u206815\u2069"},
		{"النصف", text.Number{Value: .5}, "\u20680.5\u2069"},
	} {
		if got := worth(c.n, c.words); got != c.want {
			t.Errorf("%s: %q, want %q", c.words, got, c.want)
		}
	}
}

func TestClip(t *testing.T) {
	short := strings.Repeat("كلمة ", longest)
	if got := clip(short); got != strings.TrimSpace(short) || long(short) != 0 {
		t.Errorf("cut: %q", got)
	}
	got := clip("أول " + short + "آخر")
	if !strings.HasPrefix(got, "أول كلمة") || !strings.HasSuffix(got, "كلمة آخر") || strings.Count(got, "…") != 1 || long("أول "+short+"آخر") != longest+2 {
		t.Errorf("%q", got)
	}
}

func TestLegible(t *testing.T) {
	for in, want := range map[string]string{
		"https://a.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/rss.xml?x=%D8%A3": "https://a.example/أخبار/rss.xml?x=%D8%A3",
		"https://a.example/a%20b/%D8%A3":                                    "https://a.example/a%20b/%D8%A3",
		"https://a.example/%E2%80%AE":                                       "https://a.example/%E2%80%AE",
		"https://a.example/x%2Fy":                                           "https://a.example/x%2Fy",
		"https://a.example/":                                                "https://a.example/",
		"https://a.example/%ff":                                             "https://a.example/%ff",
		"no address":                                                        "no address",
	} {
		if got := legible(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}
