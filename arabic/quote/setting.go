package quote

import (
	"slices"
	"strings"
	"sync"

	"rawi/arabic/chain"
	"rawi/arabic/lexicon"
	"rawi/arabic/word"
	"rawi/text"
)

// opening is a row of settings.tsv that may begin the telling of a circumstance.
type opening struct{ kind, rule string }

// settings are the rows of settings.tsv, made ready.
type settings struct {
	openings  *word.Phrases[opening]
	nouns     map[string]bool   // of occasions
	hearers   map[string]bool   // before whom one speaks
	told      map[string]bool   // what was said before
	dangling  map[string]bool   // verbs that cannot end a phrase: "which X issued"
	audiences map[string]string // noun -> rule
	stances   map[string]text.Stance
}

var settingLists = sync.OnceValue(func() *settings {
	l := &settings{openings: word.NewPhrases[opening](word.And), nouns: map[string]bool{}, hearers: map[string]bool{}, told: map[string]bool{}, dangling: map[string]bool{}, audiences: map[string]string{}, stances: map[string]text.Stance{}}
	for _, r := range lexicon.Must(files, "settings.tsv").Rows {
		for _, k := range r.Set("kind") {
			switch k {
			case "noun":
				l.nouns[fold(r.Key())] = true
			case "hearer":
				l.hearers[fold(r.Key())] = true
			case "told":
				l.told[fold(r.Key())] = true
			case "dangling":
				l.dangling[fold(r.Key())] = true
			case "audience":
				l.audiences[fold(r.Key())] = r.Rule()
			default:
				l.openings.Add(r.Key(), opening{k, r.Rule()})
			}
		}
	}
	for _, r := range lexicon.Must(files, "verbs.tsv").Rows {
		l.stances[r.Rule()] = text.Stance(r.Get("stance"))
	}
	return l
})

// longest bounds the telling of one circumstance, in tokens.
const longest = 24

// settle gives the quotes, which are in the order of the text, what the text tells about them around their verbs: how the verb stands
// to what is said, to whom it was said, where, on which site, in answer to what.
func (r *reader) settle(out []text.Quote, sentences [][2]int) {
	for i := range out {
		q := &out[i]
		if q.Cue.Empty() {
			continue
		}
		q.Stance = settingLists().stances[q.Rule]
		at := r.t.Index(q.Cue.Start)
		q.Coming = q.Stance != "" && r.coming(at)
		k, ok := slices.BinarySearchFunc(sentences, at, func(s [2]int, at int) int {
			if s[1] <= at {
				return -1
			}
			if s[0] > at {
				return 1
			}
			return 0
		})
		if !ok {
			continue
		}
		r.circumstances(out, i, sentences[k])
		if q.Setting == nil && i > 0 && continues(out[i-1], *q) && r.t.Index(out[i-1].Cue.Start) >= sentences[k][0] {
			q.Setting = out[i-1].Setting // "adding that": he says it where he said the rest
		}
		if within := func(s text.Setting) bool { return s.Span.Overlaps(q.Said) || s.Span.Overlaps(q.Speaker) }; slices.ContainsFunc(q.Setting, within) {
			q.Setting = slices.DeleteFunc(slices.Clone(q.Setting), within)
		}
	}
	for _, s := range sentences {
		r.tellsWhere(out, s)
	}
}

// continues says that b goes on with what the speaker of a says.
func continues(a, b text.Quote) bool {
	return !a.Cue.Empty() && a.Who == b.Who && (a.Who != "" || a.Speaker == b.Speaker && !a.Speaker.Empty())
}

// coming says that the verb at token i tells what will be said.
func (r *reader) coming(i int) bool {
	f := strings.TrimPrefix(r.t.Tokens[i].Fold, "و")
	if i > 0 && r.t.Tokens[i-1].Is("سوف", "وسوف") {
		return true
	}
	rest, ok := strings.CutPrefix(f, "س")
	if !ok || !strings.HasPrefix(rest, "ي") && !strings.HasPrefix(rest, "ت") {
		return false
	}
	fs, _ := formsOf(rest)
	return len(fs) > 0 && fs[0].shape == finite
}

// circumstances reads what stands before the verb of quote i in its sentence, between the verb and what is said, and behind the verb that
// follows what is said.
func (r *reader) circumstances(out []text.Quote, i int, sentence [2]int) {
	t, q := r.t, &out[i]
	from, to := sentence[0], sentence[1]
	verb, said := t.Index(q.Cue.Start), t.Index(q.Said.Start)
	behind := t.Index(q.Cue.End)
	left, right := from, to
	if k, _ := slices.BinarySearchFunc(out, q.Cue.Start+1, func(x text.Quote, at int) int { return x.Said.End - at }); k > 0 { // the last that ends before the verb
		left = max(left, t.Index(out[k-1].Said.End))
	}
	if k, _ := slices.BinarySearchFunc(out, q.Cue.End, func(x text.Quote, at int) int { return x.Said.Start - at }); k < len(out) {
		right = min(right, t.Index(out[k].Said.Start))
	}
	if left < verb {
		r.read(q, left, verb, true)
	}
	if said >= behind {
		r.read(q, behind, min(said, right), false)
	} else if behind < right {
		r.read(q, behind, right, false)
	}
	if end := t.Index(q.Said.End); end > behind {
		for end < to && t.Tokens[end].Kind == word.Punct {
			end++
		}
		if end < to && t.Tokens[end].Is("وذلك") {
			r.read(q, end+1, to, false)
		}
	}
}

// tellsWhere reads a sentence that says where what was just said was said ("this came during a press conference") and gives it to the
// quotes of the paragraphs before that have no occasion, up to those of another speaker.
func (r *reader) tellsWhere(out []text.Quote, s [2]int) {
	t := r.t
	if !r.cameIn(s[0], s[1]) {
		return
	}
	var came text.Quote
	r.read(&came, s[0]+2, s[1], false)
	if came.Setting == nil {
		return
	}
	start, who := t.Tokens[s[0]].Span.Start, ""
	end, _ := slices.BinarySearchFunc(out, start, func(q text.Quote, at int) int { return q.Said.Start - at })
	for i := end - 1; i >= 0; i-- {
		q := &out[i]
		if q.Who == "" || who != "" && q.Who != who {
			return
		}
		who = q.Who
		if q.Setting == nil {
			q.Setting = came.Setting
		}
	}
}

// told says that a token means what was said before: this, his talk, her statements.
func told(k word.Token) bool { return settingLists().told[k.Fold] }

// cameIn says that the sentence [from, to) tells where what was said before was said: "this came", "his talk came".
func (r *reader) cameIn(from, to int) bool {
	return from+3 < to && r.t.Tokens[from].Is("جاء", "وجاء", "جاءت", "وجاءت") && told(r.t.Tokens[from+1])
}

// read reads the circumstances that the tokens [from, to) tell; before the verb they stand at the head of a clause.
func (r *reader) read(q *text.Quote, from, to int, before bool) {
	t, last := r.t, 0
	for k := from; k < to; k++ {
		if q.Speaker.Contains(t.Tokens[k].Span) {
			continue
		}
		kind, start, rule := r.openingAt(k, to)
		if kind == "" || before && k > from && k != last && t.Tokens[k-1].Kind != word.Punct {
			continue
		}
		end := r.settingEnd(q, k, start, to)
		if end < start || end == start && kind == text.Reply {
			continue
		}
		s := text.Setting{Kind: kind, Span: t.Span(k, end), Rule: rule}
		if tok := t.Tokens[k].Fold; strings.HasPrefix(tok, "و") && rule != "" { // the conjunction is no part of it
			if m, ok := settingLists().openings.At(t, k); ok && m.Prefix != "" {
				s.Span.Start = m.Span.Start
			}
		}
		if s.Span.Overlaps(q.Speaker) || s.Span.Overlaps(q.Said) {
			continue
		}
		q.Setting = append(q.Setting, s)
		last = end
		k = end - 1
	}
}

// openingAt says what kind of circumstance begins at token k, and from which token on its naming may end.
func (r *reader) openingAt(k, to int) (text.SettingKind, int, string) {
	t, l := r.t, settingLists()
	if f := t.Tokens[k].Fold; strings.HasPrefix(f, "ل") {
		if end, rule := r.spokenTo(k, to); end > 0 {
			return text.Addressee, end, rule
		}
	}
	m, ok := l.openings.At(t, k)
	if !ok || m.To >= to {
		return "", 0, ""
	}
	if m.Value.kind == "before" {
		if !l.is(t.Tokens[m.To].Fold, l.hearers) {
			return "", 0, ""
		}
		return text.Addressee, m.To + 1, m.Value.rule
	}
	if m.Value.kind != "at" {
		return text.SettingKind(m.Value.kind), m.To, m.Value.rule
	}
	n := m.To
	if t.Tokens[n].Is("اول", "ثاني", "اخر", "مستهل", "بدايه", "نهايه", "ختام", "اطار", "سياق", "هذا", "هذه", "وقت", "معرض", "سلسله") && n+1 < to {
		n++
	}
	if !l.is(t.Tokens[n].Fold, l.nouns) {
		return "", 0, ""
	}
	return text.Occasion, n + 1, m.Value.rule
}

// is says that a folded word is one of the nouns, with the article or a pronoun or without.
func (l *settings) is(f string, nouns map[string]bool) bool {
	if f == "الحديث" {
		return false // a tradition of the Prophet
	}
	f = strings.TrimPrefix(f, "ال")
	if nouns[f] {
		return true
	}
	for _, enc := range [...]string{"ه", "ها", "هم", "هما", "ات", "ين"} {
		stem, ok := strings.CutSuffix(f, enc)
		if !ok {
			continue
		}
		if nouns[stem] || strings.HasSuffix(stem, "ت") && nouns[stem[:len(stem)-2]+"ه"] || nouns[stem+"ه"] {
			return true
		}
	}
	return false
}

// spokenTo is the end of the naming of whom somebody speaks to, which begins with li- at token k: a medium, the press, a paper in marks.
func (r *reader) spokenTo(k, to int) (end int, rule string) {
	t := r.t
	f := t.Tokens[k].Fold
	if f == "ل" && k+1 < to {
		if end, ok := r.closes[k+1]; ok && end-k <= 6 && end < to {
			return end + 1, "quote.li"
		}
		if s, ok := chain.At(t, k+1, to, r.doc.Names); ok && hears(s.Kind) {
			return s.To, s.Rule
		}
		return 0, ""
	}
	for _, li := range [...]string{"لل", "ل"} {
		noun, ok := strings.CutPrefix(f, li)
		if !ok {
			continue
		}
		for _, w := range [...]string{noun, strings.TrimSuffix(noun, "ه"), strings.TrimSuffix(noun, "ها")} {
			if rule := settingLists().audiences[w]; rule != "" {
				return k + 1, rule
			}
		}
	}
	if !chain.HeadIsMedium(t, k) {
		return 0, ""
	}
	s, ok := chain.At(t, k, to, r.doc.Names)
	if !ok || !hears(s.Kind) || s.Span.Start == t.Tokens[k].Span.Start { // the li- belongs to the word
		return 0, ""
	}
	return s.To, s.Rule
}

// hears says that people speak to sources of this kind.
func hears(k text.LinkKind) bool {
	return k == text.Agency || k == text.OutletLink || k == text.Broadcaster
}

// settingEnd is where the circumstance ends that begins at token open and has at least the tokens up to from: at a mark, at what is
// said, at a date, at the speaker, at the next circumstance, at a verb of saying.
func (r *reader) settingEnd(q *text.Quote, open, from, to int) int {
	t := r.t
	to = min(to, open+longest)
	k := from
	for k < to {
		tok := t.Tokens[k]
		switch {
		case tok.Gap >= word.Line, q.Speaker.Contains(tok.Span), that(tok.Fold), chain.Particle(tok.Fold) == chain.Time, r.dated(tok.Span):
			return r.back(from, k)
		case word.IsQuote(tok):
			end, ok := r.closes[k]
			if !ok || end >= to || end-k > 8 {
				return r.back(from, k)
			}
			k = end + 1
			continue
		case tok.Kind == word.Punct && !tok.Is("-", "(", ")", "/"):
			return r.back(from, k)
		}
		if kind, _, _ := r.openingAt(k, to); kind != "" || k == from && takesWith(q.Stance) && strings.HasPrefix(word.Corpus().Take(tok.Fold).Pro, "ب") {
			return r.back(from, k) // "praised in a statement the …": bi- belongs to the verb
		}
		if fs, _ := formsOf(tok.Fold); len(fs) > 0 && (fs[0].shape == finite && fs[0].verb.free || fs[0].shape == participle) {
			return r.back(from, k)
		}
		k++
	}
	return r.back(from, k)
}

// takesWith says that verbs of a stance take what they are about with bi-.
func takesWith(s text.Stance) bool {
	return s == text.Praise || s == text.Accusation || s == text.Call
}

// back leaves out what cannot end a phrase: prepositions, conjunctions, marks, a verb whose object or place is told apart.
func (r *reader) back(from, end int) int {
	for end > from {
		tok := r.t.Tokens[end-1]
		if p := chain.Particle(tok.Fold); settingLists().dangling[tok.Fold] || tok.Kind == word.Punct && !tok.Is(")") && !word.IsQuote(tok) || tok.Is("و", "يوم", "مساء", "صباح", "ظهر") || p == chain.Prep || p == chain.Conjunction || p == chain.Relative {
			end--
			continue
		}
		break
	}
	return end
}

// dated says that a date begins at the start of a span.
func (r *reader) dated(s text.Span) bool {
	i, ok := slices.BinarySearchFunc(r.doc.Dates, s.Start, func(d text.Date, at int) int { return d.Span.Start - at })
	return ok && !r.doc.Dates[i].Span.Empty()
}
