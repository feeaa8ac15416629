package gold

import (
	"strings"

	"rawi/text"
)

// Page is one marked HTML page: what a reader takes for its title, its day and its body, and what must not leak into the body.
type Page struct {
	ID        string
	File      string
	Titles    []string // the title, and other forms of it that are as good
	Body      []string // paragraphs, subheads included
	Optional  []string // lines that may stand in the body or not: byline, credit, dateline
	NotBody   []string
	Related   []string
	Published string // YYYY-MM-DD
}

// HTML scores pages; found[i] is what the program made of pages[i]. page_ID is the F1 of the words of the body (without folding;
// words of optional lines are forgiven), html_f1 their mean, html_leak the share of foreign strings found in the body.
func HTML(pages []Page, found []Found) Figures {
	var out Figures
	sum := 0.0
	var leaks, strs, titles, days int
	for i, g := range pages {
		f := readPage(found[i])
		score := bodyF1(g, f.words)
		out.share("page_"+g.ID, score)
		sum += score
		joined := " " + strings.Join(f.words, " ") + " "
		for _, s := range append(append([]string{}, g.NotBody...), g.Related...) {
			if w := wordsOf(s); len(w) > 0 {
				strs++
				leaks += bit(strings.Contains(joined, " "+strings.Join(w, " ")+" "))
			}
		}
		for _, t := range g.Titles {
			if squash(t) == f.title {
				titles++
				break
			}
		}
		days += bit(f.dated && f.from == f.to && f.from == g.Published)
	}
	out.share("html_f1", div(sum, float64(len(pages))))
	out.share("html_leak", div(leaks, strs))
	out.share("html_title", div(titles, len(pages)))
	out.share("html_date", div(days, len(pages)))
	return out
}

// read is what HTML looks at in a page as the program read it.
type read struct {
	words    []string // of the body, its subheads and datelines
	title    string
	dated    bool
	from, to string
}

func readPage(f Found) (r read) {
	if len(f.Articles) == 0 {
		return r
	}
	d := &f.Articles[0].Doc
	var body []string
	for _, p := range d.Parts {
		if p.Role == text.Body || p.Role == text.Subhead || p.Role == text.Dateline {
			body = append(body, p.Span.Of(d.Text))
		}
	}
	r.words = wordsOf(strings.Join(body, "\n"))
	r.title = squash(d.Title.Of(d.Text))
	if d.Published != nil {
		r.dated, r.from, r.to = true, d.Published.From.String(), d.Published.To.String()
	}
	return r
}

// bodyF1 compares bags of words.
func bodyF1(g Page, found []string) float64 {
	gold := bag(g.Body...)
	pred := map[string]int{}
	for _, w := range found {
		pred[w]++
	}
	optional := bag(g.Optional...)
	right, forgiven, marked := 0, 0, 0
	for w, n := range gold {
		marked += n
		right += min(n, pred[w])
	}
	for w, n := range pred {
		forgiven += min(max(n-gold[w], 0), optional[w])
	}
	return f1(div(right, len(found)-forgiven), div(right, marked))
}

func bag(paragraphs ...string) map[string]int {
	m := map[string]int{}
	for _, p := range paragraphs {
		for _, w := range wordsOf(p) {
			m[w]++
		}
	}
	return m
}

// squash is s without format characters, its white space folded.
func squash(s string) string { return strings.Join(strings.FieldsFunc(plain(s), space), " ") }
