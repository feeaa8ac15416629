package search

// Relevance is BM25 (Robertson and Zaragoza 2009) over two kinds of terms, search stems, and light stems at a part of the weight, in
// two fields, the whole article and its title. How frequent a word is, is taken from its lists, a document that has it in two forms
// counting twice: so every article's score is the same, in however many segments the index lies.
const (
	k1          = .9
	b           = .4
	lightWeight = .5
	titleWeight = 6
	norms       = 1024 // lengths are told apart up to here, in words
)

// weight is what the words of a clause are worth.
type weight struct {
	stem, light float32
}

// weigh finds out what the words of the query are worth.
func (m *matching) weigh() {
	if m.order != Relevance {
		return
	}
	n := float64(m.all.articles)
	idf := func(df float64) float32 {
		df = min(df, n)
		return log(1 + (n-df+.5)/(df+.5))
	}
	m.weight = make([]weight, len(m.q.clauses))
	for i, c := range m.q.clauses {
		for k := range c.words {
			stem, light := 0., 0.
			for _, f := range m.lists {
				for _, l := range f[i].stem[k] {
					stem += float64(l.count)
				}
				for _, l := range f[i].light[k] {
					light += float64(l.count)
				}
			}
			m.weight[i].stem += idf(stem)
			if !c.exact {
				m.weight[i].light += lightWeight * idf(stem+light)
			}
		}
	}
	m.whole = newNorm(m.all.words, m.all.articles)
	m.title = newNorm(m.all.titles, m.all.articles)
}

// norm is by what BM25 measures how often a word stands in a text of so many words.
type norm [norms]float32

// newNorm is the norm for so many texts of so many words in all.
func newNorm(words int64, texts int) *norm {
	var n norm
	mean := float64(max(words, 1)) / float64(max(texts, 1))
	for i := range n {
		n[i] = float32(k1 * (1 - b + b*float64(i)/mean))
	}
	return &n
}

// of is the share of its weight that a word gets that stands so many times in a text of so many words.
func (n *norm) of(times float32, words uint32) float32 {
	return times * (k1 + 1) / (times + n[min(words, norms-1)])
}

// worth is the share of a clause in an article's score, in which its words are counted as t says: title is 1 where one stands in the
// title, less where only another inflection does.
func (m *matching) worth(clause int, t tally, s *segment, doc uint32) float32 {
	w := m.weight[clause]
	var v float32
	switch { // as few divisions as can be
	case t.light == 0:
		v = (w.stem + w.light) * m.whole.of(t.stem, s.length[doc])
	case t.stem == 0:
		v = w.light * m.whole.of(t.light, s.length[doc])
	default:
		v = w.stem*m.whole.of(t.stem, s.length[doc]) + w.light*m.whole.of(t.stem+t.light, s.length[doc])
	}
	if t.title > 0 {
		v += titleWeight * t.title * w.stem * m.title.of(1, s.title[doc])
	}
	return v
}
