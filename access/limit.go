package access

import (
	"sync"
	"time"
)

// limiter is a bucket of tokens for each client: it fills at a rate, holds so many, and a request takes one.
type limiter struct {
	rate, most float64
	now        func() time.Time
	mu         sync.Mutex
	buckets    map[string]bucket
}

type bucket struct {
	left float64
	at   time.Time
}

// mostBuckets is how many clients are remembered; beyond that the full buckets are forgotten, and where there are none all of them.
const mostBuckets = 20000

func newLimiter(rate, most float64, now func() time.Time) *limiter {
	return &limiter{rate: rate, most: max(most, 1), now: now, buckets: map[string]bucket{}}
}

// allow takes a token of a client's, if there is one.
func (l *limiter) allow(client string) bool {
	now := l.now()
	l.mu.Lock()
	defer l.mu.Unlock()
	b, ok := l.buckets[client]
	if !ok {
		if len(l.buckets) >= mostBuckets {
			l.forget(now)
		}
		b = bucket{l.most, now}
	}
	b.left = min(l.most, b.left+l.rate*max(0, now.Sub(b.at).Seconds()))
	b.at = now
	allowed := b.left >= 1
	if allowed {
		b.left--
	}
	l.buckets[client] = b
	return allowed
}

func (l *limiter) forget(now time.Time) {
	for c, b := range l.buckets {
		if b.left+l.rate*now.Sub(b.at).Seconds() >= l.most {
			delete(l.buckets, c)
		}
	}
	if len(l.buckets) >= mostBuckets {
		clear(l.buckets)
	}
}
