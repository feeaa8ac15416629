package name

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"rawi/arabic/lexicon"
)

var showSpellings = flag.Bool("spellings", false, "with TestSpellings: print the errors of the open part")

// spelt counts verdicts over pairs of spellings.
type spelt struct{ right, missed, wrong, apart int }

func (s spelt) String() string {
	return fmt.Sprintf("precision %.4f, recall %.4f: %d pairs merged, %d missed; %d of %d near names merged wrongly",
		float64(s.right)/float64(max(1, s.right+s.wrong)), float64(s.right)/float64(max(1, s.right+s.missed)), s.right, s.missed, s.wrong, s.apart)
}

// TestSpellings: of testdata/spellings.tsv, spellings of one entity are merged, near names of two are not.
func TestSpellings(t *testing.T) {
	l, err := lexicon.Read(os.DirFS("testdata"), "spellings.tsv")
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]*spelt{"open": {}, "kept": {}}
	sorts := map[string]int{}
	for _, r := range l.Rows {
		names := strings.Split(r.Key(), " / ")
		p := parts[r.Get("part")]
		sorts[r.Get("sort")]++
		for i, a := range names {
			for _, b := range names[i+1:] {
				same, why := Same(a, b)
				tell := ""
				switch {
				case r.Get("sort") != "same" && same:
					p.wrong++
					tell = "merged"
				case r.Get("sort") != "same":
				case same:
					p.right++
				default:
					p.missed++
					tell = "missed"
				}
				if r.Get("sort") != "same" {
					p.apart++
				}
				if tell != "" && *showSpellings && r.Get("part") == "open" {
					t.Logf("%s: %s | %s %s", tell, a, b, why)
				}
			}
		}
	}
	for name, p := range parts {
		t.Log(name, p)
		if precision := float64(p.right) / float64(p.right+p.wrong); precision < .985 {
			t.Errorf("%s: precision %.4f", name, precision)
		}
		if recall := float64(p.right) / float64(p.right+p.missed); recall < .9 {
			t.Errorf("%s: recall %.4f", name, recall)
		}
	}
	if sorts["same"] < 600 || len(l.Rows)-sorts["same"] < 2000 {
		t.Errorf("too few: %v", sorts)
	}
}
