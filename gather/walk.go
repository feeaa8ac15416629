package gather

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// walk remembers which folders have been entered below one argument, by their real paths, so that links can be followed and yet
// each folder is read once.
type walk struct {
	entered map[string]bool
	here    string // the real path of the folder that is being read
}

// path reads a file or folder. named says that the user gave this very name, w is nil for an argument.
func (g *gathering) path(p string, named bool, w *walk) {
	name := clean(p)
	info, err := os.Stat(p)
	if err != nil {
		if to, e := os.Readlink(p); e == nil && errors.Is(err, fs.ErrNotExist) {
			err = fmt.Errorf("a link to %s, which is missing", clean(to))
		}
		g.fault(name, "", err)
		return
	}
	switch mode := info.Mode(); {
	case mode.IsDir():
		g.folder(p, w)
	case mode.IsRegular() && !named && g.opt.Written != nil && g.opt.Written(info):
	case mode.IsRegular():
		g.file(p, info.Size(), named)
	default:
		g.fault(name, "", fmt.Errorf("%s, not a file; pipe its content to standard input and give -", special(mode)))
	}
}

// special names a file that is none.
func special(m fs.FileMode) string {
	switch {
	case m&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case m&fs.ModeSocket != 0:
		return "a socket"
	case m&fs.ModeDevice != 0:
		return "a device"
	}
	return "a special file"
}

// folder reads what stands in a folder, in the order of names.
func (g *gathering) folder(p string, w *walk) {
	name := clean(p)
	real, err := filepath.EvalSymlinks(p)
	if err == nil {
		real, err = filepath.Abs(real)
	}
	if err != nil {
		g.fault(name, "", err)
		return
	}
	if w == nil {
		w = &walk{entered: map[string]bool{}}
	}
	if w.here == real || strings.HasPrefix(w.here, strings.TrimSuffix(real, string(filepath.Separator))+string(filepath.Separator)) {
		g.fault(name, "", fmt.Errorf("a link back to %s, which holds it; not followed", clean(real)))
		return
	}
	if w.entered[real] {
		return // reached by another way, and read there
	}
	w.entered[real] = true
	names, err := list(p)
	if err != nil {
		g.fault(name, "", err)
	}
	outer := w.here
	for _, n := range names {
		if g.over() {
			return
		}
		if hidden(n) {
			continue
		}
		w.here = real
		g.path(filepath.Join(p, n), false, w)
	}
	w.here = outer
}

// list is the names in a folder, in order. Only the names are held, and only those of the folders on the way to here.
func list(p string) ([]string, error) {
	d, err := os.Open(p)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	names, err := d.Readdirnames(-1)
	slices.Sort(names)
	return names, err
}

// file opens a file and reads it.
func (g *gathering) file(p string, size int64, named bool) {
	name := clean(p)
	if !named && kindOf(p) == passed {
		return
	}
	f, err := os.Open(p)
	if err != nil {
		g.fault(name, "", err)
		return
	}
	defer f.Close()
	g.read(entry{name: name, size: size, named: named, r: f, at: f})
}

// hidden says that a file is none for readers: its name begins with a dot, or a system put it there.
func hidden(name string) bool {
	return strings.HasPrefix(name, ".") || name == "__MACOSX" || name == "Thumbs.db" || name == "desktop.ini"
}

// clean makes a name printable on one line: invalid UTF-8 and control characters become U+FFFD.
func clean(name string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7F || r >= 0x80 && r < 0xA0 || r == '\u2028' || r == '\u2029' {
			return '\uFFFD'
		}
		return r
	}, strings.ToValidUTF8(name, "\uFFFD"))
}
