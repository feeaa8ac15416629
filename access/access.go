// Package access says who may read a library over HTTP and who may change it: accounts with passwords, a token for programs,
// sessions, protection against requests that another site makes in a reader's name, and a limit to how much one address may ask.
package access

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"
)

// Role is what somebody may do.
type Role string

// The roles. An editor may also read.
const (
	Reader Role = "reader"
	Editor Role = "editor"
)

// What is wrong with a request.
var (
	ErrForbidden = errors.New("not allowed")
	ErrTooMany   = errors.New("too many requests")
	ErrPassword  = errors.New("wrong name or password")
)

// User is who makes a request.
type User struct {
	Name      string // "" for one who has a token, or for everybody on this machine
	Role      Role
	FormToken string // shows that a form is one of ours; "" for programs
	session   [32]byte
	program   bool
}

// Options are who may come in.
type Options struct {
	Accounts []Account
	// Token lets programs read that send it as "Authorization: Bearer …", and people who type it instead of a password; "" for none.
	Token string
	// Anyone is the role of those who did not log in; "" keeps them out.
	Anyone Role
	// PerSecond is how many requests an address may make in the long run, and ten times as many at once; 0 sets no limit.
	PerSecond float64
	Now       func() time.Time
}

// Gate lets requests in. It may be used by several goroutines.
type Gate struct {
	opt      Options
	token    [32]byte
	key      [32]byte // of form tokens
	cross    *http.CrossOriginProtection
	requests *limiter
	logins   *limiter
	hashing  chan struct{} // as many passwords are hashed at a time as it holds

	mu       sync.Mutex
	sessions map[[32]byte]session
}

type session struct {
	account Account
	used    time.Time
	began   time.Time
}

// How long a session lasts without being used, and at all; and how many there may be.
const (
	sessionIdle  = 12 * time.Hour
	sessionLife  = 7 * 24 * time.Hour
	mostSessions = 10000
)

// NewGate is a gate; the error is that of the system's random numbers.
func NewGate(opt Options) (*Gate, error) {
	g := &Gate{opt: opt, cross: http.NewCrossOriginProtection(), sessions: map[[32]byte]session{}, hashing: make(chan struct{}, 2)}
	if _, err := rand.Read(g.key[:]); err != nil {
		return nil, err
	}
	if opt.Token != "" {
		g.token = sha256.Sum256([]byte(opt.Token))
	}
	if opt.PerSecond > 0 {
		g.requests = newLimiter(opt.PerSecond, 10*opt.PerSecond, opt.Now)
	}
	g.logins = newLimiter(1.0/12, 5, opt.Now) // five at once, then five a minute
	return g, nil
}

type userKey struct{}

// UserOf is who makes the request of a context; ok is false when nobody may be let in.
func UserOf(ctx context.Context) (u User, ok bool) {
	u, ok = ctx.Value(userKey{}).(User)
	return u, ok
}

// SessionCookie is the name of the cookie that holds a session's key. The prefix makes browsers refuse it from a parent domain.
const SessionCookie = "rawi-session"

// Wrap limits requests, refuses those that change something on behalf of another site, and tells the handler who makes them.
func (g *Gate) Wrap(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if g.requests != nil && !g.requests.allow(client(r)) {
			w.Header().Set("Retry-After", "2")
			http.Error(w, "too many requests", http.StatusTooManyRequests)
			return
		}
		if err := g.cross.Check(r); err != nil {
			http.Error(w, "a request from another site", http.StatusForbidden)
			return
		}
		if u, ok := g.identify(r); ok {
			r = r.WithContext(context.WithValue(r.Context(), userKey{}, u))
		}
		h.ServeHTTP(w, r)
	})
}

// identify finds who makes a request: by his session, else by the token, else as anyone.
func (g *Gate) identify(r *http.Request) (User, bool) {
	if t, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		if g.isToken(t) {
			return User{Role: Reader, program: true}, true
		}
		return User{}, false // a wrong token is an error and no visitor
	}
	if c, err := r.Cookie(SessionCookie); err == nil {
		if u, ok := g.bySession(sha256.Sum256([]byte(c.Value))); ok {
			return u, true
		}
	}
	if g.opt.Anyone != "" {
		return User{Role: g.opt.Anyone, FormToken: g.formToken([32]byte{})}, true
	}
	return User{}, false
}

func (g *Gate) isToken(t string) bool {
	sum := sha256.Sum256([]byte(t))
	return g.opt.Token != "" && subtle.ConstantTimeCompare(sum[:], g.token[:]) == 1
}

func (g *Gate) bySession(id [32]byte) (User, bool) {
	now := g.opt.Now()
	g.mu.Lock()
	defer g.mu.Unlock()
	s, ok := g.sessions[id]
	if !ok {
		return User{}, false
	}
	if now.Sub(s.used) > sessionIdle || now.Sub(s.began) > sessionLife {
		delete(g.sessions, id)
		return User{}, false
	}
	s.used = now
	g.sessions[id] = s
	return User{Name: s.account.Name, Role: s.account.Role, FormToken: g.formToken(id), session: id}, true
}

func (g *Gate) formToken(session [32]byte) string {
	m := hmac.New(sha256.New, g.key[:])
	m.Write(session[:])
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil))
}

// MayChange says whether a request may change the library: by an editor, with the token of one of our own forms.
func (g *Gate) MayChange(r *http.Request) error {
	u, ok := UserOf(r.Context())
	if !ok || u.Role != Editor || u.program || !g.ownForm(r, u) {
		return ErrForbidden
	}
	return nil
}

// ownForm says whether a form was made by this program for this user.
func (g *Gate) ownForm(r *http.Request, u User) bool {
	return u.FormToken != "" && subtle.ConstantTimeCompare([]byte(r.PostFormValue("token")), []byte(u.FormToken)) == 1
}

// Login begins a session for one who knows a password, or the token with no name, and sets its cookie. It returns ErrPassword, or
// ErrTooMany when that was tried too often.
func (g *Gate) Login(w http.ResponseWriter, r *http.Request, name, password string) error {
	if !g.logins.allow(client(r)) {
		return ErrTooMany
	}
	account, ok := g.check(r.Context(), name, password)
	if !ok {
		return ErrPassword
	}
	key := make([]byte, 32)
	if _, err := rand.Read(key); err != nil {
		return err
	}
	value := base64.RawURLEncoding.EncodeToString(key)
	now := g.opt.Now()
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.sessions) >= mostSessions {
		g.drop(now)
	}
	g.sessions[sha256.Sum256([]byte(value))] = session{account, now, now}
	http.SetCookie(w, &http.Cookie{Name: SessionCookie, Value: value, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: r.TLS != nil, MaxAge: int(sessionLife / time.Second)})
	return nil
}

// drop ends the sessions that are over, and where that is not enough the one used longest ago.
func (g *Gate) drop(now time.Time) {
	var oldest [32]byte
	at := now
	for id, s := range g.sessions {
		if now.Sub(s.used) > sessionIdle || now.Sub(s.began) > sessionLife {
			delete(g.sessions, id)
		} else if !s.used.After(at) {
			oldest, at = id, s.used
		}
	}
	if len(g.sessions) >= mostSessions {
		delete(g.sessions, oldest)
	}
}

// Logout ends the session of a request whose form is ours.
func (g *Gate) Logout(w http.ResponseWriter, r *http.Request) error {
	u, ok := UserOf(r.Context())
	if !ok || !g.ownForm(r, u) {
		return ErrForbidden
	}
	g.mu.Lock()
	delete(g.sessions, u.session)
	g.mu.Unlock()
	http.SetCookie(w, &http.Cookie{Name: SessionCookie, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: r.TLS != nil, MaxAge: -1})
	return nil
}

// check finds the account of a name and password. An unknown name takes as long as a wrong password.
func (g *Gate) check(ctx context.Context, name, password string) (Account, bool) {
	if name == "" {
		return Account{Role: Reader}, g.isToken(password)
	}
	select {
	case g.hashing <- struct{}{}:
		defer func() { <-g.hashing }()
	case <-ctx.Done():
		return Account{}, false
	}
	for _, a := range g.opt.Accounts {
		if a.Name == name {
			return a, a.matches(password)
		}
	}
	Account{hash: nobody}.matches(password)
	return Account{}, false
}

// ByName says whether people log in with a name: where there are no accounts the token alone lets in.
func (g *Gate) ByName() bool { return len(g.opt.Accounts) > 0 }

// Only answers programs that nobody lets in with a problem (RFC 9457), and lets the others through.
func Only(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, ok := UserOf(r.Context()); !ok {
			w.Header().Set("Content-Type", "application/problem+json")
			w.Header().Set("WWW-Authenticate", `Bearer realm="rawi"`)
			w.Header().Set("Cache-Control", "no-store")
			w.WriteHeader(http.StatusUnauthorized)
			_, _ = w.Write([]byte(`{"title":"Unauthorized","status":401,"detail":"send the token as: Authorization: Bearer TOKEN"}` + "\n"))
			return
		}
		h.ServeHTTP(w, r)
	})
}

// Local answers only requests that name this machine as their host, so that a page elsewhere whose name was made to point here cannot
// read the library through a reader's browser.
func Local(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := r.Host
		if name, _, err := net.SplitHostPort(host); err == nil {
			host = name
		}
		host = strings.Trim(host, "[]")
		if ip, err := netip.ParseAddr(host); !(err == nil && ip.Unmap().IsLoopback()) && host != "localhost" {
			http.Error(w, "this library answers on this machine only", http.StatusMisdirectedRequest)
			return
		}
		h.ServeHTTP(w, r)
	})
}

// Loopback says whether an address to listen on is reached from this machine only.
func Loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.Unmap().IsLoopback()
}

// client is the address that a request comes from; of IPv6 the network, since one client has many addresses of it.
func client(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	if ip = ip.Unmap(); ip.Is6() {
		if p, err := ip.WithZone("").Prefix(64); err == nil {
			return p.String()
		}
	}
	return ip.String()
}
