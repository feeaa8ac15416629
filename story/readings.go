package story

import (
	"cmp"
	"slices"

	"rawi/news"
	"rawi/text"
)

// resident is articles in memory.
type resident []*news.Article

func (h resident) Len() int               { return len(h) }
func (h resident) At(i int) *news.Article { return h[i] }

// inOrder is the articles by their first possible day of publication (unknown first) and reference.
func inOrder(articles []*news.Article) resident {
	sorted := slices.Clone(articles)
	slices.SortStableFunc(sorted, func(a, b *news.Article) int {
		return cmp.Or(cmp.Compare(published(a).From, published(b).From), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Article, b.Article))
	})
	return sorted
}

// published is when an article was published; zero ends are open.
func published(a *news.Article) text.Days {
	if a.Doc.Published == nil {
		return text.Days{}
	}
	return a.Doc.Published.Days
}

// ready is how many articles are ready at a time: some days of the press of a country, 3 KB each.
const ready = 8192

// readings is the articles of a collection, of which those read last and those met last are ready for comparing; others are made ready
// again when they are asked for. So memory does not grow with what an article needs to be compared.
type readings struct {
	articles news.Collection
	held     bool // all articles are in memory anyway
	most     int  // how many may be ready
	space    *space
	docs     []*doc
	ring     []int32 // those that are ready
	asked    []bool  // which of them were asked for since the hand passed
	hand     int
	latest   int32 // never let go: the article that others are compared with
}

// newReadings weighs the words of a collection. Its articles are in order of time.
func newReadings(articles news.Collection) *readings {
	r := &readings{articles: articles, docs: make([]*doc, articles.Len()), latest: -1, most: ready}
	_, r.held = articles.(resident)
	c, all := newCensus(), make([]doc, len(r.docs))
	for i := range all {
		a, d := articles.At(i), &all[i]
		d.Ref, d.when, d.article = a.Ref, published(a), a
		d.told = told(d)
		if !r.held {
			d.article = nil
		}
		c.add(int32(i), a)
		r.docs[i] = d
	}
	r.space = c.weighed(len(all))
	return r
}

// at is the article of a place, ready until others are asked for.
func (r *readings) at(i int32) *doc {
	d := r.docs[i]
	if d.looks != nil {
		r.asked[d.place] = true
		return d
	}
	l := &looks{}
	if len(r.ring) < r.most {
		d.place = int32(len(r.ring))
		r.ring, r.asked = append(r.ring, i), append(r.asked, true)
	} else {
		for r.asked[r.hand] || r.ring[r.hand] == r.latest {
			r.asked[r.hand] = false
			r.hand = (r.hand + 1) % r.most
		}
		old := r.docs[r.ring[r.hand]]
		l, old.looks = old.looks, nil
		d.place = int32(r.hand)
		r.ring[r.hand], r.asked[r.hand] = i, true
	}
	d.looks = l
	r.space.read(l, &r.article(i).Doc)
	return d
}

// heads is what an article begins with.
type heads struct{ title, near, lead vector }

// heads are those of the article of a place, until the next call.
func (r *readings) heads(i int32) heads {
	s, words := r.space, r.article(i).Doc.Words
	body, n := 0, 0
	for n < len(words) && body <= leadWords {
		if !words[n].Title {
			body++
		}
		n++
	}
	s.terms, s.ends = s.terms[:0], s.ends[:0]
	s.number(words[:n])
	s.heads(words[:n])
	h := heads{s.terms[:s.ends[0]], s.terms[s.ends[0]:s.ends[1]], s.terms[s.ends[1]:s.ends[2]]}
	if len(h.title) == 0 {
		h.title = h.near
	}
	return h
}

// article is the article of a place.
func (r *readings) article(i int32) *news.Article {
	if a := r.docs[i].article; a != nil {
		return a
	}
	return r.articles.At(int(i))
}

// take makes an article one in memory, put lets it go again.
func (r *readings) take(i int32) { r.docs[i].article = r.article(i) }

func (r *readings) put(i int32) {
	if !r.held {
		r.docs[i].article = nil
	}
}

// close lets go of all.
func (r *readings) close() {
	for _, i := range r.ring {
		r.docs[i].looks = nil
	}
	r.ring, r.asked, r.hand, r.latest = nil, nil, 0, -1
}
