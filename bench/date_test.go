package bench

import (
	"testing"

	"github.com/markusmobius/go-dateparser"

	"rawi/arabic/date"
	"rawi/arabic/number"
	"rawi/arabic/word"
	"rawi/text"
)

// BenchmarkDates finds the dates and amounts of the same articles: ours, on tokenised text, with numbers; and go-dateparser, dates only.
func BenchmarkDates(b *testing.B) {
	all := corpus(b)[:400]
	size := int64(0)
	var read []*word.Text
	for _, a := range all {
		size += int64(len(a.Content))
		read = append(read, word.Read(a.Content, text.Span{End: len(a.Content)}))
	}
	b.Run("rawi", func(b *testing.B) {
		b.SetBytes(size)
		found := 0
		for range b.N {
			for _, t := range read {
				found += len(date.Find(t, 0, len(t.Tokens), number.Find(t, 0, len(t.Tokens))))
			}
		}
		b.ReportMetric(float64(found)/float64(b.N), "dates")
	})
	b.Run("go-dateparser", func(b *testing.B) {
		b.SetBytes(size)
		found := 0
		for range b.N {
			for _, a := range all {
				_, list, err := dateparser.Search(&dateparser.Configuration{Languages: []string{"ar"}}, a.Content)
				if err == nil {
					found += len(list)
				}
			}
		}
		b.ReportMetric(float64(found)/float64(b.N), "dates")
	})
}
