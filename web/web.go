// Package web shows a library in the browser: stories with their sources, timeline, statements and figures; articles with everything
// found marked in place; persons, places, organizations and publishers; two articles side by side; search; and feeds of all of it.
// Pages are made on the server in Arabic or English and work without scripts; nothing is ever asked of another host.
package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
	"time"

	"rawi/access"
	"rawi/desk"
	"rawi/text"
	"rawi/wire"
)

// Options are what a server may be given besides its library. The zero Options serve pages that anybody may read and nobody change,
// and log nowhere.
type Options struct {
	// Log takes what went wrong on the server's side.
	Log *slog.Logger
	// Sample says on every page that the articles are invented examples.
	Sample bool
	// Gate says who may read and who may change; nil lets everybody read and nobody change.
	Gate *access.Gate
	// Edit carries out what an editor decides; nil where nothing can be changed.
	Edit Editor
	// Press tells how following the press goes; nil where nothing is followed.
	Press Press
}

// policy lets a page load only what this server serves, run no script but its own file, and be framed by nobody.
const policy = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// server answers requests.
type server struct {
	*desk.Desk
	opt    Options
	pages  map[tongue]map[string]*template.Template
	static map[string]asset
	cross  *http.CrossOriginProtection
}

// New is a handler that shows a library. Timeouts are the caller's.
func New(d *desk.Desk, opt Options) http.Handler {
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	s := &server{Desk: d, opt: opt, static: readStatic(), cross: http.NewCrossOriginProtection()}
	s.pages = s.parse()
	return s
}

// errRequest is a request that cannot be answered as it stands.
var errRequest = errors.New("bad request")

// ServeHTTP answers one request. Whatever goes wrong in making a page becomes a page that says so.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	defer func() {
		if v := recover(); v != nil {
			if v == http.ErrAbortHandler {
				panic(v)
			}
			s.opt.Log.Error("panic", "path", r.URL.Path, "value", v, "stack", string(debug.Stack()))
			s.fail(w, r, http.StatusInternalServerError)
		}
	}()
	var err error
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		err = s.route(w, r)
	case http.MethodPost:
		err = s.post(w, r)
	default:
		h.Set("Allow", "GET, HEAD")
		s.fail(w, r, http.StatusMethodNotAllowed)
		return
	}
	switch {
	case err == nil, r.Context().Err() != nil:
	case errors.Is(err, fs.ErrNotExist):
		s.fail(w, r, http.StatusNotFound)
	case errors.Is(err, errRequest):
		s.fail(w, r, http.StatusBadRequest)
	case errors.Is(err, access.ErrForbidden):
		s.fail(w, r, http.StatusForbidden)
	case errors.Is(err, access.ErrTooMany):
		h.Set("Retry-After", "60")
		s.fail(w, r, http.StatusTooManyRequests)
	default:
		s.opt.Log.Error("request", "path", r.URL.Path, "err", err)
		s.fail(w, r, http.StatusInternalServerError)
	}
}

// route answers a request to read by its path. It is a switch and not a ServeMux, which redirects paths that it thinks unclean.
func (s *server) route(w http.ResponseWriter, r *http.Request) error {
	p := r.URL.Path
	switch p {
	case "/theme":
		return s.setTheme(w, r)
	case "/language":
		return s.setTongue(w, r)
	case "/favicon.ico":
		return s.file(w, r, "icon.svg")
	case "/login":
		return s.login(w, r, "")
	}
	if name, ok := strings.CutPrefix(p, "/static/"); ok {
		return s.file(w, r, name)
	}
	if !s.mayRead(r) {
		w.Header().Set("Cache-Control", "no-store")
		http.Redirect(w, r, "/login?back="+url.QueryEscape(r.URL.RequestURI()), http.StatusSeeOther)
		return nil
	}
	switch p {
	case "/":
		return s.home(w, r)
	case "/names":
		return s.names(w, r)
	case "/outlets":
		return s.outlets(w, r)
	case "/compare":
		return s.compare(w, r)
	case followingPath, followingPath + desk.JSONSuffix:
		return s.following(w, r)
	case "/help":
		return s.render(w, r, http.StatusOK, "help.html", page{Section: "help"})
	case "/feed.atom", "/feed.rss", "/feed.json":
		return s.storyFeed(w, r, strings.TrimPrefix(p, "/feed."))
	}
	if s.Search != nil {
		switch p {
		case "/search":
			return s.search(w, r)
		case "/suggest":
			return s.suggest(w, r)
		case "/search.atom", "/search.rss", "/search.json":
			return s.searchFeed(w, r, strings.TrimPrefix(p, "/search."))
		}
	}
	return s.resource(w, r, strings.Split(strings.TrimPrefix(p, "/"), "/"))
}

// resource answers for one thing of the library: /kind/name or /kind/name/part.
func (s *server) resource(w http.ResponseWriter, r *http.Request, p []string) error {
	if len(p) != 2 && len(p) != 3 {
		return fs.ErrNotExist
	}
	part := ""
	if len(p) == 3 {
		if part = p[2]; part == "" {
			return fs.ErrNotExist
		}
	}
	name, data := strings.CutSuffix(p[1], desk.JSONSuffix)
	if data && part != "" {
		return fs.ErrNotExist
	}
	if data {
		part = "data"
	}
	if p[0] == "article" {
		ref, ok := desk.ParseAddress(name)
		if !ok {
			return fs.ErrNotExist
		}
		return s.article(w, r, ref, part)
	}
	if "/"+p[0] == followingPath && part == "" {
		return s.followed(w, r, name)
	}
	id, ok := desk.ParseSegment(name)
	if !ok {
		return fs.ErrNotExist
	}
	switch p[0] {
	case "story":
		return s.story(w, r, id, part)
	case "person", "place", "organization":
		return s.name(w, r, text.Kind(p[0]), id, part)
	case "outlet":
		return s.outlet(w, r, id, part)
	}
	return fs.ErrNotExist
}

// page is what every template gets.
type page struct {
	Title   string // of the document, before the program's name
	Path    string // of this page, to come back to
	Data    string // where its data are, "" when nowhere
	Feed    string // where its feed is, without what follows the last dot; "" when nowhere
	Query   string // what was searched
	Theme   theme
	Lang    tongue
	Section string // of the program: stories, names, outlets, help
	Search  bool
	Sample  bool
	Press   bool   // the press is followed
	Closed  bool   // there is a gate
	User    string // who has come through it
	Token   string // that shows that a form is ours
	LD      any    // JSON-LD
	Body    any
}

// render makes a page in memory first, so that a failure half way does not send half a page.
func (s *server) render(w http.ResponseWriter, r *http.Request, status int, name string, p page) error {
	p.Path, p.Theme, p.Lang = r.URL.RequestURI(), themeOf(r), tongueOf(r)
	p.Search, p.Sample, p.Closed, p.Press = s.Search != nil, s.opt.Sample, s.opt.Gate != nil, s.opt.Press != nil
	if u, ok := access.UserOf(r.Context()); ok {
		p.User, p.Token = u.Name, u.FormToken
	}
	var b bytes.Buffer
	if err := s.pages[p.Lang][name].ExecuteTemplate(&b, "layout.html", p); err != nil {
		return err
	}
	s.send(w, r, status, "text/html; charset=utf-8", b.Bytes())
	return nil
}

// data sends a value as JSON.
func (s *server) data(w http.ResponseWriter, r *http.Request, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	s.send(w, r, http.StatusOK, "application/json; charset=utf-8", append(b, '\n'))
	return nil
}

// send writes an answer with a tag by which a browser that has it already can say so.
func (s *server) send(w http.ResponseWriter, r *http.Request, status int, kind string, b []byte) {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Vary", "Cookie")
	if status != http.StatusOK {
		h.Set("Cache-Control", "no-store")
		w.WriteHeader(status)
		if r.Method != http.MethodHead {
			_, _ = w.Write(b) // nobody is left to tell
		}
		return
	}
	h.Set("Cache-Control", "no-cache")
	h.Set("ETag", wire.Tag(b))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(b))
}

// fail shows the page of an error; where even that cannot be made, plain text.
func (s *server) fail(w http.ResponseWriter, r *http.Request, status int) {
	h := w.Header()
	h.Del("ETag")
	h.Del("Content-Disposition")
	h.Set("Content-Security-Policy", policy)
	err := s.render(w, r, status, "error.html", page{Title: http.StatusText(status), Body: struct{ Status int }{status}})
	if err != nil {
		s.opt.Log.Error("error page", "err", err)
		http.Error(w, http.StatusText(status), status)
	}
}

// theme is how a reader wants the page: "light", "dark", or "" for what the system says.
type theme string

const (
	themeCookie  = "rawi-theme"
	tongueCookie = "rawi-lang"
)

func themeOf(r *http.Request) theme {
	if c, err := r.Cookie(themeCookie); err == nil && (c.Value == "light" || c.Value == "dark") {
		return theme(c.Value)
	}
	return ""
}

// tongueOf is the language in which a reader wants the page: what the address asks for, else his choice, else Arabic.
func tongueOf(r *http.Request) tongue {
	if r.URL.RawQuery != "" {
		switch t := tongue(r.URL.Query().Get("lang")); t {
		case inArabic, inEnglish:
			return t
		}
	}
	if c, err := r.Cookie(tongueCookie); err == nil && c.Value == string(inEnglish) {
		return inEnglish
	}
	return inArabic
}

// setTheme keeps the reader's choice in a cookie and sends him back to where he was on this server.
func (s *server) setTheme(w http.ResponseWriter, r *http.Request) error {
	to := r.URL.Query().Get("to")
	if to != "light" && to != "dark" {
		to = ""
	}
	return s.keep(w, r, themeCookie, to)
}

func (s *server) setTongue(w http.ResponseWriter, r *http.Request) error {
	to := r.URL.Query().Get("to")
	if to != string(inEnglish) {
		to = ""
	}
	return s.keep(w, r, tongueCookie, to)
}

// keep sets a cookie, or takes it away when the value is "".
func (s *server) keep(w http.ResponseWriter, r *http.Request, name, value string) error {
	c := &http.Cookie{Name: name, Value: value, Path: "/", MaxAge: 365 * 24 * 3600, SameSite: http.SameSiteLaxMode}
	if value == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, backTo(r.URL.Query().Get("back")), http.StatusSeeOther)
	return nil
}

// backTo is the path and query of an address of this server; "/" for any other, so that nobody can be sent elsewhere. What the query
// says of the language is left out: he may just have chosen another.
func backTo(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || !strings.HasPrefix(u.Path, "/") ||
		strings.HasPrefix(u.Path, "//") || strings.ContainsAny(s, "\\\r\n\t") {
		return "/"
	}
	if q := u.Query(); q.Has("lang") {
		q.Del("lang")
		u.RawQuery = q.Encode()
	}
	return (&url.URL{Path: u.Path, RawPath: u.RawPath, RawQuery: u.RawQuery}).RequestURI()
}
