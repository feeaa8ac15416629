package reuse

import (
	"cmp"
	"slices"
	"strings"

	"rawi/arabic/name"
	"rawi/news"
	"rawi/text"
)

// The bounds of SameSaid, as shares of the summed weight of the words of two quotes (methods: weighted Jaccard).
const (
	sameWords  = .55 // the same utterance, whatever the event
	likeWords  = .3  // the same utterance if the words come in the same order and it is the same event
	unnamed    = .8  // the same utterance in one event although nobody is named as its speaker
	rareWord   = 6.5 // weight (inverse document frequency) of a word that two utterances seldom share by chance
	fewWords   = .2  // the same utterance of one event if a rare word is among them, in the same order
	manyWords  = 6   // content words that two people hardly share by chance
	someWords  = .12 // the same utterance of one event if both give one telling figure for one thing
	mostPart   = .7  // the same utterance of one event if one outlet quotes so much of what the other does, in the same order
	partWords  = 4   // content words of such a part
	longSaid   = 9   // content words that two speakers of one event do not share in one order by chance
	longLike   = .55 // the same utterance of one event though another, or nobody, is named as its speaker, if so many are shared
	leastWords = 2   // content words that must be shared
	mostWords  = 120 // content words of a quote that are looked at
)

// said is a quote made ready for comparing.
type said struct {
	news.Said
	who    string
	event  string
	words  []text.Word // with content, in order
	weight float32     // summed
	// what it counts
	numbers []text.Number
}

// SameSaid groups the quotes of a story's articles that are the same utterance of the same speaker, in whatever wording: shared
// content words in the same order, numbers and rare words weighing most. Within one event less likeness is asked, since there one
// man says one thing; what he said elsewhere in like words stays apart. Groups and their members come in the order of the
// story's articles; a quote is in one group at most, and a group stands in two articles at least.
func SameSaid(s *news.Story, articles map[news.Ref]*news.Article) [][]news.Said {
	var all []said
	for _, e := range s.Events {
		for _, r := range e.Articles {
			if a := articles[r]; a != nil {
				all = append(all, quotes(a, e.ID)...)
			}
		}
	}
	byWord := map[uint64][]int{}
	root := make([]int, len(all))
	type edge struct {
		i, j    int
		jaccard float32
	}
	var edges []edge
	for i, q := range all {
		root[i] = i
		for _, j := range rivals(q, all, byWord) {
			if q.Ref == all[j].Ref {
				continue
			}
			if l, ok := utterance(q, all[j]); ok {
				edges = append(edges, edge{i, j, l.jaccard})
			}
		}
		for _, w := range q.words {
			byWord[w.Stem] = append(byWord[w.Stem], i)
		}
	}
	// The surest first, so that two sentences of one article are not brought together by a third that has a word of each.
	slices.SortStableFunc(edges, func(p, q edge) int { return cmp.Compare(q.jaccard, p.jaccard) })
	members := map[int][]int{}
	for _, e := range edges {
		a, b := top(root, e.i), top(root, e.j)
		if a == b || e.jaccard < sameWords && apart(group(members, a), group(members, b), all) {
			continue
		}
		a, b = min(a, b), max(a, b)
		members[a] = append(group(members, a), group(members, b)...)
		delete(members, b)
		root[b] = a
	}
	return groups(all, root)
}

// group is the quotes that stand together under a root, itself alone at first.
func group(members map[int][]int, root int) []int {
	if l, ok := members[root]; ok {
		return l
	}
	return []int{root}
}

// looked is how many quotes of a group are compared with those of another: of more, the rest are like them.
const looked = 24

// apart says whether two groups have different sentences of one article.
func apart(a, b []int, all []said) bool {
	for _, i := range a[:min(len(a), looked)] {
		for _, j := range b[:min(len(b), looked)] {
			if all[i].Ref == all[j].Ref && likeness(all[i], all[j]).jaccard < likeWords && !partsOfOne(i, j, a, b, all) {
				return true
			}
		}
	}
	return false
}

// partsOfOne says that the quotes i and j of one article are parts of one longer quote of the groups, which another outlet gives whole.
func partsOfOne(i, j int, a, b []int, all []said) bool {
	for _, g := range [...][]int{a, b} {
		for _, k := range g[:min(len(g), looked)] {
			if all[k].Ref != all[i].Ref && likeness(all[i], all[k]).within >= mostPart && likeness(all[j], all[k]).within >= mostPart {
				return true
			}
		}
	}
	return false
}

// quotes is the quotes of an article that have enough words to compare.
func quotes(a *news.Article, event string) []said {
	var out []said
	for _, q := range a.Doc.Quotes {
		s := said{Said: news.Said{Ref: a.Ref, Said: q.Said}, who: q.Who, event: event}
		i, _ := slices.BinarySearchFunc(a.Doc.Words, q.Said.Start, func(w text.Word, pos int) int { return cmp.Compare(int(w.Start), pos) })
		for ; i < len(a.Doc.Words) && int(a.Doc.Words[i].End) <= q.Said.End && len(s.words) < mostWords; i++ {
			if w := a.Doc.Words[i]; w.Weight > 0 || w.Digits {
				s.words = append(s.words, w)
				s.weight += weight(w)
			}
		}
		n, _ := slices.BinarySearchFunc(a.Doc.Numbers, q.Said.Start, func(x text.Number, pos int) int { return cmp.Compare(x.Span.Start, pos) })
		for ; n < len(a.Doc.Numbers) && a.Doc.Numbers[n].Span.End <= q.Said.End; n++ {
			if x := a.Doc.Numbers[n]; x.Unit != "" {
				s.numbers = append(s.numbers, x)
			}
		}
		if len(s.words) >= leastWords {
			out = append(out, s)
		}
	}
	return out
}

// weight is what a shared word counts; a number in digits counts like a rare word.
func weight(w text.Word) float32 {
	if w.Digits {
		return max(w.Weight, rareWord)
	}
	return w.Weight
}

// crowded is how many quotes may hold a word and all be compared because of it.
const crowded = 200

// rivals is the earlier quotes that share enough words with q, in order.
func rivals(q said, all []said, byWord map[uint64][]int) []int {
	met := map[int]float32{}
	for i, w := range q.words {
		if l := byWord[w.Stem]; len(l) <= crowded && !slices.ContainsFunc(q.words[:i], func(x text.Word) bool { return x.Stem == w.Stem }) {
			for _, j := range l {
				met[j] += weight(w)
			}
		}
	}
	var out []int
	for j, both := range met {
		p := all[j].weight
		least := float32(fewWords)
		if sameFigure(q, all[j]) {
			least = someWords
		}
		if both >= least*(p+q.weight-both) || both >= .9*min(p, q.weight) {
			out = append(out, j)
		}
	}
	slices.Sort(out)
	return out
}

// utterance says whether two quotes are one utterance.
func utterance(p, q said) (like, bool) {
	l := likeness(p, q)
	same := p.event == q.event
	figure := sameFigure(p, q)
	switch {
	case l.shared < leastWords || otherNumbers(p, q) && !figure:
		return l, false
	case l.jaccard >= unnamed && l.shared >= manyWords && l.rare: // nobody says so many words after another: one of the two is named wrongly
		return l, true
	case same && l.ordered && l.shared >= longSaid && (l.jaccard >= longLike || l.within >= .9 && l.rare): // the man, his office and nobody are named for it
		return l, true
	case l.ordered && l.shared > longSaid && l.within >= .95 && p.event != q.event && l.jaccard >= likeWords:
		return l, true
	case p.who == "" || q.who == "":
		return l, same && l.jaccard >= unnamed
	case l.jaccard >= sameWords:
	case l.jaccard >= likeWords && l.rare: // a rare word tells it even where it is recalled long after
	case same && l.jaccard >= likeWords && l.ordered:
	case same && l.jaccard >= fewWords && l.ordered && l.rare:
	case same && l.jaccard >= someWords && l.ordered && figure && l.shared > leastWords:
	case same && l.ordered && l.within >= .9 && l.rare: // one outlet quotes the telling half of the sentence
	case same && l.ordered && l.within >= mostPart && (l.shared >= partWords && l.rare || l.shared >= manyWords && l.within >= .9):
	default:
		return l, false
	}
	return l, sameSpeaker(p.who, q.who)
}

// otherNumbers says whether both quotes give numbers in digits, and not one in common.
func otherNumbers(p, q said) bool {
	any := false
	for _, x := range p.words {
		for _, y := range q.words {
			if x.Digits && y.Digits && !year(x) && !year(y) {
				if x.Form == y.Form {
					return false
				}
				any = true
			}
		}
	}
	return any
}

// year says that a word in digits is a year, which two utterances may well share or not.
func year(w text.Word) bool { return w.End-w.Start == 4 && w.Digits }

// fewest is the least figure that two utterances hardly share by chance.
const fewest = 10

// sameFigure says whether two utterances give the same figure for the same thing.
func sameFigure(p, q said) bool {
	for _, x := range p.numbers {
		for _, y := range q.numbers {
			if x.Value == y.Value && x.Unit == y.Unit && x.Value >= fewest {
				return true
			}
		}
	}
	return false
}

// sameSpeaker says whether two canonical names of two articles of one story are of one person: spellings of one name, or one the
// short form of the other.
func sameSpeaker(a, b string) bool {
	if a == b {
		return true
	}
	same, _ := name.Same(a, b)
	return same || name.Short(a, b) || name.Short(b, a) || partOf(a, b) || partOf(b, a)
}

// partOf says that every word of a, and one of some length among them, stands in b, with or without its article.
func partOf(a, b string) bool {
	have := map[string]bool{}
	for _, w := range strings.Fields(b) {
		have[strings.TrimPrefix(w, "\u0627\u0644")] = true
	}
	long := false
	for _, w := range strings.Fields(a) {
		w = strings.TrimPrefix(w, "\u0627\u0644")
		if !have[w] {
			return false
		}
		long = long || len(w) >= 8
	}
	return long
}

// like is how alike two quotes are.
type like struct {
	shared          int
	jaccard, within float32 // shared weight by that of both, by that of the lighter
	ordered         bool    // the shared words come in the same order
	rare            bool    // a rare word or a number is among them
}

// likeness compares two quotes by the longest common subsequence of their words and by the words they share in any order.
func likeness(p, q said) like {
	count := map[uint64]int{}
	for _, w := range q.words {
		count[w.Stem]++
	}
	var l like
	var both float32
	for _, w := range p.words {
		if count[w.Stem] > 0 {
			count[w.Stem]--
			both += weight(w)
			l.shared++
			l.rare = l.rare || weight(w) >= rareWord
		}
	}
	l.jaccard = both / (p.weight + q.weight - both)
	l.within = both / min(p.weight, q.weight)
	l.ordered = l.shared > 0 && common(p.words, q.words) >= (l.shared*4+4)/5
	return l
}

// common is the length of the longest common subsequence of two short lists of words.
func common(a, b []text.Word) int {
	row := make([]int, len(b)+1)
	for _, w := range a {
		diagonal := 0
		for j := range b {
			up := row[j+1]
			if w.Stem == b[j].Stem {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(up, row[j])
			}
			diagonal = up
		}
	}
	return row[len(b)]
}

// top is the root of i in a union-find forest.
func top(root []int, i int) int {
	for root[i] != i {
		root[i] = root[root[i]]
		i = root[i]
	}
	return i
}

// groups is the sets of two articles and more.
func groups(all []said, root []int) [][]news.Said {
	at := map[int]int{}
	out := [][]news.Said{}
	for i, q := range all {
		r := top(root, i)
		k, ok := at[r]
		if !ok {
			k = len(out)
			at[r] = k
			out = append(out, nil)
		}
		out[k] = append(out[k], q.Said)
	}
	return slices.DeleteFunc(out, func(g []news.Said) bool { return len(g) < 2 })
}
