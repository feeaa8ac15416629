package quote

import (
	"slices"
	"strings"
	"sync"

	"rawi/arabic/chain"
	"rawi/arabic/lexicon"
	"rawi/arabic/name"
	"rawi/arabic/word"
	"rawi/text"
)

// The kinds of issuing.tsv.
const (
	issued    = "issued"
	published = "published"
	passed    = "passed"
	issues    = "issues"
)

// issuing are the kinds of the verbs of issuing.tsv, folded.
var issuing = sync.OnceValue(func() map[string][]string {
	m := map[string][]string{}
	for _, r := range lexicon.Must(files, "issuing.tsv").Rows {
		m[fold(r.Key())] = r.Set("kind")
	}
	return m
})

// isIssuing says that a folded word is a verb of issuing of one of the kinds.
func isIssuing(f string, kinds ...string) bool {
	return slices.ContainsFunc(issuing()[f], func(k string) bool { return slices.Contains(kinds, k) })
}

// issuerAfter is who issued a document whose naming ends at token k, as the words behind it tell: "issued by X", "of X", "by X", or X itself in
// the genitive. end is where these words end; the speaker is unknown where they tell nobody.
func (r *reader) issuerAfter(k, to int) (s speaker, end int) {
	t := r.t
	for k < to && chain.Joint(t.Tokens[k].Fold) {
		k++
	}
	m := k
	for m < to && m < k+3 && isIssuing(t.Tokens[m].Fold, issued, published) {
		m++
	}
	for m < to && m < k+5 && (t.Tokens[m].Is("امس", "اليوم") || m > k && chain.Particle(t.Tokens[m].Fold) == chain.Time) {
		m++
	}
	switch {
	case m >= to || t.Tokens[m].Kind != word.Word:
		return speaker{}, k
	case t.Tokens[m].Is("عن", "من") && m > k, t.Tokens[m].Is("ل") && m+1 < to:
		m++
	case strings.HasPrefix(t.Tokens[m].Fold, "ل"):
		s, ok := chain.At(t, m, to, r.doc.Names)
		if chain.Particle(t.Tokens[m].Fold) != "" || chain.HeadIsMedium(t, m) && !r.statement(k-1) && !(ok && s.Kind == text.OfficialBody) {
			return speaker{}, k
		}
	case chain.Particle(t.Tokens[m].Fold) != "":
		return speaker{}, k
	case m == k && !strings.HasPrefix(t.Tokens[m].Fold, "ال"):
		if ns := r.namesFrom(t.Tokens[m].Span.Start); len(ns) == 0 || ns[0].Span.Start != t.Tokens[m].Span.Start || ns[0].Kind != text.Organization {
			if h, prefix := chain.HeadAt(t, m); h == nil || prefix > 0 || h.Kind != text.OfficialBody {
				return speaker{}, k
			}
		}
	}
	e := chain.Phrase(t, m, to, r.doc.Names)
	for n := m + 1; n < e; n++ {
		if fs, _ := formsOf(t.Tokens[n].Fold); len(fs) > 0 && fs[0].shape == participle || isIssuing(t.Tokens[n].Fold, issued, published, passed) || t.Tokens[n].Is("تلقت", "تلقي") {
			e = n // "of the convoy, addressing X", "a statement of the ministry issued yesterday"
		}
	}
	if e <= m || r.mute(m, e) || !r.acts(m, e) {
		return speaker{}, k
	}
	if s, ok := chain.At(t, m, e, r.doc.Names); ok && (s.Issued || s.None) && name.Title(t, m) == 0 {
		return speaker{}, k
	}
	return r.speakerAt(m, e), e
}

// issued says that somebody speaks through a document: he is its issuer, and no link himself.
func (s speaker) issued() bool {
	n := len(s.chain)
	return n > 0 && s.chain[n-1].Kind == text.Document
}

// statement says that token k is the noun of what a body makes known, be it a medium itself.
func (r *reader) statement(k int) bool {
	return k >= 0 && (strings.HasSuffix(r.t.Tokens[k].Fold, "بيان") || strings.HasSuffix(r.t.Tokens[k].Fold, "بلاغ"))
}

// paper is a document that somebody has issued, as the article has told of it.
type paper struct {
	who   string
	chain []text.Link // to it, the document last
}

// note remembers who speaks through a document.
func (r *reader) note(s speaker) {
	n := len(s.chain)
	if n == 0 || s.who == "" || s.chain[n-1].Kind != text.Document {
		return
	}
	if i := r.t.Index(s.chain[n-1].Span.Start); i < len(r.t.Tokens) {
		if r.papers == nil {
			r.papers = map[string]paper{}
		}
		r.papers[paperNoun(r.t.Tokens[i].Fold)] = paper{s.who, s.chain}
	}
}

// paperNoun is the noun of a document in the form in which it is looked up: without clitics, article, case and pronoun.
func paperNoun(f string) string {
	for _, p := range [...]string{"وال", "بال", "ال", "لل", "و", "ب", "ل"} {
		if rest, ok := strings.CutPrefix(f, p); ok && len(rest) >= 8 {
			f = rest
			break
		}
	}
	for _, enc := range [...]string{"ها", "هم", "ه", "ا"} {
		if stem, ok := strings.CutSuffix(f, enc); ok && len(stem) >= 8 {
			if open, ok := strings.CutSuffix(stem, "ت"); ok && enc != "ه" && enc != "ا" {
				return open
			}
			return stem
		}
	}
	return f
}

// issuer reads a phrase that begins with a document taken up: who issued it, by the phrase or else whoever spoke through such a document
// before, and the document as a link.
func (r *reader) issuer(i, j int) (string, []text.Link) {
	t := r.t
	head := i
	if head < j-1 && t.Tokens[head].Is("ذات", "نفس") {
		head++
	}
	h, prefix := chain.HeadAt(t, head)
	if h != nil && prefix == 0 && h.Kind == text.Social && head+1 < j && t.Tokens[head].Is("منشور", "تغريده", "تدوينه") && strings.HasPrefix(t.Tokens[head+1].Fold, "ال") {
		return r.speakerAt(head+1, j).who, nil // a post of the body named behind it
	}
	if h == nil || prefix > 0 || h.Kind != text.Document {
		return "", nil
	}
	s, ok := chain.At(t, head, j, nil)
	if !ok {
		return "", nil
	}
	link := text.Link{Span: s.Span, Name: s.Name, Kind: s.Kind, Rule: s.Rule}
	if t.Tokens[head].Is("بيان", "بلاغ") && head+1 < j && strings.HasPrefix(t.Tokens[head+1].Fold, "ال") {
		return r.speakerAt(head+1, j).who, nil // the words name him themselves
	}
	if t.Tokens[head].Is("بيان", "بلاغ") && head+1 < j && (load().group(t.Tokens[head+1].Fold) || len(r.namesIn(t.Span(head+1, j))) > 0 && !strings.HasPrefix(t.Tokens[head+1].Fold, "ل")) {
		return r.speakerAt(head+1, j).who, nil
	}
	if head+1 == j && !strings.HasPrefix(t.Tokens[head].Fold, "ال") && j+1 < len(t.Tokens) && strings.HasPrefix(t.Tokens[j].Fold, "ل") && t.Tokens[j].Gap < word.Line {
		if s, _ := r.issuerAfter(j, min(j+16, len(t.Tokens))); s.who != "" && !s.none {
			return s.who, nil // "a report of the ministry"
		}
	}
	if !strings.HasPrefix(t.Tokens[head].Fold, "ال") || j-head > 2 {
		return "", nil
	}
	noun := paperNoun(t.Tokens[head].Fold)
	was := r.last.chain
	if n := len(was); !r.last.known() || n == 0 || was[n-1].Kind != text.Document || r.papers[noun].who != "" && paperNoun(t.Tokens[t.Index(was[n-1].Span.Start)].Fold) != noun {
		if p := r.papers[noun]; p.who != "" {
			return p.who, unlessPaper(p.who, append(p.chain[:len(p.chain)-1:len(p.chain)-1], link))
		}
		if who := r.issuedBefore(noun, head); who != "" {
			return who, unlessPaper(who, []text.Link{link})
		}
		return "", nil
	}
	if head > i {
		return r.last.who, was // "the same statement"
	}
	return r.last.who, unlessPaper(r.last.who, append(was[:len(was)-1:len(was)-1], link))
}

// unlessPaper is the links to a document that is taken up, none where its issuer is a paper too: "the plan said in a report … the report" is the plan.
func unlessPaper(who string, links []text.Link) []text.Link {
	if isPaper(who) {
		return nil
	}
	return links
}

// isPaper says that the first word of who is the noun of something written: a plan, a charter.
func isPaper(who string) bool {
	first, _, _ := strings.Cut(fold(who), " ")
	w := strings.TrimPrefix(first, "ال")
	return document[w] || written(w)
}

// issuedBefore is who issued the document of the given noun that the article named last before token i with its issuer.
func (r *reader) issuedBefore(noun string, i int) string {
	t := r.t
	for k := i - 1; k >= 0 && k > i-maxBack; k-- {
		if paperNoun(t.Tokens[k].Fold) != noun || strings.HasPrefix(strings.TrimPrefix(t.Tokens[k].Fold, "و"), "ال") {
			continue
		}
		s, _ := r.issuerAfter(k+1, min(k+16, i))
		if t.Tokens[k].Fold != noun && withHis(t.Tokens[k].Fold, noun) { // "X handed in its report"
			from := k
			for from > 0 && t.Tokens[from].Gap < word.Line && !t.Tokens[from-1].Is(".") {
				from--
			}
			s = r.tellsOfWhom(from, k)
		}
		if s.who != "" && !s.none {
			return s.who
		}
	}
	return ""
}

// withHis says that a folded word is the noun of a document with a pronoun: "its report", "his letter".
func withHis(f, noun string) bool {
	for _, enc := range [...]string{"ها", "هم", "ه"} {
		if stem, ok := strings.CutSuffix(f, enc); ok && (strings.HasSuffix(stem, noun) || strings.HasSuffix(stem, strings.TrimSuffix(noun, "ه")+"ت")) {
			return true
		}
	}
	return false
}
