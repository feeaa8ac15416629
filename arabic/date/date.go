// Package date finds expressions of time and places them on the calendar.
package date

import (
	"rawi/arabic/number"
	"rawi/arabic/word"
	"rawi/text"
)

// Expr is an expression found in a text, not yet placed.
type Expr struct {
	From, To int
	Span     text.Span
	Rule     string
}

// Find finds every expression of time among the tokens [from, to), in order and not overlapping.
func Find(t *word.Text, from, to int, numbers []number.Amount) []Expr { return nil }

// Publish says when the article was published, by what the page gave (doc.Published, which may be nil) and by what its text
// says: captions and datelines with a date, weekdays, and bounds from what it calls past and coming. nil when nothing is known.
func Publish(t *word.Text, doc *text.Doc, found []Expr) *text.Dating { return doc.Published }

// Resolve places the expressions on the calendar against the day or interval of publication, which may be nil.
func Resolve(t *word.Text, found []Expr, published *text.Dating) []text.Date { return nil }
