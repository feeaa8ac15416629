package search

import (
	"encoding/binary"

	"rawi/text"
)

// columns is what is known of each article of a segment, by its place.
type columns struct {
	article []int64
	days    []text.Days // of publication; zero where not known
	length  []uint32    // in words
	title   []uint32    // so many of them stand in the title
	quoted  [][]uint32  // where what is quoted begins and ends, as positions, in pairs
	words   int64       // of all articles
	titles  int64       // of their titles
	packed  []byte
}

// add appends an article.
func (c *columns) add(article int64, days text.Days, length, title uint32, quoted []uint32) {
	last := int64(0)
	if n := len(c.article); n > 0 {
		last = c.article[n-1]
	}
	c.article = append(c.article, article)
	c.days = append(c.days, days)
	c.length = append(c.length, length)
	c.title = append(c.title, title)
	c.quoted = append(c.quoted, quoted)
	c.words += int64(length)
	c.titles += int64(title)
	c.packed = binary.AppendVarint(c.packed, article-last)
	c.packed = binary.AppendUvarint(c.packed, uint64(days.From))
	c.packed = binary.AppendUvarint(c.packed, uint64(days.To-days.From))
	c.packed = binary.AppendUvarint(c.packed, uint64(length))
	c.packed = binary.AppendUvarint(c.packed, uint64(title))
	c.packed = binary.AppendUvarint(c.packed, uint64(len(quoted)))
	at := uint32(0)
	for _, q := range quoted {
		c.packed = binary.AppendUvarint(c.packed, uint64(q-at))
		at = q
	}
}

// unpackColumns reads what add has packed.
func unpackColumns(b []byte, n int) (*columns, error) {
	c := &columns{article: make([]int64, 0, n), days: make([]text.Days, 0, n), length: make([]uint32, 0, n), title: make([]uint32, 0, n), quoted: make([][]uint32, 0, n)}
	article := int64(0)
	for len(b) > 0 {
		step, k := binary.Varint(b)
		if k <= 0 {
			return nil, errDamaged
		}
		article += step
		var v [5]uint64
		b = b[k:]
		for i := range v {
			if v[i], b = uvarint(b); b == nil {
				return nil, errDamaged
			}
		}
		if v[4] > uint64(len(b)) {
			return nil, errDamaged
		}
		var quoted []uint32
		if v[4] > 0 {
			quoted = make([]uint32, v[4])
			at := uint32(0)
			for i := range quoted {
				var q uint64
				if q, b = uvarint(b); b == nil {
					return nil, errDamaged
				}
				at += uint32(q)
				quoted[i] = at
			}
		}
		c.article = append(c.article, article)
		c.days = append(c.days, text.Days{From: text.Day(v[0]), To: text.Day(v[0] + v[1])})
		c.length = append(c.length, uint32(v[2]))
		c.title = append(c.title, uint32(v[3]))
		c.quoted = append(c.quoted, quoted)
		c.words += int64(v[2])
		c.titles += int64(v[3])
	}
	if len(c.article) != n {
		return nil, errDamaged
	}
	return c, nil
}

// set is a set of places in a segment, a bit each.
type set []byte

func newSet(n int) set { return make(set, (n+7)/8) }

func (s set) has(i int) bool { return i>>3 < len(s) && s[i>>3]&(1<<(i&7)) != 0 }

func (s set) add(i int) { s[i>>3] |= 1 << (i & 7) }

// closed closes an interval whose one end is open at the other.
func closed(d text.Days) text.Days {
	d.From, d.To = max(d.From, 0), max(d.To, 0)
	if d.From == 0 {
		d.From = d.To
	}
	return text.Days{From: d.From, To: max(d.From, d.To)}
}
