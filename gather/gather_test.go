package gather

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"rawi/news"

	"golang.org/x/text/encoding/unicode"
)

// tree writes files into a folder of the test's own and goes there, so that names are short and the same on every machine.
func tree(t testing.TB, files map[string]string) {
	t.Helper()
	dir := t.TempDir()
	for name, body := range files {
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
}

// told writes items a line each: the source, then what was read of it, or the error.
func told(t testing.TB, args []string, opt Options) string {
	t.Helper()
	var b strings.Builder
	for it := range Items(context.Background(), args, opt) {
		b.WriteString(line(it) + "\n")
	}
	return b.String()
}

func line(it news.Item) string {
	s := it.Source + " | "
	switch {
	case it.Err != nil:
		if it.Raw != nil || it.Fields != nil {
			s += "ERROR WITH CONTENT "
		}
		return s + "! " + it.Err.Error()
	case it.Fields != nil:
		f := it.Fields
		var out []string
		for _, p := range [][2]string{{"id", f.ID}, {"url", f.URL}, {"title", f.Title}, {"text", f.Text}, {"html", f.HTML}, {"date", f.Date}, {"outlet", f.Outlet}, {"author", f.Author}} {
			if p[1] != "" {
				out = append(out, p[0]+"="+strings.ReplaceAll(p[1], "\n", `\n`))
			}
		}
		return s + strings.Join(out, " ")
	case it.HTML:
		return s + "html " + string(it.Raw)
	}
	return s + "raw " + string(it.Raw)
}

func same(t *testing.T, got string, want ...string) {
	t.Helper()
	if w := strings.Join(want, "\n") + "\n"; got != w {
		t.Errorf("got:\n%swant:\n%s", got, w)
	}
}

func TestFiles(t *testing.T) {
	tree(t, map[string]string{"a.txt": "خبر", "b.html": "<p>خبر</p>", "c": "نص بلا لاحقة", "d.HTM": "<b>x</b>"})
	same(t, told(t, []string{"b.html", "a.txt", "c", "d.HTM"}, Options{}),
		"b.html | html <p>خبر</p>", "a.txt | raw خبر", "c | raw نص بلا لاحقة", "d.HTM | html <b>x</b>")
}

func TestFolders(t *testing.T) {
	tree(t, map[string]string{
		"n/2.txt": "two", "n/10.txt": "ten", "n/a/1.txt": "in a", "n/.git/x.txt": "hidden", "n/.x.txt": "hidden", "n/logo.png": "\x89PNG\r\n\x1a\n\x00",
		"n/style.css": "p{}", "n/b.bin": "\x00\x01\x02", "n/c.pdf": "%PDF", "n/Thumbs.db": "x", "n/feed": `<?xml version="1.0"?><rss/>`,
	})
	same(t, told(t, []string{"n"}, Options{}),
		"n/10.txt | raw ten", "n/2.txt | raw two", "n/a/1.txt | raw in a",
		"n/b.bin | ! n/b.bin: not a kind of file that is read: those are text, HTML, JSON, JSON lines, CSV, WARC and archives of them",
		"n/c.pdf | ! n/c.pdf: not a kind of file that is read: those are text, HTML, JSON, JSON lines, CSV, WARC and archives of them",
		"n/feed | ! n/feed: not a kind of file that is read: those are text, HTML, JSON, JSON lines, CSV, WARC and archives of them")
	same(t, told(t, []string{"n/.x.txt", "n/style.css"}, Options{}), "n/.x.txt | raw hidden",
		"n/style.css | ! n/style.css: not a kind of file that is read: those are text, HTML, JSON, JSON lines, CSV, WARC and archives of them")
}

func TestRecords(t *testing.T) {
	tree(t, map[string]string{
		"a.jsonl": `{"id":"x1","title":"عنوان","text":"نص","date":"2025-09-02","outlet":"الراصد","author":"سمير"}
{"url":"http://r.example/1","text":"نص ثان"}

{"text":"بلا اسم","id":null}
{"html":"<p>صفحة</p>","id":7}
`,
		"b.json":    "[{\"text\":\"a\"},\n {\"text\":\"b\"} , {\"id\":\"\",\"url\":\"u\",\"text\":\"c\"},]\n",
		"one.json":  `{"id": "solo", "text": ["فقرة", "أخرى"], "author": ["أ", null, "ب"], "date": 20250902, "outlet": {"name": "x"}, "title": true}`,
		"two.json":  "\n{\n \"text\": \"a\"\n}\n{\n \"text\": \"b\", \"tags\": [[1], {\"a\": \"]}\"}]\n}\n",
		"rows.json": "{\"text\":\"a\"}\n{\"text\":}\n{\"text\":\"c\"}",
		"bom.jsonl": "\ufeff{\"text\":\"a\"}",
		"crlf.json": "[\r\n{\"text\":\"a\"}\r\n]\r\n",
		"none.json": "[]",
	})
	same(t, told(t, []string{"a.jsonl"}, Options{}),
		"a.jsonl#x1 | id=x1 title=عنوان text=نص date=2025-09-02 outlet=الراصد author=سمير",
		"a.jsonl#http://r.example/1 | url=http://r.example/1 text=نص ثان", "a.jsonl#3 | text=بلا اسم", "a.jsonl#7 | id=7 html=<p>صفحة</p>")
	same(t, told(t, []string{"b.json"}, Options{}), "b.json#0 | text=a", "b.json#1 | text=b", "b.json#u | url=u text=c")
	same(t, told(t, []string{"one.json"}, Options{}), `one.json#solo | id=solo title=true text=فقرة\nأخرى date=20250902 author=أ, ب`)
	same(t, told(t, []string{"two.json"}, Options{}), "two.json#0 | text=a", "two.json#1 | text=b")
	same(t, told(t, []string{"rows.json"}, Options{}), "rows.json#0 | text=a",
		"rows.json#1 | ! rows.json: line 2: not JSON: invalid character '}' looking for beginning of value (byte 9 of the record)", "rows.json#2 | text=c")
	same(t, told(t, []string{"bom.jsonl", "crlf.json"}, Options{}), "bom.jsonl#0 | text=a", "crlf.json#0 | text=a")
	same(t, told(t, []string{"none.json"}, Options{}), "none.json | ! none.json: nothing in it can be read")
}

// TestSaudiNewsNet: an array whose fields have other names, its records named by day and place.
func TestSaudiNewsNet(t *testing.T) {
	tree(t, map[string]string{"2015-08-02.json": `[
    {"source": "alriyadh", "url": "http://x/1", "date_extracted": "2015-08-02 01:02:03", "title": "ع", "author": "الرياض - واس", "content": "متن"},
    {"source": null, "url": "", "date_extracted": 0, "title": "ع", "author": null, "content": ""}
]`})
	opt := Options{ID: "{stem}:{index}", Fields: map[string]string{"text": "content", "outlet": "source", "date": "date_extracted"}}
	same(t, told(t, []string{"2015-08-02.json"}, opt),
		"2015-08-02.json#2015-08-02:0 | url=http://x/1 title=ع text=متن date=2015-08-02 01:02:03 outlet=alriyadh author=الرياض - واس",
		"2015-08-02.json#2015-08-02:1 | title=ع date=0")
}

func TestNames(t *testing.T) {
	tree(t, map[string]string{"day.jsonl": `{"guid":"g","n":5,"text":"a","url":"u","link":"l"}` + "\n" + `{"text":"b","url":"u"}`})
	for id, want := range map[string][2]string{
		"":              {"day.jsonl#u", "day.jsonl#u"},
		"guid":          {"day.jsonl#g", "day.jsonl#u"},
		"{stem}/{n}":    {"day.jsonl#day/5", "day.jsonl#u"},
		"{index}":       {"day.jsonl#0", "day.jsonl#1"},
		"a-{url}-{n}-b": {"day.jsonl#a-u-5-b", "day.jsonl#u"},
	} {
		var got []string
		for it := range Items(context.Background(), []string{"day.jsonl"}, Options{ID: id}) {
			got = append(got, it.Source)
		}
		if len(got) != 2 || [2]string(got) != want {
			t.Errorf("id %q: %q, want %q", id, got, want)
		}
	}
	same(t, told(t, []string{"day.jsonl"}, Options{Fields: map[string]string{"url": "link"}, ID: "{url}{index}"}),
		"day.jsonl#u0 | url=l text=a", "day.jsonl#u1 | url=u text=b")
}

func TestCheck(t *testing.T) {
	for _, o := range []Options{
		{Fields: map[string]string{"titel": "headline"}}, {Fields: map[string]string{"title": ""}}, {ID: "{"}, {ID: "a}"}, {ID: "{}"}, {ID: "{a{b}}"}, {MaxBytes: -1},
	} {
		if o.Check() == nil {
			t.Errorf("%+v: no complaint", o)
		}
		n := 0
		for it := range Items(context.Background(), []string{"x"}, o) {
			if n++; it.Err == nil {
				t.Errorf("%+v: read", o)
			}
		}
		if n != 1 {
			t.Errorf("%+v: %d items", o, n)
		}
	}
	if err := (Options{ID: "{stem}:{index}", Fields: map[string]string{"title": "headline"}}).Check(); err != nil {
		t.Error(err)
	}
}

func TestStdin(t *testing.T) {
	t.Chdir(t.TempDir())
	wide, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(`{"text":"خبر"}`)
	for in, want := range map[string]string{
		"خبر عاجل":                            "- | raw خبر عاجل",
		"[صورة] خبر":                          "- | raw [صورة] خبر",
		"<html><p>x":                          "- | raw <html><p>x",
		"\n[ {\"text\":\"a\"}]":               "- " + "#0 | text=a",
		"{\"text\":\"a\"}\n{\"text\":\"b\"}":  "-#0 | text=a\n-#1 | text=b",
		wide:                                  "-#0 | text=خبر",
		gz("{\"text\":\"a\"}"):                "-#0 | text=a",
		gz(tarOf("a.txt", "x", "b.txt", "y")): "-/a.txt | raw x\n-/b.txt | raw y",
		zipOf("a.txt", "x", "d/b.txt", "y"):   "-/a.txt | raw x\n-/d/b.txt | raw y",
		"":                                    "- | ! -: standard input is empty",
		"SQLite format 3\x00\x10\x00":         "- | ! -: a library, which other commands read: rawi serve --db FILE",
		"\x89PNG\r\n\x1a\n\x00\x00":           "- | ! -: not a kind of file that is read: those are text, HTML, JSON, JSON lines, CSV, WARC and archives of them",
	} {
		same(t, told(t, []string{"-"}, Options{Stdin: strings.NewReader(in)}), strings.Replace(want, "- #", "-#", 1))
	}
	same(t, told(t, []string{"-", "-"}, Options{Stdin: strings.NewReader("x")}), "- | raw x", "- | ! -: standard input has been read already, or there is none")
	same(t, told(t, []string{"-"}, Options{}), "- | ! -: standard input has been read already, or there is none")
}

func gz(s string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, s)
	z.Close()
	return b.String()
}

func tarOf(files ...string) string {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w.WriteHeader(&tar.Header{Name: files[i], Size: int64(len(files[i+1])), Mode: 0o644, Typeflag: tar.TypeReg})
		io.WriteString(w, files[i+1])
	}
	w.Close()
	return b.String()
}

// manyRecords are lines that do not pack to almost nothing.
func manyRecords() string {
	var b strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&b, "{\"text\":\"شيء\",\"n\":%d}\n", i*i*7919)
	}
	return b.String()
}

func zipOf(files ...string) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		f, _ := w.Create(files[i])
		io.WriteString(f, files[i+1])
	}
	w.Close()
	return b.String()
}

func TestArchives(t *testing.T) {
	tree(t, map[string]string{
		"a.zip":         zipOf("d/", "", "d/2.txt", "two", "d/1.html", "<p>", ".hidden", "x", "__MACOSX/d/2.txt", "x", "d/p.png", "x", "day.json", `[{"text":"a"},{"id":"k","text":"b"}]`),
		"b.tar.gz":      gz(tarOf("x/1.txt", "one", "x/e.txt", "", "x/.h", "h", "x/r.jsonl", "{\"text\":\"a\"}\n")),
		"c.tgz":         gz(tarOf("1.txt", "one")),
		"d.jsonl.gz":    gz("{\"text\":\"a\"}\n{\"text\":\"b\"}\n"),
		"e.tar":         tarOf("in.zip", zipOf("p.txt", "deep"), "f.html.gz", gz("<p>")),
		"f.gz":          gz("نص"),
		"pictures.zip":  zipOf("a.png", "x"),
		"empty.zip":     zipOf(),
		"deep.zip":      zipOf("a.zip", zipOf("b.zip", zipOf("c.zip", zipOf("d.zip", zipOf("x.txt", "x"))))),
		"notempty/k.gz": gz(""),
	})
	same(t, told(t, []string{"a.zip"}, Options{ID: "{stem}-{index}"}),
		"a.zip/d/2.txt | raw two", "a.zip/d/1.html | html <p>", "a.zip/day.json#day-0 | text=a", "a.zip/day.json#day-1 | id=k text=b")
	same(t, told(t, []string{"b.tar.gz"}, Options{}), "b.tar.gz/x/1.txt | raw one", "b.tar.gz/x/e.txt | ! b.tar.gz/x/e.txt: the file is empty", "b.tar.gz/x/r.jsonl#0 | text=a")
	same(t, told(t, []string{"c.tgz"}, Options{}), "c.tgz/1.txt | raw one")
	same(t, told(t, []string{"d.jsonl.gz"}, Options{ID: "{stem}:{index}"}), "d.jsonl.gz#d:0 | text=a", "d.jsonl.gz#d:1 | text=b")
	same(t, told(t, []string{"e.tar"}, Options{}), "e.tar/in.zip/p.txt | raw deep", "e.tar/f.html.gz | html <p>")
	same(t, told(t, []string{"f.gz"}, Options{}), "f.gz | raw نص")
	same(t, told(t, []string{"pictures.zip"}, Options{}), "pictures.zip | ! pictures.zip: nothing in it can be read")
	same(t, told(t, []string{"empty.zip"}, Options{}), "empty.zip | ! empty.zip: nothing in it can be read")
	same(t, told(t, []string{"deep.zip"}, Options{}), "deep.zip/a.zip/b.zip/c.zip | ! deep.zip/a.zip/b.zip/c.zip: an archive within 3 others is not opened")
	same(t, told(t, []string{"notempty"}, Options{}), "notempty/k.gz | ! notempty/k.gz: the file is empty")
}

// TestBadInput: each is one clear line that names the source and the place, and the rest goes on.
func TestBadInput(t *testing.T) {
	cut := gz(manyRecords())
	crooked := []byte(zipOf("a.txt", strings.Repeat("متن ", 50), "b.txt", "y"))
	crooked[40] ^= 0xFF
	sealed := []byte(zipOf("a.txt", "x"))
	sealed[6] |= 1
	sealed[bytes.Index(sealed, []byte("PK\x01\x02"))+8] |= 1
	tree(t, map[string]string{
		"ok.txt": "ok", "empty.txt": "", "empty.jsonl": "", "blank.json": " \n\t ", "notjson.json": "<html>", "cut.jsonl.gz": cut[:len(cut)-100],
		"half.json": `[{"text":"a"},{"text":"b"},{"text":"c`, "half2.json": `[{"text":"a"},`, "half3.json": `[`,
		"comma.json": `[{"text":"a"} {"text":"b"}]`, "colon.json": `[:]`, "after.json": `[{"text":"a"}] x`, "inner.json": `[{"text":"a"},{"text":x},5,null,"s",[1],{"text":"b"}]`,
		"badline.jsonl": "{\"text\":\"a\"}\n{\"text\":\"b\n{\"text\":\"c\"}\nplain text\n{\"text\":\"d\"}", "utf8.jsonl": "{\"text\":\"a\"}\n{\"text\":\"\xc7\xe1\"}\n{\"text\":\"b\"}",
		"utf8.json": "[{\"text\":\"\xff\"},{\"text\":\"b\"}]", "textless.jsonl": `{"headline":"h","body":"b"}` + "\n" + `{"text":"","title":""}` + "\n" + `{"text":"c"}`,
		"surrogate.jsonl": `{"text":"a\ud83d"}`, "png.txt": "\x89PNG\r\n\x1a\n", "png.bin": "\x89PNG\r\n\x1a\n\x00", "notzip.zip": "hello", "notgz.gz": "hello, hello", "nottar.tar": strings.Repeat("hello", 300),
		"crooked.zip": string(crooked), "sealed.zip": string(sealed), "x.bz2": "BZh9",
		"long.jsonl": "{\"text\":\"a\"}\n{\"text\":\"" + strings.Repeat("x", 3000) + "\"}\n{\"text\":\"b\"}\n", "long.json": `[{"text":"a"},{"text":"` + strings.Repeat("x", 3000) + `"},{"text":"b"}]`,
		"long.txt": strings.Repeat("x", 2049), "long1.json": `{"text":"` + strings.Repeat("x", 3000) + `"}`, "long.tar.gz": gz(tarOf("a.txt", strings.Repeat("x", 2049), "b.txt", "b")),
		"deep.json": `[{"text":` + strings.Repeat("[", 2000) + `}]`, "tail.json": "{\n\"text\":\"a\"\n}\n]", "open.json": "{\n\"text\":\"a\"\n}\n{\"text\":",
	})
	kindless := "not a kind of file that is read: those are text, HTML, JSON, JSON lines, CSV, WARC and archives of them"
	for _, c := range []struct {
		arg  string
		want []string
	}{
		{"", []string{`"" | ! "": an empty name`}},
		{"missing.txt", []string{"missing.txt | ! missing.txt: no such file or folder"}},
		{"http://r.example/a", []string{"http://r.example/a | ! http://r.example/a: addresses are not fetched; save the page and give the file"}},
		{"ok.txt/x", []string{"ok.txt/x | ! ok.txt/x: not a directory"}},
		{"empty.txt", []string{"empty.txt | ! empty.txt: the file is empty"}},
		{"empty.jsonl", []string{"empty.jsonl | ! empty.jsonl: the file is empty"}},
		{"blank.json", []string{"blank.json | ! blank.json: the file holds no record"}},
		{"notjson.json", []string{"notjson.json | ! notjson.json: byte 0: not JSON: neither an array nor an object begins here"}},
		{"half.json", []string{"half.json#0 | text=a", "half.json#1 | text=b", "half.json#2 | ! half.json: byte 37: cut short; whole records before it: 2"}},
		{"half2.json", []string{"half2.json#0 | text=a", "half2.json#1 | ! half2.json: byte 14: cut short; whole records before it: 1"}},
		{"half3.json", []string{"half3.json#0 | ! half3.json: byte 1: cut short; whole records before it: 0"}},
		{"comma.json", []string{"comma.json#0 | text=a", "comma.json#1 | ! comma.json: byte 14: not JSON: '{' where a comma or the end of the array must stand"}},
		{"colon.json", []string{"colon.json#0 | ! colon.json: byte 1: not JSON: ':' where a record must stand"}},
		{"after.json", []string{"after.json#0 | text=a", "after.json#1 | ! after.json: byte 15: not JSON: 'x' after the end of the array"}},
		{"inner.json", []string{
			"inner.json#0 | text=a",
			"inner.json#1 | ! inner.json: byte 14: not JSON: invalid character 'x' looking for beginning of value (byte 9 of the record)",
			"inner.json#2 | ! inner.json: byte 25: not a record: a record is an object with fields", "inner.json#3 | ! inner.json: byte 27: not a record: null",
			"inner.json#4 | ! inner.json: byte 32: not a record: a record is an object with fields", "inner.json#5 | ! inner.json: byte 36: not a record: a record is an object with fields",
			"inner.json#6 | text=b",
		}},
		{"badline.jsonl", []string{
			"badline.jsonl#0 | text=a", "badline.jsonl#1 | ! badline.jsonl: line 2: not JSON: unexpected end of JSON input (byte 10 of the record)", "badline.jsonl#2 | text=c",
			"badline.jsonl#3 | ! badline.jsonl: line 4: not JSON: invalid character 'p' looking for beginning of value (byte 1 of the record)", "badline.jsonl#4 | text=d",
		}},
		{"utf8.jsonl", []string{"utf8.jsonl#0 | text=a", "utf8.jsonl#1 | ! utf8.jsonl: line 2: not UTF-8: byte 9 of the record is 0xC7", "utf8.jsonl#2 | text=b"}},
		{"utf8.json", []string{"utf8.json#0 | ! utf8.json: byte 1: not UTF-8: byte 9 of the record is 0xFF", "utf8.json#1 | text=b"}},
		{"textless.jsonl", []string{
			"textless.jsonl#0 | ! textless.jsonl: line 1: the record has no field \"text\", and no html (its fields: body, headline); say which of them is the text",
			"textless.jsonl#1 | ! textless.jsonl: line 2: the record's text is empty, and so is its title", "textless.jsonl#2 | text=c",
		}},
		{"surrogate.jsonl", []string{"surrogate.jsonl#0 | text=a\uFFFD"}},
		{"png.txt", []string{"png.txt | raw \x89PNG\r\n\x1a\n"}}, // by its name it is text; page says that it is none
		{"png.bin", []string{"png.bin | ! png.bin: " + kindless}},
		{"notzip.zip", []string{"notzip.zip | ! notzip.zip: damaged, or not a zip archive"}},
		{"notgz.gz", []string{"notgz.gz | ! notgz.gz: damaged, or not packed by gzip"}},
		{"nottar.tar", []string{"nottar.tar | ! nottar.tar: damaged, or not a tar archive"}},
		{"sealed.zip", []string{"sealed.zip/a.txt | ! sealed.zip/a.txt: encrypted"}},
		{"x.bz2", []string{"x.bz2 | ! x.bz2: packed in a way that is not read; .zip, .tar, .tar.gz and .gz are"}},
		{"long.jsonl", []string{"long.jsonl#0 | text=a", "long.jsonl#1 | ! long.jsonl: line 2: more than the limit of 2 KiB an item", "long.jsonl#2 | text=b"}},
		{"long.json", []string{"long.json#0 | text=a", "long.json#1 | ! long.json: byte 14: more than the limit of 2 KiB an item", "long.json#2 | text=b"}},
		{"long1.json", []string{"long1.json#0 | ! long1.json: line 1: more than the limit of 2 KiB an item"}},
		{"long.txt", []string{"long.txt | ! long.txt: 2 KiB, more than the limit of 2 KiB an item"}},
		{"long.tar.gz", []string{"long.tar.gz/a.txt | ! long.tar.gz/a.txt: 2 KiB, more than the limit of 2 KiB an item", "long.tar.gz/b.txt | raw b"}},
		{"deep.json", []string{"deep.json#0 | ! deep.json: byte 2011: cut short; whole records before it: 0"}},
		{"tail.json", []string{"tail.json#0 | text=a", "tail.json#1 | ! tail.json: byte 15: not JSON: ']' where a record must stand"}},
		{"open.json", []string{"open.json#0 | text=a", "open.json#1 | ! open.json: byte 23: cut short; whole records before it: 1"}},
	} {
		got := told(t, []string{c.arg, "ok.txt"}, Options{MaxBytes: 2048})
		if want := strings.Join(append(c.want, "ok.txt | raw ok"), "\n") + "\n"; got != want {
			t.Errorf("%s\ngot:\n%swant:\n%s", c.arg, got, want)
		}
	}
	got := told(t, []string{"cut.jsonl.gz"}, Options{})
	if n := strings.Count(got, "text=شيء"); n < 1000 || !strings.HasSuffix(got, ": cut short\n") || strings.Count(got, "!") != 1 {
		t.Errorf("a .gz cut in half: %d records, %q", n, got[max(0, len(got)-200):])
	}
	got = told(t, []string{"crooked.zip"}, Options{})
	if !strings.Contains(got, "crooked.zip/a.txt | !") || !strings.HasSuffix(got, "crooked.zip/b.txt | raw y\n") {
		t.Errorf("a damaged member: %q", got)
	}
}

func TestLinks(t *testing.T) {
	tree(t, map[string]string{"n/a/x.txt": "x", "n/b.txt": "b", "out/y.txt": "y"})
	for link, to := range map[string]string{"n/a/up": "..", "n/a/self": ".", "n/gone": "nowhere", "n/out": "../out", "n/out2": "../out", "n/z.txt": "b.txt", "n/ring1": "ring2", "n/ring2": "ring1"} {
		if err := os.Symlink(to, link); err != nil {
			t.Skip("no symbolic links here:", err)
		}
	}
	dir, _ := filepath.EvalSymlinks(".")
	dir, _ = filepath.Abs(dir)
	same(t, told(t, []string{"n"}, Options{}),
		"n/a/self | ! n/a/self: a link back to "+dir+"/n/a, which holds it; not followed",
		"n/a/up | ! n/a/up: a link back to "+dir+"/n, which holds it; not followed",
		"n/a/x.txt | raw x", "n/b.txt | raw b", "n/gone | ! n/gone: a link to nowhere, which is missing",
		"n/out/y.txt | raw y",
		"n/ring1 | ! n/ring1: too many levels of symbolic links", "n/ring2 | ! n/ring2: too many levels of symbolic links", "n/z.txt | raw b")
}

// TestManyLinks: folders that link to one another in every way have very many paths, and are read once each.
func TestManyLinks(t *testing.T) {
	tree(t, map[string]string{})
	for i := range 40 {
		os.MkdirAll(fmt.Sprintf("n/d%02d", i), 0o755)
		os.WriteFile(fmt.Sprintf("n/d%02d/x.txt", i), []byte("x"), 0o644)
		for j := range 3 {
			if err := os.Symlink(fmt.Sprintf("../d%02d", (i+1)%40), fmt.Sprintf("n/d%02d/l%d", i, j)); err != nil {
				t.Skip(err)
			}
		}
	}
	if got := told(t, []string{"n"}, Options{}); strings.Count(got, "raw x") != 40 {
		t.Errorf("%d files read, want 40", strings.Count(got, "raw x"))
	}
}

func TestUnreadable(t *testing.T) {
	tree(t, map[string]string{"n/a.txt": "a", "n/b/c.txt": "c", "n/d.txt": "d"})
	os.Chmod("n/a.txt", 0)
	os.Chmod("n/b", 0)
	t.Cleanup(func() { os.Chmod("n/b", 0o755) })
	if _, err := os.ReadFile("n/a.txt"); err == nil {
		t.Skip("this user may read everything")
	}
	same(t, told(t, []string{"n"}, Options{}), "n/a.txt | ! n/a.txt: permission denied", "n/b | ! n/b: permission denied", "n/d.txt | raw d")
}

// endless is a line without end, or a record, of as many bytes as are asked for.
type endless struct {
	head string
	left int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.head != "" {
		n := copy(p, e.head)
		e.head = e.head[n:]
		return n, nil
	}
	if e.left <= 0 {
		return 0, io.EOF
	}
	n := min(len(p), e.left)
	for i := range p[:n] {
		p[i] = 'x'
	}
	e.left -= n
	return n, nil
}

// TestLongLine: 200 MB on one line are refused by name, and not held.
func TestLongLine(t *testing.T) {
	for _, head := range []string{"", `{"text":"`, `[{"text":"`} {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		got := told(t, []string{"-"}, Options{Stdin: &endless{head, 200 << 20}, MaxBytes: 8 << 20})
		runtime.ReadMemStats(&after)
		if strings.Count(got, "!") != 1 || !strings.HasPrefix(got, "-") {
			t.Errorf("%q: %s", head, got)
		}
		if took := after.TotalAlloc - before.TotalAlloc; took > 64<<20 {
			t.Errorf("%q: %d MB were allocated for an item of at most 8", head, took>>20)
		}
	}
}

// zeros packs n bytes that all are the same.
func zeros(n int) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.Copy(z, &endless{"", n})
	z.Close()
	return b.String()
}

func TestBombs(t *testing.T) {
	var inner, zipped bytes.Buffer
	z := gzip.NewWriter(&inner)
	io.WriteString(z, zeros(64<<20))
	z.Close()
	w := zip.NewWriter(&zipped)
	for i := range 40 {
		f, _ := w.Create(fmt.Sprintf("%02d.jsonl", i))
		io.Copy(f, &endless{"", 4 << 20})
	}
	w.Close()
	tree(t, map[string]string{"a.jsonl.gz": zeros(64 << 20), "b.jsonl.gz.gz": inner.String(), "c.zip": zipped.String(), "ok.txt": "ok"})
	for _, f := range []string{"a.jsonl.gz", "b.jsonl.gz.gz", "c.zip"} {
		got := told(t, []string{f, "ok.txt"}, Options{MaxBytes: 1 << 20})
		if strings.Count(got, "unpacks to more than 250 times its size") != 1 || !strings.HasSuffix(got, "ok.txt | raw ok\n") {
			t.Errorf("%s: %s", f, got)
		}
	}
}

// TestEnds: a run that is stopped, by its reader or by its context, yields nothing more, and reads no more either.
func TestEnds(t *testing.T) {
	tree(t, map[string]string{"a.jsonl": strings.Repeat("{\"text\":\"a\"}\n", 1000), "b.txt": "b"})
	n := 0
	for range Items(context.Background(), []string{"a.jsonl", "b.txt"}, Options{}) {
		if n++; n == 3 {
			break
		}
	}
	ctx, stop := context.WithCancel(context.Background())
	m := 0
	for it := range Items(ctx, []string{"a.jsonl", "b.txt", "missing"}, Options{}) {
		if it.Err != nil {
			t.Error(it.Err)
		}
		if m++; m == 3 {
			stop()
		}
	}
	if n != 3 || m != 3 {
		t.Errorf("%d and %d items, want 3 and 3", n, m)
	}
	in := &endless{`{"text":"`, 1 << 40} // hours of it
	ctx, stop = context.WithCancel(context.Background())
	stop()
	for it := range Items(ctx, []string{"-"}, Options{Stdin: in}) {
		t.Error(it)
	}
}

func BenchmarkItems(b *testing.B) {
	rec := `{"id":"%d","title":"عنوان الخبر في سطر","text":"` + strings.Repeat("نص الخبر كما ورد في الصحيفة. ", 80) + `","date":"2025-09-02","outlet":"الراصد"}`
	var s strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&s, rec+",\n", i)
	}
	lines := strings.ReplaceAll(s.String(), "},\n", "}\n")
	tree(b, map[string]string{"a.json": "[" + s.String() + "]", "a.jsonl": lines, "a.jsonl.gz": gz(lines)})
	for _, f := range []string{"a.json", "a.jsonl", "a.jsonl.gz"} {
		b.Run(f, func(b *testing.B) {
			b.SetBytes(int64(s.Len()))
			b.ReportAllocs()
			for b.Loop() {
				n := 0
				for it := range Items(context.Background(), []string{f}, Options{}) {
					if it.Err == nil {
						n++
					}
				}
				if n != 1000 {
					b.Fatal(n)
				}
			}
		})
	}
}

// TestWritten: a file that the run itself writes is no input when it is met in a folder, and is when it is named.
func TestWritten(t *testing.T) {
	dir := t.TempDir()
	for _, n := range []string{"a.txt", "out.jsonl"} {
		if err := os.WriteFile(filepath.Join(dir, n), []byte("{\"text\":\"خبر من المدينة\"}"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	out, err := os.Stat(filepath.Join(dir, "out.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	opt := Options{Written: func(info fs.FileInfo) bool { return os.SameFile(info, out) }}
	for arg, want := range map[string]string{dir: "a.txt", filepath.Join(dir, "out.jsonl"): "out.jsonl#0"} {
		var got []string
		for it := range Items(context.Background(), []string{arg}, opt) {
			got = append(got, filepath.Base(it.Source))
		}
		if len(got) != 1 || got[0] != want {
			t.Errorf("%s: %q, want %s", arg, got, want)
		}
	}
}
