package pipeline_test

import (
	"context"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"rawi/news"
	"rawi/pipeline"
)

// spellings is the names of the person of the library's stories who is called so in one of them, and the reasons of his merges.
func spellings(t *testing.T, l *pipeline.Library, name string) (forms, why []string) {
	t.Helper()
	for s, err := range l.Stories(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range s.People {
			for _, f := range p.Spellings {
				if f.Form != name {
					continue
				}
				for _, f := range p.Spellings {
					forms = append(forms, f.Form)
				}
				for _, m := range p.Merges {
					why = append(why, m.Why)
				}
			}
		}
	}
	slices.Sort(forms)
	return forms, why
}

// TestRulings: names of two articles are merged with a reason; the user undoes it and the undo holds when the stories are told anew
// and when the library is opened again; the latest word holds.
func TestRulings(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "library.db")
	l, err := pipeline.OpenLibrary(path)
	if err != nil {
		t.Fatal(err)
	}
	const a, b = "زيغمار هالنغروف", "زيجمار هالينغروف"
	text := func(who string) []byte {
		return []byte("وزير الصيد يفتتح ميناء الجزيرة الكبرى\n\nافتتح وزير الصيد " + who + " ميناء الجزيرة الكبرى صباح الثلاثاء 2 سبتمبر 2025 بحضور مئات الصيادين.\n\nوقال " +
			who + " إن الميناء الجديد يستقبل أربعين سفينة في اليوم الواحد، وأضاف أن العمل فيه استغرق ثلاث سنوات كاملة.\n")
	}
	results := func(yield func(pipeline.Result) bool) {
		for _, it := range []news.Item{{Source: "a", Raw: text(a)}, {Source: "b", Raw: text(b)}} {
			if !yield(pipeline.Read(it)) {
				return
			}
		}
	}
	if _, err := l.Take(ctx, time.Now, results); err != nil {
		t.Fatal(err)
	}
	tell := func() {
		t.Helper()
		if err := l.Retell(ctx); err != nil {
			t.Fatal(err)
		}
	}
	tell()
	forms, why := spellings(t, l, a)
	if !slices.Contains(forms, b) || len(why) == 0 || why[0] == "" {
		t.Fatalf("spellings %q, reasons %q", forms, why)
	}
	if err := l.Rule(a, b, false); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		tell()
		if forms, _ := spellings(t, l, a); slices.Contains(forms, b) || len(forms) == 0 {
			t.Fatalf("kept apart by the user, and still merged: %q", forms)
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		if l, err = pipeline.OpenLibrary(path); err != nil {
			t.Fatal(err)
		}
	}
	defer l.Close()
	if err := l.Rule(b, a, true); err != nil {
		t.Fatal(err)
	}
	tell()
	if forms, why := spellings(t, l, a); !slices.Contains(forms, b) || why[0] != "same.tsv" {
		t.Errorf("merged by the user: %q, %q", forms, why)
	}
}
