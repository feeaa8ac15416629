package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"
)

// names are what the resolver of the tests knows.
var names = map[string][]string{
	"news.press.com": {"93.184.216.34"}, "six.press.com": {"2606:2800:220:1:248:1893:25c8:1946"}, "inside.press.com": {"10.1.2.3"}, "rebind.press.com": {"93.184.216.34", "127.0.0.1"},
	"loop.press.com": {"127.0.0.1"}, "loop6.press.com": {"::1"}, "meta.press.com": {"169.254.169.254"}, "mapped.press.com": {"::ffff:10.0.0.1"}, "nat.press.com": {"64:ff9b::a00:1"},
	"ula.press.com": {"fd12::1"}, "cgnat.press.com": {"100.100.100.200"}, "tunnel.press.com": {"2002:7f00:1::"}, "teredo.press.com": {"2001:0:53aa:64c::1"}, "none.press.com": nil,
	"xn--4gbrim.com": {"93.184.216.34"}, "zero.press.com": {"0.0.0.0"}, "link.press.com": {"fe80::1"}, "many.press.com": {"198.18.0.1"},
}

// errWouldDial says that an address was allowed. No packet leaves the tests.
var errWouldDial = errors.New("it would be dialled")

// guarded is a client with our resolver that stops at the hook.
func guarded() *Client {
	return New(Options{
		Timeout: 5 * time.Second,
		Resolve: func(_ context.Context, host string) ([]netip.Addr, error) {
			list, ok := names[host]
			if !ok {
				return nil, &net.DNSError{Err: "no such host", Name: host}
			}
			var out []netip.Addr
			for _, a := range list {
				out = append(out, netip.MustParseAddr(a))
			}
			return out, nil
		},
		Allow: func(a netip.AddrPort) error {
			if err := Public(a.Addr()); err != nil {
				return err
			}
			return errWouldDial
		},
	})
}

// TestRefused: no address and no trick leads inward.
func TestRefused(t *testing.T) {
	c := guarded()
	tricks := []string{
		// this machine, in every way of writing it
		"http://127.0.0.1/", "http://127.0.0.1:80/", "http://127.1/", "http://127.0.1/", "http://2130706433/", "http://0x7f000001/", "http://0x7f.0.0.1/", "http://0177.0.0.1/",
		"http://017700000001/", "http://127.0.0.1./", "http://[::1]/", "http://[::]/", "http://[0:0:0:0:0:0:0:1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/",
		"http://[::127.0.0.1]/", "http://0.0.0.0/", "http://0/", "http://localhost/", "http://LOCALHOST/", "http://localhost./", "http://a.localhost/", "http://127.255.255.254/",
		"http://\u0661\u0662\u0667.0.0.1/", "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/",
		// private networks and their like
		"http://10.0.0.1/", "http://172.16.0.1/", "http://172.31.255.255/", "http://192.168.1.1/", "http://100.64.0.1/", "http://169.254.169.254/latest/meta-data/",
		"http://[fd00:ec2::254]/", "http://[fe80::1]/", "http://[fe80::1%25eth0]/", "http://[fc00::1]/", "http://[fec0::1]/", "http://[64:ff9b::7f00:1]/", "http://[64:ff9b:1::a00:1]/",
		"http://[2002:a00:1::]/", "http://[2001:0:a00:1::]/", "http://[2001:db8::1]/", "http://[ff02::1]/", "http://224.0.0.1/", "http://255.255.255.255/", "http://198.18.0.1/",
		"http://192.0.2.1/", "http://240.0.0.1/", "http://[100::1]/",
		// names
		"http://metadata.google.internal/", "http://router.local/", "http://intranet/", "http://printer.lan/", "http://x.onion/", "http://1.2.3/", "http://1.2.3.4.5/", "http://999.1.1.1/",
		// names that resolve inward
		"http://inside.press.com/", "http://rebind.press.com/", "http://loop.press.com/", "http://loop6.press.com/", "http://meta.press.com/", "http://mapped.press.com/",
		"http://nat.press.com/", "http://ula.press.com/", "http://cgnat.press.com/", "http://tunnel.press.com/", "http://teredo.press.com/", "http://zero.press.com/", "http://link.press.com/",
		"http://many.press.com/",
		// what is no page
		"file:///etc/passwd", "gopher://news.press.com/", "ftp://news.press.com/", "javascript:alert(1)", "data:text/html,x", "//news.press.com/", "news.press.com", "", "http://", "http:///x",
		"http://user:pass@news.press.com/", "http://news.press.com@127.0.0.1/", "http://127.0.0.1#@news.press.com/", "http://127.0.0.1\\@news.press.com/", "http://news.press.com\n.evil.com/",
		"http://news.press.com:22/", "http://news.press.com:6379/", "http://news.press.com:25/", "http://news.press.com:0/", "http://news.press.com:99999/", "unix:///var/run/docker.sock",
		"http://[::1", "http://%31%32%37.0.0.1/", "http://xn--a/", "http://-.com:bad/",
	}
	for _, raw := range tricks {
		_, err := c.Get(context.Background(), Request{URL: raw})
		var r *Refused
		if !errors.As(err, &r) {
			t.Errorf("%q: %v; want a refusal", raw, err)
		} else if strings.Contains(err.Error(), "\n") || strings.Contains(err.Error(), "pass@") {
			t.Errorf("%q: the message %q", raw, err)
		}
	}
	if len(tricks) < 60 {
		t.Errorf("%d tricks", len(tricks))
	}
	for _, raw := range []string{
		"http://news.press.com/", "https://news.press.com/a?b=c", "http://six.press.com/", "http://93.184.216.34/", "https://[2606:2800:220:1:248:1893:25c8:1946]/", "http://news.press.com:8080/",
		"http://NEWS.press.com./", "http://موقع.com/", "http://8.8.8.8/",
	} {
		_, err := c.Get(context.Background(), Request{URL: raw})
		if err == nil || !strings.Contains(err.Error(), errWouldDial.Error()) {
			t.Errorf("%q: %v; it is public", raw, err)
		}
	}
	if _, err := c.Get(context.Background(), Request{URL: "http://unknown.press.com/"}); err == nil || !strings.Contains(err.Error(), "not found") && !strings.Contains(err.Error(), "no such host") {
		t.Errorf("a name that is not there: %v", err)
	}
}

// local is a client that may ask a test server, under any name, and nothing else.
func local(s *httptest.Server, opt Options) *Client {
	at := netip.MustParseAddrPort(s.Listener.Addr().String())
	opt.Check = url.Parse
	opt.Resolve = func(_ context.Context, host string) ([]netip.Addr, error) {
		if list, ok := names[host]; ok {
			return []netip.Addr{netip.MustParseAddr(list[0])}, nil
		}
		return []netip.Addr{at.Addr()}, nil
	}
	opt.Allow = func(a netip.AddrPort) error {
		if a != at {
			return &Refused{a.String(), "not the server of the test"}
		}
		return nil
	}
	return New(opt)
}

// TestRedirects: each step of a redirect is judged as the first, circles and long ways end, and lasting ones are told.
func TestRedirects(t *testing.T) {
	mux := http.NewServeMux()
	s := httptest.NewServer(mux)
	defer s.Close()
	go301 := func(from, to string, code int) {
		mux.HandleFunc(from, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", to)
			w.WriteHeader(code)
		})
	}
	go301("/inward", "http://10.0.0.1/", 302)
	go301("/meta", "http://meta.press.com/latest", 301)
	go301("/circle", "/circle2", 302)
	go301("/circle2", "/circle", 302)
	go301("/lasting", "/lasting2", 301)
	go301("/lasting2", "/page", 308)
	go301("/passing", "/lasting2", 302)
	go301("/nowhere", "", 302)
	mux.HandleFunc("/long/", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path+"x", http.StatusFound) })
	mux.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "here") })
	c := local(s, Options{})
	defer c.Close()
	for path, want := range map[string]string{
		"/inward": "refused", "/meta": "refused", "/circle": "circle", "/nowhere": "without a place", "/long/": "more than",
	} {
		if a, err := c.Get(context.Background(), Request{URL: s.URL + path}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %+v, %v; want %q", path, a, err, want)
		}
	}
	for path, moved := range map[string]string{"/page": "", "/lasting": s.URL + "/page", "/passing": ""} {
		a, err := c.Get(context.Background(), Request{URL: s.URL + path})
		if err != nil || string(a.Body) != "here" || a.URL != s.URL+"/page" || a.Moved != moved {
			t.Errorf("%s: %+v, %v", path, a, err)
		}
	}
}

// TestAnswers: what servers send, sound and not.
func TestAnswers(t *testing.T) {
	mux := http.NewServeMux()
	s := httptest.NewServer(mux)
	defer s.Close()
	packed := func(n int) []byte {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		z.Write(make([]byte, n))
		z.Close()
		return b.Bytes()
	}
	mux.HandleFunc("/packed", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Type", `text/HTML; charset="windows-1256"`)
		w.Write(packed(1000))
	})
	bomb := packed(8 << 20)
	mux.HandleFunc("/bomb", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(bomb)
	})
	mux.HandleFunc("/large", func(w http.ResponseWriter, r *http.Request) { w.Write(make([]byte, 3<<20)) })
	mux.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) {
		w.Write([]byte("a"))
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	})
	mux.HandleFunc("/cut", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "500")
		w.Write([]byte("a"))
	})
	mux.HandleFunc("/brotli", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "br")
		w.Write([]byte("x"))
	})
	mux.HandleFunc("/lies", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.Write([]byte("plain"))
	})
	mux.HandleFunc("/busy", func(w http.ResponseWriter, r *http.Request) { w.Header().Set("Retry-After", "120"); w.WriteHeader(503) })
	mux.HandleFunc("/same", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"7"`)
		if r.Header.Get("If-None-Match") == `"7"` && r.Header.Get("If-Modified-Since") != "" {
			w.WriteHeader(304)
		}
	})
	c := local(s, Options{Max: 2 << 20, Timeout: 3 * time.Second})
	defer c.Close()
	get := func(path string) (*Answer, error) {
		return c.Get(context.Background(), Request{URL: s.URL + path, ETag: `"7"`, LastModified: "Wed, 03 Sep 2025 08:00:00 GMT"})
	}
	if a, err := get("/packed"); err != nil || len(a.Body) != 1000 || a.Media != "text/html" || a.Charset != "windows-1256" {
		t.Errorf("packed: %+v, %v", a, err)
	}
	if a, err := get("/busy"); err != nil || a.Status != 503 || a.RetryAfter != 2*time.Minute {
		t.Errorf("busy: %+v, %v", a, err)
	}
	if a, err := get("/same"); err != nil || a.Status != 304 || a.ETag != `"7"` {
		t.Errorf("same: %+v, %v", a, err)
	}
	for path, want := range map[string]string{"/bomb": "times its size", "/large": "more than 2097152 bytes", "/slow": "no whole answer within", "/cut": "cut short", "/brotli": "not asked for", "/lies": "not packed"} {
		if a, err := get(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %+v, %v; want %q", path, a, err, want)
		}
	}
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:1")
	if _, err := get("/packed"); err != nil {
		t.Errorf("a proxy of the environment is used: %v", err)
	}
}

// TestRobots: rules hold in both writings of an address, and what cannot be asked is not fetched.
func TestRobots(t *testing.T) {
	body, status := "", 200
	asked := 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}))
	defer s.Close()
	now := time.Now()
	c := local(s, Options{})
	defer c.Close()
	for _, k := range []struct {
		name, body string
		status     int
		path       string
		ok         bool
	}{
		{"no rules", "", 404, "/a", true},
		{"none", "", 200, "/a", true},
		{"a page of errors", "<html>oops</html>", 200, "/a", true},
		{"the server fails", "", 500, "/a", false},
		{"asked too much", "", 429, "/a", false},
		{"forbidden to all", "User-agent: *\nDisallow: /", 200, "/a", false},
		{"forbidden to us", "User-agent: rawi\nDisallow: /\n\nUser-agent: *\nDisallow:", 200, "/a", false},
		{"forbidden to others", "User-agent: other\nDisallow: /", 200, "/a", true},
		{"written in Arabic", "User-agent: *\nDisallow: /بحث", 200, "/%D8%A8%D8%AD%D8%AB/x", false},
		{"written encoded", "User-agent: *\nDisallow: /%D8%A8%D8%AD%D8%AB", 200, "/بحث/x", false},
		{"another part", "User-agent: *\nDisallow: /بحث", 200, "/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1", true},
		{"allowed within", "User-agent: *\nDisallow: /a\nAllow: /a/b", 200, "/a/b/c", true},
		{"a query", "User-agent: *\nDisallow: /*?print", 200, "/a?print=1", false},
		{"a mark before", "\ufeffUser-agent: *\nDisallow: /a", 200, "/a", false},
	} {
		body, status = k.body, k.status
		r := NewRobots(c, "rawi", func() time.Time { return now })
		u, err := url.Parse(s.URL + k.path)
		if err != nil {
			t.Fatal(err)
		}
		if ok, _, why := r.Allowed(context.Background(), u); ok != k.ok || !ok && why == "" {
			t.Errorf("%s: %v, %q", k.name, ok, why)
		}
	}
	body, status, asked = "User-agent: *\nCrawl-delay: 7\nSitemap: https://a.test/map.xml", 200, 0
	r := NewRobots(c, "rawi", func() time.Time { return now })
	u, _ := url.Parse(s.URL + "/x")
	for range 5 {
		if ok, delay, _ := r.Allowed(context.Background(), u); !ok || delay != 7*time.Second {
			t.Errorf("delay %v", delay)
		}
	}
	if asked != 1 {
		t.Errorf("asked %d times", asked)
	}
	now = now.Add(25 * time.Hour)
	if r.Allowed(context.Background(), u); asked != 2 {
		t.Errorf("rules of yesterday are believed: asked %d times", asked)
	}
}

// TestCanonical: addresses of one page meet, those of two do not.
func TestCanonical(t *testing.T) {
	for in, want := range map[string]string{
		"https://a.com/x?utm_source=feed&id=5": "https://a.com/x?id=5",
		"https://a.com/x/?fbclid=abc#comments": "https://a.com/x",
		"HTTPS://A.com:443/x":                  "https://a.com/x",
		"http://m.a.com/x":                     "http://a.com/x",
		"https://amp.a.com/x":                  "https://a.com/x",
		"https://a.com/amp/x":                  "https://a.com/x",
		"https://a.com/x/amp/":                 "https://a.com/x",
		"https://a.com/x?b=2&a=1":              "https://a.com/x?a=1&b=2",
		"https://a.com/x?ref=7788":             "https://a.com/x?ref=7788",
		"https://a.com/x?ref=home":             "https://a.com/x",
		"https://a.com":                        "https://a.com/",
		"https://a.com/خبر":                    "https://a.com/%D8%AE%D8%A8%D8%B1",
		"https://a.com/%D8%AE%D8%A8%D8%B1/":    "https://a.com/%D8%AE%D8%A8%D8%B1",
		"https://a.com:8080/x":                 "https://a.com:8080/x",
		"https://a.com/x.html":                 "https://a.com/x.html",
		"https://m.com/x":                      "https://m.com/x",
		"not an address":                       "not an address",
	} {
		if got := Canonical(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

// FuzzAddress: an address that is let through is one of the web, with a public machine where it is written as a number; judged twice it is the same.
func FuzzAddress(f *testing.F) {
	for _, s := range []string{"http://127.0.0.1/", "https://news.press.com:8080/x?y#z", "http://[::1]/", "http://موقع.com/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		u, err := Address(s)
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Fatalf("an error of several lines: %q", err)
			}
			return
		}
		if u.Scheme != "http" && u.Scheme != "https" || u.User != nil {
			t.Fatalf("%q is let through as %v", s, u)
		}
		if a, err := netip.ParseAddr(u.Hostname()); err == nil && Public(a) != nil {
			t.Fatalf("%q leads to %v", s, a)
		}
		if again, err := Address(u.String()); err != nil || again.String() != u.String() {
			t.Fatalf("%q, %q: %v", s, u, err)
		}
		Canonical(s)
	})
}
