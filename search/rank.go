package search

// Relevance is BM25 (Robertson and Zaragoza 2009) over two kinds of terms: search stems, and light stems at a part of the weight.
// A word in the title counts as several. How frequent a word is, is taken from its lists, a document that has it in two forms
// counting twice: so every article's score is the same, in however many segments the index lies.
const (
	k1          = 1.2
	b           = .75
	lightWeight = .5
	titleTimes  = 3 // what a word in the title counts for, besides itself
	norms       = 1024
)

// weight is what the words of a clause are worth.
type weight struct {
	stem, light float32
}

// times is what a word counts for that stands so many times in an article.
func times(n uint32, title bool) float32 {
	if title {
		return float32(n) + titleTimes
	}
	return float32(n)
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
	mean := float64(max(m.all.words, 1)) / max(n, 1)
	for i := range m.norm {
		m.norm[i] = float32(k1 * (1 - b + b*float64(i)/mean))
	}
}

// worth is the share of a clause in an article's score: its words stand there stem times, and light times in other inflections.
func (m *matching) worth(clause int, stem, light float32, length uint32) float32 {
	k := m.norm[min(length, norms-1)]
	w := m.weight[clause]
	all := stem + light
	return w.stem*stem*(k1+1)/(stem+k) + w.light*all*(k1+1)/(all+k)
}
