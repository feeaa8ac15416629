package main

import (
	"context"
	"database/sql"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rawi/pipeline"
	"rawi/watch"
)

// TestFollowing: the pages of a library say what it follows, in both languages, and what became of a page.
func TestFollowing(t *testing.T) {
	ctx := context.Background()
	l, err := pipeline.OpenLibrary(filepath.Join(t.TempDir(), "a.db"), watch.Part())
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	now := time.Now()
	if err := watch.Follow(ctx, l, now, watch.Source{URL: "https://mersa.org/rss.xml", Title: "صحيفة المرسى", Zone: "Asia/Riyadh"}, nil); err != nil {
		t.Fatal(err)
	}
	if err := l.Write(ctx, func(tx *sql.Tx) error {
		if _, err := tx.Exec("UPDATE watch_source SET problem = 'not fetched: its robots.txt cannot be had: status 503', checked = ?", now.Unix()-60); err != nil {
			return err
		}
		_, err := tx.Exec("INSERT INTO watch_page (url, source, address, host, state, why, due, title, seen) VALUES (?1, 1, ?1, 'mersa.org', 'left', 'it is no page but application/pdf', 0, 'تقرير الميناء', ?2)", "https://mersa.org/news/1000", now.Unix())
		return err
	}); err != nil {
		t.Fatal(err)
	}
	h := front{l: l}.handler()
	for path, want := range map[string][]string{
		"/following":         {"صحيفة المرسى", "تعذر الحصول على robots.txt", "رد الموقع بالحالة 503", "تركت 1"},
		"/following?lang=en": {"its robots.txt cannot be had", "one has a problem"},
		"/following/1":       {"تقرير الميناء", "ليست صفحة بل", "Asia/Riyadh"},
		"/following?why=https://mersa.org/news/1000?utm_x=1": {"تقرير الميناء", "ليست صفحة بل"},
		"/following.json": {`"running":true`, `"pages_left":1`},
	} {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.Host = "127.0.0.1:8088"
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			t.Errorf("%s: %d", path, w.Code)
		}
		for _, x := range want {
			if !strings.Contains(w.Body.String(), x) {
				t.Errorf("%s: no %q", path, x)
			}
		}
	}
}
