package desk

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Suggestion is something that a reader may mean by what he has typed so far.
type Suggestion struct {
	Kind string `json:"kind"` // person, place, organization, outlet, story
	Text string `json:"text"`
	Path string `json:"path"` // of its page
}

// Suggest are at most n names, publishers and stories that have a word beginning with what was typed, the most mentioned first.
func (c *Catalogue) Suggest(typed string, n int) []Suggestion {
	typed = Fold(typed)
	if utf8.RuneCountInString(typed) < 2 {
		return nil
	}
	var out []Suggestion
	for _, o := range c.Outlets {
		if len(out) >= min(2, n) {
			break
		}
		if begins(Fold(o.Name), typed) {
			out = append(out, Suggestion{"outlet", o.Name, OutletPath(o.Name)})
		}
	}
	for i := range c.byName.of(typed, len(c.Names)) {
		if len(out) >= n-2 {
			break
		}
		if x := c.Names[i]; begins(x.folded, typed) {
			out = append(out, Suggestion{string(x.Kind), x.Name, NamePath(x.Kind, x.Name)})
		}
	}
	for i := range c.byTitle.of(typed, len(c.titles)) {
		if len(out) >= n {
			break
		}
		if begins(c.titles[i], typed) {
			out = append(out, Suggestion{"story", c.Stories[i].Title, StoryPath(c.Stories[i].ID)})
		}
	}
	return out
}

// starts is the places in a list of texts by how their words begin, so that not all of them are looked at.
type starts map[string][]int32

// A word is found by its first few letters; by its first two where fewer were typed.
const fewLetters, twoLetters = 4, 2

// add takes in the next text of the list.
func (s starts) add(text string, place int) {
	inWord := false
	for i, r := range text {
		letter := unicode.IsLetter(r) || unicode.IsDigit(r)
		if letter && !inWord {
			for _, n := range [...]int{twoLetters, fewLetters} {
				if key, ok := first(text[i:], n); ok {
					if list := s[key]; len(list) == 0 || list[len(list)-1] != int32(place) {
						s[key] = append(list, int32(place))
					}
				}
			}
		}
		inWord = letter
	}
}

// first is the first n runes of a text; ok is false where it has fewer, or they are not of one word.
func first(text string, n int) (key string, ok bool) {
	for i, r := range text {
		if n == 0 {
			return text[:i], true
		}
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return "", false
		}
		n--
	}
	return text, n == 0
}

// of are the places of the texts that may have a word beginning with what was typed, in order; all of the list where the letters tell nothing.
func (s starts) of(typed string, all int) iter.Seq[int] {
	return func(yield func(int) bool) {
		key, ok := first(typed, fewLetters)
		if !ok {
			key, ok = first(typed, twoLetters)
		}
		if !ok {
			for i := range all {
				if !yield(i) {
					return
				}
			}
			return
		}
		for _, i := range s[key] {
			if !yield(int(i)) {
				return
			}
		}
	}
}

// begins says whether some words have, from the beginning of one of them on, others.
func begins(words, others string) bool {
	for from := 0; ; {
		i := strings.Index(words[from:], others)
		if i < 0 {
			return false
		}
		i += from
		if i == 0 {
			return true
		}
		before, _ := utf8.DecodeLastRuneInString(words[:i])
		if !unicode.IsLetter(before) && !unicode.IsDigit(before) {
			return true
		}
		from = i + 1
		for from < len(words) && !utf8.RuneStart(words[from]) {
			from++
		}
	}
}
