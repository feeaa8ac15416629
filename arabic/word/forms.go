package word

import (
	"bufio"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"math"
	"math/bits"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"

	"rawi/arabic/letter"
)

// Forms holds in how many documents of a large corpus each written form (folded) stands: see forms.md for the corpus.
type Forms struct {
	docs int
	// slots is an open hash table: the upper 56 bits of a form's hash, and its quantised count (see step) below; 0 is empty. Forms
	// are told apart by their hashes alone: among 2^18 forms a word that is not there is taken for one that is once in 2^38 times.
	slots []uint64
	freq  [256]float64 // what a quantised count stands for
	idf   [256]float64 // and its inverse document frequency
}

// step is the ratio between two neighbouring counts that the data file tells apart.
const step = 1.15

var forms = sync.OnceValue(func() *Forms {
	f, err := files.Open("forms.bin")
	if err != nil {
		panic(err)
	}
	defer f.Close()
	fs, err := ReadForms(f)
	if err != nil {
		panic(err)
	}
	return fs
})

// Corpus is the table of forms that ships with the program; it is loaded when first asked for.
func Corpus() *Forms { return forms() }

// Docs is the number of documents that were counted.
func (f *Forms) Docs() int { return f.docs }

// DF is the number of documents that hold the folded form, within 15 percent; 0 for a form that is rare or unknown.
func (f *Forms) DF(fold string) float64 {
	return f.freq[f.quantised(fingerprint(fold))]
}

// fingerprint is a hash of a form, letter by letter: that of a beginning can be gone on with (see and).
func fingerprint(s string) uint64 { return and(14695981039346656037, s) }

// and goes on with the hash of what comes before s, which must be of even length: letters of two bytes are taken at a time.
func and(h uint64, s string) uint64 {
	i := 0
	for ; i+1 < len(s); i += 2 {
		h = (h ^ uint64(s[i]) ^ uint64(s[i+1])<<8) * 0x9E3779B97F4A7C15
		h ^= h >> 29
	}
	if i < len(s) {
		h = (h ^ uint64(s[i]) ^ 1<<16) * 0x9E3779B97F4A7C15
		h ^= h >> 29
	}
	return h
}

// quantised is the count of the form with fingerprint h, 0 when there is none.
func (f *Forms) quantised(h uint64) uint8 {
	mask := uint64(len(f.slots) - 1)
	for i := h >> 40 & mask; ; i = (i + 1) & mask {
		s := f.slots[i]
		if s == 0 {
			return 0
		}
		if s&^0xFF == h&^0xFF {
			return uint8(s)
		}
	}
}

// put stores a form. The table always has room: see ReadForms.
func (f *Forms) put(fold string, q uint8) {
	h := fingerprint(fold)
	mask := uint64(len(f.slots) - 1)
	i := h >> 40 & mask
	for f.slots[i] != 0 && f.slots[i]&^0xFF != h&^0xFF {
		i = (i + 1) & mask
	}
	f.slots[i] = h&^0xFF | uint64(q)
}

// IDF is the inverse document frequency, ln(docs/(1+df)).
func (f *Forms) IDF(fold string) float64 { return f.idf[f.quantised(fingerprint(fold))] }

// WriteForms writes the data file: the number of documents, then the forms in order, each as the number of bytes that it shares
// with the one before, the rest of it, and its quantised count; all compressed.
func WriteForms(w io.Writer, docs int, df map[string]int, least int) error {
	keys := make([]string, 0, len(df))
	for k, n := range df {
		if n >= least && len(k) < 64 {
			keys = append(keys, k)
		}
	}
	sort.Strings(keys)
	z, err := flate.NewWriter(w, flate.BestCompression)
	if err != nil {
		return err
	}
	fmt.Fprintf(z, "%d %d\n", docs, len(keys))
	prev := ""
	for _, k := range keys {
		n := 0
		for n < len(k) && n < len(prev) && k[n] == prev[n] {
			n++
		}
		q := 1 + int(math.Round(math.Log(float64(df[k]))/math.Log(step)))
		fmt.Fprintf(z, "%c%s%c", rune(n), k[n:], 0)
		if _, err := z.Write([]byte{byte(min(q, 255))}); err != nil {
			return err
		}
		prev = k
	}
	return z.Close()
}

// ReadForms reads what WriteForms wrote.
func ReadForms(r io.Reader) (*Forms, error) {
	z := bufio.NewReader(flate.NewReader(r))
	f := &Forms{}
	n := 0
	if _, err := fmt.Fscanf(z, "%d %d\n", &f.docs, &n); err != nil {
		return nil, fmt.Errorf("forms: %w", err)
	}
	if n < 0 || n > 1<<22 {
		return nil, errors.New("forms: bad count")
	}
	f.slots = make([]uint64, 1<<bits.Len(uint(n)+uint(n)/4))
	for q := 1; q < len(f.freq); q++ {
		f.freq[q] = math.Pow(step, float64(q-1))
	}
	for q, df := range f.freq {
		f.idf[q] = math.Log(float64(f.docs) / (1 + df))
	}
	prev := ""
	for range n {
		share, err := z.ReadByte()
		if err != nil || int(share) > len(prev) {
			return nil, fmt.Errorf("forms: cut short or damaged: %w", err)
		}
		rest, err := z.ReadString(0)
		if err != nil {
			return nil, fmt.Errorf("forms: cut short: %w", err)
		}
		q, err := z.ReadByte()
		if err != nil {
			return nil, fmt.Errorf("forms: cut short: %w", err)
		}
		prev = prev[:share] + rest[:len(rest)-1]
		f.put(prev, q)
	}
	if _, err := z.ReadByte(); err != io.EOF {
		return nil, fmt.Errorf("forms: damaged at the end: %w", err)
	}
	return f, nil
}

// Stem is a folded word without its clitics.
type Stem struct {
	Pro  string // proclitics, as written
	Stem string // what is left
	Enc  string // enclitic pronoun, "" when none
}

// proclitics are those that a written word may carry, longest first, by the second byte of the letter with which they begin.
var proclitics = sync.OnceValue(func() *byLetter {
	b := &byLetter{}
	for _, p := range strings.Fields("وبال فبال وكال ولل فلل وال فال بال كال لل ال وب ول فب فل وك وس فس و ف ب ل ك س") {
		b[p[1]] = append(b[p[1]], p)
	}
	return b
})

// byLetter are strings that begin with an Arabic letter, by the letter's second byte.
type byLetter [256][]string

// of are those that may stand at the beginning of w, of two bytes and more.
func (b *byLetter) of(w string) []string { return b[w[1]] }

var (
	// enclitics are the pronouns that a word may end with.
	enclitics = strings.Fields("هما كما ها هم هن نا كم ه")

	// function words take few proclitics, and what looks like one before them is part of a name.
	function = map[string]bool{"الي": true, "علي": true, "الا": true, "الذ": true}
)

// Take takes off the clitics that the corpus shows to be clitics: the rest must itself be a known form, and common enough beside
// the whole. Names and foreign words that only look as if they had them stay whole.
func (f *Forms) Take(fold string) Stem {
	s := Stem{Stem: fold}
	if first, _ := utf8.DecodeRuneInString(fold); len(fold) < 6 || !letter.Arabic(first) {
		return s
	}
	ways := proclitics().of(fold)
	if len(ways) == 0 {
		return f.takeEnd(s)
	}
	whole, best := f.DF(fold), 0.
	for _, p := range ways {
		rest, ok := strings.CutPrefix(fold, p)
		if !ok || len(rest) < 6 || function[rest] {
			continue
		}
		need := whole
		if len(p) >= 4 {
			need *= .3
		}
		if df := f.DF(rest); df >= max(3, need) && df > best {
			s.Pro, s.Stem, best = p, rest, df
		}
		if best > 0 && strings.HasSuffix(p, al) {
			break // the article is never mistaken for part of a commoner word
		}
	}
	return f.takeEnd(s)
}

// takeEnd takes an enclitic pronoun off the end.
func (f *Forms) takeEnd(s Stem) Stem {
	if strings.HasSuffix(s.Pro, al) || strings.HasSuffix(s.Pro, lam+lam) {
		return s // a word has the article or a pronoun, not both
	}
	whole := -1.
	for _, e := range enclitics {
		rest, ok := strings.CutSuffix(s.Stem, e)
		if !ok || len(rest) < 6 {
			continue
		}
		if whole < 0 {
			whole = f.DF(s.Stem)
		}
		if alt, ok := strings.CutSuffix(rest, "ت"); ok && f.DF(alt+"ه") >= max(5, 2*whole) { // ta marbuta opens before a pronoun
			s.Stem, s.Enc = alt+"ه", e
			return s
		}
		if f.DF(rest) >= max(5, 2*whole) {
			s.Stem, s.Enc = rest, e
			return s
		}
	}
	return s
}
