package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"rawi/news"
	"rawi/text"
)

var (
	ctx  = context.Background()
	noon = time.Date(2025, 9, 3, 12, 0, 0, 0, time.UTC)
)

func open(t testing.TB, path string) *Library {
	t.Helper()
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func library(t testing.TB) *Library { return open(t, filepath.Join(t.TempDir(), "rawi.db")) }

// article makes an article with a title and a body.
func article(source string, number int, day text.Day, body string) *news.Article {
	whole := "عنوان\n" + body
	a := &news.Article{Ref: news.Ref{Source: source, Article: number}, Hash: sha256.Sum256([]byte(whole))}
	a.Doc.Text = whole
	a.Doc.Title = text.Span{End: len("عنوان")}
	a.Doc.Parts = []text.Part{{Role: text.Title, Span: a.Doc.Title}, {Role: text.Body, Span: text.Span{Start: a.Doc.Title.End + 1, End: len(whole)}}}
	if day != 0 {
		a.Doc.Published = &text.Dating{Days: text.Days{From: day, To: day}, Rule: "stamp"}
	}
	return a
}

func one(a *news.Article) []Entry { return []Entry{{Articles: []*news.Article{a}}} }

func add(t testing.TB, l *Library, e []Entry) Change {
	t.Helper()
	c, err := l.Add(ctx, noon, e)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func all(t testing.TB, l *Library) (out []*Kept) {
	t.Helper()
	for k, err := range l.Articles(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, k)
	}
	return out
}

// fill sets every field that v has to something that is not zero.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.Pointer:
		if v.Type() == reflect.TypeFor[*text.View]() {
			return // not kept: see Kept
		}
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0), n)
		fill(v.Index(1), n)
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i), n)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[text.Span]() {
			v.Set(reflect.ValueOf(text.Span{Start: *n, End: *n + 7}))
			return
		}
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	case reflect.String:
		v.SetString(fmt.Sprint("قيمة ", *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Float32, reflect.Float64:
		v.SetFloat(float64(*n) + .5)
	case reflect.Uint8:
		v.SetUint(uint64(*n % 256))
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(int64(*n + 700_000))
	case reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uint:
		v.SetUint(uint64(*n))
	default:
		panic("fill: " + v.Kind().String())
	}
}

// TestEverythingIsKept: whatever was found comes back, field by field; a field that someone adds to an article is kept too, or this
// fails.
func TestEverythingIsKept(t *testing.T) {
	l := library(t)
	want := &news.Article{}
	n := 0
	fill(reflect.ValueOf(want).Elem(), &n)
	want.Doc.Text = strings.Repeat("نصّ الخبر، كما ورد. ", 300)
	want.Hash = sha256.Sum256([]byte(want.Doc.Text))
	want.Ref.Article = 2
	raw := bytes.Repeat([]byte("<p>\xC7\xE1</p>"), 100)
	add(t, l, []Entry{{Articles: []*news.Article{want}, Raw: raw}})

	got := all(t, l)
	if len(got) != 1 {
		t.Fatalf("%d articles", len(got))
	}
	want.Doc.Words, want.Page = nil, nil // not kept: see Kept
	if !reflect.DeepEqual(got[0].Article, want) {
		t.Errorf("got %+v\nwant %+v", got[0].Article, want)
	}
	if k := got[0]; k.Revision != 1 || !k.Current || !k.Added.Equal(noon) {
		t.Errorf("%+v", k)
	}
	if b, err := l.Raw(ctx, got[0].ID); err != nil || !bytes.Equal(b, raw) {
		t.Errorf("raw: %q, %v", b, err)
	}

	// An article in which nothing was found comes back so too.
	bare := &news.Article{Ref: news.Ref{Source: "bare", Article: 1}, Hash: sha256.Sum256(nil)}
	add(t, l, one(bare))
	k, err := l.Find(ctx, bare.Ref)
	if err != nil || !reflect.DeepEqual(k.Article, bare) {
		t.Errorf("got %+v, %v\nwant %+v", k, err, bare)
	}
	if b, err := l.Raw(ctx, k.ID); b != nil || err != nil {
		t.Errorf("raw: %q, %v", b, err)
	}
}

// TestPlainPage: a page that is its own text is kept once.
func TestPlainPage(t *testing.T) {
	l := library(t)
	a := article("a.txt", 1, 0, "متن")
	add(t, l, []Entry{{Articles: []*news.Article{a}, Raw: []byte(a.Doc.Text)}})
	k, err := l.Find(ctx, a.Ref)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := l.Raw(ctx, k.ID); err != nil || string(b) != a.Doc.Text {
		t.Errorf("raw: %q, %v", b, err)
	}
	var n int
	if err := l.read.QueryRow("SELECT count(raw) FROM revision").Scan(&n); err != nil || n != 0 {
		t.Errorf("%d pages kept beside their text, %v", n, err)
	}
}

func TestSameTwice(t *testing.T) {
	l := library(t)
	e := []Entry{
		{Articles: []*news.Article{article("p.html", 1, 738000, "أول"), article("p.html", 2, 738001, "أول")}, Raw: []byte("<p>")},
		{Articles: []*news.Article{article("q", 1, 0, "ثان")}},
		{},
	}
	if c := add(t, l, e); c.New != 3 || c.Other != 0 || c.Same != 0 || len(c.Added) != 3 || len(c.Gone) != 0 {
		t.Errorf("first: %+v", c)
	}
	first, _ := l.Count(ctx)
	if c := add(t, l, e); c.New != 0 || c.Other != 0 || c.Same != 3 || len(c.Added) != 0 || len(c.Gone) != 0 {
		t.Errorf("again: %+v", c)
	}
	again, _ := l.Count(ctx)
	if want := (Counts{Sources: 2, Revisions: 2, Articles: 3}); first != want || again != want {
		t.Errorf("%+v, %+v", first, again)
	}
	// Twice in one go, too.
	if c := add(t, l, []Entry{one(article("r", 1, 0, "x"))[0], one(article("r", 1, 0, "x"))[0]}); c.New != 1 || c.Same != 1 {
		t.Errorf("in one go: %+v", c)
	}
}

func TestRevisions(t *testing.T) {
	l := library(t)
	v1 := []*news.Article{article("p", 1, 738000, "أول"), article("p", 2, 738000, "أول")}
	v2 := article("p", 1, 738001, "أول، مصحح")
	add(t, l, []Entry{{Articles: v1}})
	old := all(t, l)
	c := add(t, l, one(v2))
	if c.New != 0 || c.Other != 1 || len(c.Added) != 1 || len(c.Gone) != 2 || c.Gone[0] != old[0].ID || c.Gone[1] != old[1].ID {
		t.Fatalf("%+v", c)
	}
	now := all(t, l)
	if len(now) != 1 || now[0].Doc.Text != v2.Doc.Text || now[0].Revision != 2 || now[0].ID != c.Added[0].ID {
		t.Fatalf("%+v", now)
	}
	if _, err := l.Find(ctx, v1[1].Ref); !errors.Is(err, ErrNotFound) {
		t.Errorf("an article that its page no longer holds: %v", err)
	}
	if k, err := l.Article(ctx, old[1].ID); err != nil || k.Current || k.Doc.Text != v1[1].Doc.Text || k.Revision != 1 {
		t.Errorf("the old one: %+v, %v", k, err)
	}
	// The text goes back to what it was: the old revision is the current one again, and none is added.
	c = add(t, l, []Entry{{Articles: v1}})
	if c.Other != 2 || len(c.Added) != 2 || c.Added[0].ID != old[0].ID || len(c.Gone) != 1 {
		t.Errorf("%+v", c)
	}
	r, err := l.Revisions(ctx, "p")
	if err != nil || len(r) != 2 || r[0].Number != 1 || !r[0].Current || r[1].Current || len(r[0].Articles) != 2 || r[0].Hash != v1[0].Hash || !r[0].Added.Equal(noon) {
		t.Errorf("%+v, %v", r, err)
	}
	if r, err := l.Revisions(ctx, "none"); r != nil || err != nil {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestOrder(t *testing.T) {
	l := library(t)
	for i, day := range []text.Day{738002, 0, 738000, 738001, 738000} {
		add(t, l, one(article(fmt.Sprint(i), 1, day, "x")))
	}
	var got []string
	for _, k := range all(t, l) {
		got = append(got, k.Source)
	}
	if s := strings.Join(got, " "); s != "1 2 4 3 0" {
		t.Errorf("order %s", s)
	}
	for range l.Articles(ctx) { // one may stop early
		break
	}
}

func TestRefusals(t *testing.T) {
	l := library(t)
	if _, err := l.Add(ctx, noon, []Entry{{Articles: []*news.Article{article("a", 1, 0, "x"), article("b", 2, 0, "x")}}}); err == nil {
		t.Error("articles of two sources in one entry")
	}
	if _, err := l.Add(ctx, noon, []Entry{{Articles: []*news.Article{article("a", 1, 0, "x"), article("a", 1, 0, "x")}}}); err == nil {
		t.Error("two articles of one number")
	}
	stop := errors.New("stop")
	if _, err := l.Add(ctx, noon, one(article("a", 1, 0, "x")), func(context.Context, *sql.Tx, Change) error { return stop }); !errors.Is(err, stop) {
		t.Error(err)
	}
	gone, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := l.Add(gone, noon, one(article("a", 1, 0, "x"))); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if c, _ := l.Count(ctx); c != (Counts{}) {
		t.Errorf("something was kept: %+v", c)
	}
	if _, err := l.Article(ctx, 5); !errors.Is(err, ErrNotFound) || !strings.HasSuffix(err.Error(), "rawi.db: not in the library") {
		t.Error(err)
	}
	if _, err := l.Story(ctx, "s"); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
}

func TestFailures(t *testing.T) {
	l := library(t)
	for _, reason := range []string{"cut short", "permission denied"} {
		if err := l.Fail(ctx, noon, "p", errors.New(reason)); err != nil {
			t.Fatal(err)
		}
	}
	var got []Failure
	for f, err := range l.Failures(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, f)
	}
	if len(got) != 1 || got[0] != (Failure{"p", "permission denied", noon}) {
		t.Errorf("%+v", got)
	}
	add(t, l, one(article("p", 1, 0, "x")))
	if c, _ := l.Count(ctx); c.Failures != 0 {
		t.Error("a source that was read is still kept as failed")
	}
}

func TestStories(t *testing.T) {
	l := library(t)
	a, b, c := article("a", 1, 738000, "x"), article("b", 1, 738001, "y"), article("c", 1, 738002, "z")
	add(t, l, []Entry{{Articles: []*news.Article{a}}, {Articles: []*news.Article{b}}, {Articles: []*news.Article{c}}})
	full := &news.Story{}
	n := 0
	fill(reflect.ValueOf(full).Elem(), &n)
	full.ID, full.Articles, full.To = "full", []news.Ref{b.Ref, a.Ref}, 738001
	late := &news.Story{ID: "late", Articles: []news.Ref{c.Ref}, From: 738002, To: 738002}
	big := &news.Story{ID: "big", Articles: []news.Ref{a.Ref, b.Ref, c.Ref}, To: 738001}
	if err := l.SaveStories(ctx, []*news.Story{full, big, late}); err != nil {
		t.Fatal(err)
	}
	got, err := l.Story(ctx, "full")
	if err != nil || !reflect.DeepEqual(got, full) {
		t.Errorf("got %+v, %v\nwant %+v", got, err, full)
	}
	var ids []string
	for s, err := range l.Stories(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, s.ID)
	}
	if s := strings.Join(ids, " "); s != "late big full" {
		t.Errorf("order %s", s)
	}
	// A page changes: the story keeps to the text that it was made of.
	add(t, l, one(article("a", 1, 738000, "x, changed")))
	var texts []string
	var id int64
	for k, err := range l.StoryArticles(ctx, "full") {
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, k.Doc.Text)
		id = k.ID
	}
	if len(texts) != 2 || texts[0] != a.Doc.Text || texts[1] != b.Doc.Text {
		t.Errorf("%q", texts)
	}
	if s, err := l.StoriesOf(ctx, id); err != nil || strings.Join(s, " ") != "big full" {
		t.Errorf("%q, %v", s, err)
	}
	// New stories take the place of all; a story with an article that is not there changes nothing.
	if err := l.SaveStories(ctx, []*news.Story{{ID: "x", Articles: []news.Ref{{Source: "none", Article: 1}}}}); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
	if c, _ := l.Count(ctx); c.Stories != 3 {
		t.Errorf("%d stories", c.Stories)
	}
	if err := l.SaveStories(ctx, []*news.Story{late}); err != nil {
		t.Fatal(err)
	}
	if c, _ := l.Count(ctx); c.Stories != 1 {
		t.Errorf("%d stories", c.Stories)
	}
	if s, err := l.StoriesOf(ctx, id); err != nil || len(s) != 0 {
		t.Errorf("%q, %v", s, err)
	}
}

func TestReopened(t *testing.T) {
	for _, name := range []string{"rawi.db", "اسم عربي #1 100%?.db"} {
		path := filepath.Join(t.TempDir(), name)
		l := open(t, path)
		add(t, l, one(article("a", 1, 738000, "x")))
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(path); err != nil {
			t.Fatal(err)
		}
		if got := all(t, open(t, path)); len(got) != 1 || got[0].Source != "a" {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// TestNoLibrary: what is no library, or none that may be written, is refused with a reason and left as it is.
func TestNoLibrary(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	write := func(name string, b []byte, mode os.FileMode) {
		if err := os.WriteFile(at(name), b, mode); err != nil {
			t.Fatal(err)
		}
	}
	make := func(name string, do func(*Library)) []byte {
		l := open(t, at(name))
		add(t, l, one(article("a", 1, 738000, "x")))
		if do != nil {
			do(l)
		}
		l.Close()
		b, err := os.ReadFile(at(name))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	write("readonly.db", make("good.db", nil), 0o444)
	make("newer.db", func(l *Library) { l.write.Exec("INSERT INTO migration VALUES ('store', '999-later')") })
	make("part.db", func(l *Library) { l.write.Exec("INSERT INTO migration VALUES ('graph', '001')") })
	write("text.db", []byte(strings.Repeat("not a library\n", 100)), 0o644)
	write("short.db", []byte("x"), 0o644)
	other, err := sql.Open("sqlite", at("other.db"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Exec("CREATE TABLE t (x)"); err != nil {
		t.Fatal(err)
	}
	other.Close()
	os.Mkdir(at("folder.db"), 0o755)
	for name, want := range map[string]string{
		"readonly.db":  "the file is read-only",
		"newer.db":     "it was made by a newer version of rawi (its step store/999-later is not known here); update rawi to open it",
		"part.db":      "it was made by a newer version of rawi (its step graph/001 is not known here); update rawi to open it",
		"text.db":      "the file is no library: it is not in the format of SQLite",
		"short.db":     "the file is no library: it is not in the format of SQLite",
		"other.db":     "the file is no library: it is the database of another program",
		"folder.db":    "not a file",
		"none/rawi.db": "its folder " + at("none") + " does not exist",
	} {
		before, _ := os.ReadFile(at(name))
		l, err := Open(at(name))
		if err == nil {
			l.Close()
		}
		if err == nil || err.Error() != "library "+at(name)+": "+want {
			t.Errorf("%s: %v", name, err)
		}
		if after, _ := os.ReadFile(at(name)); !bytes.Equal(before, after) {
			t.Errorf("%s: the file was changed", name)
		}
		if _, err := os.Stat(at("none")); err == nil {
			t.Error("a folder was made")
		}
	}
	write("empty.db", nil, 0o644) // an empty file is a library to be
	open(t, at("empty.db"))
}

func TestParts(t *testing.T) {
	path := filepath.Join(t.TempDir(), "rawi.db")
	v1 := fstest.MapFS{"001-a.sql": {Data: []byte("CREATE TABLE a (x); INSERT INTO a VALUES (1)")}}
	for range 2 { // applied once
		l, err := Open(path, Part{"p", v1})
		if err != nil {
			t.Fatal(err)
		}
		l.Close()
	}
	v2 := fstest.MapFS{"001-a.sql": v1["001-a.sql"], "002-b.sql": {Data: []byte("INSERT INTO a VALUES (2)")}}
	bad := fstest.MapFS{"001-a.sql": v1["001-a.sql"], "002-b.sql": {Data: []byte("INSERT INTO a VALUES (3); nonsense")}}
	if _, err := Open(path, Part{"p", bad}); err == nil || !strings.Contains(err.Error(), "step p/002-b") {
		t.Error(err)
	}
	l, err := Open(path, Part{"p", v2})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	var sum int
	if err := l.Reader().QueryRow("SELECT sum(x) FROM a").Scan(&sum); err != nil || sum != 3 {
		t.Errorf("sum %d, %v", sum, err)
	}
	if _, err := l.Reader().Exec("INSERT INTO a VALUES (9)"); err == nil {
		t.Error("a reader wrote")
	}
}

// TestDamaged: a library with a damaged page says so, and is not harmed further.
func TestDamaged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "rawi.db")
	l := open(t, path)
	for i := range 300 {
		add(t, l, one(article(fmt.Sprintf("%03d", i), 1, 738000, fmt.Sprint(strings.Repeat("متن ", 200), i*i*7919))))
	}
	l.Close()
	b, _ := os.ReadFile(path)
	for i := 8 * 4096; i < len(b)-4096; i += 4096 * 3 {
		for j := range 200 {
			b[i+j] ^= 0x5A
		}
	}
	os.WriteFile(path, b, 0o644)
	l, err := Open(path)
	for _, e := range l.Articles(ctx) {
		err = errors.Join(err, e)
	}
	if err == nil || !strings.Contains(err.Error(), "damaged") {
		t.Errorf("%v", err)
	}
	l.Close()
	if after, _ := os.ReadFile(path); !bytes.Equal(after, b) {
		t.Error("reading changed a damaged file")
	}
}

// TestTextDamaged: a text that is not what it was is reported, not shown.
func TestTextDamaged(t *testing.T) {
	l := library(t)
	add(t, l, one(article("a", 1, 738000, "x")))
	for _, b := range [][]byte{pack([]byte("another")), {}, {9}, {deflated, 1, 2, 3}} {
		if _, err := l.write.Exec("UPDATE revision SET text = ?", b); err != nil {
			t.Fatal(err)
		}
		if k, err := l.Find(ctx, news.Ref{Source: "a", Article: 1}); err == nil || !strings.Contains(err.Error(), "a, article 1: ") {
			t.Errorf("%v: %+v, %v", b, k, err)
		}
	}
}

// TestDiskFull: what does not fit is not kept, what was kept stays, and the library goes on where there is room again.
func TestDiskFull(t *testing.T) {
	l := library(t)
	add(t, l, one(article("first", 1, 738000, "x")))
	var pages int
	if err := l.write.QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	l.write.Exec(fmt.Sprintf("PRAGMA max_page_count = %d", pages+3))
	var body strings.Builder
	for i := range 20000 {
		fmt.Fprint(&body, i*i*7919, " ")
	}
	_, err := l.Add(ctx, noon, []Entry{one(article("small", 1, 738000, "y"))[0], one(article("large", 1, 738000, body.String()))[0]})
	if err == nil || !strings.Contains(err.Error(), "the disk is full; nothing of this was kept") {
		t.Fatal(err)
	}
	if c, _ := l.Count(ctx); c.Articles != 1 {
		t.Errorf("%+v", c)
	}
	l.write.Exec("PRAGMA max_page_count = 1000000")
	add(t, l, one(article("large", 1, 738000, body.String())))
	if got := all(t, l); len(got) != 2 {
		t.Errorf("%d articles", len(got))
	}
}

// TestTwoWriters: a second writer waits for the first, and says who it waited for when that takes too long.
func TestTwoWriters(t *testing.T) {
	path := filepath.Join(t.TempDir(), "rawi.db")
	a, b := open(t, path), open(t, path)
	if _, err := b.write.Exec("PRAGMA busy_timeout = 30"); err != nil {
		t.Fatal(err)
	}
	held, release := make(chan bool), make(chan bool)
	done := make(chan error)
	go func() {
		_, err := a.Add(ctx, noon, one(article("a", 1, 0, "x")), func(context.Context, *sql.Tx, Change) error { held <- true; <-release; return nil })
		done <- err
	}()
	<-held
	if _, err := b.Add(ctx, noon, one(article("b", 1, 0, "x"))); err == nil || !strings.Contains(err.Error(), "another program is writing to it") {
		t.Error(err)
	}
	if c, err := b.Count(ctx); err != nil || c.Articles != 0 { // readers wait for nobody
		t.Errorf("%+v, %v", c, err)
	}
	release <- true
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	add(t, b, one(article("b", 1, 0, "x")))
	if c, _ := a.Count(ctx); c.Articles != 2 {
		t.Errorf("%+v", c)
	}
}

// TestReadersAndWriter: readers see whole additions only, while they are made.
func TestReadersAndWriter(t *testing.T) {
	l := library(t)
	var wg sync.WaitGroup
	stop := make(chan bool)
	for range 4 {
		wg.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				n := 0
				for _, err := range l.Articles(ctx) {
					if err != nil {
						t.Error(err)
						return
					}
					n++
				}
				if n%3 != 0 {
					t.Errorf("%d articles seen, but they are added by three", n)
					return
				}
			}
		})
	}
	for i := range 60 {
		var e []Entry
		for j := range 3 {
			e = append(e, one(article(fmt.Sprint(i, "/", j), 1, text.Day(738000+i), "x"))...)
		}
		add(t, l, e)
	}
	close(stop)
	wg.Wait()
}
