package reuse

import (
	"slices"

	"rawi/news"
	"rawi/text"
)

// Change is where two texts differ: what stands in A was taken out, what stands in B was put in. One of them may be empty; it then
// begins and ends where the other side's words would stand.
type Change struct {
	A, B text.Span
}

// Difference is the changes that make the words of b of those of a, in order. Spelling that is folded, and signs, are no change.
// What moved to another place is told as taken out there and put in here.
func Difference(a, b *news.Article) []Change { return new(differ).difference(a, b) }

func (d *differ) difference(a, b *news.Article) []Change {
	d.x, d.y, d.same = d.x[:0], d.y[:0], d.same[:0]
	for _, w := range a.Doc.Words {
		d.x = append(d.x, w.Form)
	}
	for _, w := range b.Doc.Words {
		d.y = append(d.y, w.Form)
	}
	d.match(0, len(d.x), 0, len(d.y), 0)
	d.same = append(d.same, block{len(d.x), len(d.y), 0})
	var out []Change
	i, j := 0, 0
	for _, k := range d.same {
		if i < k.x || j < k.y {
			out = append(out, Change{stretch(a.Doc.Words, i, k.x), stretch(b.Doc.Words, j, k.y)})
		}
		i, j = k.x+k.n, k.y+k.n
	}
	return out
}

// stretch is the span of the words from i to j; where there is none, the place before word i.
func stretch(w []text.Word, i, j int) text.Span {
	switch {
	case i < j:
		return span(w, int32(i), int32(j))
	case i < len(w):
		return text.Span{Start: int(w[i].Start), End: int(w[i].Start)}
	case len(w) > 0:
		return text.Span{Start: int(w[i-1].End), End: int(w[i-1].End)}
	}
	return text.Span{}
}

// block is n words in a row that are the same, from word x of one text and y of the other.
type block struct{ x, y, n int }

// differ compares two texts by the words that stand once in both (patience diff, Cohen 2003): they are the frame, and what lies
// between them is compared again.
type differ struct {
	x, y []uint64
	same []block
	// buffers of frame
	count counts
	seen  []seen
	once  []block
}

// seen is where a word stands in two texts, and how often.
type seen struct{ x, y, nx, ny int }

const (
	// deepest is how often what lies between is compared again.
	deepest = 24
	// table is the largest product of two lengths that are compared word by word when nothing stands once.
	table = 1 << 14
)

// match appends the blocks of x[i:k] and y[j:l].
func (d *differ) match(i, k, j, l, depth int) {
	n := 0
	for i+n < k && j+n < l && d.x[i+n] == d.y[j+n] {
		n++
	}
	if n > 0 {
		d.same = append(d.same, block{i, j, n})
		i, j = i+n, j+n
	}
	n = 0
	for i < k-n && j < l-n && d.x[k-n-1] == d.y[l-n-1] {
		n++
	}
	k, l = k-n, l-n
	if i < k && j < l && depth < deepest {
		if frame := d.frame(i, k, j, l); len(frame) > 0 {
			for _, f := range frame {
				d.match(i, f.x, j, f.y, depth+1)
				d.same = append(d.same, f)
				i, j = f.x+1, f.y+1
			}
			d.match(i, k, j, l, depth+1)
		} else if (k-i)*(l-j) <= table {
			d.longest(i, k, j, l)
		}
	}
	if n > 0 {
		d.same = append(d.same, block{k, l, n})
	}
}

// frame is the longest sequence of words that stand once on both sides, in the same order.
func (d *differ) frame(i, k, j, l int) []block {
	d.count.empty(k - i)
	d.seen, d.once = d.seen[:0], d.once[:0]
	for p := i; p < k; p++ {
		c := d.count.at(d.x[p])
		if c.n == 0 {
			d.seen = append(d.seen, seen{})
			c.n = int32(len(d.seen)) // its place, counted from 1
		}
		s := &d.seen[c.n-1]
		s.x = p
		s.nx++
	}
	for q := j; q < l; q++ {
		if n := d.count.of(d.y[q]); n > 0 {
			s := &d.seen[n-1]
			s.y = q
			s.ny++
		}
	}
	for _, s := range d.seen {
		if s.nx == 1 && s.ny == 1 {
			d.once = append(d.once, block{s.x, s.y, 1})
		}
	}
	return increasing(d.once)
}

// increasing is a longest subsequence of which y increases.
func increasing(b []block) []block {
	var tails []int // the place of the least last block of a sequence of each length
	before := make([]int, len(b))
	for k := range b {
		n, _ := slices.BinarySearchFunc(tails, b[k].y, func(t, y int) int { return b[t].y - y })
		before[k] = -1
		if n > 0 {
			before[k] = tails[n-1]
		}
		if n == len(tails) {
			tails = append(tails, 0)
		}
		tails[n] = k
	}
	out := make([]block, len(tails))
	for k, n := -1, len(tails)-1; n >= 0; n-- {
		if k < 0 {
			k = tails[n]
		}
		out[n] = b[k]
		k = before[k]
	}
	return out
}

// longest appends the longest common subsequence of x[i:k] and y[j:l].
func (d *differ) longest(i, k, j, l int) {
	w := l - j + 1
	best := make([]int, (k-i+1)*w)
	for p := k - 1; p >= i; p-- {
		for q := l - 1; q >= j; q-- {
			at := (p-i)*w + q - j
			if d.x[p] == d.y[q] {
				best[at] = best[at+w+1] + 1
			} else {
				best[at] = max(best[at+w], best[at+1])
			}
		}
	}
	for p, q := i, j; p < k && q < l; {
		at := (p-i)*w + q - j
		switch {
		case d.x[p] == d.y[q]:
			d.same = append(d.same, block{p, q, 1})
			p, q = p+1, q+1
		case best[at+w] >= best[at+1]:
			p++
		default:
			q++
		}
	}
}
