package number

import (
	"strings"

	"rawi/arabic/word"
)

// counted is what stands behind a number: its unit, and where that ends.
type counted struct {
	unit   string
	to     int
	rule   string
	person bool
	noun   bool // a noun stands there, known or not
	plural bool // by a word that is not the bare singular
	money  bool
}

// unit reads what the number n counts, from token i.
func (p *reader) unit(n *bare, i int) (c counted, ok bool) {
	c.to = i
	if !p.joined(i) {
		return c, false
	}
	tok := &p.t.Tokens[i]
	switch tok.Kind {
	case word.Punct:
		if tok.Fold == "%" {
			return counted{unit: "percent", to: i + 1, rule: "number.percent", noun: true}, true
		}
		if tok.Fold == "°" {
			if p.joined(i+1) && p.t.Tokens[i+1].Is("م", "c") {
				return counted{unit: "degree Celsius", to: i + 2, rule: "number.symbol", noun: true}, true
			}
			if p.joined(i+1) && p.t.Tokens[i+1].Is("ف", "f") && p.t.Tokens[i+1].Gap == word.None {
				return counted{unit: "degree Fahrenheit", to: i + 2, rule: "number.symbol", noun: true}, true
			}
			return counted{unit: "degree", to: i + 1, rule: "number.symbol", noun: true}, true
		}
		if u := p.l.symbols[tok.Fold]; u != nil {
			return counted{unit: u.name, to: i + 1, rule: u.rule, noun: true}, true
		}
		return c, false
	case word.Latin:
		if u := latin[tok.Fold]; u != "" {
			if s := tok.Span.Of(p.t.Source); s == "M" || s == "G" { // millions, a generation of networks
				return c, false
			}
			return counted{unit: u, to: i + 1, rule: "number.symbol", noun: true}, true
		}
		return c, false
	case word.Word:
		if tok.Is("م", "كم", "كلم", "سم", "متر") && p.joined(i+1) && p.t.Tokens[i+1].Gap == word.None {
			if u := map[string]string{"²": "2", "³": "3", "°": "°"}[p.t.Tokens[i+1].Fold]; u != "" {
				m := map[string]string{"م": "m", "متر": "m", "كم": "km", "كلم": "km", "سم": "cm"}[tok.Fold] + u
				if m == "m°" {
					m = "degree Celsius"
				}
				return counted{unit: m, to: i + 2, rule: "number.symbol", noun: true}, true
			}
		}
	default:
		return c, false
	}
	if end, ok := p.percent(i); ok {
		return counted{unit: "percent", to: end, rule: "number.percent", noun: true}, true
	}
	if tok.Fold == "من" && p.joined(i+1) { // two of the detained, thousands of soldiers
		if c, ok := p.known(i+1, true); ok && n.written.value < 1900 && (!n.def || n.digits || n.vague) && n.value != 1 && (c.plural || p.defined(i+1)) && !strings.HasSuffix(p.t.Tokens[i+1].Fold, "يا") { // "one of the" counts nothing; "from Germany" is no Germans
			return c, true
		}
		if k := &p.t.Tokens[i+1]; n.vague && k.Kind == word.Word && len(k.Fold) >= 6 && !p.l.stop[k.Fold] { // "dozens of the passengers' kin"
			return counted{to: i + 2, rule: "number.noun", noun: true}, true
		}
		return c, false
	}
	if c, ok := p.known(i, n.vague || n.class == fraction || n.def); ok {
		// Behind a number with the article stands the end of "the six powers", then another noun.
		// "A thousand" before a noun in the accusative is the verb "composed".
		composed := n.class == scale && n.to == n.from+1 && n.value == 1000 && strings.HasSuffix(tok.Fold, "ا") && c.plural && !c.money && !c.person && !isTime(c.unit)
		return c, !composed && (!n.def || n.digits || n.vague || n.scaled || n.value > 10 || isTime(c.unit) || p.defined(i))
	}
	return p.unknown(n, i)
}

// latin are the unit symbols in Latin letters.
var latin = map[string]string{
	"gbp": "GBP", "sar": "SAR", "aed": "AED", "kwd": "KWD", "qar": "QAR", "omr": "OMR", "bhd": "BHD", "jod": "JOD", "lbp": "LBP", "syp": "SYP",
	"egp": "EGP", "tnd": "TND", "mad": "MAD", "dzd": "DZD", "iqd": "IQD", "lyd": "LYD", "yer": "YER", "try": "TRY", "jpy": "JPY", "chf": "CHF",
	"ml": "ml", "l": "l", "mg": "mg", "kwh": "kWh", "tb": "TB", "ºc": "degree Celsius",
	"km": "km", "m": "m", "cm": "cm", "mm": "mm", "kg": "kg", "g": "g", "usd": "USD", "eur": "EUR", "gb": "GB", "mb": "MB", "mw": "MW",
}

// percent reads "per cent" in its spellings.
func (p *reader) percent(i int) (end int, ok bool) {
	w := p.t.Tokens[i].Fold
	if (w == "في" || w == "ف") && p.joined(i+1) && p.l.hundredth[p.t.Tokens[i+1].Fold] {
		return i + 2, true
	}
	if rest, ok := strings.CutPrefix(w, "ب"); ok && p.l.hundredth[rest] {
		return i + 1, true
	}
	if w == "ب" && p.joined(i+1) && p.l.hundredth[p.t.Tokens[i+1].Fold] {
		return i + 2, true
	}
	return i, false
}

// known looks the words at token i up among the counted nouns; the longest entry wins. definite says whether a noun with the
// article may be counted here.
func (p *reader) known(i int, definite bool) (c counted, ok bool) {
	best := 0
	var found noun
	for _, x := range p.l.nouns[p.t.Tokens[i].Fold] {
		if x.def && !definite || len(x.rest)+1 < best || len(x.rest)+1 == best && !p.moneyBy(x, i+best) {
			continue
		}
		if _, ok := p.phrase(i+1, x.rest); ok {
			best, found = len(x.rest)+1, x
		}
	}
	if best == 0 {
		return c, false
	}
	c = counted{unit: found.unit.name, rule: found.unit.rule, to: i + best, noun: true, plural: !found.singular}
	if c.money = found.money; c.money {
		p.currency(&c, i)
	}
	if c.unit == "km" || c.unit == "m" { // "5 km square" with the adjective after a blank or a stroke
		if p.joined(c.to) && p.t.Tokens[c.to].Is("مربع", "مربعا", "مربعه") {
			c.unit += "2"
			c.to++
		}
	}
	c.person = c.unit == "person"
	return c, true
}

// moneyBy says that the noun is a currency and that the adjective of one follows at token i.
func (p *reader) moneyBy(x noun, i int) bool {
	return x.money && p.joined(i) && p.l.money[x.unit.name].adjs[p.t.Tokens[i].Fold] != nil
}

// defined says that token i carries the article.
func (p *reader) defined(i int) bool { return strings.HasPrefix(p.t.Tokens[i].Fold, "ال") }

// near is how many tokens around an amount of money are searched for the country whose money it is.
const near = 40

// head is how many tokens of the text are searched when the neighbourhood shows no country: the title and the dateline.
const head = 120

// currency settles which country's money it is: by the adjective, by a country named nearby, at the head of the text, or by default.
func (p *reader) currency(c *counted, i int) {
	m := p.l.money[c.unit]
	c.unit = ""
	if p.joined(c.to) {
		if u := m.adjs[p.t.Tokens[c.to].Fold]; u != nil {
			c.unit, c.rule = u.name, u.rule
			c.to++
			return
		}
	}
	u := m.fallback
	if len(m.places) > 0 {
		if v := p.country(m, max(i-near, 0), i); v != nil {
			u = v
		} else if v := p.country(m, i, min(i+near/2, len(p.t.Tokens))); v != nil {
			u = v
		} else if v := p.country(m, 0, min(head, len(p.t.Tokens))); v != nil {
			u = v
		}
	}
	if u != nil {
		c.unit, c.rule = u.name, u.rule
	}
}

// country is the money of the country that the tokens [from, to) name last, or nil.
func (p *reader) country(m *money, from, to int) *unit {
	var found *unit
	for i := from; i < to; i++ {
		k := &p.t.Tokens[i]
		if k.Kind != word.Word {
			continue
		}
		w := k.Fold
		u := m.places[w]
		if u == nil && len(w) > 6 {
			switch w[:2] {
			case "و", "ف", "ب", "ل", "ك":
				u = m.places[w[2:]]
			}
		}
		if u == nil && i+1 < to {
			if two := m.double[w]; two.second == p.t.Tokens[i+1].Fold {
				u = two.unit
			}
		}
		if u != nil {
			found = u
		}
	}
	return found
}

// unknown takes a word that no list knows for the noun that the number counts, where grammar speaks for it: after eleven to
// ninety-nine a singular in the accusative, after hundreds a singular, after three to ten a plural. Its unit stays unknown.
func (p *reader) unknown(n *bare, i int) (c counted, ok bool) {
	c.to = i
	k := &p.t.Tokens[i]
	w := k.Fold
	if k.Gap != word.Space && !n.digits || len(w) < 6 || p.l.stop[w] || p.l.label[w] {
		return c, false
	}
	if _, ok := p.word(i); ok {
		return c, false
	}
	def := strings.HasPrefix(w, "ال")
	if strings.HasSuffix(w, "وا") || strings.HasSuffix(w, "ت") && !strings.HasSuffix(w, "ات") { // verbs in the past
		return c, false
	}
	switch {
	case n.vague:
		if n.class == few && def || !def && (n.def || !plural(w)) {
			return c, false
		}
	case def, n.def, n.class == fraction, n.value < 3, n.value != float64(int64(n.value)) && !n.scaled:
		return c, false
	case n.digits && !n.scaled && n.value >= 1900 && n.value < 2100:
		return c, false
	case n.value <= 10 && !plural(w):
		return c, false
	case n.value > 10 && n.value < 100 && !strings.HasSuffix(w, "ا") && !strings.HasSuffix(w, "ه"):
		return c, false
	}
	// A preposition or a verb's prefix in place of the noun's first letter.
	switch w[:2] {
	case "ي", "س":
		if n.value < 11 || n.value > 99 {
			return c, false
		}
	case "و":
		return c, false
	case "ف", "ب", "ل", "ك", "ت":
		if w[:2] == "ت" && word.Corpus().DF("ي"+w[2:]) >= 20 { // a verb in the present
			return c, false
		}
		if s := word.Corpus().Take(w); s.Pro != "" || w[:2] == "ت" && !strings.HasSuffix(w, "ا") {
			return c, false
		}
	}
	if word.Corpus().DF(w) < 2 {
		return c, false
	}
	return counted{to: i + 1, rule: "number.noun", noun: true}, true
}

// plural says whether the folded word looks like a plural: a sound one, or one of the commonest broken patterns.
func plural(w string) bool {
	if strings.HasSuffix(w, "ات") || strings.HasSuffix(w, "ين") {
		return true
	}
	r := []rune(w)
	switch len(r) {
	case 4: // fu'ul, fi'al: the third letter is the long vowel
		return r[2] == 'و' || r[2] == 'ا' && r[0] != 'ا'
	case 5: // af'al, fawa'il, mafa'il
		return r[0] == 'ا' && r[3] == 'ا' || r[2] == 'ا' && r[1] != 'ا' && r[0] != 'ا'
	case 6: // mafa'iil
		return r[2] == 'ا' && r[4] == 'ي'
	}
	return false
}
