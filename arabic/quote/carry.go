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

// spreader is the medium that the sentence from token from tells, before token k, to have spread what stands there: "the radio X
// transmitted a statement".
func (r *reader) spreader(from, k int) []text.Link {
	t := r.t
	for i := from + 1; i < k; i++ {
		if t.Tokens[i].Kind == word.Punct || chain.Particle(t.Tokens[i].Fold) == chain.Relative {
			return nil
		}
		s, ok := chain.At(t, i, k, r.doc.Names)
		if !ok || !medium(s.Kind) {
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

// spreads says that a folded word is a verb of spreading, or its verbal noun.
func spreads(f string) bool {
	switch strings.TrimPrefix(f, "و") {
	case "نقل", "نقلت", "بث", "بثت", "تبث", "يبث", "نشر", "نشرت", "تنشر", "اذاع", "اذاعت", "عرض", "عرضت", "اورد", "اوردت", "تداول", "تداولت", "تناقلت", "ذاع":
		return true
	}
	return false
}
