// Package gold scores the program against texts that careful readers marked by hand.
//
// It holds marks of its own for the sample pages (articles/*.marks.json, stories.json), for articles written to measure quotes
// (quotes/*.json) and for names (names/*.marks). Three of its scorers (Articles, HTML, Clusters) give the same figures under the same
// names as score.py of the shared gold; Quotes, Entities, Copies and Plagdet measure what that does not. The golden file scores.txt
// holds the figures: a change in quality shows in the diff of the commit that caused it. SOURCES.md says what each gold is and who
// made it.
package gold

import (
	"cmp"
	"fmt"
	"strconv"

	"rawi/news"
	"rawi/text"
)

// Figure is one measured figure of a section of scores.txt: a count, or a share from 0 to 1.
type Figure struct {
	Name  string
	Value float64
	Count bool // a count, written without decimals
}

// String writes the value as scores.txt does: three decimals, none for a count.
func (f Figure) String() string {
	if f.Count {
		return strconv.Itoa(int(f.Value))
	}
	return strconv.FormatFloat(f.Value, 'f', 3, 64)
}

// Figures is a list of figures in the order in which they are shown.
type Figures []Figure

// Value is the figure of a name; ok is false when there is none.
func (fs Figures) Value(name string) (v float64, ok bool) {
	for _, f := range fs {
		if f.Name == name {
			return f.Value, true
		}
	}
	return 0, false
}

func (fs *Figures) count(name string, n int) {
	*fs = append(*fs, Figure{name, float64(n), true})
}

func (fs *Figures) share(name string, v float64) {
	*fs = append(*fs, Figure{Name: name, Value: v})
}

// Doc is one marked document.
type Doc struct {
	ID        string
	Text      string
	Parts     []text.Part // what is in no part is body; the role Other is a second article
	Quotes    []text.Quote
	Dates     []text.Date
	Numbers   []Number
	Published string // YYYY-MM-DD, "" where the text pins no day
}

// Other is the role of a second article glued to the marked one, title included. It is a role of the gold only.
const Other text.Role = "other"

// Number is a marked amount. Known is false where the reader could not give its value.
type Number struct {
	Span  text.Span
	Value float64
	Known bool
}

// Found is what the program made of one document: the articles of its source, in order, or why it could not be read.
type Found struct {
	Articles []*news.Article
	Err      error
}

// Text is the text of the document as the program has it, "" when it found no article.
func (f Found) Text() string {
	if len(f.Articles) == 0 {
		return ""
	}
	return f.Articles[0].Doc.Text
}

// split parts the articles of the source into the first one and those glued to it.
func (f Found) split() (first, more []*news.Article) {
	for _, a := range f.Articles {
		if cmp.Or(a.Article, 1) == 1 {
			first = append(first, a)
		} else {
			more = append(more, a)
		}
	}
	return first, more
}

// div is a/b, and 0 where there is nothing to share.
func div[N int | float64](a, b N) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// f1 is the harmonic mean of precision and recall.
func f1(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// overlap is the bytes that two spans share by the bytes that either covers.
func overlap(a, b text.Span) float64 {
	i := min(a.End, b.End) - max(a.Start, b.Start)
	if i <= 0 {
		return 0
	}
	return float64(i) / float64(max(a.End, b.End)-min(a.Start, b.Start))
}

// errf names the document of an error.
func errf(id, format string, args ...any) error {
	return fmt.Errorf("gold %s: %w", id, fmt.Errorf(format, args...))
}
