package reuse

import "rawi/text"

// counts counts stems. It is a hash table that is emptied in no time: a cell counts only if it bears the stamp of the present use.
type counts struct {
	cells []cell
	now   uint32
}

type cell struct {
	stem  uint64
	n     int32
	stamp uint32
}

// empty empties c and makes room for n stems.
func (c *counts) empty(n int) {
	if size := 2 * n; len(c.cells) < size || c.now == 1<<32-1 {
		k := 1024
		for k < size {
			k *= 2
		}
		c.cells, c.now = make([]cell, max(k, len(c.cells))), 0
	}
	c.now++
}

// fill empties c, counts the stems of w, and leaves room for more.
func (c *counts) fill(w []text.Word, more int) {
	c.empty(len(w) + more)
	for _, k := range w {
		c.at(k.Stem).n++
	}
}

// at is the cell of a stem; a new one holds 0.
func (c *counts) at(stem uint64) *cell {
	for i := mix(stem); ; i++ {
		x := &c.cells[i&uint64(len(c.cells)-1)]
		switch {
		case x.stamp != c.now:
			*x = cell{stem, 0, c.now}
			return x
		case x.stem == stem:
			return x
		}
	}
}

// find is the cell of a stem, nil where it was never asked for.
func (c *counts) find(stem uint64) *cell {
	for i := mix(stem); ; i++ {
		x := &c.cells[i&uint64(len(c.cells)-1)]
		switch {
		case x.stamp != c.now:
			return nil
		case x.stem == stem:
			return x
		}
	}
}

// of is the count of a stem.
func (c *counts) of(stem uint64) int32 {
	if x := c.find(stem); x != nil {
		return x.n
	}
	return 0
}
