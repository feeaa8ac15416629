package name

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rawi/arabic/letter"
	"rawi/text"
)

// seeds is the part of seeds-story.json that lists who and what the five seed pages name.
type seeds struct {
	Entities []struct {
		Canonical string
		Type      string
		Spellings []struct {
			S     string
			Files []string
			Note  string
		}
	}
}

// TestSeeds: the spellings of each person, state and organization of the seed pages are found, and come out as one.
func TestSeeds(t *testing.T) {
	shared := filepath.Join("..", "..", "..", "shared")
	b, err := os.ReadFile(filepath.Join(shared, "gold", "seeds-story.json"))
	if err != nil {
		t.Skip("the shared data are not here: ", err)
	}
	var g seeds
	if err := json.Unmarshal(b, &g); err != nil {
		t.Fatal(err)
	}
	texts, names := map[string]string{}, map[string][]text.Name{}
	found, all := 0, 0
	for _, e := range g.Entities {
		if e.Type != "person" && e.Type != "country" && e.Type != "organisation" && e.Type != "region" {
			continue
		}
		for _, s := range e.Spellings {
			if s.Note != "" || strings.HasPrefix(s.S, "ال") && e.Type == "person" {
				continue // a capital for its state, a joined preposition, a description
			}
			for _, file := range s.Files {
				if texts[file] == "" {
					b, err := os.ReadFile(filepath.Join(shared, "seeds", file+".txt"))
					if err != nil {
						t.Skip(err)
					}
					texts[file] = string(b)
					names[file] = findAll(string(b), text.DateOf(2025, 9, 2))
				}
				all++
				if ok, why := one(texts[file], names[file], s.S, e.Canonical); ok {
					found++
				} else {
					t.Logf("%s: %s (%s): %s", file, s.S, e.Canonical, why)
				}
			}
		}
	}
	if found*100 < all*86 {
		t.Errorf("%d of %d spellings of the seed pages found as one; there were more", found, all)
	}
}

// one says whether some occurrence of s in the text is found as a name of the entity.
func one(x string, names []text.Name, s, entity string) (bool, string) {
	why := "not found"
	for _, n := range names {
		w := n.Span.Of(x)
		if w != s && !strings.HasSuffix(s, " "+w) && letter.String(w, letter.Search) != letter.String(s, letter.Search) {
			continue
		}
		same, _ := Same(n.Entity, entity)
		if same || Short(n.Entity, entity) || strings.HasSuffix(n.Entity, entity) || strings.HasSuffix(entity, n.Entity) {
			return true, ""
		}
		why = "is " + n.Entity
	}
	return false, why
}
