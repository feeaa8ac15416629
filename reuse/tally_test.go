package reuse

import (
	"math/rand/v2"
	"testing"
)

// TestTally: how many of the hashes counted are shared is known before they are asked for again.
func TestTally(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, most := range []uint8{0, 6, 48} {
		tally := newTally(1000, most)
		hashes := make([]uint64, 20_000)
		for i := range hashes {
			hashes[i] = mix(uint64(float64(300_000) * rng.Float64() * rng.Float64() * rng.Float64()))
			tally.add(hashes[i])
		}
		shared := 0
		for _, h := range hashes {
			if tally.shared(h) {
				shared++
			}
		}
		if shared != tally.kept || shared == 0 || shared == len(hashes) {
			t.Errorf("at most %d: %d are shared, %d told", most, shared, tally.kept)
		}
	}
}
