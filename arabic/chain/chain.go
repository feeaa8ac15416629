// Package chain finds the sources that a text names for what it reports: agencies, papers, broadcasters, documents, posts, bodies.
//
// A chain (isnad) is the way by which a statement came: the outlet has it from an agency, that from a broadcaster, that from a
// man. Package quote puts the links that stand around a statement in their order; here single sources are recognised.
package chain

import (
	"embed"
	"strings"
	"sync"

	"rawi/arabic/letter"
	"rawi/arabic/lexicon"
	"rawi/arabic/word"
	"rawi/text"
)

//go:embed *.tsv
var files embed.FS

// Medium is a row of agencies.tsv: an agency, broadcaster, paper, site or platform.
type Medium struct {
	Name    string // canonical
	Kind    text.LinkKind
	Country string // ISO 3166-1 alpha-2, "" when it has none
	Bare    bool   // its name alone is enough to know it by
	Credit  bool   // it stands only in credits: "agencies", "follow-up"
	Rule    string
}

// lists are the word lists of the package, made ready.
type lists struct {
	media     *word.Phrases[*Medium]
	heads     lexicon.Table[*Head]
	headPairs *word.Phrases[*Head] // heads of two words
	particles lexicon.Table[Class]
}

// Head is a noun that begins the naming of a source.
type Head struct {
	Kind   text.LinkKind
	Named  bool // the words after it name the source
	Marked bool // so does it only before a known name, quotation marks or an adjective of the trade
	None   bool // people who are not named
	Rule   string
}

// Class sorts the small words at which a noun phrase ends.
type Class string

// The classes of particles.tsv.
const (
	Prep          Class = "prep"
	That          Class = "that"
	Relative      Class = "rel"
	Conjunction   Class = "conj"
	Time          Class = "time"
	Negation      Class = "neg"
	Demonstrative Class = "dem"
	Turn          Class = "turn"
	Pronoun       Class = "pron"
	As            Class = "as"
)

var load = sync.OnceValue(func() *lists {
	l := &lists{
		media:     word.NewPhrases[*Medium](word.And | word.Preposition),
		headPairs: word.NewPhrases[*Head](word.And | word.Preposition),
	}
	heads, particles := map[string]*Head{}, map[string]Class{}
	for _, r := range lexicon.Must(files, "agencies.tsv").Rows {
		m := &Medium{
			Name: r.Key(), Kind: text.LinkKind(r.Get("kind")), Country: r.Get("country"),
			Bare: r.Get("bare") == "yes", Credit: r.Get("bare") == "credit", Rule: r.Rule(),
		}
		l.media.Add(m.Name, m)
		for _, f := range r.Set("forms") {
			form := *m
			// A form that begins with its kind of source names it beyond doubt; one in marks only within marks.
			form.Bare = m.Bare || strings.Contains(f, " ") && !m.Credit
			if bare, ok := strings.CutPrefix(f, "«"); ok {
				f, form.Bare = strings.TrimSuffix(bare, "»"), false
			}
			l.media.Add(f, &form)
		}
	}
	for _, r := range lexicon.Must(files, "heads.tsv").Rows {
		h := &Head{Kind: text.LinkKind(r.Get("kind")), Named: r.Get("whose") != "of" && r.Get("whose") != "none", Marked: r.Get("whose") == "marked", None: r.Get("whose") == "none", Rule: r.Rule()}
		if strings.Contains(r.Key(), " ") {
			l.headPairs.Add(r.Key(), h)
		} else {
			heads[letter.String(r.Key(), letter.Search)] = h
		}
	}
	for _, r := range lexicon.Must(files, "particles.tsv").Rows {
		particles[letter.String(r.Key(), letter.Search)] = Class(r.Get("class"))
	}
	l.heads, l.particles = lexicon.NewTable(heads), lexicon.NewTable(particles)
	return l
})

// Media is the set of media known by name; phrases may carry wa-, fa-, bi-, li-, ka-.
func Media() *word.Phrases[*Medium] { return load().media }

// Particle is the class of a folded word, "" when it is none. A proclitic wa- or fa- does not hide it.
func Particle(fold string) Class {
	p := load().particles
	if c, ok := p.Get(fold); ok {
		return c
	}
	for _, pre := range [2]string{"و", "ف"} {
		if rest, ok := strings.CutPrefix(fold, pre); ok && len(rest) >= 4 {
			return p.Of(rest)
		}
	}
	return ""
}

// IsThat says that token i brings in a reported clause. The first word of a Secretary-General's name is spelt like one of those words.
func IsThat(t *word.Text, i int) bool {
	f := t.Tokens[i].Fold
	return Particle(f) == That && !(f == "بان" && i+1 < len(t.Tokens) && t.Tokens[i+1].Is("كي", "كيمون")) &&
		!((f == "ان" || f == "بان") && strings.Contains(t.Tokens[i].Span.Of(t.Source), "آ")) &&
		!(f == "وان" && i+1 < len(t.Tokens) && t.Tokens[i+1].Is("،", ",") && t.Tokens[i].Span.Of(t.Source) == f) // a name from the Far East
}

// Source is a source named in a text.
type Source struct {
	From, To int // tokens
	Span     text.Span
	Name     string // canonical where the list knows it, else as written
	Kind     text.LinkKind
	None     bool // people who are not named
	Issued   bool // a document or post: somebody issued it
	Rule     string
}

// HeadAt is the head noun at token i and the bytes of proclitics before it.
func HeadAt(t *word.Text, i int) (h *Head, prefix int) {
	l := load()
	f := t.Tokens[i].Fold
	for _, pre := range [...]string{"", "و", "ف", "ب", "ل", "وب", "ول", "ك"} {
		rest, ok := strings.CutPrefix(f, pre)
		if !ok {
			continue
		}
		if h = lookup(l.heads, rest); h != nil {
			return h, len(pre)
		}
	}
	for _, pre := range [...]string{"لل", "ولل"} { // li- and the article
		if rest, ok := strings.CutPrefix(f, pre); ok {
			if h = lookup(l.heads, "ال"+rest); h != nil {
				return h, len(pre)
			}
			if h = lookup(l.heads, rest); h != nil {
				return h, len(pre)
			}
		}
	}
	return nil, 0
}

// lookup finds a head, with a pronoun at its end if need be: his account, its decision.
func lookup(m lexicon.Table[*Head], w string) *Head {
	if h, ok := m.Get(w); ok {
		return h
	}
	for _, enc := range [...]string{"هما", "ها", "هم", "ه", "نا"} {
		stem, ok := strings.CutSuffix(w, enc)
		if !ok || len(stem) < 6 {
			continue
		}
		if h, ok := m.Get(stem); ok && !h.None {
			return h
		}
		if open, ok := strings.CutSuffix(stem, "ت"); ok { // ta marbuta opens before a pronoun
			if h, ok := m.Get(open + "ه"); ok && !h.None {
				return h
			}
		}
	}
	return nil
}

// quoted is where the quotation marks that open at token i close, if they hold a name; else 0.
func quoted(t *word.Text, i, to int) int {
	if i >= to || !word.IsQuote(t.Tokens[i]) {
		return 0
	}
	for k := i + 1; k < to && k <= i+7; k++ {
		if word.IsQuote(t.Tokens[k]) {
			return k + 1
		}
		if t.Tokens[k].Kind == word.Punct && !t.Tokens[k].Is(".", "-") {
			return 0
		}
	}
	return 0
}

// Posted finds a social medium at token i, in marks or not: whoever posts "on X" names it so.
func Posted(t *word.Text, i, to int) (Source, bool) {
	k := i
	if i < to && word.IsQuote(t.Tokens[i]) {
		k++
	}
	if k >= to {
		return Source{}, false
	}
	m, ok := load().media.At(t, k)
	if !ok || m.To > to || m.Value.Kind != text.Social {
		return Source{}, false
	}
	s := Source{From: i, To: m.To, Span: m.Span, Name: m.Value.Name, Kind: m.Value.Kind, Rule: m.Value.Rule}
	if k > i && m.To < to && word.IsQuote(t.Tokens[m.To]) {
		s.To++
	}
	return s, true
}

// SpokenTo finds the one newspaper to which people speak in an article ("he said to «X»"): papers tell so of themselves. There is none
// where they speak to several.
func SpokenTo(t *word.Text) (out Source, ok bool) {
	l := load()
	for i := 0; i+2 < len(t.Tokens); i++ {
		if !t.Tokens[i].Is("ل") || !word.IsQuote(t.Tokens[i+1]) {
			continue
		}
		m, found := l.media.At(t, i+2)
		if !found || m.Value.Kind != text.OutletLink || m.To >= len(t.Tokens) || !word.IsQuote(t.Tokens[m.To]) {
			continue
		}
		if ok && out.Name != m.Value.Name {
			return Source{}, false
		}
		out, ok = Source{From: m.From, To: m.To, Span: m.Span, Name: m.Value.Name, Kind: m.Value.Kind, Rule: m.Value.Rule}, true
	}
	return out, ok
}

// At finds the source whose naming begins at token i and ends before token to: a medium known by name, or a noun that says what
// kind of source it is with the words that name it.
func At(t *word.Text, i, to int, names []text.Name) (Source, bool) {
	l := load()
	if m, ok := l.media.At(t, i); ok && m.To <= to && !m.Value.Credit && (m.Value.Bare || marked(t, m.From, m.To)) {
		end := adjectives(t, m.To, to)
		return Source{
			From: i, To: end, Span: text.Span{Start: m.Span.Start, End: t.Tokens[end-1].Span.End},
			Name: m.Value.Name, Kind: m.Value.Kind, Rule: m.Value.Rule,
		}, true
	}
	h, prefix := HeadAt(t, i)
	if m, ok := l.headPairs.At(t, i); ok && m.To <= to {
		end := adjectives(t, m.To, to)
		for m.Value.Kind == text.OutletLink && end == m.To && end < to && indefinite(t.Tokens[end-1], t.Tokens[end]) {
			end++ // "local media"
			m.To = end
		}
		return Source{
			From: i, To: end, Span: text.Span{Start: m.Span.Start, End: t.Tokens[end-1].Span.End},
			Name: t.Span(m.From, end).Of(t.Source), Kind: m.Value.Kind, Rule: m.Value.Rule,
		}, true
	}
	if h == nil || h.Marked && !l.trade(t, i+1, to) {
		return Source{}, false
	}
	s := Source{From: i, Kind: h.Kind, None: h.None, Issued: !h.Named && !h.None, Rule: h.Rule}
	start := t.Place(i, prefix, len(t.Tokens[i].Fold)).Start
	switch {
	case h.Kind == text.Social:
		s.To = posted(t, i+1, to)
	case s.Issued:
		s.To = adjectives(t, i+1, to)
	case s.None:
		s.To = unnamed(t, i+1, to, names)
	default:
		s.To = Phrase(t, i, to, names)
		if end := quoted(t, i+1, to); end > 0 {
			s.To = adjectives(t, end, to) // the name is in the marks
		} else if s.To < to && s.To == i+1 && h.Kind == text.Broadcaster && t.Tokens[s.To].Kind == word.Number {
			s.To++ // "channel 13"
		}
	}
	s.Span = text.Span{Start: start, End: t.Tokens[s.To-1].Span.End}
	s.Name = s.Span.Of(t.Source)
	if strings.HasSuffix(t.Tokens[i].Fold[:prefix], "لل") {
		s.Name = "ال" + s.Name // the article that li- has swallowed
	}
	if s.Kind == text.Agency && s.To+1 < to && t.Tokens[s.To].Is("في") { // "the news agency at Interfax"
		if m, ok := l.media.At(t, s.To+1); ok && m.To <= to && m.Value.Kind == text.Agency && m.Span.Start == t.Tokens[s.To+1].Span.Start {
			s.To = adjectives(t, m.To, to)
			s.Span.End = t.Tokens[s.To-1].Span.End
		}
	}
	if s.Kind == text.Agency && s.To > i+1 && !newsAgency(t, i, s.To) {
		s.Kind = text.OfficialBody // the agency for atomic energy
	}
	for k := i + 1; k < s.To && h.Kind != text.OfficialBody && !s.None; k++ { // "the French presidency" is not the French agency
		if m, ok := l.media.At(t, k); ok && m.To <= s.To {
			if word.IsQuote(t.Tokens[i+1]) && !marked(t, m.From, m.To) && !m.Value.Bare {
				continue // part of a longer name
			}
			if s.Name, s.Rule = m.Value.Name, m.Value.Rule; h.Kind != text.Broadcaster || m.Value.Kind == text.Agency {
				s.Kind = m.Value.Kind
			}
			break
		}
	}
	return s, true
}

// newsAgency says that the naming of an agency at the tokens [i, to) is that of a news agency: it says "news", is a proper name of one
// or two words, or stands in marks.
func newsAgency(t *word.Text, i, to int) bool {
	for k := i + 1; k < to; k++ {
		f := t.Tokens[k].Fold
		if strings.HasSuffix(f, "انباء") || strings.HasSuffix(f, "اخباريه") || word.IsQuote(t.Tokens[k]) || t.Tokens[k].Kind == word.Latin {
			return true
		}
	}
	return to-i <= 3 && !strings.HasPrefix(t.Tokens[i+1].Fold, "ال") && word.Corpus().DF("ال"+t.Tokens[i+1].Fold) < 20
}

// trade says whether the token after a common noun shows it to be a medium.
func (l *lists) trade(t *word.Text, i, to int) bool {
	if i >= to {
		return false
	}
	if m, ok := l.media.At(t, i); ok && m.To <= to || word.IsQuote(t.Tokens[i]) || t.Tokens[i].Kind == word.Latin {
		return true
	}
	switch t.Tokens[i].Fold {
	case "الاخباري", "الاخباريه", "الالكتروني", "الالكترونيه", "الرسمي", "الاعلاميه", "التلفزيونيه", "التلفزيوني", "اخباري", "اخباريه", "الاذاعيه":
		return true
	}
	f := t.Tokens[i].Fold
	return strings.HasPrefix(t.Tokens[i-1].Fold, "ال") && strings.HasPrefix(f, "ال") && (strings.HasSuffix(f, "ي") || strings.HasSuffix(f, "يه"))
}

// marked says whether the tokens [from, to) stand between quotation marks or brackets.
func marked(t *word.Text, from, to int) bool {
	if from == 0 || to >= len(t.Tokens) {
		return false
	}
	a, b := t.Tokens[from-1], t.Tokens[to]
	return word.IsQuote(a) && word.IsQuote(b) || a.Is("(") && b.Is(")")
}

// adjectives is the end of the run of adjectives with (or, after an indefinite noun, without) the article that begins at i.
func adjectives(t *word.Text, i, to int) int {
	for i < to && t.Tokens[i].Kind == word.Word && t.Tokens[i].Gap == word.Space && Particle(t.Tokens[i].Fold) == "" {
		f := t.Tokens[i].Fold
		if f == "للانباء" || f == "للاعلام" {
			return i + 1
		}
		relation := strings.HasSuffix(f, "يه") || strings.HasSuffix(f, "ي") || strings.HasSuffix(f, "ين")
		if !(strings.HasPrefix(f, "ال") && relation && len(f) > 8) && !Joint(f) {
			break
		}
		i++
	}
	return i
}

// unnamed is the end of the description of people who are not named: "two officials", "sources close to the embassy".
func unnamed(t *word.Text, i, to int, names []text.Name) int {
	for i < to && t.Tokens[i].Kind == word.Word && t.Tokens[i].Gap == word.Space {
		f := t.Tokens[i].Fold
		switch {
		case near[f] && i+2 < to && t.Tokens[i+1].Is("من", "علي"):
			return Phrase(t, i+2, to, names)
		case (f == "في" || f == "داخل") && i+1 < to && !Occasion(t.Tokens[i+1].Fold):
			return Phrase(t, i+1, to, names) // "sources in the ministry"
		case strings.HasPrefix(f, "ب") && bodyAt(t, i):
			return Phrase(t, i, to, names)
		case Particle(f) != "" || Verbal(f) || strings.HasPrefix(f, "لل") || HeadIsMedium(t, i):
			return i
		case strings.HasSuffix(f, "ي"), strings.HasSuffix(f, "ون"), strings.HasSuffix(f, "ين"), strings.HasSuffix(f, "ه"), f == "عيان", f == "مطلع", f == "كبار", f == "رفيع":
			i++
		default:
			return i
		}
	}
	return i
}

// bodyAt says that token i is bi- and the noun that begins the naming of a body.
func bodyAt(t *word.Text, i int) bool {
	h, prefix := HeadAt(t, i)
	return h != nil && prefix > 0 && h.Kind == text.OfficialBody
}

// Occasion says that a folded noun names where or when something is said, not where somebody belongs to.
func Occasion(f string) bool {
	f = strings.TrimPrefix(f, "ال")
	for _, w := range [...]string{
		"موتمر", "مءتمر", "تصريح", "تصريحات", "كلمه", "لقاء", "حديث", "اجتماع", "بيان", "مقابله", "وقت", "ختام", "اطار", "خطاب", "جلسه", "ندوه", "برنامج",
		"مداخله", "رساله", "تغريده", "منشور", "اتصال", "سياق", "هذا", "هذه", "حوار", "تقرير", "تعليق", "معرض", "بدايه", "نهايه", "اعقاب", "ضوء", "افاده", "شهاده", "اعترافات", "تعليقات", "ايجاز", "رد", "اشاره", "حين",
	} {
		if f == w {
			return true
		}
	}
	return false
}

// indefinite says that two words are a noun and its relational adjective, both without the article: "local media".
func indefinite(noun, adjective word.Token) bool {
	f := adjective.Fold
	return adjective.Kind == word.Word && adjective.Gap == word.Space && len(f) >= 8 && strings.HasSuffix(f, "يه") && !strings.HasPrefix(f, "ال") && !strings.HasPrefix(noun.Fold, "ال") && Particle(f) == ""
}

// near are the adjectives of sources that stand close to somebody.
var near = map[string]bool{"مقربه": true, "مقرب": true, "قريبه": true, "قريب": true, "قريبا": true, "مقربا": true, "مطلعا": true, "قريبين": true, "مقربان": true, "مقربين": true, "مقربون": true, "مطلعه": true, "مطلع": true}

// joint are adjectives of statements and reports without the article.
var joint = map[string]bool{
	"مشترك": true, "مشتركه": true, "رسمي": true, "رسميه": true, "صحفي": true, "صحافي": true, "صحفيه": true, "صحافيه": true, "خاص": true, "خاصه": true,
	"اعلامي": true, "توضيحي": true, "مكتوب": true, "مطول": true, "مقتضب": true, "سنوي": true, "شهري": true, "اسبوعي": true, "حديث": true, "جديد": true, "جديده": true,
}

// Joint says that a folded word is an adjective of statements and reports without the article: joint, official, brief.
func Joint(f string) bool {
	return joint[f] || joint[strings.TrimSuffix(f, "ا")]
}

// posted is the end of the naming of a post or account: "a tweet of his in his account on the platform X".
func posted(t *word.Text, i, to int) int {
	end := i
	for k := i; k < to && k < i+12; k++ {
		f := t.Tokens[k].Fold
		if m, ok := load().media.At(t, k); ok && m.Value.Kind == text.Social {
			k = m.To - 1
			if k+1 < to && (word.IsQuote(t.Tokens[k+1]) || t.Tokens[k+1].Is(")")) {
				k++
			}
			end = k + 1
			continue
		}
		h, _ := HeadAt(t, k)
		switch {
		case h != nil && h.Kind == text.Social, f == "الاجتماعي":
			end = k + 1
		case Particle(f) == Prep, Particle(f) == Pronoun, word.IsQuote(t.Tokens[k]), strings.HasPrefix(f, "ال") && strings.HasSuffix(f, "ي"), f == "التواصل", f == "موقع", f == "بموقع":
		case f == "(" && end > i: // the medium's name in brackets
			if m, ok := load().media.At(t, k+1); !ok || m.Value.Kind != text.Social || m.To >= to || !t.Tokens[m.To].Is(")") {
				return end
			}
		default:
			return end
		}
	}
	return end
}
