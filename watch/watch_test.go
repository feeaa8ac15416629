package watch

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"rawi/gather/fetch"
	"rawi/pipeline"
	"rawi/store"
)

// month follows a press from a time on to the end of its month.
func month(t testing.TB, lib *pipeline.Library, p *press, c *fastClock, timeout time.Duration) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	c.out = cancel
	client := fetch.New(p.options(timeout))
	defer client.Close()
	w := New(lib, client, Options{
		Shortest: 40 * time.Minute, Longest: 8 * time.Hour, Distance: time.Second, Revisits: []time.Duration{30 * time.Hour}, TellEvery: 36 * time.Hour, KeepFor: 10 * 24 * time.Hour,
		Clock: c, Rand: rand.New(rand.NewPCG(1, 2)),
	})
	if err := w.Run(ctx); err != nil {
		t.Fatal(err)
	}
}

// TestMonth: a press of simulated outlets is followed for a simulated month. Every article is kept once, every revision of it, every fault
// is reported, and nothing else is asked for.
func TestMonth(t *testing.T) {
	outlets := 60
	if testing.Short() {
		outlets = 24
	}
	c := &fastClock{now: began, end: began.Add(30 * 24 * time.Hour)}
	p := newPress(outlets, c.Now)
	defer p.close()
	lib, err := pipeline.OpenLibrary(filepath.Join(t.TempDir(), "month.db"), Part())
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	for o := range outlets {
		if err := Follow(context.Background(), lib, began, Source{URL: p.address(o, "/feed"), Title: fmt.Sprint(o), Zone: "Asia/Riyadh"}, p.options(0).Check); err != nil {
			t.Fatal(err)
		}
	}
	month(t, lib, p, c, 300*time.Millisecond)
	verify(t, lib, p)
	if s, err := lib.Stats(context.Background()); err != nil || s.Dropped < s.Sources/3 || s.Dropped > s.Revisions*3/4 { // pages are kept for ten days of the month
		t.Errorf("%d pages dropped of %d sources in %d revisions: %v", s.Dropped, s.Sources, s.Revisions, err)
	}
	if err := lib.Check(context.Background(), func(p store.Problem) { t.Errorf("%s: %s", p.Where, p.What) }); err != nil {
		t.Error(err)
	}
}

// TestKilled: the same, by a program that is killed twenty times at any moment and begun again.
func TestKilled(t *testing.T) {
	if dir := os.Getenv("RAWI_WATCH_CHILD"); dir != "" {
		child(t, dir)
		return
	}
	kills, outlets := 20, 60
	if testing.Short() {
		kills, outlets = 5, 12
	}
	dir := t.TempDir()
	clock := filepath.Join(dir, "clock")
	now := func() time.Time {
		b, err := os.ReadFile(clock)
		n, err2 := strconv.ParseInt(string(b), 10, 64)
		if err != nil || err2 != nil {
			return began
		}
		return time.Unix(n, 0).UTC()
	}
	p := newPress(outlets, now)
	defer p.close()
	lib, err := pipeline.OpenLibrary(filepath.Join(dir, "month.db"), Part())
	if err != nil {
		t.Fatal(err)
	}
	for o := range outlets {
		if err := Follow(context.Background(), lib, began, Source{URL: p.address(o, "/feed"), Title: fmt.Sprint(o), Zone: "Asia/Riyadh"}, p.options(0).Check); err != nil {
			t.Fatal(err)
		}
	}
	lib.Close()
	rnd := rand.New(rand.NewPCG(7, 7))
	killed := 0
	for {
		cmd := exec.Command(os.Args[0], "-test.run", "^TestKilled$")
		cmd.Env = append(os.Environ(), "RAWI_WATCH_CHILD="+dir, "RAWI_WATCH_PORTS="+fmt.Sprint(port(p.server))+" "+fmt.Sprint(port(p.tls)))
		var out strings.Builder
		cmd.Stdout, cmd.Stderr = &out, &out
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if killed < kills {
			time.Sleep(time.Duration(150+rnd.IntN(500)) * time.Millisecond)
			if cmd.Process.Kill() == nil {
				killed++
			}
		}
		if err := cmd.Wait(); err == nil {
			break
		} else if killed == kills && !strings.Contains(err.Error(), "killed") {
			t.Fatalf("%v: %s", err, out.String())
		}
	}
	if killed < kills/2 {
		t.Fatalf("killed %d times only", killed)
	}
	if lib, err = pipeline.OpenLibrary(filepath.Join(dir, "month.db"), Part()); err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	verify(t, lib, p)
}

// child follows the press of its parent, from the time at which the one before it was killed.
func child(t *testing.T, dir string) {
	lib, err := pipeline.OpenLibrary(filepath.Join(dir, "month.db"), Part())
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	file := filepath.Join(dir, "clock")
	start := began
	if b, err := os.ReadFile(file); err == nil {
		if n, err := strconv.ParseInt(string(b), 10, 64); err == nil {
			start = time.Unix(n, 0).UTC()
		}
	}
	c := &fastClock{now: start, end: began.Add(30 * 24 * time.Hour), at: func(now time.Time) {
		tmp := file + ".new"
		if os.WriteFile(tmp, []byte(strconv.FormatInt(now.Unix(), 10)), 0o600) == nil {
			os.Rename(tmp, file)
		}
	}}
	p := &press{}
	month(t, lib, p, c, 300*time.Millisecond)
}

// verify compares a library with what the press published in its month.
func verify(t *testing.T, lib *pipeline.Library, p *press) {
	t.Helper()
	ctx := context.Background()
	have := map[string]int{}
	for k, err := range lib.Articles(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		have[k.Source]++
	}
	missed := 0
	for o := range p.outlets {
		for j := range p.articles(o) {
			u := fetch.Canonical(p.address(o, p.path(o, j)))
			n := have[u]
			delete(have, u)
			switch fault := p.fault(o); {
			case fault == "gone" && p.published(o, j).Sub(began) > 19*24*time.Hour && p.published(o, j).Sub(began) < 20*24*time.Hour:
				continue // it may have been seen
			case fault == "broken tls", fault == "robots" && j == 2, fault == "gone" && p.published(o, j).Sub(began) > 20*24*time.Hour:
				if n != 0 {
					t.Errorf("outlet %d (%s), article %d is kept", o, fault, j)
				}
				continue
			case n != 1:
				pg, ok, _ := Why(ctx, lib, u)
				t.Errorf("outlet %d (%s, %s, %s), article %d is kept %d times: %v %+v", o, p.dialect(o), p.encoding(o), fault, j, n, ok, pg)
				missed++
				continue
			}
			revisions, err := lib.Revisions(ctx, u)
			if err != nil {
				t.Fatal(err)
			}
			want := 1
			if at := p.revised(o, j); !at.IsZero() && at.Before(began.Add(28*24*time.Hour)) && !p.dead(o, j) {
				want = 2
			}
			if len(revisions) < want {
				t.Errorf("outlet %d (%s, %s), article %d: %d revisions, want %d", o, p.dialect(o), p.fault(o), j, len(revisions), want)
			}
			if len(revisions) > 2 {
				t.Errorf("outlet %d, article %d: %d revisions", o, j, len(revisions))
			}
		}
	}
	for u := range have {
		t.Errorf("what is kept of %s was never published", u)
	}
	sources, err := Sources(ctx, lib)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sources {
		var o int
		fmt.Sscan(s.Title, &o)
		switch fault := p.fault(o); fault {
		case "broken tls":
			if !strings.Contains(s.Problem, "certificate") {
				t.Errorf("outlet %d: %q", o, s.Problem)
			}
		case "gone":
			if s.State != gone {
				t.Errorf("outlet %d is gone, and not known to be: %+v", o, s)
			}
		case "moved":
			if !strings.HasSuffix(s.URL, "/new-feed") {
				t.Errorf("outlet %d has moved: %s", o, s.URL)
			}
		case "":
			if s.Problem != "" || s.Fails != 0 {
				t.Errorf("outlet %d: %s", o, s.Problem)
			}
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.odd) > 0 {
		t.Errorf("asked for %d things that nobody named, the first %s", len(p.odd), p.odd[0])
	}
	for o := range p.outlets {
		if p.fault(o) == "robots" && p.asked[fmt.Sprintf("o%02d.press.test%s", o, p.path(o, 2))] > 0 {
			t.Errorf("outlet %d: a page was fetched that robots.txt forbids", o)
		}
	}
}
