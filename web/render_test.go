package web

import (
	"html"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"rawi/arabic/letter"
	"rawi/text"
)

var tags = regexp.MustCompile(`</?mark[^>]*>`)

// plain is what is left of annotated text without its tags.
func plain(h string) string { return html.UnescapeString(tags.ReplaceAllString(h, "")) }

// settled is a text without character references: a mark that begins inside one leaves it as it is.
func settled(s string) string {
	for {
		u := letter.Unescape(s)
		if u == s {
			return s
		}
		s = u
	}
}

// checkNesting fails where elements do not nest, or a tag other than mark stands in the HTML.
func checkNesting(t *testing.T, h string) {
	t.Helper()
	depth := 0
	for i := 0; i < len(h); i++ {
		if h[i] != '<' {
			continue
		}
		end := strings.IndexByte(h[i:], '>')
		tag := h[i : i+end+1]
		switch {
		case strings.HasPrefix(tag, "<mark "):
			depth++
		case tag == "</mark>":
			depth--
		default:
			t.Fatalf("the tag %q came out of the text", tag)
		}
		if depth < 0 || depth > deepest {
			t.Fatalf("depth %d in %q", depth, h)
		}
		i += end
	}
	if depth != 0 {
		t.Fatalf("%d elements stay open in %q", depth, h)
	}
}

func TestAnnotate(t *testing.T) {
	in := "قال <b>أحمد</b> & سعيد أمس"
	at := func(w string) text.Span {
		i := strings.Index(in, w)
		return text.Span{Start: i, End: i + len(w)}
	}
	for _, c := range []struct {
		name  string
		marks []mark
		want  string
	}{
		{"nothing", nil, `قال &lt;b&gt;أحمد&lt;/b&gt; &amp; سعيد أمس`},
		{
			"one in another",
			[]mark{{Span: at("سعيد"), Class: "name", Note: `"x"`}, {Span: at("& سعيد أمس"), Class: "quote", ID: "q1", Stop: true}},
			`قال &lt;b&gt;أحمد&lt;/b&gt; <mark class="m quote" id="q1" tabindex="0">&amp; <mark class="m name" title="&#34;x&#34;">سعيد</mark> أمس</mark>`,
		},
		{
			"crossing",
			[]mark{{Span: at("قال <b>أحمد"), Class: "a"}, {Span: at("أحمد</b> &"), Class: "b", ID: "i", Stop: true}},
			`<mark class="m a">قال &lt;b&gt;<mark class="m b" id="i" tabindex="0">أحمد</mark></mark><mark class="m b">&lt;/b&gt; &amp;</mark> سعيد أمس`,
		},
		{
			"the same words",
			[]mark{{Span: at("أمس"), Class: "a"}, {Span: at("أمس"), Class: "b"}},
			`قال &lt;b&gt;أحمد&lt;/b&gt; &amp; سعيد <mark class="m a"><mark class="m b">أمس</mark></mark>`,
		},
		{
			"outside, empty, inside a letter",
			[]mark{{Span: text.Span{Start: -5, End: 1}, Class: "a"}, {Span: text.Span{Start: 9, End: 9}, Class: "b"}, {Span: text.Span{Start: 900, End: 905}, Class: "c"}},
			`<mark class="m a">ق</mark>ال &lt;b&gt;أحمد&lt;/b&gt; &amp; سعيد أمس`,
		},
	} {
		if got := string(annotate(in, text.Span{End: len(in)}, c.marks)); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

// TestAnnotateCut: a mark that begins before the stretch keeps its class but not its ID, which stands where it begins.
func TestAnnotateCut(t *testing.T) {
	got := string(annotate("abcdef", text.Span{Start: 2, End: 4}, []mark{{Span: text.Span{Start: 1, End: 6}, Class: "q", ID: "q1"}}))
	if want := `<mark class="m q">cd</mark>`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func FuzzAnnotate(f *testing.F) {
	f.Add("قال <script>alert(1)</script> & \"سعيد\"", []byte{0, 9, 3, 12, 5, 30})
	f.Add("&quot;قال&amp;quot; &#27;&amp;&lt;", []byte{0, 9, 3, 12, 5, 30, 8, 14})
	f.Add("a\x00b\xffc\u202eد", []byte{0, 200, 1, 2, 1, 3, 2, 4})
	f.Add(strings.Repeat("ن", 90), []byte{1, 80, 2, 81, 3, 82, 4, 83, 5, 84, 6, 85, 7, 86, 8, 87, 9, 88, 10, 89, 11, 90, 12, 91, 13, 92, 14, 93})
	f.Fuzz(func(t *testing.T, in string, at []byte) {
		var marks []mark
		for i := 0; i+1 < len(at); i += 2 {
			marks = append(marks, mark{Span: text.Span{Start: int(at[i]) - 5, End: int(at[i+1])}, Class: "x", ID: "i", Note: in, Stop: true})
		}
		whole := text.Span{End: len(in)}
		h := string(annotate(in, whole, marks))
		checkNesting(t, h)
		if utf8.ValidString(in) {
			if got, want := settled(plain(h)), settled(strings.ReplaceAll(in, "\x00", "\uFFFD")); got != want {
				t.Fatalf("without tags:\n%q\nthe text:\n%q", got, want)
			}
			end := 0
			for _, p := range paragraphs(in, whole) {
				if p.Start < end || p.Empty() || strings.Contains(strings.TrimSpace(p.Of(in)), "\n") || !utf8.ValidString(p.Of(in)) {
					t.Fatalf("paragraph %v of %q", p, in)
				}
				end = p.End
			}
		}
		d := text.Doc{Text: in}
		for _, m := range marks {
			d.Sentences = append(d.Sentences, m.Span)
		}
		for _, m := range marks {
			if s := around(&d, m.Span); s.Start < 0 || s.End > len(in) || s.Start > s.End {
				t.Fatalf("around %v: %v of %d bytes", m.Span, s, len(in))
			}
		}
	})
}
