package pipeline

import (
	"cmp"
	"math"
	"slices"

	"rawi/arabic"
	"rawi/store"
	"rawi/text"
)

// leads is what the articles of the last days begin with, kept in memory: by it the stories near to what came are found in some microseconds an
// article, however large the library. It is made anew from the library when it is first asked for.
type leads struct {
	docs []lead
	at   map[int64]bool     // the articles that are in
	has  map[uint32][]int32 // the places in docs of what has a stem, in order
	hits []float32          // while one is looked for: of each place
}

// lead is what an article begins with.
type lead struct {
	article int64
	days    text.Days
	stems   []uint32 // hashes of the stems of its title and first sentences, the rarest first
}

const (
	// mostLeads is how many articles are remembered, some 300 bytes each; the third that was told first gives way.
	mostLeads = 100_000
	// leadStems is how many stems of an article are remembered, and mostWords how many of one that came are looked for. Frequent ones cost most
	// and tell least.
	leadStems, mostWords = 24, 10
	// firstBytes is how much of an article is its beginning: its title and its lead.
	firstBytes = 600
	// everywhere is the share of all beginnings above which a stem tells nothing.
	everywhere = .02
)

// leadOf is what an article begins with.
func leadOf(k *store.Kept) lead {
	begin := text.Doc{Text: k.Doc.Text}
	n := 0
	for _, s := range slices.Concat([]text.Span{k.Doc.Title}, k.Doc.Sentences) {
		if n += s.Len(); n > firstBytes && len(begin.Parts) > 0 {
			break
		}
		if !s.Empty() {
			begin.Parts = append(begin.Parts, text.Part{Role: text.Body, Span: s})
		}
	}
	slices.SortStableFunc(begin.Parts, func(a, b text.Part) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	words := arabic.Words(&begin)
	slices.SortStableFunc(words, func(a, b text.Word) int { return cmp.Compare(b.Weight, a.Weight) })
	out := lead{article: k.ID, days: place(k)}
	for _, w := range words {
		if w.Weight == 0 || len(out.stems) == leadStems {
			break
		}
		if s := uint32(w.Stem); !slices.Contains(out.stems, s) {
			out.stems = append(out.stems, s)
		}
	}
	return out
}

// add remembers an article.
func (l *leads) add(x lead) {
	if l.at[x.article] {
		return
	}
	if len(l.docs) >= mostLeads {
		kept := l.docs[len(l.docs)/3:]
		*l = leads{}
		for _, y := range kept {
			l.add(y)
		}
	}
	if l.at == nil {
		l.at, l.has = map[int64]bool{}, map[uint32][]int32{}
	}
	l.at[x.article] = true
	for _, s := range x.stems {
		l.has[s] = append(l.has[s], int32(len(l.docs)))
	}
	l.docs = append(l.docs, x)
}

// like are the n articles that begin most like one, in the days in which a story may have both, the likest first.
func (l *leads) like(x lead, n int) []int64 {
	l.hits = append(l.hits, make([]float32, max(0, len(l.docs)-len(l.hits)))...)
	var touched []int32
	asked, all := 0, float64(len(l.docs))
	for _, s := range x.stems {
		places := l.has[s]
		df := float64(len(places))
		if df == 0 || df > max(50, everywhere*all) {
			continue
		}
		if asked++; asked > mostWords {
			break
		}
		worth := float32(math.Log(1 + all/df))
		for _, p := range places {
			if l.hits[p] == 0 {
				touched = append(touched, p)
			}
			l.hits[p] += worth
		}
	}
	met := touched[:0:len(touched)]
	for _, p := range touched {
		if d := l.docs[p].days; d.From <= x.days.To+replay && d.To >= x.days.From-replay {
			met = append(met, p)
		} else {
			l.hits[p] = 0
		}
	}
	slices.SortFunc(met, func(a, b int32) int { return cmp.Or(cmp.Compare(l.hits[b], l.hits[a]), cmp.Compare(b, a)) })
	out := make([]int64, 0, n)
	for i, p := range met {
		if l.hits[p] = 0; i < n {
			out = append(out, l.docs[p].article)
		}
	}
	return out
}
