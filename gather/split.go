package gather

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// errLong says that a line or an element is longer than the limit. It has been passed over, and what follows can be read.
var errLong = errors.New("too long")

// lineReader cuts a stream into lines and holds at most one of them, of at most max bytes.
type lineReader struct {
	r   *bufio.Reader
	max int64
	buf []byte
}

// next is the next line with its end, valid until the call after; io.EOF after the last, errLong for a line beyond the limit.
func (l *lineReader) next() ([]byte, error) {
	l.buf = l.buf[:0]
	long := false
	for {
		part, err := l.r.ReadSlice('\n')
		if long = long || int64(len(l.buf)+len(part)) > l.max; !long {
			l.buf = append(l.buf, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err == io.EOF && len(l.buf) == 0 && len(part) == 0 && !long:
			return nil, io.EOF
		case err != nil && err != io.EOF:
			return nil, err
		case long:
			return nil, errLong
		}
		return l.buf, nil
	}
}

// splitter cuts an array, or a sequence of values, into its elements without holding more than one, of at most max bytes. It
// knows brackets and strings; what stands between them is for the reader of the element to judge, so that a fault inside an
// element leaves the others whole.
type splitter struct {
	r     *bufio.Reader
	max   int64
	loose bool  // a sequence: no brackets around it, commas between its elements may be missing
	off   int64 // bytes taken
	first bool  // no element has been read yet
	buf   []byte
}

// skipSpace takes blanks and returns the byte after them, which stays.
func (s *splitter) skipSpace() (byte, error) {
	for {
		c, err := s.r.ReadByte()
		if err != nil {
			return 0, err
		}
		if c != ' ' && c != '\t' && c != '\n' && c != '\r' {
			return c, s.r.UnreadByte()
		}
		s.off++
	}
}

// take takes the byte that skipSpace returned.
func (s *splitter) take() {
	s.r.Discard(1)
	s.off++
}

// enter takes the bracket that opens the array.
func (s *splitter) enter() {
	s.take()
	s.first = true
}

// element is the next element, valid until the call after, and the byte at which it, or the fault, stands. io.EOF says that the
// array is closed, io.ErrUnexpectedEOF that the stream ends inside it, errLong that the element was passed over.
func (s *splitter) element() ([]byte, int64, error) {
	c, err := s.skipSpace()
	if err == nil && c == ',' && !s.first {
		s.take()
		c, err = s.skipSpace()
	} else if err == nil && c != ']' && !s.first && !s.loose {
		return nil, s.off, fmt.Errorf("not JSON: %q where a comma or the end of the array must stand", c)
	}
	switch {
	case err == io.EOF && s.loose:
		return nil, s.off, io.EOF
	case err == io.EOF:
		return nil, s.off, io.ErrUnexpectedEOF
	case err != nil:
		return nil, s.off, err
	case c == ']' && !s.loose: // a comma before it is forgiven
		s.take()
		return nil, s.off, s.closed()
	case bytes.IndexByte([]byte(`,:]}`), c) >= 0:
		return nil, s.off, fmt.Errorf("not JSON: %q where a record must stand", c)
	}
	s.first = false
	at := s.off
	long, err := s.value()
	switch {
	case err != nil:
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return nil, s.off, err
	case long:
		return nil, at, errLong
	}
	return s.buf, at, nil
}

// closed looks at what follows the array.
func (s *splitter) closed() error {
	c, err := s.skipSpace()
	if err != nil {
		return err
	}
	return fmt.Errorf("not JSON: %q after the end of the array", c)
}

// value takes one value into buf. long says that it was longer than the limit, and was not kept.
func (s *splitter) value() (long bool, err error) {
	s.buf = s.buf[:0]
	v := valueScanner{}
	for !v.done {
		if s.r.Buffered() == 0 {
			if _, err := s.r.Peek(1); err != nil {
				if err == io.EOF && v.bare && s.loose {
					return long, nil
				}
				return long, err
			}
		}
		chunk, _ := s.r.Peek(s.r.Buffered())
		n := v.scan(chunk)
		if long = long || int64(len(s.buf)+n) > s.max; !long {
			s.buf = append(s.buf, chunk[:n]...)
		}
		s.r.Discard(n)
		s.off += int64(n)
	}
	return long, nil
}

// valueScanner finds the end of a JSON value by its brackets and strings.
type valueScanner struct {
	depth    int
	inString bool
	escaped  bool
	bare     bool // a number or a word, which ends before the next sign
	done     bool
}

// scan takes bytes of the value and returns how many belong to it.
func (v *valueScanner) scan(b []byte) int {
	for i := 0; i < len(b); i++ {
		c := b[i]
		switch {
		case v.escaped:
			v.escaped = false
		case v.inString:
			if c == '\\' {
				v.escaped = true
			} else if c == '"' {
				v.inString = false
				v.done = v.depth == 0
			}
		case c == '"' && !v.bare:
			v.inString = true
		case (c == '{' || c == '[') && !v.bare:
			v.depth++
		case (c == '}' || c == ']') && v.depth > 0:
			v.depth--
			v.done = v.depth == 0
		case v.depth > 0:
		case c == ',' || c == '}' || c == ']' || c == ' ' || c == '\t' || c == '\n' || c == '\r':
			v.done = true
			return i
		default:
			v.bare = true
		}
		if v.done {
			return i + 1
		}
	}
	return len(b)
}
