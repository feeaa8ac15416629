package quote

import (
	"strings"

	"rawi/arabic/chain"
	"rawi/arabic/name"
	"rawi/arabic/word"
	"rawi/text"
)

// inherit is the speaker of a verb or participle that has no subject of its own: after "and", the subject of the verb before it in
// the sentence; for a participle in a sentence in which nobody has spoken yet, whom the sentence tells of; else the last speaker.
func (r *reader) inherit(c cue, from int) speaker {
	if k := c.at - 1; c.form.shape == finite && c.pro == "" && k > from && r.subject.known() && r.subject.span.End == r.t.Tokens[k].Span.End && r.agrees(c.form, r.subject) {
		return r.subject // "the paper went on to say"
	}
	if prev := r.t.Tokens[max(c.at-1, 0)]; c.form.shape == finite && c.pro == "" && c.at > from && strings.ContainsAny(r.t.Tokens[c.at].Fold[:2], "يت") && !r.beginsLikePresent(c) && prev.Kind == word.Word && chain.Particle(prev.Fold) == "" && !r.passing(c.at-1) {
		return speaker{} // "a letter from him that says": whoever it is, it stands before the verb
	}
	if c.pro == "و" && r.subject.known() && r.agrees(c.form, r.subject) {
		return r.subject
	}
	if s := r.hadBefore(from, c.at); s.known() {
		return s
	}
	if c.form.shape == participle {
		if s := r.tookUp(max(from, c.at-14), c.at); s.known() {
			return s
		}
	}
	if c.form.shape != participle && !r.spoke && isWas(r.t.Tokens[from]) {
		if s, ok := r.actor(from, c.at); ok { // "X had …, in which he held that"
			return s
		}
	}
	if !r.spoke && (c.form.shape == participle || c.form.shape == verbal && strings.HasPrefix(r.t.Tokens[c.at].Fold, "بال")) && c.at > from {
		if s := r.tellsOfWhom(from, c.at); s.known() {
			return s
		}
	}
	if !r.spoke && c.pro == "ف" && c.at > from+2 && c.form.shape == finite && !c.form.plural && !r.t.Tokens[from].Is("سال", "ساله", "سالته", "وساله", "فساله") {
		if s := r.tellsOfWhom(from, c.at); s.known() && r.person(r.t.Range(s.span)) { // "X characterised …, and said"
			return s
		}
	}
	if !r.spoke && (c.form.shape == participle || c.pro == "و" && c.at > from) { // "X gave …, and said": whom the sentence tells of
		if s, ok := r.actor(from, c.at); ok {
			return s
		}
	}
	if s := r.lately(c.form); s.known() || r.scene[1] == 0 {
		return s
	}
	if s := r.tellsOfWhom(r.scene[0], r.scene[1]); r.agrees(c.form, s) {
		return s // whom the sentence before told of
	}
	return speaker{}
}

// tookUp is who a relative clause right before a participle says has spoken to what was told: "which the minister denies, affirming that".
func (r *reader) tookUp(from, at int) speaker {
	t := r.t
	for k := at - 3; k >= from; k-- {
		if !t.Tokens[k].Is("ما", "الذي", "التي") {
			continue
		}
		verb, ok := strings.CutSuffix(strings.TrimSuffix(t.Tokens[k+1].Fold, "ا"), "ه")
		if !ok {
			return speaker{}
		}
		fs, _ := formsOf(verb)
		if weak, ends := strings.CutSuffix(verb, "ا"); len(fs) == 0 && ends {
			fs, _ = formsOf(weak + "ي")
		}
		e := chain.Phrase(t, k+2, at, r.doc.Names)
		if len(fs) == 0 || fs[0].shape != finite || e <= k+2 || r.mute(k+2, e) {
			return speaker{}
		}
		for m := e; m < at; m++ { // nothing but marks and small words between
			if t.Tokens[m].Kind == word.Word && chain.Particle(t.Tokens[m].Fold) == "" && m > e+5 {
				return speaker{}
			}
		}
		return r.speakerAt(k+2, e)
	}
	return speaker{}
}

// hadBefore is of whom the sentence that begins at from says that he has done so before: "it has happened before of X that he declared".
func (r *reader) hadBefore(from, at int) speaker {
	t := r.t
	for k := from; k+1 < at && k < from+3; k++ {
		if t.Tokens[k].Is("سبق", "وسبق") && strings.HasPrefix(t.Tokens[k+1].Fold, "ل") && t.Tokens[k+1].Kind == word.Word {
			if e := chain.Phrase(t, k+1, at, r.doc.Names); e > k+1 && !r.mute(k+1, e) {
				return r.speakerAt(k+1, e)
			}
		}
	}
	return speaker{}
}

// beginsLikePresent says that a form that begins like one of the present is in the past all the same, since its verb does so begin.
func (r *reader) beginsLikePresent(c cue) bool {
	return strings.HasPrefix(fold(c.form.verb.lemma), r.t.Tokens[c.at].Fold[:2])
}

// passing says that the word at token i may stand between a sentence's opening and its verb without being the verb's subject.
func (r *reader) passing(i int) bool {
	f := r.t.Tokens[i].Fold
	return strings.HasSuffix(f, "ا") || strings.HasPrefix(f, "لكن") || strings.HasPrefix(f, "ولكن") || adverbs[f] || withPronoun(f) || r.t.Tokens[i].Is("الماضي", "الماضيه", "السياق", "نفسه", "ذاته", "المقابل", "الاثناء", "الي", "هنا", "قد", "وقد", "كما", "ثم", "الصدد", "جهته", "جهتها", "الاطار")
}

// tellsOfWhom is the subject of the verb with which the sentence [from, to) begins, where that is somebody who may speak.
func (r *reader) tellsOfWhom(from, to int) speaker {
	for from+1 < to && r.t.Tokens[from].Is("قد", "وقد", "فقد", "لقد", "ولقد", "كما") {
		from++
	}
	k := from + 1
	if k >= to || r.t.Tokens[from].Kind != word.Word || chain.Particle(r.t.Tokens[from].Fold) != "" || chain.Particle(r.t.Tokens[k].Fold) != "" {
		return speaker{}
	}
	e := r.toName(k, chain.Phrase(r.t, k, to, r.doc.Names), to)
	for m := k + 1; m < e; m++ {
		if r.beginsContent(k, m, e) {
			e = m // the object: "refused the integration of …"
		}
	}
	if r.t.Tokens[k].Is("جميع", "كل", "معظم", "كافه", "مختلف") {
		return speaker{}
	}
	if e == k+1 && r.bySurname(k) != "" {
		return r.speakerAt(k, e) // a name that is a word too
	}
	if e <= k || r.mute(k, e) || !r.acts(k, e) || !r.person(k, e) && name.Title(r.t, k) == 0 && !indefinite(r.t, k, e) && !load().group(strings.TrimPrefix(r.t.Tokens[k].Fold, "ال")) && !r.bodyAt(k) && !r.speakerNoun(k) {
		return speaker{}
	}
	return r.speakerAt(k, e)
}

// speakerNoun says that token k is one of the nouns for those who speak for others: "a spokeswoman of the league".
func (r *reader) speakerNoun(k int) bool {
	switch strings.TrimSuffix(strings.TrimPrefix(r.t.Tokens[k].Fold, "ال"), "ه") {
	case "متحدث", "ناطق", "مندوب", "ممثل", "مصدر", "مسءول", "مراسل", "محامي", "محام", "وكيل", "كاتب", "باحث":
		return true
	}
	return false
}

// bodyAt says that the name of a body, or of a state that stands for one, begins at token k.
func (r *reader) bodyAt(k int) bool {
	ns := r.namesFrom(r.t.Tokens[k].Span.Start)
	return len(ns) > 0 && ns[0].Span.Start == r.t.Tokens[k].Span.Start && (ns[0].Kind == text.Organization || ns[0].Kind == text.Place)
}

// actor is whom the sentence that begins at from tells of before token to: the subject of "was", else the first person or body named.
func (r *reader) actor(from, to int) (speaker, bool) {
	if isWas(r.t.Tokens[from]) && from+1 < to {
		if e := chain.Phrase(r.t, from+1, to, r.doc.Names); e > from+1 && r.acts(from+1, e) && !r.mute(from+1, e) {
			return r.speakerAt(from+1, e), true
		}
	}
	for k := from; k < to; k++ { // nobody of whom a relative clause tells
		if k > from && chain.Particle(r.t.Tokens[k].Fold) == chain.Relative {
			to = k
		}
	}
	for _, n := range r.namesIn(r.t.Span(from, to)) {
		if n.Kind == text.Person || n.Kind == text.Organization {
			return speaker{span: n.Span, who: n.Entity}, true
		}
	}
	return speaker{}, false
}
