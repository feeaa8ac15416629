package word

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"rawi/text"

	"golang.org/x/text/encoding/charmap"
)

// data is the folder of an unpacked corpus; the test is skipped where there is none.
func data(t *testing.T, corpus string) string {
	for _, dir := range []string{"../../.work/data", "../../../data"} {
		if _, err := os.Stat(filepath.Join(dir, corpus)); err == nil {
			return dir
		}
	}
	t.Skip("the corpus " + corpus + " is not unpacked (make data)")
	return ""
}

// passage is a line of borders.txt.
type passage struct {
	outlet, text string
	borders      map[int]bool // bytes from the beginning at which a sentence begins
}

// passages reads borders.txt and the texts that it speaks of.
func passages(t *testing.T) []passage {
	dir := data(t, "saudinewsnet")
	b, err := os.ReadFile("testdata/borders.txt")
	if err != nil {
		t.Fatal(err)
	}
	days := map[string][]struct{ Content string }{}
	read := func(article string) string {
		if file, n, ok := strings.Cut(article, "#"); ok {
			if days[file] == nil {
				b, err := os.ReadFile(filepath.Join(dir, file))
				if err != nil {
					t.Fatal(err)
				}
				day := days[file]
				if err := json.Unmarshal(b, &day); err != nil {
					t.Fatal(err)
				}
				days[file] = day
			}
			i, _ := strconv.Atoi(n)
			return days[file][i].Content
		}
		b, err := os.ReadFile(filepath.Join(dir, article))
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(article, "windows-1256/") {
			if b, err = charmap.Windows1256.NewDecoder().Bytes(b); err != nil {
				t.Fatal(err)
			}
		}
		return string(b)
	}
	var out []passage
	for line := range strings.Lines(string(b)) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") || len(f) != 5 || f[0] == "article" {
			continue
		}
		from, _ := strconv.Atoi(f[1])
		to, _ := strconv.Atoi(f[2])
		p := passage{f[4], text.Span{Start: from, End: to}.Of(read(f[0])), map[int]bool{}}
		for n := range strings.SplitSeq(f[3], ",") {
			if i, err := strconv.Atoi(n); err == nil {
				p.borders[i] = true
			}
		}
		out = append(out, p)
	}
	return out
}

// TestBorders measures sentence borders on passages of many outlets. The floors: F1 .975, quotations kept whole .99.
func TestBorders(t *testing.T) {
	all := passages(t)
	outlets := map[string]bool{}
	right, found, wanted, quotes, broken := 0, 0, 0, 0, 0
	for _, p := range all {
		outlets[p.outlet] = true
		wanted += len(p.borders)
		x := Read(p.text, text.Span{End: len(p.text)})
		begins := map[int]bool{} // tokens at which a sentence begins
		for _, r := range Sentences(x, 0, len(x.Tokens)) {
			if r[0] == 0 {
				continue
			}
			begins[r[0]] = true
			at := x.Tokens[r[0]].Span.Start
			found++
			if p.near(at) {
				right++
			} else {
				t.Logf("%s: no border: %s| %s", p.outlet, around(p.text, at, -60), around(p.text, at, 40))
			}
		}
		for b := range p.borders {
			if !begins[x.Index(b)] && !begins[x.Index(b-1)] {
				t.Logf("%s: missed: %s| %s", p.outlet, around(p.text, b, -60), around(p.text, b, 40))
			}
		}
		for _, q := range Pairs(x, 0, len(x.Tokens)) {
			if q.Close < 0 || q.Close-q.Open > longQuote {
				continue
			}
			quotes++
			for i := q.Open + 1; i < q.Close; i++ {
				if begins[i] && !p.near(x.Tokens[i].Span.Start) {
					broken++
					break
				}
			}
		}
	}
	precision, recall := float64(right)/float64(found), float64(right)/float64(wanted)
	f1 := 2 * precision * recall / (precision + recall)
	t.Logf("%d passages of %d outlets, %d borders: precision %.4f, recall %.4f, F1 %.4f; %d of %d quotations whole", len(all), len(outlets), wanted, precision, recall, f1, quotes-broken, quotes)
	if len(all) < 300 || len(outlets) < 8 {
		t.Errorf("%d passages of %d outlets", len(all), len(outlets))
	}
	if f1 < .975 || float64(quotes-broken) < .99*float64(quotes) {
		t.Errorf("F1 %.4f, %d of %d quotations broken", f1, broken, quotes)
	}
}

// near says that a border stands at byte at, signs that no letter separates from it aside.
func (p passage) near(at int) bool {
	for b := range p.borders {
		lo, hi := min(at, b), max(at, b)
		if lo == hi || hi-lo < 16 && strings.IndexFunc(p.text[lo:hi], unicode.IsLetter) < 0 {
			return true
		}
	}
	return false
}

// around is some bytes of s before (n < 0) or after a place, in one line.
func around(s string, at, n int) string {
	lo, hi := max(0, min(at, at+n)), min(len(s), max(at, at+n))
	return strings.ToValidUTF8(strings.ReplaceAll(s[lo:hi], "\n", "⏎"), "")
}
