package story

// numbers numbers hashes from 0 in the order in which they are met. It is a hash table with open addressing: its keys are hashes already.
type numbers struct {
	slots []slot
	n     int32
}

// slot holds a hash, and its number counted from 1; 0 is empty.
type slot struct {
	hash uint64
	id   int32
}

func newNumbers() *numbers { return &numbers{slots: make([]slot, 1024)} }

// of is the number of a hash, a new one where it was not met before.
func (t *numbers) of(hash uint64) int32 {
	if int(t.n) >= len(t.slots)*5/8 {
		old := t.slots
		t.slots = make([]slot, 2*len(old))
		for _, s := range old {
			if s.id > 0 {
				*t.slot(s.hash) = s
			}
		}
	}
	s := t.slot(hash)
	if s.id == 0 {
		t.n++
		*s = slot{hash, t.n}
	}
	return s.id - 1
}

// find is the number of a hash, -1 where it was never met.
func (t *numbers) find(hash uint64) int32 { return t.slot(hash).id - 1 }

// slot is where a hash stands, or would stand.
func (t *numbers) slot(hash uint64) *slot {
	for i := (hash ^ hash>>32) * 0x9E3779B97F4A7C15 >> 20; ; i++ {
		if s := &t.slots[i&uint64(len(t.slots)-1)]; s.id == 0 || s.hash == hash {
			return s
		}
	}
}
