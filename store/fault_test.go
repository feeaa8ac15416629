package store

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rawi/text"
)

// TestFullDisk: on a disk without room (a small one of memory, where the test may make one) nothing is kept by half: the message says
// what is wrong, what was there stays and can be read, and with room again the library goes on.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("no disk can be made here: %s", out)
	}
	t.Cleanup(func() { exec.Command("umount", dir).Run() })
	l := open(t, filepath.Join(dir, "rawi.db"))
	add(t, l, one(article("first", 1, 738000, "x")))
	var body strings.Builder
	for i := range 2000 {
		fmt.Fprint(&body, i*i*7919, " ")
	}
	kept := 1
	var err error
	for i := range 500 {
		if _, err = l.Add(ctx, noon, one(article(fmt.Sprint(i), 1, 738000, fmt.Sprint(i)+body.String()))); err != nil {
			break
		}
		kept++
	}
	if err == nil || !strings.Contains(err.Error(), "the disk is full; nothing of this was kept") {
		t.Fatalf("after %d: %v", kept, err)
	}
	if err := l.Backup(ctx, filepath.Join(dir, "copy.db")); err == nil || !strings.Contains(err.Error(), "the disk is full") {
		t.Errorf("backup: %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*copy*")); len(left) != 0 {
		t.Errorf("left behind: %q", left)
	}
	if c, err := l.Count(ctx); err != nil || c.Articles != kept {
		t.Errorf("%d were kept, there are %+v, %v", kept, c, err)
	}
	if got := problems(t, l); got != "" {
		t.Error(got)
	}
	if err := l.Close(); err != nil {
		t.Error(err)
	}
	if out, err := exec.Command("mount", "-o", "remount,size=20m", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	l = open(t, filepath.Join(dir, "rawi.db"))
	add(t, l, one(article("more", 1, 738000, body.String())))
	if c, err := l.Count(ctx); err != nil || c.Articles != kept+1 {
		t.Errorf("%+v, %v", c, err)
	}
	if got := problems(t, l); got != "" {
		t.Error(got)
	}
}

// TestClockBackwards: revisions are in the order in which they were added, whatever the clock said.
func TestClockBackwards(t *testing.T) {
	l := library(t)
	for i, at := range []time.Time{noon, noon.Add(-48 * time.Hour), time.Unix(-5, 0), noon.Add(time.Hour)} {
		if _, err := l.Add(ctx, at, one(article("a", 1, text.Day(738000-i), fmt.Sprint("text ", i)))); err != nil {
			t.Fatal(err)
		}
	}
	r, err := l.Revisions(ctx, "a")
	if err != nil || len(r) != 4 || !r[3].Current || r[2].Added.Unix() != -5 {
		t.Errorf("%+v, %v", r, err)
	}
	for i, k := range r {
		if k.Number != i+1 {
			t.Errorf("%+v", r)
		}
	}
	if got := problems(t, l); got != "" {
		t.Error(got)
	}
}

// TestDamagedPages: whatever page of the file is damaged, the library says so where it matters, does not panic, and harms no other
// page: what could be read before it was told can be read after it too.
func TestDamagedPages(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "rawi.db")
	l := open(t, path)
	for i := range 40 {
		add(t, l, one(article(fmt.Sprintf("%03d", i), 1, 738000, strings.Repeat(fmt.Sprint(i*i*7919, " "), 900))))
	}
	l.Close()
	sound, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	silent := 0
	for at := page; at < len(sound); at += page * 3 {
		b := bytes.Clone(sound)
		for i := range page {
			b[at+i] ^= byte(0x5A + i)
		}
		harmed := filepath.Join(dir, fmt.Sprint(at, ".db"))
		if err := os.WriteFile(harmed, b, 0o644); err != nil {
			t.Fatal(err)
		}
		l, err := Open(harmed)
		if err != nil {
			if !strings.Contains(err.Error(), "damaged") {
				t.Errorf("page %d: %v", at/page, err)
			}
			continue
		}
		said := ""
		if err := l.Check(ctx, func(p Problem) { said += p.What }); err != nil {
			said += err.Error()
		}
		if said == "" {
			silent++
		}
		_, err = l.Add(ctx, noon, one(article("new", 1, 738000, "x")))
		if err != nil && !strings.Contains(err.Error(), "damaged") {
			t.Errorf("page %d: %v", at/page, err)
		}
		l.Close()
		if after, _ := os.ReadFile(harmed); err != nil && !bytes.Equal(after[:min(len(after), len(b))], b) {
			t.Errorf("page %d: what could not be added changed the file", at/page)
		}
	}
	if silent > 0 {
		t.Errorf("%d damaged pages were passed over in silence", silent)
	}
}

// TestReadOnlyFolder: a library in a folder that may not be written is refused with the reason.
func TestReadOnlyFolder(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "rawi.db")
	l := open(t, path)
	add(t, l, one(article("a", 1, 738000, "x")))
	l.Close()
	os.Chmod(dir, 0o555)
	defer os.Chmod(dir, 0o755)
	if _, err := Open(path); err == nil {
		t.Error("it was opened")
	}
}
