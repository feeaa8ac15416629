package name

import (
	"rawi/arabic/word"
	"rawi/text"
)

// bynames gives the names by a son ("Abu Mazin") to the person named in full beside whom the article once sets them in brackets or marks, or
// with a word that says that he is called so.
func (f *finder) bynames(m *memory) {
	called := map[string]*person{}
	for k := range f.named {
		x := &f.named[k]
		key := f.kunya(*x)
		if key == "" {
			continue
		}
		if called[key] == nil {
			if k > 0 && f.beside(f.named[k-1], *x) {
				called[key] = f.named[k-1].person
			} else if k+1 < len(f.named) && f.bracketed(*x, f.named[k+1]) {
				called[key] = f.named[k+1].person
			}
		}
	}
	for k := range f.named {
		x := &f.named[k]
		if p := called[f.kunya(*x)]; p != nil {
			s := f.surface(*x)
			x.person = p
			p.add(s, parts(s), x.from)
		}
	}
}

// kunya is the key of a name of one piece that begins with "father of" or "mother of", whatever its case; "" for another.
func (f *finder) kunya(x mention) string {
	if x.kind != text.Person || x.to != x.from+2 {
		return ""
	}
	switch w := f.t.Tokens[x.from].Fold[x.cut:]; w {
	case "ابو", "ابي", "ابا":
		return "ابو" + f.t.Tokens[x.to-1].Fold
	case "ام":
		return w + f.t.Tokens[x.to-1].Fold
	}
	return ""
}

// beside says that x, named in full, is said to be called y, which follows it.
func (f *finder) beside(x, y mention) bool {
	if f.bracketed(x, y) {
		return true
	}
	if x.person == nil || !x.person.full || y.from-x.to > 4 {
		return false
	}
	for i := x.to; i < y.from; i++ {
		if f.t.Tokens[i].Gap >= word.Line || f.t.Tokens[i].Is(".") {
			return false
		}
		if f.t.Tokens[i].Is("المعروف", "المعروفه", "الملقب", "الملقبه", "المكني", "المكناه", "المشهور", "الشهير", "المدعو", "وكنيته", "كنيته", "ولقبه", "لقبه", "والمعروف", "والملقب", "والمكني") {
			return true
		}
	}
	return false
}

// bracketed says that y stands in brackets or marks right after x, and that one of the two is named in full.
func (f *finder) bracketed(x, y mention) bool {
	if y.from != x.to+1 || y.to >= len(f.t.Tokens) || !(x.person != nil && x.person.full || y.person != nil && y.person.full) {
		return false
	}
	open, end := f.t.Tokens[x.to], f.t.Tokens[y.to]
	return open.Is("(") && end.Is(")") || word.IsQuote(open) && word.IsQuote(end)
}
