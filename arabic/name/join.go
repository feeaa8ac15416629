package name

import (
	"slices"
	"strings"

	"rawi/text"
)

// JoinParts joins each name of a person with the one fuller name that it is a part of, where texts give both one title: "King Salman bin Abd
// al-Aziz" and "Salman bin Abd al-Aziz Al Saud", "the American minister Kerry" and "John Kerry". Names should come the most named first;
// titles are those of each name, root the groups that they are in already (see Merge), which it changes; no two names that apart holds of
// come into one group, through others neither.
func JoinParts(all []Named, titles [][]string, root []int, apart func(a, b string) bool) (joints []Joint) {
	j := joiner{all: all, root: root, apart: apart, members: map[int][]int{}, titles: map[int]map[string]bool{}, near: map[string][]int{}}
	for i, n := range all {
		if n.Kind != text.Person || n.Name == "" {
			continue
		}
		r := root[i]
		j.members[r] = append(j.members[r], i)
		for _, t := range titles[i] {
			if key, ok := Telling(t); ok {
				if j.titles[r] == nil {
					j.titles[r] = map[string]bool{}
				}
				j.titles[r][key] = true
			}
		}
		if r == i {
			for _, k := range edges(n.Name) {
				j.near[k] = append(j.near[k], i)
			}
		}
	}
	for i, n := range all {
		if n.Kind != text.Person || root[i] != i || len(j.titles[i]) == 0 {
			continue
		}
		for _, k := range edges(n.Name) {
			if o := j.fuller(j.near[k], i); o >= 0 {
				p, q := j.top(i), j.top(o)
				r, x := min(p, q), max(p, q)
				root[x] = r
				j.members[r] = append(j.members[r], j.members[x]...)
				delete(j.members, x)
				joints = append(joints, Joint{A: o, B: i, Why: "name.part"})
				break
			}
		}
	}
	for i := range root {
		root[i] = j.top(i)
	}
	return joints
}

// joiner is the state of JoinParts.
type joiner struct {
	all     []Named
	root    []int
	apart   func(a, b string) bool
	members map[int][]int           // of each group, by its root
	titles  map[int]map[string]bool // of each group
	near    map[string][]int        // the groups of persons by what their names begin and end with
}

// mostAlike is how many names with one key are compared with one another.
const mostAlike = 400

func (j *joiner) top(i int) int {
	for j.root[i] != i {
		i = j.root[i]
	}
	return i
}

// fuller is the name of a group that name i is a part of and shares a title with; -1 when there is none, or several that are no parts of one
// another.
func (j *joiner) fuller(group []int, i int) int {
	if len(group) > mostAlike {
		return -1
	}
	best := -1
	a := j.all[i].Name
	for _, o := range group {
		b := j.all[o].Name
		if j.top(i) == j.top(o) || !j.meet(i, o) || !Part(a, b) && !Short(a, b) || j.keptApart(i, o) {
			continue
		}
		if best < 0 {
			best = o
		} else if c := j.all[best].Name; j.top(best) != j.top(o) && !Part(c, b) && !Part(b, c) {
			return -1
		}
	}
	return best
}

// keptApart says that a name of the group of a must not be joined with one of the group of b.
func (j *joiner) keptApart(a, b int) bool {
	for _, x := range j.members[j.top(a)] {
		for _, y := range j.members[j.top(b)] {
			if j.apart(j.all[x].Name, j.all[y].Name) {
				return true
			}
		}
	}
	return false
}

// meet says that two groups share a title.
func (j *joiner) meet(a, b int) bool {
	for k := range j.titles[a] {
		if j.titles[b][k] {
			return true
		}
	}
	return false
}

// edges are the keys under which a name meets those that it is a part of: its first two words, its first and last, its last.
func edges(s string) []string {
	w := slices.DeleteFunc(strings.Fields(s), func(w string) bool { return w == son || w == "ابن" })
	n := len(w)
	if n < 2 {
		return Keys(s)[:1]
	}
	return []string{Keys(w[0] + " " + w[1])[0] + ".", Keys(w[0] + " " + w[n-1])[0] + "..", Keys(w[n-1])[0]}
}
