package date

import (
	"strings"

	"rawi/arabic/word"
)

// notToday says that the word at token i, which may mean a day near the writing, is something else: part of a name, "the day of".
func (p *parser) notToday(i, to, offset int, named bool) bool {
	k := &p.t.Tokens[i]
	w := k.Fold
	if named || to > i+1 {
		return false
	}
	if p.contrasted(i, to) {
		return true
	}
	if strings.HasSuffix(w, "الغد") || w == "غد" {
		switch p.prior(i) {
		case "يوم", "صباح", "مساء", "ظهر", "عصر", "فجر", "ليل", "حتي", "ليله":
			return false
		}
		return true
	}
	if !strings.HasSuffix(w, "اليوم") && !strings.HasSuffix(w, "لليوم") && !strings.HasSuffix(w, "الليله") {
		return false
	}
	if w == "باليوم" { // a day, of what is counted by it
		return true
	}
	prior, behind := p.prior(i), p.next1(to)
	if endsIn(prior, "في") || p.l.before[prior] || len(prior) > 6 && p.l.before[prior[2:]] && (prior[:2] == "ب" || prior[:2] == "ل") || p.l.after[behind] || strings.HasPrefix(w, "ك") || strings.HasPrefix(w, "لل") || endsIn(prior, "اليوم") {
		return true
	}
	if a := p.number(to); a != nil && p.joined(to) && a.Ordinal {
		return true
	}
	if w == "واليوم" && (prior == "،" || prior == ",") && p.quoted(i) { // "I used to, and today": nowadays, in speech
		return true
	}
	if i > p.from && word.IsQuote(p.t.Tokens[i-1]) && p.joined(to) && word.IsQuote(p.t.Tokens[to]) {
		return true
	}
	if i-2 >= p.from && p.joined(to) && word.IsQuote(p.t.Tokens[to]) && p.t.Tokens[to].Gap == word.None && word.IsQuote(p.t.Tokens[i-2]) {
		return true // the name of a paper between quotation marks
	}
	if w == "اليوم" && p.t.Tokens[i].Gap >= word.Line && p.is(to, "-", "\u2013", "\u2014", "|") && p.joined(to+1) && p.t.Tokens[to+1].Kind == word.Word {
		return true // the paper, before the place it writes from
	}
	x, _, ok := p.next(to, isPlace) // "the next day" is read elsewhere
	return ok && x.place != unplaced
}

// contrasted says that two days near the writing stand side by side for then and now: "between yesterday and today".
func (p *parser) contrasted(i, to int) bool {
	if i-1 > p.from && p.joined(i) && p.prior(i-1) == "اشبه" { // "how like tonight is to yesterday"
		return true
	}
	if endsIn(p.prior(i), "بين") {
		if x, _, ok := p.lex(min(to, p.to-1), isDeictic); ok && x.and && p.joined(to) {
			return true
		}
	}
	if i-1 > p.from && p.joined(i) && endsIn(p.prior(i-1), "بين") {
		if _, end, ok := p.lex(i-1, isDeictic); ok && end == i {
			x, _, ok := p.lex(i, isDeictic)
			return ok && x.and
		}
	}
	return false
}

// figurative leaves out "today" and "tomorrow" that are set against each other in a quotation: "who does not sow today will not reap
// tomorrow" speaks of no day.
func (p *parser) figurative(found []Expr) []Expr {
	today, tomorrow := -1, -1
	for i := range found {
		f := &found[i].form
		if f.kind != deictic || f.named || found[i].To != found[i].From+1 || !p.quoted(found[i].From) {
			continue
		}
		switch f.n {
		case 0:
			today = i
		case 1:
			tomorrow = i
		}
	}
	if today < 0 || tomorrow < 0 {
		return found
	}
	out := found[:0]
	for i := range found {
		if i != today && i != tomorrow {
			out = append(out, found[i])
		}
	}
	return out
}

// aside is how many tokens on either side of a word are searched for the quotation marks around it.
const aside = 60

// quoted says that token i stands inside quotation marks.
func (p *parser) quoted(i int) bool {
	for _, q := range word.Pairs(p.t, max(p.from, i-aside), min(p.to, i+aside)) {
		if q.Open < i && (i < q.Close || q.Close < 0) {
			return true
		}
	}
	return false
}

// titled says that "the year" at token i is the adjective "general", or the Sunna.
func (p *parser) titled(i int) bool {
	w := p.prior(i)
	if p.l.offices[w] {
		return true
	}
	if len(w) > 2 && (w[:2] == "و" || w[:2] == "ل" || w[:2] == "ب") {
		return p.l.offices[w[2:]] || p.l.offices["ا"+w[2:]]
	}
	return false
}

// introduced says that the weak month name at token i stands where only a month does.
func (p *parser) introduced(i int, m month) bool {
	if m.pre > 0 && p.t.Tokens[i].Fold[:2] != "و" && p.t.Tokens[i].Fold[:2] != "ف" {
		return false
	}
	if m.cal == gregorian && m.number == 8 && strings.HasPrefix(p.t.Raw(i), "أب") {
		return false
	}
	w := p.prior(i)
	for _, x := range [...]string{"في", "منذ", "خلال", "حتي", "بحلول"} {
		if endsIn(w, x) {
			return true
		}
	}
	if m.cal == islamic {
		return false
	}
	if i > p.from && p.joined(i) {
		if x, _, ok := p.lex(i-1, isMonth); ok && !x.weak { // "February and March"
			return true
		}
	}
	return false
}

// forbidden says that what stands before the expression makes it part of a name, or a day of every week.
func (p *parser) forbidden(n *node) bool {
	i := n.from
	if p.prior(i) == "ال" {
		i--
	}
	w := p.prior(i)
	if p.is(n.to, "من") && p.is(n.to+1, "كل") { // every July
		return true
	}
	if w == "" {
		return false
	}
	if n.kind == calendary && n.year == 0 && n.day > 0 && n.ofYear == unplaced && n.place == unplaced && n.cal == gregorian && !n.named {
		if y := p.l.landmarks[landmark{w, n.month, n.day}]; y != 0 {
			n.year = y
			return false
		}
	}
	if n.day > 0 && n.year == 0 && n.place <= last {
		n.event = p.event(n)
	}
	// "Opened the hospital on 12 March" names no hospital: what is named after a day has no article of its own.
	site := p.l.sites[w] && !strings.HasPrefix(w, "ال") && !strings.HasPrefix(w, "بال") && !strings.HasPrefix(w, "لل") && !strings.HasPrefix(w, "وال") &&
		!strings.HasSuffix(p.t.Tokens[n.from].Fold, "يوم")
	if n.day > 0 && n.month > 0 {
		return site || n.year == 0 && n.place == unplaced && n.ofYear == unplaced && !n.named && p.l.movements[w]
	}
	named := site && n.place == unplaced // "Tuesday Street", "October Company"
	if n.kind == calendary && n.day == 0 && n.month > 0 && n.year == 0 && n.ofYear == unplaced && p.t.Tokens[n.from].Fold != "شهر" {
		return named || n.place == unplaced && (p.l.movements[w] || w == "حرب" || w == "الحرب")
	}
	if n.kind != weekday {
		return false
	}
	if named && n.to == n.from+1 {
		return true
	}
	for j := i - 1; j > p.from && j > i-7 && p.joined(j); j-- { // "on the days of Saturday and Tuesday"
		if _, end, ok := p.lex(j, isDay); !ok || end != j+1 {
			break
		}
		w = p.prior(j)
	}
	switch {
	case p.l.prayers[w] && n.place == unplaced, p.l.sites[w] && !n.monthly && n.weekday == 5 && n.place == unplaced:
		return true
	case endsIn(w, "كل"), endsIn(w, "ايام"), endsIn(w, "الايام"), endsIn(w, "كلا"), w == "هذين":
		return true
	case endsIn(w, "بين") && n.weekday == 1:
		_, _, ok := p.lex(min(n.to, p.to-1), isDay)
		return !ok
	}
	return n.place == unplaced && n.weekday >= 4 && p.l.given[w]
}

// event is the year of the event that a day and month mean by the words of their sentence, 0 when they mean none.
func (p *parser) event(n *node) int {
	if n.kind != calendary || n.cal != gregorian || n.ofYear != unplaced || n.named || !p.l.eventful[[2]int{n.month, n.day}] {
		return 0
	}
	for j := max(p.from, n.from-40); j < min(p.to, n.to+40); j++ {
		if y := p.l.near[landmark{p.t.Tokens[j].Fold, n.month, n.day}]; y != 0 {
			return y
		}
	}
	return 0
}

// lookBack is how many tokens before an expression are searched for a verb that tells its tense.
const lookBack = 12

// tense notes whether the words before the expression speak of what is to come or of what has been: the nearest cue decides.
func (p *parser) tense(n *node) {
	f := &n.form
	if f.place == next {
		f.future = true
		return
	}
	if f.place == last {
		f.past = true
		return
	}
	for j := n.from - 1; j >= p.from && j >= n.from-lookBack; j-- {
		k := &p.t.Tokens[j]
		if k.Kind == word.Punct && (k.Is(".", "؛", "؟", "!") || k.Gap >= word.Line) {
			break
		}
		if k.Kind != word.Word {
			continue
		}
		cue := p.l.tense[k.Fold]
		if cue == toCome && p.prior(j) == "غير" { // "unexpectedly"
			cue = timeless
		}
		if cue == timeless && (willBe(k.Fold) || j == n.from-1 && p.present(j)) {
			cue = toCome
		}
		if cue != timeless {
			f.future, f.past = cue == toCome && !p.was(j), cue == hasBeen
			break
		}
	}
	if !f.future && !f.past && n.to < p.to && p.joined(n.to) { // "and on Sunday he will …"
		for j := n.to; j < n.to+2 && p.joined(j); j++ {
			if willBe(p.t.Tokens[j].Fold) {
				f.future = true
			}
		}
	}
	mirror(f)
}

// present says that token i is a verb in the present tense, which beside a day announces ("the ship leaves on Monday"): a word with
// the prefix of the present that the corpus knows with the prefix of the future too. Denied ("did not come") it tells the past.
func (p *parser) present(i int) bool {
	w := p.t.Tokens[i].Fold
	if len(w) > 2 && (w[:2] == "و" || w[:2] == "ف") {
		w = w[2:]
	}
	if len(w) < 8 || w[:2] != "ي" && w[:2] != "ت" || p.prior(i) == "لم" || p.prior(i) == "ولم" {
		return false
	}
	c := word.Corpus()
	df := c.DF("س" + w)
	return df >= 4 && df*40 >= c.DF(w)
}

// was says that "it was" stands shortly before token i: what was to come may have come long since.
func (p *parser) was(i int) bool {
	for j := i - 1; j >= p.from && j >= i-8; j-- {
		if w := p.t.Tokens[j].Fold; endsIn(w, "كان") || endsIn(w, "كانت") || endsIn(w, "كانوا") {
			return true
		}
	}
	return false
}

// mirror hands the tense down to the parts of the form.
func mirror(f *form) {
	for _, x := range []*form{f.of, f.to, f.pair, f.nth} {
		if x != nil {
			x.future, x.past, x.ahead = f.future, f.past, f.ahead
			if x == f.nth {
				mirror(x)
			}
		}
	}
}

// willBe says that the folded word is a verb with the prefix of the future: what follows the prefix is itself a common word of
// the present tense.
func willBe(w string) bool {
	if len(w) < 8 {
		return false
	}
	at := 0
	if w[:2] == "و" || w[:2] == "ف" {
		at = 2
	}
	if w[at:at+2] != "س" || len(w) < at+8 {
		return false
	}
	switch w[at+2 : at+4] {
	case "ي", "ت", "ن":
	default:
		return false
	}
	rest := w[at+2:]
	c := word.Corpus()
	df := c.DF(rest)
	return df >= 20 && (len(rest) > 6 || df >= 200) && df >= c.DF(w)/4
}
