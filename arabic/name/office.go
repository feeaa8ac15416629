package name

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"rawi/arabic/letter"
	"rawi/arabic/lexicon"
	"rawi/arabic/word"
	"rawi/text"
)

// holding is a row of offices.tsv: somebody held an office from one day to another.
type holding struct {
	person   string
	from, to text.Day // to is 0 when no end is known
	woman    bool
	rule     string
}

// officeTable is offices.tsv.
type officeTable struct {
	held    map[string][]holding   // by what it is of and the office: see officeKey
	persons *word.Phrases[*string] // the holders who are named with more than one word
	last    map[string]bool        // their last words, folded; true for those that mean nothing else
	sure    lexicon.Table[bool]    // those that mean nothing else
	alike   map[string][]string    // their names by the keys of Keys
}

var offices = sync.OnceValue(func() *officeTable {
	o := &officeTable{held: map[string][]holding{}, persons: word.NewPhrases[*string](word.And | word.Preposition), last: map[string]bool{}, alike: map[string][]string{}}
	seen := map[string]bool{}
	for _, r := range lexicon.Must(files, "offices.tsv").Rows {
		h := holding{person: r.Get("person"), woman: r.Get("woman") == "yes", rule: r.Rule()}
		var err error
		if _, h.from, err = period(r.Get("from")); err != nil {
			panic(r.Rule() + ": " + err.Error())
		}
		if to := strings.TrimSuffix(r.Get("to"), "?"); to != "" {
			if h.to, _, err = period(to); err != nil {
				panic(r.Rule() + ": " + err.Error())
			}
		}
		k := officeKey(r.Get("of"), r.Get("office"))
		o.held[k] = append(o.held[k], h)
		if p := h.person; strings.Contains(p, " ") && !seen[p] {
			seen[p] = true
			for _, k := range Keys(p) {
				o.alike[k] = append(o.alike[k], p)
			}
			o.persons.Add(p, &p)
			for _, q := range [...]string{strings.ReplaceAll(p, "عبد ", "عبد"), strings.ReplaceAll(p, "عبدال", "عبد ال")} {
				if q != p {
					o.persons.Add(q, &p)
				}
			}
			w := letter.String(p[strings.LastIndexByte(p, ' ')+1:], letter.Search)
			if givenTable().Of(w)&native == 0 {
				o.last[w] = rare(w)
			}
		}
	}
	sure := map[string]bool{}
	for w, only := range o.last {
		if only {
			sure[w] = true
		}
	}
	o.sure = lexicon.NewTable(sure)
	return o
})

// spelling is how the table spells a full name, or the name itself when it knows nobody of that name.
func spelling(full string) string {
	if len(full) > longName {
		return listedSpelling(full)
	}
	return spellingCache().Of(full, listedSpelling)
}

func listedSpelling(full string) string {
	for _, k := range Keys(full) {
		for _, p := range offices().alike[k] {
			if same, _ := Same(full, p); same {
				return p
			}
		}
	}
	return full
}

// rare says that a folded last name is known by itself: long, foreign, and not one that many bear.
func rare(w string) bool {
	g := givenTable().Of(w)
	return len(w) >= 10 && !strings.HasPrefix(w, al) && g&native == 0 && g&^surname/borne < 5 && gaz().single.Of(w) == nil && !doubtful(w)
}

func officeKey(of, office string) string { return of + "|" + office }

// period reads YYYY, YYYY-MM or YYYY-MM-DD: the first and the last day of it. A date known to the month only says that an office was
// held from the end of that month, or to its beginning.
func period(s string) (first, last text.Day, err error) {
	switch len(s) {
	case 4:
		if first, err = text.ParseDay(s + "-01-01"); err != nil {
			return
		}
		last, err = text.ParseDay(s + "-12-31")
		return
	case 7:
		if first, err = text.ParseDay(s + "-01"); err != nil {
			return
		}
		y, m, _ := first.Date()
		return first, text.DateOf(y, m+1, 0), nil
	}
	first, err = text.ParseDay(s)
	return first, first, err
}

// holder is who held an office on a day; ok is false when nobody or more than one is known to.
func holder(of, office string, day text.Day) (h holding, ok bool) {
	if day == 0 {
		return h, false
	}
	for _, x := range offices().held[officeKey(of, office)] {
		if x.from <= day && (x.to == 0 || day <= x.to) {
			if ok {
				return h, false
			}
			h, ok = x, true
		}
	}
	return h, ok
}

// counterpart is the office of titles that stand for the one named last: "his counterpart".
const counterpart = "نظير"

// duty is an office that a title in the text names: which it may be, and what it is of.
type duty struct {
	offices []string
	of      string
}

// dutyOf reads the office off a title; last is the one named before it, which "his counterpart" shares. ok is false for the title
// of somebody beside the holder (a deputy, a spokesman), and for one of no state or body.
func dutyOf(k title, last duty) (d duty, ok bool) {
	for _, h := range k.heads {
		switch {
		case len(h.offices) > 0 && d.offices == nil:
			d.offices, d.of = h.offices, h.state
		case h.kind == "office" || h.kind == "work":
			return duty{}, false
		}
	}
	if len(d.offices) > 0 && d.offices[0] == counterpart {
		d.offices = last.offices
	}
	if k.other && k.body == nil {
		return duty{}, false // the president of a league of the state is not that of the state
	}
	switch {
	case k.body != nil:
		d.of = k.body.name
	case k.state != nil:
		d.of = k.state.of
	}
	return d, len(d.offices) > 0
}

// known is who is named in the article with which office.
type known map[string][]*person

// add notes that p was named with an office.
func (k known) add(d duty, p *person) {
	for _, o := range d.offices {
		key := officeKey(d.of, o)
		if !slices.Contains(k[key], p) && len(k[key]) < few {
			k[key] = append(k[key], p)
		}
	}
}

// describe finds the phrases that name somebody by his office alone: "the Russian president". The article itself says who that
// is, when it names somebody with that title; else the table of offices does, for the day of publication. A phrase that neither
// resolves is no name.
func (f *finder) describe(m *memory, sentences [][2]int) {
	type phrase struct {
		k title
		d duty
	}
	var open []phrase
	told := known{}
	var last duty
	lastAt := 0
	for _, s := range sentences {
		for i := s[0]; i < s[1]; i++ {
			if f.owner[i] != 0 || f.r.marks[i].title == 0 {
				continue
			}
			k, ok := titleAt(f.t, i)
			if !ok || k.to > s[1] {
				continue
			}
			k = k.withoutCompany(f.t)
			if i-lastAt > far {
				last = duty{}
			}
			if k.heads[0].offices != nil && k.heads[0].offices[0] == counterpart && f.sport(i) {
				continue
			}
			d, ok := dutyOf(k, last)
			if d.offices != nil {
				last, lastAt = d, i
			}
			if ok && !k.ended && d.of != "" {
				if p := f.holderNamed(k.to, s[1]); p != nil {
					told.add(d, p)
				} else if k.plain && !f.vacant(k) {
					open = append(open, phrase{k, d})
				}
			}
			i = max(i, f.before(k.from, k.to)-1)
		}
	}
	for _, p := range open {
		if x, ok := f.resolve(m, told, p.k, p.d); ok {
			f.named = append(f.named, x)
		}
	}
	f.settle()
}

// sport says that a team stands shortly before token i: its counterpart is another team.
func (f *finder) sport(i int) bool {
	for k := i - 1; k >= 0 && k >= i-6 && f.t.Tokens[k+1].Gap < word.Line && !f.t.Tokens[k].Is("."); k-- {
		if cue(f.r.at[k].cue) == clubCue {
			return true
		}
	}
	return false
}

// holderNamed is the person named directly after a title, at token i: at once, after a comma, or after an acronym in brackets.
func (f *finder) holderNamed(i, end int) *person {
	if i < end && f.t.Tokens[i].Is("(") {
		for j := i + 1; j < end && j < i+4; j++ {
			if f.t.Tokens[j].Is(")") {
				i = j + 1
				break
			}
		}
	}
	if i < end && f.t.Tokens[i].Is("\u060C", ",", "(") {
		i++
	}
	for i < end && f.r.marks[i].title != 0 && f.owner[i] == 0 { // a rank or a form of address between them
		i++
	}
	if x := f.at(i); i < end && x != nil && x.kind == text.Person && x.from == i && x.cut == 0 {
		return x.person
	}
	return nil
}

// far is over how many tokens "his counterpart" reaches back.
const far = 60

// vacant says that a title speaks of the office, not of who holds it now, or of a branch of the body that it names.
func (f *finder) vacant(k title) bool {
	if k.from > 0 && f.t.Tokens[k.from-1].Is("منصب", "لمنصب", "بمنصب", "كرسي", "مقعد", "لقب", "صفه", "بصفه", "اول") {
		return true
	}
	if k.from > 0 && f.t.Tokens[k.from-1].Is("وفاه", "مقتل", "بمقتل", "بوفاه", "اغتيال", "باغتيال", "رحيل", "برحيل", "جثمان", "ضريح", "جنازه", "روح", "لروح") {
		return true // who has died may be another than who holds the office by now
	}
	if k.from > 0 && f.t.Tokens[k.from-1].Is("كاس", "بكاس", "لكاس") || f.longAgo(k) {
		return true // a cup, and another time
	}
	if k.to >= len(f.t.Tokens) {
		return false
	}
	next := f.t.Tokens[k.to]
	if next.Is("الجنوبي", "الشمالي", "الجنوبيه", "الشماليه") && k.state != nil || k.body != nil && k.body.class == armed && word.IsQuote(next) && next.Gap == word.Space {
		return true // South Yemen is another state, and the branch in marks another body
	}
	if k.to+1 < len(f.t.Tokens) && strings.HasPrefix(next.Fold, al) && f.t.Tokens[k.to+1].Is("السابق", "الاسبق", "الراحل", "السابقه") {
		return true
	}
	if next.Is("(") && k.to+3 < len(f.t.Tokens) && f.t.Tokens[k.to+2].Is(")") {
		next = f.t.Tokens[k.to+3] // over an acronym in brackets
	}
	if next.Is("سابقا", "السابق", "الاسبق", "السابقه", "المقبل", "القادم", "المنتخب", "الراحل", "المخلوع", "حينذاك", "انذاك", "وقتذاك", "حينها", "وقتها", "حينءذ") {
		return true
	}
	return k.body != nil && (next.Is("في") || f.at(k.to) != nil && strings.HasPrefix(next.Fold, "ب"))
}

// longAgo says that a year before the last century's end, in numbers, stands near a title: who held the office then is not in the table,
// or another than today. "Then" behind it says so too.
func (f *finder) longAgo(k title) bool {
	const near = 12
	for i := max(0, k.from-near); i < min(len(f.t.Tokens), k.to+near); i++ {
		t := f.t.Tokens[i]
		if t.Is("وقتها", "انذاك", "حينها", "حينذاك", "وقتذاك", "حينءذ") && i >= k.to && i < k.to+4 {
			return true
		}
		if t.Kind != word.Number || len(t.Fold) < 3 || len(t.Fold) > 4 || i == 0 {
			continue
		}
		if before := f.t.Tokens[i-1]; !before.Is("عام", "العام", "سنه", "في", "منذ", "حتي", "ت", "(", "/", "-", "–") {
			continue // an amount
		}
		if y, err := strconv.Atoi(t.Fold); err == nil && (y >= 1000 && y < 1990 || len(t.Fold) == 3 && i+1 < len(f.t.Tokens) && f.t.Tokens[i+1].Is("ه")) && !hijri(y, f.day) {
			return true
		}
	}
	return false
}

// hijri says that a number of four digits is the year of the Islamic calendar on about that day.
func hijri(y int, day text.Day) bool {
	if day == 0 {
		return y >= 1420 && y < 1460
	}
	g, _, _ := day.Date()
	h := (g - 622) * 33 / 32
	return y >= h-3 && y <= h+3
}

// before is the first token of [from, to) that belongs to a name, else to.
func (f *finder) before(from, to int) int {
	for i := from; i < to; i++ {
		if f.owner[i] != 0 {
			return i
		}
	}
	return to
}

// resolve makes the mention of a holder of an office. A name inside the phrase (the state) stays a name of its own, and the
// mention ends before it.
func (f *finder) resolve(m *memory, told known, k title, d duty) (mention, bool) {
	end := f.before(k.from, k.to)
	if end == k.from {
		return mention{}, false
	}
	x := mention{from: k.from, to: end, cut: f.offset(k.from, k.span.Start), kind: text.Person}
	for _, o := range d.offices {
		h, inTable := holder(d.of, o, f.day)
		if inTable && k.woman() && !h.woman {
			inTable = false // "the minister (a woman) between 2009 and 2013"
		}
		p := pick(told[officeKey(d.of, o)], k.from, h.person)
		if p != nil && inTable && h.to != 0 && p.full && !p.fits(h.person, parts(h.person)) && !p.half(h.person) {
			p = nil // whoever the article seems to name so, the office was another's on that day
		}
		if p != nil {
			x.person, x.rule = p, "name.office"
			if inTable && p.known == "" && p.half(h.person) {
				p.known = h.person // the article names him by one word only
			}
		} else if inTable {
			x.rule = h.rule
			if x.person = m.named(h.person); x.person == nil {
				x.who = h.person
			} else if x.person.known == "" && x.person.half(h.person) {
				x.person.known = h.person
			}
		} else {
			continue
		}
		before := f.at(k.from - 1)
		if k.from > 1 && f.t.Tokens[k.from-1].Is("\u060C", ",") {
			before = f.at(k.from - 2)
		}
		return x, before == nil || x.person == nil || before.person != x.person // else it only says more of the name before it
	}
	return mention{}, false
}

// half says that the article names the person by a short name only, which is the first or the last word of the full name.
func (p *person) half(full string) bool {
	if p.full {
		return false
	}
	w, f := parts(p.name()), parts(full)
	return len(f) > 1 && (len(w) == 1 && matches(w, f[:1]) || Short(p.name(), full))
}

// pick chooses among those whom the article names with an office: the one whom the table names too, else the one named nearest
// to token at.
func pick(ps []*person, at int, table string) *person {
	var best *person
	for _, p := range ps {
		if table != "" && (p.fits(table, parts(table)) || p.half(table)) {
			return p
		}
		if best == nil || p.distance(at) < best.distance(at) {
			best = p
		}
	}
	return best
}

// named is the person of this full name in the article, or nil.
func (m *memory) named(full string) *person {
	if p, ok := m.holders[full]; ok {
		return p
	}
	p := m.search(full)
	m.holders[full] = p
	return p
}

func (m *memory) search(full string) *person {
	w := parts(full)
	for _, k := range append(Keys(full), joined(w)) {
		for _, in := range [2]map[string][]*person{m.alike, m.exact} {
			for _, p := range in[k] {
				if p.fits(full, w) {
					return p
				}
			}
		}
	}
	for _, p := range m.persons {
		if !p.full && givenTable().Of(single(letter.String(p.name(), letter.Search)))&native == 0 && Short(p.name(), full) {
			return p
		}
	}
	return nil
}
