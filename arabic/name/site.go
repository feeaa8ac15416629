package name

import (
	"strings"

	"rawi/arabic/word"
	"rawi/text"
)

// site reads token i as a word like "town" or "port" in construct, which a place's name follows: ok says that it is one, with that it
// is part of the name ("Wadi Halfa"), and cut how many bytes of proclitics it has.
func (f *finder) site(i int) (with, ok bool, cut int) {
	if f.t.Tokens[i].Kind != word.Word {
		return false, false, 0
	}
	w := f.t.Tokens[i].Fold
	if with, ok = cues().sites.Get(w); ok {
		return with, true, 0
	}
	if !joinable(w) {
		return false, false, 0
	}
	for _, p := range prefixes {
		if rest, has := strings.CutPrefix(w, p); has {
			if with, ok = cues().sites.Get(rest); ok {
				return with, true, len(p)
			}
		}
	}
	return false, false, 0
}

// rareSite is in how many documents of the corpus a word may stand that is taken for the name of a place after a word for its sort.
const rareSite = 100

// sited makes what follows a word for a sort of place, in construct, the name of a place: what the tagger took for a person, and a rare
// word with the article that it left out. Towns and harbours that no list knows are mostly called like persons or things.
func (f *finder) sited(sentences [][2]int) {
	var found []mention
	for _, s := range sentences {
		for i := s[0]; i < s[1]; i++ {
			with, ok, cut := f.site(i)
			if !ok {
				continue
			}
			if x := f.at(i); x != nil {
				if x.from != i || x.entry != nil || x.to == i+1 || x.kind != text.Person && x.kind != text.Place {
					continue
				}
				if !with && x.kind == text.Person {
					x.from, cut = i+1, 0
				}
				x.kind, x.cut, x.rule = text.Place, cut, "name.site"
				continue
			}
			j := i + 1
			if j >= s[1] || f.t.Tokens[j].Gap != word.Space {
				continue
			}
			x := f.at(j)
			if x == nil && f.unheard(j) {
				found = append(found, mention{from: j, to: j + 1, kind: text.Place, rule: "name.site"})
				x = &found[len(found)-1]
			}
			if x == nil || x.from != j || x.cut != 0 || x.entry != nil || x.kind != text.Person && x.kind != text.Place {
				continue
			}
			x.kind, x.rule = text.Place, "name.site"
			if with {
				x.from, x.cut = i, cut
			}
		}
	}
	f.named = append(f.named, found...)
	f.settle()
}

// unheard says that token j is a rare word with the article that no list knows.
func (f *finder) unheard(j int) bool {
	w := f.t.Tokens[j].Fold
	return f.plain(j) && f.article(j) && len(w) > 8 && f.r.at[j].cue == 0 && word.Corpus().DF(w) <= rareSite
}
