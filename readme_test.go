package rawi

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestReadmes: both say the same: the same headings in number, the same commands, the same addresses.
func TestReadmes(t *testing.T) {
	read := func(name string) string {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	english, arabic := read("README.md"), read("README.ar.md")
	parts := func(s string) (headings int, commands, links []string) {
		for line := range strings.Lines(s) {
			if strings.HasPrefix(line, "#") {
				headings++
			}
			if strings.HasPrefix(line, "    ") && !strings.ContainsAny(line, "│┌└") {
				c, _, _ := strings.Cut(strings.TrimSpace(line), "  #")
				if strings.HasPrefix(c, "rawi ") || strings.HasPrefix(c, "go ") || strings.HasPrefix(c, "make ") || strings.HasPrefix(c, "jq ") {
					commands = append(commands, strings.TrimSpace(c))
				}
			}
		}
		for _, m := range regexp.MustCompile(`\]\(([^)]+)\)|(http://[\w.:/]+\w)`).FindAllStringSubmatch(s, -1) {
			if l := m[1] + m[2]; !strings.HasPrefix(l, "README") && !slices.Contains(links, l) {
				links = append(links, l)
			}
		}
		slices.Sort(links)
		return headings, commands, links
	}
	h, c, l := parts(english)
	h2, c2, l2 := parts(arabic)
	if h != h2 || !slices.Equal(c, c2) || !slices.Equal(l, l2) {
		t.Errorf("headings %d and %d\ncommands\n%s\nand\n%s\nlinks %v\nand %v", h, h2, strings.Join(c, "\n"), strings.Join(c2, "\n"), l, l2)
	}
	if len(c) < 15 {
		t.Errorf("%d commands", len(c))
	}
}
