package date

import (
	"strings"
	"sync"
	"time"

	"rawi/arabic/word"
	"rawi/text"
)

// Kind sorts the expressions of the wide layer.
type Kind string

// The kinds of expressions of time.
const (
	Date          Kind = "date"
	Time          Kind = "time"
	DateTime      Kind = "datetime"
	DateRange     Kind = "daterange"
	TimeRange     Kind = "timerange"
	DateTimeRange Kind = "datetimerange"
	Duration      Kind = "duration"
	Set           Kind = "set"
)

// Timex is an expression of time in the wide sense: what a person who speaks or writes a message may mean by a time, bare numbers
// behind "at" and lengths of time among them, which the reading of news leaves alone.
type Timex struct {
	From, To int // tokens
	Span     text.Span
	Kind     Kind
	Value    string // as TIMEX3 writes it: 2016-11-07, XXXX-10-02, T19:30, P3D, (2016-11-04,2016-11-22,P18D)
	// The begin of what is meant, the next and the last of its kind seen from the day of reference: equal where only one is
	// meant, zero where the words do not tell.
	Next, Last time.Time
	Seconds    float64 // of a duration
	Rule       string
}

// Expressions finds the expressions of the given kinds among the tokens [from, to), in order and not overlapping: at each place the
// longest, of two as long that of the kind that is given first. ref is the moment of speaking.
func Expressions(t *word.Text, from, to int, ref time.Time, kinds ...Kind) []Timex {
	m := matcher{p: &parser{t: t, l: load(), from: from, to: to}, g: wide(), atoms: atoms(), seen: map[[2]int]*sight{}}
	var out []Timex
	for i := from; i < to; {
		x, ok := m.expression(i, ref, kinds)
		if !ok {
			i++
			continue
		}
		// A preposition that may belong to an expression gives way to a longer one behind it.
		if t.Tokens[i].Is("في", "الي", "يوم", "بعد", "قبل", "من") && i+1 < to {
			if y, ok := m.expression(i+1, ref, kinds); ok && y.To > x.To {
				x = y
			}
		}
		out = append(out, x)
		i = x.To
	}
	return out
}

// patterns are the names of the patterns of each kind in timex.tsv, in the order of preference.
var patterns = map[Kind][]string{
	Date: {"date", "bareday"}, Time: {"time", "baretime"}, DateTime: {"datetime"}, DateRange: {"daterange"}, TimeRange: {"timerange"},
	DateTimeRange: {"datetimerange"}, Duration: {"duration"}, Set: {"set"},
}

// utterances are further patterns, for a text that is nothing but an expression of time.
var utterances = map[Kind][]string{Date: {"saidday"}, DateRange: {"saidspan"}, TimeRange: {"saidhours"}, Time: {"saidclock"}}

// expression is the longest expression of the kinds that begins at token i.
func (m *matcher) expression(i int, ref time.Time, kinds []Kind) (x Timex, ok bool) {
	s, x, ok := m.best(i, kinds)
	if ok {
		s.value(&x, ref)
	}
	return x, ok
}

func (m *matcher) best(i int, kinds []Kind) (best slots, x Timex, ok bool) {
	f := m.p.t.Tokens[i].Fold
	for _, skip := range [...]int{0, 2} {
		if skip > 0 && (ok || len(f) < 6 || m.p.t.Tokens[i].Kind != word.Word || !strings.Contains("و ف ب ل", f[:2])) {
			continue
		}
		for _, kind := range kinds {
			names := patterns[kind]
			if m.utterance {
				names = append(names[:len(names):len(names)], utterances[kind]...)
			}
			for _, name := range names {
				s, to, rule := m.longest(name, i, skip)
				if to <= i || to <= x.To {
					continue
				}
				y := Timex{From: i, To: to, Kind: kind, Rule: rule}
				y.Span = text.Span{Start: m.p.t.Place(i, skip, len(f)).Start, End: m.p.t.Tokens[to-1].Span.End}
				best, x, ok = s, y, true
			}
		}
	}
	return best, x, ok
}

// wide is the grammar of timex.tsv.
var wide = sync.OnceValue(func() grammar {
	g := grammar{}
	for _, r := range rows("timex.tsv") {
		g.add(r.Key(), r.Rule(), setter(r.Get("set"), r.Rule()))
	}
	known := atoms()
	for _, alternatives := range g {
		for _, s := range alternatives {
			g.check(s.items, known, s.rule)
		}
	}
	g.head()
	return g
})

// check finds names that nothing defines.
func (g grammar) check(items []item, known map[string]atom, rule string) {
	for _, x := range items {
		for _, s := range x.group {
			g.check(s.items, known, rule)
		}
		if _, ok := g[x.ref]; x.ref != "" && !ok && known[x.ref] == nil {
			panic(rule + ": no pattern and no atom " + x.ref)
		}
	}
}
