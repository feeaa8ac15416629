package lexicon

// Sieve tells of most words that they are not among a set, at less than the cost of looking them up: a table of bits, one for each value
// of a short hash over the length and both ends of a word. What passes may still be none of them.
type Sieve struct {
	table []uint64
	shift uint
}

// NewSieve makes a sieve for about n words, which lets one foreign word in sixteen through, or fewer.
func NewSieve(n int) *Sieve {
	bits := uint(10)
	for 1<<bits < 16*n && bits < 24 {
		bits++
	}
	return &Sieve{make([]uint64, 1<<(bits-6)), 64 - bits}
}

// Add puts a word among the set.
func (s *Sieve) Add(w string) {
	h := s.hash(w)
	s.table[h>>6] |= 1 << (h & 63)
}

// Has says whether the word may be among the set.
func (s *Sieve) Has(w string) bool {
	h := s.hash(w)
	return s.table[h>>6]&(1<<(h&63)) != 0
}

// Table is a map from words to what is known of them, before which a sieve stands: for words of a text, most of which are not in it.
type Table[T any] struct {
	words map[string]T
	sieve *Sieve
}

// NewTable makes a table of a map, which it keeps, and which must not change any more.
func NewTable[T any](words map[string]T) Table[T] {
	t := Table[T]{words, NewSieve(len(words))}
	for w := range words {
		t.sieve.Add(w)
	}
	return t
}

// Get is what is known of a word; ok says that it is in the table.
func (t Table[T]) Get(w string) (v T, ok bool) {
	if !t.sieve.Has(w) {
		return v, false
	}
	v, ok = t.words[w]
	return v, ok
}

// Of is what is known of a word, the zero value when nothing.
func (t Table[T]) Of(w string) T {
	v, _ := t.Get(w)
	return v
}

func (s *Sieve) hash(w string) uint64 {
	n := len(w)
	var a, b uint64
	switch {
	case n >= 8:
		a, b = word64(w), word64(w[n-8:])
	case n >= 4:
		a, b = word32(w), word32(w[n-4:])
	default:
		for i := range n {
			a = a<<8 | uint64(w[i])
		}
	}
	return ((a^uint64(n))*0x9e3779b97f4a7c15 ^ b) * 0xbf58476d1ce4e5b9 >> s.shift
}

func word64(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

func word32(s string) uint64 {
	_ = s[3]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24
}
