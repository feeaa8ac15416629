package page

import (
	"html"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/encoding/charmap"

	"rawi/news"
	"rawi/text"
)

// wild is a page of testdata/wild-*.txt: its body stands between ⟦ and ⟧.
type wild struct {
	name, title, published string
	missed                 string // what is known not to be found: title
	not                    []string
	raw                    []byte
	body                   []string // words
}

// markup is what of a page is no text, near enough to count the words between the marks.
var markup = regexp.MustCompile(`<[^>]*>|\\r|\\n`)

func wildPages(t *testing.T, file string) (out []wild) {
	t.Helper()
	stories, err := os.ReadFile("testdata/wild-stories.txt")
	if err != nil {
		t.Fatal(err)
	}
	var pairs []string
	for l := range strings.Lines(string(stories)) {
		if key, value, ok := strings.Cut(strings.TrimSpace(l), " "); ok && key != "#" {
			pairs = append(pairs, "{"+key+"}", value)
		}
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range strings.Split(string(b), "\n=== ")[1:] {
		head, page, ok := strings.Cut(strings.NewReplacer(pairs...).Replace(p), "\n-->\n")
		if !ok {
			t.Fatalf("%s: %.40q has no end of its head", file, p)
		}
		w, charset := wild{}, ""
		for k, l := range strings.Split(head, "\n") {
			key, value, _ := strings.Cut(l, ": ")
			switch {
			case k == 0:
				w.name = l
			case key == "title":
				w.title = value
			case key == "published":
				w.published = value
			case key == "not":
				w.not = append(w.not, value)
			case key == "missed":
				w.missed = value
			case key == "charset":
				charset = value
			default:
				t.Fatalf("%s: %s: %q", file, w.name, l)
			}
		}
		if strings.Contains(page, "application/ld+json") { // a paragraph inside a string of JSON
			page = quotesInJSON(page)
		}
		for k, s := range strings.Split(page, "⟦") {
			if in, _, ok := strings.Cut(s, "⟧"); ok && k > 0 {
				w.body = append(w.body, words(html.UnescapeString(markup.ReplaceAllString(in, " ")))...)
			}
		}
		w.raw = []byte(strings.NewReplacer("⟦", "", "⟧", "").Replace(page))
		if charset == "windows-1256" {
			if w.raw, err = charmap.Windows1256.NewEncoder().Bytes(w.raw); err != nil {
				t.Fatal(err)
			}
		}
		out = append(out, w)
	}
	return out
}

// quotesInJSON escapes the quotation marks of what stands between the marks inside a script.
func quotesInJSON(page string) string {
	from, to := strings.Index(page, "<script type=\"application/ld+json\""), 0
	if n := strings.Index(page[from:], "</script>"); n > 0 {
		to = from + n
	}
	parts := strings.Split(page[from:to], "⟦")
	for k := 1; k < len(parts); k++ {
		in, after, _ := strings.Cut(parts[k], "⟧")
		parts[k] = strings.ReplaceAll(in, `"`, `\"`) + "⟧" + after
	}
	return page[:from] + strings.Join(parts, "⟦") + page[to:]
}

func words(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) })
}

// TestWild reads pages in the manner of many systems, old and new: word F1 of the body, strings that leak into it, title and day.
func TestWild(t *testing.T) {
	for _, file := range []string{"testdata/wild-a.txt", "testdata/wild-b.txt", "testdata/wild-c.txt"} {
		sum, n, leaks := 0., 0, 0
		for _, w := range wildPages(t, file) {
			f, leaked := readWild(t, w)
			sum, n, leaks = sum+f, n+1, leaks+leaked
		}
		t.Logf("%s: %d pages, word F1 %.4f, %d leaks", file, n, sum/float64(n), leaks)
		if sum/float64(n) < .99 || leaks > 0 {
			t.Errorf("%s: word F1 %.4f, %d leaks", file, sum/float64(n), leaks)
		}
	}
}

func readWild(t *testing.T, w wild) (f float64, leaks int) {
	as, err := Read(news.Item{Source: "page", Raw: w.raw, HTML: true})
	if err != nil {
		t.Errorf("%s: %v", w.name, err)
		return 0, 0
	}
	check(t, string(w.raw), as)
	d := &as[0].Doc
	count, same, found := map[string]int{}, 0, 0
	for _, x := range w.body {
		count[x]++
	}
	var body strings.Builder
	for _, p := range d.Parts {
		if p.Role != text.Body && p.Role != text.Subhead && p.Role != text.Dateline {
			continue
		}
		body.WriteString(p.Span.Of(d.Text) + "\n")
		extra := 0
		for _, x := range words(p.Span.Of(d.Text)) {
			found++
			if count[x]--; count[x] >= 0 {
				same++
			} else {
				extra++
			}
		}
		if extra > 0 {
			t.Logf("%s: %d words too many (%s %s): %.120q", w.name, extra, p.Role, p.Rule, p.Span.Of(d.Text))
		}
	}
	for _, s := range w.not {
		if strings.Contains(" "+strings.Join(words(body.String()), " ")+" ", " "+strings.Join(words(s), " ")+" ") {
			leaks++
			t.Errorf("%s: in the body: %q", w.name, s)
		}
	}
	if same < len(w.body) {
		for _, p := range d.Parts {
			if p.Role != text.Body && p.Role != text.Furniture {
				t.Logf("%s:    %s (%s) %.80q", w.name, p.Role, p.Rule, p.Span.Of(d.Text))
			}
		}
	}
	if got := strings.Join(strings.Fields(d.Title.Of(d.Text)), " "); (got != w.title) != (w.missed == "title") {
		t.Errorf("%s: title %q", w.name, got)
	}
	if p := d.Published; p == nil || p.From.String() != w.published || p.To != p.From {
		t.Errorf("%s: published %v", w.name, p)
	}
	f = 2 * float64(same) / float64(max(1, found+len(w.body)))
	if f < .98 {
		t.Errorf("%s: word F1 %.3f (%d words, %d found, %d the same)", w.name, f, len(w.body), found, same)
	}
	return f, leaks
}
