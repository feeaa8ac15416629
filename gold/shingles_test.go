package gold

import (
	"archive/zip"
	"encoding/json"
	"fmt"
	"path/filepath"
	"testing"

	"rawi/arabic"
	"rawi/news"
	"rawi/reuse"
	"rawi/text"
)

// week is the days of SaudiNewsNet on which pairs that share wording are counted.
var week = []string{"2015-07-21", "2015-07-22", "2015-07-23", "2015-07-24", "2015-07-25", "2015-07-26", "2015-07-27"}

// long is the least number of words of an article in this measure: half of less is a phrase.
const long = 30

// measureShingles compares the pairs of articles of a week, of which one has at least half of its five-word shingles in the other, as
// reuse.Find gives them, with those found by comparing all articles that have a shingle in common.
func measureShingles(t testing.TB, dir string) Figures {
	t.Helper()
	var articles []*news.Article
	for _, day := range week {
		articles = append(articles, worded(t, filepath.Join(dir, "data", "saudinewsnet", day+".zip"), day)...)
	}
	found := map[[2]news.Ref]bool{}
	for _, c := range reuse.Find(articles) {
		if max(c.ShareA, c.ShareB) >= .5 {
			found[[2]news.Ref{c.A.Ref, c.B.Ref}], found[[2]news.Ref{c.B.Ref, c.A.Ref}] = true, true
		}
	}
	want := contained(articles)
	right := 0
	for p := range want {
		if found[p] {
			right++
		}
	}
	var out Figures
	out.count("articles", len(articles))
	out.count("pairs", len(want))
	out.share("contained_p", div(2*right, len(found)))
	out.share("contained_r", div(right, len(want)))
	return out
}

// worded is the articles of a day with their words, and with nothing else that is found in them.
func worded(t testing.TB, archive, day string) []*news.Article {
	z, err := zip.OpenReader(archive)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var out []*news.Article
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		var records []struct{ Title, Content string }
		err = json.NewDecoder(r).Decode(&records)
		r.Close()
		if err != nil {
			t.Fatal(archive, err)
		}
		for i, x := range records {
			a := &news.Article{Ref: news.Ref{Source: fmt.Sprintf("%s:%d", day, i), Article: 1}}
			a.Doc.Text = x.Title + "\n" + x.Content
			n := len(x.Title)
			a.Doc.Parts = []text.Part{{Role: text.Title, Span: text.Span{End: n}}, {Role: text.Body, Span: text.Span{Start: n, End: len(a.Doc.Text)}}}
			if a.Doc.Words = arabic.Words(&a.Doc); len(a.Doc.Words) >= long {
				out = append(out, a)
			}
		}
	}
	return out
}

// contained is the pairs of articles of which one has at least half of its shingles in the other, none left out.
func contained(articles []*news.Article) map[[2]news.Ref]bool {
	at := map[[5]uint64][]int32{}
	size := make([]int, len(articles))
	for i, a := range articles {
		w := a.Doc.Words
		for k := 0; k+5 <= len(w); k++ {
			s := [5]uint64{w[k].Form, w[k+1].Form, w[k+2].Form, w[k+3].Form, w[k+4].Form}
			if l := at[s]; len(l) == 0 || l[len(l)-1] != int32(i) {
				at[s] = append(l, int32(i))
				size[i]++
			}
		}
	}
	both := map[[2]int32]int{}
	for _, l := range at {
		for i, a := range l {
			for _, b := range l[i+1:] {
				both[[2]int32{a, b}]++
			}
		}
	}
	out := map[[2]news.Ref]bool{}
	for p, n := range both {
		if 2*n >= min(size[p[0]], size[p[1]]) {
			out[[2]news.Ref{articles[p[0]].Ref, articles[p[1]].Ref}] = true
		}
	}
	return out
}
