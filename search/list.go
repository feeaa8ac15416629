package search

import (
	"encoding/binary"
)

// A list is the articles of a segment that have a key, by their places in the segment, and where in each. As the value of an entry:
//
//	first    varint   the first place
//	span     varint   from it to the last
//	count    varint   how many there are
//	size     varint   of what follows, in bytes
//	docs     each: the step from the place before << 2, | 2 where the first stands in the title, | 1 where the word stands more than
//	         once; then, how many times, less two
//	where    each: the positions, the first as it is, the others as steps
//
// A long list goes on in further entries of the same key. A list may be prolonged by another without reading it: only the step at
// the seam changes.
type list struct {
	first, last, count uint32
	docs, where        []byte
}

// pack appends a list as unpackList reads it.
func (l *list) pack(b []byte) []byte {
	b = binary.AppendUvarint(b, uint64(l.first))
	b = binary.AppendUvarint(b, uint64(l.last-l.first))
	b = binary.AppendUvarint(b, uint64(l.count))
	b = binary.AppendUvarint(b, uint64(len(l.docs)))
	b = append(b, l.docs...)
	return append(b, l.where...)
}

func unpackList(b []byte) (l list, err error) {
	first, b := uvarint(b)
	span, b := uvarint(b)
	count, b := uvarint(b)
	size, b := uvarint(b)
	if b == nil || size > uint64(len(b)) || first+span > 1<<31 || count > span+1 {
		return l, errDamaged
	}
	return list{uint32(first), uint32(first + span), uint32(count), b[:size:size], b[size:]}, nil
}

// size is about how many bytes a list takes.
func (l *list) size() int { return len(l.docs) + len(l.where) + 8 }

// join prolongs l by m, whose places are shift further on than it says.
func (l *list) join(m list, shift uint32) {
	if l.count == 0 {
		l.first, l.last = m.first+shift, m.first+shift
	}
	flags, rest := uvarint(m.docs)
	l.docs = binary.AppendUvarint(l.docs, uint64(m.first+shift-l.last)<<2|flags&3)
	l.docs = append(l.docs, rest...)
	l.where = append(l.where, m.where...)
	l.last, l.count = m.last+shift, l.count+m.count
}

// cursor goes through a list.
type cursor struct {
	docs, where []byte
	i           int    // where docs is read
	at          uint32 // the place of the article
	times       uint32 // how many times the word stands there
	title       bool
	skip        uint32 // positions of articles passed that have not been passed over yet
}

func (l *list) cursor() cursor { return cursor{docs: l.docs, where: l.where, at: l.first} }

// next goes to the next article; false at the end.
func (c *cursor) next() bool {
	c.skip += c.times
	if c.i >= len(c.docs) {
		return false
	}
	v := uint64(c.docs[c.i])
	if c.i++; v >= 0x80 { // most are small
		if v = c.large(); c.i > len(c.docs) {
			return false
		}
	}
	c.at += uint32(v >> 2)
	c.times, c.title = 1, v&2 != 0
	if v&1 != 0 {
		if c.i >= len(c.docs) {
			return false
		}
		v = uint64(c.docs[c.i])
		if c.i++; v >= 0x80 {
			v = c.large()
		}
		c.times = uint32(v) + 2
	}
	return c.i <= len(c.docs)
}

// large reads a number of several bytes, of which the first has been passed; where it is cut short, so is the list.
func (c *cursor) large() uint64 {
	v, n := binary.Uvarint(c.docs[c.i-1:])
	if n <= 0 {
		c.i = len(c.docs) + 1
		return 0
	}
	c.i += n - 1
	return v
}

// positions appends the places of the word in the article.
func (c *cursor) positions(out []uint32) []uint32 {
	i := 0
	for ; c.skip > 0 && i < len(c.where); i++ {
		if c.where[i] < 0x80 {
			c.skip--
		}
	}
	b := c.where[i:]
	at := uint32(0)
	for range c.times {
		v, rest := uvarint(b)
		if rest == nil {
			break
		}
		at += uint32(v)
		out = append(out, at)
		b = rest
	}
	c.where, c.times = b, 0
	return out
}

// growing is a list that is being made, article by article and word by word.
type growing struct {
	list
	prev  uint32 // the article before the one that is open
	times uint32 // in the article that is open; 0 for none
	title bool
	at    uint32 // the last position in it
}

// add adds a position. Articles come in order, and the positions in each.
func (g *growing) add(doc, at uint32, title bool) {
	if g.times > 0 && g.last == doc {
		g.where = binary.AppendUvarint(g.where, uint64(at-g.at))
		g.at = at
		g.times++
		return
	}
	g.close()
	if g.count == 0 {
		g.first, g.prev = doc, doc
	}
	g.last, g.times, g.title, g.at = doc, 1, title, at
	g.count++
	g.where = binary.AppendUvarint(g.where, uint64(at))
}

// close ends the article that is open.
func (g *growing) close() {
	if g.times == 0 {
		return
	}
	v := uint64(g.last-g.prev) << 2
	if g.title {
		v |= 2
	}
	if g.times > 1 {
		v |= 1
	}
	g.docs = binary.AppendUvarint(g.docs, v)
	if g.times > 1 {
		g.docs = binary.AppendUvarint(g.docs, uint64(g.times-2))
	}
	g.prev, g.times = g.last, 0
}
