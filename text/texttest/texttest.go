// Package texttest runs the examples that stand beside a rule.
//
// A file cases.txt holds cases parted by blank lines. A case is a text, then what must be found in it, a line each:
//
//	the text, on one or several lines (\n within a line stands for a line break)
//	label<TAB>words as written
//
// A text with nothing under it must yield nothing. Lines that begin with "#" are remarks; "@key value" gives the case a setting
// (a day of publication, say). Nobody counts offsets: what is expected is found by its words, in the order of the text.
package texttest

import (
	"os"
	"slices"
	"strings"
	"testing"

	"rawi/text"
)

// Case is one example.
type Case struct {
	Line int // of cases.txt
	Text string
	Set  map[string]string
	Want []Finding
}

// Finding is what was, or must be, found: a label and the words it covers.
type Finding struct {
	Label string
	Words string
}

// At is the finding of a label at a span of s.
func At(s string, label string, at text.Span) Finding { return Finding{label, at.Of(s)} }

// Run reads a file of cases and compares, for each, what find returns, which must be in the order of the text.
func Run(t *testing.T, file string, find func(Case) []Finding) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	cases := Parse(string(b))
	if len(cases) == 0 {
		t.Fatalf("%s: no case", file)
	}
	for _, c := range cases {
		got := find(c)
		if slices.Equal(got, c.Want) || len(got) == 0 && len(c.Want) == 0 {
			continue
		}
		t.Errorf("%s:%d: %s\nfound:\n%swant:\n%s", file, c.Line, c.Text, show(got), show(c.Want))
	}
}

func show(fs []Finding) string {
	var b strings.Builder
	for _, f := range fs {
		b.WriteString("\t" + f.Label + "\t" + f.Words + "\n")
	}
	if len(fs) == 0 {
		return "\t(nothing)\n"
	}
	return b.String()
}

// Parse reads the text of a file of cases.
func Parse(s string) []Case {
	var out []Case
	c := Case{}
	n := 0
	end := func() {
		if c.Text != "" {
			out = append(out, c)
		}
		c = Case{}
	}
	for line := range strings.Lines(s) {
		n++
		line = strings.TrimRight(line, "\r\n")
		switch {
		case strings.TrimSpace(line) == "":
			end()
		case strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "@"):
			key, value, _ := strings.Cut(line[1:], " ")
			if c.Set == nil {
				c.Set = map[string]string{}
			}
			c.Set[key] = value
		case strings.Contains(line, "\t"):
			label, words, _ := strings.Cut(line, "\t")
			c.Want = append(c.Want, Finding{label, strings.ReplaceAll(words, `\n`, "\n")})
		default:
			if c.Text == "" {
				c.Line = n
			} else {
				c.Text += "\n"
			}
			c.Text += strings.ReplaceAll(line, `\n`, "\n")
		}
	}
	end()
	return out
}
