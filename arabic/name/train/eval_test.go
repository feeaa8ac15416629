package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"sort"
	"strings"
	"testing"
	"time"

	"rawi/text"
)

func held(t *testing.T) [][]column {
	c, err := readColumns("/work/data/anercorp-train/anercorp-train/Data/ANERCorp_CamelLab_train.txt", lastField)
	if err != nil {
		t.Skip(err)
	}
	n, k, cut := 0, 0, 0
	for _, s := range c {
		n += len(s)
	}
	for ; k < n*5/6; cut++ {
		k += len(c[cut])
	}
	return c[cut:]
}

func report(t *testing.T, as []article, kinds map[string]text.Kind, asked map[text.Kind]bool, show bool) {
	tl := newTally()
	wrong := map[string]int{}
	t0 := time.Now()
	n := 0
	for _, a := range as {
		got, gold := a.found(), a.gold(kinds)
		n += len(a.text.Tokens)
		tl.add(got, gold, asked)
		if show {
			have := map[chunk]bool{}
			for _, g := range gold {
				have[g] = true
			}
			str := func(c chunk) string {
				var w []string
				for _, x := range a.columns[c.from:c.to] {
					w = append(w, x.form)
				}
				return strings.Join(w, " ")
			}
			ctx := func(c chunk) string {
				return str(chunk{max(0, c.from-4), c.from, ""}) + " [" + str(c) + "] " + str(chunk{c.to, min(len(a.columns), c.to+4), ""})
			}
			g2 := map[chunk]bool{}
			for _, g := range got {
				g2[g] = true
				if !have[g] {
					wrong["FP "+string(g.kind)+" "+ctx(g)]++
				}
			}
			for _, g := range gold {
				if !g2[g] {
					wrong["FN "+string(g.kind)+" "+ctx(g)]++
				}
			}
		}
	}
	d := time.Since(t0)
	fmt.Print(tl)
	fmt.Printf("%d tokens, %.0f tokens/s\n", n, float64(n)/d.Seconds())
	if show {
		var ks []string
		for k, v := range wrong {
			ks = append(ks, fmt.Sprintf("%s\t%d", k, v))
		}
		sort.Strings(ks)
		fmt.Println(strings.Join(ks, "\n"))
	}
}

func TestHeld(t *testing.T) {
	for _, size := range []int{1, 15} {
		fmt.Println("size", size)
		report(t, articles(held(t), size), conll, nil, size == 15 && os.Getenv("ERR") != "")
	}
}

func TestCaraner(t *testing.T) {
	f, err := os.Open("/work/data/caraner/caraner/CAraNER.csv")
	if err != nil {
		t.Skip(err)
	}
	r := csv.NewReader(f)
	r.LazyQuotes = true
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var cs [][]column
	last := ""
	for _, row := range rows[1:] {
		if row[0] != last {
			cs = append(cs, nil)
			last = row[0]
		}
		tag := strings.Replace(row[6], "_", "-", 1)
		cs[len(cs)-1] = append(cs[len(cs)-1], column{row[2], tag})
	}
	m := map[string]text.Kind{"PER": text.Person, "LOC": text.Place, "ORG": text.Organization}
	report(t, articles(cs, 1), m, map[text.Kind]bool{text.Person: true, text.Place: true, text.Organization: true}, os.Getenv("ERR") != "")
}
