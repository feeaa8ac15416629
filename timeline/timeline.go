// Package timeline tells a story as dated events, each by one sentence of an article, quoted as it stands.
package timeline

import (
	"cmp"
	"slices"

	"rawi/news"
	"rawi/text"
)

// The kinds of entries.
const (
	kindNews       = "news"       // what the story's articles report
	kindBackground = "background" // what they recall from long before
	kindComing     = "coming"     // what they announce
)

const (
	// recent is how many days before the first article of a story something is still its news, and not background.
	recent = 14
	// most is how many entries of background, of further news, and of announcements, a timeline has at most: those most often told.
	// Of background that only one article recalls it has fewer: what one recalls is its own, what several recall belongs to the story.
	most      = 8
	mostAlone = 3
)

// Build makes the timeline of a story whose articles are given by reference: an entry for each event, in order of their days, with
// the days besides that its articles tell of, what they recall and what they announce. Events without any day come first.
func Build(s *news.Story, articles map[news.Ref]*news.Article) []news.Entry {
	b := &builder{story: s, published: map[news.Ref]text.Days{}}
	for _, e := range s.Events {
		var all []*sentence
		for _, r := range e.Articles {
			if a := articles[r]; a != nil {
				all = append(all, sentences(a, e.ID)...)
				if a.Doc.Published != nil {
					b.published[r] = a.Doc.Published.Days
				}
			}
		}
		b.event(e, all)
		b.all = append(b.all, all...)
	}
	for _, d := range s.Dated {
		b.published[d.Ref] = d.Published
	}
	b.dated()
	slices.SortStableFunc(b.out, func(p, q news.Entry) int {
		return cmp.Or(cmp.Compare(p.Date.From, q.Date.From), cmp.Compare(p.Date.To, q.Date.To))
	})
	if b.out == nil {
		return []news.Entry{}
	}
	return b.out
}

// builder collects the entries of a story.
type builder struct {
	story     *news.Story
	published map[news.Ref]text.Days
	all       []*sentence
	out       []news.Entry
}

// event adds the entry of an event.
func (b *builder) event(e *news.Event, all []*sentence) {
	var day text.Days
	if e.Date != nil {
		day = *e.Date
	}
	best := choose(all, day)
	if best == nil {
		return
	}
	kind := kindNews
	if b.story.To != 0 && day.From > b.story.To {
		kind = kindComing
	}
	b.out = append(b.out, news.Entry{Date: day, Sentence: best.place(), Event: e.ID, Also: also(best, all, same), Kind: kind})
}

// dated adds an entry for each further time that the articles tell of: its best sentence, and where else it is told.
func (b *builder) dated() {
	by := map[text.Days][]*sentence{}
	for _, s := range b.all {
		for _, d := range s.dates {
			by[d] = append(by[d], s)
		}
	}
	kinds := map[string][]news.Entry{}
	for d, ss := range by {
		ss = slices.DeleteFunc(ss, func(s *sentence) bool { return b.told(s.event, d) })
		kind := b.kind(d, ss)
		if kind == kindBackground { // an article opens with its news: an old time there is one with which it is compared
			ss = slices.DeleteFunc(ss, func(s *sentence) bool { return s.order == 0 })
		}
		if kind == "" || len(ss) == 0 {
			continue
		}
		best := choose(ss, d)
		if best == nil {
			continue
		}
		e := news.Entry{Date: d, Sentence: best.place(), Also: also(best, ss, sameTime), Kind: kind}
		if kind == kindNews {
			e.Event = best.event
		}
		kinds[kind] = append(kinds[kind], e)
	}
	for _, kind := range []string{kindBackground, kindNews, kindComing} {
		l := kinds[kind]
		slices.SortFunc(l, func(p, q news.Entry) int {
			d, f := p.Date, q.Date
			if kind == kindBackground { // of what is recalled as often, the last first
				d, f = f, d
			}
			return cmp.Or(cmp.Compare(len(q.Also), len(p.Also)), cmp.Compare(d.From, f.From), cmp.Compare(d.To, f.To))
		})
		seen := map[news.Place]bool{}
		for _, e := range b.out {
			seen[e.Sentence] = true
		}
		n, alone := 0, 0
		for _, e := range l {
			if seen[e.Sentence] || n == most || kind == kindBackground && len(e.Also) == 0 && alone == mostAlone {
				continue
			}
			seen[e.Sentence] = true
			b.out = append(b.out, e)
			n++
			if len(e.Also) == 0 {
				alone++
			}
		}
	}
}

// told says whether a time is that of an event of the story, which has its entry already.
func (b *builder) told(event string, d text.Days) bool {
	return slices.ContainsFunc(b.story.Events, func(e *news.Event) bool { return e.ID == event && e.Date != nil && *e.Date == d })
}

// kind sorts a time by how it lies to the story: before its news, among it, or after the last article; "" for what says nothing,
// such as the year or month in which the story happens.
func (b *builder) kind(d text.Days, ss []*sentence) string {
	from, to := b.story.From, b.story.To
	switch {
	case from == 0:
		return ""
	case d.To < from-recent:
		return kindBackground
	case d.From > to:
		return kindComing
	case d.Single() && tellers(ss) >= 2:
		return kindNews
	}
	return ""
}

// tellers counts the articles of sentences.
func tellers(ss []*sentence) int {
	m := map[news.Ref]bool{}
	for _, s := range ss {
		m[s.article.Ref] = true
	}
	return len(m)
}
