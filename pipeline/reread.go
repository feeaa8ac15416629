package pipeline

import (
	"context"
	"slices"
	"strings"
	"time"

	"rawi/arabic"
	"rawi/news"
	"rawi/store"
	"rawi/text"
)

// Rereading is how far a Reread has come.
type Rereading struct {
	Sources   int // that were read again
	Articles  int // that were renewed
	Revisions int // articles of sources whose text reads otherwise now
	Failed    int // sources that could not be read any more: what is kept of them stays
	Dropped   int // of Sources, those whose page was dropped to save room: what stands in their text was found anew, its parts are as they were
}

// rereadBatch is how many sources are read again in one transaction.
const rereadBatch = 200

// Reread reads again what another version of the program has read, from the pages as they were kept. Each transaction is for good: a
// run that was stopped goes on where it was when it is begun again. step, which may be nil, is told after each transaction how far
// it has come. The stories are made anew by Retell.
func (l *Library) Reread(ctx context.Context, now func() time.Time, step func(Rereading)) (Rereading, error) {
	var total Rereading
	after := int64(0)
	for {
		if err := ctx.Err(); err != nil {
			return total, err
		}
		old, err := l.Outdated(ctx, l.Version, after, rereadBatch)
		if err != nil || len(old) == 0 {
			return total, err
		}
		after = old[len(old)-1].ID
		var entries []store.Entry
		var failed []string
		for i, r := range readAgain(ctx, old) {
			if len(r.Articles) == 0 {
				failed = append(failed, old[i].Source)
				continue
			}
			if old[i].Dropped {
				total.Dropped++
			}
			entries = append(entries, store.Entry{Articles: r.Articles, Raw: old[i].Raw, Err: r.Err, Analysis: l.Version, Came: r.Came})
		}
		if err := ctx.Err(); err != nil {
			return total, err
		}
		c, err := l.Library.Reread(ctx, now(), entries, reindex)
		if err != nil {
			return total, err
		}
		if err := l.Seen(ctx, l.Version, failed); err != nil {
			return total, err
		}
		total.Sources += len(entries)
		total.Failed += len(failed)
		total.Revisions += c.Revised
		total.Articles += len(c.Added)
		if step != nil {
			step(total)
		}
	}
}

// readAgain reads sources on all cores, in order.
func readAgain(ctx context.Context, old []store.Outdated) []Result {
	items := func(yield func(news.Item) bool) {
		for _, o := range old {
			if !yield(itemOf(o)) {
				return
			}
		}
	}
	out := slices.Collect(ReadAll(ctx, items))
	for i, r := range out {
		if o := old[i]; len(r.Articles) > 0 && o.Raw != nil && r.Articles[0].Doc.Text != o.Articles[0].Doc.Text {
			// A page that was known to be HTML by its name reads as one again.
			again := Read(news.Item{Source: o.Source, Raw: o.Raw, HTML: true, Charset: o.Came.Charset, Published: o.Came.Published})
			if len(again.Articles) > 0 && again.Articles[0].Doc.Text == o.Articles[0].Doc.Text {
				out[i] = again
			}
		}
		if o := old[i]; o.Dropped || o.Raw == nil && (len(r.Articles) == 0 || r.Articles[0].Doc.Text != o.Articles[0].Doc.Text) {
			out[i] = Result{Source: o.Source, Articles: withoutFields(o.Articles), Came: o.Came}
		}
		for _, a := range out[i].Articles { // what stands in no field
			if len(old[i].Articles) > 0 && slices.Contains(old[i].Articles[0].Given, news.FromFeed) && !slices.Contains(a.Given, news.FromFeed) {
				a.Given = append(a.Given, news.FromFeed)
			}
		}
	}
	return out
}

// itemOf is a kept source as an item to read. Of a record the fields are put together again.
func itemOf(o store.Outdated) news.Item {
	if o.Raw != nil || len(o.Articles) == 0 {
		return news.Item{Source: o.Source, Raw: o.Raw, HTML: o.Came.HTML, Charset: o.Came.Charset, Published: o.Came.Published}
	}
	a := o.Articles[0]
	f := &news.Fields{URL: a.URL, Outlet: given(a, "outlet", a.Doc.Outlet.Name)}
	if p := a.Doc.Published; p != nil && p.Rule == "field:date" {
		f.Date, _, _ = strings.Cut(p.Days.ISO(), "/")
	}
	from := 0
	for _, part := range a.Doc.Parts {
		switch part.Rule {
		case "field:title":
			f.Title, from = part.Span.Of(a.Doc.Text), part.Span.End
		case "field:author":
			f.Author, from = part.Span.Of(a.Doc.Text), part.Span.End
		}
	}
	f.Text = strings.TrimPrefix(a.Doc.Text[from:], "\n")
	return news.Item{Source: o.Source, Fields: f, Published: o.Came.Published}
}

// given is a value that came with an article, "" where it did not.
func given(a *store.Kept, field, value string) string {
	if slices.Contains(a.Given, field) {
		return value
	}
	return ""
}

// withoutFields reads articles again whose record cannot be put together any more: their parts stay, what stands in them is found anew.
func withoutFields(kept []*store.Kept) []*news.Article {
	var out []*news.Article
	for _, k := range kept {
		a := *k.Article
		d := k.Doc
		a.Doc = text.Doc{Text: d.Text, Parts: d.Parts, Title: d.Title, Outlet: d.Outlet, Byline: d.Byline, Wire: d.Wire, Published: d.Published}
		arabic.Read(&a.Doc)
		out = append(out, &a)
	}
	return out
}
