package story

import (
	"cmp"
	"slices"
	"strings"

	"rawi/arabic/name"
	"rawi/news"
	"rawi/text"

	"github.com/zeebo/xxh3"
)

// entity is what the articles of a story call by one canonical name, each article for itself.
type entity struct {
	name  string
	kind  text.Kind
	forms map[string]int // as written, with counts
	count int
}

// people is the persons and other entities of a story under all their names: the canonical names of the articles are brought
// together where they are spellings of one name, and a short name goes to the one full name that it can stand for.
func (b *builder) people(members []int32) []news.Person {
	b.forgetKeys()
	all := b.named(members)
	list := make([]name.Named, len(all))
	for i, e := range all {
		list[i] = name.Named{Name: e.name, Kind: e.kind, Count: e.count}
	}
	root, joints := name.Merge(list, b.rulings)
	joints = append(joints, b.shorten(all, root)...)
	groups := map[int][]*entity{}
	for i := range all {
		r := top(root, i)
		groups[r] = append(groups[r], all[i])
	}
	out, at := []news.Person{}, map[int]int{}
	for i := range all {
		if g := groups[i]; len(g) > 0 {
			out = append(out, person(g))
			at[i] = len(out) - 1
		}
	}
	for _, j := range joints {
		p := &out[at[top(root, j.A)]]
		p.Merges = append(p.Merges, news.Joined{A: all[j.A].name, B: all[j.B].name, Why: j.Why})
	}
	slices.SortStableFunc(out, func(p, q news.Person) int {
		return cmp.Or(cmp.Compare(q.Mentions, p.Mentions), strings.Compare(p.Name, q.Name))
	})
	return out
}

// crowdedKey is how many names of one key are compared with one another.
const crowdedKey = 50

// named collects the entities of the articles, the most named first.
func (b *builder) named(members []int32) []*entity {
	type key struct {
		name string
		kind text.Kind
	}
	at := map[key]*entity{}
	var all []*entity
	for _, i := range members {
		d := &b.docs[i].article.Doc
		for _, n := range d.Names {
			form := name.Form(d.Text, n)
			k := key{n.Entity, n.Kind}
			if n.Entity == "" || name.Currency(n) {
				continue
			}
			if b.rulings.Different(form, n.Entity) {
				k.name = form // the article took one for the other
			}
			e := at[k]
			if e == nil {
				e = &entity{name: k.name, kind: n.Kind, forms: map[string]int{}}
				at[k] = e
				all = append(all, e)
			}
			e.forms[form]++
			e.count++
		}
	}
	slices.SortFunc(all, func(p, q *entity) int {
		return cmp.Or(cmp.Compare(q.count, p.count), strings.Compare(p.name, q.name), strings.Compare(string(p.kind), string(q.kind)))
	})
	return all
}

// shorten joins each shorter name of a person with the fuller one that it can stand for, when there is only one.
func (b *builder) shorten(all []*entity, root []int) (joints []name.Joint) {
	persons := 0
	for _, e := range all {
		if e.kind == text.Person {
			persons++
		}
	}
	if persons < 2 {
		return nil
	}
	full := b.full // by the keys of what a short name can be: the last words, or the first
	defer full.empty()
	for i, e := range all {
		w := strings.Fields(e.name)
		if e.kind != text.Person || len(w) < 2 {
			continue
		}
		for _, part := range []string{w[len(w)-1], strings.Join(w[len(w)-2:], " "), w[0]} {
			for _, k := range b.keys(part) {
				full.add(k, i)
			}
		}
	}
	for i, e := range all {
		if e.kind != text.Person {
			continue
		}
		owner := -1
		for _, j := range b.candidates(e.name, strings.Fields(e.name)[0]) {
			if top(root, j) == top(root, i) || b.apart(all, root, i, j) || !name.Short(e.name, all[j].name) && !name.Part(e.name, all[j].name) {
				continue
			}
			if owner >= 0 && top(root, owner) != top(root, j) {
				owner = -1
				break
			}
			owner = j
		}
		if owner >= 0 {
			join(root, owner, i)
			joints = append(joints, name.Joint{A: owner, B: i, Why: "name.short"})
		}
	}
	return joints
}

// apart says that the user keeps a name apart from one of the names that another stands with.
func (b *builder) apart(all []*entity, root []int, i, j int) bool {
	if b.rulings.Empty() {
		return false
	}
	for x := range all {
		if top(root, x) != top(root, i) {
			continue
		}
		for y := range all {
			if top(root, y) == top(root, j) && b.rulings.Different(all[x].name, all[y].name) {
				return true
			}
		}
	}
	return false
}

// keyed is the names of a story under their keys, which are numbered.
type keyed struct {
	at   [][]int
	used []int32 // keys that have names
}

func (k *keyed) add(key int32, i int) {
	for int(key) >= len(k.at) {
		k.at = append(k.at, nil)
	}
	l := k.at[key]
	if len(l) == 0 {
		k.used = append(k.used, key)
	}
	if len(l) < crowdedKey && (len(l) == 0 || l[len(l)-1] != i) {
		k.at[key] = append(l, i)
	}
}

func (k *keyed) of(key int32) []int {
	if int(key) < len(k.at) {
		return k.at[key]
	}
	return nil
}

func (k *keyed) empty() {
	for _, key := range k.used {
		k.at[key] = k.at[key][:0]
	}
	k.used = k.used[:0]
}

// keys is the numbers of name.Keys; the same words of names come again and again.
func (b *builder) keys(s string) []int32 {
	if k, ok := b.known[s]; ok {
		return k
	}
	var out []int32
	for _, k := range name.Keys(s) {
		out = append(out, b.numbers.of(xxh3.HashString(k)))
	}
	b.known[strings.Clone(s)] = out // and not the text that it stands in
	return out
}

// mostKeys is how many names are remembered with their keys.
const mostKeys = 8192

// forgetKeys begins anew where there are too many; no story is at hand.
func (b *builder) forgetKeys() {
	if b.known == nil || len(b.known) > mostKeys {
		b.known, b.numbers, b.full = map[string][]int32{}, newNumbers(), &keyed{}
	}
}

// candidates is the places under any of the keys of some names, in order.
func (b *builder) candidates(names ...string) []int {
	var out []int
	for _, s := range names {
		for _, k := range b.keys(s) {
			out = append(out, b.full.of(k)...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// person makes one person of the entities of a group. The name is the one most used among those of two words and more.
func person(g []*entity) news.Person {
	best := g[0]
	for _, e := range g[1:] {
		if !strings.Contains(best.name, " ") && strings.Contains(e.name, " ") {
			best = e
		}
	}
	p := news.Person{Name: best.name, Kind: best.kind, Spellings: []news.Spelling{}}
	forms := map[string]int{}
	titles := map[string]int{}
	for _, e := range g {
		for f, n := range e.forms {
			if spells(f, g) {
				forms[f] += n
			} else {
				titles[f] += n
			}
			p.Mentions += n
		}
	}
	for _, f := range byCount(forms) {
		p.Spellings = append(p.Spellings, news.Spelling{Form: f, Count: forms[f]})
	}
	p.Titles = byCount(titles)
	return p
}

// spells says whether a written form names an entity of the group, rather than describing it as the office that a person holds:
// it is one of their names, or has a word of one, in some spelling. Only persons are described.
func spells(form string, g []*entity) bool {
	if g[0].kind != text.Person {
		return true
	}
	if slices.ContainsFunc(g, func(e *entity) bool { return e.name == form }) {
		return true
	}
	for _, e := range g {
		if same, _ := name.Same(form, e.name); same || name.Short(form, e.name) {
			return true
		}
	}
	words := strings.Fields(form)
	for _, e := range g {
		for w := range strings.FieldsSeq(e.name) {
			for _, v := range words {
				if same, _ := name.Same(v, w); same {
					return true
				}
			}
		}
	}
	return false
}

// byCount is the keys, the greatest count first.
func byCount(m map[string]int) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.SortFunc(out, func(p, q string) int { return cmp.Or(cmp.Compare(m[q], m[p]), strings.Compare(p, q)) })
	return out
}

// top is the root of i in a union-find forest.
func top[T int | int32](root []T, i T) T {
	for root[i] != i {
		root[i] = root[root[i]]
		i = root[i]
	}
	return i
}

func join(root []int, i, j int) {
	i, j = top(root, i), top(root, j)
	root[max(i, j)] = min(i, j)
}
