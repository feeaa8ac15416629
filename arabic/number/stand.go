package number

import (
	"strconv"
	"sync"

	"rawi/arabic/lexicon"
	"rawi/arabic/word"
	"rawi/text"
)

// stand is a row of stands.tsv.
type stand struct {
	stand text.Stand
	reach int  // tokens from the phrase to the amount
	to    bool // the preposition "to" must stand right before the amount
}

var stands = sync.OnceValue(func() *word.Phrases[stand] {
	p := word.NewPhrases[stand](word.And | word.Preposition)
	for _, r := range lexicon.Must(files, "stands.tsv").Rows {
		reach, err := strconv.Atoi(r.Get("reach"))
		if err != nil {
			panic(r.Rule() + ": no reach")
		}
		p.Add(r.Key(), stand{text.Stand(r.Get("stand")), reach, r.Get("needs") == "to"})
	}
	return p
})

// farthest is the greatest reach of stands.tsv.
const farthest = 20

// Stand sets, for each amount, how the text says that it stands to other amounts of its thing: by the phrase of stands.tsv nearest
// before it in its sentence. The phrase speaks of the first amount of a unit behind it; an amount risen "from" another is updated,
// and that other one earlier. sentences are ranges of tokens, in order.
func Stand(t *word.Text, sentences [][2]int, numbers []text.Number) {
	s := 0
	for i := range numbers {
		n := &numbers[i]
		at := t.Index(n.Span.Start)
		for s < len(sentences) && sentences[s][1] <= at {
			s++
		}
		if s == len(sentences) {
			return
		}
		if at < sentences[s][0] {
			continue
		}
		from := sentences[s][0]
		for j := i - 1; j >= 0; j-- {
			if o := &numbers[j]; o.Unit == n.Unit || o.Unit == "" {
				if end := t.Index(o.Span.End); !risenFrom(t, o, at) {
					from = max(from, end)
				}
				break
			}
		}
		n.Stand = standing(t, from, at)
	}
}

// standing is what the phrase nearest before token at says of the amount there.
func standing(t *word.Text, from, at int) text.Stand {
	p := reader{t: t}
	to := false
	for d := 1; d <= 3; d++ {
		to = to || p.is(at-d, "الي")
	}
	for j := at - 1; j >= max(from, at-farthest); j-- {
		if t.Tokens[j].Is(".", "؛", "؟", "!") {
			break
		}
		m, ok := stands().At(t, j)
		if !ok || m.To > at || at-m.To >= m.Value.reach {
			continue
		}
		switch {
		case !m.Value.to || to:
			return m.Value.stand
		case p.is(at-1, "من"):
			return text.Earlier
		}
	}
	return text.Stated
}

// risenFrom says whether an amount is the one from which that at token at has risen: "from nine to twelve".
func risenFrom(t *word.Text, o *text.Number, at int) bool {
	p := reader{t: t}
	i, end := t.Index(o.Span.Start), t.Index(o.Span.End)
	return p.is(i-1, "من") && at-end <= 2 && p.is(end, "الي")
}
