package page

import (
	"rawi/arabic/chain"
	"rawi/arabic/name"
	"rawi/arabic/word"
	"rawi/text"
)

// head gives roles to what stands before the first paragraph: names of sites and sections, the title, who wrote it, lines that go with the
// title, captions. The first paragraph itself is taken for the title where it looks like one and a paragraph follows.
func (s *sheet) head(first int) {
	if first < 0 {
		return
	}
	if s.page == nil && s.given(text.Title) == 0 && s.longTitle(first) {
		first++
	}
	if s.page == nil {
		s.menus(first)
	}
	reach := first
	if !s.lines[min(first, len(s.lines)-1)].shape.paragraph() && s.page == nil {
		reach = len(s.lines) // captions, or a brief: the longest line may be that of the site
	}
	if n := s.cutSiteName(reach); n > 0 || s.lines[first].role != "" {
		if reach > first {
			s.beforeTitle()
		}
		first, _ = s.core()
	}
	if first < 0 {
		return
	}
	title := s.title(first)
	writer := s.given(text.Byline) != 0
	told := false // a line of some length stands before, and no headline
	verses := s.freeAfter(title, first) > maxDecks
	for k := 0; k < first && k < len(s.lines); k++ {
		l := &s.lines[k]
		if l.role != "" {
			continue
		}
		c := s.readCredit(l.from, l.to, true)
		whole := len(c.segs) > 0 && restIsMarks(s.t, c.to, l.to)
		switch {
		case title >= 0 && k > title && c.has(segPlace, segAgency, segOutlet, segLabel) == 0 && s.overDateline(k, first):
			l.give(text.Caption, "page.under-title")
		case writer && s.sameWriter(l):
			l.give(text.Byline, "credit.again")
		case whole && !told && s.creditLine(&c, l, title >= 0 && k > title, writer):
			l.give(text.Byline, "credit.line")
			writer = true
		case title < 0 && (told || l.shape.words >= 5):
			told = true
		case title < 0 || k < title:
			l.give(text.Furniture, "page.before-title")
		case l.shape.bracket && s.onlyMedia(l) != "":
			l.give(text.Credit, s.onlyMedia(l))
		case s.caption(k, first, writer):
			l.give(text.Caption, "page.under-title")
		case l.shape.words <= 1 && l.shape.arabic == 0:
			l.give(text.Furniture, "page.label")
		case verses:
		case l.shape.last != ':' && !comma(l.shape.last) && (!writer && l.shape.words <= 30 || l.shape.words <= 16) && (!l.shape.stop() || l.shape.words <= 8):
			l.give(text.Subhead, "page.deck")
		}
	}
}

// comma says that a mark is a comma or semicolon.
func comma(r rune) bool { return r == ',' || r == '\u060C' || r == '\u061B' }

// maxDecks is how many lines may go with a headline; more are verses, or a list, and belong to the text.
const maxDecks = 4

// freeAfter counts the lines without a role between the headline and the first paragraph.
func (s *sheet) freeAfter(title, first int) (n int) {
	for k := max(title, 0); k < first && k < len(s.lines); k++ {
		if s.lines[k].role == "" {
			n++
		}
	}
	return n
}

// sameWriter says that a line begins with the words of the writer's line and adds little: it is that line once more.
func (s *sheet) sameWriter(l *line) bool {
	for k := range min(len(s.lines), headLines) {
		b := &s.lines[k]
		if b.role != text.Byline || b.from == l.from {
			continue
		}
		i, j := b.from, l.from
		for i < b.to && j < l.to {
			switch {
			case s.t.Tokens[i].Kind == word.Punct:
				i++
			case s.t.Tokens[j].Kind == word.Punct:
				j++
			case s.t.Tokens[i].Fold != s.t.Tokens[j].Fold:
				return false
			default:
				i, j = i+1, j+1
			}
		}
		return b.shape.words > 1 && i == b.to && l.to-j <= 4
	}
	return false
}

// longTitle says that the first paragraph is really a headline: it has no stop, stands first, and running text follows.
func (s *sheet) longTitle(first int) bool {
	l := &s.lines[first]
	if !l.shape.titleLike() || first+1 >= len(s.lines) || l.shape.stop() {
		return false
	}
	for k := range first {
		if r := s.lines[k].role; r == "" || r == text.Title || r == text.Body {
			return false
		}
	}
	next := &s.lines[first+1]
	c := s.readCredit(next.from, next.to, true)
	if c.to >= next.to && s.creditLine(&c, next, true, false) {
		return true
	}
	if e, _, _ := s.opening(next.from, next.to); e > next.from && next.shape.paragraph() {
		return true
	}
	return l.shape.words <= 22 && next.shape.paragraph() && (next.shape.far || l.shape.inner <= 1)
}

// menus gives the role of furniture to rows of short labels before the first paragraph.
func (s *sheet) menus(first int) {
	run := 0
	for k := 0; k <= first && k < len(s.lines); k++ {
		l := &s.lines[k]
		label := k < first && (l.role == text.Furniture || l.role == text.Share || l.role == "" && l.shape.words <= 4 && l.shape.last == 0)
		if label {
			run++
			continue
		}
		if run >= 4 {
			for i := k - run; i < k; i++ {
				if l := &s.lines[i]; l.role != text.Furniture {
					l.role, l.rule = text.Furniture, "page.menu"
				}
			}
		}
		run = 0
	}
}

// headLines is how far down the name of the site and the headline that is repeated are looked for.
const headLines = 40

// title finds the headline among the lines before the first paragraph and gives it its role. It returns its line, -1 when there is none.
func (s *sheet) title(first int) int {
	at := -1
	for k := 0; k < first; k++ {
		if s.lines[k].role == text.Title {
			at = k
		}
	}
	if at >= 0 {
		return at
	}
	best := -1
	for k := 0; k < first; k++ {
		l := &s.lines[k]
		if l.role != "" || !l.shape.titleLike() {
			continue
		}
		if l.shape.last == ':' && !(k+1 < first && s.lines[k+1].shape.titleLike() && s.lines[k+1].shape.words > 3) {
			break // it announces what follows
		}
		if best < 0 && k > 0 && s.oneWord(k-1) && s.personLike(l) && s.person(l) { // a headline of one word over its writer
			best = k - 1
			break
		}
		c := s.readCredit(l.from, l.to, true)
		if c.to >= l.to && s.creditLine(&c, l, k > 0 && best >= 0, false) {
			if best >= 0 {
				break
			}
			continue
		}
		if best >= 0 && s.personLike(l) && s.person(l) {
			break
		}
		if best < 0 {
			best = k
			if l.shape.words > 3 && !s.overTitle(k, first) {
				break
			}
			continue
		}
		if l.shape.words > 3 && s.together(best, k) { // a column's name, then the headline
			s.lines[best].give(text.Subhead, "page.kicker")
			best = k
		}
		break
	}
	for k := 0; best < 0 && k < first; k++ { // a headline of one word
		if s.oneWord(k) {
			best = k
		}
	}
	if best < 0 {
		return -1
	}
	s.lines[best].give(text.Title, "page.title")
	return s.secondLine(best, first)
}

// oneWord says that line k is one Arabic word.
func (s *sheet) oneWord(k int) bool {
	l := &s.lines[k]
	return l.role == "" && l.shape.arabic == 1 && l.shape.words == 1
}

// together says that nothing but furniture and share labels stands between lines i and k.
func (s *sheet) together(i, k int) bool {
	for i++; i < k; i++ {
		if r := s.lines[i].role; r != text.Furniture && r != text.Share {
			return false
		}
	}
	return true
}

// maxKicker is how many words a line over the headline has at most.
const maxKicker = 7

// overTitle says that line k stands over the headline rather than being it: it begins with a preposition, and the next line is longer, begins
// with none, and may be a headline.
func (s *sheet) overTitle(k, first int) bool {
	if k+1 >= first || k+1 >= len(s.lines) {
		return false
	}
	l, next := &s.lines[k], &s.lines[k+1]
	return l.shape.words <= maxKicker && l.shape.last == 0 && chain.Particle(s.t.Tokens[l.from].Fold) == chain.Prep &&
		next.role == "" && !next.shape.far && next.shape.titleLike() && next.shape.words > l.shape.words && !next.shape.stop() &&
		chain.Particle(s.t.Tokens[next.from].Fold) == ""
}

// secondLine gives the line after the title the same role where the headline goes on in it: the first line ends with a colon or dots.
func (s *sheet) secondLine(k, first int) int {
	if k+1 >= first || k+1 >= len(s.lines) {
		return k
	}
	l, next := &s.lines[k], &s.lines[k+1]
	if next.role == "" && !next.shape.far && next.shape.titleLike() && next.shape.words > 2 &&
		(l.shape.last == ':' || l.shape.last == '\u2026' || s.dots(l)) {
		next.give(text.Title, "page.title-goes-on")
		return k + 1
	}
	return k
}

// dots says that a line ends with two dots or more.
func (s *sheet) dots(l *line) bool {
	return l.to-l.from > 2 && s.t.Tokens[l.to-1].Is(".") && s.t.Tokens[l.to-2].Is(".")
}

// creditLine says whether a credit that takes a whole line is one. after: a title stands before it; writer: a writer is known.
func (s *sheet) creditLine(c *credit, l *line, after, writer bool) bool {
	if l.shape.stop() && l.shape.last != '.' || c.words() > maxCreditWords {
		return false
	}
	known := c.has(segPlace, segAgency, segOutlet)
	label := c.has(segLabel)
	for _, g := range c.segs {
		if g.kind == segName && g.rule != "" {
			known++ // "WRITER from CITY", "by WRITER"
		}
	}
	n := len(c.segs)
	switch {
	case !after && n == 2 && c.has(segAgency, segOutlet) == 1 && c.segs[1].kind == segName && separates(s.t, c.segs[1].from-1) == ':' && c.segs[1].to-c.segs[1].from > 2:
		return s.personAt(c.segs[1].from, c.segs[1].to) // "PAPER: what it reports" is a headline
	case label > 0:
		return n > 1 || after
	case known == 0:
		return after && !writer && (n == 1 && (s.personLike(l) || l.shape.words <= 3 && l.shape.last == ':' && s.paragraphNext(l)) || n > 1 && n <= 3 && c.words() <= 9)
	case n == 1:
		g := c.segs[0]
		return g.kind == segAgency || g.kind == segName && (after || !s.reports(&g)) || after && (g.kind == segOutlet || g.kind == segPlace)
	}
	return after || c.has(segAgency, segOutlet) > 0 || c.words() <= 8
}

// reports says that a name with a place after it, over which no headline stands, is one itself: too long for a writer, or with a verb in it.
func (s *sheet) reports(g *segment) bool {
	for k := g.from + 1; k < g.to; k++ {
		if chain.Verbal(s.t.Tokens[k].Fold) {
			return true
		}
	}
	return g.to-g.from > maxNameWords+1
}

// personLike says that a line may be nothing but a person's name.
func (s *sheet) personLike(l *line) bool {
	f := l.shape
	to := l.to
	for to > l.from && s.t.Tokens[to-1].Is("*") { // a note at the end says who he is
		to--
	}
	return f.words >= 2 && f.words <= maxFullName && f.last == 0 && !f.bullet && f.inner <= 2 && s.nameLike(l.from, to, true) && !s.rank(l) && s.definite(l) < 2 &&
		(f.words <= maxNameWords || s.person(l))
}

// maxFullName is how many words a name has at most with its title and all fathers.
const maxFullName = 8

// paragraphNext says that the line after l is running text, by its length.
func (s *sheet) paragraphNext(l *line) bool {
	n := 0
	for k := l.to; k < len(s.t.Tokens) && n < longLine; k++ {
		if k > l.to && s.t.Tokens[k].Gap >= word.Line {
			return false
		}
		n++
	}
	return n >= longLine
}

// longLine is how many words and marks make a line running text, when nothing else is known of it.
const longLine = 16

// definite counts the words with the article, if the first is one of them: "the American administration" is nobody's name.
func (s *sheet) definite(l *line) (n int) {
	for k := l.from; k < l.to; k++ {
		if f := s.t.Tokens[k].Fold; len(f) > 6 && f[:4] == alFold {
			n++
		} else if k == l.from {
			return 0
		}
	}
	return n
}

// rank says that a line begins with a title of rank with the article: it names who is on a picture, not who wrote.
func (s *sheet) rank(l *line) bool {
	f := s.t.Tokens[l.from].Fold
	return len(f) > 6 && f[:4] == alFold && chain.Particle(f) == "" && name.Title(s.t, l.from) > 0
}

// onlyMedia says by which row the line consists of nothing but media.
func (s *sheet) onlyMedia(l *line) string {
	i, to := l.from, l.to
	for i < to && s.t.Tokens[i].Is("(", "[", "-", "\u2013", "*") {
		i++
	}
	rule, n := "", 0
	for i < to {
		m, ok := chain.Media().At(s.t, i)
		if !ok || m.To > to {
			return ""
		}
		rule, i, n = m.Value.Rule, m.To, n+1
		for i < to && s.t.Tokens[i].Kind == word.Punct {
			i++
		}
	}
	if n == 0 {
		return ""
	}
	return rule
}

// caption says that a short line between title and text stands under a picture: the text opens with a dateline, or the line names
// somebody with his rank.
func (s *sheet) caption(k, first int, writer bool) bool {
	l := &s.lines[k]
	if l.shape.words > 18 || l.shape.words < 2 || l.shape.last == ':' || l.shape.last == '.' && l.shape.words > 10 {
		return false
	}
	if k+1 != first || first >= len(s.lines) {
		return false
	}
	return s.overDateline(k, first) || s.rank(l) && l.shape.words <= 6 ||
		writer && (l.shape.words <= 6 && s.nameLike(l.from, l.to, true) || s.underWriter(k))
}

// underWriter says that line k stands alone between the writer's line and the first paragraph, short and without a stop.
func (s *sheet) underWriter(k int) bool {
	l := &s.lines[k]
	return s.page == nil && k > 0 && s.lines[k-1].role == text.Byline && l.shape.words <= 12 && l.shape.last == 0 && !l.shape.bullet
}

// overDateline says that a short line k stands right over a paragraph that opens with CITY (AGENCY) --: there papers put what the
// picture shows.
func (s *sheet) overDateline(k, first int) bool {
	l := &s.lines[k]
	if k+1 != first || first >= len(s.lines) || l.shape.words > 18 || l.shape.words < 2 || l.shape.last == ':' {
		return false
	}
	e, _ := s.bracketed(s.lines[first].from, s.lines[first].to)
	return e > s.lines[first].from
}
