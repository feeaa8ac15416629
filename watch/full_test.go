package watch

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"rawi/gather/fetch"
	"rawi/pipeline"
)

// TestDiskFull: a full disk stops nothing for good. What was fetched is held, and kept when there is room again.
func TestDiskFull(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	const outlets = 6
	c := &fastClock{now: began, end: began.Add(3 * 24 * time.Hour), out: cancel}
	p := newPress(outlets, c.Now)
	defer p.close()
	lib, err := pipeline.OpenLibrary(filepath.Join(t.TempDir(), "full.db"), Part())
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	for o := range outlets {
		if err := Follow(ctx, lib, began, Source{URL: p.address(o, "/feed"), Zone: "Asia/Riyadh"}, p.options(0).Check); err != nil {
			t.Fatal(err)
		}
	}
	room := func(pages int) { // of the one connection that writes
		if err := lib.Write(context.Background(), func(tx *sql.Tx) error {
			_, err := tx.Exec(fmt.Sprintf("PRAGMA max_page_count = %d", pages))
			return err
		}); err != nil {
			t.Error(err)
		}
	}
	var have int
	if err := lib.Reader().QueryRow("PRAGMA page_count").Scan(&have); err != nil {
		t.Fatal(err)
	}
	room(have + 3)
	var log bytes.Buffer
	client := fetch.New(p.options(time.Second))
	defer client.Close()
	w := New(lib, client, Options{
		Shortest: 40 * time.Minute, Longest: 8 * time.Hour, Distance: time.Second, Revisits: []time.Duration{30 * time.Hour}, Retry: 10 * time.Millisecond, Clock: c, Rand: rand.New(rand.NewPCG(1, 2)),
		Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelError})),
	})
	var freed atomic.Bool
	go func() {
		for w.count.refused.Load() < 3 {
			time.Sleep(5 * time.Millisecond)
		}
		freed.Store(true)
		room(1_000_000)
	}()
	if err := w.Run(ctx); err != nil {
		t.Fatal(err)
	}
	if !freed.Load() || !strings.Contains(log.String(), "the disk is full") {
		t.Errorf("it was never full: %s", log.String())
	}
	n, err := lib.Count(context.Background())
	want := 0
	for o := range outlets {
		for j := range p.articles(o) {
			if p.published(o, j).Before(began.Add(2*24*time.Hour)) && p.fault(o) == "" {
				want++
			}
		}
	}
	if err != nil || n.Articles < want || want < 4 || n.Stories == 0 {
		t.Errorf("%+v of %d, %v", n, want, err)
	}
}
