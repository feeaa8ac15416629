package word

import "unicode/utf8"

// Pair is a stretch between quotation marks: the tokens of its opening and its closing mark. Close is -1 where the paragraph
// ends before the mark is closed.
type Pair struct {
	Open, Close int
	Depth       int // 0 for an outer pair
}

// mark is what a quotation mark looks like: its own shape, and the blanks around it.
type mark struct {
	token        int
	open, closed float32 // what it costs to take it for an opening, a closing mark
}

// isQuote says whether the token is a quotation mark, and which way its shape points: +1 opening, -1 closing, 0 either.
func isQuote(t Token) (way int, ok bool) {
	if t.Kind != Punct {
		return 0, false
	}
	switch r, _ := utf8.DecodeRuneInString(t.Fold); r {
	case '\'':
		return 0, len(t.Fold) == 2 // one alone is an apostrophe
	case '"', '\u2033', '\uFF02', '\u201F':
		return 0, true
	case '\u00AB', '\u201E', '\u2039', '\u2018':
		return 1, true
	case '\u00BB', '\u203A', '\u2019':
		return -1, true
	case '\u201C': // the curly marks are often typed the wrong way round in right-to-left text
		return 1, true
	case '\u201D':
		return -1, true
	}
	return 0, false
}

// IsQuote says whether the token is a quotation mark.
func IsQuote(t Token) bool { _, ok := isQuote(t); return ok }

// Pairs pairs the quotation marks among the tokens [from, to). Marks are paired within a paragraph: the reading that asks for
// the least against the shapes of the marks and the blanks around them, with at most one pair inside another. A mark that fits
// no reading is left out.
func Pairs(t *Text, from, to int) []Pair {
	var out []Pair
	var marks []mark
	begin := from
	for i := from; i <= to; i++ {
		if i == to || i > begin && t.Tokens[i].Gap >= Line || len(marks) == manyMarks {
			if len(marks) > 0 {
				out = pairUp(out, marks)
				marks = marks[:0]
			}
			begin = i
		}
		if i < to && t.Tokens[i].Kind == Punct {
			if way, ok := isQuote(t.Tokens[i]); ok && !apostrophe(t, i, from, to) {
				marks = append(marks, weigh(t, i, from, to, way))
			}
		}
	}
	return out
}

// manyMarks is how many quotation marks are paired at a time: no paragraph has so many.
const manyMarks = 4096

// apostrophe says that a single mark stands inside a word, as in French.
func apostrophe(t *Text, i, from, to int) bool {
	r, _ := utf8.DecodeRuneInString(t.Tokens[i].Fold)
	return (r == '\u2018' || r == '\u2019') && i > from && i+1 < to && t.Tokens[i].Gap == None && t.Tokens[i+1].Gap == None &&
		t.Tokens[i-1].Kind != Punct && t.Tokens[i+1].Kind != Punct
}

// weigh costs a mark by its shape and by what touches it: an opening mark touches what follows it, a closing one what precedes.
func weigh(t *Text, i, from, to, way int) mark {
	before := i == from || t.Tokens[i].Gap > None || t.Tokens[i-1].Is("(", "[")
	after := i+1 >= to || t.Tokens[i+1].Gap > None || t.Tokens[i+1].Kind == Punct && !IsQuote(t.Tokens[i+1]) && !t.Tokens[i+1].Is("(", "[")
	m := mark{token: i}
	switch {
	case before && !after:
		m.closed = 3
	case !before && after:
		m.open = 3
	case before && after:
		m.open, m.closed = .5, .5
	default: // a letter on both sides: a proclitic before it, or glued text
		m.open, m.closed = .4, .6
	}
	shape := float32(2)
	if r, _ := utf8.DecodeRuneInString(t.Tokens[i].Fold); r == '\u201C' || r == '\u201D' {
		shape = .8
	}
	if way > 0 {
		m.closed += shape
	} else if way < 0 {
		m.open += shape
	}
	return m
}

// What a reading costs beside the marks themselves.
const (
	costNested   = .7 // a pair inside a pair
	costLeftOut  = 4
	costUnclosed = 2.5
)

// pairUp finds the cheapest reading of the marks of one paragraph by dynamic programming over the depth of quotation (0 to 2).
func pairUp(out []Pair, marks []mark) []Pair {
	const deep, far = 3, 1e9
	type step struct {
		cost float32
		how  int8 // +1 opened, -1 closed, 0 left out
		from int8
	}
	table := make([][deep]step, len(marks)+1)
	table[0] = [deep]step{{}, {cost: far}, {cost: far}}
	for k, m := range marks {
		for d := range deep {
			best := step{table[k][d].cost + costLeftOut, 0, int8(d)}
			if d > 0 {
				c := table[k][d-1].cost + m.open
				if d == 2 {
					c += costNested
				}
				if c < best.cost {
					best = step{c, 1, int8(d - 1)}
				}
			}
			if d+1 < deep {
				if c := table[k][d+1].cost + m.closed; c < best.cost {
					best = step{c, -1, int8(d + 1)}
				}
			}
			table[k+1][d] = best
		}
	}
	d, last := 0, table[len(marks)]
	for k := 1; k < deep; k++ {
		if last[k].cost+costUnclosed*float32(k) < last[d].cost+costUnclosed*float32(d) {
			d = k
		}
	}
	how := make([]int8, len(marks))
	for k := len(marks); k > 0; k-- {
		how[k-1] = table[k][d].how
		d = int(table[k][d].from)
	}
	var open []int // indexes into out
	for k, m := range marks {
		switch how[k] {
		case 1:
			out = append(out, Pair{Open: m.token, Close: -1, Depth: len(open)})
			open = append(open, len(out)-1)
		case -1:
			out[open[len(open)-1]].Close = m.token
			open = open[:len(open)-1]
		}
	}
	return out
}
