package quote

import (
	"strings"
	"unicode/utf8"

	"rawi/arabic/chain"
	"rawi/arabic/name"
	"rawi/text"
)

// disagrees says that the noun phrase [k, e) behind a verb that calls on somebody, accuses or describes him is the object, since the genders of
// verb and phrase differ and somebody spoke before who may be the subject: "and she urged the king to", "and he accused the government of".
func (r *reader) disagrees(c cue, k, e int) bool {
	v := c.form.verb
	if c.form.shape != finite || c.form.plural || !r.last.known() && !r.subject.known() {
		return false
	}
	if v.stance != "call" && !v.takes["accuse"] && !v.takes["as"] && !v.takes["from"] {
		return false
	}
	if c.form.female {
		return r.isMan(k, e) || isMen(strings.TrimPrefix(r.t.Tokens[k].Fold, "ال"))
	}
	return r.isFeminine(k, e)
}

// isMan says that the phrase [k, e) begins with the title of one man.
func (r *reader) isMan(k, e int) bool {
	t := r.t
	if name.Title(t, k) == 0 || e <= k {
		return false
	}
	head := strings.TrimPrefix(t.Tokens[k].Fold, "ال")
	return chain.OneMan(head) && !load().group(head)
}

// isMen says that a folded noun without its article is a plural of people that takes masculine forms.
func isMen(w string) bool {
	switch w {
	case "سكان", "اهالي", "اصحاب", "ابناء", "ملاك", "عمال", "ركاب", "رجال", "شباب", "افراد", "قراء", "زوار", "طلاب", "جميع", "كافه":
		return true
	}
	return strings.HasSuffix(w, "يين") && utf8.RuneCountInString(w) >= 6
}

// isFeminine says that the phrase [k, e) begins with a body whose noun is feminine, or with states, or is a state or town that is.
func (r *reader) isFeminine(k, e int) bool {
	t := r.t
	f := t.Tokens[k].Fold
	bare, definite := strings.CutPrefix(f, "ال")
	if strings.HasSuffix(f, "ه") && utf8.RuneCountInString(bare) >= 4 && name.Title(t, k) == 0 && !r.person(k, e) {
		return load().group(bare)
	}
	if f == "دول" {
		return true
	}
	ns := r.namesFrom(t.Tokens[k].Span.Start)
	if len(ns) == 0 || ns[0].Span.Start != t.Tokens[k].Span.Start || ns[0].Kind != text.Place || t.Index(ns[0].Span.End) != e {
		return false
	}
	return !definite && !masculine[f] && chain.Particle(f) == ""
}

// masculine are the lands whose names are masculine, of those without the article.
var masculine = map[string]bool{"لبنان": true, "عراق": true, "مغرب": true, "اردن": true, "سودان": true, "يمن": true, "صومال": true}

// namedBefore says that behind "that" the name of a person or body stands right before a verb that calls on somebody or accuses him: its subject,
// not what follows the verb.
func (r *reader) namedBefore(c cue, from int) bool {
	v := c.form.verb
	if c.pro != "" || c.at <= from+1 || v.stance != "call" && !v.takes["accuse"] {
		return false
	}
	for m := c.at - 1; m > from && m > c.at-6; m-- {
		if !chain.IsThat(r.t, m-1) {
			continue
		}
		ns := r.namesIn(r.t.Span(m, c.at))
		return len(ns) == 1 && ns[0].Kind != text.Other && ns[0].Span == r.t.Span(m, c.at)
	}
	return false
}
