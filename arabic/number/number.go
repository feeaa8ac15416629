// Package number finds numbers in digits and words, what they count, and how they are hedged.
//
// Find reads every number of a range of tokens: digits with their separators (digits.go, figures.go), number words (words.go), what stands
// behind them (unit.go), ranges and hedges (here). Claims then keeps those that are amounts (claims.go). The words are in the .tsv
// files: words, units, currencies, hedges, classes (what befell the people counted), bounds (what is never counted).
//
// A text that is nothing but an amount is read by said.go.
//
// Readings and Quantities (reading.go, quantity.go, bounded.go) are for those who want every number there is, of messages and of speech:
// bare ones, signs and fractions, powers, ordinals, percentages, and bounds as mathematics writes them. News leaves most of these alone.
package number

import (
	"strings"

	"rawi/arabic/word"
	"rawi/text"
)

// Amount is a number found in a text.
type Amount struct {
	From, To int       // the tokens of the number with its unit, without the hedge: [From, To)
	Digits   int       // where the bare number ends: tokens [From, Digits) are the number itself
	Span     text.Span // of the number with its unit, without the hedge and without proclitics
	Value    float64
	Max      float64 // the upper end of a range, else 0
	Unit     string  // see text.Number; "" for a bare number, and for a noun that no list knows
	Approx   text.Approx
	Ordinal  bool // first, second, …: never an amount, but dates need it
	Counted  bool // what it counts stands in the text
	Definite bool // carries the article: "the three", which names things already told rather than counts them
	Rule     string

	vague  bool // a bare plural or "a few"
	scaled bool // holds a scale: thousand, million, …
	pair   bool // the dual of a noun
}

// Find finds every number among the tokens [from, to), bare ones and ordinals included, in order and not overlapping.
func Find(t *word.Text, from, to int) []Amount {
	var out []Amount
	p := reader{t: t, l: load(), from: from, to: to}
	for i := from; i < to; {
		k := &t.Tokens[i]
		switch k.Kind {
		case word.Number:
			if end := p.chain(i); end > i {
				i = end
				continue
			}
		case word.Word:
			if !p.l.sieve.Has(k.Fold) {
				i++
				continue
			}
			if _, ok := p.l.words[k.Fold]; !ok {
				i++
				continue
			}
		default:
			if k.Kind != word.Punct || len(k.Fold) == 1 || vulgar[k.Fold] == 0 {
				i++
				continue
			}
		}
		n, ok := p.number(i)
		if !ok || n.class == pair && p.noPair(n) {
			i++
			continue
		}
		a := p.amount(n)
		if k := len(out) - 1; k >= 0 && a.From < out[k].To { // a noun before the number that is part of the last finding
			a.From, a.Span.Start = n.from, p.start(n)
		}
		if k := len(out) - 1; k < 0 || !p.compound(&out[k], &a) {
			if k < 0 || out[k].To < a.From-1 {
				p.oneAnd(&a)
			}
			out = append(out, a)
		}
		i = max(a.To, i+1)
	}
	return out
}

// noPair says that what looks like the dual of a counted noun is an adjective behind another dual ("two Turkish soldiers") or a name
// ("the son of Fawzan").
func (p *reader) noPair(n bare) bool {
	if n.from <= p.from || n.pre > 0 || p.t.Tokens[n.from].Gap >= word.Line {
		return false
	}
	k := &p.t.Tokens[n.from-1]
	if k.Is("بن", "ابن", "بنت", "ال", "ابو", "ابي", "ابا", "ام", "وبن") {
		return true
	}
	if x, ok := p.word(n.from - 1); ok {
		return x.class == pair
	}
	x, _ := p.word(n.from)
	w := k.Fold // "two main (heads) matters": of people the word may be an adjective of a dual that no list knows
	return x.unit.name == "person" && k.Kind == word.Word && len(w) >= 8 && w[len(w)-4:] == p.t.Tokens[n.from].Fold[len(p.t.Tokens[n.from].Fold)-4:] && strings.HasSuffix(w, "ين") && !p.l.stop[w] && w[:4] != "ال"
}

// finer are the units that a duration or a length may be told in behind another, and how many of them that other has.
var finer = map[[2]string]float64{
	{"hour", "minute"}: 60, {"minute", "second"}: 60, {"day", "hour"}: 24, {"week", "day"}: 7, {"year", "month"}: 12, {"km", "m"}: 1000,
	{"m", "cm"}: 100,
}

// small are the coins, and how many of them the money has that they are part of.
var small = map[string]float64{"cent": 100, "centime": 100, "penny": 100, "piastre": 100, "halala": 100, "agora": 100, "fils": 1000, "millime": 1000, "baisa": 1000}

// compound makes one amount of two that measure one thing: "two hours and 35 minutes" is 155 minutes.
func (p *reader) compound(a, b *Amount) bool {
	if p.ends(a, b) {
		return true
	}
	n := finer[[2]string{a.Unit, b.Unit}]
	small := small[b.Unit]
	if small > 0 && len(a.Unit) == 3 && a.Unit == strings.ToUpper(a.Unit) { // "20 euros and 43 cents"
		if b.Unit == "fils" && a.Unit == "AED" {
			small = 100
		}
		n = small
	} else {
		small = 0
	}
	if n == 0 || a.Max != 0 || b.Max != 0 || a.vague || b.vague || b.Value >= n {
		return false
	}
	switch {
	case a.To == b.From: // the conjunction is part of the word
		if x, ok := p.word(b.From); !ok || !x.and {
			return false
		}
	case a.To+1 != b.From || p.t.Tokens[a.To].Fold != "و":
		return false
	}
	if small > 0 {
		a.Value += b.Value / n
		a.To, a.Digits, a.Span.End, a.Rule = b.To, b.To, b.Span.End, "number.compound"
		return true
	}
	a.Value = a.Value*n + b.Value
	a.Unit, a.To, a.Digits, a.Span.End, a.Rule = b.Unit, b.To, b.To, b.Span.End, "number.compound"
	return true
}

// oneAnd adds the one that a noun before "and" means by itself: "an hour and ten minutes", "a year and three months".
func (p *reader) oneAnd(b *Amount) {
	j := b.From - 1
	if x, ok := p.word(b.From); !ok || !x.and {
		if !p.is(j, "و") {
			return
		}
		j--
	}
	if j < p.from || b.Max != 0 || b.vague || p.t.Tokens[j+1].Gap >= word.Line || p.t.Tokens[j].Kind != word.Word {
		return
	}
	w := p.t.Tokens[j].Fold
	for _, pre := range [...]int{0, 2} {
		if pre > 0 && (len(w) <= 6 || w[:2] != "ل" && w[:2] != "ب") {
			continue
		}
		for _, x := range p.l.nouns[w[pre:]] {
			n := finer[[2]string{x.unit.name, b.Unit}]
			if n == 0 || !x.singular || x.def || len(x.rest) > 0 || b.Value >= n {
				continue
			}
			b.Value += n
			b.From, b.Span.Start, b.Rule = j, p.t.Place(j, pre, len(w)).Start, "number.compound"
			return
		}
	}
}

// ends makes a range of two amounts of one unit that each end of it tells in full: "$10-$20", "from 10$ to 20$", "between two hours and
// three". Ends that share the unit are read by span.
func (p *reader) ends(a, b *Amount) bool {
	t := p.t.Tokens
	if a.Unit != b.Unit || a.Unit == "" || a.Max != 0 || b.Max != 0 || b.Value <= a.Value || a.Ordinal || b.Ordinal || t[b.From].Gap >= word.Line {
		return false
	}
	between := p.is(a.From-1, "بين") && a.From > p.from
	x, ok := p.word(b.From)
	switch {
	case a.To == b.From && between && a.pair: // the conjunction is part of the word
		if !ok || !x.and {
			return false
		}
	case a.To != b.From-1 || !(p.bySign(a) && p.bySign(b)):
		return false
	case t[a.To].Is("-", "\u2013"):
	case t[a.To].Is("و"):
		if !between {
			return false
		}
	case t[a.To].Is("الي", "حتي"):
		if a.From <= p.from || !p.is(a.From-1, "من") || p.changed(a.From) {
			return false
		}
	default:
		return false
	}
	a.Max, a.To, a.Digits, a.Span.End, a.Rule = b.Value, b.To, b.To, b.Span.End, "number.range"
	return true
}

// bySign says that the unit of the amount is a sign of money.
func (p *reader) bySign(a *Amount) bool {
	return p.l.symbols[p.t.Tokens[a.From].Fold] != nil || p.l.symbols[p.t.Tokens[a.To-1].Fold] != nil
}

// chain is the end of a run of three and more numbers that touch (2025-09-02, 08/09/09, 0-55-123): a date or an address, not amounts.
// It is i when there is no such run.
func (p *reader) chain(i int) int {
	j, parts := i+1, 1
	for j+1 < p.to && p.t.Tokens[j].Gap == word.None && p.t.Tokens[j+1].Gap == word.None && p.t.Tokens[j+1].Kind == word.Number &&
		p.t.Tokens[j].Is("-", "/", ":", ".", "\\") {
		j, parts = j+2, parts+1
	}
	if parts < 3 {
		if parts == 2 && p.t.Tokens[i+1].Is(":") { // a time of day
			return j
		}
		return i
	}
	return j
}

// amount makes a finding of the number n: its range, unit and hedge.
func (p *reader) amount(n bare) Amount {
	a := Amount{
		From: n.from, To: n.to, Digits: n.to, Value: n.value, Approx: text.Exact, Definite: n.def, Ordinal: n.class == ordinal,
		Rule: n.rule, vague: n.vague, pair: n.class == pair,
	}
	a.Span = text.Span{Start: p.start(n), End: p.t.Tokens[n.to-1].Span.End}
	if a.Ordinal {
		return a
	}
	if a.pair {
		x, _ := p.word(n.from)
		a.Unit, a.Counted, a.Rule = x.unit.name, true, x.rule
		if c, ok := p.known(n.from, false); ok { // with its adjective
			a.Unit, a.To = c.unit, c.to
		}
		if a.Unit == "kilo" {
			a.Unit = p.kilo(n.from, n.to)
		}
		a.Digits = n.from
		p.andHalf(&a)
		p.close(&a, n)
		return a
	}
	if h, ok := p.hedge(n.from); ok {
		a.Approx = h
	}
	if n.class == part {
		a.Unit, a.Counted, a.Rule = "fraction", true, "number.fraction"
		p.close(&a, n)
		return a
	}
	p.span(&a, &n)
	if p.oneAndHalf(&a, &n) {
		p.close(&a, n)
		return a
	}
	half := n.class == fraction && p.is(n.to, "اليه", "الي")                         // semi-automatic
	if u, ok := p.unit(&n, a.To); ok && !half && !(n.class == one && n.value == 1) { // "one" stands behind what it counts
		p.take(&a, &n, u)
	} else {
		p.around(&a, &n)
	}
	if n.written.ambiguous && a.Unit == "percent" {
		a.Value = n.written.decimal
	}
	if n.vague {
		a.Approx = text.Over
	}
	a.scaled = n.scaled
	p.close(&a, n)
	return a
}

// take gives the finding its unit.
func (p *reader) take(a *Amount, n *bare, u counted) {
	a.Unit, a.To, a.Counted = u.unit, u.to, u.noun
	a.Rule = u.rule
	if a.Unit == "kilo" {
		a.Unit = p.kilo(n.from, a.To)
	}
	if n.class == fraction && !n.scaled && (p.defined(n.to) && !quantity[a.Unit] || u.person) {
		a.Unit = "fraction" // half the value; but half a metre is a length
	}
	p.andHalf(a)
}

// quantity are the units of which a part with the article is an amount too: "half the hour", "three quarters of the kilo".
var quantity = map[string]bool{
	"kg": true, "kilo": true, "g": true, "tonne": true, "l": true, "cup": true, "spoon": true, "tablespoon": true, "teaspoon": true,
	"km": true, "m": true, "mile": true, "hour": true, "minute": true, "pound": true, "ounce": true, "gallon": true, "ml": true, "cm": true, "dish": true,
	"bowl": true,
}

// kilo is what "kilo" stands for: kilometres where the words around speak of a distance, else kilograms.
func (p *reader) kilo(from, to int) string {
	for j := max(p.from, from-8); j < min(p.to, to+2); j++ {
		w := p.t.Tokens[j].Fold
		if j < from || j >= to {
			if p.l.far[w] || len(w) > 4 && p.l.far[w[2:]] && (w[:2] == "ب" || w[:2] == "ل" || w[:2] == "و") {
				return "km"
			}
		}
	}
	return "kg"
}

// andHalf adds "and a half", with or without the unit said again, behind a unit.
func (p *reader) andHalf(a *Amount) {
	if p.is(a.To, "الا") && p.joined(a.To) && p.joined(a.To+1) && quantity[a.Unit] { // "three hours less a quarter"
		if x, ok := p.word(a.To + 1); ok && x.class == fraction && x.value <= .5 && !x.and && !x.def {
			if _, more := p.known(min(a.To+2, p.to-1), false); !more || !p.joined(a.To+2) {
				a.Value -= x.value
				a.To += 2
				return
			}
		}
	}
	x, ok := p.word(a.To)
	if !ok || !p.joined(a.To) || x.class != fraction || !x.and || x.def || x.value > .5 {
		return
	}
	a.Value += x.value
	a.To++
	if c, ok := p.known(min(a.To, p.to-1), true); ok && p.joined(a.To) && c.unit == a.Unit {
		a.To = c.to
	}
}

// around reads units that stand before the number (a currency sign), what a fraction is of, and "one" behind its noun.
func (p *reader) around(a *Amount, n *bare) {
	if n.class == fraction && !n.scaled {
		if !n.def {
			p.whole(a)
		} else if k := n.from - 1; k >= p.from && (p.t.Tokens[k].Is("الي", "بمقدار", "بنسبه") || a.Approx != text.Exact) && !p.qualified(n.to) {
			a.Unit, a.Counted, a.Rule = "fraction", true, "number.fraction" // "cut by a third"
		}
		return
	}
	if n.from > p.from && p.t.Tokens[n.from].Gap <= word.Space {
		k := &p.t.Tokens[n.from-1]
		if u := p.l.symbols[k.Fold]; u != nil && k.Kind == word.Punct {
			a.Unit, a.Counted, a.Rule = u.name, true, u.rule
			a.From, a.Span.Start = n.from-1, k.Span.Start
			return
		}
		if k.Fold == "%" && p.t.Tokens[n.from].Gap == word.None && (n.from-1 == p.from || k.Gap != word.None) { // "%10", as right to left is typed
			a.Unit, a.Counted, a.Rule = "percent", true, "number.percent"
			a.From, a.Span.Start = n.from-1, k.Span.Start
			return
		}
		if u := latin[k.Fold]; k.Kind == word.Latin && len(u) == 3 && u == strings.ToUpper(u) { // "USD 1,230"
			a.Unit, a.Counted, a.Rule = u, true, "number.symbol"
			a.From, a.Span.Start = n.from-1, k.Span.Start
			return
		}
		if n.class == one && n.value == 1 && !n.def && k.Kind == word.Word {
			if u, pre := p.single(k.Fold); u != nil {
				a.Unit, a.Counted, a.Rule = u.name, true, u.rule
				a.From, a.Span.Start = n.from-1, p.t.Place(n.from-1, pre, len(k.Fold)).Start
			}
		}
	}
}

// oneAndHalf reads "a month and a half": the noun that "and a half" stands behind is one itself.
func (p *reader) oneAndHalf(a *Amount, n *bare) bool {
	if n.class != fraction || n.scaled {
		return false
	}
	if x, ok := p.word(n.from); !ok || !x.and || n.def || n.from <= p.from || p.t.Tokens[n.from].Gap >= word.Line {
		return false
	}
	at := n.from - 1
	if at > p.from && p.t.Tokens[at].Gap < word.Line { // "a Kuwaiti dinar and a half"
		for _, x := range p.l.nouns[p.t.Tokens[at-1].Fold] {
			if x.singular && p.moneyBy(x, at) {
				at--
				break
			}
		}
	}
	k := &p.t.Tokens[at]
	for _, pre := range [...]int{0, 2} {
		if pre > 0 && (len(k.Fold) <= 6 || k.Fold[:2] != "ل" && k.Fold[:2] != "ب" && k.Fold[:2] != "و") {
			continue
		}
		for _, x := range p.l.nouns[k.Fold[pre:]] {
			if !x.singular || len(x.rest) > 0 {
				continue
			}
			a.Value, a.Unit, a.Counted, a.Rule = 1+n.value, x.unit.name, true, x.unit.rule
			if a.Unit == "kilo" {
				a.Unit = p.kilo(at, n.to)
			}
			if x.money {
				c := counted{unit: x.unit.name, to: at + 1}
				p.currency(&c, at)
				a.Unit = c.unit
			}
			a.From, a.Span.Start = at, p.t.Place(at, pre, len(k.Fold)).Start
			if c, ok := p.known(min(a.To, p.to-1), true); ok && p.joined(a.To) && c.unit == a.Unit && p.defined(a.To) {
				a.To = c.to
			}
			return true
		}
	}
	return false
}

// single is the unit of a noun that "one" may stand behind and count ("once", "one day", "one dead"), and the bytes of the
// proclitic before it. Of most nouns "one" says that they are united rather than how many they are.
func (p *reader) single(w string) (u *unit, pre int) {
	for _, pre := range [...]int{0, 2} {
		if len(w) <= pre+4 || pre > 0 && w[:2] != "و" && w[:2] != "ل" && w[:2] != "ب" {
			continue
		}
		for _, x := range p.l.nouns[w[pre:]] {
			if !x.singular || len(x.rest) > 0 {
				continue
			}
			if u := x.unit; u.name == "person" && strings.HasSuffix(w, "ي") { // an adjective behind its noun: "one sporting season"
				continue
			} else if isTime(u.name) || u.name == "time" || u.name == "person" || u.name == "dead" || u.name == "wounded" {
				return u, pre
			}
		}
	}
	return nil, 0
}

// qualified says that an ordinal or another word with the article follows: "the first half" is none.
func (p *reader) qualified(i int) bool {
	return p.joined(i) && p.t.Tokens[i].Kind == word.Word && len(p.t.Tokens[i].Fold) > 4 && p.t.Tokens[i].Fold[:4] == "ال"
}

// whole reads what a fraction is a part of: "a third of this amount", "half its value", "half the population".
func (p *reader) whole(a *Amount) {
	j := a.To
	if !p.joined(j) || p.t.Tokens[j].Kind != word.Word {
		return
	}
	k := &p.t.Tokens[j]
	if k.Is("هذا", "هذه", "تلك", "ذلك") && p.joined(j+1) && p.t.Tokens[j+1].Kind == word.Word {
		j++
		k = &p.t.Tokens[j]
	}
	w := k.Fold
	def := len(w) > 6 && (w[:4] == "ال" || w[len(w)-4:] == "ها" || w[len(w)-2:] == "ه" || w[len(w)-4:] == "هم")
	if p.l.stop[w] || k.Is("النهاءي", "نهاءي", "النهاءيه", "اليه", "الي", "نهاءيه", "سنويه", "شهريه") || !def && !p.joined(j+1) {
		return
	}
	if !def && (p.l.stop[p.t.Tokens[j+1].Fold] || len(p.t.Tokens[j+1].Fold) < 6 || p.t.Tokens[j+1].Fold[:4] != "ال") {
		return
	}
	a.To, a.Unit, a.Counted, a.Rule = j+1, "fraction", true, "number.fraction"
}

// frost reads degrees below zero: "ten degrees below zero", "minus ten degrees".
func (p *reader) frost(a *Amount) {
	if a.Value <= 0 || a.Max != 0 {
		return
	}
	if p.joined(a.To+1) && p.joined(a.To) && p.t.Tokens[a.To].Is("تحت", "دون") && p.t.Tokens[a.To+1].Is("الصفر") {
		a.Value, a.To = -a.Value, a.To+2
		return
	}
	if k := a.From - 1; k >= p.from && p.t.Tokens[a.From].Gap < word.Line && p.t.Tokens[k].Is("سالب", "ناقص") {
		a.Value, a.From, a.Span.Start = -a.Value, k, p.t.Tokens[k].Span.Start
	}
}

// close sets the span's end, the class of the people counted, and the hedge.
func (p *reader) close(a *Amount, n bare) {
	if strings.HasPrefix(a.Unit, "degree") {
		p.frost(a)
	}
	a.Span.End = p.t.Tokens[a.To-1].Span.End
	if a.Unit == "person" {
		if u := p.casualty(a); u != "" {
			a.Unit = u
		}
	}
	if h, ok := p.hedge(min(n.from, a.From)); ok {
		a.Approx = h
	} else if h, ok := p.hedged(a); ok {
		a.Approx = h
	}
}
