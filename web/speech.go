package web

import (
	"slices"
	"strings"
	"unicode"

	"rawi/desk"
	"rawi/news"
	"rawi/text"
)

// speaker is one who speaks in a story, with what he said.
type speaker struct {
	Name   string // "" when the texts name nobody
	Path   string // of the page of his name; "" when he has none
	Titles []string
	Said   []utterance // the most carried first
	reach  int         // articles that quote him
}

// utterance is one thing said, in the wordings in which the articles give it.
type utterance struct {
	Wordings []wording // the most carried first
	reach    int       // articles that carry it
	first    int       // its place among all that was said, to keep the order of the texts
}

// wording is one form of words with the ways by which it came.
type wording struct {
	Words  string
	Direct bool
	Manner []chip // how and on what occasion it was said
	Ways   []way
	reach  int
}

// chip is a short remark: what it is (kind and key of words.tsv) and, where the text says it, in which words.
type chip struct{ Kind, Key, Words string }

// manner is what the text tells about how a statement was made: the stance of the verb where it is not plain, and the circumstances.
func manner(m member) []chip {
	var out []chip
	switch s := m.quote.Stance; s {
	case "", text.Neutral, text.Explain, text.Assert:
	default:
		out = append(out, chip{Kind: "stance", Key: string(s)})
	}
	if m.quote.Coming {
		out = append(out, chip{Kind: "stance", Key: "coming"})
	}
	for _, s := range m.quote.Apart() {
		out = append(out, chip{"setting", string(s.Kind), clean(s.Span.Of(m.article.Doc.Text))})
	}
	return out
}

// add puts an outlet with those that have the wording by the same way.
func (w *wording) add(from link, steps []step) {
	for i := range w.Ways {
		if slices.Equal(w.Ways[i].Steps, steps) {
			w.Ways[i].From = append(w.Ways[i].From, from)
			return
		}
	}
	w.Ways = append(w.Ways, way{[]link{from}, steps})
}

// way is how a statement reached the reader: outlets, then the agencies and links that their texts name, then the speaker.
type way struct {
	From  []link // the outlets that have it by this way, each leading to the place
	Steps []step // behind them
}

// step is one of a way.
type step struct {
	Name string
	Kind string // key of words.tsv: kind.…
}

// member is a quote with its article.
type member struct {
	article *news.Article
	quote   *text.Quote
}

// speakers puts the statements of a story in order: by who said them, the same utterance once, its wordings side by side.
func (h *shelf) speakers() []speaker {
	groups := h.utterances()
	at := map[string]int{}
	var out []speaker
	for i, g := range groups {
		name := h.speaker(g)
		k, ok := at[name]
		if !ok {
			k = len(out)
			at[name] = k
			out = append(out, speaker{Name: name, Path: h.namePath(name), Titles: h.titles(name)})
		}
		out[k].Said = append(out[k].Said, h.utterance(g, i))
	}
	for i := range out {
		s := &out[i]
		seen := map[string]bool{}
		for _, u := range s.Said {
			for _, w := range u.Wordings {
				for _, y := range w.Ways {
					for _, l := range y.From {
						p, _, _ := strings.Cut(l.Path, "?")
						seen[p] = true
					}
				}
			}
		}
		s.reach = len(seen)
		slices.SortStableFunc(s.Said, func(a, b utterance) int { return b.reach - a.reach })
	}
	slices.SortStableFunc(out, func(a, b speaker) int {
		if (a.Name == "") != (b.Name == "") { // those nobody is named for come last
			return len(b.Name) - len(a.Name)
		}
		if a.reach != b.reach {
			return b.reach - a.reach
		}
		return len(b.Said) - len(a.Said)
	})
	return out
}

// utterances are the quotes of the story's articles, in the order of the articles; those that are the same utterance together.
func (h *shelf) utterances() [][]member {
	same := map[news.Said]int{}
	for i, g := range h.story.SameQuotes {
		for _, s := range g {
			same[s] = i
		}
	}
	type key struct {
		group      int // of SameQuotes, -1 for none
		who, words string
	}
	at := map[key]int{}
	var out [][]member
	for _, r := range h.story.Articles {
		a := h.articles[r]
		if a == nil {
			continue
		}
		for i := range a.Doc.Quotes {
			q := &a.Doc.Quotes[i]
			k := key{group: -1, who: h.who(a, q), words: folded(q.Said.Of(a.Doc.Text))}
			if g, ok := same[news.Said{Ref: r, Said: q.Said}]; ok {
				k = key{group: g}
			}
			if k.group < 0 && k.words == "" {
				continue
			}
			n, ok := at[k]
			if !ok {
				n = len(out)
				at[k] = n
				out = append(out, nil)
			}
			out[n] = append(out[n], member{a, q})
		}
	}
	return out
}

// folded is a wording without its punctuation and spacing, by which copies of one wording are known.
func folded(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }), " ")
}

// who is the speaker of a quote under the name by which the story knows him: his canonical name, else the words that name him.
func (h *shelf) who(a *news.Article, q *text.Quote) string {
	n := q.Who
	if n == "" {
		n = strings.Join(strings.Fields(clean(q.Speaker.Of(a.Doc.Text))), " ")
	}
	if p, ok := h.people[n]; ok {
		return p
	}
	for _, o := range h.offices[a.Ref] {
		if q.Speaker.Start <= o.at.Start && o.at.Start < q.Speaker.End {
			return o.who
		}
	}
	return n
}

// speaker is the one whom most articles name for an utterance.
func (h *shelf) speaker(g []member) string {
	n := map[string]int{}
	best := ""
	for _, m := range g {
		w := h.who(m.article, m.quote)
		if n[w]++; w != "" && (best == "" || n[w] > n[best]) {
			best = w
		}
	}
	return best
}

// namePath is where the page of somebody of the story is.
func (h *shelf) namePath(name string) string {
	for _, p := range h.story.People {
		if p.Name == name && name != "" && slices.Contains(desk.Kinds(), p.Kind) {
			return desk.NamePath(p.Kind, name)
		}
	}
	return ""
}

func (h *shelf) titles(name string) []string {
	for _, p := range h.story.People {
		if p.Name == name && name != "" {
			return p.Titles
		}
	}
	return nil
}

// utterance puts the members of a group together by their wording.
func (h *shelf) utterance(g []member, first int) utterance {
	u := utterance{first: first}
	at := map[string]int{}
	seen := map[news.Ref]bool{}
	for _, m := range g {
		words := clean(m.quote.Said.Of(m.article.Doc.Text))
		k := folded(words)
		i, ok := at[k]
		if !ok {
			i = len(u.Wordings)
			at[k] = i
			u.Wordings = append(u.Wordings, wording{Words: words, Direct: m.quote.Kind == text.Direct})
		}
		w := &u.Wordings[i]
		if w.Manner == nil { // as the first that tells it
			w.Manner = manner(m)
		}
		w.add(h.link(m.article.Ref, m.quote.Said), h.way(m.article, m.quote)[1:])
		w.reach++
		if !seen[m.article.Ref] {
			seen[m.article.Ref] = true
			u.reach++
		}
	}
	slices.SortStableFunc(u.Wordings, func(a, b wording) int {
		switch {
		case a.Direct != b.Direct && a.Direct:
			return -1
		case a.Direct != b.Direct:
			return 1
		}
		return b.reach - a.reach
	})
	return u
}

// way is the full way of a statement, from the reader inwards.
func (h *shelf) way(a *news.Article, q *text.Quote) []step {
	name, _ := desk.Label(a)
	steps := []step{{name, string(text.OutletLink)}}
	add := func(s step) {
		if s.Name != "" && !strings.EqualFold(s.Name, steps[len(steps)-1].Name) {
			steps = append(steps, s)
		}
	}
	var wire []string // credited together: the text does not say which of them
	for _, w := range a.Doc.Wire {
		if w.Name != "" && !slices.Contains(wire, w.Name) {
			wire = append(wire, w.Name)
		}
	}
	add(step{strings.Join(wire, h.word("list", "comma")+" "), string(text.Agency)})
	for _, s := range chain(a, q) {
		add(s)
	}
	if w := h.who(a, q); w != "" {
		add(step{w, "speaker"})
		steps[len(steps)-1].Kind = "speaker"
	}
	return steps
}

// chain is the links that the text names for a statement.
func chain(a *news.Article, q *text.Quote) []step {
	var out []step
	for _, l := range q.Chain {
		n := l.Name
		if n == "" {
			n = strings.Join(strings.Fields(clean(l.Span.Of(a.Doc.Text))), " ")
		}
		if n != "" {
			out = append(out, step{n, string(l.Kind)})
		}
	}
	return out
}
