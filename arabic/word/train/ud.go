package main

import (
	"bufio"
	"os"
	"strings"
	"unicode/utf8"

	"rawi/arabic/letter"
	"rawi/text"
)

// sentence is a sentence of a treebank: its text, and where clitics part from words in it (byte offsets).
type sentence struct {
	text string
	cuts map[int]bool
	bad  [][2]int // stretches whose tokens could not be found in the text
}

// lost says that a word lies where the treebank's tokens could not be found.
func (s sentence) lost(w text.Span) bool {
	for _, b := range s.bad {
		if w.Start < b[1] && b[0] < w.End {
			return true
		}
	}
	return false
}

// unit is one line of a CoNLL-U file.
type unit struct {
	form, pos string
	glued     bool // the next one follows without a blank
}

// readUD reads a CoNLL-U file. Texts are put together from the tokens when own is set, else taken from the "# text" line.
func readUD(file string, own bool) ([]sentence, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []sentence
	var units []unit
	source := ""
	sc := bufio.NewScanner(f)
	sc.Buffer(make([]byte, 1<<20), 1<<20)
	for sc.Scan() {
		line := sc.Text()
		if t, ok := strings.CutPrefix(line, "# text = "); ok {
			source = t
		}
		if line == "" {
			if len(units) > 0 {
				if own {
					out = append(out, joined(units))
				} else {
					out = append(out, aligned(source, units))
				}
			}
			units = nil
			continue
		}
		c := strings.Split(line, "\t")
		if line[0] == '#' || len(c) < 10 || strings.Contains(c[0], ".") {
			continue
		}
		if strings.Contains(c[0], "-") {
			continue
		}
		units = append(units, unit{c[1], c[3], strings.Contains(c[9], "SpaceAfter=No")})
	}
	return out, sc.Err()
}

// tatweel stands as a word of its own in some treebanks.
const tatweel = "\u0640"

// joined puts a sentence together whose tokens are its text.
func joined(units []unit) sentence {
	s := sentence{cuts: map[int]bool{}}
	var b strings.Builder
	for i, u := range units {
		b.WriteString(u.form)
		if i+1 < len(units) {
			if u.glued {
				s.cuts[b.Len()] = u.form != tatweel && units[i+1].form != tatweel
			} else {
				b.WriteByte(' ')
			}
		}
	}
	s.text = b.String()
	return s
}

// pronouns that may end a word; a cut before anything else that is not a particle of one letter is no clitic's.
var pronouns = map[string]bool{"ه": true, "ها": true, "هم": true, "هن": true, "هما": true, "نا": true, "ني": true, "ي": true, "ك": true, "كم": true, "كما": true, "كن": true}

// aligned finds the tokens of a sentence in its text. An article that was cut off is put back to its noun; only the cuts of
// particles of one letter and of pronouns count.
func aligned(text string, units []unit) sentence {
	s := sentence{text: text, cuts: map[int]bool{}}
	i := 0
	lost := false
	lostAt := 0
	for k, u := range units {
		form := letter.String(u.form, letter.Identity)
		if j, ok := take(text, i, form); ok && !lost {
			i = j
		} else if j, ok := take(text, i, strings.TrimPrefix(form, "ا")); ok && u.pos == "DET" && !lost {
			i = j // "li-" and the article: one alef less
		} else if j := search(text, i, form); j >= 0 {
			if !lost {
				lostAt = i
			}
			s.bad = append(s.bad, [2]int{lostAt, j})
			i, lost = j, false
		} else {
			if !lost {
				lostAt = i
			}
			lost = true
			continue
		}
		if k+1 < len(units) && i < len(text) && text[i] != ' ' {
			particle := utf8.RuneCountInString(form) == 1 && u.pos != "NOUN" && u.pos != "PROPN" && u.pos != "DET"
			next := letter.String(units[k+1].form, letter.Identity)
			if particle || units[k+1].pos == "PRON" && pronouns[next] {
				s.cuts[i] = true
			}
		}
	}
	if lost {
		s.bad = append(s.bad, [2]int{lostAt, len(text)})
	}
	return s
}

// take matches form at byte i of text, blanks and marks aside, and returns where it ends.
func take(text string, i int, form string) (int, bool) {
	for i < len(text) && text[i] == ' ' {
		i++
	}
	for form != "" {
		if i >= len(text) {
			return 0, false
		}
		_, n := utf8.DecodeRuneInString(text[i:])
		a := letter.String(text[i:i+n], letter.Identity)
		if a == "" {
			i += n
			continue
		}
		switch {
		case strings.HasPrefix(form, a):
			form = form[len(a):]
		case form == "ة" && a == "ت": // ta marbuta opens before a pronoun
			form = ""
		default:
			return 0, false
		}
		i += n
	}
	for i < len(text) { // marks of the last letter
		_, n := utf8.DecodeRuneInString(text[i:])
		if letter.String(text[i:i+n], letter.Identity) != "" {
			break
		}
		i += n
	}
	return i, true
}

// search looks for form within the next hundred bytes, at a blank.
func search(text string, i int, form string) int {
	for k := i; k < len(text) && k < i+100; k++ {
		if text[k] == ' ' {
			if j, ok := take(text, k, form); ok {
				return j
			}
		}
	}
	return -1
}
