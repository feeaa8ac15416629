package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"rawi/text"
)

// Edit is a place where two texts differ: Old was taken out, New put in; either may be empty.
type Edit struct {
	Old text.Span // of the older text
	New text.Span // of the newer
}

// Difference is the two texts of a source's revisions, by their numbers, and where they differ, word by word; ErrNotFound where there
// is no such revision.
func (l *Library) Difference(ctx context.Context, source string, from, to int) (older, newer string, edits []Edit, err error) {
	var out [2]string
	for i, n := range [2]int{from, to} {
		var packed []byte
		err := l.read.QueryRowContext(ctx, "SELECT text FROM revision WHERE source = (SELECT id FROM source WHERE name = ?) AND number = ?", source, n).Scan(&packed)
		if err != nil {
			return "", "", nil, l.wrap(fmt.Errorf("%s, revision %d: %w", source, n, notFound(err)))
		}
		t, err := unpack(packed)
		if err != nil {
			return "", "", nil, l.wrap(fmt.Errorf("%s, revision %d: %w", source, n, err))
		}
		out[i] = string(t)
	}
	return out[0], out[1], Differ(out[0], out[1]), nil
}

// farthest is how many words may have been taken out and put in for the places to be told apart: what differs in more is one place.
const farthest = 1000

// Differ finds where two texts differ, word by word, with as few words changed as can be (Myers 1986).
func Differ(older, newer string) []Edit {
	a, b := words(older), words(newer)
	from := 0
	for from < len(a) && from < len(b) && a[from].Of(older) == b[from].Of(newer) {
		from++
	}
	end := 0
	for end < len(a)-from && end < len(b)-from && a[len(a)-1-end].Of(older) == b[len(b)-1-end].Of(newer) {
		end++
	}
	same := func(i, j int) bool { return a[from+i].Of(older) == b[from+j].Of(newer) }
	n, m := len(a)-from-end, len(b)-from-end
	var edits []Edit
	for _, s := range changes(n, m, same) {
		edits = append(edits, Edit{stretch(older, a, from+s.a0, from+s.a1), stretch(newer, b, from+s.b0, from+s.b1)})
	}
	return edits
}

// words are the stretches of a text between blanks.
func words(s string) []text.Span {
	var out []text.Span
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if unicode.IsSpace(r) {
			i += n
			continue
		}
		j := strings.IndexFunc(s[i:], unicode.IsSpace)
		if j < 0 {
			j = len(s) - i
		}
		out = append(out, text.Span{Start: i, End: i + j})
		i += j
	}
	return out
}

// stretch is the words [i, j) of a text; where there are none, the place before word i.
func stretch(s string, w []text.Span, i, j int) text.Span {
	switch {
	case i < j:
		return text.Span{Start: w[i].Start, End: w[j-1].End}
	case i < len(w):
		return text.Span{Start: w[i].Start, End: w[i].Start}
	}
	return text.Span{Start: len(s), End: len(s)}
}

// run is words [a0, a1) taken out and [b0, b1) put in.
type run struct{ a0, a1, b0, b1 int }

// changes finds the runs that make n words into m.
func changes(n, m int, same func(i, j int) bool) []run {
	if n == 0 && m == 0 {
		return nil
	}
	whole := []run{{0, n, 0, m}}
	if n == 0 || m == 0 {
		return whole
	}
	limit := min(n+m, farthest)
	v := make([]int, 2*limit+3)
	var trace [][]int // v after each number of changes, as far as it was used
	for d := 0; d <= limit; d++ {
		trace = append(trace, append([]int(nil), v[limit+1-d:limit+d+2]...))
		for k := -d; k <= d; k += 2 {
			x := v[limit+1+k-1] + 1
			if k == -d || k != d && v[limit+1+k-1] < v[limit+1+k+1] {
				x = v[limit+1+k+1]
			}
			y := x - k
			for x < n && y < m && same(x, y) {
				x, y = x+1, y+1
			}
			v[limit+1+k] = x
			if x >= n && y >= m {
				return backwards(trace, n, m, d)
			}
		}
	}
	return whole
}

// backwards follows the way from the end.
func backwards(trace [][]int, n, m, d int) []run {
	var out []run
	x, y := n, m
	for ; d > 0; d-- {
		v := trace[d] // v[k+d] is the diagonal k
		k := x - y
		before := k - 1
		if k == -d || k != d && v[k-1+d] < v[k+1+d] {
			before = k + 1
		}
		px := v[before+d]
		py := px - before
		r := run{px, px, py, py + 1}
		if before == k-1 {
			r = run{px, px + 1, py, py}
		}
		if n := len(out); n > 0 && out[n-1].a0 == r.a1 && out[n-1].b0 == r.b1 {
			out[n-1].a0, out[n-1].b0 = r.a0, r.b0
		} else {
			out = append(out, r)
		}
		x, y = px, py
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}

func notFound(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	return err
}
