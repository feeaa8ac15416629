// Package text holds the plain types for what stands inside one text: spans, views of a rewritten text, and the findings of
// one article (parts, sentences, names, dates, numbers, quotes, chains of sources). It knows no language; the tree arabic/ fills it.
//
// The one unit of position is the byte. A Span is a half-open range of bytes of Doc.Text, from the first stage of the program
// to the last, and nothing that is found copies a string where a Span will do.
package text

import (
	"encoding/json"
	"fmt"
)

// Span is a half-open range of bytes [Start, End) of one text. The zero Span stands for "none": it is written to JSON as null.
type Span struct{ Start, End int }

// Len is the number of bytes in s.
func (s Span) Len() int { return s.End - s.Start }

// Empty says that s holds no byte, which is how an absent finding (no speaker, no title) is written.
func (s Span) Empty() bool { return s.End <= s.Start }

// Of returns the bytes of t under s, or "" when s does not lie in t.
func (s Span) Of(t string) string {
	if s.Start < 0 || s.End > len(t) || s.Start > s.End {
		return ""
	}
	return t[s.Start:s.End]
}

// Contains says that o lies wholly in s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Overlaps says that s and o share at least one byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Join is the smallest span that holds both s and o; an empty one adds nothing.
func (s Span) Join(o Span) Span {
	switch {
	case s.Empty():
		return o
	case o.Empty():
		return s
	}
	return Span{min(s.Start, o.Start), max(s.End, o.End)}
}

// MarshalJSON writes [start,end], or null for an empty span.
func (s Span) MarshalJSON() ([]byte, error) {
	if s.Empty() {
		return []byte("null"), nil
	}
	return fmt.Appendf(nil, "[%d,%d]", s.Start, s.End), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (s *Span) UnmarshalJSON(b []byte) error {
	var p []int
	if err := json.Unmarshal(b, &p); err != nil {
		return fmt.Errorf("span: %w", err)
	}
	switch len(p) {
	case 0:
		*s = Span{}
	case 2:
		*s = Span{p[0], p[1]}
	default:
		return fmt.Errorf("span: %d numbers in place of two", len(p))
	}
	return nil
}
