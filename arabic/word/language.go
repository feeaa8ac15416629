package word

import (
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"rawi/arabic/letter"
	"rawi/arabic/lexicon"
	"rawi/text"
)

// Languages as Language names them: codes of ISO 639.
const (
	Arabic       = "ar"
	Persian      = "fa"
	Urdu         = "ur"
	Sorani       = "ckb"
	Pashto       = "ps"
	Uyghur       = "ug"
	English      = "en"
	French       = "fr"
	Undetermined = "und" // no letters, or a language that is none of these
)

// tongues gives each language its place in a tally.
var tongues = [...]string{Arabic, Persian, Urdu, Sorani, Pashto, Uyghur, English, French}

const arabicScript = 6 // the first so many of tongues are written in Arabic letters

// tally is how much speaks for each of the tongues.
type tally [len(tongues)]float32

type evidence struct {
	letters [0x900]uint8 // of each letter of the Arabic script, 1 + the index in says of what it says; 0 when nothing
	says    []tally
	kinds   [0x900]letterKind // of each character of one or two bytes and of the Arabic script beyond
	words   lexicon.Table[tally]
	typed   lexicon.Table[tally] // words typed with the letters of an Arabic keyboard
}

var evidences = sync.OnceValue(func() *evidence {
	e := &evidence{}
	words, typed := map[string]tally{}, map[string]tally{}
	for r := range e.kinds {
		e.kinds[r] = letterKindOf(rune(r))
	}
	for _, r := range lexicon.Must(files, "languages.tsv").Rows {
		w, err := strconv.ParseFloat(r.Get("weight"), 32)
		if err != nil {
			panic(r.Rule() + ": " + err.Error())
		}
		var t tally
		for _, l := range r.Set("languages") {
			for i, name := range tongues {
				if name == l {
					t[i] = float32(w)
				}
			}
		}
		if c, n := utf8.DecodeRuneInString(r.Key()); r.Get("kind") == "letter" && n == len(r.Key()) {
			e.says = append(e.says, t)
			e.letters[c] = uint8(len(e.says))
			continue
		}
		words[letter.String(r.Key(), letter.Clean)] = t
		if w := letter.String(r.Key(), letter.Identity); w != r.Key() && t[0] == 0 && Corpus().DF(letter.String(w, letter.Search)) < tooArabic {
			typed[w] = t
		}
	}
	e.words, e.typed = lexicon.NewTable(words), lexicon.NewTable(typed)
	return e
})

// letterKind is what a character is to count.
type letterKind uint8

const (
	aLetter letterKind = 1 << iota
	aMark
	ofArabic // a letter of the Arabic script
)

func letterKindOf(r rune) (k letterKind) {
	if unicode.IsLetter(r) {
		k |= aLetter
	}
	if unicode.IsMark(r) {
		k |= aMark
	}
	if letter.Arabic(r) {
		k |= ofArabic
	}
	return k
}

func (e *evidence) kindOf(r rune) letterKind {
	if int(r) < len(e.kinds) {
		return e.kinds[r]
	}
	return letterKindOf(r)
}

// tooArabic is in how many Arabic documents a form stands that tells nothing of another language.
const tooArabic = 200

// word is what a word says, marks aside. ok is false where that is nothing.
func (e *evidence) word(w string) (says tally, ok bool) {
	if !plainArabic(w) {
		w = strings.ToLower(strings.TrimFunc(w, unicode.IsMark))
	}
	if t, ok := e.words.Get(w); ok {
		return t, true
	}
	t, ok := e.typed.Get(w)
	if strings.HasPrefix(w, al) && len(w) >= 5*2 {
		t[0] += articled
		ok = true
	}
	return t, ok
}

// plainArabic says that w holds nothing but the letters of Arabic from hamza to ya, without marks: it is as it is in lower case.
func plainArabic(w string) bool {
	for i := 0; i+1 < len(w); i += 2 {
		if c := w[i+1]; !(w[i] == 0xD8 && c >= 0xA0 || w[i] == 0xD9 && c >= 0x81 && c <= 0x8A) {
			return false
		}
	}
	return len(w)%2 == 0
}

// articled is how much a word with the Arabic article speaks for Arabic, which alone has it.
const articled = .5

// looked is how many bytes of a text Language looks at.
const looked = 20000

// Language tells which language a text is written in, by its letters and its commonest words, and how sure that is: the share of
// what speaks for it in all that speaks for any, 0 for Undetermined. Text in Arabic letters that nothing else speaks for is Arabic,
// with sureness 0.5.
func Language(s string) (language string, sure float64) {
	var t tally
	arab, other := t.count(s)
	return t.decide(arab, other)
}

// count adds what the words of s say, and counts its letters of the Arabic script and of all others.
func (t *tally) count(s string) (arab, other int) {
	if len(s) > looked {
		cut := looked
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		s = s[:cut]
	}
	s = letter.String(s, letter.Clean)
	e := evidences()
	from := -1
	for i, r := range s {
		kind := e.kindOf(r)
		in := kind&(aLetter|aMark) != 0
		if in && from < 0 {
			from = i
		}
		if !in && from >= 0 {
			t.hear(e, s[from:i])
			from = -1
		}
		switch {
		case kind&ofArabic != 0:
			arab++
			if n := e.letters[r]; n > 0 {
				for k, x := range e.says[n-1] {
					t[k] += x
				}
			}
		case kind&aLetter != 0 && r != 0x640:
			other++
		}
	}
	if from >= 0 {
		t.hear(e, s[from:])
	}
	return arab, other
}

// hear adds what a word says.
func (t *tally) hear(e *evidence, word string) {
	if says, ok := e.word(word); ok {
		for k := range t {
			t[k] += says[k]
		}
	}
}

// decide is the language that the tally speaks for, among those of the script that most letters are of.
func (t *tally) decide(arab, other int) (string, float64) {
	from, to := 0, arabicScript
	if other > arab {
		from, to = arabicScript, len(t)
	}
	best, sum := from, float32(0)
	for k := from; k < to; k++ {
		sum += t[k]
		if t[k] > t[best] {
			best = k
		}
	}
	switch {
	case arab+other == 0 || sum == 0 && other > arab:
		return Undetermined, 0
	case sum == 0:
		return Arabic, .5
	case other > arab && t[best] < float32(other)/60: // hardly a known word among many
		return Undetermined, 0
	}
	return tongues[best], float64(t[best] / sum)
}

// Stretch is a part of a text in one language.
type Stretch struct {
	Span     text.Span
	Language string
}

// short is how many letters a paragraph must have to tell its own language: a name or a title in another language does not.
const short = 40

// Languages parts a text at line breaks into stretches of one language each, which together are the whole text. A paragraph too
// short to tell goes with the one before it, or at the beginning with the one after.
func Languages(s string) []Stretch {
	var out []Stretch
	for at := 0; at < len(s); {
		end := len(s)
		if n := strings.IndexByte(s[at:], '\n'); n >= 0 {
			end = at + n + 1
		}
		var t tally
		arab, other := t.count(s[at:end])
		l, sure := t.decide(arab, other)
		last := len(out) - 1
		switch {
		case last >= 0 && (l == out[last].Language || arab+other < short || sure <= .5):
			out[last].Span.End = end
		case last == 0 && out[0].Language == "":
			out[0] = Stretch{text.Span{Start: 0, End: end}, l}
		case arab+other < short:
			out = append(out, Stretch{text.Span{Start: at, End: end}, ""})
		default:
			out = append(out, Stretch{text.Span{Start: at, End: end}, l})
		}
		at = end
	}
	if len(out) > 0 && out[0].Language == "" {
		out[0].Language, _ = Language(s)
	}
	return out
}
