package reuse

// texts is how many different texts must share a fingerprint for it to be a formula: titles of office, condolences, captions of
// the series. A sentence that many outlets copied is none: its copies are one text.
const texts = 6

// sameText is the share of an article's shingles that must stand in another for both to be one text here.
const sameText = .25

// formulae marks for each article the words that belong to formulae; nil for an article without any.
func (m *matcher) formulae(found []passage) [][]bool {
	x := m.x
	root := make([]int, m.docs.Len())
	for i := range root {
		root[i] = i
	}
	for _, p := range found {
		if max(p.shareA, p.shareB) >= sameText {
			a, b := top(root, p.a), top(root, p.b)
			root[max(a, b)] = min(a, b)
		}
	}
	out := make([][]bool, m.docs.Len())
	met := map[int]bool{}
	for i := 0; i < len(x.postings); {
		j := int(x.end(int32(i), len(x.postings)))
		clear(met)
		for _, p := range x.postings[i:j] {
			if met[top(root, int(p.doc))] = true; len(met) >= texts {
				break
			}
		}
		if len(met) >= texts {
			for _, p := range x.postings[i:j] {
				if n := int(p.pos) + shingle; len(out[p.doc]) < n {
					out[p.doc] = append(out[p.doc], make([]bool, n-len(out[p.doc]))...)
				}
				for k := range shingle {
					out[p.doc][int(p.pos)+k] = true
				}
			}
		}
		i = j
	}
	return out
}
