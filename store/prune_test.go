package store

import (
	"fmt"
	"testing"
	"time"

	"rawi/news"
)

// TestPrune: pages are dropped by age and by size, the oldest first; texts and what was found stay, and the library is sound.
func TestPrune(t *testing.T) {
	l := library(t)
	noon := time.Unix(1e9, 0)
	for i := range 12 { // more than go into one transaction
		var entries []Entry
		for j := range 100 {
			a := article(fmt.Sprintf("a%04d", 100*i+j), 1, 738000, "x")
			entries = append(entries, Entry{Articles: []*news.Article{a}, Raw: fmt.Appendf(nil, "<p>%d</p>%0200d", 100*i+j, j)})
		}
		if _, err := l.Add(ctx, noon.Add(time.Duration(i)*time.Hour), entries); err != nil {
			t.Fatal(err)
		}
	}
	plain := article("plain", 1, 738000, "y") // its page is its text
	add(t, l, []Entry{{Articles: []*news.Article{plain}, Raw: []byte(plain.Doc.Text)}})
	pages := func() (n int, bytes int64) {
		t.Helper()
		if err := l.read.QueryRow("SELECT count(raw), coalesce(sum(length(raw)), 0) FROM revision").Scan(&n, &bytes); err != nil {
			t.Fatal(err)
		}
		return n, bytes
	}
	_, all := pages()
	now := noon.Add(12 * time.Hour)
	p, err := l.Prune(ctx, now, noon.Add(7*time.Hour), 0)
	if n, left := pages(); err != nil || p.Pages != 700 || n != 500 || p.Bytes != all-left {
		t.Fatalf("by age: %+v, %d left, %v", p, n, err)
	}
	_, left := pages()
	p, err = l.Prune(ctx, now, time.Time{}, left/2)
	if n, now := pages(); err != nil || now > left/2 || n < 240 || p.Pages != 500-n {
		t.Fatalf("by size: %+v, %d left with %d bytes, %v", p, n, now, err)
	}
	if p, err := l.Prune(ctx, now, time.Time{}, 0); err != nil || p != (Pruned{}) {
		t.Errorf("no bound: %+v, %v", p, err)
	}
	for source, want := range map[string]bool{"a0000": false, "a0699": false, "a1199": true, "plain": true} {
		k, err := l.Find(ctx, news.Ref{Source: source, Article: 1})
		if err != nil || k.Doc.Text == "" {
			t.Fatalf("%s: %v", source, err)
		}
		if raw, err := l.Raw(ctx, k.ID); err != nil || (raw != nil) != want {
			t.Errorf("%s: %q, %v", source, raw, err)
		}
	}
	if got := problems(t, l); got != "" {
		t.Error(got)
	}
	if s, err := l.Stats(ctx); err != nil || s.Dropped < 900 {
		t.Errorf("%+v, %v", s, err)
	}
}
