package name

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"rawi/arabic/letter"
	"rawi/arabic/lexicon"
)

// swap is a row of letters.tsv: two groups of at most two letters that stand for the same sound, and what it costs to take one
// for the other.
type swap struct {
	a, b []rune
	cost float64
	edge byte // '$' or '^' when it holds only at the end or the beginning of a word
}

// swapTable is the rows of letters.tsv by the letters with which the two sides end; a side without letters ends with letter 0.
type swapTable [letters][letters][]swap

// letters is how many letters a swap may end with: those of the Arabic block from hamza to ya, and none.
const letters = 0x64A - 0x621 + 2

// letterOf is the number of a letter in swapTable, 0 for one that no swap has.
func letterOf(r rune) int {
	if r < 0x621 || r > 0x64A {
		return 0
	}
	return int(r) - 0x621 + 1
}

// swaps are the rows of letters.tsv.
var swaps = sync.OnceValue(func() *swapTable {
	m := &swapTable{}
	add := func(s swap) {
		cell := &m[letterOf(last(s.a))][letterOf(last(s.b))]
		*cell = append(*cell, s)
	}
	for _, r := range lexicon.Must(files, "letters.tsv").Rows {
		var s swap
		f := strings.Fields(r.Key())
		if f[0] == "^" {
			s.edge, f = '^', f[1:]
		}
		if f[len(f)-1] == "$" {
			s.edge, f = '$', f[:len(f)-1]
		}
		cost, err := strconv.ParseFloat(r.Get("cost"), 64)
		if err != nil || len(f) != 2 {
			panic(r.Rule() + ": not a pair with its cost")
		}
		s.a, s.b, s.cost = []rune(f[0]), []rune(strings.TrimPrefix(f[1], "-")), cost
		add(s)
		s.a, s.b = s.b, s.a
		add(s)
	}
	return m
})

func last(s []rune) rune {
	if len(s) == 0 {
		return 0
	}
	return s[len(s)-1]
}

// How alike two spellings of a foreign name must be: 1 is the same, each unit of cost takes away one letter's share.
const (
	alikeEach   = .8   // every word of a name of several
	alikeAll    = .86  // the name as a whole
	alikeSingle = .915 // a name of one word, which has nothing to support it
)

// Same says whether two names of persons or places are spellings of one: "Xi Jinping" in two words or in three, with j or with
// gh. why names the reason, "" when they differ. Words that are Arabic names count as the same only when their letters are,
// because there a long vowel makes another name (Hasan, Husayn); foreign names have no fixed spelling, and are compared by a
// weighted edit distance (see letters.tsv). Names of one word that are alike may still be of two people: the caller knows.
func Same(a, b string) (same bool, why string) {
	return sameParts(parts(a), parts(b))
}

// sameParts is Same for the words of names.
func sameParts(x, y []part) (same bool, why string) {
	if len(x) == 0 || len(y) == 0 {
		return false, ""
	}
	if sameLetters(x, y) {
		return true, "name.fold"
	}
	if len(x) == 1 && len(y) == 1 && listedApart(x[0].w, y[0].w) {
		return false, ""
	}
	if len(x) == len(y) {
		total, length := 0., 0
		for i := range x {
			d, ok := apart(x[i], y[i])
			n := max(runes(x[i].w), runes(y[i].w))
			if !ok || 1-d/float64(n) < alikeEach {
				return false, ""
			}
			total, length = total+d, length+n
		}
		return judge(total, length, len(x))
	}
	if len(x) == 1 && len(y) > 2 || len(y) == 1 && len(x) > 2 || max(len(x), len(y))-min(len(x), len(y)) > 1 {
		return false, ""
	}
	return rejoined(x, y)
}

// listedApart says that the lists know both words, as names of two places or bodies: Kenya and Guinea.
func listedApart(a, b string) bool {
	x, y := gaz().single.Of(a), gaz().single.Of(b)
	return x != nil && y != nil && x.name != y.name
}

// rejoined compares names of which one has two of its words written as one.
func rejoined(x, y []part) (bool, string) {
	if len(x) > len(y) {
		x, y = y, x
	}
	for cut := range len(x) {
		one := part{y[cut].w + y[cut+1].w, y[cut].article, y[cut].son, false, y[cut].head}
		one.native = isNative(one.w)
		z := append(append(append([]part{}, y[:cut]...), one), y[cut+2:]...)
		total, length, fits := 0., 0, true
		for i := range x {
			if i == cut && (y[cut].native || y[cut+1].native) && x[i].w != z[i].w {
				fits = false
				break
			}
			d, ok := apart(x[i], z[i])
			n := max(runes(x[i].w), runes(z[i].w))
			if !ok || 1-d/float64(n) < alikeAll {
				fits = false
				break
			}
			total, length = total+d, length+n
		}
		if fits {
			if same, why := judge(total, length, len(x)); same {
				return same, why
			}
		}
	}
	return false, ""
}

// judge says whether names that are total apart over length letters in words words are spellings of one.
func judge(total float64, length, words int) (bool, string) {
	alike := 1 - total/float64(length)
	if alike < alikeAll || words == 1 && (alike < alikeSingle || length < 4) {
		return false, ""
	}
	return true, fmt.Sprintf("name.alike %.2f", alike)
}

// part is a word of a name.
type part struct {
	w       string
	article bool
	son     bool // the word "son of" stands before it: it is the father's name, or the family's
	native  bool // it is an Arabic name
	head    byte // the group of the letter that it begins with, see beginning
}

// apart is how far two words of names are from each other; ok is false when they cannot be the same.
func apart(a, b part) (d float64, ok bool) {
	switch {
	case a.w == b.w:
		return 0, true
	case strings.TrimPrefix(a.w, al) == strings.TrimPrefix(b.w, al):
		return .2, !((a.native || b.native) && a.son != b.son) // "son of Salih" is not al-Salih
	case a.son && b.w == son+a.w, b.son && a.w == son+b.w:
		return .2, true
	case a.native || b.native || a.head != b.head && a.head != 0 && b.head != 0 || a.looks() && b.looks():
		return 0, false
	}
	n := max(runes(a.w), runes(b.w))
	d = distance(a.w, b.w, (1-alikeEach)*float64(n)+1e-9)
	return d, d < 1 || !otherInside(a.w, b.w)
}

// otherInside says that two names of the lists are parted by another consonant than the last: Kerry and Kirby, but not Friedrich and Frederick.
func otherInside(a, b string) bool {
	if t := givenTable(); t.Of(a)&foreign == 0 || t.Of(b)&foreign == 0 {
		return false
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	_, last := utf8.DecodeLastRuneInString(b)
	return !strings.HasPrefix(a, b[:len(b)-last])
}

// son is the word "son of", which the West of the Arab world joins to what follows.
const son = "بن"

// beginning is the group of the first letter of a word, the article apart: spellings of one name begin with letters of one group, or with a
// vowel, an h or a w, which come and go (group 0).
func beginning(w string) byte {
	r, _ := utf8.DecodeRuneInString(strings.TrimPrefix(w, al))
	switch c := soundClass[r]; c {
	case 'k', 's', 't':
		return 't' // j, sh, ch, th and the like are taken for one another
	case 'b', 'f':
		return 'b'
	case 'a':
		return 0
	default:
		return c
	}
}

func isNative(w string) bool { return givenTable().Of(w)&native != 0 }

// looks says that the word looks like an Arabic one: it has the article, or a letter that transcriptions avoid. Arabic family names stand
// among the foreign ones too, so that being listed there says nothing of a word with the article, but where the list has its first letter with
// a hamza ("Alexander").
func (p part) looks() bool {
	if p.article {
		return !hamzated()[p.w]
	}
	return givenTable().Of(p.w) == 0 && strings.ContainsAny(p.w, "عحضص")
}

// hamzated are the foreign names that look as if they had the article when the hamza of their first letter is left out.
var hamzated = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for _, r := range lexicon.Must(files, "foreign.tsv").Rows {
		if k := r.Key(); strings.HasPrefix(k, "أل") || strings.HasPrefix(k, "إل") || strings.HasPrefix(k, "آل") {
			m[single(letter.String(k, letter.Search))] = true
		}
	}
	return m
})

// sameLetters says that the words are the same, however they are parted.
func sameLetters(a, b []part) bool {
	n, k := 0, 0
	for _, p := range a {
		n += len(p.w)
	}
	for _, p := range b {
		k += len(p.w)
	}
	if n != k {
		return false
	}
	if len(a) == len(b) {
		for i := range a {
			if x, y := a[i].w, b[i].w; x != y {
				n := min(len(x), len(y))
				return x[:n] == y[:n] && joined(a) == joined(b)
			}
		}
		return true
	}
	return joined(a) == joined(b)
}

func joined(ps []part) string {
	var b strings.Builder
	for _, p := range ps {
		b.WriteString(p.w)
	}
	return b.String()
}

// stems are beginnings of words, without the article, that the press spells in two ways too far from each other for letters.tsv, each
// with the one that stands for both.
var stems = [...][2]string{{"اميرك", "امريك"}, {"اورب", "اوروب"}, {"فيدرال", "فدرال"}}

// canon writes a folded word that begins with one of stems in the way that stands for both.
func canon(w string) string {
	bare := strings.TrimPrefix(w, al)
	for _, s := range stems {
		if rest, ok := strings.CutPrefix(bare, s[0]); ok {
			return w[:len(w)-len(bare)] + s[1] + rest
		}
	}
	return w
}

// The same names come again and again: their words, their keys and their spellings in the table of offices are remembered.
var (
	partsCache    = sync.OnceValue(func() *lexicon.Cache[[]part] { return lexicon.NewCache[[]part](rememberedBits) })
	keysCache     = sync.OnceValue(func() *lexicon.Cache[[]string] { return lexicon.NewCache[[]string](rememberedBits) })
	spellingCache = sync.OnceValue(func() *lexicon.Cache[string] { return lexicon.NewCache[string](rememberedBits) })
)

const (
	rememberedBits = 12
	longName       = 200 // bytes of a name that is remembered
)

// parts are the words of a name as split tells them; they must not be changed.
func parts(s string) []part {
	if len(s) > longName {
		return split(s)
	}
	return partsCache().Of(s, split)
}

// split takes a name apart into its words, folded, with what spelling leaves free taken away: doubled letters, the word "son of", the
// blank after abd-, abu- and Mac, and before Allah, hyphens.
func split(s string) []part {
	f := strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.IsSymbol(r)
	})
	var out []part
	glue, father := "", false
	for i, raw := range f {
		w := arabised(letter.String(raw, letter.Search))
		switch {
		case w == "":
			continue
		case (w == son || w == "ابن") && i > 0:
			father = true
			continue
		case (w == "عبد" || w == "ابو" || w == "ابي" || w == "ال" || w == "ماك") && i+1 < len(f):
			glue += w
			continue
		case (w == "الدين" || w == "الله") && len(out) > 0 && glue == "":
			l := &out[len(out)-1]
			l.w = single(l.w + w)
			l.native = isNative(l.w)
			continue
		}
		article := glue == "" && strings.HasPrefix(raw, al) && len(w) > 6
		w = single(glue + canon(w))
		out = append(out, part{w, article, father, isNative(w), beginning(w)})
		glue, father = "", false
	}
	return slices.Clip(out)
}

// single writes doubled letters once, other than the l of the article.
func single(w string) string {
	plain, last := true, rune(0)
	for i, r := range w {
		plain = plain && r != utf8.RuneError && (r != last || i <= 4)
		last = r
	}
	if plain {
		return w
	}
	var b strings.Builder
	last = 0
	for i, r := range w {
		if r != last || i <= 4 {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

func runes(s string) int { return utf8.RuneCountInString(s) }

// farther is more than any distance counts.
const farther = 1e9

// distance is the least cost of turning a into b by the swaps of letters.tsv (a weighted Levenshtein distance); farther when it is
// more than most.
func distance(a, b string, most float64) float64 {
	var bufA, bufB [24]rune
	x, y := bufA[:0], bufB[:0]
	for _, r := range a {
		x = append(x, r)
	}
	for _, r := range b {
		y = append(y, r)
	}
	wide := len(y) + 1
	var cells [25 * 25]float64
	d := cells[:]
	if n := (len(x) + 1) * wide; n > len(d) {
		d = make([]float64, n)
	}
	short := max(len(x), len(y)) <= 4 // a vowel more is half of a short name
	table := swaps()
	before := 0. // the least of the row before: a swap reaches over two
	for i := 0; i <= len(x); i++ {
		least := float64(farther)
		for j := 0; j <= len(y); j++ {
			if i > 0 || j > 0 {
				d[i*wide+j] = step(table, x, y, i, j, d, wide, short)
			}
			least = min(least, d[i*wide+j])
		}
		if least > most && before > most {
			return farther
		}
		before = least
	}
	return d[len(x)*wide+len(y)]
}

// step is the least cost of turning the first i letters of x into the first j of y, those of fewer being known.
func step(table *swapTable, x, y []rune, i, j int, d []float64, wide int, short bool) float64 {
	best := float64(farther)
	atEnd := i == len(x) && j == len(y)
	if i > 0 && !(atEnd && vowel(x[i-1])) {
		best = min(best, d[(i-1)*wide+j]+1)
	}
	if j > 0 && !(atEnd && vowel(y[j-1])) {
		best = min(best, d[i*wide+j-1]+1)
	}
	lx, ly := 0, 0
	if i > 0 {
		lx = letterOf(x[i-1])
	}
	if j > 0 {
		ly = letterOf(y[j-1])
	}
	if i > 0 && j > 0 {
		c := 1.
		if x[i-1] == y[j-1] {
			c = 0
		}
		best = min(best, d[(i-1)*wide+j-1]+c)
	}
	for k, row := range [...][]swap{table[lx][ly], table[lx][0], table[0][ly]} {
		if k == 1 && ly == 0 || k == 2 && lx == 0 {
			continue // the first over again
		}
		for _, s := range row {
			na, nb := len(s.a), len(s.b)
			if !ends(x, i, s.a) || !ends(y, j, s.b) || s.edge == '$' && (i < len(x) || j < len(y)) || s.edge == '^' && (i > na || j > nb) {
				continue
			}
			if (na == 0 || nb == 0) && s.edge == 0 && atEnd {
				continue
			}
			c := s.cost
			if short && na != nb {
				c *= 2
			}
			best = min(best, d[(i-na)*wide+j-nb]+c)
		}
	}
	return best
}

// vowel says whether a letter stands for a long vowel.
func vowel(r rune) bool { return r == 'ا' || r == 'و' || r == 'ي' }

// ends says whether s stands before position i of x.
func ends(x []rune, i int, s []rune) bool {
	if len(s) > i {
		return false
	}
	for k := range s {
		if x[i-len(s)+k] != s[k] {
			return false
		}
	}
	return true
}

// soundClass puts letters that spellings exchange freely into one class; letters that come and go have none.
var soundClass = map[rune]byte{
	'ج': 'k', 'غ': 'k', 'ق': 'k', 'ك': 'k', 'خ': 'k',
	'س': 's', 'ش': 's', 'ص': 's', 'ز': 's', 'ث': 's', 'ذ': 's', 'ظ': 's',
	'ت': 't', 'ط': 't', 'د': 't', 'ض': 't',
	'ب': 'b', 'ف': 'f', 'ل': 'l', 'م': 'm', 'ن': 'n', 'ر': 'r', 'ع': 'a',
}

// Keys are the keys by which to look for other spellings of a name: two names that Same merges share at least one, so that only
// names with a common key need be compared. They are the classes of the consonants, whole and with one left out.
// They must not be changed.
func Keys(s string) []string {
	if len(s) > longName {
		return keys(parts(s))
	}
	return keysCache().Of(s, func(s string) []string { return slices.Clip(keys(parts(s))) })
}

func keys(words []part) []string {
	k := skeleton(nil, words)
	out := []string{string(k)}
	if len(k) < 4 {
		return out
	}
	for i := range k {
		if i > 0 && k[i] == k[i-1] {
			continue
		}
		out = append(out, string(k[:i])+string(k[i+1:]))
	}
	return out
}

// skeleton appends the classes of the consonants of a name.
func skeleton(k []byte, words []part) []byte {
	from := len(k)
	for _, w := range words {
		for _, r := range strings.TrimPrefix(w.w, al) {
			c := soundClass[r]
			if c == 0 && r < 128 {
				c = byte(r)
			}
			if c != 0 && (len(k) == from || k[len(k)-1] != c) {
				k = append(k, c)
			}
		}
	}
	return k
}

// Short says whether short may stand for the person full: it is the last word of the name or its last two, or, where the family
// name comes first (Chinese, Korean and the like), the first; in any of its spellings. What follows the word "son of" is the
// father, and stands for the son only with that word. Whether it does stand for that person, the text must tell.
func Short(short, full string) bool {
	s, f := parts(short), parts(full)
	son := len(s) > 1 && (s[0].w == "بن" || s[0].w == "ابن")
	if son {
		s = s[1:]
	}
	if len(s) == 0 || len(f) < 2 || len(s) >= len(f) {
		return false
	}
	tail := f[len(f)-len(s):]
	if tail[0].son == son && matches(s, tail) {
		return true
	}
	return !son && len(s) == 1 && familyFirst(f) && matches(s, f[:1])
}

// Part says whether a name of two words and more is part of a fuller one of the same person: its beginning, or its first and its
// last word, where it does not name another father.
func Part(short, full string) bool {
	a, b := parts(short), parts(full)
	return len(a) > 1 && len(a) < len(b) && partOf(a, b)
}

// partOf is Part for the words of names, fewer in a than in b.
func partOf(a, b []part) bool {
	if matches(a, b[:len(a)]) {
		return true
	}
	return len(a) == 2 && matches(a[:1], b[:1]) && matches(a[1:], b[len(b)-1:]) && !(a[1].son && b[1].son)
}

// matches says whether the words of two names are spellings of one another.
func matches(a, b []part) bool {
	for i := range a {
		d, ok := apart(a[i], b[i])
		if n := max(runes(a[i].w), runes(b[i].w)); !ok || 1-d/float64(n) < alikeSingle || d > 0 && n < 4 {
			return false
		}
	}
	return true
}

// familyFirst says whether the first word of a name is a family name that comes first.
func familyFirst(words []part) bool {
	return len(words) >= 2 && len(words) <= 4 && isFamily(words[0].w)
}

// family are the family names that stand before given names; true for those that are also common words.
var family = sync.OnceValue(func() lexicon.Table[bool] {
	m := map[string]bool{}
	for _, r := range lexicon.Must(files, "family.tsv").Rows {
		m[single(letter.String(r.Key(), letter.Search))] = r.Get("common") == "yes"
	}
	return lexicon.NewTable(m)
})

func isFamily(w string) bool { _, ok := family().Get(w); return ok }

// Sound is what the spellings of a foreign name have in common, for a word of a name: the classes of its consonants. Native names,
// which have one spelling, and words of too few consonants to tell anything, are themselves, folded.
func Sound(w string) string {
	p := parts(w)
	if len(p) != 1 {
		return letter.String(w, letter.Search)
	}
	if p[0].native || p[0].looks() {
		return p[0].w
	}
	if k := Keys(w)[0]; len(k) >= 3 {
		return k
	}
	return p[0].w
}
