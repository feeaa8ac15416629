package quote

import (
	"strings"

	"rawi/arabic/chain"
	"rawi/arabic/name"
	"rawi/arabic/word"
	"rawi/text"
)

// content looks from token e for what brings the content of the frame in. It returns where the content begins, -1 when there is
// none, and the sources named on the way behind those that were named before.
func (r *reader) content(f *frame, e, to int, next []cue, links []text.Link) (int, []text.Link) {
	t, v := r.t, f.cue.form.verb
	if r.callsFor(f.cue, e, to) {
		if f.how = byMark; r.termFirst(e+1, to) {
			f.how = byPrep
		}
		return e + 1, links
	}
	e, links = r.linkFirst(v, e, to, links)
	fresh := true  // nothing but commas since the subject
	aside := false // what he is, is told: the body at which he works hands nothing on
	if e == f.cue.at+1 && f.cue.pro == "و" && e < to && r.speaksOn(f.cue.form.verb.lemma, e) {
		f.how = byColon
		return e, links
	}
	for m := e; m < to; m++ {
		tok := t.Tokens[m]
		if l, end, ok := r.inMarksAt(m, to, links); ok {
			links, fresh = l, true
			m = end - 1
			continue
		}
		if end, ok := r.closes[m]; ok {
			if r.marksBring(f, fresh, e, m, to) {
				return m, links
			}
			m = min(end, to)
			continue
		}
		if l, end := r.inserted(f, m, e, to); end > m {
			links = append(links[:len(links):len(links)], l...)
			m, fresh = end-1, true
			continue
		}
		if tok.Is("وهو", "وهي", "وهم") {
			aside = true
		} else if tok.Is("،", ",", "-", "–") {
			aside = false
		}
		if l, end, ok := r.link(m, to, links); ok && !(aside && t.Tokens[m-1].Is("في", "لدي")) {
			_, cue := formsOfObject(tok.Fold)
			if _, _, ok := r.spread(m, to); ok && len(links) > 0 || t.Tokens[m-1].Is("بحسب", "حسب", "وفق", "وفقا", "ترجمه") {
				links = append(l[:len(l):len(l)], links...) // it stands nearer to the reader than what it spread
				m, fresh = end-1, true
				continue
			}
			links = r.setBehind(links, l, cue == "" && !leading[t.Tokens[m-1].Fold] && !strings.HasPrefix(tok.Fold, "ل"))
			m, fresh = end-1, true
			continue
		}
		p := chain.Particle(tok.Fold)
		switch {
		case tok.Is(":"):
			return r.colonAt(f, m, to), links
		case v.takes["as"] && r.calls(f, m, to):
			return f.content, links
		case p == chain.That && tok.Fold[:2] != "ف" && chain.IsThat(t, m):
			if at := r.thatAt(f, e, m); at != 0 {
				return at, links
			}
			fresh = false
			continue
		case r.brought(f, fresh, e, m, to):
			return f.content, links
		case tok.Is("؛") && m+1 < to && (that(t.Tokens[m+1].Fold) || v.takes["with"] && strings.HasPrefix(t.Tokens[m+1].Fold, "ب")):
			continue
		case tok.Is("؛") || p == chain.Conjunction && m > e && !(tok.Is("غير") && m+1 < to && strings.HasPrefix(t.Tokens[m+1].Fold, "ال")):
			return r.colonAhead(f, m, to, next), links
		case r.isCue(next, m) && m > e && v.takes["that"] && f.own && r.passDoing(m, to, next) > 0:
			m = r.passDoing(m, to, next) - 1
			continue
		case r.isCue(next, m):
			return -1, links // only those that make a report of their own
		case tok.Is("،", ",") && f.cue.form.shape == finite && r.parenthesis(m, to) > 0:
			m = r.parenthesis(m, to) - 1
			fresh = true
			continue
		case tok.Is("،", ",") && m > e && chain.Particle(t.Tokens[m-1].Fold) == chain.Prep && m+1 < to && that(t.Tokens[m+1].Fold): // "pointing to, that"
			continue
		case tok.Is("،", ","):
			if f.cue.form.shape == participle && m > e {
				return -1, links
			}
			continue
		}
		if !(p == chain.Time || p == chain.Turn || m == e && withPronoun(tok.Fold) || tok.Kind == word.Number || m > 0 && chain.Particle(t.Tokens[m-1].Fold) == chain.Time && tok.Is("الماضي", "المقبل", "الجاري")) {
			fresh = false
		}
		if tok.Kind == word.Punct && tok.Is("-", "–", ")") {
			fresh = true
		}
	}
	return -1, links
}

// marksBring says that the marks at token m bring the content in, and notes how.
func (r *reader) marksBring(f *frame, fresh bool, e, m, to int) bool {
	v, end := f.cue.form.verb, r.closes[m]
	if m == e && v.takes["np"] && f.own && r.termFirst(m, to) && (r.isContent(m+1) || masdar(r.t.Tokens[m+1].Fold)) {
		f.how = byNoun // "announces “the fixing” of a date"
		return true
	}
	n := words(r.t, m+1, end)
	if (v.lemma == "أبلغ" || v.lemma == "أخبر") && f.own && n >= 4 && m == e+1 && !r.named(m, end) {
		f.how = byMark // "told the journalists “…”"
		return true
	}
	if r.named(m, end) || v.takes["passive"] || m > e+1 && r.impersonal(f, m, m) || !(fresh && n >= 3 || n >= 4 && (v.free && (f.speaker.known() || m < e+8) || f.relayed)) {
		return false
	}
	f.how = byMark
	return true
}

// callsFor says that li- and marked words stand at token k, right behind a verb that calls for them: "calls for “restraint”".
func (r *reader) callsFor(c cue, k, to int) bool {
	v := c.form.verb
	return v.stance == "call" && v.takes["to"] && k == c.at+1 && k+2 < to && r.t.Tokens[k].Is("ل") && r.closes[k+1] > 0 && !r.named(k+1, r.closes[k+1]) && (r.isContent(k+2) || masdar(r.t.Tokens[k+2].Fold) || words(r.t, k+1, r.closes[k+1]) > 1)
}

// colonAt is where the content begins that the colon at token m brings in, -1 where it brings none in.
func (r *reader) colonAt(f *frame, m, to int) int {
	t := r.t
	if r.rounded(m+1, to) {
		f.how = byMark
		return m + 1
	}
	if m+1 >= to || t.Tokens[m+1].Is("(", "-", "*", "•") || !f.cue.form.verb.takes["colon"] && r.closes[m+1] == 0 {
		return -1
	}
	if m+2 < to && that(t.Tokens[m+1].Fold) {
		f.how = byThat
		return m + 2
	}
	f.how = byColon
	return m + 1
}

// rounded says that a quotation in round brackets begins at token m, where a colon has brought it in, and notes where it ends: four words and more, with
// the sentence or the paragraph ending behind them.
func (r *reader) rounded(m, to int) bool {
	t := r.t
	if m >= to || !t.Tokens[m].Is("(") {
		return false
	}
	for k := m + 1; k < min(len(t.Tokens), m+160) && t.Tokens[k].Gap < word.Line && !t.Tokens[k].Is("("); k++ {
		if t.Tokens[k].Is(")") {
			if words(t, m+1, k) < 4 || k+1 < len(t.Tokens) && t.Tokens[k+1].Gap < word.Line && !t.Tokens[k+1].Is(".", "،", ",", "..", "...", "…", "؛", "!", "؟") {
				return false
			}
			r.closes[m] = k
			return true
		}
	}
	return false
}

// passDoing is where "that" stands behind the relative clause whose verb is at token m, a verb of saying that says nothing there: "the observatory,
// which follows the violence, said that". 0 where there is none.
func (r *reader) passDoing(m, to int, next []cue) int {
	t := r.t
	if chain.Particle(t.Tokens[m-1].Fold) != chain.Relative {
		return 0
	}
	for k := m + 1; k < min(to, m+24) && !t.Tokens[k].Is(":", ".", "؛"); k++ {
		if chain.IsThat(t, k) {
			if k == m+1 || t.Tokens[k-1].Kind == word.Punct && k < m+4 {
				return 0
			}
			return k
		}
		if _, ok := r.closes[k]; ok || r.isCue(next, k) {
			return 0
		}
	}
	return 0
}

// thatAt is where the content begins that "that" at token m brings in, -1 where it brings none in, 0 where it belongs to the word before it.
func (r *reader) thatAt(f *frame, e, m int) int {
	if m > e+1 && r.t.Tokens[m-1].Is("الي") && r.t.Tokens[m-2].Is("اضافه", "بالاضافه", "نظرا", "وصولا") {
		return -1 // "in addition to the fact that"
	}
	if ends, no := load().unsaid[strings.TrimPrefix(r.t.Tokens[m-1].Fold, "و")]; no && m > e {
		if ends {
			return -1
		}
		return 0
	}
	if f.cue.form.verb.takes["that"] && !r.impersonal(f, e, m) && !r.prays(f, e, m) && !r.another(f, m) {
		f.how = byThat
		return m + 1
	}
	return -1
}

// inserted reads what may stand between a verb and its content at token m: the name of two words that are spelt as particles, where no list found it, which
// is the speaker then; or, between two commas or right between the verb's subject and "that", whose report it is that somebody says what comes next: "said X, according to what the
// paper Y carried, that". It returns the links and where the phrase ends; 0 where there is none.
func (r *reader) inserted(f *frame, m, e, to int) ([]text.Link, int) {
	t := r.t
	if t.Tokens[m].Is("بان") && m+2 < to && t.Tokens[m+1].Is("كي") {
		if !f.own {
			f.speaker, f.own = r.speakerAt(m, m+3), true
			f.speaker.who = f.speaker.span.Of(t.Source)
		}
		return nil, m + 3
	}
	commas := m > e && t.Tokens[m-1].Is("،", ",")
	if m < e || m > e && !commas {
		return nil, 0
	}
	b, ok := load().bring.At(t, m)
	if !ok || b.Value.kind == "self" {
		return nil, 0
	}
	g, end, ok := r.bringing(b, to)
	for ok && end < to && t.Tokens[end].Is("عنه", "عنها", "عنهم", "قوله", "قولها", "قولهم") {
		end++
	}
	if !ok || end >= to || commas != t.Tokens[end].Is("،", ",") {
		return nil, 0
	}
	if k := r.pastCommas(end, to); k >= to || !chain.IsThat(t, k) && !t.Tokens[k].Is(":") {
		return nil, 0
	}
	links := g.speaker.chain
	if g.speaker.known() && !g.speaker.issued() {
		links = append(r.wanted(r.mediumOf(g.speaker)), links...)
	}
	return links, end
}

// another says that "that" at token m belongs to something else than the verb of the frame: "was" stands between them, or "came", which reports
// only what came in something.
func (r *reader) another(f *frame, m int) bool {
	t := r.t
	if f.cue.form.verb.lemma == "جاء" && m > f.cue.at+1 {
		for k := f.cue.at + 1; k < m; k++ {
			if t.Tokens[k].Is("في", "فيه", "فيها", "علي", "لسان", "عن") {
				return false
			}
		}
		return true
	}
	for k := f.cue.at + 2; k < m; k++ {
		if isWas(t.Tokens[k]) && chain.Particle(t.Tokens[k-1].Fold) != chain.Relative && f.cue.form.verb.stance == "call" {
			return true
		}
	}
	return false
}

// thatAhead says that "that" comes behind a comma soon after token m, which then still belongs to who says it.
func (r *reader) thatAhead(m, to int) bool {
	for k := m + 1; k < min(to, m+16) && !r.t.Tokens[k].Is(".", ":", "؛"); k++ {
		if chain.IsThat(r.t, k) {
			return r.t.Tokens[k-1].Is("،", ",")
		}
	}
	return false
}

// colonAhead is where a quotation in marks begins behind a colon, with no verb of saying between token m and it: "added, when he was asked
// about X: “…”"; -1 where there is none.
func (r *reader) colonAhead(f *frame, m, to int, next []cue) int {
	for k := m; k+1 < to && f.own && f.cue.form.verb.takes["colon"]; k++ {
		if r.isCue(next, k) || r.t.Tokens[k].Is("؛", ".") {
			return -1
		}
		if _, ok := r.closes[k]; ok {
			return -1
		}
		if _, ok := r.closes[k+1]; ok && r.t.Tokens[k].Is(":") {
			f.how = byMark
			return k + 1
		}
		if r.t.Tokens[k].Is("،", ",") && chain.IsThat(r.t, k+1) && f.cue.form.verb.takes["that"] && k < m+16 && k+2 < to {
			f.how = byThat
			return k + 2
		}
	}
	return -1
}

// calledFor is where a definite verbal noun stands behind whom a verb calls on: "calling on the parties the return to talks"; -1 for none.
func (r *reader) calledFor(f *frame, e, to int) int {
	t := r.t
	if f.cue.form.verb.lemma == "طلب" {
		return r.askedOf(f, e, to)
	}
	if f.cue.form.verb.stance != "call" {
		return -1
	}
	for m := e + 1; m < min(to, e+9) && t.Tokens[m].Kind == word.Word && chain.Particle(t.Tokens[m].Fold) == ""; m++ {
		w, ok := strings.CutPrefix(t.Tokens[m].Fold, "ال")
		if !ok && (r.isContent(m) || masdar(t.Tokens[m].Fold)) && strings.Contains(t.Tokens[m-1].Fold, "ال") && m+1 < to {
			f.how = byNoun
			return m
		}
		if ok && (load().contents[w] != "" || masdar(w) && !strings.HasSuffix(w, "ات")) && m+1 < to && t.Tokens[m+1].Kind == word.Word {
			f.how = byNoun
			return m
		}
	}
	return -1
}

// askedOf is where a verbal noun stands behind of whom it is asked: "asked of the court the prolongation of"; -1 for none.
func (r *reader) askedOf(f *frame, e, to int) int {
	t := r.t
	if e < to && e > f.cue.at+1 && withPronoun(t.Tokens[e-1].Fold) {
		e-- // "asked of them"
	}
	if f.cue.form.shape != finite || e >= to || !t.Tokens[e].Is("من", "منه", "منها", "منهم", "منهما", "منا", "الي", "اليه", "اليها", "اليهم") {
		return -1
	}
	for m := e + 1; m < min(to, e+9) && t.Tokens[m].Kind == word.Word && (m == e+1 || chain.Particle(t.Tokens[m].Fold) == ""); m++ {
		if the, ok := strings.CutPrefix(t.Tokens[m].Fold, "ال"); ok && m > e+1 && m+1 < to && t.Tokens[m+1].Kind == word.Word && strings.HasPrefix(t.Tokens[m-1].Fold, "ال") && strings.HasSuffix(t.Tokens[m-1].Fold, "ين") && (load().contents[the] != "" || masdar(the)) {
			f.how = byNoun
			return m // "of all candidates the full cooperation with"
		}
		if (r.isContent(m) || masdar(t.Tokens[m].Fold)) && !strings.HasPrefix(t.Tokens[m].Fold, "ال") && (len(t.Tokens[e].Fold) > 4 || m > e+1) && m+1 < to && t.Tokens[m+1].Kind == word.Word {
			f.how = byNoun
			return m
		}
	}
	return -1
}

// brought says that token m brings in what is said without "that": a preposition that the verb takes, a verbal noun, whom it accuses or
// holds responsible, what it puts down to something. It notes where the content begins.
func (r *reader) brought(f *frame, fresh bool, e, m, to int) bool {
	t, v := r.t, f.cue.form.verb
	tok := t.Tokens[m]
	if v.stance == "call" && v.takes["to"] && m == f.cue.at+1 && tok.Is("لان") && m+2 < to {
		f.how, f.content = byThat, m+1
		return true // "calls for that"
	}
	noun := func(ok bool) bool {
		if ok {
			f.how, f.content = byNoun, m
		}
		return ok
	}
	if v.lemma == "نصح" && r.impersonal(f, e, m) {
		return false // "it is advised to"
	}
	if v.lemma == "حمل" && (m == e || fresh || f.cue.form.shape == participle) && tok.Kind == word.Word && chain.Particle(tok.Fold) == "" {
		return noun(r.near(m, to, "مسءوليه", "المسءوليه", "كامل")) // "held the referees responsible for …"
	}
	if v.takes["trace"] && m == e && f.own {
		return noun(r.traces(m, to))
	}
	if v.takes["accuse"] && m == e && r.accuses(f, m, to) {
		return true
	}
	if v.lemma == "تحدث" && tok.Is("عن") && f.own && m < e+8 && m+1 < to && occurred[t.Tokens[m+1].Fold] {
		f.how, f.content = byPrep, m+1
		return true // "spoke of the death of"
	}
	of := tok.Is("عن") && r.tellsOf(f, e, m, to)
	with := v.takes["with"] && v.lemma != "وجه" && strings.HasPrefix(tok.Fold, "ب") && f.own && (t.Tokens[m-1].Kind == word.Word && !r.doing(m-1) || t.Tokens[m-1].Is("،", ",", "؛"))
	on := tok.Is("علي") && v.takes["on"] && m+1 < to && (r.isContent(m+1) || masdar(t.Tokens[m+1].Fold)) && !r.thatFollows(m, to)
	on = on || tok.Is("الي") && v.takes["to noun"] && f.own && m+1 < to && r.isContent(m+1) && !r.thatFollows(m, to)
	if fresh || v.stance == "call" || v.lemma == "حذر" && tok.Is("من") || with || of || on {
		if f.fresh = fresh || tok.Is("عن"); r.prepositional(f, m, to) {
			return true
		}
	}
	if v.lemma == "اعتبر" && f.cue.form.shape == participle && m == e {
		return noun(tok.Kind == word.Word && chain.Particle(tok.Fold) == "" && len(tok.Fold) > 4)
	}
	if v.takes["noun"] {
		return noun(fresh && r.isContent(m) && !tok.Is("ما") && !r.thatAhead(m, to) && !(v.lemma == "كشف" && tok.Is("تفاصيل", "ملابسات", "اسباب", "حقيقه", "هويه", "اسرار", "خطه"))) // what is told, not that it is
	}
	if v.lemma == "رأي" || v.lemma == "رأى" {
		if next := t.Tokens[f.cue.at+1]; next.Is("فيه", "فيها", "فيهم") {
			return false // "saw in it"
		}
	}
	if !v.takes["np"] || v.lemma == "جدد" && (f.cue.form.shape == participle && m != f.cue.at+1 || renewed[tok.Fold]) {
		return false
	}
	if (fresh || t.Tokens[m-1].Is("،", ",") || r.mayBegin(m)) && r.isContent(m) {
		return noun(true)
	}
	if many, ok := strings.CutSuffix(tok.Fold, "ا"); ok && m == e && f.own && len(many) >= 8 && load().contents[many] != "" {
		return noun(true) // "expected a rise"
	}
	if the, ok := strings.CutPrefix(tok.Fold, "ال"); ok && m == e && (f.cue.form.shape == participle || asserted[tok.Fold] && f.own) && load().contents[the] != "" {
		return noun(true) // "stressing the readiness of"
	}
	return noun(v.free && f.own && (m == e || !fresh) && (masdar(tok.Fold) || m == e && masdar(strings.TrimSuffix(tok.Fold, "ه")) && len(tok.Fold) >= 12) && !strings.HasPrefix(tok.Fold, "ال") &&
		t.Tokens[m-1].Kind == word.Word && chain.Particle(t.Tokens[m-1].Fold) == "")
}

// occurred are the nouns by which somebody who speaks of something says that it is so.
var occurred = map[string]bool{
	"وجود": true, "مقتل": true, "سقوط": true, "اصابه": true, "اعتقال": true, "وقوع": true, "امكانيه": true, "احتمال": true, "عدم": true,
	"اتفاق": true, "انسحاب": true, "وصول": true, "ارتفاع": true, "تراجع": true, "تعرض": true, "حدوث": true, "انهيار": true, "توقف": true,
}

// renewed are what somebody renews and does not say again.
var renewed = map[string]bool{"تعاقد": true, "تعاقده": true, "تعاقدها": true, "ثقته": true, "ثقتها": true, "عقد": true, "عقده": true}

// speaksOn says that what the speaker says begins at token m right after "and he said", without "that" or a colon: with a verb or what
// begins a sentence.
func (r *reader) speaksOn(lemma string, m int) bool {
	switch lemma {
	case "قال", "أضاف", "تابع", "أردف", "زاد", "استطرد":
	default:
		return false
	}
	tok := r.t.Tokens[m]
	if !r.last.known() || tok.Kind != word.Word || that(tok.Fold) || len(r.namesIn(tok.Span)) > 0 {
		return false
	}
	if tok.Is("لقد", "نحن", "كنا", "ليس", "لا", "لم", "لن", "هناك", "سوف", "انا", "ما", "اذا", "نعم",
		"اريد", "نريد", "اعتقد", "اتمني", "نتمني", "نامل", "لدينا", "لدي", "كنت", "انني", "اننا", "اشعر", "نشعر", "نسعي", "نحتاج") {
		return true
	}
	fs, _ := formsOf(tok.Fold)
	return len(fs) == 0 && chain.Verbal(tok.Fold)
}

// traces says that what stands at token m is traced back to something: "put the rise down to".
func (r *reader) traces(m, to int) bool {
	t := r.t
	if p := chain.Particle(t.Tokens[m].Fold); t.Tokens[m].Kind != word.Word || p != "" && p != chain.Demonstrative {
		return false
	}
	for k := m + 1; k < min(to, m+12) && t.Tokens[k].Kind != word.Punct; k++ {
		if t.Tokens[k].Is("الي") {
			return true
		}
	}
	return false
}

// tellsOf says that "of" at token m brings in what the verb announces or reveals, although more than its subject stands before it.
func (r *reader) tellsOf(f *frame, e, m, to int) bool {
	t := r.t
	if !f.own || !f.cue.form.verb.takes["of"] || m > e+16 || m+1 >= to || t.Tokens[m-1].Is("المسءول", "مسءول", "المسءوله", "ناءب", "الناءب", "معزل", "بعيدا", "فضلا", "عوضا", "بدلا", "نيابه", "الكشف", "عباره", "صادر", "الصادر", "صادره") {
		return false
	}
	return !r.thatFollows(m, to)
}

// officeGoesOn says that the preposition at token m still belongs to the office of the subject: no noun that may be said comes after it, and
// "that" does further on.
func (r *reader) officeGoesOn(f *frame, m, to int) bool {
	if !f.own || m+1 >= to || r.isContent(m+1) || masdar(r.t.Tokens[m+1].Fold) || r.person(r.t.Range(f.speaker.span)) {
		return false
	}
	for k := m + 1; k < min(to, m+28) && r.t.Tokens[k].Kind != word.Punct; k++ {
		if chain.IsThat(r.t, k) {
			return name.Title(r.t, r.t.Index(f.speaker.span.Start)) > 0
		}
	}
	return false
}

// thatFollows says that "that" comes soon after token m, with no mark between.
func (r *reader) thatFollows(m, to int) bool {
	for k := m + 1; k < min(to, m+10) && r.t.Tokens[k].Kind != word.Punct; k++ {
		if that(r.t.Tokens[k].Fold) {
			return true
		}
	}
	return false
}

// mayBegin says that a noun phrase may begin at token m although nothing marks it off: an indefinite noun after a definite one, or
// after a word of time or a number.
func (r *reader) mayBegin(m int) bool {
	f, before := r.t.Tokens[m].Fold, r.t.Tokens[m-1]
	if ns := r.namesIn(before.Span); len(ns) > 0 && ns[0].Span.End == before.Span.End && load().contents[f] != "" {
		return true // "in the province of X the opening of", "analysts whom X asked a fall of"
	}
	return !strings.HasPrefix(f, "ال") && (strings.HasPrefix(before.Fold, "ال") || strings.HasPrefix(before.Fold, "لل") || strings.HasPrefix(before.Fold, "بال") || chain.Particle(before.Fold) == chain.Time || before.Is(")", "»", "”") || before.Is("\""))
}

// parenthesis is where what stands between the comma at token m and the next ends, if "that" or a colon follows: what is said comes after
// it ("a member, who asked not to be named, said that"). 0 where there is none.
func (r *reader) parenthesis(m, to int) int {
	t := r.t
	for k := m + 1; k+1 < to && k < m+16; k++ {
		if _, ok := r.closes[k]; ok || t.Tokens[k].Is(":", "؛") || that(t.Tokens[k].Fold) && k < m+4 {
			return 0
		}
		if _, ok := load().bring.At(t, k); ok || leading[t.Tokens[k].Fold] && k == m+1 {
			return 0 // it names a source, or the place
		}
		if _, _, ok := r.link(k, to, nil); ok {
			return 0
		}
		if t.Tokens[k].Is("،", ",") && k > m+1 {
			if that(t.Tokens[k+1].Fold) {
				return k + 1
			}
			return 0
		}
	}
	return 0
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
	case "ذكر", "توقع", "افترض", "نصح", "اعتقد", "قدر", "رجح", "ظن", "زعم":
		return len(w) > 2 && w[:2] == "ي" && !f.cue.form.plural
	}
	return false
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
	urged := (v.stance == "call" || v.takes["with"] || v.lemma == "حذر") && !f.fresh && !(v.stance != "call" && t.Tokens[m-1].Is("امس", "اليوم", "الماضي")) // somebody is called on to do something
	if m+1 < to && !t.Tokens[m+1].Is("لسان") {                                                                                                              // "by the tongue of" names who speaks
		for _, p := range [...]struct{ word, takes string }{{"الي", "to"}, {"علي", "on"}, {"عن", "of"}, {"من", "from"}} {
			if tok.Fold != p.word {
				continue
			}
			if end, ok := r.closes[m+1]; ok && v.takes[p.takes] && words(t, m+2, end) >= 3 && !r.named(m+1, end) {
				f.how, f.content = byMark, m+1
				return true
			}
			if v.takes[p.takes] && r.termFirst(m+1, to) {
				f.how, f.content = byPrep, m+1
				return true
			}
			if r.againWithThat(p.word, m, to) {
				continue // "a study of researchers from X warned of that"
			}
			if p.takes == "of" && m-1 > f.cue.at && ownDeed(t.Tokens[m-1].Fold) {
				continue // "announced its independence from"
			}
			if urged && !r.isAct(m+1, t.Tokens[m+1].Fold) {
				continue // "called in a letter to the council on …"
			}
			if v.takes[p.takes] && !r.officeGoesOn(f, m, to) && !that(t.Tokens[m+1].Fold) && t.Tokens[m+1].Kind == word.Word && chain.Particle(t.Tokens[m+1].Fold) == "" {
				f.how, f.content = byPrep, m+1
				return true
			}
		}
		if tok.Is("الي") && v.takes["to noun"] && (r.isContent(m+1) || masdar(t.Tokens[m+1].Fold) || f.cue.form.shape == participle && m == f.cue.at+1 && t.Tokens[m+1].Kind == word.Word && !that(t.Tokens[m+1].Fold)) {
			f.how, f.content = byPrep, m+1
			return true
		}
	}
	if li, ok := strings.CutPrefix(tok.Fold, "ل"); ok && v.stance == "call" && v.takes["to"] { // "called on the parties to respect"
		if t.Tokens[m-1].Is("تصريح", "تصريحات", "حديث", "حوار", "مقابله", "لقاء", "كلمه", "رساله", "خطاب", "اتصال") {
			return false // to whom he spoke
		}
		skip := 2
		if strings.HasPrefix(li, "ل") {
			li, skip = "ا"+li, 4
		}
		if len(li) < 6 || len(li) == 6 && load().contents[li] == "" || load().contents[li] == "" && load().contents[strings.TrimPrefix(li, "ال")] == "" && !masdar(li) && !mutual(strings.TrimPrefix(li, "ال")) {
			return false
		}
		f.how, f.content = byPrep, m
		f.start = t.Place(m, skip, len(tok.Fold)).Start
		return true
	}
	if !v.takes["with"] || len(tok.Fold) < 2 || tok.Fold[:2] != "ب" || v.lemma == "أفاد" && r.thatFollows(m, to) {
		return false
	}
	if tok.Fold == "ب" {
		if urged && m+1 < to && r.closes[m+1] == 0 && !r.isAct(m+1, t.Tokens[m+1].Fold) {
			return false
		}
		if m+1 < to && t.Tokens[m+1].Kind == word.Word && chain.Particle(t.Tokens[m+1].Fold) == "" { // written apart
			f.how, f.content = byPrep, m+1
			return true
		}
		if r.termFirst(m+1, to) {
			f.how, f.content = byPrep, m+1
			return true
		}
		return r.marks(f, m+1, to)
	}
	if word.Corpus().Take(tok.Fold).Pro == "" && load().contents[tok.Fold[2:]] == "" {
		return false
	}
	if urged && !r.isContent(m) && !r.isAct(m, tok.Fold[2:]) && !strings.HasPrefix(t.Tokens[m-1].Fold, "بال") {
		return false
	}
	if m+1 < to && strings.HasPrefix(tok.Fold, "بال") && !r.isAct(m, tok.Fold[2:]) {
		if next := t.Tokens[m+1].Fold; len(next) > 6 && strings.HasPrefix(next, "ب") && !strings.HasPrefix(next, "بال") && word.Corpus().Take(next).Pro == "ب" {
			return false // "a leader in the movement to": where he belongs
		}
	}
	f.how, f.content = byPrep, m
	f.start = t.Place(m, 2, len(tok.Fold)).Start
	return true
}

// againWithThat says that the preposition w comes again with "that" behind it after token m, before any mark: it brings the content in there.
func (r *reader) againWithThat(w string, m, to int) bool {
	t := r.t
	for k := m + 1; k+1 < min(to, m+17) && t.Tokens[k].Kind != word.Punct && !that(t.Tokens[k].Fold); k++ {
		if t.Tokens[k].Is(w) && that(t.Tokens[k+1].Fold) {
			return true
		}
	}
	return false
}

// ownDeed says that a folded word is a verbal noun with the pronoun of whose deed it is: "its independence".
func ownDeed(w string) bool {
	stem, ok := strings.CutSuffix(w, "ها")
	if !ok {
		stem, ok = strings.CutSuffix(w, "ه")
	}
	return ok && !strings.HasPrefix(w, "ال") && masdar(stem)
}

// termFirst says that what is reported begins at token m with a word or two in marks and goes on behind them: "promised to “punish” whoever".
func (r *reader) termFirst(m, to int) bool {
	end, ok := r.closes[m]
	if !ok || end+2 >= to || words(r.t, m+1, end) > 2 || r.named(m, end) {
		return false
	}
	next := r.t.Tokens[end+1]
	if chain.Particle(next.Fold) == chain.Prep && next.Is("مع", "من", "ضد", "تجاه", "بين") {
		k := end + 1
		for k < to && r.t.Tokens[k].Kind == word.Word {
			k++
		}
		return k > end+4
	}
	return next.Kind == word.Word && chain.Particle(next.Fold) == "" && !strings.HasPrefix(next.Fold, "و") && !isCueWord(next.Fold)
}

// isCueWord says that a folded word is a form of a verb of saying.
func isCueWord(f string) bool {
	fs, _ := formsOf(f)
	return len(fs) > 0
}

// isAct says that a folded word, token m or what is left of it without its preposition, is what somebody may be called on to do: a
// verbal noun, by the lists or by its shape, those of ifal with the others here.
func (r *reader) isAct(m int, w string) bool {
	if r.isContent(m) || load().contents[w] != "" || masdar(w) {
		return true
	}
	letters := []rune(strings.TrimPrefix(w, "ال"))
	if mutual(string(letters)) {
		return true
	}
	if many, ok := strings.CutSuffix(string(letters), "ات"); ok && masdar(many) {
		return true // "explanations"
	}
	return len(letters) == 5 && letters[0] == 'ا' && letters[3] == 'ا' && word.Corpus().DF(string(letters)) > 0 || load().contents[string(letters)] != ""
}

// mutual says that a folded word has the shape of a verbal noun of faala, with or without a pronoun: taking part, calling him to account.
func mutual(w string) bool {
	letters := []rune(w)
	for _, enc := range [...]string{"ته", "تها", "تهم"} {
		if stem, ok := strings.CutSuffix(w, enc); ok {
			letters = []rune(stem + "ه")
		}
	}
	return len(letters) == 6 && letters[0] == 'م' && letters[2] == 'ا' && letters[5] == 'ه'
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
		if ns := r.namesFrom(t.Tokens[k].Span.Start); len(ns) > 0 && ns[0].Span.Start == t.Tokens[k].Span.Start {
			return false // a name that begins so
		}
		return len(w) >= 6 && w[:2] == "ب" && !strings.HasPrefix(w, "بسبب") && word.Corpus().DF(w[2:]) > 0 || t.Tokens[k].Is("بانه", "بانها", "بانهم", "ب")
	}
	if m < to && strings.HasPrefix(t.Tokens[m].Fold, "بسبب") {
		return false // "was accused because of"
	}
	if m < to && (t.Tokens[m].Kind == word.Punct && !word.IsQuote(t.Tokens[m]) || word.Corpus().Take(t.Tokens[m].Fold).Pro == "و") {
		return false
	}
	if fs, _ := formsOf(t.Tokens[f.cue.at].Fold); len(fs) == 0 && m < to && m == f.cue.at+1 && with(m) { // "accused them of"
		f.how, f.content = byPrep, m
		f.start = t.Place(m, 2, len(t.Tokens[m].Fold)).Start
		return true
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
		if !f.speaker.known() && f.cue.clause < f.cue.at {
			f.speaker, f.own = r.before(f.cue, f.cue.clause) // "Tehran accuses Washington of": the accuser stands before the verb
		}
		if f.cue.at > 0 && chain.Particle(t.Tokens[f.cue.at-1].Fold) == chain.Relative {
			return true // "a report that accuses X and Y of": both are accused
		}
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
	if t.Tokens[m].Is("في", "خلال", "عبر") && m+3 < to && withOwner(t.Tokens[m+1].Fold) {
		m += 2 // "in his speech"
	} else if t.Tokens[m].Is("في", "من") {
		for k := m + 1; k < min(to, m+4); k++ {
			if ns := r.namesIn(t.Tokens[k].Span); len(ns) > 0 && ns[0].Kind == text.Place {
				m = max(m, t.Index(ns[0].Span.End)) // "in the north of X"
				break
			}
		}
	}
	for k := m + 1; k < to && k < m+14; k++ {
		if k == m+1 && t.Tokens[k].Is("من") && t.Tokens[m].Is("كلا", "كل", "عددا", "عدد") {
			continue
		}
		if with(k) || (r.isContent(k) || masdar(t.Tokens[k].Fold)) && !strings.HasPrefix(t.Tokens[k].Fold, "ال") {
			f.how, f.content = byNoun, m
			return true
		}
		if p := chain.Particle(t.Tokens[k].Fold); t.Tokens[k].Kind == word.Punct && !t.Tokens[k].Is("،", ",") || p != "" && (f.cue.form.shape != finite || chain.Particle(t.Tokens[m].Fold) != "" || t.Tokens[k-1].Is("،", ",") || p != chain.Time && !t.Tokens[k].Is("في", "من", "منذ", "خلال")) {
			break
		}
	}
	return false
}

// doing says that token i looks like a verb: by the corpus, or as what they do.
func (r *reader) doing(i int) bool {
	f := r.t.Tokens[i].Fold
	if (strings.HasPrefix(f, "سي") || strings.HasPrefix(f, "ست")) && len(f) >= 8 && word.Corpus().DF("ال"+f) == 0 {
		return true
	}
	return chain.Verbal(f) || len(f) >= 10 && strings.HasPrefix(strings.TrimPrefix(f, "و"), "ي") && strings.HasSuffix(f, "ون")
}

// withOwner says that a folded word ends in a possessive pronoun.
func withOwner(f string) bool {
	return len(f) >= 8 && (strings.HasSuffix(f, "ه") || strings.HasSuffix(f, "ها") || strings.HasSuffix(f, "هم")) && word.Corpus().DF("ال"+f) == 0
}

// isContent says whether token m is a verbal noun that carries a proposition.
func (r *reader) isContent(m int) bool {
	f := r.t.Tokens[m].Fold
	if m > 0 && chain.Particle(r.t.Tokens[m-1].Fold) == chain.Relative {
		return false // "which was held": a verb spelt so
	}
	if _, ok := load().contents[f]; ok {
		ns := r.namesFrom(r.t.Tokens[m].Span.Start)
		return !r.bodyNamed(m) && !(len(ns) > 0 && ns[0].Kind == text.Person && ns[0].Span.Start == r.t.Tokens[m].Span.Start)
	}
	if the, ok := strings.CutPrefix(f, "ال"); ok && m+1 < len(r.t.Tokens) && load().contents[the] != "" {
		if next := r.t.Tokens[m+1]; next.Is("في", "من", "علي", "الي", "مع", "عن") && (strings.HasSuffix(the, "اء") || strings.HasSuffix(the, "ام") || masdar(the) || ofDeeds[the]) {
			return true // "the beginning of", "the completion of"
		}
	}
	for _, enc := range [...]string{"ه", "ها", "هم", "هما"} {
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

// ofDeeds are nouns with the article that tell what was done, before a preposition: "the finding of".
var ofDeeds = map[string]bool{"بدء": true, "حاجه": true, "قبض": true, "عثور": true, "سيطره": true, "حصول": true, "تخلي": true, "فوز": true}

// bodyNamed says that the noun at token m begins the name of a body: "the organization X".
func (r *reader) bodyNamed(m int) bool {
	t := r.t
	if !load().bodies[t.Tokens[m].Fold] || m+1 >= len(t.Tokens) {
		return false
	}
	ns := r.namesFrom(t.Tokens[m].Span.Start)
	return len(ns) > 0 && ns[0].Span.Start == t.Tokens[m].Span.Start && ns[0].Kind == text.Organization || t.Tokens[m+1].Is("الدوله", "القاعده", "داعش", "الاخوان")
}

func (r *reader) isCue(next []cue, m int) bool {
	for _, c := range next {
		if c.at == m {
			prev := r.t.Tokens[max(m-1, 0)]
			return c.form.shape == finite && (c.form.verb.free || c.form.verb.lemma == "نقل" && !prev.Is("كما")) ||
				c.form.shape == participle && prev.Is("،", ",") && c.form.verb.takes["that"] && m+1 < len(r.t.Tokens) && that(r.t.Tokens[m+1].Fold)
		}
		if c.at > m {
			break
		}
	}
	return false
}
