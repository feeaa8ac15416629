package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"rawi": main})
}

// TestScripts runs the scripts of testdata: each shows a command as a newcomer would use it.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata",
		UpdateScripts: os.Getenv("UPDATE") != "",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			// line FILE MIB: a file of one line of so many MiB
			"line": func(ts *testscript.TestScript, _ bool, args []string) {
				mib, err := strconv.Atoi(args[1])
				ts.Check(err)
				f, err := os.Create(ts.MkAbs(args[0]))
				ts.Check(err)
				defer f.Close()
				block := bytes.Repeat([]byte("خبر "), 1<<20/7)
				for range mib {
					_, err := f.Write(block)
					ts.Check(err)
				}
			},
			// bytes FILE HEX...: a file of these bytes
			"bytes": func(ts *testscript.TestScript, _ bool, args []string) {
				var b []byte
				for _, h := range args[1:] {
					n, err := strconv.ParseUint(h, 16, 8)
					ts.Check(err)
					b = append(b, byte(n))
				}
				ts.Check(os.WriteFile(ts.MkAbs(args[0]), b, 0o644))
			},
		},
	})
}

// TestServe: the demo answers in the browser, and stops when asked.
func TestServe(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	r, out := io.Pipe()
	w := &world{ctx: ctx, in: strings.NewReader(""), out: io.Discard, err: out}
	done := make(chan int, 1)
	go func() { done <- run(w, []string{"demo", "--listen", "127.0.0.1:0"}) }()
	b := make([]byte, 4096)
	said := ""
	for !strings.Contains(said, "http://") {
		n, err := r.Read(b)
		if err != nil {
			t.Fatal(err)
		}
		said += string(b[:n])
	}
	go io.Copy(io.Discard, r)
	at := said[strings.Index(said, "http://"):]
	at, _, _ = strings.Cut(at, " ")
	res, err := http.Get(at)
	if err != nil {
		t.Fatal(err)
	}
	page, _ := io.ReadAll(res.Body)
	res.Body.Close()
	if res.StatusCode != http.StatusOK || !bytes.Contains(page, []byte("/story/")) {
		t.Errorf("%s: %s, %d bytes without a story", at, res.Status, len(page))
	}
	stop()
	select {
	case status := <-done:
		if status != 0 {
			t.Errorf("stopped with status %d", status)
		}
	case <-time.After(10 * time.Second):
		t.Error("did not stop")
	}
}

// TestSeeds: the five pages at the heart of the mission, told as their readers told them.
func TestSeeds(t *testing.T) {
	seeds := filepath.Join("..", "..", "..", "shared", "seeds")
	if _, err := os.Stat(seeds); err != nil {
		t.Skip("the seed pages are not on this machine: ../shared/seeds")
	}
	var out, errs bytes.Buffer
	w := &world{ctx: context.Background(), out: &out, err: &errs}
	if status := run(w, []string{"stories", "--format", "json", seeds}); status != 0 {
		t.Fatalf("status %d: %s", status, &errs)
	}
	checkSeeds(t, out.Bytes())
}
