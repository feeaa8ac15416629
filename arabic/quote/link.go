package quote

import (
	"slices"
	"strings"
	"unicode"

	"rawi/arabic/chain"
	"rawi/arabic/name"
	"rawi/arabic/word"
	"rawi/text"
)

// leading prepositions bring in the medium through which something was said.
var leading = map[string]bool{
	"في": true, "عبر": true, "علي": true, "مع": true, "عن": true, "الي": true, "لدي": true, "خلال": true, "ضمن": true,
	"وفق": true, "وفقا": true, "بحسب": true, "حسب": true, "امواج": true, "موجات": true, "اثير": true, "شاشه": true, "شاشات": true, "صفحات": true,
}

// setBehind puts further links behind those before them; a medium that spread a document, or for which it was made, stands nearer to the reader
// than it.
func (r *reader) setBehind(links, more []text.Link, spread bool) []text.Link {
	if n := len(links); n > 0 && len(more) > 0 && links[n-1].Rule == ruleProgramme && more[0].Kind == text.Broadcaster {
		links = links[:n-1] // of a programme and its channel, the channel
	}
	if n := len(links); n > 0 && len(more) > 0 && links[n-1].Kind == text.Social && more[0].Kind == text.Social && links[n-1].Span.End < more[0].Span.Start && words(r.t, r.t.Index(links[n-1].Span.End), r.t.Index(more[0].Span.Start)) <= 3 {
		more[0].Span.Start = links[n-1].Span.Start // "a video that he put on the site X"
		links = links[: n-1 : n-1]
	}
	if n := len(links); n > 0 && len(more) > 0 && links[n-1].Kind == text.Document && medium(more[0].Kind) {
		spread = true
	}
	if n := len(links); spread && n > 0 && (links[n-1].Kind == text.Document || links[n-1].Kind == text.Social) {
		return append(append(links[:n-1:n-1], more...), links[n-1])
	}
	return append(links, more...)
}

// link reads a source that stands between a verb and what is said, beginning at token m: "to the paper X", "in a statement",
// "on the platform X". It returns the links, several only where media are joined by "and", and where they end; none, with ok, where the source is the
// outlet itself.
func (r *reader) link(m, to int, had []text.Link) ([]text.Link, int, bool) {
	t := r.t
	f := t.Tokens[m].Fold
	if f == "ل" && m+1 < to { // li- before a name in quotation marks
		if end, ok := r.closes[m+1]; ok && end-m <= 6 {
			l := text.Link{Span: t.Span(m+1, min(end+1, to)), Name: t.Span(m+2, end).Of(t.Source), Kind: text.OutletLink, Rule: "quote.li"}
			if s, ok := chain.At(t, m+2, end, nil); ok {
				l.Name, l.Kind, l.Rule = s.Name, s.Kind, s.Rule
			} else if !r.mayTell(m - 1) {
				return nil, m, false // "the conference for «…»"
			}
			return r.wanted(l), min(end+1, to), true
		}
	}
	if (f == "ل") && m+1 < to { // apart from a name without marks, or in brackets
		k, end := m+1, to
		if t.Tokens[k].Is("(") && k+2 < to && (t.Tokens[k+2].Is(")") || k+3 < to && t.Tokens[k+3].Is(")")) {
			k++
		}
		if s, ok := chain.At(t, k, end, r.doc.Names); ok && (s.Kind == text.Agency || s.Kind == text.OutletLink || s.Kind == text.Broadcaster) {
			if s.To < to && k > m+1 && t.Tokens[s.To].Is(")") {
				s.To++
			}
			return r.wanted(text.Link{Span: s.Span, Name: s.Name, Kind: s.Kind, Rule: s.Rule}), s.To, true
		}
	}
	if l, end, ok := r.spread(m, to); ok { // "which the agency X transmitted"
		return l, end, true
	}
	if m > 0 && strings.HasPrefix(f, "لل") && strings.HasPrefix(t.Tokens[m-1].Fold, "ال") && !r.person(m-1, m) && t.Tokens[m].Is("للاعلام", "للانباء", "للصحافه", "للاذاعه", "للتلفزيون") {
		return nil, m, false // the end of a body's name
	}
	if m > 0 && t.Tokens[m-1].Is("علي", "عبر", "في") {
		if s, ok := chain.Posted(t, m, to); ok {
			return r.wanted(text.Link{Span: s.Span, Name: s.Name, Kind: s.Kind, Rule: s.Rule}), s.To, true
		}
	}
	if f == "لوساءل" || f == "للصحافه" {
		return nil, m, false // the media in general hand nothing on
	}
	if m > 0 && strings.HasPrefix(f, "ب") && t.Tokens[m-1].Kind == word.Word {
		if h, prefix := chain.HeadAt(t, m); h != nil && prefix == 2 && (h.Kind == text.Document || h.Kind == text.Social) {
			if s, ok := chain.At(t, m, to, r.doc.Names); ok { // "answered with a statement"
				return r.wanted(text.Link{Span: s.Span, Name: s.Name, Kind: s.Kind, Rule: s.Rule}), s.To, true
			}
		}
	}
	if n := len(had); n > 0 && had[n-1].Kind == text.Document && had[n-1].Span.End <= t.Tokens[m].Span.Start && m > 0 && had[n-1].Span.End >= t.Tokens[m-1].Span.End && strings.HasPrefix(f, "ب") {
		if s, ok := chain.At(t, m, to, r.doc.Names); ok && medium(s.Kind) && s.Span.Start > t.Tokens[m].Span.Start { // "in a report in the paper X"
			return r.wanted(text.Link{Span: s.Span, Name: s.Name, Kind: s.Kind, Rule: s.Rule}), s.To, true
		}
	}
	if l, end, ok := r.correspondent(m, to); ok {
		return l, end, true
	}
	joined := strings.HasPrefix(f, "ل")
	after := m > 0 && leading[t.Tokens[m-1].Fold] || m > 1 && t.Tokens[m-1].Is("ترجمه", "روايه") && t.Tokens[m-2].Is("بحسب", "حسب", "وفق")
	if !joined && !after {
		return nil, m, false
	}
	s, ok := chain.At(t, m, to, r.doc.Names)
	if !ok {
		return r.paperAt(m)
	}
	if s.Span.Start == t.Tokens[m].Span.Start && joined && !after { // the li- was part of the word
		return nil, m, false
	}
	switch s.Kind {
	case text.Agency, text.OutletLink, text.Broadcaster:
	case text.Document, text.Social:
		if !after || t.Tokens[m-1].Is("مع", "الي") || s.Kind == text.Document && t.Tokens[m-1].Is("علي") || t.Tokens[m-1].Is("عن") && len(had) == 0 {
			return nil, m, false
		}
	case text.OfficialBody:
		if !after || !t.Tokens[m-1].Is("عن") || len(had) == 0 || had[len(had)-1].Kind != text.Document {
			return nil, m, false
		}
	default:
		return nil, m, false
	}
	l := text.Link{Span: s.Span, Name: s.Name, Kind: s.Kind, Rule: s.Rule}
	if s.Kind == text.Broadcaster && s.To == m+1 && s.To+1 < to && t.Tokens[s.To].Is("علي", "في") { // "his channel on X"
		if p, ok := chain.Posted(t, s.To+1, to); ok {
			l.Span.End, l.Kind, l.Name = p.Span.End, text.Social, p.Name
			return r.wanted(l), p.To, true
		}
	}
	if strings.HasSuffix(t.Tokens[m].Fold, "برنامج") {
		l.Rule = ruleProgramme
	}
	links, end := r.wanted(l), s.To
	for medium(l.Kind) && end < to && strings.HasPrefix(t.Tokens[end].Fold, "و") { // "to the channel X and the radio Y"
		more, ok := chain.At(t, end, to, r.doc.Names)
		if !ok || !medium(more.Kind) || more.Span.Start == t.Tokens[end].Span.Start {
			break
		}
		links = append(links, r.wanted(text.Link{Span: more.Span, Name: more.Name, Kind: more.Kind, Rule: more.Rule})...)
		end = more.To
	}
	return links, end, true
}

// mayTell says that li- behind token i may bring in whom somebody spoke to: a name, a title, a source, a verb, a mark or a word of time stands there.
func (r *reader) mayTell(i int) bool {
	if i < 0 {
		return false
	}
	tok := r.t.Tokens[i]
	if tok.Kind != word.Word || chain.Particle(tok.Fold) != "" {
		return true
	}
	if fs, _ := formsOf(tok.Fold); len(fs) > 0 {
		return true
	}
	if r.person(max(0, i-3), i+1) {
		return true
	}
	for k := i; k >= 0 && k > i-6 && r.t.Tokens[k].Kind == word.Word && chain.Particle(r.t.Tokens[k].Fold) == ""; k-- { // an office
		w := strings.TrimPrefix(r.t.Tokens[k].Fold, "ال")
		if name.Title(r.t, k) > 0 || load().sayer(w) && !load().group(w) && !chain.Occasion(w) {
			return true
		}
	}
	return !r.mute(i, i+1) && !load().group(strings.TrimPrefix(tok.Fold, "ال"))
}

// ruleProgramme names the links that are programmes.
const ruleProgramme = "quote.programme"

// spread reads a verb of spreading with the pronoun of what was said, and the medium that did it: "a statement that X transmitted".
func (r *reader) spread(m, to int) ([]text.Link, int, bool) {
	t := r.t
	if m+1 >= to || m > 1 && t.Tokens[m-1].Is("ما") && !leading[t.Tokens[m-2].Fold] && !t.Tokens[m-2].Is("طبقا", "علي") {
		return nil, m, false
	}
	fs, _ := formsOf(t.Tokens[m].Fold)
	if len(fs) > 0 {
		return nil, m, false // without the pronoun it is a cue
	}
	fs, _ = formsOfObject(t.Tokens[m].Fold)
	if len(fs) == 0 || fs[0].shape != finite {
		return nil, m, false
	}
	switch fs[0].verb.lemma {
	case "نقل", "بث", "نشر", "أورد":
	default:
		return nil, m, false
	}
	s, ok := chain.At(t, m+1, to, r.doc.Names)
	if close, marked := r.closes[m+1]; !ok && marked && close < to && words(t, m+2, close) <= 4 {
		return r.wanted(text.Link{Span: t.Span(m+1, close+1), Name: t.Span(m+2, close).Of(t.Source), Kind: text.OutletLink, Rule: "quote.spread"}), close + 1, true
	}
	if !ok || s.Kind != text.Agency && s.Kind != text.Broadcaster && s.Kind != text.OutletLink && s.Kind != text.Social {
		return nil, m, false
	}
	return r.wanted(text.Link{Span: s.Span, Name: s.Name, Kind: s.Kind, Rule: s.Rule}), s.To, true
}

// wanted leaves out the outlet itself and the agencies credited for the whole article: they are no links of one statement.
func (r *reader) wanted(l text.Link) []text.Link {
	if l.Span.Empty() {
		return nil // nobody
	}
	if o := r.doc.Outlet.Name; o != "" && (sameName(l.Name, o) || medium(l.Kind) && sameMedium(l, o)) {
		return nil
	}
	if len(r.doc.Wire) == 1 && (sameName(l.Name, r.doc.Wire[0].Name) || sameMedium(l, r.doc.Wire[0].Name)) { // of several, the one named for this statement is told
		return nil
	}
	return []text.Link{l}
}

// medium says that a link is one of the media.
func medium(k text.LinkKind) bool {
	return k == text.Agency || k == text.OutletLink || k == text.Broadcaster
}

// sameMedium says that a link is the medium of the given name: the words that say what kind of medium it is may stand in one of the two
// only ("the channel X", "X", "the news channel X"). A channel that the list knows is not the paper of its name.
func sameMedium(l text.Link, name string) bool {
	if l.Kind == text.Broadcaster && strings.HasPrefix(l.Rule, "agencies.tsv") {
		return false
	}
	words := ownWords(l.Name)
	return len(words) > 0 && slices.Equal(words, ownWords(name))
}

// ownWords are the folded words of a medium's name less those of its kind.
func ownWords(name string) []string {
	words := strings.FieldsFunc(fold(name), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
	return slices.DeleteFunc(words, func(w string) bool { return mediumWords[w] })
}

// mediumWords are the words of names of media that say what kind of medium it is.
var mediumWords = map[string]bool{
	"وكاله": true, "انباء": true, "الانباء": true, "للانباء": true, "قناه": true, "فضاءيه": true, "تلفزيون": true, "اذاعه": true, "شبكه": true,
	"صحيفه": true, "جريده": true, "مجله": true, "موقع": true, "بوابه": true, "اخبار": true, "الاخباري": true, "الاخباريه": true, "نيوز": true,
}

func sameName(a, b string) bool { return fold(a) == fold(b) }

// preceding reads the medium named before the verb in the same sentence: "in a statement published after the meeting, X said".
func (r *reader) preceding(c cue, from int) []text.Link {
	t := r.t
	var out []text.Link
	for m := from; m < c.at; m++ {
		f := t.Tokens[m].Fold
		if t.Tokens[m].Is("وهو", "وهي", "وهم") {
			return out // what he is
		}
		if m > from+1 && !leading[strings.TrimPrefix(t.Tokens[m-1].Fold, "و")] && !t.Tokens[m-1].Is("ختام", "نهايه", "مستهل", "بدايه", "مقدمه") {
			continue
		}
		if m == from && !leading[f] && !leading[strings.TrimPrefix(f, "و")] {
			return append(r.appeared(c, from), r.ownPost(c, from)...)
		}
		if m == from {
			continue
		}
		if close, ok := r.closes[m]; ok {
			if l, end, ok := r.spokenWith(m, c.at); ok {
				out = append(out, l...)
				m = end - 1
				continue
			}
			s, ok := chain.At(t, m+1, min(close, c.at), nil)
			if !ok || !medium(s.Kind) || s.To != close || !accordingTo(t.Tokens[m-1]) {
				return out
			}
			out = append(out, r.wanted(text.Link{Span: t.Span(m, close+1), Name: s.Name, Kind: s.Kind, Rule: s.Rule})...) // "according to «X»"
			m = close
			continue
		}
		if chain.Occasion(t.Tokens[m].Fold) && m+2 < c.at { // "in a remark that the site X transmitted from the channel Y"
			if l, end, ok := r.spread(m+1, c.at); ok {
				out = append(out, l...)
				if s, ok := chain.At(t, min(end+1, c.at-1), c.at, r.doc.Names); ok && t.Tokens[end].Is("عن") && medium(s.Kind) {
					out, end = append(out, r.wanted(text.Link{Span: s.Span, Name: s.Name, Kind: s.Kind, Rule: s.Rule})...), s.To
				}
				m = end - 1
				continue
			}
		}
		s, ok := chain.At(t, m, c.at, r.doc.Names)
		about := ok && s.Kind == text.Document && t.Tokens[m-1].Is("علي", "وعلي") // "in answer to the report": not by it
		if !ok || about || s.Kind != text.Document && s.Kind != text.Social && s.Kind != text.Agency && s.Kind != text.OutletLink && s.Kind != text.Broadcaster {
			if m > from+1 {
				return out
			}
			continue
		}
		out = append(out, r.wanted(text.Link{Span: s.Span, Name: s.Name, Kind: s.Kind, Rule: s.Rule})...)
		m = s.To - 1
		if l, end, ok := r.link(min(s.To, c.at-1), c.at, out); ok && s.Kind == text.Document && s.To < c.at { // "in a report of the paper X"
			out = r.setBehind(out, l, true)
			m = end - 1
		}
	}
	return out
}

// accordingTo says that a token is one of the words for "according to".
func accordingTo(k word.Token) bool {
	return k.Is("بحسب", "حسب", "وفق", "وفقا", "طبقا", "وبحسب", "وحسب", "ووفق", "ووفقا", "وطبقا")
}

// ownPost is the post that the sentence tells of as its subject's own, before a participle: "X added a picture to his post, saying".
func (r *reader) ownPost(c cue, from int) []text.Link {
	if c.form.shape != participle {
		return nil
	}
	t := r.t
	for m := from + 1; m < c.at; m++ {
		if h, prefix := chain.HeadAt(t, m); h != nil && prefix == 0 && h.Kind == text.Social && (strings.HasSuffix(t.Raw(m), "ه") || strings.HasSuffix(t.Raw(m), "ها")) {
			return r.wanted(text.Link{Span: t.Tokens[m].Span, Name: t.Raw(m), Kind: h.Kind, Rule: h.Rule})
		}
	}
	return nil
}

// standsIn reads "it stands in a statement of X that …": the document is the link, and who issued it the speaker, unknown where
// that is not said. i is the token after the verb.
func (r *reader) standsIn(f *frame, i, to int) (next int, ok bool) {
	t := r.t
	switch f.cue.form.verb.lemma {
	case "جاء", "ورد":
	default:
		return i, false
	}
	if in := f.cue.at + 1; in < to && t.Tokens[in].Is("فيه", "فيها") { // "a statement in which it stands"
		i = in
		for k := max(0, i-8); k < i; k++ {
			s, ok := chain.At(t, k, i, r.doc.Names)
			if !ok || s.Kind != text.Document {
				continue
			}
			was := r.inherit(f.cue, k)
			f.own, f.relayed, f.speaker = true, true, was
			f.speaker.chain = append(r.spreader(r.begins(k), k), r.wanted(text.Link{Span: s.Span, Name: s.Name, Kind: s.Kind, Rule: s.Rule})...)
			return i + 1, true
		}
		return i, false
	}
	if i+1 >= to || !t.Tokens[i].Is("في") {
		return i, false
	}
	s, ok := chain.At(t, i+1, to, r.doc.Names)
	if !ok || s.Kind != text.Document && s.Kind != text.Social {
		return i, false
	}
	f.own, f.relayed = true, true
	f.speaker = speaker{chain: r.wanted(text.Link{Span: s.Span, Name: s.Name, Kind: s.Kind, Rule: s.Rule})}
	links := f.speaker.chain
	m := s.To
	for m < to && t.Tokens[m].Is("نشر", "له", "لها") {
		m++
	}
	if by, end := r.issuerAfter(m, to); by.known() {
		f.speaker = by
		f.speaker.chain = links
		return end, true
	}
	if s.Kind == text.Document && m == s.To { // "it stands in the statement"
		if who, through := r.issuer(i+1, s.To); who != "" && len(through) > 0 {
			f.speaker = speaker{span: s.Span, who: who, chain: through}
		}
	}
	return s.To, true
}

// issued reads "a report issued by X showed that": the document, the subject at the tokens [i, e), is the link, and who issued it the
// speaker.
func (r *reader) issued(f *frame, i, e, to int) (next int, ok bool) {
	t := r.t
	if !f.own || f.cue.form.shape != finite || i >= e || i >= to {
		return e, false
	}
	s, ok := chain.At(t, i, to, r.doc.Names)
	if !ok || s.Kind != text.Document || s.Span.Start != t.Tokens[i].Span.Start {
		return e, false
	}
	m, skipped := s.To, false
	for m < to && isIssuing(t.Tokens[m].Fold, issued, published) {
		m, skipped = m+1, true
	}
	for skipped && m < to && t.Tokens[m].Is("عن", "امس", "اليوم") {
		m++
	}
	if !skipped {
		if m >= to || !strings.HasPrefix(t.Tokens[m].Fold, "ل") || r.closes[m+1] > 0 || chain.HeadIsMedium(t, m) {
			return e, false
		}
		by, end := r.issuerAfter(m, to) // "a statement of the ministry said"
		if !by.known() {
			return e, false
		}
		f.speaker, f.relayed = by, true
		f.speaker.chain = r.wanted(text.Link{Span: s.Span, Name: s.Name, Kind: s.Kind, Rule: s.Rule})
		return end, true
	}
	end := chain.Phrase(t, m, to, r.doc.Names)
	if end <= m || !r.acts(m, end) || indefinite(t, m, end) { // "a study that researchers made": it speaks itself
		return e, false
	}
	f.speaker, f.relayed = r.speakerAt(m, end), true
	f.speaker.chain = r.wanted(text.Link{Span: s.Span, Name: s.Name, Kind: s.Kind, Rule: s.Rule})
	return end, true
}

// through reads "transmitted X from Y": the verb's subject is the medium, and the one after "from" the speaker, or a further
// medium when it is one. i is the token after the subject.
func (r *reader) through(f *frame, i, to int) (next int, ok bool) {
	t := r.t
	switch f.cue.form.verb.lemma {
	case "نقل", "أورد", "ذكر", "نسب", "بث", "عزا", "علم":
	default:
		if k, _ := r.relay(i, to); k >= to || k == 0 || !t.Tokens[k-1].Is("نقلا") {
			return i, false // other verbs only with "handing on from"
		}
	}
	medium := r.mediumOf(f.speaker)
	if !f.own {
		if medium, ok = r.transmitter(f, i); !ok {
			return i, false
		}
	}
	i, ok = r.relay(i, to)
	if f.cue.form.verb.lemma == "علم" { // "X has learnt from Y that"
		ok = i < to && t.Tokens[i].Is("من")
	}
	if !ok || i+1 >= to {
		return i, false
	}
	s, isSource := chain.At(t, i+1, to, r.doc.Names)
	if isSource && s.Issued && s.Kind == text.Document { // from a document of somebody
		links := append(r.wanted(medium), r.wanted(text.Link{Span: s.Span, Name: s.Name, Kind: s.Kind, Rule: s.Rule})...)
		var end int
		f.speaker, end = r.issuerAfter(s.To, to)
		f.speaker.chain, f.own = links, true
		return end, true
	}
	e := r.people(i+1, chain.Phrase(t, i+1, to, r.doc.Names), to)
	for e > i+2 && t.Tokens[e-1].Is("قوله", "قولها", "قولهم", "تاكيده", "تاكيدها", "تاكيدهم") {
		e-- // "from X his saying that"
	}
	if e == i+1 {
		return i, false
	}
	if medium.Kind == text.OfficialBody && agencyNoun(t, medium.Span) {
		medium.Kind = text.Agency // whoever hands on is a news agency
	}
	f.speaker.chain = r.wanted(medium)
	if isSource && !s.None && (s.Kind == text.Agency || s.Kind == text.Broadcaster || s.Kind == text.OutletLink) {
		links := append(f.speaker.chain, r.wanted(text.Link{Span: s.Span, Name: s.Name, Kind: s.Kind, Rule: s.Rule})...)
		if k, ok := r.relay(s.To, to); ok && t.Tokens[k].Is("عن") { // and that from a further one
			g := frame{cue: cue{at: f.cue.at, form: form{verb: &verb{lemma: "نقل"}}}, own: true, speaker: speaker{span: s.Span, who: s.Name}}
			if n, ok := r.through(&g, s.To, to); ok {
				f.speaker = g.speaker
				if len(g.speaker.chain) > 0 && g.speaker.chain[0].Span == s.Span {
					links = links[:len(links)-1]
				}
				f.speaker.chain = append(links, g.speaker.chain...)
				return n, true
			}
		}
		f.speaker = speaker{chain: links}
		return s.To, true
	}
	links := f.speaker.chain
	f.speaker, f.own = r.speakerAt(i+1, e), true
	f.speaker.chain = links
	if k, ok := r.relay(e, to); ok && t.Tokens[k].Is("عن") { // and he from another
		if end := chain.Phrase(t, k+1, to, r.doc.Names); end > k+1 && r.acts(k+1, end) {
			f.speaker.chain = append(links, r.wanted(r.mediumOf(f.speaker))...)
			links = f.speaker.chain
			f.speaker = r.speakerAt(k+1, end)
			f.speaker.chain = links
			return end, true
		}
	}
	return e, true
}

// agencyNoun says that the naming at s begins with the noun of agencies.
func agencyNoun(t *word.Text, s text.Span) bool {
	i := t.Index(s.Start)
	return i < len(t.Tokens) && strings.HasSuffix(t.Tokens[i].Fold, "وكاله")
}

// inWhich reads the document before a verb in which something was said: "published a report in which it said", "issued a statement that
// said". who is the issuer that the words behind the document tell, unknown where they tell nobody.
func (r *reader) inWhich(c cue, from, to int) (links []text.Link, who speaker, ok bool) {
	t := r.t
	if c.form.verb.lemma == "جاء" || c.form.verb.lemma == "ورد" || c.form.shape == participle || c.form.shape == finite && c.pro != "" {
		return nil, speaker{}, false
	}
	in := t.Tokens[min(c.at+1, len(t.Tokens)-1)].Is("فيه", "فيها")
	if c.form.shape == verbal { // "commented in it by saying"
		in = c.at > from && t.Tokens[c.at-1].Is("فيه", "فيها")
	}
	if !in && c.form.shape != finite {
		return nil, speaker{}, false
	}
	back := 6
	if c.form.shape == verbal || in {
		back = 12
	}
	for k := max(from, c.at-back); k < c.at; k++ {
		f := strings.TrimSuffix(t.Tokens[k].Fold, "ا")
		if l, who := r.toldIn(c, from, k); in && len(l) > 0 && who.known() {
			return l, who, true
		}
		s, found := chain.At(t, k, c.at, r.doc.Names)
		switch {
		case found && (s.Kind == text.Document || s.Kind == text.Social):
		case f == "تقرير" || f == "بيان" || f == "منشور" || f == "مقال":
			s = chain.Source{To: k + 1, Span: t.Tokens[k].Span, Name: t.Tokens[k].Span.Of(t.Source), Kind: text.Document, Rule: "quote.inwhich"}
			if f == "منشور" {
				s.Kind = text.Social
			}
			for s.To < c.at && chain.Joint(t.Tokens[s.To].Fold) {
				s.To++
			}
			s.Span.End = t.Tokens[s.To-1].Span.End
			s.Name = s.Span.Of(t.Source)
		default:
			continue
		}
		if !in && !(s.To == c.at && t.Tokens[k].Fold == f+"ا" && r.issues(from, k)) {
			return nil, speaker{}, false
		}
		who, _ = r.issuerAfter(s.To, c.at)
		if who.known() {
			links = r.spreader(from, k)
		}
		return append(links, r.wanted(text.Link{Span: s.Span, Name: s.Name, Kind: s.Kind, Rule: s.Rule})...), who, true
	}
	return nil, speaker{}, false
}

// issues says that the sentence from token from tells, before token k, that somebody issues what stands there.
func (r *reader) issues(from, k int) bool {
	for ; from < k; from++ {
		if f := r.t.Tokens[from].Fold; isIssuing(strings.TrimPrefix(f, "و"), issues) || isIssuing(f, issues) {
			return true
		}
	}
	return false
}

// fromHim reads "transmitted from him the agency X", "the paper transmitted from her": the subject is the medium, and the speaker whom the
// pronoun means, the last one who spoke. k and e are the tokens at which the subject begins and ends.
func (r *reader) fromHim(f *frame, k, e, to int) (next int, ok bool) {
	t := r.t
	switch f.cue.form.verb.lemma {
	case "نقل", "نسب", "أورد":
	default:
		return e, false
	}
	at := -1
	for m := f.cue.at + 1; m < min(e+1, to); m++ {
		if (m < k || m == e) && t.Tokens[m].Is("عنه", "عنها", "عنهم") {
			at = m
		}
	}
	if at < 0 || !f.own {
		return e, false
	}
	him := r.last
	if t.Tokens[at].Is("عنها") && r.lasts[female].known() && r.last.sex == male {
		him = r.lasts[female]
	} else if t.Tokens[at].Is("عنه") && r.lasts[male].known() && r.last.sex == female {
		him = r.lasts[male]
	}
	if !him.known() {
		return e, false
	}
	links := r.wanted(r.mediumOf(f.speaker))
	f.speaker, f.relayed = him, true
	f.speaker.chain = links
	return max(e, at+1), true
}

// relay passes commas and words of time before the "from" at which a report is handed on.
func (r *reader) relay(i, to int) (int, bool) {
	t := r.t
	for i+1 < to && (t.Tokens[i].Is("،", ",") || chain.Particle(t.Tokens[i].Fold) == chain.Time) {
		i++
	}
	if i+3 < to && t.Tokens[i].Is("(") && t.Tokens[i+2].Is(")") { // its short name
		i += 3
	}
	if i+2 < to && !t.Tokens[i].Is("عن", "الي", "نقلا") && (chain.Particle(t.Tokens[i].Fold) == chain.Prep || word.Corpus().Take(t.Tokens[i].Fold).Pro == "ب") { // where the reporter is
		for k := i + 2; k < min(to, i+9) && (t.Tokens[k-1].Kind == word.Word && !chain.Verbal(t.Tokens[k-1].Fold) || t.Tokens[k-1].Is("،", ",") && (t.Tokens[k].Is("عن") || chain.Particle(t.Tokens[k].Fold) == chain.Time)); k++ {
			if t.Tokens[k].Is("عن") {
				i = k
				break
			}
		}
	}
	if i+2 < to && t.Tokens[i].Is("نقلا") && t.Tokens[i+1].Is("عن") {
		i++
	}
	return i, i+1 < to && t.Tokens[i].Is("عن", "الي")
}

// mediumOf makes a link of a speaker that turns out to be the medium.
func (r *reader) mediumOf(s speaker) text.Link {
	l := text.Link{Span: s.span, Name: s.who, Kind: text.OutletLink, Rule: "quote.through"}
	i, j := r.t.Range(s.span)
	for k := i; k < j; k++ {
		if c, ok := chain.At(r.t, k, j, r.doc.Names); ok {
			l.Kind, l.Rule = c.Kind, c.Rule
			if c.None {
				l.Kind = text.Unnamed
			}
			if c.Name != "" && !c.Issued {
				l.Name = c.Name
			}
			break
		}
	}
	if head := r.t.Tokens[min(i, len(r.t.Tokens)-1)].Fold; l.Rule == "quote.through" && i < j && load().sayer(head) && !load().group(head) && !strings.HasPrefix(head, "ال") && !word.IsQuote(r.t.Tokens[i]) {
		l.Kind = text.PersonLink // "his colleagues transmitted from him"
	}
	if l.Rule == "quote.through" && r.isName(s.who) || l.Kind != text.Unnamed && i < j && (r.t.Tokens[i].Is("مراسل", "مراسله", "مراسلنا", "مراسلتنا", "المراسل") || name.Title(r.t, i) > 0) {
		l.Kind = text.PersonLink
	}
	if l.Name == "" {
		l.Name = s.span.Of(r.t.Source)
	}
	return l
}
