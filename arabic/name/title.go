package name

import (
	"strings"
	"sync"

	"rawi/arabic/letter"
	"rawi/arabic/lexicon"
	"rawi/arabic/word"
	"rawi/text"
)

// titleWord is a row of titles.tsv.
type titleWord struct {
	name    string // as the list has it
	kind    string
	of, in  bool
	woman   bool
	offices []string
	state   string // whose office it is when that is not said
	rule    string
}

// modifier says how a word goes on with a title.
type modifier uint8

const (
	noModifier modifier = iota
	adjective           // "the former"
	ended               // an adjective after which the office is no longer, or not yet, held
	organ               // a noun that an office is of and that goes on: "the ministry of"
	field               // what a ministry or council is for
)

// titleLists are titles.tsv and modifiers.tsv.
type titleLists struct {
	titles    *word.Phrases[*titleWord]
	modifiers lexicon.Table[modifier]
}

var titleWords = sync.OnceValue(func() *titleLists {
	l := &titleLists{titles: word.NewPhrases[*titleWord](word.And | word.Preposition)}
	for _, r := range lexicon.Must(files, "titles.tsv").Rows {
		w := &titleWord{name: r.Key(), kind: r.Get("kind"), offices: r.Set("office"), state: r.Get("state"), rule: r.Rule()}
		for _, s := range r.Set("takes") {
			w.of = w.of || s == "of"
			w.in = w.in || s == "in"
		}
		l.titles.Add(r.Key(), w)
		woman := r.Get("woman")
		if woman == "" && !strings.Contains(r.Key(), " ") {
			woman = r.Key() + "ة"
		}
		if woman != "" && woman != "-" {
			f := *w
			f.woman = true
			l.titles.Add(woman, &f)
		}
	}
	kinds := map[string]modifier{"adj": adjective, "ended": ended, "organ": organ, "field": field}
	for _, r := range lexicon.Must(files, "modifiers.tsv").Rows {
		m := kinds[r.Get("kind")]
		f := letter.String(r.Key(), letter.Search)
		l.modifiers.Put(f, m)
		woman := letter.String(r.Get("woman"), letter.Search)
		if woman == "" {
			woman = f + "ه"
		}
		if m == adjective || m == ended {
			l.modifiers.Put(woman, m)
			l.modifiers.Put(f+"ين", m)
			l.modifiers.Put(f+"ان", m)
		}
	}
	return l
})

// title is a phrase that says what a person is.
type title struct {
	from, to int
	span     text.Span // without the proclitics before it
	heads    []*titleWord
	state    *entry // the state whose office it is
	body     *entry // the organization whose office it is
	ended    bool   // no longer, or not yet, held
	plain    bool   // nothing else than heads, state and body stands in it
	other    bool   // it is of something that the lists do not know
}

// maxTitle bounds a title phrase, in tokens.
const maxTitle = 16

// Title is the length, in tokens, of the phrase that begins at token i and says what a person is: an office with what it is of and
// its adjectives, a rank, a form of address, a trade, or several of these in a row. It is 0 where none begins. The name of the
// person who has the title is no part of it.
func Title(t *word.Text, i int) int {
	k, ok := titleAt(t, i)
	if !ok {
		return 0
	}
	return k.to - i
}

// titleAt reads the title that begins at token i.
func titleAt(t *word.Text, i int) (title, bool) {
	if t.Tokens[i].Kind != word.Word {
		return title{}, false
	}
	m, ok := titleWords().titles.At(t, i)
	if !ok {
		return title{}, false
	}
	k := title{from: i, to: m.To, heads: []*titleWord{m.Value}, plain: true}
	end := min(len(t.Tokens), i+maxTitle)
	open := m.Value.of // the noun waits for what it is of
	for k.to < end && t.Tokens[k.to].Kind == word.Word && t.Tokens[k.to].Gap < word.Line {
		n, opens := k.more(t, end, open)
		if n == k.to {
			break
		}
		k.to, open = n, opens
	}
	k.span = text.Span{Start: m.Span.Start, End: t.Tokens[k.to-1].Span.End}
	return k, true
}

// more takes the next piece of the phrase. It returns where the phrase then ends (k.to when nothing goes on with it) and whether
// the last noun waits for what it is of.
func (k *title) more(t *word.Text, end int, open bool) (to int, opens bool) {
	i := k.to
	l := titleWords()
	if m, ok := l.titles.At(t, i); ok && m.Prefix == "" && m.To <= end && k.goesOn(t, m, open) {
		k.heads = append(k.heads, m.Value)
		k.plain = k.plain && m.Value.kind != "office"
		return m.To, m.Value.of
	}
	if m, ok := nationAt(t, i); ok && m.Prefix == "" && m.To <= end && strings.HasPrefix(t.Tokens[i].Fold, "ال") {
		if k.state == nil && !open {
			k.state = m.Value
		} else {
			k.plain = false
		}
		return m.To, false
	}
	if n, opens, ok := k.place(t, i, end, open); ok {
		return n, opens
	}
	f := t.Tokens[i].Fold
	switch m := l.modifiers.Of(f); {
	case m == ended && !open:
		k.ended = true
		return i + 1, false
	case m == adjective && !open:
		k.plain = false
		return i + 1, false
	case m == organ && open:
		k.plain, k.other = false, true
		return i + 1, true
	case open && strings.HasPrefix(f, "ال") && len(f) > 6:
		k.plain, k.other = false, true
		return i + 1, false
	}
	if i == k.from+1 && !open {
		return i, false // what follows a complete noun at once may be the name
	}
	switch {
	case strings.HasPrefix(f, "ال") && strings.HasSuffix(f, "يه") && len(f) > 10 && !open:
		k.plain = false
		return i + 1, false
	case strings.HasPrefix(f, "و") && (l.modifiers.Of(f[2:]) == field || l.modifiers.Of(f[2:]) == adjective) && !open:
		return i + 1, false
	case k.to > k.from+1 && f == "لشءون" && i+1 < end, f == "باسم" && i+1 < end:
		k.plain = false
		return i + 1, true
	}
	return i, false
}

// goesOn says whether a title word that follows another belongs to the same phrase: "deputy minister", "the minister, doctor".
func (k *title) goesOn(t *word.Text, m word.Match[*titleWord], open bool) bool {
	if open {
		return m.Value.kind == "office" || m.Value.kind == "work"
	}
	last := k.heads[len(k.heads)-1]
	if m.From == m.To-1 && !strings.HasPrefix(t.Tokens[m.From].Fold, "ال") && m.Value.kind != "honour" {
		return false // after a complete noun an indefinite one begins another phrase
	}
	return m.Value.kind == "rank" || m.Value.kind == "honour" || last.kind == "rank" || last.kind == "honour" || m.Value.kind == "office" && last.kind != "office"
}

// place takes a state or body that the office is of: after a noun that waits for it, or after one that has a place with a
// preposition before it.
func (k *title) place(t *word.Text, i, end int, open bool) (to int, opens, ok bool) {
	j, prep := i, false
	f := t.Tokens[i].Fold
	if f == "في" || f == "لدي" || f == "الي" {
		if !k.in() || i+1 >= end {
			return i, false, false
		}
		j, prep = i+1, true
	}
	m, found := placeAt(t, j)
	joined := found && strings.HasPrefix(m.Prefix, "ل") // "for the United Nations"
	if joined && !open && strings.HasPrefix(f, "لل") || joined && k.to > k.from+1 {
		prep = true
	}
	if found && m.To <= end && (open && m.Prefix == "" || prep) {
		switch {
		case prep && !joined:
			k.plain = false
		case m.Value.class == country && k.state == nil:
			k.state = m.Value
		case k.body == nil && m.Value.kind == text.Organization:
			k.body = m.Value
		default:
			k.plain = false
		}
		return m.To, false, true
	}
	if !prep && !joined && strings.HasPrefix(f, "لل") && len(f) > 8 && k.to > k.from+1 && !open {
		k.plain = false
		return i + 1, false, true // "the general director for education"
	}
	if prep && !joined && j < end {
		g := t.Tokens[j].Fold
		if titleWords().modifiers.Of(g) == organ {
			k.plain = false
			return j + 1, true, true
		}
		if strings.HasPrefix(g, "ال") && len(g) > 6 && k.to > k.from {
			k.plain = false
			return j + 1, false, true
		}
	}
	return i, false, false
}

// withoutCompany is the title without what is joined to it behind its state or body: "the American minister of defence [and the delegation]".
func (k title) withoutCompany(t *word.Text) title {
	for k.to > k.from+1 && (k.state != nil || k.body != nil) && strings.HasPrefix(t.Tokens[k.to-1].Fold, "و"+al) && titleWords().modifiers.Of(t.Tokens[k.to-1].Fold[2:]) == field {
		k.to--
		k.span.End = t.Tokens[k.to-1].Span.End
	}
	return k
}

// woman says that the title is that of a woman.
func (k *title) woman() bool {
	for _, h := range k.heads {
		if h.woman {
			return true
		}
	}
	return false
}

// in says that a place may follow with a preposition.
func (k *title) in() bool {
	for _, h := range k.heads {
		if h.in {
			return true
		}
	}
	return false
}
