package page

import (
	"slices"
	"strings"

	"golang.org/x/net/html/atom"

	"rawi/arabic/word"
	"rawi/text"
)

// findTitle finds the line of the page that is the article's headline: one that the page's facts name, with or without the name of the site;
// else the first large heading. -1 when there is none.
func (v *survey) findTitle() int {
	known := v.knownTitles()
	best, bestScore := -1, 0.
	for k := range v.lines {
		l := &v.lines[k]
		if l.shape.words < 2 || l.shape.words > 45 {
			continue
		}
		n := v.page.nodes[v.node(k)]
		if n.tag == atom.Title {
			continue
		}
		score := v.headingScore(k, &n)
		text := ""
		for i := range known {
			if !v.mayBe(l, &known[i]) {
				continue
			}
			if text == "" {
				text = joinedWords(v.t, l.from, l.to)
			}
			switch t := known[i].text; {
			case text == t:
				score += 10
			case len(text) > 20 && len(text)*10 > len(t)*4 && (strings.HasPrefix(t, text+" ") || strings.HasSuffix(t, " "+text)):
				score += 7 // the rest is the name of the site
			case len(t) > 20 && len(t)*10 > len(text)*6 && (strings.HasPrefix(text, t) || strings.HasSuffix(text, t)):
				score += 4
			default:
				continue
			}
			break
		}
		if score > bestScore {
			best, bestScore = k, score
		}
	}
	if bestScore < 2 {
		return -1
	}
	return best
}

// aboveText is how many lines above the first paragraph the headline is looked for where nothing names it.
const aboveText = 8

// nearTitle finds the headline in the lines above the first paragraph of a page that names none: a heading before other short lines, the
// nearest before those further up.
func (v *survey) nearTitle() int {
	best, most := -1, 0.
	for k := v.first - 1; k >= 0 && k >= v.first-aboveText; k-- {
		l := &v.lines[k]
		n := v.page.nodes[v.node(k)]
		if !l.shape.titleLike() || l.shape.words < 3 || l.shape.paragraph() || v.link(k) || n.tag == atom.Title || v.around(k)&(aside|markCaption) != 0 || v.dated(l) || v.menuLine(l) != "" {
			continue
		}
		if c := v.readCredit(l.from, l.to, true); c.to >= l.to && v.creditLine(&c, l, true, false) || v.pictured(k) {
			continue
		}
		s := v.headingScore(k, &n) + 1 - .1*float64(v.first-k)
		if n.marks&markHeading != 0 {
			s++
		}
		if s > most {
			best, most = k, s
		}
	}
	if best >= 0 && v.lines[best].shape.words < leastHeadline && v.titleWords() >= leastHeadline {
		return -1
	}
	return best
}

// leastHeadline is how many words a piece of the <title> needs to be a headline that the page shows nowhere.
const leastHeadline = 4

// titleWords is the number of words of the longest piece of the <title>.
func (v *survey) titleWords() (n int) {
	for k := range v.lines {
		if v.page.nodes[v.node(k)].tag == atom.Title {
			from, to := v.headlineOf(&v.lines[k])
			return len(wordsOf(v.t, from, to))
		}
	}
	return 0
}

// headingScore is what the element of a line says for its being the headline.
func (v *survey) headingScore(k int, n *node) float64 {
	s := 0.
	switch n.tag {
	case atom.H1:
		s = 3
	case atom.H2:
		s = 1.2
	case atom.H3, atom.H4:
		s = .6
	}
	for m, up := v.node(k), 0; m > 0 && up < 3; m, up = v.page.nodes[m].parent, up+1 {
		d := v.page.nodes[m]
		if d.marks&markTitle != 0 {
			s++
			break
		}
		if d.marks&(markRelated|markAdvert|markShare|markHidden) != 0 || d.tag == atom.Nav || d.tag == atom.Footer || d.tag == atom.Aside {
			s -= 2
		}
	}
	if v.link(k) {
		s -= 1.5
	}
	if v.lines[k].shape.words < 3 {
		s--
	}
	return s
}

// knownTitle is a folded headline, with its first word and its last.
type knownTitle struct{ text, first, last string }

// mayBe says that a line has the beginning or the end of a headline, without which neither is part of the other.
func (v *survey) mayBe(l *line, t *knownTitle) bool {
	i, j := l.from, l.to-1
	for i < j && v.t.Tokens[i].Kind == word.Punct {
		i++
	}
	for j > i && v.t.Tokens[j].Kind == word.Punct {
		j--
	}
	return strings.HasPrefix(v.t.Tokens[i].Fold, t.first) || strings.HasSuffix(v.t.Tokens[j].Fold, t.last)
}

// knownTitles are the folded headlines that the page's facts give, the <title> among them.
func (v *survey) knownTitles() []knownTitle {
	var out []knownTitle
	keep := func(w []string) {
		if len(w) > 0 {
			out = append(out, knownTitle{strings.Join(w, " "), w[0], w[len(w)-1]})
		}
	}
	add := func(s string) {
		t := word.Read(s, text.Span{End: len(s)})
		keep(wordsOf(t, 0, len(t.Tokens)))
	}
	for _, s := range v.page.meta.titles {
		add(s)
	}
	for k := range v.lines {
		if v.page.nodes[v.node(k)].tag == atom.Title {
			keep(wordsOf(v.t, v.lines[k].from, v.lines[k].to))
			break
		}
	}
	return out
}

// cutTitle parts the <title> of a page, line k, into the headline and the name of the site. Where the page shows no headline, the one of the <title> is it.
func (v *survey) cutTitle(k int) {
	l := v.lines[k]
	from, to := v.headlineOf(&l)
	if from >= to {
		v.lines[k].give(text.Furniture, "markup.site-name")
		return
	}
	var pieces []line
	if from > l.from {
		pieces = append(pieces, v.sub(&l, l.from, from))
	}
	pieces = append(pieces, v.sub(&l, from, to))
	if to < l.to {
		pieces = append(pieces, v.sub(&l, to, l.to))
	}
	for i := range pieces {
		if pieces[i].from == from {
			pieces[i].give(text.Title, "markup.title")
		} else {
			pieces[i].give(text.Furniture, "markup.site-name")
		}
	}
	more := len(pieces) - 1
	v.replace(k, pieces...)
	v.moved(k, more)
}

// moved keeps what was measured in step after n lines were put in at line k.
func (v *survey) moved(k, n int) {
	if n == 0 {
		return
	}
	v.prose = slices.Insert(v.prose, k+1, make([]float64, n)...)
	v.linked = slices.Insert(v.linked, k+1, make([]int, n)...)
	v.links = slices.Insert(v.links, k+1, make([]int, n)...)
	v.listed = slices.Insert(v.listed, k+1, make([]bool, n)...)
	v.add()
	for _, at := range [...]*int{&v.title, &v.first, &v.last} {
		if *at > k {
			*at += n
		}
	}
}

// headlineOf finds the headline in the <title> line l: the words of the shown headline, else the longest piece between bars and dashes
// that is not the name of the site.
func (v *survey) headlineOf(l *line) (from, to int) {
	if v.title >= 0 {
		want := wordsOf(v.t, v.lines[v.title].from, v.lines[v.title].to)
		for i := l.from; i < l.to; i++ {
			if v.t.Tokens[i].Kind == word.Punct {
				continue
			}
			j, n := i, 0
			for j < l.to && n < len(want) {
				if v.t.Tokens[j].Kind != word.Punct {
					if v.t.Tokens[j].Fold != want[n] {
						break
					}
					n++
				}
				j++
			}
			if n == len(want) {
				return v.withMarks(l, i, j)
			}
		}
	}
	site := fold(strings.Join(append(slices.Clone(v.page.meta.sites), v.page.meta.publisher...), " "))
	best := 0
	for i := l.from; i < l.to; {
		j := i
		for j < l.to && !v.titleBar(l, j) {
			j++
		}
		n := len(wordsOf(v.t, i, j))
		if j > i && n > best && (site == "" || !strings.Contains(site, fold(v.t.Span(i, j).Of(v.src)))) {
			best, from, to = n, i, j
		}
		i = j + 1
	}
	if v.title >= 0 && !v.shares(from, to, &v.lines[v.title]) || v.title < 0 && best < leastHeadline {
		return 0, 0
	}
	return from, to
}

// sharedWords is how much of the shorter of two headlines must stand in the other for them to be one in two wordings.
const sharedWords = .4

// shares says that the tokens [i, j) and line o are headlines of one article.
func (v *survey) shares(i, j int, o *line) bool {
	a, b := wordsOf(v.t, i, j), wordsOf(v.t, o.from, o.to)
	n := 0
	for _, w := range a {
		if slices.Contains(b, w) {
			n++
		}
	}
	return len(a) >= 2 && float64(n) >= sharedWords*float64(min(len(a), len(b)))
}

// withMarks takes the quotation marks and stops that touch the tokens [i, j) with them.
func (v *survey) withMarks(l *line, i, j int) (int, int) {
	for i > l.from && v.t.Tokens[i-1].Kind == word.Punct && v.t.Tokens[i].Gap == word.None && separates(v.t, i-1) != '-' {
		i--
	}
	for j < l.to && v.t.Tokens[j].Kind == word.Punct && v.t.Tokens[j].Gap == word.None && separates(v.t, j) != '-' {
		j++
	}
	return i, j
}

// titleBar says that token k parts the headline from the name of the site: a bar, or a dash with blanks around it.
func (v *survey) titleBar(l *line, k int) bool {
	t := v.t.Tokens[k]
	if t.Kind != word.Punct || k == l.from || k+1 >= l.to {
		return false
	}
	switch t.Fold {
	case "|", "\u00BB", "\u00AB", "\u203A", "\u2022":
		return t.Gap > word.None && v.t.Tokens[k+1].Gap > word.None
	case "-", "\u2013", "\u2014":
		return t.Gap > word.None && v.t.Tokens[k+1].Gap > word.None
	case ":":
		return v.t.Tokens[k+1].Is(":")
	}
	return false
}
