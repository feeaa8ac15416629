package name

import (
	"slices"
	"strings"

	"rawi/arabic/letter"
	"rawi/text"
)

// Named is what texts call by one name, with how often.
type Named struct {
	Name  string
	Kind  text.Kind
	Count int
}

// Joint is a merge: the names at A and B are one's, and why. The reasons are those of Same, and "same.tsv" where the user said so.
type Joint struct {
	A, B int
	Why  string
}

// crowded is how many names of one key are compared with one another: a bound that keeps Merge linear where very many names sound
// alike. The first of a key, which should be the commonest, are those compared.
const crowded = 20

// Merge brings the spellings of names together: root[i] is the first name of the group of name i, and joints tell which merges made
// the groups. Names of one kind that begin alike are compared where they share a key (see Keys), the commoner ones first when all is in that order. Two
// names that the rulings keep apart are never in one group; nil rulings decide nothing. Time grows with the number of names.
func Merge(all []Named, rulings *Rulings) (root []int, joints []Joint) {
	m := merge(all, rulings)
	return m.root, m.joints
}

func merge(all []Named, rulings *Rulings) *merging {
	m := &merging{root: make([]int, len(all)), members: map[int][]int{}, all: all, rulings: rulings}
	for i := range m.root {
		m.root[i] = i
	}
	m.ruled()
	words := make([][]part, len(all))
	keyed := newBuckets(len(all))
	var k []byte
	for i, n := range all {
		if words[i] = parts(n.Name); len(words[i]) == 0 {
			continue
		}
		k = skeleton(k[:0], words[i])
		m.work += 1 + len(k)
		keyed.each(k, string(n.Kind)+string(rune(words[i][0].head)), int32(i), func(j int32) {
			if m.top(i) == m.top(int(j)) || !mightBe(words[i], words[j]) {
				return
			}
			m.work++
			if same, why := sameParts(words[i], words[j]); same {
				m.join(i, int(j), why)
			}
		})
	}
	for i := range m.root {
		m.root[i] = m.top(i)
	}
	return m
}

// buckets are the names under each key, in lists that share one array.
type buckets struct {
	head map[uint64]bucket
	list []node
}

type bucket struct{ first, last, n int32 }

type node struct{ name, next int32 }

func newBuckets(names int) *buckets {
	return &buckets{head: make(map[uint64]bucket, 2*names)}
}

// each calls do for the names that share a key with the skeleton k, and puts name i under its keys: those of Keys, as numbers, with the
// sort of the name, in which all that are compared must agree.
func (b *buckets) each(k []byte, sort string, i int32, do func(j int32)) {
	b.at(hashKey(k, -1, sort), i, do)
	if len(k) < 4 {
		return
	}
	for out := range k {
		if out == 0 || k[out] != k[out-1] {
			b.at(hashKey(k, out, sort), i, do)
		}
	}
}

func (b *buckets) at(key uint64, i int32, do func(j int32)) {
	h, ok := b.head[key]
	for at, n := h.first, int32(0); ok && n < h.n; n++ {
		do(b.list[at].name)
		at = b.list[at].next
	}
	if h.n == crowded {
		return
	}
	b.list = append(b.list, node{name: i})
	at := int32(len(b.list) - 1)
	if ok {
		b.list[h.last].next = at
	} else {
		h.first = at
	}
	h.last = at
	h.n++
	b.head[key] = h
}

// hashKey is FNV-1a of a skeleton without its out-th letter, and of a sort.
func hashKey(k []byte, out int, sort string) uint64 {
	h := uint64(14695981039346656037)
	for i, c := range k {
		if i != out {
			h = (h ^ uint64(c)) * 1099511628211
		}
	}
	for i := range len(sort) {
		h = (h ^ uint64(sort[i])) * 1099511628211
	}
	return h
}

// mightBe says of two names that they are of nearly the same length, as all that Same merges are, and do not differ in a word that is an
// Arabic name in both, or in what a word begins with: it is cheaper to ask.
func mightBe(a, b []part) bool {
	n, k := 0, 0
	for i, p := range a {
		n += len(p.w)
		if len(a) == len(b) && p.head != b[i].head && p.head != 0 && b[i].head != 0 {
			return false
		}
		if len(a) == len(b) && p.native && b[i].native && p.w != b[i].w && strings.TrimPrefix(p.w, al) != strings.TrimPrefix(b[i].w, al) {
			return false
		}
	}
	for _, p := range b {
		k += len(p.w)
	}
	return max(n, k)-min(n, k) <= 4+max(n, k)/4
}

// merging is the state of Merge: a forest of groups, of which the least number is the root.
type merging struct {
	root    []int
	members map[int][]int // of the groups that a ruling keeps apart from something
	all     []Named
	rulings *Rulings
	joints  []Joint

	work int // keys looked up and pairs of names compared
}

func (m *merging) top(i int) int {
	for m.root[i] != i {
		m.root[i] = m.root[m.root[i]]
		i = m.root[i]
	}
	return i
}

// ruled joins what the user says is the same, and gathers the names that must stay apart.
func (m *merging) ruled() {
	if m.rulings == nil {
		return
	}
	at := map[string][]int{}
	for i, n := range m.all {
		k := rulingKey(n.Name)
		if m.rulings.names[k] {
			at[k] = append(at[k], i)
		}
		if len(m.rulings.different[k]) > 0 {
			m.members[i] = []int{i}
		}
	}
	for _, p := range m.rulings.same {
		for _, i := range at[p[0]] {
			for _, j := range at[p[1]] {
				if m.all[i].Kind == m.all[j].Kind && m.top(i) != m.top(j) {
					m.join(i, j, "same.tsv")
				}
			}
		}
	}
}

// join makes one group of two, unless a ruling keeps a name of one apart from a name of the other.
func (m *merging) join(i, j int, why string) {
	a, b := m.top(i), m.top(j)
	if len(m.members[a]) > 0 && len(m.members[b]) > 0 {
		for _, x := range m.members[a] {
			for _, y := range m.members[b] {
				if m.rulings.Different(m.all[x].Name, m.all[y].Name) {
					return
				}
			}
		}
	}
	r, o := min(a, b), max(a, b)
	m.root[o] = r
	if l := m.members[o]; len(l) > 0 {
		m.members[r] = append(m.members[r], l...)
		delete(m.members, o)
	}
	m.joints = append(m.joints, Joint{min(i, j), max(i, j), why})
}

// Rulings are what a user says of names: which are spellings of one, and which are not, whatever Same finds.
type Rulings struct {
	same      [][2]string
	different map[string][]string
	names     map[string]bool
}

// rulingKey is a name as rulings compare it: folded, with single blanks.
func rulingKey(s string) string {
	return strings.Join(strings.Fields(letter.String(s, letter.Search)), " ")
}

// ParseRulings reads the contents of same.tsv and different.tsv: lines of two names parted by a tab; what follows a second tab is
// a note, lines that begin with # are remarks. A pair that stands in both is kept apart: to undo is stronger than to merge. Lines of
// one name or none are passed over.
func ParseRulings(same, different string) *Rulings {
	r := &Rulings{different: map[string][]string{}, names: map[string]bool{}}
	each := func(s string, do func(a, b string)) {
		for line := range strings.Lines(s) {
			if strings.HasPrefix(line, "#") {
				continue
			}
			a, rest, _ := strings.Cut(strings.TrimRight(line, "\r\n"), "\t")
			b, _, _ := strings.Cut(rest, "\t")
			if a, b = rulingKey(a), rulingKey(b); a != "" && b != "" && a != b {
				r.names[a], r.names[b] = true, true
				do(a, b)
			}
		}
	}
	each(different, func(a, b string) {
		r.different[a] = append(r.different[a], b)
		r.different[b] = append(r.different[b], a)
	})
	each(same, func(a, b string) {
		if !slices.Contains(r.different[a], b) {
			r.same = append(r.same, [2]string{a, b})
		}
	})
	return r
}

// Unruled is the contents of a file of rulings without the lines of this pair of names, in either order.
func Unruled(contents, a, b string) string {
	a, b = rulingKey(a), rulingKey(b)
	var out strings.Builder
	for line := range strings.Lines(contents) {
		x, rest, _ := strings.Cut(strings.TrimRight(line, "\r\n"), "\t")
		y, _, _ := strings.Cut(rest, "\t")
		x, y = rulingKey(x), rulingKey(y)
		if strings.HasPrefix(line, "#") || !(x == a && y == b || x == b && y == a) {
			out.WriteString(line)
		}
	}
	return out.String()
}

// Different says that the user keeps two names apart. Nil rulings keep nothing apart.
func (r *Rulings) Different(a, b string) bool {
	if r == nil || len(r.different) == 0 {
		return false
	}
	return slices.Contains(r.different[rulingKey(a)], rulingKey(b))
}

// Empty says that nothing is ruled.
func (r *Rulings) Empty() bool { return r == nil || len(r.names) == 0 }
