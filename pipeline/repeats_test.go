package pipeline_test

import (
	"context"
	"fmt"
	"iter"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"rawi/news"
	"rawi/page"
	"rawi/pipeline"
	"rawi/text"
)

// foot is what the invented outlet prints under its articles.
const foot = "نشرة الساحل المسائية تصلكم عبر بريدكم كل مساء"

// issue is the articles from to to of an invented outlet, each with a text of its own.
func issue(from, to int) iter.Seq[news.Item] {
	syllable := strings.Fields("با تا جي دو را زا سي شا صو طا عا فا قا كو لا ما نا هو وا يا")
	word := func(n int) string {
		return "ال" + syllable[n%20] + syllable[n/20%20] + syllable[n/400%20]
	}
	return func(yield func(news.Item) bool) {
		for k := from; k < to; k++ {
			var b strings.Builder
			for p := range 4 {
				for w := range 5 {
					n := k*7919 + p*613 + w*101
					fmt.Fprintf(&b, "زار وفد %s بلدة %s مع فريق %s، و", word(n), word(n*3+1), word(n*7+2))
				}
				b.WriteString("عاد في المساء.\n\n")
			}
			it := news.Item{Source: fmt.Sprintf("sahel.json#%d", k), Fields: &news.Fields{
				Title: fmt.Sprint("زيارة الوفد رقم ", k), Outlet: "صوت الساحل",
				Text: b.String() + foot, Date: fmt.Sprintf("2025-03-%02d", k%28+1),
			}}
			if !yield(it) {
				return
			}
		}
	}
}

// footRole is the role of what stands at the end of an article, with its rule.
func footRole(a *news.Article) (text.Role, string) {
	p := a.Doc.Parts[len(a.Doc.Parts)-1]
	return p.Role, p.Rule
}

// TestLibraryLearns: what an outlet repeats is learnt while its articles are added, is kept in the library, and known when the next is read.
func TestLibraryLearns(t *testing.T) {
	ctx, file := context.Background(), filepath.Join(t.TempDir(), "rawi.db")
	now := func() time.Time { return time.Unix(0, 0) }
	for n, want := range []text.Role{text.Body, text.Furniture} {
		l, err := pipeline.OpenLibrary(file)
		if err != nil {
			t.Fatal(err)
		}
		known, err := l.Repeats(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for r := range pipeline.ReadKnowing(ctx, issue(100*n+50, 100*n+51), known) {
			if role, rule := footRole(r.Articles[0]); role != want || want == text.Furniture && rule != "repeats.line" {
				t.Errorf("after %d issues: %s (%s)", n, role, rule)
			}
		}
		for range 2 { // the second time teaches nothing
			if _, err := l.Take(ctx, now, pipeline.ReadKnowing(ctx, issue(0, 40), known)); err != nil {
				t.Fatal(err)
			}
		}
		if again, err := l.Repeats(ctx); err != nil || n == 1 && !slices.Equal(again.Encode("outlet:صوت الساحل"), known.Encode("outlet:صوت الساحل")) {
			t.Errorf("the same articles taught something new (%v)", err)
		}
		l.Close()
	}
}

// TestLearnOrder: what is learnt and read does not depend on how many cores do it.
func TestLearnOrder(t *testing.T) {
	read := func(cores int) (out []string) {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		r := page.NewRepeats()
		pipeline.Learn(context.Background(), issue(0, 60), r)
		for x := range pipeline.ReadKnowing(context.Background(), issue(0, 60), r) {
			for _, a := range x.Articles {
				out = append(out, fmt.Sprint(a.Ref, a.Doc.Parts))
			}
		}
		for _, g := range r.Groups() {
			out = append(out, string(r.Encode(g)))
		}
		return out
	}
	one := read(1)
	if !strings.Contains(one[0], "repeats.line") {
		t.Errorf("nothing was learnt: %s", one[0])
	}
	if !slices.Equal(one, read(8)) {
		t.Error("eight cores read something else than one")
	}
}
