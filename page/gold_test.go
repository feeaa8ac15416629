package page

import (
	"encoding/json"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"unicode"

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

// cover marks the bytes of each role.
func cover(n int, spans map[text.Role][]text.Span) map[text.Role][]bool {
	out := map[text.Role][]bool{}
	for r, ss := range spans {
		m := make([]bool, n)
		for _, s := range ss {
			for i := s.Start; i < s.End; i++ {
				m[i] = true
			}
		}
		out[r] = m
	}
	return out
}

// TestGoldRoles measures the roles of text pages by characters. RAWI_GOLD names a folder of other gold; RAWI_SHOW=1 shows each difference.
func TestGoldRoles(t *testing.T) {
	dir := os.Getenv("RAWI_GOLD")
	if dir == "" {
		dir = shared(t, "shared/gold/articles")
	}
	show := os.Getenv("RAWI_SHOW")
	files, _ := filepath.Glob(filepath.Join(dir, "*.gold.json"))
	type count struct{ both, pred, gold int }
	total := map[text.Role]*count{}
	at := func(r text.Role) *count {
		if total[r] == nil {
			total[r] = &count{}
		}
		return total[r]
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var g goldArticle
		if err := json.Unmarshal(b, &g); err != nil {
			t.Fatal(err)
		}
		raw, err := os.ReadFile(strings.TrimSuffix(f, ".gold.json") + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		articles, err := Read(news.Item{Source: g.ID, Raw: raw})
		if err != nil {
			t.Fatal(err)
		}
		n := len(raw)
		gold, pred := map[text.Role][]text.Span{}, map[text.Role][]text.Span{}
		marked := make([]bool, n)
		for _, p := range g.Parts {
			s := text.Span{Start: p.Span[0], End: p.Span[1]}
			gold[p.Role] = append(gold[p.Role], s)
			for i := s.Start; i < s.End; i++ {
				marked[i] = true
			}
		}
		for k, a := range articles {
			for _, p := range a.Doc.Parts {
				r := p.Role
				if k > 0 {
					r = "other"
				}
				pred[r] = append(pred[r], p.Span)
			}
		}
		gm, pm := cover(n, gold), cover(n, pred)
		body := make([]bool, n)
		for i := range body {
			body[i] = !marked[i]
		}
		gm[text.Body] = body
		ink := make([]bool, n)
		for i, r := range string(raw) {
			if !unicode.IsSpace(r) {
				for k := range len(string(r)) {
					ink[i+k] = true
				}
			}
		}
		roles := map[text.Role]bool{}
		for r := range gm {
			roles[r] = true
		}
		for r := range pm {
			roles[r] = true
		}
		goldAt := make([]text.Role, n)
		predAt := make([]text.Role, n)
		for r := range roles {
			c := at(r)
			for i := range n {
				a, b := gm[r] != nil && gm[r][i], pm[r] != nil && pm[r][i]
				if a {
					goldAt[i] = r
				}
				if b {
					predAt[i] = r
				}
				if !ink[i] {
					continue
				}
				if a && b {
					c.both++
				}
				if b {
					c.pred++
				}
				if a {
					c.gold++
				}
			}
		}
		if show != "" {
			for i := 0; i < n; {
				if !ink[i] || goldAt[i] == predAt[i] {
					i++
					continue
				}
				j := i
				for j < n && (!ink[j] || goldAt[j] == goldAt[i] && predAt[j] == predAt[i]) {
					j++
				}
				t.Logf("%s: gold %s, found %s: %.300q", g.ID, goldAt[i], predAt[i], strings.ToValidUTF8(string(raw[i:j]), "?"))
				i = j
			}
		}
	}
	macro, roles := 0., 0
	var names []string
	for r := range total {
		names = append(names, string(r))
	}
	sort.Strings(names)
	f1 := func(r text.Role) float64 {
		c := at(r)
		if c.both == 0 {
			return 0
		}
		p, q := float64(c.both)/float64(c.pred), float64(c.both)/float64(c.gold)
		return 2 * p * q / (p + q)
	}
	for _, r := range names {
		t.Logf("%-10s %.3f  (gold %d, found %d)", r, f1(text.Role(r)), at(text.Role(r)).gold, at(text.Role(r)).pred)
		if text.Role(r) != text.Body && at(text.Role(r)).gold > 0 {
			macro += f1(text.Role(r))
			roles++
		}
	}
	t.Logf("macro of the other roles %.3f", macro/float64(max(roles, 1)))
	if f1(text.Body) < .985 || macro/float64(max(roles, 1)) < .88 {
		t.Error("below the floor: body .985, mean of the other roles .88")
	}
}
