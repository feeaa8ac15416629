package story

import (
	"math"
	"slices"

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

// doc is an article made ready for comparing.
type doc struct {
	article *news.Article
	when    text.Days // of publication; zero ends are open
	full    vector    // title and body, the title counting more
	title   vector
	near    vector      // title and the first words of the body
	lead    vector      // title and a lead
	wide    vector      // title and a long lead
	digits  []int32     // numbers in digits, sorted
	first   []int32     // those of the lead
	places  [3]vector   // places and organizations named in the text, in its title and lead, in its title
	persons [3]vector   // persons
	figures []uint64    // marks of the telling figures, sorted
	times   []text.Days // days and longer times that the text tells of, those of the title and the lead first
	early   int         // how many of them the title and the lead tell
	told    text.Day    // for which day the lead tells its news, 0 where it tells none
	best    float32     // cosine with its nearest neighbour
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
	ids map[uint64]int32
	df  []int32
	idf []float32
	// the same for the entities that are named
	entities  map[uint64]int32
	entityIDF []float32
	// buffers of vectorise
	count []float32
	used  []int32
}

// newSpace counts the stems of the articles and weighs them.
func newSpace(articles []*news.Article) *space {
	s := &space{ids: map[uint64]int32{}}
	var language []float32
	var last []int32
	for d, a := range articles {
		for _, w := range a.Doc.Words {
			if w.Weight == 0 {
				continue
			}
			id, ok := s.ids[w.Stem]
			if !ok {
				id = int32(len(s.df))
				s.ids[w.Stem] = id
				s.df, language, last = append(s.df, 0), append(language, w.Weight), append(last, -1)
			}
			if last[id] != int32(d) {
				last[id] = int32(d)
				s.df[id]++
			}
		}
	}
	n := float64(len(articles))
	s.idf = make([]float32, len(s.df))
	for i := range s.df {
		s.idf[i] = float32(-math.Log((float64(s.df[i]) + prior*math.Exp(-float64(language[i]))) / (n + prior)))
	}
	s.count = make([]float32, len(s.df))
	s.meet(articles)
	return s
}

// anEntity is the share of articles that hold some entity by experience, and priorEntities how many articles that experience weighs.
const (
	anEntity      = .01
	priorEntities = 50
)

// marks calls f with a mark for each name that stands before byte end in the title and body of a text. Places and organizations
// are known by their canonical names, persons by each word of their name, for one article gives more of it than another.
func marks(d *text.Doc, end int, f func(mark uint64, person bool)) {
	w := d.Words
	for _, n := range d.Names {
		for len(w) > 0 && int(w[0].Start) < n.Span.Start {
			w = w[1:]
		}
		switch {
		case n.Span.Start >= end:
			return
		case n.Kind == text.Other || len(w) == 0 || !n.Span.Contains(w[0].Span()): // or no part that tells
		case n.Kind == text.Person:
			for _, x := range w {
				if !n.Span.Contains(x.Span()) {
					break
				}
				f(sound(d, x), true)
			}
		default:
			f(xxh3.HashString(n.Entity), false)
		}
	}
}

// sound is a mark of what the spellings of a word of a person's name have in common.
func sound(d *text.Doc, w text.Word) uint64 {
	return xxh3.HashString(name.Sound(w.Span().Of(d.Text)))
}

// meet counts the marks of the names in the articles, and weighs them as it does stems.
func (s *space) meet(articles []*news.Article) {
	s.entities = map[uint64]int32{}
	var df, last []int32
	for d, a := range articles {
		marks(&a.Doc, len(a.Doc.Text), func(mark uint64, _ bool) {
			id, ok := s.entities[mark]
			if !ok {
				id = int32(len(df))
				s.entities[mark] = id
				df, last = append(df, 0), append(last, -1)
			}
			if last[id] != int32(d) {
				last[id] = int32(d)
				df[id]++
			}
		})
	}
	s.entityIDF = make([]float32, len(df))
	for i, n := range df {
		s.entityIDF[i] = float32(-math.Log((float64(n) + priorEntities*anEntity) / (float64(len(articles)) + priorEntities)))
	}
}

// named is the vector of the names before byte end.
func (s *space) named(d *text.Doc, end int, persons bool) vector {
	var v vector
	marks(d, end, func(mark uint64, person bool) {
		if person == persons {
			v = append(v, term{s.entities[mark], 0})
		}
	})
	slices.SortFunc(v, func(a, b term) int { return int(a.id - b.id) })
	v = slices.CompactFunc(v, func(a, b term) bool { return a.id == b.id })
	sum := 0.
	for i := range v {
		v[i].w = s.entityIDF[v[i].id]
		sum += float64(v[i].w) * float64(v[i].w)
	}
	scale := float32(1 / math.Sqrt(max(sum, 1e-9)))
	for i := range v {
		v[i].w *= scale
	}
	return v
}

// read makes an article ready.
func (s *space) read(a *news.Article) *doc {
	d := &doc{article: a}
	if a.Doc.Published != nil {
		d.when = a.Doc.Published.Days
	}
	d.full = s.vector(a.Doc.Words, len(a.Doc.Words), titleCounts, leadCounts)
	d.title = s.vector(a.Doc.Words, 0, 1, 1)
	d.near = s.vector(a.Doc.Words, nearWords, 1, 1)
	if len(d.title) == 0 {
		d.title = d.near // the opening says what a title would
	}
	d.lead = s.vector(a.Doc.Words, leadWords, 1, 1)
	d.wide = s.vector(a.Doc.Words, wideWords, 1, 1)
	body := 0
	for _, w := range a.Doc.Words {
		if !w.Title {
			body++
		}
		if id, ok := s.ids[w.Stem]; ok && w.Digits {
			d.digits = append(d.digits, id)
			if w.Title || body <= leadWords {
				d.first = append(d.first, id)
			}
		}
	}
	d.digits, d.first = set(d.digits), set(d.first)
	s.readFindings(d)
	return d
}

// forget lets go of what only comparing needs.
func (d *doc) forget() {
	d.full, d.wide, d.digits, d.first, d.figures, d.times = nil, nil, nil, nil, nil, nil
	d.places, d.persons = [3]vector{}, [3]vector{}
}

// spans are the units of time, which are told of many things.
var spans = map[string]bool{"second": true, "minute": true, "hour": true, "day": true, "night": true, "week": true, "month": true, "year": true, "decade": true, "century": true}

// figures is marks of the figures of a text that another one hardly gives by chance: of what they count with how many there are,
// those that are no round numbers.
func figures(d *text.Doc) []uint64 {
	var out []uint64
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

// readFindings fills the vectors of entities, and the times of the lead.
func (s *space) readFindings(d *doc) {
	a := &d.article.Doc
	title, lead, body := 0, 0, 0
	for _, w := range a.Words {
		if w.Title {
			title = int(w.End)
		} else if body++; body > leadWords {
			break
		}
		lead = int(w.End)
	}
	for _, t := range a.Dates {
		if t.Days.Known() && !stamped(a, t.Span) && !slices.Contains(d.times, t.Days) {
			d.times = append(d.times, t.Days)
			if t.Span.Start < lead {
				d.early = len(d.times)
			}
		}
	}
	d.figures = figures(a)
	d.told = told(d)
	d.places = [3]vector{s.named(a, len(a.Text), false), s.named(a, lead, false), s.named(a, title, false)}
	d.persons = [3]vector{s.named(a, len(a.Text), true), s.named(a, lead, true), s.named(a, title, true)}
}

// set sorts ids and drops those met before.
func set(ids []int32) []int32 {
	slices.Sort(ids)
	return slices.Compact(ids)
}

// vector weighs the words of the title and the first of the body. A word's count is damped by its logarithm.
func (s *space) vector(words []text.Word, body int, titleCounts, leadCounts float32) vector {
	n := 0
	for _, w := range words {
		if !w.Title {
			if n++; n > body {
				break
			}
		}
		if w.Weight == 0 {
			continue
		}
		c := float32(1)
		switch {
		case w.Title:
			c = titleCounts
		case n <= leadWords:
			c = leadCounts
		}
		id := s.ids[w.Stem]
		if s.count[id] == 0 {
			s.used = append(s.used, id)
		}
		s.count[id] += c
	}
	v := make(vector, len(s.used))
	sum := 0.0
	slices.Sort(s.used)
	for i, id := range s.used {
		x := s.idf[id] * (1 + float32(math.Log(float64(max(s.count[id], 1)))))
		v[i] = term{id, x}
		sum += float64(x) * float64(x)
		s.count[id] = 0
	}
	s.used = s.used[:0]
	scale := float32(1 / math.Sqrt(max(sum, 1e-9)))
	for i := range v {
		v[i].w *= scale
	}
	return v
}

// cosine of two vectors of length 1.
func cosine(a, b vector) float32 {
	var sum float32
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch p, q := a[i].id, b[j].id; {
		case p < q:
			i++
		case p > q:
			j++
		default:
			sum += a[i].w * b[j].w
			i, j = i+1, j+1
		}
	}
	return sum
}

// held is the share of a's mass that stands in b: what of a's lead b tells too.
func held(a, b vector) float32 {
	var sum float32
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch p, q := a[i].id, b[j].id; {
		case p < q:
			i++
		case p > q:
			j++
		default:
			sum += a[i].w * a[i].w
			i, j = i+1, j+1
		}
	}
	return sum
}

// both counts the ids that stand in two sorted sets.
func both(a, b []int32) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch p, q := a[i], b[j]; {
		case p < q:
			i++
		case p > q:
			j++
		default:
			n++
			i, j = i+1, j+1
		}
	}
	return n
}
