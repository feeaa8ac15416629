package main

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"rawi/text/texttest"

	"github.com/alecthomas/kong"
)

func TestMessages(t *testing.T) {
	texttest.Run(t, "cases.txt", func(c texttest.Case) []texttest.Finding {
		if ar, ok := inArabic(c.Text); ok {
			return []texttest.Finding{{Label: "ar", Words: ar}}
		}
		return nil
	})
}

// TestHelpInArabic: all help that the command line gives has its Arabic, but for a few rows that were added since.
func TestHelpInArabic(t *testing.T) {
	p, err := kong.New(&commands{}, kong.Name("rawi"))
	if err != nil {
		t.Fatal(err)
	}
	all, missing := 0, []string{}
	var walk func(n *kong.Node)
	check := func(s string) {
		if s == "" {
			return
		}
		all++
		if _, ok := inArabic(s); !ok {
			missing = append(missing, s)
		}
	}
	walk = func(n *kong.Node) {
		check(n.Help)
		for _, f := range n.Flags {
			check(f.Help)
		}
		for _, a := range n.Positional {
			check(a.Help)
		}
		for _, c := range n.Children {
			walk(c)
		}
	}
	walk(p.Model.Node)
	for _, s := range missing {
		t.Logf("messages.tsv has no row for: %s", s)
	}
	if all < 80 || len(missing)*10 > all {
		t.Errorf("%d of %d without Arabic", len(missing), all)
	}
}

// TestLanguage: the command line goes before the environment.
func TestLanguage(t *testing.T) {
	for _, c := range []struct {
		args []string
		env  map[string]string
		want string
	}{
		{nil, nil, "en"},
		{nil, map[string]string{"LANG": "ar_EG.UTF-8"}, "ar"},
		{nil, map[string]string{"LANG": "ar_EG.UTF-8", "LC_ALL": "C"}, "en"},
		{nil, map[string]string{"LANG": "arn_CL"}, "en"},
		{[]string{"--lang", "en"}, map[string]string{"LANG": "ar"}, "en"},
		{[]string{"story", "--lang=ar"}, nil, "ar"},
		{[]string{"--lang"}, nil, "en"},
	} {
		if got := languageOf(c.args, func(k string) string { return c.env[k] }); got != c.want {
			t.Errorf("%v %v: %s", c.args, c.env, got)
		}
	}
	var out, errs bytes.Buffer
	w := &world{ctx: context.Background(), out: &out, err: interpreter{&errs}, language: "ar"}
	if status := run(w, []string{"--lang=ar", "story", "--db", t.TempDir() + "/none.db"}); status != exitBad || !strings.HasPrefix(errs.String(), "راوي: لا مكتبة ") {
		t.Errorf("%d %q", status, errs.String())
	}
	if run(w, []string{"--lang=ar", "--help"}); !strings.Contains(out.String(), "الأوامر:") || !strings.Contains(out.String(), "اقرأ مواد") {
		t.Errorf("%s", out.String())
	}
	errs.Reset()
	if _, err := w.err.Write([]byte("\r 12 articles")); err != nil || errs.String() != "\r 12 articles" {
		t.Errorf("%q", errs.String())
	}
}
