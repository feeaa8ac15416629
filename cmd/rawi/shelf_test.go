package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"rawi/desk"
	"rawi/news"
	"rawi/pipeline"
)

// TestIndexKept: the index that is brought up to date is the one that is made of everything anew, whatever happened to the library: articles
// came, have another text, have again the one that they had, and stories were told anew.
func TestIndexKept(t *testing.T) {
	ctx := t.Context()
	l, err := pipeline.OpenLibrary(filepath.Join(t.TempDir(), "library.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	epoch := time.Date(2025, 9, 1, 0, 0, 0, 0, time.UTC)
	p := newSoakPress(12, 600, epoch, func() time.Time { return epoch })
	defer p.server.Close()
	kept := newDesk(l)
	take := func(as, j int, outlets ...int) {
		t.Helper()
		var results []pipeline.Result
		for _, o := range outlets {
			results = append(results, pipeline.ReadOne(news.Item{Source: fmt.Sprintf("http://o%d.test/%d", o, as), Raw: []byte(p.page(o, j)), HTML: true}, nil))
		}
		if _, err := l.Keep(ctx, epoch, results); err != nil {
			t.Fatal(err)
		}
	}
	index := func(d *desk.Desk) []byte {
		t.Helper()
		d.Forget()
		for d.Ready(ctx) == nil { // begins to make it
			time.Sleep(time.Millisecond)
		}
		c, err := d.Catalogue(ctx)
		if err != nil {
			t.Fatal(err)
		}
		var heads []desk.Head
		for _, s := range c.Stories {
			for _, r := range s.Articles {
				h, _ := c.Head(r)
				heads = append(heads, h)
			}
		}
		b, err := json.Marshal([]any{c.Stories, c.Names, c.Outlets, c.Newest, c.Articles(), heads})
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	for step, do := range []func(){
		func() { take(0, 0, 0, 1, 2, 3, 4, 5); take(1, 1, 0, 1, 2, 3, 4, 5) },
		func() { take(2, 2, 0, 1, 2, 6, 7) },
		func() { take(1, 20, 3, 4) }, // another text
		func() { take(1, 1, 3) },     // the first one again
		func() { take(3, 3, 8, 9, 10, 11); take(0, 21, 0) },
	} {
		do()
		if err := l.Tell(ctx); err != nil {
			t.Fatal(err)
		}
		var got, want []byte
		for range 100 { // an index that takes long to make is made in the background
			if got, want = index(kept), index(newDesk(l)); bytes.Equal(got, want) {
				break
			}
			time.Sleep(20 * time.Millisecond)
		}
		if !bytes.Equal(got, want) {
			t.Fatalf("step %d: the index is not what it would be:\n%.3000s\n%.3000s", step, got, want)
		}
	}
}
