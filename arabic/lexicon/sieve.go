package lexicon

// Sieve tells of most words that they are not among a set, at less than the cost of looking them up: a table of bits, one for each value
// of a short hash of a word. What passes may still be none of them.
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
	s.add(mix(w))
}

// Has says whether the word may be among the set.
func (s *Sieve) Has(w string) bool {
	return s.has(mix(w))
}

func (s *Sieve) add(h uint64) {
	h >>= s.shift
	s.table[h>>6] |= 1 << (h & 63)
}

func (s *Sieve) has(h uint64) bool {
	h >>= s.shift
	return s.table[h>>6]&(1<<(h&63)) != 0
}

// mix is a hash of a word; its top bits are the best.
func mix(w string) uint64 {
	n := len(w)
	var a, b uint64
	switch {
	case n >= 8:
		a, b = word64(w), word64(w[n-8:])
		for i := 8; i < n-8; i += 8 { // long words may be alike at both ends
			a = (a ^ word64(w[i:])) * 0x9fb21c651e98df25
			a ^= a >> 32
		}
	case n >= 4:
		a, b = word32(w), word32(w[n-4:])
	default:
		for i := range n {
			a = a<<8 | uint64(w[i])
		}
	}
	return ((a^uint64(n))*0x9e3779b97f4a7c15 ^ b) * 0xbf58476d1ce4e5b9
}

func word64(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

func word32(s string) uint64 {
	_ = s[3]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24
}
