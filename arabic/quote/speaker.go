package quote

import (
	"sort"
	"strings"

	"rawi/arabic/chain"
	"rawi/arabic/name"
	"rawi/arabic/word"
	"rawi/text"
)

// speaker is who says something: the words that name him, and who that is.
type speaker struct {
	span  text.Span
	who   string
	none  bool // people who are not named
	sex   sex  // of the verb that had him for its subject
	chain []text.Link
}

// sex is the grammatical gender of a speaker, where a verb has told it.
type sex uint8

const (
	untold sex = iota
	male
	female
)

// of is the gender of the subject of a finite verb.
func (f form) of() sex {
	if f.female {
		return female
	}
	return male
}

// agrees says that a verb or participle may have s for its subject: genders agree, and one person takes no plural.
func (r *reader) agrees(f form, s speaker) bool {
	if f.plural {
		return !r.isName(s.who) && (f.female || f.shape != finite || s.sex != female)
	}
	return f.shape == verbal || s.sex == untold || s.sex == f.of()
}

// lately is the last speaker whom the form agrees with: the very last one, or the last of the other gender; nobody where neither does.
func (r *reader) lately(f form) speaker {
	if r.agrees(f, r.last) {
		return r.last
	}
	if s := r.lasts[f.of()]; !f.plural && s.known() {
		return s
	}
	return speaker{}
}

// known says that somebody was found.
func (s speaker) known() bool { return !s.span.Empty() }

// speakerAt makes a speaker of the noun phrase of the tokens [i, j).
func (r *reader) speakerAt(i, j int) speaker {
	t := r.t
	for i < j && t.Tokens[i].Kind == word.Punct && !word.IsQuote(t.Tokens[i]) {
		i++
	}
	for ; i < j-1 && word.IsQuote(t.Tokens[j-1]); j-- { // a mark that opens what is no part of the phrase
		if close, ok := r.closes[j-1]; !ok || close < j || j-2 >= i && chain.HeadIsMedium(t, j-2) {
			break
		}
	}
	if i >= j {
		return speaker{}
	}
	s := speaker{span: t.Span(i, j)}
	if h, _ := chain.HeadAt(t, i); h != nil && h.None && !strings.HasPrefix(t.Tokens[i].Fold, "ال") || t.Tokens[i].Is("احد", "احدي", "بعض", "عدد") {
		for k := i + 1; k < j; k++ {
			if t.Tokens[k].Is("في", "من", "داخل") && r.person(k, j) { // "a source in the family of X", "one of those near X"
				s.none = true
				return s
			}
		}
	}
	if r.belongsTo(i, j) { // the widow, the office of X
		if ns := r.namesIn(s.span); len(ns) > 1 && ns[len(ns)-1].Kind == text.Person && t.Index(ns[len(ns)-1].Span.End) == j && aides[strings.TrimPrefix(t.Tokens[i].Fold, "و")] {
			s.who = ns[len(ns)-1].Entity // "the adviser of X for security, Y"
			return s
		}
		if s.who = r.fitting(bare(t.Tokens[i].Fold), bareWords(t, i, j), i, i, false); s.who == "" || r.namesOf(s.span, s.who) {
			s.who = s.span.Of(t.Source)
		}
		return s
	}
	person, body := r.namedIn(s.span)
	if s.who = person; s.who != "" {
		s.who = r.longer(s.who, i)
		return s
	}
	if k := j - 2; k > i && unknown(t.Tokens[j-1].Fold) && name.Title(t, i) > 0 && t.Tokens[k].Kind == word.Word && !strings.HasPrefix(t.Tokens[k].Fold, "ال") && !strings.HasPrefix(t.Tokens[k].Fold, "لل") && chain.Particle(t.Tokens[k].Fold) == "" && chain.Particle(t.Tokens[k-1].Fold) == "" {
		return r.nameFrom(s, i, k, j)
	}
	if who := r.refer(i, j); who != "" {
		s.who = who
		return s
	}
	if who, links := r.issuer(i, j); who != "" {
		s.who, s.chain = who, links
		return s
	}
	head := i
	for head < j-1 && t.Tokens[head].Is("نفس", "ذات", "بعض", "عدد", "من", "احد", "احدي", "كبار") {
		head++
	}
	h, prefix := chain.HeadAt(t, head)
	if h != nil && h.None {
		s.none = true
		if r.last.none && (t.Tokens[i].Is("نفس", "ذات") || t.Tokens[j-1].Is("نفسه", "نفسها", "ذاته", "ذاتها")) {
			s.chain = r.last.chain // "the same sources": they come the same way
		}
		return s
	}
	if k := r.unlisted(i, j); k > 0 {
		return r.nameFrom(s, i, k, j)
	}
	if body != "" && (coversMost(r.namesIn(s.span)[0].Span, s.span) || r.knownBody(s.span, j)) {
		s.who = r.wholeBody(s.span, j, body)
		return s
	}
	if prefix > 0 && h != nil {
		s.who = r.lessClitic(s.span, i, j, prefix)
		return s
	}
	if indefinite(t, i, j) {
		s.none = true
		return s
	}
	if who := r.bySurname(j - 1); who != "" && (j-i == 1 || name.Title(t, i) > 0) {
		s.who = who
		return s
	}
	if open := r.quotedName(i, j); open > 0 { // the scholar “X Y”
		s = r.nameFrom(s, i, open+1, j-1)
		return s
	}
	if close, ok := r.closes[i]; ok && close == j-1 {
		s.who = t.Span(i+1, close).Of(t.Source)
		return s
	}
	s.who = s.span.Of(t.Source)
	if word.Corpus().Take(t.Tokens[i].Fold).Pro == "و" {
		s.who = strings.TrimPrefix(s.who, "و")
	}
	return s
}

// nameFrom is the speaker s, the tokens [i, …), whose name, which no list knows, is the tokens [k, j), and what stands before it his description.
func (r *reader) nameFrom(s speaker, i, k, j int) speaker {
	if who := r.bySurname(k); who != "" && j == k+2 && strings.HasPrefix(r.t.Tokens[k+1].Fold, "ال") {
		s.who, s.span = who, r.t.Span(i, k+1) // a last name that was named before, and whom he speaks to
		return s
	}
	s.who = r.t.Span(k, j).Of(r.t.Source)
	r.newName(s.who)
	r.describedAs(s.who, i, bareWords(r.t, i, k))
	return s
}

// namedIn are the persons named in a speaker's words, as one or joined with "and", and the body with whose name they begin.
func (r *reader) namedIn(span text.Span) (person, body string) {
	t := r.t
	var last text.Span // of the person before
	for _, n := range r.namesIn(span) {
		if n.Kind != text.Person {
			if body == "" && n.Span.Start <= span.Start+2 {
				body = n.Entity
			}
			continue
		}
		at, k := t.Index(last.End), t.Index(n.Span.Start)
		switch {
		case person == "", strings.HasSuffix(n.Entity, person):
			person = n.Entity
		case strings.HasSuffix(person, n.Entity):
			continue
		case k == at+1 && n.Span.Start == t.Tokens[k].Span.Start && strings.HasPrefix(t.Tokens[at].Fold, "ال") && t.Tokens[at].Kind == word.Word:
			person = text.Span{Start: last.Start, End: n.Span.End}.Of(t.Source) // one name with a word that looks like none
		default:
			person += " و" + n.Entity
		}
		last = n.Span
	}
	return person, body
}

// wholeBody is the name of the body with which a speaker's words begin that end at token j: as it is called, with the adjective that the lists do
// not know, or with what it is for.
func (r *reader) wholeBody(span text.Span, j int, body string) string {
	n := r.namesIn(span)[0]
	if n.Span.Start != span.Start || n.Span.End >= span.End {
		return body
	}
	if k := r.t.Index(n.Span.End); n.Entity == n.Span.Of(r.t.Source) && r.allDefinite(k, j) || strings.HasPrefix(r.t.Tokens[k].Fold, "لل") {
		return span.Of(r.t.Source)
	}
	return body
}

// knownBody says that a speaker's words, which end at token j, are the name of a body of the lists and adjectives that tell what it is.
func (r *reader) knownBody(span text.Span, j int) bool {
	n := r.namesIn(span)[0]
	return n.Span.Start == span.Start && n.Kind == text.Organization && n.Entity != n.Span.Of(r.t.Source) && r.allDefinite(r.t.Index(n.Span.End), j)
}

// lessClitic is the body named in the tokens [i, j) without the preposition of the given length joined to its first word.
func (r *reader) lessClitic(span text.Span, i, j, prefix int) string {
	t := r.t
	who := text.Span{Start: t.Place(i, prefix, len(t.Tokens[i].Fold)).Start, End: span.End}.Of(t.Source)
	if strings.HasPrefix(t.Tokens[i].Fold, "لل") && !strings.HasPrefix(who, "ال") { // "for the": the article was taken in
		who = "ال" + who
		if full := r.inFull(fold(strings.Fields(who)[0]), i); full != "" && j == i+1 {
			return full
		}
	}
	return who
}

// creators are those who are described by a work, in folded form without the article and the feminine ending.
var creators = map[string]bool{"صاحب": true, "نجم": true, "بطل": true, "مءلف": true, "مخرج": true, "كاتب": true, "منتج": true, "مقدم": true, "مالك": true}

// quotedName is the mark that opens the name at the end of the phrase [i, j) of one who has a title: two to four words. 0 where there is none.
func (r *reader) quotedName(i, j int) int {
	t := r.t
	if head := strings.TrimPrefix(t.Tokens[i].Fold, "ال"); name.Title(t, i) == 0 && !load().sayer(head) && !load().sayer(strings.TrimSuffix(head, "ه")) || load().group(strings.TrimPrefix(t.Tokens[i].Fold, "ال")) {
		return 0
	}
	if creators[strings.TrimSuffix(strings.TrimPrefix(t.Tokens[i].Fold, "ال"), "ه")] {
		return 0 // what stands in marks is his work
	}
	for open := max(i+1, j-6); open < j-2; open++ {
		if close, ok := r.closes[open]; ok && close == j-1 && close-open > 2 && close-open < 6 && !strings.HasPrefix(t.Tokens[open+1].Fold, "ال") && !load().group(t.Tokens[open+1].Fold) && !r.isContent(open+1) {
			return open
		}
	}
	return 0
}

// relatives are the nouns whose genitive names somebody else: "the widow of X", "the office of X".
var relatives = map[string]bool{
	"ارمله": true, "زوجه": true, "زوج": true, "والد": true, "والده": true, "شقيق": true, "شقيقه": true, "نجل": true, "ابنه": true, "كريمه": true, "حفيد": true,
	"سلف": true, "محامي": true, "محاميه": true, "مكتب": true, "المكتب": true, "اسره": true, "عاءله": true, "اقارب": true, "اقرباء": true, "ذوو": true, "ذوي": true, "انصار": true,
}

// aides are the titles whose genitive is whom they serve: "the adviser of X".
var aides = map[string]bool{
	"مستشار": true, "مستشاره": true, "مساعد": true, "مساعده": true, "مبعوث": true, "مبعوثه": true, "ناءب": true, "ناءبه": true, "سكرتير": true, "حليف": true, "معاون": true,
}

// belongsTo says that the tokens [i, j) name somebody, or an office, by a person in the genitive.
func (r *reader) belongsTo(i, j int) bool {
	t := r.t
	head := strings.TrimPrefix(t.Tokens[i].Fold, "و")
	body := load().group(strings.TrimPrefix(head, "ال")) || strings.HasSuffix(head, "مكتب") || head == "حساب" || head == "صفحه"
	aide := aides[head]
	if !aide && (!body && !relatives[head] && !relatives[t.Tokens[i].Fold] || name.Title(t, i) > 0) {
		return false
	}
	for _, n := range r.namesIn(t.Span(i, j)) {
		at := t.Index(n.Span.Start)
		if n.Kind != text.Person || at <= i && n.Span.Start <= t.Tokens[i].Span.Start {
			continue
		}
		if aide {
			return at == i+1
		}
		return body || at == i+1 || name.Title(t, i+1) > 0 && i+1+name.Title(t, i+1) >= at || at <= i+1 && n.Span.Start > t.Tokens[i].Span.Start
	}
	return false
}

// namesOf says that a name among those in s is of who.
func (r *reader) namesOf(s text.Span, who string) bool {
	for _, n := range r.namesIn(s) {
		if n.Entity == who {
			return true
		}
	}
	return false
}

// newName notes the name of a person whom no list knows.
func (r *reader) newName(who string) {
	if r.unlistedNames == nil {
		r.unlistedNames = map[string]bool{}
	}
	r.unlistedNames[who] = true
}

// bySurname is the person of the article whose last name, with or without its article, token i is. "" where there is none.
func (r *reader) bySurname(i int) string {
	w := strings.TrimPrefix(r.t.Tokens[i].Fold, "ال")
	if len(w) < 8 {
		return ""
	}
	for _, n := range r.doc.Names {
		if n.Kind != text.Person || n.Span.Start >= r.t.Tokens[i].Span.Start || n.Entity == "" {
			continue
		}
		if k := strings.LastIndexByte(n.Entity, ' '); k > 0 && strings.TrimPrefix(fold(n.Entity[k+1:]), "ال") == w {
			return n.Entity
		}
	}
	return ""
}

// longer is the name of which who is the last word, where the first was named with it before token i and only the first of them was known
// for a name.
func (r *reader) longer(who string, i int) string {
	t := r.t
	if strings.Contains(who, " ") {
		return who
	}
	for _, d := range r.known {
		if d.at < i && r.unlistedNames[d.who] && strings.HasSuffix(d.who, " "+who) {
			return d.who
		}
	}
	f := fold(who)
	for k := i - 1; k > 0 && k > i-maxBack; k-- {
		if t.Tokens[k].Fold != f {
			continue
		}
		at := t.Tokens[k-1].Span.Start
		for _, n := range r.namesFrom(at) {
			if n.Kind == text.Person && n.Span.Start == at && n.Span.End == t.Tokens[k-1].Span.End && fold(n.Entity) != f {
				return n.Entity + " " + who
			}
			break
		}
	}
	return who
}

// unlisted is where a name that no list knows begins in the phrase [i, j): behind its last title, two to four words that are no common
// nouns. 0 where there is none.
func (r *reader) unlisted(i, j int) int {
	t := r.t
	for k := j - 1; k >= i; k-- {
		n := name.Title(t, k)
		if n == 0 {
			continue
		}
		at := k + n
		for skipped := 0; skipped < 3 && !strings.HasPrefix(t.Tokens[at-1-skipped].Fold, "ال") && at+2 < j && strings.HasPrefix(t.Tokens[at].Fold, "ال") && word.Corpus().DF(t.Tokens[at].Fold) >= common; skipped++ {
			at++ // what he is head of
		}
		if at >= j || t.Tokens[at-1].Is("باسم") || j-at < 2 || j-at > 4 {
			continue
		}
		first := t.Tokens[at]
		rare := strings.HasPrefix(t.Tokens[at-1].Fold, "ال") && at+1 < j && !strings.HasPrefix(t.Tokens[at+1].Fold, "ال") && word.Corpus().DF(first.Fold) < common
		if first.Kind != word.Word || strings.HasPrefix(first.Fold, "ال") && !rare || word.Corpus().Take(first.Fold).Pro != "" || word.Corpus().DF("ال"+first.Fold) >= common && !name.Given(first.Fold) {
			return 0
		}
		for m := at; m < j; m++ {
			if t.Tokens[m].Kind != word.Word || chain.Particle(t.Tokens[m].Fold) != "" {
				return 0
			}
		}
		return at
	}
	return 0
}

func coversMost(a, b text.Span) bool { return a.Len()*10 >= b.Len()*6 }

// indefinite says that a phrase of people without the article names nobody: "officials", "an expert".
func indefinite(t *word.Text, i, j int) bool {
	f := t.Tokens[i].Fold
	if strings.HasPrefix(f, "ال") {
		return false
	}
	people := strings.HasSuffix(f, "ون") || strings.HasSuffix(f, "ين") && len(f) > 8
	return people || f == "بعض" || f == "عدد" || f == "احد" || f == "احدي"
}

// namesIn are the names that lie in s.
func (r *reader) namesIn(s text.Span) []text.Name {
	ns := r.namesFrom(s.Start)
	end := 0
	for end < len(ns) && ns[end].Span.End <= s.End {
		end++
	}
	return ns[:end]
}

// namesFrom are the names that begin at byte pos or after it.
func (r *reader) namesFrom(pos int) []text.Name {
	ns := r.doc.Names
	return ns[sort.Search(len(ns), func(i int) bool { return ns[i].Span.Start >= pos }):]
}
