package watch

import (
	"context"
	"time"
)

// Clock is the time that a watcher lives by; tests bring one that runs faster.
type Clock interface {
	Now() time.Time
	// Wait returns when it is until, something comes from wake, or ctx is done. busy says that jobs run, which will wake.
	Wait(ctx context.Context, until time.Time, busy bool, wake <-chan struct{})
}

type realClock struct{}

func (realClock) Now() time.Time { return time.Now() }

func (realClock) Wait(ctx context.Context, until time.Time, _ bool, wake <-chan struct{}) {
	t := time.NewTimer(time.Until(until))
	defer t.Stop()
	select {
	case <-t.C:
	case <-wake:
	case <-ctx.Done():
	}
}
