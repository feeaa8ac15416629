package number

import (
	"math"
	"strconv"
	"strings"
	"sync"

	"rawi/arabic/lexicon"
	"rawi/arabic/word"
	"rawi/text"
)

// QuantityKind sorts the expressions of the wide layer.
type QuantityKind string

// The kinds of quantities.
const (
	Plain      QuantityKind = "number"
	Ranked     QuantityKind = "ordinal"
	Relative   QuantityKind = "ordinal.relative" // the last, the next one
	Percentage QuantityKind = "percentage"
	Bounded    QuantityKind = "numberrange"
)

// Quantity is a number in the wide sense: any that is written, whether or not something is counted.
type Quantity struct {
	From, To int // tokens
	Span     text.Span
	Kind     QuantityKind
	Value    float64
	// Text is the value in words of the kind: "100%", "[10,15)", "end-1"; the number itself for the others.
	Text string
}

// Quantities finds the quantities of one kind among the tokens [from, to), in order and not overlapping. Ranked takes the relative
// ones along; only a bounded number is more than what it says.
func Quantities(t *word.Text, from, to int, kind QuantityKind) []Quantity {
	p := wideReader{reader{t: t, l: load(), from: from, to: to}, compare()}
	read := map[QuantityKind]func(int) (Quantity, bool){
		Plain: p.plain, Ranked: p.ranked, Relative: p.relative, Percentage: p.share, Bounded: p.bounded,
	}[kind]
	var out []Quantity
	for i := from; i < to; {
		q, ok := read(i)
		if !ok || q.To <= i {
			i++
			continue
		}
		q.Span.End = t.Tokens[q.To-1].Span.End
		if q.Span.Start == 0 && q.From > 0 {
			q.Span.Start = t.Tokens[q.From].Span.Start
		}
		out = append(out, q)
		i = q.To
	}
	return out
}

// wideReader reads numbers that stand alone.
type wideReader struct {
	reader
	words map[string][]comparison
}

// comparison is a phrase of comparisons.tsv: the words behind the first, and what it means.
type comparison struct {
	rest  []string
	means string
}

var compare = sync.OnceValue(func() map[string][]comparison {
	out := map[string][]comparison{}
	for _, r := range lexicon.Must(files, "comparisons.tsv").Rows {
		w := fold(r.Key())
		c := comparison{w[1:], r.Get("means")}
		at := 0
		for at < len(out[w[0]]) && len(out[w[0]][at].rest) >= len(c.rest) {
			at++
		}
		x := append(out[w[0]], comparison{})
		copy(x[at+1:], x[at:])
		x[at] = c
		out[w[0]] = x
	}
	return out
})

// means is what the longest phrase at token i means, without or with the conjunction before it.
func (p *wideReader) means(i int) (means string, to int) {
	if i >= p.to {
		return "", i
	}
	f := p.t.Tokens[i].Fold
	to = i
	for _, w := range [...]string{f, strings.TrimPrefix(f, "و")} {
		for _, c := range p.words[w] {
			if end, ok := p.phrase(i+1, c.rest); ok && end > to {
				means, to = c.means, end
			}
		}
	}
	return means, to
}

// glued says that digits touch letters behind them ("180ml"): a code or a misprint, of which no number is taken.
func (p *wideReader) letters(i int) bool {
	return i < p.to && p.t.Tokens[i].Gap == word.None && (p.t.Tokens[i].Kind == word.Word || p.t.Tokens[i].Kind == word.Latin)
}

// plain reads a number with its sign and its fraction.
func (p *wideReader) plain(i int) (q Quantity, ok bool) {
	q.From = i
	j, sign := p.sign(i)
	v, to, pre, ok := p.one(j)
	if !ok {
		return q, false
	}
	if j > i {
		pre = 0
	}
	q.Kind, q.Value, q.To = Plain, sign*v, to
	q.Text = strconv.FormatFloat(q.Value, 'G', 15, 64)
	q.Span.Start = p.t.Place(i, pre, len(p.t.Tokens[i].Fold)).Start
	return q, true
}

// sign reads a minus, or the word for it, before a number.
func (p *wideReader) sign(i int) (j int, sign float64) {
	k := &p.t.Tokens[i]
	if p.joined(i+1) && (k.Is("سالب", "ناقص") || k.Is("-", "\u2212") && (i == p.from || k.Gap != word.None || p.t.Tokens[i-1].Is("<", ">", "=")) && p.t.Tokens[i+1].Kind == word.Number) {
		return i + 1, -1
	}
	return i, 1
}

// one reads a number without a sign from token i.
func (p *wideReader) one(i int) (v float64, to, pre int, ok bool) {
	k := &p.t.Tokens[i]
	if k.Is("جزء", "اجزاء") && p.is(i+1, "من") { // a part of a hundred
		if p.joined(i + 2) {
			if d, to, _, ok := p.divisor(i + 2); ok && d != 0 {
				return 1 / d, to, 0, true
			}
		}
		return 0, i, 0, false
	}
	if i > p.from && k.Gap == word.None && k.Kind == word.Word && p.t.Tokens[i-1].Kind == word.Number {
		return 0, i, 0, false
	}
	if k.Is("ثمن") && (!p.joined(i+1) || p.defined(i+1)) { // an eighth; before another noun it is the price
		return .125, i + 1, 0, true
	}
	if k.Kind == word.Number {
		v, to, ok = p.figures(i)
		if !ok {
			return 0, i, 0, false
		}
		if n, found := p.number(i); found && n.scaled {
			v, to = n.value, n.to
		} else if x, found := p.word(to); found && p.joined(to) && x.class == hundred && x.value == 100 && x.pre == 0 && v < 1000 { // "3 hundred and 21"
			n := p.below(bare{to: to + 1, value: v * 100, magnitude: 100})
			v, to = n.value, n.to
		}
	} else {
		n, ok := p.number(i)
		if !ok || n.class == pair || n.class == part || n.class == ordinal && !n.def || n.class == ordinal {
			return 0, i, 0, false
		}
		if n.class == some || n.def && n.class != tens && n.class != hundred && n.class != scale && n.class != fraction {
			return 0, i, 0, false
		}
		if n.class == one && n.value == 1 && n.to == i+1 && p.lonely(i) {
			return 0, i, 0, false
		}
		v, to, pre = n.value, n.to, n.pre
	}
	v, to = p.further(v, to)
	return v, to, pre, true
}

// lonely says that the word for one at token i counts nothing: "which one", "someone".
func (p *wideReader) lonely(i int) bool {
	if p.is(i+1, "من", "علي", "جزء") || i > p.from && p.t.Tokens[i-1].Is("سالب", "ناقص") {
		return false
	}
	return i > p.from && p.t.Tokens[i-1].Is("اي", "كل", "لا") || i > p.from && !p.joined(i+1)
}

// figures reads digits: with groups apart ("1 234 567"), as a fraction ("3/4", "1 4/5"), a power or with an exponent.
func (p *wideReader) figures(i int) (v float64, to int, ok bool) {
	t := p.t.Tokens
	w, ok := digits(t[i].Fold)
	if !ok {
		return 0, i, false
	}
	v, to = w.value, i+1
	if i > p.from && t[i].Gap == word.None && t[i-1].Is(".") && w.integer && (i-1 == p.from || t[i-1].Gap != word.None) { // ".08"
		return v / math.Pow10(len(t[i].Fold)), to, true
	}
	if w.ambiguous && len(t[i].Fold) > 0 && strings.HasPrefix(t[i].Fold, "0") {
		v = w.decimal
	}
	if i > p.from && t[i].Gap == word.None && (t[i-1].Kind == word.Latin || t[i-1].Is("+") && i-1 > p.from && t[i-2].Is("^")) {
		return 0, i, false
	}
	switch {
	case p.joined(to) && t[to].Is("/") && t[to].Gap == word.None && !(i > p.from && t[i].Gap == word.None && t[i-1].Is("/", "-")) && p.joined(to+1) && t[to+1].Kind == word.Number && !(p.joined(to+2) && t[to+2].Is("/")):
		d, ok := digits(t[to+1].Fold)
		if ok && d.value != 0 {
			v, to = v/d.value, to+2
			if p.joined(to) && t[to].Kind == word.Number && v < 1 { // "1/4 2" as it stands on the page
				if n, ok := digits(t[to].Fold); ok && n.integer {
					return n.value + v, to + 1, true
				}
			}
		}
		return v, to, true
	case p.joined(to) && t[to].Is("^"):
		return p.power(v, to+1)
	case p.letters(to):
		return p.exponent(v, to)
	case w.integer && p.joined(to) && t[to].Kind == word.Number && t[to].Gap == word.Space:
		return p.apart(v, to)
	}
	return v, to, true
}

// apart reads the groups of three behind the first ("1 234 567"), or the fraction ("1 4/5").
func (p *wideReader) apart(v float64, to int) (float64, int, bool) {
	t := p.t.Tokens
	if p.joined(to+2) && t[to+1].Is("/") && t[to+2].Kind == word.Number {
		a, ok := digits(t[to].Fold)
		b, ok2 := digits(t[to+2].Fold)
		if ok && ok2 && b.value > a.value {
			return v + a.value/b.value, to + 3, true
		}
	}
	for p.joined(to) && t[to].Kind == word.Number && v < 1e15 {
		head := t[to].Fold
		if len(head) < 3 || len(head) > 3 && head[3] != '.' {
			break
		}
		w, ok := digits(head)
		if !ok {
			break
		}
		v, to = v*1000+w.value, to+1
		if !w.integer {
			break
		}
	}
	return v, to, true
}

// power reads the exponent behind "^".
func (p *wideReader) power(v float64, i int) (float64, int, bool) {
	sign := 1.
	for p.joined(i) && p.t.Tokens[i].Is("-", "+") {
		if p.t.Tokens[i].Is("-") {
			sign = -1
		}
		i++
	}
	if !p.joined(i) || p.t.Tokens[i].Kind != word.Number {
		return 0, i, false
	}
	w, ok := digits(p.t.Tokens[i].Fold)
	r := math.Pow(v, sign*w.value)
	return r, i + 1, ok && !math.IsInf(r, 0) && !math.IsNaN(r)
}

// exponent reads "e10", "e+14" behind digits.
func (p *wideReader) exponent(v float64, i int) (float64, int, bool) {
	f := p.t.Tokens[i].Fold
	rest, ok := strings.CutPrefix(f, "e")
	if !ok {
		return 0, i, false
	}
	i++
	sign := 1.
	if rest == "" {
		if p.joined(i) && p.t.Tokens[i].Is("+", "-") {
			if p.t.Tokens[i].Is("-") {
				sign = -1
			}
			i++
		}
		if !p.joined(i) {
			return 0, i, false
		}
		rest = p.t.Tokens[i].Fold
		i++
	}
	n, err := strconv.Atoi(rest)
	if err != nil || n > 300 {
		return 0, i, false
	}
	return v * math.Pow(10, sign*float64(n)), i, true
}

// further reads what makes a number a fraction or adds one: "five eighths", "twenty and three fifths", "one of three", "2 over 5".
func (p *wideReader) further(v float64, to int) (float64, int) {
	if !p.joined(to) {
		return v, to
	}
	k := &p.t.Tokens[to]
	if d := denominator(k.Fold); d > 0 && v == math.Trunc(v) && v >= 2 {
		return v / d, to + 1
	}
	j := to
	if k.Is("جزء", "اجزاء") && p.is(to+1, "من") {
		j = to + 1
	}
	if p.is(j, "من", "علي") && (j > to || !p.is(j, "من") || v == math.Trunc(v)) && p.joined(j+1) {
		d, end, pre, ok := p.divisor(j + 1)
		if ok && pre == 0 && d > 0 && (p.is(j, "علي") || j > to || d >= v) {
			return v / d, end
		}
	}
	// "and three fifths", "and a quarter"
	j = to
	if k.Fold == "و" && p.joined(to+1) {
		j++
	}
	x, ok := p.word(j)
	if !ok || !x.and && j == to {
		return v, to
	}
	n, ok := p.number(j)
	if !ok {
		return v, to
	}
	if n.class == fraction || n.class == one && p.joined(n.to) && denominator(p.t.Tokens[n.to].Fold) > 0 {
		f, end := n.value, n.to
		if n.class == one {
			f, end = f/denominator(p.t.Tokens[n.to].Fold), n.to+1
		}
		if f < 1 {
			return v + f, end
		}
	}
	return v, to
}

// divisor is a plain number under a fraction: not a count of something else.
func (p *wideReader) divisor(i int) (v float64, to, pre int, ok bool) {
	if p.t.Tokens[i].Kind == word.Number {
		v, to, ok = p.figures(i)
		return v, to, 0, ok
	}
	n, ok := p.number(i)
	if !ok || n.def || n.class == ordinal || n.class == pair || n.class == part || n.class == fraction {
		return 0, i, 0, false
	}
	return n.value, n.to, n.pre, true
}

// denominator is what a word for a part divides by: 8 of "eighths", 5 of "a fifth" behind a number; 0 of other words.
func denominator(w string) float64 {
	switch w {
	case "ارباع":
		return 4
	case "اثلاث":
		return 3
	case "اخماس", "خمس":
		return 5
	case "اسداس":
		return 6
	case "اسباع":
		return 7
	case "اثمان":
		return 8
	case "اتساع":
		return 9
	case "اعشار":
		return 10
	}
	return 0
}

// ranked reads an ordinal, or a definite number that stands for one.
func (p *wideReader) ranked(i int) (q Quantity, ok bool) {
	if q, ok := p.relative(i); ok {
		return q, true
	}
	n, ok := p.number(i)
	if !ok || n.digits || n.from != i || n.class == fraction || n.class == pair || n.class == part || n.class == some || n.class == few {
		return q, false
	}
	if n.class != ordinal && (!n.def || n.value < 10 && n.to == i+1) || n.class == ordinal && !n.def && n.value != 1 {
		return q, false
	}
	v, to := n.value, n.to
	if x, found := p.word(to); found && x.and && x.def && p.joined(to) { // the hundred and twenty-fifth
		if m, ok := p.number(to); ok && m.value < 100 {
			v, to = v+m.value, m.to
		}
	}
	if p.is(to, "بعد") && p.joined(to) && p.joined(to+1) { // "the fifteenth after the hundred"
		if x, found := p.word(to + 1); found && x.class == hundred && x.def && v < 100 {
			v, to = v+x.value, to+2
		}
	}
	q = Quantity{From: i, To: to, Kind: Ranked, Value: v, Text: strconv.FormatFloat(v, 'f', -1, 64)}
	q.Span.Start = p.start(n)
	return q, true
}

func (p *wideReader) relative(i int) (q Quantity, ok bool) {
	m, to := p.means(i)
	value := map[string]string{"last": "end+0", "next": "current+1", "previous": "current-1", "current": "current+0", "lastbut": "end-1"}[m]
	if value == "" {
		return q, false
	}
	return Quantity{From: i, To: to, Kind: Relative, Text: value, Span: text.Span{Start: p.t.Tokens[i].Span.Start}}, true
}

// share reads a percentage: "10%", "twenty per cent", "a share of 10", "per cent 10".
func (p *wideReader) share(i int) (q Quantity, ok bool) {
	q.From, q.Kind = i, Percentage
	j := i
	m, after := p.means(i)
	end, before := p.percent(i)
	switch {
	case m == "share":
		j = after
	case before:
		j = end
	}
	if !p.joined(j) && j > i || j >= p.to {
		return q, false
	}
	n, ok := p.plain(j)
	if !ok {
		return q, false
	}
	q.To = n.To
	said := j > i
	if p.joined(n.To) {
		if p.t.Tokens[n.To].Fold == "%" {
			q.To, said = n.To+1, true
		} else if end, ok := p.percent(n.To); ok {
			q.To, said = end, true
		}
	}
	q.Value, q.Text = n.Value, strconv.FormatFloat(n.Value, 'f', -1, 64)+"%"
	q.Span.Start = p.t.Tokens[i].Span.Start
	if j == i {
		q.Span = n.Span
	}
	return q, said
}
