package watch

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/encoding/charmap"

	"rawi/gather/fetch"
)

// fastClock is a time that passes as soon as nothing runs.
type fastClock struct {
	mu  sync.Mutex
	now time.Time
	end time.Time
	at  func(time.Time) // told of every step
	out func()          // called at the end
}

func (c *fastClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *fastClock) Wait(ctx context.Context, until time.Time, busy bool, wake <-chan struct{}) {
	if busy {
		select {
		case <-wake:
		case <-ctx.Done():
		}
		return
	}
	c.mu.Lock()
	if until.After(c.now) {
		c.now = until
	}
	over := c.now.After(c.end)
	if c.at != nil {
		c.at(c.now)
	}
	c.mu.Unlock()
	if over {
		c.out()
	}
}

// began is when the simulated month begins.
var began = time.Date(2025, 9, 1, 0, 0, 0, 0, time.UTC)

// press is a press of simulated outlets on loopback. What it serves at a time is a function of the time alone.
type press struct {
	outlets int
	now     func() time.Time
	server  *httptest.Server
	tls     *httptest.Server

	mu    sync.Mutex
	asked map[string]int // requests, by machine and path
	odd   []string       // requests that a polite reader would not make
	hits  map[string]int // of pages of flaky outlets
}

func newPress(outlets int, now func() time.Time) *press {
	p := &press{outlets: outlets, now: now, asked: map[string]int{}, hits: map[string]int{}}
	p.server = httptest.NewServer(http.HandlerFunc(p.serve))
	p.tls = httptest.NewUnstartedServer(http.HandlerFunc(p.serve))
	p.tls.Config.ErrorLog = log.New(io.Discard, "", 0)
	p.tls.StartTLS()
	return p
}

func (p *press) close() {
	p.server.Close()
	p.tls.Close()
}

// options let a client ask the press and nothing else.
func (p *press) options(timeout time.Duration) fetch.Options {
	ports := map[uint16]bool{}
	if p.server == nil { // it is the parent's
		var a, b uint16
		fmt.Sscan(os.Getenv("RAWI_WATCH_PORTS"), &a, &b)
		ports[a], ports[b] = true, true
	} else {
		ports[port(p.server)], ports[port(p.tls)] = true, true
	}
	return fetch.Options{
		Timeout: timeout, Check: url.Parse,
		Allow: func(a netip.AddrPort) error {
			if a.Addr().IsLoopback() && ports[a.Port()] {
				return nil
			}
			return fmt.Errorf("%v is outside of the press", a)
		},
		Resolve: func(_ context.Context, host string) ([]netip.Addr, error) {
			if !strings.HasSuffix(host, ".press.test") {
				return nil, &net.DNSError{Err: "no such host", Name: host}
			}
			return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
		},
	}
}

func port(s *httptest.Server) uint16 {
	return netip.MustParseAddrPort(s.Listener.Addr().String()).Port()
}

// address is where an outlet's page is.
func (p *press) address(outlet int, path string) string {
	s := p.server
	scheme := "http"
	if p.fault(outlet) == "broken tls" {
		s, scheme = p.tls, "https"
	}
	return fmt.Sprintf("%s://o%02d.press.test:%d%s", scheme, outlet, port(s), path)
}

var dialects = []string{"rss", "atom", "rdf", "json", "sitemap", "gzip sitemap", "section", "rss by hand"}

var encodings = []string{"utf-8", "windows-1256", "utf-8 undeclared", "windows-1256 undeclared", "utf-8 said to be windows-1256"}

// faults of outlets; most have none.
var faults = []string{
	"", "", "", "", "not found in storms", "", "overloaded in the morning", "", "slow bodies", "", "endless redirects", "", "cut feeds", "", "broken tls", "", "robots",
	"", "bombs", "", "moved", "", "gone", "",
}

func (p *press) dialect(o int) string  { return dialects[o%len(dialects)] }
func (p *press) encoding(o int) string { return encodings[o/3%len(encodings)] }
func (p *press) fault(o int) string    { return faults[o%len(faults)] }

// articles is how many articles an outlet publishes in the month; pause is the time between two.
func (p *press) articles(o int) int { return 6 + o*7%11 }

func (p *press) published(o, j int) time.Time {
	month := 29 * 24 * time.Hour
	return began.Add(time.Duration(j)*month/time.Duration(p.articles(o)) + time.Duration(o*13%60)*time.Minute)
}

// revised is when an article got its second text; zero for never. Its feed says so.
func (p *press) revised(o, j int) time.Time {
	if (o+j)%5 != 0 || p.dialect(o) == "section" {
		return time.Time{}
	}
	return p.published(o, j).Add(26 * time.Hour)
}

// dead says that an article is taken off after two days.
func (p *press) dead(o, j int) bool { return (o+2*j)%17 == 3 }

func (p *press) path(o, j int) string {
	return fmt.Sprintf("/news/%d%04d/khabar-an-al-mina", o, 1000+j)
}

func (p *press) title(o, j int) string {
	return fmt.Sprintf("الميناء رقم %d يستقبل السفينة رقم %d بعد انتظار طويل", o, j)
}

func (p *press) body(o, j, revision int) string {
	var b strings.Builder
	for k := range 4 {
		fmt.Fprintf(&b, "<p>قال مدير الميناء رقم %d إن السفينة رقم %d التي تحمل %d طنا من القمح وصلت صباح اليوم بعد رحلة طويلة، وإن العمال بدأوا تفريغ الفقرة رقم %d من حمولتها.</p>\n", o, j, 100*j+10*o+7, k)
	}
	if revision > 1 {
		fmt.Fprintf(&b, "<p>وأضاف المدير في وقت لاحق أن تفريغ السفينة رقم %d انتهى قبل موعده وأن %d عاملا شاركوا فيه.</p>\n", j, 40+o)
	}
	return b.String()
}

// serve answers a request.
func (p *press) serve(w http.ResponseWriter, r *http.Request) {
	host, _, _ := net.SplitHostPort(r.Host)
	o, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(host, "o"), ".press.test"))
	p.mu.Lock()
	p.asked[host+r.URL.Path]++
	n := p.asked[host+r.URL.Path]
	if err != nil || o >= p.outlets || r.UserAgent() != fetch.DefaultAgent {
		p.odd = append(p.odd, r.Host+r.URL.Path)
	}
	p.mu.Unlock()
	now := p.now()
	fault := p.fault(o)
	switch {
	case r.URL.Path == "/robots.txt":
		if fault == "robots" {
			fmt.Fprint(w, "User-agent: *\nCrawl-delay: 5\nDisallow: /news/"+strconv.Itoa(o)+"1002\nDisallow: /خاص\n")
			return
		}
		http.NotFound(w, r)
	case fault == "overloaded in the morning" && now.Hour() >= 6 && now.Hour() < 8:
		w.Header().Set("Retry-After", "1800")
		w.WriteHeader(http.StatusServiceUnavailable)
	case fault == "not found in storms" && now.Hour() == 12 && strings.HasPrefix(r.URL.Path, "/news/") && n == 1:
		http.NotFound(w, r)
	case r.URL.Path == "/feed" && fault == "moved":
		http.Redirect(w, r, "/new-feed", http.StatusMovedPermanently)
	case r.URL.Path == "/feed" && fault == "gone" && now.Sub(began) > 20*24*time.Hour:
		w.WriteHeader(http.StatusGone)
	case r.URL.Path == "/feed" && fault == "endless redirects" && n%2 == 0:
		http.Redirect(w, r, "/feed?again", http.StatusFound)
	case r.URL.Path == "/feed" || r.URL.Path == "/new-feed":
		p.feed(w, r, o, now)
	case strings.HasPrefix(r.URL.Path, "/news/"):
		p.page(w, r, o, now)
	default:
		p.mu.Lock()
		p.odd = append(p.odd, r.Host+r.URL.Path)
		p.mu.Unlock()
		http.NotFound(w, r)
	}
}

// page serves an article as it is at a time.
func (p *press) page(w http.ResponseWriter, r *http.Request, o int, now time.Time) {
	number := strings.TrimPrefix(r.URL.Path, fmt.Sprintf("/news/%d", o))
	number, _, _ = strings.Cut(number, "/")
	n, err := strconv.Atoi(number)
	j := n - 1000
	if err != nil || j < 0 || j >= p.articles(o) || p.published(o, j).After(now) || p.dead(o, j) && now.Sub(p.published(o, j)) > 48*time.Hour {
		w.WriteHeader(http.StatusGone)
		return
	}
	revision := 1
	if t := p.revised(o, j); !t.IsZero() && !t.After(now) {
		revision = 2
	}
	tag := fmt.Sprintf(`"%d-%d"`, j, revision)
	w.Header().Set("ETag", tag)
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	p.mu.Lock()
	p.hits[r.Host+r.URL.Path]++
	hit := p.hits[r.Host+r.URL.Path]
	p.mu.Unlock()
	switch {
	case p.fault(o) == "slow bodies" && hit == 1 && j%3 == 0:
		w.Header().Set("Content-Length", "100000")
		fmt.Fprint(w, "<html>")
		w.(http.Flusher).Flush()
		select {
		case <-r.Context().Done():
		case <-time.After(5 * time.Second):
		}
		return
	case p.fault(o) == "bombs" && hit == 1 && j%2 == 0:
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		zeros := make([]byte, 1<<20)
		for range 40 {
			z.Write(zeros)
		}
		z.Close()
		return
	}
	charset := p.encoding(o)
	declared := map[string]string{"utf-8": "utf-8", "windows-1256": "windows-1256", "utf-8 said to be windows-1256": "windows-1256"}[charset]
	meta := ""
	if declared != "" {
		meta = `<meta charset="` + declared + `">`
	}
	page := `<!DOCTYPE html><html lang="ar" dir="rtl"><head>` + meta + `<title>` + p.title(o, j) + `</title><meta property="article:published_time" content="` + p.published(o, j).Format(time.RFC3339) +
		`"></head><body><nav><a href="/">الرئيسية</a></nav><article><h1>` + p.title(o, j) + `</h1>` + p.body(o, j, revision) + `</article><footer>جميع الحقوق محفوظة</footer></body></html>`
	raw := []byte(page)
	if strings.HasPrefix(charset, "windows") {
		raw, _ = charmap.Windows1256.NewEncoder().Bytes(raw)
	}
	w.Header().Set("Content-Type", "text/html")
	if o%2 == 0 && declared != "" {
		w.Header().Set("Content-Type", "text/html; charset="+declared)
	}
	w.Write(raw)
}

// feed serves the last twelve articles of an outlet in its dialect.
func (p *press) feed(w http.ResponseWriter, r *http.Request, o int, now time.Time) {
	var b bytes.Buffer
	var last []int
	changed := 0
	for j := range p.articles(o) {
		if !p.published(o, j).After(now) {
			last = append(last, j)
		}
		if t := p.revised(o, j); !t.IsZero() && !t.After(now) {
			changed++
		}
	}
	last = last[max(0, len(last)-12):]
	tag := fmt.Sprintf(`"%d-%d-%d"`, len(last), changed, p.articles(o))
	if len(last) > 0 {
		tag = fmt.Sprintf(`"%d-%d"`, last[len(last)-1], changed)
	}
	w.Header().Set("ETag", tag)
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	dialect := p.dialect(o)
	link := func(j int) string { return p.address(o, p.path(o, j)+"?utm_source=feed") }
	updated := func(j int) time.Time {
		if t := p.revised(o, j); !t.IsZero() && !t.After(now) {
			return t
		}
		return p.published(o, j)
	}
	writeFeed(&b, dialect, last, func(j int) feedItem {
		return feedItem{link(j), p.title(o, j), p.published(o, j), updated(j)}
	})
	out := b.Bytes()
	if p.fault(o) == "cut feeds" && now.Day()%2 == 0 && len(last) > 1 {
		out = out[:len(out)-len(out)/8]
	}
	switch dialect {
	case "gzip sitemap":
		var z bytes.Buffer
		g := gzip.NewWriter(&z)
		g.Write(out)
		g.Close()
		out = z.Bytes()
	case "rss by hand": // with a warning before it, and in another encoding than it says
		out, _ = charmap.Windows1256.NewEncoder().Bytes(append([]byte("Warning: Undefined index\n"), out...))
	}
	w.Write(out)
}

type feedItem struct {
	link, title        string
	published, updated time.Time
}

func writeFeed(b io.Writer, dialect string, last []int, item func(int) feedItem) {
	each := func(format string, args func(feedItem) []any) {
		for k := len(last) - 1; k >= 0; k-- {
			fmt.Fprintf(b, format, args(item(last[k]))...)
		}
	}
	switch dialect {
	case "rss", "rss by hand":
		fmt.Fprint(b, `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>منبر</title>`)
		each(`<item><title>%s</title><link>%s</link><pubDate>%s</pubDate><atom:updated>%s</atom:updated></item>`, func(i feedItem) []any {
			return []any{i.title, i.link, i.published.In(time.FixedZone("", 10800)).Format("Mon, 02 Jan 2006 15:04:05") + " AST", i.updated.Format(time.RFC3339)}
		})
		fmt.Fprint(b, `</channel></rss>`)
	case "atom":
		fmt.Fprint(b, `<feed xmlns="http://www.w3.org/2005/Atom"><title>منبر</title>`)
		each(`<entry><id>%[2]s</id><title>%[1]s</title><link href="%[2]s"/><published>%[3]s</published><updated>%[4]s</updated></entry>`, func(i feedItem) []any {
			return []any{i.title, i.link, i.published.Format(time.RFC3339), i.updated.Format(time.RFC3339)}
		})
		fmt.Fprint(b, `</feed>`)
	case "rdf":
		fmt.Fprint(b, `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>منبر</title></channel>`)
		each(`<item rdf:about="%[2]s"><title>%[1]s</title><link>%[2]s</link><dc:date>%[3]s</dc:date></item>`, func(i feedItem) []any {
			return []any{i.title, i.link, i.updated.Format(time.RFC3339)}
		})
		fmt.Fprint(b, `</rdf:RDF>`)
	case "json":
		fmt.Fprint(b, `{"version":"https://jsonfeed.org/version/1.1","title":"منبر","items":[`)
		first := true
		each(`%s{"id":%q,"url":%[2]q,"title":%q,"date_published":%q,"date_modified":%q}`, func(i feedItem) []any {
			comma := ","
			if first {
				comma, first = "", false
			}
			return []any{comma, i.link, i.title, i.published.Format(time.RFC3339), i.updated.Format(time.RFC3339)}
		})
		fmt.Fprint(b, `]}`)
	case "sitemap", "gzip sitemap":
		fmt.Fprint(b, `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`)
		each(`<url><loc>%s</loc><lastmod>%s</lastmod></url>`, func(i feedItem) []any { return []any{i.link, i.updated.Format(time.RFC3339)} })
		fmt.Fprint(b, `</urlset>`)
	case "section":
		fmt.Fprint(b, `<!DOCTYPE html><html><head><title>أخبار</title></head><body>`)
		each(`<h3><a href="%s">%s</a></h3>`, func(i feedItem) []any { return []any{i.link, i.title} })
		fmt.Fprint(b, `</body></html>`)
	}
}
