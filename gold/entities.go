package gold

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"rawi/text"
)

// NamePage is the marked names of a page of the folder names. The text of the page is not there: it is known by its hash.
type NamePage struct {
	ID    string
	Hash  string // SHA-256 of the text, in hexadecimal
	Marks []NameMark
}

// NameMark is a name of a page.
type NameMark struct {
	Span     text.Span
	Kinds    []text.Kind // those that are right, the likeliest first
	Optional bool        // whether it is a name is open: found or not, it does not count
}

// LoadNames reads the pages of a folder: files ID.marks of rows "start, end, kind", where kind is one or several parted by "/", and
// "optional" is one of them.
func LoadNames(fsys fs.FS, folder string) ([]NamePage, error) {
	files, err := fs.Glob(fsys, path.Join(folder, "*.marks"))
	if err != nil {
		return nil, err
	}
	var out []NamePage
	for _, file := range files {
		p, err := namePage(fsys, file)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

func namePage(fsys fs.FS, file string) (NamePage, error) {
	p := NamePage{ID: strings.TrimSuffix(path.Base(file), ".marks")}
	b, err := fs.ReadFile(fsys, file)
	if err != nil {
		return p, err
	}
	n := 0
	for line := range strings.Lines(string(b)) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if strings.HasPrefix(line, "#") {
			if _, after, ok := strings.Cut(line, "sha256 "); ok {
				p.Hash, _, _ = strings.Cut(after, ",")
			}
			continue
		}
		if line == "" || line == "start\tend\tkind" {
			continue
		}
		m, err := nameMark(line)
		if err != nil {
			return p, fmt.Errorf("%s:%d: %w", file, n, err)
		}
		p.Marks = append(p.Marks, m)
	}
	return p, nil
}

func nameMark(line string) (m NameMark, err error) {
	c := strings.Split(line, "\t")
	if len(c) != 3 {
		return m, fmt.Errorf("%d columns", len(c))
	}
	if m.Span.Start, err = strconv.Atoi(c[0]); err != nil {
		return m, err
	}
	if m.Span.End, err = strconv.Atoi(c[1]); err != nil {
		return m, err
	}
	for k := range strings.SplitSeq(c[2], "/") {
		switch k {
		case "optional":
			m.Optional = true
		case string(text.Person), string(text.Place), string(text.Organization), string(text.Other):
			m.Kinds = append(m.Kinds, text.Kind(k))
		default:
			return m, fmt.Errorf("kind %q", k)
		}
	}
	return m, nil
}

// nameTally counts the names of several pages as conlleval does, tokens being what white space and punctuation part: a name is right
// when its tokens and its kind are.
type nameTally struct {
	right, found, gold map[text.Kind]int
	edges              int // of the right ones, those whose bytes are as marked
	mixed              map[[2]string]int
	errors             map[string]int
}

// What stands in the place of a name that is not found as it is marked.
const (
	nothing    = "nothing"
	otherWords = "other words"
)

// Entities scores the names found in each page, in the order of the marks, against those marked. The texts are those of the pages.
func Entities(pages []NamePage, texts []string, found [][]text.Name) (Figures, string) {
	t := &nameTally{map[text.Kind]int{}, map[text.Kind]int{}, map[text.Kind]int{}, 0, map[[2]string]int{}, map[string]int{}}
	for i, p := range pages {
		t.page(texts[i], p.Marks, found[i])
	}
	return t.figures(len(pages)), t.report()
}

// page counts one page.
func (t *nameTally) page(s string, marks []NameMark, found []text.Name) {
	wide := make([]text.Span, len(marks))
	for i, m := range marks {
		wide[i] = whole(s, m.Span)
	}
	met := make([]bool, len(marks))
	for _, n := range found {
		at := whole(s, n.Span)
		best := -1
		for i := range marks {
			if at.Start < wide[i].End && wide[i].Start < at.End && (best < 0 || wide[i] == at) {
				best = i
			}
		}
		if best < 0 {
			t.found[n.Kind]++
			t.mixed[[2]string{nothing, string(n.Kind)}]++
			t.errors["+ "+string(n.Kind)+" "+n.Span.Of(s)]++
			continue
		}
		m := marks[best]
		if m.Optional {
			continue
		}
		t.found[n.Kind]++
		if wide[best] == at && slices.Contains(m.Kinds, n.Kind) {
			met[best] = true
			t.gold[n.Kind]++
			t.right[n.Kind]++
			t.mixed[[2]string{string(n.Kind), string(n.Kind)}]++
			if n.Span == m.Span {
				t.edges++
			}
			continue
		}
		if !met[best] {
			met[best] = true
			t.gold[m.Kinds[0]]++
			place := otherWords
			if !slices.Contains(m.Kinds, n.Kind) {
				place = string(n.Kind)
			}
			t.mixed[[2]string{string(m.Kinds[0]), place}]++
			t.errors["> "+string(m.Kinds[0])+" "+m.Span.Of(s)+", "+string(n.Kind)+" "+n.Span.Of(s)]++
		}
	}
	for i, m := range marks {
		if !met[i] && !m.Optional {
			t.gold[m.Kinds[0]]++
			t.mixed[[2]string{string(m.Kinds[0]), nothing}]++
			t.errors["- "+string(m.Kinds[0])+" "+m.Span.Of(s)]++
		}
	}
}

// whole is a span with the letters that are joined to its first word: two names of the same words are the same, whether or not a
// proclitic was cut off.
func whole(s string, x text.Span) text.Span {
	for x.Start > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:x.Start])
		if !unicode.In(r, unicode.L, unicode.M) && r != '\u0640' {
			break
		}
		x.Start -= n
	}
	return x
}

var nameKinds = [...]text.Kind{text.Person, text.Place, text.Organization, text.Other}

// figures are precision, recall and F1 over all and for each kind.
func (t *nameTally) figures(pages int) Figures {
	var out Figures
	out.count("documents", pages)
	var right, found, gold int
	for _, k := range nameKinds {
		right, found, gold = right+t.right[k], found+t.found[k], gold+t.gold[k]
	}
	out.count("names", gold)
	row := func(name string, right, found, gold int) {
		p, r := div(right, found), div(right, gold)
		out.share(name+"_p", p)
		out.share(name+"_r", r)
		out.share(name+"_f1", f1(p, r))
	}
	row("all", right, found, gold)
	for _, k := range nameKinds {
		row(string(k), t.right[k], t.found[k], t.gold[k])
	}
	out.share("edges", div(t.edges, right))
	return out
}

// report is the table of figures, what is taken for what, and the twenty commonest errors.
func (t *nameTally) report() string {
	var b strings.Builder
	b.WriteString("| names | precision | recall | F1 | marked |\n|---|---|---|---|---|\n")
	var right, found, gold int
	for _, k := range nameKinds {
		right, found, gold = right+t.right[k], found+t.found[k], gold+t.gold[k]
	}
	row := func(name string, right, found, gold int) {
		p, r := div(right, found), div(right, gold)
		fmt.Fprintf(&b, "| %s | %.3f | %.3f | %.3f | %d |\n", name, p, r, f1(p, r), gold)
	}
	row("all", right, found, gold)
	for _, k := range nameKinds {
		row(string(k), t.right[k], t.found[k], t.gold[k])
	}
	columns := []string{string(text.Person), string(text.Place), string(text.Organization), string(text.Other), otherWords, nothing}
	b.WriteString("\n| marked \\ found | " + strings.Join(columns, " | ") + " |\n|---|" + strings.Repeat("---|", len(columns)) + "\n")
	for _, k := range append(columns[:4:4], nothing) {
		b.WriteString("| " + k)
		for _, c := range columns {
			fmt.Fprintf(&b, " | %d", t.mixed[[2]string{k, c}])
		}
		b.WriteString(" |\n")
	}
	b.WriteString("\nMissed (-), found where there is none (+), found with another kind or extent (>):\n\n")
	keys := sortedByCount(t.errors)
	for _, k := range keys[:min(20, len(keys))] {
		fmt.Fprintf(&b, "    %2d %s\n", t.errors[k], strings.Join(strings.Fields(k), " "))
	}
	return b.String()
}

// sortedByCount is the keys, the commonest first.
func sortedByCount(m map[string]int) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int { return cmp.Or(m[b]-m[a], strings.Compare(a, b)) })
	return keys
}
