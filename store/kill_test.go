package store

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestKilled: a program is killed at any moment while it adds. Whatever it had been told is kept, is kept; nothing is there by half.
func TestKilled(t *testing.T) {
	if path := os.Getenv("RAWI_TEST_ADD_TO"); path != "" {
		addForever(path)
		return
	}
	path := filepath.Join(t.TempDir(), "rawi.db")
	kept := map[string]bool{}
	rounds := 8
	if testing.Short() {
		rounds = 2
	}
	for round := range rounds {
		cmd := exec.Command(os.Args[0], "-test.run=^TestKilled$")
		cmd.Env = append(os.Environ(), "RAWI_TEST_ADD_TO="+path, fmt.Sprintf("RAWI_TEST_ROUND=%d", round))
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(20*time.Millisecond+rand.N(150*time.Millisecond), func() { cmd.Process.Kill() })
		for in := bufio.NewScanner(out); in.Scan(); {
			if name, ok := strings.CutPrefix(in.Text(), "kept "); ok {
				kept[name] = true
			}
		}
		cmd.Wait()
		timer.Stop()
		l := open(t, path)
		var ok string
		if err := l.read.QueryRow("PRAGMA integrity_check").Scan(&ok); err != nil || ok != "ok" {
			t.Fatalf("round %d: %s, %v", round, ok, err)
		}
		sources := map[string]int{}
		for _, k := range all(t, l) {
			sources[k.Source]++
		}
		for s := range kept {
			if sources[s] != 2 {
				t.Fatalf("round %d: %s was kept, and %d of its 2 articles are there", round, s, sources[s])
			}
		}
		for s, n := range sources {
			if n != 2 {
				t.Fatalf("round %d: %d of the 2 articles of %s", round, n, s)
			}
		}
		l.Close()
	}
	if len(kept) == 0 {
		t.Error("nothing was added before the kills")
	}
	t.Logf("%d sources kept over %d kills", len(kept), rounds)
}

// addForever adds sources of two articles, and says of each that it is kept.
func addForever(path string) {
	l, err := Open(path)
	if err != nil {
		panic(err)
	}
	for i := 0; ; i++ {
		name := fmt.Sprint(os.Getenv("RAWI_TEST_ROUND"), "-", i)
		a, b := article(name, 1, 738000, strings.Repeat("متن ", i%500)), article(name, 2, 738000, strings.Repeat("متن ", i%500))
		e := one(a)
		e[0].Articles = append(e[0].Articles, b)
		if _, err := l.Add(ctx, noon, e); err != nil {
			panic(err)
		}
		fmt.Println("kept", name)
	}
}
