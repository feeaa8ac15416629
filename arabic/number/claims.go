package number

import (
	"strings"

	"rawi/arabic/word"
	"rawi/text"
)

// reach is how many tokens before an amount are searched for what befell the people counted.
const reach = 12

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
		if !ok && strings.HasPrefix(w, "ال") && p.tally(j-1) { // "the number of the dead rose to nine persons"
			c, ok = p.l.classes[w[4:]]
		}
		if ok && !c.after {
			return c.unit
		}
	}
	return ""
}

// tally says that token i is a word for the number of what follows it.
func (p *reader) tally(i int) bool {
	return p.is(i, "عدد", "اعداد", "حصيله", "اجمالي", "مجموع", "لعدد", "بعدد", "وعدد", "وحصيله", "بحصيله")
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
		if d < len(dates) && dates[d].Span.Overlaps(a.Span) || a.Ordinal {
			continue
		}
		if alone := len(found) == 1 && p.alone(a); !alone && !p.claim(a) {
			before := ""
			if k := len(out) - 1; k >= 0 && t.Index(out[k].Span.Start) >= a.From-elliptic {
				before = out[k].Unit
				if a.Value > max(out[k].Value, out[k].Max) && p.is(a.From-1, "منها", "منهم", "بينهم", "بينها", "وبينهم", "ومنهم", "ضمنهم") {
					before = "" // more than there are is no part of them
				}
			}
			unit, ok := p.bareClaim(a, before)
			if !ok {
				continue
			}
			a.Unit = unit
		}
		n := text.Number{Span: a.Span, Value: a.Value, Max: a.Max, Unit: a.Unit, Approx: a.Approx, Rule: a.Rule}
		if n.Unit == "person" && len(out) > 0 && p.others(a) {
			if before := out[len(out)-1].Unit; p.l.people[before] || p.is(a.To-1, "اخري") {
				n.Unit = before // "and eight others" share the lot of those before them; other things are like those
			}
		}
		out = append(out, n)
	}
	if len(dates) == 0 && len(t.Tokens) > 0 && len(t.Tokens) <= utterance {
		return p.said(found, out)
	}
	return out
}

// alone says that a plain number is all there is of the text: whoever says nothing else means it.
func (p *reader) alone(a *Amount) bool {
	if a.Definite && !a.Counted || a.Counted && !p.claim(a) || a.Value == 0 && p.t.Tokens[a.From].Kind == word.Word {
		return false
	}
	for i := range p.t.Tokens {
		if (i < a.From || i >= a.To) && p.t.Tokens[i].Kind != word.Punct {
			return false
		}
	}
	return true
}

// elliptic is how many tokens back an amount may lie whose unit a bare number shares.
const elliptic = 30

// bareClaim says whether a number without a noun counts something that was named before it: "their number is about 400",
// "among them 11", "six of them", "over a hundred". before is the unit of the amount told last.
func (p *reader) bareClaim(a *Amount, before string) (unit string, ok bool) {
	if a.Counted || a.Ordinal || a.pair || a.vague || a.Value < 1 || a.Value != float64(int64(a.Value)) || a.Max != 0 || a.Digits-a.From > 4 {
		return "", false
	}
	digits := p.t.Tokens[a.From].Kind == word.Number
	if digits && (a.Value >= 1900 && a.Value < 2100 || len(p.t.Tokens[a.From].Fold) > 7 || p.glued(a)) {
		return "", false
	}
	if p.is(a.To, "منهم", "منها", "منهن") && before != "" && !a.Definite {
		return before, true
	}
	j := a.From - 1
	if p.is(j, "ال") {
		j--
	}
	for n := 0; n < 2 && p.is(j, "نحو", "حوالي", "الي", "قرابه", "من", "اكثر", "علي", "عن"); n++ {
		j--
	}
	if u := p.befell(j); u != "" && !a.Definite { // "the death of 14", "killing five"
		return u, true
	}
	switch {
	case before != "" && !a.Definite && (p.is(a.From-1, "عوض", "بدل") || p.is(a.From-1, "من") && p.is(a.From-2, "بدلا", "عوضا")): // "ten dead instead of 11"
		return before, true
	case p.is(j, "عددهم", "وعددهم", "عددهن", "وعددهن") && !a.Definite:
		return "person", true
	case j == a.From-1 && p.is(j, "بينهم", "وبينهم", "منهم", "ومنهم", "بينهن", "ضمنهم", "بينها", "منها") && !a.Definite:
		if c := p.l.classes[p.fold(j-1)]; c.unit != "" { // "of whom 12 died"
			before = c.unit
		}
		return before, before != ""
	case a.scaled && digits && !a.Definite: // "1,209 million riyals, up from 572 million"
		return p.sameMoney(before), true
	}
	return before, a.Approx == text.Over && a.Value >= 10 && a.Definite && before != "" // "if it passes the hundred"
}

// befell is what token j, which stands right before a number of people, says befell them; "" when it says nothing.
func (p *reader) befell(j int) string {
	w := p.fold(j)
	c, ok := p.l.classes[w]
	if !ok && len(w) > 6 && (w[:2] == "و" || w[:2] == "ف" || w[:2] == "ب" || w[:2] == "ل") {
		c = p.l.classes[w[2:]]
	}
	if c.after || c.unit == "person" {
		return ""
	}
	return c.unit
}

// sameMoney is the unit told before where it is that of money, which a bare "572 million" behind "1,209 million riyals" shares.
func (p *reader) sameMoney(unit string) string {
	if len(unit) == 3 && unit == strings.ToUpper(unit) {
		return unit
	}
	return ""
}

// glued says that the number touches another sign: part of a code, a score, a date.
func (p *reader) glued(a *Amount) bool {
	if a.From > 0 && p.t.Tokens[a.From].Gap == word.None && !p.is(a.From-1, "(", "و", "ال", "ب", "ل") {
		return true
	}
	return a.To < len(p.t.Tokens) && p.t.Tokens[a.To].Gap == word.None && !p.is(a.To, "،", ",", ".", ")", "؛", ":")
}

// fold is token i, folded; "" outside the text.
func (p *reader) fold(i int) string {
	if i < 0 || i >= len(p.t.Tokens) {
		return ""
	}
	return p.t.Tokens[i].Fold
}

// is says that token i is one of the words.
func (p *reader) is(i int, words ...string) bool {
	return i >= 0 && i < len(p.t.Tokens) && p.t.Tokens[i].Is(words...)
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
	if a.Definite && !a.vague && a.To == a.Digits && a.Unit != "fraction" {
		return false
	}
	if a.From > 0 && p.t.Tokens[a.From].Gap < word.Line {
		k := &p.t.Tokens[a.From-1]
		if p.l.label[k.Fold] && p.t.Tokens[a.From].Kind == word.Number && a.Digits == a.From+1 && a.Unit != "percent" && (!lone[a.Unit] || isTime(a.Unit)) {
			return false
		}
	}
	if p.is(a.To, "و"+p.fold(a.To-1)) { // "a thousand nights and a night" is a book
		return false
	}
	switch a.Unit {
	case "year", "month":
		return !p.age(a)
	case "goal":
		return !p.score(a)
	}
	return true
}

// age says that an amount of years is somebody's age: by a word before it, or because it stands by itself between brackets or commas.
func (p *reader) age(a *Amount) bool {
	for j := a.From - 1; j >= 0 && j >= a.From-5; j-- {
		k := &p.t.Tokens[j]
		if k.Kind == word.Punct && !k.Is("(", "-") {
			break
		}
		w := k.Fold
		if p.l.age[w] || len(w) > 6 && p.l.age[w[2:]] && (w[:2] == "ب" || w[:2] == "و" || w[:2] == "ل") {
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
		if p.l.score[p.t.Tokens[j].Fold] {
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
