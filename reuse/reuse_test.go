package reuse

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"rawi/news"
	"rawi/text"

	"github.com/zeebo/xxh3"
)

// article makes an article of plain words: short ones carry no content. The package knows no language, so any will do.
func article(source, body string) *news.Article {
	a := &news.Article{Ref: news.Ref{Source: source, Article: 1}}
	a.Doc.Text = body
	a.Doc.Parts = []text.Part{{Role: text.Body, Span: text.Span{Start: 0, End: len(body)}}}
	start := -1
	for i, r := range body + " " {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			w := body[start:i]
			h := xxh3.HashString(w)
			k := text.Word{Start: uint32(start), End: uint32(i), Form: h, Stem: h}
			if utf8.RuneCountInString(w) > 3 {
				k.Weight = 5
			}
			a.Doc.Words = append(a.Doc.Words, k)
			start = -1
		}
	}
	return a
}

func on(a *news.Article, day string) *news.Article {
	d, err := text.ParseDay(day)
	if err != nil {
		panic(err)
	}
	a.Doc.Published = &text.Dating{Days: text.Days{From: d, To: d}}
	return a
}

const harbour = "The harbour master said that eleven fishing boats had reached the northern quay before the storm closed the channel on Sunday"

const wheat = "Prices of wheat rose for the third week running as millers waited for the late harvest to come in"

func TestPassages(t *testing.T) {
	edited := strings.Replace(strings.Replace(harbour, "eleven", "twelve", 1), "closed the channel", "had closed the outer channel", 1)
	for _, c := range []struct {
		name, a, b string
		want       []string // passages as they stand in b
	}{
		{"word for word", "First lines of one paper. " + harbour + ". And its own end.", "Another beginning here: " + harbour + ", so far.", []string{harbour}},
		{"small edits", harbour, "Quite another opening. " + edited, []string{edited}},
		{"two sentences in another order", harbour + ". " + wheat + ".", wheat + ". Meanwhile " + harbour, []string{wheat + ". Meanwhile " + harbour}},
		{
			"two passages with much between them",
			harbour + ". In the capital the assembly met for its first session after the recess and heard three ministers on roads, water and schools. " + wheat,
			harbour + ". A cyclist from the hills won every mountain stage without once looking back, to the delight of his village. " + wheat,
			[]string{harbour, wheat},
		},
		{"same matter, other words", harbour, "Before bad weather shut the port at the weekend, eleven boats made it home, officials reported", nil},
		{"a phrase only", "He spoke on behalf of the ministry of the interior today", "She wrote on behalf of the ministry of the interior once", nil},
	} {
		got := Find([]*news.Article{article("a", c.a), article("b", c.b)})
		var found []string
		for _, p := range got {
			found = append(found, p.B.Span.Of(c.b))
		}
		slices.SortFunc(found, func(x, y string) int { return strings.Index(c.b, x) - strings.Index(c.b, y) })
		if !slices.Equal(found, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, found, c.want)
		}
	}
}

func TestFormula(t *testing.T) {
	formula := "The guardian of the realm his majesty the beloved king and his crown prince the deputy premier"
	var all []*news.Article
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range 12 {
		all = append(all, article(fmt.Sprint("a", i), filler(rng, 40)+" "+formula+" "+filler(rng, 40)))
	}
	if got := Find(all); len(got) > 0 {
		t.Errorf("a formula of %d texts is reported as %d copies", len(all), len(got))
	}
	if got := Find(all[:2]); len(got) != 1 {
		t.Errorf("the same words in two texts only: %d copies, want 1", len(got))
	}
}

func TestLater(t *testing.T) {
	long := harbour + ". A second sentence with quite some further matter stands here, and the mayor of the town added several remarks of his own, at great length."
	cut := strings.NewReplacer("harbour ", "", "fishing ", "", "several ", "", "quite ", "").Replace(long)
	early, late := on(article("x", long), "2020-03-01"), on(article("a", long), "2020-03-02")
	if c := Find([]*news.Article{late, early}); len(c) != 1 || c[0].A.Source != "x" || c[0].Later != "b" || c[0].Rule != "day" {
		t.Errorf("by day: %+v", c)
	}
	if c := Find([]*news.Article{article("a", cut), article("b", long)}); len(c) != 1 || c[0].Later != "a" || c[0].Rule != "cut" || c[0].Sure != cutsRight {
		t.Errorf("by the cut: %+v", c)
	}
	credits, agency := article("a", long), article("b", long)
	credits.Doc.Wire, agency.Doc.Outlet = []text.Named{{Name: "Wire"}}, text.Named{Name: "Wire"}
	if c := Find([]*news.Article{credits, agency}); len(c) != 1 || c[0].Later != "a" || c[0].Rule != "credit" {
		t.Errorf("by credit: %+v", c)
	}
	if c := Find([]*news.Article{article("a", cut+" And this was added to it, word by word, later in the day."), article("b", strings.Replace(cut, "matter", "weighty matter", 1))}); len(c) != 1 || c[0].Later != "" {
		t.Errorf("cut and added to: %+v", c)
	}
	relays := article("a", long)
	relays.Doc.Quotes = []text.Quote{{Chain: []text.Link{{Name: "Wire", Kind: text.OutletLink}}}}
	if c := Find([]*news.Article{relays, agency}); len(c) != 1 || c[0].Later != "a" || c[0].Rule != "chain" {
		t.Errorf("by chain: %+v", c)
	}
	if c := Find([]*news.Article{article("a", long), article("b", long)}); len(c) != 1 || c[0].Later != "" {
		t.Errorf("nothing tells: %+v", c)
	}
}

// filler is n random words.
func filler(rng *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		fmt.Fprintf(&b, "word%d ", rng.IntN(30000))
	}
	return b.String()
}

// planted makes n articles, of which every third holds a passage of an earlier one with some words changed. It returns the pairs.
func planted(rng *rand.Rand, n int) ([]*news.Article, map[[2]string]bool) {
	var all []*news.Article
	pairs := map[[2]string]bool{}
	for i := range n {
		body := filler(rng, 80+rng.IntN(200))
		if i%3 == 2 {
			from := all[rng.IntN(len(all))]
			w := strings.Fields(from.Doc.Text)
			at, k := rng.IntN(len(w)/2), 25+rng.IntN(len(w)/2)
			part := slices.Clone(w[at:min(len(w), at+k)])
			for j := 9; j < len(part); j += 10 {
				part[j] = "changed"
			}
			body = filler(rng, 30) + strings.Join(part, " ") + " " + filler(rng, 30)
			pairs[[2]string{from.Source, fmt.Sprintf("a%06d", i)}] = true
		}
		all = append(all, article(fmt.Sprintf("a%06d", i), body))
	}
	return all, pairs
}

func TestPlanted(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	all, pairs := planted(rng, 600)
	found := map[[2]string]bool{}
	for _, c := range Find(all) {
		found[[2]string{c.A.Source, c.B.Source}] = true
	}
	missed := 0
	for p := range pairs {
		if !found[p] {
			missed++
		}
	}
	if missed*50 > len(pairs) {
		t.Errorf("%d of %d planted copies missed", missed, len(pairs))
	}
	rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	again := map[[2]string]bool{}
	for _, c := range Find(all) {
		again[[2]string{c.A.Source, c.B.Source}] = true
	}
	if !reflect.DeepEqual(found, again) {
		t.Error("the result depends on the order of the articles")
	}
}

// TestRepetition: texts that repeat themselves give as many common fingerprints as one likes; the time stays in proportion.
func TestRepetition(t *testing.T) {
	for _, unit := range []string{"aaaa ", "aaaa bbbb cccc dddd eeee ffff ", "alpha beta gamma delta epsilon x y z one two three "} {
		s := strings.Repeat(unit, 20000)
		start := time.Now()
		Find([]*news.Article{article("a", s), article("b", s), article("c", "x "+s)})
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("%d times %q: %v", 20000, unit, d)
		}
	}
}

// FuzzFind: whatever stands in the texts, spans lie on words of both sides, shares are shares, and order changes nothing.
func FuzzFind(f *testing.F) {
	f.Add(harbour, harbour+" and more", "nothing of it")
	f.Add("a b c d e a b c d e a b c d e a b c d e", "a b c d e a b c d e", "")
	f.Add("قالت الهيئة إن القوارب وصلت إلى الرصيف الشمالي قبل العاصفة", "قالت الهيئة إن القوارب وصلت إلى الرصيف الشمالي", "x")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		all := []*news.Article{article("a", a), article("b", b), article("c", c)}
		got := Find(all)
		at := map[string]*news.Article{}
		for _, x := range all {
			at[x.Source] = x
		}
		for _, k := range got {
			for _, p := range []news.Place{k.A, k.B} {
				d := &at[p.Source].Doc
				if p.Span.Empty() || p.Span.Start < 0 || p.Span.End > len(d.Text) || !utf8.RuneStart(d.Text[p.Span.Start]) {
					t.Fatalf("span %v of %d bytes", p.Span, len(d.Text))
				}
				if !slices.ContainsFunc(d.Words, func(w text.Word) bool { return int(w.Start) == p.Span.Start }) || !slices.ContainsFunc(d.Words, func(w text.Word) bool { return int(w.End) == p.Span.End }) {
					t.Fatalf("span %v does not begin and end with words", p.Span)
				}
			}
			for _, v := range []float64{k.Identity, k.Formula, k.ShareA, k.ShareB, k.Cover} {
				if v < 0 || v > 1 {
					t.Fatalf("share %v in %+v", v, k)
				}
			}
		}
		slices.Reverse(all)
		if again := Find(all); !reflect.DeepEqual(got, again) {
			t.Fatalf("order matters:\n%+v\n%+v", got, again)
		}
	})
}

// BenchmarkFind reports articles a second, and how the time grows when the collection doubles.
func BenchmarkFind(b *testing.B) {
	for _, n := range []int{1000, 2000, 4000} {
		all, _ := planted(rand.New(rand.NewPCG(5, 6)), n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				Find(all)
			}
			b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "articles/s")
		})
	}
}
