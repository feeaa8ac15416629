package name

import (
	"strings"
	"sync"

	"rawi/arabic/lexicon"
	"rawi/arabic/word"
	"rawi/text"
)

// latinRows are the rows of latin.tsv: by the Latin letters, with "^" before them at the beginning of a word and "$" after them at
// its end.
var latinRows = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for _, r := range lexicon.Must(files, "latin.tsv").Rows {
		m[strings.ReplaceAll(r.Key(), " ", "")] = r.Get("arabic")
	}
	return m
})

// latinWord says whether a word begins with a Latin letter.
func latinWord(w string) bool {
	return w != "" && (w[0] >= 'a' && w[0] <= 'z' || w[0] >= 'A' && w[0] <= 'Z')
}

// longestLatin is how many letters a row of latin.tsv has at most.
const longestLatin = 3

// arabised is a folded word in Latin letters as the Arabic press would write it; a word in other letters stays as it is. Doubled
// letters count once.
func arabised(w string) string {
	if !latinWord(w) {
		return w
	}
	rows := latinRows()
	var b strings.Builder
	for i := 0; i < len(w); {
		if i > 0 && w[i] == w[i-1] {
			i++
			continue
		}
		n := min(longestLatin, len(w)-i)
		for ; n > 0; n-- {
			k := w[i : i+n]
			s, ok := rows[k]
			if i == 0 {
				if at, edge := rows["^"+k]; edge {
					s, ok = at, true
				}
			}
			if i > 0 && i+n == len(w) {
				if at, edge := rows[k+"$"]; edge {
					s, ok = at, true
				}
			}
			if ok {
				b.WriteString(s)
				break
			}
		}
		if n == 0 { // a letter that no row has
			b.WriteByte(w[i])
			n = 1
		}
		i += n
	}
	return b.String()
}

// households puts the family name that stands first before a person's name where the tagger left it out: a word of family.tsv that
// is no common word, behind a comma or a title, right before a foreign name of one or two words.
func (f *finder) households() {
	for k := range f.named {
		m := &f.named[k]
		i := m.from - 1
		if m.kind != text.Person || m.cut != 0 || m.to-m.from > 2 || i < 1 || k > 0 && f.named[k-1].to > i {
			continue
		}
		w := f.t.Tokens[i]
		common, ok := family().Get(single(w.Fold))
		if !ok || common || w.Gap != word.Space || f.t.Tokens[m.from].Gap != word.Space || givenTable().Of(f.t.Tokens[m.from].Fold)&native != 0 {
			continue
		}
		if before := f.t.Tokens[i-1]; before.Kind == word.Punct || f.r.marks[i-1].title != 0 {
			m.from, m.rule = i, "name.family-first"
			f.owner[i] = int32(k + 1)
		}
	}
}

// namesakes finds the persons of the article where their names are written in Latin letters: runs of two to four words with capitals
// that spell the name of a person named elsewhere in it, or have it as their last.
func (f *finder) namesakes(sentences [][2]int) {
	seen := map[string]bool{}
	var persons []string
	for _, m := range f.named {
		if s := f.surface(m); m.kind == text.Person && !seen[s] && len(persons) < few {
			seen[s] = true
			persons = append(persons, s)
		}
	}
	n := len(f.named)
	for _, s := range sentences {
		for i := s[0]; i < s[1]; i++ {
			j := i
			for j < s[1] && f.t.Tokens[j].Kind == word.Latin && f.r.marks[j].exact == capitalised && f.owner[j] == 0 && (j == i || f.t.Tokens[j].Gap == word.Space) {
				j++
			}
			if j-i < 2 || j-i > 4 {
				i = max(i, j)
				continue
			}
			m := mention{from: i, to: j, kind: text.Person, rule: "name.latin"}
			name := f.surface(m)
			for _, p := range persons {
				if same, _ := Same(p, name); same || Short(p, name) {
					f.named = append(f.named, m)
					break
				}
			}
			i = j
		}
	}
	if len(f.named) > n {
		f.settle()
	}
}
