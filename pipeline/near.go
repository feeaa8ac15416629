package pipeline

import (
	"context"
	"maps"
	"slices"
	"strings"
	"unicode"

	"rawi/news"
	"rawi/search"
	"rawi/store"
	"rawi/text"
)

// Where the press is so busy that the days around what came hold more articles than may be made anew at a time, only what is near to it is:
// the stories of the articles that say most like it, as the index finds them. What is told at a time, and the memory that it takes, then depend
// on what came and not on how much the press wrote in those days. A story whose next report is worded like none of it begins anew; Retell joins them.
const (
	// nearest is how many articles are looked at for each that came.
	nearest = 10
	// mostWords is how many words of an article the index is asked for: its title, and its lead as far as that reaches.
	mostWords = 24
)

// tellNear makes the stories near to some articles anew, a slice of the articles at a time.
func (l *Library) tellNear(ctx context.Context, articles []int64, stories []string) error {
	if len(articles) == 0 {
		return l.tellPicked(ctx, stories, nil)
	}
	for part := range slices.Chunk(articles, max(1, l.Most/2)) {
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

// near are the stories whose articles say most like some articles: those that are found for most of them first, as long as they have no more
// than most articles together.
func (l *Library) near(ctx context.Context, articles []int64, most int) ([]string, error) {
	heads, err := l.Briefs(ctx, articles)
	if err != nil {
		return nil, err
	}
	found := map[string]int{}
	for _, k := range heads {
		page, err := l.index.Find(ctx, search.Query{Ask: like(k), Order: search.Relevance, Limit: nearest})
		if err != nil {
			return nil, err
		}
		for _, h := range page.Hits {
			ids, err := l.StoriesOf(ctx, h.Article)
			if err != nil {
				return nil, err
			}
			for _, id := range ids {
				found[id]++
			}
		}
	}
	sizes, err := l.StorySizes(ctx, slices.Sorted(maps.Keys(found)))
	if err != nil {
		return nil, err
	}
	order := slices.SortedFunc(maps.Keys(found), func(a, b string) int {
		if n := found[b] - found[a]; n != 0 {
			return n
		}
		return strings.Compare(a, b)
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
	n := 0
	words := func(s text.Span) {
		for w := range strings.FieldsFuncSeq(s.Of(k.Doc.Text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }) {
			if n++; n <= mostWords {
				b.WriteString(" " + w)
			}
		}
	}
	words(k.Doc.Title)
	for _, s := range k.Doc.Sentences {
		if n >= mostWords {
			break
		}
		words(s)
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
		articles, stories, err := l.UntoldArticles(ctx, max(1, l.Most/2))
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
