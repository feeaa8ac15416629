package quote

import (
	"strings"

	"rawi/arabic/chain"
	"rawi/arabic/name"
	"rawi/arabic/word"
	"rawi/text"
)

// attributed reads the phrases that say whose statement the sentence is: "according to X".
func (r *reader) attributed(from, to int, frames []*frame) {
	t := r.t
	for m := from; m < to; m++ {
		for _, f := range frames { // between a verb and what is said it names a link, and was read there
			if f.content > m && f.cue.at < m {
				m = f.content
			}
		}
		if m >= to {
			return
		}
		if end, ok := r.closes[m]; ok && end < to {
			m = end
			continue
		}
		b, ok := load().bring.At(t, m)
		if !ok {
			continue
		}
		f, end, ok := r.bringing(b, to)
		if !ok || m == from && t.Tokens[m].Is("كما", "وكما") && !r.aside(end, to) { // "X also explained"
			continue
		}
		said := r.around(from, to, b.From, end)
		if end+1 < to && t.Tokens[end].Is(":") && r.closes[end+1] > end+3 { // "these are, according to X: “…”"
			said = t.Span(end+1, min(r.closes[end+1]+1, to))
		}
		if k := r.pastCommas(end, to); k < to && (chain.IsThat(t, k) || t.Tokens[k].Is(":") && k > end) && m > from {
			if i, j := t.Range(said); i <= from+1 && j <= m && words(t, i, j) < 14 && isCueWord(t.Tokens[i].Fold) {
				said = text.Span{} // "and X said, according to Y, that"
			}
		}
		if i, j := t.Range(said); i >= b.From && i < end && b.From > from+1 || j <= end && i >= b.From || words(t, i, min(j, b.From))+words(t, max(i, end), j) < r.least(i, from) {
			said = text.Span{} // nothing beside the phrase
		}
		if said.Empty() || r.taken(said) {
			start := from
			if m == from && from > 0 && r.trim(from, to) <= end && t.Tokens[from].Gap < word.Line { // "… . According to the agency X.": of the sentence before
				start = r.begins(from - 1)
			}
			r.lend(f, b.From, start)
			m = end - 1
			continue
		}
		r.claim(&f, said)
		m = end - 1
	}
}

// saidLast reads who says at the end of a sentence, behind a comma, what stands before it without marks: "…, says a report of X."
func (r *reader) saidLast(from, to int, frames []*frame) {
	t := r.t
	if len(frames) == 0 {
		return
	}
	f := frames[len(frames)-1]
	at := f.cue.at
	if f.content > at || !f.own || !f.speaker.known() || f.cue.form.shape != finite || f.cue.pro != "" || f.cue.form.verb.lemma != "قال" || at <= from+5 || !t.Tokens[at-1].Is("،", ",") {
		return
	}
	i, j := t.Range(f.speaker.span)
	if i != at+1 || words(t, j, to) > 0 && !t.Tokens[j].Is("،", ",", "(") || !r.predicated(from, at-1) && words(t, from, at) < 9 {
		return
	}
	if said := t.Span(from, r.trim(from, at)); !r.taken(said) {
		r.add(text.Indirect, f, said)
	}
}

// least is how many words a clause has at least that begins at token i of the sentence at token from: more where it is what another quotation
// of the sentence left over.
func (r *reader) least(i, from int) int {
	if n := len(r.out); n > 0 && i > from && r.out[n-1].Said.End > r.t.Tokens[from].Span.Start && r.t.Index(r.out[n-1].Said.End) >= i-2 {
		return 5
	}
	return 2
}

// pastCommas is the first token from i on that is no comma.
func (r *reader) pastCommas(i, to int) int {
	for i < to && r.t.Tokens[i].Is("،", ",") {
		i++
	}
	return i
}

// aside says that the phrase that ends before token end is parted by a comma from the clause that it speaks of.
func (r *reader) aside(end, to int) bool {
	return end+2 < to && r.t.Tokens[end].Is("،", ",", ":")
}

// claim adds what an attribution claims: marked words direct, else the clause.
func (r *reader) claim(f *frame, said text.Span) {
	i, j := r.t.Range(said)
	if end, ok := r.closes[i]; ok && end >= j-1 {
		r.add(text.Direct, f, r.t.Span(i+1, min(end, j)))
		return
	}
	r.add(text.Indirect, f, said)
}

// lend gives the links of an attribution to what the cue right before it in the same sentence reports, and whom it names as a link where
// that is not the speaker: "X explained that …, according to his spokesman Y".
func (r *reader) lend(f frame, at, from int) {
	start := r.t.Tokens[from].Span.Start
	links := f.speaker.chain
	var cue text.Span
	for i := len(r.out) - 1; i >= 0; i-- {
		q := &r.out[i]
		if q.Said.End < start || !cue.Empty() && q.Cue != cue && !(len(f.speaker.chain) > 0 && r.goesOnFrom(cue, q)) {
			return
		}
		if q.Said.End > r.t.Tokens[at].Span.Start {
			continue
		}
		if cue.Empty() {
			s := f.speaker
			k := r.t.Index(s.span.Start)
			switch {
			case !s.known() || q.Speaker.Empty() || q.Speaker == s.span || s.issued():
			case r.t.Tokens[f.cue.at].Is("نقلا", "ونقلا") && r.handsOn(q.Speaker): // "reports revealed …, handing on from witnesses"
				links = append(links[:len(links):len(links)], r.wanted(r.mediumOf(speaker{span: q.Speaker, who: q.Who}))...)
				q.Speaker, q.Who = s.span, s.who
			case r.isName(s.who) && s.who != q.Who, !strings.HasPrefix(r.t.Tokens[k].Fold, "ال") && (s.none || load().sayer(r.t.Tokens[k].Fold) && !load().group(r.t.Tokens[k].Fold)):
				links = append(links[:len(links):len(links)], r.wanted(r.mediumOf(s))...)
			}
		}
		q.Chain = distinct(append(links[:len(links):len(links)], q.Chain...))
		if q.Speaker == r.last.span {
			r.last.chain = q.Chain
		}
		if cue = q.Cue; cue.Empty() {
			return
		}
	}
}

// handsOn says that the words at s name a medium or a document.
func (r *reader) handsOn(s text.Span) bool {
	i, j := r.t.Range(s)
	if i >= j {
		return false
	}
	src, ok := chain.At(r.t, i, j, r.doc.Names)
	return ok && (medium(src.Kind) || src.Kind == text.Document || src.Kind == text.Social)
}

// whereSaid reads ", that in a series of tweets", ", this came in an interview with X" behind what was reported, and gives its links to what the
// same speaker said in the sentence that begins at token from.
func (r *reader) whereSaid(from, at, to int) {
	t := r.t
	for at < to && t.Tokens[at].Is("،", ",") {
		at++
	}
	if at+1 < to && t.Tokens[at].Is("جاء", "وجاء") && t.Tokens[at+1].Is("ذلك", "هذا") {
		at++
	} else if at < to && !t.Tokens[at].Is("وذلك") {
		return
	}
	if at+2 >= to || len(r.out) == 0 || !leading[t.Tokens[at+1].Fold] {
		return
	}
	links, _, _ := r.link(at+2, to, nil)
	if chain.Occasion(t.Tokens[at+2].Fold) {
		var s speaker
		r.further(&s, at+2, to)
		links = s.chain
	}
	last := r.out[len(r.out)-1]
	for i := len(r.out) - 1; i >= 0 && len(links) > 0 && r.out[i].Said.Start >= t.Tokens[from].Span.Start; i-- {
		q := &r.out[i]
		if len(q.Chain) > 0 || q.Who != last.Who || q.Who == "" && q.Speaker != last.Speaker {
			return
		}
		q.Chain = links
		if q.Speaker == r.last.span {
			r.last.chain = links
		}
	}
}

// cameThrough reads a sentence that says where what was just said was said ("this came in an interview with X"), and gives its links to the
// last speaker's quotes right before it.
func (r *reader) cameThrough(from, to int) {
	t := r.t
	if !r.cameIn(from, to) {
		return
	}
	var links []text.Link
	for m := from + 2; m < to; m++ {
		if l, end, ok := r.link(m, to, links); ok {
			links = append(links, l...)
			m = end - 1
			continue
		}
		if s, ok := chain.At(t, m, to, r.doc.Names); ok && (s.Kind == text.Agency || s.Kind == text.Broadcaster || s.Kind == text.OutletLink) { // "that X held with him"
			links = append(links, r.wanted(text.Link{Span: s.Span, Name: s.Name, Kind: s.Kind, Rule: s.Rule})...)
			m = s.To - 1
		}
	}
	start := t.Tokens[from].Span.Start
	for i := len(r.out) - 1; i >= 0 && len(links) > 0; i-- {
		q := &r.out[i]
		if q.Said.Start >= start {
			continue
		}
		if len(q.Chain) > 0 || q.Who != r.out[len(r.out)-1].Who || start-q.Said.End > 400 {
			return
		}
		q.Chain = distinct(links)
		if q.Speaker == r.last.span {
			r.last.chain = q.Chain
		}
		start = q.Said.Start
	}
}

// brings says whether the phrase names a source.
func (r *reader) brings(b word.Match[*bring], to int) bool {
	_, _, ok := r.bringing(b, to)
	return ok
}

// bringing reads the source that an attribution phrase names: the frame with its speaker and links, and where the phrase ends. The frame's cue has a
// verb with the rule of the phrase and, unless a verb stands in it ("as X said"), no lemma, so that no rule for one verb fits it.
func (r *reader) bringing(b word.Match[*bring], to int) (f frame, end int, ok bool) {
	t := r.t
	f = frame{span: b.Span, own: true, cue: cue{at: b.From, form: form{verb: &verb{rule: b.Value.rule}}}}
	i := b.To
	switch b.Value.kind {
	case "self":
		f.speaker = r.last
		return f, i, r.last.known()
	case "verb":
		for i < to && t.Tokens[i].Is("ما", "قد") {
			i++
		}
		if i >= to {
			return f, i, false
		}
		fs, _ := formsOfObject(t.Tokens[i].Fold)
		if len(fs) == 0 || fs[0].shape != finite || fs[0].verb.stance == "call" || fs[0].verb.stance == "praise" || fs[0].verb.lemma == "سأل" {
			return f, i, false // "he also went", "he also called on" tell something new
		}
		if fs[0].verb.lemma == "عبر" && !r.tells(fs[0], i, b.From, to) {
			return f, i, false // "the ship also crossed"
		}
		f.span = t.Span(b.From, i+1)
		i++
		for i < to && t.Tokens[i].Is("به", "عنه", "ذلك", "في", "بذلك") && i+1 < to {
			i++
		}
		f.cue.form.verb = &verb{lemma: fs[0].verb.lemma, rule: b.Value.rule}
		g, end, ok := r.source(b, f, i, to)
		if t.Tokens[b.From].Is("كما", "وكما") && fs[0].verb.stance == "denial" {
			return f, i, false // "X also denied"
		}
		if ok && g.speaker.known() {
			end = r.further(&g.speaker, end, to)
		}
		if ok && t.Tokens[b.From].Is("كما", "وكما") && (end < to && chain.IsThat(t, end) || r.thatFollows(end-1, to) || r.objectAt(end, to)) {
			return f, i, false // "X also said that"
		}
		return g, end, ok
	}
	if i < to && t.Tokens[i].Is("ما") {
		return f, i, false
	}
	g, end, ok := r.source(b, f, i, to)
	if ok && g.speaker.known() {
		end = r.further(&g.speaker, end, to)
	}
	return g, end, ok
}

// further reads the links behind the naming of somebody who is said to have stated something, the token k being the first behind it: "according
// to what X told the paper Y", "… announced in a statement". It returns where they end, k where there are none.
func (r *reader) further(s *speaker, k, to int) int {
	t, end := r.t, k
	for m := k; m < min(to, end+8); m++ {
		if l, n, ok := r.link(m, to, s.chain); ok && (len(l) == 0 || l[0].Kind != text.OfficialBody) {
			s.chain, end = r.setBehind(s.chain, l, false), n
			for end < to && (chain.Particle(t.Tokens[end].Fold) == chain.Pronoun || chain.Particle(t.Tokens[end].Fold) == chain.Time) {
				end++
			}
			m = end - 1
			continue
		}
		if f := t.Tokens[m].Fold; !leading[f] && !chain.Occasion(f) && !adjectiveOf(f) && chain.Particle(f) != chain.Time && !t.Tokens[m].Is("الذي", "التي", "تحدث", "تحدثت") {
			break
		}
	}
	return end
}

// objectAt says that an object without the article stands at token i: "as the fishermen remembered days of …" says nothing of what stands beside.
func (r *reader) objectAt(i, to int) bool {
	if i >= to || r.t.Tokens[i].Kind != word.Word {
		return false
	}
	f := r.t.Tokens[i].Fold
	return chain.Particle(f) == "" && !strings.HasPrefix(f, "ال") && word.Corpus().Take(f).Pro == "" && word.Corpus().DF("ال"+f) >= common && !name.Given(f)
}

// formsOfObject is formsOf for verbs that may carry the object pronoun that takes up "what": "as X reported it".
func formsOfObject(w string) ([]form, string) {
	fs, p := formsOf(w)
	if len(fs) > 0 && fs[0].shape != verbal {
		return fs, p
	}
	n := len(w)
	switch {
	case n < 6:
		return fs, p
	case w[n-2:] == "ه":
		n -= 2
	case n >= 8 && (w[n-4:] == "ها" || w[n-4:] == "نا" || w[n-4:] == "هم"):
		n -= 4
	default:
		return fs, p
	}
	if fs, p := formsOf(w[:n]); len(fs) > 0 {
		return fs, p
	}
	if stem := w[:n]; strings.HasSuffix(stem, "و") { // the alef of "they" falls before the pronoun
		if fs, p := formsOf(stem + "ا"); len(fs) > 0 && fs[0].plural {
			return fs, p
		}
	}
	return fs, p
}

// source reads the naming of a source at token i into the frame: a medium is a link, a person or body the speaker.
func (r *reader) source(b word.Match[*bring], f frame, i, to int) (frame, int, bool) {
	t := r.t
	if i+1 < to && t.Tokens[i].Is("ل") { // li- apart from the name in marks
		i++
	}
	if i >= to || t.Tokens[i].Kind == word.Punct && !word.IsQuote(t.Tokens[i]) {
		return f, i, false
	}
	if end := r.stated(&f, i, to); end > 0 {
		return f, end, f.speaker.known()
	}
	if i+1 < to && t.Tokens[i].Is("نفس", "ذات", "لنفس", "لذات") && load().sayer(strings.TrimPrefix(t.Tokens[i+1].Fold, "ال")) {
		f.speaker = r.last
		return f, i + 2, r.last.known()
	}
	s, isSource := chain.At(t, i, to, r.doc.Names)
	if close, ok := r.closes[i]; ok && !isSource && close < to {
		if s, isSource = chain.At(t, i+1, close, r.doc.Names); isSource {
			s.To = close + 1
		}
	}
	if l, end := r.inMarks(b.From, i, to); end > 0 && !isSource {
		f.speaker = speaker{chain: l}
		return f, end, len(l) > 0
	}
	e := chain.Phrase(t, i, to, r.doc.Names)
	if isSource && e < s.To {
		e = s.To
	}
	if e <= i {
		return f, i, false
	}
	if isSource && !s.Issued && s.To == i+1 && strings.HasPrefix(t.Tokens[i].Fold, "ال") && r.last.known() && r.last.who != "" && r.inFull(t.Tokens[i].Fold, i) == r.last.who {
		f.speaker = r.speakerAt(i, s.To) // the paper itself spoke before
		return f, s.To, true
	}
	if isSource && !s.None && s.Kind != text.OfficialBody {
		return r.asLink(f, s, to)
	}
	people := false
	for _, n := range r.namesIn(t.Span(i, e)) {
		people = people || n.Kind == text.Person || n.Kind == text.Organization
	}
	then := e
	if then < to && t.Tokens[then].Is("،", ",") {
		then++
	}
	follows := then < to && t.Tokens[then].Is("فان", "فانه", "فانها", "فانهم") // "according to the rules, the day is": whatever it is
	first := strings.TrimPrefix(strings.TrimPrefix(t.Tokens[i].Fold, "ل"), "ال")
	follows = follows || b.Value.kind == "source" && (document[first] || load().sayer(first)) && r.thenAhead(e, to) > 0
	one := i+1 < e && t.Tokens[i].Is("لاحد", "احد", "لاحدي", "احدي", "لبعض", "بعض", "لعدد") && (r.nobody(i+1) || r.several(i+1)) // "according to one of the officials"
	apart := b.Value.kind == "source" && b.From > 0 && t.Tokens[b.From-1].Is("،", ",") && (e >= to || t.Tokens[e].Is("،", ",", ".")) && strings.Contains(t.Tokens[i].Fold, "ل") && r.acts(i, e) && !r.mute(i, e)
	if !people && !isSource && !follows && !one && !apart && !(b.Value.kind == "verb" && r.acts(i, e)) && name.Title(t, i) == 0 {
		return f, i, false
	}
	if !isSource || !s.None {
		e = r.andName(i, e, to)
	}
	f.speaker = r.speakerAt(i, e)
	if f.speaker.none = one || isSource && s.None; f.speaker.none {
		f.speaker.who = ""
	}
	return f, e, f.speaker.known()
}

// asLink reads a source that is a medium or a document as a link, with whoever issued it and the media that it quotes.
func (r *reader) asLink(f frame, s chain.Source, to int) (frame, int, bool) {
	t := r.t
	f.speaker = speaker{chain: r.wanted(text.Link{Span: s.Span, Name: s.Name, Kind: s.Kind, Rule: s.Rule})}
	end := s.To
	if n := r.issuedBy(&f, s, to); n > 0 {
		return f, n, true
	}
	if s.Issued && end < to { // "a report of the agency X"
		if l, n, ok := r.link(end, to, f.speaker.chain); ok {
			_, _, spread := r.spread(end, to)
			f.speaker.chain, end = r.setBehind(f.speaker.chain, l, spread), n
		}
	}
	if end+2 < to && t.Tokens[end].Is("نقلا") && t.Tokens[end+1].Is("عن") {
		end++
	}
	if end+1 < to && t.Tokens[end].Is("عن") {
		f.own = true
		g := frame{cue: f.cue, own: true, speaker: speaker{span: s.Span, who: s.Name}}
		if n, ok := r.through(&g, end, to); ok {
			f.speaker, end = g.speaker, n
		}
	}
	return f, end, len(f.speaker.chain) > 0 || f.speaker.known()
}

// issuedBy reads who issued the document s that a frame names as its link: "a study that the institute X published", "a statement issued by X",
// "a report of X". He is the speaker. It returns where that ends, 0 where it does not stand.
func (r *reader) issuedBy(f *frame, s chain.Source, to int) int {
	t, end, links := r.t, s.To, f.speaker.chain
	if s.Issued && end+1 < to && isIssuing(t.Tokens[end].Fold, published) {
		if e := chain.Phrase(t, end+1, to, r.doc.Names); e > end+1 && r.acts(end+1, e) {
			if m, ok := chain.At(t, end+1, to, r.doc.Names); !ok || m.Kind == text.OfficialBody {
				f.speaker = r.speakerAt(end+1, e)
				f.speaker.chain = links
				return e
			}
		}
	}
	if s.Kind == text.Document && end < to && r.closes[min(end+1, to-1)] == 0 {
		if by, e := r.issuerAfter(end, to); by.known() {
			f.speaker = by
			f.speaker.chain = links
			return e
		}
	}
	return 0
}

// document are nouns of what is published that chain/heads.tsv does not list as documents.
var document = map[string]bool{"مراجعه": true, "بحث": true, "ابحاث": true, "ورقه": true, "مسح": true, "نص": true, "وثيقه": true, "وثاءق": true, "محضر": true, "خطه": true, "ميثاق": true}

// inMarks reads the name of a medium that nobody knows, in marks at token i behind a phrase that names a source at token a, between commas or at
// the end: "…, according to “The Times”." It returns where it ends, 0 where none stands.
func (r *reader) inMarks(a, i, to int) ([]text.Link, int) {
	t := r.t
	close, ok := r.closes[i]
	if !ok || close >= to || a == 0 || !t.Tokens[a-1].Is("،", ",") || close+1 < to && !t.Tokens[close+1].Is(".", "،", ",") {
		return nil, 0
	}
	if n := words(t, i+1, close); n == 0 || n > 3 {
		return nil, 0
	}
	name := t.Span(i+1, close)
	return r.wanted(text.Link{Span: name, Name: strings.TrimRight(name.Of(t.Source), ".،,"), Kind: text.OutletLink, Rule: "quote.marked"}), close + 1
}

// stated reads "what X stated" at token i behind a phrase that names a source into the frame, and returns where it ends; 0 where it does not stand.
func (r *reader) stated(f *frame, i, to int) int {
	t, n := r.t, i+1
	if n >= to || !statements[strings.TrimPrefix(t.Tokens[i].Fold, "ل")] || t.Tokens[n].Kind != word.Word {
		return 0
	}
	for n+1 < to && adjectiveOf(t.Tokens[n].Fold) {
		n++
	}
	if t.Tokens[n].Is("ل", "عن", "من") {
		n++
	}
	if t.Tokens[n].Is("احدهم", "احداهن", "بعضهم", "كثيرين") { // "in the words of one of them"
		f.speaker = speaker{span: t.Tokens[n].Span, none: true}
		return n + 1
	}
	if n+1 < to && t.Tokens[n].Is("عدد") && t.Tokens[n+1].Is("من") && n+2 < to && r.several(n+2) { // "the estimate of a number of economists"
		f.speaker = speaker{span: t.Span(n, n+3), none: true}
		return n + 3
	}
	if strings.HasSuffix(t.Tokens[n].Fold, "يه") && !strings.HasPrefix(t.Tokens[n].Fold, "ال") && (n+1 >= to || t.Tokens[n+1].Kind == word.Punct) { // "according to local estimates"
		f.speaker = speaker{span: t.Span(i, n+1), none: true}
		return n + 1
	}
	if n < to && withOwner(t.Tokens[n].Fold) && len(r.namesIn(t.Tokens[n].Span)) == 0 {
		return 0 // "according to the data of their registration"
	}
	if e := chain.Phrase(t, n, to, r.doc.Names); e > n && (r.acts(n, e) || name.Title(t, n) > 0 || t.Tokens[n].Is("احد", "احدي", "بعض") && e > n+1 && r.several(n+1)) && !r.mute(n, e) { // "according to what X stated"
		n1 := r.andName(n, e, to)
		f.speaker = r.speakerAt(n, n1)
		if h, prefix := chain.HeadAt(t, i); h != nil && h.Kind == text.Document { // "according to figures of X"
			s := t.Place(i, prefix, len(t.Tokens[i].Fold))
			f.speaker.chain = append(r.wanted(text.Link{Span: s, Name: s.Of(t.Source), Kind: text.Document, Rule: "quote.figures"}), f.speaker.chain...)
		}
		return n1
	}
	return 0
}

// several says that token i is the plural of those who speak, in the oblique case: "officials".
func (r *reader) several(i int) bool {
	w := strings.TrimPrefix(r.t.Tokens[i].Fold, "ال")
	stem, ok := strings.CutSuffix(w, "ين")
	return ok && len(stem) >= 6 || load().sayer(w) || name.Title(r.t, i) > 0
}

// statements are the nouns between "according to" and whose words they are.
var statements = map[string]bool{
	"تصريحات": true, "تصريح": true, "اقوال": true, "افاده": true, "افادات": true, "شهاده": true, "شهادات": true, "كلام": true,
	"روايه": true, "تعبير": true, "وصف": true, "تاكيدات": true, "تاكيد": true, "تقديرات": true, "راي": true, "معلومات": true, "تقدير": true, "تحليل": true,
	"بيانات": true, "ارقام": true, "احصاءات": true, "احصاءيات": true, "توقعات": true, "حسابات": true, "نتاءج": true,
}

// adjectiveOf says that a folded word is the adjective of statements.
func adjectiveOf(f string) bool {
	switch f {
	case "صحفيه", "صحافيه", "رسميه", "سابقه", "خاصه", "ادلي", "بها", "صحفي", "صحافي", "هاتفي", "هاتفيه", "خاص", "تلفزيوني", "تلفزيونيه", "حصري", "حصريه", "سابق":
		return true
	}
	return false
}

// andName is where the naming of somebody, the tokens [i, e), ends with the name that follows in apposition: "the minister of Y, X".
func (r *reader) andName(i, e, to int) int {
	t := r.t
	if r.person(i, e) || e+1 >= to || !t.Tokens[e].Is("،", ",") {
		return e
	}
	if ns := r.namesFrom(t.Tokens[e+1].Span.Start); len(ns) > 0 && ns[0].Kind == text.Person && ns[0].Span.Start == t.Tokens[e+1].Span.Start {
		return t.Index(ns[0].Span.End)
	}
	return e
}

// around is the clause that an attribution phrase at the tokens [a, b) speaks of, in the sentence [from, to).
func (r *reader) around(from, to, a, b int) text.Span {
	t := r.t
	for b < to && t.Tokens[b].Is("،", ",") {
		b++
	}
	end := r.trim(from, to)
	for from < a && t.Tokens[from].Kind != word.Word && !r.arabic(from, a) {
		from++ // what is left of a post in another script
	}
	if a == from || b < end && t.Tokens[b].Is("فان", "فانه", "فانها") || a == from+1 && (t.Tokens[from].Kind != word.Word || len(t.Tokens[from].Fold) <= 4 || chain.Particle(t.Tokens[from].Fold) != "") { // at the head: what follows, "then" aside
		if k := r.thenAhead(b, end); k > 0 {
			b = k
		} else {
			b = r.passRelative(b, end)
		}
		for b < end && t.Tokens[b].Is("فان", "فانه", "فانها", "فقد", "ان", "انه", "انها") {
			b++
		}
		return t.Span(b, r.toReport(b, r.clauseEnd(b, end)))
	}
	if i, j := r.brackets(from, to, a); i > 0 {
		return t.Span(i, r.trim(i, min(j, a)))
	}
	start := from
	for i := len(r.out) - 1; i >= 0 && r.out[i].Said.Start >= t.Tokens[from].Span.Start; i-- { // what is told already is not told again
		if k := t.Index(r.out[i].Said.End); k < a {
			start = max(start, k)
		}
	}
	for start < a && (t.Tokens[start].Kind == word.Punct || t.Tokens[start].Kind == word.Number && start+1 < a && t.Tokens[start+1].Is("-", ":") && t.Tokens[start+1].Gap == word.None) {
		start++ // marks, and the parts of a time stamp
		for start < a && t.Tokens[start-1].Is("-", ":") && t.Tokens[start].Gap == word.None && t.Tokens[start].Kind != word.Word {
			start++
		}
	}
	if t.Tokens[start].Is("يذكر", "ويذكر", "يشار", "ويشار", "الجدير", "والجدير", "وتجدر", "تجدر", "علما", "ويعتقد", "يعتقد") { // the reporter's own opening
		for k := start + 1; k < min(a, start+5); k++ {
			if chain.IsThat(t, k) {
				start = k + 1
				break
			}
		}
	}
	for m := a - 2; m > from; m-- { // back to the last border that begins a clause of its own
		p := chain.Particle(t.Tokens[m].Fold)
		if p == chain.Conjunction && t.Tokens[m-1].Is("،", ",") && !t.Tokens[m].Is("وذلك") {
			start = m + 1
			break
		}
	}
	if t.Tokens[a-1].Is("،", ",") && b < end && t.Tokens[b-1].Is("،", ",") && (chain.Particle(t.Tokens[b].Fold) == chain.Prep && !strings.HasPrefix(t.Tokens[b].Fold, "و") || words(t, start, a) <= 2) {
		return t.Span(start, r.clauseEnd(b, end)) // it stands within one clause
	}
	if words(t, b, end) <= 2 || t.Tokens[a].Is("حسبما", "وحسبما") || t.Tokens[a-1].Is("،", ",") && b < to && t.Tokens[b-1].Is("،", ",") {
		return t.Span(start, r.trim(start, a))
	}
	if t.Tokens[a-1].Is("،", ",") || r.saidBefore(start, a, b, end) {
		return t.Span(start, r.trim(start, a))
	}
	return t.Span(start, end)
}

// saidBefore says that the clause [start, a) is whole before the phrase [a, b), and what follows up to end tells of the source: who it is, what else it
// said, where and to whom.
func (r *reader) saidBefore(start, a, b, end int) bool {
	t := r.t
	verb := r.predicated(start, a)
	for m := start; m < a && !verb; m++ {
		verb = past(t.Tokens[m].Fold)
	}
	if b >= end || words(t, start, a) < 5 || !verb {
		return false
	}
	k := r.pastCommas(b, end)
	if k >= end || chain.Particle(t.Tokens[k].Fold) == chain.Relative || k == b && (name.Title(t, k) > 0 || t.Tokens[k].Is("عضو")) {
		return true
	}
	for m := k; m < min(end, k+6) && t.Tokens[m].Kind == word.Word && !r.doing(m); m++ {
		if chain.Particle(t.Tokens[m].Fold) == chain.Relative {
			return true
		}
	}
	_, _, ok := r.link(k, end, nil)
	return ok || chain.Particle(t.Tokens[k].Fold) == chain.Prep && words(t, start, a) >= 2*words(t, k, end) && !r.predicated(k, end)
}

// toReport is where the clause [i, end) ends before a report found in it: at the verb of that, if what stands before it is a clause.
func (r *reader) toReport(i, end int) int {
	for _, q := range r.out {
		k := r.t.Index(q.Cue.Start)
		if q.Cue.Empty() || k <= i || k >= end {
			continue
		}
		if k = r.trim(i, k); words(r.t, i, k) >= 6 && (r.predicated(i, k) || words(r.t, i, k) >= 10) {
			return k
		}
	}
	return end
}

// thenAhead is where "then" opens the clause behind the naming of a source whose end is told by a comma, or which is short and has no verb: "according to the club in Geneva,
// then this is"; 0 where it does not.
func (r *reader) thenAhead(b, end int) int {
	told := false // a verb has stood: what comes is no part of the naming
	for k := b; k < min(end, b+24); k++ {
		if r.t.Tokens[k].Is("فان", "فانه", "فانها", "فقد", "فهناك") && (r.t.Tokens[k-1].Is("،", ",") || !told && k > b && k < b+8) {
			return k
		}
		told = told || r.doing(k)
		if r.t.Tokens[k].Is(":", "؛") || that(r.t.Tokens[k].Fold) {
			return 0
		}
	}
	return 0
}

// passRelative passes what is told of a source between commas, "who …", "and she is …", from the token after the first comma.
func (r *reader) passRelative(b, end int) int {
	t := r.t
	if b < end && chain.Particle(t.Tokens[b].Fold) == chain.Prep && t.Tokens[b-1].Kind == word.Word { // "reports in the papers, "
		for k := b + 1; k+3 < end && k < b+10 && !r.doing(k); k++ {
			if t.Tokens[k].Is("،", ",") {
				return k + 1
			}
		}
	}
	if b >= end || chain.Particle(t.Tokens[b].Fold) != chain.Relative && !t.Tokens[b].Is("وهو", "وهي", "وهم", "وهما") &&
		!(t.Tokens[b-1].Kind == word.Word && isIssuing(t.Tokens[b].Fold, issued, published, passed)) { // "a study published in X, "
		return b
	}
	for k := b + 1; k+3 < end && k < b+24; k++ {
		if t.Tokens[k].Is("،", ",") {
			return k + 1
		}
	}
	return b
}

// brackets are the tokens [i, j) between the round brackets in which token a stands, 0 when it stands in none.
func (r *reader) brackets(from, to, a int) (i, j int) {
	for i = a - 1; i >= from && !r.t.Tokens[i].Is("("); i-- {
		if r.t.Tokens[i].Is(")") {
			return 0, 0
		}
	}
	if i < from {
		return 0, 0
	}
	for j = a; j < to && !r.t.Tokens[j].Is(")"); j++ {
	}
	return i + 1, j
}

// clauseEnd is where a clause that begins at i ends, at most to: before a new report.
func (r *reader) clauseEnd(i, to int) int {
	for m := i + 1; m < to; m++ {
		if b, ok := load().bring.At(r.t, m); ok && r.t.Tokens[m-1].Is("،", ",") && r.brings(b, to) {
			return r.trim(i, m)
		}
		if fs, pro := formsOf(r.t.Tokens[m].Fold); len(fs) > 0 && (pro == "و" && fs[0].shape == finite || fs[0].shape == participle) {
			return r.trim(i, m)
		}
	}
	return to
}
