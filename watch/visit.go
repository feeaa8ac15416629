package watch

import (
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"rawi/gather/fetch"
	"rawi/news"
	"rawi/pipeline"
	"rawi/text"
)

// visit is a fetch of a page.
type visit struct {
	host *host
	page Page
}

// mostTries is how often a page is tried that cannot be had.
const mostTries = 6

func (v *visit) run(ctx context.Context, w *Watcher) outcome {
	o := outcome{host: v.host}
	p := v.page
	w.count.visits.Add(1)
	refuse := func(why string) outcome {
		w.count.left.Add(1)
		w.opt.Log.Info("page left", "page", p.Address, "why", why)
		o.write = p.leave(why)
		return o
	}
	u, err := url.Parse(p.Address)
	if err != nil {
		return refuse("its address cannot be read")
	}
	ok, delay, why := w.robots.Allowed(ctx, u)
	if ctx.Err() != nil {
		return outcome{host: v.host}
	}
	o.pause = delay
	if !ok {
		if strings.Contains(why, "cannot be had") {
			return v.again(w, o, why, true)
		}
		return refuse(why)
	}
	a, err := w.client.Get(ctx, fetch.Request{URL: p.Address, ETag: p.ETag, LastModified: p.Modified})
	var refused *fetch.Refused
	switch {
	case ctx.Err() != nil:
		return outcome{host: v.host}
	case errors.As(err, &refused):
		return refuse(err.Error())
	case err != nil:
		return v.again(w, o, err.Error(), true)
	}
	w.count.bytes.Add(int64(len(a.Body)))
	switch {
	case a.Status == 304:
		o.write = p.kept(a, false, w.opt)
		return o
	case a.Status == 200:
		return v.read(w, o, a)
	case a.Status == 410, a.Status == 404 && p.Tries >= 1:
		w.count.gone.Add(1)
		w.opt.Log.Info("page gone", "page", p.Address, "status", a.Status)
		o.write = p.gone(a.Status)
		return o
	case a.Status == 429, a.Status >= 500:
		o.pause = max(o.pause, min(a.RetryAfter, longestPause))
		return v.again(w, o, fmt.Sprintf("status %d", a.Status), true)
	case a.Status == 404, a.Status == 408, a.Status == 425:
		return v.again(w, o, fmt.Sprintf("status %d", a.Status), false)
	}
	return refuse(fmt.Sprintf("status %d", a.Status))
}

// read reads a page that came. It is kept under the address by which it is known; where it names another of the same site as its own, under
// that, so that one article is not kept twice.
func (v *visit) read(w *Watcher, o outcome, a *fetch.Answer) outcome {
	p := v.page
	leave := func(why string) outcome {
		w.count.left.Add(1)
		w.opt.Log.Info("page left", "page", p.Address, "why", why)
		o.write = p.leave(why)
		return o
	}
	html := strings.Contains(a.Media, "html")
	if !html && a.Media != "" && a.Media != "text/plain" {
		return leave("it is no page but " + a.Media)
	}
	it := news.Item{Source: p.URL, Raw: a.Body, HTML: html, Charset: a.Charset}
	if !p.Published.IsZero() {
		day := text.DayOf(p.Published)
		it.Published = text.Days{From: day, To: day}
	}
	r := pipeline.ReadOne(it, w.repeats())
	if len(r.Articles) == 0 {
		why := "no article is in it"
		if r.Err != nil {
			why = strings.TrimPrefix(r.Err.Error(), p.URL+": ")
		}
		return leave(why)
	}
	if t := r.Articles[0].Tongue; t != "" && t != "ar" {
		return leave("it is not in Arabic but in another language (" + t + ")")
	}
	if own := sameSite(r.Articles[0].URL, p.URL); own != "" && own != p.URL {
		r.Source = own
		for _, art := range r.Articles {
			art.Source = own
		}
	}
	o.result = &r
	o.write = p.kept(a, true, w.opt)
	return o
}

// sameSite is the address that a page names as its own, where it lies on the same site as the one by which it was fetched; else "".
func sameSite(own, fetched string) string {
	a, err := url.Parse(own)
	b, err2 := url.Parse(fetched)
	if err != nil || err2 != nil || a.Path == "" || a.Path == "/" || strings.TrimPrefix(a.Host, "www.") != strings.TrimPrefix(b.Host, "www.") {
		return ""
	}
	return fetch.Canonical(own)
}

// again has a page tried again later, unless it was tried often enough. machine says that it is the machine that does not answer.
func (v *visit) again(w *Watcher, o outcome, why string, machine bool) outcome {
	p := v.page
	o.failed = machine
	w.count.problems.Add(1)
	w.opt.Log.Warn("page", "page", p.Address, "problem", why, "try", p.Tries+1)
	jitter := w.jitter()
	o.write = func(ctx context.Context, tx *sql.Tx, now time.Time) error {
		if p.Tries+1 >= mostTries {
			return p.leave(fmt.Sprintf("%s, after %d tries", why, mostTries))(ctx, tx, now)
		}
		wait := time.Duration(float64(5*time.Minute<<(2*min(p.Tries, 4))) * jitter) // 5, 20, 80 minutes, 5, 21 hours
		_, err := tx.ExecContext(ctx, "UPDATE watch_page SET tries = tries + 1, why = ?, due = ? WHERE url = ?", why, now.Add(wait).Unix(), p.URL)
		return err
	}
	return o
}

// leave gives a page up; one that was kept before stays kept.
func (p Page) leave(why string) func(context.Context, *sql.Tx, time.Time) error {
	return func(ctx context.Context, tx *sql.Tx, now time.Time) error {
		_, err := tx.ExecContext(ctx, "UPDATE watch_page SET state = CASE WHEN state = 'wanted' THEN 'left' ELSE state END, why = ?, due = 0, fetched = ? WHERE url = ?", why, now.Unix(), p.URL)
		return err
	}
}

// gone notes that a page is not there any more. Its article, if it was kept, stays in the library.
func (p Page) gone(status int) func(context.Context, *sql.Tx, time.Time) error {
	return func(ctx context.Context, tx *sql.Tx, now time.Time) error {
		_, err := tx.ExecContext(ctx, "UPDATE watch_page SET state = 'gone', why = ?, due = 0, fetched = ? WHERE url = ?", fmt.Sprintf("status %d", status), now.Unix(), p.URL)
		return err
	}
}

// kept notes that a page was taken, or has not changed, and when it is looked at again.
func (p Page) kept(a *fetch.Answer, body bool, opt Options) func(context.Context, *sql.Tx, time.Time) error {
	if !body && a.ETag == "" {
		a.ETag = p.ETag
	}
	if !body && a.LastModified == "" {
		a.LastModified = p.Modified
	}
	return func(ctx context.Context, tx *sql.Tx, now time.Time) error {
		due := int64(0)
		if p.Visits < len(opt.Revisits) {
			due = now.Add(opt.Revisits[p.Visits]).Unix()
		}
		_, err := tx.ExecContext(ctx, "UPDATE watch_page SET state = 'kept', why = '', due = ?, tries = 0, visits = visits + 1, etag = ?, modified = ?, fetched = ? WHERE url = ?",
			due, a.ETag, a.LastModified, now.Unix(), p.URL)
		return err
	}
}

// unpacked is a body that is a gzip file itself, as maps of sites are; other bodies stay as they are.
func unpacked(b []byte) ([]byte, error) {
	if !bytes.HasPrefix(b, []byte("\x1f\x8b")) {
		return b, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, errors.New("it is packed, and damaged")
	}
	const most = 64 << 20
	out, err := io.ReadAll(io.LimitReader(z, most+1))
	if len(out) > most {
		return nil, fmt.Errorf("it unpacks to more than %d MiB", most>>20)
	}
	if err != nil && len(out) == 0 {
		return nil, errors.New("it is packed, and damaged")
	}
	return out, nil
}
