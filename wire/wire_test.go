package wire

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestCompressed(t *testing.T) {
	long := strings.Repeat("كلمة ", 1000)
	h := Compressed(Tagged(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/picture":
			w.Header().Set("Content-Type", "font/woff2")
		case "/wrong":
			w.WriteHeader(http.StatusNotFound)
		}
		_, _ = io.WriteString(w, long)
	})), "session")
	for _, c := range []struct {
		path, accept, cookie string
		zipped               bool
	}{{"/", "gzip", "", true}, {"/", "br, GZIP;q=0.5", "", true}, {"/", "", "", false}, {"/", "gzip;q=0", "", false}, {"/", "identity", "", false}, {"/picture", "gzip", "", false}, {"/wrong", "gzip", "", false}, {"/", "gzip", "session=x", false}} {
		r := httptest.NewRequest("GET", c.path, nil)
		r.Header.Set("Accept-Encoding", c.accept)
		if c.cookie != "" {
			r.Header.Set("Cookie", c.cookie)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		var body io.Reader = w.Body
		if w.Header().Get("Content-Encoding") == "gzip" != c.zipped {
			t.Errorf("%+v: %v", c, w.Header())
			continue
		}
		if c.zipped {
			z, err := gzip.NewReader(w.Body)
			if err != nil {
				t.Fatal(err)
			}
			body = z
		}
		if b, err := io.ReadAll(body); err != nil || string(b) != long {
			t.Errorf("%+v: %v, %d bytes", c, err, len(b))
		}
		if tag := w.Header().Get("ETag"); tag != "" {
			r.Header.Set("If-None-Match", tag)
			again := httptest.NewRecorder()
			if h.ServeHTTP(again, r); again.Code != http.StatusNotModified || again.Body.Len() != 0 {
				t.Errorf("%+v: %d to one who has it", c, again.Code)
			}
		}
	}
}

func TestTagged(t *testing.T) {
	h := Tagged(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, "a") }))
	for match, want := range map[string]int{"": 200, `"x"`: 200, Tag([]byte("a")): 304, "W/" + Tag([]byte("a")): 304, `"x", ` + Tag([]byte("a")): 304, "*": 304} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set("If-None-Match", match)
		w := httptest.NewRecorder()
		if h.ServeHTTP(w, r); w.Code != want {
			t.Errorf("%q: %d", match, w.Code)
		}
	}
	w := httptest.NewRecorder()
	if h.ServeHTTP(w, httptest.NewRequest("HEAD", "/", nil)); w.Code != 200 || w.Body.Len() != 0 {
		t.Errorf("HEAD: %d, %d bytes", w.Code, w.Body.Len())
	}
}
