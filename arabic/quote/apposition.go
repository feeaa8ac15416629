package quote

import (
	"strings"

	"rawi/arabic/chain"
	"rawi/arabic/name"
	"rawi/arabic/word"
	"rawi/text"
)

// apposition gives a speaker without a name the name that follows in apposition: "the head of the council, X, said", "the head of the council,
// which sits in Y, the colonel X, said".
func (r *reader) apposition(f *frame, e, to int) {
	t := r.t
	i, j := t.Range(f.speaker.span)
	if i >= j || r.person(i, j) && !r.belongsTo(i, j) || r.unlistedNames[f.speaker.who] || r.isBody(i) {
		return
	}
	for n := 0; n < 8 && e+1 < to && !that(t.Tokens[e].Fold); n++ { // what else belongs to the office
		if close, ok := r.closes[e]; ok && close < e+6 && close+1 < to && n > 0 {
			e = close + 1
			continue
		}
		if t.Tokens[e].Kind != word.Word {
			break
		}
		act, bi := strings.CutPrefix(t.Tokens[e].Fold, "ب")
		if r.isContent(e) && n > 0 || chain.Verbal(t.Tokens[e].Fold) || t.Tokens[e].Is("الي", "علي") || t.Tokens[e].Is("عن") && !(n == 0 && standsFor(t.Tokens[i].Fold)) || chain.Particle(t.Tokens[e].Fold) == chain.Time || bi && masdar(act) {
			return
		}
		e++
	}
	for n := 0; n < 2 && e+1 < to && t.Tokens[e].Is("،", ",", "-", "–"); n++ {
		if who := r.namedAt(e+1, to, n > 0); who != "" {
			f.speaker.who, f.speaker.none = who, false
			return
		}
		if at, end := r.unlistedBetween(e+1, to); end > at {
			f.speaker.who, f.speaker.none = t.Span(at, end).Of(t.Source), false
			r.newName(f.speaker.who)
			r.describedAs(f.speaker.who, i, bareWords(t, i, j))
			return
		}
		first := t.Tokens[e+1]
		for k := e + 1; k+1 < to && k < e+7 && t.Tokens[k].Kind == word.Word; k++ {
			if t.Tokens[k].Is("يدعي", "تدعي", "ويدعي", "وتدعي", "اسمه", "اسمها", "واسمه", "واسمها") { // "who is called X"
				if who := r.namedAt(k+1, to, false); who != "" {
					f.speaker.who, f.speaker.none = who, false
					return
				}
			}
		}
		close := strings.HasPrefix(first.Fold, "وال") && e+2 < to && chain.Particle(t.Tokens[e+2].Fold) == chain.Prep // "and close to X"
		if chain.Particle(first.Fold) != chain.Relative && !close && !(strings.HasPrefix(first.Fold, "ال") && (strings.HasSuffix(first.Fold, "ه") || strings.HasSuffix(first.Fold, "ي"))) {
			return
		}
		for e++; e+1 < to && !t.Tokens[e].Is("،", ",", "-", "–", ".", ":"); e++ { // what is told of it
		}
	}
}

// standsFor says that a folded word is one of those who are "of" a party or town: its member, deputy or candidate.
func standsFor(f string) bool {
	switch strings.TrimSuffix(strings.TrimPrefix(f, "ال"), "ه") {
	case "ناءب", "عضو", "ممثل", "مرشح", "مسءول":
		return true
	}
	return false
}

// isBody says that the phrase at token i begins with the noun or the name of a body: no person's name stands in apposition to it.
func (r *reader) isBody(i int) bool {
	t := r.t
	if name.Title(t, i) > 0 {
		return false
	}
	if h, _ := chain.HeadAt(t, i); h != nil && !h.None || load().group(strings.TrimPrefix(t.Tokens[i].Fold, "ال")) {
		return true
	}
	ns := r.namesFrom(t.Tokens[i].Span.Start)
	return len(ns) > 0 && ns[0].Span.Start == t.Tokens[i].Span.Start && ns[0].Kind != text.Person
}

// unlistedBetween is the name that no list knows which stands alone from token a to the next comma, behind which what is said begins: two to
// four words without the article, one of them at least a rare one.
func (r *reader) unlistedBetween(a, to int) (from, end int) {
	t := r.t
	if n := name.Title(t, a); n > 0 {
		a += n
	}
	e, rare := a, false
	for ; e < to && e < a+5 && t.Tokens[e].Kind == word.Word; e++ {
		f := t.Tokens[e].Fold
		if chain.Particle(f) != "" || chain.Verbal(f) || word.Corpus().Take(f).Pro == "و" || e == a && strings.HasPrefix(f, "ال") || r.isContent(e) {
			return a, a
		}
		rare = rare || unknown(f)
	}
	for _, n := range r.doc.Names { // or the article calls a person by the last of them
		rare = rare || e > a && n.Kind == text.Person && n.Entity == t.Tokens[e-1].Span.Of(t.Source)
	}
	if e-a < 2 || e-a > 4 || !rare || e+1 >= to || !t.Tokens[e].Is("،", ",") {
		return a, a
	}
	then := e + 1
	for k := then; k < to && k < then+8; k++ { // "today in X, that"
		if p := chain.Particle(t.Tokens[k].Fold); k == then && p != chain.Time && p != chain.Prep || t.Tokens[k].Kind == word.Punct && !t.Tokens[k].Is("،", ",") {
			break
		}
		if t.Tokens[k].Is("،", ",") && k+1 < to && that(t.Tokens[k+1].Fold) {
			then = k + 1
			break
		}
	}
	if end, _ := r.spokenTo(then, to); end > then && end < to { // "to the paper that"
		then = end
	}
	if !that(t.Tokens[then].Fold) {
		return a, a
	}
	return a, e
}

// namedAt is the person whose name, behind his titles if any, begins at token a; with closed, only where a comma or "that" closes it.
func (r *reader) namedAt(a, to int, closed bool) string {
	t := r.t
	e := chain.Phrase(t, a, min(a+14, to), r.doc.Names)
	for _, n := range r.namesIn(t.Span(a, max(e, a))) {
		k, end := t.Range(n.Span)
		if n.Kind != text.Person || k > a && name.Title(t, a) == 0 && !(k == a+1 && r.alladjectives(a, k)) {
			return ""
		}
		if closed && !(end < to && (t.Tokens[end].Is("،", ",", ":", "-", "–") || that(t.Tokens[end].Fold))) {
			return ""
		}
		return n.Entity
	}
	return ""
}
