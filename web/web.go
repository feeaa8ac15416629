// Package web shows a library in the browser: the list of stories, a story with its sources, timeline, statements and figures, an
// article with everything found marked in place, search; and the same as JSON. Pages are made on the server and work without
// scripts; nothing is ever asked of another host.
package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
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

	"rawi/news"
	"rawi/text"
)

// Library is what the pages show. Its methods are called from many goroutines at once and must not change what they returned.
// They return an error for which errors.Is(err, fs.ErrNotExist) holds when there is no such story or article; any other error is
// shown as a failure of the server.
type Library interface {
	// Stories are all stories, in any order.
	Stories(ctx context.Context) ([]*news.Story, error)
	// Story is the story of an ID.
	Story(ctx context.Context, id string) (*news.Story, error)
	// Article is an article with all that was found in it.
	Article(ctx context.Context, r news.Ref) (*news.Article, error)
	// StoryOf is the story that an article belongs to.
	StoryOf(ctx context.Context, r news.Ref) (*news.Story, error)
}

// Hit is one article that a search found.
type Hit struct {
	news.Ref
	Title     string
	Outlet    string
	Published text.Days
	Snippet   string      // some words of the article's text, as they stand there
	At        text.Span   // where Snippet stands in the text; empty when not known
	Marks     []text.Span // the words that met the query, in bytes of Snippet
}

// Results are what a search found.
type Results struct {
	Hits  []Hit
	Total int // of all hits, those asked for or not
}

// Options are what a server may be given besides its library. The zero Options serve pages without search and log nowhere.
type Options struct {
	// Search finds n articles by a query as a person typed it, beginning with the from-th (counted from 0), the best first.
	// Without it the pages show no search box.
	Search func(ctx context.Context, query string, from, n int) (Results, error)
	// Log takes what went wrong on the server's side.
	Log *slog.Logger
	// Sample says on every page that the articles are invented examples.
	Sample bool
}

// policy lets a page load only what this server serves, run no script but its own file, and be framed by nobody.
const policy = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// server answers requests.
type server struct {
	lib    Library
	opt    Options
	pages  map[string]*template.Template
	static map[string]asset
}

// New is a handler that shows a library. It answers GET and HEAD; timeouts are the caller's.
func New(lib Library, opt Options) http.Handler {
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	s := &server{lib: lib, opt: opt, static: readStatic()}
	s.pages = s.parse()
	return s
}

// ServeHTTP answers one request. Whatever goes wrong in making a page becomes a page that says so.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	defer func() {
		if v := recover(); v != nil {
			if v == http.ErrAbortHandler {
				panic(v)
			}
			s.opt.Log.Error("panic", "path", r.URL.Path, "value", v, "stack", string(debug.Stack()))
			s.fail(w, r, http.StatusInternalServerError)
		}
	}()
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		h.Set("Allow", "GET, HEAD")
		s.fail(w, r, http.StatusMethodNotAllowed)
		return
	}
	err := s.route(w, r)
	switch {
	case err == nil, r.Context().Err() != nil:
	case errors.Is(err, fs.ErrNotExist):
		s.fail(w, r, http.StatusNotFound)
	default:
		s.opt.Log.Error("request", "path", r.URL.Path, "err", err)
		s.fail(w, r, http.StatusInternalServerError)
	}
}

// route answers the request by its path. It is a switch and not a ServeMux, which redirects paths that it thinks unclean.
func (s *server) route(w http.ResponseWriter, r *http.Request) error {
	p := r.URL.Path
	switch {
	case p == "/":
		return s.home(w, r)
	case p == "/search" && s.opt.Search != nil:
		return s.search(w, r)
	case p == "/theme":
		return s.setTheme(w, r)
	case p == "/favicon.ico":
		return s.file(w, r, "icon.svg")
	}
	if name, ok := strings.CutPrefix(p, "/static/"); ok {
		return s.file(w, r, name)
	}
	if name, ok := strings.CutPrefix(p, "/story/"); ok {
		name, data := strings.CutSuffix(name, jsonSuffix)
		id, ok := parseSegment(name)
		if !ok {
			return fs.ErrNotExist
		}
		return s.story(w, r, id, data)
	}
	if name, ok := strings.CutPrefix(p, "/article/"); ok {
		name, data := strings.CutSuffix(name, jsonSuffix)
		ref, ok := parseAddress(name)
		if !ok {
			return fs.ErrNotExist
		}
		return s.article(w, r, ref, data)
	}
	return fs.ErrNotExist
}

// page is what every template gets.
type page struct {
	Title  string // of the document, before the program's name
	Path   string // of this page, to come back to
	Data   string // where its data are, "" when nowhere
	Query  string // what was searched
	Theme  theme
	Home   bool // this is the list of stories
	Search bool
	Sample bool
	Body   any
}

// render makes a page in memory first, so that a failure half way does not send half a page.
func (s *server) render(w http.ResponseWriter, r *http.Request, status int, name string, p page) error {
	p.Path, p.Theme = r.URL.RequestURI(), themeOf(r)
	p.Search, p.Sample = s.opt.Search != nil, s.opt.Sample
	var b bytes.Buffer
	if err := s.pages[name].ExecuteTemplate(&b, "layout.html", p); err != nil {
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
	h.Set("ETag", tag(b))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(b))
}

// tag is an entity tag: the beginning of a hash of the content.
func tag(b []byte) string {
	sum := sha256.Sum256(b)
	return `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
}

// fail shows the page of an error; where even that cannot be made, plain text.
func (s *server) fail(w http.ResponseWriter, r *http.Request, status int) {
	h := w.Header()
	h.Del("ETag")
	err := s.render(w, r, status, "error.html", page{Title: http.StatusText(status), Body: struct{ Status int }{status}})
	if err != nil {
		s.opt.Log.Error("error page", "err", err)
		http.Error(w, http.StatusText(status), status)
	}
}

// theme is how a reader wants the page: "light", "dark", or "" for what the system says.
type theme string

const themeCookie = "rawi-theme"

func themeOf(r *http.Request) theme {
	if c, err := r.Cookie(themeCookie); err == nil && (c.Value == "light" || c.Value == "dark") {
		return theme(c.Value)
	}
	return ""
}

// setTheme keeps the reader's choice in a cookie and sends him back to where he was on this server.
func (s *server) setTheme(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	c := &http.Cookie{Name: themeCookie, Value: q.Get("to"), Path: "/", MaxAge: 365 * 24 * 3600, SameSite: http.SameSiteLaxMode}
	if c.Value != "light" && c.Value != "dark" {
		c.Value, c.MaxAge = "", -1
	}
	http.SetCookie(w, c)
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, backTo(q.Get("back")), http.StatusSeeOther)
	return nil
}

// backTo is the path and query of an address of this server; "/" for any other, so that nobody can be sent elsewhere.
func backTo(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || !strings.HasPrefix(u.Path, "/") ||
		strings.HasPrefix(u.Path, "//") || strings.ContainsAny(s, "\\\r\n\t") {
		return "/"
	}
	return (&url.URL{Path: u.Path, RawPath: u.RawPath, RawQuery: u.RawQuery}).RequestURI()
}
