package main

import (
	"sort"
	"strconv"
	"strings"

	"rawi/arabic/word"
	"rawi/news"
	"rawi/pipeline"
	"rawi/text"
)

type readCmd struct {
	input
	readFormat
}

// Help shows examples.
func (readCmd) Help() string { return help("read") }

// Run reads the input and prints each article.
func (c *readCmd) Run(w *world) error {
	if c.Format == "html" {
		return c.writeParts(w)
	}
	if c.Format == "json" {
		e := jsonLines(w.out)
		return c.read(w, func(r pipeline.Result) error {
			for _, a := range r.Articles {
				if err := e.Encode(a); err != nil {
					return err
				}
			}
			if r.Err != nil {
				return e.Encode(failed{r.Source, r.Err.Error()})
			}
			return nil
		})
	}
	p, err := newPrinter(w)
	if err != nil {
		return err
	}
	return c.read(w, func(r pipeline.Result) error {
		for _, a := range r.Articles {
			if err := p.print("read.txt", newReading(a)); err != nil {
				return err
			}
		}
		w.complain(r)
		return nil
	})
}

// reading is an article as the template prints it.
type reading struct {
	*news.Article
	Lead     string // the first sentence, which stands for a title where there is none
	Speakers []who
	Dates    []said // with their values
	Undated  []said // which the text does not let be placed
	Numbers  []said
	Persons  []string
	Places   []string
	Bodies   []string
}

func newReading(a *news.Article) reading {
	r := reading{Article: a, Speakers: bySpeaker(a)}
	if len(a.Doc.Sentences) > 0 {
		r.Lead = wordsOf(a.Doc.Text, a.Doc.Sentences[0])
	}
	for _, d := range a.Doc.Dates {
		to := &r.Dates
		if d.Value == "" {
			to = &r.Undated
		}
		*to = again(*to, said{Words: wordsOf(a.Doc.Text, d.Span), Value: d.Value})
	}
	for _, n := range a.Doc.Numbers {
		words := wordsOf(a.Doc.Text, n.Span)
		r.Numbers = again(r.Numbers, said{Words: words, Value: worth(n, words), Hedge: n.Approx})
	}
	r.Persons, r.Places, r.Bodies = entities(a, text.Person), entities(a, text.Place), entities(a, text.Organization)
	return r
}

// said is an expression with its value, and how often the article has it.
type said struct {
	Words, Value string
	Hedge        text.Approx // of a number
	Times        int
}

// worth is what a number comes to, as people are shown it; "" where its words say as much. What is counted stands in the words: only
// the signs of currencies and measures, which may stand there in other words, are written after it.
func worth(n text.Number, words string) string {
	v, unit := showAmount(n.Value), n.Unit
	if n.Max != 0 {
		v += " – " + showAmount(n.Max)
	}
	sign := len(unit) <= 2 || strings.ContainsFunc(unit, func(r rune) bool { return r != ' ' && (r < 'a' || r > 'z') })
	if unit == "" || !sign {
		digits, _, _ := strings.Cut(words, " ")
		if n.Max == 0 && digits == strconv.FormatFloat(n.Value, 'f', -1, 64) {
			return ""
		}
		return v
	}
	return v + " " + isolate(unit)
}

// again counts an expression among those found.
func again(list []said, s said) []said {
	for i := range list {
		if list[i].Words == s.Words && list[i].Value == s.Value {
			list[i].Times++
			return list
		}
	}
	s.Times = 1
	return append(list, s)
}

// entities are the canonical names of a kind, the most mentioned first.
func entities(a *news.Article, k text.Kind) []string {
	n := map[string]int{}
	var out []string
	for _, m := range a.Doc.Names {
		if m.Kind == k && m.Entity != "" {
			if n[m.Entity] == 0 {
				out = append(out, m.Entity)
			}
			n[m.Entity]++
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return n[out[i]] > n[out[j]] })
	return out
}

type explainCmd struct {
	input
	Words bool `help:"Show the words too: clitics parted by plus signs, the search stem in brackets."`
}

// Help shows examples.
func (explainCmd) Help() string { return help("explain") }

// Run prints each sentence with its findings.
func (c *explainCmd) Run(w *world) error {
	p, err := newPrinter(w)
	if err != nil {
		return err
	}
	return c.read(w, func(r pipeline.Result) error {
		for _, a := range r.Articles {
			x := explain(a)
			if c.Words {
				x.takeApart()
			}
			if err := p.print("explain.txt", x); err != nil {
				return err
			}
		}
		w.complain(r)
		return nil
	})
}

// explained is a stretch of an article with what was found in it.
type explained struct {
	Text     string
	Role     text.Role
	Rule     string // of the role
	Findings []finding
	Words    []string // its words taken apart, when asked for
	at       text.Span
}

// finding is one line under a sentence.
type finding struct {
	Kind  string // quote, link, date, number, name, published
	Words string
	Value string
	Rule  string
	Quote *text.Quote
	at    int
}

type explanation struct {
	*news.Article
	Parts []explained
}

// explain lays an article out by its sentences, and by the parts that hold none.
func explain(a *news.Article) explanation {
	d := &a.Doc
	x := explanation{Article: a}
	for _, p := range d.Parts {
		inside := []text.Span{}
		for _, s := range d.Sentences {
			if p.Span.Contains(s) {
				inside = append(inside, s)
			}
		}
		if len(inside) == 0 {
			inside = append(inside, p.Span)
		}
		for _, s := range inside {
			x.Parts = append(x.Parts, explained{Text: wordsOf(d.Text, s), Role: p.Role, Rule: p.Rule, Findings: findings(d, s), at: s})
		}
	}
	return x
}

// takeApart shows the words of each stretch with their clitics and stems.
func (x *explanation) takeApart() {
	t, a := word.Read(x.Doc.Text, x.Doc.Range()), word.NewAnalyser()
	for i := range x.Parts {
		from, to := t.Range(x.Parts[i].at)
		for _, e := range a.Explain(t, from, to) {
			x.Parts[i].Words = append(x.Parts[i].Words, e.String())
		}
	}
}

// findings are all findings that begin in s, in order.
func findings(d *text.Doc, s text.Span) []finding {
	var out []finding
	in := func(x text.Span) bool { return !x.Empty() && s.Start <= x.Start && x.Start < s.End }
	for i := range d.Quotes {
		if q := &d.Quotes[i]; in(q.Said) {
			out = append(out, finding{Kind: "quote", Words: wordsOf(d.Text, q.Said), Rule: q.Rule, Quote: q, at: q.Said.Start})
		}
	}
	for _, n := range d.Names {
		if in(n.Span) {
			out = append(out, finding{Kind: string(n.Kind), Words: wordsOf(d.Text, n.Span), Value: n.Entity, Rule: n.Rule, at: n.Span.Start})
		}
	}
	for _, n := range d.Dates {
		if in(n.Span) {
			out = append(out, finding{Kind: "date", Words: wordsOf(d.Text, n.Span), Value: n.Value, Rule: n.Rule, at: n.Span.Start})
		}
	}
	for _, n := range d.Numbers {
		if in(n.Span) {
			v := showAmount(n.Value)
			if n.Max != 0 {
				v += " – " + showAmount(n.Max)
			}
			out = append(out, finding{Kind: "number", Words: wordsOf(d.Text, n.Span), Value: v + " " + n.Unit, Rule: n.Rule, at: n.Span.Start})
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].at < out[j].at })
	return out
}

// Way is the full way of a statement, from the reader inwards: outlet, agencies credited for the article, the links named for
// the statement, speaker.
func (x explanation) Way(q *text.Quote) []string { return way(x.Article, q) }

func way(a *news.Article, q *text.Quote) []string {
	var out []string
	if n := a.Doc.Outlet.Name; n != "" {
		out = append(out, n)
	}
	var wire []string // several agencies are credited side by side, not one behind the other
	for _, w := range a.Doc.Wire {
		wire = append(wire, w.Name)
	}
	if len(wire) > 0 {
		out = append(out, strings.Join(wire, comma))
	}
	for _, l := range q.Chain {
		out = append(out, l.Name)
	}
	if len(out) == 0 {
		return nil
	}
	if q.Who != "" {
		out = append(out, q.Who)
	} else if s := wordsOf(a.Doc.Text, q.Speaker); s != "" {
		out = append(out, s)
	}
	return out
}
