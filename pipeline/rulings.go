package pipeline

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"

	"rawi/arabic/name"
	"rawi/naming"
)

// The files beside a library in which its user says which names are one's and which are not: FILE.same.tsv and FILE.different.tsv,
// where FILE is the library's. See name.ParseRulings.
const sameFile, differentFile = ".same.tsv", ".different.tsv"

// NameRulings reads what people say of names: the user in the files beside the library, editors on its pages (package naming). A file
// that is not there says nothing.
func (l *Library) NameRulings(ctx context.Context) (*name.Rulings, error) {
	var text [2]string
	for i, ext := range [...]string{sameFile, differentFile} {
		b, err := os.ReadFile(l.Path() + ext)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		text[i] = string(b)
	}
	edited, err := naming.All(ctx, l)
	if err != nil {
		return nil, err
	}
	for _, r := range edited { // the latest word on a pair holds
		for i := range text {
			text[i] = name.Unruled(text[i], r.A, r.B)
			if r.Same == (i == 0) {
				text[i] = strings.TrimSuffix(text[i], "\n") + "\n" + r.A + "\t" + r.B + "\n"
			}
		}
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
