package quote

import (
	"cmp"
	"strings"

	"rawi/arabic/chain"
	"rawi/arabic/name"
	"rawi/arabic/word"
	"rawi/text"
)

// described is somebody of whom the article has said what he is: the words of his title and the name.
type described struct {
	who   string
	at    int             // token at which he was described
	words map[string]bool // bare forms of the words of the description
}

// from says that the description has the name of the land of which w is the adjective, or the other way round: "the ambassador of Yemen", "the
// Yemeni ambassador".
func (d described) from(w string) bool {
	o := origin(w)
	if len(o) < 6 {
		return false
	}
	for x := range d.words {
		if origin(x) == o {
			return true
		}
	}
	return false
}

// origin is what a land's name and its adjective have in common.
func origin(w string) string {
	w = strings.TrimSuffix(w, "ا")
	return strings.TrimSuffix(w, "ي")
}

// describe notes whom the article describes: every title with the name that follows it ("the minister of energy of Russia, X").
func (r *reader) describe() {
	t := r.t
	for _, n := range r.doc.Names {
		if n.Entity == "" {
			continue
		}
		at := t.Index(n.Span.Start)
		if n.Kind == text.Organization {
			if end := t.Index(n.Span.End); end-at >= 2 { // "the commission" is the one named in full
				who := n.Entity
				if e := chain.Phrase(t, at, min(at+14, len(t.Tokens)), r.doc.Names); e > end && strings.HasPrefix(t.Tokens[end].Fold, "لل") && n.Rule == "name.tagger" {
					who = text.Span{Start: n.Span.Start, End: t.Tokens[e-1].Span.End}.Of(t.Source) // with what it is for
				}
				r.describedAs(who, at, bareWords(t, at, end))
			}
			continue
		}
		if n.Kind != text.Person {
			continue
		}
		if at < len(t.Tokens) && t.Tokens[at].Span.Start > n.Span.Start {
			at-- // the name begins inside a token, behind a proclitic
		}
		end := t.Index(n.Span.End)
		if end < len(t.Tokens) && t.Tokens[end].Is("،", ",") {
			end++
		}
		if end < len(t.Tokens) && (name.Title(t, end) > 0 || relatives[t.Tokens[end].Fold] && t.Tokens[end-1].Kind == word.Punct) { // "X, minister of supply", "X, the widow of Y"
			k := end
			for k < len(t.Tokens) && k < end+6 && t.Tokens[k].Kind == word.Word && chain.Particle(t.Tokens[k].Fold) == "" && !chain.Verbal(t.Tokens[k].Fold) {
				k++
			}
			r.describedAs(n.Entity, at, bareWords(t, end, k))
		}
		r.describeBefore(n.Entity, at)
		if i := at - 2; i >= 0 && relatives[strings.TrimPrefix(t.Tokens[i].Fold, "و")] && strings.HasPrefix(t.Tokens[i+1].Fold, "ال") { // "the father of the hostage, X"
			r.describedAs(n.Entity, i, bareWords(t, i, at))
		}
		for i := max(0, at-maxTitle); i < at; i++ {
			if k := name.Title(t, i); k > 0 && (i+k >= at-1 || chain.Phrase(t, i, min(at+3, len(t.Tokens)), r.doc.Names) > at) {
				r.describedAs(n.Entity, i, bareWords(t, i, at))
				break
			}
		}
	}
}

// describeBefore notes the office behind which a comma parts the name at token at: "the spokesman of the council, X", "…, Colonel X".
func (r *reader) describeBefore(who string, at int) {
	t := r.t
	c := at
	for k := max(0, at-4); k < at; k++ {
		if name.Title(t, k) > 0 && k+name.Title(t, k) == at {
			c = k
			break
		}
	}
	if c < 2 || !t.Tokens[c-1].Is("،", ",") {
		return
	}
	from := c - 1
	for from > 0 && from > c-1-maxTitle && t.Tokens[from-1].Kind == word.Word && t.Tokens[from].Gap < word.Line && !chain.IsThat(t, from-1) {
		from--
	}
	for i := from; i < c-1; i++ {
		if name.Title(t, i) == 0 {
			continue
		}
		if !r.person(i, c-1) {
			r.describedAs(who, i, bareWords(t, i, c-1))
		}
		return
	}
}

// maxTitle is how many tokens before a name a title is looked for.
const maxTitle = 12

// bareWords are the words of the tokens [i, j), without clitics and article.
func bareWords(t *word.Text, i, j int) map[string]bool {
	out := map[string]bool{}
	for ; i < j; i++ {
		if t.Tokens[i].Kind == word.Word {
			out[bare(t.Tokens[i].Fold)] = true
		}
	}
	return out
}

// bare takes the article and an adjective's feminine ending off.
func bare(w string) string {
	w = word.Corpus().Take(w).Stem
	w = strings.TrimPrefix(w, "ال")
	if s, ok := strings.CutSuffix(w, "ه"); ok && len(s) >= 6 {
		w = s
	}
	return w
}

// general are descriptions that fit anybody who speaks: they mean whom the article heard last.
var general = map[string]bool{"مسءول": true, "اخير": true, "متحدث": true, "ناطق": true, "رجل": true, "سيد": true, "مسءوله": true}

// refer is whom a description without a name means: the tokens [i, j) begin with the article, or with a title in construct. It is
// the one of those described before it in the article whose description has its first word and most of the others; a general
// word means the last person who spoke. "" when nobody fits.
func (r *reader) refer(i, j int) string {
	t := r.t
	if t.Tokens[i].Kind != word.Word {
		return ""
	}
	definite := strings.HasPrefix(t.Tokens[i].Fold, "ال") || strings.HasSuffix(t.Tokens[i].Fold, "نا") && strings.HasPrefix(t.Tokens[i].Fold, "مراسل")
	if !definite && name.Title(t, i) == 0 {
		if j-i > 1 && j-i <= 4 && strings.HasPrefix(t.Tokens[i+1].Fold, "ال") && load().sayer(t.Tokens[i].Fold) && !load().group(t.Tokens[i].Fold) && !relatives[t.Tokens[i].Fold] && len(r.namesIn(t.Span(i, j))) == 0 {
			return r.onlyPerson(i) // "the former star of cricket"
		}
		return ""
	}
	for i+1 < j && honours[t.Tokens[i].Fold] && name.Title(t, i+1) > 0 {
		i++ // "His Highness the emir of X"
	}
	head := bare(t.Tokens[i].Fold)
	want := bareWords(t, i, j)
	if k, _ := t.Range(r.last.span); definite && j-i == 1 && r.last.known() && k < i && strings.TrimPrefix(t.Tokens[k].Fold, "و") == strings.TrimPrefix(t.Tokens[i].Fold, "ال") && r.last.who != "" {
		return r.last.who // "the account of X … the account"
	}
	if parent := parents[head]; definite && parent != "" && j-i == 1 {
		head, want = parent, map[string]bool{parent: true}
	}
	if definite && general[head] && j-i == 2 && r.last.none && t.Tokens[i+1].Kind == word.Word {
		return "" // "the Egyptian official", behind a source without a name
	}
	if definite && general[head] && j-i <= 2 || general[head] && j-i == 3 && r.last.who == r.lastPerson && r.alladjectives(i, j) {
		return r.lastPerson
	}
	body := definite && name.Title(t, i) == 0 && load().group(strings.TrimPrefix(t.Tokens[i].Fold, "ال"))
	if who := r.fitting(head, want, i, i, body); who != "" {
		return who
	}
	if definite && j-i <= 2 {
		if who := r.inFull(t.Tokens[i].Fold, i); who != "" {
			return who
		}
	}
	if first := strings.TrimPrefix(t.Tokens[i].Fold, "ال"); definite && j-i <= 3 && len(r.namesIn(t.Span(i, j))) == 0 && !load().group(first) && (name.Title(t, i) > 0 || load().sayer(first)) && r.unlisted(i, j) == 0 && !many(first) && !relatives[first] {
		return r.onlyPerson(i)
	}
	return ""
}

// honours are the words of honour before an office.
var honours = map[string]bool{"سمو": true, "معالي": true, "سعاده": true, "فضيله": true, "دوله": true, "فخامه": true, "جلاله": true, "سماحه": true, "سياده": true, "عطوفه": true}

// alladjectives says that the words of the tokens [i, j) all have the article.
func (r *reader) alladjectives(i, j int) bool {
	for ; i < j; i++ {
		if !strings.HasPrefix(r.t.Tokens[i].Fold, "ال") {
			return false
		}
	}
	return true
}

// parents are the words of nearness for those who were named as somebody's parents, in bare forms.
var parents = map[string]string{"اب": "والد", "ام": "والد"}

// goingOn are the verbs of those who have just spoken.
var goingOn = map[string]bool{"أضاف": true, "تابع": true, "أردف": true, "استطرد": true, "واصل": true, "زاد": true, "استدرك": true}

// sameAs is who goes on speaking, where s names him by a description that nobody was given before: the person who spoke last.
func (r *reader) sameAs(s speaker) string {
	i, j := r.t.Range(s.span)
	if i >= j || s.none || s.who != s.span.Of(r.t.Source) || r.isName(s.who) || r.lastPerson == "" || r.last.who != r.lastPerson || j-i > 4 || len(r.namesIn(s.span)) > 0 || r.unlisted(i, j) > 0 || many(strings.TrimPrefix(r.t.Tokens[i].Fold, "ال")) {
		return s.who
	}
	head := r.t.Tokens[i].Fold
	bare := strings.TrimPrefix(head, "ال")
	if load().group(bare) || name.Title(r.t, i) == 0 && !load().sayer(bare) || bare == head && (j-i == 1 || !strings.HasPrefix(r.t.Tokens[i+1].Fold, "ال")) {
		return s.who
	}
	return r.lastPerson
}

// many says that a folded noun of people, without its article, has the shape of a plural: no one person is meant.
func many(w string) bool {
	letters := []rune(w)
	n := len(letters)
	switch {
	case strings.HasSuffix(w, "ون"), strings.HasSuffix(w, "ين") && n > 5, strings.HasSuffix(w, "ات"), strings.HasSuffix(w, "ايا"), strings.HasSuffix(w, "اء") && n >= 5:
		return true
	case n == 4 && letters[2] == 'ا' && letters[3] != 'ء': // deputies, workers, judges
		return w != "امام" && w != "حساب"
	}
	return false
}

// onlyPerson is the one person that the article has named by token i, more than once; "" where it named none or several.
func (r *reader) onlyPerson(i int) string {
	who, n := "", 0
	for _, m := range r.doc.Names {
		if m.Span.Start >= r.t.Tokens[i].Span.Start {
			break
		}
		if m.Kind != text.Person || m.Entity == "" {
			continue
		}
		if who != "" && m.Entity != who {
			return ""
		}
		who, n = m.Entity, n+1
	}
	if n < 2 {
		return ""
	}
	return who
}

// inFull is the name of the body or medium that a definite noun at token i takes up: "the movement" is the movement X named before, "the
// paper" the paper X. "" where none was, or the noun is no noun of bodies.
func (r *reader) inFull(noun string, i int) string {
	t := r.t
	bare := strings.TrimPrefix(noun, "ال")
	if !load().group(bare) {
		return ""
	}
	for k := i - 1; k >= 0 && k > i-maxBack; k-- {
		f := t.Tokens[k].Fold
		if !strings.HasSuffix(f, bare) || len(f) > len(bare)+8 {
			continue
		}
		lead := strings.TrimSuffix(f, bare)
		if lead == "ل" && strings.HasPrefix(bare, "ل") && (k+1 >= len(t.Tokens) || !strings.HasPrefix(t.Tokens[k+1].Fold, "ال")) {
			continue // "for the committee", whose article was taken in
		}
		switch lead {
		case "", "و", "ب", "ل", "ف", "ك", "ول", "وب":
		case "ال", "وال", "بال", "لل":
			if k+1 >= len(t.Tokens) || !strings.HasPrefix(t.Tokens[k+1].Fold, "ال") || chain.Particle(t.Tokens[k+1].Fold) != "" {
				continue
			}
		default:
			continue
		}
		if s, ok := chain.At(t, k, r.beforeVerb(k+1, min(k+12, i)), r.doc.Names); ok && s.To > k+1 && !s.None && !s.Issued {
			if s.Name == s.Span.Of(t.Source) { // no list knows it
				clitic := strings.TrimSuffix(lead, "ال")
				if lead == "لل" {
					clitic = lead
				}
				return t.Span(k, s.To).Of(t.Source)[t.Place(k, len(clitic), len(f)).Start-t.Tokens[k].Span.Start:]
			}
			return s.Name
		}
		e := chain.Phrase(t, k, min(k+6, i), r.doc.Names)
		if strings.HasSuffix(lead, "ال") || lead == "لل" {
			for e = k + 1; e < min(k+4, i) && strings.HasPrefix(t.Tokens[e].Fold, "ال") && chain.Particle(t.Tokens[e].Fold) == ""; { // with its adjectives
				e++
			}
			lead = strings.TrimSuffix(lead, "ال")
		}
		if e > k+1 {
			for _, n := range r.namesIn(t.Span(k, e)) {
				if n.Kind == text.Organization || n.Kind == text.Other {
					return n.Entity
				}
			}
			return text.Span{Start: t.Place(k, len(lead), len(f)).Start, End: t.Tokens[e-1].Span.End}.Of(t.Source)
		}
	}
	return ""
}

// beforeVerb is where a naming that goes on at token k ends at most: before a verb of saying with what is said.
func (r *reader) beforeVerb(k, to int) int {
	for m := k; m+1 < to; m++ {
		if fs, _ := formsOf(r.t.Tokens[m].Fold); len(fs) > 0 && fs[0].shape == finite && that(r.t.Tokens[m+1].Fold) {
			return m
		}
	}
	return to
}

// maxBack is how many tokens back a body is looked for that a definite noun takes up.
const maxBack = 400

// fitting is who was described before token i by a description that has the first word and most of the words wanted; of those the last
// that has most. A body is nobody's description.
func (r *reader) fitting(head string, want map[string]bool, i, at int, body bool) string {
	best, score, near := "", 0, -1
	only := "" // whose description has the first word, where nobody else's has
	for _, d := range r.known {
		if d.at < i && d.words[head] && r.isName(d.who) {
			if only == "" {
				only = d.who
			} else if only != d.who {
				only = "-"
			}
		}
	}
	for _, d := range r.known {
		if d.at >= i || !d.words[head] || body && r.isName(d.who) || r.otherSex(head, at, d.at) {
			continue
		}
		n := 0
		for w := range want {
			if d.words[w] || w != head && d.from(w) {
				n++
			}
		}
		if n*2 > len(want) && (n > score || n == score && d.at >= near) && !otherLand(want, d.words) {
			best, score, near = d.who, n, d.at
		}
	}
	if body {
		return best
	}
	if best == "" && len(want) == 2 && only == "-" && r.lastPerson != "" {
		for _, d := range r.known { // of several princes, the one who spoke last
			if d.at < i && d.words[head] && d.who == r.lastPerson && len(d.words) == 1 {
				return d.who
			}
		}
	}
	if best == "" && len(want) == 2 && only != "-" {
		for w := range want {
			if w != head && strings.HasSuffix(w, "ي") && !r.otherLands(only, head, want) {
				return only // "the American general": the only general
			}
		}
	}
	return best
}

// otherSex says that the words at the tokens a and b, which have the given bare form, differ in gender: "the correspondent (a woman)".
func (r *reader) otherSex(bareForm string, a, b int) bool {
	x, y := r.t.Tokens[a].Fold, r.t.Tokens[b].Fold
	return bare(x) == bareForm && bare(y) == bareForm && !strings.HasSuffix(x, "نا") && !strings.HasSuffix(y, "نا") && strings.HasSuffix(x, "ه") != strings.HasSuffix(y, "ه")
}

// otherLands says that every description of who with the given first word is of another land than the one wanted.
func (r *reader) otherLands(who, head string, want map[string]bool) bool {
	for _, d := range r.known {
		if d.who == who && d.words[head] && !otherLand(want, d.words) {
			return false
		}
	}
	return true
}

// otherLand says that each of two descriptions has an adjective of origin or field that the other has not: "the Yemeni minister of foreign
// affairs" is not the Syrian one.
func otherLand(a, b map[string]bool) bool {
	only := func(a, b map[string]bool) bool {
		for w := range a {
			if !b[w] && len(w) >= 8 && strings.HasSuffix(w, "ي") && !(described{words: b}).from(w) {
				return true
			}
		}
		return false
	}
	return only(a, b) && only(b, a)
}

// sameHead resolves the speakers of headlines: "minister: …" is the first speaker below whose description has the headline's words.
func (r *reader) sameHead() {
	for i := range r.out {
		h := &r.out[i]
		if h.Rule != ruleHeadline && r.doc.RoleAt(h.Said.Start) != text.Title || h.Speaker.Empty() || r.isName(h.Who) {
			continue
		}
		a, b := r.t.Range(h.Speaker)
		if first := strings.TrimPrefix(r.t.Tokens[a].Fold, "ال"); b-a <= 3 && name.Title(r.t, a) == 0 && (word.IsQuote(r.t.Tokens[a]) || !load().sayer(first) || load().group(first) || b-a == 1) {
			continue // a body by what it deals with: "Health: …"
		}
		want := bareWords(r.t, a, b)
		for _, q := range r.out[i+1:] {
			c, d := r.t.Range(q.Speaker)
			have, n := bareWords(r.t, c, d), 0
			for w := range want {
				if have[w] {
					n++
				}
			}
			if n > 0 && n == len(want) && r.isName(q.Who) {
				h.Who = q.Who
				break
			}
		}
		for _, q := range r.out[i+1:] {
			if !r.isName(h.Who) && r.isName(q.Who) && r.holds(q.Said, h.Said) {
				h.Who = q.Who // whoever says below what the headline has him say
			}
		}
		if head := bare(r.t.Tokens[a].Fold); !r.isName(h.Who) && len(want) > 1 {
			h.Who = cmp.Or(r.fitting(head, want, len(r.t.Tokens), a, false), h.Who)
		}
	}
}

// cataphora resolves the speakers whom the article names only further on: "the envoy of X … the envoy of X to the council, Y", "a lawyer …".
func (r *reader) cataphora() {
	late := map[text.Span]string{}
	for i := range r.out {
		q := &r.out[i]
		if q.Speaker.Empty() || q.Who == "" || r.isName(q.Who) {
			continue
		}
		who, ok := late[q.Speaker]
		if !ok {
			who = r.laterName(q.Speaker)
			late[q.Speaker] = who
		}
		if who != "" {
			q.Who = who
		}
	}
}

// laterName is whom the description at s means, of those whom the article describes anywhere with the same first word and most of the others.
func (r *reader) laterName(s text.Span) string {
	t := r.t
	i, j := t.Range(s)
	for i+1 < j && honours[t.Tokens[i].Fold] {
		i++
	}
	if kin := i < j && r.belongsTo(i, j); kin {
		if who := r.fitting(bare(t.Tokens[i].Fold), bareWords(t, i, j), len(t.Tokens), i, false); r.isName(who) && !r.namesOf(s, who) {
			return who
		}
		return ""
	}
	if i+1 >= j || t.Tokens[i].Kind != word.Word || len(r.namesIn(s)) > 0 && r.person(i, j) {
		return ""
	}
	if ns := r.namesIn(s); len(ns) > 0 && ns[0].Span.Start == s.Start && ns[0].Kind != text.Person {
		return "" // a body or place, not those who speak for it
	}
	first := strings.TrimPrefix(t.Tokens[i].Fold, "ال")
	if load().group(first) || many(first) || name.Title(t, i) == 0 && !load().sayer(first) {
		return ""
	}
	head, want := bare(t.Tokens[i].Fold), bareWords(t, i, j)
	if r.doc.RoleAt(s.Start) == text.Title {
		if who := r.firstFitting(head, want, i); who != "" {
			return who
		}
	}
	if who := r.fitting(head, want, len(t.Tokens), i, false); r.isName(who) {
		return who
	}
	return ""
}

// firstFitting is whom the article describes first by the first word of the headline's description at token at, and most of the others: whom the
// headline tells of.
func (r *reader) firstFitting(head string, want map[string]bool, at int) string {
	who, first := "", len(r.t.Tokens)
	for _, d := range r.known {
		if d.at >= first || !d.words[head] || !r.isName(d.who) || r.otherSex(head, at, d.at) || otherLand(want, d.words) {
			continue
		}
		n := 0
		for w := range want {
			if d.words[w] || w != head && d.from(w) {
				n++
			}
		}
		if n*2 > len(want) {
			who, first = d.who, d.at
		}
	}
	return who
}

// isName says that who is the canonical name of a person of the article.
func (r *reader) isName(who string) bool {
	if r.persons == nil {
		r.persons = map[string]bool{}
		for _, n := range r.doc.Names {
			if n.Kind == text.Person && n.Entity != "" {
				r.persons[n.Entity] = true
			}
		}
	}
	return r.persons[who] || r.unlistedNames[who]
}

// mostKnown bounds how many descriptions are remembered, so that an endless list of officials stays cheap.
const mostKnown = 400

// describedAs remembers that the article describes somebody by the words from token at on.
func (r *reader) describedAs(who string, at int, words map[string]bool) {
	if len(r.known) < mostKnown {
		r.known = append(r.known, described{who, at, words})
	}
}

// holds says that most of the words said in b are among those said in a, and that they are three at least.
func (r *reader) holds(a, b text.Span) bool {
	i, j := r.t.Range(a)
	have := map[string]bool{}
	for ; i < j; i++ {
		have[r.t.Tokens[i].Fold] = true
	}
	n, all := 0, 0
	for i, j = r.t.Range(b); i < j; i++ {
		if r.t.Tokens[i].Kind == word.Word {
			if all++; have[r.t.Tokens[i].Fold] {
				n++
			}
		}
	}
	return n >= 3 && n*4 >= all*3
}
