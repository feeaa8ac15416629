package search

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// mergeAll makes one segment of those of one size, where there are enough of them, until there are not.
func mergeAll(ctx context.Context, tx *sql.Tx) error {
	for {
		rows, err := tx.QueryContext(ctx, "SELECT id, articles FROM search_segment ORDER BY id")
		if err != nil {
			return err
		}
		sized := map[int][]int64{}
		full := -1
		for rows.Next() {
			var id int64
			var n int
			if err := rows.Scan(&id, &n); err != nil {
				rows.Close()
				return err
			}
			t := tier(n)
			if sized[t] = append(sized[t], id); len(sized[t]) >= fanout {
				full = t
			}
		}
		if err := rows.Err(); err != nil || full < 0 {
			return err
		}
		if err := merge(ctx, tx, sized[full]); err != nil {
			return err
		}
	}
}

// merge makes one segment of several. Articles that have gone are left out.
func merge(ctx context.Context, tx *sql.Tx, ids []int64) error {
	var all columns
	var from []*source
	for _, id := range ids {
		s, err := openSource(ctx, tx, id)
		if err != nil {
			return err
		}
		for i, a := range s.docs.article {
			s.to[i] = -1
			if !s.gone.has(i) {
				s.to[i] = int32(len(all.article))
				all.add(a, s.docs.days[i], s.docs.length[i], s.docs.title[i], s.docs.quoted[i])
			}
		}
		from = append(from, s)
	}
	for _, s := range from {
		if err := s.next(); err != nil {
			return err
		}
	}
	if len(all.article) > 0 {
		if err := write(ctx, tx, &all, merging{from: from}.entries); err != nil {
			return err
		}
	}
	for _, id := range ids {
		if _, err := tx.ExecContext(ctx, "DELETE FROM search_segment WHERE id = ?", id); err != nil {
			return err
		}
	}
	return nil
}

// source is a segment that is merged, at one of its entries.
type source struct {
	docs   *columns
	gone   set
	to     []int32 // where each article goes; -1 for those that have gone
	blocks directory
	block  int // the next to read
	read   blockReader
	load   func(id int64) ([]byte, error)
	done   bool
}

// openSource opens a segment, whose blocks are deleted as they are read: their room in the file is for those that are written.
func openSource(ctx context.Context, tx *sql.Tx, id int64) (*source, error) {
	s := &source{load: func(block int64) (data []byte, err error) {
		err = tx.QueryRowContext(ctx, "DELETE FROM search_block WHERE id = ? RETURNING data", block).Scan(&data)
		return data, err
	}}
	var n int
	var docs, blocks []byte
	err := tx.QueryRowContext(ctx, "SELECT articles, docs, blocks, gone FROM search_segment WHERE id = ?", id).Scan(&n, &docs, &blocks, (*[]byte)(&s.gone))
	if err != nil {
		return nil, err
	}
	if s.docs, err = unpackColumns(docs, n); err != nil {
		return nil, err
	}
	s.to = make([]int32, n)
	s.blocks, err = unpackDirectory(blocks)
	return s, err
}

// next goes to the next entry.
func (s *source) next() error {
	for {
		ok, err := s.read.next()
		if err != nil || ok {
			return err
		}
		if s.block == len(s.blocks.id) {
			s.done = true
			return nil
		}
		if s.read.data, err = s.load(s.blocks.id[s.block]); err != nil {
			return fmt.Errorf("block %d: %w", s.blocks.id[s.block], err)
		}
		s.block++
	}
}

// merging is the entries of several segments as those of one.
type merging struct {
	from []*source
}

// entries yields them in order.
func (m merging) entries(yield func(string, []byte) error) error {
	var key []byte
	var value []byte
	for {
		var least *source
		for _, s := range m.from {
			if !s.done && (least == nil || bytes.Compare(s.read.key, least.read.key) < 0) {
				least = s
			}
		}
		if least == nil {
			return nil
		}
		key = append(key[:0], least.read.key...)
		name := string(key)
		if strings.HasPrefix(name, string(rune(sounds))) {
			if err := m.pass(key); err != nil {
				return err
			}
			if err := yield(name, nil); err != nil {
				return err
			}
			continue
		}
		var out list
		flush := func() error {
			if out.count == 0 {
				return nil
			}
			value = out.pack(value[:0])
			out = list{docs: out.docs[:0], where: out.where[:0]}
			return yield(name, value)
		}
		for _, s := range m.from {
			for !s.done && bytes.Equal(s.read.key, key) {
				l, err := unpackList(s.read.value)
				if err != nil {
					return err
				}
				if out.size()+l.size() > valueSize {
					if err := flush(); err != nil {
						return err
					}
				}
				s.put(&out, l)
				if err := s.next(); err != nil {
					return err
				}
			}
		}
		if err := flush(); err != nil {
			return err
		}
	}
}

// pass goes past a key in all segments.
func (m merging) pass(key []byte) error {
	for _, s := range m.from {
		for !s.done && bytes.Equal(s.read.key, key) {
			if err := s.next(); err != nil {
				return err
			}
		}
	}
	return nil
}

// put prolongs a list by one of a segment: as it is where none of the segment's articles has gone.
func (s *source) put(out *list, l list) {
	if s.gone == nil {
		out.join(l, uint32(s.to[0]))
		return
	}
	var g growing
	var at []uint32
	for c := l.cursor(); c.next(); {
		if int(c.at) >= len(s.to) || s.to[c.at] < 0 {
			continue
		}
		title := c.title
		at = c.positions(at[:0])
		for _, p := range at {
			g.add(uint32(s.to[c.at]), p, title)
		}
	}
	g.close()
	if g.count > 0 {
		out.join(g.list, 0)
	}
}
