package page

import (
	"sort"

	"golang.org/x/net/html/atom"

	"rawi/arabic/word"
	"rawi/text"
)

// assign gives roles to the lines of a page by where they stand. The lines of the article's text get none: what they are is told
// by how they read.
func (v *survey) assign() {
	v.assignTitle()
	inBody := func(k int) bool {
		if v.body <= 0 {
			return v.whole || k == v.first
		}
		d := v.page.nodes[v.body]
		at := int32(v.lines[k].at)
		return at >= d.from && at < d.to
	}
	for k := range v.lines {
		l := &v.lines[k]
		if l.role != "" {
			continue
		}
		c := v.around(k)
		switch {
		case v.first >= 0 && inBody(k) && k <= v.last+2 && c&aside == 0:
			v.assignInside(k, c)
		case v.first >= 0 && k > v.title && v.title >= 0 && k < v.first && c&aside == 0:
			v.assignLead(k, c)
		default:
			v.assignOutside(k, c)
		}
	}
	v.lists()
	v.days()
}

// days gives the role of the stamp to the last day that is shown over the headline where none is shown under it, and takes it from a day over the
// headline that is later than the one under it: the page shows on what day it is looked at.
func (v *survey) days() {
	top := max(v.title, 0)
	if v.title < 0 {
		top = max(v.first, 0)
	}
	var under text.Days
	for k := top; k < len(v.lines) && k <= v.last+afterText; k++ {
		if l := &v.lines[k]; l.role == text.DateLine {
			if d, _, ok := stamp(v.t, l.from, l.to); ok && !under.Known() {
				under = d
			}
		}
	}
	for k := top - 1; k >= 0; k-- {
		l := &v.lines[k]
		if l.shape.words > 16 || l.role != text.DateLine && (l.role != text.Furniture || l.rule != "markup.outside" && l.rule != "markup.aside" || under.Known()) {
			continue
		}
		d, _, ok := stamp(v.t, l.from, l.to)
		switch {
		case !ok:
		case l.role == text.DateLine && under.Known() && d.From > under.To:
			l.role, l.rule = text.Furniture, "page.today"
		case l.role == text.DateLine:
			under = d
		case l.rule != "markup.outside" && (k+besideTitle < top || v.near(k)&markDate == 0 || v.metaDay()):
		case l.rule != "markup.outside":
			l.role, l.rule = text.DateLine, "markup.date"
			under = d
		case v.ctx[v.node(k)]&aside == 0 && !v.metaDay():
			l.role, l.rule = text.DateLine, "date.issue"
			under = d
		}
	}
}

// besideTitle is how far over the headline a day stands that an element is named for, whatever holds that element.
const besideTitle = 6

// metaDay says that the facts of the page give the day of publication.
func (v *survey) metaDay() bool { return len(v.page.meta.published) > 0 }

// around are the marks of what does not belong to the article: those of the elements around line k, and of one inside it that holds all of it.
func (v *survey) around(k int) marks {
	c := v.ctx[v.node(k)]
	l := &v.lines[k]
	nodes := v.page.nodes
	for n := v.page.nodeAt(l.at - 1); n < len(nodes) && int(nodes[n].from) <= l.at; n++ {
		if d := &nodes[n]; !block.has(d.tag) && int(d.to) >= l.end-1 && int(d.to) <= l.end+1 {
			c |= d.marks & aside
		}
	}
	return c
}

// assignInside gives a role to a line inside the article's element where its elements say it; else it is left to how it reads.
func (v *survey) assignInside(k int, c marks) {
	l := &v.lines[k]
	n := v.page.nodes[v.node(k)]
	near := v.near(k)
	switch {
	case c&aside != 0:
		l.give(c.role(), "markup.aside")
	case c&markCaption != 0:
		l.give(text.Caption, "markup.caption")
	case v.pictured(k):
		l.give(text.Caption, "markup.picture")
	case near&markDate != 0 && l.shape.words <= 16 && (k < v.first || k > v.last) && v.dated(l):
		l.give(text.DateLine, "markup.date")
	case near&markByline != 0 && l.shape.words <= 12 && !l.shape.stop() && (k <= v.first || k >= v.last || v.besideStamp(k)):
		l.give(text.Byline, "markup.byline")
	case v.link(k):
		v.assignLink(k)
	case v.labelledLink(k) && k > v.first:
		l.give(text.Related, "markup.label-link")
	case k < v.first && !l.shape.paragraph():
		v.assignLead(k, c)
	case k > v.last && v.endCredit(l) != "":
		l.give(text.Credit, v.endCredit(l))
	case k > v.last && l.shape.words <= 2 && !l.shape.stop():
		l.give(text.Furniture, "markup.outside")
	case n.marks&markHeading != 0 && l.shape.words <= 24 && k > v.first && k < v.last:
		l.give(text.Subhead, "markup.heading")
	}
}

// besideStamp says that the line before or after k, in the same block of the page, is a stamp.
func (v *survey) besideStamp(k int) bool {
	for _, o := range [2]int{k - 1, k + 1} {
		if o >= 0 && o < len(v.lines) && v.lines[o].unit == v.lines[k].unit && v.lines[o].shape.words <= 12 && v.dated(&v.lines[o]) {
			return true
		}
	}
	return false
}

// assignLink gives a role to a line that is nothing but a link.
func (v *survey) assignLink(k int) {
	l := &v.lines[k]
	switch {
	case v.shareRow(l):
		l.give(text.Share, "share.row")
	case v.labels(k) && k < v.last:
		l.give(text.Furniture, "markup.labels")
	case v.labels(k):
		l.give(text.Keywords, "markup.link")
	case l.shape.words >= 4:
		l.give(text.Related, "markup.link")
	case k > v.last:
		l.give(text.Keywords, "markup.link")
	default:
		l.give(text.Furniture, "markup.link")
	}
}

// maxLabelled is how many words the label of a link has at most that stands on one line with it.
const maxLabelled = 4

// labelledLink says that line k is a label of a few words and then one link that may be a headline: "you may like: HEADLINE".
func (v *survey) labelledLink(k int) bool {
	l := &v.lines[k]
	free := l.shape.words - v.linked[k]
	if v.links[k] != 1 || v.linked[k] < 4 || free < 1 || free > maxLabelled || l.shape.paragraph() || l.shape.stop() {
		return false
	}
	at := sort.Search(len(v.page.links), func(i int) bool { return v.page.links[i].End > l.at })
	return at < len(v.page.links) && v.page.links[at].Start > l.at && v.page.links[at].End >= l.end
}

// labels says that line k is a row of short links: a menu, or tags.
func (v *survey) labels(k int) bool {
	return v.links[k] > 1 && v.link(k) && float64(v.linked[k]) <= meanLabel*float64(v.links[k])
}

// near are the marks of the elements close around line k.
func (v *survey) near(k int) marks {
	nodes := v.page.nodes
	n := v.node(k)
	m := nodes[n].marks
	for up := 0; up < 2 && nodes[n].parent > 0; up++ {
		n = nodes[n].parent
		if n == v.body {
			break
		}
		m |= nodes[n].marks &^ markHeading
	}
	return m | v.inline(k)
}

// inline are the marks of the elements inside line k, as a span that holds the date.
func (v *survey) inline(k int) marks {
	l := &v.lines[k]
	var m marks
	for n := v.page.nodeAt(l.at - 1); n < len(v.page.nodes) && int(v.page.nodes[n].from) < l.end; n++ {
		if d := v.page.nodes[n]; int(d.to) <= l.end && d.to > d.from {
			m |= d.marks
		}
	}
	return m
}

// assignLead gives a role to a line between the headline and the text: the stamp, the writer, a caption, a lead.
func (v *survey) assignLead(k int, c marks) {
	l := &v.lines[k]
	near := v.near(k)
	cr := v.readCredit(l.from, l.to, true)
	switch {
	case c&markCaption != 0:
		l.give(text.Caption, "markup.caption")
	case v.pictured(k):
		l.give(text.Caption, "markup.picture")
	case v.shareRow(l):
		l.give(text.Share, "share.row")
	case l.shape.words <= 25 && !l.shape.paragraph() && v.dated(l):
		l.give(text.DateLine, "date.stamp")
	case near&markByline != 0 && l.shape.words <= 12 && !l.shape.stop():
		l.give(text.Byline, "markup.byline")
	case cr.to >= l.to && len(cr.segs) > 0 && cr.has(segPlace, segAgency, segOutlet) > 0 && !v.link(k):
		l.give(text.Byline, "credit.line")
	case l.shape.words <= maxNameWords && v.labelled(l, text.Byline):
		l.give(text.Byline, "markup.byline")
	case l.shape.words >= 2 && l.shape.words <= maxNameWords && v.personLike(l) && v.person(l):
		l.give(text.Byline, "name.person")
	case v.link(k):
		l.give(text.Furniture, "markup.link")
	case v.overFirst(k):
		l.give(text.Subhead, "markup.heading")
	case v.linked[k] == 0 && (l.shape.paragraph() || l.shape.words >= 8 && (near&markDeck != 0 || l.shape.stop())):
		// a lead outside the article's element: how it reads tells the rest
	case v.linked[k] == 0 && near&markDeck != 0 && l.shape.words >= 4:
		l.give(text.Subhead, "markup.deck")
	case k == v.first-1 && l.shape.words >= 2 && l.shape.words <= 20 && v.caption(k, v.first, true):
		l.give(text.Caption, "page.under-title")
	default:
		l.give(text.Furniture, "markup.outside")
	}
}

// overFirst says that line k is a heading right over the first paragraph, in an element of the text that holds both and not the headline: that of
// the first entry of a running account.
func (v *survey) overFirst(k int) bool {
	l := &v.lines[k]
	if k != v.first-1 || v.page.nodes[v.node(k)].marks&markHeading == 0 || l.shape.words < 3 || l.shape.words > 24 || v.body <= 0 {
		return false
	}
	n := v.common(v.node(k), v.node(v.first))
	d := v.page.nodes[n]
	return d.depth > v.page.nodes[v.body].depth && !(v.title >= 0 && v.lines[v.title].at >= int(d.from) && v.lines[v.title].at < int(d.to))
}

// assignOutside gives a role to a line outside the article.
func (v *survey) assignOutside(k int, c marks) {
	l := &v.lines[k]
	beside := v.first >= 0 && k > v.title-4 && k <= v.last+afterText
	role := c.role()
	switch {
	case c&markCaption != 0 && c&aside == 0 && v.first >= 0 && k > v.title && k < v.last:
		l.give(text.Caption, "markup.caption")
	case c&(aside&^markKeywords) == 0 && k > v.last && beside && v.endCredit(l) != "":
		l.give(text.Credit, v.endCredit(l))
	case k > v.last && beside && v.near(k)&markCredit != 0 && v.sourceRow(l) != "":
		l.give(text.Credit, v.sourceRow(l))
	case v.shareRow(l):
		l.give(text.Share, "share.row")
	case c&aside != 0 && (role != text.Related || l.shape.words >= 3 && !v.labels(k) && v.inList(k)):
		l.give(role, "markup.aside")
		if l.role == text.Furniture {
			v.refine(l)
		}
	case c&aside == 0 && beside && k < v.last && v.pictured(k):
		l.give(text.Caption, "markup.picture")
	case v.link(k) && l.shape.words >= 5 && !v.labels(k) && v.menuLine(l) == "":
		l.give(text.Related, "markup.link")
	case v.listed[k] && k > v.last && c&aside == 0:
		l.give(text.Related, "markup.excerpt")
	case v.title >= 0 && k < v.title && k+4 > v.title && v.dated(l) && l.shape.words <= 20 && c&aside == 0:
		l.give(text.DateLine, "date.stamp")
	case c&aside == 0 && beside && k > v.last && l.shape.words <= maxNameWords+2 && v.labelled(l, text.Byline):
		l.give(text.Byline, "markup.byline")
	default:
		l.give(text.Furniture, "markup.outside")
		v.refine(l)
	}
}

// afterText is how many lines after the last paragraph may still speak of the article.
const afterText = 8

// labelled says that a phrase rules the line that gives it the role, and that it is to be believed.
func (v *survey) labelled(l *line, r text.Role) bool {
	f, ok := book().atLine(v.sheet, l)
	return ok && f.role == r && v.believe(l, f)
}

// endCredit says by which row or rule a line after the text is a credit: it names nothing but media, stands in brackets, or begins with "source:".
func (s *sheet) endCredit(l *line) string {
	if l.shape.words > maxCreditWords {
		return ""
	}
	if rule := s.onlyMedia(l); rule != "" {
		return rule
	}
	if rule := s.sourceRow(l); rule != "" {
		return rule
	}
	if s.bracketCredit(l) {
		return "credit.bracket"
	}
	if f, ok := book().atLine(s, l); ok && f.role == text.Credit {
		return f.rule
	}
	return ""
}

// inList says that line k stands in a list of other articles: the outermost element around it that is marked as such holds a link, or an
// item of a list, that may be a headline.
func (v *survey) inList(k int) bool {
	nodes := v.page.nodes
	outer := int32(-1)
	for n := v.node(k); n > 0; n = nodes[n].parent {
		if nodes[n].marks&markRelated != 0 {
			outer = n
		}
	}
	if outer < 0 {
		return v.link(k)
	}
	d := nodes[outer]
	for i := v.lineAt(d.from); i < len(v.lines) && v.lines[i].at < int(d.to); i++ {
		if v.lines[i].shape.words >= 4 && !v.labels(i) && (v.link(i) || v.linked[i] >= 4 || v.within1(i, atom.Li, outer)) {
			return true
		}
	}
	return false
}

// within1 says that line k stands in an element of the kind inside node top.
func (v *survey) within1(k int, tag atom.Atom, top int32) bool {
	for n := v.node(k); n > top; n = v.page.nodes[n].parent {
		if v.page.nodes[n].tag == tag {
			return true
		}
	}
	return false
}

// lists gives the headings of lists of other articles, and the stamps and short items in them, the role of the list.
func (v *survey) lists() {
	joins := func(k, with int) bool {
		l := &v.lines[k]
		if l.role != text.Furniture || l.rule != "markup.outside" && l.rule != "markup.aside" || v.around(k)&(markAdvert|markShare|markKeywords) != 0 {
			return false
		}
		return v.close(k, with) && (v.around(k)&(markFurniture|markHidden) == 0 || v.around(with)&(markFurniture|markHidden) != 0)
	}
	for k := range v.lines {
		if v.lines[k].role != text.Related {
			continue
		}
		if k > 0 && v.lines[k-1].shape.words <= 6 && v.linked[k-1] <= 4 && !v.lines[k-1].shape.stop() && !v.yearIn(&v.lines[k-1]) && joins(k-1, k) {
			v.lines[k-1].role, v.lines[k-1].rule = text.Related, "markup.list-head"
		}
		for i := k + 1; i < len(v.lines) && joins(i, k) && (v.link(i) && v.links[i] == 1 && v.lines[i].shape.words >= 2 || v.lines[i].shape.words <= 8 && v.dated(&v.lines[i])); i++ {
			v.lines[i].role, v.lines[i].rule = text.Related, "markup.list-item"
		}
	}
}

// yearIn says that a line holds figures that may be a year.
func (s *sheet) yearIn(l *line) bool {
	for k := l.from; k < l.to; k++ {
		if t := s.t.Tokens[k]; t.Kind == word.Number && yearLike(t.Fold) {
			return true
		}
	}
	return false
}

// nearBy is how many levels above two lines that stand close to each other the element is that holds both.
const nearBy = 4

// close says that one small element holds the lines a and b, which does not hold the article.
func (v *survey) close(a, b int) bool {
	nodes := v.page.nodes
	x, y := v.node(a), v.node(b)
	n := v.common(x, y)
	if n <= 0 || nodes[n].tag == atom.Body || nodes[n].depth+nearBy < max(nodes[x].depth, nodes[y].depth) {
		return false
	}
	d := nodes[n]
	if v.title >= 0 && v.lines[v.title].at >= int(d.from) && v.lines[v.title].at < int(d.to) {
		return false
	}
	return v.body <= 0 || nodes[v.body].from < d.from || nodes[v.body].to > d.to
}

// maxCaption is how many words the text under a picture has at most where nothing but its place says what it is.
const maxCaption = 40

// pictured says that line k is all the text of an element in which a picture stands.
func (v *survey) pictured(k int) bool {
	l := &v.lines[k]
	if l.shape.words < 2 || l.shape.words > maxCaption || l.shape.paragraph() && !v.bracketEnd(l) || v.link(k) || v.dated(l) && l.shape.words <= 6 {
		return false
	}
	nodes := v.page.nodes
	n := v.node(k)
	for up := 0; n > 0 && up < 4 && n != v.body && int(nodes[n].from) >= l.at-1 && int(nodes[n].to) <= l.end+1; n, up = nodes[n].parent, up+1 {
		i := sort.Search(len(v.page.pictures), func(i int) bool { return v.page.pictures[i] >= n })
		for ; i < len(v.page.pictures) && nodes[v.page.pictures[i]].from <= nodes[n].to; i++ {
			for p := v.page.pictures[i]; p >= n; p = nodes[p].parent {
				if p == n {
					return true
				}
			}
		}
	}
	return false
}

// bracketEnd says that a line ends with a few words in brackets, as photo credits do.
func (s *sheet) bracketEnd(l *line) bool {
	to := l.to
	for to > l.from && s.t.Tokens[to-1].Is(".") {
		to--
	}
	return to > l.from && s.t.Tokens[to-1].Is(")", "]") && s.inBrackets(&line{from: max(l.from, to-7)}, to-1)
}

// refine looks at a line outside the article for a phrase that says more than its place: a heading of links, share labels, tags.
func (v *survey) refine(l *line) {
	f, ok := book().atLine(v.sheet, l)
	if !ok || f.role == text.DateLine || f.role == text.Byline || f.role == text.Caption || f.role == text.Credit {
		return
	}
	if f.role == text.Related && v.menuLine(l) != "" {
		return
	}
	l.role, l.rule = f.role, f.rule
}

// assignTitle gives the headline its role wherever it stands, and parts the name of the site from it in the <title> of the page.
func (v *survey) assignTitle() {
	var key uint64
	if v.title >= 0 {
		key = v.lines[v.title].shape.key
		v.lines[v.title].give(text.Title, "markup.title")
	}
	for k := range v.lines {
		l := &v.lines[k]
		if v.title < 0 || l.role != "" || l.shape.words == 0 {
			continue
		}
		if l.shape.key == key && v.ctx[v.node(k)]&aside == 0 && !(v.first >= 0 && k > v.last) {
			l.give(text.Title, "markup.title")
		}
	}
	for k := range v.lines {
		if v.page.nodes[v.node(k)].tag == atom.Title {
			v.cutTitle(k)
			return
		}
	}
}
