package name

import (
	"strings"
	"sync"
	"testing"

	"rawi/arabic/word"
	"rawi/text"
)

const taggerSample = "أكد وزير الخارجية الكيني سالم العدناني، خلال لقائه في نيروبي مع نظيره الألماني يوهان كراوس، أن «المحادثات مستمرة» مع شركة بروكسيما PLC.\n" +
	"وقال العدناني لصحيفة «الميناء» إن ١٢ عاملاً وصلوا إلى وادي الريحان قرب جدة، وإن كراوس سيزور وجدة غدا: http://example.test/a"

// TestScores: what a word alone is worth, kept with it, what tables say of small values, and what the sieve leaves out, come to the same as
// the weights of all features one by one, for words that are met for the first time and for those that are known.
func TestScores(t *testing.T) {
	m := tagger()
	often := strings.Repeat(taggerSample+"\n", 7)
	for _, s := range []string{taggerSample, taggerSample, often} {
		tx := word.Read(s, text.Span{End: len(s)})
		r := NewReader(tx)
		for _, s := range word.Sentences(tx, 0, len(tx.Tokens)) {
			m.lay(r, s[0], s[1])
			for i := s[0]; i < s[1]; i++ {
				var got, want [nLabels]int32
				m.scores(r, i, true, &got)
				var all sum
				for _, f := range r.Features(nil, s[0], s[1], i) {
					if x, ok := m.row(f); ok {
						all = sum{all.odd + x&lanes, all.even + x>>8&lanes, all.n + 1}
					}
				}
				if all.scores(&want); got != want {
					t.Errorf("%s: %v, one by one %v", tx.Raw(i), got, want)
				}
			}
		}
	}
}

// TestVocabulary: goroutines that look words up at once are told what look says.
func TestVocabulary(t *testing.T) {
	tx := word.Read(taggerSample, text.Span{End: len(taggerSample)})
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 50 {
				for _, k := range tx.Tokens {
					var got, want [nValues]uint32
					vocab().look(k).lay(got[:])
					if look(k).lay(want[:]); got != want {
						t.Errorf("%s: %v, want %v", k.Fold, got, want)
					}
				}
			}
		})
	}
	all.Wait()
}
