package watch

import (
	"bytes"
	"context"
	"database/sql"
	_ "embed"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"text/template"
	"time"

	"rawi/news"
	"rawi/pipeline"
	"rawi/search"
	"rawi/store"
	"rawi/text"
)

// Alert is something that a reader wants to know at once.
type Alert struct {
	ID    int64     `json:"id"`
	At    time.Time `json:"at"`
	Kind  string    `json:"kind"` // confirmed: a second independent source; rising: a figure; story: a new one in a saved search
	Story string    `json:"story"`
	Event string    `json:"event,omitempty"`
	Title string    `json:"title"` // of the event or story, in the words of an article
	AlertData
}

// AlertData is what an alert says beyond that, by its kind.
type AlertData struct {
	Sources []string    `json:"sources,omitempty"` // confirmed: the independent ones
	What    string      `json:"what,omitempty"`    // rising: what is counted ("dead", "wounded", …)
	From    float64     `json:"from,omitempty"`
	To      float64     `json:"to,omitempty"`
	Place   *news.Place `json:"place,omitempty"`  // rising: where the new figure stands
	Search  string      `json:"search,omitempty"` // story: the name of the search
}

//go:embed alert.txt
var alertText string

var alertTemplate = template.Must(template.New("alert").Parse(strings.TrimSpace(alertText)))

// Text is the alert in a sentence.
func (a Alert) Text() string {
	var b strings.Builder
	if err := alertTemplate.Execute(&b, a); err != nil {
		return a.Title
	}
	return strings.TrimSpace(b.String())
}

// fresh is how far back the last article of a story may lie that alerts are raised for.
const fresh = 4 * 24 * time.Hour

// Raise looks at stories that were made anew for what is new in them since they were last looked at, and keeps it as alerts. What is there when
// an event is met for the first time raises none.
func Raise(ctx context.Context, lib *pipeline.Library, now time.Time, stories []*news.Story) ([]Alert, error) {
	since := text.DayOf(now.Add(-fresh))
	return raise(ctx, lib, now, func(r *raising) {
		for _, s := range stories {
			if s.To < since {
				continue
			}
			for _, e := range s.Events {
				r.sources(s, e)
			}
			for i := range s.Claims {
				r.figure(s, &s.Claims[i])
			}
		}
	})
}

// RaiseAsked asks the saved searches, and keeps the stories that are new in them as alerts. What a search finds when it is first asked raises none.
func RaiseAsked(ctx context.Context, lib *pipeline.Library, now time.Time) ([]Alert, error) {
	asked, err := ask(ctx, lib)
	if err != nil || len(asked) == 0 {
		return nil, err
	}
	return raise(ctx, lib, now, func(r *raising) {
		for _, a := range asked {
			r.search(a)
		}
	})
}

// raise keeps what look raises, in one transaction.
func raise(ctx context.Context, lib *pipeline.Library, now time.Time, look func(*raising)) (raised []Alert, err error) {
	err = lib.Write(ctx, func(tx *sql.Tx) error {
		raised = raised[:0]
		r := raising{ctx: ctx, tx: tx, met: map[string]bool{}}
		look(&r)
		if r.err != nil {
			return r.err
		}
		for _, a := range r.out {
			a.At = now
			data, err := json.Marshal(a.AlertData)
			if err != nil {
				return err
			}
			if err := tx.QueryRowContext(ctx, "INSERT INTO watch_alert (at, kind, story, event, title, data) VALUES (?, ?, ?, ?, ?, ?) RETURNING id", now.Unix(), a.Kind, a.Story, a.Event,
				a.Title, string(data)).Scan(&a.ID); err != nil {
				return err
			}
			raised = append(raised, a)
		}
		return nil
	})
	return raised, err
}

// answered is a saved search with the stories of its newest articles.
type answered struct {
	saved   store.SavedSearch
	stories []*news.Story
}

// newest is how many articles of a saved search are looked at.
const newest = 60

// ask asks the saved searches.
func ask(ctx context.Context, lib *pipeline.Library) (out []answered, err error) {
	saved, err := lib.SavedSearches(ctx)
	if err != nil {
		return nil, err
	}
	for _, s := range saved {
		a := answered{saved: s}
		found, err := lib.Ask(ctx, search.Query{Ask: s.Query, Limit: newest})
		if err != nil {
			continue // a search that cannot be asked any more raises nothing
		}
		seen := map[string]bool{}
		for _, f := range found.Found {
			ids, err := lib.StoriesOf(ctx, f.ID)
			if err != nil {
				return nil, err
			}
			for _, id := range ids {
				if seen[id] {
					continue
				}
				seen[id] = true
				story, err := lib.Story(ctx, id)
				if errors.Is(err, store.ErrNotFound) {
					continue
				}
				if err != nil {
					return nil, err
				}
				a.stories = append(a.stories, story)
			}
		}
		out = append(out, a)
	}
	return out, nil
}

// raising is one run of Raise.
type raising struct {
	ctx context.Context
	tx  *sql.Tx
	out []Alert
	met map[string]bool // events that were known before this run
	err error
}

// known is the value kept under a key, and keeps the new one; ok is false where there was none.
func (r *raising) known(key string, value float64) (old float64, ok bool) {
	if r.err != nil {
		return 0, false
	}
	err := r.tx.QueryRowContext(r.ctx, "SELECT value FROM watch_known WHERE key = ?", key).Scan(&old)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		r.err = err
		return 0, false
	}
	ok = err == nil
	if !ok || old != value {
		_, r.err = r.tx.ExecContext(r.ctx, "INSERT OR REPLACE INTO watch_known VALUES (?, ?)", key, value)
	}
	return old, ok
}

// sources raises an alert where an event that rested on one source has a second.
func (r *raising) sources(s *news.Story, e *news.Event) {
	old, ok := r.known("sources "+e.ID, float64(e.Independent))
	r.met[e.ID] = ok
	if !ok || old != 1 || e.Independent < 2 {
		return
	}
	a := Alert{Kind: "confirmed", Story: s.ID, Event: e.ID, Title: e.Title}
	for _, x := range e.Sources {
		if x.Name != "" {
			a.Sources = append(a.Sources, x.Name)
		}
	}
	r.out = append(r.out, a)
}

// figure raises an alert where a figure that stands has grown.
func (r *raising) figure(s *news.Story, c *news.Claim) {
	if c.Verdict == "conflict" {
		return // which of them holds cannot be told
	}
	replaced := map[int]bool{}
	for _, v := range c.Values {
		for _, i := range v.Replaces {
			replaced[i] = true
		}
	}
	best := -1
	for i, v := range c.Values {
		if !replaced[i] && news.Toll(v.Unit) && (best < 0 || v.Value > c.Values[best].Value) {
			best = i
		}
	}
	if best < 0 {
		return
	}
	v := c.Values[best]
	old, ok := r.known("figure "+c.Event+" "+v.Unit, v.Value)
	if !ok && r.met[c.Event] { // until now one article alone had it, and figures are compared between articles
		for _, i := range v.Replaces {
			old, ok = max(old, c.Values[i].Value), true
		}
	}
	if !ok || v.Value <= old {
		return
	}
	a := Alert{Kind: "rising", Story: s.ID, Event: c.Event, Title: s.Title, AlertData: AlertData{What: v.Unit, From: old, To: v.Value, Place: &v.Place}}
	for _, e := range s.Events {
		if e.ID == c.Event {
			a.Title = e.Title
		}
	}
	r.out = append(r.out, a)
}

// search raises an alert for each story of a saved search that was not in it when it was last asked.
func (r *raising) search(a answered) {
	_, before := r.known(fmt.Sprintf("asked %d %s", a.saved.ID, a.saved.Query), 1) // what was asked otherwise before is first asked now
	for _, s := range a.stories {
		if _, ok := r.known(fmt.Sprintf("search %d %s", a.saved.ID, s.ID), 1); !ok && before && r.err == nil {
			r.out = append(r.out, Alert{Kind: "story", Story: s.ID, Title: s.Title, AlertData: AlertData{Search: a.saved.Name}})
		}
	}
}

// Alerts are the last n alerts, the newest first.
func Alerts(ctx context.Context, lib *pipeline.Library, n int) ([]Alert, error) {
	return alerts(ctx, lib, "ORDER BY id DESC LIMIT ?", n)
}

func alerts(ctx context.Context, lib *pipeline.Library, which string, args ...any) (out []Alert, err error) {
	rows, err := lib.Reader().QueryContext(ctx, "SELECT id, at, kind, story, event, title, data FROM watch_alert "+which, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var a Alert
		var unix int64
		var data string
		if err := rows.Scan(&a.ID, &unix, &a.Kind, &a.Story, &a.Event, &a.Title, &data); err != nil {
			return nil, err
		}
		a.At = at(unix)
		if err := json.Unmarshal([]byte(data), &a.AlertData); err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, rows.Err()
}

// Send posts the alerts that were not sent yet to webhooks, as {"alert": …, "text": …}, one a request, in their order. One that cannot be
// sent is tried again at the next Send, and those after it wait.
func Send(ctx context.Context, lib *pipeline.Library, client *http.Client, hooks []string) error {
	waiting, err := alerts(ctx, lib, "WHERE sent = 0 ORDER BY id LIMIT 500")
	if err != nil {
		return err
	}
	for _, a := range waiting {
		body, err := json.Marshal(map[string]any{"alert": a, "text": a.Text()})
		if err != nil {
			return err
		}
		for _, h := range hooks {
			if err := post(ctx, client, h, body); err != nil {
				return fmt.Errorf("webhook: %w", err)
			}
		}
		if err := lib.Write(ctx, func(tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, "UPDATE watch_alert SET sent = 1 WHERE id = ?", a.ID)
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}

func post(ctx context.Context, client *http.Client, hook string, body []byte) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, hook, bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	res, err := client.Do(r)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	_, _ = io.CopyN(io.Discard, res.Body, 4<<10)
	if res.StatusCode/100 != 2 {
		return fmt.Errorf("status %d", res.StatusCode)
	}
	return nil
}

// WriteFeed writes alerts as an Atom feed; link makes the address of a story's page.
func WriteFeed(w io.Writer, title, self string, list []Alert, link func(story string) string) error {
	type atomLink struct {
		Rel  string `xml:"rel,attr,omitempty"`
		Href string `xml:"href,attr"`
	}
	type entry struct {
		ID      string   `xml:"id"`
		Title   string   `xml:"title"`
		Updated string   `xml:"updated"`
		Link    atomLink `xml:"link"`
	}
	doc := struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		ID      string   `xml:"id"`
		Title   string   `xml:"title"`
		Updated string   `xml:"updated"`
		Link    atomLink `xml:"link"`
		Entries []entry  `xml:"entry"`
	}{ID: self, Title: title, Updated: time.Unix(0, 0).UTC().Format(time.RFC3339), Link: atomLink{"self", self}}
	for i, a := range list {
		when := a.At.UTC().Format(time.RFC3339)
		if i == 0 {
			doc.Updated = when
		}
		doc.Entries = append(doc.Entries, entry{fmt.Sprintf("%s#%d", self, a.ID), a.Text(), when, atomLink{Href: link(a.Story)}})
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	return xml.NewEncoder(w).Encode(doc)
}
