package page

import (
	"strings"
	"sync"

	"rawi/arabic/chain"
	"rawi/arabic/lexicon"
	"rawi/arabic/word"
	"rawi/text"
)

var places = sync.OnceValue(func() finder[string] {
	p := newFinder[string](beginsPlace)
	for _, r := range lexicon.Must(files, "places.tsv").Rows {
		p.Add(r.Key(), r.Rule())
	}
	return p
})

// segKind sorts the segments of a credit line.
type segKind uint8

const (
	segOther  segKind = iota // words that stand in no credit line
	segName                  // may be a person or an outlet that no list knows
	segPlace                 // a city
	segAgency                // an agency, or "agencies"
	segOutlet                // an outlet or broadcaster that a list knows, or anything short in quotation marks
	segLabel                 // "by", "prepared by", "follow-up"
)

// segment is a piece of a credit line between two separators.
type segment struct {
	from, to int
	kind     segKind
	medium   *chain.Medium
	own      *ownName // the outlet of the page itself
	rule     string
	bracket  bool // stands in brackets
}

// credit is the head of a text, or a line, that says who wrote and where: CITY - AGENCY, WRITER - OUTLET - CITY:, CITY, COUNTRY (AGENCY) --.
type credit struct {
	from, to int // tokens, with the separators that end it
	segs     []segment
	ended    rune // ':' or '-' when such a mark ends it, 0 when the line does
}

// has counts the segments of a kind.
func (c *credit) has(kinds ...segKind) (n int) {
	for _, s := range c.segs {
		for _, k := range kinds {
			if s.kind == k {
				n++
			}
		}
	}
	return n
}

// words counts the words of a credit.
func (c *credit) words() (n int) {
	for _, s := range c.segs {
		n += s.to - s.from
	}
	return n
}

// The bounds of a credit: no writer, city and agency together take more words.
const (
	maxSegments    = 7
	maxCreditWords = 16
	maxNameWords   = 5
)

// separates says what token k is to a credit line: '-' for dashes, slashes and bars, ':' and ',' for themselves, '(' and ')' for brackets.
func separates(t *word.Text, k int) rune {
	tok := t.Tokens[k]
	if tok.Kind != word.Punct {
		return 0
	}
	switch tok.Fold {
	case "-", "\u2013", "\u2014", "\u2015", "\u2212", "/", "|", "\u2022", "_":
		return '-'
	case ":":
		return ':'
	case ",", "\u060C":
		return ','
	case "(", "[":
		return '('
	case ")", "]":
		return ')'
	}
	return 0
}

// kashida says that a lone tatweel, which folding takes away, stands as a dash before token k.
func (s *sheet) kashida(k int) bool {
	if k == 0 || s.t.Tokens[k].Gap == word.None {
		return false
	}
	between := s.src[s.t.Tokens[k-1].Span.End:s.t.Tokens[k].Span.Start]
	return len(between) < 16 && strings.Contains(between, "\u0640")
}

// readCredit reads a credit from token i on, at most to token to. It stops at the first word that no credit holds, and, unless the credit
// is to be the whole line, at a colon. The reading goes as far as segments follow one another; whether it is one is for the callers to judge.
func (s *sheet) readCredit(i, to int, whole bool) credit {
	c := credit{from: i, to: i}
	open := false
	for k := i; k < to && len(c.segs) < maxSegments; {
		switch separates(s.t, k) {
		case '(':
			open = true
			k++
			continue
		case ')':
			open = false
			k++
			c.to = k
			continue
		case '-', ',':
			if len(c.segs) == 0 {
				if separates(s.t, k) == ',' {
					return c
				}
			}
			k++
			if separates(s.t, k-1) == '-' {
				c.to, c.ended = k, '-'
			}
			continue
		case ':':
			k++
			c.to, c.ended = k, ':'
			if !whole && len(c.segs) > 0 && c.segs[len(c.segs)-1].kind != segLabel {
				if k < to && separates(s.t, k) == '(' { // "Tokyo : (AFP)"
					continue
				}
				for k < to && separates(s.t, k) == '-' {
					k++
					c.to = k
				}
				return c
			}
			continue
		}
		end := k
		for end < to && separates(s.t, end) == 0 && (end == k || !s.kashida(end)) && end-k < 12 {
			end++
		}
		g := s.segment(k, end, whole)
		g.bracket = open
		if g.kind == segOther || c.words()+g.to-g.from > maxCreditWords {
			return c
		}
		c.segs = append(c.segs, g)
		k = g.to
		if g.to == to {
			c.to, c.ended = to, 0
		}
		if g.to < to && s.kashida(g.to) {
			c.ended = '-'
			c.to = g.to
		}
	}
	return c
}

// segment reads the tokens [i, end) as one segment of a credit; g.to is where it ends. whole says that the credit is to be a whole line,
// in which no sentence follows: there a name may look like a verb.
func (s *sheet) segment(i, end int, whole bool) segment {
	toks := s.t.Tokens
	g := segment{from: i, to: end}
	for end > i && toks[end-1].Is("*", ".") && toks[end-1].Kind == word.Punct {
		end--
	}
	if end == i {
		g.kind = segOther
		return g
	}
	a, b := i, end
	quoted := false
	if a+1 < b && fromWord(toks[a].Fold) {
		a++
	}
	for a < b && (word.IsQuote(toks[a]) || toks[a].Is("{")) {
		a, quoted = a+1, true
	}
	for b > a && (word.IsQuote(toks[b-1]) || toks[b-1].Is("}")) {
		b--
	}
	if a >= b {
		return g
	}
	place, ok := places().At(s, a)
	inPlace := ok && place.To == b
	if m, ok := chain.Media().At(s.t, a); ok && m.Prefix == "" && m.To == b && (m.Value.Bare || m.Value.Credit || quoted || !inPlace) {
		g.medium, g.rule = m.Value, m.Value.Rule
		switch {
		case m.Value.Kind == text.Agency || m.Value.Credit:
			g.kind = segAgency
		case m.Value.Kind == text.Social:
			g.kind = segOther
		default:
			g.kind = segOutlet
		}
		return g
	}
	if o := s.ownAt(a, b); o != nil {
		g.kind, g.rule, g.own = segOutlet, o.rule, o
		return g
	}
	if inPlace {
		g.kind, g.rule = segPlace, place.Value
		return g
	}
	if p, ok := book().set.At(s, a); ok && p.Value.role == text.Byline {
		if p.To == b {
			g.kind, g.rule = segLabel, p.Value.rule
			return g
		}
		if p.Value.where&atHead != 0 && s.nameLike(p.To, b, whole) {
			g.kind, g.rule = segName, p.Value.rule
			return g
		}
	}
	if quoted && b-a <= 4 {
		g.kind = segOutlet
		return g
	}
	if from, ok := s.fromPlace(a, b); ok {
		g.kind, g.rule = segName, from
		return g
	}
	if s.nameLike(a, b, whole) {
		g.kind = segName
	}
	return g
}

// fromPlace reads "WRITER from CITY" and "OUTLET from CITY", or several such: the one preposition that credit lines hold.
func (s *sheet) fromPlace(a, b int) (rule string, ok bool) {
	names := 0
	for k := a + 1; k < b; k++ {
		if !fromWord(s.t.Tokens[k].Fold) {
			if names++; names > maxNameWords+2 {
				return "", false
			}
			continue
		}
		p, found := places().At(s, k+1)
		switch {
		case k+1 >= b || !found:
			return "", false
		case p.To == b:
			return p.Value, true
		case !strings.HasPrefix(s.t.Tokens[p.To].Fold, andFold):
			return "", false
		}
		names, k = 0, p.To
	}
	return "", false
}

// nameLike says that the tokens [a, b) may be a person's or an outlet's name: a few Arabic words, none of them a particle or a verb.
func (s *sheet) nameLike(a, b int, whole bool) bool {
	toks := s.t.Tokens
	n := 0
	for k := a; k < b; k++ {
		t := toks[k]
		switch {
		case t.Kind == word.Word:
			if s.particle(k, b) && !(k > a && fromFather(t.Fold)) || !whole && k == a && chain.Verbal(t.Fold) {
				return false
			}
			if !fromFather(t.Fold) {
				n++
			}
		case t.Kind == word.Latin:
			n++
		case t.Kind == word.Link:
			return b-a == 1
		case t.Kind == word.Punct && t.Is(".") && k > a && len(toks[k-1].Fold) <= 4: // an abbreviated title
		default:
			return false
		}
	}
	return n > 0 && n <= maxNameWords
}

// particle says that token k is a particle, and not a name that folding made look like one: Ali beside "on", "God's reckoning" beside "according to".
func (s *sheet) particle(k, to int) bool {
	t := s.t.Tokens[k]
	if chain.Particle(t.Fold) == "" || k+1 < to && s.t.Tokens[k+1].Fold == godFold {
		return false
	}
	return !(t.Fold == aliFold && strings.HasSuffix(s.t.Raw(k), "\u064A"))
}

// Words of names and credits in folded letters, spelt by code points since lists of two words would say no more.
const (
	andFold  = "\u0648"                   // "and"
	minFold  = "\u0645\u0646"             // "from"
	binFold  = "\u0628\u0646"             // "son of"
	alFold   = "\u0627\u0644"             // "house of"
	abuFold  = "\u0627\u0628\u0648"       // "father of"
	abdFold  = "\u0639\u0628\u062F"       // "servant of"
	aliFold  = "\u0639\u0644\u064A"       // Ali
	godFold  = "\u0627\u0644\u0644\u0647" // God
	bintFold = "\u0628\u0646\u062A"
)

func fromWord(f string) bool { return f == minFold }

func fromFather(f string) bool {
	switch f {
	case binFold, alFold, abuFold, abdFold, bintFold:
		return true
	}
	return false
}
