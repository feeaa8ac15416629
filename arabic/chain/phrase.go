package chain

import (
	"strings"

	"rawi/arabic/name"
	"rawi/arabic/word"
	"rawi/text"
)

// maxPhrase bounds a noun phrase, in tokens: a title with its office and a name of five words is half of it.
const maxPhrase = 28

// Phrase is the end of the noun phrase that begins at token i, at most to: a title, an office, a name, whatever is said to act.
// Where a person's name can be reached without leaving the phrase, it ends there.
func Phrase(t *word.Text, i, to int, names []text.Name) int {
	to = min(to, i+maxPhrase)
	if i >= to {
		return i
	}
	if i+2 < to && t.Tokens[i].Is("كل", "كلا", "وكل") && t.Tokens[i+1].Is("من") { // "each of X and Y"
		if j := Phrase(t, i+2, to, names); j > i+2 {
			return j
		}
	}
	titled := i + name.Title(t, i)
	named, body := false, false // a name closes the phrase; it is that of a body
	j := i
	for j < to {
		k := t.Tokens[j]
		if j > i && k.Gap >= word.Line {
			break
		}
		if n, ok := nameAt(t, names, j, to); ok && (!named || n.And) {
			if j > i && n.Bound && (j >= titled || HeadIsMedium(t, j)) {
				break // "for Reuters": not his name but whom he speaks to
			}
			named, body = named || n.Person || n.Body && j == i, n.Body && j == i && n.To > i+1
			j = n.To
			if n.Person {
				titled = 0
			}
			continue
		}
		switch {
		case named && body && serves(t, i, j):
			return served(t, j, to)
		case named && !(j > i && joins(t, j, to, names)):
			return j
		case k.Kind == word.Punct:
			end := within(t, j, to)
			if end == 0 {
				return j
			}
			j = end
			continue
		case k.Kind == word.Number && j > i && !t.Tokens[j-1].Is("ال"), j > i && isObject(t, i, j):
			return j
		case j > i && j+1 < to && described(t, j):
			if !(titled > i && reaches(t, names, j+1, to)) {
				return j
			}
		case j > i && j >= titled && closes(t, i, j):
			if !(titled > i && reaches(t, names, j, to)) {
				return j
			}
		}
		j++
	}
	return j
}

// serves says that token j, "for the …", tells what the body of the phrase that begins at i is for, behind its adjective: "the general authority for
// food".
func serves(t *word.Text, i, j int) bool {
	f, before := t.Tokens[j].Fold, t.Tokens[j-1].Fold
	if j-i < 2 || !strings.HasPrefix(f, "لل") || len(f) < 8 || t.Tokens[j].Gap >= word.Line || HeadIsMedium(t, j) || Particle(f) != "" {
		return false
	}
	return strings.HasPrefix(before, "ال") && (strings.HasSuffix(before, "ي") || strings.HasSuffix(before, "يه") || leads(before) || before == "العليا")
}

// served is where what a body is for ends, which begins at token j: "for food and medicine", "for meteorology and the protection of the environment".
func served(t *word.Text, j, to int) int {
	for j++; j < to && t.Tokens[j].Kind == word.Word && t.Tokens[j].Gap < word.Line; j++ {
		f := t.Tokens[j].Fold
		rest, and := strings.CutPrefix(f, "و")
		if Particle(f) != "" || !strings.HasPrefix(rest, "ال") && !(and && j+1 < to && nounLike(rest) && strings.HasPrefix(t.Tokens[j+1].Fold, "ال") && !Verbal(rest)) {
			break
		}
	}
	return j
}

// described says that a participle with the article stands at token j, and a preposition behind it: "aged", "issued in", "owned by". It tells
// more of a phrase that is complete.
func described(t *word.Text, j int) bool {
	switch t.Tokens[j].Fold {
	case "البالغ", "البالغه", "الصادر", "الصادره", "المقيم", "المقيمه", "المولود", "المولوده":
		p := Particle(t.Tokens[j+1].Fold)
		return p == Prep || strings.HasPrefix(t.Tokens[j+1].Fold, "ل") || strings.HasPrefix(t.Tokens[j+1].Fold, "ب")
	}
	return false
}

// reaches says that a title goes on at token j, whatever preposition is joined to it, since the name of its bearer follows soon:
// "the director of education in the region of Riyadh, X".
func reaches(t *word.Text, names []text.Name, j, to int) bool {
	if f := t.Tokens[j].Fold; f != "في" && (Particle(f) != "" || Verbal(f) || strings.HasPrefix(f, "و") || HeadIsMedium(t, j)) {
		return false
	}
	for k := j; k < to && k < j+9; k++ {
		if n, ok := nameAt(t, names, k, to); ok && n.Person {
			return !n.Bound
		}
		if t.Tokens[k].Kind == word.Punct || k > j && (Particle(t.Tokens[k].Fold) != "" || Verbal(t.Tokens[k].Fold)) {
			return false
		}
	}
	return false
}

// isObject says that token j, an indefinite noun after a definite one, is no part of the phrase that begins at i but the verb's object:
// the names that may stand there take no article.
func isObject(t *word.Text, i, j int) bool {
	f, before := t.Tokens[j].Fold, t.Tokens[j-1].Fold
	if !strings.HasPrefix(before, "ال") && !(j-1 == i && strings.HasPrefix(before, "لل")) {
		return false
	}
	switch f {
	case "جميع", "كل", "بعض", "عدد", "احد", "اي", "كلا":
		return true
	}
	if len(f) < 8 {
		return false
	}
	if strings.HasPrefix(f, "ال") && (strings.HasSuffix(f, "ه") || strings.HasSuffix(f, "ات")) && oneMan(t, i, j) {
		return true // "the report the works": a definite noun takes no genitive, and a masculine one no feminine adjective
	}
	if strings.HasPrefix(f, "ال") && strings.HasSuffix(f, "ات") && (strings.HasSuffix(before, "ين") || strings.HasSuffix(before, "ون")) {
		return true // "some observers the clashes"
	}
	if strings.HasPrefix(f, "ال") { // the plural of the oblique case does not go with a subject
		stem, ok := strings.CutSuffix(f, "ين")
		return ok && j-1 == i && len(stem) >= 10 && !strings.HasSuffix(before, "ين") && word.Corpus().DF(stem+"ون") > 0
	}
	if strings.HasSuffix(f, "ات") {
		return word.Corpus().DF("ال"+f) >= 20
	}
	if c := word.Corpus(); c.DF("ال"+f) >= objects && c.DF(f) >= objects && name.Title(t, j) == 0 && !name.Given(f) && !modifies(f) && !rareAt(t, j+1) {
		return true // a common noun that is no name: "the mufti of the country the incident"
	}
	stem, ok := strings.CutSuffix(f, "ا")
	return ok && word.Corpus().DF("ال"+stem) >= 20
}

// oneMan says that the tokens [i, j) are a title or the noun of a document in the masculine singular and the adjectives of it, all with the article.
func oneMan(t *word.Text, i, j int) bool {
	h, _ := HeadAt(t, i)
	if name.Title(t, i) != 1 && (h == nil || h.Kind != text.Document) {
		return false
	}
	for k := i; k < j; k++ {
		f := t.Tokens[k].Fold
		if !strings.HasPrefix(f, "ال") || strings.HasSuffix(f, "ه") || strings.HasSuffix(f, "ات") || strings.HasSuffix(f, "ين") || strings.HasSuffix(f, "ون") {
			return false
		}
	}
	head := strings.TrimPrefix(t.Tokens[i].Fold, "ال")
	return OneMan(head) && len(head) >= 8
}

// OneMan says that a folded noun without its article has the shape of a masculine singular: no ending of the feminine or of a plural, and no
// shape that is mostly a broken plural.
func OneMan(noun string) bool {
	w := []rune(noun)
	last := len(w) - 1
	if last < 2 || strings.HasSuffix(noun, "ون") || strings.HasSuffix(noun, "ين") && last > 4 || strings.ContainsRune("هاءتيى", w[last]) {
		return false
	}
	return w[2] != 'ا' && !(w[0] == 'ا' && w[last-1] == 'ا') && !(last == 3 && w[2] == 'و')
}

// objects is in how many documents of the corpus a noun stands, with and without its article, that is common enough to be the object.
const objects = 100

// rareAt says that the word at token i is rare enough to be a name.
func rareAt(t *word.Text, i int) bool {
	if i >= len(t.Tokens) || t.Tokens[i].Kind != word.Word {
		return false
	}
	f := t.Tokens[i].Fold
	return !strings.HasPrefix(f, "ال") && word.Corpus().DF(f)+word.Corpus().DF("ال"+f) < 12
}

// modifies says that a folded word without the article goes on with a title that is definite by itself: ranks and orders.
func modifies(f string) bool {
	switch f {
	case "اول", "ثان", "ثاني", "ثالث", "ركن", "طيار", "مهندس", "متقاعد", "عام", "سابق", "سابقا", "حاليا", "غير":
		return true
	}
	return Particle(f) != ""
}

// within takes marks that stand inside a noun phrase: a name or nickname in quotation marks or brackets. It returns where the
// phrase goes on, or 0 when the mark ends it.
func within(t *word.Text, j, to int) int {
	if !word.IsQuote(t.Tokens[j]) && !t.Tokens[j].Is("(") {
		if t.Tokens[j].Is(".") && j > 0 && (len(t.Tokens[j-1].Fold) == 2 || strings.Contains(t.Tokens[j-1].Fold, ".")) && t.Tokens[j].Gap == word.None && j+1 < to && t.Tokens[j+1].Kind == word.Word {
			return j + 1 // "Dr."
		}
		if t.Tokens[j].Is("-", ".") && t.Tokens[j].Gap == word.None && j+1 < to && t.Tokens[j+1].Gap == word.None {
			return j + 1
		}
		return 0
	}
	if t.Tokens[j].Gap == word.None && j > 0 && len(t.Tokens[j-1].Fold) > 2 {
		return 0
	}
	for k := j + 1; k < to && k <= j+7; k++ {
		if word.IsQuote(t.Tokens[k]) || t.Tokens[k].Is(")") {
			return k + 1
		}
		if t.Tokens[k].Kind == word.Punct {
			break
		}
	}
	return 0
}

// closes says whether token j ends the noun phrase that began at i.
func closes(t *word.Text, i, j int) bool {
	f := t.Tokens[j].Fold
	if strings.HasPrefix(f, "ل") && j > i && owns(t, i, j) {
		return false
	}
	if c := Particle(f); c != "" {
		return c != That || IsThat(t, j)
	}
	switch {
	case len(f) == 2 && (f == "ب" || f == "ل" || f == "ك"), f == "وهو", f == "وهي", f == "وهم":
		return true
	case strings.HasPrefix(f, "لل") && len(f) >= 8, strings.HasPrefix(f, "ل") && len(f) >= 8 && word.Corpus().Take(f).Pro == "ل",
		strings.HasPrefix(f, "بال") && len(f) >= 10, strings.HasPrefix(f, "ب") && len(f) >= 8 && word.Corpus().Take(f).Pro == "ب":
		if h, _ := HeadAt(t, i); h != nil && h.Kind == text.OfficialBody && serves(t, i, j) {
			return false
		}
		if h, _ := HeadAt(t, i); h != nil && h.Named && strings.HasPrefix(f, "لل") && (!HeadIsMedium(t, j) || associations[strings.TrimPrefix(t.Tokens[i].Fold, "ال")]) {
			return false // "the agency of … for news", "the organisation … for cooperation"
		}
		return !leads(t.Tokens[j-1].Fold) || HeadIsMedium(t, j)
	case strings.HasPrefix(f, "و") && medium(t, i) && medium(t, j):
		return true // "the channel X and the radio Y"
	case strings.HasPrefix(f, "و"):
		return word.Corpus().Take(f).Pro == "و" && !nounLike(f[2:])
	}
	if verb, ok := strings.CutPrefix(f, "لا"); ok && Verbal(verb) {
		return true // "cannot", written as one
	}
	return Verbal(f)
}

// owns says that li- at token j tells whose the thing is that the phrase from token i names: "the site electronic of the paper X", "the
// channel belonging to the party".
func owns(t *word.Text, i, j int) bool {
	if t.Tokens[j-1].Is("التابع", "التابعه", "المملوك", "المملوكه") {
		return true
	}
	return t.Tokens[i].Is("الموقع", "موقع", "الحساب", "حساب", "الصفحه", "صفحه") && j == i+2 && strings.HasSuffix(strings.TrimSuffix(t.Tokens[i+1].Fold, "ه"), "ي")
}

// associations are the bodies that may be of journalists.
var associations = map[string]bool{"نقابه": true, "رابطه": true, "اتحاد": true, "جمعيه": true, "منتدي": true, "نادي": true, "مجلس": true, "لجنه": true, "مركز": true}

// HeadIsMedium says whether token j names a medium or an audience, which a speaker speaks to.
func HeadIsMedium(t *word.Text, j int) bool {
	if h, _ := HeadAt(t, j); h != nil && (h.Kind == text.Agency || h.Kind == text.OutletLink || h.Kind == text.Broadcaster) {
		return true
	}
	_, ok := load().media.At(t, j)
	return ok || strings.HasSuffix(t.Tokens[j].Fold, "صحفيين") || strings.HasSuffix(t.Tokens[j].Fold, "صحافيين")
}

// medium says that token i begins the naming of a medium with its noun.
func medium(t *word.Text, i int) bool {
	h, _ := HeadAt(t, i)
	return h != nil && (h.Kind == text.Agency || h.Kind == text.OutletLink || h.Kind == text.Broadcaster)
}

// leads says that a preposition joined to the next word goes on with the phrase: offices are "general secretary of the …".
func leads(f string) bool {
	for _, w := range [...]string{"العام", "التنفيذي", "الرسمي", "الداءم", "الداءمه", "الاعلي", "الاول", "الخاص", "الاقليمي", "العامه", "التنفيذيه", "المساعد", "الاعلامي", "السابق", "العسكري", "الصحفي", "الصحافي"} {
		if f == w {
			return true
		}
	}
	for _, w := range [...]string{"مدير", "رءيس", "امين", "استاذ", "خبير", "باحث", "محلل", "مساعد", "وكيل", "ممثل", "مستشار", "قاءد", "عضو", "ناءب", "مسءول", "متحدث", "ناطق", "مندوب", "سفير", "مبعوث", "منسق", "مفوض"} {
		if strings.HasSuffix(f, w) || strings.HasSuffix(f, w+"ه") {
			return true
		}
	}
	return false
}

// nounLike says that a word after wa- is another noun of the same phrase rather than a verb that begins the next clause: nouns
// take the article, verbs do not.
func nounLike(f string) bool {
	if strings.HasPrefix(f, "ال") {
		return true
	}
	c := word.Corpus()
	for _, enc := range [...]string{"", "هم", "ها", "ه"} {
		if stem, ok := strings.CutSuffix(f, enc); ok && len(stem) >= 4 && c.DF("ال"+stem)*10 >= c.DF(stem) && c.DF("ال"+stem) > 0 {
			return true
		}
	}
	return false
}

// Verbal says that a folded word is most likely a verb: none of its likes stands inside a name. It goes by the forms of the corpus: a
// verb stands in both persons or genders, and takes no article.
func Verbal(f string) bool {
	if len(f) < 6 || len(f) > 18 || strings.HasPrefix(f, "ال") && word.Corpus().DF(f[4:]) > 0 {
		return false
	}
	if past(f) || len(f) >= 12 && strings.HasPrefix(f, "است") && strings.HasSuffix(f, "ت") && !strings.HasSuffix(f, "ات") && word.Corpus().DF("ال"+f) == 0 {
		return true
	}
	if len(f) < 8 {
		return false
	}
	if strings.HasPrefix(f, "سي") || strings.HasPrefix(f, "ست") {
		return word.Corpus().DF(f[2:]) > word.Corpus().DF(f)
	}
	if !strings.HasPrefix(f, "ي") && !strings.HasPrefix(f, "ت") {
		return false
	}
	// A verb stands in both persons; a noun that begins like one does not, and takes the article.
	other := "ت" + f[2:]
	if strings.HasPrefix(f, "ت") {
		other = "ي" + f[2:]
	}
	c := word.Corpus()
	return c.DF(other) >= 5 && c.DF("ال"+f) < c.DF(f)/4
}

// past says that a word is a verb in the past: it is common, stands with and without the feminine ending, and never with the article.
func past(f string) bool {
	c := word.Corpus()
	stem, female := strings.CutSuffix(f, "ت")
	if !female {
		stem = f
	}
	return len(stem) >= 4 && c.DF(f) >= 30 && c.DF(stem) >= 30 && c.DF(stem+"ت") >= 30 && c.DF("ال"+f) == 0 && c.DF("ال"+stem) == 0
}

// reach is a name that begins at a token.
type reach struct {
	To     int
	Person bool
	Body   bool // an organisation, or a place that stands for one
	And    bool // joined to what stands before by wa-
	Bound  bool // bound to a preposition: li-, bi-
}

// nameAt is the name that begins in token j and ends before to.
func nameAt(t *word.Text, names []text.Name, j, to int) (reach, bool) {
	s := t.Tokens[j].Span
	lo, hi := 0, len(names)
	for lo < hi {
		m := (lo + hi) / 2
		if names[m].Span.Start < s.Start {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo >= len(names) || names[lo].Span.Start >= s.End {
		return reach{}, false
	}
	n := names[lo]
	end := j + 1
	for end < len(t.Tokens) && t.Tokens[end].Span.Start < n.Span.End {
		end++
	}
	r := reach{To: min(end, to), Person: n.Kind == text.Person, Body: n.Kind == text.Organization || n.Kind == text.Place}
	if f := t.Tokens[j].Fold; n.Span.Start == s.Start && strings.HasPrefix(f, "ل") && n.Kind != text.Person {
		m, ok := load().media.At(t, j)
		r.Bound = ok && m.Span.Start > s.Start // "to the BBC", the preposition taken for a part of the name
	}
	if n.Span.Start > s.Start {
		f := t.Tokens[j].Fold
		r.And = strings.HasPrefix(f, "و")
		r.Bound = strings.HasPrefix(f, "ل") || strings.HasPrefix(f, "ب") || strings.HasPrefix(f, "ول") || strings.HasPrefix(f, "وب")
	}
	return r, true
}

// joins says whether token j goes on with a phrase that a name has closed: another name after wa-.
func joins(t *word.Text, j, to int, names []text.Name) bool {
	n, ok := nameAt(t, names, j, to)
	if ok && n.And {
		return true
	}
	f := t.Tokens[j].Fold
	if rest, ok := strings.CutPrefix(f, "و"); ok && t.Tokens[j].Kind == word.Word && len(rest) >= 6 && nounLike(rest) && !strings.HasPrefix(rest, "ال") && Particle(f) == "" {
		return true // "Ukraine and European states"
	}
	if j > 0 && strings.HasPrefix(t.Tokens[j-1].Fold, "و") && strings.HasSuffix(f, "يه") && t.Tokens[j].Kind == word.Word {
		return true
	}
	// The adjective of a body: "the army Lebanese".
	return t.Tokens[j].Kind == word.Word && strings.HasPrefix(f, "ال") && (strings.HasSuffix(f, "ي") || strings.HasSuffix(f, "يه")) && Particle(f) == ""
}
