package search

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"rawi/text"
)

// brute answers queries by reading every article anew: the plainest way to say what the index must find.
type brute struct {
	docs []Doc
}

// spots are the words of an article as the index numbers them.
func (brute) spots(d Doc) (out []term, at []uint32, title uint32, length uint32) {
	a := takeAnalyser()
	defer a.back()
	n := uint32(0)
	stretch := func(s text.Span) {
		for _, k := range read(s.Of(d.Text)).Tokens {
			a.terms(k, func(w int32) {
				out, at = append(out, a.words[w].term), append(at, n)
				n++
				length++
			})
		}
		n++
	}
	stretch(d.Title)
	title = n
	for _, p := range d.Body {
		stretch(p)
	}
	return out, at, title, length
}

// heard is how often an article has each clause of a query: by stem, by light stem, in its title.
type heard struct{ stem, light, title []float64 }

// tallies is what the scores are made of.
type tallies struct {
	counts          []heard
	phrase          [][]float64 // how often an article has a clause as it stands
	dfStem, dfLight [][]float64 // by clause and word
	lengths, titles []float64
	mean, meanTitle float64
}

// tally counts.
func (b brute) tally(q *Asked) *tallies {
	n := float64(len(b.docs))
	t := &tallies{
		counts: make([]heard, len(b.docs)), phrase: make([][]float64, len(b.docs)), dfStem: make([][]float64, len(q.clauses)), dfLight: make([][]float64, len(q.clauses)),
		lengths: make([]float64, len(b.docs)), titles: make([]float64, len(b.docs)),
	}
	for i, c := range q.clauses {
		t.dfStem[i], t.dfLight[i] = make([]float64, len(c.words)), make([]float64, len(c.words))
	}
	for d, doc := range b.docs {
		spots, at, title, length := b.spots(doc)
		t.lengths[d] = float64(length)
		t.mean += t.lengths[d] / n
		t.titles[d] = float64(title)
		t.meanTitle += t.titles[d] / n
		t.counts[d] = heard{make([]float64, len(q.clauses)), make([]float64, len(q.clauses)), make([]float64, len(q.clauses))}
		t.phrase[d] = make([]float64, len(q.clauses))
		for i, c := range q.clauses {
			for k, w := range c.words {
				forms := map[term]bool{}
				for j, u := range spots {
					same := u.light == w.light && u.ending == w.ending
					if c.exact && u != w.term || !c.exact && u.light != w.light {
						continue
					}
					share := 1.
					if same {
						t.counts[d].stem[i]++
					} else {
						t.counts[d].light[i]++
						share = lightWeight
					}
					if at[j] < title && len(c.words) == 1 {
						t.counts[d].title[i] = max(t.counts[d].title[i], share)
					}
					if !forms[u] {
						forms[u] = true
						if same {
							t.dfStem[i][k]++
						} else {
							t.dfLight[i][k]++
						}
					}
				}
			}
			for j := range spots {
				fits := j+len(c.words) <= len(spots)
				for k := 0; fits && k < len(c.words); k++ {
					fits = at[j+k] == at[j]+uint32(k) && c.words[k].is(spots[j+k], c.exact)
				}
				if fits {
					t.phrase[d][i]++
					if at[j] < title && len(c.words) > 1 {
						t.counts[d].title[i] = 1
					}
				}
			}
		}
	}
	return t
}

// find is the numbers of the articles that have a word or phrase of a query of plain words and phrases, with their scores.
func (b brute) find(q *Asked, order Order) []Hit {
	n := float64(len(b.docs))
	t := b.tally(q)
	idf := func(df float64) float64 { return math.Log(1 + (n-min(df, n)+.5)/(min(df, n)+.5)) }
	var out []Hit
	for d, doc := range b.docs {
		score, ok, words, any := 0., true, false, false
		for i, c := range q.clauses {
			if c.common {
				continue
			}
			stem, light := t.counts[d].stem[i], t.counts[d].light[i]
			if len(c.words) > 1 {
				stem, light = t.phrase[d][i], 0
			}
			has := t.phrase[d][i] > 0
			if order == Newest || c.exact || len(c.words) > 1 {
				ok = ok && has
			} else {
				words, any = true, any || has
			}
			if has {
				ws, wl := 0., 0.
				for k := range c.words {
					ws += idf(t.dfStem[i][k])
					if !c.exact {
						wl += lightWeight * idf(t.dfStem[i][k]+t.dfLight[i][k])
					}
				}
				k, kt := k1*(1-b_+b_*t.lengths[d]/t.mean), k1*(1-b_+b_*t.titles[d]/max(t.meanTitle, 1/n))
				score += ws*stem*(k1+1)/(stem+k) + wl*(stem+light)*(k1+1)/(stem+light+k) + titleWeight*t.counts[d].title[i]*ws*(k1+1)/(1+kt)
			}
		}
		required := slices.ContainsFunc(q.clauses, func(c clause) bool { return !c.common && (c.exact || len(c.words) > 1) })
		if !ok || words && !any && !required {
			continue
		}
		if order == Newest {
			score = 0
		}
		out = append(out, Hit{Article: doc.Article, Score: score, key: newest(doc.Days.From, doc.Article)})
	}
	slices.SortFunc(out, func(x, y Hit) int {
		if x.before(y) {
			return -1
		}
		return 1
	})
	return out
}

const b_ = b

// small is a vocabulary in which inflections and phrases meet often.
var small = strings.Fields("مهندس المهندس مهندسون مهندسين والمهندسين وزير الوزير وزيرة وزارة بوزارته سفينة السفينة سفن مدينة المدينة مدينتهم قرار القرار وقرارات 12 covid")

// corpus is n small articles of chance.
func corpus(rng *rand.Rand, n int) []Doc {
	var out []Doc
	for i := range n {
		say := func(n int) string {
			var w []string
			for range n {
				w = append(w, small[min(rng.IntN(len(small)), rng.IntN(len(small)))])
			}
			return strings.Join(w, " ")
		}
		day := ""
		if rng.IntN(5) > 0 {
			day = text.Day(738000 + rng.IntN(20)).String()
		}
		d := doc(int64(i+1), day, say(rng.IntN(4)), say(rng.IntN(30)))
		if n := len(d.Text); rng.IntN(3) == 0 && n > 20 { // a body of two parts
			cut := strings.IndexByte(d.Text[n/2:], ' ') + n/2
			if cut > n/2 && cut > d.Body[0].Start {
				d.Body = []text.Span{{Start: d.Body[0].Start, End: cut}, {Start: cut, End: n}}
			}
		}
		out = append(out, d)
	}
	return out
}

// ask is a query of chance.
func ask(rng *rand.Rand) string {
	var q []string
	for range 1 + rng.IntN(4) {
		w := small[rng.IntN(len(small))]
		switch rng.IntN(5) {
		case 0:
			w = `"` + w + " " + small[rng.IntN(len(small))] + `"`
		case 1:
			w = `"` + w + `"`
		}
		q = append(q, w)
	}
	return strings.Join(q, " ")
}

// FuzzIndex: whatever is put, put anew and dropped, in however many steps, the index finds what reading every article finds, in the
// same order, with the same scores where no article has gone (words of those that have gone count until their segment is merged).
func FuzzIndex(f *testing.F) {
	for seed := range uint64(6) {
		f.Add(seed, 3+20*seed)
	}
	f.Fuzz(func(t *testing.T, seed, size uint64) {
		rng := rand.New(rand.NewPCG(seed, size))
		d := open(t)
		docs := corpus(rng, 1+int(size%150))
		rng.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
		for rest := docs; len(rest) > 0; {
			n := min(1+rng.IntN(12), len(rest))
			d.put(rest[:n]...)
			rest = rest[n:]
		}
		d.same(rng, brute{docs}, true)
		for range rng.IntN(10) {
			i := rng.IntN(len(docs))
			switch {
			case rng.IntN(2) == 0 && len(docs) > 1:
				d.drop(docs[i].Article)
				docs = slices.Delete(docs, i, i+1)
			default:
				id := docs[i].Article
				docs[i] = corpus(rng, 1)[0]
				docs[i].Article = id
				d.put(docs[i])
			}
		}
		d.same(rng, brute{docs}, false)
	})
}

// same compares the index with brute over some queries.
func (d *database) same(rng *rand.Rand, b brute, scores bool) {
	d.Helper()
	for range 25 {
		q := ask(rng)
		for _, order := range []Order{Newest, Relevance} {
			page, err := d.index.Find(ctx, Query{Ask: q, Order: order, Limit: atMost})
			if err != nil {
				d.Fatal(err)
			}
			want := b.find(Parse(q), order)
			if page.Total != len(want) || len(page.Hits) != len(want) {
				d.Fatalf("%s, order %d: found %d (%d), want %d", q, order, page.Total, len(page.Hits), len(want))
			}
			if order == Relevance && !scores {
				byID := func(a, b Hit) int { return cmp.Compare(a.Article, b.Article) }
				slices.SortFunc(page.Hits, byID)
				slices.SortFunc(want, byID)
			}
			for i, h := range page.Hits {
				if !scores && h.Article == want[i].Article {
					continue
				}
				if math.Abs(h.Score-want[i].Score) > 1e-4*(1+want[i].Score) || h.Article != want[i].Article && math.Abs(page.Hits[i].Score-want[i].Score) == 0 && order == Newest {
					d.Fatalf("%s, order %d: hit %d is %+v, want %+v\n%s", q, order, i, h, want[i], fmt.Sprint(want[:i+1]))
				}
			}
		}
	}
}
