package page

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html/atom"
	"golang.org/x/text/encoding/charmap"

	"rawi/news"
	"rawi/text"
)

// wanted is what the comment at the head of a file of testdata/pages says must be found in it: the title, the day of publication,
// the outlet (spellings parted by bars), the agencies (parted by " + "), strings that must not stand in the body, and the stretches of
// the page with their roles in the order of the page ("other" for those of further articles). What is not listed is furniture.
type wanted struct {
	set    map[string]string
	not    []string
	parts  []text.Part // without spans
	words  []string    // of each part
	remark string
}

// fixture reads a file of testdata/pages: what is wanted, and the page itself in the bytes that the file asks for.
func fixture(t *testing.T, file string) (w wanted, raw []byte) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, page, ok := strings.Cut(string(b), "-->\n")
	if !ok {
		t.Fatalf("%s: no comment at its head", file)
	}
	w.set = map[string]string{}
	for k, l := range strings.Split(strings.TrimPrefix(head, "<!--"), "\n") {
		key, value, ok := strings.Cut(strings.TrimSpace(l)+" ", ":")
		value = strings.TrimSpace(value)
		switch {
		case k == 0:
			w.remark = l
		case !ok:
		case key == "not":
			w.not = append(w.not, value)
		case slices.Contains([]string{"published", "outlet", "wire", "charset"}, key):
			w.set[key] = value
		default:
			if key == "title" && w.set[key] == "" {
				w.set[key] = value // the first says what the article's title is, further ones where it stands
				continue
			}
			w.parts, w.words = append(w.parts, text.Part{Role: text.Role(key)}), append(w.words, value)
		}
	}
	raw = []byte(page)
	if w.set["charset"] == "windows-1256" {
		if raw, err = charmap.Windows1256.NewEncoder().Bytes(raw); err != nil {
			t.Fatal(err)
		}
	}
	return w, raw
}

// ink is a text without its white space, with the place of each byte.
func ink(s string) (out string, at []int) {
	var b strings.Builder
	for i, r := range s {
		if !unicode.IsSpace(r) {
			b.WriteRune(r)
			for k := range len(string(r)) {
				at = append(at, i+k)
			}
		}
	}
	return b.String(), at
}

// place finds the wanted parts in a text, in order, from byte from on; what it does not find is reported.
func (w *wanted) place(t *testing.T, s string, from int) {
	t.Helper()
	black, at := ink(s)
	k := 0
	for k < len(at) && at[k] < from {
		k++
	}
	for i := range w.parts {
		words, _ := ink(w.words[i])
		n := strings.Index(black[k:], words)
		if n < 0 || words == "" {
			t.Errorf("not in the text, or not in its place: %s %q", w.parts[i].Role, w.words[i])
			continue
		}
		w.parts[i].Span = text.Span{Start: at[k+n], End: at[k+n+len(words)-1] + 1}
		k += n + len(words)
	}
}

// roleTally counts bytes of ink by role: right, found and wanted.
type roleTally map[text.Role]*[3]int

func (c roleTally) at(r text.Role) *[3]int {
	if c[r] == nil {
		c[r] = &[3]int{}
	}
	return c[r]
}

// macro is the mean F1 of the roles but the body, and the F1 of the body.
func (c roleTally) macro() (mean, body float64) {
	n := 0
	for r, x := range c {
		f := 2 * float64(x[0]) / float64(max(1, x[1]+x[2]))
		switch {
		case r == text.Body:
			body = f
		case x[2] > 0:
			mean, n = mean+f, n+1
		}
	}
	return mean / float64(max(1, n)), body
}

func (c roleTally) String() string {
	var roles []string
	for r := range c {
		roles = append(roles, string(r))
	}
	slices.Sort(roles)
	var b strings.Builder
	for _, r := range roles {
		x := c[text.Role(r)]
		fmt.Fprintf(&b, "%s %.3f (%d of %d, %d found)\n", r, 2*float64(x[0])/float64(max(1, x[1]+x[2])), x[0], x[2], x[1])
	}
	return b.String()
}

// compare counts the roles of a page, and returns the stretches whose role is not the wanted one. skip says which bytes do not count.
func (w *wanted) compare(c roleTally, as []*news.Article, skip func(i int) bool) (wrong []string) {
	s := as[0].Doc.Text
	want, got := make([]text.Role, len(s)), make([]text.Role, len(s))
	for i := range want {
		want[i] = text.Furniture
	}
	for _, p := range w.parts {
		for i := p.Span.Start; i < p.Span.End; i++ {
			want[i] = p.Role
		}
	}
	for n, a := range as {
		for _, p := range a.Doc.Parts {
			for i := p.Span.Start; i < p.Span.End; i++ {
				if got[i] = p.Role; n > 0 {
					got[i] = "other"
				}
			}
		}
	}
	_, at := ink(s)
	for k := 0; k < len(at); {
		i := at[k]
		from := k
		for ; k < len(at) && want[at[k]] == want[i] && got[at[k]] == got[i] && skip(at[k]) == skip(i); k++ {
			if skip(i) {
				continue
			}
			c.at(want[i])[2]++
			c.at(got[i])[1]++
			if want[i] == got[i] {
				c.at(want[i])[0]++
			}
		}
		if !skip(i) && want[i] != got[i] && strings.ContainsFunc(s[at[from]:at[k-1]+1], letterOrNumber) {
			wrong = append(wrong, fmt.Sprintf("%s, want %s: %.90q", got[i], want[i], s[at[from]:at[k-1]+1]))
		}
	}
	return wrong
}

func letterOrNumber(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// TestPages reads the pages of testdata/pages, in each of which the whole of what its head says must be found.
// RAWI_PAGES_ONLY names a pattern of files to be read alone.
func TestPages(t *testing.T) {
	pattern := os.Getenv("RAWI_PAGES_ONLY")
	if pattern == "" {
		pattern = "*"
	}
	var files []string
	for p := range strings.SplitSeq(pattern, ",") {
		f, _ := filepath.Glob("testdata/pages/" + p)
		files = append(files, f...)
	}
	if len(files) == 0 {
		t.Fatal("no pages")
	}
	count := roleTally{}
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) { readFixture(t, f, count) })
	}
	macro, body := count.macro()
	t.Logf("%d pages: body %.3f, mean of the other roles %.3f\n%v", len(files), body, macro, count)
}

func readFixture(t *testing.T, file string, count roleTally) {
	w, raw := fixture(t, file)
	as, err := Read(news.Item{Source: "page", Raw: raw, HTML: strings.HasSuffix(file, ".html")})
	if err != nil {
		t.Fatal(err)
	}
	check(t, string(raw), as)
	d := as[0].Doc
	if s := strings.Join(strings.Fields(d.Title.Of(d.Text)), " "); s != w.set["title"] {
		t.Errorf("title %q, want %q", s, w.set["title"])
	}
	published := ""
	if d.Published != nil {
		published = d.Published.ISO()
	}
	if want, ok := w.set["published"]; ok && published != want {
		t.Errorf("published %q, want %q", published, want)
	}
	if want, ok := w.set["outlet"]; ok && !slices.Contains(strings.Split(want, " | "), d.Outlet.Name) {
		t.Errorf("outlet %q (%s), want %q", d.Outlet.Name, d.Outlet.Rule, want)
	}
	var wire []string
	for _, n := range d.Wire {
		wire = append(wire, n.Name)
	}
	if want, ok := w.set["wire"]; ok && strings.Join(wire, " + ") != want {
		t.Errorf("wire %q, want %q", strings.Join(wire, " + "), want)
	}
	from := 0
	if as[0].Page != nil {
		from = endOfTitle(string(raw), d.Text)
	}
	w.place(t, d.Text, from)
	wrong := w.compare(count, as, func(i int) bool { return i < from })
	for _, s := range wrong {
		t.Error(s)
	}
	for _, p := range d.Parts {
		if p.Role != text.Body {
			continue
		}
		for _, n := range w.not {
			if strings.Contains(p.Span.Of(d.Text), n) {
				t.Errorf("leaks %q", n)
			}
		}
		if as[0].Page == nil || w.set["charset"] != "" {
			continue
		}
		// what a part says stands in the page
		if src := as[0].Page.Source(p.Span); !strings.Contains(string(raw[src.Start:src.End]), strings.Fields(p.Span.Of(d.Text))[0]) {
			t.Errorf("part %q leads to %.80q", p.Span.Of(d.Text), raw[src.Start:src.End])
		}
	}
}

// endOfTitle is the byte of the text after the <title> of the page, which shows the headline a second time.
func endOfTitle(raw, s string) int {
	for _, jsonBody := range []bool{false, true} {
		p := new(desk).grow(raw, 0, jsonBody)
		for _, u := range p.units {
			if p.nodes[u.node].tag == atom.Title && p.view.Text == s {
				return u.span.End
			}
		}
	}
	return 0
}
