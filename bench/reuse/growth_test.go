package reuse

import (
	"bytes"
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"testing"

	"rawi/reuse"
)

// resident is the memory of this process, in bytes; most is the most it has been.
func resident(tb testing.TB) (now, most float64) {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		tb.Skip("no /proc here")
	}
	for _, line := range bytes.Split(b, []byte("\n")) {
		f := bytes.Fields(line)
		if len(f) < 2 {
			continue
		}
		kb, _ := strconv.ParseFloat(string(f[1]), 64)
		switch string(f[0]) {
		case "VmRSS:":
			now = kb * 1024
		case "VmHWM:":
			most = kb * 1024
		}
	}
	return now, most
}

// TestGrowth: from 10,000 articles on, time grows with no more than the power 1.1 of their number, memory stays under 3 KB an article,
// and 98 % of the planted copies are found. What it costs to read the articles from a file is told, and taken off the time.
func TestGrowth(t *testing.T) {
	s := newSynth(t)
	runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(runtime.NumCPU())
	defer debug.SetGCPercent(debug.SetGCPercent(10))
	var first float64
	for _, n := range sizes() {
		s.write(t, n)
		reading := processor()
		for i := range 10_000 {
			s.At(i)
		}
		reading = (processor() - reading) / 10_000
		clear(s.cache)
		s.read = 0
		debug.FreeOSMemory()
		_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) // forgets what memory was at most
		before, _ := resident(t)
		start := processor()
		copies := reuse.FindIn(s)
		gross := processor() - start
		took := gross - reading*float64(s.read)
		_, most := resident(t)
		pairs := map[[2]string]bool{}
		for _, c := range copies {
			pairs[[2]string{c.A.Source, c.B.Source}] = true
		}
		planted, found := 0, 0
		for i := range s.n {
			if j, _, _, ok := s.source(i); ok {
				planted++
				if pairs[[2]string{name(j), name(i)}] {
					found++
				}
			}
		}
		each := (most - before) / float64(s.n)
		recall := float64(found) / float64(planted)
		t.Logf("%8d articles: %.0f articles/s, %.0f bytes an article, %.4f of %d planted copies found, %d copies in all; with reading each article %.1f times %.0f articles/s",
			s.n, float64(s.n)/took, each, recall, planted, len(copies), float64(s.read)/float64(s.n), float64(s.n)/gross)
		if first == 0 {
			first = took
		} else if e := math.Log(took/first) / math.Log(float64(s.n)/float64(sizes()[0])); e > 1.1 {
			t.Errorf("time grows with the power %.2f", e)
		} else {
			t.Logf("time grows with the power %.2f", e)
		}
		if kept := 64e6 / float64(s.n); s.n > 10_000 && each > 3000+kept { // some thousand articles are held, however many there are
			t.Errorf("%.0f bytes an article", each)
		}
		if recall < .98 || float64(s.n)/took < 2500 {
			t.Errorf("%.4f found, %.0f articles/s", recall, float64(s.n)/took)
		}
	}
}
