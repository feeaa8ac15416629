package name

import (
	"strings"

	"rawi/arabic/word"
	"rawi/text"
)

// agree gives what no list knows one kind throughout the article: the one that it has most often, where a word for what it is counts more
// than the tagger ("the bank [of] Natixis"); of two as common, not that of a person, and a place rather than a body.
func (f *finder) agree() {
	votes := map[string]map[text.Kind]int{}
	open := func(x *mention) bool {
		return x.entry == nil && x.rule != currencyRule && (x.to == x.from+1 || !f.christened(x))
	}
	for k := range f.named {
		x := &f.named[k]
		if !open(x) {
			continue
		}
		w := f.key(x)
		if votes[w] == nil {
			votes[w] = map[text.Kind]int{}
		}
		votes[w][x.kind]++
		switch f.introduced(x.from) {
		case firm, media, clubCue:
			votes[w][text.Organization] += min(3, 2*(x.to-x.from)-1)
		}
	}
	for k := range f.named {
		x := &f.named[k]
		if !open(x) {
			continue
		}
		v := votes[f.key(x)]
		best := x.kind
		for _, kind := range kinds {
			if v[kind] > v[best] || v[kind] == v[best] && (best == text.Person || best == text.Organization && kind == text.Place) {
				best = kind
			}
		}
		x.kind = best
	}
}

// key is the folded words of a mention.
func (f *finder) key(x *mention) string {
	if x.to == x.from+1 {
		return f.t.Tokens[x.from].Fold[x.cut:]
	}
	var b strings.Builder
	b.WriteString(f.t.Tokens[x.from].Fold[x.cut:])
	for _, t := range f.t.Tokens[x.from+1 : x.to] {
		b.WriteByte(' ')
		b.WriteString(t.Fold)
	}
	return b.String()
}

// christened says that a mention of a person has a given name, a title or a verb of saying that no company has.
func (f *finder) christened(x *mention) bool {
	return x.kind == text.Person && (givenTable().Of(f.t.Tokens[x.from].Fold[x.cut:]) != 0 || f.presented(0, x.from))
}

// shortened finds the bodies that the article first names with more words: "Palace" for Crystal Palace, where nobody named in it has that
// name and no list knows another.
func (f *finder) shortened() {
	type long struct {
		entry *entry
		name  string
	}
	by := map[string]long{}
	for k := range f.named {
		x := &f.named[k]
		if x.kind != text.Organization || x.to-x.from < 2 || x.to-x.from > 3 || cue(f.r.at[x.from].cue) != noCue {
			continue
		}
		for i := x.from + 1; i < x.to; i++ {
			var b []string
			for _, t := range f.t.Tokens[i:x.to] {
				b = append(b, t.Fold)
			}
			if w := strings.Join(b, " "); f.foreignWord(i) {
				l := long{x.entry, f.surface(*x)}
				if o, ok := by[w]; ok && (o.entry != l.entry || o.entry == nil && o.name != l.name) {
					l = long{} // two of them
				}
				by[w] = l
			}
		}
	}
	if len(by) == 0 {
		return
	}
	for k := range f.named {
		if x := &f.named[k]; x.kind == text.Person && x.to > x.from+1 {
			delete(by, f.t.Tokens[x.to-1].Fold) // it may be his
		}
	}
	for k := range f.named {
		x := &f.named[k]
		l, ok := by[f.key(x)]
		if !ok || l.name == "" || x.entry != nil || x.kind == text.Person && f.presented(0, x.from) {
			continue
		}
		x.kind, x.rule, x.entry = text.Organization, "name.short", l.entry
		if l.entry == nil {
			x.who = l.name
		}
	}
}

// foreignWord says that token i looks like a word of another language, and is no common one.
func (f *finder) foreignWord(i int) bool {
	t := f.t.Tokens[i]
	return t.Kind == word.Word && len(t.Fold) > 6 && !strings.HasPrefix(t.Fold, al) && f.r.at[i].strange >= 4 && word.Corpus().DF(t.Fold) < 300
}
