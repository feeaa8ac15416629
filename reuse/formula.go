package reuse

// texts is how many different texts must share a fingerprint for it to be a formula: titles of office, condolences, captions of
// the series. A sentence that many outlets copied is none: its copies are one text. What comes again on another day is another text
// even if it is hardly changed: the weather, the close of the market, telegrams of congratulation.
const texts = 6

// sameText is the share of an article's shingles that must stand in another for both to be one text here.
const sameText = .25

// print is one text on one day.
type print struct{ root, day int }

// formulae marks for each article the words that belong to formulae; nil for an article without any.
func (m *matcher) formulae() [][]bool {
	x := m.x
	root := make([]int, m.docs.Len())
	for i := range root {
		root[i] = i
	}
	for _, p := range m.pairs {
		if max(p.shareA, p.shareB) >= sameText {
			a, b := top(root, int(p.a)), top(root, int(p.b))
			root[max(a, b)] = min(a, b)
		}
	}
	out := make([][]bool, m.docs.Len())
	met := map[print]bool{}
	for i := 0; i < len(x.postings); {
		j := int(x.end(int32(i), len(x.postings)))
		clear(met)
		for _, p := range x.postings[i:j] {
			if met[print{top(root, int(p.doc)), int(m.days[p.doc])}] = true; len(met) >= texts {
				break
			}
		}
		if len(met) >= texts {
			for _, p := range x.postings[i:j] {
				out[p.doc] = mark(out[p.doc], int(p.pos()))
			}
		}
		i = j
	}
	return out
}

// mark marks the words of the shingle at a place.
func mark(words []bool, at int) []bool {
	if n := at + shingle; len(words) < n {
		words = append(words, make([]bool, n-len(words))...)
	}
	for k := range shingle {
		words[at+k] = true
	}
	return words
}
