package number

import (
	"rawi/arabic/word"
	"rawi/text"
)

// reach is how many tokens before an amount are searched for what befell the people counted.
const reach = 16

// casualty says what befell the people that a counts: dead, wounded, detained, …; "" when no word near it tells.
func (p *reader) casualty(a *Amount) string {
	for d := 1; d <= 3 && a.To+d-1 < p.to; d++ { // behind: "three persons were killed"
		k := &p.t.Tokens[a.To+d-1]
		if k.Gap >= word.Line || k.Kind == word.Punct {
			break
		}
		if c := p.l.classes[k.Fold]; c.after {
			return c.unit
		}
	}
	for j := a.From - 1; j >= p.from && j >= a.From-reach; j-- {
		k := &p.t.Tokens[j]
		if k.Is(".", "؛", "؟", "!") {
			break
		}
		w := k.Fold
		c, ok := p.l.classes[w]
		for n := 2; !ok && n <= 4 && len(w) > n+4; n += 2 { // proclitics
			switch w[n-2 : n] {
			case "و", "ف", "ب", "ل":
				c, ok = p.l.classes[w[n:]]
				continue
			}
			break
		}
		if ok && !c.after {
			return c.unit
		}
	}
	return ""
}

// isTime says that the unit measures time.
func isTime(unit string) bool {
	switch unit {
	case "second", "minute", "hour", "day", "night", "week", "month", "year", "decade", "century":
		return true
	}
	return false
}

// Claims keeps the amounts that make a claim: not ordinals, bare numbers without a unit, ages, scores, phone numbers, nor what
// is part of a date (the spans given).
func Claims(t *word.Text, found []Amount, dates []text.Date) []text.Number {
	var out []text.Number
	d := 0
	p := reader{t: t, l: load(), to: len(t.Tokens)}
	for i := range found {
		a := &found[i]
		for d < len(dates) && dates[d].Span.End <= a.Span.Start {
			d++
		}
		if d < len(dates) && dates[d].Span.Overlaps(a.Span) || a.Ordinal || !p.claim(a) {
			continue
		}
		n := text.Number{Span: a.Span, Value: a.Value, Max: a.Max, Unit: a.Unit, Approx: a.Approx, Rule: a.Rule}
		if n.Unit == "person" && len(out) > 0 && p.others(a) {
			n.Unit = out[len(out)-1].Unit // "and eight others" share the lot of those before them
		}
		out = append(out, n)
	}
	return out
}

// others says that the amount ends in "others".
func (p *reader) others(a *Amount) bool {
	return p.t.Tokens[a.To-1].Is("اخرين", "اخرون", "اخر", "اخري")
}

// claim says whether a counts something, as opposed to naming a place in a row, an age, a score.
func (p *reader) claim(a *Amount) bool {
	if !a.Counted && !(a.vague && a.Value >= 100 && !a.Definite) {
		return false
	}
	if a.Definite && !a.vague && a.To == a.Digits {
		return false
	}
	if a.From > 0 && p.t.Tokens[a.From].Gap < word.Line {
		k := &p.t.Tokens[a.From-1]
		if p.l.label[k.Fold] && p.t.Tokens[a.From].Kind == word.Number && a.Digits == a.From+1 && a.Unit != "percent" {
			return false
		}
	}
	switch a.Unit {
	case "year", "month":
		return !p.age(a)
	case "goal":
		return !p.score(a)
	}
	return true
}

// ages are words that make a number of years an age.
var ages = map[string]bool{
	"العمر": true, "عمره": true, "عمرها": true, "عمر": true, "سن": true, "البالغ": true, "البالغه": true, "عمرهم": true, "اعمارهم": true, "اعمار": true,
	"سنه": true, "عمرهما": true, "سنها": true,
}

// age says that an amount of years is somebody's age: by a word before it, or because it stands by itself between brackets or commas.
func (p *reader) age(a *Amount) bool {
	for j := a.From - 1; j >= 0 && j >= a.From-5; j-- {
		k := &p.t.Tokens[j]
		if k.Kind == word.Punct && !k.Is("(", "-") {
			break
		}
		w := k.Fold
		if ages[w] || len(w) > 6 && ages[w[2:]] && (w[:2] == "ب" || w[:2] == "و" || w[:2] == "ل") {
			return true
		}
	}
	for j := a.To; j < len(p.t.Tokens) && j < a.To+2; j++ {
		if p.t.Tokens[j].Is("عمره", "عمرها", "العمر") {
			return true
		}
	}
	if a.From == 0 || a.To >= len(p.t.Tokens) {
		return false
	}
	before, after := &p.t.Tokens[a.From-1], &p.t.Tokens[a.To]
	return before.Is("(") && after.Is(")", "،", ",") || before.Is("،", ",") && after.Is("،", ",", "\"")
}

// score says that a number of goals is the result of a match.
func (p *reader) score(a *Amount) bool {
	for j := a.To; j < len(p.t.Tokens) && j < a.To+4; j++ {
		if p.t.Tokens[j].Is("مقابل", "لهدف", "لهدفين", "لصفر", "نظيفه", "نظيفين", "لواحد", "رد", "لواحده", "لثلاثه", "للاشيء", "بيضاء") {
			return true
		}
	}
	for j := a.From - 1; j >= 0 && j >= a.From-2; j-- {
		if p.t.Tokens[j].Is("مقابل", "بنتيجه") {
			return true
		}
	}
	return false
}
