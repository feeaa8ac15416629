package pipeline

import (
	"errors"
	"io/fs"
	"os"
	"strings"

	"rawi/arabic/name"
)

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
