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
	"unicode"

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
	refuse := func(why string) outcome { return v.leave(w, o, why) }
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
			return v.again(ctx, w, o, why, true)
		}
		return v.withoutPage(ctx, w, o, why)
	}
	a, err := w.client.Get(ctx, fetch.Request{URL: p.Address, ETag: p.ETag, LastModified: p.Modified})
	var refused *fetch.Refused
	switch {
	case ctx.Err() != nil:
		return outcome{host: v.host}
	case errors.As(err, &refused):
		return refuse(err.Error())
	case err != nil:
		return v.again(ctx, w, o, err.Error(), true)
	}
	w.count.bytes.Add(int64(len(a.Body)))
	switch {
	case a.Status == 304:
		o.write = p.kept(a, false, w.opt)
		return o
	case a.Status == 200:
		return v.read(ctx, w, o, a)
	case a.Status == 410, a.Status == 404 && p.Tries >= 1:
		w.count.gone.Add(1)
		w.opt.Log.Info("page gone", "page", p.Address, "status", a.Status)
		o.write = p.gone(a.Status)
		return o
	case a.Status == 429, a.Status >= 500:
		o.pause = max(o.pause, min(a.RetryAfter, longestPause))
		return v.again(ctx, w, o, fmt.Sprintf("status %d", a.Status), true)
	case a.Status == 404, a.Status == 408, a.Status == 425:
		return v.again(ctx, w, o, fmt.Sprintf("status %d", a.Status), false)
	}
	return v.withoutPage(ctx, w, o, fmt.Sprintf("status %d", a.Status))
}

// leave gives a page up.
func (v *visit) leave(w *Watcher, o outcome, why string) outcome {
	w.count.left.Add(1)
	w.opt.Log.Info("page left", "page", v.page.Address, "why", why)
	o.write = v.page.leave(why)
	return o
}

// leastBrief is how many letters the text that a feed gives must have to be an article.
const leastBrief = 100

// withoutPage takes the text that the source itself gives, where the page cannot be had and never was; where it gives none, the page is left. It
// is looked for again as other pages are, and its text then becomes a revision.
func (v *visit) withoutPage(ctx context.Context, w *Watcher, o outcome, why string) outcome {
	if fed, ok := v.fromFeed(ctx, w, o, why); ok {
		return fed
	}
	return v.leave(w, o, why)
}

// fromFeed takes the text that the source gives; ok is false where it is none, or a page was there before.
func (v *visit) fromFeed(ctx context.Context, w *Watcher, o outcome, why string) (outcome, bool) {
	p := v.page
	if p.Brief == "" || p.State != wanted {
		return o, false
	}
	it := news.Item{Source: p.URL, Fields: &news.Fields{URL: p.Address, Title: p.Title, Text: p.Brief, Outlet: w.outletOf(ctx, p)}}
	if !p.Published.IsZero() {
		it.Fields.Date = p.Published.Format("2006-01-02")
	}
	r := pipeline.ReadOne(it, nil)
	if len(r.Articles) == 0 || letters(r.Articles[0].Doc.Text)-letters(p.Title) < leastBrief || r.Articles[0].Tongue != "" && r.Articles[0].Tongue != "ar" {
		return o, false
	}
	for _, a := range r.Articles {
		a.Given = append(a.Given, news.FromFeed)
	}
	w.count.fed.Add(1)
	w.opt.Log.Info("page taken from its feed", "page", p.Address, "why", why)
	o.result = &r
	note := p.kept(&fetch.Answer{}, true, w.opt)
	o.write = func(ctx context.Context, tx *sql.Tx, now time.Time) error {
		if err := note(ctx, tx, now); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "UPDATE watch_page SET why = ? WHERE url = ?", fedWhy+why, p.URL)
		return err
	}
	return o, true
}

// outletOf is what most of fifty articles of a page's site call their outlet, else what its source is called. They are those whose addresses
// stand last in their order: the latest where addresses hold days or numbers, and quickly found wherever they stand.
func (w *Watcher) outletOf(ctx context.Context, p Page) (name string) {
	site := p.URL
	if i := strings.Index(site, "://"); i >= 0 {
		if j := strings.IndexByte(site[i+3:], '/'); j >= 0 {
			site = site[:i+3+j+1]
		}
	}
	err := w.lib.Reader().QueryRowContext(ctx, `SELECT outlet FROM (SELECT article.outlet AS outlet FROM source JOIN article ON article.revision = source.revision
		WHERE source.name >= ?1 AND source.name < ?1 || char(0x10FFFF) ORDER BY source.name DESC LIMIT 50) WHERE outlet <> '' GROUP BY outlet ORDER BY count(*) DESC, outlet LIMIT 1`, site).Scan(&name)
	if err != nil {
		_ = w.lib.Reader().QueryRowContext(ctx, "SELECT title FROM watch_source WHERE id = ?", p.Source).Scan(&name) // without a name it has none
	}
	return name
}

// letters counts the letters of a text.
func letters(s string) (n int) {
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// read reads a page that came. It is kept under the address by which it is known; where it names another of the same site as its own, under
// that, so that one article is not kept twice.
func (v *visit) read(ctx context.Context, w *Watcher, o outcome, a *fetch.Answer) outcome {
	p := v.page
	html := strings.Contains(a.Media, "html")
	if !html && a.Media != "" && a.Media != "text/plain" {
		return v.withoutPage(ctx, w, o, "it is no page but "+a.Media)
	}
	it := news.Item{Source: p.URL, Raw: a.Body, HTML: html, Charset: a.Charset}
	if !p.Published.IsZero() {
		day := text.DayOf(p.Published)
		it.Published = text.Days{From: day, To: day}
	}
	var r pipeline.Result
	w.alone(func() { r = pipeline.ReadOne(it, w.repeats()) })
	if len(r.Articles) == 0 {
		why := "no article is in it"
		if r.Err != nil {
			why = strings.TrimPrefix(r.Err.Error(), p.URL+": ")
		}
		return v.withoutPage(ctx, w, o, why)
	}
	if len(r.Articles) == 1 && letters(r.Articles[0].Doc.Text) < leastBrief {
		if fed, ok := v.fromFeed(ctx, w, o, "no article is in it"); ok {
			return fed
		}
		if p.fed() { // what the feed gives says more
			return v.leave(w, o, "no article is in it")
		}
	}
	if t := r.Articles[0].Tongue; t != "" && t != "ar" {
		return v.leave(w, o, "it is not in Arabic but in another language ("+t+")")
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
func (v *visit) again(ctx context.Context, w *Watcher, o outcome, why string, machine bool) outcome {
	p := v.page
	o.failed = machine
	if p.Tries+1 >= mostTries && p.Brief != "" {
		return v.withoutPage(ctx, w, o, fmt.Sprintf("%s, after %d tries", why, mostTries))
	}
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

// fedWhy begins what is said of a page whose text is the one that its feed gives.
const fedWhy = "its text is what the feed gives: "

// fed says that the text kept of a page is the one that its feed gives.
func (p Page) fed() bool { return p.State == kept && strings.HasPrefix(p.Why, fedWhy) }

// leave gives a page up; one that was kept before stays kept.
func (p Page) leave(why string) func(context.Context, *sql.Tx, time.Time) error {
	if p.fed() {
		why = fedWhy + why
	}
	return func(ctx context.Context, tx *sql.Tx, now time.Time) error {
		_, err := tx.ExecContext(ctx, "UPDATE watch_page SET state = CASE WHEN state = 'wanted' THEN 'left' ELSE state END, why = ?, due = 0, brief = '', fetched = ? WHERE url = ?", why, now.Unix(), p.URL)
		return err
	}
}

// gone notes that a page is not there any more. Its article, if it was kept, stays in the library.
func (p Page) gone(status int) func(context.Context, *sql.Tx, time.Time) error {
	return func(ctx context.Context, tx *sql.Tx, now time.Time) error {
		_, err := tx.ExecContext(ctx, "UPDATE watch_page SET state = 'gone', why = ?, due = 0, brief = '', fetched = ? WHERE url = ?", fmt.Sprintf("status %d", status), now.Unix(), p.URL)
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
		_, err := tx.ExecContext(ctx, "UPDATE watch_page SET state = 'kept', why = '', due = ?, tries = 0, visits = visits + 1, brief = '', etag = ?, modified = ?, fetched = ? WHERE url = ?",
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
