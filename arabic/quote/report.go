package quote

import (
	"strings"
	"sync"

	"rawi/arabic/chain"
	"rawi/arabic/lexicon"
	"rawi/arabic/word"
	"rawi/text"
)

var tails = sync.OnceValue(func() *word.Phrases[string] {
	p := word.NewPhrases[string](word.NoClitics)
	for _, r := range lexicon.Must(files, "tails.tsv").Rows {
		p.Add(r.Key(), r.Rule())
	}
	return p
})

// sentence reads the sentence of the tokens [from, to).
func (r *reader) sentence(from, to int, title bool) {
	cues := r.cues(from, to)
	frames := make([]*frame, 0, len(cues))
	spent := from
	r.spoke, r.subject, r.via = false, speaker{}, nil
	headed := r.headed(from, to)
	for n, c := range cues {
		if c.at < spent || headed && c.at > from && chain.Particle(r.t.Tokens[c.at-1].Fold) == chain.Relative {
			continue
		}
		f, ok := r.frameOf(c, from, to, cues[n+1:], title)
		if r.via != nil && f.own && c.form.shape == finite {
			f.speaker.chain = append(r.via[:len(r.via):len(r.via)], f.speaker.chain...)
			r.via = nil
		}
		if f.own && f.speaker.known() && c.form.shape == finite {
			r.subject = f.speaker
		}
		if f.own && f.speaker.known() && (ok || f.cue.form.verb.free || f.relayed) {
			r.heard(f.speaker)
			r.spoke = true
		}
		frames = append(frames, &f)
		if !ok || (f.how == byNoun || f.how == byPrep) && !f.speaker.known() && c.at > from && chain.Particle(r.t.Tokens[c.at-1].Fold) == chain.Relative && !withPronoun(r.t.Tokens[min(c.at+1, to-1)].Fold) { // "which threatens to"
			continue
		}
		if via := r.relays(&f, cues[n+1:], to); via != nil {
			r.via = via
			continue
		}
		end := r.endOf(&f, cues[n+1:], to)
		r.report(&f, end)
		r.spoke = r.spoke || f.speaker.known()
		r.whereSaid(from, end, to)
		spent = end
	}
	if !title && !r.spoke {
		r.scene = [2]int{from, to}
	}
	r.leftover(from, to, frames)
	r.saidLast(from, to, frames)
	r.attributed(from, to, frames)
	r.nounsSay(from, to, cues)
	r.cameThrough(from, to)
}

// headed says that the sentence [from, to) begins with whose statement it is, and "then": "according to X, the …".
func (r *reader) headed(from, to int) bool {
	b, ok := load().bring.At(r.t, from)
	if !ok {
		return false
	}
	_, end, ok := r.bringing(b, to)
	for ok && end < to && r.t.Tokens[end].Is("،", ",") {
		end++
	}
	if !ok || end >= to || !r.t.Tokens[end].Is("فان", "فانه", "فانها", "فقد") {
		return false
	}
	for k := end; k < to; k++ {
		if _, marks := r.closes[k]; marks {
			return false
		}
	}
	return true
}

// relays reads "the agency X reported that Y said that": the medium is the way by which Y's words came, and there is nothing else
// that it reports. It returns the links, nil where what the medium reports is no report of somebody's words.
func (r *reader) relays(f *frame, next []cue, to int) []text.Link {
	t := r.t
	if f.how != byThat || f.cue.form.shape != finite || len(next) == 0 {
		return nil
	}
	links := f.speaker.chain
	if f.speaker.known() {
		m := r.mediumOf(f.speaker)
		if m.Kind != text.Agency && m.Kind != text.OutletLink && m.Kind != text.Broadcaster || m.Rule == "quote.through" {
			return nil
		}
		links = append(r.wanted(m), links...)
	} else if len(links) == 0 || !f.relayed {
		return nil
	}
	c := next[0]
	if c.form.shape != finite || c.pro != "" || c.at > f.content+14 {
		return nil
	}
	b := c.clause
	if c.clause > f.content {
		if b = r.apart(c.clause, c.at, f.content); b != f.content {
			return nil
		}
	}
	if b != f.content && c.clause != f.content {
		return nil
	}
	g, ok := r.frameOf(c, f.content, to, next[1:], false)
	if !ok || !g.own || !g.speaker.known() || g.content <= c.at {
		return nil
	}
	if i, _ := t.Range(g.speaker.span); i != f.content {
		return nil
	}
	if links == nil {
		links = []text.Link{}
	}
	return links
}

// endOf is where the content of a frame ends: at the next verb that reports something, at a phrase that names the source, at the
// reporter's own comment, or with the sentence.
func (r *reader) endOf(f *frame, next []cue, to int) int {
	t := r.t
	m := f.content
	if f.how == byMark || f.how == byColon {
		if end, ok := r.closes[m]; ok {
			return min(end+1, to)
		}
	}
	for ; m < to; m++ {
		if end, ok := r.closes[m]; ok {
			m = min(end, to-1)
			continue
		}
		if m == f.content {
			continue
		}
		if b, ok := load().bring.At(t, m); ok && r.brings(b, to) {
			break
		}
		prev := t.Tokens[m-1]
		if word.IsQuote(prev) && t.Tokens[m].Is(".") && !r.closing(m-1, f.content) {
			break // glued to the next sentence
		}
		if prev.Is("،", ",", "-", "–") {
			if _, ok := tails().At(t, m); ok && !r.purpose(m, to) {
				break
			}
			if f.cue.form.shape == verbal && t.Tokens[m].Is("فان", "فانه", "فانها", "فقد") {
				break // "although he says that …, the club did"
			}
			if m+2 < to && t.Tokens[m].Is("غير", "الا", "بيد") && t.Tokens[m+1].Is("ان") && r.saysSoon(m+2, next) {
				break // "except that X said"
			}
			if t.Tokens[m].Is("فيما", "فيم") && m+1 < to && t.Tokens[m+1].Kind == word.Word && chain.Particle(t.Tokens[m+1].Fold) == "" && !t.Tokens[m+1].Is("يتعلق", "يخص", "يتصل", "بعد", "بين", "بينهم", "بينها", "بينهما", "مضي", "سبق", "يلي", "عدا") {
				break // "while the other did"
			}
		}
		if (f.how == byNoun || f.how == byPrep) && r.clauseBegins(f.content, m) {
			break
		}
		stop := false
		for n, c := range next {
			if c.at == m {
				stop = r.newReport(c, f, next[n+1:], to)
				if but := r.butThat(c.clause); stop && c.form.shape == finite && c.clause > f.content+but && but > 0 && c.pro == "" {
					m = c.clause - but
				}
				break
			}
		}
		if stop {
			break
		}
	}
	return r.trim(f.content, m)
}

// purpose says that what follows the comma before token m is what the deed is for or in answer to, which the speaker tells: "and that in order to".
func (r *reader) purpose(m, to int) bool {
	if m+1 >= to || !r.t.Tokens[m].Is("وذلك") {
		return false
	}
	next := r.t.Tokens[m+1].Fold
	li, ok := strings.CutPrefix(next, "ل")
	return r.t.Tokens[m+1].Is("بهدف", "بغيه", "بسبب", "نظرا", "نتيجه") || ok && len(li) > 4 && (masdar(li) || masdar("ا"+li) || load().contents[li] != "" || strings.HasPrefix(next, "لل") && len(next) < 10 && m+2 < to && r.t.Tokens[m+2].Is("من"))
}

// saysSoon says that a finite verb of saying stands soon behind token m, with no clause between.
func (r *reader) saysSoon(m int, next []cue) bool {
	for _, c := range next {
		if c.at < m || c.form.shape != finite || c.pro != "" {
			continue
		}
		for k := m; k < c.at; k++ {
			if p := chain.Particle(r.t.Tokens[k].Fold); p == chain.That || p == chain.Relative || p == chain.Conjunction || chain.Verbal(r.t.Tokens[k].Fold) {
				return false
			}
		}
		return c.at < m+14 && c.at > m && r.sure(m, c.at)
	}
	return false
}

// auxiliary are short verbs that the corpus does not tell from nouns.
var auxiliary = map[string]bool{"تم": true, "تمت": true, "يتم": true, "قام": true, "كان": true, "جري": true, "باتت": true, "بات": true, "سوف": true, "قد": true, "لم": true, "لن": true}

// closing says that the mark at token k closes one that was opened at token from or behind it.
func (r *reader) closing(k, from int) bool {
	for i := k - 1; i >= from; i-- {
		if r.closes[i] == k {
			return true
		}
	}
	return false
}

// clauseBegins says that a clause begins behind a comma at token m which cannot go on with the noun phrase that is reported, at token from:
// "and" with a verb, "but", "except that", "although". What stands within a clause of the phrase's own ("that … and that") goes on with that.
func (r *reader) clauseBegins(from, m int) bool {
	t := r.t
	tok := t.Tokens[m]
	if !t.Tokens[m-1].Is("،", ",", "؛") {
		verb, ok := strings.CutPrefix(tok.Fold, "وي")
		return ok && t.Tokens[m-1].Kind == word.Word && (chain.Verbal("ي"+verb) || auxiliary["ي"+verb]) && !r.subordinate(from, m)
	}
	if tok.Is("لكن", "ولكن", "لكنه", "لكنها", "لكنهم", "ولكنه", "ولكنها", "بيد", "غير", "الا", "رغم", "برغم", "وبرغم", "ورغم") {
		return !tok.Is("غير", "الا") || m+1 < len(t.Tokens) && that(t.Tokens[m+1].Fold)
	}
	if tok.Is("كما", "مما", "ما") && m+1 < len(t.Tokens) && (r.doing(m+1) || isCueWord(t.Tokens[m+1].Fold) || auxiliary[t.Tokens[m+1].Fold] || tok.Is("كما") && past(t.Tokens[m+1].Fold)) {
		return true
	}
	verb, ok := strings.CutPrefix(tok.Fold, "و")
	if !ok || !chain.Verbal(verb) && !auxiliary[verb] && !isCueWord(verb) && !(strings.HasSuffix(verb, "وا") && len(verb) >= 8) || r.isContent(m) || load().contents[verb] != "" || masdar(verb) {
		return false
	}
	return !r.subordinate(from, m) || tok.Is("وقام", "وقامت") && m+1 < len(t.Tokens) && strings.HasPrefix(t.Tokens[m+1].Fold, "ال")
}

// past says that a folded word looks like a past verb of the third person feminine: with the ending of that, and no noun by the corpus.
func past(f string) bool {
	return len(f) >= 8 && strings.HasSuffix(f, "ت") && !strings.HasSuffix(f, "ات") && word.Corpus().DF("ال"+f) == 0
}

// subordinate says that a clause begins among the tokens [i, j) that a verb may go on with.
func (r *reader) subordinate(i, j int) bool {
	for ; i < j; i++ {
		if p := chain.Particle(r.t.Tokens[i].Fold); p == chain.Relative || p == chain.That || chain.Verbal(r.t.Tokens[i].Fold) {
			return true
		}
	}
	return false
}

// newReport says whether a cue inside a reported clause begins a report of its own.
func (r *reader) newReport(c cue, f *frame, next []cue, to int) bool {
	t := r.t
	if k := c.at - 1; k > f.content && t.Tokens[k].Is("و") && c.form.shape == finite && c.pro == "" {
		_, ok := r.frameOf(c, c.at, to, next, false)
		return ok
	}
	first := chain.Particle(t.Tokens[c.at-1].Fold) == chain.Relative || t.Tokens[c.at-1].Is("،", ",", "؛", "-", "–") || c.pro == "و" && c.form.shape == finite || t.Tokens[c.at-1].Is("وقد") && t.Tokens[c.at-2].Is("،", ",") || r.hadSaid(c.at)
	if c.form.shape == participle {
		if t.Tokens[c.at-1].Is("،", ",", ".", "..", "...", "…") {
			return true // the reporter goes on with the speaker, whatever he says of him
		}
		if c.form.verb.lemma == "طالب" && c.form.female && f.how == byThat && !r.predicated(f.content, c.at) {
			return false // "that the ministry is called on to": what it is said to be
		}
		_, ok := r.frameOf(c, c.at, to, next, false)
		return ok
	}
	if c.form.shape == finite && !first && c.clause > f.content+1 && c.clause < c.at && r.butThat(c.clause) > 0 {
		if g, ok := r.frameOf(c, f.content, to, next, false); ok && g.own && g.speaker.known() {
			return true
		}
	}
	if c.form.shape == finite && c.pro == "" && f.how == byThat && t.Tokens[c.at-1].Is("،", ",") && !r.predicated(f.content, c.at) && r.acts(f.content, chain.Phrase(t, f.content, c.at, r.doc.Names)) {
		return false // "that the director, X, ordered": the verb of the clause itself
	}
	if c.form.shape != finite || !first && !t.Tokens[c.at-1].Is("كما", "فيما", "بينما") && !(t.Tokens[c.at-1].Is("حيث", "اذ") && t.Tokens[c.at-2].Is("،", ",", "؛") && tellsOnly(c.form.verb)) && !r.turns(c.at) {
		return false
	}
	g, ok := r.frameOf(c, c.at, to, next, false)
	if !ok && c.pro == "و" && speechOnly[c.form.verb.lemma] && t.Tokens[c.at-1].Is("،", ",") && c.at+1 < to && g.own && g.speaker.known() && !chain.IsThat(t, c.at+1) {
		if i, j := t.Range(g.speaker.span); i == c.at+1 && r.acts(i, j) && !r.mute(i, j) {
			return true // "…, and the minister spoke to the paper": his deed, and not what was said
		}
	}
	if ok && c.pro == "و" && !t.Tokens[c.at-1].Is("،", ",") && c.form.plural && !g.own && f.speaker.known() && !r.agrees(c.form, f.speaker) {
		return false // "those who promised … and undertook to"
	}
	if ok && chain.Particle(t.Tokens[c.at-1].Fold) == chain.Relative && !g.speaker.known() {
		return false // "the calls which demand": a thing
	}
	return ok
}

// hadSaid says that "and had" stands behind a comma right before the verb at token m: "…, and had threatened to".
func (r *reader) hadSaid(m int) bool {
	t := r.t
	return m > 2 && t.Tokens[m-1].Is("قد") && t.Tokens[m-2].Is("وكان", "وكانت", "وكانوا") && t.Tokens[m-3].Is("،", ",")
}

// tellsOnly says that a verb does nothing but tell: behind "where" it goes on with the report, and others tell what somebody else did ("where the doctor advised").
func tellsOnly(v *verb) bool {
	return v.free && v.takes["colon"] && (v.stance == "neutral" || v.stance == "explain" || v.stance == "assert")
}

// speechOnly are verbs that tell nothing but how somebody spoke, whatever stands behind them.
var speechOnly = map[string]bool{
	"تحدث": true, "عزا": true, "أرجع": true, "نفى": true, "انتقد": true, "أشاد": true, "أثنى": true, "رحب": true, "أدان": true, "ندد": true,
	"استنكر": true, "شجب": true, "أيد": true, "ثمن": true, "هنأ": true, "شكر": true, "شكك": true, "عبر": true, "أعرب": true, "رد": true, "علق": true,
	"تساءل": true, "ناشد": true,
}

// predicated says that a verb stands among the tokens [i, j).
func (r *reader) predicated(i, j int) bool {
	for ; i < j; i++ {
		if f := r.t.Tokens[i].Fold; r.doing(i) || isCueWord(f) || isWas(r.t.Tokens[i]) || auxiliary[f] {
			return true
		}
	}
	return false
}

// turn is how many tokens before token k turn the report: "but he", "except that she".
func (r *reader) turn(k int) int {
	t := r.t
	switch {
	case k > 0 && t.Tokens[k-1].Is("لكنه", "لكنها", "ولكنه", "ولكنها", "لكنهم", "ولكنهم", "بيدانه"):
		return 1
	case k > 1 && t.Tokens[k-1].Is("انه", "انها", "انهم") && t.Tokens[k-2].Is("الا", "غير", "بيد"):
		return 2
	}
	return 0
}

// butThat is how many tokens before token k, where a clause begins, are "but", "except that", "while".
func (r *reader) butThat(k int) int {
	t := r.t
	switch {
	case k > 1 && t.Tokens[k-1].Is("ان") && t.Tokens[k-2].Is("الا", "غير", "بيد", "علي"):
		return 2
	case k > 0 && t.Tokens[k-1].Is("لكن", "ولكن", "فيما", "بينما", "واما", "اما"):
		return 1
	}
	return 0
}

// turns says that the words before token k turn the report, and the subject stays: "but he added".
func (r *reader) turns(k int) bool { return r.turn(k) > 0 }

// trim moves the end back over marks that belong to nobody.
func (r *reader) trim(from, end int) int {
	for end > from+1 {
		k := r.t.Tokens[end-1]
		if chain.Particle(k.Fold) == chain.Relative || k.Is("كما", "و", "فيما", "بينما") || k.Is("حيث", "اذ") && end-2 > from && r.t.Tokens[end-2].Is("،", ",", "؛") {
			end--
			continue
		}
		if end-3 > from && end < len(r.t.Tokens) && r.hadSaid(end) {
			end -= 2
			continue
		}
		if n := r.turn(end); n > 0 && end-n > from {
			end -= n
			continue
		}
		if k.Kind != word.Punct || word.IsQuote(k) || k.Is(")", "%", "]") {
			break
		}
		end--
	}
	return end
}

// report makes quotes of the content [f.content, end): the marked words of some length direct, what remains indirect if it is a
// statement by itself.
func (r *reader) report(f *frame, end int) {
	t := r.t
	from := f.content
	var direct [][2]int
	for m := from; m < end; m++ {
		if c, ok := r.closes[m]; ok {
			c = min(c, end)
			n := words(t, m+1, c)
			if r.named(m, c) || n > 1 && m > from && !that(t.Tokens[m-1].Fold) && t.Tokens[m+1].Is("اي", "يعني") {
				m = c
				continue
			}
			if n >= 3 || n > 0 && (m == from || f.how == byMark) && c >= end-1 {
				direct = append(direct, [2]int{m, c})
			}
			m = c
		}
	}
	if len(direct) == 0 {
		if words(t, from, end) >= 2 && !(f.how == byColon && r.byline(from, end)) {
			r.add(text.Indirect, f, r.spanFrom(f, from, end))
		}
		return
	}
	for _, d := range direct {
		if open := r.closes[d[0]]; open > end {
			d[1] = open // he speaks on behind the sentence, to the closing mark or, where there is none, to the end of the paragraph
		}
		r.add(text.Direct, f, t.Span(d[0]+1, d[1]))
	}
	r.remainder(f, from, end, direct)
}

// named says that the marks at the tokens [open, end) hold a name or the title of a work.
func (r *reader) named(open, end int) bool {
	t := r.t
	if open > 0 && t.Tokens[open-1].Is("عنوان", "بعنوان", "العنوان", "عنوانه", "عنوانها") && words(t, open+1, end) <= 24 {
		return true
	}
	if open+1 < end && !r.arabic(open, end) {
		return true // an address of the web
	}
	if open > 1 && t.Tokens[open-1].Is("ب", "باسم") && knownAs[t.Tokens[open-2].Fold] && words(t, open+1, end) <= 6 {
		return true
	}
	if open+1 >= end || open+1 >= len(t.Tokens) || words(t, open+1, end) > 8 {
		return false
	}
	if r.titles != nil && r.titles[fold(t.Span(open+1, min(end, len(t.Tokens))).Of(t.Source))] || !r.arabic(open, end) {
		return true
	}
	before := open - 1
	if before >= 0 && words(t, open+1, end) > 4 && t.Tokens[before].Is("اسمه", "اسمها", "اسماءهم", "هويته", "هويتها", "الموقع", "موقع", "المنصه", "الصفحه", "الشبكه") {
		return false // too long for a name of such a thing: "asked not to give his name: “…”"
	}
	if before > 0 && t.Tokens[before].Is("،", ",") {
		before--
	}
	if before == open-1 && before >= 0 { // right behind the noun even a sentence is a name: the novel «…», the paper «…»
		h, _ := chain.HeadAt(t, before)
		if h != nil && (h.Kind == text.Agency || h.Kind == text.OutletLink || h.Kind == text.Broadcaster) || workOfArt[strings.TrimPrefix(t.Tokens[before].Fold, "ال")] {
			return true
		}
	}
	if first := t.Tokens[open+1]; chain.Particle(first.Fold) == chain.Negation || chain.Verbal(first.Fold) {
		return false // a sentence, not a name
	}
	if before >= 0 {
		h, _ := chain.HeadAt(t, before)
		if h != nil && (h.Kind == text.Agency || h.Kind == text.OutletLink || h.Kind == text.Broadcaster) || t.Tokens[before].Is("ل") && words(t, open+1, end) <= 4 && !(before > 0 && isCueWord(t.Tokens[before-1].Fold) && r.isContent(open+1)) {
			return true // the medium that was spoken to
		}
	}
	if before >= 0 && (work(t.Tokens[before].Fold) || adjectived(t, before)) || open+2 < end && load().bodies[t.Tokens[open+1].Fold] {
		return true
	}
	in := t.Span(open+1, end)
	for _, n := range r.namesIn(in) {
		if n.Kind != text.Other && n.Span.Len()*10 >= in.Len()*9 {
			return true
		}
	}
	return false
}

// knownAs are the words before bi- and what everybody calls something: "what is known as “the Y of Z”".
var knownAs = map[string]bool{"يعرف": true, "تعرف": true, "المعروف": true, "المعروفه": true, "يسمي": true, "تسمي": true, "المسمي": true, "المسماه": true, "يلقب": true, "تلقب": true, "الملقب": true}

// adjectived says that the token i closes a noun of works with its adjectives: the radio serial «…».
func adjectived(t *word.Text, i int) bool {
	for n := 0; n < 2 && i > 0 && strings.HasPrefix(t.Tokens[i].Fold, "ال"); n++ {
		if i--; workOfArt[strings.TrimPrefix(t.Tokens[i].Fold, "ال")] {
			return true
		}
	}
	return false
}

// workOfArt are the nouns of works whose titles may be sentences.
var workOfArt = map[string]bool{"فيلم": true, "روايه": true, "كتاب": true, "ديوان": true, "قصيده": true, "مسرحيه": true, "اغنيه": true, "البوم": true, "مسلسل": true, "لوحه": true}

// arabic says that an Arabic word stands among the tokens [i, j).
func (r *reader) arabic(i, j int) bool {
	for ; i < min(j, len(r.t.Tokens)); i++ {
		if r.t.Tokens[i].Kind == word.Word {
			return true
		}
	}
	return false
}

// work says that a noun, with whatever clitics, names what bears the name in the marks after it.
func work(w string) bool {
	for _, p := range [...]string{"", "و", "ب", "ل", "ال", "بال", "لل", "وال"} {
		rest, ok := strings.CutPrefix(w, p)
		if !ok {
			continue
		}
		for _, enc := range [...]string{"", "ه", "ها"} {
			if stem, ok := strings.CutSuffix(rest, enc); ok && load().works[stem] {
				return true
			}
		}
	}
	return false
}

// remainder adds what is reported beside the marked words, where that is a statement by itself: its longest stretch.
func (r *reader) remainder(f *frame, from, end int, direct [][2]int) {
	t := r.t
	best := [2]int{}
	try := func(a, b int, complete bool) {
		for a < b && t.Tokens[a].Kind == word.Punct && !t.Tokens[a].Is("(") {
			a++
		}
		b = r.trim(a, b)
		if complete && a < b && !t.Tokens[a].Is("او") && !(t.Tokens[a].Is("اذ", "حيث") && a+1 < b && isCueWord(t.Tokens[a+1].Fold)) && words(t, a, b) >= 4 && words(t, a, b) > words(t, best[0], best[1]) {
			best = [2]int{a, b}
		}
	}
	a := from
	for _, d := range direct {
		prev := t.Tokens[max(d[0]-1, 0)]
		if prev.Is("اجل", "بهدف", "بغيه", "لاجل") && d[0] > from+1 { // "ready to work together, in order to “…”"
			cut := d[0] - 1
			if t.Tokens[cut-1].Is("من") {
				cut--
			}
			try(a, cut, true)
		}
		and := prev.Is("وان", "وانه", "وانها", "وانهم", "وبان", "وبانه", "وبانها")
		cut := d[0]
		if and {
			cut--
		} else if k := r.andThat(a, cut); k > 0 {
			try(a, k, true)
		} else if k := r.clauseBefore(a, cut); k > 0 {
			try(a, k, true)
		}
		try(a, cut, d[0] > from && (and || prev.Is("،", ",", "و", "؛") || (words(t, a, cut) >= 6 || words(t, a, cut) >= 4 && (f.how == byNoun || r.predicated(a, cut))) && r.adjunct(d[0]+1) && chain.Particle(prev.Fold) == "" && !chain.Verbal(prev.Fold)))
		a = d[1] + 1
	}
	if a < end {
		for a < end && t.Tokens[a].Is("،", ",", "؛") {
			a++
		}
		try(a+1, end, a < end && t.Tokens[a].Is("وان", "وانه", "وانها", "وبان"))
	}
	if best[1] > best[0] {
		r.add(text.Indirect, f, r.spanFrom(f, best[0], best[1]))
	}
}

// andThat is where "and that", "as well" or "but" stands among the tokens [a, b) behind a comma, so that what is before it is complete; 0 where it does not.
func (r *reader) andThat(a, b int) int {
	for k := b - 1; k > a+1; k-- {
		if r.t.Tokens[k].Is("وان", "وانه", "وانها", "وانهم", "وبان", "وبانه", "وبانها", "كما", "فيما", "بينما", "لكن", "ولكن", "لكنه", "لكنها", "لكنهم", "ولكنه", "ولكنها", "ولكنهم") && r.t.Tokens[k-1].Is("،", ",") {
			return k
		}
	}
	return 0
}

// clauseBefore is where a comma stands among the tokens [a, b) between two clauses that have a verb each, so that the first is complete; 0 where none
// does.
func (r *reader) clauseBefore(a, b int) int {
	for k := b - 1; k > a+4; k-- {
		if r.t.Tokens[k].Is("،", ",") {
			if r.predicated(k+1, b) && r.predicated(a, k) && !r.subordinate(a, k) {
				return k
			}
			return 0
		}
	}
	return 0
}

// adjunct says that token i, the first in marks, goes on with a clause that is complete before it: "in order to strengthen", "and under".
func (r *reader) adjunct(i int) bool {
	if i >= len(r.t.Tokens) {
		return false
	}
	f := r.t.Tokens[i].Fold
	if p := chain.Particle(f); p == chain.Prep || p == chain.Conjunction || p == chain.Relative {
		return true
	}
	pro := word.Corpus().Take(f).Pro
	return pro == "و" || pro == "ل" || pro == "ب" || strings.HasSuffix(f, "ا") && len(f) >= 10 && manner(f)
}

// byline says that the tokens [i, j) are the name of a person and nothing else: what stands behind "follow-up:" is who wrote it.
func (r *reader) byline(i, j int) bool {
	ns := r.namesIn(r.t.Span(i, j))
	return len(ns) == 1 && ns[0].Kind == text.Person && ns[0].Span.Len() >= r.t.Span(i, j).Len()-2
}

// spanFrom is the span of the tokens [i, j), less the preposition joined to the first where the content begins behind it.
func (r *reader) spanFrom(f *frame, i, j int) text.Span {
	s := r.t.Span(i, j)
	if f.start > 0 && i == f.content {
		s.Start = f.start
	}
	return s
}

// add adds a quote of a frame.
func (r *reader) add(kind text.QuoteKind, f *frame, said text.Span) {
	if said.Empty() {
		return
	}
	if kind == text.Direct {
		if m := r.wentOn(said); m > 0 {
			i, j := r.t.Range(said)
			r.add(kind, f, r.t.Span(i, r.trim(i, m)))
			g := *f
			fs, _ := formsOf(r.t.Tokens[m].Fold)
			g.cue, g.span = cue{at: m, form: fs[0]}, r.t.Tokens[m].Span
			r.add(kind, &g, text.Span{Start: r.t.Tokens[m+2].Span.Start, End: r.t.Tokens[j-1].Span.End})
			return
		}
	}
	s := f.speaker
	s.chain = distinct(s.chain)
	r.out = append(r.out, text.Quote{
		Kind: kind, Said: said, Speaker: s.span, Who: s.who, Cue: f.span, Chain: s.chain, Rule: f.cue.form.verb.rule,
	})
	r.note(s)
	if s.known() {
		r.heard(s)
		if r.isName(s.who) {
			r.lastPerson = s.who
		}
	}
}

// wentOn is where the reporter's "adding:" stands within marks that hold two quotations of one speaker: “… , adding: …”; 0 where it does not. Speech
// itself has no such participle of its speaker.
func (r *reader) wentOn(said text.Span) int {
	t := r.t
	i, j := t.Range(said)
	for m := i + 4; m+4 < j; m++ {
		if !t.Tokens[m-1].Is("،", ",", ".", "؛", "..") || !t.Tokens[m+1].Is(":") && !(that(t.Tokens[m+1].Fold) && goingOn[lemmaOf(t.Tokens[m].Fold)]) {
			continue
		}
		fs, _ := formsOf(t.Tokens[m].Fold)
		if len(fs) > 0 && fs[0].shape == participle && fs[0].verb.free && words(t, i, m) >= 3 && words(t, m+2, j) >= 3 {
			return m
		}
	}
	return 0
}

// lemmaOf is the lemma of a folded form of a verb of saying, "" of another word.
func lemmaOf(w string) string {
	if fs, _ := formsOf(w); len(fs) > 0 {
		return fs[0].verb.lemma
	}
	return ""
}

// distinct leaves out what is named twice.
func distinct(links []text.Link) []text.Link {
	for i := range links {
		if i > 0 && links[i].Rule == ruleProgramme && links[i-1].Kind == text.Broadcaster {
			return append(links[:i:i], distinct(links[i+1:])...)
		}
		if links[i].Rule == ruleProgramme && i+1 < len(links) && links[i+1].Kind == text.Broadcaster {
			return append(links[:i:i], distinct(links[i+1:])...) // of a programme and its channel, the channel
		}
		for j := range i {
			if links[i].Span == links[j].Span || links[i].Kind == links[j].Kind && links[i].Kind != text.Document && links[i].Kind != text.PersonLink && sameName(links[i].Name, links[j].Name) {
				return append(links[:i:i], distinct(links[i+1:])...)
			}
			if links[i].Kind == links[j].Kind && (takenUp(links[i]) || takenUp(links[j])) { // "the agency X" and "the agency"
				if takenUp(links[i]) {
					j = i
				}
				return distinct(append(links[:j:j], links[j+1:]...))
			}
		}
	}
	return links
}

// takenUp says that a link is a medium by its noun alone: "the agency", which another link names.
func takenUp(l text.Link) bool {
	return medium(l.Kind) && strings.HasPrefix(l.Rule, "heads.tsv") && strings.HasPrefix(l.Name, "ال") && !strings.ContainsAny(l.Name, " \"«“")
}

// leftover takes the marked words of the sentence that no cue took: those after which a cue stands, those in the reach of a verb
// that makes what is quoted beside it its subject's, and those that go on with the speaker before.
func (r *reader) leftover(from, to int, frames []*frame) {
	t := r.t
	for m := from; m < to; m++ {
		end, ok := r.closes[m]
		if !ok {
			continue
		}
		end = min(end, to)
		if n := words(t, m+1, end); n >= 3 && !r.named(m, end) && !r.taken(t.Span(m, end)) {
			r.unclaimed(m, end, from, to, n, frames)
		}
		m = end
	}
}

// heard notes who spoke last.
func (r *reader) heard(s speaker) { r.last, r.lasts[s.sex] = s, s }

func (r *reader) taken(s text.Span) bool {
	for i := len(r.out) - 1; i >= 0 && i > len(r.out)-24; i-- {
		if r.out[i].Said.Overlaps(s) {
			return true
		}
	}
	return false
}

func (r *reader) unclaimed(m, end, from, to, n int, frames []*frame) {
	t := r.t
	for _, f := range frames {
		if f.own && f.speaker.span.Contains(t.Span(m, end)) {
			return // his name
		}
	}
	said := t.Span(m+1, end)
	k := end + 1
	for k < to && t.Tokens[k].Is("،", ",", ".") {
		k++
	}
	if k < to {
		if b, ok := load().bring.At(t, k); ok && r.brings(b, to) {
			return // the phrase that follows says whose it is
		}
		if fs, pro := formsOf(t.Tokens[k].Fold); len(fs) > 0 && fs[0].shape == finite && fs[0].verb.takes["colon"] && pro == "" && m <= from+1 {
			c := cue{at: k, form: fs[0], clause: k}
			f, _ := r.frameOf(c, k, to, nil, false)
			if f.speaker.known() {
				r.add(text.Direct, &f, said)
				return
			}
		}
	}
	called := m > from && t.Tokens[m-1].Is("ب", "ك") // "known as", where no verb of naming stands
	for i := len(frames) - 1; i >= 0; i-- {
		f := frames[i]
		if called && (!f.cue.form.verb.takes["as"] && !f.cue.form.verb.takes["with"] || r.subordinate(f.cue.at+1, m-1)) {
			continue
		}
		considered := f.cue.form.verb.lemma == "اعتبر" && m-f.cue.at <= 8 && n <= 12 && f.cue.form.shape == finite
		if f.cue.at < m && f.cue.form.verb.free && (f.own || considered) && f.speaker.known() && f.cue.form.shape != verbal {
			r.add(text.Direct, f, said)
			return
		}
	}
	if m <= from+1 && n >= 6 && r.last.known() && r.follows(from) {
		f := frame{speaker: r.last, cue: cue{form: form{verb: &verb{rule: "quote.continued"}}}}
		r.add(text.Direct, &f, said)
	}
}

// follows says that the sentence at token from comes right after one that ended in a quotation of the last speaker.
func (r *reader) follows(from int) bool {
	if len(r.out) == 0 || from == 0 {
		return false
	}
	last := r.out[len(r.out)-1]
	return last.Kind == text.Direct && r.t.Tokens[from].Span.Start-last.Said.End < 40
}
