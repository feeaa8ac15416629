package warc

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

// Page is a page that an archive holds.
type Page struct {
	Status  int    // of HTTP; 200 for a record that is no response
	Media   string // "text/html", "text/plain", …; "" where nothing says
	Charset string // as declared by HTTP; "" where not
	Body    []byte
}

// errNoPage says that a record holds no page.
var errNoPage = errors.New("no page")

// Page is the page that a record holds; ok is false for records of other types, whose block is no page: requests, metadata, and
// revisits, which say that nothing had changed. An error says that the page is there but cannot be unpacked.
func (rec *Record) Page() (p Page, ok bool, err error) {
	media, params, _ := strings.Cut(rec.Media, ";")
	media = strings.ToLower(strings.TrimSpace(media))
	switch rec.Type {
	case "response":
		if media != "application/http" && !bytes.HasPrefix(rec.Block, []byte("HTTP/")) {
			return Page{}, false, nil
		}
		p, err = response(rec.Block)
		if errors.Is(err, errNoPage) {
			return Page{}, false, nil
		}
		return p, true, err
	case "resource", "conversion":
		return Page{Status: 200, Media: media, Charset: charset(params), Body: rec.Block}, true, nil
	}
	return Page{}, false, nil
}

// response reads an answer of HTTP. What crawlers leave inconsistent is borne: chunks and packing that the header names but that
// the crawler has undone, lengths that do not fit.
func response(b []byte) (Page, error) {
	lines, n, ok := header(b)
	if !ok {
		return Page{}, errNoPage
	}
	first, lines, _ := bytes.Cut(lines, []byte("\n"))
	f := bytes.Fields(first)
	if len(f) < 2 || !bytes.HasPrefix(f[0], []byte("HTTP/")) {
		return Page{}, errNoPage
	}
	status, err := strconv.Atoi(string(f[1]))
	if err != nil {
		return Page{}, errNoPage
	}
	p := Page{Status: status, Body: b[n:]}
	chunked, packed := false, ""
	for len(lines) > 0 {
		var line []byte
		line, lines, _ = bytes.Cut(lines, []byte("\n"))
		name, value, ok := bytes.Cut(line, []byte(":"))
		if !ok {
			continue
		}
		switch strings.ToLower(string(bytes.TrimSpace(name))) {
		case "content-type":
			media, params, _ := strings.Cut(string(value), ";")
			p.Media, p.Charset = strings.ToLower(strings.TrimSpace(media)), charset(params)
		case "transfer-encoding":
			chunked = bytes.Contains(bytes.ToLower(value), []byte("chunked"))
		case "content-encoding":
			packed = strings.ToLower(string(bytes.TrimSpace(value)))
		}
	}
	if chunked {
		p.Body = unchunk(p.Body)
	}
	p.Body, err = unpackBody(p.Body, packed)
	return p, err
}

// charset is the parameter of that name of a Content-Type.
func charset(params string) string {
	for p := range strings.SplitSeq(params, ";") {
		name, value, _ := strings.Cut(p, "=")
		if strings.EqualFold(strings.TrimSpace(name), "charset") {
			return strings.Trim(strings.TrimSpace(value), `"'`)
		}
	}
	return ""
}

// unchunk joins the chunks of a body, as far as they go; a body that has none stays as it is.
func unchunk(b []byte) []byte {
	var out []byte
	rest := b
	for {
		line, after, ok := bytes.Cut(rest, []byte("\n"))
		size, _, _ := strings.Cut(string(bytes.TrimSpace(line[:min(len(line), 64)])), ";")
		n, err := strconv.ParseUint(strings.TrimSpace(size), 16, 31)
		if !ok || err != nil {
			if out == nil {
				return b
			}
			return out
		}
		if n == 0 || uint64(len(after)) <= n {
			return append(out, after[:min(n, uint64(len(after)))]...)
		}
		out = append(out, after[:n]...)
		rest = bytes.TrimPrefix(bytes.TrimPrefix(after[n:], []byte("\r")), []byte("\n"))
	}
}

// unpackBody undoes the packing that HTTP names, where the crawler has not done so. A body that is cut yields what can be read.
func unpackBody(b []byte, packed string) ([]byte, error) {
	var r io.Reader
	var err error
	switch packed {
	case "", "identity", "none":
		return b, nil
	case "gzip", "x-gzip":
		if !bytes.HasPrefix(b, gzipMagic[:2]) {
			return b, nil
		}
		r, err = gzip.NewReader(bytes.NewReader(b))
	case "deflate":
		if r, err = zlib.NewReader(bytes.NewReader(b)); err != nil {
			if bytes.HasPrefix(bytes.TrimLeft(b, " \t\r\n\xef\xbb\xbf"), []byte("<")) {
				return b, nil
			}
			r, err = flate.NewReader(bytes.NewReader(b)), nil // what some servers take deflate to be
		}
	case "zstd":
		if !bytes.HasPrefix(b, zstdMagic) {
			return b, nil
		}
		var d *zstd.Decoder
		if d, err = zstd.NewReader(bytes.NewReader(b), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxRecord)); err == nil {
			defer d.Close()
			r = d
		}
	default:
		if bytes.HasPrefix(bytes.TrimLeft(b, " \t\r\n\xef\xbb\xbf"), []byte("<")) {
			return b, nil
		}
		return nil, fmt.Errorf("packed by %q, which is not read", packed)
	}
	if err != nil {
		return nil, errors.New("its body cannot be unpacked")
	}
	out, err := fill(r, nil)
	switch {
	case errors.Is(err, errLarge):
		return nil, errLarge
	case err != nil && len(out) == 0:
		return nil, errors.New("its body cannot be unpacked")
	}
	return out, nil
}
