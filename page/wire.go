package page

import (
	"strings"

	"rawi/arabic/chain"
	"rawi/arabic/word"
	"rawi/text"
)

// newsFold is the word "news" in folded letters, as it stands in the names of agencies.
const newsFold = "\u0627\u0646\u0628\u0627\u0621"

// maxAgencyWords is how many words the name of an agency that no list knows has at most.
const maxAgencyWords = 3

// unlisted finds agencies that no list knows, by the shape of the credit: after the city in a dateline, in brackets at the end, after
// the label of a source. What the outlet calls itself is none, nor are persons and media of other kinds. Without the name of the outlet, by which
// the two are told apart, only a name that is called an agency is one, or that stands in brackets after the city.
func (s *sheet) unlisted(lines []line) []text.Named {
	var out []text.Named
	add := func(i, j int, rule string) {
		i, j, ok := s.agency(i, j, rule == bracketAgency)
		at := text.Span{}
		if ok {
			at = s.t.Span(i, j)
		}
		for _, have := range out {
			ok = ok && have.Name != at.Of(s.src)
		}
		if ok {
			out = append(out, text.Named{Name: at.Of(s.src), Span: at, Rule: rule})
		}
	}
	for k := range lines {
		l := &lines[k]
		switch l.role {
		case text.Dateline:
			c := s.readCredit(l.from, l.to, true)
			n := len(c.segs) - 1
			if n < 1 {
				continue
			}
			g, rule := &c.segs[n], "credit.place-agency"
			if l.rule == bracketAgency {
				rule = l.rule
			}
			if g.kind == segName && !s.placeAt(g.from, g.to) && (g.to-g.from == 1 || s.agencyName(g)) {
				add(g.from, g.to, rule)
			}
		case text.Byline:
			c := s.readCredit(l.from, l.to, true)
			for k := range c.segs {
				if g := &c.segs[k]; g.kind == segName && s.agencyName(g) {
					add(g.from, g.to, "credit.called-agency")
				}
			}
		case text.Credit:
			s.creditNames(l, add)
		}
	}
	return out
}

// bracketAgency is the rule of a dateline CITY (NAME) - whose name no list knows.
const bracketAgency = "credit.shape"

// agencyName says that a name is called an agency, by itself or elsewhere in the text.
func (s *sheet) agencyName(g *segment) bool {
	return kindNoun(s.t, g.from, g.to) > 0 || s.called(s.trim(g.from, g.to))
}

// agency is the name of an agency in the tokens [i, j), without the words that say it is one. sure says that the credit is one of an agency
// by its form.
func (s *sheet) agency(i, j int, sure bool) (from, to int, ok bool) {
	i, j = s.trim(i, j)
	if n := kindNoun(s.t, i, j); n > 0 {
		if h, _ := chain.HeadAt(s.t, i); h.Kind != text.Agency {
			return i, j, false // a paper, a broadcaster
		}
		i += n
		if i+1 < j && strings.HasSuffix(s.t.Tokens[i].Fold, newsFold) {
			i++
		}
		i, j = s.trim(i, j)
		return i, j, i < j && s.mayBeAgency(i, j)
	}
	if i >= j || !s.mayBeAgency(i, j) || s.paper(i, j) {
		return i, j, false
	}
	return i, j, sure || len(s.names) > 0 || s.called(i, j)
}

// paper says that a name after a city is rather that of the paper itself: it has the article, as the names of papers mostly do and those of
// agencies seldom, nothing calls it an agency, and no other name of the outlet is known.
func (s *sheet) paper(i, j int) bool {
	return len(s.names) == 0 && len(s.t.Tokens[i].Fold) > leastName && strings.HasPrefix(s.t.Tokens[i].Fold, alFold) && !s.called(i, j)
}

// afterPlace is the outlet that stands after the city in the dateline, where it is the paper itself: CITY (PAPER) -, CITY - PAPER:.
func (s *sheet) afterPlace(l *line) text.Named {
	if l.role != text.Dateline {
		return text.Named{}
	}
	c := s.readCredit(l.from, l.to, true)
	n := len(c.segs) - 1
	if n < 1 || c.segs[n].kind != segName || c.segs[0].kind != segPlace {
		return text.Named{}
	}
	i, j := s.trim(c.segs[n].from, c.segs[n].to)
	if i >= j || !s.paper(i, j) || !s.mayBeAgency(i, j) || s.placeAt(i, j) {
		return text.Named{}
	}
	at := s.t.Span(i, j)
	return text.Named{Name: at.Of(s.src), Span: at, Rule: "credit.place-outlet"}
}

// creditNames calls f with the names of a credit after the text: those in brackets, and those after the label of a source.
func (s *sheet) creditNames(l *line, f func(i, j int, rule string)) {
	i, rule := l.from, "credit.bracket"
	m, ok := book().set.At(s, i)
	switch {
	case ok && m.Value.role == text.Credit && m.To < l.to:
		i, rule = m.To, m.Value.rule
	case !s.bracketCredit(l):
		return
	}
	for from := i; i <= l.to; i++ {
		if i == l.to || s.t.Tokens[i].Kind == word.Punct && !word.IsQuote(s.t.Tokens[i]) {
			if i > from {
				f(from, i, rule)
			}
			from = i + 1
		}
	}
}

// trim takes marks off both ends of the tokens [i, j).
func (s *sheet) trim(i, j int) (int, int) {
	for i < j && s.t.Tokens[i].Kind == word.Punct {
		i++
	}
	for j > i && s.t.Tokens[j-1].Kind == word.Punct {
		j--
	}
	return i, j
}

// mayBeAgency says that the tokens [i, j) may be the name of an agency: short, no medium that a list knows, not the outlet, nobody and no place.
func (s *sheet) mayBeAgency(i, j int) bool {
	if len(wordsOf(s.t, i, j)) > maxAgencyWords || !s.nameLike(i, j, true) && s.t.Tokens[i].Kind != word.Latin {
		return false
	}
	if m, ok := chain.Media().At(s.t, i); ok && m.To >= j {
		return false
	}
	if p, ok := places().At(s, i); ok && p.To == j {
		return false
	}
	if m, ok := book().set.At(s, i); ok && m.To == j {
		return false
	}
	return s.ownAt(i, j) == nil && !s.personAt(i, j)
}

// calledWithin is how many tokens around a credit are searched for the name that stands in it.
const calledWithin = 4000

// called says that the tokens [i, j) stand elsewhere in the text with the word agency before them.
func (s *sheet) called(i, j int) bool {
	toks := s.t.Tokens
	for k := max(1, i-calledWithin); k+j-i <= min(len(toks), i+calledWithin) && i < j; k++ {
		if toks[k].Fold != toks[i].Fold || k == i {
			continue
		}
		n := 1
		for n < j-i && toks[k+n].Fold == toks[i+n].Fold {
			n++
		}
		if n < j-i {
			continue
		}
		b := k - 1
		for b > 0 && (word.IsQuote(toks[b]) || strings.HasSuffix(toks[b].Fold, newsFold)) {
			b--
		}
		if h, _ := chain.HeadAt(s.t, b); h != nil && h.Kind == text.Agency {
			return true
		}
	}
	return false
}
