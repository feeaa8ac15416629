package pipeline

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"rawi/arabic"
	"rawi/news"
	"rawi/search"
	"rawi/store"
	"rawi/text"
)

// Where the press is so busy that the days around what came hold more articles than may be made anew at a time, only what is near to it is:
// the stories of the articles that say most like it, as the index finds them. What is told at a time, and the memory that it takes, then depend
// on what came and not on how much the press wrote in those days. A story whose next report is worded like none of it begins anew; Retell joins them.
const (
	// share is which part of what is made anew at a time may have come: the others are what is near to it.
	share = 3
	// nearest is how many articles that stories have are looked at for each that came, and found how many are looked for: some have come too.
	nearest, found = 6, 20
	// mostWords is how many words of an article the index is asked for, the rarest of its first bytes: its title and its lead. Frequent ones
	// cost most and tell least.
	mostWords, firstBytes = 8, 600
)

// tellNear makes the stories near to some articles anew, a slice of the articles at a time.
func (l *Library) tellNear(ctx context.Context, articles []int64, stories []string) error {
	if len(articles) == 0 {
		return l.tellPicked(ctx, stories, nil)
	}
	for part := range slices.Chunk(articles, max(1, l.Most/share)) {
		near, err := l.near(ctx, part, l.Most-len(part))
		if err != nil {
			return err
		}
		if err := l.tellPicked(ctx, append(near, stories...), part); err != nil {
			return err
		}
		stories = nil
	}
	return nil
}

// tellPicked makes some stories anew, and of more articles.
func (l *Library) tellPicked(ctx context.Context, stories []string, articles []int64) error {
	before, kept, err := l.Pick(ctx, stories, articles)
	if err != nil {
		return err
	}
	return l.tell(ctx, before, kept)
}

// near are the stories whose articles say most like some articles: those that are found first, and for most of them, as long as they have no more
// than most articles together.
func (l *Library) near(ctx context.Context, articles []int64, most int) ([]string, error) {
	heads, err := l.Briefs(ctx, articles)
	if err != nil {
		return nil, err
	}
	weight := map[string]float64{}
	for _, k := range heads {
		page, err := l.index.Find(ctx, search.Query{Ask: like(k), Order: search.Relevance, Limit: found})
		if err != nil {
			return nil, err
		}
		rank := 0
		for _, h := range page.Hits {
			ids, err := l.StoriesOf(ctx, h.Article)
			if err != nil {
				return nil, err
			}
			for _, id := range ids {
				weight[id] += 1 / float64(1+rank)
			}
			if len(ids) > 0 {
				rank++
			}
			if rank == nearest {
				break
			}
		}
	}
	sizes, err := l.StorySizes(ctx, slices.Sorted(maps.Keys(weight)))
	if err != nil {
		return nil, err
	}
	order := slices.SortedFunc(maps.Keys(weight), func(a, b string) int {
		return cmp.Or(cmp.Compare(weight[b], weight[a]), strings.Compare(a, b))
	})
	var out []string
	for _, id := range order {
		if n := sizes[id]; n <= most {
			out, most = append(out, id), most-n
		}
	}
	return out, nil
}

// like is a query for what says most like an article, in the days in which a story may have it.
func like(k *store.Kept) string {
	d := place(k)
	var b strings.Builder
	b.WriteString("from:" + max(1, d.From-replay).String() + " to:" + (d.To + replay).String())
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
	asked := map[uint64]bool{}
	for _, w := range words {
		if w.Weight == 0 || len(asked) == mostWords {
			break
		}
		if !asked[w.Stem] {
			asked[w.Stem] = true
			b.WriteString(" " + w.Span().Of(k.Doc.Text))
		}
	}
	return b.String()
}

// busy says whether the days around some times hold more articles than may be made anew at a time.
func (l *Library) busy(ctx context.Context, times []text.Days) (bool, error) {
	if l.Most == 0 {
		return false, nil
	}
	n, err := l.CountAround(ctx, windows(times))
	return n > l.Most, err
}

// tellUntold brings the stories of a busy press up to date.
func (l *Library) tellUntold(ctx context.Context) error {
	var last []int64
	for {
		articles, stories, err := l.UntoldArticles(ctx, max(1, l.Most/share))
		if err != nil || len(articles)+len(stories) == 0 || slices.Equal(articles, last) && len(stories) == 0 {
			return err
		}
		if err := l.tellNear(ctx, articles, stories); err != nil {
			return err
		}
		last = articles
	}
}

// numbers are the articles of the library by their references.
func numbers(kept []*store.Kept) func(news.Ref) (int64, bool) {
	at := make(map[news.Ref]int64, len(kept))
	for _, k := range kept {
		at[k.Ref] = k.ID
	}
	return func(r news.Ref) (int64, bool) { id, ok := at[r]; return id, ok }
}
