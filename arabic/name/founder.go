package name

import (
	"strings"
	"sync"

	"rawi/arabic/letter"
	"rawi/arabic/lexicon"
	"rawi/arabic/word"
	"rawi/text"
)

// founded is founded.tsv: the sorts of bodies and places that are called after persons with their titles, by the folded word.
var founded = sync.OnceValue(func() map[string]text.Kind {
	m := map[string]text.Kind{}
	for _, r := range lexicon.Must(files, "founded.tsv").Rows {
		m[letter.String(r.Key(), letter.Search)] = text.Kind(r.Get("kind"))
	}
	return m
})

// founders make a person's name with his title, behind a word for a body or a place in construct, the name of that: "King Abd al-Aziz University".
func (f *finder) founders() {
	for k := range f.named {
		x := &f.named[k]
		i := x.from - 2
		if x.kind != text.Person || x.cut != 0 || i < 0 || !called(f.t.Tokens[x.from-1]) || f.owner[i] != 0 || f.owner[i+1] != 0 ||
			f.t.Tokens[x.from-1].Gap != word.Space || f.t.Tokens[x.from].Gap != word.Space || f.t.Tokens[i].Kind != word.Word {
			continue
		}
		w := f.t.Tokens[i].Fold
		for _, p := range append([]string{""}, prefixes[:]...) {
			rest, ok := strings.CutPrefix(w, p)
			if kind, is := founded()[rest]; ok && is {
				x.from, x.cut, x.kind, x.rule, x.entry = i, len(p), kind, "name.founder", nil
				f.owner[i], f.owner[i+1] = f.owner[x.to-1], f.owner[x.to-1]
				break
			}
		}
	}
}
