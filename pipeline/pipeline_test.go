package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"sync/atomic"
	"testing"

	"rawi/news"
	"rawi/pipeline"
)

// texts yields n short texts, the seventh of every ten unreadable, and counts how many were asked for.
func texts(n int, asked *atomic.Int64) iter.Seq[news.Item] {
	return func(yield func(news.Item) bool) {
		for k := range n {
			asked.Add(1)
			it := news.Item{Source: fmt.Sprint(k), Raw: fmt.Appendf(nil, "قال الوزير خالد النجار إن الرحلة %d بدأت صباحا.", k)}
			if k%10 == 7 {
				it = news.Item{Source: fmt.Sprint(k), Err: errors.New("unreadable")}
			}
			if !yield(it) {
				return
			}
		}
	}
}

// TestReadAll: results come in the order of the items, whatever core was faster, and an item that cannot be read stops nothing.
func TestReadAll(t *testing.T) {
	var asked atomic.Int64
	k := 0
	for r := range pipeline.ReadAll(context.Background(), texts(200, &asked)) {
		if r.Source != fmt.Sprint(k) {
			t.Fatalf("result %d is that of item %s", k, r.Source)
		}
		switch bad := k%10 == 7; {
		case bad != (r.Err != nil):
			t.Errorf("item %d: error %v", k, r.Err)
		case !bad && len(r.Articles) != 1:
			t.Errorf("item %d: %d articles", k, len(r.Articles))
		}
		k++
	}
	if k != 200 {
		t.Errorf("%d results", k)
	}
}

// TestReadAllHoldsFew: a reader that is slow, or stops, leaves the items that it did not ask for unread.
func TestReadAllHoldsFew(t *testing.T) {
	var asked atomic.Int64
	few := int64(8*runtime.GOMAXPROCS(0) + 16)
	for range pipeline.ReadAll(context.Background(), texts(100_000, &asked)) {
		break
	}
	if n := asked.Load(); n > few {
		t.Errorf("%d items were asked for, to give one", n)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	asked.Store(0)
	for range pipeline.ReadAll(ctx, texts(100_000, &asked)) {
	}
	if n := asked.Load(); n > few {
		t.Errorf("%d items were asked for after the end", n)
	}
}
