package story

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"rawi/arabic"
	"rawi/news"
	"rawi/page"
	"rawi/reuse"
)

// shared is the folder of gold and data beside the repository; a test that needs it is skipped where it is missing.
func shared(t *testing.T, path string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; dir = filepath.Dir(dir) {
		p := filepath.Join(dir, "shared", path)
		if _, err := os.Stat(p); err == nil {
			return p
		} else if !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		if dir == filepath.Dir(dir) {
			t.Skipf("no shared/%s above the repository", path)
		}
	}
}

// marked is the hand-marked clusters: for each document its event and its story; a document alone has a name of its own.
type marked struct {
	days          []string
	docs          []string
	event, story  map[string]string
	insideAnEvent map[string]bool
}

// golds are the files of marks: of the shared gold, and of this repository.
func golds(t *testing.T) []string {
	own, err := filepath.Glob("../gold/clusters/*.json")
	if err != nil {
		t.Fatal(err)
	}
	return append([]string{shared(t, "gold/clusters/dev.json")}, own...)
}

// readMarked reads a file of marks.
func readMarked(t *testing.T, file string) *marked {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var g struct {
		Days   []string
		Docs   []string
		Events []struct {
			ID   string
			Docs []string
		}
		Stories []struct {
			ID           string
			Events, Docs []string
		}
	}
	if err := json.Unmarshal(b, &g); err != nil {
		t.Fatal(err)
	}
	m := &marked{g.Days, g.Docs, map[string]string{}, map[string]string{}, map[string]bool{}}
	for _, d := range g.Docs {
		m.event[d], m.story[d] = "alone "+d, "alone "+d
	}
	docs := map[string][]string{}
	for _, e := range g.Events {
		docs[e.ID] = e.Docs
		for _, d := range e.Docs {
			m.event[d], m.story[d], m.insideAnEvent[d] = e.ID, "event "+e.ID, true
		}
	}
	for _, s := range g.Stories {
		for _, d := range s.Docs {
			m.story[d] = s.ID
		}
		for _, e := range s.Events {
			for _, d := range docs[e] {
				m.story[d] = s.ID
			}
		}
	}
	return m
}

// press2015 reads the articles of some days of the Saudi press. Their sources are DAY:INDEX.
func press2015(t *testing.T, days ...string) []*news.Article {
	t.Helper()
	var items []news.Item
	for _, day := range days {
		z, err := zip.OpenReader(shared(t, "data/saudinewsnet/"+day+".zip"))
		if err != nil {
			t.Fatal(err)
		}
		defer z.Close()
		for _, f := range z.File {
			if !strings.HasSuffix(f.Name, ".json") {
				continue
			}
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			var all []struct {
				Source, URL, Title, Author, Content string
				Date                                string `json:"date_extracted"`
			}
			if err := json.NewDecoder(r).Decode(&all); err != nil {
				t.Fatal(err)
			}
			for i, a := range all {
				if strings.TrimSpace(a.Content) == "" {
					continue
				}
				items = append(items, news.Item{
					Source: fmt.Sprintf("%s:%d", day, i),
					Fields: &news.Fields{URL: a.URL, Title: a.Title, Text: a.Content, Date: a.Date, Outlet: a.Source, Author: a.Author},
				})
			}
		}
	}
	out := make([]*news.Article, len(items))
	var wg sync.WaitGroup
	for w := range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := w; i < len(items); i += runtime.GOMAXPROCS(0) {
				as, err := page.Read(items[i])
				if err != nil || len(as) == 0 {
					t.Errorf("%s: %v", items[i].Source, err)
					continue
				}
				arabic.Read(&as[0].Doc)
				out[i] = as[0]
			}
		})
	}
	wg.Wait()
	if t.Failed() {
		t.FailNow()
	}
	return out
}

// among keeps the articles that are marked.
func (m *marked) among(articles []*news.Article) []*news.Article {
	var out []*news.Article
	for _, a := range articles {
		if m.event[a.Source] != "" {
			out = append(out, a)
		}
	}
	return out
}

// tally sums what is needed for BCubed and pairwise scores.
type tally struct{ precision, recall, docs, right, found, wanted float64 }

// add scores the documents of only (nil for all) of a clustering against the marks.
func (s *tally) add(gold, got map[string]string, docs []string, only map[string]bool) {
	type cell struct{ g, p string }
	both, g, p := map[cell]float64{}, map[string]float64{}, map[string]float64{}
	for _, d := range docs {
		both[cell{gold[d], got[d]}]++
		g[gold[d]]++
		p[got[d]]++
	}
	for _, d := range docs {
		if only != nil && !only[d] {
			continue
		}
		k := both[cell{gold[d], got[d]}]
		s.precision += k / p[got[d]]
		s.recall += k / g[gold[d]]
		s.docs++
		s.right, s.found, s.wanted = s.right+k-1, s.found+p[got[d]]-1, s.wanted+g[gold[d]]-1
	}
}

func harmonic(a, b float64) float64 {
	if a+b == 0 {
		return 0
	}
	return 2 * a * b / (a + b)
}

func (s *tally) bcubed() float64 { return harmonic(s.precision/s.docs, s.recall/s.docs) }
func (s *tally) pairwise() float64 {
	return harmonic(s.right/max(1, s.found), s.right/max(1, s.wanted))
}

// labels names each document's cluster.
func labels(docs []*doc, partition [][]int32) map[string]string {
	out := map[string]string{}
	for k, c := range partition {
		for _, i := range c {
			out[docs[i].article.Source] = fmt.Sprint(k)
		}
	}
	return out
}

// TestGold: the models as they stand must not do worse on the marked days than when they were fitted.
func TestGold(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 13,600 articles")
	}
	for _, file := range golds(t) {
		g := readMarked(t, file)
		all := press2015(t, g.days...)
		r := newReadings(inOrder(all))
		docs := r.docs
		m := newMerger(docs, r.compareAll(reuse.Find(all)))
		m.update()
		m.run(sameEvent(), eventBar, sameTime)
		var events, stories tally
		events.add(g.event, labels(docs, m.partition()), g.docs, nil)
		m.hold(ofStories)
		m.run(&storyModel, chance(len(docs)), sameActors(len(docs)))
		stories.add(g.story, labels(docs, m.partition()), g.docs, nil)
		t.Logf("%s: events: BCubed F1 %.3f, pairwise F1 %.3f; stories: %.3f, %.3f", filepath.Base(file), events.bcubed(), events.pairwise(), stories.bcubed(), stories.pairwise())
		if events.bcubed() < .915 || events.pairwise() < .86 || stories.bcubed() < .86 {
			t.Error("below the floor")
		}
	}
}
