package gather

import (
	"fmt"
	"path"
	"strconv"
	"strings"
)

// template names a record: pieces to be put together.
type template []piece

// piece is a stretch of a template: literal text, or a field.
type piece struct{ literal, field string }

// parseTemplate reads Options.ID.
func parseTemplate(s string) (template, error) {
	if s == "" {
		return nil, nil
	}
	if !strings.ContainsAny(s, "{}") {
		return template{{field: s}}, nil
	}
	var t template
	for rest := s; rest != ""; {
		literal, after, found := strings.Cut(rest, "{")
		if strings.Contains(literal, "}") {
			return nil, fmt.Errorf("id %q: } without {", s)
		}
		if literal != "" {
			t = append(t, piece{literal: literal})
		}
		if !found {
			break
		}
		field, next, closed := strings.Cut(after, "}")
		if !closed || field == "" || strings.Contains(field, "{") {
			return nil, fmt.Errorf("id %q: { must be followed by a name and }", s)
		}
		t = append(t, piece{field: field})
		rest = next
	}
	return t, nil
}

// name is the record's name: what the template makes of it, else its id, else its url, else its place in the file, from 0.
func (t template) name(file string, index int64, rec record, fields map[string]string) string {
	var b strings.Builder
	for _, p := range t {
		switch p.field {
		case "":
			b.WriteString(p.literal)
		case "stem":
			b.WriteString(stem(file))
		case "index":
			b.WriteString(strconv.FormatInt(index, 10))
		default:
			s := rec.get(p.field)
			if s == "" {
				s = scalar(rec.ours(p.field, fields), ", ")
			}
			if s == "" {
				return fallback(index, rec, fields)
			}
			b.WriteString(s)
		}
	}
	if b.Len() > 0 {
		return clean(b.String())
	}
	return fallback(index, rec, fields)
}

// fallback is the name of a record that no template names.
func fallback(index int64, rec record, fields map[string]string) string {
	for _, f := range []string{"id", "url"} {
		if s := scalar(rec.ours(f, fields), ", "); s != "" {
			return clean(s)
		}
	}
	return strconv.FormatInt(index, 10)
}

// stem is the name of a file without its folders and extension: "day" for "a/day.json" and "a/day.json.gz".
func stem(file string) string {
	s := path.Base(strings.ReplaceAll(file, `\`, "/"))
	if e := path.Ext(s); strings.EqualFold(e, ".gz") {
		s = strings.TrimSuffix(s, e)
	}
	return strings.TrimSuffix(s, path.Ext(s))
}
