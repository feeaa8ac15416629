package name

import (
	_ "embed"
	"sync"
)

// Clusters are classes of words that stand in the same places: for each word the number of its class among 512 and among 128.
//
// The file is an open hash table that is used as it is: its number of slots is 2^bits, a slot 4 bytes, two with what tells words
// apart that meet in a slot and two with the classes.
type Clusters struct {
	bits  uint
	table string
}

// clustersMagic begins the file.
const clustersMagic = "rawi clusters 1\n"

//go:embed clusters.bin
var clustersFile string

var clusters = sync.OnceValue(func() Clusters { return ReadClusters(clustersFile) })

// ReadClusters makes the table of the bytes of its file, which it keeps. A file that is none gives no classes.
func ReadClusters(file string) Clusters {
	const head = len(clustersMagic) + 1
	if len(file) < head || file[:len(clustersMagic)] != clustersMagic {
		return Clusters{}
	}
	c := Clusters{bits: uint(file[head-1]), table: file[head:]}
	if c.bits == 0 || c.bits > 24 || len(c.table) != 4<<c.bits {
		return Clusters{}
	}
	return c
}

// WriteClusters makes the file. fine and coarse are the classes of each folded word, below 512 and below 128.
func WriteClusters(words []string, fine, coarse []int32) []byte {
	bits := uint(1)
	for 2*len(words) > 3<<(bits-1) { // at most three slots of four are taken
		bits++
	}
	table := make([]byte, 4<<bits)
	mask := uint32(1)<<bits - 1
	for i, w := range words {
		h := hash(w)
		s := h >> (32 - bits)
		for table[4*s]|table[4*s+1] != 0 {
			s = (s + 1) & mask
		}
		tag, x := uint16(h)|1, uint16(fine[i])<<7|uint16(coarse[i])
		table[4*s], table[4*s+1], table[4*s+2], table[4*s+3] = byte(tag), byte(tag>>8), byte(x), byte(x>>8)
	}
	return append(append([]byte(clustersMagic), byte(bits)), table...)
}

// of is the classes of the word of this hash, counted from 1; 0 for a word that has none.
func (c Clusters) of(h uint32) (fine, coarse uint32) {
	if c.bits == 0 {
		return 0, 0
	}
	tag := uint16(h) | 1
	for s, mask := h>>(32-c.bits), uint32(1)<<c.bits-1; ; s = (s + 1) & mask {
		switch t := uint16(c.table[4*s]) | uint16(c.table[4*s+1])<<8; t {
		case 0:
			return 0, 0
		case tag:
			x := uint32(c.table[4*s+2]) | uint32(c.table[4*s+3])<<8
			return x>>7 + 1, x&127 + 1
		}
	}
}
