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
			if !k.Is("(", ")", "[", "]", "%") && !word.IsQuote(k) {
				clause = i + 1
			}
			continue
		}
		if c := chain.Particle(k.Fold); c == chain.That && chain.IsThat(r.t, i) || c == chain.Conjunction {
			clause = i + 1
			continue
		}
		fs, pro := formsOf(k.Fold)
		if fs == nil && i+1 < to {
			fs, pro = r.withObject(i)
		}
		if i > from+1 && r.t.Tokens[i-1].Is("ان") && r.t.Tokens[i-2].Is("دون", "بدون", "ودون") && len(fs) > 0 && fs[0].shape == finite {
			continue // "without telling"
		}
		if len(fs) == 0 || i > from && r.t.Tokens[i-1].Is("عندما", "وعندما") && !r.onceSaid(fs[0], i, to) || i > from && r.t.Tokens[i-1].Is("اذا", "واذا", "فاذا", "لو", "ولو", "لما", "ولما", "متي", "مهما") || i > from+1 && r.t.Tokens[i-1].Is("حين") && !r.t.Tokens[i-2].Is("في", "وفي") {
			continue
		}
		if i > from && r.t.Tokens[i-1].Is("وهو", "وهي", "وهم") && fs[0].verb.lemma == "تابع" {
			continue // "while he watches"
		}
		if i > from && r.t.Tokens[i-1].Is("ان", "وان") && strings.Contains(r.t.Tokens[i-1].Span.Of(r.t.Source), "إ") && fs[0].shape == finite && i-1 == from {
			continue // "and if somebody says"
		}
		if pro != "" {
			clause = i
		}
		f := r.choose(fs, i, to)
		if f.shape == finite && (strings.Contains(k.Span.Of(r.t.Source), "أُ") || passivePast(k.Span.Of(r.t.Source)[len(pro):]) && !(i+1 < to && that(r.t.Tokens[i+1].Fold))) {
			continue // "it was announced"
		}
		if f.shape == finite && i > from && (f.verb.lemma == "اعتقد" || f.verb.lemma == "ظن") && chain.Particle(r.t.Tokens[i-1].Fold) == chain.Relative && i+1 < to && r.t.Tokens[i+1].Is("انه", "انها", "انهم") {
			continue // "which they think to be"
		}
		if f.shape == finite && k.Is("تبين", "وتبين", "ليتبين", "فتبين") && i+1 < to && that(r.t.Tokens[i+1].Fold) {
			continue // "it turned out that"
		}
		if f.shape == finite && pro == "" && i > from && passive[k.Fold] && (strings.Contains(k.Span.Of(r.t.Source), "يُ") || strings.Contains(k.Span.Of(r.t.Source), "تُ") || chain.Particle(r.t.Tokens[i-1].Fold) == chain.Relative && i+1 < to && that(r.t.Tokens[i+1].Fold)) {
			continue // "of whom it is thought that"
		}
		if f.shape == finite && f.verb.takes["as"] && i > from && r.t.Tokens[i-1].Is("ما", "بما", "لما", "مما") && r.unsaidName(i, to) {
			continue // "what is called"
		}
		if f.shape != verbal && i > from && r.noVerb(f, i, to) {
			continue
		}
		if f.shape == verbal && k.Is("بالتاكيد", "وبالتاكيد", "فبالتاكيد") && !(i+1 < to && (that(r.t.Tokens[i+1].Fold) || r.t.Tokens[i+1].Is("علي"))) {
			continue // "certainly"
		}
		if f.shape == participle && i > from && predicates[r.t.Tokens[i-1].Fold] {
			continue // "was a student"
		}
		if f.shape == finite && pro == "" && i > from && r.t.Tokens[i-1].Is("ما", "بما", "مما") && (strings.HasPrefix(k.Fold, "ي") || strings.HasPrefix(k.Fold, "ت")) && !f.verb.takes["as"] {
			continue // "what indicates that"
		}
		if f.shape == finite && (strings.HasPrefix(k.Fold, "سي") || strings.HasPrefix(k.Fold, "ست")) && (f.verb.lemma == "أضاف" || f.verb.lemma == "زاد") {
			continue // "will add"
		}
		if prev := r.t.Tokens[max(i-1, from)]; f.shape != verbal && pro == "" && i > from && (prev.Is("عدم", "بعدم", "وعدم") || chain.Particle(prev.Fold) == chain.Prep && !prev.Is("حتي", "منذ", "حسبما", "وحسبما")) {
			continue // "without mention of": no verb follows a preposition
		}
		if i > from && pro == "" && f.shape == finite && chain.IsThat(r.t, i-1) && r.t.Tokens[i-1].Is("ان", "وان", "بان", "وبان") {
			switch f.verb.lemma {
			case "وصف", "ذكر", "رد", "علم", "شكر":
				continue // "that the description of"
			}
		}
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

// noVerb says that the word at token i, spelt as a verb of saying, is none: "this is a matter", "whose number reaches", "and is called".
func (r *reader) noVerb(f form, i, to int) bool {
	t := r.t
	prev := t.Tokens[i-1]
	if f.shape == participle && f.plural && (prev.Kind == word.Number || counted[prev.Fold]) {
		return true // "five accused"
	}
	switch f.verb.lemma {
	case "تابع":
		return f.shape == participle && f.female && i+1 < to && strings.HasPrefix(t.Tokens[i+1].Fold, "ال") // "the following of"
	case "أمر":
		return chain.Particle(strings.TrimPrefix(prev.Fold, "ف")) == chain.Demonstrative || prev.Is("وهو", "هو", "فهو", "وهذا", "فهذا")
	case "أبلغ":
		return i+1 < to && (t.Tokens[i+1].Kind == word.Number || t.Tokens[i+1].Is("عدد", "عدده", "عددها", "عددهم", "طوله", "طولها", "ارتفاعه", "ارتفاعها", "عمره", "عمرها", "سعره", "سعرها", "قيمته", "قيمتها", "حجمه", "حجمها", "مساحته", "مساحتها", "تكلفته", "تكلفتها", "متوسط", "اجمالي", "نحو", "حوالي", "قرابه"))
	case "ادعى":
		return strings.HasSuffix(t.Tokens[i].Span.Of(t.Source), "دعى") && (strings.HasPrefix(t.Tokens[i].Fold, "وي") || strings.HasPrefix(t.Tokens[i].Fold, "ي") || strings.HasPrefix(t.Tokens[i].Fold, "وت") || strings.HasPrefix(t.Tokens[i].Fold, "ت")) &&
			!(i+1 < to && that(t.Tokens[i+1].Fold))
	}
	return false
}

// counted are the words of number behind which people are counted.
var counted = map[string]bool{"ثلاثه": true, "اربعه": true, "خمسه": true, "سته": true, "سبعه": true, "ثمانيه": true, "تسعه": true, "عشره": true, "عده": true, "بضعه": true}

// passive are the forms of verbs of opinion that mostly stand in the passive right behind a relative pronoun.
var passive = map[string]bool{"يعتقد": true, "تعتقد": true, "يظن": true, "يفترض": true, "يزعم": true, "يقال": true, "يخشي": true, "يتوقع": true, "تتوقع": true, "يرجح": true}

// unsaidName says that the verb of naming at token i, behind "what", has nobody for its subject: "what is called “X”".
func (r *reader) unsaidName(i, to int) bool {
	switch r.t.Tokens[i].Fold {
	case "يسمي", "تسمي", "سمي", "سميت", "يوصف", "توصف", "وصف", "وصفت":
	default:
		return false
	}
	return i+1 < to && (r.t.Tokens[i+1].Is("ب") || word.IsQuote(r.t.Tokens[i+1]))
}

// withObject is the forms of the verb of saying at token i that carries the pronoun of its object: "told him that", "accused them of", "described him
// the critic X as".
func (r *reader) withObject(i int) ([]form, string) {
	if fs := r.toSay(i); fs != nil {
		return fs, ""
	}
	w, next := r.t.Tokens[i].Fold, r.t.Tokens[i+1]
	fs, pro := formsOfObject(w)
	switch {
	case len(fs) == 0, i > 0 && fs[0].plural && chain.Particle(r.t.Tokens[i-1].Fold) == chain.Relative: // "the investigators, who told them that"
	case that(next.Fold) || chain.Particle(next.Fold) == chain.As || next.Is("ب"):
		return fs, pro
	case fs[0].shape != finite:
	case fs[0].verb.stance == "call" && withOwner(w) && i+2 < len(r.t.Tokens) && (next.Is("علي") && fs[0].verb.takes["on"] || next.Is("الي") && fs[0].verb.takes["to"]) && r.isAct(i+2, r.t.Tokens[i+2].Fold): // "urged them to stop"
		return fs, pro
	case i > 0 && r.t.Tokens[i-1].Is("ما", "بما") && fs[0].verb.takes["colon"] && fs[0].verb.free && r.marksAhead(i): // "what X said in Y: “…”"
		return fs, pro
	case strings.HasPrefix(next.Fold, "ب") && r.urgesThem(fs[0].verb, w, i+1), toSomebody(fs[0].verb) && r.acts(i+1, i+2) && !r.mute(i+1, i+2):
		return fs, pro
	}
	return nil, ""
}

// toSay is the forms of the verb of saying at token i that stands behind li-, with what is said right after it: "came back to say that", "for his
// saying that".
func (r *reader) toSay(i int) []form {
	w, ok := strings.CutPrefix(r.t.Tokens[i].Fold, "ل")
	next := r.t.Tokens[i+1]
	if !ok || i+2 >= len(r.t.Tokens) || !(that(next.Fold) && chain.IsThat(r.t, i+1)) && !(next.Is(":") && r.closes[i+2] > i+4) {
		return nil
	}
	fs := load().verbs.Of(w)
	if len(fs) == 0 || !fs[0].verb.free || fs[0].shape == participle || fs[0].shape == finite && !strings.HasPrefix(w, "ي") && !strings.HasPrefix(w, "ت") {
		return nil
	}
	return fs
}

// onceSaid says that the verb at token i, behind "when", tells what somebody did say: a past verb of speech with "that" or marks right behind it.
func (r *reader) onceSaid(f form, i, to int) bool {
	w := r.t.Tokens[i].Fold
	return f.shape == finite && f.verb.free && f.verb.takes["colon"] && !strings.HasPrefix(w, "ي") && !strings.HasPrefix(w, "ت") && i+1 < to && (that(r.t.Tokens[i+1].Fold) || r.closes[i+1] > i+4)
}

// marksAhead says that a colon with marks behind it stands soon after token i, and no other mark before.
func (r *reader) marksAhead(i int) bool {
	t := r.t
	for k := i + 1; k+1 < min(len(t.Tokens), i+24); k++ {
		if t.Tokens[k].Is(":") {
			return r.closes[k+1] > k+4
		}
		if t.Tokens[k].Kind == word.Punct && !t.Tokens[k].Is("،", ",", "-", "–") || that(t.Tokens[k].Fold) {
			return false
		}
	}
	return false
}

// urgesThem says that the folded word w, a form of v with a pronoun for its object, stands before what they are accused of or called on to do, at token
// m behind bi-: "accused them of".
func (r *reader) urgesThem(v *verb, w string, m int) bool {
	if !v.takes["accuse"] && !(v.stance == "call" && v.takes["with"]) || !withOwner(w) {
		return false
	}
	act := r.t.Tokens[m].Fold[2:]
	return word.Corpus().Take(r.t.Tokens[m].Fold).Pro == "ب" && r.isAct(m, act)
}

// damma is the vowel sign that begins a passive.
const damma = '\u064f'

// passivePast says that a word as written, a past verb, is vowelled as a passive: "qudira".
func passivePast(w string) bool {
	letters := []rune(w)
	return len(letters) > 2 && letters[1] == damma && letters[0] != 'ي' && letters[0] != 'ت' && letters[0] != 'ن'
}

// toSomebody says that a verb may take somebody for its object: to describe, accuse, call on, tell him.
func toSomebody(v *verb) bool {
	if v.takes["as"] || v.takes["accuse"] || v.stance == "call" {
		return true
	}
	switch v.lemma {
	case "أبلغ", "أخبر", "حذر", "هدد", "خاطب", "سأل":
		return true
	}
	return false
}

// predicates are the verbs whose predicate stands in the accusative, as the participles that go on with a report do.
var predicates = map[string]bool{
	"كان": true, "كانت": true, "كانوا": true, "وكان": true, "وكانت": true, "يكون": true, "تكون": true, "ليس": true, "ليست": true,
	"بات": true, "باتت": true, "اصبح": true, "اصبحت": true, "ظل": true, "ظلت": true, "يزال": true, "تزال": true, "زال": true, "كونه": true, "كونها": true,
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
	case "ادعى":
		if strings.HasSuffix(t.Tokens[i].Span.Of(t.Source), "دعى") {
			for k := i + 1; k < min(to, i+6); k++ {
				if chain.IsThat(t, k) {
					return true
				}
			}
			return false // "is called"
		}
	case "نقل": // else "carried"
		for k := i + 1; k < min(to, i+16); k++ {
			if t.Tokens[k].Is("عن", "عنه", "عنها", "عنهم", "قوله", "قولها", "قولهم", "تصريحات", "تصريحا") || that(t.Tokens[k].Fold) && k < i+5 || word.IsQuote(t.Tokens[k]) && k == i+1 {
				return true
			}
		}
		return i+1 < to && chain.HeadIsMedium(t, i+1)
	case "قدر":
		return i+1 >= to || !strings.HasPrefix(t.Tokens[i+1].Fold, "ب") || that(t.Tokens[i+1].Fold) // "estimated at"
	case "كتب":
		return i+1 >= to || !t.Tokens[i+1].Is("عليه", "عليها", "عليهما")
	case "عبر":
		return r.near(i, to, "عن")
	case "خلص":
		return r.near(i, to, "الي")
	}
	return true
}

// goesOn says that s is the last speaker, named again within the next sentences.
func (r *reader) goesOn(s speaker, c cue) bool {
	if s.known() && s.who == "" && r.last.none && len(r.last.chain) > 0 && s.span.Len() < 40 && strings.HasPrefix(r.t.Tokens[r.t.Index(s.span.Start)].Fold, "ال") {
		return true // "the source said"
	}
	if r.takenUp(s) {
		return len(r.last.chain) > 0 // "the young man said", of one who was not named
	}
	if !s.known() || len(r.last.chain) == 0 || s.who == "" || len(r.out) == 0 {
		return false
	}
	last, reach := r.out[len(r.out)-1], 25
	if goingOn[c.form.verb.lemma] {
		reach = 60 // he adds
	}
	if r.last.chain[len(r.last.chain)-1].Kind == text.Document {
		reach = 14 // a document is named again where it is meant, but right after what stands in it
		if h, _ := chain.HeadAt(r.t, r.t.Index(s.span.Start)); h != nil && h.Kind == text.Document && isPaper(s.who) {
			return false // "the plan said in a report … the report said"
		}
	}
	return (s.who == r.last.who || strings.HasSuffix(r.last.who, " "+s.who) || strings.HasPrefix(r.last.who, s.who+" ") || strings.HasSuffix(s.who, " "+r.last.who) || fold(s.span.Of(r.t.Source)) == fold(r.last.span.Of(r.t.Source))) && c.at-r.t.Index(last.Said.End) < reach
}

// elsewhere says that the sentence tells of another occasion or another time, before the verb or right behind its subject: "at an earlier time",
// "in a press conference".
func (r *reader) elsewhere(from, at, e, to int) bool {
	in := func(i, j int) bool {
		for ; i+1 < j; i++ {
			if r.t.Tokens[i].Is("في", "وفي", "خلال", "اثناء") && (chain.Occasion(r.t.Tokens[i+1].Fold) && !r.t.Tokens[i+1].Is("هذا", "هذه", "حين", "اطار", "ضوء", "سياق") ||
				r.t.Tokens[i+1].Is("وقت") && i+2 < j && r.t.Tokens[i+2].Is("سابق", "لاحق")) {
				return true
			}
		}
		return false
	}
	if at-from >= 3 && r.t.Tokens[from+1].Is("جهه", "ناحيه", "صعيد", "سياق", "شان", "جانب", "موضوع") && r.t.Tokens[from+2].Is("اخري", "اخر", "منفصل", "ثانيه", "ثان", "مختلف") {
		return true // "on the other hand"
	}
	return in(from, at) || in(e, min(e+5, to))
}

// takenUp says that s is a definite noun of a person that means the last speaker, who was told without a name: "a young man … the young man".
func (r *reader) takenUp(s speaker) bool {
	if !s.known() || !r.last.known() || r.isName(r.last.who) || r.isName(s.who) {
		return false
	}
	i, j := r.t.Range(s.span)
	k, _ := r.t.Range(r.last.span)
	if j != i+1 || !strings.HasPrefix(r.t.Tokens[i].Fold, "ال") || strings.HasPrefix(r.t.Tokens[k].Fold, "ال") || len(r.namesIn(r.last.span)) > 0 {
		return false
	}
	w := strings.TrimPrefix(r.t.Tokens[i].Fold, "ال")
	return general[w] || w == r.t.Tokens[k].Fold
}

// explains says that the word at token i, spelt as "between", is the verb: somebody with a title or a name comes after it, then "that".
func (r *reader) explains(i, to int) bool {
	t := r.t
	if i+3 < to && fromHisSide(t, i+1) {
		i += 2
	}
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
func (r *reader) near(i, to int, which ...string) bool {
	for m := i + 1; m < min(to, i+9); m++ {
		if r.t.Tokens[m].Is(which...) {
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
	if fs[0].shape == finite && fs[0].plural && strings.HasSuffix(r.t.Tokens[i].Fold, "ا") {
		for _, f := range fs {
			if f.shape == participle {
				return f // hardly ever two who did
			}
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

// after reads the subject behind the verb of a frame, from token k, and returns where it ends; not ok says that it cannot speak.
func (r *reader) after(f *frame, k, to int) (e int, ok bool) {
	t, c := r.t, f.cue
	e = r.cutShort(c, k, r.toName(k, r.people(k, chain.Phrase(t, k, to, r.doc.Names), to), to))
	if end, ok := r.marked(k, to); ok {
		e = end
	}
	for e > k+1 && t.Tokens[e-1].Is("قوله", "قولها", "قولهم") {
		e-- // "added X his saying that"
	}
	switch v := c.form.verb; {
	case e > k && r.isSubject(c, k, e):
		if v.takes["as"] || v.takes["trace"] {
			e = r.lessObject(k, e)
		}
		if v.stance == "call" {
			e = r.lessBody(k, e)
		}
		f.speaker, f.own = r.speakerAt(k, e), true
		r.apposition(f, e, to)
	case e > k && (v.takes["accuse"] || v.stance == "call"):
		e = k // whom it accuses, or calls on
	case e > k && v.takes["from"] && r.disagrees(c, k, e): // whom she warns
	case e > k && v.free && r.closes[e] > 0: // "considered that “…”": its object
	case e > k && !v.takes["np"] && !v.takes["as"]:
		return e, false
	}
	return e, true
}

// ofHeadline makes the first noun phrase of a headline the speaker of a later verb or participle without one: "X inspects … and orders", "X,
// warning Y: …".
func (r *reader) ofHeadline(f *frame, from int) {
	t, c := r.t, f.cue
	if !f.own && c.pro != "" && !r.last.known() {
		if e := r.toVerb(from, chain.Phrase(t, from, c.at, r.doc.Names)); e > from && r.acts(from, e) {
			f.speaker, f.own = r.speakerAt(from, e), true
		}
	}
	if c.form.shape == participle && !r.last.known() {
		if e := chain.Phrase(t, from, c.at, r.doc.Names); e == c.at && e > from && r.acts(from, e) && !r.mute(from, e) {
			f.speaker, f.own = r.speakerAt(from, e), true
		}
	}
}

// addressed is where the subject may begin behind the verb of c, and the medium that stands before it: "said to X the engineer Y".
func (r *reader) addressed(c cue, to int) (k int, links []text.Link) {
	t := r.t
	k = r.skip(c.at+1, to)
	if c.form.shape != finite || k >= to {
		return k, nil
	}
	if strings.HasPrefix(t.Tokens[k].Fold, "ل") && !r.callsFor(c, k, to) {
		if l, end, ok := r.link(k, to, nil); ok {
			links, k = l, r.skip(end, to)
		} else if ns := r.namesFrom(t.Tokens[k].Span.End); strings.HasPrefix(t.Tokens[k].Fold, "لل") && k+1 < to && len(ns) > 0 && ns[0].Kind == text.Person && ns[0].Span.Start == t.Tokens[k+1].Span.Start {
			k++ // to a paper that no list knows
		}
	}
	if k+1 >= to {
		return k, links
	}
	if end := r.closes[k]; end > k && end <= k+3 && end < to && strings.HasPrefix(t.Tokens[k+1].Fold, "ل") {
		if l, _, ok := r.link(k+1, to, nil); ok { // "revealed “to Al-Jazirah” the director"
			links, k = l, r.skip(end+1, to)
		}
	}
	return k, links
}

// frameOf reads what belongs to a cue in the sentence [from, to), of which it looks no further than maxReach tokens behind the cue. title says
// that the sentence is a headline, which puts its subject before the verb. ok says that a content was found; the speaker may be known without one.
func (r *reader) frameOf(c cue, from, to int, next []cue, title bool) (f frame, ok bool) {
	t := r.t
	f = frame{cue: c, span: t.Tokens[c.at].Span}
	to = min(to, c.at+maxReach)
	inherited := false
	k, spokenTo := r.addressed(c, to)
	e := k
	if c.form.verb.takes["passive"] || c.form.verb.takes["accuse"] && strings.Contains(f.span.Of(t.Source), "يُ") {
		f.own = true // nobody is named
	} else if c.form.shape == finite && (title || r.had(c, from) || r.namedBefore(c, from)) {
		if f.speaker, f.own = r.before(c, from); !title && f.own && f.speaker.known() { // headlines put the subject first
			_, end := t.Range(f.speaker.span)
			r.apposition(&f, end, c.at)
		}
	}
	if c.form.shape == finite && !f.own && k < to && honorific[t.Tokens[k].Fold] && r.last.known() { // "his excellency said"
		f.speaker, f.own = r.last, true
		f.speaker.span, f.speaker.chain = t.Tokens[k].Span, nil
		e = k + 1
	}
	if c.form.shape == finite && !f.own && !c.form.plural && k < to && r.maySubject(c, k) && !(c.pro == "و" && k == c.at+1 && r.speaksOn(c.form.verb.lemma, k)) {
		if e, ok = r.after(&f, k, to); !ok {
			return f, false // what cannot speak does not: "threatens its future"
		}
	}
	if !f.own && c.form.shape == finite && c.form.verb.free && k < to && r.share(k, to) { // "88 per cent said": nobody in particular
		f.own = true
		for m := k; m < to; m++ {
			if that(t.Tokens[m].Fold) || word.IsQuote(t.Tokens[m]) || t.Tokens[m].Is(":") {
				f.speaker = speaker{span: t.Span(k, m), none: true}
				e = m
				break
			}
		}
	}
	if title {
		r.ofHeadline(&f, from)
	}
	if !f.own && c.form.shape == finite {
		if f.speaker, f.own = r.before(c, from); f.own && f.speaker.known() {
			_, end := t.Range(f.speaker.span)
			r.apposition(&f, end, c.at)
		}
	}
	if c.form.shape == finite && c.pro == "" && r.thingActs(c, title) {
		return f, false // "the deficit threatens"
	}
	if f.own && c.form.shape == finite {
		f.speaker.sex = c.form.of()
	}
	if f.own && goingOn[c.form.verb.lemma] {
		f.speaker.who = r.sameAs(f.speaker)
	}
	if f.own && len(f.speaker.chain) == 0 && !r.had(c, from) && r.goesOn(f.speaker, c) && !r.elsewhere(from, c.at, e, to) {
		f.speaker.chain, inherited = r.last.chain, true
	}
	if doc, who, ok := r.inWhich(c, from, to); ok && !f.own {
		spokenTo = append(spokenTo, doc...)
		if f.speaker = who; !who.known() {
			f.speaker = r.tellsOfWhom(from, c.at)
		}
		f.own = f.speaker.known()
	}
	if !f.speaker.known() && !f.own {
		f.speaker = r.inherit(c, from)
		if i, end := t.Range(f.speaker.span); f.speaker.known() && i >= from && end < c.at {
			r.apposition(&f, end, c.at)
		}
	}
	r.carried(&f)
	if n, ok := r.fromHim(&f, k, e, to); ok {
		e = n
	} else if n, ok := r.standsIn(&f, k, to); ok {
		e = n
	} else if n, ok := r.issued(&f, k, e, to); ok {
		e = n
	} else if n, ok := r.through(&f, e, to); ok {
		e, f.relayed = n, true
	}
	pos, links := r.content(&f, e, to, next, spokenTo)
	if links = append(r.preceding(c, from), links...); len(links) > 0 {
		f.named(links, inherited)
	}
	if pos < 0 {
		if pos = r.calledFor(&f, e, to); pos < 0 {
			return f, false
		}
	}
	f.content = pos
	return f, true
}
