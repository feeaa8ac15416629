package lexicon

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestParse(t *testing.T) {
	l, err := Parse("verbs.tsv", "# Origin: here\nword\tkind\tforms\nقال\tneutral\tقول, أقوال\n\n# a remark\nأكد\tassert\n")
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Rows) != 2 || l.Rows[1].Key() != "أكد" || l.Rows[1].Rule() != "verbs.tsv:6" || l.Rows[1].Get("forms") != "" {
		t.Errorf("%+v", l.Rows)
	}
	if got := l.Rows[0].Set("forms"); len(got) != 2 || got[1] != "أقوال" {
		t.Errorf("%q", got)
	}
	if len(l.Remarks) != 2 {
		t.Errorf("%q", l.Remarks)
	}
}

// TestBad: a bad line is reported by file and line.
func TestBad(t *testing.T) {
	for text, want := range map[string]string{
		"":                         "x.tsv:1: no line that names the columns",
		"# only remarks\n":         "x.tsv:1: no line",
		"a\tb\n1\t2\t3\n":          "x.tsv:2: 3 fields",
		"a\tb\n1\t2\n2\n1\t9\n":    `x.tsv:4: "1" stands already on line 2`,
		"a\tb\n\tz\n":              "x.tsv:2: the first field",
		"a\tb\nq\tz\nx\ty\n\xff\n": "x.tsv:4: not UTF-8",
	} {
		_, err := Parse("x.tsv", text)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", text, err, want)
		}
	}
	if _, err := Read(fstest.MapFS{}, "gone.tsv"); err == nil {
		t.Error("a list that is not there was read")
	}
}

// FuzzParse: what is read has as many fields as columns, unique keys, and lines in order.
func FuzzParse(f *testing.F) {
	f.Add("a\tb\n1\t2\n")
	f.Add("#x\r\na\r\nب\r\n")
	f.Fuzz(func(t *testing.T, s string) {
		l, err := Parse("f.tsv", s)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "f.tsv:") {
				t.Fatalf("error %q names no line", err)
			}
			return
		}
		seen, last := map[string]bool{}, 0
		for _, r := range l.Rows {
			if len(r.Fields) != len(l.Columns) || seen[r.Key()] || r.Line <= last {
				t.Fatalf("row %+v", r)
			}
			seen[r.Key()], last = true, r.Line
		}
	})
}
