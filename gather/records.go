package gather

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"rawi/news"
)

// record is one object of a collection.
type record map[string]json.RawMessage

// get is the field of that name as text, "" when there is none.
func (r record) get(name string) string { return scalar(r[name], ", ") }

// ours is the field that we call name: under the name that fields gives for it, else, where the record has none of that name, under
// our own.
func (r record) ours(name string, fields map[string]string) json.RawMessage {
	if v, ok := r[fields[name]]; ok && fields[name] != "" {
		return v
	}
	return r[name]
}

// scalar is a JSON value as text: a string's content, a number or a truth value as it is written, the members of a list joined by
// sep. Null and objects are "".
func scalar(v json.RawMessage, sep string) string {
	if len(v) == 0 {
		return ""
	}
	switch v[0] {
	case '"':
		var s string
		if json.Unmarshal(v, &s) != nil {
			return ""
		}
		return s
	case '[':
		var list []json.RawMessage
		if json.Unmarshal(v, &list) != nil {
			return ""
		}
		var out []string
		for _, m := range list {
			if len(m) > 0 && m[0] == '[' { // one level of lists is as much as a field means
				continue
			}
			if s := scalar(m, sep); s != "" {
				out = append(out, s)
			}
		}
		return strings.Join(out, sep)
	case '{', 'n':
		return ""
	}
	return string(v)
}

// lines reads JSON lines, the first of which is line number first, from 0. A line that is no record is reported; the rest goes on.
func (g *gathering) lines(e entry, br *bufio.Reader, first int64) {
	in := &lineReader{r: br, max: g.max}
	for index := first; !g.over(); index++ {
		line, err := in.next()
		if err == io.EOF {
			return
		}
		at := fmt.Sprintf("line %d", index+1)
		switch {
		case errors.Is(err, errLong):
			g.long(e, index, at)
			continue
		case err != nil:
			g.recordFault(recordName(e, index), e.name, at, err)
			return
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			g.record(e, line, index, at)
		}
	}
}

// recordName names a record that has no name of its own yet.
func recordName(e entry, index int64) string { return fmt.Sprintf("%s#%d", e.name, index) }

// records reads a .json file: an array of records, or records one after another, on a line each or on several.
func (g *gathering) records(e entry, br *bufio.Reader) {
	head, _ := br.Peek(sniffed)
	if start := bytes.TrimLeft(head, " \t\r\n"); len(start) > 0 && start[0] == '{' {
		g.objects(e, br)
		return
	}
	in := &splitter{r: br, max: g.max}
	c, err := in.skipSpace()
	switch {
	case err == io.EOF:
		g.fault(e.name, "", errors.New("the file holds no record"))
	case err != nil:
		g.fault(e.name, place(in.off), err)
	case c == '[':
		in.enter()
		g.array(e, in)
	default:
		g.fault(e.name, place(in.off), errors.New("not JSON: neither an array nor an object begins here"))
	}
}

// array reads the elements of an array. One that is no record is reported and the rest goes on; where the array itself is broken
// or cut, what follows cannot be told apart and is given up.
func (g *gathering) array(e entry, in *splitter) {
	for index := int64(0); !g.over(); index++ {
		value, at, err := in.element()
		switch {
		case err == io.EOF:
			return
		case errors.Is(err, errLong):
			g.long(e, index, place(at))
		case err != nil:
			if errors.Is(err, io.ErrUnexpectedEOF) {
				err = worded{fmt.Sprintf("cut short; whole records before it: %d", index), err}
			}
			g.recordFault(recordName(e, index), e.name, place(at), err)
			return
		default:
			g.record(e, value, index, place(at))
		}
	}
}

// objects reads records that follow one another. Where the first line holds a whole record, every line is taken to, so that a bad
// line harms no other.
func (g *gathering) objects(e entry, br *bufio.Reader) {
	in := &lineReader{r: br, max: g.max}
	var line []byte
	var err error
	index, off := int64(-1), int64(0)
	for len(bytes.TrimSpace(line)) == 0 && err == nil {
		off += int64(len(line))
		line, err = in.next()
		index++
	}
	switch {
	case errors.Is(err, errLong):
		g.long(e, index, fmt.Sprintf("line %d", index+1))
		g.lines(e, br, index+1)
	case err != nil:
		g.fault(e.name, place(off), err)
	default:
		rest := bufio.NewReaderSize(io.MultiReader(bytes.NewReader(line), br), 64<<10)
		if json.Valid(line) {
			g.lines(e, rest, index)
		} else {
			g.array(e, &splitter{r: rest, max: g.max, loose: true, off: off})
		}
	}
}

// long reports a record beyond the limit.
func (g *gathering) long(e entry, index int64, at string) {
	g.recordFault(recordName(e, index), e.name, at, fmt.Errorf("more than the limit of %s an item", bytesText(g.max)))
}

// record yields one record, or what is wrong with it. at is its place in the file.
func (g *gathering) record(e entry, value []byte, index int64, at string) {
	source := recordName(e, index)
	if i := invalidUTF8(value); i >= 0 {
		g.recordFault(source, e.name, at, fmt.Errorf("not UTF-8: byte %d of the record is 0x%02X", i, value[i]))
		return
	}
	var rec record
	if err := json.Unmarshal(value, &rec); err != nil || rec == nil {
		g.recordFault(source, e.name, at, jsonError(err))
		return
	}
	get := func(our, sep string) string { return scalar(rec.ours(our, g.opt.Fields), sep) }
	f := &news.Fields{
		ID: get("id", ", "), URL: get("url", ", "), Title: get("title", ", "), Text: get("text", "\n"), HTML: get("html", "\n"),
		Date: get("date", ", "), Outlet: get("outlet", ", "), Author: get("author", ", "),
	}
	source = e.name + "#" + g.id.name(e.file(), index, rec, g.opt.Fields)
	if f.Text == "" && f.HTML == "" {
		if err := g.empty(rec, f); err != nil {
			g.recordFault(source, e.name, at, err)
			return
		}
	}
	g.emit(news.Item{Source: source, Fields: f})
}

// empty says what is wrong with a record that has no text; nil where it has a title, and its text is there but blank.
func (g *gathering) empty(rec record, f *news.Fields) error {
	if rec.ours("text", g.opt.Fields) == nil && rec.ours("html", g.opt.Fields) == nil {
		names := make([]string, 0, len(rec))
		for n := range rec {
			names = append(names, clean(n))
		}
		slices.Sort(names)
		if len(names) > 12 {
			names = append(names[:12], "…")
		}
		wanted := "text"
		if t := g.opt.Fields["text"]; t != "" {
			wanted = t
		}
		return fmt.Errorf("the record has no field %q, and no html (its fields: %s); say which of them is the text%s", wanted, strings.Join(names, ", "), longest(rec))
	}
	if f.Title == "" {
		return errors.New("the record's text is empty, and so is its title")
	}
	return nil
}

// leastText is how many bytes a field must hold to be proposed for the text.
const leastText = 60

// longest names the field of a record that holds the most, if that may be an article's text, as the option by which it is taken for it.
func longest(rec record) string {
	most, name := leastText, ""
	for _, n := range slices.Sorted(maps.Keys(rec)) {
		if slices.Contains(ours[:], n) {
			continue
		}
		if s := scalar(rec[n], " "); len(s) > most && strings.Contains(s, " ") {
			most, name = len(s), n
		}
	}
	if name == "" {
		return ""
	}
	return fmt.Sprintf(", as with --field text=%s", clean(name))
}

// jsonError says why a value is no record.
func jsonError(err error) error {
	var syntax *json.SyntaxError
	switch {
	case err == nil:
		return errors.New("not a record: null")
	case errors.As(err, &syntax):
		return fmt.Errorf("not JSON: %s (byte %d of the record)", syntax.Error(), syntax.Offset)
	}
	return errors.New("not a record: a record is an object with fields")
}

// invalidUTF8 is the place of the first byte that is not UTF-8, or -1.
func invalidUTF8(b []byte) int {
	if utf8.Valid(b) {
		return -1
	}
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n <= 1 {
			return i
		}
		i += n
	}
	return -1
}
