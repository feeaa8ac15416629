// Package store keeps what was read in a library: one SQLite file that holds every source with its text in all its revisions, the
// page as it came, everything that was found, and the stories made of it.
//
// One connection writes, several read. A write is a transaction, and readers see the library as it was before it or after it: a
// program that is killed leaves nothing half done.
package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// appID marks a library in the header of its file: "rawi".
const appID = 0x72617769

// busy is how long a write waits for another program's, in milliseconds.
const busy = 10_000

// ErrNotFound says that the library holds no such thing.
var ErrNotFound = errors.New("not in the library")

// Library is an open library. Its methods may be used by several goroutines.
type Library struct {
	path  string
	write *sql.DB // one connection
	read  *sql.DB
}

// Open opens the library at path and makes it where there is none; its folder must exist. Tables of other parts of the program
// that live in the same file are kept up to date with the store's own. A file that is no library, may not be written, or was made
// by a newer version is refused and left as it is.
func Open(path string, parts ...Part) (*Library, error) {
	if err := inspect(path); err != nil {
		return nil, fmt.Errorf("library %s: %w", path, err)
	}
	l := &Library{path: path}
	if err := l.open(append([]Part{own()}, parts...)); err != nil {
		l.Close()
		return nil, l.wrap(err)
	}
	return l, nil
}

// inspect looks at the file without SQLite, which would write to it.
func inspect(path string) error {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		dir := filepath.Dir(path)
		if d, err := os.Stat(dir); err != nil || !d.IsDir() {
			return fmt.Errorf("its folder %s does not exist", dir)
		}
		return nil
	}
	switch {
	case err != nil:
		return plain(err)
	case !info.Mode().IsRegular():
		return errors.New("not a file")
	case info.Mode().Perm()&0o222 == 0:
		return errors.New("the file is read-only")
	case info.Size() == 0:
		return nil
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrPermission) {
		return errors.New("the file is read-only, or may not be read")
	}
	if err != nil {
		return plain(err)
	}
	defer f.Close()
	head := make([]byte, 100)
	if _, err := io.ReadFull(f, head); err != nil || string(head[:16]) != "SQLite format 3\x00" {
		return errors.New("the file is no library: it is not in the format of SQLite")
	}
	if id := binary.BigEndian.Uint32(head[68:]); id != appID {
		return errors.New("the file is no library: it is the database of another program")
	}
	return nil
}

// plain is a system's error without the name of the file, which is given elsewhere.
func plain(err error) error {
	if p := (*fs.PathError)(nil); errors.As(err, &p) {
		return p.Err
	}
	return err
}

// open connects, checks the version and brings the tables up to date.
func (l *Library) open(parts []Part) error {
	var err error
	if l.write, err = l.connect("immediate"); err != nil {
		return err
	}
	l.write.SetMaxOpenConns(1)
	if err := migrate(context.Background(), l.write, parts); err != nil {
		return err
	}
	if l.read, err = l.connect("deferred", "query_only(1)"); err != nil {
		return err
	}
	n := max(4, runtime.GOMAXPROCS(0))
	l.read.SetMaxOpenConns(n)
	l.read.SetMaxIdleConns(n)
	return nil
}

// connect makes a pool of connections.
func (l *Library) connect(lock string, pragmas ...string) (*sql.DB, error) {
	abs, err := filepath.Abs(l.path)
	if err != nil {
		return nil, err
	}
	slash := filepath.ToSlash(abs)
	if !strings.HasPrefix(slash, "/") { // a drive letter
		slash = "/" + slash
	}
	q := url.Values{"_txlock": {lock}, "_pragma": append([]string{
		fmt.Sprintf("busy_timeout(%d)", busy), "synchronous(NORMAL)", "foreign_keys(1)", "cache_size(-16384)",
	}, pragmas...)}
	u := url.URL{Scheme: "file", Path: slash, RawQuery: q.Encode()}
	return openDB(u.String())
}

// Close ends all connections. What was added is in the file.
func (l *Library) Close() error {
	var errs []error
	for _, db := range []*sql.DB{l.read, l.write} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	return errors.Join(errs...)
}

// Reader is the pool of reading connections, for parts of the program that keep tables of their own in the library.
func (l *Library) Reader() *sql.DB { return l.read }

// Path is the library's file.
func (l *Library) Path() string { return l.path }

// Write runs f in a transaction, for parts of the program that keep tables of their own in the library: all that it does is kept, or
// nothing.
func (l *Library) Write(ctx context.Context, f func(*sql.Tx) error) error {
	return l.inTransaction(ctx, f)
}

// inTransaction runs f in one transaction: all of it is kept, or nothing.
func (l *Library) inTransaction(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := l.write.BeginTx(ctx, nil)
	if err != nil {
		return l.wrap(err)
	}
	defer tx.Rollback()
	if err := f(tx); err != nil {
		return l.wrap(err)
	}
	return l.wrap(tx.Commit())
}

// wrap names the library and says what an error of SQLite means.
func (l *Library) wrap(err error) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	var e *sqlite.Error
	if errors.As(err, &e) {
		if text := meaning(e.Code()); text != "" {
			err = fmt.Errorf("%s (%w)", text, err)
		}
	}
	return fmt.Errorf("library %s: %w", l.path, err)
}

// Passing says that an error of writing may pass: the disk is full, or another program is writing.
func Passing(err error) bool {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Code() & 0xFF {
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return true
	}
	return false
}

// meaning is the meaning of an error code of SQLite, for those that a person can do something about.
func meaning(code int) string {
	switch code & 0xFF {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return "another program is writing to it"
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		return "it may not be written"
	case sqlite3.SQLITE_CANTOPEN:
		return "it cannot be opened"
	case sqlite3.SQLITE_FULL:
		return "the disk is full; nothing of this was kept"
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return "the file is damaged"
	case sqlite3.SQLITE_IOERR:
		return "the disk could not be read or written"
	}
	return ""
}
