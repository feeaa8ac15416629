package name

import (
	"strings"

	"rawi/arabic/word"
	"rawi/text"
)

// founded are the sorts of bodies and places that are called after persons with their titles, by the folded word.
var founded = map[string]text.Kind{
	"جامعه": text.Organization, "مستشفي": text.Organization, "كليه": text.Organization, "معهد": text.Organization, "مدرسه": text.Organization,
	"مءسسه": text.Organization, "مركز": text.Organization, "جمعيه": text.Organization, "اكاديميه": text.Organization, "مجمع": text.Organization,
	"ثانويه": text.Organization, "مكتبه": text.Organization, "صندوق": text.Organization, "داره": text.Organization,
	"مدينه": text.Place, "مطار": text.Place, "ملعب": text.Place, "استاد": text.Place, "شارع": text.Place, "طريق": text.Place, "جسر": text.Place,
	"مخيم": text.Place, "قاعده": text.Place, "ميدان": text.Place, "مسجد": text.Place, "جامع": text.Place, "حديقه": text.Place, "منتزه": text.Place,
	"متنزه": text.Place, "سد": text.Place, "دوار": text.Place, "حي": text.Place, "ميناء": text.Place, "قاعه": text.Place, "محميه": text.Place,
	"كاس": text.Other, "جاءزه": text.Other, "سباق": text.Other, "كرسي": text.Other, "دوري": text.Other,
}

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
			if kind, is := founded[rest]; ok && is {
				x.from, x.cut, x.kind, x.rule, x.entry = i, len(p), kind, "name.founder", nil
				f.owner[i], f.owner[i+1] = f.owner[x.to-1], f.owner[x.to-1]
				break
			}
		}
	}
}
