package web

import (
	"slices"
	"strconv"
	"strings"

	"rawi/news"
	"rawi/text"
)

// comparison is a claim with its figures in order of time.
type comparison struct {
	What     string
	Verdicts []string // keys of words.tsv: verdict.…
	Values   []*value
}

// value is one figure and who gives it.
type value struct {
	Text      string
	Path      string // to the exact words
	Day       text.Day
	Bar       *bar // nil where the figures have no common scale
	Relations []relation
	Fate      *relation // what became of it; nil when it stands undisputed
	Last      bool      // it alone stands in the end, of several
	Cites     []cite
	told      []news.Told
}

// relation is how a figure stands to another one, in words.
type relation struct {
	Kind  string
	Words string
	Path  string // to the words that say so
}

// bar is a figure's share of the greatest of its comparison, in percent of the drawing's width, which begins where lines do.
type bar struct{ X, Width string }

func percent(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }

// cite is a figure in the words of one article, with the way by which it came.
type cite struct {
	excerpt
	Steps []step   // behind the outlet
	Day   text.Day // when that is another than the figure's
}

// comparisons are the claims of the story.
func (h *shelf) comparisons() []comparison {
	var out []comparison
	for _, c := range h.story.Claims {
		out = append(out, h.comparison(c))
	}
	named := map[string]int{}
	for _, c := range out {
		named[c.What]++
	}
	for i, c := range h.story.Claims {
		if named[out[i].What] > 1 { // the name of the unit alone would not tell them apart
			out[i].What = clip(c.What)
		}
	}
	return out
}

// comparison tells one claim: equal figures once, at the place of the first.
func (h *shelf) comparison(c news.Claim) comparison {
	a := c.Account(h.articles)
	out := comparison{What: clip(clean(c.What)), Verdicts: a.Verdicts}
	if len(c.Values) > 0 {
		if w := h.word("what", c.Values[0].Unit); w != "" {
			out.What = w
		}
	}
	if w := h.word("what", c.What); w != "" {
		out.What = w
	}
	at := map[string]*value{}
	for _, t := range a.Told {
		s := h.figure(t.Value.Value, t.Max, t.Unit, t.Approx)
		x := at[s]
		if x == nil {
			x = &value{Text: h.written(t.Value, s), Path: h.link(t.Ref, t.Span).Path, Day: t.Published}
			at[s] = x
			out.Values = append(out.Values, x)
		}
		x.told = append(x.told, t)
		x.Cites = append(x.Cites, h.cite(t.Value, x.Day))
	}
	for _, x := range out.Values {
		h.relate(x, &a)
	}
	h.measure(out.Values, c.Values)
	standing := slices.Collect(func(yield func(*value) bool) {
		for _, x := range out.Values {
			if x.Fate == nil && !yield(x) {
				return
			}
		}
	})
	if len(out.Values) > 1 && len(standing) == 1 {
		standing[0].Last = true
	}
	return out
}

// written is how a figure is written: by its unit, or where that has no Arabic name here, in the words of the text.
func (h *shelf) written(v news.Value, s string) string {
	if v.Unit == "" || vocabularies()[h.tongue].count["unit."+v.Unit] != nil {
		return s
	}
	if w := strings.Join(strings.Fields(h.words(v.Place)), " "); w != "" {
		return w
	}
	return s
}

// cite is where an article gives a figure: its outlet, whom that has it from, and in whose words.
func (h *shelf) cite(v news.Value, day text.Day) cite {
	c := cite{excerpt: h.excerpt(v.Place, "number")}
	if v.Published != day {
		c.Day = v.Published
	}
	add := func(name, kind string) {
		if name != "" && name != "unknown" && name != c.Name && !slices.ContainsFunc(c.Steps, func(s step) bool { return s.Name == name }) {
			c.Steps = append(c.Steps, step{name, kind})
		}
	}
	add(h.list(v.Origin), string(text.Agency))
	who := v.Who
	if p, ok := h.people[who]; ok {
		who = p
	}
	add(who, "speaker")
	return c
}

// relate puts into words what a figure does to those before it, and what became of it.
func (h *shelf) relate(x *value, a *news.Account) {
	own := func(i int) bool { // the other one is the same figure
		return slices.ContainsFunc(x.told, func(t news.Told) bool { return t.Place == a.Values[i].Place })
	}
	say := func(family string, r news.Relation) relation {
		o := a.Values[r.Other]
		return relation{r.Kind, h.phrase(family+"."+r.Kind, h.bare(o)), h.link(r.Words.Ref, r.Words.Span).Path}
	}
	var fate *news.Relation
	for _, t := range x.told {
		for _, r := range t.Relations {
			y := say("does", r)
			if !own(r.Other) && !slices.ContainsFunc(x.Relations, func(z relation) bool { return z.Words == y.Words }) {
				x.Relations = append(x.Relations, y)
			}
		}
		if f := t.Fate; f != nil && !own(f.Other) && (fate == nil || fate.Kind == news.Disputes) {
			fate = f
		}
	}
	disputes := slices.ContainsFunc(x.Relations, func(r relation) bool { return r.Kind == news.Disputes })
	if fate != nil {
		y := say("fate", *fate)
		x.Fate = &y
		if disputes && fate.Kind == news.Disputes { // it is said already
			y.Words = ""
		}
	}
}

// bare is a figure without its unit.
func (h *shelf) bare(v news.Value) string {
	s, _ := h.number(v.Value)
	if v.Max != 0 {
		upper, _ := h.number(v.Max)
		s = h.phrase("range", s, upper)
	}
	return s
}

// measure draws the figures of a comparison to one scale, where they have one.
func (h *shelf) measure(values []*value, all []news.Value) {
	great, unit := 0.0, ""
	for i, v := range all {
		if great = max(great, v.Value, v.Max); i == 0 {
			unit = v.Unit
		}
		if v.Unit != unit {
			return // figures of different units have no common scale
		}
	}
	if len(values) < 2 {
		return // nothing to compare
	}
	for _, x := range values {
		if top := max(x.told[0].Value.Value, x.told[0].Max); great > 0 && top > 0 {
			share := max(1, 100*top/great)
			x.Bar = &bar{"0", percent(share)}
			if h.Dir() == "rtl" {
				x.Bar.X = percent(100 - share)
			}
		}
	}
}
