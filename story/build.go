package story

import (
	"cmp"
	"encoding/hex"
	"slices"

	"rawi/arabic/name"
	"rawi/news"
	"rawi/text"

	"github.com/zeebo/xxh3"
)

// builder turns groups of articles into events and stories.
type builder struct {
	*readings
	rulings *name.Rulings      // what the user says of names, nil where nothing
	known   map[string][]int32 // keys of names
	numbers *numbers           // of keys
	full    *keyed
}

// build makes the stories of a partition into events and one, coarser, into stories.
func (b *builder) build(events, stories [][]int32) []*news.Story {
	eventOf := map[int32][]int32{} // first member -> event
	for _, e := range events {
		eventOf[e[0]] = e
	}
	var out []*news.Story
	for _, s := range stories {
		for _, i := range s {
			b.take(i)
		}
		st := &news.Story{Timeline: []news.Entry{}, SameQuotes: [][]news.Said{}, Claims: []news.Claim{}, People: []news.Person{}}
		most := 0 // articles of the largest event, which gives the story its title
		for _, i := range s {
			st.Articles = append(st.Articles, b.docs[i].Ref)
			if e, ok := eventOf[i]; ok {
				st.Events = append(st.Events, b.event(e))
				if len(e) > most {
					most, st.Title = len(e), st.Events[len(st.Events)-1].Title
				}
				st.Dated = append(st.Dated, b.dated(e, st.Events[len(st.Events)-1])...)
			}
		}
		slices.SortStableFunc(st.Events, func(p, q *news.Event) int { return cmp.Compare(first(p), first(q)) })
		st.ID = "s" + b.id(s)
		st.From, st.To, st.Uncertain = b.extent(s, st.Dated)
		st.People = b.people(s)
		st.Offices = b.offices(s, st.People)
		for _, i := range s {
			b.put(i)
		}
		out = append(out, st)
	}
	slices.SortStableFunc(out, func(p, q *news.Story) int {
		return cmp.Or(cmp.Compare(p.From, q.From), cmp.Compare(len(q.Articles), len(p.Articles)), cmp.Compare(p.ID, q.ID))
	})
	return out
}

// first is the first day of an event, 0 when unknown.
func first(e *news.Event) text.Day {
	if e.Date == nil {
		return 0
	}
	return e.Date.From
}

// event makes an event of its articles.
func (b *builder) event(members []int32) *news.Event {
	e := &news.Event{ID: "e" + b.id(members), Title: b.title(members), Date: b.date(members), Texts: [][]news.Ref{}, Origins: []news.Origin{}, Sources: []news.Source{}}
	for _, i := range members {
		e.Articles = append(e.Articles, b.docs[i].Ref)
	}
	return e
}

// id names a group after its earliest article, by the bytes of it and not by where they were found, so that the name stays the
// same in every run in which that article is the earliest.
func (b *builder) id(members []int32) string {
	a := b.docs[members[0]].article
	h := xxh3.New()
	h.Write(a.Hash[:])
	h.Write([]byte{byte(a.Article), byte(a.Article >> 8)})
	if a.Hash == [32]byte{} {
		h.WriteString(a.Source)
	}
	return hex.EncodeToString(h.Sum(nil))[:12]
}

// extent is the days from the first to the last article of a story, as far as they are certain: an article of which only an
// interval is known moves an end no farther than it must. uncertain says that there is such an article. Where no day is certain,
// the ends are those of the days that are possible.
func (b *builder) extent(members []int32, dated []news.Dated) (from, to text.Day, uncertain bool) {
	given := map[news.Ref]text.Days{}
	for _, d := range dated {
		given[d.Ref] = d.Published
	}
	var first, last text.Day // possible
	for _, i := range members {
		w := b.docs[i].when
		if d, ok := given[b.docs[i].Ref]; ok {
			w = d
		}
		uncertain = uncertain || !w.Single()
		if w.To != 0 && (from == 0 || w.To < from) {
			from = w.To
		}
		to = max(to, w.From)
		if w.From != 0 && (first == 0 || w.From < first) {
			first = w.From
		}
		last = max(last, w.From, w.To)
	}
	if from == 0 || to == 0 || from > to {
		return first, last, uncertain
	}
	return from, to, uncertain
}
