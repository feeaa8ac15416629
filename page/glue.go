package page

import (
	"strings"
	"sync"

	"rawi/arabic/chain"
	"rawi/arabic/lexicon"
	"rawi/arabic/word"
	"rawi/text"
)

// What a second article needs: how much of its headline its first paragraph must repeat, by what stands before it.
const (
	tellsMarked = .45 // after a heading of links, or after the credits of the first article
	tellsOpened = .3  // with a credit, stamp or dateline of its own
	tellsAlone  = .4  // with nothing but another story after it
	otherStory  = .1  // how much of its content may stand in the article before it then
	sameStory   = .35 // how much of it may stand there otherwise
	leastGlued  = 30  // words of running text that it must have
	leastOwn    = 18  // with a credit, stamp or dateline of its own
)

// opens says that line k is the headline of an article of its own: running text follows that tells the same.
func (s *sheet) opens(k int) bool {
	if k >= len(s.lines) || !s.paragraphBefore(k) || !s.lines[k].shape.titleLike() || s.lines[k].shape.words < 4 {
		return false
	}
	lede := s.lede(k)
	if lede < 0 || s.wordsFrom(lede) < leastGlued {
		return false
	}
	return s.tells(k, lede) >= tellsMarked && !s.goesOn(k, lede)
}

// lede is the first paragraph after the headline k; nothing but a credit, a stamp or a caption may stand between. -1 when there is none.
func (s *sheet) lede(k int) int {
	credit, deck := false, false
	for i := k + 1; i < len(s.lines) && i <= k+4; i++ {
		l := &s.lines[i]
		switch {
		case l.role == "" && l.shape.paragraph():
			return i
		case l.role == text.DateLine || l.role == text.Byline || l.role == text.Caption:
		case l.role == text.Furniture && l.shape.words <= 2: // the knobs of a gallery
		case l.role == "":
			if c := s.readCredit(l.from, l.to, true); c.to >= l.to && len(c.segs) > 0 {
				credit = credit || c.has(segPlace, segAgency, segOutlet) > 0
				continue
			}
			if !credit || deck || !l.shape.titleLike() || l.shape.words > maxHeadline || l.shape.stop() || l.shape.last == ':' || l.shape.bullet {
				return -1
			}
			deck = true // one line under the credit goes with the headline
		default:
			return -1
		}
	}
	return -1
}

// window is how many lines around a headline are looked at.
const window = 60

// wordsFrom counts the words of running text from line k on, as far as they are needed.
func (s *sheet) wordsFrom(k int) (n int) {
	for to := min(len(s.lines), k+window); k < to && n < leastGlued; k++ {
		if l := &s.lines[k]; l.role == "" && l.shape.paragraph() {
			n += l.shape.words
		}
	}
	return n
}

// tells is the share of the content of headline k that stands in the paragraph lede.
func (s *sheet) tells(k, lede int) float64 {
	in := map[string]bool{}
	s.content(&s.lines[lede], func(stem string, _ float64) { in[stem] = true })
	all, both := 0., 0.
	s.content(&s.lines[k], func(stem string, w float64) {
		all += w
		if in[stem] {
			both += w
		}
	})
	if all == 0 {
		return 0
	}
	return both / all
}

// goesOn says that the paragraph lede goes on with the article before line k rather than with headline k: it shares more of its content
// with that article's last paragraphs.
func (s *sheet) goesOn(k, lede int) bool {
	if s.linked(s.lines[lede].from) {
		return true
	}
	before := map[string]bool{}
	n := 0
	for i := k - 1; i >= max(0, k-window) && n < 3; i-- {
		if l := &s.lines[i]; l.role == "" && l.shape.paragraph() {
			s.content(l, func(stem string, _ float64) { before[stem] = true })
			n++
		}
	}
	all, both := 0., 0.
	s.content(&s.lines[lede], func(stem string, w float64) {
		all += w
		if before[stem] {
			both += w
		}
	})
	return all > 0 && both/all > .5
}

// links are the beginnings of links.tsv.
var links = sync.OnceValue(func() finder[string] {
	f := newFinder[string](beginsLink)
	for _, r := range lexicon.Must(files, "links.tsv").Rows {
		f.Add(r.Key(), r.Rule())
	}
	return f
})

// linked says that a paragraph that begins at token i goes on with what stands before it: by one of the phrases of links.tsv, or by a verb
// with "and" before it.
func (s *sheet) linked(i int) bool {
	if _, ok := links().At(s, i); ok {
		return true
	}
	f := s.t.Tokens[i].Fold
	return strings.HasPrefix(f, andFold) && !chain.Verbal(f) && chain.Verbal(f[len(andFold):])
}

// shared is the share of the content of the text from line lede on that stands in the article before line k, from line from on: small
// where another story begins.
func (s *sheet) shared(from, k, lede int) float64 {
	before := map[string]bool{}
	for i := max(from, k-window); i < k; i++ {
		if l := &s.lines[i]; l.role == "" || l.role == text.Title {
			s.content(l, func(stem string, _ float64) { before[stem] = true })
		}
	}
	all, both, words := 0., 0., 0
	for i := lede; i < len(s.lines) && words < compared; i++ {
		l := &s.lines[i]
		if l.role != "" {
			continue
		}
		words += l.shape.words
		s.content(l, func(stem string, w float64) {
			all += w
			if before[stem] {
				both += w
			}
		})
	}
	if all == 0 {
		return 1
	}
	return both / all
}

// compared is how many words of running text are compared with what stands before.
const compared = 120

// contentIDF is the inverse document frequency from which on a word carries content.
const contentIDF = 2.2

// content calls f with the stem and the weight of each content word of a line.
func (s *sheet) content(l *line, f func(stem string, weight float64)) {
	c := word.Corpus()
	for k := l.from; k < l.to; k++ {
		t := s.t.Tokens[k]
		if t.Kind != word.Word && t.Kind != word.Latin || len(t.Fold) < 5 {
			continue
		}
		stem := c.Take(t.Fold).Stem
		if w := c.IDF(stem); w >= contentIDF {
			f(stem, w)
		}
	}
}

// breaks finds the lines at which a second article, and further ones, begin.
func (s *sheet) breaks() []int {
	var out []int
	if s.page != nil {
		return nil // a page parts its articles by its mark-up, and holds one
	}
	from := 0
	told := false // running text stands between from and k
	for k := 1; k < len(s.lines); k++ {
		if p := &s.lines[k-1]; p.role == "" && p.shape.paragraph() {
			told = true
		}
		l := &s.lines[k]
		if told && s.headOf(k) {
			out = append(out, k)
			from, told = k, false
			continue
		}
		if l.role != "" || !l.shape.titleLike() || l.shape.bullet || !told {
			continue
		}
		lede := s.lede(k)
		if l.shape.words < 4 && !l.shape.far {
			if s.column(from, k, lede) {
				out = append(out, k)
				from, told = k, false
			}
			continue
		}
		if lede < 0 || s.goesOn(k, lede) || l.shape.last == ':' {
			continue
		}
		tells, own := s.tells(k, lede), s.own(k, lede)
		if n := s.wordsFrom(lede); n < leastGlued && !(own && n >= leastOwn) {
			continue
		}
		if c := s.readCredit(l.from, l.to, true); c.to >= l.to && s.creditLine(&c, l, true, false) && (!own || lede == k+1 || c.has(segPlace, segAgency, segOutlet) > 0) &&
			!(tells >= tellsOpened && len(c.segs) == 1 && c.segs[0].kind == segName && l.shape.words >= 4 && s.reports(&c.segs[0])) {
			continue // a line of credit, over which no other stands; not a headline that ends like one, "the runner arrives from CITY"
		}
		if tells < tellsOpened && !own && !l.shape.far {
			continue
		}
		same := s.shared(from, k, lede)
		if l.shape.words >= 4 && (same < sameStory && tells >= tellsOpened && (own || tells >= tellsMarked && s.closed(from, k)) ||
			same < otherStory && (own || tells >= tellsAlone || s.over(k))) || s.apart(from, k, lede, tells, same, own) {
			at := s.overHead(from, k)
			out = append(out, at)
			from, told = at, false
		}
	}
	return out
}

// apart says that headline k stands apart, with blank lines before it and its text, after a text that is over: another story, though
// headline and text may have no word in common.
func (s *sheet) apart(from, k, lede int, tells, same float64, own bool) bool {
	l, p := &s.lines[k], &s.lines[k-1]
	if !l.shape.far || l.shape.words > maxHeadline || l.shape.bullet {
		return false
	}
	if p.role == text.Share || p.role == text.Keywords {
		return same < afterEnd || same < sameStory && tells >= tellsAlone
	}
	if p.role != "" || !p.shape.stop() || !s.lines[lede].shape.far {
		return false
	}
	if l.shape.words < 4 {
		return same < strangers/2 && s.wordsBetween(from, k) >= 2*leastGlued
	}
	return (same < strangers || same < nearly && tells >= tellsMost) && s.wordsBetween(from, k) >= 2*leastGlued && !chain.Verbal(s.t.Tokens[l.from].Fold) ||
		own && same < ownStory
}

// What a headline that stands apart needs: how much of its text's content may stand in the article before.
const (
	strangers   = .085
	nearly      = .15 // where its text tells most of the headline
	tellsMost   = .6
	afterEnd    = .12 // after share labels or tags
	ownStory    = .22 // with a credit, stamp or dateline of its own
	maxHeadline = 20  // words
)

// wordsBetween counts the words of running text in the lines [from, k).
func (s *sheet) wordsBetween(from, k int) (n int) {
	for ; from < k; from++ {
		if l := &s.lines[from]; l.role == "" && l.shape.paragraph() {
			n += l.shape.words
		}
	}
	return n
}

// overHead is the line over headline k with which its article begins: a further line of the headline after the end of the text before, else k.
func (s *sheet) overHead(from, k int) int {
	if k-2 <= from {
		return k
	}
	l, before := &s.lines[k-1], &s.lines[k-2]
	if l.role == "" && l.shape.far && !l.shape.paragraph() && l.shape.titleLike() && !l.shape.stop() && before.role == "" && before.shape.paragraph() {
		return k - 1
	}
	return k
}

// headOf says that line k is the head of a page of its own, SITE - HEADLINE: the headline stands again in a line not far below, and running text
// follows it.
func (s *sheet) headOf(k int) bool {
	l := s.lines[k]
	if l.role != "" && l.role != text.Furniture || l.shape.words < 4 || l.shape.words > 40 || l.shape.paragraph() {
		return false
	}
	for i := k + 1; i < len(s.lines) && i <= k+headLines; i++ {
		o := &s.lines[i]
		switch {
		case o.role == "" && o.shape.paragraph():
			return false
		case o.role != "" || o.shape.words < 4 || o.shape.key == l.shape.key:
		case s.endsWith(&l, o) > l.from:
			if s.separators(l.from, s.endsWith(&l, o)) > 1 && !s.home(&l) {
				return true
			}
			for j := i + 1; j < len(s.lines) && j <= i+4; j++ { // a caption or a line under the headline may come first
				if p := &s.lines[j]; p.role == "" && p.shape.paragraph() {
					return s.wordsFrom(j) >= leastGlued
				}
			}
			return false
		}
	}
	return false
}

// closed says that the article before line k is over: after its last paragraph stand a heading of links, credits or tags.
func (s *sheet) closed(from, k int) bool {
	for i := k - 1; i > max(from, k-window); i-- {
		l := &s.lines[i]
		switch l.role {
		case text.Related, text.Keywords, text.Credit, text.Share:
			return true
		case "":
			if l.shape.paragraph() {
				return false
			}
		}
	}
	return false
}

// over says that the line before k ends an article: share labels, tags, a credit.
func (s *sheet) over(k int) bool {
	r := s.lines[k-1].role
	return r == text.Share || r == text.Keywords || r == text.Credit
}

// column says that the short line k is the headline of a column: nothing but the writer's name, or a credit, stands between it and its text, which
// tells another story than what stands before it.
func (s *sheet) column(from, k, lede int) bool {
	l, p := &s.lines[k], &s.lines[k-1]
	return lede > k+1 && l.shape.words >= 2 && (p.shape.stop() || p.role != "") && l.shape.last != ':' && s.wordsFrom(lede) >= leastGlued && s.own(k, lede) &&
		s.shared(from, k, lede) < otherStory && s.wordsBetween(from, k) >= 2*leastGlued && !s.goesOn(k, lede)
}

// own says that a stamp, a credit, a writer or a dateline of its own stands between headline k and its text.
func (s *sheet) own(k, lede int) bool {
	for i := k + 1; i < lede; i++ {
		l := &s.lines[i]
		if l.role == text.DateLine || l.role == text.Byline {
			return true
		}
		c := s.readCredit(l.from, l.to, true)
		if c.to >= l.to && (c.has(segPlace, segAgency, segOutlet) > 0 || s.creditLine(&c, l, true, false) && (len(c.segs) > 1 || s.personLike(l) && s.person(l) || c.segs[0].rule != "")) {
			return true
		}
	}
	if lede > k+1 {
		return false
	}
	e, _, _ := s.opening(s.lines[lede].from, s.lines[lede].to)
	return e > s.lines[lede].from
}
