// Package lexicon reads the .tsv lists that hold Rawi's words.
//
// A list is a UTF-8 file of lines. Lines that begin with "#" are remarks (they name the origin and the licence of what follows);
// the first other line names the columns; every further line is a row with as many fields, parted by tabs. Blank lines part groups.
// The first column is the key, and a key stands once. A linguist edits these files; a bad line is reported by file and line.
package lexicon

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"
)

// List is one .tsv file.
type List struct {
	Name    string // the file's base name, which rules are named after
	Columns []string
	Rows    []Row
	Remarks []string // the "#" lines, without the mark
}

// Row is one line of a list.
type Row struct {
	Line   int // counted from 1
	Fields []string
	list   *List
}

// Key is the first field.
func (r Row) Key() string { return r.Fields[0] }

// Rule names the row as findings cite it: "verbs.tsv:3".
func (r Row) Rule() string { return fmt.Sprintf("%s:%d", r.list.Name, r.Line) }

// Get is the field of the named column, "" when the row leaves it empty. Asking for a column that the list does not have is a
// mistake of the program, not of the list, and panics.
func (r Row) Get(column string) string {
	for i, c := range r.list.Columns {
		if c == column {
			return r.Fields[i]
		}
	}
	panic("lexicon: " + r.list.Name + " has no column " + column)
}

// Set splits the field of a column at its commas (Latin ones; the Arabic comma is a letter of the text) and trims the pieces.
func (r Row) Set(column string) []string {
	var out []string
	for p := range strings.SplitSeq(r.Get(column), ",") {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// Read reads the list file of fsys. Errors name the file and the line.
func Read(fsys fs.FS, file string) (*List, error) {
	b, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	return Parse(path.Base(file), string(b))
}

// Must is Read for the lists that are embedded in the program, whose faults are found by its tests: it panics.
func Must(fsys fs.FS, file string) *List {
	l, err := Read(fsys, file)
	if err != nil {
		panic(err)
	}
	return l
}

// Parse reads the text of a list. name is used in errors and rules.
func Parse(name, text string) (*List, error) {
	l := &List{Name: name}
	bad := func(line int, why string, a ...any) error {
		return fmt.Errorf("%s:%d: %s", name, line, fmt.Sprintf(why, a...))
	}
	if !utf8.ValidString(text) {
		return nil, bad(strings.Count(text[:firstInvalid(text)], "\n")+1, "not UTF-8")
	}
	seen := map[string]int{}
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if strings.TrimSpace(line) == "" {
			continue
		}
		if rest, ok := strings.CutPrefix(line, "#"); ok {
			l.Remarks = append(l.Remarks, strings.TrimSpace(rest))
			continue
		}
		fields := strings.Split(line, "\t")
		for i, f := range fields {
			fields[i] = strings.TrimSpace(f)
		}
		if l.Columns == nil {
			l.Columns = fields
			continue
		}
		if len(fields) > len(l.Columns) {
			return nil, bad(n, "%d fields, but the list has the columns %s", len(fields), strings.Join(l.Columns, ", "))
		}
		for len(fields) < len(l.Columns) { // trailing empty fields may be left out
			fields = append(fields, "")
		}
		if fields[0] == "" {
			return nil, bad(n, "the first field, the key, is empty")
		}
		if first, ok := seen[fields[0]]; ok {
			return nil, bad(n, "%q stands already on line %d", fields[0], first)
		}
		seen[fields[0]] = n
		l.Rows = append(l.Rows, Row{Line: n, Fields: fields, list: l})
	}
	if l.Columns == nil {
		return nil, bad(max(n, 1), "no line that names the columns")
	}
	return l, nil
}

func firstInvalid(s string) int {
	for i, r := range s {
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(s[i:]); n == 1 {
				return i
			}
		}
	}
	return len(s)
}
