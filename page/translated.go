package page

import (
	"strings"
	"sync"

	"rawi/arabic/lexicon"
	"rawi/arabic/word"
	"rawi/news"
	"rawi/text"
)

// literals are the phrases of literal.tsv.
var literals = sync.OnceValue(func() finder[string] {
	f := newFinder[string](beginsLiteral)
	for _, r := range lexicon.Must(files, "literal.tsv").Rows {
		f.Add(r.Key(), r.Rule())
	}
	return f
})

// What the signs of machine-translated copy weigh, and from how much on an article is flagged. No sign but the phrases is enough by itself: there are
// papers that put a blank before every comma, and writers who leave names in Latin letters.
const (
	weighsLiteral  = 2.
	weighsCommas   = 1.
	weighsLatin    = 1.
	weighsCaptions = 1.
	flagged        = 2.
)

// The bounds of the signs.
const (
	leastCommas  = 6  // commas that a text must have for those with a blank before them to say anything
	spacedOf     = .8 // the share of them that must have one
	leastNames   = 2  // different names in Latin letters in the running text
	leastLetters = 4  // letters of such a name; shorter ones are abbreviations, which papers leave as they are
	mostEvidence = 3  // places that are shown for a sign
)

// translated says how likely it is that a machine translated the article, nil where the signs do not suffice: commas with a blank before
// them, names left in Latin letters, captions that stand twice, renderings that no editor writes.
func (s *sheet) translated(lines []line) *news.Translated {
	out := &news.Translated{}
	weight := 0.
	sign := func(name string, weighs float64, at []text.Span) {
		weight += weighs
		out.Signs = append(out.Signs, news.Sign{Name: name, Evidence: at[:min(len(at), mostEvidence)]})
	}
	var spaced, latin, captions, literal []text.Span
	commas := 0
	names := map[string]bool{}
	seen := map[string]bool{}
	rule := ""
	for k := range lines {
		l := &lines[k]
		if l.role != text.Body && l.role != text.Caption && l.role != text.Subhead && l.role != text.Credit {
			continue
		}
		if l.role == text.Caption && l.shape.words >= 6 {
			if key := s.bytes(l); seen[key] {
				captions = append(captions, text.Span{Start: l.at, End: l.end})
			} else {
				seen[key] = true
			}
		}
		for i := l.from; i < l.to; i++ {
			t := &s.t.Tokens[i]
			switch {
			case t.Kind == word.Punct && t.Fold == "\u060C":
				if commas++; t.Gap == word.Space && i > l.from {
					spaced = append(spaced, t.Span)
				}
			case t.Kind == word.Latin && l.role == text.Body && s.nameInLatin(l, i) && !names[t.Fold]:
				names[t.Fold] = true
				latin = append(latin, t.Span)
			case t.Kind == word.Word:
				if m, ok := literals().At(s, i); ok {
					literal, rule = append(literal, m.Span), m.Value
				}
			}
		}
	}
	if len(literal) > 0 {
		sign(rule, weighsLiteral, literal)
	}
	if commas >= leastCommas && float64(len(spaced)) >= spacedOf*float64(commas) {
		sign("translated.spaced-commas", weighsCommas, spaced)
	}
	if len(latin) >= leastNames {
		sign("translated.latin-names", weighsLatin, latin)
	}
	if len(captions) > 0 {
		sign("translated.captions-twice", weighsCaptions, captions)
	}
	if weight < flagged {
		return nil
	}
	out.Likelihood = weight / (weight + 1) // two signs of three, four of five
	return out
}

// nameInLatin says that token i is a name left in Latin letters in the running text: a capital and small letters between Arabic words, not in
// brackets or quotation marks, where writers put the original form.
func (s *sheet) nameInLatin(l *line, i int) bool {
	raw := s.t.Raw(i)
	if len(raw) < leastLetters || raw[0] < 'A' || raw[0] > 'Z' || raw == strings.ToUpper(raw) || i == l.from || i+1 >= l.to {
		return false
	}
	if s.t.Tokens[i-1].Kind != word.Word {
		return false
	}
	next := s.t.Tokens[i+1]
	return next.Kind == word.Word || next.Is("\u060C", ".")
}
