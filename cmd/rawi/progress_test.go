package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// screen is a terminal that remembers what was written to it.
type screen struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

// TestProgress: long work shows on a terminal how far it is, in ASCII, and takes its line away; elsewhere, and when it is short, nothing is shown.
func TestProgress(t *testing.T) {
	for _, c := range []struct {
		terminal, long bool
		all            int
		want           string
	}{{true, true, 8, "reading"}, {true, true, 0, "reading"}, {true, true, 3, "reading"}, {true, false, 8, ""}, {false, true, 8, ""}} {
		s := &screen{}
		w := &world{ctx: context.Background(), out: io.Discard, err: s, progress: c.terminal}
		p := newProgress(w, "reading", c.all)
		if c.long {
			p.start = p.start.Add(-2 * patience)
		}
		for range 8 {
			p.step()
			time.Sleep(time.Millisecond)
		}
		p.done()
		out := s.b.String()
		if c.want == "" && out != "" || !strings.Contains(out, c.want) {
			t.Errorf("%+v: %q", c, out)
		}
		if strings.ContainsFunc(out, func(r rune) bool { return r > 0x7E }) || strings.Contains(out, "\n") {
			t.Errorf("%+v: not one line of ASCII: %q", c, out)
		}
	}
	for _, terminal := range []bool{true, false} {
		s := &screen{}
		w := &world{ctx: context.Background(), out: io.Discard, err: s, progress: terminal}
		if err := w.during("telling", func() error { time.Sleep(patience + 500*time.Millisecond); return io.EOF }); err != io.EOF {
			t.Error(err)
		}
		if out := s.b.String(); strings.Contains(out, "telling") != terminal || strings.ContainsFunc(out, func(r rune) bool { return r > 0x7E }) {
			t.Errorf("terminal %v: %q", terminal, out)
		}
	}
}

// TestSilent: nothing of it gets into what a command prints for other programs.
func TestSilent(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.txt")
	if err := os.WriteFile(file, []byte("افتتاح جسر في الروضة\n\nقال المدير إن الجسر الجديد في الروضة افتتح يوم الأربعاء 3 سبتمبر 2025."), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, err bytes.Buffer
	w := &world{ctx: context.Background(), in: strings.NewReader(""), out: &out, err: &err}
	if code := run(w, []string{"add", "--db", filepath.Join(dir, "a.db"), file}); code != 0 || err.Len() > 0 {
		t.Errorf("%d %q", code, err.String())
	}
}
