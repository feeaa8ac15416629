package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rawi/access"
	"rawi/gather"
	"rawi/news"
	"rawi/pipeline"
)

// hostile is a page that tries to be more than text.
const hostile = `<!doctype html><html lang="ar"><head><title>خبر &lt;script&gt;alert(1)&lt;/script&gt;</title></head><body><article>
<h1>خبر &lt;script&gt;alert(1)&lt;/script&gt; "><img src=x onerror=alert(2)></h1>
<p>قال الوزير سامي الدوسري يوم الاثنين 3 نوفمبر 2025 إن «&lt;img src=x onerror=alert(3)&gt; المشروع يكتمل» &lt;/article&gt;&lt;script&gt;alert(4)&lt;/script&gt; وأضاف أن العمل مستمر في المدينة القديمة منذ شهرين.</p>
<script>alert(5)</script><p onclick="alert(6)">وتابع: ' OR 1=1; DROP TABLE story; -- {{.}} ${7*7}</p></article></body></html>`

// stand is a library behind a gate, with a hostile page in it.
type stand struct {
	url    string // of the server that asks for names
	open   string // of one that everybody on this machine may read
	token  string
	cookie string // of an editor's session
	form   string // the token of his forms
	story  string
	page   string // address of the hostile article
}

func newStand(t *testing.T) stand {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "evil.html"), []byte(hostile), 0o644); err != nil {
		t.Fatal(err)
	}
	w := &world{ctx: t.Context(), out: io.Discard, err: io.Discard}
	l, done, err := sampleLibrary(w)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(done)
	items := func(yield func(news.Item) bool) {
		for it := range gather.Items(t.Context(), []string{filepath.Join(dir, "evil.html")}, gather.Options{}) {
			it.Source = "evil.html"
			yield(it)
		}
	}
	if _, err := l.Take(t.Context(), time.Now, pipeline.ReadAll(t.Context(), items)); err != nil {
		t.Fatal(err)
	}
	if err := l.Retell(t.Context()); err != nil {
		t.Fatal(err)
	}
	account, err := access.NewAccount("huda", access.Editor, "open sesame 9")
	if err != nil {
		t.Fatal(err)
	}
	s := stand{token: "0123456789abcdefghijkl"}
	gate, err := access.NewGate(access.Options{Accounts: []access.Account{account}, Token: s.token, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewUnstartedServer(front{l: l, gate: gate}.handler())
	srv.Config.ReadHeaderTimeout, srv.Config.ReadTimeout, srv.Config.MaxHeaderBytes = time.Second, 2*time.Second, 64<<10
	srv.Start()
	t.Cleanup(srv.Close)
	free := httptest.NewServer(front{l: l}.handler())
	t.Cleanup(free.Close)
	s.url, s.open = srv.URL, free.URL
	c := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := c.PostForm(s.url+"/login", url.Values{"name": {"huda"}, "password": {"open sesame 9"}, "back": {"/"}})
	if err != nil || res.StatusCode != http.StatusSeeOther || len(res.Cookies()) != 1 {
		t.Fatalf("login: %v %v", res, err)
	}
	s.cookie = res.Cookies()[0].Name + "=" + res.Cookies()[0].Value
	for x, err := range l.Stories(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if len(x.Articles) > 2 {
			s.story = x.ID
		}
	}
	s.page = "evil.html"
	body := s.ask(t, "GET", s.url+"/story/"+s.story, "", "Cookie", s.cookie).body
	_, after, _ := strings.Cut(body, `name="token" value="`)
	s.form, _, _ = strings.Cut(after, `"`)
	if s.story == "" || s.page == "" || len(s.form) < 20 {
		t.Fatalf("%+v", s)
	}
	return s
}

// reply is what came back.
type reply struct {
	status int
	header http.Header
	body   string
}

func (s stand) ask(t *testing.T, method, target, body string, header ...string) reply {
	t.Helper()
	u, err := url.Parse(s.url)
	if err != nil {
		t.Fatal(err)
	}
	base, path := u.Host, target
	if rest, ok := strings.CutPrefix(target, s.url); ok {
		path = rest
	} else if rest, ok := strings.CutPrefix(target, s.open); ok {
		base, path = strings.TrimPrefix(s.open, "http://"), rest
	}
	// By hand, since a client would mend what is wrong.
	conn, err := net.DialTimeout("tcp", base, 5*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
	var b strings.Builder
	host := base
	for i := 0; i+1 < len(header); i += 2 {
		if header[i] == "Host" {
			host = header[i+1]
			continue
		}
		fmt.Fprintf(&b, "%s: %s\r\n", header[i], header[i+1])
	}
	if body != "" {
		fmt.Fprintf(&b, "Content-Length: %d\r\n", len(body))
		if !strings.Contains(b.String(), "Content-Type") {
			b.WriteString("Content-Type: application/x-www-form-urlencoded\r\n")
		}
	}
	if _, err := fmt.Fprintf(conn, "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s\r\n%s", method, path, host, b.String(), body); err != nil {
		t.Logf("%s %.60s: %v", method, path, err) // the server had enough
	}
	res, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: method})
	if err != nil {
		return reply{}
	}
	defer res.Body.Close()
	got, _ := io.ReadAll(io.LimitReader(res.Body, 8<<20))
	return reply{res.StatusCode, res.Header, string(got)}
}

// bad is a request that somebody may send, and the statuses that are right.
type bad struct {
	method, path, body string
	header             []string
	want               []int
}

func get(want int, paths ...string) (out []bad) {
	for _, p := range paths {
		out = append(out, bad{method: "GET", path: p, want: []int{want}})
	}
	return out
}

// badRequests are what the world sends. Those of the gate's own server carry its token unless they bring something else.
func badRequests(s stand) []bad {
	q := url.QueryEscape
	all := get(404, "/story/none", "/story/"+s.story+"/nothing", "/story/"+s.story+"/../../etc/passwd", "/story/%00", "/story/"+strings.Repeat("a", 5000), "/story/=ZZ", "/story/", "/story", "/story/a/b/c", "/story/"+s.story+".json/x",
		"/article/..%2f..%2fetc%2fpasswd", "/article/=2e=2e~=2e=2e~etc~passwd", "/article/~etc~passwd", "/article/"+s.page+"@2", "/article/"+s.page+"@0", "/article/"+s.page+"@99999999999999999999", "/article/"+s.page+"@-1", "/article/"+s.page+"/page/x",
		"/article/"+s.page+"?revision=9", "/article/"+s.page+"/raw?revision=7", "/article/"+s.page+"/changes", "/article/"+s.page+"/changes?from=1&to=9", "/article/"+s.page+"/changes?from=-1&to=x",
		"/person/none", "/person/", "/person/%ff%fe", "/person/x/feed.xml", "/place/x", "/organization/..", "/martian/x", "/outlet/none", "/outlet/x/feed.atom", "/compare?a=x&b=y", "/compare?a="+s.page+"&b=", "/compare?with="+s.page+"&with=zzz",
		"/feed", "/feed.xml", "/feed.atom/x", "/search.xml", "/static/", "/static/../web.go", "/static/..%2f..%2fgo.mod", "/static/template/layout.html", "/static/%2e%2e/words.tsv", "/.git/config", "/.env", "/wp-login.php", "/index.php?id=1'--", "/robots.txt.bak", "//", "//evil.test/", "/x/../y", "/debug/pprof/", "/metrics",
		"/admin", "/%", "/api", "/api/v1", "/api/v1/", "/api/v1/nothing", "/api/v1/stories/none", "/api/v1/stories/"+q("' OR 1=1 --"), "/api/v1/articles/=", "/api/v1/articles/~etc~passwd", "/api/v1/names/person/none", "/api/v1/outlets/none", "/api/v1/docs", "/api/v1/compare?a=x&b=y")
	for i, b := range all {
		if b.path == "/%" { // no address at all
			all[i].want = []int{400}
		}
	}
	all = append(all, get(422, "/api/v1/stories?limit=-1", "/api/v1/stories?limit=1e9", "/api/v1/stories?limit=201", "/api/v1/stories?cursor=%00", "/api/v1/stories?cursor="+strings.Repeat("A", 2001), "/api/v1/stories?by=';DROP", "/api/v1/stories?x=1", "/api/v1/search", "/api/v1/search?q=", "/api/v1/search?q="+strings.Repeat("a", 401),
		"/api/v1/search?q=a&order=random", "/api/v1/search?q=a&cursor=zzz", "/api/v1/names?kind=martian", "/api/v1/names?q="+strings.Repeat("a", 300), "/api/v1/compare", "/api/v1/articles/"+s.page+"?revision=-1", "/api/v1/suggest")...)
	all = append(all, get(400, "/search.atom", "/search.rss?q=", "/search?q=a&after=zzz", "/search?q=a&after=%00%ff")...)
	for _, x := range []string{
		"' OR 1=1; DROP TABLE story; --", `"`, `"غير مغلق`, "«غير مغلق", `speaker:"`, "speaker:", "from:yesterday", "to:9999-99-99", "from:-1", "((((", "a AND OR NOT", "*", "NEAR(a b)", "\u202e\u2066العربية\u2069", "\x00\x01", "<script>alert(1)</script>", `"><img src=x onerror=alert(1)>`, "{{.}}", "${7*7}", "%s%s%n", "../../../etc/passwd",
		strings.Repeat("كلمة ", 2000), strings.Repeat(`"`, 5000), strings.Repeat("speaker:", 900), strings.Repeat("\u0301", 3000), "🏳️‍🌈", "story:' OR 1", "outlet:\"\"", "\xff\xfe\xfd",
	} {
		all = append(all, get(200, "/search?q="+q(x), "/suggest?q="+q(x), "/names?q="+q(x))...)
	}
	all = append(all, get(200, "/?by="+q("';--"), "/?page=-1", "/?page=99999999999999999999", "/?page=abc", "/names?kind="+q("<script>"), "/names?page=1e9", "/compare", "/compare?with=a&with=b&with=c", "/article/"+s.page+"?at=-1--5", "/article/"+s.page+"?at=0-99999999999", "/article/"+s.page+"?at=5-5", "/article/"+s.page+"?spots="+strings.Repeat("1-2,", 3000),
		"/article/"+s.page+"?revision=x", "/story/"+s.story+"?lang="+q("<script>"), "/article/"+s.page+"/page", "/article/"+s.page, "/article/"+s.page+".json", "/search?q="+q("المشروع"), "/search.rss?q="+q("المشروع"), "/search.json?q="+q("المشروع"), "/feed.rss", "/feed.json", "/login?back=//evil.test")...)
	all = append(all, get(303, "/theme?to=dark&back=//evil.test/", "/theme?to=dark&back=https://evil.test", "/theme?to=x&back=javascript:alert(1)", "/language?to=en&back=/%5Cevil.test", "/language?to="+q("\r\nSet-Cookie: a=b")+"&back=/")...)
	for _, m := range []string{"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"} {
		all = append(all, bad{method: m, path: "/", want: []int{405}}, bad{method: m, path: "/api/v1/stories", want: []int{405}})
	}
	post := func(want int, path, body string, header ...string) {
		all = append(all, bad{"POST", path, body, header, []int{want}})
	}
	editor := []string{"Cookie", s.cookie}
	post(405, "/", "a=b")
	post(405, "/story/"+s.story, "a=b", editor...)
	post(400, "/saved", "q=")
	post(400, "/saved", "{}", "Content-Type", "application/json")
	post(403, "/saved", "q=a", "Origin", "https://evil.test")
	post(403, "/saved", "q=a", "Sec-Fetch-Site", "cross-site")
	// Changes: without a session, by a token for programs, with no form token, a wrong one, from another site, of nonsense.
	post(403, "/edit", "act=rename&id="+s.story+"&title=x")
	post(403, "/edit", "act=rename&id="+s.story+"&title=x&token="+s.form)
	post(403, "/edit", "act=rename&id="+s.story+"&title=x", editor...)
	post(403, "/edit", "act=rename&id="+s.story+"&title=x&token=wrong", editor...)
	post(403, "/edit?token="+s.form, "act=rename&id="+s.story+"&title=x", editor...)
	post(403, "/edit", "act=rename&id="+s.story+"&title=x&token="+s.form, "Cookie", s.cookie, "Origin", "https://evil.test")
	post(403, "/edit", "act=rename&id="+s.story+"&title=x&token="+s.form, "Cookie", s.cookie, "Sec-Fetch-Site", "cross-site")
	post(403, "/edit", "act=rename&id="+s.story+"&title=x&token="+s.form, "Cookie", s.cookie+"x")
	post(400, "/edit", "act=rename&token="+s.form, editor...)
	post(400, "/edit", "act=rename&id="+s.story+"&title=%20&token="+s.form, editor...)
	post(400, "/edit", "act=rename&id="+s.story+"&title="+strings.Repeat("a", 1001)+"&token="+s.form, editor...)
	post(400, "/edit", "act=explode&id="+s.story+"&token="+s.form, editor...)
	post(400, "/edit", "act=split&id="+s.story+"&token="+s.form, editor...)
	post(400, "/edit", "act=split&id="+s.story+"&with==&token="+s.form, editor...)
	post(409, "/edit", "act=split&id="+s.story+"&with=none&token="+s.form, editor...)
	post(409, "/edit", "act=merge&id="+s.story+"&other=none&token="+s.form, editor...)
	post(409, "/edit", "act=merge&id="+s.story+"&other="+s.story+"&token="+s.form, editor...)
	post(400, "/edit", "act=merge&id="+s.story+"&other=&token="+s.form, editor...)
	post(400, "/edit", "act=undo&decision=x&token="+s.form, editor...)
	post(409, "/edit", "act=undo&decision=99999&token="+s.form, editor...)
	post(400, "/edit", "act=same&id=a&other="+strings.Repeat("b", 700)+"&token="+s.form, editor...)
	post(400, "/edit", "act=same&id=a&other=%20&token="+s.form, editor...)
	post(409, "/edit", "act=same&id=a&other=a&token="+s.form, editor...)
	post(400, "/edit", "act=unrule&id=a&token="+s.form, editor...)
	post(403, "/edit", "act=different&id=a&other=b&token=wrong", editor...)
	post(400, "/edit", strings.Repeat("a", 70<<10), editor...)
	post(400, "/edit", "%zz=%", editor...)
	post(403, "/logout", "token=wrong", editor...)
	post(403, "/logout", "a=b")
	post(405, "/api/v1/stories", "{}", "Content-Type", "application/json")
	// Who are you?
	for _, h := range []string{"Bearer", "Bearer wrong", "Bearer " + s.token + "x", "Basic aHVkYTpvcGVu", "bearer " + s.token, "Bearer " + strings.Repeat("a", 9000)} {
		all = append(all, bad{"GET", "/api/v1/stories", "", []string{"Authorization", h}, []int{401}}, bad{"GET", "/", "", []string{"Authorization", h}, []int{303}})
	}
	all = append(all, bad{"GET", "/api/v1/stories", "", []string{"Authorization", "none"}, []int{401}}, bad{"GET", "/story/" + s.story, "", []string{"Cookie", "rawi-session=" + strings.Repeat("a", 3000)}, []int{303}},
		bad{"GET", "/", "", []string{"Cookie", "rawi-session=; rawi-lang=<script>; rawi-theme=\"><script>"}, []int{303}}, bad{"GET", "/", "", []string{"X-Big", strings.Repeat("a", 200<<10)}, []int{431, 0}},
		bad{"GET", "/", "", []string{"Host", "evil.test/\"><script>"}, []int{400}}, bad{"GET", s.open + "/", "", []string{"Host", "evil.test"}, []int{421}}, bad{"GET", s.open + "/feed.atom", "", []string{"Host", "rebind.evil.test:80"}, []int{421}},
		bad{"POST", s.open + "/edit", "act=rename&id=" + s.story + "&title=x&token=" + s.form, nil, []int{403}}, bad{"GET", s.open + "/login", "", nil, []int{404}}, bad{"GET", "/ HTTP/9.9\r\nX:", "", nil, []int{400, 505}}, bad{"GE\x00T", "/", "", nil, []int{400}}, bad{"GET", "http://evil.test/", "", nil, []int{200}})
	return all
}

// TestBadRequests: each has the right status; nothing of the inside comes out, and nothing that an article holds becomes markup.
func TestBadRequests(t *testing.T) {
	s := newStand(t)
	all := badRequests(s)
	for _, b := range all {
		header := b.header
		if !strings.Contains(strings.Join(header, "\n"), "Authorization") && !strings.Contains(strings.Join(header, "\n"), "Cookie") && !strings.HasPrefix(b.path, s.open) {
			header = append(header, "Authorization", "Bearer "+s.token)
		}
		r := s.ask(t, b.method, b.path, b.body, header...)
		right := false
		for _, w := range b.want {
			right = right || r.status == w
		}
		if !right {
			t.Errorf("%s %.90q %.60q %.60q: %d, want %v: %.200s", b.method, b.path, b.body, b.header, r.status, b.want, r.body)
		}
		if r.status == 0 || r.status == 431 || r.status == 505 || r.status == 400 && r.header.Get("Content-Security-Policy") == "" && strings.HasPrefix(r.body, "400 Bad Request") {
			continue // the answer of net/http itself
		}
		for _, leak := range []string{"goroutine", "runtime error", ".go:", "/work/", "/tmp/", "SELECT ", "sqlite", "no such table", "root:x:", "<script>alert", "<img src=x", "onclick=\"alert", "javascript:alert"} {
			if strings.Contains(r.body, leak) {
				t.Errorf("%s %.90q: %q comes out", b.method, b.path, leak)
			}
		}
		if loc := r.header.Get("Location"); strings.Contains(loc, "evil") && !strings.HasPrefix(loc, "/login?back=") || strings.HasPrefix(loc, "//") || r.header.Get("Set-Cookie") == "a=b" {
			t.Errorf("%s %.90q: sent to %q", b.method, b.path, loc)
		}
		if kind := r.header.Get("Content-Type"); strings.HasPrefix(kind, "text/html") && !strings.Contains(r.header.Get("Content-Security-Policy"), "default-src 'none'") {
			t.Errorf("%s %.90q: a page without a policy", b.method, b.path)
		}
		if strings.Contains(b.path, "/raw") && r.status == 200 && !strings.HasPrefix(r.header.Get("Content-Disposition"), "attachment") {
			t.Errorf("%.90q: the bytes of a page are shown and not saved", b.path)
		}
	}
	if len(all) < 120 {
		t.Errorf("%d requests", len(all))
	}
	t.Logf("%d requests", len(all))
	// The decision that none of them was allowed to make was not made, and an editor's own is.
	if b := s.ask(t, "GET", "/story/"+s.story+".json", "", "Cookie", s.cookie).body; strings.Contains(b, `"title":"x"`) {
		t.Error("somebody renamed the story")
	}
	r := s.ask(t, "POST", "/edit", "act=rename&id="+s.story+"&title="+url.QueryEscape("اسم جديد <b>")+"&back=/story/"+s.story+"&token="+s.form, "Cookie", s.cookie)
	if b := s.ask(t, "GET", "/story/"+s.story, "", "Cookie", s.cookie).body; r.status != 303 || !strings.Contains(b, "اسم جديد &lt;b&gt;") {
		t.Errorf("an editor renames: %d", r.status)
	}
}

// TestSlowClients: one who sends a request letter by letter is cut off, and holds up nobody.
func TestSlowClients(t *testing.T) {
	s := newStand(t)
	host := strings.TrimPrefix(s.url, "http://")
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	ended := make(chan time.Duration, 8)
	for i := range cap(ended) {
		go func() {
			begin := time.Now()
			conn, err := net.Dial("tcp", host)
			if err != nil {
				ended <- 0
				return
			}
			defer conn.Close()
			part := "GET / HTTP/1.1\r\nHost: " + host + "\r\nX-Slow: "
			if i%2 == 1 {
				part = "POST /login HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9999\r\n\r\nname="
			}
			_, _ = io.WriteString(conn, part)
			for ctx.Err() == nil {
				time.Sleep(100 * time.Millisecond)
				if _, err := io.WriteString(conn, "a"); err != nil {
					break
				}
				_ = conn.SetReadDeadline(time.Now().Add(time.Millisecond))
				if _, err := conn.Read(make([]byte, 1)); err == io.EOF {
					break
				}
			}
			ended <- time.Since(begin)
		}()
	}
	if r := s.ask(t, "GET", "/", "", "Authorization", "Bearer "+s.token); r.status != 200 {
		t.Errorf("%d to one who asks meanwhile", r.status)
	}
	for range cap(ended) {
		if d := <-ended; d > 8*time.Second {
			t.Errorf("a slow client was borne for %v", d)
		}
	}
}

// TestLimits: too many passwords, and too many requests, are refused for a while.
func TestLimits(t *testing.T) {
	account, err := access.NewAccount("huda", access.Reader, "open sesame 9")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Unix(1e9, 0)
	gate, err := access.NewGate(access.Options{Accounts: []access.Account{account}, PerSecond: 2, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	h := gate.Wrap(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := gate.Login(w, r, "huda", r.FormValue("p")); err != nil {
			w.WriteHeader(map[error]int{access.ErrPassword: 401, access.ErrTooMany: 429}[err])
		}
	}))
	try := func(address, password string) int {
		r := httptest.NewRequest("GET", "/?p="+password, nil)
		r.RemoteAddr = address
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w.Code
	}
	for range 5 {
		if got := try("192.0.2.1:1", "wrong"); got != 401 {
			t.Fatalf("a wrong password: %d", got)
		}
	}
	if got := try("192.0.2.1:2", "open+sesame+9"); got != 429 {
		t.Errorf("the sixth try: %d", got)
	}
	if got := try("[2001:db8::1]:1", "open+sesame+9"); got != 200 {
		t.Errorf("another address: %d", got)
	}
	now = now.Add(13 * time.Second)
	if got := try("192.0.2.1:3", "open+sesame+9"); got != 200 {
		t.Errorf("later: %d", got)
	}
	refused := 0
	for i := range 60 {
		if try(fmt.Sprintf("[2001:db8:0:1::%x]:1", i+1), "x") == http.StatusTooManyRequests {
			refused++
		}
	}
	if refused < 35 {
		t.Errorf("%d of 60 requests from one network refused", refused)
	}
}
