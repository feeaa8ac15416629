package quote

import (
	"embed"
	"strings"
	"sync"

	"rawi/arabic/chain"
	"rawi/arabic/letter"
	"rawi/arabic/lexicon"
	"rawi/arabic/word"
)

//go:embed *.tsv
var files embed.FS

// verb is a row of verbs.tsv.
type verb struct {
	lemma  string
	stance string
	takes  map[string]bool
	free   bool
	rule   string
}

// shape is the form in which a verb stands.
type shape uint8

const (
	finite     shape = iota // it tells: said, says
	participle              // it continues another verb: saying
	verbal                  // a verbal noun with a pronoun: his saying
)

// form is one written form of a verb.
type form struct {
	verb   *verb
	shape  shape
	female bool
	plural bool
}

// lists are the word lists of the package, made ready.
type lists struct {
	forms    map[string][]form // while they are being made
	verbs    lexicon.Table[[]form]
	bring    *word.Phrases[*bring]
	contents map[string]string // folded noun -> rule
	labels   map[string]bool
	unsaid   map[string]bool // words before an/inna that make it no report; true: the reporter's clause begins there
	works    map[string]bool
	sayers   map[string]bool
	groups   map[string]bool // of sayers: bodies and media
	bodies   map[string]bool // of works: nouns that begin the name itself (a party, a movement)
}

// bring is a row of attribution.tsv: a phrase that names whose statement the sentence is.
type bring struct {
	kind string // "source": a source follows; "self": the speaker is the last one; "verb": a verb and a source follow
	rule string
}

var load = sync.OnceValue(func() *lists {
	l := &lists{forms: map[string][]form{}, bring: word.NewPhrases[*bring](word.And), contents: map[string]string{}, labels: map[string]bool{}, unsaid: map[string]bool{}, works: map[string]bool{}, bodies: map[string]bool{}, sayers: map[string]bool{}, groups: map[string]bool{}}
	for _, r := range lexicon.Must(files, "verbs.tsv").Rows {
		v := &verb{lemma: r.Key(), stance: r.Get("stance"), takes: map[string]bool{}, free: r.Get("free") == "yes", rule: r.Rule()}
		for _, t := range r.Set("takes") {
			v.takes[t] = true
		}
		l.past(v, fold(r.Key()))
		l.present(v, fold(r.Get("present")))
		l.participle(v, fold(r.Get("participle")))
		l.noun(v, fold(r.Get("noun")))
	}
	delete(l.forms, fold("مدينة")) // "condemning", but a city
	l.verbs = lexicon.NewTable(l.forms)
	for _, r := range lexicon.Must(files, "attribution.tsv").Rows {
		l.bring.Add(r.Key(), &bring{kind: r.Get("kind"), rule: r.Rule()})
	}
	for _, r := range lexicon.Must(files, "contents.tsv").Rows {
		l.contents[fold(r.Key())] = r.Rule()
	}
	for _, r := range lexicon.Must(files, "labels.tsv").Rows {
		l.labels[fold(r.Key())] = true
	}
	for _, r := range lexicon.Must(files, "unreported.tsv").Rows {
		l.unsaid[fold(r.Key())] = r.Get("ends") == "yes"
	}
	for _, r := range lexicon.Must(files, "sayers.tsv").Rows {
		l.sayers[fold(r.Key())] = true
		if r.Get("body") == "yes" {
			l.groups[fold(r.Key())] = true
		}
	}
	for _, r := range lexicon.Must(files, "works.tsv").Rows {
		l.works[fold(r.Key())] = true
		if r.Get("inside") == "yes" {
			l.bodies[fold(r.Key())] = true
		}
	}
	return l
})

// sayer says that a folded noun without its article, with or without a possessive pronoun, begins the naming of one who speaks.
func (l *lists) sayer(w string) bool {
	if l.sayers[w] {
		return true
	}
	if many, ok := strings.CutSuffix(w, "ات"); ok && l.sayers[many+"ه"] {
		return true
	}
	for _, enc := range [...]string{"ه", "ها", "هم", "نا", "ي", "ا", "و", "تا"} { // pronouns; the dual and the plural in construct
		if stem, ok := strings.CutSuffix(w, enc); ok && (l.sayers[stem] || strings.HasSuffix(stem, "ت") && l.sayers[stem[:len(stem)-2]+"ه"]) {
			return true
		}
	}
	return false
}

// group says that a folded noun without its article begins the naming of a body, not of a person.
func (l *lists) group(w string) bool { return l.groups[w] }

func fold(s string) string { return letter.String(s, letter.Search) }

func (l *lists) add(f string, x form) {
	if f != "" {
		l.forms[f] = append(l.forms[f], x)
	}
}

// past adds the third persons of the past. A final weak letter falls before an ending.
func (l *lists) past(v *verb, f string) {
	stem, weak := f, false
	for _, w := range [...]string{"ي", "ا"} {
		if s, ok := strings.CutSuffix(f, w); ok && len(f) >= 6 {
			stem, weak = s, true
		}
	}
	l.add(f, form{verb: v})
	if weak && strings.HasSuffix(f, "ا") {
		l.add(stem+"ي", form{verb: v}) // as often written
	}
	l.add(stem+"ت", form{verb: v, female: true})
	l.add(stem+"وا", form{verb: v, plural: true})
	if weak {
		l.add(stem+"يا", form{verb: v, plural: true})
		l.add(stem+"تا", form{verb: v, female: true, plural: true})
		return
	}
	l.add(f+"ا", form{verb: v, plural: true})
	l.add(f+"تا", form{verb: v, female: true, plural: true})
}

// present adds the third persons of the present, and with sa- of the future.
func (l *lists) present(v *verb, f string) {
	if f == "" {
		return
	}
	rest := strings.TrimPrefix(f, "ي")
	stem := rest
	for _, w := range [...]string{"ي", "و"} {
		if s, ok := strings.CutSuffix(rest, w); ok {
			stem = s
		}
	}
	for _, sa := range [...]string{"", "س"} {
		l.add(sa+f, form{verb: v})
		l.add(sa+"ت"+rest, form{verb: v, female: true})
		l.add(sa+"ي"+stem+"ون", form{verb: v, plural: true})
		l.add(sa+"ي"+rest+"ان", form{verb: v, plural: true})
		l.add(sa+"ت"+rest+"ان", form{verb: v, female: true, plural: true})
	}
}

// participle adds the accusatives that continue a report.
func (l *lists) participle(v *verb, f string) {
	stem, ok := strings.CutSuffix(f, "ا")
	if !ok {
		return
	}
	l.add(f, form{verb: v, shape: participle})
	l.add(stem+"ه", form{verb: v, shape: participle, female: true})
	l.add(stem+"ين", form{verb: v, shape: participle, plural: true})
	l.add(stem+"تين", form{verb: v, shape: participle, female: true, plural: true})
	l.add(stem+"ات", form{verb: v, shape: participle, female: true, plural: true})
	if s, weak := strings.CutSuffix(stem, "ي"); weak {
		l.add(s+"ين", form{verb: v, shape: participle, plural: true})
	}
}

// noun adds the verbal noun with its pronouns.
func (l *lists) noun(v *verb, f string) {
	if f == "" {
		return
	}
	open := f
	if s, ok := strings.CutSuffix(f, "ه"); ok {
		open = s + "ت"
	}
	l.add(open+"ه", form{verb: v, shape: verbal})
	l.add(open+"ها", form{verb: v, shape: verbal, female: true})
	l.add(open+"هم", form{verb: v, shape: verbal, plural: true})
	switch v.lemma {
	case "أشار", "أكد", "دعا", "شدد", "رد", "قال": // "was content with calling for"
		l.add("بال"+f, form{verb: v, shape: verbal})
	}
	if v.lemma == "قال" { // "by saying that"; other nouns with the article are no cues
		l.add("ال"+f, form{verb: v, shape: verbal})
	}
}

// formsOf are the readings of a folded word as a verb of saying; proclitic is what stood before it.
func formsOf(f string) (fs []form, proclitic string) {
	l := load()
	if fs = l.verbs.Of(f); fs != nil {
		return fs, ""
	}
	if len(f) < 4 {
		return nil, ""
	}
	switch f[:2] {
	case "و", "ف", "ب":
		fs, proclitic = l.verbs.Of(f[2:]), f[:2]
	}
	if fs == nil || proclitic == "ب" && fs[0].shape != verbal {
		return nil, ""
	}
	return fs, proclitic
}

// that says whether a folded word brings in a reported clause.
func that(f string) bool { return chain.Particle(f) == chain.That }
