package quote

import (
	"strings"
	"sync"

	"rawi/arabic/chain"
	"rawi/arabic/lexicon"
	"rawi/arabic/name"
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
	r.spoke, r.subject = false, speaker{}
	for n, c := range cues {
		if c.at < spent {
			continue
		}
		f, ok := r.frameOf(c, from, to, cues[n+1:], title)
		if f.own && f.speaker.known() && c.form.shape == finite {
			r.subject = f.speaker
		}
		if f.own && f.speaker.known() && (ok || f.cue.form.verb.free || f.relayed) {
			r.heard(f.speaker)
			r.spoke = true
		}
		frames = append(frames, &f)
		if !ok {
			continue
		}
		end := r.endOf(&f, cues[n+1:], to)
		r.report(&f, end)
		spent = end
	}
	r.leftover(from, to, frames)
	r.attributed(from, to, frames)
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
		if prev.Is("،", ",", "-", "–") {
			if _, ok := tails().At(t, m); ok {
				break
			}
		}
		stop := false
		for n, c := range next {
			if c.at == m {
				stop = r.newReport(c, f, next[n+1:], to)
				break
			}
		}
		if stop {
			break
		}
	}
	return r.trim(f.content, m)
}

// newReport says whether a cue inside a reported clause begins a report of its own.
func (r *reader) newReport(c cue, f *frame, next []cue, to int) bool {
	t := r.t
	first := chain.Particle(t.Tokens[c.at-1].Fold) == chain.Relative || t.Tokens[c.at-1].Is("،", ",", "؛", "-", "–") || c.pro == "و" && c.form.shape == finite
	if c.form.shape == participle {
		_, ok := r.frameOf(c, c.at, to, next, false)
		return ok
	}
	if c.form.shape != finite || !first && !t.Tokens[c.at-1].Is("كما", "فيما", "بينما") && !r.turns(c.at) {
		return false
	}
	_, ok := r.frameOf(c, c.at, to, next, false)
	return ok
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

// turns says that the words before token k turn the report, and the subject stays: "but he added".
func (r *reader) turns(k int) bool { return r.turn(k) > 0 }

// trim moves the end back over marks that belong to nobody.
func (r *reader) trim(from, end int) int {
	for end > from+1 {
		k := r.t.Tokens[end-1]
		if chain.Particle(k.Fold) == chain.Relative || k.Is("كما", "و", "فيما", "بينما") {
			end--
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
			if r.named(m, c) {
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
		if words(t, from, end) >= 2 {
			r.add(text.Indirect, f, r.spanFrom(f, from, end))
		}
		return
	}
	for _, d := range direct {
		r.add(text.Direct, f, t.Span(d[0]+1, d[1]))
	}
	r.remainder(f, from, end, direct)
}

// named says that the marks at the tokens [open, end) hold a name or the title of a work.
func (r *reader) named(open, end int) bool {
	t := r.t
	if words(t, open+1, end) > 8 {
		return false
	}
	before := open - 1
	if before > 0 && t.Tokens[before].Is("،", ",") {
		before--
	}
	if first := t.Tokens[open+1]; chain.Particle(first.Fold) == chain.Negation || chain.Verbal(first.Fold) {
		return false // a sentence, not a name
	}
	if before >= 0 && work(t.Tokens[before].Fold) || open+2 < end && load().bodies[t.Tokens[open+1].Fold] {
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
		if complete && words(t, a, b) >= 4 && words(t, a, b) > words(t, best[0], best[1]) {
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
		try(a, d[0], d[0] > from && (prev.Is("،", ",", "و", "؛")))
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
	s := f.speaker
	r.out = append(r.out, text.Quote{
		Kind: kind, Said: said, Speaker: s.span, Who: s.who, Cue: f.span, Chain: s.chain, Rule: f.cue.form.verb.rule,
	})
	if s.known() {
		r.heard(s)
		if r.isName(s.who) {
			r.lastPerson = s.who
		}
	}
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
	for i := len(frames) - 1; i >= 0; i-- {
		f := frames[i]
		if f.cue.at < m && f.cue.form.verb.free && f.own && f.speaker.known() && f.cue.form.shape != verbal {
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
		if !ok {
			continue
		}
		said := r.around(from, to, b.From, end)
		if said.Empty() || r.taken(said) {
			r.lend(f, b.From, from)
			m = end - 1
			continue
		}
		r.claim(&f, said)
		m = end - 1
	}
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

// lend gives the links of an attribution to the quote of the same sentence that ends right before it.
func (r *reader) lend(f frame, at, from int) {
	start := r.t.Tokens[from].Span.Start
	for i := len(r.out) - 1; i >= 0; i-- {
		q := &r.out[i]
		if q.Said.End < start {
			return
		}
		if q.Said.End <= r.t.Tokens[at].Span.Start && len(q.Chain) == 0 {
			q.Chain = f.speaker.chain
			return
		}
	}
}

// brings says whether the phrase names a source.
func (r *reader) brings(b word.Match[*bring], to int) bool {
	_, _, ok := r.bringing(b, to)
	return ok
}

// bringing reads the source that an attribution phrase names: the frame with its speaker and links, and where the phrase ends.
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
		if len(fs) == 0 || fs[0].shape != finite {
			return f, i, false
		}
		f.span = t.Span(b.From, i+1)
		i++
		for i < to && t.Tokens[i].Is("به", "عنه", "ذلك", "في", "بذلك") && i+1 < to {
			i++
		}
		f.cue.form.verb = &verb{lemma: fs[0].verb.lemma, rule: b.Value.rule}
		return r.source(b, f, i, to)
	}
	for i < to && t.Tokens[i].Is("ما") {
		return f, i, false
	}
	return r.source(b, f, i, to)
}

// formsOfObject is formsOf for verbs that may carry the object pronoun that takes up "what": "as X reported it".
func formsOfObject(w string) ([]form, string) {
	fs, p := formsOf(w)
	if len(fs) > 0 && fs[0].shape != verbal {
		return fs, p
	}
	for _, enc := range [...]string{"ه", "ها"} {
		if n := len(w) - len(enc); n >= 6 && w[n:] == enc {
			if fs, p := formsOf(w[:n]); len(fs) > 0 {
				return fs, p
			}
		}
	}
	return fs, p
}

// source reads the naming of a source at token i into the frame: a medium is a link, a person or body the speaker.
func (r *reader) source(b word.Match[*bring], f frame, i, to int) (frame, int, bool) {
	t := r.t
	if i >= to || t.Tokens[i].Kind == word.Punct && !word.IsQuote(t.Tokens[i]) {
		return f, i, false
	}
	s, isSource := chain.At(t, i, to, r.doc.Names)
	e := chain.Phrase(t, i, to, r.doc.Names)
	if isSource && e < s.To {
		e = s.To
	}
	if e <= i {
		return f, i, false
	}
	if isSource && !s.None && s.Kind != text.OfficialBody {
		f.speaker = speaker{chain: r.wanted(text.Link{Span: s.Span, Name: s.Name, Kind: s.Kind, Rule: s.Rule})}
		end := s.To
		if s.Issued && end < to { // "a report of the agency X"
			if l, n, ok := r.link(end, to, f.speaker.chain); ok {
				f.speaker.chain, end = append(f.speaker.chain, l...), n
			}
		}
		if end+2 < to && t.Tokens[end].Is("نقلا") && t.Tokens[end+1].Is("عن") {
			end++
		}
		if end+1 < to && t.Tokens[end].Is("عن") {
			f.speaker.span, f.own = s.Span, true
			keep := f.speaker.chain
			if n, ok := r.through(&frame{cue: f.cue, own: true, speaker: speaker{span: s.Span, who: s.Name}}, end, to); ok {
				g := frame{cue: cue{form: form{verb: &verb{lemma: "نقل"}}}, own: true, speaker: speaker{span: s.Span, who: s.Name}}
				r.through(&g, end, to)
				f.speaker, end = g.speaker, n
			} else {
				f.speaker = speaker{chain: keep}
			}
		}
		return f, end, len(f.speaker.chain) > 0 || f.speaker.known()
	}
	people := false
	for _, n := range r.namesIn(t.Span(i, e)) {
		people = people || n.Kind == text.Person || n.Kind == text.Organization
	}
	if !people && !isSource && !(b.Value.kind == "verb" && r.acts(i, e)) && name.Title(t, i) == 0 {
		return f, i, false
	}
	f.speaker = r.speakerAt(i, e)
	if isSource {
		f.speaker.none = s.None
		if s.None {
			f.speaker.who = ""
		}
	}
	return f, e, f.speaker.known()
}

// around is the clause that an attribution phrase at the tokens [a, b) speaks of, in the sentence [from, to).
func (r *reader) around(from, to, a, b int) text.Span {
	t := r.t
	for b < to && t.Tokens[b].Is("،", ",") {
		b++
	}
	end := r.trim(from, to)
	if a-from <= 1 { // at the head: what follows, "then" aside
		for b < end && t.Tokens[b].Is("فان", "فانه", "فانها", "فقد", "ان", "انه", "انها") {
			b++
		}
		return t.Span(b, r.clauseEnd(b, end))
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
	for start < a && t.Tokens[start].Kind == word.Punct {
		start++
	}
	for m := a - 2; m > from; m-- { // back to the last border that begins a clause of its own
		p := chain.Particle(t.Tokens[m].Fold)
		if p == chain.Conjunction && t.Tokens[m-1].Is("،", ",") && !t.Tokens[m].Is("وذلك") {
			start = m + 1
			break
		}
	}
	if words(t, b, end) <= 2 || t.Tokens[a-1].Is("،", ",") && b < to && t.Tokens[b-1].Is("،", ",") {
		return t.Span(start, r.trim(start, a))
	}
	if t.Tokens[a-1].Is("،", ",") {
		return t.Span(start, r.trim(start, a))
	}
	return t.Span(start, end)
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
		if fs, pro := formsOf(r.t.Tokens[m].Fold); len(fs) > 0 && (pro == "و" && fs[0].shape == finite || fs[0].shape == participle) {
			return r.trim(i, m)
		}
	}
	return to
}

// ruleHeadline names the quotes that titles make.
const ruleHeadline = "quote.headline"

// dateline says that what stands before the colon of a headline is a city, which says where, not who.
func (r *reader) dateline(from, colon int) bool {
	ns := r.namesIn(r.t.Span(from, colon))
	return len(ns) == 1 && ns[0].Kind == text.Place && strings.HasPrefix(ns[0].Rule, "cities.tsv") && ns[0].Span == r.t.Span(from, colon)
}

// sure says that the noun phrase [i, j) names a person or body, or begins with a title or a sayer, and is no place unknown to us.
func (r *reader) sure(i, j int) bool {
	t := r.t
	if len(r.namesIn(t.Span(i, j))) > 0 || name.Title(t, i) > 0 || j-i > 1 && !r.mute(i, j) {
		return true
	}
	h, _ := chain.HeadAt(t, i)
	return h != nil || load().sayer(strings.TrimPrefix(t.Tokens[i].Fold, "ال")) || strings.HasSuffix(t.Tokens[i].Fold, "ون")
}

// headline reads a title of the form "name: words".
func (r *reader) headline(from, to int) bool {
	t := r.t
	colon := -1
	for m := from + 1; m < to && m < from+14; m++ {
		if t.Tokens[m].Is(":") && !(t.Tokens[m-1].Kind == word.Number) {
			colon = m
			break
		}
		if _, ok := r.closes[m]; ok && words(t, m+1, r.closes[m]) > 3 {
			return false
		}
	}
	if colon < 0 || colon+1 >= to || load().labels[t.Tokens[from].Fold] {
		return false
	}
	e := chain.Phrase(t, from, colon, r.doc.Names)
	if e == from || !r.acts(from, e) || r.dateline(from, colon) && r.closes[colon+1] == 0 || colon-from > 6 && e < colon && chain.Particle(t.Tokens[e].Fold) == "" {
		return false
	}
	if words(t, colon+1, to) < 2 || !r.sure(from, e) {
		return false
	}
	f := frame{speaker: r.speakerAt(from, e), cue: cue{form: form{verb: &verb{rule: ruleHeadline}}}}
	if end, ok := r.closes[colon+1]; ok && end >= r.trim(colon, to)-1 {
		r.add(text.Direct, &f, t.Span(colon+2, min(end, to)))
	} else {
		r.add(text.Indirect, &f, t.Span(colon+1, r.trim(colon, to)))
	}
	return true
}
