package desk

import (
	"slices"

	"rawi/news"
)

// rulings are what people settled about names, ready to be asked. Names are folded: a ruling holds for all their spellings.
type rulings struct {
	one   map[string]string   // the name that another one is ruled to be; follow it as long as there is one
	apart map[string][]string // names that are ruled not to be a name's
}

func newRulings(all []Ruling) rulings {
	r := rulings{map[string]string{}, map[string][]string{}}
	for _, x := range all {
		a, b := Fold(x.A), Fold(x.B)
		if a == b {
			continue
		}
		if !x.Same {
			r.apart[a] = append(r.apart[a], b)
			r.apart[b] = append(r.apart[b], a)
			continue
		}
		if from, to := r.end(b), r.end(a); from != to { // else they are one by other rulings
			r.one[from] = x.A
		}
	}
	return r
}

// follow is the name that a folded name is ruled to be; or else when there is no ruling.
func (r rulings) follow(folded, or string) string {
	for {
		next, ok := r.one[folded]
		if !ok {
			return or
		}
		or, folded = next, Fold(next)
	}
}

// end is the folded name that follow leads to.
func (r rulings) end(folded string) string { return Fold(r.follow(folded, folded)) }

// apply is a person of a story by the rulings: under the name that he is ruled to be, and without the spellings that are ruled not to
// be his, each of which is a person of its own.
func (r rulings) apply(p news.Person) []news.Person {
	apart := r.apart[Fold(p.Name)]
	var others []news.Person
	if len(apart) > 0 {
		var own []news.Spelling
		for _, s := range p.Spellings {
			f := Fold(s.Form)
			if f == Fold(p.Name) || !slices.Contains(apart, f) {
				own = append(own, s)
				continue
			}
			p.Mentions -= s.Count
			others = append(others, news.Person{Name: s.Form, Kind: p.Kind, Spellings: []news.Spelling{s}, Mentions: s.Count})
		}
		p.Spellings = own
	}
	out := append([]news.Person{p}, others...)
	for i := range out {
		out[i].Name = r.follow(Fold(out[i].Name), out[i].Name)
	}
	return out
}
