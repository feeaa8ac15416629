package story

import (
	"cmp"
	"slices"

	"rawi/text"
)

// post is an article that holds a stem, with the stem's weight in it.
type post struct {
	doc int32
	w   float32
}

// view is the window around the article of a day: which of the articles before it are near it in time.
type view struct {
	days []text.Days // of all articles
	when text.Days
	from int32 // no article before it is near
}

// turn turns to article d of a day.
func (v *view) turn(when text.Days, d int32) {
	v.when = when
	for v.from < d && !v.holds(v.from) {
		v.from++
	}
}

func (v *view) holds(d int32) bool {
	if d < v.from {
		return false
	}
	w := v.days[d]
	return w.From != 0 && apart(w, v.when) <= window
}

// posts is the articles met so far that hold a stem, in order of time; before from they are too old to meet new ones. Of a stem that is
// not rare no more are kept than can still be met.
type posts struct {
	all  []post
	from int32
	n    int32 // how many there were
}

// room is how many posts of a stem are kept at most.
const room = crowd + crowd/4

// near is the posts that the article of a day may meet: all of a rare stem that it tells early, or whose day is not known; else those of
// the window, unless they are a crowd.
func (p *posts) near(v *view, early bool) []post {
	if p.n <= rare && (early || v.when.From == 0) {
		return p.all
	}
	for int(p.from) < len(p.all) && !v.holds(p.all[p.from].doc) {
		p.from++
	}
	if len(p.all)-int(p.from) > crowd {
		return nil
	}
	return p.all[p.from:]
}

// add adds the article of a day.
func (p *posts) add(x post) {
	p.n++
	if p.n > rare && len(p.all) == cap(p.all) { // there is room for a few more than can be met
		old := max(int(p.from), len(p.all)-crowd) // of a crowd the latest tell that it is one
		p.all = slices.Delete(p.all, 0, old)
		p.from = max(0, p.from-int32(old))
	}
	p.all = append(p.all, x)
}

// meeting finds the pairs of articles that share enough words: by an inverted index in which each article meets those near it in
// time through words that are not too common there, and those of other times through rare words. Articles come in order of time.
type meeting struct {
	r     *readings
	view  view
	index []posts   // by stem
	last  vector    // the article that own is of
	score []float32 // of each article, with the one at hand
	met   []int32
	found []candidate
}

// candidate is an article with its cosine.
type candidate struct {
	doc int32
	cos float32
}

func newMeeting(r *readings) *meeting {
	v := view{days: make([]text.Days, len(r.docs))}
	for i, d := range r.docs {
		v.days[i] = d.when
	}
	return &meeting{r: r, view: v, index: make([]posts, len(r.space.df)), score: make([]float32, len(r.docs))}
}

// of is the articles before article d that may belong together with it, in order: the maxPairs nearest. d must be ready. What is
// returned holds until the next call.
func (c *meeting) of(d int32) []candidate {
	x := c.r.docs[d]
	own := c.r.space.own
	for _, t := range c.last {
		own[t.id] = 0
	}
	c.last = append(c.last[:0], x.full...)
	c.found = c.found[:0]
	c.view.turn(x.when, d)
	wide, score, met := x.wide, c.score, c.met[:0]
	for _, t := range x.full {
		for len(wide) > 0 && wide[0].id < t.id {
			wide = wide[1:]
		}
		own[t.id] = t.w
		df := c.r.space.df[t.id]
		if df == 1 {
			continue
		}
		p := &c.index[t.id]
		if p.all == nil {
			p.all = make([]post, 0, min(int(df), room))
		}
		for _, q := range p.near(&c.view, len(wide) > 0 && wide[0].id == t.id) {
			if score[q.doc] == 0 {
				met = append(met, q.doc)
			}
			score[q.doc] += t.w * q.w
		}
		p.add(post{d, t.w})
	}
	for _, e := range met {
		if score[e] > minCosine*.6 { // the common words, left out so far, add little
			y := c.r.at(e)
			if cos := c.cosine(y.full); cos >= minCosine && !bare(x, y) {
				c.found = append(c.found, candidate{e, cos})
			}
		}
		score[e] = 0
	}
	c.met = met
	if len(c.found) > maxPairs {
		slices.SortFunc(c.found, func(p, q candidate) int { return cmp.Or(cmp.Compare(q.cos, p.cos), cmp.Compare(p.doc, q.doc)) })
		c.found = c.found[:maxPairs]
	}
	slices.SortFunc(c.found, func(p, q candidate) int { return int(p.doc - q.doc) })
	return c.found
}

// cosine is that of the article at hand with another. It adds in the same order as the function cosine does.
func (c *meeting) cosine(v vector) float32 {
	own := c.r.space.own
	var sum float32
	for _, t := range v {
		sum += own[t.id] * t.w
	}
	return sum
}

// bare says that one of two articles has hardly any words (a caption, a title whose text was lost), and not those of the other's title:
// a word or two in common are much of what it has, and tell nothing.
func bare(a, b *doc) bool {
	return min(len(a.full), len(b.full)) < fewTerms && cosine(a.title, b.title) < sameTitle
}
