package page

import (
	"embed"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"

	"rawi/arabic/letter"
	"rawi/arabic/lexicon"
	"rawi/arabic/word"
	"rawi/text"
)

//go:embed *.tsv
var files embed.FS

// where says at which places of a line a phrase counts; the words are those of phrases.tsv.
type where uint16

const (
	asLine where = 1 << iota
	atHead
	atMark
	atTail
	inside
	anywhere
	policy
	leading
	sure
	ofClock
	ofRowOnly
	ofHome
)

// then says what goes with a phrase beyond its own line.
type then uint8

const (
	alone then = iota
	withList
	withNames
	toEnd
	ofChange
	toItsEnd
	itsEnd
)

// phrase is a row of phrases.tsv.
type phrase struct {
	role  text.Role
	where where
	then  then
	words int
	rule  string
}

// finder is a set of phrases without proclitics.
type finder[T any] struct {
	*word.Phrases[T]
	is begins
}

func newFinder[T any](is begins) finder[T] { return finder[T]{word.NewPhrases[T](word.NoClitics), is} }

// At is Phrases.At for the text of a sheet; nothing begins behind the last token.
func (f finder[T]) At(s *sheet, i int) (m word.Match[T], ok bool) {
	if i >= len(s.begins) || s.begins[i]&f.is == 0 {
		return m, false
	}
	return f.Phrases.At(s.t, i)
}

// begins says of a word which sets hold phrases that begin with it. Lines are asked again and again, and most words begin none.
type begins uint16

const (
	beginsPhrase begins = 1 << iota
	beginsCut
	beginsLoose
	beginsPolicy
	beginsPair
	endsPair
	beginsPlace
	beginsLink
	beginsLiteral
	beginsPhoto
)

// firsts are the first words of all sets.
var firsts = sync.OnceValue(func() lexicon.Table[begins] {
	words := map[string]begins{}
	add := func(is begins, all iter.Seq[string]) {
		for w := range all {
			words[w] |= is
		}
	}
	b := book()
	for _, f := range [...]finder[*phrase]{b.set, b.cuts, b.loose, b.policy} {
		add(f.is, f.Firsts())
	}
	for _, f := range [...]finder[*pair]{b.begins, b.ends} {
		add(f.is, f.Firsts())
	}
	for _, f := range [...]finder[string]{places(), links(), literals()} {
		add(f.is, f.Firsts())
	}
	add(photoWords().is, photoWords().Firsts())
	return lexicon.NewTable(words)
})

// sift looks the words of the sheet up in all sets at once, and writes what comes of it to room where that is large enough.
func (s *sheet) sift(room []begins) {
	table := firsts()
	s.begins = slices.Grow(room[:0], len(s.t.Tokens))[:len(s.t.Tokens)]
	for i := range s.t.Tokens {
		s.begins[i] = table.Of(s.t.Tokens[i].Fold)
	}
}

// seek is the first of the tokens [i, to) with which a phrase of the set may begin; to where there is none.
func (s *sheet) seek(i, to int, is begins) int {
	for i < to && s.begins[i]&is == 0 {
		i++
	}
	return i
}

// phraseBook is the list made ready.
type phraseBook struct {
	set         finder[*phrase]
	cuts        finder[*phrase] // those that cut a line
	loose       finder[*phrase] // those that count anywhere
	policy      finder[*phrase]
	begins      finder[*pair] // of phrases with a gap, "A … B"
	ends        finder[*pair]
	stampLabels [][2]string // the first two words of labels of stamps
	chrome      []glued     // of several words, folded, longest first: what pages print without a blank between
	starts      map[string][]int
}

// pair is a phrase with a gap: a line that begins with the one half and holds the other.
type pair struct{ *phrase }

// glued is a phrase as it may stand inside a run of labels that lost the blanks between them.
type glued struct {
	fold string
	p    *phrase
}

var book = sync.OnceValue(func() *phraseBook {
	b, err := readBook(lexicon.Must(files, "phrases.tsv"))
	if err != nil {
		panic(err)
	}
	return b
})

var (
	whereNames = map[string]where{"line": asLine, "head": atHead, "mark": atMark, "tail": atTail, "mid": inside, "any": anywhere, "policy": policy, "lead": leading, "sure": sure, "clock": ofClock, "row": ofRowOnly, "home": ofHome}
	thenNames  = map[string]then{"": alone, "list": withList, "names": withNames, "end": toEnd, "update": ofChange, "until": toItsEnd, "closes": itsEnd}
)

func readBook(l *lexicon.List) (*phraseBook, error) {
	b := &phraseBook{
		set: newFinder[*phrase](beginsPhrase), cuts: newFinder[*phrase](beginsCut), loose: newFinder[*phrase](beginsLoose), policy: newFinder[*phrase](beginsPolicy),
		begins: newFinder[*pair](beginsPair), ends: newFinder[*pair](endsPair), starts: map[string][]int{},
	}
	for _, r := range l.Rows {
		p := &phrase{role: text.Role(r.Get("role")), words: len(strings.Fields(r.Key())), rule: r.Rule()}
		for _, w := range r.Set("where") {
			if whereNames[w] == 0 {
				return nil, fmt.Errorf("%s: where %q", r.Rule(), w)
			}
			p.where |= whereNames[w]
		}
		t, ok := thenNames[r.Get("then")]
		if !ok || p.where == 0 {
			return nil, fmt.Errorf("%s: where %q, then %q", r.Rule(), r.Get("where"), r.Get("then"))
		}
		p.then = t
		if begin, end, ok := strings.Cut(r.Key(), "\u2026"); ok {
			b.begins.Add(begin, &pair{p})
			b.ends.Add(end, &pair{p})
			continue
		}
		b.set.Add(r.Key(), p)
		if w := strings.Fields(letter.String(r.Key(), letter.Search)); p.role == text.DateLine && len(w) > 1 {
			b.stampLabels = append(b.stampLabels, [2]string{w[0], w[1]})
		}
		if p.where&(inside|atTail) != 0 {
			b.cuts.Add(r.Key(), p)
		}
		if p.where&anywhere != 0 {
			b.loose.Add(r.Key(), p)
		}
		if p.where&policy != 0 {
			b.policy.Add(r.Key(), p)
		}
		if p.where&(asLine|atHead) != 0 {
			b.chrome = append(b.chrome, glued{letter.String(r.Key(), letter.Search), p})
		}
	}
	slices.SortStableFunc(b.chrome, func(x, y glued) int { return len(y.fold) - len(x.fold) })
	for i, g := range b.chrome {
		r := g.fold[:min(2, len(g.fold))]
		b.starts[r] = append(b.starts[r], i)
	}
	return b, nil
}

// found is a phrase found in a line: the tokens [from, to) are its words, and role is what the line, or the line from there on, is.
type found struct {
	*phrase
	from, to int
}

// atLine finds what phrase rules the line [i, j) as a whole.
func (b *phraseBook) atLine(s *sheet, l *line) (found, bool) {
	toks := s.t.Tokens
	i := l.from
	for i < l.to && toks[i].Kind == word.Punct && !toks[i].Is("(", "[") && !word.IsQuote(toks[i]) { // a bullet or bar before it
		i++
	}
	if i == l.to {
		return found{}, false
	}
	if s.begins[i]&(beginsPhrase|beginsPair) == 0 && (l.shape.words > anyWords || s.seek(i, l.to, beginsLoose) == l.to) {
		return found{}, false // as of most lines
	}
	if m, ok := b.set.At(s, i); ok && m.To <= l.to {
		p := m.Value
		rest := m.To
		for rest < l.to && (toks[rest].Kind == word.Punct || toks[rest].Kind == word.Number) {
			rest++
		}
		switch {
		case p.where&(asLine|atMark) != 0 && rest == l.to:
			return found{p, m.From, m.To}, true
		case p.where&atHead != 0 && l.shape.words <= headWords:
			return found{p, m.From, m.To}, true
		case p.where&atMark != 0 && l.shape.words <= headWords &&
			(marked(s.t, m.To, l.to) || p.role == text.Credit && l.shape.words <= 6 && m.To < l.to && word.IsQuote(toks[m.To])):
			return found{p, m.From, m.To}, true
		}
	}
	if m, ok := b.begins.At(s, i); ok && l.shape.words <= headWords {
		for k := m.To; k < l.to; k++ {
			if e, ok := b.ends.At(s, k); ok && e.Value.role == m.Value.role && e.To <= l.to {
				return found{m.Value.phrase, m.From, e.To}, true
			}
		}
	}
	if l.shape.words > anyWords {
		return found{}, false
	}
	for k := s.seek(i, l.to, beginsLoose); k < l.to; k = s.seek(k+1, l.to, beginsLoose) {
		if m, ok := b.loose.At(s, k); ok && m.To <= l.to {
			return found{m.Value, m.From, m.To}, true
		}
	}
	return found{}, false
}

// How long a line may be and still be ruled by the phrase at its head, or by one anywhere in it.
const (
	headWords = 60
	anyWords  = 25
)

// marked says that a colon, dash, slash or bar stands at token k.
func marked(t *word.Text, k, to int) bool {
	return k < to && t.Tokens[k].Is(":", "-", "\u2013", "\u2014", "\u0640", "/", "|", "//") && t.Tokens[k].Kind == word.Punct
}

// policies counts the different policy words of a line.
func (b *phraseBook) policies(s *sheet, l *line) (n int, rule string) {
	var seen []*phrase
	for k := s.seek(l.from, l.to, beginsPolicy); k < l.to; k = s.seek(k+1, l.to, beginsPolicy) {
		if m, ok := b.policy.At(s, k); ok && !slices.Contains(seen, m.Value) {
			seen = append(seen, m.Value)
			n++
			rule = m.Value.rule
			k = m.To - 1
		}
	}
	return n, rule
}

// inLine finds a phrase that cuts the line [l.from, l.to) in two: one that goes on to its end, after the end of a sentence (mid), or one
// that closes it (tail).
func (b *phraseBook) inLine(s *sheet, l *line) (found, bool) {
	toks := s.t.Tokens
	for k := s.seek(l.from+1, l.to, beginsCut); k < l.to; k = s.seek(k+1, l.to, beginsCut) {
		if toks[k].Kind == word.Punct && !toks[k].Is("/") {
			continue
		}
		m, ok := b.cuts.At(s, k)
		if !ok || m.To > l.to {
			continue
		}
		p := m.Value
		if p.where&inside != 0 && (ended(s, l.from, k) || p.words >= 3) && (p.where&atMark == 0 || marked(s.t, m.To, l.to)) {
			return found{p, m.From, m.To}, true
		}
		if p.where&atTail != 0 && ended(s, l.from, k) && restIsMarks(s.t, m.To, l.to) {
			return found{p, m.From, m.To}, true
		}
	}
	return found{}, false
}

// leadIn finds a label with which a line begins though something else follows.
func (b *phraseBook) leadIn(s *sheet, l *line) (found, bool) {
	m, ok := b.set.At(s, l.from)
	if !ok || m.Value.where&leading == 0 || m.To >= l.to {
		return found{}, false
	}
	return found{m.Value, m.From, m.To}, true
}

// ended says that a sentence ends before token k.
func ended(s *sheet, from, k int) bool {
	for k--; k > from; k-- {
		t := s.t.Tokens[k]
		switch {
		case t.Kind != word.Punct:
			return false
		case t.Is(".", "!", "?", "\u061F", "\u2026"):
			return true
		case !word.IsQuote(t) && !t.Is(")", "]"):
			return false
		}
	}
	return false
}

func restIsMarks(t *word.Text, k, to int) bool {
	for ; k < to; k++ {
		if t.Tokens[k].Kind != word.Punct {
			return false
		}
	}
	return true
}

// gluedBytes is how long a line of labels without blanks between them may be.
const gluedBytes = 400

// labels cuts a short line that consists of nothing but labels, some of them without a blank between, into the labels.
func (b *phraseBook) labels(s *sheet, l *line) []line {
	if l.end-l.at > gluedBytes || l.shape.words < 2 || !b.beginsLabel(s.t.Tokens[l.from].Fold) {
		return nil
	}
	v := letter.Fold(s.bytes(l), letter.Search)
	var out []line
	for at := 0; at < len(v.Text); {
		if v.Text[at] == ' ' {
			at++
			continue
		}
		g, ok := b.chromeAt(v.Text[at:])
		if !ok {
			return nil
		}
		src := v.Source(text.Span{Start: at, End: at + len(g.fold)})
		cut := line{at: l.at + src.Start, end: l.at + src.End, unit: l.unit, role: g.p.role, rule: g.p.rule}
		cut.from, cut.to = s.t.Index(cut.at), s.t.Index(cut.end)
		out = append(out, cut)
		at += len(g.fold)
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// beginsLabel says that a label's first word is w, or the beginning of it.
func (b *phraseBook) beginsLabel(w string) bool {
	for _, i := range b.starts[w[:min(2, len(w))]] {
		first, _, _ := strings.Cut(b.chrome[i].fold, " ")
		if strings.HasPrefix(w, first) {
			return true
		}
	}
	return false
}

// chromeAt is the longest label with which the folded text begins.
func (b *phraseBook) chromeAt(t string) (glued, bool) {
	for _, i := range b.starts[t[:min(2, len(t))]] {
		if strings.HasPrefix(t, b.chrome[i].fold) {
			return b.chrome[i], true
		}
	}
	return glued{}, false
}
