package pipeline

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"rawi/news"
	"rawi/store"
	"rawi/text"
)

// Where the press is so busy that the days around what came hold more articles than may be made anew at a time, only what is near to it is:
// the stories of the articles that begin most like it (see leads). What is told at a time, and the memory that it takes, then depend
// on what came and not on how much the press wrote in those days. A story whose next report is worded like none of it begins anew; Retell joins them.
const (
	// share is which part of what is made anew at a time may have come: the others are what is near to it. Where little came they are fewNear,
	// so that one story is not refused for its size.
	share, fewNear = 3, 500
	// nearest is how many articles that stories have are looked at for each that came, and found how many are looked for: some have come too.
	nearest, found = 6, 20
)

// tellNear makes the stories near to some articles anew, a slice of the articles at a time.
func (l *Library) tellNear(ctx context.Context, articles []int64, stories []string) error {
	if len(articles) == 0 {
		return l.tellPicked(ctx, stories, nil)
	}
	for part := range slices.Chunk(articles, max(1, l.Most/share)) {
		near, err := l.near(ctx, part, min(l.Most-len(part), max((share-1)*len(part), fewNear)))
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
	fresh, came := map[int64]bool{}, map[news.Ref]bool{}
	for _, id := range articles {
		fresh[id] = true
	}
	for _, k := range kept {
		if fresh[k.ID] {
			came[k.Ref] = true
		}
	}
	return l.tell(ctx, before, kept, came)
}

// near are the stories whose articles begin most like some articles: those that are found first, and for most of them, as long as they have no
// more than most articles together.
func (l *Library) near(ctx context.Context, articles []int64, most int) ([]string, error) {
	came, err := l.begins(ctx, articles)
	if err != nil {
		return nil, err
	}
	if err := l.remember(ctx, came); err != nil {
		return nil, err
	}
	alike := make([][]int64, len(came))
	var all []int64
	for i, x := range came {
		alike[i] = l.leads.like(x, found)
		all = append(all, alike[i]...)
	}
	for _, x := range came {
		l.leads.add(x)
	}
	of, err := l.StoriesOfAll(ctx, all)
	if err != nil {
		return nil, err
	}
	weight := map[string]float64{}
	for _, list := range alike {
		rank := 0
		for _, a := range list {
			for _, id := range of[a] {
				weight[id] += 1 / float64(1+rank)
			}
			if len(of[a]) > 0 {
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

// begins is what some articles begin with.
func (l *Library) begins(ctx context.Context, articles []int64) ([]lead, error) {
	heads, err := l.Briefs(ctx, articles)
	out := make([]lead, len(heads))
	for i, k := range heads {
		out[i] = leadOf(k)
	}
	return out, err
}

// remember makes what the articles told begin with, where it is not known yet, from those of the days around what came.
func (l *Library) remember(ctx context.Context, came []lead) error {
	if l.leads != nil {
		return nil
	}
	var times []text.Days
	for _, x := range came {
		times = append(times, x.days)
	}
	told, err := l.ToldAround(ctx, windows(times), mostLeads/2)
	if err != nil {
		return err
	}
	l.leads = &leads{}
	for part := range slices.Chunk(told, bulk) {
		known, err := l.begins(ctx, part)
		if err != nil {
			l.leads = nil
			return err
		}
		for _, x := range known {
			l.leads.add(x)
		}
	}
	return nil
}

// busy says whether the days around some times hold more articles than may be made anew at a time.
func (l *Library) busy(ctx context.Context, times []text.Days) (bool, error) {
	if l.Most == 0 {
		return false, nil
	}
	n, err := l.CountAround(ctx, windows(times))
	return n > l.Most, err
}

// tellUntold brings the stories of a busy press up to date with what came until now: what comes while they are told waits for the next time, when
// it is more and costs less each.
func (l *Library) tellUntold(ctx context.Context) error {
	left, err := l.CountUntold(ctx)
	if err != nil {
		return err
	}
	var last []int64
	for left > 0 {
		articles, stories, err := l.UntoldArticles(ctx, min(left, max(1, l.Most/share)))
		if err != nil || len(articles)+len(stories) == 0 || slices.Equal(articles, last) && len(stories) == 0 {
			return err
		}
		if err := l.tellNear(ctx, articles, stories); err != nil {
			return err
		}
		left -= len(articles) + len(stories)
		last = articles
	}
	return nil
}

// numbers are the articles of the library by their references.
func numbers(kept []*store.Kept) func(news.Ref) (int64, bool) {
	at := make(map[news.Ref]int64, len(kept))
	for _, k := range kept {
		at[k.Ref] = k.ID
	}
	return func(r news.Ref) (int64, bool) { id, ok := at[r]; return id, ok }
}
