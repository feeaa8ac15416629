package gather

import (
	"bufio"
	"bytes"
	"context"
	"slices"
	"testing"

	"rawi/news"
)

// collect reads a stream of records as the kind says.
func collect(data []byte, k kind) (good, all []string) {
	g := &gathering{ctx: context.Background(), max: 1 << 12, yield: func(it news.Item) bool {
		all = append(all, line(it))
		if it.Err == nil {
			good = append(good, line(it))
		}
		return true
	}}
	e := entry{name: "f"}
	br := bufio.NewReaderSize(bytes.NewReader(data), 16) // small, so that every value crosses the buffer's end
	switch k {
	case lines:
		g.lines(e, br, 0)
	case table:
		g.table(e, br)
	default:
		g.records(e, br)
	}
	return good, all
}

// FuzzRecords: whatever stands in a collection, the items before a fault are the same with the fault and without it.
func FuzzRecords(f *testing.F) {
	for _, s := range []string{
		`[{"text":"a"},{"id":3,"text":"b\"]"},{"text":["x","y"]}]`, `[{"text":"a"},{"text":x},5,null]`, `{"text":"a"}` + "\n" + `{"text":"b"}`,
		"{\n\"text\":\"a\"\n}\n{\"text\":\"b\"}", "[", "[]", "{}", "", "[{\"text\":\"\xff\"}]", `[[[[{"text":"\\`, " \n{\n",
	} {
		f.Add([]byte(s), uint16(len(s)/2))
	}
	f.Fuzz(func(t *testing.T, data []byte, cut uint16) {
		at := int(cut)
		if at > len(data) {
			at = len(data)
		}
		for _, k := range []kind{records, lines} {
			whole, all := collect(data, k)
			if len(all) > len(data)+1 {
				t.Fatalf("%d items in %d bytes", len(all), len(data))
			}
			array := bytes.HasPrefix(bytes.TrimLeft(data[:at], " \t\r\n"), []byte("["))
			if k == records && !array {
				continue // whether lines or longer records follow, the first line decides, which the cut may change
			}
			if k == lines { // a line is whole or not there
				at = bytes.LastIndexByte(data[:at], '\n') + 1
			}
			half, _ := collect(data[:at], k)
			if len(half) > len(whole) || !slices.Equal(half, whole[:len(half)]) {
				t.Fatalf("cut at %d:\n%q\nwhole:\n%q", at, half, whole)
			}
		}
	})
}

// FuzzLines: a line that is no record takes nothing from the others.
func FuzzLines(f *testing.F) {
	f.Add([]byte("{\"text\":\"a\"}\n{\"text\":\"b\"}\n{\"text\":\"c\"}"), uint8(1), []byte("{\"text\":\"b"))
	f.Add([]byte("\n\n{\"text\":\"a\"}"), uint8(0), []byte("]"))
	f.Fuzz(func(t *testing.T, data []byte, which uint8, bad []byte) {
		bad = append([]byte("!"), bytes.ReplaceAll(bad, []byte("\n"), nil)...)
		rows := bytes.Split(data, []byte("\n"))
		k := int(which) % len(rows)
		before, _ := collect(bytes.Join(rows[:k], []byte("\n")), lines)
		rows[k] = bad
		got, _ := collect(bytes.Join(rows, []byte("\n")), lines)
		rows[k] = nil // a blank line keeps the count
		want, _ := collect(bytes.Join(rows, []byte("\n")), lines)
		if !slices.Equal(got, want) || len(before) > len(got) || !slices.Equal(before, got[:len(before)]) {
			t.Fatalf("with the bad line: %q\nwithout: %q", got, want)
		}
	})
}

// FuzzItems: bytes of any kind under any name make items or faults, never both, and end.
func FuzzItems(f *testing.F) {
	for _, s := range []string{gz(`{"text":"a"}`), zipOf("a.txt", "x"), tarOf("a.json", "[{}]"), "<html>", "\xff\xfe{\x00", "نص"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		n := 0
		for it := range Items(context.Background(), []string{"-"}, Options{Stdin: bytes.NewReader(data), MaxBytes: 1 << 16}) {
			if it.Source == "" || (it.Err != nil) == (it.Raw != nil || it.Fields != nil) {
				t.Fatalf("%+v", it)
			}
			n++
		}
		if n == 0 {
			t.Fatal("nothing, not even a fault")
		}
	})
}
