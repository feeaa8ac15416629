package number

import (
	"rawi/arabic/word"
	"rawi/text"
)

// span extends the finding to the upper end of a range: "between 7 and 11", "from 5 to 7", "13-15", "three or four".
func (p *reader) span(a *Amount, n *bare) {
	if n.class == fraction || n.vague || n.def && !n.digits {
		return
	}
	opened := p.opened(n.from)
	// The first end may have said its unit already.
	i, said := n.to, counted{}
	if c, ok := p.known(min(i, p.to-1), false); ok && p.joined(i) {
		i, said = c.to, c
	} else if p.joined(i) && p.t.Tokens[i].Fold == "%" {
		i, said = i+1, counted{unit: "percent"}
	}
	m, ok := p.upper(i, n, opened, said.unit != "")
	if !ok {
		return
	}
	if said.unit != "" { // both ends with the same unit, or the second without
		c, ok := p.unit(&m, m.to)
		if ok && c.unit != said.unit {
			return
		}
		if !ok && opened != between {
			return
		}
	}
	lo, hi := n.value, m.value
	if m.scaled && !n.scaled && m.magnitude >= 1000 {
		mantissa := m.value / m.magnitude
		if n.value < 1000 && (mantissa != 1 || m.digits) {
			lo = times(lo, m.magnitude)
			if n.written.ambiguous {
				lo = times(n.written.decimal, m.magnitude)
			}
		}
	}
	if lo >= hi {
		return
	}
	if said.unit != "" {
		a.Unit, a.Counted = said.unit, true
	}
	a.Value, a.Max = lo, hi
	a.To, a.Digits = m.to, m.to
	a.Rule = "number.range"
	n.scaled, n.magnitude = m.scaled, m.magnitude
	n.value = hi
	n.written.ambiguous = false
}

// opening is the word that announces a range.
type opening uint8

const (
	unopened opening = iota
	between
	starting
)

// opened says whether the tokens before i announce a range.
func (p *reader) opened(i int) opening {
	if i-1 < p.from {
		return unopened
	}
	k := &p.t.Tokens[i-1]
	if k.Is("نحو", "حوالي") && i-2 >= p.from {
		k = &p.t.Tokens[i-2]
	}
	switch {
	case bareWord(k.Fold, "بين") || bareWord(k.Fold, "مابين"):
		return between
	case bareWord(k.Fold, "من"):
		for j := i - 2; j >= p.from && j > i-8; j-- { // "rose from 5 to 7" gives two values, not a range
			if p.l.stop[p.t.Tokens[j].Fold] {
				continue
			}
			if p.l.change[p.t.Tokens[j].Fold] {
				return unopened
			}
		}
		return starting
	}
	return unopened
}

// upper reads the connection between the ends of a range, from token i, and its upper end.
func (p *reader) upper(i int, n *bare, opened opening, unitSaid bool) (m bare, ok bool) {
	if !p.joined(i) || !p.joined(i+1) {
		if !p.joined(i) {
			return m, false
		}
	}
	k := &p.t.Tokens[i]
	switch {
	case k.Kind == word.Punct && k.Is("-", "\u2013", "\u2014"):
		if opened == unopened && (unitSaid || !n.digits) || !p.joined(i+1) || p.t.Tokens[i+1].Kind != word.Number && !(opened != unopened) {
			return m, false
		}
		m, ok = p.number(i + 1)
	case k.Is("الي", "حتي", "او") && p.joined(i+1) && !(unitSaid && opened == unopened):
		if opened == unopened && k.Is("حتي") {
			return m, false
		}
		m, ok = p.number(i + 1)
		if ok && k.Is("الي") && opened == unopened && p.changed(n.from) {
			return m, false
		}
	case opened == starting && k.Kind == word.Word && !p.changed(n.from) && len(k.Fold) > 4 && k.Fold[:2] == "ل": // "from fifty to a hundred"
		if x, found := p.word(i); found && x.other && !x.def {
			m, ok = p.number(i)
		}
	case opened == between && k.Fold == "و" && p.joined(i+1):
		m, ok = p.number(i + 1)
	case opened == between:
		if x, found := p.word(i); found && x.and {
			m, ok = p.number(i)
		}
	}
	switch m.class {
	case ordinal, pair, fraction, some, few:
		return m, false
	}
	return m, ok
}

// changed says whether a verb of rising or falling stands shortly before token i.
func (p *reader) changed(i int) bool {
	for j := i - 1; j >= p.from && j > i-6; j-- {
		if p.l.change[p.t.Tokens[j].Fold] {
			return true
		}
	}
	return false
}

// hedge is the hedge that ends right before token i.
func (p *reader) hedge(i int) (text.Approx, bool) {
	j := i - 1
	for range 3 {
		if j < p.from || p.t.Tokens[j+1].Gap >= word.Line {
			return "", false
		}
		if a, ok := p.hedgeAt(j); ok {
			return a, true
		}
		if w := p.t.Tokens[j].Fold; !p.l.barrier[w] && !(len(w) > 2 && p.l.barrier[w[2:]] && w[:2] == "ب") {
			return "", false
		}
		j--
	}
	return "", false
}

// hedgeAt is the hedge whose last word is token j: the longest.
func (p *reader) hedgeAt(j int) (best text.Approx, ok bool) {
	longest := -1
	w := p.t.Tokens[j].Fold
	try := func(key string) {
		for _, h := range p.l.before[key] {
			n := len(h.words)
			if n <= longest || j-n < p.from {
				continue
			}
			match := true
			for k := n - 1; k >= 0 && match; k-- {
				got := p.t.Tokens[j-n+k].Fold
				match = got == h.words[k] || k == 0 && bareWord(got, h.words[k])
			}
			if match && (n > 0 || key == w || bareWord(w, key)) {
				best, longest, ok = h.approx, n, true
			}
		}
	}
	try(w)
	if len(w) > 4 {
		switch w[:2] {
		case "و", "ف", "ب", "ل":
			try(w[2:])
			if len(w) > 6 && (w[2:4] == "ب" || w[2:4] == "ل") {
				try(w[4:])
			}
		}
	}
	return best, ok
}

// hedged is the hedge that stands right behind the finding.
func (p *reader) hedged(a *Amount) (text.Approx, bool) {
	if !p.joined(a.To) {
		return "", false
	}
	longest, best := -1, text.Approx("")
	for _, h := range p.l.after[p.t.Tokens[a.To].Fold] {
		if _, ok := p.phrase(a.To+1, h.words); ok && len(h.words) > longest {
			longest, best = len(h.words), h.approx
		}
	}
	return best, longest >= 0
}
