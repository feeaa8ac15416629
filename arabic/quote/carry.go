package quote

import (
	"strings"

	"rawi/arabic/chain"
	"rawi/arabic/word"
	"rawi/text"
)

// correspondent reads at token m to whose correspondent somebody speaks: "to a correspondent of «X»", "to the correspondent of the radio X". He is
// the link, unless he is the outlet's own.
func (r *reader) correspondent(m, to int) ([]text.Link, int, bool) {
	t := r.t
	if m+1 >= to || !t.Tokens[m].Is("لمراسل", "لمراسله", "لمندوب", "لمندوبه", "لموفد", "لموفده") {
		return nil, m, false
	}
	own, end := text.Link{}, 0
	if s, ok := chain.At(t, m+1, to, r.doc.Names); ok && medium(s.Kind) {
		own, end = text.Link{Span: s.Span, Name: s.Name, Kind: s.Kind, Rule: s.Rule}, s.To
	} else if close, ok := r.closes[m+1]; ok && close < to && words(t, m+2, close) > 0 && words(t, m+2, close) <= 4 {
		own, end = text.Link{Span: t.Span(m+1, close+1), Name: t.Span(m+2, close).Of(t.Source), Kind: text.OutletLink}, close+1
	}
	if end == 0 {
		return nil, m, false
	}
	if len(r.wanted(own)) == 0 {
		return nil, end, true
	}
	at := text.Span{Start: t.Place(m, len("ل"), len(t.Tokens[m].Fold)).Start, End: t.Tokens[end-1].Span.End}
	return []text.Link{{Span: at, Name: at.Of(t.Source), Kind: text.PersonLink, Rule: "quote.correspondent"}}, end, true
}

// spokenWith reads at token m, an opening mark, the medium in marks with which somebody spoke: "in a talk to «X»", "in a call with «X»".
func (r *reader) spokenWith(m, to int) ([]text.Link, int, bool) {
	t := r.t
	close, ok := r.closes[m]
	if !ok || close >= to || m < 2 || !t.Tokens[m-1].Is("الي", "مع", "ب") {
		return nil, m, false
	}
	if n := words(t, m+1, close); n == 0 || n > 3 {
		return nil, m, false
	}
	k := m - 2
	for k > 0 && k > m-5 && adjectiveOf(t.Tokens[k].Fold) {
		k--
	}
	if !talks[strings.TrimPrefix(t.Tokens[k].Fold, "ال")] {
		return nil, m, false
	}
	l := text.Link{Span: t.Span(m, close+1), Name: t.Span(m+1, close).Of(t.Source), Kind: text.OutletLink, Rule: "quote.with"}
	if s, ok := chain.At(t, m+1, close, nil); ok && medium(s.Kind) {
		l.Name, l.Kind, l.Rule = s.Name, s.Kind, s.Rule
	}
	return r.wanted(l), close + 1, true
}

// named adds the links that are named beside a verb to those that its speaker has; what he inherited he has no longer.
func (f *frame) named(links []text.Link, inherited bool) {
	had := f.speaker.chain
	switch {
	case inherited || !f.own && f.cue.form.shape != verbal && !f.relayed:
		f.speaker.chain = links // he says it elsewhere now
	case f.relayed && f.cue.form.verb.lemma == "نقل" && len(had) > 0 && medium(had[0].Kind): // "transmitted from X his saying in an interview with Y"
		f.speaker.chain = append(had[:len(had):len(had)], links...)
	default:
		f.speaker.chain = append(links, had...)
	}
}

// inMarksAt reads a link in marks at token m that stands between a verb and what is said: a site on which it was put, a medium with which he spoke.
func (r *reader) inMarksAt(m, to int, had []text.Link) ([]text.Link, int, bool) {
	if _, quoted := r.closes[m]; !quoted {
		return nil, m, false
	}
	if l, end, ok := r.spokenWith(m, to); ok {
		return r.setBehind(had, l, false), end, true
	}
	l, end, ok := r.link(m, to, had)
	if !ok || len(l) == 0 || l[0].Kind != text.Social {
		return nil, m, false
	}
	return r.setBehind(had, l, false), end, true
}

// talks are the nouns of what somebody has with a medium.
var talks = map[string]bool{"حديث": true, "تصريح": true, "تصريحات": true, "مقابله": true, "حوار": true, "لقاء": true, "اتصال": true, "مداخله": true, "مكالمه": true}

// paperAt reads at token m, behind "in", a document that somebody spoke through before, taken up with the article or a pronoun: "in a
// recording … in his recording".
func (r *reader) paperAt(m int) ([]text.Link, int, bool) {
	t := r.t
	f := t.Tokens[m].Fold
	noun := paperNoun(f)
	if m == 0 || !t.Tokens[m-1].Is("في", "وفي") || noun == f || len(noun) < 8 || r.papers[noun].who == "" || f != "ال"+noun && !withHis(f, noun) {
		return nil, m, false
	}
	return []text.Link{{Span: t.Tokens[m].Span, Name: t.Raw(m), Kind: text.Document, Rule: "quote.paper"}}, m + 1, true
}

// mediumBefore is the medium that spoke last, among the last quotes.
func (r *reader) mediumBefore() (text.Link, bool) {
	for i := len(r.out) - 1; i >= 0 && i > len(r.out)-6; i-- {
		q := &r.out[i]
		if q.Speaker.Empty() {
			continue
		}
		if l := r.mediumOf(speaker{span: q.Speaker, who: q.Who}); medium(l.Kind) && l.Rule != "quote.through" {
			return l, true
		}
	}
	return text.Link{}, false
}

// appeared reads the medium in which somebody appeared before he said something: "an officer appeared on the screen of X and said".
func (r *reader) appeared(c cue, from int) []text.Link {
	t := r.t
	if c.pro != "و" && c.form.shape != participle {
		return nil
	}
	switch strings.TrimPrefix(t.Tokens[from].Fold, "و") {
	case "ظهر", "ظهرت", "اطل", "اطلت", "خرج", "خرجت":
	default:
		return nil
	}
	for m := from + 2; m < c.at; m++ {
		if !t.Tokens[m-1].Is("علي", "عبر", "شاشه", "شاشات") {
			continue
		}
		if s, ok := chain.At(t, m, c.at, r.doc.Names); ok && (medium(s.Kind) || s.Kind == text.Social) {
			return r.wanted(text.Link{Span: s.Span, Name: s.Name, Kind: s.Kind, Rule: s.Rule})
		}
	}
	return nil
}

// begins is where the sentence of token k begins, as far as marks and lines tell.
func (r *reader) begins(k int) int {
	for n := 0; k > 0 && n < 40 && r.t.Tokens[k].Gap < word.Line && !r.t.Tokens[k-1].Is(".", "؟", "!", "؛"); n++ {
		k--
	}
	return k
}

// transmitter is who transmits where "transmitted from" has no subject: the medium of what was told right before it, or the last speaker.
// i is the token behind the verb.
func (r *reader) transmitter(f *frame, i int) (text.Link, bool) {
	if f.cue.form.verb.lemma != "نقل" || i != f.cue.at+1 {
		return text.Link{}, false
	}
	if n := len(r.out); n > 0 && len(r.out[n-1].Chain) > 0 && medium(r.out[n-1].Chain[0].Kind) && f.cue.at-r.t.Index(r.out[n-1].Said.End) < 4 {
		return r.out[n-1].Chain[0], true // "… that, and also transmitted from"
	}
	if !r.last.known() {
		return text.Link{}, false
	}
	l := r.mediumOf(r.last)
	if medium(l.Kind) && l.Rule != "quote.through" {
		return l, true
	}
	if len(r.last.chain) > 0 { // "it also transmitted from": the medium before
		return r.last.chain[0], true
	}
	if before, ok := r.mediumBefore(); ok && l.Kind == text.OfficialBody {
		return before, true
	}
	return l, l.Rule != "quote.through"
}

// spreader is the medium that the sentence from token from tells, before token k, to have spread what stands there: "the radio X
// transmitted a statement".
func (r *reader) spreader(from, k int) []text.Link {
	t := r.t
	for i := from + 1; i < k; i++ {
		if t.Tokens[i].Kind == word.Punct || chain.Particle(t.Tokens[i].Fold) == chain.Relative {
			return nil
		}
		s, ok := chain.At(t, i, k, r.doc.Names)
		if !ok || !medium(s.Kind) && s.Kind != text.Social {
			continue
		}
		for m := from; m < k; m++ {
			if (m < i || m >= s.To) && spreads(t.Tokens[m].Fold) {
				return r.wanted(text.Link{Span: s.Span, Name: s.Name, Kind: s.Kind, Rule: s.Rule})
			}
		}
		return nil
	}
	return nil
}

// carried reads "leaks that the channel X transmitted from Y revealed": the speaker of the frame is told by a relative clause to have come
// through a medium. Whoever it has it from speaks, else what it transmitted.
func (r *reader) carried(f *frame) {
	t := r.t
	i, j := t.Range(f.speaker.span)
	for k := i + 1; k < j; k++ {
		if s, ok := chain.Posted(t, min(k+1, j), len(t.Tokens)); ok && t.Tokens[i].Is("حساب", "الحساب", "صفحه", "الصفحه") && t.Tokens[k].Is("علي", "عبر", "في") { // "the account of X on Y"
			had := append(r.wanted(text.Link{Span: s.Span, Name: s.Name, Kind: s.Kind, Rule: s.Rule}), f.speaker.chain...)
			sex := f.speaker.sex
			f.speaker = r.speakerAt(i, k)
			f.speaker.sex, f.speaker.chain = sex, had
			return
		}
		l, end, ok := r.spread(k, min(len(t.Tokens), f.cue.at))
		if !ok {
			continue
		}
		was := f.speaker
		f.speaker = r.speakerAt(i, k)
		if end+1 < f.cue.at && t.Tokens[end].Is("عن") {
			if e := chain.Phrase(t, end+1, f.cue.at, r.doc.Names); e > end+1 && r.acts(end+1, e) {
				f.speaker = r.speakerAt(end+1, e)
			}
		}
		f.speaker.sex, f.speaker.chain = was.sex, append(l, was.chain...)
		return
	}
}

// toldIn reads "transmitted the channel X a statement of Y in which he said": the medium, and whose words it transmits.
func (r *reader) toldIn(c cue, from, k int) ([]text.Link, speaker) {
	t := r.t
	noun := strings.TrimSuffix(strings.TrimSuffix(t.Tokens[k].Fold, "ا"), "ات")
	if !talks[noun] {
		return nil, speaker{}
	}
	l := r.spreader(from, k)
	if len(l) == 0 {
		return nil, speaker{}
	}
	m := k + 1
	for m < c.at && t.Tokens[m].Kind == word.Word && (adjectiveOf(strings.TrimSuffix(t.Tokens[m].Fold, "ا")) || t.Tokens[m].Is("صوتيا", "مصورا", "مسجلا", "متلفزا", "صوتي", "مصور", "مسجل")) {
		m++
	}
	if m >= c.at || !strings.HasPrefix(t.Tokens[m].Fold, "ل") && !t.Tokens[m-1].Is("مع") {
		return nil, speaker{}
	}
	e := chain.Phrase(t, m, c.at, r.doc.Names)
	switch {
	case e > m+1 && t.Tokens[m].Is("لاحد", "لاحدي", "لبعض", "احد", "احدي", "بعض"):
		return l, speaker{span: t.Span(m, e), none: true}
	case e <= m || r.mute(m, e):
		return nil, speaker{}
	}
	return l, r.speakerAt(m, e)
}

// linkFirst reads the document or post that is named between somebody who accuses and whom he accuses: "accused in his letter the ministry of".
// It returns where what he says may begin, and the links.
func (r *reader) linkFirst(v *verb, e, to int, links []text.Link) (int, []text.Link) {
	if !v.takes["accuse"] || e+1 >= to || !r.t.Tokens[e].Is("في", "عبر", "خلال") {
		return e, links
	}
	if l, end, ok := r.link(e+1, to, links); ok && len(l) > 0 {
		return end, r.setBehind(links, l, false)
	}
	return e, links
}

// goesOnFrom says that the cue at a span is a participle with which the speaker of q, quoted before it in the same sentence, goes on: whatever the
// one came through, the other did.
func (r *reader) goesOnFrom(cue text.Span, q *text.Quote) bool {
	fs, _ := formsOf(r.t.Tokens[r.t.Index(cue.Start)].Fold)
	return len(fs) > 0 && fs[0].shape == participle && len(q.Chain) == 0 && !q.Cue.Empty() && r.out[len(r.out)-1].Speaker == q.Speaker
}

// spreads says that a folded word is a verb of spreading, or its verbal noun.
func spreads(f string) bool {
	switch strings.TrimPrefix(f, "و") {
	case "نقل", "نقلت", "بث", "بثت", "تبث", "يبث", "نشر", "نشرت", "تنشر", "اذاع", "اذاعت", "عرض", "عرضت", "اورد", "اوردت", "تداول", "تداولت", "تناقلت", "ذاع":
		return true
	}
	return false
}
