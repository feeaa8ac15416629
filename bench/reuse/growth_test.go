package reuse

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"testing"

	"rawi/news"
	"rawi/reuse"
	"rawi/story"
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

// cost is what a stage took over n articles.
type cost struct {
	n                      int
	net, gross, bytes, met float64 // seconds of the processor without and with reading, bytes an article at most, readings an article
}

// measured runs a stage over a synthetic collection. What it costs to read the articles from the file is taken off its time, and told.
func measured(tb testing.TB, s *synth, stage func()) cost {
	tb.Helper()
	clear(s.cache)
	reading := processor()
	for i := range 10_000 {
		s.At(i)
	}
	reading = (processor() - reading) / 10_000
	clear(s.cache)
	s.read = 0
	debug.FreeOSMemory()
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) // forgets what memory was at most
	before, _ := resident(tb)
	start := processor()
	stage()
	c := cost{n: s.n, gross: processor() - start}
	_, most := resident(tb)
	c.net, c.bytes, c.met = c.gross-reading*float64(s.read), (most-before)/float64(s.n), float64(s.read)/float64(s.n)
	return c
}

func (c cost) String() string {
	return fmt.Sprintf("%.0f articles/s, %.0f bytes an article; with reading each article %.1f times %.0f articles/s", float64(c.n)/c.net, c.bytes, c.met, float64(c.n)/c.gross)
}

// TestGrowth: from 10,000 articles on, the time of copies and of clustering grows with no more than the power 1.1 of their number, their
// memory stays under 3 KB an article, both together take 2,500 articles a second, and 98 % of the planted copies are found.
func TestGrowth(t *testing.T) {
	s := newSynth(t)
	runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(runtime.NumCPU())
	defer debug.SetGCPercent(debug.SetGCPercent(10))
	var first float64
	for _, n := range sizes() {
		s.write(t, n)
		var copies []news.Copy
		var stories []*news.Story
		a := measured(t, s, func() { copies = reuse.FindIn(s) })
		b := measured(t, s, func() { stories = story.ClusterIn(s, copies, nil) })
		recall, planted := s.recall(copies)
		t.Logf("%8d articles: copies %v", n, a)
		t.Logf("%8s           clustering %v", "", b)
		t.Logf("%8s           both %.0f articles/s; %.4f of %d planted copies found, %d copies in all, %d stories", "", float64(n)/(a.net+b.net), recall, planted, len(copies), len(stories))
		if first == 0 {
			first = a.net + b.net
		} else if e := math.Log((a.net+b.net)/first) / math.Log(float64(n)/float64(sizes()[0])); e > 1.1 {
			t.Errorf("time grows with the power %.2f", e)
		} else {
			t.Logf("%8s           time grows with the power %.2f", "", e)
		}
		if kept := 64e6 / float64(n); n > 10_000 && max(a.bytes, b.bytes) > 3000+kept { // some thousand articles are held, however many there are
			t.Errorf("%.0f and %.0f bytes an article", a.bytes, b.bytes)
		}
		if recall < .98 || float64(n)/(a.net+b.net) < 2500 {
			t.Errorf("%.4f found, %.0f articles/s", recall, float64(n)/(a.net+b.net))
		}
	}
}

// recall is the share of the planted copies that are among those found, and how many were planted.
func (s *synth) recall(copies []news.Copy) (float64, int) {
	pairs := map[[2]int]bool{}
	for i := range copies {
		pairs[[2]int{number(copies[i].A.Source), number(copies[i].B.Source)}] = true
	}
	planted, found := 0, 0
	for i := range s.n {
		if j, _, _, ok := s.source(i); ok {
			planted++
			if pairs[[2]int{j, i}] {
				found++
			}
		}
	}
	return float64(found) / float64(planted), planted
}
