package text

// Word is one word of an article's title or body, made ready for comparing texts with one another without knowing the language.
type Word struct {
	Start, End uint32  // in Doc.Text
	Form       uint64  // hash of the folded form
	Stem       uint64  // hash of the form without clitics; Form where there are none
	Weight     float32 // inverse document frequency of the stem in the language at large; 0 for words that carry no content
	Title      bool    // stands in the title
	Digits     bool    // a number in digits
}

// Span is where the word stands.
func (w Word) Span() Span { return Span{int(w.Start), int(w.End)} }
