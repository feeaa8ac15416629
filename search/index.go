package search

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// Index answers queries. It may be used by several goroutines.
type Index struct {
	db     *sql.DB
	now    atomic.Pointer[snapshot]
	mu     sync.Mutex // held while a snapshot is made
	blocks cache
	state  prepared // asks for the generation
	fetch  prepared // asks for a block
	// what name.Same said of spellings
	pairs     map[[2]string]bool
	pairsLock sync.Mutex
}

// New is the index in a database whose tables Migration has made. It only reads.
func New(db *sql.DB) *Index {
	return &Index{
		db: db, blocks: cache{limit: cached},
		state: prepared{query: "SELECT generation FROM search_state"}, fetch: prepared{query: "SELECT data FROM search_block WHERE id = ?"},
	}
}

// prepared is a statement that is prepared when it is first asked for.
type prepared struct {
	query string
	mu    sync.Mutex
	stmt  *sql.Stmt
}

// row asks a statement for its one row.
func (p *prepared) row(ctx context.Context, db *sql.DB, args ...any) (*sql.Row, error) {
	p.mu.Lock()
	s, err := p.stmt, error(nil)
	if s == nil {
		s, err = db.PrepareContext(ctx, p.query)
		p.stmt = s
	}
	p.mu.Unlock()
	if err != nil {
		return nil, err
	}
	return s.QueryRowContext(ctx, args...), nil
}

// cached is how many bytes of blocks are remembered.
const cached = 64 << 20

// snapshot is the index at one moment.
type snapshot struct {
	generation int64
	segments   []*segment
	articles   int
	words      int64 // of all articles, those that have gone too
	titles     int64 // of their titles
}

// segment is a part of the index: see segment.go.
type segment struct {
	id int64
	*columns
	blocks directory
	gone   set
	heard  *hearing
}

// hearing is what names of a segment sound alike, as far as it was asked for: see resolve.
type hearing struct {
	mu    sync.Mutex
	alike map[string][]string
}

// maxAlike is how many sounds a segment remembers.
const maxAlike = 1 << 12

// alike are the words of names in a segment whose keys begin so.
func (x *Index) alike(ctx context.Context, s *segment, prefix string) ([]string, error) {
	s.heard.mu.Lock()
	out, ok := s.heard.alike[prefix]
	s.heard.mu.Unlock()
	if ok {
		return out, nil
	}
	err := x.entries(ctx, s, prefix, func(key, _ []byte) (bool, error) {
		out = append(out, string(key[len(prefix):]))
		return len(out) < maxSpellings, nil
	})
	if err != nil {
		return nil, err
	}
	s.heard.mu.Lock()
	defer s.heard.mu.Unlock()
	if len(s.heard.alike) >= maxAlike {
		clear(s.heard.alike)
	}
	s.heard.alike[prefix] = out
	return out, nil
}

// latest is the index as it is now.
func (x *Index) latest(ctx context.Context) (*snapshot, error) {
	s := x.now.Load()
	row, err := x.state.row(ctx, x.db)
	if err != nil {
		return nil, err
	}
	var generation int64
	if err := row.Scan(&generation); err != nil {
		return nil, err
	}
	if s != nil && s.generation == generation {
		return s, nil
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if s = x.now.Load(); s != nil && s.generation >= generation {
		return s, nil
	}
	if s, err = x.load(ctx, s); err != nil {
		return nil, err
	}
	x.now.Store(s)
	return s, nil
}

// load reads what the index is made of now. Of an older snapshot it takes what has not changed.
func (x *Index) load(ctx context.Context, old *snapshot) (*snapshot, error) {
	tx, err := x.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	known := map[int64]*segment{}
	if old != nil {
		for _, s := range old.segments {
			known[s.id] = s
		}
	}
	s := &snapshot{}
	if err := tx.QueryRowContext(ctx, "SELECT generation FROM search_state").Scan(&s.generation); err != nil {
		return nil, err
	}
	rows, err := tx.QueryContext(ctx, "SELECT id, gone FROM search_segment ORDER BY id")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		seg := &segment{}
		if err := rows.Scan(&seg.id, (*[]byte)(&seg.gone)); err != nil {
			return nil, err
		}
		s.segments = append(s.segments, seg)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	for _, seg := range s.segments {
		if k := known[seg.id]; k != nil {
			seg.columns, seg.blocks, seg.heard = k.columns, k.blocks, k.heard
		} else if err := seg.read(ctx, tx); err != nil {
			return nil, err
		}
		s.articles += len(seg.article)
		s.words += seg.words
		s.titles += seg.titles
	}
	return s, nil
}

// read reads what does not change of a segment.
func (s *segment) read(ctx context.Context, tx *sql.Tx) error {
	var n int
	var docs, blocks []byte
	err := tx.QueryRowContext(ctx, "SELECT articles, docs, blocks FROM search_segment WHERE id = ?", s.id).Scan(&n, &docs, &blocks)
	if err == nil {
		s.columns, err = unpackColumns(docs, n)
	}
	if err == nil {
		s.columns.packed = nil
		s.blocks, err = unpackDirectory(blocks)
	}
	s.heard = &hearing{alike: map[string][]string{}}
	return err
}

// Stale says that the index was made by another version of the program, or not yet: Clear it and Put all articles.
func (x *Index) Stale(ctx context.Context) (bool, error) {
	var version int
	err := x.db.QueryRowContext(ctx, "SELECT version FROM search_state").Scan(&version)
	return version != Version, err
}

// errMerged says that a segment has become part of another since the snapshot was made.
var errMerged = errors.New("a segment has gone")

// entries yields the entries of a segment whose keys begin so, until yield says that it has enough.
func (x *Index) entries(ctx context.Context, s *segment, prefix string, yield func(key, value []byte) (bool, error)) error {
	p := []byte(prefix)
	for i := s.blocks.from(prefix); i < len(s.blocks.id); i++ {
		if f := s.blocks.first[i]; f > prefix && !strings.HasPrefix(f, prefix) {
			return nil
		}
		data, err := x.block(ctx, s.blocks.id[i])
		if err != nil {
			return err
		}
		r := blockReader{data: data}
		ok, err := r.seek(prefix)
		for ; ok && err == nil && bytes.HasPrefix(r.key, p); ok, err = r.next() {
			if more, err := yield(r.key, r.value); err != nil || !more {
				return err
			}
		}
		if err != nil {
			return fmt.Errorf("block %d: %w", s.blocks.id[i], err)
		}
	}
	return nil
}

// block is a block of entries.
func (x *Index) block(ctx context.Context, id int64) ([]byte, error) {
	if b := x.blocks.get(id); b != nil {
		return b, nil
	}
	row, err := x.fetch.row(ctx, x.db, id)
	if err != nil {
		return nil, err
	}
	var data []byte
	err = row.Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errMerged
	}
	if err == nil {
		x.blocks.put(id, data)
	}
	return data, err
}

// retries is how many times a query begins anew because segments were merged meanwhile.
const retries = 8

// with runs f on the index as it is.
func (x *Index) with(ctx context.Context, f func(*snapshot) error) error {
	for n := 0; ; n++ {
		s, err := x.latest(ctx)
		if err == nil {
			err = f(s)
		}
		if !errors.Is(err, errMerged) || n == retries {
			return err
		}
	}
}

// cache remembers blocks, up to a number of bytes. What was asked for since it was last looked at stays (the "clock").
type cache struct {
	limit int
	mu    sync.Mutex
	size  int
	at    map[int64]*remembered
	ring  []*remembered
	hand  int
}

type remembered struct {
	id   int64
	data []byte
	used bool
}

func (c *cache) get(id int64) []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	if r := c.at[id]; r != nil {
		r.used = true
		return r.data
	}
	return nil
}

func (c *cache) put(id int64, data []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.at == nil {
		c.at = map[int64]*remembered{}
	}
	if c.at[id] != nil || len(data) > c.limit/8 {
		return
	}
	for c.size+len(data) > c.limit {
		if c.hand >= len(c.ring) {
			c.hand = 0
		}
		r := c.ring[c.hand]
		if r.used {
			r.used = false
			c.hand++
			continue
		}
		c.size -= len(r.data)
		delete(c.at, r.id)
		c.ring = slices.Delete(c.ring, c.hand, c.hand+1)
	}
	r := &remembered{id: id, data: data}
	c.at[id] = r
	c.ring = append(c.ring, r)
	c.size += len(data)
}
