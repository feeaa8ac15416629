package bench

import (
	"hash/fnv"
	"math"
	"os"
	"sort"
	"strings"
	"testing"

	"rawi/arabic/letter"
	"rawi/arabic/word"
	"rawi/text"

	"github.com/blevesearch/bleve/v2/analysis/lang/ar"
	"github.com/blevesearch/bleve/v2/registry"
)

// The retrieval test: a headline is the query; relevant are the articles of other outlets that share at least an eighth of their
// passages (runs of five words) with the headline's own article. No person judged anything: that two outlets print the same
// passage shows that they tell the same story. Since what is relevant shares text, raw words are flattered.
const (
	queries  = 800
	share    = .12
	passage  = 5
	deepest  = 100 // ranks looked at
	sampling = 4   // one passage in so many is compared
)

// tuning asks for other headlines: those on which the weights and endings were chosen.
var tuning = os.Getenv("RAWI_TUNE") != ""

// TestRetrieval measures mean average precision for several ways to make search terms of the same texts.
func TestRetrieval(t *testing.T) {
	all := corpus(t)
	relevant := copies(all)
	bleve, err := ar.AnalyzerConstructor(nil, registry.NewCache())
	if err != nil {
		t.Fatal(err)
	}
	a := word.NewAnalyser()
	score := map[string]float64{}
	for _, w := range []struct {
		name  string
		terms func(s string, yield func(string))
	}{
		{"raw", func(s string, yield func(string)) {
			tokens(s, func(x *word.Text, i int) { yield(letter.String(x.Raw(i), letter.Clean)) })
		}},
		{"folded", func(s string, yield func(string)) {
			tokens(s, func(x *word.Text, i int) { yield(x.Tokens[i].Fold) })
		}},
		{"light10", func(s string, yield func(string)) {
			tokens(s, func(x *word.Text, i int) { yield(light10(x.Tokens[i].Fold)) })
		}},
		{"bleve ar", func(s string, yield func(string)) {
			for _, k := range bleve.Analyze([]byte(s)) {
				yield(string(k.Term))
			}
		}},
		{"clitics off", func(s string, yield func(string)) {
			tokens(s, func(x *word.Text, i int) {
				k := x.Tokens[i].Fold
				if x.Tokens[i].Kind == word.Word {
					k = a.Cut(x, i).Stem(k)
				}
				yield(k)
			})
		}},
		{"stem", func(s string, yield func(string)) {
			tokens(s, func(x *word.Text, i int) {
				k := x.Tokens[i].Fold
				if x.Tokens[i].Kind == word.Word {
					k = a.Stem(x, i)
				}
				yield(k)
			})
		}},
		{"stem + light", func(s string, yield func(string)) {
			tokens(s, func(x *word.Text, i int) {
				if x.Tokens[i].Kind != word.Word {
					yield(x.Tokens[i].Fold)
					return
				}
				yield(a.Stem(x, i))
				yield(light + a.Light(x, i))
			})
		}},
	} {
		m, mrr, found, vocabulary := measure(all, relevant, w.terms)
		score[w.name] = m
		t.Logf("%-12s MAP@%d %.4f  MRR %.4f  S@10 %.4f  vocabulary %d", w.name, deepest, m, mrr, found, vocabulary)
	}
	for name, least := range map[string]float64{"raw": 1.05, "light10": 1, "bleve ar": 1} {
		if ours := score["stem + light"]; ours <= least*score[name] {
			t.Errorf("stem + light: %.4f is not above %.2f times %s, %.4f", ours, least, name, score[name])
		}
	}
}

// tokens calls f for every token of s but punctuation.
func tokens(s string, f func(x *word.Text, i int)) {
	x := word.Read(s, text.Span{End: len(s)})
	for i, k := range x.Tokens {
		if k.Kind != word.Punct {
			f(x, i)
		}
	}
}

// light10 is the stemmer of Larkey et al. (2007) on folded words, as they describe it.
func light10(w string) string {
	const letter = 2 // bytes
	if len(w) > 3*letter {
		w = strings.TrimPrefix(w, "و")
	}
	for _, p := range []string{"ال", "وال", "بال", "كال", "فال", "لل"} {
		if r, ok := strings.CutPrefix(w, p); ok && len(r) >= 2*letter {
			w = r
			break
		}
	}
	for _, e := range []string{"ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي"} {
		if r, ok := strings.CutSuffix(w, e); ok && len(r) >= 2*letter {
			w = r
		}
	}
	return w
}

// copies finds, for articles in a fixed order of chance, the articles of other outlets that share passages with them, until there
// are enough queries.
func copies(all []article) map[int]map[int]bool {
	shingles := make([][]uint64, len(all))
	holders := map[uint64][]int32{}
	for n, a := range all {
		var words []string
		tokens(a.Content, func(x *word.Text, i int) { words = append(words, x.Tokens[i].Fold) })
		seen := map[uint64]bool{}
		for i := 0; i+passage <= len(words); i++ {
			h := fnv.New64a()
			for _, w := range words[i : i+passage] {
				h.Write([]byte(w))
				h.Write([]byte{0})
			}
			if s := h.Sum64(); s>>7%sampling == 0 && !seen[s] {
				seen[s] = true
				shingles[n] = append(shingles[n], s)
				holders[s] = append(holders[s], int32(n))
			}
		}
	}
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	key := func(i int) uint32 {
		h := fnv.New32a()
		if tuning {
			h.Write([]byte{1})
		}
		h.Write([]byte(all[i].Title))
		return h.Sum32()
	}
	sort.SliceStable(order, func(a, b int) bool { return key(order[a]) < key(order[b]) })
	out := map[int]map[int]bool{}
	for _, n := range order {
		if len(out) == queries {
			break
		}
		if len(shingles[n]) < 8 || len(strings.Fields(all[n].Title)) < 4 {
			continue
		}
		common := map[int32]int{}
		for _, s := range shingles[n] {
			if len(holders[s]) > 60 {
				continue // a formula
			}
			for _, m := range holders[s] {
				common[m]++
			}
		}
		rel := map[int]bool{}
		for m, c := range common {
			if all[m].Source != all[n].Source && len(shingles[m]) >= 8 && float64(c) >= share*float64(min(len(shingles[n]), len(shingles[m]))) {
				rel[int(m)] = true
			}
		}
		if len(rel) > 0 {
			out[n] = rel
		}
	}
	return out
}

// Light stems stand in the same index, marked, and count for half.
const (
	light       = "~"
	lightWeight = .5
)

type posting struct {
	doc, tf int32
}

// measure indexes the articles by the terms and asks for every headline, by BM25 (k1 1.2, b .75).
func measure(all []article, relevant map[int]map[int]bool, terms func(string, func(string))) (meanAP, mrr, at10 float64, vocabulary int) {
	index := map[string][]posting{}
	length := make([]float64, len(all))
	total := 0.
	for n, a := range all {
		terms(a.Title+"\n"+a.Content, func(w string) {
			ps := index[w]
			if k := len(ps); k > 0 && ps[k-1].doc == int32(n) {
				ps[k-1].tf++
			} else {
				index[strings.Clone(w)] = append(ps, posting{int32(n), 1})
			}
			length[n]++
		})
		total += length[n]
	}
	mean := total / float64(len(all))
	scores := make([]float64, len(all))
	for q, rel := range relevant {
		clear(scores)
		terms(all[q].Title, func(w string) {
			ps := index[w]
			weight := 1.
			if strings.HasPrefix(w, light) {
				weight = lightWeight
			}
			idf := weight * math.Log(1+(float64(len(all)-len(ps))+.5)/(float64(len(ps))+.5))
			for _, p := range ps {
				tf := float64(p.tf)
				scores[p.doc] += idf * tf * 2.2 / (tf + 1.2*(.25+.75*length[p.doc]/mean))
			}
		})
		var hits []int
		for n, s := range scores {
			if s > 0 && all[n].Source != all[q].Source {
				hits = append(hits, n)
			}
		}
		sort.Slice(hits, func(a, b int) bool {
			if scores[hits[a]] != scores[hits[b]] {
				return scores[hits[a]] > scores[hits[b]]
			}
			return hits[a] < hits[b]
		})
		right, ap := 0., 0.
		for r, n := range hits[:min(len(hits), deepest)] {
			if !rel[n] {
				continue
			}
			if right == 0 {
				mrr += 1 / float64(r+1)
				if r < 10 {
					at10++
				}
			}
			right++
			ap += right / float64(r+1)
		}
		meanAP += ap / float64(min(len(rel), deepest))
	}
	n := float64(len(relevant))
	return meanAP / n, mrr / n, at10 / n, len(index)
}
