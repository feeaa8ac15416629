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
	for _, x := range p.l.words[p.t.Tokens[i].Fold] {
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

// starts says that a word that no list holds may begin an expression: an ordinal, "before", "last Friday's" heads.
func (p *parser) starts(w string) bool {
	switch w {
	case "قبل", "وقبل", "بعد", "وبعد", "الموافق", "الفتره", "اول", "ثاني", "ثالث", "رابع", "خامس", "اخر", "عيد", "راس", "شم":
		return true
	}
	return p.l.feasts[w] || len(w) >= 8 && (w[:4] == "ال" || w[2:6] == "ال") // an ordinal carries the article
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
	entries := p.l.words[k.Fold]
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
