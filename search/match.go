package search

import (
	"context"
	"math"
	"slices"
	"strings"
	"sync"

	"rawi/text"
)

// matching looks for the articles that meet a query.
type matching struct {
	x     *Index
	ctx   context.Context
	all   *snapshot
	q     *Asked
	order Order
	only  map[int64]bool
	top   *top

	lists        [][]found // by segment and clause
	weight       []weight  // by clause
	whole, title *norm     // see rank.go
	work         *scratch
}

// found is the lists of a clause in a segment: for each word those of its stem, and those of its other inflections.
type found struct {
	stem, light [][]list
}

// run goes through the segments twice: to learn how frequent the words are, and to match.
func (m *matching) run() error {
	m.lists = make([][]found, len(m.all.segments))
	for i, s := range m.all.segments {
		for _, c := range m.q.clauses {
			f, err := m.find(s, c)
			if err != nil {
				return err
			}
			m.lists[i] = append(m.lists[i], f)
		}
	}
	m.weigh()
	m.work = scratches.Get().(*scratch)
	defer scratches.Put(m.work)
	for i, s := range m.all.segments {
		if err := m.ctx.Err(); err != nil {
			return err
		}
		m.segment(s, m.lists[i])
	}
	return nil
}

// find reads the lists of a clause.
func (m *matching) find(s *segment, c clause) (found, error) {
	f := found{stem: make([][]list, len(c.words)), light: make([][]list, len(c.words))}
	if c.common {
		return f, nil
	}
	for i, w := range c.words {
		if c.exact {
			if err := m.read(s, w.exact(c.field), func(key []byte, l list) {
				if len(key) == len(w.exact(c.field)) {
					f.stem[i] = append(f.stem[i], l)
				}
			}); err != nil {
				return f, err
			}
			continue
		}
		group := w.group(c.field)
		stem := group + w.ending + part
		if err := m.read(s, group, func(key []byte, l list) {
			if strings.HasPrefix(string(key), stem) {
				f.stem[i] = append(f.stem[i], l)
			} else {
				f.light[i] = append(f.light[i], l)
			}
		}); err != nil {
			return f, err
		}
		for _, v := range w.variants {
			if v.light == w.light {
				continue
			}
			if err := m.read(s, v.group(c.field)+v.ending+part, func(_ []byte, l list) { f.stem[i] = append(f.stem[i], l) }); err != nil {
				return f, err
			}
		}
	}
	return f, nil
}

// read yields the lists whose keys begin so.
func (m *matching) read(s *segment, prefix string, yield func(key []byte, l list)) error {
	return m.x.entries(m.ctx, s, prefix, func(key, value []byte) (bool, error) {
		l, err := unpackList(value)
		if err == nil {
			yield(key, l)
		}
		return true, err
	})
}

// scratch is the memory of a match, kept for the next.
type scratch struct {
	of      []standing // of each article
	reached []uint32   // the articles of which a clause holds
	count   []tally    // of each article, of the word that is looked at
	touched []uint32   // the articles that have it
	a, b    []uint64
	at      []uint32
}

// standing is how an article stands in a match.
type standing struct {
	score float32
	met   uint8 // how many of the clauses hold that must
	seen  bool  // a clause holds
}

// tally is how often a word stands in an article.
type tally struct {
	stem, light, title float32
}

var scratches = sync.Pool{New: func() any { return &scratch{} }}

// begin makes room for n articles.
func (w *scratch) begin(n int) {
	for _, d := range w.reached {
		w.of[d] = standing{}
	}
	w.reached = w.reached[:0]
	if cap(w.of) < n {
		w.of, w.count = make([]standing, n), make([]tally, n)
	}
	w.of, w.count = w.of[:n], w.count[:n]
}

// reach notes that a clause holds of an article.
func (w *scratch) reach(d uint32) *standing {
	s := &w.of[d]
	if !s.seen {
		s.seen = true
		w.reached = append(w.reached, d)
	}
	return s
}

// segment matches the articles of a segment.
func (m *matching) segment(s *segment, lists []found) {
	w := m.work
	w.begin(len(s.article))
	need, optional := uint8(0), false
	for i, c := range m.q.clauses {
		switch {
		case c.common:
		case len(c.words) > 1 || c.within == inQuotes:
			m.side(s, i, lists[i])
			need++
		case m.order == Relevance && c.field == texts && !c.exact && c.within == anywhere:
			m.word(s, i, lists[i])
			optional = true
		default:
			m.word(s, i, lists[i])
			need++
		}
	}
	if need == 0 && !optional { // nothing but days, stories and the like
		for i := range s.article {
			m.hit(s, uint32(i))
		}
		return
	}
	plain := s.gone == nil && m.only == nil && m.q.days == text.Days{}
	for _, i := range w.reached {
		switch {
		case w.of[i].met < need:
		case plain && m.top.beyond(float64(w.of[i].score)):
			m.top.total++
		default:
			m.hit(s, i)
		}
	}
}

// hit takes an article that has what the clauses ask for.
func (m *matching) hit(s *segment, i uint32) {
	d := s.days[i]
	if s.gone.has(int(i)) || m.q.days != (text.Days{}) && d.To == 0 || m.q.days.From > d.To || m.q.days.To != 0 && d.From > m.q.days.To {
		return
	}
	if m.only != nil && !m.only[s.article[i]] {
		return
	}
	m.top.add(Hit{Article: s.article[i], Score: float64(m.work.of[i].score), key: newest(d.From, s.article[i])})
}

// word matches a clause of one word.
func (m *matching) word(s *segment, clause int, f found) {
	w := m.work
	c := &m.q.clauses[clause]
	w.touched = w.touched[:0]
	for k := range f.stem[0] {
		w.touched = f.stem[0][k].tally(w.count, w.touched, false, c.within == inTitle)
	}
	for k := range f.light[0] {
		w.touched = f.light[0][k].tally(w.count, w.touched, true, c.within == inTitle)
	}
	required := m.order != Relevance || c.field != texts || c.exact || c.within != anywhere
	for _, d := range w.touched {
		a := w.reach(d)
		if required {
			a.met++
		}
		if m.order == Relevance && c.field == texts {
			a.score += m.worth(clause, w.count[d], s, d)
		}
		w.count[d] = tally{}
	}
}

// tally counts the articles of a list into a table, and adds those that the table did not have to touched; with titles only those
// where the word stands in the title. It is the inmost loop of a search, and reads the list's numbers itself.
func (l *list) tally(into []tally, touched []uint32, light, titles bool) []uint32 {
	share := float32(1)
	if light {
		share = lightWeight
	}
	at := l.first
	for b := l.docs; len(b) > 0; {
		v := uint64(b[0])
		switch {
		case v < 0x80:
			b = b[1:]
		case len(b) > 1 && b[1] < 0x80:
			v, b = v&0x7F|uint64(b[1])<<7, b[2:]
		default:
			if v, b = uvarint(b); b == nil {
				return touched
			}
		}
		times := uint64(1)
		if v&1 != 0 {
			if times, b = uvarint(b); b == nil {
				return touched
			}
			times += 2
		}
		if at += uint32(v >> 2); int(at) >= len(into) {
			return touched
		}
		if titles && v&2 == 0 {
			continue
		}
		t := &into[at]
		if t.stem+t.light == 0 {
			touched = append(touched, at)
		}
		if light {
			t.light += float32(times)
		} else {
			t.stem += float32(times)
		}
		if v&2 != 0 {
			t.title = max(t.title, share)
		}
	}
	return touched
}

// side matches a clause whose words stand side by side, in one name, or in one quote.
func (m *matching) side(s *segment, clause int, f found) {
	w := m.work
	c := &m.q.clauses[clause]
	// An article that does not have all the words is not looked into.
	has := make([]uint8, len(s.article))
	for i := range c.words {
		for _, lists := range [2][]list{f.stem[i], f.light[i]} {
			for k := range lists {
				for u := lists[k].cursor(); u.next() && int(u.at) < len(has); {
					if int(has[u.at]) == i {
						has[u.at]++
					}
				}
			}
		}
	}
	for i := range c.words {
		w.b = w.b[:0]
		for _, lists := range [2][]list{f.stem[i], f.light[i]} {
			for k := range lists {
				for u := lists[k].cursor(); u.next() && int(u.at) < len(has); {
					if int(has[u.at]) < len(c.words) {
						continue
					}
					doc := u.at
					w.at = u.positions(w.at[:0])
					for _, p := range w.at {
						switch {
						case c.within == inNames:
							p >>= nameBits
						case p < uint32(i):
							continue
						default:
							p -= uint32(i)
						}
						w.b = append(w.b, uint64(doc)<<32|uint64(p))
					}
				}
			}
		}
		slices.Sort(w.b)
		w.b = slices.Compact(w.b)
		if i == 0 {
			w.a, w.b = w.b, w.a
		} else {
			w.a = meet(w.a, w.b)
		}
	}
	for i := 0; i < len(w.a); {
		doc, n, title := uint32(w.a[i]>>32), 0, float32(0)
		for ; i < len(w.a) && uint32(w.a[i]>>32) == doc; i++ {
			at := uint32(w.a[i])
			if c.within == inTitle && at >= s.title[doc] || c.within == inQuotes && !inside(s.quoted[doc], at, at+uint32(len(c.words))) {
				continue
			}
			if n++; at < s.title[doc] {
				title = 1
			}
		}
		if n > 0 {
			a := w.reach(doc)
			a.met++
			if m.order == Relevance && c.field == texts {
				a.score += m.worth(clause, tally{stem: float32(n), title: title}, s, doc)
			}
		}
	}
}

// meet leaves in a what stands in b too; both are sorted.
func meet(a, b []uint64) []uint64 {
	out := a[:0]
	j := 0
	for _, v := range a {
		for j < len(b) && b[j] < v {
			j++
		}
		if j < len(b) && b[j] == v {
			out = append(out, v)
		}
	}
	return out
}

// inside says that the positions [from, to) lie in one quote.
func inside(quoted []uint32, from, to uint32) bool {
	for i := 0; i+1 < len(quoted); i += 2 {
		if quoted[i] <= from && to <= quoted[i+1] {
			return true
		}
	}
	return false
}

// log is the natural logarithm.
func log(x float64) float32 { return float32(math.Log(x)) }
