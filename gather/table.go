package gather

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// table reads a table of values parted by commas, semicolons or tabs (RFC 4180 as it is written in practice): its first row names the
// columns, and each other is a record. A row that is none is reported; the rest goes on.
func (g *gathering) table(e entry, br *bufio.Reader) {
	in := &lineReader{r: br, max: g.max}
	t := tabling{g: g, e: e, line: 1}
	for !g.over() {
		row, lines, err := wholeRow(in)
		switch {
		case err == io.EOF:
			if t.columns == nil {
				g.fault(e.name, "", errors.New("the table has no row"))
			}
			return
		case errors.Is(err, errLong):
			g.long(e, t.index, t.at())
			t.index++
			t.line += lines
			continue
		case err != nil:
			g.recordFault(recordName(e, t.index), e.name, t.at(), err)
			return
		}
		if t.columns == nil {
			t.comma = separator(row)
		}
		for len(row) > 0 && !g.over() { // a stray quote may have joined several
			n := t.row(row)
			t.line += int64(bytes.Count(row[:n], []byte{'\n'}))
			row = row[n:]
		}
	}
}

// tabling is the reading of one table.
type tabling struct {
	g       *gathering
	e       entry
	columns []string
	comma   rune
	index   int64 // of the row, without the names of the columns
	line    int64 // counted from 1
}

func (t *tabling) at() string { return fmt.Sprintf("line %d", t.line) }

// row reads the row at the beginning of b and returns its length.
func (t *tabling) row(b []byte) int {
	r := csv.NewReader(bytes.NewReader(b))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = t.comma, true, -1
	values, err := r.Read()
	n := int(r.InputOffset())
	if err == io.EOF { // nothing but blank lines
		return len(b)
	}
	if err == nil && t.columns == nil {
		for i := range values {
			values[i] = strings.TrimSpace(values[i])
		}
		t.columns = values
		return n
	}
	var p *csv.ParseError
	if errors.As(err, &p) {
		err = fmt.Errorf("not a row of a table: %w", p.Err)
	}
	var value []byte
	if err == nil {
		value, err = t.record(values, b[:n])
	}
	if err != nil {
		t.g.recordFault(recordName(t.e, t.index), t.e.name, t.at(), err)
	} else {
		t.g.record(t.e, value, t.index, t.at())
	}
	t.index++
	return max(n, 1)
}

// record makes a record of the values of a row.
func (t *tabling) record(values []string, row []byte) ([]byte, error) {
	if len(values) > len(t.columns) {
		return nil, fmt.Errorf("the row has %d values, and the table %d columns", len(values), len(t.columns))
	}
	if i := invalidUTF8(row); i >= 0 {
		return nil, fmt.Errorf("not UTF-8: byte %d of the row is 0x%02X", i, row[i])
	}
	rec := map[string]string{}
	for i, v := range values {
		if t.columns[i] != "" {
			rec[t.columns[i]] = v
		}
	}
	return json.Marshal(rec)
}

// wholeRow is the next row with the lines that its quoted values go on over, and how many lines those are.
func wholeRow(in *lineReader) (row []byte, lines int64, err error) {
	open := false
	for {
		part, err := in.next()
		if err == io.EOF && lines > 0 {
			return row, lines, nil // a quote that is not closed: the row is judged as it is
		}
		if err != nil {
			return nil, lines + 1, err
		}
		lines++
		if bytes.Count(part, []byte{'"'})%2 == 1 {
			open = !open
		}
		if row == nil && !open {
			return part, lines, nil
		}
		if row = append(row, part...); int64(len(row)) > in.max {
			return nil, lines, errLong
		}
		if !open {
			return row, lines, nil
		}
	}
}

// separator is what parts the names of the columns.
func separator(head []byte) rune {
	best, n := ',', bytes.Count(head, []byte{','})
	for _, c := range []byte{';', '\t', '|'} {
		if k := bytes.Count(head, []byte{c}); k > n {
			best, n = rune(c), k
		}
	}
	return best
}
