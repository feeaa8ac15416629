package warc

import (
	"bytes"
	"crypto/sha1"
	"encoding/base32"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// record writes a record as crawlers do.
func record(typ, uri, media, block string) string {
	sum := sha1.Sum([]byte(block))
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2025-09-03T08:00:00Z\r\nWARC-Block-Digest: sha1:%s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		typ, uri, base32.StdEncoding.EncodeToString(sum[:]), media, len(block), block)
}

// responseOf writes a response with a page.
func responseOf(uri, body string, fields ...string) string {
	head := "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + strings.Join(fields, "\r\n")
	if len(fields) > 0 {
		head += "\r\n"
	}
	return record("response", uri, "application/http; msgtype=response", head+"\r\n"+body)
}

func gz(s string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, s)
	w.Close()
	return b.Bytes()
}

func zst(t testing.TB, s string, opts ...zstd.EOption) []byte {
	t.Helper()
	w, err := zstd.NewWriter(nil, opts...)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	return w.EncodeAll([]byte(s), nil)
}

// read is what a reader yields: the addresses of the records, and the faults.
func read(t testing.TB, r io.Reader) (uris []string, faults []*Fault) {
	t.Helper()
	rd := NewReader(r)
	for {
		rec, err := rd.Next()
		var f *Fault
		switch {
		case err == io.EOF:
			return uris, faults
		case errors.As(err, &f):
			faults = append(faults, f)
		case err != nil:
			t.Fatal(err)
		default:
			uris = append(uris, rec.URI)
		}
		if len(faults) > 10_000 {
			t.Fatal("it does not come forward")
		}
	}
}

// archive packs n records with pages of invented text in each of the three ways, and gives the borders of the records in the file.
func archive(t testing.TB, n int) map[string]struct {
	file    []byte
	borders []int
} {
	rnd := rand.New(rand.NewPCG(1, 2))
	out := map[string]struct {
		file    []byte
		borders []int
	}{}
	var raws []string
	for i := range n {
		var b strings.Builder
		for range 30 + rnd.IntN(200) {
			fmt.Fprintf(&b, "<p>%x %d</p>\n", rnd.Uint64(), rnd.IntN(1000))
		}
		raws = append(raws, responseOf(fmt.Sprintf("https://example.test/%d", i), b.String()))
	}
	for _, kind := range []string{"plain", "gzip", "zstd"} {
		var file []byte
		var borders []int
		for _, s := range raws {
			borders = append(borders, len(file))
			switch kind {
			case "plain":
				file = append(file, s...)
			case "gzip":
				file = append(file, gz(s)...)
			case "zstd":
				file = append(file, zst(t, s)...)
			}
		}
		borders = append(borders, len(file))
		v := out[kind]
		v.file, v.borders = file, borders
		out[kind] = v
	}
	return out
}

// TestDamage: an archive that is cut or overwritten anywhere loses the records that are touched, and no other.
func TestDamage(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	const records = 40
	for kind, a := range archive(t, records) {
		if uris, faults := read(t, iotest.OneByteReader(bytes.NewReader(a.file[:a.borders[3]]))); len(uris) != 3 || len(faults) != 0 {
			t.Errorf("%s: %d records, faults %v of 3 whole ones", kind, len(uris), faults)
		}
		for range 340 {
			b := bytes.Clone(a.file)
			from := rnd.IntN(len(b))
			to := from
			switch rnd.IntN(4) {
			case 0:
				b, to = b[:from], len(b) // cut
			case 1: // a stretch is lost
				to = min(from+1+rnd.IntN(3000), len(b))
				b = append(b[:from:from], b[to:]...)
			case 2: // overwritten by what is no text
				to = min(from+1+rnd.IntN(3000), len(b))
				for i := from; i < to; i++ {
					b[i] = byte(rnd.Uint32())
				}
			case 3:
				b[from] ^= 1 << rnd.IntN(8)
				to = from + 1
			}
			uris, faults := read(t, bytes.NewReader(b))
			have := map[string]int{}
			for _, u := range uris {
				have[u]++
			}
			for i := range records {
				u := fmt.Sprintf("https://example.test/%d", i)
				hit := a.borders[i] < to && from < a.borders[i+1]
				if !hit && have[u] != 1 {
					t.Errorf("%s: bytes %d to %d are damaged; record %d (%d to %d) is there %d times", kind, from, to, i, a.borders[i], a.borders[i+1], have[u])
				}
			}
			if len(uris) < records && len(b) == len(a.file) && len(faults) == 0 {
				t.Errorf("%s: bytes %d to %d are damaged, %d records, and no fault is named %v", kind, from, to, len(uris), a.borders)
			}
		}
	}
}

// TestForms: what is found in the wild.
func TestForms(t *testing.T) {
	one := responseOf("https://example.test/1", "<p>1</p>")
	two := responseOf("https://example.test/2", "<p>2</p>")
	big := responseOf("https://example.test/big", strings.Repeat("0123456789abcdef", (maxRecord>>4)+1))
	skippable := func(b []byte) []byte {
		return append(binary.LittleEndian.AppendUint32([]byte{0x5D, 0x2A, 0x4D, 0x18}, uint32(len(b))), b...)
	}
	cases := []struct {
		name   string
		file   []byte
		uris   string
		faults int
	}{
		{"empty", nil, "", 0},
		{"plain", []byte(one + two), "1 2", 0},
		{"lines end with one sign", []byte(strings.ReplaceAll(one+two, "\r\n", "\n")), "", 2}, // its lengths are wrong then
		{"blank lines between", []byte(one + "\r\n\r\n\r\n" + two), "1 2", 0},
		{"a member each", append(gz(one), gz(two)...), "1 2", 0},
		{"one member", gz(one + two), "1 2", 0},
		{"zeros at the end", append(gz(one), make([]byte, 600)...), "1", 1},
		{"frames", append(zst(t, one), zst(t, two)...), "1 2", 0},
		{"frames after a frame to be skipped", append(skippable([]byte{}), zst(t, one)...), "1", 0},
		{"a large record", []byte(one + big + two), "1 2", 1},
		{"a large member", append(append(gz(one), gz(big)...), gz(two)...), "1 2", 1},
		{"a large frame", append(append(zst(t, one), zst(t, big)...), zst(t, two)...), "1 2", 1},
		{"the whole packed at once", gz(one + big + strings.Repeat(two, 3)), "1 2 2 2", 1},
		{"no archive", []byte("a page, and no archive at all"), "", 1},
		{"no length", []byte("WARC/1.0\r\nWARC-Type: response\r\n\r\n" + two), "2", 1},
		{"a length too long", []byte(strings.Replace(one, "Content-Length: ", "Content-Length: 9", 1) + two), "2", 1},
		{"a length too short", []byte(strings.Replace(one, "Content-Length: ", "Content-Length: 12\r\nX-Was: ", 1) + two), "2", 1},
		{"an archive in an archive", []byte(record("resource", "https://example.test/w", "application/warc", one) + two), "w 2", 0},
	}
	for _, c := range cases {
		uris, faults := read(t, bytes.NewReader(c.file))
		var short []string
		for _, u := range uris {
			short = append(short, strings.TrimPrefix(u, "https://example.test/"))
		}
		if got := strings.Join(short, " "); got != c.uris || len(faults) != c.faults {
			t.Errorf("%s: records %q, want %q; faults %v, want %d", c.name, got, c.uris, faults, c.faults)
		}
	}
}

// TestPages: what a response holds, however its crawler left it.
func TestPages(t *testing.T) {
	packed := string(gz("<p>مرحبا</p>"))
	for _, c := range []struct {
		name, block, typ string
		want             string
		ok               bool
		bad              bool
	}{
		{"as it is", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>a</p>", "response", "<p>a</p>", true, false},
		{"chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n5;x=y\r\na</p>\r\n0\r\n\r\n", "response", "<p>a</p>", true, false},
		{"chunks that were joined", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n<p>a</p>", "response", "<p>a</p>", true, false},
		{"chunks that are cut", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n50\r\na</p>", "response", "<p>a</p>", true, false},
		{"packed", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + packed, "response", "<p>مرحبا</p>", true, false},
		{"packed and cut", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + packed[:len(packed)-8], "response", "<p>مرحبا</p>", true, false},
		{"said to be packed", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n<p>a</p>", "response", "<p>a</p>", true, false},
		{"packed in a way that is not read", "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n\x8b\x02\x80", "response", "", true, true},
		{"said to be packed in a way that is not read", "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n<p>a</p>", "response", "<p>a</p>", true, false},
		{"revisit", "HTTP/1.1 304 Not Modified\r\n\r\n", "revisit", "", false, false},
		{"request", "GET / HTTP/1.1\r\n\r\n", "request", "", false, false},
		{"no HTTP", "nothing", "response", "", false, false},
	} {
		p, ok, err := (&Record{Type: c.typ, Media: "application/http", Block: []byte(c.block)}).Page()
		if ok != c.ok || (err != nil) != c.bad || string(p.Body) != c.want {
			t.Errorf("%s: %q, %v, %v", c.name, p.Body, ok, err)
		}
	}
	p, _, _ := (&Record{Type: "response", Media: "application/http; msgtype=response", Block: []byte("HTTP/1.0 404 Not Found\r\nContent-Type: Text/HTML; Charset=\"windows-1256\"\r\n\r\nx")}).Page()
	if p.Status != 404 || p.Media != "text/html" || p.Charset != "windows-1256" {
		t.Errorf("%+v", p)
	}
}

// TestDictionary: the frames of a .warc.zst share a dictionary, which stands before them.
func TestDictionary(t *testing.T) {
	var samples [][]byte
	for i := range 200 {
		samples = append(samples, []byte(responseOf(fmt.Sprintf("https://example.test/%d", i), strings.Repeat(fmt.Sprintf("<p>word %d</p>", i%7), 20))))
	}
	dict, err := zstd.BuildDict(zstd.BuildDictOptions{ID: 9, Contents: samples, History: bytes.Join(samples[:20], nil), Offsets: [3]int{1, 4, 8}})
	if err != nil {
		t.Fatal(err)
	}
	for _, packed := range []bool{false, true} {
		d := dict
		if packed {
			d = zst(t, string(dict))
		}
		file := append(binary.LittleEndian.AppendUint32([]byte{0x5D, 0x2A, 0x4D, 0x18}, uint32(len(d))), d...)
		for i := range 5 {
			file = append(file, zst(t, string(samples[i]), zstd.WithEncoderDict(dict))...)
		}
		uris, faults := read(t, bytes.NewReader(file))
		if len(uris) != 5 || len(faults) > 0 {
			t.Errorf("dictionary packed %v: records %v, faults %v", packed, uris, faults)
		}
	}
}

// endless yields a record again and again, up to a size.
type endless struct {
	record []byte
	at     int
	left   int64
}

func (e *endless) Read(p []byte) (int, error) {
	if e.left <= 0 {
		return 0, io.EOF
	}
	n := copy(p, e.record[e.at:])
	e.at = (e.at + n) % len(e.record)
	e.left -= int64(n)
	return n, nil
}

// TestLarge: an archive of 5 GB passes in the memory of a few records.
func TestLarge(t *testing.T) {
	size := int64(5 << 30)
	if testing.Short() {
		size = 256 << 20
	}
	rnd := rand.New(rand.NewPCG(8, 9))
	body := words(rnd, 900_000)
	one := []byte(fmt.Sprintf("WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://example.test/\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", len(body), body))
	size -= size % int64(len(one))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	rd := NewReader(&endless{record: one, left: size})
	n := int64(0)
	for {
		_, err := rd.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	runtime.ReadMemStats(&after)
	t.Logf("%d records, %d bytes", n, size)
	if n != size/int64(len(one)) {
		t.Errorf("%d records of %d", n, size/int64(len(one)))
	}
	if grown := int64(after.Sys) - int64(before.Sys); grown > 64<<20 {
		t.Errorf("%d MiB of memory", grown>>20)
	}
}

// FuzzReader: whatever the bytes, the reader ends, stays in bounds and names places that the stream has.
func FuzzReader(f *testing.F) {
	one := responseOf("https://example.test/1", "<p>1</p>")
	f.Add([]byte(one))
	f.Add(gz(one))
	f.Add(zst(f, one))
	f.Add([]byte("WARC/1.0\r\nContent-Length: 99\r\n\r\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		rd := NewReader(bytes.NewReader(b))
		last := int64(-1)
		for range len(b) + 2 {
			rec, err := rd.Next()
			var fault *Fault
			switch {
			case err == io.EOF:
				return
			case errors.As(err, &fault):
				if fault.Offset < 0 || fault.Offset > int64(len(b)) {
					t.Fatalf("fault at %d of %d", fault.Offset, len(b))
				}
			case err != nil:
				t.Fatal(err)
			default:
				if rec.Offset < last || rec.Offset > int64(len(b)) {
					t.Fatalf("record at %d after %d", rec.Offset, last)
				}
				last = rec.Offset
				rec.Page()
			}
		}
		if rd.pack == nil {
			t.Fatal("more records and faults than bytes")
		}
	})
}
