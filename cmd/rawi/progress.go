package main

import (
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
)

// progress shows how far a long run is, on a terminal only. Its line is in ASCII: not every terminal orders two directions well.
type progress struct {
	w     *world
	what  string
	all   int // how many steps there will be; 0 where it is not known
	start time.Time
	n     int
	bar   *progressbar.ProgressBar
}

// newProgress begins to count the steps of a run.
func newProgress(w *world, what string, all int) *progress {
	return &progress{w: w, what: what, all: all, start: time.Now()}
}

// patience is how long a run may take before it shows progress.
const patience = time.Second

// step counts a step.
func (p *progress) step() { p.to(p.n + 1) }

// to sets how many steps were taken.
func (p *progress) to(n int) {
	p.n = n
	if !p.w.progress {
		return
	}
	if p.bar == nil {
		if time.Since(p.start) < patience {
			return
		}
		all := p.all
		if all < n {
			all = -1
		}
		p.bar = progressbar.NewOptions(all, progressbar.OptionSetWriter(p.w.err), progressbar.OptionSetDescription(p.what), progressbar.OptionSetTheme(progressbar.ThemeASCII),
			progressbar.OptionShowIts(), progressbar.OptionShowCount(), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
	}
	if p.bar.GetMax() > 0 && n > p.bar.GetMax() {
		p.bar.ChangeMax(n)
	}
	_ = p.bar.Set(n)
}

// done ends it, and takes its line away.
func (p *progress) done() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}

// during does something that has no steps, and shows on a terminal that it goes on, and for how long it has.
func (w *world) during(what string, do func() error) error {
	if !w.progress {
		return do()
	}
	stop := make(chan struct{})
	var shown sync.WaitGroup
	shown.Go(func() {
		wait := time.NewTimer(patience)
		defer wait.Stop()
		select {
		case <-wait.C:
		case <-stop:
			return
		}
		bar := progressbar.NewOptions(-1, progressbar.OptionSetWriter(w.err), progressbar.OptionSetDescription(what), progressbar.OptionSetElapsedTime(true), progressbar.OptionSpinnerType(9),
			progressbar.OptionSetPredictTime(false), progressbar.OptionClearOnFinish())
		defer func() { _ = bar.Finish() }()
		tick := time.NewTicker(200 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				_ = bar.Add(1)
			case <-stop:
				return
			}
		}
	})
	err := do()
	close(stop)
	shown.Wait()
	return err
}
