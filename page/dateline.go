package page

import (
	"rawi/arabic/chain"
	"rawi/arabic/word"
	"rawi/text"
)

// within cuts what stands inside the running text: a dateline or writer before its first sentence, a credit after its last.
func (s *sheet) within() {
	first := -1
	for k := range s.lines {
		if r := s.lines[k].role; r == "" || r == text.Body {
			first = k
			break
		}
	}
	if first >= 0 {
		s.cutDateline(first)
	}
	for k := len(s.lines) - 1; k >= 0; k-- {
		if r := s.lines[k].role; r == "" || r == text.Body {
			s.cutTail(k)
			break
		}
	}
}

// cutDateline cuts a dateline or a writer's name off the beginning of line k.
func (s *sheet) cutDateline(k int) {
	l := s.lines[k]
	end, role, rule := s.opening(l.from, l.to)
	if end <= l.from || end >= l.to {
		return
	}
	head, rest := s.sub(&l, l.from, end), s.sub(&l, end, l.to)
	head.role, head.rule = role, rule
	rest.role, rest.rule = l.role, l.rule
	s.replace(k, head, rest)
}

// opening finds the credit with which running text opens: it returns the token after it, i where there is none.
func (s *sheet) opening(i, to int) (end int, role text.Role, rule string) {
	if to-i < 6 {
		return i, "", ""
	}
	if e, r := s.bracketed(i, to); e > i {
		return e, text.Dateline, r
	}
	if e := s.datedOpening(i, to); e > i {
		return e, text.Dateline, "credit.dated"
	}
	c := s.readCredit(i, min(to, i+40), false)
	n := len(c.segs)
	if n == 0 || c.to <= i || c.to >= to {
		return s.unmarked(i, to)
	}
	known := c.has(segPlace, segAgency, segOutlet)
	switch {
	case c.ended == ':' && n >= 2 && (known > 0 || c.words() <= 8 && n >= 3):
	case c.ended == ':' && n == 1 && known == 1 && c.segs[0].kind != segOutlet:
	case c.ended == ':' && n == 2 && c.segs[0].kind == segName && c.segs[1].kind == segName && s.from(&c):
	case c.ended == '-' && known == n && s.t.Tokens[c.to].Kind != word.Number && (n > 1 || s.t.Tokens[c.to].Gap > word.None):
	default:
		return s.unmarked(i, to)
	}
	role = text.Dateline
	if s.writes(&c) {
		role = text.Byline
	}
	return c.to, role, "credit." + string(role)
}

// writes says that a credit before the first sentence tells who wrote rather than where: a label, a writer or the outlet stands first, or a
// person stands after the place.
func (s *sheet) writes(c *credit) bool {
	first := &c.segs[0]
	if c.has(segLabel) > 0 || first.kind == segOutlet || first.kind == segName && !s.inLand(c, 0) && !s.from(c) {
		return true
	}
	for k := 1; k < len(c.segs); k++ {
		if g := &c.segs[k]; g.kind == segName && s.personAt(g.from, g.to) {
			return true
		}
	}
	return false
}

// from says that the first name of a credit is a place though no list knows it: it is one by its form, or the second is called an agency
// in the text.
func (s *sheet) from(c *credit) bool {
	if len(c.segs) != 2 || c.segs[1].kind != segName || c.segs[0].to-c.segs[0].from > maxPlaceWords {
		return false
	}
	return s.called(c.segs[1].from, c.segs[1].to) || s.placeAt(c.segs[0].from, c.segs[0].to)
}

// maxPlaceWords is how many words the name of a place has at most.
const maxPlaceWords = 3

// inLand says that segment k is a place by the land that stands in brackets after it: CITY (COUNTRY).
func (s *sheet) inLand(c *credit, k int) bool {
	if k+1 >= len(c.segs) || !c.segs[k+1].bracket {
		return false
	}
	land := &c.segs[k+1]
	return land.kind == segPlace || land.kind == segName && s.placeAt(land.from, land.to)
}

// bracketed finds CITY, COUNTRY (AGENCY) -- at the head of a paragraph.
func (s *sheet) bracketed(i, to int) (end int, rule string) {
	toks := s.t.Tokens
	words := 0
	for k := i; k < min(to, i+14); k++ {
		switch {
		case toks[k].Is("(", "["):
			m, rule := s.mediumIn(k+1, to)
			if m < 0 && words > 0 && words <= maxPlaceWords+1 {
				if m, rule = s.nameIn(k+1, to); m >= 0 && s.personAt(i, k) {
					return i, ""
				}
			}
			if m < 0 || m >= to || !toks[m].Is(")", "]") {
				return i, ""
			}
			e := m + 1
			dash := false
			for e < to && (separates(s.t, e) == '-' || separates(s.t, e) == ':') {
				e, dash = e+1, true
			}
			if dash || words > 0 && words <= 2 && rule != bracketAgency {
				return e, rule
			}
			return i, ""
		case toks[k].Kind == word.Word && chain.Particle(toks[k].Fold) == "" && !chain.Verbal(toks[k].Fold):
			if words++; words > 7 {
				return i, ""
			}
		case separates(s.t, k) == ',' || separates(s.t, k) == '-' || separates(s.t, k) == ':' || toks[k].Kind == word.Number:
		case word.IsQuote(toks[k]):
		default:
			return i, ""
		}
	}
	return i, ""
}

// nameIn reads a name of one or two words in brackets from token k on, with a dash after them: an agency that no list knows. It returns the
// token of the second bracket, -1 when something else stands there.
func (s *sheet) nameIn(k, to int) (end int, rule string) {
	for end = k; end < to && end-k < 4 && separates(s.t, end) != ')'; end++ {
	}
	if end+1 >= to || separates(s.t, end) != ')' || separates(s.t, end+1) != '-' {
		return -1, ""
	}
	if i, j := s.trim(k, end); j-i < 1 || j-i > 2 || !s.nameLike(i, j, false) || s.placeAt(i, j) {
		return -1, ""
	}
	return end, bracketAgency
}

// mediumIn reads the media that stand in brackets from token k on and returns the token after them, -1 when something else stands there.
func (s *sheet) mediumIn(k, to int) (end int, rule string) {
	for n := 0; k < to && n < 4; n++ {
		for k < to && word.IsQuote(s.t.Tokens[k]) {
			k++
		}
		if k >= to {
			return -1, ""
		}
		if m, ok := chain.Media().At(s.t, k); ok && m.To <= to {
			k, rule = m.To, m.Value.Rule
		} else if t := s.t.Tokens[k]; t.Kind == word.Latin && len(t.Fold) <= 5 && n == 0 {
			k, rule = k+1, "credit.latin"
		} else {
			return -1, ""
		}
		for k < to && word.IsQuote(s.t.Tokens[k]) {
			k++
		}
		if k < to && s.t.Tokens[k].Kind == word.Punct && separates(s.t, k) != ')' {
			k++
			continue
		}
		if k < to && separates(s.t, k) == ')' {
			return k, rule
		}
	}
	return -1, ""
}

// datedOpening finds CITY DAY MONTH YEAR AGENCY at the head of a paragraph, as state agencies write it.
func (s *sheet) datedOpening(i, to int) int {
	_, span, ok := stamp(s.t, i, min(to, i+24))
	if !ok {
		return i
	}
	a, b := s.t.Range(span)
	if p, ok := places().At(s, i); ok && a-p.To > 12 || !ok && (a-i > 3 || !s.nameLike(i, a, false)) {
		return i
	}
	for k := b; k < min(to, b+4); k++ {
		if m, ok := chain.Media().At(s.t, k); ok {
			e := m.To
			for e < to && (separates(s.t, e) == '-' || separates(s.t, e) == ':' || separates(s.t, e) == ')') {
				e++
			}
			return e
		}
	}
	return i
}

// unmarked finds OUTLET - CITY where the sentence follows without a mark.
func (s *sheet) unmarked(i, to int) (end int, role text.Role, rule string) {
	m, ok := chain.Media().At(s.t, i)
	if !ok || m.To+2 >= to || separates(s.t, m.To) != '-' {
		return i, "", ""
	}
	p, ok := places().At(s, m.To+1)
	if !ok || p.To >= to {
		return i, "", ""
	}
	if m.Value.Kind == text.Agency {
		return p.To, text.Dateline, "credit.unmarked"
	}
	return p.To, text.Byline, "credit.unmarked"
}

// cutTail cuts a credit in brackets, or agencies after a dash, off the end of line k.
func (s *sheet) cutTail(k int) {
	l := s.lines[k]
	toks := s.t.Tokens
	end := l.to
	for end > l.from && toks[end-1].Is(".") {
		end--
	}
	if end-l.from < 8 || !toks[end-1].Is(")", "]") {
		return
	}
	open := end - 2
	for open > l.from && end-open < 16 && !toks[open].Is("(", "[") {
		open--
	}
	if !toks[open].Is("(", "[") || open == l.from || !ended(s, l.from, open) {
		return
	}
	e, rule := s.mediumIn(open+1, l.to)
	if e < 0 && s.bracketNames(open, end) && len(wordsOf(s.t, open, end)) <= maxAgencyWords {
		e, rule = end-1, "credit.bracket"
	}
	if e == end-1 {
		body, tail := s.sub(&l, l.from, open), s.sub(&l, open, l.to)
		body.role, body.rule = l.role, l.rule
		tail.role, tail.rule = text.Credit, rule
		s.replace(k, body, tail)
	}
}
