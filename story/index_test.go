package story

import (
	"math/rand/v2"
	"slices"
	"testing"

	"rawi/text"
)

// TestPosts: what is let go of a stem's articles is never missed. The model keeps all.
func TestPosts(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		n, step := 1+rng.IntN(900), 1+rng.IntN(120)
		v := view{days: make([]text.Days, n)}
		p := posts{all: make([]post, 0, min(n, room))}
		var all []post
		from := 0
		for d := range n {
			v.days[d] = text.Days{From: text.Day(d / step), To: text.Day(d / step)} // those of the first day have none
			v.turn(v.days[d], int32(d))
			if rng.IntN(3) > 0 {
				early := rng.IntN(2) == 0
				var want []post
				if len(all) <= rare && (early || v.when.From == 0) {
					want = all
				} else {
					for from < len(all) && (v.days[all[from].doc].From == 0 || apart(v.days[all[from].doc], v.when) > window) {
						from++
					}
					if len(all)-from <= crowd {
						want = all[from:]
					}
				}
				if got := p.near(&v, early); !slices.Equal(got, want) {
					t.Fatalf("article %d of %d, %d a day: %d near, want %d", d, n, step, len(got), len(want))
				}
			}
			x := post{int32(d), rng.Float32()}
			all = append(all, x)
			p.add(x)
		}
		if cap(p.all) > 2*room {
			t.Fatalf("room for %d posts", cap(p.all))
		}
	}
}
