package pipeline

import (
	"errors"
	"io/fs"
	"os"
	"strings"

	"rawi/arabic/name"
)

// The files beside a library in which its user says which names are one's and which are not: FILE.same.tsv and FILE.different.tsv,
// where FILE is the library's. See name.ParseRulings.
const sameFile, differentFile = ".same.tsv", ".different.tsv"

// Rulings reads what the user of the library says of names. A file that is not there says nothing.
func (l *Library) Rulings() (*name.Rulings, error) {
	var text [2]string
	for i, ext := range [...]string{sameFile, differentFile} {
		b, err := os.ReadFile(l.Path() + ext)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		text[i] = string(b)
	}
	return name.ParseRulings(text[0], text[1]), nil
}

// Ruled says that a file of rulings stands beside the library: its user may have changed it, so that the stories should be told anew.
func (l *Library) Ruled() bool {
	for _, ext := range [...]string{sameFile, differentFile} {
		if _, err := os.Stat(l.Path() + ext); err == nil {
			return true
		}
	}
	return false
}

// Rule adds a line to what the user says of two names: that they are one's, or that they are not. The latest word holds: the pair
// is taken out of the other file. The stories change when they are told anew.
func (l *Library) Rule(a, b string, same bool) error {
	files := [2]string{l.Path() + sameFile, l.Path() + differentFile}
	if !same {
		files[0], files[1] = files[1], files[0]
	}
	for i, file := range files {
		old, err := os.ReadFile(file)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		text := name.Unruled(string(old), a, b)
		if i == 0 {
			if text != "" && !strings.HasSuffix(text, "\n") {
				text += "\n"
			}
			text += strings.Join([]string{a, b}, "\t") + "\n"
		}
		if text == string(old) {
			continue
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// Ruling is what the user said of two names: that they are one's, or that they are not.
type Ruling struct {
	Same bool
	A, B string
}

// RulingFiles are the files that hold the rulings; they need not be there.
func (l *Library) RulingFiles() []string {
	return []string{l.Path() + sameFile, l.Path() + differentFile}
}

// RuledPairs are the rulings as they were written, those that make names one first.
func (l *Library) RuledPairs() ([]Ruling, error) {
	var out []Ruling
	for i, file := range l.RulingFiles() {
		b, err := os.ReadFile(file)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		for line := range strings.Lines(string(b)) {
			f := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
			if len(f) < 2 || strings.HasPrefix(line, "#") || strings.TrimSpace(f[0]) == "" || strings.TrimSpace(f[1]) == "" {
				continue
			}
			out = append(out, Ruling{i == 0, strings.TrimSpace(f[0]), strings.TrimSpace(f[1])})
		}
	}
	return out, nil
}

// Unrule takes back what the user said of two names.
func (l *Library) Unrule(a, b string) error {
	for _, file := range l.RulingFiles() {
		old, err := os.ReadFile(file)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		if text := name.Unruled(string(old), a, b); text != string(old) {
			if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}
