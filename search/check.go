package search

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"

	"github.com/zeebo/xxh3"
)

// Check compares the index with the articles that it should be of: every word of every article must stand where it stands, and
// nothing else. report is told each article, or part of the index, with what is wrong.
func (x *Index) Check(ctx context.Context, docs iter.Seq2[Doc, error], report func(where, what string)) error {
	tell := func(article int64, what string) { report(fmt.Sprintf("article %d", article), what) }
	s, err := x.latest(ctx)
	if err != nil {
		return err
	}
	prints := map[int64]uint64{}
	for _, seg := range s.segments {
		p, err := x.prints(ctx, seg)
		if err != nil {
			report(fmt.Sprintf("index, segment %d", seg.id), err.Error())
			continue
		}
		for i, a := range seg.article {
			if seg.gone.has(i) {
				continue
			}
			if _, twice := prints[a]; twice {
				tell(a, "stands in the index twice")
			}
			prints[a] = p[i]
		}
	}
	a := takeAnalyser()
	defer a.back()
	b := newBuilder(a)
	settle := func() error {
		p, err := b.prints()
		for i, a := range b.docs.article {
			have, ok := prints[a]
			switch delete(prints, a); {
			case !ok:
				tell(a, "is missing from the index")
			case have != p[i]:
				tell(a, "the index has other words than it")
			}
		}
		return err
	}
	for d, err := range docs {
		if err != nil {
			return err
		}
		if b.add(d); len(b.docs.article) == checked {
			if err := settle(); err != nil {
				return err
			}
			b = newBuilder(a)
		}
	}
	if err := settle(); err != nil {
		return err
	}
	for a := range prints {
		tell(a, "is in the index, but not current")
	}
	return nil
}

// checked is how many articles are looked at together.
const checked = 200

// prints is for each article of a segment a sum of all that the index says of it.
func (x *Index) prints(ctx context.Context, s *segment) ([]uint64, error) {
	out := s.columns.prints()
	var last []byte
	for i, id := range s.blocks.id {
		data, err := x.block(ctx, id)
		if errors.Is(err, errMerged) {
			err = errors.New("a block is missing")
		}
		if err != nil {
			return nil, err
		}
		r := blockReader{data: data}
		ok, err := r.next()
		if ok && string(r.key) != s.blocks.first[i] {
			err = errDamaged
		}
		for ; ok && err == nil; ok, err = r.next() {
			if bytes.Compare(r.key, last) < 0 {
				return nil, errDamaged
			}
			last = append(last[:0], r.key...)
			if err := sum(out, r.key, r.value); err != nil {
				return nil, err
			}
		}
		if err != nil {
			return nil, fmt.Errorf("block %d: %w", id, err)
		}
	}
	return out, nil
}

// prints is the same for articles that were built.
func (b *builder) prints() ([]uint64, error) {
	out := b.docs.prints()
	return out, b.entries(func(key string, value []byte) error { return sum(out, []byte(key), value) })
}

// prints is what the columns say.
func (c *columns) prints() []uint64 {
	out := make([]uint64, len(c.article))
	for i := range out {
		h := uint64(c.days[i].From)
		for _, v := range append([]uint32{uint32(c.days[i].To), c.length[i], c.title[i]}, c.quoted[i]...) {
			h = h*prime + uint64(v) + 1
		}
		out[i] = h
	}
	return out
}

const prime = 0x9E3779B97F4A7C15

// sum adds an entry to the sums of its articles.
func sum(out []uint64, key, value []byte) error {
	if len(key) == 0 || field(key[0]) == sounds {
		return nil
	}
	l, err := unpackList(value)
	if err != nil {
		return err
	}
	h := xxh3.Hash(key)
	var at []uint32
	n := uint32(0)
	for c := l.cursor(); c.next(); n++ {
		if int(c.at) >= len(out) {
			return errDamaged
		}
		doc, v := c.at, h
		if c.title {
			v += prime
		}
		at = c.positions(at[:0])
		for _, p := range at {
			v = v*prime + uint64(p) + 1
		}
		out[doc] += v
	}
	if n != l.count {
		return errDamaged
	}
	return nil
}

// Compact makes the index one segment, without what has gone, as part of a transaction.
func Compact(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, "SELECT id FROM search_segment ORDER BY id")
	if err != nil {
		return err
	}
	defer rows.Close()
	var ids []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return err
		}
		ids = append(ids, id)
	}
	if err := rows.Err(); err != nil || len(ids) == 0 {
		return err
	}
	if err := merge(ctx, tx, ids); err != nil {
		return err
	}
	return changed(ctx, tx)
}

// Size is how large the index is.
type Size struct {
	Segments int   `json:"segments"`
	Articles int   `json:"articles"`
	Bytes    int64 `json:"bytes"`
}

// Size measures the index.
func (x *Index) Size(ctx context.Context) (Size, error) {
	var s Size
	err := x.db.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM search_segment), (SELECT coalesce(sum(articles), 0) FROM search_segment),
		(SELECT coalesce(sum(length(data)), 0) FROM search_block) + (SELECT coalesce(sum(length(docs) + length(blocks)), 0) FROM search_segment)`).Scan(&s.Segments, &s.Articles, &s.Bytes)
	return s, err
}
