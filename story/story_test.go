package story

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	"rawi/news"
	"rawi/text"

	"github.com/zeebo/xxh3"
)

// article makes an article of a title and a body of plain words, of which the short ones carry no content. The package knows no
// language, so any will do. Words in capitals are names of persons.
func article(source, day, title, body string) *news.Article {
	a := &news.Article{Ref: news.Ref{Source: source, Article: 1}, Hash: [32]byte{1, byte(xxh3.HashString(title + body))}}
	d := &a.Doc
	d.Text = title + "\n" + body
	d.Outlet.Name = source
	if title != "" {
		d.Title = text.Span{Start: 0, End: len(title)}
		d.Parts = append(d.Parts, text.Part{Role: text.Title, Span: d.Title})
		d.Sentences = append(d.Sentences, d.Title)
	}
	at := len(title) + 1
	d.Parts = append(d.Parts, text.Part{Role: text.Body, Span: text.Span{Start: at, End: len(d.Text)}})
	for s := range strings.SplitSeq(body, ". ") {
		d.Sentences = append(d.Sentences, text.Span{Start: at, End: at + len(s)})
		at += len(s) + 2
	}
	if day != "" {
		p, err := text.ParseDay(day)
		if err != nil {
			panic(err)
		}
		d.Published = &text.Dating{Days: text.Days{From: p, To: p}}
	}
	start := -1
	for i, r := range d.Text + " " {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			w := d.Text[start:i]
			h := xxh3.HashString(strings.ToLower(w))
			k := text.Word{Start: uint32(start), End: uint32(i), Form: h, Stem: h, Title: start < len(title)}
			if len(w) > 3 {
				k.Weight = 5
			}
			if len(w) > 3 && w[0] < 'a' {
				k.Weight = 9
			}
			if w == strings.ToUpper(w) && unicode.IsLetter(rune(w[0])) && len(w) > 2 {
				d.Names = append(d.Names, text.Name{Span: k.Span(), Kind: text.Person, Entity: w})
			}
			d.Words = append(d.Words, k)
			start = -1
		}
	}
	return a
}

// press is a small press: a flood told by three outlets and its sequel, a match, and a glossy page on nothing of it.
func press() []*news.Article {
	return []*news.Article{
		article("a1", "2020-05-01", "Flood destroys bridge over river Tenna", "The river Tenna rose after heavy rain and destroyed the stone bridge at Marola during Friday night, governor MANDRI said. Eleven houses were damaged by water and mud"),
		article("b1", "2020-05-01", "Stone bridge at Marola lost to flood", "Heavy rain made the river Tenna rise on Friday night, destroyed the stone bridge at Marola and damaged eleven houses, said governor MANDRI. Schools remain closed"),
		article("c1", "2020-05-01", "River Tenna floods Marola and takes its bridge", "Water of the river Tenna after heavy rain took the stone bridge at Marola during Friday night. Eleven houses damaged, according to governor MANDRI"),
		article("a2", "2020-05-03", "Soldiers build wooden crossing at Marola", "Army engineers needed two days after the flood destroyed the stone bridge for the wooden crossing over the Tenna that governor MANDRI opened for cars on Sunday; lorries must take the road through Vesta"),
		article("b2", "2020-05-03", "Governor opens wooden crossing at Marola", "Cars may use the wooden crossing over the Tenna which army engineers built in two days and governor MANDRI opened on Sunday, while lorries take the road through Vesta"),
		article("d1", "2020-05-01", "Rovers beat United in final minute", "Striker OLSEN scored twice as Rovers beat United in the cup final before forty thousand spectators, the second goal falling in the final minute"),
		article("c2", "2020-05-02", "OLSEN gives Rovers the cup against United", "Two goals of striker OLSEN, the second in the final minute, gave Rovers the cup final against United before forty thousand spectators"),
		article("d2", "2020-05-02", "Seven ways to prepare asparagus", "Cooks recommend steaming asparagus slowly with butter, lemon and parsley, and serve the vegetable with young potatoes"),
	}
}

// shape is which articles stand together: events parted by |, stories by a semicolon.
func shape(stories []*news.Story) string {
	var out []string
	for _, s := range stories {
		var es []string
		for _, e := range s.Events {
			var as []string
			for _, r := range e.Articles {
				as = append(as, r.Source)
			}
			slices.Sort(as)
			es = append(es, strings.Join(as, " "))
		}
		slices.Sort(es)
		out = append(out, strings.Join(es, " | "))
	}
	slices.Sort(out)
	return strings.Join(out, "; ")
}

// TestBare: a page that lost its text is not joined for a word of its title, but for the title itself.
func TestBare(t *testing.T) {
	all := append(press(), article("e1", "2020-05-01", "Strongest stone Tenna", ""), article("e2", "2020-05-01", "Flood destroys bridge over river Tenna", ""))
	if got, want := shape(Cluster(all, nil)), "a1 b1 c1 e2 | a2 b2; c2 d1; d2; e1"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestCluster(t *testing.T) {
	got := Cluster(press(), nil)
	if want := "a1 b1 c1 | a2 b2; c2 d1; d2"; shape(got) != want {
		t.Errorf("got  %s\nwant %s", shape(got), want)
	}
	for _, s := range got {
		titles := []string{}
		for _, a := range press() {
			titles = append(titles, a.Doc.Title.Of(a.Doc.Text))
		}
		if !slices.Contains(titles, s.Title) {
			t.Errorf("title %q is not that of an article", s.Title)
		}
		for _, e := range s.Events {
			if e.Date == nil || !e.Date.Single() {
				t.Errorf("%s: date %v", e.Title, e.Date)
			}
		}
	}
}

func TestOrder(t *testing.T) {
	all := press()
	want := Cluster(all, nil)
	rng := rand.New(rand.NewPCG(1, 2))
	for range 5 {
		rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		if got := Cluster(all, nil); !reflect.DeepEqual(got, want) {
			t.Fatal("the stories depend on the order of the articles")
		}
	}
	ids := map[string]string{}
	for _, s := range want {
		ids[s.Title] = s.ID
	}
	for _, s := range Cluster(all[:len(all)-1], nil) { // one article less
		if id, ok := ids[s.Title]; ok && id != s.ID {
			// the story may have lost the article that names it
			lost := !slices.ContainsFunc(s.Articles, func(r news.Ref) bool {
				return r == want[slices.IndexFunc(want, func(w *news.Story) bool { return w.ID == id })].Articles[0]
			})
			if !lost {
				t.Errorf("%q was %s and is %s", s.Title, id, s.ID)
			}
		}
	}
}

// TestWithoutDay: an article that prints no day stands with those that tell the same, and takes their day.
func TestWithoutDay(t *testing.T) {
	all := press()
	all[2].Doc.Published = nil
	got := Cluster(all, nil)
	if want := "a1 b1 c1 | a2 b2; c2 d1; d2"; shape(got) != want {
		t.Errorf("got  %s\nwant %s", shape(got), want)
	}
	var dated []news.Dated
	for _, s := range got {
		dated = append(dated, s.Dated...)
	}
	if len(dated) != 1 || dated[0].Source != "c1" || dated[0].Published.From.String() != "2020-05-01" || len(dated[0].From) != 2 || dated[0].Rule == "" {
		t.Errorf("%+v", dated)
	}
}

// TestUpdate: a report that takes back the figure of another tells the same event, though little else is the same; one that gives the
// same figures of another place does not.
func TestUpdate(t *testing.T) {
	toll := func(a *news.Article, value float64, unit string, stand text.Stand) {
		i := strings.Index(a.Doc.Text, fmt.Sprint(value))
		a.Doc.Numbers = append(a.Doc.Numbers, text.Number{Span: text.Span{Start: i, End: i + len(fmt.Sprint(value))}, Value: value, Unit: unit, Stand: stand})
	}
	first := article("a", "2020-05-01", "Flood in Marola leaves 14 dead", "Sudden water of river Tenna entered the market of Marola after noon and left 14 dead, rescuers said while searching roofs and cellars")
	later := article("b", "2020-05-04", "Council of Marola corrects count of victims", "Three names stood twice on lists from hospitals after the flood of the river Tenna, so that the council of Marola now puts the victims of the market to 11 instead of 14; an inquiry about warnings that nobody heard shall report next month and schools open again on Monday")
	other := article("c", "2020-05-01", "Torrent in Wadi Sidrat takes 14 lives", "Rain above the gorge of Sidrat carried three cars away this evening and killed 14 near Misfat, the civil defence said")
	toll(first, 14, "dead", text.Stated)
	toll(other, 14, "dead", text.Stated)
	all := []*news.Article{first, later, other}
	if want := "a; b; c"; shape(Cluster(all, nil)) == "a b; c" {
		t.Fatalf("the words alone tell it: the example is none; want %s or a | b; c", want)
	}
	toll(later, 11, "dead", text.Updated)
	toll(later, 14, "dead", text.Earlier)
	if got, want := shape(Cluster(all, nil)), "a b; c"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestSpan: an article of which only a wide interval is known does not stretch its story over it.
func TestSpan(t *testing.T) {
	all := press()[:3]
	p := *all[2].Doc.Published
	p.To += 300
	all[2].Doc.Published = &p
	all[2].Doc.Published.From += 20
	got := Cluster(all, nil)
	for _, s := range got {
		if len(s.Articles) == 3 && (s.From.String() != "2020-05-01" || s.To.String() != "2020-05-21" || !s.Uncertain) {
			t.Errorf("%v to %v, uncertain: %v", s.From, s.To, s.Uncertain)
		}
		if len(s.Articles) == 1 && s.Articles[0].Source == "c1" && !s.Uncertain {
			t.Error("an interval of 300 days is certain")
		}
	}
}

// TestFarApart: the same words half a year later are another event; without its actors even another story.
func TestFarApart(t *testing.T) {
	again := article("e", "2020-11-20", "Flood destroys bridge over river Tenna", "The river Tenna rose after heavy rain and destroyed the stone bridge at Marola during Friday night, governor MANDRI said. Eleven houses were damaged by water and mud")
	got := Cluster([]*news.Article{press()[0], again}, nil)
	if want := "a1 | e"; shape(got) != want {
		t.Errorf("with its actors: %s, want %s", shape(got), want)
	}
	again.Doc.Names = nil
	got = Cluster([]*news.Article{press()[0], again}, nil)
	if want := "a1; e"; shape(got) != want {
		t.Errorf("without: %s, want %s", shape(got), want)
	}
}

// TestLookAlikes: greetings in the same words to two persons are two events.
func TestLookAlikes(t *testing.T) {
	greet := func(source, who, land string) *news.Article {
		return article(source, "2020-05-01", "King greets "+who+" of "+land+" on national holiday", "King ARVID sent a telegram to president "+who+" of "+land+" on the occasion of the national holiday and wished the people of "+land+" further progress and prosperity")
	}
	all := []*news.Article{greet("a", "MOBARI", "Kesria"), greet("b", "MOBARI", "Kesria"), greet("c", "LUSTEN", "Dorland"), greet("d", "LUSTEN", "Dorland")}
	for i := range 40 { // it is a formula: others are greeted every week
		x := greet(fmt.Sprint("z", i), fmt.Sprintf("PRES%c%c", 'A'+i%26, 'A'+i/26), fmt.Sprintf("Land%c%c", 'a'+i%26, 'a'+i/26))
		x.Doc.Published.From -= text.Day(20 + 7*i)
		x.Doc.Published.To = x.Doc.Published.From
		all = append(all, x)
	}
	got := Cluster(all, nil)
	for _, s := range got {
		for _, e := range s.Events {
			if len(e.Articles) > 2 {
				t.Errorf("greetings to two presidents are one event: %v", e.Articles)
			}
		}
	}
}

func TestPeople(t *testing.T) {
	a := article("a", "2020-05-01", "One", "x")
	b := article("b", "2020-05-01", "Two", "x")
	put := func(a *news.Article, form, entity string) {
		at := len(a.Doc.Text) + 1
		a.Doc.Text += " " + form
		a.Doc.Names = append(a.Doc.Names, text.Name{Span: text.Span{Start: at, End: at + len(form)}, Kind: text.Person, Entity: entity})
	}
	put(a, "فلاديمير بوتين", "فلاديمير بوتين")
	put(a, "بوتين", "فلاديمير بوتين")
	put(a, "الرئيس الروسي", "فلاديمير بوتين")
	put(b, "فلاديمير بوتن", "فلاديمير بوتن")
	put(b, "شي جينبينغ", "شي جينبينغ")
	put(a, "شي جين بينغ", "شي جين بينغ")
	bl := builder{readings: &readings{docs: []*doc{{article: a}, {article: b}}}}
	got := bl.people([]int32{0, 1})
	if len(got) != 2 || got[0].Mentions != 4 || len(got[0].Spellings) != 3 || !slices.Equal(got[0].Titles, []string{"الرئيس الروسي"}) || got[1].Mentions != 2 {
		t.Errorf("%+v", got)
	}
}

// forgetful is articles of which none is kept in memory: each is another copy whenever it is asked for.
type forgetful []*news.Article

func (f forgetful) Len() int { return len(f) }

func (f forgetful) At(i int) *news.Article {
	a := *f[i]
	return &a
}

// TestClusterIn: the stories of a collection that is not in memory are those of the articles, however few are ready at a time.
func TestClusterIn(t *testing.T) {
	all := inOrder(made(400))
	want := Cluster(all, nil)
	for _, most := range []int{3, 100, ready} {
		r := newReadings(forgetful(all))
		r.most = most
		if got := r.cluster(nil, nil, nil); !reflect.DeepEqual(got, want) {
			t.Errorf("%d ready at a time: other stories", most)
		}
	}
	if got := ClusterIn(forgetful(all), nil, nil); !reflect.DeepEqual(got, want) {
		t.Error("other stories")
	}
	merged := slices.ContainsFunc(want, func(s *news.Story) bool { return len(s.Articles) > 1 })
	if !merged || len(want) < 50 {
		t.Errorf("%d stories of %d articles tell nothing", len(want), len(all))
	}
}

// made is n articles of a month, in random words; every third tells a part of what an earlier one tells, every ninth the news of the one before.
func made(n int) []*news.Article {
	rng := rand.New(rand.NewPCG(7, 8))
	var all []*news.Article
	word := func() string { return fmt.Sprintf("word%d", int(60000*rng.Float64()*rng.Float64()*rng.Float64())) }
	for i := range n {
		var body []string
		for range 120 + rng.IntN(120) {
			body = append(body, word())
		}
		if i%3 == 2 {
			other := strings.Fields(all[rng.IntN(len(all))].Doc.Text)
			body = append(body[:60], other[:min(len(other), 80)]...)
		}
		if i%9 == 8 { // and some tell what the one before told, in its words
			body = append(strings.Fields(all[i-1].Doc.Text)[:80], body[80:]...)
		}
		all = append(all, article(fmt.Sprintf("a%05d", i), fmt.Sprintf("2020-01-%02d", 1+28*i/n), strings.Join(body[:8], " "), strings.Join(body[8:], " ")))
	}
	return all
}

// FuzzCluster: whatever the texts, every article stands in exactly one event of one story, and order changes nothing.
func FuzzCluster(f *testing.F) {
	f.Add("Flood destroys bridge", "Stone bridge destroyed by flood", "Rovers beat United", uint8(1))
	f.Add("", "", "a b c", uint8(200))
	f.Fuzz(func(t *testing.T, x, y, z string, day uint8) {
		var all []*news.Article
		for i, s := range []string{x, y, z, x + y, y + z} {
			title, body, _ := strings.Cut(s, " ")
			d := fmt.Sprintf("2020-01-%02d", 1+(int(day)*i)%28)
			if i == 3 {
				d = ""
			}
			all = append(all, article(fmt.Sprint(i), d, title, body))
		}
		got := Cluster(all, nil)
		in := map[news.Ref]int{}
		for _, s := range got {
			n := 0
			for _, e := range s.Events {
				n += len(e.Articles)
				for _, r := range e.Articles {
					in[r]++
				}
			}
			if n != len(s.Articles) || s.ID == "" {
				t.Fatalf("%d articles in the events of a story of %d", n, len(s.Articles))
			}
		}
		for _, a := range all {
			if in[a.Ref] != 1 {
				t.Fatalf("%s stands in %d events", a.Source, in[a.Ref])
			}
		}
		slices.Reverse(all)
		if again := Cluster(all, nil); !reflect.DeepEqual(got, again) {
			t.Fatal("order matters")
		}
	})
}

// BenchmarkCluster reports articles a second, and how the time grows when the collection doubles.
func BenchmarkCluster(b *testing.B) {
	for _, n := range []int{1000, 2000, 4000} {
		all := made(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				Cluster(all, nil)
			}
			b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "articles/s")
		})
	}
}
