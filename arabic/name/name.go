// Package name finds the names of persons, places and organizations, and brings their spellings together.
//
// A tagger learnt from marked texts says where names stand (tagger.go, feature.go); lists of places and organizations constrain
// it (gazetteer.go); what the article has named in full lets it read short names (memory.go); spellings of one name are
// recognised by their letters (same.go); an office stands for its holder on the day (office.go).
package name

import (
	"strings"
	"unicode"

	"rawi/arabic/letter"
	"rawi/arabic/word"
	"rawi/text"
)

// Find finds the names among the given sentences (ranges of tokens), with the canonical name of each in the article: the fullest
// form of a person that the article uses, the list's form of a place or organization. day is when it was published (zero when
// unknown); it settles who held an office.
func Find(t *word.Text, sentences [][2]int, day text.Day) []text.Name {
	if len(sentences) == 0 {
		return nil
	}
	r := readers.Get().(*Reader)
	defer readers.Put(r)
	r.read(t)
	f := &finder{t: t, r: r, day: day}
	r.owners, r.entryOf = sized(r.owners, len(t.Tokens)), sized(r.entryOf, len(t.Tokens))
	f.owner, f.listed = r.owners, r.entryOf
	f.find(sentences)
	f.settle()
	f.sited(sentences)
	f.bridge()
	f.households()
	f.namesakes(sentences)
	f.widen(sentences)
	f.founders()
	f.marked(sentences)
	f.agree()
	f.shortened()
	m := f.remember()
	f.recall(m, sentences)
	f.describe(m, sentences)
	f.canonical()
	out := make([]text.Name, 0, len(f.named))
	for _, x := range f.named {
		if s := f.span(x); !s.Empty() {
			out = append(out, text.Name{Span: s, Kind: x.kind, Entity: f.entity(x), Rule: x.rule})
		}
	}
	return out
}

// ByOffice says that a mention names somebody by his office alone ("the Russian president"), not by his name.
func ByOffice(n text.Name) bool {
	return n.Rule == "name.office" || strings.HasPrefix(n.Rule, "offices.tsv:")
}

// Form is a mention as a list of spellings shows it: without vowel marks, lengthening strokes and invisible signs, and with the article that "for
// the" before it has taken in.
func Form(source string, n text.Name) string {
	return phrase(source, n.Span, strings.HasPrefix(n.Entity, al))
}

// Phrase is a title as a list shows it, see Form.
func Phrase(source string, title text.Span) string { return phrase(source, title, true) }

func phrase(source string, at text.Span, article bool) string {
	s := strings.Map(func(r rune) rune {
		if r == '\u0640' || unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, letter.String(at.Of(source), letter.Clean))
	s = strings.Join(strings.Fields(s), " ")
	if article && strings.HasSuffix(source[:at.Start], lam+lam) && !strings.HasPrefix(s, al) {
		return al + s
	}
	return s
}

// TitleKey is what is the same in all spellings of a title, the honours before it apart.
func TitleKey(title string) string {
	var out []string
	for i, w := range strings.Fields(letter.String(title, letter.Search)) {
		if i == 0 && (w == "معالي" || w == "سعاده" || w == "فخامه" || w == "دوله" || w == "سمو") {
			continue
		}
		out = append(out, canon(w))
	}
	return strings.Join(out, " ")
}

// Telling is the key of a title (see TitleKey); ok says that the title tells by itself what somebody is: more than a bare "minister", and not
// "his counterpart".
func Telling(title string) (key string, ok bool) {
	key = TitleKey(title)
	return key, strings.Contains(key, " ") && !strings.HasPrefix(key, "نظير")
}

// currencyRule is the rule of a currency: a name to those who mark names, as in ANERcorp, but none that a reader looks for.
const currencyRule = "name.currency"

// Currency says that a mention is that of a currency.
func Currency(n text.Name) bool { return n.Rule == currencyRule }
