package reuse

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"rawi/news"
	"rawi/text"
)

// speech makes an article of quotes written "who: words", one a line.
func speech(source string, lines ...string) *news.Article {
	a := article(source, strings.Join(lines, "\n"))
	pos := 0
	for _, l := range lines {
		who, said, _ := strings.Cut(l, ": ")
		a.Doc.Quotes = append(a.Doc.Quotes, text.Quote{Kind: text.Direct, Who: who, Said: text.Span{Start: pos + len(l) - len(said), End: pos + len(l)}})
		pos += len(l) + 1
	}
	for i, w := range a.Doc.Words { // long words are rare
		if w.End-w.Start > 8 {
			a.Doc.Words[i].Weight = 9
		}
	}
	return a
}

func TestSameSaid(t *testing.T) {
	for _, c := range []struct {
		name   string
		a, b   []string
		events bool // in different events
		want   int  // groups
	}{
		{"word for word", []string{"Mayor: we shall rebuild every bridge before winter"}, []string{"Mayor: we shall rebuild every bridge before winter"}, false, 1},
		{"translated twice", []string{"Mayor: every bridge shall stand again before winter comes"}, []string{"Mayor: we will rebuild every bridge before winter"}, false, 1},
		{"the telling half", []string{"Mayor: reconstruction unprecedented"}, []string{"Mayor: this city faces today its reconstruction which is unprecedented anywhere else"}, false, 1},
		{"another speaker", []string{"Mayor: we shall rebuild every bridge before winter"}, []string{"Governor: we shall rebuild every bridge before winter"}, false, 0},
		{"another sentence", []string{"Mayor: we shall rebuild every bridge before winter"}, []string{"Mayor: schools open again next Monday despite damage"}, false, 0},
		{"like words elsewhere", []string{"Mayor: every bridge shall stand again before winter comes"}, []string{"Mayor: every village shall have light again this winter"}, true, 0},
		{"recalled months later", []string{"Mayor: friendship withstood international turbulence"}, []string{"Mayor: friendship withstood international changes"}, true, 1},
		{"a word or two", []string{"Mayor: never"}, []string{"Mayor: never"}, false, 0},
	} {
		a, b := speech("a", c.a...), speech("b", c.b...)
		s := &news.Story{Events: []*news.Event{{ID: "1", Articles: []news.Ref{a.Ref, b.Ref}}}}
		if c.events {
			s.Events = []*news.Event{{ID: "1", Articles: []news.Ref{a.Ref}}, {ID: "2", Articles: []news.Ref{b.Ref}}}
		}
		got := SameSaid(s, map[news.Ref]*news.Article{a.Ref: a, b.Ref: b})
		if len(got) != c.want {
			t.Errorf("%s: %d groups, want %d", c.name, len(got), c.want)
		}
	}
}

// FuzzSameSaid: groups hold quotes that stand in the articles, each once, and articles of more than one reference.
// TestTwoSentences: two sentences of one article are not brought together by a third that has a word of each.
func TestTwoSentences(t *testing.T) {
	a := speech("a", "Mayor: reconstruction begins before winter comes", "Mayor: volunteers deserve gratitude after yesterday")
	b := speech("b", "Mayor: reconstruction volunteers deserve winter", "Mayor: volunteers deserve gratitude after yesterday")
	s := &news.Story{Events: []*news.Event{{ID: "1", Articles: []news.Ref{a.Ref, b.Ref}}}}
	for _, g := range SameSaid(s, map[news.Ref]*news.Article{a.Ref: a, b.Ref: b}) {
		if len(g) > 2 {
			t.Errorf("%v", g)
		}
	}
}

func FuzzSameSaid(f *testing.F) {
	f.Add("Mayor: we shall rebuild every bridge", "Mayor: we shall rebuild every bridge", "Clerk: nothing of it")
	f.Add(": a b c", "x", "Mayor: 12 12 12")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		at := map[news.Ref]*news.Article{}
		s := &news.Story{Events: []*news.Event{{ID: "1"}}}
		for i, x := range []string{a, b, c} {
			if !utf8.ValidString(x) {
				return
			}
			k := speech(fmt.Sprint(i), strings.Split(x, "\n")...)
			at[k.Ref] = k
			s.Events[0].Articles = append(s.Events[0].Articles, k.Ref)
		}
		seen := map[news.Said]bool{}
		for _, g := range SameSaid(s, at) {
			if !slices.ContainsFunc(g, func(q news.Said) bool { return q.Ref != g[0].Ref }) {
				t.Fatalf("a group of one article: %v", g)
			}
			for _, q := range g {
				ok := slices.ContainsFunc(at[q.Ref].Doc.Quotes, func(x text.Quote) bool { return x.Said == q.Said })
				if seen[q] || !ok {
					t.Fatalf("%v twice, or not a quote", q)
				}
				seen[q] = true
			}
		}
	})
}
