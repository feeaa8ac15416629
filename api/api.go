// Package api answers programs: the stories, articles, names and publishers of a library as JSON over HTTP, described by OpenAPI 3.1.
// Lists come page by page, each with a cursor to the next; what goes wrong is told as a problem (RFC 9457); and whatever is said of
// an article carries its citation, down to the bytes.
package api

import (
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"slices"

	"rawi/desk"
	"rawi/wire"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// Base is the path under which the API answers; its description is at Base + "/openapi.json".
const Base = "/api/v1"

// service answers from a desk.
type service struct {
	*desk.Desk
	log *slog.Logger
}

// New is a handler for all paths under Base.
func New(d *desk.Desk, version string, log *slog.Logger) http.Handler {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	s := &service{d, log}
	mux := http.NewServeMux()
	config := huma.DefaultConfig("Rawi", version)
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "/openapi", "", ""
	config.CreateHooks = nil // they would add the request's host to every answer
	config.RejectUnknownQueryParameters = true
	config.Info.Description = "The stories behind Arabic news: events, independent sources, timelines, statements and figures, each with its citation. " +
		"Spans are bytes, half-open, of the source's text (UTF-8)."
	config.Info.License = &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"}
	h := humago.NewWithPrefix(mux, Base, config)
	s.stories(h)
	s.articles(h)
	s.names(h)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		status, detail := http.StatusNotFound, "there is nothing at this path; see "+Base+"/openapi.json"
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			status, detail = http.StatusMethodNotAllowed, "the API only reads"
			w.Header().Set("Allow", "GET, HEAD")
		}
		problem(w, status, detail)
	})
	return wire.Tagged(guard(mux, log))
}

// guard sets what every answer has, and makes a problem of a panic.
func guard(h http.Handler, log *slog.Logger) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		w.Header().Set("Cross-Origin-Resource-Policy", "same-origin")
		w.Header().Set("Vary", "Cookie, Authorization")
		defer func() {
			if v := recover(); v != nil {
				if v == http.ErrAbortHandler {
					panic(v)
				}
				log.Error("panic", "path", r.URL.Path, "value", v)
				problem(w, http.StatusInternalServerError, "the fault is the server's, and was recorded")
			}
		}()
		h.ServeHTTP(w, r)
	})
}

// problem answers with what is wrong.
func problem(w http.ResponseWriter, status int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"title": http.StatusText(status), "status": status, "detail": detail})
}

// wrong makes of an error what the client is told; what happened inside is only recorded.
func (s *service) wrong(err error) error {
	var known huma.StatusError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return known
	case errors.Is(err, fs.ErrNotExist):
		return huma.Error404NotFound("the library has no such thing")
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return huma.NewError(http.StatusServiceUnavailable, "the request took too long")
	}
	s.log.Error("api", "err", err)
	return huma.Error500InternalServerError("the fault is the server's, and was recorded")
}

// Paging is how much of a list is asked for.
type Paging struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"How many to answer with."`
	Cursor string `query:"cursor" maxLength:"2000" doc:"As the answer before gave it in next."`
}

// list is one page of a list.
type list[T any] struct {
	Total int    `json:"total" doc:"Of all that there are, on this page or not."`
	Next  string `json:"next,omitempty" doc:"The cursor of the page that follows; missing on the last."`
	Items []T    `json:"items"`
}

// page cuts a page out of a list that is in an order. A cursor holds the place of the last item by what it is sorted by, and not its
// number, so that pages neither repeat nor miss when the list grows between them.
func page[T, K any](all []T, p Paging, key func(T) K, order func(a, b K) int) (out list[T], err error) {
	from := 0
	if p.Cursor != "" {
		var at K
		b, err := base64.RawURLEncoding.DecodeString(p.Cursor)
		if err != nil || json.Unmarshal(b, &at) != nil {
			return out, huma.Error422UnprocessableEntity("the cursor is none that this list gave")
		}
		n, found := slices.BinarySearchFunc(all, at, func(x T, k K) int { return order(key(x), k) })
		if from = n; found {
			from++
		}
	}
	to := min(from+p.Limit, len(all))
	out = list[T]{Total: len(all), Items: slices.Clone(all[from:to])}
	if out.Items == nil {
		out.Items = []T{}
	}
	if to < len(all) && to > from {
		b, err := json.Marshal(key(all[to-1]))
		if err != nil {
			return out, err
		}
		out.Next = base64.RawURLEncoding.EncodeToString(b)
	}
	return out, nil
}

// numbered pages a list whose items have no order of their own but their place.
func numbered[T any](all []T, p Paging) (list[T], error) {
	type item struct {
		n int
		v T
	}
	items := make([]item, len(all))
	for i, v := range all {
		items[i] = item{i, v}
	}
	got, err := page(items, p, func(x item) int { return x.n }, cmp.Compare[int])
	out := list[T]{Total: got.Total, Next: got.Next, Items: []T{}}
	for _, x := range got.Items {
		out.Items = append(out.Items, x.v)
	}
	return out, err
}

// body is an answer.
type body[T any] struct{ Body T }

// get adds an operation.
func get[I, O any](h huma.API, path, id, summary string, f func(context.Context, *I) (*body[O], error)) {
	huma.Register(h, huma.Operation{OperationID: id, Method: http.MethodGet, Path: path, Summary: summary, Errors: []int{404, 422, 500}}, f)
}
