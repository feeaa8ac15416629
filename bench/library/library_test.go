// Package library measures a library of a hundred thousand articles while it is searched and added to. Run it with
//
//	cd bench && go test ./library -v -count=1 -timeout 60m
//
// RAWI_ARTICLES sets another number, RAWI_LIBRARY a file to keep and use again.
package library

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"rawi/pipeline"
	"rawi/search"
)

const (
	clients  = 20
	thinking = 100 * time.Millisecond // of a client between two searches, on average
	perSec   = 50                     // articles added each second
	running  = 30 * time.Second
)

// figures is what is measured, in milliseconds and megabytes.
type figures struct {
	Searches, Added          int
	P50, P90, P99, Max       float64
	Memory                   float64 // resident, at its highest
	Text, File               float64
	StartedIn                float64
	AddP50, AddP99, AddWorst float64
	Processor                float64 // that a search takes, whatever else the machine does
}

// TestLibrary makes the library, then searches and adds in a process of its own.
func TestLibrary(t *testing.T) {
	if path := os.Getenv("RAWI_BENCH_SERVE"); path != "" {
		serve(t, path)
		return
	}
	n := 100_000
	if v, err := strconv.Atoi(os.Getenv("RAWI_ARTICLES")); err == nil {
		n = v
	}
	base := read(t)
	path := os.Getenv("RAWI_LIBRARY")
	if path == "" {
		path = filepath.Join(t.TempDir(), "rawi.db")
	}
	begun := time.Now()
	made := fill(t, path, base, n)
	if made > 0 {
		t.Logf("%d articles made and added in %.0f s", made, time.Since(begun).Seconds())
	}
	save(t, path+".json", base)
	cmd := exec.Command(os.Args[0], "-test.run=^TestLibrary$", "-test.v")
	cmd.Env = append(os.Environ(), "RAWI_BENCH_SERVE="+path)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var f figures
	for line := range strings.Lines(string(out)) {
		if s, ok := strings.CutPrefix(line, "figures "); ok {
			if err := json.Unmarshal([]byte(s), &f); err != nil {
				t.Fatal(err)
			}
		}
	}
	f.StartedIn = start(t, path)
	t.Logf("%d searches by %d clients while %d articles were added in %v: p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, worst %.0f ms",
		f.Searches, clients, f.Added, running, f.P50, f.P90, f.P99, f.Max)
	t.Logf("a search takes %.1f ms of the processor", f.Processor)
	t.Logf("adding an article: p50 %.1f ms, p99 %.1f ms, worst %.0f ms", f.AddP50, f.AddP99, f.AddWorst)
	t.Logf("resident memory %.0f MB; text %.0f MB, file %.0f MB (%.2f times)", f.Memory, f.Text, f.File, f.File/f.Text)
	t.Logf("rawi serve: ready %.0f ms after it was started", f.StartedIn)
	for what, bad := range map[string]bool{"p50": f.P50 >= 5, "p99": f.P99 >= 60, "memory": f.Memory >= 400, "file": f.File > 2.5*f.Text, "start": f.StartedIn >= 300} {
		if bad {
			t.Errorf("%s is not what it must be", what)
		}
	}
}

// serve is the process that is measured: clients search, and articles are added one by one.
func serve(t *testing.T, path string) {
	ctx := context.Background()
	base := load(t, path+".json")
	l, err := pipeline.OpenLibrary(path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	asks := questions(base)
	end := time.Now().Add(running)
	var mu sync.Mutex
	var took, adding []float64
	var wg sync.WaitGroup
	for c := range clients {
		wg.Go(func() {
			rng := rand.New(rand.NewPCG(uint64(c), 1))
			for time.Now().Before(end) {
				time.Sleep(rand.N(2 * thinking))
				q := asks[rng.IntN(len(asks))]
				begun := time.Now()
				if _, err := l.Ask(ctx, q); err != nil {
					t.Errorf("%+v: %v", q, err)
					return
				}
				ms := time.Since(begun).Seconds() * 1000
				mu.Lock()
				took = append(took, ms)
				mu.Unlock()
			}
		})
	}
	wg.Go(func() {
		m := newMaker(base, uint64(time.Now().UnixNano()))
		now := time.Now()
		for i := 0; now.Before(end); i++ {
			r := pipeline.Result{Articles: m.article(fmt.Sprintf("added-%d-%d", now.UnixNano(), i), time.Now())}
			begun := time.Now()
			if _, err := l.Take(ctx, time.Now, func(yield func(pipeline.Result) bool) { yield(r) }); err != nil {
				t.Error(err)
				return
			}
			adding = append(adding, time.Since(begun).Seconds()*1000)
			now = now.Add(time.Second / perSec)
			time.Sleep(time.Until(now))
		}
	})
	wg.Wait()
	f := figures{Searches: len(took), Added: len(adding), Memory: memory(t)}
	at := func(list []float64, p float64) float64 {
		slices.Sort(list)
		return list[int(p*float64(len(list)-1))]
	}
	f.P50, f.P90, f.P99, f.Max = at(took, .5), at(took, .9), at(took, .99), at(took, 1)
	f.AddP50, f.AddP99, f.AddWorst = at(adding, .5), at(adding, .99), at(adding, 1)
	before := processor()
	const alone = 500
	for _, q := range asks[:alone] {
		if _, err := l.Ask(ctx, q); err != nil {
			t.Error(err)
		}
	}
	f.Processor = (processor() - before) / alone
	s, err := l.Stats(ctx)
	if err != nil {
		t.Fatal(err)
	}
	f.Text, f.File = float64(s.Text)/1e6, float64(s.File)/1e6
	b, _ := json.Marshal(f)
	fmt.Printf("figures %s\n", b)
}

// processor is the processor time that this process has used, in ms.
func processor() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e6
}

// memory is the most that this process had in memory, in MB.
func memory(t *testing.T) float64 {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip(err)
	}
	for line := range strings.Lines(string(b)) {
		if f := strings.Fields(line); len(f) == 3 && f[0] == "VmHWM:" {
			kb, _ := strconv.ParseFloat(f[1], 64)
			return kb / 1e3
		}
	}
	return 0
}

// questions are what clients ask: one to three words, newest first mostly, some phrases, names, speakers and days.
func questions(base []made) []search.Query {
	rng := rand.New(rand.NewPCG(5, 5))
	var out []search.Query
	for range 3000 {
		b := base[rng.IntN(len(base))]
		w := strings.Fields(b.Doc.Title.Of(b.Doc.Text))
		if len(w) < 4 {
			continue
		}
		i := rng.IntN(len(w) - 2)
		q := search.Query{Ask: strings.Join(w[i:i+1+rng.IntN(3)], " ")}
		switch rng.IntN(10) {
		case 0, 1, 2:
			q.Order = search.Relevance
		case 3:
			q.Ask = `"` + strings.Join(w[i:i+2], " ") + `"`
		case 4:
			if len(b.Doc.Quotes) > 0 && b.Doc.Quotes[0].Who != "" {
				q.Ask = `speaker:"` + b.Doc.Quotes[0].Who + `"`
			}
		case 5:
			q.Ask += " from:2015-07-25 to:2015-07-30"
		}
		out = append(out, q)
	}
	return out
}

// start is how long a fresh `rawi serve` takes until it says that it serves, in ms: the best of three.
func start(t *testing.T, path string) float64 {
	bin := filepath.Join(t.TempDir(), "rawi")
	build := exec.Command("go", "build", "-o", bin, "./cmd/rawi")
	build.Dir = "../.."
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	served := filepath.Join(t.TempDir(), "served.db") // the program keeps more in it than this test knows
	if out, err := exec.Command("cp", path, served).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	best := 1e9
	for range 3 {
		best = min(best, answer(t, bin, served))
	}
	return best
}
