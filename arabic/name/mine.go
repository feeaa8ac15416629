package name

import (
	"strings"
	"sync"

	"rawi/arabic/letter"
	"rawi/arabic/lexicon"
	"rawi/arabic/word"
	"rawi/text"
)

// Offices finds the phrases that name an office in the given sentences (ranges of tokens), with who has it where his name, one of names,
// stands beside the phrase: right behind it, or before it behind a comma. What somebody had once, or will have, is left out, and so is what
// the table of offices says another had on the day of publication (zero when unknown).
func Offices(t *word.Text, sentences [][2]int, names []text.Name, day text.Day) []text.Office {
	m := &miner{t: t, at: make([]int32, len(t.Tokens)), names: names, day: day}
	for k, n := range names {
		if ByOffice(n) {
			continue
		}
		i, j := t.Range(n.Span)
		for x := i; x < j && x < len(m.at); x++ {
			m.at[x] = int32(k + 1)
		}
	}
	for _, s := range sentences {
		m.sentence(s[0], s[1])
	}
	return m.found
}

// miner finds the offices of one article.
type miner struct {
	t     *word.Text
	at    []int32 // for each token, 1 + the index in names of the name that it belongs to
	names []text.Name
	day   text.Day
	found []text.Office
}

// longestOffice is of how many tokens a phrase for an office may be.
const longestOffice = 12

func (m *miner) sentence(from, to int) {
	for i := from; i < to; i++ {
		if m.person(i) != nil {
			continue
		}
		h, ok := titleWords().titles.At(m.t, i)
		if !ok || h.To > to || h.Value.kind != "office" || strings.HasPrefix(h.Prefix, "ك") || m.otherWord(h, i) {
			continue
		}
		end := m.phrase(h, to)
		if m.past(i, end, to) || h.To == i+1 && h.To < to && m.t.Tokens[i].Is("الملك", "الامير", "الشيخ", "الاميره") && givenTable().Of(m.t.Tokens[h.To].Fold)&native != 0 && m.person(h.To) == nil {
			i = end - 1
			continue
		}
		o := text.Office{Title: text.Span{Start: h.Span.Start, End: m.t.Tokens[end-1].Span.End}, Key: m.key(h, end)}
		if o.Key == "" {
			i = max(i, end-1)
			continue
		}
		if n := m.holder(h, i, end, from, to); n != nil {
			if m.refuted(i, n.Entity) {
				i = end - 1
				continue
			}
			o.Holder, o.Who = n.Span, n.Entity
		} else if sharedOffices()[strings.Fields(o.Key)[0]] == "many" || m.person(end) != nil {
			i = end - 1
			continue // many have it at a time
		}
		m.found = append(m.found, o)
		i = end - 1
	}
}

// refuted says that the table of offices knows another holder, on the day of publication, of the office that begins at token i.
func (m *miner) refuted(i int, who string) bool {
	k, ok := titleAt(m.t, i)
	if !ok {
		return false
	}
	d, _ := dutyOf(k, duty{})
	for _, o := range d.offices {
		if h, ok := holder(d.of, o, m.day); ok {
			same, _ := Same(who, h.person)
			return !same && !Short(who, h.person) && !Part(who, h.person) && !Part(h.person, who)
		}
	}
	return false
}

// sharedOffices are shared.tsv: why a word for an office, folded, alone names nobody.
var sharedOffices = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for _, r := range lexicon.Must(files, "shared.tsv").Rows {
		m[letter.String(r.Key(), letter.Search)] = r.Get("why")
	}
	return m
})

// otherWord says that the title h at token i is that of two, or a word that only looks like the one for an office once it is folded: "before" for
// the imam, the province for a woman who governs it.
func (m *miner) otherWord(h word.Match[*titleWord], i int) bool {
	raw := m.t.Raw(i)
	w := strings.TrimLeft(m.t.Tokens[i].Fold, "ولب")
	switch {
	case strings.HasSuffix(w, "امام"):
		return !strings.Contains(raw, "إ")
	case strings.HasSuffix(m.t.Tokens[i].Fold, "والي"):
		return strings.Contains(raw, "إ") || strings.HasSuffix(raw, "ى")
	}
	return sharedOffices()[letter.String(h.Value.name, letter.Search)] == "two" || sharedOffices()[w] == "other"
}

// person is the person named at token i, or nil.
func (m *miner) person(i int) *text.Name {
	if i < 0 || i >= len(m.at) || m.at[i] == 0 || m.names[m.at[i]-1].Kind != text.Person {
		return nil
	}
	return &m.names[m.at[i]-1]
}

// phrase is where the phrase that begins with the word h for an office ends: it goes on over nouns, adjectives and what the lists know.
func (m *miner) phrase(h word.Match[*titleWord], to int) int {
	j := h.To
	open := h.Value.of
	for j < to && j < h.From+longestOffice {
		k := m.t.Tokens[j]
		if k.Kind != word.Word || k.Gap != word.Space || m.person(j) != nil {
			break
		}
		if id := m.at[j]; id != 0 { // a body or a place is taken whole
			for j < to && m.at[j] == id {
				j++
			}
			open = false
			continue
		}
		if x, ok := titleWords().titles.At(m.t, j); ok && !open && !k.Is("الاعلامي", "الاعلاميه", "الصحفي", "الصحفيه") {
			if x.Prefix == "" || x.Prefix == "و" {
				break // a rank, a form of address, or another office
			}
		} else if ok && open && x.Value.kind == "office" && x.Prefix == "" {
			open, j = x.Value.of, x.To // "the deputy of the minister of"
			for called(m.t.Tokens[x.From]) && j < to && m.person(j) != nil {
				j++ // "the university [of] King Abd al-Aziz"
			}
			continue
		}
		if k.Is("في", "لدي", "باسم", "لشءون", "لشوون") {
			if j+1 >= to || !m.noun(j+1) {
				break
			}
			open = !defined(m.t.Tokens[j+1].Fold) && m.at[j+1] == 0
			j += 2
			continue
		}
		if !m.noun(j) {
			break
		}
		open = !defined(k.Fold) && m.at[j] == 0 // a bare noun waits for what it is of
		j++
	}
	for j > h.To && (m.t.Tokens[j-1].Is("في", "لدي", "باسم", "لشءون") || m.address(j-1)) {
		j--
	}
	return j
}

// address says that the word at token i is a rank or a form of address.
func (m *miner) address(i int) bool {
	x, ok := titleWords().titles.At(m.t, i)
	return ok && x.To == i+1 && x.Prefix == "" && (x.Value.kind == "rank" || x.Value.kind == "honour") || m.t.Tokens[i].Is("الاخ", "الزميل", "الملا")
}

// defined says that a folded word has the article, with a preposition before it or without.
func defined(w string) bool {
	return strings.HasPrefix(w, al) || strings.HasPrefix(w, lam+lam) || strings.HasPrefix(w, "ب"+al)
}

// called says that a token is a title by which bodies and places are called after persons.
func called(t word.Token) bool {
	return t.Is("الملك", "الامير", "الاميره", "الشيخ", "الشيخه", "الملكه", "السلطان", "الامام")
}

// noun says that the word at token i, its prepositions apart, is a noun or an adjective: one with the article, one of the lists, or one that takes
// the article as often as nouns do.
func (m *miner) noun(i int) bool {
	k := m.t.Tokens[i]
	if k.Kind != word.Word || m.person(i) != nil || k.Is("الذي", "التي", "الذين", "الي", "الان", "اليوم", "الاثنين", "الثلاثاء", "الاربعاء", "الخميس", "الجمعه", "السبت", "الاحد", "الماضي", "المقبل", "امس", "ان", "علي", "عن", "من", "مع", "بعد", "قبل", "خلال", "بان", "لكن", "الا") {
		return false
	}
	if m.at[i] != 0 {
		return true
	}
	w := k.Fold
	if strings.HasPrefix(w, al) || strings.HasPrefix(w, lam+lam) {
		return len(w) > 6
	}
	if _, ok := nationAt(m.t, i); ok {
		return true
	}
	c := word.Corpus()
	for _, p := range [...]string{"", "ب", "ل"} {
		rest, ok := strings.CutPrefix(w, p)
		if !ok || len(rest) < 4 {
			continue
		}
		if strings.HasPrefix(rest, al) && p != "" {
			return true
		}
		n, with := c.DF(rest), c.DF(al+rest)
		if with >= 10 && with*20 >= n {
			return p == "" || c.DF(w) < n
		}
	}
	return false
}

// past says that the office in [i, end) was or will be held: "the former minister", "appointed minister".
func (m *miner) past(i, end, to int) bool {
	l := titleWords()
	for x := i; x < min(end+2, to); x++ {
		if l.modifiers.Of(m.t.Tokens[x].Fold) == ended || m.t.Tokens[x].Is("سابقا", "سابق", "الاسبق", "الراحل", "المخلوع", "المعزول", "المنتخب") {
			return true
		}
		if x >= end && m.t.Tokens[x].Kind == word.Punct {
			break
		}
	}
	return i > 0 && m.t.Tokens[i-1].Is("منصب", "لمنصب", "بمنصب", "كرسي", "مقعد", "لقب", "صفه", "بصفه", "بصفته", "اول", "تعيين", "انتخاب", "سابق", "مرشح", "احد", "كل", "اي")
}

// holder is who has the office of the phrase [i, end): the person named right behind it, over ranks and a comma, else the one named before
// it behind a comma or a bracket, when a sign ends the phrase; nil when there is none.
func (m *miner) holder(h word.Match[*titleWord], i, end, from, to int) *text.Name {
	j := end
	if j < to && m.t.Tokens[j].Is("\u060C", ",", "(") && m.person(j+1) != nil {
		j++
	}
	for n := 0; j < to && n < 4 && m.person(j) == nil && m.t.Tokens[j].Gap < word.Line; n++ {
		x, ok := titleWords().titles.At(m.t, j)
		if !ok || x.Prefix != "" || x.Value.kind != "rank" && x.Value.kind != "honour" && !m.another(x, to) {
			break
		}
		if j = x.To; x.Value.kind == "office" {
			j = m.phrase(x, to)
		}
	}
	if n := m.person(j); j < to && n != nil && m.t.Tokens[j].Gap < word.Line && m.t.Index(n.Span.Start) == j {
		return n
	}
	if i-2 < from || h.Prefix != "" || !m.t.Tokens[i-1].Is("\u060C", ",", "(", "-", "–") || end < to && !m.t.Tokens[end].Is("\u060C", ",", ")", ".", "-", "–", "ان", "انه") {
		return nil
	}
	if n := m.person(i - 2); n != nil {
		return n
	}
	return nil
}

// another says that a further office of the same person begins with x: "prime minister, minister of defence".
func (m *miner) another(x word.Match[*titleWord], to int) bool {
	if x.Value.kind != "office" {
		return false
	}
	j := m.phrase(x, to)
	return j < to && m.person(j) != nil
}

// key is what is the same in all phrases for the office of [h.From, end): the word for it as the list has it and the nouns, without the article
// and prepositions, states by their codes; "" when it says too little to tell one office from others.
func (m *miner) key(h word.Match[*titleWord], end int) string {
	head := letter.String(h.Value.name, letter.Search)
	spokesman := strings.Contains(head, "متحدث") || strings.Contains(head, "ناطق")
	if spokesman {
		head = "متحدث"
	}
	if head == "رءيس الحكومه" {
		head = "رءيس الوزراء"
	}
	key, words := bareNoun(head), 0
	for j := h.To; j < end; j++ {
		w := m.t.Tokens[j].Fold
		if spokesman && m.t.Tokens[j].Is("الرسمي", "الاعلامي", "الصحفي", "الرسميه", "الاعلاميه", "الامني") || m.t.Tokens[j].Is("في", "لدي", "باسم", "لشءون") {
			continue
		}
		if x, ok := nationAt(m.t, j); ok && x.Value.of != "" {
			key += " " + x.Value.of
			words++
			j = x.To - 1
			continue
		}
		if x, ok := placeAt(m.t, j); ok && x.Value.class == country && x.Value.of != "" {
			key += " " + x.Value.of
			words++
			j = x.To - 1
			continue
		}
		w = strings.TrimPrefix(w, lam+lam)
		for _, p := range [...]string{"ب", "ل"} {
			if rest, ok := strings.CutPrefix(w, p); ok && (strings.HasPrefix(rest, al) || word.Corpus().DF(rest) > word.Corpus().DF(w) && len(rest) > 4) {
				w = rest
				break
			}
		}
		key += " " + bareNoun(w)
		words++
	}
	if words == 0 && !strings.Contains(head, " ") || head == "سمو الامير" {
		return ""
	}
	return key
}

// bareNoun is the words of a folded phrase without the article.
func bareNoun(s string) string {
	f := strings.Fields(s)
	for i, w := range f {
		if rest, ok := strings.CutPrefix(w, al); ok && len(rest) >= 4 {
			f[i] = rest
		}
	}
	return strings.Join(f, " ")
}
