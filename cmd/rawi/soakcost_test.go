package main

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"rawi/news"
	"rawi/pipeline"
	"rawi/store"
	"rawi/watch"
)

// used is the processor time of this process.
func used() time.Duration {
	var r syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &r)
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

// TestSoakCost measures the processor time that an article of a soak takes, by what it is spent on, as the library grows.
// SOAK_COST=dir,from,to: in dir/lib.db, from one article to another, 6000 at a time; SOAK_CHUNK sets another number. In the end it says how well the
// stories are those of the press.
func TestSoakCost(t *testing.T) {
	f := strings.Split(os.Getenv("SOAK_COST"), ",")
	if len(f) != 3 {
		t.Skip("SOAK_COST asks for it")
	}
	from, _ := strconv.Atoi(f[1])
	to, _ := strconv.Atoi(f[2])
	chunk := 6000
	if n, err := strconv.Atoi(os.Getenv("SOAK_CHUNK")); err == nil {
		chunk = n
	}
	debug.SetMemoryLimit(watchingBound(to) - beside)
	ctx := context.Background()
	l, err := pipeline.OpenLibrary(filepath.Join(f[0], "lib.db"), watch.Part())
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	l.Most = mostAnew
	epoch := time.Date(2025, 9, 1, 0, 0, 0, 0, time.UTC)
	p := newSoakPress(soakOutlets, soakPerDay, epoch, func() time.Time { return epoch })
	defer p.server.Close()
	d := newDesk(l)
	defer func() { judgeStories(t, l, p) }()
	for ; from < to; from += chunk {
		var read, keep, tell, index time.Duration
		known, err := l.Repeats(ctx)
		if err != nil {
			t.Fatal(err)
		}
		n := min(to, from+chunk)
		for i := from; i < n; {
			var items []news.Item
			var at time.Time
			for ; i < n && len(items) < 16; i++ {
				o, j := i%soakOutlets, i/soakOutlets
				at = p.published(o, j)
				items = append(items, news.Item{Source: soakAddress(soakPort, o, fmt.Sprintf("/news/%d/khabar", j)), Raw: []byte(p.page(o, j)), HTML: true})
			}
			begin := used()
			var results []pipeline.Result
			for _, it := range items {
				results = append(results, pipeline.ReadOne(it, known))
			}
			mid := used()
			if _, err := l.Keep(ctx, at, results); err != nil {
				t.Fatal(err)
			}
			read, keep = read+mid-begin, keep+used()-mid
		}
		begin := used()
		wall := time.Now()
		if err := l.Tell(ctx); err != nil {
			t.Fatal(err)
		}
		told := time.Since(wall)
		tell = used() - begin
		begin = used()
		d.Forget()
		c, err := d.Catalogue(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for c.Articles() < n {
			time.Sleep(10 * time.Millisecond)
			d.Forget()
			if c, err = d.Catalogue(ctx); err != nil {
				t.Fatal(err)
			}
		}
		index = used() - begin
		each := func(d time.Duration) float64 { return d.Seconds() * 1000 / float64(n-from) }
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		fmt.Printf("%7d: ms an article: read %.2f keep %.2f tell %.2f (wall %.1f s) index %.2f (%.0f ms); stories %d; heap %d MB sys %d MB\n",
			n, each(read), each(keep), each(tell), told.Seconds(), each(index), index.Seconds()*1000, len(c.Stories), m.HeapAlloc>>20, m.Sys>>20)
	}
}

// judgeStories says how well the stories are those that the press tells, by pairs of articles.
func judgeStories(t *testing.T, l *pipeline.Library, p *soakPress) {
	pairs := func(n float64) float64 { return n * (n - 1) / 2 }
	events := map[uint64]float64{}
	told, both, hits := 0., 0., 0.
	n, evs, one := 0, 0., 0.
	seed := func(r news.Ref) uint64 {
		var o, j int
		fmt.Sscanf(r.Source, fmt.Sprintf("http://o%%d.press.test:%d/news/%%d/", soakPort), &o, &j)
		e, _, _ := p.event(o, j)
		return e
	}
	for s, err := range l.Stories(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		n++
		in := map[uint64]float64{}
		for _, r := range s.Articles {
			e := seed(r)
			in[e]++
			events[e]++
		}
		told += pairs(float64(len(s.Articles)))
		for _, k := range in {
			both += pairs(k)
		}
		for _, e := range s.Events {
			in := map[uint64]float64{}
			for _, r := range e.Articles {
				in[seed(r)]++
			}
			evs++
			one += pairs(float64(len(e.Articles)))
			for _, k := range in {
				hits += pairs(k)
			}
		}
	}
	all := 0.
	for _, k := range events {
		all += pairs(k)
	}
	fmt.Printf("stories %d of %d events: precision %.4f recall %.4f; events %.0f: precision %.4f recall %.4f\n", n, len(events), both/told, both/all, evs, hits/one, hits/all)
}

// TestSoakFill makes a library such as a soak has after some articles, as fast as it can: SOAK_FILL=file,articles.
func TestSoakFill(t *testing.T) {
	f := strings.Split(os.Getenv("SOAK_FILL"), ",")
	if len(f) != 2 {
		t.Skip("SOAK_FILL asks for it")
	}
	to, _ := strconv.Atoi(f[1])
	ctx := context.Background()
	l, err := pipeline.OpenLibrary(f[0], watch.Part())
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	epoch := time.Date(2025, 9, 1, 0, 0, 0, 0, time.UTC)
	p := newSoakPress(soakOutlets, soakPerDay, epoch, func() time.Time { return epoch })
	defer p.server.Close()
	for o := range soakOutlets {
		if err := watch.Follow(ctx, l, epoch, watch.Source{URL: soakAddress(soakPort, o, "/feed"), Title: outletName(o)}, url.Parse); err != nil {
			t.Fatal(err)
		}
	}
	for from := 0; from < to; from += 6000 {
		var all []*news.Article
		for begin := from; begin < from+6000; begin += 500 {
			items := func(yield func(news.Item) bool) {
				for i := begin; i < begin+500; i++ {
					o, j := i%soakOutlets, i/soakOutlets
					if !yield(news.Item{Source: soakAddress(soakPort, o, fmt.Sprintf("/news/%d/khabar", j)), Raw: []byte(p.page(o, j)), HTML: true}) {
						return
					}
				}
			}
			var results []pipeline.Result
			for r := range pipeline.ReadAll(ctx, items) {
				results, all = append(results, r), append(all, r.Articles...)
			}
			at := p.published(0, begin/soakOutlets)
			if _, err := l.Keep(ctx, at, results, func(ctx context.Context, tx *sql.Tx, _ store.Change) error {
				for i := begin; i < begin+500; i++ {
					u := soakAddress(soakPort, i%soakOutlets, fmt.Sprintf("/news/%d/khabar", i/soakOutlets))
					if _, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO watch_page (url, source, address, host, state, due, visits, seen, fetched, published, updated) VALUES (?1, ?2, ?1, ?3, 'kept', 0, 2, ?4, ?4, ?5, ?5)",
						u, i%soakOutlets+1, fmt.Sprintf("o%03d.press.test:%d", i%soakOutlets, soakPort), at.Unix(), p.published(i%soakOutlets, i/soakOutlets).Unix()); err != nil {
						return err
					}
				}
				return nil
			}); err != nil {
				t.Fatal(err)
			}
		}
		if err := l.ReplaceStories(ctx, nil, pipeline.Stories(all), nil, func(context.Context, *sql.Tx) error { return nil }); err != nil {
			t.Fatal(err)
		}
		fmt.Println(from + 6000)
	}
}
