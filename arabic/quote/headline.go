package quote

import (
	"strings"

	"rawi/arabic/chain"
	"rawi/arabic/name"
	"rawi/arabic/word"
	"rawi/text"
)

// ruleHeadline names the quotes that titles make.
const ruleHeadline = "quote.headline"

// dateline says that what stands before the colon of a headline is a city, which says where, not who.
func (r *reader) dateline(from, colon int) bool {
	ns := r.namesIn(r.t.Span(from, colon))
	return len(ns) == 1 && ns[0].Kind == text.Place && strings.HasPrefix(ns[0].Rule, "cities.tsv") && ns[0].Span == r.t.Span(from, colon)
}

// place says that the tokens [i, j) are the name of a place and nothing else.
func (r *reader) place(i, j int) bool {
	s := r.t.Span(i, j)
	ns := r.namesIn(s)
	return len(ns) == 1 && ns[0].Kind == text.Place && ns[0].Span == s
}

// sure says that the noun phrase [i, j) names a person or body, or begins with a title or a sayer, and is no place unknown to us.
func (r *reader) sure(i, j int) bool {
	t := r.t
	for _, n := range r.namesIn(t.Span(i, j)) {
		if n.Kind == text.Person || n.Kind == text.Organization || t.Index(n.Span.Start) <= i {
			return true
		}
	}
	if j-i > 1 && load().group(t.Tokens[i].Fold) {
		return true
	}
	if r.isContent(i) || masdar(t.Tokens[i].Fold) {
		return name.Title(t, i) > 0 // "correction of the toll: …"
	}
	if name.Title(t, i) > 0 || j-i > 1 && !r.mute(i, j) {
		return true
	}
	h, _ := chain.HeadAt(t, i)
	return h != nil || load().sayer(strings.TrimPrefix(t.Tokens[i].Fold, "ال")) || strings.HasSuffix(t.Tokens[i].Fold, "ون")
}

// firstComment is where whoever is named in "first comment by X on Y:" begins, at the tokens [from, colon); 0 where the headline does not begin so.
func (r *reader) firstComment(from, colon int) int {
	k := from
	if r.t.Tokens[k].Is("اول", "في") && k+1 < colon {
		k++
	}
	if r.t.Tokens[k].Is("اول") && k+1 < colon {
		k++
	}
	if k+2 < colon && r.t.Tokens[k].Is("تعليق", "رد", "تصريح") && r.t.Tokens[k+1].Is("من", "ل") {
		return k + 2
	}
	return 0
}

// firstPerson says that a word of the tokens [i, j) says "our", "us" or "we shall": somebody speaks.
func (r *reader) firstPerson(i, j int) bool {
	for ; i < j; i++ {
		f := r.t.Tokens[i].Fold
		if stem, ok := strings.CutSuffix(f, "نا"); ok && len(stem) >= 6 && word.Corpus().DF(stem) > 0 && len(r.namesIn(r.t.Tokens[i].Span)) == 0 || strings.HasPrefix(f, "سن") && r.doing(i) {
			return true
		}
	}
	return false
}

// headline reads a title of the form "name: words".
func (r *reader) headline(from, to int) bool {
	t := r.t
	colon, reach := -1, 14
	if r.firstComment(from, to) > 0 {
		reach = 28
	}
	for m := from + 1; m < to && m < from+reach; m++ {
		if t.Tokens[m].Is(":") && !(t.Tokens[m-1].Kind == word.Number) {
			colon = m
			break
		}
		if end, ok := r.closes[m]; ok && words(t, m+1, end) > 3 {
			if !t.Tokens[m-1].Is("ب") {
				return false
			}
			m = end // "X with “a loud voice”: …"
		}
	}
	if colon < 0 || colon+1 >= to || load().labels[t.Tokens[from].Fold] {
		return false
	}
	if k := r.firstComment(from, colon); k > 0 {
		if e := chain.Phrase(t, k, colon, r.doc.Names); e > k && r.acts(k, e) && words(t, colon+1, to) > 2 {
			f := frame{speaker: r.speakerAt(k, e), cue: cue{form: form{verb: &verb{rule: ruleHeadline}}}, content: colon + 1}
			r.report(&f, r.trim(colon, to))
			return true
		}
	}
	e := chain.Phrase(t, from, colon, r.doc.Names)
	close, marked := r.closes[from]
	if marked = marked && close == colon-1 && words(t, from, close) <= 3; marked {
		e = colon
	}
	direct := r.closes[colon+1] > 0
	var spokenTo []text.Link
	addressed := false
	if e > from && e < colon { // "the minister to “X”: …"
		l, end, ok := r.link(e, colon, nil)
		if addressed = ok && end >= colon; addressed {
			spokenTo = l
		}
	}
	if e == from || !marked && !r.acts(from, e) && !r.sure(from, e) && !direct || r.dateline(from, colon) && r.closes[colon+1] == 0 || !addressed && colon-from > 6 && e < colon && chain.Particle(t.Tokens[e].Fold) == "" && !t.Tokens[e].Is("ب") {
		return false
	}
	if !direct && r.place(from, e) && !r.firstPerson(colon+1, to) && (r.isContent(colon+1) || masdar(t.Tokens[colon+1].Fold) || chain.Particle(t.Tokens[colon+1].Fold) == "" && !chain.Verbal(t.Tokens[colon+1].Fold) && !strings.HasPrefix(t.Tokens[colon+1].Fold, "ال") && !strings.HasPrefix(t.Tokens[colon+1].Fold, "ن") && !strings.HasSuffix(t.Tokens[colon+1].Fold, "نا")) {
		return false // "America: meeting with …" says where
	}
	if words(t, colon+1, to) < 2 || !marked && !direct && !r.sure(from, e) {
		return false
	}
	f := frame{speaker: r.speakerAt(from, e), cue: cue{form: form{verb: &verb{rule: ruleHeadline}}}}
	f.speaker.chain = append(spokenTo, f.speaker.chain...)
	if end, ok := r.closes[colon+1]; ok && end >= r.trim(colon, to)-1 {
		r.add(text.Direct, &f, t.Span(colon+2, min(end, to)))
		return true
	}
	f.content = colon + 1
	r.report(&f, r.trim(colon, to))
	return true
}

// shout reads a title that begins with what somebody said ("“…”.. the tales of the parade"): his words, and he himself where he stands
// right after them.
func (r *reader) shout(from, to int) bool {
	t := r.t
	close, ok := r.closes[from]
	if !ok || close >= to || words(t, from+1, close) < 3 || r.named(from, close) {
		return false
	}
	k := close + 1
	if k < to && !t.Tokens[k].Is("..", "...", ".", "…") {
		return false
	}
	for k < to && t.Tokens[k].Kind == word.Punct {
		k++
	}
	f := frame{cue: cue{form: form{verb: &verb{rule: ruleHeadline}}}}
	if e := r.toVerb(k, chain.Phrase(t, k, to, r.doc.Names)); e > k && e < to && r.sure(k, e) {
		f.speaker = r.speakerAt(k, e)
	}
	r.add(text.Direct, &f, t.Span(from+1, close))
	return true
}
