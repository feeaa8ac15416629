package library

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rawi/gather"
	"rawi/news"
	"rawi/pipeline"
	"rawi/text"
)

// made is an article of the corpus with what was found in it, from which others are made.
type made struct {
	Doc text.Doc
	URL string
}

// oneOf says that one of so many articles of the corpus is among those that the others are made of.
const oneOf = 25

// read reads some articles of SaudiNewsNet, of all its days and outlets.
func read(t *testing.T) []made {
	t.Helper()
	var files []string
	for _, d := range []string{os.Getenv("RAWI_DATA"), "../../.work/data"} {
		if f, _ := filepath.Glob(filepath.Join(d, "saudinewsnet", "*.json")); d != "" && len(f) > 0 {
			files = f
		}
	}
	if len(files) == 0 {
		t.Skip("the corpus SaudiNewsNet is not unpacked (make data, or set RAWI_DATA)")
	}
	n := 0
	items := func(yield func(news.Item) bool) {
		for it := range gather.Items(context.Background(), files, gather.Options{Fields: map[string]string{"text": "content", "date": "date_extracted", "outlet": "source"}}) {
			if n++; n%oneOf == 0 && !yield(it) {
				return
			}
		}
	}
	var out []made
	for r := range pipeline.ReadAll(context.Background(), items) {
		for _, a := range r.Articles {
			a.Doc.Words = nil
			out = append(out, made{a.Doc, a.URL})
		}
	}
	return out
}

// maker makes articles out of others: every second word that stands in no name becomes another of the same length, as frequent as
// words of the corpus are. So the vocabulary, what is found and how long articles are stay those of the corpus.
type maker struct {
	base  []made
	words map[int][]string // words of the corpus by their length, each as often as it stands there
	rng   *rand.Rand
}

func newMaker(base []made, seed uint64) *maker {
	m := &maker{base: base, words: map[int][]string{}, rng: rand.New(rand.NewPCG(seed, 7))}
	for _, b := range base {
		for _, w := range strings.Fields(b.Doc.Text) {
			m.words[len(w)] = append(m.words[len(w)], w)
		}
	}
	return m
}

// article is one article, or several of one source, with that name.
func (m *maker) article(source string, day time.Time) []*news.Article {
	b := m.base[m.rng.IntN(len(m.base))]
	t := []byte(b.Doc.Text)
	fixed := fixed(&b.Doc)
	for i := 0; i < len(t); {
		end := i
		for end < len(t) && t[end] != ' ' && t[end] != '\n' {
			end++
		}
		if list := m.words[end-i]; end > i && !slices.Contains(fixed[i:end], true) && len(list) > 0 && m.rng.IntN(2) == 0 {
			copy(t[i:end], list[m.rng.IntN(len(list))])
		}
		i = end + 1
	}
	a := &news.Article{Ref: news.Ref{Source: source, Article: 1}, Doc: b.Doc, URL: b.URL, Given: []string{"title", "date", "outlet"}}
	a.Doc.Text = string(t)
	d := text.DayOf(day)
	a.Doc.Published = &text.Dating{Days: text.Days{From: d, To: d}, Rule: "field:date"}
	return []*news.Article{a}
}

// fixed says of each byte of a text whether its word must stay: it stands in a name, or something that was found begins or ends inside.
func fixed(d *text.Doc) []bool {
	out := make([]bool, len(d.Text)+1)
	border := func(s text.Span) { out[s.Start], out[max(s.End-1, 0)] = true, true }
	for _, n := range d.Names {
		for i := n.Span.Start; i < n.Span.End; i++ {
			out[i] = true
		}
	}
	for _, n := range d.Dates {
		border(n.Span)
		border(n.Anchor)
	}
	for _, n := range d.Numbers {
		border(n.Span)
	}
	for _, s := range d.Sentences {
		border(s)
	}
	for _, s := range d.Parts {
		border(s.Span)
	}
	for _, w := range d.Wire {
		border(w.Span)
	}
	for _, q := range d.Quotes {
		border(q.Said)
		border(q.Speaker)
		border(q.Cue)
		for _, c := range q.Chain {
			border(c.Span)
		}
	}
	border(d.Byline)
	border(d.Outlet.Span)
	return out
}

// fill makes a library of n articles, where it has not as many, with stories of every fourth's neighbours; it returns how many were made.
func fill(t *testing.T, path string, base []made, n int) int {
	ctx := context.Background()
	l, err := pipeline.OpenLibrary(path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	c, err := l.Count(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if c.Articles >= n {
		return 0
	}
	m := newMaker(base, 1)
	first := time.Date(2015, 7, 1, 0, 0, 0, 0, time.UTC)
	var stories []*news.Story
	var group []*news.Article
	results := func(yield func(pipeline.Result) bool) {
		for i := c.Articles; i < n; i++ {
			articles := m.article(fmt.Sprintf("made-%d", i), first.AddDate(0, 0, i*60/n))
			if group = append(group, articles...); len(group) == 8 {
				if i%32 < 8 {
					stories = append(stories, story(len(stories), group))
				}
				group = nil
			}
			if !yield(pipeline.Result{Articles: articles}) {
				return
			}
		}
	}
	if _, err := l.Take(ctx, time.Now, results); err != nil {
		t.Fatal(err)
	}
	if err := l.SaveStories(ctx, stories); err != nil {
		t.Fatal(err)
	}
	return n - c.Articles
}

// story is a story of articles, with as much in it as those of the press have.
func story(n int, articles []*news.Article) *news.Story {
	s := &news.Story{ID: fmt.Sprintf("made-%d", n), Title: articles[0].Doc.Title.Of(articles[0].Doc.Text), From: articles[0].Doc.Published.From, To: articles[0].Doc.Published.To}
	e := &news.Event{ID: s.ID + "-1", Title: s.Title, Date: &text.Days{From: s.From, To: s.To}}
	for _, a := range articles {
		s.Articles = append(s.Articles, a.Ref)
		e.Texts = append(e.Texts, []news.Ref{a.Ref})
		e.Origins = append(e.Origins, news.Origin{Ref: a.Ref, Origin: a.Doc.Outlet.Name, How: news.Own})
		for _, x := range a.Doc.Sentences[:min(4, len(a.Doc.Sentences))] {
			s.Timeline = append(s.Timeline, news.Entry{Date: text.Days{From: s.From, To: s.To}, Event: e.ID, Kind: "news", Sentence: news.Place{Ref: a.Ref, Span: x}})
		}
		for _, p := range a.Doc.Names[:min(5, len(a.Doc.Names))] {
			s.People = append(s.People, news.Person{Name: p.Entity, Kind: p.Kind, Mentions: 1, Spellings: []news.Spelling{{Form: p.Entity, Count: 1}}})
		}
	}
	e.Articles = s.Articles
	e.Sources, e.Independent = []news.Source{{Name: articles[0].Doc.Outlet.Name, Articles: s.Articles, Why: "own"}}, 1
	s.Events = []*news.Event{e}
	return s
}

// save and load hand the articles of the corpus to another process.
func save(t *testing.T, file string, base []made) {
	b, err := json.Marshal(base[:min(300, len(base))])
	if err == nil {
		err = os.WriteFile(file, b, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func load(t *testing.T, file string) (base []made) {
	b, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(b, &base)
	}
	if err != nil {
		t.Fatal(err)
	}
	return base
}

// answer starts a server and waits until it answers; it returns how many ms that took.
func answer(t *testing.T, bin, path string) float64 {
	cmd := exec.Command(bin, "serve", "--db", path, "--listen", "127.0.0.1:0")
	out, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { cmd.Process.Kill(); cmd.Wait() }()
	for in := bufio.NewScanner(out); in.Scan(); {
		if _, rest, ok := strings.Cut(in.Text(), "http://"); ok {
			r, err := http.Get("http://" + strings.Fields(rest)[0] + "/static/none") // it answers
			if err != nil {
				t.Fatal(err)
			}
			r.Body.Close()
			return time.Since(begun).Seconds() * 1000
		}
	}
	t.Fatal("the server said nothing")
	return 0
}
