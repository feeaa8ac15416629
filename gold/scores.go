package gold

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Sections is the contents of scores.txt: figures by section, in the order of the file.
type Sections struct {
	names   []string
	figures map[string][][2]string // name and value, as written
}

// ParseScores reads lines "section figure value"; blank lines and those that begin with # are passed over.
func ParseScores(s string) (*Sections, error) {
	out := &Sections{figures: map[string][][2]string{}}
	n := 0
	for line := range strings.Lines(s) {
		n++
		f := strings.Fields(line)
		if len(f) == 0 || strings.HasPrefix(f[0], "#") {
			continue
		}
		if len(f) != 3 {
			return nil, fmt.Errorf("scores line %d: want section, figure and value, have %q", n, strings.TrimSpace(line))
		}
		out.add(f[0], f[1], f[2])
	}
	return out, nil
}

func (s *Sections) add(section, name, value string) {
	if !slices.Contains(s.names, section) {
		s.names = append(s.names, section)
	}
	s.figures[section] = append(s.figures[section], [2]string{name, value})
}

// Set puts the figures of a section in the place of those that it had; a new section comes last.
func (s *Sections) Set(section string, figures Figures) {
	delete(s.figures, section)
	for _, f := range figures {
		s.add(section, f.Name, f.String())
	}
}

// Compare tells, a line each, how figures that were measured now differ from those of a section as they are written.
func (s *Sections) Compare(section string, figures Figures) []string {
	var diff []string
	old := map[string]string{}
	for _, f := range s.figures[section] {
		old[f[0]] = f[1]
	}
	for _, f := range figures {
		was, ok := old[f.Name]
		delete(old, f.Name)
		switch {
		case !ok:
			diff = append(diff, fmt.Sprintf("%s %s: new, %s", section, f.Name, f))
		case was != f.String():
			diff = append(diff, fmt.Sprintf("%s %s: was %s, is %s", section, f.Name, was, f))
		}
	}
	for _, f := range s.figures[section] {
		if _, gone := old[f[0]]; gone {
			diff = append(diff, fmt.Sprintf("%s %s: was %s, is no longer measured", section, f[0], f[1]))
		}
	}
	return diff
}

// WriteTo writes the file: a heading, then the sections in order, a line a figure.
func (s *Sections) WriteTo(w io.Writer) (int64, error) {
	var b strings.Builder
	b.WriteString("# Section, figure, value. Written by: go test ./gold -run TestScores -update\n# What the sections measure: SOURCES.md\n")
	for _, name := range s.names {
		b.WriteString("\n")
		for _, f := range s.figures[name] {
			fmt.Fprintf(&b, "%s %s %s\n", name, f[0], f[1])
		}
	}
	n, err := io.WriteString(w, b.String())
	return int64(n), err
}
