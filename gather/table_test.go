package gather

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTables: the rows of a table are records; what is wrong in one is named by its line, and the others are read.
func TestTables(t *testing.T) {
	dir := t.TempDir()
	for name, c := range map[string]struct{ in, want string }{
		"a.csv":      {"id,headline,body\n1,ت,نص أول\n2,ث,\"نص، فيه فاصلة\"\n", "a.csv#1 نص أول\na.csv#2 نص، فيه فاصلة\n"},
		"b.csv":      {"\ufeffid;headline;body\r\n1;a;\"two\r\nlines\"\r\n\r\n2;b;c\r\n", "b.csv#1 two\nlines\nb.csv#2 c\n"},
		"c.tsv":      {"id\theadline\tbody\n7\ta\tb\n", "c.tsv#7 b\n"},
		"quote.csv":  {"id,headline,body\n1,a,b\n2,a,5\" pipe\n3,a,c\n", "quote.csv#1 b\nquote.csv#2 5\" pipe\nquote.csv#3 c\n"},
		"more.csv":   {"id,headline,body\n1,a,b,c\n2,a,b\n", "! more.csv: line 2: the row has 4 values, and the table 3 columns\nmore.csv#2 b\n"},
		"bad.csv":    {"id,headline,body\n1,a,\xff\n2,a,b\n", "! bad.csv: line 2: not UTF-8: byte 4 of the row is 0xFF\nbad.csv#2 b\n"},
		"empty.csv":  {"\n\n", "! empty.csv: the table has no row\n"},
		"fields.csv": {"x,y\n1,2\n", `! fields.csv: line 2: the record has no field "body"`},
	} {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(c.in), 0o600); err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for it := range Items(context.Background(), []string{file}, Options{Fields: map[string]string{"text": "body", "title": "headline"}}) {
			if it.Err != nil {
				b.WriteString("! " + strings.TrimPrefix(it.Err.Error(), dir+"/") + "\n")
			} else {
				b.WriteString(filepath.Base(it.Source) + " " + strings.ReplaceAll(it.Fields.Text, "\r", "") + "\n")
			}
		}
		if got := b.String(); got != c.want && !(name == "fields.csv" && strings.HasPrefix(got, c.want)) {
			t.Errorf("%s: got\n%swant\n%s", name, got, c.want)
		}
	}
}

// FuzzTable: rows before a fault are the same whatever follows, and no run yields more items than lines.
func FuzzTable(f *testing.F) {
	f.Add([]byte("id,text\n1,a\n2,\"b\nc\"\n"))
	f.Add([]byte("a;b\n\"\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		good, all := collect(data, table)
		if len(all) > bytes.Count(data, []byte("\n"))+1 {
			t.Fatalf("%d items of %q", len(all), data)
		}
		more, _ := collect(append(bytes.Clone(data), "\n\"\n9,z\n"...), table)
		if bytes.Count(data, []byte{'"'})%2 == 0 && len(more) < len(good) {
			t.Fatalf("%d items, with more rows %d", len(good), len(more))
		}
	})
}
