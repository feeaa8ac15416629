package page

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"rawi/arabic/word"
	"rawi/text"
)

// groupKeys names the tables of Repeats that speak of a source: that of its outlet (by the field of the record, the host of its address, the
// facts of the page, or the first line), and that of the collection, archive or folder that it came with.
func (s *sheet) groupKeys(source, address string) []string {
	var out []string
	if o := s.outletKey(source, address); o != "" {
		out = append(out, o)
	}
	if file, _, ok := strings.Cut(source, "#"); ok {
		return append(out, "from:"+file)
	}
	if u, err := url.Parse(source); err == nil && u.Host != "" {
		return out
	}
	if dir := path.Dir(strings.ReplaceAll(source, `\`, "/")); dir != "." {
		out = append(out, "from:"+dir)
	}
	return out
}

func (s *sheet) outletKey(source, address string) string {
	named := func(rules ...string) string {
		for k := range s.names {
			if slices.Contains(rules, s.names[k].rule) && len(s.names[k].words) > 0 {
				return "outlet:" + strings.Join(s.names[k].words, " ")
			}
		}
		return ""
	}
	if n := named("field:outlet"); n != "" {
		return n
	}
	for _, a := range [...]string{address, source} {
		if u, err := url.Parse(a); err == nil && u.Hostname() != "" {
			return "host:" + strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
		}
	}
	return named("markup.site", "markup.publisher", "page.site-name")
}

// How far into an article its head and tail reach.
const (
	headReach   = 8 // lines without a role
	proseReach  = 2 // paragraphs among them
	maxOwnWords = 60
	leastLeft   = 25 // words of running text that an article keeps: one whose text is repeated is a short item, not furniture
	tailWords   = 5  // of a sentence at the end of a paragraph
	leastInside = 4  // words
)

// ownLine is a line, or the last sentence of one, that may be the outlet's own.
type ownLine struct {
	k, from int // line, and the token from which on it counts
	at      place1
	key     uint64
}

// ownLines finds the lines at the head and the tail of an article that an outlet may print under all: those without a role, outside quotation
// marks.
func (s *sheet) ownLines() []ownLine {
	var out []ownLine
	taken := make([]bool, len(s.lines))
	look := func(k int, label place1) {
		l := &s.lines[k]
		if taken[k] || l.shape.quoted || l.shape.words < 2 || l.shape.words > maxOwnWords {
			return
		}
		at := sentence
		if !l.shape.paragraph() && (l.shape.last == 0 || l.shape.last == '!') {
			at = label
		}
		if at == sentence && label == insidePage {
			at = insidePage
		}
		taken[k] = true
		out = append(out, ownLine{k, l.from, at, s.lineKey(l.from, l.to) ^ uint64(at)})
	}
	ends := func(k, step int, label place1) {
		for n, prose := 0, 0; k >= 0 && k < len(s.lines) && n < headReach && prose < proseReach; k += step {
			l := &s.lines[k]
			if !free(l) {
				continue
			}
			n++
			if l.shape.paragraph() {
				prose++
				if label == tailLabel && prose == 1 {
					if o, ok := s.lastSentence(k); ok {
						out = append(out, o)
					}
				}
			}
			look(k, label)
		}
	}
	ends(len(s.lines)-1, -1, tailLabel)
	ends(0, 1, headLabel)
	if s.page != nil {
		for k := range s.lines {
			if l := &s.lines[k]; free(l) && l.shape.words >= leastInside {
				look(k, insidePage)
			}
		}
	}
	return out
}

// free says that nothing but its place can say what a line is.
func free(l *line) bool {
	return l.role == "" || l.role == text.Body || l.role == text.Subhead && l.rule == "markup.heading"
}

// lastSentence is the last of several sentences of line k, unless it stands in quotation marks.
func (s *sheet) lastSentence(k int) (ownLine, bool) {
	l := &s.lines[k]
	from := l.to - 1
	for from > l.from && !(s.t.Tokens[from].Kind != word.Punct && ended(s, l.from, from)) {
		from--
	}
	if from <= l.from {
		return ownLine{}, false
	}
	f := s.shapeOf(from, l.to)
	if f.words < tailWords || f.words > maxOwnWords || l.shape.words-f.words < leastLeft/2 {
		return ownLine{}, false
	}
	for _, p := range word.Pairs(s.t, l.from, l.to) {
		if p.Open < from && p.Close >= from || p.Open == from {
			return ownLine{}, false
		}
	}
	return ownLine{k, from, tailSentence, s.lineKey(from, l.to) ^ uint64(tailSentence)}, true
}

// wordsByFigures is how many words must stand beside figures for lines to be the same that differ in nothing but these: the number of a writer,
// of an issue. With fewer, the figures are what a line says.
const wordsByFigures = 5

// lineKey stands for the words of the tokens [i, j).
func (s *sheet) lineKey(i, j int) uint64 {
	words := 0
	for k := i; k < j; k++ {
		if s.t.Tokens[k].Kind == word.Word {
			words++
		}
	}
	h := uint64(0)
	for k := i; k < j; k++ {
		switch t := s.t.Tokens[k]; {
		case t.Kind == word.Punct:
		case t.Kind == word.Number && words >= wordsByFigures:
			h = mix(h ^ 1)
		default:
			h = mix(h ^ wordHash(t.Fold))
		}
	}
	return h
}

// trace is what an article shows of what its outlet repeats.
func (s *sheet) trace(own []ownLine) Trace {
	t := Trace{Groups: s.groups, text: s.gist()}
	for _, o := range own {
		t.lines = append(t.lines, o.key)
	}
	return t
}

// gistWords is how much of the running text stands for an article.
const gistWords = 80

// gist stands for what an article tells: the least hash of three words in a row among its first paragraphs, the same for most copies of it.
func (s *sheet) gist() uint64 {
	least, n := ^uint64(0), 0
	for k := range s.lines {
		l := &s.lines[k]
		if !free(l) || !l.shape.paragraph() {
			continue
		}
		var a, b uint64
		for i := l.from; i < l.to && n < gistWords; i++ {
			f := s.t.Tokens[i].Fold
			if s.t.Tokens[i].Kind == word.Punct {
				continue
			}
			n++
			c := wordHash(f)
			if a != 0 {
				least = min(least, mix(a^bitsOf(b, 21)^bitsOf(c, 42)))
			}
			a, b = b, c
		}
	}
	return mix(least)
}

func bitsOf(v uint64, by int) uint64 { return v<<by | v>>(64-by) }

// wordHash is FNV-1a.
func wordHash(s string) uint64 {
	h := uint64(14695981039346656037)
	for k := range len(s) {
		h = (h ^ uint64(s[k])) * 1099511628211
	}
	return h
}

// mix spreads a hash over all its bits (the finalizer of splitmix64).
func mix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// giveOwn gives the lines that the tables know as the outlet's own the role of furniture: at the tail as long as nothing else stands after them,
// at the head as long as a headline is left, and only where a text is left.
func (s *sheet) giveOwn(own []ownLine, tables []*repeated) {
	if len(tables) == 0 {
		return
	}
	known := map[int]ownLine{}
	for _, o := range own {
		if slices.ContainsFunc(tables, func(g *repeated) bool { return g.own(o.key, o.at) }) && !s.credits(&s.lines[o.k]) {
			if _, ok := known[o.k]; !ok || o.at != tailSentence {
				known[o.k] = o
			}
		}
	}
	if len(known) == 0 || !s.keeps(known) {
		return
	}
	mark := func(k int) { s.lines[k].role, s.lines[k].rule = text.Furniture, "repeats.line" }
	var cut *ownLine
	for k := len(s.lines) - 1; k >= 0; k-- {
		if !free(&s.lines[k]) {
			continue
		}
		o, ok := known[k]
		if !ok {
			break
		}
		if o.at == tailSentence {
			cut = &o
			break
		}
		mark(k)
	}
	first, _ := s.core()
	headline := s.headlineLeft(known, first)
	for k := range s.lines {
		o, ok := known[k]
		switch {
		case !ok || !free(&s.lines[k]) || o.at == tailSentence:
		case k < first && headline, o.at == insidePage:
			mark(k)
		}
	}
	if cut != nil {
		l := s.lines[cut.k]
		head, rest := s.sub(&l, l.from, cut.from), s.sub(&l, cut.from, l.to)
		head.role, head.rule = l.role, l.rule
		rest.role, rest.rule = text.Furniture, "repeats.tail"
		s.replace(cut.k, head, rest)
	}
}

// credits says that a line may be a credit or a name.
func (s *sheet) credits(l *line) bool {
	if l.shape.paragraph() {
		return false
	}
	c := s.readCredit(l.from, l.to, true)
	return len(c.segs) > 0 && c.to >= l.to && c.words() <= maxCreditWords || s.personLike(l)
}

// keeps says that a text is left without the lines.
func (s *sheet) keeps(known map[int]ownLine) bool {
	words, prose := 0, false
	for k := range s.lines {
		l := &s.lines[k]
		if o, ok := known[k]; !free(l) || ok && o.at != tailSentence {
			continue
		}
		words += l.shape.words
		prose = prose || l.shape.paragraph()
	}
	return prose && words >= leastLeft
}

// headlineLeft says that a line before the first paragraph, not among those, is the headline or may be it.
func (s *sheet) headlineLeft(known map[int]ownLine, first int) bool {
	for k := 0; k < first; k++ {
		l := &s.lines[k]
		if _, ok := known[k]; !ok && (l.role == text.Title || l.role == "" && l.shape.titleLike() && l.shape.words >= leastHeadline) {
			return true
		}
	}
	return false
}
