package gold

import (
	"slices"

	"rawi/news"
	"rawi/text"
)

// Details scores what only the gold of the sample pages marks: how many independent sources an event has, which quotes are the same
// utterance, how the figures of a claim stand to one another, and which spellings are one person's. saidAt gives the span of a
// marked quote by document and words.
func (g *Clusters) Details(stories []*news.Story, name func(news.Ref) string, saidAt map[[2]string]text.Span) Figures {
	var out Figures
	out.share("independent_right", g.independent(stories, name))
	p, r := g.sameSaid(stories, name, saidAt)
	out.share("same_quotes_p", p)
	out.share("same_quotes_r", r)
	out.share("same_quotes_f1", f1(p, r))
	found, right := g.claims(stories, name)
	out.share("claims_found", found)
	out.share("claims_right", right)
	out.share("spellings_joined", g.spellings(stories, name))
	return out
}

// independent is the share of events with the right number of sources: a gold event is compared with the event of the program that
// holds most of its documents.
func (g *Clusters) independent(stories []*news.Story, name func(news.Ref) string) float64 {
	right, asked := 0, 0
	for _, want := range g.Events {
		if want.Independent == 0 {
			continue
		}
		asked++
		var best *news.Event
		most := 0
		for _, s := range stories {
			for _, e := range s.Events {
				if n := shared(e.Articles, want.Docs, name); n > most {
					best, most = e, n
				}
			}
		}
		right += bit(best != nil && best.Independent == want.Independent)
	}
	return div(right, asked)
}

// shared counts the articles that are among the documents.
func shared(refs []news.Ref, docs []string, name func(news.Ref) string) int {
	n := 0
	for _, r := range refs {
		n += bit(slices.Contains(docs, name(r)))
	}
	return n
}

// sameSaid is the precision and recall of pairs of quotes, of different documents, that are one utterance.
func (g *Clusters) sameSaid(stories []*news.Story, name func(news.Ref) string, saidAt map[[2]string]text.Span) (p, r float64) {
	type quote struct {
		doc string
		at  text.Span
	}
	type pair [2]quote
	join := func(into map[pair]bool, group []quote) {
		for i, a := range group {
			for _, b := range group[:i] {
				switch {
				case a.doc < b.doc:
					into[pair{a, b}] = true
				case a.doc > b.doc:
					into[pair{b, a}] = true
				}
			}
		}
	}
	marked := map[string][]text.Span{}
	gold, pred := map[pair]bool{}, map[pair]bool{}
	for _, group := range g.Said {
		var qs []quote
		for _, q := range group {
			at := saidAt[q]
			qs = append(qs, quote{q[0], at})
			marked[q[0]] = append(marked[q[0]], at)
		}
		join(gold, qs)
	}
	for _, s := range stories {
		for _, group := range s.SameQuotes {
			var qs []quote
			for _, q := range group {
				doc := name(q.Ref)
				at, best := q.Said, .5
				for _, m := range marked[doc] {
					if v := overlap(m, q.Said); v >= best {
						at, best = m, v
					}
				}
				qs = append(qs, quote{doc, at})
			}
			join(pred, qs)
		}
	}
	right := 0
	for q := range pred {
		right += bit(gold[q])
	}
	return div(right, len(pred)), div(right, len(gold))
}

// claims is the share of the marked claims of which two figures stand together, and of these the share with the right verdict.
func (g *Clusters) claims(stories []*news.Story, name func(news.Ref) string) (found, right float64) {
	n, ok := 0, 0
	for _, want := range g.Claims {
		verdict, most := "", 0
		for _, s := range stories {
			for _, c := range s.Claims {
				seen := map[float64]bool{}
				for _, v := range c.Values {
					if v.Unit == want.Unit && slices.Contains(want.Docs, name(v.Ref)) && slices.Contains(want.Values, v.Value) {
						seen[v.Value] = true
					}
				}
				if len(seen) >= min(2, len(want.Values)) && len(seen) > most {
					verdict, most = c.Verdict, len(seen)
				}
			}
		}
		n += bit(most > 0)
		ok += bit(most > 0 && verdict == want.Verdict)
	}
	return div(n, len(g.Claims)), div(ok, n)
}

// spellings is the share of pairs of spellings of one person that the program gives to one person.
func (g *Clusters) spellings(stories []*news.Story, name func(news.Ref) string) float64 {
	joined, all := 0, 0
	for _, want := range g.People {
		var people []news.Person
		for _, gs := range g.Stories {
			for _, s := range stories {
				if gs.ID == want.Story && shared(s.Articles, g.storyDocs(gs), name) > 0 {
					people = append(people, s.People...)
				}
			}
		}
		of := func(spelling string) map[int]bool {
			set := map[int]bool{}
			for i, p := range people {
				for _, s := range p.Spellings {
					if sameName(s.Form, spelling) {
						set[i] = true
					}
				}
			}
			return set
		}
		for i, a := range want.Spellings {
			x := of(a)
			for _, b := range want.Spellings[:i] {
				all++
				for k := range of(b) {
					if x[k] {
						joined++
						break
					}
				}
			}
		}
	}
	return div(joined, all)
}

// storyDocs are the documents of a story, those of its events among them.
func (g *Clusters) storyDocs(s GoldStory) []string {
	docs := slices.Clone(s.Docs)
	for _, e := range g.Events {
		if slices.Contains(s.Events, e.ID) {
			docs = append(docs, e.Docs...)
		}
	}
	return docs
}
