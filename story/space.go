package story

import (
	"math"
	"slices"
	"strings"

	"rawi/arabic/name"
	"rawi/news"
	"rawi/text"

	"github.com/zeebo/xxh3"
)

// term is a word stem of a vector with its weight.
type term struct {
	id int32
	w  float32
}

// vector is a bag of stems: sorted by id, of length 1 (or empty).
type vector []term

// doc is an article of a collection. What comparing it needs is in memory for some articles only: see readings.
type doc struct {
	news.Ref
	article *news.Article // nil where the collection holds it elsewhere
	when    text.Days     // of publication; zero ends are open
	told    text.Day      // for which day the lead tells its news, 0 where it tells none
	best    float32       // cosine with its nearest neighbour
	place   int32         // among those that are ready
	*looks                // nil where it is not
}

// looks is an article made ready for comparing.
type looks struct {
	outlet   string
	words    int    // how many it has
	full     vector // title and body, the title counting more
	title    vector
	near     vector    // title and the first words of the body
	lead     vector    // title and a lead
	wide     vector    // title and a long lead
	digits   []int32   // numbers in digits, sorted
	first    []int32   // those of the lead
	places   [3]vector // places and organizations named in the text, in its title and lead, in its title
	persons  [3]vector // persons
	numbers  []text.Number
	figures  []uint64    // marks of the telling figures, sorted
	times    []text.Days // days and longer times that the text tells of, those of the title and the lead first
	early    int         // how many of them the title and the lead tell
	speakers []uint64    // marks of the words by which those are called whom the title and the lead quote, sorted
	terms    []term      // of all vectors
}

const (
	// titleCounts is how often a word of the title counts in the vector of the whole text, leadCounts one of the lead.
	titleCounts = 3
	leadCounts  = 1.5
	// nearWords, leadWords and wideWords are how many words of the body count to its opening, its lead, and its long lead. The
	// lead decides what an article's event is.
	nearWords = 25
	leadWords = 50
	wideWords = 80
	// prior is how many articles the experience of the language weighs against that of the collection: the share of articles that
	// hold a stem is estimated from both, so that five articles can be compared as well as a million.
	prior = 1000
)

// space is the stems of a collection with their inverse document frequencies.
type space struct {
	ids *numbers
	df  []int32
	idf []float32
	// the same for the entities that are named
	entities  *numbers
	entityIDF []float32
	heard     *numbers // words of persons' names, by their hashes; of each, the number of its entity
	byWord    []int32
	// buffers
	own      []float32 // weights of the article that others are compared with, by stem
	count    []float32
	used     []int32
	words    []int32   // stems of the words of the article at hand, -1 for those without content
	mentions []mention // in the article at hand
	terms    []term    // of its vectors
	ends     []int     // where they end
	damp     [64]float32
}

// mention is one mark of a name: see marks.
type mention struct {
	id     int32
	at     int // where the name begins
	person bool
}

// census counts in how many articles the stems and the marks of names stand.
type census struct {
	*space
	stems, names counter
	language     []float32 // weights of the stems in the language at large
}

// counter counts articles by what stands in them.
type counter struct {
	n, last []int32 // of each: articles, and the last of them
}

// add counts id in an article; ids come in order.
func (c *counter) add(id, article int32) {
	if int(id) == len(c.n) {
		c.n, c.last = append(c.n, 0), append(c.last, -1)
	}
	if c.last[id] != article {
		c.last[id] = article
		c.n[id]++
	}
}

func newCensus() *census {
	return &census{space: &space{ids: newNumbers(), entities: newNumbers(), heard: newNumbers()}}
}

// add counts an article.
func (c *census) add(article int32, a *news.Article) {
	for i := range a.Doc.Words {
		w := &a.Doc.Words[i]
		if w.Weight == 0 {
			continue
		}
		id := c.ids.of(w.Stem)
		if int(id) == len(c.language) {
			c.language = append(c.language, w.Weight)
		}
		c.stems.add(id, article)
	}
	c.marks(&a.Doc)
	for _, m := range c.mentions {
		c.names.add(m.id, article)
	}
}

// weighed is the space of n articles, which were counted.
func (c *census) weighed(articles int) *space {
	s, n := c.space, float64(articles)
	s.df, s.idf = c.stems.n, make([]float32, len(c.stems.n))
	for i := range s.df {
		s.idf[i] = float32(-math.Log((float64(s.df[i]) + prior*math.Exp(-float64(c.language[i]))) / (n + prior)))
	}
	s.entityIDF = make([]float32, len(c.names.n))
	for i, k := range c.names.n {
		s.entityIDF[i] = float32(-math.Log((float64(k) + priorEntities*anEntity) / (n + priorEntities)))
	}
	s.count, s.own = make([]float32, len(s.df)), make([]float32, len(s.df))
	for i := range s.damp {
		s.damp[i] = damped(float32(i) / 2)
	}
	return s
}

// damped is what a stem counts that stands in a text so often: one and the logarithm of it.
func damped(count float32) float32 { return 1 + float32(math.Log(float64(max(count, 1)))) }

// anEntity is the share of articles that hold some entity by experience, and priorEntities how many articles that experience weighs.
const (
	anEntity      = .01
	priorEntities = 50
)

// marks fills mentions with a mark for each name in the title and body of a text. Places and organizations are known by their
// canonical names, persons by each word of their name, for one article gives more of it than another.
func (s *space) marks(d *text.Doc) {
	s.mentions = s.mentions[:0]
	w := d.Words
	for _, n := range d.Names {
		for len(w) > 0 && int(w[0].Start) < n.Span.Start {
			w = w[1:]
		}
		switch {
		case n.Kind == text.Other || len(w) == 0 || !n.Span.Contains(w[0].Span()): // or no part that tells
		case n.Kind == text.Person:
			for _, x := range w {
				if !n.Span.Contains(x.Span()) {
					break
				}
				s.mentions = append(s.mentions, mention{s.sound(x.Span().Of(d.Text)), n.Span.Start, true})
			}
		default:
			s.mentions = append(s.mentions, mention{s.entities.of(xxh3.HashString(n.Entity)), n.Span.Start, false})
		}
	}
}

// sound is the entity that stands for what the spellings of a word of a person's name have in common.
func (s *space) sound(word string) int32 {
	k := s.heard.of(xxh3.HashString(word))
	if int(k) == len(s.byWord) {
		s.byWord = append(s.byWord, s.entities.of(xxh3.HashString(name.Sound(word))))
	}
	return s.byWord[k]
}

// named appends the vector of the names before byte end to those of the article at hand.
func (s *space) named(end int, persons bool) {
	for _, m := range s.mentions {
		if m.at >= end {
			break
		}
		if m.person == persons {
			s.used = append(s.used, m.id)
		}
	}
	from := len(s.terms)
	slices.Sort(s.used)
	sum := 0.
	for i, id := range s.used {
		if i > 0 && s.used[i-1] == id {
			continue
		}
		x := s.entityIDF[id]
		s.terms = append(s.terms, term{id, x})
		sum += float64(x) * float64(x)
	}
	s.used = s.used[:0]
	s.closed(from, sum)
}

// closed ends the vector that began at from, and makes it one of length 1; its squares sum to sum.
func (s *space) closed(from int, sum float64) {
	scale := float32(1 / math.Sqrt(max(sum, 1e-9)))
	for i := from; i < len(s.terms); i++ {
		s.terms[i].w *= scale
	}
	s.ends = append(s.ends, len(s.terms))
}

// read makes an article ready: it fills looks, whose buffers it uses again.
func (s *space) read(l *looks, d *text.Doc) {
	l.outlet, l.words, l.numbers = d.Outlet.Name, len(d.Words), d.Numbers
	s.terms, s.ends = s.terms[:0], s.ends[:0]
	s.readWords(l, d.Words)
	s.readFindings(l, d)
	l.terms = append(l.terms[:0], s.terms...)
	from := 0
	for i, v := range [...]*vector{&l.full, &l.title, &l.near, &l.lead, &l.wide, &l.places[0], &l.places[1], &l.places[2], &l.persons[0], &l.persons[1], &l.persons[2]} {
		*v = l.terms[from:s.ends[i]:s.ends[i]]
		from = s.ends[i]
	}
	if len(l.title) == 0 {
		l.title = l.near // the opening says what a title would
	}
}

// number numbers the stems of words.
func (s *space) number(words []text.Word) {
	s.words = s.words[:0]
	for i := range words {
		id := int32(-1)
		if w := &words[i]; w.Weight != 0 {
			id = s.ids.find(w.Stem)
		}
		s.words = append(s.words, id)
	}
}

// heads makes the vectors of the title, the opening and the lead.
func (s *space) heads(words []text.Word) {
	for _, n := range [...]int{0, nearWords, leadWords} {
		s.vector(words, n, 1, 1)
	}
}

// readWords fills the vectors of words and the numbers in digits.
func (s *space) readWords(l *looks, words []text.Word) {
	s.number(words)
	l.digits, l.first = l.digits[:0], l.first[:0]
	body := 0
	for i := range words {
		w := &words[i]
		if !w.Title {
			body++
		}
		if !w.Digits {
			continue
		}
		if id := s.ids.find(w.Stem); id >= 0 {
			l.digits = append(l.digits, id)
			if w.Title || body <= leadWords {
				l.first = append(l.first, id)
			}
		}
	}
	l.digits, l.first = set(l.digits), set(l.first)
	s.vector(words, len(words), titleCounts, leadCounts)
	s.heads(words)
	s.vector(words, wideWords, 1, 1)
}

// spans are the units of time, which are told of many things.
var spans = map[string]bool{"second": true, "minute": true, "hour": true, "day": true, "night": true, "week": true, "month": true, "year": true, "decade": true, "century": true}

// figures appends to out marks of the figures of a text that another one hardly gives by chance: of what they count with how many
// there are, those that are no round numbers.
func figures(out []uint64, d *text.Doc) []uint64 {
	for _, n := range d.Numbers {
		if n.Unit == "" || spans[n.Unit] || n.Value < 10 || n.Value < 1e6 && math.Mod(n.Value, 10) == 0 {
			continue
		}
		out = append(out, xxh3.HashString(n.Unit)^math.Float64bits(n.Value))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// stamped says whether a time stands where a page says when it was published or who wrote it.
func stamped(d *text.Doc, s text.Span) bool {
	r := d.RoleAt(s.Start)
	return r == text.DateLine || r == text.Byline || r == text.Credit
}

// readFindings fills the vectors of entities, and the times of the lead. readWords comes before.
func (s *space) readFindings(l *looks, a *text.Doc) {
	title, lead, body := 0, 0, 0
	for i := range a.Words {
		w := &a.Words[i]
		if w.Title {
			title = int(w.End)
		} else if body++; body > leadWords {
			break
		}
		lead = int(w.End)
	}
	l.times, l.early = l.times[:0], 0
	for _, t := range a.Dates {
		if t.Days.Known() && !stamped(a, t.Span) && !slices.Contains(l.times, t.Days) {
			l.times = append(l.times, t.Days)
			if t.Span.Start < lead {
				l.early = len(l.times)
			}
		}
	}
	l.figures = figures(l.figures[:0], a)
	l.speakers = l.speakers[:0]
	for _, q := range a.Quotes {
		if q.Said.Start >= lead {
			break
		}
		for w := range strings.FieldsSeq(q.Who) {
			l.speakers = append(l.speakers, xxh3.HashString(name.Sound(w)))
		}
	}
	slices.Sort(l.speakers)
	l.speakers = slices.Compact(l.speakers)
	s.marks(a)
	for _, persons := range [...]bool{false, true} {
		for _, end := range [...]int{len(a.Text), lead, title} {
			s.named(end, persons)
		}
	}
}

// set sorts ids and drops those met before.
func set(ids []int32) []int32 {
	slices.Sort(ids)
	return slices.Compact(ids)
}

// vector appends to those of the article at hand the vector of the title and the first words of the body. A word's count is damped by
// its logarithm.
func (s *space) vector(words []text.Word, body int, titleCounts, leadCounts float32) {
	n := 0
	for i, id := range s.words {
		title := words[i].Title
		if !title {
			if n++; n > body {
				break
			}
		}
		if id < 0 {
			continue
		}
		c := float32(1)
		switch {
		case title:
			c = titleCounts
		case n <= leadWords:
			c = leadCounts
		}
		if s.count[id] == 0 {
			s.used = append(s.used, id)
		}
		s.count[id] += c
	}
	from := len(s.terms)
	sum := 0.0
	slices.Sort(s.used)
	for _, id := range s.used {
		x := s.idf[id]
		if k := 2 * s.count[id]; k < float32(len(s.damp)) && k == float32(int(k)) {
			x *= s.damp[int(k)]
		} else {
			x *= damped(s.count[id])
		}
		s.terms = append(s.terms, term{id, x})
		sum += float64(x) * float64(x)
		s.count[id] = 0
	}
	s.used = s.used[:0]
	s.closed(from, sum)
}

// What follows walks two sorted lists at once. Which of them is ahead cannot be foreseen, so the steps are written for the compiler to
// make them without a jump.

// cosine of two vectors of length 1.
func cosine(a, b vector) float32 {
	var sum float32
	for i, j := 0, 0; i < len(a) && j < len(b); {
		p, q := a[i], b[j]
		if p.id == q.id {
			sum += p.w * q.w
		}
		if p.id <= q.id {
			i++
		}
		if q.id <= p.id {
			j++
		}
	}
	return sum
}

// held is the share of a's mass that stands in b: what of a's lead b tells too.
func held(a, b vector) float32 {
	var sum float32
	for i, j := 0, 0; i < len(a) && j < len(b); {
		p, q := a[i], b[j].id
		if p.id == q {
			sum += p.w * p.w
		}
		if p.id <= q {
			i++
		}
		if q <= p.id {
			j++
		}
	}
	return sum
}

// heldByLatest is held(a, b.full) for the article b that others are compared with.
func (s *space) heldByLatest(a vector) float32 {
	var sum float32
	for _, t := range a {
		if s.own[t.id] != 0 {
			sum += t.w * t.w
		}
	}
	return sum
}

// both counts what stands in two sorted sets.
func both[T int32 | uint64](a, b []T) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		p, q := a[i], b[j]
		if p == q {
			n++
		}
		if p <= q {
			i++
		}
		if q <= p {
			j++
		}
	}
	return n
}
