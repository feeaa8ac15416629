package api

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"rawi/desk"
	"rawi/desk/desktest"
	"rawi/news"
)

// ask asks for a path under Base and reads the answer into out.
func ask(t testing.TB, h http.Handler, path string, out any, header ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest("GET", Base+path, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	res := w.Result()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if out != nil {
		if err := json.Unmarshal(b, out); err != nil {
			t.Fatalf("%s: %v: %.300s", path, err, b)
		}
	}
	return res
}

func TestAPI(t *testing.T) {
	l := desktest.Sample(t)
	h := New(l.Desk(), "test", nil)
	var stories list[desk.Card]
	ask(t, h, "/stories?limit=200", &stories)
	if stories.Total != len(l.All) || len(stories.Items) != len(l.All) || stories.Next != "" {
		t.Fatalf("%d of %d stories, next %q", len(stories.Items), stories.Total, stories.Next)
	}
	seen := 0
	for cursor, page := "", 0; ; page++ { // the same, one by one
		var one list[desk.Card]
		ask(t, h, "/stories?limit=1&cursor="+cursor, &one)
		if len(one.Items) != 1 || one.Items[0].ID != stories.Items[page].ID {
			t.Fatalf("page %d: %+v", page, one.Items)
		}
		seen++
		if cursor = one.Next; cursor == "" {
			break
		}
	}
	if seen != stories.Total {
		t.Errorf("%d of %d stories one by one", seen, stories.Total)
	}
	for _, s := range stories.Items {
		var moments list[desk.Moment]
		ask(t, h, "/stories/"+s.ID+"/timeline?limit=200", &moments)
		for _, m := range moments.Items {
			l.Check(t, m.Cite)
		}
		var quotes list[desk.Statement]
		ask(t, h, "/stories/"+s.ID+"/quotes?limit=200", &quotes)
		for _, q := range quotes.Items {
			l.Check(t, q.Citation)
		}
		var roots list[desk.Root]
		ask(t, h, "/stories/"+s.ID+"/sources", &roots)
		if roots.Total != s.Independent {
			t.Errorf("%s: %d sources of %d", s.ID, roots.Total, s.Independent)
		}
		for _, r := range roots.Items {
			for _, c := range append(r.Articles, r.Evidence...) {
				l.Check(t, c)
			}
		}
		var claims list[desk.Compared]
		ask(t, h, "/stories/"+s.ID+"/claims", &claims)
		for _, c := range claims.Items {
			for _, v := range c.Values {
				l.Check(t, v.Citation)
			}
		}
	}
	large := slices.MaxFunc(l.All, func(a, b *news.Story) int { return len(a.Articles) - len(b.Articles) })
	a := large.Articles[0]
	for _, p := range []string{
		"/stories?by=rising", "/stories?by=sources&limit=2", "/stories?by=today", "/stories/" + l.All[0].ID, "/stories/" + l.All[0].ID + "/articles", "/articles/" + desk.Address(a), "/articles/" + desk.Address(a) + "/revisions",
		"/names", "/names?kind=place&q=ا", "/outlets", "/suggest?q=" + url.QueryEscape("ال"), "/search?q=" + url.QueryEscape("الفيضان"), "/compare?a=" + desk.Address(a) + "&b=" + desk.Address(large.Articles[1]), "/openapi.json",
	} {
		res := ask(t, h, p, new(any))
		if res.StatusCode != 200 || res.Header.Get("ETag") == "" {
			t.Errorf("%s: %s, ETag %q", p, res.Status, res.Header.Get("ETag"))
		}
		if again := ask(t, h, p, nil, "If-None-Match", res.Header.Get("ETag")); again.StatusCode != http.StatusNotModified {
			t.Errorf("%s: %s to one who has it", p, again.Status)
		}
	}
	var names list[NameCard]
	ask(t, h, "/names?kind=person", &names)
	for _, n := range names.Items {
		var full nameFull
		if res := ask(t, h, "/names/person/"+desk.Segment(n.Name), &full); res.StatusCode != 200 || full.Name != n.Name || len(full.In) != n.Stories {
			t.Errorf("%s: %s %+v", n.Name, res.Status, full)
		}
	}
	var outlets list[OutletCard]
	ask(t, h, "/outlets", &outlets)
	for _, o := range outlets.Items {
		if res := ask(t, h, "/outlets/"+url.PathEscape(o.Name), nil); res.StatusCode != 200 {
			t.Errorf("%s: %s", o.Name, res.Status)
		}
	}
}

// TestDescription: the description is OpenAPI 3.1 and names no other host.
func TestDescription(t *testing.T) {
	h := New(desktest.Sample(t).Desk(), "test", nil)
	var d struct {
		OpenAPI string
		Paths   map[string]any
	}
	ask(t, h, "/openapi.json", &d)
	if !strings.HasPrefix(d.OpenAPI, "3.1") || len(d.Paths) < 15 {
		t.Errorf("OpenAPI %s with %d paths", d.OpenAPI, len(d.Paths))
	}
	for _, p := range []string{"/docs", "/schemas/Card.json", ""} {
		if res := ask(t, h, p, nil); res.StatusCode != 404 {
			t.Errorf("%q: %s", p, res.Status)
		}
	}
}

// TestProblems: what is wrong is told as a problem, and nothing of the inside with it.
func TestProblems(t *testing.T) {
	l := desktest.Sample(t)
	h := New(l.Desk(), "test", nil)
	for path, want := range map[string]int{
		"/stories/none": 404, "/stories/none/quotes": 404, "/articles/=": 404, "/articles/x@-1": 404, "/names/person/zzz": 404, "/names/martian/x": 422, "/outlets/zzz": 404,
		"/stories?limit=0": 422, "/stories?limit=201": 422, "/stories?limit=x": 422, "/stories?cursor=zz": 422, "/stories?by=chance": 422, "/stories?nothing=1": 422, "/search": 422, "/search?q=": 422, "/search?q=ا&cursor=x": 422, "/search?q=a&cursor=zz": 422,
		"/search?q=" + strings.Repeat("a", 401): 422, "/compare": 422, "/compare?a=x&b=y": 404, "/nothing": 404, "/articles/" + desk.Address(l.All[0].Articles[0]) + "?revision=-1": 422, "/articles/" + desk.Address(l.All[0].Articles[0]) + "?revision=9": 404,
	} {
		var p struct {
			Status int
			Detail string
		}
		res := ask(t, h, path, &p)
		if res.StatusCode != want || p.Status != want || res.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%.60s: %s, %d, %s", path, res.Status, p.Status, res.Header.Get("Content-Type"))
		}
	}
	for _, m := range []string{"POST", "PUT", "DELETE", "PATCH"} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(m, Base+"/stories", strings.NewReader("{}")))
		if w.Code != http.StatusMethodNotAllowed {
			t.Errorf("%s: %d", m, w.Code)
		}
	}
	l.Broken = errors.New("disk on fire at /home/huda/rawi.db")
	h = New(l.Desk(), "test", nil)
	for _, path := range []string{"/stories", "/stories/" + l.All[0].ID, "/search?q=a", "/names", "/outlets"} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", Base+path, nil))
		if w.Code != 500 || strings.Contains(w.Body.String(), "fire") || strings.Contains(w.Body.String(), "huda") {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
}
