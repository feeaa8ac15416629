package story

import (
	"cmp"
	"slices"
	"strings"

	"rawi/arabic/name"
	"rawi/news"
	"rawi/text"
)

// offices are the offices that the articles of a story say its persons have, and the phrases in other articles that stand for them. One
// article says "the spokesman of the police, Colonel X", another only "the spokesman of the police": where the articles that name the holder
// agree on one person, the phrase is his. The titles go to the persons too.
func (b *builder) offices(members []int32, people []news.Person) []news.Office {
	known := whose(people)
	at := map[string]*tenure{}
	var all []*tenure
	for _, i := range members {
		a := b.docs[i].article
		for _, o := range a.Doc.Offices {
			p, ok := known[o.Who]
			if o.Who == "" || !ok {
				continue
			}
			k := o.Key + "|" + people[p].Name
			h := at[k]
			if h == nil {
				h = &tenure{key: o.Key, person: p, forms: map[string]int{}}
				at[k] = h
				all = append(all, h)
			}
			h.forms[name.Phrase(a.Doc.Text, o.Title)]++
			h.named = append(h.named, news.Place{Ref: a.Ref, Span: o.Title})
			if d := a.Doc.Published; d != nil && d.Single() {
				if h.from == 0 || d.From < h.from {
					h.from = d.From
				}
				h.to = max(h.to, d.From)
			}
		}
	}
	b.alone(members, all)
	var out []news.Office
	for _, h := range all {
		p := &people[h.person]
		title := byCount(h.forms)[0]
		for _, f := range byCount(h.forms) {
			key := name.TitleKey(f)
			if !slices.ContainsFunc(p.Titles, func(t string) bool { return name.TitleKey(t) == key }) {
				p.Titles = append(p.Titles, f)
			}
		}
		out = append(out, news.Office{Title: title, Who: p.Name, From: h.from, To: h.to, Named: h.named, Alone: h.alone})
	}
	slices.SortStableFunc(out, func(p, q news.Office) int {
		return cmp.Or(cmp.Compare(len(q.Named)+len(q.Alone), len(p.Named)+len(p.Alone)), strings.Compare(p.Title, q.Title), strings.Compare(p.Who, q.Who))
	})
	return out
}

// tenure is an office of one person, as the articles of a story tell it.
type tenure struct {
	key          string
	person       int
	forms        map[string]int
	from, to     text.Day
	named, alone []news.Place
}

// whose is the place in people of every name of a person that belongs to one of them only.
func whose(people []news.Person) map[string]int {
	at := map[string]int{}
	put := func(s string, i int) {
		if j, ok := at[s]; ok && j != i {
			at[s] = -1
			return
		}
		at[s] = i
	}
	for i, p := range people {
		if p.Kind != text.Person {
			continue
		}
		put(p.Name, i)
		for _, f := range p.Spellings {
			put(f.Form, i)
		}
		for _, m := range p.Merges {
			put(m.A, i)
			put(m.B, i)
		}
	}
	for s, i := range at {
		if i < 0 {
			delete(at, s)
		}
	}
	return at
}

// alone gives the phrases without a name to the only person who is named with the office in the story.
func (b *builder) alone(members []int32, all []*tenure) {
	only := map[string]*tenure{}
	for _, h := range all {
		if _, two := only[h.key]; two {
			only[h.key] = nil
		} else {
			only[h.key] = h
		}
	}
	for _, i := range members {
		d := &b.docs[i].article.Doc
		for _, o := range d.Offices {
			h := only[o.Key]
			if o.Who == "" && h != nil && strings.Contains(o.Key, " ") && !named(d, o.Title) {
				h.alone = append(h.alone, news.Place{Ref: b.docs[i].article.Ref, Span: o.Title})
			}
		}
	}
}

// named says that the article itself resolves the phrase: a name stands for it already.
func named(d *text.Doc, title text.Span) bool {
	i, _ := slices.BinarySearchFunc(d.Names, title.Start, func(n text.Name, start int) int { return cmp.Compare(n.Span.Start, start) })
	for ; i < len(d.Names) && d.Names[i].Span.Start == title.Start; i++ {
		if d.Names[i].Kind == text.Person {
			return true
		}
	}
	return false
}
