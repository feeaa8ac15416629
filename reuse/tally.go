package reuse

// tally counts the fingerprints of a kind, to tell those that more than one article has, and not too many of them.
type tally struct {
	most  uint8
	kept  int     // how many of those counted are shared
	bits  rarity  // where there is no most
	bytes []uint8 // where there is one
}

// newTally makes room for the fingerprints of n words.
func newTally(n int, most uint8) *tally {
	if most == 0 {
		return &tally{bits: rarityFor(n)}
	}
	size := 1 << 16
	for size < n/8 { // words are far fewer than their occurrences
		size *= 2
	}
	return &tally{most: most, bytes: make([]uint8, size)}
}

func (t *tally) add(h uint64) {
	var before uint8
	if t.most == 0 {
		before = uint8(t.bits.add(h))
	} else if c := &t.bytes[h&uint64(len(t.bytes)-1)]; *c < 255 {
		before = *c
		*c++
	} else {
		return
	}
	switch {
	case before == 1:
		t.kept += 2
	case t.most > 0 && before == t.most:
		t.kept -= int(before)
	case before > 0 && (t.most == 0 || before < t.most):
		t.kept++
	}
}

// shared says whether a hash was counted more than once and no more than most times. It may be wrong where hashes share a counter.
func (t *tally) shared(h uint64) bool {
	if t.most == 0 {
		return t.bits.of(h) > 1
	}
	c := t.bytes[h&uint64(len(t.bytes)-1)]
	return c > 1 && c <= t.most
}
