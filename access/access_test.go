package access

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestAccounts(t *testing.T) {
	a, err := NewAccount("هدى", Editor, "open sesame 9")
	if err != nil {
		t.Fatal(err)
	}
	if !a.matches("open sesame 9") || a.matches("open sesame 8") || a.matches("") {
		t.Error("a password is taken for another")
	}
	got, err := ReadAccounts(strings.NewReader("# remark\n\n" + a.String() + "\n"))
	if err != nil || len(got) != 1 || got[0].Name != "هدى" || got[0].Role != Editor || !got[0].matches("open sesame 9") {
		t.Errorf("%v %v", got, err)
	}
	for _, bad := range []string{"a:reader:x", "a:king:" + string(a.hash), "a b:reader:" + string(a.hash), ":reader:" + string(a.hash), "x", a.String() + "\n" + a.String(), "a:reader:$argon2id$v=19$m=99999999,t=1,p=1$AAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAA", "a:reader:$argon2id$v=19$m=65536,t=2,p=1$$"} {
		if _, err := ReadAccounts(strings.NewReader(bad)); err == nil || strings.Contains(err.Error(), "AAAA") {
			t.Errorf("%.60q: %v", bad, err)
		}
	}
	for _, c := range []struct{ name, role, password string }{{"", "reader", "long enough"}, {"a:b", "reader", "long enough"}, {"a", "king", "long enough"}, {"a", "reader", "short"}} {
		if _, err := NewAccount(c.name, Role(c.role), c.password); err == nil {
			t.Errorf("%v is an account", c)
		}
	}
}

// FuzzReadAccounts: any file is read or refused, and what is read is written back so that it reads the same.
func FuzzReadAccounts(f *testing.F) {
	f.Add([]byte("a:reader:$argon2id$v=19$m=65536,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n#x"))
	f.Fuzz(func(t *testing.T, b []byte) {
		all, err := ReadAccounts(bytes.NewReader(b))
		if err != nil {
			return
		}
		var s strings.Builder
		for _, a := range all {
			s.WriteString(a.String() + "\n")
		}
		again, err := ReadAccounts(strings.NewReader(s.String()))
		if err != nil || len(again) != len(all) {
			t.Fatalf("%q: %v", s.String(), err)
		}
	})
}

// TestSessions: a session begins with a password, ends by itself and when its bearer leaves, and a form's token belongs to it alone.
func TestSessions(t *testing.T) {
	a, err := NewAccount("huda", Editor, "open sesame 9")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Unix(1e9, 0)
	g, err := NewGate(Options{Accounts: []Account{a}, Token: "a token for programs", Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	login := func() *http.Cookie {
		now = now.Add(time.Hour)
		w := httptest.NewRecorder()
		if err := g.Login(w, httptest.NewRequest("POST", "/", nil), "huda", "open sesame 9"); err != nil {
			t.Fatal(err)
		}
		return w.Result().Cookies()[0]
	}
	who := func(c *http.Cookie, header ...string) (u User, ok bool) {
		r := httptest.NewRequest("GET", "/", nil)
		if c != nil {
			r.AddCookie(c)
		}
		if len(header) > 0 {
			r.Header.Set(header[0], header[1])
		}
		g.Wrap(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { u, ok = UserOf(r.Context()) })).ServeHTTP(httptest.NewRecorder(), r)
		return u, ok
	}
	c, d := login(), login()
	if c.SameSite != http.SameSiteStrictMode || !c.HttpOnly || c.Value == d.Value {
		t.Errorf("%+v", c)
	}
	u, ok := who(c)
	v, _ := who(d)
	if !ok || u.Name != "huda" || u.Role != Editor || u.FormToken == v.FormToken {
		t.Errorf("%+v %v", u, ok)
	}
	change := func(c *http.Cookie, token string) (err error) {
		r := httptest.NewRequest("POST", "/edit", strings.NewReader(url.Values{"token": {token}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.AddCookie(c)
		g.Wrap(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { err = g.MayChange(r) })).ServeHTTP(httptest.NewRecorder(), r)
		return err
	}
	if change(c, u.FormToken) != nil || change(c, v.FormToken) == nil || change(c, "") == nil {
		t.Error("a form's token is taken for another session's")
	}
	if u, ok := who(nil, "Authorization", "Bearer a token for programs"); !ok || u.Role != Reader || u.FormToken != "" {
		t.Errorf("a program: %+v %v", u, ok)
	}
	if _, ok := who(c, "Authorization", "Bearer wrong"); ok {
		t.Error("a wrong token is let in by its cookie")
	}
	now = now.Add(sessionIdle - 2*time.Hour)
	if _, ok := who(d); !ok {
		t.Error("a session ends too early")
	}
	now = now.Add(sessionIdle + time.Minute)
	if _, ok := who(d); ok {
		t.Error("a session that nobody uses goes on")
	}
	e := login()
	for range 30 { // used every few hours, but for more than a week
		now = now.Add(6 * time.Hour)
		_, ok = who(e)
	}
	if ok {
		t.Error("a session goes on for ever")
	}
	x := login()
	u, _ = who(x)
	r := httptest.NewRequest("POST", "/logout", strings.NewReader("token="+u.FormToken))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.AddCookie(x)
	g.Wrap(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := g.Logout(w, r); err != nil {
			t.Error(err)
		}
	})).ServeHTTP(httptest.NewRecorder(), r)
	if _, ok := who(x); ok {
		t.Error("one who left is still in")
	}
}

func TestLoopback(t *testing.T) {
	for address, want := range map[string]bool{"127.0.0.1:80": true, "[::1]:80": true, "localhost:0": true, "127.9.9.9:1": true, ":80": false, "0.0.0.0:80": false, "[::]:80": false, "192.0.2.1:80": false, "example.org:80": false, "127.0.0.1": false, "": false} {
		if Loopback(address) != want {
			t.Errorf("%q: %v", address, !want)
		}
	}
	h := Local(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	for host, want := range map[string]int{"127.0.0.1:8088": 200, "localhost": 200, "[::1]:8088": 200, "evil.test": 421, "127.0.0.1.evil.test": 421, "": 421, "localhost.evil.test:80": 421} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Host = host
		w := httptest.NewRecorder()
		if h.ServeHTTP(w, r); w.Code != want {
			t.Errorf("%q: %d", host, w.Code)
		}
	}
}

// TestForgetting: clients without number do not fill the memory.
func TestForgetting(t *testing.T) {
	now := time.Unix(1e9, 0)
	l := newLimiter(1, 10, func() time.Time { return now })
	for i := range 3 * mostBuckets {
		l.allow(string(rune(i)))
	}
	if len(l.buckets) > mostBuckets {
		t.Errorf("%d clients are remembered", len(l.buckets))
	}
}
