package page

import (
	"sort"

	"rawi/text"

	"golang.org/x/net/html/atom"
)

// assign gives roles to the lines of a page by where they stand. The lines of the article's text get none: what they are is told
// by how they read.
func (v *survey) assign() {
	v.assignTitle()
	inBody := func(k int) bool {
		if v.body <= 0 {
			return false
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
		c := v.ctx[v.node(k)]
		switch {
		case v.first >= 0 && inBody(k) && k <= v.last+2 && c&aside == 0:
			v.assignInside(k, c)
		case v.first >= 0 && k > v.title && v.title >= 0 && k < v.first && c&aside == 0:
			v.assignLead(k, c)
		default:
			v.assignOutside(k, c)
		}
	}
}

// assignInside gives a role to a line inside the article's element where its elements say it; else it is left to how it reads.
func (v *survey) assignInside(k int, c marks) {
	l := &v.lines[k]
	n := v.page.nodes[v.node(k)]
	near := v.near(k)
	switch {
	case c&markCaption != 0:
		l.give(text.Caption, "markup.caption")
	case near&markDate != 0 && l.shape.words <= 16 && (k < v.first || k > v.last) && v.dated(l):
		l.give(text.DateLine, "markup.date")
	case near&markByline != 0 && l.shape.words <= 12 && !l.shape.stop() && (k <= v.first || k >= v.last):
		l.give(text.Byline, "markup.byline")
	case v.link(k):
		v.assignLink(k)
	case k < v.first && !l.shape.paragraph():
		v.assignLead(k, c)
	case k > v.last && v.onlyMedia(l) != "":
		l.give(text.Credit, v.onlyMedia(l))
	case k > v.last && l.shape.words <= 2 && !l.shape.stop():
		l.give(text.Furniture, "markup.outside")
	case n.marks&markHeading != 0 && l.shape.words <= 24 && k > v.first && k < v.last:
		l.give(text.Subhead, "markup.heading")
	}
}

// assignLink gives a role to a line that is nothing but a link.
func (v *survey) assignLink(k int) {
	l := &v.lines[k]
	switch {
	case l.shape.words >= 4:
		l.give(text.Related, "markup.link")
	case k > v.last:
		l.give(text.Keywords, "markup.link")
	default:
		l.give(text.Furniture, "markup.link")
	}
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
	from := sort.Search(len(v.page.nodes), func(n int) bool { return int(v.page.nodes[n].from) >= l.at-1 })
	for n := from; n < len(v.page.nodes) && int(v.page.nodes[n].from) < l.end; n++ {
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
	case l.shape.words <= 25 && !l.shape.paragraph() && v.dated(l):
		l.give(text.DateLine, "date.stamp")
	case near&markByline != 0 && l.shape.words <= 12 && !l.shape.stop():
		l.give(text.Byline, "markup.byline")
	case cr.to >= l.to && len(cr.segs) > 0 && cr.has(segPlace, segAgency, segOutlet) > 0 && !v.link(k):
		l.give(text.Byline, "credit.line")
	case v.link(k):
		l.give(text.Furniture, "markup.link")
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

// assignOutside gives a role to a line outside the article.
func (v *survey) assignOutside(k int, c marks) {
	l := &v.lines[k]
	switch {
	case c&markCaption != 0 && c&aside == 0 && v.first >= 0 && k > v.title && k < v.last:
		l.give(text.Caption, "markup.caption")
	case c&aside != 0 && (c.role() != text.Related || l.shape.words >= 3):
		l.give(c.role(), "markup.aside")
		if l.role == text.Furniture {
			v.refine(l)
		}
	case v.link(k) && l.shape.words >= 5:
		l.give(text.Related, "markup.link")
	case v.title >= 0 && k < v.title && k+4 > v.title && v.dated(l) && l.shape.words <= 20 && c&aside == 0:
		l.give(text.DateLine, "date.stamp")
	default:
		l.give(text.Furniture, "markup.outside")
		v.refine(l)
	}
}

// refine looks at a line outside the article for a phrase that says more than its place: a heading of links, share labels, tags.
func (v *survey) refine(l *line) {
	f, ok := book().atLine(v.sheet, l)
	if !ok || f.role == text.DateLine || f.role == text.Byline || f.role == text.Caption || f.role == text.Credit {
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
