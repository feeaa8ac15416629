package main

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"rawi/arabic/letter"
	"rawi/arabic/name"
	"rawi/arabic/word"
	"rawi/text"
)

// column is a token of a corpus with its tag, as its file gives them.
type column struct{ form, tag string }

// kindsOf says which kind of name each corpus's class is; classes that are missing are no names.
var (
	caraner = map[string]text.Kind{"PER": text.Person, "LOC": text.Place, "ORG": text.Organization}
	conll   = map[string]text.Kind{"PERS": text.Person, "PER": text.Person, "LOC": text.Place, "ORG": text.Organization, "MISC": text.Other}

	wojood = map[string]text.Kind{
		"PERS": text.Person, "GPE": text.Place, "LOC": text.Place, "FAC": text.Place, "ORG": text.Organization,
		"EVENT": text.Other, "PRODUCT": text.Other, "LAW": text.Other,
	}
)

// readColumns reads a file of tokens and tags, a sentence ended by a blank line. split cuts a line into the token and its tag.
func readColumns(file string, split func(string) (form, tag string)) ([][]column, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out [][]column
	var cur []column
	s := bufio.NewScanner(f)
	for s.Scan() {
		line := strings.NewReplacer("\u200e", "", "\u200f", "").Replace(s.Text())
		if strings.TrimSpace(line) == "" {
			if len(cur) > 0 {
				out, cur = append(out, cur), nil
			}
			continue
		}
		form, tag := split(line)
		if form = strings.TrimSpace(form); form != "" {
			cur = append(cur, column{form, strings.TrimSpace(tag)})
		}
	}
	if len(cur) > 0 {
		out = append(out, cur)
	}
	return out, s.Err()
}

// lastField takes the tag from the end of the line.
func lastField(line string) (form, tag string) {
	line = strings.TrimSpace(line)
	i := strings.LastIndexAny(line, " \t")
	if i < 0 {
		return line, "O"
	}
	return line[:i], line[i+1:]
}

// outermost takes the first tag of nested ones that is a name.
func outermost(line string) (form, tag string) {
	f := strings.Fields(line)
	if len(f) == 0 {
		return "", ""
	}
	for _, t := range f[1:] {
		if _, class, ok := strings.Cut(t, "-"); ok && wojood[class] != "" {
			return f[0], t
		}
	}
	return f[0], "O"
}

// sentence is a sentence of a corpus: the tokens [at, at+len(labels)) of the text that it stands in, the label of each, and which token
// of the corpus each comes from.
type sentence struct {
	text    *word.Text
	reader  *name.Reader // of the whole text
	at      int
	labels  []name.Label
	columns []column
	from    []int
}

// sentences makes texts of a corpus's sentences, so many to a text, a line each: the tokens joined by blanks, read as Rawi reads texts.
// A tag goes to all tokens that its token falls into; signs at the edges of a name are no part of it.
func sentences(cs [][]column, kinds map[string]text.Kind, together int) ([]sentence, error) {
	var out []sentence
	for len(cs) > 0 {
		n := min(together, len(cs))
		var b strings.Builder
		var lines []text.Span
		var ends []int
		for _, c := range cs[:n] {
			from := b.Len()
			for _, k := range c {
				b.WriteString(k.form)
				ends = append(ends, b.Len())
				b.WriteByte(' ')
			}
			lines = append(lines, text.Span{Start: from, End: b.Len()})
			b.WriteByte('\n')
		}
		t := word.Read(b.String(), text.Span{End: b.Len()})
		r := name.NewReader(t)
		for i, c := range cs[:n] {
			from, to := t.Range(lines[i])
			s := sentence{text: t, reader: r, at: from, columns: c}
			if err := s.mark(to, ends[:len(c)], kinds); err != nil {
				return nil, err
			}
			ends = ends[len(c):]
			out = append(out, s)
		}
		cs = cs[n:]
	}
	return out, nil
}

// mark labels the tokens of the sentence up to the token to; ends are where the corpus's tokens end in the text.
func (s *sentence) mark(to int, ends []int, kinds map[string]text.Kind) error {
	k := 0
	for i, t := range s.text.Tokens[s.at:to] {
		for k < len(ends)-1 && t.Span.Start >= ends[k] {
			k++
		}
		l, err := label(s.columns[k].tag, kinds)
		if err != nil {
			return err
		}
		if l.First() && i > 0 && s.from[i-1] == k && s.labels[i-1] != name.Outside {
			l++
		}
		if t.Kind == word.Punct && l != name.Outside && (l.First() || i == 0 || s.labels[i-1] == name.Outside) {
			l = name.Outside
		}
		if l != name.Outside && !l.First() && (i == 0 || s.labels[i-1] == name.Outside || s.labels[i-1].Kind() != l.Kind()) {
			l--
		}
		s.labels, s.from = append(s.labels, l), append(s.from, k)
	}
	for i := len(s.labels) - 1; i >= 0; i-- { // signs at the end of a name
		if s.text.Tokens[s.at+i].Kind == word.Punct && s.labels[i] != name.Outside && (i == len(s.labels)-1 || s.labels[i+1] == name.Outside || s.labels[i+1].First()) {
			s.labels[i] = name.Outside
		}
	}
	return nil
}

func label(tag string, kinds map[string]text.Kind) (name.Label, error) {
	if tag == "O" || tag == "" {
		return name.Outside, nil
	}
	pos, class, ok := strings.Cut(tag, "-")
	if !ok || pos != "B" && pos != "I" {
		return 0, fmt.Errorf("tag %q", tag)
	}
	k := kinds[class]
	switch {
	case k == "":
		return name.Outside, nil
	case pos == "B":
		return name.Begin(k), nil
	}
	return name.Inside(k), nil
}

// readCaraner reads the file of CAraNER, which only measures: the revised tags of persons, places and organizations.
func readCaraner(file string) ([][]column, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	var out [][]column
	last := ""
	for first := true; ; first = false {
		row, err := r.Read()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		if first || len(row) < 7 {
			continue
		}
		if row[0] != last {
			out, last = append(out, nil), row[0]
		}
		out[len(out)-1] = append(out[len(out)-1], column{row[2], strings.Replace(row[6], "_", "-", 1)})
	}
}

// Words with which CAraNER begins names whose like ANERcorp leaves unmarked (ministries, authorities, armies) or marks without them (the
// sort of a place or club), folded.
var (
	unmarked = set("وزاره وزارات حكومه الحكومه الجيش جيش قوات القوات القوه هيءه الهيءه النيابه المحكمه محكمه مجلس الامانه امانه اداره الاداره الدفاع الدوله المملكه الرءاسه المديريه مديريه لجنه اللجنه البلديه بلديه السلطات المنتخب منتخب الاخضر الداخليه الصحه الخارجيه التعليم")
	sorting  = set("مدينه منطقه محافظه ولايه جمهوريه مملكه دوله قريه حي شارع طريق جبل وادي نهر بحيره جزيره بلده مركز العاصمه عاصمه قاره نادي فريق شركه صحيفه قناه وكاله جبهه مطار ميناء حركه الدكتور شمال جنوب شرق غرب وسط")
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// bare is a folded word without what may be joined before it, where that leaves a word of one of the sets.
func bare(form string) string {
	w := letter.String(form, letter.Search)
	for _, p := range [...]string{"", "و", "ب", "ل", "ف", "وب", "ول", "ك"} {
		if rest, ok := strings.CutPrefix(w, p); ok && (unmarked[rest] || sorting[rest]) {
			return rest
		}
	}
	if rest, ok := strings.CutPrefix(w, "لل"); ok && (unmarked["ال"+rest] || sorting["ال"+rest]) {
		return "ال" + rest
	}
	return w
}

// likened brings the marks of CAraNER to the rules of ANERcorp as far as that goes by rule: names inside its titles and other classes
// (the places of "governor of …") and institutions that ANERcorp leaves unmarked are optional, a state or city is a place also where
// it acts, the word for the sort of a thing stands outside its name.
func likened(s sentence) (gold []chunk, optional []bool) {
	optional = make([]bool, len(s.columns))
	for i, c := range s.columns {
		if strings.HasSuffix(c.tag, "TIT") || strings.HasSuffix(c.tag, "MIS") {
			optional[i] = true
		}
	}
	for _, c := range chunks(goldLabels(s, caraner)) {
		for c.to > c.from+1 && signs(s.columns[c.from].form) {
			c.from++
		}
		for c.to > c.from+1 && signs(s.columns[c.to-1].form) {
			c.to--
		}
		w := bare(s.columns[c.from].form)
		if c.kind == text.Organization && unmarked[w] {
			for i := c.from; i < c.to; i++ {
				optional[i] = true
			}
			continue
		}
		c = s.unsorted(c)
		if unmarked[bare(s.columns[c.from].form)] && c.to == c.from+1 { // "the Kingdom"
			optional[c.from] = true
			continue
		}
		gold = append(gold, c)
	}
	return gold, optional
}

// unsorted takes the words for the sort of a thing off the beginning of its name.
func (s sentence) unsorted(c chunk) chunk {
	for c.to > c.from+1 && (sorting[bare(s.columns[c.from].form)] || signs(s.columns[c.from].form)) {
		c.from++
	}
	return c
}

// signs says that a token has neither letters nor digits.
func signs(form string) bool {
	return !strings.ContainsFunc(form, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// corpora are the training sentences: those of ANERcorp but its last sixth, which is held out, and those of the others; and what is
// only measured on besides.
type corpora struct {
	aner, held  []sentence
	aqmar, wojo []sentence
	away        []sentence // CAraNER
}

func readCorpora(data string) (c corpora, err error) {
	keep := func(e error) {
		if err == nil {
			err = e
		}
	}
	made := func(cols [][]column, kinds map[string]text.Kind, size int) []sentence {
		s, e := sentences(cols, kinds, size)
		keep(e)
		return s
	}
	read := func(file string, split func(string) (string, string)) [][]column {
		cols, e := readColumns(filepath.Join(data, file), split)
		keep(e)
		return cols
	}
	all := read("anercorp-train/anercorp-train/Data/ANERCorp_CamelLab_train.txt", lastField)
	n, k, cut := 0, 0, 0
	for _, s := range all {
		n += len(s)
	}
	for ; k < n*5/6; cut++ {
		k += len(all[cut])
	}
	c.aner, c.held = made(all[:cut], conll, together), made(all[cut:], conll, together)
	for _, f := range [...]string{"train", "testa", "testb"} {
		c.aqmar = append(c.aqmar, made(read("aqmar/aqmar/ner_data/ar/ar."+f+".iob2", lastField), conll, together)...)
	}
	for _, f := range [...]string{"train", "val", "test"} {
		c.wojo = append(c.wojo, made(read("wojood-sample/wojood-sample/data/"+f+".txt", outermost), wojood, together)...)
	}
	away, e := readCaraner(filepath.Join(data, "caraner/caraner/CAraNER.csv"))
	keep(e)
	c.away = made(away, caraner, 1)
	return c, err
}
