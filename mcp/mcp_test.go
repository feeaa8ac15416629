package mcp

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"rawi/desk"
	"rawi/desk/desktest"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// connect joins a client to a server in memory.
func connect(t *testing.T, l *desktest.Library) *mcp.ClientSession {
	t.Helper()
	there, here := mcp.NewInMemoryTransports()
	if _, err := NewServer(l.Desk(), "test", nil).Connect(t.Context(), there, nil); err != nil {
		t.Fatal(err)
	}
	c, err := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), here, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// call calls a tool and reads its answer into out; it returns what went wrong.
func call(t *testing.T, c *mcp.ClientSession, tool string, args map[string]any, out any) string {
	t.Helper()
	r, err := c.CallTool(t.Context(), &mcp.CallToolParams{Name: tool, Arguments: args})
	if err != nil {
		return err.Error()
	}
	if r.IsError {
		b, _ := json.Marshal(r.Content)
		return string(b)
	}
	b, err := json.Marshal(r.StructuredContent)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, out); err != nil {
		t.Fatal(err)
	}
	return ""
}

// TestTools: every tool answers, and every citation that it gives leads to its bytes.
func TestTools(t *testing.T) {
	l := desktest.Sample(t)
	c := connect(t, l)
	var stories StoriesAnswer
	if e := call(t, c, "stories", map[string]any{"by": "sources"}, &stories); e != "" || stories.Total != len(l.All) {
		t.Fatalf("%d stories, %s", stories.Total, e)
	}
	cited := 0
	check := func(x desk.Citation) {
		cited++
		l.Check(t, x)
		if x.Source == "" || x.SHA256 == "" || x.End <= x.Start {
			t.Errorf("a citation that leads nowhere: %+v", x)
		}
	}
	for _, s := range stories.Stories {
		in := map[string]any{"story": s.ID, "limit": 100}
		var story StoryAnswer
		var times Answer[desk.Moment]
		var said Answer[desk.Statement]
		var roots Answer[desk.Root]
		var claims Answer[desk.Compared]
		for tool, out := range map[string]any{"timeline": &times, "quotes": &said, "sources": &roots, "claims": &claims} {
			if e := call(t, c, tool, in, out); e != "" {
				t.Errorf("%s: %s", tool, e)
			}
		}
		if e := call(t, c, "story", map[string]any{"story": s.ID}, &story); e != "" || len(story.Cites) != s.Articles {
			t.Errorf("%s: %d citations of %d articles, %s", s.ID, len(story.Cites), s.Articles, e)
		}
		for _, x := range story.Cites {
			check(x)
		}
		for _, m := range times.Items {
			check(m.Cite)
		}
		for _, q := range said.Items {
			check(q.Citation)
		}
		for _, r := range roots.Items {
			for _, x := range append(r.Articles, r.Evidence...) {
				check(x)
			}
		}
		for _, k := range claims.Items {
			for _, v := range k.Values {
				check(v.Citation)
			}
		}
	}
	var found FoundAnswer
	if e := call(t, c, "search", map[string]any{"query": "الفيضان"}, &found); e != "" || len(found.Articles) == 0 {
		t.Fatalf("%d found, %s", len(found.Articles), e)
	}
	for _, f := range found.Articles {
		check(f.Citation)
	}
	if cited < 100 {
		t.Errorf("%d citations in all", cited)
	}
}

// TestWrong: what cannot be answered is told, and nothing of the inside with it.
func TestWrong(t *testing.T) {
	l := desktest.Sample(t)
	c := connect(t, l)
	for _, x := range []struct {
		tool string
		args map[string]any
	}{
		{"story", map[string]any{"story": "none"}},
		{"story", nil},
		{"search", map[string]any{"query": " "}},
		{"search", map[string]any{"query": strings.Repeat("a", 2000)}},
		{"search", map[string]any{"query": 5}},
		{"stories", map[string]any{"by": "chance"}},
		{"quotes", map[string]any{"story": "../x"}},
		{"nothing", nil},
	} {
		if e := call(t, c, x.tool, x.args, new(any)); e == "" {
			t.Errorf("%s %v is answered", x.tool, x.args)
		}
	}
	l.Broken = errors.New("disk on fire at /home/huda")
	if e := call(t, connect(t, l), "stories", nil, new(any)); e == "" || strings.Contains(e, "huda") {
		t.Errorf("a library that fails: %q", e)
	}
}

// TestHTTP: the same over HTTP.
func TestHTTP(t *testing.T) {
	l := desktest.Sample(t)
	srv := httptest.NewServer(Handler(NewServer(l.Desk(), "test", nil)))
	defer srv.Close()
	c, err := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), &mcp.StreamableClientTransport{Endpoint: srv.URL, DisableStandaloneSSE: true}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	var stories StoriesAnswer
	if e := call(t, c, "stories", nil, &stories); e != "" || stories.Total != len(l.All) {
		t.Errorf("%d stories, %s", stories.Total, e)
	}
	r, err := http.Post(srv.URL, "application/json", strings.NewReader("{"))
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	if r.StatusCode < 400 || r.StatusCode >= 500 {
		t.Errorf("half a request: %s", r.Status)
	}
}
