package mcp

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"sync"
	"time"
)

// patient is an input and an output of messages, a line each. When the input ends it waits until what was asked has been answered,
// so that questions can be piped in: the protocol alone would end with its input and leave them.
type patient struct {
	in      *bufio.Reader
	out     io.Writer
	line    []byte // of the input, not read yet
	mu      sync.Mutex
	waiting int
	changed chan struct{}
}

// longest is how long it waits.
const longest = 30 * time.Second

func newPatient(in io.Reader, out io.Writer) *patient {
	return &patient{in: bufio.NewReader(in), out: out, changed: make(chan struct{}, 1)}
}

// envelope is what tells a request from an answer: a request has a method, and both have an id.
type envelope struct {
	ID     json.RawMessage `json:"id"`
	Method string          `json:"method"`
}

func (p *patient) count(line []byte, request bool) {
	var e envelope
	if json.Unmarshal(line, &e) != nil || len(e.ID) == 0 || (e.Method != "") != request {
		return
	}
	p.mu.Lock()
	if request {
		p.waiting++
	} else {
		p.waiting--
	}
	p.mu.Unlock()
	select {
	case p.changed <- struct{}{}:
	default:
	}
}

// Read reads the input.
func (p *patient) Read(b []byte) (int, error) {
	if len(p.line) == 0 {
		line, err := p.in.ReadBytes('\n')
		if len(line) == 0 && err != nil {
			p.wait()
			return 0, err
		}
		p.count(line, true)
		p.line = line
	}
	n := copy(b, p.line)
	p.line = p.line[n:]
	return n, nil
}

func (p *patient) wait() {
	end := time.After(longest)
	for {
		p.mu.Lock()
		n := p.waiting
		p.mu.Unlock()
		if n <= 0 {
			return
		}
		select {
		case <-p.changed:
		case <-end:
			return
		}
	}
}

// Write writes the output.
func (p *patient) Write(b []byte) (int, error) {
	n, err := p.out.Write(b)
	for line := range bytes.Lines(b[:n]) {
		p.count(line, false)
	}
	return n, err
}

// Close leaves both open: they belong to others.
func (p *patient) Close() error { return nil }
