// Package number finds numbers in digits and words, what they count, and how they are hedged.
package number

import (
	"rawi/arabic/word"
	"rawi/text"
)

// Amount is a number found in a text.
type Amount struct {
	From, To int       // the tokens of the number with its unit, without the hedge: [From, To)
	Digits   int       // where the bare number ends: tokens [From, Digits) are the number itself
	Span     text.Span // of the number with its unit, without the hedge and without proclitics
	Value    float64
	Max      float64 // the upper end of a range, else 0
	Unit     string  // see text.Number; "" for a bare number
	Approx   text.Approx
	Ordinal  bool // first, second, …: never an amount, but dates need it
	Rule     string
}

// Find finds every number among the tokens [from, to), bare ones and ordinals included, in order and not overlapping.
func Find(t *word.Text, from, to int) []Amount { return nil }

// Claims keeps the amounts that make a claim: not ordinals, bare numbers without a unit, ages, scores, phone numbers, nor what
// is part of a date (the spans given).
func Claims(t *word.Text, found []Amount, dates []text.Date) []text.Number { return nil }
