package reuse

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"rawi/news"
)

const mayor = "In the hills above the bay the mayor opened a road that farmers had demanded for eleven years, and in a short speech he thanked " +
	"the engineers who had cut it through the rock with their own hands and for very little money, while the band of the village played"

// shuffled is the words of s in another order.
func shuffled(s string, seed uint64) string {
	w := strings.Fields(s)
	rand.New(rand.NewPCG(seed, 1)).Shuffle(len(w), func(i, j int) { w[i], w[j] = w[j], w[i] })
	return strings.Join(w, " ")
}

// around puts a text among words of its own.
func around(s string, seed uint64) string {
	rng := rand.New(rand.NewPCG(seed, 2))
	return filler(rng, 60) + s + " " + filler(rng, 60)
}

func TestDisguise(t *testing.T) {
	reworded := strings.NewReplacer("opened", "inaugurated", "demanded", "wanted", "short", "brief", "thanked", "praised", "engineers", "builders",
		"rock", "stone", "little", "modest", "village", "hamlet", "hills", "mountains", "road", "highway", "money", "pay", "speech", "address").Replace(mayor)
	for _, c := range []struct {
		name, a, b string
		want       news.Disguise // "" for nothing
		parts      int
	}{
		{"word for word", mayor, mayor, news.Exact, 0},
		{"two words changed", mayor, strings.NewReplacer("eleven", "twelve", "band", "choir").Replace(mayor), news.Edited, 0},
		{"other words in place of many", mayor, reworded, news.Reworded, 2},
		{"words shuffled", mayor, shuffled(mayor, 3), news.Reordered, 0},
		{"sentences in another order", mayor + ". " + harbour, harbour + ". " + mayor, news.Reordered, 2},
		{"the same matter in own words", mayor, "A road above the bay, long awaited by farmers, was opened on Monday; the mayor spoke briefly of rock and of money, and " +
			"music followed. Engineers had worked on it by hand since the spring of the year before last, as residents recall", "", 0},
		{
			"names in another order", "Anderson, Bergström, Castelli, Dubrovnik, Eriksson, Fernandez, Gallagher, Hernandez, Ivanovic, Johansson, Kowalski, Lindqvist, Montgomery, Nakamura, Oliveira, Petrovic, Quintero, Rasmussen, Sorensen, Takahashi",
			"Takahashi, Sorensen, Anderson, Rasmussen, Castelli, Quintero, Eriksson, Petrovic, Bergström, Oliveira, Fernandez, Nakamura, Dubrovnik, Montgomery, Hernandez, Lindqvist, Gallagher, Kowalski, Ivanovic, Johansson", "", 0,
		},
	} {
		a, b := around(c.a, 10), around(c.b, 20)
		got := Find([]*news.Article{article("a", a), article("b", b)})
		switch {
		case c.want == "" && len(got) > 0:
			t.Errorf("%s: found %q", c.name, got[0].A.Span.Of(a))
		case c.want == "":
		case len(got) != 1 || got[0].Kind != c.want || len(got[0].Parts) != c.parts:
			t.Errorf("%s: %+v, want one passage, %s, of %d parts", c.name, got, c.want, c.parts)
		case strings.Trim(got[0].B.Span.Of(b), ". ") != strings.Trim(c.b, ". ") && c.want != news.Reworded:
			t.Errorf("%s: %q, want %q", c.name, got[0].B.Span.Of(b), c.b)
		}
	}
}

// TestSeedsAreBounded: texts made of nothing but words that hardly any other has, in any order, take no longer than in proportion.
func TestSeedsAreBounded(t *testing.T) {
	for _, n := range []int{12, 24} { // each word stands in no more texts than a seed may
		var all []*news.Article
		for i := range n {
			all = append(all, article(fmt.Sprintf("a%02d", i), shuffled(filler(rand.New(rand.NewPCG(1, 1)), 1000), uint64(i))))
		}
		start := time.Now()
		Find(all)
		if d := time.Since(start); d > 10*time.Second {
			t.Errorf("%d texts: %v", n, d)
		}
	}
}
