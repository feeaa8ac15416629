package rawi

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
	"unicode"

	"rawi/arabic/letter"
	"rawi/arabic/lexicon"
	"rawi/text/texttest"
)

// TestFolders: a folder is named after what it holds. A name that says nothing collects everything.
func TestFolders(t *testing.T) {
	for file := range goFiles(t) {
		for d := range strings.SplitSeq(path.Dir(file), "/") {
			switch d {
			case "util", "utils", "common", "helpers", "helper", "core", "types", "misc", "lib", "base":
				t.Errorf("%s: a folder named %q says nothing of what it holds", file, d)
			}
		}
	}
}

// TestFunctions: a function fits on two screens, and exported names say what they are.
func TestFunctions(t *testing.T) {
	for file, src := range goFiles(t) {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, file, src, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if n := set.Position(d.End()).Line - set.Position(d.Pos()).Line; n > 100 {
					t.Errorf("%s: %s has %d lines; above 100 nobody holds it in his head", set.Position(d.Pos()), d.Name.Name, n)
				}
				if d.Name.IsExported() && d.Doc == nil && exportedReceiver(d) {
					t.Errorf("%s: exported %s has no comment: say what it means, in which units, and when it fails", set.Position(d.Pos()), d.Name.Name)
				}
			case *ast.GenDecl:
				undocumented(t, set, d)
			}
		}
	}
}

func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	x := d.Recv.List[0].Type
	if s, ok := x.(*ast.StarExpr); ok {
		x = s.X
	}
	if s, ok := x.(*ast.IndexExpr); ok {
		x = s.X
	}
	id, ok := x.(*ast.Ident)
	return ok && id.IsExported()
}

func undocumented(t *testing.T, set *token.FileSet, d *ast.GenDecl) {
	for _, s := range d.Specs {
		switch s := s.(type) {
		case *ast.TypeSpec:
			if s.Name.IsExported() && d.Doc == nil && s.Doc == nil {
				t.Errorf("%s: exported %s has no comment", set.Position(s.Pos()), s.Name.Name)
			}
		case *ast.ValueSpec:
			for _, n := range s.Names {
				if n.IsExported() && d.Doc == nil && s.Doc == nil && s.Comment == nil {
					t.Errorf("%s: exported %s has no comment", set.Position(s.Pos()), n.Name)
				}
			}
		}
	}
}

// TestArabicInGo: Arabic words belong in lists that a linguist can edit. Only arabic/ may hold letters of it in Go.
func TestArabicInGo(t *testing.T) {
	for file, src := range goFiles(t) {
		if strings.HasPrefix(file, "arabic/") || strings.HasSuffix(file, "_test.go") {
			continue
		}
		for i, line := range strings.Split(src, "\n") {
			if strings.IndexFunc(line, letter.Arabic) >= 0 {
				t.Errorf("%s:%d: Arabic letters in Go; put the words into a .tsv list or a template", file, i+1)
			}
		}
	}
}

// TestLists: every list can be read, says where it comes from and under which licence, and stands beside cases.
func TestLists(t *testing.T) {
	err := fs.WalkDir(os.DirFS("."), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && p != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
			if err == nil {
				err = fs.SkipDir
			}
			return err
		}
		if !strings.HasSuffix(p, ".tsv") {
			return nil
		}
		l, err := lexicon.Read(os.DirFS("."), p)
		if err != nil {
			t.Error(err)
			return nil
		}
		remarks := strings.ToLower(strings.Join(l.Remarks, " "))
		if !strings.Contains(remarks, "origin") || !strings.Contains(remarks, "licence") {
			t.Errorf("%s: its # lines do not name origin and licence; a list of unknown descent cannot be shipped", p)
		}
		cases, err := os.ReadFile(path.Join(path.Dir(p), "cases.txt"))
		if err != nil {
			t.Errorf("%s: no cases.txt beside it; a list without examples cannot be changed safely", p)
			return nil
		}
		if len(texttest.Parse(string(cases))) == 0 {
			t.Errorf("%s: cases.txt beside it holds no case", p)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestSpaces: a list or template with stray control characters or a byte order mark breaks in editors.
func TestSpaces(t *testing.T) {
	err := fs.WalkDir(os.DirFS("."), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if err == nil && p != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
				err = fs.SkipDir
			}
			return err
		}
		if !strings.HasSuffix(p, ".tsv") && !strings.HasSuffix(p, ".md") {
			return nil
		}
		b, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		for i, line := range strings.Split(string(b), "\n") {
			if strings.IndexFunc(line, func(r rune) bool { return r == 0xFEFF || unicode.IsControl(r) && r != '\t' }) >= 0 {
				t.Errorf("%s:%d: control character or byte order mark", p, i+1)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
