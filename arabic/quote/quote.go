// Package quote finds who said what.
package quote

import (
	"rawi/arabic/word"
	"rawi/text"
)

// Find finds the quotes in the sentences (ranges of tokens) of doc, whose names, outlet and wire credits are known by then.
func Find(t *word.Text, doc *text.Doc, sentences [][2]int) []text.Quote { return nil }
