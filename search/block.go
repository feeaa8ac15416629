package search

import (
	"encoding/binary"
	"errors"
	"sort"
)

// A block is a stretch of sorted entries. An entry is a key and a value:
//
//	shared   varint   how many bytes of the key are those of the key before it
//	more     varint   how many follow
//	…                 they
//	size     varint   of the value
//	…                 the value
//
// Keys may come again: a long list is several entries of one key, in order.

// blockSize is how long a block is at most, in bytes, where it has more than one entry: such a row fits on a page of SQLite.
// valueSize is how long a value may become before another begins.
const (
	blockSize = 4000
	valueSize = 12 << 10
)

var errDamaged = errors.New("the index is damaged; mend it with: rawi library check --mend")

// blockWriter cuts entries, which come in order, into blocks.
type blockWriter struct {
	data  []byte
	last  []byte // the key before
	first string
	write func(first string, data []byte) error
}

// add writes an entry.
func (w *blockWriter) add(key string, value []byte) error {
	if len(w.data) > 0 && len(w.data)+len(key)+len(value)+6 > blockSize {
		if err := w.flush(); err != nil {
			return err
		}
	}
	if len(w.data) == 0 {
		w.first, w.last = key, w.last[:0]
	}
	shared := 0
	for shared < len(key) && shared < len(w.last) && key[shared] == w.last[shared] {
		shared++
	}
	w.data = binary.AppendUvarint(w.data, uint64(shared))
	w.data = binary.AppendUvarint(w.data, uint64(len(key)-shared))
	w.data = append(w.data, key[shared:]...)
	w.data = binary.AppendUvarint(w.data, uint64(len(value)))
	w.data = append(w.data, value...)
	w.last = append(w.last[:shared], key[shared:]...)
	return nil
}

// flush ends a block.
func (w *blockWriter) flush() error {
	if len(w.data) == 0 {
		return nil
	}
	err := w.write(w.first, w.data)
	w.data = w.data[:0]
	return err
}

// blockReader goes through the entries of a block.
type blockReader struct {
	data  []byte
	key   []byte
	value []byte // in data
}

// next is the next entry; ok is false at the end.
func (r *blockReader) next() (ok bool, err error) {
	if len(r.data) == 0 {
		return false, nil
	}
	shared, b := uvarint(r.data)
	more, b := uvarint(b)
	if b == nil || shared > uint64(len(r.key)) || more > uint64(len(b)) {
		return false, errDamaged
	}
	r.key = append(r.key[:shared], b[:more]...)
	size, b := uvarint(b[more:])
	if b == nil || size > uint64(len(b)) {
		return false, errDamaged
	}
	r.value, r.data = b[:size], b[size:]
	return true, nil
}

// seek goes to the first entry whose key begins so; false where there is none in this block. Entries before it are passed without
// putting their keys together: what an entry has in common with the one before it tells whether it comes before the prefix too.
func (r *blockReader) seek(prefix string) (bool, error) {
	for common := 0; len(r.data) > 0; { // letters of the prefix that the entry before begins with; it comes before the prefix
		shared, b := uvarint(r.data)
		more, b := uvarint(b)
		if b == nil || more > uint64(len(b)) {
			return false, errDamaged
		}
		key := b[:more]
		size, b := uvarint(b[more:])
		if b == nil || size > uint64(len(b)) {
			return false, errDamaged
		}
		r.value, r.data = b[:size], b[size:]
		if shared > uint64(common) {
			continue
		}
		n := 0
		for rest := prefix[shared:]; n < len(key) && n < len(rest) && key[n] == rest[n]; {
			n++
		}
		switch at := int(shared) + n; {
		case at == len(prefix):
			r.key = append(append(r.key[:0], prefix[:shared]...), key...)
			return true, nil
		case int(shared) < common || n < len(key) && key[n] > prefix[at]:
			return false, nil
		default:
			common = at
		}
	}
	return false, nil
}

// uvarint reads a number from the front of b; the rest is nil where there is none.
func uvarint(b []byte) (uint64, []byte) {
	if len(b) > 0 && b[0] < 0x80 { // most are small
		return uint64(b[0]), b[1:]
	}
	v, n := binary.Uvarint(b)
	if n <= 0 {
		return 0, nil
	}
	return v, b[n:]
}

// directory is the blocks of a segment, in order.
type directory struct {
	first []string
	id    []int64
}

// pack writes a directory as unpackDirectory reads it.
func (d *directory) pack() []byte {
	b := []byte{}
	last := int64(0)
	for i, k := range d.first {
		b = binary.AppendUvarint(b, uint64(len(k)))
		b = append(b, k...)
		b = binary.AppendUvarint(b, uint64(d.id[i]-last))
		last = d.id[i]
	}
	return b
}

func unpackDirectory(b []byte) (directory, error) {
	var d directory
	last := int64(0)
	for len(b) > 0 {
		n, rest := uvarint(b)
		if rest == nil || n > uint64(len(rest)) {
			return d, errDamaged
		}
		d.first = append(d.first, string(rest[:n]))
		step, rest := uvarint(rest[n:])
		if rest == nil {
			return d, errDamaged
		}
		last += int64(step)
		d.id = append(d.id, last)
		b = rest
	}
	return d, nil
}

// from is the place of the first block that may have a key, or a key after it.
func (d *directory) from(key string) int {
	// The block before the first that begins at the key or after it may end with it.
	return max(sort.SearchStrings(d.first, key)-1, 0)
}
