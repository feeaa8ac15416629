package story

import (
	"math"
	"slices"

	"rawi/news"
	"rawi/text"
)

// The features of a pair of articles. Groups of articles are compared by the means of the features of their pairs, so that
// merging two groups only adds numbers.
const (
	cosFull        = iota // cosine of the whole texts
	cosTitle              // of the titles
	cosNear               // of the openings
	cosLead               // of the leads
	cosWide               // of the long leads
	leadLess              // share of a lead that the other text holds, the lesser of both
	leadMore              // the greater
	rareWords             // logarithm of the number of rare words that both leads hold
	digitsOf              // share of the numbers in digits that both hold
	copied                // share of the shorter text that is copied
	oneOutlet             // both come from one outlet
	daysApart             // days between them, at most 4
	lengths               // logarithm of the ratio of their lengths
	noDigits              // both leads hold numbers, and none of them is the same
	cosPlaces             // cosine of the places and organizations named
	strangePlaces         // share of those of a lead that the other text does not name, the lesser of both
	strangeTitle          // the same of the titles
	cosPersons            // cosine of the words of the persons named
	strangePersons        // share of those of a lead that the other text does not name, the lesser of both
	strangeHeads          // the same of the titles
	sameTimes             // share of the times told in the leads that both tell
	otherTimes            // share of the times of a lead that the other text tells nowhere, the lesser of both
	sameDay               // both leads tell their news for one day
	otherDay              // for different days
	sameFigures           // logarithm of the number of telling figures that both give for things of one kind
	titleLess             // share of a title that the other's long lead holds, the lesser of both
	titleMore             // the greater
	neighbours            // share of their nearest neighbours that they have in common
	sameSpeaker           // the words of one person or body stand in both leads
	otherSpeaker          // those of different ones
	features
)

// averaged are the features that say something about linked pairs only; where two groups have pairs without a link, those count
// nothing, while they count as unlike for the others.
var averaged = [features]bool{oneOutlet: true, daysApart: true, lengths: true, noDigits: true, otherTimes: true, otherSpeaker: true}

// pair is two articles that may belong together.
type pair struct {
	a, b  int32 // places of their docs, a < b
	f     [features]float32
	named bool // both name somebody or something
	back  bool // they are near in time, and one takes back a figure of the other: see update
}

const (
	// minCosine is the least cosine of a pair that is looked at.
	minCosine = .12
	// maxPairs is how many pairs an article may have; more than its nearest say nothing.
	maxPairs = 80
	// window is how many days around an article its event lies.
	window = 4
	// crowd is how many articles within the window may hold a stem for it to bring articles together.
	crowd = 200
	// rare is how many articles of the whole collection may hold a stem for it to bring together articles of any days.
	rare = 60
	// fewTerms is how many stems an article has at least that is known by more than its title; sameTitle is from which cosine on two
	// titles tell the same.
	fewTerms  = 15
	sameTitle = .2
	// telling is the inverse document frequency of a rare word.
	telling = 5
)

// apart is how many days lie between two intervals, 0 when they may meet; unknown days lie nowhere.
func apart(a, b text.Days) int {
	d := 0
	if a.To != 0 && b.From != 0 {
		d = max(d, int(b.From-a.To))
	}
	if b.To != 0 && a.From != 0 {
		d = max(d, int(a.From-b.To))
	}
	return d
}

// shares is what is copied between articles, by their places, the earlier one's in the upper half.
type shares map[uint64]float32

// sharesOf is what copies tell of articles.
func sharesOf(docs []*doc, copies []news.Copy) shares {
	at := map[news.Ref]int32{}
	for i := range copies {
		at[copies[i].A.Ref], at[copies[i].B.Ref] = -1, -1
	}
	for i, d := range docs {
		if _, ok := at[d.Ref]; ok {
			at[d.Ref] = int32(i)
		}
	}
	m := make(shares, len(copies)/2)
	for i := range copies {
		if a, b := at[copies[i].A.Ref], at[copies[i].B.Ref]; a >= 0 && b >= 0 {
			m[key(min(a, b), max(a, b))] = float32(copies[i].Cover)
		}
	}
	return m
}

func key(a, b int32) uint64 { return uint64(a)<<32 | uint64(b) }

// measure fills the features of a pair, of which b is the article that others are compared with.
func (s *space) measure(p *pair, docs []*doc, copies shares) {
	a, b := docs[p.a], docs[p.b]
	f := &p.f
	f[cosTitle], f[cosNear] = cosine(a.title, b.title), cosine(a.near, b.near)
	f[cosLead], f[cosWide] = cosine(a.lead, b.lead), cosine(a.wide, b.wide)
	x, y := s.heldByLatest(a.lead), held(b.lead, a.full)
	f[leadLess], f[leadMore] = min(x, y), max(x, y)
	f[rareWords] = float32(math.Log(1 + float64(s.telling(a.lead, b.lead))))
	if n := both(a.digits, b.digits); n > 0 {
		f[digitsOf] = float32(n) / float32(len(a.digits)+len(b.digits)-n)
	}
	f[copied] = copies[key(p.a, p.b)]
	if a.outlet != "" && a.outlet == b.outlet {
		f[oneOutlet] = 1
	}
	f[daysApart] = float32(min(apart(a.when, b.when), window))
	f[lengths] = float32(math.Abs(math.Log(float64(a.words+1) / float64(b.words+1))))
	if len(a.first) > 0 && len(b.first) > 0 && both(a.first, b.first) == 0 {
		f[noDigits] = 1
	}
	f[cosPlaces], f[strangePlaces], f[strangeTitle] = namesakes(&a.places, &b.places)
	f[cosPersons], f[strangePersons], f[strangeHeads] = namesakes(&a.persons, &b.persons)
	p.named = len(a.places[0])+len(a.persons[0]) > 0 && len(b.places[0])+len(b.persons[0]) > 0
	f[sameTimes], f[otherTimes] = sharedTimes(a, b)
	if a.told != 0 && b.told != 0 {
		f[sameDay], f[otherDay] = 0, 1
		if a.told == b.told {
			f[sameDay], f[otherDay] = 1, 0
		}
	}
	f[sameFigures] = float32(math.Log(1 + float64(both(a.figures, b.figures))))
	x, y = held(a.title, b.wide), held(b.title, a.wide)
	f[titleLess], f[titleMore] = min(x, y), max(x, y)
	if len(a.speakers) > 0 && len(b.speakers) > 0 {
		f[sameSpeaker], f[otherSpeaker] = 0, 1
		if both(a.speakers, b.speakers) > 0 {
			f[sameSpeaker], f[otherSpeaker] = 1, 0
		}
	}
	a.best, b.best = max(a.best, f[cosFull]), max(b.best, f[cosFull])
}

// sharedTimes is the share of the times told in two leads that both tell, and the share of those of one lead that the other text
// tells nowhere, the lesser of both.
func sharedTimes(a, b *doc) (same, other float32) {
	if a.early == 0 || b.early == 0 {
		return 0, 0
	}
	both, inB, inA := 0, 0, 0
	for _, t := range a.times[:a.early] {
		if slices.Contains(b.times[:b.early], t) {
			both++
		}
		if slices.Contains(b.times, t) {
			inB++
		}
	}
	for _, t := range b.times[:b.early] {
		if slices.Contains(a.times, t) {
			inA++
		}
	}
	return float32(both) / float32(a.early+b.early-both), 1 - max(float32(inB)/float32(a.early), float32(inA)/float32(b.early))
}

// namesakes compares the names of two articles.
func namesakes(a, b *[3]vector) (cos, lead, title float32) {
	return cosine(a[0], b[0]), min(missing(a[1], b[0]), missing(b[1], a[0])), min(missing(a[2], b[0]), missing(b[2], a[0]))
}

// missing is the share of a's mass that b lacks; nothing lacks nothing.
func missing(a, b vector) float32 {
	if len(a) == 0 {
		return 0
	}
	return max(0, 1-held(a, b))
}

// telling counts the rare words that two vectors share.
func (s *space) telling(a, b vector) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		p, q := a[i].id, b[j].id
		if p == q && s.idf[p] > telling {
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
