package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"rawi/gather/fetch"
	"rawi/pipeline"
	"rawi/watch"
)

// The press of a soak publishes as the whole Arabic press does in a day, but its days are short: its clock runs so fast that as many
// articles come in a second as are asked for. So stories spread over days as real ones do, and an hour holds a month.
const (
	soakPerDay  = 12_000 // articles
	soakOutlets = 240
	soakReaders = 20
	soakWorkers = 24                     // pages fetched at a time
	soakPort    = 8765                   // of the press of a library that TestSoakFill made
	thinking    = 500 * time.Millisecond // of a reader between two pages, on average
)

// soaking is what the measured process is told.
type soaking struct {
	DB    string
	Port  uint16        // of the press
	Began time.Time     // when the press began, by the real clock
	Epoch time.Time     // and by its own
	Speed float64       // seconds of the press in one of ours
	Tell  time.Duration // between two tellings of the stories, by the real clock
	Look  time.Duration // the shortest between two looks at a source, by the press's
}

// now is the time of the press.
func (s soaking) now() time.Time {
	return s.Epoch.Add(time.Duration(float64(time.Since(s.Began)) * s.Speed))
}

// shortClock is the clock of the press for a watcher.
type shortClock struct{ soaking }

func (c shortClock) Now() time.Time { return c.now() }

func (c shortClock) Wait(ctx context.Context, until time.Time, _ bool, wake <-chan struct{}) {
	t := time.NewTimer(time.Duration(float64(until.Sub(c.now())) / c.Speed))
	defer t.Stop()
	select {
	case <-t.C:
	case <-wake:
	case <-ctx.Done():
	}
}

// TestSoak follows a press that publishes without pause into a library that grows, while readers open pages. SOAK=1h is what `make soak`
// runs, SOAK_RATE sets the articles a second (100), SOAK_FIGURES a file for what was measured. Without them it runs some seconds, at a
// lower rate, and looks only whether all of it works.
func TestSoak(t *testing.T) {
	if file := os.Getenv("RAWI_SOAK_CHILD"); file != "" {
		soakChild(t, file)
		return
	}
	if testing.Short() {
		t.Skip("it takes some seconds")
	}
	length, long := 10*time.Second, false
	if d, err := time.ParseDuration(os.Getenv("SOAK")); err == nil {
		length, long = d, true
	}
	rate := 40.
	if long {
		rate = 100
	}
	if r, err := strconv.ParseFloat(os.Getenv("SOAK_RATE"), 64); err == nil {
		rate = r
	}
	dir := t.TempDir()
	s := soaking{DB: filepath.Join(dir, "soak.db"), Began: time.Now(), Epoch: time.Date(2025, 9, 1, 0, 0, 0, 0, time.UTC), Speed: rate * 86400 / soakPerDay, Tell: 2 * time.Second, Look: 2 * time.Minute}
	if long {
		s.Tell, s.Look = time.Minute, 30*time.Minute
	}
	before := 0 // articles that the library begins with
	if file := os.Getenv("SOAK_LIBRARY"); file != "" {
		before, _ = strconv.Atoi(os.Getenv("SOAK_FROM"))
		s.Began = s.Began.Add(-time.Duration(float64(before) / rate * float64(time.Second)))
		b, err := os.ReadFile(file)
		if err == nil {
			err = os.WriteFile(s.DB, b, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	p := newSoakPress(soakOutlets, soakPerDay, s.Epoch, s.now)
	defer func() { p.server.Close() }()
	if before > 0 {
		if err := p.listen(soakPort); err != nil {
			t.Fatal(err)
		}
	}
	s.Port = p.port()
	at, cmd, stop := soakStart(t, dir, s)
	m := &soakMeasures{began: time.Now(), before: float64(before)}
	ctx, cancel := context.WithTimeout(context.Background(), length)
	defer cancel()
	var readers sync.WaitGroup
	for c := range soakReaders {
		readers.Go(func() { m.read(ctx, t, at, rand.New(rand.NewPCG(uint64(c), 9))) })
	}
	m.sample(ctx, t, at, cmd.Process.Pid, p, s, long)
	readers.Wait()
	published := p.all(s.now())
	m.last(t, at)
	stop()
	m.judge(t, s, rate, length, published, long)
}

// soakStart starts the process that is measured; stop ends it as a service is ended.
func soakStart(t *testing.T, dir string, s soaking) (at string, cmd *exec.Cmd, stop func()) {
	b, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "soak.json")
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd = exec.Command(os.Args[0], "-test.run", "^TestSoak$", "-test.timeout", "0", "-test.v")
	cmd.Env = append(os.Environ(), "RAWI_SOAK_CHILD="+file)
	if f := os.Getenv("SOAK_PROFILE"); f != "" {
		cmd.Args = append(cmd.Args, "-test.cpuprofile", f+".cpu", "-test.memprofile", f+".mem")
	}
	var log strings.Builder
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	in := bufio.NewScanner(out)
	for at == "" && in.Scan() {
		at, _ = strings.CutPrefix(in.Text(), "soak at ")
		if !strings.HasPrefix(in.Text(), "soak at ") {
			at = ""
		}
	}
	if at == "" {
		cmd.Process.Kill()
		t.Fatalf("it did not start: %s", log.String())
	}
	go func() {
		rest, _ := io.ReadAll(out)
		log.Write(rest)
		ended <- cmd.Wait()
	}()
	var once sync.Once
	stop = func() {
		once.Do(func() {
			cmd.Process.Signal(syscall.SIGTERM)
			select {
			case err := <-ended:
				if err != nil {
					t.Errorf("it did not end well: %v: %.2000s", err, log.String())
				}
			case <-time.After(5 * time.Minute):
				cmd.Process.Kill()
				t.Error("it did not end when asked")
			}
		})
	}
	t.Cleanup(stop)
	return at, cmd, stop
}

// soakChild is the process that is measured: what `rawi serve --watch` runs, with the clock and the addresses of the press.
func soakChild(t *testing.T, file string) {
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var s soaking
	if err := json.Unmarshal(b, &s); err != nil {
		t.Fatal(err)
	}
	l, err := pipeline.OpenLibrary(s.DB, watch.Part())
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	l.Most = mostAnew
	for o := range soakOutlets {
		if err := watch.Follow(context.Background(), l, s.Epoch, watch.Source{URL: soakAddress(s.Port, o, "/feed"), Title: outletName(o)}, url.Parse); err != nil && !errors.Is(err, watch.ErrKnown) {
			t.Fatal(err)
		}
	}
	client := fetch.New(fetch.Options{
		Timeout: 10 * time.Second, Check: url.Parse,
		Allow: func(a netip.AddrPort) error {
			if a.Addr().IsLoopback() && a.Port() == s.Port {
				return nil
			}
			return fmt.Errorf("%v is outside of the press", a)
		},
		Resolve: func(_ context.Context, host string) ([]netip.Addr, error) {
			if !strings.HasSuffix(host, ".press.test") {
				return nil, &net.DNSError{Err: "no such host", Name: host}
			}
			return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
		},
	})
	defer client.Close()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go keepMemory(ctx, l)
	short := func(d time.Duration) time.Duration { return time.Duration(float64(d) * s.Speed) }
	w := watch.New(l, client, watch.Options{
		Workers: soakWorkers, Shortest: s.Look, Longest: 6 * time.Hour, Distance: 2 * time.Second, Revisits: []time.Duration{6 * time.Hour}, TellEvery: short(s.Tell), Clock: shortClock{s},
		Log: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})),
	})
	server := httptest.NewServer(front{l: l, log: slog.Default(), watch: w}.handler())
	defer server.Close()
	fmt.Println("soak at " + server.URL)
	signals := make(chan os.Signal, 1)
	notify(signals)
	go func() { <-signals; cancel() }()
	if err := w.Run(ctx); err != nil {
		t.Fatal(err)
	}
}

// soakMeasures is what is measured.
type soakMeasures struct {
	began  time.Time
	before float64 // articles that the library began with

	mu     sync.Mutex
	pages  []soakPage
	failed int // pages that were not answered
	points []soakPoint
	end    map[string]float64
}

// soakPage is one page that a reader asked for.
type soakPage struct {
	at   time.Duration
	kind string
	took time.Duration
}

// soakPoint is the state at one time.
type soakPoint struct {
	At                         time.Duration
	Resident, Lag, Due, Behind float64 // MB; seconds of the real clock; pages; articles published and not kept
	Articles, Telling, Load    float64
	Untold                     float64 // articles that the stories do not have yet
}

var soakLink = regexp.MustCompile(`href="(/(?:story|article|person|place|organization|outlet)/[^"#?]+|/search\?[^"#]+|/names|/outlets)"`)

// read opens pages as a reader does: the first page, then what it links to, on and on, now and then a search.
func (m *soakMeasures) read(ctx context.Context, t *testing.T, at string, rng *rand.Rand) {
	client := &http.Client{Timeout: 30 * time.Second}
	next := "/"
	for ctx.Err() == nil {
		select {
		case <-time.After(rand.N(2 * thinking)):
		case <-ctx.Done():
			return
		}
		begun := time.Now()
		res, err := client.Get(at + next)
		var body []byte
		if err == nil {
			body, err = io.ReadAll(res.Body)
			res.Body.Close()
		}
		took := time.Since(begun)
		kind, _, _ := strings.Cut(strings.TrimPrefix(next, "/"), "/")
		kind, _, _ = strings.Cut(kind, "?")
		m.mu.Lock()
		m.pages = append(m.pages, soakPage{begun.Sub(m.began), "/" + kind, took})
		if err != nil || res.StatusCode != http.StatusOK && res.StatusCode != http.StatusNotFound { // a story may have become part of another
			if m.failed++; m.failed < 5 {
				t.Errorf("%s: %v", next, err)
			}
		}
		m.mu.Unlock()
		links := soakLink.FindAllSubmatch(body, -1)
		switch r := rng.IntN(10); {
		case r < 2 || len(links) == 0:
			next = "/"
		case r < 4:
			next = "/search?q=" + url.QueryEscape(newEvent(rng.Uint64N(500)).place)
		default:
			next = strings.ReplaceAll(string(links[rng.IntN(len(links))][1]), "&amp;", "&")
		}
	}
}

// metrics asks the service how it does.
func metrics(at string) map[string]float64 {
	out := map[string]float64{}
	client := http.Client{Timeout: 30 * time.Second}
	res, err := client.Get(at + "/metrics")
	if err != nil {
		return out
	}
	defer res.Body.Close()
	for in := bufio.NewScanner(res.Body); in.Scan(); {
		if name, value, ok := strings.Cut(in.Text(), " "); ok && !strings.HasPrefix(name, "#") {
			out[name], _ = strconv.ParseFloat(value, 64)
		}
	}
	return out
}

// resident is what a process has in memory, in MB.
func resident(pid int) float64 {
	b, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	for line := range strings.Lines(string(b)) {
		if f := strings.Fields(line); len(f) == 3 && f[0] == "VmRSS:" {
			kb, _ := strconv.ParseFloat(f[1], 64)
			return kb / 1e3
		}
	}
	return 0
}

// load is how many processes want a processor.
func load() float64 {
	b, _ := os.ReadFile("/proc/loadavg")
	f, _, _ := strings.Cut(string(b), " ")
	v, _ := strconv.ParseFloat(f, 64)
	return v
}

// sample looks at the service until the time is over.
func (m *soakMeasures) sample(ctx context.Context, t *testing.T, at string, pid int, p *soakPress, s soaking, long bool) {
	every, told := time.Second, time.Now()
	for ctx.Err() == nil {
		select {
		case <-time.After(every):
		case <-ctx.Done():
			return
		}
		now := s.now()
		v := metrics(at)
		kept := m.before + v[`rawi_articles_total{kind="new"}`]
		x := soakPoint{At: time.Since(m.began), Resident: resident(pid), Lag: v["rawi_lag_seconds"] / s.Speed, Due: v["rawi_pages_due"], Behind: float64(p.all(now)) - kept, Articles: kept, Telling: v["rawi_telling_seconds"], Untold: v["rawi_articles_untold"], Load: load()}
		m.mu.Lock()
		m.points = append(m.points, x)
		m.mu.Unlock()
		if long && time.Since(told) > 15*time.Second {
			told = time.Now()
			t.Logf("%4.0f s: %6.0f articles, behind %5.0f, lag %5.1f s, resident %4.0f MB, last telling %5.1f s, load %4.1f", x.At.Seconds(), x.Articles, x.Behind, x.Lag, x.Resident, x.Telling, x.Load)
		}
	}
}

// last waits a little for what is on its way, and takes the figures of the end.
func (m *soakMeasures) last(_ *testing.T, at string) { m.end = metrics(at) }

// quantile is the p-th of some durations, in ms.
func quantile(list []time.Duration, p float64) float64 {
	if len(list) == 0 {
		return 0
	}
	slices.Sort(list)
	return list[int(p*float64(len(list)-1))].Seconds() * 1000
}

// soakBound is the memory that the service keeps to, in MB.
func soakBound(articles float64) float64 { return float64(watchingBound(int(articles))) / 1e6 }

// judge says what was measured, and what of it is not as it must be.
func (m *soakMeasures) judge(t *testing.T, s soaking, rate float64, length time.Duration, published int, long bool) {
	var b strings.Builder
	say := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	kept := m.before + m.end[`rawi_articles_total{kind="new"}`]
	var most soakPoint
	var loads float64
	for _, x := range m.points {
		most.Resident, most.Lag, most.Behind, most.Telling = max(most.Resident, x.Resident), max(most.Lag, x.Lag), max(most.Behind, x.Behind), max(most.Telling, x.Telling)
		most.Untold = max(most.Untold, x.Untold)
		loads += x.Load
	}
	say("%s: %v at %.0f articles/s, %d outlets of %d articles a day, so %.1f days of a press; %d workers; %d readers, %v between two pages; %d cores, mean load %.1f",
		time.Now().Format("2006-01-02"), length, rate, soakOutlets, soakPerDay, length.Seconds()*rate/soakPerDay, soakWorkers, soakReaders, thinking, runtime.NumCPU(), loads/float64(max(1, len(m.points))))
	say("  published %d, kept %.0f, problems %.0f", published, kept, m.end["rawi_problems_total"])
	say("  behind the press at most %.0f articles; the page that waited longest %.1f s; telling the stories at most %.1f s, and at most %.0f articles not in them yet", most.Behind, most.Lag, most.Telling, most.Untold)
	say("  resident memory at most %.0f MB; bound %.0f MB", most.Resident, soakBound(kept))
	by := map[string][]time.Duration{}
	for _, x := range m.pages {
		by["all"], by[x.kind] = append(by["all"], x.took), append(by[x.kind], x.took)
	}
	for _, k := range slices.Sorted(keysOf(by)) {
		say("  pages %-14s %6d  p50 %6.1f  p90 %6.1f  p99 %6.1f  worst %6.0f ms", k, len(by[k]), quantile(by[k], .5), quantile(by[k], .9), quantile(by[k], .99), quantile(by[k], 1))
	}
	for i := 1; i <= 6 && len(m.points) >= 6; i++ {
		x := m.points[i*len(m.points)/6-1]
		say("  after %5.0f s: %7.0f articles, resident %4.0f MB, lag %5.1f s, behind %5.0f, telling %5.1f s, untold %5.0f", x.At.Seconds(), x.Articles, x.Resident, x.Lag, x.Behind, x.Telling, x.Untold)
	}
	t.Log("\n" + b.String())
	if file := os.Getenv("SOAK_FIGURES"); file != "" {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Error(err)
		}
	}
	if kept == 0 || m.failed > 0 || m.end["rawi_problems_total"] > 0 {
		t.Errorf("%.0f articles kept, %d pages not answered, %.0f problems", kept, m.failed, m.end["rawi_problems_total"])
	}
	if most.Resident > soakBound(kept) {
		t.Errorf("memory: %.0f MB", most.Resident)
	}
	if !long { // some seconds show that it works, not how well
		return
	}
	if p99 := quantile(by["all"], .99); p99 > 120 {
		t.Errorf("p99 of pages: %.0f ms", p99)
	}
	if kept < .95*float64(published)-10*rate {
		t.Errorf("kept %.0f of %d", kept, published)
	}
}

// notify has the signals that end a service sent to a channel.
func notify(c chan<- os.Signal) { signal.Notify(c, syscall.SIGTERM, os.Interrupt) }

func keysOf[T any](m map[string]T) func(func(string) bool) { return maps.Keys(m) }
