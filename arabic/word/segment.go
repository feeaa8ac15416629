package word

import (
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"

	"rawi/arabic/letter"
)

// Cut is where the clitics of a folded word end and begin: fold[:Pro] are proclitics of one letter each (wa, fa, bi, li, ka, sa),
// fold[len(fold)-Enc:] is a pronoun. The article belongs to the stem; after li- it has lost its alef.
type Cut struct{ Pro, Enc int }

// Stem is the folded word without its clitics.
func (c Cut) Stem(fold string) string { return fold[c.Pro : len(fold)-c.Enc] }

// Option is one way to cut a word, and what speaks for it: indexes into the weights of a model. Word is what can be told from
// the word alone, Context what its neighbours add.
type Option struct {
	Cut
	Word, Context []uint32
}

// Buckets is the number of weights of a model; features are hashed into it.
const Buckets = 1 << 17

// Particles that may begin a word, from the outside in, and pronouns that may end it.
var (
	heads = []string{"و", "ف", "وس", "فس", "وب", "فب", "ول", "فل", "وك", "فك", "س", "ب", "ل", "ك"}
	tails = []string{"هما", "كما", "ها", "هم", "هن", "نا", "كم", "كن", "ني", "ه", "ك", "ي"}
)

// hash is a feature: what it is about, and what it says.
type hash uint32

// of is the hash of a string.
func of(s string) hash {
	h := hash(2166136261)
	for i := range len(s) {
		h = (h ^ hash(s[i])) * 16777619
	}
	return h
}

// num adds a value to a feature.
func (h hash) num(n hash) hash { return ((h<<13 | h>>19) ^ (n + 1)) * 0x85ebca6b }

func feature(kind int) hash { return hash(kind+1) * 0x9E3779B1 }

func (h hash) bucket() uint32 {
	h ^= h >> 15
	h *= 0x2c1b3c6d
	h ^= h >> 13
	return uint32(h) % Buckets
}

// level is the document frequency of a form on a scale of 0 (unknown) to 15.
func (f *Forms) level(fold string) int { return bits.Len(uint(f.DF(fold))) }

// Options lists the ways to cut a word, the uncut one first. raw is its original spelling.
func (f *Forms) Options(fold, raw string) []Option {
	cuts, bare := f.cuts(fold, raw, nil)
	out := make([]Option, len(cuts))
	w := f.written(fold, bare)
	for i, c := range cuts {
		out[i].Cut = c
		if len(cuts) > 1 {
			out[i].Word = f.features(w, c, make([]uint32, 0, wordFeatures))
		}
	}
	return out
}

// cuts appends the ways to cut a word to out, and returns the word as it was written, without marks.
func (f *Forms) cuts(fold, raw string, out []Cut) ([]Cut, string) {
	bare := unmarked(raw)
	nunated := len(bare) < len(raw) && (strings.Contains(raw, "ً") || strings.Contains(raw, "ٌ") || strings.Contains(raw, "ٍ"))
	if len(bare) != len(fold) && utf8.RuneCountInString(bare) != utf8.RuneCountInString(fold) {
		bare = fold
	}
	out = append(out, Cut{})
	var ends [8]int8 // the pronouns that the word may end with
	n := 0
	if last, _ := utf8.DecodeLastRuneInString(bare); !nunated && last != 'ة' && last != 'ى' {
		for e, tail := range tails {
			if n < len(ends) && strings.HasSuffix(fold, tail) {
				ends[n] = int8(e)
				n++
			}
		}
	}
	for h := -1; h < len(heads); h++ {
		head := ""
		if h >= 0 {
			head = heads[h]
		}
		if !strings.HasPrefix(fold, head) || len(fold) == len(head) {
			continue
		}
		if head != "" && len(fold)-len(head) >= 4 {
			out = append(out, Cut{Pro: len(head)})
		}
		for _, e := range ends[:n] {
			if c, ok := f.may(fold, head, tails[e]); ok && !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	if fold == "مما" || fold == "ممن" {
		out = append(out, Cut{Pro: 2})
	}
	return f.plausible(out, fold), bare
}

// may is the cut that takes head and tail off, unless grammar forbids it. Nothing left means that the particle is the stem.
func (f *Forms) may(fold, head, tail string) (Cut, bool) {
	left := len(fold) - len(head) - len(tail)
	if left < 0 || left < 4 && head == "" {
		return Cut{}, false
	}
	if left == 0 { // "la-hu", "bi-ha"
		return Cut{len(head) - 2, len(tail)}, (strings.HasSuffix(head, ba) || strings.HasSuffix(head, lam)) && tail != "كما" && tail != "كن" && tail != "ني"
	}
	stem := fold[len(head) : len(head)+left]
	if strings.HasPrefix(stem, al) && f.level(stem) == 0 && f.level(stem[len(al):]) > 0 {
		return Cut{}, false // the article and a pronoun exclude one another
	}
	return Cut{len(head), len(tail)}, true
}

// plausible drops cuts that leave a stem which the corpus does not know, where another leaves one that it knows.
func (f *Forms) plausible(cuts []Cut, fold string) []Cut {
	cuts = cuts[:min(len(cuts), maxOptions)]
	if len(cuts) == 1 {
		return cuts
	}
	var known [maxOptions]bool
	some := false
	for i, c := range cuts {
		known[i] = f.stands(fold, c)
		some = some || known[i]
	}
	if !some {
		return cuts
	}
	n := 1 // the whole word may always stay
	for i := 1; i < len(cuts); i++ {
		if known[i] {
			cuts[n] = cuts[i]
			n++
		}
	}
	return cuts[:n]
}

// maxOptions is how many ways to cut a word are looked at; hardly any has so many.
const maxOptions = 24

// stands says that the corpus knows the stem that a cut leaves, alone or with the article.
func (f *Forms) stands(fold string, c Cut) bool {
	stem := c.Stem(fold)
	if len(stem) <= 4 || f.level(stem) > 0 {
		return true
	}
	if c.Enc > 0 {
		if alt, ok := strings.CutSuffix(stem, "ت"); ok && f.level(alt+"ه") > 0 {
			return true
		}
	}
	if bare, ok := strings.CutPrefix(stem, al); ok {
		return f.level(bare) > 0
	}
	if c.Pro > 0 && strings.HasPrefix(stem, lam) && fold[c.Pro-2:c.Pro] == lam {
		return f.levelOf(fingerprint(alef), stem) > 0 || f.level(stem[2:]) > 0
	}
	return f.levelOf(alHash, stem) > 0
}

// unmarked is raw without the marks and tatweel, its letters as they were written.
func unmarked(raw string) string {
	plain := true
	for _, r := range raw {
		if !letter.Arabic(r) {
			plain = false
			break
		}
	}
	if plain {
		return raw
	}
	return strings.Map(func(r rune) rune {
		if letter.Arabic(r) {
			return r
		}
		return -1
	}, letter.String(raw, letter.Clean))
}

// rest is what is left of a word when something was taken off, and what the corpus knows of it.
type rest struct {
	stem                  string
	hash, one, two, three hash // of the stem, of its first letters
	level, bare, article  int  // of the stem as it stands alone, without the article, with it
	pronouns              int  // with how many pronouns it is known
}

func (f *Forms) rest(particle, stem string, pronoun bool) rest {
	known, bare := f.underlying(particle, stem, pronoun)
	r := rest{
		stem: stem, hash: of(stem), one: of(runes(stem, 1)), two: of(runes(stem, 2)), three: of(runes(stem, 3)),
		level: f.level(known), bare: f.level(bare), article: f.levelOf(alHash, bare),
	}
	trunk := known
	if strings.HasSuffix(trunk, "ه") && known != stem {
		trunk = stem
	}
	h := fingerprint(strings.TrimPrefix(trunk, al))
	for _, e := range pronouns {
		if f.levelOf(h, e) > 0 {
			r.pronouns++
		}
	}
	return r
}

// features are what a word alone says for a cut: for each particle with what follows it, for the pronoun, for the whole.
func (f *Forms) features(w written, c Cut, out []uint32) []uint32 {
	fold := w.fold
	head, tail := fold[:c.Pro], fold[len(fold)-c.Enc:]
	inner := head
	if c.Pro > 2 {
		inner = head[c.Pro-2:]
	}
	r := f.rest(inner, c.Stem(fold), c.Enc > 0)
	kw := w.level
	h, e := of(head), of(tail)
	add := func(h hash) { out = append(out, h.bucket()) }
	for at := 0; at+2 < c.Pro; at += 2 {
		out = f.particle(w, c, at, f.rest(fold[at:at+2], fold[at+2:len(fold)-c.Enc], c.Enc > 0), out)
	}
	out = f.particle(w, c, max(0, c.Pro-2), r, out)
	add(feature(0).num(h).num(e))
	add(feature(2).num(e).num(hash(r.level)))
	add(feature(3).num(h).num(e).num(hash(kw)).num(hash(r.level)))
	add(feature(5).num(e).num(hash(max(-4, min(4, r.level-kw)))).num(hash(min(c.Pro, 1))))
	add(feature(7).num(e).num(hash(r.article)).num(hash(r.bare / 2)))
	add(feature(8).num(h).num(e).num(hash(min(utf8.RuneCountInString(r.stem), 8))))
	add(feature(9).num(w.hash).num(hash(c.Pro)).num(hash(c.Enc)))
	add(feature(11).num(r.hash).num(e))
	add(feature(12).num(r.hash))
	add(feature(16).num(e).num(of(ending(r.stem, 1))))
	add(feature(17).num(e).num(of(ending(r.stem, 2))))
	add(feature(18).num(e).num(of(ending(r.stem, 3))))
	add(feature(32).num(w.begin).num(hash(c.Pro)))
	add(feature(33).num(e).num(r.two).num(hash(min(r.level, 2))))
	add(feature(20).num(e).num(hash(w.last)))
	add(feature(22).num(e).num(hash(r.pronouns)).num(hash(min(r.level, 6))))
	if c.Enc > 0 {
		add(feature(26).num(e).num(hash(f.level(fold[:len(fold)-c.Enc]))).num(hash(kw)))
	}
	add(feature(28).num(w.begin3).num(hash(c.Pro)))
	add(feature(29).num(w.end3).num(hash(c.Enc)))
	add(feature(30).num(w.begin4).num(hash(c.Pro)))
	add(feature(31).num(w.end4).num(hash(c.Enc)))
	return out
}

// particle adds what speaks for the particle at byte at of the word before the rest r, or, when the cut has none, for none.
func (f *Forms) particle(w written, c Cut, at int, r rest, out []uint32) []uint32 {
	add := func(h hash) { out = append(out, h.bucket()) }
	p, from := "", 0
	if c.Pro > 0 {
		p, from = w.fold[at:at+2], at+2
	}
	kw := w.level
	if at > 0 {
		kw = f.level(w.fold[at:])
	}
	h := of(p)
	add(feature(1).num(h).num(hash(r.level)))
	add(feature(4).num(h).num(hash(max(-4, min(4, r.level-kw)))).num(hash(min(c.Enc, 1))))
	add(feature(6).num(h).num(hash(r.article)).num(hash(r.bare / 2)))
	add(feature(10).num(h).num(r.hash))
	add(feature(13).num(h).num(r.one))
	add(feature(14).num(h).num(r.two))
	add(feature(15).num(h).num(r.three))
	seat, _ := utf8.DecodeRuneInString(w.bare[min(w.seats*from, len(w.bare)):])
	add(feature(19).num(h).num(hash(seat)))
	if c.Pro > 0 {
		add(feature(24).num(h).num(hash(f.level(w.fold[from:]))).num(hash(kw)))
	}
	return out
}

// wordFeatures is how many features a word has at most, its neighbours' aside.
const wordFeatures = 48

// written is what all cuts of a word share.
type written struct {
	fold, bare                       string // bare: as written, without marks
	seats                            int    // 1 when the letters of bare are two bytes wide, as those of fold
	level, last                      int
	hash, begin3, begin4, end3, end4 hash
	begin                            hash // the first two letters as written
}

func (f *Forms) written(fold, bare string) written {
	last, _ := utf8.DecodeLastRuneInString(bare)
	seats := 0
	if len(bare) == len(fold) {
		seats = 1
	}
	return written{fold, bare, seats, f.level(fold), int(last), of(fold), of(runes(fold, 3)), of(runes(fold, 4)), of(ending(fold, 3)), of(ending(fold, 4)), of(runes(bare, 2))}
}

// underlying is the form under which a stem is known when it stands alone, and the stem without its article: ta marbuta opens
// before a pronoun, and the article loses its alef after li-.
func (f *Forms) underlying(head, stem string, pronoun bool) (known, bare string) {
	known, bare = stem, strings.TrimPrefix(stem, al)
	if alt, ok := strings.CutSuffix(stem, "ت"); ok && pronoun && f.DF(alt+"ه") > f.DF(stem) {
		known = alt + "ه"
	}
	if strings.HasSuffix(head, lam) && strings.HasPrefix(stem, lam) {
		bare = stem[len(lam):]
		if open := alef + stem; f.DF(open) > f.DF(known) {
			known = open
		}
	}
	return known, bare
}

// What is put before and after stems to see whether the result is known.
var (
	alHash   = fingerprint(al)
	pronouns = [...]string{"ه", "ها", "هم", "نا"}
)

// levelOf is the level of a form whose beginning has the given fingerprint.
func (f *Forms) levelOf(beginning uint64, rest string) int {
	return bits.Len(uint(f.freq[f.quantised(and(beginning, rest))]))
}

// Neighbours adds to the options of token i what the words around it say.
func Neighbours(t *Text, i int, options []Option) {
	n := neighboursOf(t, i)
	for k := range options {
		options[k].Context = n.features(options[k].Cut, nil)
	}
}

// neighbours are a word and the hashes of what stands beside it in its line: the words, their first two letters, the last letter
// of the one before.
type neighbours struct {
	word                        string
	prev, next                  hash
	prev2, next2, prevEnd, sign hash // sign is 1 when nothing, or a sign, stands before the word
}

func neighboursOf(t *Text, i int) neighbours {
	n := neighbours{word: t.Tokens[i].Fold, sign: 1}
	prev, next := "", ""
	if i > 0 && t.Tokens[i].Gap < Line {
		prev = t.Tokens[i-1].Fold
		if t.Tokens[i-1].Kind != Punct {
			n.sign = 0
		}
	}
	if i+1 < len(t.Tokens) && t.Tokens[i+1].Gap < Line {
		next = t.Tokens[i+1].Fold
	}
	n.prev, n.prev2, n.prevEnd = of(prev[:min(len(prev), longest)]), of(runes(prev, 2)), of(ending(prev, 1))
	n.next, n.next2 = of(next[:min(len(next), longest)]), of(runes(next, 2))
	return n
}

// features are what the neighbours say for a cut.
func (n neighbours) features(c Cut, out []uint32) []uint32 {
	head, tail := of(n.word[:c.Pro]), of(n.word[len(n.word)-c.Enc:])
	add := func(h hash) { out = append(out, h.bucket()) }
	add(feature(40).num(n.prev).num(head))
	add(feature(41).num(n.next).num(tail))
	add(feature(42).num(n.prev2).num(head))
	add(feature(43).num(n.next2).num(tail))
	add(feature(44).num(n.sign).num(head))
	add(feature(45).num(n.prevEnd).num(head))
	add(feature(46).num(n.next2).num(head))
	add(feature(47).num(n.prev).num(tail))
	add(feature(48).num(of(n.word)).num(hash(c.Pro)).num(hash(c.Enc)).num(n.prev))
	return out
}

// runes is the first n characters of s, ending the last n.
func runes(s string, n int) string { return s[:len(s)-len(runesFrom(s, n))] }

func runesFrom(s string, n int) string {
	for ; n > 0 && s != ""; n-- {
		_, k := utf8.DecodeRuneInString(s)
		s = s[k:]
	}
	return s
}

func ending(s string, n int) string {
	i := len(s)
	for ; n > 0 && i > 0; n-- {
		_, k := utf8.DecodeLastRuneInString(s[:i])
		i -= k
	}
	return s[i:]
}
