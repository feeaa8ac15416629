package gold

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"rawi/arabic/name"
	"rawi/arabic/word"
	"rawi/text"
)

var showNames = flag.Bool("names", false, "with TestNames: write names/report.md")

// TestNames: the names that the program finds in the pages of the folder names are not fewer and not more wrong than the floor; with
// -names the report beside them is written anew.
func TestNames(t *testing.T) {
	figures, report := measureNames(t)
	if v, _ := figures.Value("all_f1"); v < .82 {
		t.Errorf("F1 of names is %.3f\n%s", v, report)
	}
	if *showNames {
		head := "# Names in nineteen of the shared articles\n\nTokens as white space and signs part them; titles and sorts stand outside names, as ANERcorp has it. " +
			"The mark \"optional\" (ministries,\ncourts) and phrases that name somebody by an office alone do not count. Written by: go test ./gold -run TestNames -names\n\n"
		if err := os.WriteFile(filepath.Join("names", "report.md"), []byte(head+report), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Log("\n" + report)
}

// measureNames reads the pages of the folder names from the shared gold; it skips the test where that is missing.
func measureNames(t testing.TB) (Figures, string) {
	t.Helper()
	dir := sharedFolder()
	if dir == "" {
		t.Skip("../shared is not here")
	}
	pages, err := LoadNames(os.DirFS("."), "names")
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	var found [][]text.Name
	for _, p := range pages {
		b, err := os.ReadFile(filepath.Join(dir, "gold", "articles", p.ID+".txt"))
		if err != nil {
			t.Skip(err)
		}
		if h := fmt.Sprintf("%x", sha256.Sum256(b)); h != p.Hash {
			t.Fatalf("%s is not the text that was marked", p.ID)
		}
		s := string(b)
		w := word.Read(s, text.Span{End: len(s)})
		var names []text.Name
		for _, n := range name.Find(w, word.Sentences(w, 0, len(w.Tokens)), 0) {
			if !name.ByOffice(n) { // an office is no name
				names = append(names, n)
			}
		}
		texts, found = append(texts, s), append(found, names)
	}
	return Entities(pages, texts, found)
}

// TestEntities: kinds, extents, optional and ambiguous marks are counted as they say.
func TestEntities(t *testing.T) {
	const s = "wSalim met Rome and Paris in X"
	at := func(w string) text.Span {
		i := strings.Index(s, w)
		return text.Span{Start: i, End: i + len(w)}
	}
	mark := func(w string, k ...text.Kind) NameMark { return NameMark{Span: at(w), Kinds: k} }
	pages := []NamePage{{Marks: []NameMark{mark("Salim", text.Person), mark("Rome", text.Place, text.Organization), mark("Paris", text.Place), {Span: at("X"), Optional: true}}}}
	found := []text.Name{{Span: at("wSalim"), Kind: text.Person}, {Span: at("Rome"), Kind: text.Organization}, {Span: at("met"), Kind: text.Person}, {Span: at("X"), Kind: text.Other}}
	f, _ := Entities(pages, []string{s}, [][]text.Name{found})
	for name, want := range map[string]float64{"names": 3, "all_p": 2. / 3, "all_r": 2. / 3, "person_p": .5, "person_r": 1, "organization_f1": 1, "place_r": 0, "edges": .5} {
		if v, ok := f.Value(name); !ok || v < want-1e-9 || v > want+1e-9 {
			t.Errorf("%s is %v, want %v", name, v, want)
		}
	}
}

// TestLoadNames: a page's marks are read to the last line, and a line that is none is named, however long it is.
func TestLoadNames(t *testing.T) {
	good := "# text sha256 abc, by hand\nstart\tend\tkind\n0\t4\tperson\n\n5\t9\tplace/optional\r\n"
	pages, err := LoadNames(fstest.MapFS{"n/a.marks": {Data: []byte(good)}}, "n")
	if err != nil || len(pages) != 1 || pages[0].ID != "a" || pages[0].Hash != "abc" || len(pages[0].Marks) != 2 || !pages[0].Marks[1].Optional {
		t.Errorf("%+v, %v", pages, err)
	}
	bad := good + strings.Repeat("x", 1<<17) + "\n"
	if _, err := LoadNames(fstest.MapFS{"n/a.marks": {Data: []byte(bad)}}, "n"); err == nil || !strings.HasPrefix(err.Error(), "n/a.marks:6: ") {
		t.Errorf("a line that is no mark: %.60v", err)
	}
}
