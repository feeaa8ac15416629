package gold

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"

	"rawi/text"
)

var showErrors = flag.String("errors", "", "with TestErrors: the id of a page, \"all\" for the sample set or \"quotes\" for the folder quotes: print what was missed, invented or wrong")

// TestErrors prints, for whoever works on a rule, how the program's reading of a sample page differs from the marks:
//
//	go test ./gold -run TestErrors -v -errors=all
//	go test ./gold -run TestErrors -v -errors=quotes
func TestErrors(t *testing.T) {
	if *showErrors == "" {
		t.Skip("asked for by -errors")
	}
	o := readOwn(t)
	docs, found, _ := o.docs()
	for i, d := range docs {
		if *showErrors != "all" && *showErrors != d.ID {
			continue
		}
		_, lost := o.marks[i].Resolve(found[i].Text())
		var out strings.Builder
		for _, s := range lost {
			fmt.Fprintf(&out, "  lost from the text: %s\n", s)
		}
		difference(&out, d, found[i])
		t.Logf("%s\n%s", d.ID, out.String())
	}
	quotes, traps, read := readQuotes(t)
	for i, d := range quotes {
		if *showErrors != "quotes" && *showErrors != d.ID {
			continue
		}
		var out strings.Builder
		for _, a := range read[i].Articles {
			quoteDifference(&out, d, &a.Doc)
			for _, q := range inTraps(a.Doc.Quotes, traps[i]) {
				fmt.Fprintf(&out, "  trap: %s\n", inLine(q.Said.Of(d.Text)))
			}
		}
		t.Logf("%s\n%s", d.ID, out.String())
	}
}

// difference writes a line for each finding that is not as marked.
func difference(out *strings.Builder, g Doc, f Found) {
	first, more := f.split()
	if len(first) == 0 {
		fmt.Fprintf(out, "  no article: %v\n", f.Err)
		return
	}
	d := &first[0].Doc
	if got := published(d); got != g.Published+" "+g.Published {
		fmt.Fprintf(out, "  published: %s, marked %s\n", got, g.Published)
	}
	if n := len(spansOf(g.Parts, Other)); n != len(more) {
		fmt.Fprintf(out, "  articles glued on: %d, marked %d\n", len(more), n)
	}
	words := func(s text.Span) string { return inLine(s.Of(g.Text)) }
	for _, p := range d.Parts {
		if want := roleAt(g, p.Span); want != p.Role {
			fmt.Fprintf(out, "  part %s, marked %s: %.60s\n", p.Role, want, words(p.Span))
		}
	}
	quoteDifference(out, g, d)
	match(out, "date", spansBy(g.Dates, func(x text.Date) text.Span { return x.Span }), spansBy(d.Dates, func(x text.Date) text.Span { return x.Span }), .5, words, func(i, j int) string {
		if a, b := g.Dates[i].Value, d.Dates[j].Value; a != b {
			return fmt.Sprintf("value %s, marked %s", b, a)
		}
		return ""
	})
	match(out, "number", spansBy(g.Numbers, func(x Number) text.Span { return x.Span }), spansBy(d.Numbers, func(x text.Number) text.Span { return x.Span }), .5, words, func(i, j int) string {
		if a, b := g.Numbers[i].Value, d.Numbers[j].Value; a != b {
			return fmt.Sprintf("value %v, marked %v", b, a)
		}
		return ""
	})
}

// inLine is s on one line.
func inLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// quoteDifference writes a line for each quote that is not as marked.
func quoteDifference(out *strings.Builder, g Doc, d *text.Doc) {
	words := func(s text.Span) string { return inLine(s.Of(g.Text)) }
	said := func(q text.Quote) text.Span { return q.Said }
	match(out, "quote", spansBy(g.Quotes, said), spansBy(d.Quotes, said), .8, words, func(i, j int) string {
		a, b := g.Quotes[i], d.Quotes[j]
		var wrong []string
		if a.Kind != b.Kind {
			wrong = append(wrong, fmt.Sprintf("kind %s", b.Kind))
		}
		if (!a.Speaker.Empty() || a.Who != "") && overlap(a.Speaker, b.Speaker) < .3 && !sameName(a.Who, b.Who) {
			wrong = append(wrong, fmt.Sprintf("speaker %s (%s), marked %s (%s)", words(b.Speaker), b.Who, words(a.Speaker), a.Who))
		} else if a.Who != "" && !sameName(a.Who, b.Who) {
			wrong = append(wrong, fmt.Sprintf("who %s for %s, marked %s", b.Who, words(b.Speaker), a.Who))
		}
		same := slices.EqualFunc(a.Chain, b.Chain, func(x, y text.Link) bool { return x.Kind == y.Kind && overlap(x.Span, y.Span) > .2 })
		if !same {
			wrong = append(wrong, fmt.Sprintf("chain %s, marked %s", links(b.Chain, words), links(a.Chain, words)))
		}
		return strings.Join(wrong, "; ")
	})
}

// match writes what was missed and invented, and what wrong says of each pair.
func match(out *strings.Builder, what string, gold, pred []text.Span, least float64, words func(text.Span) string, wrong func(i, j int) string) {
	seenGold, seenPred := map[int]bool{}, map[int]bool{}
	for _, p := range pairs(gold, pred, least) {
		seenGold[p[0]], seenPred[p[1]] = true, true
		if w := wrong(p[0], p[1]); w != "" {
			fmt.Fprintf(out, "  %s wrong: %s: %s\n", what, words(gold[p[0]]), w)
		}
	}
	for i, s := range gold {
		if !seenGold[i] {
			fmt.Fprintf(out, "  %s missed: %s\n", what, words(s))
		}
	}
	for j, s := range pred {
		if !seenPred[j] {
			fmt.Fprintf(out, "  %s invented: %s\n", what, words(s))
		}
	}
}

// roleAt is the marked role of most of a part's letters.
func roleAt(g Doc, s text.Span) text.Role {
	best, most := text.Body, 0
	for _, p := range g.Parts {
		if n := min(p.Span.End, s.End) - max(p.Span.Start, s.Start); n > most && 2*n > s.Len() {
			best, most = p.Role, n
		}
	}
	return best
}

func published(d *text.Doc) string {
	if d.Published == nil {
		return "unknown"
	}
	return d.Published.From.String() + " " + d.Published.To.String()
}

func links(chain []text.Link, words func(text.Span) string) string {
	var out []string
	for _, l := range chain {
		out = append(out, fmt.Sprintf("%s (%s)", words(l.Span), l.Kind))
	}
	return "[" + strings.Join(out, " < ") + "]"
}
