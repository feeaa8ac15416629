package name

import (
	"math"
	"math/bits"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"rawi/arabic/letter"
	"rawi/arabic/word"
	"rawi/text"
)

// lex is what can be said of a word without its neighbours. It is shared by all texts that hold the word: see vocabulary. There are many,
// so it holds no pointers, which the garbage collector would follow; what a reader asks of every token comes first.
type lex struct {
	id         uint64 // a hash of the word
	len        uint32 // of the word in bytes
	kind       word.Kind
	begins     begins      // what of the lists may begin with it
	asked      atomic.Bool // whether it was looked up again: see vocabulary
	weighed    atomic.Uint32
	to         uint64 // the model that it was weighed by: see Tagger.worth
	word, stem uint32 // hashes of the folded form, of it without clitics
	shape      uint32
	frequency  uint32 // how common the word is, and how often it takes the article
	given      uint32 // what the list of given names knows of the word and of its stem
	cue        uint32 // class of the word in cues.tsv
	fine       uint32 // classes of the word in clusters.bin
	coarse     uint32
	strange    uint32    // how much it looks like a foreign name
	suf        [4]uint32 // hashes of the endings
	worth      worth
	pro        uint32 // hash of the proclitics
	pre        [4]uint32
}

// begins says what of the lists may begin with a word, a bit for each.
type begins uint8

const (
	aPlace begins = 1 << iota // or an organization
	aNation
	aTitle
	aHolder // of an office
)

// beginsOf asks the lists.
func beginsOf(fold string) (b begins) {
	if gaz().entries.Begins(fold) {
		b |= aPlace
	}
	if gaz().adjs.Begins(fold) {
		b |= aNation
	}
	if titleWords().titles.Begins(fold) {
		b |= aTitle
	}
	if offices().persons.Begins(fold) {
		b |= aHolder
	}
	return b
}

// mark is what the lists of places, organizations and titles know of a token: 0 when nothing.
type mark struct {
	entry  uint32 // the entry's class, and whether it begins here
	nation uint32
	title  uint32
	exact  uint32 // what folding hides, 0 when nothing
}

// What folding hides.
const (
	maksura     = 1 + iota // a final alef maksura
	capitals               // Latin letters, all capitals
	capitalised            // a Latin word with a capital first
)

// Reader reads the features of the tokens of one text. It remembers what it has looked up, and is not for several goroutines.
type Reader struct {
	t       *word.Text
	at      []*lex   // of each token
	marks   []mark   // what the lists know
	entries []match  // the places and organizations of the lists, in order
	seen    []uint16 // of each token, the bits of where it stands
	dotted  bool     // the text writes final letters with their dots
	words   []int32  // a table of the words of the text, 1 + the token at which each is first met, once somebody has asked for them
	asked   bool

	places []places // where the words of one stem stand in the text
	rest   []int32  // of each token, the index in places of its stem
	pairs  []pair   // two neighbouring stems
	before []int32  // of each token, the index in pairs of its stem and the one before it
	table  []int32  // to find places and pairs by

	row      []uint32 // the values of the tokens of a sentence: see lay
	laid     [2]int   // which sentence that is
	worths   []*worth // what the words of that sentence and around it are worth
	features []uint32
	back     [][nLabels]Label

	owners, entryOf []int32 // memory for Find: see finder
	barred          []uint16
}

// NewReader makes a reader of the features of t.
func NewReader(t *word.Text) *Reader {
	r := &Reader{}
	r.read(t)
	return r
}

// readers are those that Find is done with, for the next text.
var readers = sync.Pool{New: func() any { return &Reader{} }}

// read makes r the reader of t, in the memory of the text that it read before.
func (r *Reader) read(t *word.Text) {
	n := len(t.Tokens)
	r.t, r.asked, r.entries, r.laid = t, false, r.entries[:0], [2]int{}
	r.at, r.marks = sized(r.at, n), sized(r.marks, n)
	dotted := 0
	vocab := vocab()
	for i, k := range t.Tokens {
		if k.Kind == word.Word && strings.HasSuffix(t.Raw(i), "ة") {
			dotted++
		}
		r.at[i] = vocab.look(k)
	}
	r.dotted = dotted > 4
	for i := range t.Tokens {
		switch t.Tokens[i].Kind {
		case word.Word:
			r.lists(i)
			if strings.HasSuffix(t.Raw(i), "ى") {
				r.marks[i].exact = maksura
			}
		case word.Latin:
			if s := t.Raw(i); s == strings.ToUpper(s) {
				r.marks[i].exact = capitals
			} else if s[0] >= 'A' && s[0] <= 'Z' {
				r.marks[i].exact = capitalised
			}
		}
	}
	r.gather()
}

// sized is n zero values, in the memory of s where that is enough.
func sized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/4)
	}
	s = s[:n]
	clear(s)
	return s
}

// Place says that the lists know what begins at token i as a place.
func (r *Reader) Place(i int) bool {
	m, ok := placeAt(r.t, i)
	return ok && m.Value.kind == text.Place
}

// has says whether the folded word stands in the text.
func (r *Reader) has(fold string) bool {
	n := len(r.at)
	if n == 0 {
		return false
	}
	size := bits.Len(uint(2 * n))
	if !r.asked {
		r.asked = true
		r.words = sized(r.words, 1<<size)
		for i, x := range r.at {
			if k := r.find(x.word, r.t.Tokens[i].Fold, size); *k == 0 {
				*k = int32(i + 1)
			}
		}
	}
	return *r.find(hash(fold), fold, size) != 0
}

// find is the slot of a folded word in r.words, which has 1<<bits of them.
func (r *Reader) find(h uint32, fold string, bits int) *int32 {
	for s, mask := int(h)>>3, 1<<bits-1; ; s++ {
		if k := &r.words[s&mask]; *k == 0 || r.t.Tokens[*k-1].Fold == fold {
			return k
		}
	}
}

// lists notes what the lists know of the phrases that begin at token i.
func (r *Reader) lists(i int) {
	b := r.at[i].begins
	if b&aPlace != 0 && r.marks[i].entry == 0 {
		r.listed(i)
	}
	if b&aNation != 0 {
		if m, ok := nationAt(r.t, i); ok {
			for j := m.From; j < m.To; j++ {
				r.marks[j].nation = 1
			}
		}
	}
	if b&aTitle == 0 || r.marks[i].title != 0 {
		return
	}
	if k, ok := titleAt(r.t, i); ok {
		h := uint32(1)
		switch k.heads[len(k.heads)-1].kind {
		case "rank", "honour":
			h = 2
		case "work":
			h = 3
		}
		for j := k.from; j < k.to; j++ {
			r.marks[j].title = h * 2
		}
		r.marks[k.to-1].title++ // the title ends here
	}
}

// listed notes the place or organization of the lists that begins at token i.
func (r *Reader) listed(i int) {
	m, ok := placeAt(r.t, i)
	if !ok || r.differs(m) {
		return
	}
	m = r.joined(m)
	r.entries = append(r.entries, bare(r.t, m))
	c := uint32(m.Value.class)*2 + 1
	if !m.Value.sure {
		c += 2 * uint32(nClasses)
	}
	for j := m.From; j < m.To; j++ {
		r.marks[j].entry = c*4 + uint32(min(j-m.From, 1))*2 + uint32(min(m.To-m.From-1, 1))
	}
}

// differs says that folding hides that a match of one word is another word: "he found it", not Oujda. A text that writes ta marbuta and
// ya with their dots does so in names too; and a hamza below the alef is none above it.
func (r *Reader) differs(m match) bool {
	name := m.Value.name
	if m.To != m.From+1 || strings.Contains(name, " ") {
		return false
	}
	raw := m.Span.Of(r.t.Source)
	if utf8.RuneCountInString(raw) != utf8.RuneCountInString(name) {
		return false
	}
	if r.dotted && (strings.HasSuffix(name, "ة") && strings.HasSuffix(raw, "ه") || strings.HasSuffix(name, "ي") && strings.HasSuffix(raw, "ى")) {
		return true
	}
	if strings.HasPrefix(raw, alef) && m.Value.class == town && (strings.HasPrefix(name, "أ") || strings.HasPrefix(name, "إ")) && word.Corpus().DF(r.t.Tokens[m.From].Fold) >= 100 {
		return true // written without a hamza, a common word is that word and no small town: "within"
	}
	return strings.HasPrefix(name, "أ") && strings.HasPrefix(raw, "إ") || strings.HasPrefix(name, "إ") && strings.HasPrefix(raw, "أ")
}

// joined takes the w- off a place whose name begins with it, where another place that the text names alone remains: "and Jeddah",
// which is also Oujda.
func (r *Reader) joined(m match) match {
	w := r.t.Tokens[m.From].Fold
	rest, ok := strings.CutPrefix(w, "و")
	if !ok || m.Prefix != "" || m.To != m.From+1 || !r.has(rest) {
		return m
	}
	if e := gaz().single.Of(rest); e != nil {
		m.Value, m.Prefix = e, "و"
		m.Span.Start = r.t.Place(m.From, len("و"), len(w)).Start
	}
	return m
}

// look looks a word up.
func look(k word.Token) *lex {
	f := k.Fold
	x := &lex{len: uint32(len(f)), kind: k.Kind, word: hash(f), begins: beginsOf(f)}
	x.shape = shape(k)
	if k.Kind != word.Word {
		x.stem = x.word
		return x
	}
	c := word.Corpus()
	s := c.Take(f)
	x.stem, x.pro = hash(s.Stem), hash(s.Pro)
	n := 0
	for i := range f {
		if i > 0 && n < 4 {
			x.pre[n] = hash(f[:i])
			n++
		}
	}
	at := len(f)
	for n = 0; n < 4 && at > 0; n++ {
		_, w := utf8.DecodeLastRuneInString(f[:at])
		if at -= w; at > 0 {
			x.suf[n] = hash(f[at:])
		}
	}
	df := c.DF(s.Stem)
	bucket := func(x float64) uint32 { return uint32(math.Log2(1 + x)) }
	x.frequency = bucket(df)
	if !strings.HasPrefix(s.Stem, al) {
		with := c.DF(al + s.Stem)
		x.frequency += 32 * (1 + uint32(min(7, 8*with/(1+df+with))))
	}
	x.given = givenFlags(f, s.Stem)
	x.cue = uint32(cueOf(f, s.Stem))
	x.strange = spellings().level(s.Stem)
	if x.fine, x.coarse = clusters().of(x.word); x.fine == 0 && s.Stem != f {
		x.fine, x.coarse = clusters().of(x.stem)
	}
	return x
}

// shape is the kind of a token, with its length in letters.
func shape(k word.Token) uint32 {
	n := uint32(min(9, utf8.RuneCountInString(k.Fold)))
	switch k.Kind {
	case word.Word:
		if strings.Contains(k.Fold, ".") {
			return 1
		}
		return 16 + n
	case word.Number:
		return 32 + n
	case word.Latin:
		return 64 + n
	case word.Link:
		return 2
	}
	return hash(k.Fold)
}

// al is the folded article.
var al = letter.String("ال", letter.Search)

// hash is FNV-1a, with its bits stirred once more because buckets are taken from the top ones.
func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return stir(h)
}

func stir(h uint32) uint32 {
	h ^= h >> 16
	h *= 0x7feb352d
	h ^= h >> 15
	h *= 0x846ca68b
	return h ^ h>>16
}

// feature mixes the number of a template with its values.
func feature(template uint32, a, b uint32) uint32 {
	return stir(template*0x9E3779B1 ^ a ^ bits.RotateLeft32(b*0x85EBCA77, 13))
}

// none stands beyond the ends of a sentence.
var none = &lex{word: 1, stem: 1, shape: 1 << 20}

// forms are the words and their stems, alone and in pairs, and their affixes.
func (w *templates) forms() {
	l2, l1, x, r1, r2 := w.x[0], w.x[1], w.x[2], w.x[3], w.x[4]
	w.add(0, 0)
	w.add(x.word, 0)
	w.add(l1.word, 0)
	w.add(r1.word, 0)
	w.add(l2.word, 0)
	w.add(r2.word, 0)
	w.add(l1.word, x.word)
	w.add(x.word, r1.word)
	w.add(l2.word, l1.word)
	w.add(r1.word, r2.word)
	w.add(l1.word, r1.word)
	w.add(x.stem, 0)
	w.add(l1.stem, 0)
	w.add(r1.stem, 0)
	w.add(l1.stem, x.stem)
	w.add(x.stem, r1.stem)
	w.maybe(x.pro, 0)
	w.maybe(l1.pro, 0)
	w.maybe(r1.pro, 0)
	for k := range 4 {
		w.maybe(x.pre[k], 0)
		w.maybe(x.suf[k], 0)
	}
}

// shapes are endings of the neighbours, kinds and lengths of tokens, and how common words are.
func (w *templates) shapes() {
	l1, x, r1 := w.x[1], w.x[2], w.x[3]
	w.maybe(l1.suf[1], 0)
	w.maybe(l1.pre[1], 0)
	w.maybe(r1.suf[1], 0)
	w.maybe(r1.pre[1], 0)
	w.maybe(l1.pre[2], 0)
	w.maybe(r1.suf[2], 0)
	w.maybe(l1.suf[0], x.suf[0])
	w.add(x.shape, 0)
	w.add(l1.shape, x.shape)
	w.add(x.shape, r1.shape)
	w.add(l1.shape, r1.shape)
	w.add(x.frequency, 0)
	w.add(l1.frequency, x.frequency)
	w.add(x.frequency, r1.frequency)
}

// lists are what the lists of names, cues, places and titles know of the words.
func (w *templates) lists() {
	l2, l1, x, r1, lp2, lp, p, rp, rp2 := w.x[0], w.x[1], w.x[2], w.x[3], w.p[0], w.p[1], w.p[2], w.p[3], w.p[4]
	w.maybe(x.given, 0)
	w.maybe(l1.given, 0)
	w.maybe(r1.given, 0)
	w.add(x.given, l1.given)
	w.add(x.given, r1.given)
	w.maybe(x.given, x.frequency)
	w.maybe(x.cue, 0)
	w.maybe(l1.cue, 0)
	w.maybe(l2.cue, 0)
	w.maybe(r1.cue, 0)
	w.maybe(l1.cue, x.given)
	w.maybe(l1.cue, x.frequency)
	w.maybe(p.entry, 0)
	w.maybe(lp.entry, 0)
	w.maybe(rp.entry, 0)
	w.maybe(p.entry, l1.word)
	w.maybe(p.entry, l1.cue)
	w.maybe(p.nation, 0)
	w.maybe(lp.nation, 0)
	w.maybe(rp.nation, 0)
	w.maybe(p.title, 0)
	w.maybe(lp.title, 0)
	w.maybe(rp.title, 0)
	w.maybe(lp.title, lp.nation)
	w.maybe(lp.title, x.given)
	w.maybe(lp.title, x.frequency)
	w.maybe(lp2.title, lp.title)
	w.maybe(rp2.title, 0)
}

// classes are the classes of the words in clusters.bin, and what folding hides.
func (w *templates) classes() {
	l2, l1, x, r1, r2, p := w.x[0], w.x[1], w.x[2], w.x[3], w.x[4], w.p[2]
	w.maybe(x.fine, 0)
	w.maybe(l1.fine, 0)
	w.maybe(r1.fine, 0)
	w.maybe(l2.fine, 0)
	w.maybe(r2.fine, 0)
	w.maybe(l1.fine, x.fine)
	w.maybe(x.fine, r1.fine)
	w.maybe(l1.fine, r1.fine)
	w.maybe(x.coarse, 0)
	w.maybe(l1.coarse, 0)
	w.maybe(r1.coarse, 0)
	w.maybe(l1.coarse, x.coarse)
	w.maybe(x.coarse, r1.coarse)
	w.maybe(l2.coarse, l1.coarse)
	w.maybe(r1.coarse, r2.coarse)
	w.maybe(l1.coarse, r1.coarse)
	w.maybe(x.coarse, x.given)
	w.maybe(p.entry, l1.coarse)
	w.maybe(p.exact, x.word)
	w.maybe(p.exact, 0)
}

// spelt is how much the word and its neighbours look like foreign names.
func (w *templates) spelt() {
	l1, x, r1, lp := w.x[1], w.x[2], w.x[3], w.p[1]
	w.maybe(x.strange, 0)
	w.maybe(l1.strange, 0)
	w.maybe(r1.strange, 0)
	w.maybe(x.strange, x.frequency)
	w.maybe(x.strange, l1.strange)
	w.maybe(x.strange, r1.strange)
	w.maybe(x.strange, x.given)
	w.maybe(x.strange, l1.given)
	w.maybe(x.strange, l1.cue)
	w.maybe(x.strange, lp.title)
	w.maybe(x.strange, l1.coarse)
}
