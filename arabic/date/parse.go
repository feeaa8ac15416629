package date

import (
	"rawi/arabic/number"
	"rawi/arabic/word"
)

// parser reads the expressions of one range of tokens.
type parser struct {
	t        *word.Text
	l        *lists
	from, to int
	nums     []number.Amount
	seen     [4]entry // the tokens looked up last, by the low bits of their number
}

// entry is what the lists say of a token; the number of the token plus one, so that a blank entry is none.
type entry struct {
	token  int
	lexeme []lexeme
}

// entries is what the lists say of token i. The same few tokens are asked for role after role.
func (p *parser) entries(i int) []lexeme {
	e := &p.seen[i&3]
	if e.token != i+1 {
		e.token, e.lexeme = i+1, nil
		if w := p.t.Tokens[i].Fold; p.l.sieve.Has(w) {
			e.lexeme = p.l.words[w]
		}
	}
	return e.lexeme
}

// node is an expression as far as it is read.
type node struct {
	form
	from, to int
	pre      int // bytes of proclitics before its first word
	rule     string
}

// joined says that token i stands in the range and on the same line as the one before it.
func (p *parser) joined(i int) bool {
	return i < p.to && p.t.Tokens[i].Gap < word.Line
}

// is says that token i is joined to the one before it and is one of the words.
func (p *parser) is(i int, words ...string) bool { return p.joined(i) && p.t.Tokens[i].Is(words...) }

// prior is the folded token before i on the same line, "" when there is none.
func (p *parser) prior(i int) string {
	if i <= p.from || p.t.Tokens[i].Gap >= word.Line {
		return ""
	}
	return p.t.Tokens[i-1].Fold
}

// lex is the longest entry of a role that stands at token i, and where it ends.
func (p *parser) lex(i int, r role) (x lexeme, end int, ok bool) {
	if i >= p.to || p.t.Tokens[i].Kind != word.Word {
		return x, i, false
	}
	for _, x := range p.entries(i) {
		if x.role != r {
			continue
		}
		j := i + 1
		for _, w := range x.rest {
			if !p.is(j, w) {
				j = 0
				break
			}
			j++
		}
		if j > 0 {
			return x, j, true
		}
	}
	return x, i, false
}

// next is lex for a word behind another: on the same line, without proclitics.
func (p *parser) next(i int, r role) (x lexeme, end int, ok bool) {
	if !p.joined(i) {
		return x, i, false
	}
	x, end, ok = p.lex(i, r)
	return x, end, ok && x.pre == 0
}

// number is the amount that the number room found to begin at token i, or nil.
func (p *parser) number(i int) *number.Amount {
	lo := 0
	hi := len(p.nums)
	for lo < hi {
		m := (lo + hi) / 2
		if p.nums[m].From < i {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < len(p.nums) && p.nums[lo].From == i {
		return &p.nums[lo]
	}
	return nil
}

// begins says that an expression may begin at token i: a word of the lists, figures, or a number in words, of which next is the one that
// comes next.
func (p *parser) begins(i, next int) bool {
	k := &p.t.Tokens[i]
	switch k.Kind {
	case word.Number:
		return true
	case word.Word:
		return p.l.sieve.Has(k.Fold) && p.l.heads[k.Fold] || next == i
	case word.Latin:
		return englishMonth(k.Fold) != 0
	}
	return false
}

// expression reads the expression that begins at token i. Where there is none, to is where to go on looking, 0 for the next token.
func (p *parser) expression(i int) (n node, ok bool) {
	k := &p.t.Tokens[i]
	if k.Kind == word.Number {
		return p.figures(i)
	}
	if k.Kind == word.Latin {
		return p.english(i, i)
	}
	entries := p.entries(i)
	if len(entries) == 0 {
		return p.counted(i)
	}
	// The longest reading wins; of two that are as long, the one whose role the lists give first.
	for _, x := range entries {
		var m node
		var found bool
		switch x.role {
		case isMonth:
			m, found = p.monthly(i)
		case isDay:
			m, found = p.weekly(i)
		case isDeictic:
			m, found = p.today(i)
		case isPeriod:
			m, found = p.period(i, x)
		case isPart:
			m, found = p.part(i)
		case isDecade:
			m, found = p.decade(i)
		}
		if found && (!ok || m.to > n.to) {
			n, ok = m, true
		}
		if !ok && !found && m.to > n.to {
			n.to = m.to
		}
	}
	if !ok {
		if m, found := p.counted(i); found {
			return m, true
		}
		return n, false
	}
	if p.forbidden(&n) {
		return node{to: n.to}, false
	}
	return n, true
}

// counted reads what begins with a word that no list needs to hold: a day by its ordinal, "five years ago".
func (p *parser) counted(i int) (node, bool) {
	if p.t.Tokens[i].Is("قبل", "وقبل") {
		return p.ago(i)
	}
	if p.t.Tokens[i].Is("بعد", "وبعد") {
		return p.ahead(i)
	}
	if n, ok := p.nthWeekday(i); ok {
		return n, true
	}
	if p.l.feasts[p.t.Tokens[i].Fold] {
		if n, ok := p.feastAt(i); ok {
			return n, true
		}
	}
	if n, ok := p.lastSo(i); ok {
		return n, true
	}
	n, ok := p.ordinalDay(i)
	return n, ok && !p.forbidden(&n)
}
