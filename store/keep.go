package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"rawi/text"
)

// Compact gives the room that is not used back to the disk: the file is written anew, which needs as much room as it takes once more,
// for a moment. Others may read meanwhile, but not write.
func (l *Library) Compact(ctx context.Context) error {
	for _, q := range []string{"VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA optimize"} {
		if _, err := l.write.ExecContext(ctx, q); err != nil {
			return l.wrap(err)
		}
	}
	return nil
}

// Backup writes a copy of the library to a file that must not be there yet: the state of one moment, whatever is added meanwhile. Where
// it fails, nothing is left.
func (l *Library) Backup(ctx context.Context, to string) error {
	if _, err := os.Lstat(to); err == nil {
		return fmt.Errorf("backup %s: it is there already", to)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("backup %s: %w", to, plain(err))
	}
	f, err := os.CreateTemp(filepath.Dir(to), "."+filepath.Base(to)+"-*")
	if err != nil {
		return fmt.Errorf("backup %s: %w", to, plain(err))
	}
	part := f.Name()
	defer os.Remove(part)
	f.Close()
	copier, err := l.connect("deferred") // a connection that may write, if not to the library
	if err != nil {
		return l.wrap(err)
	}
	defer copier.Close()
	if _, err := copier.ExecContext(ctx, "VACUUM INTO ?", part); err != nil {
		return fmt.Errorf("backup %s: %w", to, l.wrap(err))
	}
	if err := flush(part); err != nil {
		return fmt.Errorf("backup %s: %w", to, plain(err))
	}
	if err := os.Link(part, to); err != nil { // unlike a renaming, it takes nothing's place
		if errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("backup %s: it is there already", to)
		}
		if err := os.Rename(part, to); err != nil {
			return fmt.Errorf("backup %s: %w", to, plain(err))
		}
	}
	return nil
}

// flush waits until a file is on the disk.
func flush(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// Stats is what a library holds and the room that it takes, in bytes.
type Stats struct {
	Path string `json:"path"`
	Counts
	From     string         `json:"from"` // the first and the last day of publication; "" for none
	To       string         `json:"to"`
	File     int64          `json:"file"`     // with what has been written and is not in it yet
	Free     int64          `json:"free"`     // of it, not used
	Text     int64          `json:"text"`     // of all revisions, as it is read
	Texts    int64          `json:"texts"`    // as it is kept
	Pages    int64          `json:"pages"`    // pages as they came, as they are kept
	Dropped  int            `json:"dropped"`  // pages that were dropped to save room
	Findings int64          `json:"findings"` // what was found, as it is kept
	Told     int64          `json:"told"`     // stories, as they are kept
	Versions map[string]int `json:"versions"` // how many current articles each version of the program has read
	Steps    []string       `json:"steps"`    // of the tables, that were applied
}

// Stats counts and measures.
func (l *Library) Stats(ctx context.Context) (Stats, error) {
	s := Stats{Path: l.path, Versions: map[string]int{}}
	var err error
	if s.Counts, err = l.Count(ctx); err != nil {
		return s, err
	}
	var size, pages, free, first, last int64
	err = l.read.QueryRowContext(ctx, `SELECT (SELECT page_size FROM pragma_page_size), (SELECT page_count FROM pragma_page_count), (SELECT freelist_count FROM pragma_freelist_count),
		(SELECT coalesce(sum(length(text)), 0) FROM revision), (SELECT coalesce(sum(length(raw)), 0) FROM revision), (SELECT count(*) FROM revision WHERE dropped > 0),
		(SELECT coalesce(sum(length(found)), 0) FROM article), (SELECT coalesce(sum(length(data)), 0) FROM story),
		(SELECT coalesce(min(first), 0) FROM article WHERE current AND first > 0), (SELECT coalesce(max(last), 0) FROM article WHERE current)`).
		Scan(&size, &pages, &free, &s.Texts, &s.Pages, &s.Dropped, &s.Findings, &s.Told, &first, &last)
	if err != nil {
		return s, l.wrap(err)
	}
	s.Free = free * size
	s.From, s.To = day(first), day(last)
	for _, name := range []string{l.path, l.path + "-wal"} {
		if info, err := os.Stat(name); err == nil {
			s.File += info.Size()
		}
	}
	for b, err := range each(ctx, l, func(rows scanner) (b []byte, err error) { return b, rows.Scan(&b) }, "SELECT text FROM revision") {
		if err != nil {
			return s, err
		}
		t, err := unpack(b)
		if err != nil {
			return s, l.wrap(err)
		}
		s.Text += int64(len(t))
	}
	type version struct {
		name string
		n    int
	}
	for v, err := range each(ctx, l, func(rows scanner) (v version, err error) { return v, rows.Scan(&v.name, &v.n) }, "SELECT analysis, count(*) FROM article WHERE current GROUP BY analysis") {
		if err != nil {
			return s, err
		}
		s.Versions[v.name] = v.n
	}
	for name, err := range each(ctx, l, func(rows scanner) (s string, err error) { return s, rows.Scan(&s) }, "SELECT part || '/' || name FROM migration ORDER BY 1") {
		if err != nil {
			return s, err
		}
		s.Steps = append(s.Steps, name)
	}
	return s, nil
}

// day writes a day as it is kept; "" for none.
func day(n int64) string {
	if n == 0 {
		return ""
	}
	return text.Day(n).String()
}
