package quote

import (
	"cmp"
	"strings"
	"sync"

	"rawi/arabic/chain"
	"rawi/arabic/lexicon"
	"rawi/arabic/name"
	"rawi/arabic/word"
	"rawi/text"
)

// nameless are the kinds of the nouns of nameless.tsv, folded.
var nameless = sync.OnceValue(func() lexicon.Table[string] {
	m := map[string]string{}
	for _, r := range lexicon.Must(files, "nameless.tsv").Rows {
		m[fold(r.Key())] = r.Get("kind")
	}
	return lexicon.NewTable(m)
})

// written says that a folded noun without its article is one of what is found out and written.
func written(w string) bool { return nameless().Of(w) == "paper" }

// unname settles whom speakers are that were only described. It leaves those nameless whom the article names nowhere and describes only as people or papers of some sort: "an army spokesman", "the
// official", "most of the inhabitants", "a report". Their words stay the speaker's.
func (r *reader) unname() {
	for i := range r.out {
		q := &r.out[i]
		if q.Speaker.Empty() || q.Who == "" || r.isName(q.Who) {
			continue
		}
		if ns := r.namesIn(q.Speaker); len(ns) == 1 && ns[0].Span == q.Speaker && ns[0].Kind == text.Place && ns[0].Entity == q.Who {
			q.Who = cmp.Or(name.Seat(q.Who), q.Who) // its capital speaks for a state
			continue
		}
		if and, ok := strings.CutPrefix(q.Who, "و"); ok && strings.HasPrefix(and, "ال") && q.Who == q.Speaker.Of(r.t.Source) {
			q.Who = and
		}
		a, b := r.t.Range(q.Speaker)
		if a >= b || !r.itself(a, b, q.Who) {
			continue
		}
		if first := r.t.Tokens[a].Fold; q.Who == q.Speaker.Of(r.t.Source) && (strings.HasPrefix(first, "لل") && len(first) >= 10 || strings.HasPrefix(first, "ل") && word.Corpus().Take(first).Pro == "ل") {
			clitic := len("ل")
			if strings.HasPrefix(first, "لل") {
				clitic = len("لل")
			}
			q.Who = r.lessClitic(q.Speaker, a, b, clitic) // "according to the writer"
		}
		if r.nameless(a, b) {
			q.Who = ""
		} else {
			q.Who = nominative(q.Who)
		}
	}
}

// nominative writes a group whose words stand in the oblique plural as it is called by itself: "of the Houthi rebels".
func nominative(who string) string {
	if !strings.Contains(who, "ين") {
		return who
	}
	words := strings.Fields(who)
	for k, w := range words {
		stem, ok := strings.CutSuffix(w, "ين")
		f := fold(stem)
		if !ok || !strings.HasPrefix(w, "ال") || len(f) < 10 || word.Corpus().DF(f+"ون") == 0 && !strings.HasSuffix(stem, "ي") {
			if k == 0 {
				return who
			}
			continue
		}
		words[k] = stem + "ون"
	}
	return strings.Join(words, " ")
}

// itself says that who is nothing but the words of the tokens [i, j), or their first ones.
func (r *reader) itself(i, j int, who string) bool {
	s := r.t.Span(i, j).Of(r.t.Source)
	return s == who || strings.TrimPrefix(s, "و") == who || strings.HasPrefix(s, who+" ") || strings.HasSuffix(s, who) && len(s) <= len(who)+4
}

// nameless says that the tokens [i, j) tell of people or of a paper without naming them.
func (r *reader) nameless(i, j int) bool {
	t := r.t
	for i+1 < j && chain.Particle(t.Tokens[i].Fold) == chain.Demonstrative || i+1 < j && t.Tokens[i].Is("ذات", "نفس") {
		i++
	}
	for k := i + 1; k+1 < j; k++ {
		if t.Tokens[k].Is("باسمه", "باسمها") {
			return false // a name that no list knows follows: "his spokesman X"
		}
	}
	w, definite := strings.CutPrefix(strings.TrimPrefix(t.Tokens[i].Fold, "و"), "ال")
	if nameless().Of(w) == "quantity" {
		return true
	}
	if ns := r.namesIn(t.Span(i, j)); len(ns) > 0 && (ns[0].Kind == text.Person || ns[0].Span.Start == t.Tokens[i].Span.Start) {
		return false
	}
	h, _ := chain.HeadAt(t, i)
	if h == nil {
		for _, enc := range [...]string{"ها", "هم", "ه"} { // "its sources"
			if stem, ok := strings.CutSuffix(w, enc); ok && (stem == "مصادر" || stem == "مصدر") {
				return true
			}
		}
	}
	if h != nil && (h.None || h.Kind == text.Document && r.paperAlone(i, j)) || nameless().Of(w) == "people" || written(w) && r.paperAlone(i, j) {
		return true
	}
	if definite || name.Title(t, i) == 0 && !load().sayer(w) || load().group(w) || many(w) {
		return false
	}
	if i+1 == j {
		return name.Title(t, i) == 0
	}
	next := t.Tokens[i+1]
	if next.Kind != word.Word {
		return false
	}
	if chain.Particle(next.Fold) != "" || next.Is("كبير", "كبيره", "رفيع", "رفيعه", "بارز", "بارزه", "سابق", "سابقه", "باسم", "بلسان", "متخصص", "متخصصه") {
		return true
	}
	return (strings.HasSuffix(next.Fold, "ي") || strings.HasSuffix(next.Fold, "يه")) && word.Corpus().DF("ال"+next.Fold) >= 20 && !name.Given(next.Fold) && name.Title(t, i+1) == 0
}

// paperAlone says that no issuer is named with the paper [i, j): a word or two, or adjectives only.
func (r *reader) paperAlone(i, j int) bool {
	return j-i <= 2 || r.allDefinite(i, j) || len(r.namesIn(r.t.Span(i, j))) == 0
}
