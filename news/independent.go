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
	at := map[string]int{}        // of counted, by each name that its articles are said to come from
	has := map[int]map[Ref]bool{} // the articles of those of counted that several events name
	add := func(e *Event) {
		names := e.names()
		for i, x := range e.Sources {
			k := -1
			for _, n := range names[i] {
				if i, ok := at[n]; ok && e != main {
					k = i
					break
				}
			}
			switch {
			case k >= 0:
				c := &counted[k]
				if has[k] == nil {
					has[k] = make(map[Ref]bool, len(c.Articles)+len(x.Articles))
					for _, r := range c.Articles {
						has[k][r] = true
					}
				}
				for _, r := range x.Articles {
					if !has[k][r] {
						has[k][r] = true
						c.Articles = append(c.Articles, r)
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
			for _, n := range names[i] {
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

// names are the names of each of the event's sources: its own, several when they are joined by a comma, and the fuller or shorter ones by
// which its articles credit it. No article is of two sources.
func (e *Event) names() [][]string {
	out, of := make([][]string, len(e.Sources)), make(map[Ref]int, len(e.Origins))
	for i, x := range e.Sources {
		if x.Name == "" {
			continue
		}
		out[i] = strings.Split(x.Name, ", ")
		for _, r := range x.Articles {
			of[r] = i
		}
	}
	for _, o := range e.Origins {
		i, ok := of[o.Ref]
		if !ok || o.How == NotKnown {
			continue
		}
		for _, n := range strings.Split(o.Origin, ", ") {
			if name := e.Sources[i].Name; n != "" && (strings.Contains(n, name) || strings.Contains(name, n)) {
				out[i] = append(out[i], n)
			}
		}
	}
	return out
}
