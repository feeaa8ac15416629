package export_test

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"rawi/desk"
	"rawi/desk/desktest"
	"rawi/export"
	"rawi/news"
	"rawi/text"
	"rawi/web"

	"github.com/parquet-go/parquet-go"
)

// TestTables: the three forms hold the same rows, and every place leads to its words.
func TestTables(t *testing.T) {
	l := desktest.Sample(t)
	dir := t.TempDir()
	for _, f := range []export.Form{export.JSONLines, export.CSV, export.Parquet} {
		if err := export.Tables(t.Context(), l.Desk(), nil, dir, f); err != nil {
			t.Fatal(err)
		}
	}
	rows := 0
	for _, name := range []string{"quotes", "timeline", "claims", "names", "dates", "numbers", "stories", "articles", "sources"} {
		lines, err := os.ReadFile(filepath.Join(dir, name+".jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		var of []map[string]any
		for line := range strings.Lines(string(lines)) {
			var row map[string]any
			if err := json.Unmarshal([]byte(line), &row); err != nil {
				t.Fatal(err)
			}
			of = append(of, row)
			if words, ok := row["words"]; ok {
				l.Check(t, desk.Citation{Source: row["source"].(string), Article: int(row["article"].(float64)), Start: int(row["start"].(float64)), End: int(row["end"].(float64)), Words: words.(string)})
			}
		}
		rows += len(of)
		checkCSV(t, filepath.Join(dir, name+".csv"), of)
		checkParquet(t, filepath.Join(dir, name+".parquet"), of)
	}
	if rows < 500 {
		t.Errorf("%d rows in all", rows)
	}
	if err := export.Tables(t.Context(), l.Desk(), []string{"none"}, t.TempDir(), export.CSV); err == nil {
		t.Error("a story that is not there is exported")
	}
}

func checkCSV(t *testing.T, file string, want []map[string]any) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	s, marked := strings.CutPrefix(string(b), "\uFEFF")
	got, err := csv.NewReader(strings.NewReader(s)).ReadAll()
	if err != nil || !marked || len(got) != len(want)+1 {
		t.Fatalf("%s: %d rows, want %d: %v", file, len(got)-1, len(want), err)
	}
	for i, row := range got[1:] {
		for k, column := range got[0] {
			if x, ok := want[i][column].(string); ok && strings.ReplaceAll(strings.TrimPrefix(row[k], "'"), "\r\n", "\n") != strings.ReplaceAll(strings.TrimPrefix(x, "'"), "\r\n", "\n") {
				t.Errorf("%s, row %d, %s: %q, want %q", file, i, column, row[k], x)
			}
			if row[k] != "" && strings.ContainsRune("=+@\t\r", rune(row[k][0])) {
				t.Errorf("%s: a spreadsheet would take %q for a formula", file, row[k])
			}
		}
	}
}

func checkParquet(t *testing.T, file string, want []map[string]any) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := parquet.NewReader(f)
	defer r.Close()
	n := 0
	for {
		row := map[string]any{}
		if err := r.Read(&row); err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for k, v := range row {
			if x, ok := want[n][k].(string); ok && x != v {
				t.Fatalf("%s, row %d, %s: %v, want %v", file, n, k, v, x)
			}
		}
		if len(row) != len(want[n]) {
			t.Fatalf("%s: columns %v", file, row)
		}
		n++
	}
	if n != len(want) {
		t.Errorf("%s: %d rows, want %d", file, n, len(want))
	}
}

func largest(l *desktest.Library) *news.Story {
	return slices.MaxFunc(l.All, func(a, b *news.Story) int { return len(a.Articles) - len(b.Articles) })
}

// TestSite: a folder of pages in which every link leads to a file of the folder, and to an anchor that is there; or to another host.
func TestSite(t *testing.T) {
	l := desktest.Sample(t)
	for _, language := range []string{"ar", "en"} {
		dir := t.TempDir()
		if err := export.Site(t.Context(), web.New(l.Desk(), web.Options{}), largest(l), dir, language); err != nil {
			t.Fatal(err)
		}
		pages, _ := filepath.Glob(filepath.Join(dir, "*.html"))
		if len(pages) != len(largest(l).Articles)+3 {
			t.Fatalf("%d pages", len(pages))
		}
		text := map[string]string{}
		for _, p := range pages {
			b, err := os.ReadFile(p)
			if err != nil {
				t.Fatal(err)
			}
			text[filepath.Base(p)] = string(b)
		}
		anchors := 0
		for name, s := range text {
			if !strings.Contains(s, `lang="`+language+`"`) || strings.Contains(s, "<form") || strings.Contains(s, "ld+json") {
				t.Errorf("%s: the wrong language, or something that needs a server", name)
			}
			for _, m := range regexp.MustCompile(`(?:href|src|action)="([^"]*)"`).FindAllStringSubmatch(s, -1) {
				file, anchor, _ := strings.Cut(m[1], "#")
				if strings.HasPrefix(file, "http") {
					continue
				}
				if file == "" {
					file = name
				}
				if _, err := os.Stat(filepath.Join(dir, file)); err != nil || strings.HasPrefix(file, "/") {
					t.Errorf("%s leads to %q", name, m[1])
				}
				if anchor != "" {
					anchors++
					if !strings.Contains(text[file], `id="`+anchor+`"`) {
						t.Errorf("%s leads to the place %q, which is not there", name, m[1])
					}
				}
			}
		}
		if anchors < 50 {
			t.Errorf("%d links to places", anchors)
		}
	}
}

// TestReport: one page that needs nothing else.
func TestReport(t *testing.T) {
	l := desktest.Sample(t)
	b, err := export.Report(t.Context(), web.New(l.Desk(), web.Options{}), largest(l), "ar")
	if err != nil {
		t.Fatal(err)
	}
	s := string(b)
	if strings.Contains(s, "<script") || strings.Contains(s, "<link") || strings.Contains(s, "url(font") || !strings.Contains(s, "data:font/woff2") || !strings.Contains(s, `id="note-1"`) {
		t.Errorf("%.2000s", s)
	}
}

// TestBibliography: entries that TeX and citation programs read, whatever a title holds.
func TestBibliography(t *testing.T) {
	c := desk.Citation{Source: `C:\pages\a_b.html`, Title: `100% {of} \it & #1 ~ $x_y^`, Outlet: "الأفق", Day: "2025-09-02", Published: text.Days{From: text.DateOf(2025, 9, 2), To: text.DateOf(2025, 9, 2)}, URL: "https://x.test/a_b%20c?d={e}", SHA256: "00ff"}
	got := export.BibTeX([]desk.Citation{c})
	depth := 0
	for i, r := range got {
		if i > 0 && got[i-1] == '\\' {
			continue
		}
		switch r {
		case '{':
			depth++
		case '}':
			depth--
		case '%', '&', '#', '$', '_', '^', '~':
			if !strings.Contains(got[strings.LastIndexByte(got[:i], '\n')+1:i], "url =") {
				t.Errorf("%q is not escaped: %s", r, got)
			}
		}
	}
	if depth != 0 || !strings.Contains(got, "date = {2025-09-02}") {
		t.Errorf("%d braces open: %s", depth, got)
	}
	b, err := export.CSL([]desk.Citation{c})
	var items []struct {
		Title  string
		Issued struct {
			Parts [][]int `json:"date-parts"`
		}
	}
	if err != nil || json.Unmarshal(b, &items) != nil || items[0].Title != c.Title || items[0].Issued.Parts[0][2] != 2 {
		t.Errorf("%v: %s", err, b)
	}
}
