package news

import (
	"slices"

	"rawi/text"
)

// How one value of a claim stands to another that was told before it.
const (
	Replaces = "replaces" // it takes its place: the count went on
	Corrects = "corrects" // it takes its place because that one was too high
	Denies   = "denies"   // its text rejects that one
	Disputes = "disputes" // both cannot be true
)

// The verdicts of an Account that those of a Claim do not tell apart.
const (
	Correction = "correction" // an update that takes a count back
	Settled    = "settled"    // a conflict of which the texts reject or replace one side
)

// Relation is how a value stands to another one of its claim.
type Relation struct {
	Kind  string // Replaces, Corrects, Denies or Disputes
	Other int    // the index of the other one among the values
	Words Place  // where its text takes the other one back or rejects it; the value itself where it need not say so
}

// Told is a value of a claim in its turn.
type Told struct {
	Value
	Relations []Relation // to those before it
	Fate      *Relation  // what became of it: the first later value, Other, by which it holds no more, or else that disputes it
	Holds     bool       // nothing in the texts takes its place or rejects it
}

// Account is a claim as it came about: its values in their order, what each does to those before it, and what holds at the end.
type Account struct {
	Claim
	Told []Told
	// Verdicts are the claim's verdict, told closer where its texts allow it, the graver first: a conflict or Settled, then a
	// Correction or an update.
	Verdicts []string
}

// counted are the units of what, once it has happened, cannot become less: a lower figure is a correction.
var counted = map[string]bool{"dead": true, "wounded": true, "infected": true, "body": true, "house": true, "building": true, "housing unit": true}

// Toll says that a unit is one of what happenings take, whose figures rise as news comes in: dead, wounded, missing, displaced, infected, detained.
func Toll(unit string) bool {
	switch unit {
	case "dead", "wounded", "missing", "displaced", "infected", "detained":
		return true
	}
	return false
}

// Account tells the claim. articles holds the articles of its values, as far as they are at hand: without them a dispute cannot be
// told from a denial.
func (c Claim) Account(articles map[Ref]*Article) Account {
	a := Account{Claim: c, Told: make([]Told, len(c.Values))}
	within := func(i int) bool { return i >= 0 && i < len(c.Values) }
	for j, v := range c.Values {
		a.Told[j] = Told{Value: v, Holds: true}
	}
	fate := func(i, j int, kind string, at Place) {
		f := &a.Told[i]
		if kind != Disputes {
			f.Holds = false
		}
		if f.Fate == nil || f.Fate.Kind == Disputes && kind != Disputes {
			f.Fate = &Relation{kind, j, at}
		}
	}
	for j, v := range c.Values {
		for _, i := range v.Replaces {
			if !within(i) {
				continue
			}
			kind := Replaces
			if v.Value < c.Values[i].Value && counted[v.Unit] {
				kind = Corrects
			}
			at, _ := c.takes(j, i, articles)
			a.Told[j].Relations = append(a.Told[j].Relations, Relation{kind, i, at})
			fate(i, j, kind, at)
		}
		for _, i := range v.Disputes {
			if !within(i) {
				continue
			}
			kind := Disputes
			at, stand := c.takes(j, i, articles)
			if stand == text.Denied {
				kind = Denies
			}
			a.Told[j].Relations = append(a.Told[j].Relations, Relation{kind, i, at})
			fate(i, j, kind, at)
			if kind == Disputes && a.Told[j].Fate == nil {
				a.Told[j].Fate = &Relation{Disputes, i, c.Values[i].Place}
			}
		}
	}
	a.Verdicts = a.verdicts()
	return a
}

// takes finds where the text of value j takes value i back or rejects it, and how; the place of j itself where it does not.
func (c Claim) takes(j, i int, articles map[Ref]*Article) (Place, text.Stand) {
	v, old := c.Values[j], c.Values[i]
	if a := articles[v.Ref]; a != nil {
		for _, n := range a.Doc.Numbers {
			if (n.Stand == text.Earlier || n.Stand == text.Denied) && n.Value == old.Value && (n.Unit == old.Unit || n.Unit == "person") {
				return Place{v.Ref, n.Span}, n.Stand
			}
		}
	}
	return v.Place, text.Stated
}

func (a *Account) verdicts() []string {
	var out []string
	took, corrected, open := false, false, false
	for _, t := range a.Told {
		for _, r := range t.Relations {
			took = took || r.Kind == Replaces
			corrected = corrected || r.Kind == Corrects
			open = open || r.Kind == Disputes && t.Holds && a.Told[r.Other].Holds
		}
	}
	switch {
	case a.Verdict != "conflict" && a.Verdict != "update":
		return []string{a.Verdict}
	case a.Verdict == "conflict" && open:
		out = append(out, a.Verdict)
	case a.Verdict == "conflict" && (took || corrected || slices.ContainsFunc(a.Told, func(t Told) bool { return !t.Holds })):
		out = append(out, Settled)
	case a.Verdict == "conflict":
		out = append(out, a.Verdict)
	}
	if corrected {
		out = append(out, Correction)
	} else if took || a.Verdict == "update" {
		out = append(out, "update")
	}
	return out
}
