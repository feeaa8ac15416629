package reuse

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"rawi/arabic"
	"rawi/news"
	"rawi/text"
)

const (
	// plantedRate is the share of articles that hold a passage of an earlier one; 35 % of the articles of the corpus share half of
	// their shingles with another outlet's.
	plantedRate = .3
	// editRate is the share of the words of such a passage that are another word.
	editRate = .03
	// titleWords is how many words of an article are its title.
	titleWords = 8
	// perDay is how many articles are published on a day.
	perDay = 1500
	// back is how many articles lie at most between a copy and its source: a day's, and a few.
	back = 2000
)

// kind is a word of the corpus.
type kind struct {
	form, stem uint64
	weight     float32
	size       uint32
	digits     bool
}

// synth makes as many articles as one likes of the word statistics of a corpus: lengths as there, each word as often after another as
// there. Article i is the same whenever it is made.
type synth struct {
	kinds   []kind
	seq     []int32 // the corpus, words by their kinds, -1 between articles
	start   []int32 // where the places of each kind begin in places
	places  []int32
	lengths []int
	first   []int32 // first words of articles
	n       int
	file    *os.File
	at      []int64 // where each article begins in the file, in bytes
	buf     []byte
	cache   []slot // the latest read, by i modulo its length
	read    int    // how many were read
}

type slot struct {
	i int
	a *news.Article
}

// newSynth learns the statistics of a week of SaudiNewsNet, or skips the test.
func newSynth(tb testing.TB) *synth {
	tb.Helper()
	if days() == nil {
		tb.Skip("the corpus SaudiNewsNet is not unpacked (make data, or set RAWI_DATA)")
	}
	s := &synth{cache: make([]slot, 2*back)}
	ids := map[uint64]int32{}
	for _, file := range days()[:7] {
		b, err := os.ReadFile(file)
		var records []struct{ Title, Content string }
		if err == nil {
			err = json.Unmarshal(b, &records)
		}
		if err != nil {
			tb.Fatal(file, err)
		}
		for _, r := range records {
			var d text.Doc
			d.Text = r.Title + "\n" + r.Content
			d.Parts = []text.Part{{Role: text.Body, Span: text.Span{End: len(d.Text)}}}
			w := arabic.Words(&d)
			for i, x := range w {
				id, ok := ids[x.Form]
				if !ok {
					id = int32(len(s.kinds))
					ids[x.Form] = id
					s.kinds = append(s.kinds, kind{x.Form, x.Stem, x.Weight, x.End - x.Start, x.Digits})
				}
				if s.seq = append(s.seq, id); i == 0 {
					s.first = append(s.first, id)
				}
			}
			if len(w) > 0 {
				s.seq = append(s.seq, -1)
				s.lengths = append(s.lengths, len(w))
			}
		}
	}
	s.start = make([]int32, len(s.kinds)+1)
	for _, k := range s.seq {
		if k >= 0 {
			s.start[k+1]++
		}
	}
	for k := range s.kinds {
		s.start[k+1] += s.start[k]
	}
	fill := append([]int32(nil), s.start...)
	s.places = make([]int32, len(s.seq))
	for i, k := range s.seq {
		if k >= 0 {
			s.places[fill[k]] = int32(i)
			fill[k]++
		}
	}
	return s
}

func (s *synth) Len() int { return s.n }

// own is what article i says itself.
func (s *synth) own(i int) []int32 {
	rng := rand.New(rand.NewPCG(uint64(i), 1))
	n := s.lengths[rng.IntN(len(s.lengths))]
	out := make([]int32, 0, n)
	k := s.first[rng.IntN(len(s.first))]
	for len(out) < n {
		out = append(out, k)
		p := s.places[s.start[k]+rng.Int32N(s.start[k+1]-s.start[k])]
		if k = s.seq[p+1]; k < 0 {
			k = s.first[rng.IntN(len(s.first))]
		}
	}
	return out
}

// source is the article of which i holds a passage, and which words of it; ok is false where there is none.
func (s *synth) source(i int) (j, from, to int, ok bool) {
	rng := rand.New(rand.NewPCG(uint64(i), 2))
	if i == 0 || rng.Float64() >= plantedRate {
		return 0, 0, 0, false
	}
	j = i - 1 - rng.IntN(min(i, back))
	n := len(s.own(j))
	k := max(20, int(float64(n)*(.3+.7*rng.Float64())))
	if k > n {
		return 0, 0, 0, false
	}
	from = rng.IntN(n - k + 1)
	return j, from, from + k, true
}

// whole is the words of article i: its own, and what it copied.
func (s *synth) whole(i int) []int32 {
	words := s.own(i)
	if j, from, to, ok := s.source(i); ok {
		rng := rand.New(rand.NewPCG(uint64(i), 3))
		for _, k := range s.own(j)[from:to] {
			if rng.Float64() < editRate {
				k = s.seq[rng.IntN(len(s.seq)-1)]
			}
			if k >= 0 {
				words = append(words, k)
			}
		}
	}
	return words
}

// write makes n articles and puts them into a file, from which At reads them as from a library.
func (s *synth) write(tb testing.TB, n int) {
	tb.Helper()
	f, err := os.Create(filepath.Join(tb.TempDir(), "articles"))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { f.Close() })
	s.file, s.n, s.at = f, n, make([]int64, 1, n+1)
	clear(s.cache)
	w := bufio.NewWriterSize(f, 1<<20)
	var b []byte
	for i := range n {
		b = b[:0]
		for _, k := range s.whole(i) {
			b = binary.LittleEndian.AppendUint32(b, uint32(k))
		}
		if _, err := w.Write(b); err != nil {
			tb.Fatal(err)
		}
		s.at = append(s.at, s.at[i]+int64(len(b)))
	}
	if err := w.Flush(); err != nil {
		tb.Fatal(err)
	}
}

// At reads article i.
func (s *synth) At(i int) *news.Article {
	slot := &s.cache[i%len(s.cache)]
	if slot.a != nil && slot.i == i {
		return slot.a
	}
	s.read++
	n := int(s.at[i+1] - s.at[i])
	if cap(s.buf) < n {
		s.buf = make([]byte, 2*n)
	}
	if _, err := s.file.ReadAt(s.buf[:n], s.at[i]); err != nil {
		panic(err)
	}
	a := &news.Article{Ref: news.Ref{Source: name(i), Article: 1}}
	day := text.Day(1 + i/perDay)
	a.Doc.Published = &text.Dating{Days: text.Days{From: day, To: day}}
	a.Doc.Words = make([]text.Word, n/4)
	at := uint32(0)
	for x := range a.Doc.Words {
		v := s.kinds[binary.LittleEndian.Uint32(s.buf[4*x:])]
		a.Doc.Words[x] = text.Word{Start: at, End: at + v.size, Form: v.form, Stem: v.stem, Weight: v.weight, Digits: v.digits, Title: x < titleWords}
		at += v.size + 1
	}
	slot.i, slot.a = i, a
	return a
}

// name is the source of article i.
func name(i int) string { return fmt.Sprintf("%07d", i) }

// number is the article of a source.
func number(name string) (i int) {
	for _, c := range name {
		i = 10*i + int(c-'0')
	}
	return i
}
