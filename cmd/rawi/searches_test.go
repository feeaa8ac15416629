package main

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"rawi/pipeline"
)

// TestAlerting: what editors have raise alerts is kept once, takes no search's place that bears its words for a name, and is dropped once.
func TestAlerting(t *testing.T) {
	ctx := context.Background()
	l, err := pipeline.OpenLibrary(filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if _, err := l.SaveSearch(ctx, time.Now(), "جسر", "الجسر place:المدينة"); err != nil {
		t.Fatal(err)
	}
	e := editor{l, &sync.Mutex{}}
	for range 2 {
		if err := e.Alert(ctx, "جسر"); err != nil {
			t.Fatal(err)
		}
	}
	all, err := e.Alerting(ctx)
	var got []string
	for _, x := range all {
		got = append(got, x.Name+": "+x.Query)
	}
	if err != nil || !slices.Equal(got, []string{"جسر: الجسر place:المدينة", "جسر (2): جسر"}) {
		t.Fatalf("%q, %v", got, err)
	}
	if err := e.Quiet(ctx, all[1].ID); err != nil {
		t.Error(err)
	}
	if err := e.Quiet(ctx, all[1].ID); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("dropped twice: %v", err)
	}
}
