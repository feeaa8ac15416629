package page

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"rawi/news"
	"rawi/text"

	"golang.org/x/text/unicode/norm"
)

// scoreWords are the words of s as the gold counts them.
func scoreWords(s string) []string {
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, norm.NFC.String(s))
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M, unicode.N) })
}

// TestGoldHTML measures the body of pages by words, what leaks into it, titles and dates.
func TestGoldHTML(t *testing.T) {
	dir := shared(t, "shared/gold/html")
	pages := os.Getenv("RAWI_PAGES")
	if pages == "" {
		pages = shared(t, "data/pages-html")
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*.gold.json"))
	sum, n, leaks := 0., 0, 0
	for _, f := range files {
		var g struct {
			File, Kind, Title, Published, Byline string
			Body, Optional, Related              []string
			NotBody                              []string `json:"not_body"`
			TitleAlso                            []string `json:"title_also"`
		}
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(b, &g); err != nil {
			t.Fatal(err)
		}
		raw, err := os.ReadFile(filepath.Join(pages, g.File))
		if err != nil {
			t.Fatal(err)
		}
		as, err := Read(news.Item{Source: g.File, Raw: raw, HTML: true})
		if err != nil {
			t.Fatal(err)
		}
		d := as[0].Doc
		var body strings.Builder
		for _, p := range d.Parts {
			if p.Role == text.Body || p.Role == text.Subhead || p.Role == text.Dateline {
				body.WriteString(p.Span.Of(d.Text) + "\n")
			}
		}
		got, want, extra := map[string]int{}, map[string]int{}, map[string]int{}
		pw := scoreWords(body.String())
		for _, w := range pw {
			got[w]++
		}
		gw := 0
		for _, p := range g.Body {
			for _, w := range scoreWords(p) {
				want[w]++
				gw++
			}
		}
		tp := 0
		for w, c := range got {
			tp += min(c, want[w])
			if c > want[w] {
				extra[w] = c - want[w]
			}
		}
		forgiven := 0
		for _, o := range g.Optional {
			for _, w := range scoreWords(o) {
				if extra[w] > 0 {
					extra[w]--
					forgiven++
				}
			}
		}
		p, r := float64(tp)/float64(max(1, len(pw)-forgiven)), float64(tp)/float64(max(1, gw))
		f1 := 0.
		if p+r > 0 {
			f1 = 2 * p * r / (p + r)
		}
		sum += f1
		n++
		joined := " " + strings.Join(pw, " ") + " "
		for _, s := range append(g.NotBody, g.Related...) {
			if w := scoreWords(s); len(w) > 0 && strings.Contains(joined, " "+strings.Join(w, " ")+" ") {
				t.Logf("%s: leaks %q", g.File, s)
				leaks++
			}
		}
		title := strings.Join(strings.Fields(d.Title.Of(d.Text)), " ")
		if want := strings.Join(strings.Fields(g.Title), " "); title != want {
			t.Errorf("%s: title %q, want %q", g.File, title, want)
		}
		if d.Published == nil || d.Published.ISO() != g.Published {
			t.Errorf("%s: published %v, want %s", g.File, d.Published, g.Published)
		}
		t.Logf("%s: F1 %.4f (precision %.3f, recall %.3f), byline %q want %q, outlet %q", g.File, f1, p, r, d.Byline.Of(d.Text), g.Byline, d.Outlet.Name)
	}
	t.Logf("mean F1 %.4f, leaks %d", sum/float64(max(1, n)), leaks)
	if sum/float64(max(1, n)) < .985 || leaks > 0 {
		t.Error("below the floor: F1 .985, no leak")
	}
}
