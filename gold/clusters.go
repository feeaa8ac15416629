package gold

import (
	"strconv"

	"rawi/news"
)

// Clusters is a gold of events and stories. Documents are named as the gold names them.
type Clusters struct {
	Docs    []string      `json:"docs"`
	Events  []GoldEvent   `json:"events"`
	Stories []GoldStory   `json:"stories"`
	Claims  []GoldClaim   `json:"claims"`
	People  []GoldPerson  `json:"people"`
	Said    [][][2]string `json:"same_quotes"` // groups of the same utterance: document, words
}

// GoldEvent is one happening at one time.
type GoldEvent struct {
	ID          string                `json:"id"`
	Docs        []string              `json:"docs"`
	Texts       [][]string            `json:"texts"` // documents that carry substantially the same text
	Origins     map[string]GoldOrigin `json:"origins"`
	Independent int                   `json:"independent"` // sources; 0 where nobody counted
}

// GoldOrigin is where a document comes from. Certainty is high, medium or low; only high is scored.
type GoldOrigin struct {
	Origin    string `json:"origin"`
	Certainty string `json:"certainty"`
}

// GoldStory is a running story over several events, and over documents that belong to none of them.
type GoldStory struct {
	ID     string   `json:"id"`
	Events []string `json:"events"`
	Docs   []string `json:"docs"`
}

// GoldClaim is an amount as the documents give it, and how their figures stand to one another.
type GoldClaim struct {
	Docs    []string  `json:"docs"`
	Unit    string    `json:"unit"`
	Values  []float64 `json:"values"`
	Verdict string    `json:"verdict"`
}

// GoldPerson is one person under all the spellings of a story.
type GoldPerson struct {
	Story     string   `json:"story"`
	Spellings []string `json:"spellings"`
}

// Score compares stories with the gold. name gives the gold's name of an article, "" for one that it does not know; articles that
// it does not know are not punished. The figures are BCubed and pairwise scores of both levels, groups of the same text, origins.
func (g *Clusters) Score(stories []*news.Story, name func(news.Ref) string) Figures {
	p := g.predicted(stories, name)
	goldEvent, goldStory := map[string]string{}, map[string]string{}
	for _, e := range g.Events {
		for _, d := range e.Docs {
			goldEvent[d] = e.ID
			goldStory[d] = "e" + e.ID
		}
	}
	for _, s := range g.Stories {
		for _, d := range g.storyDocs(s) {
			goldStory[d] = s.ID
		}
	}
	var out Figures
	g.level("events", goldEvent, p.event, &out)
	g.level("stories", goldStory, p.story, &out)
	g.texts(p, &out)
	g.origins(p, &out)
	missing := 0
	for _, d := range g.Docs {
		missing += bit(p.event[d] == "")
	}
	out.count("missing_docs", missing)
	return out
}

// placed is where the program puts the documents of the gold.
type placed struct {
	event, story, text, origin map[string]string
}

func (g *Clusters) predicted(stories []*news.Story, name func(news.Ref) string) placed {
	p := placed{map[string]string{}, map[string]string{}, map[string]string{}, map[string]string{}}
	put := func(m map[string]string, r news.Ref, v string, keep bool) {
		if d := name(r); d != "" && (!keep || m[d] == "") {
			m[d] = v
		}
	}
	for _, s := range stories {
		for _, a := range s.Articles {
			put(p.story, a, s.ID, false)
		}
		for _, e := range s.Events {
			for _, a := range e.Articles {
				put(p.event, a, e.ID, false)
				put(p.story, a, s.ID, true)
			}
			for k, t := range e.Texts {
				for _, a := range t {
					put(p.text, a, e.ID+"\x00"+strconv.Itoa(k), false)
				}
			}
			for _, o := range e.Origins {
				put(p.origin, o.Ref, o.Origin, false)
			}
		}
	}
	return p
}

// level writes the scores of one partition. A document in no cluster stands alone.
func (g *Clusters) level(name string, gold, pred map[string]string, out *Figures) {
	full := func(m map[string]string, alone string) map[string]string {
		all := map[string]string{}
		for _, d := range g.Docs {
			all[d] = alone + d
			if c, ok := m[d]; ok {
				all[d] = c
			}
		}
		return all
	}
	a, b := full(gold, "g\x00"), full(pred, "p\x00")
	s := bcubed(a, b, g.Docs)
	out.share(name+"_bcubed_p", s.p)
	out.share(name+"_bcubed_r", s.r)
	out.share(name+"_bcubed_f1", f1(s.p, s.r))
	out.share(name+"_pair_f1", f1(s.pairP, s.pairR))
	var inside []string
	for _, d := range g.Docs {
		if gold[d] != "" {
			inside = append(inside, d)
		}
	}
	in := bcubed(a, b, inside)
	out.share(name+"_bcubed_inside", f1(in.p, in.r))
}

type bscore struct{ p, r, pairP, pairR float64 }

// bcubed is the BCubed precision and recall (Amigó et al. 2009) of a partition, and the same over pairs of documents.
func bcubed(gold, pred map[string]string, docs []string) bscore {
	type both struct{ gold, pred string }
	goldSize, predSize, bothSize := map[string]int{}, map[string]int{}, map[both]int{}
	for _, d := range docs {
		goldSize[gold[d]]++
		predSize[pred[d]]++
		bothSize[both{gold[d], pred[d]}]++
	}
	var p, r float64
	var joint, predPairs, goldPairs int
	for _, d := range docs {
		x, y, k := goldSize[gold[d]], predSize[pred[d]], bothSize[both{gold[d], pred[d]}]
		p += float64(k) / float64(y)
		r += float64(k) / float64(x)
		joint += k - 1
		predPairs += y - 1
		goldPairs += x - 1
	}
	n := float64(len(docs))
	return bscore{div(p, n), div(r, n), div(joint, predPairs), div(joint, goldPairs)}
}

// texts says for how many events the number of different texts is right.
func (g *Clusters) texts(p placed, out *Figures) {
	exact, near := 0, 0
	for _, e := range g.Events {
		seen := map[string]bool{}
		for _, d := range e.Docs {
			t := p.text[d]
			if t == "" {
				t = "d\x00" + d
			}
			seen[t] = true
		}
		off := len(seen) - len(e.Texts)
		exact += bit(off == 0)
		near += bit(-1 <= off && off <= 1)
	}
	out.share("texts_exact", div(exact, len(g.Events)))
	out.share("texts_within_one", div(near, len(g.Events)))
}

// origins says how many of the certain origins are answered, and how many of the answers are right.
func (g *Clusters) origins(p placed, out *Figures) {
	const unknown = "unknown"
	want := map[string]string{}
	for _, e := range g.Events {
		for d, o := range e.Origins {
			if o.Certainty == "high" && o.Origin != unknown {
				want[d] = o.Origin
			}
		}
	}
	answered, right := 0, 0
	for d, o := range want {
		if got := p.origin[d]; got != "" && got != unknown {
			answered++
			right += bit(sameName(got, o))
		}
	}
	out.share("origin_answered", div(answered, len(want)))
	out.share("origin_right", div(right, answered))
}
