package provenance

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"rawi/arabic/letter"
	"rawi/arabic/lexicon"
	"rawi/arabic/name"
	"rawi/news"
	"rawi/text"
)

// words are the keys of a list, folded.
func words(list string) map[string]bool {
	m := map[string]bool{}
	for _, r := range lexicon.Must(files, list).Rows {
		m[letter.String(r.Key(), letter.Search)] = true
	}
	return m
}

// generics are the rows of generic.tsv, kinds those of kinds.tsv, owns those of own.tsv.
var (
	generics = sync.OnceValue(func() map[string]bool { return words("generic.tsv") })
	kinds    = sync.OnceValue(func() map[string]bool { return words("kinds.tsv") })
	owns     = sync.OnceValue(func() map[string]bool { return words("own.tsv") })
)

// generic says whether a credit names no agency.
func generic(credit string) bool { return generics()[letter.String(credit, letter.Search)] }

// fields are the folded words of s.
func fields(s string) []string {
	return strings.FieldsFunc(letter.String(s, letter.Search), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}

// core is what a name of a source has that tells which one it is; "" when it has nothing of that.
func core(name string) string {
	w := fields(name)
	return strings.Join(slices.DeleteFunc(w, func(s string) bool { return kinds()[s] }), " ")
}

// writer finds a person in a byline by his given name with another word behind it, where no finder of names knows him: in a line of two
// words little else tells that they are a name.
func writer(src string, at text.Span) text.Span {
	var given text.Span
	pos := at.Start
	for f := range strings.FieldsFuncSeq(at.Of(src), func(r rune) bool { return unicode.IsSpace(r) }) {
		start := pos + strings.Index(src[pos:at.End], f)
		pos = start + len(f)
		plain := strings.IndexFunc(f, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) < 0
		switch {
		case !given.Empty() && strings.IndexFunc(f, unicode.IsLetter) == 0:
			end := len(strings.TrimRightFunc(f, func(r rune) bool { return !unicode.IsLetter(r) }))
			return text.Span{Start: given.Start, End: start + end}
		case plain && name.Given(letter.String(f, letter.Search)):
			given = text.Span{Start: start, End: pos}
		default:
			given = text.Span{}
		}
	}
	return text.Span{}
}

// ownReport finds what shows that an article is its outlet's own report: the byline of a person or of the outlet itself, a word that
// says so in a byline, dateline or credit, or a statement given to the outlet. A byline that names follow-ups or agencies shows that
// it is not.
func ownReport(a *news.Article) (text.Span, string) {
	d := &a.Doc
	outlet := core(d.Outlet.Name)
	for _, p := range d.Parts {
		switch p.Role {
		case text.Byline, text.Dateline, text.Credit:
		default:
			continue
		}
		w := fields(p.Span.Of(d.Text))
		if slices.ContainsFunc(w, func(s string) bool { return generics()[s] }) {
			return text.Span{}, ""
		}
		if slices.ContainsFunc(w, func(s string) bool { return owns()[s] }) {
			return p.Span, "own.tsv"
		}
		if p.Role == text.Byline {
			for _, n := range d.Names {
				if n.Kind == text.Person && p.Span.Contains(n.Span) {
					return n.Span, "byline.reporter"
				}
			}
			if at := writer(d.Text, p.Span); !at.Empty() {
				return at, "byline.given-name"
			}
		}
		if outlet != "" && p.Span != d.Outlet.Span && strings.Contains(" "+strings.Join(w, " ")+" ", " "+outlet+" ") && p.Role != text.Credit {
			return p.Span, "byline.outlet"
		}
	}
	for _, q := range d.Quotes {
		for _, l := range q.Chain {
			if outlet != "" && core(l.Name) == outlet {
				return l.Span, "chain.outlet"
			}
		}
	}
	return text.Span{}, ""
}
