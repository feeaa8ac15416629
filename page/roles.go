package page

import (
	"slices"
	"strings"

	"rawi/arabic/word"
	"rawi/news"
	"rawi/text"
)

// label gives every line its role and returns the lines of each article, in order: one, unless a second article is glued to the first.
// Lines whose role is given with the input (the title of a record, what mark-up says) have it already. The order: phrases that say
// themselves what they are; publication stamps; captions; the borders between articles; then, by its place before, among or after the
// paragraphs of its article, what is left; last, what stands inside the paragraphs: datelines before the first, credits after the last.
// What r knows as the outlet's own is furniture; what the articles show of it is returned with them.
func (s *sheet) label(source string, f *news.Fields, r *Repeats) ([][]line, []Trace) {
	if s.page == nil {
		s.cutRows()
	}
	s.furnish()
	s.enclosed()
	s.cutPhrases()
	s.rulePhrases()
	s.stamps()
	if s.page == nil {
		s.siteLine()
	}
	s.captions()
	s.groups = s.groupKeys(source, s.address(f))
	tables := r.groupsOf(s.groups)
	var out [][]line
	var traces []Trace
	all, from := s.lines, 0
	for _, k := range append(s.breaks(), len(all)) {
		one := &sheet{src: s.src, t: s.t, begins: s.begins, page: s.page, names: s.names, groups: s.groups, lines: all[from:k:k]}
		own := one.ownLines()
		traces = append(traces, one.trace(own))
		one.giveOwn(own, tables)
		one.place()
		s.names = one.names
		out = append(out, one.lines)
		from = k
	}
	return handBack(out), traces
}

// address is where the source was published, as its record or the page itself says.
func (s *sheet) address(f *news.Fields) string {
	switch {
	case f != nil && f.URL != "":
		return f.URL
	case s.page != nil:
		return s.page.meta.url
	}
	return ""
}

// place gives roles to the lines of one article by where they stand.
func (s *sheet) place() {
	first, _ := s.core()
	s.head(first)
	first, last := s.core() // the head may have cut a line in two
	s.among(first, last)
	s.tail(first, last)
	s.within()
	for k := range s.lines {
		s.lines[k].give(text.Body, "page.rest")
	}
}

// handBack gives the first article what stands after the end of a later one and belongs to none: lists of links, share labels, furniture.
func handBack(articles [][]line) [][]line {
	for n := 1; n < len(articles); n++ {
		a := articles[n]
		end := len(a)
		for end > 0 {
			switch a[end-1].role {
			case text.Related, text.Share, text.Furniture, text.Advert, text.Keywords:
				end--
				continue
			}
			break
		}
		articles[0] = append(articles[0], a[end:]...)
		articles[n] = a[:end]
	}
	return articles
}

// core is the first and the last line of running text that have no role yet; where none is long enough, the longest line. Both are
// -1 where every line has a role.
func (s *sheet) core() (first, last int) {
	first, last = -1, -1
	longest := -1
	for k := range s.lines {
		l := &s.lines[k]
		if l.role != "" && l.role != text.Body {
			continue
		}
		if longest < 0 || l.shape.words > s.lines[longest].shape.words {
			longest = k
		}
		if l.role == text.Body || l.shape.paragraph() {
			if first < 0 {
				first = k
			}
			last = k
		}
	}
	if first < 0 {
		return longest, longest
	}
	return first, last
}

// cutPhrases cuts lines at the phrases of phrases.tsv that stand inside them, and at photo credits.
func (s *sheet) cutPhrases() {
	b := book()
	var c cutting
	for k := range s.lines {
		l := &s.lines[k]
		if l.role != "" && l.role != text.Body {
			c.keep(s, k)
			continue
		}
		if pieces := b.labels(s, l); pieces != nil {
			c.cut(s, k, pieces...)
			continue
		}
		if pieces := s.cutStampLabel(l); pieces != nil {
			c.cut(s, k, pieces...)
			continue
		}
		lead, leads := b.leadIn(s, l)
		if leads {
			head, rest := s.sub(l, l.from, lead.to), s.sub(l, lead.to, l.to)
			head.role, head.rule = lead.role, lead.rule
			c.cut(s, k, head)
			l = &rest
		}
		f, inside := b.inLine(s, l)
		var tail line
		if inside {
			tail = s.sub(l, f.from, l.to)
			tail.role, tail.rule = f.role, f.rule
			before := s.sub(l, l.from, f.from)
			l = &before
		}
		switch pieces := s.cutPhoto(l); {
		case pieces != nil:
			c.cut(s, k, pieces...)
		case leads || inside:
			c.cut(s, k, *l)
		default:
			c.keep(s, k)
		}
		if inside {
			c.cut(s, k, tail)
		}
	}
	c.done(s)
}

// rulePhrases gives the role to lines that a phrase rules, and to those that follow when the phrase takes them with it.
func (s *sheet) rulePhrases() {
	b := book()
	seen := false // running text stood before
	for k := 0; k < len(s.lines); k++ {
		l := &s.lines[k]
		if l.rule == "markup.heading" && l.role == text.Subhead {
			if f, ok := b.atLine(s, l); ok && f.where&asLine != 0 && f.role != text.Body && f.role != text.Subhead {
				l.role = "" // a heading of the page's own, inside the text
			}
		}
		if l.role != "" {
			seen = seen || l.role == text.Body
			continue
		}
		if s.debris(l) {
			l.give(text.Furniture, "page.debris")
			continue
		}
		f, ok := b.atLine(s, l)
		if !ok {
			if n, rule := b.policies(s, l); n >= 2 {
				l.give(text.Furniture, rule)
			}
			seen = seen || l.shape.paragraph()
			continue
		}
		if !s.believe(l, f) {
			seen = seen || l.shape.paragraph()
			continue
		}
		l.give(f.role, f.rule)
		bare := restIsMarks(s.t, f.to, l.to)
		switch {
		case f.then == withList && bare:
			k = s.take(k, f, maxListed, listed)
		case f.then == withNames && bare:
			k = s.take(k, f, maxNames, func(l *line) bool { return l.shape.words <= 4 && !l.shape.stop() })
		case f.then == toEnd && seen:
			k = s.take(k, f, len(s.lines), func(*line) bool { return true })
		}
	}
}

// maxEnclosed is how many lines may stand between a link that passes over something and its end.
const maxEnclosed = 14

// enclosed gives the role of furniture to what a page lets its readers pass over: the lines from the link that does so to that on which it ends.
func (s *sheet) enclosed() {
	b := book()
	for k := range s.lines {
		l := &s.lines[k]
		if l.shape.words > maxCreditWords {
			continue
		}
		f, ok := b.atLine(s, l)
		if !ok || f.then != toItsEnd {
			continue
		}
		for e := k + 1; e < len(s.lines) && e <= k+maxEnclosed; e++ {
			if !s.endsHere(&s.lines[e]) {
				continue
			}
			for i := k; i <= e; i++ {
				if l := &s.lines[i]; free(l) || l.rule == "markup.link" {
					l.role, l.rule = f.role, f.rule
				}
			}
			break
		}
	}
}

// endsHere says that a short line begins or ends with a word that says something ends there.
func (s *sheet) endsHere(l *line) bool {
	if l.shape.words > maxCreditWords {
		return false
	}
	for _, k := range [2]int{l.from, l.to - 1} {
		if m, ok := book().set.At(s, k); ok && m.Value.then == itsEnd && m.To <= l.to {
			return true
		}
	}
	return false
}

// debris says that a line holds no words, or is a piece of mark-up that was left in the text: an attribute, the end of a tag.
func (s *sheet) debris(l *line) bool {
	if l.shape.words == 0 {
		return !l.shape.bullet || l.to-l.from > 1
	}
	t := s.bytes(l)
	if strings.HasSuffix(t, "/>") || strings.HasSuffix(t, "\">") {
		return true
	}
	first := s.t.Tokens[l.from]
	return first.Kind == word.Latin && l.from+2 < l.to && s.t.Tokens[l.from+1].Is("=") && word.IsQuote(s.t.Tokens[l.from+2])
}

// How many lines a heading may take with it.
const (
	maxListed = 30
	maxNames  = 40
)

// listed says that a line may be a headline in a list of links.
func listed(l *line) bool {
	f := l.shape
	return f.words >= 3 && f.words <= 26 && !f.paragraph() && f.last != '.' && f.last != '\u060C' && f.last != ','
}

// take gives the lines after k, as long as they have no role and fit, the role of the phrase. It returns the last it took. A heading in a text without mark-up
// that is followed by one headline and then a paragraph that tells the same is the head of an article of its own, and takes nothing.
func (s *sheet) take(k int, f found, limit int, fits func(*line) bool) int {
	n := 0
	for k+n+1 < len(s.lines) && n < limit {
		l := &s.lines[k+n+1]
		if l.role != "" || !fits(l) {
			break
		}
		n++
	}
	if n == 1 && f.role == text.Related && s.opens(k+1) {
		return k
	}
	for i := k + 1; i <= k+n; i++ {
		s.lines[i].give(f.role, f.rule)
	}
	return k + n
}

// believe says whether what a phrase says of its line is to be believed: a stamp must hold a date, a byline be short and no sentence.
func (s *sheet) believe(l *line, f found) bool {
	switch f.role {
	case text.DateLine:
		return false // stamps decides, with the date
	case text.Byline:
		if f.where&sure != 0 && l.shape.words <= maxCreditWords && !l.shape.stop() {
			return true
		}
		c := s.readCredit(l.from, l.to, true)
		return c.to >= l.to && l.shape.words <= maxCreditWords
	case text.Caption:
		return l.shape.words <= 40
	case text.Credit:
		return l.shape.words <= 30
	}
	return true
}

// cutStampLabel parts a line at the label of a stamp that runs on from the word before it without a blank: "WRITERpublished in …".
func (s *sheet) cutStampLabel(l *line) []line {
	for k := l.from; k+1 < min(l.to, l.from+8); k++ {
		f := s.t.Tokens[k].Fold
		for _, label := range book().stampLabels {
			if len(f) < len(label[0])+4 || !strings.HasSuffix(f, label[0]) || s.t.Tokens[k+1].Fold != label[1] {
				continue
			}
			if !s.dated(l) {
				return nil
			}
			at := s.t.Place(k, len(f)-len(label[0]), len(f)).Start
			head, rest := s.sub(l, l.from, k+1), s.sub(l, k, l.to)
			head.end, rest.at = at, at
			rest.role, rest.rule = text.DateLine, "date.stamp"
			return []line{head, rest}
		}
	}
	return nil
}

// stamps finds the lines that say when the page was published or changed: a full date with little around it.
func (s *sheet) stamps() {
	b := book()
	seen := false // running text stood before
	for k := range s.lines {
		l := &s.lines[k]
		seen = seen || l.role == "" && l.shape.paragraph()
		if l.role != "" || l.shape.words > 25 {
			continue
		}
		if seen && s.page != nil && l.shape.arabic == 0 && l.shape.words <= 4 && s.t.Tokens[l.from].Kind == word.Number && strings.Contains(s.bytes(l), ":") && s.clock(l.from, l.to) {
			l.give(text.DateLine, "date.clock") // of an entry of a running account
			continue
		}
		_, span, ok := stamp(s.t, l.from, l.to)
		if !ok {
			continue
		}
		i, j := s.t.Range(span)
		second := s.secondStamp(l, j)
		before, after, rule, labelled := 0, 0, "date.stamp", false
		for x := l.from; x < l.to; x++ {
			if f, ok := b.set.At(s, x); ok && f.Value.role == text.DateLine && f.To <= l.to {
				rule, labelled = f.Value.rule, true
				x = f.To - 1
				continue
			}
			switch {
			case s.t.Tokens[x].Kind != word.Word || x >= i && x < j || second.Contains(s.t.Tokens[x].Span):
			case x < i:
				before++
			default:
				after++
			}
		}
		rest := before + after
		if (!l.shape.paragraph() || labelled && before == 0 && !l.shape.stop()) && (rest <= stampWords || labelled && rest <= 2*stampWords || before <= 2 && rest <= 2*stampWords) {
			if p, ok := places().At(s, l.from); ok && p.To == i && !labelled {
				l.give(text.Dateline, "credit.dated")
			} else {
				l.give(text.DateLine, rule)
			}
		}
	}
	s.leadingStamp()
}

// secondStamp is the day of change beside that of publication, which ends before token j; empty when there is none.
func (s *sheet) secondStamp(l *line, j int) text.Span {
	if j >= l.to {
		return text.Span{}
	}
	_, at, _ := stamp(s.t, j, l.to)
	return at
}

// stampWords is how many words may stand beside a stamp; more where it has a label, or comes first.
const stampWords = 5

// leadingStamp cuts a stamp off the beginning of a text whose first line runs on into the first sentence.
func (s *sheet) leadingStamp() {
	if len(s.lines) == 0 || s.lines[0].role != "" || !s.lines[0].shape.paragraph() {
		return
	}
	l := s.lines[0]
	_, span, ok := stamp(s.t, l.from, min(l.to, l.from+14))
	if !ok {
		return
	}
	i, j := s.t.Range(span)
	for x := l.from; x < i; x++ {
		if k := s.t.Tokens[x].Kind; k != word.Latin && k != word.Punct {
			return
		}
	}
	if l.to-j < 6 {
		return
	}
	head, rest := s.sub(&l, l.from, j), s.sub(&l, j, l.to)
	head.role, head.rule = text.DateLine, "date.stamp"
	s.lines = append([]line{head, rest}, s.lines[1:]...)
}

// titleLike says that a line may be a headline.
func (f shape) titleLike() bool {
	return f.words >= 2 && f.words <= 30 && f.last != '.' && f.last != '\u060C' && f.last != ',' && f.last != '\u061B' && !f.bracket && f.arabic*2 > f.words
}

// replace puts lines in the place of line k.
func (s *sheet) replace(k int, by ...line) {
	s.lines = slices.Replace(s.lines, k, k+1, by...)
}
