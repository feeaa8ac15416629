// Package name finds the names of persons, places and organizations, and brings their spellings together.
package name

import (
	"rawi/arabic/word"
	"rawi/text"
)

// Find finds the names among the given sentences (ranges of tokens), with the canonical name of each in the article: the fullest
// form of a person that the article uses, the list's form of a place or organization. day is when it was published (zero when
// unknown); it settles who held an office.
func Find(t *word.Text, sentences [][2]int, day text.Day) []text.Name { return nil }

// Title is a stand-in.
func Title(t *word.Text, i int) int { return 0 }
