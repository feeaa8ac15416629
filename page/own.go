package page

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html/atom"

	"rawi/arabic/chain"
	"rawi/arabic/word"
	"rawi/text"
)

// ownName is a name of the outlet whose page or text is read, as the page, its <title>, the record or the first line of the text gives it.
type ownName struct {
	words []string // folded, without the noun before them that says what kind of outlet it is
	name  string   // as it is printed
	at    text.Span
	rule  string
}

// maxSiteLine is how many words the first line of a text may have and be the name of its outlet.
const maxSiteLine = 4

// leastName is how many bytes of letters the beginning of an outlet's name needs to stand for it.
const leastName = 6

// maxOutletWords is how many words the name of an outlet has at most.
const maxOutletWords = 6

// addOwn keeps a name of the outlet. Names that are too long to be one are not kept.
func (s *sheet) addOwn(name, rule string, at text.Span) {
	if name == "" || len(name) > 200 {
		return
	}
	name = strings.TrimFunc(name, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) })
	t := word.Read(name, text.Span{End: len(name)})
	w := wordsOf(t, 0, len(t.Tokens))
	if len(w) == 0 || len(w) > maxOutletWords {
		return
	}
	s.names = append(s.names, ownName{words: w[kindNoun(t, 0, len(t.Tokens)):], name: name, at: at, rule: rule})
}

// kindNoun is 1 where the tokens [i, j) begin with a noun that says what kind of medium their name is of, and a name follows: newspaper, agency.
func kindNoun(t *word.Text, i, j int) int {
	if i+1 >= j || t.Tokens[i].Kind != word.Word {
		return 0
	}
	h, prefix := chain.HeadAt(t, i)
	if h == nil || prefix != 0 || h.Kind != text.OutletLink && h.Kind != text.Agency && h.Kind != text.Broadcaster {
		return 0
	}
	return 1
}

// ownAt says which name of the outlet the tokens [i, j) are: the whole of it, or its beginning, where that names no place. nil when none.
func (s *sheet) ownAt(i, j int) *ownName {
	if len(s.names) == 0 || j-i > 2*maxOutletWords {
		return nil
	}
	i += kindNoun(s.t, i, j)
	w := wordsOf(s.t, i, j)
	for k := range s.names {
		o := &s.names[k]
		switch {
		case len(w) == 0 || len(w) > len(o.words) || !slices.Equal(w, o.words[:len(w)]):
		case len(w) == len(o.words):
			return o
		default:
			if p, ok := places().At(s, i); ok && p.To == j || len(strings.Join(w, "")) < leastName {
				continue
			}
			return o
		}
	}
	return nil
}

// ownFacts keeps the names of the outlet that the facts of the page give, and the one beside the headline in its <title>.
func (v *survey) ownFacts() {
	for _, n := range v.page.meta.sites {
		v.addOwn(n, "markup.site", text.Span{})
	}
	for _, n := range v.page.meta.publisher {
		v.addOwn(n, "markup.publisher", text.Span{})
	}
	for k := range v.lines {
		if l := &v.lines[k]; v.page.nodes[v.node(k)].tag == atom.Title {
			from, to := v.headlineOf(l)
			if from >= to {
				from, to = l.to, l.to
			}
			v.addOwnPieces(l, l.from, from)
			v.addOwnPieces(l, to, l.to)
			return
		}
	}
}

// addOwnPieces keeps the pieces between bars of the tokens [i, j) of the <title>.
func (v *survey) addOwnPieces(l *line, i, j int) {
	for i < j {
		e := i
		for e < j && !v.titleBar(l, e) {
			e++
		}
		if e > i {
			v.addOwn(strings.Trim(v.t.Span(i, e).Of(v.src), " -|:\u2013\u2014\u00BB\u00AB"), "markup.site-name", v.t.Span(i, e))
		}
		i = e + 1
	}
}

// firstLines is how far down a text without mark-up the name of its outlet is looked for, and its credit.
const firstLines = 12

// siteLine finds the name of the outlet in the first line of a text without mark-up: a short one over a menu, one with which the credit under
// the headline begins, or one that says itself what kind of outlet it names. A longer line that may be the headline must follow.
func (s *sheet) siteLine() {
	k := 0
	for k < len(s.lines) && s.lines[k].role == text.Furniture {
		k++
	}
	if k >= len(s.lines) {
		return
	}
	l := &s.lines[k]
	if l.role != "" || l.shape.words < 1 || l.shape.words > maxSiteLine || s.separators(l.from, l.to) > 0 || l.shape.last != 0 || l.shape.bullet || l.shape.bracket || !s.headlineAfter(k) {
		return
	}
	if !s.overMenu(k) && !s.creditBegins(k) && !(l.shape.words > 1 && kindNoun(s.t, l.from, l.to) == 1) {
		return
	}
	l.give(text.Furniture, "page.site-name")
	s.addOwn(s.bytes(l), l.rule, text.Span{Start: l.at, End: l.end})
}

// headlineAfter says that a line after k and before the first paragraph may be a headline, and is longer than line k.
func (s *sheet) headlineAfter(k int) bool {
	words := s.lines[k].shape.words
	for i := k + 1; i < len(s.lines) && i <= k+headLines; i++ {
		switch l := &s.lines[i]; {
		case l.role == text.Title || l.role == "" && !l.shape.paragraph() && l.shape.titleLike() && l.shape.words >= 4 && l.shape.words > words:
			return true
		case l.role == "" && l.shape.paragraph():
			return false
		}
	}
	return false
}

// overMenu says that a menu or a path of sections follows line k, or several labels of the page.
func (s *sheet) overMenu(k int) bool {
	labels := 0
	for i := k + 1; i < len(s.lines) && i <= k+3; i++ {
		switch l := &s.lines[i]; {
		case l.rule == "page.menu" || l.rule == "page.path":
			return true
		case l.role == text.Furniture:
			labels++
		case l.role != "" || l.shape.words > 2:
			return false
		}
	}
	return labels > 1
}

// creditBegins says that one of the next lines begins with the words of line k and a dash.
func (s *sheet) creditBegins(k int) bool {
	want := wordsOf(s.t, s.lines[k].from, s.lines[k].to)
	for i := k + 1; i < len(s.lines) && i <= k+firstLines; i++ {
		l := &s.lines[i]
		e := l.from
		for e < l.to && separates(s.t, e) == 0 {
			e++
		}
		if e < l.to && separates(s.t, e) == '-' && l.shape.words <= maxCreditWords && slices.Equal(wordsOf(s.t, l.from, e), want) {
			return true
		}
	}
	return false
}

// cutSiteName cuts the name of the site off a line "SITE - TITLE" before the first paragraph, where TITLE stands again in a line of its own. A line
// with more than one such name is a path of sections, and furniture. It returns how many lines it made.
func (s *sheet) cutSiteName(first int) int {
	for k := 0; k < first && k < min(len(s.lines), headLines); k++ {
		l := s.lines[k]
		if l.role != "" || l.shape.words > 40 {
			continue
		}
		for other := k + 1; other < min(first, k+headLines); other++ {
			o := &s.lines[other]
			if o.role != "" || o.shape.words < 3 || o.shape.key == l.shape.key {
				continue
			}
			cut := s.endsWith(&l, o)
			if cut <= l.from {
				continue
			}
			if s.separators(l.from, cut) > 1 {
				s.pathName(&l)
				s.lines[k].give(text.Furniture, "page.path")
				if o.shape.words >= leastHeadline {
					o.give(text.Title, "page.twice")
				}
				break
			}
			site, title := s.sub(&l, l.from, cut), s.sub(&l, cut, l.to)
			site.give(text.Furniture, "page.site-name")
			s.addOwn(strings.TrimRight(s.bytes(&site), siteMarks), site.rule, text.Span{Start: site.at, End: site.end})
			title.give(text.Title, "page.twice")
			s.lines[other].give(text.Title, "page.twice")
			s.replace(k, site, title)
			return 1
		}
	}
	return 0
}

// pathName keeps the first step of a path, parted by dashes or bars from the rest, as the name of the site.
func (s *sheet) pathName(l *line) {
	e := l.from
	for e < l.to && s.t.Tokens[e].Kind != word.Punct {
		e++
	}
	if e < l.to && e > l.from && separates(s.t, e) == '-' && !s.t.Tokens[e].Is("/") && !s.home(l) {
		at := s.t.Span(l.from, e)
		s.addOwn(at.Of(s.src), "page.site-name", at)
	}
}

// beforeTitle gives what stands over the last line of the headline, in a page without paragraphs, the role of furniture.
func (s *sheet) beforeTitle() {
	for t := len(s.lines) - 1; t > 0; t-- {
		if s.lines[t].role != text.Title {
			continue
		}
		for k := range t {
			s.lines[k].give(text.Furniture, "page.before-title")
		}
		return
	}
}

// siteMarks are the marks and blanks that part the name of a site from a headline.
const siteMarks = " -|:\u2013\u2014\t\n"

// endsWith returns the token of line l at which the words of o begin, when l ends with them; else l.from.
func (s *sheet) endsWith(l, o *line) int {
	i, j := l.to-1, o.to-1
	for {
		for i >= l.from && s.t.Tokens[i].Kind == word.Punct {
			i--
		}
		for j >= o.from && s.t.Tokens[j].Kind == word.Punct {
			j--
		}
		if j < o.from {
			break
		}
		if i < l.from || s.t.Tokens[i].Fold != s.t.Tokens[j].Fold {
			return l.from
		}
		i, j = i-1, j-1
	}
	k := i + 1
	for k < l.to && s.t.Tokens[k].Kind == word.Punct && !word.IsQuote(s.t.Tokens[k]) {
		k++
	}
	return k
}

// separators counts the dashes and bars among the tokens [i, j).
func (s *sheet) separators(i, j int) (n int) {
	for k := i; k < j; k++ {
		if separates(s.t, k) == '-' || s.t.Tokens[k].Is("\u00BB", ">", "\u203A") {
			n++
		}
	}
	return n
}
