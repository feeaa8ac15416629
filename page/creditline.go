package page

import (
	"slices"
	"strings"
	"unicode/utf8"

	"rawi/arabic/chain"
	"rawi/arabic/name"
	"rawi/arabic/word"
	"rawi/news"
	"rawi/text"
)

// Credit is what the credit lines of an article tell, each name as it is printed: where it was written, the agencies it came from, whose
// report it is, and who wrote or photographed it.
type Credit struct {
	Places, Agencies, Outlets, Persons []text.Named
}

// Credits reads the credit lines of an article: its bylines, and the datelines before its text. A name that no list knows is a person or a
// place by its words, by what stands beside it, and by the form of the line: WRITER - CITY, CITY: WRITER, AGENCY - CITY.
func Credits(a *news.Article) Credit {
	var out Credit
	for _, p := range a.Doc.Parts {
		if p.Role == text.Byline || p.Role == text.Dateline {
			out.add(&a.Doc, p)
		}
	}
	return out
}

// add reads one line of a text.
func (c *Credit) add(d *text.Doc, p text.Part) {
	src, at, outlet := d.Text, p.Span, d.Outlet
	plain := src[:at.Start] + blankReferences(at.Of(src))
	s := &sheet{src: plain, t: word.Read(plain, at)}
	s.sift(nil)
	s.addOwn(outlet.Name, outlet.Rule, outlet.Span)
	if len(s.t.Tokens) == 0 {
		return
	}
	r := creditReader{sheet: s}
	r.cut()
	r.settle()
	for _, g := range r.pieces {
		g.kind = r.kindIn(&g, d, p.Role)
		to := map[segKind]*[]text.Named{segPlace: &c.Places, segAgency: &c.Agencies, segOutlet: &c.Outlets, segName: &c.Persons}[g.kind]
		i, j := s.trim(g.from, g.to)
		if to == nil || i >= j || g.medium != nil && g.medium.Credit && g.medium.Kind != text.Agency {
			continue
		}
		n := text.Named{Span: s.t.Span(i, j), Rule: g.rule}
		if g.kind == segName {
			n.Span.Start += andBefore(n.Span.Of(src))
		}
		for strings.HasSuffix(n.Span.Of(src), "\u0640") {
			n.Span.End -= len("\u0640")
		}
		n.Name = n.Span.Of(src)
		if g.medium != nil && !g.medium.Credit {
			n.Name = g.medium.Name
		}
		if !slices.ContainsFunc(*to, func(x text.Named) bool { return x.Name == n.Name }) {
			*to = append(*to, n)
		}
	}
}

// kindIn is what a piece is by the article around it: a name that is credited for the article is an agency, and a name before the bracket of a dateline,
// CITY (AGENCY), is the city.
func (r *creditReader) kindIn(g *segment, d *text.Doc, role text.Role) segKind {
	if g.kind != segName && (g.kind != segPlace || !strings.HasPrefix(g.rule, "credit.")) {
		return g.kind
	}
	i, j := r.trim(g.from, g.to)
	if i >= j {
		return g.kind
	}
	words := r.t.Span(i, j).Of(r.src)
	if slices.ContainsFunc(d.Wire, func(w text.Named) bool { return w.Name == words }) {
		return segAgency
	}
	if role == text.Dateline && g.from == r.pieces[0].from && j < len(r.t.Tokens) && r.t.Tokens[j].Is("(") {
		return segPlace
	}
	return g.kind
}

// references are the character references that stand in records whose text was taken out of pages carelessly, with the mark that each is.
var references = [...][2]string{{"&nbsp;", " "}, {"&ndash;", "\u2013"}, {"&mdash;", "\u2014"}, {"&quot;", "\""}, {"&laquo;", "\u00AB"}, {"&raquo;", "\u00BB"}, {"&amp;", "&"}}

// blankReferences puts marks and blanks in the place of references, and blanks in the place of the stops of abbreviations of one letter, so that
// all other bytes keep their places.
func blankReferences(s string) string {
	if strings.Contains(s, "&") {
		for _, r := range references {
			s = strings.ReplaceAll(s, r[0], r[1]+strings.Repeat(" ", len(r[0])-len(r[1])))
		}
	}
	if strings.Contains(s, ".") {
		b := []byte(s)
		for i := 2; i < len(b); i++ {
			if b[i] == '.' && b[i-1] >= utf8.RuneSelf && (i == 2 || b[i-3] == ' ' || b[i-3] == '.' || b[i-3] == '(') {
				b[i] = ' '
			}
		}
		s = string(b)
	}
	return s
}

// creditReader reads one credit line as pieces between its separators.
type creditReader struct {
	*sheet
	pieces []segment
}

// cut cuts the line at its separators and reads each piece by the lists.
func (r *creditReader) cut() {
	n := len(r.t.Tokens)
	open := false
	for k := 0; k < n; {
		switch separates(r.t, k) {
		case '(':
			open = true
			k++
			continue
		case ')':
			open = false
			k++
			continue
		case 0:
		default:
			k++
			continue
		}
		end := k + 1
		for end < n && separates(r.t, end) == 0 && !r.kashida(end) && !strings.HasSuffix(r.t.Raw(end-1), "\u0640") {
			end++
		}
		from := len(r.pieces)
		r.piece(k, end)
		for i := from; i < len(r.pieces); i++ {
			r.pieces[i].bracket = open
		}
		k = end
	}
}

// piece reads the tokens [i, j) between two separators, which may hold several names: WRITER from CITY, WRITER and WRITER, WRITER OUTLET.
func (r *creditReader) piece(i, j int) {
	if i, j = r.trim(i, j); i >= j {
		return
	}
	if w := wordsOf(r.t, i, j); len(w) > maxCreditWords/2 || len(w) == 1 && len(w[0]) <= 2 && r.t.Tokens[i].Kind != word.Latin {
		return // a sentence; a preposition that folding left
	}
	g := r.segment(i, j, true)
	if g.to < j { // an abbreviated agency and more
		g.to = j
	}
	if p, ok := book().set.At(r.sheet, i); g.kind == segName && ok && p.Value.role == text.Byline && p.To < j {
		r.piece(p.To, j)
		return
	}
	if g.kind != segName && g.kind != segOther || g.medium != nil {
		r.pieces = append(r.pieces, g)
		return
	}
	for k := i + 1; k < j; k++ {
		toks := r.t.Tokens
		switch m, ok := chain.Media().At(r.t, k); {
		case fromWord(toks[k].Fold) && k+1 < j:
			r.piece(i, k)
			r.pieces = append(r.pieces, segment{from: k + 1, to: j, kind: segPlace, rule: "credit.from"})
			return
		case ok && m.To == j && r.office(i):
			r.pieces = append(r.pieces, segment{from: k, to: j, kind: segOutlet, medium: m.Value, rule: m.Value.Rule})
			return
		case ok && m.To == j && k-i >= 2 && m.Value.Kind == text.OutletLink && r.personAt(i, k) && j+1 < len(toks) && separates(r.t, j) == '-' && r.placeOn(j+1):
			r.piece(i, k)
			r.pieces = append(r.pieces, segment{from: k, to: j, kind: segOutlet, medium: m.Value, rule: m.Value.Rule})
			return
		case ok && m.To == j && (m.Value.Bare || m.Value.Credit || word.IsQuote(toks[k-1])):
			r.piece(i, k)
			r.piece(k, j)
			return
		case r.joins(i, k, j):
			r.piece(i, k)
			r.pieces = append(r.pieces, segment{from: k, to: j, kind: segName, rule: "credit.and"})
			return
		case k+1 == j && k-i >= 2:
			if p, ok := places().At(r.sheet, k); ok && p.To == j && r.personAt(i, k) && len(toks[k].Fold) > leastName && r.placeAt(k, j) {
				r.pieces = append(r.pieces, segment{from: i, to: k, kind: segName, rule: "credit.name"}, segment{from: k, to: j, kind: segPlace, rule: p.Value})
				return
			}
		}
	}
	g.kind, g.from, g.to = segName, i, j
	r.pieces = append(r.pieces, g)
}

// placeOn says that a place of the list begins at token i.
func (r *creditReader) placeOn(i int) bool {
	_, ok := places().At(r.sheet, i)
	return ok
}

// office says that token i is a word before the name of an outlet: bureau of it, special to it.
func (r *creditReader) office(i int) bool {
	f := r.t.Tokens[i].Fold
	return f == officeFold || f == specialFold
}

// Words before the name of an outlet, in folded letters.
const (
	officeFold  = "\u0645\u0643\u062A\u0628" // "bureau"
	specialFold = "\u062E\u0627\u0635"       // "special to"
)

// andBefore is how many bytes of "and" a name in a list of names begins with: the tagger of names finds it without them.
func andBefore(b string) int {
	if !strings.HasPrefix(b, andFold) {
		return 0
	}
	t := word.Read(b, text.Span{End: len(b)})
	for _, x := range name.Find(t, [][2]int{{0, len(t.Tokens)}}, 0) {
		if x.Span.Start == len(andFold) && x.Kind == text.Person {
			return len(andFold)
		}
	}
	return 0
}

// joins says that token k begins with "and", and that names of two words at least stand on both sides.
func (r *creditReader) joins(i, k, j int) bool {
	f := r.t.Tokens[k].Fold
	return k-i >= 2 && j-k >= 2 && len(f) > leastName && strings.HasPrefix(f, andFold)
}

// settle gives the names that no list knows their kinds, the surest signs first.
func (r *creditReader) settle() {
	for i := range r.pieces {
		g := &r.pieces[i]
		if g.kind == segName && g.rule == "" {
			g.kind, g.rule = r.kindOf(i)
		}
	}
	r.ownPlace()
}

// kindOf tells what the piece i is, a name that no list knows.
func (r *creditReader) kindOf(i int) (segKind, string) {
	g := &r.pieces[i]
	if r.label(g.from, g.to) {
		return segLabel, ""
	}
	person := r.personAt(g.from, g.to)
	words := len(wordsOf(r.t, g.from, g.to))
	switch {
	case i > 0 && r.pieces[i-1].kind == segLabel && words > 1:
		return segName, "credit.after-label"
	case len(r.pieces) == 2 && r.has(segAgency) && !g.bracket && !r.comma():
		return segPlace, "credit.beside-agency"
	case g.bracket && !person:
		return segPlace, "credit.in-brackets"
	case person && words > 1:
		return segName, "credit.person"
	case i > 0 && words > 1 && r.pieces[i-1].kind == segName && separates(r.t, g.from-1) == ',':
		return segName, "credit.list"
	case r.before(i) == ':' && len(r.pieces) > 1:
		return segPlace, "credit.before-colon"
	case i+1 < len(r.pieces) && r.pieces[i+1].bracket && r.landAt(i+1) && (words == 1 || i+2 < len(r.pieces)):
		return segPlace, "credit.in-land"
	case i+2 == len(r.pieces) && r.pieces[i+1].bracket && words > 1:
		return segName, "credit.before-place"
	case len(r.pieces) == 1 && words > 1:
		return segName, "credit.alone"
	case words == 1 && len(r.pieces) > 1 || r.placeAt(g.from, g.to):
		return segPlace, "credit.place"
	}
	return segName, "credit.name"
}

// comma says that a comma stands in the line.
func (r *creditReader) comma() bool {
	for k := range r.t.Tokens {
		if separates(r.t, k) == ',' {
			return true
		}
	}
	return false
}

// label says that the tokens [i, j) are a phrase of the press rather than a name: report, pictures, follow-up, the team.
func (r *creditReader) label(i, j int) bool {
	p, ok := book().set.At(r.sheet, i)
	return ok && p.To >= j
}

// before is the separator after piece i, 0 where another name follows without one.
func (r *creditReader) before(i int) rune {
	if to := r.pieces[i].to; to < len(r.t.Tokens) && i+1 < len(r.pieces) {
		return separates(r.t, to)
	}
	return 0
}

// landAt says that piece i is the name of a land or region.
func (r *creditReader) landAt(i int) bool {
	g := &r.pieces[i]
	return g.kind == segPlace || r.placeAt(g.from, g.to)
}

// has says that a piece is of a kind.
func (r *creditReader) has(k segKind) bool {
	for _, g := range r.pieces {
		if g.kind == k {
			return true
		}
	}
	return false
}

// ownPlace finds the paper among two places, in a line that names neither agency nor writer: the name that a list of papers has too, or the
// first where it is no place that a list knows and has the article, as the names of papers do.
func (r *creditReader) ownPlace() {
	var at []int
	for i, g := range r.pieces {
		switch {
		case g.kind != segPlace:
			return
		case !g.bracket:
			at = append(at, i)
		}
	}
	if len(at) != 2 {
		return
	}
	first := &r.pieces[at[0]]
	if f := r.t.Tokens[first.from].Fold; first.to == first.from+1 && len(f) > leastName && strings.HasPrefix(f, alFold) && !r.placeOn(first.from) && !r.placeAt(first.from, first.to) {
		first.kind, first.rule = segOutlet, "credit.name-place"
		return
	}
	for _, i := range at {
		g := &r.pieces[i]
		if m, ok := chain.Media().At(r.t, g.from); ok && m.To == g.to && m.Value.Kind == text.OutletLink {
			g.kind, g.medium, g.rule = segOutlet, m.Value, m.Value.Rule
			return
		}
	}
}
