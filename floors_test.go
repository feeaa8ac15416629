package rawi

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// floor is where ARCHITECTURE.md puts a package: its floor, and its place on a floor that has an order (0 where it has none).
type floor struct{ level, place int }

// readFloors reads the block of floors out of ARCHITECTURE.md.
func readFloors(t *testing.T) map[string]floor {
	t.Helper()
	b, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile("(?s)```floors\n(.*?)```").FindStringSubmatch(string(b))
	if m == nil {
		t.Fatal("ARCHITECTURE.md has no block ```floors")
	}
	out := map[string]floor{}
	for line := range strings.Lines(m[1]) {
		f := strings.Fields(line)
		if len(f) == 0 {
			continue
		}
		level, err := strconv.Atoi(f[0])
		if err != nil {
			t.Fatalf("ARCHITECTURE.md: floor %q", f[0])
		}
		ordered := strings.Contains(line, ">")
		place := 0
		for _, p := range f[1:] {
			if p == ">" {
				continue
			}
			if ordered {
				place++
			}
			out[p] = floor{level, place}
		}
	}
	return out
}

// TestFloors: an import may only point down, so that a reader who knows a floor need not know what is built on it.
func TestFloors(t *testing.T) {
	floors := readFloors(t)
	for file, src := range goFiles(t) {
		pkg := path.Dir(file)
		f, ok := floors[pkg]
		if pkg == "." {
			continue
		}
		if !ok {
			t.Errorf("%s: ARCHITECTURE.md gives the package %s no floor", file, pkg)
			continue
		}
		ast, err := parser.ParseFile(token.NewFileSet(), file, src, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, imp := range ast.Imports {
			p, _ := strconv.Unquote(imp.Path.Value)
			p, own := strings.CutPrefix(p, "rawi/")
			if !own || p == pkg {
				continue
			}
			g, ok := floors[p]
			test := strings.HasSuffix(file, "_test.go")
			switch {
			case !ok:
				t.Errorf("%s imports %s, which has no floor in ARCHITECTURE.md", file, p)
			case g.level > f.level && !test:
				t.Errorf("%s (floor %d) imports %s (floor %d): imports point down only, so that the lower can be understood alone", file, f.level, p, g.level)
			case g.level == f.level && (f.place == 0 || g.place <= f.place) && !test && p != "text":
				t.Errorf("%s imports %s on its own floor: stages do not know one another; what both need goes one floor down", file, p)
			}
		}
	}
}

// goFiles reads every Go file of the module but those of nested modules.
func goFiles(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := fs.WalkDir(os.DirFS("."), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if p != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
				return fs.SkipDir
			}
			if _, err := os.Stat(path.Join(p, "go.mod")); err == nil && p != "." {
				return fs.SkipDir
			}
			return nil
		}
		if strings.HasSuffix(p, ".go") {
			b, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			out[p] = string(b)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
