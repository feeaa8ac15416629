package watch

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rawi/gather/fetch"
	"rawi/news"
	"rawi/pipeline"
)

// TestTextOfFeed: where a page cannot be had, or holds no article, the text that its feed gives is taken, and said to be the feed's; a page that
// is gone is not replaced by it, and once the page can be had its own text is the newer revision.
func TestTextOfFeed(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	c := &fastClock{now: began, end: began.Add(20 * time.Hour), out: cancel}
	lead := func(n string) string {
		return fmt.Sprintf("قال مدير الميناء رقم %s خالد النجار إن السفينة التي تحمل القمح وصلت صباح اليوم إلى رصيف الميناء بعد رحلة طويلة، وإن العمال بدأوا تفريغ حمولتها فور وصولها.", n)
	}
	p := &press{outlets: 1, now: c.Now, asked: map[string]int{}, hits: map[string]int{}}
	p.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page := func(n string) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprintf(w, `<html lang="ar"><body><article><h1>السفينة تصل إلى الميناء رقم %s</h1><p>%s</p><p>وأضاف المدير في الصفحة نفسها أن التفريغ يستمر ثلاثة أيام.</p></article></body></html>`, n, lead(n))
		}
		switch r.URL.Path {
		case "/robots.txt":
			fmt.Fprint(w, "User-agent: *\nDisallow: /news/1002\n")
		case "/feed":
			fmt.Fprint(w, `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>منبر</title>`)
			for i := range 7 {
				text := "<p>" + lead(fmt.Sprint(1001+i)) + "</p>"
				if i == 6 {
					text = "<p>خبر قصير.</p>"
				}
				fmt.Fprintf(w, `<item><title>السفينة تصل إلى الميناء رقم %d</title><link>%s</link><pubDate>%s</pubDate><description>مختصر</description><content:encoded><![CDATA[%s]]></content:encoded></item>`,
					1001+i, p.address(0, fmt.Sprintf("/news/%d/khabar", 1001+i)), began.Format(time.RFC1123Z), text)
			}
			fmt.Fprint(w, `</channel></rss>`)
		case "/news/1001/khabar", "/news/1007/khabar":
			w.WriteHeader(http.StatusForbidden)
		case "/news/1003/khabar":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, `<html><head><title>منبر</title></head><body></body></html>`)
		case "/news/1004/khabar":
			w.WriteHeader(http.StatusGone)
		case "/news/1005/khabar":
			page("1005")
		case "/news/1006/khabar":
			if c.Now().Sub(began) < 5*time.Hour {
				w.WriteHeader(http.StatusPaymentRequired)
				return
			}
			page("1006")
		default:
			w.WriteHeader(http.StatusTeapot)
		}
	}))
	p.tls = p.server
	defer p.server.Close()
	lib, err := pipeline.OpenLibrary(filepath.Join(t.TempDir(), "feed.db"), Part())
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	if err := Follow(ctx, lib, began, Source{URL: p.address(0, "/feed")}, p.options(0).Check); err != nil {
		t.Fatal(err)
	}
	client := fetch.New(p.options(time.Second))
	defer client.Close()
	w := New(lib, client, Options{Shortest: time.Hour, Longest: 4 * time.Hour, Distance: time.Second, Revisits: []time.Duration{6 * time.Hour}, Clock: c, Rand: rand.New(rand.NewPCG(1, 2))})
	if err := w.Run(ctx); err != nil {
		t.Fatal(err)
	}
	ctx = context.Background()
	for number, want := range map[string]struct {
		fed   bool
		state string
		texts int
		why   string
	}{
		"1001": {true, kept, 1, "status 403"},
		"1002": {true, kept, 1, "robots.txt"},
		"1003": {true, kept, 1, "no article"},
		"1004": {false, gone, 0, "status 410"},
		"1005": {false, kept, 1, ""},
		"1006": {false, kept, 2, ""},
		"1007": {false, left, 0, "status 403"},
	} {
		u := fetch.Canonical(p.address(0, "/news/"+number+"/khabar"))
		pg, ok, err := Why(ctx, lib, u)
		if err != nil || !ok || pg.State != want.state || !strings.Contains(pg.Why, want.why) || want.why == "" && pg.Why != "" || pg.Brief != "" && pg.State == kept {
			t.Errorf("%s: %+v, %v, %v", number, pg, ok, err)
		}
		revisions, err := lib.Revisions(ctx, u)
		if err != nil || len(revisions) != want.texts {
			t.Errorf("%s: %d texts, %v", number, len(revisions), err)
		}
		if want.texts == 0 {
			continue
		}
		k, err := lib.Find(ctx, news.Ref{Source: u, Article: 1})
		if err != nil {
			t.Fatal(err)
		}
		if fed := slices.Contains(k.Given, news.FromFeed); fed != want.fed || !strings.Contains(k.Doc.Text, "رحلة طويلة") || k.URL == "" || k.Doc.Published == nil || strings.Contains(k.Doc.Text, "<p>") {
			t.Errorf("%s: fed %v, %q, %q, %v, outlet %q", number, fed, k.Doc.Text, k.URL, k.Doc.Published, k.Doc.Outlet.Name)
		}
		if want.fed {
			t.Logf("%s: outlet %q, given %v", number, k.Doc.Outlet.Name, k.Given)
		}
	}
	// Read again, it is still the feed's.
	lib.Version = "2"
	if r, err := lib.Reread(ctx, time.Now, nil); err != nil || r.Revisions != 0 || r.Failed != 0 {
		t.Errorf("%+v, %v", r, err)
	}
	k, err := lib.Find(ctx, news.Ref{Source: fetch.Canonical(p.address(0, "/news/1001/khabar")), Article: 1})
	if err != nil || !slices.Contains(k.Given, news.FromFeed) {
		t.Errorf("read again: %v, %v", k.Given, err)
	}
}

// TestAddedMeanwhile: a source that another program adds is looked at soon, though nothing was followed before.
func TestAddedMeanwhile(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	c := &fastClock{now: began, end: began.Add(2 * time.Hour), out: cancel}
	asked := 0
	p := &press{outlets: 1, now: c.Now, asked: map[string]int{}, hits: map[string]int{}}
	p.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/feed" {
			asked++
		}
		http.NotFound(w, r)
	}))
	p.tls = p.server
	defer p.server.Close()
	lib, err := pipeline.OpenLibrary(filepath.Join(t.TempDir(), "added.db"), Part())
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	c.at = func(now time.Time) {
		if now.Sub(began) > time.Hour {
			err := Follow(context.Background(), lib, now, Source{URL: p.address(0, "/feed")}, p.options(0).Check)
			if err != nil && !errors.Is(err, ErrKnown) {
				t.Error(err)
			}
		}
	}
	client := fetch.New(p.options(time.Second))
	defer client.Close()
	if err := New(lib, client, Options{Clock: c}).Run(ctx); err != nil {
		t.Fatal(err)
	}
	if asked == 0 {
		t.Error("it was never looked at")
	}
}
