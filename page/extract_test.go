package page

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rawi/news"
	"rawi/text"
)

// TestPages reads the pages of testdata/pages. The comment at the head of each says what must be found: title, published, the lines of the
// body in order; and what must not stand in the body.
func TestPages(t *testing.T) {
	files, _ := filepath.Glob("testdata/pages/*.html")
	if len(files) == 0 {
		t.Fatal("no pages")
	}
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) {
			raw, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			as, err := Read(news.Item{Source: f, Raw: raw, HTML: true})
			if err != nil {
				t.Fatal(err)
			}
			check(t, string(raw), as)
			d := as[0].Doc
			var got []string
			for _, p := range d.Parts {
				if p.Role == text.Body || p.Role == text.Subhead || p.Role == text.Dateline {
					for l := range strings.Lines(p.Span.Of(d.Text)) {
						got = append(got, strings.TrimSpace(l))
					}
				}
			}
			body := strings.Join(got, "\n")
			head, _, _ := strings.Cut(string(raw), "-->")
			var want []string
			for l := range strings.Lines(head) {
				key, value, _ := strings.Cut(strings.TrimSpace(l), ": ")
				switch key {
				case "title":
					if s := d.Title.Of(d.Text); s != value {
						t.Errorf("title %q, want %q", s, value)
					}
				case "published":
					if d.Published == nil || d.Published.ISO() != value {
						t.Errorf("published %v, want %s", d.Published, value)
					}
				case "body":
					want = append(want, value)
				case "not":
					if strings.Contains(body, value) {
						t.Errorf("leaks %q", value)
					}
				}
			}
			if w := strings.Join(want, "\n"); strings.Join(strings.Fields(body), " ") != strings.Join(strings.Fields(w), " ") {
				t.Errorf("body\n%s\nwant\n%s", body, w)
			}
			for _, p := range d.Parts { // what a part says stands in the page
				if src := as[0].Page.Source(p.Span); p.Role == text.Body && !strings.Contains(string(raw[src.Start:src.End]), strings.Fields(p.Span.Of(d.Text))[0]) {
					t.Errorf("part %q leads to %.80q", p.Span.Of(d.Text), raw[src.Start:src.End])
				}
			}
		})
	}
}
