package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"rawi/arabic/name"
	"rawi/arabic/word"
	"rawi/text"
)

// column is a token of a corpus with its tag, as its file gives them.
type column struct{ form, tag string }

// kindsOf says which kind of name each corpus's class is; classes that are missing are no names.
var (
	conll = map[string]text.Kind{"PERS": text.Person, "PER": text.Person, "LOC": text.Place, "ORG": text.Organization, "MISC": text.Other}

	wojood = map[string]text.Kind{"PERS": text.Person, "GPE": text.Place, "LOC": text.Place, "FAC": text.Place, "ORG": text.Organization,
		"EVENT": text.Other, "PRODUCT": text.Other, "LAW": text.Other}
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

// sentence is a training sentence: a text with the label of each of its tokens, and which token of the corpus each comes from.
type sentence struct {
	text    *word.Text
	labels  []name.Label
	columns []column
	from    []int
}

// sentences makes texts of a corpus's sentences: the tokens joined by blanks, read as Rawi reads texts. A tag goes to all tokens
// that its token falls into; signs at the edges of a name are no part of it.
func sentences(cs [][]column, kinds map[string]text.Kind) ([]sentence, error) {
	var out []sentence
	for _, c := range cs {
		var b strings.Builder
		ends := make([]int, len(c))
		for i, k := range c {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(k.form)
			ends[i] = b.Len()
		}
		s := sentence{text: word.Read(b.String(), text.Span{End: b.Len()}), columns: c}
		k := 0
		for i, t := range s.text.Tokens {
			for k < len(c)-1 && t.Span.Start >= ends[k] {
				k++
			}
			l, err := label(c[k].tag, kinds)
			if err != nil {
				return nil, err
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
			if s.text.Tokens[i].Kind == word.Punct && s.labels[i] != name.Outside && (i == len(s.labels)-1 || s.labels[i+1] == name.Outside || s.labels[i+1].First()) {
				s.labels[i] = name.Outside
			}
		}
		out = append(out, s)
	}
	return out, nil
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
