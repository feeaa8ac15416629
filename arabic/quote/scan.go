package quote

import (
	"strings"

	"rawi/arabic/chain"
	"rawi/arabic/name"
	"rawi/arabic/word"
	"rawi/text"
)

// cue is a verb of saying in its place.
type cue struct {
	at     int
	form   form
	pro    string // wa-, fa-, bi- before it
	clause int    // where its clause begins
}

// how says what brings the content in.
type how uint8

const (
	byThat  how = iota // an, inna
	byColon            // a colon
	byMark             // a quotation mark
	byPrep             // a preposition that the verb takes
	byNoun             // a verbal noun with content
)

// frame is a cue with what belongs to it.
type frame struct {
	cue     cue
	speaker speaker
	own     bool // the sentence names the speaker itself
	fresh   bool // nothing but commas has stood since the subject
	relayed bool // the verb's subject is the medium, and the speaker stands behind it
	how     how
	content int       // the token at which the content begins
	start   int       // the byte at which it begins, where that is inside the token (after bi-); else 0
	span    text.Span // of the cue
}

// maxReach is how far, in tokens, the content may stand from its verb.
const maxReach = 48

// cues finds the verbs of saying among the tokens [from, to), but for those inside quotations of some length.
func (r *reader) cues(from, to int) []cue {
	var out []cue
	clause := from
	for i := from; i < to; i++ {
		k := r.t.Tokens[i]
		if end, ok := r.closes[i]; ok {
			if words(r.t, i+1, end) > 4 {
				i = min(end, to-1)
				clause = i + 1
			}
			continue
		}
		if k.Kind == word.Punct {
			if !k.Is("(", ")", "[", "]", "%") {
				clause = i + 1
			}
			continue
		}
		if c := chain.Particle(k.Fold); c == chain.That || c == chain.Conjunction {
			clause = i + 1
			continue
		}
		fs, pro := formsOf(k.Fold)
		if fs == nil && i+1 < to && (that(r.t.Tokens[i+1].Fold) || chain.Particle(r.t.Tokens[i+1].Fold) == chain.As || r.t.Tokens[i+1].Is("ب")) {
			fs, pro = formsOfObject(k.Fold)
		}
		if fs == nil || i > from && r.t.Tokens[i-1].Is("عندما", "وعندما", "اذا", "لو") || i > from+1 && r.t.Tokens[i-1].Is("حين") && !r.t.Tokens[i-2].Is("في", "وفي") {
			continue
		}
		if pro != "" {
			clause = i
		}
		f := r.choose(fs, i, to)
		if f.shape == finite && i > from && r.t.Tokens[i-1].Is("حسبما", "وحسبما", "وفقما") || i > from+1 && r.t.Tokens[i-1].Is("ما", "لما") && r.t.Tokens[i-2].Is("بحسب", "حسب", "وفق", "وفقا", "طبقا", "وبحسب", "ووفق") {
			continue // says whose the clause beside it is
		}
		if f.verb.lemma == "بين" && pro == "" && f.shape == finite && !(i+1 < to && that(r.t.Tokens[i+1].Fold)) && !r.explains(i, to) {
			continue // "between"
		}
		if f.verb.lemma == "بين" && r.stood(from, i, "بين") {
			continue // "between … and between …"
		}
		if f.shape == finite && !r.tells(f, i, from, to) {
			continue
		}
		if f.verb.lemma == "حمل" && !r.near(i, to, "مسءوليه", "المسءوليه", "مسءوليته", "مسءوليتها") {
			continue // "carried"
		}
		out = append(out, cue{at: i, form: f, pro: pro, clause: clause})
	}
	return out
}

// tells says whether a finite verb of saying tells what was said, where that can be seen beside it: not when it is denied, not
// "written on" a thing, and the verb that is spelt as the preposition "via" only with "about".
func (r *reader) tells(f form, i, from, to int) bool {
	t := r.t
	if i > from && t.Tokens[i-1].Is("لا", "لم", "لن", "ولا", "ولم", "ولن") {
		return false
	}
	switch f.verb.lemma {
	case "رد", "ورد":
		return !strings.HasSuffix(t.Tokens[i].Fold, "ردا") // "in answer to"
	case "أبان":
		return !strings.Contains(t.Tokens[i].Span.Of(t.Source), "إ") // "during"
	case "كتب":
		return i+1 >= to || !t.Tokens[i+1].Is("عليه", "عليها", "عليهما")
	case "عبر":
		return r.near(i, to, "عن")
	case "خلص":
		return r.near(i, to, "الي")
	}
	return true
}

// explains says that the word at token i, spelt as "between", is the verb: somebody with a title or a name comes after it, then "that".
func (r *reader) explains(i, to int) bool {
	t := r.t
	if i+1 >= to || name.Title(t, i+1) == 0 && (len(r.namesIn(t.Tokens[i+1].Span)) == 0 || r.namesIn(t.Tokens[i+1].Span)[0].Kind != text.Person) {
		return false
	}
	for m := i + 2; m < min(to, i+24); m++ {
		switch {
		case that(t.Tokens[m].Fold):
			return true
		case t.Tokens[m].Is("وبين", ".") || chain.Verbal(t.Tokens[m].Fold) || strings.HasPrefix(t.Tokens[m].Fold, "وال") || word.Corpus().Take(t.Tokens[m].Fold).Pro == "و":
			return false
		}
	}
	return false
}

// stood says that a word stands among the tokens [from, i).
func (r *reader) stood(from, i int, w string) bool {
	for ; from < i; from++ {
		if r.t.Tokens[from].Fold == w {
			return true
		}
	}
	return false
}

// near says that one of the words stands among the eight tokens after i.
func (r *reader) near(i, to int, words ...string) bool {
	for m := i + 1; m < min(to, i+9); m++ {
		if r.t.Tokens[m].Is(words...) {
			return true
		}
	}
	return false
}

// choose takes the reading of an ambiguous form: one whose verb takes what follows.
func (r *reader) choose(fs []form, i, to int) form {
	if len(fs) == 1 || i+1 >= to {
		return fs[0]
	}
	next := r.t.Tokens[i+1].Fold
	for _, f := range fs {
		if f.verb.takes["that"] && that(next) {
			return f
		}
	}
	return fs[0]
}

// words counts the words among the tokens [i, j).
func words(t *word.Text, i, j int) int {
	n := 0
	for ; i < j; i++ {
		if t.Tokens[i].Kind != word.Punct {
			n++
		}
	}
	return n
}

// frameOf reads what belongs to a cue in the sentence [from, to). ok says that a content was found; the speaker may be known
// without one.
func (r *reader) frameOf(c cue, from, to int, next []cue, title bool) (f frame, ok bool) {
	t := r.t
	f = frame{cue: c, span: t.Tokens[c.at].Span}
	to = min(to, c.at+maxReach)
	k := r.skip(c.at+1, to)
	var to1 []text.Link
	if c.form.shape == finite && k < to && (strings.HasPrefix(t.Tokens[k].Fold, "ل")) { // "said to X the engineer Y"
		if l, end, ok := r.link(k, to, nil); ok {
			to1, k = l, r.skip(end, to)
		}
	}
	e := k
	if c.form.verb.takes["passive"] {
		f.own = true // nobody is named
	} else if c.form.shape == finite && (title || r.had(c, from)) {
		f.speaker, f.own = r.before(c, from) // headlines put the subject first
	}
	if c.form.shape == finite && !f.own && k < to && honorific[t.Tokens[k].Fold] && r.last.known() { // "his excellency said"
		f.speaker, f.own = r.last, true
		f.speaker.span, f.speaker.chain = t.Tokens[k].Span, nil
		e = k + 1
	}
	if c.form.shape == finite && !f.own && !c.form.plural && k < to && r.maySubject(c, k) {
		e = r.cutShort(k, chain.Phrase(t, k, to, r.doc.Names))
		if end, ok := r.marked(k, to); ok {
			e = end
		}
		switch v := c.form.verb; {
		case e > k && r.isSubject(c, k, e):
			if v.takes["as"] {
				e = r.lessObject(k, e)
			}
			if v.stance == "call" {
				e = r.lessBody(k, e)
			}
			f.speaker, f.own = r.speakerAt(k, e), true
			r.apposition(&f, e, to)
		case e > k && (v.takes["accuse"] || v.stance == "call"):
			e = k // whom it accuses, or calls on
		case e > k && v.free && r.closes[e] > 0: // "considered that “…”": its object
		case e > k && !v.takes["np"] && !v.takes["as"]:
			return f, false // what cannot speak does not: "threatens its future"
		}
	}
	if !f.own && title && c.pro != "" && !r.last.known() { // "X inspects … and orders": the headline's first noun phrase
		if e := r.toVerb(from, chain.Phrase(t, from, c.at, r.doc.Names)); e > from && r.acts(from, e) {
			f.speaker, f.own = r.speakerAt(from, e), true
		}
	}
	if !f.own && c.form.shape == finite {
		f.speaker, f.own = r.before(c, from)
	}
	if f.own && c.form.shape == finite {
		f.speaker.sex = c.form.of()
	}
	if !f.speaker.known() && !f.own {
		f.speaker = r.inherit(c, from)
	}
	if n, ok := r.standsIn(&f, k, to); ok {
		e = n
	} else if n, ok := r.through(&f, e, to); ok {
		e, f.relayed = n, true
	}
	pos, links := r.content(&f, e, to, next)
	if links = append(append(r.preceding(c, from), to1...), links...); len(links) > 0 {
		f.speaker.chain = append(links, f.speaker.chain...)
	}
	if pos < 0 {
		return f, false
	}
	f.content = pos
	return f, true
}

// toVerb ends the phrase [i, e) of a headline before a word that looks like a verb in the present.
func (r *reader) toVerb(i, e int) int {
	for k := i + 1; k < e; k++ {
		f := r.t.Tokens[k].Fold
		if strings.HasPrefix(f, "ي") && len(f) >= 8 && len(f) <= 14 && word.Corpus().DF("ال"+f) == 0 && len(r.namesIn(r.t.Span(k, e))) == 0 {
			return k
		}
	}
	return e
}

// marked reads a subject in quotation marks at token k: a name, for what it says comes after.
func (r *reader) marked(k, to int) (end int, ok bool) {
	t := r.t
	close, ok := r.closes[k]
	if !ok || close+1 >= to || words(t, k+1, close) > 3 || words(t, k+1, close) == 0 {
		return 0, false
	}
	next := t.Tokens[close+1]
	return close + 1, that(next.Fold) || next.Is("الي", "علي", "عن", "في", "امس", "اليوم") || r.isContent(close+1) || masdar(next.Fold)
}

// honorific are the words that mean somebody by his rank alone.
var honorific = map[string]bool{
	"معاليه": true, "معاليها": true, "سموه": true, "سموها": true, "سعادته": true, "سعادتها": true, "فضيلته": true,
	"سيادته": true, "جلالته": true, "فخامته": true, "دولته": true, "غبطته": true, "قداسته": true,
}

// cutShort ends a subject before a participle of saying or the noun that begins what is said: no subject goes on with those.
func (r *reader) cutShort(k, e int) int {
	for m := k + 1; m < e; m++ {
		fs, _ := formsOf(r.t.Tokens[m].Fold)
		if len(fs) > 0 && fs[0].shape == participle || masdar(r.t.Tokens[m].Fold) && strings.HasPrefix(r.t.Tokens[m-1].Fold, "ال") && !strings.HasPrefix(r.t.Tokens[m].Fold, "ال") || r.isContent(m) && (len(r.namesIn(r.t.Span(m, e))) == 0 || strings.HasPrefix(r.t.Tokens[m-1].Fold, "ال") && !strings.HasPrefix(r.t.Tokens[m].Fold, "ال")) {
			return m
		}
	}
	return e
}

// apposition gives a speaker without a name the name that follows in apposition: "the head of the council, X, said".
func (r *reader) apposition(f *frame, e, to int) {
	t := r.t
	for n := 0; n < 8 && e+1 < to && t.Tokens[e].Kind == word.Word && !that(t.Tokens[e].Fold); n++ { // what else belongs to the office
		e++
	}
	if r.isName(f.speaker.who) || e+1 >= to || !t.Tokens[e].Is("،", ",", "-") {
		return
	}
	a, b := e+1, min(e+12, to)
	for k := a; k < b; k++ {
		if t.Tokens[k].Is("،", ",", ":", "-") || that(t.Tokens[k].Fold) {
			b = k
		}
	}
	for _, n := range r.namesIn(t.Span(a, b)) {
		if end := t.Index(n.Span.End); n.Kind == text.Person && end >= b-1 {
			f.speaker.who, f.speaker.none = n.Entity, false
			return
		}
	}
}

// isSubject says whether the noun phrase [k, e) after a verb is its subject, not what it names: a verb that takes a noun phrase as
// its content has a subject that can act, and where somebody else acted before it in the sentence ("answered and described X as …"),
// the one phrase before "as" is the object.
func (r *reader) isSubject(c cue, k, e int) bool {
	v := c.form.verb
	if v.takes["as"] && c.pro == "و" && r.subject.known() && e < len(r.t.Tokens) && !r.maySubject(c, e) {
		return false
	}
	if c.form.female && k+1 < e && r.t.Tokens[k].Is("كل", "جميع", "بعض", "معظم", "كافه") && strings.HasSuffix(r.t.Tokens[k+1].Fold, "ين") {
		return false // genders do not agree
	}
	next := e < len(r.t.Tokens) && (that(r.t.Tokens[e].Fold) || r.t.Tokens[e].Is(":", "،", ","))
	if r.mute(k, e) {
		return next && v.free && e-k == 1 && strings.HasPrefix(r.t.Tokens[k].Fold, "ال") // a surname that is a noun too
	}
	if r.acts(k, e) || word.IsQuote(r.t.Tokens[k]) || load().sayer(strings.TrimPrefix(r.t.Tokens[k].Fold, "ال")) {
		return true
	}
	// Whoever says something is a sayer, whatever he is called; verbs that take things for objects need to be sure.
	return v.free && (next || !v.takes["np"] && !v.takes["to"] && !v.takes["as"] && !v.takes["with"])
}

// inherit is the speaker of a verb or participle that has no subject of its own: after "and", the subject of the verb before it in
// the sentence; for a participle in a sentence in which nobody has spoken yet, whom the sentence tells of; else the last speaker.
func (r *reader) inherit(c cue, from int) speaker {
	if c.pro == "و" && r.subject.known() && r.agrees(c.form, r.subject) {
		return r.subject
	}
	if c.form.shape == finite && !r.spoke && isWas(r.t.Tokens[from]) {
		if s, ok := r.actor(from, c.at); ok { // "X had …, in which he held that"
			return s
		}
	}
	if c.form.shape == participle && !r.spoke {
		if s, ok := r.actor(from, c.at); ok {
			return s
		}
	}
	return r.lately(c.form)
}

// actor is whom the sentence that begins at from tells of before token to: the subject of "was", else the first person or body named.
func (r *reader) actor(from, to int) (speaker, bool) {
	if isWas(r.t.Tokens[from]) && from+1 < to {
		if e := chain.Phrase(r.t, from+1, to, r.doc.Names); e > from+1 && r.acts(from+1, e) && !r.mute(from+1, e) {
			return r.speakerAt(from+1, e), true
		}
	}
	for _, n := range r.namesIn(r.t.Span(from, to)) {
		if n.Kind == text.Person || n.Kind == text.Organization {
			return speaker{span: n.Span, who: n.Entity}, true
		}
	}
	return speaker{}, false
}

// skip passes what may stand between a verb and its subject: words of time, turns of speech, a comma after the verb.
func (r *reader) skip(k, to int) int {
	for k < to {
		tok := r.t.Tokens[k]
		switch chain.Particle(tok.Fold) {
		case chain.Time, chain.Turn, chain.Pronoun:
			k++
			continue
		}
		if tok.Is("بشكل", "بصوره", "مره", "بكل") && k+1 < to { // an adverb of two words
			k += 2
			continue
		}
		break
	}
	return k
}

// maySubject says whether a subject may begin at token k.
func (r *reader) maySubject(c cue, k int) bool {
	tok := r.t.Tokens[k]
	if _, ok := r.marked(k, len(r.t.Tokens)); ok && c.form.verb.free {
		return true
	}
	if tok.Kind == word.Punct || tok.Kind == word.Number || tok.Is("ب", "ل", "ك") || strings.HasPrefix(tok.Fold, "لل") && !tok.Is("لله") {
		return false
	}
	if s := word.Corpus().Take(tok.Fold); s.Pro == "ل" || s.Pro == "ول" {
		return false
	}
	switch chain.Particle(tok.Fold) {
	case "", chain.Demonstrative:
	default:
		return false
	}
	if v := c.form.verb; r.isContent(k) && (v.takes["np"] || v.takes["of"] || v.takes["on"] || v.takes["with"]) {
		return false
	}
	if ns := r.namesFrom(tok.Span.Start + 1); len(ns) > 0 && ns[0].Span.Start < tok.Span.End && !strings.HasPrefix(tok.Fold, "و") {
		return false // behind li- or bi-: "to the United States"
	}
	if s, ok := chain.At(r.t, k, len(r.t.Tokens), nil); ok && s.Span.Start > tok.Span.Start && chain.HeadIsMedium(r.t, k) {
		return false // "to the agency": whom he spoke to
	}
	if c.form.verb.takes["with"] || c.form.verb.takes["as"] || c.form.verb.takes["accuse"] {
		if len(tok.Fold) >= 6 && tok.Fold[:2] == "ب" && word.Corpus().Take(tok.Fold).Pro != "" {
			return false
		}
	}
	fs, _ := formsOf(tok.Fold)
	return len(fs) == 0 || fs[0].shape == finite && fs[0].verb.lemma != "قال"
}

// content looks from token e for what brings the content of the frame in. It returns where the content begins, -1 when there is
// none, and the sources named on the way.
func (r *reader) content(f *frame, e, to int, next []cue) (int, []text.Link) {
	t, v := r.t, f.cue.form.verb
	var links []text.Link
	fresh := true // nothing but commas since the subject
	for m := e; m < to; m++ {
		tok := t.Tokens[m]
		if end, ok := r.closes[m]; ok {
			if n := words(t, m+1, end); !r.named(m, end) && (fresh && n >= 3 || n >= 4 && v.free) {
				f.how = byMark
				return m, links
			}
			m = min(end, to)
			continue
		}
		if l, end, ok := r.link(m, to, links); ok {
			_, cue := formsOfObject(tok.Fold)
			links = place(links, l, cue == "" && !leading[t.Tokens[m-1].Fold] && !strings.HasPrefix(tok.Fold, "ل"))
			m = end - 1
			continue
		}
		p := chain.Particle(tok.Fold)
		switch {
		case tok.Is(":"):
			if m+1 < to && (v.takes["colon"] || r.closes[m+1] > 0) {
				f.how = byColon
				if m+2 < to && that(t.Tokens[m+1].Fold) {
					f.how = byThat
					return m + 2, links
				}
				return m + 1, links
			}
			return -1, links
		case v.takes["as"] && r.calls(f, m, to):
			return f.content, links
		case p == chain.That && tok.Fold[:2] != "ف":
			if ends, no := load().unsaid[strings.TrimPrefix(t.Tokens[m-1].Fold, "و")]; no && m > e {
				if ends {
					return -1, links
				}
				fresh = false
				continue
			}
			if v.takes["that"] && !r.impersonal(f, e, m) && !r.prays(f, e, m) {
				f.how = byThat
				return m + 1, links
			}
			return -1, links
		case v.takes["accuse"] && m == e && r.accuses(f, m, to):
			return f.content, links
		case (fresh || v.stance == "call") && r.asks(f, fresh, m, to):
			return f.content, links
		case (fresh || t.Tokens[m-1].Is("،", ",")) && v.takes["np"] && r.isContent(m),
			v.takes["np"] && v.free && f.own && m > e-1 && (m == e || !fresh) && masdar(tok.Fold) && !strings.HasPrefix(tok.Fold, "ال") && t.Tokens[m-1].Kind == word.Word && chain.Particle(t.Tokens[m-1].Fold) == "":
			f.how = byNoun
			return m, links
		case tok.Is("؛") || p == chain.Conjunction && m > e:
			return -1, links
		case r.isCue(next, m):
			return -1, links // only those that make a report of their own
		case tok.Is("،", ","):
			if f.cue.form.shape == participle && m > e {
				return -1, links
			}
			continue
		}
		if !(p == chain.Time || p == chain.Turn || tok.Kind == word.Number) {
			fresh = false
		}
		if tok.Kind == word.Punct && tok.Is("-", "–", ")") {
			fresh = true
		}
	}
	return -1, links
}

// prays says that the verb calls on God, which is a wish and no report.
func (r *reader) prays(f *frame, e, m int) bool {
	if f.cue.form.verb.lemma != "دعا" {
		return false
	}
	for k := f.cue.at + 1; k < m; k++ {
		if r.t.Tokens[k].Is("الله", "لله", "المولي", "ربه") {
			return true
		}
	}
	return false
}

// impersonal says that the verb is passive: "it is mentioned that", "it is expected that".
func (r *reader) impersonal(f *frame, e, m int) bool {
	if f.own || f.cue.form.shape != finite || m > e+1 {
		return false
	}
	w := r.t.Tokens[f.cue.at].Fold
	if f.cue.pro != "" {
		w = w[len(f.cue.pro):]
	}
	switch f.cue.form.verb.lemma {
	case "ذكر", "توقع", "اعتقد", "قدر", "رجح", "ظن", "زعم":
		return len(w) > 2 && w[:2] == "ي" && !f.cue.form.plural
	}
	return false
}

// asks is prepositional for verbs that may have an object before their preposition: "called on the parties to stop". Away from the
// verb, what they call for must be an act.
func (r *reader) asks(f *frame, fresh bool, m, to int) bool {
	f.fresh = fresh
	return r.prepositional(f, m, to)
}

// masdar says that a folded word has the shape of a verbal noun of the longer stems (tafil, tafaul, iftial, infial, istifal).
func masdar(f string) bool {
	letters := []rune(f)
	n := len(letters)
	switch {
	case n == 5 && letters[0] == 'ت' && letters[2] == 'ا' && letters[4] != 'ه':
		return f != "تلاميذ"
	case n == 5 && letters[0] == 'ت' && letters[3] == 'ي':
		return f != "تقرير" && f != "تاريخ" && f != "تنظيم"
	case n >= 6 && letters[0] == 'ا' && letters[n-2] == 'ا' && letters[1] != 'ل', n == 5 && letters[0] == 'ا' && letters[1] == 'ت' && letters[3] == 'ا':
		return true
	case n == 6 && letters[0] == 'ا' && letters[1] == 'ل' && letters[2] == 'ت' && letters[5] != 'ه':
		return true // tafaul without the alef, only with the article
	case n >= 7 && letters[0] == 'ا' && letters[1] == 'ل':
		return masdar(string(letters[2:]))
	}
	return false
}

// prepositional says whether token m is, or carries, a preposition that the verb takes before its content, and notes where that begins.
func (r *reader) prepositional(f *frame, m, to int) bool {
	t, v := r.t, f.cue.form.verb
	tok := t.Tokens[m]
	urged := v.stance == "call" && !f.fresh // somebody is called on to do something
	if m+1 < to {
		for _, p := range [...]struct{ word, takes string }{{"الي", "to"}, {"علي", "on"}, {"عن", "of"}, {"من", "from"}} {
			if urged && !r.isAct(m+1, t.Tokens[m+1].Fold) {
				continue // "called in a letter to the council on …"
			}
			if tok.Fold == p.word && v.takes[p.takes] && !that(t.Tokens[m+1].Fold) && t.Tokens[m+1].Kind == word.Word && chain.Particle(t.Tokens[m+1].Fold) == "" {
				f.how, f.content = byPrep, m+1
				return true
			}
		}
		if tok.Is("الي") && v.takes["to noun"] && (r.isContent(m+1) || masdar(t.Tokens[m+1].Fold) || f.cue.form.shape == participle && m == f.cue.at+1 && t.Tokens[m+1].Kind == word.Word && !that(t.Tokens[m+1].Fold)) {
			f.how, f.content = byPrep, m+1
			return true
		}
	}
	if li, ok := strings.CutPrefix(tok.Fold, "ل"); ok && urged && v.takes["to"] { // "called on the parties to respect"
		skip := 2
		if strings.HasPrefix(li, "ل") {
			li, skip = "ا"+li, 4
		}
		if len(li) > 6 && load().contents[li] == "" && !masdar(li) || len(li) <= 6 {
			return false
		}
		f.how, f.content = byPrep, m
		f.start = t.Place(m, skip, len(tok.Fold)).Start
		return true
	}
	if !v.takes["with"] || len(tok.Fold) < 2 || tok.Fold[:2] != "ب" {
		return false
	}
	if tok.Fold == "ب" {
		return r.marks(f, m+1, to)
	}
	if word.Corpus().Take(tok.Fold).Pro == "" {
		return false
	}
	if urged && !r.isContent(m) && !r.isAct(m, tok.Fold[2:]) {
		return false
	}
	f.how, f.content = byPrep, m
	f.start = t.Place(m, 2, len(tok.Fold)).Start
	return true
}

// isAct says that a folded word, token m or what is left of it without its preposition, is what somebody may be called on to do: a
// verbal noun, by the lists or by its shape, those of ifal with the others here.
func (r *reader) isAct(m int, w string) bool {
	if r.isContent(m) || load().contents[w] != "" || masdar(w) {
		return true
	}
	letters := []rune(strings.TrimPrefix(w, "ال"))
	return len(letters) == 5 && letters[0] == 'ا' && letters[3] == 'ا' && word.Corpus().DF(string(letters)) > 0 || load().contents[string(letters)] != ""
}

// marks makes the quotation that begins at token m the content, if one does.
func (r *reader) marks(f *frame, m, to int) bool {
	if _, ok := r.closes[m]; !ok || m >= to {
		return false
	}
	f.how, f.content = byMark, m
	return true
}

// calls reads what somebody or something is called: bi- or "as" before a quotation.
func (r *reader) calls(f *frame, m, to int) bool {
	tok := r.t.Tokens[m]
	return (tok.Fold == "ب" || chain.Particle(tok.Fold) == chain.As || tok.Is("بانه", "بانها", "بانهم")) && r.marks(f, m+1, to)
}

// accuses reads whom the verb accuses, at token m, and of what, behind bi-: the content is both. Where only one is named before
// the bi-, it is the one accused, and the accuser is the speaker before.
func (r *reader) accuses(f *frame, m, to int) bool {
	t := r.t
	with := func(k int) bool {
		w := t.Tokens[k].Fold
		return len(w) >= 6 && w[:2] == "ب" && word.Corpus().DF(w[2:]) > 0 || t.Tokens[k].Is("بانه", "بانها", "بانهم", "ب")
	}
	if m < to && with(m) {
		if !f.own { // the accused is a pronoun or missing
			return false
		}
		i, j := t.Range(f.speaker.span)
		if i >= j {
			return false
		}
		f.how, f.content = byNoun, i
		f.speaker, f.own = r.inherit(f.cue, i), false
		k := i
		if ns := r.namesIn(t.Span(i, j)); len(ns) > 1 {
			k = t.Index(ns[len(ns)-1].Span.Start)
		} else if k = r.lessObject(i, j); k == j {
			k = i
		}
		if k > i {
			f.speaker, f.own, f.content = r.speakerAt(i, k), true, k
		}
		return f.speaker.known()
	}
	for k := m + 1; k < to && k < m+14; k++ {
		if with(k) {
			f.how, f.content = byNoun, m
			return true
		}
		if t.Tokens[k].Kind == word.Punct && !t.Tokens[k].Is("،", ",") || chain.Particle(t.Tokens[k].Fold) != "" {
			break
		}
	}
	return false
}

// lessObject is where the subject [i, j) ends if its last noun is the verb's object: "the opposition the government", of which the
// second is no adjective.
func (r *reader) lessObject(i, j int) int {
	last := r.t.Tokens[j-1].Fold
	if j-i > 1 && strings.HasPrefix(r.t.Tokens[i].Fold, "ال") && strings.HasPrefix(last, "ال") && !strings.HasSuffix(last, "ي") && !strings.HasSuffix(last, "يه") && len(r.namesIn(r.t.Span(i, j))) == 0 {
		return j - 1
	}
	return j
}

// lessBody is where the subject [i, j), a definite noun, ends if the name of a body or place follows that is called on.
func (r *reader) lessBody(i, j int) int {
	t := r.t
	for k := i + 1; k < j; k++ {
		for _, n := range r.namesFrom(t.Tokens[k].Span.Start) {
			if n.Span.Start == t.Tokens[k].Span.Start && n.Kind != text.Person && strings.HasPrefix(t.Tokens[k].Fold, "ال") && strings.HasPrefix(t.Tokens[i].Fold, "ال") {
				return k
			}
			break
		}
	}
	return j
}

// isContent says whether token m is a verbal noun that carries a proposition.
func (r *reader) isContent(m int) bool {
	f := r.t.Tokens[m].Fold
	if _, ok := load().contents[f]; ok {
		return true
	}
	for _, enc := range [...]string{"ه", "ها", "هم"} {
		if stem, ok := strings.CutSuffix(f, enc); ok && len(stem) >= 6 {
			if _, ok := load().contents[stem]; ok {
				return true
			}
			if open, ok := strings.CutSuffix(stem, "ت"); ok {
				if _, ok := load().contents[open+"ه"]; ok {
					return true
				}
			}
		}
	}
	return false
}

func (r *reader) isCue(next []cue, m int) bool {
	for _, c := range next {
		if c.at == m {
			return c.form.verb.free && c.form.shape == finite
		}
		if c.at > m {
			break
		}
	}
	return false
}

// had says that the clause of a finite verb begins with "was": what stands between is the subject of both.
func (r *reader) had(c cue, from int) bool {
	b := c.clause
	if b == c.at {
		b = from
	}
	return b < c.at-1 && isWas(r.t.Tokens[b])
}

func isWas(k word.Token) bool {
	return k.Is("كان", "كانت", "كانوا", "وكان", "وكانت", "وكانوا")
}

// before finds the subject that stands before its verb: "X said", "X had said", "who said".
func (r *reader) before(c cue, from int) (speaker, bool) {
	t := r.t
	if c.pro != "" && c.pro != "ف" {
		return speaker{}, false
	}
	b := c.clause
	if b == c.at && b > from { // right after a relative pronoun, or "had"
		b = from
	}
	end := c.at
	if end > from && t.Tokens[end-1].Is("قد", "وقد") {
		end--
	}
	if end > from && t.Tokens[end-1].Is("ما", "بما", "لما", "مما", "عما", "فيما") {
		return speaker{}, false // "what he called": the subject goes on
	}
	for i := end - 1; i >= from && i >= end-7; i-- {
		if chain.Particle(t.Tokens[i].Fold) == chain.Relative {
			if t.Tokens[i].Is("التي") != c.form.female && !c.form.plural {
				return speaker{}, false // "which he considers": the pronoun is not the subject
			}
			return r.nameBefore(from, i), true // whoever it is, it is not the last speaker
		}
	}
	had := false
	for b < end {
		p := chain.Particle(t.Tokens[b].Fold)
		had = had || isWas(t.Tokens[b])
		if p != chain.Conjunction && p != chain.Negation && p != chain.Turn && p != chain.Time && t.Tokens[b].Kind != word.Punct {
			break
		}
		b++
	}
	if b >= end || chain.Particle(t.Tokens[b].Fold) != "" {
		return speaker{}, false
	}
	e := chain.Phrase(t, b, end, r.doc.Names)
	if e <= b || e < end && chain.Particle(t.Tokens[e].Fold) != chain.Prep || !had && (r.mute(b, e) || !r.acts(b, e)) {
		return speaker{}, false
	}
	for m := e; m < end; m++ { // nothing but a prepositional phrase may stand between
		if t.Tokens[m].Kind == word.Punct || chain.Verbal(t.Tokens[m].Fold) {
			return speaker{}, false
		}
	}
	return r.speakerAt(b, e), true
}

// acts says that the noun phrase [i, j) is one of those who speak: it names a person or body, begins with a place that stands for
// one, is a title, or is definite and short.
func (r *reader) acts(i, j int) bool {
	for _, n := range r.namesIn(r.t.Span(i, j)) {
		if n.Kind == text.Person || n.Kind == text.Organization || r.t.Index(n.Span.Start) <= i {
			return true
		}
	}
	if name.Title(r.t, i) > 0 {
		return true
	}
	h, _ := chain.HeadAt(r.t, i)
	return h != nil || strings.HasPrefix(r.t.Tokens[i].Fold, "ال") && j-i <= 3 || indefinite(r.t, i, j)
}

// common is in how many documents of the corpus a noun stands that is known well enough to say that it never speaks.
const common = 100

// mute says that the noun phrase [i, j) names nobody who says anything: its first noun is common and no sayer, or it is a plural in the
// oblique case, which no subject is.
func (r *reader) mute(i, j int) bool {
	t := r.t
	for i < j && (chain.Particle(t.Tokens[i].Fold) == chain.Demonstrative || word.IsQuote(t.Tokens[i])) {
		i++
	}
	if i >= j {
		return true
	}
	if h, _ := chain.HeadAt(t, i); h != nil || name.Title(t, i) > 0 {
		return false
	}
	for _, n := range r.namesIn(t.Span(i, j)) {
		if n.Kind == text.Person || n.Kind == text.Organization || t.Index(n.Span.Start) <= i {
			return false
		}
	}
	w := t.Tokens[i].Fold
	if b, ok := strings.CutPrefix(w, "ال"); ok && len(b) >= 4 {
		w = b
	}
	c := word.Corpus()
	if stem, ok := strings.CutSuffix(w, "ين"); ok && len(stem) >= 6 && t.Tokens[i].Fold != w && c.DF("ال"+stem+"ون") > 0 {
		return true
	}
	if load().sayer(w) || strings.HasSuffix(w, "ون") || strings.HasSuffix(w, "ي") && c.DF(w+"ه")*10 >= c.DF(w) { // the last: who is from somewhere
		return false
	}
	return c.DF(w)+c.DF("ال"+w) >= common
}

// nameBefore is the person or body whose name ends right before token to, where a relative pronoun stands; nobody when something
// else is described there.
func (r *reader) nameBefore(from, to int) speaker {
	if to > from && r.t.Tokens[to-1].Is("،", ",") {
		to--
	}
	ns := r.namesIn(r.t.Span(from, to))
	if len(ns) == 0 {
		return speaker{}
	}
	last := ns[len(ns)-1]
	if last.Kind != text.Person && last.Kind != text.Organization || r.t.Index(last.Span.End) < to {
		return speaker{}
	}
	return speaker{span: last.Span, who: last.Entity}
}
