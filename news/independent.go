package news

import (
	"slices"
	"strings"
)

// Independent is the independent sources of a story: those of its main event, which is the one with most articles, and those that
// its other events name besides. One that several events name is one source; it has all its articles, and is named as the first of
// them names it. What no event names (rest) adds nothing to the number of a story, unless it is all that its main event has: it may
// be anybody's, also that of a source counted.
func (s *Story) Independent() (counted, rest []Source) {
	if len(s.Events) == 0 {
		return nil, nil
	}
	main := s.Events[0]
	for _, e := range s.Events[1:] {
		if len(e.Articles) > len(main.Articles) {
			main = e
		}
	}
	at := map[string]int{} // of counted, by each name that its articles are said to come from
	add := func(e *Event) {
		for _, x := range e.Sources {
			own := e.names(x)
			k := -1
			for _, n := range own {
				if i, ok := at[n]; ok && e != main {
					k = i
					break
				}
			}
			switch {
			case k >= 0:
				for _, r := range x.Articles {
					if !slices.Contains(counted[k].Articles, r) {
						counted[k].Articles = append(counted[k].Articles, r)
					}
				}
			case x.Name == "" && e != main:
				rest = append(rest, x)
				continue
			default:
				k = len(counted)
				x.Articles = slices.Clone(x.Articles)
				counted = append(counted, x)
			}
			for _, n := range own {
				if _, ok := at[n]; !ok {
					at[n] = k
				}
			}
		}
	}
	add(main)
	rest = append(rest, main.Unknown...)
	for _, e := range s.Events {
		if e != main {
			add(e)
			rest = append(rest, e.Unknown...)
		}
	}
	return counted, rest
}

// names are the names of a source: its own, several when they are joined by a comma, and the fuller or shorter ones by which its
// articles credit it.
func (e *Event) names(x Source) []string {
	if x.Name == "" {
		return nil
	}
	all := strings.Split(x.Name, ", ")
	for _, o := range e.Origins {
		if o.How == NotKnown || !slices.Contains(x.Articles, o.Ref) {
			continue
		}
		for _, n := range strings.Split(o.Origin, ", ") {
			if n != "" && (strings.Contains(n, x.Name) || strings.Contains(x.Name, n)) {
				all = append(all, n)
			}
		}
	}
	return all
}
