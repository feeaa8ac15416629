package gold

import (
	"archive/zip"
	"bytes"
	"embed"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"rawi/news"
	"rawi/page"
	"rawi/text"
)

// pageMarks are the marks of the measures of package page: facts only, with the names of the documents that they are of.
//
//go:embed page
var pageMarks embed.FS

// pageFloors are the least figures of the sections of scores.txt that package page answers for, and the most where most is set.
var pageFloors = []struct {
	section, figure string
	least, most     float64
}{
	{"data.glued", "glued_p", .97, 1},
	{"data.glued", "glued_r", .90, 1},
	{"data.charset", "files_right", 1, 1},
	{"data.charset", "mutations_right", 1, 1},
	{"data.dates", "day_right", .98, 1},
	{"data.dates", "day_wrong", 0, .005},
	{"data.credits", "credit_right", .95, 1},
}

// TestScoresPages measures package page on the shared data, with -update; without it, that what scores.txt holds is not below the floors.
func TestScoresPages(t *testing.T) {
	b, err := os.ReadFile(scoresFile)
	if err != nil {
		t.Fatal(err)
	}
	scores, err := ParseScores(string(b))
	if err != nil {
		t.Fatal(err)
	}
	if dir := sharedFolder(); *update && dir == "" {
		t.Skip("../shared is not there: its sections stay as they were")
	} else if *update {
		measured := measurePages(t, dir, t.TempDir())
		for _, section := range sortedKeys(measured) {
			for _, d := range scores.Compare(section, measured[section]) {
				t.Log(d)
			}
			scores.Set(section, measured[section])
		}
		var out bytes.Buffer
		if _, err := scores.WriteTo(&out); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(scoresFile, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range pageFloors {
		var v float64
		found := false
		for _, x := range scores.figures[f.section] {
			if x[0] == f.figure {
				_, err := fmt.Sscan(x[1], &v)
				found = err == nil
			}
		}
		if !found || v < f.least || v > f.most {
			t.Errorf("%s %s is %v, must lie between %v and %v", f.section, f.figure, v, f.least, f.most)
		}
	}
}

// measurePages measures what package page finds in pages of the shared data. The archives are unpacked under temp.
func measurePages(t testing.TB, dir, temp string) map[string]Figures {
	data := filepath.Join(dir, "data")
	for _, archive := range []string{"pages-2009", "news-2024", "windows-1256"} {
		unpack(t, filepath.Join(data, archive+".tar.gz"), temp)
	}
	records := saudiRecords(t, filepath.Join(data, "saudinewsnet"))
	return map[string]Figures{
		"data.glued":   measureGlued(t, gluedTexts(t, temp, records)),
		"data.charset": measureCharset(t, filesOf(t, filepath.Join(temp, "windows-1256"))),
		"data.dates":   measureDates(t, filepath.Join(temp, "pages-2009")),
		"data.credits": measureCredits(t, records),
	}
}

// record is a record of a collection, with the outlet that it is of.
type record struct {
	Source, Title, Author, Content string
	id                             string // day:index
}

// saudiRecords reads the days of SaudiNewsNet, in order.
func saudiRecords(t testing.TB, dir string) []record {
	t.Helper()
	archives, err := filepath.Glob(filepath.Join(dir, "*.zip"))
	if err != nil || len(archives) == 0 {
		t.Fatalf("%s: no archives, %v", dir, err)
	}
	var out []record
	for _, a := range archives {
		z, err := zip.OpenReader(a)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			var day []record
			if err := json.NewDecoder(r).Decode(&day); err != nil {
				t.Fatal(f.Name, err)
			}
			r.Close()
			for i := range day {
				day[i].id = fmt.Sprintf("%s:%d", strings.TrimSuffix(filepath.Base(f.Name), ".json"), i)
			}
			out = append(out, day...)
		}
		z.Close()
	}
	return out
}

// filesOf is the contents of the files of a folder, in the order of their names.
func filesOf(t testing.TB, dir string) [][]byte {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(names) == 0 {
		t.Fatalf("%s: no files, %v", dir, err)
	}
	var out [][]byte
	for _, n := range names {
		b, err := os.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, b)
	}
	return out
}

// The sizes of the set of glued articles, and how many parts in ten come from which collection.
const (
	gluedPairs   = 500
	gluedSingles = 2000
)

// gluedTexts is the articles of each collection by outlet: headline and text.
func gluedTexts(t testing.TB, temp string, records []record) (out [3]map[string][]string) {
	t.Helper()
	for i := range out {
		out[i] = map[string][]string{}
	}
	add := func(to map[string][]string, outlet, s string) {
		if s = strings.TrimSpace(s); len(strings.Fields(s)) >= 60 && utf8.ValidString(s) {
			to[outlet] = append(to[outlet], s)
		}
	}
	names, err := filepath.Glob(filepath.Join(temp, "pages-2009", "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		b, err := os.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		outlet := "bbc"
		if strings.Contains(n, "cnnAr") {
			outlet = "cnn"
		}
		add(out[0], outlet, string(b))
	}
	b, err := os.ReadFile(filepath.Join(temp, "news-2024", "articles.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(b) {
		var a struct{ Outlet, Title, Text string }
		if err := json.Unmarshal(line, &a); err != nil {
			t.Fatal(err)
		}
		add(out[1], a.Outlet, a.Title+"\n"+a.Text)
	}
	for _, r := range records {
		head := strings.TrimSpace(r.Title) + "\n"
		if r.Author != "" {
			head += r.Author + "\n"
		}
		add(out[2], r.Source, head+r.Content)
	}
	return out
}

// measureGlued scores the borders between articles: in pairs of one outlet set one after the other with nothing but a line break between, and
// in single articles, where none is to be found. A border is right when all of title, text and subheads lies on its side of it.
func measureGlued(t testing.TB, texts [3]map[string][]string) Figures {
	rnd := rand.New(rand.NewPCG(4, 500))
	pick := func(n int) (string, []string) {
		from := texts[[10]int{0, 0, 1, 1, 2, 2, 2, 2, 2, 2}[n%10]]
		outlets := sortedKeys(from)
		o := outlets[rnd.IntN(len(outlets))]
		return o, from[o]
	}
	found, right := 0, 0
	read := func(s string, border int) {
		as, err := page.Read(news.Item{Source: "page", Raw: []byte(s)})
		if err != nil {
			t.Error(err)
			return
		}
		for n := 1; n < len(as); n++ {
			found++
			if border > 0 && borderIs(as, n, border) {
				right++
				border = 0
			}
		}
	}
	for n := range gluedPairs {
		_, from := pick(n)
		a, b := rnd.IntN(len(from)), rnd.IntN(len(from)-1)
		if b >= a {
			b++
		}
		read(from[a]+"\n"+from[b], len(from[a])+1)
	}
	inPairs := found
	for n := range gluedSingles {
		_, from := pick(n)
		read(from[rnd.IntN(len(from))], 0)
	}
	var out Figures
	out.count("pairs", gluedPairs)
	out.count("singles", gluedSingles)
	out.count("found_in_pairs", inPairs)
	out.count("found_in_singles", found-inPairs)
	out.share("glued_p", div(right, found))
	out.share("glued_r", div(right, gluedPairs))
	return out
}

// borderIs says that article n of a source begins at the border, by its title, text and subheads and those of the articles before it.
func borderIs(as []*news.Article, n, border int) bool {
	for k, a := range as {
		for _, p := range a.Doc.Parts {
			if p.Role != text.Title && p.Role != text.Body && p.Role != text.Subhead {
				continue
			}
			if after := p.Span.Start >= border; after != (k >= n) {
				return false
			}
		}
	}
	return true
}

// charsetMutations is how many files are changed before they are read.
const charsetMutations = 200

// measureCharset counts the files whose letters come out right: all of a collection in windows-1256, as they are; and 200 of them put
// into pages that declare another encoding, into other encodings that nothing declares, cut in the middle of a letter, or mixed of two.
func measureCharset(t testing.TB, files [][]byte) Figures {
	rnd := rand.New(rand.NewPCG(4, 1256))
	right := 0
	for _, raw := range files {
		want := from1256(raw)
		if utf8.Valid(raw) { // one of the collection, and no text of windows-1256 is by chance
			want = string(raw)
		}
		if letters(textOf(raw, false)) == letters(want) {
			right++
		}
	}
	changed := 0
	for n := range charsetMutations {
		raw, want, html := mutate(rnd, files[rnd.IntN(len(files))], n)
		if got := textOf(raw, html); letters(got) == letters(want) {
			changed++
		} else {
			t.Logf("mutation %d: %d letters, want %d", n%len(mutations), len(letters(got)), len(letters(want)))
		}
	}
	var out Figures
	out.count("files", len(files))
	out.count("mutations", charsetMutations)
	out.share("files_right", div(right, len(files)))
	out.share("mutations_right", div(changed, charsetMutations))
	return out
}

// textOf is the whole text of a page as the program reads it.
func textOf(raw []byte, html bool) string {
	as, _ := page.Read(news.Item{Source: "page", Raw: raw, HTML: html}) // bad bytes are told beside the text
	if len(as) == 0 {
		return ""
	}
	return as[0].Doc.Text
}

func from1256(raw []byte) string {
	s := make([]rune, len(raw))
	for i, b := range raw {
		s[i] = charmap.Windows1256.DecodeByte(b)
	}
	return string(s)
}

// letters is a text without white space and marks: what an encoding must get right.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) || r == utf8.RuneError {
			return r
		}
		return -1
	}, s)
}

// mutations are the ways in which a text is given to the program, by name.
var mutations = []string{"declared utf-8", "declared latin", "declared iso-8859-6", "undeclared iso-8859-6", "undeclared utf-16", "undeclared utf-8", "cut utf-8", "cut utf-16", "mixed, a line", "mixed, a word"}

// mutate makes the bytes of the way n of a text, what they say, and whether they are a page.
func mutate(rnd *rand.Rand, raw []byte, n int) (out []byte, want string, html bool) {
	s := strings.Map(func(r rune) rune { // what stands in all encodings
		if _, ok := charmap.ISO8859_6.EncodeRune(r); !ok && r != '\u200E' || r == '<' || r == '&' || r == 0xAD || r == utf8.RuneError {
			return ' '
		}
		return r
	}, from1256(raw))
	in1256, err := charmap.Windows1256.NewEncoder().Bytes([]byte(strings.ReplaceAll(s, "\u00A4", " ")))
	if err != nil {
		return nil, "1256", false
	}
	s = from1256(in1256)
	declared := func(charset string, b []byte) []byte {
		return slices.Concat([]byte("<html><head><meta charset="+charset+"></head><body><p>"), b, []byte("</p></body></html>"))
	}
	switch mutations[n%len(mutations)] {
	case "declared utf-8":
		return declared("utf-8", in1256), s, true
	case "declared latin":
		return declared("iso-8859-1", in1256), s, true
	case "declared iso-8859-6":
		return declared("iso-8859-6", in1256), s, true
	case "undeclared iso-8859-6":
		b, err := charmap.ISO8859_6.NewEncoder().Bytes([]byte(s))
		if err != nil {
			return nil, err.Error(), false
		}
		return b, s, false
	case "undeclared utf-16":
		return inUTF16(s, n%20 < 10), s, false
	case "undeclared utf-8":
		return []byte("<html><body>" + s + "</body></html>"), s, true
	case "cut utf-8":
		at := len(s) / 2
		for at < len(s) && utf8.RuneStart(s[at]) {
			at++
		}
		for cut := at; cut > 0; cut-- {
			if utf8.RuneStart(s[cut-1]) {
				return []byte(s[:at]), s[:cut-1] + "\uFFFD", false
			}
		}
		return []byte(s), s, false
	case "cut utf-16":
		b := inUTF16(s, n%20 < 10)
		return b[:len(b)-1], s[:strings.LastIndexFunc(s, func(rune) bool { return true })], false
	case "mixed, a line":
		lines := strings.SplitAfter(s, "\n")
		k := rnd.IntN(len(lines))
		b, _ := charmap.Windows1256.NewEncoder().Bytes([]byte(lines[k]))
		return slices.Concat([]byte(strings.Join(lines[:k], "")), b, []byte(strings.Join(lines[k+1:], ""))), s, false
	default:
		words := strings.SplitAfter(s, " ")
		k := rnd.IntN(len(words))
		for i := 0; i < len(words) && utf8.RuneCountInString(strings.TrimSpace(words[k])) < 3; i++ {
			k = (k + 1) % len(words)
		}
		b, _ := charmap.Windows1256.NewEncoder().Bytes([]byte(words[k]))
		return slices.Concat([]byte(strings.Join(words[:k], "")), b, []byte(strings.Join(words[k+1:], ""))), s, false
	}
}

// inUTF16 is a text in UTF-16 without a byte order mark.
func inUTF16(s string, little bool) []byte {
	var order binary.AppendByteOrder = binary.BigEndian
	if little {
		order = binary.LittleEndian
	}
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, u)
	}
	return b
}

// markRows reads a file of marks: rows of fields parted by tabs; lines that begin with # are passed over.
func markRows(t testing.TB, name string, fields int) [][]string {
	t.Helper()
	b, err := pageMarks.ReadFile("page/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != fields {
			t.Fatalf("%s: %d fields, want %d: %q", name, len(f), fields, line)
		}
		out = append(out, f)
	}
	return out
}

// measureDates scores the day of publication by what the page shows. Where the page pins no day, no single day may be told.
func measureDates(t testing.TB, dir string) Figures {
	right, wrong, rows := 0, 0, markRows(t, "dates.marks", 2)
	for _, r := range rows {
		raw, err := os.ReadFile(filepath.Join(dir, r[0]))
		if err != nil {
			t.Fatal(err)
		}
		as, err := page.Read(news.Item{Source: "page", Raw: raw})
		if err != nil {
			t.Fatal(err)
		}
		day := ""
		if p := as[0].Doc.Published; p != nil && p.Single() {
			day = p.ISO()
		}
		switch {
		case day == r[1]:
			right++
		case day != "":
			wrong++
			t.Logf("%s: %s, want %q", r[0], day, r[1])
		default:
			t.Logf("%s: no day, want %q", r[0], r[1])
		}
	}
	var out Figures
	out.count("pages", len(rows))
	out.share("day_right", div(right, len(rows)))
	out.share("day_wrong", div(wrong, len(rows)))
	return out
}

// measureCredits scores what is read out of the author field of records: a field is right when places, agencies, outlets and persons all are,
// as they are printed.
func measureCredits(t testing.TB, records []record) Figures {
	byID := map[string]record{}
	for _, r := range records {
		byID[r.id] = r
	}
	names := [4]string{"places_right", "agencies_right", "outlets_right", "persons_right"}
	var right [4]int
	all, rows := 0, markRows(t, "credits.marks", 5)
	for _, row := range rows {
		r, ok := byID[row[0]]
		if !ok {
			t.Fatalf("no record %s", row[0])
		}
		as, err := page.Read(news.Item{Source: row[0], Fields: &news.Fields{Title: r.Title, Text: r.Content, Author: r.Author}})
		if err != nil {
			t.Fatal(err)
		}
		c := page.Credits(as[0])
		author := text.Span{End: len(r.Author)}
		if strings.TrimSpace(r.Title) != "" {
			author = text.Span{Start: len(r.Title) + 1, End: len(r.Title) + 1 + len(r.Author)}
		}
		if v := as[0].Page; v != nil { // references in it were read as what they stand for
			author = v.Find(author)
		}
		n := 0
		for k, found := range [][]text.Named{c.Places, c.Agencies, c.Outlets, c.Persons} {
			if got := printed(as[0].Doc.Text, author, found); got == row[k+1] {
				right[k]++
				n++
			} else {
				t.Logf("%s %q: %s: %q, want %q", row[0], r.Author, names[k], got, row[k+1])
			}
		}
		all += bit(n == len(names))
	}
	var out Figures
	out.count("lines", len(rows))
	for k, name := range names {
		out.share(name, div(right[k], len(rows)))
	}
	out.share("credit_right", div(all, len(rows)))
	return out
}

// printed is the names that stand in a stretch of a text, as they are printed, parted by bars.
func printed(s string, in text.Span, names []text.Named) string {
	var out []string
	for _, n := range names {
		if in.Contains(n.Span) {
			out = append(out, strings.Join(strings.Fields(n.Span.Of(s)), " "))
		}
	}
	return strings.Join(out, "|")
}
