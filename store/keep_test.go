package store

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rawi/news"
	"rawi/text"
)

// problems is what Check says.
func problems(t *testing.T, l *Library) string {
	t.Helper()
	var out []string
	if err := l.Check(ctx, func(p Problem) { out = append(out, p.Where+": "+p.What) }); err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, "\n")
}

// TestCheck: a sound library passes, and each kind of damage is told with where it is.
func TestCheck(t *testing.T) {
	for name, c := range map[string]struct{ sql, want string }{
		"sound":    {"SELECT 1", ""},
		"text":     {"UPDATE revision SET text = x'00414243' WHERE id = 1", "a: the text of revision 1 is damaged: the checksum is wrong"},
		"page":     {"UPDATE revision SET raw = x'00414243' WHERE id = 1", "a: the page of revision 1 is damaged"},
		"no page":  {"UPDATE revision SET raw = NULL WHERE id = 1", "a: the page of revision 1 is missing"},
		"findings": {"UPDATE article SET found = x'01ff' WHERE id = 1", "article 1: a, article 1: a packed value is damaged"},
		"span":     {"", "b: article 1: 1 of its findings stand outside its text, or cut a letter"},
		"current":  {"UPDATE article SET current = 0 WHERE id = 1", "a: an article is current that should not be"},
		"revision": {"UPDATE source SET revision = 99 WHERE id = 1", "a: its current revision is missing"},
		"story":    {"DELETE FROM story_article", "story s: 1 articles that it names are missing"},
	} {
		t.Run(name, func(t *testing.T) {
			l := library(t)
			a, b := article("a", 1, 738000, "x"), article("b", 1, 738001, "y")
			if name == "span" {
				b.Doc.Names = append(b.Doc.Names, text.Name{Span: text.Span{Start: 1, End: len(b.Doc.Text)}})
			}
			add(t, l, []Entry{{Articles: []*news.Article{a}, Raw: []byte("<p>x")}, {Articles: []*news.Article{b}}})
			if err := l.SaveStories(ctx, []*news.Story{{ID: "s", Articles: []news.Ref{a.Ref}}}); err != nil {
				t.Fatal(err)
			}
			if c.sql != "" {
				if _, err := l.write.Exec("PRAGMA foreign_keys = 0; " + c.sql); err != nil {
					t.Fatal(err)
				}
			}
			if got := problems(t, l); (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestBackup: a copy is whole and of one moment, while others add; it takes nothing's place, and leaves nothing where it fails.
func TestBackup(t *testing.T) {
	l := library(t)
	add(t, l, one(article("first", 1, 738000, "x")))
	stop, done := make(chan bool), make(chan bool)
	go func() {
		defer close(done)
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
				l.Add(ctx, noon, []Entry{one(article(fmt.Sprint(i, "a"), 1, 738000, "x"))[0], one(article(fmt.Sprint(i, "b"), 1, 738000, "y"))[0]})
			}
		}
	}()
	dir := t.TempDir()
	to := filepath.Join(dir, "copy.db")
	err := l.Backup(ctx, to)
	close(stop)
	<-done
	if err != nil {
		t.Fatal(err)
	}
	copied := open(t, to)
	if got := problems(t, copied); got != "" {
		t.Error(got)
	}
	if c, _ := copied.Count(ctx); c.Articles%2 != 1 {
		t.Errorf("%d articles: a transaction by half", c.Articles)
	}
	before, _ := os.ReadFile(to)
	if err := l.Backup(ctx, to); err == nil || !strings.Contains(err.Error(), "it is there already") {
		t.Error(err)
	}
	if after, _ := os.ReadFile(to); !bytes.Equal(before, after) {
		t.Error("an older copy was changed")
	}
	if err := l.Backup(ctx, filepath.Join(dir, "none", "copy.db")); err == nil {
		t.Error("no folder")
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".*")); len(left) != 0 {
		t.Errorf("left behind: %q", left)
	}
}

func TestCompact(t *testing.T) {
	l := library(t)
	for i := range 50 {
		add(t, l, one(article("a", 1, 738000, strings.Repeat(fmt.Sprint(i*i*7919, " "), 3000))))
	}
	l.write.Exec("DELETE FROM article WHERE NOT current; DELETE FROM revision WHERE id NOT IN (SELECT revision FROM source)")
	before, err := l.Stats(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Compact(ctx); err != nil {
		t.Fatal(err)
	}
	after, err := l.Stats(ctx)
	if err != nil || after.File > before.File/4 || after.Articles != 1 || after.Text != int64(len(all(t, l)[0].Doc.Text)) || after.From != after.To || after.From == "" {
		t.Errorf("before %+v\nafter %+v, %v", before, after, err)
	}
	if got := problems(t, l); got != "" {
		t.Error(got)
	}
}

// TestReread: what is found anew takes the place of what was found before; sources are told once.
func TestReread(t *testing.T) {
	l := library(t)
	entry := func(version string, a ...*news.Article) Entry { return Entry{Articles: a, Analysis: version} }
	add(t, l, []Entry{entry("1", article("a", 1, 738000, "x"), article("a", 2, 738000, "x")), entry("1", article("b", 1, 738000, "y")), entry("2", article("c", 1, 738000, "z"))})
	old, err := l.Outdated(ctx, "2", 0, 10)
	if err != nil || len(old) != 2 || old[0].Source != "a" || len(old[0].Articles) != 2 || old[1].Source != "b" {
		t.Fatalf("%+v, %v", old, err)
	}
	if more, err := l.Outdated(ctx, "2", old[0].ID, 10); err != nil || len(more) != 1 {
		t.Errorf("%+v, %v", more, err)
	}
	a, b := article("a", 1, 738005, "x"), article("b", 1, 738000, "y, read otherwise")
	a.Doc.Outlet.Name = "another"
	c, err := l.Reread(ctx, noon, []Entry{entry("2", a), entry("2", b), entry("2", article("none", 1, 0, "x"))})
	if err != nil || len(c.Added) != 2 || len(c.Gone) != 3 || c.Revised != 1 {
		t.Errorf("%+v, %v", c, err)
	}
	k, err := l.Find(ctx, a.Ref)
	if err != nil || k.ID != old[0].Articles[0].ID || k.Doc.Outlet.Name != "another" || k.Revision != 1 {
		t.Errorf("%+v, %v", k, err)
	}
	if _, err := l.Find(ctx, news.Ref{Source: "a", Article: 2}); !errors.Is(err, ErrNotFound) {
		t.Error("an article that is no more is there:", err)
	}
	if k, err := l.Find(ctx, b.Ref); err != nil || k.Revision != 2 {
		t.Errorf("%+v, %v", k, err)
	}
	if n, err := l.OutdatedCount(ctx, "2"); n != 0 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	if err := l.Forget(ctx); err != nil {
		t.Fatal(err)
	}
	if err := l.Seen(ctx, "2", []string{"a"}); err != nil {
		t.Fatal(err)
	}
	if n, _ := l.OutdatedCount(ctx, "2"); n != 2 {
		t.Errorf("%d are to be read again", n)
	}
	if got := problems(t, l); got != "" {
		t.Error(got)
	}
}

// TestFault: what was wrong with a source that gave articles is kept with them, until it is read without a fault.
func TestFault(t *testing.T) {
	l := library(t)
	for _, fault := range []error{errors.New("cut short"), nil} {
		add(t, l, []Entry{{Articles: []*news.Article{article("a", 1, 738000, "x")}, Err: fault}})
		n := 0
		for f, err := range l.Failures(ctx) {
			if n++; err != nil || f.Reason != "cut short" {
				t.Errorf("%+v, %v", f, err)
			}
		}
		if (fault != nil) != (n == 1) {
			t.Errorf("fault %v: %d notes", fault, n)
		}
	}
}

func TestSavedSearches(t *testing.T) {
	l := library(t)
	s, err := l.SaveSearch(ctx, noon, " bridges ", "جسر outlet:x")
	if err != nil {
		t.Fatal(err)
	}
	if again, err := l.SaveSearch(ctx, noon.Add(time.Hour), "bridges", "جسر"); err != nil || again.ID != s.ID {
		t.Errorf("%+v, %v", again, err)
	}
	if got, err := l.SavedSearches(ctx); err != nil || len(got) != 1 || got[0] != (SavedSearch{s.ID, "bridges", "جسر", noon}) {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := l.SaveSearch(ctx, noon, " ", "x"); err == nil {
		t.Error("no name")
	}
	if err := l.DropSearch(ctx, s.ID); err != nil {
		t.Error(err)
	}
	if err := l.DropSearch(ctx, s.ID); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
	if _, err := l.SavedSearch(ctx, s.ID); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
}

// FuzzDiffer: what two texts differ in, taken out of the older and put in, gives the words of the newer; nothing else is touched.
func FuzzDiffer(f *testing.F) {
	f.Add("قال الوزير إن القتلى سبعة", "قال وزير الصحة إن القتلى تسعة وجرح عشرة")
	f.Add("a b c a b b a", "c b a b a c")
	f.Add("", "x")
	f.Add("x  y", "x\ny")
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		var s [2]strings.Builder
		for i := range s {
			for range rng.IntN(30) {
				s[i].WriteString(string(rune('a'+rng.IntN(4))) + " ")
			}
		}
		f.Add(s[0].String(), s[1].String())
	}
	f.Fuzz(func(t *testing.T, older, newer string) {
		var b strings.Builder
		at, seen := 0, 0
		for _, e := range Differ(older, newer) {
			if e.Old.Start < at || e.Old.End > len(older) || e.New.Start < seen || e.New.End > len(newer) || e.Old.Len()+e.New.Len() == 0 {
				t.Fatalf("%+v", e)
			}
			b.WriteString(older[at:e.Old.Start] + " " + e.New.Of(newer) + " ")
			at, seen = e.Old.End, e.New.End
		}
		b.WriteString(older[at:])
		if got, want := strings.Join(strings.Fields(b.String()), " "), strings.Join(strings.Fields(newer), " "); got != want {
			t.Fatalf("%q and %q: %q", older, newer, got)
		}
	})
}

func TestDifference(t *testing.T) {
	l := library(t)
	for _, body := range []string{"ارتفع عدد القتلى إلى سبعة", "ارتفع عدد القتلى إلى تسعة بحسب الوزارة"} {
		add(t, l, one(article("a", 1, 738000, body)))
	}
	older, newer, edits, err := l.Difference(ctx, "a", 1, 2)
	if err != nil || len(edits) != 1 || edits[0].Old.Of(older) != "سبعة" || edits[0].New.Of(newer) != "تسعة بحسب الوزارة" {
		t.Errorf("%q %q %+v %v", older, newer, edits, err)
	}
	if _, _, _, err := l.Difference(ctx, "a", 1, 3); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
}

// FuzzBrief: a brief is read as it was written, and whatever the bytes are, spans lie within the text.
func FuzzBrief(f *testing.F) {
	a := article("a", 1, 738000, strings.Repeat("one two. ", 9))
	for i := a.Doc.Title.End + 1; i+9 <= len(a.Doc.Text); i += 9 {
		a.Doc.Sentences = append(a.Doc.Sentences, text.Span{Start: i, End: i + 8})
	}
	b := packBrief(&a.Doc)
	got := text.Doc{Text: a.Doc.Text}
	if err := unpackBrief(b, &got); err != nil || got.Title != a.Doc.Title || got.Published.Days != a.Doc.Published.Days || len(got.Sentences) < 9 {
		f.Fatalf("%+v, %v", got, err)
	}
	f.Add(b)
	f.Add([]byte{})
	f.Add([]byte{1, 2, 3, 4, 5})
	f.Fuzz(func(t *testing.T, b []byte) {
		d := text.Doc{Text: a.Doc.Text}
		if unpackBrief(b, &d) != nil {
			return
		}
		for _, s := range append(d.Sentences, d.Title) {
			if s.Start < 0 || s.End < s.Start || s.End > len(d.Text) {
				t.Fatalf("%v: %v", b, s)
			}
		}
	})
}
