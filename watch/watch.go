// Package watch follows the press: it looks at feeds, maps of sites and section pages when they are likely to have something new, fetches
// the pages that they name, reads them into a library, and tells the stories anew.
//
// What is to be done stands in the library's file, so that a program that is killed goes on where it was: a page is marked as kept in
// the transaction that keeps it. One machine is asked one thing at a time, at a distance that it sets itself.
package watch

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"io/fs"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"rawi/gather/fetch"
	"rawi/news"
	"rawi/page"
	"rawi/pipeline"
	"rawi/store"
)

//go:embed migration/*.sql
var files embed.FS

// Part are the tables of what is followed.
func Part() store.Part {
	sub, err := fs.Sub(files, "migration")
	if err != nil {
		panic(err) // the folder is embedded
	}
	return store.Part{Name: "watch", Files: sub}
}

//go:embed press.opml
var starter []byte

// Press is a list of feeds of the Arabic press (OPML), to begin with. Its addresses are facts that age; users edit their own copy.
func Press() []byte { return starter }

// Options says how to follow. Zero values are the usual ones.
type Options struct {
	Workers   int             // pages fetched and read at a time; 8
	Shortest  time.Duration   // between two looks at a source; 5 min
	Longest   time.Duration   // the same; 6 h
	Distance  time.Duration   // between two requests to a machine, unless it asks for more; 2 s
	Revisits  []time.Duration // when a page is looked at again for changes, after it was taken; 1 h, 6 h, 1 d, 3 d
	Oldest    time.Duration   // pages that a source dates before this are left; 7 d
	TellEvery time.Duration   // between two times that stories are told anew; 5 min
	KeepFor   time.Duration   // pages as they came are dropped that are older, never what was found in them; 0 keeps all
	KeepBytes int64           // and the oldest of them where they take more, as they are kept; 0 is no bound
	Retry     time.Duration   // before a write is tried again that met a full disk, by the real clock; then twice as long; 2 s
	Hooks     []string        // addresses to which alerts are posted
	Clock     Clock           // the real one
	Rand      *rand.Rand      // for pauses that must not fall together; seeded by chance
	Log       *slog.Logger    // nowhere
}

func (o Options) filled() Options {
	set := func(d *time.Duration, usual time.Duration) {
		if *d == 0 {
			*d = usual
		}
	}
	if o.Workers == 0 {
		o.Workers = 8
	}
	set(&o.Shortest, 5*time.Minute)
	set(&o.Longest, 6*time.Hour)
	set(&o.Distance, 2*time.Second)
	set(&o.Oldest, 7*24*time.Hour)
	set(&o.TellEvery, 5*time.Minute)
	set(&o.Retry, 2*time.Second)
	if o.Revisits == nil {
		o.Revisits = []time.Duration{time.Hour, 6 * time.Hour, 24 * time.Hour, 72 * time.Hour}
	}
	if o.Clock == nil {
		o.Clock = realClock{}
	}
	if o.Rand == nil {
		o.Rand = rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64()))
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

// Watcher follows the sources of one library. One Run at a time.
type Watcher struct {
	lib     *pipeline.Library
	client  *fetch.Client
	robots  *fetch.Robots
	opt     Options
	count   counters
	counted counted
	reading chan struct{} // as many as may read at a time

	posting sync.Mutex
	sending sync.WaitGroup

	running atomic.Bool
	known   *page.Repeats // what outlets repeat, as it was when the stories were last told

	mu      sync.Mutex
	hosts   map[string]*host
	touched []string // machines for which something is being written
	busy    int      // jobs that run
	wake    chan struct{}
	dirty   bool      // articles came since the stories were told
	telling bool      // the stories are being told
	retell  time.Time // they are not told anew before
	prune   time.Time // nor are pages dropped before
	stable  error     // of the library: nothing further is begun
}

// New makes a watcher of a library that was opened with Part.
func New(lib *pipeline.Library, client *fetch.Client, opt Options) *Watcher {
	opt = opt.filled()
	w := &Watcher{
		lib: lib, client: client, robots: fetch.NewRobots(client, "rawi", opt.Clock.Now), opt: opt,
		hosts: map[string]*host{}, wake: make(chan struct{}, 1), reading: make(chan struct{}, max(1, runtime.GOMAXPROCS(0)/2)),
	}
	lib.Told = w.raise // before anybody may change stories
	return w
}

// Run follows until ctx is done, or the library cannot be written. What runs then is ended, and what was read is kept.
func (w *Watcher) Run(ctx context.Context) error {
	w.running.Store(true)
	defer w.running.Store(false)
	var err error
	if w.known, err = w.lib.Repeats(ctx); err != nil {
		return err
	}
	if err := w.load(ctx); err != nil {
		return err
	}
	w.dirty, w.retell = true, w.opt.Clock.Now().Add(min(w.opt.TellEvery, firstTelling)) // a run before may have left articles untold
	jobs := make(chan job)
	done := make(chan outcome, w.opt.Workers)
	var workers, keeper, teller sync.WaitGroup
	for range w.opt.Workers {
		workers.Go(func() {
			for j := range jobs {
				done <- j.run(ctx, w)
			}
		})
	}
	keeper.Go(func() { w.keep(ctx, done) })
	patient, end := after(ctx, lastTelling)
	defer end()
	again := w.opt.Clock.Now().Add(w.opt.Shortest / looksAround)
	for ctx.Err() == nil && w.failed() == nil {
		if !w.opt.Clock.Now().Before(again) {
			if err := w.added(ctx); err != nil && ctx.Err() == nil {
				w.fail(err)
				break
			}
			again = w.opt.Clock.Now().Add(w.opt.Shortest / looksAround)
		}
		next, ok, err := w.begin(ctx, jobs)
		if err != nil && ctx.Err() == nil {
			w.fail(err)
			break
		}
		now := w.opt.Clock.Now()
		if !ok {
			next = now.Add(w.opt.Longest)
		}
		if again.Before(next) {
			next = again
		}
		w.mu.Lock()
		if w.dirty && !w.telling && w.retell.Before(next) {
			next = w.retell
		}
		tell := w.dirty && !w.telling && !w.retell.After(now)
		w.telling = w.telling || tell
		busy := w.busy > 0 || w.telling
		w.mu.Unlock()
		if tell {
			teller.Go(func() { w.tell(patient) })
		}
		w.opt.Clock.Wait(ctx, next, busy, w.wake)
	}
	close(jobs)
	workers.Wait()
	close(done)
	keeper.Wait()
	teller.Wait()
	if err := w.failed(); err != nil {
		return err
	}
	defer w.sending.Wait()
	w.tell(patient)
	return w.failed()
}

// Running says that it follows.
func (w *Watcher) Running() bool { return w.running.Load() }

// Now is the time that it lives by.
func (w *Watcher) Now() time.Time { return w.opt.Clock.Now() }

// looksAround is how often, in the shortest time between two looks at a source, it is looked whether another program has added one.
const looksAround = 5

// firstTelling is how long after the beginning the stories are told: who begins to follow wants to see some.
const firstTelling = 30 * time.Second

// lastTelling is how long the stories may be told when following has ended; what is left is told when it begins again.
const lastTelling = 30 * time.Second

// after is a context that is done some time after another.
func after(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	out, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(d, cancel) })
	return out, func() {
		stop()
		cancel()
	}
}

// begin starts what is due, as far as workers are free, and says when the next thing will be; ok is false where there is nothing.
func (w *Watcher) begin(ctx context.Context, jobs chan<- job) (next time.Time, ok bool, err error) {
	now := w.opt.Clock.Now()
	for {
		w.mu.Lock()
		h, at := w.earliest()
		full := w.busy >= w.opt.Workers
		w.mu.Unlock()
		if h == nil || full {
			return now.Add(w.opt.Longest), false, nil // a job that ends wakes us
		}
		if at.After(now) {
			return at, true, nil
		}
		j, err := w.job(ctx, h, now)
		if err != nil {
			return next, false, err
		}
		if j == nil {
			continue // the time of that machine was corrected
		}
		w.mu.Lock()
		h.busy = true
		w.busy++
		w.mu.Unlock()
		select {
		case jobs <- j:
		case <-ctx.Done():
			return next, false, ctx.Err()
		}
	}
}

// alone does what takes the processor, in no more workers at a time than half of the processors: who opens a page meanwhile waits for none of
// the others. Fetching takes none, so many may do that.
func (w *Watcher) alone(do func()) {
	w.reading <- struct{}{}
	defer func() { <-w.reading }()
	do()
}

// job is a thing to do.
type job interface {
	run(ctx context.Context, w *Watcher) outcome
}

// outcome is what became of a job: what was read, what is to be written of it, and how the machine is to be treated.
type outcome struct {
	host   *host
	result *pipeline.Result
	write  func(ctx context.Context, tx *sql.Tx, now time.Time) error
	pause  time.Duration // before the machine is asked again
	failed bool          // it did not answer, or said that it is asked too much
}

// mostKept is how many outcomes are written in one transaction.
const mostKept = 64

// keep writes outcomes, those that wait together in one transaction. What is there when stop is done is written too.
func (w *Watcher) keep(stop context.Context, done <-chan outcome) {
	for o := range done {
		batch := []outcome{o}
	more:
		for len(batch) < mostKept {
			select {
			case o, ok := <-done:
				if !ok {
					break more
				}
				batch = append(batch, o)
			default:
				break more
			}
		}
		if w.failed() == nil {
			if err := w.persist(stop, batch); err != nil {
				w.fail(err)
			}
		}
		now := w.opt.Clock.Now()
		w.mu.Lock()
		for _, name := range w.touched {
			w.know(name).stale = true
		}
		w.touched = w.touched[:0]
		for _, o := range batch {
			o.host.settle(now, o, w.opt)
			w.busy--
		}
		w.mu.Unlock()
		w.poke()
	}
}

// persist writes a batch; where the disk is full or another program writes, again and again until it can: what was fetched is held, and nothing
// more is begun than there are workers.
func (w *Watcher) persist(stop context.Context, batch []outcome) error {
	for wait := w.opt.Retry; ; wait = min(2*wait, longestRetry) {
		err := w.write(context.WithoutCancel(stop), batch)
		if err == nil || !store.Passing(err) || stop.Err() != nil {
			return err
		}
		w.count.refused.Add(1)
		w.opt.Log.Error("the library cannot be written; it is tried again", "error", err, "after", wait)
		select {
		case <-time.After(wait):
		case <-stop.Done():
		}
	}
}

// longestRetry is how long at most is waited between two tries to write.
const longestRetry = time.Minute

// write keeps a batch.
func (w *Watcher) write(ctx context.Context, batch []outcome) error {
	now := w.opt.Clock.Now()
	var results []pipeline.Result
	for _, o := range batch {
		if o.result != nil {
			results = append(results, *o.result)
		}
	}
	rows := func(ctx context.Context, tx *sql.Tx) error {
		for _, o := range batch {
			if o.write == nil {
				continue
			}
			if err := o.write(ctx, tx, now); err != nil {
				return err
			}
		}
		return nil
	}
	if len(results) == 0 {
		return w.lib.Write(ctx, func(tx *sql.Tx) error { return rows(ctx, tx) })
	}
	c, err := w.lib.Keep(ctx, now, results, func(ctx context.Context, tx *sql.Tx, _ store.Change) error { return rows(ctx, tx) })
	if err != nil {
		return err
	}
	w.count.fresh.Add(int64(c.New))
	w.count.changed.Add(int64(c.Other))
	w.count.same.Add(int64(c.Same))
	if c.New+c.Other > 0 {
		w.mu.Lock()
		w.dirty = true
		w.mu.Unlock()
	}
	return nil
}

// breath is how many times as long as the last telling took the next is waited for at least, so that a press that is too busy for the
// machine is told of less often, and not read later.
const breath = 2

// tell tells the stories anew of what came, and says what is new in them.
func (w *Watcher) tell(ctx context.Context) {
	w.mu.Lock()
	dirty := w.dirty
	w.dirty = false
	w.mu.Unlock()
	begun, start := w.opt.Clock.Now(), time.Now()
	var err error
	if dirty {
		err = errors.Join(w.tellAll(ctx), w.dropPages(ctx, begun))
	}
	now := w.opt.Clock.Now()
	w.mu.Lock()
	w.telling, w.retell = false, now.Add(max(w.opt.TellEvery, breath*now.Sub(begun)))
	w.dirty = w.dirty || err != nil
	w.mu.Unlock()
	w.count.telling.Store(int64(time.Since(start)))
	switch {
	case err == nil || ctx.Err() != nil:
	case store.Passing(err):
		w.count.refused.Add(1)
		w.opt.Log.Error("the stories cannot be written; they are told again later", "error", err)
	default:
		w.fail(err)
	}
	w.poke()
}

func (w *Watcher) tellAll(ctx context.Context) error {
	begun := time.Now()
	if err := w.lib.Tell(ctx); err != nil {
		return err
	}
	w.opt.Log.Info("stories told", "new", w.count.fresh.Load(), "changed", w.count.changed.Load(), "seconds", time.Since(begun).Seconds())
	raised, err := RaiseAsked(ctx, w.lib, w.opt.Clock.Now())
	if err != nil {
		return err
	}
	w.say(raised)
	if len(w.opt.Hooks) > 0 {
		w.sending.Go(func() { w.send(context.WithoutCancel(ctx)) })
	}
	known, err := w.lib.Repeats(ctx)
	if err != nil {
		return err
	}
	w.mu.Lock()
	w.known = known
	w.mu.Unlock()
	return nil
}

// betweenPrunes is how long nothing is dropped after something was looked for.
const betweenPrunes = time.Hour

// dropPages drops the pages that are not to be kept any more. Only the telling calls it, one at a time.
func (w *Watcher) dropPages(ctx context.Context, now time.Time) error {
	if w.opt.KeepFor == 0 && w.opt.KeepBytes == 0 || now.Before(w.prune) {
		return nil
	}
	w.prune = now.Add(betweenPrunes)
	before := time.Time{}
	if w.opt.KeepFor > 0 {
		before = now.Add(-w.opt.KeepFor)
	}
	p, err := w.lib.Prune(ctx, now, before, w.opt.KeepBytes)
	if p.Pages > 0 {
		w.count.dropped.Add(int64(p.Pages))
		w.opt.Log.Info("pages dropped", "pages", p.Pages, "bytes", p.Bytes)
	}
	return err
}

// raise raises alerts for stories that were made anew.
func (w *Watcher) raise(ctx context.Context, stories []*news.Story) error {
	raised, err := Raise(ctx, w.lib, w.opt.Clock.Now(), stories)
	w.say(raised)
	return err
}

// say logs and counts alerts.
func (w *Watcher) say(raised []Alert) {
	for _, a := range raised {
		w.opt.Log.Info("alert", "kind", a.Kind, "story", a.Story, "text", a.Text())
	}
	w.count.alerts.Add(int64(len(raised)))
}

// send posts what waits to be posted, one run at a time.
func (w *Watcher) send(ctx context.Context) {
	if !w.posting.TryLock() {
		return // what it leaves is sent at the next telling
	}
	defer w.posting.Unlock()
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	if err := Send(ctx, w.lib, &http.Client{Timeout: 10 * time.Second}, w.opt.Hooks); err != nil {
		w.opt.Log.Warn("alerts wait", "problem", err)
	}
}

// repeats is what outlets repeat, as far as it is known.
func (w *Watcher) repeats() *page.Repeats {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.known
}

func (w *Watcher) fail(err error) {
	w.mu.Lock()
	if w.stable == nil {
		w.stable = err
		w.opt.Log.Error("the library cannot be written; following ends", "error", err)
	}
	w.mu.Unlock()
	w.poke()
}

func (w *Watcher) failed() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.stable
}

// poke wakes the loop.
func (w *Watcher) poke() {
	select {
	case w.wake <- struct{}{}:
	default:
	}
}
