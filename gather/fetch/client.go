// Package fetch gets pages from the web: politely (robots.txt, one host after its own time, conditional requests), and so that nothing
// that a user or a feed writes leads into the network that the program runs in.
package fetch

import (
	"compress/gzip"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Options says how to fetch. The zero value is the internet with the usual limits.
type Options struct {
	Agent   string        // the User-Agent; "" for DefaultAgent
	Timeout time.Duration // of a whole request with its redirects; 0 for 30 s
	Max     int64         // bytes of a body, unpacked; 0 for 16 MiB
	// Allow judges every address before it is dialled, after its name was resolved; nil for Public.
	Allow func(netip.AddrPort) error
	// Check judges every address as it is written, redirects too; nil for Address.
	Check func(string) (*url.URL, error)
	// Resolve finds the addresses of a name; nil for the system's resolver.
	Resolve func(ctx context.Context, host string) ([]netip.Addr, error)
}

// DefaultAgent is how the program calls itself.
const DefaultAgent = "Rawi/1.0 (news research; obeys robots.txt)"

// Limits of a request.
const (
	maxRedirects = 8
	maxRatio     = 200     // bytes unpacked for each byte received
	freely       = 1 << 20 // bytes that are unpacked whatever the ratio
)

// Client fetches pages. Its methods may be used by several goroutines.
type Client struct {
	opt  Options
	http *http.Client
}

// New makes a client. Proxies of the environment are not used: they would dial for us what we refuse.
func New(opt Options) *Client {
	if opt.Agent == "" {
		opt.Agent = DefaultAgent
	}
	if opt.Timeout == 0 {
		opt.Timeout = 30 * time.Second
	}
	if opt.Max == 0 {
		opt.Max = 16 << 20
	}
	if opt.Allow == nil {
		opt.Allow = func(a netip.AddrPort) error { return Public(a.Addr()) }
	}
	if opt.Check == nil {
		opt.Check = Address
	}
	if opt.Resolve == nil {
		opt.Resolve = func(ctx context.Context, host string) ([]netip.Addr, error) {
			return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
		}
	}
	c := &Client{opt: opt}
	c.http = &http.Client{
		Transport: &http.Transport{
			DialContext: c.dial, TLSHandshakeTimeout: 10 * time.Second, ResponseHeaderTimeout: opt.Timeout, MaxIdleConnsPerHost: 1, MaxIdleConns: 100,
			IdleConnTimeout: 30 * time.Second, MaxResponseHeaderBytes: 64 << 10, DisableCompression: true, ForceAttemptHTTP2: true,
			TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12},
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return c
}

// Close lets go of idle connections.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// dial resolves a name, and dials the first of its addresses that is allowed. The hook looks at the address once more, as the system is
// about to connect to it.
func (c *Client) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return nil, err
	}
	addrs := []netip.Addr{}
	if a, err := netip.ParseAddr(host); err == nil {
		addrs = append(addrs, a)
	} else if addrs, err = c.opt.Resolve(ctx, host); err != nil {
		return nil, fmt.Errorf("the name %s is not found: %w", host, err)
	}
	d := net.Dialer{Timeout: 10 * time.Second, Control: func(_, address string, _ syscall.RawConn) error {
		a, err := netip.ParseAddrPort(address)
		if err != nil {
			return err
		}
		return c.opt.Allow(a)
	}}
	err = fmt.Errorf("the name %s has no address", host)
	var no error
	for _, a := range addrs { // one address that leads inward makes the name suspect: a rebinding name has good ones beside it
		var r *Refused
		if e := c.opt.Allow(netip.AddrPortFrom(a.Unmap(), uint16(n))); e != nil && (no == nil || errors.As(e, &r)) {
			no = e
		}
	}
	if no != nil {
		return nil, no
	}
	for _, a := range addrs {
		var conn net.Conn
		if conn, err = d.DialContext(ctx, network, netip.AddrPortFrom(a.Unmap(), uint16(n)).String()); err == nil {
			return conn, nil
		}
	}
	return nil, err
}

// Request is what to get.
type Request struct {
	URL          string
	ETag         string // of the copy that is there already
	LastModified string // the same
	Max          int64  // bytes of the body; 0 for the client's limit
}

// Answer is what came back.
type Answer struct {
	URL          string // where it came from at last
	Moved        string // the address that permanent redirects lead to; "" where there were none
	Status       int
	Body         []byte // of a status 200
	Media        string // "text/html", …
	Charset      string
	ETag         string
	LastModified string
	RetryAfter   time.Duration // as the server asks; 0 where it does not
	MaxAge       time.Duration // Cache-Control; 0 where it says nothing
}

// Get fetches a page. An answer of any status is no error; a redirect is followed, each step looked at as the first. Errors are of one
// line.
func (c *Client) Get(ctx context.Context, req Request) (*Answer, error) {
	ctx, cancel := context.WithTimeout(ctx, c.opt.Timeout)
	defer cancel()
	at := req.URL
	seen := map[string]bool{}
	moved, permanent := "", true
	for range maxRedirects {
		u, err := c.opt.Check(at)
		if err != nil {
			return nil, err
		}
		if seen[u.String()] {
			return nil, errors.New("redirects that lead in a circle")
		}
		seen[u.String()] = true
		res, err := c.send(ctx, u, req)
		if err != nil {
			return nil, c.plain(err)
		}
		to := res.Header.Get("Location")
		switch res.StatusCode {
		case 301, 302, 303, 307, 308:
			io.CopyN(io.Discard, res.Body, 4<<10)
			res.Body.Close()
			if to == "" {
				return nil, fmt.Errorf("status %d without a place to go", res.StatusCode)
			}
			next, err := u.Parse(to)
			if err != nil {
				return nil, fmt.Errorf("status %d to what is no address", res.StatusCode)
			}
			permanent = permanent && (res.StatusCode == 301 || res.StatusCode == 308)
			if permanent {
				moved = next.String()
			}
			at = next.String()
			continue
		}
		a, err := c.answer(res, u, req)
		if err != nil {
			return nil, c.plain(err)
		}
		a.Moved = moved
		return a, nil
	}
	return nil, fmt.Errorf("more than %d redirects", maxRedirects)
}

func (c *Client) send(ctx context.Context, u *url.URL, req Request) (*http.Response, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, err
	}
	r.Header.Set("User-Agent", c.opt.Agent)
	r.Header.Set("Accept", "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5")
	r.Header.Set("Accept-Language", "ar,*;q=0.5")
	r.Header.Set("Accept-Encoding", "gzip")
	if req.ETag != "" {
		r.Header.Set("If-None-Match", req.ETag)
	}
	if req.LastModified != "" {
		r.Header.Set("If-Modified-Since", req.LastModified)
	}
	return c.http.Do(r)
}

// answer reads a response.
func (c *Client) answer(res *http.Response, u *url.URL, req Request) (*Answer, error) {
	defer res.Body.Close()
	a := &Answer{
		URL: u.String(), Status: res.StatusCode, ETag: res.Header.Get("ETag"), LastModified: res.Header.Get("Last-Modified"),
		RetryAfter: retryAfter(res.Header.Get("Retry-After")), MaxAge: maxAge(res.Header.Get("Cache-Control")),
	}
	media, params, err := mime.ParseMediaType(res.Header.Get("Content-Type"))
	if err == nil {
		a.Media, a.Charset = media, params["charset"]
	}
	if res.StatusCode != http.StatusOK {
		io.CopyN(io.Discard, res.Body, 4<<10)
		return a, nil
	}
	limit := req.Max
	if limit == 0 {
		limit = c.opt.Max
	}
	in := &counter{r: res.Body}
	var body io.Reader = in
	switch packed := strings.ToLower(res.Header.Get("Content-Encoding")); packed {
	case "", "identity":
	case "gzip", "x-gzip":
		if body, err = gzip.NewReader(in); err != nil {
			return nil, errors.New("the body is not packed as its header says")
		}
	default:
		return nil, fmt.Errorf("the body is packed by %q, which was not asked for", packed)
	}
	var buf []byte
	for {
		if len(buf) == cap(buf) {
			buf = append(make([]byte, 0, max(2*cap(buf), 32<<10)), buf...)
		}
		n, err := body.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		switch {
		case int64(len(buf)) > limit:
			return nil, fmt.Errorf("the body has more than %d bytes", limit)
		case int64(len(buf)) > freely && int64(len(buf)) > maxRatio*in.n:
			return nil, fmt.Errorf("the body unpacks to more than %d times its size", maxRatio)
		case err == io.EOF:
			a.Body = buf
			return a, nil
		case err != nil:
			return nil, err
		}
	}
}

// counter counts what is read.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// retryAfter reads seconds or a date.
func retryAfter(s string) time.Duration {
	if n, err := strconv.ParseUint(s, 10, 31); err == nil {
		return time.Duration(n) * time.Second
	}
	return 0
}

// maxAge reads how long an answer stays fresh.
func maxAge(s string) time.Duration {
	for p := range strings.SplitSeq(s, ",") {
		if v, ok := strings.CutPrefix(strings.TrimSpace(strings.ToLower(p)), "max-age="); ok {
			if n, err := strconv.ParseUint(v, 10, 31); err == nil {
				return time.Duration(n) * time.Second
			}
		}
	}
	return 0
}

// plain puts an error of the network into plain words on one line.
func (c *Client) plain(err error) error {
	var refused *Refused
	var cert *tls.CertificateVerificationError
	var op *net.OpError
	switch {
	case errors.As(err, &refused):
		return refused
	case errors.Is(err, context.DeadlineExceeded), isTimeout(err):
		return fmt.Errorf("no whole answer within %s", c.opt.Timeout)
	case errors.Is(err, context.Canceled):
		return context.Canceled
	case errors.As(err, &cert):
		return errors.New("its certificate is not trusted: " + oneLine(cert.Err))
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return errors.New("the answer is cut short")
	case errors.Is(err, syscall.ECONNREFUSED):
		return errors.New("the machine does not answer on this port")
	case errors.As(err, &op):
		return errors.New(oneLine(op.Err))
	}
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	return errors.New(oneLine(err))
}

func isTimeout(err error) bool {
	var t interface{ Timeout() bool }
	return errors.As(err, &t) && t.Timeout()
}

func oneLine(err error) string { return strings.Join(strings.Fields(err.Error()), " ") }
