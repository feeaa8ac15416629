package pipeline

import (
	"bufio"
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

	"rawi/news"
	"rawi/search"
	"rawi/store"
	"rawi/text"
)

// TestKilled: a program is killed at any moment while it adds, indexes and tells stories. Whatever it had been told is kept, is kept
// and found; nothing is there by half, and Check passes. A hundred kills, or as many as some seconds let; RAWI_KILLS sets another
// number, without a limit of time.
func TestKilled(t *testing.T) {
	if path := os.Getenv("RAWI_TEST_ADD_TO"); path != "" {
		addForever(path)
		return
	}
	kills, until := 100, time.Now().Add(8*time.Second)
	if testing.Short() {
		kills = 3
	}
	if n, err := strconv.Atoi(os.Getenv("RAWI_KILLS")); err == nil {
		kills, until = n, time.Now().Add(time.Hour)
	}
	path := filepath.Join(t.TempDir(), "rawi.db")
	kept := map[string]bool{}
	round := 0
	for ; round < kills && time.Now().Before(until); round++ {
		run(t, path, round, kept)
		l, err := OpenLibrary(path)
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		n, err := l.Count(context.Background())
		a, err2 := l.Ask(context.Background(), search.Query{Ask: "سفينة", Limit: 1})
		if err != nil || err2 != nil || n.Articles < 2*len(kept) || n.Articles%2 != 0 || a.Total != n.Articles {
			t.Fatalf("round %d: %d sources were kept, there are %+v, and %d found; %v, %v", round, len(kept), n, a.Total, err, err2)
		}
		if round%20 == 0 {
			whole(t, l, kept)
		}
		l.Close()
	}
	l, err := OpenLibrary(path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	whole(t, l, kept)
	if len(kept) == 0 {
		t.Error("nothing was added before the kills")
	}
	t.Logf("%d sources kept over %d kills", len(kept), round)
}

// run lets a program add until it is killed, and notes what it says is kept.
func run(t *testing.T, path string, round int, kept map[string]bool) {
	cmd := exec.Command(os.Args[0], "-test.run=^TestKilled$")
	cmd.Env = append(os.Environ(), "RAWI_TEST_ADD_TO="+path, fmt.Sprintf("RAWI_TEST_ROUND=%d", round))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var timer *time.Timer
	for in := bufio.NewScanner(out); in.Scan(); {
		if timer == nil { // it has begun
			timer = time.AfterFunc(rand.N(120*time.Millisecond), func() { cmd.Process.Kill() })
		}
		if name, ok := strings.CutPrefix(in.Text(), "kept "); ok {
			kept[name] = true
		}
	}
	cmd.Wait()
	timer.Stop()
}

// whole looks at everything.
func whole(t *testing.T, l *Library, kept map[string]bool) {
	t.Helper()
	if got := problems(t, l); got != "" {
		t.Fatal(got)
	}
	for name := range kept {
		for n := 1; n <= 2; n++ {
			if _, err := l.Find(context.Background(), news.Ref{Source: name, Article: n}); err != nil {
				t.Fatalf("%s was kept: %v", name, err)
			}
		}
	}
}

// addForever adds sources of two articles, some of them anew, tells stories now and then, and says of each source that it is kept.
func addForever(path string) {
	l, err := OpenLibrary(path)
	if err != nil {
		panic(err)
	}
	ctx := context.Background()
	search.Parse("سفينة") // the tables of the language are loaded
	fmt.Println("begun")
	for i := 0; ; i++ {
		var entries []store.Entry
		var names []string
		for range 1 + i%4 {
			name := fmt.Sprint(os.Getenv("RAWI_TEST_ROUND"), "-", i, "-", len(names))
			if i%7 == 6 { // its text changes
				name = fmt.Sprint(os.Getenv("RAWI_TEST_ROUND"), "-", i-1, "-", len(names))
			}
			names = append(names, name)
			body := strings.Repeat("وصلت سفينة إلى الميناء ", 1+i%50) + name
			var e store.Entry
			for n := 1; n <= 2; n++ {
				a := &news.Article{Ref: news.Ref{Source: name, Article: n}}
				a.Doc.Text = body
				a.Doc.Parts = []text.Part{{Role: text.Body, Span: text.Span{End: len(body)}}}
				e.Articles = append(e.Articles, a)
			}
			entries = append(entries, e)
		}
		if _, err := l.Add(ctx, time.Now(), entries, reindex); err != nil {
			panic(err)
		}
		for _, n := range names {
			fmt.Println("kept", n)
		}
		if i%10 == 9 {
			s := &news.Story{ID: "s", Title: "x", Articles: []news.Ref{entries[0].Articles[0].Ref}}
			if err := l.SaveStories(ctx, []*news.Story{s}); err != nil {
				panic(err)
			}
		}
	}
}
