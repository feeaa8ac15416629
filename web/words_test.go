package web

import (
	"io/fs"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"rawi/text"
	"rawi/text/texttest"
)

func TestCases(t *testing.T) {
	texttest.Run(t, "cases.txt", func(c texttest.Case) []texttest.Finding {
		f := strings.Fields(c.Text)
		in := inArabic
		if f[0] == "en" {
			in, f = inEnglish, f[1:]
		}
		var label, got string
		switch f[0] {
		case "count":
			n, err := strconv.Atoi(f[2])
			if err != nil {
				t.Fatal(err)
			}
			label, got = "count", in.count(f[1], n)
		case "day", "span", "around":
			from, to, two := strings.Cut(f[1], "/")
			if !two {
				to = from
			}
			var d text.Days
			if err := d.From.UnmarshalText([]byte(from)); err != nil {
				t.Fatal(err)
			}
			if err := d.To.UnmarshalText([]byte(to)); err != nil {
				t.Fatal(err)
			}
			label, got = "day", in.days(d)
			if f[0] != "day" {
				got = in.span(d.From, d.To, f[0] == "around")
			}
		case "amount":
			v, err := strconv.ParseFloat(f[1], 64)
			if err != nil {
				t.Fatal(err)
			}
			label, got = "amount", in.amount(v, strings.Join(f[2:], " "))
		case "word":
			family, name, _ := strings.Cut(f[1], ".")
			label, got = "word", in.word(family, name)
		default:
			t.Fatalf("%q", c.Text)
		}
		if got == "" {
			return nil
		}
		return []texttest.Finding{{Label: label, Words: got}}
	})
}

// TestFigure: hedges and ranges.
func TestFigure(t *testing.T) {
	for _, c := range []struct {
		v, max float64
		unit   string
		hedge  text.Approx
		want   string
	}{
		{5, 0, "dead", text.Exact, "5 قتلى"},
		{5, 0, "dead", text.About, "نحو 5 قتلى"},
		{100, 0, "person", text.Over, "أكثر من 100 شخص"},
		{10, 15, "km", text.Exact, "10 – 15 كيلومترا"},
		{math.Inf(1), 0, "km", "", "+Inf كيلومتر"},
		{-3, 0, "degree", "", "-3 درجة"},
		{1e300, 0, "", "", "1e+300"},
	} {
		if got := inArabic.figure(c.v, c.max, c.unit, c.hedge); got != c.want {
			t.Errorf("%v: %q, want %q", c, got, c.want)
		}
	}
}

// TestParseDays: what Days.ISO writes is read back as it was.
func TestParseDays(t *testing.T) {
	for _, s := range []string{"2025-09-02", "2025-09", "2025", "2025-09-01/2025-09-03", "2025-02", ""} {
		if got := parseDays(s).ISO(); got != s {
			t.Errorf("%q came back as %q", s, got)
		}
	}
	for _, s := range []string{"x", "2025-13", "2025-09-31", "1/2", "20255", "-", "/"} {
		if d := parseDays(s); d != (text.Days{}) {
			t.Errorf("%q was read as %v", s, d)
		}
	}
}

// TestKeys: every key that the program and the templates ask for by name stands in the lists.
func TestKeys(t *testing.T) {
	v := vocabularies()[inArabic]
	for _, role := range []text.Role{text.Title, text.DateLine, text.Byline, text.Dateline, text.Body, text.Subhead, text.Caption, text.Credit, text.Keywords, text.Share, text.Advert, text.Related, text.Furniture} {
		if inArabic.word("role", string(role)) == "" {
			t.Errorf("no word for the role %s", role)
		}
	}
	asked := regexp.MustCompile(`(?:count "([a-z.]+)"|word "([a-z]+)" "([a-z]+)")`)
	err := fs.WalkDir(files, "template", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(files, p)
		for _, m := range asked.FindAllStringSubmatch(string(b), -1) {
			if m[1] != "" && v.count[m[1]] == nil {
				t.Errorf("%s: no noun %q", p, m[1])
			}
			if m[2] != "" && inArabic.word(m[2], m[3]) == "" {
				t.Errorf("%s: no word %s.%s", p, m[2], m[3])
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for in, v := range vocabularies() {
		for key, forms := range v.count {
			for i, f := range forms {
				if f == "" && !(i == 0 && strings.HasPrefix(key, "more.")) {
					t.Errorf("%s: %s has no form for class %d", in, key, i)
				}
			}
		}
		for key, w := range v.word {
			if w == "" {
				t.Errorf("%s: no word for %s", in, key)
			}
			if (v.note[key] == "") != (vocabularies()[in.Other()].note[key] == "") {
				t.Errorf("%s: the note of %s stands in one language only", in, key)
			}
		}
	}
}
