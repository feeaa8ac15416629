package pipeline_test

import (
	"context"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"rawi/news"
	"rawi/pipeline"
	"rawi/text"
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

// find is the entity that has this spelling.
func find(all []pipeline.Entity, form string) *pipeline.Entity {
	for i := range all {
		for _, s := range all[i].Spellings {
			if s.Form == form {
				return &all[i]
			}
		}
	}
	return nil
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
	page := func(who string) []byte {
		return []byte("وزير الصيد يفتتح ميناء الجزيرة الكبرى\n\nنشر في: 2 سبتمبر 2025\n\nافتتح وزير الصيد " + who + " ميناء الجزيرة الكبرى صباح الثلاثاء 2 سبتمبر 2025 بحضور مئات الصيادين.\n\nوقال " +
			who + " إن الميناء الجديد يستقبل أربعين سفينة في اليوم الواحد، وأضاف أن العمل فيه استغرق ثلاث سنوات كاملة.\n")
	}
	results := func(yield func(pipeline.Result) bool) {
		for _, it := range []news.Item{{Source: "a", Raw: page(a)}, {Source: "b", Raw: page(b)}} {
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
	all, err := l.Entities(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if e := find(all, a); e == nil || len(e.Spellings) < 2 || len(e.Merges) == 0 || e.Articles != 2 || e.First != text.DateOf(2025, 9, 2) || e.Last != e.First {
		t.Errorf("entities: %+v", all)
	}
	if err := l.Rule(a, b, false); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		tell()
		if forms, _ := spellings(t, l, a); slices.Contains(forms, b) || len(forms) == 0 {
			t.Fatalf("kept apart by the user, and still merged: %q", forms)
		}
		if all, err := l.Entities(ctx); err != nil || find(all, a) == nil || find(all, a) == find(all, b) {
			t.Errorf("entities kept apart by the user: %+v, %v", all, err)
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
