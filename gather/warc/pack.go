package warc

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

var (
	gzipMagic = []byte{0x1f, 0x8b, 0x08}
	zstdMagic = []byte{0x28, 0xb5, 0x2f, 0xfd}
)

// gzipped unpacks members of gzip, one record each as the standard wants.
type gzipped struct {
	z   *gzip.Reader
	in  bytes.Reader
	out []byte
}

func (g *gzipped) magic() []byte { return gzipMagic }

func (g *gzipped) member(w *window) ([]byte, int, error) {
	g.in.Reset(w.buf)
	var err error
	if g.z == nil {
		g.z, err = gzip.NewReader(&g.in)
	} else {
		err = g.z.Reset(&g.in)
	}
	if err == nil {
		g.z.Multistream(false)
		g.out, err = fill(g.z, g.out[:0])
	}
	large := false
	if errors.Is(err, errLarge) { // pass over the rest of it, unless it has no end
		large = true
		if _, err = io.CopyN(io.Discard, g.z, discarded); err == nil {
			return nil, 0, errLarge
		} else if err == io.EOF {
			err = nil
		}
	}
	switch {
	case err == nil && large:
		return nil, len(w.buf) - g.in.Len(), errLarge
	case err == nil:
		return g.out, len(w.buf) - g.in.Len(), nil
	case errors.Is(err, io.ErrUnexpectedEOF), err == io.EOF:
		return nil, 0, errMore
	}
	return nil, 0, errors.New("damaged: " + plain(err))
}

// open unpacks all members of a stream as one.
func (g *gzipped) open(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }

// plain names an error of gzip without the package that found it.
func plain(err error) string {
	switch {
	case errors.Is(err, gzip.ErrHeader):
		return "not packed by gzip"
	case errors.Is(err, gzip.ErrChecksum):
		return "the checksum is wrong"
	}
	return "it cannot be unpacked"
}

// fill reads r to its end into buf; errLarge beyond the limit.
func fill(r io.Reader, buf []byte) ([]byte, error) {
	if cap(buf) == 0 {
		buf = make([]byte, 0, 128<<10)
	}
	for {
		if len(buf) == cap(buf) {
			if len(buf) >= maxRecord+maxHeader {
				return buf, errLarge
			}
			grown := make([]byte, len(buf), min(2*cap(buf), maxRecord+maxHeader))
			copy(grown, buf)
			buf = grown
		}
		n, err := r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if err == io.EOF {
			return buf, nil
		}
		if err != nil {
			return buf, err
		}
	}
}

// zstandard unpacks frames of zstd. The dictionary that they share, where there is one, stands before them in a frame that readers
// skip (the convention of .warc.zst).
type zstandard struct {
	d   *zstd.Decoder
	out []byte
}

func (z *zstandard) magic() []byte { return zstdMagic }

// isSkippable says that a skippable frame begins here.
func isSkippable(b []byte) bool { return binary.LittleEndian.Uint32(b)&^0xF == 0x184D2A50 }

func (z *zstandard) member(w *window) ([]byte, int, error) {
	b := w.buf
	if len(b) < 8 {
		return nil, 0, errMore
	}
	if isSkippable(b) {
		n := int(binary.LittleEndian.Uint32(b[4:])) + 8
		if n > maxWindow {
			return nil, 0, errLarge
		}
		if len(b) < n {
			return nil, 0, errMore
		}
		if b[0] == 0x5D {
			if err := z.dictionary(b[8:n]); err != nil {
				return nil, 0, err
			}
		}
		return nil, n, errSkip
	}
	if z.d == nil {
		if err := z.dictionary(nil); err != nil {
			return nil, 0, err
		}
	}
	n, err := frame(b)
	if err != nil {
		return nil, 0, err
	}
	z.out, err = z.d.DecodeAll(b[:n], z.out[:0])
	switch {
	case errors.Is(err, zstd.ErrDecoderSizeExceeded):
		return nil, n, errLarge
	case err != nil:
		return nil, 0, errors.New("damaged: it cannot be unpacked")
	}
	return z.out, n, nil
}

// dictionary makes the decoder, with the dictionary that the archive brings: as it is, or packed itself.
func (z *zstandard) dictionary(dict []byte) error {
	opts := []zstd.DOption{zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxRecord + maxHeader), zstd.WithDecoderMaxWindow(8 << 20)}
	if bytes.HasPrefix(dict, zstdMagic) {
		d, err := zstd.NewReader(nil, opts...)
		if err == nil {
			dict, err = d.DecodeAll(dict, nil)
			d.Close()
		}
		if err != nil {
			return errors.New("damaged: its dictionary cannot be unpacked")
		}
	}
	if len(dict) > 0 {
		opts = append(opts, zstd.WithDecoderDicts(dict))
	}
	d, err := zstd.NewReader(nil, opts...)
	if err != nil {
		return errors.New("damaged: its dictionary cannot be read")
	}
	if z.d != nil {
		z.d.Close()
	}
	z.d = d
	return nil
}

// frame is the length of the frame at the beginning of b, found by its blocks (RFC 8878, 3.1.1) without unpacking it.
func frame(b []byte) (int, error) {
	if !bytes.HasPrefix(b, zstdMagic) {
		return 0, errNoRecord
	}
	desc := b[4]
	n := 5
	if desc&0x20 == 0 { // no single segment: a window descriptor
		n++
	}
	n += [4]int{0, 1, 2, 4}[desc&3] // dictionary
	size := [4]int{0, 2, 4, 8}[desc>>6]
	if size == 0 && desc&0x20 != 0 {
		size = 1
	}
	n += size
	for {
		if len(b) < n+3 {
			return 0, errMore
		}
		block := int(b[n]) | int(b[n+1])<<8 | int(b[n+2])<<16
		n += 3
		switch block >> 1 & 3 {
		case 0, 2:
			n += block >> 3
		case 1: // one byte, repeated
			n++
		default:
			return 0, errors.New("damaged: it cannot be unpacked")
		}
		if n > maxWindow {
			return 0, errLarge
		}
		if block&1 != 0 {
			break
		}
	}
	if desc&4 != 0 {
		n += 4 // checksum
	}
	if len(b) < n {
		return 0, errMore
	}
	return n, nil
}
