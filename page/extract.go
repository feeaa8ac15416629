package page

import (
	"sort"
	"strings"

	"golang.org/x/net/html/atom"

	"rawi/arabic/word"
	"rawi/text"
)

// survey is what is measured on a page while the article is looked for in it.
type survey struct {
	*sheet
	prose  []float64 // of each line: how much running text it holds
	linked []int     // words of each line that stand in links
	links  []int     // how many links stand in each line
	sum    []float64 // prose of the lines before each
	ctx    []marks   // of each node: the marks of what does not belong to the article, its own and those around it
	listed []bool    // of each line: it is an excerpt in a list of other articles
	title  int       // the line of the headline, -1 when none is known
	body   int32     // the node that holds the article's text; 0 and -1 where there is none
	whole  bool      // there is none since it stands in no element: a piece of a page, as records hold
	first  int       // the first and the last line of the article's text
	last   int

	items []item    // of each line: what it may be an excerpt of
	score []float64 // of each node: the running text close under it
}

// item is the kind of an element beside others of that kind.
type item struct {
	parent int32
	sign   uint32
}

// extract finds the article in a page and gives roles to all lines but those that read like its text; those are left to label. What is measured is
// written to v, whose memory serves again.
func (s *sheet) extract(v *survey) *survey {
	*v = survey{
		sheet: s, body: -1, first: -1, last: -1, prose: v.prose, score: v.score,
		linked: v.linked, links: v.links, sum: v.sum, ctx: v.ctx, listed: v.listed, items: v.items,
	}
	v.toUnits()
	v.cutRows()
	v.countLinks()
	v.title = v.findTitle()
	v.ownFacts()
	v.weigh()
	v.forms()
	v.context()
	v.discount()
	v.choose()
	v.bounds()
	if v.title < 0 {
		v.title = v.nearTitle()
	}
	v.assign()
	s.lines = v.lines
	return v
}

// absent says that the article which the page gives in JSON-LD does not stand in its text.
func (v *survey) absent() bool {
	article := v.articleWords()
	if article == nil {
		return false
	}
	all := len(article)
	w := wordsOf(v.t, 0, len(v.t.Tokens))
	for i := 0; i+shingle <= len(w); i++ {
		delete(article, strings.Join(w[i:i+shingle], " "))
	}
	return len(article)*10 > all*6
}

// toUnits joins the lines with the blocks of the page that they stand in.
func (v *survey) toUnits() {
	u := 0
	for k := range v.lines {
		l := &v.lines[k]
		for u+1 < len(v.page.units) && v.page.units[u].span.End <= l.at {
			u++
		}
		l.unit = int32(u)
	}
}

// node is the element that holds line k.
func (v *survey) node(k int) int32 {
	if len(v.page.units) == 0 {
		return 0
	}
	return v.page.units[v.lines[k].unit].node
}

// countLinks counts the linked words of each line.
func (v *survey) countLinks() {
	v.linked, v.links = zeroed(v.linked, len(v.lines)), zeroed(v.links, len(v.lines))
	at, last := 0, -1
	for k := range v.lines {
		for i := v.lines[k].from; i < v.lines[k].to; i++ {
			t := v.t.Tokens[i]
			for at < len(v.page.links) && v.page.links[at].End <= t.Span.Start {
				at++
			}
			if t.Kind != word.Punct && at < len(v.page.links) && v.page.links[at].Start <= t.Span.Start {
				v.linked[k]++
				if v.links[k] == 0 || at != last {
					v.links[k]++
					last = at
				}
			}
		}
	}
}

// link says that line k is nothing but a link.
func (v *survey) link(k int) bool {
	return v.linked[k] > 0 && v.linked[k]*5 >= v.lines[k].shape.words*4
}

// weigh measures how much running text each line holds: its words less those in links, more for paragraphs, little for short lines.
func (v *survey) weigh() {
	v.prose = zeroed(v.prose, len(v.lines))
	article := v.articleWords()
	lede := v.ledeWords()
	for k := range v.lines {
		f := v.lines[k].shape
		free := float64(f.words) - 1.7*float64(v.linked[k])
		if f.words < 4 || free <= 0 || k == v.title {
			continue
		}
		n := v.page.nodes[v.node(k)]
		switch {
		case n.tag == atom.Title:
			continue
		case n.marks&(markHeading|markCaption) != 0:
			free *= .1
		case f.paragraph():
			free += 1.5 * float64(min(f.inner, 10))
		case f.words >= 10:
			free *= .6
		default:
			free *= .15
		}
		if v.title >= 0 && k < v.title {
			free *= .4 // menus and tickers stand above the headline
		}
		if article != nil && v.inside(k, article) {
			free *= 2
		}
		if lede != "" && f.words >= 6 && strings.HasPrefix(lede, v.opening6(k)) {
			free += 60
		}
		v.prose[k] = free
	}
	v.add()
}

// add sums the prose up, so that any stretch of lines can be told at once.
func (v *survey) add() {
	v.sum = zeroed(v.sum, len(v.lines)+1)
	for k, p := range v.prose {
		v.sum[k+1] = v.sum[k] + p
	}
}

// lineAt is the first line that begins at byte i of the text or after it.
func (v *survey) lineAt(i int32) int {
	return sort.Search(len(v.lines), func(k int) bool { return v.lines[k].at >= int(i) })
}

// proseOf is the running text inside node n.
func (v *survey) proseOf(n int32) float64 {
	d := v.page.nodes[n]
	return v.sum[v.lineAt(d.to)] - v.sum[v.lineAt(d.from)]
}

// shingle is how many words in a row are looked for in the article that the page gives beside its text.
const shingle = 4

// articleWords are the word sequences of the article that JSON-LD gives, nil when it gives none worth it.
func (v *survey) articleWords() map[string]bool {
	if len(v.page.meta.article) < 200 {
		return nil
	}
	t := word.Read(v.page.meta.article, text.Span{End: len(v.page.meta.article)})
	words := wordsOf(t, 0, len(t.Tokens))
	out := make(map[string]bool, len(words))
	for i := 0; i+shingle <= len(words); i++ {
		out[strings.Join(words[i:i+shingle], " ")] = true
	}
	return out
}

func wordsOf(t *word.Text, i, j int) []string {
	var out []string
	for ; i < j; i++ {
		if t.Tokens[i].Kind != word.Punct {
			out = append(out, t.Tokens[i].Fold)
		}
	}
	return out
}

// joinedWords are the folded words of the tokens [i, j), a blank between two.
func joinedWords(t *word.Text, i, j int) string {
	n := 0
	for k := i; k < j; k++ {
		n += len(t.Tokens[k].Fold) + 1
	}
	var b strings.Builder
	b.Grow(n)
	for ; i < j; i++ {
		if t.Tokens[i].Kind != word.Punct {
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(t.Tokens[i].Fold)
		}
	}
	return b.String()
}

// inside says that most of line k stands in the article that JSON-LD gives.
func (v *survey) inside(k int, article map[string]bool) bool {
	w := wordsOf(v.t, v.lines[k].from, v.lines[k].to)
	if len(w) < shingle {
		return false
	}
	n := 0
	for i := 0; i+shingle <= len(w); i++ {
		if article[strings.Join(w[i:i+shingle], " ")] {
			n++
		}
	}
	return n*2 > len(w)-shingle
}

// ledeWords is the folded description of the page, which most often is its first sentence.
func (v *survey) ledeWords() string {
	l := v.page.meta.lede
	if len(l) < 40 {
		return ""
	}
	t := word.Read(l, text.Span{End: len(l)})
	return strings.Join(wordsOf(t, 0, len(t.Tokens)), " ")
}

// opening6 is the folded first six words of line k.
func (v *survey) opening6(k int) string {
	w := wordsOf(v.t, v.lines[k].from, min(v.lines[k].to, v.lines[k].from+12))
	return strings.Join(w[:min(len(w), 6)], " ")
}

// When the names of an element that say it does not belong to the article are not believed: it holds more than this share of the
// page's running text, and less than this much stands between the headline and it.
const (
	tooBig      = .4
	articleTold = 60
)

// proseBefore is the running text between the headline and byte at of the text.
func (v *survey) proseBefore(at int32) float64 {
	k := v.lineAt(at)
	if v.title >= k {
		return 0
	}
	return v.sum[k] - v.sum[max(v.title, 0)]
}

// maxForm is how many words may stand in an element around a form and be its label.
const maxForm = 40

// forms marks the small elements around forms that hold no paragraph: what stands in them asks for an address, or for a word to search.
func (v *survey) forms() {
	nodes := v.page.nodes
	for n := range nodes {
		if nodes[n].tag != atom.Form || nodes[n].parent <= 0 {
			continue
		}
		p := nodes[n].parent
		if t := nodes[p].tag; t == atom.Body || t == atom.Html || t == atom.Main || t == atom.Article {
			continue
		}
		words := 0
		for k := v.lineAt(nodes[p].from); k < len(v.lines) && v.lines[k].at < int(nodes[p].to) && words <= maxForm; k++ {
			if words += v.lines[k].shape.words; k == v.title || v.lines[k].shape.paragraph() {
				words = maxForm + 1
			}
		}
		if words <= maxForm {
			nodes[p].marks |= markFurniture
		}
	}
}

// context finds for each node what it and the elements around it say of not belonging to the article. A mark is not believed of an
// element that holds the headline, or much of the running text of the page with none before it.
func (v *survey) context() {
	nodes := v.page.nodes
	v.ctx = zeroed(v.ctx, len(nodes))
	total := v.sum[len(v.lines)]
	titleAt := int32(-1)
	if v.title >= 0 {
		titleAt = int32(v.lines[v.title].at)
	}
	for n := range nodes {
		d := &nodes[n]
		own := d.marks & (aside | markCaption | markHead)
		if own != 0 {
			holdsTitle := titleAt >= d.from && titleAt < d.to
			if holdsTitle || n == 0 || d.tag == atom.Body || d.tag == atom.Html {
				own = 0
			} else if v.proseOf(int32(n)) > tooBig*total && v.proseBefore(d.from) < articleTold {
				own = 0
			}
		}
		if d.marks&markBody != 0 {
			own = 0
		}
		if own&markHead != 0 {
			own = own&^markHead | markFurniture
		}
		if d.parent >= 0 {
			own |= v.ctx[d.parent]
		}
		v.ctx[n] = own
	}
}

// discount takes the weight off lines that do not belong to the article by their surroundings, and off the excerpts in lists of
// other articles: running text beside a headline that is a link, in elements that repeat.
func (v *survey) discount() {
	count := map[item]int{}
	v.items = zeroed(v.items, len(v.lines))
	items := v.items
	for k := range v.lines {
		items[k].parent = -1
		if v.prose[k] == 0 {
			continue
		}
		for _, other := range [2]int{k - 1, k + 1} {
			if other < 0 || other >= len(v.lines) || !v.link(other) || v.lines[other].shape.words < 3 {
				continue
			}
			n := v.common(v.node(k), v.node(other))
			if n > 0 {
				items[k] = item{v.page.nodes[n].parent, v.page.nodes[n].sign}
				count[items[k]]++
				break
			}
		}
	}
	v.listed = zeroed(v.listed, len(v.lines))
	for k := range v.lines {
		c := v.ctx[v.node(k)]
		if c&(aside|markCaption) != 0 {
			v.prose[k] *= .02
		}
		if items[k].parent >= 0 && count[items[k]] >= 3 {
			v.prose[k] *= .1
			v.listed[k] = true
		}
	}
	v.add()
}

// common is the nearest element that holds both a and b.
func (v *survey) common(a, b int32) int32 {
	nodes := v.page.nodes
	for a != b {
		if nodes[a].depth >= nodes[b].depth && a > 0 {
			a = nodes[a].parent
		} else if b > 0 {
			b = nodes[b].parent
		} else {
			return 0
		}
	}
	return a
}

// How the weight of a line counts for the elements around it.
const (
	decay    = .75 // for each level up
	climb    = 14  // levels
	namedFor = 1.4 // an element whose names say that it holds the text
	widening = .08 // how much more running text an outer element must hold, in parts of the inner's
)

// choose finds the element that holds the article's text: the one under which most running text stands close.
func (v *survey) choose() {
	nodes := v.page.nodes
	v.score = zeroed(v.score, len(nodes))
	score := v.score
	for k := range v.lines {
		p := v.prose[k]
		for n, up := v.node(k), 0; n > 0 && up < climb && p > 0; n, up = nodes[n].parent, up+1 {
			score[n] += p
			p *= decay
		}
	}
	best := int32(0)
	for n := range nodes {
		s := score[n]
		if nodes[n].marks&markBody != 0 {
			s *= namedFor
		}
		if s > score[best] || best == 0 && s > 0 {
			score[n] = s
			best = int32(n)
		}
	}
	v.body = v.widen(best)
}

// widen goes from the element with the most text up to the one that the page names as the article's, or to one in which more of the text stands beside it.
func (v *survey) widen(n int32) int32 {
	nodes := v.page.nodes
	for m, up := n, 0; m > 0 && up < 6; m, up = nodes[m].parent, up+1 {
		if nodes[m].marks&markBody != 0 && v.linkShare(m) < .5 {
			n = m
			break
		}
	}
	cur := n
	for p, up := nodes[n].parent, 0; p >= 0 && n > 0 && up < 8; p, up = nodes[p].parent, up+1 {
		if nodes[p].tag == atom.Body || nodes[p].tag == atom.Html {
			break
		}
		if v.proseOf(p)-v.proseOf(cur) < widening*v.proseOf(cur) {
			continue
		}
		if v.linkShare(p) > .45 || !v.alike(p, cur) {
			break
		}
		cur = p
	}
	v.whole = cur == 0 && n > 0
	return cur
}

// linkShare is the share of the words inside node n that stand in links.
func (v *survey) linkShare(n int32) float64 {
	d := v.page.nodes[n]
	words, linked := 0, 0
	for k := v.lineAt(d.from); k < len(v.lines) && v.lines[k].at < int(d.to); k++ {
		if v.ctx[v.node(k)]&aside == 0 {
			words += v.lines[k].shape.words
			linked += v.linked[k]
		}
	}
	if words == 0 {
		return 0
	}
	return float64(linked) / float64(words)
}

// alike says that the text of p beside its child n consists of paragraphs.
func (v *survey) alike(p, n int32) bool {
	d, inner := v.page.nodes[p], v.page.nodes[n]
	good, bad := 0, 0
	for k := v.lineAt(d.from); k < len(v.lines) && v.lines[k].at < int(d.to); k++ {
		if at := int32(v.lines[k].at); at >= inner.from && at < inner.to || v.ctx[v.node(k)]&aside != 0 {
			continue
		}
		switch {
		case v.lines[k].shape.paragraph() && v.linked[k]*3 < v.lines[k].shape.words:
			good++
		case v.link(k):
			bad++
		}
	}
	return good > bad || p == 0 && good > 0 && good == bad // the page itself has no menus beside the text where it is a piece of one
}

// loneText takes the longest line for the text where no element holds any: mark-up that is not that of pages.
func (v *survey) loneText() {
	best := -1
	for k := range v.lines {
		if k != v.title && v.lines[k].shape.words >= leastGlued && v.linked[k] == 0 && (best < 0 || v.lines[k].shape.words > v.lines[best].shape.words) {
			best = k
		}
	}
	v.first, v.last = best, best
}

// bounds finds the first and the last line of running text inside the article's element.
func (v *survey) bounds() {
	if v.body <= 0 && !v.whole {
		v.loneText()
		return
	}
	d := v.page.nodes[v.body]
	from := v.lineAt(d.from)
	if v.title > from && v.lines[v.title].at < int(d.to) {
		from = v.title // what stands over the headline belongs to the page
	}
	for k := from; k < len(v.lines) && v.lines[k].at < int(d.to); k++ {
		f := v.lines[k].shape
		if k == v.title || v.ctx[v.node(k)]&(aside|markCaption) != 0 || v.linked[k]*2 > f.words {
			continue
		}
		if v.prose[k] >= 1 && (f.paragraph() || f.words >= 8) {
			if v.first < 0 {
				v.first = k
			}
			v.last = k
		}
	}
	if v.first < 0 { // a brief, or a caption: whatever there is
		for k := from; k < len(v.lines) && v.lines[k].at < int(d.to); k++ {
			if k != v.title && v.prose[k] > 0 && v.ctx[v.node(k)]&(aside|markCaption) == 0 {
				if v.first < 0 {
					v.first = k
				}
				v.last = k
			}
		}
	}
}
