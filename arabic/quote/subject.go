package quote

import (
	"strings"

	"rawi/arabic/chain"
	"rawi/arabic/name"
	"rawi/arabic/word"
	"rawi/text"
)

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
	if ns := r.namesFrom(t.Tokens[k+1].Span.Start); len(ns) > 0 && ns[0].Kind == text.Organization && ns[0].Span.Start == t.Tokens[k+1].Span.Start && ns[0].Span.End == t.Tokens[close-1].Span.End {
		return close + 1, true
	}
	return close + 1, that(next.Fold) || next.Is("الي", "علي", "عن", "من", "في", "امس", "اليوم") || r.isContent(close+1) || masdar(next.Fold)
}

// honorific are the words that mean somebody by his rank alone.
var honorific = map[string]bool{
	"معاليه": true, "معاليها": true, "سموه": true, "سموها": true, "سعادته": true, "سعادتها": true, "فضيلته": true,
	"سيادته": true, "جلالته": true, "فخامته": true, "دولته": true, "غبطته": true, "قداسته": true,
}

// people ends the naming of people who are not named, the tokens [k, e), after where they are: "a source in the ministry", "a resident
// of the quarter of X".
func (r *reader) people(k, e, to int) int {
	t := r.t
	if s, ok := chain.At(t, k, to, r.doc.Names); ok && s.None {
		return max(e, s.To)
	}
	if e >= to || e-k > 2 || !t.Tokens[e].Is("في", "داخل") || e+1 >= to || len(r.namesIn(t.Span(k, e))) > 0 || chain.Occasion(t.Tokens[e+1].Fold) {
		return e
	}
	for i := k; i < e; i++ {
		if strings.HasPrefix(t.Tokens[i].Fold, "ال") {
			return e
		}
	}
	p := chain.Phrase(t, e+1, to, r.doc.Names)
	if p < to && p > e+1 && (that(t.Tokens[p].Fold) || t.Tokens[p].Is(":", "،", ",") || word.IsQuote(t.Tokens[p]) || strings.HasPrefix(t.Tokens[p].Fold, "ل") && (chain.HeadIsMedium(t, p) || strings.HasPrefix(t.Tokens[p].Fold, "لمراسل"))) {
		return p
	}
	return e
}

// toName ends the naming of somebody, the tokens [k, e) without his name, after the name that follows whatever else belongs to his
// office, where "that", a colon or what is said comes right after it: "the head of research at the company, X, said".
func (r *reader) toName(k, e, to int) int {
	t := r.t
	head := strings.TrimPrefix(t.Tokens[k].Fold, "ال")
	if e <= k || e >= to || name.Title(t, k) == 0 && (!load().sayer(head) || load().group(head)) || r.person(k, e) && !(aides[head] && r.belongsTo(k, e)) {
		return e
	}
	for m := e; m < min(to, e+20); m++ {
		tok := t.Tokens[m]
		if n := r.namesFrom(tok.Span.Start); len(n) > 0 && !(strings.HasPrefix(tok.Fold, "ل") && chain.HeadIsMedium(t, m)) && n[0].Span.Start == tok.Span.Start && (n[0].Kind == text.Person || n[0].Kind == text.Organization && n[0].Rule == "name.tagger") {
			end := t.Index(n[0].Span.End)
			if end >= to || r.opensSaid(end) || t.Tokens[end].Is(".", "من") {
				return end
			}
			if end < to && strings.HasPrefix(t.Tokens[end].Fold, "ل") && chain.HeadIsMedium(t, end) {
				return end
			}
			if end+1 < to && leading[t.Tokens[end].Fold] {
				if _, _, ok := r.link(end+1, to, nil); ok {
					return end
				}
			}
			m = end - 1
			continue
		}
		if close, ok := r.closes[m]; ok && word.IsQuote(tok) && close > m+2 && close < m+6 && close+1 < to && r.opensSaid(close+1) && r.person(m+1, close) {
			return close + 1 // his name in marks
		}
		p := chain.Particle(tok.Fold)
		if p == chain.That && !chain.IsThat(t, m) {
			p = ""
		}
		if tok.Is(".") && len(t.Tokens[m-1].Fold) == 2 { // "Dr."
			continue
		}
		if tok.Kind != word.Word && tok.Kind != word.Number || strings.HasPrefix(tok.Fold, "ل") && chain.HeadIsMedium(t, m) || tok.Is("مع", "عن") && !(tok.Is("عن") && t.Tokens[k].Is("عضو", "العضو", "ناءب", "الناءب", "ممثل", "مرشح", "المرشح")) && !t.Tokens[max(m-1, 0)].Is("الناءب", "ناءب", "المسءول", "مسءول", "نواب", "ممثل", "عضو") || p != "" && (p != chain.Prep || m+1 < to && chain.Occasion(t.Tokens[m+1].Fold)) || chain.Verbal(tok.Fold) || strings.HasPrefix(tok.Fold, "نظير") {
			return e
		}
		if m >= e+1 && m+1 < to && r.opensSaid(m+1) && unknown(tok.Fold) && !strings.HasPrefix(t.Tokens[m-1].Fold, "ال") && chain.Particle(t.Tokens[m-1].Fold) == "" {
			return m + 1 // a name that no list knows
		}
	}
	return e
}

// opensSaid says that token m is "that", a colon or a mark, perhaps behind a comma or a word of time.
func (r *reader) opensSaid(m int) bool {
	for n := 0; n < 5 && m < len(r.t.Tokens); n++ {
		tok := r.t.Tokens[m]
		if chain.IsThat(r.t, m) || tok.Is(":") || word.IsQuote(tok) {
			return true
		}
		if !tok.Is("،", ",", "الماضي", "المقبل", "الجاري", "الحالي") && chain.Particle(tok.Fold) != chain.Time {
			return false
		}
		m++
	}
	return false
}

// person says that a person is named in the tokens [i, j).
func (r *reader) person(i, j int) bool {
	for _, n := range r.namesIn(r.t.Span(i, j)) {
		if n.Kind == text.Person {
			return true
		}
	}
	return false
}

// unknown says that the corpus does not know a folded word: it is a name.
func unknown(f string) bool {
	c := word.Corpus()
	return len(f) >= 6 && c.DF(f)+c.DF(strings.TrimPrefix(f, "ال"))+c.DF("ال"+f) < 12
}

// cutShort ends the subject of c before a participle of saying or the noun that begins what is said: no subject goes on with those.
func (r *reader) cutShort(c cue, k, e int) int {
	if how, ok := strings.CutPrefix(r.t.Tokens[max(e-1, 0)].Fold, "ب"); ok && e-1 > k && e < len(r.t.Tokens) && chain.IsThat(r.t, e) && len(how) >= 6 && manner("ب"+how) && len(r.namesIn(r.t.Tokens[e-1].Span)) == 0 && !strings.HasPrefix(how, "ال") && !r.t.Tokens[e-2].Is("باسم") {
		return e - 1 // how he says it: "choking"
	}
	for m := k + 1; m < e; m++ {
		f := r.t.Tokens[m].Fold
		fs, _ := formsOf(f)
		if len(fs) > 0 && fs[0].shape == participle || r.beginsContent(k, m, e) || r.t.Tokens[m].Is("النقاب", "الستار", "اللثام") {
			return m
		}
		if act, ok := strings.CutPrefix(f, "ب"); ok && c.form.verb.takes["with"] && (load().contents[strings.TrimPrefix(act, "ال")] != "" || masdar(act)) && len(r.namesIn(r.t.Span(m, m+1))) == 0 {
			return m
		}
	}
	return e
}

// beginsContent says that token m of the noun phrase [k, e) begins what is said: a verbal noun after a noun that is complete, so that
// it is not its genitive ("agency of news").
func (r *reader) beginsContent(k, m, e int) bool {
	t := r.t
	f, before := t.Tokens[m].Fold, t.Tokens[m-1].Fold
	if ns := r.namesFrom(t.Tokens[m].Span.Start); len(ns) > 0 && ns[0].Span.Start == t.Tokens[m].Span.Start && ns[0].Kind == text.Person {
		return false
	}
	if strings.HasPrefix(before, "ال") || word.IsQuote(t.Tokens[m-1]) || t.Tokens[m-1].Is("نفسه", "نفسها", "انفسهم", "ذاته", "ذاتها") || withOwner(before) && len(r.namesIn(t.Tokens[m-1].Span)) == 0 {
		return r.isContent(m) || masdar(f) && !strings.HasPrefix(f, "ال") || asserted[f] || r.shapedLikeAct(m)
	}
	if asserted[f] {
		for _, n := range r.namesIn(t.Span(k, m)) {
			if n.Kind == text.Person && t.Index(n.Span.End) == m {
				return true // "the prince X the readiness of"
			}
		}
	}
	if !r.isContent(m) || len(r.namesIn(t.Span(m, e))) > 0 {
		return false
	}
	h, _ := chain.HeadAt(t, m-1)
	if load().sayer(t.Tokens[k].Fold) && (strings.HasSuffix(before, "يه") || m > k+2 && strings.HasSuffix(before, "ه") && strings.HasSuffix(t.Tokens[m-2].Fold, "يه")) {
		return true // "Turkish sources of note the failure of"
	}
	if h != nil && h.None || strings.HasSuffix(before, "ون") || m-2 > k && t.Tokens[m-2].Is("بشكل", "بصوره") {
		return true
	}
	for _, n := range r.namesIn(t.Span(k, m)) {
		if t.Index(n.Span.End) >= m {
			return true
		}
	}
	return false
}

// shapedLikeAct says that token m is spelt with the hamza below and has the shape of a verbal noun of the fourth stem: "integration", "closing".
func (r *reader) shapedLikeAct(m int) bool {
	raw := []rune(r.t.Tokens[m].Span.Of(r.t.Source))
	n := len(raw)
	return n >= 5 && n <= 6 && raw[0] == 'إ' && (raw[3] == 'ا' || raw[n-2] == 'ا') && !name.Given(r.t.Tokens[m].Fold)
}

// asserted are definite nouns that are affirmed ("affirmed the importance of") and end no subject.
var asserted = map[string]bool{"الاهميه": true, "الضروره": true, "الجاهزيه": true, "الحرص": true, "الالتزام": true, "الحاجه": true, "الاستعداد": true, "الرغبه": true}

// adverbs may stand between "said" and "that" without being who said it.
var adverbs = map[string]bool{
	"صراحه": true, "حرفيا": true, "مره": true, "مرارا": true, "تكرارا": true, "ايضا": true, "كذلك": true, "انذاك": true, "حينها": true,
	"وقتها": true, "بعدها": true, "لاحقا": true, "ذلك": true, "هذا": true, "كلمته": true, "كلمه": true, "يوم": true, "ليله": true, "صباح": true, "مساء": true,
}

// isSubject says whether the noun phrase [k, e) after a verb is its subject, not what it names: a verb that takes a noun phrase as
// its content has a subject that can act, and where somebody else acted before it in the sentence ("answered and described X as …"),
// the one phrase before "as" is the object.
func (r *reader) isSubject(c cue, k, e int) bool {
	v := c.form.verb
	if r.disagrees(c, k, e) {
		return false
	}
	if f := r.t.Tokens[k].Fold; v.stance == "call" && e == k+1 && strings.HasPrefix(f, "ال") && strings.HasSuffix(f, "ين") && len(f) >= 14 && !r.person(k, e) && name.Title(r.t, k) == 0 && c.form.shape == finite && (strings.HasSuffix(f, "يين") || word.Corpus().DF(strings.TrimSuffix(f, "ين")+"ون") > 0) {
		return false // the oblique plural is whom he calls on
	}
	if v.stance == "call" && c.pro == "و" && r.last.known() && r.agrees(c.form, r.last) && (strings.HasSuffix(r.t.Tokens[k].Fold, "ين") || r.t.Tokens[k].Is("اصحاب", "جميع", "كافه", "كل", "ابناء", "مختلف", "ساءر") && !(k+1 < e && r.t.Tokens[k+1].Is("من"))) && !r.person(k, e) && name.Title(r.t, k) == 0 {
		return false // "and he urged the owners to": whom he calls on
	}
	if v.takes["as"] && c.pro == "و" && r.subject.known() && e < len(r.t.Tokens) && !r.maySubject(c, e) {
		return false
	}
	if c.form.female && k+1 < e && r.t.Tokens[k].Is("كل", "جميع", "بعض", "معظم", "كافه") && strings.HasSuffix(r.t.Tokens[k+1].Fold, "ين") {
		return false // genders do not agree
	}
	next := e < len(r.t.Tokens) && (that(r.t.Tokens[e].Fold) || r.t.Tokens[e].Is(":", "،", ","))
	spoken := e < len(r.t.Tokens) && (that(r.t.Tokens[e].Fold) || strings.HasPrefix(r.t.Tokens[e].Fold, "ل") && chain.HeadIsMedium(r.t, e))
	if v.lemma == "قال" && spoken && e-k <= 2 && !adverbs[r.t.Tokens[k].Fold] {
		return true // what stands between "said" and "that" is who said it
	}
	if e < len(r.t.Tokens) && chain.IsThat(r.t, e) && e-k <= 3 && strings.HasPrefix(r.t.Tokens[k].Fold, "ال") {
		switch v.lemma {
		case "أفاد", "ذكر", "صرح", "أضاف", "أعلن", "أردف":
			return true // things do none of these
		}
	}
	if c.form.shape == finite && r.thatBehind(e) && !strings.HasSuffix(r.t.Tokens[k].Fold, "ا") && !adverbs[r.t.Tokens[k].Fold] {
		switch v.lemma {
		case "أفاد", "ذكر", "صرح", "قال", "أعلن", "أضاف", "أقر", "اعترف", "زعم", "ادعى":
			return true // whatever he is called
		}
	}
	if e+1 < len(r.t.Tokens) && r.t.Tokens[e].Is(":") && r.closes[e+1] > e+4 && e-k >= 2 && strings.HasPrefix(r.t.Tokens[e-1].Fold, "ال") && c.form.shape == finite {
		switch v.lemma {
		case "قال", "أضاف", "ذكر", "تابع":
			return true // "the announcement of the court added: “…”"
		}
	}
	if e == k+1 && c.form.shape == finite && r.surname(k) {
		return true
	}
	if r.mute(k, e) {
		return next && v.free && e-k == 1 && strings.HasPrefix(r.t.Tokens[k].Fold, "ال") // a surname that is a noun too
	}
	if r.acts(k, e) || word.IsQuote(r.t.Tokens[k]) || load().sayer(strings.TrimPrefix(r.t.Tokens[k].Fold, "ال")) {
		return true
	}
	// Whoever says something is a sayer, whatever he is called; verbs that take things for objects need to be sure.
	return v.free && (next || !v.takes["np"] && !v.takes["to"] && !v.takes["as"] && !v.takes["with"])
}

// surname says that token k is the last word of the name of a person whom the article names in full.
func (r *reader) surname(k int) bool {
	w := r.t.Tokens[k].Span.Of(r.t.Source)
	for _, n := range r.doc.Names {
		if n.Kind == text.Person && n.Span.Len() > len(w)+1 && strings.HasSuffix(n.Span.Of(r.t.Source), " "+w) {
			return true
		}
	}
	return false
}

// thatBehind says that "that" stands at token e, or behind where the noun phrase before it is: "in Japan that".
func (r *reader) thatBehind(e int) bool {
	t := r.t
	if e+3 < len(t.Tokens) && t.Tokens[e].Is("في") && t.Tokens[e+1].Is("بيان", "تقرير", "تصريح", "تصريحات", "رساله", "بلاغ", "تعميم") {
		for n := e + 6; e < min(n, len(t.Tokens)-1) && t.Tokens[e].Kind == word.Word && !that(t.Tokens[e].Fold); {
			e++ // "in a statement of today that"
		}
		return chain.IsThat(t, e) || t.Tokens[e].Is(":")
	}
	if e < len(t.Tokens) && t.Tokens[e].Is("في", "من") {
		for e++; e < len(t.Tokens) && t.Tokens[e].Kind == word.Word && strings.HasPrefix(t.Tokens[e].Fold, "ال") || e < len(t.Tokens) && len(r.namesFrom(t.Tokens[e].Span.Start)) > 0 && r.namesFrom(t.Tokens[e].Span.Start)[0].Span.Start == t.Tokens[e].Span.Start; {
			e++
		}
	}
	return e < len(t.Tokens) && chain.IsThat(t, e)
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
		if fromHisSide(r.t, k) && k+2 < to {
			k += 2
			continue
		}
		if tok.Is("في") && k+1 < to && r.t.Tokens[k+1].Is("البدايه", "المقابل", "الختام", "الاثناء", "الوقت") && !(k+2 < to && r.t.Tokens[k+2].Is("نفسه", "ذاته")) {
			k += 2
			continue
		}
		if tok.Is("بعده", "بعدها", "قبله", "قبلها", "خلاله", "خلالها", "عقبه", "عقبها", "اثناءه", "لهم", "لنا", "امامهم") {
			k++
			continue
		}
		if tok.Kind == word.Word && r.circumstance(k) {
			k++
			continue
		}
		if k+1 < to && tok.Is("الشهر", "الاسبوع", "العام", "السنه", "الليله") && r.t.Tokens[k+1].Is("الماضي", "الماضيه", "الجاري", "الحالي", "المنصرم", "الفاءت", "الفارط", "نفسه") {
			k += 2
			continue
		}
		if k+1 < to && (r.t.Tokens[k+1].Is(":") || word.IsQuote(r.t.Tokens[k+1]) || that(r.t.Tokens[k+1].Fold)) && len(tok.Fold) >= 8 && manner(tok.Fold) && len(r.namesIn(tok.Span)) == 0 {
			k++ // "simply", "whispering"
			continue
		}
		if tok.Is("الماضي", "الماضيه", "المقبل", "الجاري", "الفاءت", "المنصرم") && k > 0 && chain.Particle(r.t.Tokens[k-1].Fold) == chain.Time {
			k++ // of a day of the week
			continue
		}
		if tok.Is("بشكل", "بصوره", "مره", "بكل", "بصوت", "بلهجه", "بنبره") && k+1 < to { // an adverb of two words
			k += 2
			continue
		}
		break
	}
	return k
}

// fromHisSide says that "for his part" stands at token k.
func fromHisSide(t *word.Text, k int) bool {
	return k+1 < len(t.Tokens) && t.Tokens[k].Is("من") && t.Tokens[k+1].Is("جهته", "جهتها", "جهتهم", "جانبه", "جانبها", "جانبهم", "ناحيته", "ناحيتها")
}

// share says that a share of people stands at token k: "88 per cent", "43 in the hundred".
func (r *reader) share(k, to int) bool {
	t := r.t
	return t.Tokens[k].Kind == word.Number && k+2 < to && (t.Tokens[k+1].Is("%", "٪") || t.Tokens[k+1].Is("في", "ب") && t.Tokens[k+2].Is("الماءه", "المءه", "المايه") || t.Tokens[k+1].Is("بالماءه", "بالمءه", "بالمايه"))
}

// withPronoun says that a folded word is a preposition with a pronoun: "below it".
func withPronoun(f string) bool {
	for _, enc := range [...]string{"ها", "هم", "ه"} {
		if stem, ok := strings.CutSuffix(f, enc); ok && len(stem) >= 4 {
			return chain.Particle(stem) == chain.Prep
		}
	}
	return false
}

// manner says that a folded word may tell how somebody says it: bi- and a noun, or an accusative.
func manner(f string) bool {
	c := word.Corpus()
	if rest, ok := strings.CutPrefix(f, "ب"); ok {
		return c.DF(rest) > 0 && c.DF("ال"+f) == 0
	}
	return strings.HasSuffix(f, "ا") && !strings.HasPrefix(f, "ال") && c.DF("ال"+strings.TrimSuffix(f, "ا")) > 0
}

// circumstance says that token k tells how somebody says it ("weeping"): an active participle in the accusative that is no name.
func (r *reader) circumstance(k int) bool {
	tok := r.t.Tokens[k]
	f, ok := strings.CutSuffix(tok.Fold, "ا")
	if she, yes := strings.CutSuffix(tok.Fold, "ه"); yes && k+1 < len(r.t.Tokens) && (r.t.Tokens[k+1].Kind == word.Punct || that(r.t.Tokens[k+1].Fold)) {
		if letters := []rune(she); len(letters) == 4 && letters[1] == 'ا' && letters[0] != 'ا' {
			f, ok = she, true
		}
	}
	if !ok || len(f) < 6 || name.Title(r.t, k) > 0 || chain.Particle(tok.Fold) != "" {
		return false
	}
	letters := []rune(f)
	if ns := r.namesFrom(tok.Span.Start); len(ns) > 0 && ns[0].Span.Start == tok.Span.Start && (ns[0].Span.End > tok.Span.End || letters[1] != 'ا') {
		return false
	}
	return len(letters) == 4 && letters[1] == 'ا' || word.Corpus().DF("ال"+f) >= 20
}

// maySubject says whether a subject may begin at token k.
func (r *reader) maySubject(c cue, k int) bool {
	tok := r.t.Tokens[k]
	if _, ok := r.marked(k, len(r.t.Tokens)); ok && (c.form.verb.free || c.form.verb.lemma == "نقل" || c.form.verb.lemma == "نسب" || c.form.verb.lemma == "علم") {
		return true
	}
	if r.circumstance(k) || withPronoun(tok.Fold) || r.ours(k) {
		return false
	}
	if ns := r.namesFrom(tok.Span.Start); tok.Kind == word.Word && len(ns) > 0 && ns[0].Kind == text.Person && ns[0].Span == tok.Span && strings.HasPrefix(tok.Fold, "ب") {
		return true // the family name of somebody, which begins like a preposition
	}
	if tok.Is("لك", "لكم", "له", "لها", "لهم", "لنا", "اليك", "اليكم") {
		return false
	}
	if s := word.Corpus().Take(tok.Fold); s.Pro == "ب" && !(unknown(tok.Fold) && k+1 < len(r.t.Tokens) && r.t.Tokens[k+1].Kind == word.Word && !strings.HasPrefix(r.t.Tokens[k+1].Fold, "ال")) {
		return false
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
		raw := tok.Span.Of(r.t.Source)
		named := r.namesFrom(tok.Span.Start)
		switch {
		case raw == "والي" && name.Title(r.t, k) > 0: // a governor, not "and to"
		case raw == "إمام": // of a mosque, not "before"
		case len(named) > 0 && named[0].Kind == text.Person && named[0].Span.Start == tok.Span.Start && named[0].Span.End > tok.Span.End && raw != "على": // Ali
		default:
			return false
		}
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
	if rest, ok := strings.CutPrefix(tok.Fold, "بال"); ok && len(rest) >= 6 && word.Corpus().DF("ال"+rest) > 0 {
		return false
	}
	if c.form.verb.takes["with"] || c.form.verb.takes["as"] || c.form.verb.takes["accuse"] {
		if len(tok.Fold) >= 6 && tok.Fold[:2] == "ب" && word.Corpus().Take(tok.Fold).Pro != "" {
			return false
		}
	}
	fs, _ := formsOf(tok.Fold)
	return len(fs) == 0 || fs[0].shape == finite && fs[0].verb.lemma != "قال"
}

// ours says that token k is something of those who speak ("our aim"): it begins what they say.
func (r *reader) ours(k int) bool {
	stem, ok := strings.CutSuffix(r.t.Tokens[k].Fold, "نا")
	if !ok || len(stem) < 6 || word.Corpus().DF("ال"+stem) < 20 {
		return false
	}
	return name.Title(r.t, k) == 0 && !load().sayer(stem) && len(r.namesIn(r.t.Tokens[k].Span)) == 0
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
	for _, n := range r.namesIn(t.Span(i, j)) {
		if n.Kind == text.Person && t.Index(n.Span.End) == j {
			return j // his name closes the phrase: what stands before it is his office
		}
	}
	for k := i + 1; k < j; k++ {
		if t.Tokens[k].Is("سكان", "اهالي", "ابناء", "مواطني", "انصار", "جميع", "كافه", "كل") && k > i+2 && (unknown(t.Tokens[k-1].Fold) || r.unlisted(i, k) > 0) {
			return k // whom a name that no list knows calls on
		}
		if w, ok := strings.CutPrefix(t.Tokens[k].Fold, "ال"); ok && strings.HasPrefix(t.Tokens[k-1].Fold, "ال") && (load().group(w) || w == "دوله") || !ok && strings.HasPrefix(t.Tokens[k-1].Fold, "ال") && load().group(t.Tokens[k].Fold) {
			return k // "the party the government"
		}
		at := t.Tokens[k].Span.Start
		if ns := r.namesFrom(at); len(ns) > 0 && ns[0].Span.Start == at && ns[0].Kind != text.Person && strings.HasPrefix(t.Tokens[k].Fold, "ال") && strings.HasPrefix(t.Tokens[i].Fold, "ال") {
			return k
		}
	}
	return j
}

// had says that the clause of a finite verb begins with "was": what stands between is the subject of both.
func (r *reader) had(c cue, from int) bool {
	b := c.clause
	if b == c.at {
		b = from
	}
	if b != from && c.at-1 > from && r.t.Tokens[c.at-1].Is("،", ",") && isWas(r.t.Tokens[from]) {
		for k := from; k < c.at-1; k++ { // "X had, he said": the comma parts nothing
			if p := chain.Particle(r.t.Tokens[k].Fold); p == chain.That || r.t.Tokens[k].Kind == word.Punct && !word.IsQuote(r.t.Tokens[k]) {
				return false
			}
		}
		return true
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
	if end > from && t.Tokens[end-1].Is("،", ",") && isWas(t.Tokens[from]) && r.had(c, from) {
		b, end = from, end-1
	}
	if end > from && t.Tokens[end-1].Is("ما", "بما", "لما", "مما", "عما", "فيما") {
		return speaker{}, false // "what he called": the subject goes on
	}
	asFor := c.pro == "ف" && t.Tokens[from].Is("اما", "واما")
	for i := end - 1; i >= from && i >= end-7 && !asFor; i-- {
		if chain.Particle(t.Tokens[i].Fold) == chain.Relative {
			if t.Tokens[i].Is("التي") != c.form.female && !c.form.plural {
				return speaker{}, false // "which he considers": the pronoun is not the subject
			}
			s := r.nameBefore(from, i)
			if k := i - 1; !s.known() && k > from && c.form.verb.lemma == "قال" && c.at+1 < len(t.Tokens) && t.Tokens[c.at+1].Is("انه", "انها") && strings.HasPrefix(strings.TrimPrefix(t.Tokens[k].Fold, "ب"), "ال") && r.mute(k, i) {
				return speaker{}, false // "the meeting of which he said that it"
			}
			return s, true // whoever it is, it is not the last speaker
		}
	}
	if at := r.apart(c.clause, end, from); at >= 0 {
		e := chain.Phrase(t, at, end, r.doc.Names)
		s := r.speakerAt(at, e)
		if ns := r.namesIn(t.Span(e, end)); !r.isName(s.who) && len(ns) > 0 && ns[0].Kind == text.Person && t.Index(ns[0].Span.Start) <= e+1 {
			s.who = ns[0].Entity
		}
		return s, true
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
	if b+1 < end && t.Tokens[b].Is("اما", "واما") {
		b++ // "as for X, he …"
	}
	if ns := r.namesFrom(t.Tokens[b].Span.End); b+1 < end && c.form.verb.lemma == "قال" && t.Tokens[b].Is("عن", "وعن", "فعن") && len(ns) > 0 && ns[0].Kind == text.Person && ns[0].Span.Start == t.Tokens[b+1].Span.Start && ns[0].Span.End < t.Tokens[end].Span.Start {
		return speaker{span: ns[0].Span, who: ns[0].Entity}, true // "of X, he said": who hands it down
	}
	if b >= end || chain.Particle(t.Tokens[b].Fold) != "" || chain.Verbal(t.Tokens[b].Fold) && len(r.namesIn(t.Tokens[b].Span)) == 0 {
		return speaker{}, false
	}
	if word.Corpus().Take(t.Tokens[b].Fold).Pro == "و" && b+1 < end && name.Title(t, b) == 0 && !load().sayer(strings.TrimPrefix(t.Tokens[b].Fold, "و")) {
		k := b + 1
		if word.IsQuote(t.Tokens[k]) {
			k++
		}
		if ns := r.namesFrom(t.Tokens[b].Span.Start); k < end && len(ns) > 0 && ns[0].Kind == text.Person && ns[0].Span.Start == t.Tokens[k].Span.Start {
			return speaker{}, false // a verb of another clause, and its subject
		}
	}
	last := end
	if t.Tokens[last-1].Is("،", ",") {
		last--
	}
	e := r.toName(b, chain.Phrase(t, b, end, r.doc.Names), last)
	if !had && e == end && b == from && r.bodyByField(b, c) && r.doc.RoleAt(t.Tokens[b].Span.Start) == text.Title {
		return r.speakerAt(b, e), true
	}
	if l, n, ok := r.link(min(e, end-1), end, nil); ok && e > b && n >= end && !r.mute(b, e) { // "informed sources to «X» said"
		s := r.speakerAt(b, e)
		s.chain = append(l, s.chain...)
		return s, true
	}
	if ns := r.namesIn(t.Span(b, last)); asFor && e > b && e < last && !r.person(b, e) && len(ns) > 0 && ns[len(ns)-1].Kind == text.Person && ns[len(ns)-1].Span.End == t.Tokens[last-1].Span.End {
		return speaker{span: t.Span(b, last), who: ns[len(ns)-1].Entity}, true // "as for the writer in the paper “X”, Y, he …"
	}
	if asFor && e > b && !r.mute(b, e) && (e == last || chain.Particle(t.Tokens[e].Fold) == chain.Relative || t.Tokens[e].Is("،", ",")) {
		return r.speakerAt(b, e), true // "as for X, who …, he said"
	}
	if e <= b || e < end && chain.Particle(t.Tokens[e].Fold) != chain.Prep && !r.person(b, e) || !had && !asFor && (r.mute(b, e) && !r.oblique(b) || !r.acts(b, e)) {
		return speaker{}, false
	}
	if s, ok := chain.At(t, b, end, r.doc.Names); ok && s.None && s.To > e {
		e = s.To
	}
	for m := e; m < end; m++ { // nothing but a prepositional phrase may stand between
		if t.Tokens[m].Kind == word.Punct || chain.Verbal(t.Tokens[m].Fold) {
			return speaker{}, false
		}
	}
	return r.speakerAt(b, e), true
}

// oblique says that token b is a plural of people in the case that "but" and "that" before it ask for.
func (r *reader) oblique(b int) bool {
	t := r.t
	return b > 0 && t.Tokens[b-1].Is("لكن", "ولكن", "ان", "فان", "وان", "بان") && strings.HasPrefix(t.Tokens[b].Fold, "ال") && strings.HasSuffix(t.Tokens[b].Fold, "ين") && len(t.Tokens[b].Fold) >= 14
}

// bodyByField says that the noun at token b before a feminine verb means the ministry or office that it belongs to: "Health announces".
func (r *reader) bodyByField(b int, c cue) bool {
	return c.at == b+1 && c.form.female && !c.form.plural && strings.HasPrefix(r.t.Tokens[b].Fold, "ال")
}

// thingActs says that a noun phrase of a headline stands right before the verb and names nobody who speaks.
func (r *reader) thingActs(c cue, title bool) bool {
	b := c.clause
	if !title || b >= c.at || r.bodyByField(b, c) || chain.Particle(r.t.Tokens[b].Fold) != "" || r.t.Tokens[b].Kind != word.Word {
		return false
	}
	return r.mute(b, c.at) && chain.Phrase(r.t, b, c.at, r.doc.Names) == c.at
}

// nobody says that people who are not named begin at token i.
func (r *reader) nobody(i int) bool {
	h, _ := chain.HeadAt(r.t, i)
	return h != nil && h.None
}

// apart is where the subject of a verb begins that stands apart from it, with what he is between commas: "X, the minister of Y, had said". b is
// where the verb's clause begins, behind the second comma, and end where the verb does. -1 where there is none.
func (r *reader) apart(b, end, from int) int {
	t := r.t
	for b < end && (isWas(t.Tokens[b]) || t.Tokens[b].Is("قد", "وقد", "فقد", "لقد")) {
		b++
	}
	if b < end {
		return -1 // something else stands before the verb
	}
	for end > from && (isWas(t.Tokens[end-1]) || t.Tokens[end-1].Is("قد")) {
		end--
	}
	if end <= from+3 || !t.Tokens[end-1].Is("،", ",") {
		return -1
	}
	first := -1
	for m := end - 2; m > from && m > end-18; m-- {
		if t.Tokens[m].Is("،", ",") {
			first = m
			break
		}
		if t.Tokens[m].Kind == word.Punct && !word.IsQuote(t.Tokens[m]) || chain.Particle(t.Tokens[m].Fold) == chain.That {
			return -1
		}
		if fs, _ := formsOf(t.Tokens[m].Fold); len(fs) > 0 && fs[0].shape == finite && fs[0].verb.lemma != "طلب" && fs[0].verb.lemma != "رفض" && fs[0].verb.lemma != "اشترط" && fs[0].verb.lemma != "ذكر" {
			return -1
		}
	}
	if first < 0 {
		return -1
	}
	for m := first - 1; m >= from && m > first-10; m-- {
		p := chain.Particle(t.Tokens[m].Fold)
		start := m + 1
		if m == from && p != chain.That && p != chain.Conjunction {
			start = m
		}
		if (m == from || p == chain.That || p == chain.Conjunction || t.Tokens[m].Kind == word.Punct) && start < first {
			if chain.Particle(t.Tokens[start].Fold) == "" && chain.Phrase(t, start, first, r.doc.Names) == first && (r.person(start, first) || name.Title(t, start) > 0 || r.nobody(start) || load().sayer(strings.TrimPrefix(t.Tokens[start].Fold, "ال")) && r.namedAt(first+1, end, true) != "") && !chain.Verbal(t.Tokens[start].Fold) {
				return start
			}
			return -1
		}
	}
	return -1
}

// acts says that the noun phrase [i, j) is one of those who speak: it names a person or body, begins with a place that stands for
// one, is a title, or is definite and short.
func (r *reader) acts(i, j int) bool {
	for _, n := range r.namesIn(r.t.Span(i, j)) {
		if n.Kind == text.Person || n.Kind == text.Organization || r.t.Index(n.Span.Start) <= i {
			return true
		}
	}
	if i+1 < j && r.t.Tokens[i].Is("ذات", "نفس") {
		i++
	}
	if name.Title(r.t, i) > 0 {
		return true
	}
	h, _ := chain.HeadAt(r.t, i)
	return h != nil || strings.HasPrefix(r.t.Tokens[i].Fold, "ال") && j-i <= 3 || indefinite(r.t, i, j) || load().sayer(r.t.Tokens[i].Fold)
}

// common is in how many documents of the corpus a noun stands that is known well enough to say that it never speaks.
const common = 100

// mute says that the noun phrase [i, j) names nobody who says anything: its first noun is common and no sayer, or it is a plural in the
// oblique case, which no subject is.
func (r *reader) mute(i, j int) bool {
	t := r.t
	these := i < j && t.Tokens[i].Is("هذه", "تلك")
	for i < j && (chain.Particle(t.Tokens[i].Fold) == chain.Demonstrative || word.IsQuote(t.Tokens[i]) || i+1 < j && t.Tokens[i].Is("ذات", "نفس", "كل", "جميع", "معظم", "اغلب")) {
		i++
	}
	if i > 0 && i+1 < j && t.Tokens[i].Is("من") && t.Tokens[i-1].Is("كل") { // "each of"
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
	if i+1 < j && t.Tokens[i+1].Kind == word.Word && strings.HasPrefix(t.Tokens[i].Fold, "ال") && c.DF(t.Tokens[i+1].Fold) == 0 && c.DF(strings.TrimPrefix(t.Tokens[i+1].Fold, "ال")) == 0 {
		return false // a word that nobody knows is a name
	}
	if stem, ok := strings.CutSuffix(w, "ين"); ok && len(stem) >= 6 && t.Tokens[i].Fold != w && c.DF("ال"+stem+"ون") > 0 {
		return true
	}
	if load().sayer(w) || strings.HasSuffix(w, "ون") || strings.HasSuffix(w, "ي") && !these && c.DF(w+"ه")*10 >= c.DF(w) { // the last: who is from somewhere
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
	for i := to - 1; i >= from && i >= to-7; i-- { // the office that ends there
		if k := name.Title(r.t, i); k > 0 && i+k == to && (i == from || name.Title(r.t, i-1) < k+1) {
			return r.speakerAt(i, to)
		}
	}
	for i := max(from, to-8); i < to; i++ { // the body or the source that ends there
		if h, _ := chain.HeadAt(r.t, i); h == nil || h.Kind != text.OfficialBody && !h.None && !load().group(strings.TrimPrefix(strings.TrimPrefix(r.t.Tokens[i].Fold, "و"), "ال")) {
			continue
		}
		if chain.Phrase(r.t, i, to, r.doc.Names) == to {
			return r.speakerAt(i, to)
		}
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
