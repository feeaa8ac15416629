package number

import (
	"strconv"
	"strings"

	"rawi/arabic/letter"
	"rawi/arabic/word"
	"rawi/text"
)

// utterance is how many tokens a text may have that is nothing but an amount.
const utterance = 12

// said reads a text that is nothing but a number or an amount, as people write it in a message or a list: bare numbers with their sign
// and scale ("-1.2M"), ordinals, one of a measure ("a litre"), a number with a noun that no list knows. In running text these are left
// alone, for they may be parts of something else; where nothing else stands, they cannot. out are the claims found in the usual way.
func (p *reader) said(found []Amount, out []text.Number) []text.Number {
	lo, hi := 0, p.to
	for lo < hi && p.t.Tokens[lo].Is("\"", "(", "«", "“") {
		lo++
	}
	for hi > lo && p.t.Tokens[hi-1].Is(".", "!", "؟", "?", "،", ",", "\"", ")", "»", "”", "؛", ":") {
		hi--
	}
	if lo+1 < hi && p.is(lo, ">", "<") && len(out) == 1 && out[0].Approx == text.Exact { // ">100 dollars"
		if from, to := p.t.Range(out[0].Span); from == lo+1 && to == hi {
			out[0].Approx = map[string]text.Approx{">": text.Over, "<": text.Under}[p.t.Tokens[lo].Fold]
			return out
		}
	}
	if lo == hi || hi-lo > utterance || p.complete(out, lo, hi) || p.dialled(lo, hi) {
		return p.kept(out, lo, hi)
	}
	n := text.Number{Span: p.t.Span(lo, hi), Approx: text.Exact, Rule: "number.said"}
	w := wideReader{reader{t: p.t, l: p.l, to: p.to}, compare()}
	switch {
	case p.symbols(lo, hi, &n):
	case p.signed(found, lo, hi, &n):
	case p.oneOf(lo, hi, &n), p.hedgedOne(lo, hi, &n):
	case w.bare(lo, hi, &n):
	case p.things(found, lo, hi, &n):
	default:
		return out
	}
	return []text.Number{n}
}

// complete says that one claim takes in all of the text but what hedges it.
func (p *reader) complete(out []text.Number, lo, hi int) bool {
	if len(out) != 1 {
		return false
	}
	from, to := p.t.Range(out[0].Span)
	return to >= hi && (from <= lo || out[0].Approx != text.Exact || out[0].Max != 0 || !p.t.Tokens[lo].Is("سالب", "ناقص", ".", "-"))
}

// dialled says that the tokens are a telephone number, the number of a card, or an address: digits that begin with a nought or with a
// plus and are too many to count by, or groups with hyphens.
func (p *reader) dialled(lo, hi int) bool {
	n, groups, apart := 0, 0, false
	for i := lo; i < hi; i++ {
		k := &p.t.Tokens[i]
		switch {
		case k.Kind == word.Number:
			if strings.Contains(k.Fold, ".") {
				return false
			}
			n += len(k.Fold)
			groups++
		case !k.Is("+", "-", "(", ")"):
			return false
		default:
			apart = true
		}
	}
	first := p.t.Tokens[lo].Fold
	return n >= 7 && (strings.HasPrefix(first, "00") || first[0] == '0' || first == "+" || groups >= 3 && apart)
}

// kept takes away what was found in a telephone number.
func (p *reader) kept(out []text.Number, lo, hi int) []text.Number {
	if lo < hi && hi-lo <= utterance && p.dialled(lo, hi) {
		return nil
	}
	return out
}

// bare reads a number or an ordinal that is all there is.
func (p *wideReader) bare(lo, hi int, n *text.Number) bool {
	if q, ok := p.plain(lo); ok && q.To == hi {
		n.Value = q.Value
		return true
	}
	if hi == lo+1 && p.is(lo, "نص") { // nobody writes "text" for a text
		n.Value = .5
		return true
	}
	if m, ok := p.number(lo); ok && m.to == hi && m.from == lo && m.class == zero {
		return true
	}
	if m, ok := p.number(lo); ok && m.to == hi && m.from == lo && m.def && m.class != pair && m.class != ordinal && (m.class == fraction || m.value >= 100) {
		n.Value = m.value
		return true
	}
	if m, ok := p.number(lo); ok && m.to == hi && m.from == lo && m.class == ordinal {
		n.Value, n.Unit = m.value, "ordinal"
		return true
	}
	if q, ok := p.ranked(lo); ok && q.To == hi && q.Kind == Ranked {
		n.Value, n.Unit = q.Value, "ordinal"
		return true
	}
	return false
}

// signed reads a minus in words, or the word for below zero, beside an amount.
func (p *reader) signed(found []Amount, lo, hi int, n *text.Number) bool {
	if len(found) == 0 {
		return false
	}
	a := &found[0]
	switch {
	case p.is(lo, "سالب", "ناقص") && a.From == lo+1 && a.To == hi && !a.Ordinal && a.Value > 0:
	case a.From == lo && a.To == hi-2 && p.is(hi-2, "تحت", "دون") && p.is(hi-1, "الصفر") && a.Unit == "" && !a.Ordinal && a.Value > 0:
		n.Unit = "degree"
	default:
		return false
	}
	n.Value = -a.Value
	if a.Unit != "" {
		n.Unit = a.Unit
	}
	return true
}

// lone are the units of which the noun alone means one: measures, not things or people.
var lone = map[string]bool{
	"kg": true, "kilo": true, "g": true, "mg": true, "tonne": true, "pound": true, "ounce": true, "l": true, "ml": true, "gallon": true, "cup": true,
	"spoon": true, "tablespoon": true, "teaspoon": true, "dish": true, "bowl": true, "pinch": true, "km": true, "m": true, "cm": true, "mm": true, "mile": true,
	"foot": true, "inch": true, "yard": true, "second": true, "minute": true, "hour": true, "day": true, "night": true, "week": true, "month": true,
	"year": true, "decade": true, "century": true, "piece": true, "box": true, "bag": true, "bottle": true, "degree": true, "degree Celsius": true, "barrel": true,
	"km/h": true, "m2": true, "km2": true, "m3": true, "ha": true, "feddan": true, "dunam": true, "quintal": true,
}

// hedgedOne reads "about an hour".
func (p *reader) hedgedOne(lo, hi int, n *text.Number) bool {
	for i := lo + 1; i < hi && i <= lo+3; i++ {
		if h, ok := p.hedge(i); ok && p.oneOf(i, hi, n) {
			n.Approx = h
			if n.Span.Start == p.t.Tokens[lo].Span.Start {
				n.Span = p.t.Span(i, hi)
			}
			return true
		}
	}
	return false
}

// oneOf reads "a litre", "one litre", "a cup of sugar", "an hour less a quarter".
func (p *reader) oneOf(lo, hi int, n *text.Number) bool {
	if p.t.Tokens[lo].Kind != word.Word {
		return false
	}
	c, ok := p.known(lo, false)
	if !ok || c.plural || !c.money && !lone[c.unit] {
		return false
	}
	if p.is(c.to, "واحد", "واحده", "كامل", "كامله") {
		c.to++
	}
	n.Value, n.Unit, n.Rule = 1, c.unit, c.rule
	if n.Unit == "kilo" {
		n.Unit = p.kilo(lo, hi)
	}
	j := c.to
	switch {
	case j == hi:
		return true
	case p.is(j, "الا") && j+2 == hi:
		x, ok := p.word(j + 1)
		n.Value -= x.value
		return ok && x.class == fraction
	case isTime(c.unit) || c.money: // "an hour of" and "a dollar of" count nothing
		return false
	case p.is(j, "من"):
		n.Span = p.t.Span(lo, c.to)
		return hi-j <= 3
	}
	n.Span = p.t.Span(lo, c.to)
	return j+1 == hi && p.t.Tokens[j].Kind == word.Word && kitchen[c.unit]
}

// kitchen are the measures behind which what they hold stands without a preposition: "a cup (of) coffee".
var kitchen = map[string]bool{"cup": true, "spoon": true, "tablespoon": true, "teaspoon": true, "dish": true, "bowl": true, "pinch": true, "kg": true, "kilo": true, "g": true, "l": true, "ml": true}

// things reads a number with one noun behind it that no list knows, and metres by their letter.
func (p *reader) things(found []Amount, lo, hi int, n *text.Number) bool {
	if len(found) != 1 || found[0].From != lo || found[0].To != hi-1 || found[0].Counted || found[0].Ordinal || found[0].Max != 0 {
		return false
	}
	n.Value = found[0].Value
	if n.Value >= 1900 && n.Value < 2100 && hi-lo == 2 { // a year, and what was in it
		return false
	}
	k := &p.t.Tokens[hi-1]
	if k.Is("م") && found[0].Value < 1000 {
		n.Unit = "m"
		return true
	}
	return k.Kind == word.Word && len(k.Fold) >= 6 && k.Gap == word.Space && !p.l.stop[k.Fold] && n.Value >= 2 && word.Corpus().DF(k.Fold) > 0
}

// suffixes are the scales that are written as a letter behind digits.
var suffixes = map[string]float64{"k": 1e3, "K": 1e3, "M": 1e6, "mn": 1e6, "B": 1e9, "bn": 1e9, "G": 1e9, "": 1}

// symbols reads digits with a scale in a letter and a currency before or behind them: "100K", "$10k", "10K$", "USD1.23"; and degrees.
func (p *reader) symbols(lo, hi int, n *text.Number) bool {
	s := strings.ReplaceAll(n.Span.Of(p.t.Source), " ", "")
	minus := strings.HasPrefix(s, "-")
	s = strings.TrimPrefix(s, "-")
	from := strings.IndexAny(s, ".0123456789")
	if from < 0 || from > 4 {
		return false
	}
	to := from
	for to < len(s) && (s[to] >= '0' && s[to] <= '9' || s[to] == '.' || s[to] == ',') {
		to++
	}
	before, figures, behind := s[:from], s[from:to], s[to:]
	if before+behind == "" && !strings.HasPrefix(figures, ".") {
		return false
	}
	w, ok := digits(strings.TrimPrefix(figures, "."))
	if rest, point := strings.CutPrefix(figures, "."); point {
		v, err := strconv.ParseFloat("0."+rest, 64)
		w, ok = written{value: v}, err == nil
	}
	if !ok {
		return false
	}
	unit := p.sign(before)
	if before != "" && unit == "" {
		return false
	}
	scale, found := suffixes[behind]
	for i := len(behind); i >= 0 && !found; i-- {
		if v, ok := suffixes[behind[:i]]; ok && unit == "" && p.sign(behind[i:]) != "" {
			scale, unit, found = v, p.sign(behind[i:]), true
		}
	}
	if !found && before == "" {
		unit, found = map[string]string{"C": "degree Celsius", "F": "degree Fahrenheit", "°C": "degree Celsius", "°F": "degree Fahrenheit", "'": "foot"}[behind], true
		if scale = 1; unit == "" {
			return false
		}
	}
	if !found {
		return false
	}
	n.Value, n.Unit = times(w.value, scale), unit
	if scale == 1 {
		n.Value = w.value
	}
	if minus {
		n.Value = -n.Value
	}
	return true
}

// sign is the currency of a sign or of three capital letters, "" when there is none.
func (p *reader) sign(s string) string {
	s = letter.String(s, letter.Search)
	if u := p.l.symbols[s]; u != nil {
		return u.name
	}
	if u := latin[s]; len(u) == 3 && u == strings.ToUpper(u) {
		return u
	}
	return ""
}
