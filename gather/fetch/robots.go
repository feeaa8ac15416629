package fetch

import (
	"context"
	"net/url"
	"sync"
	"time"

	"github.com/temoto/robotstxt"
)

// Robots keeps what the sites allow. Its methods may be used by several goroutines.
type Robots struct {
	client *Client
	agent  string
	now    func() time.Time

	mu    sync.Mutex
	sites map[string]*site
}

// site is what one site allows, and until when that is believed.
type site struct {
	once  sync.Once
	data  *robotstxt.RobotsData // nil: nothing is allowed
	until time.Time
	why   string
}

// How long the rules of a site are believed, and how long a site is left alone whose rules could not be had.
const (
	believed  = 24 * time.Hour
	unknown   = time.Hour
	maxRobots = 500 << 10 // RFC 9309, 2.5
	mostDelay = time.Minute
	mostSites = 10_000
)

// NewRobots asks through client, under the name of agent.
func NewRobots(client *Client, agent string, now func() time.Time) *Robots {
	return &Robots{client: client, agent: agent, now: now, sites: map[string]*site{}}
}

// Allowed says whether a page may be fetched, and how long to wait between two pages of its site; where it may not, why. A rule is
// tried on the address as it is written and with its letters, since sites write rules in both, and the stricter holds.
func (r *Robots) Allowed(ctx context.Context, u *url.URL) (ok bool, delay time.Duration, why string) {
	s := r.site(ctx, u)
	if s.data == nil {
		return false, 0, s.why
	}
	g := s.data.FindGroup(r.agent)
	delay = min(g.CrawlDelay, mostDelay)
	query := ""
	if u.RawQuery != "" {
		query = "?" + u.RawQuery
	}
	if !g.Test(u.EscapedPath()+query) || !g.Test(u.Path+query) {
		return false, delay, "the site's robots.txt forbids it"
	}
	return true, delay, ""
}

// site is what is known of a site; it is asked where that is nothing, or too old.
func (r *Robots) site(ctx context.Context, u *url.URL) *site {
	key := u.Scheme + "://" + u.Host
	r.mu.Lock()
	s := r.sites[key]
	if s == nil || !s.until.IsZero() && r.now().After(s.until) {
		if len(r.sites) >= mostSites {
			clear(r.sites)
		}
		s = &site{}
		r.sites[key] = s
	}
	r.mu.Unlock()
	s.once.Do(func() {
		data, why, keep := r.ask(ctx, key+"/robots.txt")
		r.mu.Lock()
		defer r.mu.Unlock()
		s.data, s.why, s.until = data, why, r.now().Add(keep)
	})
	return s
}

// ask gets the rules (RFC 9309, 2.3.1): none where the site says that there are none, nothing allowed where it cannot be asked.
func (r *Robots) ask(ctx context.Context, address string) (data *robotstxt.RobotsData, why string, keep time.Duration) {
	a, err := r.client.Get(ctx, Request{URL: address, Max: maxRobots})
	if err != nil {
		return nil, "its robots.txt cannot be had: " + err.Error(), unknown
	}
	if a.Status >= 500 || a.Status == 429 {
		return nil, "its robots.txt cannot be had: status " + statusText(a.Status), unknown
	}
	if a.Status >= 400 || a.Status != 200 {
		a.Body = nil
	}
	data, err = robotstxt.FromBytes(a.Body)
	if err != nil {
		data, _ = robotstxt.FromBytes(nil) // what is no rule forbids nothing
	}
	return data, "", believed
}

func statusText(n int) string {
	return string([]byte{'0' + byte(n/100%10), '0' + byte(n/10%10), '0' + byte(n%10)})
}
