package desk

import (
	"regexp"
	"testing"

	"rawi/news"
)

func TestAddress(t *testing.T) {
	for _, r := range []news.Ref{
		{Source: "a/b.txt", Article: 1},
		{Source: "https://x.test/a?b=1&c=%20#d", Article: 2},
		{Source: "..", Article: 1},
		{Source: "../../etc/passwd", Article: 1},
		{Source: "صفحة.html", Article: 3},
		{Source: "x.json", Article: 1},
		{Source: "x.json", Article: 2},
		{Source: "f.json#12", Article: 1},
		{Source: "a@2", Article: 1},
		{Source: "a~b=c", Article: 0},
		{Source: "\xff\x00\n", Article: 1},
		{Source: ".", Article: 1},
	} {
		s := Address(r)
		if got, ok := ParseAddress(s); !ok || got != r {
			t.Errorf("%v: %q came back as %v %v", r, s, got, ok)
		}
		if regexp.MustCompile(`[^A-Za-z0-9._=~@-]|^\.|\.json$`).MatchString(s) {
			t.Errorf("%q is no plain segment", s)
		}
	}
}

func FuzzAddress(f *testing.F) {
	f.Add("a/b.txt", 1)
	f.Add("=~@.json", 2)
	f.Fuzz(func(t *testing.T, source string, n int) {
		r := news.Ref{Source: source, Article: max(n, 0)}
		got, ok := ParseAddress(Address(r))
		if ok != (source != "") || ok && got != r {
			t.Fatalf("%v: %q came back as %v %v", r, Address(r), got, ok)
		}
		if got, ok := ParseAddress(source); ok && Address(got) != source {
			t.Fatalf("%q is read as %v, whose address is %q", source, got, Address(got))
		}
	})
}
