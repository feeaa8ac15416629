package gather

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"rawi/news"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// entry is a file, a member of an archive, or standard input, about to be read.
type entry struct {
	name   string // as it is reported, and as its kind is judged by
	size   int64  // -1 where it is not known
	named  bool   // the user gave this very name
	r      io.Reader
	at     io.ReaderAt // for a file: the way to read a zip archive, whose list of members stands at its end
	spend  *budget     // what unpacking may still cost; nil outside archives
	depth  int         // how many archives it stands in
	packed string      // the name without ".gz", where the entry is what was packed; "" otherwise
}

// file is the name by which the kind is judged.
func (e *entry) file() string {
	if e.packed != "" {
		return e.packed
	}
	return e.name
}

// ctxReader ends a stream when the run is ended, however long one item is.
type ctxReader struct {
	g *gathering
	r io.Reader
}

func (c ctxReader) Read(p []byte) (int, error) {
	if err := c.g.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}

// read reads an entry as its name or, where that shows nothing, its first bytes tell.
func (g *gathering) read(e entry) {
	br := bufio.NewReaderSize(ctxReader{g, e.r}, 64<<10)
	head, err := br.Peek(sniffed)
	if len(head) == 0 {
		if err == io.EOF {
			err = errors.New("the file is empty")
			if e.name == "-" {
				err = errors.New("standard input is empty")
			}
		}
		g.fault(e.name, "", err)
		return
	}
	k := kindOf(e.file())
	if k == unknown {
		k = sniff(head)
	}
	switch k {
	case plainText, page:
		g.whole(e, br, k == page)
	case records:
		g.records(e, wide(br, head))
	case lines:
		g.lines(e, wide(br, head), 0)
	case table:
		g.table(e, wide(br, head))
	case zipped:
		g.zip(e, br)
	case tarred:
		g.tar(e, br)
	case gzipped:
		g.gzip(e, br)
	case webArchive:
		g.webArchive(e, br)
	case packed:
		g.fault(e.name, "", errors.New("packed in a way that is not read; .zip, .tar, .tar.gz and .gz are"))
	default: // passed only when named
		if bytes.HasPrefix(head, []byte("SQLite format 3\x00")) {
			g.fault(e.name, "", errors.New("a library, which other commands read: rawi serve --db FILE"))
			return
		}
		g.fault(e.name, "", errors.New("not a kind of file that is read: those are text, HTML, JSON, JSON lines, CSV, WARC and archives of them"))
	}
}

// wide turns UTF-16 into UTF-8, and takes off a byte order mark.
func wide(br *bufio.Reader, head []byte) *bufio.Reader {
	if len(head) >= 3 && string(head[:3]) == "\xef\xbb\xbf" {
		br.Discard(3)
		return br
	}
	if len(head) >= 2 && (string(head[:2]) == "\xff\xfe" || string(head[:2]) == "\xfe\xff") {
		return bufio.NewReaderSize(transform.NewReader(br, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()), 64<<10)
	}
	return br
}

// whole reads an entry that is one item.
func (g *gathering) whole(e entry, r io.Reader, html bool) {
	if e.size > g.max {
		g.fault(e.name, "", fmt.Errorf("%s, more than the limit of %s an item", bytesText(e.size), bytesText(g.max)))
		return
	}
	raw, err := readAll(r, g.max, e.size)
	switch {
	case err != nil:
		g.fault(e.name, place(int64(len(raw))), err)
	case int64(len(raw)) > g.max:
		g.fault(e.name, "", fmt.Errorf("more than the limit of %s an item", bytesText(g.max)))
	default:
		g.emit(news.Item{Source: e.name, Raw: raw, HTML: html})
	}
}

// readAll reads up to limit+1 bytes. size is a hint, which a damaged archive may get wrong.
func readAll(r io.Reader, limit, size int64) ([]byte, error) {
	buf := make([]byte, 0, min(max(size, 511), limit, 4<<20)+1)
	r = io.LimitReader(r, limit+1)
	for {
		n, err := r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if err == io.EOF {
			return buf, nil
		}
		if err != nil {
			return buf, err
		}
		if len(buf) == cap(buf) {
			buf = append(buf, 0)[:len(buf)]
		}
	}
}

// place names a byte.
func place(at int64) string { return fmt.Sprintf("byte %d", at) }

// bytesText writes a size for people.
func bytesText(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%d MiB", n>>20)
	case n >= 1<<10:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}

// worded is an error in plain words.
type worded struct {
	text string
	err  error
}

func (w worded) Error() string { return w.text }
func (w worded) Unwrap() error { return w.err }

// plain puts an error of the system into plain words on one line. The name of the file, which system errors repeat, is left out:
// a Fault gives it.
func plain(err error) error {
	if w := (worded{}); errors.As(err, &w) {
		return err
	}
	for _, known := range []worded{
		{"no such file or folder", fs.ErrNotExist},
		{"permission denied", fs.ErrPermission},
		{"cut short", io.ErrUnexpectedEOF},
		{"damaged, or not packed by gzip", gzip.ErrHeader},
		{"damaged: the checksum is wrong", gzip.ErrChecksum},
		{"damaged: the checksum is wrong", zip.ErrChecksum},
		{"damaged, or not a zip archive", zip.ErrFormat},
		{"damaged, or not a tar archive", tar.ErrHeader},
		{"packed by a method that is not read", zip.ErrAlgorithm},
	} {
		if errors.Is(err, known.err) {
			return worded{known.text, err}
		}
	}
	text := err.Error()
	var p *fs.PathError
	if errors.As(err, &p) {
		text = p.Err.Error()
	}
	return worded{clean(text), err}
}
