package name

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

// class says what sort of thing an entry of the lists is; the tagger learns how far to trust each.
type class uint8

const (
	noClass class = iota
	country
	capital
	city // known to every reader
	town
	region
	building
	body // international organisation
	institution
	party
	armed
	company
	club
	rights
	nClasses
)

var classes = map[string]class{
	"capital": capital, "main": city, "town": town, "region": region, "water": region, "land": region, "building": building,
	"body": body, "state": institution, "party": party, "armed": armed, "company": company, "club": club, "rights": rights,
}

// entry is a place or organization of the lists.
type entry struct {
	name  string // canonical
	kind  text.Kind
	class class
	of    string // ISO 3166-1 alpha-2 of the state that it is, or is of; "" when none
	sure  bool   // its words mean nothing else
	skip  int    // how many words of this form are no part of the name: "the movement of Hamas"
	rule  string
}

// gazetteer holds the lists of places and organizations.
type gazetteer struct {
	entries *word.Phrases[*entry]
	single  lexicon.Table[*entry] // those of one word, by the folded word
	states  map[string]string     // the names of the states, by their codes
	adjs    *word.Phrases[*entry] // adjectives of nationality, with the state that they belong to
}

var gaz = sync.OnceValue(func() *gazetteer {
	g := &gazetteer{
		states:  map[string]string{},
		entries: word.NewPhrases[*entry](word.And | word.Preposition),
		adjs:    word.NewPhrases[*entry](word.And | word.Preposition),
	}
	g.countries()
	g.read("cities.tsv", text.Place, "rank", "of")
	g.read("places.tsv", text.Place, "kind", "")
	g.read("organizations.tsv", text.Organization, "kind", "of")
	return g
})

// read reads a list whose column sort names the class and whose column of (if it has one) the state.
func (g *gazetteer) read(file string, kind text.Kind, sort, of string) {
	for _, r := range lexicon.Must(files, file).Rows {
		e := &entry{name: r.Key(), kind: kind, class: classes[r.Get(sort)], sure: r.Get("sure") != "no", rule: r.Rule()}
		if of != "" {
			e.of = r.Get(of)
		}
		forms := append([]string{e.name}, r.Set("forms")...)
		alone := map[string]bool{}
		for _, f := range forms {
			alone[strings.TrimSuffix(f, "?")] = true
		}
		for i, f := range forms {
			f, doubt := strings.CutSuffix(f, "?")
			form := *e
			form.sure = !doubt && (e.sure || i > 0 && strings.Contains(f, " ")) // more words leave no doubt
			if head, rest, ok := strings.Cut(f, " "); ok && alone[rest] && cueOf(letter.String(head, letter.Search), "").sorts() {
				form.skip, form.sure = 1, true
			}
			g.add(f, &form)
		}
	}
}

// add puts in a form of an entry.
func (g *gazetteer) add(f string, e *entry) {
	g.entries.Add(f, e)
	if w := letter.String(f, letter.Search); !strings.Contains(w, " ") && g.single.Of(w) == nil {
		g.single.Put(w, e)
	}
}

// Seat is the state whose capital has the given canonical name, as which the press lets it speak ("Beijing said"); "" where it is none, or also
// the seat of others (Brussels).
func Seat(capitalName string) string {
	w := letter.String(capitalName, letter.Search)
	e := gaz().single.Of(w)
	if e == nil || e.class != capital || e.of == "BE" || e.of == "" {
		return ""
	}
	return gaz().states[e.of]
}

// countries reads the states and derives their adjectives.
func (g *gazetteer) countries() {
	for _, r := range lexicon.Must(files, "countries.tsv").Rows {
		e := &entry{name: r.Key(), kind: text.Place, class: country, of: r.Get("code"), sure: r.Get("sure") != "no", rule: r.Rule()}
		g.add(e.name, e)
		if e.of != "" {
			g.states[e.of] = e.name
		}
		for _, f := range r.Set("forms") {
			form := *e
			f, doubt := strings.CutSuffix(f, "?")
			form.sure = !doubt && (e.sure || strings.Contains(f, " "))
			g.add(f, &form)
		}
		for _, a := range r.Set("adjective") {
			for _, f := range inflect(a) {
				g.adjs.Add(f, e)
			}
		}
		for _, p := range r.Set("plural") {
			g.adjs.Add(p, e)
			g.adjs.Add("ال"+p, e)
		}
	}
}

// inflect gives the genders, numbers and states of an adjective of relation. In an adjective of two words both are inflected
// ("North Korean"), unless the first is a noun (South-African: the last word only).
func inflect(adjective string) []string {
	first, second, two := strings.Cut(letter.String(adjective, letter.Search), " ")
	var out []string
	for _, end := range [...]string{"", "ه", "ين", "ون", "ان", "تان", "تين", "ات"} {
		for _, al := range [...]string{"", "ال"} {
			switch {
			case !two:
				out = append(out, al+first+end)
			case strings.HasSuffix(first, "ي"):
				out = append(out, al+first+end+" "+al+second+end)
			default:
				out = append(out, al+first+" "+second+end)
			}
		}
	}
	return out
}

// match is an entry found in a text.
type match = word.Match[*entry]

// placeAt is the place or organization of the lists that begins at token i.
func placeAt(t *word.Text, i int) (match, bool) { return gaz().entries.At(t, i) }

// bare takes away the words of a match that only say of what sort the thing is.
func bare(t *word.Text, m match) match {
	if m.Value.skip > 0 {
		m.From += m.Value.skip
		m.Span.Start, m.Prefix = t.Tokens[m.From].Span.Start, ""
	}
	return m
}

// nationAt is the adjective of nationality that begins at token i, with the state that it belongs to.
func nationAt(t *word.Text, i int) (word.Match[*entry], bool) { return gaz().adjs.At(t, i) }
