package page

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"rawi/news"
	"rawi/text"
)

// shared finds a folder beside the repository, or skips the test.
func shared(t *testing.T, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; dir = filepath.Dir(dir) {
		p := filepath.Join(dir, name)
		if _, err := os.Stat(p); err == nil {
			return p
		}
		if dir == filepath.Dir(dir) {
			t.Skipf("%s is not here: what is measured on it is not measured", name)
		}
	}
}

type goldArticle struct {
	ID    string
	Parts []struct {
		Role text.Role
		Span [2]int
	}
}

// TestGoldRoles measures the roles of text pages by characters. RAWI_GOLD names a folder of other gold; RAWI_SHOW=1 shows each difference.
func TestGoldRoles(t *testing.T) {
	dir := os.Getenv("RAWI_GOLD")
	if dir == "" {
		dir = shared(t, "shared/gold/articles")
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*.gold.json"))
	total := roleTally{}
	for _, f := range files {
		id, raw, gold := goldRoles(t, f)
		articles, err := Read(news.Item{Source: id, Raw: raw})
		if err != nil {
			t.Fatal(err)
		}
		found := rolesFound(articles, len(raw))
		for i, r := range string(raw) {
			if unicode.IsSpace(r) {
				continue
			}
			total.at(gold[i])[2] += utf8.RuneLen(r)
			total.at(found[i])[1] += utf8.RuneLen(r)
			if gold[i] == found[i] {
				total.at(gold[i])[0] += utf8.RuneLen(r)
			}
		}
		if os.Getenv("RAWI_SHOW") != "" {
			showRoles(t, id, string(raw), gold, found)
		}
	}
	macro, body := total.macro()
	t.Logf("\n%vmean of the other roles %.3f", total, macro)
	if body < .985 || macro < .88 {
		t.Error("below the floor: body .985, mean of the other roles .88")
	}
}

// goldRoles reads a marked article: its text, and the role of each of its bytes. What is not marked is body.
func goldRoles(t *testing.T, file string) (id string, raw []byte, roles []text.Role) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var g goldArticle
	if err := json.Unmarshal(b, &g); err != nil {
		t.Fatal(err)
	}
	if raw, err = os.ReadFile(strings.TrimSuffix(file, ".gold.json") + ".txt"); err != nil {
		t.Fatal(err)
	}
	roles = make([]text.Role, len(raw))
	for i := range roles {
		roles[i] = text.Body
	}
	for _, p := range g.Parts {
		for i := p.Span[0]; i < p.Span[1]; i++ {
			roles[i] = p.Role
		}
	}
	return g.ID, raw, roles
}

// rolesFound is the role of each byte of a text of n bytes; that of further articles is "other".
func rolesFound(articles []*news.Article, n int) []text.Role {
	out := make([]text.Role, n)
	for k, a := range articles {
		for _, p := range a.Doc.Parts {
			for i := p.Span.Start; i < p.Span.End; i++ {
				if out[i] = p.Role; k > 0 {
					out[i] = "other"
				}
			}
		}
	}
	return out
}

// showRoles prints the stretches whose role is not the wanted one.
func showRoles(t *testing.T, id, raw string, gold, found []text.Role) {
	t.Helper()
	_, at := ink(raw)
	for k := 0; k < len(at); {
		from := k
		for k < len(at) && gold[at[k]] == gold[at[from]] && found[at[k]] == found[at[from]] {
			k++
		}
		if i := at[from]; gold[i] != found[i] {
			t.Logf("%s: gold %s, found %s: %.300q", id, gold[i], found[i], strings.ToValidUTF8(raw[i:at[k-1]+1], "?"))
		}
	}
}
