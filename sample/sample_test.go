package sample

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"path"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestFiles: the set stays what the demonstration and its README promise, in size and in faults.
func TestFiles(t *testing.T) {
	kinds := map[string]int{}
	size := 0
	var notUTF8 []string
	err := fs.WalkDir(Files(), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(Files(), p)
		if err != nil {
			return err
		}
		kinds[path.Ext(p)]++
		size += len(b)
		if !utf8.Valid(b) {
			notUTF8 = append(notUTF8, p)
			if bytes.Contains(b, []byte("charset")) {
				t.Errorf("%s declares its encoding; the set needs one page that does not", p)
			}
		}
		if path.Ext(p) == ".jsonl" {
			for line := range strings.Lines(string(b)) {
				var record struct{ ID, Title, Text string }
				if err := json.Unmarshal([]byte(line), &record); err != nil || record.ID == "" || record.Title == "" || record.Text == "" {
					t.Errorf("%s: a record without id, title or text (%v): %s", p, err, line)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if kinds[".html"] != 14 || kinds[".txt"] != 5 || kinds[".jsonl"] != 1 || len(kinds) != 3 {
		t.Errorf("kinds of files: %v; README.md counts 14 HTML pages, 5 texts and a collection", kinds)
	}
	if len(notUTF8) != 1 {
		t.Errorf("pages not in UTF-8: %v; there must be one, in windows-1256", notUTF8)
	}
	if size > 300_000 {
		t.Errorf("the set takes %d bytes; it is part of the program and must stay under 300,000", size)
	}
}
