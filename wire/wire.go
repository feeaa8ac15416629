// Package wire is what all answers over HTTP have in common whoever makes them: compression, and tags by which one that did not
// change is not sent again.
package wire

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"
	"sync"
)

// Tag is an entity tag: the beginning of a hash of the content.
func Tag(b []byte) string {
	sum := sha256.Sum256(b)
	return `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
}

// Tagged gives the answers to GET and HEAD that succeed a tag, and sends those not again that the client has. It holds each answer in
// memory first.
func Tagged(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			h.ServeHTTP(w, r)
			return
		}
		k := &keeper{header: w.Header(), status: http.StatusOK}
		h.ServeHTTP(k, r)
		if w.Header().Get("Content-Type") == "" && k.body.Len() > 0 {
			w.Header().Set("Content-Type", http.DetectContentType(k.body.Bytes()))
		}
		if k.status == http.StatusOK {
			t := Tag(k.body.Bytes())
			w.Header().Set("ETag", t)
			w.Header().Set("Cache-Control", "no-cache")
			if has(r.Header.Get("If-None-Match"), t) {
				w.Header().Del("Content-Type")
				w.WriteHeader(http.StatusNotModified)
				return
			}
		} else if w.Header().Get("Cache-Control") == "" {
			w.Header().Set("Cache-Control", "no-store")
		}
		w.WriteHeader(k.status)
		if r.Method == http.MethodGet {
			_, _ = w.Write(k.body.Bytes()) // nobody is left to tell
		}
	})
}

// has says whether a list of tags holds one, by weak comparison (RFC 9110, 8.8.3.2).
func has(list, tag string) bool {
	for t := range strings.SplitSeq(list, ",") {
		if t = strings.TrimPrefix(strings.TrimSpace(t), "W/"); t == tag || t == "*" {
			return true
		}
	}
	return false
}

// keeper keeps an answer.
type keeper struct {
	header http.Header
	status int
	wrote  bool
	body   bytes.Buffer
}

func (k *keeper) Header() http.Header { return k.header }

func (k *keeper) WriteHeader(status int) {
	if !k.wrote {
		k.status, k.wrote = status, true
	}
}

func (k *keeper) Write(b []byte) (int, error) {
	k.wrote = true
	return k.body.Write(b)
}

var writers = sync.Pool{New: func() any {
	z, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed+2) // the level is a valid one
	return z
}}

// Compressed sends text compressed to clients that understand gzip. Answers to people who are logged in (their request carries the
// cookie named secret) are left as they are: what they hold beside the reader's own words could be guessed from their length.
func Compressed(h http.Handler, secret string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, err := r.Cookie(secret)
		if err == nil || !accepts(r.Header.Get("Accept-Encoding")) || r.Header.Get("Range") != "" || r.Method != http.MethodGet {
			h.ServeHTTP(w, r)
			return
		}
		z := &zipper{ResponseWriter: w}
		defer z.end()
		h.ServeHTTP(z, r)
	})
}

// accepts says whether a client takes gzip.
func accepts(list string) bool {
	for e := range strings.SplitSeq(list, ",") {
		name, q, _ := strings.Cut(strings.TrimSpace(e), ";")
		if strings.EqualFold(strings.TrimSpace(name), "gzip") {
			q = strings.ReplaceAll(q, " ", "")
			return q != "q=0" && q != "q=0.0" && q != "q=0.00" && q != "q=0.000"
		}
	}
	return false
}

// zipper compresses an answer if its header says that it is worth it.
type zipper struct {
	http.ResponseWriter
	z       *gzip.Writer
	decided bool
}

func (z *zipper) WriteHeader(status int) {
	if z.decided {
		return
	}
	z.decided = true
	h := z.Header()
	kind := h.Get("Content-Type")
	text := strings.HasPrefix(kind, "text/") && kind != "text/event-stream" || strings.Contains(kind, "json") || strings.Contains(kind, "xml") || strings.Contains(kind, "javascript")
	length := h.Get("Content-Length")
	if text && status == http.StatusOK && h.Get("Content-Encoding") == "" && (length == "" || len(length) > 3) {
		h.Add("Vary", "Accept-Encoding")
		h.Set("Content-Encoding", "gzip")
		h.Del("Content-Length")
		if t := h.Get("ETag"); strings.HasPrefix(t, `"`) {
			h.Set("ETag", "W/"+t)
		}
		z.z = writers.Get().(*gzip.Writer)
		z.z.Reset(z.ResponseWriter)
	}
	z.ResponseWriter.WriteHeader(status)
}

func (z *zipper) Write(b []byte) (int, error) {
	if !z.decided {
		if z.Header().Get("Content-Type") == "" {
			z.Header().Set("Content-Type", http.DetectContentType(b))
		}
		z.WriteHeader(http.StatusOK)
	}
	if z.z == nil {
		return z.ResponseWriter.Write(b)
	}
	return z.z.Write(b)
}

// Flush sends what is ready, for answers that come piece by piece.
func (z *zipper) Flush() {
	if z.z != nil {
		_ = z.z.Flush()
	}
	if f, ok := z.ResponseWriter.(http.Flusher); ok {
		f.Flush()
	}
}

func (z *zipper) end() {
	if z.z != nil {
		_ = z.z.Close()
		writers.Put(z.z)
	}
}
