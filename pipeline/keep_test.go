package pipeline

import (
	"compress/gzip"
	"context"
	"database/sql"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rawi/news"
	"rawi/search"
	"rawi/store"
	"rawi/text"
)

// earlier opens a library as an earlier version of the program left it. Whoever adds a step to the tables of store or search puts a
// library of the version before it into testdata: library-1 has their first steps only, four pages of the sample set and one of them
// in a second text; library-2 has the steps before it was kept how pages came.
func earlier(t *testing.T, name string) string {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name+".db.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), name+".db")
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// problems is what Check says.
func problems(t *testing.T, l *Library) string {
	t.Helper()
	var out []string
	if err := l.Check(context.Background(), func(p store.Problem) { out = append(out, p.Where+": "+p.What) }); err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, "\n")
}

// TestEarlierLibraries: a library of every earlier version is brought up to date with all that it holds, and read again where it was
// stopped.
func TestEarlierLibraries(t *testing.T) {
	files, _ := filepath.Glob("testdata/library-*.db.gz")
	if len(files) == 0 {
		t.Fatal("no earlier library")
	}
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".db.gz")
		t.Run(name, func(t *testing.T) {
			ctx := context.Background()
			path := earlier(t, name)
			l, err := OpenLibrary(path)
			if err != nil {
				t.Fatal(err)
			}
			defer l.Close()
			if got := problems(t, l); got != "" {
				t.Error(got)
			}
			n, err := l.Count(ctx)
			if err != nil || n.Articles != 6 || n.Revisions != n.Sources+1 || n.Stories == 0 {
				t.Errorf("%+v, %v", n, err)
			}
			a, err := l.Ask(ctx, search.Query{Ask: "العبّارة"})
			if err != nil || a.Total == 0 {
				t.Errorf("%+v, %v", a, err)
			}
			if s, err := l.Suggest(ctx, "عبار", 5); err != nil || len(s) == 0 || s[0].Kind != "" || s[0].Text != "العبّارة" {
				t.Errorf("%+v, %v", s, err)
			}
			if _, _, edits, err := l.Difference(ctx, "ferry-riyah.txt", 1, 2); err != nil || len(edits) != 1 {
				t.Errorf("%+v, %v", edits, err)
			}
			l.Version = "2"
			stopped, stop := context.WithCancel(ctx)
			stop()
			now := func() time.Time { return time.Unix(0, 0) }
			if _, err := l.Reread(stopped, now, nil); err == nil {
				t.Error("it did not stop")
			}
			r, err := l.Reread(ctx, now, nil)
			if err != nil || r.Articles != 6 || r.Failed != 0 || r.Revisions != 0 {
				t.Errorf("%+v, %v", r, err)
			}
			if r, err := l.Reread(ctx, now, nil); err != nil || r != (Rereading{}) {
				t.Errorf("again: %+v, %v", r, err)
			}
			if err := l.Retell(ctx); err != nil {
				t.Error(err)
			}
			if got := problems(t, l); got != "" {
				t.Error(got)
			}
		})
	}
}

// TestRereadAsItCame: what is read again is read as it came: in the encoding that HTTP declared, as HTML where that was known, and on the day
// that was said.
func TestRereadAsItCame(t *testing.T) {
	ctx := context.Background()
	l, err := OpenLibrary(filepath.Join(t.TempDir(), "rawi.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	l.Version = "1"
	// Two letters of Windows-1256 that are others in ISO-8859-6, and nothing in the page says which it is.
	raw := []byte("<p>\xC7\xE1\xE3\xED\xE4\xC7\xC1 \xE3\xDD\xCA\xE6\xCD \xC7\xE1\xED\xE6\xE3</p>")
	day, _ := text.ParseDay("2025-09-03")
	it := news.Item{Source: "a", Raw: raw, HTML: true, Charset: "windows-1256", Published: text.Days{From: day, To: day}}
	first := Read(it)
	now := func() time.Time { return time.Unix(1e9, 0) }
	if _, err := l.Keep(ctx, now(), []Result{first}); err != nil {
		t.Fatal(err)
	}
	old, err := l.Outdated(ctx, "2", 0, 10)
	if err != nil || len(old) != 1 || old[0].Came != it.Came() {
		t.Fatalf("%+v, %v", old, err)
	}
	l.Version = "2"
	if r, err := l.Reread(ctx, now, nil); err != nil || r.Articles != 1 || r.Revisions != 0 {
		t.Errorf("%+v, %v", r, err)
	}
	k, err := l.Find(ctx, news.Ref{Source: "a", Article: 1})
	if err != nil || k.Doc.Text != first.Articles[0].Doc.Text || k.Doc.Published == nil || k.Doc.Published.Days != it.Published {
		t.Errorf("%+v, %v", k, err)
	}
}

// TestRereadWithoutPage: where the page was dropped to save room, what stands in the text is found anew all the same.
func TestRereadWithoutPage(t *testing.T) {
	ctx := context.Background()
	l, err := OpenLibrary(filepath.Join(t.TempDir(), "rawi.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	l.Version = "1"
	page := news.Item{Source: "a", HTML: true, Raw: []byte(`<html><body><nav><a href="/">الرئيسية</a></nav><h1>افتتاح جسر في الروضة</h1><p>قال مدير البلدية خالد النجار إن الجسر الجديد في حي الروضة افتتح يوم الأربعاء 3 سبتمبر 2025.</p></body></html>`)}
	now := func() time.Time { return time.Unix(1e9, 0) }
	if _, err := l.Keep(ctx, now(), []Result{Read(page)}); err != nil {
		t.Fatal(err)
	}
	before, err := l.Find(ctx, news.Ref{Source: "a", Article: 1})
	if err != nil {
		t.Fatal(err)
	}
	if p, err := l.Prune(ctx, now(), now().Add(time.Hour), 0); err != nil || p.Pages != 1 || p.Bytes == 0 {
		t.Fatalf("%+v, %v", p, err)
	}
	l.Version = "2"
	r, err := l.Reread(ctx, now, nil)
	if err != nil || r.Sources != 1 || r.Dropped != 1 || r.Revisions != 0 || r.Failed != 0 {
		t.Errorf("%+v, %v", r, err)
	}
	after, err := l.Find(ctx, news.Ref{Source: "a", Article: 1})
	if err != nil || after.Doc.Text != before.Doc.Text || len(after.Doc.Names) != len(before.Doc.Names) || len(after.Doc.Quotes) != len(before.Doc.Quotes) || len(after.Doc.Parts) != len(before.Doc.Parts) {
		t.Errorf("%+v, %v", after, err)
	}
	if got := problems(t, l); got != "" {
		t.Error(got)
	}
}

// TestRereadRecord: a record of a collection, which has no page, is read again as it was given.
func TestRereadRecord(t *testing.T) {
	ctx := context.Background()
	l, err := OpenLibrary(filepath.Join(t.TempDir(), "rawi.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	now := func() time.Time { return time.Unix(0, 0) }
	fields := &news.Fields{
		URL: "https://rasid.example/1", Title: "الوزير يفتتح الجسر", Author: "سمير خالد", Outlet: "الراصد", Date: "2025-09-01",
		Text: "افتتح الوزير الجسر الجديد في المدينة أمس.\n\nوقال سامي العطار: «الجسر للجميع».",
	}
	l.Version = "1"
	first := Read(news.Item{Source: "x.jsonl#1", Fields: fields})
	if _, err := l.Take(ctx, now, func(yield func(Result) bool) { yield(first) }); err != nil {
		t.Fatal(err)
	}
	before, err := l.Find(ctx, news.Ref{Source: "x.jsonl#1", Article: 1})
	if err != nil {
		t.Fatal(err)
	}
	l.Version = "2"
	if r, err := l.Reread(ctx, now, nil); err != nil || r.Articles != 1 || r.Revisions != 0 {
		t.Errorf("%+v, %v", r, err)
	}
	after, err := l.Find(ctx, before.Ref)
	if err != nil || after.ID != before.ID || after.Doc.Published.Rule != before.Doc.Published.Rule || after.URL != before.URL ||
		len(after.Doc.Parts) != len(before.Doc.Parts) || after.Doc.Outlet != before.Doc.Outlet || len(after.Doc.Quotes) != len(before.Doc.Quotes) {
		t.Errorf("%+v\n%+v\n%v", before.Doc, after.Doc, err)
	}
	if got := problems(t, l); got != "" {
		t.Error(got)
	}
}

// TestCheckIndex: an index that says something else than the articles is told, and mended.
func TestCheckIndex(t *testing.T) {
	ctx := context.Background()
	for _, harm := range []string{
		"UPDATE search_segment SET gone = x'01'", "DELETE FROM search_block", "UPDATE search_block SET data = substr(data, 1, 50)",
		"UPDATE article SET url = 'https://elsewhere.example/x' WHERE number = 1", "DELETE FROM search_segment", "UPDATE search_segment SET docs = x'00'",
	} {
		l, err := OpenLibrary(earlier(t, "library-1"))
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		if err := l.Write(ctx, func(tx *sql.Tx) error {
			_, err := tx.Exec(harm + "; UPDATE search_state SET generation = generation + 1")
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if got := problems(t, l); got == "" {
			t.Errorf("%s: nothing was told", harm)
		}
		if err := l.Reindex(ctx); err != nil {
			t.Fatal(err)
		}
		if got := problems(t, l); got != "" {
			t.Errorf("%s: not mended: %s", harm, got)
		}
	}
}
