// Package warc reads web archives: the WARC files (ISO 28500, versions 0.17 to 1.1) that Common Crawl, the Internet Archive and
// crawlers write, plain, packed by gzip or by zstd.
//
// A file is read once, as a stream, through a window of bounded size. A record that is damaged is reported with its place, the
// reader looks for the next one that can be read, and loses none that is whole.
package warc

import (
	"bytes"
	"crypto/sha1"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Limits of what is held. Together they bound the memory of a Reader.
const (
	maxWindow = 16 << 20 // bytes of the file held while one record is looked for
	maxRecord = 24 << 20 // bytes of one unpacked record; pages are far smaller, films are not read
	maxHeader = 64 << 10 // bytes of a record's header
	discarded = 256 << 20
)

// Record is one record of an archive. Its parts are valid until the next call of Next.
type Record struct {
	Offset int64  // where its member (packed) or its first byte (plain) stands in the file
	Type   string // "response", "resource", "conversion", "revisit", "warcinfo", "request", "metadata", …
	URI    string // WARC-Target-URI
	Date   string // WARC-Date, as it is written
	Media  string // Content-Type of the block
	Cut    bool   // WARC-Truncated: the crawler kept only the beginning
	Block  []byte
	digest string
}

// Fault says that something in an archive could not be read: where it begins, and what is wrong. What follows is read.
type Fault struct {
	Offset int64
	Err    error
}

// Error names the place and what is wrong.
func (f *Fault) Error() string { return fmt.Sprintf("byte %d: %v", f.Offset, f.Err) }

// Unwrap is what is wrong.
func (f *Fault) Unwrap() error { return f.Err }

// The reasons of faults.
var (
	errNoRecord = errors.New("no record begins here")
	errCut      = errors.New("cut short inside a record")
	errLength   = errors.New("a record of another length than its header says")
	errHeader   = errors.New("a record's header is damaged")
	errDigest   = errors.New("a record's bytes are not those of its digest")
	errLarge    = fmt.Errorf("a record of more than %d MiB", maxRecord>>20)
)

// Reader reads the records of one archive in their order.
type Reader struct {
	w     *window
	pack  packing
	out   []byte // of a packed member: what it holds, not yet read
	at    int64  // where that member stands
	lost  bool   // the last thing read was damaged: look for the next record
	ended bool
}

// packing is the way a file is packed, nil for a plain one.
type packing interface {
	// member unpacks the member at the beginning of the window and returns what it holds and its length in the file. errMore asks
	// for a longer window.
	member(w *window) (out []byte, size int, err error)
	// magic is how a member begins.
	magic() []byte
}

// errMore asks for a longer window.
var errMore = errors.New("more")

// NewReader reads an archive, whose first bytes show how it is packed.
func NewReader(r io.Reader) *Reader {
	w := &window{r: r}
	rd := &Reader{w: w}
	w.need(4)
	switch head := w.buf; {
	case bytes.HasPrefix(head, gzipMagic[:2]):
		rd.pack = &gzipped{}
	case bytes.HasPrefix(head, zstdMagic), len(head) >= 4 && isSkippable(head):
		rd.pack = &zstandard{}
	}
	return rd
}

// Next is the next record; io.EOF after the last. A *Fault stands for records that cannot be read; the call after it goes on
// behind them. Any other error is the stream's own, and final.
func (r *Reader) Next() (*Record, error) {
	for {
		if r.ended {
			return nil, io.EOF
		}
		rec, err := r.next()
		if err == errSkip {
			continue
		}
		if err == io.EOF {
			r.ended = true
			if r.w.err != nil && r.w.err != io.EOF {
				return nil, r.w.err
			}
		}
		return rec, err
	}
}

// errSkip says that what was read is no record: a dictionary, blank bytes.
var errSkip = errors.New("skip")

func (r *Reader) next() (*Record, error) {
	if r.pack == nil {
		return r.plain()
	}
	if len(r.out) == 0 {
		if err := r.unpack(); err != nil {
			return nil, err
		}
	}
	rec, n, err := parse(r.out, true)
	if err == errSkip {
		r.out = nil
		return nil, errSkip
	}
	if err != nil {
		r.out = begin(r.out[1:]) // the member was whole: what follows it is found by its own beginning
		return nil, &Fault{r.at, err}
	}
	rec.Offset = r.at
	r.out = r.out[n:]
	return rec, nil
}

// unpack takes the next member.
func (r *Reader) unpack() error {
	if !r.w.need(4) && len(r.w.buf) == 0 {
		return io.EOF
	}
	at := r.w.off
	if r.lost {
		if !r.seek() {
			return io.EOF
		}
		r.lost, at = false, r.w.off
	}
	for want := 256 << 10; ; want *= 2 {
		whole := !r.w.need(min(want, maxWindow))
		out, size, err := r.pack.member(r.w)
		switch {
		case err == errMore && !whole && want < maxWindow:
			continue
		case err == errMore && !whole:
			err = errLarge
		case err == errMore:
			err = errCut
		}
		if g, ok := r.pack.(*gzipped); ok && err == errLarge && at == 0 {
			return r.stream(g)
		}
		if err == nil || err == errSkip || err == errLarge && size > 0 {
			r.w.drop(size)
			r.out, r.at = out, at
			if err != nil && err != errSkip {
				return &Fault{at, err}
			}
			return err
		}
		r.lost = true
		r.w.drop(1)
		return &Fault{at, err}
	}
}

// stream reads on as if the archive were not packed: its first member is larger than any record, so that the whole of it was packed
// at once. Damage to such an archive cannot be got over.
func (r *Reader) stream(g *gzipped) error {
	z, err := g.open(io.MultiReader(bytes.NewReader(r.w.buf), r.w.r))
	if err != nil {
		return err
	}
	r.w, r.pack = &window{r: z}, nil
	return errSkip
}

// seek goes to the next place where a member begins that unpacks to a record.
func (r *Reader) seek() bool {
	magic := r.pack.magic()
	for {
		i := bytes.Index(r.w.buf, magic)
		if i < 0 {
			r.w.drop(max(len(r.w.buf)-len(magic)+1, 0))
			if !r.w.need(1<<20) && !bytes.Contains(r.w.buf, magic) {
				return false
			}
			continue
		}
		r.w.drop(i)
		for want := 256 << 10; ; want *= 2 {
			whole := !r.w.need(min(want, maxWindow))
			out, _, err := r.pack.member(r.w)
			if err == errMore && !whole && want < maxWindow {
				continue
			}
			if err == nil && bytes.HasPrefix(out, version) {
				return true
			}
			break
		}
		r.w.drop(1)
	}
}

// version is how every record begins.
var version = []byte("WARC/")

// plain reads a record of an archive that is not packed.
func (r *Reader) plain() (*Record, error) {
	if r.lost {
		r.lost = false
		if !r.seekPlain() {
			return nil, io.EOF
		}
	}
	for r.w.need(1) && (r.w.buf[0] == '\r' || r.w.buf[0] == '\n') { // more blank lines than there should be
		r.w.drop(1)
	}
	if len(r.w.buf) == 0 {
		return nil, io.EOF
	}
	at := r.w.off
	for want := 256 << 10; ; want *= 2 {
		whole := !r.w.need(min(want, maxRecord+maxHeader))
		rec, n, err := parse(r.w.buf, whole)
		if err == errMore && want < maxRecord+maxHeader {
			continue
		}
		if err == errMore {
			err = errLarge
		}
		if err == nil && rec.damaged() {
			err = errDigest
		}
		if err != nil {
			r.lost = true
			r.w.drop(1)
			return nil, &Fault{at, err}
		}
		rec.Offset = at
		r.w.drop(n)
		return rec, nil
	}
}

// seekPlain goes to the next place where a record begins: a version, and a header with a type and a length.
func (r *Reader) seekPlain() bool {
	for {
		i := bytes.Index(r.w.buf, version)
		if i < 0 {
			r.w.drop(max(len(r.w.buf)-len(version)+1, 0))
			if !r.w.need(1<<20) && !bytes.Contains(r.w.buf, version) {
				return false
			}
			continue
		}
		r.w.drop(i)
		r.w.need(maxHeader)
		if begins(r.w.buf) {
			return true
		}
		r.w.drop(1)
	}
}

// begins says that b begins with the header of a record.
func begins(b []byte) bool {
	lines, _, ok := header(b)
	rec := Record{}
	return ok && rec.fields(lines) >= 0 && rec.Type != ""
}

// begin is b from the first header of a record on; nil where there is none.
func begin(b []byte) []byte {
	for {
		i := bytes.Index(b, version)
		if i < 0 {
			return nil
		}
		if b = b[i:]; begins(b) {
			return b
		}
		b = b[1:]
	}
}

// parse reads the record at the beginning of b and returns its length with the blank lines that end it. whole says that b is all
// there is; otherwise errMore asks for more of it.
func parse(b []byte, whole bool) (*Record, int, error) {
	lead := 0
	for lead < len(b) && (b[lead] == '\r' || b[lead] == '\n') {
		lead++
	}
	if lead == len(b) {
		return nil, lead, errSkip
	}
	more := func(err error) error {
		if whole {
			return err
		}
		return errMore
	}
	if !bytes.HasPrefix(b[lead:], version) {
		if len(b)-lead < len(version) {
			return nil, 0, more(errNoRecord)
		}
		return nil, 0, errNoRecord
	}
	lines, n, ok := header(b[lead:])
	if !ok {
		if len(b)-lead < maxHeader {
			return nil, 0, more(errCut)
		}
		return nil, 0, errHeader
	}
	rec := &Record{}
	length := rec.fields(lines)
	if length < 0 {
		return nil, 0, errHeader
	}
	if length > maxRecord {
		return nil, 0, errLarge
	}
	n += lead
	end := n + int(length)
	if len(b) < end+4 && !whole {
		return nil, 0, errMore
	}
	if len(b) < end {
		return nil, 0, errCut
	}
	rec.Block = b[n:end:end]
	rest := b[end:]
	tail := 0
	for tail < 4 && tail < len(rest) && (rest[tail] == '\r' || rest[tail] == '\n') {
		tail++
	}
	if t := string(rest[:tail]); len(rest) > 0 && t != "\r\n\r\n" && t != "\n\n" { // the second is borne
		return nil, 0, errLength
	}
	return rec, end + tail, nil
}

// header is the header at the beginning of b, without the blank line that ends it, and its length with that.
func header(b []byte) (lines []byte, n int, ok bool) {
	head := b[:min(len(b), maxHeader)]
	if i := bytes.Index(head, []byte("\r\n\r\n")); i >= 0 {
		return head[:i], i + 4, true
	}
	if i := bytes.Index(head, []byte("\n\n")); i >= 0 {
		return head[:i], i + 2, true
	}
	return nil, 0, false
}

// fields reads the lines of a header and returns the length of the block; -1 where it gives none, or is
// damaged.
func (rec *Record) fields(lines []byte) (length int64) {
	length = -1
	if bytes.ContainsFunc(lines, func(r rune) bool { return r < ' ' && r != '\t' && r != '\r' && r != '\n' }) {
		return -1
	}
	for len(lines) > 0 {
		var line []byte
		line, lines, _ = bytes.Cut(lines, []byte("\n"))
		name, value, ok := bytes.Cut(line, []byte(":"))
		if !ok {
			continue
		}
		v := string(bytes.TrimSpace(value))
		switch strings.ToLower(string(bytes.TrimSpace(name))) {
		case "content-length":
			if n, err := strconv.ParseInt(v, 10, 63); err == nil && n >= 0 {
				length = n
			}
		case "warc-type":
			rec.Type = strings.ToLower(v)
		case "warc-target-uri":
			rec.URI = strings.Trim(v, "<>") // some writers put it between angle brackets
		case "warc-date":
			rec.Date = v
		case "content-type":
			rec.Media = v
		case "warc-truncated":
			rec.Cut = true
		case "warc-block-digest":
			rec.digest = v
		}
	}
	return length
}

// damaged says that the block is not that of its digest. Only SHA-1, which all writers use, is looked at.
func (rec *Record) damaged() bool {
	name, value, _ := strings.Cut(rec.digest, ":")
	if !strings.EqualFold(name, "sha1") {
		return false
	}
	want, err := base32.StdEncoding.DecodeString(strings.ToUpper(value))
	if err != nil {
		want, err = hex.DecodeString(value)
	}
	if err != nil || len(want) != sha1.Size {
		return false
	}
	have := sha1.Sum(rec.Block)
	return !bytes.Equal(want, have[:])
}

// window holds a stretch of a stream.
type window struct {
	r    io.Reader
	back []byte // what buf is a part of
	buf  []byte
	off  int64 // of buf in the stream
	err  error // that ended the stream
}

// need makes the window at least n bytes long; false where the stream ends before.
func (w *window) need(n int) bool {
	if len(w.buf) >= n {
		return true
	}
	if w.err != nil {
		return false
	}
	if n += 256 << 10; cap(w.buf) < n { // read ahead, so that records do not move one by one
		if cap(w.back) < n+n/4 {
			w.back = make([]byte, 0, n+n/4)
		}
		w.buf = append(w.back[:0], w.buf...)
	}
	n -= 256 << 10
	for len(w.buf) < n && w.err == nil {
		k, err := w.r.Read(w.buf[len(w.buf):cap(w.buf)])
		w.buf = w.buf[:len(w.buf)+k]
		w.err = err
	}
	return len(w.buf) >= n
}

// drop takes n bytes from the beginning.
func (w *window) drop(n int) {
	w.buf = w.buf[n:]
	w.off += int64(n)
}
