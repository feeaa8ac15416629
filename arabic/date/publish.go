package date

import (
	"rawi/arabic/word"
	"rawi/text"
)

// Publish says when the article was published, by what the page gave (doc.Published, which may be nil) and by what its text
// says: captions and datelines with a date, weekdays, and bounds from what it calls past and coming. nil when nothing is known.
func Publish(t *word.Text, doc *text.Doc, found []Expr) *text.Dating {
	given := doc.Published
	if given != nil && given.Single() && !doubtful(found, given) {
		return given
	}
	w := witness{t: t, doc: doc, found: found, roles: roles(doc, found), lede: lede(t, doc)}
	w.hear()
	weak := given != nil && given.Rule == text.RuleSourceName
	if given != nil && given.Known() && !weak {
		return w.narrow(given)
	}
	for _, way := range []func(*witness) *text.Dating{
		(*witness).stamp, (*witness).dateline, (*witness).dated, (*witness).caption, (*witness).yearless, (*witness).bounds,
	} {
		if d := way(&w); d != nil {
			if weak {
				return w.weigh(given, d)
			}
			return d
		}
	}
	if weak {
		return w.narrow(given)
	}
	return given
}

// weigh sets what the text says against the name of the file: a day of the text's own stands, and an interval is narrowed by the name
// where the two agree.
func (w *witness) weigh(name, told *text.Dating) *text.Dating {
	both, ok := name.Days.Meet(told.Days)
	if told.Single() || !ok {
		return told
	}
	return w.narrow(&text.Dating{Days: both, Evidence: told.Evidence, Rule: told.Rule + "+" + name.Rule})
}

// roles are the roles of the parts in which the expressions stand; both are in the order of the text.
func roles(doc *text.Doc, found []Expr) []text.Role {
	out := make([]text.Role, len(found))
	part := 0
	for i := range found {
		at := found[i].Span.Start
		for part < len(doc.Parts)-1 && doc.Parts[part].Span.End <= at {
			part++
		}
		if part < len(doc.Parts) && doc.Parts[part].Span.Start <= at && at < doc.Parts[part].Span.End {
			out[i] = doc.Parts[part].Role
		}
	}
	return out
}

// doubtful says that a given day was read from figures that may have the month first.
func doubtful(found []Expr, given *text.Dating) bool {
	for i := range found {
		if f := &found[i].form; f.other.Known() && (f.days == given.Days || f.other == given.Days) && touches(given.Evidence, found[i].Span) {
			return true
		}
	}
	return false
}

// witness is what the text says of its own day.
type witness struct {
	t     *word.Text
	doc   *text.Doc
	found []Expr
	roles []text.Role
	lede  text.Span // the first words of the body

	weekdays [7]bool     // which weekdays the day of writing may be
	today    []text.Span // the words that say so: "today, Tuesday"
	events   []int       // expressions of the lede that are a bare weekday, told as past
}

// ledeTokens is how long the beginning of the body is, in which an article names the day of its news.
const ledeTokens = 90

// lede is the beginning of the body.
func lede(t *word.Text, doc *text.Doc) text.Span {
	var s text.Span
	n := 0
	for _, p := range doc.Parts {
		if p.Role != text.Body || n >= ledeTokens {
			continue
		}
		i, j := t.Range(p.Span)
		j = min(j, i+ledeTokens-n)
		n += j - i
		s = s.Join(t.Span(i, j))
	}
	return s
}

// hear collects what the weekdays say: those tied to today, yesterday or tomorrow, and those of the lede.
func (w *witness) hear() {
	for d := range w.weekdays {
		w.weekdays[d] = true
	}
	for i := range w.found {
		f := &w.found[i].form
		switch {
		case !w.tells(i):
		case (f.kind == deictic || f.near) && f.named:
			if p := ((int(f.weekday)-f.n)%7 + 7) % 7; w.weekdays[p] {
				w.weekdays = [7]bool{}
				w.weekdays[p] = true
				w.today = append(w.today, w.found[i].Span)
			}
		case f.kind == weekday && f.place == unplaced && !f.future && w.lede.Contains(w.found[i].Span):
			w.events = append(w.events, i)
		}
	}
}

// tells says that expression i stands in the article's own telling.
func (w *witness) tells(i int) bool {
	switch w.roles[i] {
	case text.Title, text.Body, text.Subhead:
		return true
	}
	return false
}

// known is the days of expression i that need no day of writing.
func (w *witness) known(i int) text.Days { return w.found[i].form.at(0, text.Days{}) }

func dating(d text.Days, rule string, evidence ...text.Span) *text.Dating {
	return &text.Dating{Days: d, Evidence: evidence, Rule: rule}
}

// narrow narrows an interval that the page gave: figures of which the weekday tells the day from the month, or a few days of
// which only one is the weekday that the text names.
func (w *witness) narrow(given *text.Dating) *text.Dating {
	for i := range w.found {
		f := &w.found[i].form
		if !f.other.Known() || !touches(given.Evidence, w.found[i].Span) {
			continue
		}
		d, why := w.reading(f)
		if d == given.Days {
			return given
		}
		return dating(d, given.Rule+"+date.order", append(append([]text.Span{}, given.Evidence...), why...)...)
	}
	if len(w.today) == 0 {
		return given
	}
	only := text.Day(0)
	for d := given.From; d <= given.To && d < given.From+15; d++ {
		if w.weekdays[d.Weekday()] {
			if only != 0 {
				return given
			}
			only = d
		}
	}
	if only == 0 || given.To-given.From >= 15 {
		return given
	}
	return dating(one(only), given.Rule+"+date.weekday", append(append([]text.Span{}, given.Evidence...), w.today...)...)
}

func touches(spans []text.Span, s text.Span) bool {
	for _, x := range spans {
		if x.Overlaps(s) {
			return true
		}
	}
	return false
}

// reading chooses between the two readings of a date in figures. Day first is the rule of the Arab press; it gives way where the
// text names another weekday as its own, or calls the month so read the last one ("last September" is not written in September).
func (w *witness) reading(f *form) (text.Days, []text.Span) {
	why, against := w.speaksAgainst(f.days.From)
	if !against {
		return f.days, nil
	}
	if _, against := w.speaksAgainst(f.other.From); against {
		return f.days, nil
	}
	return f.other, why
}

// speaksAgainst says that the article cannot well have been written on d, and which words say so.
func (w *witness) speaksAgainst(d text.Day) (why []text.Span, against bool) {
	if !w.weekdays[d.Weekday()] {
		return w.today, true
	}
	_, month, _ := d.Date()
	for i := range w.found {
		f := &w.found[i].form
		if f.kind == calendary && f.cal == gregorian && f.month == month && f.year == 0 && f.place == last && f.ofYear == unplaced && w.tells(i) {
			return []text.Span{w.found[i].Span}, true
		}
	}
	return nil, false
}

// closing says that the expression ends its sentence behind a comma, as in the captions of agencies.
func (w *witness) closing(e *Expr) bool {
	if e.From == 0 || !w.t.Tokens[e.From-1].Is("،", ",") {
		return false
	}
	if e.To >= len(w.t.Tokens) {
		return true
	}
	k := &w.t.Tokens[e.To]
	return k.Gap >= word.Line || k.Is(".", "(", ")")
}

// stamp is a full date in a part that is a stamp.
func (w *witness) stamp() *text.Dating {
	for i := range w.found {
		if w.roles[i] != text.DateLine {
			continue
		}
		if d := w.known(i); d.Single() {
			why := []text.Span{w.found[i].Span}
			if f := &w.found[i].form; f.other.Known() {
				r, more := w.reading(f)
				return dating(r, "date.stamp", append(why, more...)...)
			}
			return dating(d, "date.stamp", why...)
		}
	}
	return nil
}

// signed says that token i ends a dateline: a mark, a line break, or the name of a national agency.
func (w *witness) signed(i int) bool {
	if i >= len(w.t.Tokens) {
		return true
	}
	k := &w.t.Tokens[i]
	return k.Gap >= word.Line || k.Is("(", "-", "–", "—", "_", "واس", "وام", "كونا", "قنا", "بترا", "سبا", "وات", "واج", "وال")
}

// datelineTokens is how deep into the body a dateline reaches.
const datelineTokens = 16

// dateline is a full date before the first sentence, as the agencies write: "Riyadh 14 Shawwal 1436 H, 30 July 2015, SPA".
func (w *witness) dateline() *text.Dating {
	first := w.t.Index(w.lede.Start)
	for i := range w.found {
		e := &w.found[i]
		in := w.roles[i] == text.Dateline || w.roles[i] == text.Byline ||
			w.roles[i] == text.Body && e.From-first < datelineTokens && e.From >= first && !w.clause(first, e.From) && w.signed(e.To)
		if d := w.known(i); in && d.Single() {
			return dating(d, "date.dateline", e.Span)
		}
	}
	return nil
}

// clause says that the tokens [i, j) hold a preposition or a verb that makes a date part of a sentence.
func (w *witness) clause(i, j int) bool {
	l := load()
	for ; i < j; i++ {
		k := &w.t.Tokens[i]
		if k.Is("في", "يوم", "منذ", "حتي", "من", "بتاريخ", "ان", "لتاريخ", "خلال") {
			return true
		}
		if l.tense[k.Fold] != timeless {
			return true
		}
	}
	return false
}

// dated is a full date that the text ties to its own day: "today, Tuesday 2 September 2025", "yesterday, 1 September 2025".
func (w *witness) dated() *text.Dating {
	for i := range w.found {
		f := &w.found[i].form
		if d := w.known(i); f.near && w.tells(i) && d.Single() && (!f.named || d.From.Weekday() == f.weekday) {
			return dating(one(d.From-text.Day(f.n)), "date.today", w.found[i].Span)
		}
	}
	return nil
}

// caption ties a full date, in a caption or with its weekday, to the same weekday in the lede.
func (w *witness) caption() *text.Dating {
	var latest text.Day
	for i := range w.found {
		if d := w.known(i); d.Single() && !w.found[i].form.future && d.From > latest {
			latest = d.From
		}
	}
	for i := range w.found {
		e := &w.found[i]
		d := w.known(i)
		if !d.Single() || e.form.future || d.From != latest || w.roles[i] != text.Caption && !(e.form.named && w.closing(e)) {
			continue
		}
		if len(w.today) > 0 {
			for n := text.Day(0); n <= 1; n++ { // the picture is of the day, or of the day before
				if w.weekdays[(d.From + n).Weekday()] {
					return dating(one(d.From+n), "date.caption", append([]text.Span{e.Span}, w.today...)...)
				}
			}
			continue
		}
		for _, k := range w.events {
			if w.found[k].form.weekday == d.From.Weekday() && k != i {
				return dating(d, "date.caption", e.Span, w.found[k].Span)
			}
		}
	}
	return nil
}
