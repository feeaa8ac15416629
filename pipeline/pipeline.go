// Package pipeline is the main path of the program: item -> article -> findings -> story.
package pipeline

import (
	"context"
	"iter"
	"runtime"

	"rawi/arabic"
	"rawi/claim"
	"rawi/news"
	"rawi/page"
	"rawi/provenance"
	"rawi/reuse"
	"rawi/story"
	"rawi/timeline"
)

// Result is what became of one item.
type Result struct {
	Source   string
	Articles []*news.Article
	Raw      []byte       // the bytes that they were read from, nil for a record of a collection
	Traces   []page.Trace // what can be learnt from them of what their outlet repeats
	Err      error
	Came     news.Came // how the item came, to be read again
}

// Read reads one item: page makes its articles, arabic finds what stands in each.
func Read(it news.Item) Result { return ReadOne(it, nil) }

// ReadOne reads one item, knowing what outlets repeat; nil where nothing is known.
func ReadOne(it news.Item, r *page.Repeats) Result {
	articles, traces, err := r.Read(it)
	for _, a := range articles {
		arabic.Read(&a.Doc)
	}
	return Result{it.Source, articles, it.Raw, traces, err, it.Came()}
}

// Stories makes stories of articles that were read: copies first, since they show what is one text, and where each article comes
// from; then events and stories; for each event its sources and claims, for each story the statements that its articles share and
// its timeline. decisions are what people settled by hand.
func Stories(articles []*news.Article, decisions ...news.Decision) []*news.Story {
	copies := reuse.Find(articles)
	stories := story.Cluster(articles, copies, decisions...)
	complete(stories, articles, copies)
	return stories
}

// complete fills in what is told of stories whose articles and events are set.
func complete(stories []*news.Story, articles []*news.Article, copies []news.Copy) {
	known := provenance.Trace(articles, copies)
	at := map[news.Ref]*news.Article{}
	for _, a := range articles {
		at[a.Ref] = a
	}
	for _, s := range stories {
		for _, e := range s.Events {
			known.Count(e)
			claims := claim.Compare(e, at)
			claim.Retitle(s, e, claims, at)
			s.Claims = append(s.Claims, claims...)
		}
		s.SameQuotes = reuse.SameSaid(s, at)
		s.Timeline = timeline.Build(s, at)
		s.Summary = timeline.Summarise(s, at)
	}
}

// Copies finds every passage that stands in two of the articles.
func Copies(articles []*news.Article) []news.Copy { return reuse.Find(articles) }

// ReadAll reads items on all cores and yields their results in the order of the items. No more than a few items a core are held at a
// time, so that memory does not grow with their number.
func ReadAll(ctx context.Context, items iter.Seq[news.Item]) iter.Seq[Result] {
	return ReadKnowing(ctx, items, nil)
}

// ReadKnowing is ReadAll for one who knows what outlets repeat: that is furniture. r may be nil, and must not learn meanwhile.
func ReadKnowing(ctx context.Context, items iter.Seq[news.Item], r *page.Repeats) iter.Seq[Result] {
	return inOrder(ctx, items, func(it news.Item) Result { return ReadOne(it, r) })
}

// inOrder does something with each item on all cores and yields what came of it in the order of the items.
func inOrder[T any](ctx context.Context, items iter.Seq[news.Item], do func(news.Item) T) iter.Seq[T] {
	return func(yield func(T) bool) {
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		workers := runtime.GOMAXPROCS(0)
		queue := make(chan chan T, 2*workers) // results to come, in order
		work := make(chan func(), workers)
		for range workers {
			go func() {
				for f := range work {
					f()
				}
			}()
		}
		go func() {
			defer close(queue)
			defer close(work)
			for it := range items {
				done := make(chan T, 1)
				select {
				case queue <- done:
				case <-ctx.Done():
					return
				}
				work <- func() { done <- do(it) }
			}
		}()
		for done := range queue {
			if r := <-done; !yield(r) {
				return
			}
		}
	}
}
