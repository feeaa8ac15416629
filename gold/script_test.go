package gold

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rawi/news"
	"rawi/text"
)

// script runs score.py of the shared gold; the test is skipped where it, or Python, is not there. It reads what the program would
// print from a stand-in that prints the lines given.
type script struct {
	t      *testing.T
	file   string
	shared string
	rawi   string
}

func newScript(t *testing.T) *script {
	t.Helper()
	dir := sharedFolder()
	if dir == "" {
		t.Skip("../shared is not there")
	}
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skip("python3 is not there")
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	return &script{t: t, shared: abs, file: filepath.Join(abs, "gold", "score.py")}
}

// prints makes a program that prints the values as JSON lines, whatever it is asked.
func (s *script) prints(lines []any) string {
	s.t.Helper()
	dir := s.t.TempDir()
	out := filepath.Join(dir, "out.jsonl")
	var b bytes.Buffer
	for _, l := range lines {
		j, err := json.Marshal(l)
		if err != nil {
			s.t.Fatal(err)
		}
		b.Write(append(j, '\n'))
	}
	if err := os.WriteFile(out, b.Bytes(), 0o644); err != nil {
		s.t.Fatal(err)
	}
	s.rawi = filepath.Join(dir, "rawi")
	if err := os.WriteFile(s.rawi, []byte("#!/bin/sh\nexec cat '"+out+"'\n"), 0o755); err != nil {
		s.t.Fatal(err)
	}
	return out
}

// same compares what the script says with figures, a line each.
func (s *script) same(figures Figures, args ...string) {
	s.t.Helper()
	c := exec.Command("python3", append([]string{s.file}, args...)...)
	c.Env = append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1", "PYTHONIOENCODING=utf-8")
	var stderr bytes.Buffer
	c.Stderr = &stderr
	got, err := c.Output()
	if err != nil {
		s.t.Fatalf("%v: %s", err, stderr.String())
	}
	var want strings.Builder
	for _, f := range figures {
		fmt.Fprintf(&want, "%s %s\n", f.Name, f)
	}
	if string(got) != want.String() {
		s.t.Errorf("score.py:\n%s\nhere:\n%s", got, want.String())
	}
}

// spoiler damages a perfect prediction by chance, the same every time.
type spoiler struct{ *rand.Rand }

func (r spoiler) one(in int) bool { return r.IntN(in) == 0 }

func (r spoiler) span(s text.Span, size int) text.Span {
	if s.Empty() || !r.one(3) {
		return s
	}
	s.Start = min(max(0, s.Start+r.IntN(41)-20), size-1)
	s.End = max(min(size, s.End+r.IntN(41)-20), s.Start+1)
	return s
}

func (r spoiler) article(a *news.Article) {
	d := &a.Doc
	n := len(d.Text)
	var parts []text.Part
	roles := []text.Role{text.Title, text.Body, text.Caption, text.Related, text.Credit}
	for _, p := range d.Parts {
		if r.one(4) {
			p.Role = roles[r.IntN(len(roles))]
		}
		if p.Span = r.span(p.Span, n); !r.one(8) {
			parts = append(parts, p)
		}
	}
	d.Parts = parts
	var quotes []text.Quote
	for _, q := range d.Quotes {
		q.Said, q.Speaker = r.span(q.Said, n), r.span(q.Speaker, n)
		if r.one(5) {
			q.Who = strings.Replace(q.Who, "ي", "ى", 1)
		}
		if r.one(6) {
			q.Who, q.Speaker = "", text.Span{}
		}
		if r.one(4) {
			q.Kind = text.Direct
		}
		chain := []text.Link{}
		for _, l := range q.Chain {
			if l.Span = r.span(l.Span, n); !r.one(5) {
				chain = append(chain, l)
			}
		}
		if r.one(9) {
			chain = append(chain, text.Link{Span: text.Span{Start: 0, End: 4}, Kind: text.Agency})
		}
		q.Chain = chain
		if !r.one(5) {
			quotes = append(quotes, q)
		}
		if r.one(7) {
			quotes = append(quotes, q)
		}
	}
	d.Quotes = quotes
	values := []string{"", "2015", "2015-02", "2015-07-28", "2015-07-20/2015-07-26", "2015-13"}
	var dates []text.Date
	for _, x := range d.Dates {
		x.Span = r.span(x.Span, n)
		if r.one(4) {
			x.Value = values[r.IntN(len(values))]
		}
		if !r.one(6) {
			dates = append(dates, x)
		}
	}
	d.Dates = dates
	for i := range d.Numbers {
		x := &d.Numbers[i]
		if x.Span = r.span(x.Span, n); r.one(4) {
			x.Value++
		}
	}
	if d.Published != nil && r.one(3) {
		p := *d.Published
		p.To += text.Day(r.IntN(3))
		d.Published = &p
	}
}

// TestArticlesAsScript: the same figures as score.py, on the shared gold, of predictions good and bad.
func TestArticlesAsScript(t *testing.T) {
	s := newScript(t)
	folder := filepath.Join(s.shared, "gold", "articles")
	docs, err := LoadArticles(os.DirFS(folder))
	if err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(4) {
		r := spoiler{rand.New(rand.NewPCG(seed, 7))}
		var found []Found
		var lines []any
		for _, d := range docs {
			f := perfect(d)
			if seed > 0 && r.one(9) {
				f.Articles = nil
			}
			for _, a := range f.Articles {
				a.Source = filepath.Join(folder, d.ID+".txt")
				if seed > 0 {
					r.article(a)
				}
				lines = append(lines, a)
			}
			found = append(found, f)
		}
		s.prints(lines)
		s.same(Articles(docs, found), "articles", s.rawi, folder, folder)
	}
}

// TestHTMLAsScript: the same for pages.
func TestHTMLAsScript(t *testing.T) {
	s := newScript(t)
	folder := filepath.Join(s.shared, "gold", "html")
	pages, err := LoadPages(os.DirFS(folder))
	if err != nil {
		t.Fatal(err)
	}
	r := spoiler{rand.New(rand.NewPCG(1, 9))}
	var found []Found
	var lines []any
	for k, p := range pages {
		a := &news.Article{Ref: news.Ref{Source: filepath.Join("pages", p.File), Article: 1}}
		put := func(role text.Role, s string) text.Span {
			at := text.Span{Start: len(a.Doc.Text), End: len(a.Doc.Text) + len(s)}
			a.Doc.Text += s + "\n"
			a.Doc.Parts = append(a.Doc.Parts, text.Part{Role: role, Span: at})
			return at
		}
		a.Doc.Title = put(text.Title, p.Titles[0])
		if k == 1 {
			a.Doc.Title.End--
		}
		for _, list := range [][]string{p.Body, p.Optional, p.NotBody, p.Related} {
			for i, b := range list {
				switch {
				case r.one(5):
					put(text.Furniture, b)
				case i == 0:
					put(text.Dateline, b)
				default:
					put(text.Body, b)
				}
			}
		}
		if day, err := text.ParseDay(p.Published); err == nil && k != 2 {
			a.Doc.Published = &text.Dating{Days: text.Days{From: day, To: day + text.Day(k%2)}}
		}
		found, lines = append(found, Found{Articles: []*news.Article{a}}), append(lines, a)
	}
	s.prints(lines)
	s.same(HTML(pages, found), "html", s.rawi, folder, "pages")
}

// TestClustersAsScript: the same for events and stories.
func TestClustersAsScript(t *testing.T) {
	s := newScript(t)
	c, err := LoadClusters(os.DirFS(filepath.Join(s.shared, "gold", "clusters")), "dev.json")
	if err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(3) {
		r := spoiler{rand.New(rand.NewPCG(seed, 11))}
		var stories []*news.Story
		var lines []any
		ref := func(d string) news.Ref { return news.Ref{Source: "days.zip/day.json#" + d, Article: 1} }
		for k, e := range c.Events {
			ev := &news.Event{ID: fmt.Sprint("v", k), Articles: []news.Ref{}, Texts: [][]news.Ref{}, Origins: []news.Origin{}}
			for _, d := range e.Docs {
				if r.one(6) {
					continue
				}
				ev.Articles = append(ev.Articles, ref(d))
				if o, ok := e.Origins[d]; ok && !r.one(4) {
					name := o.Origin
					if r.one(5) {
						name = "وكالة أخرى"
					}
					ev.Origins = append(ev.Origins, news.Origin{Ref: ref(d), Origin: name})
				}
			}
			for _, t := range e.Texts {
				var group []news.Ref
				for _, d := range t {
					if !r.one(7) {
						group = append(group, ref(d))
					}
				}
				if len(group) > 0 { // an empty list would be null, which the script does not expect
					ev.Texts = append(ev.Texts, group)
				}
			}
			if len(stories) > 0 && r.one(3) {
				last := stories[len(stories)-1]
				last.Events = append(last.Events, ev)
				last.Articles = append(last.Articles, ev.Articles...)
				continue
			}
			stories = append(stories, &news.Story{ID: fmt.Sprint("s", k), Articles: ev.Articles, Events: []*news.Event{ev}})
		}
		for _, st := range stories {
			st.Articles = append([]news.Ref{}, st.Articles...)
			lines = append(lines, st)
		}
		out := s.prints(lines)
		s.same(c.Score(stories, dayAndIndex), "clusters", filepath.Join(s.shared, "gold", "clusters", "dev.json"), out)
	}
}
